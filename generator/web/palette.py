"""The colours of the light and of the dark scheme, from the theme's: every pair of words and ground is
computed to be legible (WCAG 2.2, 1.4.3), so that no theme can make an illegible page.

It chooses no place for a colour: that is the style sheet's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.graphics.figures import series_colours
from generator.theme import WHITE, contrast, mixed, tint
from generator.web.view import ColourScheme, PillarColours

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.theme import Theme

BLACK = "000000"
LEGIBLE = 4.6  # 4.5 asked for, and a little for rounding
CLEAR = 7.0  # for text (WCAG 2.2, 1.4.6: the enhanced contrast)
_STEPS = 50  # between a colour and black or white: finer ones nobody sees


def light(theme: Theme, names: Sequence[str]) -> ColourScheme:
    """Return the light scheme: the theme's own colours, on white."""
    tints = [tint(theme.colour(name)) for name in names]
    colours = {
        "paper": WHITE,
        "ink": legible(theme.text, (WHITE,), CLEAR),
        "muted": legible(theme.muted, (WHITE, theme.water, *tints)),
        "rule": theme.rule,
        "water": theme.water,
        "land": theme.land,
        "home": theme.home,
        **_banner(theme),
    }
    pillars = (_pillar(index, theme.colour(name), tints[index], WHITE, theme) for index, name in enumerate(names))
    return ColourScheme(_sorted(colours), tuple(pillars))


def dark(theme: Theme, names: Sequence[str]) -> ColourScheme:
    """Return the dark scheme: a ground of darkened ink, the pillars' colours lightened as words."""
    paper = legible(mixed(BLACK, theme.text, 0.45), (WHITE,), 15)
    tints = [mixed(theme.colour(name), paper, 0.3) for name in names]
    colours = {
        "paper": paper,
        "ink": mixed(WHITE, paper, 0.9),
        "muted": legible(legible(theme.muted, (paper,), CLEAR), (paper, *tints)),
        "rule": mixed(WHITE, paper, 0.24),
        "water": paper,
        "land": mixed(WHITE, theme.text, 0.06),
        "home": mixed(WHITE, theme.text, 0.2),
        **_banner(theme),
    }
    pillars = (_pillar(index, theme.colour(name), tints[index], paper, theme) for index, name in enumerate(names))
    return ColourScheme(_sorted(colours), tuple(pillars))


def legible(colour: str, grounds: Sequence[str], wanted: float = LEGIBLE) -> str:
    """Return ``colour``, darker or lighter until it has a contrast of ``wanted`` (of WCAG) on each of ``grounds``."""
    target = max((BLACK, WHITE), key=lambda end: min(contrast(end, ground) for ground in grounds))
    for step in range(_STEPS):
        candidate = mixed(target, colour, step / _STEPS)
        if all(contrast(candidate, ground) >= wanted for ground in grounds):
            return candidate
    return target


def _banner(theme: Theme) -> dict[str, str]:
    banner = theme.banner or legible(theme.text, (WHITE,), CLEAR)
    words = theme.on_banner
    return {"banner": banner, "title": words, "eyebrow": legible(mixed(words, banner, 0.7), (banner,))}


def _pillar(index: int, colour: str, ground: str, paper: str, theme: Theme) -> PillarColours:
    text, *series = (legible(one, (ground, paper)) for one in series_colours(colour, theme.accents).values())
    return PillarColours(f"c{index + 1}", colour, text, ground, tuple(series))


def _sorted(colours: dict[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(colours.items()))
