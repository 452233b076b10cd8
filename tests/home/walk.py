"""A random walk of edits in finished decks: edit as PowerPoint does, pull, build again; nothing is lost silently.

Each walk goes through one of several publications: with every key, in another language, on templates of others,
limited to a place, as a personal copy. What the edited deck says, the rebuilt one does, or the pull has told of it; a
shape that was moved or recoloured is so again, or it was told; nothing of the YAML differs but what was taken; and what
was taken is proposed no more. A short one runs with the tests. By hand, ``python -m tests.home.walk --steps 2000``.
"""

from __future__ import annotations

import argparse
import functools
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import yaml
from hypothesis import HealthCheck, Phase, seed, settings, stateful
from hypothesis import strategies as st
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Emu, Pt

from generator.batch.copies import Maker
from generator.deck.pptx.manifest import APART
from generator.deck.slide import FURNITURE, PERSONAL
from generator.home.apply import apply, content_files
from generator.home.changes import CELL, Change
from generator.home.deckfile import DeckFile, FileShape, FileSlide, Line, read_deck
from generator.home.match import match_slides
from generator.home.merge import tokens
from generator.home.run import pull_deck
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World
from tests.deck import brands
from tests.home.campaign import Hand, restyle, text_of
from tests.project import EVERY_KEY, SLUG, copy_project, replace_file

EMU = 12_700  # in a point
ANNE = {
    "civility": "Madame", "first_name": "Anne", "last_name": "Durand", "function": "maire", "territory": "Rennes",
    "greeting": "Madame la Maire",
}  # fmt: skip
PERSONAL_YAML = """
personal:
  title: À votre attention
  address: "À l'attention de {civility} {first_name} {last_name}, {function}"
  salutation: "{greeting},"
"""


class Setup(NamedTuple):
    """A publication to walk through: its slug, what its project has more, the edition or copy whose deck is edited."""

    slug: str
    prepare: Callable[[Path], None] = lambda root: None
    edition: str = ""
    personal: bool = False


def add(root: Path, slug: str, text: str) -> None:
    head = root / "content" / slug / "publication.yaml"
    replace_file(head, head.read_text("utf-8") + text)


def on_template(slug: str, parts: Callable[[], brands.Parts]) -> Callable[[Path], None]:
    def prepare(root: Path) -> None:
        (root / "content" / slug / "brand.pptx").write_bytes(brands.packed(parts()))
        add(root, slug, "template: brand.pptx\n")

    return prepare


def translated(root: Path) -> None:
    """Give the publication another language, each of its texts in other words."""
    add(root, EVERY_KEY, "  - {id: en, language: en}\n")
    subprocess.run(  # in a process of its own: what it says is no output of a walk
        [sys.executable, "-m", "generator", "translate", "start", EVERY_KEY, "en", "--root", str(root)],
        check=True, capture_output=True,
    )  # fmt: skip
    file = root / "content" / EVERY_KEY / "translations/en.yaml"
    text = re.sub(r"(    # fr: (.*)\n    of: .*\n    text:)\n", _in_english, file.read_text("utf-8"))
    replace_file(file, text)


def _in_english(match: re.Match[str]) -> str:
    return f"{match[1]} {json.dumps(f'In English: {match[2]}', ensure_ascii=False)}\n"


SETUPS = {
    "lecons": Setup(SLUG),
    "every key": Setup(EVERY_KEY),
    "dark template": Setup(SLUG, on_template(SLUG, brands.dark)),
    "wide template": Setup(EVERY_KEY, on_template(EVERY_KEY, brands.wide)),
    "two masters": Setup(EVERY_KEY, on_template(EVERY_KEY, brands.two_masters)),
    "in English": Setup(EVERY_KEY, translated, "en"),
    "an edition": Setup(SLUG, lambda root: add(root, SLUG, "editions:\n  - {id: rennes, place: rennes}\n"), "rennes"),
    "a personal copy": Setup(SLUG, lambda root: add(root, SLUG, PERSONAL_YAML), personal=True),
}


