"""Plans the note: its parts, the size at which they fit one page or the pages that they need, the footers.

Everything is decided here and in the modules that compose; drawing decides nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, product, takewhile
from operator import itemgetter

from msgspec.structs import replace

from generator.document.numbering import example_numbers, says_no_more
from generator.document.personal import PersonalBlock
from generator.document.tree import (
    Block,
    Call,
    Chart,
    DataTable,
    Document,
    Facts,
    Items,
    KeyFigures,
    Logos,
    Matrix,
    Paragraph,
    Picture,
    PlaceMap,
    Points,
    Quote,
    Section,
    SourceList,
    Tiles,
    texts,
)
from generator.kit import Kit
from generator.messages import _
from generator.note.banner import banner
from generator.note.context import LayoutContext, References
from generator.note.facts import foot_chunks
from generator.note.flow import Chunk, PageFlow, fits_one_page, total
from generator.note.items import item_chunks
from generator.note.matrix import matrix_chunks
from generator.note.metrics import TypeMetrics
from generator.note.options import STANDARD, LayoutOptions, design_scale
from generator.note.personal import with_personal_strip
from generator.note.placemap import ALONE, HIGHEST, ROOMY, extra_height, lowest, map_chunks
from generator.note.prepress import with_printers_marks
from generator.note.sections import heading_chunk, joined, paragraph_chunks, pillar_chunks
from generator.note.sources import small, source_chunks
from generator.note.tiles import tile_chunks
from generator.pdf import paper
from generator.pdf.page import OWN_RUNNING, Page, Plan, TextObject
from generator.pdf.paper import LEFT, PAGE_HEIGHT, PAGE_WIDTH, ROOM
from generator.pdf.structure import Structure
from generator.text.fit import largest
from generator.text.hyphenation import Hyphenator

_STEP = 0.25  # points between two sizes that are tried
_COMFORTABLE = 10.0  # points: a body of several pages is not smaller
_LOOSENESSES = tuple(step / 8 for step in range(9))
_MAX_SPARE = 24.0  # points around the tiles: more would look like a gap
_LARGER = 1.3  # of the theme's largest body: what little text may have, alone on its page (by eye)
_FLOWING_LOOSENESS = 0.5  # of text that needs several pages
_FEW_PAGES = 4  # the pages up to which a larger size is looked for: the last one is a visible part of a short note
_HALF = 0.5  # the part of a page below which it is to be filled in another way
_SHORT = 0.2  # the part of the last page below which it looks forgotten: a few lines that others could have taken in
_STARTS = (0.22, 0.12)
"""The parts of a page that a pillar has at the foot of one at least, the first by choice: less looks cut off."""

_PAGES_NAMED = 36.0  # the points that the heads of a matrix may need more once its pages are known
_FULL = 0.66  # the part of a page above which nothing seems to be missing at its foot
_FEW_CITIES = 12
"""The cities up to which a map need not be roomy to fill the rest of a page, nor as high as a page alone."""

_OTHER_LOOSENESSES = (_FLOWING_LOOSENESS, 0.25, 0.75, 0.0, 1.0)
"""How loose lines are where others leave a page more than half empty, the first by choice."""

_PASSES = 4  # how often the note is composed for the matrix to name true pages; its cells seldom change their height
_AFTER_HEADING = 8.0  # points
_SOURCES_APART, _OTHERS_APART = 0.2, 0.8  # the space between two sources, and before the contact below them, in sizes
_BESIDE_PICTURE = (Paragraph, Items, KeyFigures, Quote)
"""What stands beside a pillar's picture; the rest follows below it."""

_Maps = Callable[[PlaceMap], Iterator[Chunk]]
_Trial = Callable[[TypeMetrics], Iterator[Chunk]]


