"""Mend what PowerPoint would repair or no deck can be made from, where other programs let it pass.

Google Slides and PptxGenJS write one theme for two masters, and some templates have no placeholder for a title.
"""

from __future__ import annotations

import posixpath
from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE
from pptx.oxml.ns import nsdecls

from generator.deck.brand.space import free_area
from generator.deck.brand.template import read_template
from generator.deck.ooxml.geometry import box_of
from generator.deck.ooxml.opening import OVERRIDE
from generator.deck.ooxml.package import TYPES, relationships_of
from generator.deck.ooxml.text import LARGE_SIZE, placeholder_style
from generator.deck.ooxml.xml import A, P, attribute, below, parsed, whole
from generator.units import EMU_PER_POINT

if TYPE_CHECKING:
    from generator.deck.brand.template import LayoutPlaceholder, Template, TemplateLayout
    from generator.deck.ooxml.opening import TemplatePackage
    from generator.deck.ooxml.scene import Shape
    from generator.units import Box

_MASTERS = ("slideMaster", "notesMaster", "handoutMaster")
_TITLES = ("title", "ctrTitle")
_HEIGHT, _LOWEST = 0.16, 0.6  # of the slide: a title that is added; where the text that is drawn as one begins
_PLAIN, _USUAL_HEIGHT = 24.0, 540.0  # points: the least size of a title that is added, on slides so high
_HEAD = 0.3  # of the slide: where a placeholder ends that is a title by its place (by eye)
_CONTENT, _NEAR = 0.2, 8.0  # of the slide: a text box for content; points by which boxes at one place differ
_TITLE = (
    f"<p:sp {nsdecls('p', 'a')}>"
    '<p:nvSpPr><p:cNvPr id="{id}" name="Title {id}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
    '<p:ph type="title"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/>'
    '</a:xfrm></p:spPr><p:txBody><a:bodyPr anchor="ctr"><a:normAutofit/></a:bodyPr>{style}<a:p/></p:txBody>'
    "</p:sp>"
)


def own_themes(package: TemplatePackage) -> dict[str, bytes]:
    """Return the parts of ``package`` that are other or new so that each master has a theme of its own."""
    changed: dict[str, bytes] = {}
    types, owned = parsed(package.part(TYPES)), set[str]()
    for master in [row.target for row in package.relationships(package.main) if row.kind in _MASTERS]:
        theme = package.related(master, "theme")
        if theme and theme in owned:
            names = (
                posixpath.join(posixpath.dirname(theme), f"theme{n}.xml") for n in range(1, len(package.names) + 9)
            )
            own = next(name for name in names if name not in package and name not in changed)
            changed[own] = package.part(theme)
            changed[relationships_of(own)] = package.part(relationships_of(theme))
            rows = parsed(package.part(relationships_of(master)))
            for row in rows:
                if row.get("Type", "").endswith("/theme"):
                    row.set("Target", f"/{own}")
            changed[relationships_of(master)] = etree.tostring(rows)
            etree.SubElement(types, OVERRIDE, {"PartName": f"/{own}", "ContentType": CONTENT_TYPE.OFC_THEME})
            changed[TYPES] = etree.tostring(types)
        owned.add(theme)
    return {name: data for name, data in changed.items() if data}


def own_titles(package: TemplatePackage) -> dict[str, bytes]:
    """Return the layouts of ``package`` with a title's placeholder each, where it has none on any.

    Their masters, too, where the text that is drawn as a title stands on these as well.
    """
    template = read_template(package)
    if any(layout.title for layout in template.layouts):
        return {}
    changed: dict[str, bytes] = {}
    for layout in template.layouts:
        if not any(holder.type in _TITLES for holder in layout.placeholders):
            changed[layout.part], drawn = _titled(package.part(layout.part), layout, template)
            above = layout.scene.above.shapes if layout.scene.above and drawn else ()
            doubles = [one for one in above if _letters(one) and drawn and _box(one).holds(_box(drawn), _NEAR)]
            if doubles and layout.master not in changed:
                root = parsed(package.part(layout.master))
                _hold(_twin(doubles[0], root), {"type": "title"})
                changed[layout.master] = etree.tostring(root)
    return changed


