"""Kinds of a tired officer and an attacker: keys in other words, pasted tables, signs nobody sees, wrong pictures."""

from __future__ import annotations

import io
import random
import re
from collections.abc import Callable
from functools import cache

from PIL import Image

from tests.campaign.bases import CITIES, HEAD, PILLARS, SLUG, Base, made
from tests.campaign.cases import Case, Place
from tests.campaign.structures import line
from tests.campaign.values import A, B, Kind, same, value
from tests.deck import brands

MORE = f"{PILLARS}/plus.yaml"
CSV = f"{PILLARS}/plus.csv"
_TOP = "label: En plus\nheading: Ce qui vient en plus\nicon: rocket\n"
_TOP_WORDS = ["En plus", "Ce qui vient en plus"]
TOP_LINES = _TOP.count("\n")


def with_pillar(
    chance: random.Random, text: str, words: list[str], files: dict[str, bytes] | None = None, *, language: str = ""
) -> Base:
    """Return a publication with one more pillar: ``text`` below its first three keys."""
    while True:
        base = made(chance)
        if not language or base.language == language:
            break
    base.files[MORE] = (_TOP + text).encode()
    base.files |= files or {}
    lines = base.lines(HEAD)
    number = next(at for at, one in enumerate(lines) if one.startswith("pillars:"))
    lines[number] = lines[number].replace("]", ", plus]") if "[" in lines[number] else f"{lines[number]}\n  - plus"
    base.files[HEAD] = "\n".join(lines).encode()
    base.words += [*_TOP_WORDS, *words]
    base.slots = []
    return base


_Choice = tuple[str, bool]
"""What is typed, and whether it is right."""


def pillar(form: str, choices: tuple[_Choice, ...], at: int, *, printed: str = "", remediable: bool = True) -> Kind:
    """Return what puts one of ``choices`` in the place of {x} in a pillar; it is wrong on line ``at`` of what it adds.

    ``printed``: what else must be found. A right one is printed as it stands where ``form`` has {x} for a text.
    """

    def kind(chance: random.Random) -> Case:
        typed, right = chance.choice(choices)
        base = with_pillar(chance, form.replace("{x}", typed), [printed] if printed else [])
        place = Place(MORE, TOP_LINES + at)
        case = Case(base, "build" if right else "refuse", [] if right else [place])
        case.remediable, case.recovered = remediable, False
        return case

    return kind


# Keys

_FRENCH = {
    "label": ("libellé", "Libellé court", "étiquette", "nom court"),
    "heading": ("intitulé", "en-tête", "titre long", "Titre du pilier"),
    "icon": ("icône", "pictogramme", "picto", "symbole"),
    "colour": ("couleur", "teinte", "color"),
    "intro": ("introduction", "préambule", "chapeau"),
    "spoken": ("oral", "discours", "à dire"),
    "examples": ("exemples", "Exemple", "cas"),
    "id": ("identifiant", "clé", "Id"),
    "text": ("texte", "contenu", "description", "Paragraphe"),
    "points": ("puces", "liste"),
    "source": ("référence", "provenance", "Sources"),
    "url": ("lien", "adresse", "site web", "page"),
    "seen": ("vu le", "consulté le", "vu"),
    "table": ("tableau", "Tableaux"),
    "chart": ("graphique", "diagramme", "graphe"),
    "caption": ("légende", "titre"),
    "columns": ("colonnes", "entêtes"),
    "rows": ("lignes", "données"),
    "kind": ("type", "genre", "nature"),
    "axis": ("axe", "abscisse"),
    "series": ("séries", "données"),
    "categories": ("catégories", "années"),
    "values": ("valeurs", "chiffres"),
    "title": ("titre", "Titre", "intitulé"),
    "subtitle": ("sous-titre", "chapeau"),
    "language": ("langue",),
    "organisation": ("organisme", "émetteur", "collectivité"),
    "pillars": ("piliers", "thèmes", "axes"),
}


def _in_french(chance: random.Random, text: str) -> str:
    key = re.match(r"( *(?:- )*)(\w+)(:.*)", text)
    assert key
    return key[1] + chance.choice(_FRENCH[key[2]]) + key[3]


def _marked_key(chance: random.Random, text: str) -> str:
    forms = ("“{}”", "« {} » ", "«{}»", "‘{}’", "„{}“", "`{}`", "**{}**", "*{}*", "_{}_", "[{}]", "({})", "<{}>")
    return re.sub(r"(\w+):", lambda match: chance.choice(forms).format(match[1]) + ":", text, count=1)


