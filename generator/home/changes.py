"""What somebody changed in a finished file, as proposals: each waits for a person who accepts it or does not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

Kind = Literal["text", "add", "remove", "move", "duplicate", "adjust", "insert", "comment", "note"]
"""What a change does: other words (text); an item more (add); one less (remove); one elsewhere (move); one twice
(duplicate); a shape elsewhere on its slide (adjust: its key is an ``Adjustment`` as JSON); a slide of somebody's own
kept or kept anew (insert: its key is an ``Inserted`` as JSON, ``data`` the slide alone as .pptx). A comment changes
nothing, nor does a note: it says what was changed that no content stands behind.
"""

CELL = "\t"
"""Stands between the cells of a row that is added: no text holds one."""

UNKNOWN = "\ufffd"
"""Stands for a sign that only a font of its own has."""


class Change(Struct, frozen=True, kw_only=True):
    """A proposed change: what ``key`` says before and after it, as it is written in the YAML file, with its marks.

    ``index`` is the place, from 0, of what is added or moved. ``theirs`` is what the content says meanwhile, when that
    differs from ``before`` and both cannot stand: then it is a conflict, which nobody but a person resolves, by giving
    ``after``; ``others`` are what further places or reviewers say instead, each of them a change too. ``author`` and
    ``date`` (ISO 8601) are those of the file or of the tracked change, where it names them; ``place`` says where in
    the file it stands (“slide 3”). ``said`` explains a comment or a note.
    ``asks`` are fingerprints of what a file asks for here, whatever the content says (see ``settled``).
    """

    key: str
    kind: Kind = "text"
    before: str = ""
    after: str = ""
    index: int = 0
    theirs: str = ""
    others: tuple[str, ...] = ()
    author: str = ""
    date: str = ""
    place: str = ""
    said: str = ""
    data: bytes = b""
    asks: tuple[str, ...] = ()

    @property
    def is_conflict(self) -> bool:
        """Tell whether two texts claim the same place."""
        return bool(self.theirs or self.others)

    @property
    def changes(self) -> bool:
        """Tell whether it can be applied to the content."""
        return self.kind not in ("comment", "note") and not self.is_conflict


def side_by_side(wordings: Sequence[Change]) -> list[Change]:
    """Return changes that claim one place, each as a conflict with the others; one alone stays as it is."""
    said = [one.after or str(one.index + 1) for one in wordings]
    return [replace(one, others=(*said[:n], *said[n + 1 :])) for n, one in enumerate(wordings)]


def as_json(change: Change) -> dict[str, object]:
    """Return a change for programs; what is empty is left out."""
    found = {name: getattr(change, name) for name in change.__struct_fields__ if name not in ("data", "asks")}
    return {name: value for name, value in found.items() if value or name in ("key", "kind")} | (
        {"conflict": True} if change.is_conflict else {}
    )
