"""What was meant by a short value that is almost one of its kind: the word to write instead, never more than a guess.

Used for remedies only: nothing here is read into the model.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, timedelta
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.messages import AROUND, unaccented
from generator.source import model
from generator.source.charts import KINDS
from generator.source.labels import key_called
from generator.source.outputs import NAMES
from generator.world import OWN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from babel import Locale

NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,20})?")
"""A number as YAML holds it here: no zeros before it, a point before its decimals."""

_ALMOST = re.compile(r"([-+]?)0*(\d*)(?:[.,](\d*))?(?:e([-+]?\d{1,2}))?[^\d]{0,10}", re.IGNORECASE)
_NAMING = ("fr", "en", "de", "es", "it", "nl", "pt")  # languages in whose words countries and languages are recognized


def repaired(hint: type, value: str) -> str:
    """Return how ``value`` is written as a ``hint``, or nothing when that cannot be told."""
    repair = _REPAIRS.get(hint)
    return repair(value.strip(AROUND)) if repair else ""


def plain_number(value: str) -> str:
    """Return the number that ``value`` is but for its form, as YAML has it here, or nothing: 48.1 of “048,1°”.

    A number of YAML's own, such as 1_000, is one; of two numbers, nothing is.
    """
    with suppress(ValueError):
        number = str(int(value, 0))
        return number if NUMBER.fullmatch(number) else ""
    match = _ALMOST.fullmatch(_ungrouped(value))
    if not match or not (match[2] or match[3]):
        return ""
    decimals = f".{match[3]}" if match[3] else ""
    number = f"{match[1]}{match[2] or '0'}{decimals}"
    if match[4]:
        number = f"{float(f'{number}e{match[4]}'):.15g}"
    return number if NUMBER.fullmatch(number) else ""


def degrees(value: str, path: str) -> str:
    """Return in decimals what stands in degrees and minutes, or which of two numbers ``path`` is of; or nothing."""
    if pair := re.fullmatch(r"\(?(-?\d+\.\d+)[,;\s]+(-?\d+\.\d+)\)?", value.strip()):
        return pair[2] if path.endswith("longitude") else pair[1]
    if named := re.fullmatch(r"(\d{1,3}[.,]\d+)\s?°?\s?([NSEWO])", value.strip(), re.IGNORECASE):
        sign = "-" if named[2].upper() in ("S", "W", "O") else ""
        return sign + named[1].replace(",", ".")
    match = re.fullmatch(
        r"([-\u2212]?)(\d{1,3})\s?°\s?(\d{1,2})\s?['’′]\s?(?:(\d{1,2}(?:[.,]\d+)?)\s?(?:[\"”″]|'')\s?)?([NSEWO]?)",
        value.strip(),
    )
    if not match:
        return ""
    number = int(match[2]) + int(match[3]) / 60 + float((match[4] or "0").replace(",", ".")) / 3600
    return f"{-number if match[1] or match[5] in ('S', 'W', 'O') else number:.5g}"


def _ungrouped(value: str) -> str:
    """Return ``value`` without spaces or points between groups of three digits, where these have no other meaning."""
    value = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", value.strip().replace("\u2212", "-"))
    return re.sub(r"\.(?=\d{3},)", "", value)


def _language(value: str) -> str:
    """Return the tag of “FR”, “fr_FR”, “francais”, or nothing; only of a language that the program has words for.

    Else what is written at its bidding (“klingon”: tlh) would be refused in its turn.
    """
    from babel import Locale, UnknownLocaleError

    tag = _code(value, lambda locale: locale.languages.items())
    with suppress(UnknownLocaleError, ValueError, AttributeError):
        tag = str(Locale.parse(value, sep="_" if "_" in value else "-")).replace("_", "-")
    return tag if tag.split("-")[0] in languages() else ""


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that the program has the words of."""
    return tuple(sorted(path.stem for path in (OWN / "words").glob("*.yaml")))


