"""Refuse a template from which PowerPoint would offer to repair every deck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError, Problem
from generator.messages import _

if TYPE_CHECKING:
    from generator.deck.ooxml.package import Package
    from generator.errors import Mark


def require_sound(package: Package, mark: Mark) -> None:
    """Raise ContentError, at ``mark``, the template's, with each known cause of repair in ``package``."""
    from generator.deck.audit.lint import Linter

    remedy = _("PowerPoint would offer to repair the deck: open the template in it, and save it again.")
    faults = [one for one in Linter(package).finish() if one.severity == "error"]
    if faults:
        raise ContentError(Problem(mark, one.place, one.sentence, remedy) for one in faults)
