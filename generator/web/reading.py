"""Read a finished page back: its words in order, block by block, each with the nearest id.

It is no browser: it skips what is not words (styles, pictures) and what is hidden from assistive technology.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from lxml import etree

from generator.parsers import xml_reason
from generator.pipeline.edition import Passage, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SKIPPED = frozenset({"head", "script", "style", "svg", "template"})
_INLINE = frozenset({"a", "b", "em", "span", "strong", "sup"})  # the others limit a passage
_HEADINGS = ("h1", "h2", "h3", "th", "dt")  # strong by themselves
_SPACES = re.compile(r"[ \t\n\r]+")


class _Style(NamedTuple):
    """How words are set, by the elements that they stand in."""

    strong: bool = False
    emphasis: bool = False
    language: str = ""

    def within(self, element: etree._Element) -> _Style:
        """Return the style of what stands in ``element``."""
        strong, emphasis = element.tag in ("strong", "b", *_HEADINGS), element.tag in ("em", "i")
        return _Style(self.strong or strong, self.emphasis or emphasis, element.get("lang", self.language))


class _Piece(NamedTuple):
    """Words, where they stand, the address that they lead to, if they do by themselves, and their style.

    Or what a picture shows, which has no words.
    """

    place: str
    words: str
    link: str = ""
    style: _Style = _Style()
    alternative: str = ""


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of the page in document order; where a browser may cut them is none of theirs."""
    data = data.replace("\u00ad".encode(), b"")
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(xml_reason(error)) from error
    body = None if root is None else root.find("body")
    return [] if body is None else list(_joined(_pieces(body)))


def _joined(pieces: Iterator[_Piece | None]) -> Iterator[Passage]:
    """Join what stands between two limits of blocks; the place is where the words begin."""
    held: list[_Piece] = []
    for piece in pieces:
        if piece is None:
            yield from _passage(held)
            held = []
        elif piece.alternative:
            yield Passage(piece.place, "", alternatives=(piece.alternative,))
        elif piece.words.strip() or piece.link or held:
            held.append(piece)
    yield from _passage(held)


def _passage(pieces: list[_Piece]) -> Iterator[Passage]:
    words = _SPACES.sub(" ", "".join(piece.words for piece in pieces)).strip(" ")
    if words:
        links = tuple(piece.link for piece in pieces if piece.link)
        stretches = tuple(Stretch(piece.words, *piece.style) for piece in pieces)
        yield Passage(pieces[0].place, words, links=links, stretches=stretches)


def _pieces(body: etree._Element) -> Iterator[_Piece | None]:
    """Yield what stands in the page, and None at the limits of blocks; without recursion, however deep."""
    places, styles = [""], [_Style()]
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            hidden = element.tag in _SKIPPED or _is_aside(element)
            places.append(f"#{element.get('id')}" if element.get("id") else places[-1])
            styles.append(styles[-1].within(element))
            if element.tag not in _INLINE:
                yield None
            if said := element.get("alt") or (element.tag == "svg" and element.get("aria-label")):
                yield _Piece(places[-1], "", alternative=said)
            if hidden:
                walk.skip_subtree()
            elif element.text or element.get("href"):
                yield _Piece(places[-1], element.text or "", element.get("href", ""), styles[-1])
        else:
            places.pop()
            styles.pop()
            if element.tag not in _INLINE:
                yield None
            if element.tail:
                yield _Piece(places[-1], element.tail, "", styles[-1])


def _is_aside(element: etree._Element) -> bool:
    """Tell whether an element is an ornament, or the link that skips the table of contents."""
    return element.get("aria-hidden") == "true" or element.get("class") == "skip"
