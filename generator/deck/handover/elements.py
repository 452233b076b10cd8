"""Leave unsafe and private elements out of an XML part of a template, with what cannot stand without them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from generator.deck.ooxml.xml import MC, TRUE, A, P, R, attributes, local
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.xml import Element

_SHAPES = {f"{P}{name}" for name in ("sp", "pic", "graphicFrame", "cxnSp", "contentPart", "grpSp")}
_LINKS = {f"{A}{name}" for name in ("hlinkClick", "hlinkHover", "hlinkMouseOver")}
# Actions that stay within the show ([MS-OE376] 2.1.1239); others start programs, macros or files.
_HARMLESS = re.compile(r"(?:ppaction://(?:hlinkshowjump\?jump=\w+|noaction))?", re.IGNORECASE)
# The element that goes with a reference to a part that is left out: the nearest of these that holds it.
_CARRIERS = _LINKS | _SHAPES | {f"{P}bg", f"{P}ext", f"{A}ext", f"{A}buBlip", f"{P}sndAc", f"{P}embeddedFont"}
_OF_MEDIA = {f"{A}{name}" for name in ("audioCd", "wavAudioFile", "audioFile", "videoFile", "quickTimeFile")}
_ALONE = _OF_MEDIA | {f"{P}tags", f"{P}custData"}  # what an add-in notes on a shape is no part of it
_FILL = f"{A}blipFill"
# What is said of an element that goes wherever it stands, and whether it is private.
_NEVER = {
    f"{P}oleObj": False,
    f"{P}control": False,
    f"{P}modifyVerifier": True,
    f"{P}custShow": True,
    f"{P}htmlPubPr": True,
    f"{P}webPr": True,
}
# Where a path of a computer or of a server begins in an attribute: PowerPoint writes where a picture came from.
_PATH = re.compile(r"\bfile:[\\/]|\\\\|\b[A-Za-z]:[\\/](?!/)|(?<!\w)/(?:home|Users|Volumes)/", re.IGNORECASE)
# The namespaces of Office and of XML itself; what is written in any other is another program's own.
_KNOWN = re.compile(
    r"https?://(?:schemas\.openxmlformats\.org|schemas\.microsoft\.com/office|purl\.oclc\.org/ooxml|www\.w3\.org)/"
    r"|urn:schemas-microsoft-com:"
)
# Attributes by which Office names persons ([MS-PPTX] 2.6), and that keeps an address which could not be followed.
_PERSONAL = {"userId", "author", "authorId", "initials", "displayName", "userName", "email", "providerId"}
_MISTAKEN = "invalidUrl"
_UNSEEN = re.compile(rb"<!--|<\?(?!xml[ \t\r\n])")


def hidden_text(data: bytes) -> list[tuple[str, bool]]:
    """Return what to say of comments and processing instructions in an XML part: whether parsed or not, they go."""
    found = _UNSEEN.search(data.replace(b"\0", b""))  # in UTF-16 too
    return [(_("Comments in the XML are left out."), True)] if found else []


def cleaned_root(root: Element, dropped: set[str]) -> Iterator[tuple[str, bool]]:
    """Change ``root``; yield a sentence for each thing left out, and whether it is private.

    References to the relationships ``dropped``, of which something was said, go without a word.
    """
    before = _count(root)
    for element in [*root.iter(etree.Element)]:
        if any(value in dropped for name, value in attributes(element) if name.startswith(R)):
            _leave_reference(element, dropped)
    for leave in (_actions, _hidden, _never, _foreign, _paths):
        yield from leave(root)
    yield from _persons(root)
    if before > _count(root):  # an animation may be of what is gone
        for timing in root.findall(f"{P}timing"):
            root.remove(timing)


def _count(root: Element) -> int:
    """Return the number of shapes, sounds and films."""
    return sum(1 for _one in root.iter(*_SHAPES, *_OF_MEDIA))


def _leave_reference(element: Element, dropped: set[str]) -> None:
    """Remove what cannot stand without a relationship: the shape, the link, the fill, or the element alone.

    Of another program's object its picture stays: old templates have their logo so.
    """
    kept = [name for name, value in attributes(element) if name.startswith(R) and value not in dropped]
    if element.tag == f"{A}blip" and kept:
        for name in [name for name, _value in attributes(element) if name.startswith(R) and name not in kept]:
            del element.attrib[name]
        return
    if element.tag in _ALONE:  # the shape or picture stays
        _remove(element)
        return
    for one in (element, *element.iterancestors()):
        if one.tag == _FILL and _parent_name(one) != "bgPr":
            _refill(one)
            return
        if one.tag in _CARRIERS:
            picture, parent = _picture_of_object(one, dropped), one.getparent()
            if picture is None or parent is None:
                _remove(one)
            else:
                parent.replace(one, picture)
            return
    _remove(element)


def _picture_of_object(frame: Element, dropped: set[str]) -> Element | None:
    """Return the picture by which the frame of another program's object shows it, set in the frame's place."""
    picture = frame.find(f".//{P}oleObj/{P}pic")
    if picture is None or frame.tag != f"{P}graphicFrame":
        return None
    blip, own = picture.find(f"{P}blipFill/{A}blip"), picture.find(f"{P}nvPicPr/{P}cNvPr")
    look, place = picture.find(f"{P}spPr"), frame.find(f"{P}xfrm")
    named = frame.find(f"{P}nvGraphicFramePr/{P}cNvPr")
    if blip is None or own is None or look is None or place is None or named is None:
        return None
    if blip.get(f"{R}embed", "") in {"", *dropped}:
        return None
    own.attrib.update(named.attrib)
    for old in look.findall(f"{A}xfrm"):
        look.remove(old)
    place.tag = f"{A}xfrm"
    look.insert(0, place)
    return picture


def _parent_name(element: Element) -> str:
    parent = element.getparent()
    return "" if parent is None else local(parent)


def _refill(fill: Element) -> None:
    """Put another fill in the place of a picture: a theme's list of fills must stay as long as it is."""
    parent = fill.getparent()
    if parent is None:
        return
    in_theme = next(fill.iterancestors(f"{A}fmtScheme"), None) is not None
    new = etree.Element(f"{A}solidFill" if in_theme else f"{A}noFill")
    if in_theme:
        etree.SubElement(new, f"{A}schemeClr", {"val": "phClr"})
    parent.replace(fill, new)


