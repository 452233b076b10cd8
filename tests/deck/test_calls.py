"""What is asked of the readers, on its slide."""

from __future__ import annotations

import pytest
import yaml
from PIL import Image

from generator.deck.compose.common import COMFORTABLE, even, laid
from generator.deck.compose.plan import plan
from generator.deck.deck import Deck
from generator.deck.layouts import HEIGHT, PITCH, WIDTH
from generator.deck.slide import INK, PAPER, Figure, Frame, PictureShape, Slide, paragraphs_of
from generator.pipeline.production import Production
from generator.source.inline import Run
from generator.text.breaking import break_lines, words
from generator.text.fonts import Family
from generator.theme import contrast
from generator.world import World
from tests.deck.realistic import planned, write
from tests.project import EVERY_KEY, ROOT, Project, sample_root
from tests.publications import SLUG


@pytest.mark.parametrize("letters", [200, 500, 599])  # at most 600 are allowed
def test_a_long_call_is_comfortable_and_its_contact_has_a_slide_of_its_own(letters: int, project: Project) -> None:
    write(project.root, "fr", [[200]], seed=1)
    path = project.root / "content" / SLUG / "publication.yaml"
    contact = {
        "name": "Mission Exemples",
        "email": "a@example.org",
        "phone": "01 99 00 12 34",
        "url": "https://a.example",
    }
    text = ("Inscrire au conseil du printemps une action par pilier. " * 20)[:letters]
    head = yaml.safe_load(path.read_text("utf-8"))
    head["call"] = {"text": text.strip(), "until": "2027-01-15", "contact": contact, "qr": True}
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    deck = planned(project.root)
    asked, contacted = deck.slides[-2:]
    (words,) = [one for one in asked.shapes if isinstance(one, Frame) and one.name == deck.shape_names["call"]]
    assert min(para.size for para in words.paragraphs) >= COMFORTABLE
    (code,) = [one for one in contacted.shapes if one.name == deck.shape_names["code"]]
    assert code.box.width >= 128.0


def test_a_contact_alone_stands_large_on_the_field_below_its_title(project: Project) -> None:
    write(project.root, "fr", [[200]], seed=1)
    path = project.root / "content" / SLUG / "publication.yaml"
    head = yaml.safe_load(path.read_text("utf-8")) | {"contact": "Mission prospective, prospective@example.org"}
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    field, title, words = planned(project.root).slides[-1].shapes[:3]

    assert field.box.y == 0.0
    assert field.box.bottom == HEIGHT
    assert isinstance(words, Frame)
    assert words.paragraphs[0].size >= 32.0
    assert title.box.x == words.box.x
    assert title.box.y < words.box.y
    assert words.box.right < field.box.right


@pytest.mark.parametrize("contact", [{}, {"contact": {"name": "Mission Exemples", "phone": "01 99 00 12 34"}}])
def test_there_is_one_slide_for_all_whom_to_contact(contact: dict[str, dict[str, str]], project: Project) -> None:
    """Without sources, whom to contact had a slide that was almost empty; the last was “Contact (2)”."""
    write(project.root, "fr", [[200]], seed=1)
    path = project.root / "content" / SLUG / "publication.yaml"
    head = yaml.safe_load(path.read_text("utf-8")) | {"contact": "Mission prospective", "call": {"text": "Votez."}}
    head["call"].update(contact)
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")

    titles = [slide.title for slide in planned(project.root).slides]

    assert [one for one in titles if "Contact" in one] == ["Contact"]
    said = {para.text for para in paragraphs_of(planned(project.root).slides[-1].shapes)}
    assert {"Mission prospective", *(contact and {"Mission Exemples"})} <= said


@pytest.fixture(scope="module")
def demonstration() -> Deck:
    production = Production(World(sample_root()), EVERY_KEY)
    return plan(production.compose("templates/deck.xml.j2"), production.kit)


@pytest.fixture(scope="module")
def asked(demonstration: Deck) -> Slide:
    """Return the slide of the demonstration's own call, which its pillars' calls stand on, too."""
    return demonstration.slides[-2]


@pytest.fixture(scope="module")
def closing(demonstration: Deck) -> Slide:
    """Return the last slide of the demonstration: the contact with all its parts, a picture and logos."""
    return demonstration.slides[-1]


def test_the_date_stands_above_what_is_asked_in_one_frame(asked: Slide) -> None:
    words = next(one for one in asked.shapes if isinstance(one, Frame) and one.text.startswith("D’ici"))
    date, text = words.paragraphs
    assert date.text == "D’ici au 15\u00a0janvier\u00a02027"
    assert text.size > date.size


