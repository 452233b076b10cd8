"""What a line of text is drawn of: its parts in one style, and how a word cut by the line's end is read whole.

Some readers take a hyphen at a line's end for their own and drop it, some keep both hyphen and line end. So the
first part of a word that goes on in the next line stands for the whole word, the second for the space after it
(ActualText: ISO 32000-1, 14.9.4). Every other line ends in a space (14.8.2.5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from generator.text.breaking import WordRun, joined

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.text.breaking import Line, Word

_SPACE = " "


class Part(NamedTuple):
    """Part of a line: its fragment, what is added to its letters at the line's end, what all of it stands for."""

    fragment: WordRun
    end: str = ""
    actual: str = ""


def parts(lines: Sequence[Line], index: int) -> list[Part]:
    """Return what the line at ``index`` of a text is drawn of."""
    raw = list(lines[index].raw)
    found: list[Part] = []
    if index and _carried(lines, index - 1):
        rest = _rest(lines[index])
        size = len(rest) + (1 if len(raw) > len(rest) else 0)
        found.append(Part(_one(raw[:size]), "", _SPACE))
        raw = raw[size:]
    carried = _carried(lines, index)
    last = raw.pop() if carried else None
    found += [Part(fragment) for fragment in joined(raw)]
    if last:
        found.append(Part(last, "", last.text + carried))
    elif not _goes_on(lines, index):
        found[-1] = Part(found[-1].fragment, _SPACE, found[-1].actual)
    return found


def _goes_on(lines: Sequence[Line], index: int) -> bool:
    """Tell whether a line's last word goes on in the next one."""
    return index + 1 < len(lines) and not lines[index + 1].words[0].space


def _carried(lines: Sequence[Line], index: int) -> str:
    """Return the letters of a line's last word that stand in the next line, when that is a plain case.

    It is not when they are of several styles, or fill that line and go on in the one after.
    """
    if not _goes_on(lines, index):
        return ""
    rest = _rest(lines[index + 1])
    fills = len(rest) == len(lines[index + 1].words)
    if any(len(word.fragments) > 1 for word in rest) or (fills and _goes_on(lines, index + 1)):
        return ""
    if len(list(joined(word.fragments[0] for word in rest))) > 1:
        return ""
    return "".join(word.text for word in rest)


def _rest(line: Line) -> list[Word]:
    """Return the first words of a line, between which there is no space."""
    count = next((number for number, word in enumerate(line.words) if number and word.space_before), len(line.words))
    return list(line.words[:count])


def _one(fragments: Sequence[WordRun]) -> WordRun:
    """Return ``fragments``, a space among them, as one that is set like the first."""
    first = fragments[0]
    text = "".join(one.text for one in fragments)
    return WordRun(text, first.run, first.face, sum(one.width for one in fragments))
