"""Signs of symbol fonts, which have numbers of their own there, as Unicode has them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

FONTS = ("Symbol", "Webdings", "Wingdings", "Wingdings 2", "Wingdings 3")
_ARROWS = "←↑→↓↖↗↘↙"
_HEAVY = range(0x1F850, 0x1F890)  # arrows of Wingdings, in that order, which few fonts have
_PRIVATE = 0xF000  # Office adds it to the numbers of a symbol font (ECMA-376 Part 1, 17.3.3.30)


def in_unicode(text: str, font: str, symbols: str = "") -> str:
    """Return ``text``, set in ``font``, in Unicode; ``symbols`` is the font of its private signs, if that is another.

    A sign that is not known stays as it is.
    """
    if font not in FONTS and (symbols not in FONTS or text.isascii()):
        return text
    return "".join(_sign(font, symbols, ord(one)) for one in text)


def _sign(font: str, symbols: str, number: int) -> str:
    private = _PRIVATE <= number <= _PRIVATE + 0xFF
    known = _table().get((symbols if private and symbols in FONTS else font, number - _PRIVATE * private), 0)
    return _ARROWS[known % 8] if known in _HEAVY else chr(known or number)


@cache
def _table() -> Mapping[tuple[str, int], int]:
    """Return mammoth's table, loaded where a symbol font is used."""
    from mammoth.docx.dingbats import dingbats

    return dingbats  # type: ignore[no-any-return]
