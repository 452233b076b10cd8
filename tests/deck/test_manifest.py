"""What a deck remembers of its words: texts of the content are found among many, quickly and all of them."""

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from generator.deck.pptx.manifest import Known, Texts
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World
from tests.project import EVERY_KEY, sample_root

_LETTERS = st.text("ab1", min_size=1, max_size=30)  # so few letters that ends and whole texts meet


@given(st.lists(_LETTERS, max_size=12), st.text("ab1", max_size=80))
def test_texts_of_a_line_are_those_that_stand_in_it_the_longest_first(texts: list[str], line: str) -> None:
    known = [Known(f"key:{number}", text, 0, 0) for number, text in enumerate(texts)]
    expected = sorted((one for one in known if one.folded in line), key=lambda one: -len(one.folded))
    assert Texts(known).held(line) == expected


def test_a_text_that_ends_like_others_is_told_from_them() -> None:
    known = [Known(f"key:{place}", f"{place}amisauneruedroite", 0, 0) for place in ("bilbao", "lyon", "rennes")]
    assert [one.key for one in Texts(known).held("lyonlyonamisauneruedroite1")] == ["key:lyon"]


def test_each_slide_knows_its_pillar_whatever_layout_it_stands_on() -> None:
    """A table of a pillar stands below a band or beside a sidebar, the call of all on the layout of the sources."""
    deck = Production(World(sample_root()), EVERY_KEY).plan(edition_named("deck"))
    found = [pillar.removeprefix("pillar:") for pillar in deck.pillars()]

    assert [(name, len(list(slides))) for name, slides in groupby(found)] == [
        ("", 2),
        ("mobilite", 4),
        ("energie", 3),
        ("donnees", 4),
        ("", 5),
    ]
    assert deck.slides[5].role == "pillar-1"
