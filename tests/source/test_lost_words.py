"""Every character that a person typed is printed, documented markup, a comment on its own line, or named."""

from __future__ import annotations

import pytest

from generator.errors import Problem
from generator.source.nodes import read_yaml
from tests.project import Project

FILE = "content/x/pillars/a.yaml"
OWN_LINE = "Put the comment on a line of its own."

OR = f"(or, if it is no text, {OWN_LINE[0].lower()}{OWN_LINE[1:-1]})."


def said(text: str, file: str = FILE) -> list[str]:
    problems: list[Problem] = []
    read_yaml(file, text.encode(), problems)
    return [f"{one.mark.line}:{one.mark.column}: {one.cause} {one.remedy}" for one in problems]


def lost(words: str, remedy: str) -> str:
    return f"“{words}” would not be printed: after a space, # begins a comment. {remedy}"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("label: Bilan #2024\n", ["1:14: " + lost("#2024", f'Write: label: "Bilan #2024" {OR}')]),
        ("a: b\nlist:\n  - un #deux\n", ["3:8: " + lost("#deux", f'Write: - "un #deux" {OR}')]),
        ('label: "Bilan" #2024\n', ["1:16: " + lost("#2024", f"Write: label: '\"Bilan\" #2024' {OR}")]),
        ("label: #2024\n", ["1:8: " + lost("#2024", f'Write: label: "#2024" {OR}')]),
        (
            "label: Un # mot\n",
            ["1:11: " + lost("# mot", f'{OWN_LINE[:-1]}; or, if it is text: Write: label: "Un # mot"')],
        ),
        ("text: >- # mot\n  un\n", ["1:10: " + lost("# mot", OWN_LINE)]),
        ("a: b\nlist:\n  - # un\n", ["3:5: " + lost("# un", f'Write: - "# un" {OR}')]),
        ("session: # du conseil\n  body: un\n", ["1:10: " + lost("# du conseil", OWN_LINE)]),
        ("a: [b, c] # d\n", ["1:11: " + lost("# d", OWN_LINE)]),
        (
            "text: un\n  deux #trois\n",
            ["2:8: " + lost("#trois", f'Write, in place of lines 1 to 2: text: "un deux #trois" {OR}')],
        ),
    ],
)
def test_words_behind_a_number_sign_are_named(text: str, wanted: list[str]) -> None:
    assert said(text) == wanted


def test_a_text_that_is_all_a_comment_is_named_once(project: Project) -> None:
    project.edit("soutien.yaml", "label: ", "label: # ")

    (problem,) = project.refused()
    assert problem.endswith(f'Write: label: "# Soutien aux projets innovants" {OR}')


@pytest.mark.parametrize(
    "text",
    [
        "# un mot\nlabel: a\n",
        "label: a\n  # un mot\nheading: b\n",
        'label: "Bilan #2024"\n',
        "label: 'n° #1 # 2'\n",
        "label: C#, n°#1\n",
        "text: >-\n  un #mot\n  # et un autre\n",
        "text: |\n  un #mot\n",
        '"a #b": c\n',
    ],
)
def test_what_is_printed_or_a_comment_of_its_own_is_not_named(text: str) -> None:
    assert said(text) == []


def test_designers_may_comment_their_lines() -> None:
    assert said("family: Carlito # measured\n", "templates/theme.yaml") == []
