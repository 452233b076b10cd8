"""Read finished files with python-pptx, PDFium and lxml, without the program's own readers: is all of a text there?"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pypdfium2
from pptx import Presentation

# Setting may put other quotation marks, spaces and hyphens of its own, and the minus sign before a number; it may
# change neither their number (of marks) nor any other sign.
_QUOTES = str.maketrans(dict.fromkeys("\"“”„‟«»‹›'‘’‚‛", "'"))
_PIECE = 12  # letters of a text that stand on a page by themselves: fewer would be found anywhere
_MINUS = re.compile("\u2212(?=[\\d.,])")
_UNSEEN = re.compile("[\\s\u00ad\u200b-\u200d\u2060\ufeff\u202a-\u202e\u200e\u200f]")


def folded(text: str) -> str:
    """Return ``text`` as it is compared: without spaces, in capitals, with one kind of quotation mark."""
    text = unicodedata.normalize("NFC", text).replace("…", "...").replace("\u2011", "-").replace("\u2010", "-")
    return _MINUS.sub("-", _UNSEEN.sub("", text.translate(_QUOTES))).upper().casefold()


def digits(text: str) -> str:
    return re.sub(r"[.,’'\s]", "", folded(text))


def lost(word: str, edition: str) -> bool:
    """Tell whether ``word`` is not in the folded text of an edition; it may go on in another place after a page's end.

    A number begins with #: how it is grouped is the language's.
    """
    if word.startswith("#") and re.fullmatch(r"#[\d.]+", word):
        return digits(word[1:]) not in digits(edition)
    sought = folded(word)
    if sought in edition:
        return False
    parts = word.split()
    cuts = [(folded(" ".join(parts[:n])), folded(" ".join(parts[n:]))) for n in range(1, len(parts))]
    long = [(before, after) for before, after in cuts if min(len(before), len(after)) >= _PIECE]
    return not any(before in edition and after in edition.partition(before)[2] for before, after in long)


def texts(output: Path, slug: str) -> dict[str, str]:
    """Return the folded text of each edition; ``spoken`` is what the notes of the deck say."""
    deck, spoken = _deck(output / f"{slug}.pptx")
    return {
        "deck": folded(deck),
        "note": folded(note(output / f"{slug}.pdf")),
        "web": folded(_web(output / f"{slug}.html")),
        "spoken": folded(spoken),
    }


def _deck(path: Path) -> tuple[str, str]:
    slides: list[Any] = list(Presentation(io.BytesIO(path.read_bytes())).slides)
    notes = "\n".join(one.notes_slide.notes_text_frame.text for one in slides if one.has_notes_slide)
    shown = "\n".join(words for slide in slides for words in _shapes(slide.shapes))
    return f"{shown}\n{notes}", notes


def _shapes(shapes: Any) -> Iterator[str]:
    for shape in shapes:
        if shape.shape_type == 6:  # a group
            yield from _shapes(shape.shapes)
        if shape.has_text_frame:
            yield shape.text_frame.text.replace("\v", " ")
        if getattr(shape, "has_table", False):
            yield from (cell.text_frame.text for row in shape.table.rows for cell in row.cells)
        if getattr(shape, "has_chart", False):
            yield from shape.chart._chartSpace.xpath("//*[local-name()='v' or local-name()='t']/text()")


def note(path: Path) -> str:
    document = pypdfium2.PdfDocument(path.read_bytes())
    pages = [page.get_textpage().get_text_range().replace("\ufffe", "-").replace("\x02", "-") for page in document]
    document.close()
    return "\n".join(pages)


def _web(path: Path) -> str:
    root: Any = lxml.html.fromstring(path.read_bytes().decode("utf-8"))
    for element in root.xpath("//script|//style|//comment()"):
        element.drop_tree()
    return str(root.text_content())
