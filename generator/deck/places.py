"""Compose the slides that are derived: the map of the cities, and the matrix of cities by pillars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.deck.common import PITCH, SLACK, Context, spans
from generator.deck.layouts import LEGEND, MAP, TABLE_AREA, TITLE
from generator.deck.shapes import (
    INK,
    MUTED,
    PAPER,
    Box,
    Cell,
    Colour,
    Figure,
    Frame,
    Group,
    Para,
    Shape,
    Slide,
    Span,
    Table,
)
from generator.document.tree import Matrix, PlaceMap, Row, Tile
from generator.graphics.ground import Ground, Place
from generator.graphics.labels import Pin, place_pins
from generator.messages import _
from generator.source.inline import Run
from generator.text.breaking import Word, count_lines, words
from generator.text.fit import largest, refuse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import MapPlace, Section

_PIN, _DOT = 4.5, 7.0  # radii
_CELL = (8.0, 5.0, 8.0, 5.0)  # a cell's insets
_NAMES = 0.28  # the most that the column of cities takes of the table's width


def city_map(section: Section, context: Context) -> list[Slide]:
    """Return the slide of the map, with the pillars' colours explained beside it."""
    block = next((block for block in section.blocks if isinstance(block, PlaceMap)), None)
    if block is None:
        return []
    theme = context.kit.theme
    size = theme.deck.map_label.largest
    face = context.kit.family.face(strong=True)
    tiles = {tile.pillar: tile for tile in block.legend}
    places = [
        Place(
            place.city,
            place.name.plain,
            place.longitude,
            place.latitude,
            place.country,
            place.pillars,
        )
        for place in block.places
    ]
    ground = context.kit.ground(places, MAP.width, MAP.height)
    pins = place_pins(ground, places, size, lambda text: face.width(text) * size, _DOT, _PIN)
    title = context.fitted(section.title, TITLE, theme.deck.slide_title, _("a slide's title"))
    shapes: list[Shape] = [title, _base(ground, block, context)]
    by_city = {place.city: place for place in block.places}
    for pin in pins:
        shapes += _pin(pin, by_city[pin.place], size, tiles, context)
    shapes += _legend(block.legend, context)
    notes = (section.title.plain, block.description.plain, *_in_words(block))
    return [Slide("map", (*shapes, *context.furniture()), notes)]


def _base(ground: Ground, block: PlaceMap, context: Context) -> Group:
    theme = context.kit.theme
    layers = (
        Figure("Mer", MAP, fill=_rgb(theme.water)),
        Figure("Pays", MAP, ground.land, _rgb(theme.land)),
        Figure("Pays des villes", MAP, ground.home, _rgb(theme.home)),
        Figure("Frontières", MAP, ground.borders, None, PAPER, 0.75),
    )
    filled = tuple(layer for layer in layers if isinstance(layer.geometry, str) or layer.geometry.commands)
    return Group("Carte", MAP, filled, block.description.plain)


def _rgb(value: str) -> Colour:
    return Colour(value.upper())


def _pin(pin: Pin, place: MapPlace, size: float, tiles: dict[str, Tile], context: Context) -> list[Shape]:
    """Return a city: its pin, its name, and a numbered dot for each pillar that it illustrates."""
    spot = Box(MAP.x + pin.x - _PIN, MAP.y + pin.y - _PIN, 2 * _PIN, 2 * _PIN)
    shapes: list[Shape] = [Figure(f"Ville {pin.place}", spot, "ellipse", INK, PAPER, 0.75, place.name.plain)]
    if pin.label:
        room = 2.0 + pin.label.width * 0.02
        tall = size * PITCH
        middle = MAP.y + pin.label.y + pin.label.height / 2
        box = Box(MAP.x + pin.label.x - room, middle - tall / 2, pin.label.width + 2 * room, tall)
        para = Para(spans(place.name.runs, True), size, align="ctr")
        shapes.append(Frame(f"Ville [{pin.place}]", box, (para,), anchor="ctr"))
    shapes += [_dot(tiles[key], MAP.x + x, MAP.y + y, context) for key, x, y in pin.dots]
    return shapes


def _dot(tile: Tile, x: float, y: float, context: Context) -> Frame:
    box = Box(x - _DOT, y - _DOT, 2 * _DOT, 2 * _DOT)
    para = Para((Span(str(tile.number), True),), _DOT * 1.3, PAPER, "ctr")
    fill = context.accent(tile.colour)
    return Frame(f"Pilier {tile.number}", box, (para,), anchor="ctr", fill=fill, target=tile.pillar, geometry="ellipse")


