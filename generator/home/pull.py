"""Compare a deck that somebody changed with what was built, and with the content as it is now: the changes to propose.

Nothing is proposed of what only setting differs in, so an unedited deck proposes nothing. What cannot be said as a
change of the content is listed as a note: nothing is lost silently.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations
from operator import eq
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from generator.deck.adjust import Adjustment, Place, anchor
from generator.deck.slide import FOOTER, PERSONAL
from generator.home.apply import is_required, value_of
from generator.home.changes import CELL, Change, side_by_side
from generator.home.comments import comments
from generator.home.deckfile import FileShape
from generator.home.looks import beside, looks
from generator.home.match import key_of, match_shapes, overlap, tokens_in
from generator.home.merge import Token, has_changed, merged, same, similarity, text_of, tokens
from generator.home.order import is_own, orders, pillar_of
from generator.home.settled import asked
from generator.home.since import Since, is_numbered
from generator.home.words import Compared, Said, compare
from generator.messages import _
from generator.source.inline import Run
from generator.source.repair import NUMBER
from generator.source.spreadsheet import pasted
from generator.units import EMU_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from generator.home.deckfile import Box, DeckFile, FileSlide, Line
    from generator.home.match import Slides
    from generator.home.values import Values

_GROWS = ("/text", "/short", "/intro", "/spoken", ":intro", ":spoken")
"""Texts that take a paragraph that somebody has added below them."""

STILL = 2 * EMU_PER_POINT
"""A shape that moved by less stands still: LibreOffice rounds to hundredths of a millimetre."""
_MOVED = 0.7  # of the words of a shape: one that says as many of them on another slide was moved there
_LISTED = re.compile(r"(.*/points)/#(\d+)$")
_EXAMPLE = re.compile(r"(pillars/[^:]+:examples/[^/]+)/")


def _made() -> str:
    return _("These words are made by the program, or by several texts.")


class _Found(Struct):
    """What was gathered: what places say of each text, notes for a person, paragraphs that were added to the notes."""

    said: dict[str, list[Said]] = field(default_factory=dict)
    notes: list[Change] = field(default_factory=list)
    spoken: dict[str, list[tuple[str, str]]] = field(default_factory=dict)  # pillar -> words, place
    adds: list[Change] = field(default_factory=list)
    lost: list[tuple[str, list[FileShape], str]] = field(default_factory=list)  # by a shape's name, its texts, place
    led: list[tuple[str, str, str]] = field(default_factory=list)  # links of made words: from and to where, place
    language: str = ""
    author: str = ""

    def asks(self, key: str, one: Said) -> tuple[str, ...]:
        """Return what a place asks for, as fingerprints."""
        return asked(key, one.before, one.after, self.author)

    def say(self, one: Said, place: str) -> None:
        """Note what a place says."""
        one.place = one.place or place
        self.said.setdefault(one.key, []).append(one)

    def note(self, place: str, said: str, before: str = "", after: str = "", key: str = "") -> None:
        """Note something that is for a person to see."""
        self.notes.append(Change(key=key, kind="note", place=place, said=said, before=before, after=after))


def proposals(
    deck: DeckFile,
    built: Sequence[FileSlide],
    slides: Slides,
    files: Mapping[str, bytes],
    slug: str,
    own: Collection[int] = (),
    names: Mapping[str, str] | None = None,
    values: Callable[[], Values] | None = None,
) -> list[Change]:
    """Return the changes that ``deck`` proposes to the content of ``slug``, whose ``files`` are as they are now.

    Of the slides ``own`` (from 0) others tell. Of a deck in another language, ``names`` are the keys of the
    translations of its texts, by the keys of the texts. ``values`` gathers the content's days and addresses as they are
    printed.
    """
    found = _Found(language=deck.language, author=deck.author)
    _gather(found, deck, built, slides)
    since = Since(files, slug, deck.language, found.said)
    found.said = {since.key(key): said for key, said in found.said.items()}
    pillars = _pillars_gone(built, slides)
    adds = [left for one in found.adds if (left := since.left(one, built))]
    removals = [*_removals(found, pillars, files, slug)]
    gone = {*pillars, *(one.key for one in removals)}
    _redrawn(found, {*gone, *(one.key for one in found.notes if one.key)}, files, slug)
    changes = [*_texts(found, files, slug, names), *removals, *_unspoken(found, gone, files, slug)]
    changes += orders(built, deck.slides, slides, files, slug)
    changes = [*(left for one in changes if (left := since.left(one, built))), *adds]
    changes = changes if names is None else [*map(_untranslated, changes)]
    changes += _of_values(found, values) if values else []
    changes += [_added_slide(deck.slides, index) for index in slides.added if index not in own]
    changes += _otherwise(deck, built, slides)
    signed = [replace(one, author=deck.author, date=deck.date) for one in (*changes, *found.notes)]
    return list(dict.fromkeys([*signed, *comments(deck, built, slides)]))


def _gather(found: _Found, deck: DeckFile, built: Sequence[FileSlide], slides: Slides) -> None:
    lost: list[tuple[FileShape, str]] = []
    new: list[tuple[FileShape, str]] = []
    if deck.resized:
        found.note("", _("The slides have another size: shapes that were moved cannot be told from the others."))
    for name in (one for one in deck.named if deck.sections is not None and one not in deck.sections):
        found.note("", _("A section of the slides is called so: the next build calls them as before."), after=name)
    for number in range(len(deck.slides)):
        keys = built[slides.found[number]].keys if number in slides.found else (PERSONAL,)
        if PERSONAL not in keys and not is_own(keys):  # a copy's own words stay there
            _slide(found, deck, built[slides.found[number]], number, lost, new)
    for number in (one for one in slides.removed if not is_own(built[one].keys)):
        if pillar_of(built[number]):
            lost += [(shape, "") for shape in built[number].shapes]
        else:  # what it showed is made from elsewhere, or stands in the note too
            said = _("A slide is gone: “{title}”.", title=title_of(built[number]))
            shown = ((*one.lines, [Run(one.alt)] if one.alt else []) for one in built[number].shapes)
            found.note("", said, before=_words(line for lines in shown for line in lines))
        spoken = [line for line in built[number].notes if any(run.citation.endswith(":spoken") for run in line)]
        if spoken and pillar_of(built[number]) not in _pillars_gone(built, slides):
            found.note("", _("A slide is gone: what is said of the pillar stays in its notes."), before=_words(spoken))
    for one, at in list(lost):
        alike = ((similarity(tokens_in(one), tokens_in(other[0])), -number) for number, other in enumerate(new))
        score, number = max(alike, default=(0.0, 0)) if one.lines else (0.0, 0)
        if score > _MOVED:
            lost.remove((one, at))
            _elsewhere(found, one, *new.pop(-number))
    _lost(found, lost)
    _new(found, new)


def _elsewhere(found: _Found, shape: FileShape, now: FileShape, place: str) -> None:
    """Tell of a text that stands on another slide by now, and propose its other words."""
    _shape(found, shape, now, place)
    if _says_something(shape):
        said = _("“{shape}” was moved to another slide: move the text within the content.", shape=shape.name)
        found.note(place, said, after=_words(now.lines))


def _of_values(found: _Found, values: Callable[[], Values]) -> list[Change]:
    """Return the changes of values that the program prints; notes of what can not be undone say where to write it."""
    made = [one for one in found.notes if one.said == _made()]
    if not (made or found.led):
        return []
    known, told = values(), [one for one in found.notes if one.said != _made()]
    changes: list[Change] = []
    for one in made:
        for key, old, new in (pairs := known.undone(one.before, one.after)):
            changes.append(Change(key=key, before=old, after=new, place=one.place))
        if pairs or known.undone(one.after, one.before):  # or the content says so by now
            continue
        keys = ", ".join(each.key for each in known.within(one.before))
        said = _("The program prints these words of {keys}: write there what shall stand here.", keys=keys)
        told.append(replace(one, said=said, key=keys.partition(",")[0]) if keys else one)
    for before, after, place in found.led:
        pairs = known.led(before, after)
        changes += [Change(key=key, before=old, after=new, place=place) for key, old, new in pairs]
        if not pairs and not any(new == old for _key, old, new in known.led(after, after)):
            said = _("A link of words that the program makes leads elsewhere: write it into the content.")
            told.append(Change(key="", kind="note", place=place, said=said, before=before, after=after))
    found.notes = told
    wordings: dict[str, dict[str, Change]] = {}
    for one in changes:
        same = wordings.setdefault(one.key, {}).get(one.after)
        place = ", ".join(dict.fromkeys([*([same.place] if same else []), one.place]))
        wordings[one.key][one.after] = replace(one, place=place)
    return [one for known_ in wordings.values() for one in side_by_side(list(known_.values()))]


def _otherwise(deck: DeckFile, built: Sequence[FileSlide], slides: Slides) -> Iterator[Change]:
    """Yield, as notes, what copies of slides say that the slides themselves, as they were built, do not."""
    said = _("On this copy of a slide stands what the slide itself does not say: write it into the content.")
    for number, slide in slides.copies.items():
        found = _Found(language=deck.language)
        new: list[tuple[FileShape, str]] = []
        _slide(found, deck, built[slide], number, [], new)
        _new(found, new)
        edited = [one for places in found.said.values() for one in places if one.is_edited and one.after]
        added = [(one.after.replace(CELL, " | "), one.place) for one in found.adds if one.kind == "add"]
        spoken = [pair for pairs in found.spoken.values() for pair in pairs]
        told = [*((merged("", [], one.after) or "", one.place) for one in edited), *added, *spoken]
        yield from (Change(key="", kind="note", place=place, said=said, after=words) for words, place in told)
        yield from (one for one in found.notes if one.after)


def _lost(found: _Found, lost: Sequence[tuple[FileShape, str]]) -> None:
    """Note shapes that are gone; what belongs to a card, or is the group of a text, goes with it."""
    texts: dict[str, list[FileShape]] = {}
    outer: FileShape | None = None
    for shape, place in lost:
        inner = shape.grouped and found.lost and found.lost[-1][2] == place
        outer = outer if inner else shape
        found.lost += [(shape.name, [], place)] if place and not inner else []
        _gone(found, shape, place)
        if _says_something(shape):
            texts.setdefault(place, []).extend(one for one in (shape, outer) if one)
            if place:
                found.lost[-1][1].append(shape)
    for shape, place in lost:
        known = texts.get(place, [])
        if place and shape not in known and not shape.grouped and not beside(shape, [*known, *_wholes(known)]):
            found.note(place, _("“{shape}” was deleted; the next build draws it again.", shape=shape.name))


def _wholes(shapes: Iterable[FileShape]) -> Iterator[FileShape]:
    """Yield the ground on which the ``shapes`` stand that show one thing: a chart with its legend, a figure."""
    boxes: dict[str, list[Box]] = {}
    for box, key in ((one.box, key) for one in shapes for key in _cited(one)):
        if box:
            file = key.partition(":")[0]
            boxes.setdefault(file if file.endswith(".csv") else next(holders(key), key), []).append(box)
    for some in boxes.values():
        left, top = (min(one[axis] for one in some) for axis in (0, 1))
        right, bottom = (max(one[axis] + one[axis + 2] for one in some) for axis in (0, 1))
        yield FileShape("", "g", (left, top, right - left, bottom - top))


def _redrawn(found: _Found, told: Collection[str], files: Mapping[str, bytes], slug: str) -> None:
    """Note shapes that are gone of which nothing is ``told``: what they show stands elsewhere, too."""
    for name, shapes, place in found.lost:
        lines = [line for shape in shapes for line in shape.texts]
        keys = {key for shape in shapes for key in _cited(shape)}
        held = {one for key in keys for one in (key, _held(key, files, slug))}
        known = any(key == one or key.startswith((f"{one}/", f"{one}:")) for key in held for one in told)
        if keys and not known and all(value_of(files, slug, key) is not None for key in keys):
            said = _("“{shape}” was deleted; the next build draws it again.", shape=name)
            found.note(place, said, before=_words(lines))


def _new(found: _Found, new: Sequence[tuple[FileShape, str]]) -> None:
    """Note shapes that nobody planned."""
    for shape, place in new:
        if words := _words(shape.texts):
            found.note(place, _("A text was added that stands behind no text of the content."), after=words)
        elif not shape.holder and not shape.grouped:
            found.note(place, _("“{shape}” was added: the next build does not have it.", shape=shape.name))


def _says_something(shape: FileShape) -> bool:
    """Tell whether a shape shows anything of the content."""
    return bool(shape.chart or _cited(shape))


def _cited(shape: FileShape) -> set[str]:
    """Return the keys of what a shape shows of the content."""
    keys = {run.citation for line in shape.texts for run in line}
    return {*keys, shape.key, *(key for key, *_cell in shape.chart)} - {""}


def _pillars_gone(built: Sequence[FileSlide], slides: Slides) -> set[str]:
    """Return the pillars none of whose slides is there any more."""
    there = {pillar_of(built[number]) for number in slides.found.values()}
    return {name for number in slides.removed if (name := pillar_of(built[number])) and name not in there}


def _slide(
    found: _Found,
    deck: DeckFile,
    built: FileSlide,
    number: int,
    lost: list[tuple[FileShape, str]],
    new: list[tuple[FileShape, str]],
) -> None:
    now, place = deck.slides[number], _("slide {n}", n=number + 1)
    pairs, added = match_shapes(built.shapes, now.shapes)
    for index, shape in enumerate(built.shapes):
        if index in pairs:
            _shape(found, shape, now.shapes[pairs[index]], place)
            found.adds += _changed(deck, built, now, shape, now.shapes[pairs[index]], place)
            _pictured(found, deck, shape, now.shapes[pairs[index]], place)
        else:
            lost.append((shape, place))
    new += [(now.shapes[index], place) for index in added]
    if deck.sections is not None and _are_restacked(built.shapes, now.shapes, pairs):
        found.note(
            place, _("Shapes were brought to the front or sent to the back: the next build stacks them as before.")
        )
    _furniture(found, deck, built, now, place)
    if now.hidden:
        found.note(place, _("The slide is hidden: the next build shows it."))
    if now.dressed:
        said = _("The slide has a background, a transition or an animation of its own: the next build does without.")
        found.note(place, said)
    _spoken(found, built, now, place)


def _are_restacked(built: Sequence[FileShape], now: Sequence[FileShape], pairs: Mapping[int, int]) -> bool:
    """Tell whether of two shapes, one upon the other, that which was below lies above."""
    pairs_now = ((built[one], now[other], other) for one, other in sorted(pairs.items()))
    stacked = [(one, other, at) for one, other, at in pairs_now if one.name == other.name and not one.grouped]
    return any(
        below[2] > above[2] and overlap(below[0].box, above[0].box) and overlap(below[1].box, above[1].box)
        for below, above in combinations(stacked, 2)
    )


def _furniture(found: _Found, deck: DeckFile, built: FileSlide, now: FileSlide, place: str) -> None:
    """Note what became of a slide's footer, number and date: what it shows is made by the program."""
    names = {FOOTER: _("footer"), "sldNum": _("slide number"), "dt": _("date")}
    there = now.furniture or {}
    for kind, name in names.items():
        words, known = now.feet.get(kind, ""), built.furniture is None or kind in built.furniture
        if kind in there and known:
            if words and (kind != FOOTER or (deck.feet and words not in deck.feet)):
                found.note(place, _made(), deck.feet[-1] if kind == FOOTER else "", words)
            boxes = (built.furniture or {}).get(kind), there[kind]
            one, other = (FileShape(name, "f", box) for box in boxes)
            if not deck.resized and has_moved(one, other):
                found.note(place, _("“{shape}” was moved: the next build puts it back.", shape=name))
        elif kind in there:
            found.note(place, _("“{shape}” was added: the next build does not have it.", shape=name), after=words)
        elif built.furniture and known:
            found.note(place, _("“{shape}” was deleted; the next build draws it again.", shape=name))


