"""The Word copy for agreement: every text in a content control that bears its key, with tracked changes switched on.

python-docx makes the package and its styles; what it does not know is added as plain XML: content controls (ECMA-376
Part 1, 17.5.2), bookmarks that bear the keys too (office suites that forget controls keep these), and a custom part
that remembers what was printed, so that a copy is compared with what it was made of.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING, Any

from generator.messages import _
from generator.review.items import Item, read_items
from generator.source.labels import label_of
from generator.world import replace_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.source.inline import Run
    from generator.source.model import Publication
    from generator.world import World

NAMESPACE = "urn:piliers:review:1"
SUFFIX = ".review.docx"
NOTE, LABEL = "Piliers Note", "Piliers Label"  # the styles of words of our own, which stand behind no text

_DATE = (1980, 1, 1, 0, 0, 0)  # of the parts: the same content gives the same bytes
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_INK, _GREY, _TINT = "1B2333", "525B6B", "EEF1F5"
_STYLES = {"title": "Title", "subtitle": "Subtitle", "heading": "Heading 1"}
_GRID = re.compile(
    r"(?P<table>.*:table)/(?:columns/#(?P<head>\d+)|rows/#(?P<row>\d+)/#(?P<cell>\d+))"
    r"|(?P<chart>.*:chart)/(?:(?P<axis>axis)|categories/#(?P<name>\d+)"
    r"|series/#(?P<series>\d+)/(?:(?P<title>name)|values/#(?P<value>\d+)))"
    r"|(?P<csv>.*\.csv):(?P<line>\d+)/(?P<column>\d+)"
)


def write_copy(world: World, slug: str) -> Path:
    """Write the copy into the output folder, and return its path; raise ContentError as loading does."""
    target = world.output / f"{slug}{SUFFIX}"
    replace_files({target: review_copy(world, slug)})
    return target


def review_copy(world: World, slug: str) -> bytes:
    """Return the copy of ``content/<slug>`` as a Word file; raise ContentError as loading does."""
    import docx

    publication, items = read_items(world, slug)
    document = docx.Document()
    _set_up(document, publication)
    writer = _Writer(document)
    writer.label(_("Correct the texts where they stand: changes are tracked. Comments are read, too."), NOTE)
    for item in _ordered(items.values()):
        writer.write(item, items)
    _remember(document, slug, items.values(), writer.labels)
    return _zipped(document)


def _ordered(items: Iterable[Item]) -> list[Item]:
    """Return the texts in the order of reading: a pillar's heading stands before its label."""
    rank: dict[str, int] = {}
    for one in items:
        rank.setdefault(one.key.partition(":")[0].partition(".")[0], len(rank))
    name = {one.key: one.key.partition(":")[0] for one in items}
    return sorted(items, key=lambda one: (rank[name[one.key].partition(".")[0]], not one.key.endswith(":heading")))


class _Writer:
    """Writes the texts one after the other, each once; a table's cells all at the first of them."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._written: set[str] = set()
        self._example = ""
        self._count = 0
        self._caption = ""
        self.labels: list[str] = []

    def write(self, item: Item, items: dict[str, Item]) -> None:
        """Write a text, below what it is; of a table all cells."""
        if item.key in self._written:
            return
        if place := _place(item.key):
            self._table(place[0], items)
            return
        steps = item.key.partition(":")[2].split("/")
        self._begin_example(item.key, steps)
        field = next(step for step in reversed(steps) if not step.startswith("#"))
        alone = len(steps) == 1 and field in _STYLES
        if not alone and _is_labelled(steps, field):
            self.label(" – ".join(dict.fromkeys(_named(steps))), LABEL)
        style = _STYLES[field] if alone else {"points": "List Bullet"}.get(field, "Body Text")
        self._caption = item.plain if field == "caption" else self._caption
        self._control(self._document.add_paragraph("", style), item)

    def _begin_example(self, key: str, steps: Sequence[str]) -> None:
        """Write a heading above the first text of an example, by its number in its pillar."""
        if steps[0] != "examples":
            self._count = 0 if steps[0] in _STYLES else self._count
        elif (example := f"{key.partition(':')[0]}/{steps[1]}") != self._example:
            same = self._example.rpartition("/")[0] == key.partition(":")[0]
            self._count = self._count + 1 if same else 1
            self._example = example
            self.label(_("Example {n}", n=self._count), "Heading 2")

    def label(self, text: str, style: str) -> None:
        """Write words of our own, which say what the text below them is."""
        self.labels.append(text)
        self._document.add_paragraph(text, style)

    def _table(self, name: str, items: dict[str, Item]) -> None:
        """Write a table, or a chart's values as one; its header row is repeated on each page."""
        cells = {place[1:]: one for key, one in items.items() if (place := _place(key)) and place[0] == name}
        rows, columns = (1 + max(place[axis] for place in cells) for axis in (0, 1))
        table = self._document.add_table(rows, columns, "Table Grid")
        _describe(table, self._caption)
        for row, column in ((row, column) for row in range(rows) for column in range(columns)):
            paragraph = table.cell(row, column).paragraphs[0]
            paragraph.style = "Piliers Table Head" if row == 0 else "Piliers Table"
            if item := cells.get((row, column)):
                self._control(paragraph, item)
        self._document.add_paragraph("", NOTE)

    def _control(self, paragraph: Any, item: Item) -> None:
        """Put a text into ``paragraph``, within a content control and a bookmark that bear its key.

        The control stands in the paragraph, not around it: LibreOffice takes the stress from words in the other kind.
        """
        self._written.add(item.key)
        mark = {"id": str(len(self._written)), "name": item.bookmark}
        control, content = _sdt(item)
        content.extend([_run(run) for run in item.runs])
        paragraph._p.extend([_element("bookmarkStart", **mark), control, _element("bookmarkEnd", id=mark["id"])])


