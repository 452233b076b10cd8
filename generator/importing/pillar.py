"""Make a pillar of what stands below its heading: paragraphs and items become examples, nothing is left aside."""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import Mark, Problem
from generator.importing.blocks import Block, Picture, Runs, between, tidied, without_start, words
from generator.messages import _
from generator.source import model
from generator.source.inline import Run, parse_inline, plain
from generator.source.markup import markup_of
from generator.source.nodes import Scalar
from generator.source.repair import NUMBER
from generator.source.rewrite import Plain
from generator.source.structure import PATTERNS, keys
from generator.source.tabular import MAX_COLUMNS, MAX_ROWS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_POINTS, _SPOKEN = keys(model.Example)["points"][0], keys(model.PillarFile)["spoken"][0].maximum
_LABEL = 60  # characters: a heading of no more is its own label
_LABEL_WORDS = 8  # of a longer one that no sign parts
_TELLING = 4  # letters: a label does not end in “des” or “the”
# Characters: a card takes 3,300 at the smallest size of the theme, where nothing else stands on its slide.
_LONGEST = 2400
_SENTENCE = re.compile(r"[.!?…][»”\"')]*\s+(?=[«“\"(]?\s?[A-ZÀ-ÖØ-Þ0-9])")
_CLAUSE = re.compile(r"\s+[:–—/]\s+|[,;:]\s+")
_ADDRESS = re.compile(r"^(.*?)[\s,;:.(<\[–-]*(https?://[^\s<>\"]*[\w/])[)>\].]*$", re.DOTALL)
_OF_TABLE = re.compile(r"\s*tab", re.IGNORECASE)  # as captions of tables begin in the languages of Europe
_EMPTY = "–"  # in a cell that has to say something


Near = tuple[str, str]
"""The kinds of the blocks before and after one, nothing where there is none."""


class Entry(Struct):
    """An example to be."""

    runs: Runs
    points: list[Runs] = []
    notes: list[str] = []
    picture: Picture | None = None
    spoken: str = ""
    waits: bool = False  # it is a heading so far, whose text comes


class Made(Struct):
    """A pillar to be; ``table`` are the rows, the heads first."""

    heading: Runs
    label: Runs = ()
    intro: Runs = ()
    entries: list[Entry] = []
    table: tuple[tuple[Runs, ...], ...] = ()
    caption: Runs = ()
    table_notes: list[str] = []
    notes: list[str] = []  # of the heading and the introduction
    picture: Picture | None = None
    spoken: str = ""
    pictures_left: int = 0
    rows_left: int = 0


def pillar_of(heading: Runs, label: Runs, notes: Sequence[str], blocks: Sequence[Block]) -> Made:
    """Return the pillar that ``blocks`` make."""
    silent = [id for one in blocks if not (one.picture or one.rows or words(one.text)) for id in one.notes]
    made = Made(tidied(heading), tidied(label), notes=[*notes, *silent])
    listed = any(one.kind in ("item", "heading") for one in blocks)
    blocks = [one for block in blocks if block.picture or block.rows or words(block.text) for one in _parted(block)]
    blocks = list(_captioned(blocks))
    for before, block, after in zip([None, *blocks], blocks, [*blocks[1:], None], strict=False):
        _PLACING[block.kind](made, block, (before.kind if before else "", after.kind if after else ""), listed)
    _settle_points(made)
    return made


def _parted(block: Block) -> Iterator[Block]:
    """Yield a paragraph or an item in parts that a slide holds each, cut between sentences."""
    while block.kind in ("paragraph", "item") and len(block.text) > _LONGEST:
        ends = [one.end() for one in _SENTENCE.finditer(block.text[: _LONGEST + 1])]
        if not ends:
            break
        head, rest = block.text[: ends[-1]], without_start(block.runs, ends[-1])
        yield replace(block, runs=between(block.runs, 0, len(head)), notes=())
        block = replace(block, runs=rest)
    yield block


