"""Kinds of faults between values: indentation, signs, keys, types, the file as a whole."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from tests.campaign.bases import CITIES, HEAD, PILLARS, Base, made
from tests.campaign.cases import Case, Place
from tests.campaign.values import A, B, Kind, base_with_slot

_NO_BREAK = "\u00a0\u202f\u2003\u3000\u2009"


def a_line(chance: random.Random, pattern: str) -> tuple[Base, str, int]:
    """Return a publication, and a line (from 0) of it that fits ``pattern`` and is no part of a text."""
    while True:
        base = made(chance)
        files = [one for one in base.files if one != CITIES]
        found = [
            (file, number)
            for file in files
            for number, line in enumerate(base.lines(file))
            if re.search(pattern, line) and _is_structure(base.lines(file), number)
        ]
        if found:
            return (base, *chance.choice(found))


def _is_structure(lines: list[str], number: int) -> bool:
    """Tell whether a line holds a key or an item: a text below ``>-`` has none of ours."""
    return bool(
        re.match(
            r" *(- )*(title|subtitle|language|organisation|pillars|as_of|label|heading|icon|colour|intro|spoken|"
            r"examples|id|text|points|source|url|seen|table|caption|columns|rows|chart|kind|axis|series|name|"
            r"categories|values|description):|( *- )",
            lines[number],
        )
    )


def changed(base: Base, file: str, lines: list[str]) -> Base:
    return Base({**base.files, file: "\n".join(lines).encode()}, base.words, base.spoken, base.slots, base.language)


def line(pattern: str, change: Callable[[random.Random, str], str], must: str = "either", *, near: int = 0) -> Kind:
    """Return what changes a line that fits; the fault is on that line, or up to ``near`` lines from it."""

    def kind(chance: random.Random) -> Case:
        base, file, number = a_line(chance, pattern)
        lines = base.lines(file)
        lines[number] = change(chance, lines[number])
        places = [Place(file, number + 1 + by, 1) for by in range(-near, near + 1)]
        return Case(changed(base, file, lines), must, places)

    return kind


def _indented(chance: random.Random, text: str) -> str:
    words = text.lstrip(" ")
    n = len(text) - len(words)
    sign = chance.choice(_NO_BREAK)
    return sign * n + words if chance.random() < 0.5 else sign + " " * (n - 1) + words


def _conflicted(chance: random.Random) -> Case:
    base, file, number = a_line(chance, r"^(label|heading|icon|title|colour|subtitle|organisation): [^>|]")
    lines = base.lines(file)
    old = lines[number]
    middle = ["||||||| base", old] if chance.random() < 0.3 else []
    lines[number : number + 1] = ["<<<<<<< HEAD", old, *middle, "=======", old, ">>>>>>> autre-branche"]
    return Case(changed(base, file, lines), "refuse", [Place(file, number + 1)])


def _doubled(chance: random.Random) -> Case:
    base, file, number = a_line(chance, r"^(label|heading|icon|title|colour|subtitle|language|organisation): [^>|]")
    lines = base.lines(file)
    end = len(lines) - 1
    lines.insert(end, lines[number])

    return Case(changed(base, file, lines), "refuse", [Place(file, end + 1)])


def _misspelt(chance: random.Random, text: str) -> str:
    names = {
        "label": ("lable", "étiquette", "Label", "labels", "LABEL", "libellé"),
        "heading": ("titre", "headding", "Heading", "headings"),
        "icon": ("icone", "icône", "icons", "Icon"),
        "examples": ("exemples", "example", "Examples"),
        "text": ("texte", "Text", "txt"),
        "source": ("sources", "src", "Source"),
        "title": ("titre", "Title", "titel"),
        "language": ("langue", "lang", "langage"),
        "pillars": ("piliers", "pilliers", "Pillars", "pillar"),
        "url": ("lien", "URL", "adresse"),
        "caption": ("légende", "captions", "titre"),
    }
    key = re.match(r"( *(?:- )*)(\w+)(:.*)", text)
    assert key
    return key[1] + chance.choice(names[key[2]]) + key[3]


def _typed(chance: random.Random) -> Case:
    """A value of another type than its key's."""
    base, file, number = a_line(chance, r"^ *(label|heading|icon|title|language|organisation|subtitle): [^>|]")
    lines = base.lines(file)
    before = re.match(r" *\w+: ", lines[number])
    assert before
    wrong = chance.choice(
        ("[un, deux]", "{a: b}", "[]", "{}", "\n  - un\n  - deux", "\n  a: b", "[[un]]", "12", "2024-01-02", "true")
    )
    indent = "\n" + " " * (len(before[0]) - len(before[0].lstrip()))
    lines[number] = before[0] + wrong.replace("\n", indent)
    words = [one for one in base.words if one not in lines[number]]
    case = Case(changed(base, file, lines), "refuse", [Place(file, number + 1 + by) for by in range(3)])
    case.base.words, case.recovered = words, False
    case.remediable = not re.match(" *(icon|language)", before[0])  # no remedy knows which was meant
    return case


