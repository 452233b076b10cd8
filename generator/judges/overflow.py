"""Does all the text of the deck stay in its box? LibreOffice draws, poppler reads, we compare.

The letters drawn on a page and the letters of its shapes are aligned in drawing order: each drawn
word is thus known to come from one shape, in whose box it must lie. Autofit is switched off first,
in a copy: nothing is hidden by shrinking.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from lxml import etree
from msgspec import Struct
from PIL import Image

from generator.deck.ooxml.geometry import box_of
from generator.deck.ooxml.package import Package
from generator.deck.ooxml.scene import SceneReader, Shape, SlideScene
from generator.deck.ooxml.xml import A, C, P, R
from generator.judges.legibility import Drawn, drawn_words
from generator.judges.tools import Page, Word, collisions, need, pages, pictures, run
from generator.units import Box
from generator.world import OWN

if TYPE_CHECKING:
    from generator.deck.ooxml.xml import Element

SLACK = 1.0  # points: what drawing rounds, and less than anybody sees
DPI = 96  # of the pictures in which words are looked for
FAINT = 24  # of 255: strokes of 8 points, blended with their ground at this resolution, differ by three times as much
STRIPPED = ("ppt/slides/", "ppt/slideLayouts/", "ppt/slideMasters/")
FONTS = OWN / "fonts"
FONTS_CONF = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
  <match target="pattern">
    <test name="family" qual="any"><string>Calibri</string></test>
    <edit name="family" mode="assign" binding="strong"><string>{family}</string></edit>
  </match>
  {without}
</fontconfig>
"""
WITHOUT = """<selectfont><rejectfont>
    <pattern><patelt name="family"><string>Calibri</string></patelt></pattern>
    <pattern><patelt name="family"><string>Carlito</string></patelt></pattern>
  </rejectfont></selectfont>"""
WIDEST = "DejaVu Sans"  # of the fonts that stand in where neither Calibri nor Carlito is


class Region(Struct, frozen=True):
    """A shape that shows text: where it is, and what it must show."""

    name: str
    box: Box
    text: str
    numbered: bool = False  # automatic numbers are drawn, yet are in no run
    loose: bool = False  # a chart: its words are drawn in an order of its own
    perhaps: str = ""  # words of which some are drawn: names on a crowded axis


def findings(path: Path, family: str = "Carlito") -> list[str]:
    """Return each word drawn outside its shape, off the slide, on another, too faintly, or not at all.

    With another ``family`` than Carlito, the deck is drawn as where neither it nor Calibri is installed.
    """
    return judged([path], family)[path]


def judged(paths: Sequence[Path], family: str = "Carlito") -> dict[Path, list[str]]:
    """Return the findings of several decks; LibreOffice, started once, draws them all."""
    with tempfile.TemporaryDirectory(prefix="piliers-overflow-") as scratch:
        drawn = render(paths, Path(scratch), family)
        return {path: _findings(path, pdf) for path, pdf in zip(paths, drawn, strict=True)}


def _findings(path: Path, pdf: Path) -> list[str]:
    """Return the findings of one deck, drawn as ``pdf``."""
    deck = Package(path.read_bytes())
    reader = SceneReader(deck)
    slides = [reader.slide(part) for part in deck.slides]
    drawn = pages(pdf, raw=True)
    unseen = [list(_unseen(page, picture)) for page, picture in zip(drawn, pictures(pdf, DPI), strict=True)]
    words = drawn_words(pdf)
    if len(drawn) != len(slides):
        return [f"{len(slides)} slides, but LibreOffice drew {len(drawn)} pages"]
    found = []
    for number, (slide, page) in enumerate(zip(slides, drawn, strict=True), start=1):
        problems = [*judge(list(_regions(deck, slide, number)), page), *unseen[number - 1], *_on_footer(slide)]
        problems += _faint(words[number - 1], slide)
        found += [f"slide {number}: {problem}" for problem in problems]
    return found


def _unseen(page: Page, picture: Image.Image) -> Iterator[str]:
    """Find the words that were drawn in the colour that they stand on."""
    for word in page.words:
        box = word.box.scaled(DPI / 72)
        left, top, right, bottom = map(round, (box.x, box.y, box.right, box.bottom))
        if right <= left or bottom <= top:
            continue
        bands = picture.crop((left, top, right, bottom)).split()
        ranges = [cast("tuple[int, int]", band.getextrema()) for band in bands]
        if all(high - low < FAINT for low, high in ranges):
            yield f"« {word.text} » {word.box} has the colour that it stands on"


