"""Compose the slide of the map: the cities, and the pillars that each illustrates."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.common import (
    COMFORTABLE,
    SLACK,
    Context,
    balanced,
    label_size,
    laid,
    numbered,
    spans,
    spoken_row,
)
from generator.deck.layouts import GAP
from generator.deck.slide import (
    INK,
    MUTED,
    PAPER,
    Colour,
    Figure,
    Frame,
    Group,
    Para,
    Shape,
    Slide,
    SlideRun,
)
from generator.document.together import NO_BREAK
from generator.document.tree import PlaceMap, Tile
from generator.graphics.citymap import MARK, CityMap, MapPanel, plan_city_map
from generator.graphics.labels import Pin
from generator.graphics.path import polylines
from generator.messages import _
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import break_lines, words
from generator.text.fit import fit, refuse_box
from generator.theme import MIN_CONTRAST, contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.design import SlideLayout
    from generator.document.tree import MapPlace, Section
    from generator.graphics.path import Point

_NUMBER = 1.3  # radii: the size of the number on a dot, 14 points and more, to be read from the last row
_STEP = 2.0  # points between the sizes of names that are tried
_RING = 1.4  # radii of a pin: the ring around cities that a panel shows
_AROUND = 20.0  # points: between the cities' part of a slide and its edges
_WATERS = 3.5  # points: the width of a river
_RIM = 2.0  # points of white around a panel on the ground of another
_OF_NUMBER = 30.0  # points: the room of the slide's number
_MAX_NAMES = 0.4  # of the height beside the map
_SMALLEST_NAMES = 12.0  # points: below the smallest size of a map label, for names that have no room on the map
# The legend, in points: the height of a row, the diameter of its disc (also of a row's height), the space after it.
_ROW, _DISC, _DISC_SHARE, _AFTER_DISC, _BETWEEN_ROWS = 66.0, 44.0, 0.8, 14.0, 2.0  # by eye
_TALL_ROW = 104.0  # where labels need it
_BELOW_TITLE = 28.0  # points: between a title and the legend below it
_MODEST_LEGEND = 14.0  # points: up to here the legend has no room for a wider font
_BESIDE, _BETWEEN = 276.0, 30.0  # the legend's width, at maximum, and the space before it
_SHARES_OF_LEGEND = (0.36, 0.42, 0.48, 0.54, 0.6)  # of the width beside which the map stands: the least that fits


class _Look(Struct, frozen=True):
    """The sizes of names that are tried, in points, and the radii of dots and pins; large dots bear icons."""

    sizes: tuple[float, ...]
    dot: float
    pin: float
    icons: bool = False


class _Drawn(Struct, frozen=True):
    """A planned map in its area on the slide, drawn as ``look`` says, on a ``ground`` that reaches beyond."""

    plan: CityMap
    area: Box
    look: _Look
    ground: Box | None = None

    @property
    def loss(self) -> tuple[int, int, bool, float]:
        """Return what speaks against it: names and dots left out, numbers in place of icons, small names."""
        return *self.plan.loss, not self.look.icons, -self.plan.size

    def unrest(self, boxes: Sequence[Box]) -> int:
        """Return how many lines of the ground are behind ``boxes`` of the slide, in points."""
        base_map = self.plan.panels[0].base_map
        corner = self.ground or self.area
        return base_map.crossings([replace(box, x=box.x - corner.x, y=box.y - corner.y) for box in boxes])


def city_map(section: Section, context: Context) -> list[Slide]:
    """Return the slide of the map, with the pillars' colours explained on it where it fills the slide, or beside it."""
    block = next((block for block in section.blocks if isinstance(block, PlaceMap)), None)
    if block is None:
        return []
    layout = context.layout("map")
    if layout.picture and not _fits_well(block.legend, layout.body, context):
        titled = context.layout("overview")
        layout = replace(layout, title=titled.title, body=titled.body, picture=None)
    title = _at_comma(context.title(section.title, layout), layout, context)
    if layout.picture:
        title, drawn, beside = _filling(title, layout, layout.picture, block, context)
        layout = _footed(layout, context)
    else:
        area, beside = _split(layout.body, block.legend, context)
        drawn = _planned(block, area, None, context)
    tiles = {tile.pillar: tile for tile in block.legend}
    by_city = {place.city: place for place in block.places}
    pins: list[Shape] = []
    for panel in drawn.plan.panels:
        origin = (drawn.area.x + panel.box.x, drawn.area.y + panel.box.y)
        for pin in panel.pins:
            place = by_city.get(pin.place)
            known = (drawn, origin, context)
            pins.append(_pin(pin, place, tiles, *known) if place else _detail(pin, *known))
    names = [place.name.plain for place in block.places if place.city in drawn.plan.unlabelled]
    legend = _beside(block.legend, names, beside, context, top=bool(layout.picture))
    base = _base(drawn, block, context)
    shapes = (*((base, title) if layout.picture else (title, base)), *pins, *legend)
    spoken = (section.title.plain, block.description.plain, *(_spoken(place, tiles) for place in block.places))
    slide = context.slide(layout, shapes, spoken)
    return [_off_coasts(slide, drawn, context) if layout.picture else slide]


