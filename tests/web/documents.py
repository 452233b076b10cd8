"""Documents for the tests of the page: the sample's shape, at any size and with any words."""

from __future__ import annotations

from generator.document import tree
from generator.document.numbering import number
from generator.errors import Mark
from generator.source.inline import Run, Text

MARK = Mark("content/test/publication.yaml")
CITIES = {
    "anvers": ("Anvers", "BE", 51.219, 4.402),
    "bilbao": ("Bilbao", "ES", 43.263, -2.935),
    "grenoble": ("Grenoble", "FR", 45.188, 5.724),
    "turin": ("Turin", "IT", 45.07, 7.687),
}
COLOURS = ("teal", "orange", "blue", "purple", "green", "ochre")
ICONS = ("target-arrow", "rocket", "affiliate", "users-group")


def text(words: str | Run, *more: Run) -> Text:
    """Return a Text of one run, or of many."""
    first = Run(words) if isinstance(words, str) else words
    return Text((first, *more), MARK)


def example(pillar: int, index: int, words: str = "a lancé un programme") -> tree.Item:
    """Return an example that mentions a city."""
    city = list(CITIES)[(pillar + index) % len(CITIES)]
    name = CITIES[city][0]
    content = text(Run(name, place=city), Run(f" {words} n° {pillar}-{index}."))
    return tree.Item(f"p{pillar}-e{index}", (text(name),), content)


def tile(pillar: int, label: str = "Libellé du pilier") -> tree.Tile:
    """Return the tile of a pillar."""
    icon, colour = ICONS[pillar % len(ICONS)], COLOURS[pillar % len(COLOURS)]
    return tree.Tile(f"p{pillar}", icon, colour, text(f"{label} {pillar}"))


def pillar(index: int, items: tuple[tree.Item, ...], title: str = "Intitulé") -> tree.Section:
    """Return the section of a pillar."""
    one = tile(index)
    return tree.Section(
        "pillar",
        text(f"{title} {index}"),
        pillar=one.pillar,
        icon=one.icon,
        colour=one.colour,
        blocks=(tree.Items(items),),
    )


def places(pillars: list[tree.Section]) -> tuple[tree.Section, tree.Section]:
    """Return the sections of the map and of the matrix."""
    tiles = tuple(tile(index) for index in range(1, len(pillars) + 1))
    pins = tuple(
        tree.MapPlace(city, text(name), country, lat, lon, tuple(t.pillar for t in tiles))
        for city, (name, country, lat, lon) in CITIES.items()
    )
    rows = tuple(
        tree.Row(city, text(name), tuple(_mentions(city, section) for section in pillars))
        for city, (name, *_) in CITIES.items()
    )
    shown = tree.PlaceMap(pins, tiles, text("Carte des villes citées."))
    table = tree.Matrix(text("Ville"), "p. {n}", tiles, rows)
    return (
        tree.Section("map", text("Quatre villes"), blocks=(shown,)),
        tree.Section("matrix", text("Les exemples par ville"), blocks=(table,)),
    )


def _mentions(city: str, section: tree.Section) -> tuple[str, ...]:
    items = section.blocks[0]
    assert isinstance(items, tree.Items)
    return tuple(item.example for item in items.items if city in item.text.places)


def document(
    pillars: int = 4, examples: int = 3, words: str = "a lancé un programme", title: str = "Titre"
) -> tree.Document:
    """Return a numbered document of the note's composition."""
    body = [pillar(p, tuple(example(p, e, words) for e in range(1, examples + 1))) for p in range(1, pillars + 1)]
    overview = tree.Tiles(tuple(tile(index) for index in range(pillars, 0, -1)))
    cover = tree.Section("cover", text(title), eyebrow=text("Note de synthèse"), blocks=(overview,))
    sections = (cover, *body, *places(body))
    return of(*sections, title=title)


def of(*sections: tree.Section, title: str = "Titre") -> tree.Document:
    """Return a numbered document of ``sections``."""
    pied = text("Pied de page")
    words = ("Sommaire", "Exemple {n}", "Aller au contenu")
    return number(tree.Document("fr", text(title), pied, "{n} / {total}", "({n})", sections, *words))
