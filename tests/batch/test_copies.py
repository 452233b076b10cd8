"""A copy made in the short way equals, byte for byte, the same copy made as an edition of its own."""

from __future__ import annotations

import shutil
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pypdfium2 import PdfDocument

from generator.batch.copies import Maker
from generator.errors import ContentError, ParityError
from generator.pipeline.edition import edition_named
from generator.pipeline.production import Production
from generator.world import World
from tests.deck import brands
from tests.matrix import every, few
from tests.project import CONTENT, ROOT, SLUG

PERSONAL = """
personal:
  title: À votre attention
  address: "À l'attention de {civility} {first_name} {last_name}, {function}"
  salutation: "{greeting},"
  message: "Vous trouverez ici ce qui peut servir à {territory}. Nous restons à votre **disposition**."
"""
ANNE = {
    "civility": "Madame",
    "first_name": "Anne",
    "last_name": "DURAND",
    "function": "maire de Rennes",
    "territory": "Rennes",
    "greeting": "Madame la Maire",
}
HOSTILE = (
    "O’Brien", "<b>&amp;", "**gras**", "[lien](https://example.org)", "{last_name}", "Žofia Đorđević",
    "]]>", "\\(", "%PDF",
    "endstream endobj", "]TJ ET EMC", "Œuvre", "ffi fl", "A\u2011B", "A B", "«guillemets»", "--",
    "d'Artagnan", "1/2", "Ș ț", "#",
)  # fmt: skip


@cache
def maker(language: str = "fr", personal: str = PERSONAL, brand: str = "") -> Maker:
    root = Path(mkdtemp(prefix="piliers-copies-"))
    shutil.copytree(CONTENT, root / "content")
    shutil.copytree(ROOT / "templates", root / "templates")
    file = root / "content" / SLUG / "publication.yaml"
    file.write_text(file.read_text("utf-8").replace("language: fr", f"language: {language}") + personal, "utf-8")
    if brand:
        file.with_name("brand.pptx").write_bytes(brands.packed(getattr(brands, brand)()))
        file.write_text(file.read_text("utf-8") + "\ntemplate: brand.pptx\n", "utf-8")
    return Maker(Production(World(root), SLUG))


def both(edition: str, **values: str) -> tuple[bytes | None, bytes]:
    """Return a copy made in the short way, and in the long way."""
    block = maker().block(ANNE | values)
    return maker().short(edition).copy(block), maker().long(edition, block)


@pytest.mark.parametrize("edition", ["deck", "note"])
@few({"<b>&amp;", "{last_name}", "\\(", "ffi fl", "Ș ț"}, "name", HOSTILE)
def test_short_and_long_way_are_one(edition: str, name: str) -> None:
    short, long = both(edition, last_name=name)
    assert short == long
    maker().prove(edition, long, maker().block(ANNE | {"last_name": name}))


NAMES = st.text(
    st.sampled_from("abcdefghijklmnopqrstuvwxyzéèêëàâçîïôùûüÿœæABCDEFÉÀŠŽßø' -’.&<>"), min_size=1, max_size=40
)


