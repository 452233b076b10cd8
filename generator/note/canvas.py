"""ReportLab's canvas, made to write tagged PDF: nothing is drawn but as content of an element or as an artifact.

It chooses nothing: what belongs to which element comes with the plan. ISO 32000-1, 14.6 to 14.8.
"""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from generator.note.boxes import ARTIFACT, RUNNING
from generator.note.setting import PAGE_HEIGHT, PAGE_WIDTH
from generator.note.tags import Raw, Tags, number, string

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.note.boxes import Element

_PRODUCER = "ReportLab"


class TaggedCanvas(Canvas):  # type: ignore[misc]
    """Pages of operators, each within marked content."""

    def __init__(self, language: str, title: str, elements: Sequence[Element], pages: int) -> None:
        super().__init__(
            io.BytesIO(),
            pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            lang=language,
        )
        self.tags = Tags(elements, self._doc, pages)
        self._open: int | None = None
        self._destinations_of_names: dict[str, str] = {}
        self._doc.info = _Info(title)
        self._doc.Catalog.ViewerPreferences = Raw(b"<</DisplayDocTitle true>>")

    @property
    def document(self) -> Any:
        """Return ReportLab's document, to which fonts belong."""
        return self._doc

    # Marked content

    @contextmanager
    def tagged(self, element: int) -> Iterator[None]:
        """Draw as content of ``element``; neighbours of one element share one sequence."""
        if self._open != element:
            self._close()
            tag, properties = self.tags.content(element, self._page_index)
            self._code.append(f"/{tag} {properties} BDC" if properties else f"/{tag} BMC")
            self._open = element
        yield

    def artifact(self, running: bool = False) -> Any:
        """Draw what no reader speaks: decoration, or what comes again on each page."""
        return self.tagged(RUNNING if running else ARTIFACT)

    def draw(self, operators: str) -> None:
        """Add operators to the page; raise RuntimeError outside of marked content."""
        if self._open is None:
            raise RuntimeError("Content must belong to an element or be an artifact.")
        self._code.append(operators)

    def drawText(self, text: object) -> None:  # noqa: N802
        """Refuse ReportLab's own text, which would be untagged."""
        raise RuntimeError("Text is drawn within tagged() or artifact().")

    def _close(self) -> None:
        if self._open is not None:
            self._code.append("EMC")
            self._open = None

    # Links

    def lead(self, rectangle: tuple[float, float, float, float], target: str, description: str, element: int) -> None:
        """Add a link annotation to the page, as content of ``element``."""
        box = " ".join(map(number, rectangle))
        key = self.tags.annotation_key()
        action = (
            f"/Dest {string(target[1:])}"
            if target.startswith("#")
            else f"/A <</S /URI /URI {string(target)}>>"
        )
        body = (
            f"<</Type /Annot /Subtype /Link /Rect [{box}] /Border [0 0 0] /F 4 {action} "
            f"/Contents {string(description)} /StructParent {key}>>"
        )
        annotation = self._doc.Reference(Raw(body.encode("ascii")))
        self._annotationrefs.append(annotation)
        self.tags.annotate(element, self._page_index, annotation, key)

    def anchor(self, name: str, x: float, y: float, bookmark: str) -> None:
        """Name a place of the page; ``bookmark`` is its entry in the outline."""
        page = self._doc.thisPageRef().format(self._doc) if False else None
        del page
        if name not in self._destinations_of_names:
            self._destinations_of_names[name] = f"{self._page_index} /XYZ {number(x)} {number(y)} null"
        if bookmark:
            key = f"{name}@{self._page_index}"
            self.bookmarkPage(key, fit="XYZ", left=number(x), top=number(y))
            self.addOutlineEntry(bookmark, key, level=0)

    # Pages and the end

    @property
    def _page_index(self) -> int:
        return int(self._pageNumber) - 1

    def showPage(self) -> None:  # noqa: N802
        """End the page."""
        self._close()
        super().showPage()

    def _setAnnotations(self, page: Any) -> None:  # noqa: N802
        """Give the page its annotations, its key in the parent tree and its order of tabs."""
        super()._setAnnotations(page)
        page.__NoDefault__ = [*pdfdoc.PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = self._page_index
        page.Tabs = pdfdoc.PDFName("S")
        page.Trans = None

    def _make_preamble(self) -> None:
        """Set no initial font: ReportLab's would be one that is not embedded."""
        self._preamble = ""

    def finished(self) -> bytes:
        """Return the file."""
        catalog = self._doc.Catalog
        catalog.MarkInfo = Raw(b"<</Marked true>>")
        catalog.StructTreeRoot = self.tags.finished()
        catalog.Names = Raw(self._names())
        return bytes(self.getpdfdata())

    def _names(self) -> bytes:
        """Return the tree of named destinations, sorted by the bytes of their names."""
        entries = sorted((name.encode(), place) for name, place in self._destinations_of_names.items())
        pairs = []
        for name, place in entries:
            index, rest = place.split(" ", 1)
            page = self.tags.page_reference(int(index))
            pairs.append(f"<{name.hex()}> [{page} {rest}]")
        return f"<</Dests <</Names [{' '.join(pairs)}]>>>>".encode("ascii")


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The title and the date, and nobody's name."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.author = self.subject = self.creator = ""

    def format(self, document: Any) -> bytes:
        date = pdfdoc.format(pdfdoc.PDFDate(ts=document._timeStamp), document).decode("ascii")
        return (
            f"<</Title {string(self.title)} /Producer ({_PRODUCER}) "
            f"/CreationDate {date} /ModDate {date}>>"
        ).encode("ascii")
