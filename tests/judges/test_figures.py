"""Pages with tables of data and charts pass axe-core in both schemes and at 320 px; notes are in test_verapdf.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import web
from generator.judges import web as judge
from generator.judges.tools import ROOT
from generator.kit import Kit
from generator.text.fonts import Family
from generator.theme import read_theme
from generator.world import World
from tests.note.samples import CASES


@pytest.mark.parametrize("name", ["a table over pages", "twelve columns", "charts", "Greek figures"])
def test_a_page_with_figures_is_accessible(name: str, tmp_path: Path) -> None:
    world = World(ROOT)
    theme = read_theme(world)
    kit = Kit(world, theme, Family.open(world, theme.family))
    path = tmp_path / "page.html"
    path.write_bytes(web.write(web.plan(CASES[name], kit), kit))
    assert judge.findings(path) == []