@functools.cache
def prepared(name: str) -> Path:
    """Return the content of a project, as it is before a walk."""
    setup, root = SETUPS[name], Path(tempfile.mkdtemp(prefix="piliers-walk-"))
    copy_project(root, setup.slug)
    setup.prepare(root)
    return root


class Built(NamedTuple):
    """A deck, and what its build warned of."""

    data: bytes
    warnings: str


def build(root: Path, setup: Setup) -> Built:
    production = Production(World(root), setup.slug)
    if setup.personal:
        maker = Maker(production)
        return Built(maker.copy("deck", maker.block(ANNE)), "")
    production = production.edition(setup.edition) if setup.edition else production
    edition = edition_named("deck")
    data = production.write(edition, production.compose(edition.template, edition.references, edition.sections))
    return Built(data, " ".join(one.cause for one in production.kit.warnings))


# What a deck says


def folded(line: Line) -> str:
    """Return a line without what setting may change: spaces within numbers, too, and the raised numbers of sources."""
    plain = [one.with_text(re.sub(f"{APART}[^{APART}]*{APART}", " ", one.text)) for one in line]
    words = " ".join(token.key for token in tokens(plain) if token.text.isalnum())
    return re.sub(r"\b(\d{1,3}) (?=\d{3}\b)", r"\1", words)


def plain(text: str) -> str:
    from generator.source.inline import Run

    return folded([Run(re.sub(r"\]\([^)]*\)", " ", text))])


def shapes_of(slide: FileSlide) -> Iterator[FileShape]:
    yield from slide.shapes


def lines_of(slide: FileSlide) -> Iterator[Line]:
    for shape in slide.shapes:
        yield from shape.lines
        for row in shape.rows:
            yield from row
    yield from slide.notes


def said_in(deck: DeckFile) -> list[str]:
    """Return what a deck says, line by line, but for the words of a copy and what somebody wrote on its own slide."""
    kept = deck.built or []
    own = {folded(line) for slide in kept if PERSONAL in slide.keys for line in lines_of(slide)}
    found = match_slides(kept, deck.slides).found
    personal = {number for number, one in found.items() if PERSONAL in kept[one].keys}
    slides = [one for number, one in enumerate(deck.slides) if number not in personal]
    return [text for slide in slides for line in lines_of(slide) if (text := folded(line)) and text not in own]


class Edited(NamedTuple):
    """A shape whose looks or place were changed: its element, its name, what was done."""

    element: Any
    name: str
    what: str
    box: tuple[int, int, int, int] | None = None


WORDS = (
    "commune", "l’eau", "« oui »", "12 500", "déjà", "vélo", "(voir plus loin)", "été ; hiver", "a: b", "# croix", "*",
    "[crochet]", "100 %", "–", "n° 4",
)  # fmt: skip
PARAGRAPHS = ("Une phrase de plus.", "Merci à toutes les équipes !", "Voir : l’annexe")
COLOURS = ("C01010", "E8E8E0", "102040", "F0E0B0", "808080")
choice = st.integers(0, 10**6)


