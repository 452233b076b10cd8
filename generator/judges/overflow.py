"""Does all the text of the deck stay in its box? LibreOffice draws, poppler reads, we compare.

The letters drawn on a page and the letters of its shapes are aligned in drawing order: each drawn
word is thus known to come from one shape, in whose box it must lie. Autofit is switched off first,
in a copy: nothing is hidden by shrinking.
"""

from __future__ import annotations

import math
import os
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct

from generator.judges.tools import ROOT, Box, JudgeMissing, Page, Word, collisions, need, pages, run

EMU = 12_700
SLACK = 1.0
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
A = f"{{{DRAWING}}}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
STRIPPED = ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/")
FONTS = ROOT / "templates" / "fonts"
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <test name="family" qual="any"><string>Calibri</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Carlito</string></edit>
  </match>
</fontconfig>
"""


class Region(Struct, frozen=True):
    """A shape that shows text: where it is, and what it must show."""

    name: str
    box: Box
    text: str
    numbered: bool = False  # automatic numbers are drawn, yet are in no run
    loose: bool = False  # a chart: its words are drawn in an order of its own
    perhaps: str = ""  # words of which some are drawn: names on a crowded axis


class Transform(Struct, frozen=True):
    """From a group's child coordinates to the slide's, in EMU: scale, then move."""

    scale_x: float = 1.0
    scale_y: float = 1.0
    move_x: float = 0.0
    move_y: float = 0.0

    def box(self, left: float, top: float, width: float, height: float, angle: float) -> Box:
        """Return the upright box, in points, around a rectangle turned about its centre."""
        width, height = width * self.scale_x, height * self.scale_y
        middle_x = left * self.scale_x + self.move_x + width / 2
        middle_y = top * self.scale_y + self.move_y + height / 2
        cos, sin = abs(math.cos(math.radians(angle))), abs(math.sin(math.radians(angle)))
        half_x, half_y = (width * cos + height * sin) / 2, (width * sin + height * cos) / 2
        edges = (middle_x - half_x, middle_y - half_y, middle_x + half_x, middle_y + half_y)
        return Box(*(edge / EMU for edge in edges))

    def inside(self, group: Any) -> Transform:
        """Return the transform for the children of ``group``."""
        frame = group._element.grpSpPr.find(f"{A}xfrm")
        if frame is None:
            return self
        numbers = [
            [float(frame.find(f"{A}{tag}").get(key)) for key in keys]
            for tag, keys in (
                ("off", ("x", "y")),
                ("ext", ("cx", "cy")),
                ("chOff", ("x", "y")),
                ("chExt", ("cx", "cy")),
            )
        ]
        (off_x, off_y), (ext_x, ext_y), (child_x, child_y), (span_x, span_y) = numbers
        scale_x, scale_y = ext_x / (span_x or 1), ext_y / (span_y or 1)
        return Transform(
            self.scale_x * scale_x,
            self.scale_y * scale_y,
            self.scale_x * (off_x - child_x * scale_x) + self.move_x,
            self.scale_y * (off_y - child_y * scale_y) + self.move_y,
        )


def findings(path: Path) -> list[str]:
    """Return each word drawn outside its shape, off the slide, on another, or not at all."""
    try:
        from pptx import Presentation
    except ImportError as absent:
        raise JudgeMissing("python-pptx is not installed (pip install python-pptx)") from absent
    slides = list(Presentation(str(path)).slides)
    with tempfile.TemporaryDirectory(prefix="piliers-overflow-") as scratch:
        drawn = pages(render(path, Path(scratch)), raw=True)
    if len(drawn) != len(slides):
        return [f"{len(slides)} slides, but LibreOffice drew {len(drawn)} pages"]
    found = []
    for number, (slide, page) in enumerate(zip(slides, drawn, strict=True), start=1):
        found += [f"slide {number}: {problem}" for problem in judge(_regions(slide, number), page)]
    return found


def judge(regions: list[Region], page: Page) -> list[str]:
    """Compare what the shapes of one slide say with what was drawn on its page."""
    charts = [region for region in regions if region.loose]
    lost, rest = _of_charts(charts, page.words)
    return [*lost, *_strict(regions, [one for one in regions if not one.loose], Page(page.box, rest), page)]


def _of_charts(charts: list[Region], words: tuple[Word, ...]) -> tuple[list[str], tuple[Word, ...]]:
    """Return the words of charts that are not drawn whole within their boxes, and the words that are no chart's."""
    found: list[str] = []
    for chart in charts:
        wanted = Counter(_letters(text)[0] for text in chart.text.split())
        perhaps = {_letters(text)[0] for text in chart.perhaps.split()}
        rest = []
        for word in words:
            letters = _letters(word.text)[0]
            if (wanted[letters] or letters in perhaps) and chart.box.holds(word.box, SLACK):
                wanted[letters] -= 1
            elif not (_is_number(word) and chart.box.holds(word.box, SLACK)):  # ticks and labels are the suite's own
                rest.append(word)
        lost = [text for text in wanted.elements() if any(letter.isalnum() for letter in text)]
        found += [f"« {text} » of {chart.name} is not drawn" for text in lost]
        words = tuple(rest)
    return found, words


