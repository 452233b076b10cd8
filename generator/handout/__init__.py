"""The handout: the slides on A4 paper, each as a picture with the speaker's words below it, as tagged PDF.

It stands on the deck's plan, and is drawn as the note is; no office suite has a part in it. Of a finished one, the
headings, the pictures' own words and the speaker's are read back, tables cell by cell: text that only runs along is
marked so in the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.handout.plan import plan
from generator.pdf.dump import dump
from generator.pdf.passages import ARTIFACT, read_pages
from generator.pdf.pdfium import HYPHENS, tag_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.kit import Kit
    from generator.pdf.page import Plan
    from generator.pipeline.edition import Passage

__all__ = ["dump", "plan", "read", "write"]


def write(plan: Plan, kit: Kit) -> bytes:
    """Return the handout as PDF; ReportLab is imported when something is drawn, not to plan or to read."""
    from generator.pdf import personal

    return personal.write(plan, kit)


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of each page."""
    return read_pages(data, _spoken)


def _spoken(page: Any, _found: Sequence[Any], words: Any) -> str:
    """Return the text of all text objects that are spoken, in the order of drawing."""
    from pypdfium2 import raw

    texts = page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], textpage=words)
    return "".join(one.extract().translate(HYPHENS) for one in texts if tag_of(one) != ARTIFACT)
