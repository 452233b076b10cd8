"""Edits of a deck as PowerPoint writes them, each with what it must propose: nothing less, and nothing more.

By hand: ``python -m tests.home.campaign`` prints what was found of each, and how many of all edits that is.
"""

# ruff: noqa: E501  # the cases are a table, one edit to a line
from __future__ import annotations

import io
import sys
from collections.abc import Callable
from copy import deepcopy
from typing import Any, NamedTuple

from PIL import Image
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from generator.deck.ooxml.xml import MC, A, P, parsed
from tests.home.decks import packed, parts_of
from tests.project import EVERY_KEY, SLUG

Pair = tuple[str, str]
_SECTION = "{http://schemas.microsoft.com/office/powerpoint/2010/main}section"
_EQUATION = (
    '<a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main">'
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>x=2</m:t></m:r></m:oMath>'
    "</a14:m>"
)
_INK = (
    f'<mc:AlternateContent xmlns:mc="{MC[1:-1]}" xmlns:p="{P[1:-1]}" xmlns:a="{A[1:-1]}"><mc:Choice Requires="p14">'
    "<p:contentPart/></mc:Choice><mc:Fallback><p:pic><p:nvPicPr><p:cNvPr id='77' name='Encre 3'/><p:cNvPicPr/><p:nvPr/>"
    "</p:nvPicPr><p:blipFill><a:blip/></p:blipFill><p:spPr/></p:pic></mc:Fallback></mc:AlternateContent>"
)

NANTES = "pillars/soutien:examples/nantes-french-tech"
VELOS = "pillars/mobilite:examples/exempleville-velos"
NAVETTE = "pillars/mobilite:examples/port-modele-navette"


