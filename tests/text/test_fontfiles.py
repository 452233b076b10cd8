"""The fonts of the machine: names and weights from the files' own tables."""

from __future__ import annotations

from pathlib import Path

from fontTools.ttLib import TTCollection, TTFont

from generator.text.fontfiles import files, index
from tests.project import ROOT

FONTS = ROOT / "templates/fonts"


def test_a_collection_holds_several_styles(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(FONTS / "Carlito-Regular.ttf"), TTFont(FONTS / "Carlito-Bold.ttf")]
    path = str(tmp_path / "carlito.ttc")
    collection.save(path)

    assert index([path]) == {"carlito": {"Regular": (path, 0, 0), "Bold": (path, 1, 0)}}


def test_a_light_style_is_a_family_too(tmp_path: Path) -> None:
    font = TTFont(FONTS / "Carlito-Regular.ttf")
    font["OS/2"].usWeightClass = 300
    path = str(tmp_path / "light.ttf")
    font.save(path)

    assert index([path]) == {"carlito": {"Regular": (path, 0, 100)}, "carlitolight": {"Regular": (path, 0, 100)}}


def test_damaged_files_are_no_fonts(tmp_path: Path) -> None:
    for name, data in (
        ("cut.ttf", (FONTS / "Carlito-Bold.ttf").read_bytes()[:3000]),
        ("empty.otf", b""),
        ("t.ttf", b"t"),
    ):
        (tmp_path / name).write_bytes(data)
    (tmp_path / "readme.txt").write_text("no font")

    found = [path for path, _size, _time in files([tmp_path])]

    assert [Path(path).name for path in found] == ["cut.ttf", "empty.otf", "t.ttf"]
    assert index([*found, str(tmp_path / "gone.ttf")]) == {}
