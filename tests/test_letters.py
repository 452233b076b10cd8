"""Every character that the font has, in every position and language, builds and is found in deck, note and page."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.pipeline.check import find
from generator.pipeline.edition import EDITIONS
from generator.pipeline.production import Production
from generator.text.fonts import Family, _unset
from generator.world import World
from tests.project import ROOT, copy_project

SLUG = "lettres"
STYLES = [(strong, emphasis) for strong in (False, True) for emphasis in (False, True)]
HEAD = "title: {T}\nsubtitle: {S}\nkind: {K}\norganisation: {O}\ncontact: {N}\nlanguage: {language}\npillars: [un]\n"
PILLAR = """label: {L}
heading: {H}
intro: {I}
icon: rocket
examples:
  - id: un
    text: {E}
    spoken: {P}
    source: {{title: {Q}}}
table: {{caption: {C}, columns: [{a}, {b}], rows: [[{c}, {d}]]}}
chart:
  kind: bar
  caption: {G}
  description: {D}
  axis: {X}
  categories: [{Y}]
  series: [{{name: {Z}, values: [1]}}]
"""


def letters() -> list[str]:
    """Return the letters, figures, signs and marks that all four faces draw, but for those of markup."""
    family = Family.open(World(ROOT), "Carlito")
    drawn = set.intersection(*(set(family.face(*style).characters) for style in STYLES))
    found = [chr(code) for code in sorted(drawn) if unicodedata.category(chr(code))[0] in "LNPSM"]
    return [one for one in found if one not in '\\"*[]' and not _unset(one) and unicodedata.is_normalized("NFC", one)]


LETTERS = letters()


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    copy_project(folder / "project")
    (folder / f"project/content/{SLUG}/pillars").mkdir(parents=True)
    return folder / "project"


def test_there_are_many() -> None:
    assert len(LETTERS) > 1900


@pytest.mark.long
@example(some=list("☀☼♩❶❷❸"), language="fr")
@example(some=list("ᾳᾼΐΰ΅῭ςµΩ"), language="el")
@example(some=list("ıİiIſßŉǰﬁ"), language="tr")
@given(
    some=st.lists(st.sampled_from(LETTERS), min_size=1, max_size=24, unique=True),
    language=st.sampled_from(("fr", "en", "de", "el", "tr", "nl")),
)
@settings(max_examples=2, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_letters_are_found_wherever_they_stand(root: Path, some: list[str], language: str) -> None:
    text = "".join(some)
    # Each position begins with a letter of its own, so that no other proves it.
    values = {name: json.dumps(f"{name}{text}", ensure_ascii=False) for name in "TSKONLHIEPQCabcdGDXYZ"}
    folder = root / "content" / SLUG
    (folder / "publication.yaml").write_text(HEAD.format(language=language, **values), "utf-8")
    (folder / "pillars/un.yaml").write_text(PILLAR.format(**values), "utf-8")
    production = Production(World(root), SLUG)

    lost = {}
    for edition in EDITIONS[:3]:
        data = production.write(edition, production.document(edition))
        lost[edition.name] = find(production.publication, production.words, edition.writer.read(data))[1]
    assert lost == {"deck": [], "note": [], "web": []}
