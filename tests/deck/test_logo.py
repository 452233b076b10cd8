"""The logo that a template lends to note, page and handout: which picture is one, where it is shown, who is told."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pptx
import pytest
from PIL import Image, ImageDraw
from pptx.util import Inches

from tests.matrix import every
from tests.project import SLUG, Project

LENT = "Note, page and handout show the template's logo"
SIZE = (600, 240)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 80">'
    b'<path fill="#C81E1E" d="M4 4h60v72H4z"/><path fill="#102040" d="M80 20h100v12H80zM80 48h70v12H80z"/></svg>'
)


def mark(ink: str = "#102040", ground: str = "", line: str = "") -> Image.Image:
    """Return a logo of a square and two lines, on a transparent ground unless one is given."""
    image = Image.new("RGBA", SIZE, ground or (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.ellipse((10, 10, 220, 230), fill="#C81E1E" if ink == "#102040" else ink)
    draw.rectangle((260, 60, 580, 100), fill=ink)
    draw.rectangle((260, 140, 500, 180), fill=line or ink)
    return image


def photograph() -> Image.Image:
    """Return a picture without any even area."""
    noise = Image.effect_mandelbrot(SIZE, (-2, -1.5, 1, 1.5), 90)
    shades = [Image.linear_gradient("L").resize(SIZE).rotate(turn) for turn in (0, 180)]
    return Image.merge("RGB", (noise.resize(SIZE), *shades))


def stored(image: Image.Image, format: str = "PNG") -> io.BytesIO:
    stream = io.BytesIO()
    about = {"exif": b"Exif\0\0" + b"GEHEIM" * 20} if format == "JPEG" else {}
    image.save(stream, format, **about)
    stream.seek(0)
    return stream


class Brand:
    """A template with pictures on its cover's layout and on its master, in inches from the top left."""

    def __init__(self) -> None:
        self.deck = pptx.Presentation()
        self.cover = self.deck.slide_layouts[0]
        self.master = self.deck.slide_master

    def put(
        self,
        image: Image.Image | None = None,
        name: str = "Logo",
        words: str = "Ville de Vey",
        box: tuple[float, float, float] = (0.4, 0.4, 1.5),
        format: str = "PNG",
        *,
        master: bool = True,
    ) -> Brand:
        """Put a picture of a width in inches on the master, or on the cover."""
        holder = self.master if master else self.cover
        _part, id = holder.part.get_or_add_image_part(stored(mark() if image is None else image, format))
        x, y, width = (Inches(one) for one in box)
        height = width * SIZE[1] // SIZE[0]
        number = len(holder.shapes) + 50
        holder.shapes._spTree.add_pic(number, name, words, id, x, y, width, height)
        return self

    def saved(self, project: Project, more: str = "") -> Project:
        """Give the publication this template, and some lines."""
        path = Path(project.root, f"content/{SLUG}/marque.pptx")
        self.deck.save(str(path))
        text = project.read("publication.yaml")
        project.write("publication.yaml", f"{text}\ntemplate: marque.pptx\n{more}")
        return project


def shown(project: Project) -> list[str]:
    """Return the words of the logos of the page, each once; the note's figures have them, too."""
    page = (project.output / f"{SLUG}.html").read_text("utf-8")
    logos = "".join(re.findall(r'(?s)<div class="logos">.*?</div>', page))
    words = list(dict.fromkeys(re.findall(r'(?:alt|aria-label)="([^"]*)"', logos)))
    for suffix in ("pdf", "handout.pdf"):
        if (project.output / f"{SLUG}.{suffix}").exists():
            with pikepdf.open(project.output / f"{SLUG}.{suffix}") as pdf:
                figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
                said = [str(one.get("/Alt", "")) for one in figures if one.get("/S") == "/Figure"]
                assert [one for one in words if one not in said] == []
    return words


def built(project: Project, *editions: str) -> list[str]:
    """Build ``editions``, or the page, and return the words of the logos that are shown."""
    result = project.run("build", *(word for one in editions or ("web",) for word in ("--only", one)))
    assert result.code == 0, result.err
    found = shown(project)
    assert (LENT in result.out) == bool(found)
    return found


