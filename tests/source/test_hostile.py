"""Hostile files end in a message, soon, and in little memory: each in a process whose memory and time are bounded."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bounded import Forking
from tests.matrix import few
from tests.project import ROOT, SLUG, copy_project, process_environment, replace_file

PILLAR = f"content/{SLUG}/pillars/soutien.yaml"
HEAD = f"content/{SLUG}/publication.yaml"
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
REST = "\nheading: b\nicon: rocket\n"
MEGABYTES = 160  # a build of the tests' publication takes about half

# The file, its text, and the first line that is printed.
FILES: dict[str, tuple[str, str, str | re.Pattern[str]]] = {
    "100,000 brackets": (
        PILLAR,
        "label: " + "[" * 100_000,
        # libyaml 0.2.6 stops at a depth of its own before we see the first bracket.
        re.compile(r"1:(24|1007): The nesting is too deep\. Remove brackets or levels\."),
    ),
    "100,000 braces": (PILLAR, "{a: " * 100_000, "1:66: The nesting is too deep. Remove brackets or levels."),
    "100,000 hyphens": (PILLAR, "- " * 100_000, "1:35: The nesting is too deep. Remove brackets or levels."),
    "100,000 question marks": (PILLAR, "? " * 100_000, "1:35: The nesting is too deep. Remove brackets or levels."),
    "an alias bomb": (
        PILLAR,
        "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{n}: &{n} [{', '.join(['*a'] * 9)}]\n" for n in "bcdefgh"),
        "1:4: Anchors (&) and aliases (*) are not accepted. "
        "Quote a text that begins with & or *; write a repeated value out.",
    ),
    "50 MB": (
        PILLAR,
        "a: " + "x" * 50_000_000,
        "1:1: The file is too large (4194305 bytes; at most 4194304). Split it.",
    ),
    "a million items": (PILLAR, "- a\n" * 1_000_000, "40000:3: The file has too many values. Split it."),
    "two million items on a line": (
        PILLAR,
        "[" + "a," * 2_000_000 + "]",
        "1:80000: The file has too many values. Split it.",
    ),
    "19,000 unknown keys": (
        PILLAR,
        "".join(f"k{number}: a\n" for number in range(19_000)),
        "1:1: The key “heading” is missing. Add “heading: …”.",
    ),
    "39,000 pillars": (
        HEAD,
        f"title: x\nlanguage: fr\npillars: [{','.join(f'a{number}' for number in range(39_000))}]\n",
        "3:49: pillars: There are 39000 pillars; 1 to 12 can be set. Merge some.",
    ),
    "39,000 in the overview": (
        HEAD,
        f"title: x\nlanguage: fr\npillars: [soutien, specialisation, cooperation, gouvernance]\n"
        f"overview: [{','.join(f'a{number}' for number in range(39_000))}]\n",
        "4:12: overview[0]: There is no pillar “a0” in the list “pillars”. "
        "Known here: soutien, specialisation, cooperation, gouvernance.",
    ),
    "four million tabs": (PILLAR, "\t" * 4_000_000, "1:1: There is a tab. Use spaces."),
    "two million lines with tabs": (PILLAR, "\t\n" * 2_000_000, "1:1: There is a tab. Use spaces."),
    "four million controls": (
        PILLAR,
        "\x01" * 4_000_000,
        "1:1: There is a control character (U+0001). Delete it; it cannot be seen in most editors.",
    ),
    "a key of two megabytes": (
        PILLAR,
        "? " + "k" * 2_000_000 + "\n: v\n",
        "1:1: The key “heading” is missing. Add “heading: …”.",
    ),
    "an icon's name of a megabyte": (
        PILLAR,
        "label: a\nheading: b\nicon: " + "r" * 1_000_000,
        "3:7: icon: The text is too long (1000000 characters; at most 200). Shorten or split it.",
    ),
    "a text of four megabytes": (
        PILLAR,
        "label: " + "mot " * 1_000_000 + REST,
        "1:8: label: The text is too long (3999999 characters; at most 20000). Shorten or split it.",
    ),
    "a quote that never closes": (
        PILLAR,
        'label: "' + "a " * 2_000_000,
        "1:8: The quotation mark that opens here is not closed. "
        "Close it at the end of the text, or write the text on the lines below “>-”.",
    ),
}

# One file for each limit: that which is refused soonest.
QUICK = {
    "100,000 brackets", "an alias bomb", "50 MB", "a million items", "two million lines with tabs",
    "an icon's name of a megabyte", "a quote that never closes",
}  # fmt: skip

# Texts of the most letters that are accepted, made to be slow to parse.
MARKUPS = {
    "stars": "*a" * 9_990,
    "double stars": "**a " * 4_990,
    "low lines": "_a" * 9_990,
    "brackets": "[" * 19_990,
    "links within links": "[a](" * 4_990,
    "closing brackets": "]" * 19_990,
    "mentions that fail": "[a](city:b" * 1_990,
    "backslashes": "\\\\*" * 6_000,
    "quotation marks": "' '" * 6_600,
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project for the whole file: each test puts back what it changed."""
    root = tmp_path_factory.mktemp("hostile")
    copy_project(root)
    return root


@pytest.fixture(scope="module")
def process() -> Iterator[Forking]:
    forking = Forking(process_environment(), ROOT)
    yield forking
    forking.close()


def refused(root: Path, name: str, text: str, process: Forking) -> list[str]:
    """Build with the file changed, put it back, return the lines printed."""
    path = root / name
    old = path.read_bytes()
    replace_file(path, text)
    try:
        done = process.run("build", "--only", "web", "--root", str(root))
    finally:
        replace_file(path, old)
    assert done.code == 1, done.said[-2000:]
    assert done.megabytes < MEGABYTES
    assert len(done.said) < 60_000
    return done.said.splitlines()


@few(QUICK, "name", FILES)
def test_a_hostile_file_is_refused(folder: Path, process: Forking, name: str) -> None:
    file, text, expected = FILES[name]

    lines = refused(folder, file, text, process)

    place, colon, rest = lines[0].partition(":")
    assert (place, colon) == (file, ":")
    assert expected.fullmatch(rest) if isinstance(expected, re.Pattern) else rest == expected


@few({"links within links", "quotation marks"}, "name", MARKUPS)
def test_hostile_markup_is_parsed(folder: Path, process: Forking, name: str) -> None:
    """A key that is unknown stops the build once all texts are parsed."""
    text = f"label: a{MARKUPS[name].replace(': ', ':')}\nunknown: key{REST}"

    lines = refused(folder, PILLAR, text, process)

    assert any("The key “unknown” is not known here." in line for line in lines)
