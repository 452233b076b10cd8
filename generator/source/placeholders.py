"""The placeholders in the words of personal copies, and what is wrong with those that an officer wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.messages import _, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.inline import Text
    from generator.source.model import Personal

VARIABLES = ("civility", "first_name", "last_name", "function", "territory", "greeting")
"""What a pattern may name: what a list says of a recipient, and what their sex and function make of it."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BRACE = re.compile(r"[{}]")


def problems_of(personal: Personal) -> Iterator[Problem]:
    """Yield what is wrong with the patterns: unknown placeholders, single braces, links, words of other languages."""
    if any(_BRACE.search(run.text) for run in personal.title.runs):
        cause = _("The title of the personal slide holds braces; it is the same in all copies.")
        yield Problem(personal.title.mark, "personal.title", cause, _("Write it without braces."))
    for key in ("address", "salutation", "message"):
        text: Text | None = getattr(personal, key)
        if text:
            yield from _faults(text, f"personal.{key}")


def _faults(text: Text, path: str) -> Iterator[Problem]:
    for name in dict.fromkeys(PLACEHOLDER.findall(text.plain)):
        if name not in VARIABLES:
            cause = _("No recipient has “{{{name}}}”.", name=name)
            known = ", ".join(f"{{{one}}}" for one in VARIABLES)
            remedy = did_you_mean(name, list(VARIABLES)) if name else ""
            yield Problem(text.mark, path, cause, remedy or _("There are: {known}.", known=known))
    if any(_BRACE.search(PLACEHOLDER.sub("", run.text)) for run in text.runs):
        cause = _("A brace stands alone, or its placeholder is not all in one style.")
        yield Problem(text.mark, path, cause, _("Write placeholders whole, as {{last_name}}; or leave the brace out."))
    if any(run.link or run.language or run.citation for run in text.runs):
        cause = _("Words for recipients hold a link, a place or another language, which copies do not have.")
        yield Problem(text.mark, path, cause, _("Write them without."))
