"""The page leads to the other files of its publication, with their kind and size."""

from __future__ import annotations

import re

import pytest

from generator.web.downloads import downloads
from tests.project import SLUG, Project

LINK = re.compile(r'<li><a href="([^"]+)" type="([^"]+)" download>([^<]+)</a></li>')


def links(project: Project) -> list[tuple[str, str]]:
    """Return the files that the page offers, and the words of the links."""
    return [
        (href, words.replace("\u202f", "\u00a0"))
        for href, _type, words in LINK.findall(project.read(f"output/{SLUG}.html"))
    ]


def size(project: Project, suffix: str) -> str:
    return f"{round(len((project.output / (SLUG + suffix)).read_bytes()) / 1000)}\u00a0ko"


def test_the_page_offers_note_and_deck_with_their_sizes(built_project: Project) -> None:
    assert links(built_project) == [
        (f"{SLUG}.pdf", f"Télécharger en PDF ({size(built_project, '.pdf')})"),
        (f"{SLUG}.pptx", f"Télécharger en PowerPoint ({size(built_project, '.pptx')})"),
    ]


@pytest.mark.long
def test_only_what_stands_there_is_offered(project: Project) -> None:
    project.build("--only", "web")
    assert links(project) == []
    project.build("--only", "note", "--only", "note-large-print")
    project.build("--only", "web")
    assert [href for href, _words in links(project)] == [f"{SLUG}.pdf"]
    project.build()
    assert [href for href, _words in links(project)] == [f"{SLUG}.pdf", f"{SLUG}.pptx"]


@pytest.mark.long
def test_the_size_follows_a_note_that_was_built_alone(project: Project) -> None:
    project.build()
    project.edit("templates/theme.yaml", "heading_scale: 1.26", "heading_scale: 1.3")
    project.run("build", "--only", "note")
    project.build()
    assert links(project)[0][1] == f"Télécharger en PDF ({size(project, '.pdf')})"


def test_links_are_not_printed(built_project: Project) -> None:
    page = built_project.read(f"output/{SLUG}.html")
    assert re.search(r"[^}]*\.downloads\b[^}{]*\{display:none\}", page[page.index("@media print") :])


@pytest.mark.parametrize(
    ("language", "count", "wanted"),
    [
        ("en", 400, "1 kB"),
        ("en", 61_234, "61 kB"),
        ("de", 2_460_000, "2,5 MB"),
        ("fr", 2_460_000, "2,5 Mo"),
        ("xx", 9e3, "9 kB"),
    ],
)
def test_sizes_are_written_as_the_language_does(language: str, count: int, wanted: str) -> None:
    (found,) = downloads("{kind}: {size}", {"à b&c.pdf": int(count)}, language)
    assert re.sub(r"\s", " ", found.words) == f"PDF: {wanted}"
    assert found.href == "%C3%A0%20b%26c.pdf"
