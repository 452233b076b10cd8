"""Kinds that put one thing in the place of any value, key or block that files can have: none is left out."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import Any

from tests.campaign.bases import CITIES, HEAD, PILLARS, SLUG, Base
from tests.campaign.cases import Case, Place
from tests.campaign.declared import LOGO
from tests.campaign.tired import photograph
from tests.campaign.values import Kind

PILLAR = f"{PILLARS}/eau.yaml"
TRANSLATION = f"content/{SLUG}/translations/en.yaml"
Path = tuple[str | int, ...]


class Words(str):
    """A text that is printed, in the tree of a file; other values are no texts."""

    __slots__ = ()


_SOURCE = {"title": Words("Rapport annuel"), "url": "https://example.org/rapport", "seen": '"2026-10-02"'}
_PICTURE = {"file": "place.jpg", "alt": Words("Une place"), "credit": Words("Léa Martin"), "focus": "30% 60%"}
_CONTACT = {"name": Words("Mission Eau"), "email": "eau@example.org", "phone": "+33 1 99 00 12 34"}
_CALL = {"text": Words("Répondez vite"), "until": '"2030-01-15"', "contact": {**_CONTACT, "url": "https://example.org"}}
_QUOTE = {"text": Words("L'eau est un bien"), "who": Words("Ada Durand"), "function": Words("maire"), "source": _SOURCE}
_FIGURES = [{"value": "16", "unit": Words("puits"), "label": Words("rouverts en ville"), "source": _SOURCE}]
_LOGO = {"file": "logo.svg", "alt": Words("Réseau d'étude"), "on_template": "true"}
TREES: dict[str, Any] = {
    HEAD: {
        "title": Words("Quatre villes"),
        "subtitle": Words("Un essai de toutes les clés"),
        "kind": Words("Note de synthèse"),
        "language": "fr",
        "typography": "fr",
        "as_of": '"2026-11-23"',
        "version": '"0.2"',
        "status": "preparatory",
        "organisation": Words("Réseau d'étude"),
        "call": {**_CALL, "qr": "true"},
        "contact": Words("Mission Essais"),
        "session": {"body": Words("Conseil du réseau"), "date": '"2026-12-24"', "sent": '"2026-12-01"'},
        "picture": _PICTURE,
        "logo": {**_LOGO, "dark": "logo.svg"},
        "partners": [{"file": "logo.svg", "alt": Words("Club des villes")}],
        "theme": {"primary": '"0B3C49"', "text": '"0B1F26"', "pillars": {"eau": '"0B6E4F"'}, "from_template": "false"},
        "sections": {
            "web": ["pillars", "map", "matrix", "sources", "call"],
            "deck": ["overview", "pillars", "sources"],
        },
        "pillars": ["eau", "arts"],
        "overview": ["arts", "eau"],
        "embed_fonts": "false",
        "personal": {"title": Words("À votre attention"), "message": Words("Merci de lire")},
        "editions": [{"id": "rennais", "place": "rennes", "only": ["note"], "name": '"{publication}-{place}"'}],
    },
    PILLAR: {
        "label": Words("L'eau pour tous"),
        "heading": Words("Une eau propre, partagée par les habitants"),
        "icon": "leaf",
        "colour": "teal",
        "short": Words("Une eau propre"),
        "spoken": "Je commence par l'eau.",
        "picture": _PICTURE,
        "intro": Words("Deux villes montrent la voie"),
        "figures": _FIGURES,
        "quote": _QUOTE,
        "examples": [
            {
                "id": "un",
                "text": Words("[Rennes](city:rennes) rouvre ses puits, chaque été"),
                "short": Words("Rennes rouvre ses puits"),
                "spoken": "À Rennes, on rouvre les puits.",
                "figures": _FIGURES,
                "quote": _QUOTE,
                "points": [Words("un puits par quartier"), Words("une fontaine par école")],
                "source": _SOURCE,
                "picture": _PICTURE,
            },
            {"id": "deux", "text": Words("[Nantes](city:nantes) mesure l'eau de ses rues")},
        ],
        "table": {
            "caption": Words("Aides versées"),
            "columns": [Words("Ville"), Words("Aides")],
            "rows": [[Words("Rennes"), "12"], [Words("Nantes"), "15.5"]],
            "source": _SOURCE,
        },
        "chart": {
            "kind": "bar",
            "caption": Words("Visites de l'atelier"),
            "description": "Les visites augmentent.",
            "axis": Words("Année"),
            "unit": Words("milliers"),
            "categories": ['"2022"', '"2023"'],
            "series": [{"name": Words("Ateliers"), "values": ["3", "4.5"]}],
            "source": _SOURCE,
        },
        "call": _CALL,
    },
    CITIES: {
        "rennes": {"names": {"fr": "Rennes"}, "country": "FR", "latitude": "48.117", "longitude": "-1.678"},
        "nantes": {"names": {"fr": "Nantes"}, "country": "FR", "latitude": "47.218", "longitude": "-1.554"},
    },
}
_OTHER = (
    "label: Les arts\nheading: Des arts pour tous\nicon: bulb\nexamples:\n  - id: trois\n    text: Une ville joue.\n"
)


def paths(tree: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield the place of each value of a tree, whole blocks too, and the value."""
    if path:
        yield path, tree
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree) if isinstance(tree, list) else ()
    for key, value in pairs:
        yield from paths(value, (*path, key))


