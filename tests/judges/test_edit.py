"""The editor in a real browser: what is typed, dragged, pasted and pressed ends in the files, and nothing else does."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Error, Page, Route, expect
from pptx import Presentation

from generator.judges.web import NARROW, axe_source
from tests.project import SLUG, copy_project, process_environment

PILLAR = "cooperation"
WAIT = 30_000  # milliseconds: this machine may be busy


@dataclass
class Desk:
    """The editor of a project, open in a page."""

    root: Path
    page: Page
    slug: str = SLUG
    address: str = ""
    process: subprocess.Popen[str] = field(init=False)

    def start(self) -> None:
        """Start the editor, for the first time or again, and wait until it has told its address."""
        command = [sys.executable, "-m", "generator", "edit", "--no-browser", "--root", str(self.root)]
        command += [self.slug] if self.slug else []
        french = process_environment(LANGUAGE="fr")
        self.process = subprocess.Popen(command, env=french, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout
        found = re.search(r"http://\S+", self.process.stdout.readline())
        assert found
        self.address = found[0]

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()

    def path(self, pillar: str = PILLAR) -> Path:
        return self.root / f"content/{SLUG}/pillars/{pillar}.yaml"

    def read(self, pillar: str = PILLAR) -> str:
        return self.path(pillar).read_text("utf-8")

    def open(self) -> None:
        self.page.goto(self.address)
        self.page.wait_for_selector("html[data-ready]", state="attached")

    def choose(self, label: str) -> None:
        self.page.locator(".entry", has_text=label).click()

    def drag(self, what: Any, onto: Any) -> None:
        """Drag one thing onto another, as a hand does."""
        onto.evaluate("one => one.scrollIntoView({block: 'start'})")
        start, end = what.bounding_box(), onto.bounding_box()
        self.page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
        self.page.mouse.down()
        for part in (0.1, 0.6, 1.0):
            y = start["y"] + (end["y"] + end["height"] / 2 - start["y"] - start["height"] / 2) * part
            self.page.mouse.move(start["x"] + start["width"] / 2, y + start["height"] / 2)
        self.page.mouse.up()

    def saved(self) -> None:
        """Wait until what was done is saved; what a dialog's end begins comes a little after the key that ends it."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 50)))")
        expect(self.page.locator("#status")).to_have_text("Enregistré")

    def field(self, label: str, number: int = 0) -> Any:
        return self.page.get_by_role("textbox", name=label, exact=True).nth(number)


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    copy_project(tmp_path)
    with desk_on(browser, tmp_path, SLUG) as desk:
        yield desk


