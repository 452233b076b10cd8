"""Where publications begin, in a real browser: five answers, a document that is dropped, the list of all."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from playwright.sync_api import Browser, expect

from generator.judges.web import NARROW
from tests.judges.test_edit import Desk, desk_on, violations

DROP = """(body, [name, data]) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0));
    transfer.items.add(new File([bytes], name, {type: "application/octet-stream"}));
    for (const kind of ["dragover", "drop"])
        body.dispatchEvent(new DragEvent(kind, {dataTransfer: transfer, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def start(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    with desk_on(browser, tmp_path, "") as desk:
        yield desk


def report() -> bytes:
    """Return a Word file of two headings with items."""
    document: Any = Document()
    document.add_heading("Le port qui vient", 0)
    for heading, items in {
        "Un quai pour tous": ["Le quai est ouvert.", "Le marché revient."],
        "Des navires": ["Deux."],
    }.items():
        document.add_heading(heading, 1)
        for item in items:
            document.add_paragraph(item, style="List Bullet")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def drop(desk: Desk, name: str, data: bytes) -> None:
    desk.page.locator("body").evaluate(DROP, [name, base64.b64encode(data).decode()])


def test_a_publication_begins_with_the_keyboard_alone(start: Desk) -> None:
    page = start.page
    expect(page.get_by_text("Il n’y en a pas encore")).to_be_visible()
    page.get_by_label("Quel est son titre").focus()
    for words in ("La ville qui apprend", None, "Ville d’Alba", None, "Lyon"):
        if words:
            page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_contain_text("Lyon (France)")
    page.keyboard.press("Enter")
    expect(page.locator("#name")).to_have_text("La ville qui apprend")
    expect(page.locator(".slide[data-picture]").first).to_be_visible()
    expect(page.locator(".entry")).to_have_count(5)
    field = start.field("Titre")
    field.fill("La ville qui agit")
    start.saved()
    assert "title: La ville qui agit" in (start.root / "content/la-ville-qui-apprend/publication.yaml").read_text(
        "utf-8"
    )


def test_a_document_that_is_dropped_is_shown_then_opened(start: Desk) -> None:
    page = start.page
    drop(start, "Le port.docx", report())
    dialog = page.get_by_role("dialog", name="Ce que devient Le port.docx")
    expect(dialog).to_contain_text("mots de Le port.docx y sont tous")
    expect(dialog.locator(".becoming")).to_contain_text("Un quai pour tous")
    assert violations(page) == []
    dialog.locator("summary").click()
    expect(dialog.get_by_role("row", name="Pilier 1 – Texte Le marché revient. 3")).to_be_visible()
    dialog.get_by_role("button", name="Ne rien créer").click()
    expect(dialog).to_have_count(0)
    assert not (start.root / "content").exists()

    drop(start, "Le port.docx", report())
    dialog.get_by_role("button", name="Créer la publication").click()
    expect(page.locator("#name")).to_have_text("Le port qui vient")
    expect(page.locator(".slide[data-picture]").first).to_be_visible()


def test_what_cannot_be_read_is_said_and_nothing_is_lost(start: Desk) -> None:
    for name, told in (
        ("tableau.xlsx", "n’est pas un document"),
        ("vide.txt", "pas de texte"),
        ("faux.docx", "faux.docx"),
    ):
        drop(start, name, b"PK\x03\x04" if name == "faux.docx" else b"")
        dialog = start.page.get_by_role("dialog")
        expect(dialog).to_contain_text(told)
        start.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
    assert not (start.root / "content").exists()


def test_a_document_is_dropped_beside_a_publication_and_one_goes_back(desk: Desk) -> None:
    page, before = desk.page, desk.read()
    drop(desk, "Notes.txt", b"Notes de port\n\nUn quai\n\n- Il est ouvert.\n\nUn navire\n\n- Il est sobre.\n")
    page.get_by_role("dialog").get_by_role("button", name="Créer la publication").click()
    expect(page.locator("#name")).to_have_text("Notes de port")
    start_field(desk)
    page.locator("#shelf summary").click()
    page.get_by_role("link", name="Les stratégies").click()
    expect(page.locator("#name")).to_contain_text("Les stratégies")
    page.locator("#shelf summary").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#shelf .items")).to_be_hidden()
    page.locator("#shelf summary").click()
    page.get_by_role("link", name="Nouvelle, ou à partir").click()
    expect(page.get_by_role("heading", name="Une nouvelle publication")).to_be_visible()
    assert desk.read() == before


def start_field(desk: Desk) -> None:
    desk.field("Titre").fill("Notes du port")
    desk.saved()


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    from tests.project import SLUG, copy_project

    copy_project(tmp_path)
    with desk_on(browser, tmp_path, SLUG) as desk:
        yield desk


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing_where_publications_begin(start: Desk, look: str) -> None:
    if look == "forced":
        start.page.emulate_media(forced_colors="active")
    else:
        start.page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
    assert violations(start.page) == []
    start.page.set_viewport_size({"width": NARROW, "height": 700})
    assert start.page.evaluate("document.documentElement.scrollWidth") <= NARROW
