"""Composition: templates err with their file and line, content is never evaluated, templates are free to reorder."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from lxml import etree

from tests.matrix import every
from tests.project import EDITIONS, EVERY_KEY, SLUG, Project, copy_project

DECK = "templates/deck.xml.j2"
PARTS = "templates/parts.xml.j2"
NOTE = "templates/note.xml.j2"

# The file, what is replaced and by what, and the message.
FAULTS: dict[str, tuple[str, str, str, str]] = {
    "a block that is unknown": (
        DECK,
        "  <footer>",
        "  {% fi x %}<footer>",
        f"{DECK}:5:6: The template cannot be composed: there is no statement “fi”, or a block before it is not closed. "
        "Mend this line.",
    ),
    "a name that is unknown": (
        DECK,
        "  <footer>",
        "  <footer>{{ publcation }}",
        f"{DECK}:5:14: The template cannot be composed: “publcation” is a name that is not known here. Mend this line.",
    ),
    "an attribute that the model lacks": (
        PARTS,
        "<title>{{ pillar.short if brief else pillar.heading }}</title>",
        "<title>{{ pillar.short if brief else pillar.headding }}</title>",
        f"{PARTS}:{{here}}:47: The template cannot be composed: nothing here is called “headding”. Mend this line.",
    ),
    "what the sandbox forbids": (
        DECK,
        "  <footer>",
        "  <footer>{{ publication.__class__.__mro__ }}",
        f"{DECK}:5:26: The template cannot be composed: a template may not use “__class__”. Mend this line.",
    ),
    "an import that leads nowhere": (
        DECK,
        '{% import "parts.xml.j2"',
        '{% import "part.xml.j2"',
        "templates/part.xml.j2:1:1: The file cannot be read (there is no such file). Look at its name and rights.",
    ),
    "an import that leaves the project": (
        DECK,
        '{% import "parts.xml.j2"',
        '{% import "../../../../../../etc/passwd"',
        "templates/../../../../../../etc/passwd:1:1: The path leads out of the project. "
        "Copy the file into the project.",
    ),
    "an element that is not closed": (
        DECK,
        "</footer>",
        "",
        f"{DECK}:{{last}}:1: The template cannot be composed: another tag is closed than the one that was "
        "opened last. Mend this line.",
    ),
    "an element that is not closed, in what is imported": (
        PARTS,
        "</title>",
        "",
        f"{PARTS}:{{section_end}}:1: The template cannot be composed: another tag is closed than the one that was "
        "opened last. Mend this line.",
    ),
    "an element that is unknown": (
        DECK,
        "<subtitle>{{ publication.subtitle }}</subtitle>",
        "<subtitel>{{ publication.subtitle }}</subtitel>",
        f"{DECK}:13:1: The template cannot be composed: <subtitel> is not known here. Did you mean “subtitle”?",
    ),
    "another root": (DECK, "<document ", "<documents ", ""),
    "an element that is unknown in an example": (
        PARTS,
        "<content>{{ example.text }}</content>",
        "<contents>{{ example.text }}</contents>",
        f"{PARTS}:{{here}}:1: The template cannot be composed: <contents> is not known here. Did you mean “content”?",
    ),
    "an attribute that is missing": (
        DECK,
        '<section role="overview">',
        "<section>",
        f"{DECK}:{{here}}:1: The template cannot be composed: <section> lacks its attribute “role”. Mend this line.",
    ),
    "an attribute that is missing in what is imported": (
        PARTS,
        '<tile pillar="{{ pillar.id }}" icon',
        "<tile icon",
        f"{PARTS}:3:1: The template cannot be composed: <tile> lacks its attribute “pillar”. Mend this line.",
    ),
    "an element that is missing": (
        PARTS,
        "<corner>{{ words.city }}</corner>",
        "",
        f"{PARTS}:{{above}}:1: The template cannot be composed: <matrix> lacks its <corner>. Mend this line.",
    ),
    "a latitude that is no number": (
        PARTS,
        'latitude="{{ city.latitude }}"',
        'latitude="{{ city.name }}"',
        f"{PARTS}:{{here}}:1: The template cannot be composed: “Anvers” is not a number. Mend this line.",
    ),
    "a role that is unknown": (
        DECK,
        'role="overview"',
        'role="overwiew"',
        f"{DECK}:{{here}}:1: The template cannot be composed: There is no role “overwiew”. Did you mean “overview”?",
    ),
}


@every(4, "name", FAULTS)
def test_a_fault_in_a_template(project: Project, name: str) -> None:
    file, old, new, expected = FAULTS[name]
    source = project.read(file)
    offset = source.find(old)
    lines = {"here": offset, "above": source.rfind("\n", 0, offset), "section_end": source.find("</section>", offset)}
    project.edit(file, old, new)
    if name == "another root":
        project.edit(file, "</document>", "</documents>")
        expected = f"{DECK}:4:1: The template cannot be composed: <documents> is not known here. "
        expected += "Did you mean “document”?"
    expected = expected.replace("{last}", str(project.read(file).count("\n")))
    for word, at in lines.items():
        expected = expected.replace(f"{{{word}}}", str(source.count("\n", 0, at) + 1))

    assert project.refused("--only", "deck") == [expected]


@every(
    5,
    "left_out",
    [
        '<at city="{{ city.id }}"',
        "{{ words.described(chart) }}",
        "<category>",
        '<value number="{{ cell.number }}">',
        '"{{ cell.number }}"',
    ],
)
def test_a_template_that_leaves_parts_of_a_chart_or_a_map_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], left_out: str
) -> None:
    copy_project(tmp_path, EVERY_KEY)
    project = Project(tmp_path, capsys)
    line = next(line for line in project.read(PARTS).splitlines() if left_out in line)
    whole = left_out if left_out.startswith(('"', "{")) else line
    project.edit(PARTS, whole, '""' if left_out.startswith('"') else "")

    [problem] = project.run("build", "--only", "deck").problems
    assert re.fullmatch(rf"{PARTS}:\d+:1: The template cannot be composed: A <(chart|map)> needs .*", problem)


def test_a_template_in_another_encoding(project: Project) -> None:
    project.write(DECK, project.read(DECK).replace("{# The deck", "{# Les diapos, été").encode("cp1252"))

    assert project.refused("--only", "deck") == [f"{DECK}:1:1: Byte 0xe9 is not UTF-8. Save the file as UTF-8."]


def test_a_template_with_windows_line_ends(project: Project) -> None:
    before = project.run("show", "tree").out
    for name in (DECK, PARTS):
        project.write(name, b"\xef\xbb\xbf" + project.path(name).read_bytes().replace(b"\n", b"\r\n"))

    assert project.run("show", "tree").out == before


PILLARS = ("specialisation", "soutien", "cooperation", "gouvernance")
HOSTILE = [
    "{{ 7*7 }}",
    "{% raw %}",
    "{# rien #}",
    "<script>alert(1)</script>",
    "&amp; &lt; &#233;",
    "]]>",
    "<![CDATA[ a ]]>",
    "<!-- rien -->",
    '" onclick="x',
    "</text></title>",
    "%(a)s {0} {n} ${b}",
    "<strong>a</strong>",
]


@every(3, "first", range(0, len(HOSTILE), 4))
def test_content_is_literal(project: Project, first: int) -> None:
    """It is found whole in the three editions, or the build would fail."""
    texts = itertools.cycle(["'" + text.replace("'", "''") + "'" for text in (HOSTILE[first:] + HOSTILE)])
    for name, pattern in (
        ("publication.yaml", r"(?<=^title: ).*"),
        ("publication.yaml", r"(?<=^subtitle: ).*"),
        ("content/cities.yaml", r"(?<={fr: )[^,}]+"),
        *((f"{pillar}.yaml", r"(?<=^label: ).*") for pillar in PILLARS),
        *((f"{pillar}.yaml", r"(?<=^heading: ).*") for pillar in PILLARS),
    ):
        project.write(name, re.sub(pattern, lambda _old: next(texts), project.read(name), flags=re.MULTILINE))
    for pillar, text in zip(PILLARS, (HOSTILE * 2)[first:], strict=False):
        project.edit(f"{pillar}.yaml", "    text: >-\n      ", f"    text: >-\n      {text} ")

    assert project.run("build").code == 0  # tags, and a city's new name, are warned of

    shown = project.run("show", "tree").out
    page = etree.fromstring((project.output / f"{SLUG}.html").read_bytes(), etree.HTMLParser(encoding="utf-8"))
    assert "49" not in shown
    assert page.xpath("//script | //@onclick | //strong[. = 'a']") == []


def test_a_label_may_be_in_the_name_of_a_place_of_another_pillar(project: Project) -> None:
    """Tiles of the overview name the places of their pillars: the proof of its order takes none for a label."""
    for pillar, label in (("cooperation", "Nantes"), ("soutien", "Ren")):
        project.write(f"{pillar}.yaml", re.sub("(?m)(?<=^label: ).*", label, project.read(f"{pillar}.yaml")))

    project.build()


@pytest.mark.long
def test_reordering_the_sections_needs_no_python(project: Project) -> None:
    """Each edition is checked for every item, so that a build that succeeds has lost nothing."""
    order = '("overview", "map", "matrix", "pillars", "sources")'
    for name in (DECK, NOTE):
        project.edit(name, "in publication.order", f"in {order}")

    project.build()

    lines = [line.split() for line in project.run("show", "tree").out.splitlines() if line.startswith("  Section")]
    roles = [next(word for word in words if word.startswith("role=")) for words in lines]
    assert roles == ["role='cover'", "role='overview'", "role='map'", "role='matrix'", *["role='pillar'"] * 4]


@every(2, "macro", ["matrix_section", "map_section"])
def test_dropping_a_section_needs_no_python(project: Project, macro: str) -> None:
    for name in (DECK, NOTE):
        lines = project.read(name).splitlines(keepends=True)
        project.write(name, "".join(line for line in lines if f"parts.{macro}" not in line))

    project.build()

    assert f"role='{macro.removesuffix('_section')}'" not in project.run("show", "tree").out


def test_a_section_twice(project: Project) -> None:
    project.edit(
        DECK, "  {{ parts.map_section(publication, words) }}", "  {{ parts.map_section(publication, words) }}" * 2
    )

    project.build("--only", "deck")


def test_numbers_follow_the_order_of_the_template(project: Project) -> None:
    for name in (DECK, NOTE):
        project.edit(
            name, "{% for pillar in publication.pillars %}", "{% for pillar in publication.pillars | reverse %}"
        )

    shown = project.run("show", "tree").out.splitlines()

    sections = [line.split("pillar=")[1].split()[0] for line in shown if "Section role='pillar'" in line]
    tiles = [line for line in shown if line.startswith("      Tile")][:4]
    assert sections == ["'gouvernance'", "'cooperation'", "'soutien'", "'specialisation'"]
    assert [line.rsplit("number=", 1)[1] for line in tiles] == ["4", "1", "3", "2"]


@every(3, "edition", EDITIONS)
def test_each_stage_is_shown(project: Project, edition: str) -> None:
    result = project.run("show", edition, SLUG)

    assert (result.code, result.err) == (0, "")
    assert "Horizon" in result.out
