"""Make the JSON Schemas of the YAML files, and what is listed in docs/, from the program's own declarations.

    python tools/schema.py            write what has changed
    python tools/schema.py --check    write nothing; exit 1 when something has changed

Editors complete and check by the schemas (draft-07, which YAML language servers know best).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import typing
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import yaml

from generator import messages
from generator.cli import _parser
from generator.document.typography import PROFILES, Profile
from generator.document.words import ChangeWords, Forms, ShapeNames, Words
from generator.source import model
from generator.source.inline import Text
from generator.source.load import MAX_PILLARS
from generator.source.structure import PATTERNS, hints, keys, without_none
from generator.source.translations import Translation, TranslationFile
from generator.theme import DeckTheme, NoteTheme, Range, Theme, read_theme
from generator.world import World

ROOT = Path(__file__).resolve().parents[1]
ICONS = ROOT / "templates" / "icons"
SCHEMAS = ROOT / "templates" / "schema"
REFERENCE = ROOT / "docs" / "en" / "reference.md"
FRENCH = ROOT / "docs" / "fr" / "reference.md"
KEYS = ROOT / "generator" / "lsp" / "keys.fr.json"
ICON_COLUMNS = 3
COMMANDS = {"en": ROOT / "docs" / "en" / "commands.md", "fr": ROOT / "docs" / "fr" / "commandes.md"}
COMMAND_WORDS = {
    "en": ("Of all commands", "What is given", "Meaning", "one of:"),
    "fr": ("De toutes les commandes", "Ce que l'on donne", "Sens", "parmi :"),
}
HEADS = ("| Key | Value | Needed | Meaning |", "|---|---|---|---|")
MADE = r"<!-- made: ((?!icons|commands)\w+) -->\n.*?<!-- end -->"
MARKUP = re.compile(r"\[[^]]+\]\([^)]+\)|\*+\w+\*+|\{[^}]+\}")

# What load.py requires beyond the types.
BOUNDS: dict[tuple[type, str], dict[str, Any]] = {
    (model.PublicationFile, "pillars"): {"minItems": 1, "maxItems": MAX_PILLARS, "uniqueItems": True},
    (model.PublicationFile, "overview"): {"minItems": 1, "maxItems": MAX_PILLARS, "uniqueItems": True},
    (model.PillarFile, "colour"): {
        "examples": list(map(str, read_theme(World(ROOT)).pillars))
    },  # or of the publication
    (model.CityFile, "latitude"): {"minimum": -90, "maximum": 90},
    (model.CityFile, "longitude"): {"minimum": -180, "maximum": 180},
}
KINDS: dict[type, str] = {
    Text: "text",
    model.Word: "word",
    model.Slug: "id",
    model.Language: "language",
    model.Country: "country",
    model.Colour: "RRGGBB",
    model.Date: "day",
    model.Address: "web address",
    model.Status: "status",
    model.ChartKind: "kind of chart",
    model.FileName: "file name",
    model.PictureName: "path of a picture",
    model.LogoName: "path of a logo",
    model.OutlineName: "path of an outline",
    model.SectionName: "section",
    model.OutputName: "kind of output",
    model.NamePattern: "pattern",
    model.TextName: "name of a text",
    model.Focus: "point of a picture",
    model.Email: "e-mail address",
    model.Phone: "telephone number",
    model.Cell: "text or number",
    bool: "true or false",
    float: "number",
}


def main() -> int:
    """Write or check every made file; say which."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when something has changed")
    check: bool = parser.parse_args().check
    changed = [(path, text) for path, text in made_files() if not path.exists() or path.read_text("utf-8") != text]
    for path, text in changed:
        print(f"{'out of date' if check else 'written'}: {path.relative_to(ROOT).as_posix()}")
        if not check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")
    return 1 if check and changed else 0


def made_files() -> Iterator[tuple[Path, str]]:
    """Yield each made file with what it must hold."""
    for name, schema in schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        yield SCHEMAS / f"{name}.schema.json", text
    yield REFERENCE, with_tables(REFERENCE.read_text("utf-8"))
    yield KEYS, json.dumps(french_keys(), ensure_ascii=False, indent=1) + "\n"
    yield FRENCH, with_icons(FRENCH.read_text("utf-8"), yaml.safe_load((ICONS / "names.yaml").read_text("utf-8")))
    for language, page in COMMANDS.items():
        yield page, with_part(page.read_text("utf-8"), "commands", "\n".join(command_list(language)))


# Schemas


