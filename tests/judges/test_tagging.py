"""The judges of tags find what is untagged, and text that stands in no element."""

from __future__ import annotations

from pathlib import Path

import pikepdf

from generator.judges import tagging
from tests.judges.conftest import Outputs
from tests.judges.test_verapdf import untagged


def test_an_untagged_file_is_found(tmp_path: Path) -> None:
    found = tagging.findings(untagged(tmp_path))
    assert any(one.startswith("outloud DOC-002") for one in found), found
    assert any(one.startswith("pdfua: ") for one in found), found


def test_text_without_an_element_is_found(outputs: Outputs, tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    with pikepdf.open(outputs["pdf"]) as pdf:
        operators = [
            one for one in pikepdf.parse_content_stream(pdf.pages[0]) if str(one.operator) not in ("BDC", "BMC", "EMC")
        ]
        pdf.pages[0].Contents = pdf.make_stream(pikepdf.unparse_content_stream(operators))
        pdf.save(path)
    assert any(one.startswith("outloud TAG-001") for one in tagging.findings(path))
