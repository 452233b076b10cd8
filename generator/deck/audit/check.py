"""Check a finished deck for what shuts readers out, and for what PowerPoint would offer to repair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.audit.access import check_access
from generator.deck.ooxml.package import opened
from generator.errors import reason_in
from generator.messages import _
from generator.pipeline.edition import Finding

if TYPE_CHECKING:
    from collections.abc import Sequence


def check(data: bytes, *, thorough: bool) -> Sequence[Finding]:
    """Return the findings on access, slide by slide; a thorough check adds the known causes of repair."""
    try:
        deck = opened(data)
    except ValueError as error:
        cause = _("The deck cannot be opened ({reason}).", reason=reason_in(error))
        return [Finding("damaged", "error", "", "", cause)]
    if not thorough:
        return check_access(deck)
    from generator.deck.audit.lint import Linter

    linter = Linter(deck)
    return [*check_access(deck, linter.look), *linter.finish()]
