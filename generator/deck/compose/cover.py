"""Compose the cover: a large title over its picture, or beside a pattern of the pillars; lengths are points."""

from __future__ import annotations

from contextlib import suppress
from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.compose.common import SLACK, Context, balanced, spans
from generator.deck.compose.logos import cover_logos, logos_of
from generator.deck.compose.overview import ribbon, tiles_of
from generator.deck.compose.pattern import pattern
from generator.deck.compose.photograph import credit, cropped, picture_slide
from generator.deck.compose.veil import veil
from generator.deck.layouts import HEIGHT, LOGOS, WIDTH
from generator.deck.slide import INK, MUTED, PAPER, Figure, Frame, Shape, Slide, SlideRun
from generator.document.tree import Facts, Paragraph, Picture
from generator.errors import ContentError
from generator.messages import _
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import break_lines, count_lines, words
from generator.theme import MIN_CONTRAST, WHITE, contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Section
    from generator.text.breaking import Word
    from generator.text.fonts import Family

_HOLDERS = ("title", "subtitle", "eyebrow", "summary", "facts")
_PATTERNS = ((405.0, 3), (324.0, 3), (270.0, 2), (135.0, 1))  # the widths that a pattern may have, and its columns
_PATTERNS_OF_MANY = ((360.0, 4), (270.0, 3), (180.0, 2), (90.0, 1))  # the same of more pillars than a few
_FEW = 6
_LARGE = 48.0  # a title that need not be larger for the pattern to be narrower (by eye)
_BESIDE = 28.0  # between the words and the pattern
_ABOVE_TITLE = 4.0  # between a cover's kind and its title, as where the title fills its box
_SHORT = 3  # the letters of a word that does not end a line of a title
_BELOW_TITLE = 0.8  # of a cover's title: the size of its subtitle at most, or the wrong one is read first
# Over a picture: where the title ends, in the order in which it is tried; what is above it, and below it the subtitle.
_ENDS, _HEAD, _SUBTITLE = (198.0, 330.0), 28.0, 56.0
_FOOT, _LINE, _CREDIT = 92.0, 6.0, 22.0  # below a picture: what bears the facts, the rule above it, the credit's line
_LOGOS_SHARE, _COLUMNS = 0.4, 24.0  # of the foot: its logos at most; between what stands beside one another there


def cover(section: Section, context: Context) -> list[Slide]:
    """Return the cover: its title over the picture or beside a pattern; nobody else's cover is changed."""
    layout = context.layout("cover")
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    if not layout.ribbon:
        slide = _cover(section, layout, context)
        return [slide, picture_slide(section, picture, (2, 2), context)] if picture else [slide]
    if picture is None:
        return [_beside_pattern(section, layout, layout.ribbon, context)]
    for end in _ENDS:
        with suppress(ContentError):
            return [_over_picture(section, picture, end, layout, context)]
    alone = _beside_pattern(section, layout, layout.ribbon, context)
    return [alone, picture_slide(section, picture, (2, 2), context)]


def _beside_pattern(section: Section, layout: SlideLayout, ribbon: Box, context: Context) -> Slide:
    """Return the cover with its pattern as wide as a large title allows; raise ContentError if words lack room."""
    found: list[Slide] = []
    tiles = tiles_of(section)
    ways = _PATTERNS if len(tiles) <= _FEW else _PATTERNS_OF_MANY
    for number, (width, columns) in enumerate(ways):
        area = replace(ribbon, x=ribbon.right - width, width=width)
        try:
            slide = _cover(section, _moved(layout, area.x - _BESIDE), context)
        except ContentError:
            if not found and number + 1 == len(ways):
                raise
            continue
        found.append(replace(slide, shapes=(*slide.shapes, *pattern(tiles, area, columns, context))))
        if _title_size(slide) >= _LARGE:
            break
    return max(found, key=_title_size)


def _title_size(slide: Slide) -> float:
    return next(one for one in slide.shapes if isinstance(one, Frame)).paragraphs[0].size


def _moved(layout: SlideLayout, right: float) -> SlideLayout:
    """Return our own layout, its words as wide as up to ``right``."""
    held = {name: replace(one, box=replace(one.box, width=right - one.box.x)) for name, one in _held(layout).items()}
    return replace(layout, **held, band=Box(0.0, 0.0, WIDTH, HEIGHT))


