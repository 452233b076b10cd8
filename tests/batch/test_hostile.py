"""Names as no list should have them: each copy has its own words and nobody else's, or its row is named.

By hand, more of them: HOSTILE=10000 pytest tests/batch/test_hostile.py
"""

from __future__ import annotations

import csv
import os
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.pipeline.edition import edition_named
from generator.text.folding import fold
from tests.batch.test_copies import PERSONAL
from tests.project import SLUG, make_project

KINDS = {
    "plain": ("Martin", "Le Goff", "d'Artagnan", "N’Diaye", "García-Márquez", "DE LA TOUR", "van der Berg"),
    "markup": (
        "<b>Bob</b>", "**gras**", "*ital*", "[lien](https://example.org)", "<script>alert(1)</script>", "&amp;",
        "&#65;", "<!-- x -->", "]]>", "{{7*7}}", "{last_name}", "{% raw %}", "${HOME}", "# titre", "https://example.org/a",
        "<a:t>x", "[x](city:rennes)",
    ),
    "pdf": ("\\(", "(a)", "endstream endobj", "]TJ ET EMC", "%PDF", "<</A 1>>", "\\n", "BT /F1 12 Tf", "stream"),
    "quotes": ("'", "\"Rocky\"", "«Jo»", "O'Brien", "''", "‘a’", "“b”", "5'", "6\"", "« x »"),
    "formula": ("=1+1", "+33 6", "-5", "@SUM(A1)", "=HYPERLINK(\"x\")"),
    "emoji": ("😀 Jean", "👩‍👩‍👧", "🇫🇷", "❤️"),
    "long": ("A" * 290, "Marie " * 48, "é" * 280, "Jean-" * 56, "W" * 285, "B" * 301),
    "lacking": ("張偉", "עברית", "محمد", "अ", "ก", "Ꞌ", "𝒜"),
    "others": ("Łukasz", "Żółć", "Țepeș", "Ğül", "Đorđević", "Nguyễn", "Þór", "Ελένη", "Дмитрий", "ẞ", "İstanbul", "ı"),
    "forms": ("E\u0301lodie", "n\u0303", "ﬁn", "ǆ", "①", "½", "№"),
    "unseen": ("a\u200bb", "x\u202ey", "soft\u00adhyphen", "\ufeffbom", "a\u202fb", "tab\tin", "line\nin", "\x07"),
    "marks": (";", ",", "a;b", "!", "?", "...", "--", "1/2", "n° 5", "10 000", "M.", "50 %", "a:b", "nb\u2011hyphen"),
}  # fmt: skip
_MARK = re.compile(r"Q[A-J][a-j]+q")


def hostile(count: int) -> Iterator[list[str]]:
    """Yield the rows of a list; a mark tells each name from all others."""
    chance = random.Random(1)
    every = [name for names in KINDS.values() for name in names]
    for number in range(count):
        mark = "Q" + "".join(chr(ord("a") + int(digit)) for digit in str(number)).capitalize() + "q"
        name = f"{every[number % len(every)]} {mark}"
        first = chance.choice(every) if chance.random() < 0.3 else "Anne"
        function = chance.choice(("Maire", "1er adjoint au maire", "Membre du bureau", chance.choice(every)))
        yield [name, first, chance.choice("FFMMFM?"), function, "Rennes"]


@pytest.mark.long
def test_hostile_names_are_right_or_their_rows_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, people, out = make_project(tmp_path / "project", capsys), tmp_path / "people.csv", tmp_path / "out"
    project.write("publication.yaml", project.read("publication.yaml") + PERSONAL)
    count = int(os.environ.get("HOSTILE", "240"))
    with people.open("w", encoding="utf-8", newline="") as listed:
        csv.writer(listed, delimiter=";").writerows([["Nom", "Prénom", "Sexe", "Fonction", "Commune"], *hostile(count)])

    declared = ("--purpose", "a test", "--purge", "2099-12-31")
    result = project.run("batch", SLUG, "--recipients", str(people), "--to", str(out), *declared)

    assert result.code == 1
    refused = {int(cells[0]) for _row, cells in numbered(out / "refused.csv")}
    rows = dict(numbered(people))
    made = {int(cells[0]): cells[1:] for _row, cells in numbered(out / "index.csv")}
    assert set(rows) == refused | set(made)
    assert not refused & set(made)
    assert min(len(refused), len(made)) > count / 5
    for row, files in made.items():
        last, first = rows[row][:2]
        for edition, name in zip(("deck", "note"), files, strict=True):
            read = edition_named(edition).writer.read((out / name).read_bytes())
            words = " ".join(passage.text for passage in read)
            assert _MARK.findall(words) == _MARK.findall(last), (row, edition)
            assert fold(last) in fold(words), (row, edition)
            assert fold(first) in fold(words), (row, edition)


def numbered(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows below the heads by the number of the line where they end."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=";")
        next(reader)
        for cells in reader:
            yield reader.line_num, cells
