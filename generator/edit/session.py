"""A publication that is open: its files, what was made of them last, and every change of it.

A change is made in memory first, and loaded, composed and planned as a build would; only when that brings no new
problem are the files written. What is drawn is remembered: a slide that is planned as before is not drawn again.
"""

from __future__ import annotations

import re
import time
import typing
from contextlib import suppress
from itertools import count, zip_longest
from threading import Condition
from typing import TYPE_CHECKING, Any

from msgspec import Struct, to_builtins

from generator.cldr import signs
from generator.deck.picture.files import Pictures
from generator.deck.slide import paragraphs_of
from generator.document.typography import PROFILES
from generator.edit.fit import LONG_DECK, Costs, NoteFit, fullness, note_fit, said, with_more_words
from generator.edit.forms import blank, duplicated, form, free_id, hint_at, ids_in, value_for
from generator.edit.grids import Grid
from generator.edit.hints import Hint, hints
from generator.edit.history import Change, ChangedElsewhereError, hash_of, read_history, write_history
from generator.edit.markup import runs_of
from generator.edit.sheets import changed_sheet, sheet_form, sheet_places
from generator.edit.translating import changed_translation, edition_in, is_translation, translation_form
from generator.errors import ContentError, Mark, PiliersError, Problem
from generator.importing.proposals import NEUTRAL
from generator.memory import Memory
from generator.messages import _, line_instead, spoken, unaccented
from generator.pdf.page import TextObject
from generator.pipeline.edition import edition_named
from generator.pipeline.editions import edition_label
from generator.pipeline.production import Production, require_publication
from generator.source import model, rewrite
from generator.source.icons import icon_meanings, shown
from generator.source.inline import Text
from generator.source.labels import label_of
from generator.source.nodes import Mapping, Node, Scalar, Sequence, reread
from generator.source.structure import keys
from generator.source.translations import TranslationFile, parsed, path_of, untranslated
from generator.units import Box
from generator.world import digest, replace_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Mapping as Values

    from generator.deck.deck import Deck
    from generator.deck.slide import Slide
    from generator.world import World

    Places = Values[str, dict[tuple[int, int], rewrite.Path]]

_CITIES = "content/cities.yaml"
_SHEET = ".csv"
_FEW = 3  # problems of an edition that is looked at: the first are told
_TOLD = 4  # states that windows may still have, of which only what differs is told
_AT_ONCE = 4  # slides: as many as a window shows
_PAGE = 1100  # pixels: the width of a page of the note


class Edit(Struct, forbid_unknown_fields=True):
    """What the page asks for: ``op`` at ``path`` of ``file``, which had the SHA-256 ``hash`` when it was shown."""

    op: str
    file: str
    path: list[str | int] = []
    hash: str = ""
    value: Any = None
    index: int = 0
    to: int = 0


class RefusedError(PiliersError):
    """A change that would bring problems, and was not written."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(*map(str, problems))
        self.problems = tuple(problems)


class Drawn(Struct):
    """A slide with its picture, which is drawn when somebody looks at it: most of a long deck never is.

    ``id`` names the picture: two that differ never have the same, not even after a restart.
    """

    slide: Slide
    id: str
    pictures: Pictures
    number: int
    made: tuple[bytes, tuple[Box, ...]] | None = None

    def draw(self) -> tuple[bytes, tuple[Box, ...]]:
        """Return the picture as SVG, and where the slide's paragraphs stand on it."""
        if self.made is None:
            places: list[Box] = []
            self.made = self.pictures.svg(self.number, places), tuple(places)
        return self.made


class Reading(Struct, frozen=True):
    """What the page shows of a file: its form, and the path of each scalar by its line and column.

    ``languages`` are the reader's and the publication's.
    """

    data: bytes
    languages: tuple[str, str]
    form: dict[str, Any]
    places: dict[tuple[int, int], rewrite.Path]
    of: object = None  # the publication that it is a translation of


