"""The Word copy: what colleagues change in it comes home under its key, and nothing else does."""

from __future__ import annotations

import io
import json
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from generator.home.apply import apply
from generator.home.changes import Change
from generator.home.run import Pulled, take
from generator.home.shown import as_text
from generator.review.items import Item, read_items
from generator.review.proposals import combined, copy_changes
from generator.review.write import review_copy
from generator.text.folding import fold
from generator.world import World
from tests.matrix import few
from tests.project import EVERY_KEY, SLUG, Project, copy_project, sample_root
from tests.some import some

if TYPE_CHECKING:
    from collections.abc import Callable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEXT = "pillars/soutien:examples/nantes-french-tech/text"
BY = {f"{W}author": "Anne", f"{W}date": "2026-11-24T10:00:00Z"}
Body = Any


@pytest.fixture
def world(project: Project) -> World:
    return World(project.root)


def _edited(data: bytes, *edits: Callable[[Body], None], **parts: bytes) -> bytes:
    """Return a copy whose body was edited, with other parts added as Word names them."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                root = etree.fromstring(part)
                for edit in edits:
                    edit(root)
                part = etree.tostring(root)
            if name == "word/_rels/document.xml.rels":
                more = "".join(_relationship(one) for one in parts)
                part = part.replace(b"</Relationships>", more.encode() + b"</Relationships>")
            new.writestr(name, part)
        for name, part in parts.items():
            new.writestr(f"word/{name}.xml", part)
    return stream.getvalue()


def _relationship(name: str) -> str:
    kinds = {
        "footnotes": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes",
        "comments": "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
        "commentsExtended": "http://schemas.microsoft.com/office/2011/relationships/commentsExtended",
    }
    return f'<Relationship Id="x{name}" Type="{kinds[name]}" Target="{name}.xml"/>'


def _control(body: Body, key: str) -> Any:
    return next(one for one in body.iter(f"{W}sdt") if one.find(f"{W}sdtPr/{W}tag").get(f"{W}val") == key)


def _run(text: str, *, deleted: bool = False, like: Any = None) -> Any:
    run = etree.Element(f"{W}r")
    if like is not None and like.find(f"{W}rPr") is not None:
        run.append(etree.fromstring(etree.tostring(like.find(f"{W}rPr"))))
    etree.SubElement(run, f"{W}{'delText' if deleted else 't'}").text = text
    return run


def _tracked(tag: str, run: Any, **by: str) -> Any:
    made = etree.Element(f"{W}{tag}", {**BY, **{f"{W}{name}": value for name, value in by.items()}})
    made.append(run)
    return made


def replaced(key: str, old: str, new: str, *, tracked: bool = True, author: str = "Anne") -> Callable[[Body], None]:
    """Replace words as Word does: a run is cut in three, the middle is deleted, new words are inserted."""

    def edit(body: Body) -> None:
        for run in _control(body, key).iter(f"{W}r"):
            text = run.findtext(f"{W}t") or ""
            if old in text:
                head, tail = text.split(old, 1)
                made = [_run(head, like=run)] if head else []
                if tracked:
                    made += [_tracked("del", _run(old, deleted=True, like=run), author=author)] if old else []
                    made += [_tracked("ins", _run(new, like=run), author=author)] if new else []
                else:
                    made += [_run(new, like=run)] if new else []
                made += [_run(tail, like=run)] if tail else []
                for one in made:
                    run.addprevious(one)
                run.getparent().remove(run)
                return
        raise AssertionError(f"{key} has no {old!r}")

    return edit


@cache
def copy_of(slug: str) -> bytes:
    """Return the Word copy of a publication as it stands in the project of a test, made once."""
    return review_copy(World(sample_root()), slug)


def _changes(world: World, data: bytes, slug: str = SLUG) -> list[Change]:
    return copy_changes(world, "x.docx", data, slug)[1]


@few({EVERY_KEY}, "slug", [SLUG, EVERY_KEY])
def test_an_unedited_copy_pulls_nothing_and_says_every_text(tmp_path: Path, slug: str) -> None:
    copy_project(tmp_path, slug)
    world = World(tmp_path)
    data = review_copy(world, slug)
    _publication, items = read_items(world, slug)

    copy, changes = copy_changes(world, "x.docx", data, slug)

    assert changes == []
    assert set(copy.texts) == set(some(items))
    assert data == review_copy(World(tmp_path), slug)  # the same bytes
    text = fold("".join(node.text or "" for node in _body(data).iter(f"{W}t")))
    assert [key for key, one in items.items() if fold(one.plain) not in text] == []


def test_an_unedited_copy_in_french_pulls_nothing(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """French words of our own have no-break spaces in them, which are no change."""
    monkeypatch.setenv("LANGUAGE", "fr")
    data = review_copy(world, SLUG)

    assert "\u00a0: les modifications sont suivies" in "".join(_body(data).itertext())
    assert _changes(world, data) == []


def _body(data: bytes) -> Any:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml"))


def test_the_copy_is_accessible_and_tracks_changes(tmp_path: Path) -> None:
    copy_project(tmp_path, EVERY_KEY)
    data = copy_of(EVERY_KEY)
    document = docx.Document(io.BytesIO(data))
    parts = zipfile.ZipFile(io.BytesIO(data))

    assert document.core_properties.title == "Trois piliers pour des villes imaginaires"
    assert document.core_properties.language == "fr"
    assert b"<w:trackRevisions/>" in parts.read("word/settings.xml")
    assert b'w:val="fr"' in parts.read("word/styles.xml")
    headings = [one.text for one in document.element.body.iter(f"{W}pStyle") if "Heading" in one.get(f"{W}val")]
    assert len(headings) >= 6
    for table in some(document.tables):
        described: Any = table._tbl
        assert described.tblPr.find(f"{W}tblCaption").get(f"{W}val")
        assert described.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None
    section: Any = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "copy for agreement" in section.header.paragraphs[0].text
    for control in some(list(document.element.body.iter(f"{W}sdt"))):
        assert len(control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")) <= 64
        assert control.find(f"{W}sdtPr/{W}alias").get(f"{W}val")


@pytest.mark.parametrize("tracked", [True, False])
def test_other_words_come_home_with_author_and_day(world: World, tracked: bool) -> None:
    data = _edited(
        copy_of(SLUG),
        replaced(TEXT, "de nombreuses", "plusieurs", tracked=tracked),
        replaced("publication:title", "stratégies", "politiques", tracked=tracked),
    )

    title, text = _changes(world, data)

    assert (title.key, title.kind) == ("publication:title", "text")
    assert text.key == TEXT
    assert text.after == text.before.replace("de nombreuses", "plusieurs")
    if tracked:
        assert (text.author, text.date) == ("Anne", "2026-11-24T10:00:00Z")


def test_stress_and_links_become_markup(world: World) -> None:
    def bold(body: Body) -> None:
        run = next(
            one for one in _control(body, TEXT).iter(f"{W}r") if "jeunes pousses" in (one.findtext(f"{W}t") or "")
        )
        head, tail = run.findtext(f"{W}t").split("jeunes pousses")
        middle = _run("jeunes pousses")
        properties = etree.Element(f"{W}rPr")
        etree.SubElement(properties, f"{W}b")
        middle.insert(0, properties)
        for one in (_run(head), middle, _run(tail)):
            run.addprevious(one)
        run.getparent().remove(run)

    (change,) = _changes(world, _edited(copy_of(SLUG), bold))

    assert change.after == change.before.replace("jeunes pousses", "**jeunes pousses**")


def test_typed_signs_are_the_typesetters(world: World) -> None:
    """Quotation marks and spaces that only setting makes are undone also where words beside them change."""
    (change,) = _changes(world, _edited(copy_of(SLUG), replaced(TEXT, "Nantes Capitale", "Nantes, Capitale")))

    assert change.after == change.before.replace("Nantes Capitale", "Nantes, Capitale")


def test_a_paragraph_that_is_emptied_or_gone_takes_its_example_along(world: World) -> None:
    def struck(body: Body) -> None:
        for run in list(_control(body, TEXT).iter(f"{W}r")):
            text = run.findtext(f"{W}t")
            run.getparent().replace(run, _tracked("del", _run(text, deleted=True)))

    def gone(body: Body) -> None:
        paragraph = next(_control(body, TEXT).iterancestors(f"{W}p"))
        paragraph.getparent().remove(paragraph)

    def placeholder(body: Body) -> None:
        control = _control(body, TEXT)
        etree.SubElement(control.find(f"{W}sdtPr"), f"{W}showingPlcHdr")
        content = control.find(f"{W}sdtContent")
        content[:] = [_run("Cliquez ici pour entrer du texte.")]

    for edit in (struck, gone, placeholder):
        found = _changes(world, _edited(copy_of(SLUG), edit))
        assert [(one.kind, one.key) for one in found] == [("remove", TEXT.removesuffix("/text"))], edit


def test_a_split_paragraph_is_told_and_a_split_point_is_two(tmp_path: Path) -> None:
    copy_project(tmp_path, EVERY_KEY)
    world = World(tmp_path)
    point = "pillars/mobilite:examples/port-modele-navette/points/#0"
    text = "pillars/energie:examples/musterstadt-chaleur/text"

    def split(key: str, before: str) -> Callable[[Body], None]:
        """Split as Word does: the control is around both paragraphs then, the first's mark is tracked."""

        def edit(body: Body) -> None:
            control = _control(body, key)
            paragraph = control.getparent()
            content = control.find(f"{W}sdtContent")
            paragraph.addprevious(control)
            second = etree.Element(f"{W}p")
            runs = list(content)
            at = next(index for index, one in enumerate(runs) if before in (one.findtext(f"{W}t") or ""))
            head, tail = runs[at].findtext(f"{W}t").split(before, 1)
            for one in runs[:at]:
                paragraph.append(one)
            paragraph.append(_run(head, like=runs[at]))
            second.append(_run(before + tail, like=runs[at]))
            for one in runs[at + 1 :]:
                second.append(one)
            content[:] = [paragraph, second]
            properties = paragraph.find(f"{W}pPr")
            mark = etree.SubElement(properties, f"{W}rPr")
            etree.SubElement(mark, f"{W}ins", BY)
            content.remove(runs[at]) if runs[at] in content else None

        return edit

    found = _changes(world, _edited(copy_of(EVERY_KEY), split(text, "La chaleur"), split(point, "de 6")), EVERY_KEY)

    assert [(one.kind, one.key, one.author) for one in found] == [
        ("text", point, "Anne"),
        ("add", point.removesuffix("/#0"), "Anne"),
        ("note", text, "Anne"),
    ]
    assert found[1].index == 1
    assert "split into 2 paragraphs" in found[2].said


