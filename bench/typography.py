"""How even are justified lines, beside ReportLab's Paragraph with pyphen and WeasyPrint? `make bench` prints a table.

The same words in the same font at four measures, each drawn to PDF and read back by PDFium: what is compared is
where the letters stand on the page. A word space counts in natural ones; the last line of a paragraph does not.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
from collections.abc import Callable, Iterator
from html import escape
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from generator.document.tree import Items, texts
from generator.kit import Kit
from generator.pdf import personal
from generator.pdf.lines import Style, set_lines
from generator.pdf.page import Operation, Page, Plan, TextObject
from generator.pdf.structure import Structure
from generator.pipeline.production import Production
from generator.source.inline import Run
from generator.text.breaking import words
from generator.text.hyphenation import Hyphenator
from generator.text.totalfit import justified
from generator.units import mm
from generator.world import World

ROOT = Path(__file__).resolve().parents[1]
REGULAR = "templates/fonts/Carlito-Regular.ttf"
MEASURES = (170, 120, 80, 52)
LEADING = 1.3
BETWEEN = 2.6  # the distance of two paragraphs' baselines, in sizes: so that last lines are known
LEFT, TOP = 40.0, 40.0
HEIGHT = 12_000.0  # points; one page holds all
LOOSE = 1.6
HYPHENS = {0x2D, 0xAD, 0x2010, 0x02, 0xFFFE}  # the last two are PDFium's own

Setter = Callable[[list[str], float, float], bytes]


class Letter(Struct, frozen=True):
    """A letter as drawn: its code, its baseline, and where its advance begins and ends."""

    code: int
    y: float
    left: float
    right: float


class Result(Struct, frozen=True):
    """What was measured of all paragraphs: the ratios of the lines that are justified, hyphens, lines."""

    ratios: list[float]
    hyphens: int
    lines: int

    def row(self) -> str:
        """Return the cells of a table's row."""
        loose = sum(ratio > LOOSE for ratio in self.ratios)
        mean, worst = statistics.mean(self.ratios), max(self.ratios)
        return f"{mean:.2f} | {worst:.2f} | {loose} | {self.hyphens} | {self.lines}"


def main() -> int:
    """Set, read back, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--publication", default="lecons-apprises", help="a slug under content/")
    parser.add_argument("--size", type=float, help="points (default: that of the note)")
    options = parser.parse_args()
    production = Production(World(ROOT), options.publication)
    document = production.compose("templates/note.xml.j2", "superscript")
    blocks = (block for section in document.sections for block in section.blocks if isinstance(block, Items))
    paragraphs = [item.text.plain for block in blocks for item in block.items]
    size = options.size or note_size(production, document)
    space = production.kit.family.face().width(" ") * size
    setters: dict[str, Setter] = {
        "piliers": lambda some, width, size: ours(some, width, size, production.kit, document),
        "reportlab + pyphen": lambda some, width, size: by_reportlab(some, width, size, document.language),
        "weasyprint": lambda some, width, size: by_weasyprint(some, width, size, document.language),
    }
    print(f"`{options.publication}`: Carlito, {size:g} pt, {len(paragraphs)} paragraphs; word space / natural space.\n")
    print(f"| measure | | mean | worst | lines > {LOOSE} | hyphens | lines |\n|--:|---|--:|--:|--:|--:|--:|")
    for measure in MEASURES:
        for name, setter in setters.items():
            print(f"| {measure} mm | {name} | {measured(setter, paragraphs, mm(measure), size, space)} |")
    return 0


def note_size(production: Production, document: Any) -> float:
    """Return the size at which the note sets most of its words."""
    from generator.note import plan

    pages = plan(document, production.kit).pages
    drawn = [one for page in pages for one in page.operations if isinstance(one, TextObject)]
    sizes = {size: sum(len(one.text) for one in drawn if one.size == size) for size in {one.size for one in drawn}}
    return max(sizes, key=lambda size: sizes[size])


def measured(setter: Setter, paragraphs: list[str], width: float, size: float, space: float) -> str:
    """Return the cells of one row, or why there are none."""
    try:
        data = setter(paragraphs, width, size)
    except ImportError as error:
        return f"not installed: {error.name} (pip install -e '.[bench]') | | | | "
    return result(data, size, space).row()


# The three


def ours(paragraphs: list[str], width: float, size: float, kit: Kit, document: Any) -> bytes:
    """Set by total fit; the letters stand for themselves, lest PDFium place those of a cut word elsewhere."""
    kit = replace(kit, family=kit.family.ligated())
    points = Hyphenator(kit.world, document.language, lambda: texts(document)).points
    structure = Structure()
    style = Style(size, LEADING * size, "000000")
    operations: list[Operation] = []
    y = TOP
    for paragraph in paragraphs:
        lines = justified(words([Run(paragraph)], kit.family), width / size, points)
        operations += set_lines(lines, LEFT, y, style, structure.add("P"), structure)
        y += style.pitch * (len(lines) - 1) + BETWEEN * size
    drawn = tuple(replace(one, actual="") if isinstance(one, TextObject) else one for one in operations)
    plan = Plan("fr", "bench", width + 2 * LEFT, HEIGHT, (Page(drawn),), structure.frozen(), ligatures=True)
    return personal.write(plan, kit)


def by_reportlab(paragraphs: list[str], width: float, size: float, language: str) -> bytes:
    """Set by ReportLab's Paragraph, which hyphenates by pyphen."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import Paragraph

    pdfmetrics.registerFont(TTFont("Carlito", str(ROOT / REGULAR)))
    tags = {"fr": "fr_FR", "en": "en_GB"}
    style = ParagraphStyle("bench", fontName="Carlito", fontSize=size, leading=LEADING * size, alignment=4)
    style.hyphenationLang = tags.get(language, language)
    made = io.BytesIO()
    canvas: Any = Canvas(made, pagesize=(width + 2 * LEFT, HEIGHT))
    y = HEIGHT - TOP
    for paragraph in paragraphs:
        flowable = Paragraph(escape(paragraph), style)
        _, height = flowable.wrap(width, HEIGHT)
        y -= height
        flowable.drawOn(canvas, LEFT, y)
        y -= (BETWEEN - LEADING) * size
    canvas.save()
    return made.getvalue()


