"""Tell which texts of the content were changed in a line: a line may hold several, and words that nobody wrote."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.home.match import match_lines
from generator.home.merge import Token, edits, same, set_as, text_of, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.home.deckfile import Line
    from generator.source.inline import Run


class Said(Struct):
    """What one place says of a text: as it was built and as it is now; ``gone``: the whole line is.

    ``drawn``: it is a cell of a chart.
    """

    key: str
    before: list[Token]
    after: list[Token]
    place: str = ""
    notes: bool = False
    gone: bool = False
    drawn: bool = False

    @property
    def is_edited(self) -> bool:
        """Tell whether somebody changed words, or how they are set."""
        before, after = ([one for one in text if one.is_word] for text in (self.before, self.after))
        return not same(self.before, self.after) or set_as(before) != set_as(after)


class Compared(Struct):
    """What became of some lines: of each text in them, of words that stand behind no text, lines that were added.

    ``led`` are the links of such words that lead elsewhere: from where, and to where.
    """

    texts: list[Said] = field(default_factory=list)
    made: list[tuple[str, str]] = field(default_factory=list)
    led: list[tuple[str, str]] = field(default_factory=list)
    added: list[tuple[int, Line, str]] = field(default_factory=list)


def compare(built: Sequence[Line], now: Sequence[Line]) -> Compared:
    """Return what became of the lines ``built``; those added bear the number and a key of the line before them."""
    found = Compared()
    before, after = [tokens(line) for line in built], [tokens(line) for line in now]
    last, at = "", 0
    kept = [index for index, line in enumerate(after) if line]
    for ones, others in match_lines(before, [after[index] for index in kept]):
        lines = [kept[index] for index in others]
        if not ones:
            found.added += [(at, now[index], last) for index in lines]
            continue
        one, other = _together(before[i] for i in ones), _together(after[j] for j in lines)
        at = ones[-1] + 1
        last = next((token.style.citation for token in reversed(one) if token.style.citation), last)
        _compare(found, one, other, gone=not lines)
    return found


def _together(lines: Iterable[Sequence[Token]]) -> list[Token]:
    """Return lines as one; a space stands where one ends."""
    found: list[Token] = []
    for line in lines:
        found += [token._replace(lead=" ") if found and not index else token for index, token in enumerate(line)]
    return found


def _compare(found: Compared, before: list[Token], after: list[Token], *, gone: bool) -> None:
    owners = [token.style.citation for token in before]
    now: dict[str, list[Token]] = {owner: [] for owner in owners}
    place = first = 0
    mixed: set[str] = set()
    for edit in (*edits(before, after), None):
        end = edit.start if edit else len(before)
        for step in range(end - place):
            now[owners[place + step]].append(after[first + step])
            _led(found, before[place + step], after[first + step])
        if edit is None:
            break
        place, first = edit.end, edit.last
        new, theirs = after[edit.first : edit.last], owners[edit.start : edit.end]
        if len(new) == len(theirs) and all(theirs):
            for one, token in zip(theirs, new, strict=True):
                now[one].append(token)
            continue
        owner, clash = ("", set[str]()) if gone else _owner(owners, edit.start, edit.end)
        mixed |= clash
        if owner:
            now[owner] += new
        elif not gone and (new or any(token.is_word for token in before[edit.start : edit.end])):
            found.made.append((text_of(before), text_of(after)))
    if mixed:
        found.made.append((text_of(before), text_of(after)))
    for owner in filter(None, dict.fromkeys(owners)):
        said = [token for token in before if token.style.citation == owner]
        found.texts.append(Said(owner, _bare(said), _bare(said if owner in mixed else now[owner]), gone=gone))


def _led(found: Compared, one: Token, other: Token) -> None:
    """Note where a word of the program leads elsewhere; a slash at the end counts for nothing."""
    links = one.style.link, other.style.link
    if not one.style.citation and links[0].rstrip("/") != links[1].rstrip("/") and links not in found.led:
        found.led.append(links)


def _owner(owners: Sequence[str], start: int, end: int) -> tuple[str, set[str]]:
    """Return whose text a change within a line is: nobody's, one's, or, with all of them, several texts'."""
    if start == end:
        left = owners[start - 1] if start else ""
        right = owners[start] if start < len(owners) else ""
        return left or right, set()
    touched = [owner for owner in dict.fromkeys(owners[start:end]) if owner]
    return (touched[0] if touched else ""), (set(touched) if len(touched) > 1 else set())


def _bare(found: Sequence[Token]) -> list[Token]:
    return [token._replace(style=_nobodys(token.style)) for token in found]


@lru_cache(maxsize=4096)
def _nobodys(style: Run) -> Run:
    return replace(style, citation="")