def test_moved_examples_are_proposed_as_moves(world: World) -> None:
    other = "pillars/soutien:examples/turin-social-impact/text"

    def move(body: Body) -> None:
        """Move as Word does: a copy is there as moved here, the old one is moved from."""
        old = next(_control(body, other).iterancestors(f"{W}p"))
        new = etree.fromstring(etree.tostring(old))
        for tag, where in (("moveFrom", old), ("moveTo", new)):
            for run in list(where.iter(f"{W}r")):
                text = run.findtext(f"{W}t")
                run.getparent().replace(run, _tracked(tag, _run(text)))
        next(_control(body, TEXT).iterancestors(f"{W}p")).addprevious(new)

    found = _changes(world, _edited(copy_of(SLUG), move))

    assert [(one.kind, one.key, one.index) for one in found] == [("move", other.removesuffix("/text"), 0)]


def test_comments_and_answers_are_listed_with_their_text(world: World) -> None:
    hostile = "{{ 7*7 }} & {% x %}"

    def comment(body: Body) -> None:
        content = _control(body, TEXT).find(f"{W}sdtContent")
        content.insert(0, etree.Element(f"{W}commentRangeStart", {f"{W}id": "0"}))
        content.insert(2, etree.Element(f"{W}commentRangeEnd", {f"{W}id": "0"}))
        for id in ("0", "1"):
            run = etree.SubElement(content, f"{W}r")
            etree.SubElement(run, f"{W}commentReference", {f"{W}id": id})

    spaces = {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    }
    names = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    said = [("0", "Anne", "AAAA0001", hostile.replace("&", "&amp;")), ("1", "Bob", "AAAA0002", "Oui.")]
    rows = "".join(
        f'<w:comment w:id="{id}" w:author="{who}" w:date="2026-11-24T10:00:00Z">'
        f'<w:p w14:paraId="{para}"><w:r><w:t>{text}</w:t></w:r></w:p></w:comment>'
        for id, who, para, text in said
    )
    threads = (
        '<w15:commentEx w15:paraId="AAAA0001" w15:done="0"/>'
        '<w15:commentEx w15:paraId="AAAA0002" w15:paraIdParent="AAAA0001" w15:done="0"/>'
    )
    data = _edited(
        copy_of(SLUG),
        comment,
        comments=f"<w:comments {names}>{rows}</w:comments>".encode(),
        commentsExtended=f"<w15:commentsEx {names}>{threads}</w15:commentsEx>".encode(),
    )

    found = _changes(world, data)

    assert [(one.kind, one.key, one.author, one.said) for one in found] == [
        ("comment", TEXT, "Anne", hostile),
        ("comment", TEXT, "Bob", "↳ Oui."),
    ]
    assert "Nantes" in found[0].place
    assert not any(line.isspace() for one in found for line in as_text(one, 1).splitlines())


