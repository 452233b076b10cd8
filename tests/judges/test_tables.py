"""Rows that were measured as one line stay one line in LibreOffice, however closely their words fill the columns."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from generator.deck.layouts import BODY
from generator.judges import overflow
from generator.judges.tools import ROOT
from generator.pipeline.edition import EDITIONS
from generator.pipeline.production import Production
from generator.text.fonts import Family
from generator.theme import read_theme
from generator.world import World
from tests.project import CONTENT

NAMES = {
    "pl": "Współpraca międzynarodowa wspólnie z uniwersytetem",
    "el": "Διεθνής συνεργασία μαζί με το πανεπιστήμιο",
    "de": "Grenzüberschreitende Zusammenarbeit der Landeshauptstadt",
}
SECOND = "Samorząd i mieszkańcy wspólnie"
LAST = "filtr filmu tylko litery i liczby, lit lit fili tif jit lil fit til " * 3
SIZE, INSETS = 14, 16  # of the deck's tables, in points
PILLARS, ROWS = 12, 11  # so many rows that one more line shows


def filling(name: str) -> list[str]:
    """Return words of the last column with which the table is about as wide as the slide's body, give or take."""
    world = World(ROOT)
    family = Family.open(world, read_theme(world).family)
    taken = (family.face(True).width(name) + family.face().width(SECOND)) * SIZE
    room = (BODY.width - 3 * INSETS - taken) / SIZE
    letters = next(n for n in range(len(LAST), 0, -1) if family.face().width(LAST[:n]) <= room)
    return [LAST[: letters - less] for less in range(-1, PILLARS - 1)]


def write(root: Path, language: str) -> None:
    """Write a publication of tables whose last column shrinks by a letter from one to the next."""
    shutil.copytree(ROOT / "templates", root / "templates")
    folder = root / "content" / "essai"
    (folder / "pillars").mkdir(parents=True)
    shutil.copy(CONTENT / "cities.yaml", root / "content")
    names = [f"p{number}" for number in range(PILLARS)]
    for name, last in zip(names, filling(NAMES[language]), strict=True):
        rows = [[NAMES[language], SECOND, last] for _row in range(ROWS)]
        table = {"caption": "Tabela", "columns": ["A", "B", "C"], "rows": rows}
        pillar = {"label": name, "heading": name, "icon": "rocket", "examples": [], "table": table}
        (folder / "pillars" / f"{name}.yaml").write_text(yaml.safe_dump(pillar, allow_unicode=True))
    head = {"title": "Tabele", "language": language, "pillars": names, "overview": list(names)}
    (folder / "publication.yaml").write_text(yaml.safe_dump(head, allow_unicode=True))


@pytest.mark.parametrize("language", NAMES)
def test_a_row_takes_the_lines_that_were_planned(language: str, tmp_path: Path) -> None:
    write(tmp_path, language)
    production = Production(World(tmp_path), "essai")
    deck = production.write(EDITIONS[0], production.document(EDITIONS[0]))
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck)
    assert overflow.findings(path) == []
