"""The colours of our shapes on a layout: the template's own where they can be read there, else adapted ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.ooxml.text import TEXT
from generator.deck.slide import INK, MUTED, PAPER, Colour
from generator.oklab import components
from generator.theme import contrast, mixed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.deck.brand.template import TemplateLayout
    from generator.deck.ooxml.ground import Ground
    from generator.units import Box

_TINT = 0.1  # of an accent in the panel's colour: seen, while words on it keep their contrast
_SLOTS = 6  # accents of a theme (ECMA-376 Part 1, 20.1.6.2)
_NEAR = 48  # of 765: accents that are nearer are taken for one
_GREY = 24  # of 255, between a colour's parts: with less, nobody names its hue
_CLEAR = 9.0  # the contrast, with black or white, of a ground on which any hue can be told
_DEEP = 14.0  # the contrast, with pale text, of a panel on a dark picture: accents keep their hues on it
_STRICTER = (4.5, 5.0, 5.5, 6.0, 7.0, 9.0, 12.0)  # contrasts to try, from the least for text on: a tint takes some


class Palette(Struct, frozen=True):
    """What stands for the colours that composers name, on one layout.

    ``ground`` is behind everything (``unsure`` behind a picture), ``panel`` behind cards and maps, ``ink`` writes on
    panels; ``values`` are the theme's colours by name.
    """

    ground: str
    panel: str
    ink: str
    unsure: bool
    known: Mapping[Colour, Colour]
    values: Mapping[str, str]

    def of(self, colour: Colour) -> Colour:
        """Return the template's colour for ``colour``."""
        if colour in self.known:
            return self.known[colour]
        if colour.softened:
            return replace(self.of(replace(colour, softened=False)), softened=True)
        if colour.tinted and len(colour.name) == 6:
            return Colour(mixed(colour.name, self.panel, _TINT))
        return colour

    def value(self, colour: Colour) -> str:
        """Return the RRGGBB of the template's colour for ``colour``."""
        name = self.of(colour).name
        return self.values.get(name, name)

    def seen(self, ground: Ground, box: Box) -> Palette:
        """Return this palette with quiet text that is read all over ``box``, where ``ground`` is darker in parts."""
        for minimum in _STRICTER:
            muted = adapted(self.value(MUTED), self.ground, minimum)
            if (ground.contrast(muted, box) or TEXT) >= TEXT:
                break
        return replace(self, known={**self.known, MUTED: Colour(muted)})

    def toned(self, share: float) -> str:
        """Return the RRGGBB of ``share`` of the ink in the ground."""
        return mixed(self.ink, self.ground, share)

    def text(self, colour: Colour, behind: str) -> Colour:
        """Return the template's colour for text in ``colour``, so that it can be read on ``behind``."""
        if contrast(self.value(colour), behind) >= TEXT:
            return self.of(colour)
        if colour in (INK, MUTED, PAPER):
            return Colour(readable((self.ink, self.ground, self.panel), behind))
        return Colour(adapted(self.value(colour), behind))


def palette_of(
    layout: TemplateLayout, ground: str, text: str, accents: Sequence[str] = (), *, unsure: bool = False
) -> Palette:
    """Return the palette on a layout; ``text`` is the colour of the template's own text there.

    ``accents`` stand for the template's own.
    """
    colours = layout.colours
    panel = ground if max(contrast(ground), contrast(ground, "000000")) >= _CLEAR else "FFFFFF"
    own = readable((text, colours["tx1"], colours["bg1"]), ground)
    ink = readable((own, colours["tx1"], colours["bg1"]), panel)
    shown = [legible_accent(value, panel) for value in accents or distinct_accents(layout)]
    accents = shown[:_SLOTS] if accents else _spread(shown, ink, panel)
    paper = next((one for one in (colours["bg1"], "FFFFFF", panel) if _reads_on(one, accents)), panel)
    known = {
        INK: named(own, layout),
        MUTED: Colour(adapted(mixed(own, ground, 0.75), ground)),
        PAPER: named(paper, layout),
        Colour("bg2"): Colour(mixed(ink, panel, 0.08)),
        Colour("bg2", True): Colour(mixed(ink, panel, 0.04)),
    }
    for slot, accent in enumerate(accents, 1):
        known[Colour(f"accent{slot}")] = named(accent, layout)
        known[Colour(f"accent{slot}", True)] = Colour(mixed(accent, panel, _TINT))
    return Palette(ground, panel, ink, unsure, known, colours)


