"""Numbering, words, and walks over the tree."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec import structs

from generator.document import tree
from generator.document.numbering import number
from generator.document.words import Forms, Words
from generator.errors import Mark
from generator.source.inline import Run, Text
from generator.source.model import Word

MARK = Mark("x")


def text(words: str) -> Text:
    return Text((Run(words),), MARK)


def tile(pillar: str) -> tree.Tile:
    return tree.Tile(pillar, "rocket", "teal", text(pillar))


def pillar(id: str, *blocks: tree.Block) -> tree.Section:
    return tree.Section("pillar", text(id), pillar=id, blocks=blocks)


DOCUMENT = tree.Document(
    "fr",
    text("Titre"),
    text("Pied"),
    "{n} / {total}",
    "({n}/{total})",
    (
        tree.Section("cover", text("Titre"), blocks=(tree.Tiles((tile("b"), tile("a"), tile("c"))),)),
        pillar("a", tree.Items((tree.Item("x", (text("Rennes"),), text("Un exemple")),))),
        pillar("b", tree.Paragraph(text("Un paragraphe"))),
        pillar("a"),
        tree.Section(
            "map",
            text("Carte"),
            blocks=(
                tree.PlaceMap((), (tile("b"),), text("La carte")),
                tree.Matrix(text("Ville"), "p. {n}", (tile("a"), tile("z")), ()),
            ),
        ),
    ),
)


def test_pillars_are_numbered_in_the_order_in_which_they_appear() -> None:
    sections = number(DOCUMENT).sections

    assert [section.number for section in sections] == [0, 1, 2, 1, 0]


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "IV. Un plan",
            "A) Un plan",
            "a) Un plan",
            "(1) Un plan",
            "(b) Un plan",
            "1re priorité : le vélo",
            "1. Un plan",
        ),
        *(
            "2nd priority: buses",
            "1ª prioridad: el bus",
            "Objectif n° 3 : agir",
            "Axe 1 – agir",
            "C. Un plan",
            "C – Agir",
        ),
        *("3 Un plan", "1° Un plan"),
    ],
)
def test_a_heading_that_brings_its_number_is_given_none(heading: str) -> None:
    assert tree.brings_number(text(heading), 3)


@pytest.mark.parametrize(
    "heading",
    [
        "12 villes",
        "1er mars",
        "À vélo",
        "A. Dumas",
        "(re)penser la ville",
        "2e vie des objets",
        "C’est parti",
        "100 % vélo",
    ],
)
def test_a_heading_that_begins_otherwise_is_given_its_number(heading: str) -> None:
    assert not tree.brings_number(text(heading), 3)


def test_tiles_take_the_number_of_their_pillar_and_none_when_it_has_no_section() -> None:
    sections = number(DOCUMENT).sections
    cover, place_map, matrix = sections[0].blocks[0], *sections[4].blocks

    assert isinstance(cover, tree.Tiles)
    assert isinstance(place_map, tree.PlaceMap)
    assert isinstance(matrix, tree.Matrix)
    assert [one.number for one in cover.tiles] == [2, 1, 0]
    assert [one.number for one in place_map.legend] == [2]
    assert [one.number for one in matrix.columns] == [1, 0]


def test_numbering_twice_changes_nothing() -> None:
    assert number(number(DOCUMENT)) == number(DOCUMENT)


def test_every_text_is_walked_and_changed() -> None:
    changed = tree.map_texts(DOCUMENT, lambda one: text(one.plain.upper()))

    assert [one.plain for one in tree.texts(changed)] == [one.plain.upper() for one in tree.texts(DOCUMENT)]
    assert {"RENNES", "UN EXEMPLE", "UN PARAGRAPHE", "LA CARTE", "VILLE", "PIED"} <= {
        one.plain for one in tree.texts(changed)
    }


def test_a_dump_tells_apart_what_differs() -> None:
    strong = structs.replace(DOCUMENT, footer=Text((Run("Pied", strong=True),), MARK))
    place = structs.replace(DOCUMENT, footer=Text((Run("Pied", place="rennes"),), MARK))
    link = structs.replace(DOCUMENT, footer=Text((Run("Pied", link="https://a.fr"),), MARK))

    assert len({tree.dump(one) for one in (DOCUMENT, strong, place, link, number(DOCUMENT))}) == 5


def words(language: str) -> Words:
    forms = Forms(one=Word("un exemple"), other=Word("{n} exemples"), mark=MARK)
    values: dict[str, Any] = {name: Word("") for name in Words.__struct_fields__}
    values |= {"examples": forms, "cities": Forms(other=Word("{n} miestá"), mark=MARK), "mark": MARK}
    values |= {"numbers": (Word("zéro"), Word("un"), Word("deux")), "language": language, "locale": language}
    return Words(**values)


@pytest.mark.parametrize(
    ("language", "thing", "n", "expected"),
    [
        ("fr", "examples", 0, "un exemple"),
        ("en", "examples", 0, "zéro exemples"),
        ("en", "examples", 1, "un exemple"),
        ("en", "examples", 2, "deux exemples"),
        ("en", "examples", 3, "3\u00a0exemples"),
        ("sk", "cities", 1, "un miestá"),
    ],
)
def test_counts(language: str, thing: str, n: int, expected: str) -> None:
    assert words(language).count(thing, n) == expected
