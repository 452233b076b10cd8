"""A draft of what a deck of ours remembers; and what of the publication no deck tells, for a person to look at."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from generator.document.words import read_words
from generator.importing.blocks import words
from generator.importing.draft import Draft
from generator.importing.pictures import Gallery
from generator.importing.pillar import cells_of, marked
from generator.importing.proof import Piece, pieces_written, require_words
from generator.importing.proposals import Cities, Icons, id_for, language_of
from generator.importing.remembered import day_in, number_or_words
from generator.messages import _
from generator.source import model
from generator.source.inline import Run, Text, plain
from generator.source.rewrite import Plain
from generator.source.structure import keys
from generator.theme import read_theme

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.importing.blocks import Runs
    from generator.importing.remembered import Chart, Remembered
    from generator.world import World

_NUMBERED = re.compile(r"#(\d+)")
_PARTLY = re.compile(r"[:/](picture|logo|partners|editions|session|chart)/")
_MARKED = ("text", "short")  # texts in which places are marked
_CSV = re.compile(r"(pillars/[^/]+\.csv):(\d+)/(\d+)")
_WHOLE = {"source": {"title"}, "figures": {"value", "label"}, "quote": {"text", "who"}, "call": {"text"}}
_WHOLE |= {key: {"file"} for key in ("picture", "logo", "partners")} | {"editions": {"#"}}
"""What must be there for a part to be one."""


class Restored:
    """The draft of a publication that a file remembers, its words, and what to look at."""

    def __init__(self, found: Remembered, world: World) -> None:
        """Make the draft; raise ContentError or LookupError where the deck does not tell enough."""
        self.doubts: list[str] = []
        self._found, self._cities = found, Cities(world)
        self._gallery = Gallery()
        self._heads: set[str] = set()
        self._texts = dict(found.texts)
        self._ids = {id for listed in found.examples.values() for id in listed}
        self._colours = list(read_theme(world).pillars)
        if not found.language:
            said = " ".join(map(plain, found.texts.values()))
            found.language = language_of(said, "", world.names("templates/words", ".yaml"))
        self._icons = Icons(world)
        self._words = read_words(world, model.Language(found.language))
        self._cite()
        pillars = {id.partition("/")[2]: self._pillar(number, id) for number, id in enumerate(found.pillars)}
        self.draft = Draft(self._head(list(pillars)), pillars, self._gallery.files)
        self.pieces = self._proved()
        self._say()

    # The keys, as they are written

    def _cite(self) -> None:
        """Give each text that a source's number is behind, and each figure that one is named below, that source."""
        numbered = {str(number): one for number, one in enumerate(self._found.sources, 1)}
        for key, cited in self._found.cited.items():
            title = cited if cited in self._texts else numbered.get(cited)
            if f"{key}/title" in self._texts or title is None:
                continue
            known = title.removesuffix("/title")
            for name in ("title", "url"):
                if said := self._texts.get(f"{known}/{name}"):
                    self._found.texts[f"{key}/{name}"] = said
            if day := self._found.dates.get(f"{known}/title"):
                self._found.dates[f"{key}/title"] = day

    def _head(self, ids: list[str]) -> dict[str, Any]:
        values = self._under("publication:") | self._state() | {"language": self._found.language, "pillars": ids}
        labels = [key for key in self._texts if key.endswith(":label")]
        overview = [id for key in labels if (id := key.partition(":")[0].partition("/")[2]) in ids]
        if overview != ids and sorted(overview) == sorted(ids):
            values["overview"] = overview
        if "session" in values and not (day := self._found.dates.get("publication:session/body")):
            values["organisation"] = values.get("organisation") or values["session"]["body"]
            del values["session"]
        elif "session" in values:
            values["session"]["date"] = day
        return _ordered(values, model.PublicationFile)

    def _state(self) -> dict[str, str]:
        """Return status, day and version, which the cover says in the words of the language."""
        found: dict[str, str] = {}
        for line in self._found.made:
            said = " ".join(line.split())
            for status in ("preparatory", "final"):
                if said.casefold() == str(getattr(self._words, status)).casefold():
                    found["status"] = status
            version = re.escape(" ".join(self._words.version.split())).replace(r"\{version\}", r"(\S+)")
            if match := re.search(version, said):
                found["version"] = match[1]
            if said.startswith(self._words.as_of.partition("{")[0]) and (day := day_in(said, self._found.language)):
                found["as_of"] = day
        return found

    def _pillar(self, number: int, id: str) -> dict[str, Any]:
        values = self._under(f"{id}:")
        told = values.pop("examples", {})
        order = sorted(told, key=(*self._found.examples.get(id, ()), *told).index)
        values["examples"] = [_ordered({"id": one, **told[one]}, model.Example) for one in order if "text" in told[one]]
        values["examples"] += [self._added(one) for one in self._found.added.get(id, ())]
        said = [plain(self._texts.get(f"{id}:{name}", ())) for name in ("label", "heading")]
        values["icon"] = self._found.icons.get(id, "") or self._icons.proposed(*said)[0]
        accent = self._found.colours.get(id, 0)
        if 0 < accent <= len(self._colours) and accent - 1 != number % len(self._colours):
            values["colour"] = self._colours[accent - 1]
        parts = (("table", self._table(id), model.TableFile), ("chart", self._chart(id), model.ChartFile))
        for name, made, cls in parts:
            values[name] = _ordered(values.get(name, {}) | made, cls) if made else ""
        return _ordered({key: value for key, value in values.items() if value}, model.PillarFile)

    def _added(self, runs: Runs) -> dict[str, Any]:
        return {"id": id_for(plain(runs), _("example"), self._ids), "text": marked(self._cities.marked(runs)[0])}

    def _under(self, start: str) -> dict[str, Any]:
        """Return what stands under the keys that begin so, as a mapping within mappings and lists."""
        tree: dict[str, Any] = {}
        files = ("table/columns", "table/rows", "chart/categories", "chart/series")
        texts = self._found.under(start)
        signs = ((key.removeprefix(start), sign) for key, sign in self._found.units.items() if key.startswith(start))
        units = {key.replace("/value", "/unit"): (Run(sign),) for key, sign in signs if "/value" in key}
        for path, runs in (texts | {key: sign for key, sign in units.items() if key not in texts}).items():
            *steps, last = path.split("/")
            if path.startswith(files):
                continue
            node = tree
            for step in steps:
                node = node.setdefault(step, {})
            if isinstance(node, dict) and not isinstance(node.get(last), dict):
                node[last] = self._text(last, runs)
        self._with_pictures(tree, start)
        for key, day in self._found.dates.items():
            self._with_date(tree, key.removeprefix(start), day)
        return {name: made for name, one in tree.items() if (made := _listed(name, one))}

    def _text(self, name: str, runs: Runs) -> str:
        if name == "value" and (number := number_or_words(plain(runs), self._found.language)):
            return number
        if name in _MARKED or _NUMBERED.fullmatch(name):
            return marked(self._cities.marked(tuple(map(self._placed, runs)))[0])
        return marked((Run(plain(runs)),) if name == "title" else runs)

    def _placed(self, run: Run) -> Run:
        """Return a mention of a place, which slides set strong, as one: “Rennes Métropole”, not “Rennes” alone."""
        places = [one.place for one in self._cities.marked((Run(run.text),))[0] if one.place] if run.strong else []
        return replace(run, place=places[0], strong=False) if len(places) == 1 else run

    def _with_date(self, tree: dict[str, Any], path: str, day: str) -> None:
        *steps, last = path.split("/")
        node: Any = tree
        for step in steps:
            node = node.get(step) if isinstance(node, dict) else None
        if isinstance(node, dict) and last in node:
            node["until" if path.endswith("call/text") else "seen"] = day
            node.pop("seen" if "body" in node else "", None)

    def _with_pictures(self, tree: dict[str, Any], start: str) -> None:
        """Put the pictures into ``tree``; one that cannot be used goes, with what is said of it."""
        for key, picture in self._found.pictures.items():
            *steps, last = key.removeprefix(start).split("/")
            node: Any = tree
            for step in steps:
                node = node.get(step) if isinstance(node, dict) else None
            if key.startswith(start) and isinstance(node, dict):
                name, why = self._gallery.added(picture)
                self.doubts += [_("A picture was left out: {why}", why=why)] if why else []
                said: dict[str, Any] = (
                    {"alt": marked((Run(picture.alt),))} if picture.alt else {"decorative": Plain("true")}
                )
                node[last] = {"file": name, **said, **node.get(last, {})} if name else {}

    def _table(self, id: str) -> dict[str, Any]:
        lines = self._found.tables.get(id)
        if not lines:
            return {}
        columns, *rows = lines
        return {"columns": cells_of(columns, heads=True), "rows": [self._row(row) for row in rows]}

    def _row(self, row: list[Runs]) -> list[str]:
        numbers = [number_or_words(plain(cell), self._found.language) for cell in row]
        cells = cells_of([self._cities.marked(cell)[0] for cell in row], heads=False)
        return [number or cell for number, cell in zip(numbers, cells, strict=True)]

    def _chart(self, id: str) -> dict[str, Any]:
        chart = self._found.charts.get(id)
        if chart is None:
            return {}
        names, series, values = self._grid(id, chart)
        signs = (sign for key, sign in self._found.units.items() if key in chart.values or key in self._heads)
        made: dict[str, Any] = {"kind": chart.kind, "unit": chart.unit or next(signs, ""), "categories": names}
        made["series"] = [
            {"name": name, "values": [_number(one) for one in column]}
            for name, column in zip(series, values, strict=True)
        ]
        return {key: value for key, value in made.items() if value}

    def _grid(self, id: str, chart: Chart) -> tuple[list[str], list[str], list[list[float | None]]]:
        """Return the names of a chart's categories and series, and the values of each."""
        rows: dict[str, str] = {}
        columns: dict[str, dict[str, float | None]] = {}
        for key, value in chart.values.items():
            if match := _CSV.match(key):
                row, column = f"{match[1]}:{match[2]}/1", f"{match[1]}:1/{match[3]}"
            else:
                start, _slash, index = key.rpartition("/values/")
                row, column = f"{id}:chart/categories/{index}", f"{start}/name"
            rows[row] = self._named(row)
            columns.setdefault(column, {})[row] = value
        self._heads = set(columns)
        return (
            list(rows.values()),
            list(map(self._named, columns)),
            [[column.get(row) for row in rows] for column in columns.values()],
        )

    def _named(self, key: str) -> str:
        return marked((Run(plain(self._texts[key])),))

    # What is said of it

    def _proved(self) -> list[Piece]:
        """Return the texts, once each word of the deck's own texts is found in the files."""
        head, pillars = self.draft.read_back()
        written = Counter(word for text in _all_texts((head, *pillars.values())) for word in words(text))
        left = {key for key in self._texts if self._is_left(key)}
        if left:
            told = "; ".join(_("“{text}”", text=plain(self._texts[key])) for key in sorted(left))
            self.doubts.append(_("Left out, since the file does not have what they belong to: {words}.", words=told))
        kept = {key for key in self._texts if not key.startswith("cities:")} - left
        read = Counter(word for key in kept for word in words(plain(self._texts[key])) if not word.isdigit())
        read.update(word for lines in self._found.added.values() for one in lines for word in words(plain(one)))
        require_words(read, (read & written).elements(), ())
        texts, sources = pieces_written(head, pillars, set())
        return [*texts, *sources]

    def _is_left(self, key: str) -> bool:
        """Tell whether a text is of a part that the file names without having it: a picture's, a chart's."""
        if ".csv:" in key and not self._found.charts:
            rows = (row for rows in self._found.tables.values() for row in rows)
            return not any(self._texts[key] is cell for row in rows for cell in row)
        match = _PARTLY.search(key)
        if match is None or match[1] == "session":
            return match is not None and "session" not in self.draft.head
        if match[1] == "picture":
            return key[: match.end() - 1] not in self._found.pictures
        return match[1] != "chart" or key.partition(":")[0] not in self._found.charts

    def _say(self) -> None:
        said = _("The file was made by Piliers: its texts came back by what it remembers of them.")
        self.doubts.insert(0, said)
        if added := [plain(one) for lines in self._found.added.values() for one in lines]:
            told = "; ".join(_("“{text}”", text=one) for one in added)
            self.doubts.append(_("Added in the file, now examples at the end of their pillars: {words}.", words=told))
        said = _(
            "Look for icons, logos, cut pictures, words in other languages, editions: such a file does not tell all."
        )
        self.doubts.append(said)


