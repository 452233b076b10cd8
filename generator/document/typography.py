"""The typography pass: quotation marks, apostrophes, ellipses and no-break spaces, by profile; idempotent.

Sources: Imprimerie nationale, Lexique des règles typographiques (``fr``); Interinstitutional style guide of the
European Union, French 6.4 (``fr-ue``: no space inside guillemets nor before high points); Unicode CLDR's
delimiters (the quotation marks of the other languages). It never changes a letter.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.document import together
from generator.document.together import NARROW, NO_BREAK, SPACES
from generator.document.tree import Document, N, Quote, map_nodes, map_texts
from generator.memory import recalled
from generator.source.inline import Run, Text
from generator.source.insets import QUOTED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.memory import Memory

    _Rule = tuple[Sequence[str], str, str]  # signs of which a text must have one, the pattern, what replaces it
    Edit = tuple[int, int, str]  # a span of the text, and what takes its place

_SPACE = f" {NO_BREAK}{NARROW}"
# Addresses are left alone; the point that ends their sentence is not theirs.
_ADDRESS = r"(?:https?://|www\.|mailto:)[^\s«»“”\"<>]*[^\s«»“”\"<>.,;:!?)\]'’…]"
_OPENS = r"(?:^|[\s(\[{/’'«“„‹‘–—-])$"  # what an opening mark follows
# From an opening to a closing single mark, over apostrophes; what is one letter long is no quotation ("rock 'n' roll").
_SINGLE = r"(?:^|(?<=[\s(\[{«“„\"]))'(?=\w)((?:[^'\"]|(?<=\w)'(?=\w)){2,}(?<=[\w.,!?…]))'(?=$|[\s,.;:!?)\]}»”\"])"

_compiled = cache(re.compile)
"""Compiles a pattern when it is first needed: few texts need them all, and each takes a millisecond."""


class Profile(Struct, frozen=True):
    """Outer and inner quotation marks, and the spaces inside them, before ``;!?`` and before ``:``."""

    outer: tuple[str, str]
    inner: tuple[str, str]
    inside: str = ""
    before_high: str | None = None  # None: the spaces are left as written
    before_colon: str | None = None
    lone: tuple[str, str] | None = None  # for single marks in no others; None: the inner ones


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


def profile_for(language: str, name: str | None) -> Profile:
    """Return the profile ``name``, or that of ``language`` (BCP 47), or of its base language, or the English one."""
    candidates = (name or "", language, language.split("-")[0], "en")
    return next(PROFILES[candidate] for candidate in candidates if candidate in PROFILES)


def set_typography(document: Document, profile: Profile, memory: Memory | None = None) -> Document:
    """Return ``document`` with every text set by ``profile``, and by what its language keeps together."""

    def set_in(node: N) -> N:
        node = map_nodes(node, (Quote,), lambda one: replace(one, text=_quoted(one.text, profile)))
        return map_texts(node, lambda text: Text(set_runs(text.runs, profile, document.language), text.mark))

    sections = tuple(
        recalled(memory, lambda _all, one=one: (set_typography, one, profile, document.language), partial(set_in, one))  # type: ignore[misc]
        for one in document.sections
    )
    return replace(set_in(replace(document, sections=())), sections=sections)


def _quoted(text: Text, profile: Profile) -> Text:
    """Return ``text`` in the outer quotation marks of ``profile``, its own being inner ones; once, if it has them."""
    runs = text.runs
    if re.fullmatch(QUOTED, text.plain):
        runs = (runs[0].with_text(runs[0].text[1:].lstrip(_SPACE)), *runs[1:])
        runs = (*runs[:-1], runs[-1].with_text(runs[-1].text[:-1].rstrip(_SPACE)))
    # Marks that were typed stand within those that are added: they become inner ones, as straight ones do.
    if profile.outer[0] != profile.outer[1] and "’" not in profile.outer:
        runs = tuple(one.with_text(_straight(one.text, profile)) for one in runs)
    inner = replace(profile, outer=profile.inner, inner=profile.outer, inside="", lone=profile.inner)
    runs = set_runs(runs, inner)
    before, after = profile.outer[0] + profile.inside, profile.inside + profile.outer[1]
    return Text((Run(before), *runs, Run(after)), text.mark)


def _straight(text: str, profile: Profile) -> str:
    opening, closing = profile.outer
    return re.sub(rf"{opening}{SPACES}*|{SPACES}*{closing}", '"', text)


# Each edition sets the same texts: those of a publication 100 times its usual size are kept, and so shared.
@lru_cache(maxsize=16_384)
def set_runs(runs: tuple[Run, ...], profile: Profile, language: str = "") -> tuple[Run, ...]:
    """Return ``runs`` set by ``profile`` and the rules of ``language`` (BCP 47), which see through runs' limits."""
    joined = "".join([run.text for run in runs])
    for rule in _rules(profile, language):
        if edits := list(rule(joined)):
            kept = [match.span() for match in _compiled(_ADDRESS).finditer(joined)]
            runs = _edited(
                runs, [edit for edit in edits if not any(edit[0] < end and edit[1] > start for start, end in kept)]
            )
            joined = "".join([run.text for run in runs])
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
        if first >= end or last < start or (first < last == start):
            continue
        parts.append(run.text[position - start : max(first - start, 0)])
        if first >= start:
            parts.append(new)
        position = min(last, end)
    parts.append(run.text[position - start :])
    return run.with_text("".join(parts))