def _list_as_text(chance: random.Random) -> Case:
    base = made(chance)
    lines = [
        re.sub(r"^pillars:.*", "pillars: eau, energie", one) for one in base.lines(HEAD) if not one.startswith("  - ")
    ]
    number = next(at for at, one in enumerate(lines) if one.startswith("pillars"))
    return Case(changed(base, HEAD, lines), "refuse", [Place(HEAD, number + 1)], remediable=False)


def _without(chance: random.Random) -> Case:
    """A key that must be there is not."""
    base, file, number = a_line(chance, r"^(label|heading|icon|title|language): [^>|]|^    id:")
    lines = base.lines(file)
    del lines[number]
    return Case(changed(base, file, lines), "refuse", [Place(file, 1), Place(file, 2)], recovered=False)


def _unclosed(chance: random.Random) -> Case:
    base, slot = base_with_slot(chance)
    a, b = chance.choice(A), chance.choice(B)
    typed = chance.choice(
        (f'"{a} {b}', f'{a} {b}"', f"'{a}", f'"{a}\\"', f"[{a}, {b}", f"{{{a}", f'“{a}"', f'"{a}”', f'«{a}"')
    )
    place = Place(slot.file, slot.line + 1, len(slot.before))
    printed = typed if typed[0] not in "\"'" else None
    return Case(base.with_line(slot, typed, printed), "either", [place], recovered=printed is not None)


def _anchored(chance: random.Random) -> Case:
    base, slot = base_with_slot(chance)
    typed = chance.choice(
        (
            f"&a {chance.choice(A)}",
            "*a",
            f"!!str {chance.choice(A)}",
            f"!texte {chance.choice(A)}",
            "!!python/object/apply:os.system [ls]",
            "&x [a, b]",
            "<<: *x",
        )
    )
    place = Place(slot.file, slot.line + 1, len(slot.before))
    return Case(base.with_line(slot, typed, None), "refuse", [place], recovered=False)


def _documents(chance: random.Random) -> Case:
    base = made(chance)
    file = chance.choice([one for one in base.files if one != CITIES])
    lines = base.lines(file)
    form = chance.choice(("first", "last", "both", "middle", "directive"))
    if form == "middle":
        lines = [*lines[:-1], "---", "label: autre", ""]
        return Case(changed(base, file, lines), "refuse", [Place(file, len(lines) - 2)], remediable=False)
    if form == "directive":
        lines = ["%YAML 1.1", "---", *lines]
    if form in ("first", "both"):
        lines = ["---", *lines]
    if form in ("last", "both"):
        lines = [*lines[:-1], "...", ""]
    return Case(changed(base, file, lines), "build")


def _shifted(chance: random.Random, text: str) -> str:
    words = text.lstrip(" ")
    n = len(text) - len(words)
    return " " * max(0, n + chance.choice((-2, -1, 1, 2, 3))) + words


