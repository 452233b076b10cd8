"""Compose the cover: a large title over its picture, or beside a colonnade of the pillars; lengths are points."""

from __future__ import annotations

import re
from contextlib import suppress
from itertools import product
from math import inf
from operator import itemgetter
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.compose.colonnade import colonnade, highlight, shafts
from generator.deck.compose.common import SLACK, SURE, Context, balanced, bindable, spans
from generator.deck.compose.logos import apart_logos, cover_logos, logos_of
from generator.deck.compose.overview import ribbon, tiles_of
from generator.deck.compose.photograph import credited, cropped, picture_slide
from generator.deck.compose.veil import DrawnPicture, wanted
from generator.deck.layouts import HEIGHT, LOGOS, WIDTH
from generator.deck.slide import INK, MUTED, PAPER, Colour, Figure, Frame, Para, PictureShape, Shape, Slide, SlideRun
from generator.document.tree import Facts, Paragraph, Picture
from generator.errors import ContentError
from generator.messages import _
from generator.source.inline import Run, Text
from generator.text import fallback
from generator.text.breaking import LITTLE, break_lines, words
from generator.theme import MIN_CONTRAST, WHITE, contrast
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.deck.design import Placeholder, SlideLayout
    from generator.document.tree import Section
    from generator.text.breaking import Line

_HOLDERS = ("title", "subtitle", "eyebrow", "summary", "facts")
_NARROWER = (1.0, 1.25, 1.6, 2.0, 3.0)  # the colonnade beside words that have no room else
_LARGE = 48.0  # a title that need not be larger for the colonnade to be narrower (by eye)
_BESIDE, _SPARE = 28.0, 20.0  # between the words and the colonnade; what a word of a wider font may take of it
_ABOVE_TITLE = 8.0  # between a cover's kind and its title, as where the title fills its box
_LOOSE = 0.2  # of a title's size, what one ending a line takes off (by eye)
_BEFORE_NEXT = re.compile(r"(?<!\w)(\w{1,3}) ")  # a word that does not end a line of a title
_OTHER = 0.2  # the same of words in another colour than the foot's
# Of a cover's title: the size of its subtitle at most, or the wrong one is read first; more of a small one, up to that.
_BELOW_TITLE, _BELOW_SMALL, _LARGE_SUBTITLE = 0.65, 0.8, 24.0
# Over a picture: where the title ends at most, and from where its words begin; how wide they are, of the slide.
_ENDS, _HEAD, _WIDTHS = (214.0, 330.0), 34.0, tuple(0.89 - 0.03 * step for step in range(16))
_SUBTITLE, _BELOW = 42.0, 10.0  # the height of a subtitle; between it and the title
_FOOT, _LINE, _SUMMARY = 80.0, 6.0, 22.0  # below a picture: what bears the facts, and the rule above it; a summary
_EDGE, _COLUMNS = 10.0, 24.0  # of the foot: above and below rows of logos; between what stands there
_MODEST = 12.5  # points: facts that are larger than that have one line each, others may have more


def cover(section: Section, context: Context) -> list[Slide]:
    """Return the cover: its title over the picture or beside a pattern; nobody else's cover is changed."""
    layout = context.layout("cover")
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    if not layout.ribbon:
        slide = _cover(section, layout, context)
        return [slide, picture_slide(section, picture, (2, 2), context)] if picture else [slide]
    if picture is None:
        return [_beside_colonnade(section, layout, context)]
    with suppress(ContentError):
        return [_over_picture(section, picture, layout, context)]
    alone = _beside_colonnade(section, layout, context)
    return [alone, picture_slide(section, picture, (2, 2), context)]


def _beside_colonnade(section: Section, layout: SlideLayout, context: Context) -> Slide:
    """Return the cover with its colonnade as wide as a large title allows; raise ContentError if words lack room."""
    found: list[Slide] = []
    tiles = tiles_of(section)
    for narrower in _NARROWER:
        boxes = shafts(len(tiles), narrower, HEIGHT - layout.title.box.bottom - _ABOVE_TITLE)
        try:
            slide = _cover(section, _beside(layout, boxes), context)
        except ContentError:
            if not found and narrower == _NARROWER[-1]:
                raise
            continue
        found.append(replace(slide, shapes=(*slide.shapes, *colonnade(tiles, boxes, context))))
        if _title_size(slide) >= _LARGE:
            break
    return max(found, key=_title_size)


def _title_size(slide: Slide) -> float:
    return next(one for one in slide.shapes if isinstance(one, Frame)).paragraphs[0].size


