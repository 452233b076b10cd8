"""Measure text with the vendored fonts, by HarfBuzz.

What is measured is what is drawn: kerning on, ligatures off for the deck (Office applies none to Calibri by
default), on for the note, which asks for ``ligated`` faces.
"""

from __future__ import annotations

import re
import unicodedata
from copy import copy
from typing import TYPE_CHECKING, Any

import uharfbuzz
from msgspec import Struct, field
from msgspec.structs import replace

from generator.errors import ContentError, Problem
from generator.messages import _, spoken
from generator.text.fontcheck import require_font, unusable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.source.inline import Run, Text
    from generator.world import World

FOLDER = "templates/fonts"
STYLES = ("Regular", "Bold", "Italic", "BoldItalic")
_FEATURES = {"kern": True, "liga": False, "clig": False, "dlig": False}

# Characters that a font may lack, and the ones drawn in their stead: same look, other breaking behaviour.
SUBSTITUTES = {"\u00a0": " ", "\u2010": "-", "\u2011": "-", "\u202f": "\u2009", "\u2007": " "}
LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
"""The sequences that one glyph may replace, longest first, and its character (Unicode, U+FB00 to U+FB04)."""

_STRETCHABLE = (" ", "\u00a0")
RAISED = 0.64
"""The size of a superscript number, in sizes of the text: chosen by eye; 7 pt in a body of 11."""

_LAYOUT_TABLES = [int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"kern", b"DSIG", b"gasp")]
_PRIVATE = range(0xE000, 0xF900)
_MOST_KNOWN = 30_000  # words whose width is remembered, 5 MB: lists of recipients have another name in each row
_LAST_OF_PLANE = 0xFFFF  # ReportLab writes ToUnicode for the basic plane only
_INVISIBLE = {"\u00ad": "", "\u200b": "", "\u2060": "", "\u200c": "", "\u200d": ""}


