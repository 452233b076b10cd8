"""Read a deck that somebody may have changed: its slides with their words, places and notes, and what it remembers.

Texts are read as PowerPoint and LibreOffice leave them: in runs of any size, with fields, breaks and marks of a
spelling check among them.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

from generator.deck.ooxml.colours import fill_in
from generator.deck.ooxml.package import Package, words
from generator.deck.ooxml.scene import SceneReader
from generator.deck.ooxml.symbols import FONTS, in_unicode
from generator.deck.ooxml.xml import MC, TRUE, A, C, P, R, attribute, below, local, whole
from generator.deck.pptx.manifest import APART, EMPHASIS, FORMAT, NAMESPACE, NUMBERED, PROPERTY, STRONG, letters
from generator.deck.slide import FURNITURE
from generator.errors import PiliersError
from generator.importing.office import damaged
from generator.messages import _
from generator.source.inline import Run, joined
from generator.units import EMU_PER_POINT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.deck.ooxml.xml import Element

Line = list[Run]
Box = tuple[int, int, int, int]
"""Left, top, width, height in EMU."""
_NOWHERE = re.compile(r"slide\w*\.xml")

_MAX_MANIFEST = 64 * 1024 * 1024  # bytes, unpacked: that of a deck of ten thousand slides
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_PROPERTIES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}"
_TERMS = "{http://purl.org/dc/terms/}"
X = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile("_x00[01][0-9A-Fa-f]_")  # a break or a tab that PowerPoint took from elsewhere
_HAIRLINE = 9525  # EMU: the width of a line that says none (ECMA-376 Part 1, 20.1.2.2.24)
_SHOWN = ("notesSlide", "chart", "image")
_KINDS = {"sp": "f", "grpSp": "g", "pic": "p", "graphicFrame": "t", "cxnSp": "d"}
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_NUMBER_FIELD = "slidenum"


class FileShape(Struct):
    """A shape: its name, kind (f text, d drawing, p picture, g group, t table, c chart), place, words.

    ``rows`` are the cells of a table, each with its lines as one; ``chart`` the values of a chart, by category and
    series, and their names; ``id`` is the relationship of a chart, ``number`` the shape's own id; ``grouped``: it
    stands in a group; ``holder``: it is a placeholder. ``fill`` says what fills it, as ``filled`` of the manifest
    does, ``paint`` is the element of its colour; ``line``, ``pen`` and ``width`` (EMU) are those of its outline.
    ``look`` is how its words were to be set, ``sets`` how each of its runs is. ``picture`` is a picture's
    fingerprint, ``key`` its key, ``alt`` its alternative text, ``crop`` what is cut off of it; ``columns`` are the
    widths of a table's, ``merged`` its cells that were made one: row, column, how many of each. ``turned``: it was
    turned, flipped, hidden, given an effect or set in another way that the program never does. ``form`` is its
    geometry, ``anchor`` where its words stand in it; nothing where that is not known. ``click`` is the address that it
    leads to, ``title`` is a chart's own.
    """

    name: str
    kind: str
    box: Box | None = None
    lines: list[Line] = field(default_factory=list)
    rows: list[list[Line]] = field(default_factory=list)
    chart: list[list[Any]] = field(default_factory=list)
    id: str = ""
    number: str = ""
    grouped: bool = False
    holder: bool = False
    fill: str = ""
    paint: Any = None
    line: str = ""
    pen: Any = None
    width: int = 0
    look: Any = None
    sets: list[Set] = field(default_factory=list)
    cells: list[Any] = field(default_factory=list)
    picture: str = ""
    key: str = ""
    alt: str | None = None
    crop: list[int] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    turned: bool = False
    form: str = ""
    anchor: str = ""
    click: str = ""
    title: str = ""

    @property
    def texts(self) -> list[Line]:
        """Return its lines and its cells."""
        return [*self.lines, *(cell for row in self.rows for cell in row)]


class Set(NamedTuple):
    """How a run is set: its letters, the element of its colour, its size, its font, its side, signs of its own.

    ``hung`` is what hangs before its paragraph, ``indents`` what that states, both as in ``Look`` of the manifest;
    ``row`` is its row in a table.
    """

    letters: int
    paint: Any
    size: str
    face: str
    side: str
    marked: bool
    linked: bool
    hung: str
    indents: str
    row: int = 0


class FileSlide(Struct):
    """A slide: its part, its keys (where it is one of ours), its shapes in their order, the lines of its notes.

    ``palette`` is what names of colours meant when it was built: LibreOffice calls a template's by other names.
    ``hidden``: it is not shown; ``dressed``: it has a background, a transition or an animation of its own.
    ``furniture`` is where its footer, number and date stand, by their kinds (None: unknown, or as the layout has it),
    ``feet`` what they say. ``noted``: it has notes; ``marked``: words in them are underlined, highlighted or a list.
    """

    part: str
    shapes: list[FileShape]
    notes: list[Line]
    keys: tuple[str, ...] = ()
    palette: dict[str, str] = field(default_factory=dict)
    hidden: bool = False
    dressed: bool = False
    furniture: dict[str, Box | None] | None = None
    feet: dict[str, str] = field(default_factory=dict)
    noted: bool = True
    marked: bool = False


class DeckFile(Struct):
    """A deck: its slides, what it remembers of how it was built, who saved it last and when.

    ``edition`` is the publication's edition that it is of, ``original`` the language that this was translated from;
    ``resized``: its slides have another size than those that were built; ``looks``: it remembers those of its shapes,
    ``words``: and how words are set; ``office``: the program that saved it last; ``feet`` are the footers that were
    built, ``sections`` the names of the sections that were built (None: unknown),
    ``named`` those of the sections that it has; ``lent`` are the colours that its template's placeholders have.
    """

    package: Package
    slides: list[FileSlide]
    built: list[FileSlide] | None
    publication: str = ""
    language: str = ""
    author: str = ""
    date: str = ""
    edition: str = ""
    original: str = ""
    resized: bool = False
    looks: bool = False
    words: bool = False
    office: str = ""
    feet: tuple[str, ...] = ()
    sections: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()
    lent: tuple[str, ...] = ()
    themes: dict[str, Any] = field(default_factory=dict)  # the colours and fonts of slides, once each


def read_deck(data: bytes, name: str) -> DeckFile:
    """Return the deck in ``data``; raise PiliersError when it is none."""
    try:
        package = Package(data)
    except ValueError as error:
        raise PiliersError(_("{file}: {cause}", file=name, cause=str(error))) from None
    if not package.slides:
        raise PiliersError(_("{file} holds no slides.", file=name))
    core = package.tree(package.related("", "core-properties"))
    names = (f"{_CORE}lastModifiedBy", f"{_TERMS}modified")
    author, date = (core.findtext(one, "") if core is not None else "" for one in names)
    slides = [_slide(package, part) for part in package.slides]
    found = DeckFile(package, slides, None, author=author.strip(), date=date)
    program = package.tree("docProps/app.xml")
    found.office = program.findtext(f"{_PROPERTIES}Application", "") if program is not None else ""
    if (kept := _manifest(package)) is not None:
        found.publication, found.language = str(kept.get("publication", "")), str(kept.get("language", ""))
        found.edition, found.original = str(kept.get("edition", "")), str(kept.get("original", ""))
        found.feet = tuple(map(str, kept.get("feet", ())))
        found.lent = tuple(map(str, kept.get("lent", ())))
        found.sections = tuple(map(str, kept["sections"])) if "sections" in kept else None
        found.built, found.looks, found.words = built_slides(kept), "size" in kept, "looks" in kept
        show = package.tree(package.main)
        found.named = tuple(one.get("name", "") for one in show.iter(f"{_P14}section")) if show is not None else ()
        size = below(show, f"{P}sldSz")
        now = [whole(size.get(name), 0) for name in ("cx", "cy")] if size is not None else []
        found.resized = bool(kept.get("size")) and any(
            abs(one - other) > EMU_PER_POINT for one, other in zip(now, kept["size"], strict=False)
        )
    if reason := next(iter(package.faults.values()), next(_missing(package), "")):
        raise damaged(name, reason)  # what is not read would be taken for deleted
    return found


def _missing(package: Package) -> Iterator[str]:
    """Yield the parts that a deck says it has and has not: slides, with their notes, charts and pictures."""
    yield from (one for one in package.targets(package.main, "slide") if one not in package)
    for part in package.slides:
        rows = (one.target for one in package.relationships(part) if one.kind in _SHOWN and not one.external)
        yield from (one for one in rows if one not in package)


def _manifest(package: Package) -> dict[str, Any] | None:
    """Return what the deck remembers, wherever that was kept; None when it is not there or cannot be read."""
    for text in _kept(package):
        try:
            found = json.loads(text)
            if isinstance(found, dict) and found.get("v") == FORMAT:
                return found
        except ValueError:
            continue
    return None


def _kept(package: Package) -> Iterator[str]:
    for name in package.entries:
        if name.startswith("customXml/item") and NAMESPACE.encode() in package.part(name)[:1000]:
            root = package.tree(name)
            if root is not None and root.tag == f"{{{NAMESPACE}}}manifest":
                yield root.text or ""
    properties = package.tree("docProps/custom.xml")
    for one in properties if properties is not None else ():
        if one.get("name") == PROPERTY:
            try:
                packed = base64.b64decode("".join(map(str, one.itertext())).strip(), validate=True)
                yield zlib.decompressobj().decompress(packed, _MAX_MANIFEST).decode()
            except (binascii.Error, zlib.error, ValueError):
                continue


def _built_slide(kept: dict[str, Any], names: list[str], looks: Any, palette: Any) -> FileSlide:
    shapes = [_built_shape(one, names, looks) for one in kept["s"]]
    found = FileSlide("", shapes, [_built_line(one, names) for one in kept["n"]], tuple(kept["k"]), palette)
    places = kept.get("u")
    found.furniture = {kind: _placed(box) for kind, box in places.items()} if places is not None else None
    return found


def built_slides(kept: dict[str, Any]) -> list[FileSlide]:
    """Return the slides as they were built; the runs of their lines bear the key of their text as ``citation``."""
    try:
        names, looks = [str(one) for one in kept["keys"]], kept.get("looks", [])
        palettes = kept.get("palettes", [])
        return [_built_slide(one, names, looks, palettes[one["m"]] if "m" in one else {}) for one in kept["slides"]]
    except (KeyError, TypeError, ValueError, IndexError):
        raise PiliersError(_("What the deck remembers of its content is damaged.")) from None


def _placed(box: list[int]) -> Box:
    left, top, width, height = box
    return left, top, width, height


def _built_shape(raw: dict[str, Any], names: list[str], looks: list[Any]) -> FileShape:
    lines = [_built_line(one, names) for one in raw.get("l", ())]
    rows = [[_built_line(one, names) for one in row] for row in raw.get("r", ())]
    chart = [[names[cell[0]], *cell[1:]] for cell in raw.get("c", ())]
    found = FileShape(raw["n"], raw["t"], _placed(raw["b"]), lines, rows, chart, grouped=bool(raw.get("g")))
    found.fill, found.picture = raw.get("f", ""), raw.get("i", "")
    found.key = names[raw["y"]] if "y" in raw else ""
    found.alt = raw.get("d")
    found.line, found.width = raw.get("o", ("", 0))
    found.look = looks[raw["w"]] if "w" in raw else None
    found.form, found.anchor = raw.get("e", "rect"), raw.get("a", "")
    found.crop, found.columns = raw.get("x", []), raw.get("v", [])
    return found


def _built_line(raw: Any, names: list[str]) -> Line:
    """Return a line of the manifest as runs, each of one style and of one text of the content."""
    if isinstance(raw, str):
        return [Run(raw)] if raw else []
    text, claims = raw[0], raw[1]
    styles = raw[2] if len(raw) > 2 else [[len(text), 0]]
    owned = sorted((start, start + length, names[number]) for number, start, length in claims)
    runs: Line = []
    place = 0
    for length, flags, *link in styles:
        end = min(place + length, len(text))
        target = str(link[0]).rstrip("/") if link else ""
        cuts = {place, end, *(cut for start, stop, _key in owned for cut in (start, stop) if place < cut < end)}
        for first, last in pairwise(sorted(cuts)):
            owner = next((key for start, stop, key in owned if start <= first < stop), "")
            runs.append(Run(text[first:last], bool(flags & STRONG), bool(flags & EMPHASIS), target, citation=owner))
        place = end
    return list(joined(runs))


def _slide(package: Package, part: str) -> FileSlide:
    tree = package.tree(part)
    links = _links(package, part)
    charts = {one.id: one.target for one in package.relationships(part) if one.kind == "chart"}
    holder = below(tree, f"{P}cSld/{P}spTree")
    shapes = [*_shapes(holder, links, (1.0, 1.0, 0.0, 0.0))] if holder is not None else []
    _place_inherited(package, part, shapes)
    media = {one.id: one.target for one in package.relationships(part) if one.kind == "image"}
    for shape in shapes:
        if shape.kind == "c":
            shape.chart = chart_values(package, charts.get(shape.id, ""))
            chart = package.tree(charts.get(shape.id, ""))
            shape.cells = [*chart.iter(f"{A}solidFill")] if chart is not None else []
            title = below(chart, f"{C}chart/{C}title")
            shape.title = _paragraphs(title)
        elif shape.kind == "p":
            shape.picture = package.digest(media[shape.id]).hex()[:12] if media.get(shape.id, "") in package else ""
    spoken, page = _notes(package, part)
    found = FileSlide(part, shapes, [line_of(one, page) for one in spoken or ()], noted=spoken is not None)
    found.marked = any(one.marked or one.hung for paragraph in spoken or () for one in _sets(paragraph))
    if tree is not None:
        found.furniture = {}
        for one in tree.iter(f"{P}sp"):
            if (kind := _furniture(one)) is not None:
                numbered = any(each.get("type") == _NUMBER_FIELD for each in one.iter(f"{A}fld"))
                found.feet[kind] = "" if numbered else _paragraphs(one)
                if numbered or found.feet[kind]:
                    found.furniture[kind] = _box(one, (1.0, 1.0, 0.0, 0.0))
        found.hidden = tree.get("show", "1") not in TRUE
        turns = any(
            len(one) or one.get("advTm") or one.get("advClick", "1") not in TRUE for one in tree.iter(f"{P}transition")
        )  # LibreOffice writes empty ones
        moves = next(tree.iter(f"{P}spTgt"), None) is not None
        found.dressed = tree.find(f"{P}cSld/{P}bg") is not None or turns or moves
    return found


def _place_inherited(package: Package, part: str, shapes: Iterable[FileShape]) -> None:
    """Give placeholders without a place of their own that of their layout or master."""
    unplaced = {one.number: one for one in shapes if one.holder and one.box is None}
    for shape in SceneReader(package).slide(part).flat if unplaced else ():
        head = shape.properties
        found = unplaced.get(head.get("id", "")) if head is not None else None
        if found is not None and shape.rect:
            left, top, right, bottom = map(round, shape.rect)
            found.box = left, top, right - left, bottom - top


def _paragraphs(holder: Element | None) -> str:
    """Return the words of the paragraphs below ``holder``, if it is there."""
    return " ".join(words(one).strip() for one in holder.iter(f"{A}p")) if holder is not None else ""


Scale = tuple[float, float, float, float]


def _links(package: Package, part: str) -> dict[str, str]:
    """Return the addresses that a part leads to; what LibreOffice writes of a jump to a slide that is gone is none."""
    rows = (one for one in package.relationships(part) if one.external)
    return {one.id: one.target for one in rows if not _NOWHERE.fullmatch(one.target)}


def _shapes(holder: Element, links: dict[str, str], scale: Scale) -> Iterator[FileShape]:
    """Yield the shapes of a tree or a group, in their order; of two forms of one, that for newer programs."""
    for element in holder:
        if element.tag == f"{MC}AlternateContent":
            ways = (element.find(f"{MC}{name}") for name in ("Choice", "Fallback"))
            known = (one for one in ways if one is not None and any(local(each) in _KINDS for each in one))
            chosen = next(known, None)  # ink and the like is known in its picture alone
            yield from _shapes(chosen, links, scale) if chosen is not None else ()
        elif local(element) in _KINDS:
            yield from _shape(element, links, scale)


def _shape(element: Element, links: dict[str, str], scale: Scale) -> Iterator[FileShape]:
    named = next(element.iter(f"{P}cNvPr"), None)
    mark = element.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    if _furniture(element) is not None:
        return
    name = attribute(named, "name")
    found = FileShape(name, _KINDS[local(element)], _box(element, scale))
    found.number = attribute(named, "id")
    found.holder = mark is not None
    found.alt = attribute(named, "descr")
    found.click = links.get(attribute(below(named, f"{A}hlinkClick"), f"{R}id"), "")
    _painted(found, element)
    if (blip := element.find(f"{P}blipFill/{A}blip")) is not None:
        found.id = blip.get(f"{R}embed", "")
        cut = element.find(f"{P}blipFill/{A}srcRect")
        found.crop = [whole(attribute(cut, side), 0) for side in "ltrb"]
    body = element.find(f"{P}txBody")
    if body is not None:
        outer = "" if found.holder else found.click
        found.lines = [line_of(one, links, outer) for one in body.iterfind(f"{A}p")]
        found.click = "" if outer and any(found.lines) else found.click  # its words lead there
    elif found.kind == "f":
        found.kind = "d"
    if (table := element.find(f".//{A}tbl")) is not None and found.kind == "t":
        found.rows = [[_cell(cell, links) for cell in row.iterfind(f"{A}tc")] for row in table.iterfind(f"{A}tr")]
        found.merged = [*_spans(table)]
        found.columns = [whole(one.get("w"), 0) for one in table.iterfind(f"{A}tblGrid/{A}gridCol")]
        found.cells = [fill_in(one) for one in table.iter(f"{A}tcPr")]
    elif (chart := element.find(f".//{C}chart")) is not None and found.kind == "t":
        found.kind, found.id = "c", chart.get(f"{R}id", "")
    yield found
    if found.kind == "g":
        yield from _shapes(element, links, _inner(element, scale))


def _spans(table: Element) -> Iterator[tuple[int, int, int, int]]:
    """Yield the cells of a table that are several in one: row, column, how many of each, within the table."""
    rows = [row.findall(f"{A}tc") for row in table.iterfind(f"{A}tr")]
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            down, across = whole(cell.get("rowSpan"), 1), whole(cell.get("gridSpan"), 1)
            if (down > 1 or across > 1) and not (cell.get("hMerge") or cell.get("vMerge")):
                yield number, column, max(1, min(down, len(rows) - number)), max(1, min(across, len(row) - column))


def _painted(found: FileShape, element: Element) -> None:
    """Note what a shape looks like: its fill, its outline, how its words are set, whether it was turned."""
    properties = element.find(f"{P}spPr")
    found.fill, found.paint = _fill(properties)
    pen = below(properties, f"{A}ln")
    found.line, found.pen = _fill(pen)
    found.width = whole(pen.get("w"), _HAIRLINE) if pen is not None and found.line else 0
    rows = [*element.iter(f"{A}tr")] or [element]
    found.sets = [one for number, row in enumerate(rows) for each in row.iter(f"{A}p") for one in _sets(each, number)]
    place = below(properties, f"{A}xfrm")
    effects = below(properties, f"{A}effectLst")
    turns = (attribute(place, name, "0") for name in ("rot", "flipH", "flipV"))
    body, named = element.find(f"{P}txBody/{A}bodyPr"), next(element.iter(f"{P}cNvPr"), None)
    found.turned = any(one not in ("0", "false") for one in turns) or (effects is not None and len(effects) > 0)
    found.turned |= named is not None and named.get("hidden") in TRUE
    if body is not None:
        warp = body.find(f"{A}prstTxWarp")
        found.anchor = body.get("anchor", "")
        found.turned |= body.get("vert", "horz") != "horz" or whole(body.get("numCol"), 1) > 1
        found.turned |= warp is not None and warp.get("prst") != "textNoShape"
    found.form = attribute(below(properties, f"{A}prstGeom"), "prst")


def _furniture(element: Element) -> str | None:
    """Return the kind of a slide's own footer, number or date; None for another shape."""
    kind = attribute(element.find(f"{P}nvSpPr/{P}nvPr/{P}ph"), "type")
    return kind if kind in FURNITURE else None


