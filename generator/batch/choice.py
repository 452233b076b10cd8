"""Which edition a recipient gets: by their territory, as a rule says, or else that of the city of this name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from generator.source.placeholders import folded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.source.model import Publication


class Choices(Struct, frozen=True):
    """The ids of editions by folded territories; ``languages`` (BCP 47) by the ids of editions, "" the publication.

    An empty id is the whole publication, which everyone gets of whose territory nothing is known.
    """

    editions: Mapping[str, str]
    languages: Mapping[str, str]

    @classmethod
    def of(cls, publication: Publication) -> Choices:
        """Return what ``publication`` declares: the first edition of each place in its own language, then the rules."""
        whole = str(publication.language)
        languages = {"": whole} | {str(one.id): str(one.language or whole) for one in publication.editions}
        found: dict[str, str] = {}
        for one in publication.editions:
            if one.place and languages[str(one.id)] == whole:
                city = next(city for city in publication.cities if city.id == one.place)
                for name in (city.name, *(name for _language, name in city.names)):
                    found.setdefault(folded(name), str(one.id))
        for rule in publication.personal.editions if publication.personal else ():
            found |= {folded(one): str(rule.edition or "") for one in rule.territories}
        return cls(found, languages)

    @property
    def translated(self) -> list[str]:
        """Return the ids of the editions in another language that somebody may get: they have words of their own."""
        return sorted({one for one in self.editions.values() if self.languages[one] != self.languages[""]})

    def edition(self, territory: str) -> str:
        """Return the id of the edition for officials of ``territory``."""
        return self.editions.get(folded(territory), "")