class Face:
    """One style of a family: its metrics in em, and the advances of texts.

    ``number`` is that of the face in a collection; ``scale`` widens the advances of a substitute (without unit);
    ``path`` is the file's, for messages.
    """

    def __init__(self, style: str, data: bytes, number: int = 0, scale: float = 1.0, path: str = "") -> None:
        self.style = style
        self.path = path
        self._ligatures: tuple[tuple[str, str], ...] = ()
        self.data = data
        self._scale = scale
        face = uharfbuzz.Face(data, number)
        self._font = uharfbuzz.Font(face)
        self.units_per_em: int = face.upem
        extents = self._font.get_font_extents("ltr")
        self.ascent: float = extents.ascender / self.units_per_em
        self.descent: float = -extents.descender / self.units_per_em
        self.line_gap: float = extents.line_gap / self.units_per_em
        # Private-use characters have no meaning for a screen reader (ISO 19005-2, 6.2.11.7.3), whatever their glyphs.
        self.characters: frozenset[int] = frozenset(
            code for code in face.unicodes if code not in _PRIVATE and code <= _LAST_OF_PLANE
        )
        lacking = {old: new for old, new in SUBSTITUTES.items() if ord(old) not in self.characters}
        self._table = str.maketrans({**lacking, **_INVISIBLE})
        self._widths: dict[str, float] = {}
        self._rounded: dict[tuple[str, int], float] = {}

    def ligated(self) -> Face:
        """Return the face that sets the LIGATURES for which it has glyphs."""
        other = copy(self)
        other._ligatures = tuple(pair for pair in LIGATURES.items() if ord(pair[1]) in self.characters)
        other._widths, other._rounded = {}, {}
        return other

    def raised(self) -> Face:
        """Return the face that sets superscripts: its widths are in em of the text around them."""
        other = copy(self)
        other._scale = RAISED
        other._widths = {}
        return other

    @property
    def pitch(self) -> float:
        """Return the distance of two baselines at 100 % line spacing, in em."""
        return self.ascent + self.descent + self.line_gap

    def drawn(self, text: str) -> str:
        """Return ``text`` with the characters that the face can draw."""
        if "f" in text:
            for letters, ligature in self._ligatures:
                text = text.replace(letters, ligature)
        return text if text.isascii() else text.translate(self._table)

    def width(self, text: str) -> float:
        """Return the advance of ``text`` on one line, in em."""
        known = self._widths.get(text)
        if known is None:
            if len(self._widths) == _MOST_KNOWN:
                self._widths.clear()
            positions = self._shaped(self.drawn(text)).glyph_positions or ()
            known = self._widths[text] = sum([one.x_advance for one in positions]) / self.units_per_em * self._scale
        return known

    def bearing(self, text: str) -> float:
        """Return what is free before the first sign of ``text``, in em."""
        found = self._font.get_glyph_extents(self.glyphs(text)[0][0])
        return max(found.x_bearing, 0) / self.units_per_em * self._scale if found else 0.0

    def stretching(self, text: str) -> int:
        """Return how many spaces of ``text`` a justified line stretches: U+0020 and U+00A0, not U+202F."""
        drawn = self.drawn(text)
        return sum(map(drawn.count, _STRETCHABLE))

    def advances(self, text: str) -> list[int]:
        """Return the kerned advance of each character of ``drawn(text)``, in font units."""
        drawn = self.drawn(text)
        buffer = self._shaped(drawn)
        result = [0] * len(drawn)
        for info, position in zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True):
            result[info.cluster] += position.x_advance
        return result

    def _shaped(self, drawn: str, ligatures: bool = False) -> Any:
        buffer = uharfbuzz.Buffer()
        buffer.add_str(drawn)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._font, buffer, _FEATURES | {"liga": ligatures})
        return buffer

    def rounded(self, text: str, pixels: int) -> float:
        """Return the advance of ``text`` in em as LibreOffice adds it up.

        It uses the font's ligatures, and rounds each glyph's advance to whole pixels, ``pixels`` of which are an em.
        """
        key = (text, pixels)
        known = self._rounded.get(key)
        if known is None:
            positions = self._shaped(self.drawn(text), ligatures=True).glyph_positions or ()
            whole = sum(round(one.x_advance * pixels / self.units_per_em) for one in positions)
            if len(self._rounded) == _MOST_KNOWN:
                self._rounded.clear()
            known = self._rounded[key] = whole / pixels
        return known

    def glyphs(self, text: str, stretch: float = 0.0) -> list[tuple[int, int]]:
        """Return each glyph of ``drawn(text)`` on one line, and where it starts, in font units.

        ``stretch`` em are added to each stretchable space.
        """
        drawn = self.drawn(text)
        buffer = self._shaped(drawn)
        result: list[tuple[int, int]] = []
        x = 0.0
        for info, position in zip(buffer.glyph_infos or (), buffer.glyph_positions or (), strict=True):
            result.append((info.codepoint, round(x + position.x_offset)))
            x += position.x_advance
            if stretch and drawn[info.cluster] in _STRETCHABLE:
                x += stretch * self.units_per_em
        return result

    def outline(self, glyph: int) -> str:
        """Return the outline of a glyph as SVG path data, in font units, y up; nothing for a space."""
        parts: list[str] = []
        funcs = uharfbuzz.DrawFuncs()
        funcs.set_move_to_func(lambda *to: parts.append("M" + _numbers(to)))
        funcs.set_line_to_func(lambda *to: parts.append("L" + _numbers(to)))
        funcs.set_quadratic_to_func(lambda *to: parts.append("Q" + _numbers(to)))
        funcs.set_cubic_to_func(lambda *to: parts.append("C" + _numbers(to)))
        funcs.set_close_path_func(lambda *_to: parts.append("Z"))
        self._font.draw_glyph(glyph, funcs)
        return "".join(parts)

    def subset(self, text: str, *, layout: bool) -> bytes:
        """Return a font file with only the characters of ``drawn(text)``, to be embedded in a document.

        ``layout`` keeps the tables by which a browser kerns; a PDF, in which each glyph is placed, needs none.
        """
        wanted = uharfbuzz.SubsetInput()
        wanted.unicode_set.set({ord(letter) for letter in self.drawn(text)} | {0x20})
        if layout:
            wanted.flags = uharfbuzz.SubsetFlags.NO_HINTING
        else:
            wanted.drop_table_tag_set.update(_LAYOUT_TABLES)
        try:
            data: bytes = uharfbuzz.subset(uharfbuzz.Face(self.data), wanted).blob.data
        except RuntimeError:
            raise unusable(self.path, _("The font is damaged: its glyphs cannot be taken out of it.")) from None
        return data

    def lacks(self, text: str) -> str:
        """Return the first character of ``text`` that cannot be drawn, or nothing."""
        return next((letter for letter in self.drawn(text) if ord(letter) not in self.characters), "")


