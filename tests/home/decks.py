"""Decks as somebody leaves them: edits of their XML as PowerPoint writes it, and edits in LibreOffice through UNO."""

from __future__ import annotations

import io
import json
import re
import subprocess
import zipfile
from html import escape
from pathlib import Path

from generator.judges.tools import JudgeMissing

OFFICE_PYTHON = Path("/usr/bin/python3")
UNO_EDIT = Path(__file__).with_name("uno_edit.py")


def parts_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def edited(data: bytes, *changes: tuple[str, str, str]) -> bytes:
    """Return a deck in which each (part, old, new) is replaced in the XML, where it stands first."""
    parts = parts_of(data)
    for part, old, new in changes:
        text = parts[part].decode()
        assert old in text, f"{part} has no {old!r}"
        parts[part] = text.replace(old, new, 1).encode()
    return packed(parts)


def slide(number: int) -> str:
    return f"ppt/slides/slide{number}.xml"


def without_slide(data: bytes, number: int) -> bytes:
    """Return a deck without a slide, as PowerPoint deletes one."""
    parts = parts_of(data)
    relations = parts["ppt/_rels/presentation.xml.rels"].decode()
    id = re.search(rf"<Relationship [^>]*slides/slide{number}\.xml[^>]*>", relations)
    assert id
    row = re.search(r'Id="([^"]+)"', id[0])
    assert row
    show = parts["ppt/presentation.xml"].decode()
    parts["ppt/presentation.xml"] = re.sub(rf'<p:sldId [^>]*r:id="{row[1]}"[^>]*/>', "", show).encode()
    parts["ppt/_rels/presentation.xml.rels"] = relations.replace(id[0], "").encode()
    return packed({name: part for name, part in parts.items() if f"slides/slide{number}.xml" not in name})


def in_order(data: bytes, order: list[int]) -> bytes:
    """Return a deck with its slides in another order, by their numbers from 1."""
    parts = parts_of(data)
    show = parts["ppt/presentation.xml"].decode()
    listed = re.findall(r"<p:sldId [^>]*/>", show)
    assert sorted(order) == list(range(1, len(listed) + 1))
    moved = "".join(listed[number - 1] for number in order)
    parts["ppt/presentation.xml"] = show.replace("".join(listed), moved).encode()
    return packed(parts)


def paragraphs(xml: str) -> list[str]:
    return re.findall(r"<a:p>.*?</a:p>", xml, re.DOTALL)


def said(paragraph: str) -> str:
    return "".join(re.findall(r"<a:t>([^<]*)</a:t>", paragraph))


def run(text: str, properties: str = "") -> str:
    """Return a run as PowerPoint writes one, with the mark of its spelling check."""
    return f'<a:r><a:rPr lang="fr-FR" dirty="0" err="1" {properties}/><a:t>{escape(text, quote=False)}</a:t></a:r>'


def in_office(jobs: list[tuple[Path, Path, list[list[object]]]]) -> None:
    """Have LibreOffice edit decks: (deck, deck to write, edits); raise JudgeMissing where it cannot be driven."""
    probe = [str(OFFICE_PYTHON), "-c", "import uno"]
    if not OFFICE_PYTHON.is_file() or subprocess.run(probe, capture_output=True, check=False).returncode:
        raise JudgeMissing("LibreOffice with UNO (apt install python3-uno)")
    listed = json.dumps([(str(source), str(target), edits) for source, target, edits in jobs])
    done = subprocess.run(
        [str(OFFICE_PYTHON), str(UNO_EDIT), listed], capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-2000:]
