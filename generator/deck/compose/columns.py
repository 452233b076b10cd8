"""Compose the columns of an overview of few pillars, to the edges of the slide; lengths are points."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import SLACK, Context, balanced, label_size, spans
from generator.deck.compose.photograph import cropped
from generator.deck.layouts import HEIGHT, MARGIN, TITLED_BODY, WIDTH
from generator.deck.slide import PAPER, Figure, Frame, Origin, Para, Shape, SlideRun
from generator.document.tree import Items, Picture, brings_number
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import Section, Tile
    from generator.text.breaking import Word

_FEWEST, _MOST = 2, 5  # columns: one alone is a heading, six are too narrow for most words
_LEFT, _RIGHT = 26.0, 14.0  # beside the words of a column; the first of a few begins where the title does
_TOP, _FOOT, _APART = 26.0, 44.0, 16.0  # above the icon, below the places, between icon, number and label
_NUMBERED = 40.0  # at the foot of the slide, where its number stands
_WORTH = (22.0, 18.0)  # labels of such sizes: for pictures and places as long as there are any, at least
_SIDE, _SIDE_BELOW = 132.0, 60.0  # the side of an icon at most, also below a picture
_NUMERAL, _ROW, _DIGIT = 0.56, 2.2, 0.8  # of an icon, its number; a row of both; of that, the room of a digit
_PICTURED = 0.42  # of a column: its picture
_PLACES = 16.0  # the size of places


class _Column(Struct, frozen=True):
    """A column: its tile, the measured words of its label and of its places, its picture, from where to where it is."""

    tile: Tile
    label: list[Word]
    names: str
    places: list[Word]
    picture: Picture | None
    box: Box
    left: float


class _Form(Struct, frozen=True):
    """How columns are filled: from where, how wide words are, icons and labels; the height of places, or 0."""

    top: float
    width: float
    side: float
    size: float
    places: float
    pictured: bool


def columns(tiles: Sequence[Tile], context: Context) -> list[Shape] | None:
    """Return the tiles as columns, all filled alike; None where they are too many, or a label would be small."""
    if not _FEWEST <= len(tiles) <= _MOST:
        return None
    first = MARGIN if len(tiles) < _MOST else _LEFT
    width = WIDTH / len(tiles) - first - _RIGHT
    made = _columns(tiles, first, context)
    ways = product(_WORTH, (True, False), (True, False))
    tried = ((least, _form(made, width, pictured, placed, context)) for least, pictured, placed in ways)
    form = next((form for least, form in tried if form and form.size >= min(least, context.rhythm.titles)), None)
    return [shape for one in made for shape in _shapes(one, form, context)] if form else None


def _columns(tiles: Sequence[Tile], first: float, context: Context) -> list[_Column]:
    sections = {one.pillar: one for one in context.document.sections if one.pillar}
    wide = WIDTH / len(tiles)
    family, y = context.kit.family, TITLED_BODY.y + 6.0
    found: list[_Column] = []
    for number, tile in enumerate(tiles):
        section = sections.get(tile.pillar)
        names = _names(section)
        label, places = words(tile.label.runs, family, strong=True), words([Run(names)], family)
        box = Box(number * wide, y, wide, HEIGHT - y)
        left = box.x + (_LEFT if number else first)
        found.append(_Column(tile, label, names, places, _picture(section), box, left))
    lacking = [one for one in found if not one.picture]
    cover = next((_picture(one) for one in context.document.sections if one.role == "cover"), None)
    return [replace(one, picture=one.picture or cover) for one in found] if len(lacking) == 1 else found


def _items(section: Section | None) -> Items:
    blocks = section.blocks if section else ()
    return next((block for block in blocks if isinstance(block, Items)), Items(()))


def _names(section: Section | None) -> str:
    """Return the places of a pillar's examples, each once, in their order."""
    return ", ".join(dict.fromkeys(name.plain for item in _items(section).items for name in item.names))


