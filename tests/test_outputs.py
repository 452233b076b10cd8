"""What stands in output/: whose day the files bear, and what is left of publications that are gone."""

from __future__ import annotations

import os
from datetime import date

import pikepdf
from pptx import Presentation

from tests.project import EDITIONS, SLUG, Project

FILES = {name: f"{SLUG}.{suffix}" for name, suffix in EDITIONS.items()}


def test_the_properties_bear_the_day_of_the_document(project: Project) -> None:
    for path in (project.root / "content").rglob("*.*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))  # 14 November 2023
    project.build()
    assert _days(project) == {date(2023, 11, 14)}

    project.edit("publication.yaml", "language: fr", 'language: fr\nas_of: "2026-11-23"')
    project.build()

    assert _days(project) == {date(2026, 11, 23)}


def _days(project: Project) -> set[date]:
    properties = Presentation(str(project.output / FILES["deck"])).core_properties
    with pikepdf.open(project.output / FILES["note"]) as pdf:
        stamps = [str(pdf.docinfo[name]) for name in ("/CreationDate", "/ModDate")]
    days = {date.fromisoformat(stamp[2:10]) for stamp in stamps}
    assert properties.created
    assert properties.modified
    return days | {properties.created.date(), properties.modified.date()}


def test_what_is_left_of_a_publication_that_is_gone_is_named(project: Project) -> None:
    project.build()
    (project.root / "content" / SLUG).rename(project.root / "content" / "autre")

    built = project.run("build")
    cleaned = project.run("clean", "autre")

    files = ", ".join(str(project.output / FILES[name]) for name in ("web", "note", "deck"))
    warning = f"{files}: Warning: The publication content/{SLUG} is gone. Run “piliers clean {SLUG}” to remove what was"
    assert (built.code, cleaned.code) == (0, 0)
    assert warning in built.err
    assert warning in cleaned.err
    project.run("clean", SLUG)
    assert project.run("build").err == ""
