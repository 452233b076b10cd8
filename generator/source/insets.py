"""What is set off from running text (key figures, quotations, calls): found in a publication, and checked.

So are the names of examples, which are words of their texts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.messages import _
from generator.source.model import Call, Contact, Example, FigureFile, Quote

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from generator.errors import Mark
    from generator.source.inline import Text
    from generator.source.model import Pillar, Publication
    from generator.source.structure import Problems

_CODED = 287  # bytes: of version 12 at level M, whose modules are 0.4 mm in the note, the least that GS1 asks for
_QUOTES = re.compile("[\"'«»“”„‟‘’‚‛‹›]")
QUOTED = r"[\"«»“”„‟]\s*([^\"«»“”„‟]*?)\s*[\"«»“”„‟]"
"""A text that is in quotation marks as a whole."""


def check_insets(problems: Problems, locate: Callable[[Mark, str], Mark]) -> None:
    """Report what lacks in the figures, quotations and calls that were read; warn of marks that are added anyway.

    ``locate`` finds a pattern at or behind a place.
    """
    for path, one in problems.made:
        if isinstance(one, Quote) and re.fullmatch(QUOTED, one.text.plain):
            cause = _("The quotation marks are added by the program: those written here are left out.")
            problems.warnings.append(Problem(one.text.mark, f"{path}.text", cause, _("Write the words alone.")))
        elif isinstance(one, FigureFile | Contact | Call):
            problems += _lacking(one, path, locate)
            problems.warnings += _twice(one, path) if isinstance(one, FigureFile) and one.unit else ()
        elif isinstance(one, Example) and one.name and not _holds(one.text.plain, one.name.plain):
            cause = _("The words “{name}” do not stand in the example's text.", name=one.name.plain)
            remedy = _("Take some words of the text as they follow each other there.")
            problems.append(Problem(one.name.mark, f"{path}.name", cause, remedy))


def _twice(one: FigureFile, path: str) -> Iterator[Problem]:
    """Yield a warning of a figure whose unit stands behind its number already."""
    unit = one.unit.plain if one.unit else ""
    if found := re.fullmatch(rf"(.*\d)\s*{re.escape(unit)}", one.value.text.plain, re.IGNORECASE):
        cause = _("The unit “{unit}” stands with the number, too: it is printed twice.", unit=unit)
        yield Problem(one.value.text.mark, f"{path}.value", cause, _("Write {number} alone.", number=found[1]))


def _holds(text: str, name: str) -> bool:
    """Tell whether each part of ``name`` between commas stands in ``text``, whatever its case, quotes and spaces."""
    said, *parts = (" ".join(_QUOTES.sub("", one).casefold().split()) for one in (text, *name.split(",")))
    return all(part and re.search(rf"(?<!\w){re.escape(part)}(?!\w)", said) for part in parts)


def _lacking(one: FigureFile | Contact | Call, path: str, locate: Callable[[Mark, str], Mark]) -> Iterator[Problem]:
    """Yield what lacks in a figure, a contact or a call."""
    match one:
        case FigureFile() if not one.value.text.runs:
            yield Problem(
                one.mark, f"{path}.value", _("There is no number here."), _("Write it, or delete the figure.")
            )
        case Contact() if not (one.name or one.email or one.phone or one.url):
            cause = _("The contact is empty.")
            yield Problem(one.mark, path, cause, _("Add “name”, “email”, “phone” or “url”."))
        case Call() if one.qr and not (one.contact and one.contact.url):
            cause = _("The QR code has no web address to lead to.")
            mark = locate(one.mark, r"\bqr *:")
            yield Problem(mark, path, cause, _("Add “url: …” to the contact, or delete “qr”."))
        case Call() if one.qr and one.contact and one.contact.url and len(one.contact.url.encode()) > _CODED:
            values = {"n": len(one.contact.url), "maximum": _CODED}
            cause = _(
                "The address has {n} characters; in a QR code that telephones read, at most {maximum} fit.", **values
            )
            remedy = _("Take a shorter address, or delete “qr”.")
            yield Problem(one.contact.url.mark, f"{path}.contact.url", cause, remedy)


def holders(publication: Publication) -> Iterator[tuple[str, Pillar | Example]]:
    """Yield the pillars and the examples, each with its id."""
    for pillar in publication.pillars:
        yield pillar.id, pillar
        yield from ((str(one.id), one) for one in pillar.examples)


def set_off(publication: Publication) -> Iterator[tuple[str, Text]]:
    """Yield the texts of figures, quotations, points and calls, each with its id."""
    for id, one in holders(publication):
        for number, figure in enumerate(one.figures, 1):
            yield from ((f"{id}.figure:{number}", text) for text in (figure.unit, figure.label) if text)
        if quote := one.quote:
            yield from ((f"{id}.quote", text) for text in (quote.text, quote.who, quote.function) if text)
        points = one.points if isinstance(one, Example) else ()
        yield from ((f"{id}.point:{number}", text) for number, text in enumerate(points, 1))
    for id, call in calls(publication):
        yield id, call.text
        if call.contact and call.contact.name:
            yield id, call.contact.name


def calls(publication: Publication) -> Iterator[tuple[str, Call]]:
    """Yield what is asked of the readers, each with its id."""
    yield from ((f"{pillar.id}.call", pillar.call) for pillar in publication.pillars if pillar.call)
    if publication.call:
        yield "call", publication.call
