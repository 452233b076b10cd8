"""Writes a slide's scene as SVG: letters as outlines, so that it looks the same wherever it is shown.

Each glyph is drawn once and used again. Only the title and the description are text, and those are escaped.
"""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, assert_never

from generator.graphics.path import number
from generator.pdf.page import Area, ImageObject, Link, PathObject, TextObject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.deck.picture.scene import Drawn
    from generator.kit import Kit
    from generator.pictures import Encoded
    from generator.text.fonts import Family

_INITIALS = {"Regular": "r", "Bold": "b", "Italic": "i", "BoldItalic": "z"}


def svg(
    drawn: Iterable[Drawn], size: tuple[float, float], kit: Kit, *, title: str, description: str, language: str
) -> str:
    """Return the SVG file of a scene, ``size`` points wide and high; it scales to any width."""
    letters = _Letters(kit.family)
    body = "\n".join(one for operation in drawn for one in _elements(operation, letters, kit))
    width, height = map(number, size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f'lang="{escape(language)}" aria-labelledby="t d">\n'
        f'<title id="t">{escape(title, quote=False)}</title>\n<desc id="d">{escape(description, quote=False)}</desc>\n'
        f"<defs>{letters.definitions()}</defs>\n{body}\n</svg>\n"
    )


class _Letters:
    """The glyphs that are used, each with its outline."""

    def __init__(self, family: Family) -> None:
        self._family = family
        self._outlines: dict[str, str] = {}

    def definitions(self) -> str:
        return "".join(f'<path id="{name}" d="{d}"/>' for name, d in self._outlines.items() if d)

    def used(self, words: TextObject) -> Iterator[str]:
        """Yield a group for each piece, in which one unit is one unit of the font, y up."""
        x = words.x
        for piece in words.runs:
            face = self._family.face(strong="Bold" in piece.style, emphasis="Italic" in piece.style)
            scale = words.size / face.units_per_em
            uses = ""
            for glyph, at in face.glyphs(piece.text, words.stretch):
                name = f"{_INITIALS[piece.style]}{glyph}"
                if name not in self._outlines:
                    self._outlines[name] = face.outline(glyph)
                if self._outlines[name]:
                    uses += f'<use href="#{name}" x="{at}"/>'
            place = f"translate({number(x)} {number(words.y)}) scale({scale:.5f} {-scale:.5f})"
            yield f'<g transform="{place}" fill="#{words.colour}">{uses}</g>' if uses else ""
            x += (face.width(piece.text) + words.stretch * face.stretching(piece.text)) * words.size


def _elements(operation: Drawn, letters: _Letters, kit: Kit) -> Iterator[str]:
    match operation:
        case TextObject():
            yield from letters.used(operation)
        case Area(x, y, width, height, colour, opacity=opacity):
            place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
            veil = f' fill-opacity="{opacity:.3f}"' if opacity < 1.0 else ""
            yield f'<rect {place} fill="#{colour}"{veil}/>'
        case PathObject():
            yield _shape(operation)
        case ImageObject():
            yield _image(operation, kit.picture(operation.file, operation.use))
        case Link():
            return  # a picture leads nowhere
        case _:
            assert_never(operation)


def _image(image: ImageObject, stored: Encoded) -> str:
    """Return a picture, the whole of it, seen through its box."""
    cut, width, height = image.crop, stored.width, stored.height
    seen = (
        *(cut.left * width, cut.top * height),
        *((1 - cut.left - cut.right) * width, (1 - cut.top - cut.bottom) * height),
    )
    sides = f'width="{number(image.width)}" height="{number(image.height)}"'
    view = f'viewBox="{" ".join(map(number, seen))}" preserveAspectRatio="none"'
    data = f"data:{stored.type};base64,{b64encode(stored.data).decode()}"
    return (
        f'<svg x="{number(image.x)}" y="{number(image.y)}" {sides} {view}>'
        f'<image width="{width}" height="{height}" href="{data}"/></svg>'
    )


def _shape(shape: PathObject) -> str:
    place = f"translate({number(shape.x)} {number(shape.y)})"
    paint = f'fill="#{shape.colour}" fill-rule="evenodd"'
    if shape.pen:
        pen = f'stroke-width="{number(shape.pen)}" stroke-linecap="round" stroke-linejoin="round"'
        paint = f'fill="none" stroke="#{shape.colour}" {pen}'
    return f'<path transform="{place}" d="{shape.path.svg()}" {paint}/>'
