"""Places by name, without a network: GeoNames' (CC BY 4.0), as ``tools/gazetteer.py`` has packed them."""

from __future__ import annotations

import gzip
import re
import unicodedata
from functools import cache
from math import cos, hypot, radians
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Collection

FILE = Path(__file__).with_name("places.tsv.gz")
_MOST = 12  # places that are offered at once
_NEAR = 0.5  # degrees of latitude, 55 km
_NEAREST = 5  # places that are offered beside a point
_WORDS = 6  # of a place's name, at most: “Las Palmas de Gran Canaria” has five
_LONG = 4  # letters from which on a name in a text is taken for a place's
_SURE = 6  # letters from which on a place's other names are told from a word that begins a sentence
_LEAST = 2  # letters from which on one is looked for


class Place(Struct, frozen=True):
    """A place: the name by which it was looked for, its usual one, country (ISO 3166-1), degrees north and east."""

    name: str
    usual: str
    country: str
    latitude: float
    longitude: float


def found(words: str) -> list[Place]:
    """Return the places called ``words``, in any language, or so in the beginning, or in a part; the largest first."""
    wanted = _folded(words)
    if len(wanted) < _LEAST:
        return []
    exact: list[Place] = []
    begun: list[Place] = []
    holding: list[Place] = []
    for keys, line in _lines():
        beginning = (one for one in keys if one.startswith(wanted))
        key = wanted if wanted in keys else next(beginning, "")
        if not key and len(wanted) >= _LONG and (part := next((one for one in keys if wanted in one), "")):
            holding.append(_place(line, keys.index(part)))
        if key:
            place = _place(line, keys.index(key))
            as_typed = key == wanted and not words.isascii()  # with its accents
            place = replace(place, name=words[:1].upper() + words[1:]) if as_typed else place
            (exact if key == wanted else begun).append(place)
    return [*exact, *begun, *holding][:_MOST]


def named_in(text: str, known: Collection[str]) -> Place | None:
    """Return the first place that ``text`` names with a capital letter, no part of one of the ``known`` names."""
    listed = _listed()
    words = [*re.finditer(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", text)]
    covered = 0
    for at, word in enumerate(words):
        for last in reversed(words[at : at + _WORDS]):
            name = text[word.start() : last.end()]
            if name in known:
                covered = max(covered, last.end())
            if last.end() <= covered:
                break
            line = listed.get(name) if name[0].isupper() and len(name) >= _LONG else None
            starts = not at or bool(re.search(r"[.!?…:«]\s*$", text[: word.start()]))
            if line and (not starts or len(name) >= _SURE or line.startswith((f"{name}|", f"{name}\t"))):
                return replace(_place(line, 0), name=name)
    return None


@cache
def _listed() -> dict[str, str]:
    """Return the lines of the places by each of their names, as it is written; the largest has it."""
    found: dict[str, str] = {}
    for _keys, line in _lines():
        for name in line.partition("\t")[0].split("|"):
            found.setdefault(name, line)
    return found


def near(longitude: float, latitude: float) -> list[Place]:
    """Return the places nearest to a point, in degrees, the nearest first; none that is further than a day's walk."""
    shrunk = cos(radians(latitude))
    found = []
    for _keys, line in _lines():
        place = _place(line, 0)
        east = (place.longitude - longitude + 180) % 360 - 180
        if (far := hypot(place.latitude - latitude, east * shrunk)) <= _NEAR:
            found.append((far, place.name, place))
    return [place for _far, _name, place in sorted(found, key=lambda one: one[:2])[:_NEAREST]]


@cache
def _lines() -> list[tuple[list[str], str]]:
    """Return the places as lines, each with its names as they are compared."""
    text = gzip.decompress(FILE.read_bytes()).decode("utf-8")
    lines = [one for one in text.splitlines() if not one.startswith("#")]
    return [([_folded(name) for name in one.partition("\t")[0].split("|")], one) for one in lines]


def _place(line: str, number: int) -> Place:
    names, country, latitude, longitude = line.split("\t")
    listed = names.split("|")
    return Place(listed[number], listed[0], country, float(latitude), float(longitude))


def _folded(name: str) -> str:
    """Return the letters of ``name`` without accents and case."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name.casefold())))