def test_copies_of_several_reviewers_are_one(world: World) -> None:
    copy = copy_of(SLUG)
    same, other = replaced(TEXT, "de nombreuses", "plusieurs"), replaced(TEXT, "soutenir", "aider", author="Bob")
    first = _changes(world, _edited(copy, same))
    second = _changes(world, _edited(copy, replaced(TEXT, "de nombreuses", "plusieurs", author="Bob"), other))
    third = _changes(world, _edited(copy, replaced(TEXT, "de nombreuses", "maintes", author="Zoé")))

    (merged,) = combined([first, second])
    conflicts = combined([first, third])

    assert merged.author == "Anne, Bob"
    assert merged.after == merged.before.replace("de nombreuses", "plusieurs").replace("soutenir", "aider", 1)
    assert [(one.author, one.is_conflict) for one in conflicts] == [("Anne", True), ("Zoé", True)]
    assert "plusieurs" in conflicts[0].after
    assert "maintes" in conflicts[1].after
    assert conflicts[0].others == (conflicts[1].after,)


def test_a_conflict_of_two_reviewers_names_both_and_is_settled_by_its_number(project: Project) -> None:
    copy = copy_of(SLUG)
    files = {
        "anne.docx": replaced(TEXT, "de nombreuses", "plusieurs"),
        "bob.docx": replaced(TEXT, "de nombreuses", "maintes", author="Bob"),
    }
    for name, edit in files.items():
        (project.root / name).write_bytes(_edited(copy, edit))
    paths = [str(project.root / name) for name in files]

    shown = project.run("pull", *paths, "--all")
    both = project.run("pull", *paths, "--only", "1", "--only", "2")
    taken = project.run("pull", *paths, "--only", "2")

    assert shown.code == 1
    assert re.search(r"1\. Conflict.*\(Anne · \d{4}-\d\d-\d\d · ", shown.out)
    assert re.search(r"2\. Conflict.*\(Bob · ", shown.out)
    assert "take one wording for each place by --only NUMBER (1, 2)" in shown.out
    assert both.code == 2
    assert taken.code == 0
    pillar = project.read("soutien.yaml")
    assert "a lancé maintes initiatives" in " ".join(pillar.split())
    again = project.run("pull", *paths)
    assert (again.code, again.out) == (0, "anne.docx brings nothing new: there is nothing to pull.\n")
    project.edit("soutien.yaml", "maintes", "de nombreuses")  # nothing is settled against what was printed
    assert project.run("pull", *paths).out.count("Conflict") == 2


