"""Icons: every vendored one is read, and one that is not normalised is refused with a sentence."""

from __future__ import annotations

import zipfile
from pathlib import Path as File

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator import messages
from generator.graphics.icons import Icon, IconError, read_icon
from generator.graphics.path import Command, Path, parse
from tests.project import SLUG, Project
from tests.some import some
from tools.vendor import ICONS as VENDORED

ICONS = sorted((File(__file__).parents[2] / "templates" / "icons").glob("*.svg"))
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="2">'

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
NOT_SVG = "The icon is not a well-formed SVG file, or it declares a DOCTYPE."
AREA = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
USE = '<use href="#a"/>'
BOMB = f'<!DOCTYPE svg [<!ENTITY l0 "lol">{LAUGHS}]><svg xmlns="http://www.w3.org/2000/svg">&l9;</svg>'

ALONE, AS_PATHS = "An icon holds shapes alone, not ", ": export it as plain paths."
MANY = "The icon holds more than 500 elements, or more than 16 within each other."
SVG = '<svg xmlns="http://www.w3.org/2000/svg"'
# As the sets and programs that people draw with write them.
DRAWN = {
    "Material": f"""{SVG} height="24" viewBox="0 0 24 24" width="24"><path d="M0 0h24v24H0z" fill="none"/>
        <path d="M12 2C8 2 5 5 5 9c0 5 7 13 7 13s7-8 7-13c0-4-3-7-7-7zm0 9.5a2.5 2.5 0 0 1 0-5 2.5 2.5 0 0 1 0 5z"/>
        </svg>""",
    "Font Awesome": f"""{SVG} viewBox="0 0 640 512" width="1em" height="1em" fill="currentColor">
        <path d="M320 0L40 240h9z"/></svg>""",
    "Feather": f"""{SVG} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2">
        <circle cx="12" cy="12" r="5"/><line x1="12" y1="1" x2="12" y2="3"/><polyline points="1 12 3 12"/>
        <rect x="20" y="11" width="3" height="2" rx="1"/></svg>""",
    "Illustrator": f"""{SVG} viewBox="-10 -10 120 120">
        <style>.a{{fill:none;stroke:#111;stroke-width:8px}}.b{{fill:#111}}</style>
        <g transform="translate(5 5) scale(.9)"><circle class="a" cx="50" cy="50" r="45"/>
        <circle class="b" cx="50" cy="50" r="9"/><g transform="rotate(45 50 50)">
        <rect class="b" x="46" y="10" width="8" height="20"/></g></g></svg>""",
    "Inkscape": f"""{SVG} xmlns:s="http://sodipodi.sourceforge.net/x" width="40mm" height="20mm" viewBox="0 0 40 20">
        <s:view/><defs><linearGradient id="g"><stop offset="0"/></linearGradient></defs>
        <ellipse style="fill:url(#g)" cx="20" cy="10" rx="18" ry="8"/>
        <path style="fill:#ffffff" d="M10 10q10-8 20 0t-20 0z"/></svg>""",
    "no view box": f"""{SVG} width="48" height="24"><polygon points="1 1 40 1 20 20"/></svg>""",
}

numbers = st.integers(-99_999, 99_999).map(lambda n: n / 100)
commands = st.one_of(
    st.tuples(st.just("L"), numbers, numbers),
    st.tuples(st.just("C"), *[numbers] * 6),
    st.tuples(st.just("M"), numbers, numbers),
    st.just(("Z",)),
)


@st.composite
def paths(draw: st.DrawFn) -> Path:
    """Return a path that starts with a move."""
    start: Command = ("M", draw(numbers), draw(numbers))
    following: list[Command] = draw(st.lists(commands, max_size=8))
    return Path((start, *following))


def test_each_icon_has_a_meaning_and_each_meaning_an_icon() -> None:
    meanings = yaml.safe_load((ICONS[0].parent / "names.yaml").read_text("utf-8"))

    assert {*meanings} ^ {file.stem for file in ICONS} == set()


def test_the_icons_of_the_sample_are_vendored() -> None:
    names = {icon.stem for icon in ICONS}

    assert {"target-arrow", "rocket", "affiliate", "users-group", "map-pin"} <= names
    assert len(names) >= 40


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_an_icon_is_drawn_inside_its_square(file: File) -> None:
    """Also one of somebody's own, which may be of areas, in a square of another size."""
    icon = read_icon(file.read_bytes())
    drawn = [*icon.path.commands, *(command for one in icon.fills for command in one.commands)]
    over = icon.size / 24

    assert some(drawn)[0][0] == "M"
    assert all(-over <= value <= icon.size + over for _, *values in drawn for value in values)


