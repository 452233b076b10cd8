"""What every edition works with: the theme, the measuring fonts, the icons and the atlas, each read once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from generator.errors import ContentError, Mark, Problem
from generator.graphics.icons import Icon, read_icon
from generator.messages import _

if TYPE_CHECKING:
    from generator.graphics.atlas import Atlas
    from generator.text.fonts import Family
    from generator.theme import Theme
    from generator.world import World

ATLAS = "templates/maps/world.json"


@dataclass(slots=True)
class Kit:
    """The theme and the fonts, and what is read from templates/ on demand."""

    world: World
    theme: Theme
    family: Family
    _icons: dict[str, Icon] = field(default_factory=dict)
    _atlas: Atlas | None = None

    def icon(self, name: str) -> Icon:
        """Return the icon ``templates/icons/<name>.svg``; raise ContentError when it cannot be read."""
        if name not in self._icons:
            path = f"templates/icons/{name}.svg"
            try:
                self._icons[name] = read_icon(self.world.read(path))
            except ValueError as error:
                raise ContentError([Problem(Mark(path), "", str(error), _("Mend the icon."))]) from None
        return self._icons[name]

    def atlas(self) -> Atlas:
        """Return the countries of the world."""
        if self._atlas is None:
            from generator.graphics.atlas import Atlas

            self._atlas = Atlas.read(self.world.read(ATLAS))
        return self._atlas
