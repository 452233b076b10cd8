"""What a deck remembers of itself: which text of the content each of its words came from.

It is JSON, twice in the package: in a part of custom XML, which PowerPoint keeps, and, packed, in a custom property,
which LibreOffice keeps. It repeats the words of the deck and nothing else of the content, and nobody's name;
PowerPoint's “Inspect Document” takes both away.

A slide is ``{"k": its keys, "s": shapes, "n": lines of the notes, "m": number of its colours in ``palettes``}``. A
shape is ``{"n": name, "t": kind, "b": box}`` (in EMU) with ``l`` (lines of a frame), ``r`` (rows of lines of a table)
or ``c`` (cells of a chart); ``f`` is what fills it (see ``filled``; absent: nothing), ``o`` the colour and the width
(in EMU) of its outline, ``w`` the number in ``looks`` of how its words are set (see ``Look``), ``i`` the digest of a
picture, ``y`` the number of the picture's key, ``d`` an alternative text, ``x`` what is cut off of it, ``v`` the
widths of a table's columns. A line is the text alone, or ``[text, [[number of the key, start, length], …], [[length,
flags, address], …]]``: where texts of the content stand in it, and how its words are set (1: strong, 2: emphasis),
where that is not plain. ``u`` of a slide are the boxes of its footer and number, by their kinds; ``e`` of a shape is
its geometry, where that is no rectangle, ``a`` where its words stand within it.
"""

from __future__ import annotations

import base64
import re
import unicodedata
import zlib
from collections import Counter
from functools import lru_cache
from html import escape
from itertools import compress, count
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from generator.addresses import as_uri, leads_out
from generator.deck.ooxml.colours import MAPPED, mean
from generator.deck.ooxml.xml import P
from generator.deck.picture.files import Pictures
from generator.deck.pptx.insert import with_inserted
from generator.deck.pptx.package import DeckPackage, kind
from generator.deck.slide import FOOTER, FURNITURE, PERSONAL, ChartFrame, Figure, Frame, Group, PictureShape, Table
from generator.errors import Mark
from generator.source.charts import has_parts
from generator.source.identity import CITIES, ContentText, content_texts
from generator.units import Box, emu
from generator.world import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.deck.brand.brand import Brand
    from generator.deck.deck import Deck
    from generator.deck.pptx.insert import InsertedSlide
    from generator.deck.slide import Colour, Para, Shape, Slide, SlideRun
    from generator.kit import Kit
    from generator.source.model import PictureFile, Publication

APART = "\x1f"
"""Stands on both sides of what is no part of the words before it: the raised number of a source."""
VEIL = "~"
"""Fills a shape that lets what is below it through."""
NAMESPACE = "urn:piliers:deck"
PROPERTY = "piliers"
FORMAT = 1  # of what a deck remembers: a newer one is not guessed at
STRONG, EMPHASIS = 1, 2
_SET_TOGETHER = re.compile(r".*(?:figures/#\d+|quote)/(?=[a-z]+$)")  # a number, its unit and its words; a quotation
_LONG = 12  # letters: as many make a text known among others without an origin
_END = 12  # letters of a text by which it is looked for: hardly two end so alike
_TYPES = {"item": "application/xml", "props": "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"}
_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_ID = "{7D6E5A50-4C1B-4D5E-9B0A-50494C494552}"  # of our part of custom XML, the same in each deck


class Known(NamedTuple):
    """A text of the content: its key, the letters and digits that it holds, the signs before and behind them."""

    key: str
    folded: str
    head: int
    tail: int


