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


def collect_seldom() -> None:
    """Have cycles collected, since this process stays; but not while a picture is made of a million objects."""
    gc.set_threshold(500_000, 10, 10)
    gc.enable()


def serve(world: World, slug: str, port: int, *, browse: bool) -> None:
    """Serve ``content/<slug>`` on ``port``, or on a free one where that is 0; ``browse`` opens the page."""
    collect_seldom()
    session = Session(world, slug)
    listener, kept = listening(world.root, slug, port)
    port, token = kept.port, kept.token
    address = f"http://{HOST}:{port}/?token={token}"
    sys.stdout.write(_("The editor of {slug} is open at {address}", slug=slug, address=address) + "\n")
    sys.stdout.write(_("Close it with Ctrl+C. Everything that the page shows as saved is in the files.") + "\n")
    sys.stdout.flush()
    if browse:
        threading.Timer(0.3, webbrowser.open, [address]).start()
    options = uvicorn.Config(
        application(session, world, port, token), log_level="warning", ws="none", timeout_graceful_shutdown=1
    )
    uvicorn.Server(options).run(sockets=[listener])
