"""Kinds of what office programs leave: files under another name, lists and tables of Word, cells of spreadsheets."""

from __future__ import annotations

import random
import re
import unicodedata

from tests.campaign.bases import CITIES, made
from tests.campaign.cases import Case, Place
from tests.campaign.tired import CSV, MORE, TOP_LINES, with_csv, with_pillar
from tests.campaign.values import A, B, Kind, same, value

_OTHERS = (
    b"\xef\xbb\xbf<html xmlns:o='urn:schemas-microsoft-com:office:office'><body>a</body></html>",
    b"<html lang=fr><head><meta charset=utf-8></head><body><p class=MsoNormal>a</p></body></html>",
    b"<p class=MsoNormal>Bonjour</p>\n<p class=MsoNormal>Suite</p>\n",
    b"\xef\xbb\xbf{\\rtf1\\ansi\\ansicpg1252 Bonjour}",
    b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=a\n\n--a\n",
    b'<?xml version="1.0"?>\n<?mso-application progid="Word.Document"?>\n<w:wordDocument/>',
    b"<?xml version='1.0'?><office:document xmlns:office='urn:oasis'/>",
    b"<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<html></html>",
    b"<!doctype html><title>a</title>",
    b"\x1f\x8b\x08\0\0\0\0\0\0\3abc",
    b"7z\xbc\xaf\x27\x1c\0\4",
    b"%!PS-Adobe-3.0\n",
    b"\x09\x08\x10\0\0\x06\x05\0" + bytes(40),
    b"bplist00\xd1\1\2" + bytes(20),
    b"RIFF\x24\0\0\0WEBPVP8 ",
    b"II*\0\x08\0\0\0",
    b"BM\x36\0\0\0\0\0",
    b"\0\0\0\x18ftypheic",
    b"ID3\3\0\0\0",
    b"From: ada@exemple.fr\nTo: leo@exemple.fr\nSubject: La note\n\nBonjour\n",
    b"\\documentclass{article}\n\\begin{document}\nBonjour\n\\end{document}\n",
    b"# Titre\n\nUn paragraphe.\n\n- un\n- deux\n",
    b"SQLite format 3\0" + bytes(40),
    b"Rar!\x1a\7\0",
    b'{"label": "a",\n "heading": "b"\n',
    b"\xff\xfe{\0\\\0r\0t\0f\0",
    b"[InternetShortcut]\r\nURL=https://exemple.fr/\r\n",
    b"version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 12\n",
    b"!<symlink>\xff\xfe/\0x\0",
)


def _another_file(chance: random.Random) -> Case:
    base = made(chance)
    file = chance.choice([one for one in base.files if one != CITIES])
    base.files[file] = chance.choice(_OTHERS)
    return Case(base, "refuse", [Place(file)], remediable=False)


def _another_csv(chance: random.Random) -> Case:
    base = with_csv(chance, chance.choice((*_OTHERS[:6], *_OTHERS[9:19], b"PK\3\4" + bytes(90))), [])
    return Case(base, "refuse", [Place(CSV)], remediable=False)


def _encoded(chance: random.Random) -> Case:
    """A file in a rare encoding, or in two: never misread."""
    base = made(chance)
    file = chance.choice([one for one in base.files if one != CITIES])
    text = "# Été\n" + base.text(file)
    name = chance.choice(("two marks", "utf-32", "cp500", "iso-8859-15", "mixed", "odd", "mark inside", "cesu"))
    data = {
        "two marks": lambda: b"\xef\xbb\xbf" * 2 + text.encode(),
        "mixed": lambda: text.encode() + "# déjà\n".encode("cp1252"),
        "odd": lambda: text.encode("utf-16")[:-1],
        "mark inside": lambda: text.encode().replace(b"\n", b"\n\xef\xbb\xbf", 1),
        "cesu": lambda: b"# \xed\xa0\xbc\xed\xbe\x89\n" + text.encode(),
    }.get(name, lambda: text.encode(name, "replace"))()
    base.files[file] = data
    must = "either" if name == "iso-8859-15" else "refuse"
    return Case(base, must, [Place(file)], remediable=name in ("two marks", "mark inside"))