def _faint(words: list[Drawn], slide: SlideScene) -> Iterator[str]:
    """Find the words that stand out less than WCAG asks from what is drawn behind them.

    Footers and what a template says on all its slides are its own affair, and links have the theme's colour in
    LibreOffice, whatever colour they are given.
    """
    own = [box_of(one.rect) for one in slide.flat if one.rect and one.text.strip() and not one.is_footer]
    links = _linked(slide)
    for word in words:
        if word.faint and word.text not in links and any(one.meets(word.box, 0.0) for one in own):
            yield f"« {word.text} » {word.box} has a contrast of {word.contrast:.1f}, below {word.wanted:g}"


def _linked(slide: SlideScene) -> set[str]:
    """Return the words of a slide that lead somewhere."""
    runs = [
        run
        for shape in slide.flat
        for run in shape.element.iter(f"{A}r")
        if run.find(f"{A}rPr/{A}hlinkClick") is not None
    ]
    return {word for run in runs for word in (run.findtext(f"{A}t") or "").split()}


def _on_footer(slide: SlideScene) -> Iterator[str]:
    """Find the shapes with words and a fill, and the tables and charts, that reach into the footer or the number."""
    footers = [box_of(one.rect) for one in slide.flat if one.is_footer and one.rect and one.text.strip()]
    for shape in slide.flat:
        solid = shape.kind == "graphicFrame" or (shape.text.strip() and any(slide.paints(shape) or ()))
        if shape.rect is None or shape.is_footer or shape.hidden or not solid:
            continue
        box = box_of(shape.rect)
        yield from (f"“{shape.name}” {box} lies on the footer {one}" for one in footers if box.meets(one, SLACK))


def judge(regions: list[Region], page: Page) -> list[str]:
    """Compare what the shapes of one slide say with what was drawn on its page."""
    charts, others = ([region for region in regions if region.loose is loose] for loose in (True, False))
    lost, rest = _of_charts(charts, others, page.words)
    return [*lost, *_strict(regions, others, Page(page.box, rest), page)]


def _of_charts(
    charts: list[Region], others: list[Region], words: tuple[Word, ...]
) -> tuple[list[str], tuple[Word, ...]]:
    """Return the words of charts that are not drawn whole within their boxes, and the words that are no chart's.

    ``others`` are texts, which may stand on a chart: those that name its parts.
    """
    found: list[str] = []
    for chart in charts:
        lost, words = _undrawn(chart, others, words)
        found += [f"« {text} » of {chart.name} is not drawn" for text in lost]
    return found, words


def _undrawn(chart: Region, others: list[Region], words: tuple[Word, ...]) -> tuple[list[str], tuple[Word, ...]]:
    """Return the same of one chart."""
    wanted = Counter(_letters(text)[0] for text in chart.text.split())
    perhaps = {_letters(text)[0] for text in chart.perhaps.split()}
    rest = []
    for word in words:
        letters = _letters(word.text)[0]
        if (wanted[letters] or letters in perhaps) and chart.box.holds(word.box, SLACK):
            wanted[letters] -= 1
        elif not (_is_number(word) and chart.box.holds(word.box, SLACK)) or any(
            one.box.holds(word.box, SLACK) for one in others
        ):  # ticks and labels are the suite's own
            rest.append(word)
    lost = [text for text in wanted.elements() if any(letter.isalnum() for letter in text)]
    return lost, tuple(rest)


