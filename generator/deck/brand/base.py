"""What slides are written into: somebody's template without its sample, with a notes master in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.brand import filling
from generator.deck.ooxml.colours import MAPPED
from generator.deck.ooxml.package import relationships_of
from generator.deck.pptx.package import relationships
from generator.deck.pptx.template import APP, notes_master, theme_part

if TYPE_CHECKING:
    from generator.deck.brand.brand import Brand
    from generator.deck.design import Design
    from generator.theme import Theme

_BASE = "officeDocument/2006/relationships/"


def base_parts(brand: Brand, theme: Theme) -> tuple[dict[str, bytes], str]:
    """Return the parts of the template, ready for slides, and the name of the notes master.

    ``theme`` gives the look of notes where the template has no master for them.
    """
    package = brand.package
    parts = filling.emptied(package)
    core = ("package/2006/relationships/metadata/core-properties", "package.core-properties+xml", b"")
    app = (f"{_BASE}extended-properties", "officedocument.extended-properties+xml", APP.encode())
    filling.add_parts(parts, "", {"docProps/core.xml": core, "docProps/app.xml": app})
    known = package.targets(package.main, "notesMaster")
    if known:
        return parts, known[0]
    look = filling.free_name(parts, "ppt/theme/theme{n}.xml")
    master = filling.free_name(parts, "ppt/notesMasters/notesMaster{n}.xml")
    made = (f"{_BASE}notesMaster", "officedocument.presentationml.notesMaster+xml", notes_master().encode())
    filling.add_parts(parts, package.main, {master: made})
    parts[relationships_of(master)] = relationships([])
    filling.add_parts(parts, master, {look: (f"{_BASE}theme", "officedocument.theme+xml", theme_part(theme).encode())})
    filling.list_notes_master(parts, package.main, "rIdPiliers1")
    return parts, master


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