class Session:
    """One publication, open for as long as the program runs; whoever asks waits for the change that is being made.

    What is read while a change is made would count as read by it: ``World`` notes files, not who asks for them.
    """

    def __init__(self, world: World, slug: str) -> None:
        """Open ``content/<slug>``; raise ContentError when there is no such publication."""
        require_publication(world, slug)
        self.slug = slug
        self.changed = Condition()
        self.version = int(time.time() * 1000)  # higher than before a restart, for pages that stayed open
        self._names = map(f"{self.version:x}-{{}}".format, count())
        self.problems: tuple[Problem, ...] = ()
        self.production: Production | None = None
        self.shown: Production | None = None  # the edition that is looked at, most often the whole
        self.looking, self.unseen = "", ""  # its id, and why it cannot be shown
        self.drawn: list[Drawn] = []
        self.doubts: list[str] = []  # what of the numbers written last may be read in two ways
        self.stepped: tuple[Change, ...] = ()  # by the last change that was asked for
        self.size = (960.0, 540.0)
        self._world = world
        self._folder = f"content/{slug}"
        self._targets: object = None
        self._memory = Memory()
        self._read: dict[str, Reading] = {}
        self._untranslated: dict[
            Mark, str
        ] = {}  # places of texts in the edition looked at, with their names in its file
        self._told: dict[int, dict[str, dict[str, Any]]] = {}
        self._pages: tuple[int, list[bytes]] | None = None
        self._fit: tuple[int, NoteFit] | None = None
        self._files = self._on_disk()
        self._others = self._stamps()
        self._history = read_history(world.root, slug)
        self._mend_history()
        with self.changed:
            self._make()

    # Files

    def _on_disk(self) -> dict[str, bytes]:
        """Return the YAML files of the publication, and the CSV files of its tables, as they are now."""
        head = f"{self._folder}/publication.yaml"
        kinds = (("pillars", ".yaml"), ("pillars", _SHEET), ("translations", ".yaml"))
        folders = ((f"{self._folder}/{name}", kind) for name, kind in kinds)
        found = (f"{folder}/{name}{kind}" for folder, kind in folders for name in self._world.names(folder, kind))
        paths = [head, *found, _CITIES]
        return {path: (self._world.root / path).read_bytes() for path in paths if (self._world.root / path).is_file()}

    @property
    def _written(self) -> dict[str, bytes]:
        """Return the files in which the publication is written, and the cities: those that are YAML."""
        kept = (file for file in self._files if not file.endswith(_SHEET) and not is_translation(file))
        return {file: self._files[file] for file in kept}

    @property
    def _translations(self) -> list[str]:
        return [file for file in self._files if is_translation(file)]

    def _stamps(self) -> dict[str, tuple[int, int]]:
        """Return size and time of all other files that may be read: cities, pictures, tables, templates."""
        folders = (self._world.root / self._folder, self._world.root / "templates")
        found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
        stats = {path: path.stat() for path in (self._world.root / _CITIES, *found) if path.is_file()}
        known = {
            path.relative_to(self._world.root).as_posix(): (one.st_size, one.st_mtime_ns) for path, one in stats.items()
        }
        return {path: stamp for path, stamp in known.items() if path not in self._files}

    def look(self) -> None:
        """Take up what was changed on the disk since; a change of a YAML file can be undone as one made here."""
        with self.changed:
            files, others = self._on_disk(), self._stamps()
            same = files == self._files
            if same and others == self._others:
                return
            if not same:
                self._remember(_step(self._files, files))
            moved = {path for path in {*others, *self._others} if others.get(path) != self._others.get(path)}
            self._world.renew({path: files.get(path) for path in {*files, *self._files, *moved}})
            self._files, self._others = files, others
            if moved:
                self._targets = None  # all is drawn anew; where it cannot be, the last good slides stay
                self._memory.clear()
            self._make()

    def _mend_history(self) -> None:
        """Forget a step that was noted, but not written before the program ended."""
        last = self._history.undoing
        if any(hash_of(self._files.get(one.file)) != one.before for one in last) and all(
            hash_of(self._files.get(one.file)) == one.after for one in last
        ):
            self._history = self._history.at(self._history.done - 1)

    def _remember(self, step: tuple[Change, ...]) -> None:
        self._history = self._history.with_step(step)
        write_history(self._world.root, self.slug, self._history)

    # Making

    def _make(self) -> None:
        """Load, compose, plan and draw; problems leave the last good pictures."""
        try:
            production = Production(self._world, self.slug, memory=self._memory)
            deck = production.plan(edition_named("deck"))
        except ContentError as error:
            self.problems = error.problems
            self._memory.turn(done=False)
        else:
            self.problems, self.production = (), production
            self._draw(self._seen(production) or deck)
            self._memory.turn(done=True)
        self.version += 1
        self.changed.notify_all()

    def _seen(self, production: Production) -> Deck | None:
        """Return the deck of the edition that is looked at, if it is not the whole; note why it cannot be."""
        self.shown, self.unseen = production, ""
        if not any(one.id == self.looking for one in production.publication.editions):
            self.looking = ""
            return None
        try:
            shown = production.edition(self.looking)
            deck: Deck = shown.plan(edition_named("deck"))
        except ContentError as error:
            self.unseen = "\n".join(f"{one.cause} {one.remedy}".strip() for one in error.problems[:_FEW])
            return None
        self.shown = shown
        return deck

    def look_at(self, edition: str) -> None:
        """Show this edition from now on, the whole publication without a name."""
        with self.changed:
            if edition != self.looking:
                self.looking = edition
                self._make()

    def _draw(self, deck: Deck) -> None:
        """Take the slides of ``deck``; those that are planned as before keep their pictures.

        A few that come instead of others that were looked at are drawn at once: whoever edits waits for these.
        """
        pictures = Pictures(deck)
        targets = (pictures.backgrounds, {key for slide in deck.slides for key in slide.keys})
        known: dict[str, list[Drawn]] = {}
        for one in self.drawn if targets == self._targets else ():
            known.setdefault(one.slide.title, []).append(one)
        old, self.drawn = self.drawn, []
        for number, slide in enumerate(deck.slides, 1):
            same = next((one for one in known.get(slide.title, ()) if one.slide == slide), None)
            id, made = (same.id, same.made) if same else (next(self._names), None)
            self.drawn.append(Drawn(slide, id, pictures, number, made))
        seen = [new for new, before in zip(self.drawn, old, strict=False) if before.made and not new.made]
        for one in seen[:_AT_ONCE]:
            one.draw()
        self.size, self._targets = pictures.size, targets

    # Changes

    def edit(self, edit: Edit) -> None:
        """Make a change; raise RefusedError, ChangedElsewhereError, or LookupError for what the page cannot ask."""
        with self.changed:
            self.doubts = []
            self.look()
            if edit.op in _FILES:
                self._commit(_FILES[edit.op](self, edit))
                return
            data = self._files[edit.file]
            if digest(data) != edit.hash:
                raise ChangedElsewhereError(edit.file)
            mending = edit.op == "mend" or _unread(edit.file, data) is not None
            self._commit({edit.file: self._edited(edit, data)}, mending=mending)

    def proposed(self, edit: Edit) -> tuple[str, str]:
        """Return the file as it is, and as the change would make it: for whoever has to choose."""
        with self.changed:
            data = self._files.get(edit.file, b"")
            try:
                wanted = self._edited(edit, data)
            except (PiliersError, LookupError):
                wanted = b""
            return data.decode("utf-8-sig"), wanted.decode("utf-8-sig")

    def _class(self, file: str) -> Any:
        if file == _CITIES:
            return dict[model.Slug, model.CityFile]
        if is_translation(file):
            return TranslationFile
        return model.PublicationFile if file.endswith("/publication.yaml") else model.PillarFile

    def _order(self, cls: Any, path: rewrite.Path) -> list[str]:
        """Return the keys beside the last of ``path`` in the model's order; none where they are the author's own."""
        hint = hint_at(cls, path[:-1])
        return [] if typing.get_origin(hint) is dict or not isinstance(path[-1], str) else list(keys(hint))

    def _edited(self, edit: Edit, data: bytes) -> bytes:
        """Return ``data`` with the change."""
        if edit.op in _LINES:
            return _LINES[edit.op](self, edit, data)
        if edit.file.endswith(_SHEET):
            return changed_sheet(data, edit.op, edit.path, edit.value)
        if is_translation(edit.file):
            return self._in_translation(edit, data)
        return self._in_form(edit, data)

    def _in_form(self, edit: Edit, data: bytes) -> bytes:
        """Return the publication's file, a pillar's or the cities' with another value."""
        cls, path = self._class(edit.file), tuple(edit.path)
        hint = hint_at(cls, path)
        where = (edit.file, data, path)
        match edit.op:
            case "set":
                value = self._given(edit, hint, path)
                return rewrite.set_value(*where, value, self._order(cls, path))
            case "add" if hint is model.TableFile and edit.value is not None:
                first = blank(hint, self._listing, self._ids())
                data = rewrite.set_value(*where, first, self._order(cls, path))
                return self._gridded(edit.file, data, path, edit.value)
            case "add":
                given = value_for(hint, edit.value) if edit.value is not None else None
                value = given or blank(hint, self._listing, self._ids())
                return rewrite.set_value(*where, value, self._order(cls, path))
            case "insert" | "insert-all":
                given = edit.value if edit.op == "insert-all" else [edit.value]
                return self._inserted(edit.file, data, path, edit.index, given)
            case "grid":
                return self._gridded(edit.file, data, path, edit.value)
            case "move":
                return rewrite.move_item(*where, edit.index, edit.to)
            case "duplicate":
                return duplicated(*where, edit.index, self._ids())
            case "remove":
                return rewrite.remove(*where)
        raise LookupError(edit.op)

    def _inserted(self, file: str, data: bytes, path: rewrite.Path, index: int, given: list[Any]) -> bytes:
        """Return the file with items of a list more, from ``index`` on; what one must have is there at once."""
        inner, taken = hint_at(self._class(file), (*path, 0)), self._ids()
        for at, one in enumerate(given, index):
            value = value_for(inner, one) if one is not None else None
            if value is None or (isinstance(value, dict) and "id" in keys(inner)):
                value = {**blank(inner, self._listing, taken), **value} if value else blank(inner, self._listing, taken)
            data = rewrite.insert_item(file, data, path, at, value)
        return data

    def _retyped(self, edit: Edit, data: bytes) -> bytes:
        """Return a file with another text: whole, of one that YAML cannot read or could not when it was typed."""
        if not isinstance(edit.value, str) or edit.file.endswith(_SHEET):
            raise LookupError(edit.op)
        return rewrite.retyped(data, edit.value)

    def _mended(self, edit: Edit, data: bytes) -> bytes:
        """Return the file with the line that the remedy of a problem says to write."""
        known = (one for one in self.problems if one.mark.file == edit.file and one.mark.line == edit.index)
        remedy = next((one.remedy for one in known if line_instead(one.remedy)), None)
        if remedy is None:  # it is mended already
            raise ChangedElsewhereError(edit.file)
        values = getattr(remedy, "values", {})
        first, last = values.get("first", edit.index), values.get("last", edit.index)
        lines = rewrite.text_of(data).split("\n")
        line = lines[first - 1]
        indent = line[: len(line) - len(line.lstrip())]
        return rewrite.retyped(data, "\n".join((*lines[: first - 1], indent + line_instead(remedy), *lines[last:])))

    def _given(self, edit: Edit, hint: Any, path: rewrite.Path) -> Any:
        """Return what is to be written; numbers of cells may be given as people write them."""
        value = value_for(hint, edit.value)
        if hint is model.Cell:
            grid = self._grid(edit.file)
            value = grid.value(str(value)) if grid.is_value(path) else grid.number(str(value))
            self.doubts = grid.doubts
        return value

    def _in_translation(self, edit: Edit, data: bytes) -> bytes:
        """Return a translation with other words of a text; sent as they are, they are of the wording of today."""
        if self.production is None or edit.op not in ("set", "remove"):
            raise LookupError(edit.op)
        words = str(value_for(Text, edit.value)) if edit.op == "set" else ""
        try:
            return changed_translation(edit.file, data, tuple(edit.path), words, self.production.publication)
        except ContentError as error:
            raise RefusedError(list(error.problems)) from error

    def _new_translation(self, edit: Edit) -> dict[str, bytes | None]:
        """Return the files with a translation into another language, in which nothing is translated, as an edition."""
        from generator.translate.book import Book

        language = str(edit.value)
        book = Book(self._world, self.slug, language)
        head, data = self._head
        files: dict[str, bytes | None] = {} if book.path in self._files else {book.path: book.data({})}
        if self.production and not edition_in(self.production.publication, language):
            known = self.production.publication.editions
            taken = {str(one.id) for one in known}
            id = language.lower() if language.lower() not in taken else free_id(language.lower(), taken)
            where, value = (head, data, ("editions",)), {"id": id, "language": language}
            order = list(keys(model.PublicationFile))
            files[head] = (
                rewrite.insert_item(*where, len(known), value) if known else rewrite.set_value(*where, [value], order)
            )
        return files

    @property
    def _language(self) -> str:
        return str(self.production.publication.language) if self.production else ""

    def _grid(self, file: str) -> Grid:
        return Grid(self._class(file), file, self._language)

    def _gridded(self, file: str, data: bytes, path: rewrite.Path, value: Any) -> bytes:
        grid = self._grid(file)
        made = grid.changed(data, path, value)
        self.doubts = grid.doubts
        return made

    def _ids(self) -> set[str]:
        """Return the ids of all examples."""
        return ids_in(self._written)

    def _listing(self, hint: Any) -> list[str]:
        """Return what a word of the kind ``hint`` can be."""
        if isinstance(hint, tuple):
            return self.icons if hint[1] == "icon" else list(self.colours)
        if hint in (model.PictureName, model.LogoName):
            suffixes = (".svg", ".png") if hint is model.LogoName else (".jpg", ".png", ".webp", ".svg")
            return [one for one in self.pictures if one.lower().endswith(suffixes)]
        if hint is model.OutlineName:
            return [f"{one}.geojson" for one in self._world.names(f"content/{self.slug}", ".geojson")]
        known = {model.Date: self._world.today.isoformat(), model.Language: "fr", model.Address: "https://example.org/"}
        known |= {model.Colour: "00677A"}
        return [known.get(hint, _("To be written"))]

    # Pillars: each is a file of its own, and named in the publication's

    def _new_pillar(self, edit: Edit) -> dict[str, bytes | None]:
        """Return the files with a new pillar at the end."""
        id, text = self._free_pillar(), _("To be written")
        colours = dict.fromkeys([_("New pillar")])
        head = next(iter(self._pillar_files().values()), b"").split(b"\n")[0].rstrip(b"\r")
        data = b"label: x\n"
        order = list(keys(model.PillarFile))
        example = {"id": free_id(_("example"), self._ids()), "text": text}
        values = {"label": next(iter(colours)), "heading": text, "icon": self._free_icon(), "examples": [example]}
        for name, value in values.items():
            data = rewrite.set_value("", data, (name,), value, order)
        schema = head + b"\n" if head.startswith(b"# yaml-language-server") else b""
        return self._listed(id, None) | {f"{self._folder}/pillars/{id}.yaml": schema + data}

    def _free_icon(self) -> str:
        """Return an icon that no pillar has, so that two are not taken for one, of those that mean the least."""
        nodes = (reread(file, data, []) for file, data in self._pillar_files().items())
        taken = {one.value for node in nodes if node for path, one in rewrite.leaves(node) if path == ("icon",)}
        icons = [*(one for one in NEUTRAL if one in self.icons), *self.icons]
        return next((one for one in icons if one not in taken), self.icons[0])

    def _new_city(self, edit: Edit) -> dict[str, bytes | None]:
        """Return the registry with another city, under an id that follows from its name, in the order of the ids."""
        data = self._files.get(_CITIES, b"")
        if digest(data) != edit.hash and data:
            raise ChangedElsewhereError(_CITIES)
        city = value_for(model.CityFile, edit.value)
        node = reread(_CITIES, data, []) if data else None
        ids = [key.value for key, _city in node.entries] if isinstance(node, Mapping) else []
        name = next(iter(city["names"].values()), "")
        if not name:
            raise LookupError(name)
        stem = re.sub(r"[\W_]+", "-", unaccented(name)).strip("-") or _("place")
        id = stem if stem not in ids else free_id(stem, set(ids))
        data = data if ids else f"{id}: x\n".encode()
        order = sorted([*ids, id], key=unaccented)
        return {_CITIES: rewrite.set_value(_CITIES, data, (id,), city, order)}

    def _copied_pillar(self, edit: Edit) -> dict[str, bytes | None]:
        """Return the files with a copy of a pillar, behind it."""
        file, data = self._pillar(edit)
        id, taken = self._free_pillar(), self._ids()
        node = reread(file, data, [])
        for path, _leaf in rewrite.leaves(node) if node else ():
            if path[-1] == "id":
                data = rewrite.set_value(file, data, path, free_id(_("example"), taken))
        return self._listed(id, str(edit.value)) | {f"{self._folder}/pillars/{id}.yaml": data}

    def _removed_pillar(self, edit: Edit) -> dict[str, bytes | None]:
        """Return the files without a pillar; the history keeps its words."""
        file, _data = self._pillar(edit)
        head, data = self._head
        for name, ids in self._orders():
            if edit.value in ids:
                data = rewrite.remove(head, data, (name, ids.index(str(edit.value))))
        return {head: data, file: None}

    def _moved_pillar(self, edit: Edit) -> dict[str, bytes | None]:
        """Return the files with a pillar elsewhere in the body."""
        head, data = self._head
        ids = dict(self._orders())["pillars"]
        return {head: rewrite.move_item(head, data, ("pillars",), ids.index(str(edit.value)), edit.to)}

    @property
    def _head(self) -> tuple[str, bytes]:
        head = f"{self._folder}/publication.yaml"
        return head, self._files.get(head, b"")

    def _pillar(self, edit: Edit) -> tuple[str, bytes]:
        file = f"{self._folder}/pillars/{edit.value}.yaml"
        return file, self._files[file]

    def _pillar_files(self) -> dict[str, bytes]:
        head, _data = self._head
        return {file: data for file, data in self._written.items() if file not in (head, _CITIES)}

    def _free_pillar(self) -> str:
        names = {file.rpartition("/")[2].removesuffix(".yaml") for file in self._pillar_files()}
        return free_id(_("pillar"), names)

    def _orders(self) -> list[tuple[str, list[str]]]:
        """Return the lists of pillars in the publication's file: that of the body, and that of the overview."""
        node = reread(*self._head, [])
        entries = node.entries if isinstance(node, Mapping) else ()
        return [
            (key.value, [one.value for one in value.items if isinstance(one, Scalar)])
            for key, value in entries
            if key.value in ("pillars", "overview") and isinstance(value, Sequence)
        ]

    def _listed(self, id: str, behind: str | None) -> dict[str, bytes | None]:
        """Return the publication's file with the pillar ``id`` in each list, ``behind`` another or at its end."""
        head, data = self._head
        for name, ids in self._orders():
            index = ids.index(behind) + 1 if behind in ids else len(ids)
            data = rewrite.insert_item(head, data, (name,), index, id)
        return {head: data}

    # Writing

    def undo(self) -> None:
        """Take the last step back; raise ChangedElsewhereError if its files have been changed since."""
        self._step(self._history.undoing, -1)

    def redo(self) -> None:
        """Make the step again that was undone last."""
        self._step(self._history.redoing, 1)

    def _step(self, step: tuple[Change, ...], by: int) -> None:
        with self.changed:
            self.look()
            files: dict[str, bytes | None] = {}
            for one in step:
                files[one.file] = one.applied(files.get(one.file, self._files.get(one.file)))
            self.stepped = _step(self._files, {**self._files, **files})
            if files:
                self._history = self._history.at(self._history.done + by)
                write_history(self._world.root, self.slug, self._history)
                self._write(files)
                self._make()

    def _commit(self, files: Values[str, bytes | None], *, mending: bool = False) -> None:
        """Write ``files``, unless they bring new problems or only bring to light others (``mending``).

        None: the file goes.
        """
        old, known = dict(self._files), {_key(one) for one in self.problems}
        self.stepped = step = _step(old, {**old, **files})
        if all(one.old == one.new for one in step):
            return
        listed = all(data is not None and path in old for path, data in files.items())
        before = (self.problems, self.production, self.shown, self.drawn, self._targets, self.version)
        if listed:
            self._world.renew(files)
        else:  # which pillars there are is seen on the disk alone
            self._remember(step)
            self._write(files)
        self._make()
        new = [one for one in self.problems if _key(one) not in known]
        if new and not mending:
            self.problems, self.production, self.shown, self.drawn, self._targets, self.version = before
            self._world.renew({path: old.get(path) for path in files})
            if not listed:
                self._history = self._history.at(self._history.done - 1)
                self._write({path: old.get(path) for path in files})
            raise RefusedError(new)
        if listed:
            self._remember(step)
            self._write(files)

    def _write(self, files: Values[str, bytes | None]) -> None:
        """Put ``files`` in place on the disk and in memory."""
        replace_files({self._world.root / path: data for path, data in files.items() if data is not None})
        for path, data in files.items():
            if data is None:
                (self._world.root / path).unlink(missing_ok=True)
                self._files.pop(path, None)
            else:
                self._files[path] = data
        self._world.renew(files)
        self._others = self._stamps()

    # What there is to choose from

    @property
    def icons(self) -> list[str]:
        """Return the names of the icons."""
        with self.changed:
            return self._world.names("templates/icons", ".svg")

    @property
    def colours(self) -> dict[str, str]:
        """Return the theme's colours for pillars, each with its RRGGBB."""
        if self.production is None:
            return {}
        theme, own = self.production.kit.theme, self.production.publication.theme
        return {str(name): str(value) for name, value in {**theme.pillars, **((own and own.pillars) or {})}.items()}

    @property
    def icon_words(self) -> dict[str, list[str]]:
        """Return what each icon shows in the user's language, and all words by which it is found, in both."""
        return {name: [shown(name, one), one] for name, one in icon_meanings(self._world).items()}

    @property
    def choices(self) -> dict[str, list[str]]:
        """Return what a field of some kinds can be: profiles, templates of decks, CSV files beside the pillars."""
        with self.changed:
            places = [(folder, suffix) for folder in (self._folder, "templates") for suffix in (".pptx", ".potx")]
            templates = [f"{name}{suffix}" for folder, suffix in places for name in self._world.names(folder, suffix)]
            sheets = [file.rpartition("/")[2] for file in self._files if file.endswith(_SHEET)]
            return {
                "profile": list(PROFILES),
                "template": [one for one in templates if one != "deck.pptx"],  # it is ours, and taken without a name
                "sheet": sheets,
            }

    @property
    def pictures(self) -> list[str]:
        """Return the paths of the pictures in the publication's folder."""
        return [path.removeprefix(f"{self._folder}/") for path in self._others if path.startswith(f"{self._folder}/")]

    def picture_file(self, name: str) -> bytes | None:
        """Return the picture of the publication's folder that has this name, if there is one."""
        with self.changed:
            path = f"{self._folder}/{name}"
            if name not in self.pictures or not self._world.is_below(path, self._folder):
                return None
            return (self._world.root / path).read_bytes()

    def keep_picture(self, name: str, data: bytes) -> str:
        """Keep a picture in the publication's folder; return its path there, raise PiliersError for what is none."""
        from generator.edit.pictures import kept

        path = kept(self._world, self._folder, name, data)
        self.look()
        return path

    def keep_template(self, name: str, data: bytes) -> str:
        """Keep a template in the publication's folder; return its name, raise PiliersError for what is none."""
        from generator.edit.pictures import kept_template

        name = kept_template(self._world, self._folder, name, data)
        self.look()
        return name

    @property
    def cities(self) -> dict[str, list[str]]:
        """Return the names of each city of the registry, in alphabetical order.

        The publication's name comes first, then the user's, then all others.
        """
        first = (self._language, self._language.partition("-")[0], spoken())
        with self.changed:
            try:
                node = reread(_CITIES, self._files.get(_CITIES, b""), [])
            except ContentError:
                return {}
        entries = node.entries if isinstance(node, Mapping) else ()
        found: dict[str, list[str]] = {}
        for city, value in entries:
            names = {path[-1]: leaf.value for path, leaf in rewrite.leaves(value) if path[:1] == ("names",)}
            found[city.value] = [
                *dict.fromkeys([*(names[one] for one in first if one in names), *sorted(names.values())])
            ]
        return dict(sorted(found.items(), key=lambda one: unaccented((*one[1], one[0])[0])))

    def map_around(self, longitude: float, latitude: float, span: float) -> bytes:
        """Return the map, as SVG, around a point in degrees, ``span`` degrees of latitude high."""
        from generator.edit.worldmap import View, map_svg

        with self.changed:
            return map_svg(self._world, View.of(longitude, latitude, span))

    def near(self, longitude: float, latitude: float) -> dict[str, Any]:
        """Return the code of the country that holds a point in degrees, and the places near it."""
        from generator.edit.gazetteer import near
        from generator.edit.worldmap import country_at

        with self.changed:
            places = near(longitude, latitude)
            return {"country": country_at(self._world, longitude, latitude), "places": to_builtins(places)}

    # What the page shows

    def state(self, seen: int = -1) -> dict[str, Any]:
        """Return what the page shows: forms, slides with the places of their texts, problems, what can be undone.

        Of a form or a slide that is as it was in the state ``seen``, which whoever asks still has, only its name is
        told: all of them are millions of bytes at a hundred times the content.
        """
        with self.changed:
            whole = self._whole()
            shown = {kind: {one["name"]: one for one in whole[kind]} for kind in ("forms", "slides")}
            known = self._told.get(seen)
            self._told = dict([*self._told.items(), (self.version, shown)][-_TOLD:])
            if known:
                whole["seen"] = seen
                for kind, all in shown.items():
                    whole[kind] = [one if known[kind].get(name) != one else name for name, one in all.items()]
            return whole

    def _whole(self) -> dict[str, Any]:
        self._read = {file: self._reading(file, data) for file, data in self._files.items()}
        self._untranslated = self._waiting()
        places = {file: one.places for file, one in self._read.items()}
        return {
            "version": self.version,
            "language": self._language,
            "editions": self._editions(),
            "looking": self.looking,
            "unseen": self.unseen,
            "files": {file: digest(data) for file, data in self._files.items()},
            "forms": [self._read[file].form for file in self._in_order()],
            "sheets": {file: one.form for file, one in self._read.items() if file.endswith(_SHEET)},
            "slides": [self._slide(number, one, places) for number, one in enumerate(self.drawn)],
            "ratio": self.size[0] / self.size[1],
            "problems": [self._problem(one, places) for one in self.problems],
            "warnings": [self._hint(one, places) for one in self._hints()],
            "undo": bool(self._history.undoing),
            "redo": bool(self._history.redoing),
        }

    def _editions(self) -> list[dict[str, Any]]:
        """Return the editions that can be looked at; of one that is a language alone, which."""
        if self.production is None:
            return []
        whole = self.production.publication
        return [
            {
                "id": str(one.id),
                "label": edition_label(whole, one),
                "language": "" if one.place or one.pillars else str(one.language or ""),
                "outputs": [{"name": name, "label": label_of(name)} for name in one.outputs],
            }
            for one in whole.editions
        ]

    def _hints(self) -> list[Hint]:
        if self.problems or not self.production:
            return []
        return hints(self.production, (one.slide for one in self.drawn))

    def _hint(self, hint: Hint, places: Places) -> dict[str, Any]:
        told = self._problem(Problem(hint.mark, "", hint.cause, hint.remedy), places)
        return told | {"why": hint.why}

    def _reading(self, file: str, data: bytes) -> Reading:
        """Return what the page shows of a file; of one that has not changed, what was read before."""
        known, whole = self._read.get(file), self.production.publication if self.production else None
        translated, languages = is_translation(file), (spoken(), self._language)
        if known and known.data == data and known.languages == languages and (not translated or known.of is whole):
            return known
        if (text := _unread(file, data)) is not None:
            raw = {"kind": "raw", "path": [], "key": "", "label": _("Text of the file"), "value": text}
            known_form = translation_form(file, data, whole) if translated and whole else self._form(file, None)
            return Reading(data, languages, known_form | {"fields": [raw | {"present": True, "required": True}]}, {})
        if translated:
            places = _places(reread(file, data, []))
            form = translation_form(file, data, whole) if whole else {"name": file, "file": file, "fields": []}
            return Reading(data, languages, form, places, whole)
        if file.endswith(_SHEET):
            return Reading(data, languages, sheet_form(file, data), sheet_places(file, data))
        node = reread(file, data, [])
        return Reading(data, languages, self._form(file, node), _places(node))

    def _in_order(self) -> list[str]:
        """Return the files, the publication's first, then the pillars in the order of the body."""
        head, _data = self._head
        ids = dict(self._orders()).get("pillars", [])
        order = [head, *(f"{self._folder}/pillars/{id}.yaml" for id in ids)]
        listed = [file for file in dict.fromkeys(order) if file in self._files]
        others = [file for file in self._written if file not in order]
        others.sort(key=lambda file: file == _CITIES)
        return [*listed, *others, *sorted(self._translations)]

    def _form(self, file: str, node: Node | None) -> dict[str, Any]:
        fields = form(node, self._class(file), decimal=signs(self._language)[0]) if node else []
        id = file.rpartition("/")[2].removesuffix(".yaml") if "/pillars/" in file else ""
        if file == _CITIES:
            order = [*self.cities]
            fields.sort(key=lambda one: order.index(one["key"]))
        return {"name": file, "file": file, "id": id, "cities": file == _CITIES, "fields": fields}

    def _slide(self, number: int, drawn: Drawn, places: Places) -> dict[str, Any]:
        """Return what the page shows of a slide; where its texts stand and how full they are, once it is drawn."""
        width, height = self.size
        paras = [*paragraphs_of(drawn.slide.shapes)]
        boxes = drawn.made[1] if drawn.made else ()
        full = fullness(drawn.slide.shapes, boxes) if boxes else ()
        spots = []
        for para, box, share in zip_longest(paras, boxes, full):
            file, path = self._spot(para.origin.mark if para.origin else Mark(""), places)
            if not path or (box and not box.width):
                continue
            spot = {"file": file, "path": path, "text": para.text, "size": para.size}
            if box:
                part = (100 * box.x / width, 100 * box.y / height, 100 * box.width / width, 100 * box.height / height)
                spot |= {"box": part, "full": round(share, 3)}
            spots.append(spot)
        title = drawn.slide.title
        return {"name": str(number), "id": drawn.id, "title": title, "drawn": bool(drawn.made), "spots": spots}

    def _spot(self, mark: Mark, places: Places) -> tuple[str, rewrite.Path]:
        """Return the file and the path of the field for the text at ``mark``: where its translation waits, that one."""
        if name := self._untranslated.get(mark):
            return self._translation, ("texts", name, "text")
        return mark.file, places.get(mark.file, {}).get((mark.line, mark.column), ())

    def _problem(self, problem: Problem, places: Places) -> dict[str, Any]:
        mark = problem.mark
        path = self._field_of(problem, places.get(mark.file, {}))
        told = {"file": mark.file, "place": str(mark), "line": mark.line, "path": path, "cause": problem.cause}
        return told | {"remedy": problem.remedy, "instead": line_instead(problem.remedy)}

    def _field_of(self, problem: Problem, known: dict[tuple[int, int], rewrite.Path]) -> rewrite.Path:
        """Return the path of the field at which a problem is told: its own, that of the key that is meant, the nearest.

        Of a file that YAML cannot read there is none, as of one that has no form.
        """
        if not known:
            return ()
        line, column = problem.mark.line, problem.mark.column
        own = known.get((line, column)) or _path(problem.path)
        meant = getattr(problem.remedy, "values", {}).get("word")

        def paths() -> Iterator[rewrite.Path]:
            yield from (own, (*own[:-1], str(meant)))
            near = sorted(known, key=lambda at: (abs(at[0] - line), at > (line, column), abs(at[1] - column)))
            yield from (known[at] for at in near)  # of thousands, where neither of these is one

        return next((one for one in paths() if one and self._is_field(problem.mark.file, one)), ())

    def _is_field(self, file: str, path: rewrite.Path) -> bool:
        if file.endswith(_SHEET):
            return True
        if file not in self._files:
            return False
        with suppress(LookupError):
            hint_at(self._class(file), path)
            return True
        return False

    def retell(self) -> None:
        """Look for the problems once more, to say them in another language."""
        with self.changed:
            self._make()

    def edition(self, name: str) -> bytes | str:
        """Return an edition as it would be now, unwritten; a sentence where it cannot be made."""
        with self.changed:
            if self.shown is None:
                return _("There is something to mend first.")
            edition = edition_named(name)
            try:
                return self.shown.write(edition, self.shown.document(edition))
            except ContentError as error:
                return str(error)

    # How texts fit

    @property
    def is_long(self) -> bool:
        """Tell whether the note takes longer to plan than anybody waits for an answer beside a field."""
        return len(self.drawn) > LONG_DECK

    def fit(self, file: str, path: list[str | int], *, noted: bool = True) -> list[str]:
        """Return sentences on how the text at ``path`` of ``file`` fits, and what ten more words would cost.

        They are composed aside, from a copy that is never written; of the note only where it is to be ``noted``.
        """
        with self.changed:
            reading = self._read.get(file)
            known = {} if self.problems or not reading else reading.places
            place = next((at for at, one in known.items() if one == tuple(path)), None)
            if place is None or self.shown is None:
                return []
            mark, data = Mark(file, *place), self._files[file]
            if file.endswith(_SHEET):  # a cell has no room to fill
                return []
            value = str(rewrite.values_at(file, data, tuple(path)))
            more = rewrite.set_value(file, data, tuple(path), with_more_words(value))
            before = self._costs(self.shown, mark, [one.slide for one in self.drawn], noted=noted)
            after = self._aside({file: more}, mark, noted=noted)
            return [*(self._on_note(value) if noted else ()), said(before, after)]

    def _on_note(self, value: str) -> list[str]:
        """Return on which page of the note a text stands, and how full that is."""
        fit = self._note()
        page = fit.page_of("".join(run["t"] for run in runs_of(value))) if fit else 0
        if not fit or not page:
            return []
        full = f"{100 * fit.full[page - 1]:.0f}\u00a0%"
        return [_("Page {page} of {n} of the note, which is {full} full.", page=page, n=len(fit.full), full=full)]

    def _note(self) -> NoteFit | None:
        """Return how full the note's pages are; it is planned once for each version."""
        if self.shown and (self._fit is None or self._fit[0] != self.version):
            try:
                self._fit = (self.version, note_fit(self.shown))
            except ContentError:
                return None
        return self._fit[1] if self._fit else None

    def note_spots(self) -> list[list[dict[str, Any]]]:
        """Return where texts stand on each page of the note, for whoever clicks there."""
        with self.changed:
            fit = self._note()
            if fit is None:
                return []
            texts = [*self._texts()]
            return [
                [one | {"box": box} for one in texts if (box := fit.box_of(one["text"], page))]
                for page in range(len(fit.letters))
            ]

    @property
    def _translation(self) -> str:
        """Return the file of the translation that is looked at, if one is."""
        shown = self.shown.publication if self.shown else None
        file = path_of(self.slug, str(shown.language)) if shown and shown.original else ""
        return file if file in self._files else ""

    def _waiting(self) -> dict[Mark, str]:
        """Return where the texts stand that the translation looked at has not, each with its name there."""
        if not self._translation or self.production is None:
            return {}
        with suppress(ContentError):
            known = parsed(self._translation, self._files[self._translation])
            return untranslated(self.production.publication, known)
        return {}

    def _texts(self) -> Iterator[dict[str, Any]]:
        """Yield each text that can be edited, with its place."""
        files = [self._translation] if self._translation else [*self._written]
        for file in files:
            for path, leaf in rewrite.leaves(node) if (node := reread(file, self._files[file], [])) else ():
                with suppress(LookupError):
                    if hint_at(self._class(file), path) in (Text, model.Cell):
                        words = "".join(run["t"] for run in runs_of(leaf.value))
                        yield {"file": file, "path": path, "text": words}
        for field in self._read[self._translation].form["fields"] if self._translation else ():
            if field.get("state") == "missing":
                yield {
                    "file": self._translation,
                    "path": field["path"],
                    "text": "".join(run["t"] for run in field["source"]),
                }

    def caret(self, where: str | int, box: Box, x: float, y: float) -> tuple[str, str]:
        """Return the words before a point of a slide (by its picture's name) or of a page of the note, and those after.

        ``box`` holds the text; it and the point are in hundredths of the slide or the page.
        """
        from generator.edit.caret import parted

        with self.changed:
            if isinstance(where, int):
                fit = self._note()
                known = fit and 0 <= where < len(fit.lines)
                (wide, tall), words = (fit.size, fit.lines[where]) if fit and known else (self.size, ())
            else:
                one, (wide, tall) = self._shown(where), self.size
                scene = one.pictures.scene(one.number) if one else ()
                words = tuple(drawn for drawn in scene if isinstance(drawn, TextObject))
            if self.shown is None:
                return "", ""
            wide, tall = wide / 100, tall / 100
            inside = Box(box.x * wide, box.y * tall, box.width * wide, box.height * tall)
            return parted(words, inside, x * wide, y * tall, self.shown.kit.family)

    def _costs(self, production: Production, mark: Mark, slides: list[Slide], *, noted: bool) -> Costs:
        paras = [para for slide in slides for para in paragraphs_of(slide.shapes)]
        sizes = [one.size for one in paras if one.origin and one.origin.mark == mark]
        pages = 0
        if noted:
            fit = self._note() if production is self.shown else note_fit(production)
            pages = len(fit.full) if fit else 0
        return Costs(min(sizes, default=0.0), len(slides), pages)

    def _aside(self, files: Values[str, bytes], mark: Mark, *, noted: bool) -> Costs | ContentError:
        """Return what the text at ``mark`` would cost with other ``files``, which are forgotten again."""
        self._world.renew(files)
        try:
            production = Production(self._world, self.slug, memory=self._memory)
            production = production.edition(self.looking) if self.shown is not self.production else production
            slides = production.plan(edition_named("deck")).slides
            return self._costs(production, mark, list(slides), noted=noted)
        except ContentError as error:
            return error
        finally:
            self._memory.turn(done=False)
            self._world.renew({file: self._files[file] for file in files})

    def note_pages(self) -> list[bytes]:
        """Return the pages of the note as PNG: those of the very file that a build would write."""
        with self.changed:
            if self._pages is None or self._pages[0] != self.version:
                from generator.pdf.raster import images, png

                data = self.edition("note")
                found = [png(one) for one in images(data, _PAGE)] if isinstance(data, bytes) else []
                self._pages = (self.version, found)
            return self._pages[1]

    def picture(self, id: str) -> bytes | None:
        """Return the SVG of the slide whose picture has this name, of those that are shown."""
        with self.changed:
            one = self._shown(id)
            return one.draw()[0] if one else None

    def spots(self, id: str) -> list[dict[str, Any]] | None:
        """Return where the texts of that slide stand."""
        with self.changed:
            one = self._shown(id)
            if one is None:
                return None
            one.draw()
            places = {file: reading.places for file, reading in self._read.items()}
            spots: list[dict[str, Any]] = self._slide(one.number - 1, one, places)["spots"]
            return spots

    def _shown(self, id: str) -> Drawn | None:
        return next((one for one in self.drawn if one.id == id), None)


