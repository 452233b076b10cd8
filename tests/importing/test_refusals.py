"""Files that are hostile, damaged or of another kind are refused with a reason; nothing of them is written."""

from __future__ import annotations

import io
import zipfile

import pytest
from pptx import Presentation

from generator.importing.imported import imported
from generator.importing.proof import LostWordsError
from generator.importing.reading import read_bytes
from generator.world import World
from tests.importing.publication import imports, refused
from tests.importing.words import report, saved, with_parts
from tests.project import SLUG, Project

BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(body: str, doctype: str = "") -> str:
    return f"<?xml version='1.0'?>{doctype}<w:document {W}><w:body>{body}</w:body></w:document>"


def without_slides() -> bytes:
    file = io.BytesIO()
    Presentation().save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "the format of Office 97 to 2003"),
        ("report.pdf", b"%PDF-1.7\n", "This is a PDF, not a text."),
        ("picture.txt", b"\x89PNG\r\n\x1a\n", "This is a picture, not a text."),
        ("report.rtf", b"{\\rtf1 abc}", "This is a file of Word in RTF, not a text."),
        ("values.csv", b"a;b\n", "This file cannot be imported."),
        ("empty.txt", b"", "There is no text in the file."),
        ("binary.txt", b"ab\0cd", "The file is not a text."),
        (
            "broken.docx",
            b"PK\x03\x04broken",
            "The file is damaged (it is not whole, as after a copy that was broken off).",
        ),
        ("words.docx", b"Des mots.", "The file is damaged (inside, it is no .docx file)."),
        ("empty.pptx", without_slides(), "There is no text in the file."),
        ("large.md", b"a " * 2_200_000, "The file is too large (more than 4096 kB)."),
    ],
)
def test_other_kinds_of_files(project: Project, name: str, data: bytes, reason: str) -> None:
    assert reason in refused(project, name, data)


@pytest.mark.parametrize(
    "text",
    [
        document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", BOMB),
        document("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>'),
        "<not xml",
    ],
)
def test_entities_and_damage_in_word(project: Project, text: str) -> None:
    assert "The file is damaged" in refused(project, "bad.docx", with_parts(saved(report()), word__document_xml=text))


def test_entities_in_a_part_that_nobody_reads(project: Project) -> None:
    data = with_parts(saved(report()), word__numbering_xml=f"<?xml version='1.0'?>{BOMB}<w:numbering {W}/>")

    assert "DOCTYPE" in refused(project, "bad.docx", data)


@pytest.mark.long
def test_a_zip_bomb(project: Project) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", document("<w:p/>"))
        bomb.writestr("word/media/zeros.bin", bytes(140 * 1024 * 1024))

    assert "holds too much when it is unpacked" in refused(project, "bomb.docx", written.getvalue())


def test_deep_nesting(project: Project) -> None:
    deep = "<div>" * 5000 + "mot" + "</div>" * 5000
    path = project.root.parent / "deep.html"
    path.write_text(deep)

    result = project.run("import", str(path))

    assert result.code in (0, 1)
    assert "Traceback" not in result.err


def test_names_that_lead_out(project: Project) -> None:
    path = project.root.parent / "x.txt"
    path.write_text("1 Un\n\nMot.\n\n2 Deux\n\nMot.\n")

    for name in ("../x", "a/b", "CON", "été", ".x", "a b"):
        result = project.run("import", str(path), "--slug", name)
        assert (result.code, result.out) == (2, ""), name
        assert "cannot be the name of a publication" in result.err


def test_nothing_is_overwritten(project: Project) -> None:
    path = project.root.parent / "x.txt"
    path.write_text("1 Un\n\nMot.\n\n2 Deux\n\nMot.\n")
    before = project.read("publication.yaml")

    result = project.run("import", str(path), "--slug", SLUG)

    assert (result.code, result.out) == (2, "")
    assert f"There is a publication content/{SLUG} already." in result.err
    assert project.read("publication.yaml") == before


def test_texts_are_never_markup_of_ours(project: Project) -> None:
    evil = (
        "[x](city:nantes)",
        "!!python/object:x",
        "*a",
        "&b",
        "k: v",
        "'c",
        '"d',
        "\\n",
        "%d",
        "@",
        "no",
        "{{ 7*7 }}",
    )
    text = "# Un\n\n" + "\n\n".join(f"<p>{one}</p>" for one in evil) + "\n\n# Deux\n\nx\n"

    found, _out = imports(project, "evil.md", text)

    assert [text for text, _places in found.pillars[0].examples] == list(evil)
    assert {place for _text, places in found.pillars[0].examples for place in places} == set()


def test_a_lost_word_stops_the_import(project: Project) -> None:
    reading = read_bytes("x.md", b"# Un\n\nMot gagnant.\n\n# Deux\n\nfin\n")
    reading.words.append("perdu")
    reading.words.remove("gagnant")

    with pytest.raises(LostWordsError) as lost:
        imported(reading, World(project.root), "x")

    assert lost.value.lines[:2] == (
        "Words that would be lost: perdu.",
        "Words that would stand there without being in the file: gagnant.",
    )
