"""The note of a new version with what changed: a list at its end, and bars in the margin beside what is new.

It is the note, planned by the note; the list is one more section, the bars are decoration (artifacts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.changes.compare import KINDS
from generator.changes.say import Comparison, parts_of
from generator.changes.wording import Part
from generator.document.tree import Paragraph, Section, texts
from generator.document.typography import profile_for, set_runs
from generator.document.words import FOLDER, read_words
from generator.errors import Mark, UsageError
from generator.messages import _
from generator.pdf.page import ARTIFACT, Area, Page, Plan, TextObject
from generator.pdf.paper import LEFT
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.source.inline import Run, Text
from generator.text.folding import fold
from generator.text.fonts import require_characters

if TYPE_CHECKING:
    from generator.changes.compare import Difference, Path
    from generator.document.words import ChangeWords, Words
    from generator.pdf.page import Element
    from generator.source.model import Publication

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
    publication = production.publication
    words = read_words(version.world, publication.language)
    if words.changes is None:
        cause = _("The words of the list of changes are missing for the language “{code}”.", code=words.language)
        remedy = _("Write “changes” into its file in {folder}, as en.yaml has it.", folder=FOLDER)
        raise UsageError(f"{cause} {remedy}")
    document = production.document(edition)
    section = _Section(publication, words, words.changes).of(comparison)  # what is printed follows the publication
    require_characters(production.kit.family, texts(section))
    document = replace(document, sections=(*document.sections, section))
    plan = edition.writer.plan(document, production.kit)
    return edition.writer.write(_barred(plan, comparison.found, production.kit.theme.text), production.kit)


class _Section:
    """Makes the list of changes, in the words of the publication's language."""

    def __init__(self, publication: Publication, words: Words, changes: ChangeWords) -> None:
        self._publication = publication
        self._words = words
        self._changes = changes
        self._profile = profile_for(publication.language, publication.typography)

    def of(self, comparison: Comparison) -> Section:
        """Return the section that says what a comparison found."""
        counts = comparison.counts
        listed = self._words.enumeration.join(
            f"{counts[kind]}\u00a0× {self._kind(kind)}" for kind in KINDS if counts[kind]
        )
        since = self._changes.since.replace("{list}", listed) if listed else str(self._changes.nothing)
        lines = [Paragraph(self._text(Run(since)))]
        for one in comparison.found:
            place, kind = self._place(one.path), self._kind(one.kind)
            head = Run(f"{place} ({kind})" if place else kind[:1].upper() + kind[1:], strong=True)
            told = self._said(one)
            lines.append(Paragraph(self._text(head, Run(f"{self._words.title_separator}{told}" if told else ""))))
        return Section("overview", self._text(Run(self._changes.heading)), blocks=tuple(lines))

    def _text(self, *runs: Run) -> Text:
        return Text(
            set_runs(tuple(one for one in runs if one.text), self._profile, self._publication.language), Mark("")
        )

    def _kind(self, kind: str) -> str:
        return str(getattr(self._changes, kind))

    def _said(self, one: Difference) -> str:
        """Return what became of the words of a difference, in one line."""
        if one.kind == "reworded":
            return "; ".join(self._told(parts_of(one)))
        return f'"{one.after or one.before}"'

    def _told(self, parts: Sequence[Part]) -> Iterator[str]:
        """Yield what became of which words, in words."""
        old = ""
        for part in (*parts, Part("same", "")):
            if part.kind == "removed":
                old = part.text.strip()
            elif part.kind == "added":
                yield f'"{old}" → "{part.text.strip()}"' if old else self._alone("added", part.text)
                old = ""
            elif old:
                yield self._alone("removed", old)
                old = ""

    def _alone(self, kind: str, text: str) -> str:
        return f'{self._kind(kind)}{self._words.title_separator}"{text.strip()}"'

    def _place(self, path: Path) -> str:
        """Return where an item stands, by the labels and words of the publication; nothing for one that has none."""
        pillar = next((one for one in self._publication.pillars if path[:2] == ("pillars", one.id)), None)
        names = [pillar.label.plain] if pillar else []
        ids = [str(one.id) for one in pillar.examples] if pillar else []
        rest = path[2:] if pillar else path
        if rest[:1] == ("examples",):
            names += [self._words.example.replace("{n}", str(ids.index(id) + 1)) for id in rest[1:2] if id in ids]
            rest = rest[2:]
        own = {"contact": self._words.contact, "sources": self._words.sources, "cities": self._words.shape_names.map}
        shapes = {"intro": "introduction", "figures": "figure", "spoken": "notes"}
        found = (
            own.get(step) or getattr(self._words.shape_names, shapes.get(step, step), "")
            for step in rest[:1]
            if step != "text"
        )
        return " › ".join(filter(None, (*names, *map(str, found))))


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
