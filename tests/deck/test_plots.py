"""Where charts, maps, legends and sources stand, for many amounts of them: golden tables, and what must hold."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from pptx import Presentation

from generator import deck
from generator.addresses import leads_out
from generator.deck.compose.chart import small_chart
from generator.deck.compose.chartplan import plan_plot, scale_of
from generator.deck.compose.common import OF_LINE, Context, laid
from generator.deck.layouts import builtin_design
from generator.deck.ooxml.xml import parsed
from generator.deck.pptx.chartml import chart_kind, chart_part
from generator.deck.slide import MUTED, ChartFrame, Figure, Frame, Group, Slide, Table, words_of
from generator.document.tree import Chart, Document, Matrix
from generator.errors import ContentError
from generator.kit import Kit
from generator.oklab import apart
from generator.source.charts import KINDS, Kind, has_parts
from generator.source.inline import Run
from generator.text.breaking import Word, break_lines, words
from generator.theme import Range
from generator.units import Box
from tests.goldens import compare
from tests.note.samples import MARK, chart, document, furnished, table, text, with_figures
from tests.some import some

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
GOLDEN = Path(__file__).with_name("golden")
NAMES = {"short": "Rennes", "usual": "Métropole de Rennes", "long": "Rennes Métropole et ses communes associées"}
UNBROKEN = {"word": "Anticonstitutionnellement" * 2 + "s", "endless": "Anticonstitutionnellement" * 5}
CHARTS = [
    *(("bar", count, series, name) for name in NAMES for count, series in ((1, 1), (4, 1), (9, 1), (3, 3), (8, 4))),
    *(("line", count, series, name) for name in NAMES for count, series in ((3, 1), (12, 2), (40, 1))),
    *(("share", count, 1, name) for name in NAMES for count in (2, 5, 9)),
    *((kind, 9, 1, name) for name in UNBROKEN for kind in ("bar", "line", "share")),
]


@pytest.fixture(scope="module")
def context(kit: Kit) -> Context:
    return Context(document(1, 1), builtin_design(kit), {})


def plotted(made: Chart, kit: Kit) -> str:
    """Return how a chart is planned, from the dump, or why it is refused."""
    try:
        plan = deck.plan(with_figures(made), kit)
    except ContentError as error:
        return error.problems[0].cause
    (slide,) = (one for one in plan.slides if any(isinstance(shape, ChartFrame) for shape in one.shapes))
    (frame,) = (shape for shape in slide.shapes if isinstance(shape, ChartFrame))
    (shown,) = re.findall(r"chartframe “chart” (\(.*\)|.*legend=none) La première", deck.dump(plan))
    return f"{shown}, one name in {frame.skip}" if frame.skip > 1 else str(shown)


@pytest.mark.parametrize(
    ("ends", "name", "at_ends"),
    [
        ((10, 40), "Rennes", True),
        ((10, 40, 70, 100, 130), "Rennes", True),
        ((100, 101), "Rennes", False),  # the names would meet
        ((10, None), "Rennes", False),  # one has no end
        ((10, 40), "Métropole de Rennes et ses quarante-trois communes", False),
    ],
)
def test_lines_are_named_at_their_ends_where_names_have_room(
    ends: tuple[float | None, ...], name: str, at_ends: bool, kit: Kit
) -> None:
    made = chart("line", 6, len(ends))
    series = tuple(
        replace(one, name=text(f"{name} {index}"), values=(*(20.0 * index for _ in range(5)), end))
        for index, (one, end) in enumerate(zip(made.series, ends, strict=True))
    )
    plan = deck.plan(with_figures(replace(made, series=series)), kit)
    (frame,) = (one for slide in plan.slides for one in slide.shapes if isinstance(one, ChartFrame))

    assert frame.names_ends == at_ends
    assert bool(frame.legend) != at_ends
    assert (frame.plot.right < frame.box.right - 30) == at_ends


def on_a_band(made: Document) -> Document:
    """Return a document whose pillars have a word in their headings that is too long for a sidebar."""
    headed = (
        replace(one, title=text("Intergouvernementalisation")) if one.role == "pillar" else one for one in made.sections
    )
    return replace(made, sections=tuple(headed))


def shares(amounts: tuple[float, ...], unit: str, kit: Kit) -> tuple[Slide, ChartFrame, list[Frame]]:
    """Return the slide of parts of a whole, their chart, and what names them."""
    made = chart("share", len(amounts), name="Métropole de Rennes")
    labels = tuple(text(f"{one:g}") for one in amounts)
    series = (replace(made.series[0], values=amounts, labels=labels),)
    plan = deck.plan(with_figures(replace(made, series=series, unit=text(unit))), kit)
    (slide,) = (one for one in plan.slides if any(isinstance(shape, ChartFrame) for shape in one.shapes))
    (frame,) = (one for one in slide.shapes if isinstance(one, ChartFrame))
    names = [one for one in slide.shapes if isinstance(one, Frame) and re.fullmatch(r"legend \d", one.name)]
    return slide, frame, names


@pytest.mark.parametrize("amounts", [(50, 30, 20), (60, 30, 4, 3, 3), (20, 20, 20, 20, 20), (12.5,) * 8])
def test_each_part_of_a_whole_is_a_bar_of_its_own_at_its_name(amounts: tuple[float, ...], kit: Kit) -> None:
    """Names stood far from short bars, percentages right at their ends."""
    _slide, frame, names = shares(amounts, "%", kit)
    bar = frame.plot.height / (len(amounts) * 1.75 - 0.75)
    tops = [frame.plot.y + bar * 1.75 * index for index in range(len(amounts))]

    if len(amounts) <= 5:
        assert all(0 <= top - one.box.bottom <= 5 for one, top in zip(names, tops, strict=True))
        assert {(one.box.x, one.anchor, one.paragraphs[0].align) for one in names} == {(frame.plot.x, "b", "l")}
        assert frame.plot.bottom >= frame.box.bottom - 10 or bar == 110
    else:
        middles = [one.box.y + one.box.height / 2 for one in names]
        assert middles == pytest.approx([top + bar / 2 for top in tops])
        assert all(0 <= frame.plot.x - one.box.right <= 12 for one in names)
        assert {(one.anchor, one.paragraphs[0].align) for one in names} == {("ctr", "r")}
    assert all(one.box.bottom <= other.box.y + 0.1 for one, other in pairwise(names))
    assert [one.colour.softened for one in frame.series] == [one < max(amounts) for one in amounts]
    assert all(series.labelled == (True,) for series in frame.series)
    assert len(re.findall('formatCode="&quot;\u2002&quot;0(.0)? %"', chart_part(frame, "fr"))) == len(amounts)
    assert not frame.legend


def test_amounts_say_of_what_they_are_parts_and_percentages_say_it_themselves(kit: Kit) -> None:
    """ "Public · Part des visites (%)" above the bars looked left over; the alternative text has it."""
    of, frame, _names = shares((50, 30, 20), "%", kit)
    amounts, other, _names = shares((50, 30, 20), "M€", kit)
    said = f"{frame.axis} · {frame.whole}"

    assert said not in "".join(words_of(of.shapes))
    assert frame.description.endswith(f"{said} (%).")
    (caption,) = (one for one in amounts.shapes if isinstance(one, Frame) and one.text == f"{said} (M€)")
    assert (caption.paragraphs[0].colour, caption.paragraphs[0].size <= 14) == (MUTED, True)
    assert caption.box.bottom < other.plot.y
    assert said not in other.description


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [3, 11])
def test_a_deck_that_is_imported_tells_the_kind_of_its_charts(kind: Kind, count: int, kit: Kit) -> None:
    """By its XML alone, which is all that is left of the kind; as columns and as horizontal bars."""
    plan = deck.plan(with_figures(chart(kind, count, name="Rennes Métropole et ses communes")), kit)
    (frame,) = (shape for slide in plan.slides for shape in slide.shapes if isinstance(shape, ChartFrame))

    assert chart_kind(parsed(chart_part(frame, "fr").encode()), parts=has_parts(frame.kind)) == kind


@pytest.mark.parametrize(("count", "form"), [(4, "column"), (9, "bar")])
def test_a_value_below_nought_is_clear_of_the_names_there(count: int, form: str, kit: Kit) -> None:
    plan = deck.plan(on_a_band(with_figures(chart("bar", count))), kit)
    (frame,) = (shape for slide in plan.slides for shape in slide.shapes if isinstance(shape, ChartFrame))
    (least,) = re.findall(r'<c:min val="(.*?)"/>', chart_part(frame, "fr"))
    length = frame.plot.width if form == "bar" else frame.plot.height
    low, high = min(frame.numbers), max(frame.numbers)

    assert frame.kind == form
    assert low < 0
    assert (low - float(least)) / (high - float(least)) * length > frame.size


@pytest.mark.long
def test_how_charts_stand_and_how_large_their_words_are(kit: Kit, request: pytest.FixtureRequest) -> None:
    lines = []
    for kind, count, series, name in CHARTS:
        made = chart(kind, count, series, name={**NAMES, **UNBROKEN}[name])  # type: ignore[arg-type]
        lines.append(f"{kind}, {count} {name} names, {series} series: {plotted(made, kit)}")
    for count, series in ((2, 3), (3, 3), (4, 3), (5, 3), (9, 1), (11, 1), (13, 1)):
        made = chart("bar", count, series)
        long = tuple(replace(one, labels=(text("12 345,67"),) * count) for one in made.series)
        lines.append(f"bar, {count} names, {series} series of long figures: {plotted(replace(made, series=long), kit)}")

    compare("\n".join(lines) + "\n", GOLDEN / "charts.txt", request)


def test_how_a_map_and_its_legend_stand(kit: Kit, request: pytest.FixtureRequest) -> None:
    lines = []
    for pillars in (1, 4, 8, 12):
        (slide,) = (one for one in deck.plan(document(pillars, 3, 60), kit).slides if one.role == "map")
        lines.append(f"{pillars} pillars")
        for shape in slide.shapes:
            if isinstance(shape, (Frame, Group)) and not shape.name.startswith("title"):
                box = shape.box
                size = f" {shape.paragraphs[0].size} pt" if isinstance(shape, Frame) else ""
                lines.append(f"  {shape.name} ({box.x:.1f} {box.y:.1f} {box.width:.1f} {box.height:.1f}){size}")

    compare("\n".join(lines) + "\n", GOLDEN / "maps.txt", request)


def test_how_sources_are_shared_out(kit: Kit, request: pytest.FixtureRequest) -> None:
    lines = []
    for count in (1, 6, 15, 40, 90):
        slides = deck.plan(furnished(document(1, 2, 60), count), kit).slides
        lines.append(f"{count} sources")
        for slide in (one for one in slides if one.role == "closing"):
            frames = [one for one in slide.shapes if isinstance(one, Frame) and one.name.startswith("source")]
            if len(frames) > 1:
                said = {one.name: one.paragraphs[0].size for one in frames}
                lines.append(f"  beside a panel: {said}")
                continue
            (frame,) = frames
            size, last = frame.paragraphs[0].size, frame.paragraphs[-1]
            spaces = [f"{one.after:g}" for one in frame.paragraphs[-3:]]
            lines.append(
                f"  {frame.paragraphs[0].number} to {last.number or 'the contact'}, {size} pt, indented "
                f"{frame.paragraphs[0].indent:g}, at last spaced {' '.join(spaces)}"
            )

    compare("\n".join(lines) + "\n", GOLDEN / "sources.txt", request)


def ends_of(items: list[Word], em: float) -> list[int]:
    """Return where the lines end in the text, as it was written."""
    whole = "".join(f" {word.text}" if word.space_before else word.text for word in items).strip()
    places, place = [], 0
    for line in break_lines(items, em):
        place += len(line.text)
        places.append(place)
        place += whole[place : place + 1] == " "
    return places


@pytest.mark.parametrize("em", [4, 7, 11, 16, 23])
def test_a_link_is_cut_where_a_line_ends(em: float, kit: Kit) -> None:
    """LibreOffice breaks a link that is longer than its line between any two letters; it sets some a little wider."""
    runs = (Run("Voir "), Run("le site de la métropole de Rennes", link="https://a.fr"), Run(" et le reste, demain."))
    items = words(runs, kit.family)
    spans = laid(runs, items, em)
    ends = ends_of(items, em * OF_LINE)
    places = list(accumulate((len(one.text) for one in spans), initial=0))

    assert "".join(one.text for one in spans).replace("\u00a0", " ") == "".join(run.text for run in runs)
    linked = [(one, start) for one, start in zip(spans, places, strict=False) if leads_out(one.target)]
    assert "".join(one.text for one, _start in linked).translate({32: "", 160: ""}) == "lesitedelamétropoledeRennes"
    for one, start in some(linked):
        assert not [end for end in ends if start < end < start + len(one.text)]
        assert one.text == one.text.strip()


def test_a_link_of_few_words_is_whole_where_that_costs_no_line(kit: Kit) -> None:
    """ "Voir son / mode d'emploi" parted a link of two words and a little one, with lines below both."""
    runs = (
        Run("Trois applications d’élèves l’utilisent. Voir "),
        Run("son mode d’emploi", link="https://a.fr"),
        Run("."),
    )
    items = words(runs, kit.family)
    before = sum(word.width + word.space for word in items[:6])

    assert "son\u00a0mode\u00a0d’emploi" in [one.text for one in laid(runs, items, before + 0.5)]
    assert "son mode d’emploi" in [one.text for one in laid(runs, items, 2 * before)]  # no line's end parts it
    cut = laid(
        (Run("Un lien de beaucoup de mots dont une ligne ne tient que la moitié", link="https://a.fr"),), items, 9
    )
    assert "\u00a0" not in "".join(one.text for one in cut)


def test_a_link_to_another_slide_stays_whole(kit: Kit) -> None:
    runs = (Run("Voir "), Run("le site de la métropole", link="slide"))

    assert [one.text for one in laid(runs, words(runs, kit.family), 3)] == ["Voir ", "le site de la métropole"]


def test_a_title_that_fits_nowhere_is_refused_with_what_to_cut(kit: Kit, context: Context) -> None:
    title = " ".join(["Rennes"] * 250)
    holder = builtin_design(kit).layout("content").title
    sizes = Range(largest=30, smallest=10, mark=MARK)
    with pytest.raises(ContentError) as caught:
        context.fitted(text(title), holder, sizes, "là")
    (problem,) = caught.value.problems
    cut = int("".join(filter(str.isdigit, problem.remedy)))

    assert context.fitted(text(title[: len(title) - cut].strip()), holder, sizes, "là")
    with pytest.raises(ContentError):
        context.fitted(text(title[: len(title) - cut + len("Rennes ")].strip()), holder, sizes, "là")


@pytest.mark.parametrize(("count", "size"), [(8, 11.0), (15, 10.0), (17, 9.0), (40, 8.0)])
def test_a_footer_is_as_large_as_its_line_allows(count: int, size: float, kit: Kit) -> None:
    made = replace(document(1, 1), footer=text("Rennes " * count))
    (footer,) = (
        one for one in deck.plan(made, kit).slides[1].shapes if isinstance(one, Frame) and one.name == "footer"
    )

    assert footer.paragraphs[0].size == size
    assert footer.paragraphs[0].text.endswith("…") == (count == 40)


def test_a_matrix_without_rows_or_columns_takes_no_slide(kit: Kit) -> None:
    made = document(2, 2, 60)
    *others, last = made.sections
    (block,) = last.blocks
    assert isinstance(block, Matrix)
    whole = len(deck.plan(made, kit).slides)
    for empty in (replace(block, rows=()), replace(block, columns=())):
        changed = replace(made, sections=(*others, replace(last, blocks=(empty,))))
        assert len(deck.plan(changed, kit).slides) == whole - 1
    without = replace(made, sections=(*others, replace(last, blocks=())))
    assert len(deck.plan(without, kit).slides) == whole - 1


@pytest.mark.long
def test_a_long_example_may_be_smaller_than_all_others(kit: Kit) -> None:
    """Rather than refused: the sizes of a long card go below those of cards."""
    theme = kit.theme.deck
    sizes = []
    for length in range(200, 9000, 200):
        try:
            slides = deck.plan(on_a_band(document(1, 1, length)), kit).slides
        except ContentError:
            break
        cards = [one for one in slides[1].shapes if isinstance(one, Frame) and one.name.startswith("example [")]
        sizes.append(cards[0].paragraphs[-1].size)

    assert sizes == sorted(sizes, reverse=True)
    assert theme.long_card.smallest <= sizes[-1] < theme.card.smallest


def outlines(shapes: Iterable[object]) -> Iterator[float]:
    """Yield the widths of the outlines that are planned, in points."""
    for one in shapes:
        if isinstance(one, Group):
            yield from outlines(one.shapes)
        elif isinstance(one, Figure) and one.line:
            yield one.line_width


def test_outlines_are_drawn_as_wide_as_they_are_planned(kit: Kit) -> None:
    plan = deck.plan(document(2, 2, 60), kit)
    file = Presentation(io.BytesIO(deck.write(plan, kit)))
    for planned, slide in zip(some(plan.slides), file.slides, strict=True):
        drawn = [int(line.get("w")) for line in slide._element.iter(f"{A}ln") if line.get("w")]
        assert drawn == [round(12700 * width) for width in outlines(planned.shapes)]
    assert all([*outlines(slide.shapes)] for slide in plan.slides[:2])


def test_every_second_row_of_a_table_is_tinted_on_all_its_slides(kit: Kit) -> None:
    slides = deck.plan(with_figures(table(30, 3)), kit).slides
    tables = [one for slide in slides for one in slide.shapes if isinstance(one, Table) and one.name == "table"][:-1]
    rows = [row for one in some(tables) for row in one.rows[1:]]

    assert len(tables) > 1
    assert [bool(row[0].fill) for row in rows] == [False, True] * 15
    assert all(row[0].paragraph.spans[0].strong > row[1].paragraph.spans[0].strong for row in rows)


@pytest.mark.parametrize(("name", "ends"), [("Rennes", "both"), ("Ville de Rennes", "stacked")])
def test_the_last_values_stand_at_the_ends_of_lines_with_their_names_where_these_leave_room(
    name: str, ends: str, kit: Kit
) -> None:
    made = chart("line", 6, 2)
    series = tuple(
        replace(one, name=text(f"{name} {end:g}"), values=(*one.values[:5], end))
        for one, end in zip(made.series, (10.0, 90.0), strict=True)
    )
    slides = deck.plan(with_figures(replace(made, series=series, unit=text("%"))), kit).slides
    (frame,) = (one for slide in slides for one in slide.shapes if isinstance(one, ChartFrame))
    part: Any = parsed(chart_part(frame, "fr").encode())
    shown = [
        tuple(label.find(f"{C}show{kind}").get("val") for kind in ("Val", "SerName")) for label in part.iter(f"{C}dLbl")
    ]

    assert frame.ends == ends
    assert shown == [("1", "1")] * 2


@pytest.mark.parametrize(("unit", "title"), [("%", ""), ("millions d’euros", "millions d’euros")])
def test_a_unit_that_is_a_sign_stands_with_each_number_and_others_above_the_chart_not_turned(
    unit: str, title: str, kit: Kit
) -> None:
    slides = deck.plan(with_figures(replace(chart("line", 4, 2), unit=text(unit))), kit).slides
    (frame,) = (one for slide in slides for one in slide.shapes if isinstance(one, ChartFrame))
    written = chart_part(frame, "fr")
    axis: Any = parsed(written.encode()).find(f".//{C}valAx")

    assert 'rot="-' not in written
    assert "".join(one.text for one in axis.iter(f"{A}t")) == title
    assert axis.find(f"{C}numFmt").get("formatCode") == ("General" if title else 'General"\u00a0%"')


def test_years_are_not_called_so_below_the_chart_but_in_its_alternative_text(kit: Kit) -> None:
    made = replace(chart("line", 3, 2), categories=tuple(map(text, ("2019", "2020", "2021"))), axis=text("Année"))
    slides = deck.plan(with_figures(made), kit).slides
    ((frame, slide),) = ((one, slide) for slide in slides for one in slide.shapes if isinstance(one, ChartFrame))

    assert "Année" not in chart_part(frame, "fr")
    assert frame.description == f"{made.description.plain} Année 2019–2021."
    assert any("Année 2020 — " in "".join(span.text for span in para) for para in slide.speaker_notes)


@pytest.mark.parametrize(("width", "titled"), [(290.0, False), (560.0, True)])
def test_what_the_names_beside_bars_are_stands_above_them_only_where_an_office_suite_leaves_it_whole(
    width: float, titled: bool, context: Context
) -> None:
    """LibreOffice wrapped “Comune” as “Comu|ne”."""
    made = replace(chart("bar", 4, 2), axis=text("Commune"))
    section = next(one for one in context.document.sections if one.colour)
    drawn, _rows, _size = small_chart(section, made, Box(0, 0, width, 330), context)
    (frame,) = (one for one in drawn if isinstance(one, ChartFrame))

    assert (frame.kind, frame.titled) == ("bar", titled)
    assert ("Commune" in frame.description) is not titled


def test_the_head_of_a_table_is_lower_than_its_rows(kit: Kit) -> None:
    slides = deck.plan(with_figures(table(3, 3)), kit).slides
    (made,) = (one for slide in slides for one in slide.shapes if isinstance(one, Table) and len(one.rows) == 4)
    line = made.rows[0][0].paragraph.size * 1.2

    assert 1.3 * line <= made.heights[0] <= 0.6 * min(made.heights[1:])


def test_the_percentages_of_parts_are_large_where_there_is_room(context: Context) -> None:
    amounts = (50.0, 25.0, 15.0, 10.0)
    made = chart("share", 4)
    series = (replace(made.series[0], values=amounts, labels=tuple(text(f"{one:g}") for one in amounts)),)
    section = next(one for one in context.document.sections if one.colour)
    drawn, _rows, size = small_chart(
        section, replace(made, series=series, unit=text("%")), Box(0, 0, 460, 420), context
    )
    (frame,) = (one for one in drawn if isinstance(one, ChartFrame))

    assert size >= 18
    assert frame.size >= 1.5 * size  # of the percentages, which the chart itself prints
    assert frame.plot.width >= 120


@pytest.mark.parametrize("values", [(6.0, 34.0), (0.1, 0.9), (-40.0, 260.0), (980.0, 1020.0)])
def test_a_scale_says_its_step_and_has_few_lines(values: tuple[float, float], kit: Kit) -> None:
    made = chart("line", 2, 1)
    series = (replace(made.series[0], values=values, labels=tuple(text(f"{one:g}") for one in values)),)
    slides = deck.plan(with_figures(replace(made, series=series)), kit).slides
    (frame,) = (shape for slide in slides for shape in slide.shapes if isinstance(shape, ChartFrame))
    low, high, step = scale_of(frame)

    assert f'<c:majorUnit val="{step:f}"/>' in chart_part(frame, "fr")
    assert 1 <= (high - low) / float(step) <= 5


def test_long_numbers_of_a_scale_below_bars_stand_beside_each_other(kit: Kit) -> None:
    made = chart("bar", 9, 4)
    values = (39000.0, 11000.0) * 4 + (25000.0,)
    series = tuple(replace(one, values=values, labels=tuple(text(f"{v:,.0f}") for v in values)) for one in made.series)
    slides = deck.plan(with_figures(replace(made, series=series)), kit).slides
    (frame,) = (shape for slide in slides for shape in slide.shapes if isinstance(shape, ChartFrame))
    low, high, step = scale_of(frame)

    assert not all(all(one.labelled) for one in frame.series)
    numbers = ceil((high - low) / float(step)) + 1
    assert numbers * kit.family.face().width("50,000") * frame.size * 1.3 < frame.plot.width * numbers / (numbers - 1)


def test_few_rows_of_a_table_have_lines_under_them_and_none_is_stressed(kit: Kit) -> None:
    plan = deck.plan(with_figures(table(4, 3)), kit)
    (made,) = (one for slide in plan.slides for one in slide.shapes if isinstance(one, Table) and one.under)
    file = Presentation(io.BytesIO(deck.write(plan, kit)))
    lines = {
        (side, colour.get("val"))
        for slide in file.slides
        for cell in slide._element.iter(f"{A}tc")
        if "4" in "".join(cell.itertext())
        for side in ("lnL", "lnB")
        for colour in cell.iterfind(f"{A}tcPr/{A}{side}//{A}srgbClr")
    }

    assert not any(cell.fill for row in made.rows[1:] for cell in row)
    assert ("lnB", kit.theme.rule) in lines
    assert not [colour for side, colour in lines if side == "lnL"]


def test_a_low_chart_has_smaller_words_before_its_plot_is_flat(context: Context) -> None:
    low, high = (plan_plot(chart("line", 5, 3), Box(0, 0, 830, height), context) for height in (200, 400))
    described = replace(chart("line", 5, 3), description=text("La première métropole verse le plus. " * 7))
    shapes, _rows, _size = small_chart(
        next(one for one in context.document.sections if one.colour), described, Box(0, 0, 830, 300), context
    )
    frame, below = shapes

    assert low.box.height >= 100
    assert low.size < high.size
    assert frame.box.height >= 220
    assert isinstance(below, Frame)
    assert below.paragraphs[0].size < 20


def test_the_colours_of_series_are_far_apart(kit: Kit) -> None:
    slides = deck.plan(with_figures(chart("line", 3, 3)), kit).slides
    (frame,) = (shape for slide in slides for shape in slide.shapes if isinstance(shape, ChartFrame))
    accents = kit.theme.accents
    first, *others = (accents[int(one.colour.name.removeprefix("accent")) - 1] for one in frame.series)

    assert others[0] == max(accents, key=lambda one: apart(one, first))
    assert apart(*others) > 0.1
