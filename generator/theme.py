"""The theme: how every edition looks, read from templates/theme.yaml and checked like content."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from generator.errors import ContentError, Mark, Problem
from generator.messages import _, did_you_mean
from generator.source.load import require_file
from generator.source.model import Colour, Slug, Word, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.world import World

PATH = "templates/theme.yaml"
MIN_SIZE, MAX_SIZE = 4, 200  # points: the smallest print that presses hold, and a letter of a third of a slide
LEAST_SCALE, MOST_SCALE = 0.5, 4  # of headings: smaller than the body for some houses; four lines high at most
MIN_CONTRAST = 4.5  # of text on its ground (WCAG 2.2, 1.4.3)
_WORST = 0.1  # of a ground: as much of it as text may stand on less well


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """The sizes, in points, that a text may take."""

    largest: float = key("The size wished for.")
    smallest: float = key("The size below which the text is cut, continued or refused.")
    mark: Mark

    def steps(self, step: float = 0.5) -> tuple[float, ...]:
        """Return the sizes from the smallest to the largest."""
        count = int((self.largest - self.smallest) / step + 1e-9)
        sizes = tuple(self.largest - step * index for index in range(count, -1, -1))
        return sizes if sizes[0] - self.smallest < 1e-9 else (self.smallest, *sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckTheme:
    """Sizes on slides."""

    cover_title: Range = key("The title on the cover.")
    cover_subtitle: Range = key("The subtitle on the cover.")
    eyebrow: Range = key("The kind of document, above the title.")
    slide_title: Range = key("Titles of the overview, the map and the matrix.")
    pillar_heading: Range = key("The heading in a pillar's band.")
    lone_heading: Range = key("The heading of a pillar without examples.")
    tile_label: Range = key("The labels of the overview.")
    card: Range = key("The text of the cards.")
    long_card: Range = key("The text of one card that fills a slide alone.")
    map_label: Range = key("The cities' names on the map.")
    legend: Range = key("The labels beside the map.")
    matrix: Range = key("The text of the matrix.")
    table: Range = key("The text of tables.")
    chart: Range = key("The text in charts.")
    running: Range = key("Running text: a pillar's introduction, a chart's description, the sources.")
    source: Range = key("The source below a table or a chart.")
    facts: Range = key("Organisation, session, date and version on the cover.")
    footer: Range = key("The footer.")
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTheme:
    """Sizes in the note."""

    title: Range = key("The banner.")
    label: Range = key("The labels under the icons.")
    heading_scale: float = key("The headings' size, in sizes of the body.")
    body: Range = key("The examples.")
    map_label: Range = key("The cities' names on the map.")
    matrix: Range = key("The text of the matrix.")
    figure: Range = key("The text of tables and charts.")
    footer: Range = key("The footer.")
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Fonts, colours and sizes of all editions."""

    family: Word = key("The font family in templates/fonts by which text is measured.")
    office_family: Word = key("The family that the deck names: of the same widths.")
    ink: Colour = key("Text.")
    muted: Colour = key("Secondary text.")
    rule: Colour = key("Thin lines.")
    water: Colour = key("The map's sea.")
    land: Colour = key("The map's countries.")
    home: Colour = key("The countries of the cities.")
    colours: dict[Slug, Colour] = key("The pillars' colours; the first six are the deck's accents.")
    deck: DeckTheme = key("Sizes on slides.")
    note: NoteTheme = key("Sizes in the note.")
    mark: Mark

    def colour(self, name: str) -> str:
        """Return the RRGGBB of a pillar's colour; raise ContentError for a name that only a template knows."""
        if name not in self.colours:
            cause = _("There is no colour “{name}” in templates/theme.yaml.", name=name)
            raise ContentError([Problem(self.mark, "colours", cause, did_you_mean(name, list(self.colours)))])
        return str(self.colours[Slug(name)]).upper()


def read_theme(world: World) -> Theme:
    """Return the theme; raise ContentError with every problem of its file."""
    theme = require_file(world, PATH, Theme)
    faint = [_faint(path, value) for path, value in _of_text(theme) if contrast(value) < MIN_CONTRAST]
    if problems := [*faint, *_sizes(theme, world), *_families(theme, world)]:
        raise ContentError(problems)
    return theme