def _captioned(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks; a picture and the caption below it, unless that is of the table that follows, are one."""
    rest = deque(blocks)
    while rest:
        block = rest.popleft()
        if block.kind == "picture" and rest and rest[0].kind == "caption":
            table = len(rest) > 1 and rest[1].kind == "table" and _OF_TABLE.match(rest[0].text)
            if not table:
                caption = rest.popleft()
                block = replace(block, runs=caption.runs, notes=(*block.notes, *caption.notes))
        yield block


def _place_heading(made: Made, block: Block, _near: Near, _listed: bool) -> None:
    stressed = tuple(replace(run, strong=True) for run in block.runs)
    made.entries.append(Entry(stressed, notes=list(block.notes), waits=True))


def _place_paragraph(made: Made, block: Block, _near: Near, listed: bool) -> None:
    last = made.entries[-1] if made.entries else None
    if last is None and listed and not made.intro:
        made.intro = block.runs
        made.notes += block.notes
    elif last and last.waits and not last.points:
        last.runs, last.waits = (*last.runs, Run(" – "), *block.runs), False
        last.notes += block.notes
    else:
        made.entries.append(Entry(block.runs, notes=list(block.notes)))


def _place_item(made: Made, block: Block, _near: Near, _listed: bool) -> None:
    last = made.entries[-1] if made.entries else None
    if last and (block.level or last.waits):
        last.points.append(block.runs)
        last.notes += block.notes
    else:
        made.entries.append(Entry(block.runs, notes=list(block.notes)))


def _settle_points(made: Made) -> None:
    """Make examples of the points that cannot stand as a short list: too many, or too long; one alone is no list."""
    least, most = _POINTS.count or (1, len(made.entries))
    settled: list[Entry] = []
    for entry in made.entries:
        settled.append(entry)
        if len(entry.points) == 1:
            entry.runs, entry.points = (*entry.runs, Run(" – "), *entry.points[0]), []
        long = any(len(plain(one)) > _POINTS.maximum for one in entry.points)
        if entry.points and (long or not least <= len(entry.points) <= most):
            settled += [Entry(one) for one in entry.points]
            entry.points = []
    made.entries = settled


def _place_table(made: Made, block: Block, near: Near, _listed: bool) -> None:
    """Put a table into the pillar, under the heading that stands above it alone; the rows of another are examples."""
    rows = block.rows
    proper = len(rows) > 1 and len(rows) <= MAX_ROWS and all(len(row) == len(rows[0]) for row in rows)
    if not made.table and proper and 2 <= len(rows[0]) <= MAX_COLUMNS:
        made.table = rows
        made.table_notes += block.notes
        if near[0] == "heading" and near[1] != "caption" and not made.caption:
            heading = made.entries.pop()
            made.caption = tuple(replace(run, strong=False) for run in heading.runs)
            made.table_notes += heading.notes
        return
    for row in rows:
        cells = [cell for cell in row if words(plain(cell))]
        runs = [run for cell in cells for run in (Run(" – "), *cell)][1:]
        if runs:
            made.entries.append(Entry(tidied(runs)))
            made.rows_left += 1
    if made.entries:
        made.entries[-1].notes += block.notes


def _place_picture(made: Made, block: Block, _near: Near, _listed: bool) -> None:
    """Put a picture with what stands before it; one that has a caption is an example of its own."""
    last = made.entries[-1] if made.entries else None
    if block.runs:
        made.entries.append(Entry(block.runs, notes=list(block.notes), picture=block.picture))
    elif last is None and made.picture is None:
        made.picture = block.picture
    elif last and last.picture is None:
        last.picture = block.picture
    else:
        made.pictures_left += 1


def _place_caption(made: Made, block: Block, near: Near, _listed: bool) -> None:
    if "table" in near and not made.caption:
        made.caption = block.runs
        made.table_notes += block.notes
    else:
        made.entries.append(Entry(block.runs, notes=list(block.notes)))


def _place_spoken(made: Made, block: Block, _near: Near, _listed: bool) -> None:
    """Put the speaker's words where they have room: on the pillar, else on an example, else among the examples."""
    places: list[Made | Entry] = [made, *made.entries]
    for one in places:
        joined = f"{one.spoken} {block.text}".strip()
        if len(joined) <= _SPOKEN:
            one.spoken = joined
            return
    made.entries.append(Entry(block.runs, notes=list(block.notes)))


_PLACING = {
    "heading": _place_heading,
    "paragraph": _place_paragraph,
    "item": _place_item,
    "table": _place_table,
    "picture": _place_picture,
    "caption": _place_caption,
    "spoken": _place_spoken,
}


# As it is written


def marked(runs: Runs) -> str:
    """Return ``runs`` as a text of a file; styles that cannot be written so, as within a word, are left out."""
    runs = tidied(runs)
    bare = tuple(replace(run, strong=False, emphasis=False) for run in runs)
    for one in (runs, tidied(bare), (Run(plain(runs)),)):
        text = markup_of(one)
        if _said(text) == plain(runs):
            return text
    return re.sub(r"([\\*\[\]:])", r"\\\1", plain(runs))


def _said(text: str) -> str:
    """Return the words of a text as it is written; none when it would be refused."""
    problems: list[Problem] = []
    found = parse_inline(Scalar(Mark(""), text, plain=False), "", problems).plain
    return "" if problems else found


def label_for(heading: Runs) -> str:
    """Return a heading's first clause, or its first words, as the label that a person may shorten."""
    text = plain(heading)
    if len(text) <= _LABEL:
        return text
    clause = next((one for one in _CLAUSE.split(text) if words(one)), text)
    if len(clause) <= _LABEL:
        return clause
    first = clause.split(" ")[:_LABEL_WORDS]
    while len(first) > 1 and len(first[-1]) < _TELLING:
        first.pop()
    return " ".join(first)


def source_of(notes: Sequence[str], texts: Mapping[str, Runs]) -> dict[str, str]:
    """Return what footnotes say as a source: a title, and an address that stands at its end."""
    text = " ; ".join(said for id in notes if (said := plain(texts.get(id, ()))))
    found = _ADDRESS.match(text)
    if found and len(notes) == 1 and words(found[1]) and re.search(PATTERNS[model.Address], found[2]):
        return {"title": marked((Run(found[1]),)), "url": found[2]}
    return {"title": marked((Run(text),))} if text else {}


def cells_of(row: Sequence[Runs], *, heads: bool) -> list[str]:
    """Return a row as it is written: numbers without quotation marks; no head and no row is without a name."""
    found = [marked(cell) for cell in row]
    found = [one or (_EMPTY if heads or not index else "") for index, one in enumerate(found)]
    return [Plain(one) if NUMBER.fullmatch(one) and not heads else one for one in found]


def unwritten(what: str) -> str:
    """Return a placeholder that nobody takes for a fact."""
    return _("[To be replaced: {what}]", what=what)


def entries_with(made: Made, noted: Mapping[str, Runs]) -> Iterator[Entry]:
    """Yield the examples; notes of the heading and the introduction stand with the first that has none."""
    if made.notes and made.entries:
        first = next((one for one in made.entries if not one.notes), made.entries[0])
        first.notes += made.notes
    elif made.notes:
        said = "; ".join(plain(noted.get(id, ())) for id in made.notes)
        made.intro = tidied([*made.intro, Run(f" ({said})")])
    yield from made.entries
