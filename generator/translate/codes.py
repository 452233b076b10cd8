"""The marks of a text as inline codes, which a translator moves and never types: stress, links, places, languages."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from generator.messages import _
from generator.source.inline import Run, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

KINDS = {"strong": "fmt", "emphasis": "fmt", "link": "link", "place": "other", "language": "other"}
"""The type of each mark in XLIFF 2.0 (OASIS, 4.3.1.36), from the outermost when several begin together."""


class Code(Struct, frozen=True):
    """A mark: what it is (a key of KINDS), and its value: an address, a city's id, a language's tag, or nothing."""

    kind: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}" if self.value else self.kind

    @classmethod
    def of(cls, written: str) -> Code | None:
        """Return the code that is written as ``str`` writes it, or None."""
        kind, colon, value = written.partition(":")
        return cls(kind, value) if kind in KINDS and bool(colon) == (kind not in ("strong", "emphasis")) else None


def codes_of(run: Run) -> list[Code]:
    """Return the marks of a run, the outermost first."""
    found = [Code(kind, str(getattr(run, kind))) for kind in ("place", "link", "language") if getattr(run, kind)]
    return [*found, *(Code(kind) for kind in ("strong", "emphasis") if getattr(run, kind))]


def run_of(text: str, codes: Sequence[Code]) -> Run:
    """Return ``text`` with the marks ``codes``."""
    values = {code.kind: code.value or True for code in codes}
    return Run(text, **values)  # type: ignore[arg-type]


def unlike(source: Sequence[Run], target: Sequence[Run], languages: tuple[str, str]) -> Iterator[str]:
    """Yield a sentence for each mark of ``source`` that ``target`` has not as often, and for each that it has beside.

    Marks may be moved, and words may stand between them. Words that are marked as of one of the ``languages`` of the
    two, in the other, need no such mark in their own.
    """
    wanted, found = Counter(_marks(source)), Counter(_marks(target))
    own = {Code("language", language) for language in languages}
    for code in (one for one in wanted - found if one not in own):
        yield _("The mark {mark} was lost.", mark=str(code))
    for code in (one for one in found - wanted if one not in own):
        yield _("The mark {mark} was added.", mark=str(code))


def _marks(runs: Sequence[Run]) -> Iterator[Code]:
    """Yield each mark where it begins: neighbours that share it are one."""
    open: list[Code] = []
    for run in runs:
        here = codes_of(run)
        yield from (code for code in here if code not in open)
        open = here


def merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return ``runs`` with neighbours that are marked alike as one, and without spaces at the ends."""
    found = list(joined(one for one in runs if one.text))
    words = "".join(run.text for run in found)
    if found and words.strip():
        found[0] = found[0].with_text(found[0].text.lstrip())
        found[-1] = found[-1].with_text(found[-1].text.rstrip())
        return tuple(found)
    return ()
