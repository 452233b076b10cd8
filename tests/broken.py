"""Kinds of broken content, each with the place of its fault: where ‸ stands in what is written.

One publication, right in itself, is broken in one place. `tests/test_broken_kinds.py` asks for file, line, column and
code; docs/ show the first kind of each code as its example.
"""

# ruff: noqa: E501 (a table)

from __future__ import annotations

import io
import shutil
from pathlib import Path
from typing import NamedTuple

from generator.errors import ContentError, Problem
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World
from tests.project import CONTENT, link_tree, pristine_templates, replace_file
from tests.source.test_remedies import CITIES, CSV, HEAD, OTHER, PILLAR, SLUG, VALID

DECK = "templates/deck.xml.j2"
NOTE = "templates/note.xml.j2"
THEME = "templates/theme.yaml"
WORDS = "templates/words/fr.yaml"
ICON = "templates/icons/rocket.svg"
LABEL = "label: Aides"
HEADING = "heading: Le soutien aux villes"
TEXT = "text: Un texte sur une ligne."


class Kind(NamedTuple):
    """A kind: the file, what of it is replaced (nothing: all of it) and by what, with ‸ at the fault; its code."""

    file: str
    old: str
    new: str
    code: str

    @property
    def broken(self) -> str:
        """Return what is written, without the sign."""
        return self.new.replace("‸", "")


