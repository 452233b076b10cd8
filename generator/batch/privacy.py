"""What the law asks of whoever has a list of people (GDPR, articles 5 and 25): a purpose, an end, as little as needed.

What is said of a list stands beside it, outside of the project: nobody hands out a list with the publication.
"""

from __future__ import annotations

import hmac
import json
import os
import secrets
from contextlib import suppress
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Annotated

from msgspec import Struct

from generator.batch.recipients import FIELDS
from generator.errors import ContentError, Mark, PiliersError, UsageError, reason_of
from generator.messages import _
from generator.source.model import Date, Key, Word
from generator.source.nodes import read_yaml
from generator.source.structure import Problems, structure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.world import World

_KEY_BYTES = 32  # as many as the hash that it keys gives (SHA-256; RFC 2104, 3)
_ID_SIGNS = 16  # of a pseudonym, in hexadecimal: among a million, two are the same once in 37 million lists


class Columns(Struct, frozen=True, kw_only=True):
    """The heads of the list's columns, where they are not found by their names."""

    last_name: Annotated[Word | None, Key("The name.")] = None
    first_name: Annotated[Word | None, Key("The first name.")] = None
    sex: Annotated[Word | None, Key("M or F.")] = None
    function: Annotated[Word | None, Key("What they are.")] = None
    territory: Annotated[Word | None, Key("Of what.")] = None
    mark: Mark


class ListFile(Struct, frozen=True, kw_only=True):
    """What stands beside a list: its purpose, the day on which its copies are removed, its columns."""

    purpose: Annotated[Word | None, Key("What the copies are for.")] = None
    purge: Annotated[Date | None, Key("The day on which they are removed: 2027-03-31.")] = None
    columns: Annotated[Columns | None, Key("The heads of its columns.")] = None
    mark: Mark


class Declaration(Struct, frozen=True):
    """Why a list is used, and the last day on which what was made of it is kept."""

    purpose: str
    purge: date


def require_outside(path: Path, world: World) -> None:
    """Raise UsageError for a list, or a place for copies, that lies in the project."""
    if path.resolve().is_relative_to(world.root):
        cause = _("{file} lies in the project, which is handed on and kept.", file=str(path))
        remedy = _("Put it in another folder: people’s names stay outside.")
        raise UsageError(cause.between("", f" {remedy}"))


def read_list_file(path: Path | None) -> ListFile | None:
    """Return what the file at ``path`` says of a list; raise ContentError for what it says wrongly."""
    if path is None:
        return None
    problems = Problems()
    try:
        node = read_yaml(path.name, path.read_bytes(), problems)
    except OSError as error:
        raise UsageError(_("{file} cannot be read ({reason}).", file=str(path), reason=reason_of(error))) from None
    found = structure(node, ListFile, "", problems) if node else None
    if problems:
        raise ContentError(problems)
    return found


def declaration(purpose: str, purge: str, today: date) -> Declaration:
    """Return the declaration; raise UsageError where there is none, or the day is none or past."""
    if not purpose.strip() or not purge:
        cause = _("Nobody has said what the list is used for, and until when.")
        remedy = _('Add --purpose "…" and --purge YYYY-MM-DD, or write both in a file beside the list (--mapping).')
        raise UsageError(cause.between("", f" {remedy}"))
    try:
        day = date.fromisoformat(purge)
    except ValueError:
        raise UsageError(_("“{value}” is no day. Write it as 2027-03-31.", value=purge)) from None
    if day < today:
        raise UsageError(_("The copies would have been removed already ({day}). Choose a later day.", day=purge))
    return Declaration(" ".join(purpose.split()), day)


def columns_of(file: ListFile | None) -> dict[str, str]:
    """Return the heads that the file names, by field."""
    columns = file.columns if file else None
    named = {field: getattr(columns, field) for field in FIELDS} if columns else {}
    return {field: str(head) for field, head in named.items() if head}


class Pseudonyms:
    """Names for copies that tell nothing without the key, which lies beside the list and is its owner's alone."""

    def __init__(self, key_file: Path) -> None:
        """Take the key from the file, which is made where there is none."""
        try:
            if not key_file.exists():
                with suppress(FileExistsError):  # another run has made it
                    descriptor = os.open(key_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
                    with os.fdopen(descriptor, "w", encoding="ascii") as file:
                        file.write(secrets.token_hex(_KEY_BYTES) + "\n")
            self._key = bytes.fromhex(key_file.read_text("ascii").strip())
        except (OSError, ValueError) as error:
            reason = reason_of(error) if isinstance(error, OSError) else _("it is not understood")
            raise PiliersError(_("{file} cannot be used ({reason}).", file=str(key_file), reason=reason)) from None

    def of(self, values: Mapping[str, str]) -> str:
        """Return the pseudonym of whom ``values`` describes."""
        said = json.dumps(sorted(values.items()), ensure_ascii=False).encode()
        return hmac.new(self._key, said, sha256).hexdigest()[:_ID_SIGNS]
