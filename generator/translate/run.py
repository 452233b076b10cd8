"""What ``piliers translate`` does and prints."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from generator.errors import ContentError, UsageError
from generator.messages import _
from generator.pipeline.production import require_letters
from generator.report import say
from generator.source.markup import markup_of
from generator.text.fonts import Family
from generator.theme import read_theme
from generator.translate.book import Book, Entry

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.source.translations import Match
    from generator.world import World


def languages(world: World, slug: str) -> list[str]:
    """Return the languages that ``slug`` is translated into, finished or not."""
    return world.names(f"content/{slug}/translations", ".yaml")


def status(world: World, slug: str, language: str, *, as_json: bool) -> int:
    """Say what of the translations is missing and stale; return 1 when something is."""
    wanted = [language] if language else languages(world, slug)
    if not wanted:
        cause = _("{slug} has no translation.", slug=slug)
        remedy = _("Run “piliers translate start {slug} {language}”.", slug=slug, language="en")
        raise UsageError(cause.between("", f" {remedy}"))
    books = [Book(world, slug, one) for one in wanted]
    if as_json:
        say(json.dumps([_as_values(book) for book in books], ensure_ascii=False, indent=2))
    else:
        for book in books:
            _say_status(book)
    return int(any(one.state in ("missing", "stale") for book in books for one in book.matches))


def _as_values(book: Book) -> dict[str, Any]:
    values = {state: [_values(one) for one in book.those(state)] for state in ("missing", "stale")}
    head = {"publication": book.publication.slug, "language": str(book.language), "file": book.path}
    return {**head, "done": len(book.those("done")), **values, "unused": sorted(book.unused())}


def _values(match: Match) -> dict[str, Any]:
    mark = match.wording.text.mark
    values = {"name": match.wording.name, "file": mark.file, "line": mark.line, "text": match.wording.markup}
    if one := match.translation:
        values |= {"translation": markup_of(one.text.runs), "of": str(one.of or ""), "translation_line": one.mark.line}
    return values | {"hash": match.wording.hash}


def _say_status(book: Book) -> None:
    counts = {state: len(book.those(state)) for state in ("done", "missing", "stale")}
    say(f"{book.path}: " + _("{done} translated, {missing} missing, {stale} to be checked", **counts))
    missing, stale, gone = _("missing"), _("to be checked"), _("no longer in the publication")
    for one in book.those("missing"):
        say(f"  {missing}  {one.wording.name}  ({one.wording.text.mark})\n    {one.wording.markup}")
    for one in book.those("stale"):
        assert one.translation is not None
        say(f"  {stale}  {one.wording.name}  ({one.translation.mark})")
        say(f"    {book.publication.language}: {one.wording.markup}")
        say(f"    {book.language}: {markup_of(one.translation.text.runs)}")
    for name in book.unused():
        say(f"  {gone}  {name}")
    if counts["stale"]:
        values = {"slug": book.publication.slug, "language": book.language}
        say(_("Once a translation is right: piliers translate confirm {slug} {language} NAME", **values))


def start(world: World, slug: str, language: str) -> None:
    """Write the file of a translation, or bring it up to date: a place for each text, with what is there already."""
    book = Book(world, slug, language)
    asked = book.language.at(book.publication.language.mark, language)
    try:
        require_letters(asked, Family.open(world, str(read_theme(world).family)))
    except ContentError as error:
        (problem,) = error.problems
        raise UsageError(f"{problem.cause} {problem.remedy}") from None
    book.write({})
    counts = {"missing": len(book.those("missing")), "stale": len(book.those("stale"))}
    say(_("Written {file}", file=book.path))
    say(_("To translate: {missing}; to be checked: {stale}.", **counts))
    if not any(one.language == language for one in book.publication.editions):
        line = f"editions: [{{id: {language}, language: {language}}}]"
        say(_("To build it, declare it in publication.yaml, such as: {line}", line=line))


def confirm(world: World, slug: str, language: str, names: Sequence[str]) -> None:
    """Note that the translations of some texts, as they stand in the file, are of the wordings of today."""
    book = Book(world, slug, language)
    found = book.found(names)
    if waiting := [name for name, one in found.items() if one.translation is None]:
        raise UsageError(_("These have no translation yet: {names}.", names=", ".join(waiting)))
    new = {name: Entry(one.wording.hash, book.entry(one).text) for name, one in found.items()}
    book.write(new)
    say(_("Confirmed: {names}", names=", ".join(new)))
