"""Word copies edited and saved in LibreOffice Writer: each edit comes home under its key, and nothing else does."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.judges.tools import JudgeMissing, need
from generator.review.proposals import copy_changes
from generator.review.write import review_copy
from generator.world import World
from tests.project import EVERY_KEY, copy_project

if TYPE_CHECKING:
    from generator.home.changes import Change

PYTHON = "/usr/bin/python3"  # the system's own, which has UNO
BIKES = "pillars/mobilite:examples/exempleville-velos/text"
FERRY = "pillars/mobilite:examples/port-modele-navette"
HEAT = "pillars/energie:examples/musterstadt-chaleur/text"
PORTAL = "pillars/donnees:examples/port-modele-portail/text"
EDITS: list[list[Any]] = [
    ["replace", "une année entière", "un an"],
    ["delete", "et sa brasserie "],
    ["insert", "la navette du port", " neuve"],
    ["split", "La chaleur perdue"],
    ["join", "a été choisi par les écoliers"],
    ["bold", "chaque heure"],
    ["replace", "4100", "4200"],
    ["split", "le bus et le"],
    ["comment", "Musterstadt explique", "Source ?"],
]


def _saved(folder: Path, slug: str, edits: list[list[Any]]) -> list[Change]:
    """Return what a copy proposes after Writer has opened, edited and saved it twice."""
    copy_project(folder, slug)
    world = World(folder)
    source, target = folder / "copie.docx", folder / "retour.docx"
    source.write_bytes(review_copy(world, slug))
    soffice = need("soffice", "libreoffice-writer")
    if not Path(PYTHON).exists() or subprocess.run([PYTHON, "-c", "import uno"], capture_output=True).returncode:
        raise JudgeMissing.package("python3-uno")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    listening = f"--accept=socket,host=127.0.0.1,port={port};urp"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    office = subprocess.Popen(
        [soffice, profile, "--headless", "--norestore", listening], start_new_session=True, stderr=subprocess.DEVNULL
    )
    try:
        script = [PYTHON, str(Path(__file__).with_name("writer_edit.py")), str(port), str(source), str(target)]
        subprocess.run(script, input=json.dumps(edits), text=True, check=True, timeout=300)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(office.pid, signal.SIGTERM)
        office.wait()
    return copy_changes(world, target.name, target.read_bytes(), slug)[1]


def test_a_copy_that_is_only_saved_pulls_nothing(tmp_path: Path) -> None:
    assert _saved(tmp_path, EVERY_KEY, []) == []


@pytest.mark.parametrize("tracked", [True, False])
def test_each_edit_comes_home_under_its_key_and_nothing_else(tmp_path: Path, tracked: bool) -> None:
    found = _saved(tmp_path, EVERY_KEY, [["track", tracked], *EDITS])

    said = {(one.kind, one.key): one for one in found}
    assert set(said) == {
        ("text", BIKES),
        ("text", f"{FERRY}/text"),
        ("note", f"{FERRY}/text"),  # joined with what follows
        ("text", f"{FERRY}/points/#1"),
        ("add", f"{FERRY}/points"),
        ("text", "pillars/mobilite:table/rows/#1/#2"),
        ("text", HEAT),
        ("note", HEAT),  # split
        ("text", PORTAL),
        ("comment", "pillars/donnees:examples/musterstadt-budget/text"),
    }
    for key, old, new in (
        (BIKES, "une année entière", "un an"),
        (f"{FERRY}/text", "la navette du port", "la navette du port neuve"),
        (HEAT, "et sa brasserie ", ""),
        (PORTAL, "chaque heure", "**chaque heure**"),
        ("pillars/mobilite:table/rows/#1/#2", "4100", "4200"),
    ):
        change = said["text", key]
        assert change.after == change.before.replace(old, new)
        assert not tracked or change.date.startswith("20")
