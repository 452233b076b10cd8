"""Charts: round scales, nothing outside, no words over words, whatever is to be shown."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.graphics import scale
from generator.graphics.drawing import SERIES_STYLES, ChartData, ChartDrawing, PaintedPath
from generator.graphics.figures import plan_chart
from generator.numbers import set_number
from generator.source.charts import KINDS, Kind, rules
from tests.matrix import every
from tests.some import some

SIZE, HEIGHT, MAX = 9.0, 150.0, 480.0
numbers = st.floats(-1e9, 1e9, allow_nan=False).map(lambda one: round(one, 3))
words = st.text(alphabet="abcdeé ", min_size=1, max_size=24).map(lambda one: one.strip() or "a")


def measure(text: str, strong: bool) -> float:
    return (0.56 if strong else 0.5) * len(text)


def chart(
    kind: Kind,
    categories: list[str],
    names: list[str],
    values: Sequence[Sequence[float | None]],
    unit: str = "M€",
    axis: str = "Année",
    tabled: bool = False,
) -> ChartData:
    labels = tuple(
        tuple("–" if one is None else set_number(f"{one:.15g}", ",", " ") for one in some) for some in values
    )
    sign = ("", "\u00a0%") if unit == "%" else ("", "")
    words = tuple(categories), tuple(names), tuple(map(tuple, values)), labels
    return ChartData(kind, axis, unit, *words, ",", " ", sign, tabled)


def drawn(data: ChartData, width: float = 476.0) -> ChartDrawing:
    return plan_chart(data, width, HEIGHT, MAX, SIZE, measure)


def corners(mark: PaintedPath) -> list[tuple[float, float]]:
    return [(values[0], values[1]) for _name, *values in mark.path.commands if values]


@st.composite
def charts(draw: st.DrawFn) -> ChartData:
    kind = draw(st.sampled_from(KINDS))
    count = draw(st.integers(2, rules(kind).max_categories))
    series = 1 if kind == "share" else draw(st.integers(1, len(SERIES_STYLES)))
    number = st.floats(0.001, 1e6).map(lambda one: round(one, 2) + 0.01) if kind == "share" else numbers
    values: list[list[float | None]] = [draw(st.lists(number, min_size=count, max_size=count)) for _ in range(series)]
    for gappy in values if kind != "share" else ():
        for index in draw(st.sets(st.integers(1, count - 1))):  # the first stays, as one must
            gappy[index] = None
    categories = draw(st.lists(words, min_size=count, max_size=count))
    names = draw(st.lists(words, min_size=series, max_size=series))
    unit = draw(st.sampled_from(["", "%", "millions d’euros"]))
    return chart(kind, categories, names, values, unit, tabled=draw(st.booleans()))


# Scales


@given(st.lists(numbers, min_size=1, max_size=8), st.booleans())
def test_a_scale_is_round_and_holds_its_values(values: list[float], zero: bool) -> None:
    made = scale.rounded(values, 100.0, 5, zero=zero)
    steps = {second - first for first, second in pairwise(made.ticks)}
    assert len(steps) == 1
    digits = steps.pop().normalize().as_tuple().digits
    assert digits in {(1,), (2,), (2, 5), (5,)}
    assert 2 <= len(made.ticks) <= 8
    assert all(-1e-6 <= made.at(value) <= 100 + 1e-6 for value in values)
    assert not zero or made.low <= 0 <= made.high


@pytest.mark.parametrize(
    ("values", "zero", "words"),
    [
        ([12.5, 30, -8], True, ["−10", "0", "10", "20", "30"]),
        ([97, 98.5], False, ["97,0", "97,5", "98,0", "98,5"]),
        ([1998, 2026], False, ["1990", "2000", "2010", "2020", "2030"]),
        ([0, 48_000], True, ["0", "10 000", "20 000", "30 000", "40 000", "50 000"]),
        ([0.001, 0.0023], True, ["0,0000", "0,0005", "0,0010", "0,0015", "0,0020", "0,0025"]),
        ([0, 0], True, ["0,0", "0,2", "0,4", "0,6", "0,8", "1,0"]),
    ],
)
def test_ticks_read_well(values: list[float], zero: bool, words: list[str]) -> None:
    assert scale.tick_words(scale.rounded(values, 100.0, 5, zero=zero).ticks, ",", " ") == words


@given(st.lists(st.floats(0, 100), max_size=8))
def test_labels_that_are_spread_do_not_touch(centres: list[float]) -> None:
    places = sorted(scale.spread(centres, 10.0, -5.0, 105.0))
    assert len(places) == len(centres)
    assert all(second - first >= 10 - 1e-6 for first, second in pairwise(places))
    assert all(0 <= place <= 100 + 1e-6 for place in places)


@given(st.lists(st.floats(0, 100), min_size=2, max_size=8))
def test_labels_that_have_room_stay(centres: list[float]) -> None:
    centres = [25.0 * index + 12.5 for index in range(len(centres))]
    assert scale.spread(centres, 20.0, 0.0, 25.0 * len(centres)) == centres


# Drawings


@given(charts(), st.sampled_from([290.0, 476.0, 640.0]))
def test_nothing_leaves_the_drawing(data: ChartData, width: float) -> None:
    made = drawn(data, width)
    for label in some(made.labels):
        assert label.x >= -0.01
        assert label.x + label.width <= width + 0.02 or label.width > width
        assert SIZE * 0.6 <= label.y <= made.height
    for mark in some(made.paths):
        for _name, *values in mark.path.commands:
            assert all(-0.01 <= x <= width + 0.01 for x in values[::2])
            assert all(-0.01 <= y <= made.height + 0.01 for y in values[1::2])


@given(charts())
def test_no_words_stand_on_others(data: ChartData) -> None:
    boxes = [
        (one.x, one.y - 0.7 * one.size, one.x + one.width, one.y + 0.2 * one.size, one.text)
        for one in drawn(data).labels
    ]
    for one, other in combinations(some(boxes), 2):
        apart = one[2] <= other[0] + 0.1 or other[2] <= one[0] + 0.1 or one[3] <= other[1] or other[3] <= one[1]
        assert apart, (one, other)


@given(charts())
def test_a_complete_chart_says_every_category_and_value_in_order(data: ChartData) -> None:
    made = drawn(data)
    said = "".join(label.text for label in made.labels).replace(" ", "")
    position = 0
    for name in some(data.names):
        assert name.replace(" ", "") in said
    if made.complete:
        for index, category in enumerate(data.categories):
            for wanted in (category, *(labels[index] for labels in data.labels)):
                position = said.index(wanted.replace(" ", ""), position) + len(wanted.replace(" ", ""))


def test_short_bars_stand_and_long_names_lie() -> None:
    short = drawn(chart("bar", ["Rennes", "Nantes"], ["Emplois"], [[3, 4]]))
    long = drawn(chart("bar", [f"Communauté d’agglomération n° {i}" for i in range(12)], ["Emplois"], [[3] * 12]))
    assert [label.x for label in short.labels if label.text == "Rennes"] > [0]
    assert {label.x for label in long.labels if label.text.startswith("Communauté")} == {0}
    assert short.complete
    assert long.complete


def test_a_crowd_of_bars_gets_a_scale_and_leaves_its_values_to_a_table() -> None:
    made = drawn(chart("bar", [f"c{i}" for i in range(24)], list("ABCDEF"), [[float(i) for i in range(24)]] * 6))
    assert not made.complete
    assert made.height < MAX
    assert {"0", "5", "10", "15", "20", "25"} <= {label.text for label in made.labels}


@pytest.mark.parametrize("kind", ["bar", "line"])
def test_series_differ_without_colour(kind: Kind) -> None:
    data = chart(kind, ["2023", "2024"], list("ABCDEF"), [[index + 1.0, index + 2.0] for index in range(6)])
    grey = {(style.hatches, style.dash, style.corners) for style in SERIES_STYLES}
    tones = {(style.tone, style.hatches) for style in SERIES_STYLES}
    assert len(grey) >= 5
    assert len(tones) == len(SERIES_STYLES)
    assert {mark.tone for mark in drawn(data).paths} >= {style.tone for style in SERIES_STYLES}


@pytest.mark.parametrize("count", [1, 2, 12, 20, 24])
@pytest.mark.parametrize("series", [1, 3, 6])
@every(3, "name", ["Rennes", "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson", "La ville de " * 5])
@pytest.mark.parametrize("width", [290.0, 476.0])
def test_every_name_stands_beside_its_bars(count: int, series: int, name: str, width: float) -> None:
    names = [f"{name.strip()} {'abcdefghijklmnopqrstuvwx'[index]}" for index in range(count)]
    made = drawn(chart("bar", names, list("ABCDEF")[:series], [[float(i + 1) for i in range(count)]] * series), width)
    said = "".join(label.text for label in made.labels).replace(" ", "")
    places = [said.find(one.replace(" ", "")) for one in names]
    assert places == sorted(places)
    assert min(places) >= 0


def test_years_that_have_no_room_are_thinned() -> None:
    years = [str(2000 + index) for index in range(24)]
    data = chart("bar", years, list("ABCDEF"), [[float(i) for i in range(24)]] * 6)
    made = plan_chart(data, 476.0, HEIGHT, 200.0, SIZE, measure)
    assert 2 <= len({label.text for label in made.labels} & {*years}) < 24


def test_names_break_after_their_hyphens_and_not_inside_a_word() -> None:
    name = "Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson"
    made = drawn(chart("bar", [f"{name} {index}" for index in "abcdefgh"], ["Part"], [[1.0] * 8]), 290.0)
    lines = [label.text for label in made.labels if label.x == 0][2:]
    assert len(lines) > 8
    assert all(line.endswith("-") or line[-2:-1] == " " for line in lines)


def test_what_is_not_known_is_a_gap_in_a_line() -> None:
    whole = drawn(chart("line", ["a", "b", "c", "d"], ["A", "B"], [[1, 2, 3, 4], [2, 3, 4, 5]]))
    # The first point stands alone.
    broken = drawn(chart("line", ["a", "b", "c", "d"], ["A", "B"], [[1, None, 3, 4], [2, 3, None, 5]]))
    line, gap = (next(mark for mark in one.paths if mark.pen > 1) for one in (whole, broken))
    assert [name for name, *_values in line.path.commands].count("M") == 1
    assert corners(gap) == corners(line)[2:]
    assert {"A", "B"} <= {label.text for label in broken.labels}


def test_what_is_not_known_is_marked_where_values_are_printed() -> None:
    kinds: list[tuple[Kind, list[str]]] = [("bar", ["a", "b", "c"]), ("line", ["a", "b", "c"]), ("bar", ["x" * 40] * 9)]
    for kind, categories in some(kinds):
        made = drawn(chart(kind, categories, ["A"], [[1.0, None, 3.0, *[4.0] * (len(categories) - 3)]]))
        marks = [label for label in made.labels if label.text == "–"]
        assert (made.complete, len(marks), marks[0].tone) == (True, 1, "muted")


def test_bars_that_sink_go_below_the_line_with_their_values() -> None:
    made = drawn(chart("bar", ["a", "b"], ["Écart"], [[10, -10]]))
    up, down = (label.y for label in made.labels if label.text in ("10", "−10"))
    line = next(corners(mark)[0][1] for mark in made.paths if mark.tone == "ink")
    assert up < line < down


def test_parts_are_a_bar_each_their_values_large_with_their_unit() -> None:
    """They were one bar with a key in small words, and a unit above it."""
    made = drawn(chart("share", list("abcd"), ["Part"], [[50, 25, 15, 10]], "%"))
    many = drawn(chart("share", list("abcdefghijkl"), ["Part"], [[40, 20, 10, 9, 1, 5, 3, 2, 4, 3, 2, 1]], "%"))
    values = [one for one in made.labels if one.text.endswith("%")]
    assert [one.text for one in values] == ["50\u00a0%", "25\u00a0%", "15\u00a0%", "10\u00a0%"]
    assert all(one.size > SIZE and one.tone == "series1" for one in values)
    assert len({one.y for one in values}) == len(values)
    assert {one.size for one in many.labels} == {SIZE}


@pytest.mark.parametrize(("count", "unit"), [(4, "Part"), (24, "Part (%)")])
def test_a_line_whose_values_are_not_printed_says_its_unit_above(count: int, unit: str) -> None:
    """Without values, a sign such as % stood nowhere."""
    names = [str(2000 + year) for year in range(count)]
    drawing = drawn(chart("line", names, ["Part"], [[12.5] * count], "%"))

    assert drawing.complete == (count == 4)
    assert unit in {one.text for one in drawing.labels}


def test_lines_end_with_their_names_and_last_values() -> None:
    """Only names stood there, all in ink."""
    data = chart("line", ["2023", "2024", "2025"], ["Nord", "Sud"], [[10, 20, 34], [8, 9, None]], "%")
    labels = {one.text: one for one in drawn(data).labels}
    assert labels["34\u00a0%"].tone == labels["Nord"].tone == "series1"
    assert labels["9\u00a0%"].tone == labels["Sud"].tone == "series2"
    assert labels["34\u00a0%"].size > SIZE
    assert labels["Nord"].x == labels["34\u00a0%"].x > 400


def test_the_values_of_several_lines_stand_in_rows_below_their_categories() -> None:
    """A table beside the drawing said them again, a third of a page long."""
    years = [str(2019 + index) for index in range(7)]
    values = [[6.5 + index for index in range(7)], [7.0, None, *range(5)]]
    made = drawn(chart("line", years, ["Nord", "Sud"], values, "%", tabled=True))
    crowded = drawn(chart("line", years * 3, ["Nord", "Sud"], [some * 3 for some in values], "%", tabled=True))
    rows = {one.y for one in made.labels if one.text in {"6,5", "7", "–"}}
    assert made.complete
    assert len(rows) == 2
    assert not crowded.complete


def test_a_measure_decides_what_wraps() -> None:
    data = chart("bar", ["Rennes Métropole", "Nantes Métropole"], ["Emplois"], [[3, 4]])
    wide = plan_chart(data, 476.0, HEIGHT, MAX, SIZE, lambda text, strong: 1.2 * len(text))
    assert drawn(data).height < wide.height or not wide.complete
    assert drawn(replace(data, unit="")).height == drawn(data).height