def _sizes(theme: Theme, world: World) -> Iterator[Problem]:
    """Yield the sizes that nobody could read, or that no page holds, and those that are exchanged."""
    for group in ("deck", "note"):
        for one in fields(getattr(theme, group)):
            size, path = getattr(getattr(theme, group), one.name), f"{group}.{one.name}"
            if isinstance(size, Range):
                wrong = [found for name in ("largest", "smallest") if (found := _beyond(size, name, path, world))]
                if not wrong and size.smallest > size.largest:
                    values = {"largest": size.largest, "smallest": size.smallest}
                    cause = _("The largest size, {largest:g}, is below the smallest, {smallest:g}.", **values)
                    wrong.append(Problem(size.mark, path, cause, _("Exchange them.")))
                yield from wrong
    if not LEAST_SCALE <= theme.note.heading_scale <= MOST_SCALE:
        values = {"value": theme.note.heading_scale, "minimum": LEAST_SCALE, "maximum": MOST_SCALE}
        cause = _("{value:g} lies outside {minimum:g} to {maximum:g}.", **values)
        yield Problem(
            world.locate(theme.note.mark, "heading_scale"), "note.heading_scale", cause, _("Write 1.26, for example.")
        )


def _beyond(size: Range, name: str, path: str, world: World) -> Problem | None:
    value = getattr(size, name)
    if MIN_SIZE <= value <= MAX_SIZE:
        return None
    cause = _(
        "{value:g} lies outside {minimum:g} to {maximum:g} points.", value=value, minimum=MIN_SIZE, maximum=MAX_SIZE
    )
    return Problem(world.locate(size.mark, rf"\b{name}\b"), f"{path}.{name}", cause, _("Write a size between them."))


def _families(theme: Theme, world: World) -> Iterator[Problem]:
    """Yield the problem of a family whose fonts are not there."""
    known = world.names("templates/fonts", "-Regular.ttf")
    if theme.family not in known:
        cause = _("There is no font {name}-Regular.ttf in templates/fonts.", name=theme.family)
        yield Problem(theme.family.mark, "family", cause, did_you_mean(theme.family, known))


def _of_text(theme: Theme) -> list[tuple[str, Colour]]:
    """Return the colours that text takes, each with its path."""
    pillars = [(f"colours.{name}", value) for name, value in theme.colours.items()]
    return [("ink", theme.ink), ("muted", theme.muted), *pillars]


def _faint(path: str, value: Colour) -> Problem:
    cause = _("{value} on white has a contrast of {ratio:.1f}:1.", value=value, ratio=contrast(value))
    return Problem(value.mark, path, cause, _("Choose a darker colour: at least 4.5:1."))


def contrast(colour: str, other: str = "FFFFFF") -> float:
    """Return the contrast ratio of two colours (WCAG 2.1, relative luminance)."""
    lighter, darker = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def worst_ground(colour: str, ground: Sequence[tuple[int, tuple[int, ...]]]) -> str:
    """Return the colour (RRGGBB) of a ground on which ``colour`` has the least contrast, but for a tenth of it.

    ``ground`` are its colours and how often each is there. A tenth: the edge of a shape beside a letter hides none.
    """
    shades = ((count, "".join(f"{one:02X}" for one in rgb[:3])) for count, rgb in ground)
    found = sorted((contrast(colour, shade), shade, count) for count, shade in shades)
    rest = sum(count for _ratio, _shade, count in found) * _WORST
    for _ratio, shade, count in found:
        rest -= count
        if rest < 0:
            return shade
    return ""


def contrast_over(colour: str, ground: Sequence[tuple[int, tuple[int, ...]]]) -> float:
    """Return the least contrast of ``colour`` on a ground; see ``worst_ground``."""
    worst = worst_ground(colour, ground)
    return contrast(colour, worst) if worst else 21.0


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def tint(colour: str, share: float = 0.1) -> str:
    """Return ``colour`` mixed into white: ``share`` of it."""
    return "".join(f"{round(255 - (255 - int(colour[index : index + 2], 16)) * share):02X}" for index in (0, 2, 4))
