"""Whatever a file holds, an import proves that no word is lost: it never refuses one for words of its own making."""

from __future__ import annotations

import html

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.errors import ContentError
from generator.importing.imported import imported
from generator.importing.reading import read_bytes
from generator.world import World
from tests.importing.words import saved
from tests.project import sample_root

SAID = """
Nantes l'eau été 12 % 3,5 M€ « oui » "Turin" Rennes-Métropole a_b *c* [x] <b> & # - – : ; A1 1. 2) NO null ~ + = | $ ß
2024-01-01 http://e.org/x city:nantes `q` \\ 😀 é\u00a0; \u202f! \u00ad ﬁn Œuvre ΑΒΓ 日本 ** ](city:x)
"""
WORDS = SAID.split()
TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


def proved(name: str, data: bytes) -> None:
    """Import a file in memory; raise LostWordsError, or another fault of ours."""
    try:
        reading = read_bytes(name, data)
    except ContentError as refused:
        reading, sentence = None, str(refused)
    if reading is None:
        assert "There is no text in the file." in sentence
        return
    found = imported(reading, World(sample_root()), "a file")
    assert found.draft.read_back()


LINES = st.tuples(
    st.sampled_from(["", "# ", "## ", "- ", "  - ", "* ", "1. ", "a) ", "> ", "IV. ", "2 ", "    ", "| ", "[^1]: "]),
    TEXTS,
    st.sampled_from(["\n", "\n\n", "[^1]\n\n", " **x**\n", "\n|---|---|\n"]),
).map("".join)


@given(st.lists(LINES, min_size=1, max_size=20).map("".join), st.sampled_from(["a.md", "a.txt"]))
def test_texts(text: str, name: str) -> None:
    proved(name, text.encode())


NAMES = "p b i h1 h2 h3 li ul td th tr table caption div dt sup span"
ELEMENTS = NAMES.split()


@given(st.lists(st.tuples(st.sampled_from(ELEMENTS), TEXTS, st.sampled_from(["close", "open", "note"])), max_size=25))
def test_pages(pieces: list[tuple[str, str, str]]) -> None:
    page = ""
    for number, (element, text, end) in enumerate(pieces):
        page += f"<{element}>{html.escape(text)}" + (f"</{element}>" if end == "close" else "")
        if end == "note":
            page += f'<a href="#n{number}" id="r{number}">{number}</a>'
            page += f'<p id="n{number}">{html.escape(text)} <a href="#r{number}">^</a></p>'

    proved("a.html", page.encode())


STYLES = ("Normal", "Title", "Subtitle", "Heading 1", "Heading 2", "List Bullet", "List Bullet 2", "Caption", "Quote")
RUNS = st.lists(st.tuples(TEXTS, st.booleans(), st.booleans()), max_size=4)


@pytest.mark.long
@settings(max_examples=max(3, settings().max_examples // 25))  # python-docx takes half a second for each
@given(st.lists(st.tuples(st.sampled_from(STYLES), RUNS), min_size=1, max_size=15), st.integers(0, 3), TEXTS)
def test_word_documents(paragraphs: list[tuple[str, list[tuple[str, bool, bool]]]], columns: int, text: str) -> None:
    document = docx.Document()
    for style, runs in paragraphs:
        paragraph = document.add_paragraph(style=style)
        for words, bold, italic in runs:
            run = paragraph.add_run(words)
            run.bold, run.italic = bold, italic
    table = document.add_table(rows=2, cols=columns) if columns else None
    if table:
        table.cell(1, columns - 1).text = text

    proved("a.docx", saved(document))