# Texts


def _word_list(chance: random.Random) -> Case:
    """A list of Word below the key of a list: its marks are letters of Symbol or Wingdings, and tabs."""
    mark = chance.choice(
        (
            "\uf0b7\t",
            "\uf0a7\t",
            "\uf0d8 ",
            "•\t",
            "o\t",
            "-\t",
            "1.\t",
            "a) ",
            "Ø ",
            "✓ ",
            "§\t",
            "➢ ",
            "→ ",
            "❖ ",
            "■ ",
            "1/ ",
            "(1) ",
            "i. ",
            "- \t",
            "-\u00a0",
            "\u00b7\u00a0",
            "– ",
            "*\t",
            "1°) ",
            "☐ ",
            "☑ ",
        )
    )
    items = f"      {mark}un mot\n      {mark}deux mots\n"
    text = f"examples:\n  - id: deux\n    text: Une ville agit.\n    points:\n{items}"
    base = with_pillar(chance, text, ["un mot", "deux mots"])
    right = mark.startswith("- ")
    places = [Place(MORE, TOP_LINES + at) for at in (4, 5, 6)]
    return Case(base, "either" if right else "refuse", places)


_INSIDE = "\u200b\u00ad\u2060\u200d\u200c\ufe0f"


def _inside(chance: random.Random) -> tuple[str, str]:
    """Return a text with a sign inside a word that nobody sees."""
    a, b = chance.choice(A), chance.choice(B)
    at = chance.randint(1, len(a) - 1)
    return f"{a[:at]}{chance.choice(_INSIDE)}{a[at:]} {b}", f"{a} {b}"


def _decomposed_name(chance: random.Random) -> Case:
    """Names that a Mac wrote, with their accents apart: of an id, a mention, an icon, a key."""
    base = made(chance)
    cities = base.text(CITIES) + (
        "orléans:\n  names: {fr: Orléans}\n  country: FR\n  latitude: 47.9\n  longitude: 1.9\n"
    )
    base.files[CITIES] = unicodedata.normalize(chance.choice(("NFC", "NFD")), cities).encode()
    text = "examples:\n  - id: été\n    text: '[Orléans](city:orléans) agit.'\n"
    more = with_pillar(chance, unicodedata.normalize(chance.choice(("NFC", "NFD")), text), ["Orléans agit."])
    more.files[CITIES] = base.files[CITIES]
    return Case(more, "build")


def _mention(chance: random.Random) -> Case:
    """A city that is not in the registry, or not so called there."""
    form, right = chance.choice(
        (
            ("[Rennes](city:rennes)", True),
            ("[la ville](city:rennes)", True),
            ("[Rennes](city:RENNES)", False),
            ("[Rennes](city:renne)", False),
            ("[Paris](city:paris)", False),
            ("[Rennes](ville:rennes)", False),
            ("[Rennes](city:rennes nantes)", False),
            ("[Rennes](city:rennes,nantes)", False),
            ("[Rennes](city:)", False),
            ("[Rennes](rennes)", False),
            ("[Rennes](city:rennes/)", False),
            ("[Rennes](city:Rennes)", False),
            ("[Rennes](cite:rennes)", False),
            ("[Rennes](cité:rennes)", False),
            ("[Rennes](city:rennes?)", False),
            ("[Rennes](city=rennes)", False),
            ("[Rennes](city:rénnes)", False),
            ("[Rennes](city:reṇnes)", False),
            ("[Rennes](city:гennes)", False),
            ("[Rennes](city:rennes\u200b)", False),
            ("[Rennes](city:\u202erennes)", False),
            ("[Rennes](city:rennes\u00a0)", False),
            ("[Rennes](city:1)", False),
            ("[Rennes](city: rennes )", False),
            ("[Rennes][city:rennes]", False),
            ("[Rennes]{city:rennes}", False),
            ("(Rennes)[city:rennes]", False),
            ("[[Rennes]](city:rennes)", True),
            ("[Rennes](city:lyon)", False),
        )
    )
    base = with_pillar(chance, f'examples:\n  - id: deux\n    text: "{form} agit."\n', [])
    return Case(base, "build" if right else "either", [Place(MORE, TOP_LINES + 3)], recovered=False)


