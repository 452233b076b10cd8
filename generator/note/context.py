"""The layout context: what all who compose parts of the note share. It measures each text once, and places nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import replace

from generator.document.tree import Section
from generator.kit import Kit
from generator.note.metrics import TypeMetrics
from generator.note.options import STANDARD, LayoutOptions
from generator.pdf.lines import balanced
from generator.pdf.paper import RIGHT
from generator.pdf.structure import Structure
from generator.source.inline import Run, Text
from generator.text.breaking import Line, Word, break_lines, glued, words
from generator.text.fit import fits_whole, require_lines
from generator.text.hyphenation import Hyphenator
from generator.text.totalfit import justified, ragged
from generator.theme import NoteTheme, Theme
from generator.units import mm

T = TypeVar("T")


class References(Struct):
    """The numbers of the examples, and their pages: those found so far, else those of the pass before (``known``).

    Pages are asked for before they are known: the note is composed again until all that was ``asked`` was true.
    ``shown``: the examples bear their numbers, to which a matrix refers; ``told``: the map says all that it would;
    ``kept``: it stands even so, since the map would be alone on its page; it may be only if it is ``keepable``.
    """

    numbers: dict[str, str]
    known: dict[str, int] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    shown: bool = False
    told: bool = False
    kept: bool = False
    keepable: bool = True

    def page(self, example: str) -> int | None:
        """Return the number of the page of ``example``, or None when it is on none."""
        if example not in self.numbers:
            return None
        page = self.found.get(example) or self.known.get(example, 1)
        self.asked[example] = page
        return page

    @property
    def settled(self) -> bool:
        """Tell whether every page that was asked for turned out to be true."""
        return all(self.found.get(example) == page for example, page in self.asked.items())


class Column(Struct):
    """The right edge, in points, of what is composed next: that of the page's text, or one beside a picture."""

    right: float = RIGHT


# By the identity of a text, which is held so that no other text takes it.
_Measured = dict[tuple[int, bool], tuple[Text, list[Word]]]
_Broken = dict[tuple[int, str, float], tuple[Text, list[Line]]]

_FULL_MEASURE = mm(100)
"""The width from which running text is justified: in narrower columns, word spaces would be too uneven (by eye)."""


class LayoutContext(Struct, frozen=True):
    """What a part of the note is composed with; ``heading_tag`` is the type of a section's heading, H1 or H2.

    What was measured, by the identity of its text, is remembered, and shared by the contexts made of this one.
    """

    kit: Kit
    metrics: TypeMetrics
    structure: Structure
    references: References
    heading_tag: str
    hyphenator: Hyphenator
    options: LayoutOptions = STANDARD
    column: Column = field(default_factory=Column)
    _measured: _Measured = field(default_factory=dict)
    _broken: _Broken = field(default_factory=dict)
    _cache: dict[tuple[object, ...], Any] = field(default_factory=dict)

    @property
    def theme(self) -> Theme:
        """Return the theme."""
        return self.kit.theme

    @property
    def sizes(self) -> NoteTheme:
        """Return the theme's sizes for the note."""
        return self.kit.theme.note

    def legible(self, size: float) -> float:
        """Return ``size`` points, or the minimum size."""
        return max(size, self.options.minimum_size)

    def colour(self, section: Section) -> str:
        """Return the RRGGBB of a section's colour, or of the ink."""
        return self.theme.colour(section.colour) if section.colour else self.theme.text

    def with_metrics(self, metrics: TypeMetrics) -> LayoutContext:
        """Return a context of other metrics."""
        return replace(self, metrics=metrics)

    def measuring(self, metrics: TypeMetrics) -> LayoutContext:
        """Return a context in which chunks are measured only: they have heights, but no text is set."""
        return replace(self, metrics=metrics, structure=Structure(measuring=True))

    def cached(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """Return what ``make`` returned for ``key`` the first time, whatever the metrics."""
        if key not in self._cache:
            self._cache[key] = make()
        return cast("T", self._cache[key])

    def words(self, text: Text, strong: bool = False) -> list[Word]:
        """Return the measured words of ``text``."""
        key = (id(text), strong)
        if key not in self._measured:
            self._measured[key] = text, glued(words(text.runs, self.kit.family, strong=strong))
        return self._measured[key][1]

    def number(self, number: int | str) -> list[Line]:
        """Return the line of a strong number."""
        return break_lines(words([Run(str(number), strong=True)], self.kit.family), float("inf"))

    def running(self, text: Text, width: float) -> list[Line]:
        """Return the lines of running text of the body in ``width`` points, justified if wished where it is wide."""
        size = self.metrics.size
        if not (self.options.justified and self.sizes.justified) or width < _FULL_MEASURE:
            return self.flowing(text, width, size)
        words = self.words(text)
        return self._lines(text, "justified", width / size, lambda em: justified(words, em, self.hyphenator.points))

    def flowing(self, text: Text, width: float, size: float, strong: bool = False) -> list[Line]:
        """Return ragged lines in ``width`` points, of ``size`` points."""
        mode = "strong and ragged" if strong else "ragged"
        return self._lines(text, mode, width / size, lambda em: ragged(self.words(text, strong), em))

    def balanced(self, text: Text, width: float, size: float, strong: bool = True) -> list[Line]:
        """Return lines of similar lengths in ``width`` points, of ``size`` points, for headings and labels."""
        mode = "strong and balanced" if strong else "balanced"
        return self._lines(text, mode, width / size, lambda em: balanced(self.words(text, strong), em))

    def fits_whole(self, texts: Iterable[Text], width: float, size: float, maximum: int) -> bool:
        """Tell whether each strong text needs at most ``maximum`` lines in ``width`` points, and breaks no word."""
        return all(fits_whole(self.words(text, strong=True), width / size, maximum) for text in texts)

    def require_lines(self, text: Text, width: float, size: float, maximum: int, where: str) -> None:
        """Raise ContentError when strong ``text`` needs more than ``maximum`` lines in ``width`` points."""
        require_lines(self.words(text, strong=True), width / size, maximum, text.mark, where)

    def _lines(self, text: Text, mode: str, em: float, broken: Callable[[float], list[Line]]) -> list[Line]:
        """Return the lines that ``broken`` makes in a measure of ``em``, made once for each ``mode`` of setting."""
        key = (id(text), mode, em)
        if key not in self._broken:
            self._broken[key] = text, broken(em)
        return self._broken[key][1]
