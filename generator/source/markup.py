"""Runs as the markup of a file: what the editor, and translations, write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.errors import Mark
from generator.source.inline import Run, Text, parse_inline
from generator.source.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_SLASH = "\0"  # stands for a backslash of the text until it is known what follows it; no text holds one


def text_in(value: str) -> Text:
    """Return a text by what stands in its file, which was read before or is our own: nothing is refused."""
    return parse_inline(Scalar(Mark(""), value, plain=False), "", [])


def markup_of(runs: Iterable[Run]) -> str:
    """Return runs as they are written in a file; a sign that would be taken for markup is escaped.

    CommonMark knows no stress that ends in a sign right before a letter: then signs at its ends are not stressed, and
    where that does not help, the words are written without.
    """
    wanted = [replace(run, text=re.sub(r"[\n\r\t]+", " ", run.text), citation="") for run in runs]
    plain = [replace(run, strong=False, emphasis=False) for run in wanted]
    for kept in (wanted, [part for run in wanted for part in _without_signs(run)]):
        for escaped in (False, True):
            text = _as_text(kept, escaped=escaped)
            if _joined(text_in(text).runs) == _joined(kept):
                return text
    return _as_text(plain, escaped=True)


def _as_text(runs: Sequence[Run], *, escaped: bool) -> str:
    """Return runs as they are written; ``escaped``: signs of markup, and backslashes that stand before one."""
    marked = (_marked(run, _escaped(run.text) if escaped else run.text) for run in runs)
    text = re.sub(rf"{_SLASH}+(?=[\\*\[\]])", lambda found: 2 * found[0], "".join(marked).strip())
    return text.replace(_SLASH, "\\")


def _escaped(text: str) -> str:
    return re.sub(r"[*\[\]]", r"\\\g<0>", text.replace("\\", _SLASH))


def _without_signs(run: Run) -> list[Run]:
    """Return ``run`` with the signs at its ends in runs of their own, which are not stressed."""
    found = re.fullmatch(r"([\W_]*)(.*?)([\W_]*)", run.text)
    if not found or not (run.strong or run.emphasis):
        return [run]
    bare = replace(run, strong=False, emphasis=False)
    parts = (bare.with_text(found[1]), run.with_text(found[2]), bare.with_text(found[3]))
    return [one for one in parts if one.text]


def _marked(run: Run, text: str) -> str:
    """Return ``text``, the words of ``run``, with its marks; spaces at its ends stand outside of them."""
    inner = text.strip()
    if not inner:
        return text
    head, tail = text[: text.index(inner)], text[text.index(inner) + len(inner) :]
    stars = "*" * (2 * run.strong + run.emphasis)
    inner = f"{stars}{inner}{stars}"
    target = f"city:{run.place}" if run.place else f"lang:{run.language}" if run.language else run.link
    return f"{head}[{inner}]({target}){tail}" if target else f"{head}{inner}{tail}"


def _joined(runs: Sequence[Run]) -> list[tuple[str, Run | None]]:
    """Return each letter and its style, spaces in none: where marks begin and end beside spaces makes no difference."""
    styled = ((run.text, run.with_text("")) for run in runs)
    return [(" ", None) if letter.isspace() else (letter, style) for text, style in styled for letter in text]
