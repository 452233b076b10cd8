"""What every edition works with: the theme, the measuring fonts, the icons and the atlas, each read once."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import astuple, replace

from generator.errors import ContentError, Mark, Problem, reason_in
from generator.graphics.icons import MAX_BYTES, Icon, IconError, read_icon
from generator.graphics.outline import MAX_OUTLINE, Outline, OutlineError
from generator.messages import _
from generator.pictures import MARK, PHOTOGRAPH, PictureFaultError, kept
from generator.pipeline.program import program_digest
from generator.units import Box

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.document.personal import PersonalBlock
    from generator.graphics.atlas import Atlas
    from generator.graphics.basemap import BaseMap, Frame, Ground, Place
    from generator.memory import Memory
    from generator.pictures import Encoded, Use
    from generator.source.model import Publication, Word
    from generator.text.fonts import Family
    from generator.theme import Theme
    from generator.world import World

ATLAS = "templates/maps/world.json"
MAX_ATLAS = 4 * 1024 * 1024  # bytes: sixteen times ours
GROUND_WIDTH = 640.0  # points; about that of the deck's map, the most detailed


class Kit(Struct):
    """The theme and the fonts, and what is read from templates/ on demand.

    ``own_pillars`` tells that the publication has colours of its own for them; ``template`` is the path of a deck's
    template that is not the built-in one; ``epoch`` the time that files bear, in seconds since 1970; ``pictures`` how
    many share an edition's bytes; ``siblings`` are finished files of the same publication, which a page may offer,
    each with its bytes; ``remarks`` are sentences for whoever builds, ``warnings`` what the deck's template holds
    that was left out. ``embed_fonts``: the deck holds its fonts. ``lent`` are pictures of that template, by the paths
    that stand for them. ``memory`` has what was made before, where somebody makes the same publication again and
    again. ``publication`` is what is made, for what bears the keys of its texts; ``personal`` are the
    words of a copy that is made for one recipient.
    """

    world: World
    theme: Theme
    family: Family
    own_pillars: bool = False
    template: Word | None = None
    epoch: int = 0
    embed_fonts: bool = False
    siblings: dict[str, int] = field(default_factory=dict)
    pictures: int = 0
    remarks: list[str | Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    lent: dict[str, bytes] = field(default_factory=dict)
    memory: Memory | None = None
    publication: Publication | None = None
    personal: PersonalBlock | None = None
    _icons: dict[str, Icon] = field(default_factory=dict)
    _atlas: Atlas | Outline | None = None
    _pictures: dict[tuple[str, Use], Encoded] = field(default_factory=dict)
    _base_maps: dict[tuple[object, ...], BaseMap] = field(default_factory=dict)
    _maps: dict[str, tuple[Any, ...]] = field(default_factory=dict)

    def icon(self, name: str) -> Icon:
        """Return the icon ``templates/icons/<name>.svg``; raise ContentError when it cannot be read."""
        path = f"templates/icons/{name}.svg"
        data = self.world.read(path, MAX_BYTES)
        if name not in self._icons:
            try:
                self._icons[name] = read_icon(data)
            except IconError as error:
                problem = Problem(Mark(path, error.line), "", str(error), _("Mend the icon, or choose another."))
                raise ContentError([problem]) from None
        return self._icons[name]

    def picture(self, path: str, use: Use) -> Encoded:
        """Return the picture or logo at ``path`` (from the root), as it is stored for ``use``."""
        lent = self.lent.get(path, b"")
        file = str(self.template) if lent else path
        self.world.depend(file)  # each time, also when another has asked before
        if (path, use) not in self._pictures:
            uses = next((some for some in (PHOTOGRAPH, MARK) if use in some), (use,))
            try:
                found = kept(self.world, file, uses, self.pictures, lent)
                self._pictures |= {(path, one): made for one, made in found.items()}
            except PictureFaultError as error:
                raise ContentError([Problem(Mark(path), "", error.cause, error.remedy)]) from None
        return self._pictures[path, use]

    def base_map(
        self, places: Sequence[Place], width: float, height: float, frame: Frame | None, ground: Ground | None = None
    ) -> BaseMap:
        """Return the ground of a map of ``places`` in a box, without countries; boxes of one shape share one, scaled.

        With a ``frame`` the cities stand in it, else with context around. A ``ground`` reaches beyond the box.
        It is planned at a width of its own, so that it is the same whoever asks first.
        """
        from generator.graphics.basemap import plan_view

        where = tuple((place.longitude, place.latitude, place.country) for place in places)
        shape = ceil(1000 * width / height) / 1000  # so never taller than the box
        scale = GROUND_WIDTH / width
        wider = ground and replace(ground, box=Box(*(round(scale * side, 1) for side in astuple(ground.box))))
        key = (where, shape, frame, wider)
        if key not in self._base_maps:
            atlas = self._ground()()
            self._base_maps[key] = plan_view(atlas, places, GROUND_WIDTH, GROUND_WIDTH / shape, frame, wider)
        return self._base_maps[key].scaled(1 / scale)

    def with_countries(self, ground: BaseMap, places: Sequence[Place], width: float) -> BaseMap:
        """Return the ``ground`` of ``base_map``, of a box of this ``width``, with the countries."""
        from generator.graphics.basemap import with_countries

        scale = GROUND_WIDTH / width
        return with_countries(self._ground()(), ground.scaled(scale), places).scaled(1 / scale)

    def kept_map(self, asked: str, plan: Callable[[], tuple[Any, ...]]) -> tuple[Any, ...]:
        """Return what ``plan`` makes of a map as plain tuples, from the user's cache where the same was ``asked``."""
        self._ground()  # read each time: whoever asks for the map depends on the atlas, also when it was planned before
        known = f"{program_digest(0)} {self.world.hash(self._outline_path or ATLAS)} {asked}"
        if known not in self._maps:
            self._maps[known] = self.world.kept("maps", known, plan)
        return self._maps[known]

    @property
    def context(self) -> float:
        """Return what the shorter side of a map shows at most around its cities, in radii of the Earth."""
        from generator.graphics.basemap import NARROWEST

        outline = self.own_outline()
        return outline.span if outline else NARROWEST

    def own_outline(self) -> Outline | None:
        """Return the publication's own outline of the map, if it has one; raise ContentError where it is faulty."""
        found = self._ground()() if self._outline_path else None
        return found if isinstance(found, Outline) else None

    @property
    def _outline_path(self) -> str:
        """Return the path of the publication's own outline from the root, or nothing."""
        one = self.publication
        return one.path_of(str(one.map.outline)) if one and one.map else ""

    def _ground(self) -> Callable[[], Atlas | Outline]:
        """Return what reads the publication's own outline, or the world; whoever asks depends on the file."""
        from generator.graphics.atlas import Atlas

        path = self._outline_path
        data = self.world.bounded(path or ATLAS, MAX_OUTLINE if path else MAX_ATLAS)

        def read() -> Atlas | Outline:
            if self._atlas is None:
                try:
                    self._atlas = Outline.read(data) if path else Atlas.read(data)
                except OutlineError as error:
                    mark = Mark(path, error.line, error.column)
                    raise ContentError([Problem(mark, error.path, error.cause, error.remedy)]) from None
                except ValueError as error:
                    cause = _("The map is damaged ({reason}).", reason=reason_in(error))
                    raise ContentError([Problem(Mark(ATLAS), "", cause, _("Fetch the file again."))]) from None
            return self._atlas

        return read