@contextmanager
def desk_on(browser: Browser, root: Path, slug: str) -> Iterator[Desk]:
    """Open the editor of the project at ``root``: at a publication, or where the first one begins."""
    faults: list[str] = []
    context = browser.new_context(locale="fr-FR", viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(WAIT)
    expect.set_options(timeout=WAIT)
    page.on("pageerror", lambda error: faults.append(str(error)))
    desk = Desk(root, page, slug)
    desk.start()
    try:
        desk.open()
        yield desk
        context.close()
    finally:
        desk.end()  # whatever happened: nothing waits for an editor that nobody closes
    assert faults == []


def test_a_text_is_edited_where_one_looks(desk: Desk) -> None:
    before = desk.read()
    spot = desk.page.get_by_role("button", name=re.compile("Modifier.*Le Pacte Métropolitain"))
    slide = desk.page.locator(".slide", has=spot)
    other = desk.page.locator(".slide").nth(2)
    expect(other).to_have_attribute("data-picture", re.compile("."))  # pictures come one after another
    old, others = slide.get_attribute("data-picture"), other.get_attribute("data-picture")

    spot.click()
    focused = desk.page.locator(":focus")
    expect(focused).to_have_attribute("role", "textbox")
    desk.page.keyboard.press("End")
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.type(" Vraiment.")

    expect(slide).not_to_have_attribute("data-picture", old or "")
    desk.saved()
    assert desk.read() == before.replace("objectifs fixés.", "objectifs fixés. Vraiment.", 1)
    assert other.get_attribute("data-picture") == others
    expect(focused).to_be_focused()


CARET = """() => {
    const {anchorNode, anchorOffset} = getSelection(), range = document.createRange();
    range.selectNodeContents(document.activeElement);
    range.setEnd(anchorNode, anchorOffset);
    return range.toString().length;
}"""


def caret(desk: Desk) -> int:
    """Return how many letters of the text that is edited stand before the cursor."""
    return int(desk.page.evaluate(CARET))


def test_the_cursor_stands_where_a_text_was_clicked(desk: Desk) -> None:
    """On a slide, its beginning and a word in the middle; a key that opens a text leads to its end."""
    spot = desk.page.get_by_role("button", name=re.compile("Modifier.*Le Pacte Métropolitain"))
    focused = desk.page.locator(":focus")
    spot.click(position={"x": 1, "y": 6})
    desk.page.wait_for_function("() => getSelection().anchorOffset === 0")
    with desk.page.expect_response("**/caret?*"):
        spot.click()
    whole = focused.inner_text()
    desk.page.wait_for_function(f"() => ({CARET})() > 60 && ({CARET})() < {len(whole) - 60}")
    at = caret(desk)
    desk.page.keyboard.type("ici ")
    desk.saved()
    assert f"{whole[:at]}ici {whole[at:]}" in " ".join(focused.inner_text().split("\n"))
    spot.focus()
    desk.page.keyboard.press("Enter")
    assert caret(desk) == len(focused.inner_text())


def test_a_cursor_that_was_put_elsewhere_meanwhile_stays_there(desk: Desk) -> None:
    held: list[Route] = []
    desk.page.route("**/caret?*", lambda route: held.append(route))
    with desk.page.expect_request("**/caret?*"):
        desk.page.get_by_role("button", name=re.compile("Modifier.*Le Pacte Métropolitain")).click()
    desk.page.keyboard.press("Control+End")
    for route in held:
        with suppress(Error):  # when it is no longer asked for
            route.continue_()
    desk.page.wait_for_timeout(300)
    desk.page.keyboard.type(" Vraiment.")
    desk.saved()
    assert "objectifs fixés. Vraiment.\n" in desk.read()


def test_marks_are_buttons_and_a_citys_name_offers_to_be_marked(desk: Desk) -> None:
    desk.choose("Coopérations")
    field = desk.field("Texte")
    field.fill("À Nantes comme ailleurs, un bel accord.")
    desk.page.get_by_role("button", name="Marquer « Nantes » comme lieu").click()
    field.press("End")
    for _letter in "accord.":
        desk.page.keyboard.press("Shift+ArrowLeft")
    desk.page.get_by_role("button", name="Gras", exact=True).and_(desk.page.locator(":visible")).click()

    expect(field.locator("b")).to_have_text("accord.")
    desk.saved()
    expect(field.locator("[data-p=nantes]")).to_have_text("Nantes")
    assert "      À [Nantes](city:nantes) comme ailleurs, un bel **accord.**\n" in desk.read()


def test_an_edit_elsewhere_is_seen_at_once_and_never_overwritten(desk: Desk) -> None:
    desk.choose("Coopérations")
    field = desk.field("Titre court")
    text = desk.read()
    desk.path().write_text(text.replace("label: Coopérations nationales", "label: Ententes nationales"), "utf-8")
    expect(field).to_have_text("Ententes nationales et européennes")

    def meanwhile(route: Route) -> None:
        desk.path().write_text(desk.read().replace("Ententes", "Accords"), "utf-8")
        route.continue_()

    desk.page.route("**/edit", meanwhile)
    field.fill("Le mien")
    dialog = desk.page.get_by_role("dialog", name="Modifié ailleurs")
    expect(dialog.locator(".version").first).to_have_text("Accords nationales et européennes")
    expect(dialog.locator(".version").nth(1)).to_have_text("Le mien")
    assert violations(desk.page) == []
    expect(dialog.locator(".diff")).to_contain_text("-label: Accords nationales et européennes")
    expect(dialog.locator(".diff")).to_contain_text("+label: Le mien")
    assert "label: Accords nationales" in desk.read()
    desk.page.unroute("**/edit")
    dialog.get_by_role("button", name="Écrire mon texte").click()

    desk.saved()
    assert desk.read() == text.replace("label: Coopérations nationales et européennes", "label: Le mien")


def test_of_two_changes_of_a_text_both_may_be_kept(desk: Desk) -> None:
    """What was changed elsewhere and what was changed here, where they do not meet; else one behind the other."""
    desk.choose("Coopérations")
    field = desk.field("Texte")
    whole = field.inner_text()
    theirs: list[tuple[str, str]] = []

    def meanwhile(route: Route) -> None:
        if theirs:
            desk.path().write_text(desk.read().replace(*theirs.pop(), 1), "utf-8")
        route.continue_()

    desk.page.route("**/edit", meanwhile)
    for change, key, typed, kept in (
        (
            ("Le Pacte", "Le nouveau Pacte"),
            "Control+End",
            " Voilà.",
            f"{whole} Voilà.".replace("Le Pacte", "Le nouveau Pacte"),
        ),
        (("Voilà.", "Voilà bien."), "Control+End", " Encore.", "Voilà bien. Encore."),
        (("Encore.", "Toujours."), "Control+a", "Autre chose.", "Voilà bien. Toujours. Autre chose."),
    ):
        theirs.append(change)
        field.press(key)
        desk.page.keyboard.type(typed)
        dialog = desk.page.get_by_role("dialog", name="Modifié ailleurs")
        expect(dialog.locator(".version").last).to_contain_text(kept)
        assert violations(desk.page) == []
        dialog.get_by_role("button", name="Garder les deux").click()
        desk.saved()
        expect(field).to_contain_text(kept)
    assert "[Grenoble-Alpes Métropole](city:grenoble)" in desk.read()
    assert "Voilà bien. Toujours. Autre chose." in " ".join(desk.read().split())


def test_a_broken_file_keeps_the_last_pictures_and_says_where(desk: Desk) -> None:
    desk.choose("Coopérations")
    expect(desk.page.locator(".slide:not([data-picture])")).to_have_count(0)  # they come one after another
    text, hashes = desk.read(), [one.get_attribute("data-picture") for one in desk.page.locator(".slide").all()]
    desk.path().write_text(text.replace("city:turin", "city:turyn"), "utf-8")

    expect(desk.page.locator("#banner")).to_contain_text("dernières images valables")
    expect(desk.page.locator(".fault").filter(has_text="turyn")).to_be_visible()
    assert [one.get_attribute("data-picture") for one in desk.page.locator(".slide").all()] == hashes
    desk.path().write_text("label: [", "utf-8")
    expect(desk.page.locator("#problems")).to_contain_text("YAML")
    assert violations(desk.page) == []
    desk.path().write_text(text, "utf-8")
    expect(desk.page.locator("#banner")).to_be_empty()
    expect(desk.field("Titre court")).to_have_text("Coopérations nationales et européennes")


def test_a_file_that_yaml_cannot_read_is_mended_in_the_page(desk: Desk) -> None:
    desk.choose("Coopérations")
    text = desk.read()
    whole = text.replace("label: Coopérations", "label: Ententes : Coopérations").replace("\nicon: affiliate", "")
    desk.path().write_text(whole, "utf-8")
    problems, box = desk.page.locator("#problems"), desk.page.get_by_role("textbox", name="Texte du fichier")
    line = whole[: whole.index("label:")].count("\n") + 1
    expect(problems).to_contain_text(f"ligne {line}")

    problems.get_by_role("button", name="Le texte contient un deux-points").click()
    expect(box).to_be_focused()
    selected = "[document.activeElement.selectionStart, document.activeElement.selectionEnd]"
    start, end = desk.page.evaluate(selected)
    assert whole[start:end] == "label: Ententes : Coopérations nationales et européennes"
    problems.get_by_role("button", name="Corriger ainsi").click()

    expect(desk.field("Titre court")).to_have_text("Ententes : Coopérations nationales et européennes")
    expect(desk.page.locator(".fault").filter(has_text="icon")).to_be_visible()  # what could not be seen before
    desk.page.get_by_role("button", name="Annuler").click()
    box.fill(text)
    assert desk.read() == whole  # nothing is saved before it is wanted
    desk.page.get_by_role("button", name="Enregistrer ce texte").click()
    expect(desk.field("Titre court")).to_have_text("Coopérations nationales et européennes")
    assert desk.read() == text


def test_a_whole_text_that_is_not_saved_stays_while_others_mend_the_file(desk: Desk) -> None:
    """Neither another form nor another program's file drops it; both texts are shown, and one is chosen."""
    desk.choose("Coopérations")
    text, mine = desk.read(), desk.read().replace("label: Coopérations", "label: Mes coopérations")
    broken = text.replace("label: Coopérations", "label: Ententes : Coopérations")
    desk.path().write_text(broken, "utf-8")
    box = desk.page.get_by_role("textbox", name="Texte du fichier")
    box.fill(mine)
    desk.choose("La publication")
    desk.page.locator("#outline ol .entry").nth(2).click()
    expect(box).to_have_value(mine)
    assert desk.read() == broken
    theirs = text.replace("label: Coopérations", "label: Leurs coopérations")
    desk.path().write_text(theirs, "utf-8")

    draft = desk.page.get_by_role("textbox", name="Votre texte de ce fichier, non enregistré")
    expect(draft).to_have_value(mine)
    expect(desk.field("Titre court")).to_have_text("Leurs coopérations nationales et européennes")
    assert violations(desk.page) == []
    desk.page.get_by_role("button", name="Comparer, puis choisir").click()
    dialog = desk.page.get_by_role("dialog", name="Modifié ailleurs")
    expect(dialog.locator(".version mark").first).to_have_text("Leurs ")
    expect(dialog.locator(".version mark").last).to_have_text("Mes ")
    assert violations(desk.page) == []
    assert desk.read() == theirs
    dialog.get_by_role("button", name="Écrire mon texte").click()
    expect(desk.field("Titre court")).to_have_text("Mes coopérations nationales et européennes")
    expect(draft).to_have_count(0)
    assert desk.read() == mine


def test_what_cannot_be_built_stays_in_the_field_and_is_said_there(desk: Desk) -> None:
    desk.choose("Coopérations")
    before = desk.read()
    desk.field("Titre court").fill("")

    expect(desk.page.locator(".fault").first).to_contain_text("Il n’y a pas de texte ici.")
    expect(desk.field("Titre court")).to_have_attribute("aria-invalid", "true")
    assert desk.read() == before
    desk.field("Titre court").fill("Ententes")
    desk.saved()
    assert desk.read() == before.replace("Coopérations nationales et européennes", "Ententes", 1)


def test_no_file_is_handed_out_silently_without_what_is_not_saved(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.field("Titre court").fill("Ententes 漢")
    fault = desk.page.locator(".fault:visible").first
    expect(fault).to_contain_text("漢")
    note = desk.page.get_by_role("button", name="Note (PDF)", exact=True)
    dialog = desk.page.get_by_role("dialog", name="Tout n’est pas enregistré")
    desk.page.locator("summary", has_text="Fichiers").click()
    note.click()
    expect(dialog.get_by_role("listitem")).to_contain_text(["Titre court"])
    expect(dialog.get_by_role("listitem")).to_contain_text(["漢"])
    assert violations(desk.page) == []
    dialog.get_by_role("button", name="Corriger d’abord").click()
    expect(desk.field("Titre court")).to_be_focused()
    desk.page.locator("summary", has_text="Fichiers").click()
    note.click()
    with desk.page.expect_download():
        dialog.get_by_role("button", name="Produire le fichier sans cela").click()
    expect(desk.page.locator("#status")).to_contain_text("sans ce qui n’est pas enregistré")
    expect(fault).to_contain_text("漢")


CHART = """
chart:
  kind: bar
  caption: Un graphique
  description: Deux valeurs, l'une après l'autre.
  axis: Année
  categories: ["2024", "2025"]
  series:
    - name: Trajets
      values: [1, 2]
"""


def test_each_cell_that_is_refused_is_seen_and_told_until_it_is_mended(desk: Desk) -> None:
    desk.path().write_text(desk.read().rstrip("\n") + CHART, "utf-8")
    desk.choose("Coopérations")
    fault = desk.page.locator(".field.wide > .fault")
    cells = [desk.field(f"Ligne {row}, colonne 2") for row in (1, 2)]
    for cell, word in zip(cells, ("abc", "xyz"), strict=True):
        cell.fill(word)
        expect(fault).to_contain_text(f"« {word} »")
        expect(cell).to_have_css("box-shadow", re.compile("inset"))
    expect(fault).to_contain_text("« abc »")
    cells[1].fill("3")
    expect(fault).not_to_contain_text("xyz")
    expect(fault).to_contain_text("« abc »")
    desk.choose("La publication")
    banner = desk.page.locator("#banner")
    expect(banner).to_contain_text("Graphique › ")
    banner.get_by_role("button", name="Ligne 1, colonne « Trajets »").click()
    expect(cells[0]).to_be_focused()


def test_what_is_to_mend_elsewhere_is_named_above_and_led_to(desk: Desk) -> None:
    desk.choose("La publication")
    desk.path().write_text(desk.read().replace("city:turin", "city:turyn", 1), "utf-8")
    desk.page.locator("#banner").get_by_role("button", name="Coopérations nationales et européennes › Exemple").click()
    expect(desk.page.locator(":focus")).to_have_attribute("aria-label", "Texte")
    expect(desk.page.get_by_role("heading", name="Pilier 3")).to_be_visible()


def test_a_file_that_breaks_while_one_reads_its_end_says_so_in_view(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.page.locator("#sheet").evaluate("one => one.scrollTo(0, one.scrollHeight)")
    desk.path().write_text("label: [", "utf-8")
    expect(desk.page.locator("#problems [data-told=mend] .goto")).to_be_in_viewport()


def test_words_that_are_not_saved_stay_while_one_looks_elsewhere(desk: Desk) -> None:
    """What was refused waits in its form, and is told in the outline."""
    desk.choose("Coopérations")
    entry = desk.page.locator("#outline ol .entry").nth(2)
    desk.field("Titre court").fill("Ententes 漢")
    desk.choose("La publication")
    expect(entry).to_contain_text("Non enregistré")
    expect(desk.page.locator("#banner")).to_contain_text("漢")
    desk.field("Titre").fill("Un autre titre")
    expect(desk.page.locator(".slide .spot").first).to_have_attribute("aria-label", re.compile("Un autre titre"))
    expect(desk.page.locator("#status")).to_have_text("Non enregistré")
    expect(desk.page.locator("#banner")).to_contain_text("漢")
    assert violations(desk.page) == []
    entry.click()
    expect(desk.field("Titre court")).to_have_text("Ententes 漢")
    expect(desk.page.locator(".fault:visible").first).to_contain_text("漢")
    desk.field("Titre court").fill("Ententes")
    desk.saved()
    assert "label: Ententes\n" in desk.read()
    desk.choose("La publication")
    entry.click()
    expect(desk.field("Titre court")).to_have_text("Ententes")


def test_what_was_refused_before_one_leaves_is_told_above(desk: Desk) -> None:
    """The reason goes with the words: it stands beside them, and above the form of something else."""
    desk.choose("Coopérations")
    desk.field("Titre court").fill("Ententes 漢")
    expect(desk.page.locator(".fault:visible").first).to_contain_text("漢")
    expect(desk.page.locator("#banner")).to_be_empty()
    desk.choose("La publication")
    expect(desk.page.locator("#banner")).to_contain_text("漢")
    desk.choose("Coopérations")
    expect(desk.page.locator(".fault:visible").first).to_contain_text("漢")
    expect(desk.page.locator("#banner")).to_be_empty()


def test_what_is_typed_while_others_remove_items_stays_in_its_own(desk: Desk) -> None:
    """An example is known by its id, wherever another program has moved it; of one that is gone, the words are kept."""
    desk.choose("Coopérations")
    text = desk.read()
    first, second, third = re.findall(r"(?ms)^  - id: .*?(?=^  - id: |\Z)", text)[:3]
    removed = [first]

    def meanwhile(route: Route) -> None:
        if removed:
            desk.path().write_text(desk.read().replace(removed.pop(), ""), "utf-8")
        route.continue_()

    desk.page.route("**/edit", meanwhile)
    field = desk.field("Texte", 1)
    whole = field.inner_text()
    field.press("Control+End")
    desk.page.keyboard.type(" À moi.")
    dialog = desk.page.get_by_role("dialog", name="Modifié ailleurs")
    expect(dialog.locator(".version").first).to_have_text(whole)
    dialog.get_by_role("button", name="Écrire mon texte").click()
    desk.saved()
    examples = yaml.safe_load(desk.read())["examples"]
    assert [one["id"] for one in examples][:2] == re.findall(r"id: (\S+)", second + third)
    assert examples[0]["text"].endswith("À moi.")
    assert third in desk.read()

    removed.append(third)
    desk.field("Texte", 1).fill("Perdu ?")
    gone = desk.page.get_by_role("dialog", name="Retiré ailleurs")
    expect(gone).to_contain_text("Perdu ?")
    assert violations(desk.page) == []
    gone.get_by_role("button", name="Copier mes mots").click()
    assert desk.page.evaluate("navigator.clipboard.readText()") == "Perdu ?"
    assert "Perdu" not in desk.read()
    expect(desk.page.locator("#status")).not_to_have_text("Enregistrement…")


def test_a_reload_loses_nothing_and_undo_brings_it_back(desk: Desk) -> None:
    before = desk.read()
    desk.choose("Coopérations")
    desk.field("Titre court").fill("Ententes")
    desk.saved()
    desk.page.reload()
    expect(desk.field("Titre court")).to_have_text("Ententes")
    desk.page.go_back()
    expect(desk.page.get_by_role("heading", name="La publication")).to_be_visible()
    desk.page.go_forward()

    desk.page.get_by_role("button", name="Annuler").click()
    expect(desk.field("Titre court")).to_have_text("Coopérations nationales et européennes")
    assert desk.read() == before
    desk.page.get_by_role("button", name="Rétablir").click()
    expect(desk.field("Titre court")).to_have_text("Ententes")


def test_a_slide_that_does_not_come_is_not_asked_for_again_and_again(desk: Desk) -> None:
    """A state that is told anew asks for it; until then, a page that is left open keeps still."""
    asked: list[str] = []

    def refused(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=404)

    desk.page.route("**/slide/**", refused)
    desk.page.reload()
    while not asked:
        desk.page.wait_for_timeout(20)
    desk.page.wait_for_timeout(500)
    assert len(asked) <= 4 * desk.page.locator(".slide").count()
    desk.page.unroute("**/slide/**")
    desk.choose("Coopérations")
    desk.field("Titre court").fill("Ententes")
    expect(desk.page.locator(".slide:not([data-picture])")).to_have_count(0)


def test_what_cannot_be_added_yet_is_said_and_leaves_nothing_unsaved(desk: Desk) -> None:
    desk.choose("La publication")
    desk.page.get_by_role("button", name="Ajouter : Carte").click()
    expect(desk.page.locator("#banner")).to_contain_text("GeoJSON")
    expect(desk.page.locator("#status")).to_be_empty()
    desk.page.get_by_role("button", name="Ajouter : Image").click()
    expect(desk.page.locator("dialog input[type=file]")).to_be_focused()


def test_what_is_undone_is_shown_wherever_one_is(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.field("Titre court").fill("Ententes")
    desk.saved()
    desk.choose("La publication")
    undo = desk.page.get_by_role("button", name="Annuler")
    undo.click()
    expect(desk.field("Titre court")).to_have_text("Coopérations nationales et européennes")
    expect(desk.page.locator("#outline [aria-current=page]")).to_contain_text("Coopérations")
    expect(desk.page.get_by_role("heading", name="Pilier 3")).to_be_visible()


def test_a_server_that_is_gone_is_said_and_the_words_stay(desk: Desk) -> None:
    desk.choose("Coopérations")
    before = desk.read()
    desk.end()
    desk.field("Titre court").fill("Ententes")

    expect(desk.page.locator("#banner")).to_contain_text("ne tourne plus")
    expect(desk.page.locator("#status")).to_have_text("Non enregistré")
    expect(desk.field("Titre court")).to_have_text("Ententes")
    assert desk.read() == before
    desk.start()
    desk.saved()
    expect(desk.page.locator("#banner")).to_be_empty()
    assert desk.read() == before.replace("Coopérations nationales et européennes", "Ententes", 1)


def test_two_hundred_quick_edits_lose_no_letter(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.field("Texte").fill("")
    desk.field("Texte").click()
    words = "".join(f"{number:03} " for number in range(50))
    desk.page.keyboard.type(words, delay=15)
    desk.saved()

    expect(desk.field("Texte")).to_have_text(words.strip())
    assert words.strip() in " ".join(desk.read().split())
    desk.open()
    desk.choose("Coopérations")
    expect(desk.field("Texte")).to_have_text(words.strip())


def test_a_hundred_and_sixty_examples_are_edited_as_four_are(desk: Desk) -> None:
    text = desk.read()
    more = "".join(f"  - id: autre-{number}\n    text: Un exemple de plus, le {number}.\n" for number in range(156))
    desk.path().write_text(text.rstrip("\n") + "\n" + more, "utf-8")
    desk.choose("Coopérations")
    expect(desk.page.locator(".card")).to_have_count(160)
    desk.field("Texte", 159).fill("Le tout dernier.")
    desk.saved()

    assert desk.read().endswith("    text: Le tout dernier.\n")
    expect(desk.page.get_by_role("button", name=re.compile("Modifier.*Le tout dernier"))).to_have_count(1)
    desk.page.get_by_role("button", name="Descendre : Exemple 159").click()
    desk.saved()
    assert desk.read().endswith("    text: Un exemple de plus, le 154.\n")


def test_how_a_text_fits_is_told_below_its_field_and_below_its_slide(desk: Desk) -> None:
    desk.choose("Coopérations")
    fit = desk.page.locator(".field", has=desk.field("Texte")).locator(".fit").first
    expect(fit).to_contain_text(re.compile(r"Diapositive 5\s: \d+\s% de sa zone, [\d,]+\spoints"))
    desk.field("Texte").focus()
    expect(fit.locator(".cost")).to_contain_text(re.compile("Page 1 sur 2 de la note.*10 mots de plus"))
    desk.page.get_by_role("button", name=re.compile(r"Texte le plus serré")).nth(2).click()
    expect(desk.page.locator(":focus")).to_have_attribute("role", "textbox")


def test_a_text_is_edited_where_one_looks_in_the_note_and_in_the_page_too(desk: Desk) -> None:
    desk.page.get_by_role("tab", name="Note").click()
    spot = desk.page.locator("#panel-note").get_by_role("button", name=re.compile("Modifier.*Le Pacte Métropolitain"))
    spot.click()
    expect(desk.page.locator(":focus")).to_contain_text("Le Pacte Métropolitain")
    assert violations(desk.page) == []
    desk.page.get_by_role("tab", name="Page web").click()
    page = desk.page.frame_locator("#panel-web iframe")
    page.get_by_text("Turin revendique une").click()
    focused = desk.page.locator(":focus")
    expect(focused).to_contain_text("Turin revendique une")
    expect(focused).to_have_attribute("role", "textbox")
    desk.page.wait_for_function(f"() => ({CARET})() > 20 && ({CARET})() < {len(focused.inner_text()) - 20}")
    assert page.locator("body").evaluate("() => [...document.fonts].some((one) => one.status === 'loaded')")
    desk.page.keyboard.press("Control+End")
    desk.page.keyboard.type(" Oui.")
    desk.saved()
    assert "Oui." in desk.read("gouvernance")
    expect(page.locator("body")).to_contain_text("Oui.")


def test_what_had_better_be_looked_at_is_apart_from_what_is_to_mend(desk: Desk) -> None:
    desk.choose("Coopérations")
    box = desk.page.locator("details.told")
    expect(box).to_contain_text("À regarder")
    hint = desk.page.get_by_role("button", name="Rien ici n’est formulé pour l’orateur.")
    expect(desk.page.locator("#problems")).to_contain_text("Ajoutez une formulation orale")
    hint.click()
    expect(desk.page.locator(":focus")).to_have_attribute("aria-label", "Titre du pilier")


def test_the_outline_counts_what_there_is_to_look_at_and_to_mend(desk: Desk) -> None:
    desk.page.get_by_role("button", name=re.compile("^Coopérations.*, à regarder : 2")).click()
    expect(desk.page.get_by_role("heading", name="Pilier 3")).to_be_visible()
    expect(desk.page.locator(":focus")).to_have_text("Rien ici n’est formulé pour l’orateur.")
    assert violations(desk.page) == []
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(":focus")).to_have_attribute("aria-label", "Titre du pilier")
    desk.choose("La publication")
    desk.path().write_text(desk.read().replace("city:turin", "city:turyn"), "utf-8")
    desk.page.get_by_role("button", name=re.compile("^Coopérations.*, à corriger : 1")).click()
    expect(desk.page.locator(":focus")).to_contain_text("turyn")


def test_enter_saves_and_says_what_it_leads_to(desk: Desk) -> None:
    """A text is one paragraph: Enter saves; pressed twice, it adds an example; in a list, it parts its item."""
    desk.choose("Coopérations")
    page, focused = desk.page, desk.page.locator(":focus")
    desk.field("Titre court").fill("Ententes")
    page.keyboard.press("Enter")
    expect(page.get_by_role("toolbar", name="Titre court")).to_contain_text("un texte tient en un seul paragraphe")
    assert "label: Ententes\n" in desk.read()

    desk.field("Texte").focus()
    tools = page.get_by_role("toolbar", name="Texte").first
    expect(tools).to_contain_text("Entrée deux fois")
    page.keyboard.press("Enter")
    expect(tools).to_contain_text("Entrée encore une fois")
    page.keyboard.press("Enter")
    expect(focused).to_have_text("À écrire")
    page.keyboard.type("Tout neuf.")
    desk.saved()
    assert [one["id"] for one in yaml.safe_load(desk.read())["examples"]][:2] == ["grenoble-pacte", "exemple-1"]

    card = page.locator(".card").nth(1)
    card.get_by_role("button", name="Ajouter : Liste courte").click()
    first = card.locator(".texts [contenteditable]").first
    first.fill("Un et deux")
    first.press("Control+Home")
    for _letter in "Un":
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(focused).to_have_text("et deux")
    desk.saved()
    page.keyboard.press("Control+End")
    page.keyboard.press("Enter")
    expect(focused).to_have_text("À écrire")
    assert yaml.safe_load(desk.read())["examples"][1]["points"] == ["Un", "et deux", "À écrire", "À écrire"]


def test_several_paragraphs_become_examples_or_one_text(desk: Desk) -> None:
    """A list of Word's loses its signs and keeps its stress; one “Undo” takes all of them back."""
    desk.choose("Coopérations")
    page, before = desk.page, desk.read()
    html = "<p>· Un <b>premier</b> point.</p><p>· Un deuxième.</p><p>· Un troisième.</p>"
    words = "·\tUn premier point.\r\n·\tUn deuxième.\r\n·\tUn troisième.\r\n"
    page.evaluate(
        """([html, text]) => navigator.clipboard.write([new ClipboardItem({
            "text/html": new Blob([html], {type: "text/html"}),
            "text/plain": new Blob([text], {type: "text/plain"})})])""",
        [html.replace("· ", ""), words],
    )
    page.get_by_role("button", name="Ajouter un exemple").click()
    expect(page.locator(":focus")).to_have_text("À écrire")
    page.keyboard.press("Control+v")
    dialog = page.get_by_role("dialog", name="Plusieurs paragraphes sont collés")
    expect(dialog).to_contain_text(re.compile(r"Paragraphes\s: 3"))
    assert violations(page) == []
    dialog.get_by_role("button", name="Un élément pour chacun").click()
    expect(page.locator(":focus")).to_have_text("Un troisième.")
    desk.saved()
    made = [one["text"] for one in yaml.safe_load(desk.read())["examples"]]
    assert made[4:] == ["Un **premier** point.", "Un deuxième.", "Un troisième."]
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator(".card")).to_have_count(5)
    field = desk.field("Texte", 4)
    field.press("Control+a")
    page.keyboard.press("Control+v")
    dialog.get_by_role("button", name="Tous dans ce texte").click()
    expect(field).to_contain_text("point. ")
    desk.saved()
    assert len(yaml.safe_load(desk.read())["examples"]) == 5
    assert desk.read().startswith(before[:200])


def test_a_table_pasted_into_a_text_becomes_one_or_stays_text(desk: Desk) -> None:
    desk.choose("Coopérations")
    page, before = desk.page, desk.read()
    page.evaluate("navigator.clipboard.writeText('Ville\\tPart\\nNantes\\t12,5\\n\"Turin,\\nIT\"\\t3\\n')")
    field = desk.field("Texte")
    field.press("Control+End")
    page.keyboard.press("Control+v")
    dialog = page.get_by_role("dialog", name="Un tableau est collé")
    expect(dialog).to_contain_text("3 lignes, 2 colonnes")
    assert violations(page) == []
    dialog.get_by_role("button", name="En faire un tableau").click()
    expect(page.locator(":focus")).to_have_attribute("aria-label", "Légende")
    table = yaml.safe_load(desk.read())["table"]
    assert table == {"caption": "À écrire", "columns": ["Ville", "Part"], "rows": [["Nantes", 12.5], ["Turin, IT", 3]]}
    field.press("Control+End")
    page.keyboard.press("Control+v")
    dialog.get_by_role("button", name="Aller au tableau").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="Annuler").click()
    expect(page.locator("table.grid")).to_have_count(0)
    assert desk.read() == before
    field.press("Control+End")
    page.keyboard.press("Control+v")
    dialog.get_by_role("button", name="Coller comme texte").click()
    desk.saved()
    expect(field).to_contain_text("fixés.Ville Part Nantes 12,5")


def test_examples_are_added_moved_duplicated_and_removed(desk: Desk) -> None:
    desk.choose("Coopérations")

    def ids() -> list[str]:
        return re.findall(r"(?m)^  - id: (\S+)", desk.read())

    first, second, third, fourth = ids()
    desk.page.get_by_role("button", name="Descendre : Exemple 1").click()
    desk.saved()
    assert ids() == [second, first, third, fourth]
    desk.drag(desk.page.locator(".handle").nth(1), desk.page.locator(".card").nth(0))
    expect(desk.page.locator(".card .aside input").first).to_have_value(first)
    assert ids() == [first, second, third, fourth]
    desk.page.get_by_role("button", name="Dupliquer : Exemple 1").click()
    expect(desk.page.locator(".card")).to_have_count(5)
    assert ids() == [first, "exemple-1", second, third, fourth]
    desk.page.get_by_role("button", name="Retirer : Exemple 1", exact=True).click()
    expect(desk.page.locator(".card")).to_have_count(4)
    desk.page.get_by_role("button", name="Ajouter un exemple").click()
    expect(desk.page.locator(":focus")).to_have_text("À écrire")
    desk.page.keyboard.type("Tout neuf.")
    desk.saved()
    assert ids() == ["exemple-1", second, third, fourth, "exemple-2"]
    assert "    text: Tout neuf.\n" in desk.read()


def test_the_focus_goes_into_what_is_added_and_beside_what_was_removed(desk: Desk) -> None:
    desk.choose("Coopérations")
    focused = desk.page.locator(":focus")

    def press(name: str) -> None:
        desk.page.get_by_role("button", name=name, exact=True).and_(desk.page.locator(":visible")).first.click()

    texts = [desk.field("Texte", number).inner_text() for number in range(4)]
    press("Retirer : Exemple 2")
    expect(focused).to_have_text(texts[2])
    press("Retirer : Exemple 3")
    expect(focused).to_have_text(texts[2])
    press("Ajouter : Tableau")
    press("+ Ajouter une ligne")
    expect(focused).to_have_attribute("aria-label", "Ligne 2, colonne 1")
    press("Ajouter une colonne")
    expect(focused).to_have_attribute("aria-label", "En-tête de la colonne 3")
    press("Retirer la colonne 3")
    expect(focused).to_have_attribute("aria-label", "En-tête de la colonne 2")
    press("Retirer la ligne 2")
    expect(focused).to_have_attribute("aria-label", "Ligne 1, colonne 1")
    press("Retirer : Tableau")
    expect(focused).to_have_attribute("aria-label", "Ajouter\u00a0: Tableau")
    desk.page.get_by_role("button", name="Ajouter un pilier").click()
    expect(focused).to_have_text("Nouveau pilier")
    press("Retirer : Nouveau pilier")
    expect(focused).to_have_class("entry")
    expect(desk.page.locator("#outline ol li")).to_have_count(4)
    assert not desk.path("pilier-1").exists()


def test_pillars_are_moved_by_dragging_and_added(desk: Desk) -> None:
    head = desk.root / f"content/{SLUG}/publication.yaml"
    entries = desk.page.locator("#outline ol li")
    desk.drag(entries.nth(3).locator(".entry"), entries.nth(0))
    expect(entries.nth(0)).to_contain_text("Gouvernance")
    assert "pillars: [gouvernance, specialisation, soutien, cooperation]" in head.read_text("utf-8")
    desk.page.get_by_role("button", name="Ajouter un pilier").click()
    expect(entries).to_have_count(5)
    expect(desk.page.get_by_role("heading", name="Pilier 5")).to_be_visible()
    assert desk.path("pilier-1").is_file()


def test_a_table_takes_cells_from_a_spreadsheet(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.page.get_by_role("button", name="Ajouter : Tableau").click()
    head = desk.page.get_by_role("textbox", name="En-tête de la colonne 1")
    head.click()
    desk.page.evaluate("navigator.clipboard.writeText('Ville\\tPart\\tRang\\nNantes\\t58 %\\t1\\nTurin\\t1200\\t2\\n')")
    desk.page.keyboard.press("Control+v")

    expect(desk.page.get_by_role("textbox", name="Ligne 2, colonne 2")).to_have_text("1200")
    rows = "  rows:\n    - [Nantes, 58 %, 1]\n    - [Turin, 1200, 2]\n"
    assert desk.read().endswith(f"  columns: [Ville, Part, Rang]\n{rows}")
    cell = desk.page.get_by_role("textbox", name="Ligne 1, colonne 3")
    cell.fill("3")
    desk.saved()
    assert "- [Nantes, 58 %, 3]" in desk.read()


def test_numbers_pasted_from_a_french_spreadsheet_are_numbers_and_doubts_are_said(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.page.get_by_role("button", name="Ajouter : Tableau").click()
    desk.page.get_by_role("textbox", name="En-tête de la colonne 1").click()
    desk.page.evaluate("navigator.clipboard.writeText('Ville\\tPart\\nNantes\\t12,5\\nTurin\\t1.234\\n')")
    desk.page.keyboard.press("Control+v")
    expect(desk.page.locator(".told-here")).to_contain_text(re.compile(r"texte.*«\s1.234\s»"))
    assert desk.read().endswith('    - [Nantes, 12.5]\n    - [Turin, "1.234"]\n')
    desk.page.get_by_role("textbox", name="Ligne 2, colonne 2").press("Control+a")
    desk.page.evaluate("navigator.clipboard.writeText('13,5\\r\\n')")
    desk.page.keyboard.press("Control+v")
    expect(desk.page.locator(".told-here")).to_be_empty()
    assert desk.read().endswith("    - [Turin, 13.5]\n")


def held_back(desk: Desk, act: Any, meanwhile: Any) -> None:
    """Do something whose change is answered only after what is typed ``meanwhile`` waits to be saved."""
    held: list[Route] = []
    desk.page.route("**/edit", lambda route: route.continue_() if held else held.append(route))
    with desk.page.expect_request("**/edit"):
        act()
    meanwhile()
    desk.page.wait_for_timeout(400)  # longer than the pause after which it is saved
    held[0].continue_()
    desk.saved()
    desk.page.unroute("**/edit")
    expect(desk.page.get_by_role("dialog")).to_have_count(0)


def test_what_waits_to_be_saved_is_not_taken_back_by_an_earlier_answer(desk: Desk) -> None:
    desk.choose("Coopérations")
    held: list[Route] = []
    desk.page.route("**/edit", lambda route: route.continue_() if len(held) == 2 else held.append(route))
    field = desk.field("Texte")
    with desk.page.expect_request("**/edit"):
        field.fill("Un.")
    field.press("Control+End")
    desk.page.keyboard.type(" Deux.")
    desk.page.wait_for_timeout(400)  # longer than the pause after which it waits to be sent
    with desk.page.expect_request("**/edit"):
        held[0].continue_()
    expect(field).to_have_text("Un. Deux.")
    desk.page.keyboard.type(" Trois.")
    held[1].continue_()
    desk.saved()
    expect(field).to_have_text("Un. Deux. Trois.")
    assert "Un. Deux. Trois." in desk.read()


def test_what_is_typed_while_a_paste_is_saved_is_ones_own(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.page.get_by_role("button", name="Ajouter : Tableau").click()
    head = desk.page.get_by_role("textbox", name="En-tête de la colonne 1")
    head.click()
    desk.page.evaluate("navigator.clipboard.writeText('Ville\\tPart\\tRang\\nNantes\\t58 %\\t1\\nTurin\\t12\\t2\\n')")

    def meanwhile() -> None:
        desk.page.keyboard.type("s")
        desk.field("Titre court").fill("Ententes")
        desk.field("Texte", 1).fill("À peine collé.")

    desk.field("Texte").fill("Juste avant.")
    head.click()
    held_back(desk, lambda: desk.page.keyboard.press("Control+v"), meanwhile)
    for words in (
        "label: Ententes\n",
        "Juste avant.",
        "À peine collé.",
        "columns: [Villes, Part, Rang]",
        "[Turin, 12, 2]",
    ):
        assert words in desk.read()


def test_what_is_typed_while_an_item_goes_or_moves_stays_in_its_own(desk: Desk) -> None:
    desk.choose("Coopérations")
    ids = re.findall(r"(?m)^  - id: (\S+)", desk.read())
    remove = desk.page.get_by_role("button", name="Retirer : Exemple 1", exact=True)
    held_back(desk, remove.click, lambda: desk.field("Texte", 2).fill("Le troisième."))
    assert re.findall(r"(?m)^  - id: (\S+)", desk.read()) == ids[1:]
    assert re.search(rf"- id: {ids[2]}\n    text: >-\n      Le troisième\.\n", desk.read())
    move = desk.page.get_by_role("button", name="Descendre : Exemple 1")
    held_back(desk, move.click, lambda: desk.field("Texte", 0).fill("Le deuxième."))
    assert re.findall(r"(?m)^  - id: (\S+)", desk.read()) == [ids[2], ids[1], *ids[3:]]
    assert re.search(rf"- id: {ids[1]}\n    text: >-\n      Le deuxième\.\n", desk.read())


def test_a_new_city_is_placed_by_its_name(desk: Desk) -> None:
    """Its name is selected and looked for in the gazetteer; it joins the registry, and the text names it as a place."""
    desk.choose("Coopérations")
    field = desk.field("Texte")
    field.fill("Saint-Malo coopère.")
    desk.saved()
    field.press("Home")
    for _letter in "Saint-Malo":
        field.press("Shift+ArrowRight")
    desk.page.get_by_role("button", name="Lieu", exact=True).first.click()
    expect(desk.page.get_by_role("searchbox")).to_be_focused()
    desk.page.get_by_role("button", name=re.compile("Saint-Malo.*France")).click()
    expect(field.locator(".place")).to_have_text("Saint-Malo")
    desk.saved()
    assert "[Saint-Malo](city:saint-malo) coopère." in desk.read()
    registry = (desk.root / "content/cities.yaml").read_text("utf-8")
    assert (
        "saint-malo:\n  names: {fr: Saint-Malo}\n" in registry
        or "saint-malo:\n  names:\n    fr: Saint-Malo\n" in registry
    )
    field.press("End")
    desk.page.keyboard.type(" Lisbonne aussi.")
    desk.page.get_by_role("button", name="Placer « Lisbonne » sur la carte").click()
    expect(field.locator(".place").last).to_have_text("Lisbonne")
    desk.saved()
    assert "[Lisbonne](city:lisbonne) aussi." in desk.read()
    desk.page.locator(".entry", has_text="Villes").click()
    desk.page.get_by_role("group", name="Saint-Malo").get_by_text("Saint-Malo").click()
    expect(desk.page.get_by_role("combobox", name="Pays").locator("visible=true")).to_have_value("FR")
    assert violations(desk.page) == []


def test_a_picture_is_dropped_on_an_example(desk: Desk) -> None:
    desk.choose("Coopérations")
    before = desk.read()
    drawing = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30" viewBox="0 0 40 30">'
        '<path d="M0 0h40v30H0z" fill="#00677A"/></svg>'
    )
    desk.page.locator(".card").first.evaluate(
        """(card, drawing) => {
            const data = new DataTransfer();
            data.items.add(new File([drawing], "Vue d'été.svg", {type: "image/svg+xml"}));
            card.dispatchEvent(new DragEvent("dragover", {dataTransfer: data, bubbles: true, cancelable: true}));
            card.dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
        }""",
        drawing,
    )
    dialog = desk.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Vue d'été.svg")
    expect(dialog.get_by_role("textbox", name=re.compile("Que montre-t-elle"))).to_be_focused()
    expect(dialog.locator(".thumb")).to_have_js_property("naturalWidth", 40)
    assert violations(desk.page) == []
    dialog.get_by_role("textbox", name=re.compile("Que montre-t-elle")).fill("Le port")
    dialog.get_by_role("button", name="Ajouter l’image").click()
    desk.saved()

    assert (desk.root / f"content/{SLUG}/pictures/vue-d-ete.svg").read_text() == drawing
    assert "file: pictures/vue-d-ete.svg" in desk.read()
    assert "alt: Le port" in desk.read()
    expect(desk.page.get_by_role("button", name="Fichier : pictures/vue-d-ete.svg")).to_be_visible()
    desk.page.get_by_role("button", name="Ajouter : Ce qui reste visible").click()
    choice = desk.page.get_by_role("combobox", name="Ce qui reste visible")
    choice.select_option(label="En haut à droite")
    desk.saved()
    assert "focus: top right\n" in desk.read()
    desk.page.locator(".pointed img").click(position={"x": 1, "y": 1})
    desk.saved()
    expect(choice.locator("option:checked")).to_have_text(re.compile(r"^Un point\s: \d\s% depuis la gauche"))
    desk.page.get_by_role("button", name="Annuler").click()
    expect(choice.locator("option:checked")).to_have_text("En haut à droite")
    desk.page.get_by_role("button", name="Annuler").click()
    expect(choice).to_have_value("")
    desk.page.get_by_role("button", name="Annuler").click()
    expect(dialog).to_have_count(0)
    desk.saved()
    assert desk.read() == before


def test_icons_and_colours_are_chosen_by_looking(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.page.get_by_role("button", name="Icône : réseau d’acteurs").click()
    search = desk.page.get_by_role("searchbox")
    expect(search).to_be_focused()
    # by its own name, by what it shows, and by other words for it, in either language, in part or as several
    for words in ("bik", "velo", "bicyclettes", "pistes cyclables", "cycling"):
        search.fill(words)
        expect(desk.page.get_by_role("button", name="vélo", exact=True)).to_be_visible()
    desk.page.get_by_role("button", name="vélo", exact=True).click()
    expect(desk.page.get_by_role("button", name="Icône : vélo")).to_be_visible()
    desk.saved()
    desk.page.get_by_role("radio", name="Vert").check(force=True)
    desk.saved()

    assert "icon: bike\ncolour: green\n" in desk.read()
    desk.page.get_by_role("radio", name="Orange").check(force=True)
    desk.page.get_by_role("button", name="Donner à « Soutien aux projets innovants » la couleur").click()
    desk.saved()
    assert "colour: orange\n" in desk.read()
    assert "colour: green\n" in desk.read("soutien")


def test_the_keyboard_alone_will_do(desk: Desk) -> None:
    """From the top of the page to a text on a slide, to its field, and back to move an example."""
    press = desk.page.keyboard.press

    def reach(name: str) -> None:
        for _key in range(120):
            press("Tab")
            here = desk.page.evaluate("document.activeElement.ariaLabel || document.activeElement.innerText")
            if re.search(name, here or ""):
                return
        pytest.fail(f"no way to {name} by Tab alone")

    reach(r"^3\s+Coopérations")
    press("Enter")
    reach("^Titre court$")
    press("Control+a")
    desk.page.keyboard.type("Ententes")
    desk.saved()
    reach(r"^Descendre\s: Exemple 1$")
    press("Enter")
    expect(desk.page.locator("#live")).to_have_text("Déplacé à la place 2.")
    expect(desk.page.locator(":focus")).to_have_attribute("aria-label", "Descendre\u00a0: Exemple 2")
    assert desk.read().startswith("# yaml-language-server")
    assert "label: Ententes\n" in desk.read()
    assert re.findall(r"(?m)^  - id: (\S+)", desk.read())[:2] == ["rennes-saint-malo", "grenoble-pacte"]
    desk.page.locator(".spot[tabindex='0']").first.focus()
    press("ArrowDown")
    press("Enter")
    expect(desk.page.locator(":focus")).to_have_attribute("role", "textbox")


def test_a_narrow_window_needs_no_scrolling_sideways(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": NARROW, "height": 700})
    desk.choose("Coopérations")
    expect(desk.page.locator("#sheet-title")).to_be_in_viewport()
    for view in ("Écrire", "Voir"):
        desk.page.get_by_role("button", name=view, exact=True).click()
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= NARROW, view
        assert violations(desk.page) == [], view
    expect(desk.page.locator(".slide").first).to_be_visible()


def test_the_choice_of_editions_is_whole_in_a_small_window(desk: Desk) -> None:
    desk.page.set_viewport_size({"width": 1280, "height": 800})
    head = desk.path().parents[1] / "publication.yaml"
    head.write_text(head.read_text("utf-8") + "editions:\n  - id: nantes\n    place: nantes\n", "utf-8")
    choice = desk.page.get_by_role("combobox", name="Montrer")
    expect(choice).to_be_visible()
    wanted = choice.evaluate("""one => {
        const copy = one.cloneNode();
        copy.append(one.options[0].cloneNode(true));
        copy.style.maxWidth = "none";
        one.after(copy);
        const width = copy.getBoundingClientRect().width;
        copy.remove();
        return width;
    }""")
    box, tab = choice.bounding_box(), desk.page.get_by_role("tab", name="Note").bounding_box()
    assert box
    assert tab
    assert box["width"] >= wanted
    assert box["y"] < tab["y"] + tab["height"], "it stands beside the tabs, and takes no line of its own"


def test_what_is_said_below_a_search_keeps_off_its_focus(desk: Desk) -> None:
    desk.page.locator(".entry", has_text="Villes").click()
    desk.page.get_by_role("button", name="Ajouter une ville").click()
    desk.page.get_by_role("searchbox").fill("Nulle part")
    said = desk.page.get_by_text("Aucune ville ne porte ce nom.")
    expect(said).to_be_visible()
    box, search = said.bounding_box(), desk.page.get_by_role("searchbox").bounding_box()
    assert box
    assert search
    assert box["y"] >= search["y"] + search["height"] + 8


@pytest.mark.parametrize("look", ["light", "dark", "forced"])
def test_axe_finds_nothing(desk: Desk, look: str) -> None:
    if look == "forced":
        desk.page.emulate_media(forced_colors="active")
    else:
        desk.page.emulate_media(color_scheme=look)  # type: ignore[arg-type]
    desk.choose("Coopérations")
    desk.field("Texte").focus()
    assert violations(desk.page) == []
    desk.page.get_by_role("button", name="Icône : réseau d’acteurs").click()
    expect(desk.page.get_by_role("dialog")).to_be_visible()
    assert violations(desk.page) == []
    desk.page.keyboard.press("Escape")
    desk.choose("La publication")
    desk.page.get_by_role("tab", name="Note").click()
    expect(desk.page.locator("#panel-note img").first).to_be_visible()
    assert violations(desk.page) == []


def violations(page: Page) -> list[str]:
    """Return what axe finds; it is run beside the page's own policy, as a browser's extension would."""
    page.evaluate(axe_source())
    found = page.evaluate("axe.run(document, {iframes: false})")
    assert found["passes"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"][:4]]


def cities(desk: Desk) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((desk.root / "content/cities.yaml").read_text("utf-8"))
    return found


def test_a_city_that_no_list_knows_is_placed_by_pointing_on_the_map(desk: Desk) -> None:
    desk.page.locator(".entry", has_text="Villes").click()
    desk.page.get_by_role("button", name="Ajouter une ville").click()
    desk.page.get_by_role("button", name="Montrer sur la carte").click()
    surface = desk.page.get_by_role("application", name="Carte")
    where = desk.page.locator(".map-where")
    expect(where).to_contain_text("° N")
    before = where.inner_text()
    box = surface.bounding_box()
    assert box
    desk.page.mouse.click(box["x"] + box["width"] * 0.55, box["y"] + box["height"] / 2)
    expect(where).not_to_have_text(before)
    assert violations(desk.page) == []
    for key in ("+", "+", "+", "ArrowLeft", "ArrowUp", "Shift+ArrowRight"):
        surface.press(key)
    expect(desk.page.locator("#map-country")).not_to_have_value("")
    shown = where.inner_text()
    desk.page.get_by_role("dialog").last.get_by_role("button", name="Ajouter une ville").click()
    expect(desk.page.get_by_text("Donnez un nom à la ville.")).to_be_visible()
    desk.page.keyboard.type("Villeneuve-sur-Rien")
    desk.page.keyboard.press("Enter")
    desk.saved()
    made = cities(desk)["villeneuve-sur-rien"]
    north, east = (float(re.sub(r"[^\d.]", "", one.replace(",", "."))) for one in shown.split(", "))
    assert (abs(made["latitude"]), abs(made["longitude"])) == (north, east)
    assert re.fullmatch("[A-Z]{2}", made["country"])


def test_a_city_that_is_there_is_not_offered_a_second_time(desk: Desk) -> None:
    """Neither by the name that it has here nor by that of another language."""
    names = desk.page.locator("#sheet .city > summary")
    desk.page.locator(".entry", has_text="Villes").click()
    found = names.all_inner_texts()
    assert found == sorted(found)
    desk.page.get_by_role("button", name="Ajouter une ville").click()
    search, entries = desk.page.get_by_role("searchbox"), desk.page.locator(".place-entry")
    for name in ("Nantes", "Naoned"):
        search.fill(name)
        expect(entries.filter(has_text="Nantes")).to_have_text(["Nantesdéjà connue"])


def test_a_city_is_moved_on_the_map_with_the_keyboard(desk: Desk) -> None:
    before = cities(desk)["nantes"]
    desk.page.locator(".entry", has_text="Villes").click()
    desk.page.get_by_role("group", name="Nantes").get_by_text("Nantes").click()
    desk.page.get_by_role("button", name="Placer sur la carte : Nantes").press("Enter")
    expect(desk.page.get_by_role("dialog", name="Placer sur la carte : Nantes", exact=True)).to_be_visible()
    surface = desk.page.get_by_role("application", name="Carte")
    expect(surface).to_be_focused()
    surface.press("ArrowUp")
    desk.page.get_by_role("button", name="La placer ici").press("Enter")
    desk.saved()
    after = cities(desk)["nantes"]
    assert after["latitude"] == pytest.approx(before["latitude"] + 0.2, abs=0.001)
    assert after["longitude"] == before["longitude"]
    assert {**after, "latitude": 0} == {**before, "latitude": 0}


def test_a_charts_spreadsheet_is_edited_as_a_grid(desk: Desk) -> None:
    """Its CSV file is shown below the chart; a cell is typed, a row added, the file keeps its ways."""
    sheet = desk.path().with_name("emplois.csv")
    sheet.write_bytes("\ufeffAnnée;Nantes;Turin\r\n2023;7,5;8\r\n2024;9;10\r\n".encode())
    chart = "chart:\n  caption: Les emplois créés\n  description: Ils augmentent.\n  kind: line\n  csv: emplois.csv\n"
    desk.path().write_text(desk.read() + chart, "utf-8")
    desk.choose("Coopérations")
    cell = desk.field("Ligne 2, colonne 3")
    expect(cell).to_have_text("10")
    assert violations(desk.page) == []
    cell.fill("10,5")
    desk.saved()
    assert sheet.read_bytes().endswith(b"2024;9;10,5\r\n")
    desk.page.get_by_role("group", name="Graphique").get_by_role("button", name="Ajouter une ligne").click()
    expect(desk.field("Ligne 3, colonne 1")).to_be_focused()
    desk.page.keyboard.type("2025")
    desk.field("Ligne 3, colonne 2").fill("11")
    desk.field("Ligne 3, colonne 3").fill("12")
    desk.saved()
    assert sheet.read_bytes().decode("utf-8-sig") == "Année;Nantes;Turin\r\n2023;7,5;8\r\n2024;9;10,5\r\n2025;11;12\r\n"
    desk.page.get_by_role("button", name="Retirer la ligne 1").click()
    desk.page.get_by_role("button", name="Annuler").click()
    expect(desk.field("Ligne 1, colonne 2")).to_have_text("7,5")


def test_what_word_has_stressed_and_linked_is_pasted_so(desk: Desk) -> None:
    desk.choose("Coopérations")
    field = desk.field("Texte")
    html = (
        "<p class=MsoNormal>Un <b>accord</b>, <i>in fine</i>, et <a href='https://a.fr/b'>un lien</a>.<o:p></o:p></p>"
    )
    words = "Un accord, in fine, et un lien.\r\n"
    for text, kept in (
        (html, "Un **accord**, *in fine*, et [un lien](https://a.fr/b)."),
        (f"<b>{words}</b>", words.strip()),
    ):
        field.press("Control+a")
        desk.page.evaluate(
            """([html, text]) => navigator.clipboard.write([new ClipboardItem({
                "text/html": new Blob([html], {type: "text/html"}),
                "text/plain": new Blob([text], {type: "text/plain"})})])""",
            [text, words],
        )
        field.press("Control+v")
        desk.saved()
        expect(field).to_have_text(words.strip())
        field.blur()
        desk.saved()
        assert yaml.safe_load(desk.read())["examples"][0]["text"] == kept


def test_a_language_is_marked_by_its_name_or_its_code(desk: Desk) -> None:
    desk.choose("Coopérations")
    field = desk.field("Texte")
    for typed, code in (("Anglais", "en"), ("pt-BR", "pt-BR")):
        field.fill("Un contrat de coopération et du fado")
        field.press("End")
        desk.page.get_by_role("button", name="Langue", exact=True).and_(desk.page.locator(":visible")).first.click()
        dialog = desk.page.get_by_role("dialog", name=re.compile("Quelle langue"))
        expect(dialog.get_by_role("combobox")).to_be_focused()
        assert violations(desk.page) == []
        desk.page.keyboard.type(typed)
        desk.page.keyboard.press("Enter")
        expect(dialog).to_have_count(0)
        desk.saved()
        assert f"[fado](lang:{code})" in desk.read()


def test_a_link_is_an_address_as_people_write_it_and_nothing_else(desk: Desk) -> None:
    desk.choose("Coopérations")
    field, before = desk.field("Texte"), "Un contrat de coopération et du fado"
    button = desk.page.get_by_role("button", name="Lien", exact=True).and_(desk.page.locator(":visible")).first
    for typed, address in (
        ("www.ville.fr/velo", "https://www.ville.fr/velo"),
        ("contact@ville.fr", "mailto:contact@ville.fr"),
        ("https://ville.fr", "https://ville.fr"),
        ("n'importe quoi", ""),
    ):
        field.fill(before)
        desk.saved()
        field.press("End")
        button.click()
        desk.page.keyboard.type(typed)
        desk.page.keyboard.press("Enter")
        if address:
            expect(field.locator("[data-a]")).to_have_attribute("data-a", address)
            desk.saved()
            assert f"[fado]({address})" in desk.read()
        else:
            expect(desk.page.get_by_text("n’est pas une adresse").first).to_be_visible()
            assert "quoi" not in desk.read()


def test_a_place_is_the_word_that_the_cursor_is_in(desk: Desk) -> None:
    """As in Word; where it is in none, what to do is shown and not only said."""
    desk.choose("Coopérations")
    field = desk.field("Texte")
    field.click()
    desk.page.keyboard.press("Control+Home")
    desk.page.keyboard.type("Lille : ")
    desk.page.keyboard.press("ArrowLeft")  # between a sign and a space
    button = desk.page.get_by_role("button", name="Lieu", exact=True).locator("visible=true")
    button.click()
    expect(desk.page.locator(".tools:visible", has_text="électionnez")).to_be_visible()
    for _step in range(4):
        desk.page.keyboard.press("ArrowLeft")
    button.click()
    expect(desk.page.locator(".place-entry").first).to_have_text("LilleFrance")
    desk.page.keyboard.press("Enter")
    expect(field.locator("[data-p=lille]")).to_have_text("Lille")
    field.blur()
    desk.saved()
    assert "[Lille](city:lille) :\n" in desk.read()


def test_a_new_pillar_has_an_icon_of_its_own_and_enter_takes_the_first_found(desk: Desk) -> None:
    known = {yaml.safe_load(path.read_text("utf-8"))["icon"] for path in desk.path().parent.glob("*.yaml")}
    desk.page.get_by_role("button", name="Ajouter un pilier").click()
    desk.saved()
    new = next(path for path in desk.path().parent.glob("*.yaml") if "Nouveau pilier" in path.read_text("utf-8"))
    assert yaml.safe_load(new.read_text("utf-8"))["icon"] not in known
    desk.page.locator(".field", has_text="Icône").get_by_role("button").first.click()
    desk.page.get_by_role("searchbox").fill("feuille")
    desk.page.keyboard.press("Enter")
    expect(desk.page.locator(".field", has_text="Icône").get_by_role("button").first).to_have_text("feuille")
    desk.saved()
    assert yaml.safe_load(new.read_text("utf-8"))["icon"] == "leaf"


def test_cells_copied_in_word_and_cells_of_several_lines_are_cells(desk: Desk) -> None:
    """Word, and a web page, may give a table as HTML alone; Excel sets a cell of two lines in quotation marks."""
    desk.choose("Coopérations")
    desk.page.get_by_role("button", name="Ajouter : Tableau").click()
    paste = """([type, text]) => { const clipboardData = new DataTransfer(); clipboardData.setData(type, text);
        const event = new ClipboardEvent("paste", {clipboardData, bubbles: true, cancelable: true});
        document.activeElement.dispatchEvent(event); }"""
    word = "<table><tr><th colspan=2>Ville</th></tr><tr><td>Lille</td><td><p>4,5</p></td></tr></table>"
    for given in (["text/html", word], ["text/plain", 'Ville\t"Part, en\n% ""net"""\r\nBrest\t1,25\r\n']):
        desk.page.locator("table.grid [contenteditable]").first.click()
        desk.page.evaluate(paste, given)
        desk.saved()
        expect(desk.page.locator("table.grid tbody [contenteditable]").nth(1)).to_have_text(
            "4,5" if "html" in given[0] else "1,25"
        )
    table = yaml.safe_load(desk.read())["table"]
    assert table["columns"] == ["Ville", 'Part, en % "net"']
    assert table["rows"] == [["Brest", 1.25]]


def test_a_chart_is_made_of_pasted_values_and_changed_as_a_table_is(desk: Desk) -> None:
    desk.choose("Coopérations")
    desk.page.get_by_role("button", name="Ajouter : Graphique").click()
    desk.page.get_by_role("textbox", name="En-tête de la colonne 1").click()
    cells = "Ville\\t2024\\t2025\\nNantes\\t12,5\\t14\\nRennes\\t\\t11\\n"
    desk.page.evaluate(f"navigator.clipboard.writeText('{cells}')")
    desk.page.keyboard.press("Control+v")
    expect(desk.field("Ligne 2, colonne 3")).to_have_text("11")
    desk.saved()
    made = '  axis: Ville\n  categories: [Nantes, Rennes]\n  series:\n    - name: "2024"\n      values: [12.5, null]\n'
    assert made in desk.read()
    cell = desk.field("Ligne 2, colonne 2")
    cell.fill("beaucoup")
    expect(desk.page.locator(".fault:visible").first).to_contain_text("beaucoup")
    cell.fill("9,25")
    desk.saved()
    assert "[12.5, 9.25]" in desk.read()
    desk.page.get_by_role("group", name="Graphique").get_by_role("button", name="Ajouter une ligne").click()
    expect(desk.field("Ligne 3, colonne 1")).to_be_focused()
    desk.page.keyboard.type("Turin")
    desk.field("Ligne 3, colonne 2").fill("3")
    desk.saved()
    assert "categories: [Nantes, Rennes, Turin]" in desk.read()
    assert "[12.5, 9.25, 3]" in desk.read()
    desk.page.get_by_role("button", name="Retirer la ligne 1").click()
    expect(desk.field("Ligne 3, colonne 1")).to_have_count(0)
    desk.page.get_by_role("button", name="Retirer la colonne 3").click()
    expect(desk.field("En-tête de la colonne 3")).to_have_count(0)
    assert desk.read().endswith(
        '  categories: [Rennes, Turin]\n  series:\n    - name: "2024"\n      values: [9.25, 3]\n'
    )
    assert violations(desk.page) == []


def test_colours_are_written_or_chosen_and_an_unreadable_one_is_refused_beside_its_field(desk: Desk) -> None:
    head = desk.path().parents[1] / "publication.yaml"
    desk.page.get_by_role("button", name="Ajouter : Couleurs propres").click()
    field = desk.field("Couleur principale")
    field.fill("#1d3557")
    desk.saved()
    assert "  primary: 1D3557\n" in head.read_text("utf-8") or '  primary: "1D3557"\n' in head.read_text("utf-8")
    expect(desk.page.get_by_label("Couleur principale : choisir à l’œil")).to_have_value("#1d3557")
    before = head.read_text("utf-8")
    field.fill("FFFF00")
    expect(desk.page.locator(".fault:visible").first).to_contain_text("FFFF00")
    assert head.read_text("utf-8") == before


def test_an_edition_is_made_of_what_there_is(desk: Desk) -> None:
    """Its city, its pillars and its language are chosen, not typed."""
    page = desk.page
    page.get_by_role("button", name="Ajouter : Éditions").click()
    expect(page.get_by_role("heading", name="Édition 1")).to_be_visible()
    edition = page.locator(".card")
    edition.get_by_role("button", name="Ajouter : La ville qu’elle concerne").click()
    edition.get_by_role("combobox", name="La ville qu’elle concerne").select_option(label="Nantes")
    desk.saved()
    edition.get_by_role("button", name="Ajouter : Piliers").click()
    edition.get_by_role("button", name="Retirer : Soutien aux projets innovants").click()
    desk.saved()
    edition.get_by_role("button", name="Ajouter : Soutien aux projets innovants").click()
    desk.saved()
    made = yaml.safe_load((desk.path().parents[1] / "publication.yaml").read_text("utf-8"))["editions"]
    pillars = ["specialisation", "cooperation", "gouvernance", "soutien"]
    assert made == [{"id": "edition-1", "place": "nantes", "pillars": pillars}]
    page.get_by_role("button", name="Ajouter : Exemplaires personnels").click()
    personal = page.get_by_role("group", name="Exemplaires personnels")
    personal.get_by_role("button", name="Ajouter : Éditions").click()
    territory = personal.get_by_role("textbox", name=re.compile("Territoire"))
    territory.fill("Bruz")  # a word of the list of recipients, no pillar
    desk.saved()
    assert "territories: [Bruz]" in (desk.path().parents[1] / "publication.yaml").read_text("utf-8")
    assert violations(page) == []


def test_a_file_is_built_when_it_is_asked_for_and_told_why_not(desk: Desk) -> None:
    page = desk.page
    page.locator("summary", has_text="Fichiers").click()
    with page.expect_download() as told:
        page.get_by_role("button", name="Note (PDF)").click()
    assert told.value.suggested_filename == f"{SLUG}.pdf"
    assert Path(told.value.path()).read_bytes()[:5] == b"%PDF-"
    expect(page.locator("#status")).to_have_text("Le fichier est dans vos téléchargements.")
    for label, name, start in (
        ("Note en gros caractères", f"{SLUG}.large-print.pdf", b"%PDF-"),
        ("Copie Word, à faire corriger", f"{SLUG}.review.docx", b"PK"),
    ):
        page.locator("summary", has_text="Fichiers").click()
        with page.expect_download() as told:
            page.get_by_role("group", name="Autres formes").get_by_role("button", name=label).click()
        assert told.value.suggested_filename == name
        assert Path(told.value.path()).read_bytes().startswith(start)
    desk.path().write_text("label: [", "utf-8")
    expect(page.locator("#banner")).to_contain_text("dernières images")
    page.locator("summary", has_text="Fichiers").click()
    page.get_by_role("button", name="Note (PDF)").click()
    expect(page.get_by_role("dialog", name="Le fichier n’a pas été produit")).to_contain_text(f"{PILLAR}.yaml:1")


def test_a_template_is_chosen_among_files_and_another_file_is_refused(desk: Desk) -> None:
    page, head = desk.page, desk.path().parents[1] / "publication.yaml"
    page.get_by_role("button", name="La publication", exact=True).click()
    page.get_by_role("button", name="Ajouter : Modèle PowerPoint").click()
    field = page.locator(".field", has=page.get_by_role("combobox", name="Modèle PowerPoint"))
    field.locator("input[type=file]").set_input_files({"name": "Charte.pptx", "mimeType": "", "buffer": b"no zip"})
    expect(field.locator(".fault")).to_contain_text("Charte.pptx")
    brand = io.BytesIO()
    Presentation().save(brand)
    field.locator("input[type=file]").set_input_files(
        {"name": "Charte Métropole.pptx", "mimeType": "", "buffer": brand.getvalue()}
    )
    desk.saved()
    expect(page.get_by_role("combobox", name="Modèle PowerPoint")).to_have_value("charte-metropole.pptx")
    assert yaml.safe_load(head.read_text("utf-8"))["template"] == "charte-metropole.pptx"
    assert violations(page) == []


def test_of_many_slides_the_note_is_counted_on_demand(desk: Desk) -> None:
    text = desk.read()
    example = re.search(r"(?ms)^  - id: grenoble-pacte\n.*?(?=^  - id: )", text)
    assert example
    many = "".join(example[0].replace("grenoble-pacte", f"encore-{number}") for number in range(240))
    desk.path().write_text(text.replace("examples:\n", f"examples:\n{many}", 1), "utf-8")
    desk.choose("Coopérations")
    expect(desk.page.locator(".slide").nth(61)).to_be_attached()
    assert desk.page.locator(".slide[data-picture]").count() < 60
    desk.field("Titre du pilier").focus()
    expect(desk.page.locator(".cost:visible").first).to_contain_text("elle n’est pas comptée")
    desk.page.get_by_role("button", name="La compter aussi").click()
    expect(desk.page.locator(".cost:visible").first).to_contain_text(re.compile(r"Page \d+ sur \d+|pages"))
    spot = desk.page.locator(".slide").last
    expect(spot).not_to_have_attribute("data-picture", re.compile("."))
    spot.scroll_into_view_if_needed()
    expect(spot).to_have_attribute("data-picture", re.compile("."))
    expect(spot.locator(".spot").first).to_be_visible()


def test_a_second_language_is_written_beside_the_first(desk: Desk) -> None:
    """A language is added; its slides are shown; a text that changes makes its translation one to be looked at."""
    page, file = desk.page, desk.path().parents[1] / "translations/en.yaml"
    page.get_by_role("button", name="Ajouter une langue").click()
    page.get_by_role("dialog").get_by_role("combobox").select_option(label="anglais")
    page.get_by_role("button", name="Choisir").click()
    expect(page.get_by_role("heading", name="Anglais")).to_be_visible()
    expect(page.locator(":focus")).to_have_attribute("aria-label", "Traduction\u00a0: Titre")
    expect(page.get_by_role("combobox", name="Montrer")).to_have_value("en")
    page.keyboard.type("Metropolitan strategies")
    desk.saved()
    assert "    text: Metropolitan strategies\n" in file.read_text("utf-8")
    expect(page.get_by_role("button", name="Modifier : Metropolitan strategies")).to_be_visible()
    assert violations(page) == []

    desk.choose("La publication")
    desk.field("Titre").fill("Les stratégies des métropoles")
    desk.saved()
    desk.choose("Anglais")
    row = page.locator(".translation").first
    expect(row).to_contain_text("À revoir")
    expect(row).to_contain_text("C’était : Les stratégies métropolitaines")
    row.get_by_role("button", name="La traduction convient encore").click()
    expect(row.locator(".state")).to_be_empty()
    page.get_by_role("button", name="Ce qui reste").click()
    expect(row).to_be_hidden()
    page.set_viewport_size({"width": NARROW, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    assert violations(page) == []


def test_an_edition_is_looked_at_and_its_file_saved(desk: Desk) -> None:
    page, head = desk.page, desk.path().parents[1] / "publication.yaml"
    head.write_text(head.read_text("utf-8") + "editions: [{id: a-nantes, place: nantes}]\n", "utf-8")
    cover = page.locator("#panel-deck .slide").first
    expect(cover).to_have_attribute("data-picture", re.compile("."))
    before = cover.get_attribute("data-picture") or ""
    held: list[Route] = []
    page.route("**/look", lambda route: held.append(route))
    with page.expect_request("**/look"):
        page.get_by_role("combobox", name="Montrer").select_option(label="Nantes")
    while not held:
        page.wait_for_timeout(20)
    preview = page.locator("#preview")
    expect(preview).to_have_attribute("aria-busy", "true")  # until then, it is another edition that is seen
    held[0].continue_()
    expect(preview).not_to_have_attribute("aria-busy", "true")
    expect(cover).not_to_have_attribute("data-picture", before)  # it says that it is an extract
    page.locator("summary", has_text="Fichiers").click()
    with page.expect_download() as told:
        page.get_by_role("group", name="Nantes").get_by_role("button", name="Note (PDF)").click()
    assert told.value.suggested_filename == f"{SLUG}.a-nantes.pdf"
