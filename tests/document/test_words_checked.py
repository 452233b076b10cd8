"""Words and theme are input too: wrong placeholders, sizes and families are refused with file and line."""

from __future__ import annotations

import re

import pytest

from tests.project import Project

W = "templates/words/fr.yaml"
T = "templates/theme.yaml"


def place(project: Project, file: str, words: str) -> str:
    """Return line and column of ``words`` in a file."""
    lines = project.read(file).split("\n")
    line = next(at for at, one in enumerate(lines, 1) if words in one)
    return f"{file}:{line}:{lines[line - 1].index(words) + 1}"


@pytest.mark.parametrize(
    ("key", "value", "at", "said"),
    [
        ("as_of", '"au {dat}"', "{dat}", "“{dat}” is no placeholder here: it would be printed as it stands. "
         "Did you mean “{date}”?"),
        ("as_of", '"au {dat}"', '"au {dat}"', "The placeholder “{date}” is missing: what it stands for would not be "
         "printed. Write {date} where it belongs."),
        ("matrix", '"Exemples par {citty}"', "{citty}", "“{citty}” is no placeholder here: it would be printed as it "
         "stands. Delete it."),
        ("page_of", '"{n} / {total} }"', '}"', "“}” is no placeholder here: it would be printed as it stands. "
         "Delete it."),
        ("citation", '"Note {{n}}"', "{{n}}", "“{{n}}” is no placeholder here: it would be printed as it stands. "
         "Did you mean “{n}”?"),
        ("session", '"séance du {date}"', '"séance', "The placeholder “{body}” is missing: what it stands for would "
         "not be printed. Write {body} where it belongs."),
    ],
)  # fmt: skip
def test_a_wrong_placeholder(project: Project, key: str, value: str, at: str, said: str) -> None:
    text = project.read(W)
    project.write(W, re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", text))

    line = next(one for one in project.read(W).split("\n") if one.startswith(f"{key}: "))
    number = project.read(W).split("\n").index(line) + 1
    wanted = f"{W}:{number}:{line.index(at) + 1}: {key}: {said}"
    assert wanted in project.refused("--only", "web")


def test_a_wrong_placeholder_in_a_plural(project: Project) -> None:
    project.edit(W, 'other: "{n} piliers"', 'other: "{m} piliers"')

    where = place(project, W, "{m} piliers")
    start = place(project, W, '"{m} piliers')
    assert project.refused("--only", "web") == [
        f"{start}: pillars.other: The placeholder “{{n}}” is missing: what it stands for would not be printed. "
        "Write {n} where it belongs.",
        f"{where}: pillars.other: “{{m}}” is no placeholder here: it would be printed as it stands. Known here: {{n}}.",
    ]


def test_words_after_a_sign_in_the_words_of_a_language(project: Project) -> None:
    text = project.read(W)
    project.write(W, re.sub(r"(?m)^contact: .*$", "contact: Nous joindre #vite", text))

    found = project.refused("--only", "web")
    assert [one for one in found if "“#vite” would not be printed" in one] == found
    assert len(found) == 1


@pytest.mark.parametrize(
    ("old", "new", "at", "said"),
    [
        ("{largest: 66, smallest: 20}", "{largest: 999999999, smallest: 20}", "largest: 999999999",
         "deck.cover_title.largest: 1e+09 lies outside 4 to 200 points. Write a size between them."),
        ("{largest: 66, smallest: 20}", "{largest: 66, smallest: -3}", "smallest: -3",
         "deck.cover_title.smallest: -3 lies outside 4 to 200 points. Write a size between them."),
        ("{largest: 66, smallest: 20}", "{largest: 20, smallest: 60}", "{largest: 20, smallest: 60",
         "deck.cover_title: The largest size, 20, is below the smallest, 60. Exchange them."),
        ("heading_scale: 1.26", "heading_scale: 126", "heading_scale",
         "note.heading_scale: 126 lies outside 0.5 to 4. Write 1.26, for example."),
        ("family: Carlito ", "family: Karlito ", "Karlito",
         "family: There is no font Karlito-Regular.ttf in templates/fonts. Did you mean “Carlito”?"),
    ],
)  # fmt: skip
def test_a_value_of_the_theme(project: Project, old: str, new: str, at: str, said: str) -> None:
    project.edit(T, old, new)

    assert project.refused("--only", "web") == [f"{place(project, T, at)}: {said}"]