def test_a_conflict_with_the_content_may_be_left_as_it_is(project: Project) -> None:
    (project.root / "anne.docx").write_bytes(_edited(copy_of(SLUG), replaced(TEXT, "de nombreuses", "plusieurs")))
    project.edit("soutien.yaml", "de nombreuses", "maintes")
    pull = ("pull", str(project.root / "anne.docx"))

    told = project.run(*pull)
    kept = project.run(*pull, "--keep", "1")

    assert (told.code, kept.code) == (1, 0)
    assert "maintes" in project.read("soutien.yaml")
    assert project.run(*pull).code == 0
    assert "Conflict" not in project.run(*pull).out
    (project.root / "bob.docx").write_bytes(
        _edited(copy_of(SLUG), replaced(TEXT, "de nombreuses", "plusieurs", author="Bob"))
    )
    assert project.run("pull", str(project.root / "bob.docx")).out.startswith("1. Conflict")  # another asks for it


def test_who_removes_what_the_content_rewords_is_asked(world: World) -> None:
    gone = _edited(copy_of(SLUG), _left_out(TEXT))
    assert (
        take(world, Pulled(SLUG, _changes(world, _edited(copy_of(SLUG), replaced(TEXT, "Capitale", "C")))), [1]) == []
    )

    (change,) = _changes(world, gone)

    assert (change.kind, change.is_conflict) == ("remove", True)


def test_the_words_of_a_conflict_are_shown_however_long_it_is() -> None:
    """They may be the last ones of a long text, where two wordings begin alike."""
    before = f"{'Un texte très long. ' * 30}à la fin"
    change = Change(key="a", before=before, after=before.replace("fin", "une"), theirs=before.replace("fin", "deux"))
    lines = as_text(change, 1).splitlines()

    assert [line.rpartition("à la ")[2] for line in lines[1:]] == ["fin", "[-fin-]{+une+}", "[-fin-]{+deux+}"]


def test_of_a_conflict_the_words_differ_and_not_the_signs_that_setting_makes() -> None:
    before, theirs = "Nantes a lancé « French Tech » en 2013", 'Nantes a porté "[French Tech](lang:en)" en 2013'
    change = Change(key="a", before=before, after="Nantes a vu « French Tech » en 2013", theirs=theirs)

    assert as_text(change, 1).splitlines()[3] == (
        "   the content now: Nantes a [-lancé-]{+porté+} « French Tech » en 2013"
    )


