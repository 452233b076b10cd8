"""Read a Word document: mammoth makes a page of it, once its parts are known to be bounded and harmless."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from generator.deck.extract import diagram_lines
from generator.deck.ooxml.xml import A, attribute, below, local
from generator.importing.blocks import Block, Picture, Reading, tidied, words
from generator.importing.office import damaged, opened_office, parsed_office
from generator.importing.page import read_html
from generator.importing.proof import named
from generator.messages import _
from generator.source.inline import Run

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='List Bullet 2'] => ul|ol > li > ul > li:fresh
p[style-name='List Bullet 3'] => ul|ol > li > ul > li > ul > li:fresh
p[style-name='List Number 2'] => ul|ol > li > ol > li:fresh
p[style-name='List Number 3'] => ul|ol > li > ol > li > ol > li:fresh
p[style-name^='toc '] => p.toc:fresh
p[style-name^='TOC '] => p.toc:fresh
p[style-name^='Contents '] => p.toc:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Caption'] => figcaption:fresh
"""
_CONTENTS = ("toc ", "contents ")
_STRUCK = (f"{W}del", f"{W}moveFrom")
_SPACES = {f"{W}{name}" for name in ("tab", "br", "cr", "ptab")}


def is_word(name: str, data: bytes) -> bool:
    """Tell whether a zip is a Word document."""
    return opened_office(name, data).main.startswith("word/")


def read_word_file(name: str, data: bytes) -> Reading:
    """Return what a Word document says; raise ContentError for one that is damaged, or that would fill the memory."""
    package = parsed_office(name, data)
    pictures: list[Picture] = []
    reading = read_html(_converted(name, data, pictures), lambda source, _alt: pictures[int(source)])
    main = package.tree(package.main)
    assert main is not None
    reading.words, noted = _body_words(main, _contents_styles(package))
    reading.note_words = [word for kind, id in noted for word in _note_words(package, kind, id)]
    reading.language = _language(package)
    reading.doubts += _left_out(package, main)
    _with_drawings(reading, package)
    return reading


def _with_drawings(reading: Reading, package: Package) -> None:
    """Put the words of SmartArt, which have no place among the paragraphs, at the end."""
    parts = dict.fromkeys(package.targets(package.main, "diagramData"))
    said = [one for part in parts for one in diagram_lines(package, part)]
    reading.blocks += [Block("item", tidied([Run(one)])) for one in said]
    reading.words += words(" ".join(said))
    if said:
        told = named(words(" ".join(said)))
        reading.doubts.append(_("Words of a drawing (SmartArt) stand at the end: {words}.", words=told))


def _converted(name: str, data: bytes, pictures: list[Picture]) -> str:
    """Return the document as HTML; ``pictures`` take up its pictures, whose addresses are their indices."""
    import mammoth

    def keep(image: Any) -> dict[str, str]:
        with image.open() as file:
            pictures.append(Picture(file.read(), image.alt_text or ""))
        return {"src": str(len(pictures) - 1)}

    try:
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(keep),
        )
    except Exception as error:  # of whatever kind: mammoth expects what Word writes
        raise damaged(name, f"{type(error).__name__}: {error}") from None
    return str(result.value)


# The words, found without mammoth


