"""The address that a restarted editor takes again, and when it does not."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.edit.address import Address, listening

SLUG = "essai"


def opened(root: Path, port: int = 0) -> Address:
    """Return the address of an editor that has been closed again."""
    listener, address = listening(root, SLUG, port)
    listener.close()
    return address


def kept(root: Path) -> Path:
    (path,) = (root / ".piliers/address").iterdir()
    return path


@pytest.fixture
def other() -> Iterator[socket.socket]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one


def test_a_restart_has_the_same_address(tmp_path: Path) -> None:
    assert opened(tmp_path) == opened(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_only_the_owner_may_read_it(tmp_path: Path) -> None:
    opened(tmp_path)
    assert stat.S_IMODE(kept(tmp_path).stat().st_mode) == 0o600
    assert stat.S_IMODE(kept(tmp_path).parent.stat().st_mode) == 0o700


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
def test_one_that_others_could_read_is_not_taken_again(tmp_path: Path) -> None:
    first = opened(tmp_path)
    kept(tmp_path).chmod(0o640)

    assert opened(tmp_path).token != first.token
    assert stat.S_IMODE(kept(tmp_path).stat().st_mode) == 0o600


def test_an_old_or_damaged_one_is_not_taken_again(tmp_path: Path) -> None:
    tokens = [opened(tmp_path).token]
    os.utime(kept(tmp_path), (0, 0))
    tokens.append(opened(tmp_path).token)
    for damage in (b"", b"{}", b'{"port": 99999999, "token": "x"}', b'{"port": 80, "token": ""}', b"\xff"):
        kept(tmp_path).write_bytes(damage)
        tokens.append(opened(tmp_path).token)

    assert len({*tokens}) == len(tokens)
    assert all(len(one) >= 40 for one in tokens)


def test_a_port_that_is_taken_gives_way_to_another_with_a_token_of_its_own(tmp_path: Path) -> None:
    first, address = listening(tmp_path, SLUG, 0)
    second, another = listening(tmp_path, SLUG, 0)
    first.close()
    second.close()

    assert address.port != another.port
    assert address.token != another.token


def test_a_port_that_is_asked_for_and_taken_is_an_error(tmp_path: Path, other: socket.socket) -> None:
    with pytest.raises(OSError, match="in use"):
        listening(tmp_path, SLUG, other.getsockname()[1])


def test_a_folder_that_cannot_be_written_to_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / ".piliers").write_text("no folder")

    assert opened(tmp_path).port
