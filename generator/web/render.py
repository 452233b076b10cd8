"""Write the page from its plan, by templates/web.html.j2 and templates/web.css; or dump the plan as text.

It decides nothing, and escapes everything but the style sheet.
"""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.document.rendering import render
from generator.source.inline import Text
from generator.text.hyphenation import Hyphenator
from generator.web.bonds import BOND
from generator.web.view import DataUri

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.kit import Kit
    from generator.source.inline import Run
    from generator.web.view import ColourScheme, FontFace, Page, PillarColours

TEMPLATE = "templates/web.html.j2"
STYLE = "templates/web.css"
_MAX_STYLE = 256 * 1024  # bytes of the style sheet, which each page carries: twenty times ours
_COMPOUND, _SHORT = re.compile(r"(?<![\w-])[^\W\d_][\w\u00ad]*(?:[-‐][\w\u00ad]+)+(?![\w-])"), 16
"""Words joined by hyphens, at which browsers break; and the letters that each window has room for beside others."""

_BOUND = re.compile(rf"[^\s{BOND}]+(?:{BOND}[^\s{BOND}]+)+")

_MAX = 400  # letters of a path or of a font that a dump shows whole; what people wrote is longer


def write(plan: Page, kit: Kit) -> bytes:
    """Return the page in UTF-8; raise ContentError with the template's line when it cannot be set."""
    from markupsafe import Markup

    values = {
        "page": plan,
        "kind_of": lambda block: type(block).__name__,
        "style": Markup(_style(plan, kit.world.text(STYLE, _MAX_STYLE))),
    }
    held: list[str] = []
    hyphens = Hyphenator(kit.world, plan.language, lambda: _texts(plan))

    def written(value: Any) -> Any:
        if not isinstance(value, DataUri):
            return _written(value, hyphens)
        held.append(value)
        return f"\0{len(held) - 1}\0"  # which no content may hold

    html = render(kit.world, TEMPLATE, values, written)
    return re.sub("\0([0-9]+)\0", lambda match: held[int(match[1])], html).encode("utf-8")


def _texts(value: Any) -> Iterator[Text]:
    """Yield the texts of a plan."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, tuple | Struct):
        parts = value if isinstance(value, tuple) else (getattr(value, field) for field in value.__struct_fields__)
        for one in parts:
            yield from _texts(one)


def _written(value: Any, hyphens: Hyphenator) -> Any:
    """Return what an expression prints: a Text as inline elements, its words escaped."""
    from markupsafe import Markup

    if not isinstance(value, Text):
        return value
    html = ""
    for link, runs in groupby(value.runs, lambda run: run.link and not run.citation and run.link):
        inner = "".join(_run(run, hyphens) for run in runs)
        html += f'<a href="{escape(link)}" rel="noopener">{inner}</a>' if link else inner
    return Markup(html)


def _run(run: Run, hyphens: Hyphenator) -> str:
    html = _BOUND.sub(_kept, escape(hyphens.softened(run)))
    html = _COMPOUND.sub(_whole, html).replace(BOND, " ")  # where what is bound goes on in another element
    if run.citation:  # the word joiner keeps the number on the line of the last word
        return f'&#8288;<sup><a href="{escape(run.link)}" aria-label="{escape(run.citation)}">{html}</a></sup>'
    if run.emphasis:
        html = f"<em>{html}</em>"
    if run.strong or run.place:
        place = ' class="place"' if run.place else ""
        html = f"<strong{place}>{html}</strong>"
    if run.language:
        html = f'<span lang="{escape(run.language)}">{html}</span>'
    return html


def _kept(words: re.Match[str]) -> str:
    """Return words that are kept together within an element, so that they are read, found and copied with spaces."""
    return f'<span class="whole">{words[0].replace(BOND, " ")}</span>'


def _whole(compound: re.Match[str]) -> str:
    """Return a compound as it is, or whole on its line if it is short."""
    short = len(compound[0].replace("\u00ad", "")) <= _SHORT
    return f'<span class="whole">{compound[0]}</span>' if short else compound[0]


def _style(page: Page, sheet: str) -> str:
    """Return the fonts, the colours of both schemes (paper is always light) and the style sheet."""
    dark = f"@media screen and (prefers-color-scheme:dark){{\n{_variables(page.dark)}}}\n"
    fonts = "".join(map(_font_face, page.fonts))
    return fonts + _variables(page.light) + dark + sheet.replace("</", "<\\/")


def _font_face(font: FontFace) -> str:
    source = f'url(data:font/ttf;base64,{font.data}) format("truetype")'
    return f"@font-face{{font-family:Piliers;font-weight:{font.weight};font-style:{font.style};src:{source}}}\n"


def _variables(scheme: ColourScheme) -> str:
    colours = "".join(f"--{name}:#{value};" for name, value in scheme.colours)
    return "".join((f":root{{{colours}}}\n", *map(_pillar, scheme.pillars)))


def _pillar(one: PillarColours) -> str:
    series = "".join(f";--series{number}:#{value}" for number, value in enumerate(one.series, 2))
    return f".{one.name}{{--fill:#{one.fill};--text:#{one.text};--tint:#{one.tint}{series}}}\n"


def dump(plan: Page) -> str:
    """Return the plan as indented lines; of fonts and of long paths, only the length."""
    return "\n".join(_lines("page", plan, 0))


def _lines(name: str, value: Any, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(value, tuple) and value:
        for one in value:
            yield from _lines(name, one, depth)
    elif isinstance(value, Struct) and not isinstance(value, Text):
        yield f"{indent}{type(value).__name__}"
        for field in value.__struct_fields__:
            yield from _lines(field, getattr(value, field), depth + 1)
    elif value or value == 0:
        yield f"{indent}{name}: {_short(value)}"


def _short(value: Any) -> str:
    if isinstance(value, Text):
        return "".join(
            f"[{run.text}](lang:{run.language})" if run.language else run.text for run in value.runs
        ).replace(BOND, "\u00a0")
    text = str(value).replace(BOND, "\u00a0")
    return text if len(text) <= _MAX else f"({len(text)} letters)"
