"""Publications as officers write them: made by chance, in several languages and styles, with what each must print.

What must be printed is known from the words that were put in, not from reading the files.
"""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass, field, replace
from typing import NamedTuple

SLUG = "essai"
HEAD = f"content/{SLUG}/publication.yaml"
PILLARS = f"content/{SLUG}/pillars"
CITIES = "content/cities.yaml"
NAMES = {"rennes": "Rennes", "nantes": "Nantes", "turin": "Turin", "bilbao": "Bilbao", "grenoble": "Grenoble"}
_ICONS = ("rocket", "leaf", "bus", "school", "bulb", "home")
_COLOURS = ("teal", "orange", "blue", "purple")

# Sentences that hold what real ones do: apostrophes, quotes, colons, numbers with signs, brackets, dashes, parts of
# addresses, letters of many languages. {c} becomes a mention of a city, {s} stressed words, {l} a link.
SENTENCES = {
    "fr": (
        "{c} a ouvert 12 lieux d'accueil en 2024 : près de 1 250 habitants y sont passés, soit 13,5 % de plus.",
        "L'« atelier commun » de {c} (ouvert le samedi, de 9 h à 18 h) prête des outils ; {s}, on y répare aussi.",
        'À {c}, le dispositif "Bien vieillir" associe l\'État, la Région et 16 communes — une première !',
        "Où en est-on ? {c} publie chaque mois ses résultats sur {l}, données n° 1 à 7 comprises.",
        "Le budget passe de 3,2 M€ à 4 M€/an (+25 %) ; l'œuvre d'une décennie, selon l'élue Zoë Nuñez-Łukasz.",
        "Aujourd'hui, 2/3 des foyers de {c} trient leurs déchets ; d'ici à 2030, ce sera 9 sur 10…",
        "Chauffer moins, chauffer mieux : la règle des 19 °C vaut pour 48 écoles & 3 piscines de {c}.",
    ),
    "en": (
        "{c} runs 12 repair cafés; since 2024 some 1,250 residents have come, up 13.5% on last year.",
        'In {c}, "Warm Homes" has cut heating bills by £240 a year: that is {s} for many.',
        "The council's plan (2025-2030) asks each school to plant trees - one per pupil - with {c}.",
        "Who pays? {c} publishes its accounts every month on {l}, with all 7 annexes.",
        "Half the buses are electric; the other half won't be before 2031, says José O'Neill-Håkansson.",
    ),
    "de": (
        "{c} hat 12 Werkstätten eröffnet; seit 2024 kamen rund 1.250 Bürgerinnen und Bürger, 13,5 % mehr als zuvor.",
        "Das Projekt „Gute Straße“ in {c} kostet 4 Mio. € und spart {s}: weniger Lärm, größere Gehwege.",
        "Für Öl- und Gasheizungen über 30 Jahre zahlt {c} bis zu 1.500 €; Näheres unter {l}.",
        "Über 2/3 der Schülerinnen fahren mit dem Rad – auch im Winter, bei Schnee und Eis.",
    ),
    "es": (
        "¿Quién decide? {c} publica cada mes sus cuentas en {l}, con los 7 anexos.",
        "En {c}, el plan «Barrio Vivo» creó 120 empleos: un 13,5 % más que el año anterior, {s}.",
        "El agua de la fuente nº 3 es potable; ¡así lo dice la señora Muñoz Ibáñez!",
    ),
    "it": (
        "A {c} l'università e il Comune aprono 12 officine: dal 2024 vi sono passati 1.250 cittadini, {s}.",
        "Perché no? {c} pubblica ogni mese i conti su {l}; così è più facile capire.",
        'Il progetto "Città dell\'acqua" costa 4 milioni di € (il 25% in più) e durerà fino al 2030.',
    ),
}
LABELS = {
    "fr": ("L'eau pour tous", "Énergie & climat", "Œuvres d'art", "Se déplacer", "Écoles n° 1", "Aînés"),
    "en": ("Water for all", "Clean energy", "Getting about", "Children's places", "Arts & crafts", "Homes"),
    "de": ("Wasser für alle", "Saubere Energie", "Straßen", "Kinder", "Grünflächen", "Wohnen"),
    "es": ("Agua para todos", "Energía limpia", "Niñez", "Moverse", "Señales", "Vivienda"),
    "it": ("L'acqua di tutti", "Energia pulita", "Città", "Scuole", "Case", "Verde"),
}
STRESSED = {"fr": "chose rare", "en": "a first", "de": "viel Zeit", "es": "cosa rara", "it": "caso raro"}


class Words(NamedTuple):
    """A text as it is typed, in the markup of the reference, and as it must be printed."""

    typed: str
    printed: str


