"""Decks become publications: our own, and those that others make."""

from __future__ import annotations

import io
import re
import shutil
from typing import Any

import pptx
import pytest
import yaml
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from tests.importing.publication import imports, published, refused
from tests.importing.words import png, with_parts
from tests.project import CONTENT, EVERY_KEY, SLUG, Project


def deck(slides: int = 2) -> Any:
    """Return a deck with a title slide and slides of bullets."""
    found = pptx.Presentation()
    cover = found.slides.add_slide(found.slide_layouts[0])
    cover.shapes.title.text = "Stratégie de l'eau"
    cover.placeholders[1].text = "Feuille de route"
    for number in range(slides):
        slide = found.slides.add_slide(found.slide_layouts[1])
        slide.shapes.title.text = ("Préserver", "Partager", "Mesurer")[number]
        frame = slide.placeholders[1].text_frame
        frame.text = "Nantes économise l'eau"
        for text, level in (("moins d'arrosage", 1), ("plus d'ombre", 1), ("Rennes répare", 0)):
            paragraph = frame.add_paragraph()
            paragraph.text, paragraph.level = text, level
    return found


def data(presentation: Any) -> bytes:
    written = io.BytesIO()
    presentation.save(written)
    return written.getvalue()


def test_a_deck_of_ours_gives_its_text_back(project: Project) -> None:
    project.build("--only", "deck")
    own = published(project, SLUG)

    found, out = imports(project, "own.pptx", project.outputs()[f"{SLUG}.pptx"])

    def bare(text: str) -> str:
        return "".join(sign for sign in text.replace("’", "'") if sign.isalnum() or sign == "'")

    count = len(own.pillars)
    assert bare(found.title) == bare(own.title)
    assert [bare(one.heading) for one in found.pillars[:count]] == [bare(one.heading) for one in own.pillars]
    assert [one.label for one in found.overview[:count]] == [one.label for one in own.overview]
    for new, old in zip(found.pillars, own.pillars, strict=False):
        for (told, _places), (text, _marked) in zip(new.examples, old.examples, strict=True):
            assert bare(text) in bare(told)
    assert "words of own.pptx are there" in out


