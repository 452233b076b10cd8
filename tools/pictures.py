"""Draw the deck and the note as two contact sheets, to look at them; it needs nothing but the program.

    python tools/pictures.py lecons-apprises --folder docs/images

The sheets are deck.png and note.png.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from generator.pdf.raster import images, png, sheet
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.pipeline.slide_pictures import make_pictures
from generator.world import World

if TYPE_CHECKING:
    from PIL.Image import Image

ROOT = Path(__file__).resolve().parents[1]
WIDTH, COLUMNS = 480, 2


def main() -> None:
    """Draw both sheets and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("publication")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "images")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    world = World(ROOT)
    for name, pictures in (("deck", slides(world, options.publication)), ("note", pages(world, options.publication))):
        target = options.folder / f"{name}.png"
        target.write_bytes(png(sheet(list(pictures), COLUMNS)))
        print(f"{target} ({target.stat().st_size // 1024} kB)")


def slides(world: World, slug: str) -> Iterator[Image]:
    """Return the slides of the deck."""
    pictures = make_pictures(world, slug)
    return pictures.images(pictures.numbers, WIDTH)


def pages(world: World, slug: str) -> Iterator[Image]:
    """Return the pages of the note."""
    production = Production(world, slug)
    edition = edition_named("note")
    return images(production.write(edition, production.document(edition)), WIDTH)


if __name__ == "__main__":
    main()
