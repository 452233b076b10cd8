"""The layers: data flows from the source to the editions, and what is absent in ARCHITECTURE.md stays absent."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from typing import get_args

import pytest

from generator.pipeline.edition import EDITIONS
from generator.source.charts import KINDS, Form
from tests.imported import imported, nodes
from tests.project import ROOT
from tests.some import some

# What runs editions; `pipeline.edition` is what they offer, `pipeline.program` what their bytes depend on.
PIPELINE = (
    "pipeline.build",
    "pipeline.check",
    "pipeline.conformance",
    "pipeline.slide_pictures",
    "pipeline.receipt",
    "edit",
    "home",
    "lsp",
    "changes",
    "review",
)
PACKAGES = tuple(sorted({edition.module.split(":")[0].split(".")[1] for edition in EDITIONS}))
MADE_OF = {"handout": ("deck",)}  # the plan of another edition
# What each folder may not import, at the top of a module or inside a function.
FORBIDDEN = {
    "source": ("document", "text", "graphics", *PACKAGES, "kit", *PIPELINE, "theme"),
    "document": ("text", "graphics", *PACKAGES, "kit", *PIPELINE, "theme"),
    "text": ("document", "graphics", *PACKAGES, "kit", *PIPELINE, "theme"),
    "graphics": (*PACKAGES, *PIPELINE, "theme", "world"),
    "pdf": ("document", *PACKAGES, *PIPELINE),
} | {
    name: (*(one for one in PACKAGES if one != name and one not in MADE_OF.get(name, ())), *PIPELINE)
    for name in PACKAGES
}
# What runs, examines and shows editions, reads edited ones and compares them; messages.
ABOVE = {"pipeline", "judges", "edit", "home", "importing", "batch", "lsp", "changes", "review", "translate", "locale"}


def test_each_folder_has_its_place_among_the_layers() -> None:
    folders = {path.name for path in (ROOT / "generator").iterdir() if path.is_dir() and path.name != "__pycache__"}

    assert folders == FORBIDDEN.keys() | ABOVE


@pytest.mark.parametrize("layer", sorted(FORBIDDEN))
def test_a_layer_knows_nothing_of_those_above(layer: str) -> None:
    banned = tuple(f"generator.{name}" for name in FORBIDDEN[layer])
    found = [
        f"{module.relative_to(ROOT)}: {name}"
        for module in some(sorted((ROOT / "generator" / layer).rglob("*.py")))
        for name in imported(module)
        if name in banned or name.startswith(tuple(f"{one}." for one in banned))
    ]

    assert found == []


def test_kinds_of_charts_are_told_apart_in_a_match_alone() -> None:
    """Who compares with one kind forgets the next silently; mypy names each `match` that lacks it."""
    named = {*KINDS, *get_args(Form)}
    found = [
        f"{module.relative_to(ROOT)}: {ast.unparse(node)}"
        for module, node in some(nodes(*(f'"{name}"' for name in named)))
        if isinstance(node, ast.Compare)
        and named & {one.value for one in (node.left, *node.comparators) if isinstance(one, ast.Constant)}
    ]

    assert found == []


def test_no_module_needs_itself() -> None:
    """Imports make no cycle: neither those at run time, in functions too, nor those for types."""
    modules = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in (ROOT / "generator").rglob("*.py")
    }
    needed = {name: {*imported(path)} & {*modules} - {name} for name, path in modules.items()}
    for found in needed.values():  # "from package import module" needs the module, not what the package offers
        found -= {package for package in found if any(one.startswith(f"{package}.") for one in found)}

    assert "generator.deck.slide" in needed["generator.deck.deck"]  # which needs it for types alone
    try:
        order = [*TopologicalSorter(needed).static_order()]
    except CycleError as error:
        pytest.fail(f"These modules import each other: {' -> '.join(error.args[1])}.")

    assert len(order) == len(modules)
