"""The page that says what changed, in a real browser: axe-core finds nothing, at 320 px and on a screen."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from generator.judges.web import NARROW, axe_source
from tests.project import SLUG

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.project import Project

pytestmark = pytest.mark.judge


def test_axe_finds_nothing_and_nothing_is_loaded_from_elsewhere(project: Project, browser: Browser) -> None:
    shutil.copytree(project.root / "content", project.root / "before/content")
    project.edit("soutien.yaml", "de nombreuses initiatives", "plusieurs initiatives")
    project.edit("publication.yaml", "title: ", "title: Les ")
    assert project.run("diff", str(project.root / f"before/content/{SLUG}"), SLUG, "--format", "page").code == 0

    _looked_at(project, browser, f"{SLUG}.changes.html", 4)


def test_finished_decks_are_shown_side_by_side(project: Project, browser: Browser) -> None:
    project.build(SLUG, "--only", "deck")
    project.path(f"output/{SLUG}.pptx").rename(project.output / "before.pptx")
    project.edit("soutien.yaml", "de nombreuses initiatives", "plusieurs initiatives")
    project.build(SLUG, "--only", "deck")
    files = [str(project.output / name) for name in ("before.pptx", f"{SLUG}.pptx")]
    assert project.run("diff", *files, "--format", "page").code == 0

    _looked_at(project, browser, f"{SLUG}.changes.html", 2)
    assert "Elsewhere" not in project.read(f"output/{SLUG}.changes.html")  # notes belong to their slides


def _looked_at(project: Project, browser: Browser, name: str, pictures: int) -> None:
    """Examine a page on a telephone and on a screen; it has so many pictures, and says what was removed."""
    for width in (NARROW, 1400):
        page = browser.new_page(viewport={"width": width, "height": 900})
        elsewhere: list[str] = []
        page.on("request", lambda one, to=elsewhere: to.append(one.url))  # type: ignore[call-overload]
        page.goto((project.output / name).as_uri())
        page.evaluate(axe_source())
        result = page.evaluate("axe.run(document)")
        assert result["passes"]
        assert [(one["id"], one["nodes"][0]["html"][:160]) for one in result["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("figure img").count() == pictures
        assert "removed: de nombreuses end" in " ".join(page.locator("main").text_content().split())  # type: ignore[union-attr]
        assert [one for one in elsewhere if not one.startswith(("file:", "data:"))] == []
        page.close()
