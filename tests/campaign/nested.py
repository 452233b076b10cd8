"""Kinds of faults of depth: what stands under another key, a key without its colon, lists in brackets, other parts."""

from __future__ import annotations

import random
import re

from tests.campaign.bases import HEAD, SLUG, made
from tests.campaign.cases import Case, Place
from tests.campaign.structures import a_line, changed, line
from tests.campaign.tired import MORE, TOP_LINES, photograph, with_pillar
from tests.campaign.values import Kind

_PLAIN_KEY = r"(label|heading|icon|title|text|url|caption|language|colour|organisation|subtitle)"


def lines_of(*forms: tuple[str, int], must: str = "refuse", remediable: bool = True) -> Kind:
    """Return what adds one of ``forms`` to a pillar, each with the line of its fault, from 1; 0: there is none."""

    def kind(chance: random.Random) -> Case:
        text, at = chance.choice(forms)
        base = with_pillar(chance, text, [], {f"content/{SLUG}/place.jpg": photograph()})
        if not at:
            return Case(base, "build")
        return Case(base, must, [Place(MORE, TOP_LINES + at)], remediable=remediable, recovered=False)

    return kind


def head_lines(*forms: tuple[str, int], must: str = "refuse", remediable: bool = True) -> Kind:
    """Return what adds one of ``forms`` to the head of a publication, each with the line of its fault, as above."""

    def kind(chance: random.Random) -> Case:
        text, at = chance.choice(forms)
        base = made(chance)
        if text.startswith("sections"):  # what is left out by choice is not printed
            base.words = []
        keys = re.findall(r"^\w+:", text, re.MULTILINE)
        lines = [one for one in base.lines(HEAD) if not one.startswith(tuple(keys))]
        lines[-1:] = [*text.rstrip("\n").split("\n"), ""]
        case = Case(changed(base, HEAD, lines), "refuse" if at else "build", recovered=False, remediable=remediable)
        case.must = must if at else "build"
        case.places = [Place(HEAD, len(lines) - 1 - text.rstrip("\n").count("\n") + at - 1)] if at else []
        return case

    return kind


def _no_colon(chance: random.Random) -> Case:
    """A key with a value, or with keys below it, whose colon was forgotten."""
    pattern = rf"^ *(- )?{_PLAIN_KEY}: \S|^ *(- )?(examples|source|table|chart|series|rows|points|pillars):$"
    base, file, number = a_line(chance, pattern)
    lines = base.lines(file)
    lines[number] = re.sub(r"^( *(?:- )?\w+):", r"\1", lines[number])
    return Case(changed(base, file, lines), "refuse", [Place(file, number + 1)])


def _too_deep(chance: random.Random) -> Case:
    """A key and all below it stand some spaces deeper than those beside them."""
    base, file, number = a_line(
        chance, r"^ *(icon|colour|source|caption|kind|table|chart|heading|title|url|seen|text):"
    )
    lines = base.lines(file)
    depth = len(lines[number]) - len(lines[number].lstrip())
    by = " " * chance.choice((1, 2, 4, 8))
    end = number + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
        end += 1
    lines[number:end] = [by + one if one.strip() else one for one in lines[number:end]]
    return Case(changed(base, file, lines), "either", [Place(file, number + 1 + at) for at in (-1, 0, 1)])


def _middle(chance: random.Random) -> Case:
    """The end of a document in the middle of a file: what follows would not be read."""
    base, file, number = a_line(chance, r"^(heading|icon|colour|examples|language|organisation|pillars|table|chart):")
    lines = base.lines(file)
    if number == 0:
        lines = ["# rien", *lines]
        number = 1
    mark = chance.choice(("...", "---", "--- ", "... ", "--- # suite", "…", "----", "-----------", "***", "==="))
    lines.insert(number, mark)
    places = [Place(file, number + 1), Place(file, number + 2)]
    return Case(changed(base, file, lines), "refuse", places)


