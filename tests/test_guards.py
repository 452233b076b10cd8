"""Tests of the tests: none of them can pass because it had nothing to look at."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import ROOT

FILES = sorted((ROOT / "tests").rglob("test_*.py"))
LOOPS = (ast.For, ast.While)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# What gives as many things as it is given.
# Methods of the tests' project that assert by themselves.
EXPECTING = {"build", "refused"}
KEEPING = {"enumerate", "sorted", "list", "tuple", "reversed", "zip", "product", "set", "items", "values", "keys"}


def is_full(iterable: ast.expr) -> bool:
    """Tell whether it is plain from the code that there is something in ``iterable``."""
    match iterable:
        case ast.Tuple(elts) | ast.List(elts) | ast.Set(elts):
            return bool(elts)
        case ast.Dict(keys):
            return bool(keys)
        case ast.Name(name):  # a constant: what it holds is written down
            return name.isupper()
        case ast.Constant(value):
            return bool(value)
        case ast.Call(ast.Name("range"), arguments):
            return isinstance(arguments[-1], ast.Constant)
        case ast.Call(ast.Attribute(ast.Name(owner), name), []) if name in KEEPING:
            return owner.isupper()
        case ast.Call(ast.Name(name), arguments) if name in KEEPING:
            return any(map(is_full, arguments))
    return False


def sure(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements that are run whatever was found, those of blocks and of full loops among them."""
    for statement in statements:
        yield statement
        if isinstance(statement, ast.With) or (isinstance(statement, ast.For) and is_full(statement.iter)):
            yield from sure(statement.body)
        elif isinstance(statement, ast.Try):
            yield from sure([*statement.body, *statement.finalbody])


def says_something(statement: ast.stmt) -> bool:
    """Tell whether a statement can fail: an assertion not over nothing, a call that asserts, an expected exception."""
    if isinstance(statement, ast.If):  # one way or the other
        return all(any(map(says_something, sure(way))) for way in (statement.body, statement.orelse))
    if isinstance(statement, ast.With):
        return "raises" in ast.unparse(statement.items[0])
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        match statement.value.func:
            case ast.Attribute(ast.Call(ast.Name("expect")), _claim):  # Playwright's assertion
                return True
            case ast.Attribute(_owner, name):
                return name in EXPECTING or name.startswith("to_")  # expect(…).to_have_text(…), of Playwright
            case _:
                return True  # a helper of ours that compares, or a call that must not raise
    return isinstance(statement, ast.Assert) and not is_vacuous(statement.test)


class Written(ast.NodeTransformer):
    """Puts in the place of a name the comprehension, list or tuple that it is given once in ``function``."""

    def __init__(self, function: ast.FunctionDef) -> None:
        self.given: dict[str, list[ast.expr]] = {}
        for one in ast.walk(function):
            target = one.targets[0] if isinstance(one, ast.Assign) else getattr(one, "target", None)
            if isinstance(target, ast.Name) and (value := getattr(one, "value", None)):
                self.given.setdefault(target.id, []).append(value)

    def visit_Name(self, name: ast.Name) -> ast.expr:
        given = self.given.get(name.id, []) if isinstance(name.ctx, ast.Load) else []
        return given[0] if len(given) == 1 and isinstance(given[0], (*COMPREHENSIONS, ast.List, ast.Tuple)) else name


def is_vacuous(claim: ast.expr) -> bool:
    """Tell whether ``claim`` holds of nothing: “all of them …”, “those that … are none”."""
    match claim:
        case ast.Call(ast.Name("all"), [ast.GeneratorExp() as found]):
            return not is_full(found.generators[0].iter)
        case ast.Compare(left, [ast.Eq()], [right]) if isinstance(left, COMPREHENSIONS):
            nothing = ast.unparse(right) in ("[]", "{}", "set()", "()")
            return nothing and not is_full(left.generators[0].iter)
        case ast.UnaryOp(ast.Not(), ast.ListComp() | ast.SetComp() | ast.DictComp() as left):
            return not is_full(left.generators[0].iter)
        case ast.UnaryOp(ast.Not(), ast.Call(ast.Name("any"), [ast.GeneratorExp() as found])):
            return not is_full(found.generators[0].iter)
        case ast.BoolOp(ast.And(), claims):
            return all(map(is_vacuous, claims))
    return False


def saying_nothing(code: str) -> list[str]:
    """Return line and name of the tests in ``code`` that hold when nothing was found."""
    tests = [one for one in ast.walk(ast.parse(code)) if isinstance(one, ast.FunctionDef)]
    found = [one for one in tests if one.name.startswith("test_") and "some(" not in ast.unparse(one)]
    written = [Written(one).visit(one) for one in found]
    return [f"{one.lineno}: {one.name}" for one in written if not any(map(says_something, sure(one.body)))]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT / "tests").as_posix())
def test_no_test_asserts_only_within_a_loop_that_may_be_empty(file: Path) -> None:
    """Write ``for one in some(found)``."""
    assert saying_nothing(file.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("body", "empty"),
    [
        ("for one in found: assert one", True),
        ("assert [one for one in found if one] == []", True),
        ("wrong = [one for one in found if one]; assert not wrong", True),
        ("assert all(one > 1 for one in found)", True),
        ("found.sort()", True),
        ("if found: assert found[0]", True),
        ("assert found == []", False),
        ("some_of = [1, 2]; assert all(one in found for one in some_of)", False),
        ("for one in (1, 2): assert one", False),
        ("for one in FILES: assert one", False),
        ("assert all(one > 1 for one in some(found))", False),
        ("project.build()", False),
    ],
)
def test_the_guard_knows_a_test_that_cannot_fail(body: str, empty: bool) -> None:
    assert bool(saying_nothing(f"def test_it(found, project):\n    {body}\n")) == empty


@pytest.mark.parametrize("file", sorted((ROOT / "generator").rglob("*.py")), ids=lambda file: file.name)
def test_no_pattern_asks_for_what_python_before_3_11_5_matches_wrongly(file: Path) -> None:
    """With Debian 12's Python 3.11.2 every build was refused: a possessive quantifier found no overview (gh-106052)."""
    assert not re.search(r"[)\].][*+?]\+(?!,)|\(\?>", file.read_text(encoding="utf-8"))