def test_one_removes_what_another_rewords_is_a_conflict(world: World) -> None:
    copy = copy_of(SLUG)

    def gone(body: Body) -> None:
        paragraph = next(_control(body, TEXT).iterancestors(f"{W}p"))
        paragraph.getparent().remove(paragraph)

    found = combined(
        [_changes(world, _edited(copy, gone)), _changes(world, _edited(copy, replaced(TEXT, "Capitale", "C")))]
    )

    assert {one.kind: one.is_conflict for one in found} == {"remove": True, "text": False}


def test_content_that_changed_meanwhile_is_merged_or_a_conflict(project: Project) -> None:
    data = _edited(copy_of(SLUG), replaced(TEXT, "de nombreuses", "plusieurs"))
    project.edit("soutien.yaml", "croissance rapide", "croissance")

    (merged,) = _changes(World(project.root), data)
    project.edit("soutien.yaml", "de nombreuses", "maintes")
    (conflict,) = _changes(World(project.root), data)

    assert not merged.is_conflict
    assert "plusieurs" in merged.after
    assert "croissance rapide" not in merged.after
    assert conflict.is_conflict
    assert "maintes" in conflict.theirs


def test_new_paragraphs_are_not_lost(world: World) -> None:
    def added(body: Body) -> None:
        paragraph = etree.Element(f"{W}p")
        paragraph.append(_tracked("ins", _run("Un exemple de plus, à Lyon, que personne ne connaît.")))
        next(_control(body, TEXT).iterancestors(f"{W}p")).addnext(paragraph)

    (change,) = _changes(world, _edited(copy_of(SLUG), added))

    assert (change.kind, change.key, change.author) == ("note", TEXT, "Anne")
    assert change.after == "Un exemple de plus, à Lyon, que personne ne connaît."


@pytest.fixture
def every(tmp_path: Path) -> World:
    """Return a project with the publication that has tables, lists and figures."""
    copy_project(tmp_path, EVERY_KEY)
    return World(tmp_path)


FERRY = "pillars/mobilite:examples/port-modele-navette"
ROW = "pillars/mobilite:table/rows/#1"


def _paragraph(body: Body, key: str) -> Any:
    return next(_control(body, key).iterancestors(f"{W}p"))


def _left_out(*keys: str) -> Callable[[Body], None]:
    """Delete paragraphs, as somebody does who tracks nothing."""

    def edit(body: Body) -> None:
        for key in keys:
            paragraph = _paragraph(body, key)
            paragraph.getparent().remove(paragraph)

    return edit


def test_a_paragraph_that_was_cut_and_pasted_has_moved(every: World) -> None:
    """What a paragraph is known by is gone then, in LibreOffice and in Word: its words tell."""

    def pasted(body: Body) -> None:
        old = _paragraph(body, f"{FERRY}/text")
        new = etree.Element(f"{W}p")
        new.extend([etree.fromstring(etree.tostring(run)) for run in old.iter(f"{W}r")])
        _paragraph(body, "pillars/mobilite:examples/exempleville-velos/text").addprevious(new)
        old.getparent().remove(old)

    (change,) = _changes(every, _edited(review_copy(every, EVERY_KEY), pasted), EVERY_KEY)

    assert (change.kind, change.key, change.index) == ("move", FERRY, 0)


@pytest.mark.long
@pytest.mark.parametrize("tracked", [True, False])
def test_a_row_that_was_deleted_goes_as_a_row(every: World, tracked: bool) -> None:
    def deleted(body: Body) -> None:
        row = next(_control(body, f"{ROW}/#0").iterancestors(f"{W}tr"))
        if not tracked:
            row.getparent().remove(row)
        for run in list(row.iter(f"{W}r")):
            run.getparent().replace(run, _tracked("del", _run(run.findtext(f"{W}t"), deleted=True)))

    (change,) = _changes(every, _edited(review_copy(every, EVERY_KEY), deleted), EVERY_KEY)

    assert (change.kind, change.key) == ("remove", ROW)
    assert apply(every, EVERY_KEY, [change]) == []
    table = read_items(every, EVERY_KEY)[1]
    assert [key for key in table if key.startswith(ROW)] == [f"{ROW}/#{n}" for n in range(5)]  # the next one's, now
    assert not [key for key in table if key.startswith(ROW.replace("#1", "#2"))]


def test_a_figure_goes_as_a_whole_and_what_is_needed_stays(every: World) -> None:
    keys = [key for key in read_items(every, EVERY_KEY)[1] if key.startswith("pillars/mobilite:figures/#1/")]
    label = "pillars/mobilite:label"
    found = _changes(every, _edited(review_copy(every, EVERY_KEY), _left_out(*some(keys), label)), EVERY_KEY)

    assert {(one.kind, one.key) for one in found} == {("remove", "pillars/mobilite:figures/#1"), ("note", label)}
    assert [one.said for one in found if one.key == label] == ["This text was removed, but the content needs it."]


