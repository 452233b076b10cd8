"""Draw the pictures and the map of the demonstration, content/villes-imaginaires: invented, of nobody's but ours (CC0).

    python tools/demonstration.py [FOLDER]

The same program draws the same pictures; it is run by hand when they are to change.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "content" / "villes-imaginaires" / "pictures"
SIZE = (1500, 1000)
Point = tuple[float, float]
FINER = 2  # drawn so many times larger, for smooth edges
INK, TEAL, OCHRE, GREEN, PAPER = (27, 35, 51), (0, 103, 122), (201, 134, 44), (62, 122, 84), (246, 240, 228)
SUN = (240, 180, 84)

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 96">
<title>Réseau des villes imaginaires</title>
<g fill="{bars}"><path d="M8 88V44h22v44z"/><path d="M36 88V20h22v68z"/><path d="M64 88V58h22v30z"/></g>
<circle cx="75" cy="36" r="13" fill="{sun}"/>
<g fill="none" stroke="{line}" stroke-width="7" stroke-linecap="round">
<path d="M112 32h112M112 56h84M112 80h48"/></g>
</svg>
"""

PARTNER = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 96">
<title>Club imaginaire des vélos</title>
<g fill="none" stroke="{line}" stroke-width="8" stroke-linecap="round" stroke-linejoin="round">
<circle cx="38" cy="60" r="28"/><circle cx="122" cy="60" r="28"/><path d="M38 60 60 18h46l16 42M60 18l22 42h40"/></g>
</svg>
"""


# An invented land, from north to south along its coast, in degrees; its islets; its river and what flows into it.
COAST = (
    *((-1.0, 60.0), (-2.2, 56.5), (0.8, 54.2), (-0.6, 52.6), (-3.6, 51.6), (-4.2, 50.0), (-2.4, 48.7), (-2.62, 47.8)),
    *((-2.8, 47.3), (-4.1, 46.5), (-3.3, 45.3), (-0.8, 44.8), (0.2, 43.3), (2.6, 42.3), (3.4, 40.0), (6.0, 36.0)),
)
INLAND = ((25.0, 30.0), (40.0, 40.0), (40.0, 62.0), (10.0, 64.0))
ISLETS = (
    ((-7.5, 50.9), (-6.5, 51.1), (-6.0, 50.5), (-6.6, 49.9), (-7.4, 50.2)),
    ((-6.5, 44.1), (-5.2, 44.3), (-4.6, 43.4), (-5.3, 42.7), (-6.4, 43.0)),
)
RIVERS = (
    *(((14.5, 51.6), (11.2, 50.3), (9.4, 49.45), (7.5, 48.5), (5.6, 48.6), (3.4, 47.5), (1.2, 46.75), (-0.6, 47.5)),),
    ((-0.6, 47.5), (-1.6, 47.3), (-2.4, 47.5), (-3.2, 47.5)),
    ((7.4, 44.2), (6.2, 45.6), (4.4, 46.2), (3.4, 47.5)),
)
STEPS = 8  # of a curve between two points


def curve(points: Sequence[Point], *, closed: bool = False) -> list[Point]:
    """Return the smooth line through some points (Catmull and Rom, 1974), to hundredths of a degree."""
    ends = (points[-1], points[0], points[1]) if closed else (points[0], points[-1], points[-1])
    around = [ends[0], *points, *ends[1:]][: len(points) + (3 if closed else 2)]
    found = []
    for a, b, c, d in zip(around, around[1:], around[2:], around[3:], strict=False):
        for step in range(STEPS):
            t = step / STEPS
            x, y = (
                (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t**2 + (3 * q - p - 3 * r + s) * t**3) / 2
                for p, q, r, s in zip(a, b, c, d, strict=True)
            )
            found.append((round(x, 2), round(y, 2)))
    return [*found, points[0] if closed else points[-1]]


def coast() -> str:
    """Return the invented land, two islets and a river as GeoJSON."""
    rings = [[*curve(COAST), *INLAND, COAST[0]], *(curve(one, closed=True) for one in ISLETS)]
    named = [("MultiPolygon", [[ring] for ring in rings], "Terre inventée")]
    lines = [("LineString", curve(one), "Fleuve inventé") for one in RIVERS]
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": {"type": kind, "coordinates": found}}
        for kind, found, name in (*named, *lines)
    ]
    written = ",\n".join(json.dumps(one, ensure_ascii=False) for one in features)
    return f'{{"type": "FeatureCollection", "features": [\n{written}\n]}}\n'


def main() -> int:
    """Write the pictures; say where."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, draw in {"ville": city, "toits": roofs, "velos": bicycles}.items():
        picture = _canvas()
        draw(ImageDraw.Draw(picture), *picture.size)
        picture.resize(SIZE, Image.Resampling.LANCZOS).save(folder / f"{name}.jpg", quality=80, optimize=True)
    forms = {"logo": ("#00677A", "#C9862C", "#1B2333"), "logo-sombre": ("#8FD3DE", "#F0B454", "#FFFFFF")}
    for name, (bars, sun, line) in forms.items():
        (folder / f"{name}.svg").write_text(LOGO.format(bars=bars, sun=sun, line=line), "utf-8")
    for name, line in {"club": "#3E7A54", "club-sombre": "#A9DDB8"}.items():
        (folder / f"{name}.svg").write_text(PARTNER.format(line=line), "utf-8")
    (folder / "cote.geojson").write_text(coast(), "utf-8")
    print(folder)
    return 0


