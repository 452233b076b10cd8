"""The typography pass: quotation marks, apostrophes, ellipses and no-break spaces, by profile; idempotent.

Sources: Imprimerie nationale, Lexique des règles typographiques (``fr``); Interinstitutional style guide of the
European Union, French 6.4 (``fr-ue``: no space inside guillemets nor before high points); Unicode CLDR's
delimiters (the quotation marks of the other languages). It never changes a letter.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from generator.document.tree import Document, map_texts
from generator.source.inline import Run, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

NO_BREAK = "\u00a0"
NARROW = "\u202f"
_SPACES = f"[ {NO_BREAK}{NARROW}]"


@dataclass(frozen=True, slots=True)
class Profile:
    """Outer and inner quotation marks, and the spaces inside them, before ``;!?`` and before ``:``."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    inside: str = ""
    before_high: str | None = None  # None: the spaces are left as written
    before_colon: str | None = None


_ENGLISH = Profile(("“", "”"), ("‘", "’"))
_LOW = Profile(("„", "“"), ("‚", "‘"))
_LOW_RIGHT = Profile(("„", "”"), ("«", "»"))
_ANGLES = Profile(("«", "»"), ("“", "”"))

PROFILES: dict[str, Profile] = {
    "fr": Profile(("«", "»"), ("“", "”"), NO_BREAK, NARROW, NO_BREAK),
    "fr-ue": Profile(("«", "»"), ("“", "”"), "", "", ""),
    "fr-CH": Profile(("«", "»"), ("‹", "›"), NARROW, NARROW, NARROW),
    "en": _ENGLISH,
    **dict.fromkeys(("ga", "mt", "tr", "cy", "id", "vi"), _ENGLISH),
    **dict.fromkeys(("de", "cs", "sk", "sl", "lt", "et", "is", "bg", "lv", "lb", "sr"), _LOW),
    **dict.fromkeys(("pl", "ro", "hu", "hr"), _LOW_RIGHT),
    **dict.fromkeys(("es", "it", "pt", "ca", "gl", "eu", "el", "oc", "no", "nb", "nn", "uk", "ru"), _ANGLES),
    "nl": Profile(("‘", "’"), ("“", "”")),
    **dict.fromkeys(("da",), Profile(("»", "«"), ("›", "‹"))),
    **dict.fromkeys(("sv", "fi"), Profile(("”", "”"), ("’", "’"))),
}


def profile_for(language: str, name: str) -> Profile:
    """Return the profile ``name``, or the one of ``language``, or that of its base, or the English one."""
    for candidate in (name, language, language.split("-")[0]):
        if candidate in PROFILES:
            return PROFILES[candidate]
    return PROFILES["en"]


def set_typography(document: Document, profile: Profile) -> Document:
    """Return ``document`` with every text set by ``profile``."""
    return map_texts(document, lambda text: Text(set_runs(text.runs, profile), text.mark))


def set_runs(runs: tuple[Run, ...], profile: Profile) -> tuple[Run, ...]:
    """Return ``runs`` set by ``profile``; rules see through the limits of runs."""
    for pattern, replacement in _rules(profile):
        joined = "".join(run.text for run in runs)
        edits = [(match.start(), match.end(), match.expand(replacement)) for match in pattern.finditer(joined)]
        if edits:
            runs = _edited(runs, edits)
    return runs


def _edited(runs: tuple[Run, ...], edits: list[tuple[int, int, str]]) -> tuple[Run, ...]:
    """Return ``runs`` with each span of the joined text replaced; what is new goes to the run where it begins."""
    result = []
    start = 0
    for run in runs:
        end = start + len(run.text)
        result.append(_edited_run(run, start, end, edits))
        start = end
    return tuple(run for run in result if run.text)


def _edited_run(run: Run, start: int, end: int, edits: list[tuple[int, int, str]]) -> Run:
    parts = []
    position = start
    for first, last, new in edits:
        if last <= start or first >= end:
            continue
        parts.append(run.text[position - start : max(first - start, 0)])
        if first >= start:
            parts.append(new)
        position = min(last, end)
    parts.append(run.text[position - start :])
    return Run("".join(parts), run.strong, run.emphasis, run.link, run.place)


@cache
def _rules(profile: Profile) -> tuple[tuple[re.Pattern[str], str], ...]:
    rules = [
        (r"\.\.\.", "…"),
        # Thousands ("10 000"): one to three digits, then three; so never a year beside a number.
        (rf"(?<!\d)(\d{{1,3}}){_SPACES}(?=\d{{3}}(?!\d))", rf"\1{NARROW}"),
        (rf"(?<=\d){_SPACES}(?=[%€$£°‰])", NO_BREAK),
        (rf"(?<=\bn[°º]){_SPACES}(?=\d)", NO_BREAK),
        *_quotes(profile),
        (r"(?<=\w)'(?=\w)", "’"),
        (r"(?<=\w)'", "’"),
    ]
    if profile.before_high is not None:
        rules += _high_points(profile)
    return tuple((re.compile(pattern), replacement) for pattern, replacement in rules)


def _quotes(profile: Profile) -> Iterable[tuple[str, str]]:
    """Straight double quotes open after a space, an opening bracket or at the start, and close elsewhere."""
    opening, closing = profile.outer
    before = rf"(?:^|(?<=[\s(\[{{/{NO_BREAK}{NARROW}’'«“„-]))"
    yield rf'{before}"{_SPACES}*(?=[^\s"])', opening + profile.inside
    yield rf'{_SPACES}*"', profile.inside + closing
    if profile.before_high is not None:
        yield rf"«{_SPACES}*(?=\S)", "«" + profile.inside
        yield rf"(?<=\S){_SPACES}*»", profile.inside + "»"


def _high_points(profile: Profile) -> Iterable[tuple[str, str]]:
    """Before ; ! ? and : after a letter, a figure, a closing mark; not in times, addresses and smileys."""
    after = r"(?<=[\w)\]»”’%€°…])"
    yield (
        rf"{after}{_SPACES}*(?=[;!?](?:\s|$|[)\]»”’;!?{NO_BREAK}{NARROW}]))",
        profile.before_high or "",
    )
    yield rf"{after}{_SPACES}*(?=:(?:\s|$|[)\]»”{NO_BREAK}{NARROW}]))", profile.before_colon or ""
