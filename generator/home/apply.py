"""Make changes of the content as the editor makes them: value by value, every byte elsewhere as it was.

All are made in memory first, and the publication loaded with them; one that brings a problem is refused, and the others
stand. The editor's history has them as one step, which it can undo.
"""

from __future__ import annotations

import typing
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from generator.deck.adjust import ADDED, Adjustment, one_to_a_line, path_of, read_adjustments
from generator.deck.inserted import KEY, Inserted, folder_of, list_of, read_inserted
from generator.edit.forms import duplicated, hint_at, ids_in, value_for
from generator.edit.history import Change as Step
from generator.edit.history import read_history, write_history
from generator.errors import ContentError, PiliersError, Problem
from generator.home.changes import CELL
from generator.messages import _
from generator.source import model, rewrite
from generator.source.identity import CITIES, file_of, id_of, path_in
from generator.source.nodes import Node, Scalar, Sequence, reread
from generator.source.spreadsheet import cell_in, rows_in, with_cell, with_row
from generator.source.structure import keys
from generator.source.translations import TranslationFile
from generator.world import digest, replace_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Set
    from collections.abc import Mapping as Values

    from generator.home.changes import Change
    from generator.world import World

Files = dict[str, bytes]
"""Files of the content by their path from the root; empty: the file goes."""


class RefusedChangeError(PiliersError):
    """A change that cannot be made: what it would change is gone, or it would bring a problem."""


def content_files(world: World, slug: str) -> Files:
    """Return the YAML and CSV files of a publication, the cities and the moved shapes, as they are on the disk."""
    root, folder = world.root, world.root / "content" / slug
    paths = [folder / "publication.yaml", root / "content/cities.yaml", root / path_of(slug)]
    paths += [root / list_of(slug), *sorted((folder / "inserted").glob("*.pptx"))]
    paths += sorted((folder / "translations").glob("*.yaml"))
    paths += [*sorted((folder / "pillars").glob("*.yaml")), *sorted((folder / "pillars").glob("*.csv"))]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def value_of(files: Values[str, bytes], slug: str, key: str) -> str | None:
    """Return what ``key`` says now, as it is written in its file, or None when it says nothing."""
    file = file_of(key, slug)
    with suppress(LookupError, PiliersError, ValueError):
        if file.endswith(".csv"):
            return cell_in(files[file], *_line_and_cell(key))
        found = _found(file, files, key)
        return found.value.rstrip("\n") if isinstance(found, Scalar) else ""
    return None


def _line_and_cell(key: str) -> tuple[int, int]:
    line, _slash, cell = key.partition(":")[2].partition("/")
    return int(line), int(cell or 1)


def items_of(files: Values[str, bytes], slug: str, key: str) -> list[str]:
    """Return what the items of the list at ``key`` say, rows with their cells; of a CSV file its rows."""
    file = file_of(key, slug)
    with suppress(LookupError, PiliersError, ValueError):
        if key.endswith(".csv"):
            return [CELL.join(row) for row in rows_in(files[f"content/{slug}/{key}"])]
        found = _found(file, files, key)
        return [_said(one) for one in found.items] if isinstance(found, Sequence) else []
    return []


def _said(node: Node) -> str:
    if isinstance(node, Sequence):
        return CELL.join(map(_said, node.items))
    return node.value.rstrip("\n") if isinstance(node, Scalar) else ""


def listed(files: Values[str, bytes], slug: str, key: str) -> list[str]:
    """Return the ids of the items of the list at ``key``, in their order; none when there is no such list."""
    file = file_of(key, slug)
    with suppress(LookupError, PiliersError):
        found = _found(file, files, key)
        return [id_of(one) for one in found.items] if isinstance(found, Sequence) else []
    return []


def is_required(key: str) -> bool:
    """Tell whether the model needs a value where ``key`` leads; a city's name is needed, and of cells their heads."""
    steps = key.partition(":")[2].split("/")
    if steps[-2:-1] in (["columns"], ["categories"]):
        return True
    hint: Any = _class(key)
    with suppress(LookupError):
        for step in steps[:-1]:
            hint = hint_at(hint, (0,) if typing.get_origin(hint) is tuple else (step,))
        return steps[-1] in keys(hint) and keys(hint)[steps[-1]][1] if isinstance(hint, type) else steps[-1][0] != "#"
    return True


