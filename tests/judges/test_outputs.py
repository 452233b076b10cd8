"""The files of every publication under content/ pass every judge."""

from __future__ import annotations

import pytest

from generator.judges import openxml, overflow, pdf, tagging, verapdf, web
from tests.judges.conftest import Outputs


def test_the_deck_is_valid_open_xml(outputs: Outputs) -> None:
    assert openxml.findings(outputs["pptx"]) == []


def test_no_word_of_the_deck_leaves_its_box(outputs: Outputs) -> None:
    assert overflow.findings(outputs["pptx"]) == []


def test_the_note_is_a_sound_pdf(outputs: Outputs) -> None:
    assert pdf.findings(outputs["pdf"]) == []


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
def test_the_note_is_accessible_and_archival(outputs: Outputs, flavour: str) -> None:
    assert verapdf.findings(outputs["pdf"], flavour) == []


def test_the_tags_of_the_note_make_sense(outputs: Outputs) -> None:
    assert tagging.findings(outputs["pdf"]) == []


def test_the_page_is_accessible_and_stands_alone(outputs: Outputs) -> None:
    assert web.findings(outputs["html"]) == []
