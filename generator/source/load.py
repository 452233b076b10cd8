"""Load a publication from its folder: read every file, resolve every reference, report every problem at once."""

from __future__ import annotations

import re
import unicodedata
from itertools import cycle
from pathlib import PurePosixPath
from posixpath import normpath
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from generator.addresses import direct, inner_host, without_password
from generator.errors import ContentError, Mark, Problem
from generator.memory import recalled
from generator.messages import _, did_you_mean, nearest, spoken, unaccented
from generator.source.advice import warnings
from generator.source.editions import check_editions
from generator.source.icons import ICONS, icon_remedy
from generator.source.inline import Text
from generator.source.insets import check_insets
from generator.source.labels import key_called
from generator.source.model import (
    Address,
    Cell,
    Chart,
    City,
    CityFile,
    DataTable,
    EditionFile,
    FigureFile,
    Language,
    LogoName,
    PictureFile,
    PictureName,
    Pillar,
    PillarFile,
    Publication,
    PublicationFile,
    SectionName,
    SectionsFile,
    Series,
    Slug,
    Source,
    TableFile,
    Word,
    resolved,
    same_source,
    sourced,
)
from generator.source.nodes import MAX_BYTES, Mapping, Node, Scalar, read_yaml, reread
from generator.source.readings import outsized, unmarked_cities
from generator.source.repair import repaired
from generator.source.strays import CITIES, kept_by_windows, misnamed, strays
from generator.source.structure import PATTERNS, Problems, read_word, structure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from generator.memory import Memory
    from generator.world import World

T = TypeVar("T")
MAX_PILLARS = 12  # as many as the overview, the matrix and the legend of the map can hold


class SourceError(ContentError):
    """The problems of a publication's files; ``read`` is what could be read, and may have faults of other kinds."""

    def __init__(self, problems: Problems) -> None:
        self.read = tuple(problems.read)
        super().__init__(problems)


def load(
    world: World, slug: str, colours: list[str] | None, profiles: list[str], memory: Memory | None = None
) -> Publication:
    """Return the publication in ``content/<slug>``; ``colours`` and ``profiles`` are the names it may use.

    Without ``colours``, since the theme cannot be read, any will do; ``memory`` has what files said before.
    Raises SourceError with all the problems of all its files.
    """
    return _Loader(world, slug, colours, profiles, memory).publication()


def read_file(world: World, path: str, cls: type[T], problems: Problems, memory: Memory | None = None) -> T | None:
    """Return the YAML file at ``path`` as an instance of ``cls``, or None after adding to ``problems``."""

    def make() -> tuple[T | None, Problems]:
        found = Problems()
        node = _node(world, path, found, reread if memory else read_yaml)
        return structure(node, cls, "", found) if node else None, found

    file, found = recalled(memory, lambda _all: (read_file, path, world.hash(path), spoken()), make)
    world.depend(path)
    problems.take(found)
    return file


def require_file(world: World, path: str, cls: type[T]) -> T:
    """Return the YAML file at ``path`` as an instance of ``cls``; raise ContentError with every problem of it."""
    problems = Problems()
    found = read_file(world, path, cls, problems)
    if found is None or problems:
        raise ContentError(problems)
    return found


def _node(
    world: World,
    path: str,
    problems: list[Problem],
    read: Callable[[str, bytes, list[Problem]], Node | None] = read_yaml,
) -> Node | None:
    try:
        data = world.read(path, MAX_BYTES)
    except ContentError as error:
        problems.extend(error.problems)
        return None
    return read(path, data, problems)