def _changed(
    deck: DeckFile, slide: FileSlide, file: FileSlide, one: FileShape, other: FileShape, place: str
) -> Iterator[Change]:
    """Yield a shape that was moved, resized or recoloured; the height of a table is that of its words."""
    found = looks(deck, slide, file.part, one, other)
    moved = not deck.resized and has_moved(one, other) and one.kind != "g" and not _took_place(slide, one, other)
    if one.grouped and (found.fill or found.ink or found.line):
        found.told.append(_("“{shape}” has other colours: the next build draws it as before.", shape=one.name))
    for said in found.told:
        yield Change(key="", kind="note", place=place, said=said)
    if one.box is None or one.grouped or not (moved or found.fill or found.ink or found.line):
        return
    was: tuple[float, ...] = tuple(round(value / EMU_PER_POINT, 4) for value in one.box)
    new = was
    if moved and other.box:
        sides = _sides(one)
        new = (*(round(value / EMU_PER_POINT, 4) for value in other.box[:sides]), *was[sides:])
    change = Adjustment(
        anchor(slide.keys, title_of(slide)), one.name, _place(was), _place(new), found.fill, found.ink, found.line,
        found.width / EMU_PER_POINT,
    )  # fmt: skip
    told = [_("“{shape}” was moved or resized.", shape=one.name)] if moved else []
    told += [_("“{shape}” has another colour.", shape=one.name)] if found.fill or found.ink else []
    told += [_("“{shape}” has another outline.", shape=one.name)] if found.line else []
    yield Change(key=msgspec.json.encode(change).decode(), kind="adjust", place=place, said=" ".join(told))


