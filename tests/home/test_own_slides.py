"""A slide that somebody adds by hand is kept beside the content, and comes back at each build."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pptx.util import Pt

from generator.deck.ooxml.package import Package
from generator.home.apply import apply
from generator.home.run import pull_deck
from generator.judges import openxml
from generator.world import World
from tests.home.campaign import Hand
from tests.home.decks import edited, in_office, packed, parts_of
from tests.home.test_pull import built, found, pairs
from tests.home.walk import SETUPS, build, prepared
from tests.project import SLUG, Project, copy_project, sample_root

HANDS = "Une diapositive à nous"
LAYOUT = "Contenu"


def with_slide(data: bytes, after: int, words: str = HANDS) -> bytes:
    """Return a deck with a slide more behind slide ``after``, with a picture, a link and notes."""
    deck = Presentation(io.BytesIO(data))
    layout = next(one for one in deck.slide_layouts if one.name == LAYOUT)
    slide = deck.slides.add_slide(layout)
    slide.shapes.title.text = words
    box = slide.shapes.add_textbox(Pt(100), Pt(200), Pt(300), Pt(60)).text_frame
    box.text = "Venez à l’atelier du 12 mars."
    run = box.add_paragraph().add_run()
    run.text = "Le programme"
    run.hyperlink.address = "https://exemple.fr/programme"
    slide.shapes.add_picture(io.BytesIO(png()), Pt(500), Pt(200), Pt(100), Pt(100))
    slide.notes_slide.notes_text_frame.text = "Parler de l’atelier."
    listed = deck.slides._sldIdLst
    listed.insert(after, listed[-1])
    stream = io.BytesIO()
    deck.save(stream)
    return stream.getvalue()


def png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "navy").save(stream, "PNG")
    return stream.getvalue()


def titles(data: bytes) -> list[str]:
    return [one.shapes.title.text if one.shapes.title else "" for one in Presentation(io.BytesIO(data)).slides]


@pytest.fixture(scope="module")
def sample() -> bytes:
    return built(sample_root(), SLUG)


@pytest.fixture(scope="module")
def taken(sample: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the content of a project that has taken a slide added behind slide 4, which nobody changes."""
    root = tmp_path_factory.mktemp("taken")
    copy_project(root)
    assert apply(World(root), SLUG, found(root, with_slide(sample, 4))) == []
    return root / "content" / SLUG


@pytest.fixture
def kept(taken: Path, tmp_path: Path) -> Path:
    """Return a project of its own that has taken that slide."""
    copy_project(tmp_path)
    shutil.copytree(taken, tmp_path / "content" / SLUG, dirs_exist_ok=True)
    return tmp_path


def test_an_added_slide_comes_back_in_its_place(kept: Path, sample: bytes) -> None:
    again = built(kept, SLUG)

    before, after = titles(sample), titles(again)
    assert after == [*before[:4], HANDS, *before[4:]]
    slide = Presentation(io.BytesIO(again)).slides[4]
    assert slide.slide_layout.name == LAYOUT
    assert slide.notes_slide.notes_text_frame.text == "Parler de l’atelier."
    assert any("atelier du 12 mars" in one.text_frame.text for one in slide.shapes if one.has_text_frame)
    assert any(one.shape_type == 13 for one in slide.shapes)  # a picture
    assert built(kept, SLUG) == again
    assert found(kept, again) == []


@pytest.mark.judge
def test_a_deck_with_an_added_slide_is_valid(kept: Path, tmp_path: Path) -> None:
    deck = tmp_path / "again.pptx"
    deck.write_bytes(built(kept, SLUG))

    assert openxml.findings(deck) == []


def test_only_the_slide_and_its_place_are_written(sample: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path)
    (change,) = found(tmp_path, with_slide(sample, 4))
    folder = tmp_path / "content" / SLUG
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    assert change.kind == "insert"
    assert change.place == "slide 5"
    assert apply(World(tmp_path), SLUG, [change]) == []

    now = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert {path.relative_to(folder).as_posix() for path in now.keys() - before.keys()} == {
        "inserted.json",
        "inserted/01.pptx",
    }
    assert {path: now[path] for path in before} == before
    alone = Package((folder / "inserted/01.pptx").read_bytes())
    assert len(alone.slides) == 1
    assert not [name for name in alone.entries if name.startswith(("customXml", "docProps"))]


@pytest.mark.long
def test_a_kept_slide_that_is_changed_is_kept_anew(kept: Path) -> None:
    part = "ppt/slides/inserted1.xml"
    changed = edited(built(kept, SLUG), (part, "atelier du 12 mars", "atelier du 13 mars"))

    (change,) = found(kept, changed)
    assert apply(World(kept), SLUG, [change]) == []

    again = built(kept, SLUG)
    assert "13 mars" in parts_of(again)[part].decode()
    assert titles(again).count(HANDS) == 1
    assert found(kept, again) == []