def _saved(chance: random.Random) -> Case:
    """The same file as other programs save it: line ends, spaces at the ends, a mark at the beginning; all is right."""
    base = made(chance)
    for file, data in base.files.items():
        text = data.decode()
        form = chance.choice(("crlf", "cr", "no end", "bom", "spaces", "blank", "bom crlf", "many ends"))
        if "crlf" in form:
            text = text.replace("\n", "\r\n")
        if form == "cr":
            text = text.replace("\n", "\r")
        if form == "no end":
            text = text.rstrip("\n")
        if form == "spaces":
            text = re.sub(r"(?<=[\w,\]\".])$", chance.choice((" ", "   ")), text, flags=re.MULTILINE)
        if form == "blank":
            text = re.sub(r"^(\w+:)", r"\n\1", text, flags=re.MULTILINE)
        if form == "many ends":
            text += "\n\n   \n"
        base.files[file] = ("\ufeff" * ("bom" in form) + text).encode()
    return Case(base, "build")


def _encoded(chance: random.Random) -> Case:
    """A file in another encoding than UTF-8: the first byte that is none, or the whole file."""
    while True:
        base = made(chance)
        file = chance.choice([one for one in base.files if one != CITIES])
        text = base.text(file)
        name = chance.choice(("cp1252", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "mac-roman", "cp850", "cut"))
        try:
            data = text.encode(name) if name != "cut" else re.sub(rb"\xc3\xa9", b"\xc3", base.files[file], count=1)
            base.files[file].decode("ascii")
        except UnicodeEncodeError:
            continue
        except UnicodeDecodeError:
            pass
        else:
            if not name.startswith("utf-16"):
                continue
        if data == base.files[file]:
            continue
        base.files[file] = data
        place = Place(file, 1)
        if not name.startswith("utf-16"):
            at = _first_wrong(data)
            before = data[:at].decode()
            place = Place(
                file, before.count("\n") + 1, len(before) - before.rfind("\n"), len(before) - before.rfind("\n")
            )
        return Case(base, "refuse", [place], remediable=name not in ("mac-roman", "cp850", "cut"))


