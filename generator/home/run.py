"""What ``piliers pull`` does and prints."""

from __future__ import annotations

import json
import re
import sys
from contextlib import suppress
from pathlib import PurePath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import Mark, PiliersError, UsageError, reason_of
from generator.home.apply import apply, content_files
from generator.home.changes import UNKNOWN, Change, as_json
from generator.home.settled import claims, settle, unsettled
from generator.home.shown import as_text
from generator.messages import _
from generator.report import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from generator.home.deckfile import DeckFile, FileSlide
    from generator.world import World

_ORDER = ("text", "add", "duplicate", "move", "remove", "adjust", "insert")
"""In which order changes are made: those that lead to an item by its number come before those that shift numbers."""

_NAMED = 3  # changes that are named where a built file is left as it is: the command that is offered shows all
_NUMBER = re.compile(r"(?:/#|\.csv:)(\d+)(?=/|$)")


class Pulled(Struct):
    """What a file proposes to a publication, who saved it last and when."""

    publication: str
    changes: list[Change]
    author: str = ""
    date: str = ""


class Choice(Struct):
    """What a person asked for: all, some by number, none; where the content stays as it is; as text or as JSON."""

    all: bool = False
    only: tuple[int, ...] = ()
    keep: tuple[int, ...] = ()
    dry: bool = False
    as_json: bool = False


def pull_deck(world: World, data: bytes, name: str, slug: str) -> Pulled:
    """Return what an edited deck proposes; raise PiliersError when it is none, or of no publication here."""
    from generator.document.words import read_words
    from generator.home.deckfile import read_deck
    from generator.home.match import match_slides
    from generator.home.own import own_slides
    from generator.home.pull import proposals
    from generator.home.values import Values
    from generator.importing.office import damaged
    from generator.pipeline.production import Production
    from generator.source.model import Language

    deck = read_deck(data, name)
    slug = _publication(world, slug, deck.publication, name)
    built = deck.built if deck.built is not None else _rebuilt(world, slug, deck)
    files = content_files(world, slug)
    names = _names(world, slug, deck) if deck.original else None
    slides = match_slides(built, deck.slides)

    def values() -> Values:
        language = Language.at(Mark(""), deck.language)
        return Values(Production(world, slug).publication, read_words(world, language))

    own = own_slides(data, name, deck, built, slides, files, slug)
    stored = {one for path, one in files.items() if path.endswith(".pptx")}
    more = [one for _number, one in own if one.data not in stored]  # a slide that was pulled from another copy is kept
    changes = [*proposals(deck, built, slides, files, slug, {number for number, _change in own}, names, values), *more]
    if deck.package.faults:  # of a theme, which is read for the looks of shapes
        raise damaged(name, next(iter(deck.package.faults.values())))
    return Pulled(slug, changes, deck.author, deck.date)


def _names(world: World, slug: str, deck: DeckFile) -> dict[str, str]:
    """Return the keys of the translations of a deck's texts, by the keys of the texts; what is not translated lacks."""
    from generator.pipeline.production import Production
    from generator.source.identity import content_texts
    from generator.source.translations import names_of

    publication = Production(world, slug).publication
    return names_of(world, publication, deck.language, [one.key for one in content_texts(publication)])


def pull_word(world: World, data: bytes, name: str, slug: str) -> Pulled:
    """Return what a Word copy that was corrected proposes."""
    from generator.review.proposals import copy_changes, publication_of

    slug = _publication(world, slug, publication_of(name, data), name)
    copy, changes = copy_changes(world, name, data, slug)
    return Pulled(slug, changes, copy.author, copy.date)


def pull_note(world: World, data: bytes, name: str, slug: str) -> Pulled:
    """Return the comments on a note; they change nothing."""
    from generator.review.comments import note_changes, publication_of

    slug = _publication(world, slug, publication_of(world, name, data), name)
    return Pulled(slug, note_changes(world, name, data, slug))


