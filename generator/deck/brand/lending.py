"""What a template that is not ours lends to note, page and handout, for a dossier of one look: colours, font, logo.

On paper: what could not be read there is made darker, and said. A font is only a name in a template; it is taken where
the project has its files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.deck.brand.logo import find_logo
from generator.deck.brand.mapping import corrections
from generator.deck.brand.matching import match
from generator.deck.brand.palette import distinct_accents, is_grey, legible_accent
from generator.deck.brand.reading import palette_on
from generator.deck.brand.template import read_template
from generator.deck.ooxml.opening import MAX_BYTES, open_template
from generator.deck.ooxml.text import body_family
from generator.deck.slide import Colour as Named
from generator.messages import _
from generator.oklab import nearest, tone
from generator.source.model import Colour, ColoursFile
from generator.text.fontcheck import may_embed
from generator.text.fonts import FOLDER, STYLES
from generator.theme import MIN_CONTRAST, contrast, told

if TYPE_CHECKING:
    from generator.deck.brand.logo import TemplateLogo
    from generator.deck.brand.palette import Palette
    from generator.deck.brand.template import Template, TemplateLayout
    from generator.source.model import Word
    from generator.theme import Theme
    from generator.world import World

_CLEAR = 7.0  # of running text (WCAG 2.2, 1.4.6)
_LARGE = 0.1  # of the slide: what is smaller than this is an ornament, not the ground of a cover


class Loan(Struct, frozen=True):
    """What a template lends: colours by their parts, the font of its text, its logo, and what is to be said of it."""

    colours: ColoursFile
    family: str
    remarks: tuple[str, ...]
    logo: TemplateLogo | None


def lent(world: World, named: Word, theme: Theme) -> Loan:
    """Return what the template at the path ``named`` lends in the place of what ``theme`` has.

    Raises ContentError when it is no template that a deck can be made with.
    """
    path = str(named)
    package = open_template(world.read(path, MAX_BYTES), named.mark)
    template = read_template(package)
    matches = match(template, corrections(world, path, template), named.mark)
    main, cover = matches["cards"].layout, matches["cover"].layout
    palette = palette_on(main, main.background)
    darker: dict[str, str] = {}
    accents = _accents(main, palette, darker)
    text = next((one for one in (palette.ink, *_ends(main)) if contrast(one) >= _CLEAR), str(theme.text))
    wanted = _ground(cover, template) or accents[0]
    banner = nearest(wanted, lambda one: max(contrast(one), contrast(one, text)) >= MIN_CONTRAST)
    darker |= {wanted: banner} if banner != wanted else {}
    marked = [Colour.at(named.mark, one) for one in accents]
    pillars = dict(zip(theme.pillars, marked, strict=False))
    colours = ColoursFile(
        banner=Colour.at(named.mark, banner), text=Colour.at(named.mark, text), pillars=pillars, mark=named.mark
    )
    family, said = _font(world, body_family(main.scene), theme)
    logo = find_logo(world, path, package, cover, template)
    return Loan(colours, family, (*_said(darker), *said), logo)


def _accents(layout: TemplateLayout, palette: Palette, darker: dict[str, str]) -> list[str]:
    """Return six accents that can be read on paper, as the slides have them where these are light.

    Adds to ``darker`` those of the theme that slides and paper must change.
    """
    own = distinct_accents(layout)
    light = contrast(palette.panel) < contrast(palette.panel, "000000")
    shown = [palette.value(Named(f"accent{slot}")) for slot in range(1, 7)]
    found: list[str] = []
    for one in shown if light else [*own, *shown][:6]:
        held = told(one)
        found.append(next((other for step in range(4) if (other := told(tone(held, step))) not in found), held))
    held_by = {raw: told(legible_accent(raw, palette.panel) if light else raw) for raw in own}
    darker |= {raw: made for raw, made in held_by.items() if made != raw and made in found}
    return found


def _ends(layout: TemplateLayout) -> list[str]:
    return [layout.colours[name] for name in ("tx1", "bg1", "tx2", "bg2")]


def _ground(cover: TemplateLayout, template: Template) -> str | None:
    """Return the colour of a cover that has one: behind everything, or of its largest coloured shape."""
    size = template.slide.area
    shapes = sorted(cover.drawings, key=lambda one: -one.box.area)
    fills = [one.fill for one in shapes if one.fill and one.box.area >= _LARGE * size]
    return next((one for one in (cover.background, *fills) if one and not is_grey(one)), None)


def _font(world: World, family: str, theme: Theme) -> tuple[str, list[str]]:
    """Return the ``family`` when it is lent, else nothing; and what whoever builds should know of it.

    The project must have its four files, and their makers let documents hold them.
    """
    here, values = world.names(FOLDER, ".ttf"), {"font": family, "family": theme.family}
    names = [f"{family}-{style}" for style in STYLES]
    if not all(name in here for name in names):
        remark = _("Note and page are set in {family}: the files of {font} are not in templates/fonts.", **values)
        return "", [] if family in (theme.family, theme.office_family) else [remark]
    if family != theme.family and not all(may_embed(world.read(f"{FOLDER}/{name}.ttf")) for name in names):
        remark = _("Note and page are set in {family}: {font} forbids that documents hold it (OS/2, fsType).", **values)
        return "", [remark]
    return family, []


def _said(darker: dict[str, str]) -> list[str]:
    """Return what whoever builds should know of colours that were changed."""
    if not darker:
        return []
    pairs = ", ".join(f"{old} → {new}" for old, new in darker.items())
    return [_("Colours of the template in which words cannot be read on paper are darker there: {pairs}.", pairs=pairs)]