def test_the_vendored_icons_are_of_one_family() -> None:
    icons = {name: read_icon((ICONS[0].parent / f"{name}.svg").read_bytes()) for name in VENDORED}

    assert {(icon.size, icon.stroke_width, icon.fills) for icon in icons.values()} == {(24, 2, ())}


@pytest.mark.parametrize(
    "drawing",
    [
        f'{AREA}<path d="M4 4h8v8H4z"/></svg>',
        f'{AREA}<defs><path id="p" d="M0 0h8v8H0z"/></defs><use href="#p" x="4" y="4"/></svg>',
        f'{AREA}<g clip-path="url(#c)"><path d="M4 4h8v8H4z"/></g><defs><clipPath id="c">'
        '<rect width="24" height="24" fill="white"/></clipPath></defs></svg>',
        f'{AREA}<path d="M4 4h8v8H4z" fill="#fff"/></svg>',
        f'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
        f'{AREA}<path d="M4 4h8v8H4z"/></svg>',
    ],
    ids=["area", "use", "Figma", "white", "Illustrator"],
)
def test_one_drawing_as_programs_write_it(drawing: str) -> None:
    icon = read_icon(drawing.encode())
    (area,) = icon.fills
    values = [value / icon.size * 24 for _name, *values in area.commands for value in values]

    assert (round(min(values), 3), round(max(values), 3)) == (4, 12)


def test_an_icon_is_read_as_commands() -> None:
    icon = read_icon(f'{HEAD}<title>x</title><path d="M1 2L3,4 5 6C1 1 2 2 3 3Z"/></svg>'.encode())

    assert icon.path.commands == (("M", 1, 2), ("L", 3, 4), ("L", 5, 6), ("C", 1, 1, 2, 2, 3, 3), ("Z",))


@pytest.mark.parametrize(
    ("svg", "sentence"),
    [
        ("", NOT_SVG),
        ("<html/>", "The icon is not an SVG file: its root is not <svg>."),
        ("<!DOCTYPE svg []><svg/>", NOT_SVG),
        (BOMB, NOT_SVG),
        (BOMB.encode("utf-16"), NOT_SVG),
        (f'{HEAD}<path d="M1 1"/><use href="#a"/></svg>', f"{ALONE}<use>{AS_PATHS}"),
        (f"{HEAD}{'<use>' * 9}{'</use>' * 9}</svg>", f"{ALONE}<use>{AS_PATHS}"),
        (f'{HEAD}<use href="http://x.org/a.svg#a"/></svg>', f"{ALONE}<use>{AS_PATHS}"),
        (f'{HEAD}<use id="a" href="#a"/></svg>', f"{ALONE}<use>{AS_PATHS}"),
        (f'{HEAD}<g id="a"><use href="#b"/></g><path id="b"/><use href="#a"/></svg>', f"{ALONE}<use>{AS_PATHS}"),
        (f'{HEAD}<g id="a"><use href="#a"/></g><path id="a" d="M1 1"/></svg>', f"{ALONE}<use>{AS_PATHS}"),
        (f'{HEAD}<g id="a">{20 * "<path/>"}</g>{30 * USE}</svg>', MANY),
        (f'{HEAD}<clipPath id="c"><rect width="12" height="24"/></clipPath></svg>', f"{ALONE}<clipPath>{AS_PATHS}"),
        (f'{HEAD}<script>alert(1)</script><path d="M1 1L2 2"/></svg>', f"{ALONE}<script>{AS_PATHS}"),
        (f'{HEAD}<image href="http://x.org/a.png"/></svg>', f"{ALONE}<image>{AS_PATHS}"),
        (f"{HEAD}<text>A</text></svg>", f"{ALONE}<text>{AS_PATHS}"),
        (f"{HEAD}<mask><path/></mask></svg>", f"{ALONE}<mask>{AS_PATHS}"),
        (HEAD + '<path d="M1 1"/>' * 50_000 + "</svg>", "The icon is too large (more than 64 kB)."),
        (HEAD + "<path/>" * 501 + "</svg>", MANY),
        (HEAD + "<g>" * 17 + "</g>" * 17 + "</svg>", MANY),
        (f'{HEAD}<path d="M1 1{" " * 40_000}l1 1"/></svg>', "The icon is too large (more than 32 kB)."),
        (f'{HEAD}<path d="M1 1{"L1 1" * 2_000}"/></svg>', "The icon's paths hold more than 2000 commands."),
        (
            f'{HEAD}<path stroke="red" d="M1 1{"l1 1" * 2_000}"/></svg>',
            "The icon's paths hold more than 2000 commands.",
        ),
        (
            f'{HEAD}<path d="M1 1L2 999999999"/></svg>',
            "The icon's coordinate 1e+09 lies far outside of its square of 24.",
        ),
        (f"{HEAD}</svg>", "The icon holds no path."),
        (f'{HEAD}<path d=""/></svg>', "The icon holds no path."),
        (f'{HEAD}<path d="M0 0h24v24H0z"/></svg>', "The icon holds no path."),  # neither stroked nor filled
    ],
)
def test_a_file_that_is_no_icon_is_refused(svg: str | bytes, sentence: str) -> None:
    with pytest.raises(IconError) as caught:
        read_icon(svg if isinstance(svg, bytes) else svg.encode())

    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("name", "stroked", "filled"),
    [
        ("Material", 0, 1),
        ("Font Awesome", 0, 1),
        ("Feather", 4, 0),
        ("Illustrator", 1, 2),
        ("Inkscape", 0, 1),
        ("no view box", 0, 1),
    ],
)
def test_any_reasonable_drawing_is_an_icon(name: str, stroked: int, filled: int) -> None:
    icon = read_icon(DRAWN[name].encode())
    strokes = sum(command[0] == "M" for command in icon.path.commands)
    parts = [icon.path, *icon.fills]

    assert (strokes, len(icon.fills)) == (stroked, filled)
    assert bool(icon.stroke_width) == bool(stroked)
    values = [value for part in parts for _name, *values in part.commands for value in values]
    assert values
    assert all(-0.1 * icon.size <= value <= 1.1 * icon.size for value in values)
    assert max(values) - min(values) > 0.4 * icon.size  # as large as its view box lets it be


