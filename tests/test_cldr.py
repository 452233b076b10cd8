"""What CLDR says of a language is kept in the user's cache: a build asks Babel once."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator import cldr
from generator.cldr import percent, plural, said, signs
from tests.project import ROOT, Project, process_environment


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each test a process and a cache that know nothing."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(cldr, "_SAID", {})


@pytest.mark.parametrize(("n", "category"), [(1, "one"), (3, "few"), (5, "many"), (999, "many"), (1_002, "few")])
def test_plural_categories_are_those_of_the_language(n: int, category: str) -> None:
    assert plural("pl", n) == category


def test_a_regions_own_signs_are_taken() -> None:
    assert (signs("fr-CH"), signs("fr"), signs("de")) == ((",", "'"), (",", "\u202f"), (",", "."))
    assert percent("fr") == "#,##0\u00a0%"


def test_what_cldr_does_not_know_is_said_by_the_base_or_not_at_all() -> None:
    assert plural("fr-XX", 0) == plural("fr", 0) == "one"
    assert (plural("tlh", 1), plural("tlh", 5_000), signs("tlh")) == ("other", "other", (".", ","))


def test_an_answer_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said("fr", "months", lambda known: known.months["format"]["wide"][1]) == "janvier"
    monkeypatch.setattr(cldr, "_SAID", {})  # another process

    assert said("fr", "months", lambda known: pytest.fail("Babel was asked again.")) == "janvier"


def test_the_second_build_does_without_babel(project: Project, tmp_path: Path) -> None:
    arguments = ["build", "--only", "web", "--root", str(project.root)]
    script = f"import sys; from generator.cli import main; main({arguments!r})"
    script += "; print('babel' in sys.modules)"
    env = {**process_environment(), "XDG_CACHE_HOME": str(tmp_path)}
    told = []
    for _time in range(2):
        shutil.rmtree(project.root / "output", ignore_errors=True)
        done = subprocess.run([sys.executable, "-c", script], env=env, cwd=ROOT, capture_output=True, text=True)
        told.append(done.stdout.splitlines()[-1])

    assert told == ["True", "False"]
