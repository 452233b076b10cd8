"""Plan a deck: turn the sections of a document into slides, with every size, break and place decided.

A section becomes one slide, or several when its content outgrows one; their titles are unique ("… (2/3)").
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, assert_never

from msgspec.structs import replace

from generator.deck.compose import call, citymap, cover, matrix, overview, personal, pillar, sources
from generator.deck.compose.common import Context
from generator.deck.compose.rhythm import rhythm, titled
from generator.deck.deck import Deck, SlideSection
from generator.deck.layouts import builtin_design
from generator.deck.slide import Slide, first_slides
from generator.document.tree import Call, Chart, DataTable, PlaceMap, Tiles
from generator.errors import ContentError, Problem, collect
from generator.memory import recalled
from generator.source.inline import Run, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

    from generator.deck.compose.pillar import Prepared
    from generator.deck.design import Design
    from generator.deck.roles import LayoutRole
    from generator.document.tree import Block, Document, Role, Section, Tile
    from generator.kit import Kit
    from generator.memory import Memory

    Composer = Callable[[Section, Context], list[Slide]]

_MAX_PASSES = 6  # numbers of slides settle in two passes, or in three when a number gets a digit more
_HELD = 0.8  # of the size that all cards have room for: what headings in sidebars must leave their text (by eye)


def plan(document: Document, kit: Kit) -> Deck:
    """Return the deck of ``document``.

    Raises ContentError for text that fits nowhere.
    """
    document = replace(document, sections=tuple(_distinct(document.sections)))
    context, prepared = _designed(document, kit)
    slides, sections = _settled(context, prepared)
    design = context.design
    cover = next((section for section in document.sections if section.subtitle), None)
    return Deck(
        document.title.plain,
        document.language,
        tuple(adapted(slides, design, document)),
        design,
        sections,
        cover.subtitle.plain if cover and cover.subtitle else "",
        tuple(dict.fromkeys(_keywords(document))),
        document.shape_names,
    )


def context_of(document: Document, kit: Kit) -> Context:
    """Return what single slides of the deck of ``document`` are composed with: their numbers are not known."""
    document = replace(document, sections=tuple(_distinct(document.sections)))
    context, prepared = _designed(document, kit)
    return replace(context, rhythm=rhythm(context, prepared, _title_layout))


def _settled(context: Context, prepared: Mapping[int, Prepared]) -> tuple[list[Slide], tuple[SlideSection, ...]]:
    """Return the slides, and the sections of the slide sorter, once the numbers of the slides settle.

    References name slides by number, and may themselves take more or fewer slides: they are composed until they do not.
    """
    slides: list[Slide] = []
    made: dict[int, list[Slide]] = {}
    document, common = context.document, rhythm(context, prepared, _title_layout)
    matrices = [index for index, one in enumerate(document.sections) if one.role == "matrix"]
    for _pass in range(_MAX_PASSES):
        context = Context(document, context.design, first_slides(slides), common)
        due = [index for index in range(len(document.sections)) if index not in made or index in matrices]
        made |= zip(
            due,
            collect(partial(_composed, document.sections[index], prepared.get(index), context) for index in due),
            strict=True,
        )
        slides = [slide for index in sorted(made) for slide in made[index]]
        if first_slides(slides) == context.numbers:
            return list(context.numbered(slides)), tuple(_slide_sections(document, made))
    raise RuntimeError("The numbers of the slides do not settle.")


def _designed(document: Document, kit: Kit) -> tuple[Context, Mapping[int, Prepared]]:
    """Return the context in the design of the template that the publication names, or of the built-in one.

    Then its pillars measured, by the numbers of their sections.
    """

    def within(design: Design) -> Context:
        return titled(Context(document, design, {}), _title_layout)

    if kit.template is None:
        design = builtin_design(kit)
        beside = within(replace(design, sidebar=True))
        if (prepared := _at_ease(beside)) is not None:
            return beside, prepared
    else:
        from generator.deck.brand.reading import read_design

        design = read_design(kit, kit.template, document)
    context = within(design)
    return context, dict(_prepared(context))


def _at_ease(context: Context) -> Mapping[int, Prepared] | None:
    """Return the pillars measured with their headings in a sidebar, if all are at their ease so.

    The sidebar costs a tenth of a slide, so they are few slides each, and no word of a heading makes it small, nor much
    smaller the text of all cards, which headings there must exceed.
    """
    found = {}
    for index, section in enumerate(context.document.sections):
        if section.role == "pillar":
            try:
                found[index] = _one_prepared(section, context)
                if not pillar.at_ease(section, found[index], context):
                    return None
            except ContentError:
                return None
    least = min((one.deal.size for one in found.values() if one.deal), default=0.0)
    return found if rhythm(context, found, _title_layout).cards >= _HELD * least else None


def adapted(slides: Iterable[Slide], design: Design, document: Document) -> Iterable[Slide]:
    """Return ``slides`` as the template wants them; ours wants them as they are."""
    if design.brand is None:
        return slides
    from generator.deck.brand.adaptation import adapt

    brand, panel = design.brand, document.shape_names.get("band", "band")
    return (adapt(slide, design.layouts[slide.role], brand, panel) for slide in slides)


def _distinct(sections: Iterable[Section]) -> Iterator[Section]:
    """Yield the sections, each with titles and captions of its own: the second of two alike is followed by (2)."""
    titles: set[str] = set()

    def distinct(text: Text) -> Text:
        title, number = text, 1
        while title.plain.casefold() in titles:
            number += 1
            title = Text((*text.runs, Run(f" ({number})")), text.mark)
        titles.add(title.plain.casefold())
        return title

    for section in sections:
        title = distinct(section.title)
        blocks = tuple(_retitled(block, distinct) for block in section.blocks)
        yield replace(section, title=title, blocks=blocks)


def _retitled(block: Block, distinct: Callable[[Text], Text]) -> Block:
    """Return ``block`` with a title of its own, if it has one."""
    if isinstance(block, DataTable | Chart):
        return replace(block, caption=distinct(block.caption))
    return replace(block, title=distinct(block.title)) if isinstance(block, Call) and block.title else block


def _slide_sections(document: Document, made: dict[int, list[Slide]]) -> Iterator[SlideSection]:
    """Yield the sections of the slide sorter: cover and overview, each pillar under its label, all the rest."""
    labels = {tile.pillar: tile.label.plain for block in _blocks(document) for tile in _tiles(block)}
    names: list[str] = []
    for _key, indices in groupby(sorted(made), lambda index: _sorter_key(document.sections[index], index)):
        group = list(indices)
        section = document.sections[group[0]]
        name = labels.get(section.pillar, section.title.plain)
        names.append(name)
        count = sum(len(made[index]) for index in group)
        if count:
            yield SlideSection(f"{name} ({names.count(name)})" if names.count(name) > 1 else name, count)


def _sorter_key(section: Section, index: int) -> object:
    if section.role == "pillar":
        return index
    return "opening" if section.role in ("cover", "overview") else "rest"


def _keywords(document: Document) -> Iterator[str]:
    """Yield the pillars' labels, then the cities."""
    for block in _blocks(document):
        yield from (tile.label.plain for tile in _tiles(block))
    for block in _blocks(document):
        if isinstance(block, PlaceMap):
            yield from (place.name.plain for place in block.places)