@pytest.mark.long
def test_a_cell_that_was_emptied_is_empty(every: World) -> None:
    (change,) = _changes(every, _edited(review_copy(every, EVERY_KEY), replaced(f"{ROW}/#2", "4100", "")), EVERY_KEY)

    assert apply(every, EVERY_KEY, [change]) == []
    assert '18300, "", 21900' in (every.root / f"content/{EVERY_KEY}/pillars/mobilite.yaml").read_text("utf-8")


def _with_rows(key: str, *rows: list[str]) -> Callable[[Body], None]:
    """Return an edit that puts rows below that of a cell, as Word does: without what cells are known by."""

    def added(body: Body) -> None:
        row = next(_control(body, key).iterancestors(f"{W}tr"))
        for words in reversed(rows):
            new = etree.fromstring(etree.tostring(row))
            cells = list(new.iter(f"{W}tc"))
            for cell in cells[len(words) :]:
                new.remove(cell)
            for cell, text in zip(cells, words, strict=False):
                cell[:] = [etree.Element(f"{W}p")]
                cell[0].append(_run(text))
            row.addnext(new)

    return added


def test_rows_that_were_added_are_rows_of_the_table(every: World) -> None:
    rows = ["Neuville", "1 200", "3", "", "40 %"], ["Vieuville", "7", "8,5", "9", "10 %"]

    found = _changes(every, _edited(review_copy(every, EVERY_KEY), _with_rows(f"{ROW}/#0", *rows)), EVERY_KEY)

    assert [(one.kind, one.key, one.index) for one in found] == [("add", ROW.rpartition("/")[0], 2)] * 2
    assert take(every, Pulled(EVERY_KEY, found), [1, 2]) == []
    table = {key: one.value for key, one in read_items(every, EVERY_KEY)[1].items() if ":table/rows/" in key}
    wanted = ["Neuville", "1200", "3", "", "40 %", "Vieuville", "7", "8.5", "9", "10 %"]
    listed = ROW.rpartition("/")[0]
    said = [table.get(f"{listed}/#{row}/#{cell}", "") for row in (2, 3) for cell in range(5)]
    assert said == wanted


def test_a_row_below_the_heads_is_the_first_one_and_one_of_a_file_comes_there(every: World) -> None:
    head = f"{ROW.rpartition('/rows')[0]}/columns/#0"
    jeux = "pillars/jeux.csv:2/1"
    width = sum(one.startswith("pillars/jeux.csv:2/") for one in read_items(every, EVERY_KEY)[1])
    edit, other = _with_rows(head, ["Neuville", "1", "2", "3", "4 %"]), _with_rows(jeux, ["neuf"] * width)

    def both(body: Body) -> None:
        edit(body)
        other(body)

    found = _changes(every, _edited(review_copy(every, EVERY_KEY), both), EVERY_KEY)

    assert sorted((one.kind, one.key, one.index) for one in found) == [
        ("add", "pillars/jeux.csv:3", 3), ("add", ROW.rpartition("/")[0], 0),
    ]  # fmt: skip
    assert apply(every, EVERY_KEY, found) == []
    assert "neuf" in (every.root / f"content/{EVERY_KEY}/pillars/jeux.csv").read_text("utf-8").splitlines()[2]


def test_the_same_copy_pulled_twice_brings_nothing_twice(every: World) -> None:
    """Rows and points have other numbers once some have come or gone."""

    def more(body: Body) -> None:
        new = etree.Element(f"{W}p")
        new.append(_run("Un point de plus"))
        _paragraph(body, f"{FERRY}/points/#0").addnext(new)
        row = next(_control(body, f"{ROW}/#0").iterancestors(f"{W}tr"))
        row.getparent().remove(row)
        first = _paragraph(body, "pillars/mobilite:examples/exempleville-velos/text")
        _paragraph(body, f"{FERRY}/text").addnext(first)

    number = replaced(f"{ROW}/#4".replace("rows/#1", "rows/#2"), "74", "9")
    rows = _with_rows(f"{ROW.replace('#1', '#0')}/#0", ["Neuville", "1 200", "3", "", "40 %"])
    edits = [rows, more, _left_out(f"{FERRY}/points/#2"), _with_rows("pillars/jeux.csv:2/1", ["neuf"] * 4)]
    data = _edited(review_copy(every, EVERY_KEY), number, *edits)
    found = _changes(every, data, EVERY_KEY)

    assert {one.kind for one in found} == {"text", "add", "remove", "move"}
    assert take(every, Pulled(EVERY_KEY, found), range(1, len(found) + 1)) == []
    assert [(one.kind, one.key, one.after) for one in _changes(World(every.root), data, EVERY_KEY)] == []