def _country(value: str) -> str:
    """Return the code of “be”, “BEL”, “Belgique”, or nothing."""
    from babel import Locale
    from babel.core import get_global

    code = " ".join(get_global("territory_aliases").get(value.upper(), ())) or value.upper()  # of three letters
    if code in Locale("en").territories and re.fullmatch("[A-Za-z]{2,3}", value):
        return code
    return _code(value, lambda locale: locale.territories.items())


def _code(name: str, listed: Callable[[Locale], Iterable[tuple[str, str]]]) -> str:
    """Return the code of what is called ``name`` in one of a few languages (CLDR, by Babel), or nothing."""
    from babel import Locale

    pairs = (pair for language in _NAMING for pair in listed(Locale(language)))
    return next((code for code, called in pairs if unaccented(called) == unaccented(name) and code.isalpha()), "")


def _date(value: str) -> str:
    """Return the day of “2026-1-2”, “1er mai 2026” or “02/11/26” (the day first, where it can be), or nothing.

    So also of a spreadsheet's number of a day; weekdays and hours go.
    """
    if re.fullmatch(r"[345]\d{4}", value):
        return (_FIRST_DAY + timedelta(int(value))).isoformat()
    value = re.sub(r"(?<=\d)(?:[T ]|,? (?:\w{1,3} ){1,2})\d\d?\s?(?:[:h.]|Uhr|uur).*", "", _in_figures(value))
    value = re.sub(r"^[^\W\d]{2,9}\.?,? (?=\d)|^(\d{4})(?=(\d\d)(\d\d)$)", r"\1", value)
    value = re.sub(r"^(\d{4})(\d\d)(\d\d)$", r"\1-\2-\3", value)
    match = re.fullmatch(r"(\d{1,4})([-/. ])(\d{1,2})\2(\d{4}|\d{1,2})", value)
    if not match or len(match[1]) + len(match[4]) < 3:
        return ""
    first, second, last = int(match[1]), int(match[3]), int(match[4])
    year, month, day = (first, second, last) if first > 31 else (last + 2000 * (last < 100), second, first)
    for numbers in ((year, month, day), (year, day, month)):
        with suppress(ValueError):
            return date(*numbers).isoformat() if year > 1000 else ""
    return ""


_FIRST_DAY = date(1899, 12, 30)  # the day 0 of spreadsheets


def _in_figures(value: str) -> str:
    """Return “1er mai 2026” and the like of other languages as 1/5/2026, what is no such day as it stands."""
    from babel.dates import get_month_names

    match = re.search(
        r"\b(\d{1,2})(?:er|st|nd|rd|th|[.º])?\s+(?:de |d['’])?([^\W\d]{3,})\.?,?\s+(?:de )?(\d{4})(.*)$", value
    )
    for language in _NAMING if match else ():
        for number, name in get_month_names("wide", locale=language).items():
            if match and unaccented(name).startswith(unaccented(match[2])):
                return f"{match[1]}/{number}/{match[3]}{match[4]}"
    return value


def _address(value: str) -> str:
    """Return the whole address of “www.example.org”, of one mistyped or marked up, of one with spaces, or nothing."""
    marked = re.fullmatch(r"\[?[^\]]*\]\((https?://[^\s()]+)\)?", value)
    bare = re.sub(r"^(?:h?t+ps?:?/+|https?[:;]?/*(?=//|www\.)/*|/+)+", "", value, flags=re.IGNORECASE)
    start = re.match(r"https?://(?!https?:?/)", value, re.IGNORECASE)
    address = marked[1] if marked else value if start else f"https://{bare}"
    two = re.search(r"\s(https?://|www\.)", address)
    if two or not re.match(r"https?://[\w-]+(\.[\w-]+)+([/?#:]|$)", address, re.IGNORECASE):
        return ""
    return quote(address, safe=_KEPT)


# All that an address may hold (RFC 3986), and letters of other scripts, which are no fault.
_KEPT = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '<>"')


