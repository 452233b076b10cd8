"""The note as one would quickly write it with platypus: a measure, not an edition."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import yaml
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer, Table

FONTS = (
    Path(__file__).resolve().parents[1] / "templates" / "fonts",
    Path("/usr/share/fonts/truetype/crosextra"),
)
COLOURS = ("#00677A", "#B4460F", "#2F4B9E", "#8C2A62")
MARKUP = re.compile(r"\[([^]]+)\]\(city:([\w-]+)\)|\*\*(.+?)\*\*")
BODY = ParagraphStyle("body", fontName="Carlito", fontSize=10, leading=13)
CELL = ParagraphStyle("cell", parent=BODY, alignment=1)
HEADING = ParagraphStyle("heading", parent=BODY, fontName="Carlito-Bold", fontSize=12, leading=16)
TITLE = ParagraphStyle("title", parent=HEADING, fontSize=18, leading=22, textColor="white")


def main() -> None:
    """Read the YAML, make the flowables, build."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, required=True, help="content/<slug>")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    register_fonts()
    publication, pillars = read(options.content)
    known = yaml.safe_load((options.content.parent / "cities.yaml").read_text(encoding="utf-8"))
    story = [banner(publication), Spacer(0, 4 * mm), overview(publication, pillars)]
    for number, pillar in enumerate(pillars.values(), start=1):
        story += section(number, pillar)
    story += [Spacer(0, 6 * mm), matrix(pillars, known)]
    margin = 15 * mm
    sides = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), margin)
    title = publication["title"]
    SimpleDocTemplate(str(options.output), pagesize=A4, title=title, **sides).build(story)


def register_fonts() -> None:
    """Register the four Carlito faces as one family."""
    folder = next(place for place in FONTS if (place / "Carlito-Regular.ttf").exists())
    pdfmetrics.registerFont(TTFont("Carlito", str(folder / "Carlito-Regular.ttf")))
    pdfmetrics.registerFont(TTFont("Carlito-Bold", str(folder / "Carlito-Bold.ttf")))
    pdfmetrics.registerFontFamily("Carlito", "Carlito", "Carlito-Bold", "Carlito", "Carlito-Bold")


def read(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the publication, and its pillars in the order of the body."""
    publication = yaml.safe_load((folder / "publication.yaml").read_text(encoding="utf-8"))
    pillars = {
        name: yaml.safe_load((folder / "pillars" / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in publication["pillars"]
    }
    return publication, pillars


def marked(text: str) -> str:
    """Return a text in ReportLab's markup, its places and strong words bold."""
    return MARKUP.sub(lambda match: f"<b>{match[1] or match[3]}</b>", escape(text))


def banner(publication: dict[str, Any]) -> Table:
    """Return the title in a band of colour."""
    title = f"{publication['title']} : {publication.get('subtitle') or ''}".upper()
    return Table(
        [[Paragraph(escape(title), TITLE)]],
        colWidths=[180 * mm],
        style=[("BACKGROUND", (0, 0), (-1, -1), colors.HexColor(COLOURS[0]))],
    )


def overview(publication: dict[str, Any], pillars: dict[str, Any]) -> Table:
    """Return the row of labels, in the overview's order."""
    names = publication.get("overview") or list(pillars)
    cells = [Paragraph(marked(pillars[name]["label"]), CELL) for name in names]
    return Table([cells], colWidths=[180 * mm / len(cells)] * len(cells))


def section(number: int, pillar: dict[str, Any]) -> list[Any]:
    """Return a numbered heading and its bulleted examples."""
    colour = COLOURS[(number - 1) % len(COLOURS)]
    style = ParagraphStyle(f"heading-{number}", parent=HEADING, textColor=colour, spaceBefore=8)
    heading = Paragraph(f"{number} {marked(pillar['heading'])}", style)
    examples = pillar.get("examples") or []
    items = [ListItem(Paragraph(marked(example["text"]), BODY)) for example in examples]
    if not items:
        return [heading]
    return [heading, ListFlowable(items, bulletType="bullet", bulletFontName="Carlito", start="•")]


def matrix(pillars: dict[str, Any], known: dict[str, Any]) -> Table:
    """Return the table of places and pillars."""
    said = [
        {m[2] for e in pillar.get("examples") or [] for m in MARKUP.finditer(e["text"])} for pillar in pillars.values()
    ]
    rows = [["", *(Paragraph(marked(pillar["label"]), CELL) for pillar in pillars.values())]]
    for city, facts in known.items():
        if any(city in places for places in said):
            marks = [Paragraph("●" if city in places else "", CELL) for places in said]
            rows.append([Paragraph(facts["names"].get("fr", city), BODY), *marks])
    widths = [40 * mm] + [140 * mm / len(pillars)] * len(pillars)
    return Table(rows, colWidths=widths, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.grey)])


if __name__ == "__main__":
    main()
