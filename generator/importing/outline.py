"""Find the parts of what was read: the title, what stands before the first pillar, the pillars.

Where a file has headings they are taken; where it has none they are guessed from numbers, capitals and bold lines, and
that is said.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.blocks import TITLE, Block, Runs, tidied, without_start, words
from generator.importing.plaintext import NUMBER, with_items
from generator.messages import _
from generator.source.inline import Run, plain
from generator.source.load import MAX_PILLARS

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEADING = 160  # characters: a line of more is a paragraph; the longest heading of the first publication has 118
_BOLD = 120  # characters: a paragraph that is stressed as a whole and has more is a warning, not a heading
_SENTENCE = re.compile(r"[.!?;…][»”\"')]*$")
_TOP = 6  # levels of headings
_SPLIT = re.compile(r"\s+[:–—]\s+|(?<=\w):\s+")  # between a title and its subtitle
_LONG_TITLE = 40  # characters: a shorter title with a colon is one
_CAPITALS, _ACRONYM = 12, 5  # letters: fewer in capitals are few enough to be left; a word of its own has more
_ALIKE = 0.35  # of difflib's ratio, below which a short line is no label of a heading
_ROMAN = {"I": 1, "V": 5, "X": 10}


class Part(Struct):
    """A pillar to be: its heading, perhaps its label, and what stands below it."""

    heading: Runs
    blocks: list[Block]
    label: Runs = ()
    notes: tuple[str, ...] = ()


class Outline(Struct):
    """The parts of a file, and the pictures before them (``cover``).

    ``order`` are the indices of ``parts`` as their labels stood, or nothing without labels.

    ``markers`` are the words typed only to number or to part, which the program sets itself.
    """

    title: Runs
    subtitle: Runs
    parts: list[Part]
    order: list[int]
    markers: list[str]
    doubts: list[str]
    cover: list[Block] = []


def outlined(blocks: Sequence[Block]) -> Outline:
    """Return the parts of a file; the title is empty when it has none."""
    found = Outline((), (), [], [], [], [])
    rest = [one for one in with_items(list(blocks)) if one.kind != "heading" or words(one.text)]
    rest = _without_numbers(_with_headings(rest, found.doubts), found)
    found.markers = [word for one in rest for word in words(one.marker)]
    rest = _without_title(rest, found)
    before, found.parts = _parts(rest, found.doubts)
    found.cover = [one for one in before if one.kind == "picture"]
    before = [one for one in before if one.kind != "picture"]
    before = _without_labels(before, found)
    _take_contents(found)
    before = _without_subtitle(before, found)
    if before:
        found.parts.insert(0, Part((), before))
        found.order = [0, *(one + 1 for one in found.order)] if found.order else []
    _keep_notes(blocks, found)
    found.title, found.subtitle = _parted(found)
    return found


def _keep_notes(blocks: Sequence[Block], found: Outline) -> None:
    """Give the notes of the title and of labels, which can have none, to the first part."""
    kept = [id for part in found.parts for id in (*part.notes, *(id for one in part.blocks for id in one.notes))]
    lost = [id for one in blocks for id in one.notes]
    for id in kept:
        lost.remove(id)
    if lost:
        found.parts = found.parts or [Part((), [])]
        found.parts[0].notes = (*found.parts[0].notes, *lost)


# Headings


def _with_headings(blocks: list[Block], doubts: list[str]) -> list[Block]:
    """Return ``blocks`` with headings: those of the file, else the first kind of lines that look like them.

    One alone, which begins the file, is its title.
    """
    found = [index for index, one in enumerate(blocks) if one.kind == "heading" and one.level > TITLE]
    if len(found) > 1 or found not in ([], [0]):
        return blocks
    if found:
        blocks[0] = replace(blocks[0], level=TITLE)
    short, after = _lines(blocks, _BOLD), [*blocks[1:], None]
    bold = [index for index in short if blocks[index].is_strong]
    capitals = [index for index in _lines(blocks, _HEADING) if _is_shouted(blocks[index].text, _ACRONYM)]
    introducing = [index for index in short if (following := after[index]) and following.kind == "item"]
    kinds = (
        (_numbered(blocks), _("The file has no headings: numbered lines that stand alone were taken for them.")),
        (dict.fromkeys(bold, 1), _("The file has no headings: short lines in bold were taken for them.")),
        (dict.fromkeys(capitals, 1), _("The file has no headings: lines in capitals were taken for them.")),
        (dict.fromkeys(introducing, 1), _("The file has no headings: short lines before lists were taken for them.")),
    )
    for levels, sentence in kinds:
        if len(levels) > 1:
            doubts.append(sentence)
            return [
                replace(one, kind="heading", level=levels[index]) if index in levels else one
                for index, one in enumerate(blocks)
            ]
    doubts.append(_("The file has no headings: all of it is one pillar. Split it where a new one begins."))
    return blocks


def _lines(blocks: list[Block], longest: int) -> list[int]:
    """Return the paragraphs that are short and no sentence."""
    return [
        index
        for index, one in enumerate(blocks)
        if one.kind == "paragraph" and 0 < len(one.text) <= longest and not _SENTENCE.search(one.text)
    ]


def _numbered(blocks: list[Block]) -> dict[int, int]:
    """Return the levels of lines numbered one after the other."""
    typed = {index: match[1] for index in _lines(blocks, _HEADING) if (match := NUMBER.match(blocks[index].text))}
    top = [index for index, number in typed.items() if "." not in number]
    if not _counts([typed[index] for index in top]):
        return {}
    return {index: typed[index].count(".") + 1 for index in typed}


def _counts(numbers: list[str]) -> bool:
    """Tell whether ``numbers`` are 1, 2, 3 … or I, II, III … or A, B, C …"""
    digits = [int(one) if one.isdecimal() else 0 for one in numbers]
    letters = [ord(one) - ord("A") + 1 if len(one) == 1 else 0 for one in numbers]
    return list(range(1, len(numbers) + 1)) in (digits, letters, [_roman(one) for one in numbers])


def _roman(number: str) -> int:
    values = [_ROMAN.get(letter, 0) for letter in number]
    return sum(-one if one < after else one for one, after in pairwise([*values, 0]))


def _is_shouted(text: str, least: int = _CAPITALS) -> bool:
    """Tell whether ``text`` is in capitals, and has ``least`` letters."""
    return text.isupper() and sum(map(str.isalpha, text)) >= least


def _without_numbers(blocks: list[Block], found: Outline) -> list[Block]:
    """Return ``blocks`` without the numbers typed before headings, where these count: the program sets its own."""
    typed = {
        index: match
        for index, one in enumerate(blocks)
        if one.kind == "heading" and one.level > TITLE and (match := NUMBER.match(one.text))
    }
    top = [match[1] for match in typed.values() if "." not in match[1]]
    if len(top) < 2 or not _counts(top):
        return blocks
    found.doubts.append(_("The numbers typed before headings were left out: the program numbers pillars itself."))
    for index, match in typed.items():
        runs = without_start(blocks[index].runs, match.end())
        blocks[index] = replace(blocks[index], runs=runs, marker=match[0])
    return blocks


# The title


def _without_title(blocks: list[Block], found: Outline) -> list[Block]:
    """Return ``blocks`` without the title: the document's own, its only heading of the top, or a first short line."""
    headings = [one for one in blocks if one.kind == "heading"]
    first = next((one for one in blocks if one.kind != "picture"), None)
    title = next((one for one in headings if one.level == TITLE), None)
    if title is None and len(headings) > 1 and headings[0] is first:
        alone = all(one.level > headings[0].level for one in headings[1:])
        title = headings[0] if alone or _is_shouted(first.text) else None
    if title is None and first and first.kind == "paragraph" and headings and _lines([first], 2 * _HEADING):
        title = first
    if title is None:
        return blocks
    found.title = title.runs
    return [one for one in blocks if one is not title]


