"""Reads what reviewers have written on a PDF: its annotations (ISO 32000-1, 12.5), with their replies.

Nothing of them is run: actions and appearances are not looked at. Rich text is read where there is no other.
"""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from html import unescape
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

REPLACED = "Replace"  # of our own: what Acrobat writes as a caret and a strike-out that belong together (12.5.6.2)
_NO_REMARKS = frozenset(
    ("Link", "Popup", "Widget", "Screen", "Movie", "Sound", "3D", "RichMedia", "PrinterMark", "TrapNet", "Watermark")
)  # what nobody remarks with
_MARKING = ("Highlight", "StrikeOut", "Underline", "Squiggly", REPLACED)
_MAX_RICH = 100_000  # characters of rich text
_MAX = 5000  # annotations of a file: past them nobody reads on
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")  # which a terminal would obey
_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([-+Z])(\d\d)?'?(\d\d)?'?)?")


class PdfComment(Struct, frozen=True):
    """An annotation: its page from 1, its kind (a subtype of 12.5.6), what it says, who wrote it and when (ISO 8601).

    ``boxes`` are the lines that it marks, or its own place, in points, y down; ``marked`` are the words there.
    ``replies`` answer it, the oldest first.
    """

    page: int
    kind: str
    text: str
    author: str
    date: str
    boxes: tuple[Box, ...]
    marked: str = ""
    replies: tuple[PdfComment, ...] = ()


def read_comments(data: bytes) -> list[PdfComment]:
    """Return the comments in the order of the pages; raise ValueError or RuntimeError when ``data`` is no PDF."""
    import io

    import pikepdf

    try:
        with pikepdf.Pdf.open(io.BytesIO(data)) as pdf:
            found = [one for number, page in enumerate(pdf.pages, 1) for one in _of_page(number, page)]
    except pikepdf.PdfError as error:
        raise ValueError(str(error)) from None
    return _marked(found[:_MAX], data)


def _of_page(number: int, page: Any) -> Iterator[PdfComment]:
    """Yield the comments of a page, each with its replies; one whose first is gone stands for itself."""
    from pikepdf import Dictionary

    listed = page.obj.get("/Annots", ())
    annotations = [one for one in listed if isinstance(one, Dictionary) and _kind(one) not in _NO_REMARKS]
    height = float(page.mediabox[3])
    children: dict[Any, list[Any]] = {}
    known = {one.objgen for one in annotations} - {(0, 0)}
    answered = {one.objgen: above.objgen for one in annotations if isinstance(above := one.get("/IRT"), Dictionary)}
    answered = {one: above for one, above in answered.items() if above in known}
    tops = [one for one in annotations if one.objgen not in answered or _answers_itself(one.objgen, answered)]
    for one in annotations:
        if one.objgen in answered:
            children.setdefault(answered[one.objgen], []).append(one)
    for one in tops:
        made = _grouped(_comment(number, one, height), children.get(one.objgen, ()), number, height)
        replies = sorted(_replies(one, number, height, children, set()), key=lambda reply: reply.date)
        yield replace(made, replies=tuple(replies))


def _answers_itself(one: Any, answered: Mapping[Any, Any]) -> bool:
    """Tell whether what an annotation answers is, in the end, itself: then nothing is the first of them."""
    above, seen = answered[one], set()
    while above in answered and above not in seen:
        seen.add(above)
        above = answered[above]
    return one in seen


def _grouped(made: PdfComment, children: Sequence[Any], number: int, height: float) -> PdfComment:
    """Return a caret with the words that are struck through for it as one comment: other words in their place.

    ``height`` is the page's, in points.
    """
    struck = [one for one in children if _is_part(one) and _kind(one) == "StrikeOut"]
    if made.kind != "Caret" or not struck:
        return made
    return replace(made, kind=REPLACED, boxes=_comment(number, struck[0], height).boxes)


def _is_part(one: Any) -> bool:
    """Tell whether an annotation is part of that which it refers to, and no answer to it."""
    return str(one.get("/RT", "")) == "/Group" and not _text(one, "/Contents")


def _replies(
    one: Any, number: int, height: float, children: dict[Any, list[Any]], seen: set[Any]
) -> Iterator[PdfComment]:
    """Yield the answers to an annotation, and those to these; ``height`` is the page's, in points."""
    seen.add(one.objgen)
    for child in children.get(one.objgen, ()):
        if child.objgen not in seen and not _is_mark(child) and not _is_part(child):
            yield _comment(number, child, height)
            yield from _replies(child, number, height, children, seen)


