"""Codes: every problem has one, which is explained in both languages, and which is never renamed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.deck.audit import lint  # noqa: F401 (enters the causes)
from generator.deck.audit.repair import ELEMENT_CAUSES, PACKAGE_CAUSES, PART_CAUSES
from generator.messages import _, code_of, codes
from tests.goldens import compare
from tests.imported import GENERATOR, nodes
from tests.some import some
from tools.problems import PAGES, explanations, page

GOLDEN = Path(__file__).with_name("golden") / "codes.txt"
REASONS = "compose.py"
"""Its causes are said within another: “The template cannot be composed: …”."""


def is_message(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "_"


def literals(node: ast.expr) -> Iterator[str]:
    """Yield the messages that ``node`` may be: one, or one of two."""
    match node:
        case ast.IfExp(_test, body, orelse):
            yield from (*literals(body), *literals(orelse))
        case ast.Call(ast.Name("_"), [ast.Constant(str(message)), *_rest]):
            yield message


def causes() -> Iterator[tuple[str, str]]:
    """Yield the place and the message of each cause that a module of the program names."""
    for path, node in nodes("Problem(", "Finding(", "Error(", "cause", "sentence", "return _("):
        if path.name == REASONS:
            continue
        found: list[ast.expr] = []
        match node:
            case ast.Call(ast.Name("Problem"), [_mark, _path, cause, *_remedy]):
                found = [cause]
            case ast.Call(ast.Name("Finding"), [_rule, _severity, _place, _shape, cause]):
                found = [cause]
            case ast.Call(ast.Name("PictureFaultError" | "UsageError"), [cause, *_remedy]):
                found = [cause]
            case ast.Call(ast.Name("_RefusedError"), [_mark, cause, *_remedy]):
                found = [cause]
            case ast.Assign([ast.Name("cause" | "sentence")], value):
                found = [value]
            case ast.Assign([ast.Tuple([ast.Name("cause"), *_names])], ast.Tuple([cause, *_others])):
                found = [cause]
            case ast.Return(ast.Tuple([cause, remedy])) if is_message(cause) and is_message(remedy):
                found = [cause] if "." in ast.unparse(cause) else []
        yield from ((f"{path.name}:{one.lineno}", message) for one in found for message in literals(one))


def test_every_cause_has_a_code() -> None:
    known = {message for some_messages in codes().values() for message in some_messages}
    lacking = [f"{place}: {message}" for place, message in some(causes()) if message not in known]

    assert lacking == [], "write the message under its code in generator/locale/codes.txt"


def test_every_rule_of_a_check_has_a_code() -> None:
    rules = {one.id for one in (*PACKAGE_CAUSES, *PART_CAUSES, *ELEMENT_CAUSES)}

    assert rules
    assert rules - {*codes()["deck-repair"]} == set()


def test_no_code_stands_for_what_nobody_says() -> None:
    source = "\n".join(path.read_text("utf-8") for path in sorted(GENERATOR.rglob("*.py")))
    said = set(re.findall(r'"((?:[^"\\]|\\.)+)"', source.replace('"\n', '" ')))
    joined = re.sub(r'"\s*\n\s*"', "", source)
    sentences = [one for some_messages in codes().values() for one in some_messages if " " in one]

    assert len(sentences) > 200
    assert [one for one in sentences if one not in said and one.replace("\\", "\\\\") not in joined] == []


def test_a_message_has_one_code() -> None:
    every = [message for some_messages in codes().values() for message in some_messages]

    assert len(every) == len(set(every))


def test_codes_are_words_and_never_change(request: pytest.FixtureRequest) -> None:
    """A code that is gone, or renamed, is looked for in vain by whoever kept it."""
    names = list(codes())

    assert [name for name in names if not re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", name)] == []
    compare("\n".join(sorted(names)) + "\n", GOLDEN, request)


def test_a_message_knows_its_code_in_every_language(monkeypatch: pytest.MonkeyPatch) -> None:
    for language in ("en", "fr"):
        monkeypatch.setenv("LANGUAGE", language)
        assert code_of(_("There is a tab.")) == "tab"
        assert code_of(_("There is a tab.").between("a: ", " b")) == "tab"
        assert code_of(str(ValueError(_("There is a tab.")))) == "tab"
    assert code_of("There is a tab.") == ""


@pytest.mark.parametrize("language", PAGES)
def test_every_code_is_explained(language: str) -> None:
    explained = explanations()

    assert list(explained) == list(codes())
    assert [code for code, said in explained.items() if len(said[language]) < 40] == []
    text = PAGES[language].read_text("utf-8")
    assert text == page(language), "run `make schema`"
    assert re.findall("^## (.+)$", text, re.MULTILINE) == list(codes())