def schemas() -> dict[str, dict[str, Any]]:
    """Return the schema of each kind of content file, by name."""
    world = World(ROOT)
    words: dict[tuple[type, str], list[str]] = {
        (model.PillarFile, "icon"): world.names("templates/icons", ".svg"),
        (model.PublicationFile, "typography"): sorted(PROFILES),
    }
    cities = {
        "type": ["object", "null"],
        "description": "The cities that texts may mention, each under its id: [Anvers](city:anvers).",
        "propertyNames": type_schema(model.Slug, words),
        "additionalProperties": mapping_schema(model.CityFile, words),
    }
    made = {
        "publication": mapping_schema(model.PublicationFile, words),
        "pillar": mapping_schema(model.PillarFile, words),
        "cities": cities,
        "translation": mapping_schema(TranslationFile, words),
    }
    head = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {name: {**head, "title": f"Piliers: {name}", **schema} for name, schema in made.items()}


def mapping_schema(cls: type, words: dict[tuple[type, str], list[str]]) -> dict[str, Any]:
    """Return the schema of the mapping that the class ``cls`` declares."""
    return {
        "type": "object",
        "description": one_line(cls.__doc__),
        "additionalProperties": False,
        "required": [name for name, (_field, required) in keys(cls).items() if required],
        "properties": {name: property_schema(cls, name, words) for name in keys(cls)},
    }


def property_schema(cls: type, name: str, words: dict[tuple[type, str], list[str]]) -> dict[str, Any]:
    """Return the schema of one key."""
    (key, required), hint = keys(cls)[name], hints(cls)[name]
    schema = {"description": key.doc, **type_schema(without_none(hint), words)}
    if not required and typing.get_origin(hint) is tuple:
        schema["type"] = [schema["type"], "null"]  # “examples:” with nothing after it
    if maximum := key.maximum:
        of = schema.get("items", schema)
        of["maxLength"] = 2 * maximum  # the markup is not counted
    if count := key.count:
        schema["minItems"], schema["maxItems"] = count
    if (cls, name) in words:
        schema["enum"] = words[cls, name]
    return schema | BOUNDS.get((cls, name), {})


def type_schema(hint: Any, words: dict[tuple[type, str], list[str]]) -> dict[str, Any]:
    """Return the schema of a value of the type ``hint``."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return {"type": "array", "items": type_schema(arguments[0], words)}
    if origin is dict:
        names = type_schema(arguments[0], words)
        return {
            "type": "object",
            "minProperties": 1,
            "propertyNames": names,
            "additionalProperties": type_schema(arguments[1], words),
        }
    if hint in (float, bool):
        return {"type": "number" if hint is float else "boolean"}
    if hint is model.Cell:
        return {"type": ["string", "number", "null"]}
    if hint in PATTERNS:
        return {"type": "string", "pattern": ecma(PATTERNS[hint])}
    if hint is Text or issubclass(hint, model.Word):
        return {"type": "string", "minLength": 1}
    return mapping_schema(hint, words)


def ecma(pattern: str) -> str:
    """Return ``pattern`` for ECMA-262, whose word characters are not those of all languages, as Python's are."""
    letters = r"\p{L}\p{M}\p{N}_"
    return pattern.replace(r"[\w-]", f"[{letters}-]").replace(r"\w", f"[{letters}]")


def one_line(doc: str | None) -> str:
    """Return a docstring as plain words."""
    return " ".join((doc or "").replace("``", "").split())


# The reference


def with_tables(page: str) -> str:
    """Return the reference with every table between its markers made anew."""
    tables = {cls.__name__: "\n".join(key_table(cls)) for cls in TABLES}
    tables["profiles"] = "\n".join(profile_table())

    def replace(match: re.Match[str]) -> str:
        return f"<!-- made: {match[1]} -->\n{tables[match[1]]}\n<!-- end -->"

    return re.sub(MADE, replace, with_icons(page, {}), flags=re.DOTALL)


def with_icons(page: str, meanings: dict[str, str]) -> str:
    """Return a page with the pictures and names of the icons between their markers, and what they mean."""
    first = {name: meaning.partition(";")[0] for name, meaning in meanings.items()}
    return with_part(page, "icons", "\n".join(icon_table(first)))


def with_part(page: str, name: str, text: str) -> str:
    """Return a page with ``text`` between the markers of ``name``."""
    head, rest = page.split(f"<!-- made: {name} -->\n")
    return f"{head}<!-- made: {name} -->\n{text}\n{rest[rest.index('<!-- end -->') :]}"


TABLES: tuple[type, ...] = (
    model.PublicationFile,
    model.PillarFile,
    model.Example,
    model.Source,
    model.Session,
    model.PictureFile,
    model.LogoFile,
    model.FigureFile,
    model.Quote,
    model.Call,
    model.Contact,
    model.ColoursFile,
    model.SectionsFile,
    model.EditionFile,
    TranslationFile,
    Translation,
    model.Personal,
    model.RuleFile,
    model.TableFile,
    model.ChartFile,
    model.Series,
    model.CityFile,
    Theme,
    Range,
    DeckTheme,
    NoteTheme,
    Words,
    Forms,
    ShapeNames,
    ChangeWords,
)


