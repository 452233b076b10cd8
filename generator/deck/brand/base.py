"""What the slides that are written into somebody's template must repeat of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.ooxml.colours import MAPPED

if TYPE_CHECKING:
    from generator.deck.design import Design


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
