"""What the icons show, in words: the list beside them, ``templates/icons/names.yaml``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.messages import _, did_you_mean, nearest, spoken, unaccented
from generator.source.nodes import Mapping, Scalar, reread

if TYPE_CHECKING:
    from generator.world import World

ICONS = "templates/icons"
_LIST = f"{ICONS}/names.yaml"
_MOST = 3  # icons that are proposed for one word: the words of the list have fewer, but “ville” and the like


def icon_meanings(world: World) -> dict[str, str]:
    """Return what each icon of the list shows, in French; behind a semicolon, more words, French and English."""
    node = reread(_LIST, world.read(_LIST), []) if world.exists(_LIST) else None
    entries = node.entries if isinstance(node, Mapping) else ()
    return {key.value: value.value for key, value in entries if isinstance(value, Scalar)}


def shown(icon: str, meaning: str) -> str:
    """Return what an icon is called in the user's language: the first word of its French meaning, or its own name."""
    return re.split("[,;]", meaning)[0] if spoken() == "fr" else icon


def icon_remedy(world: World, word: str, icons: list[str]) -> str:
    """Return which of ``icons`` are meant by a word that is the name of none: a slip, or what an icon shows."""
    words = _by_word(world, icons)
    near = nearest(word, icons) or nearest(word, list(words))
    meant = words.get(unaccented(word.strip())) or words.get(near, [near] if near else [])
    if len(meant) == 1:
        return _("Did you mean “{word}”?", word=meant[0])
    return did_you_mean(word if not meant else "", meant[:_MOST] or icons)


def _by_word(world: World, icons: list[str]) -> dict[str, list[str]]:
    """Return the icons by the words that they are found by, without accents; those first that show it above all."""
    found: dict[str, list[tuple[int, str]]] = {}
    for name, meaning in icon_meanings(world).items():
        for rank, word in enumerate(re.split("[,;]", meaning)) if name in icons else ():
            found.setdefault(unaccented(word.strip()), []).append((rank, name))
    return {word: [name for _rank, name in sorted(ranked)] for word, ranked in found.items()}
