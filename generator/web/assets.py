"""What the page carries with it: the letters of its fonts, and its icons as paths.

It reads files through the kit only, and draws nothing.
"""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from generator.document.tree import texts
from generator.web.view import FontFace, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.document.tree import Document
    from generator.kit import Kit

ALWAYS = " 0123456789.,-·\u00a0\u2010\u2011\u202f\u2009()/:"  # numbers, links, hyphens


def fonts(document: Document, kit: Kit, words: Iterable[str]) -> tuple[FontFace, ...]:
    """Return the styles that the page uses, each with just the characters of ``document`` and ``words``."""
    runs = [run for text in texts(document) for run in text.runs]
    letters = set(ALWAYS).union(*(run.text for run in runs), *words)
    slants = (False, True) if any(run.emphasis for run in runs) else (False,)
    return tuple(_font(kit, bold, slant, letters) for slant in slants for bold in (False, True))


def symbols(kit: Kit, anchors: dict[str, str]) -> tuple[Symbol, ...]:
    """Return the icons, by name, under their anchors."""
    return tuple(_symbol(kit, name, anchor) for name, anchor in anchors.items())


def _font(kit: Kit, bold: bool, slant: bool, letters: set[str]) -> FontFace:
    data = kit.family.face(bold, slant).subset("".join(sorted(letters)), layout=True)
    return FontFace(700 if bold else 400, "italic" if slant else "normal", b64encode(data).decode())


def _symbol(kit: Kit, name: str, anchor: str) -> Symbol:
    icon = kit.icon(name)
    return Symbol(
        anchor, f"{icon.size:g}", f"{icon.stroke_width:g}", icon.path.svg(), tuple(one.svg() for one in icon.fills)
    )
