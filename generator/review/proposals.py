"""What Word copies ask for, as proposals: changed texts, comments, and what a person must look at."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.changes.compare import displaced
from generator.home.apply import content_files, is_required
from generator.home.changes import CELL, Change, side_by_side
from generator.home.merge import Token, has_changed, merged, same, set_as, similarity, tokens, written
from generator.home.pull import holders
from generator.home.settled import asked
from generator.home.since import Since
from generator.home.words import Said
from generator.messages import _
from generator.review.items import Item, read_items
from generator.review.word import Added, WordCopy, Words, read_copy
from generator.source.inline import Run, plain
from generator.source.markup import text_in
from generator.source.repair import NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from generator.home.changes import Kind
    from generator.world import World

_EXAMPLE = re.compile(r"(pillars/[^:]+:examples)/([^/]+)/text")
_MOVED = 0.8  # of the words of a text, in a paragraph that says them elsewhere: more than two texts have in common
_WORDS = 4  # fewer may be anything
_ROW = re.compile(r"(?P<rows>.*:table/)(?:columns/#\d+|rows/#(?P<row>\d+)/#\d+)|(?P<file>[^:]+\.csv):(?P<line>\d+)/\d+")
_POINT = re.compile(r"(.*/points|.*:points)/#(\d+)")


def copy_changes(world: World, name: str, data: bytes, slug: str) -> tuple[WordCopy, list[Change]]:
    """Return the copy that ``data`` is, and what it proposes to the content of ``slug``."""
    publication, items = read_items(world, slug)
    copy = _reunited(read_copy(name, data, items))
    built = copy.built or {key: tuple(_bare(item.runs)) for key, item in items.items()}
    since = Since(content_files(world, slug), slug, publication.language, _said(copy, built))
    there = {key: items[now] for key in built if (now := since.key(key)) in items}
    texts = _whole(list(_texts(copy, there)), copy)
    found = [*texts, *_added(copy, built), *_put_beside(copy), *_remarks(copy)]
    left = [new for one in found if (new := since.left(one, ())) is not None]
    moved = [one if one.kind == "add" else replace(one, key=since.key(one.key, one.key)) for one in left]
    return copy, [*moved, *_order(copy, items)]


def _said(copy: WordCopy, built: Mapping[str, tuple[Run, ...]]) -> dict[str, list[Said]]:
    """Return what the copy says of each text that was printed."""
    said = {}
    for key, runs in built.items():
        now = copy.texts[key].runs if key in copy.texts else []
        said[key] = [Said(key, tokens(runs), tokens(now), gone=not now)]
    return said


def publication_of(name: str, data: bytes) -> str:
    """Return the publication that a copy remembers, or nothing."""
    return read_copy(name, data, (), asked=True).publication


def _reunited(copy: WordCopy) -> WordCopy:
    """Give the paragraphs that belong to no text, but say a part of one, to that text: LibreOffice splits so.

    They stand right above or below what is left of it; or, whole, where somebody has moved it to.
    """
    _bring_back(copy)
    starts = sorted((words.paragraphs[0], key) for key, words in copy.texts.items() if words.paragraphs)
    left: list[Added] = []
    for one in reversed(copy.added):
        below = next((key for number, key in starts if number > one.place), "")
        gain, key = max((_gain(copy, key, one, above=key == below), key) for key in (one.after, below))
        if gain <= 0:
            left.append(one)
            continue
        words = copy.texts[key]
        runs, space = one.runs, Run(" ")
        words.edits += [one.edit] if one.edit else []
        if key == below:
            words.runs = [*runs, space, *words.runs]
            words.breaks = [len(runs) + 1, *(at + len(runs) + 1 for at in words.breaks)]
        else:
            words.breaks.append(len(words.runs) + 1)
            words.runs += [space, *runs]
    copy.added = left[::-1]
    return copy


def _bring_back(copy: WordCopy) -> None:
    """Give the paragraphs that say a text which is gone from its place to that text: somebody has moved it.

    An office suite drops what a paragraph is known by when it is cut and pasted.
    """
    gone = {key: tokens(base) for key, base in copy.built.items() if key not in copy.texts or not copy.texts[key].runs}
    for one in list(copy.added):
        said = tokens(one.runs)
        alike, key = max(((similarity(base, said), key) for key, base in gone.items()), default=(0.0, ""))
        if alike >= _MOVED and len(said) >= _WORDS:
            del gone[key]
            copy.added.remove(one)
            copy.texts[key] = Words(list(one.runs), [one.place], [one.edit] if one.edit else [])
            copy.order = sorted(copy.texts, key=lambda each: copy.texts[each].paragraphs[:1])


def _gain(copy: WordCopy, key: str, one: Added, *, above: bool) -> float:
    """Return how much more a text says what was printed of it if a paragraph is a part of it, from -1 to 1."""
    if key not in copy.built or key not in copy.texts:
        return -1.0
    base, now = tokens(copy.built[key]), copy.texts[key].runs
    runs = [*one.runs, Run(" "), *now] if above else [*now, Run(" "), *one.runs]
    return similarity(base, tokens(runs)) - similarity(base, tokens(now))


def _texts(copy: WordCopy, items: Mapping[str, Item]) -> Iterator[Change]:
    """Yield what each text became."""
    for key in dict.fromkeys([*copy.texts, *copy.built]):
        item, words = items.get(key), copy.texts.get(key)
        base = copy.built.get(key) or (tuple(_bare(item.runs)) if item else ())
        if words is None:
            yield from _removed(key, base, items, copy)
            continue
        before, after = tokens(base), tokens(words.runs)
        changed = not same(before, after) or set_as(before) != set_as(after)
        halves = _halves(key, words, copy, items) if len(words.breaks) == 1 else None
        if halves is not None:
            yield from halves
        elif changed and (change := _text(key, item, before, after)):
            yield _asking(_signed(change, words, copy), before, after)
        if halves is None and words.breaks:
            yield _signed(_note(key, _("It was split into {n} paragraphs.", n=len(words.breaks) + 1)), words, copy)
        if words.joined and after:
            yield _signed(_note(key, _("Its paragraph was joined with the next one.")), words, copy)


def _asking(change: Change, before: Sequence[Token], after: Sequence[Token]) -> Change:
    return replace(change, asks=asked(change.key, before, after, change.author))


def _text(key: str, item: Item | None, before: Sequence[Token], after: Sequence[Token]) -> Change | None:
    """Return the change of a text's words: into the content as it is now, or as a conflict with it.

    None where the content says so already.
    """
    said = written(after)
    if item is None:  # it is gone from the content meanwhile
        gone = _("It is no longer in the content.")
        return Change(key=key, kind="note", before=written(before), after=said, said=gone) if after else None
    if not after:
        return _emptied(key, item, before)
    if item.number:
        old, new = _number(written(before)), _number(said)
        if _is_same_number(new, item.value):
            return None
        return Change(key=key, before=old, after=new, theirs="" if _is_same_number(old, item.value) else item.value)
    merge = merged(item.value, before, after)
    if merge is None:
        return Change(key=key, before=written(before), after=said, theirs=item.value)
    return None if text_in(merge).runs == text_in(item.value).runs else Change(key=key, before=item.value, after=merge)


def _emptied(key: str, item: Item, before: Sequence[Token]) -> Change:
    """Return the change that removes a text: an example goes with its words, a point with its own."""
    old = _number(written(before))
    changed = not _is_same_number(old, item.value) if item.number else has_changed(item.value, before)
    theirs = item.value if changed else ""
    if match := _EXAMPLE.fullmatch(key):
        return Change(key=f"{match[1]}/{match[2]}", kind="remove", before=written(before), theirs=theirs)
    kind: Kind = "remove" if _POINT.fullmatch(key) else "text"
    return Change(key=key, kind=kind, before=item.value, theirs=theirs)


def _removed(key: str, base: Iterable[Run], items: Mapping[str, Item], copy: WordCopy) -> Iterator[Change]:
    """Yield the change for a text whose paragraph is gone from the copy."""
    item = items.get(key)
    if item is None:
        return
    parent = f"{key.rpartition('/')[0]}/text"
    if parent != key and _EXAMPLE.fullmatch(parent) and parent not in copy.texts:
        return  # it went with its example
    before = tokens(base)
    yield _asking(_signed(_emptied(key, item, before), Words(), copy), before, ())


def _whole(changes: list[Change], copy: WordCopy) -> list[Change]:
    """Return the changes with what lost all of its texts as one that goes: a row of a table, a figure, a quotation.

    What the content cannot be without is only told.
    """
    gone = {one.key for one in changes if one.kind == "text" and not one.after}
    found: dict[str, Change] = {}
    for one in changes:
        if one.key not in gone:
            found[f"{one.kind} {one.key} {len(found)}"] = one
            continue
        below = {holder: [key for key in copy.built if key.startswith(f"{holder}/")] for holder in holders(one.key)}
        holder = next((name for name, keys in below.items() if gone.issuperset(keys)), "")
        if holder:
            said = " · ".join(plain(copy.built[key]) for key in below[holder])
            known = found.setdefault(holder, replace(one, key=holder, kind="remove", before=said))
            theirs, asks = known.theirs or one.theirs, tuple(dict.fromkeys((*known.asks, *one.asks)))
            found[holder] = replace(known, theirs=theirs, asks=asks)
        elif is_required(one.key):
            said = _("This text was removed, but the content needs it.")
            found[one.key] = replace(one, kind="note", after=one.before, said=said)
        else:
            found[one.key] = one
    return list(found.values())


def _halves(key: str, words: Words, copy: WordCopy, items: Mapping[str, Item]) -> list[Change] | None:
    """Return the changes for a point of a list that was split into two points; None for any other text."""
    match, item = _POINT.fullmatch(key), items.get(key)
    if not (match and item):
        return None
    at = words.breaks[0]
    first, second = (tokens(some) for some in (words.runs[:at], words.runs[at:]))
    before = tokens(copy.built.get(key) or tuple(_bare(item.runs)))
    head = merged(item.value, before, first)
    if not (first and second and head):
        return None
    new = Change(key=match[1], kind="add", after=written(second), index=int(match[2]) + 1)
    made = [Change(key=key, before=item.value, after=head), new]
    return [_signed(one, words, copy) for one in made if one.after != item.value]


def _bare(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield runs as the copy shows them: with their stress, without their links and places."""
    return (Run(run.text, run.strong, run.emphasis) for run in runs)


