"""Take the pictures of the editor that docs/ shows, in both languages, by doing what the first hour says.

    python tools/screens.py [FOLDER]      (docs/images unless said)

It needs Chromium and the test tools. It works on a copy of content/ and changes nothing there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from generator.pdf.raster import png

ROOT = Path(__file__).resolve().parents[1]
SLUG = "lecons-apprises"
SIZE = {"width": 1280, "height": 800}  # CSS pixels: a laptop's
CELLS = "Ville\t2023\t2024\t2025\nNantes\t12,5\t14\t15,5\nRennes\t9\t10,2\t11\nTurin\t7\t7,5\t9\n"
WORDS = {
    "en": (
        "Add an example",
        "Text",
        "Add a pillar",
        "Short label",
        "Heading",
        "Add: Table",
        "Caption",
        "Place",
        ("Add a language", "Choose", "German", "Welche Lehren Städte gezogen haben"),
    ),
    "fr": (
        *(
            "Ajouter un exemple",
            "Texte",
            "Ajouter un pilier",
            "Titre court",
            "Titre du pilier",
            "Ajouter : Tableau",
            "Légende",
        ),
        "Lieu",
        ("Ajouter une langue", "Choisir", "anglais", "What cities have learnt about innovation"),
    ),
}


def main() -> None:
    """Take four pictures for each language, and say where they are."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "images"
    for language in WORDS:
        with (
            tempfile.TemporaryDirectory() as copy,
            sync_playwright() as play,
            play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"]) as browser,
            editor(browser, Path(copy), language) as page,
        ):
            for name, image in pictures(page, language):
                target = folder / f"{name}-{language}.png"
                target.write_bytes(image)
                print(f"{target} ({len(image) // 1024} kB)")


@contextmanager
def editor(browser: Browser, root: Path, language: str) -> Iterator[Page]:
    """Have the editor of a copy of the project open in ``browser``."""
    for name in ("content", "templates"):
        shutil.copytree(ROOT / name, root / name)
    command = [sys.executable, "-m", "generator", "edit", SLUG, "--no-browser", "--root", str(root)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "LANGUAGE": language}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout
            address = re.search(r"http://\S+", process.stdout.readline())
            assert address
            context = browser.new_context(locale=language, viewport=SIZE, reduced_motion="reduce")  # type: ignore[arg-type]
            context.grant_permissions(["clipboard-read", "clipboard-write"])
            page = context.new_page()
            page.goto(address[0])
            page.wait_for_selector("html[data-ready]", state="attached")
            yield page
        finally:
            process.kill()


def pictures(page: Page, language: str) -> Iterator[tuple[str, bytes]]:
    """Do the steps of the first hour; yield each picture's name and PNG."""
    add_example, text, add_pillar, label, heading, table, caption, place, another = WORDS[language]
    page.locator(".entry", has_text="Soutien").first.click()
    yield "editor", taken(page)

    page.get_by_role("button", name=add_example).click()
    written = page.get_by_role("textbox", name=text, exact=True).nth(3)
    written.fill("Lille ouvre un atelier chaque mois.")
    page.wait_for_timeout(1500)  # saved, as a hand takes to select a word
    written.press("Home")
    for _letter in "Lille":
        page.keyboard.press("Shift+ArrowRight")
    page.get_by_role("button", name=place, exact=True).locator("visible=true").click()
    found = page.get_by_role("dialog").get_by_role("button", name="Lille")
    found.first.wait_for()
    yield "editor-city", taken(page)
    found.first.click()
    page.locator(".slide").get_by_role("button", name="Lille").first.wait_for()

    page.get_by_role("button", name=add_pillar).click()
    page.locator("#sheet h2", has_text="5").wait_for()
    page.get_by_role("textbox", name=label, exact=True).fill("Lieux ouverts à tous")
    page.get_by_role("textbox", name=heading, exact=True).fill("Des lieux ouverts à tous les habitants")
    page.locator("#sheet").get_by_role("button", name=table, exact=True).click()
    page.evaluate("cells => navigator.clipboard.writeText(cells)", CELLS)
    page.locator("table.grid [contenteditable]").first.click()
    page.keyboard.press("Control+v")
    page.locator("table.grid").get_by_text("Turin").wait_for()
    page.wait_for_timeout(1000)  # as a hand takes from the table to the caption
    page.get_by_role("textbox", name=caption, exact=True).fill("Visiteurs, en milliers")
    page.locator("table.grid").evaluate("one => one.scrollIntoView({block: 'center'})")
    yield "editor-table", taken(page)

    add_language, choose, called, title = another
    page.get_by_role("button", name=add_language).click()
    page.get_by_role("dialog").get_by_role("combobox").select_option(label=called)
    page.get_by_role("button", name=choose, exact=True).click()
    page.locator(".translation .words").first.wait_for()
    page.locator("#edition option:checked:not([value=''])").wait_for(state="attached")
    page.keyboard.type(title)
    yield "editor-translation", taken(page)


def taken(page: Page) -> bytes:
    """Return a picture of the page, once all that it shows has come, as a small PNG."""
    page.wait_for_timeout(2500)  # the pause after which a change is written, and its slide drawn
    page.locator("#status:not([data-state=saving], [data-state=unsaved])").wait_for(state="attached")
    return png(Image.open(BytesIO(page.screenshot())).convert("RGB"))


if __name__ == "__main__":
    main()
