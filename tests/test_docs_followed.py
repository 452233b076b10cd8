"""Whoever follows a page of docs/ comes to its end: its commands are run and its YAML is read, in a copy of a project.

A comment before a fenced block says what cannot be seen in it: ``given: FILE`` is there, ``file: FILE`` is what the
block holds, ``changed: FILE`` was built and then changed by hand, ``not run: WHY``.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from generator import messages
from generator.edit.words import page_words
from generator.source.labels import _labels_in
from tests.deck import brands
from tests.importing import words as reports
from tests.matrix import few
from tests.project import SLUG, Project, copy_project, replace_file
from tests.some import some

ROOT = Path(__file__).resolve().parents[1]
PART = re.compile(r"^<!-- ([a-z ]+): (.*?) -->$|^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
REMARKS = {"given", "file", "changed", "not run", "made"}
SHELLS = ("sh", "console", "bat", "powershell")
PUBLICATION = f"content/{SLUG}/"


@dataclass
class Step:
    """A fenced block, and what the comments before it say of it."""

    language: str
    text: str
    remarks: list[tuple[str, str]] = field(default_factory=list)

    def said(self, what: str) -> list[str]:
        return [value for name, value in self.remarks if name == what]


def steps(page: Path) -> Iterator[Step]:
    remarks: list[tuple[str, str]] = []
    for name, value, language, text in PART.findall(page.read_text("utf-8")):
        if name:
            assert name in REMARKS, f"{page.name}: <!-- {name}: … -->"
            remarks.append((name, value))
        else:
            yield Step(language, text, remarks)
            remarks = []


def followed() -> list[Path]:
    """Return the pages of docs/ with something to follow."""
    languages = {*SHELLS, "yaml"}
    return [page for page in sorted(ROOT.glob("docs/*/*.md")) if languages & {step.language for step in steps(page)}]


# Each of these gives other commands and kinds of files; the others say them again, or build for minutes.
SHORT = [
    ROOT / f"docs/{name}.md" for name in ("en/from-word", "en/sections", "en/template", "fr/papier", "fr/tableaux")
]


@pytest.mark.long
@few(SHORT, "page", followed(), ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_a_page_can_be_followed(
    page: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_project(tmp_path)
    shutil.copytree(
        ROOT / "content" / SLUG, tmp_path / "content" / SLUG, dirs_exist_ok=True
    )  # as whoever follows has it
    monkeypatch.chdir(tmp_path)
    project = Project(tmp_path, capsys)
    for step in some(steps(page)):
        take(step, project, page.parent.name)
    done = project.run_in({"LANGUAGE": "en"}, "show", "tree")
    assert (done.code, done.err) == (0, "")


def take(step: Step, project: Project, language: str) -> None:
    """Do what a block says."""
    for name in step.said("given"):
        put(project.root / name, GIVEN[Path(name).suffix]())
    for name in step.said("changed"):
        project.build()
        put(project.root / name, (project.root / name).read_bytes() + b" ")
    for name in step.said("file"):
        put(project.root / name, step.text)
    if step.said("not run"):
        assert step.language in SHELLS
    elif step.language == "yaml":
        write(step.text, project.root)
    elif step.language in SHELLS:
        follow(step, project, language)


def put(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, text)


def follow(step: Step, project: Project, language: str) -> None:
    """Run each command of a block; in a console, compare what it prints; “…” stands for anything."""
    console = step.language == "console"
    lines = re.split(r"^\$ ", step.text, flags=re.MULTILINE)[1:] if console else step.text.splitlines()
    for part in some(lines):
        line, _end, wanted = part.partition("\n")
        printed, codes = run(line, project, language)
        if wanted.strip():
            pattern = re.escape(wanted.strip("\n")).replace("…", ".*")
            assert re.fullmatch(pattern, printed), f"{line} printed:\n{printed}\nnot:\n{wanted}"
        else:
            assert not any(codes), f"{line} printed:\n{printed}"


def run(line: str, project: Project, language: str) -> tuple[str, list[int]]:
    """Return what a command line prints, and its exit codes; make's are those of the commands that it stands for."""
    program, *arguments = shlex.split(line)
    if program == "cp":
        shutil.copytree(project.root / arguments[1], project.root / arguments[2])
    if program in ("git", "cd", "cp"):
        return "", []
    assert program in ("make", "piliers"), f"mark it <!-- not run: why -->: {line}"
    done = [
        project.run_in({"LANGUAGE": language}, *one) for one in (made(arguments) if program == "make" else [arguments])
    ]
    printed = "".join(one.out + one.err for one in done).strip("\n")
    return re.sub("[\u00a0\u202f]", " ", printed), [one.code for one in done]


