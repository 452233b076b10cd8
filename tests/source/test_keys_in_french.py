"""Keys as those type them who think of them in French: each is named, with its line corrected to copy."""

from __future__ import annotations

import json
import re
from typing import get_args, get_origin

import pytest
from msgspec import Struct

from generator.errors import Problem
from generator.source import model
from generator.source.charts import KINDS
from generator.source.labels import _called, _labels_in, _plain_word, key_called
from generator.source.model import SECTIONS, STATUSES
from generator.source.nodes import read_yaml
from generator.source.outputs import NAMES
from generator.source.repair import _SIDES
from generator.source.structure import Problems, hints, keys, structure, without_none
from generator.theme import read_theme
from generator.world import World
from tests.project import ROOT
from tests.some import some

P = "content/x/pillars/a.yaml"
FILES = (model.PublicationFile, model.PillarFile, model.CityFile)


def said(text: str, cls: type[Struct] = model.PillarFile) -> list[Problem]:
    problems = Problems()
    node = read_yaml(P, text.encode(), problems)
    assert node is not None
    structure(node, cls, "", problems)
    return list(problems)


def mappings() -> list[type[Struct]]:
    """Return each kind of mapping that the files hold."""
    found: list[type[Struct]] = list(FILES)
    for cls in found:
        for hint in hints(cls).values():
            inner = without_none(hint)
            while get_origin(inner):
                inner = get_args(inner)[-1 if get_origin(inner) is dict else 0]
            if issubclass(inner, Struct) and inner not in found and keys(inner):
                found.append(inner)
    return found


@pytest.mark.parametrize(
    ("typed", "line", "written"),
    [
        ("libellé: L'eau", 1, "label: L'eau"),
        ("Libellé court: L'eau", 1, "label: L'eau"),
        ("étiquette: >-\n  L'eau", 1, "label: >-"),
    ],
)
def test_the_line_of_a_key_in_french_is_given_corrected(typed: str, line: int, written: str) -> None:
    (problem,) = said(f"{typed}\nheading: Le plan\nicon: rocket\n")

    assert (problem.mark.line, problem.mark.column) == (line, 1)
    assert problem.remedy == f"Did you mean “label”? Write: {written}"


def test_all_keys_of_a_file_in_french() -> None:
    text = """\
libellé: L'eau
titre: L'eau pour tous
icône: rocket
couleur: teal
introduction: Avant tout.
exemples:
  - identifiant: un
    texte: "À Rennes: une fontaine"
    image: {fichier: a.jpg, texte alternatif: Un port}
    source:
      titre: Rapport
      lien: https://example.org
      vu le: 2026-11-23
tableau:
  légende: Aides
  colonnes: [Ville, Euros]
  lignes:
    - [Rennes, 12]
"""

    found = [(one.mark.line, one.remedy) for one in sorted(said(text))]

    assert found == [
        (1, "Did you mean “label”? Write: label: L'eau"),
        (2, "Did you mean “heading”? Write: heading: L'eau pour tous"),
        (3, "Did you mean “icon”? Write: icon: rocket"),
        (4, "Did you mean “colour”? Write: colour: teal"),
        (5, "Did you mean “intro”? Write: intro: Avant tout."),
        (6, "Did you mean “examples”? Write: examples:"),
        (7, "Did you mean “id”? Write: - id: un"),
        (8, 'Did you mean “text”? Write: text: "À Rennes: une fontaine"'),
        (9, "Did you mean “picture”? Write: picture: {fichier: a.jpg, texte alternatif: Un port}"),
        (9, "Did you mean “file”?"),
        (9, "Did you mean “alt”?"),
        (11, "Did you mean “title”? Write: title: Rapport"),
        (12, "Did you mean “url”? Write: url: https://example.org"),
        (13, "Did you mean “seen”? Write: seen: 2026-11-23"),
        (14, "Did you mean “table”? Write: table:"),
        (15, "Did you mean “caption”? Write: caption: Aides"),
        (16, "Did you mean “columns”? Write: columns: [Ville, Euros]"),
        (17, "Did you mean “rows”? Write: rows:"),
    ]


