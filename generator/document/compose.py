"""Compose a publication into a document tree, by a Jinja2 template that writes a dozen XML elements.

The template decides what stands where; content is data to it: it is escaped, and never evaluated.
"""

from __future__ import annotations

import re
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from msgspec.structs import replace

from generator.document import tree
from generator.document.rendering import refuse, refuse_malformed, render
from generator.errors import ContentError, Mark
from generator.messages import _, did_you_mean
from generator.source.charts import KINDS, Kind
from generator.source.inline import Run, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from xml.etree.ElementTree import Element

    from generator.document.words import Words
    from generator.memory import Memory
    from generator.source.model import Publication
    from generator.world import World

_INDENTATION = re.compile(r"[ \n]{2,}|\n")
_SECTION = re.compile(r"<section\b.*?</section>", re.DOTALL)
_SPECIAL = re.compile(r"<[!?]")  # comments and the like, which may hold what looks like a section
_MAX_TAGS = 500_000  # ten times those of a thousand slides


def compose(
    world: World, template: str, publication: Publication, words: Words, memory: Memory | None = None
) -> tree.Document:
    """Return the tree that ``template`` (a path from the root) makes of ``publication``.

    A section that is written as before is not built again: the ``memory`` has it.

    Raises ContentError with the template's file and line when it cannot.
    """
    values = {
        "publication": publication,
        "words": words,
        "city_names": {city.id: city.name for city in publication.cities},
    }
    with world.tracking() as files:
        xml = render(world, template, values, _written)
    # The template first: what is at fault in it and in one that it imports is shown in it.
    sources = {path: world.text(path) for path in sorted(files, key=lambda path: (path != template, path))}
    if xml.count("<") > _MAX_TAGS:
        refuse(template, 1, _("it writes too many elements"))
    try:
        document = _built(xml, _Builder(sources, publication.title.mark), memory)
        return replace(document, shape_names=words.named_shapes())
    except ElementTree.ParseError as error:
        refuse_malformed(sources, xml, error)
    except RecursionError:
        refuse(template, 1, _("its elements are nested too deep"))


def _built(xml: str, builder: _Builder, memory: Memory | None) -> tree.Document:
    """Return the tree of ``xml``, whose sections are built one by one where there is a memory."""
    if memory and not _SPECIAL.search(xml):
        with suppress(ContentError, ElementTree.ParseError):  # said of the whole, below
            document = builder.document(ElementTree.fromstring(_SECTION.sub("", xml)))
            sections = [
                memory.recall((_built, builder.mark, one), lambda one=one: builder.section(ElementTree.fromstring(one)))  # type: ignore[misc]
                for one in _SECTION.findall(xml)
            ]
            return replace(document, sections=tuple(sections))
    return builder.document(ElementTree.fromstring(xml))


def _written(value: Any) -> Any:
    """Return what an expression prints: a Text as inline elements that remember where it was written."""
    if not isinstance(value, Text):
        return value
    from markupsafe import Markup

    inner, mark = "".join(map(_run_as_xml, value.runs)), value.mark
    return Markup(f'<text at="{mark.line}:{mark.column}:{escape(mark.file)}">{inner}</text>')


def _run_as_xml(run: Run) -> str:
    xml = escape(run.text)
    for name, wanted in (("strong", run.strong), ("em", run.emphasis)):
        xml = f"<{name}>{xml}</{name}>" if wanted else xml
    if run.language:
        xml = f'<span lang="{escape(run.language)}">{xml}</span>'
    if run.place:
        return f'<place city="{escape(run.place)}">{xml}</place>'
    return f'<a href="{escape(run.link)}">{xml}</a>' if run.link else xml


def _without_comments(source: str) -> str:
    """Return a template with its comments blank, line by line: they may speak of elements."""
    return re.sub(r"\{#.*?#\}", lambda match: re.sub(r"[^\n]", " ", match[0]), source, flags=re.DOTALL)


