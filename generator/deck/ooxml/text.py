"""The styles of text: what a run or a placeholder really has, from itself up to the presentation.

ECMA-376 Part 1, 21.1.2.2.7 (pPr), 21.1.2.3.9 (rPr) and 21.1.2.1.1 (bodyPr): the nearest that says something counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.ooxml.colours import fill_in, is_colour, mean
from generator.deck.ooxml.xml import TRUE, A, P, attribute, below, first_child, whole
from generator.units import EMU_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.ooxml.colours import RGBA
    from generator.deck.ooxml.scene import Shape, SlideScene
    from generator.deck.ooxml.xml import Element

TEXT, LARGE = 4.5, 3.0  # the least contrast of text, and of large text and signs (WCAG 2.1, 1.4.3 and 1.4.11)
LARGE_SIZE, LARGE_BOLD = 18.0, 14.0  # points, from which WCAG 2.1 takes a text, or a bold one, for large
_LISTS, _FRAME, _FIT, _LINK, _PARAGRAPH = (
    f"{A}{name}" for name in ("lstStyle", "bodyPr", "normAutofit", "hlinkClick", "pPr")
)
_HYPERLINK_OWN = "{http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor}hlinkClr"
_TITLE_SIZE, _TEXT_SIZE = 4400, 2400  # of placeholders, where their template leaves it open
_USUAL_SIZE = 1800  # hundredths of a point, where nothing states one (21.1.2.3.2)
_MIN, _MAX = 1.0, 400.0  # points: of the sizes of ST_TextFontSize (20.1.10.72), those that stand on a slide
_INSETS = (("lIns", 7.2), ("tIns", 3.6), ("rIns", 7.2), ("bIns", 3.6))  # points, where nothing is said (21.1.2.1.1)
_ALIGNS = ("l", "ctr", "r")
_ANCHORS = ("t", "ctr", "b")
_MIN_LEADING, _MAX_LEADING = 0.8, 1.5  # of a fixed line spacing: with less letters touch, with more lines part


class RunStyle(Struct, frozen=True):
    """How a run looks: its size in points, its weight, its colour (None when nothing tells)."""

    size: float
    bold: bool
    colour: RGBA | None

    @property
    def minimum_contrast(self) -> float:
        """Return the contrast that WCAG 2.1 asks for (1.4.3)."""
        return LARGE if self.size >= LARGE_SIZE or (self.bold and self.size >= LARGE_BOLD) else TEXT


class TextStyles:
    """The styles of the runs of one text body."""

    def __init__(self, scene: SlideScene, shape: Shape, body: Element) -> None:
        self._scene = scene
        self._shape = shape
        self._lists = first_child(body, _LISTS)
        frame = first_child(body, _FRAME)
        fit = first_child(frame, _FIT) if frame is not None else None
        self._scale = whole(fit.get("fontScale"), 100_000) / 100_000 if fit is not None else 1.0
        self._known: dict[int, tuple[Element, ...]] = {}
        self._last: Element | None = None  # the paragraph whose styles were asked for last, and they
        self._inherited: tuple[Element, ...] = ()

    def run(self, paragraph: Element, properties: Element | None) -> RunStyle:
        """Return the style of a run of ``paragraph`` with ``properties`` (its ``a:rPr``)."""
        size = whole(self.attribute(paragraph, properties, "sz"), _USUAL_SIZE)
        bold = self.attribute(paragraph, properties, "b") in TRUE
        return RunStyle(size / 100 * self._scale, bold, self._colour(paragraph, properties))

    def attribute(self, paragraph: Element, properties: Element | None, name: str) -> str:
        """Return an attribute of a run, its own or inherited; nothing when none has it."""
        if properties is not None and (own := properties.get(name)):
            return own
        return next((value for one in self._above(paragraph) if (value := one.get(name))), "")

    def _colour(self, paragraph: Element, properties: Element | None) -> RGBA | None:
        colours = self._scene.colours
        if properties is not None and len(properties):
            link = first_child(properties, _LINK)
            if link is not None and next(link.iter(_HYPERLINK_OWN), None) is None:
                return colours.named("hlink")
            if (own := _paint(properties)) is not None:
                return colours.first(own)
        for one in self._above(paragraph):
            paint = _paint(one)
            if paint is not None and len(paint):
                return colours.first(paint)
        return colours.named("tx1")

    def _above(self, paragraph: Element) -> tuple[Element, ...]:
        """Return the styles that a run inherits, nearest first; a shape's own font reference before the master's."""
        if paragraph is not self._last:
            own = first_child(paragraph, _PARAGRAPH)
            level = min(max(whole(own.get("lvl"), 0), 0), 8) + 1 if own is not None else 1
            if level not in self._known:
                self._known[level] = tuple(self._chain(level))
            self._last, self._inherited = paragraph, self._known[level]
        return self._inherited

    def _chain(self, level: int) -> Iterator[Element]:
        near = below(self._lists, f"{A}lvl{level}pPr/{A}defRPr")
        if near is not None:
            yield near
        reference = self._shape.element.find(f"{P}style/{A}fontRef") if not self._shape.placeholder else None
        if reference is not None:
            yield reference
        yield from _run_properties(self._scene.levels(self._shape, level))


def _run_properties(levels: Sequence[Element]) -> list[Element]:
    return [found for one in levels if (found := one.find(f"{A}defRPr")) is not None]


def _paint(properties: Element) -> Element | None:
    """Return what holds the colour of a run: its solid fill, the first stop of its gradient, a font reference."""
    if properties.tag == f"{A}fontRef":
        return properties
    fill = fill_in(properties)
    if not is_colour(fill) or fill is None:
        return None
    return fill.find(f"{A}gsLst/{A}gs") if fill.tag == f"{A}gradFill" else fill


class PlaceholderStyle(Struct, frozen=True):
    """How a layout's placeholder sets its first level: size in points, family, colour (RRGGBB), spacing, place.

    ``leading`` is the line spacing, of 1; ``tracking`` the space added between letters, in points; ``insets`` are
    left, top, right, bottom in points, with the margins of its paragraphs. Its colour is ``flat`` unless it is written
    as a gradient from a colour to the same, which LibreOffice draws in black.
    """

    size: float
    family: str
    colour: str
    bold: bool
    capitals: bool
    leading: float
    tracking: float
    align: str
    anchor: str
    insets: tuple[float, float, float, float]
    flat: bool


def placeholder_style(scene: SlideScene, shape: Shape) -> PlaceholderStyle:
    """Return the style of a placeholder of a layout."""
    own = below(shape.body, f"{A}lstStyle/{A}lvl1pPr")
    levels = [*([own] if own is not None else []), *scene.levels(shape, 1)]
    runs = _run_properties(levels)
    bodies = [
        found
        for one in (shape, *shape.inherited)
        if one.body is not None and (found := one.body.find(f"{A}bodyPr")) is not None
    ]
    left, top, right, bottom = (_length(bodies, key, default) for key, default in _INSETS)
    prompts = [one for like in (shape, *shape.inherited) if like.body is not None for one in like.body.iter(f"{A}rPr")]
    usual = whole(_first(prompts, "sz"), _TITLE_SIZE if shape.is_title else _TEXT_SIZE)  # what its designer has seen
    size = min(max(whole(_first(runs, "sz"), usual) / 100 * _shrunk(bodies[:1]), _MIN), _MAX)
    return PlaceholderStyle(
        size=size,
        family=_family(runs, scene, heading=shape.is_title),
        colour=text_colour(runs, scene),
        bold=_first(runs, "b") in TRUE,
        capitals=_first(runs, "cap") == "all",
        leading=_leading(levels, size),
        tracking=min(max(whole(_first(runs, "spc"), 0) / 100, 0.0), size),
        align=_one_of(_ALIGNS, _first(levels, "algn")),
        anchor=_one_of(_ANCHORS, _first(bodies, "anchor")),
        insets=(left + _margin(levels, "marL", "indent"), top, right + _margin(levels, "marR"), bottom),
        flat=_flat(runs, scene),
    )


def theme_fonts(theme: Element | None) -> tuple[str, str]:
    """Return the families of a theme's headings and of its body text (20.1.4.1.16)."""
    path = f"{A}themeElements/{A}fontScheme/{A}"
    major, minor = (attribute(below(theme, f"{path}{kind}Font/{A}latin"), "typeface") for kind in ("major", "minor"))
    return major, minor


