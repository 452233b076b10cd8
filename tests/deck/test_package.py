"""The package of a deck, as whoever opens it notices: whole, linear in its slides, and the template's parts its own."""

from __future__ import annotations

import io
import time
import zipfile
from itertools import pairwise

import pytest
from pptx import Presentation

from generator.deck import check
from generator.deck.pptx.package import CONTENT_TYPE, RELATIONSHIP_TYPE, DeckPackage, relate
from tests.deck import brands
from tests.matrix import every
from tests.project import SLUG, Project


def chained(count: int) -> bytes:
    """Return a package of ``count`` slides, each with a link to the next."""
    package = DeckPackage.open(io.BytesIO(brands.packed(brands.stock())))
    slides = [package.add(f"ppt/slides/slide{number}.xml", CONTENT_TYPE.PML_SLIDE, "<a/>") for number in range(count)]
    for one, other in pairwise(slides):
        one.relate_to(other, RELATIONSHIP_TYPE.SLIDE)
    named = {f"rIdSlide{number}": slide for number, slide in enumerate(slides)}
    relate(package.presentation_part, RELATIONSHIP_TYPE.SLIDE, named)
    return package.zipped()


@pytest.mark.long
def test_links_may_lead_through_thousands_of_slides() -> None:
    names = zipfile.ZipFile(io.BytesIO(chained(3000))).namelist()

    assert sum(name.startswith("ppt/slides/slide") for name in names) == 3000
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]
    assert names[2:] == sorted(names[2:])


@pytest.mark.long
def test_time_grows_with_the_slides_and_not_with_their_square() -> None:
    def spent(count: int) -> float:
        start = time.process_time()
        chained(count)
        return time.process_time() - start

    spent(10)

    assert min(spent(2000) for _ in range(3)) < 8 * min(spent(500) for _ in range(3))


@every(2, "kind", ["template", "slideshow"])
def test_a_template_and_a_show_become_a_presentation(project: Project, kind: str) -> None:
    parts = brands.as_kind(brands.stock(), f"{brands.MAIN}{kind}.main+xml")
    project.write("templates/brand.potx", brands.packed(parts))
    assert project.run("build", "--only", "deck", "--template", "brand.potx").code == 0
    types = brands.unpacked((project.output / f"{SLUG}.pptx").read_bytes())["[Content_Types].xml"]

    assert types.count(b"presentationml.presentation.main+xml") == 1
    assert types.count(b".main+xml") == 1


@pytest.mark.long
def test_a_deck_is_a_template_too_whose_slides_go(project: Project) -> None:
    project.build("--only", "deck")
    project.write("templates/brand.pptx", (project.output / f"{SLUG}.pptx").read_bytes())
    before = len(Presentation(str(project.output / f"{SLUG}.pptx")).slides)
    assert project.run("build", "--only", "deck", "--template", "brand.pptx").code == 0
    deck = Presentation(str(project.output / f"{SLUG}.pptx"))
    names = brands.unpacked((project.output / f"{SLUG}.pptx").read_bytes())

    assert sum(name.startswith("ppt/slides/slide") for name in names) == len(deck.slides) >= before
    assert "29 items found" in project.run("check").out


@pytest.mark.long
def test_nothing_of_the_sample_slides_is_left_in_the_slides_of_the_same_names(project: Project) -> None:
    project.write("templates/brand.pptx", brands.with_sample())
    assert project.run("build", "--only", "deck", "--template", "brand.pptx").code == 0
    data = (project.output / f"{SLUG}.pptx").read_bytes()

    assert [one for one in check(data, thorough=True) if one.severity == "error"] == []
    assert b"media/" not in brands.unpacked(data)["ppt/slides/_rels/slide1.xml.rels"]


PICTURE = (
    b'<p:pic><p:nvPicPr><p:cNvPr id="99" name="gone"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
    b'<a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="rId99"/>'
    b"</p:blipFill><p:spPr/></p:pic>"
)


def with_a_relationship_to_nowhere(project: Project, shown: bytes) -> None:
    """Write a template one layout of which leads to a part that is not there; ``shown`` stands on that layout."""
    parts = brands.stock()
    name = "ppt/slideLayouts/_rels/slideLayout2.xml.rels"
    row = f'<Relationship Id="rId99" Type="{brands.BASE}image" Target="NULL"/></Relationships>'.encode()
    brands.change(parts, name, (b"</Relationships>", row))
    brands.change(parts, "ppt/slideLayouts/slideLayout2.xml", (b"</p:spTree>", shown + b"</p:spTree>"))
    project.write("templates/brand.pptx", brands.packed(parts))


def test_a_relationship_that_leads_nowhere_is_refused(project: Project) -> None:
    with_a_relationship_to_nowhere(project, PICTURE)
    assert project.refused("--only", "deck", "--template", "brand.pptx") == [
        "templates/brand.pptx:1:1: ppt/slideLayouts/slideLayout2.xml: A relationship leads to a part that is not "
        "there. [ppt/slideLayouts/NULL] PowerPoint would offer to repair the deck: open the template in it, and save "
        "it again."
    ]


def test_one_that_nothing_uses_is_left_out(project: Project) -> None:
    with_a_relationship_to_nowhere(project, b"")

    built = project.build("--only", "deck", "--template", "brand.pptx")

    assert "ppt/slideLayouts/NULL: A part that nothing shows is left out." in built.out
    parts = brands.unpacked((project.output / f"{SLUG}.pptx").read_bytes())
    assert [name for name, data in parts.items() if b"NULL" in data] == []


def test_a_part_without_a_content_type_is_refused_with_the_reason(project: Project) -> None:
    parts = brands.with_logo(0, 0, 914400, 914400)
    listed = b'<Default Extension="png" ContentType="image/png"/>'
    brands.change(parts, "[Content_Types].xml", (listed, b""))
    project.write("templates/brand.pptx", brands.packed(parts))

    (problem,) = project.refused("--only", "deck", "--template", "brand.pptx")
    assert problem.startswith("templates/brand.pptx:1:1: ppt/media/logo.png: A part has no content type. ")
