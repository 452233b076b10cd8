"""Compare a deck that somebody changed with what was built, and with the content as it is now: the changes to propose.

Nothing is proposed of what only setting differs in, so an unedited deck proposes nothing. What cannot be said as a
change of the content is listed as a note: nothing is lost silently.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, field
from msgspec.structs import replace

from generator.deck.adjust import Adjustment, anchor
from generator.deck.slide import PERSONAL
from generator.home.apply import is_required, value_of
from generator.home.changes import Change, side_by_side
from generator.home.comments import comments
from generator.home.match import Slides, match_shapes, match_slides
from generator.home.merge import Token, merged, same, tokens
from generator.home.order import is_own, orders, pillar_of
from generator.home.words import Said, compare
from generator.messages import _
from generator.source.inline import Run
from generator.source.repair import NUMBER
from generator.source.spreadsheet import pasted
from generator.units import EMU_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.home.deckfile import DeckFile, FileShape, FileSlide, Line

_GROWS = ("/text", "/short", "/intro", "/spoken", ":intro", ":spoken")
"""Texts that take a paragraph that somebody has added below them."""

STILL = 2 * EMU_PER_POINT
"""A shape that moved by less stands still: LibreOffice rounds to hundredths of a millimetre."""
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

    def say(self, one: Said, place: str) -> None:
        """Note what a place says."""
        one.place = one.place or place
        self.said.setdefault(one.key, []).append(one)

    def note(self, place: str, said: str, before: str = "", after: str = "", key: str = "") -> None:
        """Note something that is for a person to see."""
        self.notes.append(Change(key=key, kind="note", place=place, said=said, before=before, after=after))


def proposals(
    deck: DeckFile, built: Sequence[FileSlide], files: Mapping[str, bytes], slug: str, own: Collection[int] = ()
) -> list[Change]:
    """Return the changes that ``deck`` proposes to the content of ``slug``, whose ``files`` are as they are now.

    Of the slides ``own`` (from 0) others tell.
    """
    found = _Found()
    slides = match_slides(built, deck.slides)
    _gather(found, deck, built, slides)
    pillars = _pillars_gone(built, slides)
    changes = [*_texts(found, files, slug, deck.language), *_removals(found, pillars, files, slug)]
    changes += orders(built, deck.slides, slides, files, slug)
    changes += found.adds
    changes += [_added_slide(deck.slides, index) for index in slides.added if index not in own]
    signed = [replace(one, author=deck.author, date=deck.date) for one in (*changes, *found.notes)]
    return list(dict.fromkeys([*signed, *comments(deck, built, slides)]))


def _gather(found: _Found, deck: DeckFile, built: Sequence[FileSlide], slides: Slides) -> None:
    lost: list[tuple[FileShape, str]] = []
    new: list[tuple[FileShape, str]] = []
    for number, slide in enumerate(deck.slides):
        keys = built[slides.found[number]].keys if number in slides.found else (PERSONAL,)
        if PERSONAL not in keys and not is_own(keys):  # a copy's own words stay there
            _slide(found, built[slides.found[number]], slide, number + 1, lost, new)
    for number in (one for one in slides.removed if not is_own(built[one].keys)):
        lost += [(shape, "") for shape in built[number].shapes]
        if not pillar_of(built[number]):  # what it showed is made from elsewhere
            found.note("", _("A slide is gone: “{title}”.", title=title_of(built[number])))
    for shape, place in lost:
        if _words(shape.lines) and any(_words(one.lines) == _words(shape.lines) for one, _at in new):
            new[:] = [(one, at) for one, at in new if _words(one.lines) != _words(shape.lines)]
            continue  # it stands on another slide now
        _gone(found, shape, place)
    for shape, place in new:
        if words := _words([*shape.lines, *(cell for row in shape.rows for cell in row)]):
            found.note(place, _("A text was added that stands behind no text of the content."), after=words)


def _pillars_gone(built: Sequence[FileSlide], slides: Slides) -> set[str]:
    """Return the pillars none of whose slides is there any more."""
    there = {pillar_of(built[number]) for number in slides.found.values()}
    return {name for number in slides.removed if (name := pillar_of(built[number])) and name not in there}


def _slide(
    found: _Found,
    built: FileSlide,
    now: FileSlide,
    number: int,
    lost: list[tuple[FileShape, str]],
    new: list[tuple[FileShape, str]],
) -> None:
    place = _("slide {n}", n=number)
    pairs, added = match_shapes(built.shapes, now.shapes)
    found.adds += _moved(built, now, pairs, place)
    for index, shape in enumerate(built.shapes):
        if index in pairs:
            _shape(found, shape, now.shapes[pairs[index]], place)
        else:
            lost.append((shape, place))
    new += [(now.shapes[index], place) for index in added]
    _spoken(found, built, now, place)


def _moved(built: FileSlide, now: FileSlide, pairs: Mapping[int, int], place: str) -> Iterator[Change]:
    """Yield the shapes that were moved or resized; the height of a table is that of its words."""
    for index, there in pairs.items():
        one, other = built.shapes[index], now.shapes[there]
        if one.box is None or other.box is None or one.kind == "g" or one.grouped:
            continue
        if not has_moved(one, other):
            continue
        sides = _sides(one)
        was, new = ([round(value / EMU_PER_POINT, 4) for value in box] for box in (one.box, other.box))
        new[sides:] = was[sides:]
        slide = anchor(built.keys, title_of(built))
        moved = Adjustment(slide, one.name, (was[0], was[1], was[2], was[3]), (new[0], new[1], new[2], new[3]))
        key = msgspec.json.encode(moved).decode()
        said = _("“{shape}” was moved or resized.", shape=one.name)
        yield Change(key=key, kind="adjust", place=place, said=said)


def _sides(shape: FileShape) -> int:
    """Return how many numbers of its box somebody can have changed: the height of a table is that of its words."""
    return 3 if shape.kind == "t" else 4


def has_moved(one: FileShape, other: FileShape) -> bool:
    """Tell whether a shape was moved or resized."""
    if one.box is None or other.box is None:
        return False
    sides = _sides(one)
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
    compared = compare(built.lines, now.lines)
    known = {one.key: one for one in compared.texts}
    for _at, line, key in compared.added:
        _paragraph(found, known.get(key), line, place)
    for one in compared.texts:
        found.say(one, place)
    for before, after in compared.made:
        found.note(place, _made(), before, after)


def _paragraph(found: _Found, above: Said | None, line: Line, place: str) -> None:
    """Take a paragraph that was added below a text: into a list, behind the text, or as a note."""
    words = tokens(line)
    if not words:
        return
    if above and (listed := _LISTED.match(above.key)):
        after = merged("", [], words) or ""
        found.adds.append(Change(key=listed[1], kind="add", index=int(listed[2]) + 1, after=after, place=place))
    elif above and above.key.endswith(_GROWS):
        above.after += [words[0]._replace(lead=" "), *words[1:]]
    else:
        found.note(place, _("A paragraph was added that stands behind no text of the content."), after=_words([line]))


def _table(found: _Found, built: FileShape, now: FileShape, place: str) -> None:
    """Compare a table, row by row; rows are found by their first cells."""
    heads = [[_head(row) for row in one.rows] for one in (built, now)]
    same_size = len(built.rows) == len(now.rows)
    left = list(range(len(now.rows)))
    for number, row in enumerate(built.rows):
        at = number if same_size else next((one for one in left if heads[1][one] == heads[0][number]), None)
        if at is None or (now.rows and len(now.rows[at]) != len(row)):
            for cell in row:
                _lines_gone(found, [cell], place)
            continue
        left.remove(at)
        for one, other in zip(row, now.rows[at], strict=True):
            if one or other:
                _cell(found, one, other, place)
    for number in left:
        words = " | ".join(_words([cell]) for cell in now.rows[number])
        found.note(place, _("A row was added to the table."), after=words)


def _head(row: Sequence[Line]) -> str:
    return " ".join(token.key for token in tokens(row[0])) if row else ""


def _cell(found: _Found, built: Line, now: Line, place: str) -> None:
    compared = compare([built] if built else [], [now])
    for one in compared.texts:
        if compared.added:
            one.after += [token for _at, line, _key in compared.added for token in tokens(line)]
        found.say(one, place)
    if not compared.texts and not same(tokens(built), tokens(now)):
        found.note(place, _made(), _words([built]), _words([now]))


def _chart(found: _Found, built: FileShape, now: FileShape, place: str) -> None:
    """Compare the values of a chart, and the names of its categories and series."""
    there = {tuple(cell[1:]): cell[0] for cell in now.chart}
    for key, value, *at in built.chart:
        if tuple(at) not in there:
            continue
        new = there[tuple(at)]
        if value != new and not (isinstance(value, float | int) and isinstance(new, float) and abs(value - new) < 1e-9):
            before, after = ([Token("", _printed(one), Run(""))] for one in (value, new))
            found.say(Said(key, before, after), place)


def _printed(value: Any) -> str:
    return "" if value is None else f"{value:.12g}" if isinstance(value, float | int) else str(value)


def _spoken(found: _Found, built: FileSlide, now: FileSlide, place: str) -> None:
    """Compare the notes; paragraphs that were added are what a pillar's speaker says."""
    compared = compare(built.notes, now.notes)
    where = _("{place}, notes", place=place)
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
    _lines_gone(found, [*shape.lines, *(cell for row in shape.rows for cell in row)], place)
    for key, *_cell in shape.chart:
        found.say(Said(key, [], [], gone=True), place)


