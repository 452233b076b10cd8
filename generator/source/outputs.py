"""The kinds of output: the one table of what can be made of a publication, and of how each is made."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from generator.messages import _

ListOwner = Literal["deck", "note", "web"]
"""An edition that may have a list of sections of its own; the handout and the note's variants follow one of these."""

ReferenceStyle = Literal["none", "superscript", "brackets"]
"""How the numbers of sources are shown in the text."""


class Output(Struct, frozen=True):
    """A kind of output: its name in commands, its label, its suffix, its template, whose sections it has, its writer.

    ``sections`` is the edition whose list under ``sections:`` it follows. ``module`` is the writer itself
    (``generator.pipeline.edition.Writer``), or "module:name" of what is one in it. An edition that is made
    ``on_request`` belongs to no build that does not name it; one that ``offers`` leads to the files of the others.
    """

    name: str
    label: Callable[[], str]
    suffix: str
    template: str
    sections: ListOwner
    module: str
    references: ReferenceStyle = "none"
    on_request: bool = False
    offers: bool = False


_SLIDES, _PAGES = "templates/deck.xml.j2", "templates/note.xml.j2"


def _variant(name: str, label: Callable[[], str], references: ReferenceStyle = "superscript") -> Output:
    """Return a variant of the note, of ``VARIANTS`` in generator/note/variants.py."""
    writer = f"generator.note.variants:{name.replace('-', '_').upper()}"
    return Output(f"note-{name}", label, f".{name}.pdf", _PAGES, "note", writer, references, on_request=True)


OUTPUTS = (
    Output("deck", lambda: _("Slides"), ".pptx", _SLIDES, "deck", "generator.deck"),
    Output("note", lambda: _("Note"), ".pdf", _PAGES, "note", "generator.note", "superscript"),
    Output("web", lambda: _("Web page"), ".html", _PAGES, "web", "generator.web", "superscript", offers=True),
    Output("handout", lambda: _("Handout"), ".handout.pdf", _SLIDES, "deck", "generator.handout", on_request=True),
    _variant("large-print", lambda: _("Note in large print"), "brackets"),  # whose readers cannot read small digits
    _variant("plain", lambda: _("Note in plain type"), "brackets"),
    _variant("grey", lambda: _("Note in grey")),
    _variant("print", lambda: _("Note for the printer")),
)
NAMES = tuple(one.name for one in OUTPUTS)
"""What ``only:`` may name."""

USUAL = tuple(one.name for one in OUTPUTS if not one.on_request)
"""What is made when nothing else is asked for."""
