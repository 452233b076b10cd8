"""Run a batch: read the list, make what is missing or has changed, note it, and say what became of each row."""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field

from generator.batch.index import Line, as_csv, as_page
from generator.batch.listing import Entry, Listing
from generator.batch.manifest import FILE, Manifest
from generator.batch.manifest import Entry as Noted
from generator.batch.pool import run_here, run_there
from generator.batch.privacy import Declaration, Pseudonyms
from generator.batch.store import Folder, Store, store_at
from generator.batch.work import LONGEST, Order, Refused, Stored, Task, hashed, words_of
from generator.errors import ContentError, PiliersError, Problem
from generator.messages import _
from generator.pipeline.edition import edition_named
from generator.pipeline.lock import locked
from generator.source.strays import kept_by_windows
from generator.world import World, digest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_NAME_SIGNS = 80  # of a name in a file's name: file systems take 255 bytes, with the suffix and the number
_INDEX = ("index.csv", "index.html", "refused.csv")


class Wanted(Struct, frozen=True):
    """What somebody asks for: whose copies of which publication go where, and how.

    ``named`` puts names into the files' names and the index; ``strict`` makes nothing when a row is wrong; ``jobs``
    processes work here, or those of ``scheduler`` elsewhere. ``made_of`` stands, by the ids of
    editions, for all that their copies are made of but the list.
    """

    root: Path
    slug: str
    editions: tuple[str, ...]
    listing: Listing
    declaration: Declaration
    pseudonyms: Pseudonyms
    target: str
    made_of: Mapping[str, str]
    named: bool = False
    strict: bool = False
    jobs: int = 1
    scheduler: str = ""
    maker: str = Order.__struct_defaults__[-1]

    @property
    def order(self) -> Order:
        """Return what workers need of it."""
        made_of = digest("".join(f"{name} {one}\n" for name, one in sorted(self.made_of.items())).encode())
        return Order(str(self.root), self.slug, self.editions, self.target, made_of, self.maker)

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Return how the files of a copy end."""
        return tuple(edition_named(name).suffix for name in self.editions)


class Outcome(Struct):
    """What became of a batch: the copies made, and those that stood; what is wrong with rows; files removed.

    ``lines`` are those of the index: the copies that are there, in the order of the list.
    """

    made: int = 0
    stood: int = 0
    problems: list[Problem] = field(default_factory=list)
    refused: int = 0
    removed: int = 0
    leaked: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)


def run(wanted: Wanted, manifest_path: Path, begin: Callable[[int], Callable[[int], None]]) -> Outcome:
    """Make the copies that are missing; ``begin`` is told how many these are and returns who is told of each."""
    outcome = Outcome()
    names, rows = _looked_through(wanted.listing, outcome)
    if outcome.problems and wanted.strict:
        raise ContentError(outcome.problems)
    lock = World(wanted.root, Path(wanted.target) if "://" not in wanted.target else manifest_path.parent)
    with locked(lock, f"batch {wanted.target}"), Manifest(manifest_path) as manifest:
        store = store_at(wanted.target)
        if isinstance(store, Folder):
            store.sweep()
        said = wanted.declaration
        manifest.declare(said.purpose, said.purge.isoformat(), wanted.slug)
        standing = manifest.standing(store.sizes())
        kept = set[str]()
        tasks = _missing(wanted, standing, kept, outcome)
        _make(wanted, tasks, manifest, store, names, outcome, partial(begin, rows))
        if isinstance(store, Folder):
            store.sweep()  # of workers that died meanwhile
        _sweep(manifest, store, kept, outcome)
        _write_index(wanted, manifest, store, outcome)
        _write_refused(outcome.problems, store)
    return outcome


def _looked_through(listing: Listing, outcome: Outcome) -> tuple[array[int], int]:
    """Return the hashes of all names, sorted, and the number of good rows; note what is wrong with the others."""
    names, rows = array("Q"), 0
    for one in listing:
        if isinstance(one, Entry):
            rows += 1
            names.extend(_hashes(one))
        else:
            outcome.refused += 1
            outcome.problems.append(one)
    return array("Q", sorted(names)), rows


def _hashes(recipient: Entry) -> Iterator[int]:
    """Yield what stands for the recipient's name, in either order."""
    first, last = (words_of(recipient.values[name]) for name in ("first_name", "last_name"))
    for words in {(*first, *last)[:LONGEST], (*last, *first)[:LONGEST]} - {()}:
        yield hashed(words)


def _missing(
    wanted: Wanted, standing: Mapping[str, tuple[str, str]], kept: set[str], outcome: Outcome
) -> Iterator[Task]:
    """Yield the copies that do not stand; add the names of all files that are to stand to ``kept``, and their lines."""
    seen: dict[str, int] = {}
    taken = set[str]()
    for one in wanted.listing:
        if not isinstance(one, Entry):
            continue
        pseudonym = wanted.pseudonyms.of(one.values)
        if pseudonym in seen:
            outcome.refused += 1
            outcome.problems.append(wanted.listing.repeated(one.row, seen[pseudonym]))
            continue
        seen[pseudonym] = one.row
        name = _file_name(one, pseudonym, taken) if wanted.named else pseudonym
        files = tuple(f"{name}{suffix}" for suffix in wanted.suffixes)
        kept.update(files)
        about = [one.name] if wanted.named else []
        about += [one.edition] if wanted.listing.choices.editions else []
        outcome.lines.append(Line(one.row, files, tuple(about)))
        if all(standing.get(file) == (pseudonym, wanted.made_of[one.edition]) for file in files):
            outcome.stood += 1
        else:
            yield Task(one.row, pseudonym, name, one.values, one.edition)


