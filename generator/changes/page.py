"""What changed as a web page that needs nothing else: words removed and added, and the pictures before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from generator.changes.pictures import Shown, shown
from generator.changes.say import Comparison, kind_said, moved_said, parts_of, place_of, summary
from generator.document.rendering import render
from generator.messages import _

if TYPE_CHECKING:
    from generator.changes.compare import Difference
    from generator.world import World

TEMPLATE = "templates/changes.html.j2"
_MOST = 40  # groups that have pictures: some 5 MB; of more, the words alone


def changes_page(world: World, comparison: Comparison) -> bytes:
    """Return the page, in the language of who asks for it."""
    sides = shown(comparison.old), shown(comparison.new)
    groups: dict[tuple[int, int], list[Difference]] = {}
    for one in comparison.found:
        groups.setdefault(_pictured(one, *sides), []).append(one)
    values = {
        "language": _("en"),
        "heading": _("What changed"),
        "old": comparison.old.name,
        "new": comparison.new.name,
        "summary": summary(comparison.counts),
        "groups": [_group(index, pair, found, *sides) for index, (pair, found) in enumerate(groups.items(), 1)],
        "reasons": [side.reason for side in sides if side.reason],
        "words": {
            "removed": _("removed:"),
            "added": _("added:"),
            "before": _("Before"),
            "after": _("After"),
            "end": _("end"),
            "absent": _("It is not there in this version."),
            "versions": _("From {old} to {new}", old=comparison.old.name, new=comparison.new.name),
            "key": _("Removed words are struck through and red, added words are underlined and green."),
        },
    }
    return render(world, TEMPLATE, values).encode()


def _pictured(one: Difference, old: Shown, new: Shown) -> tuple[int, int]:
    """Return the pictures, before and after, on which a difference is seen; 0: on none."""
    return (
        old.number(one.before or one.after, one.old_place, one.path),
        new.number(one.after or one.before, one.place, one.path),
    )


def _group(index: int, pair: tuple[int, int], found: list[Difference], old: Shown, new: Shown) -> dict[str, Any]:
    pictures = [
        {"caption": caption, "number": number, "source": side.address(number) if number else "", "alt": alt}
        for number, side, caption, alt in (
            (pair[0], old, _("Before"), _alternative(old, pair[0], _("Before"))),
            (pair[1], new, _("After"), _alternative(new, pair[1], _("After"))),
        )
    ]
    drawn = any(pair) and index <= _MOST
    return {
        "title": _heading(pair, old, new),
        "pictures": pictures if drawn else [],
        "changes": [
            {
                "where": place_of(one),
                "kind": one.kind,
                "said": kind_said(one.kind),
                "moved": moved_said(one) if one.kind == "moved" else "",
                "parts": [(part.kind, part.text) for part in parts_of(one)],
            }
            for one in found
        ],
    }


def _heading(pair: tuple[int, int], old: Shown, new: Shown) -> str:
    if not any(pair):
        return _("Elsewhere")
    number, side = (pair[1], new) if pair[1] else (pair[0], old)
    title = side.words[number - 1][0]
    return f"{number}. {title}" if title else _("Page {n}", n=number)


def _alternative(side: Shown, number: int, when: str) -> str:
    """Return what a picture shows, in words; which of them changed is said beside it."""
    title = side.words[number - 1][0] if number else ""
    named = title or _("page {n}", n=number)
    return f"{when}: {named}" if number else ""