def test_dates_are_legible_and_in_another_colour_than_what_is_asked(demonstration: Deck) -> None:
    theme = demonstration.design.kit.theme
    dated = [(slide, one) for slide in demonstration.slides for one in slide.shapes if "D’ici" in said(one)]
    assert len(dated) == 3
    for slide, one in dated:
        fields = [shape for shape in slide.shapes if isinstance(shape, Figure) and shape.fill]
        ground = [field.fill.name for field in fields if field.fill and field.box.x <= one.box.x][-1]
        if ground.startswith("accent"):
            ground = str(theme.accents[int(ground[-1]) - 1])
        (date,) = [para for para in paragraphs_of([one]) if "D’ici" in para.text]
        assert date.colour not in (PAPER, INK)
        assert contrast(date.colour.name, ground) >= 4.5


def said(shape: object) -> str:
    return shape.text if isinstance(shape, Frame) else ""


def test_what_pillars_ask_stands_on_panels_of_their_colours_beside_the_publication_s_call(asked: Slide) -> None:
    own, name, date, other = [one for one in asked.shapes if isinstance(one, Frame) and one.name.startswith("Appel")]
    *_field, panel = [one for one in asked.shapes if isinstance(one, Figure) and one.name.startswith("Bandeau")]
    assert [one.text for one in (name, date)] == ["Données ouvertes et utiles", "D’ici au 31\u00a0mars\u00a02027"]
    assert other.text.startswith("Proposer avant l’été")
    assert own.box.right < panel.box.x < date.box.x == other.box.x < name.box.x
    assert name.box.y < date.box.y < other.box.y
    assert (panel.box.y, panel.box.bottom) == (0.0, HEIGHT)
    assert own.paragraphs[1].size >= 1.3 * other.paragraphs[0].size >= 1.3 * 26.0
    icon = next(one for one in asked.shapes if isinstance(one, Figure) and one.name.endswith(" database"))
    assert icon.line == PAPER
    assert icon.box.right < name.box.x


def test_the_dates_of_a_slide_have_one_colour_and_what_follows_them_begins_on_one_line(asked: Slide) -> None:
    own, _name, date, other = [one for one in asked.shapes if isinstance(one, Frame) and one.name.startswith("Appel")]
    assert own.paragraphs[0].colour == date.paragraphs[0].colour
    ascent = 0.95
    tall = sum(para.size * PITCH for para in own.paragraphs[1:]) * 4
    text = own.paragraphs[1]
    middle = own.box.y + own.box.height / 2
    first = middle + (own.paragraphs[0].size * PITCH + own.paragraphs[0].after - tall) / 2
    assert other.box.y + ascent * other.paragraphs[0].size == pytest.approx(first + ascent * text.size, abs=3.0)


@pytest.mark.parametrize("times", [9, 12])
def test_what_pillars_ask_stands_in_rows_below_a_call_that_leaves_no_room_beside_it(
    times: int, project: Project
) -> None:
    content = project.root / "content" / SLUG
    write(project.root, "fr", [[200], [200]], seed=1)
    path = content / "publication.yaml"
    head = yaml.safe_load(path.read_text("utf-8"))
    contact = {"name": "Mission Exemples", "email": "a@example.org", "url": "https://a.example"}
    head["call"] = {"text": ("Inscrire une action. " * times).strip(), "contact": contact, "qr": True}
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    pillar = content / "pillars" / "p0.yaml"
    asking = {"call": {"text": "Ouvrir trois jeux de données.", "until": "2027-03-31"}}
    pillar.write_text(yaml.safe_dump(yaml.safe_load(pillar.read_text("utf-8")) | asking, allow_unicode=True), "utf-8")
    slide = planned(project.root).slides[-2]
    date, text = [one for one in slide.shapes if isinstance(one, Frame) and one.name.startswith("Appel [")]
    assert date.box.y == text.box.y
    assert date.paragraphs[0].size == text.paragraphs[0].size >= 20.0