class FaceSource(Struct, frozen=True):
    """Where a style is read from: a file, the number of its face in it, the factor of its advances."""

    path: str
    number: int = 0
    scale: float = 1.0

    @property
    def of_face(self) -> tuple[int, float, str]:
        """Return what a face needs to know of it."""
        return self.number, self.scale, self.path


_STYLES = {(0, 0): "Regular", (1, 0): "Bold", (0, 1): "Italic", (1, 1): "BoldItalic"}  # by strong and emphasis


class Family(Struct, frozen=True):
    """The four styles of a family; the italic ones are read when they are first needed.

    Without ``sources`` they are the files ``templates/fonts/<name>-<style>.ttf``.
    """

    name: str
    world: World
    _faces: dict[str, Face] = field(default_factory=dict)
    _plain: Family | None = None
    sources: dict[str, FaceSource] = field(default_factory=dict)
    _upright: bool = False

    @classmethod
    def open(cls, world: World, name: str) -> Family:
        """Return the family whose files are ``templates/fonts/<name>-<style>.ttf``."""
        return cls(name, world)

    def ligated(self) -> Family:
        """Return the family whose faces set ligatures."""
        return self if self._plain else Family(self.name, self.world, {}, self)

    def upright(self) -> Family:
        """Return the family that sets emphasis in the strong face: large print has no slanted letters."""
        return replace(self, _upright=True)

    def face(self, strong: bool = False, emphasis: bool = False) -> Face:
        """Return the face for a style."""
        if self._upright:
            strong, emphasis = strong or emphasis, False
        style = _STYLES[strong, emphasis]
        if style not in self._faces:
            self._faces[style] = self._made(style, strong, emphasis)
        face = self._faces[style]
        self.world.depend(face.path)  # each time: the world records which edition uses which file
        return face

    def _made(self, style: str, strong: bool, emphasis: bool) -> Face:
        """Return the face for a style, read anew."""
        source = self.sources.get(style) or FaceSource(f"{FOLDER}/{self.name}-{style}.ttf")
        data = self.world.read(source.path)
        require_font(source.path, data, source.number, embedded=not self.sources)
        plain = self._plain
        made = plain.face(strong, emphasis).ligated() if plain else Face(style, data, *source.of_face)
        if not made.characters:
            raise unusable(source.path, _("The font is damaged: it holds no letters."))
        return made

    def of(self, run: Run, strong: bool = False) -> Face:
        """Return the face that sets ``run``; ``strong`` makes it so. The number of a source is a superscript."""
        face = self.face(strong or run.strong, run.emphasis)
        return self._raised(face) if run.raised else face

    def _raised(self, face: Face) -> Face:
        name = f"{face.style} raised"
        if name not in self._faces:
            self._faces[name] = face.raised()
        return self._faces[name]


def _numbers(values: Iterable[Any]) -> str:
    """Return the coordinates that HarfBuzz gives, without the data that it passes on last."""
    return " ".join(f"{value:g}" for value in values if value is not None)


