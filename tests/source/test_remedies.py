"""Remedies never lead in a circle: each is followed to the letter by this machine, and then the place is right.

A valid publication is broken in one place; the problem's remedy is carried out as a person would, and the source is
loaded again: what was named is gone, and nothing else is wrong where it was.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.document.typography import PROFILES
from generator.errors import ContentError, Problem
from generator.source.load import load
from generator.world import World
from tests.matrix import every
from tests.project import CONTENT, ROOT, replace_file

SLUG = "essai"
HEAD = f"content/{SLUG}/publication.yaml"
PILLAR = f"content/{SLUG}/pillars/aides.yaml"
OTHER = f"content/{SLUG}/pillars/autres.yaml"
CSV = f"content/{SLUG}/pillars/f.csv"
CITIES = "content/cities.yaml"
VALID = {
    HEAD: """title: Trois villes
language: fr
as_of: "2026-11-23"
version: "1.2"
status: final
session:
  body: Le conseil
  date: "2026-12-24"
pillars: [aides, autres]
""",
    PILLAR: """label: Aides
heading: Le soutien aux villes
icon: rocket
colour: teal
examples:
  - id: un
    text: >-
      [Rennes](city:rennes) aide les jeunes entreprises.
    source:
      title: Rapport annuel
      url: https://example.org/rapport
      seen: "2026-11-02"
  - id: deux
    text: Un texte sur une ligne.
table:
  caption: Aides
  columns: [Ville, Euros]
  rows:
    - [Rennes, 12]
    - [Nantes, 15]
chart:
  kind: bar
  caption: Aides
  description: Nantes aide plus.
  axis: Ville
  categories: [Rennes, Nantes]
  series:
    - {name: Aides, values: [12, 15]}
""",
    OTHER: """label: Autres
heading: Autres aides
icon: rocket
chart:
  kind: bar
  caption: Aides
  description: Nantes aide plus.
  csv: f.csv
