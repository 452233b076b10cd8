"""Corrections that come home in a real browser: seen word by word, taken one by one, undone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from generator.judges.web import NARROW
from tests.home.campaign import Hand, named_by
from tests.home.test_pull import built
from tests.judges.test_edit import Desk, desk_on, violations
from tests.judges.test_edit_start import drop
from tests.project import EVERY_KEY, SLUG, copy_project
from tests.review.test_word import _edited, copy_of, replaced

TURIN = "pillars/gouvernance:examples/turin-partenariats/text"


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    copy_project(tmp_path, SLUG, EVERY_KEY)
    with desk_on(browser, tmp_path, SLUG) as desk:
        yield desk


def corrected(root: Path) -> bytes:
    hand = Hand(built(root, SLUG))
    hand.say("nombreuses", "belles", 4)
    hand.say("horizontale", "partagée", 7)
    hand.box(4, "Voir aussi Lyon")
    return named_by(hand.saved, "Marie Durand")


def test_corrections_are_shown_word_by_word_and_taken_one_by_one(desk: Desk) -> None:
    page, before = desk.page, desk.read("gouvernance")
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Reprendre des corrections…").click()
    file = desk.root / "corrige.pptx"
    file.write_bytes(corrected(desk.root))
    chooser.value.set_files(file)

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Marie Durand")
    expect(dialog.locator("del").first).to_have_text("nombreuses")
    expect(dialog.locator("ins").first).to_have_text("belles")
    expect(dialog).to_contain_text("Voir aussi Lyon")
    expect(dialog).to_contain_text("Soutien aux projets innovants › Exemple 1 › Texte")
    expect(dialog).not_to_contain_text("(city:")
    expect(dialog.get_by_role("checkbox")).to_have_count(2)  # a box that was added is only listed
    assert violations(page) == []
    dialog.get_by_role("checkbox").nth(1).uncheck()
    dialog.get_by_role("button", name="Reprendre ce qui est coché").click()

    expect(page.locator("#live")).to_contain_text("1")
    expect(page.locator("#status")).to_contain_text("1")
    assert "de belles initiatives" in desk.read("soutien")
    assert desk.read("gouvernance") == before
    page.get_by_role("button", name="Annuler").click()
    desk.saved()
    assert "de nombreuses initiatives" in desk.read("soutien")


def test_a_corrected_deck_that_is_dropped_is_no_new_publication_and_fits_a_telephone(desk: Desk) -> None:
    page = desk.page
    page.set_viewport_size({"width": NARROW, "height": 700})
    deck = corrected(desk.root)
    drop(desk, "corrige.pptx", deck)
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("ins").first).to_have_text("belles")
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert violations(page) == []
    dialog.get_by_role("button", name="Tout reprendre, sauf les conflits").click()
    expect(page.locator("#live")).to_contain_text("2")
    drop(desk, "corrige.pptx", deck)
    expect(page.get_by_role("dialog")).to_contain_text("Voir aussi Lyon")
    expect(page.get_by_role("checkbox")).to_have_count(0)  # what was taken is proposed no more


def test_two_word_copies_are_taken_in_together_and_their_conflict_is_shown(desk: Desk) -> None:
    page, copies = desk.page, []
    for author, word in (("Anne", "grande"), ("Bob", "vieille")):
        edit = replaced(TURIN, "longue", word, author=author)
        copies.append(desk.root / f"{author}.docx")
        copies[-1].write_bytes(_edited(copy_of(SLUG), edit))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Reprendre des corrections…").click()
    chooser.value.set_files(copies)

    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Gouvernance ouverte et collaborative › Exemple 3 › Texte")
    expect(dialog.locator("ins")).to_have_text(["grande", "vieille"])
    expect(dialog.get_by_role("checkbox", checked=True)).to_have_count(0)
    dialog.get_by_role("checkbox").nth(2).check()  # behind the first wording, and what keeps the content
    dialog.get_by_role("button", name="Reprendre ce qui est coché").click()
    expect(page.locator("#status")).to_contain_text("1")
    assert "une vieille tradition" in desk.read("gouvernance")


def test_a_deck_of_another_publication_is_not_pulled(desk: Desk) -> None:
    other = desk.root / "autre.pptx"
    other.write_bytes(built(desk.root, EVERY_KEY))
    with desk.page.expect_file_chooser() as chooser:
        desk.page.locator("#pull").click()
    chooser.value.set_files(other)
    expect(desk.page.get_by_role("dialog")).to_contain_text("n’est pas un fichier de cette publication")
