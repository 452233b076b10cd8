"""Read a plain text: paragraphs between empty lines, lists by their signs, numbered lines that stand alone."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.importing.blocks import Block, Reading, tidied, without_start, words
from generator.source.inline import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = re.compile(r"((?:\d{1,2}|[IVX]{1,5}|[A-Z])(?:\.\d{1,2}){0,3})(?:[.)°]|(?=[ \u00a0\t]))[.)]?[ \u00a0\t]+(?=\S)")
"""A number or letter before a heading or an item: 1, 1.2, 1), II., A."""

_BULLET = re.compile(r"([ \t]*)(?:[-*+•·‣▪●○◦–—]|[oO](?=\t))[ \u00a0\t]+(?=\S)")
_ITEM_NUMBER = re.compile(r"([ \t]*)((?:\d{1,2}|[a-z])[.)])[ \u00a0\t]+(?=\S)")
_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)")
_RULE = re.compile(r"[ \t]*([=\-_*~])\1{2,}[ \t]*")
_WRAPPED = 100  # characters: no wrapped line is longer, and a paragraph on one line nearly always is
_FILLED = 55  # characters: a line that was wrapped, and is not a paragraph's last, has more
_INDENT = 2  # columns of a step of nested lists, at the least


def read_plain(text: str) -> Reading:
    """Return the blocks of a text whose line ends are single line feeds."""
    lines = text.split("\n")
    groups = [list(group) for filled, group in groupby(lines, lambda line: bool(line.strip())) if filled]
    wrapped = _is_wrapped(groups)
    blocks = [block for group in groups for block in _blocks(group, wrapped)]
    said = "\n".join(_without_sign(line) for line in lines if not _RULE.fullmatch(line))
    return Reading(blocks, words(said))


def _without_sign(line: str) -> str:
    match = _BULLET.match(line)
    return line[match.end() :] if match else line


def _is_wrapped(groups: list[list[str]]) -> bool:
    """Tell whether lines end where they were full, so that a paragraph goes on in the next one."""
    inner = [len(line.rstrip()) for group in groups for line in group[:-1]]
    longest = max((len(line) for group in groups for line in group), default=0)
    return bool(inner) and longest <= _WRAPPED and 2 * sum(one >= _FILLED for one in inner) > len(inner)


def _blocks(group: list[str], wrapped: bool) -> Iterator[Block]:
    """Yield the blocks of the lines between two empty ones."""
    joined: list[str] = []
    for line in group:
        if joined and _goes_on(line, wrapped):
            joined[-1] = f"{joined[-1].rstrip()} {line.strip()}"
        else:
            joined.append(line)
    underlined = len(joined) > 1 and _RULE.fullmatch(joined[1])
    for index, line in enumerate(joined):
        if not _RULE.fullmatch(line):
            yield _block(line, alone=len(group) == 1, level=int(bool(underlined) and index == 0))


def _goes_on(line: str, wrapped: bool) -> bool:
    """Tell whether a line goes on with the paragraph of the line before."""
    if _RULE.fullmatch(line) or _BULLET.match(line) or _ITEM_NUMBER.match(line) or _HASHES.match(line):
        return False
    return line.strip()[0].islower() or (wrapped and not NUMBER.match(line))


def _block(line: str, *, alone: bool, level: int) -> Block:
    """Return what a line is by its sign; a number makes an item of a line that does not stand ``alone``."""
    if match := _HASHES.match(line):
        return Block("heading", _runs(line[match.end() :].rstrip("# ")), len(match[1]))
    if level:
        return Block("heading", _runs(line), level)
    if match := _BULLET.match(line):
        return Block("item", _runs(line[match.end() :]), _depth(match[1]))
    if not alone and (match := _ITEM_NUMBER.match(line)):
        return Block("item", _runs(line[match.end() :]), _depth(match[1]), match[2])
    return Block("paragraph", _runs(line))


def _depth(space: str) -> int:
    return len(space.expandtabs(2 * _INDENT)) // (2 * _INDENT) if "\t" in space else len(space) // _INDENT


def with_items(blocks: list[Block]) -> list[Block]:
    """Return ``blocks``, paragraphs that begin with the sign of a list made items of one."""
    found = []
    for block in blocks:
        match = _BULLET.match(block.text) if block.kind == "paragraph" else None
        found.append(
            replace(block, kind="item", runs=without_start(block.runs, match.end()), marker=match[0])
            if match
            else block
        )
    return found


def _runs(text: str) -> tuple[Run, ...]:
    return tidied([Run(text)])
