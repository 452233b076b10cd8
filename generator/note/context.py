"""What those who compose the parts of a note share: the kit, the metrics, the structure, the known pages.

It measures by generator.text alone, each text once; it places nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import replace

from generator.note.options import STANDARD, LayoutOptions
from generator.pdf.lines import balanced
from generator.text.breaking import glued, words
from generator.text.totalfit import justified, ragged
from generator.units import mm

if TYPE_CHECKING:
    from collections.abc import Callable

    from generator.kit import Kit
    from generator.note.metrics import TypeMetrics
    from generator.pdf.structure import Structure
    from generator.source.inline import Text
    from generator.text.breaking import Line, Word
    from generator.text.hyphenation import Hyphenator
    from generator.theme import NoteTheme, Theme

T = TypeVar("T")


class References(Struct):
    """The pages on which examples stand: found so far, else those of the pass before."""

    present: frozenset[str]
    known: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)

    def page(self, example: str) -> int | None:
        """Return the page of ``example``, or None when it stands on none."""
        if example not in self.present:
            return None
        page = self.found.get(example) or self.known.get(example, 1)
        self.asked[example] = page
        return page

    @property
    def settled(self) -> bool:
        """Tell whether every page that was asked for turned out to be true."""
        return all(self.found.get(example) == page for example, page in self.asked.items())


_Measured = dict[tuple[int, bool], "list[Word]"]
_Broken = dict[tuple[int, str, float], "list[Line]"]

_FULL_MEASURE = mm(100)
"""The width from which running text is justified: below, spaces would be too uneven."""


class LayoutContext(Struct, frozen=True):
    """The hand that sets the parts of one note in one way."""

    kit: Kit
    metrics: TypeMetrics
    structure: Structure
    references: References
    heading_tag: str
    hyphenator: Hyphenator
    options: LayoutOptions = STANDARD
    _measured: _Measured = field(default_factory=dict)
    _broken: _Broken = field(default_factory=dict)
    _kept: dict[tuple[object, ...], Any] = field(default_factory=dict)

    @property
    def theme(self) -> Theme:
        """Return the theme."""
        return self.kit.theme

    @property
    def sizes(self) -> NoteTheme:
        """Return the theme's sizes for the note."""
        return self.kit.theme.note

    def legible(self, size: float) -> float:
        """Return ``size``, or the least at which anything is set."""
        return max(size, self.options.least)

    def with_metrics(self, metrics: TypeMetrics, structure: Structure) -> LayoutContext:
        """Return one that sets differently, and remembers what was measured."""
        return replace(self, metrics=metrics, structure=structure)

    def kept(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what ``make`` made for ``key`` the first time, whatever the metrics."""
        if key not in self._kept:
            self._kept[key] = make()
        return cast("T", self._kept[key])

    def words(self, text: Text, strong: bool = False) -> list[Word]:
        """Return the measured words of ``text``, which is kept by whoever asks."""
        key = (id(text), strong)
        found = self._measured.get(key)
        if found is None:
            found = self._measured[key] = glued(words(text.runs, self.kit.family, strong=strong))
        return found

    def running(self, text: Text, width: float) -> list[Line]:
        """Return the lines of the body's running text in ``width`` points, justified where the measure allows."""
        metrics = self.metrics
        if not metrics.justified or width < _FULL_MEASURE:
            return self.flowing(text, width, metrics.size)
        points = self.hyphenator.points if metrics.hyphenated else None
        options = "hyphenated" if points else "justified"
        return self._lines(text, options, width / metrics.size, lambda em: justified(self.words(text), em, points))

    def flowing(self, text: Text, width: float, size: float, strong: bool = False) -> list[Line]:
        """Return ragged lines in ``width`` points."""
        options = "strong and ragged" if strong else "ragged"
        return self._lines(text, options, width / size, lambda em: ragged(self.words(text, strong), em))

    def balanced(self, text: Text, width: float, size: float, strong: bool = True) -> list[Line]:
        """Return lines of like lengths in ``width`` points, for headings and labels."""
        options = "strong" if strong else "balanced"
        return self._lines(text, options, width / size, lambda em: balanced(self.words(text, strong), em))

    def _lines(self, text: Text, options: str, em: float, broken: Callable[[float], list[Line]]) -> list[Line]:
        key = (id(text), options, em)
        found = self._broken.get(key)
        if found is None:
            found = self._broken[key] = broken(em)
        return found