def _place(box: Sequence[float]) -> Place:
    left, top, width, height = box
    return left, top, width, height


def _took_place(slide: FileSlide, one: FileShape, other: FileShape) -> bool:
    """Tell whether a shape stands where another of its kind stood: cards that changed places did not move."""
    stem = _STEM.sub("", one.name)
    rest = [each for each in slide.shapes if each is not one and _STEM.sub("", each.name) == stem]
    return has_moved(one, other, whole=False) and any(not has_moved(each, other, whole=False) for each in rest)


_STEM = re.compile(r"[ \[].*")


_FILE = "/file"  # what a picture says: its own file


def _pictured(found: _Found, deck: DeckFile, one: FileShape, other: FileShape, place: str) -> None:
    """Note that a picture is there, with its alternative text, and where it is another one."""
    if one.key:
        there = [Token("", _FILE, Run(""))]
        found.say(Said(f"{one.key}{_FILE}", there, there), place)
    was, now = one.alt, other.alt
    if was and one.key:
        found.say(Said(f"{one.key}/alt", tokens([Run(was)]), tokens([Run(now or "")])), place)
    elif was is not None and not same(tokens([Run(was)]), tokens([Run(now or "")])) and not _forgot(deck, other):
        found.note(place, _("“{shape}” has another alternative text.", shape=one.name), was, now or "", key=one.key)
    if deck.looks and one.picture and other.picture and one.picture != other.picture:
        said = _(
            "“{shape}” shows another picture. Put its file into the publication's folder to keep it.", shape=one.name
        )
        found.note(place, said, key=one.key)


