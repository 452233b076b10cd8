"""ReportLab's canvas, extended to write tagged PDF: all that is drawn is content of an element or an artifact.

The plan says which element content belongs to. ISO 32000-1, 14.6 to 14.8.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from generator.addresses import as_uri
from generator.pdf.images import add_image
from generator.pdf.metadata import ARCHIVAL, DocumentInfo, declare
from generator.pdf.page import Plan
from generator.pdf.tags import Raw, Tags, number, string
from generator.pictures import Encoded
from generator.units import Box

SEPARATOR = "%% the copy's own words begin or end here"
"""The comment at which saving divides the content of a page."""


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Pages of operators, each within marked content; ``icc`` is the profile of their colours."""

    def __init__(self, plan: Plan, epoch: int, icc: bytes) -> None:
        super().__init__(
            io.BytesIO(),
            pagesize=(plan.width, plan.height),
            pageCompression=0,  # saving does it, and pictures need none
            invariant=1,
            pdfVersion=(1, 7),
            lang=plan.language,
        )
        if plan.trim:
            self._trimBox = _corners(plan.trim, plan.height, 0.0)
            self._bleedBox = _corners(plan.trim, plan.height, plan.bleed)
        self.tags = Tags(plan.elements, self._doc, len(plan.pages))
        self._open: int | None = None
        self._images: dict[bytes, str] = {}
        self._places: dict[str, tuple[int, str]] = {}
        self._parts: list[bool] = []  # of the page's content, which are a copy's own words
        declare(self._doc, DocumentInfo(plan.title, plan.language, epoch), ARCHIVAL, icc)

    @property
    def document(self) -> Any:
        """Return ReportLab's document, to which fonts belong."""
        return self._doc

    # Content

    @contextmanager
    def tagged(self, element: int, actual: str = "") -> Iterator[None]:
        """Draw as content of ``element``; successive content shares a sequence, but for what has ``actual`` text."""
        if self._open != element or actual:
            self._close()
            tag, properties = self.tags.content(element, self._page, actual)
            self._code.append(f"/{tag} {properties} BDC" if properties else f"/{tag} BMC")
            self._open = element
        self._drawable = True
        yield
        self._drawable = False
        if actual:
            self._close()

    _drawable = False

    @contextmanager
    def veiled(self, opacity: float) -> Iterator[None]:
        """Fill so opaquely (ISO 32000-1, 11.6.4.4)."""
        if opacity < 1.0:
            self.setFillAlpha(opacity)
        yield
        if opacity < 1.0:
            self.setFillAlpha(1.0)

    def draw(self, operators: str) -> None:
        """Add operators to the page; raise RuntimeError outside of tagged()."""
        if not self._drawable:
            raise RuntimeError("Content must belong to an element or be an artifact.")
        self._code.append(operators)

    def drawText(self, text: object) -> None:  # noqa: N802
        """Refuse ReportLab's own text, which would belong to no element."""
        raise RuntimeError("Text is drawn by draw().")

    def separate(self, personal: bool) -> None:
        """Say whether what follows is a copy's own words; where that changes, a page's content is divided."""
        if self._parts and self._parts[-1] != personal:
            self._close()
            self._code.append(SEPARATOR)
        if not self._parts or self._parts[-1] != personal:
            self._parts.append(personal)

    def _close(self) -> None:
        if self._open is not None:
            self._code.append("EMC")
            self._open = None

    def image(self, picture: Encoded) -> str:
        """Return the name, in the page's resources, of a picture that the file holds once."""
        if picture.data not in self._images:
            self._images[picture.data] = f"Picture{len(self._images) + 1}"
            add_image(self._doc, self._images[picture.data], picture)
        own = self._images[picture.data]
        if own not in self._formsinuse:
            self._formsinuse.append(own)
        return str(self._doc.getXObjectName(own))

    # Links

    def lead(self, boxes: Sequence[tuple[float, ...]], target: str, description: str, element: int) -> None:
        """Add a link annotation on one or more boxes, in points from the page's foot, as a child of ``element``."""
        annotation = Raw()
        key = self.tags.annotate(element, self._page, annotation)
        if target.startswith("#"):
            action = f"/Dest <{target[1:].encode().hex()}>"
        else:
            action = f"/A <</S /URI /URI {string(as_uri(target))}>>"
        annotation.body = (
            f"<</Type /Annot /Subtype /Link /Rect [{_numbers(_around(boxes))}] {_quads(boxes)}"
            f"/Border [0 0 0] /F 4 {action} /Contents {string(description)} /StructParent {key}>>"
        )
        self._annotationrefs.append(self._doc.Reference(annotation))

    def anchor(self, name: str, x: float, y: float, bookmark: str) -> None:
        """Add a named destination at (x, y) points of the page, y up; ``bookmark`` is its entry in the outline."""
        self._places.setdefault(name, (self._page, f"/XYZ {number(x)} {number(y)} null"))
        if bookmark:
            key = f"{name}@{self._page}"
            self.bookmarkPage(key, fit="XYZ", left=number(x), top=number(y))
            self.addOutlineEntry(bookmark, key, level=0)

    # Pages, and the end

    @property
    def _page(self) -> int:
        return int(self._pageNumber) - 1

    def showPage(self) -> None:  # noqa: N802
        """End the page."""
        self._close()
        parts = "\n".join(self._code).split(SEPARATOR)
        self._doc.updateSignature("".join(part for part, own in zip(parts, self._parts, strict=False) if not own))
        self._parts.clear()
        super().showPage()

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802
        """Give the page its annotations, its key in the parent tree and its order of tabs."""
        super()._setAnnotations(page)
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._page
        page.Tabs = pdfdoc.PDFName("S")
        page.Trans = None
        if page.stream.isascii():  # all but always; ReportLab would look up each letter in its own encoding
            page.stream = page.stream.encode("ascii")

    def _make_preamble(self) -> None:
        """Set no initial font: ReportLab's own is one that is not embedded."""
        self._preamble = ""

    def finished(self) -> bytes:
        """Return the file, once all pages are ended: readable, its pages not yet compressed."""
        catalog = self._doc.Catalog
        catalog.StructTreeRoot = self.tags.finished()
        catalog.Names = Raw(self._names())
        return bytes(self.getpdfdata())

    def _names(self) -> str:
        """Return the name tree of the destinations, sorted by the bytes of their names (ISO 32000-1, 7.9.6)."""
        entries = sorted((name.encode(), place) for name, place in self._places.items())
        pairs = (f"<{name.hex()}> [{self.tags.page_reference(page)} {place}]" for name, (page, place) in entries)
        return f"<</Dests <</Names [{' '.join(pairs)}]>>>>"


def _corners(box: Box, height: float, beyond: float) -> tuple[float, ...]:
    """Return left, bottom, right, top in points, y up, of a box extended by ``beyond`` points (14.11.2)."""
    left, bottom = box.x - beyond, height - box.bottom - beyond
    return tuple(round(one, 3) for one in (left, bottom, box.right + beyond, height - box.y + beyond))


def _numbers(values: Iterable[float]) -> str:
    return " ".join(map(number, values))


def _around(boxes: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    """Return the box around ``boxes``, each of left, bottom, right and top."""
    left, bottom, right, top = zip(*boxes, strict=True)
    return min(left), min(bottom), max(right), max(top)


def _quads(boxes: Sequence[tuple[float, ...]]) -> str:
    """Return the QuadPoints of a link over several lines (ISO 32000-1, 12.5.6.5); a single box is the rectangle itself.

    Corners come as every viewer reads them: upper left, upper right, lower left, lower right.
    """
    if len(boxes) == 1:
        return ""
    corners = [(left, top, right, top, left, low, right, low) for left, low, right, top in boxes]
    return f"/QuadPoints [{' '.join(map(_numbers, corners))}] "
