"""Compose the columns of an overview of few pillars, between the edges of the slide; lengths are points."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import SLACK, Context, balanced, bindable, label_size, laid
from generator.deck.compose.photograph import arched
from generator.deck.layouts import FOOTER, HEIGHT, MARGIN, TITLED_BODY, WIDTH
from generator.deck.slide import PAPER, Figure, Frame, Origin, Para, Shape, SlideRun
from generator.document.tree import Items, Picture, brings_number
from generator.graphics.colonnade import arch
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
_RIGHT, _NARROW_RIGHT = 14.0, 6.0  # ... and on their right; of columns with an inset of their own
_FOOT = 18.0  # below what a column holds
_SPARE = 18.0  # of what is free at the foot: for a wider font
_ABOVE_FOOTER = 6.0  # between the columns and the footer
_WORTH = (22.0, 18.0)  # labels of such sizes: for pictures and places as long as there are any, at least
_NAMED = 0.93  # of the size of titles: that of labels at most
_ARCH, _MORE, _FREE = 132.0, 108.0, 0.6  # the height of an icon's arch, at most; so much higher, of what is free
_ICON, _OF_WIDTH, _LARGEST = 0.6, 0.45, 110.0  # the side of an icon: of its arch's height and width; at most
_DOWN = 0.58  # of the height of its arch: where its middle is
_SEAM = 1.0  # of an arch, beneath its field: no line shows between them
_NUMERAL, _OF_NUMERAL = 34.0, 32.0  # a number that counts columns with pictures; what is wide enough, and parts it
_REFERENCE, _BELOW_REFERENCE = 18.0, 3.0  # else it stands after its word, above the places
_RULE, _ABOVE_RULE, _BELOW_RULE = 1.0, 10.0, 8.0  # the line above the places, and what parts it from words
_BELOW_ARCH = 14.0  # to the label
_PICTURED = (0.6, 0.58, 0.56, 0.54, 0.52, 0.5, 0.48, 0.46, 0.42, 0.38, 0.34)  # of a column: its picture
_PLACES = (22.0, 20.0, 18.0, 16.0)  # the sizes of places
# What speaks for a form, in points of labels: a point of places, a column's picture; against: a line, small places.
_OF_PLACES, _OF_PICTURES, _OF_LINES, _SMALL_PLACES = 0.33, 25.0, 1.5, 5.0
_LIST, _LISTED = 5, 4.0  # so many places may have a line each; what that is worth: they are read like a list
_CORNER = 20.0  # at the right of a number, and of the line above the places in a column with a picture


class _Column(Struct, frozen=True):
    """A column: its tile, the measured words of its label and of its places, its picture, from where to where it is."""

    tile: Tile
    label: list[Word]
    names: tuple[str, ...]
    places: list[Word]
    picture: Picture | None
    box: Box
    left: float

    @property
    def numbered(self) -> bool:
        """Tell whether the number of the pillar is shown beside the label."""
        return bool(self.tile.number) and not brings_number(self.tile.label, self.tile.number)


class _Form(Struct, frozen=True):
    """How columns are filled: from where to where labels are, how wide and large; how wide places are, the height of
    what stands at the foot, or 0, the size of places and all their lines; the part of the height that pictures have;
    the height of the arches of pictures, or else of icons.

    ``numeral`` is the size of numbers that count the columns, ``reference`` that of others; ``listed`` places have a
    line each.
    """

    top: float
    foot: float
    labelled: float
    size: float
    width: float
    below: float
    small: float
    lines: int
    pictured: float
    numeral: float
    reference: float
    arch: float
    listed: bool


def headed(layout: SlideLayout, count: int) -> SlideLayout:
    """Return the layout of an overview in so many columns: title and footer begin where the words of the first do."""
    left = _INSETS.get(count, MARGIN)
    title = replace(layout.title, box=replace(layout.title.box, x=left))
    footer = layout.footer and replace(layout.footer, box=replace(layout.footer.box, x=left))
    return replace(layout, title=title, footer=footer)


def columns(tiles: Sequence[Tile], context: Context) -> list[Shape] | None:
    """Return the tiles as columns, all filled alike; None where they are too many, or a label would be small."""
    if not _FEWEST <= len(tiles) <= _MOST:
        return None
    left = _INSETS.get(len(tiles), MARGIN)
    width = WIDTH / len(tiles) - left - (_NARROW_RIGHT if len(tiles) in _INSETS else _RIGHT)
    made = _columns(tiles, left, context)
    ways = product(_WORTH, (_PICTURED, (0.0,)), (True, False))
    tried = ((least, _largest(made, width, shares, placed, context)) for least, shares, placed in ways)
    form = next((form for least, form in tried if form and form.size >= min(least, context.rhythm.titles)), None)
    return [shape for one in made for shape in _shapes(one, form, context)] if form else None


def _largest(
    made: Sequence[_Column], width: float, shares: Sequence[float], placed: bool, context: Context
) -> _Form | None:
    """Return the best form of those with ``shares`` of pictures, and with places or without."""
    ways = product(shares, _PLACES if placed else (0.0,), (True, False) if placed else (False,))
    forms = (_form(made, width, share, small, context, listed=listed) for share, small, listed in ways)
    return max((one for one in forms if one), key=_merit, default=None)


def _merit(form: _Form) -> float:
    """Return what speaks for a form: large labels, then large places on few lines, and large pictures."""
    worth = form.size + _OF_PLACES * form.small + _OF_PICTURES * form.pictured
    worth += _LISTED if form.listed else -_OF_LINES * form.lines
    return worth - _SMALL_PLACES * (form.small < _PLACES[-2])


def _columns(tiles: Sequence[Tile], inset: float, context: Context) -> list[_Column]:
    sections = {one.pillar: one for one in context.document.sections if one.pillar}
    wide = WIDTH / len(tiles)
    family, y, foot = context.kit.family, TITLED_BODY.y, FOOTER.box.y - _ABOVE_FOOTER
    found: list[_Column] = []
    for number, tile in enumerate(tiles):
        section = sections.get(tile.pillar)
        names = _names(section)
        label, places = words(tile.label.runs, family, strong=True), words([Run(_row(names))], family)
        box = Box(number * wide, y, wide, foot - y)
        found.append(_Column(tile, label, names, places, _picture(section), box, box.x + inset))
    lacking = [one for one in found if not one.picture]
    cover = next((_picture(one) for one in context.document.sections if one.role == "cover"), None)
    return [replace(one, picture=one.picture or cover) for one in found] if len(lacking) == 1 else found


def _items(section: Section | None) -> Items:
    blocks = section.blocks if section else ()
    return next((block for block in blocks if isinstance(block, Items)), Items(()))


def _names(section: Section | None) -> tuple[str, ...]:
    """Return the places of a pillar's examples, each once, in their order."""
    return tuple(dict.fromkeys(name.plain for item in _items(section).items for name in item.names))


