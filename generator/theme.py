"""The theme: how every edition looks, read from templates/theme.yaml and checked like content."""

# Annotations are types here, not texts, which each start would compile.
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Annotated, Any

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import ContentError, Mark, Problem
from generator.messages import _, did_you_mean
from generator.oklab import channels, components, nearest, tone
from generator.source.load import require_file
from generator.source.model import Colour, ColoursFile, Key, Slug, Word
from generator.world import World

PATH = "templates/theme.yaml"
MIN_SIZE, MAX_SIZE = 4, 200  # points: the smallest print that presses hold, and a letter of a third of a slide
LEAST_SCALE, MOST_SCALE = 0.5, 4  # of headings: smaller than the body for some houses; four lines high at most
MIN_CONTRAST = 4.5  # of text on its ground (WCAG 2.2, 1.4.3)
WHITE = "FFFFFF"
_RULE, _WATER, _LAND, _HOME = 0.18, 0.11, 0.04, 0.22  # of the text's colour in white: greys that are seen, not read
_MUTED = 0.75  # of the text's colour in white: secondary words, made darker where they would be too faint
_FADED = 0.28  # of the banner in the colour of its lesser words: on our ink, their contrast is above 4.5:1
_SEEN = 1.15  # the contrast of the cities' countries with the others, so that no hue must tell them (by eye)
_WORST = 0.1  # of a ground: as much of it as text may stand on less well


class Range(Struct, frozen=True, kw_only=True):
    """The sizes, in points, that a text may take."""

    largest: Annotated[float, Key("The size wished for.")]
    smallest: Annotated[float, Key("The size below which the text is cut, continued or refused.")]
    mark: Mark

    def steps(self, step: float = 0.5) -> tuple[float, ...]:
        """Return the sizes from the smallest to the largest, ``step`` points apart."""
        count = int((self.largest - self.smallest) / step + 1e-9)
        sizes = tuple(self.largest - step * index for index in range(count, -1, -1))
        return sizes if sizes[0] - self.smallest < 1e-9 else (self.smallest, *sizes)


class DeckTheme(Struct, frozen=True, kw_only=True):
    """Sizes on slides."""

    cover_title: Annotated[Range, Key("The title on the cover.")]
    cover_subtitle: Annotated[Range, Key("The subtitle on the cover.")]
    eyebrow: Annotated[Range, Key("The kind of document, above the title.")]
    slide_title: Annotated[Range, Key("Titles of the overview, the map and the matrix.")]
    pillar_heading: Annotated[Range, Key("The heading in a pillar's sidebar or band.")]
    lone_heading: Annotated[Range, Key("The heading of a pillar without examples.")]
    tile_label: Annotated[Range, Key("The labels of the overview.")]
    card: Annotated[Range, Key("The text of the cards.")]
    long_card: Annotated[Range, Key("The text of one card that fills a slide alone.")]
    map_label: Annotated[Range, Key("The cities' names on the map.")]
    legend: Annotated[Range, Key("The labels beside the map.")]
    matrix: Annotated[Range, Key("The text of the matrix.")]
    table: Annotated[Range, Key("The text of tables.")]
    chart: Annotated[Range, Key("The text in charts.")]
    running: Annotated[Range, Key("Running text: a pillar's introduction, a chart's description, the sources.")]
    source: Annotated[Range, Key("The source below a table or a chart.")]
    facts: Annotated[Range, Key("Organisation, session, date and version on the cover.")]
    footer: Annotated[Range, Key("The footer.")]
    mark: Mark


class NoteTheme(Struct, frozen=True, kw_only=True):
    """Sizes in the note, and how its text is set."""

    title: Annotated[Range, Key("The banner.")]
    label: Annotated[Range, Key("The labels under the icons.")]
    heading_scale: Annotated[float, Key("The headings' size, in sizes of the body.")]
    body: Annotated[Range, Key("The examples.")]
    map_label: Annotated[Range, Key("The cities' names on the map.")]
    matrix: Annotated[Range, Key("The text of the matrix.")]
    figure: Annotated[Range, Key("The text of tables and charts.")]
    footer: Annotated[Range, Key("The footer.")]
    justified: Annotated[bool, Key("Running text is justified and hyphenated; its lines end with words otherwise.")] = (
        False
    )
    mark: Mark


