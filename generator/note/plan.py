"""Plans a note: parts of sections, the size that fits one page or the pages needed, footers.

Everything is decided here and in the composers; drawing decides nothing.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.document.tree import (
    Chart,
    DataTable,
    Facts,
    Items,
    Matrix,
    Paragraph,
    PlaceMap,
    SourceList,
    Tiles,
    texts,
)
from generator.note.banner import banner
from generator.note.compositor import Compositor, References
from generator.note.facts import fact_chunks
from generator.note.flow import Chunk, Sheets, fits_one_page, total
from generator.note.matrix import matrix_chunks
from generator.note.metrics import (
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    ROOM,
    Setting,
)
from generator.note.options import STANDARD, unit
from generator.note.placemap import ALONE, HIGHEST, ROOMY, extra_height, lowest, map_chunks
from generator.note.sections import (
    heading_chunk,
    item_chunks,
    joined,
    paragraph_chunks,
    pillar_chunks,
)
from generator.note.sources import note_chunks, small
from generator.pdf.boxes import Page, Plan
from generator.pdf.paper import footer
from generator.pdf.structure import Structure
from generator.text.fit import largest
from generator.text.hyphenation import Hyphenator

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.document.tree import Block, Document, Section
    from generator.kit import Kit
    from generator.note.options import Manner

_STEP = 0.25
_COMFORTABLE = 10.0
_AIRS = tuple(step / 8 for step in range(9))
_MAX_SPARE = 24.0
_FLOWING_AIR = 0.5
_FEW_PAGES = 4
_PASSES = 3
_AFTER_HEADING = 8.0

if TYPE_CHECKING:
    _Maps = Callable[[PlaceMap], Iterator[Chunk]]
    _Trial = Callable[[Setting], Iterator[Chunk]]


def plan(document: Document, kit: Kit, manner: Manner = STANDARD) -> Plan:
    """Return the note planned in a ``manner``; raise ContentError for what cannot be made to fit."""
    references = References(_examples(document))
    kit = manner.kit(kit, document)
    for _ in range(_PASSES):
        structure = Structure()
        sheets = _composed(document, kit, manner, structure, references)
        references.found = sheets.examples
        if references.settled:
            break
        references.known, references.found = references.found, {}
    pages = sheets.pages(kit.family)
    for number, operations in enumerate(pages, 1):
        count = document.page_of.replace("{n}", str(number)).replace("{total}", str(len(pages)))
        operations += footer(document.footer.plain, count, kit.theme.note.footer, kit.theme, kit.family.face())
    finished = tuple(Page(tuple(operations)) for operations in pages)
    elements = structure.frozen()
    return manner.paper(
        Plan(document.language, document.title.plain, PAGE_WIDTH, PAGE_HEIGHT, finished, elements, ligatures=True)
    )


def _examples(document: Document) -> frozenset[str]:
    blocks = (block for section in document.sections for block in section.blocks)
    return frozenset(item.example for block in blocks if isinstance(block, Items) for item in block.items)


def _composed(document: Document, kit: Kit, manner: Manner, structure: Structure, references: References) -> Sheets:
    """Return the pages of all parts; each part begins a page."""
    note = kit.theme.note
    # The first heading is an H1, and none is deeper by two (ISO 14289-1, 7.4.2), wherever a template puts the cover.
    tag = "H2" if document.sections and document.sections[0].role == "cover" else "H1"
    setting = Setting(
        note.body.largest,
        note.heading_scale,
        justified=manner.justified,
        hyphenated=manner.hyphenated,
        leading=manner.leading,
        unit=unit(note),
    )
    hyphenator = Hyphenator(kit.world, document.language, partial(texts, document))
    compositor = Compositor(kit, setting, structure, references, tag, hyphenator, manner)
    sheets = Sheets()
    references.found = sheets.examples
    for part in _parts(document.sections):
        sheets.turn()
        for chunk in _derived(part, compositor) if _is_derived(part[0]) else _written(part, compositor):
            sheets.place(chunk)
    return sheets


def _parts(sections: Sequence[Section]) -> list[list[Section]]:
    """Return the sections in parts: what is written, what is derived from it; a cover begins a part.

    Sources belong to what they follow.
    """
    parts: list[list[Section]] = []
    for section in sections:
        alike = parts and (_has_sources(section) or _is_derived(parts[-1][0]) == _is_derived(section))
        if alike and section.role != "cover":
            parts[-1].append(section)
        else:
            parts.append([section])
    return parts


def _is_derived(section: Section) -> bool:
    return any(isinstance(block, PlaceMap | Matrix) for block in section.blocks)


def _has_sources(section: Section) -> bool:
    return section.role == "sources"


# What is written: the cover and the pillars


def _written(sections: Sequence[Section], compositor: Compositor) -> Iterator[Chunk]:
    """Yield the chunks of ``sections``: on one page when a size of the theme allows it."""

    def trial(setting: Setting) -> Iterator[Chunk]:
        return _chunks(sections, compositor.setting_by(setting, Structure(draft=True)))

    setting = _for_one_page(trial, compositor) or _for_more_pages(trial, compositor)
    yield from _chunks(sections, compositor.setting_by(setting, compositor.structure))


def _for_one_page(trial: _Trial, compositor: Compositor) -> Setting | None:
    """Return the largest size at which all fits one page, with the air that fills it; or None."""
    base = compositor.setting
    sizes = compositor.sizes.body.steps(_STEP)
    size = largest(sizes, lambda size: fits_one_page(trial(replace(base, size=size, air=0.0))))
    if size is None:
        return None
    base = replace(base, size=size)
    air = largest(_AIRS, lambda air: fits_one_page(trial(replace(base, air=air))))
    filled = replace(base, air=air or 0.0)
    spare = replace(filled, spare=min(ROOM - total(trial(filled)), _MAX_SPARE))
    return spare if fits_one_page(trial(spare)) else filled


def _for_more_pages(trial: _Trial, compositor: Compositor) -> Setting:
    """Return a comfortable size, or a larger one that takes no more pages: the last one is less empty."""
    base = replace(compositor.setting, air=_FLOWING_AIR)
    sizes = compositor.sizes.body.steps(_STEP)
    larger = [size for size in sizes if size >= _COMFORTABLE] or [sizes[-1]]
    pages = _page_count(trial(replace(base, size=larger[0])))
    if pages > _FEW_PAGES:
        return replace(base, size=larger[0])
    size = largest(larger, lambda size: _page_count(trial(replace(base, size=size))) <= pages)
    return replace(base, size=size or larger[0])


def _page_count(chunks: Iterator[Chunk]) -> int:
    """Return the number of pages, counting no further than is asked for."""
    sheets = Sheets()
    for chunk in chunks:
        sheets.place(chunk)
        if sheets.count > _FEW_PAGES:
            break
    return sheets.count


def _chunks(sections: Sequence[Section], compositor: Compositor) -> Iterator[Chunk]:
    """Yield the chunks of sections that hold no map: see _derived."""
    after_cover = False
    for section in sections:
        for index, chunk in enumerate(_section(section, compositor, _no_map)):
            air = compositor.setting.around_tiles if after_cover and index == 0 else 0.0
            yield replace(chunk, before=max(chunk.before, air))
        after_cover = section.role == "cover"


def _no_map(block: PlaceMap) -> Iterator[Chunk]:
    yield Chunk(0.0, ())


# What is derived: the map and the matrix, with the sources that follow them


def _derived(sections: Sequence[Section], compositor: Compositor) -> Iterator[Chunk]:
    """Yield the chunks of maps and matrices, the map as high as what stands with it on its page allows.

    Where the sources leave it no room, they go on the next page; then the matrices do.
    """
    setting, height = _shared(sections, compositor)
    if height < lowest(compositor):
        setting, height = _shared([one for one in sections if not _has_sources(one)], compositor)
    if height < lowest(compositor):
        trial = compositor.setting_by(setting, Structure(draft=True))
        height = _map_height([one for one in sections if _has_map(one)], trial)
        setting = _for_tables([one for one in sections if not _has_map(one)], setting, compositor)
    setter = compositor.setting_by(setting, compositor.structure)
    for section in sections:
        yield from _section(section, setter, lambda block: map_chunks(block, height, setter))


def _shared(sections: Sequence[Section], compositor: Compositor) -> tuple[Setting, float]:
    """Return the setting with the most air that leaves a roomy map, or else the one without, and the map's height."""
    for air in (1.0, 0.5, 0.0):
        setting = replace(compositor.setting, air=air)
        height = _map_height(sections, compositor.setting_by(setting, Structure(draft=True)))
        if height >= ROOMY:
            break
    return setting, height


