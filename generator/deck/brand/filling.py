"""Empty somebody's template of its sample slides; every part that stays is byte for byte its own.

Only what lists the slides is written anew: the presentation, its relationships, the package's, the content types.
"""

from __future__ import annotations

import posixpath
from copy import deepcopy
from html import escape
from typing import TYPE_CHECKING, Any

from generator.deck.ooxml.opening import PRESENTATION
from generator.deck.ooxml.package import relationships_of
from generator.deck.ooxml.xml import P, R

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from generator.deck.ooxml.opening import TemplatePackage

_SAMPLE = {"slide", "commentAuthors", "authors"}  # relationships of the presentation that go with the sample slides
# Of the package; “origin” leads to a digital signature, which would no longer hold.
_OF_SAMPLE = {"thumbnail", "core-properties", "extended-properties", "origin"}
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_BASE = "http://schemas.openxmlformats.org/"


def emptied(package: TemplatePackage) -> dict[str, bytes]:
    """Return the parts that are reached without the sample slides; the lists of parts are ready to be added to."""
    main = package.main
    slides = set(package.targets(main, "slide"))
    parts: dict[str, bytes] = {}
    due = [""]
    while due:
        part = due.pop()
        if part:
            parts[part] = package.parts[part]
        rows = relationships_of(part)
        if rows in package.parts:
            parts[rows] = package.parts[rows]
        due += [target for target in _reached(package, part) if target not in parts and target not in slides]
    parts[main] = _presentation(package)
    parts["_rels/.rels"] = _relationships(package, "", _OF_SAMPLE)
    parts[relationships_of(main)] = _relationships(package, main, _SAMPLE)
    _forget_views(package, parts, slides)
    parts["[Content_Types].xml"] = _content_types(package, parts)
    return parts


def add_parts(parts: dict[str, bytes], owner: str, added: Mapping[str, tuple[str, str, bytes]]) -> None:
    """Add parts that ``owner`` is related to: by name their relationship's type, their content type, their bytes."""
    rows = "".join(
        f'<Relationship Id="rIdPiliers{number}" Type="{_BASE}{type}" Target="{escape(_relative(name, owner))}"/>'
        for number, (name, (type, _content, _data)) in enumerate(added.items(), 1)
    )
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{content}"/>'
        for name, (_type, content, _data) in added.items()
    )
    parts |= {name: data for name, (_type, _content, data) in added.items()}
    insert(parts, relationships_of(owner), "</Relationships>", rows)
    insert(parts, "[Content_Types].xml", "</Types>", overrides)


def insert(parts: dict[str, bytes], part: str, end: str, xml: str) -> None:
    """Put ``xml`` before the closing tag ``end`` of a part."""
    parts[part] = parts[part].decode().replace(end, xml + end).encode()


def free_name(parts: Iterable[str], pattern: str) -> str:
    """Return the first name of ``pattern`` (with {n}) that no part has."""
    taken = set(parts)
    return next(name for n in range(1, len(taken) + 2) if (name := pattern.replace("{n}", str(n))) not in taken)


def list_notes_master(parts: dict[str, bytes], main: str, relationship: str) -> None:
    """Name a notes master in the presentation, which had none: it stands behind the slide masters (19.2.1.26)."""
    from lxml import etree

    root = etree.fromstring(parts[main], etree.XMLParser(resolve_entities=False, no_network=True))
    listed = etree.Element(f"{P}notesMasterIdLst")
    etree.SubElement(listed, f"{P}notesMasterId").set(f"{R}id", relationship)
    masters = root.find(f"{P}sldMasterIdLst")
    root.insert(0 if masters is None else root.index(masters) + 1, listed)
    parts[main] = _bytes(root)


def _reached(package: TemplatePackage, part: str) -> list[str]:
    """Return the parts to which ``part`` leads, but for those that belong to the sample slides."""
    gone = _SAMPLE if part == package.main else _OF_SAMPLE if not part else set()
    rows = package.relationships(part)
    return [row.target for row in rows if not row.external and row.kind not in gone and row.target in package.parts]


def _presentation(package: TemplatePackage) -> bytes:
    """Return the presentation without slides, custom shows and sections; as it is when it has none."""
    root: Any = deepcopy(package.xml(package.main))
    gone = [one for name in ("sldIdLst", "custShowLst") for one in root.findall(f"{P}{name}")]
    extensions = root.find(f"{P}extLst")
    sections = [one for one in extensions if one.get("uri") == _SECTIONS] if extensions is not None else []
    numbered = root.get("firstSlideNum", "1") != "1"  # our references name slides by their place
    if not gone and not sections and not numbered:
        return package.parts[package.main]
    for one in gone:
        root.remove(one)
    for one in sections:
        extensions.remove(one)
    if extensions is not None and not len(extensions):
        root.remove(extensions)
    root.attrib.pop("firstSlideNum", None)
    return _bytes(root)


def _relationships(package: TemplatePackage, part: str, gone: set[str]) -> bytes:
    """Return the relationships of ``part`` without the types ``gone``."""
    rows = []
    for element in package.xml(relationships_of(part)):
        type = element.get("Type", "")
        if isinstance(element.tag, str) and type.rsplit("/", 1)[-1] not in gone:
            mode = ' TargetMode="External"' if element.get("TargetMode") == "External" else ""
            target = escape(element.get("Target", ""))
            rows.append(f'<Relationship Id="{escape(element.get("Id", ""))}" Type="{type}" Target="{target}"{mode}/>')
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Relationships xmlns="{_BASE}package/2006/relationships">{"".join(rows)}</Relationships>'.encode()


def _forget_views(package: TemplatePackage, parts: dict[str, bytes], slides: set[str]) -> None:
    """Take the sample slides out of the view properties, where an outline view lists them."""
    for part in package.targets(package.main, "viewProps"):
        if any(row.target in slides for row in package.relationships(part)):
            root: Any = deepcopy(package.xml(part))
            for outline in root.iter(f"{P}outlineViewPr"):
                for listed in outline.findall(f"{P}sldLst"):
                    outline.remove(listed)
            parts[part] = _bytes(root)
            parts.pop(relationships_of(part), None)


def _content_types(package: TemplatePackage, parts: Iterable[str]) -> bytes:
    """Return the content types of ``parts``, the main part's that of a presentation."""
    known = set(parts)
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
    rows = []
    for one in package.xml("[Content_Types].xml"):
        kind = one.tag.rsplit("}", 1)[-1] if isinstance(one.tag, str) else ""
        if kind == "Default":
            defaults[one.get("Extension", "").lower()] = one.get("ContentType", "")
        name = one.get("PartName", "").lstrip("/")
        if kind == "Override" and name in known:
            type = PRESENTATION if name == package.main else one.get("ContentType", "")
            rows.append(f'<Override PartName="/{escape(name)}" ContentType="{escape(type)}"/>')
    usual = "".join(f'<Default Extension="{escape(k)}" ContentType="{escape(v)}"/>' for k, v in defaults.items())
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return f'{head}<Types xmlns="{_BASE}package/2006/content-types">{usual}{"".join(rows)}</Types>'.encode()


def _relative(part: str, owner: str) -> str:
    return posixpath.relpath(part, posixpath.dirname(owner) or ".")


def _bytes(root: Any) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
