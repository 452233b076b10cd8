"""Read a finished page back: its words in order, block by block, each with the nearest id.

It is no browser: it skips what is not words (styles, pictures) and what is hidden from assistive technology.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from generator.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SKIPPED = frozenset({"head", "script", "style", "svg", "template"})
_INLINE = frozenset({"a", "b", "em", "span", "strong", "sup"})  # the others limit a passage
_SPACES = re.compile(r"[ \t\n\r]+")


def read(data: bytes) -> Sequence[Passage]:
    """Return the words of the page in document order."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
    body = None if root is None else root.find("body")
    return [] if body is None else list(_joined(_pieces(body)))


def _joined(pieces: Iterator[tuple[str, str] | None]) -> Iterator[Passage]:
    """Join what stands between two limits of blocks; the place is where the words begin."""
    held, place = "", ""
    for piece in pieces:
        if piece is None:
            yield from _passage(place, held)
            held = ""
        elif piece[1].strip() or held:
            place = place if held else piece[0]
            held += piece[1]
    yield from _passage(place, held)


def _passage(place: str, text: str) -> Iterator[Passage]:
    words = _SPACES.sub(" ", text).strip(" ")
    if words:
        yield Passage(place, words)


def _pieces(body: etree._Element) -> Iterator[tuple[str, str] | None]:
    """Yield (place, words), and None at the limits of blocks; without recursion, however deep."""
    places = [""]
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            hidden = element.tag in _SKIPPED or _is_aside(element)
            places.append(f"#{element.get('id')}" if element.get("id") else places[-1])
            if element.tag not in _INLINE:
                yield None
            if hidden:
                walk.skip_subtree()
            elif element.text:
                yield places[-1], element.text
        else:
            places.pop()
            if element.tag not in _INLINE:
                yield None
            if element.tail:
                yield places[-1], element.tail


def _is_aside(element: etree._Element) -> bool:
    """Tell whether an element is an ornament, or the link that skips the table of contents."""
    return element.get("aria-hidden") == "true" or element.get("class") == "skip"
