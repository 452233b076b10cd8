"""Translate a chart frame into a chart part (DrawingML charts, ECMA-376 Part 1, 21.2) and the workbook behind it.

It decides nothing. Sizes, fonts and languages stand on every text; axes have positive ids.
"""

from __future__ import annotations

import io
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from generator.deck.compose.chartplan import (
    AFTER_END,
    BEFORE_SHARE,
    BETWEEN_ENDS,
    GAP_WIDTH,
    PARTS_GAP,
    lowest,
    scale_of,
)
from generator.deck.ooxml.xml import C, local
from generator.deck.pptx.drawingml import XML, colour
from generator.graphics.scale import has_long, over
from generator.source.charts import KINDS, has_parts, has_points, is_horizontal, rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from xlsxwriter.worksheet import Worksheet

    from generator.deck.ooxml.xml import Element
    from generator.deck.slide import ChartFrame, ChartSeries, Colour
    from generator.source.charts import Form, Kind, ShareMethod
    from generator.units import Box

_NAMESPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_CATEGORY_AXIS, _VALUE_AXIS = 111111111, 222222222  # any two that differ; negative ones are repaired
_NO_LINE = "<a:ln><a:noFill/></a:ln>"
_LINE_WIDTH = 44450  # EMU: 3.5 pt, seen from the back of a room; PowerPoint draws 2.25
_MARKER = 9
_SHEET = "Sheet1"
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - the same day as the zip's; XlsxWriter takes no time zone
_NO_LEADERS = (  # LibreOffice draws them to labels that have a place of their own (MS-ODRAWXML)
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart"><c15:showLeaderLines val="0"/></c:ext>'
    "</c:extLst>"
)
_UNTURNED = 1  # of 60,000 in a degree: nothing to the eye, but LibreOffice then neither breaks names nor turns them


def chart_part(chart: ChartFrame, language: str) -> str:
    """Return the chart part of ``chart``; its workbook is the part's relationship rId1."""
    group, axes = _group(chart, language), _category_axis(chart, language) + _value_axis(chart, language)
    legend = _legend(chart, language) if chart.legend else ""
    return (
        f'{XML}<c:chartSpace {_NAMESPACES}><c:date1904 val="0"/><c:lang val="{language}"/><c:roundedCorners val="0"/>'
        f'<c:chart><c:autoTitleDeleted val="1"/><c:plotArea>{_layout(chart.plot, chart.box, inner=True)}{group}{axes}'
        f'<c:spPr><a:noFill/>{_NO_LINE}</c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/>'
        f'<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/>{_NO_LINE}</c:spPr>'
        f'{_text_properties(chart.size, chart.ink, language)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/>'
        "</c:externalData></c:chartSpace>"
    )


def workbook(chart: ChartFrame) -> bytes:
    """Return the workbook of ``chart`` (.xlsx), so that “Edit data” works: a column for each series.

    Of a whole it has a row for each part, whose shares and names follow from the amounts. The same chart gives the
    same bytes, which name nobody.
    """
    stream = io.BytesIO()
    with Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"created": _CREATED})
        sheet = book.add_worksheet(_SHEET)
        if has_parts(chart.kind):
            _write_shares(book, sheet, chart)
        else:
            _write_column(sheet, 0, (chart.axis, *chart.categories))
            for index, series in enumerate(chart.series, 1):
                _write_column(sheet, index, (series.name, *series.values))
    return stream.getvalue()


def _write_column(sheet: Worksheet, column: int, values: Sequence[str | float | None]) -> None:
    """Write a column of cells; one that is not known stays empty, which charts show as a gap."""
    for row, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif value is not None:
            sheet.write_number(row, column, value)