def _quoted_key(chance: random.Random, text: str) -> str:
    return re.sub(r"(\w+):", chance.choice((r'"\1":', r"'\1':", r"? \1\n:")), text, count=1)


def _unseen_in_key(chance: random.Random, text: str) -> str:
    key = re.match(r"( *(?:- )*)(\w+)(:.*)", text)
    assert key
    at = chance.randint(1, len(key[2]))  # before all of a file, one of them is its mark
    sign = chance.choice("\u200b\u200d\u2060\u00ad\u200e\u200f\u202b\ufeff\u00a0\u0301")
    return f"{key[1]}{key[2][:at]}{sign}{key[2][at:]}{key[3]}"


def _two_on_a_line(chance: random.Random, text: str) -> str:
    more = chance.choice((" icon: rocket", ", icon: rocket", "; colour: teal", " | colour: teal", "\tcolour: teal"))
    return text + more


def _ended(chance: random.Random, text: str) -> str:
    return text + chance.choice((",", ";", " ,", " ;", "\\", " \\", '",', "|", " //", " /* a */", " -- fin"))


_ONE_LINE = r"^(label|heading|icon|title|subtitle|organisation): [^>|\"']"


# Lists, blocks and structure


def _holed(chance: random.Random) -> Case:
    """A list of pillars with nothing, a comment or another list among its items."""
    base = made(chance)
    ids = [file.rsplit("/", 1)[1][:-5] for file in base.files if "/pillars/" in file]
    lines = [one for one in base.lines(HEAD) if not one.startswith(("pillars:", "  - "))]
    lines.pop()
    wrong, right = chance.choice(
        (
            ("null", False),
            ("~", False),
            ("", False),
            ("[x]", False),
            ("{a: b}", False),
            ("# rien", False),
            ("12", False),
            ("no", False),
            ("- x", False),
            ("''", False),
            ("*x", False),
            ("&x y", False),
        )
    )
    lines += ["pillars:", *(f"  - {id}" for id in ids), f"  - {wrong}", ""]
    base.files[HEAD] = "\n".join(lines).encode()
    places = [Place(HEAD, len(lines) - 1), Place(HEAD, len(lines) - 2)]
    case = Case(base, "build" if right else "refuse", places)
    case.remediable = False
    return case


def _block_sign(chance: random.Random) -> Case:
    """A block with a sign of YAML's that is rare or wrong."""
    sign = chance.choice(
        ("|2", ">+", "|+", ">-2", "|9", ">x", "|-+", ">>", "||", "> -", "|0", ">1 # a", "| # a", ">\t")
    )
    a, b = chance.choice(A), chance.choice(B)
    base = with_pillar(chance, f"intro: {sign}\n  {a}\n  {b}\n", [])
    case = Case(base, "either", [Place(MORE, TOP_LINES + by) for by in (1, 2, 3)])
    base.words += [a, b]
    case.recovered, case.remediable = False, False
    return case


def _bomb(chance: random.Random) -> Case:
    """YAML that grows, nests or names without end, or that asks for what a program does."""
    laughs = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n"
    text = chance.choice(
        (
            laughs,
            "<<: {label: x}\n",
            "<<: *x\n",
            "<<: [*x, *y]\n",
            "? [a, b]\n: c\n",
            "? {a: b}\n: c\n",
            "!!map {a: b}\n",
            "intro: !!python/name:os.system x\n",
            "intro: !include /etc/passwd\n",
            "intro: !!binary aGVq\n",
            "&a intro: x\n",
            "intro: *intro\n",
            "x" * 70_000 + ": y\n",
            "intro: " + "'" * 9_999 + "\n",
            "intro: " + '"\\' * 5_000 + "\n",
            "intro: " + "[" * 500 + "\n",
            "intro: {" * 60 + "\n",
            "- " * 500 + "\n",
            "!!set {a, b}\n",
            "intro: !!null x\n",
            "%TAG ! tag:x:\n",
            "intro: !<tag:yaml.org,2002:str> x\n",
            "=: x\n",
            "intro: !!float .inf\n",
            "{}: x\n",
        )
    )
    case = Case(with_pillar(chance, text, []), "refuse", [Place(MORE)])
    case.remediable = False
    return case


