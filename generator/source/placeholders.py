"""The placeholders in the words of personal copies, who gets which edition, and what is wrong with what was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.messages import _, did_you_mean, nearest, unaccented

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.errors import Mark
    from generator.source.inline import Text
    from generator.source.model import Personal, Word

VARIABLES = ("civility", "first_name", "last_name", "function", "territory", "greeting")
"""What a pattern may name: what a list says of a recipient, and what their sex and function make of it."""

_CALLED = {
    "nom": "last_name", "nom de famille": "last_name", "name": "last_name", "prenom": "first_name",
    "civilite": "civility", "titre": "civility", "fonction": "function", "qualite": "function", "mandat": "function",
    "territoire": "territory", "commune": "territory", "ville": "territory", "collectivite": "territory",
    "formule": "greeting", "politesse": "greeting", "salutation": "greeting", "appel": "greeting",
}  # fmt: skip
"""What those who think of them in French call the placeholders."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")
_FIELD = re.compile(r"(?:<<|«)(\w[\w ]*)(?:>>|»)")  # as Word has those of a mail merge


def folded(territory: str) -> str:
    """Return a territory's name without capitals, accents, hyphens and apostrophes: lists differ in these."""
    return " ".join("".join(one if one.isalnum() else " " for one in unaccented(territory)).split())


def problems_of(personal: Personal, editions: Sequence[str], locate: Callable[[Mark, str], Mark]) -> Iterator[Problem]:
    """Yield what is wrong with the patterns: unknown placeholders, single braces, links, words of other languages;
    and with the rules, which choose among ``editions``. ``locate`` finds a pattern at or behind a place."""
    if any(_BRACE.search(run.text) for run in personal.title.runs):
        cause = _("The title of the personal slide holds braces; it is the same in all copies.")
        yield Problem(personal.title.mark, "personal.title", cause, _("Write it without braces."))
    for key in ("address", "salutation", "message", "footer"):
        text: Text | None = getattr(personal, key)
        if text:
            yield from _faults(text, f"personal.{key}", locate)
    if personal.footer and any(run.strong or run.emphasis for run in personal.footer.runs):
        cause = _("The running footer is set in one style.")
        yield Problem(personal.footer.mark, "personal.footer", cause, _("Write it without stars."))
    yield from _faults_of_rules(personal, editions)


def _faults_of_rules(personal: Personal, known: Sequence[str]) -> Iterator[Problem]:
    """Yield what is wrong with the rules: an edition that is not declared, a territory in two of them."""
    seen: dict[str, Word] = {}
    for index, rule in enumerate(personal.editions):
        path = f"personal.editions[{index}]"
        if rule.edition and rule.edition not in known:
            cause = _("There is no edition “{name}”.", name=rule.edition)
            remedy = did_you_mean(rule.edition, list(known)) if known else _("Declare it under “editions:”.")
            yield Problem(rule.edition.mark, f"{path}.edition", cause, remedy)
        for number, name in enumerate(rule.territories):
            first = seen.setdefault(folded(name), name)
            if first is not name:
                cause = _("The territory “{name}” stands in a rule already ({mark}).", name=name, mark=first.mark)
                yield Problem(name.mark, f"{path}.territories[{number}]", cause, _("Delete one of them."))


def _faults(text: Text, path: str, locate: Callable[[Mark, str], Mark]) -> Iterator[Problem]:
    for name in dict.fromkeys(PLACEHOLDER.findall(text.plain)):
        if name not in VARIABLES:
            cause = _("No recipient has “{{{name}}}”.", name=name)
            known = ", ".join(f"{{{one}}}" for one in VARIABLES)
            remedy = _("Write {name} in its place.", name=f"{{{meant}}}") if (meant := _meant(name)) else ""
            mark = locate(text.mark, re.escape(f"{{{name}}}"))
            yield Problem(mark, path, cause, remedy or _("There are: {known}.", known=known))
    for field in _FIELD.finditer(text.plain):
        if meant := _meant(field[1]):
            mark = locate(text.mark, re.escape(field[0]))
            cause = _("“{sign}” is printed as it stands.", sign=field[0])
            yield Problem(mark, path, cause, _("Write {name} in its place.", name=f"{{{meant}}}"))
    if any(_BRACE.search(PLACEHOLDER.sub("", run.text)) for run in text.runs):
        cause = _("A brace stands alone, or its placeholder is not all in one style.")
        mark = locate(text.mark, r"\{(?=[^{}]*(\{|$))|(?<!\{)\{\{|\}\}|^[^{}]*\}")
        yield Problem(mark, path, cause, _("Write placeholders whole, as {{last_name}}; or leave the brace out."))
    if any(run.link or run.place or run.language or run.citation for run in text.runs):
        cause = _("Words for recipients hold a link, a place or another language, which copies do not have.")
        yield Problem(text.mark, path, cause, _("Write them without."))


def _meant(name: str) -> str:
    """Return the placeholder that ``name`` means, or nothing."""
    return _CALLED.get(folded(name)) or nearest(folded(name).replace(" ", "_"), list(VARIABLES))
