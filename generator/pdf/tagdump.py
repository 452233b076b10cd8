"""Writes the logical structure of a planned note as text: what a reader's machine will find, in its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.pdf.page import Anchor, Link, TextObject
from generator.pdf.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.pdf.page import Element, Plan


def dump_tags(plan: Plan) -> str:
    """Return a line for each element: its type, what is said of it, and its words."""
    reading: Reading[str] = Reading(plan.elements)
    targets: dict[int, str] = {}
    for operation in (one for page in plan.pages for one in page.operations):
        if isinstance(operation, Anchor) or operation.element < 0:
            continue
        if isinstance(operation, Link):
            targets[operation.element] = operation.target
        reading.add(operation.element, operation.text if isinstance(operation, TextObject) else "")
    reading.settle()
    lines = _lines(reading, 0, "", targets) if reading.spoken else iter(())
    return "\n".join([f"{plan.title!r} lang={plan.language}", *lines]) + "\n"


def _lines(reading: Reading[str], index: int, indent: str, targets: dict[int, str]) -> Iterator[str]:
    element = reading.elements[index]
    children = reading.children[index]
    words = "".join(child for child in children if isinstance(child, str))
    parts = [element.tag, *_said(element, index), f"to={targets[index]}" if index in targets else ""]
    yield indent + " ".join(filter(None, [*parts, f'"{words}"' if words else ""]))
    for child in children:
        if isinstance(child, int):
            yield from _lines(reading, child, indent + "  ", targets)


def _said(element: Element, index: int) -> Iterator[str]:
    if element.tag == "TH":
        yield f"id=h{index}"
    if element.language:
        yield f"lang={element.language}"
    if element.scope:
        yield f"scope={element.scope}"
    if element.headers:
        yield f"headers={','.join(f'h{one}' for one in element.headers)}"
    if element.numbering:
        yield f"numbering={element.numbering}"
    if element.alternative:
        yield f'alt="{element.alternative}"'
    if element.actual:
        yield f'actual="{element.actual}"'