class Texts:
    """Texts of the content, the longest first, as they are found in a line: by their ends.

    Examples of one place begin alike: by their beginnings, each line would be compared with all of them.
    """

    def __init__(self, texts: Iterable[Known]) -> None:
        """Sort ``texts``, those of equal length in their order."""
        self._texts = sorted(texts, key=lambda one: -len(one.folded))
        self._by_end: dict[str, list[int]] = {}
        for number, one in enumerate(self._texts):
            self._by_end.setdefault(one.folded[-_END:], []).append(number)
        self._short = [number for number, one in enumerate(self._texts) if len(one.folded) < _END]

    def held(self, *stretches: str) -> list[Known]:
        """Return those whose letters stand together in one of ``stretches``, which are folded."""
        found: set[int] = set()
        for folded in filter(None, stretches):
            found.update(number for number in self._short if self._texts[number].folded in folded)
            ends = [end for end in range(_END, len(folded) + 1) if folded[end - _END : end] in self._by_end]
            for end in ends:
                ending = self._by_end[folded[end - _END : end]]
                found.update(number for number in ending if folded.endswith(self._texts[number].folded, 0, end))
        return [self._texts[number] for number in sorted(found)]


class Content:
    """The texts of a publication, by the place where they were written and by their file."""

    def __init__(self, publication: Publication, kit: Kit) -> None:
        """Fold every text of ``publication`` once."""
        self.publication = publication
        self.kit = kit
        self.pictures: dict[str, list[tuple[str, str]]] = {}
        for key, holder, picture in _pictures(publication):
            self.pictures.setdefault(publication.path_of(picture.file), []).append((key, holder))
        self.by_mark: dict[Mark, Known] = {}
        self._files: dict[str, list[Known]] = {}
        self.keys: dict[str, int] = {}
        self.looks: dict[Look, int] = {}
        self.palettes: dict[tuple[tuple[str, str], ...], int] = {}
        self._around: dict[frozenset[str], Texts] = {}
        self.pillar_of = {
            str(one.id): f"pillars/{pillar.id}" for pillar in publication.pillars for one in pillar.examples
        }
        for text in content_texts(publication):
            known = _known(text)
            if text.text.mark.line:
                self.by_mark.setdefault(text.text.mark, known)
            if known.folded:
                self._files.setdefault(text.key.partition(":")[0], []).append(known)

    def around(self, slide_keys: tuple[str, ...]) -> Texts:
        """Return the texts that a slide with these keys may show."""
        files = frozenset(map(self._file, slide_keys))
        if files not in self._around:
            self._around[files] = Texts(self._found(files))
        return self._around[files]

    def _found(self, files: frozenset[str]) -> list[Known]:
        found = [one for file in sorted({*files, "publication", CITIES} - {""}) for one in self._files.get(file, ())]
        if not files:
            heads = (one for file in self._files.values() for one in file)
            found += [one for one in heads if one.key.endswith((":label", ":heading", ":short"))]
        return found

    def _file(self, key: str) -> str:
        kind, _colon, id = key.partition(":")
        return f"pillars/{id}" if kind == "pillar" else self.pillar_of.get(id, "")

    def picture(self, path: str, slide_keys: tuple[str, ...]) -> str:
        """Return the key of the picture in the file ``path`` on a slide with these keys.

        Nothing for a logo, and for what is an ornament: a picture of a pillar or example on another slide than its own,
        the cover's on another slide than the first that shows it.
        """
        own = {one.partition(":")[2] for one in slide_keys}
        known = reversed(self.pictures.get(path, []))
        return next((key for key, holder in known if (holder in own if holder else key not in self.keys)), "")

    def palette(self, colours: Mapping[str, str]) -> int:
        """Return the number of what names of colours mean on a slide."""
        named = tuple((name, colours[name]) for name in MAPPED if name in colours)
        return self.palettes.setdefault(named, len(self.palettes))

    def number(self, key: str) -> int:
        """Return the number by which lines name ``key``."""
        return self.keys.setdefault(key, len(self.keys))


def _pictures(publication: Publication) -> Iterator[tuple[str, str, PictureFile]]:
    """Yield each picture with its key and the id of the pillar or example that it is of."""
    if publication.picture:
        yield "publication:picture", "", publication.picture
    for pillar in publication.pillars:
        if pillar.picture:
            yield f"pillars/{pillar.id}:picture", str(pillar.id), pillar.picture
        for one in pillar.examples:
            if one.picture:
                yield f"pillars/{pillar.id}:examples/{one.id}/picture", str(one.id), one.picture


