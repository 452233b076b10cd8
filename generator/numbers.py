"""Set numbers as a language writes them, by signs that come with the document; it knows no language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MINUS = "\u2212"
_UNGROUPED = 4  # digits
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def set_number(digits: str, decimal: str, group: str, grouped: bool = False) -> str:
    """Return ``digits``, such as "-12345.6", with a true minus, ``decimal`` for the point, grouped from five on.

    ``grouped`` groups four digits too, where they stand with longer numbers.
    """
    sign = {"-": MINUS, "+": "+"}.get(digits[0], "") if digits.strip("+-0.") else ""
    whole, point, rest = digits.lstrip("+-").partition(".")
    if grouped or is_long(digits):
        whole = group.join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", whole))
    return f"{sign}{whole}{decimal if point else ''}{rest}"


def is_long(digits: str) -> bool:
    """Tell whether a number is grouped by itself: it has five digits before its decimals."""
    return len(digits.lstrip("+-").partition(".")[0]) > _UNGROUPED


def are_years(numbers: Iterable[str]) -> bool:
    """Tell whether ``numbers`` of one kind, of a column or of an axis, are all years, which are never grouped."""
    return all(map(_YEAR.fullmatch, numbers))


def tail(text: str, decimal: str) -> str:
    """Return what follows the whole part of a number: its decimals, and its unit; nothing where there is no digit."""
    whole, point, rest = text.partition(decimal)
    if point and rest[:1].isdigit() and any(map(str.isdigit, whole)):
        return point + rest
    digits = max((index for index, letter in enumerate(text, 1) if letter.isdigit()), default=len(text))
    return text[digits:]