def _write_shares(book: Workbook, sheet: Worksheet, chart: ChartFrame) -> None:
    """Write the parts of a whole: name, amount, share, and the name with amount and share that the chart prints."""
    _write_column(sheet, 0, (chart.axis, *chart.categories))
    _write_column(sheet, 1, (chart.whole, *chart.amounts))
    sheet.write_string(0, 2, "%")
    said = "" if chart.share_method == "given" else '"&B{0}&" '
    last = len(chart.amounts) + 1
    for number, series in enumerate(chart.series, 2):
        (format,) = series.formats
        share = _share(chart.share_method, number, last, format)
        sheet.write_formula(number - 1, 2, share, book.add_format({"num_format": format}), series.values[0])
        named = f'A{number}&" {said.format(number)}("&TEXT(C{number},"{format}")&")"'
        sheet.write_formula(number - 1, 3, named, None, series.name)


def _share(method: ShareMethod, row: int, last: int, format: str) -> str:
    """Return the formula of the share in a row, by the amounts of the rows 2 to ``last``."""
    match method:
        case "given":
            return f"B{row}/100"
        case "proportional":
            return f"B{row}/SUM(B$2:B${last})"
        case "rounded":
            return _rounded(row, last, format)
        case _:
            assert_never(method)


def _rounded(row: int, last: int, format: str) -> str:
    """Return the formula of a share of those that add up: the largest remainders are rounded up."""
    units = 100 * 10 ** format.partition(".")[2].count("0")
    one, every = (f"ROUND({cells}/SUM(B$2:B${last})*{units},9)" for cells in (f"B{row}", f"B$2:B${last}"))
    before = f"SUMPRODUCT((MOD({every},1)>MOD({one},1))+(MOD({every},1)=MOD({one},1))*(ROW(B$2:B${last})<ROW(B{row})))"
    return f"(INT({one})+({before}<{units}-SUMPRODUCT(INT({every}))))/{units}"


def chart_kind(tree: Element | None, *, parts: bool) -> Kind:
    """Return the kind of a chart that was written here and may have been edited since; ``parts``: of a whole."""
    plots = tree.iter() if tree is not None else ()
    found = {(local(plot), one.get("val")) for plot in plots for one in plot.iterfind(f"{C}grouping")}
    kinds = [kind for kind in KINDS if has_parts(rules(kind).forms[0]) == parts]
    return next((kind for kind in kinds if any(_element(form) in found for form in rules(kind).forms)), kinds[0])


def _element(form: Form) -> tuple[str, str]:
    """Return the element that a form is written as (21.2.2), and its grouping."""
    match form:
        case "line":
            return "lineChart", "standard"
        case "bar" | "column" | "share":
            return "barChart", "clustered"
        case _:
            assert_never(form)


def _group(chart: ChartFrame, language: str) -> str:
    """Return the series, drawn as bars or as lines; each part of a whole is a series, and so a bar, of its own."""
    series = "".join(_series(chart, index, one, language) for index, one in enumerate(chart.series))
    element, grouping = _element(chart.kind)
    match chart.kind:
        case "line":
            before, after = "", '<c:marker val="1"/>'
        case "share":
            before, after = _bars("bar", 0, -PARTS_GAP)
        case "bar":
            before, after = _bars("bar", GAP_WIDTH, 0)
        case "column":
            before, after = _bars("col", GAP_WIDTH, 0)
        case _:
            assert_never(chart.kind)
    return (
        f'<c:{element}>{before}<c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}{after}'
        f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/></c:{element}>'
    )


def _bars(direction: str, gap: int, overlap: int) -> tuple[str, str]:
    """Return what a bar chart has before its grouping and after its series; lengths are in hundredths of a bar."""
    return f'<c:barDir val="{direction}"/>', f'<c:gapWidth val="{gap}"/><c:overlap val="{overlap}"/>'


