"""What a text may lose of its meaning although every letter of it is printed: named as warnings, with what to write.

A text is one paragraph. Lists, quotations, headings and web pages that were pasted into one would run together.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from generator.errors import Mark, Problem
from generator.messages import _
from generator.source.sentences import sentence_starts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from generator.source.inline import Text
    from generator.source.model import CityFile
    from generator.source.nodes import Scalar

_DRAFT = 150  # letters of a short wording that is proposed: a card is read at a glance, and a message shows it whole
_BRIEF = 25  # letters: up to there, a point ends "M." or "art." rather than a sentence
_KINDS: tuple[tuple[str, Callable[[], str], Callable[[], str]], ...] = (
    (
        r"(?:[-*•·‣▪–—]|\d{1,2}[.)])[ \u00a0]+\S",
        lambda: _("A list runs together here with the text around it."),
        lambda: _("Write each point as an example of its own, or as a sentence."),
    ),
    (
        r"#{1,6} +\S",
        lambda: _("A heading runs together here with the text around it; its # is printed."),
        lambda: _("Write it as the pillar's heading, or delete the #."),
    ),
    (
        r"> +\S",
        lambda: _("A quotation runs together here with the text around it; its > is printed."),
        lambda: _("Write it in straight quotes, without the >."),
    ),
)
_TAG = re.compile(
    r"</?(?:p|br|hr|b|i|u|s|strong|em|small|mark|su[bp]|font|center|ul|ol|li|h[1-6]|div|span|blockquote|pre|code|table"
    r"|t[rdh]|iframe|script|style)\b[^<>]*>",
    re.IGNORECASE,
)
_LINK = re.compile(r"</?a\b[^<>]*>", re.IGNORECASE)
_IMAGE = re.compile(r"<img\b[^<>]*>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,6}|#x[0-9a-fA-F]{1,5});")
# The bytes of é, à, ’ … in UTF-8, read as Windows-1252: what a wrong “Save as” leaves.
# Å and Ä are letters of some languages, before a closing mark too: they count only where a letter goes on after it.
MOJIBAKE = re.compile(
    "Ã(?:[\u0080-\u00a0¡-º€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ¼½¾¿]|[‘’“”…–—»](?=\\w))"
    "|Â[\u00a0-¿]|â(?:€[^\\s\\w]|€[œžŸ\u0080-\u009f]|‚¬|„¢|†[’“])"
    "|[ÄÅ][\u0080-\u009f¡-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ](?=\\w)"
)
_OUTSIZED = 10  # times the usual length: nobody writes so for a reason
_LONG = 400  # characters, up to which any example fits on a slide with others
_DIRECTIONS = re.compile("[\u200e\u200f\u061c]")


def readings(scalar: Scalar, path: str) -> Iterator[Problem]:
    """Yield what of ``scalar``, a text, would be read otherwise than it was meant."""
    lines = scalar.source.split("\n")
    for kind, cause, remedy in _KINDS:
        # The first line may be the sign of a block; of a single line, nothing runs together.
        hits = [at for at, line in enumerate(lines) if at and re.match(kind, line.strip())]
        if hits:
            line = lines[hits[0]]
            column = len(line) - len(line.lstrip()) + 1
            yield Problem(Mark(scalar.mark.file, scalar.mark.line + hits[0], column), path, cause(), remedy())
    if len(lines) > 1 and scalar.plain and re.fullmatch(r"-+>|[»→][>|_+–—-]*", lines[0]):
        yield Problem(scalar.mark, path, _as_it_stands(lines[0]), _("Write “>-” in its place."))
    yield from _own_mark(scalar, path)
    for pattern, name, what_to_do in _SIGNS:
        if match := pattern.search(scalar.value):
            whole, begun = (scalar.locate(words) for words in (match[0], match[0].partition(" ")[0]))
            # What goes on on the next line is found by its first word.
            yield Problem(begun if whole == scalar.mark else whole, path, name(match[0]), what_to_do())


def _own_mark(scalar: Scalar, path: str) -> Iterator[Problem]:
    """Yield a warning of the mark that a point or an example begins with, as lists that were pasted have one."""
    place = re.search(r"\bexamples\[(\d+)\]\.(?:text|points\[(\d+)\])$", path)
    dash = r"|[-–—](?=\s+[^\s\d])" if place and place[2] else ""  # a text may begin so
    found = re.match(rf"([•·‣▪◦→✓✔]{dash}|\*|(\d{{1,2}})[.)])\s", scalar.value)
    if place and found and (not found[2] or int(found[2]) == int(place[2] or place[1]) + 1):
        yield Problem(scalar.mark, path, _as_it_stands(found[1]), _("Delete it: each edition has a mark of its own."))


# What “piliers new” and the editor leave to write, and what people leave.
_UNWRITTEN = re.compile(
    r"\[(?:To be replaced|À remplacer)\s*: [^\]]*\]|^(?:To be written|À écrire)$"
    r"|[\[({<«]\s*(?i:à (?:compléter|rédiger|préciser|définir|venir)|to be (?:completed|written|defined))\s*[\])}>»]"
    r"|\b(?:TODO|TBD|XXX+)\b|(?i:\blorem ipsum\b)"
)


# What Word prints where a cross-reference leads nowhere any more.
_FIELDS = re.compile(
    r"(?:Erreur\s?! (?:Source du renvoi|Signet|Référence)|Fehler! (?:Verweisquelle|Textmarke)"
    r"|¡Error! (?:No se encuentra|Marcador)|Fout! (?:Verwijzingsbron|Bladwijzer)"
    r"|Error! (?:Reference source|Bookmark)|Errore\. L.origine riferimento)[^.\]]*\.?"
)
# A word that another document parted at a line's end; not “Vor- und Nachteile”.
_HYPHENATED = re.compile(
    r"\b[^\W\d_]{2,}- "
    r"(?!(?:und|oder|bis|bzw|sowie|wie|statt|et|ou|à|en|of|tot|als|y|o|e|ed|od|and|or|to|i|og|och|a)\b)"
    r"(?=[a-zà-öø-ÿœß])[^\W\d_]{2,}"
)


def _as_it_stands(sign: str) -> str:
    return _("“{sign}” is printed as it stands.", sign=sign)


_SIGNS: tuple[tuple[re.Pattern[str], Callable[[str], str], Callable[[], str]], ...] = (
    (_TAG, _as_it_stands, lambda: _("Delete it; write **words** to stress them.")),
    (_LINK, _as_it_stands, lambda: _("Write the link as [words](https://…).")),
    (
        _IMAGE,
        _as_it_stands,
        lambda: _("Delete it here; pictures stand under “picture” of the publication, of a pillar or of an example."),
    ),
    (_ENTITY, _as_it_stands, lambda: _("Write the sign itself that it stands for.")),
    (_UNWRITTEN, _as_it_stands, lambda: _("Write in its place what belongs there.")),
    (_FIELDS, _as_it_stands, lambda: _("Write in its place what belongs there.")),
    (
        _HYPHENATED,
        _as_it_stands,
        lambda: _("Delete the hyphen and the space, if the line ended there in another document."),
    ),
    (
        re.compile(r"\([^()\[\]]+\)\[(?:https?://|mailto:|city:|lang:)[^\]\s]*\]"),
        _as_it_stands,
        lambda: _("Write the link as [words](https://…)."),
    ),
    (re.compile(r"~~\w[^~]*~~"), _as_it_stands, lambda: _("Delete it; write **words** to stress them.")),
    (
        MOJIBAKE,
        lambda sign: _("“{sign}” looks like a letter that was saved in another encoding.", sign=sign),
        lambda: _("Write the letter, and save the file as UTF-8."),
    ),
    (
        _DIRECTIONS,
        lambda sign: _("There is a mark of direction that nobody sees (U+{code:04X}).", code=ord(sign[0])),
        lambda: _("Delete it; it cannot be seen in most editors."),
    ),
)


def unmarked_cities(
    texts: Sequence[tuple[str, Text]], cities: Mapping[str, CityFile | None], locate: Callable[[Mark, str], Mark]
) -> Iterator[Problem]:
    """Yield each known city that an example names without a mention: cover, map and matrix would not count it."""
    names = {str(name): id for id, city in cities.items() if city for name in city.names.values() if len(str(name)) > 2}
    if not names:
        return
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})(?![\w-])")
    for path, text in (one for one in texts if re.fullmatch(r"examples\[\d+\]\.text", one[0])):
        plain = "\n".join(run.text for run in text.runs if not run.place and not run.link and not run.language)
        found = dict.fromkeys(match[0] for match in pattern.finditer(plain))
        for name in (one for one in found if names[one] not in text.places):
            cause = _("“{name}” is known as a city, but is not marked as one: the map does not count it.", name=name)
            remedy = _("Write [{name}](city:{id}), if the city is meant.", name=name, id=names[name])
            yield Problem(locate(text.mark, rf"(?<![\w\[-]){re.escape(name)}(?![\w-])"), path, cause, remedy)


def outsized(examples: Sequence[Text]) -> Iterator[Problem]:
    """Yield each example of a pillar that has ten times the words of its neighbours: two may have run together."""
    lengths = [len(text.plain) for text in examples]
    ordered, middle = [*sorted(lengths), 0], (len(lengths) - 1) // 2
    for index, (text, length) in enumerate(zip(examples, lengths, strict=True)):
        usual = ordered[middle + (length <= ordered[middle])]  # the middle one of the others; 0 without any
        if usual and length >= max(_OUTSIZED * usual, _LONG):
            cause = _("The example is {n} times as long as its neighbours.", n=length // usual)
            yield Problem(text.mark, f"examples[{index}].text", cause, short_wording(text))


def short_wording(text: Text) -> str:
    """Return what to do about a long text of an example: the line to add, with its first words, or to split it."""
    words = re.sub(r"\s+", " ", text.plain)
    starts = (one for one in sentence_starts(words) if one > _BRIEF)
    first = words[: next(starts, len(words))].rstrip()
    if len(first) > _DRAFT:
        first = f"{first[: _DRAFT - 1].rsplit(' ', 1)[0]}…"
    line = f"short: {json.dumps(first, ensure_ascii=False)}"
    return _(
        "Add below its text, in your own words: {line} – the slide shows it, the notes the whole; or split it.",
        line=line,
    )
