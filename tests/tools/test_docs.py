"""The documentation's site is made without a warning, and both languages lead to each other."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.some import some

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.long
def test_the_site_is_made_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("myst_parser", reason="pip install -e '.[docs]'")
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/docs.py"), str(tmp_path)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, "")
    for source in some(ROOT.glob("docs/*/*.md")):
        made = tmp_path / source.parent.name / f"{source.stem}.html"
        text = made.read_text("utf-8")
        switch = re.search(r'<a href="([^"]+)" lang="(en|fr)" hreflang="\2">', text)
        assert switch, made
        assert (made.parent / switch[1]).resolve().exists(), switch[1]
        assert switch[2] != source.parent.name
        assert f'<html lang="{source.parent.name}"' in text
