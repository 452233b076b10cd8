"""Work out the parts of a whole: the share that each is, and the percentage that is printed of it.

Amounts that are percentages already are printed as they were written; others are rounded so that they add up to 100
(largest remainder).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.cldr import percent
from generator.source.charts import has_parts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.document.tree import Chart
    from generator.source.charts import ShareMethod

_EXACT = 9  # decimals: what lies beyond them is no remainder


class ShareSegment(Struct, frozen=True):
    """A part of a whole: its name with its percentage, its share (of 1), the percentage alone, its number format.

    ``key`` is what names it beside its percentage: its name, and its amount where that is no percentage.
    """

    key: str
    name: str
    share: float
    printed: str
    format: str


class ShareBar(Struct, frozen=True):
    """The parts of a whole, and how their shares follow from the amounts."""

    segments: tuple[ShareSegment, ...]
    method: ShareMethod


def share_bar(block: Chart, language: str) -> ShareBar:
    """Return the parts of the whole that ``block`` shows, their percentages as ``language`` writes them."""
    pattern = _percent(language)
    (series,) = block.series
    labels = [label.plain for label in series.labels]
    names = [category.plain for category in block.categories]
    total = sum(series.numbers) or 1.0
    if not has_amounts(block):  # their sum was looked at when they were read
        found = [round(value / 100, 12) for value in series.numbers]
        digits = [decimals(label, value) for label, value in zip(labels, series.numbers, strict=True)]
        return ShareBar(_segments(names, found, labels, [_format(pattern, count) for count in digits]), "given")
    exact = [value / total for value in series.numbers]
    digit = 1 if any(0 < share < 0.01 for share in exact) else 0
    found = _rounded(exact, 100 * 10**digit)
    adjusted = any(round(one, digit + 2) != share for one, share in zip(exact, found, strict=True))
    printed = [f"{share * 100:.{digit}f}".replace(".", block.decimal) for share in found]
    said = [f"{name} {label}" for name, label in zip(names, labels, strict=True)]
    segments = _segments(said, found if adjusted else exact, printed, [_format(pattern, digit)] * len(exact))
    return ShareBar(segments, "rounded" if adjusted else "proportional")


def has_amounts(block: Chart) -> bool:
    """Tell whether the parts of a whole are amounts, which need to be told of what: percentages do not."""
    return has_parts(block.kind) and not (block.unit and "%" in block.unit.plain)


def decimals(label: str, value: float) -> int:
    """Return how many decimals ``label`` prints of ``value``; what parts thousands is no decimal sign."""
    _before, *others = re.split(r"[.,\u066b]", label)
    digits = re.sub(r"\D", "", others[-1]) if others else ""
    whole = re.sub(r"\D", "", label)
    return len(digits) if whole and round(int(whole) / 10 ** len(digits), 9) == round(abs(value), 9) else 0


def _segments(
    names: Sequence[str], found: Sequence[float], printed: Sequence[str], formats: Sequence[str]
) -> tuple[ShareSegment, ...]:
    return tuple(
        ShareSegment(
            name,
            f"{name} ({pattern.replace(_digits(pattern), text)})",
            share,
            pattern.replace(_digits(pattern), text),
            pattern,
        )
        for name, share, text, pattern in zip(names, found, printed, formats, strict=True)
    )


def _format(pattern: str, digits: int) -> str:
    return pattern.replace("0", "0." + "0" * digits) if digits else pattern


def _digits(pattern: str) -> str:
    """Return what a pattern such as "0.0 %" has for the number."""
    return "".join(sign for sign in pattern if sign in "0.")


def _rounded(exact: Sequence[float], units: int) -> list[float]:
    """Return shares in whole ``units`` of 1 that add up to it: those with the largest remainders are rounded up."""
    lengths = [round(share * units, _EXACT) for share in exact]
    whole = [int(length) for length in lengths]
    order = sorted(range(len(exact)), key=lambda index: whole[index] - lengths[index])
    for index in order[: max(0, round(sum(lengths)) - sum(whole))]:
        whole[index] += 1
    return [one / units for one in whole]


def _percent(language: str) -> str:
    """Return the pattern of whole percentages of a language (CLDR)."""
    return percent(language).replace("#,##0", "0").replace("\u00a0", " ")
