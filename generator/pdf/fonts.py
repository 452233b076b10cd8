"""Font subsets to be embedded, and the operators that show kerned text.

HarfBuzz makes a subset of each face before ReportLab reads it, which is ten times as fast as reading the whole font.
Advances come from generator.text.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from reportlab.pdfbase.ttfonts import TTFont

from generator.pdf.page import TextRun
from generator.text.fonts import LIGATURES, Face, Family

SOFT_HYPHEN = "\u00ad"
"""The hyphen of a hyphenated word: drawn by the glyph of U+002D, extracted as U+00AD (ISO 32000-1, 14.8.2.2.3)."""

_MARKS = "\u2009\u200a\u202f‐‑–—‘’‚“”„†•…‹›€ẞŒœŸ"
ALPHABETS = (
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100)))) + _MARKS,
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x218, 0x21C)))) + _MARKS,
    "".join(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00)))) + _MARKS,
)
"""What a copy's own words may be written with, without another font: marks, spaces and Latin letters of western Europe,
which take 16 kB less in each copy; of all Europe; and those of Vietnam, Greek and Cyrillic ones, too."""

_MOST_KNOWN = 10_000
"""Words that are remembered, 3 MB: publications have fewer, but lists of recipients have a name in each row."""

_SPACE = " "
_CODE_OF_SPACE = "20"  # ReportLab keeps it in every subset; it is the code that Tw widens (ISO 32000-1, 9.3.3)


class Embedded:
    """A subset of a face in one document, as a font of ReportLab's."""

    def __init__(self, face: Face, font: Any, document: Any) -> None:
        self._face = face
        self._font = font
        self._document = document
        self._known: dict[str, tuple[tuple[str, str], ...]] = {}

    def shown(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield the pairs of font resource and TJ array that show ``text``, kerned word by word as it was measured."""
        name, held = "", ""
        for index, word in enumerate(text.split(_SPACE)):
            if index and not name:
                name = self._word(_SPACE)[0][0]
            held += _CODE_OF_SPACE if index else ""
            for resource, codes in self._word(word):
                if name not in ("", resource):
                    yield name, _array(held)
                    held = ""
                name = resource
                held += codes
        if held:
            yield name, _array(held)

    def hyphen(self) -> Iterator[tuple[str, str]]:
        """Yield the font resource and TJ array that show a soft hyphen."""
        moves = self._moves(SOFT_HYPHEN, self._face.advances("-"))
        for name, codes in self._codes(SOFT_HYPHEN, moves):
            yield name, _array(codes)

    def letters(self) -> Iterator[tuple[str, list[str]]]:
        """Yield each font resource with what its codes mean, from code 0 on; a ligature's letters are spelled out."""
        for subset, codes in enumerate(self._font.state[self._document].subsets):
            spelled = [_LETTERS.get(code, chr(code)) for code in codes]
            yield self._font.getSubsetInternalName(subset, self._document), spelled

    def _word(self, word: str) -> tuple[tuple[str, str], ...]:
        found = self._known.get(word)
        if found is None:
            if len(self._known) == _MOST_KNOWN:
                self._known.clear()
            found = self._known[word] = tuple(self._encoded(word))
        return found

    def _encoded(self, word: str) -> Iterator[tuple[str, str]]:
        drawn = self._face.drawn(word)
        return self._codes(drawn, self._moves(drawn, self._face.advances(word)))

    def _codes(self, drawn: str, moves: list[int]) -> Iterator[tuple[str, str]]:
        """Yield the font resources, and the codes in hexadecimal with the moves between them."""
        start = 0
        for subset, codes in self._font.splitString(drawn, self._document):
            name = self._font.getSubsetInternalName(subset, self._document)
            pairs = zip(codes, moves[start : start + len(codes)], strict=True)
            yield name, "".join(f"{code:02x}>{move}<" if move else f"{code:02x}" for code, move in pairs)
            start += len(codes)

    def _moves(self, drawn: str, advances: list[int]) -> list[int]:
        """Return, for each letter, how far the next one moves back, in thousandths of an em; no error adds up."""
        scale = 1000 / self._face.units_per_em
        widths, default = self._font.face.charWidths, self._font.face.defaultWidth
        moves = []
        rest = 0.0
        for letter, advance in zip(drawn, advances, strict=True):
            rest += widths.get(ord(letter), default) - advance * scale
            moves.append(round(rest))
            rest -= moves[-1]
        return moves


def _array(codes: str) -> str:
    return f"[<{codes}>]".replace("<>", "")


def _letters(runs: Iterable[TextRun]) -> dict[str, set[str]]:
    """Return the letters of ``runs`` by style."""
    found: dict[str, set[str]] = {}
    for run in runs:
        found.setdefault(run.style, set()).update(run.text)
    return found


def embed(family: Family, runs: Iterable[TextRun], document: Any, alphabets: Mapping[str, str]) -> dict[str, Embedded]:
    """Return the faces that ``runs`` need, by style; one with an alphabet can also show those of its letters it has.

    These have the same codes, whatever is drawn.
    """
    letters = _letters(runs)
    faces = {style: family.face("Bold" in style, "Italic" in style) for style in sorted(letters)}
    found = {}
    for style, face in faces.items():
        known = "".join(letter for letter in alphabets.get(style, "") if ord(letter) in face.characters)
        words = (*sorted(letters[style] | set(known)), *LIGATURES, "-")
        font = _Font(face.style, io.BytesIO(face.subset(_SPACE.join(words), layout=False)), shapable=False)
        if known:
            font.splitString(known + "".join(LIGATURES.values()), document)
        found[style] = Embedded(face, font, document)
    return found


class _Font(TTFont):  # type: ignore[misc]
    """ReportLab's font, with a soft hyphen, and with ligatures that are extracted as their letters."""

    def __init__(self, name: str, file: io.BytesIO, **options: Any) -> None:
        super().__init__(name, file, **options)
        for table in (self.face.charToGlyph, self.face.charWidths):
            table[ord(SOFT_HYPHEN)] = table[ord("-")]

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """Add the font to the document; in its ToUnicode, a ligature is several characters (ISO 32000-1, 9.10.3)."""
        codes = self.state[doc]
        super().addObjects(doc)
        self.state[doc] = codes  # which ReportLab drops, and further copies are written with
        for name, thing in doc.idToObject.items():
            if name.startswith("toUnicodeCMap:"):
                thing.content = _LIGATURE.sub(_spelled, thing.content)


_LIGATURE = re.compile("(?<= <)(?:" + "|".join(f"{ord(one):04X}" for one in LIGATURES.values()) + ")(?=>)")
_LETTERS = {ord(one): letters for letters, one in LIGATURES.items()}
_SPELLED = {f"{ord(one):04X}": letters.encode("utf-16-be").hex().upper() for letters, one in LIGATURES.items()}


def _spelled(code: re.Match[str]) -> str:
    return _SPELLED[code[0]]