def _over_picture(section: Section, picture: Picture, end: float, layout: SlideLayout, context: Context) -> Slide:
    """Return the cover with its words over the picture, the title down to ``end``; logos and facts on a foot below."""
    ground, left, name = _ground(section, context), layout.title.box.x, context.name("band")
    layout = _on(ground, layout, context, pictured=True)
    facts = _facts(section)
    foot = Box(0.0, HEIGHT - (_FOOT if facts or logos_of(section) else _CREDIT), WIDTH, 0.0)
    row = Box(left, foot.y, WIDTH - 2 * left, HEIGHT - foot.y - _CREDIT)
    room = Box(left, row.y + (row.height - LOGOS.height) / 2, _LOGOS_SHARE * row.width, LOGOS.height)
    logos = cover_logos(section, layout, ground, room, context, together=True)
    beside = max((one.box.right + _COLUMNS for one in logos), default=left)
    columns = _columns(facts, layout.facts, replace(row, x=beside, width=row.right - beside), context)
    words = _words_over(section, end, layout, context)
    shape = cropped(picture, Box(0.0, 0.0, WIDTH, foot.y), context)
    fill = PAPER if ground == WHITE else context.banner
    opacity = veil(shape, [_lettered(one, context) for one in words], _plain(ground, context), ground, context)
    line = ribbon(tiles_of(section), Box(0.0, foot.y - _LINE, WIDTH, _LINE), context)
    shapes = (
        Figure(name, Box(0.0, 0.0, WIDTH, HEIGHT), fill=fill),
        shape,
        Figure(f"{name} ({context.name('title')})", shape.box, fill=fill, opacity=opacity),
        *words,
        *columns,
        *line,
        *logos,
        *_credit(picture, Box(left, row.bottom, row.width, _CREDIT - _ABOVE_TITLE), layout, context),
    )
    return Slide(layout.role, shapes, _said((section.eyebrow, section.title, section.subtitle, *facts)))


def _words_over(section: Section, end: float, layout: SlideLayout, context: Context) -> list[Frame]:
    """Return title, kind, subtitle and summary over a picture; raise ContentError for what lacks room."""
    left, width, kind = layout.title.box.x, WIDTH - 2 * layout.title.box.x, layout.eyebrow
    assert kind
    above = _HEAD + kind.box.height + _ABOVE_TITLE
    boxes = {
        "eyebrow": Box(left, _HEAD, width, kind.box.height),
        "title": Box(left, above, width, end - above),
        "subtitle": Box(left, end + _ABOVE_TITLE, width, _SUBTITLE),
        "summary": Box(left, end + _ABOVE_TITLE + _SUBTITLE, width, _CREDIT),
    }
    held = {name: replace(one, box=boxes[name]) for name, one in _held(layout).items() if name in boxes}
    return _words(section, [], replace(layout, **held, facts=None), context)


def _lettered(frame: Frame, context: Context) -> Box:
    """Return the box of the lines that a frame of one paragraph has, which may be shorter than its own."""
    para = frame.paragraphs[0]
    strong = all(span.strong for span in para.spans) or frame.placeholder == "ctrTitle"
    lines = break_lines(words([Run(para.text)], context.kit.family, strong=strong), frame.box.width / para.size)
    width = max((line.width for line in lines), default=0.0) * para.size
    return replace(frame.box, width=min(width, frame.box.width))


def _held(layout: SlideLayout) -> dict[str, Placeholder]:
    """Return the placeholders of a cover that there are, by the names of their members."""
    return {name: holder for name in _HOLDERS if (holder := getattr(layout, name))}


def _on(ground: str, layout: SlideLayout, context: Context, *, pictured: bool = False) -> SlideLayout:
    """Return the layout of our own cover, its words in colours that are read on ``ground``, the banner's or paper.

    Over a picture no word is faded.
    """
    paper = ground == WHITE
    light = context.on_banner, context.on_banner, context.faded_on_banner
    title, plain, faded = (context.banner_ink, INK, MUTED) if paper else light
    colours = {"title": title, "subtitle": plain} | ({"eyebrow": plain, "summary": plain} if pictured else {})
    held = {name: replace(one, colour=colours.get(name, faded)) for name, one in _held(layout).items()}
    return replace(layout, **held)


def _below_logos(layout: SlideLayout) -> SlideLayout:
    """Return the layout of our own cover, its kind and its title below the room of logos."""
    title, kind = layout.title, layout.eyebrow
    assert kind
    down = LOGOS.bottom + LOGOS.y / 2 - kind.box.y
    box = replace(title.box, y=title.box.y + down, height=title.box.height - down)
    moved = replace(kind, box=replace(kind.box, y=kind.box.y + down))
    return replace(layout, title=replace(title, box=box), eyebrow=moved)


def _ground(section: Section, context: Context) -> str:
    """Return the ground of our own cover (RRGGBB): paper where a logo has no form for dark ones."""
    dark = all(one.dark for one in logos_of(section))
    return str(context.kit.theme.banner or context.kit.theme.text) if dark else WHITE


def _plain(ground: str, context: Context) -> str:
    """Return the colour (RRGGBB) of words on ``ground``."""
    return WHITE if contrast(ground) >= MIN_CONTRAST else str(context.kit.theme.text)


