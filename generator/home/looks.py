"""What became of the looks of shapes: other colours, outlines and words set otherwise; what belongs to a shape."""

from __future__ import annotations

import colorsys
from functools import lru_cache, partial
from operator import eq
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.deck.ooxml.colours import ThemeColours, fill_in, hexadecimal, of_hex, own_colour_map
from generator.deck.ooxml.text import theme_fonts
from generator.deck.ooxml.xml import A, P, below, parsed, whole
from generator.deck.pptx.drawingml import colour
from generator.deck.pptx.manifest import VEIL
from generator.deck.slide import Colour
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.deck.ooxml.colours import RGBA
    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element
    from generator.home.deckfile import DeckFile, FileShape, FileSlide, Line

_SAME = 4 / 255  # colours of which no part differs by more are one: LibreOffice rounds what it makes of a theme's
_HUE = 0.03  # of a turn: that of a colour which is nearly white is known no better in eight bits
_WIDTH = 3_175  # EMU, a quarter of a point: LibreOffice rounds to hundredths of a millimetre
_SHRUNK = 0.25  # of an indent: LibreOffice makes none smaller
_LINE = 100_000  # thousandths of a percent: the usual distance of lines
_SIZE = 15  # hundredths of points: LibreOffice keeps tenths
_CROP = 500  # thousandths of a percent of a side: rounding
_SHARE = 0.01  # of a table's width: less is rounding
_AROUND = 76_200  # EMU, 6 points: a rule and a number stand as near to their card


class Looks(Struct):
    """What became of a shape's looks: colours (RRGGBB) and a width (EMU) to carry over, and what can but be told.

    ``fill`` is its own, ``ink`` that of all its words, ``line`` and ``width`` those of its outline.
    """

    fill: str = ""
    ink: str = ""
    line: str = ""
    width: int = 0
    told: list[str] = field(default_factory=list)


def looks(deck: DeckFile, slide: FileSlide, part: str, one: FileShape, other: FileShape) -> Looks:
    """Return what became of the looks of a shape that was built as ``one``; nothing of what the deck does not know.

    ``slide`` is its own as it was built, ``part`` as it is.
    """
    found = Looks()
    if not deck.looks:
        return found
    if part not in deck.themes:
        colours = _colours(deck.package, part)
        lent = [*_lent(deck.package, part, colours), *map(of_hex, deck.lent)]
        deck.themes[part] = colours, _fonts(deck.package, part), lent
    colours, fonts, lent = deck.themes[part]
    if len(other.rows) > len(one.rows):  # rows that were added have the looks of nothing
        heads = [_head(row) for row in one.rows]
        other = replace(other, sets=[each for each in other.sets if _head(other.rows[each.row]) in heads])
    seen = _Seen(colours, slide.palette, one, other, lent if other.holder else ())
    if one.kind in "fd":
        found.fill = seen.repainted(one.fill, other.paint, other.fill)
    if deck.words:
        found.line, found.width = seen.outline()
        found.ink = seen.ink()
        office = "LibreOffice" in deck.office  # it names each font, and draws charts anew
        found.told = [*seen.words(set() if office else fonts, office=office), *seen.form()]
        found.told += seen.outer() if deck.sections is not None else ()
    if found.fill == "?":
        found.told.append(_("“{shape}” was filled in another way: the next build fills it as before.", shape=one.name))
    if found.line == "?":
        found.told.append(_("“{shape}” has another outline: the next build draws it as before.", shape=one.name))
    if found.ink == "?":
        said = _("Words of “{shape}” have another colour: the next build sets them as before.", shape=one.name)
        found.told.append(said)
    found.fill, found.line, found.ink = (text.strip("?") for text in (found.fill, found.line, found.ink))
    return found


