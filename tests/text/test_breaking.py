"""Lines: nothing wider than its box, nothing lost, no-break spaces kept, the same count without making them."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
import uharfbuzz
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.errors import ContentError, Mark
from generator.source.inline import Run, Text
from generator.text.breaking import Line, LineCounter, break_lines, count_lines, cut, words
from generator.text.fit import fit, largest, refuse
from generator.text.fonts import Family, require_characters
from generator.world import World
from tests import strategies
from tests.project import ROOT
from tests.some import some

FAMILY = Family.open(World(ROOT), "Carlito")
WIDTHS = st.one_of(st.floats(0.05, 3), st.floats(3, 40))
SLACK = 1e-6


def lines_of(text: str, width: float) -> list[Line]:
    return break_lines(words([Run(text)], FAMILY), width)


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("un deux trois", 4.0, ["un deux", "trois"]),
        ("un deux trois", 100.0, ["un deux trois"]),
        ("", 5.0, []),
        ("   ", 5.0, []),
        ("start-ups", 2.5, ["start-", "ups"]),
        ("Saint-Malo est là", 3.5, ["Saint-", "Malo", "est là"]),
        ("public–privé", 3.4, ["public–", "privé"]),
        ("-5 degrés", 1.5, ["-5", "deg", "rés"]),
        ("a - b", 0.9, ["a", "-", "b"]),
        ("10\u202f000 habitants", 4.0, ["10\u202f000", "habitants"]),
        ("oui\u00a0: non", 1.9, ["oui\u00a0:", "non"]),
        ("«\u00a0mot\u00a0»", 100.0, ["«\u00a0mot\u00a0»"]),
        ("rendez\u2011vous ici", 5.0, ["rendez\u2011vous", "ici"]),
    ],
)
def test_lines(text: str, width: float, expected: list[str]) -> None:
    assert texts(lines_of(text, width)) == expected


def test_runs_of_a_word_stay_together() -> None:
    runs = [Run("le "), Run("Saint", strong=True), Run("e"), Run("-"), Run("Anne", strong=True), Run(", fin")]

    assert texts(break_lines(words(runs, FAMILY), 4.2)) == ["le Sainte-", "Anne, fin"]


def test_a_space_at_the_limit_of_runs_is_one_space() -> None:
    lines = break_lines(words([Run("un "), Run(" deux", strong=True), Run(" ")], FAMILY), 50)

    assert texts(lines) == ["un deux"]
    assert [fragment.run.strong for fragment in lines[0].runs] == [False, True]


@given(strategies.runs(strategies.WORDS + "   ", 30), WIDTHS)
def test_no_line_is_wider_than_its_box(runs: tuple[Run, ...], width: float) -> None:
    lines = break_lines(words(runs, FAMILY), width)
    assert lines or not "".join(run.text for run in runs).strip(" ")
    for line in lines:
        letters = sum(len(fragment.text) for fragment in line.runs)
        assert line.width <= width + SLACK or letters == 1
        assert sum(fragment.width for fragment in line.runs) == pytest.approx(line.width)


@given(strategies.runs(strategies.WORDS + "   ", 30), WIDTHS)
def test_lines_are_counted_without_being_made(runs: tuple[Run, ...], width: float) -> None:
    items = words(runs, FAMILY)

    assert count_lines(items, width) == len(break_lines(items, width))
    assert LineCounter(items).count(width) == len(break_lines(items, width))


@given(strategies.runs(strategies.WORDS + "   ", 30), WIDTHS)
def test_only_spaces_are_lost(runs: tuple[Run, ...], width: float) -> None:
    lines = break_lines(words(runs, FAMILY), width)

    written = "".join(run.text for run in runs)
    assert "".join(texts(lines)).replace(" ", "") == written.replace(" ", "")


@given(strategies.words, st.floats(12, 40))
def test_words_are_joined_by_one_space_or_a_hyphen(text: str, width: float) -> None:
    """At widths that hold every word, the lines joined make the text again."""
    joined = ""
    for line in texts(lines_of(text, width)):
        glued = re.search(r"\w[-‐–—]$", joined) and f"{joined}{line}" == text[: len(joined) + len(line)]
        joined += line if glued or not joined else f" {line}"

    assert joined == re.sub(" +", " ", text)


@given(strategies.words, st.floats(12, 40))
def test_no_line_breaks_at_a_space_that_forbids_it(text: str, width: float) -> None:
    for line in some(texts(lines_of(text, width))):
        for word in line.split(" "):
            assert word in text
    ends = [(one[-1], two[0]) for one, two in pairwise(texts(lines_of(text, width)))]
    kept = {"\u00a0", "\u202f"}
    assert all(after not in kept or f" {after}" in text for _before, after in ends)


@given(strategies.words)
def test_wider_boxes_need_no_more_lines(text: str) -> None:
    items = words([Run(text)], FAMILY)
    counts = [count_lines(items, width) for width in (12.0, 16.0, 24.0, 48.0)]

    assert counts == sorted(counts, reverse=True)


@given(strategies.words, st.floats(60, 400), st.floats(20, 200))
def test_fit_returns_the_largest_size(text: str, width: float, height: float) -> None:
    sizes = tuple(8 + step / 2 for step in range(33))
    items = words([Run(text)], FAMILY)
    fitted = fit(items, width, height, sizes, 1.2, math.inf)

    def fits(size: float) -> bool:
        widest = max(item.width for item in items) * size
        return (widest <= width or size == sizes[0]) and (
            count_lines(items, width / size) * 1.2 * size <= height + SLACK
        )

    if fitted is None:
        assert not fits(sizes[0])
        return
    assert fits(fitted.size)
    assert fitted.size == sizes[-1] or not fits(fitted.size + 0.5)
    assert all(line.width * fitted.size <= width + SLACK for line in fitted.lines)


@pytest.mark.parametrize(("limit", "expected"), [(0.0, None), (8.0, 8.0), (9.4, 9.0), (12.0, 12.0), (99.0, 12.0)])
def test_largest(limit: float, expected: float | None) -> None:
    assert largest((8.0, 8.5, 9.0, 10.0, 12.0), lambda size: size <= limit) == expected


def test_an_empty_text_fits_anywhere() -> None:
    fitted = fit([], 10, 10, (8.0, 9.0), 1.2)

    assert fitted is not None
    assert (fitted.size, fitted.lines) == (9.0, ())


def test_what_does_not_fit_is_refused_with_what_to_cut() -> None:
    items = words([Run("un deux trois quatre cinq")], FAMILY)

    error = refuse(items, lambda some: len(some) <= 3, Mark("a.yaml", 4, 9), "the card")

    assert str(error) == (
        "a.yaml:4:9: The text is too long for the card, even at the smallest size of the theme. "
        "Cut about 11 characters."
    )


@pytest.mark.parametrize("text", ["AVATAR", "office fjord", "Les leçons apprises", "« 10 000 € »", "e\u0301", "Tàbö"])
@pytest.mark.parametrize("style", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_widths_are_those_of_harfbuzz(text: str, style: str) -> None:
    face = uharfbuzz.Face((ROOT / f"templates/fonts/Carlito-{style}.ttf").read_bytes())
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(face), buffer, {"kern": True, "liga": False, "clig": False, "dlig": False})
    expected = sum(position.x_advance for position in buffer.glyph_positions) / face.upem

    assert FAMILY.face("Bold" in style, "Italic" in style).width(text) == pytest.approx(expected)


def test_kerning_counts_and_ligatures_do_not() -> None:
    face = FAMILY.face()

    assert face.width("AV") < face.width("A") + face.width("V")
    assert len(face.advances("ffi")) == 3
    assert all(face.advances("ffi"))


@pytest.mark.parametrize("letter", ["\u00a0", "\u2011", "\u202f"])
def test_spaces_that_the_font_lacks_have_a_width(letter: str) -> None:
    assert FAMILY.face().lacks(letter) == ""
    assert 0.05 < FAMILY.face().width(letter) < 0.6


@pytest.mark.parametrize("letter", ["\u00ad", "\u200b", "\u2060"])
def test_invisible_characters_take_no_room(letter: str) -> None:
    assert FAMILY.face().width(f"a{letter}b") == FAMILY.face().width("ab")


@pytest.mark.parametrize(
    ("letter", "name"),
    [("ᚠ", "U+16A0, RUNIC LETTER FEHU FEOH FE F"), ("😀", "U+1F600, GRINNING FACE"), ("\ue000", "U+E000, ?")],
)
def test_characters_that_cannot_be_drawn_are_refused_wherever_they_stand(letter: str, name: str) -> None:
    marks = [Mark("content/cities.yaml", 3, 1), Mark("content/cities.yaml", 9, 1)]
    texts = [Text((Run(f"a{letter}b", strong=index == 0),), mark) for index, mark in enumerate(marks)]

    with pytest.raises(ContentError) as caught:
        require_characters(FAMILY, texts)

    assert str(caught.value).splitlines() == [
        f"{mark}: The font Carlito lacks “{letter}” ({name}). Replace this character." for mark in marks
    ]


RIGHT_TO_LEFT = "Text from right to left cannot be set yet."
EAST_ASIAN = "Chinese, Japanese and Korean text cannot be set yet."
ACCENT = "An accent that makes no single character with its letter cannot be set yet."


@pytest.mark.parametrize(
    ("text", "cause", "letter"),
    [
        ("le ديار", RIGHT_TO_LEFT, "“د” (U+062F, ARABIC LETTER DAL)"),
        ("שלום", RIGHT_TO_LEFT, "“ש” (U+05E9, HEBREW LETTER SHIN)"),
        ("漢字", EAST_ASIAN, "“漢” (U+6F22, CJK UNIFIED IDEOGRAPH-6F22)"),
        ("서울", EAST_ASIAN, "“서” (U+C11C, HANGUL SYLLABLE SEO)"),
        ("दिल्ली", "Text in this script cannot be set yet (Devanagari).", "“द” (U+0926, DEVANAGARI LETTER DA)"),
        ("กรุงเทพ", "Text in this script cannot be set yet (Thai).", "“ก” (U+0E01, THAI CHARACTER KO KAI)"),
        ("v\u0117\u0303jas", ACCENT, "“\u0303” (U+0303, COMBINING TILDE)"),
    ],
)
def test_what_cannot_be_set_yet_is_refused_once_for_each_text(text: str, cause: str, letter: str) -> None:
    mark = Mark("content/cities.yaml", 3, 1)
    with pytest.raises(ContentError) as caught:
        require_characters(FAMILY, [Text((Run(text),), mark)])

    assert str(caught.value).startswith(f"{mark}: {cause} Replace {letter}.")
    assert str(caught.value).count(cause) == 1


@pytest.mark.parametrize("text", ["Ελλάδα", "България", "Łódź", "Ýmir", "ŵŷ", "€ ‰ № … – — «» “” ‘’", "½ ² ³ ×"])
def test_the_alphabets_of_the_union_are_drawn(text: str) -> None:
    require_characters(FAMILY, [Text((Run(text),), Mark("x"))])


def test_a_hyphen_is_drawn_as_one_letter_more() -> None:
    (line,) = lines_of("mot mot", 9)

    assert line.letters == 7
    assert replace(line, hyphen=0.3).letters == 8


@pytest.mark.parametrize("at", [1, 3, 4, 6])
def test_a_word_in_several_styles_is_cut_at_any_letter(at: int) -> None:
    (word,) = words([Run("abc", strong=True), Run("defg")], FAMILY)
    before, after = cut(word, at)

    assert (before.text, after.text) == ("abcdefg"[:at], "abcdefg"[at:])
    assert [one.run.strong for one in before.runs] == [True, False][: 1 + (at > 3)]
    assert [one.run.strong for one in after.runs] == [True, False][at >= 3 :]
    assert before.width == pytest.approx(sum(one.face.width(one.text) for one in before.runs))
