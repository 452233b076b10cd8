"""Whatever stands in the place of an input, and whatever a template asks for: a sentence, soon, and in little memory.

Each build runs in a process of its own, of bounded processor time; its peak of memory is read at its end.
"""

from __future__ import annotations

import io
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from tests.bounded import Forking
from tests.matrix import every, few
from tests.project import ROOT, SLUG, copy_project, own_file, process_environment, replace_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
MEGABYTES = 250  # of a whole process: the greatest peak is 180, and a file that is refused has 50
SECONDS = 60  # by the clock: something would have to wait for ever
DECK = "templates/deck.xml.j2"
PILLAR = f"content/{SLUG}/pillars/soutien.yaml"
LARGE = 50_000_000
OUTPUTS = (f"output/{SLUG}.pptx", f"output/{SLUG}.pdf", f"output/{SLUG}.html", f"output/{SLUG}.receipt.json")
INPUTS = (
    *(DECK, "templates/parts.xml.j2", "templates/web.html.j2", "templates/web.css", "templates/theme.yaml"),
    *("templates/words/fr.yaml", "templates/icons/rocket.svg", "templates/maps/world.json", "templates/icc/sRGB.icc"),
    *("templates/deck.pptx", "templates/fonts/Carlito-Regular.ttf", "content/cities.yaml", PILLAR),
    f"content/{SLUG}/publication.yaml",
)
DOUBLED = "{%% set n = namespace(x=%s) %%}{%% for a in range(99) %%}{%% set n.x = %s %%}{%% endfor %%}{{ n.x }}"
ALL = "{% for a in range(99999) %}"
TEMPLATES = {
    "nested ranges": f"{ALL}{ALL}{ALL}x{{% endfor %}}{{% endfor %}}{{% endfor %}}",
    "ranges that do nothing": f"{ALL}{ALL}{{% endfor %}}{{% endfor %}}",
    "a range that is too long": "{{ range(10**12)|list }}",
    "a text repeated": "{{ 'x' * 10**9 }}",
    "a list repeated": "{{ ([0] * 10**9)|length }}",
    "a power": "{{ 10 ** 10**8 }}",
    "squares": DOUBLED % ("9", "n.x * n.x"),
    "texts doubled by +": DOUBLED % ("'xxxx'", "n.x + n.x"),
    "texts doubled by ~": DOUBLED % ("'xxxx'", "n.x ~ n.x"),
    "lists doubled": DOUBLED % ("[1]", "n.x + n.x"),
    "lists within lists": DOUBLED % ("[1]", "[n.x, n.x]"),
    "a filter's width": "{{ 'x'|center(10**9) }}",
    "a method's width": "{{ 'x'.ljust(10**9) }}",
    "a format's width": "{{ '%1000000000d' % 1 }}",
    "a width given to a format": "{{ '%*d' % (10**9, 1) }}",
    "a width in format()": "{{ '{:1000000000}'.format(1) }}",
    "a width given to format()": "{{ '{:{}}'.format(1, 10**9) }}",
    "a filter called format": "{{ '%1000000000d'|format(1) }}",
    "an indentation": "{{ 'x\ny'|indent(10**9) }}",
    "rows filled": "{{ [1]|batch(10**9, 'x')|list }}",
    "a text for each letter": "{% set a = 'x' * 100000 %}{{ a|replace('x', a) }}",
    "a text between items": "{% set a = 'x' * 100000 %}{{ range(99999)|join(a) }}",
    "a long text many times": "{% set a = 'x' * 100000 %}{{ ([a] * 99999)|join }}",
    "filters over and over": f"{ALL}{{{{ range(99999)|map('abs')|sum }}}}{{% endfor %}}",
    "slices over and over": "{% set a = 'x' * 1000000 %}" + ALL + "{% set y = a[1:] %}{% endfor %}",
    "a macro that calls itself": "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}"
    "{{ m(200) }}",
    "a template that includes itself": "{% include 'deck.xml.j2' %}",
    "a loop that calls itself": "{% for a in [1] recursive %}{{ loop([1]) }}{% endfor %}",
    "text of its own": ALL + "x" * 10_000 + "{% endfor %}",
    "text held back": ALL + "{% set y %}" + "x" * 10_000 + "{% endset %}{% endfor %}",
    "brackets": "{{ " + "(" * 60_000 + "1" + ")" * 60_000 + " }}",
    "terms": "{{ " + "1+" * 60_000 + "1 }}",
    "deep elements": '<document language="fr" title="x" page-of="" continued=""><footer>'
    + "<em>" * 5_000
    + "x"
    + "</em>" * 5_000
    + "</footer></document>",
    "many elements": "<document>{% for a in range(99999) %}<p/><p/><p/><p/><p/><p/>{% endfor %}</document>",
}


