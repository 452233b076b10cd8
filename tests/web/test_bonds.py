"""What the page keeps on one line: words that belong together, where neither a telephone nor a column is too narrow."""

from __future__ import annotations

import pytest

from generator import web
from generator.document import tree
from generator.kit import Kit
from generator.source.inline import Run
from generator.web.bonds import BOND, DATED, HEADING, bound
from tests.web import documents
from tests.web.documents import text


@pytest.mark.parametrize(
    ("words", "most", "shown"),
    [
        ("Les stratégies métropolitaines d’innovation et de recherche", HEADING, "d’innovation et_de_recherche"),
        ("Gouvernance ouverte et collaborative", 0, "ouverte et_collaborative"),
        ("Stratégie axée sur des domaines de spécialisation", 0, "sur des domaines de spécialisation"),
        (
            "Des domaines de spécialisation / des atouts pour une ambition claire",
            HEADING,
            "spécialisation_/ des_atouts",
        ),
        ("Des domaines de spécialisation / des atouts pour une ambition claire", HEADING, "une ambition_claire"),
        ("Une ville claire", HEADING, "ville claire"),
        ("Rapport, consulté le 18\u00a0septembre\u00a02026", DATED, "consulté le_18\u00a0septembre\u00a02026"),
        ("Conseil, séance du 1er janvier", HEADING, "séance du_1er_janvier"),
        ("Mot", HEADING, "Mot"),
    ],
)
def test_a_little_word_goes_on_with_the_next_unless_both_are_long(words: str, most: int, shown: str, kit: Kit) -> None:
    made = bound(text(words), kit.family, most).plain

    assert made.replace(BOND, " ") == words
    assert shown in made.replace(BOND, "_")


def test_runs_keep_what_they_are(kit: Kit) -> None:
    made = bound(
        text(Run("Voir "), Run("le site", link="https://example.org"), Run(" de la ville")), kit.family, HEADING
    )

    assert [run.text for run in made.runs] == ["Voir ", f"le{BOND}site", f" de{BOND}la{BOND}ville"]
    assert made.runs[1].link


def test_a_short_compound_is_whole_on_its_line(kit: Kit) -> None:
    said = "À Port-Modèle, le sous-développement-durable et les années 2019-2025"
    item = tree.Item("un", (), text(Run(said)))
    page = web.write(web.plan(documents.of(documents.pillar(1, (item,), "Un")), kit), kit).decode()

    assert '<span class="whole">Port-Modèle</span>,' in page
    assert "-durable</span>" not in page
    assert "2019-2025</span>" not in page


def test_points_are_bound_and_prose_is_not(kit: Kit) -> None:
    item = tree.Item("un", (), text(Run("Le bus et le vélo")), insets=(tree.Points((text(Run("Le bus et le vélo")),)),))
    page = web.write(web.plan(documents.of(documents.pillar(1, (item,), "Un")), kit), kit).decode()

    assert page.count('<span class="whole">et le vélo</span>') == 1
    assert "<p>Le bus et le vélo</p>" in page


def test_no_rule_of_a_caption_takes_what_is_kept_together_for_its_block(kit: Kit) -> None:
    """Each pair of words stood on a line of its own: they are elements within that of the caption."""
    assert "caption span{" not in kit.world.text("templates/web.css")
    assert "caption>span{display:block" in kit.world.text("templates/web.css")
