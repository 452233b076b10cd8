"""Find the largest size at which text fits, and say how much to cut where none does."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from generator.errors import ContentError, Mark, Problem
from generator.messages import _
from generator.text import fallback
from generator.text.breaking import Line, Word, break_lines, count_lines

MODEST, _WHOLE = 0.8, 0.75
"""The part of the largest size up to which there need be no room for a wider font, and for its words of that (by eye).
"""


class Fitted(Struct, frozen=True):
    """Lines set at ``size`` points."""

    size: float
    lines: tuple[Line, ...]


def largest(sizes: Sequence[float], fits: Callable[[float], bool]) -> float | None:
    """Return the largest of the ascending ``sizes`` that ``fits``, or None.

    It searches by halves: ``fits`` must hold for every size below one for which it holds.
    """
    low, high = 0, len(sizes)
    while low < high:
        middle = (low + high) // 2
        if fits(sizes[middle]):
            low = middle + 1
        else:
            high = middle
    return sizes[low - 1] if low else None


def modest(sizes: Sequence[float]) -> float:
    """Return the size, in points, up to which text leaves no room for a wider font: to be legible is worth more."""
    return max(sizes[0], MODEST * sizes[-1])


def fit(
    items: Sequence[Word], width: float, height: float, sizes: Sequence[float], pitch: float, own: float | None = None
) -> Fitted | None:
    """Return ``items`` at the largest of the ascending ``sizes`` at which they fit a box; None when none does.

    ``width``, ``height`` and ``sizes`` are in points, ``pitch`` in em. A word is broken between letters only at the
    smallest size. There is room for a wider font too, but at sizes up to ``own`` points, and for its words up to
    _WHOLE of that.
    """
    own = modest(sizes) if own is None else own
    widest, wide = max((item.width for item in items), default=0.0), fallback.widest(items)
    roomy = fallback.counter(items, pitch)

    def fits(size: float) -> bool:  # size in points
        whole = (wide if size > max(sizes[0], _WHOLE * own) else widest) * size <= width or size == sizes[0]
        counted = count_lines(items, width / size) if size <= own else roomy(width / size)
        return whole and counted * pitch * size <= height

    size = largest(sizes, fits)
    return Fitted(size, tuple(break_lines(items, width / size))) if size else None


def fits_whole(items: Sequence[Word], width: float, maximum: int) -> bool:
    """Tell whether ``items`` need at most ``maximum`` lines of ``width`` em, and no word is broken between letters."""
    return all(item.width <= width for item in items) and count_lines(items, width) <= maximum


def require_lines(items: Sequence[Word], width: float, maximum: int, mark: Mark, where: str) -> None:
    """Raise ContentError when ``items`` need more than ``maximum`` lines of ``width`` em ``where`` they stand."""
    if count_lines(items, width) > maximum:
        raise refuse(items, lambda some: count_lines(some, width) <= maximum, mark, where)


def refuse_box(
    items: Sequence[Word], box: tuple[float, float], size: float, pitch: float, mark: Mark, where: str
) -> ContentError:
    """Return the error for text that does not fit a box, as ``refuse`` does.

    The width and the height of the box, and ``size``, are in points, ``pitch`` in em.
    """
    width, lines = box[0] / size, box[1] / size / pitch
    return refuse(items, lambda some: count_lines(some, width) <= lines, mark, where)


def refuse(items: Sequence[Word], fits: Callable[[Sequence[Word]], bool], mark: Mark, where: str) -> ContentError:
    """Return the error for text that does not fit: it says how many characters to cut for ``fits`` to hold.

    ``where`` names the place in a sentence, such as “the banner”; ``mark`` is where the text was written. One word that
    alone fits nowhere is named instead: to cut all of it would be no remedy.
    """
    if alone := next((item for item in items if not fits([item])), None):
        word = Line((alone,), 0.0).text
        cause = _(
            "The word “{word}” is too long for {where}, even at the smallest size of the theme.", word=word, where=where
        )
        return ContentError([Problem(mark, "", cause, _("Divide it by spaces or hyphens, or write less."))])
    low, high = 0, len(items)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(items[:middle]) else (low, middle - 1)
    rest = Line(tuple(items[low:]), 0.0).text
    cause = _("The text is too long for {where}, even at the smallest size of the theme.", where=where)
    return ContentError([Problem(mark, "", cause, _("Cut about {n} {n|character|characters}.", n=len(rest)))])