def _planned(block: PlaceMap, area: Box, ground: Box | None, context: Context) -> _Drawn:
    """Return the map with the largest names and dots at which all names find room in ``area``, or most."""
    steps = context.kit.theme.deck.map_label.steps(_STEP)[::-1]
    spread = fallback.spread(context.kit.family.face(strong=True))
    own = len({tile.icon for tile in block.legend}) == len(block.legend)
    large = tuple(size for size in steps if size >= COMFORTABLE)
    looks = [_Look(large, 14.0, 7.0, True)] if large and own and not context.design.brand else []
    small = max(11.5, context.kit.theme.deck.facts.smallest / _NUMBER)  # on small slides of others' templates
    found: list[_Drawn] = []
    for look in (*looks, _Look(steps, small, 5.5)):
        within = ground and replace(ground, x=ground.x - area.x, y=ground.y - area.y)
        known = (block, context.kit, area.width, area.height, look.sizes, look.dot, look.pin, spread, within)
        found.append(_Drawn(plan_city_map(*known), area, look, ground))
        if not any(found[-1].plan.loss):
            break
    return min(found, key=lambda one: one.loss)


def _filling(
    title: Frame, layout: SlideLayout, slide: Box, block: PlaceMap, context: Context
) -> tuple[Frame, _Drawn, Box]:
    """Return the title, the map that fills the ``slide``, and the box of its legend.

    Title and legend stand where the ground is calmest: on the left or on the right of the cities.
    """
    body, tiles, foot = layout.body, block.legend, (layout.footer.box.y if layout.footer else slide.bottom) - _RIM
    items = words([Run(title.paragraphs[0].text)], context.kit.family, strong=True)
    size = title.paragraphs[0].size
    tall = len(break_lines(items, title.box.width / size)) * size * context.pitch
    roomy = fallback.lines(items, title.box.width / size, context.pitch) * size * context.pitch
    top = title.box.y + max(tall + _BELOW_TITLE, roomy)
    legend = replace(body, y=top, height=body.bottom - top)
    tried, high = [], slide.y + _AROUND
    shown = [title.box, *(one.box for one in pillar_key(tiles, legend, context, top=True))]
    reach = max(box.right for box in shown) - slide.x
    for left in (True, False):
        moved = 0.0 if left else slide.width - reach - body.x + slide.x
        start = slide.x + _AROUND + (reach if left else 0.0)
        area = Box(start, high, slide.width - reach - 2 * _AROUND, foot - high)
        drawn = _planned(block, area, slide, context)
        head, key = (replace(box, x=box.x + moved) for box in (title.box, legend))
        seen = [replace(box, x=box.x + moved) for box in (replace(title.box, height=tall), *shown[1:])]
        unrest = drawn.unrest(seen)
        tried.append(((drawn.loss, unrest), replace(title, box=head), drawn, key))
    _loss, title, drawn, legend = min(tried, key=lambda one: one[0])
    return title, drawn, legend


