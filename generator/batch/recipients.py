"""Read a list of recipients: CSV as Excel saves it, XLSX, or JSON Lines; one row at a time, however long it is.

Its columns are known by their heads: plain ones in French and English, and those of the French Répertoire national des
élus as it is published. What no copy needs is not read.
"""

from __future__ import annotations

import csv
import json
import re
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from generator.errors import ContentError, Mark, Problem, reason_in
from generator.messages import _, unaccented
from generator.source.inline import seen
from generator.source.misprints import foreign_kind
from generator.source.readings import MOJIBAKE
from generator.source.spreadsheet import FAULT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

FIELDS = ("last_name", "first_name", "sex", "function", "territory")
"""What is read of a recipient."""

_HEADS = {
    "last_name": ("nom de l elu", "nom de famille", "nom usuel", "nom d usage", "nom", "last name", "surname"),
    "first_name": ("prenom de l elu", "prenom usuel", "prenom", "prenoms", "first name", "given name"),
    "sex": (
        "code sexe", "sexe", "civilite", "civ", "genre", "titre", "m mme", "mme m", "f m", "m f", "f h", "h f", "sex",
        "gender", "civility", "title",
    ),
    "function": (
        "libelle de la fonction", "fonction", "fonction exercee", "mandat", "qualite", "function", "role", "office",
    ),
    # The national register has a column for each level: the nearest one counts.
    "territory": (
        "libelle de l epci", "libelle de la commune", "libelle de la commune de rattachement", "libelle du canton",
        "libelle de la section collectivite a statut particulier", "libelle du departement", "libelle de la region",
        "territoire", "commune", "nom de la commune", "ville", "collectivite", "nom de la collectivite",
        "territory", "city", "town", "municipality",
    ),
}  # fmt: skip
"""The heads of columns for each field, the first that a list has, without capitals, accents and signs."""

_BOTH = {
    "nom et prenom": "last", "nom prenom": "last", "noms et prenoms": "last", "noms prenoms": "last",
    "nom prenoms": "last", "nom et prenoms": "last", "last name first name": "last", "surname first name": "last",
    "prenom et nom": "first", "prenom nom": "first", "prenoms et noms": "first", "prenoms nom": "first",
    "first name last name": "first", "first and last name": "first", "full name": "first", "name": "first",
    "nom complet": "", "identite": "", "elu": "", "elue": "", "elus": "",
}  # fmt: skip
"""The heads of columns with both names, and which of them comes first, where the head tells."""

_PARTICLES = {
    "de", "du", "des", "d", "la", "le", "les", "van", "von", "der", "den", "da", "dos", "das", "di", "del", "della",
    "el", "al", "l", "ben", "st", "saint",
}  # fmt: skip
_PLAIN = (
    ("libelle de l epci", "conseiller communautaire"),
    ("libelle de la commune", "conseiller municipal"),
    ("libelle du canton", "conseiller départemental"),
    ("libelle de la section departementale", "conseiller régional"),
    ("libelle de la region", "conseiller régional"),
)
"""What officials of the register are, by a column that the file of theirs alone has, the first that is there."""

_SEXES = {
    "F": "F", "M": "M", "H": "M",
    "femme": "F", "homme": "M", "feminin": "F", "masculin": "M", "female": "F", "male": "M",
    "mme": "F", "madame": "F", "mlle": "F", "melle": "F", "mademoiselle": "F", "m": "M", "monsieur": "M", "mr": "M",
    "ms": "F", "mrs": "F", "miss": "F",
}  # fmt: skip
_MAX_HEAD = 20  # rows before the heads: a title, empty lines
_MAX_LETTERS = 300  # of a cell: nobody's name or function is longer
_MAC_LETTERS = re.compile(rb"[\x87-\x90\x94\x95\x99\x9d\x9e]")  # á to ê, î, ï, ô, ù, û: what Excel for Mac calls CSV
_WINDOWS_LETTERS = re.compile(rb"[\xc0-\xff]")  # À to ÿ
_SAMPLE = 1 << 16  # bytes that tell a file's encoding and delimiter
_MAX_SHEET = 256 * 1024 * 1024  # bytes: five hundred thousand rows take about forty million


