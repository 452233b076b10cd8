"""Vendor the fonts, icons and map under `templates/` from their published packages; run by hand.

    python tools/vendor.py --tabler DIR --atlas DIR --carlito DIR

The directories are the unpacked npm packages @tabler/icons and world-atlas, and the folder of the
four Carlito files (Debian's fonts-crosextra-carlito). It downloads nothing, and nothing imports it.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path as File
from typing import Any

from babel.core import get_global
from svgelements import Path as SvgPath

from generator.graphics.atlas import BIAS
from generator.graphics.drawn import commands
from generator.graphics.icons import read_icon
from generator.graphics.path import Path, Point, simplified

TEMPLATES = File(__file__).resolve().parent.parent / "templates"

ICONS = """
affiliate ambulance basket bike bolt book building-community building-factory-2 bulb bus calendar
certificate chart-bar clock coin-euro compass cpu database droplet flag flask hammer
heart-handshake home key leaf link mail map map-pin message-circle microscope movie network palette
phone plant puzzle recycle rocket route scale school shield-check speakerphone star stethoscope sun
target-arrow tools train tree trophy users users-group wind world
""".split()  # noqa: SIM905

# Natural Earth gives these no ISO number; Somaliland and Northern Cyprus are no states of ISO 3166.
UNNUMBERED = {
    "Kosovo": "XK",  # user-assigned, as the European Commission does
    "N. Cyprus": "CY",
    "Somaliland": "SO",
    "Indian Ocean Ter.": "AU",
    "Siachen Glacier": "",  # claimed by India and Pakistan: land of no country
}
# Natural Earth draws who holds the ground; UN General Assembly resolution 68/262: it is Ukraine.
CRIMEA = (34.4, 45.2)

SCALES = (120, 20)  # units per degree, fine then coarse
TOLERANCES = (0.015, 0.08)  # degrees
LONGEST = 43  # units per step: a longer one is written as several, so long borders follow parallels
SMALLEST = 0.004  # square degrees at the equator, about 50 km2

MAP_NOTICE = """\
world.json is made by tools/vendor.py from world-atlas 2.0.2 (countries-50m.json), simplified.
Its data is Natural Earth's (https://www.naturalearthdata.com), which is in the public domain.

Natural Earth draws who holds the ground. Changed here: Crimea is part of Ukraine (United Nations
General Assembly resolution 68/262); Northern Cyprus and Somaliland are parts of Cyprus and Somalia.

world-atlas is under the ISC licence:

"""

Ring = list[int]
Polygon = list[Ring]


def main() -> None:
    """Write every vendored file, and say how large they are."""
    parser = argparse.ArgumentParser(description="Vendor fonts, icons and the map.")
    for name in ("tabler", "atlas", "carlito"):
        parser.add_argument(f"--{name}", type=File, required=True)
    licence = File("/usr/share/doc/fonts-crosextra-carlito/copyright")
    parser.add_argument("--carlito-licence", type=File, default=licence)
    options = parser.parse_args()
    vendor_fonts(options.carlito, options.carlito_licence)
    vendor_icons(options.tabler)
    vendor_map(options.atlas)


def vendor_fonts(source: File, copyright_file: File) -> None:
    """Copy the four faces, byte for byte, and the SIL Open Font License."""
    target = _folder("fonts")
    for style in ("Regular", "Bold", "Italic", "BoldItalic"):
        shutil.copyfile(source / f"Carlito-{style}.ttf", target / f"Carlito-{style}.ttf")
    lines = copyright_file.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(" Copyright (c)"))
    end = lines.index("Files: debian/*")
    text = "\n".join("" if line.strip() == "." else line[1:] for line in lines[start:end])
    (target / "OFL.txt").write_text(text.strip() + "\n", encoding="utf-8")
    print(f"fonts: {_size(target)}")


def vendor_icons(source: File) -> None:
    """Write each icon of `ICONS` normalised, and Tabler's licence."""
    target = _folder("icons")
    for name in sorted(ICONS):
        paths = _icon_paths((source / "icons" / "outline" / f"{name}.svg").read_text("utf-8"))
        svg = _icon_svg(paths)
        read_icon(svg.encode())
        (target / f"{name}.svg").write_text(svg, encoding="utf-8")
    shutil.copyfile(source / "LICENSE", target / "LICENSE")
    print(f"icons: {len(ICONS)}, {_size(target)}")


