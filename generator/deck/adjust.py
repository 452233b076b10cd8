"""Places of shapes that somebody moved or resized by hand, applied again to each new plan while they still fit.

They lie beside the content, in ``adjust.json``: a list of a slide, a shape's name, its box as it was planned and as it
shall be, in points from the top left corner. One holds while a shape of that name is planned in that very box: where
the content has become another, the program places it anew.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from generator.deck.slide import ChartFrame, Figure, Frame, PictureShape, Slide, Table
from generator.errors import ContentError, Mark, Problem
from generator.messages import _
from generator.units import Box

if TYPE_CHECKING:
    from generator.deck.deck import Deck
    from generator.deck.slide import Shape
    from generator.kit import Kit

_SAME = 1.0  # points: a box that differs by less is the same
_MOVABLE = (ChartFrame, Figure, Frame, PictureShape, Table)
_MAX_BYTES = 1024 * 1024  # of the list: some ten thousand shapes, which nobody moves by hand

Place = tuple[float, float, float, float]
"""Left, top, width, height in points."""


class Adjustment(Struct, frozen=True):
    """A shape that was moved: on which slide, its name, where it was planned, where it shall stand."""

    slide: str
    shape: str
    was: Place
    now: Place


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


def write_adjustments(found: list[Adjustment]) -> bytes:
    """Return the file that holds ``found``, one to a line, in their order."""
    lines = [msgspec.json.encode(one).decode() for one in found]
    return ("[\n" + ",\n".join(lines) + "\n]\n").encode()


def anchor(keys: tuple[str, ...], title: str) -> str:
    """Return what a slide is known by: its keys, or else its title."""
    return " ".join(keys) or title


def adjusted(deck: Deck, kit: Kit) -> Deck:
    """Return ``deck`` with the shapes that were moved in their places."""
    path = path_of(str(kit.publication.slug)) if kit.publication else ""
    folder, _slash, name = path.rpartition("/")
    if not path or name.removesuffix(".json") not in kit.world.names(folder, ".json"):
        return deck
    found = read_adjustments(kit.world.bounded(path, _MAX_BYTES), path)
    return replace(deck, slides=tuple(_slide(slide, found) for slide in deck.slides))


def _slide(slide: Slide, found: list[Adjustment]) -> Slide:
    own = [one for one in found if one.slide == anchor(slide.keys, slide.title)]
    return replace(slide, shapes=tuple(_shape(shape, own) for shape in slide.shapes)) if own else slide


def _shape(shape: Shape, own: list[Adjustment]) -> Shape:
    if not isinstance(shape, _MOVABLE):
        return shape
    box = (shape.box.x, shape.box.y, shape.box.width, shape.box.height)
    for one in own:
        if one.shape == shape.name and all(abs(a - b) < _SAME for a, b in zip(box, one.was, strict=True)):
            moved = replace(shape, box=Box(*one.now))
            return replace(moved, fixed=False) if isinstance(moved, Frame) else moved
    return shape