class _Seen(Struct):
    """Compares the looks of a shape as it was built with what it has become; ``lent`` is what it may inherit."""

    colours: ThemeColours
    palette: Mapping[str, str]
    one: FileShape
    other: FileShape
    lent: Sequence[RGBA | None]

    def repainted(self, before: str, paint: Element | None, after: str) -> str:
        """Return the colour that was given instead of the one ``before``, or nothing; ``?`` for no one colour."""
        if before == after:
            return ""
        now = self.colours.resolved(paint) if paint is not None else None
        if not before and any(lent == now or (lent and now and _alike(lent, now)) for lent in self.lent):
            return ""
        if now is None:
            return "" if before == VEIL else "?"
        return "" if self._is(before, now) else hexadecimal(now[:3])

    def outline(self) -> tuple[str, int]:
        """Return the colour and the width of another outline; ``?`` for one that cannot be carried over."""
        one, other = self.one, self.other
        if one.kind not in "fdp":
            return "", 0
        line = self.repainted(one.line, other.pen, other.line)
        wider = bool(one.line and other.line) and abs(one.width - other.width) > _WIDTH
        if one.kind == "p" and (line or wider):
            return "?", 0
        was = self._resolved(one.line)
        return line or (hexadecimal(was[:3]) if wider and was else ""), other.width if line or wider else 0

    def ink(self) -> str:
        """Return the one colour that all words have instead of the planned ones; ``?`` where some have another."""
        inks = self.one.look[0] if self.one.look else ()
        now: dict[str, int] = {}
        for each in self.other.sets if inks else ():
            if each.linked or each.paint is None:  # a link has a colour of its own; who says none has the planned one
                continue
            paint = self.colours.resolved(each.paint)
            known = next((name for name, _n in inks if paint and self._is(name, paint)), "")
            name = self._first(inks, known) if known else f"?{hexadecimal(paint[:3])}" if paint else "?"
            now[name] = now.get(name, 0) + each.letters
        strange = [name for name in now if name[:1] == "?"]
        if len(now) == len(strange) == 1 and self.one.kind == "f" and strange[0] != "?":
            return strange[0][1:]
        planned: dict[str, int] = {}
        for name, count in inks:
            planned[self._first(inks, name)] = planned.get(self._first(inks, name), 0) + count
        same_words = len(planned) > 1 and sum(planned.values()) == sum(now.values())
        return "?" if strange or (same_words and planned != now) else ""

    def _first(self, inks: Sequence[tuple[str, int]], name: str) -> str:
        """Return the first of ``inks`` that looks as ``name`` does."""
        paint = self._resolved(name)
        return next((one for one, _n in inks if paint and self._is(one, paint)), name)

    def words(self, fonts: set[str], *, office: bool) -> Iterator[str]:
        """Yield what can but be told of how words are set; fonts are compared where there are known ``fonts``."""
        _inks, sizes, faces, sides, fills, *lists = self.one.look or ((), (), (), (), ())
        sets, name = self.other.sets if self.one.look else [], self.one.name
        other_sizes = _others(sizes, [(one.size, one.letters) for one in sets], _is_size) - {""}
        other_fonts = {one.face for one in sets if one.face[:1] != "+"} - {"", *faces, *fonts} if fonts else set()
        if other_sizes or other_fonts or any(one.marked for one in sets):
            yield _("Words of “{shape}” are set otherwise: the next build sets them as before.", shape=name)
        hung, indents = lists or ((), ())
        placed = _others(hung, [(one.hung, one.letters) for one in sets if lists], eq)
        stands = partial(_stands, office=office, inherits=office and self.other.holder)
        placed |= _others(indents, [(one.indents, one.letters) for one in sets if lists], stands, counted=not office)
        anchored = self.one.anchor and self.other.anchor not in ("", self.one.anchor)
        if placed or anchored or {one.side for one in sets} - set(sides):
            yield _("Lines of “{shape}” stand otherwise: the next build sets them as before.", shape=name)
        painted = [_paint(self.colours, one) for one in self.other.cells] if self.one.look and not office else []
        if any(not any(self._is(one, paint) if paint else not one for one in fills) for paint in painted):
            yield _("A part of “{shape}” has another colour: the next build fills it as before.", shape=name)

    def form(self) -> Iterator[str]:
        """Yield what can but be told of a shape's form."""
        one, other = self.one, self.other
        if other.turned:
            yield _(
                "“{shape}” was turned, hidden or set in another way: the next build draws it as before.", shape=one.name
            )
        crops = zip(one.crop, other.crop, strict=False)
        if one.picture == other.picture and any(abs(a - b) > _CROP for a, b in crops):
            yield _("“{shape}” was cropped: the next build crops it as before.", shape=one.name)
        if len(one.columns) == len(other.columns) and _shares_differ(one.columns, other.columns):
            yield _("The columns of “{shape}” have other widths: the next build makes them as before.", shape=one.name)

    def outer(self) -> Iterator[str]:
        """Yield what can but be told of a shape's geometry, and of where it leads."""
        if self.one.kind in "fdp" and self.other.form not in ("", self.one.form):
            yield _("“{shape}” has another form: the next build draws it as before.", shape=self.one.name)
        if self.other.click:
            one, address = self.one, self.other.click
            yield _("“{shape}” leads to {address}: the next build does without.", shape=one.name, address=address)

    def _resolved(self, fill: str) -> RGBA | None:
        """Return what a fill of the manifest stands for; None for no fill."""
        name = fill.rstrip("*~")
        if not name:
            return None
        return self.colours.resolved(_element(self.palette.get(name, name), fill[len(name) :]))

    def _is(self, name: str, now: RGBA) -> bool:
        """Tell whether a colour is the planned one of this name."""
        was = self._resolved(name)
        return was is not None and (_alike(was, now) or (name.endswith("*") and _as_pale(was, now)))


def _head(row: Sequence[Line]) -> str:
    return "".join(run.text for run in row[0]) if row else ""