def _facts(section: Section) -> list[Text]:
    return [text for block in section.blocks if isinstance(block, Facts) for text in block.facts]


def _cover(section: Section, layout: SlideLayout, context: Context) -> Slide:
    """Return the cover with its words where ``layout`` has them; raise ContentError for what lacks room."""
    shapes: list[Shape] = []
    ground, facts = _ground(section, context), _facts(section)
    room = replace(LOGOS, x=layout.title.box.x, width=layout.title.box.width)
    if band := layout.band:
        layout = _below_logos(layout) if logos_of(section) else layout
        layout = _on(ground, layout, context)
        shapes.append(Figure(context.name("band"), band, fill=PAPER if ground == WHITE else context.banner))
    shapes += _words(section, facts, layout, context)
    if layout.rule:
        shapes.append(Figure(context.name("rule"), layout.rule, fill=layout.title.colour))
    notes = _said((section.eyebrow, section.title, section.subtitle, _summary(section), *facts))
    return Slide(layout.role, (*shapes, *cover_logos(section, layout, ground, room, context)), notes)


def _summary(section: Section) -> Text | None:
    return next((block.text for block in section.blocks if isinstance(block, Paragraph)), None)


def _words(section: Section, facts: Sequence[Text], layout: SlideLayout, context: Context) -> list[Frame]:
    """Return the title, and the other words in their placeholders."""
    headline = _headline(section, layout, context)
    if section.eyebrow and layout.eyebrow and layout.ribbon:
        kind = _close(layout.eyebrow, headline, layout, context)
        layout, top = replace(layout, eyebrow=kind), kind.box.bottom + _ABOVE_TITLE
        headline = replace(headline, box=replace(headline.box, y=top, height=headline.box.bottom - top))
    most = _BELOW_TITLE * headline.paragraphs[0].size
    return [headline, *_lines(section, _summary(section), facts, layout, most, context)]


def _headline(section: Section, layout: SlideLayout, context: Context) -> Frame:
    """Return the title; in our own layout as large as a wider font leaves its words whole, which may shrink it."""
    where, sizes, title = _("the cover's title"), context.kit.theme.deck.cover_title, layout.title
    if not layout.ribbon:
        return context.fitted(section.title, title, sizes, where, own=sizes.largest)
    if layout.eyebrow and not section.eyebrow:
        top = layout.eyebrow.box.y
        title = replace(title, box=replace(title.box, y=top, height=title.box.bottom - top))
    family, pitch = context.design.measured(title)
    items = words(section.title.runs, family, strong=True)
    whole = int(2 * (title.width - SLACK) / fallback.widest(items)) / 2
    sizes = replace(sizes, largest=max(sizes.smallest, min(sizes.largest, whole)))
    size = context.fitted(section.title, title, sizes, where, own=sizes.largest).paragraphs[0].size
    text, width = _together(section.title, title.width - SLACK, size, family, pitch)
    narrow = replace(title, box=replace(title.box, width=width + SLACK))
    return replace(context.fitted(text, narrow, replace(sizes, largest=size), where, own=size), shrinks=True)


def _columns(facts: Sequence[Text], holder: Placeholder | None, room: Box, context: Context) -> list[Frame]:
    """Return the facts in ``room``, of one size: on the left the first of them, the others on the right."""
    sizes = context.kit.theme.deck.facts
    first = len(facts) // 2
    parts = [part for part in (facts[:first], facts[first:]) if part]
    if not parts or not holder:
        return []
    free = room.width - _COLUMNS * (len(parts) - 1)
    natural = [max(_natural(text, context) for text in part) for part in parts]
    shares = [one / sum(natural) for one in natural]
    lefts = [0.0, shares[0] * free + _COLUMNS]
    holders = [
        replace(holder, box=replace(room, x=room.x + left, width=share * free), anchor="ctr")
        for left, share in zip(lefts, shares, strict=False)
    ]
    last = replace(holders[-1], align="r")
    holders[-1] = replace(last, type="", index=0, prompt=f"{last.prompt} 2") if len(parts) > 1 else last

    def framed(largest: float) -> list[Frame]:
        alike, where = replace(sizes, largest=largest, smallest=min(sizes.smallest, largest)), _("the cover's facts")
        return [context.stacked(part, one, alike, where) for part, one in zip(parts, holders, strict=True)]

    whole = max(sizes.smallest, min(sizes.largest, int(2 * free / sum(natural)) / 2))
    return framed(min(one.paragraphs[0].size for one in framed(whole)))


def _natural(text: Text, context: Context) -> float:
    """Return the width of ``text`` on one line, in em, with a little in hand."""
    return 1.02 * break_lines(words(text.runs, context.kit.family), inf)[0].width