@given(first=NAMES, last=NAMES, function=NAMES)
@settings(max_examples=max(3, settings().max_examples // 8), deadline=None)
def test_any_name_is_the_same_both_ways(first: str, last: str, function: str) -> None:
    made = 0
    for edition in ("deck", "note"):
        short, long = both(edition, first_name=first, last_name=last, function=function)
        assert short is None or short == long
        made += short is not None
    assert made or len(first + last + function) > 60  # short names never need the long way


@pytest.mark.parametrize("edition", ["deck", "note"])
def test_a_name_that_needs_more_room_is_laid_out_anew(edition: str) -> None:
    block = maker().block(ANNE | {"first_name": "Marie " * 40, "function": "présidente " * 20})
    assert maker().short(edition).copy(block) is None
    copy = maker().copy(edition, block)
    found = " ".join(passage.text for passage in edition_named(edition).writer.read(copy))
    assert "Marie Marie Marie" in found.replace("\u00a0", " ")


@pytest.mark.long
def test_western_names_take_the_smaller_alphabet_and_others_a_larger_one() -> None:
    sizes = []
    for name in ("DURAND", "Wałęsa", "Șerban", "Ωmega", "Дмитрий", "Nguyễn", "DURAND"):
        short, long = both("note", last_name=name)
        assert short == long
        maker().prove("note", long, maker().block(ANNE | {"last_name": name}))
        sizes.append(len(long))
    assert sizes[1] - sizes[0] > 10_000


def test_a_copy_is_little_larger_than_the_note_though_its_words_are_bold_too() -> None:
    production = maker()._production
    production.kit.personal = None
    note = edition_named("note")
    plain = production.write(note, production.document(note))
    assert len(maker().copy("note", maker().block(ANNE))) - len(plain) < 25_000


FOOTER = (
    PERSONAL
    + """
  footer: "Exemplaire de {civility} {first_name} {last_name}"
"""
)


@pytest.mark.parametrize("edition", ["deck", "note"])
@few({"<b>&amp;", "DURAND", "]]>"}, "name", (*HOSTILE, "DURAND", "W" * 20, "Wałęsa"))
def test_a_footer_of_ones_own_is_the_same_both_ways(edition: str, name: str) -> None:
    made = maker(personal=FOOTER)
    block = made.block(ANNE | {"last_name": name})
    short, long = made.short(edition).copy(block), made.long(edition, block)
    assert short == long
    made.prove(edition, long, block)
    with pytest.raises(ParityError):
        made.prove(edition, long, made.block(ANNE | {"last_name": "MARTIN"}))


@every(5, ("brand", "personal"), [(brand, own) for brand in ("stock", "wide", "dark") for own in (PERSONAL, FOOTER)])
def test_a_copy_on_somebodys_template_is_the_same_both_ways(brand: str, personal: str) -> None:
    made = maker(personal=personal, brand=brand)
    block = made.block(ANNE)
    short, long = made.short("deck").copy(block), made.long("deck", block)
    assert short == long
    made.prove("deck", long, block)


def test_a_footer_of_ones_own_stands_on_each_slide_and_page() -> None:
    made = maker(personal=FOOTER)
    block = made.block(ANNE)
    slides = Presentation(BytesIO(made.copy("deck", block))).slides
    footers = [
        shape.text_frame.text
        for slide in slides
        for shape in slide.placeholders
        if shape.placeholder_format.type == PP_PLACEHOLDER.FOOTER
    ]
    assert footers == ["Exemplaire de Madame Anne DURAND"] * (len(slides) - 1)  # the cover has none
    with PdfDocument(made.copy("note", block)) as note:
        pages = [page.get_textpage().get_text_range() for page in note]
    assert all("Exemplaire de Madame Anne DURAND" in page for page in pages)
    assert not any("Leçons apprises" in page.splitlines()[-1] for page in pages)


@pytest.mark.parametrize("edition", ["deck", "note"])
def test_a_footer_too_long_for_its_usual_size_is_smaller_and_one_too_long_for_any_is_refused(edition: str) -> None:
    made = maker(personal=FOOTER)
    block = made.block(ANNE | {"first_name": "Marie Antoinette Josèphe Jeanne " * 3})
    short, long = made.short(edition).copy(block), made.long(edition, block)
    assert short in (None, long)
    with pytest.raises(ContentError, match="footer"):
        made.copy(edition, made.block(ANNE | {"first_name": "Marie Antoinette " * 20}))


BOLD = """
personal:
  title: À votre attention
  address: "**Mme** {last_name}**'x: ici** {first_name}**! Merci**"
"""


@every(2, "name", ["DURAND", "Zoé", "5", "'", "«", "x ", "Wałęsa", "f"])
def test_bold_words_beside_a_name_are_the_same_both_ways(name: str) -> None:
    made = maker(personal=BOLD)
    block = made.block(ANNE | {"last_name": name, "first_name": name})
    short, long = made.short("note").copy(block), made.long("note", block)
    assert short in (None, long)
    assert short or name not in ("DURAND", "Zoé", "Wałęsa")


def test_letters_beyond_the_shared_ones_take_the_long_way() -> None:
    block = maker().block(ANNE | {"last_name": "Nº ∞"})
    assert maker().short("note").copy(block) is None
    copy = maker().copy("note", block)
    assert "∞" in " ".join(passage.text for passage in edition_named("note").writer.read(copy))
    maker().prove("note", maker().copy("note", maker().block(ANNE)), maker().block(ANNE))


def test_a_letter_that_the_font_lacks_is_refused() -> None:
    with pytest.raises(ContentError) as error:
        maker().block(ANNE | {"last_name": "張"})
    assert "張" in str(error.value)


@pytest.mark.parametrize("edition", ["deck", "note"])
def test_the_wrong_words_are_no_proof(edition: str) -> None:
    copy = maker().copy(edition, maker().block(ANNE))
    with pytest.raises(ParityError):
        maker().prove(edition, copy, maker().block(ANNE | {"last_name": "MARTIN"}))


@pytest.mark.parametrize("edition", ["deck", "note"])
def test_two_copies_differ_in_their_own_words_alone(edition: str) -> None:
    one, other = (maker().copy(edition, maker().block(ANNE | {"last_name": name})) for name in ("DURAND", "MARTIN"))
    assert one != other
    shared = next(at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right)
    assert shared > 0.9 * len(one)
    assert b"DURAND" not in other
    assert b"MARTIN" not in one


def test_no_metadata_bears_a_name() -> None:
    with pikepdf.open(BytesIO(maker().copy("note", maker().block(ANNE)))) as pdf:
        assert "DURAND" not in str(pdf.docinfo)
        assert b"DURAND" not in bytes(pdf.Root.Metadata.read_bytes())
        assert len(pdf.pages[0].Contents) == 2
