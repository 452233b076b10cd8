"""What was meant by what stands in the wrong form: the place and the remedy whole, which mends it when followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.document.typography import PROFILES
from generator.errors import ContentError, Problem
from generator.source.load import load
from generator.world import World
from tests.campaign.following import follow
from tests.project import CONTENT, ROOT, replace_file
from tests.source.test_remedies import HEAD, OTHER, PILLAR, SLUG, VALID

EXAMPLES = VALID[PILLAR][VALID[PILLAR].index("examples:") : VALID[PILLAR].index("table:")]
SECOND = "  - id: deux\n    text: Un texte sur une ligne.\n"
PICTURE = "Delete it here, and write on a line of its own, beside the text's key: picture: "
WINDOWS = "Windows keeps the name “{}” for itself: no file can be called so there."

A_LIST = "Expected a list, found "

# What is written instead of what, in which file: then the place, and what is said.
CASES = {
    "examples by number": (
        PILLAR,
        EXAMPLES,
        "examples:\n  1:\n    id: un\n    text: Un texte.\n  2:\n    text: Un autre.\n    id: deux\n",
        (6, 3, "Expected a list, found keys with values. Write a list: line 6: “-”; line 9: “-”."),
    ),
    "examples by id": (
        PILLAR,
        EXAMPLES,
        "examples:\n  un:\n    text: Un texte.\n  deux:\n      text: Un autre.\n",
        (6, 3, "Expected a list, found keys with values. Write a list: line 6: “- id: un”; line 8: “-   id: deux”."),
    ),
    "examples by number, in braces": (
        PILLAR,
        EXAMPLES,
        "examples: {1: {id: un, text: Un texte.}, 2: {id: deux, text: Un autre.}}\n",
        (
            5,
            11,
            "Expected a list, found keys with values. "
            "Write “examples: [{id: un, text: Un texte.}, {id: deux, text: Un autre.}]”.",
        ),
    ),
    "points by number": (
        PILLAR,
        SECOND,
        SECOND + "    points:\n      1: un mot\n      2: deux mots\n",
        (16, 7, "Expected a list, found keys with values. Write a list: line 16: “- un mot”; line 17: “- deux mots”."),
    ),
    "pillars by number": (
        HEAD,
        "pillars: [aides, autres]",
        "pillars:\n  1: aides\n  2: autres",
        (10, 3, "Expected a list, found keys with values. Write a list: line 10: “- aides”; line 11: “- autres”."),
    ),
    "a key of a source behind its key": (
        PILLAR,
        SECOND,
        SECOND + "    source: title: Rapport\n",
        (
            15,
            18,
            "The text holds a colon and a space: YAML takes what stands before it for a key. "
            "Write on the line below, indented: title: Rapport",
        ),
    ),
    "a key that stands too deep": (
        PILLAR,
        "table:\n",
        "call:\n  contact:\n    name: La ville\n    text: Répondez\ntable:\n",
        (
            18,
            5,
            "The key “text” is not known here. Put 2 spaces before “text: Répondez”, instead of what stands there.",
        ),
    ),
    "a bullet before a long text": (
        PILLAR,
        SECOND,
        f"{SECOND}    points:\n      - un mot\n      − {'deux mots ' * 15}\n",
        (17, 7, "A list begins with hyphens, not with “−”. Put a hyphen in the place of “−”."),
    ),
    "quotation marks of YAML with a point behind": (
        PILLAR,
        "heading: Le soutien aux villes",
        "heading: 'L''été en ville'.",
        (2, 10, """The text begins with quotes, and goes on after them. Write: heading: "L'été en ville." """.rstrip()),
    ),
    "a quotation mark that opens an item": (
        HEAD,
        "pillars: [aides, autres]",
        'pillars:\n  - "aides\n  - autres\noverview: [autres, aides]',
        (10, 5, 'The quotation mark that opens here is not closed. Write: - "aides"'),
    ),
    "an apostrophe that opens an item": (
        HEAD,
        "pillars: [aides, autres]",
        "overview:\n  - autres\n  - 'aides\npillars: [aides, autres]",
        (11, 5, "The quotation mark that opens here is not closed. Write: - 'aides'"),
    ),
    "a no-break space before a colon": (
        HEAD,
        "language: fr",
        "language\u00a0: fr",
        (2, 1, "The key “language\u00a0” is not known here. Did you mean “language”? Write: language: fr"),
    ),
    "a picture in a text": (
        PILLAR,
        "text: Un texte sur une ligne.",
        "text: Un texte sur une ligne. ![L'été](photos/place.jpg)",
        (14, 35, f"A picture cannot stand within a text. {PICTURE}{{file: photos/place.jpg, alt: 'L''été'}}"),
    ),
    "a picture in a point": (
        PILLAR,
        SECOND,
        f"{SECOND}    points:\n      - un mot\n      - '![](a.png) deux'\n",
        (
            17,
            10,
            "A picture cannot stand within a text. Delete it here; pictures stand under “picture” of the publication, "
            "of a pillar or of an example.",
        ),
    ),
    "a wide letter": (
        PILLAR,
        "heading: Le soutien aux villes",
        "heading: Le Ｓoutien",
        (2, 13, "Chinese, Japanese and Korean text cannot be set yet. Write “S” instead."),
    ),
    "a colour in figures": (
        PILLAR,
        "colour: teal",
        "colour: '#00677a'",
        (
            4,
            9,
            "There is no colour “#00677a” in templates/theme.yaml. Delete this line, and write in publication.yaml: "
            'theme: {pillars: {aides: "00677A"}}',
        ),
    ),
    "a language that there are no words for": (
        HEAD,
        "language: fr",
        "language: klingon",
        (
            2,
            11,
            "“klingon” is not a language tag such as fr, en or pt-BR. "
            "Known here: bg, ca, cs, da, de, el, en, es, et, eu, fi, fr, ga, gl, hr, hu, ….",
        ),
    ),
    "an edition in such a language": (
        HEAD,
        "language: fr",
        "language: fr\neditions:\n  - id: k\n    language: tlh",
        (
            5,
            15,
            "There are no words for the language “tlh”. "
            "Known here: bg, ca, cs, da, de, el, en, es, et, eu, fi, fr, ga, gl, hr, hu, ….",
        ),
    ),
    "an edition whose files Windows cannot have": (
        HEAD,
        "language: fr",
        'language: fr\neditions:\n  - id: CON\n    name: "{edition}"',
        (5, 11, f"{WINDOWS.format('CON')} Choose another name, such as “CON-1”."),
    ),
    "an icon that Windows cannot have": (
        PILLAR,
        "icon: rocket",
        "icon: Aux",
        (3, 7, f"{WINDOWS.format('Aux')} Choose another name, such as “Aux-1”."),
    ),
    "a picture that Windows cannot have": (
        PILLAR,
        "table:\n",
        "picture:\n  file: nul/com1.jpg\n  alt: La place\ntable:\n",
        (16, 9, f"{WINDOWS.format('nul')} Choose another name, such as “nul-1”."),
    ),
    "values in the words of a list": (
        PILLAR,
        "    - {name: Aides, values: [12, 15]}",
        "    - name: Aides\n      values: 12 ; 1 215,5",
        (29, 15, f"{A_LIST}the text “12 ; 1 215,5”. Write: values: [12, 1215.5]"),
    ),
    "points in one line": (
        PILLAR,
        SECOND,
        f"{SECOND}    points: un puits ; 01000\n",
        (15, 13, f'{A_LIST}the text “un puits ; 01000”. Write: points: ["un puits", "01000"]'),
    ),
    "rows parted by semicolons": (
        PILLAR,
        "[Nantes, 15]",
        "Nantes; 15 km",
        (20, 7, f'{A_LIST}the text “Nantes; 15 km”. Write: - [Nantes, "15 km"]'),
    ),
    "rows by their heads": (
        PILLAR,
        "[Nantes, 15]",
        "Ville: Nantes\n      Euros: 15",
        (20, 7, f"{A_LIST}keys with values. Write, in place of lines 20 to 21: - [Nantes, 15]"),
    ),
    "rows by their names": (
        PILLAR,
        "    - [Rennes, 12]\n    - [Nantes, 15]",
        "    Rennes: 12\n    Nantes: 15",
        (19, 5, f"{A_LIST}keys with values. Write a list: line 19: “- [Rennes, 12]”; line 20: “- [Nantes, 15]”."),
    ),
    "rows with tabs": (
        PILLAR,
        "    - [Rennes, 12]\n    - [Nantes, 15]",
        "    Rennes\t12,5\n    Nantes\t15",
        (19, 11, "There is a tab. Write: - [Rennes, 12.5]"),
    ),
    "a table of Markdown": (
        PILLAR,
        "  columns: [Ville, Euros]\n  rows:\n    - [Rennes, 12]\n    - [Nantes, 15]",
        "  | Ville | Euros |\n  |---|---:|\n  | Rennes | 12 |\n  | Nantes | 15 |",
        (17, 3, "A table is not written with “|”. Write: columns: [Ville, Euros]"),
    ),
    "series by their names": (
        PILLAR,
        "    - {name: Aides, values: [12, 15]}",
        "    Aides: [12, 15]",
        (28, 5, f"{A_LIST}keys with values. Write a list: line 28: “- {{name: Aides, values: [12, 15]}}”."),
    ),
    "values by their categories": (
        PILLAR,
        "    - {name: Aides, values: [12, 15]}",
        "    Rennes: 12\n    Nantes: 15",
        (28, 5, f"{A_LIST}keys with values. Write, in place of lines 28 to 29: - {{name: …, values: [12, 15]}}"),
    ),
    "values in the place of a series": (
        PILLAR,
        "    - {name: Aides, values: [12, 15]}",
        "    [12, 15]",
        (28, 6, "Expected keys with values, found the text “12”. Write: - {name: …, values: [12, 15]}"),
    ),
    "decimal commas with a unit": (
        PILLAR,
        "    - {name: Aides, values: [12, 15]}",
        "    - name: Aides\n      values: [12,5 %, 15,1 %]",
        (29, 16, "The series has 4 values, not 2. Decimals are written with a point: values: [12.5, 15.1]"),
    ),
    "a decimal comma in a row": (
        PILLAR,
        "[Nantes, 15]",
        "[Nantes, 1 215,5]",
        (20, 8, "Row 2 has 3 cells, not 2. Decimals are written with a point: - [Nantes, 1215.5]"),
    ),
    "a source as a list": (
        PILLAR,
        '      title: Rapport annuel\n      url: https://example.org/rapport\n      seen: "2026-11-02"',
        "      - https://example.org/rapport\n      - Rapport annuel",
        (
            10,
            7,
            "Expected keys with values, found a list. Write these lines: line 10: “url: https://example.org/rapport”; "
            "line 11: “title: Rapport annuel”.",
        ),
    ),
    "a source below its key": (
        PILLAR,
        SECOND,
        f"{SECOND}    source:\n      Rapport\n",
        (16, 7, "Expected keys with values, found the text “Rapport”. Write: title: Rapport"),
    ),
    "a point that stands too deep": (
        PILLAR,
        SECOND,
        f"{SECOND}    points:\n      - un\n       - deux\n",
        (
            17,
            8,
            "The line is indented otherwise than those beside it. Put 6 spaces before “- deux”, instead of what stands "
            "there.",
        ),
    ),
    "figures by what they count": (
        PILLAR,
        "table:\n",
        "figures:\n  puits: 12\ntable:\n",
        (16, 3, f"{A_LIST}keys with values. Write a list: line 16: “- {{value: 12, label: puits}}”."),
    ),
    "a figure in words": (
        PILLAR,
        "table:\n",
        "figures:\n  - 12 puits\ntable:\n",
        (16, 5, "Expected keys with values, found the text “12 puits”. Write: - {value: '12', label: \"puits\"}"),
    ),
    "keys that are words of a text": (
        PILLAR,
        "text: Un texte sur une ligne.",
        "text:\n      Le plan: une étape\n      La suite: deux",
        (
            15,
            7,
            "Expected a text, found keys with values. "
            'Write, in place of lines 14 to 16: text: "Le plan: une étape, La suite: deux"',
        ),
    ),
    "keys in the place of a text": (
        HEAD,
        "language: fr",
        "language: fr\ncontact:\n  name: Paul\n  email: p@ville.fr",
        (4, 3, 'Expected a text, found keys with values. Write, in place of lines 3 to 5: contact: "Paul, p@ville.fr"'),
    ),
    "a picture of HTML": (
        PILLAR,
        "table:\n",
        'picture: <img src="photo.jpg" alt="Une place">\ntable:\n',
        (
            15,
            10,
            "Expected keys with values, found the text “photo.jpg”. Write on the line below, indented: file: photo.jpg",
        ),
    ),
    "a city under a French name": (
        PILLAR,
        "text: Un texte sur une ligne.",
        "text: À [Rennes](ville:rennes), un texte.",
        (14, 22, "The link “ville:rennes” is neither a web address nor a city. Write it as “city:rennes”."),
    ),
    "a city without its brackets": (
        PILLAR,
        "text: Un texte sur une ligne.",
        "text: À Rennes (city:rennes), un texte.",
        (
            14,
            21,
            "This mention of a city, or this link, cannot be read. "
            "Write it as [Rennes](city:rennes), with no space in the brackets after it.",
        ),
    ),
    "a language without its accents": (
        HEAD,
        "language: fr",
        "language: francais",
        (2, 11, "“francais” is not a language tag such as fr, en or pt-BR. Write it as “fr”."),
    ),
    "a number before an id": (
        HEAD,
        "pillars: [aides, autres]",
        "pillars: [1. aides, autres]",
        (9, 11, "“1. aides” is not an id (letters, digits, hyphens, no spaces). Write it as “aides”."),
    ),
    "a chart with the keys of a table": (
        PILLAR,
        "  axis: Ville\n  categories: [Rennes, Nantes]\n  series:\n    - {name: Aides, values: [12, 15]}\n",
        "  columns: [Ville, Aides]\n  rows: [[Rennes, 12]]\n",
        (25, 3, "The key “columns” is not known here. A chart has “axis”, “categories” and “series” in its place."),
    ),
    "a place that is in no registry": (
        HEAD,
        "language: fr",
        "language: fr\neditions:\n  - id: brest\n    place: Brest",
        (5, 12, "The city “Brest” is not in content/cities.yaml. Known here: rennes. Or add it there."),
    ),
    "no language": (
        HEAD,
        "language: fr",
        "language:",
        (
            2,
            10,
            "There is no text here. Known here: bg, ca, cs, da, de, el, en, es, et, eu, fi, fr, ga, gl, hr, hu, ….",
        ),
    ),
}
"""Those that no machine can follow are named below."""
OPEN = ("a language that", "an edition", "an icon", "a picture", "a chart with", "a place", "no language")


@pytest.mark.parametrize("name", CASES)
def test_what_was_meant_is_said_and_mends_it(tmp_path: Path, name: str) -> None:
    file, old, new, (line, column, words) = CASES[name]
    assert VALID[file].count(old) == 1
    files = {path: text.encode() for path, text in VALID.items()}
    files |= {file: VALID[file].replace(old, new).encode(), "content/cities.yaml": _cities()}

    problems = _problems(tmp_path, files)

    assert (file, line, column, words) in [
        (one.mark.file, one.mark.line, one.mark.column, f"{one.cause} {one.remedy}") for one in problems
    ]
    if name.startswith(OPEN):
        return
    for _round in range(4):
        followed = follow(files, problems[0])
        assert followed, f"no machine can follow this: {problems[0]}"
        files = followed
        if not (problems := _problems(tmp_path, files)):
            return
    pytest.fail(f"a circle: {problems[0]}")


def test_a_pillar_and_a_publication_that_windows_cannot_have(tmp_path: Path) -> None:
    files = {**{path: text.encode() for path, text in VALID.items()}, "content/cities.yaml": _cities()}
    files[OTHER.replace("autres", "aux")] = files.pop(OTHER)
    files[HEAD] = files[HEAD].replace(b"autres", b"aux")

    found = [one for one in _problems(tmp_path, files) if "Windows" in one.cause]

    assert [(one.mark.file, one.mark.line, one.cause) for one in found] == [
        (OTHER.replace("autres", "aux"), 1, WINDOWS.format("aux"))
    ]


def _cities() -> bytes:
    return (CONTENT / "cities.yaml").read_bytes()


def _problems(root: Path, files: dict[str, bytes]) -> list[Problem]:
    """Return the problems of what was read, and of its letters."""
    from generator.pipeline.production import Production

    if not (root / "templates").exists():
        (root / "templates").symlink_to(ROOT / "templates")
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        replace_file(root / name, data)
    try:
        load(World(root), SLUG, None, list(PROFILES))
        Production(World(root), SLUG).compose("templates/note.xml.j2")
    except ContentError as error:
        return sorted(error.problems)
    return []