def _strict(everything: list[Region], regions: list[Region], page: Page, whole: Page) -> list[str]:
    reading = _read(regions, page.words)
    found = [f"« {text} » of {name} is not drawn" for name, text in _lost(regions, reading.shown)]
    for word, owner in zip(page.words, reading.owners, strict=True):
        found += _misplaced(word, owner, regions, everything, page.box)
    found += _broken(reading, page.words)
    owner_of = {id(word): owner for word, owner in zip(page.words, reading.owners, strict=True)}
    found += [
        f"« {one.text} » {one.box} lies on « {other.text} » {other.box}"
        for one, other in collisions(list(whole.words), SLACK)
        if owner_of.get(id(one)) != owner_of.get(id(other)) or id(one) not in owner_of
    ]
    return found


def _misplaced(word: Word, owner: int | None, regions: list[Region], everything: list[Region], slide: Box) -> list[str]:
    if not slide.holds(word.box, SLACK):
        return [f"« {word.text} » {word.box} is off the slide"]
    if owner is None:
        number = _is_number(word) and any(one.numbered and one.box.holds(word.box, SLACK) for one in everything)
        known = number or not any(letter.isalnum() for letter in word.text)
        return [] if known else [f"« {word.text} » {word.box} comes from no shape"]
    region = regions[owner]
    if region.box.holds(word.box, SLACK):
        return []
    return [f"« {word.text} » {word.box} is outside {region.name} {region.box}"]


def _is_number(word: Word) -> bool:
    return word.text.strip("().%−-").replace(",", "").replace(".", "").isdigit()


def _broken(reading: Reading, words: tuple[Word, ...]) -> Iterator[str]:
    """Find the words that go on in the next line where nothing allows it: they were too long."""
    for index in range(len(words) - 1):
        one, other = words[index], words[index + 1]
        start = reading.spans[index + 1][0]
        follows = reading.spans[index][1] + 1 == start
        if follows and start not in reading.breaks and other.box.top > one.box.bottom:
            yield f"« {one.text}|{other.text} » {one.box} is broken"


class Reading(Struct):
    """The letters of the shapes, aligned with the words that were drawn."""

    owners: list[int | None]  # the region of each word
    spans: list[tuple[int, int]]  # its first and last letter among all the letters
    shown: list[bool]  # which letters some word shows
    breaks: set[int]  # before which letters a line may end


