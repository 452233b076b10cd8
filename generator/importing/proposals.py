"""What is proposed for a person to decide: icons by words, places by the registry, the language, ids and names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.importing.blocks import Runs, words
from generator.messages import spoken, unaccented
from generator.source.icons import ICONS, icon_meanings, shown
from generator.source.inline import plain
from generator.source.nodes import Mapping, Scalar, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.source.inline import Run
    from generator.world import World

CITIES = "content/cities.yaml"
_STEM = 5  # letters that two forms of a word have in common: “innovants”, “innovation”
_STEM_LEAST = 4  # letters: shorter words are articles and the like
# Icons that mean nothing but “one of several”, for what no word tells.
NEUTRAL = ("star", "flag", "compass", "bulb", "puzzle", "map-pin", "book", "key")
_ID_WORDS = 2  # that tell a pillar or an example from others, where the first do
_ID_LONGEST = 40  # characters of an id
_SLUG_LONGEST = 60  # characters of a publication's folder, whose name all its files bear
# The names that Windows keeps for devices, whatever their ending.
_DEVICES = frozenset(("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))))
# The commonest words of the languages in which our users write; what is one of two languages tells neither.
_COMMON = {
    "fr": "les des une dans pour avec sur est qui au aux par ses du et le un l d qu",
    "en": "the of and for with from that this are which its is by to an was",
    "de": "der die und das mit für von dem den eine ist im auf ein zu nicht",
    "es": "los las el y del una con para por se su como al un más",
    "it": "il della di che per con gli una nel alla dei del e sono un l d",
    "nl": "het een van voor met zijn op dat aan ook door bij te wordt",
    "pt": "os as uma com para do da dos das em no na ao um são",
}
_FEW = 3  # common words: fewer tell no language
_COMMON_WORDS = " ".join(_COMMON.values()).split()
_QUOTED = re.compile(r"[\"«“„][^\"«»“”„]*[\"»”]")


def language_of(text: str, named: str, known: Iterable[str]) -> str:
    """Return the language of ``text`` by its commonest words.

    Where these say as much for it, the one ``named`` by the file: many programs name their own. Without any, that of
    the user's messages.
    """
    found = words(text[:20_000])
    own = {tag: {word for word in _COMMON[tag].split() if _COMMON_WORDS.count(word) == 1} for tag in _COMMON}
    counts = {tag: sum(word in own[tag] for word in found) for tag in _COMMON if tag in known}
    best = max(counts, key=lambda tag: counts[tag], default="")
    if named in known and (not best or counts[best] < _FEW or 2 * counts.get(named, counts[best]) >= counts[best]):
        return named
    return best if best and counts[best] >= _FEW else spoken()


def slug(text: str) -> str:
    """Return a safe name for the folder of a publication called ``text``: letters a to z, digits and hyphens."""
    return _safe("-".join(_ascii(text)), _SLUG_LONGEST) or "publication"


def id_for(text: str, otherwise: str, taken: set[str]) -> str:
    """Return an id made of the telling words of ``text``, which is not ``taken`` and then is."""
    found = [word for word in dict.fromkeys(_ascii(text)) if not word.isdecimal()]
    telling = [word for word in found if len(word) >= _STEM_LEAST and word not in _COMMON_WORDS] or found
    base = _safe("-".join(telling[:_ID_WORDS]), _ID_LONGEST) or otherwise
    id = next(one for n in range(1, len(taken) + 2) if (one := f"{base}-{n}" if n > 1 else base) not in taken)
    taken.add(id)
    return id


def _ascii(text: str) -> list[str]:
    return re.findall("[a-z0-9]+", unaccented(text))


def _safe(name: str, longest: int) -> str:
    name = name[:longest].strip("-")
    return f"{name}-1" if name in _DEVICES else name


class Icons:
    """The icons of the project, proposed by the words that name them in English and in French; none twice."""

    def __init__(self, world: World) -> None:
        self._names = world.names(ICONS, ".svg")
        self._meanings = meanings = icon_meanings(world)
        said = {name: meanings.get(name, "").partition(";") for name in self._names}
        self._stems = {
            name: _stems(f"{name.replace('-', ' ')} {first}") for name, (first, _sign, _more) in said.items()
        }
        self._others = {
            name: {stem: word for stem, word in _stems(more).items() if stem not in self._stems[name]}
            for name, (_first, _sign, more) in said.items()
        }
        self._used: set[str] = set()

    def proposed(self, label: str, heading: str) -> tuple[str, str]:
        """Return an icon, and the word that it was chosen by, or nothing; a word of the ``label`` counts twice.

        What the icon shows counts first, its other words where that decides nothing.
        """
        first, wanted = _stems(label), _stems(f"{label} {heading}")

        def score(stems: dict[str, str]) -> int:
            return len(stems.keys() & wanted.keys()) + len(stems.keys() & first.keys())

        left = [name for name in self._names if name not in self._used]
        best = max(left, key=lambda name: (score(self._stems[name]), score(self._others[name])), default="")
        known = {**self._others[best], **self._stems[best]} if best else {}
        word = next((wanted[stem] for own in (self._stems.get(best, {}), known) for stem in wanted if stem in own), "")
        name = best if word else self._neutral(left)
        self._used.add(name)
        return name, word

    def shown(self, name: str) -> str:
        """Return what an icon shows in the user's language; its name is an English word already."""
        return shown(name, self._meanings.get(name, name))

    def _neutral(self, left: list[str]) -> str:
        return next((name for name in (*NEUTRAL, *left, *self._names) if name in left), self._names[0])