def _after_quotes(chance: random.Random, text: str) -> str:
    key = re.match(r"( *(?:- )?\w+: )(.*)", text)
    assert key
    mark = chance.choice(("'", '"'))
    words = key[2].replace("'", "''") if mark == "'" else key[2].replace("\\", "\\\\").replace('"', '\\"')
    sign = chance.choice((",", ";", ".", "\u00a0", "\u202f", "\u00a0,", " ,", "\u200b", " .", ":", " ;", "!", "\u2003"))
    return f"{key[1]}{mark}{words}{mark}{sign}"


def _pillars_in_brackets(chance: random.Random) -> Case:
    """The list of pillars as people write lists."""
    base = made(chance)
    ids = [file.rsplit("/", 1)[1][:-5] for file in base.files if "/pillars/" in file]
    form, right = chance.choice(
        (
            ("[{}]", True),
            ("[ {} ]", True),
            ("[{},]", True),
            ("[{};]", False),
            ("({})", False),
            ("[{}", False),
            ("{}]", False),
            ("[,{}]", False),
            ("[|, {}]", False),
            ("[>, {}]", False),
            ("[{}, |]", False),
            ("[{}].", False),
            ("[{}],", False),
            ("[- {}]", False),
            ("[[{}]]", False),
            ("“{}”", False),
            ("[“{}”]", False),
            ("['{}']", True),
            ("[{}, ]", True),
            ("[{}.yaml]", False),
            ("[{} ]", True),
            ("[&{}]", False),
            ("[*{}]", False),
            ("[@{}]", False),
            ("[%{}]", False),
            ("[`{}`]", False),
        )
    )
    listed = ("', '" if "'" in form else ", ").join(ids)
    lines = [one for one in base.lines(HEAD) if not one.startswith(("pillars:", "  - "))]
    lines[-1:] = [f"pillars: {form.format(listed)}", ""]
    case = Case(changed(base, HEAD, lines), "build" if right else "refuse", [Place(HEAD, len(lines) - 1)])
    case.recovered = False
    return case


_EXAMPLE = "examples:\n  - id: deux\n    text: Une ville agit.\n"
_TABLE = "table:\n  caption: Aides\n  columns: [Ville, Aides]\n  rows:\n    - [Rennes, 12]\n    - [Nantes, 15]\n"
_CHART = (
    "chart:\n  kind: bar\n  caption: Aides\n  description: Nantes aide plus.\n  axis: Ville\n"
    "  categories: [Rennes, Nantes]\n"
)


def _values(chance: random.Random) -> Case:
    """The values of a series, in brackets, as people write numbers."""
    form, right = chance.choice(
        (
            ("[12, 15]", True),
            ("[12 %, 15 %]", False),
            ("[12 %, 15]", False),
            ("[12,5, 15]", False),
            ("[12,5, 15,5]", False),
            ("[1 200, 1 500]", True),
            ("[12; 15]", False),
            ("[12 15]", False),
            ("12, 15", False),
            ("[12 €, 15 €]", False),
            ("[12.5, null]", True),
            ("[~, 12]", True),
            ("[, 12]", False),
            ("[12, , 15]", False),
            ("['12', '15']", True),
            ("[-12, +15]", True),
            ("[\u221212, 15]", True),
            ("[12, 15", False),
            ("[n.d., 15]", True),
            ("[12, 15, 18]", False),
            ("[12]", False),
            ("{12, 15}", False),
            ("[(12), 15]", False),
            ("[1e3, 15]", False),
            ("[0x10, 15]", False),
            ("[012, 15]", False),
            ("[12*, 15]", False),
            ("[~12, 15]", False),
            ("[>12, 15]", False),
            ("[12 (est.), 15]", False),
        )
    )
    base = with_pillar(chance, f"{_CHART}  series:\n    - name: Euros\n      values: {form}\n", [])
    places = [Place(MORE, TOP_LINES + 9), Place(MORE, TOP_LINES + 10)]
    return Case(base, "either" if right else "refuse", places, recovered=False)


