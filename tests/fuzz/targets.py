"""What is fuzzed: each target makes of any bytes a file that a person may hand us, and reads it.

Whatever the bytes, a target returns, or the program refuses them by errors of its own whose marks lie in the file.
Anything else is a find.
"""

from __future__ import annotations

import atexit
import functools
import io
import random
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pptx
from lxml import etree

from generator.deck.brand.inspect import inspect
from generator.document.typography import PROFILES
from generator.document.words import read_words
from generator.errors import ContentError, Mark, Problem
from generator.kit import Kit
from generator.pipeline.check import find
from generator.pipeline.edition import EDITIONS
from generator.pipeline.production import Production
from generator.source.inline import parse_inline
from generator.source.load import load
from generator.source.model import ChartFile, TableFile, Word
from generator.source.nodes import Scalar, read_yaml
from generator.source.structure import Problems, structure
from generator.source.tabular import read_chart, read_table
from generator.theme import read_theme
from generator.world import MAX_BYTES, World
from tests.deck import brands, secrets
from tests.project import CONTENT, EVERY_KEY, ROOT, copy_project, open_kit

FULL = CONTENT / EVERY_KEY
SMALL = "petit"  # a publication of one pillar, which uses most keys: small is fast
HEAD = f"content/{SMALL}/publication.yaml"
PILLAR = f"content/{SMALL}/pillars/energie.yaml"
CHART = f"content/{SMALL}/pillars/energie.csv"
TABLE = f"content/{SMALL}/pillars/jeux.csv"
CITIES = "content/cities.yaml"
THEME = "templates/theme.yaml"
WORDS = "templates/words/fr.yaml"
ICON = "templates/icons/fuzzed.svg"
BRAND = "templates/brand.pptx"
YAML = (PILLAR, HEAD, CITIES, THEME, WORDS)


class Changed(World):
    """A project in which some files hold other bytes; what is on the disk is read once for all runs."""

    def __init__(self, changes: dict[str, bytes]) -> None:
        super().__init__(root())
        self._changes = changes

    def read(self, path: str, maximum: int = MAX_BYTES) -> bytes:
        self._touched.add(path)
        return self._changes[path][: maximum + 1] if path in self._changes else on_disk(path, maximum)

    def exists(self, path: str) -> bool:
        return path in self._changes or super().exists(path)