class Theme(Struct, frozen=True, kw_only=True):
    """Fonts, colours and sizes of all editions."""

    family: Annotated[Word, Key("The font family in templates/fonts by which text is measured.")]
    office_family: Annotated[Word, Key("The family that the deck names: of the same widths.")]
    text: Annotated[Colour, Key("Text.", formerly="ink")]
    muted: Annotated[Colour, Key("Secondary text.")]
    rule: Annotated[Colour, Key("Thin lines.")]
    water: Annotated[Colour, Key("The map's sea.")]
    land: Annotated[Colour, Key("The map's countries.")]
    home: Annotated[Colour, Key("The countries of the cities.")]
    pillars: Annotated[
        dict[Slug, Colour], Key("Their colours; the first six are the deck's accents.", formerly="colours")
    ]
    banner: Annotated[Colour | None, Key("The ground of the banners, and the rule on covers; the text's.")] = None
    deck: Annotated[DeckTheme, Key("Sizes on slides.")]
    note: Annotated[NoteTheme, Key("Sizes in the note.")]
    mark: Mark

    @property
    def field(self) -> Colour:
        """Return the ground of banners, or else the text's colour."""
        return self.banner or self.text

    def colour(self, name: str) -> str:
        """Return the RRGGBB of a pillar's colour; raise ContentError for a name that only a template knows."""
        if name not in self.pillars:
            cause = _("There is no colour “{name}” in templates/theme.yaml.", name=name)
            raise ContentError([Problem(self.mark, "pillars", cause, did_you_mean(name, list(self.pillars)))])
        return str(self.pillars[Slug(name)]).upper()

    @property
    def accents(self) -> list[str]:
        """Return the colours of the pillars, each once: the first six are the deck's accents."""
        return list(dict.fromkeys(map(self.colour, self.pillars)))

    @property
    def on_banner(self) -> str:
        """Return the colour of words on the banner: white, or that of the text where white cannot be read."""
        return WHITE if self.banner is None or contrast(self.banner) >= MIN_CONTRAST else str(self.text)

    @property
    def faded_on_banner(self) -> str:
        """Return the colour of lesser words on the banner: as faint as can be read."""
        ground, plain = self.banner or self.text, self.on_banner
        faded = mixed(ground, plain, _FADED)
        return faded if contrast(faded, ground) >= MIN_CONTRAST else plain

    @property
    def looks(self) -> str:
        """Return all its colours and its fonts as a line: what a publication or a template may have changed."""
        values = (getattr(self, name) for name in self.__struct_fields__)
        return " ".join(str(one) for one in (*values, *self.pillars.items()) if isinstance(one, str | tuple))


def read_theme(world: World) -> Theme:
    """Return the theme; raise ContentError with every problem of its file."""
    theme = require_file(world, PATH, Theme)
    faint = [problem for path, value in _of_text(theme) for problem in _faint(path, value, _on_white)]
    if problems := [
        *faint,
        *_of_banner(theme, theme.banner, "banner"),
        *_sizes(theme, world),
        *_families(theme, world),
    ]:
        raise ContentError(problems)
    return theme


def _sizes(theme: Theme, world: World) -> Iterator[Problem]:
    """Yield the sizes that nobody could read, or that no page holds, and those that are exchanged."""
    for group in ("deck", "note"):
        sizes: DeckTheme | NoteTheme = getattr(theme, group)
        for one in sizes.__struct_fields__:
            size, path = getattr(sizes, one), f"{group}.{one}"
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
    pillars = [(f"pillars.{name}", value) for name, value in theme.pillars.items()]
    return [("text", theme.text), ("muted", theme.muted), *pillars]


def _faint(path: str, value: Colour, grounds: Callable[[str], Sequence[str]], or_else: str = "") -> Iterator[Problem]:
    """Yield the problem of a colour of words that fails on one of its ``grounds``, which may follow from it."""
    if (ground := _faint_on(value, grounds(value))) is None:
        return
    on = _("white") if ground == WHITE else ground
    values = {"value": value, "ground": on, "ratio": contrast(value, ground), "wanted": MIN_CONTRAST}
    cause = _("{value} on {ground} has a contrast of {ratio:.1f}:1; words need {wanted:g}:1.", **values)
    held = nearest(value, lambda one: _faint_on(one, grounds(one)) is None)
    yield Problem(value.mark, path, cause, " ".join(filter(None, (_nearest(held), or_else))))


def _faint_on(colour: str, grounds: Sequence[str]) -> str | None:
    """Return the first of ``grounds`` on which words in ``colour`` cannot be read."""
    return next((one for one in grounds if contrast(colour, one) < MIN_CONTRAST), None)


