"""Merge words three ways: as they were written into a file, as somebody left them there, as the content has them now.

The result is the content's own markup with the other words in it: its links, places and languages stay where its words
do. What the typesetter changes (spaces, quotation marks, ellipses, hyphens) counts for nothing, so that it is undone
by itself: words that stay keep the signs of the content.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from generator.deck.pptx.manifest import APART
from generator.home.changes import UNKNOWN
from generator.source.inline import Run, joined
from generator.source.markup import markup_of, text_in

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

_SET = "\u00ad\u200b\u2060\ufeff"  # unseen signs that setting writes
_UNSEEN = f"{_SET}\u061c\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f"
_TOKEN = re.compile(rf"(?:\.\.\.|\w[\w{_UNSEEN}]*|[^\w\s\x1f{_UNSEEN}])[{_UNSEEN}]*")
_UNSET = dict.fromkeys(map(ord, _SET))
_NO_SIGN = re.compile("[\ue000-\uf8ff]")  # a sign of a font of its own
_SIGNS = dict.fromkeys('«»“”„‟"', '"') | dict.fromkeys("‘’‚‛‹›'", "'") | {"…": "...", "\u2010": "-", "\u2011": "-"}


class Token(NamedTuple):
    """A word or a sign: what stands before it (a space or nothing), its letters, how it is set."""

    lead: str
    text: str
    style: Run

    @property
    def key(self) -> str:
        """Return the token without what setting may change, and without signs that nobody sees."""
        return _key(self.text)

    @property
    def is_word(self) -> bool:
        """Tell whether it is a word or a number."""
        return self.key[:1].isalnum()


@cache
def _key(text: str) -> str:
    text = unicodedata.normalize("NFKC", re.sub(f"[{_UNSEEN}]", "", text))
    return _SIGNS.get(text, text)


def tokens(runs: Iterable[Run]) -> list[Token]:
    """Return the words and signs of ``runs``; each is in the style of its first letter."""
    return list(_tokens(tuple(runs)))


@lru_cache(maxsize=16_384)  # lines: a deck of some hundred slides has as many, and each is compared several times
def _tokens(runs: tuple[Run, ...]) -> tuple[Token, ...]:
    styles: list[Run] = []
    parts: list[str] = []
    for run in runs:
        text = run.text if run.text.isascii() else unicodedata.normalize("NFC", run.text)
        parts.append(text)
        styles += [run.with_text("")] * len(text)
    whole, end = "".join(parts), 0
    found: list[Token] = []
    for match in _TOKEN.finditer(whole):
        lead = " " if whole[end : match.start()].replace(APART, "") else ""
        found.append(Token(lead, match[0], styles[match.start()]))
        end = match.end()
    return tuple(found)


def same(one: Iterable[Token], other: Iterable[Token]) -> bool:
    """Tell whether two texts are the same but for what setting may change: no space parts or joins words."""
    return [token.key for token in one] == [token.key for token in other] and _joints(one) == _joints(other)


def _joints(found: Iterable[Token]) -> list[bool]:
    """Tell of each two words that follow each other whether a space parts them; of signs it does not count."""
    return [bool(b.lead) for a, b in pairwise(found) if a.is_word and b.is_word]


def similarity(one: Sequence[Token], other: Sequence[Token]) -> float:
    """Return how much two texts have in common, from 0 to 1."""
    first, second = [token.key for token in one], [token.key for token in other]
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if first or second else 1.0


def set_as(found: Sequence[Token]) -> list[tuple[bool, bool, str]]:
    """Return how each word is set; what is strong as a whole is so by its place."""
    strong = not all(one.style.strong for one in found)
    return [(strong and one.style.strong, one.style.emphasis, one.style.link) for one in found]


class _Edit(NamedTuple):
    """A stretch of the base, and what takes its place."""

    start: int
    end: int
    first: int
    last: int


def edits(base: Sequence[Token], other: Sequence[Token], *, loose: bool = False) -> list[_Edit]:
    """Return what turns ``base`` into ``other``; capitals and accents count for nothing if ``loose``."""
    first, second = ([_plain(one.key) if loose else one.key for one in text] for text in (base, other))
    codes = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    return [_Edit(i1, i2, j1, j2) for tag, i1, i2, j1, j2 in codes if tag != "equal"]


@cache
def _plain(text: str) -> str:
    found = unicodedata.normalize("NFD", text.casefold())
    return "".join(one for one in found if not unicodedata.combining(one))


def merged(value: str, before: Sequence[Token], after: Sequence[Token]) -> str | None:
    """Return ``value``, a text of the content in its markup, with what differs between ``before`` and ``after``.

    None: the content says something else by now in the same place, and both cannot stand.
    """
    now = tokens(text_in(value).runs)
    links = {token.style.link for token in before}
    if len(links) == 1 and not any(token.style.link for token in now):  # a text that is a link as a whole, by its place
        before, after = ([_unlinked(token, links) for token in text] for text in (before, after))
    ours, theirs = edits(before, now, loose=True), edits(before, after)
    if any(_clash(one, other, now, after) for one in ours for other in theirs):
        return None
    woven = _woven(now, before, after, ours, theirs)
    return written(woven)


def has_changed(value: str, before: Sequence[Token]) -> bool:
    """Tell whether the content says by now, in ``value``, other words than those that were printed of it."""
    return bool(edits(before, tokens(text_in(value).runs), loose=True))


def _unlinked(token: Token, links: Collection[str]) -> Token:
    return token._replace(style=replace(token.style, link="")) if token.style.link in links else token


def _clash(ours: _Edit, theirs: _Edit, now: Sequence[Token], after: Sequence[Token]) -> bool:
    """Tell whether two edits touch the same words, and leave other ones."""
    apart = ours.end < theirs.start or theirs.end < ours.start
    if ours.start < ours.end and theirs.start < theirs.end:  # words that merely follow each other are no conflict
        apart = apart or ours.end <= theirs.start or theirs.end <= ours.start
    if apart:
        return False
    one = [token.key for token in now[ours.first : ours.last]]
    return one != [token.key for token in after[theirs.first : theirs.last]] or ours[:2] != theirs[:2]


class _Placed(NamedTuple):
    """A token of the result; ``at`` is its place in the content's own text, or -2."""

    token: Token
    at: int