def _series(chart: ChartFrame, index: int, series: ChartSeries, language: str) -> str:
    head = f'<c:idx val="{index}"/><c:order val="{index}"/>'
    labels = _labels(chart, series, language)
    if has_parts(chart.kind):
        name = _strings(f"{_SHEET}!$D${index + 2}", [series.name])
        values = _numbers(f"{_SHEET}!$C${index + 2}", series)
        whole = _strings(f"{_SHEET}!$B$1", [chart.whole])
        bars = _bar_properties(series, chart.paper)
        parts = f"<c:tx>{name}</c:tx>{bars}{labels}<c:cat>{whole}</c:cat><c:val>{values}</c:val>"
        return f"<c:ser>{head}{parts}</c:ser>"
    column, last = xl_col_to_name(index + 1), len(chart.categories) + 1
    name = _strings(f"{_SHEET}!${column}$1", [series.name])
    categories = _strings(f"{_SHEET}!$A$2:$A${last}", chart.categories)
    values = _numbers(f"{_SHEET}!${column}$2:${column}${last}", series)
    data = f"<c:cat>{categories}</c:cat><c:val>{values}</c:val>"
    if has_points(chart.kind):
        return f'<c:ser>{head}<c:tx>{name}</c:tx>{_line_properties(series)}{labels}{data}<c:smooth val="0"/></c:ser>'
    return f"<c:ser>{head}<c:tx>{name}</c:tx>{_bar_properties(series, chart.paper)}{labels}{data}</c:ser>"


def _bar_properties(series: ChartSeries, paper: Colour) -> str:
    fill = f"<a:solidFill>{colour(series.colour)}</a:solidFill>"
    if series.pattern:
        fill = (
            f'<a:pattFill prst="{series.pattern}"><a:fgClr>{colour(series.colour)}</a:fgClr>'
            f"<a:bgClr>{colour(paper)}</a:bgClr></a:pattFill>"
        )
    edge = series.colour if series.pattern else paper
    line = f'<a:ln w="12700"><a:solidFill>{colour(edge)}</a:solidFill></a:ln>'
    return f'<c:spPr>{fill}{line}</c:spPr><c:invertIfNegative val="0"/>'


def _line_properties(series: ChartSeries) -> str:
    tint = colour(series.colour)
    line = f'<a:ln w="{_LINE_WIDTH}" cap="rnd"><a:solidFill>{tint}</a:solidFill><a:round/></a:ln>'
    edge = f'<a:ln w="19050"><a:solidFill>{tint}</a:solidFill></a:ln>'
    return (
        f'<c:spPr>{line}</c:spPr><c:marker><c:symbol val="{series.marker}"/><c:size val="{_MARKER}"/>'
        f"<c:spPr><a:solidFill>{tint}</a:solidFill>{edge}</c:spPr></c:marker>"
    )


def _labels(chart: ChartFrame, series: ChartSeries, language: str) -> str:
    """Return the values printed at their bars and points, or the name at a line's end, where the plan wants them."""
    shown = '<c:showLegendKey val="0"/><c:showVal val="{0}"/><c:showCatName val="0"/><c:showSerName val="{1}"/>'
    shown += '<c:showPercent val="0"/><c:showBubbleSize val="0"/>'
    if chart.ends != "none":
        style = _text_properties(chart.size, series.colour, language, strong=True, wrap="none")
        place = f'<c:x val="{(AFTER_END - _MARKER / 2) / chart.box.width:.5f}"/><c:y val="0"/>'
        end = (
            f'<c:idx val="{len(series.values) - 1}"/><c:layout><c:manualLayout>{place}</c:manualLayout></c:layout>'
            f"{_number_format(series.formats[-1], chart.around)}<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{style}"
            f'<c:dLblPos val="r"/>{shown.format(int(chart.values_end), int(chart.names_ends))}'
            f"<c:separator>{BETWEEN_ENDS.get(chart.ends, ' ')}</c:separator>"
        )
        return f"<c:dLbls><c:dLbl>{end}</c:dLbl>{shown.format(0, 0)}{_NO_LEADERS}</c:dLbls>"
    if not all(series.labelled):
        return f"<c:dLbls>{shown.format(0, 0)}</c:dLbls>"
    place, parts = "t" if has_points(chart.kind) else "outEnd", has_parts(chart.kind)
    tint = replace(series.colour, softened=False) if parts else chart.ink
    style = _text_properties(chart.size, tint, language, parts, wrap="none")
    usual, around = max(series.formats, key=series.formats.count), (BEFORE_SHARE, "") if parts else chart.around
    look = f'<c:spPr><a:noFill/>{_NO_LINE}</c:spPr>{style}<c:dLblPos val="{place}"/>{shown.format(1, 0)}'
    others = "".join(
        f'<c:dLbl><c:idx val="{index}"/>{_number_format(format, around)}{look}</c:dLbl>'
        for index, format in enumerate(series.formats)
        if format != usual
    )
    return f"<c:dLbls>{others}{_number_format(usual, around)}{look}</c:dLbls>"


