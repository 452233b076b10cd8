"""Measure text with the vendored fonts, by HarfBuzz.

What is measured is what is drawn: kerning on, ligatures off (the note places each glyph itself; Office
applies none to Calibri by default, and a ligature is never wider than its letters).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uharfbuzz

from generator.errors import ContentError, Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.source.inline import Run, Text
    from generator.world import World

FOLDER = "templates/fonts"
_FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False}

# Characters that a font may lack, and the ones drawn in their stead: same look, other breaking behaviour.
SUBSTITUTES = {"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u202f": "\u2009", "\u2007": " "}
_LAYOUT_TABLES = [int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"kern", b"DSIG", b"gasp")]
_PRIVATE = range(0xE000, 0xF900)
_LAST_OF_PLANE = 0xFFFF  # ReportLab writes ToUnicode for the basic plane only
_INVISIBLE = {"\u00ad": "", "\u200b": "", "\u2060": "", "\u200c": "", "\u200d": ""}


class Face:
    """One style of a family: its metrics in em, and the advances of texts.

    ``number`` is that of the face in a collection; ``scale`` makes a stand-in as wide as what it stands for.
    """

    def __init__(self, style: str, data: bytes, number: int = 0, scale: float = 1.0) -> None:
        self.style = style
        self.data = data
        self._scale = scale
        face = uharfbuzz.Face(data, number)
        self._font = uharfbuzz.Font(face)
        self.units_per_em: int = face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.units_per_em
        self.descent: float = -extents.descender / self.units_per_em
        self.line_gap: float = extents.line_gap / self.units_per_em
        # Private-use characters mean nothing to a reader (PDF/A-2, 6.2.11.7.3), whatever a font draws for them.
        self.characters: frozenset[int] = frozenset(
            code for code in face.unicodes if code not in _PRIVATE and code <= _LAST_OF_PLANE
        )
        lacking = {old: new for old, new in SUBSTITUTES.items() if ord(old) not in self.characters}
        self._table = str.maketrans({**lacking, **_INVISIBLE})
        self._widths: dict[str, float] = {}

    @property
    def pitch(self) -> float:
        """Return the distance of two baselines at 100 % line spacing, in em."""
        return self.ascent + self.descent + self.line_gap

    def drawn(self, text: str) -> str:
        """Return ``text`` with the characters that the face can draw."""
        return text.translate(self._table)

    def width(self, text: str) -> float:
        """Return the advance of ``text`` on one line, in em."""
        known = self._widths.get(text)
        if known is None:
            known = self._widths[text] = sum(self.advances(text)) / self.units_per_em * self._scale
        return known

    def advances(self, text: str) -> list[int]:
        """Return the kerned advance of each character of ``drawn(text)``, in units of the em."""
        drawn = self.drawn(text)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(drawn)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, _FEATURES)
        result = [0] * len(drawn)
        for info, position in zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True):
            result[info.cluster] += position.x_advance
        return result

    def subset(self, text: str, *, layout: bool) -> bytes:
        """Return a font file with just the characters of ``drawn(text)``, to be embedded in a document.

        ``layout`` keeps the tables by which a browser kerns; without, whoever draws places each glyph.
        """
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.set({ord(letter) for letter in self.drawn(text)} | {0x20})
        if layout:
            wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
        else:
            wanted.drop_table_tag_set.update(_LAYOUT_TABLES)
        data: bytes = uharfbuzz.subset(uharfbuzz.Face(self.data), wanted).blob.data
        return data

    def lacks(self, text: str) -> str:
        """Return the first character of ``text`` that cannot be drawn, or nothing."""
        return next((letter for letter in self.drawn(text) if ord(letter) not in self.characters), "")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a style is read from: a file, the number of its face, the scale of its widths."""

    path: str
    number: int = 0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class Family:
    """The four styles of a family; the italic ones are read when they are first needed.

    Without ``sources`` they are the files ``templates/fonts/<name>-<style>.ttf``.
    """

    name: str
    world: World
    _faces: dict[str, Face] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)

    @classmethod
    def open(cls, world: World, name: str) -> Family:
        """Return the family whose files are ``templates/fonts/<name>-<style>.ttf``."""
        return cls(name, world)

    def face(self, strong: bool = False, emphasis: bool = False) -> Face:
        """Return the face for a style."""
        style = {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}[strong, emphasis]
        source = self.sources.get(style) or Source(f"{FOLDER}/{self.name}-{style}.ttf")
        data = self.world.read(source.path)  # each time: the world notes who uses what
        if style not in self._faces:
            self._faces[style] = Face(style, data, source.number, source.scale)
        return self._faces[style]

    def of(self, run: Run, strong: bool = False) -> Face:
        """Return the face that sets ``run``: a place is strong."""
        return self.face(strong or run.strong, run.emphasis)


def require_characters(family: Family, texts: Iterable[Text]) -> None:
    """Raise ContentError with the line and the name of every character that the fonts cannot draw."""
    problems: set[Problem] = set()
    drawable: dict[bool, set[str]] = {False: set(), True: set()}
    for text in texts:
        for run in text.runs:
            known = drawable[run.emphasis]
            for letter in set(run.text) - known:
                if _draws(family, run, letter):
                    known.add(letter)
                else:
                    problems.add(_lacking(family, letter, text))
    if problems:
        raise ContentError(problems)


def _draws(family: Family, run: Run, letter: str) -> bool:
    """Tell whether the run's face and the strong one draw ``letter``; text from right to left is not set yet."""
    rightward = unicodedata.bidirectional(letter) not in ("R", "AL")
    return rightward and not family.of(run).lacks(letter) and not family.face(strong=True).lacks(letter)


def _lacking(family: Family, letter: str, text: Text) -> Problem:
    cause = _(
        "The font {family} lacks “{letter}” (U+{code:04X}, {name}).",
        family=family.name,
        letter=letter,
        code=ord(letter),
        name=unicodedata.name(letter, "?"),
    )
    mark = family.world.locate(text.mark, re.escape(letter))
    return Problem(mark, "", cause, _("Replace this character."))
