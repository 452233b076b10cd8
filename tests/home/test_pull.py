"""Edits of a deck come home: found with the right key, never one too many, and the YAML as it was elsewhere."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.dml.color import RGBColor

from generator.edit.pulling import proposed, taken
from generator.errors import ContentError
from generator.home.apply import apply, content_files
from generator.home.changes import Change
from generator.home.deckfile import read_deck
from generator.home.merge import Token, merged, tokens
from generator.home.run import pull_deck, take
from generator.home.run import pulled as pulled_file
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.source.inline import Run
from generator.world import World
from tests.deck import brands
from tests.home import walk
from tests.home.campaign import Hand, restyle
from tests.home.decks import edited, in_office, in_order, packed, paragraphs, parts_of, run, said, slide, without_slide
from tests.matrix import few
from tests.project import CONTENT, EVERY_KEY, SLUG, Project, copy_project, replace_file, sample_root
from tests.publications import SLUG as ESSAI
from tests.publications import write_publication
from tests.some import some

OWN = (
    '{"file":"","after":"pillar:soutien example:nantes-french-tech example:rennes-inout '
    'example:turin-social-impact","nth":1}'
)
WORDS = ("commune", "l’eau", "« oui »", "12 500", "déjà", "vélo", "(voir plus loin)", "été ; hiver")


def built(root: Path, slug: str) -> bytes:
    production = Production(World(root), slug)
    edition = edition_named("deck")
    return production.write(edition, production.document(edition))


def found(root: Path, data: bytes, slug: str = "") -> list[Change]:
    return pull_deck(World(root), data, "deck.pptx", slug).changes


def pairs(changes: list[Change]) -> list[tuple[str, str]]:
    return [(one.kind, one.key) for one in changes]


@pytest.fixture(scope="module")
def sample() -> bytes:
    return built(sample_root(), SLUG)


@pytest.fixture(scope="module")
def every_key() -> bytes:
    return built(sample_root(), EVERY_KEY)


@few({7}, "seed", range(13))  # each another language and shape: Polish, a small one
def test_an_unedited_deck_pulls_nothing(seed: int, tmp_path: Path) -> None:
    write_publication(tmp_path, seed)

    assert found(tmp_path, built(tmp_path, ESSAI)) == []


def test_a_deck_built_twice_has_the_same_bytes(sample: bytes) -> None:
    assert built(sample_root(), SLUG) == sample


def test_a_deck_that_forgot_its_content_is_compared_with_a_new_one(every_key: bytes) -> None:
    parts = {name: part for name, part in parts_of(every_key).items() if "custom" not in name}

    assert found(sample_root(), packed(parts), EVERY_KEY) == []


def _line(data: bytes, number: int, words: str) -> str:
    """Return the paragraph of a slide that holds ``words``."""
    xml = parts_of(data)[slide(number)].decode()
    return next(one for one in paragraphs(xml) if words in said(one))


def test_words_in_runs_of_every_kind_are_one_edit(sample: bytes) -> None:
    line = _line(sample, 4, "a lancé de nombreuses initiatives")
    head, tail = line.split("<a:r>", 1)[0], line.rsplit("</a:r>", 1)[1]
    text = said(line)
    old, new = "a lancé de nombreuses", "a lancé, dès 2013, de nombreuses"
    before, after = text.split(old)
    typed = head + run(before) + run(new[:9], 'b="0"') + "<a:br/>" + run(new[9:]) + run(after) + tail
    changed = edited(sample, (slide(4), line, typed))

    (change,) = found(sample_root(), changed)

    assert (change.kind, change.key) == ("text", "pillars/soutien:examples/nantes-french-tech/text")
    assert change.after == change.before.replace(old, new)


def test_a_word_made_bold_by_hand_becomes_markup(sample: bytes) -> None:
    line = _line(sample, 4, "a lancé de nombreuses initiatives")
    text = said(line)
    before, after = text.split("nombreuses")
    head, tail = line.split("<a:r>", 1)[0], line.rsplit("</a:r>", 1)[1]
    changed = edited(sample, (slide(4), line, head + run(before) + run("nombreuses", 'b="1"') + run(after) + tail))

    (change,) = found(sample_root(), changed)

    assert change.after == change.before.replace("nombreuses", "**nombreuses**")


def test_a_deleted_slide_of_one_pillar_is_that_pillar(sample: bytes) -> None:
    assert pairs(found(sample_root(), without_slide(sample, 4))) == [("remove", "pillars/soutien")]


def test_moved_slides_are_moved_pillars(sample: bytes, tmp_path: Path) -> None:
    count = len(read_deck(sample, "deck").slides)
    order = [1, 2, 4, 3, *range(5, count + 1)]

    changes = found(sample_root(), in_order(sample, order))

    assert [one.kind for one in changes] == ["move"]
    copy_project(tmp_path)
    assert apply(World(tmp_path), SLUG, changes) == []
    head = (tmp_path / "content" / SLUG / "publication.yaml").read_text("utf-8")
    assert "pillars: [soutien, specialisation, cooperation, gouvernance]" in head


def test_two_places_that_say_different_things_are_a_conflict(sample: bytes) -> None:
    label = "Soutien aux projets innovants"
    xml = parts_of(sample)
    places = [name for name in xml if name.startswith("ppt/slides/slide") and f"{label}<" in xml[name].decode()]
    assert len(places) > 1
    first, second = places[:2]
    changed = edited(sample, (first, f"{label}<", "Aide aux projets<"), (second, f"{label}<", "Appui aux projets<"))

    changes = found(sample_root(), changed)

    assert [one.is_conflict for one in changes] == [True, True]
    assert {one.after for one in changes} == {"Aide aux projets", "Appui aux projets"}
    assert {one.others for one in changes} == {("Aide aux projets",), ("Appui aux projets",)}


def test_both_sides_are_merged_and_the_same_words_are_a_conflict(sample: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path)
    file = tmp_path / "content" / SLUG / "pillars/soutien.yaml"
    changed = edited(sample, (slide(4), "de nombreuses initiatives", "de belles initiatives"))
    yaml = file.read_text("utf-8")
    file.write_text(yaml.replace("les\n      jeunes pousses", "les\n      très jeunes pousses"), "utf-8")

    (change,) = found(tmp_path, changed)

    assert "de belles initiatives" in change.after
    assert "très jeunes pousses" in change.after
    file.write_text(yaml.replace("de nombreuses initiatives", "de rares initiatives"), "utf-8")
    (conflict,) = found(tmp_path, changed)
    assert conflict.is_conflict
    assert "de rares initiatives" in conflict.theirs
    assert "de belles initiatives" in conflict.after


def test_what_the_speaker_says_otherwise_of_a_text_that_changed_meanwhile_is_a_conflict(
    sample: bytes, tmp_path: Path
) -> None:
    copy_project(tmp_path)
    file = tmp_path / "content" / SLUG / "pillars/soutien.yaml"
    replace_file(file, file.read_text("utf-8").replace("de nombreuses initiatives", "de rares initiatives"))
    hand = Hand(sample)
    notes = hand.slide(4).notes_slide.notes_text_frame.paragraphs
    restyle(next(one._p for one in notes if "nombreuses" in one.text), "nombreuses", "belles", {})

    (conflict,) = found(tmp_path, hand.saved)

    assert conflict.key == "pillars/soutien:examples/nantes-french-tech/spoken"
    assert conflict.is_conflict
    assert "de belles initiatives" in conflict.after


def test_indents_that_libreoffice_shrinks_with_their_words_are_no_edit(tmp_path: Path) -> None:
    copy_project(tmp_path, EVERY_KEY)
    file = tmp_path / "content" / EVERY_KEY / "pillars/mobilite.yaml"
    text = file.read_text("utf-8")
    first = text.index("      - Une navette")  # five points are a list: fewer may be fields beside each other
    replace_file(file, f"{text[:first]}      - Un quai.\n      - Un ponton.\n{text[first:]}")
    parts = parts_of(built(tmp_path, EVERY_KEY))
    listed = next(name for name in sorted(parts) if name.startswith("ppt/slides/slide") and b"a:buChar" in parts[name])
    page = parts[listed].decode()
    own = re.findall(r'marL="([1-9]\d+)" indent="-\d+"', page)[0]
    less = int(0.92 * int(own))
    for program, wanted in ((b"LibreOffice/7.4", []), (b"Microsoft Office PowerPoint", ["note"])):
        app = re.sub(
            b"<Application>.*?</Application>", b"<Application>%b</Application>" % program, parts["docProps/app.xml"]
        )
        shrunk = page.replace(f'marL="{own}" indent="-{own}"', f'marL="{less}" indent="-{less}"').encode()
        changes = found(tmp_path, packed({**parts, "docProps/app.xml": app, listed: shrunk}))
        assert [one.kind for one in changes] == wanted


def test_a_word_of_a_source_is_no_link_for_its_address(every_key: bytes) -> None:
    hand = Hand(every_key)
    hand.say("Bilan imaginaire", "Bilan annuel", 16)

    (change,) = found(sample_root(), hand.saved)

    assert change.after == "Bilan annuel du prêt de vélos, Exempleville"


def test_a_row_that_was_moved_keeps_the_places_of_the_content(every_key: bytes) -> None:
    hand = Hand(every_key)
    rows = hand.table(6)._tbl.tr_lst
    rows[1].addprevious(rows[3])

    changes = found(sample_root(), hand.saved)

    assert [one.after.split("\t")[0] for one in changes if one.kind == "add"] == ["[Musterstadt](city:musterstadt)"]


def test_a_slide_that_is_gone_is_told_with_its_words_and_its_picture(every_key: bytes) -> None:
    (change,) = [one for one in found(sample_root(), without_slide(every_key, 1)) if "A slide is gone" in one.said]

    assert "Trois piliers pour" in change.before
    assert "Une ville dessinée" in change.before


def test_each_edit_of_a_list_that_is_gone_is_told(every_key: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path, EVERY_KEY)
    file = tmp_path / "content" / EVERY_KEY / "pillars/mobilite.yaml"
    text = file.read_text("utf-8")
    start, end = text.index("    points:\n"), text.index("table:\n")
    replace_file(file, text[:start] + text[end:])
    hand = Hand(every_key)
    hand.say("Une navette", "Un bateau")
    hand.say("Un seul billet", "Un seul ticket")

    changes = found(tmp_path, hand.saved)

    assert [one.kind for one in changes] == ["note", "note"]
    assert "Un bateau" in changes[0].after
    assert "Un seul ticket" in changes[1].after


def test_a_line_that_an_edition_makes_of_an_example_is_told(tmp_path: Path) -> None:
    copy_project(tmp_path)
    head = tmp_path / "content" / SLUG / "publication.yaml"
    replace_file(head, head.read_text("utf-8") + "editions:\n  - {id: rennes, place: rennes}\n")
    hand = Hand(of_edition(tmp_path, SLUG, "rennes"))
    hand.say("une politique", "sa politique", 3)

    (change,) = found(tmp_path, hand.saved)

    assert change.kind == "note"
    assert change.after.startswith("Bilbao a mis en place sa politique")


@pytest.mark.long
def test_what_was_pulled_is_pulled_no_more(sample: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path)
    changed = edited(sample, (slide(4), "de nombreuses initiatives", "de belles initiatives"))

    assert apply(World(tmp_path), SLUG, found(tmp_path, changed)) == []
    assert found(tmp_path, changed) == []
    assert found(tmp_path, built(tmp_path, SLUG)) == []


def test_the_command_shows_takes_and_refuses(project: Project) -> None:
    project.build("--only", "deck")
    deck = project.output / f"{SLUG}.pptx"
    changed = edited(
        deck.read_bytes(),
        (slide(4), "de nombreuses initiatives", "de belles initiatives"),
        (slide(3), "politique de spécialisation", "politique (de) spécialisation"),
    )
    mine = project.root / "corrige.pptx"
    mine.write_bytes(changed)
    before = content_files(World(project.root), SLUG)

    shown = project.run("pull", str(mine), "--format", "json")
    document = json.loads(shown.out)

    assert shown.code == 0
    assert content_files(World(project.root), SLUG) == before
    assert [one["kind"] for one in document["changes"]] == ["text", "text"]
    assert project.run("pull", str(mine), "--only", "2").code == 0
    assert project.run("pull", str(mine), "--all").code == 0
    assert "nothing to pull" in project.run("pull", str(mine)).out
    after = content_files(World(project.root), SLUG)
    assert sorted(name for name in after if after[name] != before[name]) == [
        f"content/{SLUG}/pillars/soutien.yaml",
        f"content/{SLUG}/pillars/specialisation.yaml",
    ]


def _places(data: bytes) -> list[tuple[str, str]]:
    """Return the paragraphs of slides that show a text of the content, whole, with the part that they stand in."""
    deck = read_deck(data, "deck")
    assert deck.built is not None
    known = {
        "".join(one.text for one in line)
        for slide_ in deck.built
        for shape in slide_.shapes
        for line in shape.lines
        if line and all(one.citation for one in line) and len({one.citation for one in line}) == 1
    }
    return [
        (name, line)
        for name, part in sorted(parts_of(data).items())
        if name.startswith("ppt/slides/slide")
        for line in paragraphs(part.decode())
        if said(line) in known and len(said(line).split()) > 4
    ]


@pytest.mark.long
@settings(  # a build takes long: nothing is shrunk
    max_examples=max(2, settings().max_examples // 16),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_a_walk_of_edits_comes_home_word_for_word(
    data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Build, edit, pull, build again: what the edited deck says, the new one does; the YAML is the same elsewhere."""
    root = tmp_path_factory.mktemp("walk")
    copy_project(root, EVERY_KEY)
    deck = built(root, EVERY_KEY)
    places = some(_places(deck))
    chosen = data.draw(st.lists(st.sampled_from(places), min_size=1, max_size=4, unique=True))
    wanted: list[str] = []
    for part, line in chosen:
        runs = line.split("<a:t>")
        index = data.draw(st.integers(1, len(runs) - 1))
        text, rest = runs[index].split("</a:t>", 1)
        words = text.split(" ")
        at, word = data.draw(st.integers(0, len(words))), data.draw(st.sampled_from(WORDS))
        if data.draw(st.booleans()) and at < len(words):
            words[at] = word
        else:
            words.insert(at, word)
        runs[index] = "</a:t>".join((" ".join(words), rest))
        new = "<a:t>".join(runs)
        wanted.append(said(new))
        deck = edited(deck, (part, line, new))

    changes = found(root, deck)

    refused = apply(World(root), EVERY_KEY, [one for one in changes if one.changes])
    assert all(reason for _change, reason in refused)  # where the longer text fits no slide, it says so
    assume(not refused)
    again = read_deck(built(root, EVERY_KEY), "again")
    there = {
        " ".join(token.key for token in tokens(line))
        for one in again.slides
        for shape in one.shapes
        for line in shape.lines
    }
    conflicts = " ".join(text for one in changes for text in (one.after, *one.others) if one.is_conflict)
    for text in wanted:
        key = " ".join(token.key for token in _words(text))
        assert any(key in line for line in there) or conflicts, text