@pytest.mark.long
def test_the_templates_logo_is_shown_on_paper_and_page_and_the_deck_stays(project: Project) -> None:
    Brand().put().saved(project)
    result = project.run("build")
    deck = (project.output / f"{SLUG}.pptx").read_bytes()

    assert (result.code, shown(project)) == (0, ["Ville de Vey"])
    assert result.out.count(f"{LENT} (Ville de Vey); “theme: {{from_template: false}}” lends nothing.") == 1
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        slides = [name for name in package.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
        assert slides
        assert not any(b"<p:pic>" in package.read(name) for name in slides)


@pytest.mark.long
def test_the_templates_logo_is_shown_by_handout_and_variants(project: Project) -> None:
    Brand().put().saved(project)

    assert built(project, "web", "note", "handout", "note-grey") == ["Ville de Vey"]


@every(
    3,
    ("more", "words"),
    [
        ("theme: {from_template: false}", []),
        ("logo: {file: propre.svg, alt: La métropole}", ["La métropole"]),
        ("partners: [{file: propre.svg, alt: Des amis}]", ["Ville de Vey", "Des amis"]),
    ],
)
def test_the_publications_own_logo_wins_and_lending_can_be_declined(
    more: str, words: list[str], project: Project
) -> None:
    project.write(f"content/{SLUG}/propre.svg", SVG)
    Brand().put().saved(project, more)
    result = project.run("build", "--only", "note", "--only", "web")

    assert (result.code, shown(project)) == (0, words)
    assert (LENT in result.out) == ("Ville de Vey" in words)


RED_PLATE = mark("#FFFFFF", "#C81E1E")
SURE: dict[str, Callable[[], Brand]] = {
    "by its name, on the master": lambda: Brand().put(),
    "by its name, among others": lambda: Brand().put(photograph(), "Photo", box=(8, 6, 1.5)).put(name="Logo ville"),
    "by its words": lambda: Brand().put(name="Image 4", words="Le logo de la ville de Vey"),
    "alone near an edge": lambda: Brand().put(name="Image 4"),
    "alone on the cover": lambda: Brand().put(name="Image 4", master=False),
    "the same on cover and master": lambda: Brand().put(name="Image 4").put(name="Image 7", master=False),
    "a JPEG on white": lambda: Brand().put(mark(ground="white").convert("RGB"), format="JPEG"),
    "white on a ground of its own": lambda: Brand().put(RED_PLATE),
    "a third of it orange": lambda: Brand().put(mark(line="#FF9900")),
    "dark on the master, white on the cover": lambda: Brand().put().put(mark("#FFFFFF"), master=False),
}
DOUBTFUL: dict[str, Callable[[], Brand]] = {
    "two of them": lambda: Brand().put().put(mark("#0050A0"), box=(8, 0.4, 1.5)),
    "two small pictures": lambda: Brand().put(name="a").put(mark("#0050A0"), "b", box=(8, 0.4, 1.5)),
    "a photograph": lambda: Brand().put(photograph(), "Image 4"),
    "a photograph called so": lambda: Brand().put(photograph()),
    "a grey photograph": lambda: Brand().put(photograph().convert("L").convert("RGBA"), "Image 4"),
    "a large one": lambda: Brand().put(box=(0.4, 0.4, 8)),
    "a coloured box": lambda: Brand().put(Image.new("RGB", SIZE, "#C81E1E"), "Image 4"),
    "an ornament in a corner": lambda: Brand().put(name="Image 4", box=(0, 0, 1.5)),
    "a drawing in the middle": lambda: Brand().put(name="Image 4", box=(4, 3, 1.5)),
    "too few pixels": lambda: Brand().put(mark().resize((60, 24))),
}


@every(5, "case", SURE)
def test_a_picture_that_is_sure_to_be_the_logo_is_lent(case: str, project: Project) -> None:
    SURE[case]().saved(project, "organisation: Ville de Vey\n")

    [words] = built(project)
    assert "ville de vey" in words.lower()


@every(5, "case", DOUBTFUL)
def test_a_picture_of_which_it_is_not_sure_is_not(case: str, project: Project) -> None:
    DOUBTFUL[case]().saved(project, "organisation: Ville de Vey\n")

    assert built(project) == []


@every(
    3,
    ("ink", "line"),
    [("#FFFFFF", ""), ("#FFE600", ""), ("#DDDDDD", ""), ("#102040", "#FFFFFF"), ("#FFFFFF", "#C81E1E")],
)
def test_one_that_cannot_be_seen_on_white_is_not_lent_and_it_is_said(ink: str, line: str, project: Project) -> None:
    Brand().put(mark(ink, line=line)).saved(project)
    result = project.run("build", "--only", "web")

    assert shown(project) == []
    assert result.out.count("do not show the template's logo: it is too light for white paper;") == 1


@every(4, "words", ["", "logo.png", "Logo", "A picture. Description automatically generated"])
@pytest.mark.parametrize("organisation", ["Métropole de Vey", ""])
def test_words_of_a_program_are_none_and_the_organisation_is_named(
    words: str, organisation: str, project: Project
) -> None:
    project.write("publication.yaml", re.sub(r"(?m)^organisation:.*\n", "", project.read("publication.yaml")))
    Brand().put(words=words).saved(project, f"organisation: {organisation}\n" if organisation else "")
    result = project.run("build", "--only", "web")

    assert shown(project) == [organisation] * bool(organisation)
    assert ("nothing says whose it is: add “organisation: …”" in result.out) == (not organisation)


def test_a_note_that_loses_it_fails(project: Project) -> None:
    Brand().put().saved(project)
    project.edit("templates/note.xml.j2", "{{ parts.logos(publication) }}", "")
    result = project.run("build", "--only", "note")

    assert (result.code, "logo is missing or not whole (“Ville de Vey”)." in result.err) == (1, True)


@pytest.mark.long
def test_another_logo_in_the_template_makes_the_note_again(project: Project) -> None:
    Brand().put().saved(project)
    built(project, "note", "web")
    before = project.outputs()
    Brand().put(mark("#0050A0")).deck.save(str(Path(project.root, f"content/{SLUG}/marque.pptx")))
    built(project, "note", "web")

    changed = {name for name, data in project.outputs().items() if before[name] != data}
    assert {f"{SLUG}.pdf", f"{SLUG}.html"} <= changed


def test_nothing_of_who_made_the_picture_goes_along(project: Project) -> None:
    Brand().put(mark(ground="white").convert("RGB"), format="JPEG").saved(project)

    assert built(project, "note", "web") == ["Ville de Vey"]
    assert not any(b"GEHEIM" in data for name, data in project.outputs().items() if name.endswith((".pdf", ".html")))
