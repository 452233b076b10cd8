"""The Open XML judge finds planted faults, and is silent on a good deck."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from generator.judges import openxml
from tests.deck import parts


def good_deck(folder: Path) -> Path:
    presentation = Presentation()
    presentation.slides.add_slide(presentation.slide_layouts[5]).shapes.title.text = "Titre"
    path = folder / "good.pptx"
    presentation.save(str(path))
    return path


def changed(path: Path, part: str, old: bytes, new: bytes) -> Path:
    target = path.with_name("bad.pptx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w") as out:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == part:
                assert old in data
                data = data.replace(old, new)
            out.writestr(entry, data)
    return target


def test_a_good_deck_is_silent(tmp_path: Path) -> None:
    assert openxml.findings(good_deck(tmp_path)) == []


def test_a_bad_placeholder_type_is_found(tmp_path: Path) -> None:
    bad = changed(good_deck(tmp_path), "ppt/slides/slide1.xml", b'type="title"', b'type="tilte"')
    assert any("slide1.xml" in problem for problem in openxml.findings(bad))


def test_a_deck_that_does_not_open_is_found(tmp_path: Path) -> None:
    bad = changed(good_deck(tmp_path), "ppt/presentation.xml", b"</p:presentation>", b"")
    assert any("python-pptx cannot open" in problem for problem in openxml.findings(bad))


def test_a_deck_without_slides_is_found(tmp_path: Path) -> None:
    path = tmp_path / "empty.pptx"
    Presentation().save(str(path))
    assert "empty.pptx has no slide" in openxml.findings(path)


@pytest.mark.parametrize(
    ("part", "pattern", "replacement"),
    [
        ("ppt/presentation.xml", r'(<p14:section name="[^"]*" id=)"[^"]*"', r'\1"1"'),
        ("ppt/presentation.xml", '<p14:sldId id="257"', '<p14:sldId id="2"'),
        ("docProps/app.xml", "<Slides>9", "<Slides>huit"),
        ("ppt/slides/slide8.xml", r'<p:cNvPr id="\d+" name="Ville \[nantes\]"', "<p:cNvPr"),
    ],
)
def test_faults_in_sections_properties_and_groups_of_our_own_deck_are_found(
    part: str, pattern: str, replacement: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.pptx"
    path.write_bytes(parts.changed(parts.good_deck(), part, pattern, replacement))

    assert any(part in problem for problem in openxml.findings(path))