def test_a_row_with_fewer_cells_is_told_once(every: World) -> None:
    edit = _with_rows(f"{ROW}/#0", ["neuf 0", "neuf 1", "neuf 2"])

    (change,) = _changes(every, _edited(review_copy(every, EVERY_KEY), edit), EVERY_KEY)

    assert (change.kind, change.after) == ("note", "neuf 0 · neuf 1 · neuf 2")
    assert change.said.startswith("Words were added to the table")


def test_words_marked_by_hand_formulas_and_symbols_are_told(world: World) -> None:
    math = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

    def mark(body: Body) -> None:
        run = next(one for one in _control(body, TEXT).iter(f"{W}r") if "jeunes" in (one.findtext(f"{W}t") or ""))
        head, tail = run.findtext(f"{W}t").split("jeunes pousses")
        run.addprevious(_run(head))
        shading = {"val": "clear", "color": "auto", "fill": "FFFF00"}
        for text, name, values in (
            ("jeunes", "strike", {}), (" pousses", "strike", {}), (" et", "highlight", {"val": "yellow"}),
            (" les", "shd", shading), (" entreprises", "color", {"val": "FF0000"}),
        ):  # fmt: skip
            one = _run(text)
            one.insert(0, etree.Element(f"{W}rPr"))
            etree.SubElement(one[0], f"{W}{name}", {f"{W}{key}": value for key, value in values.items()})
            run.addprevious(one)
        run.addprevious(formula := etree.Element(f"{math}oMath"))
        etree.SubElement(etree.SubElement(formula, f"{math}r"), f"{math}t").text = "x = 1"
        run.find(f"{W}t").text = tail.removeprefix(" et les entreprises")
        sign = etree.SubElement(etree.SubElement(_control(body, "publication:title"), f"{W}sdtContent"), f"{W}r")
        for font, char in (("Symbol", "2192"), ("Wingdings", "F0E0"), ("Webdings", "F0A0"), ("Own", "F041")):
            etree.SubElement(sign, f"{W}sym", {f"{W}font": font, f"{W}char": char})

    found = {(one.kind, one.key): one for one in _changes(world, _edited(copy_of(SLUG), mark)) if one.kind == "text"}
    notes = {one.after: one.said for one in _changes(world, _edited(copy_of(SLUG), mark)) if one.kind == "note"}

    assert [key for _kind, key in found] == ["publication:title"]
    assert found["text", "publication:title"].after.endswith("→→🕵\ufffd")
    assert {words: said.split(" by ")[0] for words, said in notes.items()} == {
        "jeunes pousses": "Words are struck through",
        "et les": "Words are highlighted",
        "entreprises": "Words are set otherwise",
        "x = 1": "A formula was added to this text.",
    }


def test_footnotes_pictures_and_words_in_our_own_are_told(every: World) -> None:
    def put(body: Body) -> None:
        content = _control(body, f"{FERRY}/text").find(f"{W}sdtContent")
        for name in ("footnoteReference", "drawing"):
            etree.SubElement(etree.SubElement(content, f"{W}r"), f"{W}{name}", {f"{W}id": "2"})
        label = next(one for one in body.iter(f"{W}t") if one.text == "Example 2")
        label.text = "Example 2, please put it first"

    notes = f'<w:footnotes xmlns:w="{W[1:-1]}"><w:footnote w:id="2"><w:p><w:r><w:t>Quelle année ?</w:t></w:r></w:p>'
    data = _edited(review_copy(every, EVERY_KEY), put, footnotes=f"{notes}</w:footnote></w:footnotes>".encode())
    found = {one.said: (one.kind, one.after) for one in _changes(every, data, EVERY_KEY)}

    assert found == {
        "A footnote was added to this text.": ("note", "Quelle année ?"),
        "A picture was added to this text.": ("note", ""),
        "A paragraph was added after this text.": ("note", "Example 2, please put it first"),
    }


@pytest.mark.long
def test_points_that_are_added_and_removed_find_their_places(every: World, capsys: Any) -> None:
    project = Project(every.root, capsys)
    points = f"{FERRY}/points/#"

    def edit(body: Body) -> None:
        for at in ("0", "2"):
            old = _paragraph(body, f"{points}{at}")
            for words in (f"Deux après {at}", f"Un après {at}"):
                new = etree.Element(f"{W}p")
                new.append(_run(words))
                old.addnext(new)

    copy = review_copy(World(project.root), EVERY_KEY)
    project.write("retour/x.docx", _edited(copy, edit, _left_out(f"{points}1")))
    before = [one.plain for key, one in read_items(World(project.root), EVERY_KEY)[1].items() if key.startswith(points)]
    result = project.run("pull", str(project.root / "retour/x.docx"), EVERY_KEY, "--all")
    after = [one.plain for key, one in read_items(World(project.root), EVERY_KEY)[1].items() if key.startswith(points)]

    assert (result.code, result.err) == (0, "")
    assert len(before) == 3
    assert after == [before[0], "Un après 0", "Deux après 0", before[2], "Un après 2", "Deux après 2"]