def _footed(layout: SlideLayout, context: Context) -> SlideLayout:
    """Return the layout with the text's colour for footer and number where a ground of the map leaves them faint."""
    theme = context.kit.theme
    if min(contrast(theme.muted, ground) for ground in (theme.water, theme.land, theme.home)) >= MIN_CONTRAST:
        return layout
    footer, number = (one and replace(one, colour=INK) for one in (layout.footer, layout.number))
    return replace(layout, footer=footer, number=number)


def _off_coasts(slide: Slide, drawn: _Drawn, context: Context) -> Slide:
    """Return ``slide`` with its footer on the right where a line of the map runs through it on the left alone."""
    frames = {one.placeholder: one for one in slide.shapes if isinstance(one, Frame)}
    footer, number = frames.get("ftr"), frames.get("sldNum")
    if not (footer and number):
        return slide
    para, box = footer.paragraphs[0], footer.box
    right = replace(box, width=number.box.right - _OF_NUMBER - box.x)
    width = context.kit.family.face().width(para.text) * para.size
    for place, align, x in ((box, para.align, box.x), (right, "r", right.right - width)):
        if not drawn.unrest([Box(x, box.y, width, box.height)]):
            moved = replace(footer, box=place, paragraphs=(replace(para, align=align),))
            return replace(slide, shapes=tuple(moved if one is footer else one for one in slide.shapes))
    return slide


def _at_comma(title: Frame, layout: SlideLayout, context: Context) -> Frame:
    """Return a title of ours in two lines, the first ending at its comma, if both have room, each in a wider font too.

    What follows the comma has no-break spaces: it begins on no first line with room for more.
    """
    (para,) = title.paragraphs
    head, comma, tail = para.text.partition(", ")
    low = 2 * para.size * context.pitch > layout.title.height
    if context.design.brand or title.fixed or not comma or len(para.spans) > 1 or low:
        return title
    tied = tail.replace(" ", NO_BREAK)
    lines = [words([Run(one)], context.kit.family, strong=True) for one in (f"{head},", tied)]
    width = max(break_lines(line, inf)[0].width * fallback.factor(line) for line in lines) * para.size + SLACK
    if width > layout.title.width or len(break_lines([*lines[0], *lines[1]], (width - SLACK) / para.size)) != 2:
        return title
    said = (replace(para.spans[0], text=f"{head}, {tied}"),)
    return replace(title, box=replace(title.box, width=width), paragraphs=(replace(para, spans=said),))


def _split(body: Box, tiles: Sequence[Tile], context: Context) -> tuple[Box, Box]:
    """Return the boxes of the map and of the legend beside it, which is wider where its labels need it."""

    def beside(width: float) -> Box:
        return Box(body.right - width, body.y, width, body.height)

    usual = beside(min(_BESIDE, body.width * _SHARES_OF_LEGEND[0]))
    wider = (beside(body.width * share) for share in _SHARES_OF_LEGEND[1:])
    legend = next((one for one in (usual, *wider) if key_fits(tiles, one, context)), usual)
    return replace(body, width=body.width - legend.width - _BETWEEN), legend


def _base(drawn: _Drawn, block: PlaceMap, context: Context) -> Group:
    """Return the grounds of all panels as one picture, described in words."""
    first, *others = drawn.plan.panels
    layers = [*_ground(first, drawn, context)]
    for panel in others:
        if drawn.ground:
            box = _on_slide(panel.box, drawn.area)
            rim = Box(box.x - _RIM, box.y - _RIM, box.width + 2 * _RIM, box.height + 2 * _RIM)
            layers.append(Figure(context.name("rule"), rim, fill=PAPER))
        layers += _ground(panel, drawn, context)
    side = MARK * drawn.plan.size
    marks = [
        _mark(panel.mark, replace(_on_slide(panel.box, drawn.area), width=side, height=side), drawn.plan.size, context)
        for panel in drawn.plan.panels
        if panel.mark
    ]
    return Group(context.name("map"), drawn.ground or drawn.area, (*layers, *marks), block.description.plain)