def by_weasyprint(paragraphs: list[str], width: float, size: float, language: str) -> bytes:
    """Set by WeasyPrint, which hyphenates by pyphen too."""
    import weasyprint

    between = (BETWEEN - LEADING) * size
    css = (
        f"@font-face {{ font-family: Bench; src: url({(ROOT / REGULAR).as_uri()}) }}"
        f"@page {{ size: {width + 2 * LEFT}pt {HEIGHT}pt; margin: {TOP}pt {LEFT}pt }}"
        f"p {{ font: {size}pt/{LEADING} Bench; margin: 0 0 {between}pt; text-align: justify; hyphens: auto;"
        " hyphenate-limit-chars: 6 3 3; orphans: 1; widows: 1 }"
    )
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs)
    html = f'<html lang="{language}"><style>{css}</style><body>{body}</body></html>'
    return bytes(weasyprint.HTML(string=html).write_pdf())


# What they drew


def result(data: bytes, size: float, space: float) -> Result:
    """Return what is found on the first page."""
    rows = [sorted(row, key=lambda letter: letter.left) for row in lines_of(list(letters(data)), size)]
    inner = [row for row, after in pairwise(rows) if row[0].y - after[0].y < (LEADING + BETWEEN) / 2 * size]
    ratios = [statistics.mean(found) / space for row in inner if (found := list(gaps(row)))]
    return Result(ratios, sum(row[-1].code in HYPHENS for row in inner), len(rows))


def letters(data: bytes) -> Iterator[Letter]:
    """Yield the letters of the first page, spaces left out."""
    from ctypes import byref, c_double

    import pypdfium2
    from pypdfium2 import raw

    page = pypdfium2.PdfDocument(data)[0].get_textpage()
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page, index)
        if raw.FPDFText_IsGenerated(page, index) == 1 or chr(code).isspace():
            continue
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(page, index, byref(x), byref(y))
        left, _bottom, right, _top = page.get_charbox(index, loose=True)
        yield Letter(code, round(y.value, 1), left, right)


def lines_of(found: list[Letter], size: float) -> list[list[Letter]]:
    """Return the letters by their baselines, from the top down."""
    found.sort(key=lambda letter: -letter.y)
    numbers = [0]
    for one, other in pairwise(found):
        numbers.append(numbers[-1] + (one.y - other.y > size / 2))
    pairs = zip(numbers, found, strict=True)
    return [[letter for _, letter in group] for _, group in groupby(pairs, lambda pair: pair[0])]


def gaps(row: list[Letter]) -> Iterator[float]:
    """Yield the spaces between the words of a line: those wider than any between letters."""
    size = max(letter.right - letter.left for letter in row)
    for one, other in pairwise(row):
        if other.left - one.right > 0.12 * size:
            yield other.left - one.right


if __name__ == "__main__":
    sys.exit(main())