def _twins(chance: random.Random) -> Case:
    """A pillar's file again under another case, or an id of an example used twice."""
    base = with_pillar(chance, "", [])
    if chance.random() < 0.5:
        new = f"{PILLARS}/{chance.choice(('Plus.yaml', 'PLUS.yaml', 'plus2.yaml', 'plus.yaml.bak.yaml'))}"
        base.files[new] = base.files[MORE]
        return Case(base, "either", [Place(new)], warned=True, remediable=False)
    example = "examples:\n  - id: deux\n    text: Un\n  - id: {}\n    text: Deux\n"
    twin = chance.choice(("deux", '"deux"', "plus"))
    base.files[MORE] = (_TOP + example.format(twin)).encode()
    must = "either" if twin == "plus" else "refuse"
    return Case(base, must, [Place(MORE, TOP_LINES + 4)], remediable=False)


# Tables


def _word_table(chance: random.Random) -> Case:
    """Rows of a table of Word or a spreadsheet, pasted below their key or into a text."""
    rows = chance.choice(
        (
            "Ville\tAides\n    Rennes\t12\n    Nantes\t15",
            "| Ville | Aides |\n    |---|---|\n    | Rennes | 12 |",
            "Ville;Aides\n    Rennes;12",
            "Ville, Aides\n    Rennes, 12",
            "- Ville\tAides\n    - Rennes\t12",
            "- Rennes, 12\n    - Nantes, 15",
            "- [Rennes; 12]\n    - [Nantes; 15]",
            "- Rennes | 12",
            "[Rennes, 12]\n    [Nantes, 15]",
            "- (Rennes, 12)",
            "- - Rennes\n    - 12",
            "<tr><td>Rennes</td></tr>",
            "Rennes: 12\n    Nantes: 15",
        )
    )
    text = f"table:\n  caption: Aides\n  columns: [Ville, Aides]\n  rows:\n    {rows}\n"
    case = Case(with_pillar(chance, text, []), "refuse", [Place(MORE, TOP_LINES + by) for by in (4, 5, 6, 7)])
    case.remediable = False
    return case


def with_csv(
    chance: random.Random, text: str | bytes, words: list[str], *, chart: bool = False, language: str = ""
) -> Base:
    keys = "  kind: bar\n  description: Nantes aide plus.\n" if chart else ""
    data = text if isinstance(text, bytes) else text.encode()
    top = f"{'chart' if chart else 'table'}:\n  caption: Aides reçues\n{keys}  csv: plus.csv\n"
    return with_pillar(chance, top, ["Aides reçues", *words], {CSV: data}, language=language)


def _formulas(chance: random.Random) -> Case:
    """Cells that a spreadsheet would run: printed as they stand."""
    cells = ("=1+1", '=cmd|"/c calc"!A1', "-5+3", "+33 2 99 12 34 56", "@SUM(A1)", "=HYPERLINK(A1)", "-", "+", "=",
             "@", "–5", "%0A", "'=1", "=", "-a", "+a", "\\t=1", "{=1}", "=A1#")  # fmt: skip
    cell = chance.choice(cells)
    quoted = '"' + cell.replace('"', '""') + '"' if '"' in cell else cell
    return Case(with_csv(chance, f"Ville;Mot\nRennes;{quoted}\nNantes;oui\n", ["Rennes", cell, "oui"]), "build")


def _merged(chance: random.Random) -> Case:
    """Rows and columns that were merged in a spreadsheet: their names are empty where the merge goes on."""
    text, at = chance.choice(
        (
            ("Région;Ville;Aides\nBretagne;Rennes;12\n;Brest;15\n;Vannes;9\n", 3),
            ("Ville;Aides\nRennes;12\nNantes;15\n;27\n", 4),
            ("Ville;Aides;\nRennes;12;13\nNantes;15;16\n", 1),
            (";Aides\n;12\n;15\n", 1),
            ("Ville;Aides\nRennes;12\n;\n;3\n", 4),
        )
    )
    case = Case(with_csv(chance, text, []), "refuse", [Place(CSV, at)])
    case.remediable = False
    return case


def _csv_ends(chance: random.Random) -> Case:
    """A right table with the ends of lines, marks and spaces of other programs."""
    rows = [["Ville", "Aides"], ["Rennes", "été"], ["Nantes", "b c"]]
    end = chance.choice(("\r", "\r\n", "\n", "\n\r", "\r\r\n"))
    pad = chance.choice(("", " ", "\u00a0"))
    text = end.join(";".join(pad + cell for cell in row) for row in rows) + end * chance.choice((0, 1, 3))
    mark = chance.choice((b"", b"\xef\xbb\xbf", b"\xef\xbb\xbf"))
    return Case(with_csv(chance, mark + text.encode(), [cell for row in rows for cell in row]), "either", [Place(CSV)])


