"""Many workers: processes of this machine, or Dask's on others. One that dies costs the copies it had in hand, once."""

from __future__ import annotations

import gc
import itertools
import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from generator.batch.work import Order, Task, work
from generator.errors import PiliersError
from generator.messages import _
from generator.world import unfinished

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Sequence

    from generator.batch.work import Refused, Stored

    Results = Generator[Sequence[Stored | Refused], None, None]

CHUNK = 50  # copies that a worker is given at a time: a second's work at most, so little is lost with it
_AHEAD = 3  # chunks for each worker that are under way: more would be memory, fewer would leave it idle
_TRIES = 3  # a chunk that ends its worker thrice is the fault


def cores() -> int:
    """Return how many processes may run at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def run_here(order: Order, tasks: Iterable[Task], jobs: int) -> Results:
    """Yield what became of the copies, some at a time, in any order; ``jobs`` processes make them, 1: this one."""
    chunks = _batched(tasks)
    if jobs == 1:
        for chunk in chunks:
            yield work(order, chunk)
        return
    tries: dict[int, int] = {}
    lost: list[tuple[Task, ...]] = []
    while True:
        again, lost = lost, []
        try:
            with _pool(jobs) as pool:
                yield from _drained(pool, order, itertools.chain(again, chunks), jobs, lost)
            return
        except BrokenProcessPool:
            for chunk in lost:
                tries[chunk[0].row] = tries.get(chunk[0].row, 0) + 1
                if tries[chunk[0].row] == _TRIES:
                    rows = f"{chunk[0].row}–{chunk[-1].row}"
                    raise PiliersError(_("Rows {rows} end each process that makes them.", rows=rows)) from None


def _batched(tasks: Iterable[Task]) -> Iterator[tuple[Task, ...]]:
    """Yield chunks of copies of one edition each: a worker keeps the makers of a few editions only."""
    held: dict[str, list[Task]] = {}
    for task in tasks:
        chunk = held.setdefault(task.edition, [])
        chunk.append(task)
        if len(chunk) == CHUNK:
            yield tuple(held.pop(task.edition))
    yield from map(tuple, held.values())


def _pool(jobs: int) -> ProcessPoolExecutor:
    # A forked worker has at once what was loaded here, and shares its memory. Where a thread may hold a lock that would
    # be copied, or the system's libraries do not bear it, workers are spawned: the same copies, two seconds later.
    forked = sys.platform == "linux" and threading.active_count() == 1
    gc.freeze()  # else each worker's first collection would copy all of it
    ways = multiprocessing.get_context("fork" if forked else "spawn")
    return ProcessPoolExecutor(jobs, mp_context=ways, initializer=_begin)


def _begin() -> None:
    """Leave interruptions to the process that asked, and end with it, however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=[multiprocessing.parent_process()], daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    for path in list(unfinished):
        with suppress(OSError):
            path.unlink()
    os._exit(1)


def _drained(
    pool: ProcessPoolExecutor,
    order: Order,
    chunks: Iterator[tuple[Task, ...]],
    jobs: int,
    unfinished: list[tuple[Task, ...]],
) -> Results:
    """Yield results; ``unfinished`` holds what is under way, so also what a broken pool has lost."""
    under_way: dict[Future[list[Stored | Refused]], tuple[Task, ...]] = {}
    while True:
        for chunk in itertools.islice(chunks, jobs * _AHEAD - len(under_way)):
            unfinished.append(chunk)
            under_way[pool.submit(work, order, chunk)] = chunk
        if not under_way:
            return
        for future in wait(under_way, return_when=FIRST_COMPLETED).done:
            results = future.result()
            unfinished.remove(under_way.pop(future))
            yield results


def run_there(order: Order, tasks: Iterable[Task], scheduler: str) -> Results:
    """Yield the same of Dask's workers at ``scheduler`` (tcp://host:8786), which see the project and the target."""
    try:
        from distributed import Client, as_completed
    except ImportError:
        remedy = _("Install what it needs: pip install “piliers[cluster]”.")
        raise PiliersError(_("Dask is not installed.").between("", f" {remedy}")) from None
    chunks = _batched(tasks)
    try:
        with Client(scheduler, timeout=10) as client:
            ahead = _AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"]))
            futures = [
                client.submit(work, order, one, pure=False, retries=_TRIES) for one in itertools.islice(chunks, ahead)
            ]
            finished = as_completed(futures)
            for future in finished:
                yield future.result()
                for chunk in itertools.islice(chunks, 1):
                    finished.add(client.submit(work, order, chunk, pure=False, retries=_TRIES))
    except (OSError, CancelledError) as error:  # it was never there, or was lost meanwhile
        raise PiliersError(
            _("The scheduler {address} does not answer ({reason}).", address=scheduler, reason=str(error))
        ) from None
