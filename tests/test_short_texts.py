"""Nothing is said to be lost that is there: texts of one letter, equal ones, those that are parts of others."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.pipeline.check import find
from generator.pipeline.edition import EDITIONS
from generator.pipeline.production import Production
from generator.world import World
from tests.matrix import every
from tests.project import copy_project

SLUG = "brefs"
POOL = ("x", "xy", "1", "2", "1 2", "3,5", "a", "ab", "bc", "ß", "ss", "Ω", "-", "%", "**x**", "*la*", "la la la", "la")
LINKED = {"title": "**x**", "url": "https://example.org/x"}


class Chance:
    """What chance makes of few words, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._pool = self._chance.sample(POOL, self._chance.choice((2, 3, 5, 9)))

    def text(self) -> str:
        return " ".join(self._chance.choices(self._pool, k=self._chance.choice((1, 1, 2, 3))))

    def some(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return about half of ``data``."""
        return {key: value for key, value in data.items() if self._chance.random() < 0.5}

    def example(self, id: str) -> dict[str, Any]:
        figure = {"value": self._chance.choice((1, 2, -3, 3.5, "x")), "label": self.text()}
        points = [self.text(), self.text()]
        optional = {"short": self.text(), "figures": [figure], "points": points, "source": {"title": self.text()}}
        return {"id": id, "text": self.text(), **self.some(optional)}

    def pillar(self, number: int) -> dict[str, Any]:
        optional = {
            "short": self.text(),
            "intro": self.text(),
            "quote": {"text": self.text(), "who": self.text()},
            "call": {"text": self.text()},
            "table": {
                "caption": self.text(),
                "columns": [self.text(), self.text()],
                "rows": [[self.text(), 1], [self.text(), 3.5]],
            },
            "chart": {
                "kind": "bar",
                "caption": self.text(),
                "description": self.text(),
                "axis": self.text(),
                "categories": [self.text(), self.text()],
                "series": [{"name": self.text(), "values": [1, 2]}],
            },
        }
        examples = [self.example(f"e{number}-{index}") for index in range(self._chance.choice((1, 2, 6)))]
        head = {"label": self.text(), "heading": self.text(), "icon": "rocket", "examples": examples}
        return {**head, **self.some(optional)}

    def publication(self, language: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """Return the publication's keys, and those of each pillar."""
        pillars = [self.pillar(number) for number in range(self._chance.choice((1, 3, 6)))]
        pillars[0]["examples"][0]["source"] = LINKED
        names = [f"p{number}" for number in range(len(pillars))]
        optional = {"subtitle": self.text(), "kind": self.text(), "contact": self.text()}
        head = {"title": self.text(), "language": language, "pillars": names}
        return {**head, "overview": self._chance.sample(names, len(names)), **self.some(optional)}, pillars


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("short") / "project"
    copy_project(folder)
    return folder


@every(12, "seed", range(12))
def test_all_that_is_there_is_found(root: Path, seed: int) -> None:
    language = ("fr", "en", "de", "pl", "el")[seed % 5]
    head, pillars = Chance(seed).publication(language)
    folder = root / "content" / f"{SLUG}-{seed}"
    (folder / "pillars").mkdir(parents=True)
    files = {"publication": head} | {f"pillars/p{number}": pillar for number, pillar in enumerate(pillars)}
    for name, data in files.items():
        (folder / f"{name}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), "utf-8")
    production = Production(World(root), folder.name)

    lost = {}
    for edition in EDITIONS[:4]:
        finished = production.write(edition, production.document(edition))
        lost[edition.name] = find(production.publication, production.words, edition.writer.read(finished))[1]
    assert lost == {edition.name: [] for edition in EDITIONS[:4]}
