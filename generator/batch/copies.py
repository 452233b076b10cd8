"""Copies of a deck or a note: what is the same in all is made once; a copy takes its own words, and no more.

``Maker.copy`` makes a copy in the short way where its words stand in the room made for them, and in the long way, by
the whole edition's plan, where they do not. Both give the same bytes; `tests/batch` proves it.
"""

from __future__ import annotations

import re
from functools import cached_property
from html import unescape
from typing import TYPE_CHECKING, Protocol

from msgspec.structs import replace

from generator.deck.compose.personal import personal_slides, usual_frame, with_frame
from generator.deck.compose.plan import adapted, context_of
from generator.deck.pptx.drawingml import Writer
from generator.deck.pptx.stamping import FootedSlide, Member, Tail, footer_of, inflated
from generator.deck.pptx.write import own_slides, signs_of, slide_xml
from generator.deck.slide import Frame, Slide
from generator.document.personal import Patterns, PersonalBlock
from generator.errors import ContentError, ParityError, Problem
from generator.messages import _
from generator.note import personal as strip
from generator.note.context import References
from generator.note.flow import lowered
from generator.note.options import STANDARD
from generator.note.plan import layout_context, running_words
from generator.pdf.page import OWN_RUNNING, TextObject
from generator.pdf.paper import TOP
from generator.pdf.personal import CommonPart, alphabets_of, contents, own_words, separated
from generator.pdf.structure import Structure
from generator.pipeline.check import find
from generator.pipeline.edition import Edition, edition_named, sentences
from generator.source.placeholders import problems_of
from generator.text.folding import squeezed
from generator.text.fonts import require_characters

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.deck.compose.common import Context
    from generator.deck.deck import Deck
    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Document
    from generator.kit import Kit
    from generator.pdf.draw import Pen
    from generator.pdf.page import Plan
    from generator.pipeline.production import Production
    from generator.source.model import Personal, Publication

EDITIONS = ("deck", "note")
"""The editions that have personal copies."""


class Short(Protocol):
    """What is the same in all copies of an edition, and makes a copy of it.

    ``footers`` is how many footers of its own a copy holds.
    """

    footers: int

    def copy(self, block: PersonalBlock) -> bytes | None:
        """Return the copy, or None when its words need another layout."""

    def words(self, data: bytes) -> str:
        """Return the copy's own words as they are read from its ``data``."""