def _parted(found: Outline) -> tuple[Runs, Runs]:
    """Return the title and the subtitle as they are written: parted at a colon, without capitals."""
    title, subtitle = found.title, found.subtitle
    text = plain(title)
    if not subtitle and len(text) > _LONG_TITLE and (cut := _SPLIT.search(text)):
        found.doubts.append(_("The title was parted into a title and a subtitle."))
        title, subtitle = tidied([Run(text[: cut.start()])]), without_start(title, cut.end())
    if _is_shouted(text):
        found.doubts.append(_("The title was in capitals and is in small letters now: look at its proper names."))
    return lowered(title), lowered(subtitle)


def lowered(runs: Runs) -> Runs:
    """Return words that are all in capitals without them, but for the first letter; others as they are."""
    text = plain(runs)
    if not _is_shouted(text):
        return runs
    small = text[0] + text[1:].lower()
    return tidied([Run(small)])


# What stands before the first pillar


def _without_labels(before: list[Block], found: Outline) -> list[Block]:
    """Return what stands before the pillars without the short lines that name each of them, if there are such."""
    short = [before[index] for index in _lines(before, _BOLD)] + [one for one in before if one.kind == "item"]
    short = [one for one in before if one in short and len(one.text) <= _BOLD]
    if len(short) != len(found.parts) or len(short) < 2:
        return before
    order = _matched([one.text for one in short], [plain(one.heading) for one in found.parts])
    if not order:
        return before
    for block, index in zip(short, order, strict=True):
        found.parts[index].label = block.runs
    found.order = order
    return [one for one in before if one not in short]


