"""Take the words, tables and pictures out of any deck, slide by slide, for whoever makes a publication of them.

It asks the same reader of Office files as all others; nothing is drawn, and no size or place is looked at.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from generator.deck.ooxml.package import Package, paragraphs, words
from generator.deck.ooxml.scene import SceneReader
from generator.deck.ooxml.xml import MC, TRUE, A, P, R, attribute, below, whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.scene import Shape
    from generator.deck.ooxml.xml import Element

_BULLETS = (f"{A}buChar", f"{A}buAutoNum", f"{A}buBlip")
_LISTED = ("body", "obj")
_TITLES = ("title", "ctrTitle")
_FOOTERS = ("dt", "ftr", "sldNum", "hdr")
_TITLE, _TEXT = 40, 2  # characters of a card's title, at the most; times as many has its text, at the least
_REPEATED = 3  # slides with the same picture: a logo, or a designer's ornament


class Stretch(Struct, frozen=True):
    """Words set in one way; ``link`` is a web address."""

    text: str
    strong: bool = False
    emphasis: bool = False
    link: str = ""
    language: str = ""


class Line(Struct, frozen=True):
    """A paragraph: ``depth`` is that of its bullet, or -1 without one; ``shape`` is what its shape is called."""

    stretches: tuple[Stretch, ...]
    depth: int = -1
    shape: str = ""


class Grid(Struct, frozen=True):
    """A table: the lines of its cells, row by row; a cell that another covers is empty."""

    rows: tuple[tuple[tuple[Stretch, ...], ...], ...]


class Image(Struct, frozen=True):
    """A picture, and what is said that it shows."""

    data: bytes
    alt: str


class SlideWords(Struct):
    """What a slide says: ``parts`` in the order in which a screen reader meets them, without its title.

    ``all_words`` are the texts of all its paragraphs, found without the shapes, and ``drawn``, those of SmartArt;
    ``skipped`` counts charts and drawings
    whose words are no text of the slide; ``names`` are those of all its shapes.
    """

    title: tuple[Stretch, ...]
    parts: list[Line | Grid | Image]
    notes: list[str]
    all_words: list[str]
    is_cover: bool
    is_divider: bool
    skipped: int = 0
    drawn: list[str] = []
    names: tuple[str, ...] = ()


def slides_in(package: Package) -> list[SlideWords]:
    """Return what each slide of a deck says."""
    reader = SceneReader(package)
    ornaments = _ornaments(package)
    return [_slide(package, reader, name, ornaments) for name in package.slides if package.tree(name) is not None]


def _ornaments(package: Package) -> set[bytes]:
    """Return the digests of the pictures that stand on many slides."""
    found = Counter(package.digest(part) for name in package.slides for part in set(package.targets(name, "image")))
    return {digest for digest, count in found.items() if count >= _REPEATED}


def _slide(package: Package, reader: SceneReader, name: str, ornaments: set[bytes]) -> SlideWords:
    scene = reader.slide(name)
    kind = scene.above.root.get("type", "") if scene.above and scene.above.root is not None else ""
    targets = {one.id: one.target for one in package.relationships(name)}
    shapes = [one for one in scene.flat if not (one.is_footer or one.hidden)]
    title = next((one for one in shapes if one.is_title and one.text.strip()), None)
    found = SlideWords((), [], _notes(package, name), [], False, kind == "secHead")
    found.names = tuple(one.name for one in scene.flat)
    found.is_cover = kind == "title" or bool(title and title.placeholder and title.placeholder[0] == "ctrTitle")
    if title is not None and title.body is not None:
        lines = [stretch for line in title.body.iterfind(f"{A}p") for stretch in (*_stretches(line, targets), _SPACE)]
        found.title = tuple(lines[:-1])
    for shape in shapes:
        if shape is not title:
            _add(found, package, shape, targets, ornaments)
    tree = package.tree(name)
    found.all_words = [*(_all_words(tree) if tree is not None else ()), *found.drawn]
    return found


_SPACE = Stretch(" ")


def _add(found: SlideWords, package: Package, shape: Shape, targets: dict[str, str], ornaments: set[bytes]) -> None:
    """Add what a shape says."""
    if shape.table is not None:
        found.parts.append(_grid(shape.table, targets))
    elif shape.kind == "pic":
        part = targets.get(attribute(shape.element.find(f"{P}blipFill/{A}blip"), f"{R}embed"), "")
        if part and package.digest(part) not in ornaments and not shape.decorative:
            found.parts.append(Image(package.part(part), shape.description))
    elif shape.kind == "graphicFrame" and (drawn := _drawn(package, shape, targets)):
        found.parts += [Line((Stretch(one),), 0, shape.name) for one in drawn]
        found.drawn += drawn
    elif shape.kind == "graphicFrame":
        found.skipped += 1
    elif shape.body is not None:
        found.parts += _words_of(shape, shape.body, targets)


def _words_of(shape: Shape, body: Element, targets: dict[str, str]) -> list[Line]:
    """Return the lines that a shape says."""
    listed = shape.placeholder is not None and shape.placeholder[0] in _LISTED
    lines = [one for one in body.iterfind(f"{A}p") if words(one).strip()]
    said = [_line(one, targets, listed and len(lines) > 1, _address(shape.properties, targets)) for one in lines]
    said = [_card(*said)] if len(said) == 2 and _is_card(*said) else said
    return [msgspec.structs.replace(one, shape=shape.name) for one in said]


def _drawn(package: Package, shape: Shape, targets: dict[str, str]) -> list[str]:
    """Return the words of a SmartArt, which stand in a part of their own."""
    ids = next((one for one in shape.element.iter() if str(one.tag).endswith("}relIds")), None)
    return diagram_lines(package, targets.get(ids.get(f"{R}dm", ""), "")) if ids is not None else []


def diagram_lines(package: Package, part: str) -> list[str]:
    """Return the paragraphs of the data of a SmartArt that say something."""
    return [one for one in paragraphs(package.tree(part)) if one.strip()]


def _is_card(first: Line, second: Line) -> bool:
    """Tell whether two lines that fill a shape are a short title and its text."""
    title, text = ("".join(one.text for one in line.stretches) for line in (first, second))
    return len(title) <= _TITLE and _TEXT * len(title) <= len(text) and first.depth == second.depth


def _card(first: Line, second: Line) -> Line:
    """Return a title and its text as one paragraph."""
    title = (msgspec.structs.replace(one, strong=True) for one in first.stretches)
    return Line((*title, Stretch(" – "), *second.stretches))


def _line(paragraph: Element, targets: dict[str, str], listed: bool, link: str) -> Line:
    """Return a paragraph; it has a bullet when it says so, or when it is ``listed`` and does not say no.

    Words without a link of their own have the ``link`` of their shape.
    """
    properties = paragraph.find(f"{A}pPr")
    depth, own, none = 0, False, False
    if properties is not None:
        depth = min(max(whole(properties.get("lvl"), 0), 0), 8)
        own = any(one.tag in _BULLETS for one in properties)
        none = properties.find(f"{A}buNone") is not None
    return Line(tuple(_stretches(paragraph, targets, link)), depth if own or (listed and not none) else -1)


def _address(properties: Element | None, targets: dict[str, str]) -> str:
    """Return where a click on what has these properties leads, or nothing."""
    return targets.get(attribute(below(properties, f"{A}hlinkClick"), f"{R}id"), "")


def _stretches(paragraph: Element, targets: dict[str, str], outer: str = "") -> Iterator[Stretch]:
    for run in paragraph:
        if run.tag == f"{A}br":
            yield _SPACE
        text = run.findtext(f"{A}t") or ""
        properties = run.find(f"{A}rPr")
        if not text or properties is None:
            yield from [Stretch(text, link=outer)] if text else ()
            continue
        link = _address(properties, targets) or outer
        yield Stretch(text, properties.get("b") in TRUE, properties.get("i") in TRUE, link, properties.get("lang", ""))


def _grid(table: Element, targets: dict[str, str]) -> Grid:
    rows = []
    for row in table.iterfind(f"{A}tr"):
        cells = []
        for cell in row.iterfind(f"{A}tc"):
            lines = [one for line in cell.iter(f"{A}p") for one in (*_stretches(line, targets), _SPACE)]
            cells.append(tuple(lines[:-1]))
        rows.append(tuple(cells))
    return Grid(tuple(rows))


def _notes(package: Package, name: str) -> list[str]:
    """Return the paragraphs of the speaker's notes."""
    tree = package.tree(package.related(name, "notesSlide"))
    shapes = tree.iter(f"{P}sp") if tree is not None else iter(())
    bodies = [one for one in shapes if (mark := one.find(f".//{P}ph")) is not None and mark.get("type") == "body"]
    return [text for body in bodies for text in paragraphs(body) if text.strip()]


def _all_words(tree: Element) -> Iterator[str]:
    """Yield the text of each paragraph of a slide, the title's first, but for footers and what is hidden."""
    kept = [one for one in tree.iter(f"{P}sp", f"{P}graphicFrame", f"{P}cxnSp") if not _is_passed(one)]
    titles = [one for one in kept if _placeholder(one) in _TITLES and any("".join(paragraphs(one)).split())]
    for shape in (*titles[:1], *(one for one in kept if one not in titles[:1])):
        for paragraph in shape.iter(f"{A}p"):
            yield "".join(one.text or "" if one.tag == f"{A}t" else "\n" for one in paragraph.iter(f"{A}t", f"{A}br"))


def _is_passed(shape: Element) -> bool:
    named = shape.find(f".//{P}cNvPr")
    hidden = named is not None and named.get("hidden") in TRUE
    fallback = any(one.tag == f"{MC}Fallback" for one in shape.iterancestors())
    return hidden or fallback or _placeholder(shape) in _FOOTERS


def _placeholder(shape: Element) -> str:
    mark = shape.find(f".//{P}ph")
    return mark.get("type", "obj") if mark is not None else ""
