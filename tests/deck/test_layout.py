"""Where things stand on slides and how large they are: cards, tiles, tables, titles; as people see them.

Golden tables tell what was chosen for many amounts of text; the other tests tell what must hold for all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import deck
from generator.deck.compose.card import Card, Style
from generator.deck.compose.common import Context, balanced, minor, without_runt
from generator.deck.compose.tables import CellContent, MeasuredTable, TablePart
from generator.deck.design import Placeholder
from generator.deck.layouts import BESIDE, CARD_INSETS, COLUMNS, FOOTER, builtin_design
from generator.deck.slide import Frame, Slide
from generator.document.tree import Item, MapPlace, PlaceMap, Section, Tiles, map_nodes
from generator.errors import ContentError
from generator.graphics.citymap import CityMap
from generator.kit import Kit
from generator.source.inline import Run
from generator.text.breaking import at_hyphens, break_lines, words
from generator.theme import Range
from generator.units import Box
from tests.goldens import compare
from tests.note.samples import MARK, WORDS, document, text
from tests.some import some

GOLDEN = Path(__file__).with_name("golden")
LENGTHS = (40, 120, 300, 600)  # letters of an example: a line, a few, a paragraph, a long one
MARGIN, GAP = 42.0, 16.0
BODY = Box(42, 98, 876, 394)
BESIDE_EMBLEM = 42 + 0.7 * 876 - 30  # where cards end beside the large icon of their pillar


@pytest.fixture(scope="module")
def context(kit: Kit) -> Context:
    return Context(document(1, 1), builtin_design(kit), {})


# Cards


@pytest.fixture(scope="module")
def plans(kit: Kit) -> dict[tuple[int, int], list[list[Frame]]]:
    """Return the cards of each slide, by the length and the number of a pillar's examples."""
    amounts = [(length, count) for length in LENGTHS for count in range(1, 14)]
    made = {amount: deck.plan(document(1, amount[1], amount[0]), kit).slides for amount in amounts}
    return {amount: [cards for slide in slides if (cards := cards_of(slide))] for amount, slides in made.items()}


def cards_of(slide: Slide) -> list[Frame]:
    return [one for one in slide.shapes if isinstance(one, Frame) and one.name.startswith("example [")]


def size_of(card: Frame) -> float:
    return card.paragraphs[-1].size


def grid_of(boxes: Sequence[Box]) -> tuple[int, int]:
    """Return the numbers of columns and rows."""
    return len({round(one.x, 3) for one in boxes}), len({round(one.y, 3) for one in boxes})


def test_how_many_cards_stand_beside_each_other_and_how_large_they_are(
    plans: dict[tuple[int, int], list[list[Frame]]], request: pytest.FixtureRequest
) -> None:
    lines = []
    for (length, count), slides in plans.items():
        lines.append(f"{count} examples of {length} letters")
        for cards in slides:
            columns, rows = grid_of([one.box for one in cards])
            box = cards[0].box
            area = f"{box.width:.1f} × {box.height:.1f}"
            lines.append(f"  {len(cards)} cards, {columns} × {rows}, of {area} at {size_of(cards[0])} pt")

    compare("\n".join(lines) + "\n", GOLDEN / "cards.txt", request)


def test_cards_are_alike_aligned_and_apart_within_the_margins(plans: dict[tuple[int, int], list[list[Frame]]]) -> None:
    for cards in some(cards for slides in plans.values() for cards in slides):
        boxes = [one.box for one in cards]
        assert max(one.bottom for one in boxes) <= 540 - MARGIN
        rows = [[one for one in boxes if one.y == top] for top in sorted({one.y for one in boxes})]
        if len({round(one.height, 3) for one in rows[0]}) > 1:  # stacks: each column has rows of its own
            columns = [[one for one in boxes if one.x == left] for left in sorted({one.x for one in boxes})]
            assert len({column[0].y for column in columns}) == 1
            assert [two[0].x - one[0].right for one, two in pairwise(columns)] == pytest.approx([COLUMNS])
            gaps = [two.y - one.bottom for column in columns for one, two in pairwise(column)]
            assert min(some(gaps)) >= GAP - 0.01
            continue
        for row in some(rows):
            assert len({(round(one.width, 3), round(one.height, 3)) for one in row}) == 1
            assert row[0].x in (pytest.approx(MARGIN), BESIDE.x)
            assert row[-1].right in (pytest.approx(960 - MARGIN), pytest.approx(BESIDE_EMBLEM))
            assert [other.x - one.right for one, other in pairwise(row)] == pytest.approx([COLUMNS] * (len(row) - 1))
        down = [two[0].y - one[0].bottom for one, two in pairwise(rows)]
        assert down == pytest.approx([max(down, default=0.0)] * (len(rows) - 1))
        assert min(down, default=GAP) >= GAP - 0.01


