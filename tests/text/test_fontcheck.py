"""A font file that cannot be used is named, with what is wrong; no traceback, whatever it holds."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable

from fontTools.ttLib import TTCollection, TTFont

from tests.matrix import every
from tests.project import ROOT, SLUG, Project

FILE = "templates/fonts/Carlito-Regular.ttf"
WHOLE = (ROOT / FILE).read_bytes()
REMEDY = "Put a whole font in its place, a .ttf or .otf of one style."
ORDER = "The font is damaged: its tables are not all there, or not in their order."


def without(*tables: str) -> bytes:
    """Return the font without some tables, its directory in order."""
    font = TTFont(io.BytesIO(WHOLE), lazy=True)
    kept = {tag: font.reader[tag] for tag in font.reader.keys() if tag not in tables}  # noqa: SIM118 (no mapping)
    head = struct.pack(">4sHHHH", b"\0\1\0\0", len(kept), 0, 0, 0)
    offset, rows, data = 12 + 16 * len(kept), b"", b""
    for tag, table in sorted(kept.items()):
        rows += struct.pack(">4sIII", tag.encode(), 0, offset + len(data), len(table))
        data += table + b"\0" * (-len(table) % 4)
    return head + rows + data


def collection() -> bytes:
    found = TTCollection()
    found.fonts = [TTFont(io.BytesIO(WHOLE)), TTFont(io.BytesIO(WHOLE))]
    stream = io.BytesIO()
    found.save(stream)
    return stream.getvalue()


def blank(tag: bytes) -> bytes:
    """Return the font with a table of zeros."""
    return altered(tag, lambda table: bytes(len(table)))


def altered(tag: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """Return the font with another table of the same length."""
    for row in range(12, 12 + 16 * int.from_bytes(WHOLE[4:6], "big"), 16):
        name, offset, length = struct.unpack_from(">4s4xII", WHOLE, row)
        if name == tag:
            return WHOLE[:offset] + change(WHOLE[offset : offset + length]) + WHOLE[offset + length :]
    raise KeyError(tag)


@every(
    3,
    ("data", "cause"),
    [
        (b"", "This is no font file."),
        (b"<!doctype html><title>404</title>", "This is no font file."),
        (WHOLE[:50_000], ORDER),
        (WHOLE[:-1], ORDER),
        (WHOLE[:20], ORDER),
        (without("cmap"), "The font is damaged: it lacks cmap."),
        (without("glyf", "loca"), "The font is damaged: it lacks glyf, loca."),
        (without("name", "post"), "The font is damaged: it lacks name, post."),
        (blank(b"cmap"), "The font is damaged: it holds no letters."),
        (b"OTTO" + WHOLE[4:], "This is a PostScript font (.otf); the PDF needs a TrueType one (.ttf)."),
        (collection(), "This is a collection of fonts."),
    ],
    ids=["empty", "html", "cut", "short", "head", "cmap", "glyf", "name", "letters", "otf", "ttc"],
)
def test_a_damaged_font_is_named_with_its_file(project: Project, data: bytes, cause: str) -> None:
    project.write(FILE, data)

    assert project.refused() == [f"{FILE}:1:1: {cause} {REMEDY}"]


def test_a_font_of_which_bytes_are_changed_by_chance_ends_in_a_sentence(project: Project) -> None:
    chance = random.Random(9)
    for _try in range(3):
        data = bytearray(WHOLE)
        for _byte in range(chance.choice((1, 30, 3_000))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        project.write(FILE, bytes(data))
        assert project.run("build", "--discard").code in (0, 1)


def test_a_font_that_cannot_be_embedded_is_named(project: Project) -> None:
    """Its letters are all there, so it measures; a table that a PDF needs makes no sense."""
    project.write(FILE, altered(b"post", lambda table: b"\xff" * len(table)))

    assert project.refused() == [f"{FILE}:1:1: The font is damaged: its glyphs cannot be taken out of it. {REMEDY}"]


def test_a_damaged_font_of_a_templates_family_is_named_too(project: Project) -> None:
    from tests.deck import brands

    project.write("templates/fonts/Nowhere-Regular.ttf", WHOLE[:1_000])
    project.write("templates/brand.pptx", brands.packed(brands.with_font(brands.stock(), "Nowhere")))

    problems = project.refused("--only", "deck", "--template", "brand.pptx")
    assert problems == [f"templates/fonts/Nowhere-Regular.ttf:1:1: {ORDER} {REMEDY}"]
    assert not (project.output / f"{SLUG}.pptx").read_bytes().startswith(b"PK")
