"""Tests of the tests: none of them can pass because it had nothing to look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import ROOT

FILES = sorted((ROOT / "tests").rglob("test_*.py"))
LOOPS = (ast.For, ast.While)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# What gives as many things as it is given.
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
    if isinstance(statement, ast.With):
        return "raises" in ast.unparse(statement.items[0])
    if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
        return True  # a helper that compares
    return isinstance(statement, ast.Assert) and not is_vacuous(statement.test)


def is_vacuous(claim: ast.expr) -> bool:
    """Tell whether ``claim`` holds of nothing: “all of them …”, “those that … are none”."""
    match claim:
        case ast.Call(ast.Name("all"), [ast.GeneratorExp() as found]):
            return not is_full(found.generators[0].iter)
        case ast.Compare(left, [ast.Eq()], [right]) if isinstance(left, COMPREHENSIONS):
            nothing = ast.unparse(right) in ("[]", "{}", "set()", "()")
            return nothing and not is_full(left.generators[0].iter)
        case ast.UnaryOp(ast.Not(), ast.ListComp() | ast.SetComp() as left):
            return not is_full(left.generators[0].iter)
        case ast.UnaryOp(ast.Not(), ast.Call(ast.Name("any"), [ast.GeneratorExp() as found])):
            return not is_full(found.generators[0].iter)
        case ast.BoolOp(ast.And(), claims):
            return all(map(is_vacuous, claims))
    return False


def functions_of(file: Path) -> Iterator[ast.FunctionDef]:
    tree = ast.parse(file.read_text("utf-8"))
    yield from (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name.startswith("test_"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT / "tests").as_posix())
def test_no_test_asserts_only_within_a_loop_that_may_be_empty(file: Path) -> None:
    """Write ``for one in some(found)``."""
    found = [one for one in functions_of(file) if "some(" not in ast.unparse(one)]
    empty = [f"{one.lineno}: {one.name}" for one in found if not any(map(says_something, sure(one.body)))]

    assert empty == []
