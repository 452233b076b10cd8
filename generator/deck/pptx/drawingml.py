"""Translate shapes into PresentationML and DrawingML (ECMA-376 Part 1, 19 and 20); it decides nothing.

Text is escaped here, once. Ids are given in tree order, so that they are unique on each slide.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, assert_never

from msgspec import Struct, field

from generator.deck.slide import (
    HEAD_RULE,
    ChartFrame,
    Colour,
    Figure,
    Frame,
    Group,
    Para,
    PictureShape,
    Shape,
    SlideRun,
    Table,
)
from generator.graphics.path import Path
from generator.units import EMU_PER_POINT, Box, emu

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# Office's flag for what a screen reader may pass over.
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_BASELINE = ' baseline="0"'
_JUMP = ' action="ppaction://hlinksldjump"'
# A link keeps the colour of its words ([MS-ODRAWXML] 2.29): on a band of colour the theme's own would be lost.
_LINK_COLOUR = (
    '<a:extLst><a:ext uri="{A12FA001-AC4F-418D-AE19-62706E023703}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)


class Writer(Struct):
    """Writes the shapes of one part: its language, how a target becomes (relationship id, is it a slide), and how a
    chart or a picture gets a part and becomes a relationship id.

    ``drawn`` is shared by the parts of a deck, and lives no longer: the geometries of paths, by identity and size.
    ``signs`` are characters of slides that are written as others.
    """

    language: str
    relate: Callable[[str], tuple[str, bool] | None]
    embed: Callable[[ChartFrame | PictureShape], str] | None = None  # layouts have neither
    drawn: dict[tuple[int, float, float], str] = field(default_factory=dict)
    signs: dict[int, str] = field(default_factory=dict)
    _id: int = field(default=1)

    def tree(self, shapes: Iterable[Shape]) -> str:
        """Return the ``p:spTree`` that holds ``shapes``."""
        inner = "".join(map(self.shape, shapes))
        return (
            '<p:spTree><p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
            '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/><a:chOff x="0" y="0"/>'
            f'<a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>{inner}</p:spTree>'
        )

    def shape(self, shape: Shape) -> str:
        """Return the element of ``shape``."""
        match shape:
            case Frame():
                return self._frame(shape)
            case Figure():
                return self._figure(shape)
            case PictureShape():
                return self._picture(shape)
            case Group():
                return self._group(shape)
            case Table():
                return self._table(shape)
            case ChartFrame():
                return self._chart(shape)
            case _:
                assert_never(shape)

    def _properties(self, name: str, description: str, target: str, decorative: bool) -> str:
        self._id += 1
        inner = self._click(target) + (_DECORATIVE if decorative else "")
        described = f' descr="{_attribute(description)}"' if description else ""
        head = f'<p:cNvPr id="{self._id}" name="{_attribute(name)}"{described}'
        return f"{head}>{inner}</p:cNvPr>" if inner else f"{head}/>"

    def _click(self, target: str, inner: str = "") -> str:
        related = self.relate(target) if target else None
        if related is None:
            return ""
        return f'<a:hlinkClick r:id="{related[0]}"{_JUMP if related[1] else ""}>{inner}</a:hlinkClick>'

    def _frame(self, frame: Frame) -> str:
        kind = '<p:cNvSpPr txBox="1"/>'
        holder = "<p:nvPr/>"
        if frame.placeholder:
            index = f' idx="{frame.index}"' if frame.index else ""
            kind = '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
            holder = f'<p:nvPr><p:ph type="{frame.placeholder}"{index}/></p:nvPr>'
        place = "" if frame.fixed else transform(frame.box) + _geometry(frame.geometry, frame.box)
        fill = _fill(frame.fill) if frame.fill or not frame.placeholder else ""
        return (
            f"<p:sp><p:nvSpPr>{self._properties(frame.name, '', frame.target, False)}{kind}{holder}</p:nvSpPr>"
            f"<p:spPr>{place}{fill}{_line(frame) if frame.line else ''}</p:spPr>"
            f"<p:txBody>{body_properties(frame.insets, frame.anchor, frame.wrap, frame.shrinks)}<a:lstStyle/>"
            f"{self._paragraphs(frame)}</p:txBody>"
            "</p:sp>"
        )

    def _paragraphs(self, frame: Frame) -> str:
        if frame.field:
            return self._field(frame)
        return "".join(map(self.paragraph, frame.drawn))

    def _field(self, frame: Frame) -> str:
        para = frame.paragraphs[0]
        style = self._run_properties("a:rPr", para, para.spans[0])
        return (
            f'<a:p><a:pPr algn="{para.align}"{_rightward(para)}/><a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" '
            f'type="{frame.field}">{style}<a:t>{_text(para.text)}</a:t></a:fld></a:p>'
        )

    def paragraph(self, para: Para) -> str:
        """Return the ``a:p`` of ``para``, with the size on each run."""
        first = -emu(para.indent) if para.number or para.bullet else emu(para.first)
        stated = para.indent or para.first or para.leading
        indent = f' marL="{emu(para.indent)}" indent="{first}"' if stated else ""
        runs = "".join(
            f"<a:r>{self._run_properties('a:rPr', para, span)}"
            f"<a:t>{_text(span.text.translate(self.signs) if self.signs else span.text)}</a:t></a:r>"
            for span in para.spans
            if span.text
        )
        end = "" if runs else self._run_properties("a:endParaRPr", para, SlideRun(""))
        return f'<a:p><a:pPr algn="{para.align}"{indent}{_rightward(para)}>{_spacing(para)}</a:pPr>{runs}{end}</a:p>'

    def _run_properties(self, tag: str, para: Para, span: SlideRun) -> str:
        flags = f' b="{int(span.strong)}"'
        flags += f' i="{int(span.emphasis)}"' if span.emphasis or para.face else ""
        raised = ' u="none" baseline="30000"' if span.raised else ""
        plain = f' cap="none" spc="0"{raised or _BASELINE}' if para.face else raised
        flags += ' cap="all"' + raised if para.capitals else plain
        face = f'<a:latin typeface="{_attribute(para.face)}"/>' if para.face else ""
        colour = para.ink(span)
        inner = "" if colour.inherited else _fill(colour)
        inner += face + self._click(span.target, _LINK_COLOUR)
        language = span.language or self.language
        return f'<{tag} lang="{language}" sz="{round(para.size * span.scale * 100)}"{flags} dirty="0">{inner}</{tag}>'

    def _figure(self, figure: Figure) -> str:
        properties = self._properties(figure.name, figure.description, figure.target, not figure.description)
        shape, fill = self._outline(figure), _fill_of(figure)
        return (
            f"<p:sp><p:nvSpPr>{properties}<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{transform(figure.box)}{shape}{fill}{_line(figure)}</p:spPr></p:sp>"
        )

    def _outline(self, figure: Figure) -> str:
        """Return the geometry of ``figure``: that of a path, such as an icon's, is written out once for the deck."""
        if isinstance(figure.geometry, str):
            return _geometry(figure.geometry, figure.box)
        key = (id(figure.geometry), figure.box.width, figure.box.height)
        if key not in self.drawn:
            self.drawn[key] = _geometry(figure.geometry, figure.box, figure.solid)
        return self.drawn[key]

    def _picture(self, picture: PictureShape) -> str:
        """Return a ``p:pic``: the whole picture is there, so that it can be cropped anew (20.1.8.55)."""
        assert self.embed
        properties = self._properties(picture.name, picture.description, "", not picture.description)
        sides = {"l": picture.crop.left, "t": picture.crop.top, "r": picture.crop.right, "b": picture.crop.bottom}
        cut = "".join(f' {name}="{round(part * 100_000)}"' for name, part in sides.items() if part)
        blip = f'<a:blip r:embed="{self.embed(picture)}"/><a:srcRect{cut}/><a:stretch><a:fillRect/></a:stretch>'
        return (
            f'<p:pic><p:nvPicPr>{properties}<p:cNvPicPr><a:picLocks noChangeAspect="1"/></p:cNvPicPr><p:nvPr/>'
            f"</p:nvPicPr><p:blipFill>{blip}</p:blipFill>"
            f"<p:spPr>{transform(picture.box)}{_geometry('rect', picture.box)}</p:spPr></p:pic>"
        )

    def _group(self, group: Group) -> str:
        decorative = not group.description and not group.target
        properties = self._properties(group.name, group.description, group.target, decorative)
        inner = "".join(map(self.shape, group.shapes))
        return (
            f"<p:grpSp><p:nvGrpSpPr>{properties}<p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
            f"<p:grpSpPr>{transform(group.box, group=True)}</p:grpSpPr>{inner}</p:grpSp>"
        )

    def _table(self, table: Table) -> str:
        columns = "".join(f'<a:gridCol w="{emu(width)}"/>' for width in table.columns)
        rows = ""
        for row, height in enumerate(table.heights):
            cells = "".join(self._cell(table, row, column) for column in range(len(table.columns)))
            rows += f'<a:tr h="{emu(height)}">{cells}</a:tr>'
        inner = f'<a:tbl><a:tblPr firstRow="1" firstCol="1"/><a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>'
        return self._graphic(table, "table", inner)

    def _chart(self, chart: ChartFrame) -> str:
        assert self.embed
        name = "http://schemas.openxmlformats.org/drawingml/2006/chart"
        return self._graphic(chart, "chart", f'<c:chart xmlns:c="{name}" r:id="{self.embed(chart)}"/>')

    def _graphic(self, shape: Table | ChartFrame, kind: str, inner: str) -> str:
        properties = self._properties(shape.name, shape.description, "", False)
        return (
            f'<p:graphicFrame><p:nvGraphicFramePr>{properties}<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/>'
            f"</p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>{transform(shape.box, tag='p:xfrm')}"
            f'<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/{kind}">{inner}'
            "</a:graphicData></a:graphic></p:graphicFrame>"
        )

    def _cell(self, table: Table, row: int, column: int) -> str:
        """Return a cell of ``table``; the rules below rows end with its outer cells.

        A border on their sides would lengthen the rules by half of its width, as office suites join lines.
        """
        cell, last = table.rows[row][column], len(table.columns) - 1
        left, top, right, bottom = map(emu, cell.insets or table.insets)
        above, below = ((table.head if table.head and row == edge else table.under or table.rule) for edge in (1, 0))
        above = above if row else None if table.head else table.rule
        beside = (table.rule if column else None, table.rule if column < last else None)
        sides = (("lnL", beside[0]), ("lnR", beside[1]), ("lnT", above), ("lnB", below))
        wide = {"lnT": table.below, "lnB": table.below}
        borders = "".join(
            f'<a:{side} w="{emu(HEAD_RULE if rule and rule == table.head else wide.get(side, table.gap))}">'
            f"{_fill(rule)}</a:{side}>"
            for side, rule in sides
        )
        return (
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>{self.paragraph(cell.paragraph)}</a:txBody>"
            f'<a:tcPr marL="{left}" marR="{right}" marT="{top}" marB="{bottom}" anchor="{cell.anchor}">'
            f"{borders}{_fill(cell.fill)}</a:tcPr></a:tc>"
        )