def changed(files: Values[str, bytes], slug: str, change: Change) -> Files:
    """Return the files that ``change`` makes other than ``files``; raise RefusedChangeError when it cannot be made."""
    file = file_of(change.key, slug)
    try:
        if change.kind == "adjust":
            return _adjusted(files, slug, change)
        if change.kind == "insert" or change.key.startswith(KEY):
            return _inserted(files, slug, change)
        if change.kind == "remove" and ":" not in change.key:
            return _without_pillar(files, slug, change.key)
        return {file: _edited(file, files, change)}
    except (LookupError, PiliersError) as error:
        gone = _("{key} is no longer in the content.", key=change.key)
        raise RefusedChangeError(gone if isinstance(error, LookupError) else str(error)) from error


def apply(world: World, slug: str, changes: Iterable[Change]) -> list[tuple[Change, str]]:
    """Make ``changes`` of ``content/<slug>``; return those that were refused, each with the reason.

    What brings no problem is written, and kept in the editor's history as one step.
    """
    old = content_files(world, slug)
    files = dict(old)
    refused: list[tuple[Change, str]] = []
    wanted = list(changes)
    files_of = (one.key.partition(":")[0] for one in wanted)
    languages = {file.rpartition("/")[2] for file in files_of if file.startswith("translations/")}
    known = set(_problems(world, slug, {}, languages))
    try:
        for one in wanted:
            files |= changed(files, slug, one)
        if set(_problems(world, slug, _different(old, files), languages)) <= known:
            wanted = []
    except RefusedChangeError:
        pass
    if wanted:  # one at a time, to know which of them it is
        files = dict(old)
        for one in wanted:
            try:
                new = changed(files, slug, one)
                found = _problems(world, slug, _different(old, files | new), languages)
                if unknown := [each for each in found if each not in known]:
                    refused.append((one, unknown[0]))
                else:
                    files |= new
            except RefusedChangeError as error:
                refused.append((one, str(error)))
    _write(world, slug, old, files)
    return refused


def _different(old: Files, new: Files) -> Files:
    return {file: data for file, data in new.items() if old.get(file) != data}


def _problems(world: World, slug: str, files: Files, languages: Set[str]) -> list[str]:
    """Return what is wrong with the publication if it had ``files``, in which places count for nothing.

    Of its editions, those in ``languages`` are looked at.
    """
    from generator.pipeline.edition import edition_named
    from generator.pipeline.production import Production

    gone = [file for file, data in files.items() if not data]  # which pillars there are is seen on the disk alone
    world.renew({file: data for file, data in files.items() if data})
    try:
        if not [file for file in gone if file.endswith(".yaml")]:
            production, deck = Production(world, slug), edition_named("deck")
            production.plan(deck)
            for one in production.publication.editions if languages else ():
                if one.language in languages:
                    production.edition(one.id).plan(deck)
    except ContentError as error:
        return [_without_place(one) for one in error.problems]
    finally:
        world.renew(dict.fromkeys(files))
    return []


def _without_place(problem: Problem) -> str:
    return ": ".join(part for part in (problem.mark.file, problem.path, f"{problem.cause} {problem.remedy}") if part)


def _write(world: World, slug: str, old: Files, new: Files) -> None:
    """Put the files in place, and note the step in the editor's history."""
    files = _different(old, new)
    if not files:
        return
    step = tuple(Step.between(file, old.get(file), data or None) for file, data in sorted(files.items()))
    if all(one.file.endswith(".yaml") for one in step):  # what the editor opens
        write_history(world.root, slug, read_history(world.root, slug).with_step(step))
    for file in files:
        path = world.root / file
        if path.is_file() and digest(path.read_bytes()) != digest(old.get(file, b"")):
            raise PiliersError(_("{file} was changed elsewhere in the meantime. Nothing was overwritten.", file=file))
    replace_files({world.root / file: data for file, data in files.items() if data})
    for file in (file for file, data in files.items() if not data):
        (world.root / file).unlink(missing_ok=True)
    world.renew(dict.fromkeys(files))


def _found(file: str, files: Values[str, bytes], key: str) -> Node:
    """Return what stands where ``key`` leads; raise LookupError where nothing does."""
    return rewrite.node_at(file, files[file], path_in(_node(file, files), key))


def _node(file: str, files: Values[str, bytes]) -> Node:
    node = reread(file, files.get(file, b""), [])
    if node is None:
        raise LookupError(file)
    return node


