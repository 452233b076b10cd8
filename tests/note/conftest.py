"""The kit, and the plans and files of the samples, each made once."""

from __future__ import annotations

import pytest

from generator import note
from generator.document.tree import Document
from generator.kit import Kit
from generator.pdf.page import Plan
from tests.matrix import chosen_of
from tests.note.samples import CASES
from tests.project import SLUG, open_kit, sample_root


@pytest.fixture(scope="session")
def kit() -> Kit:
    return open_kit(sample_root())


@pytest.fixture(scope="session")
def published(kit: Kit) -> Document:
    """Return the tree of the first publication."""
    from generator.document.compose import compose
    from generator.document.numbering import number
    from generator.document.typography import PROFILES, profile_for, set_typography
    from generator.document.words import read_words
    from generator.source.load import load

    world = kit.world
    publication = load(world, SLUG, list(kit.theme.pillars), list(PROFILES))
    words = read_words(world, publication.language)
    document = number(compose(world, "templates/note.xml.j2", publication, words))
    return set_typography(document, profile_for(publication.language, publication.typography))


# Nothing at all, many, unbroken, furnished, drawn, and in another alphabet; the others lie between.
SAMPLES = ("no example", "sixty examples", "long words", "furniture", "charts", "Greek figures")


@pytest.fixture(scope="session", params=chosen_of(SAMPLES, [(name,) for name in CASES]))
def case(request: pytest.FixtureRequest) -> Document:
    return CASES[request.param]


@pytest.fixture(scope="session")
def plan(case: Document, kit: Kit) -> Plan:
    return note.plan(case, kit)


@pytest.fixture(scope="session")
def data(plan: Plan, kit: Kit) -> bytes:
    return note.write(plan, kit)