def _on_slide(box: Box, area: Box) -> Box:
    return replace(box, x=area.x + box.x, y=area.y + box.y)


def _ground(panel: MapPanel, drawn: _Drawn, context: Context) -> Iterator[Figure]:
    theme, base_map = context.kit.theme, panel.base_map
    area = _on_slide(panel.ground or panel.box, drawn.area)
    layers = (
        Figure(context.name("sea"), area, fill=_rgb(theme.water)),
        Figure(context.name("country"), area, base_map.land, _rgb(theme.land)),
        Figure(f"{context.name('country')} ({context.name('city')})", area, base_map.home, _rgb(theme.home)),
        Figure(context.name("border"), area, base_map.borders, None, PAPER, 0.75),
        Figure(f"{context.name('sea')} 2", area, base_map.waters, None, _rgb(theme.water), _WATERS),
    )
    yield from (layer for layer in layers if isinstance(layer.geometry, str) or layer.geometry.commands)


def _mark(letter: str, box: Box, size: float, context: Context) -> Frame:
    """Return the letter of a panel, ``size`` points high, on a dark ``box``."""
    para = Para((SlideRun(letter, True),), size, PAPER, "ctr")
    return Frame(f"{context.name('map')} {letter}", box, (para,), anchor="ctr", fill=INK)


def _detail(pin: Pin, drawn: _Drawn, origin: tuple[float, float], context: Context) -> Group:
    """Return the ring around the cities that a panel shows, and its letter; the panel names them.

    ``origin`` is the map's corner on the slide, in points.
    """
    planned, radius = drawn.plan, _RING * drawn.look.pin
    ring = Box(origin[0] + pin.x - radius, origin[1] + pin.y - radius, 2 * radius, 2 * radius)
    shapes: list[Shape] = [Figure(context.name("circle"), ring, "ellipse", None, INK, 1.5)]
    if pin.leader:
        shapes.append(_leader(pin.leader, origin, context))
    if pin.label:
        side = MARK * planned.size
        left, middle = origin[0] + pin.label.x + pin.label.width / 2, origin[1] + pin.label.y + pin.label.height / 2
        shapes.append(_mark(pin.name, Box(left - side / 2, middle - side / 2, side, side), planned.size, context))
    names = (one.name for panel in planned.panels if panel.mark == pin.name for one in panel.pins)
    return Group(f"{context.name('map')} [{pin.name}]", _bounds(shapes), tuple(shapes), spoken_row(pin.name, names))


def _rgb(value: str) -> Colour:
    return Colour(value.upper())


def _pin(
    pin: Pin, place: MapPlace, tiles: dict[str, Tile], drawn: _Drawn, origin: tuple[float, float], context: Context
) -> Group:
    """Return a city as one thing to read: its pin, its name, and a dot for each pillar that it illustrates."""
    size, city, radius = drawn.plan.size, context.name("city"), drawn.look.pin
    left, top = origin
    spot = Box(left + pin.x - radius, top + pin.y - radius, 2 * radius, 2 * radius)
    shapes: list[Shape] = [Figure(f"{city} {pin.place}", spot, "ellipse", INK, PAPER, 1.5)]
    if pin.leader:
        shapes.append(_leader(pin.leader, origin, context))
    if pin.label:
        align, tall = _towards(pin, pin.label), size * context.pitch
        items = words(place.name.runs, context.kit.family, strong=True)
        wider = fallback.factor(items) * sum(word.width + word.space for word in items)
        room = max((2.0 + pin.label.width * 0.02) * 2, wider * size - pin.label.width)
        before = {"l": 0.0, "ctr": room / 2, "r": room}[align]
        middle = top + pin.label.y + pin.label.height / 2
        box = Box(left + pin.label.x - before, middle - tall / 2, pin.label.width + room, tall)
        para = Para(spans(place.name.runs, True), size, align=align)
        target = f"example:{place.examples[0]}" if place.examples else ""
        shapes.append(
            Frame(f"{context.name('text')} [{pin.place}]", box, (para,), anchor="ctr", target=target, wrap=False)
        )
    for key, x, y in pin.dots:
        shapes.append(_dot(tiles[key], pin.place, place.example_of(key), (left + x, top + y), drawn.look, context))
    return Group(f"{city} [{pin.place}]", _bounds(shapes), tuple(shapes), _spoken(place, tiles))