def _number(text: str) -> str:
    """Return a number as YAML holds it, from digits with spaces and a comma; else the text as it is."""
    bare = re.sub(r"\s", "", text).replace(",", ".").replace("\u2212", "-")
    return bare if NUMBER.fullmatch(bare) else text


def _is_same_number(one: str, other: str) -> bool:
    both = NUMBER.fullmatch(one) and NUMBER.fullmatch(other)
    return float(one) == float(other) if both else one == other


def _note(key: str, said: str) -> Change:
    return Change(key=key, kind="note", said=said)


def _signed(change: Change, words: Words, copy: WordCopy) -> Change:
    """Return the change with who tracked it, all of them, and when last; else who saved the file."""
    authors = list(dict.fromkeys(one.author for one in words.edits if one.author))
    dates = [one.date for one in words.edits if one.date]
    place = _("paragraph {n}", n=words.paragraphs[0])[:] if words.paragraphs else ""
    author, date = ", ".join(authors) or copy.author, max(dates, default="") or copy.date
    return replace(change, author=author, date=date, place=place)


def _examples(keys: Iterable[str]) -> dict[str, list[str]]:
    """Return the ids of the examples of each pillar, in the order of ``keys``."""
    found: dict[str, list[str]] = {}
    for key in keys:
        if match := _EXAMPLE.fullmatch(key):
            found.setdefault(match[1], []).append(match[2])
    return found