def _ordered(values: dict[str, Any], cls: Any) -> dict[str, Any]:
    """Return ``values`` in the order of the model's keys."""
    return {name: values[name] for name in keys(cls) if values.get(name)}


def _listed(name: str, value: Any) -> Any:
    """Return a mapping whose keys are numbers as a list; nothing where what makes it whole is gone."""
    if not isinstance(value, dict):
        return value
    inner = {key: made for key, one in value.items() if (made := _listed(key, one))}
    if inner and all(map(_NUMBERED.fullmatch, inner)):
        ordered = sorted(inner, key=lambda key: int(key[1:]))
        return [inner[key] for key in ordered if _is_whole(name, inner[key])]
    return inner if _is_whole(name, inner) else None


def _is_whole(name: str, value: Any) -> bool:
    return not isinstance(value, dict) or _WHOLE.get(name, set()) <= set(value)


def _number(value: float | None) -> str:
    return Plain("null" if value is None else f"{value:.15g}")


def _all_texts(values: Iterable[Any]) -> Iterator[str]:
    """Yield all that some values of the model say."""
    from msgspec import Struct

    for value in values:
        if isinstance(value, Text):
            yield value.plain
        elif isinstance(value, Struct):
            yield from _all_texts(getattr(value, name) for name in value.__struct_fields__ if name != "mark")
        elif isinstance(value, tuple):
            yield from _all_texts(value)
        elif isinstance(value, str):
            yield str(value)
