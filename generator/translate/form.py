"""What a translator is given and sends back, whatever the format: rows of a text, its hash and its translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.messages import _

if TYPE_CHECKING:
    from generator.source.inline import Run


class Row(Struct, frozen=True):
    """One text: its name, the hash of its wording, its words and those of its translation, nothing where it lacks.

    ``old`` tells that the translation is of an older wording; ``line`` is where it stands in the file, from 1. Of what
    comes back, ``done`` tells that somebody calls the translation finished, where a format can; ``remark`` is a note.
    """

    name: str
    hash: str
    source: tuple[Run, ...]
    target: tuple[Run, ...]
    old: bool = False
    line: int = 0
    done: bool = False
    remark: str = ""

    @property
    def note(self) -> str:
        """Return what a translator is told of a translation of an older wording."""
        return _("This translates an older wording: look at it again.")


class Form(Struct, frozen=True):
    """The texts of the publication ``slug``, from the language ``source`` into ``target``."""

    slug: str
    source: str
    target: str
    rows: tuple[Row, ...]