def _sets(paragraph: Element, row: int = 0) -> Iterator[Set]:
    """Yield how the runs of a paragraph are set; the colour and the line of a link are its own."""
    side = paragraph.find(f"{A}pPr")
    hung, moved = _hung(side), _indents(side)
    for run in paragraph.iterfind(f"{A}r"):
        count, own = letters(run.findtext(f"{A}t") or ""), run.find(f"{A}rPr")
        if not count or own is None:
            continue
        linked, face = own.find(f"{A}hlinkClick") is not None, attribute(own.find(f"{A}latin"), "typeface")
        fill = None if linked else fill_in(own)
        lines = (own.get("u", "none") != "none" and not linked) or own.get("strike", "noStrike") != "noStrike"
        yield Set(
            count,
            fill[0] if fill is not None and len(fill) and local(fill) == "solidFill" else fill,
            own.get("sz", ""),
            "" if face in FONTS else face,
            attribute(side, "algn", "l"),
            lines or _is_marked(own),
            linked,
            hung,
            moved,
            row,
        )


def _hung(paragraph: Element | None) -> str:
    """Return the sign that hangs before a paragraph with these properties; ``?`` for a picture."""
    if paragraph is None:
        return ""
    sign = paragraph.find(f"{A}buChar")
    if sign is not None:
        return sign.get("char", "")
    return NUMBERED if paragraph.find(f"{A}buAutoNum") is not None else "?" * len(paragraph.findall(f"{A}buBlip"))


