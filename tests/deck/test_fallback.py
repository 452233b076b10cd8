"""Where neither Calibri nor Carlito is: text that is larger than it need be leaves room for the widest stand-in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml
from PIL import Image

from bench.figures import publication
from generator.deck.compose.card import FULL
from generator.deck.compose.common import COMFORTABLE
from generator.deck.deck import Deck
from generator.deck.slide import Frame, Group, Shape, Table
from generator.source.inline import Run
from generator.text import fallback
from generator.text.breaking import Word, count_lines, words
from tests.deck.realistic import cards, planned, shape, write
from tests.project import Project
from tests.publications import SLUG
from tests.some import some


def measured(frame: Frame, deck: Deck, index: int = -1) -> list[Word]:
    return words([Run(span.text, span.strong) for span in frame.paragraphs[index].spans], deck.design.kit.family)


@pytest.fixture
def deck(project: Project) -> Deck:
    write(project.root, "fr", [[300, 250, 200], [90, 120], [420, 500, 60]])
    return planned(project.root)


def test_cards_of_large_text_may_shrink_in_a_wider_font(deck: Deck) -> None:
    large = [card for slide in deck.slides for card in cards(slide) if card.paragraphs[-1].size > COMFORTABLE]
    for card in some(large):
        left, top, right, bottom = card.insets
        para = card.paragraphs[-1]
        items = measured(card, deck)
        em = (card.box.width - left - right) / para.size
        tall = count_lines(items, em) * deck.design.pitch * para.size
        assert top + tall + bottom <= FULL * card.box.height + 0.1
        assert card.shrinks


def test_a_list_of_sources_above_its_smallest_size_has_room_for_a_wider_font(project: Project) -> None:
    sources = [f"Délibération n° {number} du conseil communautaire, page {number}" for number in range(16)]
    examples = [
        {"id": f"e{number}", "text": "Un texte.", "source": {"title": title, "seen": f"2026-09-{number + 10}"}}
        for number, title in enumerate(sources)
    ]
    write(project.root, "fr", [[90]])
    pillar = project.root / "content" / SLUG / "pillars" / "p0.yaml"
    pillar.write_text(yaml.safe_dump({**yaml.safe_load(pillar.read_text("utf-8")), "examples": examples}), "utf-8")
    deck = planned(project.root)
    (frame,) = [one for one in deck.slides[-1].shapes if isinstance(one, Frame) and one.name == "Source"]
    size, pitch = frame.paragraphs[0].size, deck.design.pitch
    tall = -frame.paragraphs[-1].after
    for index, para in enumerate(frame.paragraphs):
        tall += (
            fallback.lines(measured(frame, deck, index), (frame.box.width - para.indent) / size, pitch) * pitch * size
        )
        tall += para.after
    assert size > deck.design.kit.theme.deck.running.smallest
    assert tall <= frame.box.height


def frames(shapes: Iterable[Shape]) -> Iterator[Frame]:
    for one in shapes:
        if isinstance(one, Frame):
            yield one
        elif isinstance(one, Group):
            yield from frames(one.shapes)


def test_no_number_of_a_pillar_is_broken_by_a_wider_font(project: Project) -> None:
    write(project.root, "fr", [[90]] * 11)
    deck = planned(project.root)
    numbers = [one for slide in deck.slides for one in frames(slide.shapes) if one.paragraphs[0].spans[0].text == "11"]
    for one in some(numbers):
        room = one.box.width - one.insets[0] - one.insets[2]
        assert not one.wrap or fallback.widest(measured(one, deck)) * one.paragraphs[0].size <= room


def test_no_word_of_a_tile_is_broken_by_a_wider_font(deck: Deck) -> None:
    tiles = [one for one in deck.slides[1].shapes if isinstance(one, Frame) and one.name.startswith("Pilier [")]
    for tile in some(tiles):
        room = tile.box.width - tile.insets[0] - tile.insets[2]
        for index, para in enumerate(tile.paragraphs):
            assert fallback.widest(measured(tile, deck, index)) * para.size <= room - para.first + 0.01


def test_a_stand_in_is_wider_and_takes_more_lines_that_are_closer(deck: Deck) -> None:
    family = deck.design.kit.family
    assert fallback.spread(family.face()) == pytest.approx(1.244, abs=0.001)
    assert fallback.spread(family.face(strong=True)) == pytest.approx(1.373, abs=0.001)
    items = words([Run("Les villes et leurs habitants " * 8)], family)
    em = sum(item.width + item.space for item in items) / 4
    assert fallback.lines(items, em, 1.245) == pytest.approx(6 * 1.2 / 1.245, abs=0.01)
    assert fallback.lines(items[:2], em, 1.245) == 1


def test_a_name_on_the_map_stays_on_its_line(project: Project, tmp_path: Path) -> None:
    write(project.root, "fr", [[300, 250, 200]])
    project.run("build", "essai", "--only", "deck")
    with ZipFile(project.output / "essai.pptx") as package:
        slides = "".join(package.read(name).decode() for name in package.namelist() if "slides/slide" in name)
    assert 'wrap="none"' in slides


def test_a_name_on_the_map_and_its_icons_are_one_group(project: Project) -> None:
    """The name is beside the pin, with room for a wider font at its far end, and the icons under or over the name."""
    write(project.root, "fr", [[300, 250, 200], [90, 120], [420, 500, 60]], seed=3)
    groups = [one for slide in planned(project.root).slides for one in slide.shapes if isinstance(one, Group)]
    for city in some(one for one in groups if one.name.startswith("Ville [")):
        pin, (name, *dots) = city.shapes[0].box, city.shapes[1:]
        first, last = dots[0], dots[-1]
        assert isinstance(name, Frame)
        right = name.box.x > pin.x
        assert name.paragraphs[0].align == ("l" if right else "r")
        assert 0 < (name.box.x - pin.right if right else pin.x - name.box.right) < 12
        assert abs(name.box.x - first.box.x if right else name.box.right - last.box.right) < 0.1
        assert first.box.bottom <= name.box.y + 1 or name.box.bottom <= first.box.y + 1


def test_cards_of_comfortable_text_may_shrink_where_no_slide_is_spent_on_it(project: Project) -> None:
    write(project.root, *shape(1), seed=1)
    deck = planned(project.root)
    for card in some(card for slide in deck.slides for card in cards(slide)):
        assert card.shrinks, card.name


@pytest.mark.long
def test_rows_of_tables_have_room_for_a_wider_font(tmp_path: Path) -> None:
    root = tmp_path / "made"
    publication(5, root)
    deck = planned(root)
    found = [one for slide in deck.slides for one in slide.shapes if isinstance(one, Table)]
    own = [one for one in found if one.rows[1][0].paragraph.origin]  # all but the matrix, of which columns are even
    for table in some(own):
        left, top, right, bottom = table.insets
        for row, tall in zip(table.rows, table.heights, strict=True):
            for cell, width in zip(row, table.columns, strict=True):
                para = cell.paragraph
                items = words([Run(span.text, span.strong) for span in para.spans], deck.design.kit.family)
                em = (width - left - right - para.indent) / para.size
                assert fallback.widest(items) <= em, items
                lines = fallback.lines(items, em, deck.design.pitch)
                assert top + lines * deck.design.pitch * para.size + bottom <= tall + 0.1
        assert sum(table.heights) <= table.box.height + 0.1


def test_a_dense_matrix_names_its_examples_alone_and_stays_on_its_slide(project: Project) -> None:
    """With "(diapo 12)" behind each number its text was of 10 points: the heads say it once for all of a column."""
    language, pillars = shape(1)
    write(project.root, language, pillars, 1)
    deck = planned(project.root)
    *_others, matrix = (one for slide in deck.slides for one in slide.shapes if isinstance(one, Table))

    words_of_cells = [
        "".join(span.text for span in cell.paragraph.spans) for row in matrix.rows[1:] for cell in row[1:]
    ]
    assert not [
        text
        for text in some([one for one in words_of_cells if one])
        if not text.replace(", ", "").replace(".", "").isdigit()
    ]
    sizes = {cell.paragraph.size for row in matrix.rows for cell in row}
    assert min(sizes) >= 12
    for row, tall in zip(matrix.rows, matrix.heights, strict=True):
        for cell, width in zip(row, matrix.columns, strict=True):
            size = cell.paragraph.size
            items = words([Run(span.text, span.strong) for span in cell.paragraph.spans], deck.design.kit.family)
            lines = fallback.lines(items, (width - 17) / size, deck.design.pitch)
            assert lines * deck.design.pitch * size + 10 <= tall + 0.5


@pytest.mark.parametrize("pillars", [4, 6, 8, 10, 12])
def test_heads_of_a_matrix_are_whole_in_a_wider_font_or_numbers_with_a_key(pillars: int, project: Project) -> None:
    """Ten columns broke words: a matrix of many names them beside its table, and its text is larger for that."""
    write(project.root, "fr", [[300] * 7] * pillars)
    deck = planned(project.root)
    slides = [one for one in deck.slides if one.role == "matrix" and any(isinstance(s, Table) for s in one.shapes)]
    for slide in some(slides):
        (table,) = (one for one in slide.shapes if isinstance(one, Table))
        left, _top, right, _bottom = table.insets
        for row in table.rows:
            for cell, width in zip(row, table.columns, strict=True):
                items = words([Run(span.text, span.strong) for span in cell.paragraph.spans], deck.design.kit.family)
                assert fallback.widest(items) * cell.paragraph.size <= width - left - right
        heads = ["".join(span.text for span in cell.paragraph.spans) for cell in table.rows[0][1:]]
        key = [one for one in slide.shapes if isinstance(one, Frame) and one.name.startswith("Légende [")]
        assert len(key) == (len(heads) if heads[0].isdigit() else 0)
        assert all(one.isdigit() for one in heads) == bool(key)
        assert table.rows[0][0].paragraph.size >= 12


def test_the_box_of_a_name_on_the_map_holds_it_in_a_wider_font(project: Project) -> None:
    write(project.root, "fr", [[300, 250, 200], [90, 120], [420, 500, 60]], seed=3)
    deck = planned(project.root)
    groups = [one for slide in deck.slides for one in slide.shapes if isinstance(one, Group)]
    for city in some(one for one in groups if one.name.startswith("Ville [")):
        name = next(one for one in city.shapes if isinstance(one, Frame))
        items = measured(name, deck)
        line = fallback.factor(items) * sum(word.width + word.space for word in items)
        assert line * name.paragraphs[0].size <= name.box.width + 0.01


@pytest.mark.parametrize(("count", "shrinks"), [(2, False), (9, True)])
def test_a_footer_that_a_wider_font_would_break_may_shrink(project: Project, count: int, shrinks: bool) -> None:
    """A long one had a second line, below its box, on every slide."""
    write(project.root, "fr", [[90]])
    head = project.root / "content" / SLUG / "publication.yaml"
    said = {"title": "Une stratégie", "subtitle": " ".join(["stratégie"] * count)}
    head.write_text(yaml.safe_dump({**yaml.safe_load(head.read_text("utf-8")), **said}), "utf-8")
    deck = planned(project.root)
    footers = [one for slide in deck.slides for one in slide.shapes if isinstance(one, Frame) and one.index == 11]
    assert any(footer.shrinks for footer in some(footers) if footer.text.endswith("stratégie")) is shrinks


@pytest.mark.parametrize(
    ("credit", "shrinks"), [("Photo Dupont", False), ("Vue du pont, relevé de l'atelier " * 3, True)]
)
def test_a_credit_of_more_lines_in_a_wider_font_may_shrink(project: Project, credit: str, shrinks: bool) -> None:
    """It left the picture above and below."""
    write(project.root, "fr", [[90]])
    Image.new("RGB", (1200, 800), (30, 60, 90)).save(project.root / "content" / SLUG / "a.jpg")
    pillar = project.root / "content" / SLUG / "pillars" / "p0.yaml"
    picture = {"file": "a.jpg", "alt": "Une rue.", "credit": credit.strip()}
    pillar.write_text(yaml.safe_dump({**yaml.safe_load(pillar.read_text("utf-8")), "picture": picture}), "utf-8")
    deck = planned(project.root)
    frames = [one for slide in deck.slides for one in slide.shapes if isinstance(one, Frame) and one.name == "Crédit"]
    assert [one.shrinks for one in frames] == [shrinks]


def test_a_table_of_many_columns_keeps_the_words_of_a_wider_font_whole(project: Project) -> None:
    """Its text was larger for Calibri, and “jan” was “ja|n” without it."""
    write(project.root, "fr", [[90]])
    months = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov"]
    rows = [[name, *range(20, 31)] for name in ("Internet", "Telefoon", "Balie", "Wijkservicepunt")]
    pillar = project.root / "content" / SLUG / "pillars" / "p0.yaml"
    table = {"caption": "Aanvragen", "columns": ["Kanaal", *months], "rows": rows}
    pillar.write_text(yaml.safe_dump({**yaml.safe_load(pillar.read_text("utf-8")), "table": table}), "utf-8")
    deck = planned(project.root)
    (shown,) = [
        one for slide in deck.slides for one in slide.shapes if isinstance(one, Table) and len(one.columns) == 12
    ]
    left, _top, right, _bottom = shown.insets
    for cell, width in zip(shown.rows[0], shown.columns, strict=True):
        items = words([Run(span.text, span.strong) for span in cell.paragraph.spans], deck.design.kit.family)
        assert fallback.widest(items) * cell.paragraph.size <= width - left - right