class Hand:
    """A deck in the hands of somebody who edits it."""

    def __init__(self, data: bytes) -> None:
        self.deck: Any = Presentation(io.BytesIO(data))

    @property
    def saved(self) -> bytes:
        stream = io.BytesIO()
        self.deck.save(stream)
        return stream.getvalue()

    def slide(self, number: int) -> Any:
        return self.deck.slides[number - 1]

    def shape(self, number: int, name: str) -> Any:
        """Return the first shape of a slide whose name begins so, groups included."""

        def within(shapes: Any) -> Any:
            for one in shapes:
                yield one
                if one.shape_type == 6:
                    yield from within(one.shapes)

        return next(one for one in within(self.slide(number).shapes) if one.name.startswith(name))

    def paragraphs(self) -> Any:
        """Yield each paragraph of slides and notes, with its slide's number."""
        for number, one in enumerate(self.deck.slides, 1):
            for tree in (one._element, one.notes_slide._element if one.has_notes_slide else None):
                for paragraph in tree.iter(qn("a:p")) if tree is not None else ():
                    yield number, paragraph

    def paragraph(self, words: str, number: int = 0) -> Any:
        """Return the first paragraph that says ``words``, as an element."""
        return next(one for at, one in self.paragraphs() if words in text_of(one) and number in (0, at))

    def say(self, old: str, new: str, number: int = 0) -> None:
        """Write over ``old``, as PowerPoint does: in a run of its own, with a mark of the spelling check."""
        restyle(self.paragraph(old, number), old, new, {"err": "1"})

    def within(self, words: str, number: int, xml: str) -> None:
        """Put an element into the properties of the run that says ``words``."""
        self.style(words, number)
        run = next(one for one in self.paragraph(words, number).findall(qn("a:r")) if text_of(one) == words)
        run.get_or_add_rPr().append(parsed(f'<a:x xmlns:a="{A[1:-1]}">{xml}</a:x>'.encode())[0])

    def to_slide(self, number: int, name: str, to: int) -> None:
        """Cut a shape and paste it on another slide."""
        self.slide(to).shapes._spTree.append(self.shape(number, name)._element)

    def without_notes(self, number: int) -> None:
        rows = self.slide(number).part.rels
        rows.pop(next(id for id, row in rows.items() if row.reltype.endswith("notesSlide")))

    def style(self, words: str, number: int = 0, **style: str) -> None:
        restyle(self.paragraph(words, number), words, words, style)

    def link(self, number: int, words: str, address: str) -> None:
        self.style(words, number)
        for shape in self.slide(number).shapes:
            for paragraph in shape.text_frame.paragraphs if shape.has_text_frame else ():
                for run in paragraph.runs:
                    if run.text == words:
                        run.hyperlink.address = address
                        return
        raise AssertionError(words)

    def lead(self, number: int, words: str, address: str) -> None:
        """Let words that are a link lead elsewhere."""
        shapes = (shape for shape in self.slide(number).shapes if shape.has_text_frame)
        runs = (run for shape in shapes for paragraph in shape.text_frame.paragraphs for run in paragraph.runs)
        next(run for run in runs if words in run.text).hyperlink.address = address

    def below(self, words: str, new: str, number: int = 0) -> None:
        """Add a paragraph below the one that says ``words``, as Enter does."""
        paragraph = self.paragraph(words, number)
        copy = deepcopy(paragraph)
        paragraph.addnext(copy)
        say(copy, new)

    def split(self, words: str) -> None:
        """Break a paragraph before ``words``."""
        paragraph = self.paragraph(words)
        restyle(paragraph, words, words, {})
        copy = deepcopy(paragraph)
        paragraph.addnext(copy)
        at = next(index for index, one in enumerate(paragraph.findall(qn("a:r"))) if text_of(one) == words)
        for one in paragraph.findall(qn("a:r"))[at:]:
            paragraph.remove(one)
        for one in copy.findall(qn("a:r"))[:at]:
            copy.remove(one)

    def drop(self, number: int, *names: str) -> None:
        for name in names:
            element = self.shape(number, name)._element
            element.getparent().remove(element)

    def drop_slide(self, number: int) -> None:
        listed, gone = self.deck.slides._sldIdLst, self.slide(number).part
        self.deck.part.drop_rel(listed[number - 1].rId)
        listed.remove(listed[number - 1])
        for one in self.deck.slides:  # what leads there leads nowhere any more
            for row in [row for row in one.part.rels.values() if not row.is_external and row._target is gone]:
                for element in [
                    each for each in one._element.iter(qn("a:hlinkClick")) if each.get(qn("r:id")) == row.rId
                ]:
                    element.getparent().remove(element)
                one.part.rels.pop(row.rId)

    def blank(self, after: int) -> None:
        slide = self.deck.slides.add_slide(self.slide(after).slide_layout)
        for one in list(slide.shapes):
            one._element.getparent().remove(one._element)
        self.move_slide(len(self.deck.slides), after + 1)

    def move_slide(self, number: int, to: int) -> None:
        listed = self.deck.slides._sldIdLst
        one = listed[number - 1]
        listed.remove(one)
        listed.insert(to - 1, one)

    def copy_slide(self, number: int) -> None:
        """Put a copy behind a slide; its charts and pictures are shared."""
        source = self.slide(number)
        made = self.deck.slides.add_slide(source.slide_layout)
        tree = made.shapes._spTree
        for one in list(tree)[2:]:
            tree.remove(one)
        rows = {
            row.rId: made.part.relate_to(row._target, row.reltype)
            for row in source.part.rels.values()
            if not row.is_external and not row.reltype.endswith(("slideLayout", "notesSlide"))
        }
        rows |= {
            row.rId: made.part.relate_to(row.target_ref, row.reltype, is_external=True)
            for row in source.part.rels.values()
            if row.is_external
        }
        for one in list(source.shapes._spTree)[2:]:
            copy = deepcopy(one)
            for element in copy.iter():
                for key, value in element.attrib.items():
                    if key.startswith(f"{{{element.nsmap.get('r')}}}") and value in rows:
                        element.set(key, rows[value])
            tree.append(copy)
        notes = made.notes_slide.notes_text_frame._txBody
        notes.getparent().replace(notes, deepcopy(source.notes_slide.notes_text_frame._txBody))
        self.move_slide(len(self.deck.slides), number + 1)

    def box(self, number: int, words: str) -> None:
        box = self.slide(number).shapes.add_textbox(Pt(30), Pt(400), Pt(200), Pt(40))
        box.text_frame.text = words

    def picture(self, number: int) -> None:
        self.slide(number).shapes.add_picture(io.BytesIO(png("navy")), Pt(500), Pt(20), Pt(60), Pt(60))

    def other_picture(self, number: int, name: str) -> None:
        """Put another picture in the place of one, as “Change Picture” does."""
        shape = self.shape(number, name)
        _part, row = shape.part.get_or_add_image_part(io.BytesIO(png("crimson")))
        next(shape._element.iter(qn("a:blip"))).set(qn("r:embed"), row)

    def describe(self, number: int, name: str, words: str) -> None:
        self.shape(number, name)._element.nvPicPr.cNvPr.set("descr", words)

    def fill(self, number: int, name: str, colour: str = "C01010") -> None:
        shape = self.shape(number, name)
        shape.fill.solid()
        shape.fill.fore_color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]

    def outline(self, number: int, name: str, colour: str = "C01010", points: float = 3) -> None:
        line = self.shape(number, name).line
        line.color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
        line.width = Pt(points)

    def runs(self, number: int, name: str) -> list[Any]:
        return [run for one in self.shape(number, name).text_frame.paragraphs for run in one.runs]

    def ink(self, number: int, name: str, first: int = 0, colour: str = "7A1010") -> None:
        for run in self.runs(number, name)[first:]:
            run.font.color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]

    def as_first(self, number: int, name: str) -> None:
        """Give the last words of a shape the colour of its first ones."""
        first, *_rest, last = (run._r.find(qn("a:rPr")) for run in self.runs(number, name))
        last.replace(last.find(qn("a:solidFill")), deepcopy(first.find(qn("a:solidFill"))))

    def place(self, words: str, number: int, xml: str = "", *, notes: bool = False, **attributes: str) -> None:
        """Give a paragraph another sign, another indent or other spacing."""
        found = [one for at, one in self.paragraphs() if at == number and words in text_of(one)]
        properties = found[-1 if notes else 0].get_or_add_pPr()
        for one in [one for one in properties if xml and one.tag.startswith(f"{A}bu")]:
            properties.remove(one)
        for one in parsed(f'<a:x xmlns:a="{A[1:-1]}">{xml}</a:x>'.encode()):
            properties.append(one)
        for name, value in attributes.items():
            properties.set(name, value)

    def body(self, number: int, name: str) -> Any:
        return self.shape(number, name)._element.txBody.find(qn("a:bodyPr"))

    def furniture(self, number: int, kind: str) -> Any:
        """Return the footer, the number or the date of a slide, as an element."""
        return self.slide(number)._element.xpath(f".//p:sp[p:nvSpPr/p:nvPr/p:ph[@type='{kind}']]")[0]

    def typed(self, number: int) -> None:
        """Write a number in the place of the slide's own."""
        field = next(self.furniture(number, "sldNum").iter(qn("a:fld")))
        field.getparent().replace(field, parsed(f'<a:r xmlns:a="{A[1:-1]}"><a:t>12</a:t></a:r>'.encode()))

    def new_chart(self, number: int) -> None:
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = ["Une"]
        data.add_series("Série", [1])
        self.slide(number).shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Pt(10), Pt(10), Pt(200), Pt(90), data)

    def face(self, number: int, name: str, family: str) -> None:
        for run in self.runs(number, name):
            run.font.name = family

    def centre(self, number: int, name: str) -> None:
        for one in self.shape(number, name).text_frame.paragraphs:
            one.alignment = 2

    def cell_fill(self, number: int, row: int, column: int) -> None:
        fill = self.table(number).cell(row, column).fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string("FFD0D0")  # type: ignore[no-untyped-call]

    def cell_ink(self, number: int, row: int, column: int) -> None:
        for run in self.table(number).cell(row, column).text_frame.paragraphs[0].runs:
            run.font.color.rgb = RGBColor.from_string("C01010")  # type: ignore[no-untyped-call]

    def widen(self, number: int, column: int) -> None:
        columns = self.table(number).columns
        columns[column].width, columns[1].width = Emu(columns[column].width + 400_000), Emu(columns[1].width - 400_000)

    def series_colour(self, number: int, series: int) -> None:
        chart = next(one.chart for one in self.slide(number).shapes if one.has_chart)
        fill = chart.plots[0].series[series].format.fill
        fill.solid()
        fill.fore_color.rgb = RGBColor.from_string("12EE12")  # type: ignore[no-untyped-call]

    def shift(self, number: int, name: str, across: float = 0, wider: float = 0) -> None:
        shape = self.shape(number, name)
        shape.left, shape.width = Emu(shape.left + Pt(across)), Emu(shape.width + Pt(wider))

    def reset(self, number: int) -> None:
        """Let the placeholders of a slide stand again where its layout has them, as “Reset Slide” does."""
        for one in self.slide(number).placeholders:
            if (place := one._element.spPr.find(qn("a:xfrm"))) is not None:
                one._element.spPr.remove(place)

    def swap(self, number: int, one: str, other: str) -> None:
        """Let two shapes change places."""
        first, second = self.shape(number, one), self.shape(number, other)
        places = [(shape.left, shape.top, shape.width, shape.height) for shape in (first, second)]
        for shape, (left, top, width, height) in ((first, places[1]), (second, places[0])):
            shape.left, shape.top, shape.width, shape.height = left, top, width, height

    def table(self, number: int) -> Any:
        return next(one.table for one in self.slide(number).shapes if one.has_table)

    def cell(self, number: int, old: str, new: str) -> None:
        for row in self.table(number).rows:
            for one in row.cells:
                if one.text_frame.text == old:
                    say(one.text_frame.paragraphs[0]._p, new)
                    return
        raise AssertionError(old)

    def drop_row(self, number: int, index: int) -> None:
        element = self.table(number)._tbl
        element.remove(element.tr_lst[index])

    def add_row(self, number: int, *words: str) -> None:
        rows = self.table(number)._tbl.tr_lst
        copy = deepcopy(rows[-1])
        rows[-1].addnext(copy)
        for cell, text in zip(copy.tc_lst, words, strict=True):
            say(next(cell.iter(qn("a:p"))), text)

    def split_cell(self, number: int, row: int, column: int, *, across: bool) -> None:
        """Split a cell in two, as “Split Cells” does: all others of the new column or row are merged there."""
        table = self.table(number)._tbl
        if across:
            grid = table.tblGrid
            grid.gridCol_lst[column].addnext(deepcopy(grid.gridCol_lst[column]))
            pairs = [(one.tc_lst[column], deepcopy(one.tc_lst[column])) for one in table.tr_lst]
            for first, second in pairs:
                first.addnext(second)
        else:
            table.tr_lst[row].addnext(deepcopy(table.tr_lst[row]))
            pairs = [*zip(table.tr_lst[row].tc_lst, table.tr_lst[row + 1].tc_lst, strict=True)]
        for index, (first, second) in enumerate(pairs):
            say(next(second.iter(qn("a:p"))), "moitié" if index == (row if across else column) else "")
            if index != (row if across else column):
                first.set("gridSpan" if across else "rowSpan", "2")
                second.set("hMerge" if across else "vMerge", "1")

    def add_column(self, number: int, *words: str) -> None:
        element = self.table(number)._tbl
        grid = element.tblGrid
        grid.append(deepcopy(grid.gridCol_lst[-1]))
        for row, text in zip(element.tr_lst, words, strict=True):
            copy = deepcopy(row.tc_lst[-1])
            row.tc_lst[-1].addnext(copy)
            say(next(copy.iter(qn("a:p"))), text)

    def drop_column(self, number: int, index: int) -> None:
        element = self.table(number)._tbl
        element.tblGrid.remove(element.tblGrid.gridCol_lst[index])
        for row in element.tr_lst:
            row.remove(row.tc_lst[index])

    def value(self, number: int, series: int, category: int, value: float | None) -> None:
        """Change a number in the workbook of a chart, as “Edit Data” does: the cached values follow."""
        chart = next(one.chart for one in self.slide(number).shapes if one.has_chart)
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = [str(one) for one in chart.plots[0].categories]
        for at, one in enumerate(chart.plots[0].series):
            values = list(one.values)
            if at == series:
                values[category] = value
            data.add_series(one.name, values)
        chart.replace_data(data)

    def chart_title(self, number: int, title: str) -> None:
        """Type a title into a chart."""
        chart = next(one.chart for one in self.slide(number).shapes if one.has_chart)
        chart.chart_title.text_frame.text = title

    def data(self, number: int, categories: list[str], **series: list[float | None]) -> None:
        """Give a chart other data, as from another workbook."""
        data: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        data.categories = categories
        for name, values in series.items():
            data.add_series(name, values)
        next(one.chart for one in self.slide(number).shapes if one.has_chart).replace_data(data)

    def size(self, width: int, height: int) -> None:
        """Give the slides another size, everything scaled, as “Ensure Fit” does."""
        across = width / self.deck.slide_width
        down = height / self.deck.slide_height
        least = min(across, down)
        left, top = (width - self.deck.slide_width * least) / 2, (height - self.deck.slide_height * least) / 2
        self.deck.slide_width, self.deck.slide_height = Emu(width), Emu(height)
        for one in self.deck.slides:
            for shape in one.shapes:
                if shape._element.find(f".//{qn('a:off')}") is None and not shape.has_table:
                    continue
                shape.left, shape.top = Emu(round(shape.left * least + left)), Emu(round(shape.top * least + top))
                shape.width, shape.height = Emu(round(shape.width * least)), Emu(round(shape.height * least))


