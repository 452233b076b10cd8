"""A random walk of edits through the editor's own interface: only what was edited differs, and undo restores the bytes.

A short one runs with the tests. By hand, `python -m tests.edit.walk --steps 2000`.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, seed, settings, stateful
from hypothesis import strategies as st
from starlette.testclient import TestClient

from generator.edit.markup import runs_of
from generator.edit.server import application
from generator.edit.session import Session
from generator.source.rewrite import text_of
from generator.world import World
from tests.project import CONTENT, link_tree, pristine_templates

SLUG = "essai"
PORT, TOKEN = 8765, "t" * 43
TRANSLATION = f"content/{SLUG}/translations/en.yaml"
HEAD = f"content/{SLUG}/publication.yaml"
FILES = {
    HEAD: "# en tête\r\n\r\ntitle: Un essai\r\n# de la langue\r\nlanguage: fr\r\npillars: [bloc, flux]\r\n# fin\r\n",
    # block style: folded, literal, quoted, over several lines, with comments everywhere
    f"content/{SLUG}/pillars/bloc.yaml": """\
# yaml-language-server: $schema=nowhere
label: 'Bloc d''essai'
# c1

# c2
heading: >-
  Un titre sur
  deux lignes
icon: rocket
intro: |
  Une introduction.
examples:
  # c3
  - id: premier
    # c4
    text: "Un texte : avec des \\"guillemets\\" et [Nantes](city:nantes)."
  - id: second
    short: Court.
    text:
      Un texte simple qui
      continue ici.
    # c5
  - {id: troisieme, text: 'Un texte en accolades, cité'}
table:
  caption: Des parts
  # c6
  columns: [Ville, "Part"]
  rows:
    - ["Nantes", 1200]
    # c7
    - - Turin
      - '58 %'
chart:
  kind: line
  caption: Des emplois
  description: Ils augmentent.
  axis: 'Année'
  # c10
  categories: ["2023", '2024',
    fin]
  series:
    - name: Nantes
      # c11
      values: [7.5, null, 11]
    - {name: "Turin", values: [1, 2, 3]}
    # c12
    - name: Lyon
      values:
        - 8
        # c13
        - 10.0
        - 12