class Recipient(Struct, frozen=True):
    """One row of a list: its number, and what it says, nothing where it says nothing; ``sex`` is F, M or nothing."""

    row: int
    last_name: str = ""
    first_name: str = ""
    sex: str = ""
    function: str = ""
    territory: str = ""


Row = tuple[int, list[str]]


def recipients(
    path: Path, needed: Collection[str], mapping: Mapping[str, str], also: Collection[str] = ()
) -> Iterator[Recipient | Problem]:
    """Yield the recipients of the list at ``path``, or in its place the problem of a row.

    ``needed`` are the FIELDS that must not be empty, ``also`` those that may be; ``mapping`` names the column of a
    field. Raises ContentError for a list that cannot be read, or lacks a column that is needed.
    """
    heads, before, rows = _below_heads(path, _rows(path))
    plain = _plain_function(heads)
    if plain:  # who has no other function
        needed, also = set(needed) - {"function"}, {*also, *(one for one in needed if one == "function")}
    columns = _columns(path, heads, before, needed, mapping, also)
    for number, cells in rows:
        if any(cell.strip() for cell in cells):
            one = _recipient(path, number, cells, columns, needed, heads)
            lacks = isinstance(one, Recipient) and not one.function and "function" in also
            yield replace(one, function=plain) if lacks else one


def _plain_function(heads: Sequence[str]) -> str:
    """Return what officials are whose row tells no function, in a file of the national register; else nothing."""
    folded = {_folded(head) for head in heads}
    if not {"nom de l elu", "code sexe"} <= folded:
        return ""
    if "libelle de la fonction" not in folded and "date de debut de la fonction" in folded:  # the file of mayors
        return "maire"
    return next((function for head, function in _PLAIN if head in folded), "")


def _recipient(
    path: Path,
    number: int,
    cells: Sequence[str],
    columns: Mapping[str, int],
    needed: Collection[str],
    heads: Sequence[str],
) -> Recipient | Problem:
    values: dict[str, str] = {}
    if beyond := [at for at, cell in enumerate(cells) if at >= len(heads) and cell.strip()]:
        cause = _("The row has more cells than the list has heads.")
        remedy = _("Put a text that holds the separator in quotes.")
        return Problem(Mark(path.name, number, beyond[0] + 1), "", cause, remedy)
    for field, column in columns.items():
        text = " ".join(seen(cells[column]).split()) if column < len(cells) else ""
        mark, name = Mark(path.name, number, column + 1), heads[column]
        if field == "sex" and text:
            text = _sex(text)
        if text == "?":
            cause = _("The column “{name}” says neither woman nor man.", name=name)
            return Problem(mark, "", cause, _("Write F or M, Mme or M."))
        if not text and field in needed:
            return Problem(mark, "", _("The column “{name}” is empty.", name=name), _("Fill it in."))
        if len(text) > _MAX_LETTERS:
            cause = _("The column “{name}” holds {n} letters.", name=name, n=len(text))
            return Problem(mark, "", cause, _("Write at most {most}.", most=_MAX_LETTERS))
        if not text.isprintable():
            cause = _("The column “{name}” holds a character that cannot be seen.", name=name)
            return Problem(mark, "", cause, _("Type the words again."))
        if spoilt := MOJIBAKE.search(text):
            cause = _("“{sign}” looks like a letter that was saved in another encoding.", sign=spoilt[0])
            return Problem(mark, "", cause, _("Write the letter, and save the file as UTF-8."))
        if FAULT.fullmatch(text):
            cause = _("The spreadsheet could not work out or show this cell (“{value}”).", value=text)
            return Problem(mark, "", cause, _("Mend the cell in the spreadsheet, and save the file again."))
        values[field] = text
    return _with_names_apart(Recipient(number, **values), columns, heads, path.name)