def transform(box: Box, *, group: bool = False, tag: str = "a:xfrm") -> str:
    """Return the place and the extent of ``box``; a group's children keep the slide's coordinates."""
    place = f'x="{emu(box.x)}" y="{emu(box.y)}"'
    extent = f'cx="{emu(box.width)}" cy="{emu(box.height)}"'
    child = f"<a:chOff {place}/><a:chExt {extent}/>" if group else ""
    return f"<{tag}><a:off {place}/><a:ext {extent}/>{child}</{tag}>"


def body_properties(
    insets: tuple[float, float, float, float], anchor: str, wrap: bool = True, shrinks: bool = False
) -> str:
    """Return ``a:bodyPr``: sizes are explicit, so autofit is off, but where a wider font ``shrinks``.

    LibreOffice sets the lines of a text with autofit at four fifths of their distance, also where it barely fits.
    ``insets`` are points.
    """
    left, top, right, bottom = map(emu, insets)
    line = "square" if wrap else "none"
    return (
        f'<a:bodyPr wrap="{line}" lIns="{left}" tIns="{top}" rIns="{right}" bIns="{bottom}" anchor="{anchor}" '
        f'rtlCol="0"><a:{"norm" if shrinks else "no"}Autofit/></a:bodyPr>'
    )


def _rightward(para: Para) -> str:
    """Return that a paragraph is read from left to right, on a template of which that is not known."""
    return ' rtl="0"' if para.leading else ""