def _indents(paragraph: Element | None) -> str:
    """Return what a paragraph with these properties states of its place, as ``indents`` of the manifest does."""
    if paragraph is None:
        return ",,,0"
    spacing = paragraph.find(f"{A}lnSpc")
    lines = spacing[0].get("val", "") if spacing is not None and len(spacing) else ""
    lines = f"{local(spacing[0])}{lines}" if lines and local(spacing[0]) != "spcPct" else lines  # type: ignore[index]
    return ",".join((paragraph.get("marL", ""), paragraph.get("indent", ""), lines, paragraph.get("lvl", "0")))


def _is_marked(run: Element) -> bool:
    """Tell whether words are highlighted, lowered or in small capitals, as the program never sets them."""
    return run.find(f"{A}highlight") is not None or run.get("cap") == "small" or whole(run.get("baseline"), 0) < 0


def _fill(properties: Element | None) -> tuple[str, Element | None]:
    """Return what fills a shape or its outline: as the manifest does where it can, with the element of its colour."""
    fill = fill_in(properties)
    if fill is None or local(fill) == "noFill":
        return "", None
    if local(fill) != "solidFill" or not len(fill):
        return local(fill), None
    return fill[0].get("val", "") if not len(fill[0]) else "?", fill[0]


def _cell(cell: Element, links: dict[str, str]) -> Line:
    return _joined(line_of(one, links) for one in cell.iter(f"{A}p"))