PLACES = [(file, path, value) for file, tree in TREES.items() for path, value in paths(tree)]
"""Each place in which a value can stand."""
_Change = Callable[[str, list[str]], list[str]]
"""From what stands before a value, up to its colon or hyphen, and the lines of the value, to the lines of both."""


def lines_of(tree: Any, at: Path, change: _Change, path: Path = (), depth: int = 0) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a tree in YAML, with whether they are of what stands at ``at``, as ``change`` has it."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for key, value in pairs:
        before = f"{' ' * depth}{key}:" if isinstance(tree, dict) else f"{' ' * depth}-"
        here = (*path, key)
        if not isinstance(value, dict | list):
            below = [(f" {_written(value)}", False)]
        else:
            below = [("", False), *lines_of(value, at, change, here, depth + 2)]
        if here == at:
            yield from ((line, True) for line in change(before, [line for line, _inside in below]))
        else:
            yield before + below[0][0], below[0][1]
            yield from below[1:]


def _written(value: str) -> str:
    return value if not isinstance(value, Words) else "'" + value.replace("'", "''") + "'"


def base_with(file: str, at: Path, change: _Change) -> tuple[Base, int, int]:
    """Return the publication with every key, changed in one place, and the first and last line of this place."""
    base = Base(language="fr")
    first = last = 0
    for name, tree in TREES.items():
        lines = list(lines_of(tree, at if name == file else (), change))
        base.files[name] = ("\n".join(line for line, _inside in lines) + "\n").encode()
        if name == file:
            numbers = [
                number for number, (line, inside) in enumerate(lines, 1) for _n in range(line.count("\n") + 1) if inside
            ]
            first, last = numbers[0], numbers[-1]
    base.files |= {
        f"{PILLARS}/arts.yaml": _OTHER.encode(),
        f"content/{SLUG}/logo.svg": LOGO,
        f"content/{SLUG}/place.jpg": photograph(),
    }
    return base, first, last


def instead(typed: str) -> _Change:
    """Return the change that writes ``typed`` in the place of a value."""
    return lambda before, _below: [f"{before} {typed}".rstrip(" ")]


WRONG = (
    *(
        "[un, deux]",
        "{un: deux}",
        "[]",
        "{}",
        "[[un]]",
        "[{un: deux}]",
        "12",
        "-1",
        "1.5",
        "1e400",
        "0x10",
        "no",
        "true",
    ),
    *("~", '""', "''", "'  '", "2026-11-23", "2026-13-45", "12:30", "un: deux", "- un", "|", ">-", "*un", "&un", "!un"),
    *(
        "@un",
        "%",
        "`un`",
        "?",
        ",",
        "]",
        "}",
        '"',
        "'",
        "# rien",
        "{{ un }}",
        "<un>",
        "../un",
        "C:\\un",
        "http://",
        "\\",
    ),
    *(
        "é",
        "𝓾𝓷",
        "Ｕｎ",
        "ＣＯＮ",
        "👍",
        "\u202eun",
        "\u00a0",
        "\u200b",
        "un\u00a0deux",
        "עברית",
        "漢字",
        "e\u0301",
        "ﬁn",
    ),
    *(
        "mot " * 400,
        "a" * 3000,
        "un\tdeux",
        "null",
        "None",
        "n/a",
        "-",
        "—",
        "...",
        "oui",
        "VRAI",
        "Oui",
        "#REF!",
        "=1+1",
    ),
)


def _value(chance: random.Random) -> Case:
    """Something of another type, or of none, in the place of a value or of a block."""
    file, at, _old = chance.choice(PLACES)
    base, first, last = base_with(file, at, instead(chance.choice(WRONG)))
    # What opens a quotation or a bracket may be seen to be wrong at its end only.
    places = [Place(file, number) for number in range(first, last + 2)]
    return Case(base, "either", places, remediable=False)


EVERYWHERE: dict[str, Kind] = {
    "everywhere: another value": _value,
}
