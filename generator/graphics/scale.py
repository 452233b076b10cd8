"""Scales of charts: round steps for an axis, and labels pushed apart along a line.

Numbers only; it draws nothing. Steps are 1, 2, 2.5 or 5 times a power of ten, kept as exact decimals.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from itertools import pairwise

from msgspec import Struct

from generator.numbers import is_long, set_number

_STEPS = tuple(Decimal(step) for step in ("1", "2", "2.5", "5", "10"))
_EVEN = 1e-9  # values that differ by less, of their size, are equal: rounding, not data


class Scale(Struct, frozen=True):
    """The values from ``low`` to ``high`` over ``length`` points, and its round ``ticks``."""

    low: float
    high: float
    length: float
    ticks: tuple[Decimal, ...] = ()

    def at(self, value: float) -> float:
        """Return how many points ``value`` lies from the low end."""
        return (value - self.low) / (self.high - self.low) * self.length


def from_zero(values: Sequence[float], length: float) -> Scale:
    """Return a scale of ``length`` points, without ticks, that holds zero and all ``values``."""
    low, high = min(0.0, *values), max(0.0, *values)
    return Scale(low, high if high > low else low + 1.0, length)


def rounded(values: Sequence[float], length: float, maximum: int, *, zero: bool) -> Scale:
    """Return a scale of ``length`` points over ``values`` with about ``maximum`` round steps.

    It holds zero when ``zero`` asks for it, or where that costs little.
    """
    low, high = min(values), max(values)
    spread = high - low
    if zero or 0 <= low <= spread:
        low = min(low, 0.0)
    if zero or 0 <= -high <= spread:
        high = max(high, 0.0)
    if low == high == 0.0:
        high = 1.0
    if high - low <= _EVEN * max(abs(low), abs(high)):
        low, high = low - (abs(low) or 1.0) / 10, high + (abs(high) or 1.0) / 10
    return over(low, high, round_step((high - low) / maximum), length)


def over(low: float, high: float, step: Decimal, length: float) -> Scale:
    """Return the scale of ``length`` points whose ticks are the multiples of ``step`` from below ``low`` on."""
    first = int((Decimal(str(low)) / step).to_integral_value(ROUND_FLOOR))
    last = int((Decimal(str(high)) / step).to_integral_value(ROUND_CEILING))
    ticks = tuple(index * step for index in range(first, last + 1))
    return Scale(float(ticks[0]), float(ticks[-1]), length, ticks)


def tick_words(ticks: Sequence[Decimal], decimal: str, group: str, *, grouped: bool = False) -> list[str]:
    """Return the ticks as they are printed, all with as many decimals; ``grouped`` also where none is long."""
    places = max((-int(tick.normalize().as_tuple().exponent) for tick in ticks), default=0)
    digits = [f"{tick or abs(tick):.{max(places, 0)}f}" for tick in ticks]
    grouped = grouped or has_long(ticks)
    return [set_number(one, decimal, group, grouped) for one in digits]


def has_long(ticks: Iterable[Decimal]) -> bool:
    """Tell whether one of ``ticks`` is so long that all are printed with their thousands apart."""
    return any(is_long(f"{tick:f}") for tick in ticks)


def spread(centres: Sequence[float], size: float, low: float, high: float) -> list[float]:
    """Return ``centres`` moved as little as needed for boxes ``size`` high not to touch, between two limits, in points.

    The order is kept. Boxes that have no room between the limits are set evenly from ``low`` on.
    """
    order = sorted(range(len(centres)), key=lambda index: (centres[index], index))
    places = [min(max(centres[index], low + size / 2), high - size / 2) for index in order]
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + size)
    limit = high - size / 2
    for index in range(len(places) - 1, -1, -1):
        places[index] = limit = min(places[index], limit)
        limit -= size
    if places and places[0] < low + size / 2 - _EVEN:
        places = [low + size / 2 + size * index for index in range(len(places))]
    result = [0.0] * len(centres)
    for index, place in zip(order, places, strict=True):
        result[index] = place
    return result


def thinned(widths: Sequence[float], step: float) -> int:
    """Return n such that every n-th of labels ``widths`` wide, ``step`` apart (in points), stands clear of the next."""
    for every in range(1, max(len(widths), 1)):
        kept = widths[::every]
        if all((one + other) / 2 <= every * step for one, other in pairwise(kept)):
            return every
    return max(len(widths), 1)


def round_step(minimum: float, factors: Sequence[Decimal] = _STEPS) -> Decimal:
    """Return the smallest of ``factors`` times a power of ten that is at least ``minimum``."""
    wanted = Decimal(str(minimum))
    power = Decimal(1).scaleb(wanted.adjusted())
    return next(step * power for step in factors if step * power >= wanted)
