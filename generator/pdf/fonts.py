"""Subsets of the faces for embedding, and the operators that show kerned text.

The text engine cuts each face down to the note's letters before ReportLab reads it: ten times as fast as reading
the whole font. It measures nothing but the advances that generator.text gives.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.ttfonts import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.pdf.boxes import Piece
    from generator.text.fonts import Face, Family


@dataclass(slots=True)
class Embedded:
    """A face cut down to some letters, for one document."""

    face: Face
    font: Any
    document: Any
    _known: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)

    def shown(self, text: str) -> tuple[tuple[str, str], ...]:
        """Return the (font resource, TJ array) that show ``text``, kerned."""
        found = self._known.get(text)
        if found is None:
            found = self._known[text] = tuple(self._shown(text))
        return found

    def _shown(self, text: str) -> Iterable[tuple[str, str]]:
        drawn = self.face.drawn(text)
        moves = self._moves(drawn, self.face.advances(text))
        start = 0
        for subset, codes in self.font.splitString(drawn, self.document):
            name = self.font.getSubsetInternalName(subset, self.document)
            yield name, _array(codes, moves[start : start + len(codes)])
            start += len(codes)

    def _moves(self, drawn: str, advances: list[int]) -> list[int]:
        """Return, for each letter, how far the next one moves back, in thousandths of an em."""
        scale = 1000 / self.face.units_per_em
        widths, default = self.font.face.charWidths, self.font.face.defaultWidth
        return [
            round(widths.get(ord(letter), default) - advance * scale)
            for letter, advance in zip(drawn, advances, strict=True)
        ]


def _array(codes: bytes, moves: list[int]) -> str:
    """Return the operand of TJ: the codes in hexadecimal, with the moves between them."""
    if not any(moves):
        return f"[<{codes.hex()}>]"
    parts = ["[<"]
    for code, move in zip(codes, moves, strict=True):
        parts.append(f"{code:02x}>{move}<" if move else f"{code:02x}")
    return "".join([*parts, ">]"]).replace("<>", "")


def embed(family: Family, pieces: Iterable[Piece], document: Any) -> dict[str, Embedded]:
    """Return the faces that ``pieces`` need, by style."""
    letters: dict[str, set[str]] = {}
    for piece in pieces:
        letters.setdefault(piece.style, set()).update(piece.text)
    faces = {style: _face(family, style) for style in sorted(letters)}
    return {style: Embedded(face, _subset(face, letters[style]), document) for style, face in faces.items()}


def _face(family: Family, style: str) -> Face:
    return family.face(strong="Bold" in style, emphasis="Italic" in style)


def _subset(face: Face, letters: set[str]) -> Any:
    data = face.subset("".join(sorted(letters)), layout=False)
    return TTFont(face.style, io.BytesIO(data), shapable=False)
