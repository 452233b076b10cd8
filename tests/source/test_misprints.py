"""What officers paste where YAML refuses it: named in place, with the line to write, which then is read."""

from __future__ import annotations

from typing import get_origin

import pytest
from msgspec import Struct

from generator.errors import Problem
from generator.source import inline, misprints, model
from generator.source.nodes import read_yaml
from generator.source.structure import hints, keys, without_none
from tests.some import some

INDENTED_TOO_LITTLE = [
    ("heading: >-\nLe plan\nicon: a\n", 3, "Put 2 spaces before “Le plan”, instead of what stands there."),
    ("heading: Le plan\nde la ville\n", 3,
     "Put 2 spaces before “de la ville” if it goes on with it; else delete it, or begin it with #."),
    ("a:\n  - id: un\n    text: >-\n    Un\n    deux\n    b: c\n", 5,
     "Put 6 spaces before “Un”, instead of what stands there."),
    ("a:\n  - - >-\n    Un\n    - 15\n", 4, "Put 6 spaces before “Un”, instead of what stands there."),
]  # fmt: skip

FILE = "content/x/pillars/a.yaml"
HEAD = "label: Un label\n"


def said(text: str | bytes) -> list[Problem]:
    problems: list[Problem] = []
    read_yaml(FILE, text.encode() if isinstance(text, str) else text, problems)
    return problems


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("{value: 16, label: Le #1 des villes}", '{value: 16, label: "Le #1 des villes"}'),
        ('{value: 16, label: "Oui" dit-il, unit: m}', "{value: 16, label: '\"Oui\" dit-il', unit: m}"),
        ("{value: 16, label: @ville}", '{value: 16, label: "@ville"}'),
    ],
)
def test_of_keys_in_braces_the_value_that_yaml_cannot_read_is_quoted(written: str, mended: str) -> None:
    """The whole was quoted, which is a text and was refused in turn."""
    (found,) = said(f"{HEAD}figures:\n  - {written}\n")

    assert found.remedy == f"Write: - {mended}"


@pytest.mark.parametrize(
    ("line", "column", "cause", "mended"),
    [
        ("heading:Un titre", 8, "There is no space after the colon.", "heading: Un titre"),
        ("heading:\u00a0 Un titre", 8, "There is no space after the colon.", "heading: Un titre"),
        (
            'heading: "Bien vivre" à tout âge',
            10,
            "The text begins with quotes, and goes on after them.",
            "heading: '\"Bien vivre\" à tout âge'",
        ),
        (
            "heading: 'Bien vivre' ensemble",
            10,
            "The text begins with quotes, and goes on after them.",
            "heading: \"'Bien vivre' ensemble\"",
        ),
        (
            "heading: \"L'an\" d'après",
            10,
            "The text begins with quotes, and goes on after them.",
            'heading: "\\"L\'an\\" d\'après"',
        ),
        (
            "heading: 'L'eau et l'air'",
            12,
            "The apostrophe ends the quotation that opens with '.",
            "heading: \"L'eau et l'air\"",
        ),
        (
            "heading: Rennes : la ville",
            17,
            "The text holds a colon and a space: YAML takes what stands before it for a key.",
            'heading: "Rennes : la ville"',
        ),
        ("heading: @rennes", 10, "A text cannot begin with “@”.", 'heading: "@rennes"'),
        ("heading: *Rennes* gagne", 10, "A text cannot begin with “*”.", 'heading: "*Rennes* gagne"'),
    ],
)
def test_the_line_to_write_is_given_and_can_be_read(line: str, column: int, cause: str, mended: str) -> None:
    first, *_more = said(f"{HEAD}{line}\nicon: rocket\n")

    assert (first.mark.line, first.mark.column, first.cause) == (2, column, cause)
    assert first.remedy == f"Write: {mended}"
    assert said(f"{mended}\n") == []


