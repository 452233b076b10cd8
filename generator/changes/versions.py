"""A version to compare: a publication's folder, a git revision, what was sent, or a finished file.

Of a publication, its YAML is read as values; of a finished file, its paragraphs. Nothing is checked out: a revision is
unpacked into a temporary folder, and its names cannot lead out of it.
"""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import zipfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.errors import ContentError, PiliersError, UsageError, reason_in
from generator.messages import _, detail
from generator.source.nodes import Mapping, read_yaml
from generator.source.rewrite import values_of
from generator.source.strays import CITIES, PUBLICATION
from generator.world import World, digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.errors import Problem

OUTPUTS = (".pptx", ".pdf", ".html", ".docx")
_PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".svg")
_MAX_ARCHIVE = 512 * 1024 * 1024  # bytes of a revision's content and templates: far more than any project has


class Passage(Struct, frozen=True):
    """A paragraph of a finished file, and where it stands."""

    place: str
    text: str


class Version(Struct, frozen=True):
    """One side of a comparison: what it is called, and its values; or, of a finished file, its passages.

    ``world`` and ``slug`` are those of the publication, so that its slides can be drawn.
    """

    name: str
    values: dict[str, Any] = {}
    passages: tuple[Passage, ...] | None = None
    world: World | None = None
    slug: str = ""
    file: Path | None = None


def read_folder(world: World, slug: str, name: str = "") -> Version:
    """Return the publication as its files stand; raise ContentError where one cannot be read."""
    from generator.pipeline.production import require_publication

    require_publication(world, slug)
    folder = f"content/{slug}"
    head = _yaml(world, f"{folder}/{PUBLICATION}")
    listed = head.get("pillars")
    ids = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
    known = world.names(f"{folder}/pillars", ".yaml")
    head["pillars"] = [{"id": id, **_pillar(world, folder, id)} for id in ids if id in known]
    pictures = _pictures(world, folder)
    cities = _cities(world, repr(head))
    extras = {key: value for key, value in (("pictures", pictures), ("cities", cities)) if value}
    return Version(name or slug, head | extras, None, world, slug)


def _yaml(world: World, path: str) -> dict[str, Any]:
    problems: list[Problem] = []
    node = read_yaml(path, world.read(path), problems)
    if problems or not isinstance(node, Mapping):
        raise ContentError(problems or [_no_mapping(path)])
    found = values_of(node)
    assert isinstance(found, dict)
    return found


def _no_mapping(path: str) -> Problem:
    from generator.errors import Mark, Problem

    return Problem(Mark(path), "", _("The file is empty."), _("Put the right file in its place."))


def _pillar(world: World, folder: str, id: str) -> dict[str, Any]:
    """Return what a pillar's file says, its tables from CSV files as rows of cells."""
    found = _yaml(world, f"{folder}/pillars/{id}.yaml")
    for block in (found.get("table"), found.get("chart")):
        name = block.get("csv") if isinstance(block, dict) else None
        path = f"{folder}/pillars/{name}"
        if isinstance(block, dict) and name and world.exists(path) and "/" not in name:
            text = world.read(path).decode("utf-8-sig", "replace")
            block["rows"] = [re.split(r"[;,\t]", line) for line in text.splitlines() if line.strip()]
    return found


def _pictures(world: World, folder: str) -> dict[str, str]:
    """Return the hash of each picture beside the content, by its path: another picture is a change, too."""
    root = world.root / folder
    found = sorted(one for one in root.rglob("*") if one.suffix.lower() in _PICTURES and one.is_file())
    return {one.relative_to(root).as_posix(): digest(one.read_bytes())[:16] for one in found}


def _cities(world: World, text: str) -> dict[str, Any]:
    """Return what the registry says of the cities that the content mentions."""
    used = set(re.findall(r"city:([\w-]+)", text))
    registry = _yaml(world, CITIES) if used and world.exists(CITIES) else {}
    return {key: value for key, value in registry.items() if key in used}