def _stems(text: str) -> dict[str, str]:
    """Return the words of ``text`` by their beginnings."""
    return {unaccented(word)[:_STEM]: word for word in words(text) if len(word) >= _STEM_LEAST}


class Cities:
    """The names of the registry, looked for in texts."""

    def __init__(self, world: World) -> None:
        node = read_yaml(CITIES, world.read(CITIES), []) if world.exists(CITIES) else None
        self.ids = dict(_names(node)) if isinstance(node, Mapping) else {}
        names = sorted((name for name in self.ids if len(name) > 2), key=len, reverse=True)
        # What is joined to a name by hyphens belongs to it: Grenoble-Alpes.
        found = rf"(?<![\w-])({'|'.join(map(re.escape, names))})(?:-\w+)*(?!\w)"
        self._pattern = re.compile(found) if names else None

    def marked(self, runs: Runs) -> tuple[Runs, list[str]]:
        """Return ``runs`` with the first mention of each city marked, and the names marked.

        Between quotation marks, a name is mostly that of something else; it is marked where the city has no other.
        """
        seen: dict[str, str] = {}
        bare = _QUOTED.sub(lambda match: " " * len(match[0]), plain(runs))
        for text in (bare, plain(runs)) if self._pattern else ():
            runs = self._marked(runs, text, seen)
        return runs, [seen[run.place] for run in runs if run.place in seen]

    def _marked(self, runs: Runs, text: str, seen: dict[str, str]) -> Runs:
        assert self._pattern
        places = {}
        for match in self._pattern.finditer(text):
            if (id := self.ids[match[1]]) not in seen:
                places[match.span()] = id
                seen[id] = match[0]
        return tuple(run for run in _cut(runs, places) if run.text)


def _cut(runs: Runs, places: dict[tuple[int, int], str]) -> Iterator[Run]:
    """Yield ``runs``, those between some places as mentions of cities, unless they are links already."""
    start = 0
    for run in runs:
        at = start
        for (begin, end), id in places.items():
            if start <= begin and end <= start + len(run.text) and not (run.link or run.place):
                yield run.with_text(run.text[at - start : begin - start])
                yield replace(run.with_text(run.text[begin - start : end - start]), place=id, strong=False)
                at = end
        yield run.with_text(run.text[at - start :])
        start += len(run.text)


def _names(node: Mapping) -> Iterator[tuple[str, str]]:
    """Yield each name of each city of the registry with the city's id."""
    for id, city in node.entries:
        for key, names in city.entries if isinstance(city, Mapping) else ():
            if key.value == "names" and isinstance(names, Mapping):
                yield from ((name.value, id.value) for _tag, name in names.entries if isinstance(name, Scalar))
