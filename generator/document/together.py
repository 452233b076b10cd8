"""What a line's end must not part: numbers and their units, days and months, titles and names, references, centuries.

Sources: Imprimerie nationale, Lexique des règles typographiques (French); Duden, Richtlinien (German); New Hart's Rules
(English); the SI Brochure 5.4.3 (a space, which no line ends at, between a number and its unit); Unicode
CLDR (months, large numbers).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from generator.cldr import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from babel import Locale

NO_BREAK = "\u00a0"
NARROW = "\u202f"
SPACES = f"[ {NO_BREAK}{NARROW}]"


def _one_of(*words: str) -> str:
    """Return a pattern for a whole word of ``words``, and for no abbreviation that goes on; longer ones first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})(?![\\w’'])"


# What counts thousands and more, as papers of all languages have it (those of CLDR come to it), and money.
_MAGNITUDES = (
    *("M", "Md", "Mds", "Mio", "mio", "Mrd", "mrd", "Tsd", "mln", "mlrd", "mld", "bln", "bn", "mn", "tys", "tis"),
    *("mil", "mill", "milj", "million", "millions", "milliard", "milliards", "billion", "billions"),
)
_MONEY = (
    *("€", "$", "£", "₴", "₺", "EUR", "USD", "CHF", "GBP", "PLN", "CZK", "HUF", "SEK", "DKK", "NOK", "RON", "BGN"),
    *("ISK", "TRY", "UAH", "TL", "zł", "Kč", "Ft", "kr", "lei", "лв", "грн", "Fr", "fr", "euro", "euros", "Euro"),
    *("Euros", "eur", "Eur", "eurot", "euroa", "eura", "eurų", "evrov", "eiro", "ευρώ", "евро", "євро", "złotych"),
    *("korun", "forint", "kronor", "kroner", "krónur", "leva", "лева", "гривень", "dollars", "Dollar", "livres"),
    *("francs", "Franken"),
)
# The SI's and what publications of cities measure.
_MEASURES = (
    *(f"{prefix}{unit}" for prefix in ("", "k", "d", "c", "m", "µ") for unit in ("m", "m²", "m³", "g")),
    *("km²", "km³", "ha", "hl", "cl", "ml", "l", "kt", "Mt", "t", "kg", "°C", "°F", "dB", "Hz", "kHz", "MHz"),
    *(f"{prefix}{unit}" for prefix in ("", "k", "M", "G", "T") for unit in ("W", "Wh", "Wc")),
    *(f"{prefix}{unit}" for prefix in ("k", "M", "G", "T") for unit in ("o", "B", "J")),
    *("h", "min", "m/s", "Prozent", "procent", "proc", "Std", "Uhr", "godz", "км", "км²", "га", "м", "м²", "м³"),
)
_SHORT_MONEY = tuple(f"{prefix}{sign}" for prefix in ("k", "M", "Md", "Mds", "Mrd", "Mio", "G") for sign in "€$£")
_UNITS = (*_MONEY, *_SHORT_MONEY, *_MEASURES)
_BEFORE = ("EUR", "USD", "CHF", "GBP", "Fr.", "€", "$", "£")  # money that some languages put before its number
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩЀ-Я]"

# What stands before a name, and what stands before a number, by language.
_TITLES = {
    "fr": ("M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Me", "Mgr", "Dr", "Pr"),
    "en": ("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Prof.", "Cllr", "Sir", "St", "St."),
    "de": ("Hr.", "Fr.", "Dr.", "Prof.", "St."),
    "es": ("Sr.", "Sra.", "D.", "Dña.", "Dr.", "Dra."),
    "it": ("Sig.", "Sig.ra", "Dott.", "Dott.ssa", "On.", "Ing."),
    "pt": ("Sr.", "Sra.", "D.", "Dr.", "Dra.", "Eng."),
    "nl": ("dhr.", "mevr.", "mw.", "dr.", "prof."),
}
_REFERENCES = {
    "fr": ("p.", "pp.", "art.", "chap.", "fig.", "vol.", "al.", "annexe", "article", "page", "§"),
    "en": ("p.", "pp.", "Art.", "art.", "Fig.", "fig.", "vol.", "No.", "no.", "ch.", "Article", "Annex", "page", "§"),
    "de": ("S.", "Nr.", "Abs.", "Art.", "Abb.", "Kap.", "Bd.", "Anlage", "Artikel", "Seite", "§"),
    "es": ("p.", "pág.", "págs.", "art.", "núm.", "n.º", "cap.", "fig."),
    "it": ("p.", "pag.", "pagg.", "art.", "n.", "cap.", "fig.", "comma"),
    "pt": ("p.", "pág.", "art.", "n.º", "cap.", "fig."),
    "nl": ("p.", "blz.", "art.", "nr.", "fig.", "hfst."),
}
# What is numbered, as headings and captions have it, with a small letter or a capital.
_NUMBERED = {
    "fr": ("axe", "chapitre", "étape", "exemple", "figure", "lot", "phase", "pilier", "tableau", "tome", "version"),
    "en": ("chapter", "example", "figure", "phase", "pillar", "step", "table", "version", "volume"),
    "de": ("Abbildung", "Beispiel", "Kapitel", "Phase", "Säule", "Schritt", "Tabelle", "Version"),
    "es": ("capítulo", "ejemplo", "etapa", "fase", "figura", "pilar", "tabla", "versión"),
    "it": ("capitolo", "esempio", "fase", "figura", "pilastro", "tabella", "tappa", "versione"),
    "pt": ("capítulo", "etapa", "exemplo", "fase", "figura", "pilar", "tabela", "versão"),
    "nl": ("fase", "figuur", "hoofdstuk", "pijler", "stap", "tabel", "versie", "voorbeeld"),
}
# Prepositions and conjunctions of one letter, which end no line (Polish: PWN, Zasady pisowni; Czech: ČSN 01 6910).
_ONE_LETTER = {"pl": "aiouwzAIOUWZ", "cs": "kosuvzaiKOSUVZAI", "sk": "kosuvzaiKOSUVZAI"}
_DIGITS = "0123456789"
# Patterns begin with the space, and look back over it: where they begin with a look behind, each letter is tried.
_DAY = r"(?:(?<=\d.)|(?<=\d[.ºª].)|(?<=\d(?:er|st|nd|rd|th).))"


@cache
def rules(language: str) -> tuple[tuple[Sequence[str], str, str], ...]:
    """Return what to keep together in ``language`` (BCP 47), in order: each rule replaces a space alone.

    It has the signs of which a text must have one, the pattern, and what replaces it, but what its group matches.
    Titles and references are a rule each: an expression of all of them takes 2 ms to compile, and few stand in a text.
    """
    base, magnitudes = language.split("-")[0], (*_MAGNITUDES, *_magnitudes(language))
    large, counted = _one_of(*magnitudes), _one_of(*magnitudes, *_UNITS)
    found: list[tuple[Sequence[str], str, str]] = [
        (_DIGITS, rf"{SPACES}(?<=\d.)(?={counted})", NO_BREAK),
        *[(_DIGITS, rf"(\d(?:{NO_BREAK}?{large}\.?)+){SPACES}(?={counted})", NO_BREAK)] * 3,  # "12 milers de milions €"
        (_BEFORE, rf"{SPACES}{_after(_BEFORE)}(?=\d)", NO_BREAK),
        ("h", rf"{SPACES}(?<=\d{SPACES}h.)(?=\d{{1,2}}(?!\d))", NO_BREAK),
    ]
    if months := "|".join(_months(language)):
        found += [
            (_DIGITS, rf"{SPACES}{_DAY}(?=(?:de{SPACES})?(?:{months})\b)", NO_BREAK),
            (_DIGITS, rf"{SPACES}(?<=\d[ {NO_BREAK}]de.)(?=(?:{months})\b)", NO_BREAK),
        ]
    if base == "en":
        found.append((_DIGITS, rf"{SPACES}{_after(_months(language))}(?=\d{{1,2}}(?!\d))", NO_BREAK))
    found += [((one,), rf"{SPACES}{_after((one,))}(?={_CAPITAL})", NO_BREAK) for one in _TITLES.get(base, ())]
    numbered = _NUMBERED.get(base, ())
    references = (*_REFERENCES.get(base, ()), *numbered, *map(str.capitalize, numbered))
    found += [((one,), rf"{SPACES}{_after((one,))}(?=\d|[IVXL]+\b)", NO_BREAK) for one in references]
    if one := _ONE_LETTER.get(base):
        found.append((one, rf"{SPACES}(?<=(?<![\w’'.-])[{one}].)(?=\w)", NO_BREAK))
    if base == "fr":  # "XXe siècle"
        ordinals = "|".join(rf"(?<=\b[IVX]{{{letters}}}e.)" for letters in range(1, 6))
        found.append((("Ie", "Ve", "Xe"), rf"{SPACES}(?:{ordinals})(?=\w)", NO_BREAK))
    return tuple(found)


def _after(words: Sequence[str]) -> str:
    """Return a pattern of what follows one of ``words`` and a space: a look behind each, for they differ in length."""
    return "(?:" + "|".join(rf"(?<=(?<!\w){re.escape(word)}.)" for word in words) + ")"


def _months(language: str) -> tuple[str, ...]:
    """Return the names of the months as dates have them (CLDR), none for a language that Babel does not know."""
    return tuple(said(language, "months", lambda known: list(known.months["format"]["wide"].values()), ()))


def _magnitudes(language: str) -> tuple[str, ...]:
    """Return the words and signs for thousands and more (CLDR), without the points that end them."""

    def ask(known: Locale) -> list[str]:
        lengths = (known.compact_decimal_formats[length] for length in ("short", "long"))
        patterns = (one.pattern for length in lengths for counts in length.values() for one in counts.values())
        return list(dict.fromkeys(word for pattern in patterns for word in re.findall(r"[^\W\d_]+", pattern)))

    return tuple(said(language, "magnitudes", ask, ()))
