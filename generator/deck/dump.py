"""Show a planned deck as text, one line a shape, for people and for golden tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.slide import ChartFrame, Figure, Frame, Group, PictureShape, Shape, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.deck import Deck
    from generator.deck.slide import Para, SlideRun
    from generator.units import Box


def dump(plan: Deck) -> str:
    """Return the slides with their shapes, boxes in points, sizes and words."""
    return "\n".join(_lines(plan))


def _lines(plan: Deck) -> Iterator[str]:
    brand = plan.design.brand
    yield f"deck {plan.language} “{plan.title}”" + (f" on {plan.design.template}" if brand else "")
    yield f"subject: {plan.subject}"
    yield f"keywords: {', '.join(plan.keywords)}"
    for section in plan.sections:
        yield f"section “{section.name}” of {section.count}"
    for number, slide in enumerate(plan.slides, 1):
        layout = f" on {plan.design.layouts[slide.role].part}" if brand else ""
        yield f"slide {number} {slide.role}{layout} keys={' '.join(slide.keys)}"
        for shape in slide.shapes:
            yield from _shape(shape)
        for note in slide.speaker_notes:
            yield f"  note: {''.join(map(_said, note))}"


def _said(run: SlideRun) -> str:
    """Return words of a note, with where they lead or their language."""
    more = run.target or run.language
    return f"[{run.text}]({more})" if more else run.text


def _shape(shape: Shape) -> Iterator[str]:
    head = f"  {type(shape).__name__.lower()} “{shape.name}” {_box(shape.box)}"
    match shape:
        case Frame():
            yield f"{head} {shape.placeholder}".rstrip()
            yield from map(_paragraph, shape.paragraphs)
        case Table():
            yield f"{head} columns={_numbers(shape.columns)} rows={_numbers(shape.heights)}"
            for row in shape.rows:
                yield "    | " + " | ".join(cell.paragraph.text for cell in row)
        case ChartFrame():
            legend = _box(shape.legend) if shape.legend else "none"
            yield f"{head} {shape.kind} {shape.size:g} pt plot={_box(shape.plot)} legend={legend} {shape.description}"
            yield f"    {shape.axis} ({shape.unit}): {' | '.join(shape.categories)}"
            for series in shape.series:
                look = f"{series.colour.name} {series.pattern}{series.marker}".rstrip()
                yield f"    {series.name} ({look}): {' | '.join(map(_value, series.values))}"
        case PictureShape(file=file, crop=crop):
            cut = ",".join(f"{one:.3f}" for one in (crop.left, crop.top, crop.right, crop.bottom))
            yield f"{head} {file} cropped by {cut} {shape.description}".rstrip()
        case Figure():
            top, foot = shape.opacity
            veil = f" {top:.0%} to {foot:.0%}{' across' * shape.across}" if min(top, foot) < 1.0 else ""
            yield f"{head} {shape.fill.name if shape.fill else ''}{veil} {shape.description}".rstrip()
        case Group():
            yield f"{head} of {len(shape.shapes)} {shape.description}".rstrip()
            for inner in shape.shapes if shape.description else ():
                yield from (f"  {line}" for line in _shape(inner))


def _value(value: float | None) -> str:
    return "none" if value is None else f"{value:g}"


def _paragraph(para: Para) -> str:
    languages = "".join(f" [{span.language}: {span.text}]" for span in para.spans if span.language)
    return f"    {para.size:g} pt {para.colour.name} {para.align}: {para.text}{languages}"


def _box(box: Box) -> str:
    return f"({box.x:.1f} {box.y:.1f} {box.width:.1f} {box.height:.1f})"


def _numbers(values: tuple[float, ...]) -> str:
    return ",".join(f"{value:.1f}" for value in values)
