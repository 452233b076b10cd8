"""The committed schemas are what the model makes; the tests' content validates, and mistakes do not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.project import CONTENT, ROOT, sample_root

FILES = sorted(path.relative_to(CONTENT).as_posix() for path in CONTENT.rglob("*.yaml"))
TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "null": type(None),
    "boolean": bool,
}
# What `faults` understands: a schema that uses another keyword needs more of it.
KEYWORDS = {
    *("$schema", "title", "description", "type", "enum", "pattern", "minLength", "minimum", "maximum", "items"),
    *("minItems", "maxItems", "uniqueItems", "required", "properties", "additionalProperties", "propertyNames"),
    "minProperties",
    "maxLength",
    "examples",  # ask nothing
}


def schema_of(file: Path) -> dict[str, Any]:
    """Return the schema that the first line of a content file names."""
    first = file.read_text("utf-8").splitlines()[0]
    match = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert match, f"{file} names no schema"
    return dict(json.loads((file.parent / match[1]).resolve().read_text("utf-8")))


def faults(value: Any, schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """Yield what is wrong with ``value``, by the part of JSON Schema that our schemas use."""
    assert set(schema) <= KEYWORDS
    kinds = schema.get("type", [])
    if not any(isinstance(value, TYPES[kind]) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{path}: not {kinds}"
    elif isinstance(value, dict):
        yield from faults_of_mapping(value, schema, path)
    elif isinstance(value, list):
        if not schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", len(value)):
            yield f"{path}: {len(value)} items"
        if schema.get("uniqueItems") and len(value) != len(set(value)):
            yield f"{path}: an item stands twice"
        for index, item in enumerate(value):
            yield from faults(item, schema["items"], f"{path}[{index}]")
    elif isinstance(value, str):
        yield from faults_of_string(value, schema, path)
    elif value is not None and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        yield f"{path}: {value}"


def faults_of_mapping(value: dict[str, Any], schema: dict[str, Any], path: str) -> Iterator[str]:
    properties = schema.get("properties", {})
    yield from (f"{path}.{name}: missing" for name in schema.get("required", ()) if name not in value)
    for name, child in value.items():
        others = schema["additionalProperties"]
        yield from faults(name, schema.get("propertyNames", {"type": "string"}), f"{path}.{name}")
        if name in properties or others:
            yield from faults(child, properties.get(name, others), f"{path}.{name}")
        else:
            yield f"{path}.{name}: not known"


def faults_of_string(value: str, schema: dict[str, Any], path: str) -> Iterator[str]:
    pattern = schema.get("pattern", "").replace(r"\p{L}\p{M}\p{N}_", r"\w")
    if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)) or not re.search(
        pattern, value
    ):
        yield f"{path}: {value!r} does not match"
    if value not in schema.get("enum", [value]):
        yield f"{path}: {value!r} is not one of the enum"


def test_what_is_committed_is_what_the_tool_makes() -> None:
    command = [sys.executable, str(ROOT / "tools" / "schema.py"), "--check"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert (done.returncode, done.stdout) == (0, ""), f"run `make schema`\n{done.stderr}"


@pytest.mark.parametrize("file", FILES)
def test_the_content_validates(file: str) -> None:
    """That under content/ is examined by tests/judges/test_content.py."""
    path = sample_root() / "content" / file
    assert list(faults(yaml.safe_load(path.read_text("utf-8")), schema_of(path))) == []


@pytest.mark.parametrize(
    ("file", "change", "wanted"),
    [
        ("lecons-apprises/publication.yaml", {"langage": "fr"}, ".langage: not known"),
        ("lecons-apprises/publication.yaml", {"title": 2019}, ".title: not string"),
        ("lecons-apprises/publication.yaml", {"language": "french"}, ".language: 'french' does not match"),
        ("lecons-apprises/publication.yaml", {"pillars": []}, ".pillars: 0 items"),
        ("lecons-apprises/publication.yaml", {"pillars": ["a", "a"]}, ".pillars: an item stands twice"),
        ("lecons-apprises/pillars/soutien.yaml", {"icon": "rockets"}, ".icon: 'rockets' is not one of the enum"),
        ("lecons-apprises/pillars/soutien.yaml", {"colour": 3}, ".colour: not string"),
        ("lecons-apprises/pillars/soutien.yaml", {"examples": [{"id": "a"}]}, ".examples[0].text: missing"),
        ("cities.yaml", {"lille": {"names": {}}}, ".lille.country: missing"),
    ],
)
def test_a_mistake_is_found(file: str, change: dict[str, Any], wanted: str) -> None:
    path = sample_root() / "content" / file
    content = yaml.safe_load(path.read_text("utf-8")) | change
    assert wanted in list(faults(content, schema_of(path)))


def test_an_accented_id_and_an_empty_list_are_accepted() -> None:
    schema = schema_of(sample_root() / "content/lecons-apprises/pillars/soutien.yaml")
    pillar = {"label": "Été", "heading": "L'été", "icon": "sun"}
    assert list(faults(pillar | {"examples": None}, schema)) == []
    assert list(faults(pillar | {"examples": [{"id": "été-2019", "text": "Il fait chaud."}]}, schema)) == []
