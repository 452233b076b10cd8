"""The handout: the slides on A4 paper, each as a picture with the speaker's words below it, as tagged PDF.

It stands on the deck's plan, and is drawn as the note is; no office suite has a part in it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.handout.plan import plan
from generator.handout.read import read
from generator.pdf.dump import dump

if TYPE_CHECKING:
    from generator.kit import Kit
    from generator.pdf.page import Plan

__all__ = ["dump", "plan", "read", "write"]


def write(plan: Plan, kit: Kit) -> bytes:
    """Return the handout as PDF; ReportLab is imported when something is drawn, not to plan or to read."""
    from generator.pdf import personal

    return personal.write(plan, kit)
