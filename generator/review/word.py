"""Reads a Word copy back: what each text says now, who changed it and when, and the comments.

A paragraph belongs to a text by its content control, or by a bookmark where an office suite has dropped the controls.
Words that are tracked as deleted or moved away are left out, those tracked as inserted or moved here are in (ECMA-376
Part 1, 17.13.5). Nothing in the file is run: fields are read as what they show.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from generator.deck.ooxml.package import relationships_of
from generator.deck.ooxml.symbols import in_unicode
from generator.deck.ooxml.xml import FALSE, R, attribute, below, local
from generator.errors import UsageError
from generator.home.changes import UNKNOWN
from generator.importing.office import damaged, opened_office
from generator.importing.word import W, style_names, style_of
from generator.messages import _
from generator.review.items import digest_of
from generator.review.write import LABEL, NAMESPACE, NOTE
from generator.source.inline import Run, plain

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
_GONE, _NEW = (f"{W}del", f"{W}moveFrom"), (f"{W}ins", f"{W}moveTo")
_CALLED = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"', re.IGNORECASE)
_MAX = 200_000  # elements of a body: some thousand pages
_COMMENTS = (f"{W}commentRangeStart", f"{W}commentReference", f"{W}commentRangeEnd")
_BESIDE = [f"{W}{name}" for name in ("footnoteReference", "endnoteReference", "drawing", "pict", "object")]
_SHOWN = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}ptab": " ", f"{W}noBreakHyphen": "-"}


class Edit(Struct, frozen=True):
    """Who tracked a change, and when (ISO 8601)."""

    author: str
    date: str


class Words(Struct):
    """What a text says in the copy: its runs, in how many paragraphs, at which one of the file (from 1); who edited it.

    ``joined``: the paragraph went on with that of another text; ``begins``: another paragraph of it has just begun.
    """

    runs: list[Run] = field(default_factory=list)
    paragraphs: list[int] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)  # before which of the runs a paragraph begins
    joined: bool = False
    begins: bool = False


class Added(Struct, frozen=True):
    """A paragraph that belongs to no text: its words, the key of the text before it, its number, who wrote it.

    ``row`` is the number of the table's row that it stands in, from 1 and of all tables; 0: in none. ``cell`` is that
    of its cell there, from 0, of so many ``cells``, if the whole row is new.
    """

    runs: tuple[Run, ...]
    after: str
    place: int
    edit: Edit | None
    row: int = 0
    cell: int = 0
    cells: int = 0

    @property
    def text(self) -> str:
        """Return its words, on one line."""
        return _on_one_line(plain(self.runs))


def _on_one_line(text: str) -> str:
    """Return words with plain spaces between them: in French, those of our own have others, too."""
    return " ".join(text.split())


class Remark(Struct, frozen=True):
    """A comment, or an answer to one: the key of its text, the words that it is about."""

    key: str
    text: str
    about: str
    author: str
    date: str
    answers: bool = False


class WordCopy(Struct):
    """A copy as it was read: what was printed (``built``), what it says now, and what else there is.

    ``order`` are the keys in the order of the file; ``beside`` says, by key, what was put there that is no words of the
    text, such as a footnote or words struck by hand: its kind and its words; ``author`` and
    ``date`` are those of who saved it last.
    """

    publication: str
    built: dict[str, tuple[Run, ...]]
    texts: dict[str, Words]
    order: list[str]
    added: list[Added]
    remarks: list[Remark]
    beside: list[tuple[str, str, str]]
    author: str = ""
    date: str = ""


def read_copy(name: str, data: bytes, keys: Iterable[str], *, asked: bool = False) -> WordCopy:
    """Return what the Word file ``name`` says of the texts ``keys``; raise PiliersError when it is no copy of ours.

    ``asked``: only what it remembers is asked for.
    """
    package = opened_office(name, data)
    main = package.tree(package.main)
    if not package.main.startswith("word/") or main is None or (body := main.find(f"{W}body")) is None:
        raise damaged(name, next(iter(package.faults.values()), "document.xml"))
    publication, built, labels = _remembered(package)
    targets = (one.target for one in package.relationships(package.main) if not one.external)
    parts = (relationships_of(package.main), *targets)
    if lacks := next((one for one in parts if one not in package or one in package.faults), ""):
        raise damaged(name, package.faults.get(lacks, lacks))
    reader = _Reader(package, [*built, *keys], labels)
    reader.read(body)
    if not (reader.texts or asked):
        raise UsageError(_("{file} is no copy that “piliers review” has written.", file=name))
    author, date = _saved(package)
    return WordCopy(
        publication, built, reader.texts, list(reader.texts), reader.added, _remarks(package, reader),
        reader.beside, author, date,
    )  # fmt: skip


def _remembered(package: Package) -> tuple[str, dict[str, tuple[Run, ...]], set[str]]:
    """Return the publication, what was printed of each text and our own words between them, as the copy remembers.

    Nothing where that is lost.
    """
    for part in package.targets(package.main, "customXml"):
        root = package.tree(part)
        if root is not None and root.tag == f"{{{NAMESPACE}}}review":
            texts = {}
            for one in root.iterfind(f"{{{NAMESPACE}}}text"):
                runs = (Run(run.text or "", bool(run.get("strong")), bool(run.get("emphasis"))) for run in one)
                texts[one.get("key", "")] = tuple(runs)
            labels = {_on_one_line(one.text or "") for one in root.iterfind(f"{{{NAMESPACE}}}label")}
            return root.get("publication", ""), texts, labels
    return "", {}, set()


def _saved(package: Package) -> tuple[str, str]:
    root = package.tree(package.related("", "core-properties"))
    found = {local(one): one.text or "" for one in root} if root is not None else {}
    return found.get("lastModifiedBy", ""), found.get("modified", "")


class _Reader:
    """Reads the paragraphs of a body one after the other."""

    def __init__(self, package: Package, keys: Iterable[str], labels: set[str]) -> None:
        self._labels = labels
        keys = dict.fromkeys(keys)
        self._tags = {key: key for key in keys} | {f"k:{digest_of(key)}": key for key in keys}
        self._bookmarks = {f"_k{digest_of(key)}": key for key in keys}
        self._links = {one.id: one.target for one in package.relationships(package.main)}
        self._styles = style_names(package)
        self._colours = _style_colours(package)
        self._open: dict[str, str] = {}  # bookmarks that have begun, by id
        self._ends: dict[str, bool] = {}
        self._last = ""
        self._number = 0
        self._marked: dict[str, tuple[str, list[str]]] = {}  # comments that have begun: key, words
        self._goes_on: str | None = None  # the key of a paragraph whose mark is tracked as deleted
        self.texts: dict[str, Words] = {}
        self.added: list[Added] = []
        self.beside: list[tuple[str, str, str]] = []
        self._notes = _footnotes(package)
        self._rows: dict[Element, int] = {}
        self._known: set[int] = set()  # rows that hold a text of the content
        self.about: dict[str, tuple[str, list[str]]] = {}

    def read(self, body: Element) -> None:
        """Read all paragraphs below ``body``, in tables and content controls too."""
        for count, paragraph in enumerate(body.iter(f"{W}p")):
            if count > _MAX:
                return
            if not any(one.tag == f"{W}txbxContent" for one in paragraph.iterancestors()):
                self._paragraph(paragraph)
            elif text := " ".join(one.text or "" for one in paragraph.iter(f"{W}t")).strip():
                self.added.append(Added((Run(text),), self._last, self._number, None))
        self.added = [replace(one, cells=0) if one.row in self._known else one for one in self.added]

    def _paragraph(self, paragraph: Element) -> None:
        self._number += 1
        outer = self._control_of(paragraph)
        pieces = list(self._pieces(paragraph, outer))
        named = list(dict.fromkeys(key for _run, key, _state, _edit in pieces if key))
        gone, edit = _mark_of(paragraph)
        here = named[0] if len(named) == 1 else ""
        style = self._styles.get(style_of(paragraph), style_of(paragraph))
        stray: list[Run] = []
        authors: list[Edit] = []
        seen: set[str] = set()
        for run, key, state, by in pieces:
            if here and run and not key and _on_one_line(run.text) in self._labels:
                self._words(here, seen).joined = True  # with our own words below it
                continue
            key = key or here
            if not key:
                if run and state != "gone":
                    stray.append(run)
                    authors += [by] if by else []
                continue
            words = self._words(key, seen)
            if run and state != "gone":
                words.breaks += [len(words.runs)] if words.begins else []
                words.begins = False
                words.runs.append(run)
            if by:
                words.edits.append(by)
        gone = gone if any(run and state != "gone" for run, _key, state, _by in pieces) else ""  # else it went whole
        self._end(named or ([outer] if outer else []), gone, edit, seen, len(named) > 1)
        by, row = authors[0] if authors else edit, next(paragraph.iterancestors(f"{W}tr"), None)
        number = 0 if row is None else self._rows.setdefault(row, len(self._rows) + 1)
        self._known |= {number} if named or outer else set()
        added = Added(tuple(stray), self._last, self._number, by, number, *_cell_of(paragraph, row))
        ours = style in (NOTE, LABEL, "Heading 2", "heading 2") and not self._labels  # it remembers none
        if added.text and added.text not in self._labels and not ours:
            self.added.append(added)
        self._last = (named or [self._last])[-1]

    def _words(self, key: str, seen: set[str]) -> Words:
        """Return what a text says so far; in a new paragraph of it, that begins here."""
        words = self.texts.setdefault(key, Words())
        if key not in seen:
            seen.add(key)
            words.paragraphs.append(self._number)
            words.begins = bool(words.runs)
        return words

    def _end(self, named: list[str], gone: str, edit: Edit | None, seen: set[str], several: bool) -> None:
        """Note whether the end of the paragraph was tracked, and whether it went on with another text's."""
        for key in named:
            words = self._words(key, seen)
            words.joined = words.joined or several or gone == "gone"
            if edit:
                words.edits.append(edit)

    def _control_of(self, element: Element) -> str:
        """Return the key of the content control that ``element`` lies in, or nothing."""
        for one in element.iterancestors(f"{W}sdt"):
            tag = one.find(f"{W}sdtPr/{W}tag")
            if tag is not None and (key := self._tags.get(tag.get(f"{W}val", ""))):
                return key
        return ""

    def _pieces(self, paragraph: Element, outer: str) -> Iterator[tuple[Run | None, str, str, Edit | None]]:
        """Yield what a paragraph is made of: words, the key of their text, whether they are gone or new, and by whom.

        A bookmark that begins is one without words, so that a text of which nothing is left is still known.
        """
        field = _Field()
        for element in paragraph.iter():
            if element.tag == f"{W}bookmarkStart":
                if key := self._bookmarks.get(element.get(f"{W}name", "")):
                    self._open[element.get(f"{W}id", "")] = key
                    yield None, key, "", None
            elif element.tag == f"{W}bookmarkEnd":
                self._open.pop(element.get(f"{W}id", ""), None)
            elif element.tag in _COMMENTS:
                self._comment(element, outer)
            elif element.tag == f"{MATH}oMath":
                said = "".join(one.text or "" for one in element.iter(f"{MATH}t"))
                self.beside.append((self._key(element, outer) or self._last, "formula", said))
            elif element.tag in (f"{W}instrText", f"{W}fldChar"):
                field.read(element)
            elif element.tag == f"{W}r" and _nearest(element) is paragraph:
                yield from self._run(element, outer, field.link)

    def _comment(self, element: Element, outer: str) -> None:
        """Note where a comment begins or ends."""
        id = element.get(f"{W}id", "")
        if element.tag == f"{W}commentRangeEnd":
            self._marked.pop(id, None)
            return
        self.about.setdefault(id, (self._key(element, outer), []))
        if element.tag == f"{W}commentRangeStart":
            self._marked[id] = self.about[id]

    def _key(self, element: Element, outer: str) -> str:
        inner = self._control_of(element)
        return inner or outer or next(reversed(self._open.values()), "")

    def _run(self, element: Element, outer: str, link: str) -> Iterator[tuple[Run | None, str, str, Edit | None]]:
        for one in element.iter(*_BESIDE):
            note = self._notes.get((local(one), one.get(f"{W}id", "")), "")
            if note or (not local(one).endswith("Reference") and one.find(f".//{W}txbxContent") is None):
                kind = "footnote" if note else "picture"
                self.beside.append((self._key(element, outer) or self._last, kind, note))
        text = "".join(_said(element))
        if not text or (element.getparent() is not None and _is_placeholder(element)):
            return
        state, by = _state_of(element)
        address = next((one.get(f"{R}id", "") for one in element.iterancestors(f"{W}hyperlink")), "")
        run = Run(text, _is_on(element, "b"), _is_on(element, "i"), self._links.get(address, "") or link)
        key = self._key(element, outer)
        if state != "gone":
            for _key, words in self._marked.values():
                words.append(text)
            mark = _mark_by_hand(element, self._colours)
            if mark and not (mark == "set" and run.link):  # links are underlined
                self._mark(key or self._last, mark, text)
        yield run, key, state, by

    def _mark(self, key: str, kind: str, text: str) -> None:
        """Note words that were marked by hand, with those before them if these are, too."""
        known = self.beside.pop()[2] if self.beside and self.beside[-1][:2] == (key, kind) else ""
        self.beside.append((key, kind, known + text))


