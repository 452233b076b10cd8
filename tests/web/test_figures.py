"""Tables of data and charts on the page: as elements, as images with words, in colours that can be seen."""

from __future__ import annotations

from base64 import b64decode
from typing import Any

import pytest
import uharfbuzz
from lxml import etree
from msgspec.structs import replace

from generator import web
from generator.document.tree import Block
from generator.kit import Kit
from generator.theme import contrast
from generator.web import palette
from tests.note.samples import chart, table, text, with_figures

WORDS = "La première métropole verse le plus, la dernière le moins."


def written(kit: Kit, *blocks: Block) -> bytes:
    return web.write(web.plan(with_figures(*blocks), kit), kit)


def parsed(kit: Kit, *blocks: Block) -> Any:
    return etree.fromstring(written(kit, *blocks), etree.HTMLParser(encoding="utf-8", huge_tree=True))


def words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def test_a_table_has_a_caption_and_scopes(kit: Kit) -> None:
    (found,) = parsed(kit, table(3)).xpath("//table[contains(@class, 'data')]")
    assert words(found.find("caption")) == "Aides versées"
    assert [(words(one), one.get("scope")) for one in found.xpath("./thead/tr/th")] == [
        ("Métropole", "col"),
        ("Programme", "col"),
        ("Habitants 2014", "col"),
        ("Habitants 2015", "col"),
    ]
    assert [one.get("scope") for one in found.xpath("./tbody/tr/*[1]")] == ["row"] * 3
    assert [words(one) for one in found.xpath("./tbody/tr[1]/*")] == ["Rennes Métropole 1", "La", "0,0", "4738"]


def test_a_wide_table_scrolls_in_a_region_that_keys_reach_and_readers_name(kit: Kit) -> None:
    (region,) = parsed(kit, table(3, 12)).xpath("//div[@role='region']")
    (caption,) = region.xpath("./table/caption")
    assert (region.get("tabindex"), region.get("aria-labelledby")) == ("0", caption.get("id"))


@pytest.mark.parametrize(
    ("head", "cell", "columns", "stacked"),
    [
        ("Ville", "12", 3, False),
        ("Ville", "12", 4, True),
        ("Transports", "hebdomadaire", 5, True),
        ("Transports", "hebdomadaire", 3, True),
        ("Transports", "hebdomadaire", 7, False),  # each row would take a screen: the table scrolls
    ],
)
def test_a_table_too_wide_for_a_telephone_is_a_list_there(
    head: str, cell: str, columns: int, stacked: bool, kit: Kit
) -> None:
    made = table(2, columns, name=cell, head=head)
    rows = tuple((row[0], *(text(cell) for _one in row[1:])) for row in made.rows)
    heads = tuple(text(head) for _one in made.columns)
    (found,) = parsed(kit, replace(made, columns=heads, rows=rows, numeric=(False,) * columns)).xpath(
        "//table[starts-with(@class, 'data')]"
    )
    assert ("stack" in found.get("class")) == stacked
    cells = found.xpath("./tbody/tr/td")
    assert len(cells) == 2 * (columns - 1)
    for one in cells:
        assert (one.get("data-head"), one.get("role")) == ((head, "cell") if stacked else (None, None))


def test_numbers_are_aligned_at_their_decimals(kit: Kit) -> None:
    cells = parsed(kit, table(3, 3)).xpath("//table[@class='data']/tbody/tr/td[2]")
    assert [words(one) for one in cells] == ["0,0", "7919", "15838"]
    assert [one.get("class") for one in cells] == ["figure"] * 3
    width = kit.family.face().width(",0")
    assert [one.get("style") for one in cells] == [None, *[f"--aside:{width:.2f}em"] * 2]


def test_a_chart_is_an_image_named_by_its_caption_and_described_by_its_words(kit: Kit) -> None:
    page = parsed(kit, chart("line", 9, 3))
    (figure,) = page.xpath("//figure[@class='chart']")
    for image in figure.xpath("./svg"):
        assert image.get("role") == "img"
        name, described = (
            page.xpath(f"//*[@id='{image.get(key)}']") for key in ("aria-labelledby", "aria-describedby")
        )
        assert (words(name[0]), words(described[0])) == ("Aides par métropole", WORDS)
    assert [image.get("class") for image in figure.xpath("./svg")] == ["plot broad", "plot slim"]


def test_the_values_of_a_chart_stand_in_a_table(kit: Kit) -> None:
    (details,) = parsed(kit, replace(chart("bar", 2, 2), data="Données")).xpath("//figure/details")
    assert words(details.find("summary")) == "Données"
    rows = [[words(cell) for cell in row] for row in details.xpath(".//tr")]
    assert words(details.xpath(".//caption")[0]) == "Aides par métropole (M€)"
    assert rows == [["Métropole", "Part 1", "Part 2"], ["Rennes 1", "20", "29"], ["Rennes 2", "9", "18"]]


def test_what_a_chart_says_is_read_once_in_order(kit: Kit) -> None:
    read = " ".join(passage.text for passage in web.read(written(kit, chart("share", 3))))
    assert f"Aides par métropole {WORDS}" in read
    assert "Métropole Part 1 Rennes 1 2 Rennes 2 16 Rennes 3 8" in read


def test_hostile_words_stay_words(kit: Kit) -> None:
    hostile = '"><script>alert(1)</script>{{ 7*7 }}'
    made = replace(chart("bar", 2, 2, name=hostile), caption=text(hostile), data=hostile, unit=text(hostile))
    page = parsed(kit, made, replace(table(2, name=hostile), caption=text(hostile)))
    assert page.xpath("//script") == []
    assert hostile in words(page.xpath("//figcaption")[0])
    assert any(hostile in words(one) for one in page.xpath("//svg[@class='plot broad']/text"))


def test_ids_are_each_used_once(kit: Kit) -> None:
    ids = [str(one) for one in parsed(kit, *(table(2) for _ in range(3)), chart(), chart("line", 3)).xpath("//@id")]
    assert len(ids) == len(set(ids))


def test_the_page_carries_the_signs_of_a_chart_s_scale(kit: Kit) -> None:
    def letters(*blocks: Block) -> set[int]:
        font = web.plan(with_figures(*blocks), kit).fonts[0]
        return set(uharfbuzz.Face(b64decode(font.data)).unicodes)

    assert letters(chart("share", 3)) - letters() >= {ord("−"), ord("€")}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_colour_of_a_chart_stands_out_in_both_schemes(scheme: str, kit: Kit) -> None:
    made = getattr(palette, scheme)(kit.theme, list(kit.theme.pillars))
    colours = dict(made.colours)
    for shade in (
        colours["ink"],
        colours["muted"],
        *(one for pillar in made.pillars for one in (pillar.text, *pillar.series)),
    ):
        assert contrast(shade, colours["paper"]) >= 3
    assert all(len({pillar.text, *pillar.series}) == 6 for pillar in made.pillars)