def _without_pillar(files: Values[str, bytes], slug: str, key: str) -> Files:
    """Return the files without the pillar ``key``: neither its own nor its name in the publication's lists."""
    head = f"content/{slug}/publication.yaml"
    data = files[head]
    for name in ("pillars", "overview"):
        ids = listed({**files, head: data}, slug, f"publication:{name}")
        if (id := key.partition("/")[2]) in ids:
            data = rewrite.remove(head, data, (name, ids.index(id)))
    return {head: data, f"content/{slug}/{key}.yaml": b""}


def _adjusted(files: Values[str, bytes], slug: str, change: Change) -> Files:
    """Return the file of moved shapes with one more; an older place of the same shape goes."""
    path = path_of(slug)
    new = msgspec.json.decode(change.key, type=Adjustment)
    known = read_adjustments(files.get(path, b""), path)
    before = next((one for one in known if (one.slide, one.shape, one.now) == (new.slide, new.shape, new.was)), new)
    first = before.was  # changed once more: it is planned where it always was
    new = replace(new, was=first, **{name: getattr(new, name) or getattr(before, name) for name in ADDED})
    return {
        path: one_to_a_line(
            [*(one for one in known if (one.slide, one.shape) != (new.slide, new.shape) or one.was != first), new]
        )
    }


def _inserted(files: Values[str, bytes], slug: str, change: Change) -> Files:
    """Return the list of slides of somebody's own, and the file of the one that comes, is kept anew or goes."""
    path, folder = list_of(slug), folder_of(slug)
    known = read_inserted(files.get(path, b""), path)
    if change.kind == "remove":
        name = change.key.removeprefix(KEY)
        return {path: one_to_a_line([one for one in known if one.file != name]), f"{folder}/{name}": b""}
    new = msgspec.json.decode(change.key, type=Inserted)
    if new.file:
        return {f"{folder}/{new.file}": change.data}
    taken = {one.file for one in known} | {file.rpartition("/")[2] for file in files}
    new = replace(new, file=next(name for n in range(1, len(taken) + 2) if (name := f"{n:02}.pptx") not in taken))
    return {path: one_to_a_line([*known, new]), f"{folder}/{new.file}": change.data}


def _class(key: str) -> Any:
    name = key.partition(":")[0]
    if name == CITIES:
        return dict[model.Slug, model.CityFile]
    if name.startswith("translations/"):
        return TranslationFile
    return model.PublicationFile if name == "publication" else model.PillarFile


def _edited(file: str, files: Values[str, bytes], change: Change) -> bytes:
    data = files[file]
    if file.endswith(".csv"):
        return _in_sheet(data, change)
    cls, path = _class(change.key), path_in(_node(file, files), change.key)
    match change.kind:
        case "text":
            return _set(file, data, cls, path, change.after)
        case "add":
            hint = hint_at(cls, (*path, 0))
            after = change.after.split(CELL) if typing.get_origin(hint) is tuple else change.after
            return rewrite.insert_item(file, data, path, change.index, value_for(hint, after))
        case "remove":
            return rewrite.remove(file, data, path)
        case "move":
            return rewrite.move_item(file, data, path[:-1], int(path[-1]), change.index)
        case "duplicate":
            return duplicated(file, data, path[:-1], int(path[-1]), ids_in(files))
    raise LookupError(change.kind)


def _in_sheet(data: bytes, change: Change) -> bytes:
    """Return a CSV file with another cell, a row more or a row less."""
    if change.kind == "text":
        return with_cell(data, *_line_and_cell(change.key), change.after)
    cells = change.after.split(CELL) if change.kind == "add" else None
    return with_row(data, int(change.key.partition(":")[2]), cells)


def _set(file: str, data: bytes, cls: Any, path: rewrite.Path, after: str) -> bytes:
    """Return ``data`` with other words; without the key, when there are none and it may be left out."""
    hint = hint_at(cls, path)
    if not after and not isinstance(path[-1], int):  # a cell stays, empty
        return rewrite.remove(file, data, path)
    order = list(keys(hint_at(cls, path[:-1]))) if isinstance(path[-1], str) and _has_keys(cls, path) else []
    return rewrite.set_value(file, data, path, value_for(hint, after), order)


def _has_keys(cls: Any, path: rewrite.Path) -> bool:
    """Tell whether what holds the last step of ``path`` has keys that the model declares."""
    return isinstance(hint_at(cls, path[:-1]), type)