class _Loader:
    def __init__(
        self, world: World, slug: str, colours: list[str] | None, profiles: list[str], memory: Memory | None
    ) -> None:
        self._world = world
        self._slug = slug
        self._folder = f"content/{slug}"
        self._colours = colours
        self._own: list[str] = []
        self._profiles = profiles
        self._memory = memory
        self._problems = Problems()

    def _others(self) -> list[str]:
        """Return the names of the other publications."""
        folders = (path.parent.name for path in self._world.root.glob("content/*/publication.yaml"))
        return [one for name in folders if (one := unicodedata.normalize("NFC", name)) != self._slug]

    def publication(self) -> Publication:
        head = read_file(self._world, f"{self._folder}/publication.yaml", PublicationFile, self._problems, self._memory)
        self._problems.language = str(head.language) if head else ""
        files = self._pillar_files()
        self._check_strays(head, files)
        cities = self._city_files()
        self._check_look(head)
        self._check_names(head, files)
        self._check_ids_of_examples(head)
        self._check_pictures()
        self._check_outline(head)
        check_insets(self._problems, self._world.locate)
        self._check_styles()
        self._check_sources()
        self._check_addresses()
        self._check_numbers()
        figures = {id: self._figures(file) for id, file in files.items() if file}
        used = self._check_places(cities)
        if head:
            self._check_head(head, files, cities)
        if self._problems or head is None:
            raise SourceError(self._problems)
        pillars = self._pillars({str(id): file for id in head.pillars if (file := files[id])}, figures)
        return self._resolved(head, pillars, used, cities)

    def _check_head(
        self, head: PublicationFile, files: dict[str, PillarFile | None], cities: dict[str, CityFile | None] | None
    ) -> None:
        """Report what of the publication's own file does not agree with the others."""
        self._check_order(head, list(files))
        self._check_template(head)
        self._check_sections(head.sections, "sections")
        self._check_parts_of_editions(head)
        others = self._others() if head.editions else ()
        check_editions(head, files, cities, self._slug, others, self._world, self._problems)
        if head.personal:
            from generator.source.placeholders import problems_of

            self._problems += problems_of(head.personal, [str(one.id) for one in head.editions], self._world.locate)
        if name := head.typography:
            cause = _("There is no typographic profile “{name}”.", name=name)
            self._check_name(name, "typography", self._profiles, cause)

    def _check_parts_of_editions(self, head: PublicationFile) -> None:
        for index, one in enumerate(head.editions):
            self._check_language(one.language, f"editions[{index}].language")
            self._check_template(one, f"editions[{index}].template")
            self._check_sections(one.sections, f"editions[{index}].sections")

    def _pillars(
        self, files: dict[str, PillarFile], figures: dict[str, tuple[DataTable | None, Chart | None]]
    ) -> dict[str, Pillar]:
        """Return the pillars in their order, each with its number, its colour, its table and its chart."""
        colours = _colours(files, self._own, self._colours or [""])
        return {
            id: resolved(
                Pillar, file, id=id, number=number, colour=colours[id], table=figures[id][0], chart=figures[id][1]
            )
            for number, (id, file) in enumerate(files.items(), 1)
        }

    def _resolved(
        self,
        head: PublicationFile,
        pillars: dict[str, Pillar],
        used: list[str],
        cities: dict[str, CityFile | None] | None,
    ) -> Publication:
        """Return the publication, and what is to warn of."""
        return resolved(
            Publication,
            head,
            slug=self._slug,
            pillars=tuple(pillars.values()),
            overview=tuple(pillars[id] for id in head.overview or head.pillars),
            cities=_cities(used, cities, head.language),
            template=self._template(head),
            editions=tuple(replace(one, template=self._template(one)) for one in head.editions),
            mentions=mentions_of(pillars.values()),
            sources=sources_of(pillars.values()),
            warnings=tuple(self._warned(head, pillars, cities)),
        )

    def _warned(
        self, head: PublicationFile, pillars: dict[str, Pillar], cities: dict[str, CityFile | None] | None
    ) -> Iterator[Problem]:
        """Yield what is to warn of."""
        calls = [call for call in (*(pillar.call for pillar in pillars.values()), head.call) if call]
        yield from warnings(head, sources_of(pillars.values()), calls, self._world.today)
        yield from self._problems.warnings
        for pillar in pillars.values():
            yield from outsized([item.text for item in pillar.examples])
        yield from unmarked_cities(self._texts(), cities or {}, self._world.locate)

    def _figures(self, file: PillarFile) -> tuple[DataTable | None, Chart | None]:
        """Return the table and the chart of a pillar, read from its file or from the CSV files beside it."""
        if not (file.table or file.chart):
            return None, None
        from generator.source.tabular import read_chart, read_table

        where = (f"{self._folder}/pillars", self._world, self._problems, self._problems.language)
        table = read_table(file.table, "table", *where) if file.table else None
        return table, read_chart(file.chart, "chart", *where) if file.chart else None

    def _check_pictures(self) -> None:
        named = any(isinstance(one, PictureName | LogoName) for _path, one in self._problems.read)
        if named or any(isinstance(one, PictureFile) for _path, one in self._problems.made):
            from generator.source.illustrations import check_pictures

            check_pictures(self._folder, self._world, self._problems)

    def _check_outline(self, head: PublicationFile | None) -> None:
        """Report an outline of the map that is not in the publication's folder."""
        if not (head and head.map):
            return
        name = head.map.outline
        path, listed = f"{self._folder}/{name}", self._world.names(self._folder, "json")
        if not self._world.exists(path):
            cause = _("There is no outline “{name}” in {folder}.", name=name, folder=self._folder)
            remedy = did_you_mean(name, [f"{one}json" for one in listed]) or _("Put the file there.")
            self._report(name.mark, "map.outline", cause, remedy)
        elif not self._world.is_below(path, self._folder):
            cause = _("“{name}” leads out of {folder}.", name=name, folder=self._folder)
            self._report(name.mark, "map.outline", cause, _("Copy the file there."))

    def _pillar_files(self) -> dict[str, PillarFile | None]:
        """Return each file in pillars/ by id; one that could not be read is there as None."""
        files: dict[str, PillarFile | None] = {}
        folder = f"{self._folder}/pillars"
        for name in self._world.names(folder, ".yaml"):
            path = f"{folder}/{name}.yaml"
            if not re.search(PATTERNS[Slug], unicodedata.normalize("NFC", name)):
                cause = _("The file's name “{name}” cannot be an id.", name=name)
                self._report(
                    Mark(path),
                    "",
                    cause,
                    _("Use letters, digits and hyphens, no spaces; or move the file out of the folder."),
                )
                continue
            files[unicodedata.normalize("NFC", name)] = read_file(
                self._world, path, PillarFile, self._problems, self._memory
            )
        return files

    def _check_strays(self, head: PublicationFile | None, files: dict[str, PillarFile | None]) -> None:
        """Name the files that look like content but are not read; those that stand for pillars are there as None."""
        tables = {str(word) for _path, word in self._words(r"(table|chart)\.csv")}
        for stray in strays(self._world, self._folder, head.pillars if head else (), tables):
            (self._problems if stray.meant else self._problems.warnings).append(stray.problem)
            if stray.meant:
                files.setdefault(stray.id, None)

    def _words(self, path: str) -> list[tuple[str, Word]]:
        """Return the words read at the paths that match ``path``, also those of files that lack something else."""
        fits = re.compile(path).fullmatch
        return [(where, word) for where, word in self._problems.read if isinstance(word, Word) and fits(where)]

    def _check_look(self, head: PublicationFile | None) -> None:
        icons = self._world.names(ICONS, ".svg")
        if head and head.theme and self._colours:
            self._own = list(map(str, head.theme.named))
        elif not head:
            self._own = [str(word) for _path, word in self._words(r"theme\.pillars")]
        for path, word in self._words("icon"):
            if word not in icons:
                remedy = icon_remedy(self._world, word, icons)
                self._report(word.mark, path, _("There is no icon “{name}”.", name=word), remedy)
        for path, word in self._words("colour") if self._colours and (head or self._theme_is_known()) else ():
            cause = _("There is no colour “{name}” in templates/theme.yaml.", name=word)
            if remedy := self._own_colour(word, head) if word not in self._own else "":
                self._report(word.mark, path, cause, remedy)
                continue
            known = [*self._own, *(self._colours or ())]
            if word not in known:
                self._report(word.mark, path, cause, did_you_mean(key_called(word, known) or word, known))
        given = list(head.theme.pillars or ()) if head and head.theme else []
        free = [str(one) for one in (head.pillars if head else ()) if one not in given]
        used = {word for _path, word in self._words("colour")}
        for name in (one for one in given if one not in used and head and one not in head.pillars):
            if meant := nearest(name, free):  # other names are for those who are given one in turn
                remedy = _("Did you mean “{word}”?", word=meant)
                self._problems.warnings.append(
                    Problem(name.mark, "theme.pillars", _("No pillar has this colour."), remedy)
                )

    def _theme_is_known(self) -> bool:
        """Tell whether the publication's own colours could be read, though its file has faults."""
        file = f"{self._folder}/publication.yaml"
        faulty = any(one.mark.file == file and one.path.startswith("theme") for one in self._problems)
        return not faulty and any(word.mark.file == file for _path, word in self._problems.read)

    def _own_colour(self, word: Word, head: PublicationFile | None) -> str:
        """Return how a pillar gets the colour that it gives by its figures; nothing for a name."""
        figures = re.fullmatch("#?([0-9A-Fa-f]{6})", word)
        if not figures:
            return ""
        pillar = word.mark.file.rpartition("/")[2].removesuffix(".yaml")
        own = f'{pillar}: "{figures[1].upper()}"'
        if not (head and head.theme):
            line = f"theme: {{pillars: {{{own}}}}}"
            return _("Delete this line, and write in publication.yaml: {line}", line=line)
        where = "pillars" if head.theme.pillars else "theme"
        line = own if head.theme.pillars else f"pillars: {{{own}}}"
        return _("Delete this line, and write in publication.yaml, below “{key}”: {line}", key=where, line=line)

    def _check_name(self, word: Word, path: str, known: list[str], cause: str) -> None:
        if word not in known:
            meant = repaired(Language, word) if path == "typography" else ""
            self._report(word.mark, path, cause, did_you_mean(meant if meant in known else word, known))

    def _city_files(self) -> dict[str, CityFile | None] | None:
        """Return the registry, or None when it could not be read.

        A city that could not be read is there as None, so that it is not called unknown.
        """
        if not self._world.exists(CITIES):
            if name := misnamed(self._world, "content", "cities.yaml"):
                cause = _("This file looks like content, but is not read.")
                self._report(Mark(f"content/{name}"), "", cause, _("Rename it {name}.", name="cities.yaml"))
            return None if name else {}
        node = _node(self._world, CITIES, self._problems)
        if isinstance(node, Mapping):
            return {self._city_id(key): self._city_file(key.value, value) for key, value in node.entries}
        if isinstance(node, Scalar) and not node.value:
            return {}
        if node is not None:
            self._report(node.mark, "", _("This is not a registry of cities."), _("Write one key for each city."))
        return None

    def _city_id(self, key: Scalar) -> str:
        return str(read_word(key, Slug, "", self._problems) or key.value)

    def _city_file(self, id: str, node: Node) -> CityFile | None:
        file = structure(node, CityFile, id, self._problems)
        if file is None or not isinstance(node, Mapping):
            return None
        for key, number in node.entries:
            maximum = {"latitude": 90, "longitude": 180}.get(key.value, 0)
            if maximum and abs(value := float(getattr(file, key.value))) > maximum:
                cause = _("{value:g} lies outside -{maximum} to {maximum} degrees.", value=value, maximum=maximum)
                self._report(number.mark, f"{id}.{key.value}", cause, _("Latitude is north, longitude is east."))
        return file

    def _check_ids_of_examples(self, head: PublicationFile | None) -> None:
        """Report the ids that stand twice in pillars that are listed: another may be the copy of one of these."""
        seen: dict[str, Mark] = {}
        for path, id in self._words(r"examples\[\d+\]\.id"):
            file = unicodedata.normalize("NFC", PurePosixPath(id.mark.file).stem)
            if head and file not in head.pillars:
                continue
            if id in seen:
                cause = _("The id “{id}” is used already ({mark}).", id=id, mark=seen[id])
                self._report(id.mark, path, cause, _("Give one of them another id."))
            seen.setdefault(id, id.mark)

    def _check_styles(self) -> None:
        """Warn of the styles that no edition shows: links in labels, all styles of a chart's names."""
        for path, text in self._texts():
            if path == "label" and (link := next((run.link for run in text.runs if run.link), "")):
                self._warn_of_link(text, link)
            styled = any(run.strong or run.emphasis or run.link or run.language for run in text.runs)
            if styled and re.fullmatch(r"chart\.(axis|unit|categories\[\d+\]|series\[\d+\]\.name)", path):
                cause = _("Stress, links and languages are not shown in the names of a chart.")
                self._problems.warnings.append(Problem(text.mark, path, cause, _("Write the words alone.")))

    def _check_sources(self) -> None:
        """Report a source whose whole title leads elsewhere: nothing would lead to its address."""
        for path, source in self._problems.made:
            if not isinstance(source, Source) or not source.url:
                continue
            links = {run.link for run in source.title.runs if run.text.strip()}
            if "" not in links and str(source.url) not in links:
                cause = _("The whole title is a link to elsewhere: nothing would lead to the source's address.")
                remedy = _("Write its words alone, or delete “url”.")
                mark = self._world.locate(source.title.mark, re.escape(min(links)))
                self._report(mark, f"{path}.title", cause, remedy)

    def _check_numbers(self) -> None:
        """Warn of numbers that may be of thousands, as they are typed where a point parts these."""
        cells: list[tuple[str, Cell]] = []
        for path, made in self._problems.made:
            match made:
                case FigureFile():
                    cells.append((f"{path}.value", made.value))
                case TableFile():
                    cells += [(path, cell) for row in made.rows or () for cell in row]
                case Series():
                    cells += [(path, cell) for cell in made.values]
        numbers = ((path, cell) for path, cell in cells if cell.number.endswith("0"))
        for path, cell in numbers:
            from generator.source.spreadsheet import doubtful

            if problem := doubtful(cell, self._problems.language):
                self._problems.warnings.append(replace(problem, path=path))

    def _check_addresses(self) -> None:
        """Warn of addresses that others cannot follow, or that say more than they should."""
        for path, word in self._problems.read:
            if not isinstance(word, Address | Text):
                continue
            links = (run.link for run in word.runs) if isinstance(word, Text) else (str(word),)
            for link in dict.fromkeys(one for one in links if one):
                if doubt := _doubt(link):
                    mark = self._world.locate(word.mark, re.escape(link))
                    self._problems.warnings.append(Problem(mark, path, *doubt))

    def _warn_of_link(self, label: Text, link: str) -> None:
        """Warn of a link in a label; a faulty link is refused with the same remedy, lest it be mended for nothing."""
        mine = [one for one in self._problems if (one.mark.file, one.path) == (label.mark.file, "label")]
        cause = _("The link is left out: a label leads to its pillar.")
        remedy = _("Write its words alone; link them in the introduction.")
        problem = Problem(self._world.locate(label.mark, re.escape(link)), "label", cause, remedy)
        self._problems[:] = [one for one in self._problems if one not in mine]
        (self._problems if mine else self._problems.warnings).append(problem)

    def _check_places(self, cities: dict[str, CityFile | None] | None) -> list[str]:
        """Report the cities that the registry lacks; return the ids of all that are mentioned, in order."""
        mentioned = [(path, text, place) for path, text in self._texts() for place in text.places]
        used = list(dict.fromkeys(place for _path, _text, place in mentioned))
        if cities:
            for path, text, place in mentioned:
                self._check_place(text.mark, path, place, cities)
        elif cities is not None and used:
            cause = _("There is no city here, but the texts mention: {ids}.", ids=", ".join(used))
            self._report(Mark(CITIES), "", cause, _("Write one key for each city."))
        return used

    def _texts(self) -> list[tuple[str, Text]]:
        """Return the texts that could be read, each with its path."""
        return [(path, text) for path, text in self._problems.read if isinstance(text, Text)]

    def _check_place(self, mark: Mark, path: str, place: str, known: Collection[str]) -> None:
        if place not in known:
            cause = _("The city “{id}” is not in {file}.", id=place, file=CITIES)
            remedies = (did_you_mean(place, list(known)), _("Or add it there."))
            mark = self._world.locate(mark, rf"city:{re.escape(place)}(?![\w-])")
            self._report(mark, path, cause, " ".join(remedies))

    def _check_order(self, head: PublicationFile, known: list[str]) -> None:
        """Compare the list of pillars with the files, and the overview with the list of pillars."""
        n = len(head.pillars)
        if not 1 <= n <= MAX_PILLARS:
            mark = head.pillars[MAX_PILLARS].mark if n else self._world.locate(head.mark, r"^pillars *:")
            cause = _("There are {n} pillars; 1 to {maximum} can be set.", n=n, maximum=MAX_PILLARS)
            self._report(mark, "pillars", cause, _("Merge some.") if n else _("List the files of pillars/."))
            return
        listed = self._check_ids(head.pillars, "pillars", known, f"{self._folder}/pillars/")
        for name in sorted(set(known) - listed):
            path = f"{self._folder}/pillars/{name}.yaml"
            cause = _("The pillar “{id}” is not listed in publication.yaml.", id=name)
            if self._world.exists(path):
                self._report(Mark(path), "", cause, _("List it under “pillars”, or move the file out of the folder."))
        if head.overview is not None:
            self._check_overview(head.overview, head, listed, known)

    def _check_overview(
        self, overview: tuple[Slug, ...], head: PublicationFile, listed: set[str], files: list[str]
    ) -> None:
        known = [*dict.fromkeys([*map(str, head.pillars), *listed])]
        overview = tuple(one for one in overview if one in known or one not in files)  # that is said at the file
        # A list of more than twice the largest number of pillars is wrong anyway: the rest would only repeat it.
        named = self._check_ids(overview[: 2 * MAX_PILLARS], "overview", known, _("the list “pillars”"))
        if missing := [id for id in head.pillars if id in listed and id not in named]:
            mark = overview[-1].mark if overview else self._world.locate(head.mark, r"^overview *:")
            cause = _("The overview lacks: {ids}.", ids=", ".join(missing))
            self._report(mark, "overview", cause, _("It must name each pillar once."))

    def _check_ids(self, ids: tuple[Slug, ...], path: str, known: list[str], where: str) -> set[str]:
        """Report the ids that are not ``known`` or stand twice; return those that are meant, mistyped or not."""
        meant: set[str] = set()
        for index, id in enumerate(ids):
            if id not in known:
                cause = _("There is no pillar “{id}” in {where}.", id=id, where=where)
                remedy = did_you_mean(id, known) or _("Write the file {id}.yaml there.", id=id)
                self._report(id.mark, f"{path}[{index}]", cause, remedy)
            elif id in ids[:index]:
                cause = _("The pillar “{id}” stands here twice.", id=id)
                self._report(id.mark, f"{path}[{index}]", cause, _("Delete one of them."))
            meant.add(str(id) if id in known else nearest(id, known))
        return meant

    def _check_language(self, language: Language | None, path: str) -> None:
        """Report a language of an edition that there are no words for; a publication's own is asked for elsewhere."""
        known = self._world.names("templates/words", ".yaml")
        if language and language.split("-")[0] not in known and language not in known:
            cause = _("There are no words for the language “{language}”.", language=language)
            self._report(language.mark, path, cause, did_you_mean(language, known))

    def _check_names(self, head: PublicationFile | None, files: Iterable[str]) -> None:
        """Report the files and folders that nobody can have on Windows, which keeps a few names for itself."""
        folder = f"{self._folder}/pillars"
        named = [(Mark(f"{folder}/{id}.yaml"), "", id) for id in files if self._world.exists(f"{folder}/{id}.yaml")]
        named += [
            (word.mark, path, str(word)) for path, word in self._words(r"icon|template|.*\.(csv|file|dark|template)")
        ]
        if head:
            stems = ((one.name or one.id, one.stem(self._slug)) for one in head.editions)
            named += [(word.mark, "editions", stem) for word, stem in stems]
        for mark, path, name in named:
            if kept := kept_by_windows(name):
                cause = _("Windows keeps the name “{name}” for itself: no file can be called so there.", name=kept)
                self._report(mark, path, cause, _("Choose another name, such as “{name}”.", name=f"{kept}-1"))

    def _check_sections(self, sections: SectionsFile | None, where: str) -> None:
        """Report lists of sections that leave out what an edition needs, or hold what it has not."""
        if sections is None:
            return
        sourced = any(path.endswith("source.title") for path, _word in self._problems.read)
        for edition in ("all", "deck", "note", "web"):
            names: tuple[SectionName, ...] | None = getattr(sections, edition)
            path, lacking = f"{where}.{edition}", self._world.locate(sections.mark, rf"\b{edition} *:")
            for index, name in enumerate(names or ()):
                if name in (names or ())[:index]:
                    cause = _("The section “{name}” stands here twice.", name=name)
                    self._report(name.mark, f"{path}[{index}]", cause, _("Delete one of them."))
                if name == "overview" and edition in ("note", "web"):
                    cause = _("The note and the page have no overview: the banner has its icons.")
                    self._report(name.mark, f"{path}[{index}]", cause, _("Delete it."))
            if names is not None and "pillars" not in names:
                self._report(lacking, path, _("The pillars are left out."), _("Add “{name}”.", name="pillars"))
            with_numbers = edition in ("note", "web") or (edition == "all" and None in (sections.note, sections.web))
            if names is not None and sourced and "sources" not in names and with_numbers:
                cause = _("The sources are left out, which the numbers in the text lead to.")
                self._report(lacking, path, cause, _("Add “{name}”; the deck alone can go without.", name="sources"))

    def _leads_out(self, path: str) -> bool:
        """Tell whether a path from the publication's folder leads out of the project."""
        return normpath(PurePosixPath(self._folder, path)).startswith(("/", ".."))

    def _template(self, head: PublicationFile | EditionFile) -> Word | None:
        """Return the path, from the root, of the deck's template: in the publication's folder, else in templates/."""
        if head.template is None or self._leads_out(head.template):
            return None
        places = [PurePosixPath(folder, head.template) for folder in (self._folder, "templates")]
        # By listings, so that a file which comes to stand in the first place is noticed.
        found = (one for one in places if one.stem in self._world.names(str(one.parent), one.suffix))
        return Word.at(head.template.mark, str(next(found, places[0])))

    def _check_template(self, head: PublicationFile | EditionFile, where: str = "template") -> None:
        if head.template and self._leads_out(head.template):
            cause = _("“{name}” leads out of {folder}.", name=head.template, folder=self._folder)
            self._report(head.template.mark, where, cause, _("Copy the file there."))
        path = self._template(head)
        if path and not self._world.exists(path):
            cause = _(
                "There is no template “{name}” in {folder} or templates/.", name=head.template, folder=self._folder
            )
            known = [
                name + suffix
                for folder in (self._folder, "templates")
                for suffix in (".pptx", ".potx")
                for name in self._world.names(folder, suffix)
            ]
            self._report(path.mark, where, cause, did_you_mean(path.rsplit("/", 1)[-1], known))

    def _report(self, mark: Mark, path: str, cause: str, remedy: str) -> None:
        self._problems.append(Problem(mark, path, cause, remedy))


