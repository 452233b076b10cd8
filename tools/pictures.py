"""Draw the built deck and note as two contact sheets, to look at them; needs LibreOffice and poppler.

    python tools/pictures.py lecons-apprises --folder docs/images

The sheets are deck.png and note.png.
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
COLOURS = 128  # flat colours and text: a palette is enough, and a third of the size
GAP, PAPER, RULE = 12, "#FFFFFF", "#C5CBD4"


def main() -> None:
    """Draw both sheets and say where they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("publication")
    parser.add_argument("--folder", type=Path, default=ROOT / "docs" / "images")
    parser.add_argument("--output", type=Path, default=ROOT / "output", help="where the built files are")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="piliers-pictures-") as scratch:
        deck = as_pdf(options.output / f"{options.publication}.pptx", Path(scratch))
        note = options.output / f"{options.publication}.pdf"
        for name, pdf, width, columns in (("deck", deck, 480, 2), ("note", note, 480, 2)):
            target = options.folder / f"{name}.png"
            sheet(pages(pdf, width, Path(scratch)), columns).save(target, optimize=True)
            print(f"{target} ({target.stat().st_size // 1024} kB)")


def as_pdf(deck: Path, folder: Path) -> Path:
    """Return the deck as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(deck)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / f"{deck.stem}.pdf"


def pages(pdf: Path, width: int, folder: Path) -> list[Image.Image]:
    """Return the pages of ``pdf``, ``width`` pixels wide."""
    prefix = folder / f"page-{pdf.parent.name}"
    command = ["pdftoppm", "-png", "-scale-to-x", str(width), "-scale-to-y", "-1", str(pdf), str(prefix)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return [Image.open(path) for path in sorted(folder.glob(f"{prefix.name}-*.png"))]


def sheet(images: list[Image.Image], columns: int) -> Image.Image:
    """Return the images side by side, each in a thin frame."""
    width, height = images[0].size
    rows = -(-len(images) // columns)
    canvas = Image.new("RGB", ((width + GAP) * columns + GAP, (height + GAP) * rows + GAP), PAPER)
    for index, image in enumerate(images):
        x, y = GAP + index % columns * (width + GAP), GAP + index // columns * (height + GAP)
        canvas.paste(RULE, (x - 1, y - 1, x + width + 1, y + height + 1))
        canvas.paste(image, (x, y))
    return canvas.quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