def _mark_by_hand(run: Element, colours: Collection[str]) -> str:
    """Return how words are marked other than by tracked changes: struck, highlighted, set otherwise, or nothing.

    ``colours`` are those of styles: LibreOffice repeats them.
    """
    if _is_on(run, "strike") or _is_on(run, "dstrike"):
        return "struck"
    if _is_given(run, "highlight") or _is_shaded(run):
        return "highlighted"
    given = _is_given(run, "color", colours) or any(_is_given(run, name) for name in ("u", "vertAlign"))
    return "set" if given or any(_is_on(run, name) for name in ("caps", "smallCaps", "vanish")) else ""


def _is_given(run: Element, name: str, usual: Collection[str] = ()) -> bool:
    """Tell whether a run has a property that is other than none, and than the ``usual``."""
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "none") not in ("none", "auto", "000000", "baseline", *usual)


def _is_shaded(run: Element) -> bool:
    """Tell whether there is a colour or a pattern behind the words of a run (ECMA-376 Part 1, 17.3.2.32)."""
    found = run.find(f"{W}rPr/{W}shd")
    if found is None or found.get(f"{W}val", "nil") == "nil":
        return False
    plain = found.get(f"{W}fill", "auto").upper() in ("AUTO", "FFFFFF")
    return not plain or found.get(f"{W}val") != "clear"