def plan(document: Document, kit: Kit, options: LayoutOptions = STANDARD) -> Plan:
    """Return the planned note; raise ContentError for what cannot be made to fit."""
    references = References(example_numbers(document))
    kit = options.adapted(kit, document)
    context = layout_context(document, kit, options, references)
    flow, structure, fewest = _settled(document, context)
    if references.kept and len(flow.fills) > fewest:  # the numbers that it refers to pushed text onto another page
        references = References(example_numbers(document), keepable=False)
        flow, structure, _fewest = _settled(document, replace(context, references=references))
    if references.told:
        kit.remarks.append(_("No matrix where each pillar is on one slide or one page: the map says as much."))
    pages = flow.pages(kit.family)
    words = running_words(document, len(pages), kit, kit.personal)
    counts = document.page_numbers(len(pages))
    running = paper.footers(words, counts, kit.theme.note.footer, kit.theme, kit.family.face())
    for operations, footer in zip(pages, running, strict=True):
        operations += footer
    finished = tuple(Page(tuple(operations)) for operations in pages)
    title, elements = document.title.plain, structure.frozen()
    own = [words.element] if words.element == OWN_RUNNING else []
    personal = (*structure.personal, *own)
    size = (PAGE_WIDTH, PAGE_HEIGHT)
    made = Plan(document.language, title, *size, finished, elements, ligatures=True, personal=personal)
    if not options.printers_marks:
        return made
    from generator.note.photograph import coarse

    kit.remarks.extend(coarse(finished, options.pictures, kit))
    return with_printers_marks(made)


def _settled(document: Document, context: LayoutContext) -> tuple[PageFlow, Structure, int]:
    """Return the pages in which the matrix names true ones, their structure, and how many the first pass had."""
    references, fewest = context.references, 0
    for _pass in range(_PASSES):
        structure, kept = Structure(), references.kept
        flow = _composed(document, replace(context, structure=structure))
        fewest = fewest or len(flow.fills)
        if references.settled and references.kept == kept:
            break
        references.known, references.found = references.found, {}
    return flow, structure, fewest


def running_words(document: Document, pages: int, kit: Kit, block: PersonalBlock | None) -> TextObject:
    """Return the words of the footers of so many pages; raise ContentError for those of a copy that do not fit."""
    sizes, counts = kit.theme.note.footer, document.page_numbers(pages)
    if block and block.footer and block.usual_footer:
        return paper.own_running_words(block.footer, block.usual_footer, counts, sizes, kit.theme, kit.family)
    return paper.running_words(document.footer.plain, counts, sizes, kit.theme, kit.family.face())


def layout_context(document: Document, kit: Kit, options: LayoutOptions, references: References) -> LayoutContext:
    """Return what the first part is composed with; what is measured serves all passes."""
    note = kit.theme.note
    # The first heading is an H1, and none is deeper by two (ISO 14289-1, 7.4.2), wherever a template puts the cover.
    tag = "H2" if document.sections and document.sections[0].role == "cover" else "H1"
    scale = design_scale(note)
    metrics = TypeMetrics(note.body.largest, note.heading_scale, pitch_ratio=options.pitch_ratio, scale=scale)
    hyphenator = Hyphenator(kit.world, document.language, partial(texts, document))
    return LayoutContext(kit, metrics, Structure(), references, tag, hyphenator, options)


def _composed(document: Document, context: LayoutContext) -> PageFlow:
    """Return the pages of all parts; each part begins a page."""
    flow = PageFlow()
    references = context.references
    references.found = flow.examples
    sections = [one for one in document.sections if references.kept or not _is_told(one, document, context)]
    references.shown = any(isinstance(block, Matrix) for one in sections for block in one.blocks)
    references.told = len(sections) < len(document.sections)
    parts = _parts(sections)
    for part, following in zip(parts, [*parts[1:], []], strict=True):
        if _is_derived(part[0]):
            pages = len(flow.fills)
            _place_derived(part, flow, context)
            whole = next(one for one in _parts(document.sections) if part[0] in one)
            alone = len(part) < len(whole) and len(flow.fills) > pages
            references.kept |= references.keepable and alone and _has_room(whole, context)
        else:
            flow.begin_page()
            _place(_written(part, following, context), flow)
    return flow


def _place(chunks: Iterator[Chunk], flow: PageFlow) -> None:
    for chunk in chunks:
        flow.place(chunk)


def _is_told(section: Section, document: Document, context: LayoutContext) -> bool:
    """Tell whether a section is a matrix that says no more than the map does."""
    matrices = [block for block in section.blocks if isinstance(block, Matrix)]
    return bool(matrices) and all(says_no_more(document, one, context.references.page) for one in matrices)


def _has_room(part: Sequence[Section], context: LayoutContext) -> bool:
    """Tell whether a page holds a roomy map and the matrices of ``part``, all of more than one row and column."""
    matrices = [block for one in part for block in one.blocks if isinstance(block, Matrix)]
    whole = all(min(len(one.rows), len(one.columns)) > 1 for one in matrices)
    return whole and _shared(part, context, ROOM)[1] >= ROOMY


