"""Poppler reads every word whole, from the pages and from the tags: cut, hyphenated, with ligatures."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import note
from generator.document.tree import Document
from generator.judges import verapdf
from generator.judges.tools import ROOT, need, run
from generator.kit import Kit
from generator.text.fonts import Family
from generator.theme import read_theme
from generator.world import World
from tests.note.languages import SENTENCES, paragraphs, written_in
from tests.note.samples import document
from tests.some import some

HYPHENS = "start-ups socio-économiques public-privé rendez-vous " * 12
DOCUMENTS: dict[str, Document] = {
    **{language: written_in(language) for language in SENTENCES},
    "hyphens": document(1, 2, word=HYPHENS),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Write a note in each language."""
    world = World(ROOT)
    theme = read_theme(world)
    theme = replace(theme, note=replace(theme.note, justified=True))  # which cuts words
    kit = Kit(world, theme, Family.open(world, theme.family))
    folder = tmp_path_factory.mktemp("languages")
    paths = {name: folder / f"{name}.pdf" for name in DOCUMENTS}
    for name, path in paths.items():
        path.write_bytes(note.write(note.plan(DOCUMENTS[name], kit), kit))
    return paths


def said(command: list[str]) -> str:
    done = run(command)
    assert done.returncode == 0, done.stderr
    return done.stdout


def unspaced(text: str) -> str:
    """Return ``text`` without spaces: poppler drops the narrow ones."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("mode", [[], ["-raw"], ["-layout"]])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_pdftotext_reads_words_whole(name: str, mode: list[str], files: dict[str, Path]) -> None:
    text = said([need("pdftotext", "poppler-utils"), *mode, str(files[name]), "-"])
    words = text.split()
    for paragraph in some(paragraphs(DOCUMENTS[name])):
        assert unspaced(paragraph) in unspaced(text)
        assert set(re.findall(r"[^\W\d_]{9,}", paragraph)) <= set(re.findall(r"[^\W\d_]{9,}", " ".join(words)))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pdfinfo_reads_the_tags_whole(name: str, files: dict[str, Path]) -> None:
    tree = said([need("pdfinfo", "poppler-utils"), "-struct-text", str(files[name])])
    text = " ".join("".join(re.findall(r'"(.*?)"\n', tree)).split())
    for paragraph in some(paragraphs(DOCUMENTS[name])):
        assert " ".join(paragraph.split()) in text


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
def test_cut_words_conform(flavour: str, files: dict[str, Path]) -> None:
    found = verapdf.judged(list(files.values()), flavour)
    assert len(found) == len(files)
    assert {path.stem: problems for path, problems in found.items() if problems} == {}