def test_keys_of_an_example_in_french() -> None:
    text = """\
label: L'eau
heading: L'eau pour tous
icon: rocket
examples:
  - identifiant: un
    texte: "À Rennes: une fontaine"
    ville: Rennes
    image: {fichier: a.jpg, texte alternatif: Un port}
"""

    assert [(one.mark.line, one.mark.column, one.remedy) for one in said(text)] == [
        (5, 5, "Did you mean “id”? Write: - id: un"),
        (6, 5, 'Did you mean “text”? Write: text: "À Rennes: une fontaine"'),
        (7, 5, "Name it in a text, as [Rennes](city:rennes)."),
        (8, 5, "Did you mean “picture”? Write: picture: {fichier: a.jpg, texte alternatif: Un port}"),
        (8, 13, "Did you mean “file”?"),
        (8, 29, "Did you mean “alt”?"),
    ]
    text = text.replace("identifiant", "id").replace("texte:", "text:").replace("    ville: Rennes\n", "")
    assert [one.remedy for one in said(text.replace("image", "picture"))] == [
        "Did you mean “file”?",
        "Did you mean “alt”?",
    ]


@pytest.mark.parametrize("cls", mappings(), ids=lambda cls: cls.__name__)
def test_each_key_is_known_by_its_label_and_by_a_word_in_french(cls: type[Struct]) -> None:
    known = list(keys(cls))
    for key in some(known):
        words = _called()[key]
        assert any(key_called(word, known) == key for word in words), key
        assert key_called(key.upper(), known) == key
        assert all(word == _plain_word(word) for word in words), key


def test_each_word_names_a_key_of_the_model_that_has_a_label() -> None:
    declared = {key for cls in some(mappings()) for key in keys(cls)}

    values = {*SECTIONS, *KINDS, *STATUSES, *_SIDES, *read_theme(World(ROOT)).pillars}
    assert declared | values == _called().keys()
    assert declared <= _labels_in("").keys()
    assert all(re.fullmatch(r"[a-z0-9_]+", word) for words in _called().values() for word in some(words))


@pytest.mark.parametrize(
    "words", [SECTIONS, NAMES, KINDS, STATUSES, (*read_theme(World(ROOT)).pillars,)], ids=lambda words: words[0]
)
def test_what_is_chosen_in_the_editor_has_a_label(words: tuple[str, ...]) -> None:
    """Sections, kinds of output and of charts, colours: else people of any language read the program's own word."""
    assert [one for one in some(words) if one not in _labels_in("")] == []


def test_a_word_that_names_nothing_is_answered_with_what_is_known() -> None:
    (problem,) = said("label: a\nheading: b\nicon: rocket\nbanane: c\n")

    assert problem.remedy.startswith("Known here: label, heading, icon")