def legible_accent(colour: str, panel: str) -> str:
    """Return ``colour`` so that it can be read on ``panel`` and on its own tint, and ``panel`` on it."""
    for minimum in _STRICTER:
        made = adapted(colour, panel, minimum)
        if contrast(made, mixed(made, panel, _TINT)) >= TEXT:
            return made
    return made


def adapted(colour: str, background: str, minimum: float = TEXT) -> str:
    """Return ``colour``, darker or lighter as far as a contrast of ``minimum`` (WCAG) on ``background`` asks for."""
    if contrast(colour, background) >= minimum:
        return colour
    pole = "000000" if contrast("000000", background) >= contrast("FFFFFF", background) else "FFFFFF"
    for step in range(1, 21):
        made = mixed(pole, colour, step / 20)
        if contrast(made, background) >= minimum:
            return made
    return pole


def readable(candidates: tuple[str, ...], background: str) -> str:
    """Return the first of ``candidates`` that can be read on ``background``, else black or white."""
    for colour in candidates:
        if contrast(colour, background) >= TEXT:
            return colour
    return adapted(candidates[0], background)


def guessed(layout: TemplateLayout, text: str, mean: str | None = None) -> str:
    """Return what lies behind ``text`` over a picture: the designer has made the two to contrast.

    Behind pale text it has the hue that is seen there on the whole, ``mean``: black would be a hole in the slide.
    """
    paper, pale = layout.colours.get("bg1", "FFFFFF"), contrast("000000", text) > contrast("FFFFFF", text)
    if pale and mean:
        return adapted(mean, text, _DEEP)
    return paper if contrast(paper, text) >= TEXT else "000000" if pale else "FFFFFF"


def distinct_accents(layout: TemplateLayout) -> list[str]:
    """Return the accents of the theme that differ, greys last: colour is how pillars are told apart."""
    accents = [layout.colours[f"accent{n}"] for n in range(1, _SLOTS + 1)]
    kept: list[str] = []
    for accent in sorted(accents, key=is_grey):
        if all(_distance(accent, other) > _NEAR for other in kept):
            kept.append(accent)
    return kept


def _spread(accents: list[str], ink: str, panel: str) -> list[str]:
    """Return as many accents as pillars take by name: where the theme has fewer, stronger ones of the same hues."""
    found = list(dict.fromkeys(accents))
    for share in (0.55, 0.3):
        found += [legible_accent(mixed(one, ink, share), panel) for one in accents]
    told: list[str] = []
    for one in found:
        if all(_distance(one, other) > _NEAR for other in told):
            told.append(one)
    return [*told, *accents * _SLOTS][:_SLOTS]


def _reads_on(colour: str, accents: Sequence[str]) -> bool:
    return all(contrast(colour, accent) >= TEXT for accent in accents)


def named(value: str, layout: TemplateLayout) -> Colour:
    """Return the theme's name of a colour, so that it follows the theme; else its value."""
    names = ("tx1", "bg1", *(f"accent{n}" for n in range(1, _SLOTS + 1)), "tx2", "bg2")
    return Colour(next((name for name in names if layout.colours.get(name) == value), value))


def is_grey(colour: str) -> bool:
    """Tell whether a colour has hardly a hue."""
    return max(components(colour)) - min(components(colour)) < _GREY


def _distance(one: str, other: str) -> int:
    return sum(abs(a - b) for a, b in zip(components(one), components(other), strict=True))
