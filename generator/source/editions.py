"""Check the editions that a publication declares: what they name is there, and each has file names of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import Mark, Problem
from generator.messages import _, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from generator.source.model import CityFile, EditionFile, PillarFile, PublicationFile
    from generator.source.structure import Problems
    from generator.world import World


def check_editions(
    head: PublicationFile,
    files: Mapping[str, PillarFile | None],
    cities: Mapping[str, CityFile | None] | None,
    slug: str,
    others: Iterable[str],
    world: World,
    problems: Problems,
) -> None:
    """Report what is wrong with the editions of ``head``, of the publication ``slug``; ``files`` are its pillars.

    ``others`` are the other publications, whose files lie in the same folder.
    """
    seen: dict[str, EditionFile] = {}
    for index, one in enumerate(head.editions):
        where = f"editions[{index}]"
        problems += _faults_of_place(one, where, files, cities) if cities is not None else ()
        problems += _faults_of_pillars(one, where, files, world)
        problems += _faults_of_name(one, where, slug, seen, others)
        seen.setdefault(one.stem(slug).casefold(), one)


def _faults_of_place(
    one: EditionFile, where: str, files: Mapping[str, PillarFile | None], cities: Mapping[str, object]
) -> Iterator[Problem]:
    if one.place is None:
        return
    pillars = [file for id, file in files.items() if one.pillars is None or id in one.pillars]
    named = list(dict.fromkeys(place for file in pillars if file for each in file.examples for place in each.places))
    if one.place not in cities:
        cause = _("The city “{id}” is not in {file}.", id=one.place, file="content/cities.yaml")
        known = [city for city in named if city in cities] or list(cities)
        remedies = (did_you_mean(one.place, known) if known else "", _("Or add it there."))
        yield Problem(one.place.mark, f"{where}.place", cause, " ".join(filter(None, remedies)))
    elif one.place not in named and None not in pillars:
        cause = _("No example of it mentions the city “{id}”: the edition would be empty.", id=one.place)
        yield Problem(one.place.mark, f"{where}.place", cause, did_you_mean(one.place, named))


def _faults_of_pillars(
    one: EditionFile, where: str, files: Mapping[str, PillarFile | None], world: World
) -> Iterator[Problem]:
    for index, id in enumerate(one.pillars or ()):
        path, file = f"{where}.pillars[{index}]", files.get(id)
        if id not in files:
            yield Problem(id.mark, path, _("There is no pillar “{id}”.", id=id), did_you_mean(id, list(files)))
        elif file and not file.examples:
            cause = _("The pillar “{id}” has no example: the edition would be empty.", id=id)
            yield Problem(id.mark, path, cause, _("Choose another, or write its examples."))
        elif id in (one.pillars or ())[:index]:
            cause = _("The pillar “{id}” stands here twice.", id=id)
            yield Problem(id.mark, path, cause, _("Delete one of them."))
    for key, value in (("pillars", one.pillars), ("only", one.only)):
        if value == ():
            cause = _("There is nothing in this list.")
            mark = world.locate(one.mark, rf"\b{key} *:")
            yield Problem(mark, f"{where}.{key}", cause, _("Add some, or delete the key."))


def _faults_of_name(
    one: EditionFile, where: str, slug: str, seen: Mapping[str, EditionFile], others: Iterable[str]
) -> Iterator[Problem]:
    """Yield what keeps the files of an edition from having names of their own; ``seen`` are those before it."""
    mark, path = (one.name.mark, f"{where}.name") if one.name else (one.id.mark, f"{where}.id")
    for variable, value in (("language", one.language), ("place", one.place)):
        if one.name and f"{{{variable}}}" in one.name and not value:
            cause = _("The edition has no “{key}” to put into the names of its files.", key=variable)
            yield Problem(mark, f"{where}.name", cause, _("Add “{key}: …”.", key=variable))
    stem = one.stem(slug).casefold()
    other = next((known for name, known in seen.items() if _taken(stem, name) or _taken(name, stem)), None)
    foreign = next((each for each in others if _taken(stem, each) or stem.startswith(f"{each.casefold()}.")), "")
    if any(one.id == known.id for known in seen.values()):
        cause = _("The id “{id}” is used already ({mark}).", id=one.id, mark=_mark_of(one.id, seen.values()))
        yield Problem(one.id.mark, f"{where}.id", cause, _("Give one of them another id."))
    elif other:
        cause = _("The edition “{other}” has files of the same names.", other=other.id)
        yield Problem(mark, path, cause, _("Write {variable} into the pattern.", variable="{edition}"))
    elif foreign and not stem.startswith(f"{slug.casefold()}."):
        cause = _("The publication “{other}” has files of these names.", other=foreign)
        yield Problem(mark, path, cause, _("Write {variable} into the pattern.", variable="{publication}"))
    elif _taken(stem, slug):
        cause = _("The publication itself has files of these names.")
        yield Problem(mark, path, cause, _("Give the edition another id or name."))


def _mark_of(id: str, editions: Iterable[EditionFile]) -> Mark:
    return next(one.id.mark for one in editions if one.id == id)


def _taken(stem: str, slug: str) -> bool:
    """Tell whether an edition with this ``stem`` would overwrite files of a publication or edition called ``slug``."""
    beside = ("", ".handout", ".large-print", ".plain", ".grey", ".print", ".slides", ".conformance", ".receipt")
    return stem in {slug.casefold() + one for one in (*beside, ".editions", ".index")}
