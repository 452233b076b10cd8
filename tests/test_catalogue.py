"""The messages: every one is translated, with the same placeholders, and what is committed is up to date."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import TypeAlias

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from tests.imported import GENERATOR, nodes
from tests.some import some

Program: TypeAlias = list[tuple[Path, ast.AST]]
LOCALES = GENERATOR / "locale"
LANGUAGES = sorted(path.parent.parent.name for path in LOCALES.glob("*/LC_MESSAGES/piliers.po"))


def messages(catalog: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalog if message.id}


def translations(language: str) -> dict[str, str]:
    """Return what is translated."""
    with (LOCALES / language / "LC_MESSAGES" / "piliers.po").open("rb") as file:
        return {message: text for message, text in messages(read_po(file, locale=language)).items() if text}


def placeholders(text: str) -> list[tuple[str, str]]:
    parsed = Formatter().parse(text)
    found = [(name, form or "") for _literal, name, form, _conversion in parsed if name is not None]
    names = [name for name, _form in found if "|" not in name]
    assert {name.partition("|")[0] for name, _form in found} == set(names), (
        text
    )  # a form goes with a number that is said
    return sorted((name, form) for name, form in found if "|" not in name)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_agrees(language: str) -> None:
    """No message says “1 copies”: a plural behind a number that may be one has its singular beside it."""
    pairs = some(translations(language).items())
    counted = {message for message, text in pairs for said in (message, text) if _COUNTED.search(said)}
    assert {one for one in counted if not one.startswith(NEVER_ONE)} == set()


_COUNTED = re.compile(
    r"\{(?:n|made|stood|done|missing|stale|count|left)\}[ \u00a0](?!of\b|more\b|goes\b|was\b|fois\b)\w+s\b"
)
NEVER_ONE = (
    "A <row> needs", "A sentence has", "All {n} words", "It was split", "The address has", "The column “{name}” holds",
    "The text has", "The text is too long", "There are {n} p",
    "{n} more words", "{n} of {maximum}", "{n} sections have",
    "{n} slides have", "“{id}” goes on", "There is no slide", "Whoever hears more", "The example is {n} times",
)  # fmt: skip
"""How messages begin that count what is always more, such as what is too much."""


@pytest.fixture(scope="module")
def extracted() -> set[str]:
    found = extract_from_dir(str(GENERATOR), keywords={"_": None})
    return {message for _file, _line, message, _comments, _context in found if isinstance(message, str)}


def test_there_is_a_french_catalogue() -> None:
    assert "fr" in LANGUAGES


def test_the_template_is_up_to_date(extracted: set[str]) -> None:
    with (LOCALES / "piliers.pot").open("rb") as file:
        assert set(messages(read_po(file))) == extracted, "run `make catalogues`"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated(language: str, extracted: set[str]) -> None:
    translated = set(translations(language))
    assert extracted - translated == set(), "run `make catalogues`, translate what is empty, run it again"


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    pairs = some(translations(language).items())
    assert [text for message, text in pairs if placeholders(message) != placeholders(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_is_up_to_date(language: str) -> None:
    with (LOCALES / language / "LC_MESSAGES" / "piliers.mo").open("rb") as file:
        assert messages(read_mo(file)) == translations(language), "run `make catalogues`"


def test_french_messages_are_set_as_french() -> None:
    """A no-break space before a colon and inside guillemets, a narrow one before ; ! ? and curved apostrophes."""
    wrong = [
        text
        for text in some(translations("fr").values())
        if any(bad in text for bad in (" :", " ;", " !", " ?", "« ", " »"))
    ]
    assert wrong == []
    assert [text for text in translations("fr").values() if "'" in text] == []


def test_yaml_in_a_french_message_can_be_typed_as_it_stands() -> None:
    """A key is followed by its colon at once, and a value stands in straight quotes: no typography in code."""
    shown = {text for text in translations("fr").values() if re.search(r"«\u00a0(?:\{key\}|clé|kind|csv)", text)}
    keyed = {text for text in shown if ":" in text.partition("«")[2]}

    assert len(keyed) >= 4
    assert [text for text in keyed if re.search(r"(?:\{key\}|clé|kind|csv)\u00a0:", text)] == []
    # Where the value brings its own quotes, nothing is set around it.
    assert "Écrivez {value}," in translations("fr")["Write {value}, in straight quotes."]


@pytest.fixture(scope="module")
def program() -> Program:
    """Return the strings, calls and assignments of the modules that say anything."""
    kinds = (ast.JoinedStr, ast.Call, ast.Assign)
    return [one for one in nodes("_(", "Problem(", "Finding(") if isinstance(one[1], kinds)]


def test_no_message_hides_in_an_f_string(program: Program) -> None:
    """Before Python 3.12, Babel does not see a call inside an f-string: the message would not be translated."""
    hidden = [
        f"{path.relative_to(GENERATOR.parent).as_posix()}:{call.lineno}: {ast.unparse(call)}"
        for path, string in some(program)
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
    ]
    assert hidden == []


def said(program: Program) -> Iterator[tuple[str, ast.expr]]:
    """Yield what problems and findings say, in arguments and under the names that they have before, with its place."""
    for path, node in program:
        match node:
            case ast.Call(ast.Name("Problem"), [_mark, _path, *words]):
                yield from ((f"{path.name}:{node.lineno}", one) for one in words)
            case ast.Call(ast.Name("Finding"), [_rule, _severity, _place, _shape, *words]):
                yield from ((f"{path.name}:{node.lineno}", one) for one in words)
            case ast.Assign([ast.Name("cause" | "remedy" | "sentence")], value):
                yield f"{path.name}:{node.lineno}", value


def test_nothing_is_said_past_the_catalogue(program: Program) -> None:
    """A sentence without `_()` stays English in every language."""
    bare = [place for place, one in some(said(program)) if isinstance(one, ast.Constant) and one.value]

    assert bare == []
