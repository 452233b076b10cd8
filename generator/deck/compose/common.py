"""What the composers of slides share: fitted titles, icons, footers, links."""

from __future__ import annotations

import math
from itertools import chain, pairwise, takewhile
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.addresses import leads_out
from generator.deck.layouts import HEIGHT, in_language
from generator.deck.slide import (
    FOOTER,
    INK,
    PAPER,
    Colour,
    Figure,
    Frame,
    Origin,
    Para,
    PictureShape,
    Shape,
    Slide,
    SlideRun,
)
from generator.document.numbering import example_numbers
from generator.document.tree import brings_number
from generator.graphics.path import Path
from generator.messages import _
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import Word, at_hyphens, break_lines, count_lines, follow, words
from generator.text.capitals import capitals, has_greek
from generator.text.fit import MODEST, fit, largest, modest, refuse_box
from generator.text.totalfit import AWAY, Bindable, calmest
from generator.theme import WHITE
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from generator.deck.design import Design, Placeholder, SlideLayout
    from generator.deck.roles import LayoutRole
    from generator.document.tree import Document, ShapeName, Tile
    from generator.kit import Kit
    from generator.theme import Range

    Said = str | Sequence[Run]  # a paragraph of the speaker's notes

_BESIDE_PICTURE, _NUMBER = 24.0, 30.0  # points: beside a picture at the slide's edge; the width of a number there
_ICON = 0.56  # the side of an icon on a disc, of the disc's: its corners stay within the circle
LEAST_MINOR = 10.0  # points: the smallest text that is read on a screen from the back of a room
FREE_BEFORE = {"t": 0.0, "l": 0.0, "ctr": 0.5, "b": 1.0, "r": 1.0}  # of the free space: what lies before a text
BETWEEN = 0.4  # the space between paragraphs that share a box, in em
COMFORTABLE = 18.0  # points: text of this size is read from the back of a room
_HAND, _HAND_ALONE = 1.015, 1.06  # of the least width of balanced lines: what others may set wider; with no more room
_EVEN = 0.84  # of the largest size of large text: so much smaller it may be for the sake of its lines (by eye)
_NARROWING, _NARROWINGS = 0.04, 7  # of the measure: so much is taken off, so often (by eye)
# Of what is blamed on the ends of lines: for so little no large text, or no other, changes.
_SLIGHT, _BEARABLE = 0.02, 0.07
_ONE_MORE = 0.05  # ... and a title takes one more line in a tall box for so much, about one little word (by eye)
_AWAY_IN_TALL = 0.1  # what a wider measure costs in a tall box, whose few lines look even in any case (by eye)
_ROOM_OF_WORD = 1.02  # of the width of a word: office suites set it so much wider (measured in LibreOffice)
_ABOVE_TEXT = 1.2  # of the text's size: that of titles, at least
_SUFFIX = 0.7  # of a title: what follows it on slides that go on (by eye)
_TITLE = 24.0  # points: a title of this size stands out; up to there it leaves no room for a wider font (by eye)
OF_LINE = 0.99  # of a line: LibreOffice sets text up to 0.3 % wider than it is, and breaks a link in a word then
SURE = 0.98  # of a line: words that fill more may be set on two by an office suite
SLACK = 0.5  # points taken off a line's width: below it LibreOffice and HarfBuzz may differ


class Rhythm(Struct, frozen=True):
    """What slides have in common: the size of titles, the most that cards' text has, in points; the form of cards."""

    titles: float = math.inf
    cards: float = math.inf
    form: str = ""

    @property
    def below(self) -> float:
        """Return the most, in points, that text below titles has, which are to be seen as such."""
        return self.titles / _ABOVE_TEXT