def test_the_command_takes_two_copies_home(project: Project) -> None:
    assert project.run("review", SLUG).out.startswith("Written ")
    copy = (project.output / f"{SLUG}.review.docx").read_bytes()
    project.write("retour/anne.docx", _edited(copy, replaced(TEXT, "de nombreuses", "plusieurs")))
    project.write(
        "retour/bob.docx", _edited(copy, replaced("publication:title", "stratégies", "politiques", author="Bob"))
    )
    before = {path: path.read_bytes() for path in (project.root / "content").rglob("*.yaml")}

    files = [str(project.root / f"retour/{name}.docx") for name in ("anne", "bob")]
    shown = json.loads(project.run("pull", *files, "--format", "json").out)
    result = project.run("pull", *files, "--all")

    assert [one["key"] for one in shown["changes"]] == [TEXT, "publication:title"]
    assert result.code == 0
    changed = {path.name for path, data in before.items() if path.read_bytes() != data}
    assert changed == {"publication.yaml", "soutien.yaml"}
    assert project.read("soutien.yaml").count("plusieurs initiatives") == 1
    again = project.run("pull", *files, "--format", "json").out
    assert {one["kind"] for one in json.loads(again)["changes"]} <= {"note"}


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF"])
def test_what_is_no_copy_is_refused(project: Project, data: bytes) -> None:
    project.write("retour/x.docx", data)

    assert project.run("pull", str(project.root / "retour/x.docx"), SLUG).code == 1


def test_any_other_word_file_is_refused(project: Project) -> None:
    document = docx.Document()
    document.add_paragraph("Bonjour")
    document.save(str(project.root / "autre.docx"))

    result = project.run("pull", str(project.root / "autre.docx"), SLUG)

    assert result.code == 2
    assert "autre.docx is no copy that “piliers review” has written." in result.err


# A walk: edits by chance, pulled and written again, give the texts of the edited copy.

_NEW = st.sampled_from(("mot", "deux mots", "l'été", "« cité »", "12 000", "à vélo", "*", "(voir)", "Été 2026"))
_EDITS = st.lists(
    st.tuples(st.integers(0, 10_000), st.integers(0, 10_000), _NEW, st.booleans()), min_size=1, max_size=6
)


@pytest.mark.long
@given(_EDITS)
@settings(
    max_examples=max(2, settings().max_examples // 25), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_edited_pulled_and_written_again_says_the_same(tmp_path_factory: Any, edits: list[Any]) -> None:
    root = tmp_path_factory.mktemp("walk")
    copy_project(root, SLUG)
    world = World(root)
    copy = copy_of(SLUG)
    _publication, items = read_items(world, SLUG)
    wanted: dict[str, Callable[[Body], None]] = {}
    for which, where, new, tracked in edits:
        item = list(items.values())[which % len(items)]
        words = [one for run in item.runs for one in re.findall(r"\w+", run.text)]
        if _is_free(item) and words:
            wanted[item.key] = replaced(item.key, words[where % len(words)], new, tracked=tracked)
    data = _edited(copy, *wanted.values())
    edited = copy_changes(world, "x.docx", data, SLUG)[0]

    changes = _changes(world, data)
    refused = apply(world, SLUG, changes)
    again = copy_changes(World(root), "y.docx", review_copy(World(root), SLUG), SLUG)[0]

    assert {one.key for one in changes} <= set(wanted)
    assert refused == []
    said = {key: fold("".join(run.text for run in words.runs)) for key, words in edited.texts.items()}
    assert {key: fold("".join(run.text for run in words.runs)) for key, words in again.texts.items()} == said
    untouched = {key.partition(":")[0] for key in items} - {key.partition(":")[0] for key in wanted}
    for name in untouched:
        file = f"content/{SLUG}/{name}.yaml"
        assert (
            (root / file).read_bytes() == (Path(__file__).parents[1] / file).read_bytes()
            if (root / file).exists()
            else True
        )


def _is_free(item: Item) -> bool:
    """Tell whether any words may stand in a text: labels are bounded, places are links."""
    return item.key.endswith(("text", "heading", "title", "intro")) and not item.number