def _forgot(deck: DeckFile, shape: FileShape) -> bool:
    """Tell whether the alternative text of a shape was lost in saving: LibreOffice keeps those of pictures alone."""
    return "LibreOffice" in deck.office and shape.kind != "p" and not shape.alt


def _sides(shape: FileShape) -> int:
    """Return how many numbers of its box somebody can have changed: the height of a table is that of its words."""
    return 3 if shape.kind == "t" else 4


def has_moved(one: FileShape, other: FileShape, *, whole: bool = True) -> bool:
    """Tell whether a shape was moved or, as a ``whole``, resized."""
    if one.box is None or other.box is None:
        return False
    sides = _sides(one) if whole else 2
    return max(abs(a - b) for a, b in zip(one.box[:sides], other.box[:sides], strict=True)) > STILL


def _shape(found: _Found, built: FileShape, now: FileShape, place: str) -> None:
    if built.rows:
        _table(found, built, now, place)
    if built.chart:
        _chart(found, built, now, place)
    if not built.lines:
        if words := _words(now.lines):
            found.note(place, _("A text was written into “{shape}”.", shape=built.name), after=words)
        return
    _lines(found, compare(built.lines, now.lines), place)


def _lines(found: _Found, compared: Compared, place: str) -> None:
    """Propose what became of the lines of a shape."""
    known = {one.key: one for one in compared.texts}
    for _at, line, key in compared.added:
        _paragraph(found, known.get(key), line, place)
    for one in compared.texts:
        found.say(one, place)
    for before, after in compared.made:
        found.note(place, _made(), before, after)
    found.led += [(before, after, place) for before, after in compared.led]


def _paragraph(found: _Found, above: Said | None, line: Line, place: str) -> None:
    """Take a paragraph that was added below a text: into a list, behind the text, or as a note."""
    words = tokens(line)
    if not words:
        return
    if above and above.gone and not _LISTED.match(above.key):
        above.gone, above.after = False, words
    elif above and (listed := _LISTED.match(above.key)):
        after = merged("", [], words) or ""
        found.adds.append(Change(key=listed[1], kind="add", index=int(listed[2]) + 1, after=after, place=place))
    elif above and above.key.endswith(_GROWS):
        above.after += [words[0]._replace(lead=" "), *words[1:]]
    else:
        found.note(place, _("A paragraph was added that stands behind no text of the content."), after=_words([line]))


def _table(found: _Found, built: FileShape, now: FileShape, place: str) -> None:
    """Compare a table, cell by cell; rows are found by their first cells, columns by their heads."""
    now = _apart(found, built, _unsplit(found, built, now, place), place)
    columns = _aligned(*([key_of(cell) for cell in rows[0]] if rows else [] for rows in (built.rows, now.rows)))
    of_column = dict(columns)
    heads = [key_of(row[0]) for row in built.rows], [key_of(row[0]) if row else "" for row in now.rows]
    rows = _aligned(*heads, by_place=False)
    for column in (one for one in range(len(built.rows[0])) if one not in of_column):
        words = _bars(row[column] for row in built.rows if column < len(row))
        found.note(place, _("A column was removed from the table."), before=words)
    for column in (one for one in range(len(now.rows[0]) if now.rows else 0) if one not in of_column.values()):
        words = _bars(row[column] for row in now.rows if column < len(row))
        found.note(place, _("A column was added to the table."), after=words)
    of_row = dict(rows)
    for number, row in enumerate(built.rows):
        if number not in of_row:
            _lines_gone(found, row, place)
            continue
        other = now.rows[of_row[number]]
        for column, cell in enumerate(row):
            at = of_column.get(column, len(other))
            if at < len(other) and (cell or other[at]):
                _cell(found, cell, other[at], place)
    of_now = {at: number for number, at in rows}
    for number in (one for one in range(len(now.rows)) if one not in of_now):
        above = next((of_now[one] for one in range(number, -1, -1) if one in of_now), 0)
        more = next(one for one in range(number, -1, -1) if one in of_now or one == 0)
        cells = [now.rows[number][of_column[one]] for one in range(len(built.rows[0])) if one in of_column]
        _row(found, built.rows, above, number - more, cells, place)


