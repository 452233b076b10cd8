"""Templates with planted secrets and active parts: each a function that adds them to a template, and what must be said.

Every secret holds the word SECRET; what is said names the part that it stood in.
"""

from __future__ import annotations

import gzip
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image

from tests.deck import brands
from tests.deck.brands import BASE, MASTER, Parts, change

SECRET = b"SECRET"
LAYOUT = "ppt/slideLayouts/slideLayout7.xml"  # "Blank", on which no slide stands
OFFICE = "http://schemas.microsoft.com/office/"
Said = list[tuple[str, str]]  # a part, and words of the sentence about it


def relate(parts: Parts, owner: str, kind: str, target: str, id: str, *, external: bool = False) -> None:
    """Add a relationship to a part, or to the package for ""."""
    folder, _slash, name = owner.rpartition("/")
    rels = f"{folder}/_rels/{name}.rels" if owner else "_rels/.rels"
    type = kind if "://" in kind else BASE + kind
    mode = ' TargetMode="External"' if external else ""
    row = f'<Relationship Id="{id}" Type="{type}" Target="{target}"{mode}/></Relationships>'
    change(parts, rels, (b"</Relationships>", row.encode()))


def add(parts: Parts, name: str, data: bytes, type: str) -> None:
    """Add a part with its content type."""
    parts[name] = data
    row = f'<Override PartName="/{name}" ContentType="{type}"/></Types>'
    change(parts, "[Content_Types].xml", (b"</Types>", row.encode()))


def shape(name: str, *, inner: str = "", hidden: str = "", words: str = "x") -> str:
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="90" name="{name}"{hidden}>{inner}</p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        '</p:nvSpPr><p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect">'
        f'<a:avLst/></a:prstGeom></p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr lang="en"/><a:t>{words}</a:t></a:r>'
        "</a:p></p:txBody></p:sp>"
    )


def picture(blip: str, *, descr: str = "", inner: str = "") -> str:
    return (
        f'<p:pic><p:nvPicPr><p:cNvPr id="91" name="Logo" descr="{descr}"/><p:cNvPicPr/><p:nvPr userDrawn="1">{inner}'
        f"</p:nvPr></p:nvPicPr><p:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr><a:xfrm>"
        '<a:off x="0" y="0"/><a:ext cx="9" cy="9"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>'
        "</p:pic>"
    )


