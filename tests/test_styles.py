"""Stress, languages and links are proved like words: each edition shows them, and a loss is named."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest

from tests.matrix import every, few
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


@pytest.mark.long
def test_every_style_in_every_text_is_shown_by_every_edition(styled: Project) -> None:
    styled.build()

    assert styled.run("check").code == 0


@pytest.mark.long
def test_every_style_in_every_text_is_shown_by_handout_and_variants(styled: Project) -> None:
    styled.build()
    styled.build("--only", "handout", "--only", "note-large-print", "--only", "note-grey")

    assert styled.run("check").code == 0


@pytest.mark.long
def test_a_template_that_drops_the_styles_of_examples_is_named_by_each_edition(styled: Project) -> None:
    styled.edit("templates/parts.xml.j2", "<content>{{ example.text }}", "<content>{{ example.text.plain }}")

    found = styled.refused()

    for file in ("pptx", "pdf", "html"):
        mine = [one for one in found if one.startswith(f"{SLUG}.{file}: un: ")]
        assert [one.split(": ", 2)[2] for one in mine] == [
            "“grastext” is not stressed.",
            "“italtext” is not stressed.",
            "“mottext” is not marked as words in another language (de).",
        ]
        assert f"{SLUG}.{file}: un is not linked to https://example.org/text." in found


@every(
    4,
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


@pytest.mark.long
@every(
    3,
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


ALSO = "**grastext** ici *italtext* [mottext](lang:de) [lientext](https://example.org/text)"


def said_of_pdf(project: Project, name: str, change: Callable[[pikepdf.Pdf], int]) -> list[str]:
    """Build, change a finished PDF; return what the check says of it.

    The words that lose their style have it elsewhere, in an introduction.
    """
    project.edit("soutien.yaml", f"intro: {rich('intro')}", f'intro: "{ALSO}"')
    project.build(*(("--only", "handout") if "handout" in name else ()))
    with pikepdf.open(project.output / name, allow_overwriting_input=True) as pdf:
        assert change(pdf)
        pdf.save()
    return [one for one in project.run("check").err.splitlines() if one.startswith(f"{name}: ")]


def plain(words: str, times: int = 1) -> Callable[[pikepdf.Pdf], int]:
    """Return what sets the last text objects that read ``words`` in a font that is neither bold nor slanted."""

    def change(pdf: pikepdf.Pdf) -> int:
        found: list[tuple[pikepdf.Page, list[Any], int]] = []
        for page in pdf.pages:
            font, stream = 0, [*pikepdf.parse_content_stream(page)]
            for number, one in enumerate(stream):
                font = number if str(one.operator) == "Tf" else font
                if str(one.operator) == "TJ" and reads(one.operands[0]) == words:
                    found.append((page, stream, font))
        for page, stream, font in found[-times:]:
            name, *size = stream[font].operands
            page.Resources.Font["/Plain"] = pdf.make_indirect(pikepdf.Dictionary(**page.Resources.Font[str(name)]))
            page.Resources.Font["/Plain"].BaseFont = pikepdf.Name("/AAAAAA+Carlito")
            stream[font] = pikepdf.ContentStreamInstruction([pikepdf.Name("/Plain"), *size], stream[font].operator)
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(stream))
        return len(found)

    return change


def reads(shown: Any) -> str:
    return "".join(str(one) for one in shown if isinstance(one, pikepdf.String)).strip()


def voiceless(pdf: pikepdf.Pdf) -> int:
    marked = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Lang") == "de"]
    for one in marked[1:]:
        del one["/Lang"]
    return len(marked) - 1


def unlinked(pdf: pikepdf.Pdf) -> int:
    links = [one.A for page in pdf.pages for one in page.get("/Annots", []) if "/URI" in one.get("/A", {})]
    wrong = [one for one in links if str(one.URI).endswith("/text")]
    for one in wrong:
        one.URI = pikepdf.String("https://example.com/")
    return len(wrong)


LOSSES = {
    "strong": (plain("grastext"), "un: “grastext” is not stressed."),
    "emphasis": (plain("italtext"), "un: “italtext” is not stressed."),
    "language": (voiceless, "un: “mottext” is not marked as words in another language (de)."),
    "link": (unlinked, "un is not linked to https://example.org/text."),
}


@pytest.mark.long
@few({"emphasis"}, "loss", LOSSES)
def test_a_loss_in_a_finished_note_is_named_though_the_same_words_are_right_elsewhere(
    styled: Project, loss: str
) -> None:
    change, wanted = LOSSES[loss]

    assert f"{SLUG}.pdf: {wanted}" in said_of_pdf(styled, f"{SLUG}.pdf", change)


@pytest.mark.long
def test_a_loss_in_a_finished_handout(styled: Project) -> None:
    """Lost wherever it stands: in pictures of slides, and in the speaker's words."""
    name = f"{SLUG}.handout.pdf"

    assert f"{name}: un: “grastext” is not stressed." in said_of_pdf(styled, name, plain("grastext", 9))


def test_styles_that_cannot_be_shown_are_named_before(project: Project) -> None:
    project.edit("soutien.yaml", "label: Soutien aux", 'label: "[Soutien](https://a.fr) aux')
    project.edit("soutien.yaml", "innovants\nheading", 'innovants"\nheading')

    built = project.run("build", "--only", "web")
    assert built.code == 0
    assert built.err.endswith(
        "label: Warning: The link is left out: a label leads to its pillar. "
        "Write its words alone; link them in the introduction.\n"
    )


LONE = (
    "a [»](https://a.fr) b",
    "[»](https://a.fr) a",
    "« a [»](https://a.fr)",
    "a[ «](https://a.fr) b",
    "l[’](https://a.fr)eau",
)


@every(5, "text", LONE)
def test_a_link_on_a_lone_mark_keeps_it(project: Project, text: str) -> None:
    """The space that French sets beside a guillemet takes no mark out of its link."""
    project.edit("soutien.yaml", "examples:\n", f'examples:\n  - id: seul\n    text: "{text}"\n')

    project.build()
