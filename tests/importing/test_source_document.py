"""The text that the first publication was made of gives that publication, but for what only a person can decide."""

from __future__ import annotations

from pathlib import Path

from tests.importing.publication import Published, published
from tests.project import SLUG, Project

SOURCE = Path(__file__).parent / "files/source-document.txt"


def told(publication: Published) -> list[object]:
    """Return what a reader is told, in order: all but ids, icons, colours and the tongue of foreign words."""
    pillars = {one.id: one for one in publication.pillars}
    return [
        publication.title,
        publication.subtitle,
        publication.language,
        [one.label for one in publication.overview],
        [(one.heading, [(text, set(places)) for text, places in one.examples]) for one in pillars.values()],
    ]


def test_the_text_gives_the_first_publication(project: Project) -> None:
    result = project.run("import", str(SOURCE), "--slug", "imported")

    assert (result.code, result.err) == (0, "")
    assert told(published(project, "imported")) == told(published(project, SLUG))


def test_it_tells_what_it_decided(project: Project) -> None:
    result = project.run("import", str(SOURCE), "--slug", "imported")

    assert result.out.startswith("All 567 words of source-document.txt are there.\n")
    assert result.out.split("To look at:\n")[1].splitlines() == [
        "  - Language: Français, by the commonest words.",
        "  - The file has no headings: numbered lines that stand alone were taken for them.",
        "  - The numbers typed before headings were left out: the program numbers pillars itself.",
        "  - The title was parted into a title and a subtitle.",
        "  - The title was in capitals and is in small letters now: look at its proper names.",
        "  - Icons proposed, some by a word (←): target-arrow ← stratégies, rocket ← innovants, "
        "puzzle ← coopérations, users-group ← gouvernance.",
        "  - Places marked by their names, to be looked at: "
        "Bilbao (1), Rennes (3), Grenoble (1), Nantes (3), Turin (3), Grenoble-Alpes (2), Anvers (1).",
        "  - Perhaps places, too: Saint-Malo. In the editor, their texts offer to put them on the map.",
        "Go on with: piliers edit imported, or piliers build imported",
    ]


def test_it_builds_at_once_without_a_word_of_ours(project: Project) -> None:
    project.run("import", str(SOURCE), "--slug", "imported")

    project.build("imported")

    assert project.run("check", "imported").code == 0