def _lines_gone(found: _Found, lines: Iterable[Line], place: str) -> None:
    for one in compare(list(lines), []).texts:
        found.say(one, place)


def _texts(found: _Found, files: Mapping[str, bytes], slug: str, language: str) -> Iterator[Change]:
    """Yield the changes of texts."""
    for key, said in found.said.items():
        edited = [one for one in said if not one.gone and one.after and one.is_edited]
        notes_alone = edited and all(one.notes for one in edited)
        shown = any(not one.notes for one in said)
        if notes_alone and shown and _EXAMPLE.match(key) and key.endswith("/text"):
            yield from _said_aside(key, edited, files, slug)
        elif edited:
            yield from _text(key, edited, files, slug, language)
    for key, added in found.spoken.items():
        value = value_of(files, slug, key) or ""
        words = [one for one, _place in added if one not in value]
        if words:
            yield Change(key=key, before=value, after=" ".join([value, *words]).strip(), place=added[0][1])


def _said_aside(key: str, edited: Sequence[Said], files: Mapping[str, bytes], slug: str) -> Iterator[Change]:
    """Yield what the speaker shall say of an example whose card says something else."""
    spoken = f"{key.removesuffix('/text')}/spoken"
    value = value_of(files, slug, key) or ""
    after = merged(value, edited[0].before, edited[0].after)
    known = value_of(files, slug, spoken)
    if known is None and after is not None:
        yield Change(key=spoken, after=after, place=edited[0].place)
    elif known != after:
        words = merged("", [], edited[0].after) or ""
        yield Change(key=spoken, after=words, theirs=known or value, place=edited[0].place)