def _words(text: str) -> list[Token]:
    return tokens([Run(unescape(text))])


@pytest.fixture(scope="module")
def from_office(every_key: bytes, sample: bytes, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return decks that LibreOffice edited and saved, by the name of the edit."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "sample.pptx").write_bytes(sample)
    (folder / "every.pptx").write_bytes(every_key)
    jobs: dict[str, tuple[str, list[list[object]]]] = {
        "nothing": ("every", []),
        "words": ("sample", [["replace", "de nombreuses initiatives", "de belles initiatives"]]),
        "bold": ("sample", [["bold", "nombreuses initiatives"]]),
        "split": ("sample", [["split", "les jeunes pousses"]]),
        "card": ("sample", [["delete_shape", "a lancé de nombreuses"]]),
        "copy": ("sample", [["duplicate_slide", 4]]),
        "gone": ("sample", [["delete_slide", 4]]),
        "own": ("sample", [["add_slide", 4, "Une diapositive à nous"]]),
        "notes": ("sample", [["add_notes", 4, "Remercier les équipes."]]),
    }
    in_office([(folder / f"{deck}.pptx", folder / f"{name}-1.pptx", edits) for name, (deck, edits) in jobs.items()])
    in_office([(folder / f"{name}-1.pptx", folder / f"{name}.pptx", []) for name in jobs])  # saved twice
    return {name: (folder / f"{name}.pptx").read_bytes() for name in jobs}


@pytest.mark.judge
@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("nothing", []),
        ("words", [("text", "pillars/soutien:examples/nantes-french-tech/text")]),
        ("bold", [("text", "pillars/soutien:examples/nantes-french-tech/text")]),
        ("split", []),
        ("card", [("remove", "pillars/soutien:examples/nantes-french-tech")]),
        (
            "copy",
            [
                ("duplicate", "pillars/soutien:examples/nantes-french-tech"),
                ("duplicate", "pillars/soutien:examples/rennes-inout"),
                ("duplicate", "pillars/soutien:examples/turin-social-impact"),
            ],
        ),
        ("gone", [("remove", "pillars/soutien")]),
        ("own", [("insert", OWN)]),
        ("notes", [("text", "pillars/soutien:spoken")]),
    ],
)
def test_edits_in_libreoffice_are_found(
    from_office: dict[str, bytes], name: str, wanted: list[tuple[str, str]]
) -> None:
    assert pairs(found(sample_root(), from_office[name])) == wanted