def require_characters(family: Family, texts: Iterable[Text]) -> None:
    """Raise ContentError with the line and the name of every character that the fonts cannot draw.

    Scripts that need more than one glyph after the other, from left to right, are refused whatever the font holds:
    better than to set them wrongly.
    """
    problems: set[Problem] = set()
    drawable: dict[bool, set[str]] = {False: set(), True: set()}
    for text in texts:
        for run in text.runs:
            known = drawable[run.emphasis]
            if known.issuperset(run.text):
                continue
            unknown = [letter for letter in dict.fromkeys(run.text) if letter not in known]
            refused = {_unset(letter): letter for letter in reversed(unknown)}
            problems |= {_refused(family, cause, letter, text) for cause, letter in refused.items() if cause}
            for letter in unknown:
                if _draws(family, run, letter):
                    known.add(letter)
                elif not _unset(letter):
                    problems.add(_lacking(family, letter, text))
    if problems:
        raise ContentError(problems)


def without_lacking(family: Family, text: Text) -> Text:
    """Return ``text`` with an x for each character that cannot be drawn: about as wide, so that it can be planned."""
    runs = (run.with_text("".join(one if _draws(family, run, one) else "x" for one in run.text)) for run in text.runs)
    return replace(text, runs=tuple(runs))


_EAST_ASIAN = ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO", "IDEOGRAPHIC", "FULLWIDTH", "HALFWIDTH", "YI")
# Scripts whose letters change, join or change places (Unicode 16, chapters 12, 13, 16 and 17).
_SHAPED = (
    *("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM", "SINHALA"),
    *("THAI", "LAO", "TIBETAN", "MYANMAR", "KHMER", "MONGOLIAN", "BALINESE", "JAVANESE", "SUNDANESE", "TAI", "CHAM"),
)


def _unset(letter: str) -> str:
    """Return why a letter cannot be set, whatever the font; nothing when it can."""
    if letter.isascii():
        return ""
    if letter == "\u3000":
        return _("This is an ideographic space, as wide as a letter of Chinese.")
    script = unicodedata.name(letter, "?").split()[0]
    if unicodedata.bidirectional(letter) in ("R", "AL"):
        return _("Text from right to left cannot be set yet.")
    if script in _EAST_ASIAN:
        return _("Chinese, Japanese and Korean text cannot be set yet.")
    if script in _SHAPED:
        return _("Text in this script cannot be set yet ({script}).", script=_named(letter, script.capitalize()))
    if unicodedata.category(letter) in ("Mn", "Me"):
        return _("An accent that makes no single character with its letter cannot be set yet.")
    return ""


def _named(letter: str, name: str = "") -> str:
    """Return what Unicode calls a letter, or its number alone to who does not read English."""
    number = f"U+{ord(letter):04X}"
    return (name or f"{number}, {unicodedata.name(letter, '?')}") if spoken() == "en" else number


def _draws(family: Family, run: Run, letter: str) -> bool:
    """Tell whether the run's face and the strong one draw ``letter``."""
    able = not _unset(letter)
    return able and not family.of(run).lacks(letter) and not family.face(strong=True).lacks(letter)


def _instead(family: Family, letter: str) -> str:
    """Return the remedy that names the plain letter that ``letter`` is a form of (wide, or bold on the web), if any."""
    meant = unicodedata.normalize("NFKC", letter)
    plain = meant != letter and meant.strip() and not any(map(_unset, meant)) and not family.face().lacks(meant)
    return _("Write “{letter}” instead.", letter=meant) if plain else ""


def _refused(family: Family, cause: str, letter: str, text: Text) -> Problem:
    """Return the problem of a letter that cannot be set, whatever the font."""
    remedy = _instead(family, letter) or _("Replace “{letter}” ({name}).", letter=letter, name=_named(letter))
    if letter.isspace():
        remedy = _("Write a plain space instead.")
    return Problem(family.world.locate(text.mark, re.escape(letter)), "", cause, remedy)


def _lacking(family: Family, letter: str, text: Text) -> Problem:
    """Return the problem of a letter that the font lacks."""
    cause = _("The font {family} lacks “{letter}” ({name}).", family=family.name, letter=letter, name=_named(letter))
    return Problem(
        family.world.locate(text.mark, re.escape(letter)),
        "",
        cause,
        _instead(family, letter) or _("Replace this character."),
    )
