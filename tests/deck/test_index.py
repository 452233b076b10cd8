"""The matrix of many cities and pillars: an index by city, in place of a grid that takes many slides."""

from __future__ import annotations

from itertools import pairwise

import yaml
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR

from generator.deck.deck import Deck
from generator.deck.slide import Slide, Table
from generator.home.run import pull_deck
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import words
from generator.theme import contrast
from generator.world import World
from tests.deck import brands
from tests.deck.realistic import planned
from tests.matrix import every
from tests.project import Project
from tests.publications import SLUG
from tests.some import some


def write_many(project: Project, cities: int, pillars: int, each: int) -> None:
    """Write a publication of ``cities`` with ``each`` examples, in one pillar after the other."""
    names = [f"ville{number:03}" for number in range(cities)]
    places = {
        one: {"names": {"fr": f"Ville {at:03}"}, "country": "FR", "latitude": 44 + at % 7 * 0.7, "longitude": at / 20}
        for at, one in enumerate(names)
    }
    project.write("content/cities.yaml", yaml.safe_dump(places))
    for pillar in range(pillars):
        held = [at for at in range(cities) if any((at + one) % pillars == pillar for one in range(each))]
        examples = [{"id": f"e{pillar}-{at}", "text": f"[Ville](city:{names[at]}) agit."} for at in held]
        data = {"label": f"Pilier {pillar}", "heading": f"Le pilier {pillar}", "icon": "rocket", "examples": examples}
        project.write(f"content/{SLUG}/pillars/p{pillar}.yaml", yaml.safe_dump(data))
    head: dict[str, object] = {
        "title": "Un index",
        "language": "fr",
        "pillars": [f"p{pillar}" for pillar in range(pillars)],
    }
    head["sections"] = {"deck": ["overview", "pillars", "matrix"]}  # a map of so many cities takes its time
    project.write(f"content/{SLUG}/publication.yaml", yaml.safe_dump(head))


def tables(slide: Slide) -> list[Table]:
    return [one for one in slide.shapes if isinstance(one, Table)]


def indexed(deck: Deck) -> list[Slide]:
    return [one for one in deck.slides if one.role == "matrix" and tables(one)]


@every(2, ("cities", "slides"), [(28, 1), (60, 2)])
def test_many_cities_and_pillars_are_an_index_on_few_slides(cities: int, slides: int, project: Project) -> None:
    write_many(project, cities, 12, 4)
    deck = planned(project.root)
    found = indexed(deck)
    columns = [table for slide in found for table in tables(slide)]
    rows = [row for table in columns for row in table.rows[1:]]

    assert len(found) == slides
    assert len({len(tables(slide)) for slide in found}) == 1
    assert [row[0].paragraph.text for row in rows] == [f"Ville {at:03}" for at in range(cities)]
    assert max(len(one.rows) for one in columns) - min(len(one.rows) for one in columns) <= 1
    assert len({one.description for one in columns}) == len(columns)
    for table in columns:
        assert [cell.paragraph.text for cell in table.rows[0]] == ["Ville", "Exemple"]
        assert table.box.bottom <= deck.design.layouts["matrix"].body.bottom
    for before, after in (pair for slide in found for pair in pairwise(tables(slide))):
        assert before.box.right < after.box.x


def test_numbers_of_an_index_lead_to_their_examples_in_the_colours_of_their_pillars(project: Project) -> None:
    write_many(project, 28, 12, 4)
    deck = planned(project.root)
    theme = deck.design.kit.theme
    led = {}
    for table in (table for slide in indexed(deck) for table in tables(slide)):
        for _name, cell in table.rows[1:]:
            assert cell.paragraph.size >= 14
            for span in (one for one in cell.paragraph.spans if one.text.strip()):
                colour = cell.paragraph.ink(span).name
                shown = theme.accents[int(colour[-1]) - 1] if colour.startswith("accent") else colour
                assert contrast(shown) >= 4.5
                led[span.target] = (span.text, colour)

    assert len(led) == 28 * 4
    assert led.keys() <= {key for slide in deck.slides for key in slide.keys}
    for target, (number, _colour) in led.items():
        assert target.startswith(f"example:e{int(number.partition('.')[0]) - 1}-")
    assert len({(number.partition(".")[0], colour) for number, colour in led.values()}) == 12


def test_an_index_holds_in_a_wider_font(project: Project) -> None:
    write_many(project, 28, 12, 6)
    deck = planned(project.root)
    for table in some([table for slide in indexed(deck) for table in tables(slide)]):
        assert len(table.columns) == 2
        total = 0.0
        for row, tall in zip(table.rows, table.heights, strict=True):
            needed = [tall]
            for cell, width in zip(row, table.columns, strict=True):
                size, (left, _top, right, _bottom) = cell.paragraph.size, cell.insets or table.insets
                inner = (width - left - right) / size
                items = words([Run(span.text, span.strong) for span in cell.paragraph.spans], deck.design.kit.family)
                assert fallback.widest(items) <= inner
                lines = fallback.lines(items, inner, deck.design.pitch)
                needed.append(lines * deck.design.pitch * size + 6)
            total += max(needed)
        assert total <= deck.design.layouts["matrix"].body.height + 1.0


def test_a_grid_that_is_seen_as_one_stays(project: Project) -> None:
    write_many(project, 12, 5, 2)
    (slide,) = indexed(planned(project.root))
    (table,) = tables(slide)

    assert len(table.columns) == 6


def test_an_unedited_index_pulls_nothing(project: Project) -> None:
    write_many(project, 28, 12, 4)
    production = Production(World(project.root), SLUG)
    edition = edition_named("deck")
    data = production.write(edition, production.document(edition))

    assert pull_deck(World(project.root), data, "deck.pptx", SLUG).changes == []


def test_an_index_stands_on_slides_of_somebody_else(project: Project) -> None:
    write_many(project, 28, 12, 4)
    project.write("templates/brand.pptx", brands.packed(brands.stock()))
    said = project.run("build", SLUG, "--only", "deck", "--template", "templates/brand.pptx")
    assert said.code == 0, said.err
    deck = Presentation(str(project.output / f"{SLUG}.pptx"))
    shown = [[one for one in slide.shapes if one.has_table] for slide in deck.slides]

    assert 1 <= sum(map(bool, shown)) <= 3
    for table in (one for frames in shown for one in frames):
        assert table.table.first_row
        assert table.left + table.width <= deck.slide_width
        assert sum(row.height for row in table.table.rows) + table.top <= deck.slide_height
        runs = [run for row in [*table.table.rows][1:] for run in row.cells[1].text_frame.paragraphs[0].runs]
        assert min(run.font.size.pt for run in runs) >= 14


def test_numbers_of_an_index_are_read_on_a_dark_slide_of_somebody_else(project: Project) -> None:
    """The violet of Office's theme of 2007, 8064A2, has a contrast of 4.26 on black."""
    write_many(project, 28, 12, 4)
    project.write("templates/brand.pptx", brands.packed(brands.dark()))
    assert project.run("build", SLUG, "--only", "deck", "--template", "templates/brand.pptx").code == 0
    deck = Presentation(str(project.output / f"{SLUG}.pptx"))
    frames = [one for slide in deck.slides for one in slide.shapes if one.has_table]
    cells = [row.cells[1] for frame in frames for row in [*frame.table.rows][1:]]
    linked = [run for cell in cells for run in cell.text_frame.paragraphs[0].runs if run.text.strip()]

    assert len(linked) == 28 * 4
    assert not [run.text for run in linked if run.font.color.theme_color == MSO_THEME_COLOR.ACCENT_4]
