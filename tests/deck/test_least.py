"""A pillar's cards take at most one slide more than the least possible, which is found by trying every way."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache

import pytest

from generator.deck.compose.cards import CardSlide, lay_out
from generator.deck.compose.common import Context
from generator.deck.layouts import CARD_INSETS, GAP, builtin_design
from generator.document.tree import Item, Items
from generator.pipeline.production import Production
from generator.world import World
from tests.project import SLUG, Project
from tests.publications import WORDS, sentence


def items_of(
    project: Project, lengths: Sequence[int], language: str, chance: random.Random
) -> tuple[Context, list[Item]]:
    """Return examples of so many words, composed for the deck."""
    head = "label: Un\nheading: Un\nicon: rocket\nexamples:\n"
    texts = (sentence(chance, language, length) for length in lengths)
    items = "".join(f"  - id: e{index}\n    text: {text}\n" for index, text in enumerate(texts))
    project.write("specialisation.yaml", head + items)
    production = Production(World(project.root), SLUG)
    document = production.compose("templates/deck.xml.j2")
    section = next(section for section in document.sections if section.pillar == "specialisation")
    (block,) = (block for block in section.blocks if isinstance(block, Items))
    return Context(document, builtin_design(production.kit), {}), list(block.items)


def least(items: Sequence[Item], context: Context) -> int:
    """Return the fewest slides on which ``items`` fit in their order: every place to end a slide is tried."""

    @cache
    def alone(start: int, end: int) -> bool:
        slides = lay_out(items[start:end], 0.0, context)
        return len(slides) == 1 or any(len(one.cards) == end - start for one in slides)

    @cache
    def from_here(start: int) -> int:
        if start == len(items):
            return 0
        ends = range(start + 1, min(start + 8, len(items)) + 1)
        return 1 + min(from_here(end) for end in ends if end == start + 1 or alone(start, end))

    return from_here(0)


@pytest.mark.parametrize("seed", range(12))
def test_cards_take_at_most_one_slide_more_than_the_least(project: Project, seed: int) -> None:
    chance = random.Random(seed)
    mean = chance.choice((15, 40, 80, 120))
    lengths = [max(2, int(chance.gauss(mean, mean / 2))) for _ in range(chance.randint(1, 12))]
    context, items = items_of(project, lengths, list(WORDS)[seed], chance)
    slides = lay_out(items, 0.0, context)

    assert [card.item for slide in slides for card in slide.cards] == items
    assert len(slides) <= least(items, context) + 1


@pytest.mark.parametrize("seed", range(4))
def test_the_text_is_as_large_on_every_slide_and_as_large_as_its_box_allows(project: Project, seed: int) -> None:
    chance = random.Random(seed)
    context, items = items_of(project, [chance.randint(10, 60) for _ in range(9)], "fr", chance)
    slides = lay_out(items, 0.0, context)
    (size,) = {slide.size for slide in slides}

    larger = size + 0.5
    assert size == context.kit.theme.deck.card.largest or not all(
        some_grid_holds(one, larger, context) for one in slides
    )


def some_grid_holds(slide: CardSlide, size: float, context: Context) -> bool:
    """Tell whether some grid of one to four columns holds the cards of a slide."""
    body, count = context.layout("cards", 1).body, len(slide.cards)

    def holds(columns: int) -> bool:
        rows = -(-count // columns)
        width = (body.width - GAP * (columns - 1)) / columns
        height = (body.height - GAP * (rows - 1)) / rows
        inner = width - CARD_INSETS[0] - CARD_INSETS[2]
        return all(card.height(width, size) <= height and card.widest * size <= inner for card in slide.cards)

    return any(holds(columns) for columns in range(1, min(4, count) + 1))
