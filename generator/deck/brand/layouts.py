"""Turn a template's layouts into the layouts on which composers work: titles, text, footers, free areas.

Everything is in points of the plan, ``scale`` of which make one of the slide (see ``design``).
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from generator.deck.brand.legal import legal_text
from generator.deck.brand.legible import Words, coloured, elsewhere, minimum, on_panel, rgb_of, stands_out
from generator.deck.brand.matching import MIN_ROOM, room
from generator.deck.brand.pillars import with_cards, without_cards
from generator.deck.brand.space import MARGIN, clear_of_drawings, free_area, obstacles, on_slide, signs, within_frames
from generator.deck.compose.common import FREE_BEFORE, minor, stack_height
from generator.deck.design import Placeholder, SlideLayout
from generator.deck.layouts import MAX_CARDS
from generator.deck.ooxml.colours import hexadecimal, of_hex, over
from generator.deck.ooxml.ground import USUAL_SIZE, Ground, drawn, grounds
from generator.deck.ooxml.text import LARGE, TEXT, body_family, placeholder_style
from generator.deck.slide import Colour
from generator.pipeline.program import program_digest
from generator.source.inline import Run
from generator.text.breaking import break_lines, count_lines, words
from generator.text.capitals import capitals
from generator.text.fit import fit, largest
from generator.text.substitution import substitute
from generator.theme import contrast
from generator.units import Box
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.deck.brand.matching import Match
    from generator.deck.brand.template import LayoutPlaceholder, Template, TemplateLayout
    from generator.deck.ooxml.colours import RGBA
    from generator.deck.ooxml.opening import TemplatePackage
    from generator.deck.ooxml.scene import SlideScene
    from generator.text.fonts import Family
    from generator.text.substitution import SubstituteFont
    from generator.world import World

_LEAST = 10.0  # points of the slide: the smallest text that is read on a screen from the back of a room
_SMALL = 0.7  # the scale of slides below which all is shrunk: those of 10 by 5.6 inches, the smallest in use, have 0.75
HEIGHT, WIDTH = 540.0, 720.0  # the least slide of the plan
PITCH_MARGIN = 1.02  # times a font's own line pitch: 2 % in hand, as on our own template
_GAP = 16.0  # points, between a title and what is below it (by eye)
_LOW, _NARROW = 45.0, 180.0  # points: the least box for a few lines
_SIMILAR = 0.02  # of the slide: of two texts whose areas differ by less the upper one holds the lines
_SUBTITLE, _LINES, _FACTS = 14.0, 24.0, 16.0  # the smallest and the largest size of a subtitle, the largest of facts
_TITLES, _TEXTS = ("title", "ctrTitle"), ("subTitle", "body", "obj")
_CONTENT = 0.6  # of the free area: a smaller text placeholder is a line beside the content, which does not stand in it
_MEANT = 1.25  # times the area of a cover's subtitle: it holds the lines unless a text is so much larger
# Times the size of the title's placeholder: a text so large, above it or below it, is the title that was drawn.
_LARGER, _FAR_LARGER = 1.25, 2.0
_SMALLER, _PLAIN = 0.7, 24.0  # a title is set no smaller than so much of its size, or than so many points, by choice
_AMBITIONS = (1.0, 0.85, 0.72)  # of the size of a cover's title, and its lines: what they are given room for
_SHARED = (*_AMBITIONS, 0.6, 0.5, 0.42, 0.35)  # of its size: what a cover's title has of the room that lines share
_ABOVE_TEXT = 22.0  # points: a template's title that is as large is set no smaller by choice, or cards outshout it
_NARROWER = (0.95, 0.9, 0.85, 0.8, 0.75, 0.7)  # of a title's width: what it keeps where the rest of a band is too light
_TALL, _TALL_COVER = 0.28, 0.4  # of the slide: the most that a title may take
_NARROW_TITLE = 0.6  # of the width of what stands below it: a title that is given more (by eye)
_CALM_HEIGHT = 0.5  # of its own: what a title keeps above or below a line of the background (by eye)
_BESIDE = 0.8  # of a title's width: what it keeps where it grows beside a logo
_TOP, _CROWDED = 0.2, 0.45  # of the slide: a title below it that leaves less than this stands in the middle of things
_WIDE_FOOTER = 0.15  # of the slide
_AMPLE = 7.0  # the contrast (of WCAG, 1.4.6) of words on a ground that is not drawn as office suites may draw it
_WIDER = 1.15  # times lines of which the smaller ones are to have their size in a wider font, too


def scale_of(template: Template) -> float:
    """Return how many points of the slide make one of the plan, so that sizes look the same on any slide."""
    return min(template.width / WIDTH, template.height / HEIGHT)


def least_size(template: Template) -> float:
    """Return the smallest size that a text of ours may have, in points of the plan; larger slides are shown smaller."""
    return _LEAST / min(max(scale_of(template), _SMALL), 1.0)


class Title(Struct, frozen=True):
    """A title that a deck will hold, the smallest size that it may have, the width that stands beside it."""

    text: str
    smallest: float
    beside: float = 0.0


class LayoutReader(Struct):
    """Makes the layouts of one template; remembers the families that it met.

    ``titles`` are those that must find room, by role (any other: ""); ``lines`` and ``facts`` those of the cover.
    """

    world: World
    package: TemplatePackage
    template: Template
    titles: Mapping[str, Sequence[Title]] = field(default_factory=dict)
    lines: Sequence[str] = ()
    facts: Sequence[str] = ()
    faces: dict[str, tuple[Family, float]] = field(default_factory=dict)
    measures: dict[str, SubstituteFont] = field(default_factory=dict)
    grounds: Mapping[str, Ground] = field(default_factory=dict)

    def layouts(self, matches: Mapping[str, Match]) -> dict[str, SlideLayout]:
        """Return the layout of each role; the cards of a pillar are set on one, however many they are."""
        self.grounds = self._drawn({one.layout.part: one.layout.scene for one in matches.values()})
        found = {role: self._layout(one) for role, one in matches.items()}
        if not (matches["cover"].chosen or self._holds_cover(found["cover"], matches["cover"].layout)):
            found["cover"] = self._layout(replace(matches["content"], role="cover"))
        layouts = {role: layout for role, layout in found.items() if role not in ("pillar", "cards")}
        layouts["pillar-0"] = without_cards(found["pillar"])
        layouts |= {f"pillar-{count}": with_cards(found["cards"], count) for count in range(1, MAX_CARDS + 1)}
        return layouts

    def _drawn(self, scenes: dict[str, SlideScene]) -> dict[str, Ground]:
        """Return what the layouts show, drawn at once, and kept by what it is drawn from."""
        size = (self.template.width, self.template.height)
        known = " ".join((program_digest(0), digest(self.package.data), *scenes))
        return grounds(self.world.kept("grounds", known, lambda: drawn(self.package, scenes, size)), list(scenes), size)

    def seen(self, layout: TemplateLayout) -> tuple[Ground, Box]:
        """Return what a layout shows, and where its free area is."""
        return self.grounds[layout.part], room(layout, self.template)

    def _layout(self, match: Match) -> SlideLayout:
        source = match.layout
        headline = self._headline(source) if match.role == "cover" else source.title
        assert headline
        body = self._scaled(room(source, self.template))
        title = self._beside_signs(headline, source)
        title = title if title.moved else self._calm(title, source)
        title = title if headline is source.title else self._as_title(title, source)
        layout = SlideLayout(role=match.role, part=source.part, title=title, body=body)
        layout = self._with_room(self._grown(self._widened(layout, source), source), source)
        titles = [[one.text] for one in self._titles(match.role)]
        taken = self._taken(source, headline)
        if match.role not in ("cover", "closing"):
            taken.append(layout.body.scaled(scale_of(self.template)))
        title = self._seen(layout.title, source, titles, taken)
        if headline is not source.title:  # whose colour it would inherit
            title = replace(title, colour=Colour(title.colour.name))
        layout = replace(layout, title=title)
        if match.role in ("cover", "closing"):
            return self._opening(layout, match.role, source, headline)
        text = max(source.of(*_TEXTS), key=lambda one: one.area, default=None)
        held = self._off_edges(self._holder(text, source), title) if text and match.role == "content" else None
        held = held if held and held.box.area >= _CONTENT * layout.body.area else None
        layout = replace(layout, text=self._seen(held, source, []) if held else None, **self._footers(source))
        return layout if layout.number or source.numbered else self._with_number(layout, source)

    def _headline(self, source: TemplateLayout) -> LayoutPlaceholder | None:
        """Return the placeholder that is drawn as a cover's title: its own, or a text that is far larger."""
        title = source.title
        texts = [one for one in source.of("body", "subTitle") if one.box and self._shows(one)]
        largest_text = max(texts, key=lambda one: placeholder_style(source.scene, one.shape).size, default=None)
        if not title or not title.box or not largest_text or not largest_text.box:
            return title
        sizes = [placeholder_style(source.scene, one.shape).size for one in (largest_text, title)]
        wide = largest_text.box.width >= title.box.width * _SMALLER
        larger = _LARGER if largest_text.box.y < title.box.bottom else _FAR_LARGER
        return largest_text if wide and sizes[0] >= sizes[1] * larger else title

    def _as_title(self, drawn: Placeholder, source: TemplateLayout) -> Placeholder:
        """Return the title's placeholder in the place and the look of the text that is drawn as the title."""
        assert source.title
        own = self._holder(source.title, source)
        return replace(
            drawn,
            type=own.type,
            index=own.index,
            prompt=own.prompt,
            bold=own.bold or drawn.bold,
            capitals=own.capitals,
            leading=own.leading,
            face=own.face,
            moved=True,
        )

    def _titles(self, role: str) -> Sequence[Title]:
        return self.titles.get(role) or self.titles.get("", ())

    def _widened(self, layout: SlideLayout, source: TemplateLayout) -> SlideLayout:
        """Return ``layout`` with a narrow title as wide as what is below it, where ours need that and there is room."""
        title, body, scale = layout.title, layout.body, scale_of(self.template)
        if title.width > _NARROW_TITLE * body.width or not self._more(layout, title.size):
            return layout
        left, right = min(title.box.x, body.x), max(title.box.right, body.right)
        wide = replace(title.box, x=left, width=right - left)
        before, after = title.box.scaled(scale), wide.scaled(scale)
        slide = self.template.slide
        things = [*self._taken(source, source.title), *obstacles(source, before, slide)]
        free = not any(_meet(one, after) and not _meet(one, before) for one in things)
        if not free or not self._holds(title.box, wide, title.colour.name, source):
            return layout
        return replace(layout, title=replace(title, box=wide, moved=True))

    def _grown(self, layout: SlideLayout, source: TemplateLayout) -> SlideLayout:
        """Return ``layout`` with a title as high as ours need, where they would be set far smaller than the template's.

        A cover's is given the room for the template's size, or for as much of it as there is.
        """
        own = layout.title.size
        least = min(max(own * _SMALLER, min(own, _ABOVE_TEXT)), _PLAIN)
        sizes = [own * share for share in _AMBITIONS] if layout.role == "cover" else []
        if not self._more(layout, min(sizes, default=least)):
            return layout
        for size in (*sizes, least, *(least * share for share in _AMBITIONS[1:])):
            if found := self._higher(layout, source, size, cut=size == least):
                return found
        return layout

    def _higher(self, layout: SlideLayout, source: TemplateLayout, size: float, *, cut: bool) -> SlideLayout | None:
        """Return ``layout`` with room for titles of ``size``, or for what a title may take if ``cut``; None without it.

        It grows upward from a text that stands at the bottom, else downward, as far as nothing is there; beside what
        stands there it may lose a little of its width.
        """
        title, scale, opening = layout.title, scale_of(self.template), layout.role in ("cover", "closing")
        most = (_TALL_COVER if layout.role == "cover" else _TALL) * self.template.height / scale - title.box.height
        more = self._more(layout, size)
        if not more or most <= 0 or (more > most and not cut):
            return None
        more = min(more, most)
        held = self._taken(source, None) if opening else [one.box for one in source.of("ftr", "sldNum") if one.box]
        taken = [one for one in map(self._scaled, held) if not _meet(one, title.box)]
        for up in (more, 0.0) if title.anchor == "b" else (0.0, more):
            wanted = Box(title.box.x, title.box.y - up, title.box.width, title.box.height + more)
            shown = clear_of_drawings(source, self.template, wanted.scaled(scale))
            box = self._scaled(shown)
            grown = replace(layout, title=replace(title, box=box, moved=True))
            if (
                box.height < wanted.height - 1
                or box.width < wanted.width * _BESIDE
                or shown != on_slide(self.template, shown)
            ):
                continue
            if box != wanted and not cut and self._more(grown, size):
                continue
            if any(_meet(one, box) for one in taken) or not self._holds(title.box, box, title.colour.name, source):
                continue
            below = max(layout.body.y, box.bottom + _GAP / 2) if layout.body.y >= title.box.y else layout.body.y
            return replace(grown, body=Box(layout.body.x, below, layout.body.width, layout.body.bottom - below))
        return None

    def _holds(self, box: Box, grown: Box, colour: str, source: TemplateLayout) -> bool:
        """Tell whether ``colour`` stands out in ``grown`` as in ``box``, and whatever is drawn around holds it."""
        before, after = (one.scaled(scale_of(self.template)) for one in (box, grown))
        ground = self.grounds[source.part]
        wanted = min(ground.contrast(colour, before) or LARGE, LARGE)
        held = within_frames(source, before, after) and ground.seamless(before, after)
        return held and (ground.contrast(colour, after) or LARGE) >= wanted

    def _more(self, layout: SlideLayout, size: float) -> float:
        """Return how much higher a title must be for each of ours to be set in ``size``, or as small as it may be."""
        needed = (self._height(one, layout.title, max(one.smallest, size)) for one in self._titles(layout.role))
        return max(max(needed, default=0.0) - layout.title.box.height, 0.0)

    def _height(self, title: Title, holder: Placeholder, size: float) -> float:
        """Return the height that a title takes at ``size``, with its insets."""
        family, pitch = self.faces[holder.face]
        text = capitals(title.text) if holder.capitals else title.text
        items = words([Run(text)], family, strong=holder.bold)
        lines = count_lines(items, (holder.width - title.beside - 1.0) / size)
        return lines * pitch * holder.leading * size + holder.insets[1] + holder.insets[3] + 1.0

    def _taken(self, source: TemplateLayout, but: LayoutPlaceholder | None) -> list[Box]:
        """Return the boxes of the placeholders that we fill, but for one."""
        found = source.of("title", "ctrTitle", *_TEXTS, "ftr", "sldNum")
        return [one.box for one in found if one.box and one is not but]

    def _with_room(self, layout: SlideLayout, source: TemplateLayout) -> SlideLayout:
        """Return ``layout``; where its title has no room for ours, or leaves none, both share the free slide."""
        slide = self._scaled(self.template.slide)
        least = _CROWDED if layout.title.box.y > _TOP * slide.height else MIN_ROOM
        enough = layout.role == "cover" or layout.body.area >= least * slide.area
        if enough and all(self._fits(title, layout.title) for title in self._titles(layout.role)):
            return layout
        taken = [one.box for one in source.of("dt", "ftr", "sldNum") if one.box]
        areas = (free_area(source, self.template, taken, whole=whole) for whole in (True, False))
        area = self._scaled(max(areas, key=lambda one: one.area))  # what is drawn may leave nothing of the whole slide
        height = area.height * (0.5 if layout.role == "cover" else 0.2)
        title = replace(layout.title, box=Box(area.x, area.y, area.width, height), moved=True)
        if layout.role != "cover":
            height = max(height, min(height + self._more(replace(layout, title=title), _PLAIN), _TALL * slide.height))
            title = replace(title, box=replace(title.box, height=height))
        top = area.y + height + _GAP / 2
        return replace(layout, title=title, body=Box(area.x, top, area.width, area.bottom - top))

    def _seen(
        self,
        holder: Placeholder,
        source: TemplateLayout,
        texts: Sequence[Sequence[str]],
        taken: Sequence[Box] | None = None,
    ) -> Placeholder:
        """Return ``holder`` so that its words can be read where they stand: any of ``texts``, each in paragraphs.

        Where no colour does, or a text has no placeholder and its ground is not known, it is moved, beside what is
        ``taken`` (on the slide), or set on a panel; without ``taken`` it stays.
        """
        own, scale, ground = holder.colour.name, scale_of(self.template), self.grounds[source.part]
        held = holder.box.scaled(scale)
        fills = _fills(holder, source, ground.even(held))
        ground = ground if fills else ground.veiled(_paints(holder, source), held)
        blocks = [self._block(holder, one) for one in texts] or [(holder.box, holder.size)]
        block, size = max(blocks, key=lambda one: one[0].area)
        small = holder.type not in _TITLES or not texts or any(len(one) > 1 for one in texts)  # or may become so
        least = minimum(0.0 if small else min(size for _box, size in blocks) * scale)
        said = Words(block.scaled(scale), least, USUAL_SIZE if small else size * scale)
        if fills:
            return replace(holder, colour=_on_fill(holder.colour, fills, said.wanted, source))
        made = coloured(holder, own, ground, said, source)
        ample = (said.contrast(rgb_of(made, source), ground) or 0.0) >= _AMPLE
        known = holder.type or ground.sure(said.place) or ample
        if taken is None or (known and stands_out(made, ground, said, source)):
            return made
        if holder.type in _TITLES and (narrow := self._narrowed(holder, texts, ground, source)):
            return narrow
        slide = self.template.slide
        things = [*taken, *obstacles(source, said.place, slide)]
        place = elsewhere(said, own, ground, slide, things)
        if place is None:
            return on_panel(holder, said.place, source, ground, scale)
        left, top, right, bottom = holder.insets
        box = self._scaled(place)
        around = Box(box.x - left, box.y - top, box.width + left + right, box.height + top + bottom)
        return replace(holder, box=around, moved=True)

    def _narrowed(
        self, title: Placeholder, texts: Sequence[Sequence[str]], ground: Ground, source: TemplateLayout
    ) -> Placeholder | None:
        """Return ``title`` on the part of its place where its own colour stands out, if its words lose little there."""
        scale, box = scale_of(self.template), title.box
        before = min((self._block(title, one)[1] for one in texts), default=title.size)
        for share in _NARROWER:
            width = box.width * share
            cut = replace(box, x=box.x + (box.width - width) * FREE_BEFORE[title.align], width=width)
            made = replace(title, box=cut, moved=True)
            blocks = [self._block(made, one) for one in texts]
            words = [Words(one.scaled(scale), minimum(size * scale), size * scale) for one, size in blocks]
            large = min((size for _box, size in blocks), default=title.size) >= before * _SMALLER
            if large and all(ground.sure(one.place) and stands_out(made, ground, one, source) for one in words):
                return made
        return None

    def _block(self, holder: Placeholder, texts: Sequence[str]) -> tuple[Box, float]:
        """Return where the words of ``texts`` will stand in ``holder``, and the size of the first of them."""
        family, pitch = self.faces.get(holder.face) or (self.measure(holder.face).family, PITCH_MARGIN)
        pitch *= holder.leading
        items = [
            words([Run(capitals(text) if holder.capitals else text)], family, strong=holder.bold) for text in texts
        ]
        least = least_size(self.template)
        sizes = [least + step for step in range(max(int(holder.size - least), 0) + 1)]
        width, widest = holder.width - 1.0, max((word.width for one in items for word in one), default=0.0)

        def fits(size: float) -> bool:
            return widest * size <= width and stack_height(items, width, size, pitch, 1, least=least) <= holder.height

        size = largest(sizes, fits) or sizes[0]
        own = [minor(size, least) if index else size for index in range(len(items))]
        lines = [line.width * em for one, em in zip(items, own, strict=True) for line in break_lines(one, width / em)]
        wide = min(max(lines, default=0.0) * (_WIDER if items[1:] else 1.0) + 2.0, holder.width)
        tall = min(stack_height(items, width, size, pitch, 1, least=least), holder.height)
        x = holder.box.x + holder.insets[0] + (holder.width - wide) * FREE_BEFORE[holder.align]
        y = holder.box.y + holder.insets[1] + (holder.height - tall) * FREE_BEFORE[holder.anchor]
        return Box(x, y, wide, tall), size

    def _fits(self, title: Title, holder: Placeholder) -> bool:
        """Tell whether a title fits its placeholder at its smallest size."""
        family, pitch = self.faces[holder.face]
        text = capitals(title.text) if holder.capitals else title.text
        items = words([Run(text)], family, strong=holder.bold)
        size = min(title.smallest, holder.size)
        return (
            fit(items, holder.width - title.beside - 1.0, holder.height, (size,), pitch * holder.leading, size)
            is not None
        )

    def _beside_signs(self, title: LayoutPlaceholder, source: TemplateLayout) -> Placeholder:
        """Return a placeholder; beside a logo, a stamp or words that lie on it, where these leave it room.

        It stays upon shapes on which it stands out, or of which nothing is known but that its designer set it there.
        """
        holder = self._holder(title, source)
        assert title.box
        shown = on_slide(self.template, title.box)
        clear = clear_of_drawings(source, self.template, shown)
        ground = self.grounds[source.part]
        upon = signs(source, shown, self.template.slide, ground.shows)
        ratio, beside = (ground.contrast(holder.colour.name, one) for one in (shown, clear))
        as_good = ratio is None or ratio >= min(TEXT, beside or TEXT)
        stays = as_good and not any(_meet(one, shown) for one in upon)
        return holder if clear == shown or stays else replace(holder, box=self._scaled(clear), moved=True)

    def _calm(self, title: Placeholder, source: TemplateLayout) -> Placeholder:
        """Return ``title`` on the part of its place where a background picture shows no line and no logo, if it can."""
        scale = scale_of(self.template)
        held = title.box.scaled(scale)
        calm = self.grounds[source.part].calm(held).scaled(1 / scale)
        roomy = calm.width >= _NARROW_TITLE * title.box.width and calm.height >= _CALM_HEIGHT * title.box.height
        if calm == title.box or not roomy or any(one.box.meets(held) for one in source.drawings):
            return title
        return replace(title, box=calm, moved=True)

    def _opening(
        self, layout: SlideLayout, role: str, source: TemplateLayout, headline: LayoutPlaceholder
    ) -> SlideLayout:
        """Return a cover or a last slide: what is said beside the title stands in its largest text, or in the free."""
        texts = [one for one in source.of(*_TEXTS) if one is not headline]
        text = max(texts, key=self._holds_lines, default=None)
        holder = self._beside_signs(text, source) if text else None
        if source.title and source.title is not headline:  # its box is the subtitle's
            own = self._holder(source.title, source)
            box = self._scaled(self._down(own.box.scaled(scale_of(self.template)), source))
            holder = replace(self._text_box(box, layout, source), size=own.size, insets=own.insets, align=own.align)
        above = layout.title.box
        if holder and _meet(holder.box, above) and above.y <= holder.box.y < above.bottom < holder.box.bottom:
            cut = replace(holder.box, y=above.bottom, height=holder.box.bottom - above.bottom)
            things = obstacles(source, cut.scaled(scale_of(self.template)), self.template.slide)
            beside = any(_meet(one, cut.scaled(scale_of(self.template))) for one in things)
            holder = None if beside else replace(holder, box=cut, moved=True)
        if holder and (holder.width < _NARROW or _meet(holder.box, above)):
            holder = None
        if holder and holder.type == "body" and holder.box.bottom <= above.y:  # a line at the head, unless it is large
            free = self._beside_title(layout, source, below=True)
            holder = None if free.area > holder.box.area else holder
        footer = self._footers(source)
        if role == "closing":
            free = self._beside_title(layout, source)
            if holder is None or holder.height <= _LOW or holder.box.area < _CONTENT * free.area:
                holder = self._text_box(free, layout, source)
            holder = self._off_edges(holder, layout.title)
            below = [one.box for one in (footer["footer"], footer["number"]) if one and _meet(one.box, holder.box)]
            bottom = min((one.y - _GAP / 2 for one in below if one.y > holder.box.y), default=holder.box.bottom)
            body = replace(holder.box, height=min(bottom, holder.box.bottom) - holder.box.y)
            if body.x < self._margin:  # what has no insets of a placeholder begins where its words do
                body = replace(body, x=body.x + holder.insets[0], width=holder.width)
            return replace(layout, text=self._seen(holder, source, []), body=body, **footer)
        layout = self._with_lines(layout, holder, source)
        apart = layout.facts is not None
        said = [[*self.lines, *(() if apart else self.facts)]]
        taken = [*self._taken(source, text), *(one.box.scaled(scale_of(self.template)) for one in (layout.title,))]
        assert layout.subtitle
        subtitle = self._seen(layout.subtitle, source, said, taken)
        taken.append(subtitle.box.scaled(scale_of(self.template)))
        facts = self._seen(layout.facts, source, [self.facts], taken) if layout.facts else None
        layout = replace(layout, subtitle=subtitle, facts=facts)
        return replace(layout, **(footer if footer["legal"] else {}))

    def _holds_lines(self, holder: LayoutPlaceholder) -> tuple[int, float]:
        """Return what makes a placeholder the one for a cover's lines: its area, then how high on the slide it is."""
        area = holder.area * (_MEANT if holder.type == "subTitle" else 1.0)
        return round(area / (_SIMILAR * self.template.slide.area)), -holder.box.y if holder.box else 0.0

    def _with_lines(self, layout: SlideLayout, holder: Placeholder | None, source: TemplateLayout) -> SlideLayout:
        """Return a cover with room for its lines: in its placeholder, partly beside it, or all in the free area."""
        family = body_family(source.scene)
        if holder and self._stack_fits((*self.lines, *self.facts), large := replace(holder, size=_SUBTITLE), family):
            holder = large if holder.size < _SUBTITLE else holder
        if holder and (found := self._lengthened(holder, layout.title, source, family)):
            return replace(layout, subtitle=found, body=found.box)
        if holder and self._stack_fits(self.lines, holder, family):
            place = self._below_words(layout.title, self._beside_title(layout, source, holder))
            facts = replace(self._text_box(place, layout, source), size=_FACTS)
            if place.width > _NARROW and self._stack_fits(self.facts, facts, family):
                return replace(layout, subtitle=holder, facts=facts, body=holder.box)
        for below in (True, False):
            free = self._text_box(self._beside_title(layout, source, below=below), layout, source)
            apart = free.width > _NARROW and not _meet(free.box, layout.title.box)
            if enough := apart and self._stack_fits((*self.lines, *self.facts), free, family):
                break
        return (not enough and self._shared(layout, source)) or replace(layout, subtitle=free, body=free.box)

    def _shared(self, layout: SlideLayout, source: TemplateLayout) -> SlideLayout | None:
        """Return a cover whose lines stand below its title in the title's own box, or in the free slide; None if small.

        The title is as large as leaves them room.
        """
        title, family = layout.title, body_family(source.scene)
        taken = [one.box for one in source.of("dt", "ftr", "sldNum") if one.box]
        areas = (title.box, self._scaled(free_area(source, self.template, taken, whole=True)))
        least = min((one.smallest for one in self._titles("cover")), default=title.size)
        sizes = [one for share in _SHARED if (one := title.size * share) > least]
        for size, area in product((*sizes, least), (one for one in areas if one.width > _NARROW)):
            holder = replace(title, box=area, moved=True)
            height = max((self._height(one, holder, size) for one in self._titles("cover")), default=0.0)
            top = area.y + height + _GAP / 2
            text = self._text_box(Box(area.x, top, area.width, area.bottom - top), layout, source)
            if area.bottom > top and self._stack_fits((*self.lines, *self.facts), text, family):
                made = self._seen(replace(holder, box=replace(area, height=height)), source, [])
                return replace(layout, title=made, subtitle=text, body=text.box)
        return None

    def _lengthened(
        self, holder: Placeholder, title: Placeholder, source: TemplateLayout, family: str
    ) -> Placeholder | None:
        """Return ``holder`` as high as a cover's lines need, as large as may be, where its ground goes on below.

        It stays as it is where they fit so; None if they fit nowhere.
        """
        scale, box, texts = scale_of(self.template), holder.box, (*self.lines, *self.facts)
        held = [title.box.scaled(scale), *(one.box for one in source.of("ftr", "sldNum") if one.box)]
        most = self._scaled(self._down(box.scaled(scale), source, held)).height
        own = min(_LINES, holder.size)
        smallest = min(_SUBTITLE, own)
        for size in (*(one for share in _AMBITIONS if (one := own * share) > smallest), smallest):
            height = self._stack_height(texts, holder, family, size)
            if height <= holder.height:
                return self._ended(holder, height, source)
            grown = replace(box, height=height + holder.insets[1] + holder.insets[3] + 1.0)
            made = replace(holder, box=grown, moved=True)
            words = self._block(replace(made, size=size), texts)[0]  # beside them there may be art
            known = self.grounds[source.part].sure(words.scaled(scale))  # behind a picture, below may be brighter
            above = replace(words, y=box.y, height=max(box.bottom - box.y, 0.0))
            if known and grown.height <= most and self._holds(above, words, holder.colour.name, source):
                return made
        return None

    def _ended(self, holder: Placeholder, height: float, source: TemplateLayout) -> Placeholder:
        """Return ``holder``, whose words are so high, ended above an edge (of a band) that would cross them, if it can.

        The plan's points; words that have no room above an edge stay where the designer has them.
        """
        box, scale, ground = holder.box, scale_of(self.template), self.grounds[source.part]
        above, below = holder.insets[1], holder.insets[3]
        free = box.height - above - below - height
        last = box.y + above + free * FREE_BEFORE[holder.anchor] + height
        first = Box(box.x, box.y + above, box.width, _FACTS).scaled(scale)

        def calm(bottom: float) -> bool:
            return ground.seamless(first, Box(box.x, box.y + above, box.width, bottom - box.y - above).scaled(scale))

        edge = next((at for at in range(int(last), int(box.y + above + height), -1) if calm(at)), last)
        return (
            holder
            if calm(last) or edge == last
            else replace(holder, box=replace(box, height=edge - box.y + below), moved=True)
        )

    def _down(self, box: Box, source: TemplateLayout, held: Sequence[Box] = ()) -> Box:
        """Return ``box`` as far down the slide as nothing is drawn, nor any placeholder stands, or any of ``held``."""
        slide = self.template.slide
        things = [*(held or self._taken(source, source.title)), *obstacles(source, box, slide)]
        below = [one.y for one in things if one.y >= box.bottom - 1 and one.x < box.right and one.right > box.x]
        air = scale_of(self.template) * _GAP / 2
        return Box(box.x, box.y, box.width, max(min([slide.height, *below]) - air - box.y, box.height))

    def _holds_cover(self, layout: SlideLayout, source: TemplateLayout) -> bool:
        """Tell whether a cover has room for what it says, or for a part of it beside the rest."""
        said = self.lines if layout.facts else (*self.lines, *self.facts)
        return bool(layout.subtitle and self._stack_fits(said, layout.subtitle, body_family(source.scene)))

    def _stack_fits(self, texts: Sequence[str], holder: Placeholder, family: str) -> bool:
        """Tell whether lines fit a box at their smallest sizes, the first of them larger."""
        return self._stack_height(texts, holder, family, min(_SUBTITLE, holder.size)) <= holder.height

    def _stack_height(self, texts: Sequence[str], holder: Placeholder, family: str, size: float) -> float:
        found = self.faces.get(holder.face)
        measured = self.measure(family)
        font, pitch = found or (measured.family, measured.pitch * PITCH_MARGIN)
        items = [words([Run(capitals(text) if holder.capitals else text)], font, strong=holder.bold) for text in texts]
        least = least_size(self.template)
        return stack_height(items, holder.width - 1.0, size, pitch * holder.leading, 1, least=least)

    def _beside_title(
        self, layout: SlideLayout, source: TemplateLayout, holder: Placeholder | None = None, *, below: bool = False
    ) -> Box:
        """Return the free area of a cover, beside its title and beside ``holder``, or ``below`` its title alone."""
        scale, bottom = scale_of(self.template), layout.title.box.bottom
        if layout.title.moved and holder is None and (not below or layout.body.y >= bottom):
            return layout.body
        taken = [one.box for one in source.of("dt", "ftr", "sldNum", "title", "ctrTitle") if one.box]
        taken += [Box(0.0, 0.0, self.template.width, bottom * scale)] if below else []
        taken += [one.box.scaled(scale) for one in (layout.title, holder) if one]
        return self._scaled(free_area(source, self.template, taken, whole=holder is not None))

    def _below_words(self, title: Placeholder, place: Box) -> Box:
        """Return ``place`` from where the words of ``title`` begin, if they do within it and begin on the left."""
        left = title.box.x + title.insets[0]
        within = title.align == "l" and place.x < left < place.right - _NARROW
        return Box(left, place.y, place.right - left, place.height) if within else place

    def _text_box(self, box: Box, layout: SlideLayout, source: TemplateLayout) -> Placeholder:
        """Return a box for the lines that have no placeholder, set like the title's body, in the slide's colour."""
        ink = Colour(source.colours["tx1"], inherited=True)
        face = self._face(body_family(source.scene), 0.0, 1.0)
        return Placeholder("", 0, box, 24.0, "Texte", ink, align=layout.title.align, face=face, fixed=True)

    @property
    def _margin(self) -> float:
        """Return how far words stay from the slide's left and right edges, in points of the plan."""
        return MARGIN / 2 * self.template.width / scale_of(self.template)

    def _off_edges(self, holder: Placeholder, title: Placeholder) -> Placeholder:
        """Return a text's place with its words off the slide's edges, at which a designer sets pictures.

        They may begin where those of a ``title`` do.
        """
        margin, slide = self._margin, self._scaled(self.template.slide)
        first = min(margin, title.box.x + title.insets[0]) if title.align == "l" else margin
        left = max(first - holder.box.x - holder.insets[0], 0.0)
        right = max(holder.box.right - holder.insets[2] - slide.right + margin, 0.0)
        if not left + right:
            return holder
        box = replace(holder.box, x=holder.box.x + left, width=holder.box.width - left - right)
        return replace(holder, box=box, moved=True)

    def _footers(self, source: TemplateLayout) -> dict[str, Any]:
        footer, number = (next(filter(self._shows, source.of(kind)), None) for kind in ("ftr", "sldNum"))
        legal = legal_text(footer.text) if footer else ""
        wide = footer is not None and footer.box is not None and footer.box.width > self.template.width * _WIDE_FOOTER
        return {
            "footer": self._furniture(footer, source, legal) if footer and (wide or legal) else None,
            "number": self._furniture(number, source) if number else None,
            "legal": legal,
        }

    def _furniture(self, holder: LayoutPlaceholder, source: TemplateLayout, legal: str = "") -> Placeholder | None:
        """Return a footer or a number, no smaller than is legible; but for legal words that find no room then.

        A number stands beside a logo that lies in its box, and on a panel where it cannot be read otherwise. A footer
        of ours that cannot be read is none.
        """
        made, number = self._holder(holder, source), holder.type == "sldNum"
        larger = replace(made, size=max(made.size, least_size(self.template)))
        said = legal or ("00" if number else next((one.text for one in self._titles("cover")), ""))
        family, pitch = self.faces[made.face][0], self.faces[made.face][1] * made.leading
        items = words([Run(said or "0")], family)
        fits = count_lines(items, made.width / larger.size) * pitch * larger.size <= made.height
        found = larger if fits or not legal else made
        if number:
            found = self._beside_art(self._wide_enough(found, sum(one.width for one in items)), source)
        found = self._seen(found, source, [[said]] if said else [])
        block, scale = self._block(found, [said])[0], scale_of(self.template)
        shown = block.scaled(scale)
        if legal or _paints(found, source) or stands_out(found, self.grounds[source.part], Words(shown, TEXT), source):
            return found
        return on_panel(found, shown, source, self.grounds[source.part], scale) if number else None

    def _wide_enough(self, number: Placeholder, width: float) -> Placeholder:
        """Return a number's place, made wider where digits so wide (in em) would be parted; its text stays in place."""
        more = width * number.size + 2.0 - number.width
        if more <= 0:
            return number
        left = number.box.x - more * FREE_BEFORE[number.align]
        slide = self._scaled(self.template.slide)
        left = max(min(left, slide.width - number.box.width - more), 0.0)
        return replace(number, box=replace(number.box, x=left, width=number.box.width + more), moved=True)

    def _beside_art(self, number: Placeholder, source: TemplateLayout) -> Placeholder:
        """Return a number's place beside a sign that is drawn where its digits would stand, where there is room."""
        scale, slide = scale_of(self.template), self.template.slide
        held, block = (one.scaled(scale) for one in (number.box, self._block(number, ["00"])[0]))
        upon = any(_meet(one, block) for one in signs(source, held, slide, self.grounds[source.part].shows))
        if not upon or self.grounds[source.part].even(block):
            return number
        clear = self._scaled(clear_of_drawings(source, self.template, held))
        across, down = number.box.width - number.width, number.box.height - number.height
        fits = clear.width >= block.width / scale + across and clear.height >= block.height / scale + down
        return replace(number, box=clear, moved=True) if fits and clear != number.box else number

    def _with_number(self, layout: SlideLayout, source: TemplateLayout) -> SlideLayout:
        """Return ``layout`` with a number below its free area, on the right: the matrix leads to slides by number."""
        size = least_size(self.template) * 1.2
        body, height = layout.body, size * 1.4
        box = Box(body.right - 4 * size, body.bottom - height, 4 * size, height)
        holder = replace(self._text_box(box, layout, source), size=size, align="r", anchor="b", prompt="N°")
        number = self._seen(holder, source, [["00"]])
        return replace(layout, number=number, body=Box(body.x, body.y, body.width, body.height - height - _GAP / 4))

    def _shows(self, holder: LayoutPlaceholder) -> bool:
        """Tell whether most of a placeholder is on the slide: what a template keeps off it is not meant to be seen."""
        return holder.box is not None and on_slide(self.template, holder.box).area >= holder.box.area / 2

    def _holder(self, holder: LayoutPlaceholder, source: TemplateLayout) -> Placeholder:
        style = placeholder_style(source.scene, holder.shape)
        scale = scale_of(self.template)
        left, top, right, bottom = (inset / scale for inset in style.insets)
        assert holder.box
        shown = on_slide(self.template, holder.box)
        return Placeholder(
            type=holder.type,
            index=holder.index,
            box=self._scaled(shown),
            size=style.size / scale,
            prompt=holder.name or holder.type,
            colour=Colour(style.colour, inherited=style.flat),
            bold=style.bold,
            anchor=style.anchor,
            align=style.align,
            insets=(left, top, right, bottom),
            capitals=style.capitals,
            leading=style.leading,
            face=self._face(style.family, style.tracking, style.size),
            fixed=True,
            # Some programs give several placeholders one idx; readers then differ in which box is inherited.
            moved=shown != holder.box or sum(one.index == holder.index for one in source.placeholders) > 1,
        )

    def _face(self, family: str, tracking: float, size: float) -> str:
        """Return the key of the family in ``faces``; letters set apart make it wider, by half an em on average."""
        wider = round(1.0 + tracking / size * 2, 3) if tracking else 1.0
        key = f"{family}*{wider:g}"
        if key not in self.faces:
            measured = self.measure(family, wider)
            self.faces[key] = (measured.family, measured.pitch * PITCH_MARGIN)
        return key

    def measure(self, family: str, wider: float = 1.0) -> SubstituteFont:
        """Return how a family is measured, and remember that it is used."""
        wanted = family or "Calibri"
        found = substitute(self.world, wanted, wider=wider)
        self.measures.setdefault(wanted, found)
        return found

    def _scaled(self, box: Box) -> Box:
        return box.scaled(1 / scale_of(self.template))


