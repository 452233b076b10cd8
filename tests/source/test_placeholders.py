"""The words of personal copies: what they hold that no copy has is named, with the placeholder that was meant."""

from __future__ import annotations

import pytest

from generator.source import model
from generator.source.nodes import read_yaml
from generator.source.placeholders import problems_of
from generator.source.structure import Problems, structure


def said(message: str) -> list[str]:
    problems = Problems()
    node = read_yaml("publication.yaml", f'title: a\nmessage: "{message}"\n'.encode(), problems)
    assert node is not None
    personal = structure(node, model.Personal, "personal", problems)
    assert personal is not None
    return [one.remedy for one in problems_of(personal, [], lambda mark, _pattern: mark)]


@pytest.mark.parametrize(
    ("name", "meant"),
    [("nom", "last_name"), ("Prénom", "first_name"), ("FONCTION", "function"), ("last-name", "last_name")],
)
def test_placeholders_in_french_and_misspelt(name: str, meant: str) -> None:
    assert said(f"Bonjour {{{name}}}") == [f"Write {{{meant}}} in its place."]


@pytest.mark.parametrize("words", ["[Rennes](city:rennes)", "[a](https://a.fr)", "[a](lang:en)"])
def test_what_copies_do_not_have_is_named(words: str) -> None:
    assert said(f"Bonjour {{last_name}}, {words}") == ["Write them without."]
