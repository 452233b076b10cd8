"""Put slides that somebody added by hand back into a deck that is being written, each behind the slide it followed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace
from pptx.opc.oxml import CT_Relationships

from generator.deck.inserted import KEY, MAX_BYTES, PART, Inserted, folder_of, kept_slides, marked, places
from generator.deck.ooxml.xml import P, parsed
from generator.deck.pptx.package import CONTENT_TYPE as CT
from generator.deck.pptx.package import DeckPackage, Part, kind, layout_name, layouts_of
from generator.errors import Mark, Problem
from generator.messages import _
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.deck.deck import Deck, SlideSection
    from generator.kit import Kit


class InsertedSlide(Struct):
    """A slide of somebody's own: behind how many planned slides it stands, its file and digest, its shapes' names."""

    after: int
    file: str
    digest: str
    names: list[str]
    part: Any = None

    @property
    def remembered(self) -> dict[str, Any]:
        """Return what the deck remembers of it."""
        shapes = [{"n": name, "t": "d", "b": [0, 0, 0, 0]} for name in self.names]
        return {"k": [f"{KEY}{self.file}", self.digest], "s": shapes, "n": []}


def inserted_slides(plan: Deck, kit: Kit) -> list[tuple[InsertedSlide, DeckPackage, Part]]:
    """Return the slides that are kept beside the content, in the order of the deck, each with its package and part."""
    kept = kept_slides(kit)
    found = [_read(one, place, plan, kit) for one, place in zip(kept, places(plan.slides, kept), strict=True)]
    return sorted(found, key=lambda one: one[0].after)


def _read(one: Inserted, place: int, plan: Deck, kit: Kit) -> tuple[InsertedSlide, DeckPackage, Part]:
    from generator.deck.handover.slide import cut_slide  # few decks have such slides

    path = f"{folder_of(str(kit.publication.slug))}/{one.file}" if kit.publication else one.file
    if place < 0:
        cause = _("The slide that this one followed is no longer there: it stands at the end.")
        kit.warnings.append(Problem(Mark(path), "", cause, _("Pull it again from where it shall stand, or delete it.")))
        place = len(plan.slides)
    data = kit.world.bounded(path, MAX_BYTES)
    package = DeckPackage.open(io.BytesIO(cut_slide(data, 0, Mark(path))[0]))
    part = next(row.target_part for row in package.presentation_part.rels.values() if kind(row) == "slide")
    names = [marked(named.get("name", ""), one.file) for named in _named(parsed(part.blob))]
    return InsertedSlide(place, one.file, digest(data), names), package, part


def _named(root: Any) -> list[Any]:
    """Return what names each shape of a slide; the tree itself has no name."""
    tree = root.find(f"{P}cSld/{P}spTree")
    return [one for one in root.iter(f"{P}cNvPr") if one.getparent().getparent() is not tree or one.get("id") != "1"]


def insert(package: DeckPackage, plan: Deck, kit: Kit, notes_master: Part, spare_layout: Part) -> list[InsertedSlide]:
    """Add the slides kept beside the content to ``package``, with all that they show; return them with their parts."""
    found = inserted_slides(plan, kit)
    layouts = layouts_of(package) if found else {}
    for number, (one, source, part) in enumerate(found, 1):
        rows = [row.target_part for row in part.rels.values() if kind(row) == "slideLayout"]
        layout = layouts.get(layout_name(rows[0]) if rows else "", spare_layout)
        copied = {part: package.add(f"{PART}{number}.xml", CT.PML_SLIDE)}
        copied |= dict.fromkeys(rows, layout)
        if source.notes_master is not None:
            copied[source.notes_master] = notes_master
        _copy(package, part, number, copied)
        root = parsed(part.blob)
        for named in _named(root):
            named.set("name", marked(named.get("name", ""), one.file))
        one.part = copied[part]
        one.part.blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return [one for one, _source, _part in found]


def _copy(package: DeckPackage, part: Part, number: int, copied: dict[Any, Part]) -> None:
    """Give the copy of ``part`` the relationships that it has, by the same ids, to copies of what they lead to."""
    rows, known = CT_Relationships.new(), {}
    base = copied[part].partname.baseURI
    for row in part.rels.values():
        if row.is_external:
            rows.add_rel(row.rId, row.reltype, row.target_ref, True)
            continue
        target = row.target_part
        if target not in copied:
            folder, _slash, name = target.partname.membername.rpartition("/")
            copied[target] = package.add(f"{folder}/inserted{number}-{name}", target.content_type, target.blob)
            _copy(package, target, number, copied)
        rows.add_rel(row.rId, row.reltype, copied[target].partname.relative_ref(base))
        known[copied[target].partname] = copied[target]
    copied[part].load_rels_from_xml(rows, known)


def with_inserted(slides: Sequence[Any], found: Sequence[InsertedSlide], own: Sequence[Any]) -> list[Any]:
    """Return ``slides`` with ``own``, what stands for each of ``found``, in their places."""
    whole = list(slides)
    for one, thing in reversed(list(zip(found, own, strict=True))):
        whole.insert(one.after, thing)
    return whole


def sections_with(sections: Sequence[SlideSection], found: Sequence[InsertedSlide]) -> list[SlideSection]:
    """Return the sections, each with the slides that were put behind one of its own."""
    result: list[SlideSection] = []
    end = 0
    for index, one in enumerate(sections):
        start, end = end, end + one.count
        more = sum(start < each.after <= end or (each.after == 0 == index) for each in found)
        result.append(replace(one, count=one.count + more))
    return result
