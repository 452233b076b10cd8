"""The documentation's site in a real browser, and its first hour in the editor, step by step."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from generator.judges.web import NARROW, axe_source
from tests.some import some

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, str(ROOT / "tools/docs.py"), str(folder)], check=True, cwd=ROOT)
    return folder


@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    ("folder", "look"),
    [("en", {"color_scheme": "light"}), ("fr", {"color_scheme": "dark"}), (".", {"forced_colors": "active"})],
)
def test_axe_finds_nothing_and_nothing_is_loaded_from_elsewhere(
    site: Path, browser: Browser, folder: str, look: dict[str, str]
) -> None:
    context = browser.new_context(viewport={"width": NARROW, "height": 800}, **look)  # type: ignore[arg-type]
    page = context.new_page()
    elsewhere: list[str] = []
    page.on("request", lambda request: None if request.url.startswith("file:") else elsewhere.append(request.url))
    found = []
    for file in some((site / folder).glob("*.html")):
        page.goto(file.as_uri())
        page.evaluate(axe_source())
        result = page.evaluate("axe.run(document)")
        assert result["passes"]
        found += [f"{file.name}: {one['id']}: {one['nodes'][0]['html'][:160]}" for one in result["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth")
        found += [f"{file.name}: {wide} px wide"] if wide > NARROW else []
    context.close()

    assert found == []
    assert elsewhere == []


def test_the_search_finds_a_page_in_its_language(site: Path, browser: Browser) -> None:
    page = browser.new_page()
    page.goto((site / "fr/search.html").as_uri() + "?q=imprimeur")
    page.locator("#search-results a").first.wait_for()
    assert "Résultats" in page.inner_text("#search-results")
    assert page.get_by_role("link", name="Gros caractères", exact=False).count() > 1  # in the contents, and found


def test_the_first_hour_can_be_followed_in_the_editor(browser: Browser, tmp_path: Path) -> None:
    """What the pictures of docs/ show is done by hand, as the page says; they can be taken anew."""
    screens = runpy.run_path(str(ROOT / "tools/screens.py"))
    with screens["editor"](browser, tmp_path, "fr") as page:
        taken = dict(screens["pictures"](page, "fr"))
        page.locator("#status").get_by_text("Enregistré").wait_for()

    assert {f"{name}-fr.png" for name in taken} == {path.name for path in (ROOT / "docs/images").glob("editor*-fr.png")}
    made = (tmp_path / "content/lecons-apprises/pillars/pilier-1.yaml").read_text("utf-8")
    assert "columns: [Ville, 2023, 2024, 2025]" in made
    assert "caption: Visiteurs, en milliers" in made
    assert all(len(image) < 100_000 for image in taken.values())
