"""Tell a legal footer, which stays as it is, from a sample that a deck replaces."""

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
_MAX = 300


def legal_text(words: str) -> str:
    """Return the words of a footer that must stand on every slide, or nothing when they are a sample."""
    text = " ".join(words.split())
    return text[:_MAX] if _LEGAL.search(text) else ""