class _Builder:
    """Builds the typed tree from the composed elements."""

    def __init__(self, sources: dict[str, str], mark: Mark) -> None:
        """Take the templates by their paths, and the mark of what is said of the whole."""
        self._sources = {path: _without_comments(source) for path, source in sources.items()}
        self.mark = mark
        # What may stand in an example, below its text.
        self._insets: dict[str, Callable[[Element], tree.Inset]] = {
            "figures": self._figures,
            "quote": self._quote,
            "points": self._points,
        }
        # By the name of a block's element: what may stand in it, and what builds it.
        self._blocks: dict[str, tuple[set[str] | None, Callable[[Element], tree.Block]]] = {
            "para": (None, lambda element: tree.Paragraph(self._text(element))),
            "items": ({"item"}, lambda element: tree.Items(tuple(map(self._item, element)))),
            "tiles": ({"tile"}, lambda one: tree.Tiles(self._tile_list(one), one.get("decorative") == "yes")),
            "map": ({"at", "legend", "description"}, self._map),
            "matrix": ({"corner", "tile", "row", "name"}, self._matrix),
            "facts": ({"fact", "status"}, self._facts),
            "sources": ({"source"}, lambda element: tree.SourceList(tuple(map(self._source, element)))),
            "table": ({"caption", "column", "row"}, self._table),
            "picture": ({"credit"}, self._picture),
            "logos": ({"logo", "partner"}, self._logos),
            **{name: (None, build) for name, build in self._insets.items()},
            "call": ({"title", "ask", "until", "contact"}, self._call),
            "chart": ({"caption", "description", "axis", "unit", "category", "series"}, self._chart),
        }

    def _block(self, element: Element) -> tree.Block:
        children, build = self._blocks[element.tag]
        if children is not None:
            self._expect(element, element.tag, children)
        return build(element)

    def document(self, root: Element) -> tree.Document:
        self._expect(root, "document", {"footer", "section"})
        return tree.Document(
            language=self._get(root, "language"),
            title=Text((Run(self._get(root, "title")),), self.mark),
            footer=self._child(root, "footer"),
            page_of=self._get(root, "page-of"),
            continued=self._get(root, "continued"),
            summary=root.get("summary", ""),
            example=root.get("example", ""),
            slide_image=root.get("slide-image", ""),
            skip=root.get("skip", ""),
            counts=root.get("counts", ""),
            download=root.get("download", ""),
            source=root.get("source", ""),
            sections=tuple(self.section(child) for child in root.iterfind("section")),
        )

    def section(self, element: Element) -> tree.Section:
        """Return the part of the document that a ``section`` element is."""
        named = self._get(element, "role")
        role = next((one for one in tree.ROLES if one == named), None)
        if role is None:
            cause = _("There is no role “{role}”", role=named)
            refuse(*self._place("section", holding=f'role="{named}"'), cause, did_you_mean(named, [*tree.ROLES]))
        heads = {"title", "subtitle", "eyebrow"} if role == "cover" else {"title", "said"}
        self._expect(element, "section", heads | tree.allowed(role))
        return tree.Section(
            role=role,
            title=self._child(element, "title"),
            subtitle=self._optional(element, "subtitle"),
            eyebrow=self._optional(element, "eyebrow"),
            pillar=element.get("pillar", ""),
            icon=element.get("icon", ""),
            colour=element.get("colour", ""),
            blocks=tuple(self._block(child) for child in element if child.tag not in heads),
            said=self._texts(element, "said"),
        )

    def _item(self, element: Element) -> tree.Item:
        self._expect(element, "item", {"name", "content", "brief", "said", "picture", *self._insets})
        names, briefs, said = (self._texts(element, name) for name in ("name", "brief", "said"))
        content, brief = self._child(element, "content"), next(iter(briefs), None)
        inner = element.find("picture")
        picture = None if inner is None else self._picture(inner)
        insets = tuple(self._insets[child.tag](child) for child in element if child.tag in self._insets)
        number = self._source_number(element)
        return tree.Item(self._get(element, "example"), names, content, said, number, picture, insets, brief)

    def _points(self, element: Element) -> tree.Points:
        self._expect(element, "points", {"point"})
        return tree.Points(self._texts(element, "point"))

    def _figures(self, element: Element) -> tree.KeyFigures:
        return tree.KeyFigures(tuple(map(self._figure, element)))

    def _figure(self, element: Element) -> tree.KeyFigure:
        self._expect(element, "figure", {"value", "unit", "label"})
        unit, label = self._optional(element, "unit"), self._child(element, "label")
        if unit:
            begun = (*(replace(run, strong=True) for run in unit.runs), Run(" "), *label.runs)
            label = Text(begun, label.mark)
        return tree.KeyFigure(self._child(element, "value"), label, self._source_number(element))

    def _quote(self, element: Element) -> tree.Quote:
        self._expect(element, "quote", {"words", "who"})
        return tree.Quote(self._child(element, "words"), self._child(element, "who"), self._source_number(element))

    def _call(self, element: Element) -> tree.Call:
        ask, until = self._optional(element, "ask"), self._optional(element, "until")
        code, alternative = element.get("code", ""), element.get("alt", "")
        title = self._optional(element, "title")
        return tree.Call(title, ask, until, self._texts(element, "contact"), code, alternative)

    def _picture(self, element: Element) -> tree.Picture:
        focus = self._number(element, "across"), self._number(element, "down")
        credit = self._optional(element, "credit")
        return tree.Picture(self._get(element, "file"), element.get("alt", ""), credit, focus)

    def _logos(self, element: Element) -> tree.Logos:
        logos = tuple(map(self._logo, element.iterfind("logo")))
        return tree.Logos(logos, tuple(map(self._logo, element.iterfind("partner"))))

    def _logo(self, element: Element) -> tree.Logo:
        asked = element.get("on-template") == "yes"
        return tree.Logo(self._get(element, "file"), self._get(element, "alt"), element.get("dark", ""), asked)

    def _source_number(self, element: Element) -> int:
        """Return the number of the source of ``element``, or 0."""
        return int(self._number(element, "source")) if element.get("source") else 0

    def _facts(self, element: Element) -> tree.Facts:
        children = (*self._texts(element, "fact"), *self._texts(element, "status"))
        facts = tuple(text for text in children if text.runs)
        return tree.Facts(facts, bool(facts) and element.find("status") is not None)

    def _source(self, element: Element) -> tree.SourceEntry:
        return tree.SourceEntry(int(self._number(element, "number")), self._text(element), element.get("seen", ""))

    def _table(self, element: Element) -> tree.DataTable:
        columns = self._texts(element, "column")
        numeric = tuple(child.get("numeric") == "yes" for child in element.iterfind("column"))
        rows = tuple(tuple(map(self._text, child)) for child in element.iterfind("row"))
        self._require_cells(rows, len(columns))
        highlight = int(self._number(element, "highlight")) if element.get("highlight") else 0
        if highlight:
            rows = tuple(tuple(_strong(one) if n == highlight else one for n, one in enumerate(row)) for row in rows)
        caption, decimal = self._child(element, "caption"), element.get("decimal") or "."
        return tree.DataTable(caption, columns, rows, numeric, self._source_number(element), decimal, highlight)

    def _require_cells(self, rows: Iterable[Sequence[object]], n: int) -> None:
        if any(len(row) != n for row in rows):
            refuse(*self._place("row"), _("A <row> needs a <cell> for each of the {n} columns", n=n))

    def _chart(self, element: Element) -> tree.Chart:
        chart = tree.Chart(
            kind=self._kind(element),
            caption=self._child(element, "caption"),
            description=self._child(element, "description"),
            axis=self._child(element, "axis"),
            unit=self._optional(element, "unit"),
            categories=self._texts(element, "category"),
            series=tuple(map(self._series, element.iterfind("series"))),
            source_number=self._source_number(element),
            decimal=element.get("decimal") or ".",
            group=element.get("group", ""),
            data=element.get("data", ""),
        )
        whole = all(len(one.values) == len(chart.categories) and one.numbers for one in chart.series)
        if not (whole and chart.series and chart.categories and chart.description.plain):
            cause = _("A <chart> needs a <description>, <category>s, and <series> with a <value> for each of them")
            refuse(*self._place("chart"), cause)
        return chart

    def _kind(self, element: Element) -> Kind:
        named = self._get(element, "kind")
        kind = next((one for one in KINDS if one == named), None)
        if kind is None:
            cause = _("<{tag}> is not known here", tag=f'chart kind="{named}"')
            refuse(*self._place("chart"), cause, did_you_mean(named, [*KINDS]))
        return kind

    def _series(self, element: Element) -> tree.Series:
        self._expect(element, "series", {"name", "value"})
        values = list(element.iterfind("value"))
        numbers = tuple(self._number(child, "number") if child.get("number") else None for child in values)
        return tree.Series(self._child(element, "name"), numbers, tuple(map(self._text, values)))

    def _tile_list(self, element: Element) -> tuple[tree.Tile, ...]:
        return tuple(map(self._tile, element.iterfind("tile")))

    def _tile(self, element: Element) -> tree.Tile:
        pillar, icon, colour = (self._get(element, name) for name in ("pillar", "icon", "colour"))
        return tree.Tile(pillar, icon, colour, self._text(element).unlinked)  # a tile leads to its pillar

    def _map(self, element: Element) -> tree.PlaceMap:
        legend = element.find("legend")
        places = tuple(map(self._map_place, element.iterfind("at")))
        if not places:
            refuse(*self._place("map"), _("A <map> needs an <at> for each city"))
        tiles = self._tile_list(legend) if legend is not None else ()
        return tree.PlaceMap(places, tiles, self._child(element, "description"))

    def _map_place(self, element: Element) -> tree.MapPlace:
        return tree.MapPlace(
            self._get(element, "city"),
            self._text(element),
            self._get(element, "country"),
            self._number(element, "latitude"),
            self._number(element, "longitude"),
            tuple(self._get(element, "pillars").split()),
            tuple(element.get("examples", "").split()),
        )

    def _matrix(self, element: Element) -> tree.Matrix:
        rows, columns = tuple(map(self._row, element.iterfind("row"))), self._tile_list(element)
        self._require_cells((row.cells for row in rows), len(columns))
        corner, keep = self._child(element, "corner"), element.get("keep") == "yes"
        names = (tree.ExampleName(self._get(one, "example"), self._text(one)) for one in element.iterfind("name"))
        return tree.Matrix(corner, self._get(element, "reference"), columns, rows, keep, tuple(names))

    def _row(self, element: Element) -> tree.Row:
        self._expect(element, "row", {"name", "cell"})
        cells = tuple(tuple(child.get("examples", "").split()) for child in element.iterfind("cell"))
        return tree.Row(self._get(element, "city"), self._child(element, "name"), cells)

    def _child(self, element: Element, tag: str) -> Text:
        text = self._optional(element, tag)
        if text is None:
            cause = _("<{tag}> lacks its <{child}>", tag=element.tag, child=tag)
            refuse(*self._place(element.tag), cause)
        return text

    def _optional(self, element: Element, tag: str) -> Text | None:
        child = element.find(tag)
        return None if child is None else self._text(child)

    def _texts(self, element: Element, tag: str) -> tuple[Text, ...]:
        return tuple(map(self._text, element.iterfind(tag)))

    def _get(self, element: Element, name: str) -> str:
        value = element.get(name)
        if value is None:
            cause = _("<{tag}> lacks its attribute “{name}”", tag=element.tag, name=name)
            refuse(*self._place(element.tag, lacking=name), cause)
        return value

    def _number(self, element: Element, name: str) -> float:
        value = self._get(element, name)
        try:
            return float(value) + 0.0  # -0 is 0
        except ValueError:
            cause = _("“{value}” is not a number", value=value)
            refuse(*self._place(element.tag), cause)

    def _expect(self, element: Element, tag: str, children: set[str]) -> None:
        wrong = element.tag if element.tag != tag else next((c.tag for c in element if c.tag not in children), "")
        if wrong:
            known = [tag] if wrong == element.tag else sorted(children)
            cause = _("<{tag}> is not known here", tag=wrong)
            refuse(*self._place(wrong), cause, did_you_mean(wrong, known))

    def _place(self, tag: str, *, lacking: str = "", holding: str = "") -> tuple[str, int]:
        """Return the file and line of the first ``tag`` without the attribute ``lacking`` and with ``holding``."""
        pattern = re.compile(rf"<{re.escape(tag)}(?![\w-])(?P<rest>[^>]*)")
        for template, source in self._sources.items():
            for match in pattern.finditer(source):
                lacks = not lacking or not re.search(rf"\s{re.escape(lacking)}\s*=", match["rest"])
                if lacks and holding in match["rest"]:
                    return template, source.count("\n", 0, match.start()) + 1
        return next(iter(self._sources)), 1

    def _text(self, element: Element) -> Text:
        """Return the runs below ``element``; its mark is that of the first Text in it."""
        first = next(element.iter("text"), None)
        at = first.get("at") if first is not None else None
        line, column, file = at.split(":", 2) if at else (0, 0, "")
        mark = Mark(file, int(line), int(column)) if at else self.mark
        return Text(tuple(_trimmed(_inline_runs(element, Run("")))), mark)


def _strong(text: Text) -> Text:
    return replace(text, runs=tuple(replace(run, strong=True) for run in text.runs))


def _inline_runs(element: Element, style: Run) -> list[Run]:
    runs = [style.with_text(element.text)] if element.text else []
    for child in element:
        runs += _inline_runs(child, _style(child, style))
        runs += [style.with_text(child.tail)] if child.tail else []
    return runs


def _style(element: Element, style: Run) -> Run:
    return Run(
        "",
        style.strong or element.tag == "strong",
        style.emphasis or element.tag == "em",
        element.get("href", style.link),
        element.get("city", style.place),
        element.get("lang", style.language),
    )


def _trimmed(runs: list[Run]) -> list[Run]:
    """Fold the template's line ends and indentation into single spaces; none at either end."""
    result: list[Run] = []
    ended = True  # in a space, so that none is kept at the start
    for run in runs:
        text = _INDENTATION.sub(" ", run.text)
        text = text[1:] if ended and text.startswith(" ") else text
        if text:
            ended = text.endswith(" ")
            result.append(run.with_text(text))
    while result and not (text := result[-1].text.rstrip(" ")):
        result.pop()
    return [*result[:-1], result[-1].with_text(text)] if result else []
