"""The documentation tells the truth: its commands are run, its YAML loads, its links and names lead somewhere."""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from msgspec import Struct

from generator import __version__, pictures
from generator.cli import _parser
from generator.deck.ooxml import opening
from generator.document.tree import ROLES
from generator.document.words import Forms, Words
from generator.graphics import icons
from generator.note.variants import VARIANTS
from generator.pipeline.edition import EDITIONS, Edition
from generator.source import nodes
from generator.source.charts import KINDS
from generator.source.model import (
    SECTIONS,
    ChartFile,
    City,
    CityFile,
    Example,
    Pillar,
    PillarFile,
    Publication,
    PublicationFile,
    Series,
    Session,
    Source,
    TableFile,
)
from generator.source.structure import keys
from generator.theme import DeckTheme, NoteTheme, Range, Theme
from tests.some import some

ROOT = Path(__file__).resolve().parents[1]
NAMES = ("README", "README.fr", "ARCHITECTURE", "CONTRIBUTING", "CHANGELOG", "THIRD_PARTY_NOTICES")
PAGES = sorted([*(ROOT / f"{name}.md" for name in NAMES), *ROOT.glob("docs/*/*.md")])
SPAN = re.compile(r"`([^`]+)`")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONTENT = (PublicationFile, PillarFile, Example, Source, Session, TableFile, ChartFile, Series, CityFile)
DECLARED = (*CONTENT, Theme, Range, DeckTheme, NoteTheme, Words, Forms)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language and its text."""

    language: str
    text: str


def blocks(page: Path) -> list[Block]:
    return [Block(*match) for match in FENCE.findall(page.read_text("utf-8"))]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def commands(page: Path) -> Iterator[str]:
    """Yield the command lines of a page: those of its console blocks, and those in code spans."""
    text = page.read_text("utf-8")
    for block in blocks(page):
        if block.language in ("console", "sh", "powershell", "bat"):
            yield from (line.removeprefix("$ ").strip() for line in block.text.splitlines())
    yield from re.findall(r"`((?:make|piliers) [^`\n]+)`", FENCE.sub("", text))


def test_yaml_blocks_load() -> None:
    for block in some(block for page in PAGES for block in blocks(page) if block.language == "yaml"):
        yaml.safe_load(block.text)


def test_commands_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    parser = _parser()
    for line in some(line for page in PAGES for line in commands(page)):
        line = re.sub(r"^\.venv[/\\](bin|Scripts)[/\\]", "", line).split("#")[0]
        program, *arguments = line.split() or [""]
        if program == "make":
            assert {word for word in arguments if "=" not in word and word != "…"} <= targets, line
        elif program == "piliers" and not {"--version", "--help"} & set(arguments):  # these two exit
            parser.parse_args(arguments)


def test_links_lead_somewhere() -> None:
    for page, target in some((one, target) for one in PAGES for target in links(one)):
        assert re.match(r"https?:|mailto:", target) or (page.parent / target).exists(), f"{page}: {target}"


def links(page: Path) -> list[str]:
    text = re.sub(r"`[^`]*`", "", FENCE.sub("", page.read_text("utf-8")))
    return re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", text)


@pytest.mark.parametrize("page", ["docs/en/reference.md", "docs/fr/reference.md"])
def test_the_reference_names_every_key(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    assert [f"{cls.__name__}.{name}" for cls in DECLARED for name in keys(cls) if f"`{name}`" not in text] == []


@pytest.mark.parametrize("page", ["docs/en/reference.md", "docs/fr/reference.md"])
@pytest.mark.parametrize("cls", [Publication, Pillar, Example, City])
def test_the_reference_names_what_a_template_may_use(cls: type[Struct], page: str) -> None:
    own = {"mark", "typography", "template", "embed_fonts", "mentions", "warnings"}  # not for templates
    wanted = set(cls.__struct_fields__) - own
    rows = re.findall(r"^\| (?:`publication`|un|une|an?) .*", (ROOT / page).read_text("utf-8"), re.MULTILINE)

    assert [row for row in rows if wanted <= set(SPAN.findall(row.partition("|")[2].partition("|")[2]))]


OTHER = re.compile(r"\[(En français|In English)\]\(\.\./(fr|en)/([\w-]+)\.md\)")
ENGLISH = sorted((ROOT / "docs/en").glob("*.md"))


def translation(page: Path) -> str:
    """Return the page that a page of docs/ leads to as its translation, near its beginning."""
    found = OTHER.search(page.read_text("utf-8")[:1000])
    assert found, f"{named(page)} lacks a link to its translation"
    return f"docs/{found[2]}/{found[3]}.md"


SAME = re.compile(r"[\w-]+|</?\w+>|(?:piliers|make)\b.*")  # keys, elements, commands: what no language translates


def headings(page: Path) -> list[int]:
    """Return the levels of the headings of a page, in order."""
    return [len(marks) for marks in re.findall(r"^(#+) ", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE)]


def tables(page: Path) -> list[list[list[str]]]:
    """Return for each table of a page, and each of its rows, the keys, elements and commands of its first cells."""
    found: list[list[list[str]]] = []
    for block in re.findall(r"(?:^\|.*\n)+", FENCE.sub("", page.read_text("utf-8")), re.MULTILINE):
        cells = [line.replace("\\|", "").split("|")[1:3] for line in block.splitlines()]
        found.append([[one for cell in row for one in SPAN.findall(cell) if SAME.fullmatch(one)] for row in cells])
    return found


@pytest.mark.parametrize("one", ENGLISH, ids=lambda page: page.stem)
def test_both_languages_say_the_same(one: Path) -> None:
    """The same headings, examples and tables in the same order: who adds a key to one page is told of the other."""
    other = ROOT / translation(one)

    assert translation(other) == named(one)
    assert [target for target in links(other) if target.startswith("../en/")] == [f"../en/{one.name}"]
    assert headings(other) == headings(one)
    assert [block.language for block in blocks(other)] == [block.language for block in blocks(one)]
    assert tables(other) == tables(one)


NUMBER = re.compile(r"\d+(?:\.\d+)?")
NAMED = re.compile(r"[\w.-]+\.(?:yaml|pptx|csv|html|pdf|css|j2)|make [a-z-]+|--[a-z-]+|[a-z]+_[a-z_]+")
CLAUSES = {"problems": (["2.2", "1.4", "3"], ["3.2"])}  # of WCAG in English, of the RGAA in French


def said(page: Path) -> tuple[Counter[str], set[str]]:
    """Return the numbers in the prose of a page, and the files, targets, options and keys that it names."""
    prose = re.sub(r"^\|.*$", "", FENCE.sub("", page.read_text("utf-8")), flags=re.MULTILINE)
    numbers = re.sub(r"(?<=\d)[,\s](?=\d{3}\b)", "", prose)  # between thousands
    found = Counter(NUMBER.findall(re.sub(r"(?<=\d),(?=\d)", ".", numbers)))
    return found, {one for one in SPAN.findall(prose) if NAMED.fullmatch(one)}


@pytest.mark.parametrize("one", ENGLISH, ids=lambda page: page.stem)
def test_both_languages_say_the_same_numbers_and_names(one: Path) -> None:
    """Beside the tables: who adds a sentence on a limit, a file or an option to one page is told of the other."""
    (english, names), (french, others) = said(one), said(ROOT / translation(one))
    own, theirs = map(Counter, CLAUSES.get(one.stem, ([], [])))

    assert (english - french, french - english) == (own, theirs)
    assert names == others


def test_each_page_has_a_translation_and_stands_in_the_index() -> None:
    assert {translation(page) for page in ENGLISH} == {named(page) for page in (ROOT / "docs/fr").glob("*.md")}
    for index in some(ROOT.glob("docs/*/index.md")):
        linked = {index.parent / target for target in links(index)} | {index}
        assert {named(page) for page in index.parent.glob("*.md")} <= {named(page.resolve()) for page in linked}


def test_the_map_of_the_code_names_the_modules_that_there_are() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
    text = text[text.index("## Codemap") : text.index("## Invariants")]
    modules = {path.stem for path in (ROOT / "generator").rglob("*.py")}
    modules |= {path.parent.name for path in (ROOT / "generator").glob("*/**/__init__.py")}
    named = {part for one in SPAN.findall(text) if re.fullmatch("[a-z_/]+", one) for part in one.split("/")}
    alone = {one for one in SPAN.findall(text) if re.fullmatch("[a-z_]+", one)}

    assert alone - modules == {"dump", "plan", "write", "read"} - modules
    assert modules - named == {"__init__", "__main__"}


def test_the_recipes_name_files_that_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    named = set(re.findall(r"`((?:generator|templates|tests|tools|docs|content)/[\w/.-]+)`", text))

    assert named
    assert {name for name in named if not (ROOT / name).exists()} == set()


@pytest.mark.parametrize("page", ["docs/en/reference.md", "docs/fr/reference.md"])
def test_the_reference_names_every_kind_of_section_and_chart(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    kinds = re.search(r"^\| `kind` \|.*\bline\b.*$", text, re.MULTILINE)

    assert kinds
    assert [role for role in ROLES if f"\n| `{role}` | " not in text[text.index("| `role` |") :]] == []
    assert [kind for kind in KINDS if not re.search(rf"\b{kind}\b", kinds[0])] == []


@pytest.mark.parametrize("page", ["docs/en/reference.md", "docs/fr/reference.md"])
def test_the_reference_names_every_section_that_can_be_chosen(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    table = text[text.index("| Section | ") :].partition("\n\n")[0]

    assert sorted(re.findall(r"^\| `(\w+)` \| ", table, re.MULTILINE)) == sorted(SECTIONS)


def targets() -> dict[str, list[str]]:
    """Return the editions that each target of make asks for by name."""
    rules = (ROOT / "Makefile").read_text("utf-8").split("\n\n")
    return {rule.partition(":")[0]: re.findall(r"--only ([\w-]+)", rule) for rule in rules}


@pytest.mark.parametrize("pages", [("reference", "paper"), ("reference", "papier")], ids=["en", "fr"])
@pytest.mark.parametrize("edition", EDITIONS, ids=lambda edition: edition.name)
def test_a_page_names_each_edition_with_its_target(edition: Edition, pages: tuple[str, str]) -> None:
    """Those of a usual build in the reference, the others where it is said what for."""
    (page,) = (ROOT / "docs").glob(f"*/{pages[1]}.md")
    page = page if edition.on_request else page.with_stem(pages[0])
    alone = [target for target, editions in targets().items() if editions == [edition.name]]

    assert f"| `piliers build --only {edition.name}` | `make {alone[0]}` |" in page.read_text("utf-8")


def test_make_variants_makes_all_of_them() -> None:
    assert targets()["variants"] == [f"note-{variant.name}" for variant in VARIANTS]


@pytest.mark.parametrize("page", ["docs/en/reference.md", "docs/fr/reference.md"])
def test_the_reference_names_every_command_and_option(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")

    assert [name for name in (*commands_of(_parser()),) if name not in text] == []


def commands_of(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Yield the commands and long options that a parser knows, and those of its subparsers."""
    for action in parser._actions:
        yield from (option for option in action.option_strings if option.startswith("--") and option != "--help")
        if isinstance(action, argparse._SubParsersAction):
            for name, inner in action.choices.items():
                yield f"{parser.prog} {name}"
                yield from commands_of(inner)


