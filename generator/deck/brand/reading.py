"""Read somebody's template into a ``Design``: opened, matched, measured, and the theme dressed in its colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.brand.brand import Brand
from generator.deck.brand.layouts import PITCH_MARGIN, LayoutReader, Title, least_size, scale_of
from generator.deck.brand.mapping import corrections
from generator.deck.brand.matching import match
from generator.deck.brand.palette import guessed, legible_accent, palette_of
from generator.deck.brand.template import read_template
from generator.deck.brand.unseen import overlooked
from generator.deck.compose.caption import BESIDE
from generator.deck.design import Design
from generator.deck.handover.parts import open_handed_on, said
from generator.deck.ooxml.opening import MAX_BYTES
from generator.deck.ooxml.text import TEXT, body_family, body_run, placeholder_style, text_colour
from generator.deck.slide import INK
from generator.document.tree import Chart, DataTable, Facts, Paragraph
from generator.messages import _
from generator.source.model import Colour as Value
from generator.theme import mixed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.brand.palette import Palette
    from generator.deck.brand.template import TemplateLayout
    from generator.deck.ooxml.ground import Ground
    from generator.document.tree import Document
    from generator.kit import Kit
    from generator.source.model import Word
    from generator.text.substitution import SubstituteFont
    from generator.theme import DeckTheme, Theme
    from generator.units import Box


def read_design(kit: Kit, named: Word, document: Document) -> Design:
    """Return the design of the template at the path ``named`` for ``document``, whose titles must find room.

    Raises ContentError, at the template's mark, when it cannot be used.
    """
    path = str(named)
    package, left_out = open_handed_on(kit.world.read(path, MAX_BYTES), named.mark)
    template = read_template(package)
    matches = match(template, corrections(kit.world, path, template), named.mark)
    theme = _readable(kit.theme, least_size(template))
    reader = LayoutReader(kit.world, package, template, _titles(document, theme.deck), *_cover_lines(document))
    layouts = reader.layouts(matches)
    own = kit.theme.accents if kit.own_pillars else ()
    palettes = {one.layout.part: _seen_palette(one.layout, *reader.seen(one.layout), own) for one in matches.values()}
    main = matches["cards"].layout
    family = body_family(main.scene)
    body = reader.measure(family)
    brand = Brand(
        package,
        template,
        matches,
        palettes,
        scale_of(template),
        "+mn-lt" if family == main.fonts[1] else family,
        tuple(one for one in reader.measures.values() if not one.exact),
    )
    theme = _dressed(theme, palettes[main.part], palettes[matches["map"].layout.part])
    dressed = replace(kit, theme=theme, family=body.family)
    kit.remarks += [*_remarks(brand.standins), *said(left_out, named.mark, private=True)]
    kit.remarks += overlooked(template, package, named.mark)
    kit.warnings += said(left_out, named.mark, private=False)
    return Design(path, layouts, body.pitch * PITCH_MARGIN, dressed, reader.faces, brand)


def _titles(document: Document, sizes: DeckTheme) -> dict[str, list[Title]]:
    """Return the titles of the deck by role: the cover's, and all the others together, with their last number."""
    suffix = document.continued.replace("{n}", "9").replace("{total}", "9")
    smallest = {"cover": sizes.cover_title.smallest, "pillar": sizes.pillar_heading.smallest}
    found: dict[str, list[Title]] = {"": []}
    for section in document.sections:
        cover = section.role == "cover"
        text = section.title.plain if cover else f"{section.title.plain}\u00a0{suffix}"
        title = Title(text, smallest.get(section.role, sizes.slide_title.smallest))
        found.setdefault("cover" if cover else "", []).append(title)
        captions = [block.caption for block in section.blocks if isinstance(block, DataTable | Chart)]
        found[""] += [Title(f"{one.plain}\u00a0{suffix}", sizes.slide_title.smallest, BESIDE) for one in captions]
    return found


def _cover_lines(document: Document) -> tuple[list[str], list[str]]:
    """Return what the cover says below its title: its lines, and its facts."""
    cover = next((section for section in document.sections if section.role == "cover"), None)
    if cover is None:
        return [], []
    blocks = [block.text for block in cover.blocks if isinstance(block, Paragraph)]
    lines = [text.plain for text in (cover.subtitle, cover.eyebrow, *blocks[:1]) if text]
    return lines, [text.plain for block in cover.blocks if isinstance(block, Facts) for text in block.facts]


def _remarks(standins: Sequence[SubstituteFont]) -> list[str]:
    """Return what whoever builds should know: fonts that this machine lacks."""
    pairs = ", ".join(_("{font} (by {standin})", font=one.wanted, standin=one.real) for one in standins)
    return (
        [_("Fonts of the template that are not here were measured by others: {pairs}.", pairs=pairs)] if pairs else []
    )


def palette_on(layout: TemplateLayout, behind: str | None) -> Palette:
    """Return the colours on a layout, taken from what is ``behind`` its free area and from its own text."""
    text = _text_colour(layout)
    return palette_of(layout, behind or guessed(layout, text), text, unsure=behind is None)


def _seen_palette(layout: TemplateLayout, ground: Ground, box: Box, own: Sequence[str]) -> Palette:
    """Return the colours on a layout by what is seen behind ``box``; ``own`` are the pillars', where there are some.

    It is unsure where the ground is not even, and where art is drawn on it upon which the text cannot be read.
    """
    text, even = _text_colour(layout), ground.even(box)
    made = palette_of(layout, even or guessed(layout, text, ground.mean(box)), text, own, unsure=even is None)
    unsure = even is None or (ground.contrast(made.value(INK), box) or TEXT) < TEXT
    return replace(made if unsure else made.seen(ground, box), unsure=unsure)


def _text_colour(layout: TemplateLayout) -> str:
    text = next(iter(layout.of("body", "obj", "subTitle")), None)
    if text:
        return placeholder_style(layout.scene, text.shape).colour
    return text_colour(body_run(layout.scene), layout.scene)


def _readable(theme: Theme, least: float) -> Theme:
    """Return the theme with no size below ``least`` points of the plan."""
    ranges = {name: getattr(theme.deck, name) for name in theme.deck.__struct_fields__ if name != "mark"}
    raised = {
        name: replace(one, smallest=max(one.smallest, least), largest=max(one.largest, least))
        for name, one in ranges.items()
    }
    return replace(theme, deck=replace(theme.deck, **raised))


def _dressed(theme: Theme, palette: Palette, on_map: Palette) -> Theme:
    """Return the theme in the template's colours; the pillars' beyond its six accents are made legible on it."""
    ground, ink = on_map.panel, on_map.ink
    return replace(
        theme,
        water=Value(mixed(ink, ground, 0.05)),
        land=Value(mixed(ink, ground, 0.13)),
        home=Value(mixed(ink, ground, 0.22)),
        pillars={
            name: value if value in theme.accents[:6] else Value(legible_accent(str(value).upper(), palette.panel))
            for name, value in theme.pillars.items()
        },
    )
