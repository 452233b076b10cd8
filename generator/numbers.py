"""Set numbers as a language writes them, by signs that come with the document; it knows no language."""

from __future__ import annotations

import re

MINUS = "\u2212"
_UNGROUPED = 4  # digits: not a year


def set_number(digits: str, decimal: str, group: str) -> str:
    """Return ``digits``, such as "-12345.6", with a true minus, ``decimal`` for the point, grouped from five on."""
    sign = {"-": MINUS, "+": "+"}.get(digits[0], "")
    whole, point, rest = digits.lstrip("+-").partition(".")
    if len(whole) > _UNGROUPED:
        whole = group.join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", whole))
    return f"{sign}{whole}{decimal if point else ''}{rest}"


def tail(text: str, decimal: str) -> str:
    """Return what follows the whole part of a number: its decimals, and its unit; nothing where there is no digit."""
    whole, point, rest = text.partition(decimal)
    if point and rest[:1].isdigit() and any(map(str.isdigit, whole)):
        return point + rest
    digits = max((index for index, letter in enumerate(text, 1) if letter.isdigit()), default=len(text))
    return text[digits:]