def test_the_changelog_tells_of_this_version() -> None:
    released = re.findall(r"^## \[(\d[^]]*)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert released[0] == __version__


PROMISE = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def test_each_promise_is_held_by_tests_that_there_are() -> None:
    lines = [line for line in (ROOT / "docs/en/promises.md").read_text("utf-8").splitlines() if line.startswith("| ")]
    promises = [line for line in lines if "---" not in line and not line.startswith("| Promise")]

    for line in some(promises):
        for file, name in some(PROMISE.findall(line)):
            assert f"def {name}(" in (ROOT / file).read_text("utf-8"), (file, name)


def test_both_pages_of_promises_name_the_same_tests() -> None:
    english, french = (ROOT / f"docs/{name}.md" for name in ("en/promises", "fr/engagements"))

    assert PROMISE.findall(french.read_text("utf-8")) == PROMISE.findall(english.read_text("utf-8"))


def test_the_limits_that_both_references_name_are_the_programs() -> None:
    megapixels = pictures._MEGAPIXELS
    english = (
        f"| {nodes.MAX_BYTES // 2**20} MiB, {nodes.MAX_NODES:,} values, {nodes.MAX_DEPTH} levels; no anchors",
        f"| {icons.MAX_BYTES // 1024} KiB ({icons._MAX_DRAWN // 1024} if not of our form), "
        f"{icons._MAX_COMMANDS:,} commands",
        f"A file may have {pictures.MAX_BYTES // 2**20} MB, a JPEG\n{megapixels['JPEG']:g} million pixels "
        f"({megapixels['progressive']:g} if it is progressive in full colour, else {2 * megapixels['progressive']:g}), "
        f"a PNG {megapixels['PNG']:g} ({megapixels['deep']:g} in transparent or 16-bit greys), "
        f"a WebP {megapixels['WEBP']:g}, an SVG {pictures._MAX_SVG_BYTES // 2**20} MB",
        f"{pictures._MAX_CHUNKS:,} chunks of a PNG, {pictures._MAX_SCANS} scans and {pictures._MAX_EXIF} EXIF segments",
        f"| {opening.MAX_BYTES // 2**20} MiB, {opening.MAX_UNPACKED // 2**20} MiB unpacked",
    )
    french = (
        f"Un fichier peut avoir {pictures.MAX_BYTES // 2**20} Mo, un JPEG {megapixels['JPEG']:g} millions de pixels "
        f"({megapixels['progressive']:g} s'il est progressif en pleine couleur, sinon "
        f"{2 * megapixels['progressive']:g}), un PNG {megapixels['PNG']:g} ({megapixels['deep']:g} en gris "
        f"transparents ou sur 16 bits), un WebP {megapixels['WEBP']:g}, un SVG {pictures._MAX_SVG_BYTES // 2**20} Mo",
        f"| {opening.MAX_BYTES // 2**20} Mio, {opening.MAX_UNPACKED // 2**20} Mio décompressé",
    )

    for language, limits in some([("en", english), ("fr", french)]):
        reference = (ROOT / f"docs/{language}/reference.md").read_text("utf-8")
        found = [one for one in limits if one in reference]
        assert found == list(limits)