_FILES: dict[str, Callable[[Session, Edit], dict[str, bytes | None]]] = {
    "new-pillar": Session._new_pillar,
    "new-city": Session._new_city,
    "new-translation": Session._new_translation,
    "copy-pillar": Session._copied_pillar,
    "remove-pillar": Session._removed_pillar,
    "move-pillar": Session._moved_pillar,
}


_LINES: dict[str, Callable[[Session, Edit, bytes], bytes]] = {"text": Session._retyped, "mend": Session._mended}
"""What changes lines of a file, whatever YAML makes of them."""


def _step(old: Values[str, bytes], new: Values[str, bytes | None]) -> tuple[Change, ...]:
    """Return what differs between two states of the files."""
    files = sorted({*old, *new})
    return tuple(Change.between(one, old.get(one), new.get(one)) for one in files if old.get(one) != new.get(one))


def _key(problem: Problem) -> tuple[str, str, str]:
    """Return what a problem is, wherever it has moved to in its file."""
    return problem.mark.file, problem.path, problem.cause


def _unread(file: str, data: bytes) -> str | None:
    """Return the text of a file that YAML cannot read; None of one that it can, or that is no text."""
    if file.endswith(_SHEET) or reread(file, data, []) is not None:
        return None
    with suppress(UnicodeDecodeError):
        return rewrite.text_of(data)
    return None


def _places(node: Node | None) -> dict[tuple[int, int], rewrite.Path]:
    """Return the path of each scalar by its line and column."""
    return {(leaf.mark.line, leaf.mark.column): path for path, leaf in rewrite.leaves(node)} if node else {}


def _path(path: str) -> rewrite.Path:
    """Return "examples[0].text" as keys and indices."""
    return tuple(int(index) if index else key for key, index in re.findall(r"([\w-]+)|\[(\d+)\]", path))
