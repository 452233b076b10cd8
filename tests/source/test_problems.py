"""Each kind of broken content: the whole message, with its line and column; exit 1; the old outputs stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.matrix import every
from tests.project import SLUG, Project

LABEL = "Soutien aux projets innovants"
BODY = "[specialisation, soutien, cooperation, gouvernance]"
OVERVIEW = "[specialisation, gouvernance, soutien, cooperation]"
NAMES = "{fr: Anvers, en: Antwerp, nl: Antwerpen, de: Antwerpen, es: Amberes, it: Anversa}"
CITIES = "content/cities.yaml"
P = f"content/{SLUG}/pillars/soutien.yaml"
H = f"content/{SLUG}/publication.yaml"
SIGN = "Quote a text that holds “: ” or begins with a sign, or write it on the lines below “>-”."
LOOK = "Look at this line and those above: indentation, a missing colon, quote or bracket."
KNOWN_CITIES = "Known here: anvers, grenoble, nantes, rennes, turin, exempleville, port-modele, musterstadt."
KEYS = (
    "Known here: label, heading, icon, colour, short, spoken, picture, intro, figures, quote, "
    "examples, table, chart, call."
)
ALONE = "Write 48, without quotation marks."
NUMBER = "Write it with a point, without quotation marks or a zero before it."

# What is written after “label: ” in pillars/soutien.yaml, and what is said of it, from the column on.
LABELS = {
    "no": '8: label: YAML reads no as a yes or no. Write "no", in straight quotes.',
    "on": '8: label: YAML reads on as a yes or no. Write "on", in straight quotes.',
    "yes": '8: label: YAML reads yes as a yes or no. Write "yes", in straight quotes.',
    "True": '8: label: YAML reads True as a yes or no. Write "True", in straight quotes.',
    "012": '8: label: YAML reads 012 as a number. Write "012", in straight quotes.',
    "12": '8: label: YAML reads 12 as a number. Write "12", in straight quotes.',
    "1_000": '8: label: YAML reads 1_000 as a number. Write "1_000", in straight quotes.',
    "0x1F": '8: label: YAML reads 0x1F as a number. Write "0x1F", in straight quotes.',
    "1:30": '8: label: YAML reads 1:30 as a number. Write "1:30", in straight quotes.',
    "1e3": '8: label: YAML reads 1e3 as a number. Write "1e3", in straight quotes.',
    ".inf": '8: label: YAML reads .inf as a number. Write ".inf", in straight quotes.',
    "2019-01-01": '8: label: YAML reads 2019-01-01 as a date. Write "2019-01-01", in straight quotes.',
    "~": "8: label: There is no text here. Write it.",
    "null": "8: label: There is no text here. Write it.",
    "": "7: label: There is no text here. Write it.",
    '""': "8: label: There is no text here. Write it.",
    "'   '": "8: label: There is no text here. Write it.",
    '"\\u200b\\u00a0"': "8: label: There is no text here. Write it.",
    "[a, b]": '8: label: Expected a text, found a list. Write "[a, b]", in straight quotes.',
    "{a: b}": '8: label: Expected a text, found keys with values. Write "{a: b}", in straight quotes.',
    "&a b": '8: Anchors (&) and aliases (*) are not accepted. Write: label: "&a b"',
    "*a": '8: Anchors (&) and aliases (*) are not accepted. Write: label: "*a"',
    "!!str a": '8: Tags (!) are not accepted. Write: label: "!!str a"',
    "!!python/object:os.system a": '8: Tags (!) are not accepted. Write: label: "!!python/object:os.system a"',
    "a: b": '9: The text holds a colon and a space: YAML takes what stands before it for a key. Write: label: "a: b"',
    "[Bilbao](city:bilbao) a mis": '8: A text cannot begin with “[”. Write: label: "[Bilbao](city:bilbao) a mis"',
    "@a": '8: A text cannot begin with “@”. Write: label: "@a"',
    "%a": '8: A text cannot begin with “%”. Write: label: "%a"',
    "`a`": '8: A text cannot begin with “`”. Write: label: "`a`"',
    "- a": '8: A list cannot begin on the line of its key. Write label: "- a", if it is a text; '
    "else begin the list on the next line, indented.",
    "a\tb": "9: There is a tab. Use spaces.",
    '"ab\\tc"': "11: In double quotation marks, “\\t” is another character. Write the whole text as 'ab\\tc'.",
    "a \x07b": "10: There is a control character (U+0007). Delete it; it cannot be seen in most editors.",
    "a\u202eb": "9: There is a control character (U+202E). Delete it; it cannot be seen in most editors.",
    "a\x85b": "9: There is a control character (U+0085). Delete it; it cannot be seen in most editors.",
    "a\ufeffb": "9: There is a control character (U+FEFF). Delete it; it cannot be seen in most editors.",
    '"ab\\x07c"': "11: There is a control character (U+0007). Delete it; it cannot be seen in most editors.",
    '"é \\u202e c"': "11: There is a control character (U+202E). Delete it; it cannot be seen in most editors.",
    '"\\u0020 \\x85 c"': "16: There is a control character (U+0085). Delete it; it cannot be seen in most editors.",
    '"[x](javascript:alert)"': "13: label: The link is left out: a label leads to its pillar. "
    "Write its words alone; link them in the introduction.",
    '"[x](page.html)"': "13: label: The link is left out: a label leads to its pillar. "
    "Write its words alone; link them in the introduction.",
    '"[x]()"': "12: label: The link is left out: a label leads to its pillar. "
    "Write its words alone; link them in the introduction.",
    '"[x](city:)"': "13: label: The link “city:” is neither a web address nor a city. "
    "Write https://…, mailto:…, city:… or lang:….",
    '"a [](city:turin)"': "13: label: The link to “city:turin” has no words. "
    "Write them between the brackets: [Bilbao](city:bilbao).",
    '"[x](city:a b)"': "11: label: This mention of a city, or this link, cannot be read. "
    "Write it as [x](city:ab), with no space in the brackets after it.",
    '"x](city:turin)"': "10: label: This mention of a city, or this link, cannot be read. "
    "Write it as [x](city:turin), with no space in the brackets after it.",
}

# Edits, each a file, what is replaced and by what; and the problems.
EDITS: dict[str, tuple[list[tuple[str, str, str]], list[str]]] = {
    "an unknown key": (
        [("soutien.yaml", "heading:", "headding:")],
        [
            f"{P}:3:1: The key “headding” is not known here. Did you mean “heading”? "
            "Write: heading: Un fort soutien aux projets innovants portés par les acteurs du territoire",
        ],
    ),
    "an unknown key that need not be there": (
        [("soutien.yaml", "colour:", "color:")],
        [f"{P}:5:1: The key “color” is not known here. Did you mean “colour”? Write: colour: orange"],
    ),
    "a missing key": (
        [("soutien.yaml", "icon: rocket\n", "")],
        [f"{P}:2:1: The key “icon” is missing. Add “icon: …”."],
    ),
    "an example without id": (
        [("soutien.yaml", "  - id: rennes-inout\n    text", "  - text")],
        [f"{P}:13:5: examples[1]: The key “id” is missing. Add “id: …”."],
    ),
    "a text where examples belong": (
        [("soutien.yaml", "  - id: nantes-french-tech", "  - bonjour\n  - id: nantes-french-tech")],
        [f"{P}:7:5: examples[0]: Expected keys with values, found the text “bonjour”. Write: - text: bonjour"],
    ),
    "a text where a list belongs": (
        [("publication.yaml", BODY, "specialisation")],
        [f"{H}:7:10: pillars: Expected a list, found the text “specialisation”. Write: pillars: [specialisation]"],
    ),
    "keys where an id belongs": (
        [("publication.yaml", BODY, "[specialisation, {a: b}, soutien]")],
        [
            f"{H}:7:27: pillars[1]: Expected a text, found keys with values. Write one word alone.",
        ],
    ),
    "an id that is a number": (
        [("soutien.yaml", "id: rennes-inout", "id: 012")],
        [f'{P}:13:9: examples[1].id: YAML reads 012 as a number. Write "012", in straight quotes.'],
    ),
    "an id with a space": (
        [("soutien.yaml", "id: rennes-inout", "id: rennes inout")],
        [
            f"{P}:13:9: examples[1].id: “rennes inout” is not an id (letters, digits, hyphens, no spaces). "
            "Write it as “rennes-inout”.",
        ],
    ),
    "a decimal comma": (
        [(CITIES, "51.219", "51,219")],
        [
            f"{CITIES}:6:13: anvers.latitude: Expected a decimal number such as 48.117, "
            f"found the text “51,219”. {ALONE.replace('48', '51.219')}",
        ],
    ),
    "a quoted number": (
        [(CITIES, "51.219", '"51.219"')],
        [
            f"{CITIES}:6:13: anvers.latitude: Expected a decimal number such as 48.117, "
            f"found the text “51.219”. {ALONE.replace('48', '51.219')}",
        ],
    ),
    "a key that is missing, mistyped like one that may be": (
        [("soutien.yaml", "label:", "lable:")],
        [
            f"{P}:2:1: The key “lable” is not known here. Did you mean “label”? "
            "Write: label: Soutien aux projets innovants",
        ],
    ),
    "an octal number": (
        [(CITIES, "51.219", "051")],
        [
            f"{CITIES}:6:13: anvers.latitude: Expected a decimal number such as 48.117, found the text “051”. "
            f"{ALONE.replace('48', '51')}"
        ],
    ),
    "a list where a number belongs": (
        [(CITIES, "51.219", "[1]")],
        [f"{CITIES}:6:13: anvers.latitude: Expected a decimal number such as 48.117, found a list. {NUMBER}"],
    ),
    "no number": (
        [(CITIES, " 51.219", "")],
        [f"{CITIES}:6:12: anvers.latitude: Expected a decimal number such as 48.117, found nothing. {NUMBER}"],
    ),
    "latitude 95": (
        [(CITIES, "51.219", "95")],
        [
            f"{CITIES}:6:13: anvers.latitude: 95 lies outside -90 to 90 degrees. Latitude is north, longitude is east.",
        ],
    ),
    "longitude -200.5": (
        [(CITIES, "4.402", "-200.5")],
        [
            f"{CITIES}:7:14: anvers.longitude: -200.5 lies outside -180 to 180 degrees. "
            "Latitude is north, longitude is east.",
        ],
    ),
    "characters that nobody sees in an id": (
        [("soutien.yaml", "id: rennes-inout", 'id: "rennes\\x07-\\u202Einout"')],
        [
            f"{P}:13:16: There is a control character (U+0007). Delete it; it cannot be seen in most editors.",
            f"{P}:13:21: There is a control character (U+202E). Delete it; it cannot be seen in most editors.",
        ],
    ),
    "a text in the place of a list of keys": (
        [("soutien.yaml", "icon: rocket\n", "icon: rocket\nfigures: 12 trajets\n")],
        [
            f"{P}:5:10: figures: Expected a list, found the text “12 trajets”. "
            "Write on the line below, indented: - {value: '12', label: \"trajets\"}",
        ],
    ),
    "a file in the place of the keys of the map": (
        [("publication.yaml", "language: fr\n", "language: fr\nmap: a/cote.geojson\n")],
        [
            f"{H}:5:6: map: Expected keys with values, found the text “a/cote.geojson”. "
            "Write on the line below, indented: outline: a/cote.geojson",
        ],
    ),
    "no names": (
        [(CITIES, NAMES, "{}")],
        [f"{CITIES}:4:10: anvers.names: Expected keys with values, found nothing. Write one “key: value” a line."],
    ),
    "a text where names belong": (
        [(CITIES, NAMES, "Anvers")],
        [
            f"{CITIES}:4:10: anvers.names: Expected keys with values, found the text “Anvers”. "
            "Write: names: {fr: Anvers}",
        ],
    ),
    "a language by its name": (
        [(CITIES, "{fr: Anvers,", "{français: Anvers,")],
        [
            f"{CITIES}:4:11: anvers.names: “français” is not a language tag such as fr, en or pt-BR. Write it as “fr”.",
        ],
    ),
    "Norwegian": (
        [(CITIES, "{fr: Anvers,", "{no: Antwerpen, fr: Anvers,")],
        [f'{CITIES}:4:11: anvers.names: YAML reads no as a yes or no. Write "no", in straight quotes.'],
    ),
    "Norway": (
        [(CITIES, "country: BE", "country: NO")],
        [f'{CITIES}:5:12: anvers.country: YAML reads NO as a yes or no. Write "NO", in straight quotes.'],
    ),
    "a country by its name": (
        [(CITIES, "country: BE", "country: Belgique")],
        [
            f"{CITIES}:5:12: anvers.country: “Belgique” is not a country's two capital letters, such as FR. "
            "Write it as “BE”.",
        ],
    ),
    "a city's id with a space": (
        [(CITIES, "anvers:", "an vers:")],
        [
            f"{CITIES}:3:1: “an vers” is not an id (letters, digits, hyphens, no spaces). Write it as “an-vers”.",
            f"content/{SLUG}/pillars/gouvernance.yaml:9:16: examples[0].text: The city “anvers” is not in {CITIES}. "
            "Did you mean “an vers”? Or add it there.",
        ],
    ),
    "an unknown pillar": (
        [("publication.yaml", BODY, BODY.replace("soutien", "soutient"))],
        [f"{H}:7:27: pillars[1]: There is no pillar “soutient” in content/{SLUG}/pillars/. Did you mean “soutien”?"],
    ),
    "an unknown city": (
        [("soutien.yaml", "city:nantes", "city:nante")],
        [f"{P}:9:16: examples[0].text: The city “nante” is not in {CITIES}. Did you mean “nantes”? Or add it there."],
    ),
    "an unknown city after another that begins alike": (
        [("soutien.yaml", "(city:rennes) a", "(city:rennes) et [Renn](city:renn) a")],
        [f"{P}:15:49: examples[1].text: The city “renn” is not in {CITIES}. Did you mean “rennes”? Or add it there."],
    ),
    "an unknown icon": (
        [("soutien.yaml", "icon: rocket", "icon: roket")],
        [f"{P}:4:7: icon: There is no icon “roket”. Did you mean “rocket”?"],
    ),
    "an icon called by what it shows": (
        [("soutien.yaml", "icon: rocket", "icon: fusée")],
        [f"{P}:4:7: icon: There is no icon “fusée”. Did you mean “rocket”?"],
    ),
    "an icon called by what it shows, with a slip": (
        [("soutien.yaml", "icon: rocket", "icon: velos")],
        [f"{P}:4:7: icon: There is no icon “velos”. Did you mean “bike”?"],
    ),
    "an icon called by what several show": (
        [("soutien.yaml", "icon: rocket", "icon: énergies")],
        [f"{P}:4:7: icon: There is no icon “énergies”. Known here: bolt, sun, wind."],
    ),
    "an unknown colour": (
        [("soutien.yaml", "colour: orange", "colour: ornge")],
        [f"{P}:5:9: colour: There is no colour “ornge” in templates/theme.yaml. Did you mean “orange”?"],
    ),
    "an unknown profile": (
        [("publication.yaml", "language: fr", "language: fr\ntypography: fr-eu")],
        [f"{H}:5:13: typography: There is no typographic profile “fr-eu”. Did you mean “fr-ue”?"],
    ),
    "an empty text that may be absent": (
        [("publication.yaml", "subtitle: Les leçons apprises", "subtitle:")],
        [f"{H}:3:10: subtitle: There is no text here. Write it, or delete the key."],
    ),
    "a language by its name in the publication": (
        [("publication.yaml", "language: fr", "language: French")],
        [f"{H}:4:11: language: “French” is not a language tag such as fr, en or pt-BR. Write it as “fr”."],
    ),
    "a key twice": (
        [("publication.yaml", "language: fr", "language: fr\ntitle: Encore")],
        [f"{H}:5:1: The key “title” stands here twice (first on line 2). Delete one of them."],
    ),
    "a city twice": (
        [(CITIES, "bilbao:", "anvers:")],
        [
            f"{CITIES}:8:1: The key “anvers” stands here twice (first on line 3). Delete one of them.",
            f"content/{SLUG}/pillars/specialisation.yaml:9:16: examples[0].text: The city “bilbao” is not in {CITIES}. "
            f"{KNOWN_CITIES} Or add it there.",
        ],
    ),
    "an id in two files": (
        [("cooperation.yaml", "id: in-focus", "id: rennes-inout")],
        [
            f"{P}:13:9: examples[1].id: The id “rennes-inout” is used already "
            f"(content/{SLUG}/pillars/cooperation.yaml:20:9). Give one of them another id.",
        ],
    ),
    "tabs as indentation": (
        [("soutien.yaml", "    text: >-\n      [Nantes]", "\ttext: >-\n\t\t[Nantes]")],
        [f"{P}:8:1: There is a tab. Use spaces.", f"{P}:9:1: There is a tab. Use spaces."],
    ),
    "an overview that lacks a pillar": (
        [("publication.yaml", OVERVIEW, "[specialisation, gouvernance, soutien]")],
        [f"{H}:8:41: overview: The overview lacks: cooperation. It must name each pillar once."],
    ),
    "an overview that names a pillar twice": (
        [("publication.yaml", OVERVIEW, "[specialisation, gouvernance, soutien, soutien, cooperation]")],
        [f"{H}:8:50: overview[3]: The pillar “soutien” stands here twice. Delete one of them."],
    ),
    "an overview that names a stranger": (
        [("publication.yaml", OVERVIEW, OVERVIEW.replace("cooperation", "cooperations"))],
        [
            f"{H}:8:50: overview[3]: There is no pillar “cooperations” in the list “pillars”. "
            "Did you mean “cooperation”?"
        ],
    ),
    "an empty overview": (
        [("publication.yaml", OVERVIEW, "[]")],
        [
            f"{H}:8:1: overview: The overview lacks: specialisation, soutien, cooperation, gouvernance. "
            "It must name each pillar once.",
        ],
    ),
    "a pillar twice": (
        [("publication.yaml", BODY, BODY.replace("soutien", "soutien, soutien"))],
        [f"{H}:7:36: pillars[2]: The pillar “soutien” stands here twice. Delete one of them."],
    ),
    "no pillar": (
        [("publication.yaml", BODY, "[]")],
        [f"{H}:7:1: pillars: There are 0 pillars; 1 to 12 can be set. List the files of pillars/."],
    ),
    "no list of pillars": (
        [("publication.yaml", f"pillars: {BODY}\n", "")],
        [f"{H}:2:1: The key “pillars” is missing. Add “pillars: …”."],
    ),
    "two documents": (
        [("soutien.yaml", "examples:", "---\nexamples:")],
        [f"{P}:6:1: A second document begins here. Delete this line."],
    ),
    "a merge key": (
        [("soutien.yaml", "examples:", "<<: {label: x}\nexamples:")],
        [f"{P}:6:1: The key “<<” is not known here. {KEYS}"],
    ),
    "a list as a key": (
        [("soutien.yaml", "examples:", "[a]: b\nexamples:")],
        [f"{P}:6:1: A key must be a word. Quote the braces or brackets."],
    ),
    "a bracket that is not closed": (
        [("publication.yaml", "gouvernance]\noverview", "gouvernance\noverview")],
        [
            f"{H}:7:10: This cannot be read as YAML. "
            "Write: pillars: [specialisation, soutien, cooperation, gouvernance]",
        ],
    ),
    "an indentation that is lost": (
        [("soutien.yaml", "    text: >-\n      [Rennes", "   text: >-\n      [Rennes")],
        [
            f"{P}:14:4: The line is indented otherwise than those beside it. "
            "Put 4 spaces before “text: >-”, instead of what stands there."
        ],
    ),
    "a theme whose sizes are exchanged": (
        [
            (
                "templates/theme.yaml",
                "  tile_label: {largest: 28, smallest: 11}",
                "  tile_label: {largest: 5, smallest: 11}",
            )
        ],
        ["templates/theme.yaml:29:15: deck.tile_label: The largest size, 5, is below the smallest, 11. Exchange them."],
    ),
    "a theme colour with a hash": (
        [("templates/theme.yaml", '"00677A"', '"#00677A"')],
        [
            "templates/theme.yaml:13:9: pillars.teal: “#00677A” is not a colour such as 00677A. "
            'Write "00677A", in straight quotes.',
        ],
    ),
    "a faint colour": (
        [("templates/theme.yaml", '"00677A"', '"77DDEE"')],
        [
            "templates/theme.yaml:13:9: pillars.teal: 77DDEE on white has a contrast of 1.6:1; words need 4.5:1. "
            'Write "008292", the nearest colour that holds.',
        ],
    ),
    "a character that the font lacks": (
        [("soutien.yaml", "solutions de", "solutions ᚠ de")],
        [f"{P}:16:76: The font Carlito lacks “ᚠ” (U+16A0, RUNIC LETTER FEHU FEOH FE F). Replace this character."],
    ),
    "a script that cannot be set": (
        [("soutien.yaml", "solutions de", "solutions 漢字 de")],
        [
            f"{P}:16:76: Chinese, Japanese and Korean text cannot be set yet. "
            "Replace “漢” (U+6F22, CJK UNIFIED IDEOGRAPH-6F22).",
        ],
    ),
}


@every(4, "value", LABELS)
def test_a_label(project: Project, value: str) -> None:
    project.edit("soutien.yaml", LABEL, value)

    lines = project.refused("--only", "web")

    assert f"{P}:2:{LABELS[value]}" in lines
    assert len(lines) == (2 if value == '"[](city:turin)"' else 1)


@every(7, "name", EDITS)
def test_an_edit(project: Project, name: str) -> None:
    edits, expected = EDITS[name]
    for edit in edits:
        project.edit(*edit)

    assert project.refused("--only", "web") == expected


@every(
    2,
    ("name", "data", "expected"),
    [
        (
            "publication.yaml",
            "",
            f"{H}:1:1: There is nothing in this file. Write its keys, each on a line, with their values: "
            "title:, language:, pillars:.",
        ),
        (
            "publication.yaml",
            "# rien\n",
            f"{H}:1:1: There is nothing in this file. Write its keys, each on a line, with their values: "
            "title:, language:, pillars:.",
        ),
        (
            "publication.yaml",
            "- a\n- b\n",
            f"{H}:1:1: Expected keys with values, found a list. Write one “key: value” a line.",
        ),
        (
            "publication.yaml",
            "bonjour\n",
            f"{H}:1:1: Expected keys with values, found the text “bonjour”. Write one “key: value” a line.",
        ),
        (CITIES, "- a\n", f"{CITIES}:1:1: This is not a registry of cities. Write one key for each city."),
        (CITIES, "bonjour\n", f"{CITIES}:1:1: This is not a registry of cities. Write one key for each city."),
        (
            CITIES,
            "# aucune\n",
            f"{CITIES}:1:1: There is no city here, but the texts mention: "
            "grenoble, rennes, turin, nantes, anvers, bilbao. Write one key for each city.",
        ),
        (
            "extra.yaml",
            "label: a\nheading: b\nicon: rocket\n",
            f"content/{SLUG}/pillars/extra.yaml:1:1: The pillar “extra” is not listed in publication.yaml. "
            "List it under “pillars”, or move the file out of the folder.",
        ),
        (
            "soutien (copie).yaml",
            "label: a\nheading: b\nicon: rocket\n",
            f"content/{SLUG}/pillars/soutien (copie).yaml:1:1: The file's name “soutien (copie)” cannot be an id. "
            "Use letters, digits and hyphens, no spaces; or move the file out of the folder.",
        ),
        (
            "extra.yml",
            "label: a\n",
            f"content/{SLUG}/pillars/extra.yml:1:1: This file looks like content, but is not read. "
            "Rename it extra.yaml.",
        ),
        (
            "soutien.yaml",
            "!!python/object/apply:os.system [ls]\n",
            f"{P}:1:1: Tags (!) are not accepted. Quote a text that begins with !.",
        ),
    ],
)
def test_a_whole_file(project: Project, name: str, data: str, expected: str) -> None:
    project.write(name, data)

    assert project.refused("--only", "web") == [expected]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16(project: Project, encoding: str) -> None:
    project.write("soutien.yaml", project.read("soutien.yaml").encode(encoding))

    assert project.refused() == [f"{P}:1:1: The file is UTF-16, not UTF-8. Save it as UTF-8."]


def test_the_line_of_a_wrong_byte_after_letters_with_accents(project: Project) -> None:
    project.write("soutien.yaml", "label: été\r\nheading: dé".encode() + b"\xe9\r\nicon: rocket\r\n")

    assert project.refused() == [f"{P}:2:12: Byte 0xe9 is not UTF-8. Save the file as UTF-8."]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(project: Project) -> None:
    for path in project.root.glob("content/**/*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    project.build("--only", "web")


def test_lines_and_columns_with_a_byte_order_mark_and_windows_line_ends(project: Project) -> None:
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")
    project.edit("soutien.yaml", "city:turin", "city:tourin")
    path = project.path("soutien.yaml")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert project.refused() == [
        f"{P}:4:7: icon: There is no icon “roket”. Did you mean “rocket”?",
        f"{P}:22:14: examples[2].text: The city “tourin” is not in {CITIES}. Did you mean “turin”? Or add it there.",
    ]


def test_a_byte_order_mark_does_not_shift_the_first_line(project: Project) -> None:
    project.write("soutien.yaml", b"\xef\xbb\xbflabel: no\nheading: b\nicon: rocket\n")

    assert project.refused() == [
        f'{P}:1:8: label: YAML reads no as a yes or no. Write "no", in straight quotes.',
    ]


def test_a_directory_instead_of_a_file(project: Project) -> None:
    project.path("soutien.yaml").unlink()
    project.path("soutien.yaml").mkdir()

    assert project.refused() == [
        f"{P}:1:1: The file cannot be read (it is not a file). Look at its name and rights.",
    ]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/etc/passwd", "The path leads out of the project. Copy the file into the project."),
        ("../../../../elsewhere.yaml", "The path leads out of the project. Copy the file into the project."),
        (
            "soutien.yaml",
            "The file cannot be read (symbolic links in a circle). Look at its name and rights.",
        ),
        ("absent.yaml", "The file cannot be read (there is no such file). Look at its name and rights."),
    ],
)
def test_a_symbolic_link(project: Project, target: str, expected: str) -> None:
    project.path("soutien.yaml").unlink()
    project.path("soutien.yaml").symlink_to(target)

    assert project.refused() == [f"{P}:1:1: {expected}"]


def test_a_symbolic_link_within_the_project_is_followed(project: Project) -> None:
    project.path("soutien.yaml").rename(project.root / "soutien.yaml")
    project.path("soutien.yaml").symlink_to("../../../soutien.yaml")

    project.build("--only", "web")


def test_a_file_without_rights(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(path: Path, *arguments: object, **options: object) -> object:
        if path.name == "soutien.yaml":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)  # the tests may run as root, to whom nothing is denied
    lines = project.refused()

    assert lines == [f"{P}:1:1: The file cannot be read (its rights do not allow it). Look at its name and rights."]


def test_a_pillar_that_the_overview_alone_names_is_one_problem(project: Project) -> None:
    project.edit("publication.yaml", "pillars: [specialisation, soutien, ", "pillars: [specialisation, ")

    assert project.refused("--only", "web") == [
        f"{P}:1:1: The pillar “soutien” is not listed in publication.yaml. "
        "List it under “pillars”, or move the file out of the folder.",
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "wanted"),
    [
        (
            "publication.yaml",
            "pillars: [specialisation, soutien, cooperation, gouvernance]",
            "pillars: [specialisation; soutien; cooperation; gouvernance]",
            f"{H}:7:11: pillars: Expected a list, found the text “specialisation; soutien; cooperation; go”. "
            "Write: pillars: [specialisation, soutien, cooperation, gouvernance]",
        ),
        (
            "soutien.yaml",
            "label: ",
            "label ",
            f"{P}:2:6: There is no colon after “label”. Put a colon after “label”.",
        ),
        (
            "soutien.yaml",
            "icon: rocket\n",
            "<<<<<<< a\nicon: rocket\n=======\nicon: bike\n>>>>>>> b\n",
            f"{P}:4:1: Two versions of this file were put together here (“<<<<<<< a”). "
            "Keep the right lines, and delete the lines of <<<<<<<, ======= and >>>>>>>.",
        ),
    ],
)
def test_what_a_newcomer_types_is_one_problem(project: Project, file: str, old: str, new: str, wanted: str) -> None:
    project.edit(file, old, new)

    assert project.refused("--only", "web") == [wanted]


def test_a_registry_that_cannot_be_read_hides_no_place_of_an_edition(project: Project) -> None:
    project.write(CITIES, "- anvers\n")
    project.edit("publication.yaml", "language: fr\n", "language: fr\neditions: [{id: a, place: nantes}]\n")

    assert project.refused("--only", "web") == [
        f"{CITIES}:1:1: This is not a registry of cities. Write one key for each city."
    ]


def test_a_copy_of_a_pillar_that_is_not_listed_is_one_problem(project: Project) -> None:
    project.write("soutien-copie.yaml", project.read("soutien.yaml"))

    assert project.refused("--only", "web") == [
        f"content/{SLUG}/pillars/soutien-copie.yaml:1:1: The pillar “soutien-copie” is not listed in publication.yaml. "
        "List it under “pillars”, or move the file out of the folder.",
    ]


def test_a_file_name_that_is_not_utf8(project: Project) -> None:
    folder = project.path("soutien.yaml").parent
    try:
        with open(bytes(folder) + b"/caf\xe9.yaml", "wb") as file:  # noqa: PTH123 - pathlib takes no bytes
            file.write(b"label: a\nheading: b\nicon: rocket\n")
    except OSError:
        pytest.skip("this file system refuses such names")

    assert project.refused() == [
        f"content/{SLUG}/pillars/caf?.yaml:1:1: The file's name “caf?” cannot be an id. "
        "Use letters, digits and hyphens, no spaces; or move the file out of the folder.",
    ]


def test_no_registry_of_cities(project: Project) -> None:
    project.path(CITIES).unlink()

    assert project.refused() == [
        f"{CITIES}:1:1: There is no city here, but the texts mention: "
        "grenoble, rennes, turin, nantes, anvers, bilbao. Write one key for each city.",
    ]


def test_no_folder_of_pillars(project: Project) -> None:
    for path in project.path("soutien.yaml").parent.iterdir():
        path.unlink()
    project.path("soutien.yaml").parent.rmdir()

    assert project.refused() == [
        f"{H}:7:{column}: pillars[{index}]: There is no pillar “{id}” in content/{SLUG}/pillars/. "
        f"Write the file {id}.yaml there."
        for index, (column, id) in enumerate(
            [(11, "specialisation"), (27, "soutien"), (36, "cooperation"), (49, "gouvernance")]
        )
    ]


def test_thirteen_pillars(project: Project) -> None:
    for number in range(9):
        project.write(f"p{number}.yaml", "label: a\nheading: b\nicon: rocket\n")
    more = ", ".join(f"p{number}" for number in range(9))
    project.edit("publication.yaml", BODY, BODY.replace("]", f", {more}]"))

    assert project.refused() == [f"{H}:7:94: pillars: There are 13 pillars; 1 to 12 can be set. Merge some."]


def test_ids_match_however_their_accents_are_written(project: Project) -> None:
    """Some systems write é as one character, others as two."""
    project.path("soutien.yaml").rename(project.path("soutien.yaml").with_name("étai.yaml"))
    text = project.read("publication.yaml").replace("soutien", "e\u0301tai")
    project.write("publication.yaml", text)
    project.write(CITIES, project.read(CITIES).replace("turin:", "tu\u0301rin:"))
    for name in ("cooperation.yaml", "gouvernance.yaml", "étai.yaml"):
        project.write(name, project.read(name).replace("city:turin", "city:túrin"))

    project.build("--only", "web")


def test_all_problems_of_all_files_at_once(project: Project) -> None:
    project.edit("publication.yaml", "language: fr", "language: french")
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")
    project.edit("cooperation.yaml", "label: Coopérations nationales et européennes", "label: no")
    project.edit("gouvernance.yaml", "city:nantes", "city:nantez")
    project.edit("specialisation.yaml", "heading:", "\theading:")
    project.edit(CITIES, "country: IT", "country: Italia")

    assert project.refused() == [
        f"{CITIES}:30:12: turin.country: “Italia” is not a country's two capital letters, such as FR. "
        "Write it as “IT”.",
        f'content/{SLUG}/pillars/cooperation.yaml:2:8: label: YAML reads no as a yes or no. Write "no", '
        "in straight quotes.",
        f"content/{SLUG}/pillars/gouvernance.yaml:14:16: examples[1].text: The city “nantez” is not in {CITIES}. "
        "Did you mean “nantes”? Or add it there.",
        f"{P}:4:7: icon: There is no icon “roket”. Did you mean “rocket”?",
        f"content/{SLUG}/pillars/specialisation.yaml:3:1: There is a tab. Use spaces.",
        f"{H}:4:11: language: “french” is not a language tag such as fr, en or pt-BR. Write it as “fr”.",
    ]


def test_past_a_hundred_problems_the_rest_is_counted(project: Project) -> None:
    project.write("soutien.yaml", "".join(f"clef{number}: a\n" for number in range(150)))

    result = project.run("build")

    lines = result.err.splitlines()
    assert result.code == 1
    assert len(lines) == 102
    assert lines[100:] == ["… and 53 more.", "153 to mend; nothing was written."]


def test_a_message_stands_on_one_line_and_ends(project: Project) -> None:
    project.edit("soutien.yaml", "icon: rocket", f'icon: rocket\n"7\\x0a8": c\n? {"k" * 5000}\n: d')

    lines = project.refused()

    assert lines == [
        f"{P}:5:1: The key “7 8” is not known here. {KEYS}",
        f"{P}:6:3: The key “{'k' * 200}…” is not known here. {KEYS}",
    ]


def test_unknown_publication(project: Project) -> None:
    assert project.refused("lecons-aprises") == [
        "content/lecons-aprises/publication.yaml:1:1: There is no publication “lecons-aprises”. "
        "Did you mean “lecons-apprises”?",
    ]


def test_a_language_without_words(project: Project) -> None:
    project.edit("publication.yaml", "language: fr", "language: tlh")

    assert project.refused() == [
        f"{H}:4:11: language: There are no words for the language “tlh”. "
        "Copy templates/words/en.yaml to templates/words/tlh.yaml and translate it.",
    ]


def test_what_a_file_lacks_hides_no_other_problem_in_it(project: Project) -> None:
    project.edit("soutien.yaml", "label: Soutien aux projets innovants\n", "")
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")
    project.edit("soutien.yaml", "city:nantes", "city:nante")
    folder = "content/lecons-apprises/pillars"

    assert project.refused() == [
        f"{folder}/soutien.yaml:2:1: The key “label” is missing. Add “label: …”.",
        f"{folder}/soutien.yaml:3:7: icon: There is no icon “roket”. Did you mean “rocket”?",
        f"{folder}/soutien.yaml:8:16: examples[0].text: The city “nante” is not in content/cities.yaml. "
        "Did you mean “nantes”? Or add it there.",
    ]


@every(
    3,
    "value",
    [
        "[Rennes Métropole(city:rennes) fait",
        "Rennes (city:rennes) fait",
        "[Rennes][city:rennes] fait",
        "[Rennes]{city:rennes} fait",
        "(city:rennes)[Rennes] fait",
        "city:rennes fait",
        "[[Rennes](city:rennes)](https://a.b) fait",
    ],
)
def test_a_mention_that_is_not_quite_one_is_never_printed(project: Project, value: str) -> None:
    project.edit("soutien.yaml", f"label: {LABEL}", f"label: '{value}'")

    assert "label: This mention of a city, or this link, cannot be read." in project.refused("--only", "web")[0]


def test_stress_that_is_opened_only_is_never_printed(project: Project) -> None:
    project.edit("soutien.yaml", f"label: {LABEL}", "label: '**Gras non fermé'")

    assert project.refused("--only", "web") == [
        f"{P}:2:9: label: Two asterisks stand alone here. Write **so** to stress; or \\*\\* to print them."
    ]


@every(5, "unseen", ["\u200b", "\u00ad", "\u200d", "\u200c", "\u2060"])
def test_what_nobody_sees_is_left_out(project: Project, unseen: str) -> None:
    project.edit("soutien.yaml", f"label: {LABEL}", f'label: "Soutien {unseen} aux{unseen} projets\u2011clés"')

    assert project.build("--only", "web", "--only", "deck").code == 0


def test_all_that_does_not_fit_is_said_at_once(project: Project) -> None:
    for name in ("soutien", "cooperation", "gouvernance"):
        text = project.read(f"{name}.yaml")
        project.write(f"{name}.yaml", re.sub(r"label: .*", "label: " + "mot " * 400, text))
    problems = project.refused("--only", "deck")

    assert [problem.split("/")[3].split(":")[0] for problem in problems if "its tile" in problem] == [
        "cooperation.yaml",
        "gouvernance.yaml",
        "soutien.yaml",
    ]


@pytest.mark.parametrize("mark", ['"', "'"])
def test_a_quotation_mark_left_open_is_named_where_it_opens(project: Project, mark: str) -> None:
    project.edit("soutien.yaml", f"label: {LABEL}", f"label: {mark}{LABEL}")

    assert project.refused() == [
        f"{P}:2:8: The quotation mark that opens here is not closed. Write: label: {mark}{LABEL}{mark}",
    ]


def test_quoted_text_over_several_lines_is_no_quotation_mark_left_open(project: Project) -> None:
    project.edit("soutien.yaml", f"label: {LABEL}", 'label: "Soutien aux\n  projets innovants"')
    project.edit("soutien.yaml", "icon: rocket", "icon: [rocket")

    assert "quotation mark" not in project.refused()[0]
