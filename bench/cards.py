#!/usr/bin/env python3
"""How cards come out on slides of made-up publications: sizes, and slides of small text in half-empty cards.

Usage: PYTHONPATH=. python bench/cards.py [COUNT]
"""

import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median

from tests.deck.realistic import Measured, measure, planned, shape, write
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
    sizes, used = [one.size for one in found], [one.used for one in found]
    print(
        f"{seed:3} {language} {len(pillars):2} pillars {sum(map(len, pillars)):3} examples {len(found):3} slides,",
        end=" ",
    )
    print(f"text {min(sizes):g} to {max(sizes):g} pt, {median(sizes):g} in the middle; cards filled {median(used):.0%}")
    return found


slides = [one for seed in range(int((sys.argv[1:] or ["18"])[0])) for one in made(seed)]
poor = sum(one.size <= 14 and one.used < 0.5 for one in slides)
loose = sum(one.used < 0.6 for one in slides)
print(
    f"{len(slides)} slides: {poor / len(slides):.1%} of small text in half-empty cards, "
    f"{loose / len(slides):.1%} filled less than 60 %"
)
