"""A publication to begin with: five answers, and placeholders that nobody takes for facts."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.errors import PiliersError, UsageError
from generator.importing.blocks import clean
from generator.importing.draft import Draft
from generator.importing.pillar import marked, unwritten
from generator.importing.proposals import Cities, Icons, folded, id_for
from generator.messages import _, did_you_mean, spoken
from generator.source.inline import Run
from generator.source.load import MAX_PILLARS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.world import World

_SEPARATOR = re.compile(r"\s*;\s*")


class Answers(Struct):
    """What is known of the publication to be; None: not asked yet."""

    title: str | None = None
    language: str | None = None
    organisation: str | None = None
    pillars: Sequence[str] | None = None
    places: Sequence[str] | None = None


def answered(given: Answers, world: World) -> Answers:
    """Return ``given`` with the other answers: asked for on a terminal, the usual ones without a terminal."""
    usual = {
        "title": unwritten(_("title")),
        "language": spoken(),
        "organisation": "",
        "pillars": "; ".join((_("First pillar"), _("Second pillar"), _("Third pillar"))),
        "places": "",
    }
    questions = _questions(world)
    for name, otherwise in usual.items():
        if getattr(given, name) is None:
            answer = _asked(questions[name], otherwise) if sys.stdin.isatty() else otherwise
            setattr(given, name, _SEPARATOR.split(answer) if name in ("pillars", "places") else answer)
    given.pillars, given.places = _filled(given.pillars), _filled(given.places)
    _require(given, world)
    return given


def _questions(world: World) -> dict[str, str]:
    names = list(dict.fromkeys(Cities(world).ids))[:12]
    known = _("known: {names}…", names=", ".join(names)) if names else _("none known yet")
    return {
        "title": _("What is its title?"),
        "language": _("In which language (fr, en, de …)?"),
        "organisation": _("Who publishes it (may be empty)?"),
        "pillars": _("What are its pillars, with semicolons between them?"),
        "places": _("Which places illustrate them, with semicolons between them ({known}; may be empty)?", known=known),
    }


def _asked(question: str, otherwise: str) -> str:
    try:
        return clean(input(f"{question} [{otherwise}] ")).strip() or otherwise
    except (EOFError, KeyboardInterrupt):
        raise PiliersError(_("Nothing was written.")) from None


def _filled(values: Sequence[str] | None) -> list[str]:
    return [one for value in values or () if (one := clean(value).strip())]


def _require(answers: Answers, world: World) -> None:
    """Raise UsageError for answers of which no publication can be made."""
    known = world.names("templates/words", ".yaml")
    language = str(answers.language)
    if language.partition("-")[0] not in known:
        raise UsageError(
            _("There are no words for publications in “{language}”.", language=language)
            + f" {did_you_mean(language, known)}"
        )
    if not 1 <= (n := len(answers.pillars or ())) <= MAX_PILLARS:
        raise UsageError(_("There are {n} pillars; 1 to {maximum} can be set.", n=n, maximum=MAX_PILLARS))


def new_draft(answers: Answers, world: World) -> tuple[Draft, list[str]]:
    """Return the publication, and a sentence for each thing to look at."""
    icons, cities, taken, examples = Icons(world), Cities(world), set[str](), set[str]()
    known = {folded(name): (name, id) for name, id in cities.ids.items()}
    names = list(answers.pillars or ())
    pillars: dict[str, dict[str, Any]] = {}
    for index, name in enumerate(names):
        places = list(answers.places or ())[index :: len(names)] or [""]
        values: dict[str, Any] = {"label": _text(name), "heading": _text(name), "icon": icons.proposed(name, "")[0]}
        values["examples"] = [_example(*known.get(folded(place), (place, "")), examples) for place in places]
        pillars[id_for(name, _("pillar"), taken)] = values
    head: dict[str, Any] = {"title": _text(answers.title or unwritten(_("title"))), "language": answers.language}
    head |= {"organisation": _text(answers.organisation)} if answers.organisation else {}
    unknown = [place for place in answers.places or () if folded(place) not in known]
    doubts: list[str] = [
        _("“{name}” is not in content/cities.yaml: add it there, then mark it.", name=name) for name in unknown
    ]
    doubts.append(_("What is to be replaced stands in square brackets."))
    return Draft({**head, "pillars": list(pillars)}, pillars), doubts


def _text(text: str) -> str:
    return marked((Run(clean(text)),))


def _example(place: str, city: str, taken: set[str]) -> dict[str, str]:
    """Return an example about a place, which may be a ``city`` of the registry, or about none yet."""
    text = unwritten(_("what was done, where, and what came of it"))
    runs = (Run(place, place=city), Run(" – "), Run(text)) if place else (Run(text),)
    return {"id": id_for(place, _("example"), taken), "text": marked(runs)}