def _numbers(chance: random.Random) -> Case:
    """Numbers in a chart with the separators of several countries, and with words."""
    cell, right = chance.choice(
        (
            ("1 234,5", True),
            ("1.234,5", True),
            ("1,234.5", True),
            ("1'234,5", True),
            ("1’234", True),
            ("12,5 %", False),
            ("1 2 3", False),
            ("12.345.678", True),
            ("1,2,3", False),
            ("1.2.3", False),
            ("(12)", False),
            ("12-", False),
            ("-12", True),
            ("− 12", True),
            ("+12", True),
            ("1e3", False),
            ("1,5E+03", False),
            ("0x10", False),
            ("½", False),
            ("12k", False),
            ("2,5 M€", False),
            ("env. 12", False),
            ("12 (est.)", False),
            ("#REF!", False),
            ("#VALEUR!", False),
            ("#DIV/0!", False),
            ("#NOM?", False),
            ("#N/A", False),
            ("nc", True),
            ("s.o.", True),
            ("..", True),
            ("12\u00a0345", True),
            ("99999999999999999999", False),
            ("1e999", False),
            ("NaN", True),
            ("Infinity", False),
            ("١٢", False),
            ("１２", False),
        )
    )
    base = with_csv(chance, f"Ville;Aides\nRennes;{cell}\nNantes;15\nTurin;8\n", [], chart=True, language="fr")
    return Case(base, "either" if right else "refuse", [Place(CSV, 2, 8, 8)], remediable=False)


def _errors(chance: random.Random) -> Case:
    """What a spreadsheet writes in place of a value that it could not compute."""
    wrong = chance.choice(
        ("#REF!", "#N/A", "#NAME?", "#DIV/0!", "#VALEUR!", "#NOM?", "#NOMBRE!", "#NUL!", "Err:508", "#####")
    )
    at = chance.choice((2, 3))
    rows = ["Ville;Aides", "Rennes;12", "Nantes;15"]
    rows[at - 1] = f"{rows[at - 1].split(';')[0]};{wrong}"
    return Case(with_csv(chance, "\n".join(rows), []), "refuse", [Place(CSV, at, 8, 8)], remediable=False)


# Pictures, icons, templates


@cache
def _pictures() -> dict[str, tuple[bytes, bool]]:
    """Return files by what they are, and whether they can be set."""
    photo = Image.effect_noise((640, 400), 60)
    rgb = Image.merge("RGB", [photo, photo.rotate(180), photo])
    frames = [Image.new("RGB", (64, 64), colour) for colour in ("red", "blue")]
    return {
        "photo.jpg": (_saved(rgb, "JPEG"), True),
        "cmjn.jpg": (_saved(rgb.convert("CMYK"), "JPEG"), True),
        "gris.jpg": (_saved(photo, "JPEG"), True),
        "profond.png": (_saved(photo.convert("I;16"), "PNG"), True),
        "palette.png": (_saved(rgb.convert("P"), "PNG"), True),
        "noir.png": (_saved(photo.convert("1"), "PNG"), True),
        "clair.png": (_saved(rgb.convert("RGBA"), "PNG"), True),
        "photo.webp": (_saved(rgb, "WEBP"), True),
        "photo.png": (_saved(rgb, "JPEG"), True),  # a JPEG under another name
        "PHOTO.JPG": (_saved(rgb, "JPEG"), True),
        "coupe.jpg": (_saved(rgb, "JPEG")[:9_000], False),
        "coupe.png": (_saved(rgb, "PNG")[:9_000], False),
        "anime.webp": (_saved(frames[0], "WEBP", save_all=True, append_images=frames[1:]), False),
        "anime.png": (_saved(frames[0], "PNG", save_all=True, append_images=frames[1:]), False),
        "anime.jpg": (_saved(frames[0], "GIF", save_all=True, append_images=frames[1:]), False),
        "heic.jpg": (b"\0\0\0\x18ftypheic" + bytes(400), False),
        "scan.jpg": (b"%PDF-1.7\n" + bytes(400), False),
        "plan.png": (_saved(rgb, "TIFF"), False),
        "bitmap.jpg": (_saved(rgb, "BMP"), False),
        "note.jpg": (b"PK\x03\x04" + bytes(400), False),
        "page.png": (b"<!DOCTYPE html><html></html>", False),
        "vide.jpg": (b"", False),
        "point.png": (_saved(photo.resize((1, 1)), "PNG"), False),
        "lettres.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>a</text></svg>', False),
        "appel.svg": (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="x"/></svg>', False),
    }


def photograph() -> bytes:
    return _pictures()["photo.jpg"][0]


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    stream = io.BytesIO()
    image.save(stream, form, **options)
    return stream.getvalue()


def _picture(chance: random.Random) -> Case:
    name = chance.choice(sorted(_pictures()))
    data, right = _pictures()[name]
    text = f"picture:\n  file: {name}\n  alt: Une fontaine sur la place\n"
    base = with_pillar(chance, text, [], {f"content/{SLUG}/{name}": data})
    place = [] if right else [Place(MORE, TOP_LINES + 2, 9, 9)]
    return Case(base, "build" if right else "refuse", place, remediable=False)


def _picture_name(chance: random.Random) -> Case:
    """A picture's file named as people and attackers name one."""
    name = chance.choice(
        (
            "Photo.jpg",
            "photo",
            "photo.jpeg",
            "photo.heic",
            "images\\photo.jpg",
            "C:\\photo.jpg",
            "/photo.jpg",
            "./photo.jpg",
            "../photo.jpg",
            "../../../etc/passwd.jpg",
            "https://exemple.fr/photo.jpg",
            "file:///photo.jpg",
            "photo.jpg.exe",
            "photo .jpg",
            "foto.jpg",
            "[photo.jpg]",
            "photo.jpg, autre.jpg",
            "images",
            "~/photo.jpg",
            "CON.jpg",
            "photo.jpg?x",
        )
    )
    text = f"picture:\n  file: {name}\n  alt: Une fontaine sur la place\n"
    base = with_pillar(chance, text, [], {f"content/{SLUG}/photo.jpg": _pictures()["photo.jpg"][0]})
    return Case(base, "refuse", [Place(MORE, TOP_LINES + 2, 9, 9)], remediable=False)


_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 24 24">{}</svg>'
)


