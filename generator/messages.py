"""Messages to the user, in English and French, chosen from the locale by gettext.

Nothing that is printed inside a publication comes from here: that follows the publication's language.
"""

from __future__ import annotations

import gettext
import os
import re
import sys
from functools import cache
from itertools import takewhile
from pathlib import Path

_LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_ENGLISH = ("en", "C", "POSIX")  # the messages themselves
_MAX = 200


def _(message: str, **values: object) -> str:
    """Return ``message`` in the user's language, with ``values`` put into its braces."""
    return _catalogue().gettext(message).format(**{name: shown(value) for name, value in values.items()})


def shown(value: object) -> object:
    """Return ``value`` fit for a message of one line: a text without line ends, and cut where it is endless."""
    if not isinstance(value, str):
        return value
    text = value[: _MAX + 1]
    if "\n" in text or "\r" in text:
        text = re.sub(r"\s*[\r\n]+\s*", " ", text)
    return text if len(value) <= _MAX else f"{text[:_MAX]}…"


@cache
def _catalogue() -> gettext.NullTranslations:
    languages = list(takewhile(lambda language: language.partition("_")[0] not in _ENGLISH, _languages()))
    if not languages:
        return gettext.NullTranslations()
    folder = Path(__file__).parent / "locale"
    return gettext.translation("piliers", folder, languages=languages, fallback=True)


def _languages() -> list[str]:
    for variable in _LOCALE_VARIABLES:
        if value := os.environ.get(variable):
            return [part.split(".")[0] for part in value.split(":")]
    if sys.platform == "win32":
        import ctypes
        import locale

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return [locale.windows_locale.get(number, "en")]
    return ["en"]


def did_you_mean(word: str, known: list[str]) -> str:
    """Return a remedy that names the nearest of ``known``, or all of them when none is near."""
    if not known:
        return ""
    if near := nearest(word, known):
        return _("Did you mean “{word}”?", word=near)
    words = ", ".join(known[:12]) + (", …" if len(known) > 12 else "")
    return _("Known here: {words}.", words=words)


def nearest(word: str, known: list[str]) -> str:
    """Return the one of ``known`` that looks most like ``word``, or nothing."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(word[:_MAX], known, n=1, cutoff=0.5)), "")
