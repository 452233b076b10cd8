"""Serve the editor of a publication until the program is ended, and open the browser at it."""

from __future__ import annotations

import gc
import sys
import threading
import webbrowser
from typing import TYPE_CHECKING

import uvicorn

from generator.edit.address import HOST, listening
from generator.edit.server import application
from generator.edit.session import Session
from generator.messages import _

if TYPE_CHECKING:
    from generator.world import World

_NONE = "_"  # instead of a publication's name, which none can be


def collect_seldom() -> None:
    """Have cycles collected, since this process stays; but not while a picture is made of a million objects."""
    gc.set_threshold(500_000, 10, 10)
    gc.enable()


def serve(world: World, slug: str, port: int, *, browse: bool) -> None:
    """Serve the folder's publications, ``slug`` first, on ``port``, or on a free one where that is 0.

    Without a ``slug`` the page opens where publications begin. ``browse`` opens it.
    """
    collect_seldom()
    session = Session(world, slug) if slug else None
    listener, kept = listening(world.root, slug or _NONE, port)
    port, token = kept.port, kept.token
    address = f"http://{HOST}:{port}/?token={token}"
    opened = _("The editor of {slug} is open at {address}", slug=slug, address=address)
    sys.stdout.write((opened if slug else _("The editor is open at {address}", address=address)) + "\n")
    sys.stdout.write(_("Close it with Ctrl+C. Everything that the page shows as saved is in the files.") + "\n")
    sys.stdout.flush()
    if browse:
        threading.Timer(0.3, webbrowser.open, [address]).start()
    options = uvicorn.Config(
        application(session, world, port, token), log_level="warning", ws="none", timeout_graceful_shutdown=1
    )
    uvicorn.Server(options).run(sockets=[listener])
