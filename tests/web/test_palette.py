"""All words are legible in both schemes, whatever the theme."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from generator.kit import Kit
from generator.source.model import Colour
from generator.source.structure import hints
from generator.theme import Theme, contrast
from generator.web import palette
from generator.web.view import ColourScheme, PillarColours
from tests.project import ROOT


@pytest.mark.parametrize("make", [palette.light, palette.dark])
@pytest.mark.parametrize("ink", ["1B2333", "000000", "4A6FA5", "E0E0E0"])
def test_every_pair_reaches_four_and_a_half(make: object, ink: str, kit: Kit) -> None:
    assert callable(make)
    theme: Theme = replace(kit.theme, text=Colour(ink))
    scheme: ColourScheme = make(theme, list(theme.pillars))
    colours = dict(scheme.colours)
    pairs = [(colours["ink"], colours["paper"]), (colours["muted"], colours["paper"])]
    pairs += [("FFFFFF", colours["banner"]), (colours["eyebrow"], colours["banner"])]
    for pillar in scheme.pillars:
        pairs += [("FFFFFF", pillar.fill), (pillar.text, pillar.tint), (pillar.text, colours["paper"])]
        pairs += [(colours["ink"], pillar.tint), (colours["muted"], pillar.tint)]
    pairs += [(colours["ink"], colours["water"]), (colours["muted"], colours["water"])]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    assert [
        one
        for one in scheme.pillars
        for series in one.series
        if min(contrast(series, g) for g in (one.tint, colours["paper"])) < 4.5
    ] == []


def test_both_schemes_hold_the_colours_that_the_sheet_asks_for(kit: Kit) -> None:
    light, dark = (make(kit.theme, ["teal"]) for make in (palette.light, palette.dark))
    css = (ROOT / "templates" / "web.css").read_text("utf-8")
    own = {
        "across",
        "air",
        "aside",
        "cell",
        "columns",
        "deep",
        "edge",
        "em",
        "first",
        "ground",
        "gutter",
        "head",
        "low",
        "margin",
        "measure",
        "named",
        "pad",
        "page",
        "rise",
        "room",
        "side",
        "size",
        "tone",
        "wide",
        "word",
        "x",
        "y",
    }  # set by the page and by the sheet itself
    asked = set(re.findall(r"var\(--([a-z-]+)", css)) - own - {*PillarColours.__struct_fields__}

    assert [name for name, _value in light.colours] == [name for name, _value in dark.colours]
    assert asked - {name for name, _value in light.colours} == set()


def test_each_colour_of_the_theme_is_used() -> None:
    """A field that no edition reads promises what nobody sees."""
    named = [name for name, hint in hints(Theme).items() if hint is Colour]
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "generator").rglob("*.py"))

    assert named
    assert [name for name in named if not re.search(rf"\btheme\.{name}\b", code)] == []


def test_the_theme_is_kept_where_it_is_legible(kit: Kit) -> None:
    scheme = palette.light(kit.theme, ["teal"])
    assert scheme.pillars[0].fill == kit.theme.colour("teal")
    assert dict(scheme.colours)["ink"] == kit.theme.text