def _drawn_icon(chance: random.Random) -> Case:
    """An icon as drawing programs save it, or as an attacker does."""
    inner = chance.choice(
        (
            "<style>.a{fill:red}</style><path class='a' d='M2 2h9v9z'/>",
            "<defs><path id='a' d='M2 2h9v9z'/></defs><use href='#a'/>",
            "<mask id='m'><rect width='9' height='9'/></mask><path mask='url(#m)' d='M2 2h9v9z'/>",
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>a</p></foreignObject>",
            "<path d='M2 2h9v9z' onclick='x()'/>",
            "<style>@import 'http://x/y.css';</style><path d='M2 2h9v9z'/>",
            "<path style='fill:url(http://x/)' d='M2 2h9v9z'/>",
            "<linearGradient id='g'/><path fill='url(#g)' d='M2 2h9v9z'/>",
            "<filter id='f'/><path filter='url(#f)' d='M2 2h9v9z'/>",
            "<a xlink:href='javascript:x'><path d='M2 2h9v9z'/></a>",
            "<animate attributeName='x'/><path d='M2 2h9v9z'/>",
            "<symbol id='s'><path d='M2 2h9v9z'/></symbol><use xlink:href='#s'/>",
            "<use xlink:href='file:///etc/passwd#a'/>",
            "<g transform='scale(1e9)'><path d='M2 2h9v9z'/></g>",
            "<g transform='matrix(a)'><path d='M2 2h9v9z'/></g>",
            "<metadata>x</metadata><title>t</title><path d='M2 2h9v9z'/>",
            "<path d='M2 2h9v9z' display='none'/>",
            "<rect x='2' y='2' width='-5' height='9'/>",
            "<circle cx='9' cy='9' r='5'/>",
            "<polygon points='2,2 9'/>",
            "<path stroke='#000' fill='none' stroke-width='2' d='M2 2h9v9'/>",
            "<path d='M2 2a0 0 0 0 1 9 9z'/>",
            "<svg><path d='M2 2h9v9z'/></svg>",
            "<switch><path d='M2 2h9v9z'/></switch>",
            "<pattern id='p'/><path fill='url(#p)' d='M2 2h9v9z'/>",
            "<path d=''/>",
        )
    )
    base = with_pillar(chance, "", [])
    base.files[MORE] = base.files[MORE].replace(b"icon: rocket", b"icon: mien")
    templates = {"templates/icons/mien.svg": _ICON.format(inner).encode()}
    places = [Place("templates/icons/mien.svg"), Place(MORE, 3)]
    return Case(base, "either", places, templates=templates, remediable=False)