def _canvas() -> Image.Image:
    return Image.new("RGB", (SIZE[0] * FINER, SIZE[1] * FINER), PAPER)


def _sky(draw: ImageDraw.ImageDraw, width: int, height: int, top: tuple[int, ...], foot: tuple[int, ...]) -> None:
    for y in range(height):
        part = y / height
        draw.line((0, y, width, y), fill=tuple(round(a + (b - a) * part) for a, b in zip(top, foot, strict=True)))


def _hills(draw: ImageDraw.ImageDraw, width: int, height: int, level: float, colour: tuple[int, ...]) -> None:
    swell = [(x, height * (level + 0.035 * math.sin(x / width * 7 + 9 * level))) for x in range(0, width + 20, 20)]
    draw.polygon([(0, height), *swell, (width, height)], fill=colour)


def city(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Draw the towers of no city, before hills."""
    _sky(draw, width, height, (20, 74, 96), (247, 214, 160))
    draw.ellipse((width * 0.62, height * 0.18, width * 0.76, height * 0.39), fill=SUN)
    for step, colour in enumerate(((120, 160, 160), (76, 124, 132), (38, 90, 104))):
        _hills(draw, width, height, 0.56 + 0.09 * step, colour)
    for index in range(22):
        tall = 0.16 + 0.34 * abs(math.sin(index * 1.9 + 0.6))
        left = width * (index / 22)
        box = (left, height * (0.92 - tall), left + width * 0.036, height)
        draw.rectangle(box, fill=(TEAL, INK, (30, 62, 88), OCHRE)[index % 4])
        for floor in range(int(tall * 26)):
            y = box[1] + height * (0.02 + 0.033 * floor)
            for window in range(2):
                x = left + width * (0.007 + 0.014 * window)
                if (floor * 3 + window * 5 + index) % 4:
                    draw.rectangle((x, y, x + width * 0.007, y + height * 0.014), fill=(250, 226, 170))
    draw.rectangle((0, height * 0.93, width, height), fill=(16, 28, 44))


def roofs(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Draw roofs with solar panels under a sun of lines."""
    _sky(draw, width, height, (250, 236, 206), (244, 206, 140))
    middle = (width * 0.74, height * 0.26)
    for ray in range(24):
        turn = ray * math.pi / 12
        ends = [
            (middle[0] + r * height * math.cos(turn), middle[1] + r * height * math.sin(turn)) for r in (0.17, 0.23)
        ]
        draw.line([*ends[0], *ends[1]], fill=OCHRE, width=round(height * 0.012))
    r = height * 0.13
    draw.ellipse((middle[0] - r, middle[1] - r, middle[0] + r, middle[1] + r), fill=OCHRE)
    _hills(draw, width, height, 0.58, (142, 168, 120))
    for row, colour in enumerate(((150, 78, 48), (122, 60, 44), (92, 48, 46))):
        for index in range(4):
            left, top = width * (0.27 * index - 0.1 + 0.09 * row), height * (0.5 + 0.16 * row)
            right, foot = left + width * 0.24, top + height * 0.16
            slope = width * 0.05
            draw.polygon([(left + slope, top), (right, top), (right - slope, foot), (left, foot)], fill=colour)
            draw.rectangle((left, foot, right - slope, height), fill=(232, 216, 190))
            for column in range(3):
                x, y = left + slope * 0.9 + width * 0.055 * column, top + height * 0.025
                panel = [
                    (x + slope * 0.4, y),
                    (x + width * 0.05 + slope * 0.4, y),
                    (x + width * 0.05, y + height * 0.1),
                ]
                draw.polygon([*panel, (x, y + height * 0.1)], fill=(28, 58, 104), outline=(190, 206, 226))


def bicycles(draw: ImageDraw.ImageDraw, width: int, height: int) -> None:
    """Draw three bicycles made of circles and lines."""
    draw.rectangle((0, 0, width, height), fill=(220, 232, 220))
    draw.rectangle((0, height * 0.78, width, height), fill=(150, 182, 152))
    pen = round(height * 0.014)
    for index, colour in enumerate((GREEN, TEAL, OCHRE)):
        x, y, r = width * (0.05 + 0.31 * index), height * 0.66, height * 0.15
        back, front = (x + r, y), (x + width * 0.2, y)
        for hub in (back, front):
            draw.ellipse((hub[0] - r, hub[1] - r, hub[0] + r, hub[1] + r), outline=INK, width=pen)
        seat, bar = (x + width * 0.075, y - height * 0.2), (x + width * 0.165, y - height * 0.22)
        crank = (x + width * 0.11, y)
        for one, other in ((back, seat), (seat, bar), (crank, seat), (crank, bar), (back, crank), (bar, front)):
            draw.line([*one, *other], fill=colour, width=2 * pen)
        draw.line((seat[0] - r * 0.3, seat[1], seat[0] + r * 0.3, seat[1]), fill=INK, width=2 * pen)
        draw.line((bar[0] - r * 0.3, bar[1] - r * 0.2, bar[0] + r * 0.2, bar[1] - r * 0.1), fill=INK, width=2 * pen)


if __name__ == "__main__":
    sys.exit(main())
