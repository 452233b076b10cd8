"""What would lose its meaning in print is warned of, in place; what is meant is not."""

from __future__ import annotations

import re

import pytest

from generator.messages import nearest
from tests.matrix import every
from tests.project import Project
from tests.some import some


def put(project: Project, text: str) -> None:
    """Give the example “rennes-inout” this text, with its key."""
    lines = project.read("soutien.yaml").split("\n")
    start = next(at for at, line in enumerate(lines) if "rennes-inout" in line) + 1
    end = next((at for at in range(start + 1, len(lines)) if not lines[at].startswith("      ")), len(lines))
    project.write("soutien.yaml", "\n".join([*lines[:start], *text.split("\n"), *lines[end:]]))


def warned(project: Project, text: str) -> list[str]:
    """Return the warnings of a build whose example “rennes-inout” has this text, from the line on."""
    put(project, text)
    result = project.run("build", "--only", "web")
    assert result.code == 0, result.err
    return [line.split("soutien.yaml:", 1)[1] for line in result.err.splitlines()]


@every(
    2,
    ("text", "wanted"),
    [
        (
            "    text: >-\n      [Rennes](city:rennes) fait :\n      - ouvrir la cantine\n      - ouvrir la cour",
            "16:7: examples[1].text: Warning: A list runs together here with the text around it. "
            "Write each point as an example of its own, or as a sentence.",
        ),
        (
            "    text: >-\n      > Vivre ensemble\n      [Rennes](city:rennes) le dit.",
            "15:7: examples[1].text: Warning: A quotation runs together here with the text around it; its > is "
            "printed. Write it in straight quotes, without the >.",
        ),
        (
            "    text: >-\n      [Rennes](city:rennes) agit.\n      ## Bilan",
            "16:7: examples[1].text: Warning: A heading runs together here with the text around it; its # is printed. "
            "Write it as the pillar's heading, or delete the #.",
        ),
        (
            '    text: "<p>[Rennes](city:rennes) agit.</p>"',
            "14:12: examples[1].text: Warning: “<p>” is printed as it stands. "
            "Delete it; write **words** to stress them.",
        ),
        (
            '    text: "[Rennes](city:rennes) – [À remplacer\u00a0: ce qui a été fait]"',
            "14:36: examples[1].text: Warning: “[À remplacer\u00a0: ce qui a été fait]” is printed as it stands. "
            "Write in its place what belongs there.",
        ),
        (
            "    text: '[Rennes](city:rennes) a lancÃ© un plan'",
            "14:40: examples[1].text: Warning: “Ã©” looks like a letter that was saved in another encoding. "
            "Write the letter, and save the file as UTF-8.",
        ),
        (
            "    text: '[Rennes](city:rennes) met au cÅ“ur la GrÃ¶ÃŸe'",
            "14:42: examples[1].text: Warning: “Å“” looks like a letter that was saved in another encoding. "
            "Write the letter, and save the file as UTF-8.",
        ),
        (
            "    text: '[Rennes](city:rennes) et Nantes agissent'",
            "14:37: examples[1].text: Warning: “Nantes” is known as a city, but is not marked as one: the map does not "
            "count it. Write [Nantes](city:nantes), if the city is meant.",
        ),
    ],
)
def test_what_would_be_misread_is_warned_of(project: Project, text: str, wanted: str) -> None:
    assert warned(project, text) == [wanted]


@pytest.mark.parametrize(
    "text",
    [
        "    text: '[Rennes](city:rennes) - une ville - agit <3 fois > 2'",
        "    text: >-\n      [Rennes](city:rennes) agit\n      2026 fois.",
        "    text: '[Nantes](city:nantes), avec Nantes Métropole, et [Rennes](city:rennes)'",
    ],
)
def test_what_is_meant_is_not(project: Project, text: str) -> None:
    assert warned(project, text) == []


@pytest.mark.parametrize(
    ("points", "marks"),
    [
        (("• Un", "- Deux"), ["•", "-"]),
        (("1. Un", "2) Deux"), ["1.", "2)"]),
        (("12. März", "- 3 %"), []),
        (("**Un**", "Deux"), []),
    ],
)
def test_a_point_that_brings_its_own_mark_is_warned_of(
    project: Project, points: tuple[str, ...], marks: list[str]
) -> None:
    """Two bullets stood before it."""
    written = "\n".join(f'      - "{one}"' for one in points)

    said = warned(project, f"    text: '[Rennes](city:rennes) agit.'\n    points:\n{written}")

    words = "is printed as it stands. Delete it: each edition has a mark of its own."
    assert [re.search("“(.+?)” is", one)[1] for one in said if words in one] == marks  # type: ignore[index]


