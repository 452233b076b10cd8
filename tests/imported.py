"""What the modules of the program hold: each is parsed once for all tests of a process that ask the same."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

GENERATOR = Path(__file__).resolve().parents[1] / "generator"


@cache
def imported(module: Path) -> tuple[str, ...]:
    """Return the names of the modules that a file imports, and of what it takes from them."""
    found: list[str] = []
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{name.name}" for name in node.names)]
        elif isinstance(node, ast.Import):
            found += [name.name for name in node.names]
    return tuple(found)


def nodes(*words: str) -> Iterator[tuple[Path, ast.AST]]:
    """Yield each node of the modules that hold one of ``words``: a third of a test's time is to parse the others."""
    for path in sorted(GENERATOR.rglob("*.py")):
        text = path.read_text("utf-8")
        if any(word in text for word in words):
            yield from ((path, node) for node in ast.walk(ast.parse(text)))
