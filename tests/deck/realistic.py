"""Decks of made-up publications as real ones are shaped, and what is measured of their cards."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import yaml
from msgspec import Struct

from generator.deck.compose.card import Card
from generator.deck.compose.cards import deal
from generator.deck.compose.forms import FORMS
from generator.deck.compose.plan import context_of, plan
from generator.deck.deck import Deck
from generator.deck.layouts import BODY, MAX_CARDS
from generator.deck.slide import Frame, Slide
from generator.document.tree import Items
from generator.pipeline.production import Production
from generator.source.inline import Run
from generator.text.breaking import break_lines, words
from generator.world import World
from tests.publications import CITIES, SLUG, WORDS

ICONS = ("rocket", "affiliate", "users-group", "target-arrow")


def letters(chance: random.Random, language: str, length: int) -> str:
    """Return sentences of about ``length`` letters."""
    pool = WORDS[language].replace(",", "").split()
    found: list[str] = []
    while sum(map(len, found)) + len(found) < length:
        found += chance.choices(pool, k=min(14, max(2, (length - sum(map(len, found))) // 8)))
        found[-1] += "."
    return " ".join(found).capitalize()


def write(root: Path, language: str, pillars: list[list[int]], seed: int = 0) -> None:
    """Write a publication whose pillars have examples of so many letters; ``root`` has templates and cities."""
    chance = random.Random(seed)
    folder = root / "content" / SLUG
    (folder / "pillars").mkdir(parents=True, exist_ok=True)
    for number, lengths in enumerate(pillars):
        examples = []
        for index, length in enumerate(lengths):
            text = letters(chance, language, length)
            name = chance.choice(CITIES)
            text = chance.choice(
                (f"[{name.capitalize()}](city:{name}) {text}", f"{text} ([{name}](city:{name}))", text)
            )
            examples.append({"id": f"e{number}-{index}", "text": text})
        data = {
            "label": letters(chance, language, chance.randint(15, 45)).rstrip("."),
            "heading": letters(chance, language, chance.randint(25, 100)).rstrip("."),
            "icon": chance.choice(ICONS),
            "examples": examples,
        }
        (folder / "pillars" / f"p{number}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    head: dict[str, object] = {"title": letters(chance, language, 50).rstrip("."), "language": language}
    head["pillars"] = [f"p{number}" for number in range(len(pillars))]
    (folder / "publication.yaml").write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")


def shape(seed: int) -> tuple[str, list[list[int]]]:
    """Return a language and, for each of 4 to 12 pillars, the lengths of its examples: 12 to 540, of 60 to 600."""
    chance = random.Random(seed)
    pillars = chance.randint(4, 12)
    count = int(12 * 45 ** chance.random())
    usual = chance.choice((90, 160, 240, 330, 450))
    spread = chance.choice((0.2, 0.5, 0.9))
    lengths: list[list[int]] = [[] for _ in range(pillars)]
    for index in range(max(count, pillars)):
        length = min(600, max(60, int(chance.gauss(usual, usual * spread))))
        lengths[index if index < pillars else chance.randrange(pillars)].append(length)
    return chance.choice(("fr", "de", "en")), lengths


def fewest(cards: Sequence[Card], size: float) -> int:
    """Return the fewest slides on which ``cards`` fit in their order: every place to end a slide is tried."""

    @cache
    def from_here(start: int) -> int:
        if start == len(cards):
            return 0
        ends = range(start + 1, min(start + MAX_CARDS, len(cards)) + 1)
        fitting = (end for end in ends if any(form(cards[start:end], BODY, size) for form in FORMS.values()))
        return 1 + min((from_here(end) for end in fitting), default=len(cards))

    return from_here(0)


def slides_a_pillar(root: Path, size: float) -> int:
    """Return on how many slides, at most, the examples of each pillar in ``root`` fit with text of ``size`` points."""
    production = Production(World(root), SLUG)
    document = production.compose("templates/deck.xml.j2")
    context = context_of(document, production.kit)
    items = [[*block.items] for one in document.sections for block in one.blocks if isinstance(block, Items)]
    return max(fewest([card for hand in deal(some, 0.0, context).hands for card in hand.cards], size) for some in items)


def planned(root: Path) -> Deck:
    """Return the plan of the deck in ``root``."""
    production = Production(World(root), SLUG)
    return plan(production.compose("templates/deck.xml.j2"), production.kit)


def cards(slide: Slide) -> Iterator[Frame]:
    """Yield the cards of a slide."""
    for shape in slide.shapes:
        if isinstance(shape, Frame) and "[e" in shape.name:
            yield shape


class Measured(Struct):
    """A slide of cards: the size of its text, the share of its cards' area that text fills, and of its body."""

    size: float
    used: float
    covered: float


def measure(deck: Deck) -> list[Measured]:
    """Return what is measured of each slide that has cards."""
    family, pitch, found = deck.design.kit.family, deck.design.pitch, []
    for slide in deck.slides:
        own = list(cards(slide))
        if not own:
            continue
        used = area = 0.0
        for card in own:
            left, top, right, bottom = card.insets
            lines = 0
            for para in card.paragraphs:
                items = words([Run(span.text, span.strong) for span in para.spans], family)
                room = card.box.width - left - right
                lines += len(break_lines(items, (room - para.indent) / para.size))
            used += lines * pitch * own[0].paragraphs[0].size * room
            area += room * (card.box.height - top - bottom)
        body = deck.design.layout("cards", len(own)).body
        found.append(Measured(own[0].paragraphs[-1].size, used / area, area / (body.width * body.height)))
    return found
