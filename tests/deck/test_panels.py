"""A small table or chart shares its slide with the examples that it is about, or with another one."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from generator.deck.compose.tables import CELL
from generator.deck.deck import Deck
from generator.deck.layouts import BODY, FOOTER
from generator.deck.slide import ChartFrame, Frame, Slide, Table
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import words
from generator.units import Box
from tests.deck.realistic import cards, planned, write
from tests.matrix import every
from tests.project import Project
from tests.publications import SLUG
from tests.some import some

TABLE = {"caption": "Trajets par ville", "columns": ["Ville", "Trajets"], "rows": [["Anvers", "12"], ["Nantes", "34"]]}
CHART = {
    "kind": "bar",
    "caption": "Trajets par an",
    "description": "Les trajets augmentent.",
    "axis": "Année",
    "categories": ["2024", "2025", "2026"],
    "series": [{"name": "Trajets", "values": [1, 2, 3]}],
}


def plan_of(project: Project, lengths: list[int], **figures: object) -> Deck:
    """Return the deck of a publication of one pillar, with examples of so many letters, a table or a chart."""
    write(project.root, "fr", [lengths])
    path = project.root / "content" / SLUG / "pillars" / "p0.yaml"
    path.write_text(json.dumps(yaml.safe_load(path.read_text("utf-8")) | figures), "utf-8")
    return planned(project.root)


def shown(slide: Slide) -> list[str]:
    """Return what a slide shows: cards, a table, a chart."""
    figures = [
        "table" if isinstance(one, Table) else "chart" for one in slide.shapes if isinstance(one, Table | ChartFrame)
    ]
    return ["cards"] * bool([*cards(slide)]) + figures


@pytest.mark.parametrize(("key", "figure", "kind"), [("table", TABLE, "table"), ("chart", CHART, "chart")])
def test_a_small_figure_stands_beside_its_examples_below_its_caption(
    project: Project, key: str, figure: dict[str, object], kind: str
) -> None:
    deck = plan_of(project, [120, 90], **{key: figure})
    (slide,) = (one for one in deck.slides if kind in shown(one))
    (caption,) = (one for one in slide.shapes if isinstance(one, Frame) and one.text == figure["caption"])
    (drawn,) = (one for one in slide.shapes if isinstance(one, Table | ChartFrame))

    assert shown(slide) == ["cards", kind]
    assert caption.box.bottom <= drawn.box.y
    assert min(card.box.y for card in some(cards(slide))) == caption.box.y
    assert min(card.paragraphs[-1].size for card in some(cards(slide))) >= 18.0
    assert any("Trajets" in "".join(span.text for span in note) for note in slide.speaker_notes)


@pytest.mark.parametrize(("key", "figure"), [("table", TABLE | {"rows": [["Anvers", "12"]] * 4}), ("chart", CHART)])
@every(2, "lengths", ([120, 90], [60]))
def test_a_small_figure_fills_the_height_beside_its_examples(
    project: Project, key: str, figure: dict[str, object], lengths: list[int]
) -> None:
    """It stood in the upper half of its slide above nothing."""
    deck = plan_of(project, lengths, **{key: figure})
    (slide,) = (one for one in deck.slides if key in shown(one))
    top = min(card.box.y for card in some(cards(slide)))
    (drawn,) = (one for one in slide.shapes if isinstance(one, Table | ChartFrame))
    bottom = max(one.box.bottom for one in slide.shapes if one.box.x >= drawn.box.x and one.box.y < FOOTER.box.y)

    assert bottom >= top + 0.9 * (BODY.bottom - top)


def test_a_figure_whose_caption_would_be_long_in_large_text_has_it_smaller(project: Project) -> None:
    """It stood nowhere."""
    caption = "Trajets par an dans les villes du réseau, selon les comptages que chacune d’elles publie au printemps"
    for key, figure in (("table", TABLE), ("chart", CHART)):
        deck = plan_of(project, [20, 20], **{key: figure | {"caption": caption}})
        assert [key in shown(slide) for slide in deck.slides].count(True) == 1


def test_a_long_table_goes_on_rather_than_be_small(project: Project) -> None:
    """Fourteen rows stood on one slide, in ten points."""
    columns = ["Instrument", "City", "Amount", "Term", "Rate"]
    rows = [[f"Green bond {year}", "Malmö", "SEK 400 m", "5 years", "0.9 %"] for year in range(2012, 2026)]
    deck = plan_of(project, [120, 90], table={"caption": "Instruments", "columns": columns, "rows": rows})
    tables = [one for slide in deck.slides for one in slide.shapes if isinstance(one, Table)]

    assert [len(one.rows) for one in tables] == [8, 8]
    assert all(cell.paragraph.size >= 14.0 for table in some(tables) for row in table.rows for cell in row)


def test_a_table_that_would_be_small_there_has_a_slide_of_its_own(project: Project) -> None:
    columns = ["Ville", *(f"Colonne {number}" for number in range(6))]
    wide = TABLE | {"columns": columns, "rows": [["Anvers", *["une valeur"] * 6]] * 8}

    assert ["cards"] in [shown(one) for one in plan_of(project, [120, 90], table=wide).slides]
    assert ["cards", "table"] not in [shown(one) for one in plan_of(project, [120, 90], table=wide).slides]


def test_cards_are_made_neither_more_nor_small_for_a_figure(project: Project) -> None:
    deck = plan_of(project, [420] * 4, table=TABLE)
    assert [shown(one) for one in deck.slides if shown(one)][:3] == [["cards"], ["cards"], ["table"]]


def test_a_table_and_a_chart_without_room_beside_cards_share_a_slide(project: Project) -> None:
    deck = plan_of(project, [420] * 4, table=TABLE, chart=CHART)
    assert [shown(one) for one in deck.slides if shown(one)][:3] == [["cards"], ["cards"], ["table", "chart"]]


@every(5, "count", range(1, 6))
def test_nothing_beside_cards_leaves_its_area_or_lies_on_another(project: Project, count: int) -> None:
    found = 0
    for length in (12, 40, 110, 200):
        for rows in (1, 3, 6):
            many = TABLE | {
                "rows": [["Anvers et les communes voisines", "12"]] * rows,
                "source": {"title": "Une source"},
            }
            for slide in plan_of(project, [length] * count, table=many).slides:
                if shown(slide) == ["cards", "table"]:
                    found += 1
                    apart([one.box for one in slide.shapes if isinstance(one, Frame | Table) and within(one)])
    assert found


def within(shape: Frame | Table) -> bool:
    """Tell whether a shape is below the title or beside it, above the footer; numbers within cards are left."""
    number = isinstance(shape, Frame) and re.fullmatch(r"\d+\.\d+", shape.text)
    return BODY.x <= shape.box.x and BODY.y - 20 <= shape.box.y < FOOTER.box.y and not number


def apart(boxes: list[Box]) -> None:
    for index, one in enumerate(some(boxes)):
        assert one.bottom <= BODY.bottom + 0.01
        assert one.right <= BODY.right + 0.01
        for other in boxes[:index]:
            across = min(one.right, other.right) - max(one.x, other.x)
            down = min(one.bottom, other.bottom) - max(one.y, other.y)
            assert across <= 0.01 or down <= 0.01


def test_all_of_it_is_found_again_in_the_file(project: Project) -> None:
    plan_of(project, [120, 90], table=TABLE, chart=CHART)
    assert project.run("build", SLUG, "--only", "deck").code == 0


def test_no_word_of_a_table_beside_cards_is_broken_in_a_wider_font(project: Project) -> None:
    """Heads of German tables were, on machines without our fonts: "Veränder|ung"."""
    heads = ["Stadt", "Fahrgäste (Mio.)", "Veränderung", "Anteil Abonnements"]
    table = {"caption": "Fahrgastzahlen", "columns": heads, "rows": [["Hamburg", "780", "+ 4 %", "62 %"]] * 3}
    deck = plan_of(project, [180], table=table)
    (shape,) = (one for slide in deck.slides for one in slide.shapes if isinstance(one, Table))
    family = deck.design.kit.family

    for head, width in some(zip(heads, shape.columns, strict=True)):
        size = shape.rows[0][0].paragraph.size
        assert fallback.widest(words([Run(head)], family, strong=True)) * size <= width - CELL[0] - CELL[2]


def test_a_cover_without_a_kind_gives_its_room_to_the_title_in_a_wider_font(project: Project) -> None:
    """It rose out of its box on machines without our fonts."""
    heights = {}
    for kind in ("", "Note de synthèse"):
        write(project.root, "fr", [[60]])
        path = project.root / "content" / SLUG / "publication.yaml"
        data = yaml.safe_load(path.read_text("utf-8")) | {"title": "Les stratégies métropolitaines de recherche"}
        path.write_text(json.dumps(data | ({"kind": kind} if kind else {})), "utf-8")
        deck = planned(project.root)
        title = next(one for one in deck.slides[0].shapes if isinstance(one, Frame))
        items = words([Run(title.text)], deck.design.kit.family, strong=True)
        size, pitch = title.paragraphs[0].size, deck.design.pitch
        heights[kind] = title.box.height
        assert size >= 35.0
        if not kind:
            assert fallback.lines(items, (title.box.width + 1) / size, pitch) * pitch * size <= title.box.height + 1e-6
    assert heights[""] > heights["Note de synthèse"]