def _legend(tiles: Sequence[Tile], context: Context) -> list[Shape]:
    """Return the pillars one below the other, each with its disc, at one size."""
    if not tiles:
        return []
    row = min(84.0, LEGEND.height / len(tiles))
    first = LEGEND.y + (LEGEND.height - row * len(tiles)) / 2
    disc = min(40.0, row * 0.8)
    width = LEGEND.width - disc - 12
    steps = context.kit.theme.deck.legend.steps()
    measured = [words(_numbered(tile), context.kit.family) for tile in tiles]

    def fits(size: float) -> bool:
        whole = size == steps[0] or max(word.width for items in measured for word in items) * size <= width - SLACK
        return whole and all(count_lines(items, (width - SLACK) / size) * PITCH * size <= row - 2 for items in measured)

    size = largest(steps, fits)
    if size is None:
        tile = max(tiles, key=lambda tile: len(tile.label.plain))
        items = words(tile.label.runs, context.kit.family)
        most = (row - 2) / steps[0] / PITCH
        raise refuse(
            items,
            lambda part: count_lines(part, (width - SLACK) / steps[0]) <= most,
            tile.label.mark,
            _("the map's legend"),
        )
    shapes: list[Shape] = []
    for index, tile in enumerate(tiles):
        top = first + row * index
        round_box = Box(LEGEND.x, top + (row - disc) / 2, disc, disc)
        accent = context.accent(tile.colour)
        shapes.append(Group(f"Pastille {tile.number}", round_box, context.disc(tile.icon, round_box, accent)))
        box = Box(LEGEND.x + disc + 12, top, width, row)
        para = Para(spans(_numbered(tile)), size)
        shapes.append(Frame(f"Légende [{tile.pillar}]", box, (para,), anchor="ctr", target=tile.pillar))
    return shapes


def _numbered(tile: Tile) -> tuple[Run, ...]:
    return (Run(f"{tile.number}\u00a0", strong=True), *tile.label.runs) if tile.number else tile.label.runs


