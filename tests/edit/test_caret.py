"""Where one has clicked in a text of a slide or of a page of the note: the words before that point."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.edit.test_server import PILLAR, Editor

TEXT = ["examples", 0, "text"]


def clicked(editor: Editor, address: str, spot: dict[str, Any], across: float, down: float) -> tuple[str, str]:
    """Click on a spot, ``across`` and ``down`` of it; return the words before and after, as they are set."""
    x, y, width, height = spot["box"]
    at = json.dumps([*spot["box"], x + across * width, y + down * height])
    before, after = editor.client.get(f"{address}/caret", params={"at": at}).json()
    return before, after


def spot_of(spots: list[dict[str, Any]]) -> dict[str, Any]:
    return next(one for one in spots if is_text(one))


def is_text(spot: dict[str, Any]) -> bool:
    return (spot["path"], spot["file"]) == (TEXT, PILLAR)


@pytest.mark.parametrize("edition", ["slide", "note"])
def test_a_click_in_a_text_parts_its_words(refusing: Editor, edition: str) -> None:
    slide = next(one for one in refusing.state["slides"] if any(map(is_text, one["spots"])))
    if edition == "slide":
        address = f"/slide/{slide['id']}"
        spot = spot_of(refusing.client.get(f"{address}/spots").json())
    else:
        pages = refusing.client.get("/preview/note/spots").json()
        number = next(at for at, page in enumerate(pages, 1) if any(map(is_text, page)))
        address, spot = f"/preview/note/{number}", spot_of(pages[number - 1])

    begun, middle, ended = (clicked(refusing, address, spot, *at) for at in ((0.0, 0.05), (0.5, 0.5), (1.0, 0.95)))

    whole = "".join("".join(middle).split())
    assert whole.removeprefix("Grenoble—").startswith("LePacteMétropolitain")  # on slides, after its place
    assert all("".join("".join(one).split()) == whole for one in (begun, ended))
    assert begun[0] == ""
    assert ended[1].strip() == ""
    assert 20 < len(middle[0]) < len("".join(middle)) - 20
    right = clicked(refusing, address, spot, 0.6, 0.5)
    assert len(right[0]) > len(middle[0])


@pytest.mark.parametrize("at", ["", "[]", "[1,2,3,4,5]", '["a",0,0,0,0,0]', "[1,2,3,4,5,NaN]"])
def test_what_is_no_point_is_refused(refusing: Editor, at: str) -> None:
    assert refusing.client.get("/slide/x/caret", params={"at": at}).status_code == 400


@pytest.mark.parametrize("address", ["/slide/none", "/preview/note/0", "/preview/note/999"])
def test_where_nothing_stands_there_are_no_words(refusing: Editor, address: str) -> None:
    answer = refusing.client.get(f"{address}/caret", params={"at": "[0,0,100,100,50,50]"})
    assert answer.json() == ["", ""]