@pytest.mark.long
def test_a_kept_slide_that_is_deleted_goes(kept: Path, sample: bytes) -> None:
    deck = Presentation(io.BytesIO(built(kept, SLUG)))
    listed = deck.slides._sldIdLst
    deck.part.drop_rel(listed[4].rId)
    listed.remove(listed[4])
    stream = io.BytesIO()
    deck.save(stream)

    changes = found(kept, stream.getvalue())

    assert pairs(changes) == [("remove", "inserted:01.pptx")]
    assert apply(World(kept), SLUG, changes) == []
    assert not (kept / "content" / SLUG / "inserted/01.pptx").exists()
    assert titles(built(kept, SLUG)) == titles(sample)


def test_deleting_the_file_takes_the_slide_away(kept: Path, sample: bytes) -> None:
    with_it = built(kept, SLUG)
    (kept / "content" / SLUG / "inserted/01.pptx").unlink()

    assert titles(built(kept, SLUG)) == titles(sample)
    assert found(kept, with_it) == []


@pytest.mark.long
def test_two_slides_added_at_once_keep_their_order(sample: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path)
    changed = with_slide(with_slide(sample, 4, "Deux"), 4, "Un")

    assert apply(World(tmp_path), SLUG, found(tmp_path, changed)) == []

    assert titles(built(tmp_path, SLUG))[4:6] == ["Un", "Deux"]


@pytest.mark.long
def test_programs_and_addresses_outside_do_not_come_along(sample: bytes, tmp_path: Path) -> None:
    copy_project(tmp_path)
    parts = parts_of(with_slide(sample, 4))
    name = next(name for name, part in parts.items() if name.startswith("ppt/slides/slide") and HANDS.encode() in part)
    rows = f"ppt/slides/_rels/{name.rpartition('/')[2]}.rels"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    row = f'<Relationship Id="rId{{}}" Type="{kind}/{{}}" Target="{{}}"{{}}/>'
    bad = row.format("Bad", "oleObject", "../embeddings/program.bin", "")
    far = row.format("Far", "hyperlink", "file:///etc/passwd", ' TargetMode="External"')
    parts["ppt/embeddings/program.bin"] = b"MZ"
    parts[rows] = parts[rows].replace(b"</Relationships>", f"{bad}{far}</Relationships>".encode())
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Default Extension="bin" ContentType="application/octet-stream"/></Types>'
    )

    (change,) = found(tmp_path, packed(parts))
    assert "OLE" in change.said
    assert apply(World(tmp_path), SLUG, [change]) == []

    again = parts_of(built(tmp_path, SLUG))
    assert not [one for one in again if one.endswith(".bin")]
    assert not [one for one, part in again.items() if b"etc/passwd" in part]


@pytest.mark.long
def test_a_slide_whose_place_is_gone_stands_at_the_end_and_keeps_nothing_back(project: Project) -> None:
    project.build("--only", "deck")
    deck = project.output / f"{SLUG}.pptx"
    corrected = project.root / "corrige.pptx"
    corrected.write_bytes(with_slide(deck.read_bytes(), 4, ""))  # without a title
    assert project.run("pull", str(corrected), "--all").code == 0
    listed = project.root / "content" / SLUG / "inserted.json"
    (one,) = json.loads(listed.read_text("utf-8"))
    listed.write_text(json.dumps([one | {"after": "pillar:nowhere"}]), "utf-8")

    done = project.run("build", SLUG, "--only", "deck")

    assert done.code == 0
    assert "stands at the end" in done.out + done.err
    assert "no title" in done.out + done.err
    assert titles(deck.read_bytes())[-1] == ""
    receipt = json.loads((project.output / f"{SLUG}.receipt.json").read_text("utf-8"))
    assert f"content/{SLUG}/inserted/01.pptx" in json.dumps(receipt)


@pytest.mark.judge
def test_a_kept_slide_that_libreoffice_saved_is_the_same(kept: Path, tmp_path: Path) -> None:
    deck, saved = tmp_path / "deck.pptx", tmp_path / "saved.pptx"
    deck.write_bytes(built(kept, SLUG))

    in_office([(deck, saved, [])])

    assert found(kept, saved.read_bytes()) == []


def test_a_list_that_cannot_be_read_says_so(kept: Path) -> None:
    (kept / "content" / SLUG / "inserted.json").write_text('[{"file": "../../x.pptx"}]', "utf-8")

    with pytest.raises(Exception, match="slides added by hand cannot be read"):
        built(kept, SLUG)


def test_the_personal_slide_of_a_copy_is_never_kept(tmp_path: Path) -> None:
    """Without its title it is not known again, and it names somebody."""
    shutil.copytree(prepared("a personal copy"), tmp_path, dirs_exist_ok=True)
    hand = Hand(build(tmp_path, SETUPS["a personal copy"]).data)
    hand.drop(2, "Titre")

    changes = pull_deck(World(tmp_path), hand.saved, "deck.pptx", "").changes

    assert {one.kind for one in changes} == {"note"}
