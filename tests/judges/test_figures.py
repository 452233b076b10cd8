"""Pages with tables of data and charts pass axe-core in both schemes and at 320 px; notes are in test_verapdf.py."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser

from generator import web
from generator.document import tree
from generator.judges import web as judge
from generator.judges.tools import ROOT
from generator.kit import Kit
from generator.source.inline import Run
from tests.note.samples import CASES, document, table, text, with_figures
from tests.project import open_kit
from tests.web import documents


def kit() -> Kit:
    return open_kit(ROOT)


@pytest.mark.parametrize("name", ["a table over pages", "twelve columns", "charts", "Greek figures"])
def test_a_page_with_figures_is_accessible(name: str, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    caption = documents.text(Run("Aides versées", link="https://example.org/"))
    made = tree.map_nodes(CASES[name], (tree.DataTable,), lambda one: replace(one, caption=caption))
    path.write_bytes(web.write(web.plan(made, kit()), kit()))
    assert judge.findings(path) == []


def test_a_table_of_five_columns_is_cards_of_full_size_on_a_telephone(browser: Browser, tmp_path: Path) -> None:
    heads, cells = (
        ("Ville", "Aides 2023", "Aides 2024", "Habitants", "Évolution"),
        ("12,5\N{NO-BREAK SPACE}M€", "14,2\N{NO-BREAK SPACE}M€", "467\N{NO-BREAK SPACE}859"),
    )
    rows = (tuple(map(text, ("Rennes Métropole", *cells, "+ 3 %"))),) * 3
    made = replace(table(3, 5), columns=tuple(map(text, heads)), rows=rows, numeric=(False, True, True, True, True))
    path = tmp_path / "page.html"
    path.write_bytes(web.write(web.plan(with_figures(made), kit()), kit()))
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(path.as_uri())
    box = page.locator(".scroll")
    assert box.evaluate("one => one.scrollWidth - one.clientWidth") == 0
    assert page.locator(".data td").first.evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= 16
    page.close()


@pytest.mark.parametrize("width", [1100, 1280])
def test_a_long_figure_that_opens_a_pillar_stays_on_the_page(width: int, browser: Browser, tmp_path: Path) -> None:
    """The figure was as wide as its room with the space around it: the page scrolled sideways."""
    figure = tree.KeyFigure(text("200\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}złotych"), text("par an"))
    made = document(1, 2, 120)
    opened = (replace(one, blocks=(tree.KeyFigures((figure,)), *one.blocks)) for one in made.sections)
    sections = tuple(two if two.role == "pillar" else one for one, two in zip(made.sections, opened, strict=True))
    path = tmp_path / "page.html"
    path.write_bytes(web.write(web.plan(replace(made, sections=sections), kit()), kit()))
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(path.as_uri())
    assert page.locator(".opened .figures").count() == 1
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()