@pytest.mark.parametrize(
    ("key", "typed", "meant"),
    [
        ("chart", "{kind: camembert}", "share"),
        ("chart", "{kind: barres}", "bar"),
        ("chart", "{kind: Courbe}", "line"),
        ("picture", "{decorative: oui}", "true"),
        ("picture", "{decorative: Vrai}", "true"),
        ("picture", "{decorative: no}", "false"),
        ("call", "{text: a, until: 1er mai 2026}", "2026-05-01"),
        ("call", "{text: a, until: lundi 23 nov. 2026}", "2026-11-23"),
        ("call", "{text: a, until: 14 août 2026}", "2026-08-14"),
        ("call", "{text: a, until: 20261123}", "2026-11-23"),
        ("call", "{text: a, until: 2026-11-23 10h30}", "2026-11-23"),
        ("call", "{text: a, until: 30/12/26}", "2026-12-30"),
        ("call", "{text: a, until: 12/30/2026}", "2026-12-30"),
        ("call", "{text: a, until: 46386}", "2026-12-30"),
        ("call", "{text: a, until: mercredi 30 décembre 2026}", "2026-12-30"),
        ("call", "{text: a, until: 30 december 2026}", "2026-12-30"),
        ("call", "{text: a, until: 'Mi., 30. Dezember 2026 um 18 Uhr'}", "2026-12-30"),
        ("call", "{text: a, until: 30 de diciembre de 2026 a las 18:00}", "2026-12-30"),
        ("call", "{text: a, until: 24/12/2026 à 18 h}", "2026-12-24"),
        ("call", "{text: a, contact: {email: 'Europe <a@b.fr>'}}", "a@b.fr"),
        ("call", "{text: a, contact: {email: a (at) b.fr}}", "a@b.fr"),
        ("call", "{text: a, contact: {email: 'mailto:a@b.fr'}}", "a@b.fr"),
        ("call", "{text: a, contact: {url: https//b.fr/c}}", "https://b.fr/c"),
        ("call", "{text: a, contact: {url: htps://b.fr/c}}", "https://b.fr/c"),
        ("call", "{text: a, contact: {url: https://https://b.fr/c}}", "https://b.fr/c"),
        ("call", "{text: a, contact: {url: '[c](https://b.fr/c)'}}", "https://b.fr/c"),
        ("call", "{text: a, qr: ja}", "true"),
        ("picture", "{focus: en haut à gauche}", "top left"),
        ("picture", "{focus: oben links}", "top left"),
        ("picture", "{focus: '30, 60'}", "30% 60%"),
        ("picture", "{focus: 0.3 0.6}", "30% 60%"),
        ("picture", "{file: 'images\\port.jpg'}", "images/port.jpg"),
        ("picture", "{file: 'C:\\Users\\h.martin\\port.jpg'}", "port.jpg"),
        ("chart", "{kind: Balkendiagramm}", "bar"),
        ("chart", "{kind: pie}", "share"),
    ],
)
def test_a_value_in_french_is_given_as_it_is_written(key: str, typed: str, meant: str) -> None:
    problems = said(f"label: a\nheading: b\nicon: rocket\n{key}: {typed}\n")

    assert any(one.remedy.endswith(f"rite it as “{meant}”.") for one in problems)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("définitif", "final"), ("Projet", "preparatory"), ("Entwurf", "preparatory"), ("borrador", "preparatory")],
)
def test_a_status_in_french(typed: str, meant: str) -> None:
    problems = said(f"title: a\nlanguage: fr\npillars: []\nstatus: {typed}\n", model.PublicationFile)

    assert [one.remedy for one in problems] == [f"Write it as “{meant}”."]


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ('"2026-11-31"', "That month has 30 days: write one of them."),
        ("fin décembre", "Write year, month and day: YYYY-MM-DD."),
        ("1.2.3", "Write year, month and day: YYYY-MM-DD."),
    ],
)
def test_what_no_day_is_meant_by(typed: str, remedy: str) -> None:
    (problem,) = said(f"label: a\nheading: b\nicon: rocket\ncall: {{text: a, until: {typed}}}\n")

    assert problem.remedy == remedy


@pytest.mark.parametrize("typed", ["file:///S:/avis.docx", r"\\srv01\Europe\avis.docx", r"S:\Europe\avis.docx"])
def test_an_address_of_ones_own_machine_is_called_so(typed: str) -> None:
    (problem,) = said(f"label: a\nheading: b\nicon: rocket\ncall: {{text: a, contact: {{url: '{typed}'}}}}\n")

    assert problem.remedy.startswith("It leads into your own machine or network")


def test_two_addresses_are_not_joined_to_one() -> None:
    (problem,) = said(f"{TOP}call: {{text: a, contact: {{url: 'https://a.fr https://b.fr'}}}}\n")

    assert problem.remedy == "Write https://…."


