"""A value of a YAML file is changed, and nothing else: whatever its style, its line ends, its comments."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.history import Change, History
from generator.source.rewrite import (
    GoneError,
    Plain,
    UnwritableError,
    duplicate_item,
    insert_item,
    move_item,
    remove,
    retyped,
    set_value,
    text_of,
)

FILE = "content/essai/pillars/un.yaml"
SAMPLE = """\
# yaml-language-server: $schema=x
# Written by hand.
label: Coopérations
heading: "Des coopérations : l'Europe"
icon: 'affiliate'

# What stands before.
intro: Une phrase
  sur deux lignes
examples:
  # The first one.
  - id: un
    text: >-
      Le Pacte de [Grenoble](city:grenoble) est complété par un
      contrat, ayant pour objectif de renforcer les
      collaborations.

  # The second one.
  - id: deux
    text: |
      Une ligne.
      Une autre.
    source: {title: "Bilan, 2025", seen: 2026-10-05}
  -
    id: trois
    text: Court
table:
  columns: [Ville, 'À pied', "À vélo"]
  rows:
  - [Rennes, 41200, "58 %"]
  - [Nantes, 18300, "51 %"]
  - - Turin
    - 3
    - x
last:   x
"""


def test_the_rest_of_the_file_stays_byte_for_byte() -> None:
    changed = set_value(FILE, SAMPLE.encode(), ("examples", 0, "text"), SAMPLE_TEXT.replace("contrat", "accord"))

    assert changed.decode() == SAMPLE.replace("contrat,", "accord,")


SAMPLE_TEXT = (
    "Le Pacte de [Grenoble](city:grenoble) est complété par un contrat, ayant pour objectif de renforcer les "
    "collaborations."
)


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (("label",), "Réseaux", "label: Coopérations", "label: Réseaux"),
        (("label",), "Oui : non", "label: Coopérations", 'label: "Oui : non"'),
        (("label",), "no", "label: Coopérations", 'label: "no"'),
        (("heading",), 'Le "mot"', '"Des coopérations : l\'Europe"', '"Le \\"mot\\""'),
        (("icon",), "l'icône", "'affiliate'", "'l''icône'"),
        (("intro",), "Une phrase courte", "Une phrase\n  sur deux lignes", "Une phrase courte"),
        (("examples", 1, "text"), "Une seule.", "Une ligne.\n      Une autre.", "Une seule."),
        (("examples", 1, "source", "seen"), "2026-11-01", "2026-10-05", "2026-11-01"),
        (("table", "rows", 0, 1), Plain("5"), "41200", "5"),
        (("table", "rows", 1, 0), "Nantes, Rezé", "Nantes", '"Nantes, Rezé"'),
        (("table", "columns", 0), "Lieu", "Ville", "Lieu"),
        (("last",), "z", "last:   x", "last:   z"),
    ],
)
def test_a_value_keeps_its_style_where_that_holds(path: tuple[str | int, ...], value: str, old: str, new: str) -> None:
    assert set_value(FILE, SAMPLE.encode(), path, value).decode() == SAMPLE.replace(old, new, 1)


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_the_byte_order_mark_stay(end: str) -> None:
    data = b"\xef\xbb\xbf" + SAMPLE.replace("\n", end).encode()

    changed = set_value(FILE, data, ("examples", 1, "text"), "Une ligne.\nDeux.\nTrois.")

    assert changed == data.replace(b"Une autre.", b"Deux." + end.encode() + b"      Trois.")


def test_a_new_key_stands_where_the_model_has_it() -> None:
    changed = set_value(FILE, SAMPLE.encode(), ("examples", 2, "short"), "Bref", ["id", "text", "short", "source"])

    assert changed.decode() == SAMPLE.replace("    text: Court\n", "    text: Court\n    short: Bref\n")


def test_a_list_that_was_emptied_can_be_filled_again() -> None:
    data = b"label: x\nexamples:\n  - id: un\n# End.\nlast: y\n"
    empty = remove(FILE, data, ("examples", 0))
    assert empty == b"label: x\nexamples: []\n# End.\nlast: y\n"
    assert insert_item(FILE, empty, ("examples",), 0, {"id": "un"}) == data
    assert (
        insert_item(FILE, b"examples:\nlast: y\n", ("examples",), 0, {"id": "un"})
        == b"examples:\n  - id: un\nlast: y\n"
    )


def test_items_move_with_the_comments_above_them() -> None:
    first = SAMPLE[SAMPLE.index("  # The first") : SAMPLE.index("\n\n  # The second")]
    second = SAMPLE[SAMPLE.index("  # The second") : SAMPLE.index("\n  -\n    id: trois")]

    changed = move_item(FILE, SAMPLE.encode(), ("examples",), 1, 0).decode()

    assert changed == SAMPLE.replace(first, "@").replace(second, first).replace("@", second)


def test_what_is_gone_is_said_to_be() -> None:
    with pytest.raises(GoneError):
        set_value(FILE, SAMPLE.encode(), ("examples", 9, "text"), "x")
    with pytest.raises(GoneError):
        move_item(FILE, SAMPLE.encode(), ("examples",), 0, 7)
    with pytest.raises(GoneError):
        remove(FILE, SAMPLE.encode(), ("nothing",))


@pytest.mark.parametrize("sign", ["\x07", "\u202e", "\ud800", "\ufeff"])
def test_a_sign_that_no_file_may_hold_is_refused(sign: str) -> None:
    with pytest.raises(UnwritableError):
        set_value(FILE, SAMPLE.encode(), ("label",), f"a{sign}b")


# A random walk

STYLES = ["block", "flow"]
WORDS = st.text(
    st.one_of(
        st.sampled_from(" :#-'\"[]{}*&!|>%@`,\\?\n0123456789"), st.characters(codec="utf-8", categories=("L", "N", "P"))
    ),
    min_size=1,
    max_size=200,
).filter(lambda text: text.strip() == text and text.isprintable() | ("\n" in text))
OPERATIONS = st.lists(
    st.tuples(st.sampled_from(("set", "insert", "move", "duplicate", "remove", "add")), st.randoms(), WORDS), max_size=8
)


def plain(data: bytes) -> Any:
    """Return what a file says, by a loader that is not ours."""
    return bared(yaml.load(data.decode("utf-8-sig"), Loader=yaml.CBaseLoader))


def bared(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: bared(one) for key, one in value.items()}
    return [bared(one) for one in value] if isinstance(value, list) else value.rstrip("\n")


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Return the paths of all that ``value`` holds."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(one for key, child in pairs for one in places(child, (*path, key)))]


def comments(data: bytes) -> list[str]:
    """Return the sample's comments that are still there; a text may have lines that look like one."""
    written = re.findall(r"(?m)^ *# [^\r\n]*", SAMPLE)
    return sorted(one for one in re.findall(r"(?m)^ *# [^\r\n]*", data.decode()) if one in written)


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


