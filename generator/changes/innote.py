"""The note of a new version with what changed: a list at its end, and bars in the margin beside what is new.

It is the note, planned by the note; the list is one more section, the bars are decoration (artifacts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.changes.say import Comparison, kind_said, parts_of, place_of, summary
from generator.changes.wording import Part
from generator.document.tree import Paragraph, Section, texts
from generator.errors import Mark, UsageError
from generator.messages import _, speak
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

# The heading; words that took the place of others; words that came, words that went; quoted words; colon; what parts.
_WORDS = {
    "fr": (
        "Ce qui a changé", "«\u00a0{old}\u00a0» devient «\u00a0{new}\u00a0»", "ajouté\u00a0: «\u00a0{new}\u00a0»",
        "supprimé\u00a0: «\u00a0{old}\u00a0»", "«\u00a0{text}\u00a0»", "\u00a0: ", "\u202f; ",
    ),
    "en": (
        "What changed", "“{old}” became “{new}”", "added: “{new}”", "removed: “{old}”", "“{text}”", ": ", "; ",
    ),
}  # fmt: skip
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
    if language not in _WORDS:
        cause = _("A note with its changes is made in French and in English; this one is in “{code}”.", code=language)
        raise UsageError(cause)
    document = production.document(edition)
    speak([language])  # what is printed follows the publication
    try:
        section = _section(comparison, language)
    finally:
        speak([])
    require_characters(production.kit.family, texts(section))
    document = replace(document, sections=(*document.sections, section))
    plan = edition.writer.plan(document, production.kit)
    return edition.writer.write(_barred(plan, comparison.found, production.kit.theme.text), production.kit)


def _section(comparison: Comparison, language: str) -> Section:
    colon = _WORDS[language][5]
    lines = [Paragraph(_text(Run(summary(comparison.counts, language))))]
    for one in comparison.found:
        head = Run(f"{place_of(one)} ({kind_said(one.kind)})", strong=True)
        told = _said(one, language)
        lines.append(Paragraph(_text(head, *((Run(f"{colon}{told}"),) if told else ()))))
    return Section("overview", _text(Run(_WORDS[language][0])), blocks=tuple(lines))


def _text(*runs: Run) -> Text:
    return Text(runs, Mark(""))


def _said(one: Difference, language: str) -> str:
    """Return what became of the words of a difference, in one line."""
    *_others, quoted, _colon, apart = _WORDS[language]
    if one.kind == "reworded":
        return apart.join(_told(parts_of(one), language))
    return quoted.format(text=one.after or one.before)


def _told(parts: Sequence[Part], language: str) -> Iterator[str]:
    """Yield what became of which words, in words."""
    _heading, became, added, removed, *_others = _WORDS[language]
    old = ""
    for part in (*parts, Part("same", "")):
        if part.kind == "removed":
            old = part.text.strip()
        elif part.kind == "added":
            new = part.text.strip()
            yield (became if old else added).format(old=old, new=new)
            old = ""
        elif old:
            yield removed.format(old=old)
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