def _take_contents(found: Outline) -> None:
    """Take a first part that lists the others, as an agenda does, for the labels of these."""
    first, rest = (found.parts[0], found.parts[1:]) if found.parts and not found.order else (None, [])
    if first is None or not all(one.kind in ("paragraph", "item") for one in first.blocks):
        return
    lines = [one for one in first.blocks if len(one.text) <= _BOLD and not _SENTENCE.search(one.text)]
    order = _matched([one.text for one in lines], [plain(one.heading) for one in rest])
    if len(lines) < max(2, len(first.blocks)) or len(order) < len(lines):
        return
    for block, index in zip(lines, order, strict=True):
        rest[index].label = block.runs
    found.doubts.append(_("Left out, since the program makes its own overview: {words}.", words=plain(first.heading)))
    found.markers[:0] = words(plain(first.heading))
    found.parts = rest
    found.order = [*order, *(index for index in range(len(rest)) if index not in order)]


def _matched(labels: list[str], headings: list[str]) -> list[int]:
    """Return the index of each label's heading, the most alike first; nothing when one is like none."""
    pairs = sorted(
        ((_alike(label, heading), a, b) for a, label in enumerate(labels) for b, heading in enumerate(headings)),
        key=lambda one: (-one[0], one[1:]),
    )
    if len(labels) > len(headings):
        return []
    found: dict[int, int] = {}
    for ratio, a, b in pairs:
        if a not in found and b not in found.values() and ratio >= _ALIKE:
            found[a] = b
    return [found[a] for a in range(len(labels))] if len(found) == len(labels) else []


def _alike(label: str, heading: str) -> float:
    """Return how much of a label's words the heading has, from 0 to 1; an ending more or less makes no difference."""
    inner, outer = ([word[:6] for word in words(one) if len(word) > 2] for one in (label, heading))
    shared = sum(word in outer for word in inner) / max(len(inner), 1)
    return max(shared, SequenceMatcher(None, label.casefold(), heading.casefold()).ratio())


def _without_subtitle(before: list[Block], found: Outline) -> list[Block]:
    """Return ``before`` without its first short lines, which are the subtitle of a title."""
    runs: list[Run] = []
    for block in before if found.title else ():
        longer = [*runs, Run(" – "), *block.runs] if runs else [*block.runs]
        is_line = block.kind in ("paragraph", "heading") and _lines([replace(block, kind="paragraph")], _HEADING)
        if not is_line or len(plain(longer)) > _HEADING:
            break
        runs, before = longer, before[1:]
    found.subtitle = tidied(runs)
    return before


# The pillars


def _parts(blocks: list[Block], doubts: list[str]) -> tuple[list[Block], list[Part]]:
    """Return what stands before the first pillar, and the pillars: the first level of headings with more than one."""
    levels = [one.level for one in blocks if one.kind == "heading"]
    level = next((one for one in range(1, _TOP + 1) if sum(other <= one for other in levels) > 1), _TOP)
    before: list[Block] = []
    parts: list[Part] = []
    for one in blocks:
        if one.kind == "heading" and one.level <= level:
            parts.append(Part(one.runs, [], notes=one.notes))
        else:
            (parts[-1].blocks if parts else before).append(one)
    return before, _few(parts, doubts)


def _few(parts: list[Part], doubts: list[str]) -> list[Part]:
    """Return at most as many parts as can be set; the last takes up the others, with their headings."""
    most = MAX_PILLARS - 1  # what stands before the first may become one more
    if len(parts) <= most:
        return parts
    doubts.append(_("There are {n} parts, and at most {maximum} can be set.", n=len(parts), maximum=MAX_PILLARS))
    doubts.append(_("The last pillar holds those that are left: merge some."))
    last = parts[most - 1]
    for one in parts[most:]:
        last.blocks += [Block("heading", one.heading, _TOP, notes=one.notes), *one.blocks]
    return parts[:most]