def body_run(scene: SlideScene) -> list[Element]:
    """Return the run properties of the master's body text, if it states any."""
    root = scene.master.root
    found = below(root, f"{P}txStyles/{P}bodyStyle/{A}lvl1pPr/{A}defRPr")
    return [] if found is None else [found]


def body_family(scene: SlideScene) -> str:
    """Return the family of the master's body text: the theme's, unless the master names another."""
    return _family(body_run(scene), scene, heading=False)


def text_colour(runs: Sequence[Element], scene: SlideScene) -> str:
    """Return the RRGGBB of the first of ``runs`` that has a colour, else of the slide's text."""
    found = (mean(scene.colours.paints(fill)) for one in runs if is_colour(fill := fill_in(one)))
    return next(filter(None, found), scene.colours.values["tx1"])


def _flat(runs: Sequence[Element], scene: SlideScene) -> bool:
    fill = next((fill for one in runs if is_colour(fill := fill_in(one))), None)
    return fill is None or fill.tag != f"{A}gradFill" or len({*(scene.colours.paints(fill) or ())}) > 1


def _first(elements: Sequence[Element], key: str) -> str:
    return next((value for one in elements if (value := one.get(key)) is not None), "")


def _one_of(known: tuple[str, ...], value: str) -> str:
    return value if value in known else known[0]


