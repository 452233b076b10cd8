#!/usr/bin/env python3
"""How tables and charts come out on slides of made-up publications: how many slides, and how many less than half used.

Usage: PYTHONPATH=. python bench/figures.py [COUNT]
"""

import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import yaml

from generator.deck.deck import Deck
from generator.deck.slide import ChartFrame, Slide, Table
from tests.deck.realistic import cards, letters, planned, write
from tests.project import CONTENT, ROOT
from tests.publications import SLUG

ROW = 2.5  # of a row: how many times its text's size counts as used; more is air


def table(chance: random.Random, language: str) -> dict[str, object]:
    """Return a table of few columns: names, then numbers or words."""
    columns, rows = chance.randint(2, 6), chance.randint(2, 10)
    numeric = [False, *(chance.random() < 0.7 for _ in range(columns - 1))]

    def cell(number: bool) -> str:
        return str(chance.randint(1, 90_000)) if number else letters(chance, language, chance.randint(6, 24))[:-1]

    head = [letters(chance, language, 10)[:-1] + f" {index}" for index in range(columns)]
    found = [[cell(one) for one in numeric] for _ in range(rows)]
    return {"caption": letters(chance, language, chance.randint(20, 70))[:-1], "columns": head, "rows": found}


def chart(chance: random.Random, language: str) -> dict[str, object]:
    """Return a chart of some kind."""
    kind = chance.choice(("bar", "bar", "line", "share"))
    count = chance.randint(2, 8)
    names = [str(2015 + index) for index in range(count)]
    if kind != "line":
        names = [letters(chance, language, chance.randint(5, 16))[:-1] + f" {index}" for index in range(count)]
    series = [
        {"name": letters(chance, language, 12)[:-1] + f" {index}", "values": [chance.randint(1, 12) for _ in names]}
        for index in range(1 if kind == "share" else chance.randint(1, 3))
    ]
    words = {key: letters(chance, language, length)[:-1] for key, length in (("caption", 40), ("description", 110))}
    return {"kind": kind, "axis": "Année", "unit": "M€", "categories": names, "series": series, **words}


def used(slide: Slide, deck: Deck) -> float | None:
    """Return the share of a slide's body that its tables, charts and cards take; None without table and chart."""
    area, found = 0.0, False
    for shape in slide.shapes:
        if isinstance(shape, Table) and not any(cell.paragraph.origin is None for cell in shape.rows[1]):
            size = shape.rows[0][0].paragraph.size
            lines = [min(tall, ROW * size) for tall in shape.heights]
            area, found = area + shape.box.width * max(sum(lines), 0.6 * shape.box.height), True
        elif isinstance(shape, ChartFrame):
            area, found = area + shape.box.width * shape.box.height, True
        elif shape.name == deck.shape_names.get("description"):
            area += shape.box.width * shape.box.height
    area += sum(card.box.width * card.box.height for card in cards(slide))
    body = deck.design.layout("content").body
    return area / (body.width * body.height) if found else None


def publication(seed: int, root: Path) -> str:
    """Write the publication of ``seed`` into ``root``, with templates and cities; return its language."""
    chance = random.Random(seed)
    shutil.copytree(ROOT / "templates", root / "templates")
    (root / "content").mkdir()
    shutil.copy(CONTENT / "cities.yaml", root / "content")
    language = chance.choice(("fr", "de", "en"))
    usual = chance.choice((90, 160, 260))
    pillars = [[chance.randint(usual // 2, usual * 2) for _ in range(chance.randint(1, 6))] for _ in range(6)]
    write(root, language, pillars, seed)
    for path in sorted((root / "content" / SLUG / "pillars").iterdir()):
        data = yaml.safe_load(path.read_text("utf-8"))
        data |= {"table": table(chance, language)} if chance.random() < 0.6 else {}
        data |= {"chart": chart(chance, language)} if chance.random() < 0.5 else {}
        path.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    return language


def made(seed: int) -> Iterator[tuple[float, float]]:
    """Yield how much of each slide with tables or charts is used, and the smallest size of their text, in points."""
    with tempfile.TemporaryDirectory() as folder:
        language = publication(seed, Path(folder))
        deck = planned(Path(folder))
    total.append(len(deck.slides))
    for slide in deck.slides:
        share = used(slide, deck)
        if share is not None:
            shapes = [one for one in slide.shapes if isinstance(one, ChartFrame | Table)]
            sizes = [one.size if isinstance(one, ChartFrame) else one.rows[0][0].paragraph.size for one in shapes]
            yield share, min(sizes)
    print(f"{seed:3} {language} {len(deck.slides)} slides")


total: list[int] = []
if __name__ == "__main__":
    found = [one for seed in range(int((sys.argv[1:] or ["20"])[0])) for one in made(seed)]
    poor = sum(share < 0.5 for share, _size in found)
    print(
        f"{sum(total)} slides, {len(found)} with tables or charts: {poor / len(found):.1%} less than half used, "
        f"text of {median(size for _share, size in found):g} pt in the middle"
    )