def _text(key: str, edited: Sequence[Said], files: Mapping[str, bytes], slug: str, language: str) -> Iterator[Change]:
    value = value_of(files, slug, key)
    first = edited[0]
    place = ", ".join(dict.fromkeys(one.place for one in edited))
    if value is None:
        said = _("The content no longer has this text.")
        yield Change(key=key, kind="note", before=_said(first.before), after=_said(first.after), place=place, said=said)
        return
    results = list(dict.fromkeys(_result(value, one, language) for one in edited))
    known = [one for one in results if one is not None]
    if len(known) == 1 and len(results) == 1:
        if known[0] != value:
            yield Change(key=key, before=value, after=known[0], place=place)
    elif len(results) > 1:
        texts = [one if one is not None else _said(said.after) for one, said in zip(results, edited, strict=False)]
        yield from side_by_side([Change(key=key, before=value, after=one, place=place) for one in texts])
    elif _said(first.after) != _said(tokens([Run(value)])):
        before, after = (merged("", [], one) or "" for one in (first.before, first.after))
        yield Change(key=key, before=before, after=after, theirs=value, place=place)


def _result(value: str, one: Said, language: str) -> str | None:
    """Return the content's text with the change, or None for a conflict; of a number, the number."""
    if NUMBER.fullmatch(value):
        old, new = (pasted(_said(text), language)[0] for text in (one.before, one.after))
        if not NUMBER.fullmatch(old) or float(old) == float(value) or old == new:
            return new if old != new else value
        return value if NUMBER.fullmatch(new) and float(new) == float(value) else None
    return merged(value, one.before, one.after)


