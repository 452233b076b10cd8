"""What is set off below an example's text: key figures, a quotation, a short list, as paragraphs of its card.

Lengths are in em of the card's text.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from generator.deck.compose.common import source_mark, spans, whole_links, with_source
from generator.deck.slide import INK, MUTED, Origin, Para, SlideRun
from generator.document.tree import KeyFigures, Points, Quote
from generator.source.inline import Run, Text
from generator.text.breaking import LineCounter, Word, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.deck.slide import Colour
    from generator.document.tree import Inset, KeyFigure
    from generator.text.fonts import Family

_NUMERAL = 2.0  # a figure's number beside its words (by eye)
_BEFORE, _BETWEEN = 0.5, 0.2  # above the first paragraph of an inset, above the others
_INDENT = 1.0  # of points, and their bullets before them
BULLET = "•"


class InsetPara:
    """A paragraph: its spans, its words, ``scale`` of its first line's height, its indent, the space above it.

    Of a figure, the number has the pillar's colour; a paragraph without a ``colour`` has it as a whole.
    """

    def __init__(
        self,
        whole: Sequence[SlideRun],
        items: Sequence[Word],
        before: float,
        colour: Colour | None = INK,
        bullet: str = "",
    ) -> None:
        """Set the words ``items`` of the spans ``whole`` off by ``before``."""
        self.spans = tuple(whole)
        self.words = items
        self.before = before
        self.colour = colour
        self.bullet = bullet
        self.origin: Origin | None = None
        self.indent = _INDENT if bullet else 0.0
        self._lines = LineCounter(items)
        self.scale = max(span.scale for span in whole)

    def written(self, text: Text) -> InsetPara:
        """Return the paragraph, which shows ``text``."""
        self.origin = Origin(text.mark)
        return self

    @cached_property
    def widest(self) -> float:
        """Return the width of the widest word, with its indent."""
        return self.indent + max((word.width for word in self.words), default=0.0)

    @cached_property
    def length(self) -> float:
        """Return about how long the text is, a large number counting by its height too."""
        return sum(word.width + word.space for word in self.words)

    def height(self, measure: float, pitch: float) -> float:
        """Return the height in lines of ``measure`` em, with the space above it; ``pitch`` is the line pitch."""
        lines = self._lines.count(measure - self.indent)
        return self.before + (lines - 1 + self.scale) * pitch

    def para(self, measure: float, size: float, accent: Colour, after: float) -> Para:
        """Return the paragraph with text of ``size`` points, ``after`` points above what follows."""
        said = whole_links(self.spans, self.words, measure - self.indent)
        lead = accent if self.bullet or self.scale > 1.0 else None
        return Para(
            said,
            size,
            self.colour or accent,
            after=after,
            indent=self.indent * size,
            lead=lead,
            bullet=self.bullet,
            origin=self.origin,
        )


def inset_paragraphs(insets: Iterable[Inset], family: Family) -> Iterator[InsetPara]:
    """Yield the paragraphs of what is set off."""
    for inset in insets:
        match inset:
            case KeyFigures():
                for index, figure in enumerate(inset.figures):
                    yield _figure(figure, family, _BETWEEN if index else _BEFORE)
            case Quote():
                quoted = InsetPara(spans(inset.text.runs), _measured(inset.text.runs, family), _BEFORE, None)
                yield quoted.written(inset.text)
                runs = attribution(inset)
                whole = (*spans(runs), *source_mark(inset.source_number))
                items = _measured(with_source(runs, inset.source_number), family)
                yield InsetPara(whole, items, _BETWEEN, MUTED).written(inset.who)
            case Points():
                for index, point in enumerate(inset.points):
                    before = _BETWEEN if index else _BEFORE
                    para = InsetPara(spans(point.runs), _measured(point.runs, family), before, bullet=BULLET)
                    yield para.written(point)
            case _:
                assert_never(inset)


def said_of(inset: Inset) -> Iterator[Text]:
    """Yield what a speaker says of an inset, a paragraph each."""
    match inset:
        case KeyFigures():
            for figure in inset.figures:
                yield Text((*figure.value.runs, Run(" "), *figure.label.runs), figure.label.mark)
        case Quote():
            yield Text((*inset.text.runs, Run(" "), *attribution(inset)), inset.text.mark)
        case Points():
            yield from inset.points
        case _:
            assert_never(inset)


def attribution(quote: Quote) -> tuple[Run, ...]:
    """Return who said a quotation, after a dash."""
    return (Run("—\u00a0"), *quote.who.runs)


def numeral(figure: KeyFigure, scale: float = 1.0) -> tuple[SlideRun, ...]:
    """Return a figure's number, ``scale`` times as large as the words around it."""
    return tuple(replace(one, scale=scale, led=True) for one in spans(figure.value.runs, strong=True))


def _figure(figure: KeyFigure, family: Family, before: float) -> InsetPara:
    """Return a figure: its number, large, then what it is."""
    first, *_rest = words(figure.value.runs, family, strong=True)
    label = _measured((Run(" "), *with_source(figure.label.runs, figure.source_number)), family)
    whole = (*numeral(figure, _NUMERAL), SlideRun(" "), *spans(figure.label.runs), *source_mark(figure.source_number))
    return InsetPara(whole, [replace(first, width=first.width * _NUMERAL), *label], before).written(figure.label)


def _measured(runs: Iterable[Run], family: Family) -> list[Word]:
    return words(runs, family, strong_places=False)
