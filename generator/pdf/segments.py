"""The segments of a line of text: its runs as they are drawn, and how a word divided by the line's end is read.

Some programs that extract text drop a hyphen at a line's end, some keep both the hyphen and the line break. So the
first part of a divided word has the whole word as its ActualText (ISO 32000-1, 14.9.4), and the second part the space
after it. Every other line ends in a space (14.8.2.5).
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from generator.text.breaking import Line, MeasuredRun, Word, joined, united

_SPACE = " "


class LineSegment(Struct, frozen=True):
    """A measured run on a line: ``end`` is added to its text at the line's end, ``actual`` is its ActualText."""

    measured: MeasuredRun
    end: str = ""
    actual: str = ""


def segments(lines: Sequence[Line], index: int) -> list[LineSegment]:
    """Return the segments of the line at ``index`` of ``lines``."""
    raw = list(lines[index].raw)
    found: list[LineSegment] = []
    if index and _carried(lines, index - 1):
        rest = _rest(lines[index])
        size = len(rest) + (1 if len(raw) > len(rest) else 0)
        found.append(LineSegment(united(raw[:size]), "", _SPACE))
        raw = raw[size:]
    carried = _carried(lines, index)
    last = raw.pop() if carried else None
    found += [LineSegment(one) for one in joined(raw)]
    if last:
        found.append(LineSegment(last, "", last.text + carried))
    elif not _goes_on(lines, index):
        found[-1] = LineSegment(found[-1].measured, _SPACE, found[-1].actual)
    return found


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line's last word goes on in the next one."""
    return index + 1 < len(lines) and not lines[index + 1].words[0].space


def _carried(lines: Sequence[Line], index: int) -> str:
    """Return the letters of a line's last word that are on the next line, if ActualText can hold them.

    It cannot when they are of several styles, or fill that line and go on in the one after: then return nothing.
    """
    if not _goes_on(lines, index):
        return ""
    rest = _rest(lines[index + 1])
    fills = len(rest) == len(lines[index + 1].words)
    if any(len(word.runs) > 1 for word in rest) or (fills and _goes_on(lines, index + 1)):
        return ""
    if len(list(joined(word.runs[0] for word in rest))) > 1:
        return ""
    return "".join(word.text for word in rest)


def _rest(line: Line) -> list[Word]:
    """Return the first words of a line, between which there is no space."""
    count = next((number for number, word in enumerate(line.words) if number and word.space_before), len(line.words))
    return list(line.words[:count])
