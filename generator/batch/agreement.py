"""Civility, greeting and function as they agree with whom they name; in French, and where a language is known.

French follows the guide «Femme, j'écris ton nom» (La Documentation française, 1999): titles and offices have
feminine forms, and a mayor is greeted as «Madame la Maire».
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from generator.batch.recipients import Recipient

CIVILITIES = {
    "fr": {"F": "Madame", "M": "Monsieur"},
    "en": {"F": "Ms", "M": "Mr"},
    "es": {"F": "Señora", "M": "Señor"},
    "it": {"F": "Signora", "M": "Signor"},
    "de": {"F": "Frau", "M": "Herr"},
    "pt": {"F": "Senhora", "M": "Senhor"},
}
"""What comes before a name, by language and sex; other languages have none here."""

_FEMININE = (
    (r"ier", "ière"), (r"ien", "ienne"), (r"seur", "seure"), (r"teur", "trice"), (r"eur", "euse"), (r"if", "ive"),
    (r"al", "ale"), (r"ain", "aine"), (r"é", "ée"), (r"er", "ère"), (r"nt", "nte"), (r"u", "ue"), (r"int", "inte"),
)  # fmt: skip
"""The ends of French words and their feminine: conseiller, citoyen, assesseur, sénateur, municipal, délégué."""

_KEPT = (
    "maire", "membre", "secrétaire", "communautaire", "vice", "porte", "parole", "chef", "général", "bureau", "syndic",
)  # fmt: skip
_IRREGULAR = {
    "rapporteur": "rapporteure", "chef": "cheffe", "1er": "1re", "premier": "première", "questeur": "questeure",
    "général": "générale", "doyen": "doyenne", "gouverneur": "gouverneure", "procureur": "procureure",
}  # fmt: skip
_PREPOSITION = re.compile(r"\s(?:d[eu]s?|à|aux?|en|pour|près)\s|\sd['’]|\s[àa] l|,|\(")


def values_of(recipient: Recipient, language: str) -> dict[str, str]:
    """Return what a recipient's placeholders stand for in ``language`` (BCP 47)."""
    base = language.split("-")[0]
    function = recipient.function
    if base == "fr":
        function = _small(feminine(function) if recipient.sex == "F" else function)
    civility = CIVILITIES.get(base, {}).get(recipient.sex, "")
    return {
        "civility": civility,
        "first_name": recipient.first_name,
        "last_name": recipient.last_name,
        "function": function,
        "territory": recipient.territory,
        "greeting": _greeting(civility, function, recipient, base),
    }


def feminine(function: str) -> str:
    """Return a French function in the feminine, up to its first complement: «adjointe au maire»."""
    match = _PREPOSITION.search(function)
    head, rest = (function[: match.start()], function[match.start() :]) if match else (function, "")
    return re.sub(r"[\wéèêàç]+", lambda word: _word(word[0]), head) + rest


def _word(word: str) -> str:
    small = word.lower()
    if small in _IRREGULAR:
        return _as(word, _IRREGULAR[small])
    if small in _KEPT or small.endswith("e") or (small[:1].isdigit()):
        return word
    for end, other in _FEMININE:
        if small.endswith(end):
            return word[: -len(end)] + (other.upper() if word.isupper() and len(word) > 1 else other)
    return word


def _as(model: str, word: str) -> str:
    if model.isupper() and len(model) > 1 and not model[0].isdigit():
        return word.upper()
    return word[0].upper() + word[1:] if model[0].isupper() else word


def _small(function: str) -> str:
    """Return a function with a small first letter, as it stands within a sentence; abbreviations stay."""
    word = function.split(" ")[0]
    return function if word.isupper() and len(word) > 1 else function[:1].lower() + function[1:]


def _greeting(civility: str, function: str, recipient: Recipient, language: str) -> str:
    if language != "fr":
        return f"{civility} {recipient.last_name}".strip()
    match = _PREPOSITION.search(function)
    head = function[: match.start()] if match else function
    head = re.sub(r"^\d+(?:re|ère|er|e|ème)\s+", "", head)  # «1re adjointe» is greeted without her number
    head = re.sub(r"\s+charg[ée]e?$", "", head)
    if not head or not civility or head.lower() == "membre":  # which is no title
        return civility
    article = "l’" if head[0].lower() in "aeéèêiouyh" else "la " if recipient.sex == "F" else "le "
    return f"{civility} {article}{head[0].upper()}{head[1:]}"