@pytest.mark.parametrize(
    "right",
    ["heading: 'L''eau pour tous'", "heading: 'Le \"plan\" d''eau : tout'", 'heading: "Le \\"plan\\" d\'eau: tout"',
     "heading: 'L''un\n  et l''autre'", "examples:\n  - text: 'L''eau d''été'\n    id: b"],
)  # fmt: skip
def test_what_is_right_is_not_accused_with_what_is_wrong(right: str) -> None:
    """Nobody is told to write anew what YAML reads, because of a fault on another line."""
    found = said(f"{right}\nlabel: Rennes : la ville\n")

    assert [one.remedy for one in found] == ['Write: label: "Rennes : la ville"']


@pytest.mark.parametrize("sign", ["=", " =", "：", ";", " -"])
def test_another_sign_than_a_colon(sign: str) -> None:
    (found,) = said(f"{HEAD}heading{sign} Un titre\nicon: rocket\n")

    assert (found.mark.line, found.mark.column) == (2, len(f"heading{sign}") - len(sign.strip()) + 1)
    assert str(found).endswith("There is no colon after “heading”. Write: heading: Un titre")


def test_a_row_keeps_its_brackets() -> None:
    (found,) = said("rows:\n  - [Rennes, **x**, @y, 12]\n")

    assert found.remedy == 'Write: - [Rennes, "**x**", "@y", 12]'


def test_tabs_that_stand_for_spaces() -> None:
    """How wide a tab is meant to be follows from the lines that have none, and from the keys of a kind."""
    found = said(
        "examples:\n\t- id: un\n\t  text: b\n  - id: deux\n    text: c\n    source:\n\t\t\ttitle: d\nicon: a\n"
    )

    assert [(one.mark.line, one.mark.column, one.remedy) for one in sorted(set(found))] == [
        (2, 1, "Put 2 spaces before “- id: un”, instead of what stands there."),
        (3, 1, "Put 4 spaces before “text: b”, instead of what stands there."),
        (7, 1, "Put 6 spaces before “title: d”, instead of what stands there."),
    ]
    assert {one.remedy for one in said("label: a\tb\n\nicon: a\n")} == {"Use spaces."}


def test_lists_with_other_signs_or_without_a_space() -> None:
    found = said("examples:\n  – id: a\n    text: b\n  -id: c\n    text: d\n")

    assert [(one.mark.line, one.mark.column, one.remedy) for one in found] == [
        (2, 3, "Write: - id: a"),
        (4, 3, "Write: - id: c"),
    ]


def test_no_break_spaces_before_a_key() -> None:
    (found,) = said(f"{HEAD}\u00a0\u00a0heading: a\nicon: rocket\n")

    assert found.cause == "The line begins with a no-break space (U+00A0)."
    assert found.remedy == "Put 2 spaces before “heading: a”, instead of what stands there."


def test_a_value_of_several_lines_is_mended_as_one() -> None:
    (found,) = said("label: Bilan\n  de l'an: suite\nicon: rocket\n")

    assert (found.mark.line, found.mark.column) == (2, 10)
    assert found.remedy == 'Write, in place of lines 1 to 2: label: "Bilan de l\'an: suite"'


def test_versions_that_were_put_together_are_named() -> None:
    found = said(f"{HEAD}<<<<<<< mine\nheading: a\n=======\nheading: b\n>>>>>>> theirs\n")

    assert [one.mark.line for one in found] == [2]
    assert found[0].cause == "Two versions of this file were put together here (“<<<<<<< mine”)."


def test_a_list_of_bullets_is_named() -> None:
    (found,) = said("examples:\n  • id: a\n    text: b\n")

    assert (found.mark.line, found.mark.column, found.cause) == (2, 3, "A list begins with hyphens, not with “•”.")


def test_a_long_line_is_not_repeated() -> None:
    (found,) = said(f"text: {'Rennes ' * 100}: une ville\n")

    assert found.remedy == "Write the text on the lines below “>-”, indented."


def test_several_lines_are_named_at_once() -> None:
    found = said("label: Rennes : a\nheading: 'L'eau'\nicon:rocket\n")

    assert [one.mark.line for one in found] == [1, 2, 3]