def _joined(lines: Iterable[Line]) -> Line:
    found: Line = []
    for line in lines:
        found += [Run("\n")] if found and line else []
        found += line
    return found


def line_of(paragraph: Element, links: dict[str, str], outer: str = "") -> Line:
    """Return the runs of an ``a:p``; what is raised is set apart, a slide's number is none of its words.

    A click on what has no address of its own leads to the ``outer`` one.
    """
    runs: Line = []
    outer = outer.rstrip("/")
    for element in paragraph:
        if element.tag == f"{A}br":
            runs.append(Run("\n"))
        text = _ESCAPED.sub(" ", element.findtext(f"{A}t") or "")
        if local(element) == "m":  # an equation
            text = "".join(one.text or "" for one in element.iter() if local(one) == "t")
        if not text or (element.tag == f"{A}fld" and element.get("type") == _NUMBER_FIELD):
            continue
        properties = element.find(f"{A}rPr")
        if properties is None:
            runs.append(Run(text, link=outer))
            continue
        click = properties.find(f"{A}hlinkClick")
        link = links.get(attribute(click, f"{R}id"), "").rstrip("/") if click is not None else outer
        raised = whole(properties.get("baseline"), 0) > 0
        text = in_unicode(
            text, attribute(properties.find(f"{A}latin"), "typeface"), attribute(properties.find(f"{A}sym"), "typeface")
        )
        text = f"{APART}{text}{APART}" if raised else text
        runs.append(Run(text, properties.get("b") in TRUE, properties.get("i") in TRUE, link))
    return runs


