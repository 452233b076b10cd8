"""The handout: the slides on paper with the speaker's words, as people print it and as machines read it aloud."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pytest
import yaml
from msgspec.structs import replace
from pypdfium2 import PdfDocument

from generator import handout
from generator.document.tree import Block, Document, Items
from generator.kit import Kit
from generator.pdf.dump import dump_tags
from generator.pdf.page import RUNNING, Anchor, Operation, PathObject, Plan, TextObject
from generator.pdf.paper import BOTTOM, LEFT, RIGHT, TOP
from generator.pdf.passages import links
from generator.pipeline.production import Production
from generator.world import World
from tests.deck.realistic import write
from tests.matrix import every
from tests.note.samples import CASES, document, text
from tests.project import SLUG, Project
from tests.publications import SLUG as MADE_UP
from tests.some import some

# Those of every shape that the deck takes: it refuses long labels.
SIZES = ("no example", "twelve pillars", "sixty examples", "long texts", "long words", "furniture", "charts")


def talkative(characters: int) -> Document:
    """Return a document of one pillar, of whose examples there is far more to say than to show."""
    made = document(1, 2, 100)

    def speak(block: Block) -> Block:
        if not isinstance(block, Items):
            return block
        said = (text("La métropole en dit bien davantage. " * (characters // 36)),)
        return Items(tuple(replace(item, said=said) for item in block.items))

    sections = (replace(one, blocks=tuple(map(speak, one.blocks))) for one in made.sections)
    return replace(made, sections=tuple(sections), slide_image="Diapo {n} : {title}")


def operations(plan: Plan) -> Iterator[Operation]:
    return (one for page in plan.pages for one in page.operations)


def spoken(plan: Plan) -> list[TextObject]:
    """Return the words that stand neither in a picture nor in the footer."""
    words = (one for one in operations(plan) if isinstance(one, TextObject) and one.element >= 0)
    return [one for one in words if plan.elements[one.element].tag != "Figure"]


def test_two_slides_stand_on_a_page_with_their_words(project: Project) -> None:
    result = project.build("--only", "handout")

    with pikepdf.open(project.output / f"{SLUG}.handout.pdf") as pdf, pdf.open_outline() as outline:
        assert len(pdf.pages) == 5
        assert [entry.title[:20] for entry in outline.root][:3] == [
            "1. Les stratégies mé",
            "2. Quatre piliers",
            "3. Des stratégies ax",
        ]
        assert len(outline.root) == 9
    assert result.out.split()[:2] == ["handout", "written"]


def test_its_tags_are_headings_pictures_and_paragraphs(kit: Kit) -> None:
    made = replace(document(1, 1, 60), slide_image="Diapo {n} : {title}")
    lines = [line for line in dump_tags(handout.plan(made, kit)).splitlines() if "Figure" not in line]
    pictures = [line for line in dump_tags(handout.plan(made, kit)).splitlines() if "Figure" in line]

    assert "\n".join(lines[:9]) == (
        "'Les stratégies métropolitaines : les leçons apprises' lang=fr\n"
        "Document\n"
        "  Sect\n"
        '    H1 "Diapo 1 : Les stratégies métropolitaines : les\u00a0leçons apprises "\n'
        '    P "Note de synthèse "\n'
        "  Sect\n"
        '    H2 "Diapo 2 : Des coopérations avec les territoires limitrophes "\n'
        '    P "Anvers n° 1 métropole a mis en place une politique de spécialisation "\n'
        "  Sect"
    )
    assert [line.split('"')[1] for line in pictures][:2] == [
        "Diapo 1 : Les stratégies métropolitaines : les\u00a0leçons apprises",
        "Diapo 2 : Des coopérations avec les territoires limitrophes ; 1.1",
    ]


def test_a_picture_says_what_the_words_below_it_leave_out(kit: Kit) -> None:
    made = talkative(200)
    alternatives = [one.alternative for one in handout.plan(made, kit).elements if one.tag == "Figure"]

    assert alternatives[1].startswith("Diapo 2 : Des coopérations avec les territoires limitrophes ; 1.1 ; Anvers n° 1")


@every(3, "name", SIZES)
def test_nothing_leaves_the_page_and_all_can_be_read(name: str, kit: Kit) -> None:
    plan = handout.plan(CASES[name], kit)

    for words in some(spoken(plan)):
        assert words.size >= 10
        assert words.x >= LEFT - 0.01
        assert words.x + words.width <= RIGHT + 0.01
        assert TOP <= words.y <= BOTTOM
    for shape in (one for one in operations(plan) if isinstance(one, PathObject)):
        assert shape.x >= LEFT - 1
        assert shape.x + shape.width <= RIGHT + 1
        assert TOP - 1 <= shape.y <= shape.y + shape.height <= BOTTOM
    words_stand_below_one_another_and_below_their_picture(plan)


def words_stand_below_one_another_and_below_their_picture(plan: Plan) -> None:
    for page in some(plan.pages):
        bottom = 0.0
        for one in page.operations:
            if isinstance(one, PathObject) and one.element < 0:  # the frame of a picture
                assert one.y > bottom
                bottom = one.y + one.height
            elif isinstance(one, TextObject) and one.element >= 0 and plan.elements[one.element].tag != "Figure":
                assert one.y - 0.64 * one.size > bottom or one.y == bottom
                bottom = one.y


@pytest.mark.parametrize("pillars", [9, 12])
def test_the_overview_of_many_pillars_stands_below_the_cover(pillars: int, project: Project) -> None:
    """Its labels had no room there, and half of the first page was empty, for pictures a little larger."""
    write(project.root, "fr", [[80, 90]] * pillars)
    head = "kind: Note\norganisation: Réseau des villes\nversion: '0.2'\nstatus: preparatory\nas_of: '2026-11-23'\n"
    path = project.root / "content" / MADE_UP / "publication.yaml"
    path.write_text(path.read_text("utf-8") + head, "utf-8")
    production = Production(World(project.root), MADE_UP)
    plan = handout.plan(production.compose("templates/deck.xml.j2"), production.kit)
    anchors = [one.name for one in plan.pages[0].operations if isinstance(one, Anchor)]

    assert anchors == ["slide:1", "slide:2"]


def test_words_too_many_for_a_page_go_on_to_the_next(kit: Kit) -> None:
    plan = handout.plan(talkative(9000), kit)
    first = [page.operations[0] for page in plan.pages]
    again = [one.text for one in first if isinstance(one, TextObject) and one.element == RUNNING]

    assert again == ["Diapo 2 : Des coopérations avec les territoires limitrophes"] * 3
    said = "".join(words.text for words in spoken(plan))
    assert said.count("La métropole en dit bien davantage. ") == 2 * (9000 // 36)
    for page in plan.pages[:-1]:
        lines = {one.y for one in page.operations if isinstance(one, TextObject) and one.element >= 0}
        assert len(lines) >= 2


def test_it_is_read_back_without_what_runs_along(kit: Kit) -> None:
    plan = handout.plan(replace(document(2, 2, 200), slide_image="Diapo {n} : {title}"), kit)
    read = handout.read(handout.write(plan, kit))

    assert [passage.place for passage in read] == [f"page {number}" for number in range(1, len(plan.pages) + 1)]
    found = "".join("".join(passage.text for passage in read).split())
    said = (one for one in operations(plan) if isinstance(one, TextObject) and one.element >= 0)
    assert found == "".join("".join(words.text for words in said).split())


def test_the_same_plan_gives_the_same_bytes(kit: Kit) -> None:
    made = CASES["seven pillars"]

    assert handout.write(handout.plan(made, kit), kit) == handout.write(handout.plan(made, kit), kit)


def test_it_says_its_language_and_its_title(kit: Kit) -> None:
    with pikepdf.open(io.BytesIO(handout.write(handout.plan(CASES["one pillar"], kit), kit))) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo["/Title"]) == "Les stratégies métropolitaines : les leçons apprises"
        assert pdf.Root.MarkInfo.Marked


def test_addresses_of_a_contact_lead_there_from_the_picture_of_their_slide(project: Project) -> None:
    path = project.root / f"content/{SLUG}/publication.yaml"
    head = yaml.safe_load(path.read_text("utf-8"))
    head["call"] = {"text": "Inscrire une action.", "contact": {"email": "a@example.org", "url": "https://a.example"}}
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    project.build("--only", "handout")

    with PdfDocument(project.output / f"{SLUG}.handout.pdf") as pdf:
        found = [address for page in pdf for address in links(pdf, page)]
    assert sorted(set(found)) == ["https://a.example", "mailto:a@example.org"]
    assert len(found) > len(set(found))  # in the picture, and in the words below it
