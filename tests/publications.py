"""Publications of many shapes and languages, made up but with real-looking words: the same for the same seed."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

import yaml

from tests.project import CONTENT, ROOT

SLUG = "essai"
# A few sentences of each language: of their words the others are made.
WORDS = {
    "fr": "La métropole soutient depuis longtemps les jeunes entreprises innovantes de son territoire, en lien étroit "
    "avec l'université, les laboratoires publics et les habitants qui participent aux expérimentations",
    "en": "The city region has supported young innovative companies for many years, together with its university, "
    "public laboratories and the residents who take part in experiments across neighbourhoods",
    "de": "Die Metropolregion unterstützt seit vielen Jahren junge Technologieunternehmen, gemeinsam mit Universität, "
    "Forschungseinrichtungen und Bürgerbeteiligungsverfahren im Nahverkehrsentwicklungsplan der Landeshauptstadt",
    "es": "La metrópoli apoya desde hace mucho tiempo a las empresas innovadoras de su territorio, en colaboración con "
    "la universidad, los laboratorios públicos y los vecinos que participan en los experimentos",
    "it": "La città metropolitana sostiene da molti anni le giovani imprese innovative del territorio, insieme "
    "all'università, ai laboratori pubblici e ai cittadini che partecipano alle sperimentazioni",
    "pt": "A região metropolitana apoia há muitos anos as empresas inovadoras do seu território, em ligação com a "
    "universidade, os laboratórios públicos e os habitantes que participam nas experiências",
    "nl": "De metropoolregio ondersteunt al jarenlang jonge innovatieve ondernemingen, samen met de universiteit, "
    "onderzoeksinstellingen en bewoners die deelnemen aan duurzaamheidsexperimenten en arbeidsmarktbeleid",
    "pl": "Metropolia od wielu lat wspiera młode przedsiębiorstwa innowacyjne na swoim terenie, wspólnie z "
    "uniwersytetem, laboratoriami publicznymi oraz mieszkańcami uczestniczącymi w doświadczeniach",
    "cs": "Metropole již mnoho let podporuje mladé inovativní podniky na svém území, společně s univerzitou, veřejnými "
    "výzkumnými pracovišti a obyvateli, kteří se účastní nejrůznějších experimentů",
    "hu": "A nagyvárosi térség évek óta támogatja a fiatal innovatív vállalkozásokat, az egyetemmel, "
    "a közfinanszírozott kutatóintézetekkel és a kísérletekben részt vevő lakosokkal együttműködve",
    "fi": "Metropolialue on tukenut nuoria innovatiivisia yrityksiä jo vuosien ajan yhdessä yliopiston, julkisten "
    "tutkimuslaitosten ja kokeiluihin osallistuvien asukkaiden kanssa kaupunkikehittämisohjelmassa",
    "el": "Η μητροπολιτική περιφέρεια στηρίζει εδώ και πολλά χρόνια τις νέες καινοτόμες επιχειρήσεις, μαζί με το "
    "πανεπιστήμιο, τα δημόσια εργαστήρια και τους κατοίκους που συμμετέχουν στα πειράματα",
    "bg": "Столичният район подкрепя от много години младите иновативни предприятия, съвместно с университета, "
    "обществените лаборатории и жителите, които участват в експериментите и научните изследвания",
}
CITIES = ("rennes", "nantes", "grenoble", "turin", "bilbao", "anvers")
_ICONS = ("rocket", "affiliate", "users-group", "target-arrow")


def sentence(chance: random.Random, language: str, count: int) -> str:
    """Return ``count`` words in an order of chance, as a sentence."""
    pool = WORDS[language].replace(",", "").split()
    return " ".join(chance.choices(pool, k=count)).capitalize() + "."


def write_publication(root: Path, seed: int) -> Path:
    """Write a project with one publication into ``root``; its language and its shape follow from ``seed``."""
    chance = random.Random(seed)
    language = list(WORDS)[seed % len(WORDS)]
    shutil.copytree(ROOT / "templates", root / "templates")
    folder = root / "content" / SLUG
    (folder / "pillars").mkdir(parents=True)
    shutil.copy(CONTENT / "cities.yaml", root / "content")
    pillars = [f"pilier-{number}" for number in range(1, chance.choice((1, 2, 3, 4, 4, 5, 7, 9, 12)) + 1)]
    most = chance.choice((0, 3, 8, 20, 40, 160))
    for index, name in enumerate(pillars):
        _dump(folder / "pillars" / f"{name}.yaml", _pillar(chance, language, index, min(most, 160 // len(pillars))))
    overview = chance.sample(pillars, len(pillars))
    head: dict[str, Any] = {
        "title": sentence(chance, language, chance.randint(2, 14)).rstrip("."),
        "language": language,
    }
    if chance.random() < 0.7:
        head |= {"subtitle": sentence(chance, language, 5), "kind": sentence(chance, language, 2), "version": "1.2"}
        head |= {"organisation": sentence(chance, language, 4), "contact": sentence(chance, language, 6)}
    _dump(folder / "publication.yaml", {**head, "pillars": pillars, "overview": overview})
    return root


def _pillar(chance: random.Random, language: str, index: int, most: int) -> dict[str, Any]:
    length = chance.choice((6, 20, 45, 90))
    data: dict[str, Any] = {
        "label": sentence(chance, language, chance.randint(2, 5)).rstrip("."),
        "heading": f"{index + 1} {sentence(chance, language, chance.randint(2, 16))}",
        "icon": chance.choice(_ICONS),
        "examples": [_example(chance, language, f"e{index}-{number}", length) for number in range(most)],
    }
    if chance.random() < 0.4:
        data["intro"] = sentence(chance, language, chance.choice((12, 40, 120)))
    if chance.random() < 0.5:
        data["table"] = _table(chance, language)
    if chance.random() < 0.6:
        data["chart"] = _chart(chance, language)
    return data


def _example(chance: random.Random, language: str, id: str, length: int) -> dict[str, Any]:
    text = sentence(chance, language, max(2, int(chance.gauss(length, length / 3))))
    if chance.random() < 0.8:
        text = f"[{chance.choice(WORDS[language].split()).strip(',')}](city:{chance.choice(CITIES)}) {text}"
    data: dict[str, Any] = {"id": id, "text": text}
    if chance.random() < 0.2:
        data["source"] = {
            "title": sentence(chance, language, chance.randint(2, 12)),
            "url": f"https://example.org/{id}",
        }
    if chance.random() < 0.2:
        data["short"] = sentence(chance, language, 7)
    return data


def _table(chance: random.Random, language: str) -> dict[str, Any]:
    width, height = chance.choice((2, 4, 7, 12)), chance.choice((1, 5, 18, 60))
    heads = [sentence(chance, language, chance.randint(1, 3)).rstrip(".") for _ in range(width)]
    rows = [
        [sentence(chance, language, 2), *(_cell(chance, language, column) for column in range(1, width))]
        for _ in range(height)
    ]
    return {"caption": sentence(chance, language, 5), "columns": heads, "rows": rows}


def _cell(chance: random.Random, language: str, column: int) -> str | int:
    return chance.randint(0, 99999) if column % 2 else sentence(chance, language, chance.randint(1, 9))


def _chart(chance: random.Random, language: str) -> dict[str, Any]:
    kind = chance.choice(("bar", "bar", "line", "share"))
    count = chance.randint(2, {"bar": 14, "line": 40, "share": 12}[kind])
    length = chance.choice((1, 2, 5))
    series = 1 if kind == "share" else chance.randint(1, 4)
    return {
        "kind": kind,
        "caption": sentence(chance, language, 5),
        "description": sentence(chance, language, chance.choice((8, 30, 120))),
        "axis": sentence(chance, language, 1).rstrip("."),
        "unit": sentence(chance, language, 1).rstrip("."),
        "categories": [
            str(1980 + number) if kind == "line" else f"{number} {sentence(chance, language, length)}"
            for number in range(count)
        ],
        "series": [
            {"name": sentence(chance, language, 2), "values": [chance.randint(1, 40000) for _ in range(count)]}
            for _ in range(series)
        ],
    }


def _dump(path: Path, data: dict[str, Any]) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")
