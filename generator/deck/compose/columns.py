"""Compose the columns of an overview of few pillars, to the edges of the slide; lengths are points."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import SLACK, Context, balanced, label_size, spans
from generator.deck.compose.photograph import cropped
from generator.deck.layouts import HEIGHT, MARGIN, TITLED_BODY, WIDTH
from generator.deck.slide import PAPER, Colour, Figure, Frame, Origin, Para, Shape, SlideRun
from generator.document.tree import Items, Picture, brings_number
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import count_lines, words
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.design import SlideLayout
    from generator.document.tree import Section, Tile
    from generator.text.breaking import Word

_FEWEST, _MOST = 2, 5  # columns: one alone is a heading, six are too narrow for most words
_INSETS = {4: 30.0, 5: 22.0}  # on the left of the words of so many columns; fewer begin where other titles do
_RIGHT, _TOP, _FOOT, _APART = 10.0, 30.0, 30.0, 14.0  # beside, above and below what a column holds; between its parts
_WORTH = (22.0, 18.0)  # labels of such sizes: for pictures and places as long as there are any, at least
_NAMED = 0.93  # of the size of titles: that of labels at most
_BADGE, _RING = 72.0, 3.0  # the disc of an icon that lies half over a picture, and the line around it
_LEAST_SIDE = 72.0  # of the icon of a column without a picture
_NUMERALS = (48.0, 34.0)  # a number above its label, or beside a badge; one that is no count of columns is as places
_PICTURED = (0.5, 0.46, 0.42)  # of a column: its picture
_PLACES = (18.0, 17.0, 16.0)  # the size of places: the largest at which their lines are fewest
_CORNER = 20.0  # at the right of a number and of an icon
_HEAD = Box(0.0, 12.0, WIDTH - MARGIN, 20.0)  # the footer and the slide's number, above the title
_TITLE_TOP, _NUMBER = 32.0, 30.0  # where the title may begin below them; the room of the slide's number


class _Column(Struct, frozen=True):
    """A column: its tile, the measured words of its label and of its places, its picture, from where to where it is."""

    tile: Tile
    label: list[Word]
    names: str
    places: list[Word]
    picture: Picture | None
    box: Box
    left: float

    @property
    def numbered(self) -> bool:
        """Tell whether the number of the pillar is shown beside the label."""
        return bool(self.tile.number) and not brings_number(self.tile.label, self.tile.number)


class _Form(Struct, frozen=True):
    """How columns are filled: from where to where labels are, how wide and large; the height of places, or 0, and
    their size; the part of the height that pictures have.

    ``numeral`` is the size of numbers, or 0 where they stand with the places, since columns are in another order.
    """

    top: float
    foot: float
    width: float
    size: float
    places: float
    small: float
    pictured: float
    numeral: float


def headed(layout: SlideLayout, count: int) -> SlideLayout:
    """Return the layout of an overview in so many columns: footer and number above the title, off their colours."""
    left, number, footer, title = _INSETS.get(count, MARGIN), layout.number, layout.footer, layout.title
    top = Box(left, _TITLE_TOP, title.box.right - left, title.box.bottom - _TITLE_TOP)
    head = Box(left, _HEAD.y, _HEAD.right - _NUMBER - left, _HEAD.height)
    corner = Box(head.right, _HEAD.y, _NUMBER, _HEAD.height)
    return replace(
        layout,
        title=replace(title, box=top),
        footer=footer and replace(footer, box=head, align="r"),
        number=number and replace(number, box=corner),
    )


def columns(tiles: Sequence[Tile], context: Context) -> list[Shape] | None:
    """Return the tiles as columns, all filled alike; None where they are too many, or a label would be small."""
    if not _FEWEST <= len(tiles) <= _MOST:
        return None
    left = _INSETS.get(len(tiles), MARGIN)
    width = WIDTH / len(tiles) - left - _RIGHT
    made = _columns(tiles, left, context)
    ways = product(_WORTH, (_PICTURED, (0.0,)), (True, False))
    tried = ((least, _largest(made, width, shares, placed, context)) for least, shares, placed in ways)
    form = next((form for least, form in tried if form and form.size >= min(least, context.rhythm.titles)), None)
    return [shape for one in made for shape in _shapes(one, form, context)] if form else None


def _largest(
    made: Sequence[_Column], width: float, shares: Sequence[float], placed: bool, context: Context
) -> _Form | None:
    """Return the form with the largest labels, and then the largest pictures, of those with ``shares`` of pictures."""
    forms = (_form(made, width, share, placed, context) for share in shares)
    return max((one for one in forms if one), key=lambda one: (one.size, one.pictured), default=None)


def _columns(tiles: Sequence[Tile], inset: float, context: Context) -> list[_Column]:
    sections = {one.pillar: one for one in context.document.sections if one.pillar}
    wide = WIDTH / len(tiles)
    family, y = context.kit.family, TITLED_BODY.y + 6.0
    found: list[_Column] = []
    for number, tile in enumerate(tiles):
        section = sections.get(tile.pillar)
        names = _names(section)
        label, places = words(tile.label.runs, family, strong=True), words([Run(names)], family)
        box = Box(number * wide, y, wide, HEIGHT - y)
        found.append(_Column(tile, label, names, places, _picture(section), box, box.x + inset))
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


def _form(made: Sequence[_Column], width: float, pictured: float, placed: bool, context: Context) -> _Form | None:
    """Return how columns are filled with the largest labels; None where something lacks room, or there is none."""
    if (pictured and not all(one.picture for one in made)) or (placed and not any(one.names for one in made)):
        return None
    sizes, pitch = context.kit.theme.deck, context.pitch
    label = sizes.tile_label if len(made) > 3 else replace(sizes.tile_label, largest=sizes.card.largest)
    steps = tuple(size for size in label.steps() if size <= _NAMED * context.rhythm.titles)
    numbers = [one.tile.number for one in made if one.numbered]
    counted = bool(numbers) and numbers == sorted(numbers)
    numeral = _NUMERALS[bool(pictured)] * counted
    box = made[0].box
    above = box.height * pictured + _BADGE / 2 + _APART if pictured else _TOP + numeral * pitch
    places, small = pitch * _PLACES[0] * (bool(numbers) and not counted), _PLACES[0]
    if placed:
        rows = {size: [_places(one, width, size, counted, context) for one in made if one.names] for size in _PLACES}
        small = min(_PLACES, key=lambda size: sum(lines for lines, _most, _narrow in rows[size]))
        places = max(most for _lines, most, _narrow in rows[small]) * pitch * small
        if any(fallback.widest(one.places) * small > width for one in made):
            return None
    room = HEIGHT - _FOOT - places - _APART * bool(places) - box.y - above - (0.0 if pictured else _LEAST_SIDE + _APART)
    most = label_size([one.label for one in made], width - SLACK, room, steps, pitch, 0.0) if steps else None

    def height(size: float) -> float:  # of the labels, in a wider font too
        lines = (fallback.lines(one.label, _narrow(one, width, size, context) / size, pitch) for one in made)
        return max(lines) * pitch * size

    size = next((size for size in reversed(steps) if size <= (most or 0.0) and height(size) <= room), None)
    if size is None or max(fallback.widest(one.label) for one in made) * size > width:
        return None
    foot = box.y + above + height(size)
    return _Form(box.y + above, foot, width, size, places, small, pictured, numeral)


def _narrow(column: _Column, width: float, size: float, context: Context) -> float:
    """Return the width, in points, in which a label has lines of similar length."""
    return balanced(column.label, width - SLACK, HEIGHT, size, context.pitch)


def _digits(column: _Column, size: float) -> float:
    """Return the room, in points, of a number beside places."""
    return (size * len(str(column.tile.number)) + _CORNER - _RIGHT) * column.numbered


def _places(column: _Column, width: float, size: float, counted: bool, context: Context) -> tuple[int, float, float]:
    """Return the lines of the places of a column, also in a wider font, and their width, beside a number or not."""
    room = width - SLACK - (0.0 if counted else _digits(column, size))
    narrow = balanced(column.places, room, HEIGHT, size, context.pitch)
    lines = count_lines(column.places, narrow / size)
    return lines, fallback.lines(column.places, narrow / size, context.pitch), narrow + SLACK


def _shapes(column: _Column, form: _Form, context: Context) -> list[Shape]:
    """Return a column: the field that leads to the pillar, with its label; picture, icon, number and places on it."""
    tile, box, name, target = column.tile, column.box, context.name("pillar"), f"pillar:{column.tile.pillar}"
    label = Para(spans(tile.label.runs, True), form.size, PAPER, leading=1.0, origin=Origin(tile.label.mark))
    wide = _narrow(column, form.width, form.size, context) + SLACK
    insets = (column.left - box.x, form.top - box.y, box.right - column.left - wide, box.bottom - form.foot)
    fill = context.accent(tile.colour)
    shapes: list[Shape] = [
        Frame(f"{name} [{tile.pillar}]", box, (label,), insets=insets, fill=fill, target=target),
        *_illustration(column, form, fill, context),
    ]
    foot = HEIGHT - _FOOT - form.places
    number = [_number(column, form, target, context)] if column.numbered else []
    if form.numeral:
        shapes += number
    if form.places and column.names:
        narrow = _places(column, form.width, form.small, bool(form.numeral), context)[2]
        place = Box(column.left, foot, narrow, form.places)
        para = Para((SlideRun(column.names),), form.small, PAPER, leading=1.0)
        shapes.append(Frame(f"{context.name('city')} [{tile.pillar}]", place, (para,), anchor="b", target=target))
    return shapes if form.numeral else [*shapes, *number]  # as they are read: from the left


def _illustration(column: _Column, form: _Form, fill: Colour, context: Context) -> list[Shape]:
    """Return the picture of a column with its icon on a badge half over it, or the icon, large, below the label."""
    tile, box = column.tile, column.box
    if form.pictured and column.picture:
        picture = cropped(column.picture, replace(box, height=box.height * form.pictured), context)
        place = Box(column.left, picture.box.bottom - _BADGE / 2, _BADGE, _BADGE)
        disc = Figure(f"{context.name('circle')} [{tile.pillar}]", place, "ellipse", fill, PAPER, _RING)
        shown = replace(picture, name=f"{picture.name} [{tile.pillar}]", description="")
        return [shown, disc, context.icon_within(tile.icon, place)]
    top, foot = form.foot + _APART, HEIGHT - _FOOT - form.places - _APART
    side = min(form.width, box.right - _CORNER - column.left, foot - top)
    place = Box(box.right - _CORNER - side, foot - side, side, side)
    return [context.icon(tile.icon, place, replace(fill, softened=True))]


def _number(column: _Column, form: _Form, target: str, context: Context) -> Frame:
    """Return the number of a pillar: above its label, at the right below its picture, or beside its places."""
    tile, box, size = column.tile, column.box, form.numeral or form.small
    height, align = size * context.pitch, "r"
    place = Box(column.left, box.y + _TOP - _APART / 2, form.width, height)
    if not form.numeral:
        width = _digits(column, size) - _CORNER + _RIGHT
        place = Box(box.right - _CORNER - width, HEIGHT - _FOOT - height, width, height)
    elif form.pictured:
        left = column.left + _BADGE + _APART
        place = Box(left, form.top - _APART - height, box.right - _CORNER - left, height)
    else:
        align = "l"
    para = Para((SlideRun(str(tile.number), True),), size, PAPER, align, leading=1.0)
    return Frame(f"{context.name('pillar')} {tile.number}", place, (para,), anchor="b", target=target)