def test_each_text_of_the_content_has_one_key() -> None:
    from generator.source.identity import content_texts

    texts = [*content_texts(Production(World(sample_root()), EVERY_KEY).publication)]

    assert len({one.key for one in some(texts)}) == len(texts)
    assert (CONTENT / EVERY_KEY).is_dir()


def test_comments_and_replies_are_listed_with_their_text(sample: bytes) -> None:
    parts = parts_of(sample)
    namespace = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    modern = (
        'xmlns:p188="http://schemas.microsoft.com/office/powerpoint/2018/8/main" '
        'xmlns:ac="http://schemas.microsoft.com/office/drawing/2013/main/command" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    )
    shape = parts[slide(4)].decode().split("Exemple [rennes-inout]")[0].rsplit('id="', 1)[1].partition('"')[0]
    heading = parts[slide(4)].decode().split('name="Titre"')[0].rsplit('id="', 1)[1].partition('"')[0]
    body = "<p188:txBody><a:bodyPr/><a:p><a:r><a:t>{}</a:t></a:r></a:p></p188:txBody>"
    parts["ppt/comments/modern.xml"] = (
        f'<p188:cmLst {modern}><p188:cm id="{{1}}" authorId="{{A}}" created="2026-11-20T10:00:00"><ac:deMkLst>'
        f'<ac:spMk id="{shape}"/></ac:deMkLst><p188:replyLst><p188:reply authorId="{{B}}" created="2026-11-21">'
        f"{body.format('Oui.')}</p188:reply></p188:replyLst>{body.format('À vérifier ?')}</p188:cm>"
        f'<p188:cm id="{{2}}" authorId="{{B}}" created="2026-11-20T10:00:00"><ac:txMkLst><ac:spMk id="{heading}"/>'
        f'<ac:txMk cp="40" len="4"/></ac:txMkLst>{body.format("Quel titre ?")}</p188:cm></p188:cmLst>'
    ).encode()
    authors = '<p188:author id="{A}" name="Ada"/><p188:author id="{B}" name="Bob"/>'
    parts["ppt/authors.xml"] = f"<p188:authorLst {modern}>{authors}</p188:authorLst>".encode()
    parts["ppt/comments/comment1.xml"] = (
        f'<p:cmLst {namespace}><p:cm authorId="0" dt="2026-11-19T10:00:00" idx="1"><p:pos x="10" y="10"/>'
        "<p:text>Un vieux commentaire</p:text></p:cm></p:cmLst>"
    ).encode()
    parts["ppt/commentAuthors.xml"] = (
        f'<p:cmAuthorLst {namespace}><p:cmAuthor id="0" name="Cléo"/></p:cmAuthorLst>'.encode()
    )
    rows = {
        "ppt/slides/_rels/slide4.xml.rels": [
            ("comments", "../comments/modern.xml"),
            ("comments", "../comments/comment1.xml"),
        ],
        "ppt/_rels/presentation.xml.rels": [("authors", "authors.xml"), ("commentAuthors", "commentAuthors.xml")],
    }
    for name, targets in rows.items():
        more = "".join(
            f'<Relationship Id="c{number}" Type="http://x/relationships/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate(targets)
        )
        parts[name] = parts[name].replace(b"</Relationships>", f"{more}</Relationships>".encode())

    changes = found(sample_root(), packed(parts))

    assert [(one.kind, one.after, one.author) for one in changes] == [
        ("comment", "À vérifier ?", "Ada"),
        ("comment", "Oui.", "Bob"),
        ("comment", "Quel titre ?", "Bob"),
        ("comment", "Un vieux commentaire", "Cléo"),
    ]
    assert changes[2].key == "pillars/soutien:heading"
    assert changes[0].key == changes[1].key == "pillars/soutien:examples/rennes-inout/text"


def test_a_build_that_finds_a_changed_deck_says_what_and_by_whom(project: Project) -> None:
    project.build("--only", "deck")
    deck = project.output / f"{SLUG}.pptx"
    name = "<cp:lastModifiedBy>Marie Durand</cp:lastModifiedBy></cp:coreProperties>"
    changed = edited(
        deck.read_bytes(),
        (slide(4), "de nombreuses initiatives", "de belles initiatives"),
        ("docProps/core.xml", "</cp:coreProperties>", name),
    )
    deck.write_bytes(changed)

    result = project.run("build", "--only", "deck")

    assert result.code == 1
    assert "Changed: pillars/soutien:examples/nantes-french-tech/text (slide 4)." in result.err
    assert "Saved last by Marie Durand." in result.err
    assert "Take this into the content first: piliers pull" in result.err
    assert deck.read_bytes() == changed


def test_what_stands_on_a_card_goes_with_it_where_it_is_moved_or_made_wider(project: Project) -> None:
    """Its rule and its number; and each of them can then be moved by itself."""
    project.build("--only", "deck")
    deck = project.output / f"{SLUG}.pptx"
    before = places(deck.read_bytes(), 4)
    hand = Hand(deck.read_bytes())
    hand.shift(4, "Exemple [rennes", 12, wider=9)
    pulled(project, hand)
    after = places(deck.read_bytes(), 4)
    changed = {name: tuple(b - a for a, b in zip(before[name], after[name], strict=True)) for name in before}

    points = {name: tuple(round(one / 12_700) for one in change) for name, change in changed.items() if any(change)}
    assert points.pop("Exemple [rennes-inout]") == points.pop("Filet 2") == (12, 0, 9, 0)
    assert points.pop("Numéro 2.2") == (12, 0, 0, 0)
    assert set(points.values()) <= {(12, 0, 0, 0)}

    hand = Hand(deck.read_bytes())
    hand.shift(4, "Filet 2", 5)
    pulled(project, hand)
    moved = places(deck.read_bytes(), 4)

    assert moved["Filet 2"][0] - after["Filet 2"][0] == pytest.approx(5 * 12_700, abs=20)
    assert moved["Exemple [rennes-inout]"] == after["Exemple [rennes-inout]"]


def places(deck: bytes, number: int) -> dict[str, tuple[int, ...]]:
    """Return where the shapes of a slide stand, by their names: left, top, width, height in EMU."""
    shapes = Presentation(io.BytesIO(deck)).slides[number - 1].shapes
    return {one.name: (one.left, one.top, one.width, one.height) for one in shapes}


def pulled(project: Project, hand: Hand) -> None:
    """Take the edited deck of slide 4 into the content, and build again."""
    corrected = project.root / "corrige.pptx"
    corrected.write_bytes(hand.saved)
    assert project.run("pull", str(corrected), "--all").code == 0
    project.build("--only", "deck")


def test_a_shape_that_was_moved_stays_there_while_it_fits(sample: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path)
    xml = parts_of(sample)[slide(4)].decode()
    card = xml.split('name="Exemple [rennes-inout]"')[1]
    place = card.split("<a:off ", 1)[1].split("/>", 1)[0]
    x = int(place.split('"')[1])
    moved = card.replace(f'<a:off x="{x}"', f'<a:off x="{x + 127_000}"', 1)
    changed = edited(sample, (slide(4), card, moved))

    (change,) = found(tmp_path, changed)

    assert change.kind == "adjust"
    assert apply(World(tmp_path), SLUG, [change]) == []
    again = built(tmp_path, SLUG)
    placed = parts_of(again)[slide(4)].decode().split('name="Exemple [rennes-inout]"')[1]
    assert abs(int(placed.split('<a:off x="')[1].partition('"')[0]) - x - 127_000) < 10  # EMU
    assert found(tmp_path, again) == []
    (tmp_path / "content" / SLUG / "adjust.json").write_text("[{}]", "utf-8")
    with pytest.raises(ContentError, match="moved shapes cannot be read"):
        built(tmp_path, SLUG)


@pytest.mark.parametrize("name", ["Exemple [rennes", "Bandeau"])
def test_a_colour_on_which_words_cannot_be_read_is_told_and_not_taken_over(name: str, project: Project) -> None:
    project.build("--only", "deck")
    hand = Hand((project.output / f"{SLUG}.pptx").read_bytes())
    hand.fill(4, name, "FFFFFF" if name == "Bandeau" else "14203A")
    (project.root / "corrige.pptx").write_bytes(hand.saved)
    assert project.run("pull", str(project.root / "corrige.pptx"), "--all").code == 0

    result = project.run("build", "--only", "deck")

    assert result.code == 0
    assert "was changed by hand where it does not fit any more." in result.err + result.out


def test_an_example_that_was_filled_does_not_cover_its_number(project: Project) -> None:
    project.build("--only", "deck")
    deck, mine = project.output / f"{SLUG}.pptx", project.root / "corrige.pptx"
    hand = Hand(deck.read_bytes())
    hand.fill(4, "Exemple [nantes", "FFF4D6")
    mine.write_bytes(hand.saved)
    assert project.run("pull", str(mine), "--all").code == 0
    project.build("--only", "deck")

    names = [shape.name for shape in Presentation(str(deck)).slides[3].shapes]
    card = next(index for index, name in enumerate(names) if name.startswith("Exemple [nantes"))
    assert names[card + 1 : card + 3] == ["Filet 1", "Numéro 2.1"]
    assert "nothing" in project.run_in({"LANGUAGE": "en"}, "pull", str(deck)).out.lower()


@pytest.mark.long
def test_a_shape_that_has_no_room_any_more_stands_where_it_was_and_a_warning_says_so(project: Project) -> None:
    project.build("--only", "deck")
    deck = (project.output / f"{SLUG}.pptx").read_bytes()
    mine = project.root / "corrige.pptx"
    hand = Hand(deck)
    hand.shift(4, "Exemple [rennes", wider=-200)
    mine.write_bytes(hand.saved)
    assert project.run("pull", str(mine), "--all").code == 0

    result = project.run("build", "--only", "deck")

    assert result.code == 0
    assert "“Exemple [rennes-inout]” was changed by hand where it does not fit any more." in result.err + result.out
    assert found(project.root, (project.output / f"{SLUG}.pptx").read_bytes()) == []


@pytest.mark.long
def test_a_picture_of_the_template_does_not_take_the_place_of_ours(tmp_path: Path) -> None:
    parts = {
        name: part.replace(b"media/logo.png", b"media/image1.png")
        for name, part in brands.with_logo(0, 0, 900_000, 900_000).items()
    }
    theirs = parts["ppt/media/image1.png"] = parts.pop("ppt/media/logo.png")
    copy_project(tmp_path, EVERY_KEY)
    replace_file(tmp_path / "content" / EVERY_KEY / "brand.pptx", brands.packed(parts))
    head = tmp_path / "content" / EVERY_KEY / "publication.yaml"
    replace_file(head, head.read_text("utf-8") + "template: brand.pptx\n")

    made = built(tmp_path, EVERY_KEY)

    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        names = [one for one in archive.namelist() if one.startswith("ppt/media/")]
        assert len(names) == len(set(names))
        assert [archive.read(one) for one in names].count(theirs) == 1
    assert found(tmp_path, made) == []


@pytest.mark.long
def test_a_deck_in_another_language_comes_home_into_its_translation(project: Project) -> None:
    """And what stands for the first language in the same place stays as it is."""
    shutil.copytree(CONTENT / EVERY_KEY, project.root / "content" / EVERY_KEY, dirs_exist_ok=True)
    project.run("translate", "start", EVERY_KEY, "en")
    file = project.root / "content" / EVERY_KEY / "translations/en.yaml"
    texts = yaml.safe_load(file.read_text("utf-8"))
    texts["texts"]["energie.label"]["text"] = "Shared energy"
    texts["texts"]["donnees.call.text"]["text"] = "Propose the first three sets of data before summer."
    replace_file(file, yaml.safe_dump(texts, allow_unicode=True))
    head = project.root / "content" / EVERY_KEY / "publication.yaml"
    replace_file(head, head.read_text("utf-8") + "  - {id: en, language: en}\n")
    deck = of_edition(project.root, EVERY_KEY, "en")
    assert found(project.root, deck) == []
    hand = Hand(deck)
    hand.say("first three sets", "first four sets")
    hand.say("trois kilomètres", "deux kilomètres", 3)  # not translated yet
    hand.drop_row(6, 2)
    before = content_files(World(project.root), EVERY_KEY)

    changes = found(project.root, hand.saved)

    key = "translations/en:texts/donnees.call.text/text"
    notes = [("note", "pillars/mobilite:intro"), ("note", "pillars/mobilite:table/rows/#1")]
    assert sorted(pairs(changes)) == [*notes, ("text", key)]
    assert apply(World(project.root), EVERY_KEY, [one for one in changes if one.changes]) == []
    after = content_files(World(project.root), EVERY_KEY)
    assert [path for path in after if after[path] != before[path]] == [f"content/{EVERY_KEY}/translations/en.yaml"]
    assert found(project.root, of_edition(project.root, EVERY_KEY, "en")) == []


def test_a_translation_that_forgets_a_place_is_refused(project: Project) -> None:
    shutil.copytree(CONTENT / EVERY_KEY, project.root / "content" / EVERY_KEY, dirs_exist_ok=True)
    project.run("translate", "start", EVERY_KEY, "en")
    file = project.root / "content" / EVERY_KEY / "translations/en.yaml"
    texts = yaml.safe_load(file.read_text("utf-8"))
    texts["texts"]["mobilite.table.rows.1.1"]["text"] = "[Sampletown](city:exempleville)"
    replace_file(file, yaml.safe_dump(texts, allow_unicode=True))
    head = project.root / "content" / EVERY_KEY / "publication.yaml"
    replace_file(head, head.read_text("utf-8") + "  - {id: en, language: en}\n")
    hand = Hand(of_edition(project.root, EVERY_KEY, "en"))
    hand.table(6).cell(1, 0).text = "Testville"
    before = file.read_bytes()

    ((_change, reason),) = apply(World(project.root), EVERY_KEY, found(project.root, hand.saved))

    assert "does not mention exempleville" in reason
    assert file.read_bytes() == before


def of_edition(root: Path, slug: str, name: str) -> bytes:
    production = Production(World(root), slug).edition(name)
    edition = edition_named("deck")
    return production.write(edition, production.document(edition))


def test_a_conflict_may_be_left_as_it_is_in_the_browser(sample: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path)
    hand = Hand(sample)
    hand.say("nombreuses", "belles", 4)
    file = tmp_path / "content" / SLUG / "pillars/soutien.yaml"
    replace_file(file, file.read_text("utf-8").replace("nombreuses", "diverses"))
    before, sent = file.read_bytes(), [("corrige.pptx", hand.saved)]
    (shown,) = proposed(World(tmp_path), SLUG, sent)["changes"]

    assert shown["conflict"]
    assert taken(World(tmp_path), SLUG, sent, [f"keep:{shown['mark']}"]) == {"made": 0, "refused": []}
    assert file.read_bytes() == before
    assert proposed(World(tmp_path), SLUG, sent)["changes"] == []


@pytest.mark.parametrize("lost", [slide(4), "ppt/notesSlides/notesSlide4.xml"])
def test_a_damaged_deck_proposes_nothing(sample: bytes, lost: str) -> None:
    """What cannot be read would be taken for deleted."""
    parts = parts_of(sample)
    broken = packed({**parts, lost: parts[lost][:-20]})
    absent = packed({name: part for name, part in parts.items() if name != lost})

    for data in (broken, absent):
        with pytest.raises(ContentError, match="The file is damaged"):
            found(sample_root(), data)


def test_words_before_the_first_of_a_text_that_stands_within_a_line_keep_their_space() -> None:
    before, after = (tokens([Run(text)])[1:] for text in ("· Turin", "· la belle Turin"))

    assert merged("Turin", before, after) == "la belle Turin"


def test_a_sign_that_only_its_font_knows_is_told(sample: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path)
    hand = Hand(sample)
    hand.say("nombreuses", "\uf041", 4)
    mine = tmp_path / "corrige.pptx"
    mine.write_bytes(hand.saved)

    change, note = pulled_file(World(tmp_path), mine, SLUG).changes

    assert "a lancé de \ufffd initiatives" in change.after
    assert (note.kind, note.key) == ("note", change.key)


def test_a_row_more_and_a_row_less_of_a_file_are_both_taken(tmp_path: Path) -> None:
    copy_project(tmp_path, EVERY_KEY)
    hand = Hand(built(tmp_path, EVERY_KEY))
    hand.add_row(11, "neuf 0", "neuf 1", "neuf 2", "neuf 3")
    hand.drop_row(11, 1)

    pulled = pull_deck(World(tmp_path), hand.saved, "deck.pptx", "")

    assert take(World(tmp_path), pulled, [1, 2]) == []
    file = tmp_path / f"content/{EVERY_KEY}/pillars/jeux.csv"
    assert [line[:5] for line in file.read_text("utf-8").splitlines()] == ['"Jeu ', '"Budg', '"Arbr', '"neuf']
    assert found(tmp_path, hand.saved) == []


def test_what_only_this_deck_has_less_is_no_conflict(tmp_path: Path) -> None:
    """Of shares, a chart shows other numbers than the content has."""
    copy_project(tmp_path, EVERY_KEY)
    hand = Hand(built(tmp_path, EVERY_KEY))
    hand.drop(12, "Graphique", "Description", *["Légende"] * 4)

    assert [(one.key, one.is_conflict) for one in found(tmp_path, hand.saved)] == [("pillars/donnees:chart", False)]


def test_a_chart_of_a_file_goes_with_its_shape(tmp_path: Path) -> None:
    copy_project(tmp_path, EVERY_KEY)
    hand = Hand(built(tmp_path, EVERY_KEY))
    hand.drop(9, "Graphique")

    assert pairs(found(tmp_path, hand.saved)) == [("remove", "pillars/energie:chart")]


def test_what_a_placeholder_inherits_is_no_paint_of_its_own(tmp_path: Path) -> None:
    """LibreOffice writes it into the slide, and at the second time forgets it where that had it from."""
    copy_project(tmp_path)
    template: Any = Presentation(io.BytesIO(brands.packed(brands.stock())))
    holder = template.slide_master.placeholders[0]
    holder.fill.solid()
    holder.fill.fore_color.rgb = RGBColor.from_string("204060")  # type: ignore[no-untyped-call]
    walk.on_template(SLUG, lambda: brands.saved(template))(tmp_path)
    built = walk.build(tmp_path, walk.Setup(SLUG)).data
    for colour, wanted in (("204060", []), ("C01010", ["adjust"])):
        hand = Hand(built)
        hand.fill(3, "Title", colour)
        assert [one.kind for one in pull_deck(World(tmp_path), hand.saved, "deck.pptx", "").changes] == wanted
        hand.deck.slide_master.placeholders[0].fill.background()
        assert [one.kind for one in pull_deck(World(tmp_path), hand.saved, "deck.pptx", "").changes] == wanted