def _for_tables(sections: Sequence[Section], tight: Setting, compositor: Compositor) -> Setting:
    """Return a setting with air when ``sections`` fit a page with it, else ``tight``."""
    setting = replace(tight, air=_FLOWING_AIR)
    trial = compositor.setting_by(setting, Structure(draft=True))
    chunks = (chunk for section in sections for chunk in _section(section, trial, _no_map))
    return setting if fits_one_page(chunks) else tight


def _has_map(section: Section) -> bool:
    return any(isinstance(block, PlaceMap) for block in section.blocks)


def _map_height(sections: Sequence[Section], compositor: Compositor) -> float:
    """Return the height left to each map on a page that it shares with all of ``sections``."""

    def below(block: PlaceMap) -> Iterator[Chunk]:
        yield Chunk(extra_height(block, compositor), ())

    maps = sum(isinstance(block, PlaceMap) for section in sections for block in section.blocks)
    chunks = (chunk for section in sections for chunk in _section(section, compositor, below))
    most = HIGHEST if len(sections) > maps else ALONE
    return max(min((ROOM - total(chunks, ROOM)) / max(maps, 1), most), 0.0)


# Sections and blocks


def _section(section: Section, compositor: Compositor, maps: _Maps) -> Iterator[Chunk]:
    compositor.structure.begin_section()
    match section.role:
        case "cover":
            yield banner(section, compositor)
            yield from _blocks(section, LEFT, compositor, maps)
        case "pillar":
            body = _blocks(section, compositor.setting.text_left, compositor, maps)
            yield from pillar_chunks(section, body, compositor)
        case "sources":
            setter = small(compositor)
            head = heading_chunk(section, section.role, setter)
            yield from joined(head, _sources(section, setter, maps), _AFTER_HEADING / 2)
        case _:
            head = heading_chunk(section, section.role, compositor)
            body = _blocks(section, LEFT, compositor, maps)
            yield from joined(head, body, _AFTER_HEADING)


