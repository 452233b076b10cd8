"""The words of a personal copy: patterns of the publication, in which placeholders stand for what a list says.

A list's words are put into runs that have been parsed already: they are data, never markup.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from generator.document.typography import Profile, set_runs
from generator.source.inline import Run, Text
from generator.source.placeholders import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.source.model import Personal

# What the room is reserved for: longer than all but a few of the French national register (by eye).
_USUAL = {
    "civility": "Monsieur",
    "first_name": "Marie-Christine",
    "last_name": "DUPONT-MARTINEZ",
    "function": "Vice-présidente déléguée aux mobilités",
    "territory": "Communauté d’agglomération du Grand Exemple",
    "greeting": "Madame la Conseillère départementale",
}


class PersonalBlock(Struct, frozen=True):
    """The words of one copy: the ``title`` of their slide, and the texts, one below the other.

    Room is made for the ``usual`` texts, which are those of a long name: as long as a copy's fit, nothing else moves.
    ``varied`` are the runs of the patterns in which something else stands in each copy. A ``footer`` runs below all
    slides and pages in the place of the publication's; room is made for ``usual_footer``.
    """

    title: Text
    texts: tuple[Text, ...]
    usual: tuple[Text, ...]
    varied: tuple[Run, ...] = ()
    footer: Text | None = None
    usual_footer: Text | None = None

    @property
    def said(self) -> tuple[Text, ...]:
        """Return all of the copy's own words: its texts and its footer."""
        return (*self.texts, self.footer) if self.footer else self.texts


class Patterns(Struct, frozen=True):
    """The patterns of a publication, with what sets them: ``language`` (BCP 47) and its typographic profile."""

    title: Text
    texts: tuple[Text, ...]
    profile: Profile
    language: str
    footer: Text | None = None
    usual: tuple[Text, ...] = ()
    usual_footer: Text | None = None

    @classmethod
    def of(cls, personal: Personal, profile: Profile, language: str) -> Patterns:
        """Return the patterns that a publication declares."""
        texts = tuple(text for text in (personal.address, personal.salutation, personal.message) if text)
        bare = cls(_set(personal.title, profile, language), texts, profile, language, personal.footer)
        return replace(bare, usual=bare._filled(_USUAL), usual_footer=bare._footer(_USUAL))

    @property
    def variables(self) -> frozenset[str]:
        """Return the names of the placeholders that the patterns hold."""
        return frozenset(name for text in self._all for name in PLACEHOLDER.findall(text.plain))

    def block(self, values: Mapping[str, str]) -> PersonalBlock:
        """Return the words of the copy of whom ``values`` describes by the names of VARIABLES."""
        return self._block(self._filled(values), self._footer(values))

    @property
    def usual_block(self) -> PersonalBlock:
        """Return the words for which room is made, as if they were a copy's."""
        return self._block(self.usual, self.usual_footer)

    def _block(self, texts: tuple[Text, ...], footer: Text | None) -> PersonalBlock:
        varied = tuple(run for text in self.texts for run in text.runs if PLACEHOLDER.search(run.text))
        running = self.footer.runs if self.footer else ()
        return PersonalBlock(self.title, texts, self.usual, (*varied, *running), footer, self.usual_footer)

    @property
    def _all(self) -> tuple[Text, ...]:
        return (*self.texts, self.footer) if self.footer else self.texts

    def _footer(self, values: Mapping[str, str]) -> Text | None:
        return _set(_with(self.footer, values), self.profile, self.language) if self.footer else None

    def _filled(self, values: Mapping[str, str]) -> tuple[Text, ...]:
        """Return the texts of a copy; one that is the same in all is the same object, so that it is measured once."""
        usual = self.usual or self.texts
        return tuple(
            _set(_with(text, values), self.profile, self.language) if not self.usual or _varies(text) else same
            for text, same in zip(self.texts, usual, strict=True)
        )


def _varies(text: Text) -> bool:
    return any(PLACEHOLDER.search(run.text) for run in text.runs)


def _with(text: Text, values: Mapping[str, str]) -> Text:
    runs = (run.with_text(PLACEHOLDER.sub(lambda match: values[match[1]], run.text)) for run in text.runs)
    return Text(tuple(runs), text.mark)


def _set(text: Text, profile: Profile, language: str) -> Text:
    return Text(set_runs(text.runs, profile, language), text.mark)
