"""Find the layout for each role: by its placeholders, its type, its name in any language, and the room it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from msgspec import Struct, field

from generator.deck.brand.names import purpose
from generator.deck.brand.space import free_area
from generator.deck.roles import LAYOUT_ROLES
from generator.errors import ContentError, Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.deck.brand.template import Template, TemplateLayout
    from generator.deck.roles import LayoutRole
    from generator.errors import Mark
    from generator.units import Box

MIN_ROOM = 0.3  # of the slide: with less, nothing of ours can be composed beside a layout's title
_ALIKE = 0.25  # of a score: a little more room makes no better layout
_FULL = ("obj", "body", "subTitle", "tbl", "chart", "pic", "dgm", "media", "clipArt")
_TYPES = {"title": "cover", "titleOnly": "titleonly", "obj": "content", "tx": "content", "secHead": "section"}


class Candidate(Struct):
    """A layout considered for a role: its score, and why."""

    layout: TemplateLayout
    score: float = 0.0
    reasons: list[str] = field(default_factory=list)

    def add(self, score: float, reason: str = "") -> None:
        """Add to the score (of 10 and more: sure), and a reason that a person can read."""
        self.score += score
        if reason:
            self.reasons.append(reason)


class Match(Struct, frozen=True):
    """The layout chosen for a role; ``confidence`` is sure, likely or guess; ``chosen`` when a person wrote it down."""

    role: LayoutRole
    layout: TemplateLayout
    confidence: str
    reasons: tuple[str, ...]
    chosen: bool = False


def match(template: Template, corrected: Mapping[str, TemplateLayout], mark: Mark) -> dict[str, Match]:
    """Return the layout of each role, over all masters; ``corrected`` holds those that a person chose.

    Raises ContentError when no layout has a title placeholder.
    """
    titled = [layout for layout in template.layouts if layout.title]
    if not titled:
        cause = _("No layout of the template has a title placeholder.")
        raise ContentError([Problem(mark, "", cause, _("Add one in PowerPoint's master view (Insert Placeholder)."))])
    found: dict[str, Match] = {}
    for role in LAYOUT_ROLES:
        judged = (_judged(layout, role, template) for layout in titled)
        ranked = sorted(judged, key=lambda one: -round(one.score / _ALIKE))  # of those alike, the designer's first
        chosen = corrected.get(role)
        found[role] = (
            Match(role, chosen, "sure", (_("chosen in the mapping file"),), True) if chosen else _decided(role, ranked)
        )
    return found


def _decided(role: LayoutRole, ranked: Sequence[Candidate]) -> Match:
    best = ranked[0]
    second = ranked[1].score if len(ranked) > 1 else 0.0
    confidence = "sure" if best.score >= 10 and best.score - second >= 2 else "likely" if best.score >= 6 else "guess"
    return Match(role, best.layout, confidence, tuple(best.reasons))


def _judged(layout: TemplateLayout, role: LayoutRole, template: Template) -> Candidate:
    candidate = Candidate(layout)
    _rule(role)(candidate, template)
    if role == "matrix" and layout.of("tbl"):
        candidate.add(2.0, _("a placeholder for a table"))
    return candidate


def _kinds(layout: TemplateLayout) -> tuple[str, str]:
    """Return what the layout is for, by its type and by its name."""
    kind = layout.type if layout.type != "tx" or layout.of("body", "obj") else ""  # Keynote calls all its layouts tx
    return _TYPES.get(kind, "other" if kind else ""), purpose(layout.name)


def _named(candidate: Candidate, wanted: str, weight: float = 5.0) -> None:
    """Count the type and the name of a layout for what is wanted, or against it."""
    by_type, by_name = _kinds(candidate.layout)
    if by_type == wanted:
        candidate.add(weight, _("its type is “{type}”", type=candidate.layout.type))
    elif by_type and candidate.layout.type != "tx":
        candidate.add(-weight / 2)
    if by_name == wanted:
        candidate.add(weight, _("its name says so"))
    elif by_name:
        candidate.add(-weight / 2)


def _cover(candidate: Candidate, template: Template) -> None:
    layout = candidate.layout
    _named(candidate, "cover")
    title = layout.title
    if title and title.type == "ctrTitle":
        candidate.add(3.0, _("a centred title"))
    if layout.of("subTitle"):
        candidate.add(2.0, _("a subtitle"))
    if title and title.box and title.box.y + title.box.height / 2 > template.height * 0.25:
        candidate.add(1.0)
    candidate.add(-2.0 * len(layout.of("obj", "tbl", "chart", "pic")))
    if any(one.area > 0.5 * template.slide.area for one in layout.of("pic")):
        candidate.add(-6.0)  # without its photograph nothing is left of it
    if layout is template.layouts[0]:
        candidate.add(1.0, _("the first layout"))


def _closing(candidate: Candidate, template: Template) -> None:
    """Prefer a layout made to close with; then one for content, where contacts can stand."""
    layout = candidate.layout
    if _kinds(layout)[1] == "closing":
        candidate.add(12.0, _("its name says so"))
    _content(candidate, template, 0.8, MIN_ROOM)


def _content(candidate: Candidate, template: Template, share: float = 1.0, least: float = 0.0) -> None:
    layout = candidate.layout
    _named(candidate, "content", 4.0 * share)
    texts = [one for one in layout.of("obj", "body", "subTitle") if one.area > 0.25 * template.slide.area]
    if len(texts) == 1:
        candidate.add(4.0 * share, _("a title and one large text"))
    candidate.add(-1.0 * share * (len(layout.of(*_FULL)) - len(texts)))
    _on_top(candidate, template)
    _ground(candidate)
    _short_of_room(candidate, template, least)


def _composed(candidate: Candidate, template: Template) -> None:
    """Prefer a title alone, then a title and content: what we compose takes the place of the content."""
    layout = candidate.layout
    by_type, by_name = _kinds(layout)
    others = layout.of(*_FULL)
    if by_type == "content" or by_name == "content":
        candidate.add(3.0, _("a layout for content"))
    else:
        _named(candidate, "titleonly", 4.0)
    if not others:
        candidate.add(4.0, _("a title and nothing else"))
    candidate.add(-0.5 * max(len(others) - 1, 0))
    _on_top(candidate, template)
    _ground(candidate)
    _short_of_room(candidate, template)


def _on_top(candidate: Candidate, template: Template) -> None:
    """Count against titles in the middle of the slide, or that fill it."""
    title = candidate.layout.title
    if title and title.box and (title.box.y > template.height * 0.35 or title.box.height > template.height * 0.5):
        candidate.add(-5.0)


def _ground(candidate: Candidate) -> None:
    if candidate.layout.background is None:
        candidate.add(-1.0)


def _short_of_room(candidate: Candidate, template: Template, least: float = MIN_ROOM) -> None:
    free = room(candidate.layout, template)
    share = free.area / template.slide.area
    candidate.add(6.0 * min(share, 0.7), _("free area of the slide: {share:.0f} %", share=share * 100))
    if share < least:
        candidate.add(-12.0)


def room(layout: TemplateLayout, template: Template) -> Box:
    """Return the free area of a layout beside its title and its footers."""
    title = layout.title
    taken = [one.box for one in layout.of("dt", "ftr", "sldNum") if one.box]
    taken += [title.box] if title and title.box else []
    return free_area(layout, template, taken)


def _rule(role: LayoutRole) -> Callable[[Candidate, Template], None]:
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
