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
from generator.importing.proposals import CITIES, Cities, Icons, id_for
from generator.messages import _, did_you_mean, spoken, unaccented
from generator.source.inline import Run
from generator.source.load import MAX_PILLARS
from generator.source.nodes import Mapping, Scalar, read_yaml
from generator.source.rewrite import Plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.edit.gazetteer import Place
    from generator.world import World

_SEPARATOR = re.compile(r"\s*;\s*")


class Answers(Struct):
    """What is known of the publication to be; None: not asked yet."""

    title: str | None = None
    language: str | None = None
    organisation: str | None = None
    pillars: Sequence[str] | None = None
    places: Sequence[str] | None = None


def _usual() -> dict[str, str]:
    """Return the answers of who gives none."""
    return {
        "title": unwritten(_("title")),
        "language": spoken(),
        "organisation": "",
        "pillars": "; ".join(usual_pillars()),
        "places": "",
    }


def answered(given: Answers, world: World, *, ask: bool) -> Answers:
    """Return ``given`` with the other answers: asked for on a terminal, the usual ones without one or an ``ask``."""
    questions = _questions(world)
    for name, otherwise in _usual().items():
        if getattr(given, name) is None:
            answer = _asked(questions[name], otherwise) if ask and sys.stdin.isatty() else otherwise
            setattr(given, name, _SEPARATOR.split(answer) if name in ("pillars", "places") else answer)
    given.pillars, given.places = _filled(given.pillars), _filled(given.places)
    _require(given, world)
    return given


def usual_pillars() -> list[str]:
    """Return what pillars are called before anybody has named them."""
    return [_("First pillar"), _("Second pillar"), _("Third pillar")]


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
    icons, taken, examples = Icons(world), set[str](), set[str]()
    known = {unaccented(name): (name, id) for name, id in Cities(world).ids.items()}
    added, doubts = _places(answers, known, world)
    names = list(answers.pillars or ())
    pillars: dict[str, dict[str, Any]] = {}
    for index, name in enumerate(names):
        places = list(answers.places or ())[index :: len(names)] or [""]
        values: dict[str, Any] = {"label": _text(name), "heading": _text(name), "icon": icons.proposed(name, "")[0]}
        values["examples"] = [_example(*known.get(unaccented(place), (place, "")), examples) for place in places]
        pillars[id_for(name, _("pillar"), taken)] = values
    head: dict[str, Any] = {"title": _text(answers.title or unwritten(_("title"))), "language": answers.language}
    head |= {"organisation": _text(answers.organisation)} if answers.organisation else {}
    doubts.append(_("What is to be replaced stands in square brackets."))
    return Draft({**head, "pillars": list(pillars)}, pillars, cities=added), doubts


def _places(
    answers: Answers, known: dict[str, tuple[str, str]], world: World
) -> tuple[dict[str, dict[str, Any]], list[str]]:
    """Return the cities that the registry lacks and the gazetteer has, which are ``known`` then; and what to say."""
    from babel import Locale

    from generator.edit.gazetteer import found

    near = _countries(world, str(answers.language))
    ids, added, doubts = {id for _name, id in known.values()}, dict[str, dict[str, Any]](), list[str]()
    for name in (one for one in answers.places or () if unaccented(one) not in known):
        called = sorted((one for one in found(name) if unaccented(one.name) == unaccented(name)), key=near)
        place = next(iter(called), None)
        if place is None:
            doubts.append(_("“{name}” is not among the cities (content/cities.yaml): add it, then mark it.", name=name))
            continue
        id = id_for(name, _("place"), ids)
        known[unaccented(name)] = (place.name, id)
        degrees = {"latitude": Plain(f"{place.latitude:g}"), "longitude": Plain(f"{place.longitude:g}")}
        added[id] = {"names": {str(answers.language): place.name}, "country": place.country, **degrees}
        country = Locale(spoken()).territories.get(place.country, place.country)
        joined = _(
            "{name} ({country}) has joined the cities (content/cities.yaml): is it the one?", name=name, country=country
        )
        doubts.append(joined)
    return added, doubts


def _countries(world: World, language: str) -> Callable[[Place], int]:
    """Return what sorts places: those in countries of the registry first, then in that of the language (CLDR)."""
    from babel.core import get_global

    node = read_yaml(CITIES, world.read(CITIES), []) if world.exists(CITIES) else None
    cities = [one for _id, one in node.entries if isinstance(one, Mapping)] if isinstance(node, Mapping) else []
    known = {value.value for one in cities for key, value in one.entries if isinstance(value, Scalar)}
    own = str(get_global("likely_subtags").get(language.partition("-")[0], "")).rpartition("_")[2]
    return lambda place: 0 if place.country in known else 1 if place.country == own else 2


def _text(text: str) -> str:
    return marked((Run(clean(text)),))


def _example(place: str, city: str, taken: set[str]) -> dict[str, str]:
    """Return an example about a place, which may be a ``city`` of the registry, or about none yet."""
    text = unwritten(_("what was done, where, and what came of it"))
    runs = (Run(place, place=city), Run(" – "), Run(text)) if place else (Run(text),)
    return {"id": id_for(place, _("example"), taken), "text": marked(runs)}