def _parts(sections: Sequence[Section]) -> list[list[Section]]:
    """Return the sections in parts: what is written, and the map and the matrix, which are derived from it.

    A cover begins a part; a call and sources belong to the sections that they follow.
    """
    parts: list[list[Section]] = []
    for section in sections:
        alike = parts and (section.role in ("sources", "call") or _is_derived(parts[-1][0]) == _is_derived(section))
        if alike and section.role != "cover":
            parts[-1].append(section)
        else:
            parts.append([section])
    return parts


def _is_derived(section: Section) -> bool:
    return any(isinstance(block, PlaceMap | Matrix) for block in section.blocks)


# What is written: the cover and the pillars


def _written(sections: Sequence[Section], following: Sequence[Section], context: LayoutContext) -> Iterator[Chunk]:
    """Yield the chunks of ``sections``, at the size that _for_one_page or else _for_more_pages finds."""

    def trial(metrics: TypeMetrics) -> Iterator[Chunk]:
        return _chunks(sections, context.measuring(metrics))

    def emptiness(metrics: TypeMetrics) -> float:
        *whole, last = _flowed(trial(metrics)).fills
        _count, empty = _on_rest(following, (1 - last) * ROOM, context)
        return empty + sum(_emptiness(fill) for fill in whole)

    one_page = _for_one_page(trial, following, context)
    metrics = one_page or _for_more_pages(trial, context)
    sizes = dict.fromkeys((metrics.size, metrics.size if one_page else _comfortable(context)[0]))
    others = (
        replace(metrics, size=size, looseness=looseness, spare=0.0)
        for size, looseness in product(sizes, _OTHER_LOOSENESSES)
    )
    metrics = _least((metrics, *others), emptiness)
    if not one_page:
        metrics = _begun_later(metrics, trial, following, emptiness, context)
    yield from _chunks(sections, context.with_metrics(metrics))


def _begun_later(
    metrics: TypeMetrics,
    trial: _Trial,
    following: Sequence[Section],
    emptiness: Callable[[TypeMetrics], float],
    context: LayoutContext,
) -> TypeMetrics:
    """Return ``metrics`` with which no pillar begins at the foot of a page, if all the pages stay as full as before."""
    before, empty = _flowed(trial(metrics)).fills, emptiness(metrics)
    shared = _on_rest(following, (1 - before[-1]) * ROOM, context)[0]
    for start in _STARTS:
        later = replace(metrics, start=start * ROOM)
        fills = _flowed(trial(later)).fills
        full = all(fill >= min(_FULL, old) for fill, old in zip(fills[:-1], before[:-1], strict=False))
        still = _on_rest(following, (1 - fills[-1]) * ROOM - _PAGES_NAMED, context)[0]
        if full and len(fills) == len(before) and still >= shared and emptiness(later) <= empty:
            return later
    return metrics


def _for_one_page(trial: _Trial, following: Sequence[Section], context: LayoutContext) -> TypeMetrics | None:
    """Return the metrics of the largest size at which all fits one page, loose enough to fill it; or None.

    Where the loosest lines of the theme's largest size leave much of the page, and ``following`` does not take it, it
    is larger.
    """
    base = context.metrics
    sizes = context.sizes.body.steps(_STEP)
    loosest = replace(base, size=sizes[-1], looseness=1.0)
    rest = ROOM - total(trial(loosest), ROOM)
    if rest > _MAX_SPARE and not _on_rest(following, rest, context)[0]:
        steps = int((_LARGER - 1) * sizes[-1] / _STEP)
        larger = [sizes[-1] + (step + 1) * _STEP for step in range(steps)]
        roomy = largest(larger, lambda size: fits_one_page(trial(replace(loosest, size=size))))
        sizes = (*sizes, roomy) if roomy else sizes
    size = largest(sizes, lambda size: fits_one_page(trial(replace(base, size=size, looseness=0.0))))
    if size is None:
        return None
    base = replace(base, size=size)
    looseness = largest(_LOOSENESSES, lambda looseness: fits_one_page(trial(replace(base, looseness=looseness))))
    filled = replace(base, looseness=looseness or 0.0)
    spare = replace(filled, spare=min(ROOM - total(trial(filled)), _MAX_SPARE))
    return spare if fits_one_page(trial(spare)) else filled