READERS: dict[str, Callable[[World, bytes, str, str], Pulled]] = {
    ".pptx": pull_deck,
    ".docx": pull_word,
    ".pdf": pull_note,
}
"""What reads a file, by its suffix."""


def _publication(world: World, asked: str, remembered: str, name: str) -> str:
    """Return the publication that a file belongs to: the one asked for, or that it remembers, or is called after."""
    from generator.pipeline.production import publications, require_publication

    known = publications(world)
    if asked:
        require_publication(world, asked)
        return asked
    found = [one for one in known if name.partition(".")[0].startswith(one)]
    slug = remembered if remembered in known else max(found, key=len, default="")
    if not slug:
        raise UsageError(
            _("{file} does not say which publication it is of. Name it: piliers pull FILE NAME", file=name)
        )
    return slug


def _rebuilt(world: World, slug: str, deck: DeckFile) -> list[FileSlide]:
    """Return the slides as a build would make them now, for a deck that has lost what it remembered."""
    from generator.deck.pptx.insert import inserted_slides
    from generator.deck.pptx.manifest import manifest
    from generator.home.deckfile import built_slides
    from generator.pipeline.edition import edition_named
    from generator.pipeline.production import Production

    production = Production(world, slug)
    deck.language = str(production.publication.language)
    plan = production.plan(edition_named("deck"))
    own = [one for one, _package, _part in inserted_slides(plan, production.kit)]
    kept = manifest(plan, production.publication, production.kit, own)
    return built_slides(json.loads(json.dumps(kept)))


def pulled(world: World, path: Path, slug: str) -> Pulled:
    """Return what the file at ``path`` proposes; raise PiliersError for one that cannot be read."""
    _reader(path.name)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise PiliersError(_("{file} cannot be read ({reason}).", file=path.name, reason=reason_of(error))) from None
    return pulled_from(world, data, path.name, slug)


def pulled_from(world: World, data: bytes, name: str, slug: str) -> Pulled:
    """Return what the file ``data``, called ``name``, proposes, but for what is settled.

    Raise PiliersError for one that cannot be read.
    """
    found = _reader(name)(world, data, name, slug)
    changes = unsettled(world, found.publication, found.changes)
    return replace(found, changes=[*changes, *_unknown(changes)])


def _unknown(changes: Sequence[Change]) -> Iterator[Change]:
    """Yield notes of what holds a sign that only a font of its own has: what it shows, nobody but a person sees."""
    said = _("Write the sign that is meant where “{sign}” stands: it is one of a font of its own.", sign=UNKNOWN)
    for one in changes:
        if one.kind in ("text", "add") and UNKNOWN in one.after and UNKNOWN not in one.before:
            yield Change(key=one.key, kind="note", place=one.place, said=said, author=one.author, date=one.date)