def _strict(everything: list[Region], regions: list[Region], page: Page, whole: Page) -> list[str]:
    reading = _read(regions, page.words)
    found = [f"« {text} » of {name} is not drawn" for name, text in _lost(regions, reading.shown)]
    for word, owner in zip(page.words, reading.owners, strict=True):
        found += _misplaced(word, owner, regions, everything, page.box)
    found += _broken(reading, page.words)
    owner_of = {id(word): owner for word, owner in zip(page.words, reading.owners, strict=True)}
    found += [
        f"« {one.text} » {one.box} lies on « {other.text} » {other.box}"
        for one, other in collisions(whole.words)
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
    """Find the words that go on in the next line where nothing allows it: they were too long.

    They are looked at as they are said: a sign of another font is drawn after the words around it.
    """
    said = sorted((span, index) for index, span in enumerate(reading.spans) if span[0] >= 0)
    for ((_first, last), index), ((start, _last), following) in pairwise(said):
        one, other = words[index], words[following]
        if last + 1 == start and start not in reading.breaks and other.box.y > one.box.bottom:
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


def _regions(deck: Package, slide: SlideScene, number: int) -> Iterator[Region]:
    """Yield the shapes that show text, in drawing order: master's, layout's, then the slide's."""
    sources = [slide]
    while sources[0].above and sources[0].shows_above:
        sources.insert(0, sources[0].above)
    for source in sources:
        for shape in source.shapes:
            if source is slide or not shape.placeholder:
                yield from _of_shape(deck, source, shape, number)


def _of_shape(deck: Package, source: SlideScene, shape: Shape, number: int) -> Iterator[Region]:
    if shape.hidden:
        return
    for child in shape.children:
        yield from _of_shape(deck, source, child, number)
    chart = _chart_of(deck, source, shape)
    text = _of_chart(chart) if chart is not None else _shown(shape, number)
    if chart is None and not text.strip():
        return
    if shape.rect is None:
        raise ValueError(f"slide {number}: {shape.name} has no place of its own nor inherited")
    numbered = chart is not None or shape.element.find(f".//{A}buAutoNum") is not None
    perhaps = f"{_crowded(chart)} {_units(chart)}" if chart is not None else ""
    yield Region(f"“{shape.name}”", box_of(shape.rect), text, numbered, chart is not None, perhaps)


def _chart_of(deck: Package, source: SlideScene, shape: Shape) -> Element | None:
    """Return the root of the chart's part that a graphic frame shows, if it shows one."""
    named = shape.element.find(f"{A}graphic/{A}graphicData/{C}chart") if shape.kind == "graphicFrame" else None
    if named is None:
        return None
    targets = {one.id: one.target for one in source.relationships}
    return deck.tree(targets.get(named.get(f"{R}id", ""), ""))


def _shown(shape: Shape, number: int) -> str:
    """Return the words that a shape draws, beside numbers that a list makes itself."""
    if shape.table is not None:
        return _text(shape.table, number)
    return _text(shape.body, number) if shape.body is not None else ""


def _of_chart(chart: Any) -> str:
    """Return the names that a chart draws: those of its categories, axes' titles, legend, or lines' ends."""
    hidden = chart.find(f".//{C}catAx/{C}delete").get("val") == "1"
    names = [] if hidden or _crowded(chart) else [one.text for one in chart.find(f".//{C}cat").iter(f"{C}v")]
    titles = [_text(title, 0) for title in chart.iter(f"{C}title")]
    named = chart.find(f".//{C}legend") is not None or chart.find(f".//{C}dLbl/{C}showSerName[@val='1']") is not None
    series = [one.text for one in chart.iterfind(f".//{C}ser/{C}tx//{C}v")] if named else []
    return " ".join([*names, *titles, *series])


def _crowded(chart: Any) -> str:
    """Return the names of categories of which only some are drawn."""
    skip = chart.find(f".//{C}tickLblSkip")
    if skip is None or skip.get("val") == "1":
        return ""
    return " ".join(one.text for one in chart.find(f".//{C}cat").iter(f"{C}v"))


def _units(chart: Any) -> str:
    """Return the words that number formats set beside the numbers that the suite chooses."""
    formats = (one.get("formatCode", "") for one in chart.iter(f"{C}numFmt"))
    return " ".join(word for one in formats for word in re.findall(r'"([^"]*)"', one))


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


def render(paths: Sequence[Path], scratch: Path, family: str = "Carlito") -> list[Path]:
    """Draw decks as PDF with LibreOffice, Calibri as ``family``, in a profile and with fonts of its own."""
    soffice = need("soffice", "libreoffice-impress")
    copies = [scratch / f"deck-{number}.pptx" for number in range(len(paths))]
    for path, copy in zip(paths, copies, strict=True):
        _stripped(path, copy, autofit=family != "Carlito")
    conf = scratch / "fonts.conf"
    without = "" if family == "Carlito" else WITHOUT
    made = FONTS_CONF.format(fonts=FONTS, cache=scratch / "fonts", family=family, without=without)
    conf.write_text(made, encoding="utf-8")
    profile = (scratch / "profile").as_uri()
    options = ["--headless", "--convert-to", "pdf", "--outdir", str(scratch), *map(str, copies)]
    done = run(
        [soffice, f"-env:UserInstallation={profile}", *options],
        env={**os.environ, "FONTCONFIG_FILE": str(conf), "HOME": str(scratch)},
    )
    pdfs = [copy.with_suffix(".pdf") for copy in copies]
    if undrawn := [path.name for path, pdf in zip(paths, pdfs, strict=True) if not pdf.exists()]:
        raise RuntimeError(f"LibreOffice could not draw {', '.join(undrawn)}: {done.stdout}{done.stderr}")
    return pdfs


def _stripped(path: Path, copy: Path, autofit: bool) -> None:
    """Copy the deck with no hidden slide, and without ``autofit`` unless it is for another font."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename.startswith(STRIPPED) and entry.filename.endswith(".xml"):
                data = _plain(data, autofit)
            target.writestr(entry.filename, data, zipfile.ZIP_DEFLATED)


def _plain(data: bytes, autofit: bool) -> bytes:
    tree = etree.fromstring(data)
    for fit in () if autofit else tree.iter(f"{A}normAutofit", f"{A}spAutoFit"):
        for key in list(fit.attrib):
            del fit.attrib[key]
        fit.tag = f"{A}noAutofit"
    if tree.tag == f"{P}sld":
        tree.attrib.pop("show", "")
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