def test_an_example_ten_times_as_long_as_its_neighbours(project: Project) -> None:
    long = "[Rennes](city:rennes) " + "aide les entreprises du territoire " * 140

    (found,) = warned(project, f'    text: "{long}"')

    said = re.search(r"examples\[1\]\.text: Warning: The example is (\d+) times as long as its neighbours\.", found)
    assert said
    assert int(said[1]) >= 10


def test_a_text_that_will_be_small_on_its_slide(project: Project) -> None:
    put(project, f'    text: "[Rennes](city:rennes) {"aide les entreprises du territoire " * 140}"')

    result = project.run("build", "--only", "deck")

    assert result.code == 0
    said = r"The text of “rennes-inout” will be small on its slide \(1[01](\.5)? points\)\. Add below its text,"
    line = r"in your own words: short: \"Rennes aide les .{80,140}…\" – the slide shows it"
    assert re.search(rf"pillars/soutien\.yaml:\d+:11: {said} {line}", result.out)


def test_a_text_of_many_sentences_goes_on_where_one_ends(project: Project) -> None:
    """Nothing is made small: the parts are of tolerable size, and the remark has the line that spares them."""
    sentence = "Rennes aide M. Durand, no {}, et les entreprises du territoire de l’ouest."
    put(project, f'    text: "{" ".join(sentence.format(number) for number in range(50))}"')

    result = project.run("build", "--only", "deck")

    assert result.code == 0
    said = r"“rennes-inout” goes on over \d slides. Add below its text, in your own words: short: "
    line = r"\"Rennes aide M\. Durand, no 0, .{30,60}\.\" –"
    assert re.search(rf"pillars/soutien\.yaml:\d+:11: {said}{line}", result.out)
    shown = project.run("show", "deck").out
    parts = [line for line in shown.splitlines() if re.search(r"pt tx1 .*Rennes aide M", line)]
    assert len(parts) in (2, 3)
    for part in some(parts):
        assert float(re.search(r"([\d.]+) pt", part)[1]) >= 16  # type: ignore[index]
        assert part.endswith("de l’ouest.")


@pytest.mark.parametrize(
    ("word", "known", "wanted"),
    [
        ("photo", ["short", "text", "spoken"], ""),
        ("rouge", ["orange", "teal", "blue"], ""),
        ("tael", ["teal", "blue"], "teal"),
        ("couleur", ["colour", "icon"], "colour"),
        ("Énergie", ["energie", "mobilite"], "energie"),
        ("lecons", ["lecons-apprises", "villes"], "lecons-apprises"),
        ("rockett", ["rocket", "pocket"], "rocket"),
    ],
)
def test_suggestions_are_made_only_where_they_help(word: str, known: list[str], wanted: str) -> None:
    assert nearest(word, known) == wanted


LONG = "Les aides aux villes, "
LENGTHS = {
    "a title": (
        "publication.yaml",
        "title",
        6,
        "with more than 120, slides set it small or cut it. Shorten it, for instance to ",
    ),
    "a label": (
        "soutien.yaml",
        "label",
        5,
        "with more than 90, slides set it small or cut it. Shorten it, for instance to ",
    ),
    "a heading": (
        "soutien.yaml",
        "heading",
        8,
        "with more than 160, slides set it small or cut it. Add beside it, in your own words: short: ",
    ),
}


@pytest.mark.parametrize("name", LENGTHS)
def test_a_text_that_slides_set_small_is_warned_of_with_a_shorter_one(project: Project, name: str) -> None:
    file, key, times, said = LENGTHS[name]
    written = re.sub(rf"(?m)^{key}: .*", f"{key}: {LONG * times}fin", project.read(file))
    project.write(file, written)
    line = written[: written.index(f"\n{key}: ")].count("\n") + 2
    (warning,) = project.run("build", "--only", "web").err.splitlines()
    shorter = re.search(rf"{re.escape(said)}\"([^\"]*)\"", warning)

    assert f"/{file}:{line}:{len(key) + 3}: {key}: Warning: The text has {22 * times + 3} characters; " in warning
    assert shorter
    assert 60 < len(shorter[1]) <= 120
    project.write(file, written.replace(f"{LONG * times}fin", shorter[1]))
    project.build("--only", "web")


def test_a_unit_that_stands_with_its_number_too_is_warned_of(project: Project) -> None:
    figure = "figures: [{value: 12 850 trajets, unit: Trajets, label: à vélo}]"
    project.edit("soutien.yaml", "icon: rocket", f"icon: rocket\n{figure}")

    assert project.run("build", "--only", "web").err.splitlines() == [
        "content/lecons-apprises/pillars/soutien.yaml:5:19: figures[0].value: Warning: "
        "The unit “Trajets” stands with the number, too: it is printed twice. Write 12 850 alone."
    ]
