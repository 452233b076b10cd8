"""Where an example's text names its places, no heading says them again."""

from __future__ import annotations

import pytest

from generator.document.naming import NAMED, naming
from generator.document.tree import Item
from generator.errors import Mark
from generator.source.inline import Run, Text

MARK = Mark("pillar.yaml")


def item(*runs: Run) -> Item:
    return Item("one", (Text((Run("Turin"),), MARK),), Text(runs, MARK))


@pytest.mark.parametrize("start", ["Turin", "Turin\u00a0:", "Turin, ville,"])
def test_a_text_that_begins_with_its_place_names_it(start: str) -> None:
    first, rest, last = naming(item(Run(f"{start} ouvre"), Run(" une halle.", emphasis=True))) or ()

    assert (first.text, first.strong, first.place) == ("Turin", True, NAMED)
    assert first.text + rest.text == f"{start} ouvre"
    assert last == Run(" une halle.", emphasis=True)


@pytest.mark.parametrize(
    "start", ["«\u00a0Turin Social Impact\u00a0» est une plateforme", "“Turin” says", "Turinois", "À Turin", ""]
)
def test_a_name_in_quotation_marks_or_within_a_word_names_no_place(start: str) -> None:
    assert naming(item(Run(start))) is None


def test_a_mark_names_a_place_wherever_it_stands() -> None:
    runs = (Run("«\u00a0"), Run("Turin", place="turin"), Run("\u00a0»"))

    assert [run.strong for run in naming(item(*runs)) or ()] == [False, True, False]