def _beside(layout: SlideLayout, boxes: Sequence[Box]) -> SlideLayout:
    """Return our own layout, its words as wide as up to the shafts in ``boxes``; a title may be over low ones."""

    def widened(holder: Placeholder) -> Placeholder:
        bottom = max(holder.box.bottom, layout.title.box.bottom)
        right = min((one.x for one in boxes if one.y < bottom), default=WIDTH) - _BESIDE
        return replace(holder, box=replace(holder.box, width=right - holder.box.x))

    held = {name: widened(one) for name, one in _held(layout).items()}
    return replace(layout, **held, band=Box(0.0, 0.0, WIDTH, HEIGHT))


def _over_picture(section: Section, picture: Picture, layout: SlideLayout, context: Context) -> Slide:
    """Return the cover with its words where they hide least of the picture; logos and facts on a foot below it."""
    ground, left, name = _ground(section, context), layout.title.box.x, context.name("band")
    layout = _on(ground, layout, context)
    facts = _facts(section)
    foot = Box(0.0, HEIGHT - (_FOOT if facts or logos_of(section) else 0.0), WIDTH, HEIGHT)
    row = Box(left, foot.y, WIDTH - 2 * left, HEIGHT - foot.y)
    over = (row.height - LOGOS.height) / 2
    logos = apart_logos(section, replace(row, y=row.y + over, height=LOGOS.height), over - _EDGE, ground, context)
    start = max((one.box.right + _COLUMNS for one in logos if one.box.x < WIDTH / 2), default=left)
    end = min((one.box.x - _COLUMNS for one in logos if one.box.x > WIDTH / 2), default=row.right)
    columns = _columns(section, layout.facts, layout.title.colour, replace(row, x=start, width=end - start), context)
    fill, plain = PAPER if ground == WHITE else context.banner, _plain(ground, context)
    text = str(context.kit.theme.text)
    tones = [
        _Tone(fill, ground, layout.title.colour, plain),
        _Tone(PAPER, WHITE, INK, text) if plain == WHITE else _Tone(INK, text, PAPER, WHITE),
    ]
    shape = cropped(picture, Box(0.0, 0.0, WIDTH, foot.y - _LINE), context)
    shape, words, tone = _placed(shape, picture.focus[1], section, tones, layout, context)
    lines = [(line, wanted(one)) for one in words for line in _lines_of(one, context)]
    called = f"{name} ({context.name('title')})"
    veil = DrawnPicture(shape, context).veil(called, lines, tone.plain, tone.fill, tone.ground)
    shapes = (
        Figure(name, Box(0.0, 0.0, WIDTH, HEIGHT), fill=fill),
        shape,
        *((veil,) if veil else ()),
        *words,
        *columns,
        *ribbon(tiles_of(section), Box(0.0, foot.y - _LINE, WIDTH, _LINE), context),
        *logos,
        *credited(picture, shape, context, [one for one, _want in lines], (veil, tone.ground)),
    )
    return Slide(layout.role, shapes, _said((section.eyebrow, section.title, section.subtitle, *facts)))


class _Tone(Struct, frozen=True):
    """Words in ``ink``, of which ``plain`` is the RRGGBB, on a veil of ``fill``, of which that is ``ground``."""

    fill: Colour
    ground: str
    ink: Colour
    plain: str


def _placed(
    shape: PictureShape, focus: float, section: Section, tones: Sequence[_Tone], layout: SlideLayout, context: Context
) -> tuple[PictureShape, list[Frame], _Tone]:
    """Return the picture and the words over it, as large as can be where it has no detail, above or below.

    They have the first of two ``tones``, unless they are read much better in the other. What is cut off it above may
    stay, where its ``focus``, of its height, is in view so. Raises ContentError for words that lack room.
    """
    cut, problem = shape.crop, None
    shapes = [shape]
    if cut.top and focus < 1 - cut.top - cut.bottom:
        shapes.append(replace(shape, crop=replace(cut, top=0.0, bottom=cut.top + cut.bottom)))
    drawn = [(one, DrawnPicture(one, context)) for one in shapes]
    found: list[tuple[float, PictureShape, list[Frame], _Tone]] = []
    for end, width in product(_ENDS, _WIDTHS):
        try:
            words = _words_over(section, end, width * WIDTH, layout, context)
        except ContentError as error:
            problem = problem or error
            continue
        low, loose = max(one.box.bottom for one in words), _LOOSE * _ends_loose(words[0], context)
        for down in (0.0, shape.box.bottom - _HEAD - low):
            moved = [replace(one, box=replace(one.box, y=one.box.y + down)) for one in words]
            lines = [line for one in moved for line in _lines_of(one, context)]
            for (one, seen), tone in product(drawn, tones) if down >= 0 else ():
                ill = 1 + loose + _OTHER * (tone is not tones[0]) + seen.burden(lines, tone.plain)
                found.append((words[0].paragraphs[0].size / ill, one, moved, tone))
    if not found:
        raise problem or ContentError([])
    _merit, one, words, tone = max(found, key=itemgetter(0))
    inked = [
        replace(frame, paragraphs=tuple(replace(para, colour=tone.ink) for para in frame.paragraphs)) for frame in words
    ]
    return one, inked, tone