class Walk(stateful.RuleBasedStateMachine):
    """A deck in somebody's hands; now and then it comes home."""

    steps = 0
    homes = 0
    keep: Path | None = None
    found: ClassVar[Counter[str]] = Counter()
    setups: tuple[str, ...] = tuple(SETUPS)

    @stateful.initialize(name=choice)
    def start(self, name: int) -> None:
        self.name = self.setups[name % len(self.setups)]
        self.setup = SETUPS[self.name]
        self.root = Path(tempfile.mkdtemp(prefix="piliers-walk-"))
        shutil.rmtree(self.root)
        shutil.copytree(prepared(self.name), self.root, copy_function=_link_or_copy)
        self.log: list[str] = [self.name]
        self.take(build(self.root, self.setup))

    def take(self, built: Built) -> None:
        self.built = built
        self.hand = Hand(built.data)
        self.touched: list[Edited] = []

    def teardown(self) -> None:
        if hasattr(self, "root"):
            try:
                self.come_home()
            finally:
                shutil.rmtree(self.root)

    def note(self, *what: object) -> None:
        Walk.steps += 1
        self.log.append(" ".join(map(str, what)))

    # What is there to edit

    def slides(self) -> list[Any]:
        return list(self.hand.deck.slides)

    def shapes(self, number: int) -> list[Any]:
        """Return the shapes of a slide that the program places, but for what runs along on all slides."""
        slides = self.slides()
        slide = slides[number % len(slides)]
        marks = [(one, one._element.find(f".//{qn('p:ph')}")) for one in slide.shapes]
        return [one for one, mark in marks if mark is None or mark.get("type", "obj") not in FURNITURE]

    def paragraphs(self) -> list[Any]:
        found = []
        for _number, one in self.hand.paragraphs():
            words = text_of(one)
            if len(words.split()) > 1 and one.find(qn("a:fld")) is None:
                found.append(one)
        return found

    def shape(self, number: int, which: int, suits: Callable[[Any], bool]) -> Any:
        found = [one for one in self.shapes(number) if suits(one)]
        return found[which % len(found)] if found else None

    # The edits

    @stateful.rule(which=choice, at=choice, word=st.sampled_from(WORDS), how=st.integers(0, 2))
    def change_a_word(self, which: int, at: int, word: str, how: int) -> None:
        paragraphs = self.paragraphs()
        if not paragraphs:
            return
        paragraph = paragraphs[which % len(paragraphs)]
        words = text_of(paragraph).split(" ")
        old = words[at % len(words)]
        if not old or APART in old:
            return
        new = {0: word, 1: f"{old} {word}", 2: ""}[how]
        restyle(paragraph, old, new, {"err": "1"})
        self.note("word", repr(old), "->", repr(new), "in", repr(text_of(paragraph)[:60]))

    @stateful.rule(which=choice, at=choice, style=st.sampled_from(["b", "i"]))
    def set_words_apart(self, which: int, at: int, style: str) -> None:
        paragraphs = self.paragraphs()
        if paragraphs:
            paragraph = paragraphs[which % len(paragraphs)]
            words = text_of(paragraph).split(" ")
            word = words[at % len(words)]
            if word:
                restyle(paragraph, word, word, {style: "1"})
                self.note(style, repr(word), "in", repr(text_of(paragraph)[:60]))

    @stateful.rule(which=choice, text=st.sampled_from(PARAGRAPHS))
    def add_a_paragraph(self, which: int, text: str) -> None:
        paragraphs = self.paragraphs()
        if paragraphs:
            paragraph = paragraphs[which % len(paragraphs)]
            self.note("paragraph below", repr(text_of(paragraph)[:60]))
            self.hand.below(text_of(paragraph), text)

    @stateful.rule(number=choice, which=choice, across=st.integers(-40, 40), down=st.integers(-40, 40))
    def move(self, number: int, which: int, across: int, down: int) -> None:
        shape = self.shape(number, which, lambda one: one.left is not None and one.shape_type != 6)
        if shape is not None and max(abs(across), abs(down)) > 3:
            place(shape, across * EMU, down * EMU)
            self.touch(shape, "moved")

    @stateful.rule(number=choice, which=choice, by=st.integers(-60, 60))
    def resize(self, number: int, which: int, by: int) -> None:
        shape = self.shape(number, which, lambda one: one.left is not None and one.shape_type != 6)
        if shape is not None and abs(by) > 3 and shape.width + by * EMU > 12_700:
            place(shape, wider=by * EMU)
            self.touch(shape, "resized")

    def touch(self, shape: Any, what: str) -> None:
        box = (int(shape.left), int(shape.top), int(shape.width), int(shape.height))
        self.touched.append(Edited(shape._element, shape.name, what, box))
        self.note(what, repr(shape.name), [round(one / EMU) for one in box])

    @stateful.rule(number=choice, which=choice, colour=st.sampled_from(COLOURS))
    def fill(self, number: int, which: int, colour: str) -> None:
        shape = self.shape(number, which, lambda one: hasattr(one, "fill"))
        if shape is not None:
            shape.fill.solid()
            shape.fill.fore_color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
            self.touch(shape, "filled")

    @stateful.rule(number=choice, which=choice)
    def gradient(self, number: int, which: int) -> None:
        shape = self.shape(number, which, lambda one: hasattr(one, "fill"))
        if shape is not None:
            shape.fill.gradient()
            self.touch(shape, "gradient")

    @stateful.rule(number=choice, which=choice, colour=st.sampled_from(COLOURS), width=st.integers(1, 6))
    def outline(self, number: int, which: int, colour: str, width: int) -> None:
        shape = self.shape(number, which, lambda one: hasattr(one, "line") and one.shape_type != 19)
        if shape is not None:
            shape.line.color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
            shape.line.width = Pt(width)
            self.touch(shape, "outlined")

    @stateful.rule(number=choice, which=choice, colour=st.sampled_from(COLOURS))
    def colour_of_words(self, number: int, which: int, colour: str) -> None:
        shape = self.shape(number, which, lambda one: one.has_text_frame and one.text_frame.text.strip())
        if shape is not None:
            for paragraph in shape.text_frame.paragraphs:
                for run in paragraph.runs:
                    run.font.color.rgb = RGBColor.from_string(colour)  # type: ignore[no-untyped-call]
            self.touch(shape, "words coloured")

    @stateful.rule(number=choice, which=choice)
    def delete(self, number: int, which: int) -> None:
        shape = self.shape(number, which, lambda one: True)
        if shape is not None:
            self.note("delete", repr(shape.name), "of slide", number % len(self.slides()) + 1)
            shape._element.getparent().remove(shape._element)

    @stateful.rule(number=choice)
    def delete_a_slide(self, number: int) -> None:
        count = len(self.slides())
        if count > 4:
            self.note("delete slide", number % count + 1)
            self.hand.drop_slide(number % count + 1)

    @stateful.rule(number=choice)
    def duplicate_a_slide(self, number: int) -> None:
        slides = self.slides()
        if len(slides) < 20 and slides[number % len(slides)].has_notes_slide:
            self.note("duplicate slide", number % len(slides) + 1)
            self.hand.copy_slide(number % len(slides) + 1)

    @stateful.rule(number=choice, to=choice)
    def reorder(self, number: int, to: int) -> None:
        count = len(self.slides())
        self.note("slide", number % count + 1, "to", to % count + 1)
        self.hand.move_slide(number % count + 1, to % count + 1)

    @stateful.rule(number=choice, text=st.sampled_from(PARAGRAPHS))
    def add_notes(self, number: int, text: str) -> None:
        slides = self.slides()
        slide = slides[number % len(slides)]
        if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
            slide.notes_slide.notes_text_frame.add_paragraph().text = text
            self.note("notes of slide", number % len(slides) + 1, repr(text))

    def tables(self) -> list[int]:
        return [at for at, one in enumerate(self.slides(), 1) if any(shape.has_table for shape in one.shapes)]

    @stateful.rule(number=choice, row=choice, column=choice, word=st.sampled_from(("Ville", "12", "51 %", "un · deux")))
    def change_a_cell(self, number: int, row: int, column: int, word: str) -> None:
        if tables := self.tables():
            cells = self.hand.table(tables[number % len(tables)])
            rows, columns = len(cells.rows), len(cells.columns)
            old = cells.cell(row % rows, column % columns).text_frame.text
            if old:
                self.hand.cell(tables[number % len(tables)], old, word)
                self.note("cell", repr(old), "->", repr(word))

    @stateful.rule(number=choice, row=choice, more=st.booleans())
    def change_the_rows(self, number: int, row: int, more: bool) -> None:
        if tables := self.tables():
            at = tables[number % len(tables)]
            table = self.hand.table(at)
            if more and len(table.rows) < 8:
                self.hand.add_row(at, *(f"neuf {n}" for n in range(len(table.columns))))
                self.note("row added on slide", at)
            elif len(table.rows) > 2:
                self.hand.drop_row(at, 1 + row % (len(table.rows) - 1))
                self.note("row", 1 + row % len(table.rows), "dropped on slide", at)

    @stateful.rule(number=choice, column=choice, more=st.booleans())
    def change_the_columns(self, number: int, column: int, more: bool) -> None:
        if tables := self.tables():
            at = tables[number % len(tables)]
            table = self.hand.table(at)
            if more and len(table.columns) < 7:
                self.hand.add_column(at, *(f"col {n}" for n in range(len(table.rows))))
                self.note("column added on slide", at)
            elif len(table.columns) > 2:
                self.hand.drop_column(at, column % len(table.columns))
                self.note("column", column % (len(table.columns) + 1), "dropped on slide", at)

    @stateful.rule(number=choice, series=choice, category=choice, value=st.sampled_from([7, 0, 12.5, 1000, 3]))
    def change_a_value(self, number: int, series: int, category: int, value: float) -> None:
        charts = [at for at, one in enumerate(self.slides(), 1) if any(shape.has_chart for shape in one.shapes)]
        if charts:
            at = charts[number % len(charts)]
            plot = next(one.chart for one in self.hand.slide(at).shapes if one.has_chart).plots[0]
            several, names = len(plot.series), len(list(plot.categories))
            self.hand.value(at, series % several, category % names, value)
            self.note("value", value, "on slide", at)

    @stateful.rule(number=choice, text=st.sampled_from(PARAGRAPHS))
    def add_a_slide(self, number: int, text: str) -> None:
        if len(self.slides()) < 20:
            slide = self.hand.deck.slides.add_slide(self.hand.deck.slides[0].slide_layout)
            box = slide.shapes.add_textbox(Pt(60), Pt(150), Pt(300), Pt(40))
            box.text_frame.text = f"{text} {number}"
            self.hand.move_slide(len(self.slides()), number % len(self.slides()) + 1)
            self.note("slide added at", number % len(self.slides()) + 1)

    # Coming home

    @stateful.rule()
    def come_home(self) -> None:
        if len(self.log) < 2 or not hasattr(self, "hand"):
            return
        Walk.homes += 1
        try:
            self._come_home()
        except Exception:
            sys.stdout.write("\n".join(["", *self.log, ""]))
            if Walk.keep:
                shutil.copytree(self.root, Walk.keep, dirs_exist_ok=True)
                (Walk.keep / "before.pptx").write_bytes(self.built.data)
                (Walk.keep / "edited.pptx").write_bytes(self.hand.saved)
            raise
        self.log.append("home")

    def _come_home(self) -> None:
        world, slug = World(self.root), self.setup.slug
        edited = self.hand.saved
        files = content_files(world, slug)
        changes = pull_deck(world, edited, "deck.pptx", "").changes
        wanted = sorted((one for one in changes if one.changes), key=_order(changes))
        refused = apply(world, slug, wanted)
        assert all(reason for _one, reason in refused)
        Walk.found.update(one.kind if one.changes else f"{one.kind} to see" for one in changes)
        Walk.found["refused"] += len(refused)
        left = [one for one in changes if not one.changes] + [one for one, _reason in refused]
        taken = [one for one in wanted if all(one is not each for each, _reason in refused)]
        self.require_files(files, content_files(World(self.root), slug), taken)
        again = build(self.root, self.setup)
        self.require_words(edited, again, left, taken)
        self.require_looks(edited, again, changes, left)
        self.require_peace(edited, again, left)
        self.take(again)

    def require_words(self, edited: bytes, again: Built, left: list[Change], taken: list[Change]) -> None:
        """Each line of the edited deck is in the new one, or told of, or made of what became other; and back."""
        one, other = read_deck(edited, "edited"), read_deck(again.data, "again")
        told = _told(left)
        before = Counter(said_in(read_deck(self.built.data, "built")))
        there = " | ".join(said_in(other))
        here = " | ".join(said_in(one))
        became = " | ".join(plain(part) for each in taken for part in _parts(each))
        for line in said_in(one):
            if line in there or line in told or line in before:
                continue
            joined = all(word in there for word in line.split()) and _near(line, there)
            assert joined or line in became or _near(line, told), f"lost: {line!r}"
        for line in _owned(other):
            if line not in here and line not in told and line not in became and not _near(line, told):
                made = _near(line, here)
                assert made or _near(line, became), f"nobody said: {line!r}"

    def require_looks(self, edited: bytes, again: Built, changes: list[Change], left: list[Change]) -> None:
        """What was moved or recoloured is so in the new deck, or was told, or a warning of the build says so."""
        roots = {slide._element for slide in self.hand.deck.slides}
        told = " | ".join(f"{one.said} {one.key} {one.after} {one.before}" for one in changes)
        gone = {one.what + one.name for one in self.touched if _root(one.element) not in roots}
        own = self._own_slide(edited)
        for one in self.touched:
            if one.what + one.name in gone or self._is_copy(one.element) or _root(one.element) is own:
                continue
            kept = re.search(r"\[inserted (\d+)\]$", one.name)  # a slide that is kept is kept anew as a whole
            name = f"{kept[1]}.pptx" if kept else one.name
            assert name in told or self._unchanged(one), f"unseen: {one.what} {one.name}"

    def _own_slide(self, edited: bytes) -> Any:
        """Return the slide of a copy that belongs to a person, and is compared with nothing."""
        kept = read_deck(self.built.data, "built").built or []
        for number, one in match_slides(kept, read_deck(edited, "edited").slides).found.items():
            if PERSONAL in kept[one].keys:
                return self.slides()[number]._element
        return None

    def _is_copy(self, element: Any) -> bool:
        """Tell whether a shape stands on a slide that is there more than once, or that somebody added."""
        return any("slide" in each and ("duplicate" in each or "added" in each) for each in self.log[self._last() :])

    def _last(self) -> int:
        return len(self.log) - self.log[::-1].index("home") if "home" in self.log else 1

    def _unchanged(self, one: Edited) -> bool:
        """Tell whether a shape is as it was built after all, or stands where another of its kind stood."""
        if one.what not in ("moved", "resized") or one.box is None:
            return False
        built = [shape for slide in read_deck(self.built.data, "b").slides for shape in slide.shapes if shape.box]
        offset = one.element.find(f".//{qn('a:off')}")
        extent = one.element.find(f".//{qn('a:off')}/../{qn('a:ext')}")  # others may be of a picture's extensions
        if offset is None or extent is None:
            return False
        now = (*(int(offset.get(name)) for name in ("x", "y")), *(int(extent.get(name)) for name in ("cx", "cy")))
        return any(shape.name == one.name and _close(shape.box, now) for shape in built)

    def require_files(self, before: dict[str, bytes], after: dict[str, bytes], taken: list[Change]) -> None:
        """Only what was taken differs: of texts alone, no other value, and no line beyond theirs."""
        kinds = {one.kind for one in taken}
        if kinds <= {"text"}:
            keys = {one.key for one in taken}
            for file, data in after.items():
                if file.endswith(".yaml") and before.get(file) != data:
                    name = (
                        file.removeprefix(f"content/{self.setup.slug}/").removeprefix("content/").removesuffix(".yaml")
                    )
                    different = _differing(before[file], data, f"{name}:")
                    assert different <= keys, (different, keys)
                    comments = [re.findall(r"(?m)^\s*#.*$", each.decode()) for each in (before[file], data)]
                    assert comments[0] == comments[1], "a comment is gone"
        elif not kinds:
            assert before == after

    def require_peace(self, edited: bytes, again: Built, left: list[Change]) -> None:
        """What was taken is proposed no more, neither by the same deck nor by the new one."""
        world = World(self.root)
        assert pull_deck(world, again.data, "again.pptx", "").changes == [], "an unedited deck proposes something"
        known = {(one.kind, one.key) for one in left}
        more = [one for one in pull_deck(world, edited, "deck.pptx", "").changes if one.changes]
        new = [
            one for one in more if (one.kind, one.key) not in known and one.kind not in ("move", "insert", "duplicate")
        ]
        assert not new, f"proposed again: {new[0].kind} {new[0].key} {new[0].before!r} {new[0].after!r}"


