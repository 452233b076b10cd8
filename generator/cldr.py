"""What CLDR says of a language, by Babel: it reads 4 MB for a few answers, so these are kept in the user's cache."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.pipeline.program import program_digest
from generator.world import World

if TYPE_CHECKING:
    from collections.abc import Callable

    from babel import Locale

_COUNTED = 1_000  # whole numbers whose plural categories are asked for at once: more than a publication counts
_SAID: dict[tuple[str, str], Any] = {}


def said(language: str, question: str, answer: Callable[[Locale], Any], otherwise: Any = None) -> Any:
    """Return what ``answer`` says of a language (BCP 47), or ``otherwise`` where CLDR knows none of this name.

    ``question`` names all that the answer (texts, numbers, lists of them) depends on.
    """
    key = language, question
    if key not in _SAID:
        kept = repr((program_digest(0), *key))
        _SAID[key] = World.kept("cldr", kept, lambda: answer(found) if (found := locale(language)) else otherwise)
    return _SAID[key]


def locale(language: str) -> Locale | None:
    """Return what Babel knows of a language (BCP 47), or of its base, such as “fr” of “fr-CH”."""
    from babel import Locale, UnknownLocaleError

    for tag in (language, language.split("-")[0]):
        try:
            return Locale.parse(tag, sep="-")
        except (ValueError, UnknownLocaleError):
            continue
    return None


def plural(language: str, n: int) -> str:
    """Return the plural category of a whole number (UTS 35, part 3, 5)."""
    known = said(language, "plurals", lambda found: [found.plural_form(one) for one in range(_COUNTED)], ())
    exact = locale(language) if n >= len(known) else None
    return str(exact.plural_form(n)) if exact else known[n] if n < len(known) else "other"


def signs(language: str) -> tuple[str, str]:
    """Return the signs before decimals and between thousands."""

    def ask(found: Locale) -> tuple[str, str]:
        latin = found.number_symbols.get("latn", found.number_symbols)
        return str(latin["decimal"]), str(latin["group"])

    decimal, group = said(language, "signs", ask, (".", ","))
    return decimal, group


def percent(language: str) -> str:
    """Return the pattern of percentages."""
    return str(said(language, "percent", lambda found: found.percent_formats[None].pattern, "#,##0%"))