def _number_format(format: str, around: tuple[str, str]) -> str:
    """Return a number format, with literal words ``around`` each number."""
    before, after = (f'"{one}"' if one else "" for one in around)
    return f'<c:numFmt formatCode="{escape(before + format + after)}" sourceLinked="0"/>'


def _category_axis(chart: ChartFrame, language: str) -> str:
    across = is_horizontal(chart.kind)
    order, side = ("maxMin", "l") if across else ("minMax", "b")
    turn = 0 if chart.skip == 1 else _UNTURNED
    return (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="{int(has_parts(chart.kind))}"/><c:axPos val="{side}"/>'
        f"{_title(chart, language, above=across)}"
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
        f'<c:tickLblPos val="low"/><c:spPr>{_rule(12700, chart.muted)}</c:spPr>'
        f"{_text_properties(chart.size, chart.ink, language, turn=turn)}"
        f'<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/>'
        f'<c:lblOffset val="100"/><c:tickLblSkip val="{chart.skip}"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _value_axis(chart: ChartFrame, language: str) -> str:
    across = is_horizontal(chart.kind)
    labelled = has_parts(chart.kind) or all(all(series.labelled) for series in chart.series)
    low = lowest(chart)
    least = "" if low is None else f'<c:min val="{low:g}"/>'
    least = f'<c:max val="{scale_of(chart)[1]!r}"/>{least}' if has_parts(chart.kind) else least
    grid = "" if labelled else f"<c:majorGridlines><c:spPr>{_rule(9525, chart.rule)}</c:spPr></c:majorGridlines>"
    steps = "" if labelled else f'<c:majorUnit val="{scale_of(chart)[2]:f}"/>'
    # The first name is on top, so the axis of values crosses at the last to lie below.
    side, crosses, where = ("b", "max", "nextTo") if across else ("l", "autoZero", "low")
    large = chart.grouped or has_long(over(*scale_of(chart), 1.0).ticks)
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{least}</c:scaling>'
        f'<c:delete val="{int(has_parts(chart.kind))}"/><c:axPos val="{side}"/>{grid}'
        f"{_title(chart, language, above=not across)}"
        f'{_number_format("#,##0" if large else "General", chart.around)}<c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"none" if labelled else where}"/><c:spPr>{_NO_LINE}</c:spPr>'
        f'{_text_properties(chart.size, chart.muted, language)}<c:crossAx val="{_CATEGORY_AXIS}"/>'
        f'<c:crosses val="{crosses}"/><c:crossBetween val="between"/>{steps}</c:valAx>'
    )


def _rule(width: int, tint: Colour) -> str:
    return f'<a:ln w="{width}"><a:solidFill>{colour(tint)}</a:solidFill></a:ln>'


