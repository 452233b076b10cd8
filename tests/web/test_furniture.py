"""The council's page furniture in the page: facts, sources with links there and back, words of other languages."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from generator import web
from generator.document import tree
from generator.document.references import refer
from generator.kit import Kit
from generator.source.inline import Run
from tests.note.samples import FACTS, STATUS, document, furnished, text
from tests.some import some


def page(made: tree.Document, kit: Kit) -> Any:
    data = web.write(web.plan(refer(made, "superscript"), kit), kit)
    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))


@pytest.fixture(scope="module")
def sample() -> tree.Document:
    made = furnished(document(2, 3, 160))
    return replace(made, example="Exemple {n}", summary="Sommaire", skip="Aller au contenu", counts="Deux piliers")


@pytest.fixture(scope="module")
def parsed(sample: tree.Document, kit: Kit) -> Any:
    return page(sample, kit)


def test_facts_are_a_list_in_the_header_the_status_marked(parsed: Any) -> None:
    items = parsed.xpath("//header//div[@class='facts']/ul/li")
    assert ["".join(item.itertext()) for item in items] == [*FACTS, STATUS]
    assert [item.get("class") for item in items] == [None, None, None, "status"]


def test_what_the_page_holds_is_counted_below_its_title(parsed: Any) -> None:
    assert parsed.xpath("//h1/following-sibling::p[@class='counts']/text()") == ["Deux piliers"]


def test_each_example_leads_to_its_source_and_back(parsed: Any) -> None:
    links = parsed.xpath("//ul[@class='entries']/li/p/sup/a")
    assert [(one.get("href"), one.text, one.get("aria-label")) for one in links] == [
        (f"#source:{n}", str(n), f"Source : {n}") for n in (1, 2, 3) * 2
    ]
    sources = parsed.xpath("//ol[@class='sources']/li")
    assert [one.get("id") for one in sources] == ["source:1", "source:2", "source:3"]
    back = [[(a.get("href"), a.text, a.get("aria-label")) for a in one.xpath("span/a")] for one in sources]
    assert back[0] == [("#e1", "1.1", "Exemple 1.1"), ("#e4", "2.1", "Exemple 2.1")]


def test_a_number_stays_with_the_last_word(parsed: Any) -> None:
    for entry in some(parsed.xpath("//ul[@class='entries']/li/p[sup]")):
        before = "".join(entry.xpath("text()[following-sibling::sup]"))
        assert before.endswith("\u2060")
        assert before == before.rstrip(" \n")


def test_words_of_another_language_are_marked(parsed: Any) -> None:
    assert {(one.get("lang"), one.text) for one in parsed.xpath("//main//span[@lang]")} == {
        ("en", "Open Harbour"),
        ("en", "City Lab"),
    }


def test_the_language_of_a_run_is_escaped(sample: tree.Document, kit: Kit) -> None:
    hostile = tree.Section("sources", text("Sources"), blocks=(tree.Paragraph(_run('en"><script>')),))
    assert not page(replace(sample, sections=(sample.sections[0], hostile)), kit).xpath("//script")


def _run(language: str) -> Any:
    return replace(text(""), runs=(Run("mots", language=language),))


def test_sources_listed_twice_have_ids_of_their_own(sample: tree.Document, kit: Kit) -> None:
    parsed = page(replace(sample, sections=(*sample.sections, sample.sections[-1])), kit)
    ids = [str(one) for one in parsed.xpath("//@id")]
    assert len(ids) == len(set(ids))
    assert {str(one)[1:] for one in parsed.xpath("//@href") if str(one).startswith("#")} <= set(ids)


@pytest.mark.long
def test_without_a_list_of_sources_there_are_no_numbers(sample: tree.Document, kit: Kit) -> None:
    assert not page(replace(sample, sections=sample.sections[:-1]), kit).xpath("//sup")


def test_the_reader_sees_words_whole_and_links(sample: tree.Document, kit: Kit) -> None:
    passages = web.read(web.write(web.plan(refer(sample, "superscript"), kit), kit))
    (first,) = [one for one in passages if one.place == "#source:1"]
    assert first.text.startswith("1 Rapport annuel n° 1 du City Lab, consulté le 2 novembre 2026")
    assert first.links is not None
    assert "https://example.org/1" in first.links
