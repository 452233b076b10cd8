"""What of somebody's template goes with a deck though it is easily overlooked: text beside the slide or on the masters
of printed notes and handouts, and links.

What a template shows is its owner's to say, and so is where its links lead; both are handed on, and told.
"""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING

from generator.deck.ooxml.geometry import box_of
from generator.deck.ooxml.xml import A, P
from generator.errors import Problem
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.brand.template import Template
    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.scene import SlideScene
    from generator.errors import Mark

_LONGEST = 60  # characters of a text that is repeated: enough to find it


def overlooked(template: Template, package: Package, mark: Mark) -> list[Problem]:
    """Return a problem at ``mark``, the template's, for each text beside its slides and each address of its links."""
    remedy = _("It goes with the deck: delete it in PowerPoint's master view, unless it is meant.")
    parts: dict[str, list[str]] = {}
    for part, scene in _scenes(template):
        for what in (*_beside(scene, template), *_links(package, part)):
            parts.setdefault(what, []).append(part)
    for row in package.relationships(package.main):
        for what in _printed(package, row.target) if row.kind in ("notesMaster", "handoutMaster") else ():
            parts.setdefault(what, []).append(row.target)
    return [Problem(mark, ", ".join(names), what, remedy) for what, names in parts.items()]


def _scenes(template: Template) -> Iterator[tuple[str, SlideScene]]:
    """Yield the masters and layouts, each once, with their parts."""
    masters = {layout.master: layout.scene.above for layout in template.layouts}
    yield from ((part, scene) for part, scene in masters.items() if scene is not None)
    yield from ((layout.part, layout.scene) for layout in template.layouts)


def _beside(scene: SlideScene, template: Template) -> Iterator[str]:
    for shape in (one for top in scene.shapes for one in top.all()):
        words = " ".join(shape.text.split())
        box = box_of(shape.rect) if words and shape.rect else None
        if box and (box.right <= 0 or box.bottom <= 0 or box.x >= template.width or box.y >= template.height):
            yield _("Text stands beside the slide: “{text}”.", text=shorten(words, _LONGEST))


def _printed(package: Package, part: str) -> Iterator[str]:
    """Yield the words on a master of notes or handouts; a placeholder for a slide, its notes or a number has none."""
    root = package.tree(part)
    for shape in root.iter(f"{P}sp") if root is not None else ():
        place = next(shape.iter(f"{P}ph"), None)
        words = " ".join("".join(one.text or "" for one in shape.iterfind(f".//{A}r/{A}t")).split())  # no fields
        if words and (place is None or place.get("type") in ("hdr", "ftr", "dt")):
            yield _("Printed notes bear the text “{text}”.", text=shorten(words, _LONGEST))


def _links(package: Package, part: str) -> Iterator[str]:
    for row in package.relationships(part):
        if row.external and row.kind == "hyperlink":
            yield _("A link of the template leads to {address}.", address=row.target)