def _notes(package: Package, part: str) -> tuple[list[Element] | None, dict[str, str]]:
    """Return the paragraphs of a slide's notes, None where it has none, and where their links lead."""
    name = package.related(part, "notesSlide")
    tree = package.tree(name)
    links = _links(package, name)
    for shape in tree.iter(f"{P}sp") if tree is not None else ():
        if attribute(shape.find(f".//{P}ph"), "type") == "body":
            return [*shape.iter(f"{A}p")], links
    return None, links


def _box(element: Element, scale: Scale) -> Box | None:
    place = next((one for one in element.iter(f"{A}xfrm", f"{P}xfrm") if one.find(f"{A}off") is not None), None)
    if place is None or (at := place.find(f"{A}off")) is None or (size := place.find(f"{A}ext")) is None:
        return None
    across, down, left, top = scale
    x, y = (float(whole(at.get(name), 0)) for name in ("x", "y"))
    width, height = (float(whole(size.get(name), 0)) for name in ("cx", "cy"))
    return round(x * across + left), round(y * down + top), round(width * across), round(height * down)


def _inner(group: Element, scale: Scale) -> Scale:
    """Return how the places of a group's shapes become those of the slide."""
    place = group.find(f"{P}grpSpPr/{A}xfrm")
    names = ("off", "ext", "chOff", "chExt")
    parts = [below(place, f"{A}{name}") for name in names]
    if any(part is None for part in parts):
        return scale
    off, extent, inner, inside = ([whole(str(value), 0) for value in part.attrib.values()] for part in parts)  # type: ignore[union-attr]
    across, down, left, top = scale
    by = [extent[axis] / inside[axis] if inside[axis] else 1.0 for axis in (0, 1)]
    return (
        across * by[0],
        down * by[1],
        left + across * (off[0] - inner[0] * by[0]),
        top + down * (off[1] - inner[1] * by[1]),
    )