def _said(found: Sequence[Token]) -> str:
    return "".join(token.lead + token.text for token in found).strip()


def _removals(found: _Found, pillars: set[str], files: Mapping[str, bytes], slug: str) -> Iterator[Change]:
    """Yield what was removed: texts that stand on no slide any more, what holds nothing but such, whole ``pillars``."""
    shown = {_held(key, files, slug): said for key, said in found.said.items() if any(not one.notes for one in said)}
    gone = {key for key, said in shown.items() if all(one.gone or not one.after for one in said if not one.notes)}
    done: set[str] = set()
    for pillar in sorted(pillars):
        heading = next((said[0].before for key, said in shown.items() if key == f"{pillar}:heading"), [])
        yield Change(key=pillar, kind="remove", before=_said(heading))
    for key in sorted(gone, key=_in_order, reverse=True):
        holder = next((one for one in holders(key) if all(k in gone for k in shown if _within(k, one))), key)
        if holder in done or key.startswith("cities:") or key.partition(":")[0] in pillars:
            continue
        done.add(holder)
        place = next((one.place for one in shown[key] if one.place and not one.notes), "")
        if holder == key and is_required(key):
            found.note(
                place, _("This text was removed, but the content needs it."), _said(shown[key][0].before), key=key
            )
        elif value_of(files, slug, holder) is not None:
            yield Change(key=holder, kind="remove", before=_said(shown[key][0].before), place=place)


def _in_order(key: str) -> tuple[object, ...]:
    return tuple(f"{int(step[1:]):06}" if step[1:].isdecimal() and step[0] == "#" else step for step in key.split("/"))


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


_WHOLES = {"quote", "table", "chart", "call", "contact", "session", "picture", "source"}


def holders(key: str) -> Iterator[str]:
    """Yield what holds a text and can go as a whole, the largest first: its pillar, its example, its quotation, …"""
    file, _colon, path = key.partition(":")
    steps = path.split("/")
    for number in range(1, len(steps)):
        before = steps[number - 2] if number > 1 else ""
        if before in ("examples", "figures", "rows", "series", "partners") or steps[number - 1] in _WHOLES:
            yield f"{file}:{'/'.join(steps[:number])}"


def _added_slide(slides: Sequence[FileSlide], index: int) -> Change:
    said, place = _("A slide was added by hand."), _("slide {n}", n=index + 1)
    return Change(key=f"slides:{index + 1}", kind="note", after=title_of(slides[index]), place=place, said=said)


def title_of(slide: FileSlide) -> str:
    """Return the first words on a slide, or nothing."""
    return next((words for shape in slide.shapes if (words := _words(shape.lines))), "")


def _words(lines: Iterable[Line]) -> str:
    return " ".join(" ".join("".join(run.text for run in line).split()) for line in lines).strip()
