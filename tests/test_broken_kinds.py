"""A hundred and more kinds of broken content: each is named at its own place, in both languages, and can be mended."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from generator import messages
from generator.errors import Problem
from generator.messages import codes
from tests.broken import KINDS, found, make, shown, spoil
from tests.matrix import every
from tests.source.test_remedies import follow
from tools.problems import EXAMPLES, examples

# Words that no French sentence holds, and English ones nearly always do.
ENGLISH = re.compile(
    r"\b(the|is|not|of|at|it|to|and|was|were|be|has|have|this|that|with|from|by|in|an|error|invalid|expected|unexpected"
    r"|token|line|tag|column|file|write|there|near|got)\b"
)
QUOTED = re.compile(r"«\xa0.*?\xa0»|\"[^\"]*\"|'[^']*'|[\w/.-]+\.(?:yaml|svg|j2|csv|pptx)")
MARKED = re.compile(r"\(détail technique pour l’assistance\xa0: .*\)")


UNSEEN = ("zip", "utf-16", "latin-1")
# The first kind of each code is the example of its page.
SHOWN = {kind.code: name for name, kind in reversed(KINDS.items()) if len(kind.new) <= 300 and kind.new not in UNSEEN}
OLD = "run `make accept`, then `make schema`"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    make(tmp_path)
    return tmp_path


def speak(monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    messages._catalogue.cache_clear()


def test_there_are_as_many_kinds_as_promised(root: Path) -> None:
    assert len(KINDS) >= 100
    assert {kind.code for kind in KINDS.values()} <= codes().keys()
    assert found(root) == []


@every(3, "name", KINDS)
def test_a_kind(root: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """File, line, column and code are right, whatever else is said; nothing of the French sentence is English."""
    kind = KINDS[name]
    line, column = spoil(root, kind)

    problems = found(root)

    places = [(one.mark.file, one.mark.line, one.mark.column, one.code) for one in problems]
    if line:
        assert (kind.file, line, column, kind.code) in places, list(map(str, problems))
    else:
        assert kind.code in [one.code for one in problems], list(map(str, problems))
    assert all(one.code for one in problems)
    speak(monkeypatch, "fr")
    french = found(root)
    if SHOWN.get(kind.code) == name:
        first = next(one for one in french if one.code == kind.code)
        assert shown(root, first) == examples()[kind.code]["fr"], OLD
    assert [one.code for one in french] == [one.code for one in problems]
    for one in french:
        quoted = QUOTED.sub("", one.cause)
        assert not ENGLISH.search(MARKED.sub("", quoted)), one.cause
        assert not MARKED.search(one.cause) or "compris" in one.cause


@every(6, "name", [name for name, kind in KINDS.items() if kind.file.startswith("content/")])
def test_its_remedy_leads_on(root: Path, name: str) -> None:
    """Followed by a machine as far as that can be, the problem is gone where it was."""
    kind = KINDS[name]
    spoil(root, kind)
    problem = next(one for one in found(root) if one.code == kind.code)
    assert problem.remedy
    if kind.new in UNSEEN or not followed(root, kind.file, problem):
        pytest.skip("a person must decide")

    assert problem not in found(root)


def followed(root: Path, file: str, problem: Problem) -> bool:
    before = (root / file).read_bytes()
    return follow(root, problem) and (root / file).read_bytes() != before


@pytest.mark.long
def test_the_pages_show_what_is_said(
    tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the program says today, in both languages, and no more than that."""
    made: dict[str, dict[str, str]] = {}
    for name, kind in KINDS.items():
        if SHOWN.get(kind.code) != name:
            continue
        folder = tmp_path / re.sub(r"\W", "-", name)
        make(folder)
        spoil(folder, kind)
        made[kind.code] = {}
        for language in ("en", "fr"):
            speak(monkeypatch, language)
            problem = next(one for one in found(folder) if one.code == kind.code)
            made[kind.code][language] = shown(folder, problem)
    if request.config.getoption("--accept"):
        head = "# What the program says of broken content; made by tests/test_broken_kinds.py with --accept.\n"
        EXAMPLES.write_text(head + yaml.safe_dump(made, allow_unicode=True, width=1000, sort_keys=False), "utf-8")
        examples.cache_clear()

    assert made == examples(), OLD