def frame(uri: str, inner: str) -> str:
    return (
        '<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="92" name="Frame"/><p:cNvGraphicFramePr/><p:nvPr/>'
        '</p:nvGraphicFramePr><p:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></p:xfrm><a:graphic><a:graphicData '
        f'uri="{uri}">{inner}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def draw(parts: Parts, part: str, xml: str) -> None:
    change(parts, part, (b"</p:spTree>", f"{xml}</p:spTree>".encode()))


def addresses() -> tuple[Parts, Said]:
    """Pictures fetched from elsewhere, and links to files, servers and scripts."""
    parts = brands.stock()
    targets = {
        "rIdA": "file:///C:/SECRET/plan.docx",
        "rIdB": "javascript:alert('SECRET')",
        "rIdC": "\\\\SECRET-server\\share\\x.exe",
        "rIdD": "vbscript:SECRET",
        "rIdE": "../SECRET.pptx",
    }
    for id, target in targets.items():
        relate(parts, LAYOUT, "hyperlink", target, id, external=True)
        draw(parts, LAYOUT, shape(f"Link {id}", inner=f'<a:hlinkClick r:id="{id}"/>'))
    relate(parts, MASTER, "image", "https://SECRET.example/pixel.png", "rIdImage", external=True)
    draw(parts, MASTER, picture('<a:blip r:link="rIdImage"/>'))
    relate(parts, LAYOUT, "image", "file://SECRET/bg.png", "rIdBack", external=True)
    fill = (
        b'<p:bg><p:bgPr><a:blipFill><a:blip r:link="rIdBack"/><a:stretch/></a:blipFill><a:effectLst/></p:bgPr></p:bg>'
    )
    change(parts, LAYOUT, (b"<p:spTree>", fill + b"<p:spTree>"))
    return parts, [
        (LAYOUT, "neither to the web nor to an e-mail"),
        (LAYOUT, "A picture that would be fetched from elsewhere"),
        (MASTER, "A picture that would be fetched from elsewhere"),
    ]


def objects() -> tuple[Parts, Said]:
    """OLE, embedded and linked, an ActiveX control, a package, a program under the name of a picture."""
    parts = brands.with_logo(0, 0, 9, 9)
    add(
        parts,
        "ppt/embeddings/oleObject1.bin",
        b"MZ SECRET program",
        "application/vnd.openxmlformats-officedocument.oleObject",
    )
    relate(parts, MASTER, "oleObject", "../embeddings/oleObject1.bin", "rIdOle")
    ole = '<p:oleObj name="SECRET" r:id="rIdOle" progId="Package"><p:embed/></p:oleObj>'
    uri = "http://schemas.openxmlformats.org/presentationml/2006/ole"
    choice = f'<mc:Choice xmlns:v="urn:schemas-microsoft-com:vml" Requires="v">{frame(uri, ole)}</mc:Choice>'
    space = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    draw(parts, MASTER, f"<mc:AlternateContent {space}>{choice}<mc:Fallback/></mc:AlternateContent>")
    relate(parts, LAYOUT, "oleObject", "file:///\\\\SECRET\\book.xlsx", "rIdLinked", external=True)
    linked = '<p:oleObj name="x" r:id="rIdLinked" progId="Excel.Sheet.12"><p:link updateAutomatic="1"/></p:oleObj>'
    draw(parts, LAYOUT, frame(uri, linked))
    add(parts, "ppt/activeX/activeX1.xml", b"<a SECRET='1'/>", "application/vnd.ms-office.activeX+xml")
    relate(parts, LAYOUT, "control", "../activeX/activeX1.xml", "rIdControl")
    controls = '<p:controls><p:control name="SECRET" r:id="rIdControl" imgW="1" imgH="1"/></p:controls></p:cSld>'
    change(parts, LAYOUT, (b"</p:cSld>", controls.encode()))
    parts["ppt/media/logo.png"] = b"MZ\x90 SECRET.exe"
    return parts, [
        ("ppt/embeddings/oleObject1.bin", "An object of another program (OLE)"),
        (LAYOUT, "What would be fetched from elsewhere (oleObject)"),
        ("ppt/activeX/activeX1.xml", "A control (ActiveX)"),
        ("ppt/media/logo.png", "A picture in a format that may hold programs"),
    ]


def actions() -> tuple[Parts, Said]:
    """Shapes that start a macro, a program or another show; one is hidden, one only under the mouse."""
    parts = brands.stock()
    relate(parts, MASTER, "hyperlink", "SECRET.exe", "rIdProgram", external=True)
    links = {
        "macro": '<a:hlinkClick r:id="" action="ppaction://macro?name=SECRET"/>',
        "ole": '<a:hlinkHover r:id="" action="ppaction://ole?verb=SECRET"/>',
        "program": '<a:hlinkClick r:id="rIdProgram" action="ppaction://program"/>',
        "show": '<a:hlinkClick r:id="" action="ppaction://customshow?id=0&amp;return=SECRET"/>',
    }
    for name, link in links.items():
        draw(parts, MASTER, shape(name, inner=link))
    draw(parts, LAYOUT, shape("note", hidden=' hidden="1"', words="SECRET", inner=links["macro"]))
    draw(parts, LAYOUT, shape("next", inner='<a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide"/>'))
    shows = (
        b'<p:custShowLst><p:custShow name="SECRET" id="0"><p:sldLst/></p:custShow></p:custShowLst><p:defaultTextStyle>'
    )
    change(parts, "ppt/presentation.xml", (b"<p:defaultTextStyle>", shows))
    return parts, [
        (MASTER, "An action of a shape is left out: ppaction://macro?name=SECRET"),
        (MASTER, "An action of a shape is left out: ppaction://ole?verb=SECRET"),
        (MASTER, "neither to the web nor to an e-mail"),
        (LAYOUT, "A hidden shape is left out: note"),
        ("ppt/presentation.xml", "A custom show is left out."),
    ]


def properties() -> tuple[Parts, Said]:
    """Names in the document's properties, custom properties with an address, printer settings, a thumbnail."""
    parts = brands.stock()
    change(
        parts, "docProps/core.xml", (b"Steve Canny", b"SECRET Person"), (b"<dc:creator>", b"<dc:creator>SECRET Author")
    )
    company = b"<Company>SECRET Company</Company><Manager>SECRET Boss</Manager></Properties>"
    change(parts, "docProps/app.xml", (b"</Properties>", company), (b"<Company></Company>", b""))
    space = "http://schemas.openxmlformats.org/officeDocument/2006/"
    custom = (
        f'<Properties xmlns="{space}custom-properties" xmlns:vt="{space}docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Reviewer">'
        "<vt:lpwstr>SECRET@example.org</vt:lpwstr></property></Properties>"
    )
    add(
        parts,
        "docProps/custom.xml",
        custom.encode(),
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    )
    relate(parts, "", "custom-properties", "docProps/custom.xml", "rIdCustom")
    parts["ppt/printerSettings/printerSettings1.bin"] = "\\\\SECRET\\printer".encode("utf-16-le") + SECRET
    parts["docProps/thumbnail.jpeg"] += SECRET
    label = b'<labelList><label id="SECRET"/></labelList>'
    add(parts, "docMetadata/LabelInfo.xml", label, "application/vnd.ms-office.classificationlabels+xml")
    relate(parts, "", f"{OFFICE}2020/02/relationships/classificationlabels", "docMetadata/LabelInfo.xml", "rIdLabel")
    return parts, [
        ("docProps/core.xml", "lastModifiedBy “SECRET Person”"),
        ("docProps/core.xml", "creator “SECRET Author”"),
        ("docProps/app.xml", "Company “SECRET Company”"),
        ("docProps/app.xml", "Manager “SECRET Boss”"),
        ("docProps/custom.xml", "Custom properties are left out: Reviewer."),
        ("ppt/printerSettings/printerSettings1.bin", "The settings of a printer"),
        ("docProps/thumbnail.jpeg", "The preview picture"),
        ("docMetadata/LabelInfo.xml", "The confidentiality label"),
    ]


def data() -> tuple[Parts, Said]:
    """customXml, tags, comments and their authors, changes, a signature, a web extension, a ribbon."""
    parts = brands.stock()
    for name, owner, kind in (
        ("customXml/item1.xml", "ppt/presentation.xml", "customXml"),
        ("ppt/tags/tag1.xml", LAYOUT, "tags"),
        ("ppt/commentAuthors.xml", "ppt/presentation.xml", "commentAuthors"),
        ("ppt/authors.xml", "ppt/presentation.xml", f"{OFFICE}2018/10/relationships/authors"),
        ("ppt/comments/comment1.xml", LAYOUT, "comments"),
        ("ppt/revisionInfo.xml", "ppt/presentation.xml", f"{OFFICE}2015/10/relationships/revisionInfo"),
        ("ppt/changesInfos/changesInfo1.xml", "ppt/presentation.xml", f"{OFFICE}2016/11/relationships/changesInfo"),
        (
            "_xmlsignatures/origin.sigs",
            "",
            "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin",
        ),
        ("ppt/webextensions/taskpanes.xml", "", f"{OFFICE}2011/relationships/webextensiontaskpanes"),
        ("customUI/customUI14.xml", "", f"{OFFICE}2007/relationships/ui/extensibility"),
        ("ppt/unheard.xml", "ppt/presentation.xml", "http://vendor.example/relationships/templatingData"),
    ):
        add(parts, name, b"<x>SECRET</x>", "application/xml")
        depth = "../" * owner.count("/") if owner else ""
        relate(parts, owner, kind, f"{depth}{name}", f"rId{abs(zlib.crc32(name.encode()))}")
    id = f"rId{abs(zlib.crc32(b'ppt/tags/tag1.xml'))}"
    lists = f'<p:custDataLst><p:tags r:id="{id}"/></p:custDataLst></p:cSld>'
    change(parts, LAYOUT, (b"</p:cSld>", lists.encode()))
    parts["ppt/stray.xml"] = b"<x>SECRET</x>"
    return parts, [
        ("customXml/item1.xml", "Data of a program (customXml)"),
        ("ppt/tags/tag1.xml", "Tags of a program"),
        ("ppt/commentAuthors.xml", "Comments and their authors"),
        ("ppt/authors.xml", "Comments and their authors"),
        ("ppt/comments/comment1.xml", "Comments and their authors"),
        ("ppt/revisionInfo.xml", "What was changed, and by whom"),
        ("ppt/changesInfos/changesInfo1.xml", "What was changed, and by whom"),
        ("_xmlsignatures/origin.sigs", "The digital signature"),
        ("ppt/webextensions/taskpanes.xml", "A program (macro, ribbon or web extension)"),
        ("customUI/customUI14.xml", "A program (macro, ribbon or web extension)"),
        ("ppt/unheard.xml", "Data of the kind “templatingData”"),
        ("ppt/stray.xml", "A part that no relationship leads to"),
    ]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _pictures() -> dict[str, bytes]:
    """Return pictures of each format that says something of its making."""
    exif = Image.Exif()
    exif[0x013B] = "SECRET artist"
    found = {}
    for name in ("jpeg", "tiff", "gif", "bmp"):
        stream = io.BytesIO()
        options: dict[str, dict[str, Any]] = {
            "jpeg": {"exif": exif},
            "tiff": {"tiffinfo": {315: "SECRET"}},
            "gif": {"comment": b"SECRET"},
        }
        Image.new("RGB", (4, 4), "navy").save(stream, name, **options.get(name, {}))
        found[name] = stream.getvalue()
    found["jpeg"] += SECRET
    found["bmp"] += SECRET
    png = brands.png()
    found["png"] = png[:33] + _chunk(b"tEXt", b"Author\0SECRET") + _chunk(b"eXIf", b"MM\0*SECRET") + png[33:] + SECRET
    text = "SECRET\0".encode("utf-16-le") + SECRET
    header = struct.pack("<II32x4s4xII4xII24x", 1, 108 + len(text), b" EMF", 0, 0, len(text) // 2, 108)
    header = header.ljust(108, b"\0") + text
    header += b"\0" * (-len(header) % 4)
    header = header[:4] + struct.pack("<I", len(header)) + header[8:]
    comment = struct.pack("<III", 70, 20, 8) + b"SECRET\0\0"
    found["emf"] = header + comment + struct.pack("<IIIII", 14, 20, 0, 16, 20)
    escape = struct.pack("<IHHH", 9, 0x0626, 0x000F, 8) + b"SECRET\0\0"
    found["wmf"] = struct.pack("<HHHIHIH", 1, 9, 0x0300, 21, 0, 9, 0) + escape + struct.pack("<IH", 3, 0)
    return found


def pictures() -> tuple[Parts, Said]:
    """EXIF, XMP, comments and what stands behind the end of a picture, in eight formats; a path as its description."""
    parts = brands.stock()
    for number, (name, image) in enumerate(_pictures().items()):
        add(parts, f"ppt/media/image{number}.{name}", image, f"image/{name}")
        relate(parts, MASTER, "image", f"../media/image{number}.{name}", f"rIdPicture{number}")
        path = "C:\\Users\\SECRET\\logo.png" if number else "file://SECRET/share/logo.png"
        draw(parts, MASTER, picture(f'<a:blip r:embed="rIdPicture{number}"/>', descr=path))
    return parts, [
        (MASTER, "The path of a file is left out: C:\\Users\\SECRET\\logo.png"),
        *(
            (f"ppt/media/image{number}.{name}", "What a picture says of its making")
            for number, name in enumerate(_pictures())
        ),
    ]


def drawings() -> tuple[Parts, Said]:
    """An SVG with a script, one with another program's notes, a compressed metafile; comments in the XML."""
    parts = brands.stock()
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><{0}>SECRET</{0}></svg>'
    for name, content, type in (
        ("script.svg", svg.format("script").encode(), "image/svg+xml"),
        ("notes.svg", svg.format("metadata").encode(), "image/svg+xml"),
        ("logo.emz", gzip.compress(b"SECRET"), "image/x-emz"),
    ):
        add(parts, f"ppt/media/{name}", content, type)
        relate(parts, LAYOUT, "image", f"../media/{name}", f"rId{name[:-4]}")
    parts["ppt/media/fallback.png"] = brands.png()
    change(
        parts,
        "[Content_Types].xml",
        (b"</Types>", b'<Override PartName="/ppt/media/fallback.png" ContentType="image/png"/></Types>'),
    )
    relate(parts, LAYOUT, "image", "../media/fallback.png", "rIdFallback")
    space = 'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"'
    for name in ("script", "notes"):
        extension = (
            f'<a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip {space} r:embed="rId{name}"/></a:ext>'
        )
        draw(parts, LAYOUT, picture(f'<a:blip r:embed="rIdFallback"><a:extLst>{extension}</a:extLst></a:blip>'))
    draw(parts, LAYOUT, picture('<a:blip r:embed="rIdlogo"/>'))
    change(parts, MASTER, (b"<p:cSld>", b"<!-- SECRET --><?note SECRET?><p:cSld>"))
    return parts, [
        ("ppt/media/script.svg", "A picture in a format that may hold programs"),
        ("ppt/media/notes.svg", "A picture in a format that may hold programs"),
        ("ppt/media/logo.emz", "A picture in a format that may hold programs"),
        (MASTER, "Comments in the XML"),
    ]


def media() -> tuple[Parts, Said]:
    """A sound, a film with its picture and an animation that plays it, a linked film."""
    parts = brands.stock()
    add(parts, "ppt/media/film.mp4", b"SECRET", "video/mp4")
    add(parts, "ppt/media/sound.wav", b"RIFF SECRET", "audio/wav")
    add(parts, "ppt/media/poster.png", brands.png(), "image/png")
    relate(parts, LAYOUT, "video", "../media/film.mp4", "rIdFilm")
    relate(parts, LAYOUT, f"{OFFICE}2007/relationships/media", "../media/film.mp4", "rIdMedia")
    relate(parts, LAYOUT, "image", "../media/poster.png", "rIdPoster")
    relate(parts, LAYOUT, "video", "http://SECRET.example/film.mp4", "rIdFar", external=True)
    space = 'xmlns:p14="http://schemas.microsoft.com/office/powerpoint/2010/main"'
    extension = f'<p:ext uri="{{DAA4B4D4-6D71-4841-9C94-3DE7FCFB9230}}"><p14:media {space} r:embed="rIdMedia"/></p:ext>'
    inner = f'<a:videoFile r:link="rIdFilm"/><p:extLst>{extension}</p:extLst>'
    draw(parts, LAYOUT, picture('<a:blip r:embed="rIdPoster"/>', inner=inner))
    draw(parts, LAYOUT, picture('<a:blip r:embed="rIdPoster"/>', inner='<a:videoFile r:link="rIdFar"/>'))
    relate(parts, LAYOUT, "audio", "../media/sound.wav", "rIdSound")
    sound = (
        '<p:transition><p:sndAc><p:stSnd><p:snd r:embed="rIdSound" name="SECRET"/></p:stSnd></p:sndAc></p:transition>'
    )
    timing = '<p:timing><p:tnLst><p:par><p:cTn id="1" dur="indefinite" nodeType="tmRoot"/></p:par></p:tnLst></p:timing>'
    change(parts, LAYOUT, (b"</p:clrMapOvr>", f"</p:clrMapOvr>{sound}{timing}".encode()))
    return parts, [
        ("ppt/media/film.mp4", "A sound or a film"),
        ("ppt/media/sound.wav", "A sound or a film"),
        (LAYOUT, "What would be fetched from elsewhere (video)"),
    ]


def fonts() -> tuple[Parts, Said]:
    """An embedded font whose licence forbids it, one that may be edited, a program called a font; a password."""
    parts = brands.stock()

    def font(rights: int, rest: bytes) -> bytes:
        return struct.pack("<IIII10sBBIHH", 200, 100, 0x20001, 0, b"", 0, 0, 400, rights, 0x504C) + rest

    rows = ""
    for number, content in enumerate((font(2, SECRET), font(8, b"free"), b"MZ SECRET")):
        add(parts, f"ppt/fonts/font{number}.fntdata", content, "application/x-fontdata")
        relate(parts, "ppt/presentation.xml", "font", f"fonts/font{number}.fntdata", f"rIdFont{number}")
        rows += f'<p:embeddedFont><p:font typeface="F{number}"/><p:regular r:id="rIdFont{number}"/></p:embeddedFont>'
    verifier = '<p:modifyVerifier cryptProviderType="rsaAES" hashData="SECRET" saltData="SECRET" spinCount="100000"/>'
    change(
        parts,
        "ppt/presentation.xml",
        (b"<p:defaultTextStyle>", f"<p:embeddedFontLst>{rows}</p:embeddedFontLst><p:defaultTextStyle>".encode()),
        (b"</p:defaultTextStyle>", f"</p:defaultTextStyle>{verifier}".encode()),
    )
    return parts, [
        ("ppt/fonts/font0.fntdata", "An embedded font is left out"),
        ("ppt/fonts/font2.fntdata", "An embedded font is left out"),
        ("ppt/presentation.xml", "The password against changes"),
    ]


def samples() -> tuple[Parts, Said]:
    """Secrets on sample slides: in notes, comments, an object, a link; a master's link to such a slide."""
    parts = brands.unpacked(brands.with_sample())
    slide = "ppt/slides/slide1.xml"
    change(parts, slide, (b"Sample headline", SECRET))
    notes = next(name for name in parts if name.startswith("ppt/notesSlides/notesSlide"))
    change(parts, notes, (b"Sample notes", SECRET))
    add(parts, "ppt/embeddings/oleObject1.bin", SECRET, "application/vnd.openxmlformats-officedocument.oleObject")
    relate(parts, slide, "oleObject", "../embeddings/oleObject1.bin", "rIdOle")
    relate(parts, slide, "hyperlink", "file:///SECRET", "rIdLink", external=True)
    relate(parts, LAYOUT, "slide", "../slides/slide1.xml", "rIdSample")
    draw(parts, LAYOUT, shape("jump", inner='<a:hlinkClick r:id="rIdSample" action="ppaction://hlinksldjump"/>'))
    return parts, [
        ("ppt/presentation.xml", "Sample slides are left out, with all that they hold: 1."),
        ("ppt/embeddings/oleObject1.bin", "An object of another program (OLE)"),
        (slide, "neither to the web nor to an e-mail is left out: file:///SECRET"),
    ]


def charts() -> tuple[Parts, Said]:
    """A chart with its workbook, a diagram and a picture that nothing shows, an old drawing; paths said of a shape."""
    parts = brands.stock()
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", SECRET)
    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    add(parts, "ppt/embeddings/book.xlsx", book.getvalue() + SECRET, sheet)
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    space = f'xmlns:c="{drawing}/chart" xmlns:r="{BASE[:-1]}"'
    chart = f'<c:chartSpace {space}><c:title>SECRET</c:title><c:externalData r:id="rId1"/></c:chartSpace>'
    add(
        parts,
        "ppt/charts/chart9.xml",
        chart.encode(),
        "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
    )
    rows = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts["ppt/charts/_rels/chart9.xml.rels"] = rows
    relate(parts, "ppt/charts/chart9.xml", "package", "../embeddings/book.xlsx", "rId1")
    for kind, name, type in (
        ("chart", "charts/chart9.xml", ""),
        (
            "diagramData",
            "diagrams/data1.xml",
            "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
        ),
        ("image", "media/unseen.png", "image/png"),
        ("vmlDrawing", "drawings/vmlDrawing1.vml", "application/vnd.openxmlformats-officedocument.vmlDrawing"),
    ):
        if type:
            add(parts, f"ppt/{name}", brands.png() + SECRET if kind == "image" else b"<x>SECRET</x>", type)
        relate(parts, LAYOUT, kind, f"../{name}", f"rId{kind}")
    draw(parts, LAYOUT, frame(f"{drawing}/chart", f'<c:chart {space} r:id="rIdchart"/>'))
    tip = '<a:hlinkClick r:id="" action="ppaction://hlinkshowjump?jump=nextslide" tooltip="C:\\Users\\SECRET\\x.docx"/>'
    draw(parts, LAYOUT, shape("tip", inner=tip))
    base = b"<HyperlinkBase>file:///SECRET</HyperlinkBase></Properties>"
    change(parts, "docProps/app.xml", (b"</Properties>", base))
    return parts, [
        ("ppt/charts/chart9.xml", "A chart with its workbook is left out."),
        ("ppt/diagrams/data1.xml", "A part that nothing shows is left out."),
        ("ppt/media/unseen.png", "A part that nothing shows is left out."),
        ("ppt/drawings/vmlDrawing1.vml", "Data of the kind “vmlDrawing” is left out."),
        (LAYOUT, "The path of a file is left out: C:\\Users\\SECRET\\x.docx"),
        ("docProps/app.xml", "HyperlinkBase “file:///SECRET”"),
    ]


_KINDS = (  # parts that newer programs, and others than PowerPoint, leave: name, owner, kind
    ("ppt/slideUpdateInfo/info1.xml", LAYOUT, "slideUpdateInfo"),
    ("ppt/ink/ink1.xml", LAYOUT, "customXml"),
    ("ppt/media/model1.glb", LAYOUT, f"{OFFICE}2017/06/relationships/model3d"),
    ("ppt/media/hdphoto1.wdp", LAYOUT, f"{OFFICE}2007/relationships/hdphoto"),
    ("ppt/legacyText1.bin", LAYOUT, f"{OFFICE}2006/relationships/legacyDiagramText"),
    ("ppt/threadedComments/comment1.xml", LAYOUT, f"{OFFICE}2018/10/relationships/comments"),
    ("ppt/persons/person.xml", "ppt/presentation.xml", f"{OFFICE}2017/10/relationships/person"),
    ("ppt/tasks/tasks.xml", "ppt/presentation.xml", f"{OFFICE}2019/05/relationships/documenttasks"),
    ("ppt/attachedToolbars.bin", "ppt/presentation.xml", f"{OFFICE}2006/relationships/attachedToolbars"),
    ("ppt/metadata", "ppt/presentation.xml", "http://customschemas.google.com/relationships/presentationmetadata"),
    ("ppt/printerSettings/printerSettings9.bin", LAYOUT, "printerSettings"),
)


def programs() -> tuple[Parts, Said]:
    """What other programs write into the XML, in a namespace of their own or in none; parts of newer kinds."""
    parts = brands.stock()
    own = '{0}<{1}:ext uri="{{1}}"><v:x xmlns:v="urn:vendor">SECRET</v:x></{1}:ext></{1}:extLst>'
    for part, last, prefix in (
        ("ppt/presentation.xml", b"</p:presentation>", "p"),
        ("ppt/presProps.xml", b"</p:presentationPr>", "p"),
        ("ppt/viewProps.xml", b"</p:viewPr>", "p"),
        ("ppt/theme/theme1.xml", b"</a:theme>", "a"),
        (MASTER, b"</p:sldMaster>", "p"),
    ):
        start = f"<{prefix}:extLst>"
        if f"</{prefix}:extLst>".encode() + last in parts[part]:
            start, last = "", f"</{prefix}:extLst>".encode() + last
        text = own.format(start, prefix) + last.decode().removeprefix(f"</{prefix}:extLst>")
        change(parts, part, (last, text.encode()))
    inner = '<a:extLst><a:ext uri="{2}"><x xmlns="">SECRET</x></a:ext></a:extLst>'
    draw(parts, LAYOUT, shape("drawn", inner=inner).replace("<p:sp>", '<p:sp xmlns:w="urn:word" w:owner="SECRET">', 1))
    named: Said = []
    for name, owner, kind in _KINDS:
        id = f"rId{zlib.crc32(name.encode())}"
        add(parts, name, SECRET, "application/xml")
        relate(parts, owner, kind, f"{'../' * owner.count('/')}{name}", id)
        named.append((name, "left out"))
    draw(parts, LAYOUT, f'<p:contentPart r:id="rId{zlib.crc32(b"ppt/ink/ink1.xml")}"/>')
    return parts, [
        *((part, "Data of another program is left out: urn:vendor") for part in ("ppt/presProps.xml", MASTER)),
        (LAYOUT, "Data of another program is left out: urn:word"),
        (LAYOUT, "Data of another program is left out: x"),
        *named,
    ]


def remains() -> tuple[Parts, Said]:
    """What people and offices leave: accounts, addresses of a house, labels, sections, ids of tenants."""
    parts = brands.stock()
    account = '<p15:presenceInfo xmlns:p15="{0}2012/main" userId="S::SECRET@ville.example::1" providerId="AD"/>'
    change(parts, MASTER, (b"<p:cSld>", b'<p:cSld xmlns:house="http://SECRET.intranet/forms">'))
    ext = f'<p:ext uri="{{3}}">{account.format(f"{OFFICE}powerpoint/")}</p:ext>'
    before = b"<p:extLst>" if b"<p:extLst>" in parts["ppt/presProps.xml"] else b"</p:presentationPr>"
    whole = f"<p:extLst>{ext}" if before == b"<p:extLst>" else f"<p:extLst>{ext}</p:extLst></p:presentationPr>"
    publish = '<p:htmlPubPr title="SECRET" r:id="rIdPublish"/>'
    change(parts, "ppt/presProps.xml", (before, whole.encode()))
    parts["ppt/presProps.xml"] = re.sub(
        rb"(<p:presentationPr[^>]*[^/])>", rb"\1>" + publish.encode(), parts["ppt/presProps.xml"], count=1
    )
    rows = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    parts["ppt/_rels/presProps.xml.rels"] = rows
    relate(parts, "ppt/presProps.xml", "htmlPubSaveAs", "file:///SECRET/web.htm", "rIdPublish", external=True)
    sections = (
        '<p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
        f'<p14:sectionLst xmlns:p14="{OFFICE}powerpoint/2010/main">'
        '<p14:section name="SECRET merger" id="{1}"><p14:sldIdLst/></p14:section></p14:sectionLst></p:ext>'
    )
    last = b"</p:extLst></p:presentation>"
    if last in parts["ppt/presentation.xml"]:
        change(parts, "ppt/presentation.xml", (last, sections.encode() + last))
    else:
        new = f"<p:extLst>{sections}</p:extLst></p:presentation>".encode()
        change(parts, "ppt/presentation.xml", (b"</p:presentation>", new))
    add(parts, "customXml/item9.xml", b"<client>SECRET</client>", "application/xml")
    relate(parts, LAYOUT, "customXml", "../../customXml/item9.xml", "rIdBound")
    change(parts, LAYOUT, (b"</p:cSld>", b'<p:custDataLst><p:custData r:id="rIdBound"/></p:custDataLst></p:cSld>'))
    add(parts, "ppt/webextensions/webextension1.xml", b"<x>SECRET</x>", "application/vnd.ms-office.webextension+xml")
    relate(parts, LAYOUT, f"{OFFICE}2011/relationships/webextension", "../webextensions/webextension1.xml", "rIdWeb")
    pane = f'<we:webextensionref xmlns:we="{OFFICE}webextensions/webextension/2010/11" r:id="rIdWeb"/>'
    draw(parts, LAYOUT, frame(f"{OFFICE}webextensions/webextension/2010/11", pane))
    for number, address in enumerate(INSIDE):
        relate(parts, LAYOUT, "hyperlink", address, f"rIdInside{number}", external=True)
        draw(parts, LAYOUT, shape(f"inside {number}", inner=f'<a:hlinkClick r:id="rIdInside{number}"/>'))
    draw(parts, LAYOUT, shape("mistaken", inner='<a:hlinkClick r:id="" invalidUrl="http://SECRET/x y"/>'))
    space = "http://schemas.openxmlformats.org/officeDocument/2006/"
    label = (
        f'<Properties xmlns="{space}custom-properties" xmlns:vt="{space}docPropsVTypes">'
        '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="MSIP_Label_1_SiteId">'
        "<vt:lpwstr>SECRET</vt:lpwstr></property></Properties>"
    )
    type = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
    add(parts, "docProps/custom.xml", label.encode(), type)
    relate(parts, "", "custom-properties", "docProps/custom.xml", "rIdLabels")
    jpeg = io.BytesIO()
    Image.new("RGB", (4, 4), "navy").save(jpeg, "jpeg")
    segment = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x06SECRET"
    planted = jpeg.getvalue()[:2] + b"\xff\xed" + struct.pack(">H", len(segment) + 2) + segment + jpeg.getvalue()[2:]
    png = brands.png()
    planted_png = png[:33] + _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0SECRET") + _chunk(b"caBX", SECRET) + png[33:]
    for name, image in (("photo9.jpeg", planted), ("photo9.png", planted_png)):
        add(parts, f"ppt/media/{name}", image, f"image/{name[7:]}")
        relate(parts, LAYOUT, "image", f"../media/{name}", f"rId{name[7:]}")
        draw(parts, LAYOUT, picture(f'<a:blip r:embed="rId{name[7:]}"/>', descr="\\\\SECRET-nas\\photos\\x.png"))
    return parts, [
        (MASTER, "Data of another program is left out: http://SECRET.intranet/forms"),
        ("ppt/presProps.xml", "The name or account of somebody who worked on it is left out."),
        ("ppt/presProps.xml", "What would be fetched from elsewhere (htmlPubSaveAs)"),
        (LAYOUT, "The name or account of somebody who worked on it is left out."),
        ("customXml/item9.xml", "Data of a program (customXml)"),
        ("ppt/webextensions/webextension1.xml", "A program (macro, ribbon or web extension)"),
        *((LAYOUT, f"A link into somebody's own network or folder is left out: {one}") for one in INSIDE),
        ("docProps/custom.xml", "Custom properties are left out: MSIP_Label_1_SiteId."),
        (LAYOUT, "The path of a file is left out: \\\\SECRET-nas"),
        ("ppt/media/photo9.jpeg", "What a picture says of its making"),
        ("ppt/media/photo9.png", "What a picture says of its making"),
    ]


INSIDE = (
    "https://SECRET-my.sharepoint.com/personal/x",
    "http://SECRETserver/share",
    "https://jean:SECRET@example.org/",
    "http://10.0.0.7/SECRET",
    "https://wiki.SECRET.intranet/page",
    "https://ville.sharepoint.com/:p:/r/personal/SECRET_ville",
)


def corners() -> tuple[Parts, Said]:
    """Where nobody looks: custom shows, sounds of transitions, tips of links, bases of addresses, a metafile's head."""
    parts = brands.stock()
    titles = b"<TitlesOfParts>SECRET merger</TitlesOfParts><HLinks>SECRET</HLinks></Properties>"
    change(parts, "docProps/app.xml", (b"</Properties>", titles))
    show = b'<p:custShowLst><p:custShow name="SECRET board" id="0"><p:sldLst/></p:custShow></p:custShowLst>'
    change(parts, "ppt/presentation.xml", (b"<p:defaultTextStyle", show + b"<p:defaultTextStyle"))
    add(parts, "ppt/media/bell.wav", b"RIFF", "audio/wav")
    relate(parts, LAYOUT, "audio", "../media/bell.wav", "rIdBell")
    sound = '<p:snd r:embed="rIdBell" name="C:\\SECRET\\bell.wav"/>'
    transition = f"</p:clrMapOvr><p:transition><p:sndAc><p:stSnd>{sound}</p:stSnd></p:sndAc></p:transition>"
    change(parts, LAYOUT, (b"</p:clrMapOvr>", transition.encode()))
    relate(parts, LAYOUT, "hyperlink", "https://example.org", "rIdTip", external=True)
    draw(parts, LAYOUT, shape("tip", inner='<a:hlinkClick r:id="rIdTip" tooltip="\\\\SECRET-nas\\plan.docx"/>'))
    change(parts, LAYOUT, (b"<p:cSld", b'<p:cSld xml:base="file:///C:/SECRET/"'))
    add(parts, "ppt/media/before.wdp", b"SECRET", "image/vnd.ms-photo")
    relate(parts, LAYOUT, f"{OFFICE}2007/relationships/hdphoto", "../media/before.wdp", "rIdBefore")
    layer = f'<a14:imgProps xmlns:a14="{OFFICE}drawing/2010/main"><a14:imgLayer r:embed="rIdBefore"/></a14:imgProps>'
    for name, data, type in (("after.png", brands.png(), "png"), ("drawn.emf", _metafile(), "x-emf")):
        add(parts, f"ppt/media/{name}", data, f"image/{type}")
        relate(parts, LAYOUT, "image", f"../media/{name}", f"rId{name[:-4]}")
    extension = f'<a:extLst><a:ext uri="{{BEBA8EAE-BF5A-486C-A8C5-ECC9F3942E4B}}">{layer}</a:ext></a:extLst>'
    draw(parts, LAYOUT, picture(f'<a:blip r:embed="rIdafter">{extension}</a:blip>'))
    draw(parts, LAYOUT, picture('<a:blip r:embed="rIddrawn"/>'))
    return parts, [
        ("ppt/presentation.xml", "A custom show is left out."),
        ("ppt/media/bell.wav", "A sound or a film is left out."),
        (LAYOUT, "The path of a file is left out: \\\\SECRET-nas\\plan.docx"),
        (LAYOUT, "The path of a file is left out: file:///C:/SECRET/"),
        ("ppt/media/before.wdp", "Data of the kind “hdphoto” is left out."),
        ("ppt/media/drawn.emf", "What a picture says of its making"),
    ]


def _metafile() -> bytes:
    """Return a metafile without a stroke whose header says who made it, and where it lay ([MS-EMF])."""
    said = "SECRET\0C:\\SECRET\\plan\0\0".encode("utf-16-le")
    size = (108 + len(said) + 3) // 4 * 4
    counts = (0x464D4520, 0x10000, size + 20, 2, 1, 0, len(said) // 2, 108, 0, 100, 100, 10, 10)
    head = struct.pack("<II4i4iIIIIHHIIIiiii", 1, size, 0, 0, 9, 9, 0, 0, 99, 99, *counts)
    return (head.ljust(108, b"\0") + said).ljust(size, b"\0") + struct.pack("<5I", 14, 20, 0, 16, 20)


TEMPLATES: dict[str, Callable[[], tuple[Parts, Said]]] = {
    one.__name__: one
    for one in (
        addresses,
        objects,
        actions,
        properties,
        data,
        pictures,
        drawings,
        media,
        fonts,
        samples,
        charts,
        programs,
        remains,
        corners,
    )
}