def _picture(section: Section | None) -> Picture | None:
    """Return the picture of a section, or the first one of its examples."""
    own = [block for block in (section.blocks if section else ()) if isinstance(block, Picture)]
    return next(iter([*own, *(item.picture for item in _items(section).items if item.picture)]), None)


def _form(made: Sequence[_Column], width: float, pictured: bool, placed: bool, context: Context) -> _Form | None:
    """Return how columns are filled with the largest labels; None where something lacks room, or there is none."""
    if (pictured and not all(one.picture for one in made)) or (placed and not any(one.names for one in made)):
        return None
    sizes, pitch = context.kit.theme.deck, context.pitch
    label = sizes.tile_label if len(made) > 3 else replace(sizes.tile_label, largest=sizes.card.largest)
    steps = tuple(size for size in label.steps() if size <= context.rhythm.titles)
    box = made[0].box
    top = box.y + (box.height * _PICTURED if pictured else 0.0) + _TOP
    side = min(_SIDE_BELOW if pictured else _SIDE, width / _ROW)
    places = 0.0
    if placed:
        lines = max(fallback.lines(one.places, (width - SLACK) / _PLACES, pitch) for one in made if one.names)
        places = lines * pitch * _PLACES
        if any(fallback.widest(one.places) * _PLACES > width for one in made):
            return None
    room = HEIGHT - _FOOT - places - _APART * placed - top - side - _APART
    size = label_size([one.label for one in made], width - SLACK, room, steps, pitch, 0.0) if steps else None
    if size is None or max(fallback.widest(one.label) for one in made) * size > width:
        return None
    return _Form(top, width, side, size, places, pictured)


def _shapes(column: _Column, form: _Form, context: Context) -> list[Shape]:
    """Return a column: the field that leads to the pillar, with number and label; icon, picture and places on it."""
    tile, box, name, target = column.tile, column.box, context.name("pillar"), f"pillar:{column.tile.pillar}"
    numbered = bool(tile.number) and not brings_number(tile.label, tile.number)
    numeral = int(2 * _NUMERAL * form.side) / 2
    line = numeral * context.pitch
    free = max(form.side - line, 0.0) / 2
    label = Para(spans(tile.label.runs, True), form.size, PAPER, leading=1.0, origin=Origin(tile.label.mark))
    number = Para(
        (SlideRun(str(tile.number), True),), numeral, PAPER, after=free + _APART, first=form.side + _APART, leading=1.0
    )
    wide = balanced(column.label, form.width - SLACK, HEIGHT, form.size, context.pitch) + SLACK
    wide = max(wide, form.side + _APART + _DIGIT * len(str(tile.number)) * numeral)
    top = form.top + (free if numbered else form.side + _APART)
    insets = (column.left - box.x, top - box.y, box.right - column.left - wide, _FOOT - _NUMBERED + form.places)
    fill = context.accent(tile.colour)
    shapes: list[Shape] = [
        Figure(f"{context.name('band')} [{tile.pillar}]", box, fill=fill),
        Frame(
            f"{name} [{tile.pillar}]",
            replace(box, height=box.height - _NUMBERED),
            (number, label) if numbered else (label,),
            insets=insets,
            fill=fill,
            target=target,
        ),
    ]
    if form.pictured and column.picture:
        picture = cropped(column.picture, replace(box, height=box.height * _PICTURED), context)
        shapes.append(replace(picture, name=f"{picture.name} [{tile.pillar}]", description=""))
    shapes.append(context.icon(tile.icon, Box(column.left, form.top, form.side, form.side), PAPER))
    if form.places and column.names:
        place = Box(column.left, HEIGHT - _FOOT - form.places, form.width, form.places)
        said = Para((SlideRun(column.names),), _PLACES, PAPER, leading=1.0)
        shapes.append(Frame(f"{context.name('city')} [{tile.pillar}]", place, (said,), anchor="b", target=target))
    return shapes
