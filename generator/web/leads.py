"""How an example is headed: by the beginning of its text that names its place, or else by the names of its places.

"Bilbao" stands above "a mis en place…", not above "Bilbao a mis en place…"; a text that begins otherwise ("À Bilbao, la
ville…") is whole below the names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.source.inline import Text

if TYPE_CHECKING:
    from generator.document.tree import Item

_BETWEEN = re.compile(r"\W*\w{0,3}\W*")  # from one name to the next: ", ", " et "
_AFTER = re.compile(r"\s*[,;:]")
_QUOTED = re.compile(r"\s*[«“„‘‹\"]\s*([^«»“”„‘’‹›\"]+)[»”“’›\"]")
_MOST = 60  # letters: a longer beginning is a sentence, not a heading


def led(item: Item) -> tuple[str, Text | None, Text]:
    """Return the names that are to head an example, or else the beginning of its text, and the text that follows."""
    names, plain = [name.plain for name in item.names], item.text.plain
    end = _named(item.text) or _begun(plain, names)
    if _AFTER.match(plain, end):  # what follows is no sentence without its beginning
        end = 0
    if 0 < end <= _MOST and re.search(r"\w", plain[end:]):
        return "", _part(item.text, 0, end), _part(item.text, end, len(plain))
    return ("" if end else " · ".join(names)), None, item.text


def _named(text: Text) -> int:
    """Return where the places end with which ``text`` begins, or 0."""
    plain, at, end = text.plain, 0, 0
    for run in text.runs:
        near = bool(_BETWEEN.fullmatch(plain, end, at)) if end else not at
        if run.place and near:
            end = at + len(run.text)
        at += len(run.text)
    return end


def _begun(plain: str, names: list[str]) -> int:
    """Return where the name ends, or the quoted words that hold it, with which ``plain`` begins, or 0."""
    for name in names:
        if plain.startswith(name) and not plain[len(name) :][:1].isalnum():
            return len(name)
    quoted = _QUOTED.match(plain)
    return quoted.end() if quoted and any(name in quoted[1] for name in names) else 0


def _part(text: Text, first: int, last: int) -> Text:
    """Return the letters of ``text`` from ``first`` to ``last``, set as they are."""
    runs, at = [], 0
    for run in text.runs:
        start, stop = max(first - at, 0), max(last - at, 0)
        if words := run.text[start:stop]:
            runs.append(run.with_text(words))
        at += len(run.text)
    return Text(tuple(runs), text.mark)
