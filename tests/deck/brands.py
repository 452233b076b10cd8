"""Small templates of each kind, made from the one that python-pptx brings along."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pptx
from PIL import Image, ImageDraw
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn

Parts = dict[str, bytes]
MAIN = "application/vnd.openxmlformats-officedocument.presentationml."
LAYOUTS = "ppt/slideLayouts/slideLayout"
BASE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
MASTER = "ppt/slideMasters/slideMaster1.xml"


def stock() -> Parts:
    """Return the parts of python-pptx's own template: 4:3, English, one master, no notes master."""
    path = Path(pptx.__file__).parent / "templates" / "default.pptx"
    return unpacked(path.read_bytes())


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def layouts(parts: Parts) -> list[str]:
    return sorted((name for name in parts if name.startswith(LAYOUTS)), key=lambda name: int(name[len(LAYOUTS) : -4]))


def change(parts: Parts, name: str, *pairs: tuple[bytes, bytes]) -> None:
    """Replace in a part; what is replaced must be there."""
    for old, new in pairs:
        assert old in parts[name], f"{name} has no {old!r}"
        parts[name] = parts[name].replace(old, new)


def renamed(names: list[str]) -> Parts:
    """Return a template whose layouts are called ``names``, without OOXML's own types."""
    parts = stock()
    for layout, name in zip(layouts(parts), names, strict=True):
        data = re.sub(rb'<p:cSld name="[^"]*"', b'<p:cSld name="' + name.encode() + b'"', parts[layout])
        parts[layout] = re.sub(rb'(<p:sldLayout [^>]*?) type="\w+"', rb"\1", data)
    return parts


def wide(width: int = 12_192_000, height: int = 6_858_000) -> Parts:
    """Return a template of another size, everything stretched to it."""
    parts = stock()
    across, down = width / 9_144_000, height / 6_858_000
    for name in (*layouts(parts), MASTER):
        for key, factor in ((b"x", across), (b"y", down), (b"cx", across), (b"cy", down)):
            parts[name] = re.sub(rb'\b%s="(\d+)"' % key, _times(key, factor), parts[name])
    size = b'<p:sldSz cx="9144000" cy="6858000" type="screen4x3"/>'
    change(parts, "ppt/presentation.xml", (size, f'<p:sldSz cx="{width}" cy="{height}"/>'.encode()))
    return parts


def _times(key: bytes, factor: float) -> Callable[[re.Match[bytes]], bytes]:
    return lambda match: b'%s="%d"' % (key, round(int(match[1]) * factor))


def dark() -> Parts:
    """Return a template whose text is light on a dark ground, by its colour map."""
    parts = stock()
    change(parts, MASTER, (b'bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"', b'bg1="dk1" tx1="lt1" bg2="dk2" tx2="lt2"'))
    return parts


def with_logo(x: int, y: int, width: int, height: int) -> Parts:
    """Return a template with a picture on its master, in EMU."""
    parts = stock()
    picture = (
        '<p:pic><p:nvPicPr><p:cNvPr id="99" name="Logo"/><p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr><p:blipFill>'
        '<a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>'
        f'<a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        "</a:prstGeom></p:spPr></p:pic></p:spTree>"
    )
    change(parts, MASTER, (b"</p:spTree>", picture.encode()))
    rel = (
        b'<Relationship Id="rIdLogo" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    )
    rel += b'Target="../media/logo.png"/></Relationships>'
    change(parts, "ppt/slideMasters/_rels/slideMaster1.xml.rels", (b"</Relationships>", rel))
    change(parts, "[Content_Types].xml", (b"<Default", b'<Default Extension="png" ContentType="image/png"/><Default'))
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b'<Default Extension="png" ContentType="image/png"/>', b"", parts["[Content_Types].xml"].count(b'"png"') - 1
    )
    parts["ppt/media/logo.png"] = png()
    return parts