def _of_banner(theme: Theme, value: Colour | None, path: str) -> Iterator[Problem]:
    """Yield the problem of a ground on which neither white words nor those in the text's colour can be read."""

    def ratio(one: str) -> float:
        return max(contrast(one), contrast(one, theme.text))

    if value and ratio(value) < MIN_CONTRAST:
        values = {"value": value, "text": theme.text, "ratio": ratio(value), "wanted": MIN_CONTRAST}
        cause = _(
            "On {value}, words in white or {text} have a contrast of {ratio:.1f}:1; they need {wanted:g}:1.", **values
        )
        yield Problem(value.mark, path, cause, _nearest(nearest(value, lambda one: ratio(one) >= MIN_CONTRAST)))


def _nearest(colour: str) -> str:
    return _('Write "{colour}", the nearest colour that holds.', colour=colour)


def laid_over(theme: Theme, own: ColoursFile) -> Theme:
    """Return ``theme`` in the colours that ``own`` names; what follows from them, follows.

    Their pillars stand in the places of the theme's, first to first: whoever asks for the first by the theme's name of
    it gets theirs. Where they are fewer, tones of theirs go on.
    """
    changed: dict[str, Any] = {name: value for name in ("text", "muted", "banner") if (value := getattr(own, name))}
    if own.text:
        shares = {"rule": _RULE, "water": _WATER, "land": _LAND, "home": _HOME}
        muted = nearest(tint(own.text, _MUTED), lambda one: contrast(one) >= MIN_CONTRAST)
        derived = {name: tint(own.text, share) for name, share in shares.items()} | {"muted": muted}
        changed = {name: Colour(value) for name, value in derived.items()} | changed
    if own.secondary:
        land = changed.get("land", theme.land)
        seen = nearest(tint(own.secondary, _HOME), lambda one: contrast(one) >= _SEEN * contrast(land))
        changed["home"] = Colour(seen)
    if own.primary:
        changed.setdefault("banner", own.primary)
    if named := own.named:
        changed["pillars"] = _placed(theme, named)
    return replace(theme, **changed)


def _placed(theme: Theme, named: dict[Slug, Colour]) -> dict[Slug, Colour]:
    """Return the colours ``named``, then the theme's names of the places that they, and tones of them, now hold."""
    values = list(named.values())
    tones = [Colour(told(tone(value, step))) for step in range(1, len(theme.pillars)) for value in values]
    places = dict(zip(theme.pillars, (*values, *tones), strict=False))
    return {**named, **{name: value for name, value in places.items() if name not in named}}


def faults(theme: Theme, own: ColoursFile) -> Iterator[Problem]:
    """Yield the problems of what ``own`` has laid over ``theme``: words that nobody could read."""
    tints = list(map(tint, theme.accents))
    if own.text:
        home: list[str] = [theme.home] if own.secondary else []  # else a tint of the text's, as the land is
        yield from _faint(
            "theme.text", own.text, lambda one: [WHITE, *tints, tint(one, _LAND), *(home or [tint(one, _HOME)])]
        )
    if own.muted:
        yield from _faint("theme.muted", own.muted, _on_white)
    for name, value in own.named.items():
        path = f"theme.pillars.{name}" if own.pillars else f"theme.{name}"
        or_else = "" if own.pillars else _("Or name other colours under “pillars”.")
        yield from _faint(path, value, _of_pillars, or_else)
    yield from _of_banner(theme, own.banner, "theme.banner")
    if own.pillars and not own.banner:  # else it is a pillar's, or no banner
        yield from _of_banner(theme, own.primary, "theme.primary")


def _on_white(_colour: str) -> list[str]:
    return [WHITE]


def _of_pillars(colour: str) -> list[str]:
    """Return what words in a pillar's colour stand on: white (which words on it have), and a tint of it."""
    return [WHITE, tint(colour)]


def told(value: str) -> str:
    """Return the nearest colour to ``value`` that can be a pillar's."""
    return nearest(value, lambda one: _faint_on(one, _of_pillars(one)) is None)


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


@lru_cache(maxsize=4096)  # the colours of a drawn ground come again and again
def _luminance(colour: str) -> float:
    red, green, blue = channels(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tint(colour: str, share: float = 0.1) -> str:
    """Return ``colour`` mixed into white: ``share`` of it."""
    return mixed(colour, WHITE, share)


def mixed(colour: str, other: str, share: float) -> str:
    """Return ``share`` of ``colour`` with the rest of ``other``."""
    pairs = zip(components(colour), components(other), strict=True)
    return "".join(f"{round(two - (two - one) * share):02X}" for one, two in pairs)