_Merged = list[tuple[int, int, int, int]]


def _unsplit(found: _Found, built: FileShape, now: FileShape, place: str) -> FileShape:
    """Return a table with what was built in cells that somebody split; tell of them."""
    if not now.merged or any(len({*map(len, some)}) != 1 for some in (built.rows, now.rows)):
        return now
    rows, merged = _unsplit_across(found, built.rows, now.rows, now.merged, place)
    turned = [(left, top, width, height) for top, left, height, width in merged]
    columns, turned = _unsplit_across(found, _turned(built.rows), _turned(rows), turned, place)
    merged = [(top, left, height, width) for left, top, width, height in turned]
    return replace(now, rows=_turned(columns), merged=merged)


def _turned(rows: Sequence[Sequence[Line]]) -> list[list[Line]]:
    return [*map(list, zip(*rows, strict=True))]


def _unsplit_across(
    found: _Found, built: Sequence[Sequence[Line]], now: Sequence[Sequence[Line]], merged: _Merged, place: str
) -> tuple[list[list[Line]], _Merged]:
    """Return a table without the columns that came of splitting cells: all other rows have theirs merged there."""
    rows = [list(row) for row in now]
    split: list[tuple[int, int]] = []
    while len(rows[0]) > len(built[0]):
        over: dict[int, set[int]] = {at: set() for at in range(1, len(rows[0]))}
        for top, left, height, width in merged:
            for at in range(left + 1, left + width):
                over[at] |= set(range(top, top + height))
        at = next((one for one, covered in over.items() if 0 < len(covered) < len(rows)), 0)
        if not at:
            break
        for number in (one for one in range(len(rows)) if one not in over[at]):
            rows[number][at - 1] = [*rows[number][at - 1], Run(" | "), *rows[number][at]]
            split.append((number, at - 1))
        rows = [row[:at] + row[at + 1 :] for row in rows]
        shrunk = (
            (top, left - (left >= at), height, width - (left < at < left + width))
            for top, left, height, width in merged
        )
        merged = [one for one in shrunk if one[2:] != (1, 1)]
    said = _("A cell of the table was split: the next build keeps it whole. Write what it shall say.")
    for number, column in dict.fromkeys(split):
        heads = (row for row in built if key_of(row[0]) == key_of(rows[number][0]))
        was = built[number] if len(rows) == len(built) else next(heads, rows[number])
        found.note(place, said, _words([was[column]]), _words([rows[number][column]]))
        rows[number][column] = was[column]
    return rows, merged


def _apart(found: _Found, built: FileShape, now: FileShape, place: str) -> FileShape:
    """Return a table with what was built in cells that somebody merged; tell of them."""
    rows = [list(row) for row in now.rows]
    for top, left, height, width in now.merged:
        words = [token.key for token in tokens(now.rows[top][left])]
        places = [(row, column) for row, line in enumerate(built.rows) for column in range(len(line))]
        places.sort(key=lambda at: abs(at[0] - top) + abs(at[1] - left))
        parts = (_part(built, row, column, height, width) for row, column in places)
        was = next((part for part in parts if part and _says_all(words, part)), None)
        if was is None and len(rows) == len(built.rows):
            was = _part(built, top, left, height, width)  # its words were changed, too
        cells = [(row, column) for row in range(top, top + height) for column in range(left, left + width)]
        for (row, column), cell in zip(cells, was or (), strict=False):
            rows[row][column] = cell
        said = _("Cells of the table were merged: the next build keeps them apart. Write what each of them shall say.")
        found.note(place, said, _bars(was or ()), _words([now.rows[top][left]]))
    return replace(now, rows=rows) if now.merged else now


def _part(table: FileShape, top: int, left: int, height: int, width: int) -> list[Line] | None:
    """Return the cells of a part of a table, row by row; None where it has no such part."""
    found = [line[left : left + width] for line in table.rows[top : top + height]]
    return [cell for line in found for cell in line] if [len(line) for line in found] == [width] * height else None


def _says_all(words: Sequence[str], cells: Sequence[Line]) -> bool:
    return list(words) == [token.key for cell in cells for token in tokens(cell)]


def _row(found: _Found, rows: Sequence[Sequence[Line]], above: int, by: int, cells: Sequence[Line], place: str) -> None:
    """Take a row that was added, ``by`` rows below one that was built; as a note where it cannot be one."""
    known = [(number, match) for number, one in enumerate(rows) if (match := _row_of(one))]
    number, match = next((one for one in known if one[0] >= above), known[-1] if known else (0, None))
    if match is None or len(cells) < len(rows[0]):
        found.note(place, _("A row was added to the table."), after=_bars(cells))
        return
    at = max(0, int(match[2]) + above - number + by)
    key = f"{match[1]}:{at}" if match[1].endswith(".csv") else match[1]
    after = CELL.join(_value(cell, found.language) for cell in cells)
    found.adds.append(Change(key=key, kind="add", index=at, after=after, place=place))


_ROW = re.compile(r"([^:]+(?:\.csv|:table/rows))[:/]#?(\d+)/")


def _row_of(row: Sequence[Line]) -> re.Match[str] | None:
    """Return the list or the file in which a row stands, and its number there, by the keys of its cells."""
    keys = (run.citation for cell in row for run in cell)
    return next((match for key in keys if (match := _ROW.match(key))), None)


def _value(cell: Line, language: str) -> str:
    """Return what is written into a cell of the content."""
    number = pasted(_words([cell]), language)[0]
    words = tokens(cell)
    if all(token.style.strong for token in words):  # by its place
        words = [token._replace(style=replace(token.style, strong=False)) for token in words]
    return number if NUMBER.fullmatch(number) else merged("", [], words) or ""


def _bars(cells: Iterable[Line]) -> str:
    return " | ".join(_words([cell]) for cell in cells)