def _file_name(recipient: Entry, pseudonym: str, taken: set[str]) -> str:
    """Return the recipient's name as all file systems take it; a second of a name bears its pseudonym, too."""
    said = f"{recipient.values['last_name']} {recipient.values.get('first_name', '')}"
    plain = re.sub(r"[^\w’'-]+", " ", unicodedata.normalize("NFC", said)).split()
    name = "-".join(plain).strip("-.")[:_NAME_SIGNS].rstrip("-.") or pseudonym
    while len(name.encode()) > 2 * _NAME_SIGNS:
        name = name[:-1]
    if name.casefold() in taken or kept_by_windows(name):
        name = f"{name}-{pseudonym[:6]}"
    taken.add(name.casefold())
    return name


def _make(
    wanted: Wanted,
    tasks: Iterable[Task],
    manifest: Manifest,
    store: Store,
    names: array[int],
    outcome: Outcome,
    begin: Callable[[], Callable[[int], None]],
) -> None:
    """Make the copies of ``tasks`` and note them; ``begin`` is called when the first are made."""
    order, tell = wanted.order, None
    results = run_there(order, tasks, wanted.scheduler) if wanted.scheduler else run_here(order, tasks, wanted.jobs)
    with closing(results):
        for some in results:
            whole = [one for one in some if isinstance(one, Stored) and not _leaks(one, names)]
            manifest.add(
                Noted(name, one.id, wanted.made_of[one.edition], sha256, size)
                for one in whole
                for name, sha256, size in one.files
            )
            outcome.made += len(whole)
            for one in some:
                if isinstance(one, Refused):
                    outcome.refused += 1
                    outcome.problems += (wanted.listing.at(one.row, problem) for problem in one.problems)
                elif one not in whole:
                    outcome.leaked.append(one.id)
                    for name, _hash, _size in one.files:
                        store.remove(name)
            tell = tell or begin()  # a bar has a thread, and processes are forked before there is one
            tell(len(some))


def _leaks(copy: Stored, names: array[int]) -> bool:
    """Tell whether a copy holds the name of somebody who is neither its recipient nor named in each copy."""

    def known(value: int) -> bool:
        at = bisect_left(names, value)
        return at < len(names) and names[at] == value

    return any(map(known, copy.foreign))


def _sweep(manifest: Manifest, store: Store, kept: set[str], outcome: Outcome) -> None:
    """Remove files that were made for rows that the list no longer has, or has otherwise."""
    old = [one.name for one in manifest.entries() if one.name not in kept]
    for name in old:
        store.remove(name)
    manifest.forget(old)
    outcome.removed = len(old)


def _write_index(wanted: Wanted, manifest: Manifest, store: Store, outcome: Outcome) -> None:
    noted = {one.name for one in manifest.entries()}
    outcome.lines = [one for one in outcome.lines if noted.issuperset(one.files)]
    about = [*([_("Name")] if wanted.named else []), *([_("Edition")] if wanted.listing.choices.editions else [])]
    heads = [_("Row"), *about, *(_edition(name) for name in wanted.editions)]
    title = _("Copies of {publication}", publication=wanted.slug)
    store.put(_INDEX[0], as_csv(heads, outcome.lines))
    store.put(_INDEX[1], as_page(str(title), str(_("en")), heads, outcome.lines))


def _edition(name: str) -> str:
    """Return what an edition is called above its files."""
    return {"deck": _("Slides"), "note": _("Note")}.get(name) or name.capitalize()


def _write_refused(problems: Iterable[Problem], store: Store) -> None:
    """Store all rows without a copy and why: a terminal shows a hundred of them."""
    lines = [Line(one.mark.line, (), (one.cause, one.remedy)) for one in sorted(problems)]
    if lines:
        store.put(_INDEX[2], as_csv([_("Row"), _("Cause"), _("Remedy")], lines))
    else:
        store.remove(_INDEX[2])


def manifest_of(target: str) -> Path:
    """Return where the manifest of copies at ``target`` is: among them, or in the user's own folder."""
    if "://" not in target:
        return Path(target) / FILE
    folder = World.cache("batches")
    if folder is None:
        raise PiliersError(_("There is no folder for the manifest: set XDG_CACHE_HOME."))
    return folder / f"{digest(target.encode())[:32]}.sqlite"


def purge(target: str, today: str, *, all_of_it: bool) -> tuple[int, str]:
    """Remove the copies at ``target`` when their day is past, or ``all_of_it``; return how many files, and that day."""
    path = manifest_of(target)
    if not path.exists():
        raise PiliersError(_("There are no copies at {target}.", target=target))
    with Manifest(path) as manifest:
        _purpose, day, _publication = manifest.declared
        if not all_of_it and day >= today:
            return 0, day
        store = store_at(target)
        names = [one.name for one in manifest.entries()]
        for name in (*names, *_INDEX, *_made_beside(store)):
            store.remove(name)
    path.unlink(missing_ok=True)
    return len(names), day


def _made_beside(store: Store) -> list[str]:
    """Return the files that were made of copies: for the print shop, and zips."""
    return [name for name in store.sizes() if is_merged(name) or re.fullmatch(r"copies-\d+\.zip", name)]


def is_merged(name: str) -> bool:
    """Tell whether a file holds many copies for the print shop, or lists their pages."""
    return bool(re.fullmatch(r"merged(?:-\d+\.pdf|\.csv)", name))
