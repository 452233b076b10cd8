#!/usr/bin/env python3
"""How cards come out on slides of made-up publications: sizes, and slides of small text in half-empty cards.

Marked are those whose examples fit on two slides a pillar with comfortable text: half their slides have it at least.

Usage: PYTHONPATH=. python bench/cards.py [COUNT [FIRST]]
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from generator.deck.compose.common import COMFORTABLE
from tests.deck.realistic import Measured, measure, planned, shape, slides_a_pillar, write
from tests.project import CONTENT, ROOT


def made(seed: int) -> list[Measured]:
    """Return what is measured of the slides of one publication."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(ROOT / "templates", root / "templates")
        (root / "content").mkdir()
        shutil.copy(CONTENT / "cities.yaml", root / "content")
        language, pillars = shape(seed)
        write(root, language, pillars, seed)
        found = measure(planned(root))
        two = slides_a_pillar(root, COMFORTABLE) <= 2
    sizes, used = [one.size for one in found], [one.used for one in found]
    print(
        f"{seed:3} {language} {len(pillars):2} pillars {sum(map(len, pillars)):3} examples {len(found):3} slides,",
        end=" ",
    )
    print(f"text {min(sizes):g} to {max(sizes):g} pt, {median(sizes):g} in the middle;", end=" ")
    print(f"cards filled {median(used):.0%}{', two slides a pillar' if two else ''}")
    if two:
        medians.append(median(sizes))
    return found


count, first = map(int, (sys.argv[1:] + ["18", "0"][len(sys.argv[1:]) :])[:2])
medians: list[float] = []
slides = [one for seed in range(first, first + count) for one in made(seed)]
poor = sum(one.size <= 14 and one.used < 0.5 for one in slides)
loose = sum(one.used < 0.6 for one in slides)
print(
    f"{len(slides)} slides: {poor / len(slides):.1%} of small text in half-empty cards, "
    f"{loose / len(slides):.1%} filled less than 60 %"
)
print(
    f"{len(medians)} publications on two slides a pillar: "
    f"{sum(one < COMFORTABLE for one in medians)} with a median below {COMFORTABLE:g} pt"
)
