"""Files that look like content but are not read are named; backups and lock files are not."""

from __future__ import annotations

import re
import unicodedata

import pytest

from tests.matrix import every
from tests.project import SLUG, Project

F = f"content/{SLUG}"
UNREAD = "This file looks like content, but is not read."
OUT = "or move it out of the publication's folder."


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("soutien.yaml.txt", "Rename it soutien.yaml."),
        ("soutien.yml", "Rename it soutien.yaml."),
        ("soutien.YAML", "Rename it soutien.yaml."),
        ("soutien.Yml.TXT", "Rename it soutien.yaml."),
        ("ancien/soutien.yaml", f"Move it to pillars/ and list it, {OUT}"),
        ("../soutien.yaml", f"Move it to pillars/ and list it, {OUT}"),
        ("../Pillars/soutien.yml", f"Move it to pillars/soutien.yaml and list it, {OUT}"),
    ],
)
def test_a_pillar_that_is_not_read_for_its_name_or_place(project: Project, name: str, remedy: str) -> None:
    path = project.path("soutien.yaml")
    target = path.parent / name
    target.parent.mkdir(exist_ok=True)
    path.rename(target)

    shown = target.resolve().relative_to(project.root.resolve())
    assert project.refused("--only", "web") == [f"{shown}:1:1: {UNREAD} {remedy}"]


@every(
    3,
    ("name", "remedy"),
    [
        (f"{F}/cities.yaml", "Write its cities in content/cities.yaml, and delete it."),
        (f"{F}/pillars/brouillon/idee.yaml", f"Move it to pillars/ and list it, {OUT}"),
        (f"{F}/publication.yml", "Delete it."),
        (f"{F}/translations/anglais.yaml", "Rename it en.yaml."),
        (f"{F}/translations/EN.yml", "Rename it en.yaml."),
        (f"{F}/translations/brouillon.yaml", "Name it by its language: en.yaml, de.yaml, …."),
        (f"{F}/chiffres.csv", "Move it to pillars/, beside the file that names it."),
        (f"{F}/pillars/chiffres.csv.txt", "Rename it chiffres.csv."),
        (f"{F}/pillars/chiffres.CSV", "Rename it chiffres.csv."),
        (
            f"{F}/pillars/chiffres.csv",
            "Write “csv: chiffres.csv” under “table” or “chart” of its pillar, or move it out of the folder.",
        ),
        ("content/villes.yaml", "Only cities.yaml is read here."),
        ("content/cities.yml", "Only cities.yaml is read here."),
        ("content/autre/publication.yaml.txt", "Rename it publication.yaml."),
    ],
)
def test_other_files_that_are_not_read(project: Project, name: str, remedy: str) -> None:
    project.write(name, "a: b\n")

    result = project.run("build", "--only", "web")

    assert (result.code, result.err.splitlines()) == (0, [f"{name}:1:1: Warning: {UNREAD} {remedy}"])


@every(
    3,
    "name",
    [
        "pillars/~$soutien.yaml",
        "pillars/.~lock.chiffres.csv#",
        "pillars/.soutien.yaml.swp",
        "pillars/soutien.yaml~",
        "pillars/soutien.yaml.bak",
        "pillars/.DS_Store",
        "pillars/Thumbs.db",
        "charte.pptx",
        "charte.mapping.yaml",
        "notes.docx",
    ],
)
def test_backups_locks_and_other_files_are_no_content(project: Project, name: str) -> None:
    project.write(f"{F}/{name}", "a: b\n")

    project.build("--only", "web")


def test_a_folder_of_pillars_without_a_publication(project: Project) -> None:
    project.write("content/autre/pillars/un.yaml", "a: b\n")

    result = project.run("build", "--only", "web")

    said = "The folder holds no publication.yaml: nothing of it is built. Write it, or move the folder out of content/."
    assert result.err.splitlines() == [f"content/autre/publication.yaml:1:1: Warning: {said}"]
    assert project.run("build", "autre").problems[-1] == f"content/autre/publication.yaml:1:1: {said}"


def test_a_registry_of_cities_under_another_name(project: Project) -> None:
    path = project.path("content/cities.yaml")
    path.rename(path.with_name("cities.yaml.txt"))

    result = project.run("build", "--only", "web")

    assert result.problems[-1] == f"content/cities.yaml.txt:1:1: {UNREAD} Rename it cities.yaml."
    assert "is not in content/cities.yaml" not in result.err


def test_names_as_old_macs_spell_them_are_read(project: Project) -> None:
    for name in ("coopération.yaml", "dépenses.csv"):
        assert name == unicodedata.normalize("NFC", name)
    pillar = unicodedata.normalize("NFD", "coopération.yaml")
    project.path("cooperation.yaml").rename(project.path(pillar))
    text = project.read("publication.yaml").replace("cooperation", "coopération")
    project.write("publication.yaml", text)
    project.write(pillar, project.read(pillar) + "table:\n  caption: Dépenses par ville\n  csv: dépenses.csv\n")
    project.write(unicodedata.normalize("NFD", "dépenses.csv"), "Ville;Euros\nRennes;12\n")

    project.build("--only", "web")
    assert "Dépenses par ville" in re.sub("<[^>]*>", "", project.outputs()[f"{SLUG}.html"].decode())


def test_a_copy_of_the_publication_s_own_file_is_to_be_deleted(project: Project) -> None:
    project.write(f"{F}/publication (1).yaml", project.read("publication.yaml"))

    assert project.run("build", "--only", "web").err.splitlines() == [
        f"{F}/publication (1).yaml:1:1: Warning: {UNREAD} Delete it."
    ]
