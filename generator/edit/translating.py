"""A translation as the editor shows and changes it: each text beside what it is of, and what is out of date."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from generator.edit.markup import runs_of
from generator.errors import ContentError
from generator.messages import _, spoken
from generator.source import rewrite
from generator.source.labels import item_label, label_of
from generator.source.markup import text_in
from generator.source.model import EditionFile, PillarFile, PublicationFile
from generator.source.structure import hints, keys, without_none
from generator.source.translations import GOES_ON, Translation, TranslationFile, matches, parsed, unlike, wording_hash

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.source.model import Publication
    from generator.source.translations import Match


def is_translation(file: str) -> bool:
    """Tell whether ``file`` is a translation of a publication."""
    return file.split("/")[2:3] == ["translations"]


def language_of(file: str) -> str:
    """Return the language of the translation ``file``."""
    return file.rpartition("/")[2].removesuffix(".yaml")


@lru_cache
def language_name(language: str, spoken_language: str) -> str:
    """Return what a language is called in the user's."""
    from babel import Locale

    return str(Locale(spoken_language).languages.get(language.replace("-", "_"), language))


def translation_form(file: str, data: bytes, publication: Publication) -> dict[str, Any]:
    """Return a translation as the page shows it: its texts in the publication's order, and how many wait.

    Of a file that cannot be read, the fields are none.
    """
    language = language_of(file)
    form = {"name": file, "file": file, "id": "", "cities": False, "language": language}
    form["title"] = language_name(language, spoken()).capitalize()
    try:
        known = parsed(file, data)
    except ContentError:
        return form | {"fields": [], "missing": 0, "stale": 0}
    found = [one for one in matches(publication, known) if one.state != "same" or one.translation]
    counts = {state: sum(one.state == state for one in found) for state in ("missing", "stale")}
    text = data.decode("utf-8-sig", "replace")
    return form | counts | {"fields": [_field(one, known, publication, text) for one in found]}


def _field(match: Match, known: TranslationFile, publication: Publication, text: str) -> dict[str, Any]:
    """Return the field of a text."""
    wording, translation = match.wording, match.translation
    name = _entry(match, known)
    pillar = next((one for one in publication.pillars if wording.name.startswith(f"{one.id}.")), None)
    field = {
        "path": ["texts", name, "text"],
        "key": "text",
        "kind": "translation",
        "label": " › ".join(_steps(wording.name, publication)),
        "required": False,
        "present": translation is not None,
        "maximum": wording.key.maximum,
        "runs": runs_of(markup_of_translation(translation)),
        "source": runs_of(wording.markup),
        "state": match.state,
        "pillar": pillar.id if pillar else "",
    }
    if match.state == "stale" and translation and (older := _older(name, str(translation.of or ""), text)):
        field["older"] = runs_of(older)
    return field


def markup_of_translation(translation: Translation | None) -> str:
    """Return the words of a translation as they are written, none where there is none."""
    from generator.source.markup import markup_of

    return markup_of(translation.text.runs) if translation else ""


def _entry(match: Match, known: TranslationFile) -> str:
    """Return the name under which the file has the translation of a text; its own where it has none."""
    return next((str(name) for name, one in known.texts.items() if one is match.translation), match.wording.name)


def _steps(name: str, publication: Publication) -> Iterator[str]:
    """Yield where a text stands, in the words of the forms: “gouvernance.examples.x.text” as “Example 2”, “Text”."""
    head, *rest = name.split(".")
    pillar = next((one for one in publication.pillars if one.id == head and rest), None)
    node: Any = pillar or publication
    hint: Any = PillarFile if pillar else PublicationFile
    steps = iter(rest if pillar else name.split("."))
    for step in steps:
        holder, label = node, label_of(step, hint.__name__)
        node, hint = getattr(holder, step), without_none(hints(hint)[step])
        if get_origin(hint) is not tuple:
            yield label
            continue
        (hint, *_more), at = get_args(hint), next(steps)
        if get_origin(hint) is tuple:
            column = holder.columns[int(next(steps)) - 1].text.plain
            yield _("Row {row}, column “{column}”", row=at, column=column)
            return
        ids = [str(getattr(one, "id", number)) for number, one in enumerate(node, 1)]
        index = ids.index(at) if at in ids else int(at) - 1
        node = node[index]
        yield f"{item_label(step)} {index + 1}"


def _older(name: str, of: str, text: str) -> str:
    """Return the wording that a translation is of, where the comment above it still has that."""
    found = re.search(rf"(?m)^ +{re.escape(name)}:[ \r]*\n +# [\w-]+: (.*\n(?: +#{GOES_ON}.*\n)*)", text)
    older = " ".join(line.strip().removeprefix("#").strip() for line in found[1].splitlines()) if found else ""
    return older if of and wording_hash(text_in(older)) == of else ""


def changed_translation(file: str, data: bytes, path: rewrite.Path, words: str, publication: Publication) -> bytes:
    """Return ``data`` with other ``words`` of a text, which are then of its wording of today; none: it waits again.

    Raises ContentError for words that lost a place or are too long, LookupError for a text that there is not.
    """
    known = parsed(file, data)
    name = str(path[1])
    match = next((one for one in matches(publication, known) if name in (_entry(one, known), one.wording.name)), None)
    if match is None or path != ("texts", name, "text"):
        raise LookupError(name)
    entry = {"of": match.wording.hash, "text": words}
    node = rewrite.values_at(file, data, ())
    texts = node.get("texts")
    if not words:
        there = isinstance(texts, dict) and name in texts
        return rewrite.remove(file, data, ("texts", name)) if there else data
    if not isinstance(texts, dict) or not texts:
        data = rewrite.set_value(file, data, ("texts",), {name: entry}, [*keys(TranslationFile)])
    elif not isinstance(texts.get(name), dict):
        data = rewrite.set_value(
            file, data, ("texts", name), entry, [one.wording.name for one in matches(publication, known)]
        )
    else:
        for key, value in entry.items():
            if texts[name].get(key) != value:
                data = rewrite.set_value(file, data, ("texts", name, key), value, [*keys(Translation)])
    made = parsed(file, data)
    again = next(one for one in matches(publication, made) if one.wording.hash == match.wording.hash)
    if again.translation and (problems := list(unlike(again, again.translation))):
        raise ContentError(problems)
    return data


def edition_in(publication: Publication, language: str) -> EditionFile | None:
    """Return the edition that is the whole publication in a language."""
    return next(
        (one for one in publication.editions if one.language == language and not (one.place or one.pillars)), None
    )