def _aligned(built: Sequence[str], now: Sequence[str], *, by_place: bool = True) -> list[tuple[int, int]]:
    """Return which of ``built`` is which of ``now``: by their places where there are as many, else without crossing.

    Not ``by_place`` where fewer would be as they were.
    """
    codes = SequenceMatcher(None, built, now, autojunk=False).get_opcodes()
    stay = sum(i2 - i1 for tag, i1, i2, _j1, _j2 in codes if tag == "equal")
    if len(built) == len(now) and (by_place or stay <= sum(map(eq, built, now))):
        return [(one, one) for one in range(len(built))]
    pairs: list[tuple[int, int]] = []
    for tag, i1, i2, j1, j2 in codes:
        first = [one for one in range(i1, i2) if tag == "equal" or built[one] not in now]
        pairs += zip(first, range(j1, j2), strict=False)  # of a stretch that differs, the first of each
    return pairs


def _cell(found: _Found, built: Line, now: Line, place: str) -> None:
    compared = compare([built] if built else [], [now])
    for one in compared.texts:
        one.after += [token for _at, line, _key in compared.added for token in tokens(line)]
    if not compared.texts:
        compared.made = [] if same(tokens(built), tokens(now)) else [(_words([built]), _words([now]))]
    compared.added = []
    _lines(found, compared, place)


def _chart(found: _Found, built: FileShape, now: FileShape, place: str) -> None:
    """Compare the values of a chart, and the names of its categories and series; as a note where it has other ones."""
    there = {tuple(at): value for value, *at in now.chart if value is not None}
    other = _has_other_cells({tuple(at) for _key, value, *at in built.chart if value is not None}, there)
    if other:
        found.note(
            place, _("“{shape}” has other data: write them into the content.", shape=built.name), after=_data(now)
        )
    if now.title:
        found.note(place, _("A title was typed into “{shape}”.", shape=built.name), after=now.title)
    for key, value, *at in built.chart:
        new = value if other else there.get(tuple(at), value)
        if isinstance(value, float | int) and isinstance(new, float) and abs(value - new) < 1e-9:
            new = value
        before, after = ([Token("", _printed(one), Run(""))] for one in (value, new))
        found.say(Said(key, before, after, drawn=True), place)


def _has_other_cells(built: Collection[tuple[Any, ...]], now: Collection[tuple[Any, ...]]) -> bool:
    """Tell whether a chart has fewer cells than were built, or more; LibreOffice forgets those of a kind as a whole."""
    kinds = {kind for kind, *_at in built} & {kind for kind, *_at in now}
    known, there = ([at for at in cells if at[0] in kinds] for cells in (built, now))
    last = [max(at[axis] for at in known) for axis in (1, 2)] if known else []
    return not set(known) <= set(there) or any(at[1] > last[0] or at[2] > last[1] for at in there)


def _data(shape: FileShape) -> str:
    """Return the cells of a chart, row by row: the names of its series, then each category with its values."""
    rows: dict[int, list[str]] = {-1: []}
    for value, kind, category, _series in shape.chart:
        if kind != "a":
            rows.setdefault(category, []).append(_printed(value))
    return "; ".join(" | ".join(row) for row in rows.values())


def _printed(value: Any) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float | int) else str(value)


def _spoken(found: _Found, built: FileSlide, now: FileSlide, place: str) -> None:
    """Compare the notes; paragraphs that were added are what a pillar's speaker says."""
    where = _("{place}, notes", place=place)
    if not now.noted:
        if words := _words(built.notes):
            found.note(where, _("The notes of this slide are gone: the next build writes them again."), words)
        return
    compared = compare(built.notes, now.notes)
    if now.marked:
        found.note(where, _("Words of the notes are set otherwise: the next build sets them as before."))
    for one in compared.texts:
        one.notes = True
        found.say(one, where)
    for before, after in compared.made:
        found.note(where, _made(), before, after)
    pillar = pillar_of(built)
    for _at, line, _key in compared.added:
        words = merged("", [], tokens(line)) or ""
        if pillar and words:
            found.spoken.setdefault(f"{pillar}:spoken", []).append((words, where))
        elif words:
            found.note(where, _("A paragraph was added that stands behind no text of the content."), after=words)


def _gone(found: _Found, shape: FileShape, place: str) -> None:
    """Note that a shape is gone, with all texts that it showed."""
    _lines_gone(found, shape.texts, place)
    if shape.key:
        found.say(Said(f"{shape.key}{_FILE}", [], [], gone=True), place)
    for key, *_cell in shape.chart:
        found.say(Said(key, [], [], gone=True, drawn=True), place)


def _lines_gone(found: _Found, lines: Iterable[Line], place: str) -> None:
    for one in compare(list(lines), []).texts:
        found.say(one, place)


def _untranslated(change: Change) -> Change:
    """Return what a translation has more or less in a list as a note: the publication's own language has it first."""
    said = _("This was added in a translation. Write it in the publication's own language, then translate it.")
    if change.kind == "remove" and (is_numbered(change.key) or change.key.endswith("spoken")):
        said = _("This was removed from a translation. Remove it in the publication's own language.")
    elif change.kind != "add":
        return change
    before, after = (text.replace(CELL, " | ") for text in (change.before, change.after))
    return Change(key=change.key, kind="note", before=before, after=after, place=change.place, said=said)


def _texts(found: _Found, files: Mapping[str, bytes], slug: str, names: Mapping[str, str] | None) -> Iterator[Change]:
    """Yield the changes of texts."""
    if names is not None:
        yield from _translated(found, files, slug, names)
        return
    for key, said in found.said.items():
        edited = [one for one in said if not one.gone and one.after and one.is_edited]
        notes_alone = edited and all(one.notes for one in edited)
        shown = any(not one.notes for one in said)
        if notes_alone and shown and _EXAMPLE.match(key) and key.endswith("/text"):
            yield from _said_aside(key, edited, files, slug)
        elif edited:
            yield from _text(found, key, edited, files, slug)
    for key, added in found.spoken.items():
        value = value_of(files, slug, key) or ""
        words = [one for one, _place in added if one not in value]
        if words:
            yield Change(key=key, before=value, after=" ".join([value, *words]).strip(), place=added[0][1])