def _towards(pin: Pin, label: Box) -> str:
    """Return the alignment of a name, whose box has room for a wider font: towards its pin."""
    if label.x < pin.x < label.right:
        return "ctr"
    return "l" if label.x >= pin.x else "r"


def _bounds(shapes: Sequence[Shape]) -> Box:
    """Return the box that holds all of ``shapes``, in points."""
    boxes = [shape.box for shape in shapes]
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(x, y, max(box.right for box in boxes) - x, max(box.bottom for box in boxes) - y)


def _leader(line: tuple[Point, Point], origin: tuple[float, float], context: Context) -> Figure:
    """Return the line from a pin to its name, on a map whose corner is ``origin``, in points."""
    (left, top), (right, bottom) = ((f(x for x, _y in line), f(y for _x, y in line)) for f in (min, max))
    path = polylines([[(x - left, y - top) for x, y in line]])
    box = Box(origin[0] + left, origin[1] + top, right - left, bottom - top)
    return Figure(context.name("rule"), box, path, None, INK, 0.75)


def _dot(tile: Tile, place: str, example: str, at: Point, look: _Look, context: Context) -> Frame | Group:
    """Return the icon or the number of a pillar on a dot around a point, leading to an example of a place."""
    radius = look.dot
    box = Box(at[0] - radius, at[1] - radius, 2 * radius, 2 * radius)
    colour, target = context.accent(tile.colour), f"example:{example}" if example else ""
    if not look.icons:
        return context.pillar_number(tile.number, tile.pillar, box, radius * _NUMBER, colour, target)
    disc = Figure(f"{context.name('circle')} {tile.number} [{place}]", box, "ellipse", colour, PAPER, 1.0)
    name = f"{context.name('pillar')} {tile.number} [{place}]"
    icon = context.icon_within(tile.icon, box)
    shown = (disc, replace(icon, name=f"{icon.name} [{place}]"))  # told apart from those of other places
    return Group(name, box, shown, target=target or f"pillar:{tile.pillar}")


def _beside(tiles: Sequence[Tile], names: Sequence[str], area: Box, context: Context, *, top: bool) -> list[Shape]:
    """Return the legend, at the ``top`` or in the middle, and below it the names that found no room on the map."""
    if not names:
        return pillar_key(tiles, area, context, top=top)
    text = " · ".join(name.replace(" ", NO_BREAK) for name in names)
    items = words([Run(text)], context.kit.family)
    # The smallest size for a list that no slide of its own would serve: the matrix names all the cities.
    steps = (_SMALLEST_NAMES, context.kit.theme.deck.map_label.smallest)
    fitted = fit(items, area.width - SLACK, area.height * _MAX_NAMES, steps, context.pitch)
    size = fitted.size if fitted else steps[0]
    tall = fallback.lines(items, (area.width - SLACK) / size, context.pitch) * size * context.pitch
    above = replace(area, height=area.height - tall - GAP)
    if fitted is None or not key_fits(tiles, above, context):
        return pillar_key(tiles, area, context, top=top)
    legend = pillar_key(tiles, above, context, top=top)
    para = Para((SlideRun(text),), size, INK if top else MUTED)
    room = Box(area.x, area.bottom - tall, area.width, tall)
    return [*legend, Frame(context.name("city"), room, (para,), anchor="b")]


