"""How chunks flow onto the pages of a note: what stays together, what begins a page, what lies on the grid."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from generator.kit import Kit
from generator.note.flow import Chunk, PageFlow, SectionBar, fits_one_page, lowered, repeated, stacked, total
from generator.pdf.lines import label
from generator.pdf.page import RUNNING, Anchor, Area, Link, Operation, Symbol, TextObject
from generator.pdf.paper import BOTTOM, LEFT, ROOM, TOP
from tests.some import some


def chunk(height: float, name: str = "", before: float = 0.0, **more: object) -> Chunk:
    return Chunk(height, (Anchor(0.0, 0.0, name),) if name else (), before, **more)  # type: ignore[arg-type]


def flowed(chunks: Sequence[Chunk], kit: Kit) -> list[list[Operation]]:
    flow = PageFlow()
    for one in chunks:
        flow.place(one)
    return flow.pages(kit.family)


def places(pages: Sequence[Sequence[Operation]]) -> list[dict[str, float]]:
    """Return where each anchor stands, by page."""
    return [{one.name: one.y for one in page if isinstance(one, Anchor)} for page in pages]


def test_chunks_stand_below_each_other_with_the_space_before_them(kit: Kit) -> None:
    found = places(flowed([chunk(100, "a", 7), chunk(50, "b", 8), chunk(10, "c", 9)], kit))

    assert found == [{"a": TOP, "b": TOP + 108, "c": TOP + 167}]  # none before the first of a page


@pytest.mark.parametrize(("height", "pages"), [(ROOM - 100, 1), (ROOM - 99.5, 2)])
def test_what_fits_a_page_to_the_point_stays_on_it(height: float, pages: int, kit: Kit) -> None:
    found = places(flowed([chunk(90, "a"), chunk(height, "b", 10)], kit))

    assert len(found) == pages
    assert found[-1]["b"] == (TOP + 100 if pages == 1 else TOP)


def test_what_belongs_together_goes_on_together_unless_no_page_holds_it(kit: Kit) -> None:
    filling = chunk(ROOM - 100, "a")
    kept = places(flowed([filling, chunk(60, "b", together=110), chunk(50, "c")], kit))
    assert [sorted(one) for one in kept] == [["a"], ["b", "c"]]
    fitting = places(flowed([filling, chunk(60, "b", together=100), chunk(40, "c")], kit))
    assert [sorted(one) for one in fitting] == [["a", "b", "c"]]
    endless = places(flowed([filling, chunk(60, "b", together=ROOM + 1), chunk(50, "c")], kit))
    assert [sorted(one) for one in endless] == [["a", "b"], ["c"]]


def test_a_header_comes_again_at_the_top_of_a_page_and_only_there(kit: Kit) -> None:
    header = chunk(20, "head")
    found = places(flowed([chunk(ROOM - 50, "a"), chunk(40, "b", again=header), chunk(40, "c", again=header)], kit))

    assert [sorted(one) for one in found] == [["a", "b"], ["c", "head"]]
    assert (found[1]["head"], found[1]["c"]) == (TOP, TOP + 20)


def test_what_has_a_smaller_form_takes_it_at_the_foot_of_a_page(kit: Kit) -> None:
    filling, small = chunk(ROOM - 50, "a"), chunk(40, "small")
    assert places(flowed([filling, chunk(60, "large", 5, smaller=small)], kit)) == [
        {"a": TOP, "small": TOP + ROOM - 45}
    ]
    assert places(flowed([filling, chunk(60, "large", 11, smaller=small)], kit))[1] == {"large": TOP}
    assert sorted(places(flowed([filling, chunk(45, "large", 5, smaller=small)], kit))[0]) == ["a", "large"]


def test_the_rest_of_a_page_goes_to_what_grows_then_to_its_spaces_but_not_of_the_last_page(kit: Kit) -> None:
    """A fifth of a page stayed blank at its foot, below a chart that had room to be higher."""
    line = chunk(100, "a", step=7.0)
    drawing = chunk(200, "drawn", 7, growth=150, grown=lambda more: chunk(200 + more, "grown"))
    last = chunk(ROOM, "last", 7)
    before = [line, drawing, chunk(100, "b", 7, step=7.0), last]
    first, second = places(flowed(before, kit))
    assert first["grown"] == pytest.approx(TOP + 107 + 7)
    assert first["b"] == pytest.approx(TOP + 315 + 154 + 14, abs=7)  # 150 are 22 steps of the grid
    assert (first["b"] - first["a"]) % 7 == pytest.approx(0, abs=0.02)
    assert second == {"last": TOP}

    (alone,) = places(flowed(before[:-1], kit))
    assert "drawn" in alone
    full = places(flowed([line, chunk(ROOM - 112, "b", 7, step=7.0), last], kit))[0]
    assert full == {"a": TOP, "b": pytest.approx(TOP + 112, abs=0.02)}


@pytest.mark.parametrize(("above", "moved"), [(0, 0), (1, 5), (5, 1), (6, 0), (6.5, 5.5)])
def test_first_baselines_lie_on_a_grid_that_begins_with_the_first_one(above: float, moved: float, kit: Kit) -> None:
    body = chunk(60, "first", baseline=9.0, step=6.0)
    title = chunk(above, "title")
    found = places(flowed([body, title, replace(body, operations=(Anchor(0.0, 0.0, "second"),))], kit))[0]

    assert found["first"] == TOP
    assert found["second"] == pytest.approx(TOP + 60 + above + moved, abs=0.02)


def test_heights_are_added_as_they_will_be_placed() -> None:
    body = chunk(61, baseline=9.0, step=6.0, before=7)

    assert total([]) == 0
    assert total([chunk(10, before=5), chunk(20, before=3)]) == 33
    assert total([body, body]) == pytest.approx(61 + 11 + 61, abs=0.02)
    assert total([chunk(10)] * 9, limit=25) == 30  # enough is known
    assert fits_one_page([chunk(ROOM - 10), chunk(10)])
    assert not fits_one_page([chunk(ROOM - 10), chunk(10.1)])


def test_examples_are_found_on_the_page_on_which_they_begin() -> None:
    flow = PageFlow()
    for one in (chunk(ROOM, "example:a"), chunk(10, "example:b"), chunk(10, "b"), chunk(ROOM, "example:b")):
        flow.place(one)

    assert flow.examples == {"a": 1, "b": 2}
    assert flow.fills == pytest.approx([1, 20 / ROOM, 1])
    assert flow.rest == pytest.approx(0)


def test_two_chunks_become_one() -> None:
    found = stacked(chunk(30, "a", 4), chunk(20, "b", 9), 5)

    assert (found.height, found.before) == (55, 4)
    assert [one.y for one in found.operations] == [0, 35]
    assert [one.y for one in lowered(found.operations, 2)] == [2, 37]


def test_a_header_that_comes_again_is_neither_read_nor_a_link(kit: Kit) -> None:
    words = label("Ville", 0, 10, 9, "000000", kit.family.face(), 5)
    link = Link(0, 0, 10, 10, "#a", "a", 5)
    again = repeated(Chunk(12, (words, link, Area(0, 0, 10, 10, "FFFFFF"))))

    assert again.height == 12
    assert [type(one) for one in again.operations] == [TextObject, Area]
    assert again.operations[0].element == RUNNING  # type: ignore[union-attr]


def bars(pages: Sequence[Sequence[Operation]]) -> list[list[Area]]:
    return [[one for one in page if isinstance(one, Area)] for page in pages]


def test_a_bar_stands_beside_its_section_on_each_page_and_its_number_is_read_once(kit: Kit) -> None:
    bar = SectionBar(30.0, 1.0, "00677A", "2", "rocket", 7)
    pages = flowed([chunk(100), *[chunk(ROOM - 150, before=10, bar=bar)] * 2, chunk(20, before=5)], kit)
    (first,), (second,) = bars(pages)

    assert (first.x, first.width, first.y, first.height) == pytest.approx((LEFT, 30, TOP + 110, ROOM - 150))
    assert (second.y, second.height) == pytest.approx((TOP, ROOM - 150))
    numbers = [one for page in some(pages) for one in page if isinstance(one, TextObject)]
    assert [one.text for one in numbers] == ["2 ", "2 "]
    assert [one.element for one in numbers] == [7, RUNNING]
    assert numbers[0].x + numbers[0].width / 2 == pytest.approx(LEFT + 15)


def test_a_bar_is_as_high_as_its_number_beside_a_lone_chunk_and_costs_no_space_elsewhere(kit: Kit) -> None:
    """A last example of two lines made the space below its pillar a step larger than below the others."""
    bar = SectionBar(30.0, 1.0, "00677A", "2", "rocket", 7)
    last = chunk(20.0, bar=bar, alone=26.0)
    (beside,), (alone,) = bars(flowed([chunk(50.0, bar=bar), last], kit))[0], bars(flowed([last], kit))[0]

    assert (beside.height, alone.height) == (70.0, 26.0)


@pytest.mark.parametrize(("height", "icons"), [(36.7, 0), (36.9, 1), (41.0, 1), (46.0, 1)])
def test_a_bar_has_an_icon_where_there_is_room_below_its_number(height: float, icons: int, kit: Kit) -> None:
    bar = SectionBar(30.0, 1.0, "00677A", "2", "rocket", 7)
    (page,) = flowed([chunk(height, bar=bar)], kit)
    found = [one for one in page if isinstance(one, Symbol)]

    assert len(found) == icons
    for icon in found:
        assert icon.x + icon.size / 2 == pytest.approx(LEFT + 15)
        assert TOP + 0.8 * 17.5 < icon.y < icon.y + icon.size < TOP + height
        assert icon.size >= 0.8 * 15.5


def test_the_foot_of_the_page_is_the_limit(kit: Kit) -> None:
    assert pytest.approx(BOTTOM) == TOP + ROOM