def _translated(found: _Found, files: Mapping[str, bytes], slug: str, names: Mapping[str, str]) -> Iterator[Change]:
    """Yield the changes of texts of a translation; of one that is not translated yet, notes."""
    for key, said in found.said.items():
        edited = [one for one in said if not one.gone and one.after and one.is_edited]
        if edited and (name := names.get(key)):
            yield from _text(found, name, edited, files, slug)
        for one in edited if not names.get(key) else ():
            told = _("This text has no translation yet: write it into the file of the translation.")
            found.note(one.place, told, text_of(one.before), text_of(one.after), key=key)
    for key, added in found.spoken.items():
        for words, place in added:
            yield _untranslated(Change(key=key, kind="add", after=words, place=place))


def _said_aside(key: str, edited: Sequence[Said], files: Mapping[str, bytes], slug: str) -> Iterator[Change]:
    """Yield what the speaker shall say of an example whose card says something else."""
    spoken = f"{key.removesuffix('/text')}/spoken"
    value = value_of(files, slug, key) or ""
    after = merged(value, edited[0].before, edited[0].after)
    known = value_of(files, slug, spoken)
    if known is None and after is not None:
        yield Change(key=spoken, after=after, place=edited[0].place)
    elif known is None or known != after:
        words = merged("", [], edited[0].after) or ""
        yield Change(key=spoken, after=words, theirs=known or value, place=edited[0].place)


def _text(found: _Found, key: str, edited: Sequence[Said], files: Mapping[str, bytes], slug: str) -> Iterator[Change]:
    value = value_of(files, slug, key)
    first = edited[0]
    place = ", ".join(dict.fromkeys(one.place for one in edited))
    if (address := f"{key.removesuffix('title')}url") != f"{key}url" and (url := value_of(files, slug, address)):
        led = [pair for one in edited if (pair := _led(one))]
        if links := dict.fromkeys(new for old, new in led if old in ("", url) and new not in (old, url)):
            yield from side_by_side([Change(key=address, before=url, after=one, place=place) for one in links])
        edited = [one for one in map(_unled, edited) if one.is_edited]
        if not edited:
            return
    asks = tuple(dict.fromkeys(each for one in edited for each in found.asks(key, one)))
    change = Change(key=key, place=place, asks=asks)
    if value is None:
        said = _("The content no longer has this text.")
        yield replace(change, kind="note", before=text_of(first.before), after=text_of(first.after), said=said)
        return
    results = {_result(value, one, found.language): one for one in reversed(edited)}
    known = [one for one in results if one is not None]
    if len(results) > 1:
        theirs = value if {value, None} & results.keys() else ""  # what one place says was taken already
        texts = {
            (one if one is not None else text_of(said.after)): said for one, said in results.items() if one != value
        }
        changes = [replace(change, before=value, after=one, theirs=theirs) for one in reversed(texts)]
        signed = [replace(one, asks=found.asks(key, texts[one.after])) for one in changes]
        yield from side_by_side(signed)
    elif known:
        if known[0] != value:
            yield replace(change, before=value, after=known[0])
    elif text_of(first.after) != text_of(tokens([Run(value)])):
        before, after = (merged("", [], one) or "" for one in (first.before, first.after))
        yield replace(change, before=before, after=after, theirs=value)


def _led(one: Said) -> tuple[str, str] | None:
    """Return where all words of a text led, and where all of them lead; None where not all lead to one place."""
    before, after = ({token.style.link for token in text} for text in (one.before, one.after))
    return (before.pop(), after.pop()) if len(before) == len(after) == 1 else None


def _unled(one: Said) -> Said:
    """Return what a place says of a text, without its link, if that is one for all words."""
    if _led(one) is None:
        return one
    bare = ([token._replace(style=replace(token.style, link="")) for token in text] for text in (one.before, one.after))
    before, after = bare
    return Said(one.key, before, after, one.place, one.notes, one.gone)


def _result(value: str, one: Said, language: str) -> str | None:
    """Return the content's text with the change, or None for a conflict; of a number, the number."""
    if NUMBER.fullmatch(value):
        old, new = (pasted(text_of(text), language)[0] for text in (one.before, one.after))
        if not NUMBER.fullmatch(old) or float(old) == float(value) or old == new:
            return new if old != new else value
        return value if NUMBER.fullmatch(new) and float(new) == float(value) else None
    return merged(value, one.before, one.after)


