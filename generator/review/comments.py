"""What reviewers have written on the note's pages, listed by the items that it is about."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.changes.compare import ALIKE, share_of_words
from generator.errors import PiliersError, reason_in
from generator.home.changes import Change
from generator.messages import _
from generator.pdf.comments import REPLACED
from generator.pipeline.production import publications
from generator.review.items import Item, read_items
from generator.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.pdf.comments import PdfComment
    from generator.pdf.paragraphs import PdfParagraph
    from generator.units import Box
    from generator.world import World

_NEAR = 60.0  # points: a note stuck beside a paragraph is about it; farther off it is about the page
_SUGGESTS = {
    "StrikeOut": "removed", "Redact": "removed", REPLACED: "replaced", "Stamp": "stamped",
    "Underline": "underlined", "Squiggly": "underlined",
} | dict.fromkeys(("Ink", "Square", "Circle", "Line", "Polygon", "PolyLine"), "drawn")  # fmt: skip
_LEAST = 20  # letters of a part of a text that tell which it is: fewer stand everywhere


class Reply(Struct, frozen=True):
    """An answer to a comment."""

    text: str
    author: str
    date: str


class Comment(Struct, frozen=True):
    """A comment: its item's key, or nothing; what it says, of which words; who wrote it and when; its answers.

    ``suggests`` is what its kind asks for: nothing, “removed” of words that are struck through, “replaced” by what it
    says, or how it was made otherwise than in words; ``place`` is its page.
    """

    key: str
    place: str
    text: str
    about: str
    author: str
    date: str
    suggests: str = ""
    replies: tuple[Reply, ...] = ()


def pdf_comments(world: World, name: str, data: bytes, slug: str) -> list[Comment]:
    """Return the comments on a note, a file called ``name``, each with the text of ``slug`` that it is about."""
    from generator.pdf.comments import read_comments

    paragraphs = _paragraphs(name, data)
    try:
        found = read_comments(data)
    except (ValueError, RuntimeError, TypeError) as error:
        raise PiliersError(_("{file} cannot be read ({reason}).", file=name, reason=reason_in(error))) from None
    known = _texts_of(world, slug)
    return [_comment(one, _about(one, paragraphs), known) for one in found]


def _paragraphs(name: str, data: bytes) -> list[PdfParagraph]:
    from generator.pdf.paragraphs import read_paragraphs

    try:
        return read_paragraphs(data)
    except (ValueError, RuntimeError, TypeError) as error:
        raise PiliersError(_("{file} cannot be read ({reason}).", file=name, reason=reason_in(error))) from None


def note_changes(world: World, name: str, data: bytes, slug: str) -> list[Change]:
    """Return the comments on a note, and their answers, as proposals, which change nothing."""
    found = []
    for one in pdf_comments(world, name, data, slug):
        asked = {
            "removed": _("struck through"),
            "replaced": _("in the place of these words"),
            "drawn": _("drawn on the page"),
            "underlined": _("underlined"),
            "stamped": _("a stamp"),
        }.get(one.suggests)
        said = f"{one.text or '–'} ({asked})" if asked else one.text or "–"
        place = ", ".join((one.place, *([_("“{text}”", text=one.about)] if one.about else [])))
        change = Change(key=one.key, kind="comment", said=said, author=one.author, date=one.date, place=place)
        found.append(change)
        found += [replace(change, said=f"↳ {each.text}", author=each.author, date=each.date) for each in one.replies]
    return found


def publication_of(world: World, name: str, data: bytes) -> str:
    """Return the publication whose title the note says, or nothing."""
    paragraphs = _paragraphs(name, data)
    slugs = publications(world)
    words = {fold(one.text) for one in paragraphs}
    said = [slug for slug in slugs if any(fold(text) in words for _item, text in _texts_of(world, slug)[:1])]
    return said[0] if said else ""


def _texts_of(world: World, slug: str) -> list[tuple[Item, str]]:
    try:
        return [(one, one.plain) for one in read_items(world, slug)[1].values()] if slug else []
    except PiliersError:
        return []


def _about(comment: PdfComment, paragraphs: Sequence[PdfParagraph]) -> str:
    """Return the words of the paragraph that a comment stands on, or else beside; nothing: it is far from all."""
    here = [one for one in paragraphs if one.page == comment.page and one.boxes]
    if not (here and comment.boxes):
        return ""
    # Words that are marked belong to a line; a note that is stuck to the page is about what lies nearest.
    covered = max(here, key=lambda one: sum(prod(a.overlap(b)) for a in one.boxes for b in comment.boxes))
    if any(a.meets(b, 0.0) for a in covered.boxes for b in comment.boxes):
        return covered.text
    nearest = min(here, key=lambda one: min(_distance(a, b) for a in one.boxes for b in comment.boxes))
    near = min(_distance(a, b) for a in nearest.boxes for b in comment.boxes) <= _NEAR
    return nearest.text if near else ""


def _distance(one: Box, other: Box) -> float:
    """Return how far two boxes are from each other, in points; those beside each other are nearer than those below."""
    across = max(one.x - other.right, other.x - one.right, 0.0)
    down = max(one.y - other.bottom, other.y - one.bottom, 0.0)
    return across / 2 + down


def _comment(one: PdfComment, about: str, known: Sequence[tuple[Item, str]]) -> Comment:
    replies = tuple(Reply(each.text, each.author, each.date) for each in one.replies)
    place = _("page {n}", n=one.page)[:]
    suggests = _SUGGESTS.get(one.kind, "")
    return Comment(_key(about, known), place, one.text, one.marked or about, one.author, one.date, suggests, replies)


def _key(about: str, known: Sequence[tuple[Item, str]]) -> str:
    """Return the key of the item that a paragraph says, all of it or a part; of the one that it fits best.

    The content may have been reworded since the note was sent: then most words are still the same.
    """
    wanted = fold(about)
    if not wanted:
        return ""
    scored = [(_fit(wanted, fold(text), about, text), item.key) for item, text in known]
    best, key = max(scored, key=lambda one: one[0], default=(0.0, ""))
    return key if best >= ALIKE else ""


def _fit(wanted: str, folded: str, about: str, text: str) -> float:
    """Return how well an item fits a paragraph, from 0 to 2; both folded, and as they are."""
    if wanted == folded:
        return 2.0
    if wanted in folded and len(wanted) >= _LEAST:  # the rest stands on another page
        return 1.0 + len(wanted) / len(folded)
    return share_of_words(about, text)
