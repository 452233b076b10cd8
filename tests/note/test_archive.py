"""The file may be archived: ISO 19005-2, as far as pikepdf can judge it without Java."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pytest
from pikepdf.pdfa import validate_written

from generator import note
from generator.kit import Kit
from tests.matrix import every, few
from tests.note.samples import CASES, document

# pikepdf judges level B, and allows no schema beyond those of the standard: veraPDF judges both, in tests/judges.
LIMITS = re.compile(
    r"pdfaid:conformance is 'A', expected 'B'"
    r"|XMP namespace pdfa\w+=http://www\.aiim\.org/pdfa/ns/\w+[/#] is not permitted"
    r"|XMP property (pdfuaid:part|pdfaExtension:schemas) is not permitted"
)


def violations(data: bytes, folder: Path) -> list[str]:
    path = folder / "note.pdf"
    path.write_bytes(data)
    found = [str(one) for one in validate_written(path, "2b").findings]
    return [one for one in found if not LIMITS.search(one)]


@few({"charts"}, "name", ["no example", "furniture", "charts", "Greek figures"])
def test_the_file_may_be_archived(name: str, kit: Kit, tmp_path: Path) -> None:
    """Fonts, links, drawings, no content: veraPDF judges every size, in tests/judges."""
    assert violations(note.write(note.plan(CASES[name], kit), kit), tmp_path) == []


def changed(data: bytes, change: str) -> bytes:
    """Return the file with one fault planted."""
    made = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        if change == "output intent":
            del pdf.Root.OutputIntents
        elif change == "print flag":
            pdf.pages[0].Annots[0].F = 0
        elif change == "embedded font":
            fonts = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
            del next(one for one in fonts if one.get("/Type") == "/FontDescriptor").FontFile2
        else:
            del pdf.Root.Metadata
        pdf.save(made)
    return made.getvalue()


@every(2, "change", ["output intent", "print flag", "embedded font", "metadata"])
def test_each_fault_is_found(change: str, kit: Kit, tmp_path: Path) -> None:
    data = note.write(note.plan(document(2, 2), kit), kit)
    assert violations(data, tmp_path) == []
    assert violations(changed(data, change), tmp_path)


@pytest.mark.long
def test_every_stream_ends_its_line(data: bytes) -> None:
    """ISO 19005-2, 6.1.7.1: readers go past a missing line end."""
    ends = [match.start() for match in re.finditer(rb"endstream\nendobj", data)]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(ends) == sum(isinstance(one, pikepdf.Stream) for one in pdf.objects)
    assert all(data[end - 1 : end] == b"\n" for end in ends)
    for match in re.finditer(rb"/Length (\d+).*?\bstream\n", data, re.DOTALL):
        assert data[match.end() + int(match[1]) :].startswith(b"\nendstream\n")


def test_what_the_file_claims(data: bytes) -> None:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.PageLabels.Nums[1].S) == "/D"
        with pdf.open_metadata() as xmp:
            assert xmp.pdfa_status == "2A"
            assert xmp["pdfuaid:part"] == "1"
            assert xmp["dc:language"] == ["fr"] or set(xmp["dc:language"]) == {"fr"}
            assert xmp["dc:title"] == str(pdf.docinfo["/Title"])
            assert xmp["pdf:Producer"] == str(pdf.docinfo["/Producer"])
            assert xmp["xmp:CreateDate"] == xmp["xmp:ModifyDate"] == "1970-01-01T00:00:00Z"  # the kit's


def test_a_title_is_written_as_xml(kit: Kit) -> None:
    title = "Recherche & innovation <2030>"
    data = note.write(note.plan(document(1, 1, title=title), kit), kit)
    with pikepdf.open(io.BytesIO(data)) as pdf, pdf.open_metadata() as xmp:
        assert xmp["dc:title"] == title
