"""What the language server knows of a project: its problems, what a value can be, and where something stands."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError, Mark, Problem
from generator.lsp.places import Place, declared, hint_at, owner, place_at, shape_of
from generator.messages import _, spoken
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production, publications
from generator.source import model
from generator.source.structure import PATTERNS
from generator.theme import read_theme
from generator.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_PLANNED = ("deck", "note")  # the editions in which something may not fit
_CHOICE = re.compile(r"\^\(([\w|]+)\)\$")


class Project:
    """A project as it is on the disk, but for the files that are ``open`` in the editor, by their paths."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self.open: dict[str, bytes] = {}

    def world(self) -> World:
        """Return the files as they are now."""
        world = World(self.root)
        world.renew(dict(self.open))
        return world

    def path_of(self, file: Path) -> str:
        """Return the path of a file from the root, or nothing for one that lies elsewhere."""
        found = file.resolve()
        return found.relative_to(self.root).as_posix() if found.is_relative_to(self.root) else ""

    def problems(self, file: str, *, whole: bool) -> dict[str, list[tuple[Problem, bool]]]:
        """Return what is to be mended, by file, each with whether it is a warning, of all that ``file`` belongs to.

        Where the ``whole`` is asked, the deck and the note are planned too, for what does not fit.
        """
        world = self.world()
        parts = file.split("/")
        slugs = [parts[1]] if file.startswith("content/") and len(parts) > 2 else publications(world)
        found: dict[str, list[tuple[Problem, bool]]] = {}
        for slug in slugs:
            for problem, warning in _found(world, slug, whole):
                some = found.setdefault(problem.mark.file, [])
                if (problem, warning) not in some:
                    some.append((problem, warning))
        return found

    def hover(self, file: str, line: int, column: int) -> str:
        """Return what the key at a place is for, as Markdown, or nothing."""
        shape, lines = shape_of(file), self._lines(file)
        place = place_at(lines, line, column)
        path = (*place.path, place.word) if place.is_key else place.path
        known = declared(shape, path[:-1]) if path else {}
        if not path or path[-1] not in known:
            return ""
        doc, needed = known[path[-1]]
        said = doc if spoken() == "en" else _french().get(owner(shape, path), {}).get(path[-1], doc)
        kind = _("needed") if needed else _("may be left out")
        return f"**{path[-1]}** ({kind})\n\n{said}"

    def completions(self, file: str, line: int, column: int) -> tuple[list[tuple[str, str]], Place]:
        """Return the words that can stand at a place, each with what it is, and the place."""
        shape, lines = shape_of(file), self._lines(file)
        place = place_at(lines, line, column)
        if place.mention:
            return [(id, "") for id in self._cities()], place
        if place.is_key:
            return [(name, doc) for name, (doc, _needed) in declared(shape, place.path).items()], place
        return [(value, "") for value in self._values(file, shape, place.path)], place

    def definition(self, file: str, line: int, column: int) -> Mark | None:
        """Return where what is named at a place stands."""
        place = place_at(self._lines(file), line, column)
        if place.mention:
            return self._at("content/cities.yaml", rf"{re.escape(place.word)}\s*:")
        folder, last = file.rpartition("/")[0], place.path[-1] if place.path else ""
        found = {
            "pillars": f"{folder}/pillars/{place.word}.yaml",
            "overview": f"{folder}/pillars/{place.word}.yaml",
            "icon": f"templates/icons/{place.word}.svg",
            "csv": f"{folder}/{place.word}",
            "template": f"{folder}/{place.word}",
        }.get(last, f"{folder.removesuffix('/pillars')}/{place.word}")
        if last == "colour":
            return self._at("templates/theme.yaml", rf"\s+{re.escape(place.word)}\s*:")
        return Mark(found) if place.word and (self.root / found).is_file() else None

    def _at(self, file: str, pattern: str) -> Mark | None:
        lines = self._lines(file)
        number = next((number for number, line in enumerate(lines, 1) if re.match(pattern, line)), 0)
        return Mark(file, number, len(lines[number - 1]) - len(lines[number - 1].lstrip()) + 1) if number else None

    def _lines(self, file: str) -> list[str]:
        try:
            return self.world().text(file).split("\n")
        except ContentError:
            return []

    def _cities(self) -> list[str]:
        return [found[1] for line in self._lines("content/cities.yaml") if (found := re.match(r"([\w-]+)\s*:", line))]

    def _values(self, file: str, shape: Any, path: tuple[str, ...]) -> list[str]:
        """Return the words that the key ``path`` can hold: of the project, or of the model."""
        world, hint = self.world(), hint_at(shape, path)
        last, folder = path[-1] if path else "", file.removesuffix("/publication.yaml").rpartition("/pillars/")[0]
        folder = folder or file.rpartition("/")[0]
        if last in ("pillars", "overview"):
            return world.names(f"{folder}/pillars", ".yaml")
        if hint in (model.PictureName, model.LogoName):
            return _pictures(self.root, folder)
        if found := _CHOICE.fullmatch(PATTERNS.get(hint, "")):
            return found[1].split("|")
        return {
            "icon": lambda: world.names("templates/icons", ".svg"),
            "colour": lambda: [*self._own_colours(folder), *_colours(world)],
            "language": lambda: world.names("templates/words", ".yaml"),
            "outline": lambda: [f"{name}.geojson" for name in world.names(folder, ".geojson")],
            "csv": lambda: [f"{name}.csv" for name in world.names(f"{folder}/pillars", ".csv")],
        }.get(last, lambda: ["true", "false"] if hint is bool else [])()

    def _own_colours(self, folder: str) -> list[str]:
        """Return the names of colours that the publication itself declares, under theme, pillars."""
        text = "\n".join(self._lines(f"{folder}/publication.yaml"))
        found = re.search(r"^theme:.*\n(?:[ #].*\n|\n)*?  +pillars:\s*\n((?:    +.*\n?)+)", text, re.MULTILINE)
        return re.findall(r"^\s+([\w-]+)\s*:", found[1], re.MULTILINE) if found else []


def _found(world: World, slug: str, whole: bool) -> Iterator[tuple[Problem, bool]]:
    """Yield the problems of a publication, each with whether it is a warning."""
    try:
        production = Production(world, slug)
    except ContentError as error:
        yield from ((one, False) for one in error.problems)
        return
    yield from ((one, True) for one in production.publication.warnings)
    for edition in (edition_named(name) for name in _PLANNED if whole):
        try:
            production.plan(edition)
        except ContentError as error:
            yield from ((one, False) for one in error.problems)


def _colours(world: World) -> list[str]:
    try:
        return list(map(str, read_theme(world).pillars))
    except ContentError:
        return []


def _pictures(root: Path, folder: str) -> list[str]:
    suffixes = {".jpg", ".jpeg", ".png", ".webp", ".svg"}
    found = sorted((root / folder).rglob("*"))
    return [one.relative_to(root / folder).as_posix() for one in found if one.suffix.lower() in suffixes]


def _french() -> Mapping[str, Mapping[str, str]]:
    """Return what each key is for in French, by the class that declares it: made from docs/fr/reference.md."""
    found: dict[str, dict[str, str]] = json.loads((Path(__file__).parent / "keys.fr.json").read_text("utf-8"))
    return found
