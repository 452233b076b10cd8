"""The mapping file beside a template: which layout serves each role, for a person to correct.

It names the hash of the template that it was made for: when the template has changed, it must be looked at again.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from generator.errors import ContentError, Mark, Problem
from generator.messages import _, did_you_mean
from generator.source.load import read_file
from generator.source.model import Key, Word
from generator.source.structure import Problems

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.deck.brand.matching import Match
    from generator.deck.brand.template import Template, TemplateLayout
    from generator.world import World

SUFFIX = ".mapping.yaml"


class Layouts(Struct, frozen=True, kw_only=True):
    """The layout of each role; what is absent is matched anew at each build."""

    cover: Annotated[Word | None, Key("The first slide.")] = None
    overview: Annotated[Word | None, Key("The pillars side by side.")] = None
    pillar: Annotated[Word | None, Key("A pillar without examples.")] = None
    cards: Annotated[Word | None, Key("A pillar's examples.")] = None
    map: Annotated[Word | None, Key("The map.")] = None
    matrix: Annotated[Word | None, Key("The table of cities and pillars.")] = None
    content: Annotated[Word | None, Key("Charts, tables, sources.")] = None
    closing: Annotated[Word | None, Key("The last slide.")] = None
    mark: Mark


class MappingFile(Struct, frozen=True, kw_only=True):
    """``<template>.mapping.yaml``."""

    template: Annotated[Word, Key("The SHA-256 of the template for which the layouts were chosen.")]
    layouts: Annotated[Layouts, Key("The name of a layout for each role.")]
    mark: Mark


def mapping_path(template: str) -> str:
    """Return the path of the mapping file of ``template``."""
    path = PurePosixPath(template)
    return str(path.with_name(path.stem + SUFFIX))


def labels(template: Template) -> dict[str, TemplateLayout]:
    """Return the layouts by name, “(2)” behind the second of one name; a nameless one by its part's.

    Names are as a file can hold and give back: on one line, without characters that nobody sees.
    """
    found: dict[str, TemplateLayout] = {}
    for layout in template.layouts:
        label = name = _one_line(layout.name)[:150].rstrip() or PurePosixPath(layout.part).stem
        number = 1
        while label in found:
            number += 1
            label = f"{name} ({number})"
        found[label] = layout
    return found


def corrections(world: World, path: str, template: Template) -> dict[str, TemplateLayout]:
    """Return the layouts that the mapping file names; raise ContentError with all that is wrong in it."""
    file = read_mapping(world, path)
    if file is None:
        return {}
    if file.template != world.hash(path):
        cause = _("The template has changed since this mapping was made.")
        remedy = _("Run “piliers template inspect {template}” and look at it again.", template=path)
        raise ContentError([Problem(file.template.mark, "template", cause, remedy)])
    known = labels(template)
    problems = [one for role, name in _named(file) for one in _faults(role, name, known)]
    if problems:
        raise ContentError(problems)
    return {role: known[name] for role, name in _named(file)}


def kept(world: World, path: str, template: Template) -> dict[str, TemplateLayout]:
    """Return the layouts that the mapping file names and the template still has."""
    file = read_mapping(world, path)
    known = labels(template)
    named = _named(file) if file else []
    return {role: known[name] for role, name in named if not _faults(role, name, known)}


def read_mapping(world: World, path: str) -> MappingFile | None:
    """Return the mapping file of the template at ``path``, or None; raise ContentError when it is not well formed."""
    path = mapping_path(path)
    folder = str(PurePosixPath(path).parent)
    if PurePosixPath(path).name.removesuffix(SUFFIX) not in world.names(folder, SUFFIX):
        return None
    problems = Problems()
    file = read_file(world, path, MappingFile, problems)
    if problems:
        raise ContentError(problems)
    return file


def written(path: str, hash: str, matches: Mapping[str, Match], template: Template) -> str:
    """Return the mapping file: each role's layout, with the confidence and the other names as comments."""
    names = {layout.part: label for label, layout in labels(template).items()}
    rows = "".join(f"  {role}: {_quoted(names[one.layout.part])} # {one.confidence}\n" for role, one in matches.items())
    others = ", ".join(_quoted(label) for label, layout in labels(template).items() if layout.title)
    return (
        f"# The layouts of {_one_line(PurePosixPath(path).name)} that the deck uses. Correct a name;\n"
        f"# delete a line to have it matched again. With a title: {others}\n"
        f"template: {_quoted(hash)}\nlayouts:\n{rows}"
    )


def _one_line(text: str) -> str:
    """Return the letters of ``text`` that can be seen, with single spaces between its words."""
    return " ".join("".join(letter for letter in text if letter.isprintable() or letter.isspace()).split())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _named(file: MappingFile) -> list[tuple[str, Word]]:
    pairs = ((name, getattr(file.layouts, name)) for name in file.layouts.__struct_fields__)
    return [(name, value) for name, value in pairs if isinstance(value, Word)]


def _faults(role: str, name: Word, known: Mapping[str, TemplateLayout]) -> list[Problem]:
    if name not in known:
        cause = _("The template has no layout “{name}”.", name=name)
        return [Problem(name.mark, f"layouts.{role}", cause, did_you_mean(name, list(known)))]
    if known[name].title is None:
        cause = _("The layout “{name}” has no title placeholder.", name=name)
        return [Problem(name.mark, f"layouts.{role}", cause, _("Choose another, or add one in PowerPoint."))]
    return []