def _for_more_pages(trial: _Trial, context: LayoutContext) -> TypeMetrics:
    """Return the metrics of a comfortable size, or of a larger one on as many pages: the last one is less empty."""
    base = replace(context.metrics, looseness=_FLOWING_LOOSENESS)
    larger = _comfortable(context)
    pages = _page_count(trial(replace(base, size=larger[0])))
    if pages > _FEW_PAGES:
        return replace(base, size=larger[0])
    size = largest(larger, lambda size: _page_count(trial(replace(base, size=size))) <= pages)
    return replace(base, size=size or larger[0])


def _comfortable(context: LayoutContext) -> list[float]:
    """Return the sizes in points of a body of several pages, from the smallest on."""
    sizes = context.sizes.body.steps(_STEP)
    return [size for size in sizes if size >= _COMFORTABLE] or [sizes[-1]]


def _least(choices: Iterable[TypeMetrics], emptiness: Callable[[TypeMetrics], float]) -> TypeMetrics:
    """Return the first of ``choices`` with the least ``emptiness``, in pages; look at no more once it is nought."""
    best, least = None, float("inf")
    for metrics in choices:
        empty = emptiness(metrics)
        if empty < least:
            best, least = metrics, empty
        if not empty:
            break
    assert best
    return best


def _page_count(chunks: Iterator[Chunk]) -> int:
    """Return the number of pages of ``chunks``; count no further than one above _FEW_PAGES."""
    return len(_flowed(chunks, _FEW_PAGES).fills)


def _flowed(chunks: Iterator[Chunk], most: float = float("inf")) -> PageFlow:
    """Return the pages of ``chunks``, but no more than one above ``most`` of them."""
    flow = PageFlow()
    for chunk in chunks:
        flow.place(chunk)
        if len(flow.fills) > most:
            break
    return flow


def _chunks(sections: Sequence[Section], context: LayoutContext) -> Iterator[Chunk]:
    """Yield the chunks of sections without a map; what is asked stands right below the cover's tiles."""
    after_cover = False
    for section in sections:
        banded = after_cover and section.role == "call" and not context.options.tile_list
        for index, chunk in enumerate(_section(section, context, _no_map)):
            space = context.metrics.around_tiles if after_cover and index == 0 else 0.0
            yield replace(chunk, before=0.0 if banded and index == 0 else max(chunk.before, space))
        after_cover = section.role == "cover" or banded


def _no_map(_block: PlaceMap) -> Iterator[Chunk]:
    """Yield an empty chunk for a map among written sections, where none of our templates puts one."""
    yield Chunk(0.0, ())


# What is derived: the map and the matrix, with the sources that follow them


def _place_derived(sections: Sequence[Section], flow: PageFlow, context: LayoutContext) -> None:
    """Put maps, matrices and sources on the rest of the last page where they leave less of the pages empty."""
    count, _empty = _on_rest(sections, flow.rest, context) if flow.fills else (0, 0.0)
    if count:
        _place(_derived(sections[:count], context, flow.rest - _apart(context)), flow)
    if sections[count:]:
        flow.begin_page()
        _place(_derived(sections[count:], context), flow)


def _on_rest(sections: Sequence[Section], rest: float, context: LayoutContext) -> tuple[int, float]:
    """Return how many of ``sections`` go on the ``rest`` of a page, in points, and how empty that leaves the pages.

    All of them go there with a roomy map, or with a low one of few cities. If the page is more than half empty, all
    of them do with any, or the maps before others, or these before the maps.
    """
    kept = 0, _emptiness(1 - rest / ROOM)
    if not sections or not _is_derived(sections[0]) or rest < lowest(context):
        return kept
    room = rest - _apart(context)
    height = _shared(sections, context, room)[1]
    least = lowest(context) if _has_few_cities(sections) or kept[1] else ROOMY
    if height >= least:
        return len(sections), 0.0
    mapped = bool(_maps_in(sections[:1]))
    first = list(takewhile(lambda one: bool(_maps_in([one])) is mapped, sections))
    free = _shared(first, context, room)[1]
    if not kept[1] or (free < lowest(context) if mapped else not free):
        return kept
    measuring, others = context.measuring(context.metrics), sections[len(first) :]
    tables = _flowed(chunk for one in others for chunk in _section(one, measuring, _no_map))
    left = 0.0 if _maps_in(others) else sum(map(_emptiness, tables.fills[-1:]))
    return min((len(first), left), kept, key=itemgetter(1))


