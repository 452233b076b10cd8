"""A run makes what is missing, once and whole, whatever ends it; rows that are wrong stop no others."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.batch.choice import Choices
from generator.batch.listing import Listing
from generator.batch.privacy import Declaration, Pseudonyms
from generator.batch.run import Outcome, Wanted, manifest_of, purge, run
from generator.batch.store import store_at
from generator.batch.work import keep
from generator.errors import ContentError, PiliersError
from tests.batch.makers import Plain
from tests.project import process_environment
from tests.some import some

CHOICES = Choices({"rennes": "rennes", "nantes": "nantes"}, dict.fromkeys(("", "rennes", "nantes"), "en"))
MADE_OF = {"": "1", "rennes": "2", "nantes": "3"}
SHOWN = frozenset({"first_name", "last_name"})


def write_list(folder: Path, count: int, *rows: str) -> Path:
    lines = ["Nom;Prénom", *(f"Name{number};Given{number}" for number in range(count)), *rows]
    path = folder / "people.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def wanted(folder: Path, people: Path, maker: str = "Plain", target: str = "", **changes: object) -> Wanted:
    return Wanted(
        root=folder,
        slug="sample",
        editions=("deck",),
        listing=Listing(people, SHOWN, Choices({}, {"": "en"}), {}),
        declaration=Declaration("a test", date(2099, 1, 1)),
        pseudonyms=Pseudonyms(folder / "key"),
        target=target or str(folder / "out"),
        made_of=MADE_OF,
        maker=f"tests.batch.makers:{maker}",
        **changes,  # type: ignore[arg-type]
    )


def done(one: Wanted) -> Outcome:
    return run(one, manifest_of(one.target), lambda _count: lambda _more: None)


def copies(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.glob("*.pptx")}


def test_each_row_has_its_copy_and_a_second_run_makes_none(tmp_path: Path) -> None:
    one = wanted(tmp_path, write_list(tmp_path, 120))

    first, second = done(one), done(one)

    assert (first.made, first.stood, second.made, second.stood) == (120, 0, 0, 120)
    assert sorted(copies(tmp_path / "out").values()) == sorted(f"dear friend Given{n} Name{n}" for n in range(120))


def test_what_is_missing_damaged_or_other_is_made_again_and_what_the_list_lost_goes(tmp_path: Path) -> None:
    people = write_list(tmp_path, 5)
    done(wanted(tmp_path, people))
    gone, cut, *_rest = some(sorted((tmp_path / "out").glob("*.pptx")))
    gone.unlink()
    cut.write_bytes(b"")
    again = done(wanted(tmp_path, people))
    assert (again.made, again.stood) == (2, 3)

    people = write_list(tmp_path, 4, "Other;Anna")
    less = done(wanted(tmp_path, people))

    assert (less.made, less.stood, less.removed) == (1, 4, 1)
    assert "dear friend Anna Other" in copies(tmp_path / "out").values()
    assert "dear friend Given4 Name4" not in copies(tmp_path / "out").values()


def test_all_is_made_again_when_the_publication_is_another(tmp_path: Path) -> None:
    people = write_list(tmp_path, 5)
    done(wanted(tmp_path, people))

    assert done(replace(wanted(tmp_path, people), made_of={"": "2"})).made == 5


def chosen(folder: Path, *rows: str, **changes: object) -> Wanted:
    people = folder / "people.csv"
    people.write_text("\n".join(["Nom;Prénom;Commune", *rows]) + "\n", "utf-8")
    return replace(wanted(folder, people, **changes), listing=Listing(people, SHOWN, CHOICES, {}))  # type: ignore[arg-type]


@pytest.mark.parametrize("jobs", [1, 2])
def test_each_row_has_the_copy_of_its_edition(jobs: int, tmp_path: Path) -> None:
    rows = [f"Name{n};Given{n};{('RENNES', 'Nantes', 'Brest', '')[n % 4]}" for n in range(120)]

    first = done(chosen(tmp_path, *rows, jobs=jobs))
    second = done(chosen(tmp_path, *rows, jobs=jobs))

    assert (first.made, second.made, second.stood) == (120, 0, 120)
    said = ("rennes ", "nantes ", "", "")
    assert sorted(copies(tmp_path / "out").values()) == sorted(
        f"dear friend {said[n % 4]}Given{n} Name{n}" for n in range(120)
    )


def test_who_gets_another_edition_has_their_copy_made_again_and_no_other(tmp_path: Path) -> None:
    done(chosen(tmp_path, "Martin;Jeanne;Rennes", "Dupont;Jean;Nantes", "Petit;Ada;"))

    moved = done(chosen(tmp_path, "Martin;Jeanne;Rennes", "Dupont;Jean;Rennes", "Petit;Ada;"))
    other = chosen(tmp_path, "Martin;Jeanne;Rennes", "Dupont;Jean;Rennes", "Petit;Ada;")
    changed = done(replace(other, made_of=MADE_OF | {"rennes": "4"}))

    assert (moved.made, moved.stood) == (1, 2)
    assert (changed.made, changed.stood) == (2, 1)
    assert sorted(copies(tmp_path / "out").values()) == [
        "dear friend Ada Petit", "dear friend rennes Jean Dupont", "dear friend rennes Jeanne Martin",
    ]  # fmt: skip


def test_the_index_says_who_gets_which_edition_without_a_name(tmp_path: Path) -> None:
    done(chosen(tmp_path, "Martin;Jeanne;Rennes", "Petit;Ada;"))

    with (tmp_path / "out/index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[:2] for row in rows] == [["Row", "Edition"], ["2", "rennes"], ["3", ""]]
    assert [len(row) for row in rows] == [3, 3, 3]
    page = (tmp_path / "out/index.html").read_text("utf-8")
    assert "<td>rennes</td>" in page
    assert "Martin" not in page


def test_a_wrong_row_stops_no_other_unless_asked(tmp_path: Path) -> None:
    people = write_list(tmp_path, 2, ";Nobody", "Name1;Given1", "Twice\x07;Anna", "Last;Row")

    outcome = done(wanted(tmp_path, people))

    assert [(one.mark.line, one.cause) for one in sorted(outcome.problems)] == [
        (4, "The column “Nom” is empty."),
        (5, "The row says the same as row 3."),
        (6, "The column “Nom” holds a character that cannot be seen."),
    ]
    assert outcome.made == 3
    refused = (tmp_path / "out/refused.csv").read_text("utf-8-sig").splitlines()
    assert [line.split(";")[0] for line in refused] == ["Row", "4", "5", "6"]
    assert refused[1].startswith("4;The column “Nom” is empty.;")
    strict = wanted(tmp_path, people, target=str(tmp_path / "strict"), strict=True)
    with pytest.raises(ContentError):
        done(strict)
    assert not copies(tmp_path / "strict")

    done(wanted(tmp_path, write_list(tmp_path, 2)))
    assert not (tmp_path / "out/refused.csv").exists()


def test_a_copy_that_is_not_as_it_should_be_stops_no_other(tmp_path: Path) -> None:
    outcome = done(wanted(tmp_path, write_list(tmp_path, 60), "Wrong"))

    assert [(one.mark.line, one.cause) for one in outcome.problems] == [(12, "a word lacks")]
    assert (outcome.made, outcome.refused, len(copies(tmp_path / "out"))) == (59, 1, 59)


def test_no_name_is_in_names_of_files_the_manifest_or_the_index(tmp_path: Path) -> None:
    one = wanted(tmp_path, write_list(tmp_path, 3))

    done(one)

    others = [path for path in some(sorted((tmp_path / "out").iterdir())) if path.suffix != ".pptx"]
    assert sorted(path.name for path in others) == [".piliers.sqlite", "index.csv", "index.html"]
    for path in others:
        assert b"Name1" not in path.read_bytes()
    assert not any("name" in path.name.casefold() for path in (tmp_path / "out").glob("*.pptx"))


def test_names_where_asked_for_are_those_of_files_and_of_the_index(tmp_path: Path) -> None:
    people = write_list(tmp_path, 1, "=O'Neil/..;Zoé", "martin;Jean", "Martin;Jean", "...;...")

    done(wanted(tmp_path, people, named=True))

    with (tmp_path / "out/index.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert [row[1] for row in rows[1:]] == [
        "Given0 Name0",
        "Zoé =O'Neil/..",
        "Jean martin",
        "Jean Martin",
        "'... ..."[1:],
    ]
    files = [row[2] for row in rows[1:]]
    assert files[:3] == ["Name0-Given0.pptx", "O'Neil-Zoé.pptx", "martin-Jean.pptx"]
    assert files[3].startswith("Martin-Jean-")
    assert {path.name for path in (tmp_path / "out").glob("*.pptx")} == set(files)


def test_a_copy_with_the_name_of_another_is_removed(tmp_path: Path) -> None:
    outcome = done(wanted(tmp_path, write_list(tmp_path, 4), "Leaking"))

    assert len(outcome.leaked) == 3
    assert list(copies(tmp_path / "out").values()) == ["dear friend Given0 Name0 "]


def test_a_worker_that_dies_costs_nothing(tmp_path: Path) -> None:
    outcome = done(wanted(tmp_path, write_list(tmp_path, 130), "Dying", jobs=2))

    assert (tmp_path / "died").exists()
    assert outcome.made == 130
    assert len(copies(tmp_path / "out")) == 130
    assert not list((tmp_path / "out").glob(".*.tmp"))


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux alone")
def test_workers_have_at_once_what_was_loaded_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(threading, "active_count", lambda: 1)  # those of the test runner aside
    one = wanted(tmp_path, write_list(tmp_path, 130), "Nowhere", jobs=2)
    keep(one.order, "", Plain(one.order))

    assert done(one).made == 130


def test_beside_a_thread_workers_load_it_themselves(tmp_path: Path) -> None:
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    try:
        outcome = done(wanted(tmp_path, write_list(tmp_path, 130), jobs=2))
    finally:
        end.set()
        thread.join()

    assert outcome.made == 130


def test_what_a_worker_is_given_is_of_one_edition(tmp_path: Path) -> None:
    rows = [f"Name{n};Given{n};{('RENNES', 'Nantes')[n % 2]}" for n in range(60)]
    one = chosen(tmp_path, *rows, maker="Apart")

    assert done(one).made == 60
    assert (tmp_path / "makers").read_text("utf-8").split() == ["rennes", "nantes"]


@pytest.mark.long
def test_rows_that_end_each_worker_are_named(tmp_path: Path) -> None:
    with pytest.raises(PiliersError, match="Rows 2–51 end each process"):
        done(wanted(tmp_path, write_list(tmp_path, 60), "Deadly", jobs=2))


def test_what_was_made_before_the_disk_was_full_stands(tmp_path: Path) -> None:
    (tmp_path / "full").touch()
    one = wanted(tmp_path, write_list(tmp_path, 120), "Full")
    with pytest.raises(OSError, match="No space left"):
        done(one)

    (tmp_path / "full").unlink()
    outcome = done(one)

    assert (outcome.made, outcome.stood) == (70, 50)
    assert len(copies(tmp_path / "out")) == 120


@pytest.mark.parametrize("place", ["memory://copies-{}/out", "file://{}/there"])
def test_copies_go_through_fsspec(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    target = place.format(tmp_path)
    one = wanted(tmp_path, write_list(tmp_path, 60), target=target)

    first, second = done(one), done(one)

    assert (first.made, second.made, second.stood) == (60, 0, 60)
    store = store_at(target)
    files = [name for name in store.sizes() if name.endswith(".pptx")]
    assert len(files) == 60
    assert store.get(some(files)[0]).startswith(b"dear friend Given")
    assert purge(target, "2099-01-01", all_of_it=False) == (0, "2099-01-01")
    assert purge(target, "2099-01-02", all_of_it=False) == (60, "2099-01-01")
    assert store.sizes() == {}


@pytest.mark.long
def test_dask_makes_the_same_though_a_worker_is_killed(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    scheduler = start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(tmp_path / "at.json"))
    workers: list[subprocess.Popen[bytes]] = []
    try:
        address = waited(tmp_path / "at.json")
        workers += [start("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny") for _n in range(2)]

        outcome = done(wanted(tmp_path, write_list(tmp_path, 500), "Dying", scheduler=address))

        ended = [one for one in workers if one.poll() is not None]
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()
    assert len(ended) == 1
    assert outcome.made == 500
    assert sorted(copies(tmp_path / "out").values()) == sorted(f"dear friend Given{n} Name{n}" for n in range(500))


@pytest.mark.long
def test_a_scheduler_that_is_lost_midway_costs_nothing_that_was_made(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    scheduler = start("scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(tmp_path / "at.json"))
    worker: subprocess.Popen[bytes] | None = None
    try:
        address = waited(tmp_path / "at.json")
        worker = start("worker", address, "--nthreads", "1", "--no-dashboard", "--no-nanny")
        one = wanted(tmp_path, write_list(tmp_path, 1000), "Slow", scheduler=address)
        seen = 0

        def tell(more: int) -> None:
            nonlocal seen
            seen += more
            if seen == 100:
                scheduler.kill()

        with pytest.raises(PiliersError, match="does not answer"):
            run(one, manifest_of(one.target), lambda _count: tell)
    finally:
        for process in filter(None, (worker, scheduler)):
            process.kill()
            process.wait()

    rest = done(replace(one, scheduler=""))

    assert (rest.made + rest.stood, len(copies(tmp_path / "out"))) == (1000, 1000)
    assert rest.stood >= 100


@pytest.mark.long
def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with pytest.raises(PiliersError, match="does not answer"):
        done(wanted(tmp_path, write_list(tmp_path, 5), scheduler="tcp://127.0.0.1:9"))


def start(kind: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *arguments]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=process_environment(), stdout=quiet, stderr=quiet)


def waited(file: Path) -> str:
    """Return the address that a scheduler has written into ``file``."""
    for _tenth in range(3000):
        if file.exists() and (text := file.read_text("utf-8")):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    raise TimeoutError(file)
