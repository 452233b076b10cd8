"""Read a web page, or Markdown or Word as other people's programs make a page of it: its elements become blocks.

Nothing of a page is run or fetched; a picture is read from the page itself, or from beside it.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from msgspec.structs import replace

from generator.importing.blocks import TITLE, Block, Kind, Picture, Reading, Runs, clean, tidied, words
from generator.messages import _
from generator.pictures import MAX_BYTES
from generator.source.inline import Run, plain
from generator.source.nodes import Mapping, Scalar, read_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from lxml import etree

    Element = etree._Element
    Pictures = Callable[[str, str], Picture | str]

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_TOLD = ("nav", "noscript", "iframe", "object", "svg", "canvas")  # left out; how many words they have is said
_SKIPPED = frozenset(("head", "script", "style", "template", "embed", *_TOLD))
_LINES = """
address article aside blockquote body br caption center dd details div dl dt fieldset figcaption figure footer form h1
h2 h3 h4 h5 h6 header hr html legend li main ol p pre section summary table tbody td tfoot th thead tr ul
"""
_BLOCKS = frozenset(_LINES.split())
_CONTENTS = "toc"  # the class of a table of contents, which repeats the headings
_STRONG, _EMPHASIS = ("b", "strong"), ("i", "em")
_LINK = re.compile(r"https?://[^\s<>\"/?#:]*[^\W_][^\s<>\"()]*|mailto:[^\s<>\"()]+")
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)
_ATTRIBUTES = re.compile(r"^(#{1,6} .*?)\s*\{[#.][^{}]*\}[ \t]*$", re.MULTILINE)
_MADE = ("map", "matrix")  # the sections of a page of ours that are made of all its pillars
_NOTED = 3  # levels between a reference and what bears its name, or leads back


def read_page(data: bytes, folder: Path | None) -> Reading:
    """Return what a web page says; its pictures are read from ``folder``, where it lies."""
    found = _CHARSET.search(data[:4096])
    for encoding in ("utf-8-sig", found[1].decode() if found else "cp1252", "cp1252"):
        try:
            return read_html(data.decode(encoding), _beside(folder))
        except (UnicodeDecodeError, LookupError):
            continue
    return read_html(data.decode("latin-1"), _beside(folder))


def read_markdown(text: str, folder: Path | None) -> Reading:
    """Return what a text in Markdown says: CommonMark, with tables, footnotes and a front matter (pandoc's)."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.front_matter import front_matter_plugin

    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table")
    parser.use(footnote_plugin).use(deflist_plugin).use(front_matter_plugin)
    tokens = parser.parse(_ATTRIBUTES.sub(r"\1", text))
    reading = read_html(parser.renderer.render(tokens, parser.options, {}) or "<p></p>", _beside(folder))
    for token in tokens:
        if token.type == "front_matter":
            _front(token.content, reading)
    return reading


def _front(text: str, reading: Reading) -> None:
    """Take title, subtitle and language of a front matter; say what else it holds."""
    node = read_yaml("", text.encode(), [])
    entries = node.entries if isinstance(node, Mapping) else ()
    values = {key.value: one.value for key, one in entries if isinstance(one, Scalar)}
    reading.language = values.pop("lang", "") or reading.language
    first = [values.pop(key, "") for key in ("title", "subtitle")]
    if first[0]:
        lines = [Block("heading", _plain(first[0]), TITLE), Block("paragraph", _plain(first[1]))]
        reading.blocks[:0] = [one for one in lines if one.text]
        reading.words[:0] = words(" ".join(first))
    if left := ", ".join(f"{key}: {value}" for key, value in values.items()):
        reading.doubts.append(_("Left out, from the head of the file: {words}.", words=left))


def _plain(text: str) -> Runs:
    return tidied([Run(text)])


def _beside(folder: Path | None) -> Pictures:
    """Return what finds pictures within a page, or below ``folder``; of others it says why not."""

    def find(source: str, alt: str) -> Picture | str:
        if source.startswith("data:image/"):
            try:
                return Picture(base64.b64decode(source.partition(",")[2][: 2 * MAX_BYTES], validate=False), alt)
            except (binascii.Error, ValueError):
                return _("it is damaged.")
        if folder is None or re.match(r"\w+:|//", source):
            return _("it lies elsewhere ({place}).", place=source[:80])
        try:
            path = (folder / unquote(source)).resolve()
            if not path.is_relative_to(folder.resolve()) or not path.is_file() or path.stat().st_size > MAX_BYTES:
                return _("{place} is not there.", place=source[:80])
            return Picture(path.read_bytes(), alt)
        except (OSError, ValueError):
            return _("{place} is not there.", place=source[:80])

    return find


def read_html(text: str, pictures: Pictures) -> Reading:
    """Return what HTML says; ``pictures`` finds one by its address and its words, or says why it cannot."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root = html.document_fromstring(f"{text or ' '}<p></p>".encode("utf-8", "replace"), parser=parser)
    walker = _Walker(root, pictures)
    body, left = _main(root)
    made = _without_made(body)
    walker.visit(body, Run(""), 0)
    walker.end("paragraph")
    doubts = [*walker.doubts]
    if made:
        doubts.append(_("Left out, since the program makes it itself: {titles}.", titles=", ".join(made)))
    if left:
        doubts.append(_("Left out, outside of the page's main part: {n} {n|word|words}.", n=left))
    read = list(_words(body, walker.references))
    reading = Reading(walker.blocks, read, walker.notes, language=root.get("lang", ""), doubts=doubts)
    used = [id for block in walker.blocks for id in block.notes]
    told = [*used, *(id for id in walker.notes if id not in used)]
    reading.note_words = [word for id in told for word in words(plain(walker.notes.get(id, ())))]
    title = root.findtext(".//title") or ""
    if title.strip() and not any(one.kind == "heading" and one.level < 2 for one in walker.blocks):
        reading.blocks.insert(0, Block("heading", _plain(title), TITLE))
        reading.words[:0] = words(title)
    return reading


def _without_made(body: Element) -> list[str]:
    """Take out of a page of ours what the program makes of its pillars; return the titles."""
    sections = [one for one in body.iter("section") if one.get("id") in _MADE]
    if not any(re.fullmatch(r"pillar c\d+( \w+)?", one.get("class", "")) for one in body.iter("section")):
        return []
    for one in sections:
        one.drop_tree()  # type: ignore[attr-defined]
    heads = (one.find(".//h2") for one in sections)
    return [" ".join(" ".join(map(str, head.itertext())).split()) for head in heads if head is not None]


def _main(root: Element) -> tuple[Element, int]:
    """Return the main part of a page, and how many words stand outside of it."""
    body = root.find("body")
    body = root if body is None else body
    mains = [*root.iter("main")] or [*root.iter("article")]
    main = mains[0] if len(mains) == 1 else body
    skipped = sum(_count(one) for one in main.iter(*_TOLD))
    return main, skipped + (_count(body) - _count(main) if main is not body else 0)


def _count(element: Element) -> int:
    """Return how many words there are in ``element``, also in menus, but not in scripts."""
    scripts = sum(len(words(one.text or "")) for one in element.iter("script", "style"))
    return len(words(" ".join(map(str, element.itertext())))) - scripts


def _words(element: Element, references: _References) -> Iterator[str]:
    """Yield the words of ``element`` but those of footnotes and their numbers: by its texts, without its blocks."""
    pieces: list[str] = []
    for event, one in _events(element, references):
        if event == "text":
            pieces.append(str(one))
        elif event in _BLOCKS:
            pieces.append("\n")
    yield from words("".join(pieces))


def _is_kept(element: Element) -> bool:
    """Tell whether the words of an element are the page's own: no script's, menu's or table of contents'."""
    return isinstance(element.tag, str) and element.tag not in _SKIPPED and element.get("class") != _CONTENTS


def _events(element: Element, references: _References) -> Iterator[tuple[str, Any]]:
    stack: list[tuple[Element, bool]] = [(element, False)]
    while stack:
        one, done = stack.pop()
        tag = one.tag if isinstance(one.tag, str) else ""
        kept = _is_kept(one) and one not in references
        if not done:
            stack.append((one, True))
            if kept:
                yield tag, one
                yield "text", one.text or ""
                stack += [(child, False) for child in reversed(one)]
        else:
            yield tag, one
            yield "text", (one.tail or "") if one is not element else ""


class _References:
    """The references of a page to its notes: links that lead to what leads back."""

    def __init__(self, root: Element) -> None:
        self._named = {id: one for one in root.iter() if (id := one.get("id"))}
        self.notes: dict[Element, str] = {}
        self.links: dict[Element, str] = {}
        self.back: set[Element] = set()
        for link in root.iter("a"):
            self._consider(link)

    def __contains__(self, element: Element) -> bool:
        return element in self.links or element in self.back or element in self.notes

    def _consider(self, link: Element) -> None:
        """Note ``link`` when it leads to what has a link back to it, or near it."""
        target = self._named.get(link.get("href", "")[1:]) if link.get("href", "").startswith("#") else None
        if target is None or target in self.links or target in self._around(link):
            return
        own = {id for one in self._around(link) if (id := one.get("id"))}
        back = [one for one in target.iter("a") if one.get("href", "")[1:] in own]
        if back and len(words("".join(map(str, link.itertext())))) <= 1:
            self.links[link] = self.notes.setdefault(target, f"note-{len(self.notes) + 1}")
            self.back.update(back)

    @staticmethod
    def _around(link: Element) -> list[Element]:
        """Return a link, what it holds, and the few elements around it that hold nothing else."""
        above, one = [], link
        for _level in range(_NOTED):
            parent = one.getparent()
            if parent is None or parent.tag not in ("sup", "span", "small"):
                break
            above.append(one := parent)
        return [*link.iter(), *above]


class _Walker:
    """Goes through a page and collects its blocks; footnotes are set aside by their ids."""

    def __init__(self, root: Element, pictures: Pictures) -> None:
        self.blocks: list[Block] = []
        self.notes: dict[str, Runs] = {}
        self.doubts: list[str] = []
        self.references = _References(root)
        self._pictures = pictures
        self._runs: list[Run] = []
        self._noted: list[str] = []
        self._waiting: list[Picture] = []
        self._item = -1  # how deep the item lies that has no words yet

    def end(self, kind: Kind, level: int = 0) -> None:
        """End a block: what was collected becomes one, then the pictures that stood within it."""
        runs = tidied(self._runs)
        if runs or self._noted:
            if kind == "paragraph" and self._item >= 0:
                kind, level, self._item = "item", self._item, -1
            self.blocks.append(Block(kind, runs, level, notes=tuple(dict.fromkeys(self._noted))))
        self.blocks += [Block("picture", picture=one) for one in self._waiting]
        self._runs, self._noted, self._waiting = [], [], []

    def visit(self, element: Element, style: Run, depth: int) -> None:
        """Collect what ``element`` holds, set in ``style``, within lists ``depth`` deep."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if element in self.references.notes and element is not self._open:
            if tag in _BLOCKS:
                self.end("paragraph")
            self._visit_note(element)
        elif element in self.references.links:
            self._noted.append(self.references.links[element])
        elif _is_kept(element) and element not in self.references.back:
            _VISITS.get(tag, _Walker._visit_inline)(self, element, style, depth)

    _open: Element | None = None

    def _children(self, element: Element, style: Run, depth: int) -> None:
        self._runs.append(style.with_text(element.text or ""))
        for child in element:
            self.visit(child, style, depth)
            self._runs.append(style.with_text(child.tail or ""))

    def _visit_inline(self, element: Element, style: Run, depth: int) -> None:
        tag, link = element.tag, element.get("href", "")
        style = replace(style, strong=style.strong or tag in _STRONG, emphasis=style.emphasis or tag in _EMPHASIS)
        if tag == "a" and _LINK.fullmatch(link):
            style = replace(style, link=link)
        self._children(element, style, depth)

    def _visit_block(self, element: Element, style: Run, depth: int, kind: Kind = "paragraph") -> None:
        self.end("paragraph")
        self._children(element, style, depth)
        self.end(kind)

    def _visit_heading(self, element: Element, _style: Run, depth: int) -> None:
        self.end("paragraph")
        self._children(element, Run(""), depth)
        self.end("heading", TITLE if element.get("class") == "title" else _HEADINGS[str(element.tag)])

    def _visit_item(self, element: Element, style: Run, depth: int) -> None:
        self.end("paragraph")
        self._item = max(depth - 1, 0) + (element.tag == "dd")
        self._children(element, style, depth)
        self.end("paragraph")
        self._item = -1

    def _visit_picture(self, element: Element, _style: Run, _depth: int) -> None:
        found = self._pictures(element.get("src", ""), clean(element.get("alt", "")))
        if isinstance(found, Picture):
            self._waiting.append(found)
        else:
            alt = element.get("alt", "")
            self.doubts.append(_("A picture was left out: {why}", why=f"{found} “{alt}”" if words(alt) else found))

    def _visit_note(self, element: Element) -> None:
        """Set a footnote aside."""
        outer = (self._runs, self._noted, self._waiting, self.blocks, self._item)
        self._runs, self._noted, self._waiting, self.blocks, self._item = [], [], [], [], -1
        self._open = element
        self.visit(element, Run(""), 0)
        self.end("paragraph")
        self.notes[self.references.notes[element]] = tidied(
            run for block in self.blocks for run in (*block.runs, Run(" "))
        )
        self._runs, self._noted, self._waiting, self.blocks, self._item = outer

    def _visit_table(self, element: Element, style: Run, depth: int) -> None:
        """Take a table as one when it has columns and rows; as what stands in its cells when it only places them."""
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in element.iter("tr")]
        if not _is_table(element, rows):
            self._visit_block(element, style, depth)
            return
        self.end("paragraph")
        captions = [one for one in element if one.tag == "caption"]
        for caption in captions:
            self.visit(caption, style, depth)
        width = max(sum(_span(cell) for cell in row) for row in rows)
        cells = tuple(tuple(self._cells(row, style, depth, width)) for row in rows)
        notes, self._noted = tuple(dict.fromkeys(self._noted)), []
        self.blocks.append(Block("table", rows=cells, notes=notes))
        self.end("paragraph")

    def _cells(self, row: list[Element], style: Run, depth: int, width: int) -> Iterator[Runs]:
        """Yield the words of a row's cells, with an empty one wherever one spans or is not there."""
        count = 0
        for cell in row:
            blocks, self.blocks = self.blocks, []
            noted, self._noted = self._noted, []
            self._children(cell, style, depth)
            runs = [run for block in self.blocks for run in (*block.runs, Run(" "))]
            inner = [id for block in self.blocks for id in block.notes]
            yield tidied([*runs, *self._runs])
            self.blocks, self._runs, self._noted = blocks, [], [*noted, *inner, *self._noted]
            yield from [()] * (_span(cell) - 1)
            count += _span(cell)
        yield from [()] * (width - count)


