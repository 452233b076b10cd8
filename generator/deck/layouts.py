"""The layouts of the built-in template: a short typed specification, from which templates/deck.pptx is made.

Boxes are in points on a slide of 960 by 540 (13.333 by 7.5 in). The plan takes its boxes from here too, by way of
the built-in ``Design``, so that what is measured and what a colleague sees in PowerPoint's master view are one thing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.deck.design import Design, Placeholder, SlideLayout
from generator.deck.slide import INK, MUTED, PAPER, Colour, Figure
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.document.tree import ShapeName
    from generator.kit import Kit
    from generator.theme import Theme

TEMPLATE = "templates/deck.pptx"
PITCH = 1.2207 * 1.02  # Carlito's and Calibri's line pitch in em, with 2 % in hand

WIDTH, HEIGHT = 960.0, 540.0  # points: 13.333 by 7.5 inches, the size of a new presentation in PowerPoint
MARGIN = 42.0  # points: free on all sides, as in the templates that come with PowerPoint
GAP = 16.0  # points: between two tiles, or an example and the rule of the next
COLUMNS = 30.0  # points: between examples beside each other
MAX_CARDS = 8  # of a slide: eight are the most that fit four columns and two rows

COLOUR_MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
"""What the built-in master calls the first four colours of its scheme (p:clrMap)."""

# The free areas below the band of a pillar or beside its sidebar, and below a title; a map is behind title and legend.
BODY = Box(MARGIN, 122, WIDTH - 2 * MARGIN, 374)
SIDEBAR = Box(0, 0, 308, HEIGHT)
BESIDE = Box(SIDEBAR.right + 32, 38, WIDTH - SIDEBAR.right - 32 - MARGIN, 456)
TITLED_BODY = Box(MARGIN, 98, WIDTH - 2 * MARGIN, 394)
MATRIX = Box(MARGIN, 92, WIDTH - 2 * MARGIN, 412)
MAP = Box(0, 0, WIDTH, HEIGHT)
LEGEND = Box(MARGIN, 188, 286, 306)  # below a title of three lines, of which a wider font has one
# Points: beside the words of the sidebar, below what it holds; on the right of its title, with room for a wide font.
SIDEBAR_LEFT, SIDEBAR_RIGHT, SIDEBAR_FOOT, _WIDE = 36.0, 24.0, 24.0, 8.0
RIBBON = Box(0, 0, 168, HEIGHT)
RIBBON_RIGHT = 212.0  # points: the ribbon, and room beside it
COLONNADE = Box(WIDTH - 400, 0, 400, HEIGHT)  # on the right of the cover: what a colonnade of four shafts takes
COVER_LEFT = 52.0
LOGOS = Box(COVER_LEFT, 36.0, COLONNADE.x - COVER_LEFT, 40.0)  # those of a cover, above its words

CARD_INSETS = (0.0, 12.0, 8.0, 0.0)  # points, left, top, right, bottom: below the rule above an example


def colour_scheme(theme: Theme) -> dict[str, str]:
    """Return the twelve colours of the built-in template's scheme (ECMA-376 Part 1, 20.1.6.2)."""
    accents = theme.accents
    named = {"dk1": theme.text, "lt1": "FFFFFF", "dk2": theme.muted, "lt2": theme.rule}
    named |= {f"accent{number}": value for number, value in enumerate((accents * 6)[:6], 1)}
    named |= {"hlink": theme.text, "folHlink": theme.text}
    return {name: str(value) for name, value in named.items()}


# What the built-in template's layouts, placeholders and shapes are called there, and by which name in a deck.
TEMPLATE_NAMES: dict[str, ShapeName] = {
    "Couverture": "cover",
    "Vue d’ensemble": "overview",
    "Pilier": "pillar",
    "Carte": "map",
    "Tableau": "table",
    "Titre et contenu": "content",
    "Clôture": "closing",
    "Titre": "title",
    "Titre du pilier": "title",
    "Titre de la publication": "title",
    "Sous-titre": "subtitle",
    "Texte": "text",
    "Pied de page": "footer",
    "N°": "number",
    "Numéro": "number",
    "Exemple": "example",
    "Nature du document": "kind",
    "Organisme, séance, date": "facts",
    "En bref": "summary",
    "Bandeau": "band",
    "Ruban": "band",
    "Cercle": "circle",
    "Filet": "rule",
    "Diapositive": "slide",
    "Notes": "notes",
}
_ON_A_BAND = ", bandeau"
_NUMBERED = re.compile(r"(.*?)(?:, (\d+) exemples?| (\d+))?")


