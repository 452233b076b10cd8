"""The note: the A4 brief in PDF. Its first page is the source's own; the map and the matrix follow.

It knows neither YAML nor slides nor the web page; `plan` decides everything, `write` only draws.
"""

from __future__ import annotations

from generator.kit import Kit
from generator.note.plan import plan
from generator.note.read import read
from generator.pdf.dump import dump, dump_tags
from generator.pdf.page import Plan

__all__ = ["dump", "dump_tags", "plan", "read", "write"]


def write(plan: Plan, kit: Kit) -> bytes:
    """Return the note as PDF; ReportLab is imported when something is drawn, not to plan or to read."""
    from generator.pdf import personal

    return personal.write(plan, kit)