def _title(chart: ChartFrame, language: str, *, above: bool) -> str:
    """Return the title of an axis: of the one that stands upright ``above`` the plot, not turned."""
    text = chart.headed if above else chart.footed
    if not text or has_parts(chart.kind):
        return ""
    style = _run_style(chart.size, chart.muted, False)
    turned = ' rot="0" vert="horz"' if above else ""
    place = (("x", 0.0), ("y", (chart.top - chart.box.y) / chart.box.height))
    layout = f"<c:layout><c:manualLayout>{_places(place)}</c:manualLayout></c:layout>" if above else ""
    return (
        f"<c:title><c:tx><c:rich><a:bodyPr{turned}/><a:lstStyle/><a:p><a:pPr><a:defRPr/></a:pPr><a:r>"
        f'<a:rPr lang="{language}" {style[0]}>{style[1]}</a:rPr><a:t>{escape(text, quote=False)}</a:t></a:r></a:p>'
        f'</c:rich></c:tx>{layout}<c:overlay val="0"/></c:title>'
    )


def _legend(chart: ChartFrame, language: str) -> str:
    assert chart.legend
    return (
        f'<c:legend><c:legendPos val="t"/>{_layout(chart.legend, chart.box)}<c:overlay val="0"/>'
        f"{_text_properties(chart.size, chart.ink, language)}</c:legend>"
    )


def _layout(box: Box, frame: Box, *, inner: bool = False) -> str:
    """Return the place of ``box`` in shares of ``frame``."""
    target = '<c:layoutTarget val="inner"/>' if inner else ""
    values = (
        ("x", (box.x - frame.x) / frame.width),
        ("y", (box.y - frame.y) / frame.height),
        ("w", box.width / frame.width),
        ("h", box.height / frame.height),
    )
    return f"<c:layout><c:manualLayout>{target}{_places(values)}</c:manualLayout></c:layout>"


def _places(values: Iterable[tuple[str, float]]) -> str:
    inner = "".join(f'<c:{name} val="{value:.5f}"/>' for name, value in values)
    return f'<c:xMode val="edge"/><c:yMode val="edge"/>{inner}'


def _run_style(size: float, tint: Colour, strong: bool) -> tuple[str, str]:
    """Return the attributes and the children of a run's style."""
    face = '<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/>'
    return f'sz="{round(size * 100)}" b="{int(strong)}"', f"<a:solidFill>{colour(tint)}</a:solidFill>{face}"


def _text_properties(
    size: float, tint: Colour, language: str, strong: bool = False, turn: int = 0, wrap: str = "square"
) -> str:
    style = _run_style(size, tint, strong)
    return (
        f'<c:txPr><a:bodyPr rot="{turn}" vert="horz" wrap="{wrap}"/><a:lstStyle/><a:p><a:pPr>'
        f'<a:defRPr {style[0]}>{style[1]}</a:defRPr></a:pPr><a:endParaRPr lang="{language}"/></a:p></c:txPr>'
    )


def _strings(reference: str, values: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{index}"><c:v>{escape(value, quote=False)}</c:v></c:pt>' for index, value in enumerate(values)
    )
    return (
        f'<c:strRef><c:f>{reference}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'
    )


def _numbers(reference: str, series: ChartSeries) -> str:
    usual = max(series.formats, key=series.formats.count)
    points = "".join(
        f'<c:pt idx="{index}"' + ("" if format == usual else f' formatCode="{escape(format)}"') + ">"
        f"<c:v>{_number(value, format)}</c:v></c:pt>"
        for index, (value, format) in enumerate(zip(series.values, series.formats, strict=True))
        if value is not None
    )
    return (
        f"<c:numRef><c:f>{reference}</c:f><c:numCache><c:formatCode>{escape(usual)}</c:formatCode>"
        f'<c:ptCount val="{len(series.values)}"/>{points}</c:numCache></c:numRef>'
    )


def _number(value: float, format: str) -> str:
    """Return ``value`` with the decimals that ``format`` prints; a share with all of its own."""
    digits = 0 if "%" in format else format.partition(".")[2].count("0")
    return f"{value:.{digits}f}" if digits else repr(value).removesuffix(".0")