""",
    CSV: "Ville;Euros\nRennes;12\nNantes;15\n",
}

# What people write behind “label: ”, each a value that YAML or we refuse, or that would lose words.
VALUES = [
    *("no", "yes", "on", "True", "12", "012", "1_000", "0x1F", "1e3", "1:30", ".inf", "2019-01-01", "~", "null", ""),
    *("''", '"   "', "[a, b]", "{a: b}", "@rennes", "%a", "`a`", "&a b", "*a", "*a* b", "!a b"),
    *("!!str a", "**Bilan** net", "*Bilan* net", "& associés", "! Attention", "% des aides", "| Bilan", "> 30 ans"),
    *("? pourquoi", ", et fin", "] a", "} a", "- Bilan", "- Bilan: suite", "# titre"),
    *("Bilan: suite", "Bilan : suite", "Bilan: une: autre", "Bilan:", "Bilan : 12: 30", "a: [b", "a: {b", "a: 'b"),
    *('"Open Data" à tous', '"Open Data": suite', "'Open' Data", "L'eau: la vie", "'L'eau", "'L'eau'", "'L'eau: vie'"),
    *('"Open Data"', "'a' et 'b'", '"a" et "b"', '"a" et \'b\'', 'Le "plan": suite', "Le 'plan': suite", '"a'),
    *("'a", '"Bilan: "suite"', "«a» : b", "“a”: b", "“a” b", "Bilan #2024", "Bilan #1: suite", '"Bilan" #2'),
    *('Le "plan" #2', "Bilan #2 : l'eau", "#2024: bilan", "[Rennes](city:rennes) aide", "[Rennes](city:rennes): suite"),
    *("[Rennes](city:rennes) #2", '[Rennes](city:rennes) "vite"', '"[Rennes](city:renne)"', '"[Rennes](city: rennes)"'),
    *("a\tb", "\ta", "a \x07b", "a\u202eb", "a\ufeffb", "a\x85b", '"a\\tb"', '"a\\x07b"', "a \\ b: c", '"a \\ b"'),
    *("C:\\Users: a", "http://a.fr: b", "a: http://a.fr #b", "12: 30", "2024: bilan", "2024 : bilan", "1,5: a", "-"),
    *("- -", "[a", "{a"),
    *('"a": "b"', "'a': 'b'", "a: \"b\" c: 'd'", "- [Rennes](city:rennes)", '"[a](javascript:b)"', '"[a]()"'),
    *('"a [](city:rennes)"', "a**b** c **d", "'** a'", "a ** b", "a | b: c", "a > b: c", "(a: b)", "a:b: c"),
    *('"a"b', "'a'b", '""a""', "''a''", '"a" ', '"a" - b', '"a", b', "'a', b", '"a": b, c', "a, b: c", "=a: b"),
    *("a\u00a0: b", "a:\u00a0b", "\u00a0a: b", "a : b # c", "a # b : c", "'a # b", '"a # b', "'a' # b", "a '# b'"),
    *("Bilan: suite\n  et fin", '"Open" data\n  et fin', "Bilan #2\n  et fin", "Bilan\n  suite: fin"),
    "Bilan\n  #2 fin",
    *("Bilan\n  et #2", "@a\n  b", "'L'eau\n  et fin'", '"a" b\n  "c" d', "a\n  - b: c", "a\n\n  b: c"),
]  # fmt: skip

EDITS: dict[str, tuple[str, str, str]] = {
    "a key that is missing": (PILLAR, "icon: rocket\n", ""),
    "a key of another language": (PILLAR, "colour:", "couleur:"),
    "a key in American English": (PILLAR, "colour:", "color:"),
    "a key that is mistyped": (PILLAR, "heading:", "headding:"),
    "a key in capitals": (PILLAR, "heading:", "Heading:"),
    "a key twice": (PILLAR, "icon: rocket\n", "icon: rocket\nicon: rocket\n"),
    "no space after a colon": (PILLAR, "icon: rocket", "icon:rocket"),
    "no space after a hyphen": (PILLAR, "- id: un", "-id: un"),
    "the first item without its hyphen": (PILLAR, "  - id: un", "    id: un"),
    "the second item without its hyphen": (PILLAR, "  - id: deux", "    id: deux"),
    "an item where its hyphen would be": (PILLAR, "  - id: deux", "  id: deux"),
    "a word without its hyphen": (HEAD, "pillars: [aides, autres]", "pillars:\n  - aides\n  autres"),
    "a bullet": (PILLAR, "- id: un", "• id: un"),
    "a dash": (PILLAR, "- id: un", "– id: un"),
    "a no-break space before a key": (PILLAR, "    source:", "\u00a0   source:"),
    "no-break spaces before a key": (PILLAR, "    source:", "\u00a0\u00a0\u00a0\u00a0source:"),
    "a tab before a key": (PILLAR, "    source:", "\tsource:"),
    "conflict markers": (PILLAR, "icon: rocket\n", "<<<<<<< a\nicon: rocket\n=======\nicon: rocket\n>>>>>>> b\n"),
    "an icon that is mistyped": (PILLAR, "rocket", "roket"),
    "an icon with its ending": (PILLAR, "rocket", "rocket.svg"),
    "a colour that is mistyped": (PILLAR, "teal", "tael"),
    "a colour in French": (PILLAR, "teal", "vert"),
    "a city that is mistyped": (PILLAR, "city:rennes", "city:renes"),
    "an id with a space": (PILLAR, "id: un", "id: un exemple"),
    "an id with an accent and an apostrophe": (PILLAR, "id: un", "id: l'été"),
    "an id that is a number": (PILLAR, "id: un", "id: 1"),
    "an id that is a yes": (PILLAR, "id: un", "id: on"),
    "an id of signs": (PILLAR, "id: un", 'id: "!!!"'),
    "an id in quotes that is too long": (PILLAR, "id: un", f"id: {'a' * 300}"),
    "an id twice": (PILLAR, "id: deux", "id: un"),
    "an address without a scheme": (PILLAR, "https://example.org/rapport", "www.example.org/rapport"),
    "an address without a host": (PILLAR, "https://example.org/rapport", "https://"),
    "an address with a space": (PILLAR, "https://example.org/rapport", "https://example.org/le rapport"),
    "an address in capitals": (PILLAR, "https://example.org/rapport", "HTTPS//example.org"),
    "a day of two figures": (PILLAR, '"2026-11-02"', "02/11/2026"),
    "a day in words": (PILLAR, '"2026-11-02"', "2 novembre 2026"),
    "a day that the calendar lacks": (PILLAR, '"2026-11-02"', '"2026-02-30"'),
    "a day without zeros": (PILLAR, '"2026-11-02"', "2026-1-2"),
    "a pillar with its file's ending": (HEAD, "[aides,", "[aides.yaml,"),
    "a pillar with its folder": (HEAD, "[aides,", "[pillars/aides.yaml,"),
    "a pillar that is mistyped": (HEAD, "[aides,", "[aide,"),
    "a pillar in capitals": (HEAD, "[aides,", "[Aides,"),
    "a pillar twice": (HEAD, "[aides,", "[aides, aides,"),
    "a pillar that is not listed": (HEAD, "[aides, autres]", "[aides]"),
    "pillars as a text": (HEAD, "[aides, autres]", "aides"),
    "a language in words": (HEAD, "language: fr", "language: français"),
    "a language in capitals": (HEAD, "language: fr", "language: FR"),
    "a language with a low line": (HEAD, "language: fr", "language: fr_FR"),
    "a language that is a no": (HEAD, "language: fr", "language: no"),
    "a version that is a number": (HEAD, '"1.2"', "1.2"),
    "a status in French": (HEAD, "status: final", "status: définitif"),
    "a status in capitals": (HEAD, "status: final", "status: Final"),
    "a typography that is mistyped": (HEAD, "status: final", "status: final\ntypography: fr-eu"),
    "a comment behind a key": (HEAD, "status: final", "status: final # enfin"),
    "nothing behind a key that has keys": (HEAD, "status: final", "status: final\ntheme:"),
    "nothing behind a key of another file that has keys": (PILLAR, "icon: rocket\n", "icon: rocket\nquote:\n"),
    "a comment behind an empty key": (HEAD, "session:", "session: # du conseil"),
    "a quoted number of degrees": (CITIES, "latitude: 51.219", 'latitude: "51.219"'),
    "a decimal comma of degrees": (CITIES, "latitude: 51.219", "latitude: 51,219"),
    "degrees with their sign": (CITIES, "latitude: 51.219", "latitude: 51.219°"),
    "degrees with a zero before": (CITIES, "latitude: 51.219", "latitude: 051.219"),
    "a country in words": (CITIES, "country: BE", "country: Belgique"),
    "a country in small letters": (CITIES, "country: BE", "country: be"),
    "a country that is a no": (CITIES, "country: BE", "country: NO"),
    "a kind of chart in French": (PILLAR, "kind: bar", "kind: barres"),
    "a kind of chart in capitals": (PILLAR, "kind: bar", "kind: Bar"),
    "a CSV file with a folder": (OTHER, "csv: f.csv", "csv: ./f.csv"),
    "a CSV file without its ending": (OTHER, "csv: f.csv", "csv: f"),
    "a CSV file in capitals": (OTHER, "csv: f.csv", "csv: f.CSV"),
    "a row with too few cells": (PILLAR, "[Rennes, 12]", "[Rennes]"),
    "a row with a decimal comma": (PILLAR, "[Rennes, 12]", "[Rennes, 12,5]"),
    "a cell that is a no": (PILLAR, "[Rennes, 12]", "[Rennes, no]"),
    "a cell that is a number of YAML": (PILLAR, "[Rennes, 12]", "[Rennes, 1_000]"),
    "a cell with a colon": (PILLAR, "[Rennes, 12]", "[Rennes, a: b]"),
    "a cell with a spaced colon": (PILLAR, "    - [Rennes, 12]", "    - - Rennes : la ville\n      - 12"),
    "a key indented too little": (PILLAR, "    source:", "   source:"),
    "a key indented too much": (PILLAR, "  kind: bar", "   kind: bar"),
    "a section indented": (PILLAR, "\nchart:", "\n chart:"),
    "an item indented too little": (PILLAR, "    - [Nantes, 15]", "   - [Nantes, 15]"),
    "a quote behind a key with keys below": (PILLAR, "    source:", '    source: "'),
    "a text below its key": (PILLAR, "heading: Le soutien aux villes", "heading: >-\nLe soutien\naux villes"),
    "a text below the key of a source": (PILLAR, "title: Rapport annuel", "title: >-\n      Rapport annuel"),
    "a path in double quotes": (PILLAR, "heading: Le soutien aux villes", 'heading: "C:\\new\\temp"'),
    "a row as a text": (PILLAR, "[Rennes, 12]", "Rennes"),
    "a head that is empty": (PILLAR, "[Ville, Euros]", '[Ville, ""]'),
    "a CSV value with its unit": (CSV, "Rennes;12", "Rennes;12 %"),
    "a CSV value of two readings": (CSV, "Rennes;12", "Rennes;12.345"),
    "a CSV value in words": (CSV, "Rennes;12", "Rennes;douze"),
    "a CSV value that is missing": (CSV, "Rennes;12", "Rennes;"),
    "a CSV cell that begins with quotes": (CSV, "Rennes;12", '"Le" Mans;12'),
    "a CSV cell whose quotes are not closed": (CSV, "Rennes;12", '"Rennes;12'),
    "a CSV file with a title": (CSV, "Ville;Euros\n", "Aides;\n\nVille;Euros\n"),
}  # fmt: skip

NUMBERS = ['"12"', "012", "1_000", "0x1F", "1e3", ".5", "5.", "'1,5'", "'12 %'", "'12 000'", "'1.234,5'", "no", "~"]
EDITS |= {f"the value {value} of a series": (PILLAR, "values: [12,", f"values: [{value},") for value in NUMBERS}
EDITS |= {f"label: {value!r}": (PILLAR, "label: Aides", f"label: {value}") for value in VALUES}
EDITS |= {
    f"text: {value!r}": (PILLAR, "text: Un texte sur une ligne.", f"text: {value}".replace("\n", "\n    "))
    for value in VALUES
}
EDITS |= {
    f"an item: {value!r}": (PILLAR, "  - id: deux\n    text: Un", f"  - text: {value}\n    id: deux\n#")
    for value in VALUES[::4]
    if "\n" not in value
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("remedies")
    (folder / "templates").symlink_to(ROOT / "templates")
    (folder / f"content/{SLUG}/pillars").mkdir(parents=True)
    return folder


def reset(root: Path) -> None:
    for name, text in VALID.items():
        replace_file(root / name, text)
    shutil.copy(CONTENT / "cities.yaml", root / CITIES)


def found(root: Path) -> list[Problem]:
    """Return the problems of the publication, and the warnings of one that has none."""
    world = World(root)
    try:
        return list(load(world, SLUG, ["teal", "orange"], list(PROFILES)).warnings)
    except ContentError as error:
        return list(error.problems)


def test_the_publication_is_right(root: Path) -> None:
    reset(root)
    assert found(root) == []


@every(8, "name", EDITS)
def test_a_remedy_followed_to_the_letter(root: Path, name: str) -> None:
    reset(root)
    file, old, new = EDITS[name]
    text = (root / file).read_text("utf-8")
    assert old in text
    replace_file(root / file, text.replace(old, new, 1))
    rounds: list[str] = []
    problems = found(root)
    # Each remedy once; one that mends a file may let another fault of it be seen, elsewhere.
    while problems and len(rounds) < 6:
        problem = problems[0]
        rounds.append(str(problem))
        assert follow(root, problem), f"no machine can follow this: {rounds}"
        problems = found(root)
        here = [
            str(one) for one in problems if (one.mark.file, one.mark.line) == (problem.mark.file, problem.mark.line)
        ]
        assert not here, f"a circle: {rounds}, then {here}"
    assert not problems, f"{rounds}, then {list(map(str, problems))}"


# How a person follows a remedy: a pattern of its words, and what becomes of the line at the mark.

Line = Callable[[str, int, re.Match[str]], str]
"""From a line, the column in it from 0 and the match of the remedy to the line that is written instead."""


def _instead(line: str, at: int, match: re.Match[str]) -> str:
    return line[: len(line) - len(line.lstrip(" "))] + match["line"]


def _word(line: str, at: int, match: re.Match[str]) -> str:
    """Put the word of the remedy in the place of that at the mark: an id of a mention, a key, an item, or a value."""
    kinds = {
        r"city:[\w-]*": line[at:].startswith("city:"),
        r"\w+(?=:)": not line[:at].strip(" -") and match["word"].strip("\"'") != line[at:],
        r"[^,\]}]*": "[" in line[:at],
    }
    end = next((kind for kind, here in kinds.items() if here), ".*")
    word = re.compile(r"\"[^\"]*\"|'[^']*'|" + end).match(line, at)
    assert word
    kept = "city:" if word[0].startswith("city:") else ""
    return line[:at] + kept + match["word"] + line[word.end() :]


def _deleted(line: str, at: int, match: re.Match[str]) -> str:
    return line[:at] + re.sub(r"^(\\[xu]?[0-9a-z]+|.)", "", line[at:])


def _spaced(line: str, at: int, match: re.Match[str]) -> str:
    return line[:at] + re.sub(r"^(\\t|\t)", " " if line[:at].strip() else "    ", line[at:])


def _closed(line: str, at: int, match: re.Match[str]) -> str:
    return line + line[at]


def _as(words: str) -> Line:
    """Return what puts ``words`` in the place of all behind the mark."""
    return lambda line, at, match: line[:at] + words


COMMENT = r"[Pp]ut the comment on a line of its own"
REMEDIES: tuple[tuple[str, Line], ...] = (
    (rf"Write: (?P<line>.*) \(or, if it is no text, p{COMMENT[4:]}\)\.", _instead),
    (r"(?:Write|Decimals are written with a point): (?P<line>.*)", _instead),
    (r"Write (?P<line>.*), if it is a text; else begin the list on the next line, indented\.", _instead),
    (rf"{COMMENT}.*", lambda line, at, match: f"{line[:at].rstrip()}\n# {line[at + 1 :]}"),
    (r"Put (?P<n>\d+) spaces before “(?P<line>.*)”, instead of what stands there\.",
     lambda line, at, match: " " * int(match["n"]) + match["line"]),
    (r"Write (?P<word>\".*\"|'.*'), in straight quotes\.", _word),
    (r"Write it as “(?P<word>.*)”\.", _word),
    (r".*Did you mean “(?P<word>.*?)”\?.*", _word),
    (r"Known here: (?P<word>\w+),.*", _word),
    (r"Write (?P<word>-?[\d.]+), without quotation marks\.", _word),
    (r"Write (?P<word>\d+), or .* if these are decimals\.", _word),
    (r"Double the quotation marks within a cell: (?P<word>.*)", lambda line, at, match: f"{match['word']};12"),
    (r"Close it at the end of the cell\.", lambda line, at, match: line.replace(";", '";')),
    (r"Close it at the end of the text, or write the text on the lines below “>-”\.", _closed),
    (r"Write the whole text as (?P<word>.*)\.",
     lambda line, at, match: re.sub(r'"(?:[^"\\]|\\.)*"', lambda _text: match["word"], line)),
    (r"Delete it; it cannot be seen in most editors\.", _deleted),
    (r"Use spaces\.", _spaced),
    (r"Write it\.|Write it, or delete the key\.", lambda line, at, match: re.sub(r"(\w+:).*", r"\1 texte", line)),
    (r"Name it\.", lambda line, at, match: line.replace('""', "Euros")),
    (r"That month has (?P<word>\d+) days: write one of them\.",
     lambda line, at, match: re.sub(r'\d\d"$', f'{match["word"]}"', line)),
    (r"Put (?P<n>\d+) spaces before “(?P<line>.*)” if it goes on with it; else delete it, or begin it with #\.",
     lambda line, at, match: " " * int(match["n"]) + match["line"]),
    (r"Delete it, or begin it with #\.", lambda line, at, match: f"# {line}"),
    (r"Write \*\*so\*\* to stress; or \\\*\\\* to print them\.", lambda line, at, match: line.replace("**", r"\*\*")),
    (r"Write it as \[.*\]\(.*\), with no space .*", lambda line, at, match: line.replace("city: ", "city:")),
    (r"Write https://…, mailto:…, city:… or lang:…\.",
     lambda line, at, match: re.sub(r"\((\S*)\)", "(https://a.fr)", line)),
    (r"Write them between the brackets: .*", lambda line, at, match: line.replace("[]", "[Bilbao]")),
    (r"Write a hyphen before each item\.", lambda line, at, match: f"{line[:at].rstrip()} [{line[at:]}, autres]"
     if "pillars" in line else line.replace("Rennes", "[Rennes, 12]")),
    (r"Write below it, indented by two spaces, what belongs to it: .*\. Or delete it\.", lambda line, at, match: ""),
    (r"Write one “key: value” a line\.", lambda line, at, match: line),
    (r"Give each row a cell for each column\..*", lambda line, at, match: "    - [Rennes, 12]"),
    (r"Give one of them another id\.", lambda line, at, match: f"{line}-autre"),
    (r"Shorten or split it\.", lambda line, at, match: line[: at + 100]),
    (r"Write year, month and day: YYYY-MM-DD\.", _as('"2026-11-02"')),
    (r"Write https://…\.", _as("https://example.org/")),
    (r"Write digits, with a point for decimals; or, for a text, (?P<word>\".*\") in straight quotes\.", _word),
    (r"Write (?P<word>[\d.]+) alone; “unit:” says what it is of\.", _word),
    (r"Write its words alone; link them in the introduction\.",
     lambda line, at, match: re.sub(r"\[(.*?)\]\(.*?\)", r"\1", line)),
    (r"Write digits, with a point for decimals, without quotation marks; null where nothing was measured\.",
     lambda line, at, match: re.sub(r"\"no\"|no|douze", "12", line)),
    (r"Write digits alone; leave the cell empty where nothing was measured\.",
     lambda line, at, match: line.replace("douze", "12")),
    (r"Write a number, or leave the category out\.",
     lambda line, at, match: line[:at] + re.sub("^~|^$", "3", line[at:])),
)  # fmt: skip


def follow(root: Path, problem: Problem) -> bool:
    """Do what the remedy says; tell whether a machine can."""
    path = root / problem.mark.file
    lines = path.read_text("utf-8").split("\n")
    number = problem.mark.line - 1
    if many := re.match(r"Write, in place of lines (\d+) to (\d+): (.*)", problem.remedy):
        line = re.sub(r" \(or, if it is no text, .*", "", many[3])
        indent = re.match(" *", lines[int(many[1]) - 1])
        assert indent
        lines[int(many[1]) - 1 : int(many[2])] = [indent[0] + line]
    elif missing := re.fullmatch(r"Add “(\w+): …”\.", problem.remedy):
        lines.insert(number, " " * (problem.mark.column - 1) + missing[1] + ": rocket")
    elif problem.remedy == "Delete one of them.":
        lines[number] = lines[number].replace("aides, aides", "aides") if "[" in lines[number] else "#"
    elif problem.remedy.startswith(("Keep the right lines", "Delete the lines above the heads")):
        lines[number] = ""
    elif problem.remedy.startswith("List it under “pillars”"):
        path, lines = root / HEAD, VALID[HEAD].split("\n")
    elif unit := re.fullmatch("Write the unit under “chart”: (.*)", problem.remedy):
        path, lines = root / OTHER, [*VALID[OTHER].rstrip().split("\n"), f"  {unit[1]}", ""]
    else:
        found = ((re.fullmatch(pattern, problem.remedy, re.DOTALL), change) for pattern, change in REMEDIES)
        match, change = next(((one, change) for one, change in found if one), (None, _instead))
        if match is None:
            return False
        lines[number] = change(lines[number], problem.mark.column - 1, match)
    path.write_text("\n".join(lines), "utf-8", newline="\n")
    return True