# Spreadsheets

_TEXT_CELLS = (
    "01/05/2024",
    "1-mai",
    "mai-24",
    "45413",
    "2024",
    "T1 2024",
    "2023/2024",
    "14:30",
    "13,5%",
    "13.5 %",
    "-12,5",
    "(1 234)",
    "1 234-",
    "CHF 1'234.50",
    "1,23,456",
    "12 345,67 €",
    "€ 12",
    "$1,234.00",
    "12,5 M€",
    "#",
    "12 (est.)",
    "12*",
    "12 (1)",
    "12¹",
    "~12",
    "≈ 12",
    "< 5",
    "n.c.",
    "s.",
    "///",
    "Faux",
    "VRAI",
    "true",
    "0",
    "00,5",
    "1E+05",
    "1,2E-3",
    "½",
    "1/2",
    "1:2",
    "x",
    "✓",
    "oui",
    "12 – 15",
    "12/15",
    "de 12 à 15",
    "+12 %",
    "−3",
    "–3",
    "https://exemple.fr/une/page?x=1&y=2#z",
    "a@exemple.fr",
    "www.exemple.fr",
    "02 99 12 34 56",
    "0299123456",
    "35000",
    "2A004",
    "FR76 3000 6000 0112",
    "n° 12",
    "12e",
    "XXIe",
    "m²",
    "kWh/an",
    "tCO₂e",
    "1 000 000",
    "1.5.2",
    "\u00a012",
    "12\u202f%",
    "e\u0301te\u0301",
    "in\u00advisible",
    "zéro\u200blargeur",
    "=A1",
    "'01",
    "Σ",
    "Ø",
    "∅",
    "µ",
)


def _cells(chance: random.Random) -> Case:
    """Cells of a table that no program may read otherwise than they stand."""
    cells = chance.sample(_TEXT_CELLS, 2)
    rows = [["Ville", "Mot"], ["Rennes", cells[0]], ["Nantes", cells[1]]]
    text = "".join(";".join(row) + "\n" for row in rows)
    base = with_csv(chance, text, ["Rennes", "Nantes", *(one for one in cells if "=" not in one)], language="fr")
    return Case(base, "either", [Place(CSV)], recovered=False, remediable=False)


def _categories(chance: random.Random) -> Case:
    """The first column of a chart: days, quarters, years, codes."""
    names = chance.choice(
        (
            ("2022", "2023", "2024"),
            ("janv-24", "févr-24", "mars-24"),
            ("01/05/2024", "02/05/2024", "03/05/2024"),
            ("T1", "T2", "T3"),
            ("1er", "2e", "3e"),
            ("01", "02", "03"),
            ("< 5", "5-10", "> 10"),
            ("2022", "2023", "2024*"),
            ("2022", "2023", "2024 (p)"),
            ("35000", "44000", "01000"),
            ("a", "b", "Total"),
            ("1,5", "2,5", "3,5"),
            ("2022-2023", "2023-2024", "2024-2025"),
            ("été", "e\u0301cole", "île"),
            ("A", "a", "B"),
            ("=1", "+2", "@3"),
            ("2022", "2022", "2023"),
            ("x" * 70, "y", "z"),
            ("*2022*", "_2023_", "[2024]"),
        )
    )
    rows = "".join(f"{name};{number}\n" for name, number in zip(names, (12, 15, 9), strict=True))
    base = with_csv(chance, f"Année;Aides\n{rows}", list(names), chart=True, language="fr")
    return Case(base, "either", [Place(CSV)], remediable=False)


