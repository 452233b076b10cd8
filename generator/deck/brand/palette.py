"""The colours of our shapes on a layout: the template's own where they can be read there, else adapted ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.deck.brand.colours import TEXT, adapted, mixed, readable
from generator.deck.shapes import INK, MUTED, PAPER, Colour
from generator.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.brand.sheets import Sheet

_TINT = 0.1
_SLOTS = 6
_NEAR = 48  # of 765: accents that are nearer are taken for one
_GREY = 24
_STRICTER = (4.5, 5.0, 5.5, 6.0, 7.0, 9.0, 12.0)


@dataclass(frozen=True, slots=True)
class Palette:
    """What stands for the colours that composers name, on one layout; ``ground`` is behind them."""

    ground: str
    ink: str
    known: dict[Colour, Colour]

    def of(self, colour: Colour) -> Colour:
        """Return the template's colour for ``colour``."""
        if colour in self.known:
            return self.known[colour]
        if colour.tinted:
            return Colour(mixed(colour.name, self.ground, _TINT)) if len(colour.name) == 6 else colour
        return colour


def palette_of(sheet: Sheet, background: str | None, text: str) -> Palette:
    """Return the palette on a layout; ``text`` is the colour of the template's own text there."""
    colours = sheet.scheme.colours
    ground = background or _guessed(colours.get("bg1", "FFFFFF"), text)
    ink = readable((text, colours["tx1"], colours["bg1"]), ground)
    accents = [legible_accent(value, ground) for value in _distinct(sheet)]
    paper = next((one for one in (colours["bg1"], "FFFFFF", ground) if _reads_on(one, accents)), ground)
    known = {
        INK: _named(ink, sheet),
        MUTED: Colour(adapted(mixed(ink, ground, 0.75), ground)),
        PAPER: _named(paper, sheet),
        Colour("bg2"): Colour(mixed(ink, ground, 0.08)),
        Colour("bg2", True): Colour(mixed(ink, ground, 0.04)),
    }
    for slot in range(_SLOTS):
        accent = accents[slot % len(accents)]
        known[Colour(f"accent{slot + 1}")] = _named(accent, sheet)
        known[Colour(f"accent{slot + 1}", True)] = Colour(mixed(accent, ground, _TINT))
    return Palette(ground, ink, known)


def legible_accent(colour: str, ground: str) -> str:
    """Return ``colour`` so that it can be read on ``ground`` and on its own tint, and ``ground`` on it."""
    for least in _STRICTER:
        made = adapted(colour, ground, least)
        if contrast(made, mixed(made, ground, _TINT)) >= TEXT:
            return made
    return made


def _guessed(paper: str, text: str) -> str:
    """Return what lies behind text over a picture: the designer has made the two to contrast."""
    if contrast(paper, text) >= TEXT:
        return paper
    return "000000" if contrast("000000", text) > contrast("FFFFFF", text) else "FFFFFF"


def _distinct(sheet: Sheet) -> list[str]:
    """Return the accents of the theme that differ, greys last: colour is how pillars are told apart."""
    accents = [sheet.scheme.colours[f"accent{n}"] for n in range(1, _SLOTS + 1)]
    kept: list[str] = []
    for accent in sorted(accents, key=_is_grey):
        if all(_distance(accent, other) > _NEAR for other in kept):
            kept.append(accent)
    coloured = [one for one in kept if not _is_grey(one)]
    return coloured or kept


def _reads_on(colour: str, accents: Sequence[str]) -> bool:
    return all(contrast(colour, accent) >= TEXT for accent in accents)


def _named(value: str, sheet: Sheet) -> Colour:
    """Return the theme's name of a colour, so that it follows the theme; else its value."""
    names = ("tx1", "bg1", *(f"accent{n}" for n in range(1, _SLOTS + 1)), "tx2", "bg2")
    return Colour(next((name for name in names if sheet.scheme.colours.get(name) == value), value))


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)


def _is_grey(colour: str) -> bool:
    return max(_parts(colour)) - min(_parts(colour)) < _GREY


def _distance(one: str, other: str) -> int:
    return sum(abs(a - b) for a, b in zip(_parts(one), _parts(other), strict=True))
