"""Publications in 13 languages, of 1 to 12 pillars and up to 160 examples: no word is out of place."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator.judges import openxml, overflow
from tests.project import ROOT
from tests.publications import SLUG, write_publication


@pytest.mark.parametrize("seed", range(16))
def test_every_word_of_a_publication_stands_in_its_box(seed: int, tmp_path: Path) -> None:
    write_publication(tmp_path, seed)
    command = [sys.executable, "-m", "generator", "build", "--only", "deck", "--root", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    deck = tmp_path / "output" / f"{SLUG}.pptx"

    warnings = re.findall(r"\^ (.+)$", done.stderr, re.MULTILINE)  # some titles have more words than are legible
    assert (done.returncode, set(warnings) - {"text-too-long"}) == (0, set()), done.stderr
    assert len(warnings) == done.stderr.count("Warning: ")
    assert overflow.findings(deck) == []
    assert openxml.findings(deck) == []
