"""The file: what other readers find in it."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from generator import note
from generator.document.tree import Document, Items
from generator.kit import Kit
from generator.note.boxes import Plan
from generator.note.canvas import TaggedCanvas
from tests.note.samples import CASES, document

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
    assert words(case.title.plain.upper()) in read
    assert read.startswith("NOTE DE SYNTHÈSE ")


def test_the_first_publication_is_read_back(published: Document, kit: Kit) -> None:
    read = note.read(note.write(note.plan(published, kit), kit))
    assert [passage.place for passage in read] == ["page 1", "page 2"]
    for section in published.sections:
        assert words(section.title.plain).casefold() in read[section.role in ("map", "matrix")].text.casefold()


def test_the_same_plan_gives_the_same_bytes(case: Document, data: bytes, kit: Kit) -> None:
    assert note.write(note.plan(case, kit), kit) == data


def test_the_date_is_that_of_the_world(monkeypatch: pytest.MonkeyPatch, kit: Kit) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with opened(note.write(note.plan(document(1, 1), kit), kit)) as pdf:
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
        for page in pdf.pages:
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
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


def test_rows_of_the_matrix_have_as_many_cells(data: bytes) -> None:
    with opened(data) as pdf:
        elements = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        tables = [one for one in elements if one.get("/S") == "/Table"]
        for table in tables:
            assert len({len(row.K) for row in table.K}) == 1


def test_a_figure_says_in_words_what_it_shows(kit: Kit) -> None:
    plan = note.plan(CASES["one pillar"], kit)
    assert [one.alternative for one in plan.elements if one.tag == "Figure"] == ["Carte des villes"]


def test_nothing_is_drawn_outside_of_an_element(plan: Plan) -> None:
    canvas = TaggedCanvas(plan, 0)
    with pytest.raises(RuntimeError):
        canvas.draw("0 0 10 10 re f")
    with pytest.raises(RuntimeError):
        canvas.drawString(10, 10, "untagged")