def _known(text: ContentText) -> Known:
    plain = text.text.plain.replace("...", "…").strip()
    folded, places = _folded(plain), _places(plain)
    if not places:
        return Known(text.key, "", 0, 0)
    signs = [sum(not sign.isspace() for sign in part) for part in (plain[: places[0]], plain[places[-1] + 1 :])]
    return Known(text.key, folded, *signs)


class _Letters(dict[int, str]):
    """What is left of a sign, by its number: one small letter without accent or one digit, or nothing."""

    def __missing__(self, number: int) -> str:
        sign = chr(number)
        self[number] = unicodedata.normalize("NFKD", sign.upper())[0].casefold()[:1] if sign.isalnum() else ""
        return self[number]


_LETTERS = _Letters()


def _folded(text: str) -> str:
    """Return the letters and digits of ``text``, small and without accents."""
    return "".join(map(_folded_word, text.split()))


@lru_cache(maxsize=16_384)  # the words of a publication 100 times its usual size
def _folded_word(word: str) -> str:
    return word.translate(_LETTERS)


def _places(text: str) -> list[int]:
    """Return where each letter and digit of ``text`` stands."""
    return list(compress(count(), map(str.isalnum, text)))


def manifest(
    plan: Deck, publication: Publication, kit: Kit, inserted: Sequence[InsertedSlide], size: Sequence[int] = ()
) -> dict[str, Any]:
    """Return what the deck of ``plan`` remembers, with slides of somebody's own ``inserted``.

    ``size`` are the width and height of its slides, in EMU.
    """
    content = Content(publication, kit)
    backgrounds = Pictures(plan).backgrounds.by_role
    slides = [
        _slide(slide, keys, content) | {"m": content.palette(backgrounds[slide.role].colours)}
        for slide, keys in _with_pillars(plan)
    ]
    slides = with_inserted(slides, inserted, [one.remembered for one in inserted])
    # A copy's own footer is no part of what all copies remember.
    own = kit.personal.footer if kit.personal else None
    shapes = (one for slide in plan.slides for one in slide.shapes if not own)
    feet = dict.fromkeys(one.text for one in shapes if isinstance(one, Frame) and one.placeholder == FOOTER)
    head = {"v": FORMAT, "publication": str(publication.slug), "language": plan.language, "size": list(size)}
    head |= {"edition": str(publication.edition.id) if publication.edition else "", "original": publication.original}
    head["sections"] = [one.name for one in plan.sections]
    head |= {"keys": list(content.keys), "looks": list(content.looks), "palettes": list(map(dict, content.palettes))}
    return head | {"feet": list(feet), "lent": _lent(plan.design.brand), "slides": slides}


def _lent(brand: Brand | None) -> list[str]:
    """Return the RRGGBB of what fills a template's placeholders: LibreOffice writes it into the slides."""
    layouts = {one.layout.part: one.layout for one in brand.matches.values()}.values() if brand else ()
    fills = (mean(one.scene.paints(each.shape)) for one in layouts for each in one.placeholders)
    return sorted({*filter(None, fills)})


def _with_pillars(plan: Deck) -> Iterator[tuple[Slide, tuple[str, ...]]]:
    """Yield each slide with its keys; one without any in a pillar's section has that pillar's."""
    for slide, pillar in zip(plan.slides, plan.pillars(), strict=True):
        yield slide, slide.keys or ((pillar,) if pillar else ())


def _slide(slide: Slide, keys: tuple[str, ...], content: Content) -> dict[str, Any]:
    around = content.around(keys)
    notes = [_line(runs, None, around, content) for runs in slide.speaker_notes]
    # A copy's own words are no content, and the same file is made for everybody but for them.
    kept = [one for one in slide.shapes if PERSONAL not in keys or (isinstance(one, Frame) and one.placeholder)]
    shapes = [one for shape in kept for one in _shapes(shape, keys, around, content)]
    frames = (one for one in slide.shapes if isinstance(one, Frame) and one.text)
    furniture = {one.placeholder: _box(one.box) for one in frames if one.placeholder in FURNITURE}
    return {"k": list(slide.keys), "s": shapes, "n": notes, "u": furniture}