def png() -> bytes:
    """Return one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0")) + chunk(b"IEND", b"")
    )


def with_footer(text: str) -> Parts:
    """Return a template whose footers say ``text``."""
    parts = stock()
    run = f'<a:p><a:r><a:rPr lang="en-US"/><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>'.encode()
    for name in layouts(parts):
        pattern = rb'(type="ftr".*?)<a:p><a:endParaRPr lang="en-US"/></a:p></p:txBody></p:sp>'
        parts[name] = re.sub(pattern, lambda match: match[1] + run, parts[name], count=1, flags=re.DOTALL)
    return parts


def without_titles(*names: str) -> Parts:
    """Return a template whose layouts of those names (all, if none) have no title placeholder."""
    parts = stock()
    for layout in layouts(parts):
        if not names or any(f'name="{name}"'.encode() in parts[layout] for name in names):
            pattern = rb"<p:sp>(?:(?!</p:sp>).)*type=\"(?:title|ctrTitle)\".*?</p:sp>"
            parts[layout] = re.sub(pattern, b"", parts[layout], flags=re.DOTALL)
    return parts


def two_masters() -> Parts:
    """Return a template whose first master has but a blank layout; the second has all."""
    parts = stock()
    count = len(layouts(parts))
    blank = next(name for name in layouts(parts) if b'type="blank"' in parts[name])
    parts["ppt/slideLayouts/slideLayout50.xml"] = parts[blank]
    parts["ppt/slideLayouts/_rels/slideLayout50.xml.rels"] = parts[
        blank.replace("slideLayouts/", "slideLayouts/_rels/") + ".rels"
    ].replace(b"slideMaster1.xml", b"slideMaster2.xml")
    blank_master = re.sub(
        rb"<p:sldLayoutIdLst>.*</p:sldLayoutIdLst>",
        b'<p:sldLayoutIdLst><p:sldLayoutId id="2147483800" r:id="rId1"/></p:sldLayoutIdLst>',
        parts[MASTER],
        flags=re.DOTALL,
    )
    parts["ppt/slideMasters/slideMaster2.xml"] = blank_master
    parts["ppt/slideMasters/_rels/slideMaster2.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{BASE}slideLayout" Target="../slideLayouts/slideLayout50.xml"/>'
        f'<Relationship Id="rId{count}" Type="{BASE}theme" Target="../theme/theme9.xml"/></Relationships>'
    ).encode()
    parts["ppt/theme/theme9.xml"] = parts["ppt/theme/theme1.xml"]
    old = b'<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>'
    new = (
        b'<p:sldMasterIdLst><p:sldMasterId id="2147483799" r:id="rIdTwo"/><p:sldMasterId id="2147483648" r:id="rId1"/>'
    )
    change(parts, "ppt/presentation.xml", (old, new))
    row = f'<Relationship Id="rIdTwo" Type="{BASE}slideMaster" Target="slideMasters/slideMaster2.xml"/></Relationships>'
    change(parts, "ppt/_rels/presentation.xml.rels", (b"</Relationships>", row.encode()))
    added = "".join(
        f'<Override PartName="/ppt/{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>'
        for name, kind in (
            ("slideLayouts/slideLayout50.xml", "presentationml.slideLayout"),
            ("slideMasters/slideMaster2.xml", "presentationml.slideMaster"),
            ("theme/theme9.xml", "theme"),
        )
    )
    change(parts, "[Content_Types].xml", (b"</Types>", f"{added}</Types>".encode()))
    return parts


def with_sample() -> bytes:
    """Return a template with a sample slide that has a picture and notes, and with custom properties."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.title.text = "Sample headline"
    slide.shapes.add_picture(io.BytesIO(png()), 0, 0)
    slide.notes_slide.notes_text_frame.text = "Sample notes"
    stream = io.BytesIO()
    deck.save(stream)
    parts = unpacked(stream.getvalue())
    parts["docProps/custom.xml"] = (
        b'<?xml version="1.0"?><Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"/>'
    )
    row = (
        b'<Relationship Id="rIdCustom" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        b'custom-properties" Target="docProps/custom.xml"/></Relationships>'
    )
    change(parts, "_rels/.rels", (b"</Relationships>", row))
    added = b'<Override PartName="/docProps/custom.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    change(parts, "[Content_Types].xml", (b"</Types>", added + b'custom-properties+xml"/></Types>'))
    return packed(parts)


def as_kind(parts: Parts, kind: str) -> Parts:
    """Return the template with another main content type: ``template.main+xml`` and the like."""
    change(parts, "[Content_Types].xml", (f"{MAIN}presentation.main+xml".encode(), kind.encode()))
    return parts


def with_font(parts: Parts, family: str) -> Parts:
    """Return the template in another font."""
    face = f'<a:latin typeface="{family}"/>'.encode()
    change(parts, "ppt/theme/theme1.xml", (b'<a:latin typeface="Calibri"/>', face))
    return parts


# -- covers as designers draw them, each on the stock template's first layout

COVER = f"{LAYOUTS}1.xml"
_NS = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)


def cover(colour: str, background: str = "", shapes: str = "") -> Parts:
    """Return a template whose cover has words of ``colour`` over a background and shapes (DrawingML)."""
    parts = stock()
    deck: Any = pptx.Presentation(io.BytesIO(packed(parts)))
    for holder in deck.slide_layouts[0].placeholders:
        if holder.placeholder_format.idx in (0, 1):
            size = 4000 if holder.placeholder_format.idx == 0 else 2000
            _style(holder, colour, size)
    data = deck.slide_layouts[0]._element.cSld
    if background:
        data.insert(0, parse_xml(f"<p:bg {_NS}><p:bgPr>{background}<a:effectLst/></p:bgPr></p:bg>"))
    for index, shape in enumerate(parse_xml(f"<p:spTree {_NS}>{shapes}</p:spTree>")):
        data.spTree.insert(2 + index, shape)
    return saved(deck)


