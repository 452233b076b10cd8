"""The web edition: one self-contained page, the same words in the same order as the note.

It runs no script, asks nothing of the network, and knows nothing of the deck nor of the note.
"""

from __future__ import annotations

from generator.web.layout import plan
from generator.web.reading import read
from generator.web.render import dump, write

__all__ = ["dump", "plan", "read", "write"]