def _emptiness(fill: float) -> float:
    """Return by how much less than half a page is filled, as a part of it."""
    return max(_HALF - fill, 0.0)


def _apart(context: LayoutContext) -> float:
    """Return the space in points between what is written and a map below it, with a step of the baseline grid."""
    metrics = replace(context.metrics, looseness=1.0)
    return 2 * metrics.between_sections + metrics.step


def _derived(sections: Sequence[Section], context: LayoutContext, room: float = ROOM) -> Iterator[Chunk]:
    """Yield the chunks of maps and matrices, the map as high as the others in ``room`` points allow.

    Where the sources leave it no room, they go on the next page; then the matrices do.
    """
    metrics, height = _measures(sections, context, room)

    def chunks(context: LayoutContext) -> Iterator[Chunk]:
        for section in sections:
            yield from _section(section, context, lambda block: map_chunks(block, height, context))

    def orphaned(metrics: TypeMetrics) -> float:
        taken = [Chunk(ROOM - room - _apart(context), ())] if room < ROOM else []
        return _wasted(_flowed(chain(taken, chunks(context.measuring(metrics)))).fills)

    others = (replace(metrics, looseness=looseness) for looseness in _OTHER_LOOSENESSES)
    yield from chunks(context.with_metrics(_least((metrics, *others), orphaned)))


def _measures(sections: Sequence[Section], context: LayoutContext, room: float) -> tuple[TypeMetrics, float]:
    """Return the metrics of maps and matrices that share ``room`` points, and the map's height in points."""
    metrics, height = _shared(sections, context, room)
    if height < lowest(context):
        metrics, height = _shared([one for one in sections if one.role != "sources"], context, room)
    if height < lowest(context):
        height = _map_height([one for one in sections if _maps_in([one])], context.measuring(metrics), room)
        metrics = _for_tables([one for one in sections if not _maps_in([one])], metrics, context)
    return metrics, height


def _wasted(fills: Sequence[float]) -> float:
    """Return by how much less than half of each page is filled, of the last one by how much less than _SHORT."""
    *whole, last = fills
    return sum(map(_emptiness, whole)) + (max(_SHORT - last, 0.0) if whole else 0.0)


def _shared(sections: Sequence[Section], context: LayoutContext, room: float) -> tuple[TypeMetrics, float]:
    """Return the loosest metrics that leave a roomy map, or else the tightest; and the map's height in points."""
    for looseness in (1.0, 0.5, 0.0):
        metrics = replace(context.metrics, looseness=looseness)
        height = _map_height(sections, context.measuring(metrics), room)
        if height >= ROOMY:
            break
    return metrics, height


def _for_tables(sections: Sequence[Section], tight: TypeMetrics, context: LayoutContext) -> TypeMetrics:
    """Return looser metrics than ``tight`` if ``sections`` fit a page with them, else ``tight``."""
    metrics = replace(tight, looseness=_FLOWING_LOOSENESS)
    chunks = (chunk for section in sections for chunk in _section(section, context.measuring(metrics), _no_map))
    return metrics if fits_one_page(chunks) else tight


def _maps_in(sections: Sequence[Section]) -> list[PlaceMap]:
    return [block for one in sections for block in one.blocks if isinstance(block, PlaceMap)]


def _has_few_cities(sections: Sequence[Section]) -> bool:
    """Tell whether maps show few cities."""
    return sum(len(one.places) for one in _maps_in(sections)) <= _FEW_CITIES


def _map_height(sections: Sequence[Section], context: LayoutContext, room: float) -> float:
    """Return the height in points that is left to each map in ``room`` points with all of ``sections``."""

    def below(block: PlaceMap) -> Iterator[Chunk]:
        yield Chunk(extra_height(block, context), ())

    chunks = (chunk for section in sections for chunk in _section(section, context, below))
    alone = len(sections) == 1 and _has_few_cities(sections)
    maximum = HIGHEST if alone or any(section.role == "matrix" for section in sections) else ALONE
    return max(min((room - total(chunks, room)) / max(len(_maps_in(sections)), 1), maximum), 0.0)


# Sections and blocks