def _remove(element: Element) -> None:
    """Remove an element, and what would be left empty: its alternatives, the list that it stood in."""
    parent = element.getparent()
    while parent is not None and str(parent.tag).startswith(MC):
        element, parent = parent, parent.getparent()
    if parent is None:
        return
    parent.remove(element)
    if not len(parent) and local(parent).endswith(("Lst", "controls")) and parent.getparent() is not None:
        _remove(parent)


def _actions(root: Element) -> Iterator[tuple[str, bool]]:
    for link in [*root.iter(*_LINKS)]:
        action = link.get("action", "")
        if not _HARMLESS.fullmatch(action):
            _remove(link)
            yield _("An action of a shape is left out: {action}", action=action), False


def _hidden(root: Element) -> Iterator[tuple[str, bool]]:
    for named in [*root.iter(f"{P}cNvPr")]:
        shape = next((one for one in named.iterancestors() if one.tag in _SHAPES), None)
        if named.get("hidden") in TRUE and shape is not None and next(shape.iter(f"{P}ph"), None) is None:
            _remove(shape)
            yield _("A hidden shape is left out: {name}", name=named.get("name", "")), True


def _never(root: Element) -> Iterator[tuple[str, bool]]:
    for element in [*root.iter(*_NEVER)]:
        if element.getroottree().getroot() is not root:  # it went with what held it
            continue
        _leave_reference(element, set())
        yield _said_of(local(element)), _NEVER[str(element.tag)]


def _foreign(root: Element) -> Iterator[tuple[str, bool]]:
    """Leave out what another program has written into the part: elements and attributes in a namespace of its own."""
    found: dict[str, None] = {}
    for element in [*root.iter(etree.Element)]:
        spaces = {name: name[1:].partition("}")[0] for name, _value in attributes(element) if name.startswith("{")}
        for name, space in spaces.items():
            if not _KNOWN.match(space):
                del element.attrib[name]
                found[space] = None
        space = etree.QName(element).namespace or ""
        if not _KNOWN.match(space) and element.getroottree().getroot() is root and element is not root:
            inside = (one for one in element.iterancestors() if one.tag in (f"{P}ext", f"{A}ext"))
            _remove(next(inside, element))
            found[space or local(element)] = None
    declared = {uri for element in root.iter(etree.Element) for uri in element.nsmap.values() if not _KNOWN.match(uri)}
    if declared:
        kept = [prefix for prefix, uri in root.nsmap.items() if prefix and _KNOWN.match(uri)]
        etree.cleanup_namespaces(root, keep_ns_prefixes=kept)
        _ignore_no_more(root)
    for space in dict.fromkeys((*found, *sorted(declared))):
        yield _("Data of another program is left out: {name}", name=space), True


def _persons(root: Element) -> Iterator[tuple[str, bool]]:
    """Leave out what names a person who worked on the template; in an extension, all of this."""
    found = False
    for element in [*root.iter(etree.Element)]:
        names = [name for name, _value in attributes(element) if name in _PERSONAL or name == _MISTAKEN]
        inside = next(element.iterancestors(f"{P}ext", f"{A}ext"), None) if names else None
        if inside is not None and _MISTAKEN not in names:
            _remove(inside)
        for name in names:
            del element.attrib[name]
        found = found or bool(names)
    if found:
        yield _("The name or account of somebody who worked on it is left out."), True


def _ignore_no_more(root: Element) -> None:
    """Take the prefixes that are not declared any more out of what readers may ignore (ECMA-376 Part 3, 10.1.1)."""
    for element in root.iter(etree.Element):
        for name in (f"{MC}Ignorable", f"{MC}MustUnderstand", f"{MC}ProcessContent", "Requires"):
            if name in element.attrib:
                words = [one for one in element.get(name, "").split() if one.partition(":")[0] in element.nsmap]
                element.set(name, " ".join(words))


def _said_of(name: str) -> str:
    """Return the sentence on an element that always goes, by its name."""
    return {
        "oleObj": _("An object of another program (OLE) is left out; its picture, where it has one, stays."),
        "control": _("A control (ActiveX) is left out."),
        "modifyVerifier": _("The password against changes is left out."),
        "custShow": _("A custom show is left out."),
    }.get(name) or _("A place to publish to is left out.")


def _paths(root: Element) -> Iterator[tuple[str, bool]]:
    """Leave of each path in an attribute the file's name."""
    for element in root.iter(etree.Element):
        for name, value in attributes(element):
            if found := _PATH.search(value):
                path = value[found.start() :]
                element.set(name, value[: found.start()] + re.split(r"[\\/]", path)[-1])
                yield _("The path of a file is left out: {path}", path=path), True