def vendor_map(source: File) -> None:
    """Write the world's countries, and the licences of world-atlas and Natural Earth."""
    target = _folder("maps")
    topology = json.loads((source / "countries-50m.json").read_text("utf-8"))
    arcs = _decoded_arcs(topology)
    countries = _countries(topology["objects"]["countries"]["geometries"], arcs)
    countries = {code: _without_specks(p, arcs, countries) for code, p in countries.items()}
    content = _packed({code: _dissolved(p, arcs) for code, p in countries.items()}, arcs)
    rows = json.dumps(content, ensure_ascii=True, separators=(",", ":"), sort_keys=True)
    (target / "world.json").write_text(rows + "\n", encoding="ascii")
    (target / "LICENSE").write_text(_map_licence(source), encoding="utf-8")
    points = [sum(len(arc[i]) // 2 + 1 for arc in content["arcs"]) for i in (-2, -1)]
    arcs_written = f"{len(content['arcs'])} arcs, {points} points"
    print(f"map: {len(countries)} countries, {arcs_written}, {_size(target)}")


def _folder(name: str) -> File:
    folder = TEMPLATES / name
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _size(folder: File) -> str:
    return f"{sum(file.stat().st_size for file in folder.iterdir()):,} bytes"


# Icons


def _icon_paths(svg: str) -> Iterator[Path]:
    """Yield the drawn paths of a Tabler file; its first is an invisible square."""
    for tag in svg.split("<path")[1:]:
        if 'stroke="none"' not in tag:
            path = SvgPath(tag.split(' d="')[1].split('"')[0])
            path.approximate_arcs_with_cubics()
            yield Path(tuple(commands(path)))


def _icon_svg(paths: Iterable[Path]) -> str:
    head = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">\n'
    )
    return head + "".join(f'  <path d="{path.svg(2)}"/>\n' for path in paths) + "</svg>\n"


# Map


def _decoded_arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Decode the quantised arcs (TopoJSON 2.1.4), longitudes not jumping at the antimeridian."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points: list[Point] = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            longitude = x * kx + tx
            if points:
                longitude -= 360 * round((longitude - points[-1][0]) / 360)
            points.append((longitude, y * ky + ty))
        arcs.append(points)
    return arcs


def _countries(geometries: list[dict[str, Any]], arcs: list[list[Point]]) -> dict[str, list[Polygon]]:
    """Return the polygons of each alpha-2 code, Crimea in Ukraine."""
    countries: dict[str, list[Polygon]] = {}
    for geometry in geometries:
        single = geometry["type"] == "Polygon"
        polygons = [geometry["arcs"]] if single else geometry["arcs"]
        for polygon in polygons:
            code = "UA" if _holds(_outline(polygon[0], arcs), CRIMEA) else _alpha_2(geometry)
            countries.setdefault(code, []).append(polygon)
    return dict(sorted(countries.items()))


def _alpha_2(geometry: dict[str, Any]) -> str:
    """Return the alpha-2 code of an ISO 3166-1 number, by Unicode's territory aliases."""
    name = geometry["properties"]["name"]
    if "id" not in geometry:
        return UNNUMBERED[name]
    (code,) = get_global("territory_aliases")[geometry["id"]]
    return str(code)


def _outline(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    """Return a ring's points, with longitudes that do not jump."""
    points: list[Point] = []
    for index in ring:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        turn = 360 * round((line[0][0] - points[-1][0]) / 360) if points else 0
        points.extend((x - turn, y) for x, y in line)
    return points


def _holds(ring: list[Point], place: Point) -> bool:
    inside = False
    for (x0, y0), (x1, y1) in pairwise(ring):
        if (y0 > place[1]) != (y1 > place[1]):
            inside ^= place[0] < x0 + (place[1] - y0) / (y1 - y0) * (x1 - x0)
    return inside


def _area(polygon: Polygon, arcs: list[list[Point]]) -> float:
    """Return the area in square degrees at the equator."""
    ring = _outline(polygon[0], arcs)
    total = sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring))
    return abs(total) / 2 * math.cos(math.radians(ring[0][1]))


def _without_specks(
    polygons: list[Polygon], arcs: list[list[Point]], countries: dict[str, list[Polygon]]
) -> list[Polygon]:
    """Drop the smallest islands, never a country's largest polygon nor one with a neighbour."""
    uses = _uses(polygon for others in countries.values() for polygon in others)
    largest = max(polygons, key=lambda polygon: _area(polygon, arcs))
    return [
        polygon
        for polygon in polygons
        if polygon is largest or _area(polygon, arcs) >= SMALLEST or any(uses[_arc(i)] > 1 for i in polygon[0])
    ]


def _uses(polygons: Iterable[Polygon]) -> Counter[int]:
    return Counter(_arc(i) for polygon in polygons for ring in polygon for i in ring)


def _arc(index: int) -> int:
    return index if index >= 0 else ~index