class Slot(NamedTuple):
    """A value on a line of its own: its file, line (from 0), what stands before it, and its words."""

    file: str
    line: int
    before: str
    words: str
    key: str


@dataclass
class Base:
    """The files of ``content/`` by their paths from the root, what must be printed, and where values can be changed."""

    files: dict[str, bytes] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    spoken: list[str] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)
    language: str = "fr"

    def text(self, file: str) -> str:
        return self.files[file].decode("utf-8")

    def lines(self, file: str) -> list[str]:
        return self.text(file).split("\n")

    def with_line(self, slot: Slot, typed: str, printed: str | None) -> Base:
        """Return the publication with another value in a slot; what was printed there goes, ``printed`` comes."""
        lines = self.lines(slot.file)
        lines[slot.line] = slot.before + typed
        words = [one for one in self.words if one != slot.words]
        words += [slot.words] * (self.words.count(slot.words) - 1)
        return replace(
            self,
            files={**self.files, slot.file: "\n".join(lines).encode()},
            words=[*words, *([printed] if printed else [])],
        )


def sentence(chance: random.Random, language: str) -> Words:
    """Return a sentence with its markup."""
    typed = printed = chance.choice(SENTENCES[language])
    city = chance.choice(list(NAMES))
    stress = chance.choice(("**{}**", "*{}*", "***{}***"))
    address = chance.choice(
        ("https://example.org/bilans?a=1&b=2", "http://www.exemple.fr/x_y_z", "mailto:a.b@exemple.fr")
    )
    bare = "exemple.fr"
    typed = typed.replace("{c}", f"[{NAMES[city]}](city:{city})").replace("{l}", f"[{bare}]({address})")
    printed = printed.replace("{c}", NAMES[city]).replace("{l}", bare)
    return Words(typed.replace("{s}", stress.format(STRESSED[language])), printed.replace("{s}", STRESSED[language]))


class Writer:
    """Writes a file of YAML line by line, in one of the styles that people have."""

    def __init__(self, chance: random.Random, base: Base, file: str) -> None:
        self.chance, self.base, self.file = chance, base, file
        self.lines: list[str] = []
        self.step = chance.choice((2, 2, 2, 4))

    def raw(self, line: str) -> None:
        self.lines.append(line)

    def text(self, before: str, words: Words, *, spoken: bool = False) -> None:
        """Write ``before`` (a key or a hyphen, with its indentation) and a text after it, in some style."""
        (self.base.spoken if spoken else self.base.words).append(words.printed)
        styles = ["double", "folded", "literal", "single"]
        if is_plain(words.typed):
            styles += ["plain"] * 3 + ["wrapped"]
        style = self.chance.choice(styles)
        depth = re.match(r" *(?:- +)*", before)
        assert depth
        inside = " " * (len(depth[0]) + self.step)
        if style in ("folded", "literal", "wrapped"):
            parts = textwrap.wrap(words.typed, 88, break_on_hyphens=False, break_long_words=False)
            sign = {"folded": self.chance.choice((">-", ">", ">+")), "literal": self.chance.choice(("|", "|-"))}
            self.raw(f"{before}{sign[style]}" if style in sign else before + parts.pop(0))
            self.lines += [inside + part for part in parts]
            return
        key = re.search(r"(\w+): *$", before)
        if not spoken and words.typed == words.printed:
            self.base.slots.append(Slot(self.file, len(self.lines), before, words.printed, key[1] if key else "-"))
        self.raw(before + {"double": double, "single": single}.get(style, str)(words.typed))

    def done(self) -> None:
        self.base.files[self.file] = ("\n".join(self.lines) + "\n").encode()


def is_plain(text: str) -> bool:
    """Tell whether YAML reads an unquoted ``text`` as it stands."""
    signs = re.match(r"[-?:,\[\]{}#&*!|>'\"%@`]|\d|$", text)
    return not signs and ": " not in text and " #" not in text and not text.endswith(":")