def _is_table(element: Element, rows: list[list[Element]]) -> bool:
    """Tell whether a table has rows and columns, no table within, and all of its words in cells and captions."""
    inside = [*(cell for row in rows for cell in row), *(one for one in element if one.tag == "caption")]
    nested = any(one is not element for one in element.iter("table"))
    wide = len(rows) > 1 and max(map(len, rows)) > 1
    return wide and not nested and sum(map(_count, inside)) == _count(element)


def _span(cell: Element) -> int:
    """Return how many columns a cell takes."""
    span = cell.get("colspan", "1")
    return max(1, min(int(span), 50)) if span.isascii() and span.isdecimal() else 1


_VISITS: dict[str, Callable[[_Walker, Element, Run, int], None]] = {
    **dict.fromkeys(_BLOCKS, _Walker._visit_block),
    **dict.fromkeys(_HEADINGS, _Walker._visit_heading),
    **dict.fromkeys(("ul", "ol", "dl"), lambda on, element, style, depth: on._visit_block(element, style, depth + 1)),
    **dict.fromkeys(("li", "dt", "dd"), _Walker._visit_item),
    **dict.fromkeys(("caption", "figcaption"), partial(_Walker._visit_block, kind="caption")),
    "br": lambda on, _element, style, _depth: on._runs.append(style.with_text(" ")),
    "img": _Walker._visit_picture,
    "table": _Walker._visit_table,
}