def _with_names_apart(
    one: Recipient, columns: Mapping[str, int], heads: Sequence[str], file: str
) -> Recipient | Problem:
    """Return a recipient; names that stand in one column each in its place, or the problem where that is uncertain."""
    at = columns.get("last_name", -1)
    if at != columns.get("first_name", -2):
        return one
    names = parted(one.last_name, _BOTH.get(_folded(heads[at]), ""))
    if names is None:
        cause = _("Which of these names is the surname is not certain: “{name}”.", name=one.last_name)
        remedy = _("Write the surname in capitals: “MARTIN Anne Marie”; or give it a column of its own.")
        return Problem(Mark(file, one.row, at + 1), "", cause, remedy)
    return replace(one, last_name=names[0], first_name=names[1])


def parted(text: str, before: str) -> tuple[str, str] | None:
    """Return the surname and the first name in ``text``; None where that is not certain.

    A comma tells, and capitals do; else, of two names, which one stands ``before``: first, last or nothing, if unknown.
    """
    words = text.split()
    if words and (words[0].endswith(".") or len(words[0]) > 2) and _folded(words[0]) in _SEXES:
        words = words[1:]  # «Mme», «M.»
    if text.count(",") == 1:
        last, first = (part.strip() for part in " ".join(words).split(","))
        return (last, first) if last and first else None
    names = _names(words)
    capitals = [_is_capital(one) for one in names]
    if any(capitals) and not all(capitals):
        surname = [one for one, capital in zip(names, capitals, strict=True) if capital]
        given = [one for one, capital in zip(names, capitals, strict=True) if not capital]
        apart = capitals == sorted(capitals) or capitals == sorted(capitals, reverse=True)
        return (" ".join(surname), " ".join(given)) if apart else None
    if len(names) != 2 or not before:
        return None
    return (names[0], names[1]) if before == "last" else (names[1], names[0])


def _names(words: Sequence[str]) -> list[str]:
    """Return the names in ``words``: «de», «van der» belong to what follows them."""
    found: list[str] = []
    open = False
    for word in words:
        if open:
            found[-1] += f" {word}"
        else:
            found.append(word)
        open = word.lower().rstrip("'’") in _PARTICLES
    return found


def _is_capital(name: str) -> bool:
    """Tell whether a name is written in capitals, but for what belongs to it («de LA TOUR»); an initial is not."""
    words = [one for one in re.findall(r"\w+", name) if one.lower() not in _PARTICLES] or [name]
    return all(one.isupper() for one in words) and max(map(len, words)) > 1


def _sex(text: str) -> str:
    """Return F or M, or “?”; «Mme la Maire» says it too, «M./Mme» does not."""
    said = {text, *_folded(text).split()}
    found = {_SEXES[one] for one in said if one in _SEXES}
    return found.pop() if len(found) == 1 else "?"


def _columns(
    path: Path,
    heads: Sequence[str],
    line: int,
    needed: Collection[str],
    mapping: Mapping[str, str],
    also: Collection[str],
) -> dict[str, int]:
    """Return the column of each field that is needed, or known and told apart by (its identity needs names)."""
    folded = [_folded(head) for head in heads]
    columns: dict[str, int] = {}
    problems: list[Problem] = []
    for field in FIELDS:
        names = (_folded(mapping[field]),) if field in mapping else _HEADS[field]
        found = next((folded.index(name) for name in names if name in folded), None)
        if found is None and field in ("last_name", "first_name") and not {"last_name", "first_name"} & {*mapping}:
            found = next((number for number, name in enumerate(folded) if name in _BOTH), None)
        if found is not None and (field in needed or field in ("last_name", "first_name", *also)):
            columns[field] = found
        if found is None and field in needed:
            cause = _("No column is known to be “{field}”.", field=field)
            listed = ", ".join(head for head in heads if head)
            remedy = _(
                "Give it one of the usual heads, or name it in a mapping file: {field}: “…” of: {heads}.",
                field=field,
                heads=listed,
            )
            problems.append(Problem(Mark(path.name, line), "", cause, remedy))
    if problems:
        raise ContentError(problems)
    return columns