def read_file(path: Path) -> Version:
    """Return what a finished file says, paragraph by paragraph."""
    from generator.importing.reading import read_source

    suffix = path.suffix.lower()
    if suffix not in OUTPUTS:
        raise UsageError(_("{file} is neither a publication nor a deck, a note or a page.", file=path.name))
    reading = None if suffix == ".pdf" else read_source(path)  # says what cannot be read
    try:
        if suffix == ".pdf":
            found = tuple(_of_pdf(path.read_bytes()))
        elif suffix == ".pptx":
            found = tuple(_of_deck(path))
        else:
            assert reading
            found = tuple(_of_blocks(reading.blocks))
    except (OSError, ValueError, RuntimeError) as error:
        raise PiliersError(_("{file} cannot be read ({reason}).", file=path.name, reason=reason_in(error))) from None
    return Version(path.name, {}, found, None, "", path)


def _of_pdf(data: bytes) -> Iterator[Passage]:
    from generator.pdf.paragraphs import read_paragraphs

    for one in read_paragraphs(data):
        yield Passage(_("page {n}", n=one.page), one.text)


def _of_deck(path: Path) -> Iterator[Passage]:
    from generator.deck.extract import Image, slides_in
    from generator.importing.office import opened_office

    for number, slide in enumerate(slides_in(opened_office(path.name, path.read_bytes())), 1):
        place = _("slide {n}", n=number)
        yield from (Passage(place, text) for one in slide.all_words if (text := " ".join(one.split())))
        yield from (_picture(place, one.alt) for one in slide.parts if isinstance(one, Image))
        notes = _("slide {n}, notes", n=number)
        yield from (Passage(notes, text) for one in slide.notes if (text := " ".join(one.split())))


def _of_blocks(blocks: Any) -> Iterator[Passage]:
    """Yield the paragraphs of a page or a Word file, each below the heading that it stands under."""
    heading = ""
    for block in blocks:
        heading = block.text if block.kind == "heading" else heading
        cells = ("".join(run.text for run in cell) for row in block.rows for cell in row)
        yield from (Passage(heading, " ".join(text.split())) for text in (block.text, *cells) if text.strip())
        yield from (_picture(heading, one.alt) for one in (block.picture,) if one)


def _picture(place: str, alt: str) -> Passage:
    """Return what a picture says to those who do not see it."""
    return Passage(place, _("Picture: {alt}", alt=" ".join(alt.split()) or "–"))


@contextmanager
def revision(world: World, slug: str, name: str) -> Iterator[Version]:
    """Give the publication as it stood at a git revision, unpacked for as long as the block runs."""
    commit = _git(world.root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()
    present = set(_git(world.root, "ls-tree", "--name-only", commit.decode("ascii")).decode("utf-8", "replace").split())
    folders = [one for one in ("content", "templates") if one in present]
    if "content" not in folders:
        raise PiliersError(_("There is no content/ in the revision {name}.", name=name))
    data = _git(world.root, "archive", "--format=zip", "-0", commit.decode("ascii"), "--", *folders)
    # Nothing of a ZIP leaves the folder, and links are texts; Python's filter for TAR came with 3.11.4.
    with tempfile.TemporaryDirectory(prefix="piliers-") as folder, zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
        yield read_folder(World(Path(folder)), slug, name)


def _git(root: Path, *arguments: str) -> bytes:
    """Return what git says in ``root``; raise UsageError when it knows no such thing, or is not there."""
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=120, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        absent = _("The program that keeps versions is not there, or does not answer. Name two folders.")
        raise UsageError(absent) from None
    if done.returncode or len(done.stdout) > _MAX_ARCHIVE:
        said = done.stderr.decode("utf-8", "replace").strip() or "rev-parse"
        cause = _("There is no such revision here, or this folder keeps no versions.")
        raise UsageError(f"{cause} {detail(said)}")
    return done.stdout
