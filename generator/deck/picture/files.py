"""Pictures of planned slides, as SVG or as pixels; no office suite is needed.

What they show is the scene: the same that the handout prints.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.addresses import leads_out
from generator.deck.picture.background import brand_backgrounds, builtin_backgrounds
from generator.deck.picture.scene import draw
from generator.deck.picture.svg import svg
from generator.deck.slide import first_slides, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PIL.Image import Image

    from generator.deck.deck import Deck
    from generator.deck.picture.background import Backgrounds
    from generator.deck.picture.scene import Drawn
    from generator.kit import Kit
    from generator.units import Box


class Pictures(Struct, frozen=True, dict=True):
    """The slides of a deck, drawn on demand; slides are named by their numbers, from 1."""

    deck: Deck

    @cached_property
    def backgrounds(self) -> Backgrounds:
        """Return what the deck's template draws behind its slides, and their size."""
        design = self.deck.design
        if design.brand is None:
            return builtin_backgrounds(design.kit.theme)
        return brand_backgrounds(design)

    @property
    def size(self) -> tuple[float, float]:
        """Return the width and the height of a slide, in points."""
        return self.backgrounds.width, self.backgrounds.height

    @property
    def numbers(self) -> range:
        """Return the numbers of all slides."""
        return range(1, len(self.deck.slides) + 1)

    @property
    def _kit(self) -> Kit:
        return self.deck.design.kit

    @cached_property
    def _targets(self) -> dict[str, int]:
        return first_slides(self.deck.slides)

    def _is_link(self, target: str) -> bool:
        return target in self._targets or leads_out(target)

    def scene(self, number: int, places: list[Box] | None = None) -> tuple[Drawn, ...]:
        """Return what the slide ``number`` shows, in points from its top left corner.

        Where each of its paragraphs stands is added to ``places``.
        """
        return draw(self.deck.slides[number - 1], self.backgrounds, self._kit.family, self._is_link, places)

    def svg(self, number: int, places: list[Box] | None = None) -> bytes:
        """Return the slide ``number`` as an SVG file, with its title and its words for those who do not see it."""
        slide = self.deck.slides[number - 1]
        return svg(
            self.scene(number, places),
            self.size,
            self._kit,
            title=slide.title,
            description="\n".join(words_of(slide.shapes)),
            language=self.deck.language,
        ).encode()

    def pdf(self, numbers: Iterable[int]) -> bytes:
        """Return the slides ``numbers`` as the pages of a PDF, drawn but not tagged."""
        from generator.pdf.draw import drawn
        from generator.pdf.page import Element, Link, Page, Plan

        scenes = map(self.scene, numbers)
        pages = tuple(Page(tuple(one for one in scene if not isinstance(one, Link))) for scene in scenes)
        root = (Element("Document", -1),)
        plan = Plan(self.deck.language, self.deck.title, *self.size, pages, root)
        return drawn(plan, self._kit)

    def images(self, numbers: Iterable[int], width: int) -> Iterator[Image]:
        """Yield the slides ``numbers`` as pixels, each ``width`` wide."""
        from generator.pdf.raster import images

        return images(self.pdf(numbers), width)
