"""Word documents as people and programs write them, made by python-docx."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
from docx.oxml import parse_xml
from PIL import Image

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OTHERS = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
)


def png(colour: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, "PNG")
    return written.getvalue()


def saved(document: Any) -> bytes:
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def with_parts(data: bytes, **parts: str) -> bytes:
    """Return a zip with some parts replaced or added; ``__`` in a name is a slash, ``_`` before the last word a dot."""
    written = io.BytesIO()
    names = {name.replace("__", "/").replace("_xml", ".xml"): text for name, text in parts.items()}
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            if info.filename not in names:
                new.writestr(info, old.read(info))
        for name, text in names.items():
            new.writestr(name, text)
    return written.getvalue()


def report() -> Any:
    """Return a document with a title, two numbered headings, lists, a picture and a table."""
    found = docx.Document()
    found.add_paragraph("Stratégie de l'eau", style="Title")
    found.add_paragraph("Feuille de route", style="Subtitle")
    found.add_heading("1. Préserver la ressource", 1)
    found.add_paragraph("Un paragraphe d'introduction pour les élus.")
    item = found.add_paragraph("Rennes ", style="List Bullet")
    item.add_run("économise").bold = True
    item.add_run(" l'eau des parcs.")
    found.add_paragraph("moins d'arrosage", style="List Bullet 2")
    found.add_paragraph("plus d'ombre", style="List Bullet 2")
    found.add_paragraph("Nantes aussi.", style="List Bullet")
    found.add_picture(io.BytesIO(png()))
    found.add_heading("2. Partager", 1)
    found.add_paragraph("Le prix de l'eau, en euros", style="Caption")
    table = found.add_table(rows=0, cols=3)
    for row in (("Ville", "2019", "2024"), ("Nantes", "12", "13,5"), ("Rennes", "1 200", "9")):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    return found


def tracked(paragraph: Any) -> None:
    """Add an insertion and a deletion to a paragraph."""
    run = "<w:r><w:t xml:space='preserve'>{}</w:t></w:r>"
    paragraph._p.append(parse_xml(f'<w:ins {W} w:id="1" w:author="a">{run.format(" ajoutés")}</w:ins>'))
    struck = '<w:r><w:delText xml:space="preserve"> biffés</w:delText></w:r>'
    paragraph._p.append(parse_xml(f'<w:del {W} w:id="2" w:author="a">{struck}</w:del>'))


def text_box(paragraph: Any, text: str) -> None:
    """Add a text box to a paragraph, as Word writes it: once for itself, once for older versions."""
    inner = f"<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"
    drawing = (
        "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    old = f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict>"
    choice = f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    run = f"<w:r {W} {_OTHERS}><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"
    paragraph._p.append(parse_xml(run))


def with_footnotes(data: bytes, notes: dict[int, str]) -> bytes:
    """Return a document with the footnotes that its references (``footnote_reference``) name."""
    paragraphs = "".join(
        f'<w:footnote w:id="{id}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> {text}</w:t></w:r>'
        "</w:p></w:footnote>"
        for id, text in notes.items()
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    row = f'<Relationship Id="rIdNotes" Type="{kind}" Target="footnotes.xml"/></Relationships>'
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        rows = old.read("word/_rels/document.xml.rels").decode().replace("</Relationships>", row)
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            is_rows = info.filename == "word/_rels/document.xml.rels"
            new.writestr(info.filename, rows if is_rows else old.read(info))
        new.writestr("word/footnotes.xml", f"<w:footnotes {W}>{paragraphs}</w:footnotes>")
    return written.getvalue()


def footnote_reference(paragraph: Any, id: int) -> None:
    paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="{id}"/></w:r>'))


def with_diagram(data: bytes, of: str, text: str) -> bytes:
    """Return an Office file whose part ``of``, which ends so, has a SmartArt that says ``text``."""
    said = "".join(f"<dgm:pt><dgm:t><a:p><a:r><a:t>{one}</a:t></a:r></a:p></dgm:t></dgm:pt>" for one in text.split("/"))
    drawing = "http://schemas.openxmlformats.org/drawingml/2006"
    names = f'xmlns:dgm="{drawing}/diagram" xmlns:a="{drawing}/main"'
    model = f"<dgm:dataModel {names}><dgm:ptLst>{said}</dgm:ptLst></dgm:dataModel>"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    row = f'<Relationship Id="rIdDrawn" Type="{kind}/diagramData" Target="/drawn/data.xml"/></Relationships>'
    frame = (
        f'<p:graphicFrame xmlns:a="{drawing}/main" xmlns:r="{kind}"><p:nvGraphicFramePr><p:cNvPr id="77" name="D"/>'
        "<p:cNvGraphicFramePr/><p:nvPr/></p:nvGraphicFramePr><a:graphic><a:graphicData>"
        f'<dgm:relIds xmlns:dgm="{drawing}/diagram" r:dm="rIdDrawn"/></a:graphicData></a:graphic></p:graphicFrame>'
    )
    folder, _slash, name = of.rpartition("/")
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            if info.filename == f"{folder}/_rels/{name}.rels":
                part = part.replace(b"</Relationships>", row.encode())
            elif info.filename == of:
                part = part.replace(b"</p:spTree>", f"{frame}</p:spTree>".encode())
            new.writestr(info, part)
        new.writestr("drawn/data.xml", model)
    return written.getvalue()
