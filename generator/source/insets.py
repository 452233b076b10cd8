"""Check what is set off from running text: key figures, quotations, calls."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.errors import Problem
from generator.messages import _
from generator.source.model import Call, Contact, FigureFile, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.structure import Problems

QUOTED = re.compile(r"[\"«»“”„‟]\s*([^\"«»“”„‟]*?)\s*[\"«»“”„‟]")
"""A text that is in quotation marks as a whole."""


def check_insets(problems: Problems) -> None:
    """Report what lacks in the figures, quotations and calls that were read; warn of marks that are added anyway."""
    for path, one in problems.made:
        if isinstance(one, Quote) and QUOTED.fullmatch(one.text.plain):
            cause = _("The quotation marks are added by the program: those written here are left out.")
            problems.warnings.append(Problem(one.text.mark, f"{path}.text", cause, _("Write the words alone.")))
        elif isinstance(one, FigureFile | Contact | Call):
            problems += _lacking(one, path)


def _lacking(one: FigureFile | Contact | Call, path: str) -> Iterator[Problem]:
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
            yield Problem(one.mark, path, cause, _("Add “url: …” to the contact, or delete “qr”."))
