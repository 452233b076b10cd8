"""Turn a template's layouts into the layouts on which composers work: titles, text, footers, free areas.

Everything is in points of the plan, ``scale`` of which make one of the slide (see ``design``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from generator.deck.brand.legal import legal_text
from generator.deck.brand.matching import MIN_ROOM, room
from generator.deck.brand.palette import adapted
from generator.deck.brand.pillars import with_cards, without_cards
from generator.deck.brand.space import clear_of_drawings, free_area, on_slide, sure_ground
from generator.deck.compose.common import stack_height
from generator.deck.design import Placeholder, SlideLayout
from generator.deck.ooxml.colours import mean
from generator.deck.ooxml.text import LARGE, LARGE_SIZE, TEXT, body_family, placeholder_style
from generator.deck.slide import Colour
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.capitals import capitals
from generator.text.fit import fit
from generator.text.substitution import substitute
from generator.theme import contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.deck.brand.matching import Match
    from generator.deck.brand.template import LayoutPlaceholder, Template, TemplateLayout
    from generator.text.fonts import Family
    from generator.text.substitution import SubstituteFont
    from generator.world import World

HEIGHT, WIDTH = 540.0, 720.0  # the least slide of the plan
MAX_CARDS = 8
PITCH_MARGIN = 1.02
_GAP = 16.0
_LOW, _NARROW = 45.0, 180.0  # points: the least box for a few lines
_SUBTITLE, _FACTS = 14.0, 16.0  # the smallest size of a subtitle, the largest of facts
_TEXTS = ("subTitle", "body", "obj")


def scale_of(template: Template) -> float:
    """Return how many points of the slide make one of the plan, so that sizes look the same on any slide."""
    return min(template.width / WIDTH, template.height / HEIGHT)


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
    template: Template
    titles: Mapping[str, Sequence[Title]] = field(default_factory=dict)
    lines: Sequence[str] = ()
    facts: Sequence[str] = ()
    faces: dict[str, tuple[Family, float]] = field(default_factory=dict)
    measures: dict[str, SubstituteFont] = field(default_factory=dict)

    def layouts(self, matches: Mapping[str, Match]) -> dict[str, SlideLayout]:
        """Return the layout of each role; the cards of a pillar are set on one, however many they are."""
        found = {role: self._layout(one) for role, one in matches.items()}
        layouts = {role: layout for role, layout in found.items() if role not in ("pillar", "cards")}
        layouts["pillar-0"] = without_cards(found["pillar"])
        layouts |= {f"pillar-{count}": with_cards(found["cards"], count) for count in range(1, MAX_CARDS + 1)}
        return layouts

    def _layout(self, match: Match) -> SlideLayout:
        source = match.layout
        title = source.title
        assert title
        body = self._scaled(room(source, self.template).box)
        layout = SlideLayout(role=match.role, part=source.part, title=self._title(title, source), body=body)
        layout = self._with_room(layout, source)
        if match.role in ("cover", "closing"):
            return self._opening(layout, match.role, source)
        text = max(source.of(*_TEXTS), key=_area, default=None)
        return replace(
            layout,
            text=self._holder(text, source) if text and match.role == "content" else None,
            **self._footers(source),
        )

    def _with_room(self, layout: SlideLayout, source: TemplateLayout) -> SlideLayout:
        """Return ``layout``; where its title has no room for ours, or leaves none, both share the free slide."""
        slide = self._scaled(Box(0, 0, self.template.width, self.template.height))
        enough = layout.role in ("cover", "closing") or _size(layout.body) >= MIN_ROOM * _size(slide)
        titles = self.titles.get(layout.role) or self.titles.get("", ())
        if enough and all(self._fits(title, layout.title) for title in titles):
            return layout
        taken = [one.box for one in source.of("dt", "ftr", "sldNum") if one.box]
        free = free_area(source, self.template, taken, whole=True)
        area = self._scaled(free.box)
        height = area.height * (0.5 if layout.role == "cover" else 0.2)
        colour = _legible(layout.title.colour.name, layout.title.size, free.background)
        title = replace(layout.title, box=Box(area.x, area.y, area.width, height), moved=True, colour=colour)
        top = area.y + height + _GAP / 2
        return replace(layout, title=title, body=Box(area.x, top, area.width, area.y + area.height - top))

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

    def _title(self, title: LayoutPlaceholder, source: TemplateLayout) -> Placeholder:
        """Return the title's placeholder; beside a logo or a stamp that lies on it, where these leave it room."""
        holder = self._holder(title, source)
        assert title.box
        shown = on_slide(self.template, title.box)
        clear = clear_of_drawings(source, self.template, shown)
        return holder if clear == shown else replace(holder, box=self._scaled(clear), moved=True)

    def _opening(self, layout: SlideLayout, role: str, source: TemplateLayout) -> SlideLayout:
        """Return a cover or a last slide: what is said beside the title stands in its largest text, or in the free."""
        text = max(source.of(*_TEXTS), key=_area, default=None)
        holder = self._holder(text, source) if text else None
        if holder and (holder.width < _NARROW or _meet(holder.box, layout.title.box)):
            holder = None
        footer = self._footers(source)
        if role == "closing":
            if holder is None or holder.height <= _LOW:
                holder = self._text_box(self._beside_title(layout, source), layout)
            return replace(layout, text=holder, body=holder.box, **footer)
        return replace(self._with_lines(layout, holder, source), **(footer if footer["legal"] else {}))

    def _with_lines(self, layout: SlideLayout, holder: Placeholder | None, source: TemplateLayout) -> SlideLayout:
        """Return a cover with room for its lines: in its placeholder, partly beside it, or all in the free area."""
        family = body_family(source.scene)
        if holder and self._stack_fits((*self.lines, *self.facts), holder, family):
            return replace(layout, subtitle=holder, body=holder.box)
        if holder and self._stack_fits(self.lines, holder, family):
            place = self._beside_title(layout, source, holder)
            facts = replace(self._text_box(place, layout), size=_FACTS)
            if place.width > _NARROW and self._stack_fits(self.facts, facts, family):
                return replace(layout, subtitle=holder, facts=facts, body=holder.box)
        free = self._text_box(self._beside_title(layout, source), layout)
        return replace(layout, subtitle=free, body=free.box)

    def _stack_fits(self, texts: Sequence[str], holder: Placeholder, family: str) -> bool:
        """Tell whether lines fit a box at their smallest sizes, the first of them larger."""
        found = self.faces.get(holder.face)
        measured = self.measure(family)
        font, pitch = found or (measured.family, measured.pitch * PITCH_MARGIN)
        items = [words([Run(capitals(text) if holder.capitals else text)], font, strong=holder.bold) for text in texts]
        size = min(_SUBTITLE, holder.size)
        return stack_height(items, holder.width - 1.0, size, pitch * holder.leading, 1) <= holder.height

    def _beside_title(self, layout: SlideLayout, source: TemplateLayout, holder: Placeholder | None = None) -> Box:
        """Return the free area of a cover, beside its title and beside ``holder``."""
        if layout.title.moved and holder is None:
            return layout.body
        taken = [one.box for one in source.of("dt", "ftr", "sldNum", "title", "ctrTitle") if one.box]
        scale = scale_of(self.template)
        taken += [_times(one.box, scale) for one in (layout.title, holder) if one]
        return self._scaled(free_area(source, self.template, taken, whole=holder is not None).box)

    def _text_box(self, box: Box, layout: SlideLayout) -> Placeholder:
        """Return a box for the lines that have no placeholder, set like the title's body."""
        return Placeholder("", 0, box, 24.0, "Texte", align=layout.title.align, fixed=True)

    def _footers(self, source: TemplateLayout) -> dict[str, Any]:
        footer, number = (next(filter(self._shows, source.of(kind)), None) for kind in ("ftr", "sldNum"))
        legal = legal_text(footer.text) if footer else ""
        wide = footer is not None and footer.box is not None and footer.box.width > self.template.width * 0.15
        return {
            "footer": self._holder(footer, source) if footer and (wide or legal) else None,
            "number": self._holder(number, source) if number else None,
            "legal": legal,
        }

    def _shows(self, holder: LayoutPlaceholder) -> bool:
        """Tell whether most of a placeholder is on the slide: what a template keeps off it is not meant to be seen."""
        return holder.box is not None and _size(on_slide(self.template, holder.box)) >= _size(holder.box) / 2

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
            colour=_legible(style.colour, style.size, _behind(holder, source)),
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
        scale = scale_of(self.template)
        return Box(box.x / scale, box.y / scale, box.width / scale, box.height / scale)


def _behind(holder: LayoutPlaceholder, source: TemplateLayout) -> str | None:
    """Return the colour behind a placeholder's text: its own fill, or the slide's; None when it is not sure."""
    paints = source.scene.paints(holder.shape)
    if paints is None or paints:
        return mean(paints)
    return sure_ground(source, holder.box) if holder.box else None


def _legible(colour: str, size: float, background: str | None) -> Colour:
    """Return the layout's own colour, inherited; or one that can be read there, when its own cannot."""
    minimum = LARGE if size >= LARGE_SIZE else TEXT
    if background is None or contrast(colour, background) >= minimum:
        return Colour(colour, inherited=True)
    return Colour(adapted(colour, background, minimum))


def _times(box: Box, scale: float) -> Box:
    return Box(box.x * scale, box.y * scale, box.width * scale, box.height * scale)


def _size(box: Box) -> float:
    return box.width * box.height


def _meet(one: Box, other: Box) -> bool:
    """Tell whether two boxes overlap by more than a line's edge."""
    across = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    down = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return across > 2 and down > 6


def _area(holder: LayoutPlaceholder) -> float:
    return holder.box.width * holder.box.height if holder.box else 0.0
