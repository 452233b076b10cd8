"""The judge of conformance finds what a plain ReportLab file lacks, and each planted fault."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from generator import handout, note
from generator.judges import verapdf
from generator.judges.tools import ROOT
from tests.note.samples import CASES
from tests.project import open_kit
from tests.some import some


def untagged(folder: Path) -> Path:
    """Write what ReportLab writes when it is asked for no more than words."""
    path = folder / "untagged.pdf"
    canvas: Any = Canvas(str(path))
    canvas.drawString(60, 700, "Rennes")
    canvas.showPage()
    canvas.save()
    return path


@pytest.mark.parametrize(
    ("flavour", "clauses"),
    [
        ("ua1", ("7.1-3", "7.1-8", "7.1-11", "7.2-", "7.21.4.1-1")),
        ("2a", ("6.1.7.1-2", "6.2.11.4.1-1", "6.6.2.1-1", "6.7.2.2-1", "6.7.3.3-1")),
    ],
)
def test_an_untagged_file_conforms_to_nothing(flavour: str, clauses: tuple[str, ...], tmp_path: Path) -> None:
    found = verapdf.findings(untagged(tmp_path), flavour)
    assert clauses
    for clause in clauses:
        assert any(one.startswith(f"veraPDF {flavour} {clause}") for one in found), (clause, found)


def test_what_is_no_pdf_is_found(tmp_path: Path) -> None:
    path = tmp_path / "note.pdf"
    path.write_text("Rennes")
    assert verapdf.findings(path, "ua1")


def test_several_files_are_judged_at_once(tmp_path: Path) -> None:
    first = untagged(tmp_path)
    second = tmp_path / "copy.pdf"
    second.write_bytes(first.read_bytes())
    found = verapdf.judged([first, second], "2a")
    assert list(found) == [first, second]
    assert found[first] == found[second] != []


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write notes and handouts of every size that tests/note plans, but for the handout that the deck refuses."""
    kit = open_kit(ROOT)
    folder = tmp_path_factory.mktemp("samples")
    paths = []
    for edition in (note, handout):
        for name, made in CASES.items():
            if edition is handout and name == "long labels":
                continue
            paths.append(folder / f"{edition.__name__} of {name}.pdf")
            paths[-1].write_bytes(edition.write(edition.plan(made, kit), kit))
    return paths


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
def test_notes_and_handouts_of_every_size_conform(flavour: str, samples: list[Path]) -> None:
    found = verapdf.judged(samples, flavour)
    assert len(found) == len(samples)
    assert {path.stem: problems for path, problems in found.items() if problems} == {}


@pytest.mark.parametrize(
    ("flavour", "entries"),
    [
        ("ua1", {"/Metadata": "7.1-8", "/MarkInfo": "6.2-1", "/Lang": "7.2-"}),
        ("2a", {"/OutputIntents": "6.2.4.3-2", "/StructTreeRoot": "6.7.3.3-1"}),
    ],
)
def test_each_entry_of_the_catalog_is_needed(
    flavour: str, entries: dict[str, str], samples: list[Path], tmp_path: Path
) -> None:
    paths = {entry: tmp_path / f"{entry[1:]}.pdf" for entry in entries}
    for entry, path in some(paths.items()):
        with pikepdf.open(samples[0]) as pdf:
            del pdf.Root[entry]
            pdf.save(path)
    found = verapdf.judged(paths.values(), flavour)
    for entry, path in some(paths.items()):
        clause = f"veraPDF {flavour} {entries[entry]}"
        assert any(one.startswith(clause) for one in found[path]), (entry, found[path])