def _row(names: Sequence[str]) -> str:
    return ", ".join(names)


def _picture(section: Section | None) -> Picture | None:
    """Return the picture of a section, or the first one of its examples."""
    own = [block for block in (section.blocks if section else ()) if isinstance(block, Picture)]
    return next(iter([*own, *(item.picture for item in _items(section).items if item.picture)]), None)


def _form(
    made: Sequence[_Column], width: float, pictured: float, small: float, context: Context, *, listed: bool
) -> _Form | None:
    """Return how columns are filled with the largest labels; None where something lacks room, or there is none.

    Places are of the size ``small``, unless that is 0, and have a line each if ``listed``.
    """
    if listed and (pictured or max(len(one.names) for one in made) > _LIST):
        return None
    if (pictured and not all(one.picture for one in made)) or (small and not any(one.names for one in made)):
        return None
    sizes, pitch = context.kit.theme.deck, context.pitch
    label = sizes.tile_label if len(made) > 3 else replace(sizes.tile_label, largest=sizes.card.largest)
    steps = tuple(size for size in label.steps() if size <= _NAMED * context.rhythm.titles)
    numbers = [one.tile.number for one in made if one.numbered]
    counted = bool(pictured) and numbers == sorted(numbers)
    reference = 0.0 if counted or not numbers else min(_REFERENCE, small or _REFERENCE)
    box = made[0].box
    high = box.height * pictured if pictured else min(box.width / 2, _ARCH)
    rows = [_places(one, width, small, context, listed=listed) for one in made if one.names] if small else []
    if listed and sum(lines for lines, *_ in rows) > sum(len(one.names) for one in made):
        return None
    most, wider = (max((row[kind] for row in rows), default=0.0) for kind in (0, 1))
    below = pitch * (max(most * small, wider * small - _SPARE / pitch) + reference)
    below += _BELOW_REFERENCE * bool(reference)
    room = box.height - _FOOT - below - (_ABOVE_RULE + _RULE + _BELOW_RULE) * bool(below) - high - _BELOW_ARCH
    own = steps[-1] if pictured and steps else 0.0  # what leaves the room of a wider font to pictures may shrink in one
    labelled = width - _OF_NUMERAL * counted
    largest = label_size([one.label for one in made], labelled - SLACK, room, steps, pitch, own) if steps else None

    def height(size: float) -> float:  # of the labels
        narrow = [(one.label, _narrow(one, labelled, size, context)) for one in made]
        return max(fallback.lines_above(own, items, wide, size, pitch) for items, wide in narrow) * pitch * size

    size = next((size for size in reversed(steps) if size <= (largest or 0.0) and height(size) <= room), None)
    if size is None or size <= small or max(fallback.widest(one.label) * size for one in made) > labelled:
        return None
    if max(fallback.widest(one.places) * small for one in made) > width:
        return None
    lines = sum(lines for lines, _most, _narrow in rows)
    high += 0.0 if pictured else min((room - height(size)) * _FREE, _MORE)
    top = box.y + high + _BELOW_ARCH
    return _Form(
        top,
        top + height(size),
        labelled,
        size,
        width,
        below,
        small,
        lines,
        pictured,
        _NUMERAL * counted,
        reference,
        high,
        listed,
    )