def _others(
    planned: Sequence[tuple[str, int]],
    now: Sequence[tuple[str, int]],
    same: Callable[[str, str], bool],
    *,
    counted: bool = True,
) -> set[str]:
    """Return what words are set in that was not ``planned``, or the most of it where as many letters have another."""
    found: dict[str, int] = {}
    for name, count in now:
        known = next((one for one, _count in planned if same(one, name)), name)
        found[known] = found.get(known, 0) + count
    wanted = dict(planned)
    same_words = counted and len(wanted) > 1 and sum(wanted.values()) == sum(found.values())
    return set(found) - set(wanted) or (set(found) if same_words and found != wanted else set())


def _is_size(planned: str, now: str) -> bool:
    return abs(int(planned) - whole(now, 0)) <= _SIZE


def _stands(planned: str, now: str, *, office: bool, inherits: bool) -> bool:
    """Tell whether a paragraph stands where it was planned.

    LibreOffice forgets first lines, shrinks the rest with words that it shrinks, and writes what one ``inherits`` that
    states nothing.
    """
    kinds = ("left", "first", "lines", "level")
    pairs = zip(kinds, planned.split(","), now.split(","), ("0", "0", str(_LINE), "0"), strict=True)
    return all(
        (office and kind == "first") or (inherits and not one) or _near(one or usual, other or usual, shrunk=office)
        for kind, one, other, usual in pairs
    )


def _near(one: str, other: str, *, shrunk: bool) -> bool:
    was, now = whole(one, -(10**9)), whole(other, 10**9)
    return one == other or abs(was - now) <= max(_WIDTH, _SHRUNK * was if shrunk else 0)


@lru_cache(maxsize=256)
def _element(name: str, toned: str) -> Element:
    element = colour(Colour(name, tinted=toned == "*", softened=toned == "~"))
    return parsed(f'<a:fill xmlns:a="{A[1:-1]}">{element}</a:fill>'.encode())[0]


def _shares_differ(one: Sequence[int], other: Sequence[int]) -> bool:
    return bool(one) and any(abs(a / sum(one) - b / sum(other)) > _SHARE for a, b in zip(one, other, strict=True))


def _paint(colours: ThemeColours, fill: Element | None) -> RGBA | None:
    """Return the colour of a fill; None for no fill."""
    return colours.first(fill) if fill is not None else None


def _fonts(package: Package, part: str) -> set[str]:
    """Return the families of a slide's theme."""
    master = package.related(package.related(part, "slideLayout"), "slideMaster")
    return set(theme_fonts(package.tree(package.related(master, "theme"))))


def _lent(package: Package, part: str, colours: ThemeColours) -> list[RGBA | None]:
    """Return how placeholders of a slide's layout and master are painted: LibreOffice writes it into the slide.

    None stands for what is no one colour.
    """
    layout = package.related(part, "slideLayout")
    roots = [package.tree(layout), package.tree(package.related(layout, "slideMaster"))]
    every = [one for root in roots if root is not None for one in root.iter(f"{P}sp")]
    shapes = [one for one in every if one.find(f"{P}nvSpPr/{P}nvPr/{P}ph") is not None]
    fills = [fill_in(one.find(path)) for one in shapes for path in (f"{P}spPr", f"{P}spPr/{A}ln")]
    stated = [one for one in fills if one is not None and one.tag != f"{A}noFill"]
    return [colours.first(one) if one.tag == f"{A}solidFill" else None for one in stated]


def _alike(one: RGBA, other: RGBA) -> bool:
    return all(abs(a - b) <= _SAME for a, b in zip(one, other, strict=True))


def _as_pale(one: RGBA, other: RGBA) -> bool:
    """Tell whether two pale colours are of one hue and lightness: LibreOffice forgets how saturated they are."""
    first, second = (colorsys.rgb_to_hls(*paint[:3]) for paint in (one, other))
    turn = abs(first[0] - second[0])
    return min(turn, 1 - turn) <= _HUE and abs(first[1] - second[1]) <= _SAME


def _colours(package: Package, part: str) -> ThemeColours:
    """Return the colours of a slide: its theme's, by its own map, its layout's or its master's."""
    layout = package.related(part, "slideLayout")
    master = package.related(layout, "slideMaster")
    maps = (own_colour_map(package.tree(name)) for name in (part, layout))
    root: Element | None = package.tree(master)
    own = next((one for one in maps if one is not None), below(root, f"{P}clrMap"))
    return ThemeColours.of(package.tree(package.related(master, "theme")), own)


def beside(shape: FileShape, others: list[FileShape]) -> bool:
    """Tell whether a shape belongs to one of ``others``: it stands on or at it."""
    if shape.box is None:
        return False
    x, y = shape.box[0] + shape.box[2] / 2, shape.box[1] + shape.box[3] / 2
    boxes = (one.box for one in others if one.box is not None and one is not shape)
    return any(
        left - _AROUND <= x <= left + width + _AROUND and top - _AROUND <= y <= top + height + _AROUND
        for left, top, width, height in boxes
    )