def _is_labelled(steps: Sequence[str], field: str) -> bool:
    """Tell whether a text stands below what it is: neither the text of an example nor a further item of a list does."""
    of_example = len(steps) == 3 and steps[0] == "examples" and field == "text"
    return not of_example and (not steps[-1].startswith("#") or steps[-1] == "#0")


def _place(key: str) -> tuple[str, int, int] | None:
    """Return the table, the row and the column of a cell, from 0; None for what is no cell."""
    match = _GRID.fullmatch(key)
    if not match:
        return None
    found = {name: int(value) for name, value in match.groupdict().items() if value and value.isdigit()}
    if match["csv"]:
        return match["csv"], found["line"] - 1, found["column"] - 1
    if match["table"]:
        return match["table"], found["row"] + 1 if "row" in found else 0, found.get("cell", found.get("head", 0))
    row = found.get("value", found.get("name", -1)) + 1
    return match["chart"], row, found["series"] + 1 if "series" in found else 0


def _named(steps: Sequence[str]) -> list[str]:
    """Return what a text is, in words: “Key figures 2”, “Number”."""
    steps = steps[2:] if steps[0] == "examples" else steps
    named: list[str] = []
    for step in steps:
        if step.startswith("#"):
            named[-1] += "" if steps[-1] == step else f" {int(step[1:]) + 1}"
        else:
            named.append(label_of(step))
    return named


def _element(tag: str, *children: Any, **attributes: str) -> Any:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element


def _sdt(item: Item) -> tuple[Any, Any]:
    """Return a content control for rich text, and what holds its content."""
    alias = " – ".join(
        _named(item.key.partition(":")[2].split("/")) if not item.key.count(".csv") else [label_of("csv")]
    )
    properties = _element(
        "sdtPr",
        _element("alias", val=alias[:64]),
        _element("tag", val=item.tag),
        _element("id", val=str(int(item.bookmark[2:9], 16))),
        _element("richText"),
    )
    content = _element("sdtContent")
    return _element("sdt", properties, content), content


def _run(run: Run) -> Any:
    """Return words with their stress and language; a link is underlined, and leads nowhere.

    LibreOffice makes words of the address of a link in a content control; and its target is not what is agreed on.
    """
    properties = _element("rPr")
    if run.link:
        properties.append(_element("rStyle", val="PiliersLink"))
    properties.extend([_element(tag) for tag, on in (("b", run.strong), ("i", run.emphasis)) if on])
    if run.language:
        properties.append(_element("lang", val=run.language))
    text = _element("t")
    text.text = run.text
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return _element("r", *([properties] if len(properties) else []), text)


def _describe(table: Any, caption: str) -> None:
    """Say what a table is, to those who do not see it, and which row heads it."""
    properties = table._tbl.tblPr
    properties.append(_element("tblCaption", val=caption))
    row = table.rows[0]._tr.get_or_add_trPr()
    row.extend([_element("cantSplit"), _element("tblHeader")])
    for cell in table.rows[0].cells:
        cell._tc.get_or_add_tcPr().append(_element("shd", val="clear", color="auto", fill=_TINT))