def test_texts_below_a_block_are_not_looked_at() -> None:
    found = said("text: >-\n  – un\n  a: b : c\nheading: Rennes : a\n")

    assert [one.mark.line for one in found] == [4]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"PK\x03\x04\x14\0", "an Office file (Word, Excel, PowerPoint) or a zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an Office file of 1997 to 2003"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"<!doctype html><p>", "a web page"),
    ],
)
def test_files_of_other_programs_are_named(data: bytes, kind: str) -> None:
    (problem,) = said(data)

    assert problem.cause == f"This is {kind}, not a text."


def test_the_keys_whose_values_may_stand_in_brackets_are_those_of_the_model() -> None:
    files = [cls for cls in vars(model).values() if isinstance(cls, type) and issubclass(cls, Struct)]
    given = {(name, without_none(hints(cls)[name])) for cls in some(files) for name in keys(cls)}

    wanted = {name for name, hint in given if get_origin(hint) in (tuple, dict)}
    assert wanted == misprints._BRACKETED


def test_the_keys_that_hold_keys_are_those_of_the_model() -> None:
    files = [cls for cls in vars(model).values() if isinstance(cls, type) and issubclass(cls, Struct)]
    given = {(name, without_none(hint)) for cls in some(files) for name, hint in hints(cls).items()}

    holding = {name for name, hint in given if isinstance(hint, type) and issubclass(hint, Struct)}
    words = {name for name, hint in given if hint in (inline.Text, model.Cell)} - {"contact"}  # of a call: keys
    assert holding - words == misprints._HOLDING


@pytest.mark.parametrize(
    ("text", "line", "column", "remedy"),
    [
        (
            "chart:\n  kind: bar\n caption: Un\n",
            4,
            2,
            "Put 2 spaces before “caption: Un”, instead of what stands there.",
        ),
        (
            "chart:\n   kind: bar\n  caption: Un\n  csv: f\n",
            3,
            4,
            "Put 2 spaces before “kind: bar”, instead of what stands there.",
        ),
        ("icon: a\n chart:\n  kind: bar\n", 3, 2, "Put 0 spaces before “chart:”, instead of what stands there."),
        ("rows:\n  - [a]\n - [b]\n", 4, 2, "Put 2 spaces before “- [b]”, instead of what stands there."),
        ('source: "\n  title: Un\n  url: b\n', 2, 9, "Write: source:"),
        ("chart: barres\n  caption: Un\n  kind: bar\n", 2, 8, "Write: chart:"),
    ],
)
def test_a_line_that_alone_keeps_yaml_from_reading_keys(text: str, line: int, column: int, remedy: str) -> None:
    [problem] = said(HEAD + text)

    assert (problem.mark.line, problem.mark.column, problem.remedy) == (line, column, remedy)


@pytest.mark.parametrize(("text", "line", "remedy"), INDENTED_TOO_LITTLE)
def test_a_text_that_is_indented_no_more_than_its_key(text: str, line: int, remedy: str) -> None:
    [problem] = said(HEAD + text)

    cause = "This line goes on with the text above, but is indented no more than its key."
    assert (problem.mark.line, problem.cause, problem.remedy) == (line, cause, remedy)


STRAY = "Delete it, or begin it with #."