def _fills(holder: Placeholder, source: TemplateLayout, behind: str | None) -> list[str]:
    """Return the colours with which a template's own placeholder hides what is ``behind``, or tints it."""
    paints = _paints(holder, source)
    if behind is None and any(paint[3] < 1.0 for paint in paints):
        return []
    return [hexadecimal(over(paint, of_hex(behind or "FFFFFF")[:3])) for paint in paints]


def _paints(holder: Placeholder, source: TemplateLayout) -> list[RGBA]:
    """Return the colours of the fill that a template's own placeholder has, from end to end of a gradient."""
    shapes = [one.shape for one in source.placeholders if (one.type, one.index) == (holder.type, holder.index)]
    return [paint for shape in shapes[:1] for paint in source.scene.paints(shape) or ()]


def _on_fill(own: Colour, fills: Sequence[str], wanted: float, source: TemplateLayout) -> Colour:
    """Return the colour of text on a placeholder's own fill: its ``own`` where that can be read there."""
    candidates = (own.name, source.colours["tx1"], source.colours["bg1"], "000000", "FFFFFF")
    worst = {one: min(contrast(one, fill) for fill in fills) for one in candidates}
    found = next((one for one in candidates if worst[one] >= wanted), own.name)
    return own if found == own.name else Colour(found)


def _meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes overlap by more than a line's edge."""
    across, down = one.overlap(other)
    return across > 2 and down > 6