def _below_heads(path: Path, rows: Iterator[Row]) -> tuple[list[str], int, Iterator[Row]]:
    """Return the row of heads, its number and the rows below: it is the first with names of two fields, or of all."""
    looked = list(islice(rows, _MAX_HEAD))
    at = next((index for index, (_number, cells) in enumerate(looked) if _are_heads(cells)), 0)
    if not looked:
        raise ContentError([Problem(Mark(path.name, 0), "", _("The list holds no rows."), _("Choose another file."))])
    number, heads = looked[at]
    return heads, number, chain(looked[at + 1 :], rows)


def _are_heads(cells: Iterable[str]) -> bool:
    """Tell whether cells name two columns that are known."""
    known = {name for names in (*_HEADS.values(), filter(_BOTH.get, _BOTH)) for name in names}
    return sum(_folded(one) in known for one in cells) > 1


def _rows(path: Path) -> Iterator[Row]:
    """Return the rows of the list at ``path``, each with its number; raise ContentError if it cannot be read.

    What a file is, its first bytes say better than its name.
    """
    if not path.is_file():
        cause = _("There is no list {file}.", file=path)
        raise ContentError([Problem(Mark(str(path), 0), "", cause, _("Check the name of the file."))])
    suffix = path.suffix.lower()
    with path.open("rb") as file:
        kind = foreign_kind(file.read(64))
    if kind and suffix != ".xlsx":
        cause = _("This is {kind}, not a text.", kind=kind)
        raise ContentError([Problem(Mark(path.name, 0), "", cause, _("Open it in its program, and save it as CSV."))])
    if suffix == ".xlsx":
        return _of_sheet(path)
    if suffix in (".jsonl", ".ndjson", ".json"):
        return _of_json(path)
    if suffix in (".csv", ".tsv", ".txt"):
        return _of_csv(path)
    cause = _("A list of recipients is a CSV, XLSX or JSON Lines file.")
    raise ContentError([Problem(Mark(path.name, 0), "", cause, _("Save it as one of these."))])


def _of_csv(path: Path) -> Iterator[Row]:
    with path.open("rb") as file:
        sample = file.read(_SAMPLE)
    text = sample.decode(_encoding(path, sample), errors="replace")
    first = next((line for line in text.splitlines() if len(line) > 1), "")
    if match := re.fullmatch(r'"?sep=(.)"?\1*', first, re.IGNORECASE):
        delimiter = match[1]
    else:
        lines = text.splitlines()[:_MAX_HEAD]
        delimiter = max(";\t,|", key=lambda sign: max((line.count(sign) for line in lines), default=0))
    with path.open(encoding=_encoding(path, sample), newline="", errors="replace") as lines_of:
        reader = csv.reader(lines_of, delimiter=delimiter)
        try:
            for cells in reader:
                if not (len(cells) <= 2 and cells and re.match(r'"?sep=', cells[0], re.IGNORECASE)):
                    yield reader.line_num, cells
        except csv.Error as error:
            mark = Mark(path.name, reader.line_num)
            raise ContentError([Problem(mark, "", reason_in(error), _("Save the list again as CSV."))]) from None


def _encoding(path: Path, sample: bytes) -> str:
    """Return the encoding of a text file: Unicode's if it says or proves so, else Windows' or that of old Macs."""
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        with path.open(encoding="utf-8", errors="strict") as file:
            while file.read(_SAMPLE):
                pass
    except UnicodeDecodeError:
        mac = len(_MAC_LETTERS.findall(sample)) > len(_WINDOWS_LETTERS.findall(sample))
        return "mac_roman" if mac else "cp1252"
    return "utf-8-sig"


