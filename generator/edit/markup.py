"""Texts as the page edits them: runs, and back to the markup of a file, which nobody has to type."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from generator.errors import Mark
from generator.source.inline import Run, parse_inline
from generator.source.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_MARKS = {"t": "text", "s": "strong", "e": "emphasis", "a": "link", "p": "place", "l": "language"}
"""The names of a run's properties on the way to the page, short since there are thousands."""

_SIGNS = (r"(?!)", r"\\+(?=[*\[\]])|[*\[\]]", r"\\+(?=[*\[\]]|$)|[*\[\]]")
"""What is escaped of a run's text, the least first: nothing, signs of markup, backslashes before the next run's too."""


def runs_of(value: str) -> list[dict[str, Any]]:
    """Return the runs of a text as it stands in a file."""
    text = parse_inline(Scalar(Mark(""), value, plain=False), "", [])
    return [{short: got for short, name in _MARKS.items() if (got := getattr(run, name))} for run in text.runs]


def written(runs: Iterable[dict[str, Any]]) -> str:
    """Return runs as they are written in a file; a sign that would be taken for markup is escaped."""
    wanted = [run for one in runs if (run := _run(one)).text]
    wanted = [run.with_text(re.sub(r"[\n\r\t]+", " ", run.text)) for run in wanted]
    tries = ["".join(_marked(run, re.sub(signs, _escaped, run.text)) for run in wanted).strip() for signs in _SIGNS]
    return next((one for one in tries if _said(one) == _joined(wanted)), tries[1])


def _escaped(match: re.Match[str]) -> str:
    return re.sub(r"(.)", r"\\\1", match[0])


def _run(values: dict[str, Any]) -> Run:
    return Run(**{name: values[short] for short, name in _MARKS.items() if values.get(short)})


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


def _said(value: str) -> list[Run]:
    return _joined(parse_inline(Scalar(Mark(""), value, plain=False), "", []).runs)


def _joined(runs: Sequence[Run]) -> list[Run]:
    """Return each letter in its style, spaces in none: where marks begin and end beside spaces makes no difference."""
    letters = [run.with_text(letter) for run in runs for letter in run.text]
    return [Run(" ") if one.text.isspace() else one for one in letters]
