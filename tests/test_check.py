"""Check finds the words and numbers of tables and charts, however an edition sets its numbers, and misses none."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from msgspec import Struct

from generator.document.typography import PROFILES
from generator.document.words import read_words
from generator.pipeline.check import alternatives, data_items, find, labels, sequences
from generator.pipeline.edition import EDITIONS, Edition, Passage
from generator.pipeline.production import Production
from generator.source.inline import Text
from generator.source.load import load
from generator.source.model import (
    CityFile,
    ColoursFile,
    EditionFile,
    MapFile,
    Personal,
    Publication,
    PublicationFile,
    RuleFile,
    SectionsFile,
)
from generator.source.structure import keys
from generator.world import World
from tests.matrix import few
from tests.project import EVERY_KEY, ROOT, SLUG, Project, sample_root
from tests.source.test_keys_in_french import mappings

TABLE = """table:
  caption: Aides versées
  columns: [Ville, Montant, Part]
  rows:
    - [Rennes, 12345.6, -3]
    - [Nantes, "", +7.25]
"""
CHART = """chart:
  kind: bar
  caption: Aides en hausse
  description: Rennes verse le plus.
  axis: Collectivité
  unit: M€
  categories: [Brest, Lyon]
  series:
    - {name: Dons, values: [10000, 2]}
    - {name: Prêts, values: [30.5, 4]}
"""
SET = "Aides versées Ville Montant Part Rennes 12 345,6 −3 Nantes +7,25"
DRAWN = "Aides en hausse Dons Prêts (M€) Brest 10 000 30,5 Lyon 2 4 Collectivité"
SAID = "Rennes verse le plus."


@pytest.fixture
def publication(project: Project) -> Publication:
    project.write("soutien.yaml", project.read("soutien.yaml") + TABLE + CHART)
    return load(World(project.root), SLUG, ["teal", "orange", "blue", "purple"], list(PROFILES))


def found(publication: Publication, passages: list[Passage]) -> tuple[dict[str, str], list[str]]:
    return find(publication, read_words(World(ROOT), publication.language), passages)


def lost(publication: Publication, *texts: str) -> list[str]:
    """Return what is missing of the table and of the chart in passages of ``texts``."""
    _places, missing = found(publication, [Passage(f"page {n}", words) for n, words in enumerate(texts, 1)])
    return [one for one in missing if one.startswith(("soutien.table", "soutien.chart"))]


def test_all_is_found_as_it_is_set(publication: Publication) -> None:
    assert lost(publication, SET, DRAWN, SAID) == []


@pytest.mark.parametrize("number", ["12,345.6", "12.345,6", "12’345.6", "12345.6", "12\u202f345,6", "12\u00a0345,6"])
def test_a_number_is_found_in_the_signs_of_any_language(number: str, publication: Publication) -> None:
    assert lost(publication, SET.replace("12 345,6", number), DRAWN, SAID) == []


def test_nought_is_found_without_a_sign(project: Project) -> None:
    table, chart = TABLE.replace("-3", "-0.0"), CHART.replace("[30.5, 4]", "[-0.0, 4]")
    project.write("soutien.yaml", project.read("soutien.yaml") + table + chart)
    publication = load(World(project.root), SLUG, ["teal", "orange", "blue", "purple"], list(PROFILES))

    assert lost(publication, SET.replace("−3", "0,0"), DRAWN.replace("30,5", "0,0"), SAID) == []


def test_each_row_has_its_place(publication: Publication) -> None:
    first, second = SET.split(" Nantes")
    places, _missing = found(publication, [Passage("one", first), Passage("two", f"Ville Montant Part Nantes{second}")])
    assert (places["soutien.table"], places["soutien.table.1"], places["soutien.table.2"]) == ("one", "one", "two")


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("Aides versées", "Aides", ["soutien.table is missing or not whole (“Aides versées”)."]),
        ("Montant", "", ["soutien.table is missing or not whole (“Montant”)."]),
        ("345,6", "346,6", ["soutien.table.1 is missing or not whole (“12345.6”)."]),
        ("−3", "3", ["soutien.table.1 is missing or not whole (“-3”)."]),
        ("Rennes 12 345,6", "12 345,6 Rennes", ["soutien.table.1 stands out of its order (“12345.6”)."]),
        ("Prêts ", "", ["soutien.chart is missing or not whole (“Prêts”)."]),
        ("30,5", "", ["soutien.chart.1 is missing or not whole (“30.5”)."]),
        ("M€", "", ["soutien.chart is missing or not whole (“M€”)."]),
        ("Collectivité", "", ["soutien.chart is missing or not whole (“Collectivité”)."]),
        ("le plus", "", ["soutien.chart is missing or not whole (“Rennes verse le plus.”)."]),
    ],
)
def test_what_is_lost_is_named(old: str, new: str, wanted: list[str], publication: Publication) -> None:
    assert old in f"{SET} {DRAWN} {SAID}"
    assert lost(publication, *(one.replace(old, new) for one in (SET, DRAWN, SAID))) == wanted


PARTS = (
    "Aides en hausse (M€) Collectivité Dons Brest 10 000 Lyon 2",
    "Aides en hausse (M€) Collectivité Prêts Brest 30,5 Lyon 4",
)


def test_a_chart_may_have_its_values_in_several_tables(publication: Publication) -> None:
    assert lost(publication, SET, *PARTS, SAID) == []


@pytest.mark.parametrize(
    "drawn",
    [
        DRAWN.replace("10 000 30,5", "30,5 10 000"),
        PARTS[1] + PARTS[0],
        PARTS[0] + PARTS[1].replace("30,5 Lyon 4", "4 Lyon 30,5"),
        PARTS[0] + PARTS[1].replace("Collectivité Prêts", "Collectivité") + "Prêts",
    ],
)
def test_values_are_those_of_their_series_and_category(drawn: str, publication: Publication) -> None:
    assert any("soutien.chart." in one for one in lost(publication, SET, drawn, SAID))


def test_a_build_of_the_note_and_the_page_finds_all(project: Project) -> None:
    project.write("soutien.yaml", project.read("soutien.yaml") + TABLE + CHART)
    project.build("--only", "note", "--only", "web")

    project.edit("templates/parts.xml.j2", "{{ words.described(chart) }}", "Rien")
    result = project.run("build", "--only", "note", "--only", "web")
    assert result.problems == [
        f"{SLUG}.{suffix}: soutien.chart is missing or not whole (“Rennes verse le plus.”)."
        for suffix in ("pdf", "html")
    ]


UNCHECKED = {"spoken"}  # it stands in the speaker notes of the deck alone


def texts_by_key(node: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a publication, with the key under which it was written."""
    if isinstance(node, Text):
        yield key, node.plain
    elif isinstance(node, tuple):
        for child in node:
            yield from texts_by_key(child, key)
    elif isinstance(node, Struct):
        for name in node.__struct_fields__:
            yield from texts_by_key(getattr(node, name), name)