class _Field:
    """A field that is being read: the address that it leads to, if it is a link."""

    def __init__(self) -> None:
        self._instruction = ""
        self.link = ""

    def read(self, element: Element) -> None:
        """Read a part of a field: its instruction, its begin or its end."""
        if element.tag == f"{W}instrText":
            self._instruction += element.text or ""
            called = _CALLED.search(self._instruction)
            self.link = called[1] if called else ""
        elif element.get(f"{W}fldCharType") in ("begin", "end"):
            self._instruction = self.link = ""


def _nearest(element: Element) -> Element | None:
    return next(element.iterancestors(f"{W}p"), None)


def _said(run: Element) -> Iterator[str]:
    """Yield the words of a run; those that are tracked as deleted too, which their place tells."""
    for one in run:
        if one.tag in (f"{W}t", f"{W}delText"):
            yield in_unicode(one.text or "", _font_of(run))
        elif one.tag in _SHOWN:
            yield _SHOWN[one.tag]
        elif one.tag == f"{W}sym":
            yield _symbol(one.get(f"{W}char", ""), one.get(f"{W}font", ""))


def _symbol(number: str, font: str) -> str:
    """Return a sign of the Symbol dialog by its number in a font."""
    try:
        sign = in_unicode(chr(int(number, 16)), font)
    except (ValueError, OverflowError):
        return UNKNOWN
    return sign if sign.isprintable() else UNKNOWN