def _order(copy: WordCopy, items: Mapping[str, Item]) -> Iterator[Change]:
    """Yield the moves of examples within their pillar: the fewest that make the order of the copy."""
    for listed, ids in _examples(items).items():
        there = [match[2] for key in copy.order if (match := _EXAMPLE.fullmatch(key)) and match[1] == listed]
        built = [match[2] for key in copy.built if (match := _EXAMPLE.fullmatch(key)) and match[1] == listed]
        known = [id for id in there if id in ids and id in built]
        old, now = ([id for id in some if id in known] for some in (built, ids))
        gone, left = (displaced([(some.index(id), known.index(id)) for id in known]) for some in (old, now))
        for index, id in enumerate(known):
            if (old.index(id), index) in gone and (now.index(id), index) in left:
                key = f"{listed}/{id}"
                text = items[f"{key}/text"].value
                yield _signed(Change(key=key, kind="move", before=text, index=index), copy.texts[f"{key}/text"], copy)


def _added(copy: WordCopy, known: Collection[str]) -> Iterator[Change]:
    """Yield the paragraphs that belong to no text: a point more, or something for a person to place."""
    for row in _by_rows(copy.added):
        one = row[0] if len(row) == 1 else replace(row[0], runs=_one_below_the_other(row))
        match = _POINT.fullmatch(one.after)
        edit = one.edit
        author, date = (edit.author, edit.date) if edit else (copy.author, copy.date)
        place = _("paragraph {n}", n=one.place)[:]
        after = written(tokens(one.runs))
        if new := _row(row, known):
            change = new
        elif match and one.after in known:
            change = Change(key=match[1], kind="add", after=after, index=int(match[2]) + 1)
        else:
            in_row = _("Words were added to the table, in the row of this text or below it.")
            said = in_row if one.row else _("A paragraph was added after this text.")
            change = Change(key=one.after, kind="note", after=after, said=said)
        yield replace(change, author=author, date=date, place=place)