def _letters(text: str) -> tuple[str, set[int]]:
    """Return ``text`` with no space, case or soft hyphen, and where a line of it may begin."""
    letters: list[str] = []
    breaks = {0}
    for character in unicodedata.normalize("NFKC", text):
        if not character.isalnum() and not unicodedata.combining(character):
            breaks |= {len(letters), len(letters) + 1}
        if character.isspace() or unicodedata.category(character) in ("Cf", "Cc"):
            breaks.discard(len(letters) + 1)
            continue
        letters += "-" if character == "\u2010" else character.casefold()
    return "".join(letters), breaks


def _read(regions: list[Region], words: tuple[Word, ...]) -> Reading:
    """Align the letters of the shapes with those drawn: so each word finds its region."""
    said, breaks, region_at = "", set[int](), list[int]()
    for index, region in enumerate(regions):
        letters, within = _letters(region.text)
        breaks |= {len(said) + place for place in within}
        said += letters
        region_at += [index] * len(letters)
    texts = [_letters(word.text)[0] for word in words]
    word_at = [index for index, text in enumerate(texts) for _ in text]
    places: list[list[int]] = [[] for _ in words]
    matcher = SequenceMatcher(None, said, "".join(texts), autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            places[word_at[block.b + step]].append(block.a + step)
    shown = [False] * len(said)
    for place in (place for some in places for place in some):
        shown[place] = True
    for text, some in zip(texts, places, strict=True):
        if not some:  # drawn out of turn, as LibreOffice does with footers
            some += _claimed(text, said, shown, region_at)
    owners = [_winner(some, text, region_at) for text, some in zip(texts, places, strict=True)]
    spans = [(some[0], some[-1]) if some else (-1, -9) for some in places]
    return Reading(owners, spans, shown, breaks)


def _winner(places: list[int], text: str, region_at: list[int]) -> int | None:
    """Return the region that holds most of the word, a hyphen at a line's end not counted."""
    if not places or len(places) * 2 < len(text.rstrip("-")):
        return None
    votes = [region_at[place] for place in places]
    return max(set(votes), key=votes.count)


def _claimed(text: str, said: str, shown: list[bool], region_at: list[int]) -> list[int]:
    start = said.find(text) if text else -1
    while start >= 0:
        span = list(range(start, start + len(text)))
        if not any(shown[at] for at in span) and len({region_at[at] for at in span}) == 1:
            for at in span:
                shown[at] = True
            return span
        start = said.find(text, start + 1)
    return []


def _lost(regions: list[Region], shown: list[bool]) -> Iterator[tuple[str, str]]:
    start = 0
    for region in regions:
        letters, _ = _letters(region.text)
        seen = shown[start : start + len(letters)]
        start += len(letters)
        text = "".join(letter for letter, ok in zip(letters, seen, strict=True) if not ok)
        if any(letter.isalnum() for letter in text):
            yield region.name, text


def _regions(slide: Any, number: int) -> list[Region]:
    """Return the shapes that show text, in drawing order: master's, layout's, then the slide's."""
    sources = [slide]
    if slide._element.get("showMasterSp") not in ("0", "false"):
        sources.insert(0, slide.slide_layout)
        if slide.slide_layout._element.get("showMasterSp") not in ("0", "false"):
            sources.insert(0, slide.slide_layout.slide_master)
    found: list[Region] = []
    for source in sources:
        shapes = [one for one in source.shapes if source is slide or not one.is_placeholder]
        found += _of_shapes(shapes, Transform(), number)
    return found


def _of_shapes(shapes: list[Any], transform: Transform, number: int) -> Iterator[Region]:
    for shape in shapes:
        if shape._element._nvXxPr.cNvPr.get("hidden") in ("1", "true"):
            continue
        if hasattr(shape, "shapes"):
            yield from _of_shapes(list(shape.shapes), transform.inside(shape), number)
            continue
        text, charted = _shown(shape, number), getattr(shape, "has_chart", False)
        if not text.strip():
            continue
        if None in (shape.left, shape.top, shape.width, shape.height):
            raise ValueError(f"slide {number}: {shape.name} has no place of its own nor inherited")
        angle = getattr(shape, "rotation", 0.0)
        box = transform.box(shape.left, shape.top, shape.width, shape.height, angle)
        numbered = charted or shape._element.find(f".//{A}buAutoNum") is not None
        perhaps = _crowded(shape.chart._chartSpace) if charted else ""
        yield Region(f"“{shape.name}”", box, text, numbered, charted, perhaps)


def _shown(shape: Any, number: int) -> str:
    """Return the words that a shape draws, beside numbers that a list or a chart makes itself."""
    if getattr(shape, "has_chart", False):
        return _of_chart(shape.chart._chartSpace)
    table = getattr(shape, "has_table", False)
    return _text(shape._element, number) if table or shape.has_text_frame else ""


def _of_chart(chart: Any) -> str:
    """Return the names that a chart draws: those of its categories, its axes' titles, those in its legend."""
    hidden = chart.find(f".//{C}catAx/{C}delete").get("val") == "1"
    names = [] if hidden or _crowded(chart) else [one.text for one in chart.find(f".//{C}cat").iter(f"{C}v")]
    titles = [_text(title, 0) for title in chart.iter(f"{C}title")]
    legend = chart.find(f".//{C}legend") is not None
    series = [one.text for one in chart.iterfind(f".//{C}ser/{C}tx//{C}v")] if legend else []
    return " ".join([*names, *titles, *series])


def _crowded(chart: Any) -> str:
    """Return the names of categories of which only some are drawn."""
    skip = chart.find(f".//{C}tickLblSkip")
    if skip is None or skip.get("val") == "1":
        return ""
    return " ".join(one.text for one in chart.find(f".//{C}cat").iter(f"{C}v"))


def _text(element: Any, number: int) -> str:
    return " ".join(_paragraph(one, number) for one in element.iter(f"{A}p"))


def _paragraph(paragraph: Any, number: int) -> str:
    pieces = []
    for piece in paragraph.iter(f"{A}r", f"{A}fld", f"{A}br"):
        if piece.tag == f"{A}br":
            pieces.append(" ")
        elif piece.get("type") == "slidenum":
            pieces.append(str(number))
        else:
            pieces.append(piece.findtext(f"{A}t") or "")
    return "".join(pieces)


def render(path: Path, scratch: Path) -> Path:
    """Draw the deck as PDF with LibreOffice, in a profile and a font configuration of its own."""
    soffice = need("soffice", "libreoffice-impress")
    copy = scratch / "deck.pptx"
    _stripped(path, copy)
    conf = scratch / "fonts.conf"
    conf.write_text(FONTS_CONF.format(fonts=FONTS, cache=scratch / "fonts"), encoding="utf-8")
    profile = (scratch / "profile").as_uri()
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(copy)]
    done = run(
        [soffice, f"-env:UserInstallation={profile}", *options],
        env={**os.environ, "FONTCONFIG_FILE": str(conf), "HOME": str(scratch)},
    )
    pdf = copy.with_suffix(".pdf")
    if not pdf.exists():
        raise RuntimeError(f"LibreOffice could not draw {path.name}: {done.stdout}{done.stderr}")
    return pdf


def _stripped(path: Path, copy: Path) -> None:
    """Copy the deck with no autofit and no hidden slide."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith(STRIPPED) and entry.filename.endswith(".xml"):
                data = _no_autofit(data)
            target.writestr(entry.filename, data, zipfile.ZIP_DEFLATED)


def _no_autofit(data: bytes) -> bytes:
    tree = etree.fromstring(data)
    for fit in tree.iter(f"{A}normAutofit", f"{A}spAutoFit"):
        for key in list(fit.attrib):
            del fit.attrib[key]
        fit.tag = f"{A}noAutofit"
    if tree.tag == f"{P}sld":
        tree.attrib.pop("show", "")
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