def _font(chance: random.Random) -> Case:
    """A font of the theme that is not there, or is no name."""
    from tests.project import pristine_templates

    name = chance.choice(
        ("Arial", "Marianne", "carlito", "Carlito-Regular.ttf", "../x", "", "12", "[a]", "Carlito Bold", "C:\\a", "é")
    )
    text = (pristine_templates() / "theme.yaml").read_text("utf-8")
    number = next(at for at, one in enumerate(text.split("\n"), 1) if re.match(r" *family:", one))
    text = re.sub(r"^( *family:).*", lambda match: f"{match[1]} {name}", text, count=1, flags=re.MULTILINE)
    place = Place("templates/theme.yaml", number)
    return Case(made(chance), "either", [place], templates={"templates/theme.yaml": text.encode()}, remediable=False)


@cache
def _broken_templates() -> dict[str, bytes]:
    """Return PowerPoint templates with parts that are damaged, missing or lead elsewhere."""

    def of(change: Callable[[dict[str, bytes]], object]) -> bytes:
        parts = dict(brands.stock())
        change(parts)
        return brands.packed(parts)

    first = "ppt/slideLayouts/slideLayout1.xml"
    rels = "ppt/slideLayouts/_rels/slideLayout1.xml.rels"
    lead = b'<Relationship Id="rId99" Type="http://x/image" Target="http://x/a" TargetMode="External"/></Relationships>'
    return {
        "no master": of(lambda parts: parts.pop("ppt/slideMasters/slideMaster1.xml")),
        "no rels": of(lambda parts: parts.pop(rels)),
        "no types": of(lambda parts: parts.pop("[Content_Types].xml")),
        "no presentation": of(lambda parts: parts.pop("ppt/presentation.xml")),
        "no theme": of(lambda parts: parts.pop("ppt/theme/theme1.xml")),
        "cut layout": of(lambda parts: parts.update({first: parts[first][:200]})),
        "empty layout": of(lambda parts: parts.update({first: b""})),
        "outside": of(lambda parts: parts.update({rels: parts[rels].replace(b"</Relationships>", lead)})),
        "dangling": of(
            lambda parts: parts.update({rels: parts[rels].replace(b"slideMaster1.xml", b"slideMaster9.xml")})
        ),
        "entity": of(lambda parts: parts.update({first: b'<!DOCTYPE a [<!ENTITY b "c">]>' + parts[first]})),
        "no zip": b"PK\x03\x04" + bytes(900),
        "cut": of(lambda parts: None)[:9_000],
        "text": b"Bonjour",
        "empty": b"",
    }


def _pptx(chance: random.Random) -> Case:
    name = chance.choice(sorted(_broken_templates()))
    base = made(chance)
    lines = base.lines(HEAD)
    lines.insert(len(lines) - 1, "template: marque.pptx")
    base.files[HEAD] = "\n".join(lines).encode()
    base.files[f"content/{SLUG}/marque.pptx"] = _broken_templates()[name]
    places = [Place(f"content/{SLUG}/marque.pptx"), Place(HEAD, len(lines) - 1)]
    return Case(base, "either", places, remediable=False)


def _template_name(chance: random.Random) -> Case:
    name = chance.choice(
        (
            "absent.pptx",
            "../x.pptx",
            "/etc/passwd",
            "marque.odp",
            "marque",
            "http://x/y.pptx",
            "C:\\m.pptx",
            "m.ppt",
            "12",
        )
    )
    base = made(chance)
    lines = base.lines(HEAD)
    lines.insert(len(lines) - 1, f"template: {name}")
    base.files[HEAD] = "\n".join(lines).encode()
    return Case(base, "refuse", [Place(HEAD, len(lines) - 1, 11, 11)], remediable=False)