def text_of(paragraph: Any) -> str:
    return "".join(one.text or "" for one in paragraph.iter(qn("a:t")))


def say(paragraph: Any, text: str) -> None:
    """Give a paragraph other words, all set as most of those before."""
    runs = paragraph.findall(qn("a:r"))
    if not runs:
        paragraph.add_r(text)
        return
    longest = max(runs, key=lambda one: len(text_of(one)))
    for one in runs:
        if one is not longest or not text:
            paragraph.remove(one)
    longest.find(qn("a:t")).text = text


def restyle(paragraph: Any, old: str, new: str, style: dict[str, str]) -> None:
    """Put ``new`` in the place of ``old``, in a run of its own with properties more; others keep their style."""
    start = text_of(paragraph).index(old)
    end, place, first = start + len(old), 0, None
    for run in paragraph.findall(qn("a:r")):
        text = text_of(run)
        here, place = place, place + len(text)
        if place <= start or here >= end:
            continue
        cut = max(0, start - here), min(len(text), end - here)
        for part, at in ((text[: cut[0]], -1), (text[cut[0] : cut[1]], 0), (text[cut[1] :], 1)):
            if not part:
                continue
            copy = deepcopy(run)
            copy.find(qn("a:t")).text = part
            run.addprevious(copy)
            if at == 0 and first is None:
                first = copy
                copy.find(qn("a:t")).text = new
                for name, value in style.items():
                    copy.get_or_add_rPr().set(name, value)
            elif at == 0:
                paragraph.remove(copy)
        paragraph.remove(run)


def png(colour: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (16, 16), colour).save(stream, "PNG")
    return stream.getvalue()


def named_by(data: bytes, name: str) -> bytes:
    """Return a deck with who saved it last."""
    parts = parts_of(data)
    said = f"<cp:lastModifiedBy>{name}</cp:lastModifiedBy></cp:coreProperties>".encode()
    parts["docProps/core.xml"] = parts["docProps/core.xml"].replace(b"</cp:coreProperties>", said)
    return packed(parts)


class Case(NamedTuple):
    """An edit of the deck of a publication, and the changes that it must propose: their kinds and keys.

    Of a key, what it must begin with; an empty one is any.
    """

    name: str
    deck: str
    edit: Callable[[Hand], object]
    wanted: list[Pair]


def text(key: str) -> list[Pair]:
    return [("text", key)]


def several(*edits: Callable[[Hand], object]) -> Callable[[Hand], object]:
    return lambda hand: [one(hand) for one in edits]


