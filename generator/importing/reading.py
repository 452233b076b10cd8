"""Read a file of anybody's into blocks: by its content, not by its name alone; bounded, and nothing of it is run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.errors import ContentError, Mark, PiliersError, Problem, reason_of
from generator.importing.blocks import MAX_BLOCKS
from generator.messages import _

if TYPE_CHECKING:
    from pathlib import Path

    from generator.importing.blocks import Reading

MAX_BYTES = 64 * 1024 * 1024  # of a file with pictures
MAX_TEXT = 4 * 1024 * 1024  # of a file without: as much as a file of content may have
_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BINARY = 16  # a byte in so many that is 0 is no slip
_PAGES = (".html", ".htm", ".xhtml")
_MARKDOWN = (".md", ".markdown", ".mkd", ".qmd")
_TEXT = (".txt", ".text", "")


def read_source(path: Path) -> Reading:
    """Return what the file at ``path`` says; raise PiliersError for what cannot be read."""
    try:
        if not path.is_file():
            raise OSError(_("it is not a file") if path.exists() else _("there is no such file"))
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise PiliersError(
            _("{file} cannot be read ({reason}).", file=str(path), reason=reason_of(error) or str(error))
        ) from None
    return read_bytes(path.name, data, path.parent)


def read_bytes(name: str, data: bytes, folder: Path | None = None) -> Reading:
    """Return what ``data``, a file called ``name``, says; pictures beside it are looked for in ``folder``."""
    if len(data) > MAX_BYTES:
        raise _refused(name, _("The file is too large (more than {most} kB).", most=MAX_BYTES // 1024), _("Split it."))
    if data.startswith(_COMPOUND):
        cause = _("The file is in the format of Office 97 to 2003, or protected by a password.")
        raise _refused(name, cause, _("Open it, and save it as .docx or .pptx, without a password."))
    reading = _office(name, data) if data.startswith(_ZIP) else _text(name, data, folder)
    if len(reading.blocks) > MAX_BLOCKS:
        raise _refused(name, _("The file has too many paragraphs."), _("Split it."))
    if not reading.words:
        raise _refused(name, _("There is no text in the file."), _("Look whether it holds pictures of text only."))
    return reading


def _office(name: str, data: bytes) -> Reading:
    from generator.importing.slides import read_deck
    from generator.importing.word import is_word, read_word_file

    reading = read_word_file(name, data) if is_word(name, data) else read_deck(name, data)
    reading.office = data
    return reading


def _text(name: str, data: bytes, folder: Path | None) -> Reading:
    from generator.source.misprints import foreign_kind

    suffix = name[name.rfind(".") :].lower() if "." in name else ""
    kind = foreign_kind(data)
    is_page = suffix in _PAGES or data[:64].lstrip().lower().startswith((b"<!doctype html", b"<html"))
    if (kind and not is_page) or suffix not in (*_PAGES, *_MARKDOWN, *_TEXT) or len(data) > MAX_TEXT:
        cause = _("This file cannot be imported.")
        if len(data) > MAX_TEXT:
            cause = _("The file is too large (more than {most} kB).", most=MAX_TEXT // 1024)
        elif kind:
            cause = _("This is {kind}, not a text.", kind=kind)
        elif suffix in (".docx", ".pptx"):
            cause = _("The file is damaged ({reason}).", reason=_("inside, it is no {kind} file", kind=suffix))
        raise _refused(name, cause, _("Save it as .docx, .pptx, .html, .md or .txt."))
    if is_page:
        from generator.importing.page import read_page

        return read_page(data, folder)
    text, doubts = decoded(name, data)
    if suffix in _MARKDOWN:
        from generator.importing.page import read_markdown

        reading = read_markdown(text, folder)
    else:
        from generator.importing.plaintext import read_plain

        reading = read_plain(text)
    reading.doubts[:0] = doubts
    return reading


def decoded(name: str, data: bytes) -> tuple[str, list[str]]:
    """Return the text of ``data`` with single line feeds, and what was guessed of its encoding."""
    doubts: list[str] = []
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        text = data.decode("utf-16", "replace")
    elif data.count(0) * _BINARY > len(data):
        raise _refused(name, _("The file is not a text."), _("Save it as .docx, .pptx, .html, .md or .txt."))
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252", "replace")
            doubts = [_("The file is not in UTF-8: it was read as Windows-1252. Look at accents.")]
    if "\ufffd" in text:
        doubts = [_("Some characters of the file could not be read: look for “�”.")]
    text = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\f", "\n\n").replace("\v", "\n"), doubts


def _refused(name: str, cause: str, remedy: str) -> ContentError:
    return ContentError([Problem(Mark(name), "", cause, remedy)])