def chart_values(package: Package, part: str) -> list[list[Any]]:
    """Return the cells of a chart as they are cached in its part: [text or number, kind, category, series]."""
    tree = package.tree(part)
    cells: list[list[Any]] = []
    for number, series in enumerate(tree.iter(f"{C}ser") if tree is not None else ()):
        cells += [[value, "s", -1, number] for _index, value in _points(series, "tx")][:1]
        cells += [[value, "c", index, -1] for index, value in _points(series, "cat")] if not number else []
        cells += [[_number(value), "v", index, number] for index, value in _points(series, "val")]
    return [*cells, *_amounts(package, package.related(part, "package"))]


def _amounts(package: Package, workbook: str) -> list[list[Any]]:
    """Return the amounts in a chart's workbook: its second column, below the head."""
    try:
        book = Package(package.part(workbook))
    except ValueError:
        return []
    sheet = book.tree("xl/worksheets/sheet1.xml")
    cells = (cell for cell in sheet.iter(f"{X}c") if cell.get("t", "n") == "n") if sheet is not None else ()
    places = ((cell.get("r", ""), cell.findtext(f"{X}v") or "") for cell in cells)
    rows = ((int(place[1:]) - 2, value) for place, value in places if re.fullmatch(r"B\d{1,4}", place))
    return [[_number(value), "a", row, 0] for row, value in rows if row >= 0]


def _points(series: Element, kind: str) -> list[tuple[int, str]]:
    return [
        (whole(point.get("idx"), 0), point.findtext(f"{C}v") or "") for point in series.iterfind(f"{C}{kind}//{C}pt")
    ]


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