def double(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def single(text: str) -> str:
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def plain_words(text: str) -> Words:
    return Words(text, text)


def _heading(chance: random.Random, language: str) -> Words:
    """Return a sentence without markup."""
    return plain_words(sentence(chance, language).printed)


def made(chance: random.Random) -> Base:
    """Return a publication of one to three pillars."""
    base = Base(language=chance.choice(("fr", "fr", "fr", "en", "de", "es", "it")))
    count = chance.choice((1, 1, 2, 2, 3))
    ids = chance.sample(("eau", "energie", "ecole", "arts"), count)
    labels = chance.sample(LABELS[base.language], count)
    for number, (id, label) in enumerate(zip(ids, labels, strict=True)):
        _pillar(chance, base, id, label, number)
    _head(chance, base, ids)
    base.files[CITIES] = CITY_FILE.encode()
    return base


def _head(chance: random.Random, base: Base, ids: list[str]) -> None:
    writer = Writer(chance, base, HEAD)
    if chance.random() < 0.3:
        writer.raw("# yaml-language-server: $schema=../../templates/schema/publication.schema.json")
    writer.text("title: ", plain_words(chance.choice(LABELS[base.language]) + chance.choice((" 2030", ", demain", ""))))
    if chance.random() < 0.6:
        writer.text("subtitle: ", _heading(chance, base.language))
    writer.raw(f"language: {base.language}")
    if chance.random() < 0.5:
        writer.text("organisation: ", plain_words("Réseau d'étude « Demain »"))
    if chance.random() < 0.3:
        writer.raw('as_of: "2026-11-23"')
    if chance.random() < 0.5:
        writer.raw(f"pillars: [{', '.join(ids)}]")
    else:
        writer.raw("pillars:")
        writer.lines += [f"  - {id}" for id in ids]
    writer.done()


def _pillar(chance: random.Random, base: Base, id: str, label: str, number: int) -> None:
    writer = Writer(chance, base, f"{PILLARS}/{id}.yaml")
    writer.text("label: ", plain_words(label))
    writer.text("heading: ", _heading(chance, base.language))
    writer.raw(f"icon: {_ICONS[number]}")
    if chance.random() < 0.6:
        writer.raw(f"colour: {_COLOURS[number]}")
    if chance.random() < 0.4:
        writer.text("intro: ", sentence(chance, base.language))
    if chance.random() < 0.2:
        writer.text("spoken: ", _heading(chance, base.language), spoken=True)
    _examples(chance, base, writer, id)
    if chance.random() < 0.35:
        _table(chance, base, writer)
    if chance.random() < 0.35:
        _chart(chance, base, writer)
    writer.done()


def _examples(chance: random.Random, base: Base, writer: Writer, id: str) -> None:
    writer.raw("examples:")
    indent = " " * chance.choice((0, 2, 2, 2))
    for number in range(chance.choice((1, 2, 2, 3))):
        writer.raw(f"{indent}- id: {id}-{number}")
        key = f"{indent}  "
        writer.text(f"{key}text: ", sentence(chance, base.language))
        if chance.random() < 0.2:
            writer.raw(f"{key}points:")
            for _point in range(2):
                writer.text(f"{key}  - ", _heading(chance, base.language))
        if chance.random() < 0.3:
            writer.raw(f"{key}source:")
            writer.text(f"{key}  title: ", plain_words(f"Rapport d'activité n° {chance.randint(2, 99)}, ville"))
            writer.raw(f"{key}  url: https://example.org/rapport/{chance.randint(1, 99)}")
            writer.raw(f'{key}  seen: "2026-10-02"')


def _table(chance: random.Random, base: Base, writer: Writer) -> None:
    writer.raw("table:")
    writer.text("  caption: ", plain_words("Aides versées, par ville"))
    writer.raw('  columns: [Ville, "Aides (M€)", Remarque]')
    writer.raw("  rows:")
    rows = [("Rennes", "12", "en 2024"), ("Nantes", "15.5", "dont 3 d'avance"), ("Turin", "1250", "« à revoir »")]
    for name, number, remark in rows[: chance.choice((2, 3))]:
        writer.raw(f"    - [{name}, {number}, {double(remark)}]")
        base.words += [name, remark, f"#{number}"]
    base.words += ["Ville", "Aides (M€)", "Remarque"]


def _chart(chance: random.Random, base: Base, writer: Writer) -> None:
    writer.raw("chart:")
    writer.raw(f"  kind: {chance.choice(('bar', 'line'))}")
    writer.text("  caption: ", plain_words("Visites de l'atelier"))
    writer.raw("  description: Les visites augmentent chaque année.")
    writer.raw("  axis: Année")
    writer.raw('  categories: ["2022", "2023", "2024"]')
    writer.raw("  series:")
    writer.raw("    - name: Ateliers d'été")
    writer.raw(f"      values: [{chance.randint(2, 20)}, {chance.randint(2, 20)}.5, {chance.randint(21, 90)}]")
    base.words += ["2022", "2023", "2024"]


CITY_FILE = """\
rennes:
  names: {fr: Rennes, en: Rennes}
  country: FR
  latitude: 48.117
  longitude: -1.678
nantes:
  names: {fr: Nantes, en: Nantes}
  country: FR
  latitude: 47.218
  longitude: -1.554
turin:
  names: {fr: Turin, en: Turin}
  country: IT
  latitude: 45.07
  longitude: 7.687
bilbao:
  names: {fr: Bilbao, en: Bilbao}
  country: ES
  latitude: 43.263
  longitude: -2.935
grenoble:
  names: {fr: Grenoble, en: Grenoble}
  country: FR
  latitude: 45.188
  longitude: 5.724
"""