CASES = [
    # words
    Case("a word", SLUG, lambda h: h.say("nombreuses", "belles", 4), text(f"{NANTES}/text")),
    Case("a word more", SLUG, lambda h: h.say("nombreuses ", "très nombreuses ", 4), text(f"{NANTES}/text")),
    Case("a word less", SLUG, lambda h: h.say("de nombreuses ", "des ", 4), text(f"{NANTES}/text")),
    Case("the first word", SLUG, lambda h: h.say("Turin Social", "Turin, Social", 4), text("pillars/soutien:examples/turin-social-impact/text")),
    Case("a rewrite", SLUG, lambda h: say(h.paragraph("a lancé de nombreuses", 4), "La ville de Nantes aide aujourd’hui les jeunes pousses de tout l’Ouest."), text(f"{NANTES}/text")),
    Case("a typo", SLUG, lambda h: h.say("initiatives", "initatives", 4), text(f"{NANTES}/text")),
    Case("a capital", SLUG, lambda h: h.say("nombreuses", "Nombreuses", 4), text(f"{NANTES}/text")),
    Case("an accent", SLUG, lambda h: h.say("événement", "évènement", 4), text("pillars/soutien:examples/rennes-inout/text")),
    Case("a comma", SLUG, lambda h: h.say("nombreuses initiatives", "nombreuses initiatives,", 4), text(f"{NANTES}/text")),
    Case("straight quotes by autocorrection", SLUG, lambda h: h.say("« InOut".replace(" ", "\u00a0"), '"InOut', 4), []),
    Case("spaces that do not break", SLUG, lambda h: h.say("de nombreuses initiatives", "de\u00a0nombreuses\u202finitiatives", 4), []),
    Case("marks of direction", SLUG, lambda h: h.say("nombreuses", "\u202anombreuses\u202c\u200f", 4), []),
    Case("a break from elsewhere", SLUG, lambda h: h.say("nombreuses initiatives", "nombreuses_x000B_initiatives", 4), []),
    Case("words highlighted", SLUG, lambda h: h.within("nombreuses", 4, '<a:highlight><a:srgbClr val="FFFF00"/></a:highlight>'), [("note", "")]),
    Case("words of the notes highlighted", EVERY_KEY, lambda h: h.within("sans grands travaux", 3, '<a:highlight><a:srgbClr val="FFFF00"/></a:highlight>'), [("note", "")]),
    Case("words lowered", SLUG, lambda h: h.style("nombreuses", 4, baseline="-25000"), [("note", "")]),
    Case("an arrow by autocorrection", SLUG, several(lambda h: h.say("nombreuses", "\uf0e0", 4), lambda h: h.within("\uf0e0", 4, '<a:sym typeface="Wingdings"/>')), text(f"{NANTES}/text")),
    Case("a title", SLUG, lambda h: h.say("Un fort soutien", "Un soutien fort"), text("pillars/soutien:heading")),
    Case("a title of two slides", SLUG, several(lambda h: h.say("territoires limitrophes", "territoires voisins", 5), lambda h: h.say("territoires limitrophes", "territoires voisins", 6)), text("pillars/cooperation:heading")),
    Case("the title of the cover", SLUG, lambda h: h.say("métropolitaines", "des métropoles", 1), text("publication:title")),
    Case("the subtitle", SLUG, lambda h: h.say("Les leçons apprises", "Les leçons à retenir", 1), text("publication:subtitle")),
    Case("a label of the overview", SLUG, lambda h: h.say("Soutien aux projets", "Aide aux projets", 2), text("pillars/soutien:label")),
    Case("words of the program", SLUG, lambda h: h.say("treize exemples", "douze exemples", 1), [("note", "")]),
    Case("runs of three kinds", SLUG, lambda h: h.style("nombreuses", 4, lang="en-GB", dirty="0"), []),
    Case("bold", SLUG, lambda h: h.style("nombreuses", 4, b="1"), text(f"{NANTES}/text")),
    Case("italic", SLUG, lambda h: h.style("nombreuses", 4, i="1"), text(f"{NANTES}/text")),
    Case("bold taken away", EVERY_KEY, lambda h: h.style("dix minutes, de", 5, b="0"), text(f"{NAVETTE}/points/#0")),
    Case("a link", SLUG, lambda h: h.link(4, "jeunes pousses", "https://exemple.fr/pousses"), text(f"{NANTES}/text")),
    Case("a paragraph parted", SLUG, lambda h: h.split("les jeunes pousses"), []),
    Case("a paragraph below a text", SLUG, lambda h: h.below("a lancé de nombreuses", "Depuis, mille emplois sont nés.", 4), text(f"{NANTES}/text")),
    Case("a point more", EVERY_KEY, lambda h: h.below("Une navette toutes", "Un ponton de plus."), [("add", f"{NAVETTE}/points")]),
    Case("a point less", EVERY_KEY, lambda h: h.paragraph("Un seul billet").getparent().remove(h.paragraph("Un seul billet")), [("remove", f"{NAVETTE}/points/#1")]),
    Case("the short form of an example", EVERY_KEY, lambda h: h.say("prête 400 vélos pour un an", "prête 450 vélos pour un an", 4), text(f"{VELOS}/short")),
    Case("a figure", EVERY_KEY, lambda h: h.say("58", "61", 3), text("pillars/mobilite:figures/#1/value")),
    Case("a figure of thousands", EVERY_KEY, lambda h: h.say("850", "900", 3), text("pillars/mobilite:figures/#0/value")),
    Case("the label of a figure", EVERY_KEY, lambda h: h.say("de déplacements sans voiture", "de trajets sans voiture", 3), text("pillars/mobilite:figures/#1/label")),
    Case("a figure and its unit", EVERY_KEY, several(lambda h: h.say("10", "12", 3), lambda h: h.say("min", "minutes", 3)), [("text", "pillars/mobilite:figures/#2/value"), ("text", "pillars/mobilite:figures/#2/unit")]),
    Case("a figure in other words", EVERY_KEY, lambda h: h.say("10", "un quart d’heure", 3), text("pillars/mobilite:figures/#2/value")),
    Case("a card written anew in two paragraphs", EVERY_KEY, lambda h: setattr(h.shape(8, "Exemple [musterstadt").text_frame, "text", "Musterstadt chauffe ses écoles.\nEt ses piscines."), text("pillars/energie:examples/musterstadt-chaleur/text")),
    Case("two points that changed places", EVERY_KEY, lambda h: h.paragraph("Une navette toutes").addnext(h.paragraph("Des horaires")), [("remove", f"{NAVETTE}/points/#2"), ("add", f"{NAVETTE}/points")]),
    Case("a quotation", EVERY_KEY, lambda h: h.say("combien coûte", "ce que coûte", 7), text("pillars/energie:quote/text")),
    Case("who is quoted", EVERY_KEY, lambda h: h.say("Ada Beispiel", "Ada Muster", 7), text("pillars/energie:quote/who")),
    Case("a call", EVERY_KEY, lambda h: h.say("trois premiers", "quatre premiers", 13), text("pillars/donnees:call/text")),
    Case("a source", EVERY_KEY, lambda h: h.say("Bilan imaginaire", "Bilan annuel", 16), text(f"{VELOS}/source/title")),
    Case("a credit", EVERY_KEY, lambda h: h.say("inventée des vélos", "dessinée des vélos", 4), text(f"{VELOS}/picture/credit")),
    Case("an introduction", EVERY_KEY, lambda h: h.say("trois kilomètres", "deux kilomètres", 3), text("pillars/mobilite:intro")),
    Case("the day and the version", EVERY_KEY, several(lambda h: h.say("23\u00a0novembre\u00a02026", "1er fevrier 2027", 1), lambda h: h.say("0.2", "0.3", 1)), [("text", "publication:as_of"), ("text", "publication:version")]),
    Case("the day of a session", EVERY_KEY, lambda h: h.say("10\u00a0décembre", "11\u00a0décembre", 1), text("publication:session/date")),
    Case("a status", EVERY_KEY, lambda h: h.say("préparatoire", "définitif", 1), text("publication:status")),
    Case("until when", EVERY_KEY, lambda h: h.say("15\u00a0janvier", "20\u00a0février", 17), text("publication:call/until")),
    Case("until one knows when", EVERY_KEY, lambda h: h.say("15\u00a0janvier\u00a02027", "l’hiver", 17), [("note", "publication:call/until")]),
    Case("an e-mail address", EVERY_KEY, lambda h: h.say("exemples@example.org", "contact@example.org", 18), text("publication:call/contact/email")),
    Case("a telephone number", EVERY_KEY, lambda h: h.say("12\u00a034", "12\u00a035", 18), text("publication:call/contact/phone")),
    Case("a web address", EVERY_KEY, lambda h: h.say("/piliers", "/villes", 18), text("publication:call/contact/url")),
    Case("where an e-mail address leads", EVERY_KEY, lambda h: h.lead(18, "exemples@example.org", "mailto:contact@example.org"), text("publication:call/contact/email")),
    Case("where an address leads in no way", EVERY_KEY, lambda h: h.lead(18, "exemples@example.org", "mailto:nobody"), [("note", "")]),
    Case("when a source was seen", EVERY_KEY, lambda h: h.say("5\u00a0octobre", "6\u00a0octobre", 16), text(f"{VELOS}/source/seen")),
    Case("where a source leads", EVERY_KEY, lambda h: h.lead(16, "Bilan", "https://example.org/velos-2"), text(f"{VELOS}/source/url")),
    Case("where the address of a source leads", EVERY_KEY, lambda h: h.lead(16, "example.org/velos", "https://example.org/velos-2"), text(f"{VELOS}/source/url")),
    Case("a city of the map", EVERY_KEY, lambda h: h.say("Musterstadt", "Musterhausen", 14), text("cities:musterstadt/names/fr")),
    Case("a city that a card mentions", SLUG, lambda h: h.say("Turin", "Turin la belle", 6), text("pillars/cooperation:examples/in-focus/text")),
    # notes
    Case("notes", SLUG, lambda h: h.slide(4).notes_slide.notes_text_frame.add_paragraph().__setattr__("text", "Remercier les équipes."), text("pillars/soutien:spoken")),
    Case("words of the notes", EVERY_KEY, lambda h: h.say("sans grands travaux", "sans travaux"), text("pillars/mobilite:spoken")),
    Case("notes of an example", EVERY_KEY, lambda h: h.say("on prête un vélo", "on donne un vélo"), text(f"{VELOS}/spoken")),
    Case("notes emptied", EVERY_KEY, lambda h: setattr(h.slide(3).notes_slide.notes_text_frame, "text", ""), [("remove", "pillars/mobilite:spoken"), ("note", "")]),
    Case("a page of notes less", EVERY_KEY, lambda h: h.without_notes(3), [("note", "")]),
    # tables
    Case("a cell", EVERY_KEY, lambda h: h.cell(6, "À pied", "À pied, seul"), text("pillars/mobilite:table/columns/#1")),
    Case("a number of a table", EVERY_KEY, lambda h: h.cell(6, "4\u202f100", "4\u202f200"), text("pillars/mobilite:table/rows/#1/#2")),
    Case("a percentage of a table", EVERY_KEY, lambda h: h.cell(6, "51\u00a0%", "52\u00a0%"), text("pillars/mobilite:table/rows/#1/#4")),
    Case("a row less", EVERY_KEY, lambda h: h.drop_row(6, 2), [("remove", "pillars/mobilite:table/rows/#1")]),
    Case("a row more", EVERY_KEY, lambda h: h.add_row(6, "Neustadt", "1", "2", "3", "40 %"), [("add", "pillars/mobilite:table/rows")]),
    Case("a row more within a table", EVERY_KEY, several(lambda h: h.add_row(6, "Neustadt", "1", "2", "3", "40 %"), lambda h: h.table(6)._tbl.tr_lst[1].addnext(h.table(6)._tbl.tr_lst[-1])), [("add", "pillars/mobilite:table/rows")]),
    Case("rows in another order", EVERY_KEY, lambda h: h.table(6)._tbl.tr_lst[1].addprevious(h.table(6)._tbl.tr_lst[3]), [("remove", "pillars/mobilite:table/rows/#2"), ("add", "pillars/mobilite:table/rows")]),
    Case("rows of a file in another order", EVERY_KEY, lambda h: h.table(11)._tbl.tr_lst[1].addprevious(h.table(11)._tbl.tr_lst[3]), [("remove", "pillars/jeux.csv:4"), ("add", "pillars/jeux.csv:")]),
    Case("a row less and one more", EVERY_KEY, several(lambda h: h.add_row(6, "Neustadt", "1", "2", "3", "40 %"), lambda h: h.drop_row(6, 1)), [("remove", "pillars/mobilite:table/rows/#0"), ("add", "pillars/mobilite:table/rows")]),
    Case("a row moved and one more", EVERY_KEY, several(lambda h: h.add_row(6, "Neustadt", "1", "2", "3", "40 %"), lambda h: h.table(6)._tbl.tr_lst[1].addprevious(h.table(6)._tbl.tr_lst[3])), [("remove", "pillars/mobilite:table/rows/#2"), ("add", "pillars/mobilite:table/rows"), ("add", "pillars/mobilite:table/rows")]),
    Case("cells merged", EVERY_KEY, lambda h: h.table(6).cell(1, 1).merge(h.table(6).cell(1, 2)), [("note", "")]),
    Case("cells of two rows merged", EVERY_KEY, lambda h: h.table(6).cell(1, 0).merge(h.table(6).cell(2, 0)), [("note", "")]),
    Case("heads merged", EVERY_KEY, lambda h: h.table(6).cell(0, 1).merge(h.table(6).cell(0, 3)), [("note", "")]),
    Case("cells of a file merged", EVERY_KEY, lambda h: h.table(11).cell(1, 0).merge(h.table(11).cell(2, 1)), [("note", "")]),
    Case("cells merged and other words in them", EVERY_KEY, several(lambda h: h.table(6).cell(1, 1).merge(h.table(6).cell(1, 2)), lambda h: h.say("41\u202f200", "42\u202f200", 6)), [("note", "")]),
    Case("cells merged below a row less", EVERY_KEY, several(lambda h: h.table(6).cell(3, 1).merge(h.table(6).cell(3, 2)), lambda h: h.drop_row(6, 1)), [("note", ""), ("remove", "pillars/mobilite:table/rows/#0")]),
    Case("cells merged beside a cell edited", EVERY_KEY, several(lambda h: h.table(6).cell(1, 1).merge(h.table(6).cell(1, 2)), lambda h: h.cell(6, "51\u00a0%", "52\u00a0%")), [("note", ""), ("text", "pillars/mobilite:table/rows/#1/#4")]),
    Case("a cell split across", EVERY_KEY, lambda h: h.split_cell(6, 1, 1, across=True), [("note", "")]),
    Case("a cell split down", EVERY_KEY, lambda h: h.split_cell(6, 2, 1, across=False), [("note", "")]),
    Case("a head split", EVERY_KEY, lambda h: h.split_cell(6, 0, 2, across=True), [("note", "")]),
    Case("words below those of the program in a cell", SLUG, lambda h: h.below("collaborative (diapo\u00a07)", "Merci à tous", 9), [("note", "")]),
    Case("a slide's number written otherwise in a cell", SLUG, lambda h: h.say("(diapo\u00a07)", "(page 7)", 9), [("note", "")]),
    Case("a head less", EVERY_KEY, lambda h: h.cell(6, "À pied", ""), [("note", "pillars/mobilite:table/columns/#1")]),
    Case("a jump to a slide that is gone, as LibreOffice writes it", SLUG, lambda h: h.link(4, "nombreuses", "slidedu.xml"), []),
    Case("a cell of a file split", EVERY_KEY, lambda h: h.split_cell(11, 1, 0, across=False), [("note", "")]),
    Case("a cell split beside a cell edited", EVERY_KEY, several(lambda h: h.split_cell(6, 1, 1, across=False), lambda h: h.cell(6, "51\u00a0%", "52\u00a0%")), [("note", ""), ("text", "pillars/mobilite:table/rows/#1/#4")]),
    Case("a column more", EVERY_KEY, lambda h: h.add_column(6, "En bus", "1", "2", "3"), [("note", "")]),
    Case("a column less", EVERY_KEY, lambda h: h.drop_column(6, 3), [("note", "")]),
    Case("a row less of a file", EVERY_KEY, lambda h: h.drop_row(11, 2), [("remove", "pillars/jeux.csv:3")]),
    Case("a cell of a file", EVERY_KEY, lambda h: h.cell(11, h.table(11).cell(1, 0).text_frame.text, "Marées hautes"), text("pillars/jeux.csv:2/1")),
    Case("a row more of a file", EVERY_KEY, lambda h: h.add_row(11, *["neuf"] * len(h.table(11).columns)), [("add", "pillars/jeux.csv:")]),
    # charts
    Case("a value of a chart", EVERY_KEY, lambda h: h.value(9, 0, 0, 7), text("pillars/energie.csv:")),
    Case("a title typed into a chart", EVERY_KEY, lambda h: h.chart_title(9, "Notre énergie"), [("note", "")]),
    Case("the footer of one slide", SLUG, lambda h: h.say("Les leçons apprises", "Conseil du 3 mai", 4), [("note", "")]),
    Case("a value of a chart less", EVERY_KEY, lambda h: h.value(9, 0, 0, None), [("note", "")]),
    Case("other data of a chart of a file", EVERY_KEY, lambda h: h.data(9, ["Nord", "Sud"], Autre=[0.5, 0.25]), [("note", "")]),
    Case("other data of the parts of a whole", EVERY_KEY, lambda h: h.data(12, ["Nord", "Sud"], Autre=[0.5, 0.25]), [("note", "")]),
    Case("more parts of a whole", EVERY_KEY, lambda h: h.data(12, ["Habitants", "Services", "Écoles", "Entreprises", "Élus"], Part=[50, 25, 15, 5, 5]), [("note", "")]),
    Case("a table less", EVERY_KEY, lambda h: h.drop(6, "Tableau"), [("remove", "pillars/mobilite:table")]),
    Case("a table of a file less", EVERY_KEY, lambda h: h.drop(11, "Tableau"), [("remove", "pillars/donnees:table")]),
    Case("a chart less", EVERY_KEY, lambda h: h.drop(12, "Graphique"), [("remove", "pillars/donnees:chart")]),
    Case("a chart and all that stands with it less", EVERY_KEY, lambda h: h.drop(12, "Graphique", "Description", *["Légende"] * 4), [("remove", "pillars/donnees:chart")]),
    Case("the names of a chart's parts less", EVERY_KEY, lambda h: h.drop(12, *["Légende 1", "Légende 2", "Légende 3", "Légende 4"]), [("note", "")] * 4),
    Case("a chart of a file less", EVERY_KEY, lambda h: h.drop(9, "Graphique"), [("remove", "pillars/energie:chart")]),
    Case("the description of a chart less", EVERY_KEY, lambda h: h.drop(9, "Description"), [("note", "")]),
    Case("the caption of a chart less", EVERY_KEY, lambda h: h.drop(12, "Titre"), [("note", "")]),
    Case("a moved legend", EVERY_KEY, lambda h: h.shift(9, "Graphique", 12), [("adjust", "")]),
    # shapes
    Case("a box of text", SLUG, lambda h: h.box(4, "Voir aussi Lyon"), [("note", "")]),
    Case("a picture", SLUG, lambda h: h.picture(4), [("note", "")]),
    Case("a picture less", EVERY_KEY, lambda h: h.drop(4, "Image"), [("remove", f"{VELOS}/picture")]),
    Case("a picture and its credit less", EVERY_KEY, lambda h: h.drop(4, "Image", "Crédit"), [("remove", f"{VELOS}/picture")]),
    Case("a picture less on both its slides", EVERY_KEY, several(lambda h: h.drop(2, "Image [mobilite"), lambda h: h.drop(4, "Image")), [("remove", f"{VELOS}/picture"), ("note", "")]),
    Case("the cover's picture less", EVERY_KEY, lambda h: h.drop(1, "Image"), [("remove", "publication:picture")]),
    Case("a picture of the overview less", EVERY_KEY, lambda h: h.drop(2, "Image [mobilite"), [("note", "")]),
    Case("another picture", EVERY_KEY, lambda h: h.other_picture(4, "Image"), [("note", "")]),
    Case("another alternative text", EVERY_KEY, lambda h: h.describe(1, "Image", "Une ville rouge"), text("publication:picture/alt")),
    Case("another alternative text of a chart", EVERY_KEY, lambda h: h.shape(9, "Graphique")._element.nvGraphicFramePr.cNvPr.set("descr", "Une courbe"), [("note", "")]),
    Case("an alternative text of a decorative picture", EVERY_KEY, lambda h: h.describe(4, "Image", "Une file de vélos bleus"), [("note", "")]),
    Case("a logo less", EVERY_KEY, lambda h: h.drop(1, "Logo 2"), [("note", "")]),
    Case("a card less", SLUG, lambda h: h.drop(4, "Exemple [nantes"), [("remove", NANTES)]),
    Case("a card of a short form less", EVERY_KEY, lambda h: h.drop(4, "Exemple [exempleville-velos"), [("remove", VELOS)]),
    Case("a figure less", EVERY_KEY, lambda h: h.drop(3, "Chiffre clé [12"), [("remove", "pillars/mobilite:figures/#0")]),
    Case("all figures less", EVERY_KEY, lambda h: h.drop(3, *["Chiffre clé"] * 3), [("remove", "pillars/mobilite:figures")]),
    Case("all points less", EVERY_KEY, lambda h: [h.paragraph(one).getparent().remove(h.paragraph(one)) for one in ("Une navette toutes", "Un seul billet", "Des horaires écrits")], [("remove", f"{NAVETTE}/points")]),
    Case("a card with its rule and number less", SLUG, lambda h: h.drop(4, "Exemple [nantes", "Filet 1", "Numéro 2.1"), [("remove", NANTES)]),
    Case("the words of a card deleted", SLUG, lambda h: say(h.paragraph("a lancé de nombreuses", 4), ""), [("remove", NANTES)]),
    Case("a card moved to another slide", SLUG, lambda h: h.to_slide(4, "Exemple [nantes", 5), [("note", "")]),
    Case("a card moved to another slide and edited", SLUG, several(lambda h: h.say("nombreuses", "belles", 4), lambda h: h.to_slide(4, "Exemple [nantes", 5)), [("text", f"{NANTES}/text"), ("note", "")]),
    Case("a card moved", SLUG, lambda h: h.shift(4, "Exemple [rennes", 12), [("adjust", "")]),
    Case("a card wider", SLUG, lambda h: h.shift(4, "Exemple [rennes", wider=9), [("adjust", "")]),
    Case("paper that lies below a code", EVERY_KEY, lambda h: h.shift(18, "Code QR Bandeau", wider=-50), [("adjust", "")]),
    Case("a title moved", SLUG, lambda h: h.shift(4, "Titre", 9), [("adjust", "")]),
    Case("a ground made wider beneath what stands on it", EVERY_KEY, lambda h: h.shift(18, "Code QR Bandeau", wider=10), [("adjust", "")]),
    Case("a slide reset", SLUG, lambda h: h.reset(4), [("adjust", "")] * 3),
    Case("a slide reset whose title was moved by the program", SLUG, lambda h: h.reset(1), [("adjust", "")] * 2),
    Case("two cards swapped", SLUG, lambda h: h.swap(4, "Exemple [nantes", "Exemple [rennes"), [("move", "pillars/soutien:examples/")]),
    Case("a recoloured band", SLUG, lambda h: h.fill(4, "Bandeau"), [("adjust", "")]),
    Case("an outlined card", SLUG, lambda h: h.outline(4, "Exemple [rennes"), [("adjust", "")]),
    Case("an outlined picture", EVERY_KEY, lambda h: h.outline(4, "Image"), [("note", "")]),
    Case("words in another colour", SLUG, lambda h: h.ink(4, "Exemple [rennes"), [("adjust", "")]),
    Case("some words in another colour", SLUG, lambda h: h.ink(4, "Exemple [rennes", 1), [("note", "")]),
    Case("a word in the colour of the first ones", SLUG, lambda h: h.as_first(4, "Exemple [rennes"), [("note", "")]),
    Case("a gradient", SLUG, lambda h: h.shape(4, "Bandeau").fill.gradient(), [("note", "")]),
    Case("larger words", SLUG, lambda h: h.style("nombreuses", 4, sz="3600"), [("note", "")]),
    Case("underlined words", SLUG, lambda h: h.style("nombreuses", 4, u="sng"), [("note", "")]),
    Case("words in another font", SLUG, lambda h: h.face(4, "Exemple [rennes", "Comic Sans MS"), [("note", "")]),
    Case("words in the middle", SLUG, lambda h: h.centre(4, "Exemple [rennes"), [("note", "")]),
    Case("a paragraph made an item of a list", SLUG, lambda h: h.place("nombreuses", 4, '<a:buFont typeface="Arial"/><a:buChar char="•"/>', marL="285750", indent="-285750"), [("note", "")]),
    Case("a paragraph moved in", SLUG, lambda h: h.place("nombreuses", 4, marL="457200", lvl="1"), [("note", "")]),
    Case("items of a list with numbers", EVERY_KEY, lambda h: h.place("Un seul billet", 5, '<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"/>'), [("note", "")]),
    Case("an item with a sign before it", EVERY_KEY, lambda h: h.place("Un seul billet", 5, '<a:buChar char="–"/>'), [("note", "")]),
    Case("lines farther apart", SLUG, lambda h: h.place("nombreuses", 4, '<a:lnSpc><a:spcPct val="200000"/></a:lnSpc>'), [("note", "")]),
    Case("a sign before words of a table", EVERY_KEY, lambda h: h.place("Exempleville", 6, '<a:buChar char="•"/>'), [("note", "")]),
    Case("a list in the notes", SLUG, lambda h: h.place("nombreuses", 4, '<a:buChar char="•"/>', notes=True), [("note", "")]),
    Case("an equation", SLUG, lambda h: h.paragraph("nombreuses", 4).append(parsed(_EQUATION.encode())), text(f"{NANTES}/text")),
    Case("words at the bottom of a card", SLUG, lambda h: h.body(4, "Exemple [rennes").set("anchor", "b"), [("note", "")]),
    Case("words that run upward", SLUG, lambda h: h.body(4, "Exemple [rennes").set("vert", "vert270"), [("note", "")]),
    Case("words in two columns", SLUG, lambda h: h.body(4, "Exemple [rennes").set("numCol", "2"), [("note", "")]),
    Case("words in a wave", SLUG, lambda h: h.body(4, "Titre").append(parsed(f'<a:prstTxWarp xmlns:a="{A[1:-1]}" prst="textWave1"/>'.encode())), [("note", "")]),
    Case("another form", SLUG, lambda h: h.shape(4, "Bandeau")._element.spPr.find(qn("a:prstGeom")).set("prst", "ellipse"), [("note", "")]),
    Case("a hidden shape", SLUG, lambda h: h.shape(4, "Exemple [rennes")._element.xpath(".//p:cNvPr")[0].set("hidden", "1"), [("note", "")]),
    Case("a card that leads elsewhere", SLUG, lambda h: setattr(h.shape(4, "Exemple [rennes").click_action.hyperlink, "address", "https://example.org/x"), [("note", "")]),
    Case("a shape brought to the front", SLUG, lambda h: h.to_slide(4, "Bandeau", 4), [("note", "")]),
    Case("ink", SLUG, lambda h: h.slide(4).shapes._spTree.append(parsed(_INK.encode())), [("note", "")]),
    Case("a chart that was added", SLUG, lambda h: h.new_chart(4), [("note", "")]),
    Case("a table that was added", SLUG, lambda h: setattr(h.slide(4).shapes.add_table(2, 2, Pt(10), Pt(10), Pt(200), Pt(90)).table.cell(0, 0), "text", "Année"), [("note", "")]),
    Case("a footer less", SLUG, lambda h: h.furniture(4, "ftr").getparent().remove(h.furniture(4, "ftr")), [("note", "")]),
    Case("a slide number less", SLUG, lambda h: h.furniture(4, "sldNum").getparent().remove(h.furniture(4, "sldNum")), [("note", "")]),
    Case("a footer without words", SLUG, lambda h: say(next(h.furniture(4, "ftr").iter(qn("a:p"))), ""), [("note", "")]),
    Case("a footer moved", SLUG, lambda h: h.furniture(4, "ftr").spPr.xfrm.off.set("x", "9000"), [("note", "")]),
    Case("a slide number that was typed", SLUG, lambda h: h.typed(4), [("note", "")]),
    Case("a footer made a date", SLUG, lambda h: h.furniture(4, "ftr").xpath(".//p:ph")[0].set("type", "dt"), [("note", ""), ("note", "")]),
    Case("a section of another name", SLUG, lambda h: next(h.deck.part._element.iter(_SECTION)).set("name", "Autre"), [("note", "")]),
    Case("a slide that goes on at no click", SLUG, lambda h: h.slide(4)._element.append(parsed(f'<p:transition xmlns:p="{P[1:-1]}" advClick="0"/>'.encode())), [("note", "")]),
    Case("a turned shape", SLUG, lambda h: setattr(h.shape(4, "Exemple [rennes"), "rotation", 10.0), [("note", "")]),
    Case("a cropped picture", EVERY_KEY, lambda h: setattr(h.shape(4, "Image"), "crop_left", 0.2), [("note", "")]),
    Case("a cell in another colour", EVERY_KEY, lambda h: h.cell_fill(6, 1, 1), [("note", "")]),
    Case("words of a table in another colour", EVERY_KEY, lambda h: h.cell_ink(6, 1, 1), [("note", "")]),
    Case("wider columns", EVERY_KEY, lambda h: h.widen(6, 0), [("note", "")]),
    Case("a series in another colour", EVERY_KEY, lambda h: h.series_colour(9, 0), [("note", "")]),
    Case("a recoloured card", SLUG, lambda h: h.fill(4, "Exemple [rennes"), [("adjust", "")]),
    Case("a title less that another slide has too", SLUG, lambda h: h.drop(5, "Titre"), [("note", "")]),
    Case("a pillar of the overview less", SLUG, lambda h: h.drop(2, "Pilier [soutien"), [("note", "")]),
    Case("a city of the map less", SLUG, lambda h: h.drop(8, "Ville [nantes"), [("note", "")]),
    Case("the places of examples less", SLUG, lambda h: h.drop(9, "Tableau"), [("note", "")]),
    Case("a shape less", SLUG, lambda h: h.drop(4, "Filet 1"), [("note", "")]),
    Case("another size of slides", SLUG, lambda h: h.size(9_144_000, 6_858_000), [("note", "")]),
    # slides
    Case("a slide less", SLUG, lambda h: h.drop_slide(4), [("remove", "pillars/soutien")]),
    Case("the second slide of a pillar less", SLUG, lambda h: h.drop_slide(6), [("remove", "pillars/cooperation:examples/in-focus"), ("remove", "pillars/cooperation:examples/nantes-eurocities")]),
    Case("all of a slide deleted", SLUG, lambda h: h.drop(9, "Titre", "Tableau"), [("note", ""), ("note", "")]),
    Case("a blank slide", SLUG, lambda h: h.blank(4), [("note", "slides:5")]),
    Case("the map less", SLUG, lambda h: h.drop_slide(8), [("note", "")]),
    Case("the sources less", EVERY_KEY, lambda h: h.drop_slide(16), [("note", "")]),
    Case("the call of the publication less", EVERY_KEY, lambda h: h.drop_slide(17), [("note", "")]),
    Case("a hidden slide", SLUG, lambda h: h.slide(4)._element.set("show", "0"), [("note", "")]),
    Case("a background", SLUG, lambda h: h.slide(4).background.fill.solid(), [("note", "")]),
    Case("a transition", SLUG, lambda h: h.slide(4)._element.append(parsed(f'<p:transition xmlns:p="{P[1:-1]}"><p:fade/></p:transition>'.encode())), [("note", "")]),
    Case("a slide moved", SLUG, lambda h: h.move_slide(4, 3), [("move", "publication:pillars/")]),
    Case("the map moved", SLUG, lambda h: h.move_slide(8, 3), [("note", "")]),
    Case("a slide moved out of its pillar", EVERY_KEY, lambda h: h.move_slide(6, 14), [("note", "")]),
    Case("examples moved out of their pillar", EVERY_KEY, lambda h: h.move_slide(8, 11), [("note", "")]),
    Case("a slide copied", SLUG, lambda h: h.copy_slide(4), [("duplicate", NANTES), ("duplicate", "pillars/soutien:examples/rennes-inout"), ("duplicate", "pillars/soutien:examples/turin-social-impact")]),
    Case("a copy of a slide edited", SLUG, several(lambda h: h.copy_slide(4), lambda h: h.say("nombreuses", "belles", 5)), [("duplicate", NANTES), ("duplicate", "pillars/soutien:examples/rennes-inout"), ("duplicate", "pillars/soutien:examples/turin-social-impact"), ("note", "")]),
    Case("a copy of a slide with a card less", SLUG, several(lambda h: h.copy_slide(4), lambda h: h.drop(5, "Exemple [nantes")), [("duplicate", "pillars/soutien:examples/rennes-inout"), ("duplicate", "pillars/soutien:examples/turin-social-impact")]),
    Case("a slide of a chart copied", EVERY_KEY, lambda h: h.copy_slide(9), [("note", "")]),
    Case("a slide moved and edited", SLUG, several(lambda h: h.say("nombreuses", "belles", 4), lambda h: h.move_slide(4, 3)), [("text", f"{NANTES}/text"), ("move", "publication:pillars/")]),
    Case("a pillar and a word", SLUG, several(lambda h: h.say("nombreuses", "belles", 4), lambda h: h.drop_slide(7)), [("text", f"{NANTES}/text"), ("remove", "pillars/gouvernance")]),
]  # fmt: skip


def matches(found: list[Pair], wanted: list[Pair]) -> bool:
    """Tell whether what was found is what was wanted, in any order."""
    left = list(found)
    for kind, key in wanted:
        one = next((each for each in left if each[0] == kind and each[1].startswith(key)), None)
        if one is None:
            return False
        left.remove(one)
    return not left


def main() -> int:
    from tests.home.test_pull import built, found, pairs
    from tests.project import sample_root

    decks = {slug: built(sample_root(), slug) for slug in (SLUG, EVERY_KEY)}
    wrong = 0
    for case in CASES:
        if sys.argv[1:] and not any(word in case.name for word in sys.argv[1:]):
            continue
        hand = Hand(decks[case.deck])
        case.edit(hand)
        changes = found(sample_root(), hand.saved)
        if not matches(pairs(changes), case.wanted):
            wrong += 1
            sys.stdout.write(f"{case.name}: wanted {case.wanted}\n")
            for one in changes:
                sys.stdout.write(
                    f"    {one.kind} {one.key[:150]} | {one.before[:60]} | {one.after[:60]} | {one.said}\n"
                )
    sys.stdout.write(f"{len(CASES) - wrong} of {len(CASES)}\n")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
