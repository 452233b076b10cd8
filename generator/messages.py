"""Messages to the user, in English and French, chosen from the locale by gettext.

Nothing that is printed inside a publication comes from here: that follows the publication's language.
"""

from __future__ import annotations

import gettext
import os
import re
import sys
import unicodedata
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_LOCALE = Path(__file__).parent / "locale"
_LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_ENGLISH = ("en", "C", "POSIX")  # the messages themselves
LANGUAGES = ("fr", "en")  # that messages are in
_MAX = 200  # characters of a value that a message repeats: a few lines of a terminal
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_ALIKE = 0.7  # of difflib's ratio: “tael” is a slip of “teal” (0.75), but “rouge” (0.55) is none of “orange”
AROUND = " \t\u00a0\u202f\u200b\"'`,;.!*“”„‘’«»()[]<>"  # what no short value holds, and often stands around it
_BEGUN = 3  # letters from which on a word is taken for the beginning of another


class Said(str):
    """A sentence in the user's language that still knows what it says: its message in English, or a rule's name."""

    __slots__ = ("id", "values")
    id: str
    values: dict[str, object]

    @classmethod
    def of(cls, text: str, id: str, values: dict[str, object] | None = None) -> Said:
        """Return ``text``, which says ``id`` of some ``values``."""
        said = cls(text)
        said.id, said.values = id, values or {}
        return said

    def __str__(self) -> str:
        return self  # also when an exception carries it

    def between(self, before: str, after: str = "") -> Said:
        """Return the sentence with words before and after it: it still says the same."""
        return Said.of(f"{before}{self}{after}", self.id)


def _(message: str, **values: object) -> Said:
    """Return ``message`` in the user's language, with ``values`` put into its braces.

    ``{n|word|words}`` is the form of a word that goes with the number ``n``, by the rule of the catalogue.
    """
    text = _FORMS.sub(lambda match: match[2 + _plural(values[match[1]])], _catalogue().gettext(message))
    return Said.of(text.format(**{name: shown(value) for name, value in values.items()}), message, values)


_FORMS = re.compile(r"\{(\w+)\|([^{}|]*)\|([^{}|]*)\}")


def _plural(count: object) -> bool:
    """Tell whether the user's language sets what is counted in the plural: French does not for nought."""
    rule = getattr(_catalogue(), "plural", lambda number: number != 1)
    return bool(rule(count)) if isinstance(count, int) else True


def suggested(remedy: str) -> str:
    """Return the word or the line that a remedy says to write, or nothing."""
    values = getattr(remedy, "values", {})
    return next((str(values[name]) for name in _SUGGESTED if name in values), "")


_SUGGESTED = ("line", "word", "value", "colour", "number", "cell", "name")
"""The names of such values in remedies, the most telling first."""


def line_instead(remedy: str) -> str:
    """Return the line that a remedy says to write in the place of the faulty one, or nothing."""
    said, values = getattr(remedy, "id", ""), getattr(remedy, "values", {})
    return str(values.get("line", "")) if "first" in values or said.endswith("Write: {line}") else ""


def code_of(text: str) -> str:
    """Return the stable name under which docs/ explain what ``text`` says, or nothing."""
    return _codes().get(getattr(text, "id", ""), "")


def codes() -> dict[str, list[str]]:
    """Return the messages that each code stands for; a rule of a finished file's check is its own code."""
    found: dict[str, list[str]] = {}
    for line in (_LOCALE / "codes.txt").read_text("utf-8").splitlines():
        if line.startswith("    "):
            found[next(reversed(found))].append(line.strip())
        elif line and not line.startswith("#"):
            found[line] = []
    return found


@cache
def _codes() -> dict[str, str]:
    by_code = codes()
    return {code: code for code in by_code} | {message: code for code, some in by_code.items() for message in some}


def detail(words: object) -> str:
    """Return a library's own words, marked as what the user need not understand: they are in English."""
    return _("(technical detail for the helpdesk: {words})", words=str(words))


def shown(value: object) -> object:
    """Return ``value`` fit for a message of one line: a text without line ends, and cut where it is endless."""
    if not isinstance(value, str):
        return value
    text = value[: _MAX + 1]
    if "\n" in text or "\r" in text:
        text = re.sub(r"\s*[\r\n]+\s*", " ", text)
    if _CONTROLS.search(text):  # of a file's or a folder's name, which a terminal would obey
        text = _CONTROLS.sub(lambda match: f"\\x{ord(match[0]):02x}", text)
    return text if len(value) <= _MAX else f"{text[:_MAX]}…"


def speak(languages: list[str]) -> None:
    """Say what follows in the first of ``languages`` (BCP 47) that there is, instead of the locale's: a browser's."""
    _asked[:] = [language.replace("-", "_") for language in languages]
    _catalogue.cache_clear()


def said_in(language: str, say: Callable[[], T]) -> T:
    """Return what ``say`` says in ``language``: what goes with a document is in its language; else in English."""
    before = [*_asked]
    speak([language])
    try:
        return say()
    finally:
        speak(before)


def translate_argparse() -> None:
    """Have argparse find its messages in our catalogue: it asks gettext for those of the current domain."""
    gettext.bindtextdomain("piliers", _LOCALE)
    gettext.textdomain("piliers")


def argparse_messages() -> tuple[str, ...]:
    """Return what argparse says of a wrong call and in its help, named here so that the catalogue holds it."""
    return (
        _("usage: "),
        _("positional arguments"),
        _("options"),
        _("show this help message and exit"),
        _("show program's version number and exit"),
        _("%(prog)s: error: %(message)s\n"),
        _("argument %(argument_name)s: %(message)s"),
        _("unrecognized arguments: %s"),
        _("the following arguments are required: %s"),
        _("expected one argument"),
        _("ignored explicit argument %r"),
        _("invalid %(type)s value: %(value)r"),
        _("invalid choice: %(value)r (choose from %(choices)s)"),
        _("ambiguous option: %(option)s could match %(matches)s"),
    )


def spoken() -> str:
    """Return the language that messages are in: fr or en."""
    return "en" if type(_catalogue()) is gettext.NullTranslations else "fr"


_asked: list[str] = []


@cache
def _catalogue() -> gettext.NullTranslations:
    languages = list(takewhile(lambda language: language.partition("_")[0] not in _ENGLISH, _languages()))
    if not languages:
        return gettext.NullTranslations()
    return gettext.translation("piliers", _LOCALE, languages=languages, fallback=True)


def _languages() -> list[str]:
    if _asked:
        return _asked
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
    words = ", ".join(known[:16]) + (", …" if len(known) > 16 else "")
    return _("Known here: {words}.", words=words)


def nearest(word: str, known: list[str]) -> str:
    """Return the one of ``known`` that ``word`` is most likely a slip of, whatever its case and accents, or nothing."""
    from difflib import get_close_matches

    forms = {unaccented(one): one for one in reversed(known)}
    meant = unaccented(word[:_MAX]).strip(AROUND)
    found = get_close_matches(meant, forms, n=1, cutoff=_ALIKE)
    begun = (one for one in forms if min(len(one), len(meant)) >= _BEGUN and one.startswith(meant))
    longer = (one for one in forms if len(one) >= _BEGUN and meant.startswith(one))
    return next((forms[one] for some in (found, begun, longer) for one in some), "")


def unaccented(word: str) -> str:
    """Return ``word`` in small letters without accents."""
    return "".join(sign for sign in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(sign))