def test_bullets_tables_pictures_and_notes(project: Project) -> None:
    presentation = deck()
    slide = presentation.slides[2]
    slide.shapes.add_picture(io.BytesIO(png()), Inches(1), Inches(5))
    cells = slide.shapes.add_table(2, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
    for index, text in enumerate(("Ville", "Litres", "Nantes", "12")):
        cells.cell(index // 2, index % 2).text = text
    slide.notes_slide.notes_text_frame.text = "Ne pas oublier de remercier."

    found, _out = imports(project, "deck.pptx", data(presentation))

    assert (found.title, found.subtitle) == ("Stratégie de l'eau", "Feuille de route")
    first, second = found.pillars
    assert first.heading == "Préserver"
    assert first.examples == [("Nantes économise l'eau", ("nantes",)), ("Rennes répare", ("rennes",))]
    assert first.points == [["moins d'arrosage", "plus d'ombre"], []]
    assert second.table == [["Ville", "Litres"], ["Nantes", "12"]]
    written = project.read("content/imported/pillars/partager.yaml")
    assert "spoken: Ne pas oublier de remercier." in written
    assert "pictures/picture-1.png" in written


def test_a_slide_that_goes_on_belongs_to_the_last(project: Project) -> None:
    presentation = deck(3)
    for number, title in ((2, "Préserver (suite)"), (1, "Préserver (1/2)")):
        presentation.slides[number].shapes.title.text = title

    found, out = imports(project, "deck.pptx", data(presentation))

    assert [one.heading for one in found.pillars] == ["Préserver", "Mesurer"]
    assert len(found.pillars[0].examples) == 4
    assert "Slide 3 goes on under the same title, which stands once." in out


def test_an_agenda_gives_the_labels(project: Project) -> None:
    presentation = deck()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Ordre du jour"
    slide.placeholders[1].text_frame.text = "Préserver l'eau\nPartager l'eau"
    ids = presentation.slides._sldIdLst
    ids.insert(1, ids[-1])

    found, out = imports(project, "deck.pptx", data(presentation))

    assert [(one.label, one.heading) for one in found.pillars] == [
        ("Préserver l'eau", "Préserver"),
        ("Partager l'eau", "Partager"),
    ]
    assert "Left out, since the program makes its own overview: Ordre du jour." in out


def test_charts_logos_and_grouped_shapes(project: Project) -> None:
    presentation = deck(3)
    for slide in presentation.slides:
        slide.shapes.add_picture(io.BytesIO(png("red")), 0, 0)
    slide = presentation.slides[1]
    values: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    values.categories = ["2019", "2024"]
    values.add_series("Litres", (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, Inches(4), Inches(3), values)
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(2), Inches(1)).text_frame.text = "Dans un groupe"

    found, out = imports(project, "deck.pptx", data(presentation))

    assert found.pillars[0].examples[-1][0] == "Dans un groupe"
    assert "charts or drawings were left out: 1" in out
    assert not (project.root / "content/imported/pictures").exists()


@pytest.mark.parametrize("text", ["<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>", "<broken"])
def test_a_damaged_slide_stops_the_import(project: Project, text: str) -> None:
    damaged = with_parts(data(deck()), ppt__slides__slide2_xml=text)

    assert "The file is damaged" in refused(project, "deck.pptx", damaged)


@pytest.mark.parametrize("language", ["fr", "en", "de"])
def test_of_our_own_deck_only_what_somebody_wrote_comes_back(language: str, project: Project) -> None:
    """Map, matrix and the cover's summary are made of the content: they are no pillars of their own."""
    project.edit("publication.yaml", "language: fr\n", f"language: {language}\ntypography: fr\n")
    project.build("--only", "deck")
    project.run("import", f"{project.output}/{SLUG}.pptx", "--slug", "zuruck")
    before, after = (yaml.safe_load(project.read(f"content/{slug}/publication.yaml")) for slug in (SLUG, "zuruck"))
    assert after["subtitle"] == before["subtitle"]
    assert len(after["pillars"]) == len(before["pillars"]) == 4
    assert [before["pillars"].index(id) for id in before["overview"]] == [
        after["pillars"].index(id) for id in after["overview"]
    ]
    for old, new in zip(before["pillars"], after["pillars"], strict=True):
        files = (project.read(f"content/{slug}/pillars/{id}.yaml") for slug, id in ((SLUG, old), ("zuruck", new)))
        was, now = map(yaml.safe_load, files)
        assert plain(now["label"]) == plain(was["label"])
        assert plain(now["heading"]) == plain(was["heading"])
        assert len(now["examples"]) == len(was["examples"])
        cities = [re.findall(r"city:([\w-]+)", one["text"]) for one in was["examples"]]
        found = [re.findall(r"city:([\w-]+)", one["text"]) for one in now["examples"]]
        assert [set(one) <= set(other) for one, other in zip(cities, found, strict=True)] == [True] * len(cities)


def plain(text: str) -> str:
    return re.sub(r"\W+", " ", text)


@pytest.mark.long
def test_tables_and_charts_of_our_own_deck_stay_in_their_pillars(project: Project) -> None:
    shutil.copytree(CONTENT / EVERY_KEY, project.root / "content" / EVERY_KEY)
    assert project.run("build", EVERY_KEY, "--only", "deck").code == 0
    result = project.run("import", f"{project.output}/{EVERY_KEY}.pptx", "--slug", "zuruck")
    assert (result.code, result.err.count("lost")) == (0, 0)
    head = yaml.safe_load(project.read("content/zuruck/publication.yaml"))
    known = yaml.safe_load(project.read(f"content/{EVERY_KEY}/publication.yaml"))["pillars"]
    labels = [yaml.safe_load(project.read(f"content/{EVERY_KEY}/pillars/{id}.yaml"))["label"] for id in known]
    found = [yaml.safe_load(project.read(f"content/zuruck/pillars/{id}.yaml"))["label"] for id in head["pillars"]]
    assert [plain(one) for one in found if one in labels] == [plain(one) for one in labels]
    assert "Source" not in " ".join(found)
    assert len(found) <= len(labels) + 2  # the cover's facts, and what is asked of the readers