""",
    # flow style, with carriage returns, byte order mark and no end of line at the end
    f"content/{SLUG}/pillars/flux.yaml": (
        "\ufeff{label: Flux, heading: 'Un autre titre', icon: bike,\r\n# c8\r\n"
        '  examples: [{id: a1, text: "Un exemple"},\r\n    # c9\r\n    {id: a2, text: Encore un exemple}]}'
    ),
}
WORDS = [
    *(
        "un",
        "mot",
        "l’été",
        "l'eau",
        "où ?",
        "a: b",
        "- tiret",
        "# croix",
        "[crochet]",
        "*étoile*",
        "\\",
        "«",
        "»",
        '"',
    ),
    *("'", "{", "}", "&", "!", "%", "@", "`", "|", ">", "yes", "null", "12", "3.5", "2026-01-01", "~", "x" * 30, "…"),
    *("<b>", "&amp;", "https://a.fr", "fin:", ",", "?"),
]
styles = st.fixed_dictionaries({}, optional={"s": st.just(True), "e": st.just(True), "p": st.just("nantes")})
runs = st.lists(
    st.builds(
        lambda words, style: {"t": " ".join(words)} | style, st.lists(st.sampled_from(WORDS), min_size=1), styles
    ),
    min_size=1,
    max_size=4,
)
choice = st.integers(0, 10**6)


def values(data: bytes) -> Any:
    """Return what a file says: every scalar as a text, as no YAML of ours reads it."""
    return yaml.load(data.decode("utf-8-sig"), yaml.BaseLoader)


def at(root: Any, path: list[Any]) -> Any:
    for step in path:
        root = root[step]
    return root


class Walk(stateful.RuleBasedStateMachine):
    """A publication in an editor; each rule makes an edit and compares the files with what was asked for."""

    steps = 0

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp(prefix="piliers-walk-"))
        link_tree(pristine_templates(), self.root / "templates")
        (self.root / f"content/{SLUG}/pillars").mkdir(parents=True)
        shutil.copy(CONTENT / "cities.yaml", self.root / "content")
        for name, text in FILES.items():
            (self.root / name).write_bytes(text.encode("utf-8"))
        world = World(self.root)
        self.session = Session(world, SLUG)
        assert "\n".join(map(str, self.session.problems)) == ""
        self.client = TestClient(application(self.session, world, PORT, TOKEN), base_url=f"http://127.0.0.1:{PORT}")
        self.client.get(f"/?token={TOKEN}")

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    # What is asked

    def post(self, address: str, body: Any) -> Any:
        return self.client.post(address, json=body, headers={"Origin": f"http://127.0.0.1:{PORT}"})

    def contents(self) -> dict[str, bytes]:
        found = sorted((self.root / f"content/{SLUG}").rglob("*.yaml"))
        return {path.relative_to(self.root).as_posix(): path.read_bytes() for path in found}

    def file(self, number: int, *, pillar: bool = False) -> str:
        names = [one for one in FILES if not pillar or one != HEAD]
        return names[number % len(names)]

    def edit(self, file: str, op: str, path: list[Any], wanted: Any, **more: Any) -> None:
        """Make an edit, after which the file is to say ``wanted``."""
        before = self.contents()
        hash = self.session.state()["files"][file]
        if after := self.step({"op": op, "file": file, "path": path, "hash": hash, **more}):
            assert differing(before, after) <= {file}
            assert values(after[file]) == wanted
            self.require_form(file, before[file], after[file])

    def step(self, asked: dict[str, Any]) -> dict[str, bytes] | None:
        """Make an edit, undo it and make it again; return what the files are then, nothing where it was refused."""
        Walk.steps += 1
        before = self.contents()
        answer = self.post("/edit", asked)
        after = self.contents()
        assert answer.status_code in (200, 422), (answer.status_code, answer.text)
        if answer.status_code == 422:
            assert after == before
            return None
        if after != before:
            assert self.post("/undo", {}).status_code == 200
            assert self.contents() == before
            assert self.post("/redo", {}).status_code == 200
            assert self.contents() == after
        return after

    def require_form(self, file: str, before: bytes, after: bytes) -> None:
        """Line ends, byte order mark and the lack of a last line end are those that the file had."""
        assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
        if b"\r" in before:
            assert after.count(b"\n") == after.count(b"\r\n")
        else:
            assert b"\r" not in after

    # The edits

    @stateful.rule(number=choice, which=choice, given=runs)
    def change_a_text(self, number: int, which: int, given: list[dict[str, Any]]) -> None:
        file = self.file(number)
        before = self.contents()[file]
        now = values(before)
        paths: list[list[Any]] = [["title"]] if file == HEAD else [["label"], ["heading"]]
        if file != HEAD:
            paths += [["examples", index, "text"] for index in range(len(now["examples"]))]
            paths += [
                ["table", "rows", r, c] for r, row in enumerate(now.get("table", {}).get("rows", ())) for c in (0, 1)
            ]
        path = paths[which % len(paths)]
        self.edit(file, "set", path, self.with_text(now, path, given), value=given)
        comments = re.findall(r"# c\d", before.decode())
        assert all(one in self.contents()[file].decode() for one in comments)

    def with_text(self, now: Any, path: list[Any], given: list[dict[str, Any]]) -> Any:
        """Return the values with a text that reads as ``given``; which signs its markup takes is not ours to say."""
        wanted = deepcopy(now)
        at(wanted, path[:-1])[path[-1]] = _Reads(given)
        return wanted

    @stateful.rule(number=choice, first=choice, second=choice)
    def move_an_example(self, number: int, first: int, second: int) -> None:
        file = self.file(number, pillar=True)
        wanted = values(self.contents()[file])
        items = wanted["examples"]
        index, to = first % len(items), second % len(items)
        items.insert(to, items.pop(index))
        self.edit(file, "move", ["examples"], wanted, index=index, to=to)

    @stateful.rule(number=choice, which=choice)
    def duplicate_an_example(self, number: int, which: int) -> None:
        file = self.file(number, pillar=True)
        wanted = values(self.contents()[file])
        items = wanted["examples"]
        if len(items) > 6:
            return
        index = which % len(items)
        items.insert(index + 1, deepcopy(items[index]) | {"id": _Any()})
        self.edit(file, "duplicate", ["examples"], wanted, index=index)

    @stateful.rule(number=choice, which=choice)
    def add_an_example(self, number: int, which: int) -> None:
        file = self.file(number, pillar=True)
        wanted = values(self.contents()[file])
        items = wanted["examples"]
        if len(items) > 6:
            return
        index = which % (len(items) + 1)
        items.insert(index, {"id": _Any(), "text": "To be written"})
        self.edit(file, "insert", ["examples"], wanted, index=index)

    @stateful.rule(number=choice, which=choice, given=st.lists(runs, min_size=2, max_size=3))
    def add_several_examples(self, number: int, which: int, given: list[list[dict[str, Any]]]) -> None:
        file = self.file(number, pillar=True)
        wanted = values(self.contents()[file])
        items = wanted["examples"]
        if len(items) > 5:
            return
        index = which % (len(items) + 1)
        items[index:index] = [{"id": _Any(), "text": _Reads(one)} for one in given]
        value = [{"text": one} for one in given]
        self.edit(file, "insert-all", ["examples"], wanted, index=index, value=value)

    @stateful.rule(number=choice, which=choice)
    def remove_an_example(self, number: int, which: int) -> None:
        file = self.file(number, pillar=True)
        wanted = values(self.contents()[file])
        items = wanted["examples"]
        if len(items) > 1:
            del items[which % len(items)]
            self.edit(file, "remove", ["examples", which % (len(items) + 1)], wanted)

    # Whole files: what another program has broken is typed anew, or mended by the line that is told

    @stateful.rule(number=choice, where=choice)
    def type_a_whole_file(self, number: int, where: int) -> None:
        file = self.file(number)
        before = self.contents()[file]
        lines = text_of(before).split("\n")
        typed = f"# tapé {where % 3}"
        if typed in lines:
            lines.remove(typed)
        else:
            lines.insert(where % 2 if lines[0].startswith("#") else 0, typed)  # where no text goes on
        self.edit(file, "text", [], values(before), value="\n".join(lines))

    @stateful.rule(number=choice)
    def type_a_broken_file_anew(self, number: int) -> None:
        file = self.file(number)
        before = self.contents()[file]
        end = b"\r\n" if b"\r\n" in before else b"\n"
        self.spoil(file, before + end + b"x: [" + end)
        text = next(one for one in self.form(file)["fields"] if one["kind"] == "raw")["value"]
        assert text.endswith("x: [\n")
        self.edit(file, "text", [], values(before), value=text_of(before))
        assert self.contents()[file].rstrip(b"\r\n") == before.rstrip(b"\r\n")
        self.spoil(file, before)

    @stateful.rule(head=st.booleans())
    def mend_a_broken_line(self, head: bool) -> None:
        file, key = (HEAD, "language") if head else (self.BLOC, "icon")
        before = self.contents()[file]
        self.spoil(file, before.replace(f"\n{key}: ".encode(), f"\n{key}:".encode()))
        told = [one for one in self.session.state()["problems"] if one["file"] == file and one["instead"]]
        assert [one["instead"].partition(":")[0] for one in told] == [key]
        self.edit(file, "mend", [], values(before), index=told[0]["line"])
        assert self.contents()[file] == before

    def spoil(self, file: str, data: bytes) -> None:
        """Change a file as another program does."""
        (self.root / file).write_bytes(data)
        self.session.look()

    def form(self, file: str) -> dict[str, Any]:
        found: dict[str, Any] = next(one for one in self.session.state()["forms"] if one["file"] == file)
        return found

    # The values of a chart

    BLOC = f"content/{SLUG}/pillars/bloc.yaml"

    def chart(self) -> dict[str, Any]:
        found: dict[str, Any] = values(self.contents()[self.BLOC])["chart"]
        return found

    def grid(self, wanted: dict[str, Any], **more: Any) -> None:
        """Ask for a chart as a grid: a row for each category, a column for each series."""
        names = [one["name"] for one in wanted["series"]]
        rows = [
            [one, *(series["values"][at] for series in wanted["series"])] for at, one in enumerate(wanted["categories"])
        ]
        cells = [[[{"t": word}] if word != "null" else [] for word in row] for row in [[wanted["axis"], *names], *rows]]
        now = values(self.contents()[self.BLOC])
        value = {"columns": cells[0], "rows": cells[1:], **more}
        self.edit(self.BLOC, "grid", ["chart"], now | {"chart": wanted}, value=value)

    @stateful.rule(number=choice, which=choice, value=st.sampled_from(["3.25", "-4", "null", "1000000", "0"]))
    def change_a_value(self, number: int, which: int, value: str) -> None:
        wanted = self.chart()
        series = wanted["series"][which % len(wanted["series"])]["values"]
        series[number % len(series)] = value
        self.grid(wanted)

    @stateful.rule(number=choice, word=st.sampled_from(["2026", "yes", "l'an: 1", "Été", "[x]", "~ 3"]))
    def change_a_category(self, number: int, word: str) -> None:
        wanted = self.chart()
        wanted["categories"][number % len(wanted["categories"])] = word
        self.grid(wanted)

    @stateful.rule(number=choice)
    def add_or_remove_a_row(self, number: int) -> None:
        wanted = self.chart()
        if len(wanted["categories"]) > 4:
            at = number % len(wanted["categories"])
            for items in (wanted["categories"], *(one["values"] for one in wanted["series"])):
                del items[at]
            self.grid(wanted, without=at)
        else:
            for items in (wanted["categories"], *(one["values"] for one in wanted["series"])):
                items.append(str(number))
            self.grid(wanted)

    @stateful.rule(number=choice)
    def add_or_remove_a_series(self, number: int) -> None:
        wanted = self.chart()
        if len(wanted["series"]) > 2:
            at = number % len(wanted["series"])
            del wanted["series"][at]
            now = values(self.contents()[self.BLOC])
            self.edit(self.BLOC, "remove", ["chart", "series", at], now | {"chart": wanted})
        else:
            wanted["series"].append({"name": "Lille: 2", "values": [str(number) for _one in wanted["categories"]]})
            self.grid(wanted)

    # Pillars, editions, translations

    @stateful.rule(number=choice)
    def add_move_copy_or_remove_a_pillar(self, number: int) -> None:
        before = self.contents()
        ids = values(before[HEAD])["pillars"]
        own = [one for one in ids if one not in ("bloc", "flux")]
        op = ["new-pillar", "copy-pillar", "remove-pillar", "move-pillar"][number % 4]
        op = "new-pillar" if op in ("copy-pillar", "remove-pillar") and not own else op
        op = "remove-pillar" if op in ("copy-pillar", "new-pillar") and len(ids) > 4 else op
        value = ids[number % len(ids)] if op == "move-pillar" else (own or [""])[0]
        after = self.step({"op": op, "file": HEAD, "path": [], "value": value, "to": number % len(ids)})
        if after:
            listed = values(after[HEAD])["pillars"]
            new = {f"content/{SLUG}/pillars/{one}.yaml" for one in {*listed} ^ {*ids}}
            assert differing(before, after) - {HEAD} == new
            assert sorted(listed) == sorted(ids) or op != "move-pillar"
            assert abs(len(listed) - len(ids)) == (op != "move-pillar")
            assert values(after[HEAD]) | {"pillars": ids} == values(before[HEAD])

    @stateful.rule(number=choice, given=runs)
    def add_change_or_remove_an_edition(self, number: int, given: list[dict[str, Any]]) -> None:
        now = values(self.contents()[HEAD])
        known = now.get("editions", [])
        if not known:
            self.edit(HEAD, "add", ["editions"], now | {"editions": [_Some()]})
        elif number % 3 == 0:
            rest = [one for index, one in enumerate(known) if index != number % len(known)]
            if rest:
                self.edit(HEAD, "remove", ["editions", number % len(known)], now | {"editions": rest})
            else:
                self.edit(HEAD, "remove", ["editions"], {key: one for key, one in now.items() if key != "editions"})
        elif number % 3 == 1 and len(known) < 4:
            self.edit(HEAD, "insert", ["editions"], now | {"editions": [*known, _Some()]}, index=len(known))
        else:
            path = ["editions", number % len(known), "label"]
            self.edit(HEAD, "set", path, self.with_text(now, path, given), value=given)

    @stateful.rule(number=choice, given=runs)
    def translate_a_text_or_take_it_away(self, number: int, given: list[dict[str, Any]]) -> None:
        before = self.contents()
        if TRANSLATION not in before:
            after = self.step({"op": "new-translation", "file": "", "path": [], "value": "en"})
            assert after is None or differing(before, after) <= {HEAD, TRANSLATION}
            return
        state = self.session.state()
        fields = next(one for one in state["forms"] if one["file"] == TRANSLATION)["fields"]
        path = fields[number % len(fields)]["path"]
        op = "remove" if number % 4 == 0 else "set"
        after = self.step(
            {"op": op, "file": TRANSLATION, "path": path, "hash": state["files"][TRANSLATION], "value": given}
        )
        if after:
            was, now = (values(one[TRANSLATION]).get("texts") or {} for one in (before, after))
            assert differing(before, after) <= {TRANSLATION}
            assert {key: one for key, one in was.items() if key != path[1]} == {
                key: one for key, one in now.items() if key != path[1]
            }
            said = now.get(path[1], {}).get("text", "")
            assert _plain(runs_of(said)) == ("" if op == "remove" else _plain(given))

    @stateful.rule(icon=st.sampled_from(["rocket", "bike", "leaf", "no-such"]), number=choice)
    def choose_an_icon(self, icon: str, number: int) -> None:
        file = self.file(number, pillar=True)
        self.edit(file, "set", ["icon"], values(self.contents()[file]) | {"icon": icon}, value=icon)

    @stateful.rule(given=runs, number=choice)
    def add_and_remove_a_key(self, given: list[dict[str, Any]], number: int) -> None:
        file = self.file(number, pillar=True)
        now = values(self.contents()[file])
        if "short" in now:
            self.edit(file, "remove", ["short"], {key: value for key, value in now.items() if key != "short"})
        else:
            self.edit(file, "set", ["short"], self.with_text(now | {"short": ""}, ["short"], given), value=given)


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> set[str]:
    """Return the files that two states of them have not alike."""
    return {name for name in {*one, *other} if one.get(name) != other.get(name)}


def _plain(found: list[dict[str, Any]]) -> str:
    return " ".join("".join(run["t"] for run in found).split())


class _Reads(str):
    """A text that is equal to any that reads as its runs do."""

    __slots__ = ()

    def __new__(cls, given: list[dict[str, Any]]) -> _Reads:
        return super().__new__(cls, _plain(given))

    def __eq__(self, other: object) -> bool:
        return _plain(runs_of(str(other))) == str(self)

    __hash__ = str.__hash__


class _Some(dict[str, Any]):
    """A mapping that is equal to any other: an edition as the editor gives it."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, dict)

    __hash__ = None


class _Any(str):
    """A text that is equal to any other: an id that the editor gives."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str)

    __hash__ = str.__hash__


def walk(steps: int, examples: int, start: int | None = None) -> int:
    """Make about ``steps`` edits in each of ``examples`` walks; return how many were made."""
    Walk.steps = 0
    stateful.run_state_machine_as_test(
        Walk if start is None else seed(start)(type("Seeded", (Walk,), {})),
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # a find is reported with its steps as they were: shrinking takes minutes
        ),
    )
    return Walk.steps


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument(
        "--seed", type=int, help="of the first walk of some 50 edits; the next number is the next one's"
    )
    wanted, made, number = parser.parse_args().steps, 0, parser.parse_args().seed
    while made < wanted and number is not None:
        made += walk(50, 1, number)
        print(f"{made} edits, seed {number}", flush=True)
        number += 1
    while made < wanted:
        made += walk(50, max(1, (wanted - made) // 50))
        print(f"{made} edits")
