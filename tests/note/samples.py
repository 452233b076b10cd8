"""Documents of every size for the note: made by counting, so that each failure can be made again."""

from __future__ import annotations

import re
from itertools import count, cycle
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator import note
from generator.document.numbering import number
from generator.document.references import refer
from generator.document.tree import (
    Block,
    Chart,
    DataTable,
    Document,
    Facts,
    Item,
    Items,
    MapPlace,
    Matrix,
    Paragraph,
    PlaceMap,
    Row,
    Section,
    Series,
    SourceEntry,
    SourceList,
    Tile,
    Tiles,
)
from generator.errors import Mark
from generator.pdf.page import TextObject
from generator.source.charts import Kind
from generator.source.inline import Run, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.kit import Kit
    from generator.pdf.page import Plan

MARK = Mark("content/x/pillars/un.yaml", 12, 5)
ICONS = ("target-arrow", "rocket", "affiliate", "users-group")
COLOURS = ("teal", "orange", "blue", "purple", "green", "ochre")
SENTENCE = (
    "La métropole a mis en place une politique de spécialisation intelligente à l’échelle urbaine afin de mettre"
    " en valeur son identité locale, ses start-ups et ses domaines de recherche :"
)
WORDS = SENTENCE.split()
CITIES = (
    ("Anvers", "BE", 51.2, 4.4),
    ("Bilbao", "ES", 43.3, -2.9),
    ("Grenoble", "FR", 45.2, 5.7),
    ("Nantes", "FR", 47.2, -1.6),
    ("Turin", "IT", 45.1, 7.7),
)
LONG = "Des stratégies axées sur des domaines de spécialisation et des atouts métropolitains "


def text(words: str) -> Text:
    return Text((Run(words),), MARK)


def document(
    pillars: int = 4,
    examples: int = 3,
    characters: int = 200,
    *,
    label: str = "Coopérations nationales et européennes",
    heading: str = "Des coopérations avec les territoires limitrophes",
    title: str = "Les stratégies métropolitaines : les leçons apprises",
    word: str = "",
    link: str = "",
) -> Document:
    numbers = count(1)
    cities = cycle(CITIES)
    sections = []
    where: dict[tuple[str, int], tuple[str, ...]] = {}
    for pillar in range(pillars):
        items = []
        for _ in range(examples):
            city = next(cities)[0]
            index = next(numbers)
            items.append(_item(index, city, characters, word, link))
            where[city, pillar] = (*where.get((city, pillar), ()), f"e{index}")
        sections.append(_pillar(pillar, heading, items))
    tiles = tuple(_tile(pillar, label) for pillar in range(pillars))
    cover = Section("cover", text(title), eyebrow=text("Note de synthèse"), blocks=(Tiles(tiles),))
    derived = _derived(tiles, where) if where else ()
    everything = (cover, *sections, *derived)
    return number(Document("fr", text(title), text(title), "{n} / {total}", "({n})", everything))


def _item(index: int, city: str, characters: int, word: str, link: str) -> Item:
    words, supply = [f"n° {index}", word], cycle(WORDS[index % len(WORDS) :] + WORDS)
    while sum(map(len, words)) + len(words) < characters:
        words.append(next(supply))
    runs = [Run(city, place=city.lower()), Run(" " + " ".join(filter(None, words)))]
    if link:
        runs += [Run(", voir "), Run("le site de la métropole", link=link)]
    return Item(f"e{index}", (text(city),), Text(tuple(runs), MARK))


def _pillar(index: int, heading: str, items: list[Item]) -> Section:
    icon, colour = ICONS[index % len(ICONS)], COLOURS[index % len(COLOURS)]
    blocks = (Items(tuple(items)),)
    return Section("pillar", text(heading), pillar=f"p{index}", icon=icon, colour=colour, blocks=blocks)


def _tile(index: int, label: str) -> Tile:
    return Tile(f"p{index}", ICONS[index % len(ICONS)], COLOURS[index % len(COLOURS)], text(label))


def _derived(tiles: tuple[Tile, ...], where: dict[tuple[str, int], tuple[str, ...]]) -> tuple[Section, Section]:
    named = {name for name, _ in where}
    cities = [city for city in CITIES if city[0] in named]
    columns = range(len(tiles))
    places = tuple(
        MapPlace(
            name.lower(),
            text(name),
            country,
            latitude,
            longitude,
            tuple(f"p{column}" for column in columns if (name, column) in where),
        )
        for name, country, latitude, longitude in cities
    )
    rows = tuple(
        Row(city[0].lower(), text(city[0]), tuple(where.get((city[0], one), ()) for one in columns)) for city in cities
    )
    map_block = PlaceMap(places, tiles, text("Carte des villes"))
    matrix = Matrix(text("Ville"), "p. {n}", tiles, rows, keep=True)
    return (
        Section("map", text("Les villes"), blocks=(map_block,)),
        Section("matrix", text("Les exemples par ville"), blocks=(matrix,)),
    )


FACTS = ("Réseau des villes", "Conseil métropolitain, séance du 10 décembre 2026", "État au 23 novembre 2026")
STATUS = "Document préparatoire"


def referred_plan(made: Document, kit: Kit) -> Plan:
    """Return the plan of ``made`` as the note's edition has it: with the numbers of sources raised."""
    return note.plan(refer(made, "superscript"), kit)


