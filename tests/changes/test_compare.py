"""What `piliers diff` finds between two versions: every change, under its key, and nothing else."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pptx import Presentation

from generator.changes.compare import differences
from generator.changes.say import summary
from generator.changes.wording import compared
from generator.document.words import read_words
from generator.errors import Mark
from generator.messages import said_in
from generator.note.read import read
from generator.source.model import Language
from generator.world import World
from tests.home.campaign import png
from tests.project import EDITIONS, ROOT, SLUG
from tests.some import some

if TYPE_CHECKING:
    from collections import Counter

    from tests.project import Project

SUPPORT = "soutien.yaml"


def _found(project: Project, *arguments: str) -> list[tuple[str, str]]:
    result = project.run("diff", *arguments, "--format", "json")
    assert (result.code, result.err) == (0, "")
    return [(one["kind"], one["key"]) for one in json.loads(result.out)["changes"]]


@pytest.fixture
def old(project: Project) -> str:
    """Copy the publication; return where it lies, as it was."""
    folder = project.root / "before/content"
    shutil.copytree(project.root / "content", folder)
    return str(folder / SLUG)


def test_nothing_is_found_where_nothing_changed(project: Project, old: str) -> None:
    project.edit(SUPPORT, "icon: rocket\n", "# a comment\nicon:   'rocket'\n")
    project.edit(
        SUPPORT, "promouvoir et à soutenir\n      l'innovation", "promouvoir et à\n      soutenir l'innovation"
    )

    assert _found(project, old, SLUG) == []
    assert "Nothing has changed" in project.run("diff", old, SLUG).out


def test_words_are_found_under_their_key(project: Project, old: str) -> None:
    project.edit(SUPPORT, "de nombreuses initiatives", "plusieurs initiatives")
    project.edit("publication.yaml", "title: ", "title: Les ")

    assert _found(project, old, SLUG) == [
        ("reworded", "title"),
        ("reworded", "pillars/soutien/examples/nantes-french-tech/text"),
    ]
    assert "[-de nombreuses-]{+plusieurs+} initiatives" in project.run("diff", old, SLUG).out


def test_what_is_left_out_begins_and_ends_between_words(project: Project, old: str) -> None:
    project.edit("soutien.yaml", "a lancé de", "a vu naître de")
    project.edit("soutien.yaml", "territoire métropolitain", "territoire commun")
    known = set(re.findall(r"\w+", project.read("soutien.yaml") + " territoire métropolitain lancé"))

    said = next(line for line in project.run("diff", old, SLUG).out.splitlines() if " … " in line)

    assert set(re.findall(r"\w+", said)) <= known


def test_an_example_that_moves_and_is_reworded_is_still_that_example(project: Project, old: str) -> None:
    text = project.read(SUPPORT)
    head, first, second, third = text.split("  - id: ")
    third = third.replace("une plateforme", "un lieu")
    new = "  - id: nouveau\n    text: Rien de tel n'existait encore.\n"
    project.write(SUPPORT, f"{head}  - id: {third.rstrip()}\n  - id: {first}{new}  - id: {second}")

    prefix = "pillars/soutien/examples"
    assert _found(project, old, SLUG) == [
        ("moved", f"{prefix}/turin-social-impact"),
        ("reworded", f"{prefix}/turin-social-impact/text"),
        ("added", f"{prefix}/nouveau"),
    ]


def test_an_example_that_goes_to_another_pillar_has_moved(project: Project, old: str) -> None:
    head, first, second, third = project.read(SUPPORT).split("  - id: ")
    project.write(SUPPORT, f"{head}  - id: {first}  - id: {second}")
    other = project.read("cooperation.yaml")
    project.write("cooperation.yaml", f"{other.rstrip()}\n  - id: {third}")

    assert _found(project, old, SLUG) == [("moved", "pillars/cooperation/examples/turin-social-impact")]


def test_stress_alone_is_no_other_wording(project: Project, old: str) -> None:
    project.edit(SUPPORT, "jeunes pousses", "**jeunes pousses**")

    assert _found(project, old, SLUG) == [("restyled", "pillars/soutien/examples/nantes-french-tech/text")]


def test_revisions_of_git_are_compared_without_a_checkout(project: Project) -> None:
    def git(*arguments: str) -> None:
        named = ["-c", "user.name=n", "-c", "user.email=n@example.org"]
        subprocess.run(["git", "-C", str(project.root), *named, *arguments], check=True, capture_output=True)

    git("init", "-q")
    git("add", "content")
    git("commit", "-qm", "one")
    project.edit(SUPPORT, "de nombreuses initiatives", "plusieurs initiatives")
    git("commit", "-qam", "two")
    project.edit(SUPPORT, "plusieurs initiatives", "des initiatives")
    key = "pillars/soutien/examples/nantes-french-tech/text"

    assert _found(project, SLUG, "--since", "HEAD") == [("reworded", key)]
    assert _found(project, SLUG, "--since", "HEAD~1", "--until", "HEAD") == [("reworded", key)]
    assert project.read(SUPPORT).count("des initiatives") == 1


@pytest.mark.parametrize("name", ["nowhere", "HEAD:content", "--upload-pack=x"])
def test_a_revision_that_is_none_is_said(project: Project, name: str) -> None:
    result = project.run("diff", SLUG, f"--since={name}")

    assert result.code == 2
    assert "There is no such revision here" in result.err


@pytest.mark.long
@pytest.mark.parametrize(("name", "suffix"), EDITIONS.items())
def test_finished_files_are_compared_by_paragraphs(project: Project, name: str, suffix: str) -> None:
    project.build("--only", name)
    file = project.output / f"{SLUG}.{suffix}"
    before = project.root / f"before.{suffix}"
    shutil.copy(file, before)
    project.edit(SUPPORT, "de nombreuses initiatives", "plusieurs initiatives")
    project.build("--only", name)

    found = json.loads(project.run("diff", str(before), str(file), "--format", "json").out)["changes"]

    assert {one["kind"] for one in some(found)} == {"reworded"}
    changed = [[text for kind, text in one["words"] if kind != "same"] for one in found]
    assert all(words == ["de nombreuses", "plusieurs"] for words in changed), changed
    assert project.run("diff", str(file), str(file)).out.startswith("Nothing has changed")


def test_colours_are_for_terminals_alone_and_hostile_words_are_words(project: Project, old: str) -> None:
    project.edit("publication.yaml", "title: ", "kind: '[bold]{% x %}</del><script>'\ntitle: ")

    out = project.run("diff", old, SLUG).out
    page = project.run("diff", old, SLUG, "--format", "page")

    assert "\x1b" not in out
    assert "[bold]{% x %}</del><script>" in out
    html = (project.output / f"{SLUG}.changes.html").read_text("utf-8")
    assert page.code == 0
    assert "&lt;/del&gt;&lt;script&gt;" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("counts", "french", "english"),
    [
        ({}, "Rien n’a changé depuis la version précédente.", "Nothing has changed since the previous version."),
        ({"added": 1}, "Depuis la version précédente\u00a0: 1 ajout.", "Since the previous version: 1 addition."),
        (
            {"reworded": 3, "added": 1, "moved": 2},
            "Depuis la version précédente\u00a0: 3 textes reformulés, 1 ajout et 2 déplacements.",
            "Since the previous version: 3 texts reworded, 1 addition and 2 moves.",
        ),
    ],
)
def test_the_sentence_counts_in_both_languages(counts: dict[str, int], french: str, english: str) -> None:
    from collections import Counter

    counted: Counter[str] = Counter(counts)

    assert tuple(said_in(language, lambda: summary(counted)) for language in ("fr", "en")) == (french, english)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("prête 400 vélos pour un an", "prête 450 vélos pour deux ans", ["400", "450", "un an", "deux ans"]),
        (
            "La ville a lancé de nombreuses initiatives pour les jeunes.",
            "La ville soutient, depuis peu, de belles actions pour les jeunes.",
            ["a lancé de nombreuses initiatives", "soutient, depuis peu, de belles actions"],
        ),
    ],
)
def test_a_phrase_of_which_most_became_other_is_shown_whole(before: str, after: str, shown: list[str]) -> None:
    assert [one.text for one in compared(before, after) if one.kind != "same"] == shown


_words = st.text(st.sampled_from("ab ,.’é1"), max_size=30)


@given(_words, _words)
def test_the_parts_give_both_texts_back(before: str, after: str) -> None:
    parts = compared(before, after)

    assert "".join(one.text for one in parts if one.kind != "added") == before
    assert "".join(one.text for one in parts if one.kind != "removed") == after


_values: Any = st.recursive(
    _words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from("abc"), inner, max_size=3)
)


@given(_values)
def test_a_version_differs_from_itself_in_nothing(value: Any) -> None:
    assert differences(value, value) == []


def test_the_note_lists_what_changed_and_bars_stand_beside_it(project: Project, old: str) -> None:
    from generator.pdf.page import Area

    project.edit(SUPPORT, "de nombreuses initiatives", "plusieurs initiatives")

    assert project.run("diff", old, SLUG, "--format", "note").code == 0

    said = " ".join(one.text for one in read((project.output / f"{SLUG}.changes.pdf").read_bytes()))
    said = " ".join(said.split())
    assert "Ce qui a changé" in said
    assert "Depuis la version précédente : 1 × reformulé." in said
    assert "Soutien aux projets innovants › Exemple 1 (reformulé) : « de nombreuses » → « plusieurs »" in said
    from generator.changes import innote
    from generator.changes.compare import Difference
    from generator.pipeline.edition import edition_named
    from generator.pipeline.production import Production
    from generator.world import World

    plan = Production(World(project.root), SLUG).plan(edition_named("note"))
    text = Production(World(project.root), SLUG).publication.pillars[1].examples[0].text.plain
    barred = innote._barred(plan, [Difference("reworded", ("x",), "", text)], "000000")
    new = [
        one for page in barred.pages for one in page.operations if isinstance(one, Area) and one.width == innote._BAR
    ]
    assert len(new) == 1


def test_a_note_with_changes_speaks_its_language(project: Project, old: str) -> None:
    project.edit("publication.yaml", "language: fr", "language: de")
    project.edit(SUPPORT, "de nombreuses initiatives", "plusieurs initiatives")

    assert project.run("diff", old, SLUG, "--format", "note").code == 0

    said = " ".join(one.text for one in read((project.output / f"{SLUG}.changes.pdf").read_bytes()))
    said = " ".join(said.split())
    assert "Was sich geändert hat" in said
    assert "Seit der vorigen Fassung: 2 × umformuliert." in said  # the language, too
    assert "Beispiel 1 (umformuliert): „de nombreuses“ → „plusieurs“" in said


def test_a_note_with_changes_needs_words_in_its_language(project: Project, old: str) -> None:
    words = project.read("templates/words/fr.yaml")
    project.write("templates/words/fr.yaml", words[: words.index("changes:\n")] + words[words.index("editions:") :])

    result = project.run("diff", old, SLUG, "--format", "note")

    assert result.code == 2
    assert "missing for the language “fr”" in result.err


@pytest.mark.parametrize("language", [path.stem for path in sorted((ROOT / "templates/words").glob("*.yaml"))])
def test_each_language_says_what_changed(language: str) -> None:
    words = read_words(World(ROOT), Language.at(Mark(""), language))
    assert words.changes
    said = [str(getattr(words.changes, name)) for name in ("added", "removed", "moved", "reworded", "restyled")]
    assert len({*said, str(words.changes.heading), str(words.changes.nothing)}) == 7


def test_pictures_of_finished_decks_are_compared_by_what_they_say(project: Project) -> None:
    paths = [project.root / f"{name}.pptx" for name in ("one", "other", "less")]
    for path, words in zip(paths, ("Une ville bleue", "Une ville rouge", ""), strict=True):
        deck = Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = "Deux villes"
        if words:
            picture = slide.shapes.add_picture(io.BytesIO(png("navy")), 0, 0)
            picture._element.nvPicPr.cNvPr.set("descr", words)
        deck.save(str(path))
    one, other, less = map(str, paths)

    assert [kind for kind, _key in _found(project, one, one)] == []
    assert [kind for kind, _key in _found(project, one, other)] == ["reworded"]
    assert [kind for kind, _key in _found(project, one, less)] == ["removed"]
    assert [kind for kind, _key in _found(project, less, other)] == ["added"]