@cache
def _rules(profile: Profile, language: str) -> tuple[Callable[[str], Iterator[Edit]], ...]:
    before: list[_Rule] = [
        (("...",), r"\.\.\.", "…"),
        # Thousands ("10 000"): one to three digits, then three; so never a year beside a number.
        (_SPACE, rf"(\d(?<!\d\d)\d{{0,2}}){SPACES}(?=\d{{3}}(?!\d))", NARROW),
        ("%€$£°‰", rf"{SPACES}(?<=\d.)(?=[%€$£°‰])", NO_BREAK),
        ("°º", rf"{SPACES}(?<=\b[nN][°º].)(?=\d)", NO_BREAK),
    ]
    after: list[_Rule] = [
        # Apostrophes before a letter or a digit, or after a letter; feet and minutes (5') are left.
        ("'", r"'(?:(?=\w)|(?<=[^\W\d_]'))", "’")
    ]
    if profile.before_high is not None:
        after += _french(profile)
    after += together.rules(language)
    return (
        *(partial(_replacements, *rule) for rule in before),
        partial(_double_marks, profile),
        partial(_single_marks, profile),
        *(partial(_replacements, *rule) for rule in after),
    )


def _replacements(signs: Sequence[str], pattern: str, replacement: str, text: str) -> Iterator[Edit]:
    """Yield the edits of a rule; a text with none of its ``signs`` has none, and costs no expression.

    What the pattern's group matches, before what is replaced, stays as it is, in its run.
    """
    for sign in signs:
        if sign in text:
            break
    else:
        return
    for match in _compiled(pattern).finditer(text):
        yield match.end(1) if match.re.groups else match.start(), match.end(), replacement


def _double_marks(profile: Profile, text: str) -> Iterator[Edit]:
    """Straight double marks open after a space, a bracket or at the start, and close elsewhere; inner ones nest."""
    typed = "" if profile.outer[0] == profile.outer[1] or "’" in profile.outer else "".join(profile.outer)
    depth = 0
    if '"' not in text:
        return
    for match in re.finditer(rf'{SPACES}*"{SPACES}*|[{typed}"]', text):
        start, end = match.span()
        if match[0] in profile.outer:
            depth = depth + 1 if match[0] == profile.outer[0] else max(depth - 1, 0)
            continue
        spaced = not match[0].startswith('"')
        rest = text[end : end + 1]
        opens = (
            (spaced or re.search(_OPENS, text[max(start - 1, 0) : start]))
            and rest
            and rest not in ".,;:!?)]"
            and not (depth and match[0] != match[0].rstrip())
        )
        mark = text.index('"', start)
        if opens:
            yield mark, end, profile.inner[0] if depth else profile.outer[0] + profile.inside
            depth += 1
        elif depth or not text[mark - 1 : mark].isdigit():  # 6" is no quotation
            depth = max(depth - 1, 0)
            yield start, mark, "" if depth else profile.inside
            yield mark, mark + 1, profile.inner[1] if depth else profile.outer[1]


def _single_marks(profile: Profile, text: str) -> Iterator[Edit]:
    if text.count("'") < 2:
        return
    for match in re.finditer(_SINGLE, text):
        inside = text.count(profile.outer[0], 0, match.start()) > text.count(profile.outer[1], 0, match.start())
        opening, closing = profile.inner if inside else profile.lone or profile.inner
        yield match.start(), match.start() + 1, opening
        yield match.end() - 1, match.end(), closing


def _french(profile: Profile) -> list[_Rule]:
    """Return the spaces inside guillemets and before ``;!?`` and ``:``; not in times and addresses."""
    after = r"(?<=[^\s:;!?(\[{«“‘„‹/])"
    return [
        ("«", rf"(?<=«){SPACES}*(?=\S)", profile.inside),
        ("»", rf"(?<=\S){SPACES}*(?=»)", profile.inside),  # the mark itself stays in its run: it may be a link
        (";!?", rf"{after}{SPACES}*(?=[;!?](?:\s|$|[)\]»”’;!?]))", profile.before_high or ""),
        (":", rf"{after}{SPACES}*(?=:(?:\s|$|[)\]»”]))", profile.before_colon or ""),
    ]