def test_degrees_with_the_letter_of_their_hemisphere() -> None:
    city = "names: {fr: Bilbao}\ncountry: ESP\nlatitude: 43,263 N\nlongitude: 2.935 W\n"

    assert [one.remedy for one in said(city, model.CityFile)] == [
        "Write it as “ES”.",
        "Write 43.263, without quotation marks.",
        "Write -2.935, without quotation marks.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "bezeichnung: L'eau\nüberschrift: Le plan\nsymbol: rocket\nBeispiele: []\nKennzahlen: []\nEinleitung: a\n",
        "etiqueta: L'eau\nencabezado: Le plan\nicono: rocket\nejemplos: []\ncifras: []\nintroducción: a\n",
        "kort: L'eau\nkop: Le plan\nicoon: rocket\nvoorbeelden: []\nkerncijfers: []\ninleiding: a\n",
        "etichetta: L'eau\ntitolo: Le plan\nicona: rocket\nesempi: []\nfigures: []\nintroduzione: a\n",
    ],
    ids=("de", "es", "nl", "it"),
)
def test_keys_of_a_pillar_in_other_languages(text: str) -> None:
    meant = [match[1] for one in said(text) if (match := re.match(r"Did you mean “(\w+)”", one.remedy))]

    assert [
        one for one in meant if one not in ("label", "heading", "icon", "examples", "figures", "intro", "short")
    ] == []
    assert {"heading", "icon", "examples", "intro"} <= {*meant}


def test_sections_in_french() -> None:
    problems = said(
        "title: a\nlanguage: fr\npillars: []\nsections: {all: [carte, piliers, matrice]}\n", model.PublicationFile
    )

    assert [one.remedy for one in problems] == [f"Write it as “{one}”." for one in ("map", "pillars", "matrix")]


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("picture: photo.jpg", (4, 10), "Write on the line below, indented: file: photo.jpg"),
        ("quote: « Il faut agir »", (4, 8), "Write on the line below, indented: text: « Il faut agir »"),
        ("examples:\n  - id: un\n    text: a\n    source: https://example.org", (7, 13),
         "Write on the line below, indented: url: https://example.org"),
        ("examples:\n  - id: un\n    text: a\n    source: 'Le plan: bilan'", (7, 13),
         "Write on the line below, indented: title: 'Le plan: bilan'"),
        ("examples:\n  - Un exemple", (5, 5), "Write: - text: Un exemple"),
        ("examples:\n  - Un autre : avec deux-points", (5, 5), 'Write: - text: "Un autre : avec deux-points"'),
    ],
)  # fmt: skip
def test_a_text_in_the_place_of_keys_is_given_with_its_key(text: str, place: tuple[int, int], remedy: str) -> None:
    problems = said(f"label: a\nheading: b\nicon: rocket\n{text}\n")

    assert [(one.mark.line, one.mark.column, one.remedy) for one in problems] == [(*place, remedy)]


def test_keys_that_stand_below_one_too_many() -> None:
    problems = said("pilier:\n  label: a\n  heading: b\n  icon: rocket\n")

    assert [one.remedy for one in problems] == ["Delete this line, and begin those below it in its place."]


def test_a_word_that_only_sounds_like_another_is_none() -> None:
    known = list(keys(model.PublicationFile))

    assert key_called("remarque", known) == ""  # not “masque”, as some call a template
    assert key_called("maske", known) == "template"


def test_the_exact_word_comes_before_one_that_is_near() -> None:
    problems = said("label: a\nheading: b\nicon: rocket\nfigures:\n  - unité: €\n    label: c\n")

    assert [one.remedy for one in problems] == ["Did you mean “unit”? Write: - unit: €", "Add “value: …”."]


def test_a_colon_without_a_space_before_a_quoted_text_is_no_other_key() -> None:
    (problem,) = said("label: a\nheading: b\nicon: rocket\nintro:'Un plan: deux'\n")

    assert (problem.mark.line, problem.cause) == (4, "There is no space after the colon.")
    assert problem.remedy == "Put a space after “intro:”."