def test_every_text_of_the_content_is_looked_for() -> None:
    """Who adds a content key adds it to the check: else a template could leave it out unseen."""
    production = Production(World(sample_root()), EVERY_KEY)
    publication = production.publication
    lists = [*sequences(publication, production.words), labels(publication), list(alternatives(publication))]
    lists += [items for group in data_items(publication, production.words) for items in group]
    known = "\n".join(words for items in lists for one in items for words in (one.text, one.short))
    lost = {key for key, words in texts_by_key(publication) if words.lstrip("+-") not in known}

    assert lost == UNCHECKED


# The handout says what the deck says, the variants of the note what it says; tests of theirs compare them.
@few(EDITIONS[:3], "edition", EDITIONS, ids=[edition.name for edition in EDITIONS])
def test_every_edition_prints_every_key(edition: Edition) -> None:
    """A key that a template forgets is lost in the publication that has them all."""
    production = Production(World(sample_root()), EVERY_KEY)
    data = production.write(edition, production.document(edition))
    shown = production.publication.shown_in(edition.sections)

    assert find(shown, production.words, edition.writer.read(data))[1] == []


# Whose keys choose, or are of personal copies or of a map of one's own: tests of their own have them.
ELSEWHERE = (CityFile, ColoursFile, EditionFile, MapFile, Personal, RuleFile, SectionsFile)


@pytest.mark.parametrize("cls", [cls for cls in mappings() if cls not in ELSEWHERE])
def test_the_publication_of_every_key_has_every_key(cls: type) -> None:
    """What the test above looks at: a new key is given there too."""
    folder = sample_root() / "content" / EVERY_KEY
    text = "\n".join(file.read_text("utf-8") for file in sorted(folder.rglob("*.yaml")))

    absent = [name for name in keys(cls) if not re.search(rf"\b{name}:", text)]
    # tests/graphics/test_outline.py, tests/batch, tests/deck/test_brand.py and test_embedding.py
    elsewhere = ["map", "personal", "template", "embed_fonts"]
    assert absent == (elsewhere if cls is PublicationFile else [])