def _endings(chance: random.Random) -> Case:
    """What stands below or above a table: totals, sources, footnotes, empty rows."""
    before, after = chance.choice(
        (
            ("", "Total;27;\n"),
            ("", "TOTAL GÉNÉRAL;27;x\n"),
            ("", "Source : Insee;;\n"),
            ("", "Source : Insee\n"),
            ("", ";;\nSource : Insee;;\n"),
            ("", "(1) Estimation;;\n"),
            ("", "* provisoire;;\n"),
            ("", ";;\n;;\n"),
            ("", "Note : « a ; b »;;\n"),
            ("", "\n\nLecture : Rennes aide.\n"),
            ("Aides par ville;;\n", ""),
            ("Aides par ville;;\n;;\n", ""),
            ("En milliers d'euros;;\n", ""),
            (";;\n", ""),
            ("sep=;\n", ""),
            ("# Export du 12/05/2024\n", ""),
            ("Tableau 1;;\n\n", ""),
            ("", "Moyenne;13,5;\n"),
            ("", ";27;\n"),
            ("", "_____;;\n"),
            ("", "Total;=SOMME(B2:B3);\n"),
            ('""\n', ""),
        )
    )
    rows = "Ville;Aides;Mot\nRennes;12;un mot\nNantes;15;deux mots\n"
    words = [
        one for one in re.split(r"[;\n]+", after) if re.search(r"[^\W\d]{3}", one) and "=" not in one and "«" not in one
    ]
    base = with_csv(chance, before + rows + after, ["un mot", "deux mots", *words], language="fr")
    return Case(base, "either", [Place(CSV), Place(MORE)], recovered=False, remediable=False)


def _heads(chance: random.Random) -> Case:
    """Heads of columns: over several lines, twice, empty, with units, years and notes."""
    heads = chance.choice(
        (
            "Ville;2023;2024",
            'Ville;"Aides\n2023";"Aides\n2024"',
            "Ville;Aides;Aides",
            "Ville;;Aides",
            ";2023;2024",
            "Ville;Aides (€);Aides (%)",
            "Ville;Aides (1);Mot*",
            "Ville;1er;2e",
            '"Ville";"a;b";"c"',
            "Ville;janv-23;févr-23",
            "Ville;*a*;_b_",
            "Ville;=A1;@b",
            "Ville;a\u00a0b;c",
            "\ufeffVille;a;b",
            "Ville;" + "Donaudampfschifffahrt" * 3 + ";b",
            "Ville;https://exemple.fr/a/b/c/d/e/f/g;b",
            "Ville;e\u0301te\u0301;b",
            "VILLE;AIDES;MOT",
            "Ville ;Aides ; Mot",
            "Ville;#;%",
        )
    )
    base = with_csv(chance, f"{heads}\nRennes;12;13\nNantes;15;16\n", ["Rennes", "Nantes"], language="fr")
    return Case(base, "either", [Place(CSV)], recovered=False, remediable=False)


def _negative(chance: random.Random) -> Case:
    """Numbers below nothing in a chart, with the signs that programs and people write."""
    number, right = chance.choice(
        (
            ("-3", True),
            ("\u22123", True),
            ("–3", False),
            ("—3", False),
            ("- 3", True),
            ("(3)", False),
            ("3-", False),
            ("-3,5", True),
            ("-1 234", True),
            ("−1 234,5", True),
            ("--3", False),
            ("+-3", False),
            ("-\u00a03", True),
            ("‑3", False),
            ("-3 %", False),
            ("moins 3", False),
            ("-.5", True),
            ("-,5", True),
        )
    )
    kind = chance.choice(("bar", "line", "share"))
    base = with_csv(chance, f"Ville;Aides\nRennes;{number}\nNantes;15\nTurin;9\n", [], chart=True, language="fr")
    base.files[MORE] = base.files[MORE].replace(b"kind: bar", f"kind: {kind}".encode())
    places = [Place(CSV, 2, 8, 8), Place(MORE, TOP_LINES + 3)]
    return Case(base, "either" if right else "refuse", places, remediable=False)