def test_white_upon_an_area_is_a_hole() -> None:
    icon = read_icon(DRAWN["Inkscape"].encode())

    assert [command[0] for command in icon.fills[0].commands].count("M") == 2


def test_a_drawing_of_any_form_is_in_all_editions(project: Project) -> None:
    project.write("templates/icons/rocket.svg", DRAWN["Illustrator"])
    project.build()
    page = (project.output / f"{SLUG}.html").read_text("utf-8")
    package = zipfile.ZipFile(project.output / f"{SLUG}.pptx")
    slide = package.read("ppt/slides/slide1.xml").decode()

    assert page.count('<path class="solid" fill-rule="evenodd" d="M') == 2
    assert slide.count('stroke="0"') == 2
    assert slide.count('fill="none"') == 1


@given(st.binary() | st.text().map(str.encode))
def test_any_bytes_are_read_or_refused(svg: bytes) -> None:
    with pytest.raises(ValueError, match=r"^The icon .*\.$"):
        read_icon(svg)


@given(st.text("MLCZmlcz0123456789.,- ", max_size=30))
def test_any_text_is_a_path_or_refused(d: str) -> None:
    try:
        path = parse(d)
    except ValueError:
        return

    assert parse(path.svg(20)) == path


@given(paths())
def test_a_path_is_written_then_read_the_same(path: Path) -> None:
    assert parse(path.svg(2)) == path


def test_a_path_is_moved_and_scaled() -> None:
    path = parse("M1 2C0 0 1 1 2 3Z").transformed(2, 10, 20)

    assert path.svg() == "M12 24C10 20 12 22 14 26Z"


def test_an_icon_at_fault_is_named_with_its_line_in_the_users_language(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write("templates/icons/rocket.svg", f'{HEAD}\n<path d="M1 1"/>\n<text/></svg>')
    name = "templates/icons/rocket.svg:3:1: "
    (problem,) = project.refused()
    assert problem == f"{name}{ALONE}<text>{AS_PATHS} Mend the icon, or choose another."

    monkeypatch.setenv("LANGUAGE", "fr")
    messages._catalogue.cache_clear()
    said = project.run("build").err
    assert said.startswith(f"{name}Une icône ne contient que des formes, pas <text>")


def test_the_margin_of_an_icon_is_what_is_empty_left_of_its_ink() -> None:
    outlined = Icon(parse("M4 2L20 2"), 24.0, 2.0)

    assert outlined.margin == 3 / 24
    assert replace(outlined, fills=(parse("M1 2L9 2L9 9Z"),)).margin == 1 / 24
    assert replace(outlined, stroke_width=12.0).margin == 0.0
    assert Icon(Path(()), 24.0, 2.0).margin == 0.0


@pytest.mark.parametrize(("d", "left"), [("M5 0C-1 0 -1 9 5 9", 0.5), ("M3 9L0.5 4L8 1Z", 0.5)])
def test_the_left_of_a_path_is_that_of_its_curves_not_of_their_handles(d: str, left: float) -> None:
    assert parse(d).left == pytest.approx(left, abs=0.05)
