"""Whole paragraphs: every word in order, no line wider than its measure, spaces within bounds, legal ends of lines."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.errors import Mark
from generator.source.inline import Run, Text
from generator.text.breaking import Line, Word, break_lines, count_lines, faults, glued, words
from generator.text.fonts import Family
from generator.text.hyphenation import Hyphenator
from generator.text.totalfit import Bindable, justified, ragged
from generator.world import World
from tests import strategies
from tests.goldens import compare
from tests.project import ROOT, sample_root
from tests.some import some

FAMILY = Family.open(World(ROOT), "Carlito").ligated()
SPACE = FAMILY.face().width(" ")
SLACK = 1e-6
WIDTHS = st.one_of(st.floats(0.3, 4), st.floats(4, 60))
PROSE = (
    "La métropole a mis en place une politique de spécialisation intelligente à l’échelle urbaine afin de mettre en"
    " valeur son identité locale, ses start-ups et ses domaines de recherche\u00a0: le dispositif «\u00a0Nantes City"
    " Lab\u00a0» est dédié aux projets collaboratifs\u202f; qu’en dire\u202f? "
)


def points(items: Sequence[Word], index: int) -> Sequence[int]:
    """Cut after every third letter: more often than any language does."""
    return range(3, len(items[index].text) - 2, 3) if items[index].text.isalpha() else ()


def text_of(lines: Sequence[Line]) -> str:
    return "".join(line.text for line in lines).replace(" ", "")


def set_width(line: Line) -> float:
    return line.width + line.stretch * line.spaces + line.tracking * max(line.letters - 1, 0)


def ratio(line: Line) -> float:
    return 1 + (line.stretch + 2 * line.tracking) / SPACE


@given(strategies.runs(strategies.WORDS + "   ", 30), WIDTHS, st.booleans())
def test_no_letter_is_lost_and_no_line_is_too_wide(runs: tuple[Run, ...], width: float, cutting: bool) -> None:
    items = words(runs, FAMILY)
    for lines in (justified(items, width, points if cutting else None), ragged(items, width)):
        assert text_of(lines) == "".join(run.text for run in runs).replace(" ", "")
        for line in lines:
            assert set_width(line) <= width + SLACK or sum(len(word.text) for word in line.words) == 1


@given(strategies.words, st.floats(12, 60))
def test_all_lines_but_the_last_are_as_wide_as_the_measure(text: str, width: float) -> None:
    *lines, last = justified(words([Run(text)], FAMILY), width, points)
    for line in lines:
        torn = not line.spaces or width - line.width > 2.5 * SPACE * line.spaces
        assert set_width(line) == pytest.approx(width) or (torn and not line.stretch)
    assert last.stretch <= SLACK
    assert last.tracking == 0


@given(strategies.words, st.floats(12, 60))
def test_no_paragraph_is_much_longer_than_a_first_fit(text: str, width: float) -> None:
    items = words([Run(text)], FAMILY)
    assert len(justified(items, width, points)) <= count_lines(items, width) + 1
    assert len(ragged(items, width)) == count_lines(items, width)


@given(st.integers(0, 30), st.floats(40, 60))
def test_prose_has_even_spaces(start: int, width: float) -> None:
    text = " ".join((PROSE * 4).split(" ")[start:])
    lines = justified(words([Run(text)], FAMILY), width, points)
    assert all(0.69 < ratio(line) <= 1.8 for line in some(lines[:-1]))


@given(st.integers(0, 30), st.floats(8, 60))
def test_no_more_than_two_lines_in_a_row_end_in_a_hyphen(start: int, width: float) -> None:
    text = " ".join((PROSE * 2).split(" ")[start:])
    row = 0
    for line in some(justified(words([Run(text)], FAMILY), width, points)):
        row = row + 1 if line.hyphen or line.text.endswith("-") else 0
        assert row <= 2


@given(strategies.words, st.floats(12, 60))
def test_words_are_cut_where_they_may_be(text: str, width: float) -> None:
    items = words([Run(text)], FAMILY)
    allowed = {(item.text[:at], item.text[at:]) for index, item in enumerate(items) for at in points(items, index)}
    lines = justified(items, width, points)
    for line, following in pairwise(lines):
        if line.hyphen:
            assert not following.words[0].space
            assert (line.words[-1].text, following.words[0].text) in allowed
    assert not lines[-1].hyphen


@given(
    st.lists(st.sampled_from(["mot", "«", "»", ";", ":", "!", "?", "long-mot", "un", "»,"]), max_size=30),
    st.floats(14.0, 40.0),
)
def test_a_lone_mark_begins_no_line_and_a_lone_opening_one_ends_none(parts: list[str], width: float) -> None:
    """Also where a plain space was typed beside it."""
    items = glued(words([Run(" ".join(parts))], FAMILY))
    for lines in (justified(items, width, points), ragged(items, width)):
        assert "".join(line.text for line in lines).replace(" ", "") == "".join(parts)
        for line, following in pairwise(lines):
            if max(item.width for item in items) <= width:
                assert following.text[0] not in "»;:!?"
                assert line.text[-1] != "«"


@pytest.mark.parametrize("width", [20.0, 31.0, 43.0, 49.0])
def test_it_is_looser_than_no_first_fit(width: float) -> None:
    """The worst line of all is better than the worst of lines each filled as far as it goes."""
    items = words([Run(PROSE)], FAMILY)
    first = max((width - line.width) / line.spaces for line in break_lines(items, width)[:-1])
    assert max(line.stretch for line in justified(items, width)[:-1]) <= first + SLACK


def test_a_no_break_space_gives_way_and_a_narrow_one_does_not() -> None:
    lines = justified(words([Run("oui\u00a0: dix\u202f000 " * 8)], FAMILY), 21.0)
    wide = words([Run("a\u00a0: dix\u202f000")], FAMILY)
    assert [item.spaces for item in wide] == [1, 0]
    assert set_width(lines[0]) == pytest.approx(21.0)
    assert lines[0].spaces > sum(1 for word in lines[0].words[1:])


def test_the_last_line_is_not_one_word() -> None:
    items = words([Run("un deux trois quatre cinq six sept huit neuf dix onze")], FAMILY)
    width = sum(item.width + item.space for item in items[:-1])
    assert [len(line.words) for line in break_lines(items, width)][-1] == 1
    assert len(ragged(items, width)[-1].words) > 1


def test_ragged_lines_are_more_even_than_filled_ones_or_end_better() -> None:
    items = words([Run(PROSE)], FAMILY)
    blamed = faults(items)

    def unevenness(lines: Sequence[Line], width: float) -> float:
        ends = [*accumulate(len(line.words) for line in lines[:-1])]
        uneven = sum((width - line.width) ** 2 for line in lines[:-1])
        return 1.5 * uneven + width**2 * sum(blamed[end - 1] for end in ends)

    pairs = [(unevenness(ragged(items, em), em), unevenness(break_lines(items, em), em)) for em in range(12, 30)]
    assert all(ours <= filled + SLACK for ours, filled in pairs)
    assert sum(ours < 0.8 * filled for ours, filled in pairs) > 3


def test_a_line_that_ends_with_a_little_word_is_rather_somewhat_shorter() -> None:
    """Nine of these 57 did, and the others were hardly more even for it."""
    text = (
        "Nantes a lancé de nombreuses initiatives visant à promouvoir et à soutenir l’innovation sur le territoire,"
        " dont le programme «\u00a0Nantes Capitale French Tech\u00a0» pour soutenir les jeunes pousses et"
        " les entreprises en croissance rapide, et le dispositif «\u00a0Nantes City Lab\u00a0» dédié aux projets"
        " collaboratifs sur le territoire métropolitain."
    )
    items = glued(words([Run(text)], FAMILY))
    ends = [line.text.split()[-1] for em in range(25, 40) for line in ragged(items, em)[:-1]]

    assert sum(end in {"à", "et", "le", "les", "sur"} for end in ends) <= 5


def test_few_letters_of_a_cut_word_do_not_make_the_last_line() -> None:
    items = words([Run("mot mot mot mot mot mot mot mot mot possible")], FAMILY)
    cut_at = [5]
    for tenth in range(40, 300):
        lines = justified(items, tenth / 10, lambda items, index: cut_at if index == 9 else ())
        assert not (len(lines) > 1 and lines[-1].text == "ble")


def bound_so(items: Sequence[Word], width: float, wider: float) -> str:
    """Return the text of ``items`` with the no-break spaces that bind them."""
    bound = Bindable(items, wider, 1.0).bonds(width)
    return "".join(" \u00a0"[at in bound] * bool(at and one.space) + one.text for at, one in enumerate(items))


@given(strategies.words, st.floats(4, 40), st.floats(1.0, 1.5))
@example("0000 0 b000 00000", 7.5, 1.5)  # what is kept together was wider than a line of the wider font
def test_bonds_cost_no_line_and_first_fit_then_makes_the_wished_ones(text: str, width: float, wider: float) -> None:
    items = words([Run(text)], FAMILY)
    lines = Bindable(items, wider, 1.0)
    bound = lines.bonds(width)
    said = "".join(
        ("\u00a0" if at in bound else " ") * bool(at and one.space) + one.text for at, one in enumerate(items)
    )
    tied = words([Run(said)], FAMILY)

    assert count_lines(tied, width + SLACK) == count_lines(items, width + SLACK)
    assert count_lines(tied, width / wider + SLACK) <= count_lines(items, width / wider + SLACK)
    assert all(line.width <= width + SLACK or len(line.words) == 1 for line in break_lines(tied, width + SLACK))


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Gouvernance ouverte et collaborative", 10.0, "Gouvernance ouverte|et_collaborative"),
        (
            "le programme « Nantes French Tech » pour les villes",
            11.0,
            "le programme|«_Nantes_French Tech_»|pour les villes",
        ),
        ("avec les communes et 16 intercommunalités", 12.0, "avec les communes|et_16_intercommunalités"),
        ("une plateforme née entre Rennes et Brest", 16.0, "une plateforme née entre Rennes|et_Brest"),
        ("qui, de l’autre côté de la rue, en a besoin !", 14.0, "qui, de l’autre côté de la rue,|en_a_besoin !"),
        ("Contrat de coopération · In Focus", 13.0, "Contrat de coopération ·|In_Focus"),
        ("100 Climate-Neutral and Smart Cities by 2030", 11.0, "100 Climate-Neutral|and_Smart Cities by 2030"),
        ("Zrównoważony transport w mieście i w gminie", 13.0, "Zrównoważony transport|w_mieście i w gminie"),
        ("Die Straße von der Stadt zum Meer und zurück", 12.0, "Die Straße von der Stadt|zum_Meer und zurück"),
        ("Die Straße von der Stadt zum Meer und zurück", 40.0, "Die Straße von der Stadt zum Meer und zurück"),
    ],
)
def test_where_an_office_suite_is_made_to_break(text: str, width: float, shown: str) -> None:
    """Low lines are no-break spaces."""
    items = words([Run(text.replace("« ", "«\u00a0").replace(" »", "\u00a0»"))], FAMILY)
    lines = break_lines(words([Run(bound_so(items, width, 1.0))], FAMILY), width)

    assert "|".join(line.text for line in lines).replace("\u00a0", "_") == shown


def test_nothing_makes_no_line() -> None:
    assert justified([], 10.0) == ragged([], 10.0) == []


def test_how_paragraphs_are_set(request: pytest.FixtureRequest) -> None:
    """The golden file holds what was chosen by eye: ends of lines, word spaces, tracking, at many widths."""
    items = words([Run(PROSE * 2)], FAMILY)
    french = Hyphenator(World(sample_root()), "fr", lambda: [Text((Run(PROSE),), Mark("un.yaml"))]).points
    shown = []
    for width in (8, 12, 16, 20, 24, 32, 48):
        shown.append(f"{width} em")
        for line in justified(items, width, french):
            end = "-" if line.hyphen else ""
            shown.append(f"  {line.stretch / SPACE:+.2f} {1000 * line.tracking:2.0f} {line.text}{end}")
        shown.append("  ragged: " + " | ".join(line.text for line in ragged(items, width)))

    compare("\n".join(shown) + "\n", Path(__file__).with_name("golden") / "paragraphs.txt", request)