OFFICE: dict[str, Kind] = {
    "office: a file of another program": _another_file,
    "office: a CSV of another program": _another_csv,
    "office: a rare encoding": _encoded,
    "office: a list of Word": _word_list,
    "office: signs inside words": value(_inside, remediable=False),
    "office: names that a Mac wrote": _decomposed_name,
    "office: a mention": _mention,
    "office: cells as they stand": _cells,
    "office: categories": _categories,
    "office: rows that are none": _endings,
    "office: heads": _heads,
    "office: numbers below nothing": _negative,
    "office: texts of Word": value(
        same(
            "{a}\x0b{b}",
            "{a}\x0c{b}",
            "{a}\x1e{b}",
            "{a}\x1f{b}",
            "{a} \ufffc {b}",
            "{a}\u2011{b}",
            "\uf0b7 {a}",
            "{a} \uf0e0 {b}",
            "{a}¹ {b}",
            "{a} [1], {b}",
            "{a}(1) {b}",
            "{a}\u2028{b}",
            "{a}\u2026 {b}",
            "{a} \u2013 {b}",
            "{a}’s {b}",
            "{a}\u02bc{b}",
            "{a} `{b}´",
            "{a}\u2032 {b}",
            "{a} ,,{b}''",
            "{a} ''{b}''",
            "{a} <<{b}>>",
            "{a} \u00ab\u00a0{b}\u00a0\u00bb",
            "{a}\u2044{b}",
            "{a}\u00b7e\u00b7s {b}",
            "{a}.e.s {b}",
            "{a}\u2022e {b}",
            "{a} (Error! Reference source not found.)",
            "{a} Erreur ! Signet non défini. {b}",
            "{a}\ufb01n {b}",
            "{a} … … … 12",
            "{a}......... 12",
            "Commented [AM1]: {b}",
            "{a} [sic] {b}",
            "{a}\u200b{b}",
            "{a}\u00ad{b}",
            "{a} \u2610 {b}",
            "{a} \u25a1 {b}",
            "\u2018{a}\u2019 {b}",
            "{a} n\u00b0\u00a03 {b}",
            "{a} \u00a7\u00a03 {b}",
            "{a} \u00a9 {b}",
        ),
        remediable=False,
    ),
    "office: long words and addresses": value(
        same(
            "{a} https://www.exemple.fr/politiques-publiques/environnement/transition-energetique/actions/2024 {b}",
            "https://exemple.fr/?utm_source=lettre&utm_medium=courriel&utm_campaign=ete2024&id=0123456789abcdef",
            "{a} Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz {b}",
            "anticonstitutionnellement {a} hexakosioihexekontahexaphobique",
            "{a} a.b.c.d@un-service-de-la-ville.exemple-de-commune.fr {b}",
            "{a} \\\\serveur\\partage\\dossier\\sous-dossier\\fichier.docx",
            "{a} C:/Users/ada/Documents/note%20finale(1).docx {b}",
            "{a}/{b}/{a}/{b}",
            "Saint-Quentin-en-Yvelines-sur-Marne-lès-Grandes-Eaux {b}",
            "{a} 0123456789012345678901234567890123456789 {b}",
        ),
        "either",
        remediable=False,
    ),
    "office: bidirectional texts": value(
        same(
            "{a} \u2067אב\u2069 {b}",
            "{a} \u202bאב\u202c {b}",
            "\u202d{a}",
            "{a}\u061c {b}",
            "{a} שלום {b}",
            "{a} مرحبا {b}",
            "{a} \u200f{b}\u200e",
            "{a} ‮txt.exe {b}",
        ),
        remediable=False,
    ),
}
