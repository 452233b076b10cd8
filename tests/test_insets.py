"""Key figures, quotations, short lists and calls: in all editions, in each language's way, with faults named."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pytest
from lxml import html
from pptx import Presentation

from generator.deck.compose.plan import plan
from generator.deck.slide import Figure, Frame, Slide, paragraphs_of
from generator.pipeline.production import Production
from generator.world import World
from tests.matrix import every, few
from tests.project import SLUG, Project
from tests.some import some

PILLAR = "soutien.yaml"
FIGURES = """figures:
  - value: 12345678901234
    unit: €
    label: de dettes imaginaires, [selon nous](https://example.org/dettes)
    source: {title: Comptes imaginaires}
  - {value: 16, unit: intercommunalités, label: signataires}
  - {value: "1 sur 3", label: des *habitants*}
"""
QUOTE = """quote:
  text: Il a dit "oui", et il est parti.
  who: Ada Beispiel
  function: maire imaginaire
"""
CALL = """call:
  text: Voter la **délibération** imaginaire.
  until: "2030-03-01"
  contact:
    name: Mission imaginaire
    email: mission@example.org
    phone: 01 99 00 12 34
    url: https://example.org/voter
  qr: true
"""
POINTS = """    points:
      - Un premier **point**.
      - Un second, [plus loin](https://example.org/point).
"""


def add(project: Project, *blocks: str, head: str = "") -> None:
    """Write ``blocks`` into a pillar, ``head`` into the publication."""
    project.write(PILLAR, project.read(PILLAR) + "".join(blocks))
    project.write("publication.yaml", project.read("publication.yaml") + head)


def in_first_example(project: Project, block: str) -> None:
    text = project.read(PILLAR)
    at = text.index("\n    text:")
    project.write(PILLAR, text[: at + 1] + block + text[at + 1 :])


def slides(project: Project) -> list[list[str]]:
    """Return the paragraphs of each slide, with the speaker's notes behind them."""
    deck = Presentation(io.BytesIO((project.output / f"{SLUG}.pptx").read_bytes()))
    return [
        [p.text for shape in slide.shapes if shape.has_text_frame for p in shape.text_frame.paragraphs]
        for slide in deck.slides
    ]


def page(project: Project) -> html.HtmlElement:
    return html.fromstring((project.output / f"{SLUG}.html").read_bytes())


def tags(project: Project) -> Iterator[tuple[str, str]]:
    """Yield the tag and the alternative text of each structure element of the note."""
    with pikepdf.open(project.output / f"{SLUG}.pdf") as pdf:
        due = [pdf.Root.StructTreeRoot]
        while due:
            one = due.pop()
            if isinstance(one, pikepdf.Array):
                due += list(one)
            elif isinstance(one, pikepdf.Dictionary):
                if "/S" in one:
                    yield str(one.S)[1:], str(one.get("/Alt", ""))
                due += [one.K] if "/K" in one else []


@pytest.mark.long
def test_all_editions_show_all_of_them(project: Project) -> None:
    """What a build writes was found in it: words, links, stress, and where the code leads."""
    within = "".join(f"    {line}\n" for line in f"{FIGURES}quote: {{text: Non., who: Eux}}".splitlines())
    in_first_example(project, POINTS + within)
    add(project, FIGURES.replace("[selon nous](https://example.org/dettes)", "selon eux"), QUOTE, CALL, head=CALL)

    project.build()
    assert project.run("check").code == 0


@every(6, ("what", "instead", "said"), [
    ("<label>{{ one.label }}</label>", "<label>Rien</label>", "soutien.figure:1"),
    ("<who><strong>{{ quote.who }}", "<who><strong>Personne", "soutien.quote"),
    ("<point>{{ point }}</point>", "<point>Rien</point>", "point:1"),
    ("<ask>{{ call.text }}</ask>", "<ask>Rien</ask>", "soutien.call"),
    ("words.date(call.until)", "words.city", "soutien.call.until"),
    ("mailto:{{ contact.email }}", "mailto:x@example.org", "soutien.call is not linked to mailto:mission@example.org"),
])  # fmt: skip
def test_what_a_template_leaves_out_is_named(what: str, instead: str, said: str, project: Project) -> None:
    in_first_example(project, POINTS)
    add(project, FIGURES, QUOTE, CALL)
    project.edit("templates/parts.xml.j2", what, instead)

    assert [one for one in project.refused("--only", "note") if said in one]


@few({"fr"}, ("language", "number", "share", "money"), [
    ("fr", "12\u202f345,5\u00a0kWh", "45\u00a0%", "25\u00a0€"),
    ("de", "12.345,5\u00a0kWh", "45\u00a0%", "25\u00a0€"),
    ("pl", "12\u202f345,5\u00a0kWh", "45%", "25\u00a0€"),
    ("en", "12,345.5\u00a0kWh", "45%", "€25"),
])  # fmt: skip
def test_numbers_and_signs_are_the_language_s(
    language: str, number: str, share: str, money: str, project: Project
) -> None:
    project.edit("publication.yaml", "language: fr", f"language: {language}")
    add(project, "figures:\n  - {value: 12345.5, unit: kWh, label: L}\n  - {value: 45, unit: '%', label: P}\n"
        "  - {value: 25, unit: €, label: M}\n")  # fmt: skip
    project.build("--only", "deck", "--only", "web")

    values = ["".join(one.itertext()) for one in page(project).iter("dd")]
    assert values == [number, share, money]
    shown = {para.text for slide in planned(project) for para in paragraphs_of(slide.shapes)}
    assert {number, share, money} <= shown


@pytest.mark.long
@few({"de"}, ("language", "set_so"), [
    ("fr", "«\u00a0Il a dit “oui”, et il est parti.\u00a0»"),
    ("de", "„Il a dit ‚oui‘, et il est parti.“"),
    ("en", "“Il a dit ‘oui’, et il est parti.”"),
    ("nl", "‘Il a dit “oui”, et il est parti.’"),
    ("sv", "”Il a dit ’oui’, et il est parti.”"),
])  # fmt: skip
def test_a_quotation_has_the_marks_of_its_language(language: str, set_so: str, project: Project) -> None:
    project.edit("publication.yaml", "language: fr", f"language: {language}")
    add(project, QUOTE)
    project.build("--only", "web", "--only", "note")

    (quote,) = page(project).iter("blockquote")
    assert "".join(quote.itertext()).strip() == set_so
    assert "BlockQuote" in {tag for tag, _alternative in tags(project)}


@pytest.mark.parametrize("typed", ['"Oui."', "« Oui. »", "“Oui.”", "„Oui.“"])
def test_marks_that_were_typed_are_not_doubled(typed: str, project: Project) -> None:
    add(project, f"quote:\n  text: '{typed}'\n  who: X\n")
    result = project.run("build", "--only", "web")

    assert result.code == 0
    assert f"pillars/{PILLAR}" in result.err
    assert "The quotation marks are added by the program" in result.err
    (quote,) = page(project).iter("blockquote")
    assert "".join(quote.itertext()).strip() == "«\u00a0Oui.\u00a0»"


@every(2, ("language", "typed", "set_so"), [
    ("fr", "Il dit « oui », puis \"non\".", "«\u00a0Il dit “oui”, puis “non”.\u00a0»"),
    ("fr", "Un 'mot', \"le mot 'clé'\".", "«\u00a0Un “mot”, “le mot «\u00a0clé\u00a0»”.\u00a0»"),
    ("en", "It's 'clear', he said “so”.", "“It’s ‘clear’, he said ‘so’.”"),
    ("de", "Das ist „gut“ und 'fertig'.", "„Das ist ‚gut‘ und ‚fertig‘.“"),
])  # fmt: skip
def test_marks_within_a_quotation_are_inner_ones(language: str, typed: str, set_so: str, project: Project) -> None:
    """Guillemets that were typed stood within guillemets, and so did what stood in single marks."""
    project.edit("publication.yaml", "language: fr", f"language: {language}")
    add(project, f"quote:\n  text: >-\n    {typed}\n  who: X\n")

    assert project.run("build", "--only", "web").code == 0
    (quote,) = page(project).iter("blockquote")
    assert "".join(quote.itertext()).strip().replace("\u202f", "\u00a0") == set_so


FAULTS = [
    ("figures: []\n", "figures", "The list has 0 entries; 1 to 8 are set well. Add some, or delete the key."),
    ("figures:\n" + 9 * "  - {value: 1, label: L}\n", "figures",
     "The list has 9 entries; 1 to 8 are set well. Leave some out."),
    ("figures:\n  - {value: , label: L}\n", "figures[0].value",
     "There is no number here. Write it, or delete the figure."),
    (f"figures:\n  - {{value: '{21 * 'x'}', label: L}}\n", "figures[0].value",
     "The text has 21 characters; at most 20 fit here. Cut 1."),
    (f"quote: {{text: {601 * 'x'}, who: X}}\n", "quote.text",
     "The text has 601 characters; at most 600 fit here. Cut 1."),
    ("quote: {text: Oui.}\n", "quote", "The key “who” is missing. Add “who: …”."),
    ("call: {text: Votez., contact: {}}\n", "call.contact",
     "The contact is empty. Add “name”, “email”, “phone” or “url”."),
    ("call: {text: Votez., qr: true}\n", "call",
     "The QR code has no web address to lead to. Add “url: …” to the contact, or delete “qr”."),
    (f"call: {{text: Votez., qr: true, contact: {{url: 'https://example.org/{300 * 'x'}'}}}}\n", "call.contact.url",
     "The address has 320 characters; in a QR code that telephones read, at most 287 fit. "
     "Take a shorter address, or delete “qr”."),
    (f"call: {{text: Votez., contact: {{url: 'https://example.org/{2000 * 'x'}'}}}}\n", "call.contact.url",
     "The text is too long (2020 characters; at most 2000). Take a shorter address."),
    ("call: {text: Votez., contact: {email: moi chez nous}}\n", "call.contact.email",
     "“moi chez nous” is not an e-mail address. Write it alone, such as mairie@example.org."),
    ("call: {text: Votez., contact: {phone: appelez}}\n", "call.contact.phone",
     "“appelez” is not a telephone number. Write digits and spaces, such as +33 1 23 45 67 89."),
    ("call: {text: Votez., until: demain}\n", "call.until",
     "“demain” is not a day of the calendar, such as 2026-11-23. Write year, month and day: YYYY-MM-DD."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("block", "path", "said"), FAULTS, ids=[f"{path}: {said[:30]}" for _block, path, said in FAULTS]
)
def test_a_fault_is_named_where_it_stands(block: str, path: str, said: str, project: Project) -> None:
    lines = project.read(PILLAR).count("\n")
    add(project, block)

    (problem,) = project.refused("--only", "web")
    match = re.fullmatch(r"content/\S+/soutien\.yaml:(\d+):(\d+): (\S+): (.*)", problem)
    assert match, problem
    assert (match[3], match[4]) == (path, said)
    assert int(match[1]) > lines


def test_long_addresses_are_set(project: Project) -> None:
    """An address of 200 characters and more, as forms have them, was refused, to be split."""
    address = f"https://example.org/{'demarches/' * 40}?annee=2026"
    add(project, f"call: {{text: Votez., contact: {{url: '{address}'}}}}\n")
    in_first_example(project, f"    source: {{title: Rapport, url: '{address}1'}}\n")

    assert project.run("build").code == 0
    assert {address, f"{address}1"} <= {one.get("href") for one in page(project).iter("a")}


def test_too_few_points_are_named(project: Project) -> None:
    in_first_example(project, "    points: [Un seul.]\n")
    (problem,) = project.refused("--only", "web")
    assert "The list has 1 entry; 2 to 7 are set well. Add some, or delete the key." in problem


def test_a_call_that_is_over_is_warned_of(project: Project) -> None:
    add(project, CALL.replace("2030", "2020"))
    result = project.run("build", "--only", "web")

    assert result.code == 0
    assert re.search(r"soutien\.yaml:\d+:\d+: call\.until: Warning: The call ends on 2020-03-01, before ", result.err)


def test_points_are_paragraphs_with_bullets_of_powerpoint(project: Project) -> None:
    """So many points are no fields beside each other."""
    in_first_example(project, "    points:\n" + "".join(f"      - Le point {number}.\n" for number in range(5)))
    project.build("--only", "deck")

    with zipfile.ZipFile(project.output / f"{SLUG}.pptx") as package:
        xml = "".join(package.read(name).decode() for name in package.namelist() if "slides/slide" in name)
    bullets = re.findall(r'<a:pPr[^>]*marL="(\d+)" indent="(-\d+)"[^>]*>(?:(?!</a:pPr>).)*<a:buChar char="•"/>', xml)
    assert len(bullets) == 5
    for left, first in some(bullets):
        assert int(left) == -int(first) > 0


def test_figures_and_quotations_are_large_on_slides(project: Project) -> None:
    add(project, FIGURES, QUOTE)
    shown = (para for slide in planned(project) for para in paragraphs_of(slide.shapes))
    sizes = {span.text: para.size for para in shown for span in para.spans}

    assert sizes["16"] >= 40
    assert sizes[" signataires"] >= 18
    assert sizes["«\u00a0Il a dit “oui”, et il est parti.\u00a0»"] >= 24


def planned(project: Project) -> tuple[Slide, ...]:
    production = Production(World(project.root), SLUG)
    return plan(production.compose("templates/deck.xml.j2"), production.kit).slides


@pytest.mark.parametrize(
    ("words", "least"), [("Oui.", 60), ("Oui, et nous l’avons fait. " * 4, 40), ("Oui. " * 80, 18)]
)
def test_a_quotation_alone_fills_its_slide(words: str, least: float, project: Project) -> None:
    """Its text was of 36 points at most, in a box that was mostly empty, beside a mark that its words repeat."""
    add(project, f"quote:\n  text: {words}\n  who: Une élue\n")
    slide = next(one for one in planned(project) if any("[Une élue]" in shape.name for shape in one.shapes))
    (frame,) = (one for one in slide.shapes if isinstance(one, Frame) and "[Une élue]" in one.name)
    first, who = frame.paragraphs

    assert first.size >= least
    assert first.size >= who.size >= min(first.size, 18)
    assert frame.box.height > 250
    assert not [one for one in slide.shapes if isinstance(one, Figure) and one.name == "Citation"]


@pytest.mark.parametrize("count", range(1, 7))
@pytest.mark.parametrize("value", [12850, "2 à 3", 7])
def test_key_figures_are_the_loudest_on_their_slide(value: object, count: int, project: Project) -> None:
    """The first of a few is the hero; the others have one size.

    A unit that is a sign or a symbol stands in the number, a word begins what that is.
    """
    units = ["trajets", "'%'", "min", "M€", "habitants", "°C"][:count]
    rows = "".join(f"  - {{value: {value}, unit: {unit}, label: à vélo}}\n" for unit in units)
    add(project, f"figures:\n{rows}")
    (slide,) = [one for one in planned(project) if any(shape.name.startswith("Chiffre clé [") for shape in one.shapes)]
    found = list(paragraphs_of(one for one in slide.shapes if one.name.startswith("Chiffre clé [")))
    numbers, labels = found[::2], found[1::2]

    assert [para.text.rstrip("%M€°Cmin\u00a0") for para in numbers] == [numbers[0].text] * count
    rest = slice(int(1 < count < 6), count)
    assert len({para.size for para in numbers[rest]}) == len({para.size for para in labels[rest]}) == 1
    assert numbers[0].size >= max(96 if count < 6 else 40, 1.9 * labels[0].size)
    assert all(para.size >= 18 for para in labels)
    for number, label, unit in zip(numbers, labels, units, strict=True):
        word = unit if unit in ("trajets", "habitants") else ""
        assert label.text.replace("\u00a0", " ") == f"{word} à vélo".strip()
        assert label.spans[0].strong == bool(word)
        assert number.text.endswith("" if word else unit.strip("'"))


@pytest.mark.long
def test_the_deck_ends_with_its_call_and_the_code_leads_there(project: Project) -> None:
    add(project, head=CALL)
    project.build()

    asked, last = slides(project)[-2:]
    assert {"Ce que nous vous demandons", "D’ici au 1er\u00a0mars\u00a02030"} <= set(asked)
    assert {"Contact", "mission@example.org"} <= set(last)
    deck = Presentation(io.BytesIO((project.output / f"{SLUG}.pptx").read_bytes()))
    named = [one.get("descr") for one in list(deck.slides)[-1]._element.iter("{*}cNvPr")]
    assert "Code QR vers https://example.org/voter" in named
    assert ("Figure", "Code QR vers https://example.org/voter") in set(tags(project))
    (code,) = page(project).xpath("//*[@class='code']")
    assert code.get("aria-label") == "Code QR vers https://example.org/voter"


def test_the_deck_ends_with_the_contact_where_nothing_is_asked(project: Project) -> None:
    add(project, head="contact: Mission imaginaire, [nous](mailto:nous@example.org)\n")
    project.build("--only", "deck")

    found = [slide for slide in slides(project) if "Mission imaginaire, nous" in slide]
    assert found == [slides(project)[-1]]
    assert "Contact" in found[0]


def test_a_code_is_read_by_its_quiet_zone_and_modules() -> None:
    """The path covers the modules that segno makes, four modules of paper around them."""
    import segno

    from generator.graphics.code import QUIET, qr_code

    path, size = qr_code("https://example.org/voter")
    rows = [bytes(row) for row in segno.make_qr("https://example.org/voter", error="m").matrix]
    assert size == len(rows) + 2 * QUIET == len(rows) + 8
    dark = {(int(x), int(y)) for x, y in _modules(path.commands)}
    assert dark == {(x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, on in enumerate(row) if on}


def _modules(commands: tuple[tuple[object, ...], ...]) -> Iterator[tuple[float, float]]:
    """Yield the modules of the bars that a path consists of."""
    moves = [command for command in commands if command[0] == "M"]
    ends = [command for before, command in pairwise(commands) if before[0] == "M"]
    for (_m, left, top), (_l, right, _top) in zip(moves, ends, strict=True):
        yield from ((x, top) for x in range(int(left), int(right)))  # type: ignore[call-overload, misc]


def test_the_page_says_what_each_is(project: Project) -> None:
    in_first_example(project, POINTS)
    add(project, FIGURES, QUOTE, CALL)
    project.build("--only", "web")

    found = page(project)
    terms = ["".join(one.itertext()) for one in found.xpath("//dl[@class='figures']/div/dt")]
    assert [one.split(",")[0] for one in terms] == [
        "de dettes imaginaires",
        "intercommunalités signataires",
        "des habitants",
    ]
    assert found.xpath("//figure[@class='quote'][blockquote][figcaption]")
    assert len(found.xpath("//ul[@class='points']/li")) == 2
    assert found.xpath("//div[@class='call']//a[@href='tel:0199001234']")


def test_the_notes_say_them(project: Project) -> None:
    """A sign parts them from one another, where none ends the first."""
    figures = "".join(f"    {line}\n" for line in FIGURES.splitlines())
    in_first_example(project, POINTS + figures)
    add(project, FIGURES, QUOTE, CALL)
    project.build("--only", "deck")

    deck = Presentation(io.BytesIO((project.output / f"{SLUG}.pptx").read_bytes()))
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in deck.slides)
    for words in ("16 intercommunalités signataires", "—\u00a0Ada Beispiel, maire imaginaire", "Un premier point.",
                  "Voter la délibération imaginaire.", "selon nous ; 16", "habitants ; Un premier"):  # fmt: skip
        assert words in notes


@pytest.mark.long
def test_variants_and_handout_have_them(project: Project) -> None:
    in_first_example(project, POINTS)
    add(project, FIGURES, QUOTE, CALL, head=CALL)
    names = ["handout", "note-large-print", "note-plain", "note-grey", "note-print"]
    project.build(*(word for name in names for word in ("--only", name)))


@pytest.mark.parametrize(
    "block",
    [
        "    points: ['Un point.', 'Un autre, à [Bilbao](city:bilbao).']\n",
        "    quote: {text: 'Comme à [Bilbao](city:bilbao).', who: Ada Beispiel}\n",
        "    figures: [{value: 16, label: 'communes à [Bilbao](city:bilbao)'}]\n",
    ],
)
def test_a_city_that_only_an_inset_mentions_is_on_the_map_and_in_the_matrix(project: Project, block: str) -> None:
    in_first_example(project, block)
    (city,) = (line for line in project.run("show", "tree", SLUG).out.splitlines() if "MapPlace city='bilbao'" in line)
    example = re.search(r"- id: (\S+)", project.read(PILLAR))

    assert example
    assert "pillars=('specialisation', 'soutien')" in city
    assert f"'{example[1]}')" in city
