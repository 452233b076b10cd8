"""Texts without what setting may change, so that words of a finished file can be compared with those of the content."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from generator.text.capitals import GREEK

# What the typography pass may change, and what breaking lines may add; all else must be the same.
_IGNORED = dict.fromkeys("«»“”„‟‘’‚‛‹›\u00ad\u200b\u2060", "") | {"\u2010": "-", "\u2011": "-"}
_IGNORED_SIGNS = re.compile(f"[{''.join(_IGNORED)}]")  # few in a text: much quicker than translating each letter
# What is left of accents that stand alone, such as ΅, and of those that no capital has: no text has them by itself.
_COMBINING = re.compile("[\u0300-\u036f]")


# Each text is asked for by several checks of each edition: those of a publication 100 times its usual size are kept.
@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """Return ``text`` without what setting may change: case, spaces, kinds of quotation marks, ligatures."""
    if not text.isascii():
        # In capitals, as titles are: that of ı is I, that of ς and σ is Σ, that of ᾳ is ΑΙ, which lacks accents.
        text = unicodedata.normalize("NFKC", _IGNORED_SIGNS.sub(_ignored, unicodedata.normalize("NFKC", text)).upper())
        text = _COMBINING.sub("", GREEK.sub(_unaccented, text))
    return "".join(text.replace('"', "").replace("'", "").casefold().split())


def _unaccented(match: re.Match[str]) -> str:
    """Return a Greek letter without accents: capitals lack those of small letters."""
    return unicodedata.normalize("NFD", match[0])[0]


def _ignored(match: re.Match[str]) -> str:
    return _IGNORED[match[0]]
