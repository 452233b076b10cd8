"""A publication's own colours: in every edition, over those of the theme, refused where words could not be read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from math import dist

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from generator.oklab import channels, tone
from generator.pipeline.production import Production
from generator.theme import Theme, contrast, mixed, tint, told
from generator.world import World
from tests.deck import brands
from tests.matrix import every, few
from tests.project import ROOT, SLUG, Project

P = f"content/{SLUG}/publication.yaml"
PALETTES = {
    "red": 'primary: "C8102E", secondary: "1D3557"',
    "navy": 'primary: "0B1F4B", secondary: "E0A100", pillars: {soutien: "0B1F4B", cooperation: "926500"}',
    "light yellow": 'primary: "FFE600", text: "111111", pillars: {a: "111111", b: "6B6000", c: "8A3B00"}',
    "pastel": 'primary: "FADADD", secondary: "CDE7E0", pillars: {a: "83676A", b: "3E6D60", c: "5B5B8F"}',
    "black": 'primary: "000000", text: "000000"',
    "neon": 'primary: "39FF14", text: "101010", pillars: {a: "137E00", b: "BD00BD", c: "0050FF"}',
    "one banner": 'banner: "3B0A45"',
}


def themed(project: Project, colours: str) -> int:
    """Give the publication a theme; return its line."""
    text = project.read("publication.yaml")
    project.write("publication.yaml", f"{text}\ntheme: {{{colours}}}\n")
    return len(text.splitlines()) + 2


def theme_of(project: Project) -> tuple[Theme, list[str]]:
    """Return the theme that the editions take, and the pillars' colours."""
    production = Production(World(project.root), SLUG)
    theme = production.kit.theme
    return theme, [theme.colour(str(one.colour)) for one in production.publication.pillars]


def unreadable(theme: Theme, pillars: Sequence[str]) -> list[tuple[str, str]]:
    """Return the pairs of a colour and a ground, as the editions have them, that words cannot be read in."""
    banner = theme.banner or theme.text
    pairs = [(str(theme.text), ground) for ground in ("FFFFFF", theme.water, theme.land, theme.home)]
    pairs += [(theme.on_banner, banner), (str(theme.muted), "FFFFFF")]
    pairs += [(one, ground) for one in pillars for ground in ("FFFFFF", tint(one))]
    return [pair for pair in pairs if contrast(*pair) < 4.5]


@every(3, "name", PALETTES)
def test_all_words_can_be_read_in_a_palette(name: str, project: Project) -> None:
    themed(project, PALETTES[name])
    theme, pillars = theme_of(project)

    assert unreadable(theme, [*pillars, *theme.accents]) == []
    assert contrast(theme.home) / contrast(theme.land) > 1.1


def test_one_red_goes_through_deck_note_and_page(project: Project) -> None:
    themed(project, PALETTES["red"])
    project.build()
    accents = zipfile.ZipFile(project.output / f"{SLUG}.pptx").read("ppt/theme/theme1.xml").decode()
    page = (project.output / f"{SLUG}.html").read_text("utf-8")
    note = project.run("show", "note", SLUG).out

    assert '<a:accent1><a:srgbClr val="C8102E"/></a:accent1><a:accent2><a:srgbClr val="1D3557"/>' in accents
    assert page.count("--banner:#C8102E") == 2  # light and dark
    assert "00677A" not in page + note
    assert "C8102E" in note


@pytest.mark.long
def test_a_light_banner_has_dark_words(project: Project) -> None:
    themed(project, PALETTES["light yellow"])
    project.build()
    page = (project.output / f"{SLUG}.html").read_text("utf-8")

    assert page.count("--banner:#FFE600") == page.count("--title:#111111") == 2


@given(st.from_regex(r"[0-9A-F]{6}", fullmatch=True))
def test_tones_of_one_colour_are_told_apart_and_none_is_black(colour: str) -> None:
    found = [told(colour), *(told(tone(told(colour), step)) for step in range(1, 6))]
    assert len({*found}) == len(found)
    assert min(max(channels(one)) for one in found[1:]) > 0.001  # of 111111, five times as much


@pytest.mark.parametrize("colour", ["00677A", "C8102E", "0B1F4B", "926500"])
def test_of_one_colour_the_tones_and_the_hues_beside_it_differ_at_a_glance(colour: str) -> None:
    found = [[value**0.42 for value in channels(one)] for one in [colour, *(tone(colour, n) for n in range(1, 6))]]
    assert min(dist(one, other) for index, one in enumerate(found) for other in found[:index]) > 0.06


def test_a_pillar_has_the_colour_of_its_id_and_others_the_next(project: Project) -> None:
    """Those whose files name one colour of the house share one; what they call it matters no more."""
    for file in ("gouvernance.yaml", "specialisation.yaml", "soutien.yaml", "cooperation.yaml"):
        text = project.read(file)
        project.write(file, re.sub(r"colour: \w+", "colour: teal", text))
    project.edit("gouvernance.yaml", "colour: teal", "colour: sable")
    themed(project, 'pillars: {rouge: "A31621", soutien: "0B1F4B", sable: "6B5A2E"}')
    production = Production(World(project.root), SLUG)

    assert {one.id: str(one.colour) for one in production.publication.pillars} == {
        "gouvernance": "sable",
        "specialisation": "rouge",
        "soutien": "soutien",
        "cooperation": "rouge",
    }


