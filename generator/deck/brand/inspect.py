"""Inspect a template: say which layout serves each role and why, write that down for correction, and draw it."""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.deck.brand.layouts import LayoutReader, scale_of
from generator.deck.brand.mapping import kept, labels, mapping_path, read_mapping, written
from generator.deck.brand.matching import match
from generator.deck.brand.template import read_template
from generator.deck.brand.unseen import overlooked
from generator.deck.handover.parts import open_handed_on, said
from generator.deck.ooxml.opening import MAX_BYTES
from generator.deck.roles import layout_key
from generator.messages import _
from generator.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.deck.brand.matching import Match
    from generator.deck.brand.template import Template, TemplateLayout
    from generator.deck.design import Placeholder, SlideLayout
    from generator.errors import Problem
    from generator.source.model import Word
    from generator.units import Box
    from generator.world import World

_WIDTH = 420  # pixels of a layout's drawing: three stand beside each other on most screens


class Inspection(Struct, frozen=True):
    """What an inspection gives: a report for the screen, the mapping file with its path, a page with its name.

    ``values`` is the report for programs; words for people in it are in their language.
    """

    report: str
    values: dict[str, Any]
    path: str
    mapping: str
    picture: str
    page: str


def inspect(world: World, named: Word) -> Inspection:
    """Return what can be said of the template at the path ``named``; raise ContentError when it carries no deck.

    What a person has written into the mapping file is kept, as far as the template still has such layouts.
    """
    path = str(named)
    package, left_out = open_handed_on(world.read(path, MAX_BYTES), named.mark)
    template = read_template(package)
    own = kept(world, path, template)
    matches = match(template, {}, named.mark)
    corrected = match(template, own, named.mark)
    # What a person left as it was found is no correction: it keeps its reasons.
    final = {
        role: matches[role] if one.layout.part == matches[role].layout.part else one for role, one in corrected.items()
    }
    reader = LayoutReader(world, package, template)
    layouts = reader.layouts(final)
    known = read_mapping(world, path) is not None
    lines = [*_report(path, template, final, own, known), *_fonts(reader)]
    dropped = [one for private in (False, True) for one in said(left_out, named.mark, private=private)]
    remarks = list(overlooked(template, package, named.mark))
    lines += map(str, (*dropped, *remarks))
    values = {"template": path, **_values(template, final, reader)}
    values |= {"left_out": [*map(_told, dropped)], "remarks": [*map(_told, remarks)]}
    name = PurePosixPath(path).stem
    return Inspection(
        "\n".join(lines),
        values,
        mapping_path(path),
        written(path, world.hash(path), final, template),
        f"{name}.mapping.html",
        _page(path, template, final, layouts),
    )


def _values(template: Template, matches: Mapping[str, Match], reader: LayoutReader) -> dict[str, Any]:
    """Return size in centimetres, which layout serves each role, and what measures each font."""
    names = {layout.part: label for label, layout in labels(template).items()}
    return {
        "width": round(template.width / 72 * 2.54, 1),
        "height": round(template.height / 72 * 2.54, 1),
        "masters": len({layout.master for layout in template.layouts}),
        "layouts": len(template.layouts),
        "roles": [
            {
                "role": role,
                "layout": names[one.layout.part],
                "part": one.layout.part,
                "confidence": one.confidence,
                "reasons": [*map(str, one.reasons)],
            }
            for role, one in matches.items()
        ],
        "fonts": [
            {"font": one.wanted, "measured_by": one.real, "same_widths": one.real == one.wanted or one.exact}
            for one in reader.measures.values()
        ],
    }


def _told(problem: Problem) -> dict[str, str]:
    return {"where": problem.path, "cause": str(problem.cause), "remedy": str(problem.remedy)}


def _report(
    path: str, template: Template, matches: Mapping[str, Match], own: Mapping[str, TemplateLayout], known: bool
) -> Iterator[str]:
    masters = len({layout.master for layout in template.layouts})
    size = f"{template.width / 72 * 2.54:.1f} × {template.height / 72 * 2.54:.1f} cm"
    values = {"template": path, "size": size, "masters": masters, "layouts": len(template.layouts)}
    yield _("{template}: {size}; masters: {masters}; layouts: {layouts}.", **values)
    names = {layout.part: label for label, layout in labels(template).items()}
    for role, one in matches.items():
        why = f": {'; '.join(one.reasons)}" if one.reasons else ""
        yield f"  {role:<9} {names[one.layout.part]} ({_confidence(one.confidence)}){why}"
    if known:
        yield _("The mapping file was read; layouts kept from it: {n}.", n=len(own))


