"""How far long work has come: a bar on standard error, where that is a terminal, once it has taken half a second.

rich draws it, and is imported only then. What is printed meanwhile stands above the bar, which leaves nothing behind.
"""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import rich.progress

_DELAY = 0.5  # seconds: what takes less is over before anybody has read a bar
_RATE = 8  # pictures a second: the clock moves, and a build is not slowed down
_WIPE = b"\r\x1b[2K\x1b[?25h"  # ECMA-48: to the line's beginning, erase the line; show the cursor (DEC)

_drawn: list[int] = []


def wipe() -> None:
    """Remove a bar at once, by nothing but a write: whoever ends the process in the middle of something calls it."""
    for descriptor in _drawn:
        with suppress(OSError):
            os.write(descriptor, _WIPE)


class Progress:
    """Work in parts, each of so many ``steps`` (0: nobody knows); without a terminal, nothing is ever shown."""

    def __init__(self, steps: int = 0) -> None:
        self._steps = steps
        self._done = self._total = 0
        self._part = self._label = ""
        self._lock: Any = nullcontext()  # until there is another thread
        self._bar: rich.progress.Progress | None = None
        self._streams: tuple[TextIO, TextIO] = sys.stdout, sys.stderr

    def over(self, parts: Sequence[str]) -> Iterator[str]:
        """Yield the names of ``parts``, and show how far one has come until the last is done, or a loop is left."""
        self._total = len(parts) * self._steps
        if _is_terminal(sys.stderr):
            self._appear_soon()
        try:
            for number, self._part in enumerate(parts):
                self._at(self._part, number * self._steps)
                yield self._part
        finally:
            self._end()

    def step(self, name: str) -> None:
        """Say that the step ``name`` of the part begins."""
        self._at(f"{self._part}: {name}", self._done)
        self._done += 1

    def print(self, stream: TextIO, text: str) -> int:
        """Write ``text`` on ``stream``, above the bar: it comes back after a whole line."""
        with self._lock:
            if self._bar:
                self._bar.stop()
            written = stream.write(text)
            stream.flush()
            if self._bar and text.endswith("\n"):
                self._bar.start()
            return written

    def _at(self, label: str, done: int) -> None:
        with self._lock:
            self._label, self._done = label, done
            if self._bar:
                self._bar.update(self._bar.task_ids[0], description=label, completed=done)

    def _appear_soon(self) -> None:
        from threading import RLock, Timer

        self._lock = RLock()
        timer = Timer(_DELAY, self._appear)
        timer.daemon = True
        timer.start()

    def _appear(self) -> None:
        bar = self._drawn_on(sys.stderr)  # before the lock is taken: to import rich takes a while
        with self._lock:
            if self._total < 0:  # it ended meanwhile
                return
            out, err = self._streams = sys.stdout, sys.stderr
            bar.add_task(self._label, total=self._total or None, completed=self._done)
            self._bar = bar
            sys.stdout, sys.stderr = (_Above(one, self) if _is_terminal(one) else one for one in (out, err))
            _drawn.append(err.fileno())
            bar.start()

    def _drawn_on(self, stream: TextIO) -> rich.progress.Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        count = (MofNCompleteColumn(),) if self._total else ()
        columns = (BarColumn(24), *count, TimeElapsedColumn(), TextColumn("{task.description}", markup=False))
        bar = partial(Progress, redirect_stdout=False, redirect_stderr=False)  # it would wrap what is printed above
        return bar(*columns, console=Console(file=stream), transient=True, refresh_per_second=_RATE)

    def _end(self) -> None:
        with self._lock:
            self._total = -1
            if self._bar:
                self._bar.stop()
                self._bar = None
                sys.stdout, sys.stderr = self._streams
                _drawn.clear()


class Counted(Progress):
    """Work on ``total`` things alike: how many are done, how many a second, how long the rest takes."""

    def __init__(self, total: int) -> None:
        super().__init__(total)
        self._rest = self.over([""])
        next(self._rest)

    def add(self, count: int) -> None:
        """Say that ``count`` more are done."""
        self._at("", self._done + count)

    def end(self) -> None:
        """Take the bar away."""
        self._rest.close()  # type: ignore[attr-defined]

    def _drawn_on(self, stream: TextIO) -> rich.progress.Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
        from rich.text import Text

        class Rate(MofNCompleteColumn):
            def render(self, task: rich.progress.Task) -> Text:
                return Text(_("{n} a second", n=round(task.speed)) if task.speed else "")

        columns = BarColumn(24), MofNCompleteColumn(), Rate(), TimeRemainingColumn()
        bar = partial(Progress, redirect_stdout=False, redirect_stderr=False)
        return bar(*columns, console=Console(file=stream), transient=True, refresh_per_second=_RATE)


class _Above:
    """A stream whose text is written above a bar."""

    def __init__(self, stream: TextIO, progress: Progress) -> None:
        self._stream, self._progress = stream, progress

    def write(self, text: str) -> int:
        return self._progress.print(self._stream, text)

    def __getattr__(self, name: str) -> object:
        return getattr(self._stream, name)


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"
