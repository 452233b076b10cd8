"""The picture of a chart stands on its slide as the native one does: its way, scale, width, colours and legend."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from generator.deck.picture.background import builtin_backgrounds
from generator.deck.picture.scene import Drawn, draw
from generator.deck.slide import ChartFrame, ChartSeries, Colour, Slide
from generator.kit import Kit
from generator.pdf.page import PathObject, TextObject
from generator.source.charts import Form
from generator.units import Box

PLOT = Box(100, 100, 600, 300)
TINTS = ("AA0000", "00AA00")


def frame(kind: Form, *values: tuple[float, ...], labelled: bool = True, key: Box | None = None) -> ChartFrame:
    series = tuple(
        ChartSeries(
            f"Série {number}",
            some,
            Colour(TINTS[number]),
            marker="square" if kind == "line" else "",
            labelled=(labelled,) * len(some),
            printed=tuple(f"{one:g}" for one in some),
            formats=("0",) * len(some),
        )
        for number, some in enumerate(values)
    )
    names = tuple(f"Ville {number}" for number in range(len(values[0])))
    return ChartFrame("a", Box(50, 50, 700, 400), kind, "Ville", "M€", names, series, 12, PLOT, key, 1, "Rien")


def drawn(kit: Kit, chart: ChartFrame) -> list[Drawn]:
    return list(draw(Slide("content", (chart,), ()), builtin_backgrounds(kit.theme), kit.family, lambda _key: False))[
        1:
    ]


def boxes(scene: list[Drawn], tint: str) -> list[tuple[int, int, int, int]]:
    """Return left, top, right and bottom of what is filled with ``tint``."""
    found = []
    for one in scene:
        if isinstance(one, PathObject) and not one.pen and one.colour == tint:
            points = [command[1:] for command in one.path.commands if len(command) == 3]
            xs, ys = [one.x + x for x, _y in points], [one.y + y for _x, y in points]
            found.append((round(min(xs)), round(min(ys)), round(max(xs)), round(max(ys))))
    return found


def words(scene: list[Drawn]) -> list[str]:
    return [one.text for one in scene if isinstance(one, TextObject)]


def test_columns_stand_on_nought_over_the_whole_plot(kit: Kit) -> None:
    first, last = boxes(drawn(kit, frame("column", (10, 20))), TINTS[0])

    assert first[3] == last[3] == 400
    assert (first[1], last[1]) == (280, 160)  # the scale ends beyond the highest, at 25
    assert last[0] - first[0] == 300


def test_bars_lie_from_nought_the_first_on_top(kit: Kit) -> None:
    first, second = boxes(drawn(kit, frame("bar", (10, 20))), TINTS[0])

    assert (first[0], first[2]) == (100, 340)
    assert (second[0], second[2]) == (100, 580)
    assert first[3] < second[1]


def test_parts_are_bars_of_their_own_the_largest_as_wide_as_the_plot(kit: Kit) -> None:
    scene = drawn(kit, frame("share", (0.25,), (0.75,)))

    assert boxes(scene, TINTS[0]) == [(100, 100, 300, 209)]
    assert boxes(scene, TINTS[1]) == [(100, 291, 700, 400)]


def test_series_are_named_by_a_legend_where_the_deck_has_one(kit: Kit) -> None:
    scene = drawn(kit, frame("line", (10, 20), (20, 10), key=Box(100, 60, 300, 20)))

    assert [one.x < 400 and one.y < 80 for one in scene if isinstance(one, TextObject) and "Série" in one.text] == [
        True
    ] * 2


def test_lines_without_a_legend_are_named_at_their_ends(kit: Kit) -> None:
    scene = drawn(kit, replace(frame("line", (10, 20), (20, 10)), ends="both"))
    first, second = (one for one in scene if isinstance(one, TextObject) and "Série" in one.text)

    assert (first.text, second.text) == ("Série 0\u00a020", "Série 1\u00a010")
    assert first.x == second.x > 500
    assert first.y < second.y


def test_a_scale_stands_only_where_values_are_not_printed_in_the_signs_of_the_language(kit: Kit) -> None:
    chart = replace(frame("line", (0.1, 1.4), labelled=False), decimal=",")
    labelled = drawn(kit, frame("column", (0.1, 1.4)))

    assert [text for text in words(drawn(kit, chart)) if re.fullmatch(r"\d,\d", text)] == [
        f"{n // 10},{n % 10}" for n in range(0, 16, 5)
    ]
    assert [text for text in words(labelled) if text[0].isdigit()] == ["0.1", "1.4"]


@pytest.mark.parametrize("value", [0.0, 5.0, -5.0, 1e-9, 1e15])
@pytest.mark.parametrize("kind", ["column", "bar", "line"])
def test_values_that_are_all_the_same_have_a_scale(kind: Form, value: float, kit: Kit) -> None:
    assert "Ville" in " ".join(words(drawn(kit, frame(kind, (value, value), labelled=False))))


def test_each_name_that_the_deck_skips_is_skipped(kit: Kit) -> None:
    scene = drawn(kit, replace(frame("line", (1, 2, 3, 4), labelled=False), skip=2))

    assert [text for text in words(scene) if text.startswith("Ville ")] == ["Ville 0", "Ville 2"]


def test_a_series_with_a_pattern_is_hatched_within_its_bar(kit: Kit) -> None:
    chart = frame("column", (20,))
    (series,) = chart.series
    scene = drawn(kit, replace(chart, series=(replace(series, pattern="wdUpDiag"),)))
    pens = [one for one in scene if isinstance(one, PathObject) and one.pen and one.colour == TINTS[0]]

    assert boxes(scene, TINTS[0]) == []
    assert len(pens[0].path.commands) > 20
