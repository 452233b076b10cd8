"""Tell the house's footer, which stays as it is, from a sample that a deck replaces."""

from __future__ import annotations

import re

# Signs and words by which a footer speaks for the house and not for one presentation.
_LEGAL = re.compile(
    r"©|®|™|\(c\)|copyright|all rights|droits r[ée]serv|alle rechte|derechos|riservat|reservados|voorbehouden|zastrze"
    r"|confiden|vertraulich|vertrouwelijk|poufn|bizalmas|d[ůu]v[ěe]rn|luottamuk|fortrolig|konfidentiell|internal use"
    r"|usage interne|nur f[üu]r|proprietary|classif|restricted|public use|diffusion restreinte|tlp:"
    r"|版权|保密|机密|著作権|社外秘|機密|대외비|конфиденц|все права"
    r"|\b(?:gmbh|ag|inc|ltd|llc|plc|corp|s\.?a\.?s?|s\.?r\.?l|b\.?v|kft|zrt|sp\. ?z ?o\.?o|a/s|oy)\b\.?"
    r"|r[ée]publique|minist[èe]re|pr[ée]fecture|rcs |siret|siren\b",
    re.IGNORECASE,
)
# Words by which a sample says what to write in its place, and what only one presentation can say: a day, a year.
_SAMPLE = re.compile(
    r"footer|pied de page|fu(?:ß|ss)zeile|pi[èe] di pagina|pie de p[áa]gina|rodap[ée]|voettekst|stopka|z[áa]pat[íi]"
    r"|tit[lr]e|titel|titolo|t[íi]tulo|tytu[łl]|pr[äée]sent|prezent|apresenta|click|cliqu|klick|klik|\bclic\b"
    r"|insert|ins[ée]r|einf[üu]g|inserisci|sample|lorem|placeholder|\byour\b|\bvotre\b|\bihr|modifi|edit\b"
    r"|\bdat[aeo]|datum|fecha|author|auteur|autor|\bname|\bnoms?\b|\bnome|nombre|naam|speaker|subject|sujet|thema"
    r"|\d{2}|[<\[{]|x{2,}|\.{3}|…",
    re.IGNORECASE,
)
_MIN_WORDS = 3  # fewer may be a sample in a language that the list above lacks
_MAX = 300  # letters of it: what is longer would fill the slide that it must stand on


def legal_text(words: str) -> str:
    """Return the words of a footer that must stand on every slide, or nothing when they are a sample."""
    text = " ".join(words.split())
    house = len(text.split()) >= _MIN_WORDS and not _SAMPLE.search(text)
    return text[:_MAX] if house or _LEGAL.search(text) else ""