def french_keys() -> dict[str, dict[str, str]]:
    """Return what each key is for in French, by the class whose keys are those of a table of the French reference."""
    tables = re.findall(r"(?:^\| `.*\n)+", FRENCH.read_text("utf-8"), re.MULTILINE)
    rows = [dict(re.findall(r"^\| `(\w+)` \|.*\| (?:oui|non) \| (.*) \|$", table, re.MULTILINE)) for table in tables]
    return {cls.__name__: row for cls in TABLES for row in rows if list(row) == list(keys(cls))}


def key_table(cls: type) -> Iterator[str]:
    """Yield the rows of the table of a mapping's keys."""
    yield from HEADS
    for name, (key, required) in keys(cls).items():
        doc = MARKUP.sub(r"`\g<0>`", key.doc)
        if count := key.count:
            doc += f" {count[0]} to {count[1]}."
        if maximum := key.maximum:
            doc += f" At most {maximum:,} characters{' each' if count else ''}."
        yield f"| `{name}` | {kind(without_none(hints(cls)[name]))} | {'yes' if required else 'no'} | {doc} |"


def kind(hint: Any) -> str:
    """Return the name of a type for people."""
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is tuple:
        return f"list: {kind(arguments[0])}"
    if origin is dict:
        return f"{kind(arguments[0])}: {kind(arguments[1])}"
    name = hint.__name__.removesuffix("File").lower()
    return KINDS.get(hint) or f"[{name}](#{name})"


def profile_table() -> Iterator[str]:
    """Yield the rows of the table of typographic profiles, those that are alike together."""
    alike: dict[Profile, list[str]] = {}
    for name, profile in PROFILES.items():
        alike.setdefault(profile, []).append(name)
    yield "| Profile | Quotation marks | Inside the marks | Before `;` `!` `?` | Before `:` |"
    yield "|---|---|---|---|---|"
    for profile, names in alike.items():
        quotes = f"{'…'.join(profile.outer)}, inner {'…'.join(profile.inner)}"
        spaces = (space_name(one) for one in (profile.inside, profile.before_high, profile.before_colon))
        yield f"| {', '.join(f'`{name}`' for name in names)} | {quotes} | {' | '.join(spaces)} |"


def space_name(space: str | None) -> str:
    """Return the name of a space."""
    return {None: "as written", "": "nothing", "\u00a0": "U+00A0", "\u202f": "U+202F"}[space]


def icon_table(meanings: dict[str, str]) -> Iterator[str]:
    """Yield the rows of the table of icons: picture and name, and their meanings where the page's language has them."""
    head = "| Icône | Sens " if meanings else "| Icon | Name "
    names = World(ROOT).names("templates/icons", ".svg")
    yield head * ICON_COLUMNS + "|"
    yield "|---|---" * ICON_COLUMNS + "|"
    for first in range(0, len(names), ICON_COLUMNS):
        row = names[first : first + ICON_COLUMNS]
        between, after = (" ", " | ") if meanings else (" | ", "")
        cells = (f"| ![](../../templates/icons/{n}.svg){between}`{n}`{after}{meanings.get(n, '')} " for n in row)
        yield "".join(cells) + "| | " * (ICON_COLUMNS - len(row)) + "|"


# The commands


def command_list(language: str) -> Iterator[str]:
    """Yield the lines that list all commands and what they are given, in the words of ``piliers --help``."""
    everywhere, given, meaning, choice = COMMAND_WORDS[language]
    with spoken(language):
        commands = list(leaves(_parser()))
    head = [f"| {given} | {meaning} |", "|---|---|"]
    rows = {parser.prog: [argument_row(one, choice) for one in parser._actions[1:]] for parser in commands}
    common = set.intersection(*map(set, rows.values()))
    for parser in commands:
        own = [row for row in rows[parser.prog] if row not in common]
        yield from (f"## {parser.prog}", str(parser.description), "", *(own and [*head, *own, ""]))
    yield from (f"## {everywhere}", *head, *(row for row in rows[commands[0].prog] if row in common))


def leaves(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    """Yield the parsers of the commands below ``parser`` that have none below them."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for inner in (one for action in below for one in action.choices.values()):
        yield from leaves(inner)
    if not below:
        yield parser


def argument_row(action: argparse.Action, choice: str) -> str:
    """Return the row of an argument or option: what one types, and what it means."""
    value = str(action.metavar or action.dest).upper()
    typed = " ".join([*action.option_strings[:1], *([] if action.nargs == 0 else [value])])
    choices = f" ({choice} {', '.join(f'`{one}`' for one in action.choices)})" if action.choices else ""
    return f"| `{typed}` | {action.help}{choices} |"


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Have messages in ``language``, and afterwards in the user's again."""
    before = os.environ.get("LANGUAGE", "")
    _speak(language)
    try:
        yield
    finally:
        _speak(before)


def _speak(language: str) -> None:
    os.environ["LANGUAGE"] = language
    messages._catalogue.cache_clear()


if __name__ == "__main__":
    sys.exit(main())