@pytest.mark.parametrize(
    ("text", "line", "column", "remedy"),
    [
        ("icon: rocket\nà revoir avec Paul\nheading: b\n", 3, 1, STRAY),
        ("heading: b\n// à revoir\nicon: rocket\n", 3, 1, STRAY),
        ("heading: b\n<!-- à revoir -->\nicon: rocket\n", 3, 1, STRAY),
        ("heading: b\n% à revoir\nicon: rocket\n", 3, 1, STRAY),
        (
            "heading: b\nà revoir\nicon: rocket\n",
            3,
            1,
            "Put 2 spaces before “à revoir” if it goes on with it; else delete it, or begin it with #.",
        ),
        (
            "points:\n  - un\n  et deux\nicon: rocket\n",
            4,
            3,
            "Put 4 spaces before “et deux” if it goes on with it; else delete it, or begin it with #.",
        ),
        ("table:\n  rows:\n    - [a, 1]\n    Source : Insee\n", 5, 5, STRAY),
        ('call:\n  until: "2026-12-30"\n\n-- \nHélène Martin\nDirection Europe\n', 5, 1, STRAY),
        ("intro:\n  [Rennes](city:rennes) aide\n  et plus\nicon: b\n", 2, 6, "Write: intro: >-"),
        ("intro: > -\n  Rennes aide\nicon: b\n", 2, 8, "Write: intro: >-"),
        ("intro: >–\n  Rennes aide\nicon: b\n", 2, 8, "Write: intro: >-"),
        ("intro: >_\n  Rennes aide\nicon: b\n", 2, 8, "Write: intro: >-"),
        (
            "examples:\n  - id: un\n    text: a\n - id: deux\n   text: b\n",
            5,
            2,
            "Put 1 more space before each of the lines 5 to 6.",
        ),
        (
            "examples:\n  - id: un\n    text: a\n    - id: deux\n      text: b\n",
            5,
            5,
            "Delete 2 spaces at the beginning of each of the lines 5 to 6.",
        ),
        ("examples:\n  un:\n    text: a\n  - id: deux\n    text: b\n", 3, 3, "Write: - id: un"),
        ("examples:\n  - id: un\n    text: a\n  deux:\n    text: b\n", 5, 3, "Write: - id: deux"),
    ],
)
def test_remarks_and_items_among_keys(text: str, line: int, column: int, remedy: str) -> None:
    [problem] = said(HEAD + text)

    assert (problem.mark.line, problem.mark.column, problem.remedy) == (line, column, remedy)


def test_words_above_all_keys_are_a_remark() -> None:
    [problem] = said("Pilier 1\nlabel: a\nheading: b\n")

    assert (problem.mark.line, problem.mark.column, problem.remedy) == (1, 1, STRAY)


@pytest.mark.parametrize("key", ["**title**", "«title»", "[titre]", "Title"])
def test_a_key_with_marks_around_it_is_no_remark(key: str) -> None:
    assert STRAY not in [one.remedy for one in said(f"{key}： Un plan\nlanguage: fr\npillars: [a]\n")]


def test_keys_of_ours_are_not_joined_to_the_text_above_them() -> None:
    [problem] = said("picture:\nfile: a.jpg\nalt: Le port\n  credit: Ada\n  focus: centre\n")

    assert "credit: Ada" not in problem.remedy


@pytest.mark.parametrize(
    ("written", "escape", "column", "meant"),
    [
        (r"C:\new", r"\n", 13, r"'C:\new'"),
        (r"C:\temp\rien", r"\t", 13, r"'C:\temp\rien'"),
        (r"a \ b", "\\ ", 13, r"'a \ b'"),
        (r"L'\_eau", r"\_", 13, '"L\'\\\\_eau"'),
        (r"a\\\nb", r"\n", 14, r"'a\\nb'"),
    ],
)
def test_a_backslash_in_double_quotes_that_yaml_would_turn_into_another_character(
    written: str, escape: str, column: int, meant: str
) -> None:
    [problem] = said(f'{HEAD}heading: "{written}"\n')

    assert problem.cause == f"In double quotation marks, “{escape}” is another character."
    assert (problem.mark.line, problem.mark.column) == (2, column)
    assert problem.remedy == f"Write the whole text as {meant}."


@pytest.mark.parametrize("written", ["Un texte\\\n  \\ long", "Un \\\n  texte long"])
def test_a_text_that_a_program_folded_is_read(written: str) -> None:
    """PyYAML folds long texts in double quotes so; a backslash and a space were taken for a misprint."""
    assert said(f'{HEAD}heading: "{written}"\n') == []


