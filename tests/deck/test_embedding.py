"""`embed_fonts: true`: the deck holds the four faces of its family, whole, as PowerPoint stores them."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from pptx import Presentation

from tests.deck import brands
from tests.project import ROOT, SLUG, Project
from tests.some import some

STYLES = {"regular": "Regular", "bold": "Bold", "italic": "Italic", "boldItalic": "BoldItalic"}
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture
def embedding(project: Project) -> Project:
    project.edit("publication.yaml", "language: fr\n", "language: fr\nembed_fonts: true\n")
    return project


def deck_of(project: Project) -> bytes:
    return project.outputs()[f"{SLUG}.pptx"]


def unwrapped(data: bytes) -> tuple[bytes, list[str]]:
    """Return the font in an EOT, read by the W3C's submission alone, and the four names before it."""
    size, length, version, flags = struct.unpack_from("<IIII", data)
    assert (size, version, flags) == (len(data), 0x00020001, 0)
    assert struct.unpack_from("<H", data, 34) == (0x504C,)
    at, names = 82, []
    for _name in range(4):
        (count,) = struct.unpack_from("<H", data, at)
        names.append(data[at + 2 : at + 2 + count].decode("utf-16-le"))
        at += 2 + count + 2  # and the padding behind
    assert struct.unpack_from("<H", data, at) == (0,)  # no root string
    assert at + 2 + length == size
    return data[at + 2 :], names


def test_the_deck_names_its_fonts_and_holds_each_face_whole(embedding: Project) -> None:
    embedding.build("--only", "deck")
    deck = Presentation(io.BytesIO(deck_of(embedding)))
    root: Any = deck.part._element
    part = deck.part

    (font,) = root.findall(f"{_P}embeddedFontLst/{_P}embeddedFont")
    assert font.find(f"{_P}font").get("typeface") == "Carlito"
    order = [one.tag.removeprefix(_P) for one in root]
    assert order.index("notesSz") < order.index("embeddedFontLst") < order.index("defaultTextStyle")
    for name, style in some(STYLES.items()):
        held = part.related_part(font.find(f"{_P}{name}").get(f"{_R}id"))
        assert (held.partname.ext, held.content_type) == ("fntdata", "application/x-fontdata")
        data, names = unwrapped(held.blob)
        file = ROOT / "templates/fonts" / f"Carlito-{style}.ttf"
        assert data == file.read_bytes()
        assert names[0] == "Carlito"
        assert TTFont(io.BytesIO(data)).getBestCmap() == TTFont(file).getBestCmap()
    assert b'<a:latin typeface="Carlito"' in brands.unpacked(deck_of(embedding))["ppt/theme/theme1.xml"]


def test_a_deck_holds_no_font_unless_asked_for(project: Project) -> None:
    project.build("--only", "deck")

    assert not [name for name in brands.unpacked(deck_of(project)) if "fonts" in name]


def test_a_font_of_another_licence_is_refused(embedding: Project) -> None:
    font = TTFont(ROOT / "templates/fonts/Carlito-Bold.ttf")
    font["name"].names = [one for one in font["name"].names if one.nameID not in (13, 14)]
    stream = io.BytesIO()
    font.save(stream)
    embedding.write("templates/fonts/Carlito-Bold.ttf", stream.getvalue())

    assert embedding.refused("--only", "deck") == [
        "templates/fonts/Carlito-Bold.ttf:1:1: The font may not be embedded in a file that others edit: its licence is "
        "another than the OFL. Take a font under the SIL Open Font License, or delete “embed_fonts”."
    ]


def test_a_template_of_somebody_keeps_its_fonts_and_this_is_said(embedding: Project) -> None:
    embedding.write("templates/brand.pptx", brands.packed(brands.stock()))
    result = embedding.build("--only", "deck", "--template", "templates/brand.pptx")

    assert "“embed_fonts” holds for our own template: this one keeps the fonts that it has." in result.out
    assert not [name for name in brands.unpacked(deck_of(embedding)) if "fonts" in name]
