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
        "editions": [
            {"id": "rennais", "place": "rennes", "only": ["note"], "name": '"{publication}-{place}"'},
            {"id": "en", "language": "en", "only": ["note"]},
        ],
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
    TRANSLATION: {
        "typography": "en",
        "texts": {
            "title": {"text": Words("Four towns")},
            "eau.label": {"text": Words("Water for all")},
            "eau.examples.un.text": {"text": Words("[Rennes](city:rennes) opens its wells again")},
        },
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
    return Case(base, "either", places, remediable=False, editions=file == TRANSLATION)


# As other programs give words to be pasted, with what must be printed where it is not the same.
PASTED: tuple[str | tuple[str, str], ...] = (
    "« L\u2019été » \u2013 12\u00a0%\u2026",
    "n\u00b0\u00a03 : l\u2019\u0153uvre",
    "\ufb01nances e\ufb03caces",
    ("com\u00admune libre", "commune libre"),
    "2\u2011roues",
    "\u22123 \u00b0C",
    "12\u00d74 \u2248 48",
    "x\u00b2 m\u00b3 CO\u2082",
    "\u00bd \u00be \u2154",
    "1\u1d49\u02b3 prix",
    "\u216b si\u00e8cle",
    "\u2460 un, \u2461 deux",
    "\u2192 demain \u2713",
    "\u00a7 3 \u00b6 \u2020",
    "\u2122 \u00ae \u00a9",
    "\u20ac 1.000,00",
    "1'000.- francs",
    "1\u202f000 m",
    "e\u0301te\u0301 \u00e0",
    ("voil\u00e0 \u2600\ufe0f", "voil\u00e0 \u2600"),
    "\U0001f44d merci",
    "1\ufe0f\u20e3 un",
    "\U0001f468\u200d\U0001f469 duo",
    "\u05e9\u05dc\u05d5\u05dd",
    "\uff33\uff4f\uff4c",
    "\U0001d5d4\U0001d5ef gras",
    ("*gras* WhatsApp", "gras WhatsApp"),
    "_ital_ ~barr\u00e9~",
    "```code``` ici",
    "[12/03/2025] Jean : oui",
    "<jean@ville.example>",
    "[cid:image001.png@01D9]",
    "d\u00e9ve- loppement",
    "=SOMME(A1:A3)",
    "#REF! #N/A",
    "1,5E+03 m",
    "12/03/2025 14:30",
    "VRAI ou FAUX",
    "'00123",
    "&nbsp;&amp; fin",
    "\\textbf{a}",
    "# Titre",
    "1. un 2. deux",
    "> citation",
    "| a | b |",
    "note[^1] ici",
    ("![a](b.png) fin", "fin"),
    "un<br>deux",
    "{{ nom }} ici",
    "\u00abPr\u00e9nom\u00bb \u00abNom\u00bb",
    "{ PAGE } ici",
    "%NOM% ${nom} $nom",
    "C:\\Users\\x",
    "\\\\nas\\dossier",
    "file:///C:/x y",
    "\u202aC:\\Users\\x",
    "\ufeffun mot",
    "\ufffc image",
    "\ufffd perdu",
    "\uf0b7 puce",
    "\uf0e0 fl\u00e8che",
    "un\u2028deux",
    "un\x0bdeux",
    "un\x0cdeux",
    "\u200fun mot",
    "\u2066un\u2069 mot",
    "www.ville.example : oui",
    "https://a.example/x?y=1&z=2",
    "tel:+33199001234",
    "@ville #budget2030",
    "A\u030a \u212b \u2126 \u00b5",
    "\u0133s \u01c9 \u0149",
    "\u1e9e \u00df \u0131 \u0130",
    "...et apr\u00e8s",
    "--- fin ---",
    "un  deux   trois",
    " un mot ",
    "\u00a0un mot\u00a0",
    "\u3000un mot",
    "\u201eGute Stra\u00dfe\u201c",
    "\u201cWhy?\u201d \u2018no\u2019",
    '"tout droit"',
    "O'Neill & Cie",
    "50 % / 50 %",
    "25\u202f%\u00a0; 30\u202f%",
    "(a) [b] {c}",
    "a/b\\c|d",
    "!!! ??? :-)",
    "\u00bfQu\u00e9? \u00a1S\u00ed!",
    "\u03a9\u03bc\u03ad\u03b3\u03b1 \u03d1",
    "\u0416\u0438\u0442\u0435\u043b\u0438",
    "\u1f40\u03b4\u03cc\u03c2",
    "\u0142\u00f3d\u017a \u010d\u00ed\u017ee",
    "\u01e7 \u0219 \u021b",
    "x\u0338 a\u20d7",
)


def _pasted(chance: random.Random) -> Case:
    """Words as other programs give them, in the place of any text: all of them are printed, or their place is named."""
    file, at, _old = chance.choice([one for one in PLACES if isinstance(one[2], Words)])
    one = chance.choice(PASTED)
    typed, printed = one if isinstance(one, tuple) else (one, one)
    if at[-1] == "text" and "examples" in at:  # where cities are named, they stay
        typed, printed = f"[Rennes](city:rennes) {typed}", f"Rennes {printed}"
    base, first, last = base_with(file, at, instead(_written(Words(typed))))
    unseen = _is_seen_elsewhere(at) or file == TRANSLATION or (file == HEAD and at[0] == "call")
    base.words = [] if unseen else [printed]
    return Case(
        base,
        "either",
        [Place(file, number) for number in range(first, last + 1)],
        recovered=False,
        editions=file == TRANSLATION,
    )


def _is_seen_elsewhere(at: Path) -> bool:
    """Tell whether a text is not printed in each edition: alternatives, words of copies, what stands for it."""
    unseen = {"alt", "personal", "short", "description", "kind", "credit", "label", "heading", "text"}
    return bool(unseen & set(map(str, at))) and not (at[0] == "examples" and at[-1] == "text" and len(at) == 3)


def _key(chance: random.Random) -> Case:
    """A key written as people write it: its case, a sign too much or too little, twice, without its colon."""
    file, at, _old = chance.choice([one for one in PLACES if isinstance(one[1][-1], str) and one[1][0] not in CITY_IDS])
    way = chance.choice(sorted(WAYS))

    def change(before: str, below: list[str]) -> list[str]:
        depth = before[: len(before) - len(before.lstrip(" "))]
        head, *rest = WAYS[way](before.strip()[:-1], below[0])
        return [depth + head, *(depth + one for one in rest), *below[1:]]

    base, first, last = base_with(file, at, change)
    places = [Place(file, number) for number in range(first, last + 2)]
    return Case(base, "either", places, recovered=False, editions=file == TRANSLATION)


CITY_IDS = ("rennes", "nantes")
WAYS: dict[str, Callable[[str, str], list[str]]] = {
    "capitals": lambda key, below: [f"{key.upper()}:{below}"],
    "a capital": lambda key, below: [f"{key.capitalize()}:{below}"],
    "a space before the colon": lambda key, below: [f"{key} :{below}"],
    "a no-break space before the colon": lambda key, below: [f"{key}\u00a0:{below}"],
    "a wide colon": lambda key, below: [f"{key}\uff1a{below}"],
    "no colon": lambda key, below: [f"{key}{below}"],
    "no space behind": lambda key, below: [f"{key}:{below.lstrip()}"],
    "an equals sign": lambda key, below: [f"{key} ={below}"],
    "a letter too much": lambda key, below: [f"{key}s:{below}"],
    "a letter too little": lambda key, below: [f"{key[:-1]}:{below}"],
    "stressed": lambda key, below: [f"**{key}**:{below}"],
    "in quotes": lambda key, below: [f"“{key}”:{below}"],
    "a hyphen before": lambda key, below: [f"- {key}:{below}"],
    "a bullet before": lambda key, below: [f"• {key}:{below}"],
    "a number before": lambda key, below: [f"1. {key}:{below}"],
    "deeper": lambda key, below: [f"  {key}:{below}"],
    "a sign nobody sees": lambda key, below: [f"{key}\u200b:{below}"],
    "a comment mark before": lambda key, below: [f"#{key}:{below}"],
    "a comment behind": lambda key, below: [f"{key}:{below} # à revoir"],
    "an unknown key beside": lambda key, below: ["remarque: à revoir", f"{key}:{below}"],
    "words beside": lambda key, below: ["à revoir", f"{key}:{below}"],
    "a tab before": lambda key, below: [f"\t{key}:{below}"],
    "a tab behind": lambda key, below: [f"{key}:\t{below.lstrip()}"],
}


EVERYWHERE: dict[str, Kind] = {
    "everywhere: another value": _value,
    "everywhere: words pasted": _pasted,
    "everywhere: a key as people write it": _key,
}
