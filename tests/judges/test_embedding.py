"""A deck with its fonts in it: openxml-audit is silent, libeot (LibreOffice's reader of such fonts) gives them back."""

from __future__ import annotations

import ctypes
import ctypes.util
from pathlib import Path

import pytest

from generator.judges import openxml
from generator.judges.overflow import render
from generator.judges.tools import JudgeMissing, pages
from tests.deck import brands
from tests.project import ROOT, SLUG, Project
from tests.some import some

STYLES = ("Regular", "Bold", "Italic", "BoldItalic")


@pytest.fixture
def deck(project: Project) -> Path:
    project.edit("publication.yaml", "language: fr\n", "language: fr\nembed_fonts: true\n")
    project.build("--only", "deck")
    return project.output / f"{SLUG}.pptx"


def test_openxml_audit_is_silent(deck: Path) -> None:
    assert openxml.findings(deck) == []


def test_libreoffice_opens_it(deck: Path, tmp_path: Path) -> None:
    assert len(pages(render([deck], tmp_path)[0])) == 9


def test_libeot_reads_the_fonts_that_were_embedded(deck: Path) -> None:
    library = ctypes.util.find_library("eot")
    if not library:
        raise JudgeMissing("libeot (Debian: libeot0)")
    read = ctypes.CDLL(library).EOT2ttf_buffer
    parts = brands.unpacked(deck.read_bytes())
    for number, style in some(list(enumerate(STYLES, 1))):
        data = parts[f"ppt/fonts/font{number}.fntdata"]
        metadata, font, size = ctypes.create_string_buffer(4096), ctypes.POINTER(ctypes.c_uint8)(), ctypes.c_uint()
        assert read(data, len(data), metadata, ctypes.byref(font), ctypes.byref(size)) == 0
        assert ctypes.string_at(font, size.value) == (ROOT / f"templates/fonts/Carlito-{style}.ttf").read_bytes()
