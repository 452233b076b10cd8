"""Give a translator what is to be translated, and take it back whole, with its marks, or refuse it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.errors import ContentError, Mark, Problem, UsageError, reason_of
from generator.messages import _
from generator.source.inline import Text
from generator.source.markup import markup_of
from generator.source.translations import wording_hash
from generator.translate.book import Book, Entry, as_text
from generator.translate.codes import unlike
from generator.translate.form import Form, Row
from generator.world import replace_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from generator.source.translations import Match
    from generator.world import World

_SUFFIXES = {"xliff": ".xlf", "docx": ".docx", "xlsx": ".xlsx"}
_MAX_BYTES = 64 * 1024 * 1024  # what a translator sends back, with whatever was added to it


def export(world: World, slug: str, language: str, form: str, *, whole: bool = False) -> Path:
    """Write what lacks and what is out of date, or the ``whole``, as a ``form`` of _SUFFIXES; return the file."""
    made = form_of(Book(world, slug, language), whole=whole)
    if not made.rows:
        raise UsageError(_("Everything is translated; --all writes it all the same."))
    data = _writer(form)(made)
    target = world.output / f"{slug}.{language}{_SUFFIXES[form]}"
    replace_files({target: data})
    return target


def form_of(book: Book, *, whole: bool) -> Form:
    """Return what a translator is given: what lacks and what is out of date, or the ``whole``."""
    chosen = (one for one in book.matches if one.state != "same" and (whole or one.state != "done"))
    return Form(book.publication.slug, str(book.publication.language), str(book.language), tuple(map(_row, chosen)))


def _row(match: Match) -> Row:
    wording, one = match.wording, match.translation
    runs = one.text.runs if one else ()
    return Row(wording.name, wording.hash, wording.text.runs, runs, old=match.state == "stale")


def _writer(form: str) -> Callable[[Form], bytes]:
    from generator.translate import tables, xliff

    return {"xliff": xliff.write, "docx": tables.write_docx, "xlsx": tables.write_xlsx}[form]


class Taken(Struct, frozen=True):
    """What became of a translator's file: how many texts were taken into ``path``; those that are as they were
    though their wording changed; and what the translator noted, by text.
    """

    count: int
    path: str
    left: tuple[str, ...]
    remarks: tuple[tuple[str, str], ...]


def take(world: World, path: Path) -> Taken:
    """Take the translations of a translator's file into the translation's own.

    Raises ContentError, and writes nothing, when a text or a mark of it was changed or lost.
    """
    form = _read(path)
    book = Book(world, form.slug, form.target)
    if form.source != book.publication.language:
        cause = _("The file translates from “{language}”, which the publication is not in.", language=form.source)
        raise ContentError([Problem(Mark(path.name), "", cause, _("Export it again, and translate that file."))])
    problems: list[Problem] = []
    new = dict(_entries(book, form, path.name, problems))
    if problems:
        raise ContentError(problems)
    if not new:
        raise UsageError(_("There is no translation in {file}.", file=path.name))
    done = {row.name for row in form.rows if row.done}
    stale = {one.wording.name: book.entry(one).text for one in book.those("stale")}
    # What came back as it went is still of an older wording, unless somebody calls it finished.
    left = tuple(name for name, entry in new.items() if name not in done and stale.get(name) == entry.text)
    book.write({name: entry for name, entry in new.items() if name not in left})
    remarks = tuple((row.name, row.remark) for row in form.rows if row.remark)
    return Taken(len(new) - len(left), book.path, left, remarks)


def _entries(book: Book, form: Form, file: str, problems: list[Problem]) -> Iterator[tuple[str, Entry]]:
    """Yield what each row that has words translates; what is wrong with one is added to ``problems``."""
    names = {one.wording.name: one.wording for one in book.matches}
    hashes = {one.wording.hash: one.wording.name for one in book.matches}
    for row in form.rows:
        mark = Mark(file, row.line)
        found = list(_faults(row, (form.source, form.target)))
        if row.target and not found and row.name not in names and row.hash not in hashes:
            found = [_("The publication no longer has this text.")]
        remedy = _("Mend it in the file, or delete the translation there.")
        problems += [Problem(mark, row.name, cause, remedy) for cause in found]
        if row.target and not found:
            text = as_text(markup_of(row.target), file, row.name, problems)
            name = hashes.get(row.hash, row.name)  # a text that has moved takes it along
            yield name, Entry(row.hash, text)


def _faults(row: Row, languages: tuple[str, str]) -> Iterator[str]:
    """Yield what a translator has done to a row beside translating it."""
    if wording_hash(Text(row.source, Mark(""))) != row.hash:
        yield _("The text that was to be translated has been changed.")
    elif row.target:
        yield from unlike(row.source, row.target, languages)


def _read(path: Path) -> Form:
    """Return what a file holds, by its ending."""
    from generator.translate import tables, xliff

    readers = {".xlf": xliff.read, ".xliff": xliff.read, ".docx": tables.read_docx, ".xlsx": tables.read_xlsx}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise UsageError(_("{file} is no .xlf, .docx or .xlsx file.", file=path.name))
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
    except OSError as error:
        raise UsageError(_("The file cannot be read ({reason}).", reason=reason_of(error))) from None
    return reader(data[:_MAX_BYTES], path.name)