@functools.cache
def root() -> Path:
    folder = Path(tempfile.mkdtemp(prefix="piliers-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    copy_project(folder, EVERY_KEY)
    (folder / PILLAR).parent.mkdir(parents=True)
    (folder / HEAD).write_bytes(seed_head())
    shutil.copytree(FULL / "pictures", (folder / HEAD).with_name("pictures"))
    for name in ("energie.yaml", "energie.csv", "donnees.yaml", "jeux.csv"):
        shutil.copy(FULL / "pillars" / name, (folder / PILLAR).with_name(name))
    for name, data in mini("fr", iter(())).items():  # to be found in listings
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@functools.cache
def seed_head() -> bytes:
    text = (FULL / "publication.yaml").read_text("utf-8")
    return re.sub("(?m)^(pillars|overview): .*", r"\1: [energie, donnees]", text).encode()


@functools.cache
def on_disk(path: str, maximum: int) -> bytes:
    return World(root()).read(path, maximum)


@functools.cache
def plain_kit() -> Kit:
    return open_kit(root())


def refused(run: Callable[[], object], files: dict[str, bytes]) -> bool:
    """Run; tell whether it was refused, by problems whose marks lie in ``files`` where they name one."""
    try:
        run()
    except ContentError as error:
        placed(error.problems, files)
        return True
    return False


def placed(problems: Iterable[Problem], files: dict[str, bytes]) -> None:
    for problem in problems:
        text = files.get(problem.mark.file, b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        assert problem.cause, problem
        if problem.mark.file in files:
            assert 1 <= problem.mark.line <= text.count(b"\n") + 2, problem  # the end of the file, too
            assert problem.mark.column >= 1, problem


def loaded(files: dict[str, bytes]) -> None:
    """Load the publication with ``files`` changed, its theme and its words if they are among them."""

    def run() -> None:
        world = Changed(files)
        theme = read_theme(world) if THEME in files else plain_kit().theme
        publication = load(world, SMALL, [str(name) for name in theme.pillars], list(PROFILES))
        placed(publication.warnings, files)
        if WORDS in files:
            read_words(world, publication.language)

    refused(run, files)


def yaml(data: bytes) -> None:
    """Fuzz one of the YAML files, which the first byte chooses."""
    if data:
        loaded({YAML[data[0] % len(YAML)]: data[1:]})


def csv(data: bytes) -> None:
    """Fuzz the file of a table or of a chart, which the first byte chooses."""
    if not data:
        return
    path = (CHART, TABLE)[data[0] % 2]
    files = {path: data[1:]}
    problems = Problems()
    folder, _slash, name = path.rpartition("/")
    words = f"csv: {name}\ncaption: a\n" + ("kind: line\ndescription: a\nunit: '%'\n" if path == CHART else "")
    node = read_yaml("un.yaml", words.encode(), problems)
    assert node
    where = ("", folder, Changed(files), problems, "fr")
    if path == CHART:
        chart = structure(node, ChartFile, "", problems)
        assert chart, problems
        read_chart(chart, *where)
    else:
        table = structure(node, TableFile, "", problems)
        assert table, problems
        read_table(table, *where)
    placed(problems, files)


def inline(data: bytes) -> None:
    """Fuzz the markup of a text: no letter is lost or added without a word, but for the targets of links."""
    text = data.decode("utf-8", "ignore")
    problems: list[Problem] = []
    found = parse_inline(Scalar(Mark("un.yaml"), text, True), "text", problems)
    placed(problems, {})
    if not problems and not set(text) & set("[]\\"):
        assert letters(found.plain) == letters(text), found


def letters(text: str) -> str:
    import unicodedata

    return "".join(one for one in unicodedata.normalize("NFD", text) if one.isalnum())


def edition(data: bytes) -> None:
    """Fuzz the words of a small publication up to a finished file: all is found in it, or it is refused.

    The first byte chooses the edition, the second the language; each line then is a text, in the order of `mini`.
    """
    if len(data) < 2:
        return
    lines = (" ".join(line.split()) for line in data[2:].decode("utf-8", "ignore").split("\n"))
    files = mini(LANGUAGES[data[1] % len(LANGUAGES)], lines)
    one = EDITIONS[data[0] % 3]

    def run() -> None:
        production = Production(Changed(files), MINI)
        document = production.document(one)
        made = production.write(one, document)
        shown = production.publication.shown_in(one.sections)
        _places, missing = find(shown, production.words, one.writer.read(made))
        errors = [finding for finding in one.check(made) if finding.severity == "error"]
        # Of words that were accepted, nothing can be missing.
        assert not missing, missing
        assert not errors, errors

    refused(run, files)


MINI = "mini"
LANGUAGES = ("fr", "en", "de", "es", "el", "tr", "pl", "uk")


def mini(language: str, lines: Iterator[str]) -> dict[str, bytes]:
    """Return the files of a publication whose texts are ``lines``; where one is empty or there is none, plain words."""

    def text(default: str = "dix") -> str:
        return next(lines, "") or default

    pillar: dict[str, object] = {
        "label": text(),
        "heading": text(),
        "icon": "star",
        "intro": text(),
        "examples": [
            {"id": "un", "text": text(), "source": {"title": text(), "url": "https://a.fr"}},
            {"id": "deux", "text": text(), "short": text(), "points": [text(), text()]},
        ],
        "figures": [{"value": text("12"), "unit": text("m"), "label": text()}],
        "quote": {"text": text(), "who": text(), "function": text()},
        "table": {"caption": text(), "columns": [text(), text()], "rows": [[text(), text()], [text(), text("12")]]},
        "call": {"text": text(), "contact": {"name": text()}},
    }
    pillar["chart"] = {
        "kind": "bar",
        "caption": text(),
        "description": text(),
        "axis": text(),
        "categories": [text(), "onze"],
        "series": [{"name": text(), "values": ["1", "2"]}],
    }
    head = {"title": text(), "language": language, "subtitle": text(), "pillars": ["un"], "contact": text()}
    return {
        f"content/{MINI}/publication.yaml": flow(head).encode(),
        f"content/{MINI}/pillars/un.yaml": flow(pillar).encode(),
    }


def flow(value: object) -> str:
    """Return YAML of keys, lists and texts, each text in quotes that leave it as it is; numbers plain."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    text = str(value)
    return text if text.isascii() and text.isdigit() else "'" + text.replace("'", "''") + "'"


def composing(data: bytes) -> None:
    """Fuzz the template that composes the deck's document."""
    files = {"templates/deck.xml.j2": data}
    refused(lambda: Production(Changed(files), SMALL).compose("templates/deck.xml.j2"), files)


def icon(data: bytes) -> None:
    """Fuzz an icon's SVG, as it is or with its parts changed."""
    kit = Kit(Changed({ICON: changed(data, seed_icon())}), plain_kit().theme, plain_kit().family)
    refused(lambda: kit.icon("fuzzed").path.transformed(0.5), {})


def template(data: bytes) -> None:
    """Fuzz the XML of parts of a template: it is inspected, and a deck is made with it where the first byte asks.

    The first byte chooses the template, the second a part; the rest are edits of it.
    """
    head = data[:2].ljust(2, b"\0")
    made = dict(sorted(bases().items())[head[0] % len(bases())][1])
    names = sorted(name for name in made if name.endswith((".xml", ".rels")))
    name = names[head[1] % len(names)]
    made[name] = changed(data[2:], made[name]) if data[2:] else made[name]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:  # stored: it is read at once
        for part, content in made.items():
            package.writestr(part, content)
    files = {**mini("fr", iter(())), BRAND: stream.getvalue()}
    word = Word.at(Mark(BRAND), BRAND)
    refused(lambda: inspect(Changed(files), word), {})
    if head[0] >= FILLED:
        refused(lambda: filled(Changed(files), word), {})


FILLED = 224
"""Of the first byte of a template: from here on a deck is made with it, which takes twenty times as long."""


def filled(world: World, word: Word) -> None:
    """Make a deck with a template: it can be opened, and holds all that is to be in it."""
    production = Production(world, MINI, word)
    deck = EDITIONS[0]
    made = production.write(deck, production.compose(deck.template))
    missing = find(production.publication.shown_in("deck"), production.words, deck.writer.read(made))[1]
    assert not missing, missing


@functools.cache
def bases() -> dict[str, dict[str, bytes]]:
    """Return templates of different kinds by name, each with few layouts, so that reading one is fast."""
    logo, footer = brands.with_logo(9144, 9144, 914_400, 457_200), brands.with_footer("Ville")
    some = {"dark": brands.dark(), "footer": footer, "logo": logo, "stock": brands.stock(), "wide": brands.wide()}
    planted = {name: make()[0] for name, make in secrets.TEMPLATES.items()}
    return {name: few_layouts(parts) for name, parts in {**some, **planted}.items()}


def few_layouts(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return a template with four of its layouts: of a cover, of a title with one and two texts, of a title alone."""
    deck = pptx.Presentation(io.BytesIO(brands.packed(parts)))
    used = {slide.slide_layout.name for slide in deck.slides}
    for number, layout in reversed(list(enumerate(deck.slide_layouts))):
        if number not in (0, 1, 3, 5) and layout.name not in used:
            deck.slide_layouts.remove(layout)
    stream = io.BytesIO()
    deck.save(stream)
    return {name: data for name, data in brands.unpacked(stream.getvalue()).items() if "thumbnail" not in name}


@functools.cache
def seed_icon() -> bytes:
    return (ROOT / "templates/icons/rocket.svg").read_bytes()


def changed(data: bytes, original: bytes) -> bytes:
    """Return XML: ``data`` as it stands, or, where it begins with a byte of 1 to 127, ``original`` with edits by it.

    Bytes alone seldom make XML that is worth reading.
    """
    if not data or data[0] in b"<\xef" or data[0] > 127:
        return data
    try:
        tree = etree.fromstring(original)
    except etree.XMLSyntaxError:
        return data
    numbers = iter(data[1:])
    for _edit in range(data[0] % 8 + 1):
        edit(tree, numbers)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


VALUES = (
    *("", "0", "-1", "1", "2147483648", "9" * 40, "1e999", "nan", "é", "a" * 500, "rId1", "\u00a0", "M0 0", "true"),
    *("title", "body", "ctrTitle", "sldNum", "ftr", "pic", "External", "file:///C:/x", "../media/a.png", "vert270"),
    *("914400", "12192000", "100%", "FF0000", "bg1", "phClr", "none", "hidden", "General", "rId2", "10", "11", "12"),
)


def edit(tree: etree._Element, numbers: Iterator[int]) -> None:
    """Change one element of ``tree``, as the next of ``numbers`` say."""
    kind, high, low, which = (next(numbers, 0) for _number in range(4))
    every = list(tree.iter("*"))
    element = every[(high * 256 + low) % len(every)]
    parent = element.getparent()
    names = list(element.attrib)
    value = VALUES[which % len(VALUES)]
    match kind % 7:
        case 0 if parent is not None:
            parent.remove(element)
        case 1 if parent is not None:
            parent.insert(which, etree.fromstring(etree.tostring(element)))
        case 2 if names:
            element.set(names[which % len(names)], VALUES[next(numbers, 0) % len(VALUES)])
        case 3 if names:
            del element.attrib[names[which % len(names)]]
        case 4:
            element.text = value
        case 5:
            element.append(etree.fromstring(etree.tostring(every[which % len(every)])))
        case 6:
            element.tag = every[which % len(every)].tag


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one for one in (yaml, inline, edition, csv, icon, template, composing)
}


def seeds(target: str) -> list[bytes]:
    """Return the inputs that fuzzing begins with: files of the project and of the tests."""
    match target:
        case "yaml":
            files = [
                (0, FULL / "pillars/energie.yaml"),
                (2, CONTENT / "cities.yaml"),
                (3, ROOT / "templates/theme.yaml"),
                (4, ROOT / "templates/words/fr.yaml"),
            ]
            return [bytes([1]) + seed_head(), *(bytes([number]) + path.read_bytes() for number, path in files)]
        case "csv":
            tables = [(0, b'\xef\xbb\xbfA;B\r\n1,5;13 %\r\n"a;b";1.234,5\r\n'), (1, b"Jour\tA\n1\t-2\n2\t\n")]
            found = [
                (index, path.read_bytes())
                for index, path in enumerate(map(FULL.joinpath, ("pillars/energie.csv", "pillars/jeux.csv")))
            ]
            return [bytes([number]) + text for number, text in (*found, *tables)]
        case "edition":
            return [bytes([number % 3, number % len(LANGUAGES)]) + text for number, text in enumerate(editions())]
        case "inline":
            texts = ("[Bilbao](city:bilbao) **gras** *doux*", "[a](https://a.fr/é_b) \\* 2 * 3", "[InOut](lang:en) µ Ω")
            return [text.encode() for text in (*texts, "Énergie\nUn « titre » ; oui !\n[b](city:turin) 10*20*30 cm")]
        case "composing":
            return [(ROOT / "templates/deck.xml.j2").read_bytes(), b"{% for a in range(9) %}{{ a }}{% endfor %}"]
        case "icon":
            icons = sorted((ROOT / "templates/icons").glob("*.svg"))[::40]
            return [*(path.read_bytes() for path in icons), *(bytes([1, kind, 0, 1, 2, 3]) for kind in range(7))]
        case _:
            edits = [bytes([part * 3, part, 1, part % 7, 0, 7, 3, 5]) for part in range(0, 40, 3)]
            return [b"", *(bytes([FILLED + number, 0]) for number in range(len(bases()))), *edits]


def editions() -> list[bytes]:
    """Return texts for all places of a publication, as people write them."""
    languages = (
        "« Là » : 12 % — n° 3",
        "“Why”—it's 13.5%",
        "Straße „Öl“",
        "¿Qué? ¡Ñandú!",
        "Ωμέγα ϑ",
        "ıİ şğ",
        "Łódź",
        "їжак",
    )
    marked = (
        "**gras** et *doux*",
        "[a](https://a.fr/é_b)",
        "[InOut](lang:en)",
        "µ Ω ﬁ ĳ ½ m²",
        "2*3*4 m²",
        "a\\*b",
        "e\u0301 \u00ad",
    )
    texts = (*languages, *marked)
    return [
        "\n".join(texts[(start + number) % len(texts)] for number in range(32)).encode() for start in range(0, 15, 2)
    ]


def mutated(target: str, data: bytes, largest: int, seed: int, plain: Callable[[bytes, int], bytes]) -> bytes:
    """Return ``data`` with a change that leaves it what the target reads: lines of texts, or groups of edits.

    ``plain`` is libFuzzer's own change, which every second is.
    """
    chance = random.Random(seed)
    if target not in MUTATED or chance.random() < 0.5:
        return plain(data, largest)
    if target == "template":
        edit_more = bytes(chance.randrange(256) for _number in range(5))
        made = data[:2].ljust(2, b"\1") + bytes([chance.randrange(1, 8)]) + data[3:] + edit_more
        return (bytes([chance.randrange(256), chance.randrange(256)]) + made[2:] if chance.random() < 0.3 else made)[
            :largest
        ]
    lines = data[2:].decode("utf-8", "ignore").split("\n")
    number = chance.randrange(len(lines) + 3)
    lines += [""] * (number + 1 - len(lines))
    at = chance.randrange(len(lines[number]) + 1)
    sign = chance.choice(
        (chance.choice(words(target)), chr(chance.choice(sorted(letters_of_font()))), chance.choice(lines))
    )
    lines[number] = lines[number][:at] + sign + lines[number][at + chance.choice((0, 0, 1)) :]
    return (bytes([chance.randrange(3)]) + data[1:2].ljust(1, b"\0") + "\n".join(lines).encode("utf-8", "ignore"))[
        :largest
    ]


MUTATED = ("edition", "template")


@functools.cache
def letters_of_font() -> frozenset[int]:
    return plain_kit().family.face().characters


def words(target: str) -> list[str]:
    """Return what libFuzzer may put into inputs: words of the file's kind."""
    if target == "yaml":
        keys = {line.strip().split(":")[0] for data in seeds("yaml") for line in data[1:].decode().splitlines()}
        return [*sorted(f"{key}: " for key in keys if key.isidentifier()), "- ", ">-\n  ", "&a ", "*a", "\u00a0", "“"]
    if target in ("inline", "edition"):
        return ["](city:", "](https://", "](lang:", "**", "*", "_", "\\", "[", "]", "(", ")", "\u0301", "µ", "«\u00a0"]
    if target == "csv":
        return [";", ",", "\t", '"', "\r\n", " %", "\u00a0", "1.234", "1,5", "-", "−", "sep=;\n", "2024"]
    if target == "composing":
        return [
            "{{",
            "}}",
            "{%",
            "%}",
            "<section role=",
            "<title>",
            "</section>",
            "publication.",
            "range(9)",
            "| e",
            "&",
        ]
    return [f'{name}="' for name in ("d", "viewBox", "stroke-width", "fill", "type", "idx", "name", "r:id")]


def found(target: str) -> list[Path]:
    """Return the files that fuzzing once found a fault with."""
    return sorted((Path(__file__).parent / "found" / target).glob("*"))