def _set_up(document: Any, publication: Publication) -> None:
    """Set page, styles, language, properties, header and footer; track changes."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    language = str(publication.language)
    _styles(document, language)
    known = document.core_properties
    title = publication.title.plain
    known.title, known.language, known.comments = title, language, ""
    known.author = publication.organisation.plain if publication.organisation else ""
    known.last_modified_by, known.revision = "", 1
    known.created = known.modified = _day()
    header = section.header.paragraphs[0]
    header.text = _("{title} – copy for agreement", title=title)
    footer = section.footer.paragraphs[0]
    footer.alignment = 2  # right
    for field in ("PAGE", None, "NUMPAGES"):
        made = _element("fldSimple", instr=field) if field else _element("r", _slash())
        if field:
            made.append(_element("r", _text("1")))
        footer._p.append(made)
    settings = document.settings.element
    settings.insert(0, _element("trackRevisions"))
    zoom = settings.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}zoom")
    if zoom is not None:  # the schema has it first
        settings.remove(zoom)
        settings.insert(0, zoom)


def _day() -> Any:
    from datetime import datetime

    return datetime(2000, 1, 1)  # noqa: DTZ001  (python-docx takes times without a zone)


def _slash() -> Any:
    return _text(" / ")


def _text(words: str) -> Any:
    text = _element("t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _styles(document: Any, language: str) -> None:
    """Give the styles one font and our colours; those of our own are added."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt

    styles = document.styles
    normal = styles["Normal"]
    _look(normal, 11, _INK)
    normal.paragraph_format.space_after = Pt(6)
    normal.element.get_or_add_rPr().append(_element("lang", val=language))
    default = styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    if default is not None:
        default.set(qn("w:val"), language)
    for name, size, before in (("Title", 22, 0), ("Heading 1", 16, 24), ("Heading 2", 12, 16), ("Subtitle", 13, 0)):
        _look(styles[name], size, _INK, bold=False)
        styles[name].paragraph_format.space_before = Pt(before)
        styles[name].paragraph_format.keep_with_next = True
    for name, base, size, colour in (
        (NOTE, "Normal", 10, _GREY), (LABEL, "Normal", 9, _GREY),
        ("Piliers Table", "Normal", 10, _INK), ("Piliers Table Head", "Normal", 10, _INK),
    ):  # fmt: skip
        made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.base_style = styles[base]
        _look(made, size, colour)
        made.paragraph_format.space_before = Pt(8 if name == LABEL else 2)
        made.paragraph_format.space_after = Pt({NOTE: 8, LABEL: 0}.get(name, 2))
        made.paragraph_format.keep_with_next = name == LABEL
    link = styles.add_style("Piliers Link", WD_STYLE_TYPE.CHARACTER)
    link.font.underline = True


def _look(style: Any, size: float, colour: str, *, bold: bool | None = None) -> None:
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    style.font.name, style.font.size = "Calibri", Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour)
    if bold is not None:
        style.font.bold = bold
    fonts = style.element.get_or_add_rPr().find(qn("w:rFonts"))
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    fonts.set(qn("w:cs"), "Calibri")


def _remember(document: Any, slug: str, items: Iterable[Item], labels: Iterable[str]) -> None:
    """Add the part that remembers what was printed of which text, and the words of our own between them."""
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from lxml import etree

    root = etree.Element(f"{{{NAMESPACE}}}review", publication=slug)
    for item in items:
        text = etree.SubElement(root, f"{{{NAMESPACE}}}text", key=item.key)
        for run in item.runs:
            made = etree.SubElement(text, f"{{{NAMESPACE}}}run")
            made.text = run.text
            for name in ("strong", "emphasis"):
                if getattr(run, name):
                    made.set(name, "1")
    for label in sorted({str(one) for one in labels}):
        etree.SubElement(root, f"{{{NAMESPACE}}}label").text = label
    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/customXml/item2.xml"), "application/xml", data, document.part.package)
    document.part.relate_to(part, f"{_RELATED}/customXml")
    store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    about = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="no"?><ds:datastoreItem xmlns:ds="{store}" '
        'ds:itemID="{7A1B9F7C-2B1E-4D0E-9C55-50494C494552}"><ds:schemaRefs>'
        f'<ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    kind = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
    properties = Part(PackURI("/customXml/itemProps2.xml"), kind, about.encode(), document.part.package)
    part.relate_to(properties, f"{_RELATED}/customXmlProps")


def _zipped(document: Any) -> bytes:
    """Return the package; the same document gives the same bytes."""
    saved, stream = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _DATE)
            entry.create_system, entry.external_attr = 3, 0o600 << 16  # as on Unix, on every system
            new.writestr(entry, old.read(name), zipfile.ZIP_DEFLATED)
    return stream.getvalue()