def _sources(section: Section, compositor: Compositor, maps: _Maps) -> Iterator[Chunk]:
    """Yield the sources close to one another, off the body's grid, and the contact a little apart from them."""
    for block in section.blocks:
        apart = (0.8 if isinstance(block, Paragraph) else 0.2) * compositor.setting.size
        for chunk in _block(block, LEFT, compositor.theme.ink, compositor, maps):
            yield replace(chunk, before=apart if chunk.before else 0.0, step=0.0)


def _blocks(section: Section, left: float, compositor: Compositor, maps: _Maps) -> Iterator[Chunk]:
    theme = compositor.theme
    colour = theme.colour(section.colour) if section.colour else theme.ink
    for block in section.blocks:
        yield from _block(block, left, colour, compositor, maps)


def _block(block: Block, left: float, colour: str, compositor: Compositor, maps: _Maps) -> Iterator[Chunk]:
    match block:
        case Tiles():
            return compositor.manner.tiles(block, compositor)
        case Items():
            return item_chunks(block, left, colour, compositor)
        case Paragraph():
            return paragraph_chunks(block, left, compositor)
        case PlaceMap():
            return maps(block)
        case Matrix():
            return matrix_chunks(block, compositor)
        case Facts():
            return fact_chunks(block, compositor)
        case SourceList():
            return note_chunks(block, left, compositor)
        case DataTable():
            from generator.note.widetable import fitting_table_chunks

            return fitting_table_chunks(block, left, colour, compositor)
        case Chart():
            from generator.note.figure import chart_chunks

            return chart_chunks(block, left, colour, compositor)