def _cities(chance: random.Random) -> Case:
    """The registry of cities as it is pasted from elsewhere: keys in French, codes, coordinates in degrees."""
    base = made(chance)
    lines = base.lines(CITIES)
    start = lines.index("rennes:")
    old, new = chance.choice(
        (
            ("  names:", "  noms:"),
            ("  country:", "  pays:"),
            ("  latitude:", "  lat:"),
            ("  longitude:", "  long:"),
            ("  latitude: 48.117", "  latitude: 48°07′N"),
            ("  latitude: 48.117", "  latitude: 48.117, -1.678"),
            ("  country: FR", "  country: France"),
            ("  longitude: -1.678", "  longitude: 1.678 W"),
            ("  names:", "  name:"),
            ("  longitude: -1.678", "  longitude: −1.678"),
            ("  latitude: 48.117", "  latitude: 48.117.0"),
        )
    )
    at = next(at for at in range(start, len(lines)) if lines[at].startswith(old))
    lines[at] = lines[at].replace(old, new, 1)
    base.files[CITIES] = "\n".join(lines).encode()
    case = Case(base, "refuse", [Place(CITIES, at + 1)])
    case.remediable = "°" not in new and "W" not in new and "," not in new and ".0" not in new
    return case


_FIGURES = "figures:\n  - value: {x}\n    label: Une aide utile\n"
_CALL = "call:\n  text: Répondez-nous vite\n  qr: {x}\n  contact:\n    url: https://exemple.fr/avis\n"
_UNTIL = "call:\n  text: Répondez-nous vite\n  until: {x}\n"
_PHONE = "call:\n  text: Répondez-nous vite\n  contact:\n    phone: {x}\n"
_QUOTE = "quote:\n  text: {x}\n  who: Léa Martin, élue\n"

