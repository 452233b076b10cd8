"""The editions: what each must be able to do; ``source.outputs`` is the table of them.

An edition plans (decides every size, break and place), writes (translates the plan, decides nothing), and reads
a finished file back, so that it can be checked. Editions never import each other.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

from msgspec import Struct
from msgspec.structs import replace

from generator.messages import Said, _
from generator.source.model import resolved
from generator.source.outputs import OUTPUTS, Output

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from generator.document.tree import Document
    from generator.kit import Kit


OF_PICTURE = "*"
"""The language of words within a picture, which is said as a whole: that of no word of it is told."""


class Stretch(Struct, frozen=True):
    """Words read from a finished file that are set in one way; ``language`` is a tag, nothing or OF_PICTURE."""

    text: str
    strong: bool = False
    emphasis: bool = False
    language: str = ""


class Passage(Struct, frozen=True):
    """Words read from a finished file, and where they stand: "slide 3", "page 1", "#soutien".

    ``beside`` is the place of what they stand beside, unseen by those who look at it: a slide's notes.
    ``links`` are the addresses that they lead to; None: the reader does not see links. ``stretches`` are the words by
    their styles, all of one place in one of its passages; None: the reader does not see styles. ``alternatives`` are
    what is said of the pictures there to those who do not see them.
    """

    place: str
    text: str
    beside: str = ""
    links: tuple[str, ...] | None = None
    stretches: tuple[Stretch, ...] | None = None
    alternatives: tuple[str, ...] = ()


class Finding(Struct, frozen=True):
    """What the check of a finished file found: the rule, how grave it is, the place, the shape's name, a sentence.

    ``words`` are those of the publication that it is about.
    An error keeps the file from being written; a warning is printed; a tip only when one asks for a check.
    """

    rule: str
    severity: Literal["error", "warning", "tip"]
    place: str
    shape: str
    sentence: str
    words: str = ""

    def __str__(self) -> str:
        kind, _space, numbers = self.place.partition(" ")
        place = _("slide {n}", n=numbers) if kind == "slide" and numbers else self.place
        where = f"{place} “{self.shape}”" if self.shape else place
        return Said.of(f"{where}: {self.sentence}" if where else self.sentence, self.rule)


def sentences(findings: Iterable[Finding], *severities: str) -> list[str]:
    """Return the findings of some severities as lines, the same finding in several places as one line."""
    places: dict[Finding, list[str]] = {}
    for one in findings:
        if one.severity in severities:
            places.setdefault(replace(one, place=""), []).append(one.place)
    return [str(replace(one, place=_together(found))) for one, found in places.items()]


def _together(places: list[str]) -> str:
    """Return "slide 2, 3, 5" of "slide 2", "slide 3", "slide 5"."""
    kinds = {place.partition(" ")[0] for place in places}
    numbers = [place.partition(" ")[2] for place in places]
    return f"{kinds.pop()} {', '.join(numbers)}" if len(kinds) == 1 and all(numbers) else ", ".join(places)


class Writer(Protocol):
    """What the module of an edition offers."""

    def plan(self, document: Document, kit: Kit) -> Any:
        """Return the plan: everything decided. Raises ContentError for what cannot be made to fit."""

    def write(self, plan: Any, kit: Kit) -> bytes:
        """Return the finished file: the same plan gives the same bytes."""

    def dump(self, plan: Any) -> str:
        """Return the plan as text, for people and for golden tests."""

    def read(self, data: bytes) -> Sequence[Passage]:
        """Return the words of a finished file in reading order."""


class Edition(Output, frozen=True):
    """A kind of output, with its writer, which is imported when it is first needed."""

    @property
    def slides(self) -> bool:
        """Tell whether it may stand on a template that is not ours, with its own logo."""
        return self.name == "deck"

    @property
    def writer(self) -> Writer:
        """Return the module, imported when it is first needed: a command imports no edition that it does not use."""
        module, _colon, name = self.module.partition(":")
        found = import_module(module)
        return cast("Writer", getattr(found, name) if name else found)

    def check(self, data: bytes, *, thorough: bool = False) -> Sequence[Finding]:
        """Return what the edition's own checker finds in a finished file; an edition without one finds nothing.

        A build asks for what an edit can break; a thorough check looks for faults of the program too.
        """
        check = getattr(self.writer, "check", None)
        return check(data, thorough=thorough) if check else ()


EDITIONS = tuple(resolved(Edition, one) for one in OUTPUTS)


def edition_named(name: str) -> Edition:
    """Return the edition called ``name``; raise StopIteration when there is none."""
    return next(edition for edition in EDITIONS if edition.name == name)