def _titled(data: bytes, layout: TemplateLayout, template: Template) -> tuple[bytes, Shape | None]:
    """Return a layout whose title is the text that is drawn as one, and that; or else stands above its free area.

    Large text boxes are placeholders for content then: what they say is meant to be replaced. A placeholder for text
    may be the title by its place, at the head of the slide.
    """
    root = parsed(data)
    texts = [one for one in layout.scene.shapes if _letters(one) and one.frame and one.frame.rotation == 0]
    high = (one for one in texts if _letters(one) >= LARGE_SIZE and _box(one).y < _LOWEST * template.height)
    drawn = max(high, key=_letters, default=None)
    if drawn:
        _hold(_twin(drawn, root), {"type": "title"})
        large = (one for one in texts if one is not drawn and _box(one).area > _CONTENT * template.slide.area)
        for index, one in enumerate(large, 1):
            _hold(_twin(one, root), {"type": "body", "idx": str(index)})
    elif head := _at_head(layout, template):
        for place in _twin(head.shape, root).iter(f"{P}ph"):
            place.set("type", "title")
            place.attrib.pop("idx", "")
    elif (tree := root.find(f"{P}cSld/{P}spTree")) is not None:
        id = max((whole(one.get("id"), 0) for one in root.iter(f"{P}cNvPr")), default=1) + 1
        tree.insert(2, parsed(_placed(free_area(layout, template, (), whole=True), id, layout, template)))
    return etree.tostring(root), drawn


def _at_head(layout: TemplateLayout, template: Template) -> LayoutPlaceholder | None:
    """Return the low placeholder for large text that stands above all others, near the head of the slide."""
    found = sorted((one for one in layout.placeholders if one.box), key=lambda one: one.box.y if one.box else 0.0)
    head = next(iter(found), None)
    if not head or not head.box or head.type != "body" or not head.upright or head.shape not in layout.scene.shapes:
        return None
    low = head.box.bottom <= _HEAD * template.height and len(found) > 1
    large = placeholder_style(layout.scene, head.shape).size >= LARGE_SIZE
    return head if low and large and all(one.box.y >= head.box.bottom - _NEAR for one in found[1:] if one.box) else None


def _twin(shape: Shape, root: etree._Element) -> etree._Element:
    """Return the element in ``root`` that is where that of ``shape`` is in another tree of the same part."""
    tree, place = root.find(f"{P}cSld/{P}spTree"), shape.element.getparent()
    assert tree is not None
    assert place is not None
    return tree[place.index(shape.element)]


def _box(shape: Shape) -> Box:
    assert shape.rect
    return box_of(shape.rect)


def _placed(area: Box, id: int, layout: TemplateLayout, template: Template) -> bytes:
    """Return a title at the head of ``area``, in its master's size, unless this, which no layout shows, is small."""
    own = attribute(below(layout.scene.master.root, f"{P}txStyles/{P}titleStyle/{A}lvl1pPr/{A}defRPr"), "sz")
    least = round(_PLAIN * 100 * template.height / _USUAL_HEIGHT)
    size = f'<a:lvl1pPr><a:defRPr sz="{least}"/></a:lvl1pPr>' if whole(own, least) < least else ""
    style = f"<a:lstStyle>{size}</a:lstStyle>"
    sides = (area.x, area.y, area.width, min(area.height, _HEIGHT * template.height))
    x, y, width, height = (round(side * EMU_PER_POINT) for side in sides)
    return _TITLE.format(id=id, x=x, y=y, cx=width, cy=height, style=style).encode()


def _letters(shape: Shape) -> float:
    """Return the size of the first letters of a text box, in points; none for what is no text box."""
    run = (
        None if shape.kind != "sp" or shape.placeholder or not shape.text.strip() else shape.element.find(f".//{A}rPr")
    )
    return whole(run.get("sz"), 0) / 100 if run is not None else 0.0


def _hold(shape: etree._Element, holder: dict[str, str]) -> None:
    """Make a text box a placeholder with its look; its words are then a prompt."""
    for place in shape.iter(f"{P}nvPr"):
        place.clear()
        etree.SubElement(place, f"{P}ph", holder)
    for locks in shape.iter(f"{P}cNvSpPr"):
        locks.attrib.pop("txBox", "")
    body, style = shape.find(f"{P}txBody"), shape.find(f".//{A}lstStyle")
    assert body is not None
    if style is None:
        style = etree.Element(f"{A}lstStyle")
        body.insert(1, style)
    style.clear()
    paragraph, run = shape.find(f".//{A}pPr"), shape.find(f".//{A}rPr")
    level = etree.SubElement(style, f"{A}lvl1pPr", {"algn": "l" if paragraph is None else paragraph.get("algn", "l")})
    assert run is not None
    kept = {name: value for name in ("sz", "b", "i", "cap") if (value := run.get(name))}
    look = etree.SubElement(level, f"{A}defRPr", kept)
    look.extend(deepcopy(one) for tag in ("solidFill", "latin") for one in run.findall(f"{A}{tag}"))