def _shapes(shape: Shape, keys: tuple[str, ...], around: Texts, content: Content) -> Iterator[dict[str, Any]]:
    found: dict[str, Any] = {"n": shape.name, "t": _KINDS[type(shape)], "b": _box(shape.box)}
    found |= _described(shape)
    match shape:
        case Frame(placeholder=placeholder) if placeholder in FURNITURE:
            return
        case PictureShape():
            found["i"] = fingerprint(content.kit.picture(shape.file, shape.use).data)
            found["x"] = [round(part * 100_000) for part in msgspec.structs.astuple(shape.crop)]
            if key := content.picture(shape.file, keys):
                found["y"] = content.number(key)
        case Figure(fill=fill, line=line, solid=solid):
            form = shape.geometry if isinstance(shape.geometry, str) else DRAWN
            found |= {"e": form} if form != "rect" else {}
            found |= filled(line if solid else fill) if shape.opacity == (1.0, 1.0) else {"f": VEIL}
            found |= {"o": [*filled(line).values(), emu(shape.line_width)]} if line else {}
        case Frame():
            found |= filled(shape.fill)
            found |= {"e": shape.geometry} if shape.geometry != "rect" else {}
            found["a"] = shape.anchor
            found["l"] = [_line(one.spans, _origin(one), around, content) for one in shape.paragraphs]
            found["w"] = content.looks.setdefault(look(shape.paragraphs), len(content.looks))
        case Table():
            rows = [[cell.paragraph for cell in row] for row in shape.rows]
            words, fills = [para for row in rows for para in row], [cell.fill for row in shape.rows for cell in row]
            found["w"] = content.looks.setdefault(look(words, fills), len(content.looks))
            found["v"] = list(map(emu, shape.columns))
            found["r"] = [[_line(one.spans, _origin(one), around, content) for one in row] for row in rows]
        case ChartFrame():
            found["c"] = _chart(shape, keys, content)
            tones = (shape.ink, shape.paper, shape.muted, shape.rule, *(one.colour for one in shape.series))
            found["w"] = content.looks.setdefault(look((), tones), len(content.looks))
        case Group():
            yield found
            for one in shape.shapes:
                yield from ({**inner, "g": 1} for inner in _shapes(one, keys, around, content))
            return
    yield found


def _described(shape: Shape) -> dict[str, str]:
    """Return an alternative text; of pictures also that there is none."""
    found = "" if isinstance(shape, Frame) else shape.description
    return {"d": found} if found or isinstance(shape, PictureShape) else {}


def fingerprint(picture: bytes) -> str:
    """Return what tells a picture from another one; nothing for none."""
    return digest(picture)[:12] if picture else ""


Counted = tuple[tuple[str, int], ...]
Look = tuple[Counted, Counted, tuple[str, ...], tuple[str, ...], tuple[str, ...], Counted, Counted]
"""How words are set: letters by colour and by size (hundredths of points), own fonts, sides; what fills cells; letters
by what hangs before their paragraph and by its indents (EMU)."""
DRAWN = "path"  # a geometry of its own
NUMBERED = "#"  # a number hangs before it


def look(paragraphs: Sequence[Para], fills: Sequence[Colour | None] = ()) -> Look:
    """Return how the words of ``paragraphs`` are set."""
    spans = [(para, one) for para in paragraphs for one in para.spans]
    inks = [_fill(para.ink(one)) for para, one in spans]
    sizes = [str(round(para.size * one.scale * 100)) for para, one in spans]
    faces, sides = ({getattr(one, name) for one in paragraphs} for name in ("face", "align"))
    told = {_fill(one) for one in fills}
    set_in = _counted(inks, ("" if one.target else one.text for _para, one in spans))
    set_at = _counted(sizes, (one.text for _para, one in spans))
    texts = [one.text for one in paragraphs]
    hung = _counted([NUMBERED if one.number else one.bullet for one in paragraphs], texts)
    moved = _counted([indents(one) for one in paragraphs], texts)
    return set_in, set_at, tuple(sorted(faces)), tuple(sorted(sides)), tuple(sorted(told)), hung, moved