def place(shape: Any, across: int = 0, down: int = 0, wider: int = 0) -> None:
    """Move or widen a shape; a placeholder that had its layout's place has one of its own then."""
    box = shape.left, shape.top, shape.width, shape.height
    shape.left, shape.top = Emu(max(0, box[0] + across)), Emu(max(0, box[1] + down))
    shape.width, shape.height = Emu(box[2] + wider), Emu(box[3])


def _order(changes: list[Change]) -> Callable[[Change], Any]:
    from generator.home.run import _when

    numbers = {id(one): number for number, one in enumerate(changes, 1)}
    return lambda one: _when((numbers[id(one)], one))


def _root(element: Any) -> Any:
    while element.getparent() is not None:
        element = element.getparent()
    return element


def _close(one: tuple[int, ...] | None, other: tuple[int, ...]) -> bool:
    return one is not None and all(abs(a - b) <= 3 * EMU for a, b in zip(one, other, strict=True))


def _parts(one: Change) -> list[str]:
    return [part for text in (one.before, one.after, one.theirs, *one.others) for part in text.split(CELL)]


def _told(left: list[Change]) -> str:
    """Return all that a pull has told of what it did not take."""
    found = [plain(text) for one in left for text in (*_parts(one), one.said)]
    return " | ".join([*found, *(part for text in found for part in text.split(" | "))])


