"""Writes a plan as text, for people and for golden tests: its operations page by page, or its structure tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from generator.pdf.page import (
    ARTIFACT,
    Anchor,
    Area,
    Disc,
    Element,
    ImageObject,
    Link,
    Operation,
    PathObject,
    Plan,
    Symbol,
    TextObject,
)
from generator.pdf.structure import StructureTree


def dump(plan: Plan) -> str:
    """Return every page's operations: place, size, and what is drawn as what."""
    return "\n".join(_lines(plan)) + "\n"


def _lines(plan: Plan) -> Iterator[str]:
    yield f"{plan.title!r} {plan.language} {len(plan.pages)} pages"
    if plan.trim:
        trim = f"{plan.trim.width:.1f} x {plan.trim.height:.1f} at {plan.trim.x:.1f}, {plan.trim.y:.1f}"
        yield f"paper {plan.width:.1f} x {plan.height:.1f}, cut to {trim}, bleed {plan.bleed:.1f}"
    for number, page in enumerate(plan.pages, 1):
        yield f"page {number}"
        for one in page.operations:
            yield f"  {one.x:6.1f} {one.y:6.1f}  {_words(one, plan.elements)}"


def _words(one: Operation, elements: tuple[Element, ...]) -> str:
    match one:
        case TextObject():
            styled = " ".join(f"{run.style}:{run.text!r}" for run in one.runs)
            stretch = f" spaces {one.stretch:+.3f}" if one.stretch else ""
            tracking = f" letters {one.tracking:+.3f}" if one.tracking else ""
            hyphen = " hyphen" if one.hyphen else ""
            set_in = f"{one.size:g} pt {one.colour}{stretch}{tracking}"
            actual = f" for {one.actual!r}" if one.actual else ""
            return f"{_tag(one.element, elements)} {set_in} {styled}{hyphen}{actual}"
        case Area():
            return f"area {one.width:.1f} x {one.height:.1f} {one.colour}"
        case Disc():
            return f"disc {one.radius:.1f} {one.colour}"
        case Symbol():
            return f"symbol {one.icon} {one.size:.1f} {one.colour}"
        case PathObject():
            pen = f"pen {one.pen:g}" if one.pen else "filled"
            return f"{_tag(one.element, elements)} {one.width:.1f} x {one.height:.1f} {one.colour} {pen}"
        case ImageObject():
            cut = " ".join(f"{one:.3f}" for one in (one.crop.left, one.crop.top, one.crop.right, one.crop.bottom))
            return f"{_tag(one.element, elements)} {one.width:.1f} x {one.height:.1f} {one.file} cropped by {cut}"
        case Link():
            return f"link {one.width:.1f} x {one.height:.1f} {one.target} {one.description!r}"
        case Anchor():
            return f"anchor {one.name} {one.bookmark!r}" if one.bookmark else f"anchor {one.name}"
        case _:
            assert_never(one)


def _tag(index: int, elements: tuple[Element, ...]) -> str:
    """Return the way from the root to an element, without the root."""
    if index < 0:
        return "artifact" if index == ARTIFACT else "running"
    tags = []
    while index > 0:
        tags.append(elements[index].tag)
        index = elements[index].parent
    return "/".join(reversed(tags))


def dump_tags(plan: Plan) -> str:
    """Return the structure tree in reading order: a line for each element, with its type, attributes and text."""
    tree: StructureTree[str] = StructureTree(plan.elements)
    targets: dict[int, str] = {}
    for operation in (one for page in plan.pages for one in page.operations):
        if isinstance(operation, Anchor) or operation.element < 0:
            continue
        if isinstance(operation, Link):
            targets[operation.element] = operation.target
        tree.add(operation.element, operation.text if isinstance(operation, TextObject) else "")
    tree.complete()
    lines = _element_lines(tree, 0, "", targets) if tree.placed else iter(())
    return "\n".join([f"{plan.title!r} lang={plan.language}", *lines]) + "\n"


def _element_lines(tree: StructureTree[str], index: int, indent: str, targets: dict[int, str]) -> Iterator[str]:
    element = tree.elements[index]
    children = tree.children[index]
    words = "".join(child for child in children if isinstance(child, str))
    parts = [element.tag, *_attributes(element, index), f"to={targets[index]}" if index in targets else ""]
    yield indent + " ".join(filter(None, [*parts, f'"{words}"' if words else ""]))
    for child in children:
        if isinstance(child, int):
            yield from _element_lines(tree, child, indent + "  ", targets)


def _attributes(element: Element, index: int) -> Iterator[str]:
    """Yield what an element has beside its type, as name=value."""
    if element.tag == "TH":
        yield f"id=h{index}"
    headers = ",".join(f"h{one}" for one in element.headers)
    named = {"lang": element.language, "scope": element.scope, "headers": headers, "numbering": element.numbering}
    yield from (f"{name}={value}" for name, value in named.items() if value)
    quoted = {"alt": element.alternative, "actual": element.actual}
    yield from (f'{name}="{value}"' for name, value in quoted.items() if value)