def _confidence(word: str) -> str:
    return {"sure": _("sure"), "likely": _("likely"), "guess": _("a guess, look at it")}[word]


def _fonts(reader: LayoutReader) -> Iterator[str]:
    for one in reader.measures.values():
        if one.real == one.wanted:
            yield _("Font {font}: here.", font=one.wanted)
        elif one.exact:
            yield _("Font {font}: not here; {standin} has the same widths.", font=one.wanted, standin=one.real)
        else:
            yield _("Font {font}: not here; measured by {standin}, wider.", font=one.wanted, standin=one.real)


def _page(path: str, template: Template, matches: Mapping[str, Match], layouts: Mapping[str, SlideLayout]) -> str:
    """Return a page with each role's layout drawn in outline: what the template draws, its placeholders, the free."""
    names = {layout.part: label for label, layout in labels(template).items()}
    figures = "".join(
        f"<figure>{_drawing(one.layout, layouts[layout_key(one.role, 3)], template)}"
        f"<figcaption><b>{escape(role)}</b> — "
        f"{escape(names[one.layout.part])} ({escape(_confidence(one.confidence))})<br>"
        f"{escape('; '.join(one.reasons))}</figcaption></figure>"
        for role, one in matches.items()
    )
    style = (
        "body{font:15px system-ui,sans-serif;margin:2em;color:#1b2333}main{display:flex;flex-wrap:wrap;gap:2em}"
        f"figure{{margin:0;width:{_WIDTH}px}}svg{{width:100%;border:1px solid #777}}figcaption{{margin-top:.4em}}"
    )
    legend = _("Dashed: the template's placeholders. Filled: the area in which the deck is composed.")
    head = f'<meta charset="utf-8"><title>{escape(path)}</title><style>{style}</style>'
    body = f"<h1>{escape(path)}</h1><p>{escape(legend)}</p><main>{figures}</main>"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>\n"


def _drawing(source: TemplateLayout, layout: SlideLayout, template: Template) -> str:
    ground = source.background or "BBBBBB"
    ink = "#000" if contrast("000000", ground) > contrast("FFFFFF", ground) else "#fff"
    scale = scale_of(template)
    shapes = [f'<rect width="{template.width:.0f}" height="{template.height:.0f}" fill="#{ground}"/>']
    for one in source.drawings:
        shapes.append(_rect(one.shown, f'fill="#{one.fill or "999999"}" fill-opacity="{0.5 if one.picture else 1}"'))
    body = (layout.outer or layout.body).scaled(scale)
    shapes.append(_rect(body, 'fill="#2f4b9e" fill-opacity=".25" stroke="#2f4b9e"'))
    holders = (layout.title, layout.subtitle, layout.text, layout.footer, layout.number)
    shapes += [_outline(one, scale, ink) for one in holders if one]
    return (
        f'<svg viewBox="0 0 {template.width:.0f} {template.height:.0f}" role="img" aria-label="{escape(source.name)}">'
        f"{''.join(shapes)}</svg>"
    )


def _outline(holder: Placeholder, scale: float, ink: str) -> str:
    box = holder.box.scaled(scale)
    size = min(holder.size * scale, box.height * 0.8)
    label = f"{holder.type or 'text'} {holder.size * scale:g} pt"
    return (
        _rect(box, f'fill="none" stroke="{ink}" stroke-dasharray="6 4"')
        + f'<text x="{box.x + 4:.0f}" y="{box.y + size:.0f}" font-size="{min(size, 24):.0f}" fill="{ink}">'
        + f"{escape(label)}</text>"
    )


def _rect(box: Box, style: str) -> str:
    place = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{max(box.width, 0.5):.1f}" height="{max(box.height, 0.5):.1f}"'
    return f"<rect {place} {style}/>"
