"""Font substitution: a template's own font where this machine has it, else one that is at least as wide.

A metric-compatible font has the same advances; the advances of all others are widened by a factor. So text that fits
here also fits on a machine where the template's own font is installed.
"""

from __future__ import annotations

from msgspec import Struct

from generator.text.fonts import FOLDER, STYLES, FaceSource, Family
from generator.world import World

VENDORED = "Carlito"
MARGIN = 1.02  # factor of all advances, by trial: each renderer rounds them in its own way
_MIN_PITCH = 1.2  # em, the usual line pitch: whatever a substitute's own says
_BOLDER = 1.09  # factor from a regular face to a missing bold one, by trial
_UNKNOWN_PITCH = 1.28  # em, that of Aptos, Office's present default

# Metric-compatible families: their advances are the same.
_COMPATIBLE = {
    "Calibri": ("Carlito",),
    "Cambria": ("Caladea",),
    "Arial": ("Liberation Sans", "Arimo"),
    "Helvetica": ("Liberation Sans", "Arimo", "Nimbus Sans"),
    "Arial Narrow": ("Liberation Sans Narrow",),
    "Times New Roman": ("Liberation Serif", "Tinos"),
    "Courier New": ("Liberation Mono", "Cousine"),
    "Georgia": ("Gelasio",),
    "Segoe UI": ("Selawik",),
    "Century Gothic": ("URW Gothic",),
    "Bookman Old Style": ("URW Bookman",),
    "Palatino Linotype": ("P052",),
}
# Line pitches in em, from their own tables, of families that are often missing.
_PITCHES = {
    "Segoe UI": 1.33, "Aptos": 1.28, "Aptos Display": 1.28, "Open Sans": 1.37, "Poppins": 1.5, "Noto Sans": 1.37,
    "Meiryo": 1.6, "Meiryo UI": 1.3, "Yu Gothic": 1.72, "Microsoft YaHei": 1.33, "Calibri Light": 1.2207,
    "Arial Black": 1.42,
}  # fmt: skip
_SERIF = ("georgia", "garamond", "serif", "times", "roman", "palatino", "bookman", "century", "didot", "spectral")
# What replaces a family of unknown advances, with the factor that makes it at least as wide as most (by trial).
_WIDE = (("DejaVu Sans", 1.0), ("Verdana", 1.0), ("Noto Sans", 1.08), ("Liberation Sans", 1.12), ("Arial", 1.12))
_WIDE_SERIF = (("DejaVu Serif", 1.0), ("Noto Serif", 1.05), ("Liberation Serif", 1.2), ("Times New Roman", 1.2))
_VENDORED_FACTOR = 1.25  # by trial: Carlito is narrower than most families


class SubstituteFont(Struct, frozen=True):
    """The family that measures text set in ``wanted``, its line pitch in em, and its own name, ``real``.

    It is ``exact`` when its advances are those of ``wanted``.
    """

    wanted: str
    family: Family
    pitch: float
    real: str
    exact: bool


def substitute(world: World, wanted: str, *, wider: float) -> SubstituteFont:
    """Return the font that measures text set in the family ``wanted``; ``wider`` is a factor for letters set apart."""
    for name in (wanted, *_COMPATIBLE.get(wanted, ())):
        if found := _sources(world, name):
            return _substitute(world, wanted, name, found, MARGIN * wider)
    serif = any(word in wanted.casefold() for word in _SERIF) and "sans" not in wanted.casefold()
    for name, factor in (*(_WIDE_SERIF if serif else ()), *_WIDE):
        if found := _sources(world, name):
            return _substitute(world, wanted, name, found, factor * MARGIN * wider)
    found = _vendored(world, VENDORED)
    return _substitute(world, wanted, VENDORED, found, _VENDORED_FACTOR * MARGIN * wider)


def _substitute(world: World, wanted: str, name: str, found: dict[str, FaceSource], scale: float) -> SubstituteFont:
    """Return the family ``name`` for ``wanted``: ``scale`` is the factor of its advances, ``found`` its styles."""
    regular = found.get("Regular") or next(iter(found.values()))
    sources = {}
    for style in STYLES:
        near = style.replace("Italic", "") or "Regular"
        source = found.get(style) or found.get(near)
        missing = source is None and "Bold" in style
        source = source or regular
        sources[style] = FaceSource(source.path, source.number, scale * (_BOLDER if missing else 1.0))
    family = Family(name, world, sources=sources)
    pitch = max(family.face().pitch, _MIN_PITCH)
    exact = name in (wanted, *_COMPATIBLE.get(wanted, ()))
    if not exact:
        pitch = max(pitch, _PITCHES.get(wanted, _UNKNOWN_PITCH))
    return SubstituteFont(wanted, family, pitch, name, exact)


def _sources(world: World, name: str) -> dict[str, FaceSource]:
    """Return the files of a family: those in templates/fonts, else those of the machine."""
    return _vendored(world, name) or {
        style: FaceSource(path, face) for style, (path, face) in world.fonts(name).items()
    }


def _vendored(world: World, name: str) -> dict[str, FaceSource]:
    """Return the styles in templates/fonts, from files named like “Marianne-Bold.ttf” or “.otf”."""
    names = (name, name.replace(" ", ""))
    return {
        style: FaceSource(f"{FOLDER}/{file}{suffix}")
        for suffix in (".otf", ".ttf")
        for file in world.names(FOLDER, suffix)
        for style in STYLES
        if file.rpartition("-")[0] in names and file.endswith(f"-{style}")
    }