class Context(Struct):
    """The document, the design, the numbers of the slides that keys lead to, and what slides have in common.

    ``examples`` are the numbers of the examples; ``usual_size``, ``usual_words``: the
    size and the measured words of a copy's usual texts, once they are known.
    """

    document: Document
    design: Design
    numbers: dict[str, int]
    rhythm: Rhythm = Rhythm()
    examples: Mapping[str, str] = {}
    usual_size: list[float | None] = field(default_factory=list)
    usual_words: list[list[Word]] = field(default_factory=list)
    _footers: dict[tuple[str, float, Colour], Para] = field(default_factory=dict)
    _drawn: dict[tuple[str, float], tuple[Path, tuple[Path, ...]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Number the examples."""
        self.examples = self.examples or example_numbers(self.document)

    @property
    def kit(self) -> Kit:
        """Return the kit with the fonts, sizes and colours of the design."""
        return self.design.kit

    @property
    def pitch(self) -> float:
        """Return the distance of two baselines, in em."""
        return self.design.pitch

    @property
    def ground(self) -> object:
        """Return all that slides depend on beside their section, for a memory of what was composed."""
        kit, document = self.kit, self.document
        alone = replace(document, sections=())
        # Somebody's template is read so that the titles find room.
        heads = [replace(one, blocks=()) for one in document.sections] if self.design.brand else []
        asked = kit.theme, str(kit.template), kit.own_pillars, kit.pictures, sorted(kit.lent), kit.personal
        return *asked, alone, heads, self.design.sidebar

    def layout(self, role: LayoutRole, cards: int = 0) -> SlideLayout:
        """Return the layout of a role; that of cards for so many of them."""
        return self.design.layout(role, cards)

    def name(self, shape: ShapeName) -> str:
        """Return what a shape is named by in the deck's language; its key, for a document without words."""
        return self.document.shape_names.get(shape, shape)

    def accent(self, name: str) -> Colour:
        """Return a pillar's colour: one of the theme's six accents, or its RRGGBB."""
        value = self.kit.theme.colour(name)
        position = self.kit.theme.accents.index(value)
        return Colour(f"accent{position + 1}" if position < 6 else value)

    @property
    def banner(self) -> Colour:
        """Return the ground of our own cover, and of the rule below a title beside the ribbon."""
        banner = self.kit.theme.banner
        return Colour(banner) if banner else INK

    @property
    def banner_ink(self) -> Colour:
        """Return the banner's colour where it is read on paper, else that of the text."""
        return self.banner if self.kit.theme.on_banner == WHITE else INK

    @property
    def on_banner(self) -> Colour:
        """Return the colour of words on the banner."""
        return PAPER if self.kit.theme.on_banner == WHITE else INK

    @property
    def faded_on_banner(self) -> Colour:
        """Return the colour of lesser words on the banner."""
        return Colour(self.kit.theme.faded_on_banner)

    def fitted(
        self,
        text: Text,
        holder: Placeholder,
        sizes: Range,
        where: str,
        *,
        suffix: str = "",
        own: float | None = None,
        tall: bool = False,
    ) -> Frame:
        """Return ``text`` in the box of ``holder`` at the largest size that fits; raise ContentError if none does.

        At sizes up to ``own`` points it leaves no room for a wider font. In a ``tall`` box it may take one more line.
        """
        runs = (*text.runs, Run(f"\u00a0{suffix}")) if suffix else text.runs
        measured = tuple(run.with_text(capitals(run.text)) for run in runs) if holder.capitals else runs
        # Office suites keep the accents of Greek small letters on capitals: there, the capitals are written.
        written = holder.capitals and any(has_greek(run.text) for run in runs)
        runs = measured if written else runs
        family, pitch = self.design.measured(holder)
        items = words(measured, family, strong=holder.bold)
        less = _SUFFIX if suffix and self.design.brand is None and sizes.largest > COMFORTABLE else 1.0
        items = ending(items, less)
        width, height = holder.width - SLACK, holder.height
        steps = _steps(sizes, holder)
        fitted = fit(items, width, height, steps, pitch, own)
        if fitted is None:
            raise refuse_box(items, (width, height), steps[0], pitch, text.mark, where)
        width = balanced(items, width, height, fitted.size, pitch, tall=tall)
        set_so = laid(runs, items, width / fitted.size, holder.bold)
        if less < 1.0:
            *before, last = set_so
            cut = len(last.text) - len(suffix)
            set_so = (*before, replace(last, text=last.text[:cut]), replace(last, text=last.text[cut:], scale=less))
        origin, small = Origin(text.mark), holder.capitals and not written
        para = Para(set_so, fitted.size, holder.colour, holder.align, capitals=small, origin=origin)
        return self._framed(holder, (para,), width + SLACK)

    def stacked(
        self, texts: Sequence[Text], holder: Placeholder, sizes: Range, where: str, *, major: int | None = None
    ) -> Frame:
        """Return ``texts`` as paragraphs in ``holder``, of one size but for those behind the first ``major``.

        Raises ContentError if they do not fit.
        """
        first = len(texts) if major is None else major
        family, pitch = self.design.measured(holder)
        measured = [words(text.runs, family, strong=holder.bold) for text in texts]
        width, height = holder.width - SLACK, holder.height
        steps = _steps(sizes, holder)
        least, own = self.kit.theme.deck.facts.smallest, modest(steps)

        def fits(size: float) -> bool:
            return stack_height(measured, width, size, pitch, first, size > own, least) <= height

        size = largest(steps, fits)
        if size is None:
            longest = max(range(len(texts)), key=lambda index: len(texts[index].plain))
            box = (width, height / len(texts))
            raise refuse_box(measured[longest], box, steps[0], pitch, texts[longest].mark, where)
        paras = []
        for index, (text, items) in enumerate(zip(texts, measured, strict=True)):
            own = size if index < first else minor(size, least)
            after = BETWEEN * own if index + 1 < len(texts) else 0.0
            if len(texts) == 1 and not holder.fixed:
                width = without_runt(items, width, own, pitch)
            said = laid(text.runs, items, width / own, holder.bold)
            paras.append(Para(said, own, holder.colour, holder.align, after, origin=Origin(text.mark)))
        return self._framed(holder, tuple(paras), width + SLACK)

    def _framed(self, holder: Placeholder, paragraphs: tuple[Para, ...], width: float = 0.0) -> Frame:
        """Return a frame in ``holder``, narrowed to ``width`` points unless its place is fixed."""
        box = holder.box
        if holder.fixed or holder.leading != 1.0:
            paragraphs = tuple(replace(para, leading=holder.leading) for para in paragraphs)
        if holder.fixed:
            place = (holder.type, holder.index, holder.anchor)
            fixed = bool(holder.type) and not holder.moved
            name = holder.prompt if holder.type else in_language(holder.prompt, self.document.shape_names)
            return Frame(name, box, paragraphs, *place, holder.insets, holder.fill, fixed=fixed)
        name = in_language(holder.prompt, self.document.shape_names)
        narrowed = Box(box.x, box.y, min(width, box.width), box.height) if width else box
        return Frame(name, narrowed, paragraphs, holder.type, holder.index, holder.anchor, holder.insets)

    def title(
        self,
        text: Text,
        layout: SlideLayout,
        part: tuple[int, int] = (1, 1),
        *,
        where: str = "",
        sizes: Range | None = None,
        tall: bool = False,
    ) -> Frame:
        """Return the title of a slide, no larger than that of others; ``part`` is (2, 3) on the second of three.

        In a ``tall`` box it may take one more line than it needs, for the sake of their ends.
        """
        sizes = sizes or self.kit.theme.deck.slide_title
        size = min(sizes.largest, self.rhythm.titles)
        alike = replace(sizes, largest=size, smallest=min(sizes.smallest, size))
        return self.fitted(
            text,
            replace(layout.title, size=min(layout.title.size, self.rhythm.titles)),
            alike,
            where or _("a slide's title"),
            suffix=self.suffix(*part),
            own=min(_TITLE, MODEST * sizes.largest),
            tall=tall,
        )

    def slide(
        self, layout: SlideLayout, shapes: Iterable[Shape | None], spoken: Iterable[Said], keys: Iterable[str] = ()
    ) -> Slide:
        """Return a slide of ``shapes``, of those that there are, and the furniture of its layout."""
        present = [shape for shape in shapes if shape]
        notes = tuple(spans([Run(one)] if isinstance(one, str) else one) for one in spoken)
        furniture = self.furniture(layout if self.design.brand else _clear(layout, present))
        return Slide(layout.role, (*present, *furniture), notes, tuple(keys))

    def suffix(self, number: int, total: int) -> str:
        """Return what follows the title of a slide that goes on: "(2/3)"."""
        pattern = self.document.continued
        return pattern.replace("{n}", str(number)).replace("{total}", str(total)) if total > 1 else ""

    def furniture(self, layout: SlideLayout) -> tuple[Shape, ...]:
        """Return the footer and the slide's number, where the layout has them; the number is filled in at the end."""
        shapes = []
        if footer := self.footer(layout):
            shapes.append(footer)
        if holder := layout.number:
            number = Para((SlideRun("0"),), holder.size, holder.colour, holder.align)
            shapes.append(replace(self._framed(holder, (number,)), name=self.name("number"), field="slidenum"))
        return tuple(shapes)

    def footer(self, layout: SlideLayout) -> Frame | None:
        """Return the running footer of a layout that has one; in a wider font a long one of ours may be smaller."""
        holder = layout.footer
        if holder is None:
            return None
        key = layout.part, holder.width, holder.colour
        if key not in self._footers:
            text, size = self._footer_text(holder, layout.legal)
            self._footers[key] = Para((SlideRun(text),), size, holder.colour, holder.align)
        para = self._footers[key]
        wide = fallback.unbroken(para.text, self.kit.family.face()) * para.size > holder.width
        own = bool(self.kit.personal and self.kit.personal.footer)  # alike in all copies, whatever their names
        shrinks = (wide or own) and self.design.brand is None
        return replace(self._framed(holder, (para,)), name=self.name("footer"), shrinks=shrinks)

    def layout_of(self, slide: Slide) -> SlideLayout:
        """Return the layout of ``slide``, its footer as there: beside a picture, or on a field."""
        layout = self.design.layouts[slide.role]
        footers = [one for one in slide.shapes if isinstance(one, Frame) and one.placeholder == FOOTER]
        if self.design.brand or not layout.footer or not footers:
            return layout
        own, para = footers[0], footers[0].paragraphs[0]
        return replace(layout, footer=replace(layout.footer, box=own.box, colour=para.colour, align=para.align))

    def refooted(self, slide: Slide) -> Slide:
        """Return ``slide`` with the footer of the copy that is made now."""
        footer = self.footer(self.layout_of(slide))
        if footer is None:
            return slide

        def changed(shape: Shape) -> Shape:
            own = isinstance(shape, Frame) and shape.placeholder == footer.placeholder
            return replace(shape, paragraphs=footer.paragraphs) if own else shape

        return replace(slide, shapes=tuple(map(changed, slide.shapes)))

    def _footer_text(self, holder: Placeholder, legal: str) -> tuple[str, float]:
        """Return the footer and its size in points, on one line.

        One that begins with the title is the title alone where the whole does not fit; ours may be cut, at a word, with
        an ellipsis.
        A copy has its own where the placeholder has room for usual ones; raises ContentError for a longer one.
        """
        if legal:
            return legal, holder.size
        family = self.design.measured(holder)[0]
        face = family.face()
        width, steps = holder.width - SLACK, _steps(self.kit.theme.deck.footer, holder)

        def size_of(line: str) -> float | None:
            return largest(steps, lambda size: face.width(line) * size <= width)

        block = self.kit.personal
        if block and block.footer and block.usual_footer and (usual := size_of(block.usual_footer.plain)):
            if size := size_of(block.footer.plain):
                return block.footer.plain, min(size, usual)
            items, box = words(block.footer.runs, family), (width, steps[0] * self.pitch)
            raise refuse_box(items, box, steps[0], self.pitch, block.footer.mark, _("the running footer"))
        text = self.document.footer.plain
        title = next((one.title.plain for one in self.document.sections if one.role == "cover"), text)
        if not size_of(text) and text.startswith(title):
            text = title
        size = size_of(text) or steps[0]
        while text and face.width(text) * size > width:
            text = "" if text == "…" else text.removesuffix("…").rsplit(" ", 1)[0][: len(text) - 2] + "…"
        return text, size

    def numbered(self, slides: Iterable[Slide]) -> Iterable[Slide]:
        """Yield ``slides`` with their numbers written into their number fields."""
        for number, slide in enumerate(slides, 1):
            shapes = tuple(
                replace(shape, paragraphs=(_renumbered(shape.paragraphs[0], number),))
                if isinstance(shape, Frame) and shape.field
                else shape
                for shape in slide.shapes
            )
            yield replace(slide, shapes=shapes)

    def icon(self, name: str, box: Box, colour: Colour) -> Figure:
        """Return an icon as one native outline in ``colour``, drawn into ``box``; decorative."""
        icon = self.kit.icon(name)
        scale = box.width / icon.size
        if (name, scale) not in self._drawn:
            solid = tuple(one.transformed(scale) for one in icon.fills)
            self._drawn[name, scale] = icon.path.transformed(scale), solid
        path, solid = self._drawn[name, scale]
        figure = Figure(f"{self.name('icon')} {name}", box, path, None, colour, icon.stroke_width * scale)
        return replace(figure, solid=solid) if solid else figure

    def disc(self, name: str, box: Box, colour: Colour) -> tuple[Shape, ...]:
        """Return an icon in white on a disc of ``colour``."""
        return Figure(self.name("circle"), box, "ellipse", colour), self.icon_within(name, box)

    def icon_within(self, name: str, box: Box) -> Figure:
        """Return an icon in white in the middle of a round ``box``."""
        side = box.width * _ICON
        return self.icon(name, Box(box.x + (box.width - side) / 2, box.y + (box.height - side) / 2, side, side), PAPER)

    def pillar_number(self, number: int, pillar: str, box: Box, size: float, colour: Colour, target: str = "") -> Frame:
        """Return the number of a pillar, ``size`` points high, on a disc of ``colour``.

        It leads to the slide of ``target``, or to the pillar's.
        """
        para = Para((SlideRun(str(number), True),), size, PAPER, "ctr")
        place, name = target or f"pillar:{pillar}", f"{self.name('pillar')} {number}"
        return Frame(name, box, (para,), anchor="ctr", fill=colour, target=place, geometry="ellipse", wrap=False)


def flush(icon: Figure) -> Figure:
    """Return ``icon`` so far on the left that its lines begin where its box did, as words below each other do."""
    if isinstance(icon.geometry, str):
        return icon
    blank = icon.geometry.left - icon.line_width / 2
    return replace(icon, box=replace(icon.box, x=icon.box.x - max(blank, 0.0)))


def _clear(layout: SlideLayout, shapes: Iterable[Shape]) -> SlideLayout:
    """Return ``layout`` with footer and number on the left of a picture that reaches the foot of the slide."""
    edges = [one.box.x for one in shapes if isinstance(one, PictureShape) and one.box.bottom >= HEIGHT]
    if not (edges and layout.footer and layout.number):
        return layout
    right = min(edges) - _BESIDE_PICTURE
    number = replace(layout.number.box, x=right - _NUMBER, width=_NUMBER)
    footer = replace(layout.footer.box, width=number.x - layout.footer.box.x)
    return replace(layout, footer=replace(layout.footer, box=footer), number=replace(layout.number, box=number))


def minor(size: float, least: float = LEAST_MINOR) -> float:
    """Return the size of what stands below a paragraph of ``size`` points: about two thirds, and at least ``least``."""
    return min(size, max(int(size * 1.4) / 2, least))


def stack_height(
    measured: Sequence[list[Word]],
    width: float,
    size: float,
    pitch: float,
    major: int,
    roomy: bool = False,
    least: float = LEAST_MINOR,
) -> float:
    """Return the height, in points, of paragraphs; from the ``major``-th on they are set in the minor size.

    ``width``, ``size`` and ``least``, the smallest size, are in points, ``pitch`` in em. A ``roomy`` one is
    enough for a wider font.
    """
    total = 0.0
    for index, items in enumerate(measured):
        own = size if index < major else minor(size, least)
        lines = fallback.lines(items, width / own, pitch) if roomy else count_lines(items, width / own)
        total += lines * pitch * own + (BETWEEN * own if index + 1 < len(measured) else 0.0)
    return total


def ending(items: list[Word], scale: float) -> list[Word]:
    """Return ``items``, the last run of the last of them ``scale`` times as wide."""
    if scale == 1.0 or not items:
        return items
    *before, last = items[-1].runs
    width = items[-1].width - (1 - scale) * last.width
    return [*items[:-1], replace(items[-1], runs=(*before, replace(last, width=scale * last.width)), width=width)]


def titling(frame: Frame, context: Context) -> list[Word]:
    """Return the measured words of the one paragraph of ``frame``, what follows a title as small as it is."""
    spans = frame.paragraphs[0].spans
    items = words([Run(span.text) for span in spans], context.kit.family, strong=all(span.strong for span in spans))
    return ending(items, spans[-1].scale if spans else 1.0)


def _steps(sizes: Range, holder: Placeholder) -> tuple[float, ...]:
    """Return the sizes, in points, that a text may take: those of the theme, or up to that of a foreign placeholder."""
    if not holder.fixed:
        return sizes.steps()
    return replace(sizes, largest=holder.size, smallest=min(sizes.smallest, holder.size)).steps()


def balanced(
    items: Sequence[Word], width: float, height: float, size: float, pitch: float, *, tall: bool = False
) -> float:
    """Return the least width, in points, that keeps the number of lines, so that no word stands alone on a line.

    There is room for a wider font as before, or else for one more line: another renderer may break elsewhere. Where
    ``height`` has neither, there is some room in the width. A width near that is better where less is blamed on the
    ends of its lines; in a ``tall`` box that of one more line is, too. ``size`` is in points, ``pitch`` in em.
    """
    count, most = count_lines(items, width / size), height / size / pitch
    lines, text = fallback.counter(items, pitch), bindable(items)
    roomy = lines(width / size) <= most
    if count <= 1:
        return width

    def calm(count: int) -> float:
        """Return the calmest of the widths that keep ``count`` lines."""

        def fits(narrow: float) -> bool:  # in points
            whole = count_lines(items, narrow / size) <= count
            return whole and (not roomy or lines(narrow / size) <= most)

        low, high = min(fallback.widest(items) * size, width), width
        while high - low > 1.0:
            middle = (low + high) / 2
            low, high = (low, middle) if fits(middle) else (middle, high)
        least = min(width, high * (_HAND if roomy or count + 1 <= most else _HAND_ALONE))
        wider = (least + step * _NARROWING * width for step in range(_NARROWINGS + 1))
        narrower = (least - step * _NARROWING * width for step in range(1, _NARROWINGS + 1))
        tries = chain((one for one in wider if one <= width), (one for one in narrower if one >= low and fits(one)))
        away = _AWAY_IN_TALL if tall else AWAY
        return calmest(tries, lambda one: text.ill(one / size), _SLIGHT, away)

    found = calm(count)
    if tall and text.ill(found / size) > _ONE_MORE and count + 1 <= most:
        more = calm(count + 1)
        if text.ill(more / size) <= text.ill(found / size) - _ONE_MORE:
            return more
    return found


def without_runt(items: Sequence[Word], width: float, size: float, pitch: float) -> float:
    """Return ``width``, or somewhat less, so that text does not end in a short word alone on its line (a runt).

    Nor does a line end at a hyphen within a word or a number. It has as many lines as before, in a wider font too, and
    no word that fits is broken. ``width`` and ``size`` are in points, ``pitch`` in em.
    """
    wide, count = fallback.widest(items), count_lines(items, width / size)
    if count < 2:
        return width
    least = wide if wide <= width / size else _ROOM_OF_WORD * max(word.width for word in items)
    most = fallback.lines(items, width / size, pitch)

    def fits(narrow: float) -> bool:  # in points
        em = narrow / size
        return em >= least and count_lines(items, em) <= count and fallback.lines(items, em, pitch) <= most

    narrower = (width * (1 - _NARROWING * step) for step in range(1, _NARROWINGS + 1))
    text = bindable(items)
    return calmest(chain([width], takewhile(fits, narrower)), lambda one: text.ill(one / size), _BEARABLE)


def even(
    items: Sequence[Word], width: float, sizes: Sequence[float], pitch: float, fits: Callable[[float, float], bool]
) -> tuple[float, float]:
    """Return the size and the width, in points, of large text in lines of even length, the last no short word alone.

    No line ends in a hyphen within a word, if that can be.

    It is the largest of the ascending ``sizes``, or one somewhat smaller for the sake of its lines. ``fits`` tells
    whether a size has room in a width, as all of them have in ``width``.
    """
    text, best, found = bindable(items), math.inf, (sizes[-1], width)
    for size in reversed([one for one in sizes if one >= _EVEN * sizes[-1]]):
        least = balanced(items, width, math.inf, size, pitch)
        steps = [width * (1 - _NARROWING * step) for step in range(_NARROWINGS + 1)]
        wider, narrower = ([one for one in steps if (one > least) is above] for above in (True, False))
        for measure in (least, *reversed(wider), *narrower):  # the most even lines first
            whole, ill = measure >= width or fallback.widest(items) * size <= measure, text.ill(measure / size)
            if whole and ill < best and fits(size, measure):
                best, found = ill, (size, measure)
            if best <= _BEARABLE:
                return found
    return found


def spans(runs: Iterable[Run], strong: bool = False) -> tuple[SlideRun, ...]:
    """Return the spans of ``runs``; neighbours set alike become one."""
    result: list[SlideRun] = []
    held: SlideRun | None = None
    for run in runs:
        span = SlideRun(
            "", strong or run.strong, run.emphasis, run.link, run.language, led=run.strong and bool(run.place)
        )
        before = result.pop().text if result and span == held else ""
        result.append(replace(span, text=before + run.text))
        held = span
    return tuple(result)


def source_mark(number: int) -> tuple[SlideRun, ...]:
    """Return the number of a source, which leads to the slide of the sources; nothing for 0."""
    return (SlideRun(str(number), target=f"source:{number}", raised=True),) if number else ()


def with_source(runs: Iterable[Run], number: int) -> tuple[Run, ...]:
    """Return ``runs`` as they are measured with the number of their source after them: as if it were not raised.

    That leaves a little in hand.
    """
    return (*runs, Run(str(number))) if number else tuple(runs)


def laid(runs: Iterable[Run], items: Sequence[Word], width: float, strong: bool = False) -> tuple[SlideRun, ...]:
    """Return the spans of ``runs``, whose words are ``items``, with a link cut where a line of ``width`` em ends.

    LibreOffice takes a link for one field and breaks it between any two letters; it leaves a link whole that fits its
    line: one of several words is made one where that costs no line. Other words are bound to the next by no-break
    spaces where a line that ends with them would be blamed for it.
    """
    said = spans(runs, strong)
    if not any(leads_out(span.target) for span in said):
        return bound(said, items, width)
    return whole_links(*_unparted(said, items, width), width)


def _unparted(
    whole: tuple[SlideRun, ...], items: Sequence[Word], width: float
) -> tuple[tuple[SlideRun, ...], Sequence[Word]]:
    """Return ``whole``, whose words are ``items``, with no-break spaces in links that a line's end parts; its words.

    Both are as before where that takes more lines of ``width`` em, in a wider font too, or would part a word.
    """
    text, start, within = "".join(span.text for span in whole), 0, set[int]()
    ends = _line_ends(text, items, width * OF_LINE)
    for span in whole:
        inner = range(start + 1, start + len(span.text.rstrip()))
        if leads_out(span.target) and any(end in inner for end in ends):
            within |= {at for at in inner if text[at] == " "}
        start += len(span.text)
    place, joined, kept = 0, list[Word](), set[int]()
    for item in items:
        spaced = bool(joined and item.space_before)
        if spaced and text[place : place + 1] != " ":
            return whole, items  # what is written is not what was measured
        if spaced and place in within:
            kept.add(place)
            joined[-1] = follow(joined[-1], item)
        else:
            joined.append(item)
        place += spaced + len(item.text)
    counts = [(count_lines(one, width), fallback.lines(one, width, 1.0)) for one in (items, joined)]
    if not kept or counts[1] > counts[0] or counts[1][1] > counts[0][1] or fallback.widest(joined) > width:
        return whole, items
    return tuple(_kept(whole, kept)), joined


def bindable(items: Sequence[Word]) -> Bindable:
    """Return ``items`` as office suites break them, with our font or a wider one."""
    return Bindable(at_hyphens(items), fallback.factor(items), fallback.share(items))


def bound(whole: tuple[SlideRun, ...], items: Sequence[Word], width: float) -> tuple[SlideRun, ...]:
    """Return ``whole``, whose words are ``items``, with no-break spaces by which its lines of ``width`` em end best."""
    if not items:
        return whole
    found, text, kept = bindable(items).bonds(width), "".join(span.text for span in whole), set[int]()
    place = max(text.find(items[0].text), 0)  # what opens a quotation hangs before its lines
    for index, item in enumerate(at_hyphens(items)):
        if index and item.space_before:
            if text[place : place + 1] != " ":
                return whole  # what is written is not what was measured
            kept |= {place} if index in found else set()
            place += 1
        place += len(item.text)
    return tuple(_kept(whole, kept)) if kept else whole


def _kept(whole: Iterable[SlideRun], places: set[int]) -> Iterable[SlideRun]:
    """Yield the spans ``whole`` with no-break spaces at ``places`` of their text."""
    start = 0
    for span in whole:
        text = "".join("\u00a0" if at in places else sign for at, sign in enumerate(span.text, start))
        yield replace(span, text=text)
        start += len(span.text)


def whole_links(
    whole: tuple[SlideRun, ...],
    items: Sequence[Word],
    width: float,
) -> tuple[SlideRun, ...]:
    """Return the spans ``whole``, whose words are ``items``, cut as ``laid`` does, in lines of ``width`` em."""
    if not any(leads_out(span.target) for span in whole):
        return whole
    return tuple(_cut(whole, _line_ends("".join(span.text for span in whole), items, width * OF_LINE)))


def _line_ends(text: str, items: Sequence[Word], width: float) -> set[int]:
    """Return where the lines of ``width`` em end in ``text``, but for the last."""
    ends: set[int] = set()
    place = 0
    for line in break_lines(items, width)[:-1]:
        place += len(line.text)
        ends.add(place)
        place += text[place : place + 1] == " "
    return ends


def _cut(whole: Iterable[SlideRun], ends: set[int]) -> Iterable[SlideRun]:
    start = 0
    for span in whole:
        end = start + len(span.text)
        inside = [start, *sorted(one for one in ends if start < one < end), end] if leads_out(span.target) else []
        for first, last in pairwise(inside):
            text = span.text[first - start : last - start]
            if first > start and text.startswith(" "):
                yield replace(span, text=" ", target="")
                text = text[1:]
            yield replace(span, text=text)
        if not inside:
            yield span
        start = end


def label_size(
    measured: Sequence[Sequence[Word]],
    width: float,
    height: float,
    steps: Sequence[float],
    pitch: float,
    own: float | None = None,
) -> float | None:
    """Return the largest of ``steps`` at which each label fits a box by itself, or None.

    Lengths are in points, ``pitch`` in em; a word is broken at the smallest size only. At sizes up to ``own`` points
    there is no room for a wider font.
    """
    fitted = [fit(items, width, height, steps, pitch, own) for items in measured]
    return min((one.size for one in fitted if one), default=None) if all(fitted) else None


def spoken_row(name: str, cells: Iterable[str]) -> str:
    """Return a row of a table as a speaker says it: its name, then its cells."""
    return f"{name} — {' ; '.join(cells)}"


def numbered(tile: Tile) -> tuple[Run, ...]:
    """Return a tile's label after its pillar's number."""
    number = 0 if brings_number(tile.label, tile.number) else tile.number
    return (Run(f"{number}\u00a0", strong=True), *tile.label.runs) if number else tile.label.runs


def _renumbered(para: Para, number: int) -> Para:
    return replace(para, spans=(replace(para.spans[0], text=str(number)),))
