"""The note: an A4 briefing in PDF, its recto the source's page, then the map and the matrix.

It knows nothing of YAML, of slides or of the web; `plan` decides everything and `write` only draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.note.plan import plan
from generator.note.read import read

if TYPE_CHECKING:
    from generator.kit import Kit
    from generator.pdf.page import Plan

__all__ = ["dump", "dump_tags", "plan", "read", "write"]


def dump(plan: Plan) -> str:
    """Return the plan as text."""
    from generator.pdf import dump

    return dump.dump(plan)


def dump_tags(plan: Plan) -> str:
    """Return the plan's structure as text."""
    from generator.pdf import dump

    return dump.dump_tags(plan)


def write(plan: Plan, kit: Kit) -> bytes:
    """Return the note as PDF; ReportLab is imported when something is drawn, not to plan or to read."""
    from generator.pdf import draw

    return draw.write(plan, kit)
