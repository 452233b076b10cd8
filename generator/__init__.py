"""Piliers: one YAML source, published as a PowerPoint deck, an A4 note and a web page."""

__version__ = "0.1.0"