def _style(holder: Any, colour: str, size: int) -> None:
    lists = holder._element.txBody.find(qn("a:lstStyle"))
    lists.clear()
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    run = f'<a:defRPr sz="{size}">{fill}</a:defRPr>'
    lists.append(parse_xml(f'<a:lvl1pPr {_NS} algn="l">{run}</a:lvl1pPr>'))


def saved(deck: Any) -> Parts:
    stream = io.BytesIO()
    deck.save(stream)
    return unpacked(stream.getvalue())


def filled(box: tuple[int, int, int, int], colour: str, points: Sequence[tuple[int, int]] = ()) -> str:
    """Return a shape in EMU: a rectangle, or what lies within ``points``, which are counted from its corner."""
    x, y, width, height = box
    corners = "".join(
        f'<a:{"lnTo" if index else "moveTo"}><a:pt x="{left}" y="{top}"/></a:{"lnTo" if index else "moveTo"}>'
        for index, (left, top) in enumerate(points)
    )
    path = f'<a:pathLst><a:path w="{width}" h="{height}">{corners}<a:close/></a:path></a:pathLst>'
    form = f"<a:custGeom>{path}</a:custGeom>" if points else '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    place = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    head = '<p:nvSpPr><p:cNvPr id="70" name="Forme"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>'
    return f"<p:sp>{head}<p:spPr>{place}{form}{fill}</p:spPr></p:sp>"


def gradient(
    path: str = '<a:lin ang="5400000"/>', first: str = "FBE5D6", last: str = "401000", veil: int = 100_000
) -> str:
    """Return a gradient fill, which lets through what lies behind, unless its ``veil`` is whole."""
    stops = "".join(
        f'<a:gs pos="{at}"><a:srgbClr val="{colour}"><a:alpha val="{veil}"/></a:srgbClr></a:gs>'
        for at, colour in ((0, first), (100_000, last))
    )
    return f'<a:gradFill rotWithShape="1"><a:gsLst>{stops}</a:gsLst>{path}</a:gradFill>'


def on_dark_form() -> Parts:
    """Return light words within a dark free form, beside which another form and the ground are light."""
    form = filled(
        (1_500_000, 0, 7_644_000, 6_858_000),
        "503291",
        [(0, 0), (7_644_000, 0), (7_644_000, 6_858_000), (600_000, 6_858_000)],
    )
    corner = filled(
        (1_500_000, 0, 7_644_000, 6_858_000), "EB3C96", [(7_000_000, 0), (7_644_000, 0), (7_644_000, 900_000)]
    )
    parts = cover("B4DC96", '<a:solidFill><a:srgbClr val="B4DC96"/></a:solidFill>', form + corner)
    deck: Any = pptx.Presentation(io.BytesIO(packed(parts)))
    for index, top in ((0, 1_484_784), (1, 2_877_197)):
        holder = deck.slide_layouts[0].placeholders[index]
        holder.left, holder.top, holder.width, holder.height = 2_400_000, top, 6_000_000, 1_249_282
    return saved(deck)


def on_picture(colour: str, draw: Callable[[Any], None]) -> Parts:
    """Return words of ``colour`` on a picture that fills the cover: 160 by 120 pixels, white where nothing is drawn."""
    picture = Image.new("RGB", (160, 120), "white")
    draw(ImageDraw.Draw(picture))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    deck: Any = pptx.Presentation(io.BytesIO(packed(cover(colour))))
    layout = deck.slide_layouts[0]
    _image, related = layout.part.get_or_add_image_part(io.BytesIO(stream.getvalue()))
    head = '<p:nvPicPr><p:cNvPr id="71" name="Image"/><p:cNvPicPr/><p:nvPr userDrawn="1"/></p:nvPicPr>'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    fill = f'<p:blipFill><a:blip {r} r:embed="{related}"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
    place = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="9144000" cy="6858000"/></a:xfrm>'
    form = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    layout._element.cSld.spTree.insert(2, parse_xml(f"<p:pic {_NS}>{head}{fill}<p:spPr>{place}{form}</p:spPr></p:pic>"))
    return saved(deck)


def title_in_a_text() -> Parts:
    """Return a cover as that of the French State: the title's placeholder is small, a text above it is the title."""
    deck: Any = pptx.Presentation(io.BytesIO(packed(cover("161616"))))
    title, text = (deck.slide_layouts[0].placeholders[index] for index in (0, 1))
    for holder, top, height, size in ((title, 3_600_000, 360_000, 1700), (text, 2_900_000, 500_000, 3200)):
        holder.left, holder.top, holder.width, holder.height = 457_200, top, 8_229_600, height
        _style(holder, "161616", size)
    text._element.nvSpPr.nvPr.find(qn("p:ph")).set("type", "body")
    return saved(deck)
