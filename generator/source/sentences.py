"""Where sentences begin: a text that is parted is parted there."""

from __future__ import annotations

import re

# The space after a sentence, its closing mark included, before what may begin one: a capital or a digit. In a text that
# typography has been through, a title and its name ("M. Dupont") have a no-break space, and are not parted.
_BETWEEN = r"(?<=[.!?…]) (?=\W*[^\W\da-zà-ÿ_])|(?<=[.!?…][»”\")]) |(?<=[.!?…][\u00a0\u202f]») "


def sentence_starts(text: str) -> list[int]:
    """Return at which letters a sentence begins, but for the first."""
    return [match.end() for match in re.finditer(_BETWEEN, text)]
