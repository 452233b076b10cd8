"""The page as its readers get it: whole, in order, well formed, alone, and deaf to hostile words."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from msgspec.structs import replace

from generator import web
from generator.document import tree
from generator.errors import ContentError
from generator.judges.tools import ROOT
from generator.kit import Kit
from generator.source.inline import Run
from generator.web import view
from generator.world import World
from tests.project import open_kit
from tests.some import some
from tests.web import documents
from tests.web.documents import text

HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% raw %} {# note #}",
    '"><img src=x onerror=alert(1)>',
    "]]> --> </style></title> &amp; &lt;",
    "' onclick='alert(1)",
)


def written(document: tree.Document, kit: Kit) -> bytes:
    return web.write(web.plan(document, kit), kit)


def parsed(data: bytes) -> Any:
    return etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))


def ids(data: bytes) -> list[str]:
    return [str(value) for value in parsed(data).xpath("//@id")]


def duplicates(values: list[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def dangling(data: bytes) -> set[str]:
    links = {str(href) for href in parsed(data).xpath("//@href") if str(href).startswith("#")}
    return links - {f"#{one}" for one in ids(data)}


# Content


def test_everything_stands_in_the_order_of_the_document(kit: Kit) -> None:
    document = documents.document()
    whole = "\n".join(passage.text for passage in web.read(written(document, kit)))
    position = 0
    for section in some(document.sections):
        wanted = [section.eyebrow, section.title]
        for block in section.blocks:
            if isinstance(block, tree.Items):
                wanted += [item.text for item in block.items]
            if isinstance(block, tree.Tiles):
                wanted += [tile.label for tile in block.tiles]
        for words in wanted:
            if words is not None:
                position = whole.index(words.plain, position) + len(words.plain)


def test_an_example_is_read_at_its_own_address(kit: Kit) -> None:
    passages = web.read(written(documents.document(), kit))
    found = [one.text for one in passages if one.place == "#p2-e1"]
    assert found == ["Turin a lancé un programme n° 2-1."]


def test_a_word_too_long_for_a_telephone_says_where_it_may_be_cut_and_is_read_whole(kit: Kit) -> None:
    long, place = "Rechtsschutzversicherungsgesellschaften", "Donaudampfschifffahrtshafen"
    words = text(Run(f"{long} fördern Straßenbahnen in "), Run(place, place="turin"))
    document = replace(documents.of(documents.pillar(1, (tree.Item("un", (), words),), long)), language="de")
    page = written(document, kit)
    (heading,) = parsed(page).xpath("//h2//text()[contains(., 'Rechts')]")

    assert heading.count("\u00ad") >= 3
    assert "Straßenbahnen" in page.decode()
    assert place in page.decode()
    assert {one.text for one in web.read(page)} >= {f"{long} fördern Straßenbahnen in {place}"}


def test_headings_and_the_names_of_cities_say_how_wide_their_longest_word_is(kit: Kit) -> None:
    long, city = "Wohnungsbaugenossenschaften", "Montigny-le-Bretonneux"
    cover = tree.Section("cover", text(f"Die {long}"))
    rows = (tree.Row("montigny", text(city), ((),)),)
    names = (tree.ExampleName("un", text("Ein Pilot")),)
    table = tree.Matrix(text("Städte"), "", (documents.tile(1),), rows, names=names)
    page = parsed(
        written(
            documents.of(cover, documents.pillar(1, (), long), tree.Section("map", text("Orte"), blocks=(table,))), kit
        )
    )
    face = kit.family.face(strong=True)

    def said(path: str, name: str = "--word:") -> float:
        (style,) = page.xpath(path)
        return float(style.partition(name)[2].partition(";")[0])

    assert said("//h1/@style") == pytest.approx(face.width(long), abs=0.2)
    assert said("//section[starts-with(@class, 'pillar')]//h2/@style") == pytest.approx(face.width(long), abs=0.2)
    assert said("//table/@style") == pytest.approx(face.width("Bretonneux"), abs=0.2)
    assert said("//table/@style", "--named:") == pytest.approx(face.width("Ein Pilot"), abs=0.2)  # kept together


@pytest.mark.parametrize(("count", "crowded"), [(6, False), (8, True)])
def test_a_table_of_many_columns_is_set_closer(kit: Kit, count: int, crowded: bool) -> None:
    cells = tuple(text(f"Colonne {index}") for index in range(count))
    table = tree.DataTable(text("Tableau"), cells, (cells,), (False,) * count)
    section = replace(documents.pillar(1, ()), blocks=(table,))
    page = parsed(written(documents.of(section), kit))

    assert bool(page.xpath("//table[contains(@class, 'crowded')]")) is crowded


def test_a_place_is_strong_and_a_link_is_safe(kit: Kit) -> None:
    words = text(
        Run("Turin", place="turin"),
        Run(" et "),
        Run("la page", emphasis=True, link="https://example.org/?a=1&b=2"),
    )
    section = documents.pillar(1, (tree.Item("un", (), words),))
    page = written(documents.of(section), kit).decode()
    assert (
        '<strong class="place">Turin</strong> et '
        '<a href="https://example.org/?a=1&amp;b=2" rel="noopener"><em>la page</em></a>' in page
    )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(words: str, kit: Kit) -> None:
    item = tree.Item("un", (), text(Run(words, strong=True), Run(words, place="turin")))
    tile = replace(documents.tile(1), label=text(words))
    place = tree.MapPlace("turin", text(words), "IT", 45.07, 7.687, ("p1",))
    table = tree.Matrix(text(words), words, (tile,), (tree.Row("turin", text(words), (("un",),)),))
    cover = tree.Section("cover", text(words), text(words), text(words), blocks=(tree.Tiles((tile,)),))
    shown = tree.PlaceMap((place,), (tile,), text(words))
    places = tree.Section("map", text(words), blocks=(shown, table, tree.Paragraph(text(words))))
    document = documents.of(cover, documents.pillar(1, (item,), words), places, title=words)
    page = written(document, kit)
    root = parsed(page)
    assert not root.xpath("//script | //img | //@onclick | //@onerror")
    assert len(root.xpath("//style")) == len(root.xpath("//title[not(ancestor::svg)]")) == 1
    assert "49" not in "".join(passage.text for passage in web.read(page))
    assert sum(words in passage.text for passage in web.read(page)) >= 10
    assert root.findtext("head/title") == words


# Structure


@pytest.mark.parametrize(("pillars", "examples"), [(1, 0), (4, 3), (12, 20)])
def test_ids_are_unique_and_links_lead_somewhere(pillars: int, examples: int, kit: Kit) -> None:
    page = written(documents.document(pillars, examples), kit)
    assert duplicates(ids(page)) == []
    assert dangling(page) == set()


def test_sections_may_be_repeated_reordered_and_left_out(kit: Kit) -> None:
    cover, one, two, *places = documents.document(2, 2).sections
    document = documents.of(*places, one, cover, one, *places, cover)
    page = written(document, kit)
    assert duplicates(ids(page)) == []
    assert dangling(page) == set()
    assert ids(page).count("p1-e1") == ids(page).count("p1-e1-2") == 1
    assert f"{two.title.plain}" not in page.decode()
    assert len(parsed(page).xpath("//h1")) == 1


@pytest.mark.parametrize("name", ["top", "main", "map", "cover", "icon-rocket", "p1"])
def test_content_keeps_its_ids_and_ours_give_way(name: str, kit: Kit) -> None:
    item = tree.Item(name, (), text("Un exemple."))
    document = documents.document(2, 1)
    page = written(replace(document, sections=(*document.sections, documents.pillar(1, (item,)))), kit)
    assert duplicates(ids(page)) == []
    assert dangling(page) == set()
    assert [one.text for one in web.read(page) if one.place == f"#{name}"] == ["Un exemple."]


def test_headings_descend_by_one(kit: Kit) -> None:
    levels = [int(one.tag[1]) for one in parsed(written(documents.document(), kit)).iter("h1", "h2", "h3")]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}


def test_the_overview_leads_to_the_sections_in_its_own_order(kit: Kit) -> None:
    root = parsed(written(documents.document(3), kit))
    assert root.xpath("//nav//a/@href") == ["#p3", "#p2", "#p1"]
    assert root.xpath("//section/@id")[:3] == ["p1", "p2", "p3"]


def test_the_matrix_is_a_table_whose_links_name_their_examples(kit: Kit) -> None:
    root = parsed(written(documents.document(2, 2), kit))
    (table,) = root.xpath("//table")
    assert len(table.xpath(".//thead//th[@scope='col']")) == 3
    assert table.xpath(".//th[@scope='row']/text()") == ["Anvers", "Bilbao", "Grenoble", "Turin"]
    targets: dict[str, set[str]] = {}
    for link in table.iter("a"):
        assert link.text in str(link.get("aria-label"))
        targets.setdefault(str(link.get("aria-label")), set()).add(str(link.get("href")))
    assert targets["Exemple 1.2"] == {"#p1-e2"}
    assert all(len(found) == 1 for found in targets.values())


def test_the_map_is_an_image_that_is_also_told(kit: Kit) -> None:
    root = parsed(written(documents.document(), kit))
    pictures = root.xpath("//svg[starts-with(@class, 'map ')]")
    assert [one.get("class") for one in pictures] == ["map wide", "map narrow"]
    assert root.xpath("//figcaption/text()") == ["Carte des villes citées."]
    assert all(one.get("aria-hidden") for one in root.iter("svg") if one not in pictures)
    for picture in pictures:
        (words,) = root.xpath(f"//desc[@id='{picture.get('aria-describedby')}']/text()")
        assert words.startswith("Anvers (1, 2, 3, 4), Bilbao")
        words = picture.xpath(".//text[not(ancestor::g[@aria-hidden])]")
        assert all(one.get("aria-hidden") or one.getparent().tag == "a" for one in some(words))


def test_a_name_on_the_map_leads_to_its_first_example(kit: Kit) -> None:
    made = documents.document()
    (example, *_others) = [item.example for item in tree.nodes(made, tree.Item)]
    made = tree.map_nodes(made, (tree.MapPlace,), lambda one: replace(one, examples=(example,) * len(one.pillars)))
    root = parsed(written(made, kit))
    links = root.xpath("//svg[@class='map wide']/g[@class='names']/a")
    assert [one.findtext("text") for one in links] == [one.name.plain for one in tree.nodes(made, tree.MapPlace)]
    assert {one.get("href") for one in links} == {f"#{example}"}


@pytest.mark.parametrize("pillars", [4, 12])
def test_a_narrow_map_shows_its_numbers_or_not_their_legend(pillars: int, kit: Kit) -> None:
    root = parsed(written(documents.document(pillars), kit))
    wide, narrow = (root.xpath(f"//svg[@class='map {name}']/g[@class='dots']/g") for name in ("wide", "narrow"))
    legends = root.xpath("//figure/ul[contains(@class, 'legend')]")
    assert len(narrow) <= len(some(wide))
    assert [one.get("class") for one in legends] == ["legend" if narrow else "legend wide"]


def test_a_map_without_cities_is_its_description(kit: Kit) -> None:
    section = tree.Section("map", text("Carte"), blocks=(tree.PlaceMap((), (), text("Rien.")),))
    page = written(documents.of(section), kit)
    assert [one.text for one in web.read(page)][-2:] == ["Rien.", "Pied de page"]


def test_an_empty_document_is_a_page(kit: Kit) -> None:
    assert [one.text for one in web.read(written(documents.of(), kit))] == ["Titre", "Pied de page"]


# The file


def test_the_page_stands_alone(kit: Kit) -> None:
    page = written(documents.document(), kit).decode()
    assert "<script" not in page
    assert not re.search(r"(?:src|href)=\"(?!#|https?:|mailto:)", page)
    assert set(re.findall(r"url\((\w+):", page)) == {"data"}
    assert not re.search(r"https?://", page)
    assert "@import" not in page


def test_the_same_plan_gives_the_same_bytes(kit: Kit) -> None:
    other = open_kit(ROOT)
    document = documents.document()
    assert written(document, kit) == written(document, other)
    assert web.dump(web.plan(document, kit)) == web.dump(web.plan(document, other))


def test_the_dump_shows_words_but_no_fonts(kit: Kit) -> None:
    shown = web.dump(web.plan(documents.document(), kit))
    assert "text: Turin a lancé un programme n° 2-1." in shown
    assert max(map(len, shown.splitlines())) < 500


def test_every_letter_has_its_glyph(kit: Kit) -> None:
    import base64

    import uharfbuzz

    page = web.plan(documents.document(words="ÀÉŒ ş ŵ ß « » – 10 €", title="straße ΰ"), kit)
    for font in some(page.fonts):
        letters = set(uharfbuzz.Face(base64.b64decode(font.data)).unicodes)
        assert set(map(ord, "ÀÉŒşŵß«»–€0straßeΰ")) <= letters
        assert len(font.data) < 60_000


def test_italics_are_carried_only_when_used(kit: Kit) -> None:
    assert len(web.plan(documents.document(), kit).fonts) == 2
    item = tree.Item("un", (), text(Run("penché", emphasis=True)))
    assert len(web.plan(documents.of(documents.pillar(1, (item,))), kit).fonts) == 4


def test_size_grows_with_the_content_and_no_faster(kit: Kit) -> None:
    small, large = (len(written(documents.document(12, count), kit)) for count in (40, 160))
    assert large < 4 * small


@pytest.mark.parametrize(
    ("line", "cause"),
    [("{{ page.nothing }}", "nothing"), ("{% if %}", "something is missing here"), ("{{ page.title.__class__ }}", "")],
)
def test_a_fault_of_the_template_is_named_with_its_line(line: str, cause: str, tmp_path: Path, kit: Kit) -> None:
    template = tmp_path / "templates" / "web.html.j2"
    template.parent.mkdir()
    template.write_text(f"<!DOCTYPE html>\n\n{line}\n", encoding="utf-8")
    (template.parent / "web.css").write_text("", encoding="utf-8")
    page = web.plan(documents.of(), kit)
    broken = Kit(World(tmp_path), kit.theme, kit.family)
    with pytest.raises(ContentError) as caught:
        web.write(page, broken)
    assert "templates/web.html.j2:3:" in str(caught.value)
    assert cause in str(caught.value)


def test_the_style_sheet_cannot_end_its_element(tmp_path: Path, kit: Kit) -> None:
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "web.html.j2").write_text("<style>{{ style }}</style>", encoding="utf-8")
    (folder / "web.css").write_text("p::before{content:'</style><b>'}", encoding="utf-8")
    page = web.plan(documents.of(), kit)
    assert web.write(page, Kit(World(tmp_path), kit.theme, kit.family)).count(b"</style>") == 1


@pytest.mark.parametrize(
    ("label", "count", "columns"),
    [("Mobilité", 6, 6), ("Enjeux environnementaux", 6, 3), ("Enjeux environnementaux", 4, 4), ("A" * 90, 3, 1)],
)
def test_no_row_of_tiles_is_so_long_that_a_word_of_a_label_breaks(
    label: str, count: int, columns: int, kit: Kit
) -> None:
    tiles = tuple(tree.Tile(f"p{index}", "rocket", "teal", text(label)) for index in range(count))
    made = documents.of(tree.Section("cover", text("Titre"), blocks=(tree.Tiles(tiles),)))
    (style,) = parsed(written(made, kit)).xpath("//nav[@class='tiles']/ul/@style")

    assert style.startswith(f"--columns:{columns};--word:")


def test_a_tile_names_the_places_of_its_pillar_unless_they_are_many(kit: Kit) -> None:
    many = tuple(tree.Item(f"i{n}", (text(f"Ville {n}"),), text("Texte.")) for n in range(7))
    few = (*many[:2], replace(many[0], example="encore"))
    tiles = tree.Tiles((documents.tile(1), documents.tile(2)))
    cover = tree.Section("cover", text("Titre"), blocks=(tiles,))
    page = parsed(written(documents.of(cover, documents.pillar(1, few), documents.pillar(2, many)), kit))

    assert len(page.xpath("//nav//li")) == 2
    assert [one.xpath("string()") for one in page.xpath("//nav//span[@class='places']")] == ["Ville 0, Ville 1"]


@pytest.mark.parametrize("pillars", [1, 2, 4, 7, 12])
def test_a_colonnade_has_a_shaft_with_its_icon_for_each_pillar_on_one_base(pillars: int, kit: Kit) -> None:
    made = web.plan(documents.document(pillars), kit).colonnade
    assert made
    tile = made.width // pillars

    assert [(one.x, one.colour, one.icon) for one in made.shafts] == [
        (number * tile, tile_.colour, tile_.icon) for number, tile_ in enumerate(_tiles(pillars, kit))
    ]
    assert all(f"L{tile} {made.height - one.y}" in one.path for one in made.shafts)
    assert all(one.y + form.down + tile <= made.height for one in made.shafts for form in one.forms)
    assert 0 < made.low <= made.height


def _tiles(pillars: int, kit: Kit) -> tuple[view.Tile, ...]:
    blocks = web.plan(documents.document(pillars), kit).cover.blocks
    return next(block.tiles for block in blocks if isinstance(block, view.Tiles))


def test_the_cells_of_a_column_that_is_set_off_are_told_from_the_others(kit: Kit) -> None:
    cells = (text("Ville"), text("Part"))
    table = tree.DataTable(text("Tableau"), cells, (cells,), (False, True), highlight=1)
    page = web.plan(documents.of(replace(documents.pillar(1, ()), blocks=(table,))), kit)

    assert parsed(web.write(page, kit)).xpath("//table//*[contains(@class, 'raised')]/@class") == ["figure raised"] * 2


def test_tables_and_charts_stand_below_what_is_beside_a_heading(kit: Kit) -> None:
    cells = (text("Ville"), text("Part"))
    table = tree.DataTable(text("Tableau"), cells, (cells,), (False, False))
    words, items = tree.Paragraph(text("Avant.")), tree.Items((documents.example(1, 1),))
    for blocks, beside in (((items, words, table, words), 2), ((table, words), 0), ((items,), 1)):
        section = replace(documents.pillar(1, ()), blocks=blocks)
        page = web.plan(documents.of(section), kit)
        assert page.sections[0].beside == beside
        assert len(parsed(web.write(page, kit)).xpath("//section/div[@class='body']/*")) == beside


def test_what_opens_a_pillar_stands_below_its_title_unless_nothing_else_is_beside_it(kit: Kit) -> None:
    words, items = tree.Paragraph(text("Avant.")), tree.Items((documents.example(1, 1),))
    for blocks, intro in (((words, items), "Avant."), ((words, words), None), ((items, words), None), ((words,), None)):
        section = replace(documents.pillar(1, ()), blocks=blocks)
        (made,) = web.plan(documents.of(section), kit).sections
        assert (made.intro and made.intro.plain) == intro
        assert len(made.blocks) == len(blocks) - (intro is not None)


TURIN, MILAN = Run("Turin", place="turin"), Run("Milan", place="milan")


@pytest.mark.parametrize(("runs", "names", "head", "coloured"), [
    ((TURIN, Run(" prête.")), ["Turin"], "", ["Turin"]),
    ((Run("À "), TURIN, Run(", on prête.")), ["Turin"], "", ["Turin"]),
    ((TURIN, Run(" et "), MILAN, Run(" prêtent.")), ["Turin", "Milan"], "", ["Turin", "Milan"]),
    ((TURIN, Run(" prête.")), ["Turin", "Milan"], "Turin · Milan", ["Turin"]),
    ((Run("On prête. On rend à "), TURIN), ["Turin"], "Turin", ["Turin"]),
    ((Run("Turin prête.")), ["Turin"], "", ["Turin"]),
    ((Run("Turinais, prêtez.")), ["Turin"], "Turin", []),
    ((Run("Un texte.")), [], "", []),
])  # fmt: skip
def test_an_example_is_whole_and_headed_by_its_places_where_its_first_sentence_names_none(
    runs: Run | tuple[Run, ...], names: list[str], head: str, coloured: list[str], kit: Kit
) -> None:
    words = text(*runs) if isinstance(runs, tuple) else text(runs)
    item = tree.Item("un", tuple(map(text, names)), words)
    page = written(documents.of(documents.pillar(1, (item,))), kit)

    assert [one.text for one in web.read(page) if one.place == "#un"] == [*filter(None, [head]), words.plain]
    assert parsed(page).xpath("//li//strong[@class='place']/text()") == coloured


LONG, SHORT = text("Turin prête. " * 40), tree.Item("un", (), text("Turin prête."))
CALL, SAID = tree.Call(text("Prêter"), text("Prêtez.")), tree.Quote(LONG, text("Une lectrice"))


@pytest.mark.parametrize(("blocks", "form", "beside"), [
    ((tree.Items((SHORT,)),), "beside", 1),
    ((tree.Items((SHORT,)), CALL), "beside", 1),
    ((tree.Items((SHORT,) * 14),), "headed", 0),
    ((tree.Items((replace(SHORT, text=LONG),) * 4), CALL), "headed", 0),
    ((SAID, tree.Items((SHORT,))), "opened", 1),
    ((tree.KeyFigures(()), SAID, tree.Items((SHORT,))), "opened", 1),
    ((SAID, tree.KeyFigures(()), tree.Items((SHORT,))), "opened", 1),
])  # fmt: skip
def test_no_colour_stands_empty_beside_what_is_long(
    blocks: tuple[tree.Block, ...], form: str, beside: int, kit: Kit
) -> None:
    made = web.plan(documents.of(replace(documents.pillar(1, ()), blocks=blocks)), kit).sections[0]

    assert (made.placing, made.beside) == (form, beside)


@pytest.mark.parametrize(("letters", "name"), [(150, "quote"), (400, "quote long")])
def test_a_long_quotation_is_set_smaller(letters: int, name: str, kit: Kit) -> None:
    section = replace(documents.pillar(1, ()), blocks=(tree.Quote(text("m " * (letters // 2)), text("Qui")),))
    assert parsed(written(documents.of(section), kit)).xpath("//figure/@class") == [name]