@pytest.mark.parametrize(
    ("count", "length", "heading", "beside"),
    [
        (2, 60, "Des coopérations", True),
        (6, 250, "Des coopérations", True),
        (30, 250, "Des coopérations", False),  # more than two slides
        (2, 60, "Nahverkehrsentwicklungsplanung", False),  # too long a word
        (3, 20, "Kennisinstellingen", False),  # its text would have 20 points, where cards have room for 30
        (2, 60, "Ein Klimaschutzkonzept", False),  # its text would be below 20 points
        (2, 60, "Des coopérations entre villes " * 4, True),
        (2, 60, "Des coopérations entre villes " * 14, False),
    ],
)
def test_the_headings_of_a_deck_stand_in_sidebars_where_all_pillars_are_at_their_ease(
    count: int, length: int, heading: str, beside: bool, kit: Kit
) -> None:
    made = document(1, count, length)
    sections = (replace(one, title=text(heading.strip())) if one.role == "pillar" else one for one in made.sections)
    roles = {slide.role.partition("-")[0] for slide in deck.plan(replace(made, sections=tuple(sections)), kit).slides}

    assert ("sidebar" in roles) is beside


def test_text_stays_within_its_card_with_a_little_to_spare(
    plans: dict[tuple[int, int], list[list[Frame]]], kit: Kit, context: Context
) -> None:
    """The office suite measures a little differently: half a point is left beside each line, and more in the inset."""
    for card in some(card for slides in plans.values() for cards in slides for card in cards):
        size = size_of(card)
        left, top, right, bottom = card.insets
        assert left > size or top > size + CARD_INSETS[1]  # the number
        assert bottom == CARD_INSETS[3]
        assert top >= CARD_INSETS[1] - 0.01
        spare = CARD_INSETS[2] - right
        assert -0.28 * card.box.width <= spare <= 0 or spare == pytest.approx(0.004 * card.box.width)  # without a runt
        right = max(right, CARD_INSETS[2])
        width = (card.box.width - left - right - 0.5) / size
        lines = 0
        for para in card.paragraphs:
            runs = [Run(one.text, strong=one.strong) for one in para.spans]
            lines += len(break_lines(words(runs, kit.family), width - para.indent / size))
        after = card.paragraphs[0].after
        assert lines * context.pitch * size + after + top + bottom <= card.box.height + 1e-6


def test_the_text_has_one_size_on_all_slides_of_a_pillar_and_even_shares(
    plans: dict[tuple[int, int], list[list[Frame]]],
) -> None:
    for (_length, count), slides in some(plans.items()):
        assert sum(map(len, slides)) == count
        assert len({size_of(card) for cards in slides for card in cards}) == 1
        assert max(map(len, slides)) - min(map(len, slides)) <= 1
        assert max(map(len, slides)) <= 8


def item(kit: Kit, words_of: str) -> Item:
    return Item("e", (), text(words_of))


@pytest.mark.parametrize(("spare", "lines"), [(0.25, 2), (0.75, 1)])
def test_half_a_point_stays_free_beside_a_line_of_a_card(spare: float, lines: int, kit: Kit, context: Context) -> None:
    card = Card(item(kit, "Rennes et Nantes"), kit, context.pitch, Style())
    natural = kit.family.face().width("Rennes et Nantes") * 18 + CARD_INSETS[0] + CARD_INSETS[2]

    height = card.height(natural + spare, 18) - CARD_INSETS[1] - CARD_INSETS[3]
    assert height == pytest.approx(lines * context.pitch * 18)


@pytest.mark.parametrize(("size", "whole"), [(18.0, True), (24.0, False)])
def test_large_words_are_whole_in_a_wider_font_too(size: float, whole: bool, kit: Kit, context: Context) -> None:
    card = Card(item(kit, "Die Wohnungsbaugesellschaften der Stadt bauen."), kit, context.pitch, Style())
    beside = 1000.0 - card.inner(1000.0, size)

    assert card.fits(card.widest * size * 1.01 + beside, size) is whole
    assert card.fits(card.widest * size * 1.4 + beside, size)


def test_an_example_too_long_for_a_slide_is_refused_with_what_to_cut(kit: Kit) -> None:
    with pytest.raises(ContentError) as caught:
        deck.plan(document(1, 1, 9000), kit)
    (problem,) = caught.value.problems
    cut = int("".join(filter(str.isdigit, problem.remedy)))

    assert problem.mark == MARK
    deck.plan(document(1, 1, 9000 - cut - 60), kit)
    with pytest.raises(ContentError):
        deck.plan(document(1, 1, 9000 - cut + 60), kit)


