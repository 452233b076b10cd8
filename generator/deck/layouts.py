"""The layouts of the built-in template: a short typed specification, from which templates/deck.pptx is made.

Boxes are in points on a slide of 960 by 540 (13.333 by 7.5 in). The plan takes its boxes from here too, so that
what is measured and what a colleague sees in PowerPoint's master view are one thing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.deck.shapes import INK, MUTED, PAPER, Colour, Figure
from generator.units import Box

WIDTH, HEIGHT = 960.0, 540.0
MARGIN = 42.0
GAP = 16.0
MOST_CARDS = 8

BAND = Box(0, 0, WIDTH, 102)
RIBBON = Box(0, 0, 150, HEIGHT)
BODY = Box(MARGIN, 122, WIDTH - 2 * MARGIN, 374)
TITLED_BODY = Box(MARGIN, 98, WIDTH - 2 * MARGIN, 394)
DISC = Box(MARGIN, 17, 68, 68)
MAP = Box(MARGIN, 92, 540, 402)
LEGEND = Box(MARGIN + 570, 92, WIDTH - 2 * MARGIN - 570, 402)

CARD_INSETS = (15.0, 15.0, 12.0, 11.0)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder: OOXML's type (ST_PlaceholderType) and idx, its box, the style of its text, its prompt."""

    type: str
    index: int
    box: Box
    size: float
    prompt: str
    colour: Colour = INK
    bold: bool = False
    anchor: str = "t"
    align: str = "l"
    fill: Colour | None = None
    insets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Layout:
    """A layout: the role that the plan asks for, its name in PowerPoint, OOXML's type, what stands on it."""

    role: str
    name: str
    type: str
    placeholders: tuple[Placeholder, ...]
    figures: tuple[Figure, ...] = ()


FOOTER = Placeholder("ftr", 11, Box(MARGIN, 504, 760, 20), 10, "Pied de page", MUTED, anchor="ctr")
NUMBER = Placeholder("sldNum", 12, Box(WIDTH - MARGIN - 80, 504, 80, 20), 10, "‹N°›", MUTED, anchor="ctr", align="r")
TITLE = Placeholder("title", 0, Box(MARGIN, 28, WIDTH - 2 * MARGIN, 54), 30, "Titre", bold=True, anchor="ctr")
HEADING = Placeholder("title", 0, Box(180, 4, WIDTH - 180 - MARGIN, 94), 24, "Titre du pilier", PAPER, True, "ctr")
TALL_BAND = Box(0, 0, WIDTH, 480)
TALL_DISC = Box(MARGIN + 60, 170, 140, 140)
TALL_HEADING = replace(HEADING, box=Box(330, 60, WIDTH - 330 - 60, 360), size=36)
PILLAR_NUMBER = Placeholder("body", 20, Box(122, 17, 48, 68), 40, "N°", PAPER, True, "ctr", "ctr")
COVER_TITLE = Placeholder("ctrTitle", 0, Box(207, 110, 711, 170), 44, "Titre de la publication", bold=True, anchor="b")
COVER_RULE = Box(207, 298, 72, 4)
COVER_SUBTITLE = Placeholder("subTitle", 1, Box(207, 320, 711, 100), 24, "Sous-titre", MUTED)
COVER_EYEBROW = Placeholder("body", 21, Box(207, 64, 711, 30), 16, "Nature du document", MUTED, anchor="b")
COVER_SUMMARY = Placeholder("body", 24, Box(207, 476, 711, 28), 14, "En bref", MUTED, anchor="b")
MAP_AREA = Placeholder("pic", 22, MAP, 14, "Carte")
TABLE_AREA = Placeholder("tbl", 23, TITLED_BODY, 14, "Tableau")


def grid(area: Box, count: int, columns: int, height: float | None = None) -> tuple[Box, ...]:
    """Return the boxes of ``count`` cards in ``columns`` columns, row by row; equal in width and height."""
    rows = -(-count // columns)
    width = (area.width - GAP * (columns - 1)) / columns
    most = (area.height - GAP * (rows - 1)) / rows
    tall = most if height is None else height
    return tuple(
        Box(
            area.x + (width + GAP) * (index % columns),
            area.y + (tall + GAP) * (index // columns),
            width,
            tall,
        )
        for index in range(count)
    )


def number_of(count: int) -> Placeholder:
    """Return the placeholder of the pillar's number on the layout with ``count`` cards."""
    return PILLAR_NUMBER if count else replace(PILLAR_NUMBER, box=Box(240, 195, 74, 90), size=66)


def card_index(number: int) -> int:
    """Return the idx of the placeholder of the card ``number``, from 0."""
    return 30 + number


def _cards(count: int) -> tuple[Placeholder, ...]:
    boxes = grid(BODY, count, count if count <= 4 else -(-count // 2)) if count else ()
    return tuple(
        Placeholder(
            "body",
            card_index(number),
            box,
            16,
            "Exemple",
            fill=Colour("accent1", True),
            insets=CARD_INSETS,
        )
        for number, box in enumerate(boxes)
    )


def _pillar(count: int) -> Layout:
    names = {0: "Pilier", 1: "Pilier, 1 exemple"}
    band = Figure("Bandeau", BAND if count else TALL_BAND, fill=Colour("accent1"))
    disc = Figure("Cercle", DISC if count else TALL_DISC, "ellipse", line=PAPER, line_width=2)
    holders = (HEADING if count else TALL_HEADING, number_of(count), *_cards(count), FOOTER, NUMBER)
    return Layout(
        f"pillar-{count}",
        names.get(count, f"Pilier, {count} exemples"),
        "obj",
        holders,
        (band, disc),
    )


LAYOUTS = (
    Layout(
        "cover",
        "Couverture",
        "title",
        (COVER_EYEBROW, COVER_TITLE, COVER_SUBTITLE, COVER_SUMMARY),
        (
            Figure("Ruban", RIBBON, fill=Colour("accent1")),
            Figure("Filet", COVER_RULE, fill=INK),
        ),
    ),
    Layout("overview", "Vue d’ensemble", "titleOnly", (TITLE, FOOTER, NUMBER)),
    *(_pillar(count) for count in range(MOST_CARDS + 1)),
    Layout("map", "Carte", "titleOnly", (TITLE, MAP_AREA, FOOTER, NUMBER)),
    Layout("matrix", "Tableau", "tbl", (TITLE, TABLE_AREA, FOOTER, NUMBER)),
)