def in_language(name: str, names: Mapping[ShapeName, str]) -> str:
    """Return a name of the built-in template in the language of ``names``; any other name as it is.

    "Pilier, bandeau, 3 exemples" becomes "Säule, Band (3)", "Titre 100" becomes "Titel 100".
    """
    plain = name.replace(_ON_A_BAND, "")
    match = _NUMBERED.fullmatch(plain)
    if match is None or match[1] not in TEMPLATE_NAMES:
        return name
    keys: list[ShapeName] = [TEMPLATE_NAMES[match[1]]]
    if plain != name:
        keys.append("band")
    word = ", ".join(names.get(key, key) for key in keys)
    return f"{word} ({match[2]})" if match[2] else f"{word} {match[3]}" if match[3] else word


class LayoutSpec(Struct, frozen=True):
    """A layout: its name in PowerPoint, OOXML's type, the layout that the plan uses, and what else stands on it.

    ``areas`` are placeholders that slides of ours fill with shapes; a colleague may fill them otherwise.
    """

    name: str
    type: str
    layout: SlideLayout
    figures: tuple[Figure, ...] = ()
    areas: tuple[Placeholder, ...] = ()

    @property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """Return all the placeholders, in reading order: a picture behind the others first."""
        layout = self.layout
        heads = (layout.eyebrow, layout.title, layout.subtitle, layout.facts, layout.summary)
        found = (*heads, layout.count, *layout.cards, layout.text)
        behind = tuple(one for one in self.areas if one.box == layout.picture)
        before = tuple(one for one in self.areas if one not in behind)
        return tuple(one for one in (*behind, *found, *before, layout.footer, layout.number) if one)


# By eye, on a slide of this size: titles of two lines at their largest size, footers of one.
FOOTER = Placeholder("ftr", 11, Box(MARGIN, 504, 760, 20), 11, "Pied de page", MUTED, anchor="ctr")
NUMBER = Placeholder("sldNum", 12, Box(WIDTH - MARGIN - 80, 504, 80, 20), 11, "‹#›", MUTED, anchor="ctr", align="r")
TITLE = Placeholder("title", 0, Box(MARGIN, 22, WIDTH - 2 * MARGIN, 70), 30, "Titre", bold=True, anchor="ctr")
HEADING = Placeholder("title", 0, Box(180, 4, WIDTH - 180 - MARGIN, 94), 30, "Titre du pilier", PAPER, True, "ctr")
COUNT = Placeholder("body", 20, Box(122, 17, 48, 68), 40, "N°", PAPER, True, "ctr", "ctr")


