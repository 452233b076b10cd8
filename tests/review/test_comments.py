"""Comments on the note's pages are listed by the items that they are about."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from generator.pdf.paragraphs import PdfParagraph, read_paragraphs
from generator.review.comments import pdf_comments
from generator.review.items import read_items
from generator.text.folding import fold
from generator.world import World
from tests.project import EVERY_KEY, SLUG, copy_project
from tests.some import some

if TYPE_CHECKING:
    from generator.units import Box
    from tests.project import Project


def _annotated(path: Path, wanted: list[tuple[PdfParagraph, dict[str, Any]]]) -> Path:
    """Write a copy of a note with annotations on the first lines of paragraphs, as Acrobat writes them."""
    target = path.with_name(f"{path.stem} relu.pdf")
    with pikepdf.open(path) as pdf:
        for paragraph, keys in wanted:
            page = pdf.pages[paragraph.page - 1]
            box = paragraph.boxes[0]
            one = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Annot, **_places(box, page, keys)))
            reply = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 1, 1], IRT=one,
                Contents=pikepdf.String("Entendu."), T=pikepdf.String("Bob"), M=pikepdf.String("D:20261124101500Z"),
            )  # fmt: skip
            if "/Annots" not in page.obj:
                page.obj.Annots = pikepdf.Array()
            page.obj.Annots.append(one)
            page.obj.Annots.append(pdf.make_indirect(reply))
        pdf.save(target)
    return target


def _places(box: Box, page: Any, keys: dict[str, Any]) -> dict[str, Any]:
    top = float(page.mediabox[3]) - box.y
    left, right, bottom = box.x, box.x + box.width, top - box.height
    kind = keys["kind"]
    if kind == "Text":  # an icon stuck beside the words
        left, right = left - 25, left - 5
    places: dict[str, Any] = {"Rect": [left, bottom, right, top], "Subtype": pikepdf.Name(f"/{kind}")}
    if kind in ("Highlight", "StrikeOut"):
        places["QuadPoints"] = [left, top, right, top, left, bottom, right, bottom]
    texts = {"Contents": keys["text"], "T": "Anne", "M": "D:20261123101500+01'00'"}
    return places | {name: pikepdf.String(value) for name, value in texts.items()}


@pytest.mark.long
@pytest.mark.parametrize("slug", [SLUG, EVERY_KEY])
def test_each_comment_is_listed_with_its_item(project: Project, tmp_path: Path, slug: str) -> None:
    root = tmp_path / "other"
    copy_project(root, slug)
    world = World(root)
    from generator.cli import main

    assert main(["build", slug, "--only", "note", "--root", str(root)]) == 0
    path = root / "output" / f"{slug}.pdf"
    texts: dict[str, set[str]] = defaultdict(set)  # a logo's alternative text may be its organisation's name
    for item in read_items(world, slug)[1].values():
        texts[fold(item.plain)].add(item.key)
    said = [one for one in read_paragraphs(path.read_bytes()) if fold(one.text) in texts and len(one.text) > 20]
    kinds = ("Highlight", "StrikeOut", "Text", "FreeText")
    wanted = [(one, {"kind": kinds[n % 4], "text": f"n° {n}"}) for n, one in enumerate(some(said))]
    copy = _annotated(path, wanted)

    found = {one.text: one for one in pdf_comments(world, copy.name, copy.read_bytes(), slug)}

    assert len(found) == len(wanted)
    keys = {keys["text"]: texts[fold(one.text)] for one, keys in wanted}
    right = [text for text, known in keys.items() if found[text].key in known]
    wrong = [(known, found[text].key) for text, known in keys.items() if found[text].key not in known]
    assert len(right) >= 0.95 * len(keys), wrong
    for one in some(found.values()):
        assert (one.author, one.date) == ("Anne", "2026-11-23T10:15:00+01:00")
        assert [(reply.author, reply.text) for reply in one.replies] == [("Bob", "Entendu.")]
    struck = [one for one in found.values() if one.suggests]
    assert len(struck) == len([1 for _one, keys in wanted if keys["kind"] == "StrikeOut"])


def test_comments_are_told_in_words_and_as_json(project: Project) -> None:
    project.build("--only", "note")
    path = project.output / f"{SLUG}.pdf"
    paragraph = next(one for one in read_paragraphs(path.read_bytes()) if one.text.startswith("Nantes a lancé"))
    hostile = "{% raw %}\x1b[31m rouge"
    copy = _annotated(path, [(paragraph, {"kind": "Highlight", "text": hostile})])

    out = project.run("pull", str(copy), "--dry-run").out
    found = json.loads(project.run("pull", str(copy), "--format", "json").out)["changes"]

    assert "\x1b" not in out
    assert "{% raw %}" in out
    assert [(one["kind"], one["key"], one["author"]) for one in found] == [
        ("comment", "pillars/soutien:examples/nantes-french-tech/text", "Anne"),
        ("comment", "pillars/soutien:examples/nantes-french-tech/text", "Bob"),
    ]
    assert found[0]["place"] == "page 1, “Nantes”"
    assert found[1]["said"] == "↳ Entendu."


@pytest.mark.parametrize("key", ["Rotate", "CropBox"])
def test_a_comment_on_a_page_that_was_turned_or_cut_keeps_its_place(project: Project, key: str) -> None:
    project.build("--only", "note")
    path = project.output / f"{SLUG}.pdf"
    paragraph = next(one for one in read_paragraphs(path.read_bytes()) if one.text.startswith("Nantes a lancé"))
    copy = _annotated(path, [(paragraph, {"kind": "Highlight", "text": "À revoir"})])
    with pikepdf.open(copy, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            width, height = float(page.mediabox[2]), float(page.mediabox[3])
            page.obj[f"/{key}"] = 90 if key == "Rotate" else pikepdf.Array([0, 0, width, height - 30])
        pdf.save(copy)

    found = json.loads(project.run("pull", str(copy), "--format", "json").out)["changes"]

    assert (found[0]["key"], found[0]["place"]) == (
        "pillars/soutien:examples/nantes-french-tech/text",
        "page 1, “Nantes”",
    )


def test_comments_are_read_as_programs_write_them(project: Project) -> None:
    """Acrobat: other words as a caret and a strike-out in one group, answers and states; Preview: a note of nobody;
    Okular and Foxit: free text, rich text, shapes; and what no program should write.
    """
    project.build(SLUG, "--only", "note")
    path = project.output / f"{SLUG}.pdf"
    paragraphs = [one for one in read_paragraphs(path.read_bytes()) if len(one.text) > 100]
    first, second = paragraphs[:2]
    with pikepdf.open(path) as pdf:
        page = pdf.pages[first.page - 1]
        page.obj.Annots = pikepdf.Array(page.obj.get("/Annots", ()))

        def add(on: PdfParagraph, kind: str, text: str = "", **keys: Any) -> Any:
            places = _places(on.boxes[0], page, {"kind": kind, "text": text}) | keys
            made = {name: value for name, value in places.items() if value and (name != "Contents" or text)}
            page.obj.Annots.append(one := pdf.make_indirect(pikepdf.Dictionary(**made)))
            return one

        caret = add(first, "Caret", "plusieurs mots", IT=pikepdf.Name.Replace)
        add(first, "Popup", Parent=caret)
        add(first, "StrikeOut", IRT=caret, RT=pikepdf.Name.Group)
        add(first, "Text", "D’accord.", IRT=caret, RT=pikepdf.Name.R)
        state = {"IRT": caret, "StateModel": pikepdf.String("Review")}
        add(first, "Text", "Accepted set by Anne", State=pikepdf.String("Accepted"), **state)
        add(first, "Text", "None set by Bob", State=pikepdf.String("None"), **state)
        add(second, "FreeText", RC=pikepdf.String("<body><p>Riche &amp; <b>gras</b></p></body>"))
        for kind in ("Circle", "Line", "Polygon", "FileAttachment", "Redact", "Squiggly"):
            add(second, kind, f"un {kind}")
        add(second, "Highlight")
        page.obj.Annots.append(pikepdf.String("none"))
        page.obj.Annots.append(pikepdf.Dictionary(Subtype=pikepdf.Name.Highlight, Rect=[1], QuadPoints=[1, 2]))
        page.obj.Annots.append(pikepdf.Dictionary(Subtype=pikepdf.Name.Text, IRT=5, Rect=[pikepdf.Name.A]))
        add(second, "Text", RC=pdf.make_stream("<body><p>En flux, été</p></body>".encode("utf-16")))
        one = add(first, "Text", "un", M=pikepdf.String("20261124"))
        one.IRT = add(first, "Text", "l’autre", IRT=one)  # each answers the other
        pdf.save(project.output / "relu.pdf")
    found = pdf_comments(World(project.root), "relu.pdf", (project.output / "relu.pdf").read_bytes(), SLUG)

    assert [one.text for one in found[-4:]] == ["", "En flux, été", "un", "l’autre"]
    assert found[-2].date == "2026-11-24T00:00:00+00:00"
    found = found[:-4]
    said = [(one.text, one.suggests, [each.text for each in one.replies]) for one in found]
    kinds = ["Circle", "Line", "Polygon", "FileAttachment", "Redact", "Squiggly"]
    hows = ["drawn", "drawn", "drawn", "", "removed", "underlined"]
    assert said == [
        ("plusieurs mots", "replaced", ["D’accord.", "Accepted set by Anne"]),
        ("Riche & gras", "", []),
        *((f"un {kind}", how, []) for kind, how in zip(kinds, hows, strict=True)),
        ("", "", []),
        ("", "", []),
    ]
    assert fold(found[0].about) in fold(first.text)
    assert found[0].about
    assert len({one.key for one in found[:1]} | {one.key for one in found[1:-1]}) == 2
    assert found[-1].key == ""


def test_drawings_arrows_callouts_and_stamps_are_about_what_they_point_at(project: Project) -> None:
    project.build(SLUG, "--only", "note")
    path = project.output / f"{SLUG}.pdf"
    paragraphs = [one for one in read_paragraphs(path.read_bytes()) if len(one.text) > 100 and one.page == 1]
    first, second = paragraphs[0], paragraphs[-1]
    with pikepdf.open(path) as pdf:
        page = pdf.pages[0]
        page.obj.Annots = pikepdf.Array(page.obj.get("/Annots", ()))
        box, height = first.boxes[0], float(page.mediabox[3])
        x, y = box.x + 20, height - box.y - box.height / 2
        far = {
            "Rect": [x, height - second.boxes[0].bottom, x + 80, y]
        }  # from one paragraph to another, and all between

        def add(kind: str, **keys: Any) -> None:
            made = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name(f"/{kind}"), **far, **keys}
            page.obj.Annots.append(pdf.make_indirect(pikepdf.Dictionary(**made)))

        add("FreeText", Contents=pikepdf.String("ici"), CL=[x, y, x + 40, y - 90, x + 80, y - 120])
        add("Line", Contents=pikepdf.String("là"), L=[x, y, x + 10, 2])
        add("Ink", InkList=[[x, y, x + 30, y + 1, x + 60, y - 1]])
        add("Stamp", Name=pikepdf.Name("/#DApproved"), Rect=[x, y - 5, x + 60, y + 5])
        pdf.save(project.output / "relu.pdf")
    data = (project.output / "relu.pdf").read_bytes()
    found = pdf_comments(World(project.root), "relu.pdf", data, SLUG)

    assert [one.text for one in found] == ["ici", "là", "", "Approved"]
    assert {one.about for one in found} == {first.text}
    said = project.run("pull", str(project.output / "relu.pdf"), SLUG).out
    assert "– (drawn on the page)" in said
    assert "Approved (a stamp)" in said


def test_a_reworded_text_is_still_found(project: Project) -> None:
    project.build("--only", "note")
    path = project.output / f"{SLUG}.pdf"
    paragraph = next(one for one in read_paragraphs(path.read_bytes()) if one.text.startswith("Nantes a lancé"))
    copy = _annotated(path, [(paragraph, {"kind": "Highlight", "text": "?"})])
    project.edit("soutien.yaml", "de nombreuses initiatives", "plusieurs initiatives")

    assert [one.key for one in pdf_comments(World(project.root), copy.name, copy.read_bytes(), SLUG)] == [
        "pillars/soutien:examples/nantes-french-tech/text"
    ]


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 nothing", b"PK\x03\x04"])
def test_what_is_no_pdf_is_said(project: Project, data: bytes) -> None:
    project.write("output/x.pdf", data)

    result = project.run("pull", str(project.output / "x.pdf"))

    assert result.code == 1
    assert "x.pdf cannot be read" in result.err