def _by_rows(added: Iterable[Added]) -> Iterator[list[Added]]:
    """Yield paragraphs; those of the cells of one row together, since a row that was added is one thing."""
    for row, some in groupby(added, key=lambda one: one.row):
        together = [*some]
        yield from [together] if row else [[one] for one in together]


def _one_below_the_other(row: Sequence[Added]) -> tuple[Run, ...]:
    first, *others = row
    return (*first.runs, *(run for one in others for run in (Run(" · "), *one.runs)))


def _row(added: Sequence[Added], known: Collection[str]) -> Change | None:
    """Return the row that was added to a table of the content; None for anything else, and for one with other cells."""
    first = added[0]
    match = _ROW.fullmatch(first.after) if first.row and first.cells else None
    if match is None or first.after not in known or first.cells != _columns(first.after, known):
        return None
    cells = [""] * first.cells
    for one in added:
        cells[one.cell] = f"{cells[one.cell]} {_number(written(tokens(one.runs)))}".strip()
    at = int(match["line"] or match["row"] or -1) + 1
    key = f"{match['file']}:{at}" if match["file"] else f"{match['rows']}rows"
    return Change(key=key, kind="add", after=CELL.join(cells), index=at)


def _columns(key: str, known: Collection[str]) -> int:
    """Return how many cells the row of a cell has."""
    row = f"{key.rpartition('/')[0]}/"
    return sum(one.startswith(row) and "/" not in one[len(row) :] for one in known)


def _put_beside(copy: WordCopy) -> Iterator[Change]:
    """Yield what was put beside the words of a text, or marked in it by hand."""
    kinds = {
        "footnote": _("A footnote was added to this text."),
        "picture": _("A picture was added to this text."),
        "formula": _("A formula was added to this text."),
        "struck": _("Words are struck through by hand: delete them, if that is meant."),
        "highlighted": _("Words are highlighted by hand."),
        "set": _("Words are set otherwise by hand, such as in colour or underlined."),
    }
    for key, kind, text in copy.beside:
        yield Change(key=key, kind="note", after=text.strip(), said=kinds[kind], author=copy.author, date=copy.date)


def _remarks(copy: WordCopy) -> Iterator[Change]:
    for one in copy.remarks:
        said = f"↳ {one.text}" if one.answers else one.text
        place = _("“{text}”", text=one.about)[:] if one.about else ""
        yield Change(key=one.key, kind="comment", place=place, said=said, author=one.author, date=one.date)


def combined(copies: Sequence[Sequence[Change]]) -> list[Change]:
    """Return the changes of several reviewers as one list: the same change once; a conflict where two cannot stand."""
    found: dict[tuple[str, ...], list[Change]] = {}
    for one in (one for changes in copies for one in changes):
        same = {"add": (str(one.index), one.after), "note": (one.said, one.after), "comment": (one.said, one.author)}
        name = (one.key, one.kind, *same.get(one.kind, ()))
        found[name] = _beside(found.get(name, []), one)
    flat = [one for wordings in found.values() for one in side_by_side(wordings)]
    return [_still(one, flat) for one in flat]


def _beside(wordings: Sequence[Change], one: Change) -> list[Change]:
    """Return the wordings of a place with one more: in that which says the same, in the only one if both can stand."""
    for number, known in enumerate(wordings):
        if both := _both(known, one, alone=len(wordings) == 1):
            return [*wordings[:number], both, *wordings[number + 1 :]]
    return [*wordings, one]


def _still(one: Change, others: Iterable[Change]) -> Change:
    """Return the removal of an item that somebody else has reworded as a conflict; any other change as it is."""
    if one.kind != "remove":
        return one
    below = [each for each in others if each.kind == "text" and f"{each.key}/".startswith(f"{one.key}/")]
    return replace(one, others=tuple(each.after for each in below)) if below else one


def _both(one: Change, other: Change, *, alone: bool) -> Change | None:
    """Return one change for two of the same text; none where two cannot stand, or others (not ``alone``) do already."""
    authors = ", ".join(dict.fromkeys([*one.author.split(", "), *other.author.split(", ")])).strip(", ")
    asks = tuple(dict.fromkeys((*one.asks, *other.asks)))
    signed = replace(one, author=authors, date=max(one.date, other.date), asks=asks)
    if one.kind == "move" and one.index != other.index:
        return None
    if one.kind != "text" or one.after == other.after:
        return signed
    if not alone or one.theirs or other.theirs or not (one.after and other.after):
        return None
    new = merged(one.after, tokens(text_in(one.before).runs), tokens(text_in(other.after).runs))
    return None if new is None else replace(signed, after=new)
