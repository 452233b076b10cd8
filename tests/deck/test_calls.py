"""What is asked of the readers, on its slide."""

from __future__ import annotations

import pytest
import yaml

from generator.deck.compose.common import COMFORTABLE
from generator.deck.layouts import HEIGHT
from generator.deck.slide import Frame
from tests.deck.realistic import planned, write
from tests.project import Project
from tests.publications import SLUG


@pytest.mark.parametrize("letters", [200, 500, 599])  # at most 600 are allowed
def test_a_long_call_is_comfortable_beside_a_smaller_code(letters: int, project: Project) -> None:
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
    (words,) = [
        one for one in deck.slides[-1].shapes if isinstance(one, Frame) and one.name == deck.shape_names["call"]
    ]
    assert min(para.size for para in words.paragraphs) >= COMFORTABLE


def test_a_contact_alone_stands_below_its_title_which_is_on_the_banner_s_ground(project: Project) -> None:
    write(project.root, "fr", [[200]], seed=1)
    path = project.root / "content" / SLUG / "publication.yaml"
    head = yaml.safe_load(path.read_text("utf-8")) | {"contact": "Mission prospective, prospective@example.org"}
    path.write_text(yaml.safe_dump(head, allow_unicode=True), "utf-8")
    slide = planned(project.root).slides[-1]
    ground, title, rule, words = slide.shapes[:4]

    assert title.box.bottom < rule.box.y < ground.box.bottom < words.box.y
    assert rule.box.y - title.box.bottom == pytest.approx(14.0)
    assert 0.4 < ground.box.bottom / HEIGHT < 0.6
