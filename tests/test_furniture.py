"""What the publication says of itself, introductions and sources: required in each edition, whole, with their links."""

from __future__ import annotations

import json

import pytest

from tests.project import SLUG, Project

ONLY = ("--only", "note", "--only", "web")
HEAD = """\
as_of: "2026-11-23"
version: "1.2"
status: preparatory
organisation: Réseau des villes
contact: Mission Exemples, [exemples@example.org](mailto:exemples@example.org)
session:
  body: Conseil métropolitain
  date: "2026-12-10"
"""
SOURCE = """\
    source:
      title: Rapport sur les mobilités
      url: https://example.org/été
      seen: "2026-11-02"
"""
FACTS = {
    "organisation": "Réseau des villes",
    "session": "Conseil métropolitain, séance du 10\u00a0décembre\u00a02026",
    "as_of": "État au 23\u00a0novembre\u00a02026",
    "version": "version\u00a01.2",
    "status": "document préparatoire",
}
SOURCES = {
    "contact": "Mission Exemples, exemples@example.org",
    "source:1": "Rapport sur les mobilités",
    "source:1.seen": "consulté le 2\u00a0novembre\u00a02026",
}


@pytest.fixture
def furnished(project: Project) -> Project:
    project.edit("publication.yaml", "language: fr\n", f"language: fr\n{HEAD}")
    last = "      proposées par des entreprises et des start-ups.\n"
    project.edit("soutien.yaml", last, last + SOURCE)
    project.edit("soutien.yaml", "examples:\n", "intro: Voici, d'abord, trois exemples.\nexamples:\n")
    return project


def test_everything_is_found_in_each_edition(furnished: Project) -> None:
    furnished.build()
    items = json.loads(furnished.read(f"output/{SLUG}.receipt.json"))["items"]
    for id in (*FACTS, *SOURCES, "soutien.intro"):
        assert list(items[id]) == ["deck", "note", "web"], id


def test_nothing_is_counted_that_is_not_there(project: Project) -> None:
    """The cover of a publication of figures alone said “zero examples”."""
    for name in ("cooperation", "gouvernance", "soutien", "specialisation"):
        text = project.read(f"{name}.yaml")
        project.write(f"{name}.yaml", text[: text.index("examples:")] + "examples: []\n")

    shown = project.run("show", "tree", SLUG).out

    assert "Quatre piliers" in shown
    assert "zéro" not in shown


@pytest.mark.long
def test_a_deck_without_facts_and_sources_is_found_out(furnished: Project) -> None:
    furnished.edit("templates/deck.xml.j2", "    {{ parts.facts(publication, words) }}\n", "")
    furnished.edit("templates/deck.xml.j2", "  {{ parts.sources_section(publication, words, slides=true) }}\n", "")
    furnished.edit("templates/deck.xml.j2", "  {{ parts.closing_section(publication, words) }}\n", "")
    wanted = {f"{SLUG}.pptx: {id} is missing or not whole (“{text}”)." for id, text in (FACTS | SOURCES).items()}
    assert set(furnished.refused()) == {*wanted, f"{SLUG}.pptx: source:1 is not linked to https://example.org/été."}


def missing(id: str, text: str) -> set[str]:
    return {f"{SLUG}.{suffix}: {id} is missing or not whole (“{text}”)." for suffix in ("pdf", "html")}


@pytest.mark.long
def test_a_template_without_facts_is_found_out(furnished: Project) -> None:
    furnished.edit("templates/note.xml.j2", "    {{ parts.facts(publication, words) }}\n", "")
    furnished.edit("templates/note.xml.j2", "{% if publication.version %}", "{% if false %}")
    assert set(furnished.refused(*ONLY)) == set().union(*(missing(id, text) for id, text in FACTS.items()))


def test_a_template_without_sources_is_found_out(furnished: Project) -> None:
    furnished.edit("templates/note.xml.j2", "  {{ parts.sources_section(publication, words) }}\n", "")
    links = {f"{SLUG}.{suffix}: source:1 is not linked to https://example.org/été." for suffix in ("pdf", "html")}
    assert set(furnished.refused(*ONLY)) == links.union(*(missing(id, text) for id, text in SOURCES.items()))


@pytest.mark.long
def test_a_template_without_introductions_is_found_out(furnished: Project) -> None:
    furnished.edit("templates/parts.xml.j2", "  <para>{{ pillar.intro }}</para>\n", "")
    assert set(furnished.refused(*ONLY)) == missing("soutien.intro", "Voici, d'abord, trois exemples.")


def test_a_template_without_links_is_found_out(furnished: Project) -> None:
    furnished.edit("templates/parts.xml.j2", '<a href="{{ source.url }}">{{ source.title }}</a>', "{{ source.title }}")
    assert set(furnished.refused(*ONLY)) == {
        f"{SLUG}.{suffix}: source:1 is not linked to https://example.org/été." for suffix in ("pdf", "html")
    }


def test_an_address_changed_alone_makes_note_and_page_anew(furnished: Project) -> None:
    furnished.build(*ONLY)
    furnished.edit("soutien.yaml", "https://example.org/été", "https://example.org/hiver")
    assert furnished.build(*ONLY).out.count("written") == 2
