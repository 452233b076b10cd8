"""XLIFF 2.0 (OASIS Standard, 5 August 2014): what translators' programs read and write.

A unit is a text of the publication, its id the text's name; each mark is a ``pc`` element, its ``original`` data in
``originalData``, not to be deleted. What programs make of it is read, too: ``sc`` and ``ec`` in the place of ``pc``,
segments in another order, notes. Read with lxml, which resolves no entity and fetches nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lxml import etree

from generator.deck.ooxml.xml import attribute, parsed
from generator.errors import ContentError, Mark, Problem, reason_in
from generator.messages import _
from generator.source.inline import Run
from generator.translate.codes import KINDS, Code, codes_of, merged, run_of
from generator.translate.form import Form, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SPACE = "urn:oasis:names:tc:xliff:document:2.0"
_N = f"{{{SPACE}}}"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_OUTDATED = "outdated"  # of a note that is ours
_MAX_BYTES = 16 * 1024 * 1024  # ten times the largest publication
_TYPES = {"place": "pil:place", "language": "pil:lang", "strong": "xlf:b", "emphasis": "xlf:i", "link": "pil:url"}


def write(form: Form) -> bytes:
    """Return ``form`` as an XLIFF file."""
    prefixes: Any = {None: SPACE}  # lxml's types know no default namespace
    root = etree.Element(f"{_N}xliff", nsmap=prefixes, attrib={"version": "2.0"})
    root.set("srcLang", form.source)
    root.set("trgLang", form.target)
    file = etree.SubElement(root, f"{_N}file", id=form.slug, original=f"content/{form.slug}/publication.yaml")
    for row in form.rows:
        _unit(file, row, form.target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=False) + b"\n"


def _unit(file: etree._Element, row: Row, target: str) -> None:
    unit = etree.SubElement(file, f"{_N}unit", id=row.name, name=row.hash)
    unit.tail = "\n"
    if row.old:
        notes = etree.SubElement(unit, f"{_N}notes")
        etree.SubElement(notes, f"{_N}note", category=_OUTDATED).text = row.note
    codes = list(dict.fromkeys(code for runs in (row.source, row.target) for run in runs for code in codes_of(run)))
    if codes:
        data = etree.SubElement(unit, f"{_N}originalData")
        for number, code in enumerate(codes, 1):
            etree.SubElement(data, f"{_N}data", id=f"d{number}").text = str(code)
    state = "translated" if row.target and not row.old else "initial"
    segment = etree.SubElement(unit, f"{_N}segment", id="s1", state=state)
    ids = _fill(etree.SubElement(segment, f"{_N}source", attrib={_PRESERVE: "preserve"}), row.source, codes, [])
    kept = {id for code, id in ids if code != Code("language", target)}  # its own language needs no mark
    if row.target:
        found = _fill(etree.SubElement(segment, f"{_N}target", attrib={_PRESERVE: "preserve"}), row.target, codes, ids)
        kept &= {id for _code, id in found}  # a translation of an older wording may lack some
    for pc in segment.iter(f"{_N}pc"):
        if pc.get("id") in kept:
            pc.set("canDelete", "no")


def _fill(
    element: etree._Element, runs: Sequence[Run], codes: Sequence[Code], known: Sequence[tuple[Code, str]]
) -> list[tuple[Code, str]]:
    """Write ``runs`` into ``element``, each mark as a ``pc`` around its words; return the marks with their ids.

    A mark of the target has the id of the same mark of the source, whose ``known`` ones are given.
    """
    stack: list[tuple[Code, etree._Element]] = []
    left, used = list(known), list[tuple[Code, str]]()
    for run in runs:
        wanted = codes_of(run)
        kept = 0
        while kept < min(len(stack), len(wanted)) and stack[kept][0] == wanted[kept]:
            kept += 1
        del stack[kept:]
        for code in wanted[kept:]:
            same = next((one for one in left if one[0] == code), (code, str(len(known) + len(used) + 1)))
            left = [one for one in left if one is not same]
            used.append(same)
            outer = stack[-1][1] if stack else element
            ref = f"d{codes.index(code) + 1}"
            pc = etree.SubElement(outer, f"{_N}pc", id=same[1], dataRefStart=ref, type=KINDS[code.kind])
            pc.set("subType", _TYPES[code.kind])
            stack.append((code, pc))
        _append(stack[-1][1] if stack else element, run.text)
    return used


def _append(element: etree._Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def read(data: bytes, name: str) -> Form:
    """Return the form that an XLIFF file called ``name`` holds; raise ContentError for what is none of ours."""
    root = _root(data, name)
    file = root.find(f"{_N}file")
    if root.tag != f"{_N}xliff" or file is None:
        raise _refused(name, 1, _("This is no file of XLIFF 2.0."))
    slug = (file.get("original") or "").removeprefix("content/").partition("/")[0]
    rows = tuple(row for unit in file.iter(f"{_N}unit") if (row := _row(unit, name)))
    return Form(slug, root.get("srcLang", ""), root.get("trgLang", ""), rows)


def _root(data: bytes, name: str) -> etree._Element:
    """Return the root of an XML file; one with a DOCTYPE, and so with entities, is refused."""
    if len(data) > _MAX_BYTES:
        raise _refused(name, 1, _("The file is too large (more than {most} kB).", most=_MAX_BYTES // 1024))
    try:
        return parsed(data)
    except ValueError as error:
        raise _refused(name, 1, _("The file is damaged ({reason}).", reason=reason_in(error))) from None


def _row(unit: etree._Element, name: str) -> Row | None:
    """Return what a unit holds: the segments of its text, one after the other."""
    words = _Words(unit, name)
    source: list[Run] = []
    parts: list[tuple[int, list[Run]]] = []
    done = True
    for number, part in enumerate(unit.iter(f"{_N}segment", f"{_N}ignorable"), 1):
        found, other = part.find(f"{_N}source"), part.find(f"{_N}target")
        source += words.of(found)
        spaces = part.tag == f"{_N}ignorable" and other is None  # between two sentences
        if other is not None or spaces:
            order = attribute(other, "order")
            parts.append((int(order) if order.isdigit() else number, list(words.of(found if spaces else other))))
        done = done and (part.tag == f"{_N}ignorable" or part.get("state", "initial") != "initial")
    target = [run for _order, runs in sorted(parts, key=lambda one: one[0]) for run in runs]
    notes = [one for one in unit.iterfind(f"{_N}notes/{_N}note") if one.get("category") != _OUTDATED]
    remark = " ".join(" ".join("".join(map(str, one.itertext())).split()) for one in notes)
    id, hash = unit.get("id", ""), unit.get("name", "")
    return Row(id, hash, merged(source), merged(target), done=done, line=_line(unit), remark=remark)


class _Words:
    """Reads the words of a unit with their marks; what has none that we wrote is refused."""

    def __init__(self, unit: etree._Element, name: str) -> None:
        self._data = {one.get("id"): one.text or "" for one in unit.iter(f"{_N}data")}
        self._name = name
        self._open: dict[str, Code] = {}  # of ``sc``, until its ``ec``

    def of(self, element: etree._Element | None, codes: tuple[Code, ...] = ()) -> Iterator[Run]:
        """Yield the words of an element, which stands within ``codes``."""
        if element is None:
            return
        yield from self._said(element.text, codes)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            kind = tag.removeprefix(_N)
            if kind == "pc":
                yield from self.of(child, (*codes, self._code(child, "dataRefStart")))
            elif kind == "mrk":  # a comment of the translator's program: its words are the text's
                yield from self.of(child, codes)
            elif kind == "sc":
                self._open[child.get("id", "")] = self._code(child, "dataRef")
            elif kind == "ec":
                self._open.pop(child.get("startRef", ""), None)
            elif tag and kind not in ("sm", "em"):  # which begin and end such a comment
                mark = etree.QName(child).localname
                raise _refused(self._name, _line(child), _("The element “{name}” is not understood here.", name=mark))
            yield from self._said(child.tail, codes)

    def _said(self, text: str | None, codes: tuple[Code, ...]) -> Iterator[Run]:
        if text:
            yield run_of(text, (*codes, *self._open.values()))

    def _code(self, element: etree._Element, reference: str) -> Code:
        code = Code.of(self._data.get(element.get(reference), ""))
        if code is None:
            raise _refused(self._name, _line(element), _("There is a mark here that was not in the file."))
        return code


def _line(element: etree._Element) -> int:
    """Return where an element begins, from 1."""
    found: Any = element.sourceline
    return int(found or 1)


def _refused(name: str, line: int, cause: str) -> ContentError:
    remedy = _("Export it again, and translate that file; save it as XLIFF 2.0.")
    return ContentError([Problem(Mark(name, line), "", cause, remedy)])
