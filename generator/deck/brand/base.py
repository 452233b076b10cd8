"""What slides are written into: somebody's template without its sample, with a notes master in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.deck.brand import filling
from generator.deck.ooxml.colours import MAPPED
from generator.deck.pptx.presentation import list_notes_master
from generator.deck.pptx.template import add_notes_master

if TYPE_CHECKING:
    from generator.deck.design import Design
    from generator.deck.pptx.package import DeckPackage
    from generator.theme import Theme


def prepare(package: DeckPackage, theme: Theme) -> None:
    """Make a template ready for slides; ``theme`` gives the look of notes where it has no master for them."""
    filling.empty(package)
    if package.notes_master is None:
        names = {part.partname.membername for part in package.iter_parts()}
        master, look = (_free_name(names, f"ppt/{name}") for name in ("notesMasters/notesMaster", "theme/theme"))
        list_notes_master(package.presentation, add_notes_master(package, theme, master, look))


def _free_name(names: set[str], stem: str) -> str:
    """Return the first part name of ``stem`` and a number, from 1, that is not among ``names``."""
    return next(name for n in range(1, len(names) + 2) if (name := f"{stem}{n}.xml") not in names)


def colour_maps(design: Design) -> dict[str, str]:
    """Return the colour map of the layouts that have one of their own, by role: their slides must repeat it."""
    assert design.brand
    found = {}
    for sheet in {one.sheet.part: one.sheet for one in design.brand.matches.values()}.values():
        if sheet.override is not None:
            names = [name for name in MAPPED if sheet.override.get(name)]
            values = " ".join(f'{name}="{sheet.override.get(name)}"' for name in names)
            found[sheet.part] = f"<a:overrideClrMapping {values}/>"
    return {role: found[stage.layout] for role, stage in design.stages.items() if stage.layout in found}