def _removals(found: _Found, pillars: set[str], files: Mapping[str, bytes], slug: str) -> Iterator[Change]:
    """Yield what was removed: texts that stand on no slide any more, what holds nothing but such, whole ``pillars``.

    A chart is gone with what it drew, though a legend beside it still names its parts.
    """
    held = {key: _held(key, files, slug) for key, said in found.said.items() if any(not one.notes for one in said)}
    shown = {held[key]: [one for one in found.said[key] if one.drawn] or found.said[key] for key in held}
    keys = {one: key for key, one in held.items()}
    in_files = {one: key.rpartition("/")[0] for key, one in held.items() if key.partition(":")[0].endswith(".csv")}
    gone = {key for key, said in shown.items() if all(one.gone or not one.after for one in said if not one.notes)}
    done: set[str] = set()
    for pillar in sorted(pillars):
        heading = next((said[0].before for key, said in shown.items() if key == f"{pillar}:heading"), [])
        yield Change(key=pillar, kind="remove", before=text_of(heading))
    for key in sorted(gone, key=_in_order, reverse=True):
        made = ((one, [each for each in shown if _makes(each, one)]) for one in holders(key))
        holder = next((one for one, parts in made if parts and all(each in gone for each in parts)), key)
        if (
            any(holder == one or _within(holder, one) for one in done)
            or key.startswith("cities:")
            or key.partition(":")[0] in pillars
        ):
            continue
        if holder == key and key.endswith(f"picture{_FILE}"):
            holder = key.removesuffix(_FILE)
        done.add(holder)
        whole = holder
        if key in in_files and holder == key.rpartition("/")[0]:
            holder = in_files[key]
        place = next((one.place for one in shown[key] if one.place and not one.notes), "")
        if holder == key and is_required(key):
            if value_of(files, slug, keys[key]) is None:
                continue  # it went with its row, before
            found.note(
                place, _("This text was removed, but the content needs it."), text_of(shown[key][0].before), key=key
            )
        elif value_of(files, slug, holder) is not None:
            caption = value_of(files, slug, f"{holder}/caption") if holder.endswith(_OF_CELLS) else ""
            parts = [one for one in shown if one == key or (whole != key and _makes(one, whole))]
            values = {one: value_of(files, slug, one) for one in parts if not one.endswith(_FILE)}
            theirs = next((each for one, each in values.items() if each and _is_other(each, shown[one][0], found)), "")
            asks = tuple(dict.fromkeys(each for one in parts for each in found.asks(one, shown[one][0])))
            words = CELL.join(filter(None, (text_of(shown[one][0].before) for one in parts)))
            before = caption or words or value_of(files, slug, key) or ""
            yield Change(key=holder, kind="remove", before=before, place=place, theirs=theirs, asks=asks)


def _unspoken(found: _Found, removed: Collection[str], files: Mapping[str, bytes], slug: str) -> Iterator[Change]:
    """Yield what no notes say any more: the speaker's own words as removals; note others, but for what goes whole."""
    others: dict[str, list[str]] = {}
    for key, said in found.said.items():
        notes = [one for one in said if one.notes]
        gone = notes and all(one.gone or not one.after for one in notes)
        if not gone or any(key == one or key.startswith((f"{one}/", f"{one}:")) for one in removed):
            continue
        first, value = notes[0], value_of(files, slug, key)
        if not key.endswith(("/spoken", ":spoken")):
            others.setdefault(first.place, []).append(text_of(first.before))
        elif value is not None:
            theirs = value if has_changed(value, first.before) else ""
            yield Change(key=key, kind="remove", before=value, place=first.place, theirs=theirs)
    for place, words in others.items():
        told = _("This was removed from the notes; the next build says it there again.")
        found.note(place, told, " ".join(words))


def _is_other(value: str, one: Said, found: _Found) -> bool:
    """Tell whether the content says by now other words, or another number, than what was built of it."""
    number = pasted(text_of(one.before), found.language)[0]
    return bool(one.before) and value != number and has_changed(value, one.before)


def _in_order(key: str) -> tuple[object, ...]:
    return tuple(f"{int(step[1:]):06}" if step[1:].isdecimal() and step[0] == "#" else step for step in key.split("/"))


def _makes(key: str, holder: str) -> bool:
    """Tell whether a text makes up what holds it: an example is none without its words, but for its sources it is.

    Tables and charts are made of their cells: their captions and legends stand beside them.
    """
    if holder.endswith(_OF_CELLS):
        return _within(key, holder) and bool(_CELL.match(key, len(holder) + 1))
    aside = ("source/", "picture/") if "examples/" in holder else ("source/",)
    rest = _ITEM.sub("", key[len(holder) + 1 :])  # of a list, that of one of its items
    return _within(key, holder) and not rest.startswith(aside)


def _within(key: str, holder: str) -> bool:
    return key.startswith(f"{holder}/")


def _held(key: str, files: Mapping[str, bytes], slug: str) -> str:
    """Return ``key``; that of a CSV file as one within the table or chart that reads it."""
    file, _colon, cell = key.partition(":")
    if not file.endswith(".csv"):
        return key
    for path in files:
        pillar = path.removeprefix(f"content/{slug}/").removesuffix(".yaml")
        for name in ("table", "chart") if path.endswith(".yaml") else ():
            if value_of(files, slug, f"{pillar}:{name}/csv") == file.rpartition("/")[2]:
                return f"{pillar}:{name}/{cell}"
    return key


_ITEM = re.compile(r"^#\d+/")
_OF_CELLS = (":table", ":chart")
_CELL = re.compile(r"(?:rows|columns|series/#\d+/values|\d+)/")
_LISTS = {"figures", "points", "partners"}
"""Lists that go with the last of their items: they may be left out, but not be empty."""
_WHOLES = {"quote", "table", "chart", "call", "contact", "session", "picture", "source"}


def holders(key: str) -> Iterator[str]:
    """Yield what holds a text and can go as a whole, the largest first: its pillar, its example, its quotation, …"""
    file, _colon, path = key.partition(":")
    steps = path.split("/")
    for number in range(1, len(steps)):
        before = steps[number - 2] if number > 1 else ""
        listed = before in ("examples", "figures", "rows", "series", "partners") or steps[number - 1] in _LISTS
        line = before in ("table", "chart") and steps[number - 1].isdecimal()
        if listed or line or steps[number - 1] in _WHOLES:
            yield f"{file}:{'/'.join(steps[:number])}"


def _added_slide(slides: Sequence[FileSlide], index: int) -> Change:
    said, place = _("A slide was added by hand."), _("slide {n}", n=index + 1)
    return Change(key=f"slides:{index + 1}", kind="note", after=title_of(slides[index]), place=place, said=said)


def title_of(slide: FileSlide) -> str:
    """Return the first words on a slide, or nothing."""
    return next((words for shape in slide.shapes if (words := _words(shape.lines))), "")


def _words(lines: Iterable[Line]) -> str:
    return " ".join(" ".join("".join(run.text for run in line).split()) for line in lines).strip()