def _near(line: str, text: str) -> bool:
    """Tell whether the words of a line stand in ``text``, in their order, in parts: what was told of it, or joined."""
    words = line.split()
    here = set(text.split())
    return bool(words) and sum(one in here for one in words) >= 0.8 * len(words)


def _owned(deck: DeckFile) -> list[str]:
    """Return the lines of a deck that are texts of the content, whole."""
    return [
        text
        for slide in deck.built or []
        if PERSONAL not in slide.keys
        for line in lines_of(slide)
        if line and all(one.citation for one in line if one.text.strip(f" \u00a0\u202f{APART}"))
        if (text := folded(line))
    ]


def _differing(before: bytes, after: bytes, key: str) -> set[str]:
    """Return the keys of the values that differ between two YAML files."""
    one, other = (yaml.load(each.decode("utf-8-sig"), yaml.BaseLoader) for each in (before, after))
    return set(_different(one, other, key))


def _different(one: Any, other: Any, key: str) -> Iterator[str]:
    if isinstance(one, dict) and isinstance(other, dict):
        for name in {**one, **other}:
            yield from _different(one.get(name), other.get(name), f"{key}{'' if key[-1] == ':' else '/'}{name}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for at, (first, second) in enumerate(zip(one, other, strict=True)):
            id = first.get("id") if isinstance(first, dict) else None
            yield from _different(first, second, f"{key}/{id or f'#{at}'}")
    elif one != other:
        yield key


def _link_or_copy(source: str, target: str) -> None:
    (shutil.copy if "/content/" in source else _link)(source, target)


def _link(source: str, target: str) -> None:
    Path(target).hardlink_to(source)


def walk(steps: int, examples: int, number: int | None = None) -> int:
    """Make about ``steps`` edits in each of ``examples`` walks, by chance or by a ``number``; return how many."""
    Walk.steps = 0
    machine = seed(number)(Walk) if number is not None else Walk
    stateful.run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],  # a find is reported with its steps as they were: shrinking takes minutes
        ),
    )
    return Walk.steps


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--setup", choices=SETUPS, action="append")
    parser.add_argument("--go-on", action="store_true", help="after a find, go on with the next walk")
    parser.add_argument("--keep", type=Path, help="where to put the project and the decks of a find")
    given, made, finds = parser.parse_args(), 0, 0
    Walk.keep = given.keep
    Walk.setups = tuple(given.setup or SETUPS)
    while made < given.steps:
        try:
            walk(10, 3, given.seed)
        except Exception as error:
            if not given.go_on:
                raise
            finds += 1
            sys.stdout.write(f"FIND (seed {given.seed}): {type(error).__name__}: {str(error)[:600]}\n")
        made += Walk.steps
        given.seed += 1
        sys.stdout.write(f"{made} edits, {Walk.homes} times home, {finds} finds\n")
        sys.stdout.flush()
    sys.stdout.write(f"{dict(Walk.found)}\n")
    return min(finds, 1)


if __name__ == "__main__":
    sys.exit(main())
