"""The deck: a native PowerPoint package from a plan of slides. Knows neither the note nor the web page."""

from generator.deck.dump import dump
from generator.deck.plan import plan
from generator.deck.read import read
from generator.deck.write import write

__all__ = ["dump", "plan", "read", "write"]