def _words_over(section: Section, end: float, width: float, layout: SlideLayout, context: Context) -> list[Frame]:
    """Return title, kind, subtitle and summary over a picture; raise ContentError for what lacks room."""
    left, kind = layout.title.box.x, layout.eyebrow
    assert kind
    above, below = _HEAD + kind.box.height + _ABOVE_TITLE, end + _BELOW
    boxes = {
        "eyebrow": Box(left, _HEAD, width, kind.box.height),
        "title": Box(left, above, width, end - above),
        "subtitle": Box(left, below, width, _SUBTITLE + _SUMMARY * (not _summary(section))),
        "summary": Box(left, below + _SUBTITLE, width, _SUMMARY),
    }
    held = {name: replace(one, box=boxes[name]) for name, one in _held(layout).items() if name in boxes}
    title, *others = _words(section, [], replace(layout, **held, facts=None), context)
    lines = _lines_of(title, context)
    title = replace(title, box=replace(title.box, y=lines[0].y, height=title.box.bottom - lines[0].y))
    up = min(one.box.y for one in (title, *others)) - _HEAD
    return [replace(one, box=replace(one.box, y=one.box.y - up)) for one in (title, *others)]


def _broken(frame: Frame, context: Context) -> list[Line]:
    para = frame.paragraphs[0]
    strong = all(span.strong for span in para.spans) or frame.placeholder == "ctrTitle"
    return break_lines(words([Run(para.text)], context.kit.family, strong=strong), frame.box.width / para.size)


def _ends_loose(frame: Frame, context: Context) -> bool:
    """Tell whether a line ends in a short word, which belongs to the next, or where it had better not."""
    para = frame.paragraphs[0]
    items = words([Run(para.text)], context.kit.family, strong=True)
    return bindable(items).ill((frame.box.width - SLACK) / para.size) >= LITTLE


def _tied(title: Text) -> Text:
    """Return a title whose short words stay with the word after them, at smaller sizes than would part them."""
    runs = (run.with_text(_BEFORE_NEXT.sub("\\1\u00a0", run.text)) for run in title.runs)
    return Text(tuple(runs), title.mark)


def _lines_of(frame: Frame, context: Context) -> list[Box]:
    """Return the boxes of the lines of a frame of one paragraph."""
    para, box, lines = frame.paragraphs[0], frame.box, _broken(frame, context)
    height = para.size * context.pitch * (para.leading or 1.0)
    top = box.bottom - height * len(lines) if frame.anchor == "b" else box.y
    return [Box(box.x, top + height * at, line.width * para.size, height) for at, line in enumerate(lines)]


def _held(layout: SlideLayout) -> dict[str, Placeholder]:
    """Return the placeholders of a cover that there are, by the names of their members."""
    return {name: holder for name in _HOLDERS if (holder := getattr(layout, name))}


def _on(ground: str, layout: SlideLayout, context: Context) -> SlideLayout:
    """Return the layout of our own cover, its words in colours that are read on ``ground``, the banner's or paper.

    Facts alone are faded.
    """
    paper = ground == WHITE
    light = context.on_banner, context.on_banner, context.faded_on_banner
    title, plain, faded = (context.banner_ink, INK, MUTED) if paper else light
    colours = {"title": title, "facts": faded}
    held = {name: replace(one, colour=colours.get(name, plain)) for name, one in _held(layout).items()}
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
    return str(context.kit.theme.field) if dark else WHITE


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
        tint = highlight(tiles_of(section), ground, layout.title.colour, context)
        shapes.append(Figure(context.name("rule"), layout.rule, fill=tint))
    notes = _said((section.eyebrow, section.title, section.subtitle, _summary(section), *facts))
    return Slide(layout.role, (*shapes, *cover_logos(section, layout, ground, room, context)), notes)


def _summary(section: Section) -> Text | None:
    return next((block.text for block in section.blocks if isinstance(block, Paragraph)), None)


