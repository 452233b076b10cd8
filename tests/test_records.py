"""Data classes mean what the standard library's mean."""

from __future__ import annotations

import dataclasses
import pickle
from copy import deepcopy
from functools import cached_property
from types import SimpleNamespace
from typing import Any, ClassVar

import pytest

from generator import records

MAKERS = [pytest.param(dataclasses, id="standard"), pytest.param(records, id="ours")]


def classes(maker: Any) -> SimpleNamespace:
    """Return the same classes, made by ``maker``."""

    @maker.dataclass(frozen=True, slots=True)
    class Point:
        """A point."""

        kind: ClassVar[str] = "point"
        x: int
        y: int = 2
        tags: list[str] = maker.field(default_factory=list)
        hidden: str = maker.field(default="h", repr=False, metadata={"doc": "unseen"})

        @property
        def both(self) -> int:
            return self.x + self.y

    @maker.dataclass(frozen=True, slots=True, kw_only=True)
    class Named:
        first: int = 1
        second: int

    @maker.dataclass(frozen=True, slots=True, order=True)
    class Mark:
        file: str
        line: int = 1

    @maker.dataclass(slots=True)
    class State:
        known: dict[str, int] = maker.field(default_factory=dict)

    @maker.dataclass(frozen=True)
    class Loose:
        x: int

        @cached_property
        def double(self) -> int:
            return 2 * self.x

    @maker.dataclass(frozen=True, slots=True, eq=False)
    class One:
        x: int

    @maker.dataclass(frozen=True, slots=True)
    class Empty:
        pass

    return SimpleNamespace(**{one.__name__: one for one in (Point, Named, Mark, State, Loose, One, Empty)})


@pytest.fixture(params=MAKERS)
def maker(request: pytest.FixtureRequest) -> Any:
    return request.param


def test_a_record_holds_what_it_was_given_and_its_defaults(maker: Any) -> None:
    made = classes(maker)
    point = made.Point(1, tags=["a"])
    assert (point.x, point.y, point.tags, point.hidden, point.both, point.kind) == (1, 2, ["a"], "h", 3, "point")
    assert made.Point(1).tags is not made.Point(1).tags
    assert (made.Named(second=5).first, made.Named(second=5).second) == (1, 5)
    assert made.Loose(4).double == 8
    assert not hasattr(point, "__dict__")


@pytest.mark.parametrize(
    "call", ["Point()", "Point(1, 2, [], '', 5)", "Point(1, z=2)", "Named(1, 2)", "Named(first=1)"]
)
def test_a_wrong_call_is_refused_by_name(maker: Any, call: str) -> None:
    with pytest.raises(TypeError, match=rf"{call.partition('(')[0]}\.__init__\(\)"):
        eval(call, vars(classes(maker)))


def test_a_frozen_record_cannot_be_changed_but_another_can(maker: Any) -> None:
    made = classes(maker)
    for name in ("x", "other"):
        with pytest.raises((AttributeError, TypeError)):
            setattr(made.Point(1), name, 2)
    with pytest.raises(AttributeError, match=r"cannot (delete|assign)"):
        del made.Point(1).x
    with pytest.raises(AttributeError):
        made.Loose(1).x = 2
    state = made.State()
    state.known = {"a": 1}
    assert state.known == {"a": 1}


def test_records_are_equal_by_class_and_values(maker: Any) -> None:
    made = classes(maker)
    assert made.Mark("a") == made.Mark("a", 1) != made.Mark("a", 2)
    assert hash(made.Mark("a")) == hash(made.Mark("a", 1))
    assert made.Mark("a", 1) != ("a", 1)
    assert made.Loose(1) != made.One(1)
    assert made.One(1) != made.One(1)
    assert len({made.One(1), made.One(1)}) == 2
    assert made.Empty() == made.Empty()
    assert made.State() == made.State()
    with pytest.raises(TypeError, match="unhashable"):
        hash(made.State())


def test_ordered_records_sort_by_their_fields(maker: Any) -> None:
    mark = classes(maker).Mark
    assert sorted([mark("b"), mark("a", 2), mark("a", 1)]) == [mark("a", 1), mark("a", 2), mark("b")]
    assert mark("a") <= mark("a") < mark("b") > mark("a") >= mark("a")
    with pytest.raises(TypeError):
        sorted([mark("a"), classes(maker).Mark("a")])


def test_a_record_says_what_it_holds_and_matches_by_place(maker: Any) -> None:
    made = classes(maker)
    assert repr(made.Point(1)).endswith("Point(x=1, y=2, tags=[])")
    assert made.Point.__doc__ == "A point."
    assert made.Point.__match_args__ == ("x", "y", "tags", "hidden")
    match made.Mark("a", 3):
        case made.Mark(file, line):
            assert (file, line) == ("a", 3)


def test_fields_tell_what_was_declared(maker: Any) -> None:
    made = classes(maker)
    assert [one.name for one in maker.fields(made.Point)] == ["x", "y", "tags", "hidden"]
    assert [one.default is maker.MISSING for one in maker.fields(made.Point(1))] == [True, False, True, False]
    assert maker.fields(made.Point)[3].metadata["doc"] == "unseen"
    assert maker.is_dataclass(made.Empty)
    assert maker.is_dataclass(made.Empty())
    assert not maker.is_dataclass("x")


def test_replace_changes_some_fields(maker: Any) -> None:
    made = classes(maker)
    assert maker.replace(made.Mark("a", 3), line=4) == made.Mark("a", 4)
    with pytest.raises(TypeError):
        maker.replace(made.Mark("a"), other=4)


def test_a_record_is_copied_whole(maker: Any) -> None:
    made = classes(maker)
    copied = deepcopy(made.Point(1, tags=["a"]))
    assert copied == made.Point(1, tags=["a"])
    assert copied.tags is not made.Point(1).tags


def test_a_record_goes_to_another_process() -> None:
    from generator.errors import Mark

    assert pickle.loads(pickle.dumps(Mark("a", 3))) == Mark("a", 3)