def _doubt(link: str) -> tuple[str, str] | None:
    """Return what is doubtful of where a link leads to, and what to do about it."""
    if page := direct(link):
        cause = _("The address leads through a program that notes who follows it.")
        return cause, _("Write the address of the page itself: {address}", address=page)
    if plain := without_password(link):
        cause = _("The address holds a name and a password, which everybody could read.")
        return cause, _("Write it without them: {address}", address=plain)
    if host := inner_host(link):
        cause = _("“{host}” can be reached from its own network alone.", host=host)
        return cause, _("Write an address of the web, if others are to follow it.")
    return None


def _colours(files: dict[str, PillarFile], own: list[str], house: list[str]) -> dict[str, Word]:
    """Return the colour of each pillar, by its id: what its file names, else the next of the ``house`` by turns.

    Where the publication has ``own`` ones, these come first: a pillar's is that of its id, and pillars that name one
    of the house share the next.
    """
    if not own:
        turns = cycle(house)
        return {
            id: file.colour or Word.at(file.mark, turn) for (id, file), turn in zip(files.items(), turns, strict=False)
        }
    asked = {id: file.colour if file.colour in own else id if id in own else "" for id, file in files.items()}
    left = cycle([one for one in (*own, *house[len(own) :]) if one not in asked.values()] or own)
    shared: dict[str, str] = {}
    for id, file in files.items():
        key = file.colour or id
        if not asked[id] and key not in shared:
            shared[key] = next(left)
        asked[id] = asked[id] or shared[key]
    return {id: Word.at(file.mark, asked[id]) for id, file in files.items()}


