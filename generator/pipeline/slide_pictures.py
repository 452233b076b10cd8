"""The slides of a publication as picture files, in ``output/<slug>.slides/``: made on demand, and no edition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import UsageError
from generator.messages import _
from generator.pipeline.edition import edition_named
from generator.world import replace_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from generator.deck.picture.files import Pictures
    from generator.world import World


def folder_of(world: World, slug: str) -> Path:
    """Return where the pictures of ``slug`` lie."""
    return world.output / f"{slug}.slides"


def pictures_in(world: World, slug: str, format: str = "*") -> list[Path]:
    """Return the pictures that are there."""
    return sorted(folder_of(world, slug).glob(f"slide-*.{format}"))


def make_pictures(world: World, slug: str) -> Pictures:
    """Return the planned slides of ``content/<slug>``, to be drawn; raise ContentError as a build does."""
    from generator.deck.picture.files import Pictures
    from generator.pipeline.production import Production

    return Pictures(Production(world, slug).plan(edition_named("deck")))


def write_pictures(world: World, slug: str, numbers: Sequence[int], format: str, width: int) -> list[Path]:
    """Write pictures of the slides ``numbers``, or of all, ``width`` pixels wide if they are of pixels.

    Of all: pictures of the same format that belong to no slide any more are removed.
    """
    pictures = make_pictures(world, slug)
    _require(slug, numbers, pictures.numbers)
    chosen = sorted(set(numbers)) or pictures.numbers
    digits = len(str(len(pictures.numbers)))
    names = [f"slide-{number:0{digits}}.{format}" for number in chosen]
    drawn = zip(names, _drawn(pictures, chosen, format, width), strict=True)
    files = {folder_of(world, slug) / name: data for name, data in drawn}
    replace_files(files)
    for stale in () if numbers else set(pictures_in(world, slug, format)) - set(files):
        stale.unlink()
    return list(files)


def _require(slug: str, numbers: Iterable[int], known: range) -> None:
    for number in numbers:
        if number not in known:
            raise UsageError(
                _("There is no slide {n} in {slug}: its deck has {total}.", n=number, slug=slug, total=len(known))
            )


def _drawn(pictures: Pictures, numbers: Sequence[int], format: str, width: int) -> Iterable[bytes]:
    if format == "svg":
        return map(pictures.svg, numbers)
    from generator.pdf.raster import png

    return map(png, pictures.images(numbers, width))
