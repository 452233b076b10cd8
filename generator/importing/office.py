"""Open an Office file of anybody's: bounded, without entities, and with a clear reason where it is refused."""

from __future__ import annotations

from generator.deck.ooxml.opening import MAX_MARKUP, MAX_PARTS, MAX_UNPACKED
from generator.deck.ooxml.package import MAX_XML, Package
from generator.errors import ContentError, Mark, Problem
from generator.messages import _

_MARKED = 4  # times the markup of a template: a text has more of it than a design


def opened_office(name: str, data: bytes) -> Package:
    """Return the package in ``data``, a file called ``name``; raise ContentError for one that is not to be read."""
    try:
        package = Package(data)
    except ValueError as error:
        raise damaged(name, str(error)) from None
    texts = [one for one in package.infos if one.filename.endswith((".xml", ".rels"))]
    unpacked = sum(one.file_size for one in package.infos)
    if unpacked > MAX_UNPACKED or any(one.file_size > MAX_XML for one in texts) or len(package.infos) > MAX_PARTS:
        raise _too_much(name)
    if any(one.flag_bits & 1 for one in package.infos):
        raise refused(name, _("The file is protected by a password."), _("Remove the password, and save it."))
    if len(set(package.entries)) < len(package.entries):
        raise damaged(name, _("names of parts"))
    parts = (package.part(one.filename) for one in texts)
    if sum(part.count(b"<") + part.count(b"=") for part in parts) > _MARKED * MAX_MARKUP:
        raise _too_much(name)
    return package


def parsed_office(name: str, data: bytes) -> Package:
    """Return the package in ``data`` after parsing all of its XML: the parsers of other libraries expand entities."""
    package = opened_office(name, data)
    for part in package.entries:
        if part.endswith((".xml", ".rels")):
            package.tree(part)
    if package.tree(package.main) is None or package.faults:
        raise damaged(name, next(iter(package.faults.values()), package.main))
    return package


def refused(name: str, cause: str, remedy: str) -> ContentError:
    """Return the refusal of the file ``name``."""
    return ContentError([Problem(Mark(name), "", cause, remedy)])


def damaged(name: str, reason: str) -> ContentError:
    """Return the refusal of a file that Office would mend, or refuse."""
    cause = _("The file is damaged ({reason}).", reason=reason)
    return refused(name, cause, _("Open it in its program, and save it again."))


def _too_much(name: str) -> ContentError:
    cause = _("The file holds too much when it is unpacked.")
    return refused(name, cause, _("Split it, or compress its pictures."))