# Tiles of the overview


def tiles(count: int, label: str, kit: Kit) -> list[Frame]:
    made = document(count, 1, 60, label=label)
    cover, *others = made.sections
    shown = tuple(block for block in cover.blocks if isinstance(block, Tiles))
    made = replace(made, sections=(cover, Section("overview", text("Les piliers"), blocks=shown), *others))
    slide = deck.plan(made, kit).slides[1]
    return [one for one in slide.shapes if isinstance(one, Frame) and one.name.startswith("pillar [")]


LABELS = {"short": "Énergie", "usual": "Coopérations nationales et européennes", "long": " ".join(WORDS[:12])}


@pytest.fixture(scope="module")
def overviews(kit: Kit) -> dict[tuple[str, int], list[Frame]]:
    return {(name, count): tiles(count, label, kit) for name, label in LABELS.items() for count in range(1, 15)}


def rows_of(boxes: Sequence[Box]) -> list[list[Box]]:
    tops = sorted({one.y for one in boxes})
    return [[one for one in boxes if one.y == top] for top in tops]


def test_how_tiles_stand_and_how_large_their_labels_are(
    overviews: dict[tuple[str, int], list[Frame]], request: pytest.FixtureRequest
) -> None:
    lines = []
    for (name, count), found in overviews.items():
        rows = " + ".join(str(len(row)) for row in rows_of([one.box for one in found]))
        box, insets = found[0].box, ", ".join(f"{one:.1f}" for one in found[0].insets)
        para = found[0].paragraphs[-1]
        lines.append(
            f"{count} {name}: {rows}, of {box.width:.1f} × {box.height:.1f}, "
            f"label at {para.size} pt, {para.align}, {found[0].anchor}, within {insets}"
        )

    compare("\n".join(lines) + "\n", GOLDEN / "tiles.txt", request)


def test_tiles_are_alike_apart_and_in_even_rows_in_the_middle(overviews: dict[tuple[str, int], list[Frame]]) -> None:
    for (_name, count), found in some(overviews.items()):
        boxes = [one.box for one in found]
        rows = rows_of(boxes)
        assert len(boxes) == count
        if boxes[0].x == 0.0:  # columns to the edges of the slide
            assert (len(rows), boxes[-1].right, boxes[-1].bottom) == (1, 960.0, FOOTER.box.y - 6)
            assert [other.x for other in boxes[1:]] == pytest.approx([one.right for one in boxes[:-1]])
            assert count <= 5
            continue
        assert len({(one.width, one.height) for one in boxes}) == 1
        assert max(map(len, rows)) - min(map(len, rows)) <= 1
        assert len({one.paragraphs[0].size for one in found}) == 1
        for row in some(rows):
            listed = len(row) == 1 and found[0].anchor == "ctr"  # the last of a list, below the one on the left
            assert row[0].x - MARGIN == pytest.approx(0.0 if listed else 960 - MARGIN - row[-1].right)
            assert [other.x - one.right for one, other in pairwise(row)] == pytest.approx([GAP] * (len(row) - 1))
        assert [two[0].y - one[0].bottom for one, two in pairwise(rows)] == pytest.approx([GAP] * (len(rows) - 1))


def test_a_label_stays_within_its_tile(
    overviews: dict[tuple[str, int], list[Frame]], kit: Kit, context: Context
) -> None:
    for tile in some(tile for found in overviews.values() for tile in found):
        size = tile.paragraphs[0].size
        left, top, right, bottom = tile.insets
        measured = words([Run(tile.paragraphs[0].text)], kit.family, strong=True)
        assert all(one.strong for one in tile.paragraphs[0].spans)
        lines = break_lines(measured, (tile.box.width - left - right - 0.5) / size)
        assert len(lines) * context.pitch * size <= tile.box.height - top - bottom + 1e-6
        assert size == 10 or all(one.width * size <= tile.box.width - left - right for one in measured)


# Titles and other single texts


def holder(width: float, height: float) -> Placeholder:
    return Placeholder("title", 0, Box(0, 0, width, height), 20, "Titre", bold=False)


def sizes(largest: float, smallest: float) -> Range:
    return Range(largest=largest, smallest=smallest, mark=MARK)


@pytest.mark.parametrize(("spare", "size"), [(0.25, 19.5), (0.75, 20.0)])
def test_half_a_point_stays_free_beside_a_title(spare: float, size: float, kit: Kit, context: Context) -> None:
    width = kit.family.face().width("Rennes et Nantes") * 20 + spare
    frame = context.fitted(text("Rennes et Nantes"), holder(width, context.pitch * 20), sizes(20, 12), "là", own=20)

    assert frame.paragraphs[0].size == size


