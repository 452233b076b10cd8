"""Find the layout for each role: by its placeholders, its type, its name in any language, and the room it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec import Struct, field

from generator.deck.brand.names import purpose
from generator.deck.brand.space import Free, free_area
from generator.deck.design import LAYOUT_ROLES
from generator.errors import ContentError, Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.deck.design import LayoutRole
    from generator.deck.ooxml.sheets import Book, Holder, Sheet
    from generator.errors import Mark

MIN_ROOM = 0.3  # of the slide: with less, nothing of ours can be composed beside a layout's title
_FULL = ("obj", "body", "subTitle", "tbl", "chart", "pic", "dgm", "media", "clipArt")
_TYPES = {"title": "cover", "titleOnly": "titleonly", "obj": "content", "tx": "content", "secHead": "section"}


class Candidate(Struct):
    """A layout considered for a role: its score, and why."""

    sheet: Sheet
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, score: float, reason: str = "") -> None:
        """Add to the score, and a reason that a person can read."""
        self.score += score
        if reason:
            self.reasons.append(reason)


class Match(Struct, frozen=True):
    """The layout chosen for a role; ``confidence`` is sure, likely or guess; ``chosen`` when a person wrote it down."""

    role: LayoutRole
    sheet: Sheet
    confidence: str
    reasons: tuple[str, ...]
    chosen: bool = False


def match(book: Book, corrected: Mapping[str, Sheet], mark: Mark) -> dict[str, Match]:
    """Return the layout of each role, over all masters; ``corrected`` holds those that a person chose.

    Raises ContentError when no layout has a title placeholder.
    """
    titled = [sheet for sheet in book.sheets if sheet.title]
    if not titled:
        cause = _("No layout of the template has a title placeholder.")
        raise ContentError([Problem(mark, "", cause, _("Add one in PowerPoint's master view (Insert Placeholder)."))])
    found: dict[str, Match] = {}
    for role in LAYOUT_ROLES:
        if role in corrected:
            found[role] = Match(role, corrected[role], "sure", (_("chosen in the mapping file"),), True)
            continue
        ranked = sorted((_judged(sheet, role, book) for sheet in titled), key=lambda one: -one.score)
        found[role] = _decided(role, ranked)
    return found


def _decided(role: LayoutRole, ranked: Sequence[Candidate]) -> Match:
    best = ranked[0]
    second = ranked[1].score if len(ranked) > 1 else 0.0
    confidence = "sure" if best.score >= 10 and best.score - second >= 2 else "likely" if best.score >= 6 else "guess"
    return Match(role, best.sheet, confidence, tuple(best.reasons))


def _judged(sheet: Sheet, role: LayoutRole, book: Book) -> Candidate:
    candidate = Candidate(sheet)
    _rule(role)(candidate, book)
    if role == "matrix" and sheet.of("tbl"):
        candidate.add(2.0, _("a placeholder for a table"))
    return candidate


def _kinds(sheet: Sheet) -> tuple[str, str]:
    """Return what the layout is for, by its type and by its name."""
    kind = sheet.kind if sheet.kind != "tx" or sheet.of("body", "obj") else ""  # Keynote calls all its layouts tx
    return _TYPES.get(kind, "other" if kind else ""), purpose(sheet.name)


def _named(candidate: Candidate, wanted: str, weight: float = 5.0) -> None:
    """Count the type and the name of a layout for what is wanted, or against it."""
    by_type, by_name = _kinds(candidate.sheet)
    if by_type == wanted:
        candidate.add(weight, _("its type is “{type}”", type=candidate.sheet.kind))
    elif by_type and candidate.sheet.kind != "tx":
        candidate.add(-weight / 2)
    if by_name == wanted:
        candidate.add(weight, _("its name says so"))
    elif by_name:
        candidate.add(-weight / 2)


def _cover(candidate: Candidate, book: Book) -> None:
    sheet = candidate.sheet
    _named(candidate, "cover")
    title = sheet.title
    if title and title.type == "ctrTitle":
        candidate.add(3.0, _("a centred title"))
    if sheet.of("subTitle"):
        candidate.add(2.0, _("a subtitle"))
    if title and title.box and title.box.y + title.box.height / 2 > book.height * 0.25:
        candidate.add(1.0)
    candidate.add(-2.0 * len(sheet.of("obj", "tbl", "chart", "pic")))
    if sheet is book.sheets[0]:
        candidate.add(1.0, _("the first layout"))


def _closing(candidate: Candidate, book: Book) -> None:
    """Prefer a layout made to close with; then one for content, where contacts can stand."""
    sheet = candidate.sheet
    if _kinds(sheet)[1] == "closing":
        candidate.add(12.0, _("its name says so"))
    _content(candidate, book, 0.8)
    _short_of_room(candidate, book)


def _content(candidate: Candidate, book: Book, share: float = 1.0) -> None:
    sheet = candidate.sheet
    _named(candidate, "content", 4.0 * share)
    texts = [one for one in sheet.of("obj", "body", "subTitle") if _area(one) > 0.25 * book.width * book.height]
    if len(texts) == 1:
        candidate.add(4.0 * share, _("a title and one large text"))
    candidate.add(-1.0 * share * (len(sheet.of(*_FULL)) - len(texts)))
    _on_top(candidate, book)
    _ground(candidate)


def _composed(candidate: Candidate, book: Book) -> None:
    """Prefer a title alone, then a title and content: what we compose takes the place of the content."""
    sheet = candidate.sheet
    by_type, by_name = _kinds(sheet)
    others = sheet.of(*_FULL)
    if by_type == "content" or by_name == "content":
        candidate.add(3.0, _("a layout for content"))
    else:
        _named(candidate, "titleonly", 4.0)
    if not others:
        candidate.add(4.0, _("a title and nothing else"))
    candidate.add(-0.5 * max(len(others) - 1, 0))
    _on_top(candidate, book)
    _ground(candidate)
    _short_of_room(candidate, book)


def _on_top(candidate: Candidate, book: Book) -> None:
    """Count against titles in the middle of the slide, or that fill it."""
    title = candidate.sheet.title
    if title and title.box and (title.box.y > book.height * 0.35 or title.box.height > book.height * 0.5):
        candidate.add(-5.0)


def _ground(candidate: Candidate) -> None:
    if candidate.sheet.background is None:
        candidate.add(-1.0)


def _short_of_room(candidate: Candidate, book: Book) -> None:
    free = room(candidate.sheet, book)
    share = free.box.width * free.box.height / (book.width * book.height)
    candidate.add(6.0 * min(share, 0.7), _("free area of the slide: {share:.0f} %", share=share * 100))
    if share < MIN_ROOM:
        candidate.add(-12.0)


def room(sheet: Sheet, book: Book) -> Free:
    """Return the free area of a layout beside its title and its footers."""
    title = sheet.title
    taken = [one.box for one in sheet.of("dt", "ftr", "sldNum") if one.box]
    taken += [title.box] if title and title.box else []
    return free_area(sheet, book, taken)


def _area(holder: Holder) -> float:
    return holder.box.width * holder.box.height if holder.box else 0.0


def _rule(role: LayoutRole) -> Callable[[Candidate, Book], None]:
    """Return what judges a layout for a role."""
    match role:
        case "cover":
            return _cover
        case "overview" | "pillar" | "cards" | "map" | "matrix":
            return _composed
        case "content":
            return _content
        case "closing":
            return _closing
        case _:
            assert_never(role)