@given(OPERATIONS, st.sampled_from(("\n", "\r\n")), st.booleans())
def test_a_random_walk_changes_what_it_is_told_to_and_can_be_undone(
    operations: list[tuple[str, Any, str]], end: str, marked: bool
) -> None:
    data = (b"\xef\xbb\xbf" if marked else b"") + SAMPLE.replace("\n", end).encode()
    first, history = data, History()
    for name, random, text in operations:
        old, wanted = data, plain(data)
        try:
            data = changed(name, random, text, data, wanted)
        except UnwritableError:
            assert name != "set" or "\n" in text, "a text of one line can always be written"
            continue
        assert plain(data) == wanted
        assert name == "remove" or comments(data) == comments(old)
        assert (b"\n" not in data.replace(b"\r\n", b"")) == (end == "\r\n")
        history = history.with_step((Change.between(FILE, old, data),))
        (change,) = history.undoing
        assert change.applied(data) == old
    for done in range(len(history.steps), 0, -1):
        (change,) = history.at(done).undoing
        restored = change.applied(data)
        assert restored is not None
        data = restored
    assert data == first


def changed(name: str, random: Any, text: str, data: bytes, wanted: Any) -> bytes:
    """Return ``data`` after the operation, and do the same to ``wanted``."""
    found = places(wanted)[1:]
    lists = [path for path in found if isinstance(at(wanted, path), list) and at(wanted, path)]
    if name == "set":
        path = random.choice([path for path in found if isinstance(at(wanted, path), str)])
        at(wanted, path[:-1])[path[-1]] = text
        return set_value(FILE, data, path, text)
    if name == "add":
        path = random.choice([path for path in [(), *found] if isinstance(at(wanted, path), dict)])
        at(wanted, path)["added"] = text
        return set_value(FILE, data, (*path, "added"), text, ["id", "text"])
    if name == "remove":
        path = random.choice([path for path in found if len(at(wanted, path[:-1])) > 1])
        del at(wanted, path[:-1])[path[-1]]
        return remove(FILE, data, path)
    if not lists:  # all have been removed
        return data
    path = random.choice(lists)
    items = at(wanted, path)
    index = random.randrange(len(items))
    if name == "insert":
        value = (
            text if isinstance(items[0], str) else {"id": "x", "text": text, "more": {"title": text}, "row": ["a", "b"]}
        )
        items.insert(index, value)
        return insert_item(FILE, data, path, index, value)
    if name == "duplicate":
        items.insert(index, items[index])
        return duplicate_item(FILE, data, path, index)
    to = random.randrange(len(items))
    items.insert(to, items.pop(index))
    return move_item(FILE, data, path, index, to)


lines = st.lists(st.sampled_from(["", "a", "b: c", "  - d", "é\u2028x"]), max_size=6)
ends = st.lists(st.sampled_from(["\n", "\r\n"]), min_size=6, max_size=6) | st.just(["\r"] * 6)


@given(lines, ends, lines, st.sampled_from(["", "\ufeff"]))
def test_a_file_that_is_typed_anew_keeps_the_bytes_of_the_lines_that_stay(
    old: list[str], ends: list[str], new: list[str], mark: str
) -> None:
    data = (mark + "".join(map("".join, zip(old, ends, strict=False)))).encode()
    text = "\n".join(new)

    changed = retyped(data, text)

    assert text_of(changed) == text
    assert changed.decode().startswith("\ufeff") == bool(mark)
    assert retyped(data, text_of(data)) == data
    inserted = retyped(data, f"{text_of(data)}\nz")
    assert inserted.startswith(data)
