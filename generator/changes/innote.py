"""The note of a new version with what changed: a list at its end, and bars in the margin beside what is new.

It is the note, planned by the note; the list is one more section, the bars are decoration (artifacts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.changes.say import Comparison, kind_said, parts_of, place_of, summary
from generator.changes.wording import Part
from generator.document.tree import Paragraph, Section, texts
from generator.errors import Mark, UsageError
from generator.messages import LANGUAGES, _, said_in
from generator.pdf.page import ARTIFACT, Area, Page, Plan, TextObject
from generator.pdf.paper import LEFT
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.source.inline import Run, Text
from generator.text.folding import fold
from generator.text.fonts import require_characters

if TYPE_CHECKING:
    from generator.changes.compare import Difference
    from generator.pdf.page import Element

_BAR, _APART = 1.5, 9.0  # points: a bar's width, and how far left of the text's margin it stands
_ABOVE, _BELOW = 0.8, 0.25  # of a line's size, from its baseline
_BLOCKS = frozenset(("P", "H1", "H2", "H3", "LBody", "TH", "TD", "Caption", "BlockQuote"))
_NEW = ("added", "reworded", "restyled", "moved")


def marked_note(comparison: Comparison) -> bytes:
    """Return the note of the new version with its changes; raise UsageError where there is none, or no words for it."""
    version = comparison.new
    if version.world is None:
        raise UsageError(_("A note with its changes is made of a publication: name two of them, or one."))
    production, edition = Production(version.world, version.slug), edition_named("note")
    language = str(production.publication.language).partition("-")[0]
    if language not in LANGUAGES:
        cause = _("A note with its changes is made in French and in English; this one is in “{code}”.", code=language)
        raise UsageError(cause)
    document = production.document(edition)
    section = said_in(language, partial(_section, comparison))  # what is printed follows the publication
    require_characters(production.kit.family, texts(section))
    document = replace(document, sections=(*document.sections, section))
    plan = edition.writer.plan(document, production.kit)
    return edition.writer.write(_barred(plan, comparison.found, production.kit.theme.text), production.kit)


def _section(comparison: Comparison) -> Section:
    lines = [Paragraph(_text(Run(summary(comparison.counts))))]
    for one in comparison.found:
        head = Run(f"{place_of(one)} ({kind_said(one.kind)})", strong=True)
        told = _said(one)
        after = Run(_whole(_(": {words}", words="{words}"), words=told) if told else "")
        lines.append(Paragraph(_text(*(run for run in (head, after) if run.text))))
    return Section("overview", _text(Run(_("What changed"))), blocks=tuple(lines))


def _text(*runs: Run) -> Text:
    return Text(runs, Mark(""))


def _whole(pattern: str, **words: str) -> str:
    """Return a message with all of these ``words``: of a value, a message has but the beginning."""
    return pattern.format(**words)


def _said(one: Difference) -> str:
    """Return what became of the words of a difference, in one line."""
    if one.kind == "reworded":
        return _("; ").join(_told(parts_of(one)))
    return _whole(_("“{text}”", text="{text}"), text=one.after or one.before)


def _told(parts: Sequence[Part]) -> Iterator[str]:
    """Yield what became of which words, in words."""
    became = _("“{old}” became “{new}”", old="{old}", new="{new}")
    added, removed = _("added: “{new}”", new="{new}"), _("removed: “{old}”", old="{old}")
    old = ""
    for part in (*parts, Part("same", "")):
        if part.kind == "removed":
            old = part.text.strip()
        elif part.kind == "added":
            yield _whole(became if old else added, old=old, new=part.text.strip())
            old = ""
        elif old:
            yield _whole(removed, old=old)
            old = ""


def _barred(plan: Plan, found: Sequence[Difference], colour: str) -> Plan:
    """Return ``plan`` with a bar beside each paragraph that says what is new."""
    wanted = {fold(one.after) for one in found if one.kind in _NEW and one.after}
    bars = (tuple(_bars(page, plan.elements, wanted, colour)) for page in plan.pages)
    pages = (Page((*some, *page.operations)) for some, page in zip(bars, plan.pages, strict=True))
    return replace(plan, pages=tuple(pages))


def _bars(page: Page, elements: Sequence[Element], wanted: set[str], colour: str) -> Iterator[Area]:
    lines: dict[int, list[TextObject]] = {}
    for one in page.operations:
        if isinstance(one, TextObject) and (block := _block_of(one.element, elements)) >= 0:
            lines.setdefault(block, []).append(one)
    for some in lines.values():
        said = fold("".join(one.actual or one.text for one in some))
        if said and any(said == text or (len(said) > 20 and said in text) for text in wanted):
            top = min(one.y - _ABOVE * one.size for one in some)
            bottom = max(one.y + _BELOW * one.size for one in some)
            yield Area(LEFT - _APART, top, _BAR, bottom - top, colour, ARTIFACT)


def _block_of(element: int, elements: Sequence[Element]) -> int:
    """Return the paragraph that an element belongs to, or -1: to none, or it is the number of a source."""
    while element >= 0 and elements[element].tag not in _BLOCKS:
        if elements[element].tag in ("Reference", "Lbl"):
            return -1
        element = elements[element].parent
    return element
