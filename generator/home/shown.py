"""Show proposals to people: word by word, what goes and what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.changes.wording import compared
from generator.home.merge import edits, text_of, tokens
from generator.messages import _
from generator.source.markup import text_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.home.changes import Change
    from generator.home.merge import Token

_RED, _GREEN, _PLAIN = "\x1b[31;9m", "\x1b[32m", "\x1b[0m"


def word_diff(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the words of two texts: those of both under “=”, those that go under “-”, those that come under “+”."""
    signs = {"same": "=", "removed": "-", "added": "+"}
    return ((signs[one.kind], one.text) for one in compared(before, after))


def wordings(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Yield the words of two wordings as ``word_diff`` does, as people read them: one may be as it is printed.

    Marks are shown where they alone differ.
    """
    one, other = (tokens(text_in(text).runs) for text in (before, after))
    now: list[Token] = []
    place = 0
    for edit in edits(one, other):
        now += [*one[place : edit.start], *other[edit.first : edit.last]]
        place = edit.end
    old, new = text_of(one), text_of([*now, *one[place:]])
    return word_diff(before, after) if old == new else word_diff(old, new)


def as_line(difference: Iterable[tuple[str, str]], *, colour: bool) -> str:
    """Return a word-level difference on one line: [-goes-] and {+comes+}, in colours where there are any."""
    marks = {
        "=": ("", ""),
        "-": (_RED, _PLAIN) if colour else ("[-", "-]"),
        "+": (_GREEN, _PLAIN) if colour else ("{+", "+}"),
    }
    return "".join(f"{marks[sign][0]}{text}{marks[sign][1]}" for sign, text in difference)


def as_text(change: Change, number: int, *, colour: bool = False) -> str:
    """Return a proposal as lines: its number, what it does and where, its words."""
    key = "" if change.kind in ("adjust", "insert") else change.key
    head = " · ".join(part for part in (change.author, change.author and change.date[:10], change.place, key) if part)
    lines = [f"{number}. {heading(change)}" + (f"  ({head})" if head else "")]
    if change.said:
        lines.append(f"   {change.said}")
    if change.is_conflict:
        # What a message holds is cut where it is long; here the words that differ may be the last ones.
        lines.append(_("   was:      {text}", text="") + change.before)
        for label, text in (
            (_("   the file: {text}", text=""), change.after),
            (_("   the content now: {text}", text=""), change.theirs),
        ):
            lines += [label + as_line(wordings(change.before, text), colour=colour)] if text else []
    elif change.kind == "comment":
        lines += [f"   {change.after}"] if change.after else []
    elif change.before or change.after:
        lines.append(f"   {as_line(word_diff(change.before, change.after), colour=colour)}")
    return "\n".join(lines)


def heading(change: Change) -> str:
    """Return what a proposal does, in a word or two."""
    if change.is_conflict:
        return _("Conflict: two texts claim one place")
    return {
        "text": _("Other words"),
        "add": _("Added"),
        "remove": _("Removed"),
        "move": _("Moved to place {n}", n=change.index + 1),
        "duplicate": _("Made twice"),
        "adjust": _("Place or looks of a shape"),
        "insert": _("A slide of your own"),
        "comment": _("Comment"),
        "note": _("To look at"),
    }[change.kind]
