"""How Sphinx makes the site of docs/en or docs/fr: ``tools/docs.py`` gives the language, and this folder as -c.

The pages are plain Markdown, as good on GitHub as here. What a site has beside them is taken from them: its table of
contents from the links of ``index.md``, the switch of languages from the link that each page begins with.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx

project = "Piliers"
copyright = "The Piliers founders"
extensions = ["myst_parser"]
myst_heading_anchors = 4  # the same names as GitHub's
html_theme = "theme"
html_theme_path = ["."]
html_copy_source = False
html_show_sourcelink = False
html_use_index = False
html_permalinks = False
nitpicky = True
pygments_style = "none"  # words and marks tell enough; no colour, so none that cannot be read
suppress_warnings = ["misc.highlighting_failure"]

OTHER = re.compile(r"\[(En français|In English)\]\(\.\./(fr|en)/([\w-]+)\.md\)")
OUTSIDE = re.compile(r"\[([^\]]+)\]\(\.\./\.\./(?!templates/)[^)]*\)")
HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
PAGE_LINK = re.compile(r"\]\(([\w-]+)\.md\)")


def contents(index: str) -> str:
    """Return hidden tables of contents: under each heading of ``index.md``, the pages that it names, in order."""
    parts = HEADING.split(index)[1:]
    made = []
    for caption, text in zip(parts[::2], parts[1::2], strict=True):
        pages = "\n".join(dict.fromkeys(PAGE_LINK.findall(text)))
        made.append(f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n{pages}\n```\n")
    return "\n".join(made)


def prepare(_app: Sphinx, docname: str, source: list[str]) -> None:
    """Take from a page what GitHub alone needs: the link to its translation, and links to files beside docs/."""
    text = OUTSIDE.sub(r"\1", OTHER.sub("", source[0]))
    source[0] = f"{text}\n{contents(text)}" if docname == "index" else text


def furnish(app: Sphinx, page: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    """Give a page its translation's address, and make what may scroll sideways reachable by keyboard."""
    file = Path(app.srcdir, f"{page}.md")
    other = OTHER.search(file.read_text("utf-8")) if file.exists() else None
    language = "fr" if app.config.language == "en" else "en"
    context["other"] = {
        "language": language,
        "label": {"fr": "En français", "en": "In English"}[language],
        "address": f"../{language}/{other[3] if other else 'index'}.html",
    }
    body = context.get("body", "").replace("<pre>", '<pre tabindex="0">')
    context["body"] = re.sub(
        r"(<table\b.*?</table>)", r'<div class="wide" tabindex="0">\1</div>', body, flags=re.DOTALL
    )


def setup(app: Sphinx) -> None:
    """Connect the two functions above."""
    app.connect("source-read", prepare)
    app.connect("html-page-context", furnish)
