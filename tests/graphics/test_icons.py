"""Icons: every vendored one is read, and one that is not normalised is refused with a sentence."""

from __future__ import annotations

from pathlib import Path as File

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import messages
from generator.graphics.icons import IconError, read_icon
from generator.graphics.path import Command, Path, parse
from tests.project import Project

ICONS = sorted((File(__file__).parents[2] / "templates" / "icons").glob("*.svg"))
HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="2">'

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
NOT_SVG = "The icon is not a well-formed SVG file, or it declares a DOCTYPE."
BOMB = f'<!DOCTYPE svg [<!ENTITY l0 "lol">{LAUGHS}]><svg xmlns="http://www.w3.org/2000/svg">&l9;</svg>'

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


def test_the_icons_of_the_sample_are_vendored() -> None:
    names = {icon.stem for icon in ICONS}

    assert {"target-arrow", "rocket", "affiliate", "users-group", "map-pin"} <= names
    assert len(names) >= 40


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_a_vendored_icon_is_an_outline_inside_its_square(file: File) -> None:
    icon = read_icon(file.read_bytes())

    assert (icon.size, icon.stroke_width) == (24, 2)
    assert icon.path.commands[0][0] == "M"
    assert all(-1 <= value <= 25 for _, *values in icon.path.commands for value in values)


def test_an_icon_is_read_as_commands() -> None:
    icon = read_icon(f'{HEAD}<title>x</title><path d="M1 2L3,4 5 6C1 1 2 2 3 3Z"/></svg>'.encode())

    assert icon.path.commands == (
        ("M", 1, 2),
        ("L", 3, 4),
        ("L", 5, 6),
        ("C", 1, 1, 2, 2, 3, 3),
        ("Z",),
    )


@pytest.mark.parametrize(
    ("svg", "sentence"),
    [
        ("", NOT_SVG),
        ("<html/>", "The icon is not an SVG file: its root is not <svg>."),
        ("<!DOCTYPE svg><svg/>", NOT_SVG),
        (BOMB, NOT_SVG),
        (BOMB.encode("utf-16"), NOT_SVG),
        (f'{HEAD}<path d="M1 1"><use href="#a"/></path></svg>', "The icon must hold only <path> elements, not <use>."),
        (f"{HEAD}{'<use>' * 200}{'</use>' * 200}</svg>", "The icon must hold only <path> elements, not <use>."),
        (HEAD + '<path d="M1 1"/>' * 50_000 + "</svg>", "The icon is too large (more than 64 kB)."),
        (f'{HEAD}<path d="M1 1{"L1 1" * 2_000}"/></svg>', "The icon's paths hold more than 2000 commands."),
        (
            f'{HEAD.replace("24 24", "999999999 999999999")}<path d="M1 1"/></svg>',
            "The icon's viewBox must be a number above 0, at most 10000, not “999999999”.",
        ),
        (
            HEAD.replace('="2"', '="999999999"') + '<path d="M1 1"/></svg>',
            "The icon's stroke-width must be a number above 0, at most 24, not “999999999”.",
        ),
        (
            f'{HEAD}<path d="M1 1L2 999999999"/></svg>',
            "The icon's coordinate 1e+09 lies far outside of its square of 24.",
        ),
        (f"{HEAD}</svg>", "The icon holds no path."),
        (f'{HEAD}<path d=""/></svg>', "The icon holds an empty path."),
        (f"{HEAD}<circle/></svg>", "The icon must hold only <path> elements, not <circle>."),
        (
            f'{HEAD}<path d="M1 1" transform="scale(2)"/></svg>',
            "Each <path> of the icon must have one attribute, d, not transform.",
        ),
        (
            f'{HEAD}<path d="M1 1a2 2 0 0 1 3 3"/></svg>',
            "A path holds only absolute M, L, C and Z, and numbers, not “1a2”.",
        ),
        (f'{HEAD}<path d="L1 1"/></svg>', "A path must start with M."),
        (f'{HEAD}<path d="M1 1C2 2"/></svg>', "The path command C has 2 numbers."),
        (
            f'{HEAD.replace("0 0 24 24", "0 0 24 20")}<path d="M1 1"/></svg>',
            'The icon must be square and start at the origin: viewBox="0 0 24 24".',
        ),
        (
            f'{HEAD.replace("none", "red")}<path d="M1 1"/></svg>',
            'The icon must be an outline: fill="none" on <svg>.',
        ),
    ],
)
def test_a_file_that_is_not_normalised_is_refused(svg: str | bytes, sentence: str) -> None:
    with pytest.raises(IconError) as caught:
        read_icon(svg if isinstance(svg, bytes) else svg.encode())

    assert str(caught.value) == sentence


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
    project.write("templates/icons/rocket.svg", f'{HEAD}\n<path d="M1 1"/>\n<circle r="3"/></svg>')
    name = "templates/icons/rocket.svg:3:1: "
    (problem,) = project.refused()
    assert problem == f"{name}The icon must hold only <path> elements, not <circle>. Mend the icon, or choose another."

    monkeypatch.setenv("LANGUAGE", "fr")
    messages._catalogue.cache_clear()
    said = project.run("build").err
    assert said.startswith(f"{name}L’icône ne doit contenir que des éléments <path>")