def mentions_of(pillars: Iterable[Pillar]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the ids of the examples by (city, pillar)."""
    mentions: dict[tuple[str, str], list[str]] = {}
    for pillar in pillars:
        for example in pillar.examples:
            for city in example.places:
                mentions.setdefault((city, pillar.id), []).append(str(example.id))
    return {where: tuple(examples) for where, examples in mentions.items()}


def sources_of(pillars: Iterable[Pillar]) -> tuple[Source, ...]:
    """Return each source once, in the order in which a reader meets the references to it."""
    found: dict[tuple[str, str], Source] = {}
    for pillar in pillars:
        for item in sourced(pillar):
            if item.source:
                found.setdefault(same_source(item.source), item.source)
    return tuple(found.values())


def _cities(used: list[str], files: dict[str, CityFile | None] | None, language: Language) -> tuple[City, ...]:
    """Return the cities mentioned, in the alphabetical order of their names."""
    cities = [
        City(id, "", str(file.country), file.latitude, file.longitude, _names(file))
        for id in used
        if files and (file := files[id])
    ]
    return named_in(cities, language)


def named_in(cities: Iterable[City], language: str) -> tuple[City, ...]:
    """Return ``cities`` under their names in ``language``, in the alphabetical order of these."""
    named = [replace(city, name=_name(dict(city.names), language)) for city in cities]
    return tuple(sorted(named, key=lambda city: (unaccented(city.name), city.id)))


def _names(file: CityFile) -> tuple[tuple[str, str], ...]:
    return tuple((str(tag), str(name)) for tag, name in file.names.items())


def _name(names: dict[str, str], language: str) -> str:
    base = language.split("-")[0]
    return names.get(language) or names.get(base) or names.get("en") or next(iter(names.values()))