def _blocks(document: Document) -> Iterator[Block]:
    return (block for section in document.sections for block in section.blocks)


def _tiles(block: Block) -> tuple[Tile, ...]:
    return block.tiles if isinstance(block, Tiles) else ()


def _prepared(context: Context) -> Iterator[tuple[int, Prepared]]:
    """Yield the number of each pillar's section, and the pillar measured; what fits nowhere is refused later."""
    for index, section in enumerate(context.document.sections):
        if section.role == "pillar":
            with suppress(ContentError):
                yield index, _one_prepared(section, context)


def _one_prepared(section: Section, context: Context) -> Prepared:
    """Return a pillar measured; raise ContentError for what fits nowhere."""

    def key(memory: Memory) -> Hashable:
        return "prepared", memory.number(context.ground), memory.number(context.examples), section, context.rhythm

    return recalled(context.kit.memory, key, partial(pillar.prepare, section, context))


def _pillar(measured: Prepared | None, section: Section, context: Context) -> list[Slide]:
    """Return the slides of a pillar, which no number of a slide changes, and say what there is to remark of them."""
    prepared = measured or pillar.prepare(section, context)

    def key(memory: Memory) -> Hashable:
        return "pillar", memory.number(context.ground), memory.number(context.examples), section, context.rhythm

    def make() -> tuple[list[Slide], list[str | Problem]]:
        earlier, kit.remarks = kit.remarks, []
        try:
            return pillar.pillar(section, prepared, context), kit.remarks
        finally:
            kit.remarks = earlier

    kit = context.kit
    slides, remarks = recalled(kit.memory, key, make)
    kit.remarks += remarks
    return slides


def _composed(section: Section, prepared: Prepared | None, context: Context) -> list[Slide]:
    """Return the slides of a section."""
    return _composer(section.role, prepared)[1](section, context)


def _title_layout(role: Role) -> LayoutRole | None:
    return _composer(role)[0]


def _cover(section: Section, context: Context) -> list[Slide]:
    """Return the cover, and the slide of a personal copy."""
    return [*cover.cover(section, context), *personal.personal_slides(context)]


def _composer(role: Role, prepared: Prepared | None = None) -> tuple[LayoutRole | None, Composer]:
    """Return the layout of the titles of a role's slides, which are all of one size, and who composes these slides.

    Cover and pillars have sizes of their own. Of a pillar, ``prepared`` is what was measured of it.
    """
    match role:
        case "cover":
            return None, _cover
        case "overview":
            return "overview", overview.overview
        case "pillar":
            return None, partial(_pillar, prepared)
        case "map":
            return "map", citymap.city_map
        case "matrix":
            return "matrix", matrix.matrix
        case "sources":
            return "closing", sources.sources
        case "call":
            return "closing", call.closing
        case _:
            assert_never(role)