@pytest.mark.long
def test_an_edit_of_a_colour_makes_all_editions_again(project: Project) -> None:
    line = 'theme: {primary: "C8102E"}'
    project.write("publication.yaml", f"{project.read('publication.yaml')}\n{line}\n")
    project.build()
    old = project.outputs()
    project.edit("publication.yaml", "C8102E", "A8102E")
    project.build()

    changed = {name for name, data in project.outputs().items() if old[name] != data}
    assert {name.rsplit(".", 1)[1] for name in changed} >= {"pptx", "pdf", "html"}


@pytest.mark.parametrize(
    ("colours", "expected"),
    [
        (
            'primary: "FFE600"',
            "18: theme.primary: FFE600 on white has a contrast of 1.3:1; words need 4.5:1. "
            'Write "7B6E00", the nearest colour that holds. Or name other colours under “pillars”.',
        ),
        (
            'pillars: {a: "ffe600"}',
            "22: theme.pillars.a: FFE600 on white has a contrast of 1.3:1; words need 4.5:1. "
            'Write "7B6E00", the nearest colour that holds.',
        ),
        (
            'text: "888888"',
            "15: theme.text: 888888 on white has a contrast of 3.5:1; words need 4.5:1. "
            'Write "616161", the nearest colour that holds.',
        ),
        (
            'muted: "AAAAAA"',
            "16: theme.muted: AAAAAA on white has a contrast of 2.3:1; words need 4.5:1. "
            'Write "767676", the nearest colour that holds.',
        ),
        (
            'banner: "808080"',
            "17: theme.banner: On 808080, words in white or 1B2333 have a contrast of 4.0:1; they need 4.5:1. "
            'Write "767676", the nearest colour that holds.',
        ),
        (
            'ink: "112233"',
            "9: theme: The key “ink” is not known here. "
            "Known here: primary, secondary, pillars, text, muted, banner, from_template.",
        ),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_the_nearest(
    colours: str, expected: str, project: Project
) -> None:
    line = themed(project, colours)

    assert project.refused() == [f"{P}:{line}:{expected}"]


@few({"text", "banner"}, "part", ["primary", "text", "muted", "banner"])
@few({"39FF14", "808080"}, "colour", ["39FF14", "808080", "FADADD", "FFFFFF"])
def test_the_nearest_colour_is_accepted(part: str, colour: str, project: Project) -> None:
    """What a message proposes holds, also where other colours follow from it."""
    themed(project, f'{part}: "{colour}"')
    refused = project.run("show", "web", SLUG)
    if wanted := re.search(r'Write "(\w{6})"', refused.err):
        project.edit("publication.yaml", colour, wanted[1])

    assert (part, bool(wanted)) == ("banner", colour == "808080") if part == "banner" else bool(wanted)
    assert project.run("show", "web", SLUG).err == ""


@pytest.mark.long
def test_older_names_in_the_theme_are_accepted_and_both_are_not(project: Project) -> None:
    new = project.read("templates/theme.yaml")
    old = new.replace("\ntext: ", "\nink: ").replace("\npillars:", "\ncolours:")
    project.build()
    outputs = project.outputs()
    project.write("templates/theme.yaml", old)
    project.build()

    assert {name: data for name, data in project.outputs().items() if "receipt" not in name} == {
        name: data for name, data in outputs.items() if "receipt" not in name
    }
    project.write("templates/theme.yaml", old.replace("\nink: ", '\ntext: "1B2333"\nink: '))
    assert [one.split(": ", 1)[1] for one in project.run("build").problems] == [
        "The key “ink” is now called “text”, which stands here too. Delete one of them."
    ]


@pytest.mark.long
def test_a_banner_of_the_house_has_a_colour_of_its_own(project: Project) -> None:
    project.edit("templates/theme.yaml", "\nmuted:", '\nbanner: "8A0F2B"\nmuted:')
    project.build()
    page = (project.output / f"{SLUG}.html").read_text("utf-8")

    assert "--banner:#8A0F2B" in page
    assert "--ink:#1B2333" in page


def test_a_colour_that_no_pillar_has_is_named(project: Project) -> None:
    project.write(
        "publication.yaml", f"{project.read('publication.yaml')}\ntheme: {{pillars: {{soutein: '1D3557'}}}}\n"
    )

    result = project.run("build", "--only", "web")

    assert "theme.pillars: Warning: No pillar has this colour. Did you mean “soutien”?" in result.err


# -- what a deck's template lends


def branded(project: Project, parts: brands.Parts | None = None, line: str = "") -> None:
    """Give the publication a template with a red, an amber and a teal accent, and some ``line``."""
    parts = brands.wide() if parts is None else parts
    accents = {"accent1": "C8102E", "accent2": "F2A900", "accent3": "007279", "accent4": "5A2D81", "accent5": "3B6B2A"}
    for name in [one for one in parts if one.startswith("ppt/theme/theme")]:
        for accent, value in accents.items():
            new = f'<a:{accent}><a:srgbClr val="{value}"/></a:{accent}>'.encode()
            parts[name] = re.sub(f"<a:{accent}>.*?</a:{accent}>".encode(), new, parts[name], flags=re.DOTALL)
    project.write(f"content/{SLUG}/marque.pptx", brands.packed(parts))
    project.write("publication.yaml", f"{project.read('publication.yaml')}\ntemplate: marque.pptx\n{line}\n")


def slides(project: Project) -> str:
    """Return the XML of all slides."""
    package = zipfile.ZipFile(project.output / f"{SLUG}.pptx")
    return "".join(package.read(name).decode() for name in package.namelist() if name.startswith("ppt/slides/slide"))


@pytest.mark.long
def test_a_template_lends_its_colours_and_what_cannot_be_read_is_darker(project: Project) -> None:
    branded(project)
    built = project.run("build")
    theme, pillars = theme_of(project)

    assert theme.banner == "C8102E"
    assert pillars == ["C8102E", "916500", "007279", "5A2D81"]
    assert unreadable(theme, theme.accents) == []
    assert re.search("cannot be read on paper are darker there: .*F2A900 → 916500", built.out)
    assert "--banner:#C8102E" in (project.output / f"{SLUG}.html").read_text("utf-8")


@pytest.mark.long
def test_the_publications_colours_win_over_the_templates(project: Project) -> None:
    branded(project, line='theme: {pillars: {soutien: "1D3557"}}')
    project.run("build")
    theme, pillars = theme_of(project)

    assert theme.banner == "C8102E"
    assert "1D3557" in pillars
    assert "1D3557" in slides(project)
    assert 'schemeClr val="accent2"' not in slides(project)


@pytest.mark.long
def test_what_a_template_lends_can_be_declined(project: Project) -> None:
    branded(project, line="theme: {from_template: false}")
    project.run("build")
    theme, _pillars = theme_of(project)

    assert (theme.banner, theme.accents[0]) == (None, "00677A")
    assert 'schemeClr val="accent1"' in slides(project)


@pytest.mark.long
@few({True}, "here", [True, False])
def test_a_templates_font_is_taken_where_its_files_are(here: bool, project: Project) -> None:
    branded(project, brands.with_font(brands.wide(), "Marque"))
    for style in ("Regular", "Bold", "Italic", "BoldItalic") if here else ():
        project.write(
            f"templates/fonts/Marque-{style}.ttf", (ROOT / f"templates/fonts/Carlito-{style}.ttf").read_bytes()
        )
    built = project.run("build")

    assert theme_of(project)[0].family == ("Marque" if here else "Carlito")
    missing = "Note and page are set in Carlito: the files of Marque are not in templates/fonts."
    assert built.out.count(missing) == (0 if here else 1)


def with_rights(font: bytes, rights: int) -> bytes:
    """Return a font whose OS/2 table has another fsType, which is at its ninth byte."""
    tables = TTFont(io.BytesIO(font)).reader.tables
    at = tables["OS/2"].offset + 8
    return font[:at] + rights.to_bytes(2, "big") + font[at + 2 :]


@few(
    {0x0104},
    ("rights", "lent"),
    [(0, True), (8, True), (4, True), (2, False), (0x0104, False), (0x0200, False), (6, True)],
)
def test_a_font_that_may_not_be_embedded_is_not_lent(rights: int, lent: bool, project: Project) -> None:
    """The bits of OS/2's fsType: 2 restricts, unless 4 or 8 allows; 0x100 and 0x200 allow no part of it."""
    branded(project, brands.with_font(brands.wide(), "Marque"))
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        data = (ROOT / f"templates/fonts/Carlito-{style}.ttf").read_bytes()
        project.write(f"templates/fonts/Marque-{style}.ttf", with_rights(data, rights) if style == "Bold" else data)
    built = project.run("build", "--only", "note")

    assert theme_of(project)[0].family == ("Marque" if lent else "Carlito")
    said = "Note and page are set in Carlito: Marque forbids that documents hold it (OS/2, fsType)."
    assert (built.code, built.out.count(said)) == (0, 0 if lent else 1)


def test_a_template_that_is_dark_lends_colours_for_paper(project: Project) -> None:
    branded(project, brands.dark())
    theme, pillars = theme_of(project)

    assert unreadable(theme, [*pillars, *theme.accents]) == []
    assert contrast(theme.text) > 7


def test_mixed_is_a_share_of_the_first() -> None:
    assert [mixed("FF8000", "000000", share) for share in (0, 0.5, 1)] == ["000000", "804000", "FF8000"]


def test_a_template_that_is_none_stops_no_note(project: Project) -> None:
    """The deck, which is to be made with it, says what is wrong."""
    project.write(f"content/{SLUG}/marque.pptx", b"none")
    project.write("publication.yaml", f"{project.read('publication.yaml')}\ntemplate: marque.pptx\n")

    assert theme_of(project)[0].banner is None