def _first_wrong(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _foreign(chance: random.Random) -> Case:
    base = made(chance)
    file = chance.choice([one for one in base.files if one != CITIES])
    base.files[file] = chance.choice(
        (
            b"PK\x03\x04\x14\x00\x06\x00word/document.xml",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 90,
            b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
            b"{\\rtf1\\ansi Bonjour}",
            b"<!DOCTYPE html>\n<html><body>a</body></html>",
            b"\x89PNG\r\n\x1a\n\0\0",
            b"\xff\xd8\xff\xe0\0\x10JFIF",
            b"<?xml version='1.0'?><a/>",
            b"",
            b"\n\n",
            b"# rien\n",
            b"label",
            b"Ville;Euros\nRennes;12\n",
            b"\0" * 40,
            bytes(range(256)),
            b"- un\n- deux\n",
            b"[1, 2]",
            b"Bonjour,\n\nvoici le texte de la note :\n- un\n- deux\n",
            b"label: x\nheading: y\nicon: rocket\nexamples: [",
            b"GIF89a\x01\x00",
        )
    )
    return Case(base, "refuse", [Place(file)], remediable=False)


def _json(chance: random.Random) -> Case:
    """JSON, which is YAML."""
    import json

    import yaml

    base = made(chance)
    for file in list(base.files):
        if file != CITIES and chance.random() < 0.7:
            value = yaml.safe_load(base.text(file).replace("as_of: ", "as_of: !!str "))
            value = json.loads(json.dumps(value, default=str).replace(r"\n", " "))
            base.files[file] = json.dumps(value, ensure_ascii=False, indent=chance.choice((None, 2))).encode()
    return Case(base, "build")


def _wrapped(chance: random.Random) -> Case:
    """What chats, mails and word processors leave around a file's lines."""
    base = made(chance)
    file = chance.choice([one for one in base.files if one != CITIES])
    lines = base.lines(file)
    form = chance.choice(("fence", "mail", "stars", "smart", "signature"))
    if form == "fence":
        lines, at = ["```yaml", *lines[:-1], "```", ""], 1
    elif form == "mail":
        lines, at = [f"> {one}" for one in lines[:-1]], 1
    elif form == "signature":
        lines = [*lines[:-1], "-- ", "Ada Martin", ""]
        at = len(lines) - 2
    else:
        at = next(number for number, one in enumerate(lines, 1) if re.match(r"(label|title): ", one))
        lines[at - 1] = re.sub(r"^(\w+):", r"**\1:**" if form == "stars" else r"“\1”:", lines[at - 1])
    return Case(changed(base, file, lines), "refuse", [Place(file, at + by) for by in (0, 1)], remediable=False)


def _dated(chance: random.Random) -> Case:
    base = made(chance)
    form, right = chance.choice(
        (
            ("2026-11-23", True),
            ('"2026-11-23"', True),
            ("23/11/2026", False),
            ("23.11.2026", False),
            ("2026-11-31", False),
            ("2026-1-2", False),
            ("23 novembre 2026", False),
            ("2026/11/23", False),
            ("20261123", False),
            ("2026-11-23T10:00:00", False),
            ("novembre 2026", False),
            ("2026", False),
            ('"26-11-23"', False),
            ("0000-00-00", False),
            ("2026-02-29", False),
            ("'2026-11-23 '", False),
            ("1er mai 2026", False),
        )
    )
    lines = [one for one in base.lines(HEAD) if not one.startswith("as_of")]
    number = next(at for at, one in enumerate(lines) if one.startswith("language"))
    lines.insert(number, f"as_of: {form}")
    places = [] if right else [Place(HEAD, number + 1, 8, 8)]
    return Case(changed(base, HEAD, lines), "build" if right else "refuse", places)


def _linked(chance: random.Random) -> Case:
    """The address of a source."""
    while True:
        base, file, number = a_line(chance, r"^ +url: ")
        lines = base.lines(file)
        before = lines[number][: lines[number].index("url: ") + 5]
        form, right = chance.choice(
            (
                ("https://été.fr/où", True),
                ("HTTP://EXEMPLE.FR", True),
                ("https://a.fr/x_y?b=c&d=e#f", True),
                ("https://a.fr:8080/", True),
                ("www.exemple.fr", False),
                ("exemple.fr/x", False),
                ("https://", False),
                ("http:/exemple.fr", False),
                ("javascript:alert(1)", False),
                ("file:///C:/x", False),
                ("https://a.fr/un chemin", False),
                ("https//a.fr", False),
                ("ftp://a.fr", False),
                ("<https://a.fr>", False),
                ("https://a.fr #x", False),
                ('"https://a.fr/\\"x"', False),
                ("mailto:a@b.fr", False),
                ("[a](https://a.fr)", False),
                ("voir le site", False),
            )
        )
        lines[number] = before + form
        place = Place(file, number + 1, len(before), len(before) + len(form) + 1)
        return Case(changed(base, file, lines), "build" if right else "refuse", [] if right else [place])


def _city_file(chance: random.Random) -> Case:
    """A fault in the registry of cities, of those that are mentioned or not."""
    base = made(chance)
    lines = base.lines(CITIES)
    start = chance.choice([at for at, one in enumerate(lines) if one and not one.startswith(" ")])
    key, wrong = chance.choice(
        (
            ("country", "Belgique"),
            ("country", "fr"),
            ("country", "FRA"),
            ("country", "NO"),
            ("country", "XX"),
            ("country", ""),
            ("latitude", '"48.1"'),
            ("latitude", "48,1"),
            ("latitude", "48.1°"),
            ("latitude", "nord"),
            ("latitude", "99"),
            ("longitude", "-181.5"),
            ("longitude", "1°40'W"),
            ("longitude", "012.5"),
            ("longitude", "null"),
            ("names", "Rennes"),
            ("names", "{}"),
            ("names", "{fr: 12}"),
            ("names", "{fr: no}"),
            ("names", "[Rennes]"),
            ("names", "{français: Rennes}"),
            ("names", "{fr: Rennes, fr: Nantes}"),
        )
    )
    number = next(at for at in range(start, len(lines)) if lines[at].startswith(f"  {key}:"))
    lines[number] = f"  {key}: {wrong}"
    # A country that does not exist is doubted, since lists of countries grow.
    must = "either"
    return Case(changed(base, CITIES, lines), must, [Place(CITIES, number + 1)], recovered=False)


def _swapped(chance: random.Random) -> Case:
    """Latitude and longitude exchanged: warned of where the city is mentioned."""
    while True:
        base = made(chance)
        ids = [
            one
            for one in ("rennes", "nantes", "turin", "bilbao", "grenoble")
            if any(f"city:{one})".encode() in data for data in base.files.values())
        ]
        if ids:
            break
    lines = base.lines(CITIES)
    at = lines.index(f"{chance.choice(ids)}:")
    lines[at + 3], lines[at + 4] = (
        lines[at + 4].replace("longitude", "latitude"),
        lines[at + 3].replace("latitude", "longitude"),
    )
    return Case(changed(base, CITIES, lines), "build", [Place(CITIES, at + 1 + by) for by in range(5)], warned=True)


def _listed(chance: random.Random) -> Case:
    """The list of pillars: a name that is not there, twice, with its ending, or missing."""
    base = made(chance)
    lines = base.lines(HEAD)
    number = next(at for at, one in enumerate(lines) if one.startswith("pillars:"))
    ids = [file.rsplit("/", 1)[1][:-5] for file in base.files if "/pillars/" in file]
    lines = [*lines[:number], *[one for one in lines[number + 1 :] if not one.startswith("  - ")]]
    form = chance.choice(("typo", "twice", "ending", "folder", "capital", "missing"))
    one = chance.choice(ids)
    wrong = {
        "typo": [one[:-1] + "x" + one[-1]],
        "twice": [one, one],
        "ending": [f"{one}.yaml"],
        "folder": [f"pillars/{one}"],
        "capital": [one.capitalize()],
        "missing": [],
    }[form]
    rest = [id for id in ids if id != one]
    shown = [*rest, *wrong]
    lines[number:number] = ["pillars:", *(f"  - {id}" for id in shown)]
    place = (
        [Place(HEAD, number + 1 + len(shown))]
        if wrong
        else [Place(f"{PILLARS}/{one}.yaml", 1), Place(HEAD, number + 1)]
    )
    case = Case(changed(base, HEAD, lines), "refuse", place)
    case.remediable = bool(wrong)
    return case


def _ids(chance: random.Random, text: str) -> str:
    before = text[: text.index("id: ") + 4]
    return before + chance.choice(
        ("un exemple", "l'été", "2024", "oui", "on", "a/b", '""', "é" * 220, "eau!", "a.b", "no", "ex 1", "-", "a:b")
    )


def _named(chance: random.Random) -> Case:
    """A name of an icon, a colour, a language or a typography that is not known."""
    base, file, number = a_line(chance, r"^(icon|colour|language): ")
    lines = base.lines(file)
    key = lines[number].partition(":")[0]
    wrong = {
        "icon": ("roket", "rocket.svg", "fusée", "Rocket", "../x", "home2", "rocket leaf"),
        "colour": ("tael", "bleu", "#ff0000", "FF0000", "Teal", "rouge"),
        "language": ("français", "FR", "fr_FR", "no", "french", "xx", "fra", "fr-fr", "francais", '"no"', "klingon"),
    }[key]
    lines[number] = f"{key}: {chance.choice(wrong)}"
    case = Case(changed(base, file, lines), "either", [Place(file, number + 1, len(key) + 3, len(key) + 3)])
    case.recovered = False
    return case


def _limits(chance: random.Random) -> Case:
    """Too deep, too many, too large."""
    base = made(chance)
    file = f"{PILLARS}/trop.yaml"
    head = "label: Trop\nheading: Trop de tout\nicon: rocket\n"
    text = chance.choice(
        (
            head + "examples: " + "[" * 90 + "]" * 90,
            head + "examples: " + "{a: " * 60 + "}" * 60,
            head + "# x\n" * 1_500_000,
            head + "examples:\n" + "".join(f"  - {{id: a{n}, text: b}}\n" for n in range(15_000)),
            head + "intro: " + "mot " * 9_000,
            head + "examples:\n" + "".join(f"{' ' * n}-\n" for n in range(400)),
            "a" * 100_000,
            "- " * 3_000,
            ": " * 2_000,
        )
    )
    base.files[file] = text.encode()
    lines = base.lines(HEAD)
    number = next(at for at, one in enumerate(lines) if one.startswith("pillars:"))
    lines[number] = lines[number].replace("[", "[trop, ") if "[" in lines[number] else f"{lines[number]}\n  - trop"
    return Case(changed(base, HEAD, lines), "refuse", [Place(file)], remediable=False)


_KEYED = r"^ *(- )?(label|heading|icon|title|language|text|url|caption): \S"

STRUCTURES: dict[str, Kind] = {
    "structure: indented by no-break spaces": line(r"^ +(- )?\w+:", _indented, "refuse"),
    "structure: indented by tabs": line(
        r"^ +(- )?\w+:", lambda chance, text: "\t" * chance.choice((1, 2)) + text.lstrip(" "), "refuse"
    ),
    "structure: a bullet or a dash": line(
        r"^ *- \w",
        lambda chance, text: text.replace(
            "- ", chance.choice(("• ", "– ", "— ", "* ", "· ", "▪ ", "‣ ", "− ", "•", "–\u00a0", "•  ")), 1
        ),
    ),
    "structure: no space after a colon": line(
        r"^ *(- )?\w+: [^>|\s]", lambda chance, text: re.sub(r"^( *(?:- )?\w+): ", r"\1:", text, count=1), "refuse"
    ),
    "structure: no space after a hyphen": line(
        r"^ *- \w+: ", lambda chance, text: text.replace("- ", "-", 1), "refuse"
    ),
    "structure: a space before a colon": line(
        _KEYED,
        lambda chance, text: re.sub(
            r"^( *(?:- )?\w+): ", rf"\1{chance.choice((' ', '  ', chr(0xA0), chr(0x202F)))}: ", text
        ),
    ),
    "structure: a wide or other colon": line(
        _KEYED,
        lambda chance, text: re.sub(
            r"^( *(?:- )?\w+): ",
            rf"\1{chance.choice(('：', ' = ', ' - ', ';', '. ', ' : - ', chr(0xA0) + ':', ':' + chr(0xA0)))} ",
            text,
        ),
        near=1,
    ),
    "structure: conflict markers": _conflicted,
    "structure: a key twice": _doubled,
    "structure: a key of another name": line(
        r"^ *(- )?(label|heading|icon|examples|text|source|title|language|pillars|url|caption):", _misspelt
    ),
    "structure: a value of another type": _typed,
    "structure: a list as a text": _list_as_text,
    "structure: a key is missing": _without,
    "structure: quotes or brackets not closed": _unclosed,
    "structure: anchors, aliases and tags": _anchored,
    "structure: several documents": _documents,
    "structure: indented otherwise": line(
        r"^ +(- )?(id|text|source|url|seen|caption|kind|axis|series|columns|rows|name|values|categories): ?",
        _shifted,
        near=1,
    ),
    "structure: as other programs save it": _saved,
    "structure: another encoding": _encoded,
    "structure: another file": _foreign,
    "structure: JSON": _json,
    "structure: marks of mails and chats": _wrapped,
    "structure: a day": _dated,
    "structure: an address": _linked,
    "structure: the registry of cities": _city_file,
    "structure: coordinates exchanged": _swapped,
    "structure: the list of pillars": _listed,
    "structure: an id": line(r"^ *- id: ", _ids),
    "structure: a name that is not known": _named,
    "structure: limits": _limits,
}