def _spacing(para: Para) -> str:
    """Return the paragraph's spacing, and what it must not inherit."""
    after = f'<a:spcAft><a:spcPts val="{round(para.after * 100)}"/></a:spcAft>' if para.after or para.leading else ""
    bullet = _bullet(para)
    if not para.leading:
        return after + bullet
    lines = f'<a:lnSpc><a:spcPct val="{round(para.leading * 100_000)}"/></a:lnSpc>'
    return f'{lines}<a:spcBef><a:spcPts val="0"/></a:spcBef>{after}' + (bullet or "<a:buNone/>")


def _bullet(para: Para) -> str:
    """Return the number or the sign that hangs before a paragraph (21.1.2.4), in the text's colour or its own."""
    own = "<a:buClrTx/><a:buSzTx/>" if para.leading else ""
    if para.number:
        return f'{own}<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{para.number}"/>'
    tint = f"<a:buClr>{colour(para.lead)}</a:buClr>" if para.lead else own
    return f'{tint}<a:buFont typeface="Arial"/><a:buChar char="{_attribute(para.bullet)}"/>' if para.bullet else ""


def colour(value: Colour, opacity: float = 1.0) -> str:
    """Return the colour's element; a tint keeps the theme's hue at a tenth of its strength."""
    pale = ""
    if value.toned:
        shares = zip(("satMod", "lumMod", "lumOff"), value.toned, (1.0, 1.0, 0.0), strict=True)
        pale = "".join(f'<a:{name} val="{round(share * 100_000)}"/>' for name, share, none in shares if share != none)
    pale += f'<a:alpha val="{round(opacity * 100_000)}"/>' if opacity < 1.0 else ""
    if len(value.name) == 6 and value.name.isalnum() and value.name.upper() == value.name:
        return f'<a:srgbClr val="{value.name}">{pale}</a:srgbClr>'
    return f'<a:schemeClr val="{value.name}">{pale}</a:schemeClr>'