def _narrow(column: _Column, width: float, size: float, context: Context) -> float:
    """Return the width, in points, of a label: full, or that of lines of similar length, where these end better."""
    text, full = bindable(column.label), min(width, column.box.right - column.left - _RIGHT) - SLACK
    full = max(full, fallback.widest(column.label) * size)
    widths = (full, balanced(column.label, width - SLACK, HEIGHT, size, context.pitch))
    return min(widths, key=lambda one: text.ill(one / size))


def _places(column: _Column, width: float, size: float, context: Context, *, listed: bool) -> tuple[int, float, float]:
    """Return the lines of the places of a column, also in a wider font, and their width."""
    if listed:
        named = [words([Run(name)], context.kit.family) for name in column.names]
        most = sum(fallback.lines(one, (width - SLACK) / size, context.pitch) for one in named)
        return sum(count_lines(one, (width - SLACK) / size) for one in named), most, width
    narrow = balanced(column.places, width - SLACK, HEIGHT, size, context.pitch)
    lines = count_lines(column.places, narrow / size)
    return lines, fallback.lines(column.places, narrow / size, context.pitch), narrow + SLACK


def _shapes(column: _Column, form: _Form, context: Context) -> list[Shape]:
    """Return a column: the field that leads to the pillar, with its label; arch, number and places.

    Words stand at the left below a picture, in the middle below an icon.
    """
    tile, box, name, target = column.tile, column.box, context.name("pillar"), f"pillar:{column.tile.pillar}"
    wide = _narrow(column, form.labelled, form.size, context) + SLACK
    bound = laid(tile.label.runs, column.label, (wide - SLACK) / form.size, True)
    align, right = ("l", _CORNER) if form.pictured else ("ctr", column.left - box.x)

    def start(width: float) -> float:
        return column.left if form.pictured else box.x + (box.width - width) / 2

    label = Para(bound, form.size, PAPER, align, leading=1.0, origin=Origin(tile.label.mark))
    top = box.y + form.arch
    field = replace(box, y=top, height=box.bottom - top)
    left = start(wide) - box.x
    insets = (left, form.top - top, box.width - left - wide, box.bottom - form.foot)
    fill = context.accent(tile.colour)
    shapes: list[Shape] = [
        *_illustration(column, form, context),
        Frame(f"{name} [{tile.pillar}]", field, (label,), insets=insets, fill=fill, target=target, shrinks=True),
    ]
    number = f"{context.name('pillar')} {tile.number}"
    if column.numbered and form.numeral:
        shapes.append(_number(column, form, number, target, context))
    said = []
    if column.numbered and form.reference:
        said.append(Para((SlideRun(number, True),), form.reference, PAPER, align, after=_BELOW_REFERENCE, leading=1.0))
    if form.small and column.names:
        names = column.names if form.listed else (_row(column.names),)
        said += [Para((SlideRun(one),), form.small, PAPER, align, leading=1.0) for one in names]
    if said:
        narrow = _places(column, form.width, form.small, context, listed=form.listed)[2] if form.small else form.width
        place = Box(start(narrow), box.bottom - _FOOT - form.below, narrow, form.below + _SPARE)
        rule = Box(column.left, place.y - _BELOW_RULE - _RULE, box.right - right - column.left, _RULE)
        shapes.append(Figure(f"{context.name('rule')} [{tile.pillar}]", rule, fill=PAPER))
        shapes.append(Frame(f"{context.name('city')} [{tile.pillar}]", place, tuple(said), target=target))
    return shapes


def _illustration(column: _Column, form: _Form, context: Context) -> list[Shape]:
    """Return the arch above the field of a column: its picture, or its icon on the pillar's colour."""
    tile, box = column.tile, replace(column.box, height=form.arch)
    if form.pictured and column.picture:
        picture, corners = arched(column.picture, box, context)
        named = f"{picture.name} [{tile.pillar}]"
        return [replace(picture, name=named, description=""), replace(corners, name=f"{corners.name} [{tile.pillar}]")]
    ground = replace(box, height=box.height + _SEAM)
    side = min(_ICON * form.arch, _OF_WIDTH * box.width, _LARGEST)
    place = Box(box.x + (box.width - side) / 2, box.y + _DOWN * form.arch - side / 2, side, side)
    name = f"{context.name('band')} [{tile.pillar}]"
    fill = context.accent(tile.colour)
    return [Figure(name, ground, arch(ground.width, ground.height), fill), context.icon(tile.icon, place, PAPER)]


def _number(column: _Column, form: _Form, name: str, target: str, context: Context) -> Frame:
    """Return the number of a pillar at the right of its column, beside the first line of the label."""
    left, middle = column.left + form.labelled, form.top + form.size * context.pitch / 2
    height = form.numeral * context.pitch
    place = Box(left, middle - height / 2, column.box.right - _CORNER - left, height)
    para = Para((SlideRun(str(column.tile.number), True),), form.numeral, PAPER, "r", leading=1.0)
    return Frame(name, place, (para,), anchor="ctr", target=target)
