"""What modules import, wherever in them: each is parsed once for all tests that ask."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path


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