def _a_key_of_elsewhere(chance: random.Random) -> Case:
    """A key of a pillar in the publication's file, or the other way round."""
    base = made(chance)
    file = chance.choice([one for one in base.files if not one.endswith("cities.yaml")])
    keys = (
        "title: Un titre",
        "language: fr",
        "pillars: [eau]",
        "organisation: La ville",
        "subtitle: Un mot",
        "latitude: 48.1",
        "country: FR",
        "caption: Aides",
        "columns: [a, b]",
        "kind: bar",
        "url: https://a.fr",
        "text: Une ville agit.",
        "id: deux",
        "alt: Une place",
        "who: Léa Martin",
    )
    if file == HEAD:
        keys = (
            "label: Un mot",
            "heading: Un titre",
            "icon: rocket",
            "colour: teal",
            "intro: Un mot",
            "text: Une ville agit.",
            "examples: []",
            "url: https://a.fr",
            "caption: Aides",
            "figures: []",
            "quote: Un mot",
            "spoken: Un mot",
            "email: a@b.fr",
            "date: 2026-11-23",
            "cities: [rennes]",
        )
    lines = base.lines(file)
    lines.insert(len(lines) - 1, chance.choice(keys))
    return Case(changed(base, file, lines), "refuse", [Place(file, len(lines) - 1)], recovered=False)