def _email(value: str) -> str:
    """Return the only e-mail address in “Service <a@example.org>”, “mailto:a@example.org”, “a (at) example.org”."""
    plainly = re.sub(r"\s*(?:@|[(\[]\s*(?:at|arobase|arroba|chez)\s*[)\]])\s*", "@", value, flags=re.IGNORECASE)
    found = set(re.findall(r"[\w.+-]+@\w[\w-]*(?:\.\w[\w-]*)+", plainly))
    return found.pop() if len(found) == 1 else ""


def _focus(value: str) -> str:
    """Return the point of a picture in “haut gauche”, “30, 60” or “0.3 0.6”, or nothing."""
    words = [key_called(word, _SIDES) for word in re.split(r"[\s,;/-]+|\b(?:à|a|en|y)\b", unaccented(value)) if word]
    if words and all(words):
        return " ".join(sorted(words[:2], key=_SIDES.index))
    numbers = re.findall(r"\d+(?:\.\d+)?", value)
    if len(numbers) != 2 or re.search(r"[^\W\d]{2}", value):
        return ""
    shares = [float(one) * (100 if "." in one and float(one) <= 1 else 1) for one in numbers]
    return " ".join(f"{one:.0f}%" for one in shares) if max(shares) <= 100 else ""


_SIDES = ("top", "bottom", "left", "right", "centre")


def _path_of_picture(value: str) -> str:
    """Return a path in the publication's folder that is written with backslashes, or with “./” before it."""
    path = re.sub(r"^(\./)+|^content/[^/]+/", "", value.replace("\\", "/"))
    return "" if re.match(r"/|[A-Za-z]:|[a-z]+://|\.\.", path) or path == value or "//" in path else path


def _one_of(known: tuple[str, ...]) -> Callable[[str], str]:
    """Return what says which of ``known`` a word means; of several in one, each, as in a list."""

    def meant(value: str) -> str:
        words = [key_called(one, known) for one in re.split(r"[\s,;/]+", value.lower()) if one]
        return key_called(value.lower(), known) if len(words) < 2 or not all(words) else ", ".join(words)

    return meant


def _output(value: str) -> str:
    """Return the output that a file's ending, a program or another word means."""
    named = {"pptx": "deck", "ppt": "deck", "pdf": "note", "word": "note", "html": "web", "htm": "web"}
    return named.get(value.lower().lstrip("."), "") or key_called(value.lower(), NAMES)


def _colour(value: str) -> str:
    """Return the six digits of “#00677a”, of “#069”, of one with its opacity, and of “rgb(0, 103, 122)”."""
    if match := re.fullmatch(r"#?([0-9A-Fa-f]{6})(?:[0-9A-Fa-f]{2})?", value):
        return match[1]
    if match := re.fullmatch(r"#([0-9A-Fa-f]{3})", value):
        return "".join(2 * sign for sign in match[1])
    numbers = re.fullmatch(r"(?:rgba?)?\(?\s*(\d{1,3})[,;\s]+(\d{1,3})[,;\s]+(\d{1,3})\s*\)?", value, re.IGNORECASE)
    levels = [int(one) for one in numbers.groups()] if numbers else []
    return "".join(f"{one:02X}" for one in levels) if levels and max(levels) < 256 else ""


def _file_name(value: str) -> str:
    """Return the CSV file meant by one with a folder, in capitals or without its ending."""
    name = re.split(r"[\\/]", value)[-1]
    stem = re.sub(r"\.csv$", "", name, flags=re.IGNORECASE)
    return f"{stem}.csv" if re.fullmatch(r"\w[\w -]*", stem) else ""


_REPAIRS: dict[type, Callable[[str], str]] = {
    model.Language: _language,
    model.Country: _country,
    model.Date: _date,
    model.Address: _address,
    model.SectionName: _one_of(model.SECTIONS),
    model.Status: _one_of(model.STATUSES),
    model.ChartKind: _one_of(KINDS),
    model.FileName: _file_name,
    model.OutputName: _output,
    model.Colour: _colour,
    model.Email: _email,
    model.Focus: _focus,
    model.PictureName: _path_of_picture,
    model.LogoName: _path_of_picture,
}
