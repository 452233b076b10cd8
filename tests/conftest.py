"""Options and fixtures for all the tests."""

from __future__ import annotations

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from generator import messages
from generator.judges.tools import JudgeMissing
from generator.kit import Kit

pytest.register_assert_rewrite("tests.project", "tests.some", "tests.goldens")

from tests.project import ROOT, Project, built_root, link_tree, make_project, open_kit, pristine_templates, sample_root  # noqa: E402

# `make test` has to be quick; `make verify` looks deeper.
hypothesis.settings.register_profile("quick", max_examples=10, deadline=None)
hypothesis.settings.register_profile("deep", max_examples=200, deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--require-judges`, which `make verify` gives, and `--accept`, which `make accept` gives."""
    parser.addoption(
        "--require-judges",
        action="store_true",
        help="fail, not skip, when a judge (LibreOffice, poppler, qpdf, Chromium, axe) is missing",
    )
    parser.addoption("--accept", action="store_true", help="write the golden dumps anew instead of comparing")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Import no test of the judges' folder, with all of Playwright, in a run without judges."""
    return (collection_path == ROOT / "tests/judges" and "not judge" in config.option.markexpr) or None


def pytest_collection_finish() -> None:
    """Look for cycles seldom, and not among modules and tests: it takes a tenth of a build, of which most tests do one.

    The command looks for none at all.
    """
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """Turn an absent judge into a loud skip, or into a failure when judges are required."""
    try:
        yield
    except JudgeMissing as absent:
        if item.config.getoption("--require-judges"):
            pytest.fail(f"JUDGE MISSING, and --require-judges was given: {absent}", pytrace=False)
        pytest.skip(f"JUDGE MISSING, nothing was verified: {absent}")


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder for compiled templates, so that the tests leave the user's own alone; all workers share it."""
    folder = tmp_path_factory.getbasetemp()
    cache = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "cache"
    cache.mkdir(exist_ok=True)
    return cache


@pytest.fixture(scope="module")
def kit() -> Kit:
    """Return the kit of the tests' publications."""
    return open_kit(sample_root())


@pytest.fixture(scope="session", autouse=True)
def _no_disk() -> Iterator[None]:
    """Wait for no disk: what tests write in this process need not outlive a power cut."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _descriptor: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _templates_untouched() -> Iterator[None]:
    """Fail when a test wrote through a link into the templates that all the others read."""
    yield
    for made in sorted(pristine_templates().rglob("*")):
        own = ROOT / "templates" / made.relative_to(pristine_templates())
        if made.is_file() and own.is_file():
            assert made.read_bytes() == own.read_bytes(), f"{own.name} was written in place: use replace_file"


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, cache_folder: Path) -> Iterator[None]:
    """Speak English, print the default date, and undo what the command does to its process."""
    monkeypatch.setenv("LANGUAGE", "en")
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache_folder))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    messages._catalogue.cache_clear()
    yield
    messages._catalogue.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def _templates_stay() -> Iterator[None]:
    """See that no test of a module has written into a template that others link to."""
    before = _states()
    yield
    assert _states() == before, "use replace_file of tests/project.py"


def _states() -> dict[Path, tuple[int, int]]:
    """Return when each template was changed, and its size: to read them all for each module takes ten times as long."""
    found = ((path, path.stat()) for path in pristine_templates().rglob("*.*"))
    return {path: (state.st_mtime_ns, state.st_size) for path, state in found}


@pytest.fixture
def project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """Return a project of the tests' own publication and this project's templates, on which to run the command."""
    return make_project(tmp_path / "project", capsys)


@pytest.fixture
def built_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Project:
    """Return the same project, built already: what is built is copied."""
    built = built_root()
    link_tree(built / "templates", tmp_path / "project" / "templates")
    for name in ("content", "output"):
        shutil.copytree(built / name, tmp_path / "project" / name)
    return Project(tmp_path / "project", capsys)
