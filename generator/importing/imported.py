"""Make a publication of what was read: its pillars, its proposals, what a person has to look at, and the proof."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.deck.audit.access_shapes import names_file
from generator.document.words import language_named
from generator.edit.gazetteer import named_in
from generator.errors import PiliersError
from generator.importing.blocks import Picture, Reading, words
from generator.importing.draft import Draft
from generator.importing.outline import Outline, outlined
from generator.importing.pictures import Gallery
from generator.importing.pillar import (
    Entry,
    Made,
    cells_of,
    entries_with,
    label_for,
    marked,
    pillar_of,
    source_of,
    unwritten,
)
from generator.importing.proof import Piece, moved, pieces_written, require_words
from generator.importing.proposals import Cities, Icons, id_for, language_of
from generator.messages import _
from generator.source.inline import Run, plain

if TYPE_CHECKING:
    from generator.world import World

_STRETCHES = 4  # of moved words that are named


class Imported(Struct):
    """What a file became: the draft, its texts with the words of the file, and a sentence for each thing to look at."""

    draft: Draft
    pieces: list[Piece]
    doubts: list[str]

    @property
    def count(self) -> int:
        """Return how many words of the file were found again."""
        return sum(len(one.words) for one in self.pieces)


def imported(reading: Reading, world: World, name: str, language: str = "") -> Imported:
    """Return the publication made of ``reading``; ``name`` stands for a title where the file has none.

    Raises LostWordsError when a word of the file would not stand in the publication, or one more would.
    """
    return _restored(reading, world, name) or _Import(reading, world, name, language).result()


def _restored(reading: Reading, world: World, name: str) -> Imported | None:
    """Return the publication that a file of ours remembers; None where it does not, or not whole."""
    from generator.importing.remembered import remembered
    from generator.importing.restored import Restored

    with suppress(PiliersError, LookupError):
        if reading.office and (found := remembered(name, reading.office, world.names("templates/icons", ".svg"))):
            made = Restored(found, world)
            return Imported(made.draft, made.pieces, made.doubts)
    return None


class _Import:
    def __init__(self, reading: Reading, world: World, name: str, language: str) -> None:
        self._reading = reading
        self._name = name
        self._known = world.names("templates/words", ".yaml")
        self._icons = Icons(world)
        self._cities = Cities(world)
        self._gallery = Gallery()
        self._doubts = list(reading.doubts)
        self._added: set[tuple[str, str]] = set()
        self._ids: set[str] = set()
        self._examples: set[str] = set()
        self._places: dict[str, int] = {}
        self._unmarked: list[str] = []  # places that the registry lacks
        self._chosen: list[str] = []  # icons, each with the word that it was chosen by
        self._language = language or self._guessed()

    def _guessed(self) -> str:
        """Return the language that the words are in, or that the file names."""
        named = self._reading.language.partition("-")[0].lower()
        found = language_of(" ".join(self._reading.words), named, self._known)
        if found != named:
            self._doubts.append(_("Language: {language}, by the commonest words.", language=language_named(found)))
        return found

    def result(self) -> Imported:
        outline = outlined(self._reading.blocks)
        self._doubts += outline.doubts
        head = self._head(outline)
        made = [pillar_of(one.heading, one.label, one.notes, one.blocks) for one in outline.parts] or [Made(())]
        self._unreferred(made)
        pillars = dict(self._pillar(one) for one in made)
        head["pillars"] = list(pillars)
        if outline.order and outline.order != sorted(outline.order):
            head["overview"] = [list(pillars)[index] for index in outline.order]
        draft = Draft(head, pillars, self._gallery.files)
        pieces = self._prove(draft, outline)
        self._say(made)
        return Imported(draft, pieces, self._doubts)

    def _head(self, outline: Outline) -> dict[str, Any]:
        title = outline.title or (Run(self._name),)
        if not outline.title:
            self._added.add(("", "title"))
            self._doubts.append(_("The file has no title: its name stands for one."))
        head: dict[str, Any] = {"title": marked((Run(plain(title)),))}
        if outline.subtitle:
            head["subtitle"] = marked(outline.subtitle)
        head["language"] = self._language
        for block in outline.cover:
            if "picture" not in head and block.picture and (picture := self._picture(block.picture)):
                head["picture"] = picture
        return head

    def _unreferred(self, made: list[Made]) -> None:
        """Make examples of footnotes that nothing refers to: their words must stand somewhere."""
        used = {id for block in self._reading.blocks for id in block.notes}
        rest = [runs for id, runs in self._reading.notes.items() if id not in used and words(plain(runs))]
        if rest:
            self._doubts.append(_("Footnotes that nothing refers to stand as examples at the end: {n}.", n=len(rest)))
            made[-1].entries += [Entry(runs) for runs in rest]

    # A pillar

    def _pillar(self, made: Made) -> tuple[str, dict[str, Any]]:
        """Return a pillar's id and its keys, in the order of the model."""
        noted = self._reading.notes
        entries = list(entries_with(made, noted))
        heading = made.heading or (Run(_("Introduction") if self._reading.blocks else unwritten(_("heading"))),)
        label = made.label or (Run(label_for(heading)),)
        id = id_for(plain(label), _("pillar"), self._ids)
        self._added |= {(id, key) for key, own in (("heading", made.heading), ("label", made.label)) if not own}
        values: dict[str, Any] = {"label": marked((Run(plain(label)),)), "heading": marked((Run(plain(heading)),))}
        values["icon"] = self._icon(plain(label), plain(heading))
        values["spoken"] = marked((Run(made.spoken),)) if made.spoken else ""
        values["picture"] = self._picture(made.picture) if made.picture else ""
        values["intro"] = marked(made.intro) if made.intro else ""
        values["examples"] = [self._example(one) for one in entries]
        values["table"] = self._table(made, id, plain(label)) if made.table else ""
        return id, {key: value for key, value in values.items() if value}

    def _icon(self, label: str, text: str) -> str:
        icon, word = self._icons.proposed(label, text)
        shown = self._icons.shown(icon)
        self._chosen.append(f"{shown} ← {word}" if word else shown)
        return icon

    def _example(self, entry: Entry) -> dict[str, Any]:
        runs, places = self._cities.marked(entry.runs)
        for place in places:
            self._places[place] = self._places.get(place, 0) + 1
        text = plain(runs)
        while other := named_in(text, {*self._unmarked, *self._cities.ids}):
            self._unmarked.append(other.name)
        id = id_for(f"{' '.join(places)} {text}", _("example"), self._examples)
        values: dict[str, Any] = {"id": id, "text": marked(runs)}
        values["spoken"] = marked((Run(entry.spoken),)) if entry.spoken else ""
        values["points"] = [marked(one) for one in entry.points]
        values["source"] = source_of(entry.notes, self._reading.notes)
        values["picture"] = self._picture(entry.picture) if entry.picture else ""
        return {key: value for key, value in values.items() if value}

    def _table(self, made: Made, id: str, label: str) -> dict[str, Any]:
        if not made.caption:
            self._added.add((id, "caption"))
            self._doubts.append(_("A table has no caption: write it (pillar “{label}”).", label=label))
        caption = marked(made.caption) if made.caption else unwritten(_("what the table shows"))
        columns, *rows = made.table
        values: dict[str, Any] = {"caption": caption, "columns": cells_of(columns, heads=True)}
        values["rows"] = [cells_of(row, heads=False) for row in rows]
        if source := source_of(made.table_notes, self._reading.notes):
            values["source"] = source
        return values

    def _picture(self, picture: Picture) -> dict[str, str] | str:
        """Return the keys of a picture; nothing for one that cannot be used."""
        name, why = self._gallery.added(picture)
        if not name:
            self._doubts.append(_("A picture was left out: {why}", why=why))
            return ""
        shown = "" if names_file(picture.alt) else picture.alt
        if not shown.strip():
            self._doubts.append(_("{name}: write what it shows (“alt”), for those who do not see it.", name=name))
        alt = marked((Run(shown),)) if words(shown) else unwritten(_("what the picture shows"))
        return {"file": name, "alt": alt}

    # What is said of it

    def _prove(self, draft: Draft, outline: Outline) -> list[Piece]:
        """Return the texts in which all words were found again; say which stand elsewhere than in the file."""
        head, pillars = draft.read_back()
        texts, sources = pieces_written(head, pillars, self._added)
        written, sourced = ([word for one in all for word in one.words] for all in (texts, sources))
        read = self._reading
        require_words([*read.words, *read.note_words], [*written, *sourced], outline.markers)
        if stretches := moved(_without(read.words, outline.markers), written):
            said = "; ".join(_("“{text}”", text=one) for one in stretches[:_STRETCHES])
            said += f" (+ {more})" if (more := len(stretches) - _STRETCHES) > 0 else ""
            self._doubts.append(_("Words that stand elsewhere than in the file: {words}.", words=said))
        if read.notes:
            self._doubts.append(_("Footnotes became sources of the examples: look at their titles and addresses."))
        return [*texts, *sources]

    def _say(self, made: list[Made]) -> None:
        self._doubts.append(_("Icons proposed, some by a word (←): {icons}.", icons=", ".join(self._chosen)))
        if self._places:
            named = ", ".join(f"{name} ({count})" for name, count in self._places.items())
            self._doubts.append(_("Places marked by their names, to be looked at: {names}.", names=named))
        if self._unmarked:
            named = ", ".join(self._unmarked)
            self._doubts.append(
                _("Perhaps places, too: {names}. In the editor, their texts offer to put them on the map.", names=named)
            )
        if self._cities.ids and not self._places:
            self._doubts.append(_("No known place is named: mark places as [Bilbao](city:bilbao)."))
        if rows := sum(one.rows_left for one in made):
            self._doubts.append(_("Rows of a second table, or of one that is none, became examples: {n}.", n=rows))
        if left := sum(one.pictures_left for one in made):
            self._doubts.append(_("Pictures without a place of their own were left out: {n}.", n=left))


def _without(found: list[str], markers: list[str]) -> list[str]:
    """Return the words without the ``markers``, which stand among them in their order."""
    left, rest = [], list(markers)
    for word in found:
        if rest and word == rest[0]:
            rest.pop(0)
        else:
            left.append(word)
    return left