TIRED: dict[str, Kind] = {
    "tired: keys in French": line(rf"^ *(- )?({'|'.join(_FRENCH)}):", _in_french, "refuse"),
    "tired: keys in another case": line(
        r"^ *(- )?(label|heading|icon|title|language|text|url|caption|id|kind|rows|columns|examples|source): ?",
        lambda chance, text: re.sub(
            r"(\w+):",
            lambda key: chance.choice((key[1].upper(), key[1].title(), key[1][:-1] + key[1][-1].upper())) + ":",
            text,
            count=1,
        ),
        "refuse",
    ),
    "tired: marks around a key": line(_ONE_LINE, _marked_key, "refuse"),
    "tired: a key in quotes": line(r"^(label|heading|icon|title): [^>|]", _quoted_key, "build"),
    "tired: signs that nobody sees in a key": line(_ONE_LINE, _unseen_in_key, "refuse"),
    "tired: two keys on a line": line(_ONE_LINE, _two_on_a_line),
    "tired: a sign at the end of a line": line(_ONE_LINE, _ended),
    "tired: holes in the list of pillars": _holed,
    "tired: signs of a block": _block_sign,
    "tired: YAML that attacks": _bomb,
    "tired: twins": _twins,
    "tired: rows of a table pasted": _word_table,
    "tired: cells that a spreadsheet runs": _formulas,
    "tired: merged cells": _merged,
    "tired: ends of lines in a CSV": _csv_ends,
    "tired: numbers of several countries": _numbers,
    "tired: errors of a spreadsheet": _errors,
    "tired: kinds of pictures": _picture,
    "tired: names of pictures": _picture_name,
    "tired: drawings as icons": _drawn_icon,
    "tired: fonts": _font,
    "tired: damaged templates": _pptx,
    "tired: names of templates": _template_name,
    "tired: cities pasted": _cities,
    "tired: figures": pillar(
        _FIGURES,
        (
            ("12", True),
            ("1250.5", True),
            ('"1 sur 3"', True),
            ("12 %", True),
            ("12%", True),
            ("1 250", True),
            ("+12", True),
            ("01000", False),
            ("1_000", False),
            ("0x1F", False),
            ("no", False),
            ("14:30", False),
            (".5", False),
            ("1e3", False),
            ("[12]", False),
            ("{a: b}", False),
            ('""', False),
            ("2026-11-23", False),
            ("a: b", False),
            ("#12", False),
        ),
        2,
        printed="Une aide utile",
        remediable=False,
    ),
    "tired: yes and no": pillar(
        _CALL,
        (
            ("true", True),
            ("false", True),
            ("oui", False),
            ("non", False),
            ("Oui", False),
            ("yes", False),
            ("on", False),
            ("1", False),
            ('"true"', False),
            ("True", False),
            ("vrai", False),
            ("NON", False),
        ),
        3,
        printed="Répondez-nous vite",
    ),
    "tired: days": pillar(
        _UNTIL,
        (
            ("2027-01-31", True),
            ('"2027-01-31"', True),
            ("31/01/2027", False),
            ("31 janvier 2027", False),
            ("1er mars 2027", False),
            ("le 31 janvier 2027", False),
            ("31.1.2027", False),
            ("31 janv. 2027", False),
            ("2027-02-30", False),
            ("20270131", False),
            ("fin janvier", False),
            ("2027-01-31 12:00", False),
            ("31-01-2027", False),
            ("dimanche 31 janvier 2027", False),
        ),
        3,
        printed="Répondez-nous vite",
    ),
    "tired: telephones": pillar(
        _PHONE,
        (
            ("02 99 12 34 56", True),
            ('"+33 2 99 12 34 56"', True),
            ("+33 2 99 12 34 56", True),
            ("02.99.12.34.56", True),
            ("0299123456", False),
            ("299123456", False),
            ("+33299123456", False),
            ("(0)2 99", True),
            ("02-99-12", True),
            ("tél. 02 99", False),
            ("3939", False),
            ("appeler", False),
            ("02 99 / 03 12", True),
        ),
        4,
        printed="Répondez-nous vite",
    ),
    "tired: quotations": pillar(
        _QUOTE,
        (
            ("« Il faut agir »", True),
            ("“Il faut agir”", True),
            ('"Il faut agir"', True),
            ('"Il faut" agir', False),
            ("'Il faut agir'", True),
            ("'L'eau, c'est tout'", False),
            ("> Il faut agir", False),
            ("- Il faut agir", False),
            ("Il faut: agir", False),
            ("Il faut agir #1", False),
            ("null", False),
            ("", False),
            ("[Il faut agir]", False),
        ),
        2,
        printed="Léa Martin, élue",
    ),
    "tired: codes, times and versions": value(
        same(
            "01000 {b}",
            "01000",
            "35000",
            "14:30",
            "14:30:00",
            "9h - 18h",
            "1.10",
            "v1.10",
            "1.2.3",
            "10/12",
            "3-4",
            "+33 2 99",
            "02 99 12 34 56",
            "0299123456",
            "n° 01000",
            "24/7",
            "50-50",
            "16:9",
            "1:1",
            "12_000",
            "2e3",
            "2E3",
            "1,10",
            "007",
            "00",
            "0",
            "-0",
            "1__0",
            "0b1",
            "0o7",
            "08",
            "2026",
            "1er",
            "99%",
            "%",
            "1e400",
            "190:20:30",
            "1.",
            "+.5",
        )
    ),
    "tired: emoji and rare signs": value(
        same(
            "{a} ✅ {b}",
            "👍 {b}",
            "{a} ➜ {b}",
            "{a} → {b}",
            "☑ {a}",
            "{a} ★★★",
            "{a} 1️⃣",
            "🇫🇷 {a}",
            "{a} 😀",
            "▶ {a}",
            "{a} © ® ™",
            "{a} ✓",
            "{a} ♥ {b}",
            "{a} ½ ¾",
            "{a} № {b}",
            "◆ {a}",
            "{a} 🏳️‍🌈 {b}",
            "❶ {a}",
            "{a} ⇒ {b}",
            "e\u0301t\u0301 {a}",
        ),
        remediable=False,
    ),
    "tired: marks of direction": value(
        lambda chance: (
            lambda a, b, sign: chance.choice(
                ((f"{a}{sign} {b}", f"{a} {b}"), (f"{sign}{a} {b}", f"{a} {b}"), (f"{a} {b}{sign}", f"{a} {b}"))
            )
        )(
            chance.choice(A),
            chance.choice(B),
            chance.choice("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069\u061c"),
        )
    ),
    "tired: nothing by another name": value(
        same(
            "null {b}",
            "~{a}",
            "néant",
            "n/a",
            "N/A",
            "NC",
            "-",
            "sans objet",
            "?",
            "x",
            "TODO",
            "à compléter",
            "…",
            "nan",
            "None",
            "undefined",
            "#N/A",
            "void",
            "Null {a}",
            "nil",
        )
    ),
    "tired: signs of code around a text": value(
        same(
            "```{a}```",
            "$${a}$$",
            "{{{{ {a} }}}}".replace("{{{{", "{{").replace("}}}}", "}}"),
            "<<{a}>>",
            "%{a}%",
            "@@{a}",
            "~~{a}~~",
            "||{a}||",
            "=={a}==",
            "::{a}::",
            "^{a}^",
            "[[{a}]]",
            "((({a})))",
            "--- {a}",
            "... {a}",
            "=== {a}",
            "<{a}>",
            "&{a};",
            "\\u00e9 {a}",
            "{a}\\n{b}",
            "<!--{a}-->",
            "%YAML {a}",
            "&amp; {a}",
            "{%raw%}{a}",
        )
    ),
}
