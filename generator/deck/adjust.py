"""Shapes that somebody moved, resized or recoloured by hand: so again in each new plan, while that still fits.

They lie beside the content, in ``adjust.json``: a list of a slide, a shape's name, its box as it was planned and as it
shall be, in points from the top left corner, and the colours of its fill, its words and its outline. One holds while a
shape of that name is planned in that very box, its words have room where it shall be, and can be read in these colours;
where the content has become another, the program places it anew, and says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.deck.layouts import HEIGHT, WIDTH
from generator.deck.slide import ChartFrame, Colour, Figure, Frame, Group, PictureShape, Slide, Table
from generator.errors import ContentError, Mark, Problem
from generator.messages import _
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.fallback import lines
from generator.theme import contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.deck import Deck
    from generator.deck.picture.background import SlideBackground
    from generator.deck.slide import Shape
    from generator.kit import Kit

_SAME = 1.0  # points: a box that differs by less is the same
_CHANGEABLE = (ChartFrame, Figure, Frame, PictureShape, Table)
_MAX_BYTES = 1024 * 1024  # of the list: some ten thousand shapes, which nobody moves by hand

Place = tuple[float, float, float, float]
"""Left, top, width, height in points."""


class Adjustment(Struct, frozen=True, omit_defaults=True):
    """A shape that was changed: on which slide, its name, where it was planned, where it shall stand.

    ``fill`` is the colour that shall fill it, ``ink`` that of its words, ``line`` that of its outline, of this ``pen``
    (points wide): RRGGBB, or nothing for those of the plan.
    """

    slide: str
    shape: str
    was: Place
    now: Place
    fill: str = ""
    ink: str = ""
    line: str = ""
    pen: float = 0.0


COLOURS = ("fill", "ink", "line")
ADDED = (*COLOURS, "pen")
"""What an adjustment keeps of an older one of the same shape."""


def path_of(slug: str) -> str:
    """Return where the adjustments of a publication lie, from the root."""
    return f"content/{slug}/adjust.json"


def read_adjustments(data: bytes, path: str) -> list[Adjustment]:
    """Return the adjustments in ``data``; raise ContentError for what is none."""
    try:
        return msgspec.json.decode(data or b"[]", type=list[Adjustment])
    except msgspec.MsgspecError as error:
        remedy = _("Mend it, or delete it: shapes then stand where the program places them.")
        cause = _("The places of moved shapes cannot be read ({reason}).", reason=str(error))
        raise ContentError([Problem(Mark(path), "", cause, remedy)]) from None


def one_to_a_line(found: Iterable[Struct]) -> bytes:
    """Return the JSON file that holds ``found``, one to a line, in their order."""
    return b"[\n" + b",\n".join(map(msgspec.json.encode, found)) + b"\n]\n"


def anchor(keys: tuple[str, ...], title: str) -> str:
    """Return what a slide is known by: its keys, or else its title, whatever its spaces are."""
    return " ".join(keys) or " ".join(title.split())


def adjusted(deck: Deck, kit: Kit) -> Deck:
    """Return ``deck`` with the shapes that were changed by hand as they shall be; warn of those that cannot be."""
    path = path_of(str(kit.publication.slug)) if kit.publication else ""
    folder, _slash, name = path.rpartition("/")
    if not path or name.removesuffix(".json") not in kit.world.names(folder, ".json"):
        return deck
    adjusting = _Adjusting(deck, read_adjustments(kit.world.bounded(path, _MAX_BYTES), path))
    made = replace(deck, slides=tuple(map(adjusting.slide, deck.slides)))
    # An edition lacks slides, or names them otherwise.
    whole = kit.publication is not None and not kit.publication.edition
    for number, one in enumerate(adjusting.known, 1):
        if whole and number - 1 not in adjusting.made:
            cause = _("“{shape}” was changed by hand where it does not fit any more.", shape=one.shape)
            remedy = _("Place it anew and pull it, or delete its line.")
            kit.warnings.append(Problem(Mark(path, number + 1), "", cause, remedy))
    return made


class _Adjusting:
    """Applies adjustments to the slides of a deck, and notes which of them hold."""

    def __init__(self, deck: Deck, known: list[Adjustment]) -> None:
        from generator.deck.picture.files import Pictures  # few decks have such shapes

        self.deck = deck
        self.known = known
        self.made: set[int] = set()
        self._pictures = Pictures(deck)

    def slide(self, slide: Slide) -> Slide:
        """Return a slide with its shapes as they shall be."""
        name = anchor(slide.keys, slide.title)
        own = [index for index, one in enumerate(self.known) if " ".join(one.slide.split()) == name]
        if not own:
            return slide
        shapes = [self._shape(shape, own, slide) for shape in slide.shapes]
        moved = [(one, other.box) for one, other in zip(slide.shapes, shapes, strict=True) if one.box != other.box]
        pairs = zip(slide.shapes, shapes, strict=True)
        along = [_along(one, moved) if one is other else other for one, other in pairs]
        whole = [self._shape(shape, own, slide) for shape in along]
        return replace(slide, shapes=tuple(_uncovered(slide.shapes, whole)))

    def _shape(self, shape: Shape, own: list[int], slide: Slide) -> Shape:
        if not isinstance(shape, _CHANGEABLE):
            return shape
        box = (shape.box.x, shape.box.y, shape.box.width, shape.box.height)
        for index in own:
            one = self.known[index]
            if one.shape == shape.name and all(abs(a - b) < _SAME for a, b in zip(box, one.was, strict=True)):
                if not self._fits(shape, one) or not self._is_legible(shape, one, slide):
                    return shape
                self.made.add(index)
                return _changed(shape, one)
        return shape

    def _fits(self, shape: Shape, one: Adjustment) -> bool:
        """Tell whether a shape stands on its slide, and whether its words have as much room there as they need."""
        left, top, width, height = one.now
        brand = self.deck.design.brand
        across, down = (brand.template.width, brand.template.height) if brand else (WIDTH, HEIGHT)
        if left < -_SAME or top < -_SAME or left + width > across + _SAME or top + height > down + _SAME:
            return False
        if isinstance(shape, Table) and width < one.was[2] - _SAME:  # its words would need more lines
            return False
        if not isinstance(shape, Frame) or (width >= one.was[2] - _SAME and height >= one.was[3] - _SAME):
            return True
        sides = shape.insets
        room = width - sides[0] - sides[2], height - sides[1] - sides[3]
        return room[0] > 0 and _height(shape, room[0], self.deck) <= room[1]

    def _is_legible(self, shape: Shape, one: Adjustment, slide: Slide) -> bool:
        """Tell whether the words in a shape, and those that stand on it, can still be read (WCAG 2.2, 1.4.3)."""
        from generator.deck.brand.legible import minimum

        background = self._pictures.backgrounds.by_role[slide.role]
        resolved = background.resolved
        return all(
            contrast(ink or resolved(colour), one.fill or resolved(_ground(frame, slide, background)))
            >= minimum(para.size)
            for frame in (_standing_on(shape, slide) if one.fill or one.ink else ())
            for ink in (one.ink if frame is shape else "",)
            for para in frame.paragraphs
            for colour in (para.colour, para.lead or para.colour)
        )


def _uncovered(planned: Sequence[Shape], shapes: list[Shape]) -> list[Shape]:
    """Return shapes with those above a panel that were below it as ``planned``, and that its new fill would cover."""
    for was, panel in zip(planned, shapes, strict=True):
        if isinstance(was, Frame) and isinstance(panel, Frame) and panel.fill and not was.fill:
            at = next(index for index, one in enumerate(shapes) if one is panel)
            covered = [one for one in shapes[:at] if _lies_on(one.box, panel.box)]
            below = [one for one in shapes[:at] if not _lies_on(one.box, panel.box)]
            shapes = [*below, panel, *covered, *shapes[at + 1 :]]
    return shapes


def _along(shape: Shape, moved: Sequence[tuple[Shape, Box]]) -> Shape:
    """Return a shape that stands on a panel among ``moved`` (each with its new box) where it stands on it then.

    A rule across the panel becomes as wide as that; anything else keeps its size and its distance to the nearer edges.
    """
    for panel, now in moved:
        was, box = panel.box, shape.box
        if _is_panel(panel) and shape is not panel and _lies_on(box, was):
            if box.width > was.width - _SAME and isinstance(shape, Figure):
                return replace(shape, box=Box(now.x, now.y + box.y - was.y, now.width, box.height))
            right, low = box.x + box.width / 2 > was.x + was.width / 2, box.y + box.height / 2 > was.y + was.height / 2
            across = now.right - was.right if right else now.x - was.x
            return _shifted(shape, across, now.bottom - was.bottom if low else now.y - was.y)
    return shape


def _is_panel(shape: Shape) -> bool:
    """Tell whether what lies on a shape belongs to it: a filled one, or an example, with its rule and its number."""
    return isinstance(shape, Frame) and (shape.fill is not None or shape.placeholder == "body")


def _lies_on(box: Box, panel: Box) -> bool:
    across, down = box.x >= panel.x - _SAME, box.y >= panel.y - _SAME
    return across and down and box.right <= panel.right + _SAME and box.bottom <= panel.bottom + _SAME


def _shifted(shape: Shape, across: float, down: float) -> Shape:
    box = Box(shape.box.x + across, shape.box.y + down, shape.box.width, shape.box.height)
    if isinstance(shape, Group):
        return replace(shape, box=box, shapes=tuple(_shifted(one, across, down) for one in shape.shapes))
    return _placed(shape, box) if not isinstance(shape, Frame) else replace(shape, box=box)


def _ground(frame: Frame, slide: Slide, background: SlideBackground) -> Colour:
    """Return what fills a frame or lies below its middle: a figure of the slide or of its layout, or the ground."""
    x, y = frame.box.x + frame.box.width / 2, frame.box.y + frame.box.height / 2
    figures = [one for one in (*background.figures, *slide.shapes) if isinstance(one, Figure) and not one.solid]
    below = [
        one.fill for one in figures if one.fill and one.box.x <= x <= one.box.right and one.box.y <= y <= one.box.bottom
    ]
    return frame.fill or (below[-1] if below else background.background)


def _standing_on(shape: Shape, slide: Slide) -> Iterator[Frame]:
    """Yield a frame, and the frames without a fill of their own whose middle is on it, or on a figure."""
    if isinstance(shape, Frame):
        yield shape
    if isinstance(shape, Frame) or (isinstance(shape, Figure) and not shape.solid):
        for one in slide.shapes:
            if isinstance(one, Frame) and one.fill is None and one is not shape:
                x, y = one.box.x + one.box.width / 2, one.box.y + one.box.height / 2
                if shape.box.x <= x <= shape.box.right and shape.box.y <= y <= shape.box.bottom:
                    yield one


def _height(frame: Frame, width: float, deck: Deck) -> float:
    """Return how much height the words of a frame take in ``width`` points, with room for a wider font."""
    family, pitch = deck.design.kit.family, deck.design.pitch
    height = 0.0
    for para in frame.paragraphs:
        runs = (Run(one.text, one.strong, one.emphasis) for one in para.spans)
        own = max(1.0, (width - para.indent) / para.size)
        distance = para.leading or pitch
        height += lines(words(runs, family), own, distance) * distance * para.size + para.after
    return height


def _placed(shape: Shape, box: Box) -> Shape:
    """Return a shape in another box, with what lies within it."""
    if isinstance(shape, Frame):
        return replace(shape, box=box, fixed=False)
    across, down = box.width / shape.box.width, box.height / shape.box.height
    if isinstance(shape, Table):
        return replace(shape, box=box, columns=tuple(width * across for width in shape.columns))
    if not isinstance(shape, ChartFrame):
        return replace(shape, box=box)

    def within(one: Box) -> Box:
        place = box.x + (one.x - shape.box.x) * across, box.y + (one.y - shape.box.y) * down
        return Box(*place, one.width * across, one.height * down)

    return replace(shape, box=box, plot=within(shape.plot), legend=within(shape.legend) if shape.legend else None)


def _changed(shape: Shape, one: Adjustment) -> Shape:
    """Return a shape in its other place and colour."""
    if one.now != one.was:
        shape = _placed(shape, Box(*one.now))
    if isinstance(shape, Figure) and one.fill:
        shape = replace(shape, line=Colour(one.fill)) if shape.solid else replace(shape, fill=Colour(one.fill))
    elif isinstance(shape, Frame):
        ink = Colour(one.ink) if one.ink else None
        paragraphs = tuple(
            replace(para, colour=ink, lead=ink if para.lead else None) for para in shape.paragraphs if ink
        )
        shape = replace(
            shape, fill=Colour(one.fill) if one.fill else shape.fill, paragraphs=paragraphs or shape.paragraphs
        )
    if one.line and isinstance(shape, Figure | Frame):
        shape = replace(shape, line=Colour(one.line), line_width=one.pen)
    return shape
