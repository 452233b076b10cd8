"""Colours by lightness and hue, in OKLab (Björn Ottosson, 2020; CSS Color 4, 9.2): steps that look alike are alike."""

from __future__ import annotations

from math import cos, dist, hypot, radians, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_STEPS = 400  # of the lightness from black to white: about one of the 256 of a channel each
_HALVINGS = 12  # of the chroma, until it can be shown
_DARK, _DARKEST, _TONE = 0.42, 0.2, 0.13
"""Lightness: below the first, tones are lighter, from the second on; the difference that is told at a glance (by eye).
"""
_BLACKISH, _BRIGHTEST = 0.3, 0.54  # lightness: where a hue is hardly seen any more; where words on white pale (by eye)
_TURN, _GREY, _GREYS = 50.0, 0.02, 0.065  # degrees to the next hue; the chroma below which there is none, steps there

Lab = tuple[float, float, float]


def nearest(colour: str, holds: Callable[[str], bool]) -> str:
    """Return the colour (RRGGBB) that ``holds``, of the hue of ``colour`` and nearest to it in lightness."""
    lightness, a, b = _oklab(colour)
    for step in range(_STEPS + 1):
        for one in (lightness - step / _STEPS, lightness + step / _STEPS):
            if holds(made := _shown((min(max(one, 0.0), 1.0), a, b))):
                return made
    return colour


def hue_distance(one: str, other: str) -> float:
    """Return how far two colours (RRGGBB) are from each other in hue and chroma, whatever their lightness."""
    (_, a, b), (_, c, d) = _oklab(one), _oklab(other)
    return hypot(a - c, b - d)


def tone(colour: str, number: int) -> str:
    """Return a tone of ``colour`` (RRGGBB): ``number`` steps darker, or lighter when it is dark already.

    Where no more steps are told from black, or read on white, they go on in the hues beside it, nearest first.
    """
    lightness, a, b = _oklab(colour)
    up = lightness < _DARK
    start = max(lightness, _DARKEST) if up else lightness
    grey = hypot(a, b) < _GREY
    size, darkest = (_GREYS, _DARKEST) if grey else (_TONE, _BLACKISH)
    steps = max(int((_BRIGHTEST - start if up else start - darkest) / size), 0)
    if grey and number > steps:  # there are no hues: the other way, then
        number, up = number - steps, not up
    turns, step = divmod(number, steps + 1) if not grey else (0, number)
    angle = radians(_TURN * ((turns + 1) // 2) * (1 if turns % 2 else -1))
    turned = a * cos(angle) - b * sin(angle), a * sin(angle) + b * cos(angle)
    return _shown((min(max(start + (size if up else -size) * step, 0.0), 1.0), *turned))


def lighter(colour: str, lightness: float, share: float) -> str:
    """Return a colour of the hue of ``colour`` (RRGGBB) and that ``lightness``, with a ``share`` of its chroma."""
    _own, a, b = _oklab(colour)
    return _shown((lightness, a * share, b * share))


def difference(one: str, other: str) -> float:
    """Return how far two colours (RRGGBB) are apart, from 0; lightness counts as much as hue."""
    return hypot(*(a - b for a, b in zip(_oklab(one), _oklab(other), strict=True)))


def apart(one: str, other: str) -> float:
    """Return how far two colours (RRGGBB) are apart, as the eye sees them."""
    return dist(_oklab(one), _oklab(other))


def _shown(lab: Lab) -> str:
    """Return a colour as RRGGBB; one that no screen shows with as much of its chroma as it can have."""
    lightness, a, b = lab
    share, step = 1.0, 0.5
    if not _is_shown(lab):
        share = 0.0
        for _halving in range(_HALVINGS):
            more = share + step
            share = more if _is_shown((lightness, a * more, b * more)) else share
            step /= 2
    return "".join(f"{round(255 * encoded(one)):02X}" for one in _linear((lightness, a * share, b * share)))


def _is_shown(lab: Lab) -> bool:
    return all(-1e-4 <= one <= 1 + 1e-4 for one in _linear(lab))


def components(colour: str) -> tuple[int, int, int]:
    """Return the red, green and blue of RRGGBB, from 0 to 255."""
    red, green, blue = bytes.fromhex(colour[:6])
    return red, green, blue


def linear(value: float) -> float:
    """Return a component of sRGB, from 0 to 1, as a share of light (IEC 61966-2-1)."""
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def encoded(value: float) -> float:
    """Return a share of light as a component of sRGB, from 0 to 1."""
    value = min(max(value, 0.0), 1.0)
    return 12.92 * value if value <= 0.0031308 else 1.055 * float(value ** (1 / 2.4)) - 0.055


def channels(colour: str) -> list[float]:
    """Return the red, green and blue of RRGGBB as shares of light, from 0 to 1 (IEC 61966-2-1)."""
    return [linear(part / 255) for part in components(colour)]


def _oklab(colour: str) -> Lab:
    red, green, blue = channels(colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


def _linear(lab: Lab) -> Lab:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
