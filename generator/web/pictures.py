"""Plan the pictures and logos of the page: their addresses hold their bytes, and one shown twice is held once."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from typing import TYPE_CHECKING

from generator.document import tree
from generator.pictures import LOGO, SCREEN, logo_row
from generator.theme import WHITE
from generator.units import Box
from generator.web import view

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.kit import Kit
    from generator.pictures import Encoded
    from generator.web.anchors import Anchors

_LOGO_ROOM = Box(0, 0, 880, 48)  # pixels: the head of the widest page
_THIRDS = ("Min", "Mid", "Max")


class Pictures:
    """The pictures of a page, and those that it holds apart since they are shown more than once."""

    def __init__(self, document: tree.Document, kit: Kit, anchors: Anchors) -> None:
        self._kit = kit
        self._anchors = anchors
        self._shown = Counter(one.file for one in tree.nodes(document, tree.Picture))
        self._photos: dict[str, view.Photo] = {}

    @property
    def photos(self) -> tuple[view.Photo, ...]:
        """Return what is held apart."""
        return tuple(self._photos.values())

    def picture(self, block: tree.Picture) -> view.Picture:
        """Return a picture as the page shows it."""
        stored = self._kit.picture(block.file, SCREEN)
        own = self._shown[block.file] == 1
        across, down = block.focus
        return view.Picture(
            source=_address(stored) if own else "",
            href="" if own else f"#{self._photo(block.file, stored).anchor}",
            width=stored.width,
            height=stored.height,
            alternative=block.alternative,
            credit=block.credit,
            position=f"{across:.0%} {down:.0%}",
            aspect=f"x{_THIRDS[round(2 * across)]}Y{_THIRDS[round(2 * down)]} slice",
        )

    def _photo(self, file: str, stored: Encoded) -> view.Photo:
        if file not in self._photos:
            anchor = self._anchors.fresh(f"picture-{len(self._photos) + 1}")
            self._photos[file] = view.Photo(anchor, _address(stored), stored.width, stored.height)
        return self._photos[file]

    def logos(self, logos: Sequence[tree.Logo], *, twice: bool = False) -> tuple[view.Logo, ...]:
        """Return logos in their forms for the banner's colour, on a white plate where it is dark and they have none.

        Those shown ``twice`` are held apart.
        """
        dark = self._kit.theme.on_banner == WHITE
        images = [self._kit.picture((dark and one.dark) or one.file, LOGO) for one in logos]
        boxes = logo_row([image.shape for image in images], len(images), _LOGO_ROOM)
        return tuple(
            view.Logo(
                "" if twice else _address(image),
                f"#{self._photo(one.file, image).anchor}" if twice else "",
                dark and not one.dark,
                round(box.width),
                round(box.height),
                one.alternative,
            )
            for one, image, box in zip(logos, images, boxes, strict=True)
        )


def _address(stored: Encoded) -> view.DataUri:
    return view.DataUri(f"data:{stored.type};base64,{b64encode(stored.data).decode()}")
