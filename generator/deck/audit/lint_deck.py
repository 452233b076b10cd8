"""Causes of repair in what binds a deck together: ids, masters, notes, sections, properties."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.deck.audit.repair import package_cause
from generator.deck.ooxml.xml import P, R, whole
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.xml import Element

_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"
_VT = "{http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes}"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_LIMIT = 2**31  # ids of slides lie below it, those of masters and layouts above (ST_SlideId, ST_SlideMasterId)
_ORDER = (
    "sldMasterIdLst", "notesMasterIdLst", "handoutMasterIdLst", "sldIdLst", "sldSz", "notesSz", "smartTags",
    "embeddedFontLst", "custShowLst", "photoAlbum", "custDataLst", "kinsoku", "defaultTextStyle",
    "modifyVerifier", "extLst",
)  # fmt: skip


def _main(deck: Package, path: str, part: str = "") -> list[Element]:
    """Return what stands at ``path`` in the presentation's part, or in another one."""
    root = deck.tree(part or deck.main)
    return [] if root is None else list(root.iterfind(path))


def _names_in(deck: Package, *folders: str) -> Iterator[str]:
    """Yield the names of the XML parts that begin so."""
    return (name for name in deck.entries if name.startswith(folders) and name.endswith(".xml"))


@package_cause(
    lambda: _("A slide's id is given twice, or is not from 256 to 2147483647."), "scanny/python-pptx#89, #972"
)
def _slide_id(deck: Package) -> Iterator[tuple[str, str]]:
    ids = [one.get("id", "") for one in _main(deck, f"{P}sldIdLst/{P}sldId")]
    for id, count in Counter(ids).items():
        if count > 1 or not 256 <= whole(id) < _LIMIT:
            yield deck.main, id


@package_cause(lambda: _("The presentation lists a slide twice."), "ECMA-376-1, 19.2.1.34")
def _slide_twice(deck: Package) -> Iterator[tuple[str, str]]:
    ids = [one.get(f"{R}id", "") for one in _main(deck, f"{P}sldIdLst/{P}sldId")]
    return ((deck.main, id) for id, count in Counter(ids).items() if count > 1)


@package_cause(
    lambda: _("The id of a master or a layout is given twice, or is below 2147483648."), "dotnet/Open-XML-SDK#1191"
)
def _master_id(deck: Package) -> Iterator[tuple[str, str]]:
    found = [(deck.main, one.get("id")) for one in _main(deck, f"{P}sldMasterIdLst/{P}sldMasterId")]
    for name in _names_in(deck, "ppt/slideMasters/"):
        found += [(name, one.get("id")) for one in _main(deck, f"{P}sldLayoutIdLst/{P}sldLayoutId", name)]
    counts = Counter(id for _name, id in found)
    for name, id in found:
        if id is not None and (counts[id] > 1 or not _LIMIT <= whole(id) < 2 * _LIMIT):
            yield name, id


@package_cause(lambda: _("A slide has no layout, or a layout no master."), "PHPOffice/PHPPresentation#294")
def _layout_missing(deck: Package) -> Iterator[tuple[str, str]]:
    for name in deck.slides:
        if sum(one.kind == "slideLayout" for one in deck.relationships(name)) != 1:
            yield name, "slideLayout"
    for name in _names_in(deck, "ppt/slideLayouts/"):
        if not deck.related(name, "slideMaster"):
            yield name, "slideMaster"


@package_cause(lambda: _("Two masters share one theme."), "gitbrent/PptxGenJS#1449")
def _theme_shared(deck: Package) -> Iterator[tuple[str, str]]:
    owners: dict[str, str] = {}
    for name in _names_in(deck, "ppt/slideMasters/", "ppt/notesMasters/", "ppt/handoutMasters/"):
        theme = deck.related(name, "theme")
        if theme and owners.setdefault(theme, name) != name:
            yield name, theme


@package_cause(lambda: _("Notes lack their master or their slide."), "iOfficeAI/OfficeCLI#265")
def _notes_bound(deck: Package) -> Iterator[tuple[str, str]]:
    for name in _names_in(deck, "ppt/notesSlides/"):
        for kind in ("notesMaster", "slide"):
            if not deck.related(name, kind):
                yield name, kind


@package_cause(lambda: _("The presentation does not list its notes master."), "scanny/python-pptx#1128", sure=False)
def _notes_unlisted(deck: Package) -> Iterator[tuple[str, str]]:
    master = next((one for one in deck.relationships(deck.main) if one.kind == "notesMaster"), None)
    listed = {one.get(f"{R}id") for one in _main(deck, f"{P}notesMasterIdLst/{P}notesMasterId")}
    if master and master.id not in listed:
        yield deck.main, master.target


@package_cause(lambda: _("The presentation's elements are not in their order."), "pipipi-pikachu/PPTist#445")
def _presentation_order(deck: Package) -> Iterator[tuple[str, str]]:
    root = deck.tree(deck.main)
    names = [] if root is None else [str(one.tag).rpartition("}")[2] for one in root]
    places = [_ORDER.index(name) for name in names if name in _ORDER]
    if places != sorted(set(places)):
        yield deck.main, ", ".join(names)


@package_cause(lambda: _("The slides are smaller or larger than PowerPoint takes."), "ECMA-376-1, 19.7.18")
def _slide_size(deck: Package) -> Iterator[tuple[str, str]]:
    for one in _main(deck, f"{P}sldSz"):
        for name in ("cx", "cy"):
            if not 914_400 <= whole(one.get(name)) <= 51_206_400:
                yield deck.main, f"{name}={one.get(name)}"


@package_cause(lambda: _("A section names a slide that is not there, or a slide stands in two."), "MS-PPTX, 2.6.4")
def _section_slide(deck: Package) -> Iterator[tuple[str, str]]:
    root = deck.tree(deck.main)
    if root is None:
        return
    slides = {one.get("id") for one in _main(deck, f"{P}sldIdLst/{P}sldId")}
    named = [one.get("id", "") for one in root.iter(f"{_P14}sldId")]
    for id, count in Counter(named).items():
        if id not in slides or count > 1:
            yield deck.main, id


@package_cause(lambda: _("A custom property's id or name is given twice, or is none."), "ECMA-376-1, 22.3.2.2")
def _custom_property(deck: Package) -> Iterator[tuple[str, str]]:
    part = deck.related("", "custom-properties") or "docProps/custom.xml"
    root = deck.tree(part)
    found = [] if root is None else list(root.iter(f"{_CUSTOM}property"))
    ids = Counter(one.get("pid") for one in found)
    names = Counter(one.get("name", "").casefold() for one in found)
    for one in found:
        twice = ids[one.get("pid")] > 1 or names[one.get("name", "").casefold()] > 1
        if twice or whole(one.get("pid")) < 2 or one.get("fmtid", "").upper() != _FMTID:
            yield part, one.get("name", "")


@package_cause(
    lambda: _("A list of the properties has another length than it says."), "ECMA-376-1, 22.4.2.32", sure=False
)
def _vector_size(deck: Package) -> Iterator[tuple[str, str]]:
    part = deck.related("", "extended-properties") or "docProps/app.xml"
    root = deck.tree(part)
    for one in [] if root is None else root.iter(f"{_VT}vector"):
        if whole(one.get("size")) != len(one):
            yield part, one.get("size", "")
