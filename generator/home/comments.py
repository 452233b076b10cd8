"""List the comments of a deck and their replies, those of old and of new PowerPoints, each with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.ooxml.xml import A, P, local, whole
from generator.deck.pptx.manifest import APART
from generator.home.changes import Change
from generator.home.match import match_shapes
from generator.home.merge import similarity, tokens
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element
    from generator.home.deckfile import DeckFile, FileShape, FileSlide
    from generator.home.match import Slides
    from generator.home.merge import Token

_MARKS = ("spMk", "picMk", "graphicFrameMk", "grpSpMk", "cxnSpMk")  # name a shape ([MS-ODRAWXML] 2.30)
_POINT = 914_400 / 576  # EMU: the unit of the place of an old comment


def comments(deck: DeckFile, built: Sequence[FileSlide], slides: Slides) -> Iterator[Change]:
    """Yield the comments, in the order of the slides; replies follow what they answer."""
    authors = _authors(deck.package)
    for number, slide in enumerate(deck.slides):
        before = built[slides.found[number]] if number in slides.found else None
        for part in deck.package.targets(slide.part, "comments"):
            root = deck.package.tree(part)
            for one in root if root is not None else ():
                yield from _comment(one, authors, slide, before, number + 1)


def _authors(package: Package) -> dict[str, str]:
    """Return the names of those who comment, by their ids."""
    found: dict[str, str] = {}
    for kind in ("commentAuthors", "authors"):
        root = package.tree(package.related(package.main, kind))
        for one in root if root is not None else ():
            found[one.get("id", "")] = one.get("name", "")
    return found


def _comment(
    element: Element, authors: dict[str, str], slide: FileSlide, built: FileSlide | None, number: int
) -> Iterator[Change]:
    """Yield a comment and its replies."""
    shape = _shape_of(element, slide)
    key = _key(shape, slide, built, _marked(element))
    replies = [one for one in element.iter() if isinstance(one.tag, str) and local(one) == "reply"]
    for one in (element, *replies):
        words = " ".join(_words(one).split())
        if words:
            yield Change(
                key=key,
                kind="comment",
                after=words,
                author=authors.get(one.get("authorId", ""), ""),
                date=one.get("dt") or one.get("created") or "",
                place=_("slide {n}", n=number),
                said=_("In reply.") if one is not element or _answers(one) else "",
            )


def _answers(element: Element) -> bool:
    """Tell whether an old comment is a reply ([MS-PPTX] 2.6.9)."""
    return any(local(one) == "parentCm" for one in element.iter() if isinstance(one.tag, str))


def _words(element: Element) -> str:
    if (text := element.find(f"{P}text")) is not None:
        return text.text or ""
    body = next((one for one in element if isinstance(one.tag, str) and local(one) == "txBody"), None)
    return " ".join(run.text or "" for run in body.iter(f"{A}t")) if body is not None else ""


def _shape_of(element: Element, slide: FileSlide) -> FileShape | None:
    """Return the shape that a comment stands at: the one that it names, or else the smallest around its place."""
    named = [one.get("id") for one in element.iter() if isinstance(one.tag, str) and local(one) in _MARKS]
    if named:  # the last: those before are of the groups that it stands in
        return next((shape for shape in slide.shapes if shape.number == named[-1]), None)
    place = element.find(f"{P}pos")
    if place is None:
        return None
    x, y = (whole(place.get(name), 0) * _POINT for name in ("x", "y"))
    around = [shape for shape in slide.shapes if (shape.lines or shape.rows) and _holds(shape, x, y)]
    return min(around, key=lambda shape: shape.box[2] * shape.box[3] if shape.box else 0, default=None)


def _marked(element: Element) -> int:
    """Return at which letter of its shape the words begin that a new comment is about; -1 for no words."""
    texts = (one for one in element.iter() if isinstance(one.tag, str) and local(one) == "txMk")
    return next((whole(one.get("cp"), 0) for one in texts), -1)


def _holds(shape: FileShape, x: float, y: float) -> bool:
    if shape.box is None:
        return False
    left, top, width, height = shape.box
    return left <= x <= left + width and top <= y <= top + height


def _key(shape: FileShape | None, slide: FileSlide, built: FileSlide | None, letter: int) -> str:
    """Return the text that a comment is about: the one at its ``letter``, or the first of its shape or slide."""
    if built is None:
        return ""
    wanted = built.shapes
    if shape is not None:
        pairs, _added = match_shapes(built.shapes, slide.shapes)
        at = next(index for index, one in enumerate(slide.shapes) if one is shape)
        wanted = [built.shapes[index] for index, place in pairs.items() if place == at] or wanted
    lines = [line for one in wanted for line in one.texts]
    if shape is not None and (words := _line_at(shape, letter)):
        lines.sort(key=lambda line: -similarity(tokens(line), words))
    return next((run.citation for line in lines for run in line if run.citation), "")


def _line_at(shape: FileShape, letter: int) -> list[Token]:
    """Return the words of the line of a shape in which its letter of this number stands; none for no letter."""
    for line in shape.lines if letter >= 0 else ():
        letter -= sum(len(run.text.replace(APART, "")) for run in line) + 1
        if letter < 0:
            return tokens(line)
    return []