@dataclass(frozen=True)
class Case:
    """What is put in the place of a file of the project, and the arguments of the build."""

    path: str
    put: Callable[[Path], object]
    arguments: tuple[str, ...] = ()


def _written(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, "utf-8")


def _large(path: Path) -> None:
    with path.open("wb") as file:
        file.writelines(b"a: b\n" * 1_000 for _thousand in range(LARGE // 5_000))


def _only(path: str) -> tuple[str, str]:
    """Return the arguments for an edition that needs the file at ``path``: where all do, for the soonest built."""
    of_deck, of_note = (DECK, "templates/deck.pptx", OUTPUTS[0]), ("templates/icc/sRGB.icc", OUTPUTS[1])
    return "--only", "deck" if path in of_deck else "note" if path in of_note else "web"


def _endless(path: Path) -> None:
    path.symlink_to("/dev/zero")


KINDS: dict[str, Callable[[Path], object]] = {"pipe": os.mkfifo, "endless": _endless, "folder": Path.mkdir}
SENSELESS = ("[" * 100_000, "a: " * 100_000, "- a\n" * 1_000_000, "deck: {}\n", "x", "")
CASES = {
    **{name: Case(DECK, _written(text), ("--only", "deck")) for name, text in TEMPLATES.items()},
    **{f"{kind} {path}": Case(path, put, _only(path)) for kind, put in KINDS.items() for path in INPUTS},
    **{f"large {path}": Case(path, _large, _only(path)) for path in INPUTS},
    **{
        f"{path} {number}": Case(path, _written(text), _only(path))
        for path in ("templates/theme.yaml", "templates/words/fr.yaml")
        for number, text in enumerate(SENSELESS)
    },
}
# Who reads the file is what differs: each has one kind of what is no file, some a large one, the theme the senseless.
READERS = (DECK, "templates/theme.yaml", "templates/maps/world.json", "templates/deck.pptx", PILLAR)
SOME = {
    *[*TEMPLATES][::2],
    *(f"{kind} {path}" for kind, path in zip(itertools.cycle(KINDS), INPUTS, strict=False)),
    *(f"large {path}" for path in READERS),
    *(f"templates/theme.yaml {number}" for number in range(len(SENSELESS))),
}
GROUPS = {
    "some of each": {name: case for name, case in CASES.items() if name in SOME},
    "the others": {name: case for name, case in CASES.items() if name not in SOME},
}


def stream() -> io.TextIOWrapper:
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8")


def build_each(root: Path, group: str) -> None:
    """Build with each case of a group, one after the other, in this process; print what was said, and the memory."""
    said = {}
    for name, case in GROUPS[group].items():
        target = own_file(root, case.path)
        old = target.read_bytes()
        target.unlink()
        case.put(target)
        with redirect_stderr(stream()) as err, redirect_stdout(stream()):
            code = main(["build", *case.arguments, "--root", str(root)])
        err.seek(0)
        said[name] = [code, *err.read().splitlines()]
        target.rmdir() if target.is_dir() else target.unlink()
        target.write_bytes(old)
    peak = next(line for line in Path("/proc/self/status").read_text("utf-8").splitlines() if line.startswith("VmHWM:"))
    print(json.dumps({"said": said, "megabytes": int(peak.split()[1]) // 1024}))


def said(group: str) -> dict[str, list[Any]]:
    """Return the exit code and the lines of each build of a group, made in one process of bounded time and memory."""
    with tempfile.TemporaryDirectory() as folder:
        copy_project(Path(folder))
        script = f"""
import resource
resource.setrlimit(resource.RLIMIT_CPU, ({2 * len(GROUPS[group])}, {2 * len(GROUPS[group])}))
from pathlib import Path
from tests.test_limits import build_each
build_each(Path({folder!r}), {group!r})
"""
        done = subprocess.run(
            [sys.executable, "-c", script],
            env=process_environment(),
            cwd=ROOT,
            capture_output=True,
            encoding="utf-8",
            timeout=10 * SECONDS,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["megabytes"] < MEGABYTES
    return dict(found["said"])


@pytest.mark.long
@few({"some of each"}, "group", GROUPS)
def test_what_stands_in_the_place_of_an_input_is_named(group: str) -> None:
    found = said(group)
    wrong = {
        name: lines
        for name, (code, *lines) in found.items()
        if code != 1 or not any(GROUPS[group][name].path in line for line in lines)
    }

    assert list(found) == list(GROUPS[group])
    assert wrong == {}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy_project(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def process() -> Iterator[Forking]:
    forking = Forking(process_environment(), ROOT)
    yield forking
    forking.close()


def refused(process: Forking, root: Path, *arguments: str) -> list[str]:
    """Build, expect that it is refused; return the problems."""
    return limited(process, root, *arguments, expected=1)


def limited(process: Forking, root: Path, *arguments: str, expected: int) -> list[str]:
    """Build in a process of bounded time and memory, expect an exit code; return the lines that it printed."""
    done = process.run("build", *arguments, "--root", str(root))
    assert done.code == expected, done.said[-2000:]
    assert done.megabytes < MEGABYTES
    assert "Traceback" not in done.said
    return done.said.splitlines()


def test_what_templates_of_ours_do_is_far_from_the_bound() -> None:
    """The publication of the tests takes a fiftieth of what a template may spend."""
    from generator.document import sandbox
    from generator.pipeline.production import Production
    from generator.world import World
    from tests.project import sample_root

    made: list[sandbox.BoundedEnvironment] = []

    class Watched(sandbox.BoundedEnvironment):
        def __init__(self, *args: object, **options: object) -> None:
            super().__init__(*args, **options)  # type: ignore[arg-type]
            made.append(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sandbox, "BoundedEnvironment", Watched)
        Production(World(sample_root()), SLUG).compose(DECK)

    assert made[0]._left + sandbox.MAX_SPENT // 20 > sandbox.MAX_SPENT


@pytest.mark.long
@pytest.mark.parametrize("path", OUTPUTS)
def test_a_pipe_in_the_place_of_an_output_stops_nothing_for_ever(folder: Path, path: str, process: Forking) -> None:
    (folder / "output").mkdir()
    os.mkfifo(folder / path)

    assert any(Path(path).name in line for line in refused(process, folder, *_only(path)))


def test_an_endless_file_in_the_place_of_a_receipt_is_not_read(folder: Path, process: Forking) -> None:
    (folder / "output").mkdir()
    (folder / OUTPUTS[-1]).symlink_to("/dev/zero")
    limited(process, folder, "--only", "web", expected=0)

    assert (folder / OUTPUTS[-1]).read_bytes().startswith(b"{")


# Made when asked for: whoever imports this module measures memory.
TABLES: dict[str, Callable[[], str]] = {
    "rows": lambda: "Jeu;Nombre\n" + "a;1\n" * 900_000,
    "short rows": lambda: "Jeu;Nombre\n" + "a\n" * 900_000,
    "columns": lambda: ";".join("abc" for _ in range(900_000)) + "\n1;2\n",
    "one cell": lambda: "Jeu;" + "x" * LARGE,
    "quotes": lambda: '"' * 2_000_000,
}
BOMBS: dict[str, Callable[[], bytes]] = {
    "deep": lambda: b"<x>" * 10_000_000,
    "many": lambda: b"<x>" + b"<x/>" * 5_000_000 + b"</x>",
    "attributes": lambda: b"<x>" + b'<x a="b" c="d"/>' * 1_500_000 + b"</x>",
}


@every(2, "name", TABLES)
def test_a_table_beyond_measure_is_named(tmp_path: Path, name: str, process: Forking) -> None:
    copy_project(tmp_path, "toutes-les-cles")
    replace_file(tmp_path / "content/toutes-les-cles/pillars/jeux.csv", TABLES[name]())

    assert any("jeux.csv" in line for line in refused(process, tmp_path))


@every(3, "bomb", BOMBS)
@few({"[Content_Types].xml"}, "part", ["ppt/slideLayouts/slideLayout6.xml", "[Content_Types].xml"])
def test_a_template_that_unpacks_to_much_is_refused(folder: Path, part: str, bomb: str, process: Forking) -> None:
    from tests.deck import brands

    parts = {**brands.stock(), part: BOMBS[bomb]()}
    replace_file(folder / "templates/brand.pptx", brands.packed(parts))

    said = refused(process, folder, "--only", "deck", "--template", "brand.pptx")
    assert said[0].startswith("templates/brand.pptx:1:1: ")
