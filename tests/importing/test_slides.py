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

from generator.importing.remembered import day_in
from tests.importing.publication import imports, published, refused
from tests.importing.words import png, with_diagram, with_parts
from tests.matrix import few
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


def test_words_lead_where_a_click_on_their_box_does(project: Project) -> None:
    presentation = deck()
    box = presentation.slides[1].shapes.add_textbox(Inches(1), Inches(5), Inches(4), Inches(1))
    box.text_frame.text = "Le plan de l'eau de la métropole"
    box.click_action.hyperlink.address = "https://example.org/eau"

    imports(project, "deck.pptx", data(presentation))

    written = project.read("content/imported/pillars/preserver.yaml")
    assert "[Le plan de l'eau de la métropole](https://example.org/eau)" in " ".join(written.split())


def test_words_of_smartart_are_a_list_where_it_stands(project: Project) -> None:
    found, out = imports(project, "deck.pptx", with_diagram(data(deck()), "ppt/slides/slide3.xml", "Écouter/Décider"))

    assert [text for text, _places in found.pillars[1].examples][-2:] == ["Écouter", "Décider"]
    assert "drawings were left out" not in out


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


@few({"en"}, "language", ["fr", "en", "de"])
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


CAPTION = "Texte Logo"


def slides_of(project: Project, slug: str) -> list[str]:
    """Return the words of each slide of the deck in ``output/``, its notes apart, as a screen reader meets them."""
    found = pptx.Presentation(str(project.root / f"{project.output}/{slug}.pptx"))
    return [" | ".join(filter(None, words_in(one.shapes))) for one in found.slides]


def words_in(shapes: Any) -> list[str]:
    """Return the words of some shapes, and of those within groups."""
    found = []
    for shape in shapes:
        if shape.has_text_frame and not shape.name.startswith(CAPTION):
            found.append(plain(shape.text_frame.text).strip())
        elif getattr(shape, "has_table", False) and shape.has_table:
            found += [plain(cell.text).strip() for row in shape.table.rows for cell in row.cells]
        elif hasattr(shape, "shapes"):
            found += words_in(shape.shapes)
    return found


@few({EVERY_KEY}, "slug", [SLUG, EVERY_KEY])
def test_our_own_deck_gives_back_the_publication_that_makes_it(slug: str, project: Project) -> None:
    """Built again, each slide says the same, but for logos and codes, which a deck does not tell, and their names.

    Nor does it tell the names of examples, which are words of the matrix.
    """
    if slug == EVERY_KEY:
        shutil.copytree(CONTENT / EVERY_KEY, project.root / "content" / EVERY_KEY)
        file = project.root / "content" / EVERY_KEY / "pillars/mobilite.yaml"
        file.write_text(file.read_text("utf-8").replace("    name: Prête 400 vélos\n", ""), "utf-8")
    assert project.run("build", slug, "--only", "deck").code == 0
    result = project.run("import", f"{project.output}/{slug}.pptx", "--slug", "zuruck")
    assert result.code == 0
    assert "The file was made by Piliers" in result.out
    again = project.run("build", "zuruck", "--only", "deck")
    assert (again.code, again.err) == (0, "")
    assert slides_of(project, "zuruck") == slides_of(project, slug)


def test_what_somebody_changed_in_our_deck_comes_back_with_it(project: Project) -> None:
    """A word changed, a paragraph and a slide added, an example's card deleted: what is there is what comes."""
    project.build("--only", "deck")
    file = project.root / f"{project.output}/{SLUG}.pptx"
    found = pptx.Presentation(str(file))
    frames = [shape for slide in found.slides for shape in slide.shapes if shape.has_text_frame]
    card = next(one for one in frames if "politique de spécialisation" in one.text_frame.text)
    for run in (run for line in card.text_frame.paragraphs for run in line.runs):
        run.text = run.text.replace("politique", "stratégie")
    slide = found.slides.add_slide(found.slide_layouts[0])
    slide.shapes.title.text = "Ajouté à la main"
    found.save(str(file))
    project.run("import", str(file), "--slug", "zuruck")
    pillar = project.read("content/zuruck/pillars/specialisation.yaml")
    assert "stratégie de spécialisation" in pillar
    assert "politique de spécialisation" not in pillar
    assert "text: Ajouté à la main" in "".join(
        project.read(f"content/zuruck/pillars/{id}.yaml") for id in ("specialisation", "gouvernance", "cooperation")
    )


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("consulté le 18\u00a0septembre\u00a02026", "fr", "2026-09-18"),
        ("séance du 1er mars 2027", "fr", "2027-03-01"),
        ("seen on 5 October 2026", "en", "2026-10-05"),
        ("as of October 5, 2026", "en", "2026-10-05"),
        ("Stand: 10. März 2026", "de", "2026-03-10"),
        ("consultado el 10 de diciembre de 2026", "es", "2026-12-10"),
        ("au printemps 2026", "fr", ""),
        ("le 18 septembre", "xx", ""),
    ],
)
def test_dates_set_in_words_are_read_again(text: str, language: str, day: str) -> None:
    assert day_in(text, language) == day


@pytest.mark.parametrize("name", ["name: Mission, ", ""], ids=["named", "addresses alone"])
def test_whom_to_contact_comes_back_from_the_slide_after_what_is_asked(name: str, project: Project) -> None:
    contact = f"{{{name}email: mission@example.org, phone: 01 99 00 12 34, url: 'https://example.org/piliers'}}"
    call = f"call: {{text: Inscrire une action au conseil., contact: {contact}}}\n"
    project.write("publication.yaml", project.read("publication.yaml") + call)
    project.build("--only", "deck")
    project.run("import", f"{project.output}/{SLUG}.pptx", "--slug", "zuruck")
    before, after = (yaml.safe_load(project.read(f"content/{slug}/publication.yaml")) for slug in (SLUG, "zuruck"))

    assert after["call"] == before["call"]
