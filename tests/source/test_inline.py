"""The inline markup: strong, emphasis, links and mentions; all else is literal."""

from __future__ import annotations

import pytest
from hypothesis import given

from generator.errors import Mark, Problem
from generator.source import inline
from generator.source.inline import Run, Text, parse_inline
from generator.source.nodes import Scalar
from tests import strategies

MARK = Mark("x.yaml", 3, 7)


def parse(value: str) -> Text:
    problems: list[Problem] = []
    text = parse_inline(Scalar(MARK, value, plain=True, source=value), "text", problems)
    assert problems == []
    return text


@pytest.mark.parametrize(
    ("value", "runs"),
    [
        ("bonjour", (Run("bonjour"),)),
        ("  deux   espaces ", (Run("deux espaces"),)),
        ("[Bilbao](city:bilbao) a mis", (Run("Bilbao", place="bilbao"), Run(" a mis"))),
        ("à [São Paulo](city:são-paulo)", (Run("à "), Run("São Paulo", place="são-paulo"))),
        ("**[Turin](city:turin)**", (Run("Turin", strong=True, place="turin"),)),
        ("[**Tu** rin](city:turin)", (Run("Tu", strong=True, place="turin"), Run(" rin", place="turin"))),
        ("2*3*4 m²", (Run("2*3*4 m²"),)),
        ("un _mot_, __init__ et _id_", (Run("un _mot_, __init__ et _id_"),)),
        ("l’*Orme* (*voir*)", (Run("l’"), Run("Orme", emphasis=True), Run(" ("), Run("voir", emphasis=True), Run(")"))),
        (
            "un *mot* et **un autre**",
            (Run("un "), Run("mot", emphasis=True), Run(" et "), Run("un autre", strong=True)),
        ),
        ("***les deux***", (Run("les deux", strong=True, emphasis=True),)),
        ("[site](https://a.fr/b?c=d&e)", (Run("site", link="https://a.fr/b?c=d&e"),)),
        ("[écrire](mailto:a@b.c)", (Run("écrire", link="mailto:a@b.c"),)),
        ("snake_case_name", (Run("snake_case_name"),)),
        ("2 * 3 * 4", (Run("2 * 3 * 4"),)),
        ("\\*littéral\\*", (Run("*littéral*"),)),
        ("<b>&amp;</b>", (Run("<b>&amp;</b>"),)),
        ("![image](x)", None),
        ("[note]", (Run("[note]"),)),
        ("`code` ~~barré~~ # titre", (Run("`code` ~~barré~~ # titre"),)),
        ("a  \nb *c*", (Run("a b "), Run("c", emphasis=True))),
        ("a\\\nb", (Run("a\\ b"),)),
        (r"\\serveur\x, C:\new\_a (1\.)", (Run(r"\\serveur\x, C:\new\_a (1\.)"),)),
        (r"\[a\](b) \\*c* \\\*", (Run("[a](b) \\"), Run("c", emphasis=True), Run(" \\*"))),
        ("a\nb *c*", (Run("a b "), Run("c", emphasis=True))),
        ("a\nb", (Run("a b"),)),
        ("e\u0301te\u0301", (Run("été"),)),
    ],
)
def test_runs(value: str, runs: tuple[Run, ...] | None) -> None:
    if runs is None:
        problems: list[Problem] = []
        parse_inline(Scalar(MARK, value, plain=True, source=value), "text", problems)
        assert [str(problem) for problem in problems] == [
            "x.yaml:3:7: text: A picture cannot stand within a text. Delete it here, and write on a line of its own, "
            "beside the text's key: picture: {file: x, alt: 'image'}"
        ]
        return
    assert parse(value).runs == runs


def test_places_are_named_once_in_order() -> None:
    text = parse("[a](city:x) [b](city:y) [c](city:x)")

    assert text.places == ("x", "y")
    assert text.plain == "a b c"
    assert text.mark == MARK


@given(strategies.markup)
def test_the_short_cut_for_mentions_agrees_with_the_parser(value: str) -> None:
    value = value.strip()
    assert inline._PLAIN_MENTIONS.fullmatch("Voir [Bilbao](city:bilbao)")
    if inline._PLAIN_MENTIONS.fullmatch(value):
        assert tuple(inline.joined(inline._mentions(value))) == tuple(inline.joined(inline._runs(value)))


@given(strategies.marked)
def test_no_letter_is_lost(pieces: list[tuple[str, str]]) -> None:
    assert parse(" ".join(source for source, _plain in pieces)).plain == " ".join(plain for _source, plain in pieces)
