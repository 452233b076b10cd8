"""Make templates/deck.pptx from the layouts and the theme: master, layouts, notes master, theme; no slide.

It is made by ``piliers template`` and committed: a person can open it in PowerPoint, and a build starts from it.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

from generator.deck.design import Placeholder
from generator.deck.layouts import (
    FOOTER,
    HEIGHT,
    LAYOUTS,
    NUMBER,
    TITLE,
    TITLED_BODY,
    WIDTH,
    LayoutSpec,
    colour_scheme,
    in_language,
)
from generator.deck.pptx.drawingml import NAMESPACES, XML, Writer, body_properties, colour, transform
from generator.deck.pptx.metadata import add_properties, core_properties
from generator.deck.pptx.package import CONTENT_TYPE as CT
from generator.deck.pptx.package import RELATIONSHIP_TYPE as RT
from generator.deck.pptx.package import DeckPackage
from generator.deck.pptx.presentation import list_notes_master
from generator.units import Box, emu

if TYPE_CHECKING:
    from generator.deck.deck import Deck
    from generator.deck.pptx.package import Part
    from generator.theme import Theme

_NAMES = re.compile(r'(<p:cSld name="|<p:cNvPr id="\d+" name="|<a:t>)([^"<]+)')
_NOTES_SIZE = (6858000, 9144000)
_BODY = Placeholder("body", 1, TITLED_BODY, 18, "Texte")


def write_template(theme: Theme) -> bytes:
    """Return the built-in template (.pptx); the same layouts and theme give the same bytes."""
    package = DeckPackage.new(_presentation().encode())
    main = package.presentation_part
    master = package.add("ppt/slideMasters/slideMaster1.xml", CT.PML_SLIDE_MASTER, _master())
    look = package.add("ppt/theme/theme1.xml", CT.OFC_THEME, theme_part(theme))
    main.relate_to(master, RT.SLIDE_MASTER)  # rId1, which the presentation names
    for number, layout in enumerate(LAYOUTS, 1):  # rId1 and so on, which the master names
        part = package.add(f"ppt/slideLayouts/slideLayout{number}.xml", CT.PML_SLIDE_LAYOUT, _layout(layout))
        part.relate_to(master, RT.SLIDE_MASTER)
        master.relate_to(part, RT.SLIDE_LAYOUT)
    master.relate_to(look, RT.THEME)
    add_notes_master(package, theme)
    main.relate_to(package.add("ppt/presProps.xml", CT.PML_PRES_PROPS, _PRESENTATION_PROPERTIES), RT.PRES_PROPS)
    main.relate_to(look, RT.THEME)
    main.relate_to(package.add("ppt/tableStyles.xml", CT.PML_TABLE_STYLES, _TABLE_STYLES), RT.TABLE_STYLES)
    main.relate_to(package.add("ppt/viewProps.xml", CT.PML_VIEW_PROPS, _VIEW_PROPERTIES), RT.VIEW_PROPS)
    add_properties(package, core_properties({"title": "Piliers"}))
    return package.zipped()


def add_notes_master(package: DeckPackage, theme: Theme) -> Part:
    """Add a notes master to a package that has none, with a theme of its own as 13.3.4 asks; return its part."""
    part = package.add(package.free_name("ppt/notesMasters/notesMaster"), CT.PML_NOTES_MASTER, _notes_master())
    part.relate_to(package.add(package.free_name("ppt/theme/theme"), CT.OFC_THEME, theme_part(theme)), RT.THEME)
    list_notes_master(package.presentation, package.presentation_part.relate_to(part, RT.NOTES_MASTER))
    return part


def _writer() -> Writer:
    return Writer("fr-FR", lambda target: None)


def _layout(layout: LayoutSpec) -> str:
    writer = _writer()
    figures = "".join(map(writer.shape, layout.figures))
    holders = "".join(_holder(holder, number) for number, holder in enumerate(layout.placeholders, 100))
    tree = writer.tree(()).replace("</p:spTree>", f"{figures}{holders}</p:spTree>")
    kind = "" if layout.type == "obj" else f' type="{layout.type}"'
    return (
        f'{XML}<p:sldLayout {NAMESPACES}{kind} preserve="1" userDrawn="1"><p:cSld name="{escape(layout.name)}">'
        f"{tree}</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _holder(holder: Placeholder, id: int) -> str:
    """Return a placeholder of a layout or a master, with the style of its first level."""
    index = f' idx="{holder.index}"' if holder.index else ""
    name = "Numéro" if holder.type == "sldNum" else holder.prompt
    fill = f"<a:solidFill>{colour(holder.fill)}</a:solidFill>" if holder.fill else ""
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{id}" name="{escape(name)} {id}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{holder.type}"{index}/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{transform(holder.box)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}</p:spPr>'
        f"<p:txBody>{body_properties(holder.insets, holder.anchor)}"
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0" algn="{holder.align}"><a:spcBef><a:spcPts val="0"/></a:spcBef>'
        f"<a:buNone/>{_style(holder)}</a:lvl1pPr></a:lstStyle>{_prompt(holder)}</p:txBody></p:sp>"
    )


def _style(holder: Placeholder) -> str:
    fill = f"<a:solidFill>{colour(holder.colour)}</a:solidFill>"
    face = _FACE.format("j" if holder.type in ("title", "ctrTitle") else "n")
    return f'<a:defRPr sz="{round(holder.size * 100)}" b="{int(holder.bold)}" kern="1200">{fill}{face}</a:defRPr>'


def _prompt(holder: Placeholder) -> str:
    if holder.type == "sldNum":
        field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="fr-FR"/>'
        return f"<a:p>{field}<a:t>‹#›</a:t></a:fld></a:p>"
    return f'<a:p><a:r><a:rPr lang="fr-FR"/><a:t>{escape(holder.prompt)}</a:t></a:r></a:p>'


def _master() -> str:
    holders = (TITLE, _BODY, FOOTER, NUMBER)
    inner = "".join(_holder(holder, number) for number, holder in enumerate(holders, 100))
    tree = _writer().tree(()).replace("</p:spTree>", f"{inner}</p:spTree>")
    layouts = "".join(
        f'<p:sldLayoutId id="{2147483649 + number}" r:id="rId{number}"/>' for number in range(1, len(LAYOUTS) + 1)
    )
    return (
        f'{XML}<p:sldMaster {NAMESPACES} preserve="1"><p:cSld>{_BACKGROUND}{tree}</p:cSld>{_COLOUR_MAP}'
        f"<p:sldLayoutIdLst>{layouts}</p:sldLayoutIdLst>{_text_styles()}</p:sldMaster>"
    )


def _text_styles() -> str:
    """Return the master's three styles; levels 1 to 3 of the body are bulleted, for a colleague's own slides."""
    base = f'<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>{_FACE}'
    major = f'<a:defRPr sz="3000" b="1" kern="1200">{base.format("j")}</a:defRPr>'
    title = f'<a:lvl1pPr algn="l"><a:buNone/>{major}</a:lvl1pPr>'
    levels = "".join(
        f'<a:lvl{level}pPr marL="{228600 * level}" indent="-228600"><a:spcBef><a:spcPts val="600"/></a:spcBef>'
        f'<a:buFont typeface="Arial"/><a:buChar char="•"/><a:defRPr sz="{2000 - 200 * level}" kern="1200">'
        f"{base.format('n')}</a:defRPr></a:lvl{level}pPr>"
        for level in (1, 2, 3)
    )
    other = f'<a:lvl1pPr><a:defRPr sz="1800" kern="1200">{base.format("n")}</a:defRPr></a:lvl1pPr>'
    return (
        f"<p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{levels}</p:bodyStyle>"
        f"<p:otherStyle>{other}</p:otherStyle></p:txStyles>"
    )


def _notes_master() -> str:
    """Return the notes master: the slide's image, the text, the number."""
    width, height = (size / 12700 for size in _NOTES_SIZE)
    image = Box(36, 50, width - 72, (width - 72) * HEIGHT / WIDTH)
    text = Placeholder("body", 1, Box(36, image.y + image.height + 24, width - 72, 330), 12, "Notes")
    picture = (
        '<p:sp><p:nvSpPr><p:cNvPr id="2" name="Diapositive"/><p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr>'
        f'<p:spPr>{transform(image)}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>'
    )
    number = Placeholder("sldNum", 5, Box(width - 116, height - 40, 80, 20), 10, "‹#›", align="r")
    inner = picture + _holder(text, 3) + _holder(number, 4)
    tree = _writer().tree(()).replace("</p:spTree>", f"{inner}</p:spTree>")
    return f"{XML}<p:notesMaster {NAMESPACES}><p:cSld>{_BACKGROUND}{tree}</p:cSld>{_COLOUR_MAP}</p:notesMaster>"