TOP = "label: a\nheading: b\nicon: rocket\n"
EXAMPLE = f"{TOP}examples:\n  - id: un\n    text: Un texte\n"


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        (f"{EXAMPLE}    url: https://a.fr\n", 7, "It stands below “source”, indented."),
        (f"{EXAMPLE}    alt: Une place\n", 7, "It stands below “picture”, indented."),
        (f"{EXAMPLE}    who: Ada\n", 7, "It stands below “quote”, indented."),
        (f"{EXAMPLE}    caption: a\n", 7, "It stands below “table”, indented."),
        (f"{EXAMPLE}    table:\n      caption: a\n", 7,
         "It is a key of the pillar, and stands at the beginning of its line."),
        (f"{TOP}call:\n  text: a\n  email: a@b.fr\n", 6, "It stands below “contact”, indented."),
        (f"{TOP}language: fr\n", 4, "It is a key of publication.yaml."),
        (f"{TOP}country: FR\n", 4, "It is a key of cities.yaml."),
        (f"{TOP}text: Un texte\n", 4, "It stands below “examples”, indented."),
    ],
)  # fmt: skip
def test_a_key_of_another_place_is_said_to_stand_there(text: str, line: int, remedy: str) -> None:
    assert [(one.mark.line, one.remedy) for one in said(text)] == [(line, remedy)]


def test_the_only_key_that_is_missing_is_meant_by_the_only_one_that_is_not_known() -> None:
    assert [one.remedy for one in said(f"{TOP}quote:\n  text: a\n  author: Ada\n")] == [
        "Did you mean “who”? Write: who: Ada"
    ]
    assert [one.remedy for one in said(f"{TOP}figures:\n  - value: 12\n    text: villes\n")] == [
        "Did you mean “label”? Write: label: villes"
    ]


def test_a_key_without_a_colon_before_words_that_hold_one() -> None:
    (problem,) = said(f"{TOP}examples:\n  - id: un\n    text À Nantes : un texte\n")

    assert (problem.mark.line, problem.remedy) == (6, "Put a colon after “text”.")


@pytest.mark.parametrize("sign", ["：", " =", " ：", ";"])
def test_another_sign_than_a_colon_before_words_that_hold_one(sign: str) -> None:
    problems = said(f"{TOP}examples:\n  - id: un\n    text{sign} À Nantes : un texte\n")

    place = (6, 8 + len(sign))
    assert [(one.mark.line, one.mark.column) for one in problems] == [place]
    assert problems[0].remedy == f"Put a colon in the place of “{sign.strip()}”."


def test_a_hyphen_that_parts_one_item() -> None:
    text = f"{TOP}examples:\n  - id: un\n  - text: Un texte\n  - id: deux\n    text: Un autre\n"
    assert [(one.mark.line, one.remedy) for one in said(text)] == [
        (6, "Put 4 spaces before “text: Un texte”, instead of what stands there.")
    ]
    assert len(said(f"{TOP}examples:\n  - id: un\n  - id: deux\n    text: Un texte\n")) == 1


def test_items_in_brackets_that_should_have_keys() -> None:
    (one, two) = said(f"{TOP}figures: [12, 13]\n")

    assert one.remedy == two.remedy == "Write each on lines of its own, below the key, from a hyphen on: - value: …"


def test_one_of_them_with_a_hyphen() -> None:
    (problem,) = said(f"{EXAMPLE}    source:\n      - title: Un rapport\n        url: https://a.fr\n")

    assert (problem.mark.line, problem.mark.column) == (8, 7)
    assert problem.remedy == "Put a space in the place of the hyphen."


def test_a_key_that_has_become_words_of_a_text() -> None:
    (problem,) = said("label: a\nheading: >-\n  Un titre\n  icon: rocket\n")

    assert (problem.mark.line, problem.mark.column, problem.cause) == (4, 3, "The key “icon” is missing.")
    assert problem.remedy == "Put 0 spaces before “icon: rocket”, instead of what stands there."


@pytest.mark.parametrize("tag", ["'fr'.", "« fr »", '"fr" ;', "[fr]"])
def test_what_stands_around_a_short_value_is_left_out(tag: str) -> None:
    problems = said(f"title: a\npillars: [b]\nlanguage: {json.dumps(tag)}\n", model.PublicationFile)

    assert [one.remedy for one in problems] == ["Write it as “fr”."]


def test_nothing_in_the_place_of_one_of_a_few_words() -> None:
    (problem,) = said(f"{TOP}chart:\n  kind:\n  caption: a\n  description: b\n")

    assert problem.remedy.startswith("Write one of bar, line, share")
