"""Room for the font that stands in where neither ours nor one of its widths is there: DejaVu Sans, the widest.

LibreOffice takes it on Debian. Its widths are compared on one sentence; words differ from that by a twentieth at most
(DejaVu 2.37 beside Carlito, by HarfBuzz, on running text of thirteen languages: 1.24 to 1.27, and bold 1.34 to 1.39).
"""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from generator.text.breaking import count_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.text.breaking import Word
    from generator.text.fonts import Face

_SENTENCE = "Portez ce vieux whisky au juge blond qui fume"
_REGULAR, _BOLD = 23.2495, 26.2744  # em: the advance of the sentence in DejaVu Sans, and in its bold
_PITCH = 1.2  # em: the distance of its baselines, by its typographic metrics, as LibreOffice sets it (measured)
_LINE = 1.02  # of what a sentence is wider by: a line of wide letters
_WORD = 1.045  # of what a sentence is wider by: a word of wide letters


@lru_cache(maxsize=32)
def spread(face: Face) -> float:
    """Return by what factor the fallback sets lines wider than ``face``, 1 at least."""
    return max(1.0, (_BOLD if "Bold" in face.style else _REGULAR) / face.width(_SENTENCE))


def widest(items: Sequence[Word]) -> float:
    """Return the width in em of the widest of ``items`` in the fallback."""
    return max((_WORD * sum(run.width * spread(run.face) for run in item.runs) for item in items), default=0.0)


def unbroken(text: str, face: Face) -> float:
    """Return the width in em of ``text`` of ``face``, all on one line, in the fallback."""
    return _WORD * spread(face) * face.width(text)


def factor(items: Sequence[Word]) -> float:
    """Return by what factor the fallback sets ``items`` wider, as a whole."""
    runs = [run for item in items for run in item.runs]
    natural = sum(run.width for run in runs)
    return _LINE * sum(run.width * spread(run.face) for run in runs) / natural if natural else 1.0


def share(items: Sequence[Word]) -> float:
    """Return which part of a line words may fill that the fallback, too, sets on one line."""
    return _LINE / _WORD / factor(items) if items else 1.0


def lines(items: Sequence[Word], width: float, pitch: float) -> float:
    """Return the lines, ``pitch`` em apart, for which there must be room in ``width`` em, whatever font draws them."""
    return counter(items, pitch)(width)


def counter(items: Sequence[Word], pitch: float) -> Callable[[float], float]:
    """Return what ``lines`` does, as a function of the width: for many widths of the same ``items``."""
    return partial(most, partial(count_lines, items), pitch=pitch, wider=factor(items))


def lines_above(own: float, items: Sequence[Word], width: float, size: float, pitch: float) -> float:
    """Return the lines of ``items`` in ``width`` points: with room for a wider font at sizes above ``own`` points."""
    return lines(items, width / size, pitch) if size > own else count_lines(items, width / size)


def most(count: Callable[[float], int], width: float, pitch: float, wider: float) -> float:
    """Return the same of a text whose lines are ``count``ed: one ``wider`` times as wide has more, but closer."""
    own = count(width)
    return max(own, count(width / wider) * _PITCH / pitch) if wider > 1.0 else own
