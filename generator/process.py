"""The edges of the process: interruption, closed or full streams, and faults of our own.

Whatever happens, one line says so, the exit code is the one that shells know, outputs are whole, and nothing is left.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from pathlib import Path
    from types import FrameType

_FAULT = 70  # the exit code of a fault of ours: EX_SOFTWARE of sysexits.h


def run() -> NoReturn:
    """Run the command as a process of its own, and end it at once: the system frees its memory faster than Python."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupted)
    _open_streams()
    # A command is short, and its end frees everything: looking for cycles costs about a tenth of a build. Not in
    # cli.main, which a process that stays may call: it would grow with every edit.
    gc.disable()
    code = _guarded()
    import atexit

    atexit._run_exitfuncs()
    _end(code)


def _open_streams() -> None:
    """Open the null device where the process was started without one of its three streams.

    Else the next file that is opened would take the stream's place, and get the messages.
    """
    for descriptor, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest free descriptor: this one
            setattr(sys, name, open(descriptor, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _guarded() -> int:
    """Return the exit code of the command, also when its output cannot be written or the fault is ours."""
    try:
        from generator.cli import main

        code = main()
        sys.stdout.flush()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except BrokenPipeError:  # the reader of a pipe has seen enough
        return 0
    except OSError as error:  # standard output is full: files that cannot be read are named by the command itself
        return _unwritable(error)
    except Exception as error:
        return fault(error)
    return code


def _unwritable(error: OSError) -> int:
    """Say that the output cannot be written, where there is still somebody to say it to."""
    from generator.errors import unwritable

    with suppress(OSError, ValueError):
        sys.stderr.write(f"{unwritable(error)}\n")
    return 1


def fault(error: Exception) -> int:
    """Say in a sentence that the program has a fault; write a report to send: no words of the content, no names."""
    from generator.messages import _

    path = _reported(error)
    cause = _("The program has a fault ({kind}); nothing was damaged.", kind=type(error).__name__)
    where = _("Send this file to those who look after it: {path}.", path=path) if path else ""
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{cause} {where}".rstrip() + "\n")
    return _FAULT


def _reported(error: Exception) -> Path | None:
    """Return the file that tells where the fault is: versions and lines of code, but no message, which may quote."""
    import platform
    import tempfile
    import traceback
    from pathlib import Path

    from generator import __version__
    from generator.pipeline.program import package_versions

    own = Path(__file__).parents[1]
    frames = [
        f"{Path(one.filename).relative_to(own) if own in Path(one.filename).parents else Path(one.filename).name}"
        f":{one.lineno} {one.name}"
        for one in traceback.extract_tb(error.__traceback__)
    ]
    lines = [
        f"piliers {__version__}, {platform.python_implementation()} {platform.python_version()}, {platform.system()}",
        ", ".join(f"{name} {version}" for name, version in package_versions().items()),
        type(error).__name__,
        *frames,
    ]
    with suppress(OSError):
        handle, name = tempfile.mkstemp(".txt", "piliers-fault-")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")
        return Path(name)
    return None


def _interrupted(number: int, _frame: FrameType | None) -> NoReturn:
    """End at once, without unfinished files.

    Raising KeyboardInterrupt instead may end in the middle of a library's import, and in a crash of its C code.
    """
    world = sys.modules.get("generator.world")
    for path in list(getattr(world, "unfinished", ())):  # it may be half imported
        with suppress(OSError):
            path.unlink()
    getattr(sys.modules.get("generator.progress"), "wipe", bool)()
    _end(128 + number)


def _end(code: int) -> NoReturn:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed by whoever started the process
            stream.flush()
    os._exit(code)