def _words(section: Section, facts: Sequence[Text], layout: SlideLayout, context: Context) -> list[Frame]:
    """Return the title, and the other words in their placeholders."""
    if layout.ribbon and layout.eyebrow and not section.eyebrow:
        top = layout.eyebrow.box.y
        box = replace(layout.title.box, y=top, height=layout.title.box.bottom - top)
        layout = replace(layout, title=replace(layout.title, box=box))
    headline = _headline(section.title, layout, context)
    if layout.ribbon and _ends_loose(headline, context):
        with suppress(ContentError):
            tied = _headline(_tied(section.title), layout, context)
            headline = tied if tied.paragraphs[0].size * (1 + _LOOSE) >= headline.paragraphs[0].size else headline
    if section.eyebrow and layout.eyebrow and layout.ribbon:
        kind = _close(layout.eyebrow, headline, layout, context)
        layout, top = replace(layout, eyebrow=kind), kind.box.bottom + _ABOVE_TITLE
        headline = replace(headline, box=replace(headline.box, y=top, height=headline.box.bottom - top))
    size = headline.paragraphs[0].size
    most = max(_BELOW_TITLE * size, min(_BELOW_SMALL * size, _LARGE_SUBTITLE))
    return [headline, *_lines(section, _summary(section), facts, layout, most, context)]


def _headline(text: Text, layout: SlideLayout, context: Context) -> Frame:
    """Return the title; in our own layout as large as a wider font leaves its words whole, which may shrink it."""
    where, sizes, title = _("the cover's title"), context.kit.theme.deck.cover_title, layout.title
    if not layout.ribbon:
        return context.fitted(text, title, sizes, where, own=sizes.largest)
    family, pitch = context.design.measured(title)
    items = words(text.runs, family, strong=True)
    widest = fallback.widest(items)
    whole = int(2 * (title.width + _SPARE - SLACK) / widest) / 2
    sizes = replace(sizes, largest=max(sizes.smallest, min(sizes.largest, whole)))
    sure = replace(title, box=replace(title.box, width=SURE * title.box.width))
    size = context.fitted(text, sure, sizes, where, own=inf).paragraphs[0].size
    width = max(balanced(items, title.width - SLACK, inf, size, pitch), widest * size)
    narrow = replace(title, box=replace(title.box, width=width + SLACK))
    return replace(context.fitted(text, narrow, replace(sizes, largest=size), where, own=inf), shrinks=True)


def _columns(section: Section, holder: Placeholder | None, colour: Colour, room: Box, context: Context) -> list[Frame]:
    """Return the facts in ``room``, of one size: on the left who publishes, on the right the last ones.

    How far the document has come is told where there are fewer. The first of each column is strong, in ``colour``.
    """
    blocks = [block for block in section.blocks if isinstance(block, Facts)]
    status = [block.facts[-1] for block in blocks if block.status]
    plain = [text for block in blocks for text in block.facts[: len(block.facts) - block.status]]
    cut = max(len(plain) - 2, 1)
    left, right = plain[:cut], plain[cut:]
    left, right = ([*left, *status], right) if len(left) < len(right) else (left, [*right, *status])
    parts = [part for part in (left, right) if part]
    if not parts or not holder:
        return []
    sizes = context.kit.theme.deck.facts
    free = room.width - _COLUMNS * (len(parts) - 1)
    natural = [max(_natural(text, context) for text in part) for part in parts]
    shares = [one / sum(natural) for one in natural]
    lefts = [0.0, shares[0] * free + _COLUMNS]
    holders = [
        replace(holder, box=replace(room, x=room.x + left, width=share * free), anchor="ctr", bold=True)
        for left, share in zip(lefts, shares, strict=False)
    ]
    last = replace(holders[-1], align="r")
    holders[-1] = replace(last, type="", index=0, prompt=f"{last.prompt} 2") if len(parts) > 1 else last

    def framed(largest: float) -> list[Frame]:
        alike, where = replace(sizes, largest=largest, smallest=min(sizes.smallest, largest)), _("the cover's facts")
        return [context.stacked(part, one, alike, where) for part, one in zip(parts, holders, strict=True)]

    whole = min(sizes.largest, max(_MODEST, int(2 * free / sum(natural)) / 2))
    frames = framed(min(one.paragraphs[0].size for one in framed(whole)))
    return [
        replace(one, paragraphs=(replace(one.paragraphs[0], colour=colour), *map(_plainly, one.paragraphs[1:])))
        for one in frames
    ]


def _plainly(para: Para) -> Para:
    return replace(para, spans=tuple(replace(span, strong=False) for span in para.spans), after=para.after)


def _natural(text: Text, context: Context) -> float:
    """Return the width of ``text`` on one line, in em, with a little in hand."""
    return 1.02 * break_lines(words(text.runs, context.kit.family, strong=True), inf)[0].width


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
    own = sizes.eyebrow.largest  # larger ones have room for a wider font
    frames = [
        context.fitted(text, holder, size, where, own=own) for text, holder, size, where in lines if text and holder
    ]
    last = len(frames) - bool(summary and layout.summary)  # as they are read: the summary comes last
    return [*frames[:last], *apart, *frames[last:]]


def _down_to(other: Placeholder, holder: Placeholder) -> Placeholder:
    """Return ``holder`` as high as down to the foot of ``other``."""
    return replace(holder, box=replace(holder.box, height=other.box.bottom - holder.box.y))