def made(arguments: list[str]) -> list[list[str]]:
    """Return the commands that ``make`` runs for its arguments, as Makefile has them."""
    target = next((one for one in arguments if "=" not in one), "help")
    given = dict(one.split("=", 1) for one in arguments if "=" in one)
    rule = re.search(rf"^{target}:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert rule
    assert {line.split()[0] for line in rule[1].splitlines()} <= {"@$(PILIERS)"}, (
        f"mark it <!-- not run: why -->: {target}"
    )
    given_or_not = re.compile(r"\$\(if \$\((\w+)\),(.*?)\)(?=\s|$)", re.MULTILINE)
    text = given_or_not.sub(lambda match: match[2] if match[1] in given else "", rule[1])
    text = re.sub(r"\$\((\w+)\)", lambda match: given.get(match[1], ""), text)
    return [shlex.split(line)[1:] for line in text.splitlines()]


def write(block: str, root: Path) -> None:
    """Do as a block says: its keys take the place of those that are there; the others, and items, go to the end."""
    head, _end, body = block.partition("\n")
    assert head.startswith("# content/"), f"the first line of a block of YAML says which file: {head}"
    file = root / head.removeprefix("# ")
    text = file.read_text("utf-8").rstrip("\n") + "\n"
    for part in re.split(r"^(?=[\w-]+:)", body, flags=re.MULTILINE):
        key = re.match(r"[\w-]+:", part)
        old = re.search(rf"^{key[0]}.*\n(?:[ \t]+.*\n)*", text, re.MULTILINE) if key else None
        text = text[: old.start()] + part + text[old.end() :] if old else text + part
    replace_file(file, text)


def picture(kind: str) -> bytes:
    buffer = BytesIO()
    Image.linear_gradient("L").resize((1600, 1200)).convert("RGB").save(buffer, kind)
    return buffer.getvalue()


GIVEN: dict[str, Callable[[], bytes]] = {
    ".docx": lambda: reports.saved(reports.report()),
    ".pptx": lambda: brands.packed(brands.stock()),
    ".geojson": lambda: b'{"type": "Polygon", "coordinates": [[[-6, 42], [9, 42], [9, 52], [-6, 52], [-6, 42]]]}',
    ".jpg": lambda: picture("JPEG"),
    ".png": lambda: picture("PNG"),
    ".svg": lambda: b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
}


# Words

GLOSSARIES = {"en": "glossary.md", "fr": "glossaire.md"}
TECHNICAL = (
    *("YAML", "Jinja2?", "BCP 47", "CommonMark", "SHA-256", "venv", "diff", "git", "repository", "dépôt", "terminal"),
    *("CSV", "PDF/A", "PDF/UA", "SVG", "UTF-8", "WCAG", "RGAA", "Python"),
)
HIDDEN = re.compile(r"<!--.*?-->|^```.*?^```$|`[^`\n]*`|^#+ [^\n]*$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", sorted(ROOT.glob("docs/*/*.md")), ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_words_of_technicians_are_explained_where_they_first_stand(page: Path) -> None:
    glossary = GLOSSARIES[page.parent.name]
    if page.name == glossary:
        return
    text = HIDDEN.sub("", page.read_text("utf-8"))
    explained = re.compile(rf"\[[^\]]*\]\({glossary}#[^)]*\)")
    unexplained = [
        found[0]
        for word in TECHNICAL
        if (found := re.search(rf"(?<![\w/.-]){word}(?![\w/-])", text, re.IGNORECASE))
        and not any(link.start() <= found.start() < link.end() for link in explained.finditer(text))
    ]

    assert unexplained == []


@pytest.mark.parametrize(("page", "language"), [("en/first-hour", "en"), ("fr/premiere-heure", "fr")])
def test_the_first_hour_calls_things_what_the_editor_calls_them(
    page: str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", language)
    messages._catalogue.cache_clear()
    words = {*page_words().values(), *_labels_in(language).values()}
    messages._catalogue.cache_clear()
    names = re.findall(r"\*\*(.+?)\*\*", re.sub(r"\s+", " ", (ROOT / f"docs/{page}.md").read_text("utf-8")))
    plain = {re.sub("[\u00a0\u202f]", " ", word).replace("{name}", "Lille") for word in words}

    assert [name for name in some(names) if name not in plain] == []
