"""What slides are written into: somebody's template without its sample slides.

Every part that stays is byte for byte its own. Only what lists the slides is written anew: the presentation, its
relationships, the package's, the content types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from generator.deck.ooxml.colours import MAPPED
from generator.deck.ooxml.xml import P
from generator.deck.pptx.package import kind
from generator.deck.pptx.presentation import forget_slides

if TYPE_CHECKING:
    from generator.deck.design import Design
    from generator.deck.pptx.package import DeckPackage, Part

_OF_SLIDES = {"slide", "commentAuthors", "authors"}  # relationships of the presentation that go with the sample slides


def empty(package: DeckPackage) -> None:
    """Remove the sample slides from ``package``, with the parts that only they lead to and the lists of them."""
    main = package.presentation_part
    package.remove_related(main, _OF_SLIDES)
    forget_slides(package.presentation)
    for row in main.rels.values():
        if kind(row) == "viewProps":
            _forget_views(package, row.target_part)


def _forget_views(package: DeckPackage, views: Part) -> None:
    """Remove the sample slides from the view properties, where an outline lists them (19.2.1.19, outlineViewPr)."""
    if not any(row.target_part in package.removed for row in views.rels.values() if not row.is_external):
        return
    package.remove_related(views, {"slide"})
    root = etree.fromstring(views.blob, etree.XMLParser(resolve_entities=False, no_network=True))
    for outline in root.iter(f"{P}outlineViewPr"):
        for listed in outline.findall(f"{P}sldLst"):
            outline.remove(listed)
    package.rewritten(views, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def colour_maps(design: Design) -> dict[str, str]:
    """Return the colour map of the layouts that have one of their own, by role: their slides must repeat it."""
    assert design.brand
    found = {}
    for source in {one.layout.part: one.layout for one in design.brand.matches.values()}.values():
        if source.override is not None:
            names = [name for name in MAPPED if source.override.get(name)]
            values = " ".join(f'{name}="{source.override.get(name)}"' for name in names)
            found[source.part] = f"<a:overrideClrMapping {values}/>"
    return {role: found[layout.part] for role, layout in design.layouts.items() if layout.part in found}
