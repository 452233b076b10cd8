"""Cut one slide out of a deck, as a presentation of its own: with its layout, pictures, notes, nothing unsafe."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pptx import Presentation

from generator.deck.handover.parts import Handover, LeftOut, packed
from generator.deck.handover.soundness import require_sound
from generator.deck.ooxml.opening import open_template
from generator.deck.ooxml.xml import P
from generator.deck.pptx.presentation import forget_shows
from generator.deck.slide import FURNITURE
from generator.errors import ContentError, Mark, Problem
from generator.messages import _

if TYPE_CHECKING:
    from typing import Any

    from generator.deck.ooxml.package import Relationship

_UNREADABLE = (KeyError, ValueError, AttributeError, OSError, SyntaxError)


class _OfSlide(Handover):
    """What a slide stands on, as of a template, and the slide itself with its notes; links to other slides go."""

    def _follows(self, name: str, row: Relationship) -> bool:
        of_notes = name.startswith("ppt/notesSlides/")
        if row.kind == "slide" and not row.external and row.target in self._package.slides:
            return name == self._package.main or of_notes
        if row.kind == "notesSlide" and not row.external:
            return True
        return super()._follows(name, row)

    def _show(self, root: Any) -> None:
        forget_shows(root)


def cut_slide(data: bytes, number: int, mark: Mark) -> tuple[bytes, list[LeftOut]]:
    """Return slide ``number`` (from 0) of the deck in ``data`` alone, and what was left out that a person would miss.

    Raises ContentError, at ``mark``, when that cannot be done.
    """
    open_template(data, mark)  # bounded, before anything else parses it
    try:
        alone = _alone(data, number)
    except _UNREADABLE as error:
        cause = _("The slide cannot be taken out of its file ({reason}).", reason=str(error))
        raise ContentError([Problem(mark, "", cause, _("Save the file again in PowerPoint."))]) from None
    handover = _OfSlide(open_template(alone, mark))
    kept = packed(handover.kept())
    require_sound(open_template(kept, mark), mark)
    return kept, sorted({one for one in handover.left_out if not one.private})


def _leave_empty_furniture(tree: Any) -> None:
    """Leave out footers, dates and numbers without words: PowerPoint repairs a file with such."""
    for shape in list(tree):
        mark = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if mark is not None and mark.get("type") in (*FURNITURE, "hdr") and shape.find(f"{P}txBody") is None:
            tree.remove(shape)


def _alone(data: bytes, number: int) -> bytes:
    """Return the deck without its other slides; placeholders state where they stand, for a layout that is another."""
    show = Presentation(io.BytesIO(data))
    listed = show.slides._sldIdLst
    for index, one in enumerate(list(listed)):
        if index != number:
            show.part.drop_rel(one.rId)
            listed.remove(one)
    slide = show.slides[0]
    for tree in (slide.shapes._spTree, *([slide.notes_slide.shapes._spTree] if slide.has_notes_slide else [])):
        _leave_empty_furniture(tree)
    for shape in slide.placeholders:
        left, top, width, height = shape.left, shape.top, shape.width, shape.height
        if None not in (left, top, width, height):
            shape.left, shape.top, shape.width, shape.height = left, top, width, height
    stream = io.BytesIO()
    show.save(stream)
    return stream.getvalue()
