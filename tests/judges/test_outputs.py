"""The files of every publication under content/ pass every judge."""

from __future__ import annotations

import pytest

from generator.judges import openxml, overflow, pdf, tagging, verapdf, web
from tests.judges.conftest import Outputs

PRINTED = ("pdf", "handout.pdf")


def test_the_deck_is_valid_open_xml(outputs: Outputs) -> None:
    assert openxml.findings(outputs["pptx"]) == []


def test_no_word_of_the_deck_leaves_its_box(outputs: Outputs) -> None:
    assert overflow.findings(outputs["pptx"]) == []


@pytest.mark.parametrize("suffix", PRINTED)
def test_what_is_printed_is_a_sound_pdf(outputs: Outputs, suffix: str) -> None:
    assert pdf.findings(outputs[suffix]) == []


@pytest.mark.parametrize("suffix", PRINTED)
@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
def test_what_is_printed_is_accessible_and_archival(outputs: Outputs, flavour: str, suffix: str) -> None:
    assert verapdf.findings(outputs[suffix], flavour) == []


@pytest.mark.parametrize("suffix", PRINTED)
def test_the_tags_of_what_is_printed_make_sense(outputs: Outputs, suffix: str) -> None:
    assert tagging.findings(outputs[suffix]) == []


def test_the_page_is_accessible_and_stands_alone(outputs: Outputs) -> None:
    assert web.findings(outputs["html"]) == []