class Maker:
    """Makes copies of one publication."""

    def __init__(self, production: Production) -> None:
        """Take a loaded publication; raise ContentError when it has no words for recipients."""
        personal = production.publication.personal
        if personal is None:
            cause = _("The publication has no words for its recipients.")
            remedy = _("Write them in publication.yaml, under “personal:”: title, address, salutation, message.")
            raise ContentError([Problem(production.publication.mark, "personal", cause, remedy)])
        if problems := list(_of_translation(production.publication, personal)):
            raise ContentError(problems)
        self._production = production
        self.patterns = Patterns.of(personal, production.profile, production.publication.language)
        self._documents: dict[str, Document] = {}
        self._shorts: dict[str, Short] = {}
        self._words: dict[str, list[str]] = {}
        self._drawn: set[str] = set()  # letters that the font is known to have

    def block(self, values: Mapping[str, str]) -> PersonalBlock:
        """Return the words of a copy; raise ContentError for letters that the font lacks."""
        block = self.patterns.block(values)
        letters = {letter for text in block.said for letter in text.plain}
        if not letters <= self._drawn:
            require_characters(self._production.kit.family, block.said)
            self._drawn |= letters
        return block

    def copy(self, edition: str, block: PersonalBlock) -> bytes:
        """Return the finished copy; raise ContentError for words that fit nowhere."""
        short = self.short(edition)
        return short.copy(block) or self.long(edition, block)

    def long(self, edition: str, block: PersonalBlock) -> bytes:
        """Return the same, made as an edition of its own."""
        kit = self._production.kit
        kit.personal = block
        return self._production.write(edition_named(edition), self._document(edition_named(edition)))

    def short(self, edition: str) -> Short:
        """Return what is the same in all copies, which is made, read back and checked the first time."""
        if edition not in self._shorts:
            kit = self._production.kit
            usual = self.patterns.usual_block
            document = self._document(edition_named(edition))
            self._words[edition] = self._proved(edition_named(edition), self.long(edition, usual))
            self._shorts[edition] = (_Decks if edition == "deck" else _Notes)(document, kit, usual)
        return self._shorts[edition]

    def usual_words(self, edition: str) -> list[str]:
        """Return the words that all copies have, as they are read, and those for which room is made."""
        self.short(edition)
        return self._words[edition]

    def prove(self, edition: str, data: bytes, block: PersonalBlock) -> None:
        """Raise ParityError unless the words of ``block`` are read from the copy ``data``, whole and alone."""
        short = self.short(edition)
        footers = (block.footer,) * short.footers if block.footer else ()
        expected = squeezed(" ".join(text.plain for text in (*block.texts, *footers)))
        if squeezed(short.words(data)) != expected:
            raise ParityError([Problem.of_file(edition, _("A copy does not hold the words that were made for it."))])

    def _proved(self, edition: Edition, data: bytes) -> list[str]:
        """Return the words of a copy that holds all content items."""
        production, passages = self._production, list(edition.writer.read(data))
        shown = production.publication.shown_in(edition.sections)
        missing = find(shown, production.words, passages, slides=edition.slides)[1]
        faults = [*missing, *sentences(edition.check(data), "error")]
        if faults:
            raise ParityError([Problem.of_file(edition.name, fault) for fault in faults])
        return [passage.text for passage in passages]

    def _document(self, edition: Edition) -> Document:
        if edition.name not in self._documents:
            self._documents[edition.name] = self._production.document(edition)
        return self._documents[edition.name]


def _of_translation(publication: Publication, personal: Personal) -> Iterator[Problem]:
    """Yield what is wrong with the words for recipients as a translation has them, of which loading knows nothing."""
    texts = (personal.title, personal.address, personal.salutation, personal.message, personal.footer)
    language = str(publication.language)
    if lacking := next((text for text in texts if text and any(run.language for run in text.runs)), None):
        cause = _("The words for recipients are not all translated into “{language}”.", language=language)
        remedy = _("Run “piliers translate status {slug} {language}”.", slug=publication.slug, language=language)
        yield Problem(lacking.mark, "personal", cause, remedy)
        return
    editions = [str(one.id) for one in publication.editions]
    yield from problems_of(personal, editions, lambda mark, _pattern: mark)