def unseen(path: Path) -> list[Problem]:
    """Return what is to be said of a workbook beside its rows: those that it hides count, its other sheets do not."""
    if path.suffix.lower() != ".xlsx" or not path.is_file():
        return []
    found: list[Problem] = []
    with _readable(path):
        book, sheet = _opened(path)
        for other in book.worksheets:
            cells = chain.from_iterable(other.iter_rows(max_row=_MAX_HEAD, values_only=True))
            if other is not sheet and any(map(_said, cells)):
                names = {"name": other.title, "other": sheet.title}
                cause = _("The sheet “{name}” is not read: the list stands on “{other}”.", **names)
                remedy = _("Copy its rows there, if they belong to the list.")
                found.append(Problem(Mark(path.name, 0), "", cause, remedy))
        if hidden := list(_hidden(sheet)):
            n = len(hidden)
            cause = _(
                "{n} {n|row is|rows are} hidden in the sheet, as by a filter: {n|it counts|they count}, too.", n=n
            )
            remedy = _("Delete the rows that are to get no copy.")
            found.append(Problem(Mark(path.name, hidden[0]), "", cause, remedy))
    return found


def _hidden(sheet: Any) -> Iterator[int]:
    """Yield the numbers of a sheet's hidden rows; by its bytes, since a list may have half a million."""
    number, rest = 0, b""
    with sheet._get_source() as source:
        while chunk := source.read(_SAMPLE):
            *tags, rest = (rest + chunk).split(b"<")
            for tag in tags:
                if match := re.match(rb"(?:\w+:)?row\b([^>]*)", tag):
                    given = re.search(rb"\br=[\"'](\d+)", match[1])
                    number = int(given[1]) if given else number + 1
                    if re.search(rb"\bhidden=[\"'](?:1|true)", match[1]):
                        yield number


def _of_sheet(path: Path) -> Iterator[Row]:
    """Yield the rows of the sheet that holds the list."""
    with _readable(path):
        _book, sheet = _opened(path)
        for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
            yield number, [_said(cell) for cell in row]


def _opened(path: Path) -> tuple[Any, Any]:
    """Return a workbook, and its first sheet that has heads, or the first."""
    import openpyxl

    if path.stat().st_size > _MAX_SHEET:
        raise ContentError([Problem(Mark(path.name, 0), "", _("The list is too large."), _("Save it as CSV."))])
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    tops = ((sheet, sheet.iter_rows(max_row=_MAX_HEAD, values_only=True)) for sheet in book.worksheets)
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # some programs write a wrong size, past which nothing would be read
    headed = (sheet for sheet, top in tops if any(_are_heads(map(_said, row)) for row in top))
    return book, next(headed, book.worksheets[0])


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Make a ContentError of whatever a library says that reads what anybody has made."""
    try:
        yield
    except ContentError:
        raise
    except Exception as error:
        cause = _("The list cannot be read ({reason}).", reason=reason_in(error))
        raise ContentError([Problem(Mark(path.name, 0), "", cause, _("Save it again, or as CSV."))]) from None


def _object(line: str, mark: Mark) -> dict[str, Any]:
    """Return the JSON object that a line holds; raise ContentError for anything else."""
    try:
        entry = json.loads(line)
    except (ValueError, RecursionError):
        entry = None
    if not isinstance(entry, dict):
        cause = _("A line is no JSON object.")
        raise ContentError([Problem(mark, "", cause, _('Write one object a line: {{"last_name": "…"}}.'))])
    return entry


def _of_json(path: Path) -> Iterator[Row]:
    heads: list[str] = []
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            entry = _object(line, Mark(path.name, number))
            if not heads:
                heads = [str(key) for key in entry]
                yield 0, [head.replace("_", " ") for head in heads]
            yield number, [_said(entry.get(head)) for head in heads]


def _said(value: Any) -> str:
    """Return the words of a cell; those of a list in JSON have no order that a copy could follow."""
    return "" if value is None or isinstance(value, dict | list) else str(value)


def _folded(text: str) -> str:
    """Return a head without capitals, accents, signs and what is in brackets: «Prénom(s)», «Sexe (F/M)»."""
    return " ".join(re.findall(r"[a-z0-9]+", unaccented(re.sub(r"\([^)]*\)", "", text))))
