"""The style of a placeholder's text: inherited from layout to master to its text styles to the presentation.

ECMA-376 Part 1, 19.3.1.51 (txStyles), 21.1.2.2.7 (pPr) and 21.1.2.1.1 (bodyPr): the first that says something counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.deck.ooxml.colours import A, number
from generator.deck.ooxml.drawings import P
from generator.units import EMU_PER_POINT

if TYPE_CHECKING:
    from generator.deck.ooxml.sheets import Book, Holder, Sheet

_MIN, _MAX = 1.0, 400.0  # points, of a size
_INSETS = (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))  # what the standard says where nothing is said
_ALIGNS = {"l": "l", "ctr": "ctr", "r": "r"}
_ANCHORS = {"t": "t", "ctr": "ctr", "b": "b"}
_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle", "dt": "otherStyle", "ftr": "otherStyle"}
_STYLES["sldNum"] = "otherStyle"


class Style(Struct, frozen=True):
    """How a placeholder sets its first level: size in points, family, colour (RRGGBB), spacing, place in its box.

    ``leading`` is the line spacing, of 1; ``tracking`` the space added between letters, in points.
    """

    size: float
    family: str
    colour: str
    bold: bool
    capitals: bool
    leading: float
    tracking: float
    align: str
    anchor: str
    insets: tuple[float, float, float, float]


def style_of(holder: Holder, sheet: Sheet, book: Book) -> Style:
    """Return the style of ``holder``."""
    levels = _levels(holder, sheet, book)
    runs = [one for one in (level.find(f"{A}defRPr") for level in levels) if one is not None]
    bodies = [one for one in (_body(holder.element), _body(holder.parent)) if one is not None]
    insets = tuple(_length(bodies, key, default) for key, default in _INSETS)
    size = min(max(number(_first(runs, "sz", ""), 1800) / 100 * _shrunk(bodies[:1]), _MIN), _MAX)
    return Style(
        size=size,
        family=_family(runs, holder.type, sheet),
        colour=_colour(runs, sheet),
        bold=_first(runs, "b", "0") in ("1", "true"),
        capitals=_first(runs, "cap", "none") == "all",
        leading=_leading(levels, size),
        tracking=min(max(number(_first(runs, "spc", ""), 0) / 100, 0.0), size),
        align=_ALIGNS.get(_first(levels, "algn", "l"), "l"),
        anchor=_ANCHORS.get(_first(bodies, "anchor", "t"), "t"),
        insets=(insets[0], insets[1], insets[2], insets[3]),
    )


def body_family(sheet: Sheet) -> str:
    """Return the family of the master's body text: the theme's, unless the master names another."""
    style = sheet.styles.find(f"{P}bodyStyle/{A}lvl1pPr/{A}defRPr") if sheet.styles is not None else None
    return _family([style] if style is not None else [], "body", sheet)


def _levels(holder: Holder, sheet: Sheet, book: Book) -> list[Any]:
    """Return the properties of the first level, the nearest first."""
    found = []
    for one in (holder.element, holder.parent):
        level = one.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr") if one is not None else None
        found.append(level)
    if sheet.styles is not None:
        found.append(sheet.styles.find(f"{P}{_STYLES.get(holder.type, 'bodyStyle')}/{A}lvl1pPr"))
    if book.defaults is not None:
        found.append(book.defaults.find(f"{A}lvl1pPr"))
    return [one for one in found if one is not None]


def _body(element: Any) -> Any:
    return element.find(f"{P}txBody/{A}bodyPr") if element is not None else None


def _first(elements: list[Any], key: str, default: str) -> str:
    return next((str(one.get(key)) for one in elements if one.get(key) is not None), default)


def _length(bodies: list[Any], key: str, default: float) -> float:
    return number(_first(bodies, key, ""), round(default * EMU_PER_POINT)) / EMU_PER_POINT


def _shrunk(bodies: list[Any]) -> float:
    """Return the scale that a layout's autofit holds: its designer saw the text so."""
    for body in bodies:
        fit = body.find(f"{A}normAutofit")
        if fit is not None:
            return _share(fit.get("fontScale"))
    return 1.0


def _leading(levels: list[Any], size: float) -> float:
    """Return the line spacing as a share of the font's own; a fixed one counts in the size's own lines."""
    for level in levels:
        share, points = level.find(f"{A}lnSpc/{A}spcPct"), level.find(f"{A}lnSpc/{A}spcPts")
        if share is not None:
            return _share(share.get("val"))
        if points is not None:
            return min(max(number(points.get("val"), 0) / 100 / (size * 1.2), 0.8), 1.5)
    return 1.0


def _share(text: str | None) -> float:
    """Return a percentage, written in thousandths or with its sign, as a share between a tenth and five."""
    value = text or "100000"
    return min(max(number(value.rstrip("%"), 100_000) / (100 if value.endswith("%") else 100_000), 0.1), 5.0)


def _family(runs: list[Any], type: str, sheet: Sheet) -> str:
    for one in runs:
        latin = one.find(f"{A}latin")
        face = latin.get("typeface", "") if latin is not None else ""
        if face.startswith("+mj"):
            return sheet.fonts[0]
        if face.startswith("+mn"):
            return sheet.fonts[1]
        if face:
            return str(face)
    return sheet.fonts[0] if type in ("title", "ctrTitle") else sheet.fonts[1]


def _colour(runs: list[Any], sheet: Sheet) -> str:
    for one in runs:
        found = sheet.scheme.fill(one)
        if found:
            return found
    return sheet.scheme.colours.get("tx1", "000000")