def _in_words(block: PlaceMap) -> list[str]:
    """Return each city with the pillars that it illustrates: the map's equivalent in text."""
    labels = {tile.pillar: tile.label.plain for tile in block.legend}
    return [
        f"{place.name.plain} — {' ; '.join(labels.get(key, key) for key in place.pillars)}" for place in block.places
    ]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table that fits a slide: its columns and rows, the widths and heights, the size."""

    columns: tuple[int, ...]
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


def matrix(section: Section, context: Context) -> list[Slide]:
    """Return the slides of the matrix: rows and columns go on to further slides when one is not enough."""
    block = next((block for block in section.blocks if isinstance(block, Matrix)), None)
    if block is None or not block.rows or not block.columns:
        return []
    table = _MatrixPlan(block, context)
    sheets = table.sheets()
    total = len(sheets)
    slides = []
    for number, sheet in enumerate(sheets, 1):
        suffix = context.document.continued.replace("{n}", str(number)).replace("{total}", str(total))
        sizes = context.kit.theme.deck.slide_title
        where = _("a slide's title")
        title = context.fitted(section.title, TITLE, sizes, where, suffix=suffix if total > 1 else "")
        shapes = (title, table.shape(sheet, title.paragraphs[0].text), *context.furniture())
        slides.append(Slide("matrix", shapes, (title.paragraphs[0].text, *table.in_words(sheet))))
    return slides


class _MatrixPlan:
    """Measures the cells of the matrix and cuts it into sheets."""

    def __init__(self, block: Matrix, context: Context) -> None:
        self._block = block
        self._context = context
        family = context.kit.family
        self._steps = context.kit.theme.deck.matrix.steps()
        self._heads = [words(_numbered(tile), family, strong=True) for tile in block.columns]
        self._names = {row.city: words(row.name.runs, family, strong=True) for row in block.rows}
        self._cells = {
            (row.city, column): words([Run(self._reference(row.cells[column]))], family)
            for row in block.rows
            for column in range(len(block.columns))
        }

    def _reference(self, examples: Sequence[str]) -> str:
        return "".join(span.text for span in self._reference_spans(examples))

    def _reference_spans(self, examples: Sequence[str]) -> tuple[Span, ...]:
        """Return "diapo 3, 5": each slide once, each number a link to it."""
        if not examples:
            return (Span(""),)
        numbers = self._context.numbers
        slides = {numbers.get(example, 888): example for example in reversed(examples)}
        before, _n, after = self._block.reference.partition("{n}")
        if len(slides) == 1:
            ((number, example),) = slides.items()
            return (Span(f"{before}{number}{after}", target=example),)
        spans: list[Span] = [Span(before)]
        for index, number in enumerate(sorted(slides)):
            spans += [Span(", ")] if index else []
            spans.append(Span(str(number), target=slides[number]))
        return tuple(span for span in (*spans, Span(after)) if span.text)

    def sheets(self) -> list[_Sheet]:
        """Return as few tables as the smallest size allows; all at one size, the largest that needs no more."""
        fewest = len(self._cut(self._steps[0]))
        size = largest(self._steps, lambda size: self._whole(size) and len(self._cut(size)) <= fewest)
        return self._cut(size or self._steps[0])

    def _columns(self, size: float) -> int:
        """Return how many pillars stand side by side, so that no word of a label is broken."""
        widest = max(word.width for items in self._heads for word in items) * size + _CELL[0] + _CELL[2] + SLACK
        room = TABLE_AREA.box.width - self._name_width(size)
        return max(1, min(len(self._heads), int(room / widest)))

    def _name_width(self, size: float) -> float:
        names = [
            *self._names.values(),
            words(self._block.corner.runs, self._context.kit.family, strong=True),
        ]
        widest = max(sum(word.width + word.space for word in items) for items in names) * size
        return min(max(widest + _CELL[0] + _CELL[2] + 2, 90.0), TABLE_AREA.box.width * _NAMES)

    def _whole(self, size: float) -> bool:
        return self._columns(size) == self._columns(self._steps[0]) or size == self._steps[0]

    def _cut(self, size: float) -> list[_Sheet]:
        sheets: list[_Sheet] = []
        count = len(self._heads)
        groups = -(-count // self._columns(size))
        for group in range(groups):
            columns = tuple(range(group * count // groups, (group + 1) * count // groups))
            sheets += self._cut_rows(columns, size)
        return sheets

    def _cut_rows(self, columns: tuple[int, ...], size: float) -> list[_Sheet]:
        box = TABLE_AREA.box
        name = self._name_width(size)
        width = (box.width - name) / len(columns)
        head = max(self._height(self._heads[column], width, size) for column in columns)
        head = max(
            head,
            self._height(words(self._block.corner.runs, self._context.kit.family, strong=True), name, size),
        )
        heights = [self._row_height(row, columns, name, width, size) for row in self._block.rows]
        sheets = []
        for first, last in _shares(heights, box.height - head):
            room = min(2.0, (box.height - head) / sum(heights[first:last]))
            grown = tuple(height * room for height in heights[first:last])
            rows = self._block.rows[first:last]
            sheets.append(_Sheet(columns, rows, (name, *[width] * len(columns)), (head, *grown), size))
        return sheets

    def _row_height(self, row: Row, columns: tuple[int, ...], name: float, width: float, size: float) -> float:
        cells = (self._height(self._cells[row.city, column], width, size) for column in columns)
        return max(self._height(self._names[row.city], name, size), *cells)

    def _height(self, items: Sequence[Word], width: float, size: float) -> float:
        inner = width - _CELL[0] - _CELL[2] - SLACK
        return max(count_lines(items, inner / size), 1) * PITCH * size + _CELL[1] + _CELL[3]

    def shape(self, sheet: _Sheet, title: str) -> Table:
        """Return the native table of ``sheet``."""
        box = TABLE_AREA.box
        corner = Cell(Para(spans(self._block.corner.runs, True), sheet.size, MUTED), None, "b")
        head = [
            corner,
            *(self._head(self._block.columns[column], sheet.size) for column in sheet.columns),
        ]
        rows = [tuple(head), *(self._row(row, sheet) for row in sheet.rows)]
        tall = Box(box.x, box.y, sum(sheet.widths), sum(sheet.heights))
        return Table("Tableau", tall, sheet.widths, sheet.heights, tuple(rows), _CELL, title)

    def _head(self, tile: Tile, size: float) -> Cell:
        para = Para(spans(_numbered(tile), True), size, PAPER, "ctr")
        return Cell(para, self._context.accent(tile.colour))

    def _row(self, row: Row, sheet: _Sheet) -> tuple[Cell, ...]:
        name = Cell(Para(spans(row.name.runs, True), sheet.size), Colour("bg2"))
        return (
            name,
            *(self._cell(row.cells[column], column, sheet.size) for column in sheet.columns),
        )

    def _cell(self, examples: Sequence[str], column: int, size: float) -> Cell:
        accent = self._context.accent(self._block.columns[column].colour)
        para = Para(self._reference_spans(examples), size, INK, "ctr")
        return Cell(para, Colour(accent.name, True) if examples else None)

    def in_words(self, sheet: _Sheet) -> list[str]:
        """Return each row for the speaker."""
        return [
            f"{row.name.plain} — "
            + " ; ".join(
                f"{self._block.columns[column].label.plain} ({self._reference(row.cells[column])})"
                for column in sheet.columns
                if row.cells[column]
            )
            for row in sheet.rows
            if any(row.cells[column] for column in sheet.columns)
        ]


def _shares(heights: Sequence[float], most: float) -> list[tuple[int, int]]:
    """Split the rows into as few runs as ``most`` points allow, of about equal numbers."""
    fewest = len(_filled(heights, most, len(heights)))
    for limit in range(-(-len(heights) // fewest), len(heights) + 1):
        shares = _filled(heights, most, limit)
        if len(shares) == fewest:
            return shares
    return _filled(heights, most, len(heights))


def _filled(heights: Sequence[float], most: float, limit: int) -> list[tuple[int, int]]:
    shares: list[tuple[int, int]] = []
    start, total = 0, 0.0
    for index, height in enumerate(heights):
        if index > start and (total + height > most or index - start == limit):
            shares.append((start, index))
            start, total = index, 0.0
        total += height
    return [*shares, (start, len(heights))]
