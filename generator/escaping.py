"""Escape text into XML and HTML. The standard library's ``html`` does the same, and reads a table of 2,000 names."""

from __future__ import annotations


def escape(text: str, quote: bool = True) -> str:
    """Return ``text`` as content of an element or, with ``quote``, of an attribute too."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;").replace("'", "&#x27;") if quote else text
