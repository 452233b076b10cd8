"""The address at which a publication was edited last: a page that stayed open goes on after a restart.

It is kept in the project's folder ``.piliers/``, readable by its owner alone: whoever has it may change the files,
which its owner may do anyway. One that others may read, or that is old, is not taken again.
"""

from __future__ import annotations

import os
import secrets
import socket
import stat
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

HOST = "127.0.0.1"
_FOLDER = ".piliers/address"
_MAX_AGE = 24 * 3600.0  # seconds: a page that waits longer than that is opened anew


class Address(Struct, forbid_unknown_fields=True):
    """A port of this machine, and the token that whoever asks there must have."""

    port: int
    token: str


def listening(root: Path, slug: str, port: int) -> tuple[socket.socket, Address]:
    """Return a socket that listens, and its address: on ``port``, or where that is 0 as the last time, else on any.

    It listens before the address is told: a browser that is quicker than the server waits in its queue.
    """
    path = root / _FOLDER / f"{slug}.json"
    known = _kept(path)
    wanted = port or (known.port if known else 0)
    try:
        listener = _bound(wanted)
    except OSError:
        if port:
            raise
        known, listener = None, _bound(0)  # another editor is there: it keeps its page
    found = listener.getsockname()[1]
    token = known.token if known and known.port == found else secrets.token_urlsafe(32)
    address = Address(found, token)
    with suppress(OSError):  # a folder that cannot be written to: then the address is for this once
        _keep(path, address)
    return listener, address


def _bound(port: int) -> socket.socket:
    listener = socket.socket()
    if os.name == "posix":  # elsewhere it would let two programs listen at one port
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((HOST, port))
        listener.listen()
    except OSError:
        listener.close()
        raise
    return listener


def _kept(path: Path) -> Address | None:
    """Return the address that was kept, unless somebody else may have read or written it, or it is old."""
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            data = file.read(4096)
        address = msgspec.json.decode(data, type=Address)
    except (OSError, msgspec.MsgspecError):
        return None
    mine = os.name != "posix" or (state.st_uid == os.getuid() and not stat.S_IMODE(state.st_mode) & 0o077)
    fresh = abs(time.time() - state.st_mtime) < _MAX_AGE
    sound = 0 < address.port < 65536 and len(address.token) >= 40 and address.token.isascii()
    return address if mine and fresh and sound and not path.is_symlink() else None


def _keep(path: Path, address: Address) -> None:
    """Write the address anew, into a file that nobody else may ever read, not even for a moment."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    part.unlink(missing_ok=True)
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(msgspec.json.encode(address))
    part.replace(path)