def _body_words(root: Element, passed: set[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the words of a part, paragraph by paragraph, and its notes in the order of the references.

    Paragraphs whose styles are ``passed`` are left out.
    """
    pieces: list[str] = []
    noted: list[tuple[str, str]] = []
    _collect(root, pieces, noted, passed)
    return words("".join(pieces)), noted


def _collect(element: Element, pieces: list[str], noted: list[tuple[str, str]], passed: set[str]) -> None:
    """Collect the texts of ``element`` and the notes that it refers to."""
    for one in _events(element, [], passed):
        if one.tag == f"{W}t":
            pieces.append(one.text or "")
        elif one.tag == f"{W}noBreakHyphen":
            pieces.append("-")
        elif one.tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            noted.append((local(one).removesuffix("Reference"), one.get(f"{W}id", "")))
        elif one.tag in _SPACES or one.tag in (f"{W}p", f"{W}tc"):
            pieces.append("\n")


def _events(element: Element, boxes: list[Element], passed: set[str]) -> Iterator[Element]:
    """Yield the elements below ``element`` that count, of a drawing that is told twice the first telling.

    Text boxes come behind the paragraph that they are anchored in; without one around, they are ``boxes``.
    """
    for child in element:
        if child.tag in _STRUCK or (passed and style_of(child) in passed):
            continue
        if child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif local(child) == "AlternateContent":
            yield from _events(child[0], boxes, passed) if len(child) else ()
        elif child.tag == f"{W}p":
            inner: list[Element] = []
            yield from _events(child, inner, passed)
            yield from () if _goes_on(child) else (child,)
            for box in inner:
                yield from _events(box, [], passed)
        else:
            yield child
            yield from _events(child, boxes, passed)


def _goes_on(paragraph: Element) -> bool:
    """Tell whether a paragraph's end was deleted, so that the next one goes on with it."""
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def style_of(element: Element) -> str:
    """Return the id of a paragraph's style, or nothing."""
    return attribute(element.find(f"{W}pPr/{W}pStyle"), f"{W}val") if element.tag == f"{W}p" else ""


def _contents_styles(package: Package) -> set[str]:
    """Return the ids of the styles that tables of contents have."""
    return {id for id, name in style_names(package).items() if name.lower().startswith(_CONTENTS)}


def style_names(package: Package) -> dict[str, str]:
    """Return what the styles are called, by their ids."""
    root = package.tree(package.related(package.main, "styles"))
    styles = root.iterfind(f"{W}style") if root is not None else iter(())
    named = ((one.get(f"{W}styleId", ""), one.find(f"{W}name")) for one in styles)
    return {id: name.get(f"{W}val", "") for id, name in named if name is not None}


def _note_words(package: Package, kind: str, id: str) -> list[str]:
    root = package.tree(package.related(package.main, f"{kind}s") or f"word/{kind}s.xml")
    notes = root.iterfind(f"{W}{kind}") if root is not None else iter(())
    return [word for one in notes if one.get(f"{W}id") == id for word in _body_words(one, set())[0]]


def _language(package: Package) -> str:
    """Return the language that most of the document is in by its styles, or nothing."""
    root = package.tree(package.related(package.main, "styles"))
    return attribute(below(root, f"{W}docDefaults//{W}lang"), f"{W}val")


# What is not taken over


def _left_out(package: Package, main: Element) -> Iterator[str]:
    """Yield a sentence for each kind of words that are no part of the text."""
    struck = [one.text or "" for tag in _STRUCK for part in main.iter(tag) for one in part.iter(f"{W}delText", f"{W}t")]
    if struck:
        said = named(words(" ".join(struck)))
        yield _("Tracked changes were taken as accepted; words deleted by them: {words}.", words=said)
    styles = _contents_styles(package)
    if any(style_of(one) in styles for one in main.iter(f"{W}p")):
        yield _("The table of contents was left out: the program makes its own.")
    if formulas := [one.text or "" for one in main.iter(_MATHS)]:
        yield _("Formulas were left out: {words}.", words=named(formulas))
    kinds = (
        ("header", _("Headers were left out: {words}.", words="{words}")),
        ("footer", _("Footers were left out: {words}.", words="{words}")),
        ("comments", _("Comments were left out: {words}.", words="{words}")),
    )
    for kind, sentence in kinds:
        trees = (package.tree(part) for part in dict.fromkeys(package.targets(package.main, kind)))
        texts = [one.text or "" for tree in trees if tree is not None for one in tree.iter(f"{W}t", f"{A}t")]
        if said := named(words(" ".join(texts))):
            yield sentence.format(words=said)
    if charts := package.targets(package.main, "chart"):
        yield _("Charts were left out: {n}. Write their values under “chart”.", n=len(charts))