def test_a_title_that_fits_nowhere_is_refused(context: Context) -> None:
    with pytest.raises(ContentError):
        context.fitted(text("Rennes et Nantes " * 9), holder(120, 40), sizes(20, 12), "là")


def test_no_word_stands_alone_on_the_last_line_where_there_is_room(kit: Kit) -> None:
    items = words([Run("un deux trois quatre cinq six sept huit neuf dix onze")], kit.family)
    width = sum(one.width + one.space for one in items[:-1]) * 20
    room = 3 * 1.2 * 20

    narrowed = balanced(items, width, room, 20, 1.2)
    lines = break_lines(items, narrowed / 20)
    assert len(break_lines(items, width / 20)[-1].words) == 1
    assert [len(line.words) for line in lines] == [5, 6]
    narrow = 0.75 * width  # no room for one line more, should another break it so, nor for a wider font
    tight = balanced(items, narrow, 2 * 1.2 * 20, 20, 1.2)
    assert tight < narrow
    assert len(break_lines(items, tight / 1.05 / 20)) == len(break_lines(items, narrow / 20)) == 2
    assert balanced(items[:3], width, room, 20, 1.2) == width  # one line


@pytest.mark.parametrize(
    ("title", "first"),
    [
        ("PROJET DE TERRITOIRE 2025-2035", "PROJET DE TERRITOIRE"),
        ("TERRITOIRES D’OUTRE-MER", "TERRITOIRES"),
    ],
)
@pytest.mark.parametrize("room", [2, 4])
def test_no_line_of_a_title_ends_within_a_word_that_has_a_hyphen(title: str, first: str, room: int, kit: Kit) -> None:
    items = words([Run(title)], kit.family, strong=True)
    parts = at_hyphens(items)
    width = sum(one.width + one.space for one in parts[:-1]) * 20 + 1
    narrowed = balanced(items, width, room * 1.2 * 20, 20, 1.2)
    assert break_lines(parts, width / 20)[0].text != first
    assert break_lines(parts, narrowed / 20)[0].text == first


def test_no_line_of_a_card_ends_within_a_range_of_years(kit: Kit) -> None:
    items = words([Run("Un financement européen, 2021-2027, et le soutien de toutes les communes")], kit.family)
    parts = at_hyphens(items)
    width = (sum(one.width + one.space for one in parts[:4]) + 0.1) * 20
    assert break_lines(parts, width / 20)[0].text.endswith("2021-")
    narrowed = without_runt(items, width, 20, 1.2)
    assert break_lines(parts, narrowed / 20)[0].text == "Un financement européen,"


@pytest.mark.parametrize(("size", "less"), [(24, 16.5), (20, 14), (15, 10.5), (14, 10), (10, 10), (8, 8)])
def test_what_stands_below_is_about_two_thirds_as_large_and_readable(size: float, less: float) -> None:
    assert minor(size) == less


def test_paragraphs_of_one_box_are_apart_and_as_large_as_it_allows(context: Context) -> None:
    texts = [text("Rennes"), text("Nantes et Turin")]
    one_line = context.pitch * 20

    exact = context.stacked(texts, holder(400, 2 * one_line + 0.4 * 20), sizes(20, 12), "là")
    assert [(one.size, one.after) for one in exact.paragraphs] == [(20, 8), (20, 0)]
    tight = context.stacked(texts, holder(400, 2 * one_line + 0.4 * 20 - 1), sizes(20, 12), "là")
    assert [one.size for one in tight.paragraphs] == [19.5, 19.5]
    below = context.stacked(texts, holder(400, 200), sizes(20, 12), "là", major=1)
    assert [(one.size, one.after) for one in below.paragraphs] == [(20, 8), (14, 0)]


def test_a_running_footer_is_cut_at_a_word_and_says_so(kit: Kit) -> None:
    made = replace(document(1, 1), footer=text(" ".join(WORDS * 3)))
    slide = deck.plan(made, kit).slides[1]
    (footer,) = (one for one in slide.shapes if isinstance(one, Frame) and one.name == "footer")
    (para,) = footer.paragraphs

    assert para.text.endswith("…")
    assert " ".join(WORDS * 3).startswith(f"{para.text[:-1]} ")
    width = kit.family.face().width(para.text) * para.size
    assert footer.box.width - 60 < width <= footer.box.width - 0.5