@pytest.mark.parametrize("written", [r"a\\nb", r"a \"b\"", r"caf\u00e9", r"\x41"])
def test_escapes_that_are_meant_are_read(written: str) -> None:
    assert said(f'{HEAD}heading: "{written}"\n') == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a:\n  - id: un\n    text: |\n    • un\n    • deux\n", 4, "• un"),
        ("a:\n  - id: un\n    text: |\n    - un\n    - deux\n", 4, "- un"),
        ("a:\n  - id: un\n    text: >-\n      Les voici :\n    – un\n", 5, "– un"),
    ],
)
def test_points_of_a_text_that_is_indented_too_little_are_no_list(text: str, line: int, words: str) -> None:
    problem = said(text)[0]

    assert problem.mark.line == line
    assert problem.remedy == f"Put 6 spaces before “{words}”, instead of what stands there."


def test_a_bullet_before_a_key_is_a_list_though_a_text_stands_above() -> None:
    text = "examples:\n  - id: un\n    text: |\n      Un.\n  •id: deux\n    text: Deux.\n"

    assert [(one.mark.line, one.remedy) for one in said(text)] == [(5, "Write: - id: deux")]


def test_a_wide_space_is_called_what_it_is() -> None:
    (problem,) = said("label: a\n\u3000heading: b\n")

    assert problem.cause == "The line begins with a space that is no plain one (U+3000)."


def test_the_fence_of_a_chat_is_named_at_both_its_ends() -> None:
    found = said("```yaml\nlabel: a\nintro: >-\n  Un texte\n```\n")

    assert [(one.mark.line, one.remedy) for one in found] == [(1, "Delete this line."), (5, "Delete this line.")]


@pytest.mark.parametrize(
    ("text", "line", "remedy"),
    [
        ("examples:\n  - id: un\n     text: Un texte\n", 3,
         "Put 4 spaces before “text: Un texte”, instead of what stands there."),
        ("table:\n  caption: Aides\n    columns: [Ville, Euros]\n  rows: []\n", 3,
         "Put 2 spaces before “columns: [Ville, Euros]”, instead of what stands there."),
        ("label: a\ntable:\n  caption: |-\n      Aides\n\tcolumns: [Ville, Euros]\n", 5,
         "Put 2 spaces before “columns: [Ville, Euros]”, instead of what stands there."),
        ("examples:\n  - id: un\n    text: |\n      Un.\n  -id: deux\n    text: Deux.\n", 5, "Write: - id: deux"),
        ("points:\n  - 'Le plan: 'Objectif 2030''\n  - b\n", 2, "Write: - \"Le plan: 'Objectif 2030'\""),
    ],
)  # fmt: skip
def test_the_line_that_is_wrong_is_named_not_its_neighbours(text: str, line: int, remedy: str) -> None:
    assert {(one.mark.line, one.remedy) for one in said(text)} == {(line, remedy)}


def test_the_sign_of_a_quoted_mail_is_left_out() -> None:
    assert [one.remedy for one in said("> label: a\n> heading: b\n")] == ["Write: label: a", "Write: heading: b"]


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [
        ("label Un label\nheading: Un titre\n", 1, "label"),
        ("label: Un label\nicon rocket\ncolour: teal\n", 2, "icon"),
        ("label: a\nexamples\n  - id: un\n    text: Un texte\n", 2, "examples"),
        ("examples:\n  - id un\n    text: Un texte\n", 2, "id"),
        ("examples:\n  - id: un\n    text: >-\n      Un texte\n\ntable\n  caption: a\n", 6, "table"),
        ("label: a\nchart:\n  kind bar\n  caption: b\n  description: c\n", 3, "kind"),
        ("label: a\nicon: rocket\ncolour teal\n", 3, "colour"),
    ],
)
def test_a_key_without_a_colon(text: str, line: int, key: str) -> None:
    [problem] = said(text)

    assert (problem.mark.line, problem.cause) == (line, f"There is no colon after “{key}”.")
    assert problem.remedy == f"Put a colon after “{key}”."


def test_words_that_go_on_with_a_text_are_no_key_without_a_colon() -> None:
    assert said("heading: Une\n  note de synthèse\n  text à lire\n") == []
    assert "colon after" not in said("heading: Une\nnotez bien\nicon: a\n")[0].cause