def _counted(names: Sequence[str], texts: Iterable[str]) -> Counted:
    """Return each name of ``texts`` with the letters of those that have it; of one name, the number says nothing."""
    if len(set(names)) <= 1:
        return tuple((name, 0) for name in names[:1])
    found: Counter[str] = Counter()
    for name, text in zip(names, texts, strict=True):
        found[name] += letters(text)
    found = +found or found
    return tuple((name, count if len(found) > 1 else 0) for name, count in found.items())


def indents(para: Para) -> str:
    """Return what a paragraph states of its indent, its first line, its line spacing and its level, each or nothing."""
    first = -emu(para.indent) if para.number or para.bullet else emu(para.first)
    sides = f"{emu(para.indent)},{first}" if para.indent or para.first or para.leading else ","
    return f"{sides},{round(para.leading * 100_000) or ''},0"


def letters(text: str) -> int:
    """Return how many letters and signs ``text`` has, spaces apart."""
    return len("".join(text.split()))


def filled(colour: Colour | None) -> dict[str, str]:
    """Return what fills a shape: a name of the theme or RRGGBB; ``*`` tinted, ``~`` softened."""
    return {"f": _fill(colour)} if colour else {}


def _fill(colour: Colour | None) -> str:
    if colour is None:
        return ""
    return f"{colour.name}{'*' * colour.tinted}{'~' * colour.softened}"


def _origin(para: Para) -> Mark | None:
    return para.origin.mark if para.origin else None


_KINDS = {Frame: "f", Figure: "d", PictureShape: "p", Group: "g", Table: "t", ChartFrame: "c"}


def _box(box: Box) -> list[int]:
    return [emu(box.x), emu(box.y), emu(box.width), emu(box.height)]


def _line(runs: Sequence[SlideRun], origin: Mark | None, around: Texts, content: Content) -> Any:
    """Return a paragraph: its words, which of them are whose, how they are set."""
    parts = [f"{APART}{run.text}{APART}" if run.raised else run.text for run in runs if run.text]
    runs = [run for run in runs if run.text]
    text = "".join(parts)
    found = [[content.number(key), start, length] for key, start, length in _claims(text, origin, around, content)]
    styles = [
        [
            len(part),
            run.strong * STRONG + run.emphasis * EMPHASIS,
            *([as_uri(run.target)] if leads_out(run.target) else []),
        ]
        for part, run in zip(parts, runs, strict=True)
    ]
    plain = all(style[1:] == [0] for style in styles)
    if plain:
        return [text, found] if found else text
    return [text, found, styles]


def _claims(text: str, origin: Mark | None, around: Texts, content: Content) -> list[tuple[str, int, int]]:
    """Return which stretches of ``text`` are texts of the content: that of its origin, then others that are certain."""
    folded, places = _folded(text), _places(text)
    free = [True] * len(folded)
    claims: list[tuple[str, int, int]] = []

    def claim(known: Known, *, sure: bool) -> tuple[int, int]:
        at = -1
        while known.folded and (at := folded.find(known.folded, at + 1)) >= 0:
            end = at + len(known.folded)
            if not all(free[at:end]):
                continue
            start, last = _with_signs(text, places[at], places[end - 1] + 1, known)
            if sure or _stands_alone(text, start, last, len(known.folded), claims):
                claims.append((known.key, start, last - start))
                free[at:end] = [False] * (end - at)
                return at, end
        return 0, 0

    own = content.by_mark.get(origin) if origin else None
    first, last = claim(own, sure=True) if own else (0, 0)
    held = around.held(folded[:first], folded[last:])
    for _round in (1, 2):
        for known in held if any(free) else ():
            together = _SET_TOGETHER.match(known.key)
            beside = together and any(key.startswith(together[0]) for key, _start, _length in claims)
            claim(known, sure=bool(beside))
    return sorted(claims, key=lambda one: one[1])