def pillar_key(tiles: Sequence[Tile], area: Box, context: Context, *, top: bool = False) -> list[Shape]:
    """Return the pillars one below the other, each with its disc, at one size: from the ``top``, or in the middle."""
    if not tiles:
        return []
    row, disc, room = _rows(tiles, area, context)
    first = area.y if top else area.y + (area.height - row * len(tiles)) / 2
    size = _legend_size(tiles, room, context)
    shapes: list[Shape] = []
    for index, tile in enumerate(tiles):
        y = first + row * index
        circle = Box(area.x, y + (row - disc) / 2, disc, disc)
        icon = context.disc(tile.icon, circle, context.accent(tile.colour))
        items = words(numbered(tile), context.kit.family)
        width = balanced(items, room[0], room[1], size, context.pitch) + SLACK
        box = Box(area.x + disc + _AFTER_DISC, y, width, row)
        para = Para(laid(numbered(tile), items, (width - SLACK) / size), size)
        shapes.append(Group(f"{context.name('circle')} {tile.number}", circle, icon))
        name, target = f"{context.name('legend')} [{tile.pillar}]", f"pillar:{tile.pillar}"
        shapes.append(Frame(name, box, (para,), anchor="ctr", target=target))
    return shapes


def _rows(tiles: Sequence[Tile], area: Box, context: Context) -> tuple[float, float, tuple[float, float]]:
    """Return the height of a row of the legend, the diameter of its disc, the width and height of its label's box."""

    def of_height(most: float) -> tuple[float, float, tuple[float, float]]:
        row = min(most, area.height / len(tiles))
        disc = min(_DISC, row * _DISC_SHARE)
        return row, disc, (area.width - disc - _AFTER_DISC - SLACK, row - _BETWEEN_ROWS)

    usual = of_height(_ROW)
    return usual if (_largest(tiles, usual[2], context) or 0.0) >= _MODEST_LEGEND else of_height(_TALL_ROW)


def _largest(tiles: Sequence[Tile], room: tuple[float, float], context: Context) -> float | None:
    """Return the largest size, in points, at which each label fits a box, in points."""
    steps, family = context.kit.theme.deck.legend.steps(), context.kit.family
    return label_size([words(numbered(tile), family) for tile in tiles], *room, steps, context.pitch, _MODEST_LEGEND)


def key_fits(tiles: Sequence[Tile], area: Box, context: Context) -> bool:
    """Tell whether the labels of a legend in ``area`` fit at all."""
    return not tiles or _largest(tiles, _rows(tiles, area, context)[2], context) is not None


def _fits_well(tiles: Sequence[Tile], area: Box, context: Context) -> bool:
    """Tell whether the labels of a legend in ``area`` can be read from the last row."""
    size = _largest(tiles, _rows(tiles, area, context)[2], context) if tiles else _MODEST_LEGEND
    return size is not None and size >= _MODEST_LEGEND


def _legend_size(tiles: Sequence[Tile], room: tuple[float, float], context: Context) -> float:
    """Return the largest size, in points, at which each label fits a box, in points; raise ContentError without one."""
    size = _largest(tiles, room, context)
    if size is None:
        label = max((tile.label for tile in tiles), key=lambda label: len(label.plain))
        items, smallest = words(label.runs, context.kit.family), context.kit.theme.deck.legend.smallest
        raise refuse_box(items, room, smallest, context.pitch, label.mark, _("the map's legend"))
    return size


def _spoken(place: MapPlace, tiles: dict[str, Tile]) -> str:
    """Return what the map says of a city: the pillars that it illustrates."""
    labels = (tiles[key].label.plain if key in tiles else key for key in place.pillars)
    return spoken_row(place.name.plain, labels)