def _section(section: Section, context: LayoutContext, maps: _Maps) -> Iterator[Chunk]:
    """Yield the chunks of a section by its role; ``maps`` yields those of a map."""
    context.structure.begin_section()
    match section.role:
        case "cover":
            yield with_personal_strip(banner(section, context), context)
            foot = list(foot_chunks(section, context))
            yield from foot
            for block in section.blocks:
                if isinstance(block, Tiles):
                    yield from tile_chunks(block, context, slim=bool(foot))
                else:
                    yield from _block(block, LEFT, context.theme.text, context, maps)
        case "pillar":
            body = _body(section, context.metrics.text_left, context, maps)
            yield from pillar_chunks(section, body, context)
        case "call" if any(isinstance(block, Call) for block in section.blocks):
            from generator.note.insets import call_band

            yield call_band(section, context)
            others = list(section.blocks)
            others.remove(next(block for block in others if isinstance(block, Call)))
            yield from _blocks(replace(section, blocks=tuple(others)), LEFT, context, maps)
        case "sources":
            context = small(context)
            head = heading_chunk(section, context)
            yield from joined(head, _sources(section, context, maps), _AFTER_HEADING / 2)
        case _:
            head = heading_chunk(section, context)
            body = _blocks(section, LEFT, context, maps)
            yield from joined(head, body, _AFTER_HEADING)


def _sources(section: Section, context: LayoutContext, maps: _Maps) -> Iterator[Chunk]:
    """Yield the sources close to one another, not on the baseline grid, and the contact a little below them."""
    for block in section.blocks:
        apart = (_OTHERS_APART if isinstance(block, Paragraph) else _SOURCES_APART) * context.metrics.size
        for chunk in _block(block, LEFT, context.theme.text, context, maps):
            yield replace(chunk, before=apart if chunk.before else 0.0, step=0.0)


def _body(section: Section, left: float, context: LayoutContext, maps: _Maps) -> Iterator[Chunk]:
    """Yield the chunks of a pillar, its running text and its examples beside its picture, if it has one."""
    picture = next((block for block in section.blocks if isinstance(block, Picture)), None)
    if picture is None:
        yield from _blocks(section, left, context, maps)
        return
    from generator.note.photograph import around, beside_text

    image, narrow = beside_text(picture, left, None, context)
    written = tuple(block for block in section.blocks if isinstance(block, _BESIDE_PICTURE))
    yield from around(
        image, _blocks(replace(section, blocks=written), left, narrow, maps), narrow.column, context.metrics.step
    )
    others = tuple(block for block in section.blocks if not isinstance(block, (*_BESIDE_PICTURE, Picture)))
    yield from _blocks(replace(section, blocks=others), left, context, maps)


def _blocks(section: Section, left: float, context: LayoutContext, maps: _Maps) -> Iterator[Chunk]:
    """Yield the chunks of a section's blocks, from ``left`` points to the margin."""
    for block in section.blocks:
        yield from _block(block, left, context.colour(section), context, maps)


def _block(block: Block, left: float, colour: str, context: LayoutContext, maps: _Maps) -> Iterator[Chunk]:
    """Return the chunks of a block, from ``left`` points to the margin, with its section's colour."""
    match block:
        case Tiles():
            return tile_chunks(block, context)
        case Items():
            return item_chunks(block, left, colour, context)
        case Paragraph():
            return paragraph_chunks(block, left, context)
        case PlaceMap():
            return maps(block)
        case Matrix():
            return matrix_chunks(block, context)
        case SourceList():
            return source_chunks(block, left, context)
        case KeyFigures() | Quote() | Points() | Call():
            return _inset(block, left, colour, context)
        case DataTable() | Chart() | Picture() | Logos() | Facts():
            return _figure(block, left, colour, context)


def _inset(
    block: KeyFigures | Quote | Points | Call, left: float, colour: str, context: LayoutContext
) -> Iterator[Chunk]:
    """Yield the chunks of what is set off from the text."""
    from generator.note.insets import call_chunk, inset_chunks

    if isinstance(block, Call):
        yield call_chunk(block, left, colour, context)
    else:
        yield from inset_chunks(block, left, colour, None, context)


def _figure(
    block: DataTable | Chart | Picture | Logos | Facts, left: float, colour: str, context: LayoutContext
) -> Iterator[Chunk]:
    """Return the chunks of a table or a chart; pictures are set by what is beside them, logos and facts by banners."""
    match block:
        case DataTable():
            from generator.note.datatable import table_chunks

            return table_chunks(block, left, colour, context)
        case Chart():
            from generator.note.figure import chart_chunks

            return chart_chunks(block, left, colour, context)
        case Picture() | Logos() | Facts():
            return iter(())