def _dissolved(polygons: list[Polygon], arcs: list[list[Point]]) -> list[Polygon]:
    """Merge the polygons of one country that touch, such as Ukraine and Crimea."""
    uses = _uses(polygons)
    touching = [p for p in polygons if any(uses[_arc(i)] > 1 for ring in p for i in ring)]
    apart = [polygon for polygon in polygons if polygon not in touching]
    left = [i for p in touching for ring in p for i in ring if uses[_arc(i)] == 1]
    return apart + [[ring] for ring in _stitched(left, arcs)]


def _stitched(indexes: list[int], arcs: list[list[Point]]) -> Iterator[Ring]:
    """Chain directed arcs, end to start, into rings."""
    starts = {_ends(index, arcs)[0]: index for index in indexes}
    assert len(starts) == len(indexes), "two rings meet at a point"
    while starts:
        first, index = next(iter(starts.items()))
        ring = []
        while True:
            del starts[_ends(index, arcs)[0]]
            ring.append(index)
            end = _ends(index, arcs)[1]
            if end == first:
                break
            index = starts[end]
        yield ring


def _ends(index: int, arcs: list[list[Point]]) -> tuple[Point, Point]:
    line = arcs[_arc(index)]
    return (line[0], line[-1]) if index >= 0 else (line[-1], line[0])


def _packed(countries: dict[str, list[Polygon]], arcs: list[list[Point]]) -> dict[str, Any]:
    """Number the arcs in use anew, and write them as the rows of `generator.graphics.atlas.Arc`."""
    owners: dict[int, set[str]] = {}
    for code, polygons in countries.items():
        for index in _uses(polygons):
            owners.setdefault(index, set()).add(code)
    new = {index: number for number, index in enumerate(sorted(owners))}
    rows = [_row(arcs[index]) for index in new]
    return {
        "scales": SCALES,
        "arcs": rows,
        "borders": [number for index, number in new.items() if len(owners[index]) > 1],
        "countries": [
            _country(code, [[[_renumbered(i, new) for i in ring] for ring in p] for p in ps], rows)
            for code, ps in countries.items()
        ],
    }


def _country(code: str, polygons: list[Polygon], rows: list[list[Any]]) -> list[Any]:
    wests, souths, easts, norths = zip(*(rows[i][:4] for i in _uses(polygons)), strict=True)
    return [min(wests), min(souths), max(easts), max(norths), code, polygons]


def _renumbered(index: int, new: dict[int, int]) -> int:
    return new[index] if index >= 0 else ~new[~index]


def _row(arc: list[Point]) -> list[Any]:
    """Return an arc's extent and start in fine units, and its steps at each level as characters."""
    fine = [(round(x * SCALES[0]), round(y * SCALES[0])) for x, y in _simplified(arc, TOLERANCES[0])]
    xs, ys = [x for x, _ in fine], [y for _, y in fine]
    units: list[Point] = [(float(x), float(y)) for x, y in fine]
    ratio = SCALES[1] / SCALES[0]  # junctions are rounded from the fine ones, as the atlas does
    lines = _simplified(units, TOLERANCES[1] * SCALES[0], 1 / SCALES[0])
    coarse = [(round(x * ratio), round(y * ratio)) for x, y in lines]
    return [min(xs), min(ys), max(xs), max(ys), *fine[0], _coded(fine), _coded(coarse)]


def _coded(points: list[tuple[int, int]]) -> str:
    return "".join(
        chr(BIAS + dx) + chr(BIAS + dy)
        for start, end in pairwise(points)
        for dx, dy in _steps(end[0] - start[0], end[1] - start[1])
    )


def _simplified(arc: list[Point], tolerance: float, degree: float = 1.0) -> list[Point]:
    """Simplify on a sheet where a degree is as long east as north; a closed arc in two halves."""
    squeeze = math.cos(math.radians(sum(y for _, y in arc) / len(arc) * degree))
    flat = [(x * squeeze, y) for x, y in arc]
    middle = max(range(len(flat)), key=lambda i: math.dist(flat[0], flat[i]))
    if arc[0] != arc[-1] or not middle:
        kept = simplified(flat, tolerance)
    else:
        kept = simplified(flat[: middle + 1], tolerance)
        kept += simplified(flat[middle:], tolerance)[1:]
        if len(kept) < 5:
            kept = flat
    places = dict(zip(flat, arc, strict=True))
    return [places[point] for point in kept]


def _steps(dx: int, dy: int) -> Iterator[tuple[int, int]]:
    count = math.ceil(max(abs(dx), abs(dy)) / LONGEST)
    for i in range(count):
        yield (round(dx * (i + 1) / count) - round(dx * i / count), round(dy * (i + 1) / count) - round(dy * i / count))


def _map_licence(source: File) -> str:
    return MAP_NOTICE + (source / "LICENSE").read_text("utf-8")


if __name__ == "__main__":
    main()
