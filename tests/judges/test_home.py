"""After a pull, what is built again passes the judges as before: a deck that was edited in many ways, then rebuilt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from generator.judges.table import JUDGES
from tests.home.campaign import Hand
from tests.project import EVERY_KEY, SLUG, Project, copy_project
from tests.some import some

Edit = Callable[[Hand], object]


def words(hand: Hand) -> None:
    hand.say("nombreuses ", "très nombreuses et très belles ", 4)
    hand.style("jeunes pousses", 4, b="1")
    hand.link(4, "Nantes", "https://exemple.fr/a b?c=é")
    hand.below("a lancé de", "Depuis, mille emplois sont nés dans la métropole.", 4)
    hand.slide(4).notes_slide.notes_text_frame.add_paragraph().text = "Remercier « toutes » les équipes & partenaires."


def looks(hand: Hand) -> None:
    hand.shift(4, "Exemple [rennes", 8)
    hand.fill(4, "Exemple [nantes", "FFF4D6")
    hand.ink(4, "Exemple [turin", colour="5A1010")
    hand.outline(4, "Exemple [turin", "5A1010", 2)
    hand.outline(4, "Bandeau", "333333", 1)


def structure(hand: Hand) -> None:
    hand.drop(4, "Exemple [nantes")
    hand.copy_slide(5)
    hand.move_slide(7, 3)


def data(hand: Hand) -> None:
    hand.cell(6, "À pied", "À pied, seul")
    hand.add_row(6, "Neustadt", "1", "2", "3", "40 %")
    hand.value(9, 0, 0, 7)
    hand.shift(9, "Graphique", 6, -12)
    hand.drop(4, "Image", "Crédit")


def slides(hand: Hand) -> None:
    hand.box(4, "Voir aussi Lyon")
    hand.picture(4)
    slide = hand.deck.slides.add_slide(hand.slide(4).slide_layout)
    slide.shapes.title.text = "Une diapositive à nous"
    hand.move_slide(len(hand.deck.slides), 5)
    hand.drop_slide(6)


CASES = {
    "words": (SLUG, words), "looks": (SLUG, looks), "structure": (SLUG, structure), "slides": (SLUG, slides),
    "data": (EVERY_KEY, data),
}  # fmt: skip


@pytest.mark.judge
@pytest.mark.parametrize("name", CASES)
def test_what_is_built_after_a_pull_passes_every_judge(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slug, edit = CASES[name]
    copy_project(tmp_path, slug)
    project = Project(tmp_path, capsys)
    project.build(slug)
    deck = project.output / f"{slug}.pptx"
    hand = Hand(deck.read_bytes())
    edit(hand)
    mine = tmp_path / "corrige.pptx"
    mine.write_bytes(hand.saved)
    assert project.run("pull", str(mine), slug, "--all").code == 0

    result = project.run("build", slug)  # which proves parity

    assert result.code == 0, result.err
    assert "was changed by hand where it does not fit" not in result.err
    judged = [one for one in JUDGES if one.suffix in (".pptx", ".pdf")]
    found = [(one.claim(), one.findings(project.output / f"{slug}{one.suffix}")) for one in some(judged)]
    assert found == [(claim, []) for claim, _found in found]
    assert "nothing to pull" in project.run("pull", str(deck)).out
