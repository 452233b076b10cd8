"""Stress, languages and links are proved like words: each edition shows them, and a loss is named."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from tests.project import SLUG, Project

RICH = "**gras{0}** *ital{0}* [mot{0}](lang:de) [lien{0}](https://example.org/{0}) fin{0}"
PLACES = (
    "subtitle",
    "kind",
    "organisation",
    "contact",
    "body",
    "heading",
    "intro",
    "text",
    "short",
    "source",
    "caption",
)
LABEL = "**grasA** *italA* [motA](lang:de)"


def rich(name: str) -> str:
    return f'"{RICH.format(name)}"'


@pytest.fixture
def styled(project: Project) -> Project:
    """Return a project whose publication has every style in every text."""
    head = project.read("publication.yaml")
    title = re.sub(r"(?m)^(title|subtitle|kind|organisation|contact|session): .*\n", "", head)
    lines = [f"{name}: {rich(name)}\n" for name in ("title", "subtitle", "kind", "organisation", "contact")]
    session = f'session: {{body: {rich("body")}, date: "2026-12-10", sent: "2026-12-01"}}\n'
    project.write("publication.yaml", "".join((*lines, session, title)))
    project.write(
        "soutien.yaml",
        f'label: "{LABEL}"\nheading: {rich("heading")}\nintro: {rich("intro")}\nicon: rocket\nexamples:\n'
        f"  - id: un\n    text: {rich('text')}\n    source: {{title: {rich('source')}, url: https://example.org/s}}\n"
        f"  - id: deux\n    text: {rich('long')}\n    short: {rich('short')}\n"
        f"table:\n  caption: {rich('caption')}\n  columns: [{rich('head')}, {rich('other')}]\n"
        f"  rows:\n    - [{rich('row')}, {rich('cell')}]\n"
        f"chart:\n  kind: bar\n  caption: {rich('chart')}\n  description: {rich('described')}\n"
        "  axis: Ville\n  categories: [Rennes]\n  series:\n    - {name: Aides, values: [1]}\n",
    )
    return project


def test_every_style_in_every_text_is_shown_by_every_edition(styled: Project) -> None:
    styled.build()

    assert styled.run("check").code == 0


def test_a_template_that_drops_the_styles_of_examples_is_named_by_each_edition(styled: Project) -> None:
    styled.edit("templates/parts.xml.j2", "else example.text }}", "else example.text.plain }}")

    found = styled.refused()

    for file in ("pptx", "pdf", "html"):
        mine = [one for one in found if one.startswith(f"{SLUG}.{file}: un: ")]
        assert [one.split(": ", 2)[2] for one in mine] == [
            "“grastext” is not stressed.",
            "“italtext” is not stressed.",
            "“mottext” is not marked as words in another language (de).",
        ]
        assert f"{SLUG}.{file}: un is not linked to https://example.org/text." in found


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (r"<em>italtext</em>", "italtext", "un: “italtext” is not stressed."),
        (r"<strong>grastext</strong>", "grastext", "un: “grastext” is not stressed."),
        (r' lang="de">mottext', ">mottext", "un: “mottext” is not marked as words in another language (de)."),
        (r"https://example.org/text", "https://example.com/text", "un is not linked to https://example.org/text."),
    ],
)
def test_a_loss_in_a_finished_page(styled: Project, old: str, new: str, wanted: str) -> None:
    styled.build("--only", "web")
    page = styled.output / f"{SLUG}.html"
    text = page.read_text("utf-8")
    assert old in text
    page.write_text(text.replace(old, new), "utf-8")

    assert f"{SLUG}.html: {wanted}" in styled.run("check").err.splitlines()


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (r'( b="0" i=)"1"((?:(?!<a:t>).)*<a:t>italtext)', r'\1"0"\2', "un: “italtext” is not stressed."),
        (r' b="1"((?:(?!<a:t>).)*<a:t>grastext)', r' b="0"\1', "un: “grastext” is not stressed."),
        (
            r'lang="de[^"]*"((?:(?!<a:t>).)*<a:t>mottext)',
            r'lang="fr-FR"\1',
            "un: “mottext” is not marked as words in another language (de).",
        ),
    ],
)
def test_a_loss_in_a_finished_deck(styled: Project, old: str, new: str, wanted: str) -> None:
    styled.build("--only", "deck")
    path = styled.output / f"{SLUG}.pptx"
    changed, count, made = 0, 0, io.BytesIO()
    with zipfile.ZipFile(path) as deck, zipfile.ZipFile(made, "w") as copy:
        for name in deck.namelist():
            data = deck.read(name)
            if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                text, count = re.subn(old, new, data.decode())
                changed, data = changed + count, text.encode()
            copy.writestr(name, data)
    assert changed
    path.write_bytes(made.getvalue())

    assert f"{SLUG}.pptx: {wanted}" in styled.run("check").err.splitlines()


def test_styles_that_cannot_be_shown_are_named_before(project: Project) -> None:
    project.edit("soutien.yaml", "label: Soutien aux", 'label: "[Soutien](https://a.fr) aux')
    project.edit("soutien.yaml", "innovants\nheading", 'innovants"\nheading')

    built = project.run("build", "--only", "web")
    assert built.code == 0
    assert built.err.endswith(
        "label: Warning: The link is left out: a label leads to its pillar. "
        "Write its words alone; link them in the introduction.\n"
    )