def _reader(name: str) -> Callable[[World, bytes, str, str], Pulled]:
    reader = READERS.get(PurePath(name).suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise UsageError(_("{file} is none of the files that can be pulled: {known}.", file=name, known=known))
    return reader


def take(world: World, found: Pulled, numbers: Sequence[int], keep: Sequence[int] = ()) -> list[tuple[int, str]]:
    """Make the changes of these ``numbers``, from 1; return those that were refused, each with the reason.

    Those of ``keep`` are conflicts for which the content stays as it is.
    """
    choice = Choice(only=tuple(numbers), keep=tuple(keep))
    wanted, kept = _chosen(found.changes, choice) if numbers or keep else ([], [])
    return _made(world, found, wanted, kept)


def _made(
    world: World, found: Pulled, wanted: Sequence[tuple[int, Change]], kept: Sequence[Change] = ()
) -> list[tuple[int, str]]:
    """Make the numbered changes in their order; return those that were refused, each with the reason.

    Remember what is settled by them, or by leaving the content as it is where ``kept`` would change it.
    """
    failed = {
        id(one): reason
        for one, reason in apply(world, found.publication, [one for _n, one in sorted(wanted, key=_when)])
    }
    taken = [found.changes[number - 1] for number, one in wanted if id(one) not in failed]
    settle(world, found.publication, found.changes, taken, kept)
    return [(number, failed[id(one)]) for number, one in wanted if id(one) in failed]


def together(found: Sequence[Pulled]) -> Pulled:
    """Return what several files propose to one publication; raise UsageError for those of several."""
    first = found[0]
    if len(found) == 1:
        return first
    if any(one.publication != first.publication for one in found):
        raise UsageError(_("The files are of several publications. Pull those of one at a time."))
    from generator.review.proposals import combined

    authors = ", ".join(dict.fromkeys(one.author for one in found if one.author))
    return Pulled(first.publication, combined([one.changes for one in found]), authors, max(one.date for one in found))


def pull(world: World, paths: Sequence[Path], slug: str, choice: Choice) -> int:
    """Show what the files at ``paths`` propose together, and make the changes that are accepted.

    Return 1 when something that was asked for was refused, or a conflict is left.
    """
    path = paths[0]
    found = together([pulled(world, path, slug) for path in paths])
    wanted, kept = _chosen(found.changes, choice)
    no = _made(world, found, wanted, kept) if (wanted or kept) and not choice.dry else []
    failed = {number for number, _reason in no}
    taken = [number for number, _one in wanted if number not in failed and not choice.dry]
    if choice.as_json:
        say(json.dumps(_document(found, path, taken, no), ensure_ascii=False, indent=2))
    else:
        _report(found, path, choice, taken, no)
    return 1 if no or _left(found.changes, [*taken, *choice.keep]) else 0


def _left(changes: Sequence[Change], taken: Sequence[int]) -> list[int]:
    """Return the numbers of the conflicts that nobody has decided: no wording of their place was taken."""
    decided = [one for number, one in enumerate(changes, 1) if number in taken]
    return [n for n, one in enumerate(changes, 1) if one.is_conflict and not any(claims(one, each) for each in decided)]


def _when(numbered: tuple[int, Change]) -> tuple[int, list[int], bool, int]:
    """Return when a change is made: of items removed and added by their numbers, the last first.

    So each finds its place as it was. Those added at one place come the other way round, and so end in their order.
    """
    number, one = numbered
    places = [-int(found) for found in _NUMBER.findall(one.key)]
    if one.kind == "add":
        return _ORDER.index("remove"), [*places, -one.index], True, -number
    return _ORDER.index(one.kind), places if one.kind == "remove" else [], False, number


def _chosen(changes: Sequence[Change], choice: Choice) -> tuple[list[tuple[int, Change]], list[Change]]:
    """Return the changes that are accepted, with their numbers, and those for which the content stays as it is.

    A conflict is accepted by its number alone.
    """
    numbered = list(enumerate(changes, 1))
    if unknown := [number for number in (*choice.only, *choice.keep) if not 1 <= number <= len(changes)]:
        raise UsageError(_("There is no change number {n}.", n=unknown[0]))
    if choice.only or choice.keep:
        some = [(number, one) for number, one in numbered if number in choice.only]
        return _one_of_each(some), [one for number, one in numbered if number in choice.keep]
    if choice.all or choice.dry or choice.as_json or not sys.stdin.isatty():
        return [(number, one) for number, one in numbered if one.changes and choice.all], []
    return _asked(numbered)


def _settled(change: Change) -> Change:
    """Return a conflict as settled for what this change says, by whoever has named it."""
    return replace(change, theirs="", others=()) if change.is_conflict else change


def _one_of_each(taken: Sequence[tuple[int, Change]]) -> list[tuple[int, Change]]:
    """Return what was taken; raise UsageError where two of them are wordings of one place."""
    for at, (number, one) in enumerate(taken):
        if known := next((known for known, other in taken[:at] if claims(one, other)), 0):
            raise UsageError(_("Changes {n} and {m} claim one place: take one of them.", n=known, m=number))
    return [(number, new) for number, one in taken if (new := _settled(one)).changes]


def _asked(numbered: Sequence[tuple[int, Change]]) -> tuple[list[tuple[int, Change]], list[Change]]:
    """Ask for each change; return those that are accepted, and the conflicts of which none was."""
    taken: list[tuple[int, Change]] = []
    kept: list[Change] = []
    words = (_("yes"), _("no"), _("all"), _("stop"))
    every = False
    for number, one in numbered:
        say(as_text(one, number, colour=sys.stdout.isatty()))
        if one.kind in ("comment", "note") or any(claims(one, each) for _n, each in taken):
            continue
        answer = 0
        if not every or one.is_conflict:
            answer = _answer(_("Take it?"), words)
        if answer == 3:
            break
        every = every or answer == 2
        if answer != 1:
            taken.append((number, one))
        elif one.is_conflict:
            kept.append(one)
    return _one_of_each(taken), [one for one in kept if not any(claims(one, each) for _n, each in taken)]


def _answer(question: str, words: Sequence[str]) -> int:
    """Return the number of the answer that is given by its word or its first letter; at the end of input, the last."""
    while True:
        sys.stdout.write(f"   {question} {' / '.join(f'[{one[0]}]{one[1:]}' for one in words)} ")
        sys.stdout.flush()
        line = sys.stdin.readline()
        given = line.strip().lower()
        found = next((number for number, one in enumerate(words) if given and one.startswith(given)), None)
        if not line or found is not None:
            return len(words) - 1 if found is None else found


def _document(found: Pulled, path: Path, taken: Sequence[int], no: Sequence[tuple[int, str]]) -> dict[str, object]:
    changes = [{"number": number} | as_json(one) for number, one in enumerate(found.changes, 1)]
    head = {"file": path.name, "publication": found.publication, "author": found.author, "date": found.date}
    refused = [{"number": number, "reason": reason} for number, reason in no]
    return head | {"changes": changes, "applied": list(taken), "refused": refused}


def _report(found: Pulled, path: Path, choice: Choice, taken: Sequence[int], no: Sequence[tuple[int, str]]) -> None:
    if not found.changes:
        say(_("{file} brings nothing new: there is nothing to pull.", file=path.name))
        return
    asked = not (choice.all or choice.only or choice.keep or choice.dry) and sys.stdin.isatty()
    if not asked:
        say("\n".join(as_text(one, number, colour=False) for number, one in enumerate(found.changes, 1)))
    for number, reason in no:
        say(_("{n}. was refused: {reason}", n=number, reason=reason))
    if taken:
        say(_("Changes made: {n}. Build again: piliers build {slug}", n=len(taken), slug=found.publication))
    elif not asked and not no and not choice.keep:
        say(_("Nothing was changed. Take them with --all, or some with --only NUMBER."))
    left = ", ".join(map(str, _left(found.changes, [*taken, *choice.keep])))
    if left and not asked and not choice.only:
        say(_("You decide the conflicts: take one wording for each place by --only NUMBER ({numbers}).", numbers=left))


def what_changed(world: World, path: Path, slug: str, shown: str) -> str:
    """Return which slides and texts of the file at ``path`` were changed, by whom it was saved last, and what to do.

    ``shown`` is its path for people. Nothing is said of a file of which nothing can be pulled.
    """
    if path.suffix.lower() not in READERS:
        return ""
    with suppress(PiliersError):
        found = pulled(world, path, slug)
        if not found.changes:
            return ""
        named = [_(" ({place})", place=one.place) if one.place else "" for one in found.changes[:_NAMED]]
        texts = [one.said or one.key for one in found.changes[:_NAMED]]
        listed = ", ".join(f"{text}{place}" for text, place in zip(texts, named, strict=True))
        rest = _(" and {n} more", n=len(found.changes) - _NAMED) if len(found.changes) > _NAMED else ""
        by = _("Saved last by {name}.", name=found.author) + " " if found.author else ""
        offer = _("Take this into the content first: piliers pull {file}", file=shown)
        return _("Changed: {list}{rest}.", list=listed, rest=rest) + f" {by}{offer}."
    return ""