def test_names_without_room_on_the_map_are_listed_whole_and_no_larger_than_there(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They were as large as their room allowed, twice the size of those on the map, and “Los / Angeles” was parted."""
    monkeypatch.setattr(CityMap, "unlabelled", property(lambda _self: frozenset({"c0", "c1"})))
    towns = tuple(
        MapPlace(f"c{index}", text(f"Ville neuve {index}"), "FR", 45 + index, index, ("p0",)) for index in range(5)
    )
    made = map_nodes(document(4, 1), (PlaceMap,), lambda one: replace(one, places=towns))
    frames = [one for slide in deck.plan(made, kit).slides for one in slide.shapes if isinstance(one, Frame)]
    (listed,) = [one for one in frames if one.text == "Ville\u00a0neuve\u00a00 · Ville\u00a0neuve\u00a01"]
    assert listed.paragraphs[0].size <= kit.theme.deck.map_label.smallest


# Tables


def table(kit: Kit, columns: int, rows: int, length: int, area: Box = BODY) -> list[TablePart]:
    def cells(row: int) -> Iterator[CellContent]:
        for column in range(columns):
            start = (row * columns + column) % len(WORDS)
            many = length or (40 if row % 4 == 0 else 1)  # 0: rows of uneven heights
            said = " ".join((WORDS * 3)[start : start + (2 if column == 0 else many)])
            yield CellContent((Run(said),), kit.family, MARK)

    heads = [CellContent((Run(f"Colonne {column + 1}"),), kit.family, MARK, strong=True) for column in range(columns)]
    sizes = kit.theme.deck.table.steps()
    return MeasuredTable(heads, [list(cells(row)) for row in range(rows)], area, sizes, 1.22).parts()


@pytest.mark.parametrize("width", range(300, 420, 20))
def test_rows_that_show_as_many_lines_are_of_one_height(kit: Kit, width: int) -> None:
    """In a wider font, “Saint-Herblain” takes two lines in some of these widths: its row was higher than the others."""

    def cells(*texts: str) -> list[CellContent]:
        return [CellContent((Run(one),), kit.family, MARK, strong=not column) for column, one in enumerate(texts)]

    rows = [cells("Nantes", "12 500", "45 %"), cells("Saint-Herblain", "5 100", "38 %"), cells("Total", "21 000", "")]
    heads = cells("Commune", "Arbres plantés", "Part d’écoles")
    [part] = MeasuredTable(heads, rows, Box(0, 0, width, 330), kit.theme.deck.table.steps(), 1.22).parts()
    inner = (part.widths[0] - 17) / part.size / 1.015
    assert len({*part.heights[1:]}) == len({row[0].lines(inner) for row in rows})


@pytest.fixture(scope="module")
def tables(kit: Kit) -> dict[tuple[int, int, int], list[TablePart]]:
    shapes = [
        (columns, rows, length) for columns in (2, 4, 7, 12) for rows in (1, 5, 18, 60) for length in (1, 4, 12, 0)
    ]
    return {shape: table(kit, *shape) for shape in shapes}


def test_how_tables_are_shared_out(
    tables: dict[tuple[int, int, int], list[TablePart]], request: pytest.FixtureRequest
) -> None:
    lines = []
    for (columns, rows, length), parts in tables.items():
        lines.append(f"{columns} columns, {rows} rows, {length or '1 or 40'} words")
        for one in parts:
            widths = " ".join(f"{width:.1f}" for width in one.widths)
            tall = f"{sum(one.heights):.1f} high, the head {one.heights[0]:.1f}"
            shown = f"columns {','.join(map(str, one.columns))} rows {one.rows.start}-{one.rows.stop}"
            lines.append(f"  {shown}: {one.size} pt, {tall}, widths {widths}")

    compare("\n".join(lines) + "\n", GOLDEN / "tables.txt", request)


def test_a_table_stays_within_its_area_and_shows_each_cell_once(
    tables: dict[tuple[int, int, int], list[TablePart]],
) -> None:
    for (columns, rows, _length), parts in some(tables.items()):
        shown = [(row, column) for one in parts for row in one.rows for column in one.columns[1:]]
        assert sorted(shown) == [(row, column) for row in range(rows) for column in range(1, columns)]
        assert len({one.size for one in parts}) == 1
        for one in some(parts):
            assert one.columns[0] == 0
            assert sum(one.widths) <= 876 + 1e-6
            assert sum(one.heights) <= 394 + 1e-6


def test_a_word_too_wide_and_a_row_too_high_are_refused(kit: Kit) -> None:
    for area in (Box(0, 0, 60, 300), Box(0, 0, 876, 40)):
        with pytest.raises(ContentError):
            table(kit, 3, 2, 4, area)