def _credit(picture: Picture, room: Box, layout: SlideLayout, context: Context) -> list[Frame]:
    """Return the credit of a picture, if it has one, in small words at the right of ``room``."""
    found = credit(picture, replace(room, height=3 * room.height), context)
    if found is None:
        return []
    colour = layout.facts.colour if layout.facts else layout.title.colour
    quiet = tuple(replace(one, colour=colour, align="r") for one in found.paragraphs)
    return [replace(found, box=room, paragraphs=quiet, anchor="ctr")]


def _said(texts: Iterable[Text | None]) -> tuple[tuple[SlideRun, ...], ...]:
    """Return ``texts`` as paragraphs of the speaker notes."""
    return tuple(spans(text.runs) for text in texts if text)


def _close(eyebrow: Placeholder, headline: Frame, layout: SlideLayout, context: Context) -> Placeholder:
    """Return the place of a cover's kind, right above the lines of its title, which may be fewer than its box holds."""
    para, title = headline.paragraphs[0], layout.title
    family, pitch = context.design.measured(title)
    items = words([Run(para.text)], family, strong=title.bold)
    height = pitch * para.size * len(break_lines(items, (headline.box.width - SLACK) / para.size))
    top = max(eyebrow.box.y, title.box.bottom - height - _ABOVE_TITLE - eyebrow.box.height)
    return replace(eyebrow, box=replace(eyebrow.box, y=top))


def _together(title: Text, width: float, size: float, family: Family, pitch: float) -> tuple[Text, float]:
    """Return a title whose short words do not end a line, but stay with the word after them; the width of its lines.

    It has as many lines of ``width`` points as before, about equally long, and words that remain whole in a wider font.
    """

    def measured(text: Text) -> tuple[list[Word], float]:
        items = words(text.runs, family, strong=True)
        return items, balanced(items, width, inf, size, pitch)

    items, narrow = measured(title)
    count = count_lines(items, width / size)
    while len(title.runs) == 1:
        said, lines = title.runs[0].text, break_lines(items, narrow / size)
        ends = accumulate(len(line.text) + 1 for line in lines[:-1])
        lasts = [line.text.split()[-1] for line in lines[:-1]]
        loose = [end for end, last in zip(ends, lasts, strict=True) if len(last) <= _SHORT and last.isalpha()]
        if not loose or said[loose[0] - 1] != " ":
            break
        tied = Text((title.runs[0].with_text(f"{said[: loose[0] - 1]}\u00a0{said[loose[0] :]}"),), title.mark)
        items, wide = measured(tied)
        if count_lines(items, width / size) > count or fallback.widest(items) * size > width:
            break
        title, narrow = tied, wide
    return title, narrow


def _lines(
    section: Section, summary: Text | None, facts: Sequence[Text], layout: SlideLayout, most: float, context: Context
) -> list[Frame]:
    """Return subtitle, kind, facts and summary, each in its placeholder; what has none stands below the subtitle.

    The subtitle has at most so many points, unless these are fewer than its least.
    """
    sizes, about_facts = context.kit.theme.deck, _("the cover's facts")
    most = max(most, sizes.cover_subtitle.smallest)
    subtitle = replace(sizes.cover_subtitle, largest=min(sizes.cover_subtitle.largest, most))
    below = layout.subtitle and replace(layout.subtitle, size=min(layout.subtitle.size, most))
    if below and layout.facts and not facts:  # the subtitle may take the room that facts would
        below = _down_to(layout.facts, below)
    if layout.facts and layout.summary and layout.ribbon and not summary:
        layout = replace(layout, facts=_down_to(layout.summary, layout.facts))
    lines = (
        (section.eyebrow, layout.eyebrow, sizes.eyebrow, _("the cover's kind")),
        (section.subtitle, below, subtitle, _("the cover's subtitle")),
        (summary, layout.summary, sizes.facts, _("the cover's summary")),
    )
    apart = [context.stacked(facts, layout.facts, sizes.facts, about_facts)] if facts and layout.facts else []
    homeless = [text for text, holder, _sizes, _where in lines if text and not holder]
    homeless += () if layout.facts else facts
    if homeless and below:
        first = [section.subtitle] if section.subtitle else []
        where = _("the cover's subtitle")
        return [context.stacked([*first, *homeless], below, subtitle, where, major=len(first)), *apart]
    frames = [context.fitted(text, holder, size, where) for text, holder, size, where in lines if text and holder]
    last = len(frames) - bool(summary and layout.summary)  # as they are read: the summary comes last
    return [*frames[:last], *apart, *frames[last:]]


def _down_to(other: Placeholder, holder: Placeholder) -> Placeholder:
    """Return ``holder`` as high as down to the foot of ``other``."""
    return replace(holder, box=replace(holder.box, height=other.box.bottom - holder.box.y))
