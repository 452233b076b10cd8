"""The pictures of slides agree with LibreOffice; and the judge of places finds a word that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from generator import deck
from generator.deck.picture.files import Pictures
from generator.deck.slide import ChartFrame
from generator.document.tree import Block, Document, Items, Section, SourceEntry, SourceList, Tiles
from generator.document.typography import PROFILES, set_typography
from generator.judges.tools import ROOT
from generator.kit import Kit
from generator.pipeline.production import Production
from generator.world import World
from tests.judges import places
from tests.judges.conftest import Outputs
from tests.note.samples import document, text


def pictures(publication: Document, kit: Kit) -> Pictures:
    """Return the pictures of ``publication``, set as every publication is: no line begins with a colon."""
    return Pictures(deck.plan(set_typography(publication, PROFILES["fr"]), kit))


def with_overview(publication: Document) -> Document:
    cover, *others = publication.sections
    tiles = tuple(block for block in cover.blocks if isinstance(block, Tiles))
    return replace(publication, sections=(cover, Section("overview", text("Les piliers"), blocks=tiles), *others))


def test_each_word_of_the_deck_stands_where_its_picture_has_it(outputs: Outputs) -> None:
    production = Production(World(ROOT), outputs.slug)
    made = pictures(production.compose("templates/deck.xml.j2"), production.kit)

    charts = {
        number: [shape.box for shape in slide.shapes if isinstance(shape, ChartFrame)]
        for number, slide in enumerate(made.deck.slides, 1)
    }
    assert places.findings(outputs["pptx"], made.pdf(made.numbers), charts) == []


@pytest.mark.parametrize(
    ("pillars", "examples", "characters"),
    [(1, 1, 900), (1, 5, 200), (3, 2, 2600), (4, 5, 300), (6, 13, 170), (8, 5, 150), (12, 5, 240)],
)
def test_words_of_other_decks_stand_there_too(
    pillars: int, examples: int, characters: int, kit: Kit, tmp_path: Path
) -> None:
    made = pictures(with_overview(document(pillars, examples, characters)), kit)
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck.write(made.deck, kit))

    assert places.findings(path, made.pdf(made.numbers)) == []


def test_numbers_of_sources_and_numbered_lists_stand_there_too(kit: Kit, tmp_path: Path) -> None:
    made = document(2, 3, 150)
    sections = [replace(one, blocks=tuple(map(noted, one.blocks))) for one in made.sections]
    sources = SourceList(
        tuple(SourceEntry(number, text(f"Une source n° {number}, consultée en mai")) for number in (1, 2, 3))
    )
    sections.append(Section("sources", text("Sources"), blocks=(sources,)))
    drawn = pictures(replace(made, sections=tuple(sections)), kit)
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck.write(drawn.deck, kit))

    assert places.findings(path, drawn.pdf(drawn.numbers)) == []


def noted(block: Block) -> Block:
    """Return ``block`` with a source to each of its examples."""
    if not isinstance(block, Items):
        return block
    return Items(tuple(replace(item, source_number=number) for number, item in enumerate(block.items, 1)))


def test_a_word_that_stands_elsewhere_is_found() -> None:
    sides = (  # of a word: its size, and where it is for them and for us
        (10.0, ("Rennes", 10.0, 20.0), ("Rennes", 11.0, 21.9)),
        (10.0, ("Nantes", 50.0, 20.0), ("Nantes", 52.1, 20.0)),
        (10.0, ("Turin", 9.0, 9.0), ("Anvers", 9.0, 9.0)),
        (18.0, ("2.3,", 50.0, 40.0), ("2.3,", 52.1, 40.0)),
        (18.0, ("2.4,", 50.0, 60.0), ("2.4,", 52.4, 60.0)),
        (18.0, ("2.5,", 50.0, 80.0), ("2.5,", 50.0, 82.1)),
    )
    theirs = [places.Spot(*spot, size) for size, spot, _own in sides]
    ours = [places.Spot(*spot, size) for size, _spot, spot in sides]

    assert places.compared(theirs, ours) == [
        "« Nantes » is at 50.0 20.0, in our picture at 52.1 20.0",
        "« Turin » is not in our picture",
        "« 2.4, » is at 50.0 60.0, in our picture at 52.4 60.0",
        "« 2.5, » is at 50.0 80.0, in our picture at 50.0 82.1",
        "« Anvers » is in our picture alone",
    ]