def _font_of(run: Element) -> str:
    return attribute(run.find(f"{W}rPr/{W}rFonts"), f"{W}ascii")


def said_in(paragraph: Element) -> str:
    """Return the words of a paragraph, as it is when all that is tracked is accepted."""
    runs = (run for run in paragraph.iter(f"{W}r") if _state_of(run)[0] != "gone")
    return "".join(text for run in runs for text in _said(run))


def _is_placeholder(run: Element) -> bool:
    """Tell whether words only ask for words: Word's own in a control that is empty."""
    control = next(run.iterancestors(f"{W}sdt"), None)
    shown = below(control, f"{W}sdtPr/{W}showingPlcHdr")
    return shown is not None and shown.get(f"{W}val", "1") not in FALSE


def _state_of(element: Element) -> tuple[str, Edit | None]:
    """Return whether words are gone or new, and who tracked that; of both, gone counts: it was done later."""
    tracked = list(element.iterancestors(*_GONE, *_NEW))
    gone = next((one for one in tracked if one.tag in _GONE), None)
    found = gone if gone is not None else next(iter(tracked), None)
    if found is None:
        return "", _formatted(element)
    return "gone" if gone is not None else "new", _edit_of(found)


def _formatted(element: Element) -> Edit | None:
    change = element.find(f"{W}rPr/{W}rPrChange")
    return _edit_of(change) if change is not None else None


