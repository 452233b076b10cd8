"""A project that has no templates is edited with the program's; one that comes meanwhile takes effect at once."""

from __future__ import annotations

import shutil
import time

import pytest
from starlette.testclient import TestClient

from generator.edit.server import application
from generator.edit.session import Session
from generator.world import OWN, World
from tests.project import SLUG, Project

PORT = 8766


@pytest.fixture
def bare(project: Project) -> Project:
    """Return a project of content alone."""
    shutil.rmtree(project.root / "templates")
    return project


def test_icons_are_those_of_the_program_and_of_the_project(bare: Project) -> None:
    bare.write("templates/icons/ours.svg", (OWN / "icons/sun.svg").read_bytes())
    session = Session(World(bare.root), SLUG)
    client = TestClient(application(session, World(bare.root), PORT, "t"), base_url=f"http://127.0.0.1:{PORT}")
    client.get("/?token=t")

    assert {"ours", "sun"} <= set(session.icons)
    assert [client.get(f"/icon/{name}.svg").content for name in ("ours", "sun")] == [
        (OWN / "icons/sun.svg").read_bytes()
    ] * 2


@pytest.mark.long
def test_a_template_that_comes_meanwhile_is_seen_and_one_that_goes_too(bare: Project) -> None:
    """The folder is not there when the server begins: what does not exist cannot be watched."""
    session = Session(World(bare.root), SLUG)
    first = session.drawn[0].draw()[0]
    with TestClient(application(session, World(bare.root), PORT, "t"), base_url=f"http://127.0.0.1:{PORT}"):
        theme = (OWN / "theme.yaml").read_text("utf-8")
        bare.write("templates/theme.yaml", theme.replace("00677A", "004D40"))
        changed = _next(session, first)
        (bare.root / "templates/theme.yaml").unlink()
        assert _next(session, changed) == first


def _next(session: Session, before: bytes) -> bytes:
    """Return the first slide when it is another than ``before``, or else at the end of a long time."""
    for _turn in range(6000):
        with session.changed:
            if session.drawn and session.drawn[0].draw()[0] != before:
                return session.drawn[0].draw()[0]
        time.sleep(0.05)
    return before
