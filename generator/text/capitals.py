"""Capitals by Unicode's rules, Greek ones without the tonos.

Source: Unicode, SpecialCasing, and CLDR's Greek upper-casing (el-Upper): the tonos is removed, the dialytika is kept,
and where the tonos showed that two vowels are separate syllables, the second one takes a dialytika.
"""

from __future__ import annotations

import re
import unicodedata

_TONOS = "\u0301"
_DIALYTIKA = "\u0308"
_REMOVED = frozenset("\u0300\u0301\u0342\u0313\u0314")
_FIRST, _SECOND = frozenset("αεοΑΕΟ"), frozenset("ιυΙΥ")
GREEK = re.compile("[\u0370-\u03ff\u1f00-\u1fff]")


def capitals(text: str) -> str:
    """Return ``text`` in capitals."""
    return _without_tonos(text).upper() if has_greek(text) else text.upper()


def has_greek(text: str) -> bool:
    """Tell whether there is a Greek letter in ``text``."""
    return not text.isascii() and GREEK.search(text) is not None


def _without_tonos(text: str) -> str:
    letters: list[str] = []
    apart = False  # the vowel before had a tonos, so that it and this one are two syllables
    for letter in text:
        base, *marks = list(unicodedata.normalize("NFD", letter))
        if not has_greek(letter):
            letters.append(letter)
            apart = False
            continue
        kept = [mark for mark in marks if mark not in _REMOVED]
        if apart and base in _SECOND and not marks:
            kept = [_DIALYTIKA]
        apart = base in _FIRST and _TONOS in marks
        letters.append(unicodedata.normalize("NFC", base + "".join(kept)))
    return "".join(letters)