def _woven(
    now: Sequence[Token],
    before: Sequence[Token],
    after: Sequence[Token],
    ours: Sequence[_Edit],
    theirs: Sequence[_Edit],
) -> list[Token]:
    """Return the content's tokens with the other's edits in their places."""
    to_now, to_after = _aligned(before, ours), _aligned(before, theirs)
    known = {edit[:2] for edit in ours}
    taken = {index for edit in theirs if edit[:2] not in known for index in range(edit.start, edit.end)}
    new = {edit.start: edit for edit in theirs if edit[:2] not in known}
    made = {edit.start: edit for edit in ours}
    result: list[_Placed] = []
    strong = bool(before) and all(token.style.strong for token in before)
    upper = _shouts(before) and not _shouts(now)
    for place in range(len(before) + 1):
        if own := made.get(place):
            result += [_Placed(now[index], index) for index in range(own.first, own.last)]
        if edit := new.get(place):
            follows = next((to_now[at] for at in range(edit.end, len(before)) if at in to_now), len(now))
            for token in after[edit.first : edit.last]:
                result.append(_Placed(_new(token, result, now, follows, strong, upper), -2))
        if place in to_now and place not in taken:
            token = now[to_now[place]]
            if place in to_after:
                token = _restyled(token, before[place], after[to_after[place]], strong)
                token = _spaced(token, before[place], after[to_after[place]], result, to_now[place])
            result.append(_Placed(token, to_now[place]))
    return [one.token for one in result]


def _shouts(text: Sequence[Token]) -> bool:
    words = "".join(token.text for token in text)
    return words.isupper()


def _aligned(before: Sequence[Token], found: Sequence[_Edit]) -> dict[int, int]:
    """Return where the tokens of the base that stay stand in the other text."""
    result: dict[int, int] = {}
    place = other = 0
    for edit in (*found, _Edit(len(before), len(before), 0, 0)):
        result |= {place + step: other + step for step in range(edit.start - place)}
        place, other = edit.end, edit.last
    return result


def _new(
    token: Token, result: Sequence[_Placed], now: Sequence[Token], follows: int, strong: bool, upper: bool
) -> Token:
    """Return a token that somebody wrote, in the style of the words on both sides if that is one."""
    left = result[-1].token.style if result else None
    right = now[follows].style if follows < len(now) else None
    style = left if left is not None and left == right else Run("")
    style = replace(style, strong=token.style.strong and not strong, emphasis=token.style.emphasis)
    style = replace(style, link=token.style.link or style.link) if token.style.link else style
    text = token.text.lower() if upper and token.text.isupper() else token.text
    return Token(token.lead, _NO_SIGN.sub(UNKNOWN, text.translate(_UNSET)), style)


def _restyled(token: Token, before: Token, after: Token, strong: bool) -> Token:
    """Return the content's token, set as somebody has set it since; what is strong as a whole is so by its place."""
    style = token.style
    if before.style.strong != after.style.strong and not strong:
        style = replace(style, strong=after.style.strong)
    if before.style.emphasis != after.style.emphasis:
        style = replace(style, emphasis=after.style.emphasis)
    if before.style.link != after.style.link and not style.place:
        style = replace(style, link=after.style.link)
    return token._replace(style=style)


def _spaced(token: Token, before: Token, after: Token, result: Sequence[_Placed], index: int) -> Token:
    """Return a token with the space before it: its own, or the other's where that differs or other words precede."""
    own = index == 0 if not result else result[-1].at == index - 1
    if own and bool(before.lead) == bool(after.lead):
        return token
    return token._replace(lead=after.lead)


def written(found: Iterable[Token]) -> str:
    """Return words and signs as they are written in a file."""
    return markup_of(joined(_runs(found)))


def _runs(found: Iterable[Token]) -> Iterator[Run]:
    """Yield the runs of words and signs; a space between two that are set otherwise is set as neither."""
    before: Run | None = None
    for token in found:
        lead = token.lead if before else ""
        if before == token.style:
            yield token.style.with_text(lead + token.text)
        else:
            yield from (Run(lead), token.style.with_text(token.text))
        before = token.style


def text_of(found: Iterable[Token]) -> str:
    """Return words and signs without their marks."""
    return "".join(token.lead + token.text for token in found).strip()