def _length(bodies: Sequence[Element], key: str, default: float) -> float:
    return whole(_first(bodies, key), round(default * EMU_PER_POINT)) / EMU_PER_POINT


def _margin(levels: Sequence[Element], *keys: str) -> float:
    """Return how far from the inset a paragraph's first line begins or ends, in points (21.1.2.2.7)."""
    return max(sum(whole(_first(levels, key), 0) for key in keys) / EMU_PER_POINT, 0.0)


def _shrunk(bodies: Sequence[Element]) -> float:
    """Return the scale that a layout's autofit holds: its designer saw the text so."""
    for body in bodies:
        fit = body.find(f"{A}normAutofit")
        if fit is not None:
            return _share(fit.get("fontScale"))
    return 1.0


def _leading(levels: Sequence[Element], size: float) -> float:
    """Return the line spacing as a share of the font's own; a fixed one counts in lines of 1.2 times the size."""
    for level in levels:
        share, points = level.find(f"{A}lnSpc/{A}spcPct"), level.find(f"{A}lnSpc/{A}spcPts")
        if share is not None:
            return _share(share.get("val"))
        if points is not None:
            return min(max(whole(points.get("val"), 0) / 100 / (size * 1.2), _MIN_LEADING), _MAX_LEADING)
    return 1.0


def _share(text: str | None) -> float:
    """Return a percentage, written in thousandths or with its sign (22.9.2.9), as a share between a tenth and five."""
    value = text or "100000"
    return min(max(whole(value.rstrip("%"), 100_000) / (100 if value.endswith("%") else 100_000), 0.1), 5.0)


def _family(runs: Sequence[Element], scene: SlideScene, *, heading: bool) -> str:
    """Return the family of the first run that names one; "+mj" and "+mn" are the theme's (20.1.4.2.18)."""
    major, minor = theme_fonts(scene.theme)
    for one in runs:
        if face := attribute(one.find(f"{A}latin"), "typeface"):
            return major if face.startswith("+mj") else minor if face.startswith("+mn") else face
    return major if heading else minor