KINDS: dict[str, Kind] = {
    # YAML as people paste it
    "a tab instead of spaces": Kind(PILLAR, "    source:", "‸\tsource:", "tab"),
    "a no-break space before a key": Kind(PILLAR, "    source:", "‸\u00a0   source:", "no-break-space"),
    "a narrow no-break space before a key": Kind(PILLAR, "    source:", "‸\u202f   source:", "no-break-space"),
    "a bullet": Kind(PILLAR, "- id: un", "‸• id: un", "list-mark"),
    "a dash of Word": Kind(PILLAR, "- id: un", "‸– id: un", "list-mark"),
    "an item without its hyphen": Kind(PILLAR, "  - id: un", "    ‸id: un", "list-mark"),
    "a hyphen without a space": Kind(PILLAR, "- id: un", "‸-id: un", "list-mark"),
    "a list behind its key": Kind(PILLAR, LABEL, "label: ‸- Aides", "list-mark"),
    "a colon without a space": Kind(PILLAR, "icon: rocket", "icon‸:rocket", "colon-space"),
    "a colon in a text": Kind(PILLAR, LABEL, "label: Aides‸: les villes", "colon-in-text"),
    "a French colon in a text": Kind(PILLAR, LABEL, "label: Aides ‸: les villes", "colon-in-text"),
    "a mention at the beginning": Kind(PILLAR, TEXT, "text: ‸[Rennes](city:rennes) aide.", "text-begins-with-sign"),
    "an at sign at the beginning": Kind(PILLAR, LABEL, "label: ‸@rennes", "text-begins-with-sign"),
    "a per cent at the beginning": Kind(PILLAR, LABEL, "label: ‸% des aides", "text-begins-with-sign"),
    "a grave accent at the beginning": Kind(PILLAR, LABEL, "label: ‸`a`", "text-begins-with-sign"),
    "an ampersand at the beginning": Kind(PILLAR, LABEL, "label: ‸& associés", "text-begins-with-sign"),
    "an asterisk at the beginning": Kind(PILLAR, LABEL, "label: ‸*Bilan* net", "text-begins-with-sign"),
    "an exclamation mark at the beginning": Kind(PILLAR, LABEL, "label: ‸!Bilan net", "text-begins-with-sign"),
    "quotes that do not end the text": Kind(PILLAR, LABEL, 'label: ‸"Open" Data', "quotation-mark"),
    "quotes that never end": Kind(PILLAR, LABEL, 'label: ‸"Aides', "quotation-mark"),
    "an apostrophe in single quotes": Kind(PILLAR, LABEL, "label: 'L‸'eau'", "quotation-mark"),
    "a path in double quotes": Kind(PILLAR, HEADING, 'heading: "C:‸\\new"', "quotation-mark"),
    "a number sign in a text": Kind(PILLAR, LABEL, "label: Bilan ‸#2024", "comment-would-be-lost"),
    "a remark behind a value": Kind(PILLAR, "icon: rocket", "icon: rocket ‸# à revoir", "comment-would-be-lost"),
    "conflict marks": Kind(PILLAR, "icon: rocket\n", "‸<<<<<<< a\nicon: rocket\n=======\n>>>>>>> b\n", "conflict-marks"),
    "a second document": Kind(PILLAR, "table:\n", "‸---\ntable:\n", "second-document"),
    "a key indented too much": Kind(PILLAR, "  kind: bar", "   ‸kind: bar", "indentation"),
    "a text at the margin": Kind(PILLAR, HEADING, "heading: >-\n‸Le soutien\naux villes", "indentation"),
    "a word behind a key with keys below": Kind(PILLAR, "    source:\n", "    source: ‸rapport\n", "indentation"),
    "a bracket that never ends": Kind(HEAD, "pillars: [aides, autres]\n", "pillars: ‸[aides, autres\n", "syntax"),
    "levels without end": Kind(PILLAR, LABEL, f"label: {'[' * 16}‸{'[' * 88}", "too-deep"),
    "a control character": Kind(PILLAR, LABEL, "label: Aides‸\x07 aux villes", "control-character"),
    "a mark that turns the direction": Kind(PILLAR, LABEL, "label: Aides‸\u202e aux villes", "control-character"),
    "a mark of direction that nobody sees": Kind(PILLAR, TEXT, "text: Un texte‸\u200e ici.", "control-character"),
    "a no that is a word": Kind(PILLAR, LABEL, "label: ‸no", "yaml-value"),
    "a year that is a text": Kind(PILLAR, LABEL, "label: ‸2024", "yaml-value"),
    "a date without quotes": Kind(PILLAR, LABEL, "label: ‸2024-01-02", "yaml-value"),
    "a version without quotes": Kind(HEAD, 'version: "1.2"', "version: ‸1.2", "yaml-value"),
    "a remark between keys": Kind(PILLAR, "icon: rocket\n", "icon: rocket\n‸à revoir avec Paul\n", "indentation"),
    "a remark of other programs": Kind(PILLAR, "icon: rocket\n", "icon: rocket\n‸// à revoir\n", "indentation"),
    "a remark above all keys": Kind(PILLAR, LABEL, f"‸Pilier 1\n{LABEL}", "indentation"),
    "a source below the rows of a table": Kind(PILLAR, "    - [Nantes, 15]\n", "    - [Nantes, 15]\n    ‸Source : Insee\n", "indentation"),
    "a sign that is almost >-": Kind(PILLAR, TEXT, "text: ‸> -\n      Un texte.", "text-begins-with-sign"),
    "an item that its name begins": Kind(PILLAR, "  - id: un\n", "  ‸un:\n", "list-mark"),
    "an item with its keys too deep": Kind(PILLAR, f"  - id: deux\n    {TEXT}", f"    ‸- id: deux\n      {TEXT}", "indentation"),
    "languages in the place of editions": Kind(HEAD, "status: final", "status: final\neditions: [‸en, de]", "wrong-type"),
    # Keys and values
    "a key mistyped": Kind(PILLAR, HEADING, "‸headding: Le soutien aux villes", "unknown-key"),
    "a key in French": Kind(PILLAR, "colour:", "‸couleur:", "unknown-key"),
    "a key of an item mistyped": Kind(PILLAR, TEXT, "text: Un texte.\n    ‸soucre: a", "unknown-key"),
    "a key in brackets": Kind(PILLAR, LABEL, "‸{label}: Aides", "unknown-key"),
    "a key twice": Kind(PILLAR, "icon: rocket\n", "icon: rocket\n‸icon: rocket\n", "duplicate-key"),
    "a pillar twice": Kind(HEAD, "[aides, autres]", "[aides, autres, ‸autres]", "duplicate-key"),
    "no heading": Kind(PILLAR, f"label: Aides\n{HEADING}\n", "‸label: Aides\n", "missing-key"),
    "no text in an example": Kind(PILLAR, f"  - id: deux\n    {TEXT}", "  - ‸id: deux", "missing-key"),
    "no values in a series": Kind(PILLAR, "{name: Aides, values: [12, 15]}", "‸{name: Aides}", "missing-key"),
    "a list in place of a text": Kind(PILLAR, HEADING, "heading: ‸[a, b]", "wrong-type"),
    "keys in place of a text": Kind(PILLAR, HEADING, "heading: ‸{a: b}", "wrong-type"),
    "a text in place of a list": Kind(HEAD, "[aides, autres]", "‸aides", "wrong-type"),
    "a text in place of keys": Kind(PILLAR, "table:\n  caption: Aides\n  columns: [Ville, Euros]\n  rows:\n    "
                                    "- [Rennes, 12]\n    - [Nantes, 15]\n", "table: ‸Aides\n", "wrong-type"),
    "a day in words": Kind(PILLAR, '"2026-11-02"', "‸2 novembre 2026", "wrong-type"),
    "a day that there is not": Kind(PILLAR, '"2026-11-02"', '‸"2026-02-30"', "wrong-type"),
    "an address without its scheme": Kind(PILLAR, "https://example.org/rapport", "‸www.example.org", "wrong-type"),
    "an address without a host": Kind(PILLAR, "https://example.org/rapport", "‸https://", "wrong-type"),
    "a language in words": Kind(HEAD, "language: fr", "language: ‸français", "wrong-type"),
    "a status in French": Kind(HEAD, "status: final", "status: ‸définitif", "wrong-type"),
    "a kind of chart in French": Kind(PILLAR, "kind: bar", "kind: ‸barres", "wrong-type"),
    "an id with spaces": Kind(PILLAR, "id: deux", "id: ‸le deux", "wrong-type"),
    "a country in words": Kind(CITIES, "country: BE", "country: ‸Belgique", "wrong-type"),
    "a decimal comma": Kind(CITIES, "latitude: 51.219", "latitude: ‸51,219", "wrong-type"),
    "an empty label": Kind(PILLAR, LABEL, "label:‸", "empty-text"),
    "spaces for a label": Kind(PILLAR, LABEL, 'label: ‸"  "', "empty-text"),
    "a column without a head": Kind(PILLAR, "[Ville, Euros]", '[Ville, ‸""]', "empty-text"),
    "a text without end": Kind(PILLAR, TEXT, f"text: ‸{'Un texte. ' * 2100}", "text-too-long"),
    "a short wording that is long": Kind(PILLAR, "icon: rocket", f"icon: rocket\nshort: ‸{'mots ' * 40}", "text-too-long"),
    "one column": Kind(PILLAR, "table:\n  caption: Aides\n  columns: [Ville, Euros]\n  rows:\n    - [Rennes, 12]\n    "
                               "- [Nantes, 15]\n", "table:\n  caption: Aides\n  ‸columns: [Ville]\n  rows:\n    - [Rennes]\n", "list-length"),
    "no pillars": Kind(HEAD, "pillars: [aides, autres]", "‸pillars: []", "list-length"),
    "degrees beyond the pole": Kind(CITIES, "latitude: 51.219", "latitude: ‸151.219", "out-of-range"),
    # What is referred to
    "an id twice": Kind(PILLAR, "id: deux", "id: ‸un", "id-taken"),
    "a column mistyped": Kind(PILLAR, "[Ville, Euros]", "[Ville, Euros]\n  ‸highlight: Euro", "unknown-column"),
    "an icon mistyped": Kind(PILLAR, "icon: rocket", "icon: ‸roket", "unknown-icon"),
    "a colour mistyped": Kind(PILLAR, "colour: teal", "colour: ‸tael", "unknown-colour"),
    "a city mistyped": Kind(PILLAR, "[Rennes](city:rennes)", "[Rennes](‸city:renes)", "unknown-city"),
    "a city nobody knows": Kind(PILLAR, TEXT, 'text: "À [Zoug](‸city:zoug), un texte."', "unknown-city"),
    "a list of cities": Kind(CITIES, "", "‸- rennes\n", "not-a-registry"),
    "a pillar mistyped": Kind(HEAD, "[aides,", "[‸aide,", "unknown-pillar"),
    "a pillar that is not listed": Kind(HEAD, "[aides, autres]", "[aides]", "unlisted-pillar"),
    "a template that is not there": Kind(HEAD, "status: final", "status: final\ntemplate: ‸marque.pptx", "unknown-template"),
    "a typography mistyped": Kind(HEAD, "status: final", "status: final\ntypography: ‸fr-eu", "unknown-profile"),
    "a language without words": Kind(HEAD, "language: fr", "language: ‸br", "unknown-profile"),
    "a picture that is not there": Kind(PILLAR, "icon: rocket", "icon: rocket\npicture:\n  file: ‸port.jpg\n  alt: Le port", "picture-missing"),
    "an outline that is not there": Kind(HEAD, "status: final", "status: final\nmap: {outline: ‸cote.geojson}", "outline-missing"),
    "a picture of which nothing is said": Kind(PILLAR, "icon: rocket", "icon: rocket\npicture:\n  credit: Ada\n  file: ‸port.jpg", "picture-description"),
    "a picture on the web": Kind(PILLAR, "icon: rocket", "icon: rocket\npicture:\n  file: ‸https://example.org/port.jpg\n  alt: Le port", "wrong-type"),
    "a point beyond a picture": Kind(PILLAR, "icon: rocket", "icon: rocket\npicture:\n  file: port.jpg\n  alt: Le port\n  focus: ‸130% 60%", "wrong-type"),
    "a name of other words": Kind(PILLAR, f"  - id: deux\n    {TEXT}", f"  - id: deux\n    {TEXT}\n    name: ‸Deux lignes", "name-not-in-text"),
    "a code without an address": Kind(PILLAR, "icon: rocket", "icon: rocket\ncall:\n  text: Venez.\n  ‸qr: true", "qr-without-address"),
    "a placeholder in French": Kind(HEAD, "status: final", "status: final\npersonal: {title: À vous, message: 'Bonjour ‸{prénom}'}", "personal-words"),
    "a field of a mail merge": Kind(HEAD, "status: final", "status: final\npersonal: {title: À vous, message: 'Bonjour ‸«Prénom»'}", "printed-as-is"),
    "a picture outside of the project": Kind(PILLAR, "icon: rocket", "icon: rocket\npicture:\n  file: ‸../../../port.jpg\n  alt: Le port", "wrong-type"),
    "a section that there is not": Kind(HEAD, "status: final", "status: final\nsections:\n  all: [cover, ‸cartes]", "wrong-type"),
    # Links
    "a link without an address": Kind(PILLAR, TEXT, 'text: "Voir [ici]‸() donc."', "link"),
    "a link without words": Kind(PILLAR, TEXT, 'text: "Voir []‸(https://a.fr) donc."', "link"),
    "a link that runs a program": Kind(PILLAR, TEXT, 'text: "Voir [ici](‸javascript:a) donc."', "link"),
    "a link with a space": Kind(PILLAR, TEXT, 'text: "Voir [ici‸](https://a.fr/b c) donc."', "link"),
    "a mention with a space": Kind(PILLAR, TEXT, 'text: "À [Rennes‸](city: rennes), un texte."', "link"),
    "a link in a label": Kind(PILLAR, LABEL, 'label: "[Aides](‸https://a.fr)"', "link-left-out"),
    "two asterisks alone": Kind(PILLAR, TEXT, "text: Un texte ‸** sur une ligne.", "asterisks"),
    # What is warned of
    "HTML in a text": Kind(PILLAR, TEXT, "text: Un ‸<b>texte</b> ici.", "printed-as-is"),
    "a letter in the wrong encoding": Kind(PILLAR, TEXT, "text: Un texte lanc‸Ã© ici.", "wrong-encoding"),
    "a list in a text": Kind(PILLAR, TEXT, "text: >-\n      Deux choses :\n      ‸- une\n      - deux", "pasted-structure"),
    "a known city that is not marked": Kind(PILLAR, TEXT, "text: À ‸Nantes, un texte.", "city-not-marked"),
    "a source seen long ago": Kind(PILLAR, '"2026-11-02"', '‸"2019-11-02"', "old-source"),
    "a summons that is late": Kind(HEAD, 'date: "2026-12-24"', 'date: "2026-12-24"\n  sent: ‸"2026-12-22"', "clear-days"),
    "latitude and longitude exchanged": Kind(CITIES, "  latitude: 48.117\n  longitude: -1.678", "  latitude: -1.678\n  longitude: 48.117", "coordinates"),
    "a lost reference of Word": Kind(PILLAR, TEXT, "text: Voir ‸Erreur ! Source du renvoi introuvable.", "printed-as-is"),
    "a lost reference of a German Word": Kind(PILLAR, TEXT, "text: Siehe ‸Fehler! Verweisquelle konnte nicht gefunden werden.", "printed-as-is"),
    "a word parted at a line's end elsewhere": Kind(PILLAR, TEXT, "text: Une ‸défi-\n      nition.", "printed-as-is"),
    "a link with its brackets exchanged": Kind(PILLAR, TEXT, "text: Voir ‸(le site)[https://example.org] ici.", "printed-as-is"),
    "words struck out": Kind(PILLAR, TEXT, "text: Un ‸~~vieux~~ texte.", "printed-as-is"),
    "an arrow for >-": Kind(PILLAR, TEXT, "text: ‸->\n      Un texte.", "printed-as-is"),
    "an address through a filter of mails": Kind(PILLAR, "https://example.org/rapport", "‸https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Favis&data=05", "address-doubtful"),
    "a link through a search": Kind(PILLAR, TEXT, 'text: "Voir [ici](‸https://www.google.com/url?q=https://example.org&sa=D)."', "address-doubtful"),
    "a password in an address": Kind(PILLAR, "https://example.org/rapport", "‸https://ada:secret@example.org/rapport", "address-doubtful"),
    "an address of the own network": Kind(PILLAR, "https://example.org/rapport", "‸http://intranet/rapport", "address-doubtful"),
    # Tables and charts
    "thousands with a point": Kind(PILLAR, "- [Rennes, 12]", "- [Rennes, ‸1.250]", "value-not-a-number"),
    "a sum beside its parts": Kind(CSV, "Nantes;15\n", "Nantes;15\n‸Total;27\n", "sum-in-chart"),
    "a sum of series": Kind(CSV, "", "Ville;A;B;‸Gesamt\nRennes;1;2;3\nNantes;4;5;9\n", "sum-in-chart"),
    "a category twice": Kind(CSV, "Nantes;15", "‸Rennes;15", "duplicate-key"),
    "a series twice": Kind(CSV, "", "Ville;A;‸A\nRennes;1;2\nNantes;4;5\n", "duplicate-key"),
    "a source among the categories": Kind(CSV, "Nantes;15\n", "Nantes;15\n‸Source : Insee 2024;\n", "printed-as-is"),
    "a formula": Kind(CSV, "Rennes;12", "Rennes;‸=SOMME(B2:B3)", "value-not-a-number"),
    "a row with too few cells": Kind(PILLAR, "- [Rennes, 12]", "- [‸Rennes]", "row-length"),
    "a series with too few values": Kind(PILLAR, "{name: Aides, values: [12, 15]}", "{name: Aides, values: [‸12]}", "row-length"),
    "a value in words": Kind(CSV, "Rennes;12", "Rennes;‸douze", "value-not-a-number"),
    "a value of two readings": Kind(CSV, "Rennes;12", "Rennes;‸12.345", "value-not-a-number"),
    "a value of the spreadsheet's": Kind(CSV, "Rennes;12", "Rennes;‸#REF!", "spreadsheet-error"),
    "a title above the heads": Kind(CSV, "Ville;Euros\n", "‸Aides;\nVille;Euros\n", "table-heads"),
    "quotes in a cell": Kind(CSV, "Rennes;12", '‸"Le" Mans;12', "quotation-mark"),
    "an empty CSV file": Kind(CSV, "", "‸", "file-empty"),
    "a CSV file that is not there": Kind(OTHER, "csv: f.csv", "csv: ‸g.csv", "file-unreadable"),
    "shares below nothing": Kind(PILLAR, "kind: bar\n  caption: Aides\n  description: Nantes aide plus.\n  axis: Ville\n  categories: [Rennes, Nantes]\n  series:\n    - {name: Aides, values: [12, 15]}",
                                 "kind: share\n  caption: Aides\n  description: Nantes aide plus.\n  axis: Ville\n  categories: [Rennes, Nantes]\n  series:\n    - {name: Aides, values: [‸-12, 112]}", "shares"),
    # Letters and what does not fit
    "Chinese": Kind(PILLAR, LABEL, "label: Aides ‸中文", "missing-letter"),
    "Arabic": Kind(PILLAR, LABEL, "label: Aides ‸العربية", "missing-letter"),
    "an emoji": Kind(PILLAR, LABEL, "label: Aides ‸🚀", "missing-letter"),
    "a label that is far too long": Kind(HEAD, "title: Trois villes", f"title: ‸{'Trois villes ' * 90}", "does-not-fit"),
    "a word without end": Kind(PILLAR, LABEL, f"label: ‸{'o' * 1500}", "does-not-fit"),
    # Theme, words, templates and icons
    "a colour of the theme that is none": Kind(THEME, 'teal: "00677A"', 'teal: ‸"turquoise"', "wrong-type"),
    "a colour that nobody can read": Kind(HEAD, "status: final", 'status: final\ntheme:\n  text: ‸"DDDDDD"', "contrast-of-colours"),
    "a size beyond sense": Kind(THEME, "cover_title: {largest: 66,", "cover_title: {‸largest: 60000,", "out-of-range"),
    "sizes exchanged": Kind(THEME, "cover_title: {largest: 66, smallest: 20}", "cover_title: ‸{largest: 20, smallest: 60}", "out-of-range"),
    "a font that is not there": Kind(THEME, "family: Carlito ", "family: ‸Garamond ", "font"),
    "a placeholder lost": Kind(WORDS, 'page: "p. {n}"', 'page: ‸"p."', "words-placeholder"),
    "a placeholder mistyped": Kind(WORDS, 'page: "p. {n}"', 'page: "p. {n} ‸{m}"', "printed-as-is"),
    "a name that a template does not know": Kind(NOTE, "<document", "{{ ‸publcation }}<document", "template-line"),
    "a statement that a template does not know": Kind(NOTE, "<document", "{% ‸fi x %}<document", "template-line"),
    "a template that never ends": Kind(NOTE, "<document", "{% for a in range(10**9) %}{% endfor %}<document", "template-line"),
    "an icon that is no XML": Kind(ICON, "", "<svg xmlns='http://www.w3.org/2000/svg'>\n<path d='M0 0'>\n‸</svg>", "icon"),
    "an icon with a picture": Kind(ICON, "", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 9 9'>\n‸<image href='a.png'/></svg>", "icon"),
    # Whole files
    "an empty publication": Kind(HEAD, "", "‸", "empty-text"),
    "a text saved in another encoding": Kind(PILLAR, "", "latin-1", "not-utf8"),
    "a Word file under another name": Kind(PILLAR, "", "zip", "not-a-text"),
    "a file of UTF-16": Kind(PILLAR, "", "utf-16", "not-utf8"),
}  # fmt: skip
BYTES = {
    "latin-1": VALID[PILLAR].replace("Le soutien", "‸À").encode("latin-1", "replace").replace(b"?", b"\xc0", 1),
    "zip": b"PK\x03\x04" + bytes(200),
    "utf-16": VALID[PILLAR].encode("utf-16"),
}


def make(root: Path) -> None:
    """Make the project of the publication that is right."""
    link_tree(pristine_templates(), root / "templates")
    (root / f"content/{SLUG}/pillars").mkdir(parents=True)
    for name, text in VALID.items():
        replace_file(root / name, text)
    shutil.copy(CONTENT / "cities.yaml", root / CITIES)


def spoil(root: Path, kind: Kind) -> tuple[int, int]:
    """Break the publication; return the line and the column of the fault, from 1, or zeros where no sign says it."""
    path = root / kind.file
    if kind.new in BYTES:
        replace_file(path, BYTES[kind.new])
        return 0, 0
    text = path.read_text("utf-8")
    assert kind.old in text, kind
    start = text.index(kind.old) if kind.old else 0
    replace_file(path, text.replace(kind.old, kind.broken, 1) if kind.old else kind.broken)
    if "‸" not in kind.new:
        return 0, 0
    before = (text[:start] if kind.old else "") + kind.new.partition("‸")[0]
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


def found(root: Path) -> list[Problem]:
    """Return what a build says of the publication: its problems, else what does not fit, and its warnings."""
    world = World(root)
    try:
        production = Production(world, SLUG)
        for edition in ("note", "deck"):
            production.plan(edition_named(edition))
    except ContentError as error:
        return list(error.problems)
    return list(production.publication.warnings)


def shown(root: Path, problem: Problem) -> str:
    """Return what is printed of ``problem``, on a screen of 100 columns."""
    from generator.excerpt import excerpt, line_of, text_of

    line = line_of(text_of(World(root), problem.mark.file), problem.mark.line)
    stream = io.StringIO()
    stream.write(f"{problem}\n")
    for shown in excerpt(line, problem.mark, 100, problem.code) if line is not None else ():
        stream.write(f"{shown}\n")
    return stream.getvalue()