NESTED: dict[str, Kind] = {
    "nested: a key without a colon": _no_colon,
    "nested: a key too deep": _too_deep,
    "nested: an end of the document in the middle": _middle,
    "nested: signs after quotes": line(rf"^ *(- )?{_PLAIN_KEY}: [^>|\"'\s]", _after_quotes),
    "nested: pillars in brackets": _pillars_in_brackets,
    "nested: values in brackets": _values,
    "nested: a key of elsewhere": _a_key_of_elsewhere,
    "nested: sources": lines_of(
        (_EXAMPLE + "    source:\n      title: Rapport\n      url: https://a.fr\n", 0),
        (_EXAMPLE + "    sources:\n      - title: Rapport\n", 4),
        (_EXAMPLE + "    sources:\n      title: Rapport\n", 4),
        (_EXAMPLE + "    source:\n      - title: Rapport\n        url: https://a.fr\n", 5),
        (_EXAMPLE + "    source: https://a.fr\n", 4),
        (_EXAMPLE + "    source: Rapport\n", 4),
        (_EXAMPLE + "    source: [Rapport, https://a.fr]\n", 4),
        (_EXAMPLE + "    source: {title: Rapport, url: https://a.fr}\n", 0),
        (_EXAMPLE + "    source: {titre: Rapport}\n", 4),
        (_EXAMPLE + "    source: '[Rapport](https://a.fr)'\n", 4),
        (_EXAMPLE + "    source:\n      Rapport\n", 5),
        (_EXAMPLE + "    source:\n      url: https://a.fr\n", 5),
        (_EXAMPLE + "    source: title: Rapport\n", 4),
        (_EXAMPLE + "    - source:\n        title: Rapport\n", 4),
        (_EXAMPLE + "    - sources:\n        title: Rapport\n", 4),
        (_EXAMPLE + "      - sources:\n          - title: Rapport\n", 4),
        (_EXAMPLE + "        source:\n          title: Rapport\n", 4),
        (_EXAMPLE + "    title: Rapport\n    url: https://a.fr\n", 4),
        (_EXAMPLE + "    url: https://a.fr\n", 4),
        (_EXAMPLE + "    seen: 2026-10-02\n", 4),
        (_EXAMPLE + "  source:\n    title: Rapport\n", 4),
        (_EXAMPLE + "sources:\n  - title: Rapport\n", 4),
        (_EXAMPLE + "source:\n  title: Rapport\n", 4),
        (_EXAMPLE + "  - sources:\n      title: Rapport\n", 4),
    ),
    "nested: keys of another block": lines_of(
        (_TABLE + "  kind: bar\n", 7),
        (_TABLE + "  description: Nantes aide plus.\n", 7),
        (_TABLE + "  unit: €\n", 7),
        (_TABLE + "  axis: Ville\n", 7),
        (_TABLE + "  heading: Un titre\n", 7),
        (_TABLE + "  colour: teal\n", 7),
        (_TABLE + "  quote:\n    text: Un mot\n    who: Léa\n", 7),
        (_TABLE + "  chart:\n    kind: bar\n", 7),
        (_EXAMPLE + "    table:\n      caption: Aides\n      columns: [a, b]\n      rows:\n        - [c, d]\n", 4),
        (_EXAMPLE + "    chart:\n      kind: bar\n      caption: Aides\n", 4),
        (_EXAMPLE + "    caption: Aides\n", 4),
        (_EXAMPLE + "    icon: rocket\n", 4),
        (_EXAMPLE + "    heading: Un titre\n", 4),
        (_EXAMPLE + "    value: 12\n    label: villes\n", 4),
        (_EXAMPLE + "    alt: Une place\n", 4),
        (_EXAMPLE + "    who: Léa Martin\n", 4),
        (_EXAMPLE + "    intro: Un mot\n", 4),
        (_EXAMPLE + "    examples:\n      - id: trois\n        text: Une autre.\n", 4),
        (_EXAMPLE + "    call:\n      text: Répondez\n", 4),
        ("who: Léa Martin\n", 1),
        ("quote: Un mot\nwho: Léa Martin\n", 1),
        ("call:\n  text: Répondez\n  email: a@b.fr\n", 3),
        ("call:\n  text: Répondez\n  url: https://a.fr\n", 3),
        ("call:\n  contact:\n    name: La ville\n    text: Répondez\n", 4),
        ("figures:\n  - value: 12\n    text: villes\n", 3),
        ("figures:\n  - value: 12\n    label: villes\n    figures: 3\n", 4),
        ("figures:\n  value: 12\n  label: villes\n", 2),
        ("figures:\n  - 12 villes\n", 2),
        ("figures: 12\n", 1),
        ("picture: place.jpg\n", 1),
        ("points:\n  - un\n  - deux\n", 1),
        ("text: Une ville agit.\n", 1),
        ("id: deux\ntext: Une ville agit.\n", 1),
        (_CHART + "  rows:\n    - [Rennes, 12]\n", 7),
        (_CHART + "  columns: [Ville, Aides]\n", 7),
        (_CHART + "  values: [12, 15]\n", 7),
        (_CHART + "  series: [12, 15]\n", 7),
        (_CHART + "  series:\n    Euros: [12, 15]\n", 8),
        (_CHART + "  series:\n    name: Euros\n    values: [12, 15]\n", 8),
        (_CHART + "  series:\n    - Euros: [12, 15]\n", 8),
        (_CHART + "  series:\n    - name: Euros\n    - values: [12, 15]\n", 8),
    ),
    "nested: points": lines_of(
        (_EXAMPLE + "    points: [un mot, deux mots]\n", 0),
        (_EXAMPLE + "    points:\n      - un mot\n      - deux mots\n", 0),
        (_EXAMPLE + "    points:\n    - un mot\n    - deux mots\n", 0),
        (_EXAMPLE + "    points: un mot\n", 4),
        (_EXAMPLE + "    points:\n      - un mot\n", 5),
        (_EXAMPLE + "    points:\n      - un mot\n        - deux mots\n", 5),
        (_EXAMPLE + "    points:\n      - - un mot\n        - deux mots\n", 5),
        (_EXAMPLE + "    points:\n      - un: mot\n      - deux mots\n", 5),
        (_EXAMPLE + "    points:\n      - un mot\n      -\n", 6),
        (_EXAMPLE + "    points:\n      - un mot\n      - 12\n", 6),
        (_EXAMPLE + "    points:\n      un mot\n      deux mots\n", 5),
        (_EXAMPLE + "    points:\n      • un mot\n      • deux mots\n", 5),
        (_EXAMPLE + "    points:\n      -un mot\n      -deux mots\n", 5),
        (_EXAMPLE + "    points:\n      - un mot ;\n      - deux mots.\n", 0),
        (_EXAMPLE + "    points: |\n      - un mot\n      - deux mots\n", 4),
        (_EXAMPLE + "    points:\n" + "      - un mot\n" * 9, 12),
        (_EXAMPLE + "    points:\n      1. un mot\n      2. deux mots\n", 5),
        (_EXAMPLE + "    points:\n      - text: un mot\n      - text: deux mots\n", 5),
        (_EXAMPLE + "    points:\n      - un mot\n     - deux mots\n", 6),
        (_EXAMPLE + "    points:\n      - un mot\n       - deux mots\n", 6),
    ),
    "nested: examples": lines_of(
        ("examples:\n  - Une ville agit.\n", 2),
        ("examples:\n  Une ville agit.\n", 2),
        ("examples: Une ville agit.\n", 1),
        ("examples:\n  deux:\n    text: Une ville agit.\n", 2),
        ("examples:\n  id: deux\n  text: Une ville agit.\n", 2),
        ("examples:\n  - text: Une ville agit.\n", 2),
        ("examples:\n  - id: deux\n", 2),
        ("examples:\n  - id: deux\n  text: Une ville agit.\n", 3),
        ("examples:\n  - id: deux\n  - text: Une ville agit.\n", 3),
        ("examples:\n  - id: deux\n     text: Une ville agit.\n", 3),
        ("examples:\n  - id: deux\n   text: Une ville agit.\n", 3),
        ("examples:\n  -\n    id: deux\n    text: Une ville agit.\n", 0),
        ("examples:\n- id: deux\n  text: Une ville agit.\n", 0),
        ("examples:\n  - {id: deux, text: Une ville agit.}\n", 0),
        ("examples:\n  - {id: deux, text: Une ville, agit.}\n", 2),
        ("examples:\n  - {id: deux; text: Une ville agit.}\n", 2),
        ("examples:\n  - id: deux, text: Une ville agit.\n", 2),
        ("examples:\n  - id: deux\n    text: Une ville agit.\n    text: Encore.\n", 4),
        ("examples:\n  - - id: deux\n      text: Une ville agit.\n", 2),
        ("examples:\n  - example:\n      id: deux\n      text: Une ville agit.\n", 2),
        ("example:\n  id: deux\n  text: Une ville agit.\n", 1),
        ("examples:\n  1:\n    id: deux\n    text: Une ville agit.\n", 2),
    ),
    "nested: sections": head_lines(
        ("sections:\n  all: [pillars, map, sources]\n", 0),
        ("sections:\n  deck: [pillars, matrix]\n", 0),
        ("sections: [pillars, map]\n", 1),
        ("sections: all\n", 1),
        ("sections:\n  - pillars\n  - map\n", 2),
        ("sections:\n  all: pillars, map\n", 2),
        ("sections:\n  all: [pillars, carte]\n", 2),
        ("sections:\n  all: [piliers, map]\n", 2),
        ("sections:\n  all: [map]\n", 2),
        ("sections:\n  all: [pillars, pillars]\n", 2),
        ("sections:\n  deck: [|, map]\n", 2),
        ("sections:\n  deck: [pillars, |]\n", 2),
        ("sections:\n  deck: [pillars | map]\n", 2),
        ("sections:\n  deck: [pillars; map]\n", 2),
        ("sections:\n  deck: [pillars map]\n", 2),
        ("sections:\n  deck: []\n", 2),
        ("sections:\n  pptx: [pillars, map]\n", 2),
        ("sections:\n  diaporama: [pillars, map]\n", 2),
        ("sections:\n  map: false\n", 2),
        ("sections:\n  deck: {pillars: true}\n", 2),
        ("sections:\n  deck: [\"pillars\", 'map']\n", 0),
        ("sections:\n  deck: [Pillars, Map]\n", 2),
        ("sections:\n  deck: [pillars, map, cover]\n", 2),
    ),
}
