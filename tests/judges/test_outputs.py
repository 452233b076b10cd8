"""The files of every publication under content/ pass every judge."""

from __future__ import annotations

from tests.judges import openxml, overflow, pdf, web
from tests.judges.conftest import Outputs


def test_the_deck_is_valid_open_xml(outputs: Outputs) -> None:
    assert openxml.findings(outputs["pptx"]) == []


def test_no_word_of_the_deck_leaves_its_box(outputs: Outputs) -> None:
    assert overflow.findings(outputs["pptx"]) == []


def test_the_note_is_a_sound_pdf(outputs: Outputs) -> None:
    assert pdf.findings(outputs["pdf"]) == []


def test_the_page_is_accessible_and_stands_alone(outputs: Outputs) -> None:
    assert web.findings(outputs["html"]) == []
