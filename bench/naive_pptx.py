"""The deck as one would quickly write it with python-pptx: a measure, not an edition."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import Any

import yaml
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Inches, Pt

RGB: Any = RGBColor  # python-pptx does not type it
COLOURS = ("00677A", "B4460F", "2F4B9E", "8C2A62")
MARKUP = re.compile(r"\[([^]]+)\]\(city:([\w-]+)\)|\*\*(.+?)\*\*")
PER_SLIDE = 4


def main() -> None:
    """Read the YAML, add the slides, save."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, required=True, help="content/<slug>")
    parser.add_argument("--output", type=Path, required=True)
    options = parser.parse_args()
    publication, pillars = read(options.content)
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(40 / 3), Inches(7.5)
    cover(deck, publication)
    overview(deck, publication, pillars)
    for number, (name, pillar) in enumerate(pillars.items(), start=1):
        examples = pillar.get("examples") or []
        for start in range(0, max(len(examples), 1), PER_SLIDE):
            pillar_slide(deck, number, pillars[name], examples[start : start + PER_SLIDE])
    matrix(deck, pillars, cities(options.content))
    deck.save(str(options.output))


def read(folder: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the publication, and its pillars in the order of the body."""
    publication = yaml.safe_load((folder / "publication.yaml").read_text(encoding="utf-8"))
    pillars = {
        name: yaml.safe_load((folder / "pillars" / f"{name}.yaml").read_text(encoding="utf-8"))
        for name in publication["pillars"]
    }
    return publication, pillars


def cities(folder: Path) -> dict[str, Any]:
    """Return the shared cities by id."""
    text = (folder.parent / "cities.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def add_text(slide: Any, text: str, box: tuple[float, float, float, float], size: float) -> Any:
    """Add a wrapped text box, with its bold words."""
    frame = slide.shapes.add_textbox(*(Inches(value) for value in box)).text_frame
    frame.word_wrap = True
    fill(frame.paragraphs[0], text, size)
    return frame


def fill(paragraph: Any, text: str, size: float) -> None:
    """Add the runs of a marked-up text."""
    start = 0
    for match in MARKUP.finditer(text):
        add_run(paragraph, text[start : match.start()], size, bold=False)
        add_run(paragraph, match[1] or match[3], size, bold=True)
        start = match.end()
    add_run(paragraph, text[start:], size, bold=False)


def add_run(paragraph: Any, text: str, size: float, *, bold: bool) -> None:
    """Add one run of text."""
    if text:
        run = paragraph.add_run()
        run.text = text
        run.font.size = Pt(size)
        run.font.bold = bold


def colour(index: int) -> Any:
    """Return the colour of a pillar."""
    return RGB.from_string(COLOURS[index % len(COLOURS)])


def add_slide(deck: Any, title: str) -> Any:
    """Add a slide whose title spans it: the default template is made for 4:3."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    shape = slide.shapes.title
    shape.left, shape.top = Inches(0.67), Inches(0.4)
    shape.width, shape.height = Inches(12), Inches(1.2)
    fill(shape.text_frame.paragraphs[0], title, 28)
    return slide


def cover(deck: Any, publication: dict[str, Any]) -> None:
    """Add the cover."""
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    slide.shapes.title.text = publication["title"]
    slide.placeholders[1].text = publication.get("subtitle") or ""


def overview(deck: Any, publication: dict[str, Any], pillars: dict[str, Any]) -> None:
    """Add a coloured card for each pillar, in the overview's order."""
    slide = add_slide(deck, publication["title"])
    names = publication.get("overview") or list(pillars)
    width = 12.0 / len(names)
    for index, name in enumerate(names):
        place = (Inches(0.67 + index * width), Inches(2.5), Inches(width - 0.2), Inches(2.5))
        card = slide.shapes.add_shape(MSO_SHAPE.ROUNDED_RECTANGLE, *place)
        card.fill.solid()
        card.fill.fore_color.rgb = colour(index)
        card.text_frame.word_wrap = True
        fill(card.text_frame.paragraphs[0], pillars[name]["label"], 20)
        for run in card.text_frame.paragraphs[0].runs:
            run.font.color.rgb = RGB.from_string("FFFFFF")


def pillar_slide(deck: Any, number: int, pillar: dict[str, Any], examples: list[dict[str, Any]]) -> None:
    """Add one slide: the heading, a card for each example, the whole text in the notes."""
    slide = add_slide(deck, f"{number} {pillar['heading']}")
    for index, example in enumerate(examples):
        left, top = 0.67 + index % 2 * 6.1, 1.9 + index // 2 * 2.7
        place = (Inches(left), Inches(top), Inches(5.9), Inches(2.5))
        card = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *place)
        card.fill.solid()
        card.fill.fore_color.rgb = RGB.from_string("FFFFFF")
        card.line.color.rgb = colour(number - 1)
        heading = MARKUP.search(example["text"])
        if heading:
            add_text(slide, f"**{heading[1] or heading[3]}**", (left, top, 5.9, 0.5), 18)
        add_text(slide, example["text"], (left, top + 0.5, 5.9, 2.0), 14)
    notes = "\n".join(MARKUP.sub(plain, example["text"]) for example in examples)
    slide.notes_slide.notes_text_frame.text = notes


def plain(match: re.Match[str]) -> str:
    """Return the words of a mark."""
    return match[1] or match[3]


def matrix(deck: Any, pillars: dict[str, Any], known: dict[str, Any]) -> None:
    """Add the table of places and pillars."""
    said = {
        name: {m[2] for e in pillar.get("examples") or [] for m in MARKUP.finditer(e["text"])}
        for name, pillar in pillars.items()
    }
    rows = [city for city in known if any(city in places for places in said.values())]
    slide = add_slide(deck, "Villes et piliers")
    place = (Inches(0.67), Inches(1.9), Inches(12), Inches(4.5))
    table = slide.shapes.add_table(len(rows) + 1, len(pillars) + 1, *place).table
    for column, pillar in enumerate(pillars.values(), start=1):
        table.cell(0, column).text = pillar["label"]
    for row, city in enumerate(rows, start=1):
        table.cell(row, 0).text = known[city]["names"].get("fr", city)
        for column, places in enumerate(said.values(), start=1):
            table.cell(row, column).text = "●" if city in places else ""


if __name__ == "__main__":
    main()
