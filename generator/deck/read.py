"""Read a finished deck back: the words of each slide in the order of its shapes; speaker notes are left out."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from generator.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_MOST_BYTES = 512 * 1024 * 1024
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read(data: bytes) -> Sequence[Passage]:
    """Return a passage for each paragraph of each slide; raise ValueError when the package is damaged."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            slides = {int(match[1]): name for name in package.namelist() if (match := _SLIDE.fullmatch(name))}
            if sum(package.getinfo(name).file_size for name in slides.values()) > _MOST_BYTES:
                raise ValueError("too large")
            parts = {number: package.read(slides[number]) for number in sorted(slides)}
        return [Passage(f"slide {number}", text) for number, xml in parts.items() for text in _paragraphs(xml)]
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, OSError, NotImplementedError) as error:
        raise ValueError(str(error)) from error


def _paragraphs(xml: bytes) -> Iterator[str]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    for paragraph in etree.fromstring(xml, parser).iter(f"{_A}p"):
        yield "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
