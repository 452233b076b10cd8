"""Whatever stands in the place of an input, and whatever a template asks for: a sentence, soon, and in little memory.

Each build runs in a process of its own, of bounded processor time; its peak of memory is read at its end.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ROOT, SLUG, copy_project, process_environment, replace_file

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
MEGABYTES = 300
CPU = 6  # seconds of the processor, of which a busy machine may take more than two: far fewer than without a bound
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
    "fifty megabytes": "x" * LARGE,
    "deep elements": '<document language="fr" title="x" page-of="" continued=""><footer>'
    + "<em>" * 5_000
    + "x"
    + "</em>" * 5_000
    + "</footer></document>",
    "many elements": "<document>{% for a in range(99999) %}<p/><p/><p/><p/><p/><p/>{% endfor %}</document>",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy_project(tmp_path)
    return tmp_path


def refused(root: Path, *arguments: str) -> list[str]:
    """Build in a process of bounded time and memory, expect code 1; return the lines printed."""
    script = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({CPU}, {CPU}))
from generator.cli import main
code = main(["build", *{arguments!r}, "--root", {str(root)!r}])
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(int(peak.split()[1]) // 1024)
sys.exit(code)
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=process_environment(),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 1, done.stdout[-2000:] + done.stderr[-2000:]
    assert int(done.stdout.split()[-1]) < MEGABYTES
    assert "Traceback" not in done.stderr
    return done.stderr.splitlines()


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_that_does_too_much_is_refused_with_its_file(folder: Path, name: str) -> None:
    replace_file(folder / DECK, TEMPLATES[name])
    line, *_rest = refused(folder, "--only", "deck")

    assert line.startswith(f"{DECK}:")
    assert "cannot be composed: " in line or "The file is too large (more than 128 kB)." in line


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


@pytest.mark.parametrize("path", INPUTS)
@pytest.mark.parametrize("kind", ["pipe", "endless", "folder"])
def test_what_is_no_file_in_the_place_of_an_input_is_named(folder: Path, path: str, kind: str) -> None:
    target = folder / path
    target.unlink()
    if kind == "pipe":
        os.mkfifo(target)
    elif kind == "endless":
        target.symlink_to("/dev/zero")
    else:
        target.mkdir()

    assert any(path in line for line in refused(folder))


@pytest.mark.parametrize("path", INPUTS)
def test_a_large_file_in_the_place_of_an_input_is_named(folder: Path, path: str) -> None:
    replace_file(folder / path, b"a: b\n" * (LARGE // 5))

    assert any(path in line for line in refused(folder))


@pytest.mark.parametrize("path", OUTPUTS)
def test_a_pipe_in_the_place_of_an_output_stops_nothing_for_ever(folder: Path, path: str) -> None:
    (folder / "output").mkdir()
    os.mkfifo(folder / path)

    assert any(Path(path).name in line for line in refused(folder))


def test_an_endless_file_in_the_place_of_a_receipt_is_not_read(folder: Path) -> None:
    (folder / "output").mkdir()
    (folder / OUTPUTS[-1]).symlink_to("/dev/zero")

    assert any(Path(OUTPUTS[-1]).name in line for line in refused(folder)) or (folder / OUTPUTS[0]).is_file()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rows", "Jeu;Nombre\n" + "a;1\n" * 900_000),
        ("short rows", "Jeu;Nombre\n" + "a\n" * 900_000),
        ("columns", ";".join("abc" for _ in range(900_000)) + "\n1;2\n"),
        ("one cell", "Jeu;" + "x" * LARGE),
        ("quotes", '"' * 2_000_000),
    ],
)
def test_a_table_beyond_measure_is_named(tmp_path: Path, name: str, text: str) -> None:
    copy_project(tmp_path, "toutes-les-cles")
    (tmp_path / "content/toutes-les-cles/pillars/jeux.csv").write_text(text, "utf-8")

    assert any("jeux.csv" in line for line in refused(tmp_path)), name


@pytest.mark.parametrize("path", ["templates/theme.yaml", "templates/words/fr.yaml"])
@pytest.mark.parametrize("text", ["[" * 100_000, "a: " * 100_000, "- a\n" * 1_000_000, "deck: {}\n", "x", ""])
def test_a_theme_and_words_that_make_no_sense_are_named(folder: Path, path: str, text: str) -> None:
    replace_file(folder / path, text)

    assert any(path in line for line in refused(folder))


@pytest.mark.parametrize(
    "bomb",
    [b"<x>" * 10_000_000, b"<x/>" * 5_000_000, b'<x a="b" c="d"/>' * 1_500_000, b"<x>" + b" " * 30_000_000 + b"</x>"],
    ids=["deep", "many", "attributes", "space"],
)
@pytest.mark.parametrize("part", ["ppt/slideLayouts/slideLayout6.xml", "ppt/theme/theme1.xml", "[Content_Types].xml"])
def test_a_template_that_unpacks_to_much_is_refused(folder: Path, part: str, bomb: bytes) -> None:
    from tests.deck import brands

    parts = {**brands.stock(), part: bomb}
    (folder / "templates/brand.pptx").write_bytes(brands.packed(parts))

    assert refused(folder, "--only", "deck", "--template", "brand.pptx")[0].startswith("templates/brand.pptx:1:1: ")
