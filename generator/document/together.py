"""What a line's end must not part: numbers and their units, days and months, titles and names, references, centuries.

Sources: Imprimerie nationale, Lexique des règles typographiques (French); Duden, Richtlinien (German); New Hart's Rules
(English); the SI Brochure 5.4.3 (a space, which no line ends at, between a number and its unit); Unicode
CLDR (months, large numbers); PWN, Zasady pisowni (Polish); Kielitoimiston ohjepankki (Finnish).
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
    *("h", "min", "s", "m/s", "Prozent", "procent", "proc", "Std", "Uhr", "godz", "км", "км²", "га", "м", "м²", "м³"),
    *("m2", "m3", "km2", "kbit", "Mbit", "Gbit", "ppm", "mph", "pt", "pts", "ETP", "tonnes", "hectares"),
)
# What a language counts or says behind a number: signs, shares, hours, people by area.
_BEHIND = {
    "fr": ("pour cent", "hab", "j"),
    "en": ("per cent", "percent", "a.m.", "p.m.", "am", "pm", "acres", "miles", "sq"),
    "de": ("Einw", "EW", "qm", "f.", "ff."),
    "es": ("por ciento", "hab"),
    "it": ("per cento", "ab./km²", "mq", "mc", "kmq"),
    "pt": ("por cento", "hab"),
    "nl": ("uur", "inw"),
    "pl": ("os./km²", "r."),
    "cs": ("hod", "obyv", "procent"),
    "sk": ("hod", "obyv", "percent"),
    "fi": ("as./km²", "prosenttia", "§"),
    "sv": ("inv", "mnkr", "mkr", "mdkr", "§"),
    "da": ("pct", "indb"),
}
_SHORT_MONEY = tuple(f"{prefix}{sign}" for prefix in ("k", "M", "Md", "Mds", "Mrd", "Mio", "G") for sign in "€$£")
_UNITS = (*_MONEY, *_SHORT_MONEY, *_MEASURES)
_BEFORE = ("EUR", "USD", "CHF", "GBP", "Fr.", "€", "$", "£")  # money that some languages put before its number
_CAPITAL = "[A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĞĢĪĮİĶĻŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŲŹŻŽȘȚΑ-ΩЀ-Я]"

# What stands before a name, and what stands before a number, by language.
_TITLES = {
    "fr": ("M.", "MM.", "Mme", "Mmes", "Mlle", "Mlles", "Me", "Mgr", "Dr", "Pr", "av."),
    "en": ("Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Dr", "Dr.", "Prof.", "Cllr", "Sir", "St", "St."),
    "de": ("Hr.", "Hrn.", "Fr.", "Herr", "Herrn", "Frau", "Dr.", "Prof.", "St."),
    "es": ("Sr.", "Sra.", "D.", "Dña.", "D.ª", "Dª", "Dr.", "Dra.", "EE."),
    "it": ("Sig.", "Sig.ra", "Dott.", "Dott.ssa", "On.", "Ing."),
    "pt": ("Sr.", "Sra.", "D.", "Dr.", "Dra.", "Eng."),
    "nl": ("dhr.", "mevr.", "mw.", "dr.", "prof.", "burg."),
    "pl": ("dr", "prof.", "ks.", "św.", "ul.", "al.", "pl."),
    "cs": ("Ing.", "Mgr.", "Dr.", "prof.", "pan", "paní", "pí", "sv."),
    "sk": ("Ing.", "Mgr.", "Dr.", "prof.", "pán", "pani", "sv."),
}
_PARTICLES = "(?:le|la|les|l[’']|de|du|d[’'])"  # which follow a French title: "M. le maire", "Mme de Staël"
_REFERENCES = {
    "fr": (
        *("p.", "pp.", "art.", "ch.", "chap.", "fig.", "vol."),
        *("al.", "no", "n°s", "tél.", "annexe", "article", "page", "§"),
    ),
    "en": (
        *("p.", "pp.", "Art.", "art.", "Fig.", "fig.", "vol."),
        *("No.", "no.", "No", "ch.", "Article", "Annex", "page", "§"),
    ),
    "de": (
        *("S.", "Nr.", "Nrn.", "Abs.", "Art.", "Abb.", "Tab.", "Kap.", "Bd.", "Anl.", "Ziff.", "Rn.", "Tel."),
        *("ca.", "rd.", "Anlage", "Artikel", "Absatz", "Seite", "§", "§§"),
    ),
    "es": ("p.", "pág.", "págs.", "art.", "núm.", "n.º", "cap.", "fig.", "ap.", "apdo.", "tel.", "anexo", "artículo"),
    "it": (
        *("p.", "pag.", "pagg.", "art.", "n.", "c.", "co."),
        *("lett.", "cap.", "fig.", "tel.", "comma", "articolo", "ore"),
    ),
    "pt": ("p.", "pág.", "art.", "n.º", "cap.", "fig.", "tel.", "anexo", "artigo"),
    "nl": ("p.", "blz.", "art.", "nr.", "fig.", "hfst.", "tel.", "ca.", "lid", "artikel", "bijlage"),
    "pl": (
        *("s.", "art.", "ust.", "pkt", "lit.", "nr", "poz.", "rozdz.", "rys.", "tab.", "zał.", "r.", "godz."),
        *("tel.", "ok.", "§"),
    ),
    "cs": ("s.", "str.", "č.", "čl.", "odst.", "písm.", "kap.", "obr.", "tab.", "tel.", "cca", "§"),
    "sk": ("s.", "str.", "č.", "čl.", "ods.", "písm.", "kap.", "obr.", "tab.", "tel.", "cca", "§"),
    "fi": ("s.", "nro", "n.", "klo", "puh.", "luku", "kohta", "kuva", "taulukko", "liite", "§"),
    "sv": ("s.", "nr", "kap.", "kl.", "tel.", "ca", "bilaga", "artikel", "§"),
    "da": ("s.", "nr.", "stk.", "kap.", "kl.", "tlf.", "ca.", "bilag", "artikel", "§"),
    "nb": ("s.", "nr.", "kap.", "kl.", "tlf.", "ca.", "vedlegg", "artikkel", "§"),
    "no": ("s.", "nr.", "kap.", "kl.", "tlf.", "ca.", "vedlegg", "artikkel", "§"),
    "ro": ("p.", "pag.", "art.", "alin.", "nr.", "cap.", "tel."),
    "hr": ("str.", "br.", "čl.", "st.", "tel."),
    "ca": ("p.", "pàg.", "art.", "núm.", "cap.", "fig.", "tel."),
}
# What is numbered, as headings and captions have it, with a small letter or a capital.
_NUMBERED = {
    "fr": (
        *("action", "axe", "chapitre", "étape", "exemple", "fiche", "figure", "ligne", "lot", "mesure"),
        *("objectif", "phase", "pilier", "priorité", "tableau", "tome", "version", "zone"),
    ),
    "en": (
        *("box", "chapter", "example", "figure", "paragraph", "phase"),
        *("pillar", "section", "step", "table", "version", "volume"),
    ),
    "de": ("Abbildung", "Beispiel", "Kapitel", "Phase", "Säule", "Schritt", "Tabelle", "Teil", "Version"),
    "es": ("capítulo", "ejemplo", "etapa", "fase", "figura", "pilar", "tabla", "versión"),
    "it": ("capitolo", "esempio", "fase", "figura", "pilastro", "tabella", "tappa", "versione"),
    "pt": ("capítulo", "etapa", "exemplo", "fase", "figura", "pilar", "tabela", "versão"),
    "nl": ("fase", "figuur", "hoofdstuk", "pijler", "stap", "tabel", "versie", "voorbeeld"),
    "pl": ("etap", "filar", "krok", "tabela", "wersja"),
    "fi": ("esimerkki", "pilari", "vaihe", "versio"),
    "sv": ("exempel", "fas", "figur", "pelare", "steg", "tabell"),
    "da": ("eksempel", "fase", "figur", "søjle", "tabel", "trin"),
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
    large, counted = _one_of(*magnitudes), _one_of(*magnitudes, *_UNITS, *_BEHIND.get(base, ()))
    found: list[tuple[Sequence[str], str, str]] = [
        (_DIGITS, rf"{SPACES}(?<=\d.)(?={counted})", NO_BREAK),
        *[(_DIGITS, rf"(\d(?:{NO_BREAK}?{large}\.?)+){SPACES}(?={counted})", NO_BREAK)] * 3,  # "12 milers de milions €"
        (_BEFORE, rf"{SPACES}{_after(_BEFORE)}(?=\d)", NO_BREAK),
        ("h", rf"{SPACES}(?<=\d{SPACES}h.)(?=\d{{1,2}}(?!\d))", NO_BREAK),
        ("O", rf"(\d{NO_BREAK}(?:k|M)?[tg]){SPACES}(?=(?:éq\.?{SPACES})?CO[2₂])", NO_BREAK),  # "3 t CO2"
        # A sign and its number; a dash may be any, but for percentages.
        ("+−±≈<>≤≥×", rf"{SPACES}(?<=[+−±≈<>≤≥×].)(?=\d)", NO_BREAK),
        ("–", rf"{SPACES}(?<=–.)(?=\d+(?:[.,]\d+)?{SPACES}?[%‰])", NO_BREAK),
        # Telephone numbers: pairs of digits, and what is dialled before them.
        (_DIGITS, rf"{SPACES}(?<=(?<!\d)\d\d.)(?=\d\d(?!\d))", NO_BREAK),
        ("+", rf"(\+\d{{1,3}}){SPACES}(?=[\d(])", NO_BREAK),
        ("+", rf"(\+\d{{1,3}}{NO_BREAK}(?:\(0\){SPACES}?)?\d){SPACES}(?=\d\d(?!\d))", NO_BREAK),
        # "z. B.", "p. ej."; "J. Martin", but no word behind "z. B."; "Henri IV"
        (".", rf"{SPACES}(?<=(?<![^\W_])[^\W\d_]\..)(?=(?:[^\W\d_]|[a-z]{{2,3}})\.)", NO_BREAK),
        (".", rf"{SPACES}(?<=(?<![^\W_])(?<![a-z]\.[ {NO_BREAK}]){_CAPITAL}\..)(?={_CAPITAL}[^\W\d_])", NO_BREAK),
        ("IVX", rf"{SPACES}(?<=[\w.].)(?=[IVX]{{2,5}}\b)", NO_BREAK),
    ]
    if months := "|".join(_months(language)):
        found += [
            (_DIGITS, rf"{SPACES}{_DAY}(?=(?:de{SPACES})?(?:{months})\b)", NO_BREAK),
            (_DIGITS, rf"{SPACES}(?<=\d[ {NO_BREAK}]de.)(?=(?:{months})\b)", NO_BREAK),
        ]
    if base == "en":
        found.append((_DIGITS, rf"{SPACES}{_after(_months(language))}(?=\d{{1,2}}(?!\d))", NO_BREAK))
    titled = rf"{_CAPITAL}|{_PARTICLES}(?!\w)" if base == "fr" else _CAPITAL
    for one in _TITLES.get(base, ()):
        follows = _CAPITAL if one == "Me" else titled  # "Me voici" is no lawyer
        found.append(((one,), rf"{SPACES}{_after((one,))}(?={follows})", NO_BREAK))
    numbered = _NUMBERED.get(base, ())
    references = (*_REFERENCES.get(base, ()), *numbered, *map(str.capitalize, numbered))
    articles = r"|[LRD]\.[ \u00a0]?\d" if base == "fr" else ""  # those of French codes: "article L. 2121-12"
    found += [((one,), rf"{SPACES}{_after((one,))}(?=\d|[IVXL]+\b{articles})", NO_BREAK) for one in references]
    if articles:
        found.append((("L.", "R.", "D."), rf"{SPACES}(?<=(?<!\w)[LRD]\..)(?=\d)", NO_BREAK))
    if letters := _ONE_LETTER.get(base):
        found.append((letters, rf"{SPACES}(?<=(?<![\w’'.-])[{letters}].)(?=\w)", NO_BREAK))
    if base == "fr":  # "XXe siècle"
        ordinals = "|".join(rf"(?<=\b[IVX]{{{length}}}e.)" for length in range(1, 6))
        found.append((("Ie", "Ve", "Xe"), rf"{SPACES}(?:{ordinals})(?=\w)", NO_BREAK))
    return tuple(found)


def _after(words: Sequence[str]) -> str:
    """Return a pattern of what follows one of ``words`` and a space: a look behind each, for they differ in length."""
    return "(?:" + "|".join(rf"(?<=(?<!\w){re.escape(word)}.)" for word in words) + ")"


def _months(language: str) -> tuple[str, ...]:
    """Return the names of the months as dates have them (CLDR), whole and cut, but for a language that it lacks."""

    def ask(known: Locale) -> list[str]:
        named = known.months["format"]
        return [one.removesuffix(".") for width in ("wide", "abbreviated") for one in named[width].values()]

    known = *said(language, "all months", ask, ()), *(("Sept",) if language.startswith("en") else ())
    return tuple(one for one in known if one.isalpha())


def _magnitudes(language: str) -> tuple[str, ...]:
    """Return the words and signs for thousands and more (CLDR), without the points that end them."""

    def ask(known: Locale) -> list[str]:
        lengths = (known.compact_decimal_formats[length] for length in ("short", "long"))
        patterns = (one.pattern for length in lengths for counts in length.values() for one in counts.values())
        return list(dict.fromkeys(word for pattern in patterns for word in re.findall(r"[^\W\d_]+", pattern)))

    return tuple(said(language, "magnitudes", ask, ()))
