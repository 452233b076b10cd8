"""The links to the other files of the publication: beside the page, each with its kind and its size."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from generator.cldr import said
from generator.web.view import Download

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from babel import Locale

# The kind that people know a file by, and its media type (IANA), by suffix.
_KINDS = {
    ".pdf": ("PDF", "application/pdf"),
    ".pptx": ("PowerPoint", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
}
_PAGE = {".html": ("HTML", "text/html")}
_MEGABYTE = 1_000_000  # bytes, as browsers and the language (CLDR) count them


def downloads(pattern: str, files: Mapping[str, int], language: str, *, pages: bool = False) -> Iterator[Download]:
    """Yield a link for each of ``files``, by name with their bytes, its words made by ``pattern``.

    With ``pages``, links to web pages come first.
    """
    for suffix, (kind, type) in ((_PAGE if pages else {}) | _KINDS).items():
        for file, size in files.items():
            if pattern and file.endswith(suffix):
                words = pattern.replace("{kind}", kind).replace("{size}", _size(size, language))
                yield Download(quote(file), type, words)


def _size(count: int, language: str) -> str:
    """Return a number of bytes as the language writes it (CLDR, by Babel)."""
    large = count >= _MEGABYTE
    unit, digits = ("digital-megabyte", "#,##0.0") if large else ("digital-kilobyte", "#,##0")
    number = round(count / _MEGABYTE, 1) if large else max(1, round(count / 1000))

    def ask(known: Locale) -> str:
        from babel.units import format_unit

        return str(format_unit(number, unit, "short", digits, locale=known))

    return str(said(language, f"{number} {unit}", ask, f"{number} {'MB' if large else 'kB'}")).replace(" ", "\u00a0")
