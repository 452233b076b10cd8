"""Plan the page: the document's sections in their order, with anchors, links, colours and the map.

It writes no HTML: the template does, and decides nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from generator.document import tree
from generator.document.naming import names_late, naming
from generator.document.numbering import example_number, example_numbers
from generator.document.references import anchor_of
from generator.document.together import NO_BREAK
from generator.graphics.code import qr_code
from generator.numbers import MINUS
from generator.text.breaking import AFTER_HYPHEN
from generator.web import assets, palette, view
from generator.web.anchors import Anchors
from generator.web.bonds import BOND, DATED, HEADING, bound
from generator.web.citymap import city_map
from generator.web.colonnade import colonnade
from generator.web.downloads import downloads
from generator.web.pictures import Pictures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.kit import Kit
    from generator.source.inline import Text

MAX_ABREAST = 6  # tiles in a row: in 60rem, each is still wide enough for two words of a label
# rem, as in web.css: a label, the width of all tiles at 60rem, the space beside a label; what browsers round, in hand.
_LABEL, _TILES, _BESIDE, _SPARE = 1.3, 60.0, 3.0, 0.1
_NARROWEST, _AROUND, _WITHIN = 50.0, 3.0, 1.5  # rem: a window with a matrix as a table; what lies around it, in cells
MAX_COLUMNS = 6  # of a matrix: at 50rem and less, more columns would be too narrow for their heads
LONG_TITLE, LONG_HEADING = 110, 150  # letters: about four lines in the usual size, from which it is set smaller
_ICONS = {"mailto": "mail", "tel": "phone", "http": "world", "https": "world"}
MAX_PLACES = 6  # named on a tile: more would outweigh its label
_OPENING = (tree.Picture, tree.KeyFigures, tree.Quote)
_LETTERS, _APART, _MAX_BESIDE = 58, 2.5, 36  # of a line; lines from text to text, and beside a heading at most (by eye)
_BROAD = (tree.DataTable, tree.Chart, tree.Call)  # set in the whole width, below what stands beside a heading


def plan(document: tree.Document, kit: Kit) -> view.Page:
    """Return the page that holds ``document``."""
    planner = _Planner(document, kit)
    cover, *sections = map(planner.section, _covered(document))
    tiles = next((block.tiles for block in cover.blocks if isinstance(block, view.Tiles)), ())
    names = list(planner.colours)
    pictured = any(isinstance(one, view.Picture) for one in cover.blocks)
    offered = tuple(downloads(document.download, kit.siblings, document.language))
    blocks = tuple(tree.nodes(document, tree.Logos))
    logos = planner.pictures.logos([one for block in blocks for one in block.logos], twice=True)
    marks = (*logos, *planner.pictures.logos([one for block in blocks for one in block.partners]))
    planner.words |= {one.words for one in offered} | {one.alternative for one in marks}
    return view.Page(
        language=document.language,
        title=document.title.plain,
        anchor=planner.anchors.fresh("top"),
        main=planner.anchors.fresh("main"),
        skip=document.skip if sections else "",
        light=palette.light(kit.theme, names),
        dark=palette.dark(kit.theme, names),
        fonts=assets.fonts(
            document, kit, (document.example, document.summary, document.skip, document.counts, *planner.words)
        ),
        symbols=assets.symbols(kit, planner.icons),
        photos=planner.pictures.photos,
        pictured=bool([*tree.nodes(document, tree.Picture), *tree.nodes(document, tree.Logo)]),
        cover=cover,
        sections=tuple(sections),
        footer=document.footer,
        downloads=offered,
        counts=document.counts,
        colonnade=None if pictured or not tiles else colonnade(tiles),
        logos=logos,
        marks=marks,
        contact=planner.contact,
        code=planner.code,
    )


def _covered(document: tree.Document) -> tuple[tree.Section, ...]:
    """Return the sections, the first of them a cover: a page has a first-level heading at its top."""
    if document.sections and document.sections[0].role == "cover":
        return document.sections
    return (tree.Section("cover", document.title), *document.sections)


class _Planner:
    """Goes through the sections once, and remembers what they use: anchors, colours, icons, fixed words."""

    def __init__(self, document: tree.Document, kit: Kit) -> None:
        self.anchors = Anchors(document)
        self.colours: dict[str, str] = {}
        self.icons: dict[str, str] = {}
        self.words: set[str] = set()
        self.pictures = Pictures(document, kit, self.anchors)
        self.contact: tuple[view.ContactLine, ...] = ()
        self.code: view.Code | None = None
        self._kit = kit
        self._document = document
        self._numbers = example_numbers(document)
        self._citing = _citing(document)
        self._places = _places(document)
        self._contents = 0

    def section(self, section: tree.Section) -> view.Section:
        limit = LONG_TITLE if section.role == "cover" else LONG_HEADING
        is_pillar = section.role == "pillar"
        intro = _intro(section)
        shown = [one for one in section.blocks if one is not intro and not isinstance(one, tree.Logos)]
        placing, beside = _placing(shown, is_pillar)
        title = self._bound(section.title)
        return view.Section(
            anchor=self.anchors.place_pillar(section.pillar) if is_pillar else self.anchors.fresh(section.role),
            role=section.role,
            title=title,
            long=len(title.plain) > limit,
            word=self._longest(title.plain),
            subtitle=section.subtitle and self._bound(section.subtitle),
            eyebrow=section.eyebrow,
            number=section.shown_number,
            icon=self._icon(section.icon) if section.icon else "",
            colour=self._colour(section.colour) if section.colour else "",
            blocks=tuple(filter(None, (self._block(block, section) for block in shown))),
            placing=placing,
            beside=beside,
            intro=intro.text if intro else None,
        )

    def _block(self, block: tree.Block, section: tree.Section) -> view.Block | None:
        match block:
            case tree.KeyFigures() | tree.Quote() | tree.Points() | tree.Call():
                return self._call(block, section) if isinstance(block, tree.Call) else self._inset(block)
            case tree.Paragraph() | tree.Facts():
                return block if isinstance(block, tree.Paragraph) else self._facts(block)
            case tree.Items():
                numbered = ((item, example_number(section.number, n)) for n, item in enumerate(block.items, 1))
                return view.Items(tuple(self._item(*one) for one in numbered))
            case tree.Tiles():
                return self._tiles(block)
            case tree.PlaceMap():
                return self._city_map(block, section.title.plain)
            case tree.Matrix():
                return self._matrix(block, section.title.plain)
            case tree.SourceList():
                return view.SourceList(tuple(map(self._source, block.entries)))
            case tree.DataTable() | tree.Chart():
                return self._figure(block)
            case tree.Picture() | tree.Logos():  # logos stand at the head of the page and at its end
                return self.pictures.picture(block) if isinstance(block, tree.Picture) else None
        assert_never(block)

    def _item(self, item: tree.Item, number: str) -> view.Item:
        runs = naming(item)
        headed = runs is None or names_late(runs)
        return view.Item(
            self.anchors.place_example(item.example),
            number,
            item.text if runs is None else replace(item.text, runs=runs),
            " · ".join(name.plain for name in item.names) if headed else "",
            self.pictures.picture(item.picture) if item.picture else None,
            tuple(map(self._inset, item.insets)),
        )

    def _call(self, block: tree.Call, section: tree.Section) -> view.Call:
        """Return what is asked; whom to contact about a whole publication stands at the end of its page."""
        code, contact = None, tuple(map(self._contact_line, block.contact))
        if block.code:
            path, size = qr_code(block.code)
            code = view.Code(path.svg(), size, block.code_alternative)
        if section.role == "call" and not (self.contact or self.code):
            self.contact, self.code = contact, code
            code, contact = None, ()
        asked = self._bound(block.text) if block.text else None
        return view.Call(block.title, asked, block.until, contact, code)

    def _contact_line(self, text: Text) -> view.ContactLine:
        link = next((run.link for run in text.runs if run.link), "")
        return view.ContactLine(self._icon(_ICONS[link.partition(":")[0]]) if link else "", text)

    def _figure(self, block: tree.DataTable | tree.Chart) -> view.DataTable | view.Chart:
        from generator.web import figures

        if isinstance(block, tree.DataTable):
            return figures.data_table(replace(block, caption=self._bound(block.caption)), self._kit, self.anchors)
        self.words.add(block.decimal + block.group + block.data + MINUS)
        block = replace(block, caption=self._bound(block.caption))
        return figures.chart(block, self._kit, self._document.language, self.anchors)

    def _inset(self, block: tree.Inset) -> view.Inset:
        if isinstance(block, tree.Quote):
            return replace(block, text=self._bound(block.text))
        if isinstance(block, tree.Points):
            return replace(block, points=tuple(map(self._bound, block.points)))
        face = self._kit.family.face(strong=True)
        widths = (face.width(one.value.plain) + _SPARE for one in block.figures)
        shown = tuple(replace(one, label=self._bound(one.label)) for one in block.figures)
        return view.KeyFigures(shown, tuple(round(width, 2) for width in widths))

    def _source(self, entry: tree.SourceEntry) -> view.SourceEntry:
        back = tuple(map(self._reference, self._citing.get(entry.number, ())))
        return view.SourceEntry(
            self.anchors.fresh(anchor_of(entry.number)), entry.number, self._bound(entry.text, DATED), back
        )

    def _tiles(self, block: tree.Tiles) -> view.Tiles | view.IconRow:
        if block.decorative:
            return view.IconRow(tuple(map(self._tile, block.tiles)))
        tiles = tuple(map(self._placed, block.tiles))
        word = self._widest(tiles)
        abreast = max(1, min(MAX_ABREAST, int(_TILES / (_LABEL * word + _BESIDE))))
        rows = -(-len(tiles) // abreast) or 1
        return view.Tiles(tiles, -(-len(tiles) // rows) or 1, word, self._name_of_contents())

    def _longest(self, *texts: str) -> float:
        """Return the width, in em, of what is longest in ``texts`` that no line ends in, set strong."""
        face = self._kit.family.face(strong=True)
        parts = (
            part
            for text in texts
            for word in text.replace(BOND, NO_BREAK).split(" ")
            for part in re.split(AFTER_HYPHEN, word)
        )
        return round(max(map(face.width, parts), default=0.0) + _SPARE, 2)

    def _widest(self, tiles: tuple[view.Tile, ...]) -> float:
        """Return the width, in em, of the longest word of the labels."""
        return self._longest(*(tile.label.plain for tile in tiles))

    def _bound(self, text: Text, most: int = HEADING) -> Text:
        return bound(text, self._kit.family, most)

    def _facts(self, block: tree.Facts) -> tree.Facts:
        return replace(block, facts=tuple(self._bound(one, DATED) for one in block.facts))

    def _name_of_contents(self) -> str:
        """Return another name each time: two landmarks of one name cannot be told apart."""
        self._contents += 1
        name = self._document.summary
        return name if self._contents == 1 else f"{name} {self._contents}"

    def _tile(self, tile: tree.Tile) -> view.Tile:
        href = self.anchors.pillar(tile.pillar)
        colour = self._colour(tile.colour)
        return view.Tile(href, self._icon(tile.icon), colour, tile.number, self._bound(tile.label, 0))

    def _placed(self, tile: tree.Tile) -> view.Tile:
        """Return the tile with the names of its places, unless they are too many."""
        places = self._places.get(tile.pillar, ())
        return replace(self._tile(tile), places=tuple(places) if len(places) <= MAX_PLACES else ())

    def _city_map(self, block: tree.PlaceMap, title: str) -> view.Block:
        if not block.places:
            return tree.Paragraph(block.description)
        legend = tuple(map(self._tile, block.legend))
        return city_map(block, title, legend, self._widest(legend), self._kit, self.anchors)

    def _matrix(self, block: tree.Matrix, name: str) -> view.Matrix:
        columns = tuple(map(self._tile, block.columns))
        room = (_NARROWEST - _AROUND) / (len(columns) + 1) - _WITHIN
        named = self._longest(*(self._bound(one.text, 0).plain for one in block.names))
        words = block.named if named <= room and len(columns) <= MAX_COLUMNS else {}
        rows = tuple(
            view.Row(row.name, tuple(tuple(self._reference(one, words.get(one)) for one in cell) for cell in row.cells))
            for row in block.rows
        )
        word = self._longest(block.corner.plain, *(row.name.plain for row in block.rows))
        crowded = len(columns) > MAX_COLUMNS
        return view.Matrix(name, block.corner, columns, rows, crowded, word, self._widest(columns), named)

    def _reference(self, example: str, words: Text | None = None) -> view.Reference:
        number = self._numbers.get(example, "•")
        name = self._document.example.replace("{n}", number)
        return view.Reference(self.anchors.example(example), number, name, words and self._bound(words, 0))

    def _colour(self, colour: str) -> str:
        return self.colours.setdefault(colour, f"c{len(self.colours) + 1}")

    def _icon(self, name: str) -> str:
        if name not in self.icons:
            self.icons[name] = self.anchors.fresh(f"icon-{name}")
        return self.icons[name]


def _intro(section: tree.Section) -> tree.Paragraph | None:
    """Return the paragraph that opens a pillar, if what follows it stands beside its heading."""
    given = [one for one in section.blocks if not isinstance(one, tree.Picture)]
    if section.role != "pillar" or len(given) < 2 or isinstance(given[1], (tree.Paragraph, *_BROAD)):
        return None
    return given[0] if isinstance(given[0], tree.Paragraph) else None


def _placing(blocks: Sequence[tree.Block], is_pillar: bool) -> tuple[view.Placing, int]:
    """Return where the title of a section stands, and how many blocks stand beside its heading.

    They are all before one that takes the whole width; of a pillar that is opened by what is set off, this one alone.
    """
    broad = next((index for index, block in enumerate(blocks) if isinstance(block, _BROAD)), len(blocks))
    if not is_pillar:
        return "beside", broad or len(blocks)
    if blocks and isinstance(blocks[0], _OPENING):
        return "opened", 1
    height = sum(_APART + len(text.plain) / _LETTERS for text in tree.texts(tuple(blocks[:broad])))
    return ("beside", broad) if 0 < height <= _MAX_BESIDE else ("headed", 0)


def _places(document: tree.Document) -> dict[str, list[Text]]:
    """Return by pillar the names of the places of its examples, each once, in order."""
    found: dict[str, dict[str, Text]] = {}
    for section in document.sections:
        if section.role == "pillar":
            names = (name for item in tree.nodes(section, tree.Item) for name in item.names)
            found.setdefault(section.pillar, {}).update({name.plain: name for name in names})
    return {pillar: list(names.values()) for pillar, names in found.items()}


def _citing(document: tree.Document) -> dict[int, list[str]]:
    """Return by the number of each source the examples that refer to it, each once, in order."""
    citing: dict[int, dict[str, None]] = {}
    for item in tree.nodes(document, tree.Item):
        citing.setdefault(item.source_number, {})[item.example] = None
    return {number: list(examples) for number, examples in citing.items()}
