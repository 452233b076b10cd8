"""Read a finished deck back: the words of each slide in the order of its shapes; speaker notes are left out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from generator.deck.package import read_package
from generator.edition import Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read(data: bytes) -> Sequence[Passage]:
    """Return a passage for each paragraph of each slide."""
    parts = read_package(data)
    names = [name for name in parts if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    passages: list[Passage] = []
    for name in sorted(names, key=_number):
        place = f"slide {_number(name)}"
        for paragraph in ElementTree.fromstring(parts[name]).iter(f"{_A}p"):
            text = "".join(run.text or "" for run in paragraph.iter(f"{_A}t"))
            passages.append(Passage(place, text))
    return passages


def _number(name: str) -> int:
    return int(re.sub(r"\D", "", name))