@pytest.mark.parametrize("sign", ["...", "----", "-----------", "…", "***", "===", "___", "~~~~"])
def test_a_line_of_signs_is_left_out(sign: str) -> None:
    [problem] = said(f"label: a\nicon: rocket\n{sign}\nheading: b\n")

    assert (problem.mark.line, problem.remedy) == (3, "Delete this line.")


def test_a_second_document_begins_with_its_mark() -> None:
    for sign in ("---", "...", "--- # suite"):
        [problem] = said(f"label: a\n{sign}\nheading: b\n")
        assert (problem.mark.line, problem.remedy) == (2, "Delete this line.")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ('"Un titre",', '"Un titre"'),
        ("'L''eau' ;", "'L''eau'"),
        ('"Un titre"\u00a0', '"Un titre"'),
        ('"Un titre"\u202f,', '"Un titre"'),
        ("'Un titre'\u200b", "'Un titre'"),
    ],
)
def test_signs_behind_the_quotes_that_close_a_text(value: str, written: str) -> None:
    [problem] = said(f"label: a\nheading: {value}\nicon: b\n")

    assert (problem.mark.line, problem.mark.column) == (2, 10 + len(written))
    assert problem.remedy == f"Write: heading: {written}"


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("pillars: [|, eau]", "pillars: [eau]"),
        ("pillars: [- eau, arts]", "pillars: [eau, arts]"),
        ("pillars: [@eau, arts]", "pillars: [eau, arts]"),
        ("pillars: [eau, arts],", "pillars: [eau, arts]"),
        ("pillars: [eau, arts]]", "pillars: [eau, arts]"),
        ("only: [>, note]", "only: [note]"),
        ("values: [, 12]", "values: [null, 12]"),
        ("values: [12, , 15]", "values: [12, null, 15]"),
    ],
)
def test_lists_in_brackets_are_given_as_they_must_be(line: str, written: str) -> None:
    assert [one.remedy for one in said(f"title: a\n{line}\nlanguage: fr\n")] == [f"Write: {written}"]


def test_a_block_that_stands_too_little_indented_is_moved_whole() -> None:
    [problem] = said("examples:\n  - id: un\n    text: Un texte\n  source:\n    title: a\n    url: b\n")

    assert problem.mark.line == 4
    assert problem.remedy == "Put 2 more spaces before each of the lines 4 to 6."


@pytest.mark.parametrize("by", [1, 2, 4, 8])
def test_a_key_is_seen_to_be_too_deep(by: int) -> None:
    [problem] = said(f"label: a\n{' ' * by}icon: rocket\nheading: b\n")
    assert (problem.mark.line, problem.remedy) == (
        2, "Put 0 spaces before “icon: rocket”, instead of what stands there.")  # fmt: skip


def test_a_bullet_without_a_space_beside_items() -> None:
    text = "points:\n  - un mot\n  •L'« eau » de la ville\nlabel: a\n"

    assert [(one.mark.line, one.remedy) for one in said(text)] == [(3, "Write: - L'« eau » de la ville")]


def test_another_sign_than_a_colon_before_a_long_text() -> None:
    [problem] = said(f"label: a\nheading ; {'mot ' * 40}\nicon: b\n")

    assert problem.remedy == "Put a colon in the place of “;”."


def test_a_hyphen_before_a_key_that_goes_on_with_those_beside_it() -> None:
    [problem] = said("examples:\n  - id: un\n    text: Un texte\n    - source:\n        title: a\n")

    assert (problem.mark.line, problem.mark.column) == (4, 5)
    assert problem.remedy == "Put 4 spaces before “source:”, instead of what stands there."


def test_a_value_that_is_indented_too_little_moves_alone() -> None:
    [problem] = said("chart:\n  kind: line\ncaption: Visites\n  description: Un\n  axis: a\n")

    assert (problem.mark.line, problem.remedy) == (
        3, "Put 2 spaces before “caption: Visites”, instead of what stands there.")  # fmt: skip