def _fill(value: Colour | None) -> str:
    return f"<a:solidFill>{colour(value)}</a:solidFill>" if value else "<a:noFill/>"


def _fill_of(figure: Figure) -> str:
    """Return the fill of a figure: that of a veil is a linear gradient of alphas (20.1.8.33)."""
    top, foot = figure.opacity
    if not figure.fill or top == foot == 1.0:
        return _fill(figure.line if figure.solid else figure.fill)
    stops = f'<a:gs pos="0">{colour(figure.fill, top)}</a:gs><a:gs pos="100000">{colour(figure.fill, foot)}</a:gs>'
    angle = 0 if figure.across else 5400000
    return f'<a:gradFill><a:gsLst>{stops}</a:gsLst><a:lin ang="{angle}" scaled="0"/></a:gradFill>'


def _line(figure: Figure | Frame) -> str:
    if figure.line is None:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{emu(figure.line_width)}" cap="rnd">{_fill(figure.line)}<a:round/></a:ln>'


def _geometry(geometry: str | Path, box: Box, solid: tuple[Path, ...] = ()) -> str:
    if isinstance(geometry, str):
        return f'<a:prstGeom prst="{geometry}"><a:avLst/></a:prstGeom>'
    size = f'w="{emu(box.width)}" h="{emu(box.height)}"'
    paths = "".join(f'<a:path {size} stroke="0">{_written(one)}</a:path>' for one in solid)
    if geometry.commands or not solid:
        hollow = ' fill="none"' if solid else ""
        paths += f"<a:path {size}{hollow}>{_written(geometry)}</a:path>"
    return (
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst>{paths}</a:pathLst></a:custGeom>"
    )


_POINT = '<a:pt x="%d" y="%d"/>'
_COMMANDS = {
    "M": f"<a:moveTo>{_POINT}</a:moveTo>",
    "L": f"<a:lnTo>{_POINT}</a:lnTo>",
    "C": f"<a:cubicBezTo>{_POINT * 3}</a:cubicBezTo>",
    "Z": "<a:close/>",
}


def _written(path: Path) -> str:
    """Return the elements of a path's commands, of which maps have thousands."""
    return "".join(_COMMANDS[one[0]] % tuple([round(at * EMU_PER_POINT) for at in one[1:]]) for one in path.commands)


def _text(text: str) -> str:
    return escape(text, quote=False)


def _attribute(text: str) -> str:
    return escape(text).replace("\n", " ")