def _with_signs(text: str, start: int, end: int, known: Known) -> tuple[int, int]:
    """Return a stretch with the signs that its text has before and behind its letters."""
    for step, signs in ((-1, known.head), (1, known.tail)):
        place, left = (start - 1 if step < 0 else end), signs
        while left and 0 <= place < len(text) and not text[place].isalnum() and text[place] != APART:
            left -= not text[place].isspace()
            if not text[place].isspace():
                start, end = (place, end) if step < 0 else (start, place + 1)
            place += step
    return start, end


def _stands_alone(text: str, start: int, end: int, letters: int, claims: Sequence[tuple[str, int, int]]) -> bool:
    """Tell whether what stands there is a text of its own: long, or parted by signs, or beside another one."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    if (text[:start][-1:].isalnum()) or (text[end:][:1].isalnum()):
        return False
    if letters >= _LONG:
        return True
    known = {place for _key, first, length in claims for place in (first, first + length)}
    left = not before or not before[-1].isalnum() or len(before) in known
    right = not after or not after[0].isalnum() or len(text) - len(after) in known
    return left and right


def _chart(chart: ChartFrame, keys: tuple[str, ...], content: Content) -> list[list[Any]]:
    """Return the cells of a chart as [number of the key, text or number, kind, category, series].

    The kinds are c (a category's name), s (a series'), v (a value), a (an amount of a whole, which the workbook has).
    """
    pillar = next((one for one in content.publication.pillars if f"pillar:{one.id}" in keys), None)
    source = pillar.chart if pillar else None
    if source is None:
        return []
    cells: list[list[Any]] = []

    def add(cell_mark: Mark, value: Any, kind: str, category: int, series: int) -> None:
        if known := content.by_mark.get(cell_mark):
            cells.append([content.number(known.key), value, kind, category, series])

    if has_parts(chart.kind):
        for index, amount in enumerate(chart.amounts):
            add(source.series[0].values[index].text.mark, amount, "a", index, 0)
        return cells
    for index, category in enumerate(chart.categories):
        add(source.categories[index].text.mark, category, "c", index, -1)
    for number, series in enumerate(chart.series):
        add(source.series[number].name.mark, series.name, "s", -1, number)
        for index, value in enumerate(series.values):
            add(source.series[number].values[index].text.mark, value, "v", index, number)
    return cells


def remember(
    package: DeckPackage, plan: Deck, publication: Publication, kit: Kit, inserted: Sequence[InsertedSlide] = ()
) -> None:
    """Put the manifest into ``package``, in both its places."""
    slide = package.presentation.find(f"{P}sldSz")
    size = [int(slide.get(name)) for name in ("cx", "cy")] if slide is not None else ()
    data = msgspec.json.encode(manifest(plan, publication, kit, inserted, size), enc_hook=str)  # ids are kinds of str
    _as_part(package, data.decode())
    _as_property(package, base64.b64encode(zlib.compress(data)).decode())


def _as_part(package: DeckPackage, text: str) -> None:
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    number = package.free_name("customXml/item").removeprefix("customXml/item").removesuffix(".xml")
    xml = f'{head}<manifest xmlns="{NAMESPACE}">{escape(text, quote=False)}</manifest>'
    item = package.add(f"customXml/item{number}.xml", _TYPES["item"], xml)
    store = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
    reference = f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs>'
    properties = f'{head}<ds:datastoreItem ds:itemID="{_ID}" xmlns:ds="{store}">{reference}</ds:datastoreItem>'
    item.relate_to(package.add(f"customXml/itemProps{number}.xml", _TYPES["props"], properties), _CUSTOM_XML_PROPS)
    package.presentation_part.relate_to(item, f"{_RELATIONSHIP}customXml")


_CUSTOM_XML_PROPS = f"{_RELATIONSHIP}customXmlProps"


def _as_property(package: DeckPackage, value: str) -> None:
    """Put ``value`` into the custom properties (ECMA-376 Part 1, 22.3); ours are the only ones."""
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{PROPERTY}">'
        f"<vt:lpwstr>{value}</vt:lpwstr></property></Properties>"
    )
    rows = [row for row in package._rels.values() if kind(row) == "custom-properties"]
    type = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    if not rows:
        package.relate_to(package.add("docProps/custom.xml", type, xml), f"{_RELATIONSHIP}custom-properties")
