"""The file: what other readers find in it."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest
from msgspec.structs import replace

from generator import note
from generator.document.numbering import example_numbers
from generator.document.tree import DataTable, Document, Items, Matrix, PlaceMap
from generator.kit import Kit
from generator.pdf.canvas import TaggedCanvas
from generator.pdf.page import Link, Plan, TextObject
from generator.pdf.paper import PAGE_HEIGHT, PAGE_WIDTH
from generator.pdf.saving import packed
from tests.matrix import every
from tests.note.samples import CASES, document, text
from tests.some import some

TEXT_OPERATORS = {"Tj", "TJ", "'", '"'}
PAINTING = TEXT_OPERATORS | {"f", "f*", "F", "S", "s", "B", "b", "sh", "Do"}


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def test_all_words_are_read_back_in_order(case: Document, data: bytes) -> None:
    read = words(" ".join(passage.text for passage in note.read(data)))
    at = 0
    for section in case.sections:
        if section.role == "pillar":
            at = read.index(words(section.title.plain), at)
            blocks = [block for block in section.blocks if isinstance(block, Items)]
            for item in (item for block in blocks for item in block.items):
                at = read.index(words(item.text.plain), at)
    assert words(case.title.plain) in read
    assert read.startswith("Note de synthèse ")


def test_the_first_publication_is_read_back(published: Document, kit: Kit) -> None:
    read = note.read(note.write(note.plan(published, kit), kit))
    assert [passage.place for passage in read] == ["page 1", "page 2"]
    for section in published.sections:
        assert words(section.title.plain).casefold() in read[section.role in ("map", "matrix")].text.casefold()


@every(3, "name", ["furniture", "charts", "Greek figures"])
def test_the_same_plan_gives_the_same_bytes(name: str, kit: Kit) -> None:
    once, again = (note.write(note.plan(CASES[name], kit), kit) for _time in range(2))
    assert once == again


def test_an_example_costs_few_bytes(kit: Kit) -> None:
    """The elements of the structure are packed (ISO 32000-1, 7.5.7): 590 bytes an example without, 160 with.

    A link from the matrix takes about a hundred more, and the number to which it leads half of that.
    """
    few, many = (note.write(note.plan(document(4, examples), kit), kit) for examples in (10, 40))

    assert b"/StructElem" not in many
    assert b"/ObjStm" in many
    assert len(many) - len(few) < 4 * 30 * 320


def test_a_damaged_file_is_not_mended() -> None:
    with pytest.raises(pikepdf.PdfError):
        packed(b"%PDF-1.7\nno objects")


def test_the_files_id_is_that_of_its_content(kit: Kit) -> None:
    """ISO 32000-1, 14.4: equal files have equal IDs, others have others."""
    plans = [note.plan(document(1, examples), kit) for examples in (1, 1, 2)]
    ids = []
    for plan in plans:
        with opened(note.write(plan, kit)) as pdf:
            ids.append([bytes(part) for part in pdf.trailer.ID])

    assert ids[0] == ids[1]
    assert set(ids[0]).isdisjoint(ids[2])


def test_the_date_is_that_of_the_kit(kit: Kit) -> None:
    with opened(note.write(note.plan(document(1, 1), kit), replace(kit, epoch=86400))) as pdf:
        assert str(pdf.docinfo["/CreationDate"]) == "D:19700102000000Z"


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def test_the_catalog_names_title_and_language(data: bytes, case: Document) -> None:
    with opened(data) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == case.title.plain
        assert set(pdf.docinfo) == {"/Title", "/Producer", "/CreationDate", "/ModDate"}
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [one.title.plain for one in case.sections]


def test_every_font_is_embedded(data: bytes) -> None:
    with opened(data) as pdf:
        fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        fonts = [one for one in fonts if one.get("/Type") == "/Font"]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor and "/ToUnicode" in font for font in fonts)


def test_everything_painted_is_tagged_or_an_artifact(data: bytes) -> None:
    with opened(data) as pdf:
        for page in some(pdf.pages):
            depth = 0
            for instruction in some(pikepdf.parse_content_stream(page)):
                name = str(instruction.operator)
                depth += (name in ("BDC", "BMC")) - (name == "EMC")
                assert 0 <= depth <= 1
                assert depth == 1 or name not in PAINTING


def test_the_parent_tree_holds_every_sequence_and_every_link(data: bytes) -> None:
    with opened(data) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        tree = {int(nums[index]): nums[index + 1] for index in range(0, len(nums), 2)}
        assert list(tree) == sorted(tree)
        for page in pdf.pages:
            sequences = [
                int(one.operands[1]["/MCID"])
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "BDC" and "/MCID" in one.operands[1]
            ]
            assert sequences == list(range(len(tree[int(page.StructParents)])))
            for annotation in page.get("/Annots", []):
                assert str(tree[int(annotation.StructParent)].S) == "/Link"
                assert annotation.get("/Contents")


def children(node: pikepdf.Object) -> list[pikepdf.Object]:
    """Return what K holds: one child stands there alone."""
    return list(node.K) if isinstance(node.K, pikepdf.Array) else [node.K]


def elements(pdf: pikepdf.Pdf, tag: str) -> list[pikepdf.Object]:
    """Return the elements of the structure of one type."""
    found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
    return [one for one in found if one.get("/Type") == "/StructElem" and f"/{tag}" == one.S]


def test_rows_of_a_table_have_as_many_cells(case: Document, data: bytes) -> None:
    tables = [block for one in case.sections for block in one.blocks if isinstance(block, DataTable | Matrix)]
    with opened(data) as pdf:
        assert len(elements(pdf, "Table")) >= len(tables)
        for table in elements(pdf, "Table"):
            parts = [part for part in children(table) if part.S != "/Caption"]
            assert [str(part.S) for part in parts] == ["/THead", "/TBody"]
            assert len({len(row.K) for part in parts for row in children(part)}) == 1


def test_every_cell_names_its_headers(data: bytes) -> None:
    with opened(data) as pdf:
        heads = {str(one.ID): str(one.A.Scope) for one in elements(pdf, "TH")}
        names = list(pdf.Root.StructTreeRoot.IDTree.Names) if heads else []
        assert [str(name) for name in names[::2]] == sorted(heads)
        assert [str(one.ID) for one in names[1::2]] == sorted(heads)
        for cell in elements(pdf, "TD"):
            assert [heads[str(name)] for name in cell.A.Headers] == ["/Column", "/Row"]


def test_an_example_is_a_list_item_with_its_number(case: Document, data: bytes) -> None:
    examples = len(example_numbers(case))
    with opened(data) as pdf:
        items = [one for one in elements(pdf, "LI") if isinstance(one.K, pikepdf.Array) and str(one.K[0].S) == "/Lbl"]
        assert sum(str(one.P.A.ListNumbering) == "/Decimal" for one in items) >= examples


def test_no_content_stands_beside_elements(data: bytes) -> None:
    with opened(data) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        for element in some(one for one in found if one.get("/Type") == "/StructElem" and one.S != "/Link"):
            kinds = {isinstance(one, pikepdf.Dictionary) and "/S" in one for one in children(element)}
            assert len(kinds) <= 1, element


def test_a_link_over_several_lines_is_one(kit: Kit) -> None:
    plan = note.plan(document(1, 1, 100, link="https://exemple.fr/"), kit)
    long = plan.pages[0]
    links = [one for one in long.operations if isinstance(one, Link) and one.target == "https://exemple.fr/"]
    assert links
    (element,) = {one.element for one in links}
    said = "".join(one.text for one in long.operations if isinstance(one, TextObject) and one.element == element)
    assert said.split() == ["le", "site", "de", "la", "métropole"]


def test_headings_begin_with_the_first_and_leave_none_out(kit: Kit) -> None:
    made = document(2, 2)
    for sections in (made.sections, made.sections[1:], (*made.sections[1:], made.sections[0])):
        plan = note.plan(replace(made, sections=sections), kit)
        used = [one.tag for one in plan.elements if one.tag in ("H1", "H2")]
        assert used[0] == "H1"


def test_a_figure_without_a_description_names_its_places(kit: Kit) -> None:
    made = CASES["one pillar"]
    sections = []
    for section in made.sections:
        blocks = [replace(one, description=text("")) if isinstance(one, PlaceMap) else one for one in section.blocks]
        sections.append(replace(section, blocks=tuple(blocks)))
    plan = note.plan(replace(made, sections=tuple(sections)), kit)
    assert [one.alternative for one in plan.elements if one.tag == "Figure"] == ["Anvers, Bilbao"]


def test_the_figure_has_a_box_within_its_page(kit: Kit) -> None:
    with opened(note.write(note.plan(CASES["one pillar"], kit), kit)) as pdf:
        (figure,) = elements(pdf, "Figure")
        left, bottom, right, top = map(float, figure.A.BBox)
        assert 0 <= left < right <= PAGE_WIDTH
        assert 0 <= bottom < top <= PAGE_HEIGHT


def test_a_figure_says_in_words_what_it_shows(kit: Kit) -> None:
    plan = note.plan(CASES["one pillar"], kit)
    assert [one.alternative for one in plan.elements if one.tag == "Figure"] == ["Carte des villes"]


def test_nothing_is_drawn_outside_of_an_element(plan: Plan) -> None:
    canvas = TaggedCanvas(plan, 0, b"")
    with pytest.raises(RuntimeError):
        canvas.draw("0 0 10 10 re f")
    with pytest.raises(RuntimeError):
        canvas.drawString(10, 10, "untagged")
