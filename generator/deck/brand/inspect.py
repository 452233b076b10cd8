"""Inspect a template: say which layout serves each role and why, write that down for correction, and draw it."""

from __future__ import annotations

from html import escape
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.brand.layouts import Setter, scale_of
from generator.deck.brand.mapping import kept, labels, mapping_path, read_mapping, written
from generator.deck.brand.matching import match
from generator.deck.design import layout_key
from generator.deck.ooxml.opening import MAX_BYTES, open_template
from generator.deck.ooxml.sheets import read_book
from generator.messages import _
from generator.theme import contrast

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.deck.brand.matching import Match
    from generator.deck.design import Placeholder, SlideLayout
    from generator.deck.ooxml.sheets import Book, Sheet
    from generator.source.model import Word
    from generator.units import Box
    from generator.world import World

_WIDTH = 420


class Inspection(Struct, frozen=True):
    """What an inspection gives: a report for the screen, the mapping file with its path, a page with its name."""

    report: str
    path: str
    mapping: str
    picture: str
    page: str


def inspect(world: World, template: Word) -> Inspection:
    """Return what can be said of ``template``; raise ContentError when a deck cannot be made from it.

    What a person has written into the mapping file is kept, as far as the template still has such layouts.
    """
    path = str(template)
    package = open_template(world.read(path, MAX_BYTES), template.mark)
    book = read_book(package)
    own = kept(world, path, book)
    matches = match(book, {}, template.mark)
    corrected = match(book, own, template.mark)
    # What a person left as it was found is no correction: it keeps its reasons.
    final = {
        role: matches[role] if one.sheet.part == matches[role].sheet.part else one for role, one in corrected.items()
    }
    setter = Setter(world, book)
    layouts = setter.layouts(final)
    lines = [*_report(path, book, final, own, read_mapping(world, path) is not None), *_fonts(setter)]
    name = PurePosixPath(path).stem
    return Inspection(
        "\n".join(lines),
        mapping_path(path),
        written(path, world.hash(path), final, book),
        f"{name}.mapping.html",
        _page(path, book, final, layouts),
    )


def _report(
    path: str, book: Book, matches: Mapping[str, Match], own: Mapping[str, Sheet], known: bool
) -> Iterator[str]:
    masters = len({sheet.master for sheet in book.sheets})
    size = f"{book.width / 72 * 2.54:.1f} × {book.height / 72 * 2.54:.1f} cm"
    values = {"template": path, "size": size, "masters": masters, "layouts": len(book.sheets)}
    yield _("{template}: {size}; masters: {masters}; layouts: {layouts}.", **values)
    names = {sheet.part: label for label, sheet in labels(book).items()}
    for role, one in matches.items():
        yield f"  {role:<9} {names[one.sheet.part]} ({_confidence(one.confidence)}): {'; '.join(one.reasons)}"
    if known:
        yield _("The mapping file was read; layouts kept from it: {n}.", n=len(own))


def _confidence(word: str) -> str:
    return {"sure": _("sure"), "likely": _("likely"), "guess": _("a guess, look at it")}[word]


def _fonts(setter: Setter) -> Iterator[str]:
    for one in setter.measures.values():
        if one.real == one.wanted:
            yield _("Font {font}: here.", font=one.wanted)
        elif one.exact:
            yield _("Font {font}: not here; {standin} has the same widths.", font=one.wanted, standin=one.real)
        else:
            yield _("Font {font}: not here; measured by {standin}, wider.", font=one.wanted, standin=one.real)


def _page(path: str, book: Book, matches: Mapping[str, Match], layouts: Mapping[str, SlideLayout]) -> str:
    """Return a page with each role's layout drawn in outline: what the template draws, its placeholders, the free."""
    names = {sheet.part: label for label, sheet in labels(book).items()}
    figures = "".join(
        f"<figure>{_drawing(one.sheet, layouts[layout_key(one.role, 3)], book)}<figcaption><b>{escape(role)}</b> — "
        f"{escape(names[one.sheet.part])} ({escape(_confidence(one.confidence))})<br>"
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


def _drawing(sheet: Sheet, layout: SlideLayout, book: Book) -> str:
    ground = sheet.background or "BBBBBB"
    ink = "#000" if contrast("000000", ground) > contrast("FFFFFF", ground) else "#fff"
    scale = scale_of(book)
    shapes = [f'<rect width="{book.width:.0f}" height="{book.height:.0f}" fill="#{ground}"/>']
    shapes += [
        _rect(one.box, f'fill="#{one.fill or "999999"}" fill-opacity="{0.5 if one.picture else 1}"')
        for one in sheet.drawings
    ]
    body = layout.outer or layout.body
    shapes.append(_rect(_scaled(body, scale), 'fill="#2f4b9e" fill-opacity=".25" stroke="#2f4b9e"'))
    holders = (layout.title, layout.subtitle, layout.text, layout.footer, layout.number)
    shapes += [_outline(one, scale, ink) for one in holders if one]
    return (
        f'<svg viewBox="0 0 {book.width:.0f} {book.height:.0f}" role="img" aria-label="{escape(sheet.name)}">'
        f"{''.join(shapes)}</svg>"
    )


def _outline(holder: Placeholder, scale: float, ink: str) -> str:
    box = _scaled(holder.box, scale)
    size = min(holder.size * scale, box.height * 0.8)
    label = f"{holder.type or 'text'} {holder.size * scale:g} pt"
    return (
        _rect(box, f'fill="none" stroke="{ink}" stroke-dasharray="6 4"')
        + f'<text x="{box.x + 4:.0f}" y="{box.y + size:.0f}" font-size="{min(size, 24):.0f}" fill="{ink}">'
        + f"{escape(label)}</text>"
    )


def _scaled(box: Box, scale: float) -> Box:
    return replace(box, x=box.x * scale, y=box.y * scale, width=box.width * scale, height=box.height * scale)


def _rect(box: Box, style: str) -> str:
    place = f'x="{box.x:.1f}" y="{box.y:.1f}" width="{max(box.width, 0.5):.1f}" height="{max(box.height, 0.5):.1f}"'
    return f"<rect {place} {style}/>"
