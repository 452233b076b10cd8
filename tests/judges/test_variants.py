"""Every variant of the note passes the judges of the note: of each publication, and of a large one in Greek."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.judges import pdf, tagging, verapdf
from generator.judges.tools import ROOT
from generator.note.variants import VARIANTS
from tests.judges.conftest import slugs
from tests.note.samples import CASES, document, text
from tests.project import open_kit

SAMPLES = ("furniture", "charts", "twelve columns")
HEADINGS = (
    *("Στρατηγικές", "Συνεργασίες", "Διακυβέρνηση", "Καινοτομία", "Ενέργεια", "Κινητικότητα", "Υγεία", "Παιδεία"),
    *("Πολιτισμός", "Στέγαση", "Δεδομένα", "Απασχόληση", "Περιβάλλον", "Οι πόλεις", "Τα παραδείγματα ανά πόλη"),
)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write each variant of each publication by the real command, and of twelve pillars in Greek."""
    folder = tmp_path_factory.mktemp("variants")
    only = [argument for one in VARIANTS for argument in ("--only", f"note-{one.name}")]
    command = [
        sys.executable,
        "-m",
        "generator",
        "build",
        *slugs(),
        *only,
        "--root",
        str(ROOT),
        "--output",
        str(folder),
    ]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    kit = open_kit(ROOT)
    greek = document(12, 2, title="Οι μητροπολιτικές στρατηγικές", label="Ανοιχτή διακυβέρνηση")
    # A judge takes one heading at the top of several pages for a running head.
    sections = (replace(one, title=text(word)) for one, word in zip(greek.sections, HEADINGS, strict=True))
    greek = replace(greek, sections=tuple(sections))
    for name, made in {"greek": greek, **{name: CASES[name] for name in SAMPLES}}.items():
        for variant in VARIANTS:
            path = folder / f"{name}.{variant.name}.pdf"
            path.write_bytes(variant.write(variant.plan(made, kit), kit))
    return sorted(folder.glob("*.pdf"))


@pytest.mark.parametrize("flavour", verapdf.FLAVOURS)
def test_variants_are_accessible_and_archival(flavour: str, files: list[Path]) -> None:
    found = verapdf.judged(files, flavour)
    assert {path.name: problems for path, problems in found.items() if problems} == {}
    assert len(found) == len(VARIANTS) * (len(slugs()) + 1 + len(SAMPLES))


def test_the_tags_of_variants_make_sense(files: list[Path]) -> None:
    """Not of the samples: the judge holds a matrix of two cities, or a caption said again, against what they say."""
    found = {path.name: tagging.findings(path) for path in files if not path.name.startswith(SAMPLES)}
    assert len(found) == len(VARIANTS) * (len(slugs()) + 1)
    assert {name: problems for name, problems in found.items() if problems} == {}


def test_variants_are_sound_files(files: list[Path]) -> None:
    assert files
    found = {path.name: pdf.findings(path) for path in files}
    assert {name: problems for name, problems in found.items() if problems} == {}