def example_lists(plan: Plan) -> set[int]:
    """Return the elements of lists of examples: with square bullets, or with numbers such as 1.2."""
    texts = (one for page in plan.pages for one in page.operations if isinstance(one, TextObject))
    numbers = {plan.elements[one.element].parent for one in texts if re.fullmatch(r"\d+\.\d+ ?", one.text)}
    numbered = {plan.elements[item].parent for item in numbers if plan.elements[item].tag == "LI"}
    return numbered | {index for index, one in enumerate(plan.elements) if one.numbering == "Square"}


def furnished(made: Document, sources: int = 3, facts: tuple[str, ...] = (*FACTS, STATUS)) -> Document:
    """Return ``made`` with facts, introductions, sources for its examples by turns, and a contact."""
    numbers = cycle(range(1, sources + 1))
    cover, *rest = made.sections
    cover = replace(cover, blocks=(Facts(tuple(map(text, facts)), status=True), *cover.blocks))
    rest = [_introduced(one, numbers) if one.role == "pillar" else one for one in rest]
    return replace(made, sections=(cover, *rest, _sources(sources)), source="Source :")


def _introduced(section: Section, numbers: Iterator[int]) -> Section:
    foreign = Text((Run("Voici "), Run("Open Harbour", language="en"), Run(", puis les exemples.")), MARK)
    (block,) = section.blocks
    assert isinstance(block, Items)
    items = tuple(replace(one, source_number=next(numbers)) for one in block.items)
    return replace(section, blocks=(Paragraph(foreign), Items(items)))


def _sources(count: int) -> Section:
    notes = tuple(SourceEntry(index, _source(index)) for index in range(1, count + 1))
    mail = Run("exemples@example.org", link="mailto:exemples@example.org")
    contact = Paragraph(Text((Run("Contact : "), mail), MARK))
    return Section("sources", text("Sources et contact"), blocks=(SourceList(notes), contact))


def _source(index: int) -> Text:
    link = f"https://example.org/{index}"
    title = (Run(f"Rapport annuel n° {index} du ", link=link), Run("City Lab", link=link, language="en"))
    return Text((*title, Run(", consulté le 2 novembre 2026")), MARK)


def table(rows: int = 3, columns: int = 4, *, name: str = "Rennes Métropole", head: str = "Habitants") -> DataTable:
    """Return a table whose first two columns are words."""
    heads = ("Métropole", "Programme", *(f"{head} {2014 + index}" for index in range(columns - 2)))
    cells = (
        (f"{name} {row + 1}", WORDS[row % len(WORDS)], *(_number(row, column) for column in range(columns - 2)))
        for row in range(rows)
    )
    numeric = (False, False, *(True for _ in range(columns - 2)))
    return DataTable(text("Aides versées"), _texts(heads), tuple(map(_texts, cells)), numeric, decimal=",")


def chart(kind: Kind = "bar", categories: int = 3, series: int = 1, *, name: str = "Rennes") -> Chart:
    """Return a chart of numbers made by counting; some of a bar chart's and of a line chart's are negative."""
    values = [[float(_value(kind, one, index)) for index in range(categories)] for one in range(series)]
    some = tuple(
        Series(text(f"Part {one + 1}"), tuple(row), tuple(text(f"{value:g}".replace("-", "−")) for value in row))
        for one, row in enumerate(values)
    )
    named = _texts(f"{name} {index + 1}" for index in range(categories))
    words = text("La première métropole verse le plus, la dernière le moins.")
    return Chart(kind, text("Aides par métropole"), words, text("Métropole"), text("M€"), named, some, 0, ",", " ")


def with_figures(*blocks: Block) -> Document:
    """Return a document of one pillar with ``blocks`` after its examples."""
    made = document(1, 2, 120)
    sections = tuple(
        replace(one, blocks=(*one.blocks, *blocks)) if one.role == "pillar" else one for one in made.sections
    )
    return replace(made, sections=sections)


def _value(kind: str, series: int, index: int) -> int:
    return (series + 2) * (index * 7 % 11 + 1) if kind == "share" else 20 + series * 9 - index * 11 % 37


def _number(row: int, column: int) -> str:
    return f"{(row * 7919 + column * 104729) % 99991}" + ("" if (row + column) % 3 else f",{row % 10}")


def _texts(words: Iterable[str]) -> tuple[Text, ...]:
    return tuple(map(text, words))


CASES: dict[str, Document] = {
    "one pillar": document(1, 2),
    "one example": document(1, 1, 60),
    "no example": document(4, 0),
    "seven pillars": document(7, 2, 120),
    "twelve pillars": document(12, 2, 150),
    "sixty examples": document(3, 60, 170),
    "long texts": document(3, 2, 2600, heading=(LONG * 4)[:300], title=(LONG * 3)[:250]),
    "long words": document(5, 2, word="anticonstitutionnellement" * 8, label="W" * 45),
    "links": document(4, 4, 330, link="https://exemple.fr/été?a=(1)&b=2"),
    "long labels": document(12, 1, label=LONG * 2),
    "furniture": furnished(document(4, 3, 160)),
    "many sources": furnished(document(3, 4, 160), sources=90),
    "a table over pages": with_figures(table(150)),
    "twelve columns": with_figures(table(40, 12), chart("share", 5)),
    "charts": with_figures(
        *(chart("bar", count, series) for count, series in ((4, 1), (3, 3), (24, 6))),
        *(chart("line", count, series) for count, series in ((7, 1), (60, 6))),
        chart("share", 9),
    ),
    "Greek figures": with_figures(table(5, name="Θεσσαλονίκη", head="Κάτοικοι"), chart("bar", 8, 2, name="Αθήνα")),
}