def _is_mark(one: Any) -> bool:
    """Tell whether an annotation only ticks another off (12.5.6.3); “Accepted” and the like are answers."""
    return "/StateModel" in one and _text(one, "/State") in ("", "None", "Marked", "Unmarked")


def _comment(number: int, one: Any, height: float) -> PdfComment:
    texts = (
        _text(one, "/Contents") or _rich(one) or _text(one, "/State") or _text(one, "/OverlayText") or _stamped(one),
        _text(one, "/T"),
        _date(_text(one, "/M") or _text(one, "/CreationDate")),
    )
    return PdfComment(number, _kind(one), *texts, tuple(_boxes(one, height)))


def _stamped(one: Any) -> str:
    """Return what a stamp says that has no words of its own: Acrobat's names begin with # and letters of its kind."""
    return re.sub(r"^#?(?:SB|SH|DS?)?(?=[A-Z])", "", _text(one, "/Name").lstrip("/")) if _kind(one) == "Stamp" else ""


def _kind(one: Any) -> str:
    return str(one.get("/Subtype", "")).lstrip("/")


def _text(one: Any, key: str) -> str:
    from pikepdf import Name, Stream, String

    value = one.get(key)
    if isinstance(value, Stream):  # as text may be, too (7.9.3)
        value = String(value.read_bytes()[:_MAX_RICH])
    return " ".join(_CONTROLS.sub(" ", str(value)).split()) if isinstance(value, String | Name) else ""


def _rich(one: Any) -> str:
    """Return the words of rich text (12.7.3.4), without its marks."""
    return unescape(" ".join(re.sub(r"<[^<>]*>", " ", _text(one, "/RC")[:_MAX_RICH]).split()))


def _date(text: str) -> str:
    """Return a date of PDF (7.9.4) as ISO 8601; nothing for what is none."""
    match = _DATE.match(text)
    if not match:
        return ""
    year, month, day, hour, minute, second = (int(one) if one else 0 for one in match.groups()[:6])
    away = timedelta(hours=int(match[8] or 0), minutes=int(match[9] or 0)) * (-1 if match[7] == "-" else 1)
    try:
        zone = timezone(away) if match[7] in ("+", "-") else UTC
        return datetime(year, month or 1, day or 1, hour, minute, second, tzinfo=zone).isoformat()
    except ValueError:
        return ""


def _boxes(one: Any, height: float) -> Iterator[Box]:
    """Yield the lines that an annotation marks, where it points or is drawn, else its own place.

    The page is ``height`` points high.
    """
    quads = _numbers(one.get("/QuadPoints"))
    corners = [quads[at : at + 8] for at in range(0, len(quads) - 7, 8)]
    for key in ("/CL", "/L"):  # a callout's line begins where it points; a line or an arrow does with either end
        points = _numbers(one.get(key))
        ends = (points[:2],) if key == "/CL" else (points[:2], points[-2:])
        corners += [[x - 1, y - 1, x + 1, y + 1] for x, y in ends] if len(points) >= 4 and not corners else []
    strokes = one.get("/InkList") if not corners else None
    corners = corners or [found for each in strokes or () if len(found := _numbers(each)) > 3]
    if not corners:
        rect = _numbers(one.get("/Rect"))[:4]
        corners = [rect] if len(rect) == 4 else []
    for some in corners:
        left, right, bottom, top = min(some[::2]), max(some[::2]), min(some[1::2]), max(some[1::2])
        yield Box(left, height - top, right - left, top - bottom)


def _numbers(values: Any) -> list[float]:
    """Return the numbers of an array; none of what is not one of numbers alone."""
    try:
        return [float(one) for one in values or ()]
    except (TypeError, ValueError):
        return []


def _marked(found: Sequence[PdfComment], data: bytes) -> list[PdfComment]:
    """Return the comments with the words that they mark, by PDFium."""
    import pypdfium2

    pages: dict[int, tuple[Any, float]] = {}
    made = []
    with closing(pypdfium2.PdfDocument(data)) as document:
        for one in found:
            if one.page not in pages:
                page = document[one.page - 1]
                pages[one.page] = page.get_textpage(), page.get_mediabox()[3]
            words, height = pages[one.page]
            lines = one.boxes if one.kind in _MARKING else ()
            said = (words.get_text_bounded(box.x, height - box.bottom, box.right, height - box.y) for box in lines)
            made.append(replace(one, marked=" ".join(" ".join(said).split())))
    return made