class _Decks:
    """Decks that differ in one slide, and in the footers of all: what else is in their zip is kept."""

    def __init__(self, document: Document, kit: Kit, usual: PersonalBlock) -> None:
        kit.personal = usual
        writer = edition_named("deck").writer
        plan: Deck = writer.plan(document, kit)
        data = writer.write(plan, kit)
        self._context = context_of(document, kit)
        self._kit = self._context.kit
        self._plan = plan
        *footed, personal = own_slides(plan, kit)
        names = [f"ppt/slides/slide{number}.xml" for number in (*footed, personal)]
        self._tail = Tail(data, names)
        (slide,) = personal_slides(self._context)
        self._slide = list(self._context.numbered([slide] * personal))[-1]
        self._signs = signs_of(plan)
        self._footed = [FootedSlide.of(inflated(one)) for one in self._tail.packed(data)[:-1]]
        self._layouts = [self._context.layout_of(plan.slides[number - 1]) for number in footed]
        self.footers = len(names) if footed else 0

    @cached_property
    def _maps(self) -> Mapping[str, str]:
        from generator.deck.brand.base import colour_maps

        return colour_maps(self._plan.design) if self._plan.design.brand else {}

    def copy(self, block: PersonalBlock) -> bytes | None:
        self._kit.personal = block
        context = replace(self._context, _footers={})
        frame = usual_frame(context)
        if frame is None:
            return None
        writer = Writer(self._plan.language, lambda _target: None, signs=self._signs)
        made: dict[tuple[str, Placeholder | None], bytes] = {}
        for layout in self._layouts:
            made.setdefault((layout.role, layout.footer), self._footer(layout, context, writer))
        pairs = zip(self._footed, self._layouts, strict=True)
        members = [slide.with_footer(made[layout.role, layout.footer]) for slide, layout in pairs]
        (own,) = adapted([context.refooted(with_frame(self._slide, frame))], context.design, context.document)
        return self._tail.with_members([*members, Member.of(slide_xml(own, writer, self._maps))])

    def _footer(self, layout: SlideLayout, context: Context, writer: Writer) -> bytes:
        """Return the paragraph of the footer of slides on ``layout``."""
        shown = Slide(layout.role, tuple(filter(None, [context.footer(layout)])), ())
        (footed,) = adapted([shown], context.design, context.document)
        footer = footed.shapes[-1]
        assert isinstance(footer, Frame)
        return writer.paragraph(footer.paragraphs[0]).encode()

    def words(self, data: bytes) -> str:
        *packed, personal = self._tail.packed(data)
        xml = inflated(personal).decode()
        body = next(part for part in xml.split("<p:sp>") if 'txBox="1"' in part)
        footers = [footed.footer_in(one) or b"" for footed, one in zip(self._footed, packed, strict=True)]
        footers += [footer_of(xml.encode())] if footers else []
        paragraphs = re.findall(r"<a:p>.*?</a:p>", body + b"".join(footers).decode())
        return " ".join(unescape("".join(re.findall(r"<a:t>([^<]*)</a:t>", one))) for one in paragraphs)


class _Notes:
    """Notes that differ in one content stream, and in that of their footers, which each copy adds to what all share."""

    def __init__(self, document: Document, kit: Kit, usual: PersonalBlock) -> None:
        kit.personal = usual
        self._kit = kit
        self._plan: Plan = edition_named("note").writer.plan(document, kit)
        self._commons: dict[tuple[str, ...], tuple[CommonPart, Pen]] = {}
        context = layout_context(document, STANDARD.adapted(kit, document), STANDARD, References({}))
        self._context = context
        self._document = document
        self._counts = [len(one) for one in strip.lines_of(usual.texts, context)]
        self._running = [one for one in own_words(self._plan) if one.element == OWN_RUNNING]
        self.footers = len(self._running)

    def copy(self, block: PersonalBlock) -> bytes | None:
        known = self._context  # of the words that are in all copies, too
        context = replace(known, _measured=known._measured.copy(), _broken=known._broken.copy())
        lines = strip.lines_of(block.texts, context)
        if not strip.fit(lines, self._counts):
            return None
        placed = strip.operations(lines, self._counts, self._plan.personal, context, Structure())
        words = [one for one in lowered(lowered(placed, -TOP), TOP) if isinstance(one, TextObject)]
        self._kit.personal = block
        running = [running_words(self._document, len(self._plan.pages), context.kit, block) for _one in self._running]
        if any(one.size != usual.size for one, usual in zip(running, self._running, strict=True)):
            return None  # so is the size of the pages' numbers
        common, pen = self._common(alphabets_of([*words, *running], self._kit))
        own = contents(words, running, common, pen)
        return common.copy(own) if own else None

    def _common(self, alphabets: Mapping[str, str]) -> tuple[CommonPart, Pen]:
        key = tuple(alphabets.values())
        if key not in self._commons:
            common, _own, pen = separated(self._plan, self._kit, alphabets)
            self._commons[key] = common, pen
        return self._commons[key]

    def words(self, data: bytes) -> str:
        common, pen = next(one for one in self._commons.values() if data.startswith(one[0].data))
        return " ".join(map(pen.read, common.own(data)))