def test_what_two_pillars_ask_stands_on_two_panels(project: Project) -> None:
    content = project.root / "content" / SLUG
    write(project.root, "fr", [[200], [200]], seed=1)
    path = content / "publication.yaml"
    head = yaml.safe_load(path.read_text("utf-8"))
    head["call"] = {"text": "Inscrire une action.", "contact": {"email": "a@example.org"}}
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    for number in range(2):
        pillar = content / "pillars" / f"p{number}.yaml"
        asking = {"call": {"text": "Ouvrir trois jeux de données avant l’été.", "until": "2027-03-31"}}
        data = yaml.safe_load(pillar.read_text("utf-8")) | asking
        pillar.write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    slide = planned(project.root).slides[-2]
    panels = [one.box for one in slide.shapes if one.name in ("Bandeau 1", "Bandeau 2")]
    texts = [one for one in slide.shapes if said(one).startswith("Ouvrir trois")]
    assert [one.height for one in panels] == [HEIGHT / 2, HEIGHT / 2]
    assert all(panel.y < text.box.y < text.box.bottom < panel.bottom for panel, text in zip(panels, texts, strict=True))


def test_each_address_of_a_contact_has_its_icon_on_its_first_line(closing: Slide) -> None:
    for icon, start in (("mail", "exemples@"), ("phone", "01"), ("world", "example.org")):
        (drawn,) = [one for one in closing.shapes if one.name.endswith(f" {icon}")]
        (line,) = [one for one in closing.shapes if isinstance(one, Frame) and one.text.startswith(start)]
        assert drawn.box.right < line.box.x
        assert line.box.y <= drawn.box.y + 3 < drawn.box.bottom <= line.box.bottom + 3
        assert line.paragraphs[0].size >= COMFORTABLE
        assert line.target.endswith(line.text.replace("\u00a0", ""))
        assert not any(span.target for para in line.drawn for span in para.spans)  # PowerPoint underlines those
    name = next(one for one in closing.shapes if isinstance(one, Frame) and one.text == "Mission Exemples")
    assert name.paragraphs[0].size == max(para.size for para in paragraphs_of(closing.shapes))


def test_the_closing_slide_shows_the_cover_s_picture_and_logos_again(closing: Slide) -> None:
    pictures = [one for one in closing.shapes if isinstance(one, PictureShape)]
    assert [one.file.rsplit("/", 1)[-1] for one in pictures] == ["logo-sombre.svg", "partenaire.png", "ville.jpg"]
    # The cover describes the picture, captions say what the logos are of.
    assert not any(one.description for one in pictures)
    first, second, picture = (one.box for one in pictures)
    captions = [one for one in closing.shapes if isinstance(one, Frame) and "Logo" in one.name]
    assert [one.box.x for one in captions] == [first.x, second.x]
    assert (picture.y, picture.right, picture.bottom) == (0.0, WIDTH, HEIGHT)
    code = next(one for one in closing.shapes if one.name == "Code QR")
    plate = next(one.box for one in closing.shapes if one.name == "Bandeau 2")  # of the logo that has no form for dark
    assert first.bottom == pytest.approx(plate.bottom)
    lines = max(
        len(
            break_lines(
                words([Run(one.text)], Family.open(World(ROOT), "Carlito")), (one.box.width) / one.paragraphs[0].size
            )
        )
        for one in captions
    )
    foot = captions[0].box.y + lines * PITCH * captions[0].paragraphs[0].size
    assert code.box.y <= first.y < foot == pytest.approx(code.box.bottom)


def test_the_closing_picture_is_cut_between_what_it_shows(closing: Slide) -> None:
    picture = [one for one in closing.shapes if isinstance(one, PictureShape)][-1]
    cut = picture.crop
    with Image.open(sample_root() / picture.file) as image:
        width, height = image.size
        shown = (1 - cut.left - cut.right) * width / ((1 - cut.top - cut.bottom) * height)
        assert shown == pytest.approx(picture.box.width / picture.box.height, rel=0.001)
        for edge in (cut.left, 1 - cut.right):
            beside = image.convert("L").crop((round((edge - 0.005) * width), 0, round((edge + 0.005) * width), height))
            assert max(beside.tobytes()) < 200  # no window of a tower


def test_a_large_text_does_not_end_in_a_short_word_alone() -> None:
    said = [Run("Proposer avant l’été les trois premiers jeux de données que votre ville ouvrira.")]
    family = Family.open(World(ROOT), "Carlito")
    items = words(said, family)
    for width in range(380, 640, 20):
        size, measure = even(items, width, (36.0, 40.0, 44.0, 48.0), PITCH, lambda _size, _measure: True)
        bound = [Run(one.text) for one in laid(said, items, measure / size)]
        lines = break_lines(words(bound, family), measure / size)
        assert "\u00a0" in lines[-1].text or len(lines[-1].words) > 1 or lines[-1].width * size > 0.4 * measure