def grid(area: Box, count: int, columns: int) -> tuple[Box, ...]:
    """Return the boxes of ``count`` cards in ``columns`` columns, row by row; equal in width and height."""
    rows = -(-count // columns)
    width = (area.width - GAP * (columns - 1)) / columns
    height = (area.height - GAP * (rows - 1)) / rows
    return tuple(
        Box(area.x + (width + GAP) * (index % columns), area.y + (height + GAP) * (index // columns), width, height)
        for index in range(count)
    )


def _cards(boxes: Sequence[Box]) -> tuple[Placeholder, ...]:
    return tuple(
        Placeholder("body", 30 + number, box, 16, "Exemple", insets=CARD_INSETS) for number, box in enumerate(boxes)
    )


def _named(
    role: str, name: str, kind: str, body: Box, *areas: Placeholder, text: Placeholder | None = None
) -> LayoutSpec:
    """Return a layout with the title above ``body``, and the footers."""
    layout = SlideLayout(role=role, part=name, title=TITLE, body=body, text=text, footer=FOOTER, number=NUMBER)
    return LayoutSpec(name, kind, layout, areas=areas)


def _pillar_name(kind: str, count: int) -> str:
    return f"{kind}, 1 exemple" if count == 1 else f"{kind}, {count} exemples"


def _pillar(count: int) -> LayoutSpec:
    """Return the layout of a pillar with ``count`` cards; without any, the band fills the slide."""
    name = _pillar_name(f"Pilier{_ON_A_BAND}", count) if count else "Pilier"
    layout = SlideLayout(
        role=f"pillar-{count}",
        part=name,
        title=HEADING if count else replace(HEADING, box=Box(330, 60, WIDTH - 330 - 60, 360), size=36),
        body=BODY,
        count=COUNT if count else replace(COUNT, box=Box(240, 195, 74, 90), size=66),
        cards=_cards(grid(BODY, count, count if count <= 4 else -(-count // 2))) if count else (),
        footer=FOOTER,
        number=NUMBER,
        band=Box(0, 0, WIDTH, 102 if count else 480),
        disc=Box(MARGIN, 17, 68, 68) if count else Box(MARGIN + 60, 170, 140, 140),
    )
    assert layout.band
    assert layout.disc
    band = Figure("Bandeau", layout.band, fill=Colour("accent1"))
    disc = Figure("Cercle", layout.disc, "ellipse", line=PAPER, line_width=2)
    return LayoutSpec(name, "obj", layout, (band, disc))


def _with_sidebar(count: int) -> LayoutSpec:
    """Return the layout of a pillar with ``count`` cards beside a sidebar that bears its number, heading and icon."""
    name = _pillar_name("Pilier", count)
    left, width = SIDEBAR_LEFT, SIDEBAR.width - SIDEBAR_LEFT - _WIDE
    layout = SlideLayout(
        role=f"sidebar-{count}",
        part=name,
        title=replace(HEADING, box=Box(left, 108, width, HEIGHT - SIDEBAR_FOOT - 108), anchor="t"),
        body=BESIDE,
        count=replace(COUNT, box=Box(left, 22, 110, 84), size=72, align="l"),
        cards=_cards(grid(BESIDE, count, 1 if count <= 3 else 2)),
        footer=replace(FOOTER, box=replace(FOOTER.box, x=BESIDE.x, width=500)),
        number=NUMBER,
        band=SIDEBAR,
        disc=Box(left, HEIGHT - SIDEBAR_FOOT - 76, 76, 76),
    )
    return LayoutSpec(name, "obj", layout, (Figure("Bandeau", SIDEBAR, fill=Colour("accent1")),))


def _map() -> LayoutSpec:
    """Return the layout of a map that fills the slide behind the title and the legend below it."""
    spec = _named("map", "Carte", "titleOnly", LEGEND, Placeholder("pic", 22, MAP, 14, "Carte"))
    title = replace(TITLE, box=replace(LEGEND, y=MARGIN, height=LEGEND.y - MARGIN - GAP), anchor="t")
    return replace(spec, layout=replace(spec.layout, title=title, picture=MAP))


def _cover() -> LayoutSpec:
    width = COLONNADE.x - 28 - COVER_LEFT

    def holder(
        kind: str, index: int, top: float, height: float, size: float, prompt: str, anchor: str = "t"
    ) -> Placeholder:
        return Placeholder(kind, index, Box(COVER_LEFT, top, width, height), size, prompt, PAPER, anchor=anchor)

    title = holder("ctrTitle", 0, 42, 262, 66, "Titre de la publication", "b")
    layout = SlideLayout(
        role="cover",
        part="Couverture",
        title=replace(title, bold=True, leading=0.9),
        body=Box(COVER_LEFT, 360, width, 154),
        subtitle=holder("subTitle", 1, 360, 54, 32, "Sous-titre"),
        eyebrow=holder("body", 21, 22, 26, 16, "Nature du document", "b"),
        facts=holder("body", 25, 414, 74, 14, "Organisme, séance, date", "b"),
        summary=holder("body", 24, 488, 26, 16, "En bref", "b"),
        ribbon=COLONNADE,
        rule=Box(COVER_LEFT, 334, 72, 6),
        band=Box(0, 0, COLONNADE.x, HEIGHT),
    )
    assert layout.rule
    assert layout.band
    ground = Figure("Bandeau", layout.band, fill=INK)
    figures = (Figure("Ruban", COLONNADE, fill=Colour("accent1")), ground, Figure("Filet", layout.rule, fill=PAPER))
    return LayoutSpec("Couverture", "title", layout, figures)


def _closing() -> LayoutSpec:
    body = Box(RIBBON_RIGHT, 118, WIDTH - RIBBON_RIGHT - MARGIN, 376)
    layout = SlideLayout(
        role="closing",
        part="Clôture",
        title=replace(TITLE, box=Box(RIBBON_RIGHT, 18, body.width, 60), anchor="b"),
        body=body,
        text=Placeholder("body", 1, body, 20, "Texte"),
        footer=replace(FOOTER, box=replace(FOOTER.box, x=RIBBON_RIGHT, width=620)),
        number=NUMBER,
        ribbon=RIBBON,
        rule=Box(RIBBON_RIGHT, 92, 72, 4),  # drawn on the slide, where its title stands
    )
    return LayoutSpec("Clôture", "obj", layout, (Figure("Ruban", RIBBON, fill=Colour("accent1")),))


LAYOUTS = (
    _cover(),
    _named("overview", "Vue d’ensemble", "titleOnly", TITLED_BODY),
    *(_pillar(count) for count in range(MAX_CARDS + 1)),
    *(_with_sidebar(count) for count in range(1, MAX_CARDS + 1)),
    _map(),
    _named("matrix", "Tableau", "tbl", MATRIX, Placeholder("tbl", 23, MATRIX, 14, "Tableau")),
    _named("content", "Titre et contenu", "obj", TITLED_BODY, text=Placeholder("body", 1, TITLED_BODY, 20, "Texte")),
    _closing(),
)


def builtin_design(kit: Kit) -> Design:
    """Return the design of the built-in template; nothing is parsed for it."""
    return Design(TEMPLATE, {spec.layout.role: spec.layout for spec in LAYOUTS}, PITCH, kit)