def _edit_of(element: Element) -> Edit:
    return Edit(element.get(f"{W}author", ""), _date(element))


def _date(element: Element) -> str:
    """Return when something was tracked; nothing where LibreOffice knows no day, and writes the year 0."""
    date = element.get(f"{W}date", "")
    return date if re.match(r"[12]\d{3}-", date) else ""


def _cell_of(paragraph: Element, row: Element | None) -> tuple[int, int]:
    """Return the number of the cell in which a paragraph stands, from 0, and how many its row has."""
    cells = list(row.iter(f"{W}tc")) if row is not None else []
    own = next(paragraph.iterancestors(f"{W}tc"), None)
    return next((index for index, one in enumerate(cells) if one is own), 0), len(cells)


def _mark_of(paragraph: Element) -> tuple[str, Edit | None]:
    """Return whether the end of a paragraph is tracked as gone or new, and by whom."""
    properties = paragraph.find(f"{W}pPr/{W}rPr")
    for one in properties if properties is not None else ():
        if one.tag in (*_GONE, *_NEW):
            return "gone" if one.tag in _GONE else "new", _edit_of(one)
    return "", None


def _is_on(run: Element, name: str) -> bool:
    """Tell whether a run is set in bold, in italics or struck through itself: its paragraph's style is no stress."""
    found = run.find(f"{W}rPr/{W}{name}")
    if found is not None:
        return found.get(f"{W}val", "1") not in FALSE
    return attribute(run.find(f"{W}rPr/{W}rStyle"), f"{W}val") == {"b": "Strong", "i": "Emphasis"}.get(name)


def _style_colours(package: Package) -> set[str]:
    """Return the colours of all styles."""
    root = package.tree(package.related(package.main, "styles"))
    return {one.get(f"{W}val", "") for one in root.iter(f"{W}color")} if root is not None else set()


def _remarks(package: Package, reader: _Reader) -> list[Remark]:
    """Return the comments in the order of the file, each followed by its answers."""
    root = package.tree(package.related(package.main, "comments"))
    parents = _answers(package)
    found: list[tuple[str, Remark]] = []
    threads: dict[str, str] = {}
    for one in root if root is not None else ():
        text = " ".join(" ".join("".join(t.text or "" for t in p.iter(f"{W}t")) for p in one.iter(f"{W}p")).split())
        last = next((p.get(f"{W14}paraId", "") for p in reversed(list(one.iter(f"{W}p")))), "")
        above = parents.get(last, "")
        key, words = reader.about.get(one.get(f"{W}id", ""), ("", []))
        threads[last] = threads.get(above, last)
        about = " ".join("".join(words).split())
        answers = bool(above)
        remark = Remark(key, text, about, one.get(f"{W}author", ""), _date(one), answers)
        found.append((threads[last], remark))
    firsts = {thread: remark.key for thread, remark in reversed(found) if not remark.answers}
    order = {thread: index for index, thread in enumerate(dict.fromkeys(thread for thread, _one in found))}
    found.sort(key=lambda one: order[one[0]])
    return [one if one.key else replace(one, key=firsts.get(thread, "")) for thread, one in found]


def _footnotes(package: Package) -> dict[tuple[str, str], str]:
    """Return the words of footnotes and endnotes, by the kind of what refers to them and their ids."""
    found = {}
    for kind in ("footnote", "endnote"):
        root = package.tree(package.related(package.main, f"{kind}s"))
        for one in root if root is not None else ():
            text = " ".join("".join(t.text or "" for t in one.iter(f"{W}t")).split())
            found[f"{kind}Reference", one.get(f"{W}id", "")] = text
    return found


def _answers(package: Package) -> Mapping[str, str]:
    """Return which comment, by its last paragraph, answers which (MS-DOCX, commentsExtended)."""
    parts = [one.target for one in package.relationships(package.main) if one.kind == "commentsExtended"]
    root = package.tree(parts[0]) if parts else None
    rows = root if root is not None else ()
    return {one.get(f"{W15}paraId", ""): one.get(f"{W15}paraIdParent", "") for one in rows}
