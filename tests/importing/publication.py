"""A publication of a test's project, as its files say it: for comparisons in plain words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.source.load import load
from generator.source.model import Pillar
from generator.world import World
from tests.project import Project


@dataclass(frozen=True)
class Told:
    """A pillar's words; each example is its text with the cities that it marks."""

    id: str
    label: str
    heading: str
    intro: str
    examples: list[tuple[str, tuple[str, ...]]]
    points: list[list[str]]
    sources: list[tuple[str, str]]
    table: list[list[str]]


@dataclass(frozen=True)
class Published:
    """A publication's words."""

    title: str
    subtitle: str
    language: str
    pillars: list[Told]
    overview: list[Told]


def published(project: Project, slug: str) -> Published:
    found = load(World(project.root), slug, None, [])
    return Published(
        found.title.plain,
        found.subtitle.plain if found.subtitle else "",
        str(found.language),
        [_told(one) for one in found.pillars],
        [_told(one) for one in found.overview],
    )


def _told(pillar: Pillar) -> Told:
    table = pillar.table
    rows = (table.columns, *table.rows) if table else ()
    return Told(
        pillar.id,
        pillar.label.plain,
        pillar.heading.plain,
        pillar.intro.plain if pillar.intro else "",
        [(one.text.plain, one.text.places) for one in pillar.examples],
        [[point.plain for point in one.points] for one in pillar.examples],
        [(one.source.title.plain, str(one.source.url or "")) for one in pillar.examples if one.source],
        [[cell.text.plain for cell in row] for row in rows],
    )


def imports(project: Project, name: str, data: bytes | str, *options: str) -> tuple[Published, str]:
    """Import a file of the tests' own as the publication “imported”; return it, and what the command printed."""
    path = Path(project.root.parent) / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    result = project.run("import", str(path), "--slug", "imported", *options)
    assert (result.code, result.err) == (0, ""), result
    return published(project, "imported"), result.out


def refused(project: Project, name: str, data: bytes | str) -> str:
    """Import a file that is refused; return the message, once nothing was written."""
    path = Path(project.root.parent) / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    result = project.run("import", str(path), "--slug", "imported")
    assert (result.code, result.out) == (1, ""), result
    assert not (project.root / "content/imported").exists()
    assert [one.name for one in (project.root / "content").iterdir() if one.name.startswith(".")] == []
    return result.err
