"""Read a finished deck back: the words of each slide in the order of its shapes, then those of its speaker notes."""

from __future__ import annotations

import re
from html import unescape
from itertools import zip_longest
from typing import TYPE_CHECKING

from generator.deck.ooxml.package import opened, words
from generator.deck.ooxml.xml import A, C, P, R
from generator.messages import Said
from generator.pipeline.edition import Passage, Stretch

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element

_TEXT = re.compile(r"<a:t(?: [^>]*)?>([^<]*)")

_RUN = re.compile(r"<a:rPr((?: [^>]*?)?)/?>(?:(?!</?a:r>|<a:t).)*<a:t(?: [^>]*)?>([^<]*)", re.DOTALL)
_DESCRIBED = re.compile(r'<p:nvSpPr><p:cNvPr [^>]*?descr="([^"]*)"')
_LITERAL = re.compile(r'"([^"]+)"')
_FLAG = re.compile(r' (b|i|lang)="([^"]*)"')


def read(data: bytes) -> Sequence[Passage]:
    """Return a passage for each paragraph of each slide and of its notes; raise ValueError when it is damaged."""
    deck = opened(data)
    passages: list[Passage] = []
    for number, name in enumerate(deck.slides, 1):
        place = f"slide {number}"
        links = tuple(one.target for one in deck.relationships(name) if one.external)
        charts = any(one.kind == "chart" for one in deck.relationships(name))
        texts = _paragraphs(deck, name) if charts else deck.texts(name)
        passages += (Passage(place, text, links=links) for text in texts)
        passages.append(
            Passage(place, "", links=links, stretches=tuple(_stretches(deck.part(name).decode(errors="replace"))))
        )
        passages += (Passage(place, "", alternatives=(text,)) for text in _alternatives(deck, name))
        if name in deck.faults:
            raise ValueError(Said.of(f"{name}: {deck.faults[name]}", ""))
        passages += (Passage(f"{place}, notes", text, place) for text in _notes(deck, name))
    return passages


def _alternatives(deck: Package, name: str) -> Iterator[str]:
    """Yield what the pictures and drawn shapes of a slide show, in words; of shapes by their tags alone."""
    yield from map(unescape, _DESCRIBED.findall(deck.part(name).decode(errors="replace")))
    if any(one.kind == "image" for one in deck.relationships(name)) and (slide := deck.tree(name)) is not None:
        for picture in slide.iter(f"{P}pic"):
            yield from (one.get("descr", "") for one in picture.iter(f"{P}cNvPr"))


def _stretches(slide: str) -> Iterator[Stretch]:
    """Yield the words of a slide by their styles, by their tags alone, as of notes."""
    for properties, text in _RUN.findall(slide):
        flags = dict(_FLAG.findall(properties))
        yield Stretch(unescape(text), flags.get("b") == "1", flags.get("i") == "1", flags.get("lang", ""))


def _paragraphs(deck: Package, name: str) -> Iterator[str]:
    """Yield the words of a slide with charts, and theirs where they stand."""
    slide = deck.tree(name)
    for element in slide.iter(f"{A}p", f"{P}graphicFrame") if slide is not None else ():
        if element.tag == f"{A}p":
            yield words(element)
        elif (chart := element.find(f".//{C}chart")) is not None:
            yield from _of_chart(deck, name, chart.get(f"{R}id", ""))
            yield from (shape.get("descr", "") for shape in element.iter(f"{P}cNvPr"))


def _of_chart(deck: Package, name: str, related: str) -> Iterator[str]:
    """Yield what a chart prints: its axes' titles, what its numbers bear, its series' names, categories with values."""
    part = next((one.target for one in deck.relationships(name) if one.id == related), "")
    chart = deck.tree(part)
    if chart is None:
        raise ValueError(Said.of(f"{part}: {deck.faults.get(part, '')}", ""))
    yield from (words(paragraph) for paragraph in chart.iter(f"{A}p"))
    yield from dict.fromkeys(_around_numbers(chart))
    series = list(chart.iter(f"{C}ser"))
    # Without an axis of categories, a series is a part of the whole, named with its value.
    parts = chart.find(f".//{C}catAx/{C}delete[@val='1']") is not None
    names = [_values(one, "tx") for one in series]
    rows = [_values(one, "cat") for one in series[:1]] + [_values(one, "val") for one in series]
    columns = zip_longest(*rows, fillvalue="")
    yield from (text for row in ([*columns, *names] if parts else [*names, *columns]) for text in row)


def _around_numbers(chart: Element) -> Iterator[str]:
    """Yield the literal words in the number formats of the values and of the scale that are printed: their unit."""
    for element in chart.iter(f"{C}dLbls", f"{C}dLbl", f"{C}valAx"):
        printed = element.find(f"{C}showVal[@val='1']") is not None
        if element.tag == f"{C}valAx":
            printed = element.find(f"{C}tickLblPos[@val='none']") is None
        format = element.find(f"{C}numFmt")
        if printed and format is not None:
            yield from _LITERAL.findall(format.get("formatCode", ""))


def _values(series: Element, kind: str) -> list[str]:
    """Return the words or numbers of a series by their places, nothing where one has no value."""
    points = {
        int(point.get("idx", "0")): point.findtext(f"{C}v") or "" for point in series.iterfind(f"{C}{kind}//{C}pt")
    }
    return [points.get(index, "") for index in range(max(points, default=-1) + 1)]


def _notes(deck: Package, name: str) -> Iterator[str]:
    """Yield the paragraphs of a slide's notes, by their tags alone: a tree of each would cost as much as the slides."""
    notes = deck.part(deck.related(name, "notesSlide")).decode(errors="replace")
    for paragraph in notes.split("</a:p>"):
        yield unescape("".join(_TEXT.findall(paragraph)))