def _presentation() -> str:
    width, height = _NOTES_SIZE
    return (
        f'{XML}<p:presentation {NAMESPACES} saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" '
        'r:id="rId1"/></p:sldMasterIdLst>'
        f'<p:sldSz cx="{emu(WIDTH)}" cy="{emu(HEIGHT)}"/><p:notesSz cx="{width}" cy="{height}"/>'
        '<p:defaultTextStyle><a:defPPr><a:defRPr lang="fr-FR"/></a:defPPr><a:lvl1pPr><a:defRPr sz="1800" kern="1200">'
        f"{_FACE.format('n')}</a:defRPr></a:lvl1pPr></p:defaultTextStyle></p:presentation>"
    )


def in_deck_language(xml: bytes, plan: Deck) -> bytes:
    """Return a layout or a master of the built-in template with its names and prompts in the language of a deck."""

    def renamed(match: re.Match[str]) -> str:
        return match[1] + escape(in_language(unescape(match[2]), plan.shape_names), quote=False)

    return _NAMES.sub(renamed, xml.decode()).replace('lang="fr-FR"', f'lang="{plan.language}"').encode()


def theme_part(theme: Theme) -> str:
    """Return the theme part: colours and fonts as templates/theme.yaml has them."""
    colours = "".join(
        f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colour_scheme(theme).items()
    )
    face = f'<a:latin typeface="{escape(theme.office_family)}"/><a:ea typeface=""/><a:cs typeface=""/>'
    fonts = f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>"
    return (
        f'{XML}<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Piliers">'
        f'<a:themeElements><a:clrScheme name="Piliers">{colours}</a:clrScheme><a:fontScheme name="Piliers">{fonts}'
        f"</a:fontScheme>{_FORMATS}</a:themeElements></a:theme>"
    )


_BACKGROUND = '<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>'
_COLOUR_MAP = (
    '<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3" '
    'accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink"/>'
)
_FACE = '<a:latin typeface="+m{0}-lt"/><a:ea typeface="+m{0}-ea"/><a:cs typeface="+m{0}-cs"/>'
_PLAIN = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_FORMATS = (
    f'<a:fmtScheme name="Piliers"><a:fillStyleLst>{_PLAIN * 3}</a:fillStyleLst><a:lnStyleLst>'
    + "".join(f'<a:ln w="{width}">{_PLAIN}</a:ln>' for width in (6350, 12700, 19050))
    + f"</a:lnStyleLst><a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_PLAIN * 3}</a:bgFillStyleLst></a:fmtScheme>"
)
_PRESENTATION_PROPERTIES = f"{XML}<p:presentationPr {NAMESPACES}/>"
_VIEW_PROPERTIES = f"{XML}<p:viewPr {NAMESPACES}/>"
_TABLE_STYLES = (
    f'{XML}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'def="{2D5ABB26-0587-4C30-8999-92F81FD0307C}"/>'
)
