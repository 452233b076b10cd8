"""Pictures and logos in every edition: what readers see and hear, what files hold, what is refused and how."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Any

import pikepdf
import pypdfium2
import pytest
from msgspec.structs import replace
from PIL import Image, ImageChops, ImageCms, ImageDraw
from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.util import Pt

from generator import note, pictures
from generator.deck.compose.photograph import credited
from generator.deck.compose.plan import context_of, plan
from generator.deck.slide import INK, Figure, Frame, PictureShape, Slide
from generator.document.tree import Document, Picture
from generator.kit import Kit
from generator.pdf.page import ImageObject, TextObject
from generator.pdf.paper import RIGHT
from generator.pipeline.production import Production
from generator.theme import contrast, mixed
from generator.units import Box
from generator.world import World
from tests.deck import brands
from tests.matrix import every, few
from tests.project import SLUG, Project, command
from tests.some import some

ALT = "Un pont dessiné, rouge"
CREDIT = "Dessin de Léa Martin"
RED, GREEN, BLUE = (200, 30, 30), (30, 160, 60), (30, 60, 200)
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100">{}</svg>'
DRAWN = '<path fill="#C81E1E" d="M0 0h100v100H0z"/><rect x="100" width="100" height="100" fill="#1E3CC8"/>'
MILLIMETRES = SVG.replace("<svg ", '<svg width="200mm" height="100mm" ').format(
    f'<g transform="scale(2 2)"><g transform="matrix(.5 0 0 .5 0 0)">{DRAWN}</g></g>'
)
PNG_HEAD = b"\x89PNG\r\n\x1a\n"


def halves(size: tuple[int, int] = (600, 400), left: Any = RED, right: Any = BLUE) -> Image.Image:
    """Return a picture of two colours, the left half and the right half."""
    image = Image.new("RGB", size, right)
    image.paste(left, (0, 0, size[0] // 2, size[1]))
    return image


def stored(image: Image.Image, format: str = "JPEG", **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def show(project: Project, data: bytes | str, name: str = "pont.jpg", more: str = "", where: str = "") -> None:
    """Put a picture on the cover, or on what ``where`` names: pillar or example."""
    project.write(f"content/{SLUG}/{name}", data)
    said = more or f"alt: {ALT}\n  credit: {CREDIT}"
    picture = f"picture:\n  file: {name}\n  {said}\n"
    if where == "example":
        inner = picture.replace("\n", "\n    ").rstrip()
        project.edit("soutien.yaml", "    text: ", f"    {inner}\n    text: ")
    elif where == "pillar":
        project.write("soutien.yaml", project.read("soutien.yaml") + picture)
    else:
        project.write("publication.yaml", project.read("publication.yaml") + picture)


def slide_pictures(project: Project) -> Iterator[tuple[str, bytes]]:
    """Yield each p:pic of the deck, with the bytes that it shows."""
    with zipfile.ZipFile(project.output / f"{SLUG}.pptx") as deck:
        for name in sorted(deck.namelist()):
            if not re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
                continue
            rels = deck.read(f"ppt/slides/_rels/{name.rsplit('/', 1)[1]}.rels").decode()
            for pic in re.findall(r"<p:pic>.*?</p:pic>", deck.read(name).decode()):
                id = re.search(r'r:embed="([^"]+)"', pic)
                assert id
                row = next(row for row in re.findall("<Relationship [^>]*>", rels) if f'Id="{id[1]}"' in row)
                target = re.search(r'Target="\.\./([^"]+)"', row)
                assert target
                yield pic, deck.read(f"ppt/{target[1]}")


def the_picture(project: Project) -> Image.Image:
    [(_pic, data)] = slide_pictures(project)
    return Image.open(io.BytesIO(data))


def pixel(image: Image.Image, x: int, y: int) -> Any:
    """Return the components of a pixel."""
    return image.getpixel((x, y))


def near(pixel: Any, colour: tuple[int, int, int]) -> bool:
    return all(abs(a - b) < 40 for a, b in zip(pixel, colour, strict=True))


def alternatives(project: Project, suffix: str = "pdf") -> list[str]:
    """Return the alternatives of the figures of a finished PDF."""
    with pikepdf.open(project.output / f"{SLUG}.{suffix}") as pdf:
        figures = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        return [str(one.get("/Alt", "")) for one in figures]


# What readers get


@every(3, "where", ["cover", "pillar", "example"])
def test_every_edition_shows_it_and_says_what_it_is(where: str, project: Project) -> None:
    show(project, stored(halves()), where=where)
    project.build()
    project.build("--only", "handout", "--only", "note-grey", "--only", "note-large-print", "--only", "note-plain")

    [(pic, _data)] = slide_pictures(project)
    page = (project.output / f"{SLUG}.html").read_text("utf-8")
    assert f'descr="{ALT}"' in pic
    assert f'alt="{ALT}"' in page
    assert f"<figcaption>{CREDIT}</figcaption>" in page
    assert "img-src data:" in page
    assert 'loading="lazy"' not in page  # nothing is fetched anyway, and a page that is printed unscrolled lacked it
    for suffix in ("pdf", "grey.pdf", "large-print.pdf", "plain.pdf"):
        assert ALT in alternatives(project, suffix)
    assert any(ALT in one for one in alternatives(project, "handout.pdf"))
    for suffix in ("pdf", "handout.pdf", "grey.pdf"):
        words = "".join(
            page.get_textpage().get_text_bounded()
            for page in pypdfium2.PdfDocument(project.output / f"{SLUG}.{suffix}")
        )
        assert CREDIT in words


def test_a_decorative_one_is_passed_over(project: Project) -> None:
    show(project, stored(halves()), more=f"decorative: true\n  credit: {CREDIT}")
    before = len(alternatives(project)) if (project.output / f"{SLUG}.pdf").exists() else 0
    project.build()

    [(pic, _data)] = slide_pictures(project)
    page = (project.output / f"{SLUG}.html").read_text("utf-8")
    assert "adec:decorative" in pic
    assert "descr=" not in pic
    assert 'alt=""' in page
    assert before == 0
    assert CREDIT in page
    assert "" not in alternatives(project)


@every(3, ("edition", "lost"), [("deck", "deck"), ("note", "note"), ("web", "note")])
def test_a_template_that_loses_it_fails(edition: str, lost: str, project: Project) -> None:
    show(project, stored(halves()))
    project.edit(f"templates/{lost}.xml.j2", "{{ parts.picture(publication, publication.picture) }}", "")

    result = project.run("build", "--only", edition)

    assert result.code == 1
    assert f"picture is missing or not whole (“{ALT}”)." in result.err
    assert f"picture.credit is missing or not whole (“{CREDIT}”)." in result.err


def test_the_whole_picture_is_in_the_deck_and_its_crop_keeps_the_focus(project: Project) -> None:
    show(project, stored(halves()), more=f"alt: {ALT}\n  focus: 50% 0%")
    project.build("--only", "deck")
    [(pic, data)] = slide_pictures(project)
    left = re.search(r"<a:srcRect([^/]*)/>", pic)
    assert left
    assert Image.open(io.BytesIO(data)).size == (600, 400)
    assert re.search(r' b="[1-9]', left[1])
    assert ' t="' not in left[1]

    project.edit("publication.yaml", "focus: 50% 0%", "focus: 50% 100%")
    project.build("--only", "deck")
    [(pic, _data)] = slide_pictures(project)
    right = re.search(r"<a:srcRect([^/]*)/>", pic)
    assert right
    assert re.search(r' t="[1-9]', right[1])
    assert ' b="' not in right[1]


def test_one_file_shown_twice_is_stored_once(project: Project) -> None:
    show(project, stored(halves()))
    show(project, stored(halves()), where="pillar")
    project.build()

    shown = list(slide_pictures(project))
    with zipfile.ZipFile(project.output / f"{SLUG}.pptx") as deck:
        media = [name for name in deck.namelist() if name.startswith("ppt/media/")]
    page = (project.output / f"{SLUG}.html").read_text("utf-8")
    with pikepdf.open(project.output / f"{SLUG}.pdf") as pdf:
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
    assert len(shown) == 2
    assert (len(media), page.count("data:image/"), len(images)) == (1, 1, 1)
    assert page.count(f'aria-label="{ALT}"') == 2


def test_a_pillar_without_room_beside_its_cards_opens_with_its_picture(project: Project) -> None:
    show(project, stored(halves()), where="pillar")
    project.write(
        "soutien.yaml", project.read("soutien.yaml") + "intro: " + "Une phrase de quelques mots, encore. " * 40
    )
    project.build("--only", "deck")

    assert len(list(slide_pictures(project))) == 1


@pytest.mark.long
def test_the_picture_of_a_card_that_is_full_has_its_own_slide(project: Project) -> None:
    show(project, stored(halves()), where="example")
    text = re.search(r"(?s)    text: .*?(?=\n  - id|\Z)", project.read("soutien.yaml"))
    assert text
    project.edit("soutien.yaml", text[0], "    text: >-\n      " + "Une phrase de quelques mots, encore. " * 60)
    assert "title" not in project.build("--only", "deck").err  # each slide has a title of its own

    assert len(list(slide_pictures(project))) == 1


@pytest.mark.long
def test_the_receipt_names_the_files_and_an_edit_of_one_is_noticed(project: Project) -> None:
    show(project, stored(halves()))
    project.build("--only", "deck")
    assert f'"content/{SLUG}/pont.jpg"' in (project.output / f"{SLUG}.receipt.json").read_text()
    assert (
        "nothing has changed" in project.run("build", "--only", "deck").out + project.run("build", "--only", "deck").err
    )

    project.write(f"content/{SLUG}/pont.jpg", stored(halves(left=GREEN)))
    project.build("--only", "deck")

    assert near(the_picture(project).getpixel((100, 200)), GREEN)


@pytest.mark.long
@pytest.mark.parametrize("words", [5, 40])
def test_a_picture_reaches_three_edges_of_the_cover(words: int, project: Project) -> None:
    """It was a strip that ended above its credit, then half of the slide; its title and its credit stand on it."""
    show(project, stored(halves()))
    project.edit("publication.yaml", "title: ", f"title: {'Ville ' * words}\n#")
    built = project.run("build", "--only", "deck")
    assert (built.code, "slides set it small or cut it" in built.err) == (0, words == 40)
    deck = Presentation(str(project.output / f"{SLUG}.pptx"))
    shapes = {shape.name: shape for shape in deck.slides[0].shapes}
    picture, title, credit = (shapes[name] for name in ("Image", "Titre", "Crédit"))

    assert "piliers, " not in " ".join(shape.text_frame.text for shape in shapes.values() if shape.has_text_frame)
    assert not [name for name in shapes if name.startswith("Icône")]
    assert (picture.left, picture.top, picture.width) == (0, 0, deck.slide_width)
    assert picture.height > Pt(0.75 * 540)
    assert picture.top < title.top < title.top + title.height < picture.height
    assert credit.top + credit.height < picture.height
    assert not (title.left < credit.left < title.left + title.width and title.top < credit.top < title.height)
    assert (title.text_frame.paragraphs[0].runs[0].font.size or Pt(0)) >= Pt(20 if words == 40 else 54)


def cover_of(project: Project, image: Image.Image) -> Slide:
    show(project, stored(image))
    production = Production(World(project.root), SLUG)
    return plan(production.compose("templates/deck.xml.j2"), production.kit).slides[0]


@pytest.mark.parametrize(("tones", "ink"), [((0, 0), "bg1"), ((120, 120), "bg1"), ((255, 255), "tx1")])
def test_words_of_a_cover_need_no_veil_on_a_picture_on_which_white_or_dark_ones_are_read(
    tones: tuple[int, int], ink: str, project: Project
) -> None:
    cover = cover_of(project, halves((1200, 800), *((one,) * 3 for one in tones)))
    title = next(one for one in cover.shapes if isinstance(one, Frame))

    assert title.paragraphs[0].colour.name == ink
    assert not [one for one in cover.shapes if isinstance(one, Figure) and "Titre" in one.name]


@pytest.mark.parametrize("upright", [False, True])
def test_a_veil_hides_of_a_cover_s_picture_what_the_contrast_of_the_title_wants(
    upright: bool, project: Project
) -> None:
    image = Image.new("RGB", (1200, 800), (20, 20, 20))
    for at in range(0, 1200, 100):
        image.paste((230, 230, 230), (at, 0, at + 50, 800) if upright else (0, at, 1200, at + 50))
    cover = cover_of(project, image)
    (veiled,) = [one for one in cover.shapes if isinstance(one, Figure) and "Titre" in one.name]
    title = next(one for one in cover.shapes if isinstance(one, Frame))
    ground, worst = ("1B2333", "E6E6E6") if title.paragraphs[0].colour.name == "bg1" else ("FFFFFF", "141414")
    (first, last), box = veiled.opacity, veiled.box
    start, length = (box.x, box.width) if veiled.across else (box.y, box.height)

    assert min(first, last) < 0.3
    ends = (title.box.x, title.box.right) if veiled.across else (title.box.y, title.box.bottom)
    for veils in (first + (last - first) * (at - start) / length for at in ends):
        assert contrast("FFFFFF" if ground != "FFFFFF" else "1B2333", mixed(ground, worst, veils)) >= 3.0


def test_a_credit_is_read_through_the_veil_that_lies_between_it_and_its_picture(project: Project) -> None:
    """A credit that was dark on the white of the picture was dark on the dark veil of the title."""
    cover = cover_of(project, Image.new("RGB", (1200, 800), (255, 255, 255)))
    picture = next(one for one in cover.shapes if isinstance(one, PictureShape))
    veil = Figure("", replace(picture.box, width=picture.box.width / 2), fill=INK, opacity=(1.0, 0.9), across=True)
    production = Production(World(project.root), SLUG)
    composed = production.compose("templates/deck.xml.j2")
    block = next(one for section in composed.sections for one in section.blocks if isinstance(one, Picture))
    context = context_of(composed, production.kit)
    right = replace(picture.box, x=picture.box.x + picture.box.width / 2, width=picture.box.width / 2)
    inks = [
        next(one for one in credited(block, picture, context, [right], (veiled, "1B2333")) if isinstance(one, Frame))
        for veiled in (None, veil)
    ]

    assert [one.paragraphs[0].colour.name for one in inks] == ["tx1", "bg1"]


def test_a_cover_s_words_leave_the_bright_subject_of_its_picture_alone(project: Project) -> None:
    """A sun was half brown under a veil, and the title touched it."""
    image = Image.new("RGB", (1500, 1000), (28, 70, 90))
    ImageDraw.Draw(image).ellipse((900, 150, 1200, 450), fill=(240, 180, 80))
    project.edit("publication.yaml", "title: ", "title: Trois piliers pour des villes imaginaires\n#")
    cover = cover_of(project, image)
    picture = next(one for one in cover.shapes if isinstance(one, PictureShape))
    scale = picture.box.height / (1 - picture.crop.top - picture.crop.bottom) / 1000
    sun = (900 * scale, (150 - 1000 * picture.crop.top) * scale, (450 - 1000 * picture.crop.top) * scale)
    words = [one for one in cover.shapes if isinstance(one, Frame) and one.placeholder in ("ctrTitle", "subTitle")]

    assert not [one for one in cover.shapes if isinstance(one, Figure) and one.opacity != (1.0, 1.0)]
    assert words[0].paragraphs[0].size >= 44
    for one in words:
        assert one.box.right < sun[0] or one.box.bottom < sun[1] or one.box.y > sun[2]


@pytest.mark.parametrize(("tones", "ink", "plated"), [("kk", "bg1", 0), ("ww", "tx1", 0), ("kw", "bg1", 1)])
def test_a_credit_stands_on_its_picture_in_the_ink_that_is_read_there(
    tones: str, ink: str, plated: int, project: Project
) -> None:
    """It stood on a white tag."""
    image = Image.new("RGB", (1200, 800), {"k": (10, 20, 30), "w": (250, 250, 250)}[tones[0]])
    if tones[0] != tones[1]:
        for x in range(0, 1200, 40):
            image.paste((250, 250, 250), (x, 0, x + 20, 800))
    show(project, stored(image), where="example")
    production = Production(World(project.root), SLUG)
    slides = plan(production.compose("templates/deck.xml.j2"), production.kit).slides
    shapes = next(one.shapes for one in slides if any(shape.name == "Crédit" for shape in one.shapes))
    credit = next(one for one in shapes if isinstance(one, Frame) and one.name == "Crédit")
    picture = next(one for one in shapes if isinstance(one, PictureShape))
    plates = [one for one in shapes if isinstance(one, Figure) and one.opacity != (1.0, 1.0)]

    assert (credit.fill, credit.paragraphs[0].colour.name, len(plates)) == (None, ink, plated)
    assert picture.box.x <= credit.box.x < credit.box.right <= picture.box.right
    assert picture.box.y <= credit.box.y < credit.box.bottom <= picture.box.bottom


@pytest.mark.parametrize("dark", [True, False])
def test_a_logo_stands_on_the_ground_of_its_cover(dark: bool, project: Project) -> None:
    """Without a form for dark grounds the ground is paper: a white band lay across it."""
    form = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 2 1'><rect width='2' height='1' fill='#063'/></svg>"
    project.write(f"content/{SLUG}/logo.svg", form)
    logo = "logo:\n  file: logo.svg\n  alt: Réseau\n" + "  dark: logo.svg\n" * dark
    project.write("publication.yaml", project.read("publication.yaml") + logo)
    project.build("--only", "deck")
    shapes = Presentation(str(project.output / f"{SLUG}.pptx")).slides[0].shapes
    bands = [one for one in shapes if one.name == "Bandeau"]

    assert [one.fill.fore_color.theme_color for one in some(bands)] == [
        MSO_THEME_COLOR.TEXT_1 if dark else MSO_THEME_COLOR.BACKGROUND_1
    ]
    assert all(one.height == Pt(540) for one in bands)


@pytest.mark.parametrize("where", ["cover", "example"])
def test_a_notes_credit_stands_with_its_picture(where: str, project: Project) -> None:
    """It stood below the title of the banner, and at the foot of the white beside an example's picture."""
    show(project, stored(halves()), where=where)
    plan = note.plan(*noted(project))
    [(page, picture)] = [(page, one) for page in plan.pages for one in page.operations if isinstance(one, ImageObject)]
    [credit] = [one for one in page.operations if isinstance(one, TextObject) and CREDIT in said(one)]
    written = [one for one in page.operations if isinstance(one, TextObject) and one is not credit]
    beside = [one for one in written if picture.y < one.y < picture.y + picture.height]
    right, bottom = picture.x + picture.width, picture.y + picture.height

    assert picture.x <= credit.x
    assert credit.x + credit.width <= right
    assert (bottom - 12 < credit.y < bottom) if where == "cover" else (bottom < credit.y < bottom + 14)
    assert all(one.x + one.width < picture.x for one in some(beside))
    if where == "example":
        assert credit.x == picture.x
        assert abs(right - RIGHT) < 0.1


def noted(project: Project) -> tuple[Document, Kit]:
    production = Production(World(project.root), SLUG)
    return production.compose("templates/note.xml.j2"), production.kit


def said(one: TextObject) -> str:
    return "".join(run.text for run in one.runs)


def test_somebody_elses_cover_stays_and_the_picture_follows_it(project: Project) -> None:
    show(project, stored(halves()))
    project.write(f"content/{SLUG}/brand.pptx", brands.packed(brands.wide()))
    project.write("publication.yaml", project.read("publication.yaml") + "template: brand.pptx\n")
    project.run("build", "--only", "deck")

    with zipfile.ZipFile(project.output / f"{SLUG}.pptx") as deck:
        first, second = (deck.read(f"ppt/slides/slide{number}.xml").decode() for number in (1, 2))
    assert "<p:pic>" not in first
    assert f'descr="{ALT}"' in second


# What files hold


def gps() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x013B] = "Zoé Secrète"
    exif[0x010F] = "Appareil"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 7.0, 2.0)
    return exif


def test_it_stands_upright_and_tells_neither_place_nor_author(project: Project) -> None:
    show(project, stored(halves(), exif=gps(), comment=b"secret"))
    project.build()

    image = the_picture(project)
    assert image.size == (400, 600)
    assert near(image.getpixel((200, 100)), RED)
    assert near(image.getpixel((200, 500)), BLUE)
    assert not image.getexif()
    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "progressive"}
    for path in project.output.iterdir():
        data = path.read_bytes()
        assert b"Secr" not in data
        assert b"Appareil" not in data


def exchanged() -> bytes:
    """Return an sRGB profile whose red is blue, and the other way round."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return data.replace(b"rXYZ", b"tmpZ").replace(b"bXYZ", b"rXYZ").replace(b"tmpZ", b"bXYZ")


def test_colours_are_those_of_the_profile(project: Project) -> None:
    show(project, stored(halves(), icc_profile=exchanged()))
    project.build("--only", "deck")

    image = the_picture(project)
    assert near(image.getpixel((100, 200)), BLUE)
    assert near(image.getpixel((500, 200)), RED)
    assert "icc_profile" not in image.info


@every(4,
    ("name", "data"),
    [
        ("pont.jpg", stored(halves().convert("CMYK"))),
        ("pont.png", stored(halves(), "PNG")),
        ("pont.PNG", stored(halves().quantize(8), "PNG")),
        ("pont.webp", stored(halves(), "WEBP", lossless=True)),
        ("pont.png", stored(halves().convert("RGBA"), "PNG")),
        ("pont.jpeg", stored(halves(), progressive=True)),
        ("pont.svg", SVG.format(DRAWN)),
        ("pont.svg", MILLIMETRES),
    ],
)  # fmt: skip
def test_kinds_of_files(name: str, data: bytes | str, project: Project) -> None:
    show(project, data, name)
    project.build("--only", "deck")

    image = the_picture(project).convert("RGB")
    across, down = image.size
    assert near(image.getpixel((across // 4, down // 2)), RED)
    assert near(image.getpixel((across * 3 // 4, down // 2)), BLUE)


def test_grey_and_sixteen_bits(project: Project) -> None:
    show(project, stored(Image.new("I;16", (300, 200), 40_000), "PNG"), "pont.png")
    project.build("--only", "deck")

    assert abs(pixel(the_picture(project).convert("L"), 10, 10) - 40_000 // 256) < 3


@pytest.mark.long
def test_the_grey_note_has_no_colour(project: Project) -> None:
    show(project, stored(halves()))
    project.write(f"content/{SLUG}/logo.svg", SVG.format('<circle cx="50" cy="50" r="40" fill="#C81E1E"/>'))
    project.write("publication.yaml", project.read("publication.yaml") + "logo:\n  file: logo.svg\n  alt: Ville\n")
    project.build("--only", "note-grey")

    with pikepdf.open(project.output / f"{SLUG}.grey.pdf") as pdf:
        images = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert len(images) == 3  # the picture, the logo and its mask
        assert {str(one.ColorSpace) for one in images} == {"/DeviceGray"}


def test_the_printer_is_told_of_too_few_pixels(project: Project) -> None:
    show(project, stored(halves((300, 200))))

    result = project.run("build", "--only", "note-print")

    assert result.code == 0
    said = rf"content/{SLUG}/pont.jpg is printed at \d+ dots per inch; \d+ x \d+ pixels would make 300\."
    assert len(re.findall(said, result.out)) == 1


@pytest.mark.long
def test_a_large_one_is_sharp_enough_for_the_printer(project: Project) -> None:
    show(project, stored(halves((2400, 1600))))

    assert "dots per inch" not in project.run("build", "--only", "note-print").out


def photographs(count: int) -> Iterator[bytes]:
    """Yield pictures whose bytes are many: noise, as grain and leaves are."""
    for seed in range(count):
        noise = Image.effect_noise((1600, 1066), 60 + seed)
        yield stored(Image.merge("RGB", (noise, noise.transpose(Image.Transpose.ROTATE_180), noise)), quality=90)


@pytest.mark.long
def test_eight_photographs_stay_within_the_budget(project: Project) -> None:
    examples = re.findall(r"  - id: ", project.read("soutien.yaml") + project.read("cooperation.yaml"))
    assert len(examples) >= 6
    names = iter(f"photo{number}.jpg" for number in range(8))
    for number, data in enumerate(photographs(8)):
        project.write(f"content/{SLUG}/photo{number}.jpg", data)
    for file in ("soutien.yaml", "cooperation.yaml"):
        put = lambda match: f"  - picture: {{file: {next(names)}, alt: Vue}}\n    id: "  # noqa: E731
        project.write(file, re.sub("  - id: ", put, project.read(file), count=4 if file == "soutien.yaml" else 3))
    project.build()

    sizes = {path.suffix: path.stat().st_size for path in project.output.iterdir()}
    assert sizes[".pptx"] < 2_500_000
    assert sizes[".html"] < 2_500_000
    assert sizes[".pdf"] < 3_000_000
    assert sizes[".pptx"] > 500_000  # they are there


def test_what_would_be_too_large_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    data, made, own = next(photographs(1)), list[int](), pictures._jpeg

    def noted(image: Image.Image, quality: int) -> bytes:
        made.append(quality)
        return own(image, quality)

    monkeypatch.setattr(pictures, "_jpeg", noted)
    limits = tuple(use.limit(8) for use in pictures.PHOTOGRAPH)
    for one, limit in zip(pictures.encoded(data, pictures.PHOTOGRAPH, limits), limits, strict=True):
        assert 0.6 * limit < len(one.data) <= limit
    assert len(made) <= 4  # to try each quality of each size took eight


@pytest.mark.long
def test_another_cache_gives_the_same_bytes(
    project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(project, stored(halves((900, 600))))
    project.build()
    first = project.outputs()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("other")))
    for path in project.output.iterdir():
        path.unlink()
    project.build()

    assert project.outputs() == first


def test_a_second_build_decodes_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    show(project, stored(halves()))
    project.build("--only", "deck")

    def refuse(*_: object) -> None:
        raise AssertionError("decoded again")

    monkeypatch.setattr(pictures, "encoded", refuse)
    project.edit("soutien.yaml", "label: ", "label: Le ")
    project.build("--only", "deck")

    assert len(list(slide_pictures(project))) == 1


# What is refused


def bomb() -> bytes:
    """Return a PNG of 60,000 by 60,000 pixels in a few bytes."""

    def chunk(tag: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + tag + data + struct.pack(">I", zlib.crc32(tag + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return PNG_HEAD + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")


def animation(format: str) -> bytes:
    return stored(halves(), format, save_all=True, append_images=[halves(left=GREEN)], duration=100)


def chunks() -> bytes:
    """Return a PNG of a hundred thousand comments."""
    plain = stored(halves((60, 40)), "PNG")
    comment = b"\0\0\0\3tEXta\0b" + zlib.crc32(b"tEXta\0b").to_bytes(4, "big")
    return plain[:33] + comment * 100_000 + plain[33:]


def scans() -> bytes:
    """Return a JPEG that draws its last details two hundred times."""
    plain = stored(halves(), progressive=True)
    return plain[:-2] + plain[plain.rindex(b"\xff\xda") : -2] * 200 + plain[-2:]


NONE = "The file is no JPEG, PNG, WebP or SVG picture, or it is damaged."
AGAIN = "Open it in an image program and export it again, as JPEG or PNG."
REFUSED: list[tuple[str, Callable[[], bytes], str]] = [
    ("bomb.png", bomb, "The picture has too many pixels. Export it smaller, about 2,500 pixels wide."),
    ("chunks.png", chunks, f"The picture is made of far too many parts. {AGAIN}"),
    ("exif.jpg", lambda: stored(halves())[:2] + b"\xff\xe1\0\x0aExif\0\0MM" * 40 + stored(halves())[2:],
     f"The picture is made of far too many parts. {AGAIN}"),
    ("scans.jpg", scans, f"The picture is made of far too many parts. {AGAIN}"),
    ("loop.png", lambda: animation("PNG"), "The picture is animated. Export one of its pictures, as PNG or JPEG."),
    ("loop.webp", lambda: animation("WEBP"), "The picture is animated. Export one of its pictures, as PNG or JPEG."),
    ("cut.jpg", lambda: stored(halves())[:2000], f"The picture is damaged. {AGAIN}"),
    ("cut.png", lambda: stored(halves(), "PNG")[:300], f"The picture is damaged. {AGAIN}"),
    ("text.jpg", lambda: b"not a picture", f"{NONE} {AGAIN}"),
    ("moving.jpg", lambda: animation("GIF"), f"This is a picture in GIF, whatever its name says. {AGAIN}"),
    ("phone.jpg", lambda: b"\0\0\0\x18ftypheic" + bytes(90),
     f"This is a picture of a telephone (HEIC), whatever its name says. {AGAIN}"),
    ("scan.png", lambda: b"%PDF-1.7\n", f"This is a PDF, whatever its name says. {AGAIN}"),
    ("plan.png", lambda: stored(halves(), "TIFF"), f"This is a picture in TIFF, whatever its name says. {AGAIN}"),
    ("page.jpg", lambda: b"<!DOCTYPE html><html>",
     "This is a web page, whatever its name says. Save the picture itself out of it, as JPEG or PNG."),
    ("empty.jpg", lambda: b"", f"{NONE} {AGAIN}"),
    ("dot.png", lambda: stored(halves((4, 4)), "PNG"), "The picture has 4 x 4 pixels. Use a larger one."),
    ("wide.png", lambda: stored(Image.new("1", (8000, 4000)), "PNG"),
     "The picture has 8000 x 4000 pixels; at most 25 million can be read. Export it smaller, about 2,500 pixels wide."),
    ("deep.png", lambda: stored(Image.new("LA", (5000, 4000)), "PNG", compress_level=1),
     "The picture has 5000 x 4000 pixels; at most 16 million can be read. Export it smaller, about 2,500 pixels wide."),
    ("steps.jpg", lambda: stored(Image.new("L", (8000, 4000)), progressive=True),
     "The picture has 8000 x 4000 pixels; at most 25 million can be read. Export it smaller, about 2,500 pixels wide."),
]  # fmt: skip


@pytest.mark.long
@few(
    {"export.png"},
    ("name", "size", "options"),
    [
        ("appareil.png", (6000, 4000), {"compress_level": 1}),
        ("export.png", (6000, 4000), {"compress_level": 1, "mode": "RGBA"}),
        ("telephone.jpg", (16320, 12240), {"quality": 60}),
        ("export.jpg", (8000, 6000), {"quality": 60, "progressive": True}),
    ],
)
def test_the_largest_photographs_of_cameras_are_scaled(
    name: str, size: tuple[int, int], options: dict[str, Any], project: Project
) -> None:
    image = halves(size).convert(options.pop("mode", "RGB"))
    data = stored(image, "PNG" if name.endswith("png") else "JPEG", **options)
    # As many bytes as one of noise would have, which takes seconds to make: of a PNG in a part that is passed over.
    junk = b"juNk" + bytes(40 * 2**20)
    spare = (len(junk) - 4).to_bytes(4, "big") + junk + zlib.crc32(junk).to_bytes(4, "big")
    show(project, data[:33] + spare + data[33:] if name.endswith("png") else data + bytes(40 * 2**20), name)
    project.build("--only", "web", "--only", "deck")

    image = the_picture(project)
    assert image.size == (1440, round(1440 * size[1] / size[0]))
    assert near(pixel(image, 100, 100), RED)
    assert near(pixel(image, 1300, 100), BLUE)


def test_a_large_one_that_is_transparent_is_scaled_as_a_small_one_is(monkeypatch: pytest.MonkeyPatch) -> None:
    image = halves().convert("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))

    small = pictures._scaled(image, (151, 100))
    monkeypatch.setitem(pictures._MEGAPIXELS, "deep", 0.1)
    large = pictures._scaled(image, (151, 100))

    on_white = [Image.alpha_composite(Image.new("RGBA", one.size, "white"), one) for one in (small, large)]
    extrema: Any = ImageChops.difference(*on_white).getextrema()
    assert max(high for _low, high in extrema) <= 2


def test_a_file_that_is_far_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MAX_BYTES", 1024 * 1024)

    with pytest.raises(pictures.PictureFaultError) as refused:
        pictures.encoded(stored(halves()) + bytes(1024 * 1024), (pictures.SCREEN,), (pictures.SCREEN.bytes,))

    assert str(refused.value.cause) == "The picture has more than 1 MB."
    assert str(refused.value.remedy) == "Export it smaller, about 2,500 pixels wide."


@every(3, ("name", "make", "said"), REFUSED, ids=[name for name, *_ in REFUSED])
def test_files_that_are_refused(name: str, make: Callable[[], bytes], said: str, project: Project) -> None:
    show(project, make(), name)
    line = project.read("publication.yaml")[: project.read("publication.yaml").index("picture:")].count("\n") + 2

    assert project.refused() == [f"content/{SLUG}/publication.yaml:{line}:9: picture.file: {name}: {said}"]


PLAIN = "Export it as plain SVG, or as PNG."
LETTERS = "Turn letters into paths, and leave out pictures, scripts, filters and patterns; or export a PNG."
REPEATS = "The drawing repeats parts of itself within parts."
LEADS = "The drawing refers to other files, or runs something."
_ATTRIBUTES = " ".join(f'a{number}="1"' for number in range(300))
DRAWINGS = {
    '<image href="/etc/passwd"/>': f"The drawing holds <image>. {LETTERS}",
    "<text>Bonjour</text>": f"The drawing holds <text>. {LETTERS}",
    "<script>alert(1)</script>": f"The drawing holds <script>. {LETTERS}",
    '<path d="M0 0h9v9z" onload="alert(1)"/>': f"{LEADS} {PLAIN}",
    '<path d="M0 0h9v9z" fill="url(http://example.org/a.svg#b)"/>': f"{LEADS} {PLAIN}",
    '<use href="other.svg#a"/>': f"{LEADS} {PLAIN}",
    "<style>@import 'x.css';</style>": f"{LEADS} {PLAIN}",
    '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>': f"{REPEATS} {PLAIN}",
    f"<rect {_ATTRIBUTES}/>": f"An element of the drawing has too many attributes. {PLAIN}",
    "<g>": None,
}  # fmt: skip


@every(5, ("inner", "said"), list(DRAWINGS.items()), ids=range(len(DRAWINGS)))
def test_drawings_that_are_refused(inner: str, said: str | None, project: Project) -> None:
    show(project, SVG.format(inner), "dessin.svg")

    [problem] = project.refused()
    assert f"picture.file: dessin.svg: {said or 'The drawing is no well-formed SVG file ('}" in problem


@pytest.mark.long
def test_a_drawing_that_never_ends_is_refused(project: Project) -> None:
    curves = "".join(f"C{n * 7 % 199} {n * 3 % 99} {n * 5 % 199} {n * 11 % 99} {n * 13 % 199} 9" for n in range(40_000))
    show(project, SVG.format(f'<path fill="none" stroke="#123" stroke-width="9" d="M0 0{curves}"/>'), "dessin.svg")

    [problem] = project.refused()
    assert problem.endswith("dessin.svg: The drawing takes too long to draw. Export it as PNG.")


def test_a_drawing_that_takes_much_memory_is_refused(project: Project) -> None:
    shapes = '<rect width="9" height="9"/>' * 5_000
    parts = "".join(f'<g id="g{n}">{shapes}</g>' for n in range(5))
    show(project, SVG.format(parts + "".join(f'<use href="#g{n % 5}"/>' for n in range(390))), "dessin.svg")

    [problem] = project.refused()
    assert problem.endswith(("Export it as PNG.", PLAIN))


def test_damaged_metadata_is_passed_over_without_a_word(project: Project) -> None:
    tags = b"II*\0\x08\0\0\0\x02\0" + b"\x12\x01\x03\0\xff\xff\xff\xff\x08\0\0\0" * 2
    show(project, stored(halves(), exif=b"Exif\0\0" + tags))

    project.build("--only", "web")


def test_entities_are_refused(project: Project) -> None:
    show(project, '<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("<title>&a;</title>"), "dessin.svg")

    [problem] = project.refused()
    assert problem.endswith(f"dessin.svg: The drawing declares entities. {PLAIN}")


def test_words_that_are_missing_or_too_many(project: Project) -> None:
    show(project, stored(halves()), more=f"credit: {CREDIT}")
    [problem] = project.refused()
    assert problem.endswith(
        "picture: Nothing says what the picture shows. Add “alt: …”, or “decorative: true” when it tells nothing that "
        "the text does not."
    )

    project.edit("publication.yaml", f"credit: {CREDIT}", f"alt: {ALT}\n  decorative: true")
    [problem] = project.refused()
    assert problem.endswith("The picture is decorative, yet “alt” says what it shows. Delete one of the two keys.")


@every(
    3,
    ("old", "new", "said"),
    [
        ("pont.jpg", "pond.jpg", f"There is no picture “pond.jpg” in content/{SLUG}. Did you mean “pont.jpg”?"),
        ("pont.jpg", "../../secret.jpg", "“../../secret.jpg” is not the path of a picture"),
        ("pont.jpg", "/etc/secret.jpg", "“/etc/secret.jpg” is not the path of a picture"),
        ("pont.jpg", "pont.heic", "“pont.heic” is not the path of a picture"),
        (f"alt: {ALT}", f"alt: {ALT}\n  focus: nose", "“nose” is not a point of a picture. Write two percentages"),
        (f"alt: {ALT}", f"alt: {ALT}\n  decorative: perhaps", "Expected true or false, found the text “perhaps”."),
        (f"alt: {ALT}", f"alt: {ALT}\n  author: Léa", "The key “author” is not known here."),
    ],
)
def test_keys_that_are_refused(old: str, new: str, said: str, project: Project) -> None:
    show(project, stored(halves()), more=f"alt: {ALT}")
    project.edit("publication.yaml", old, new)

    [problem] = project.refused()
    assert said in problem


@pytest.mark.parametrize(("colour", "dark", "seen"), [("#FFFFFF", "#FFFFFF", False), ("#FFD800", "#FFFFFF", True)])
def test_a_logo_that_is_white_on_white_paper_is_warned_of(colour: str, dark: str, seen: bool, project: Project) -> None:
    project.write(f"content/{SLUG}/logo.svg", MARK.format(colour))
    project.write(f"content/{SLUG}/sombre.svg", MARK.format(dark))
    named = "logo:\n  file: logo.svg\n  dark: sombre.svg\n  alt: Métropole\n"
    project.write("publication.yaml", project.read("publication.yaml") + named)

    assert project.run("build", "--only", "note").err.count("cannot be seen on white paper") == (not seen)


def test_a_link_out_of_the_folder_is_refused(project: Project) -> None:
    project.write("elsewhere/pont.jpg", stored(halves()))
    show(project, stored(halves()))
    project.path(f"content/{SLUG}/pont.jpg").unlink()
    project.path(f"content/{SLUG}/pont.jpg").symlink_to(project.root / "elsewhere/pont.jpg")

    [problem] = project.refused()
    assert problem.endswith(f"“pont.jpg” leads out of content/{SLUG}. Copy the file there.")


@pytest.mark.long
def test_problems_of_all_pictures_come_at_once_and_in_french(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    show(project, b"?", "un.jpg")
    show(project, animation("WEBP"), "deux.webp", where="pillar")
    done = command("build", "--root", str(project.root), LANGUAGE="fr")

    assert done.returncode == 1
    assert "un.jpg\u00a0: " in done.stderr.replace("un.jpg: ", "un.jpg\u00a0: ")
    assert "Le fichier n’est pas une image JPEG, PNG, WebP ou SVG, ou il est endommagé." in done.stderr
    assert "L’image est animée. Exportez l’une de ses images, en PNG ou en JPEG." in done.stderr


# Logos

MARK = SVG.format('<circle cx="50" cy="50" r="40" fill="{}"/>')


def with_logos(project: Project, more: str = "") -> None:
    project.write(f"content/{SLUG}/logo.svg", MARK.format("#C81E1E"))
    project.write(f"content/{SLUG}/sombre.svg", MARK.format("#1E3CC8"))
    alpha = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    alpha.paste((30, 160, 60, 255), (0, 0, 150, 300))
    project.write(f"content/{SLUG}/ami.png", stored(alpha, "PNG"))
    logos = f"logo:\n  file: logo.svg\n  dark: sombre.svg\n  alt: Métropole\n{more}"
    partners = "partners:\n  - file: ami.png\n    alt: Amis des villes\n"
    project.write("publication.yaml", project.read("publication.yaml") + logos + partners)


@pytest.mark.long
def test_logos_stand_on_every_edition_whole(project: Project) -> None:
    with_logos(project)
    project.build()

    logos = list(slide_pictures(project))
    page = (project.output / f"{SLUG}.html").read_text("utf-8")
    names = [re.search(r'descr="([^"]*)"', pic) for pic, _data in logos]
    assert [name and name[1] for name in names] == ["Métropole", "Amis des villes"]
    assert all("<a:srcRect/>" in pic for pic, _data in logos)
    assert {"Métropole", "Amis des villes"} <= set(alternatives(project))
    head, _main, foot = re.split("<main|</main>", page)
    assert re.findall('role="img" aria-label="([^"]*)"', head) == ["Métropole"]
    assert re.findall('(?:role="img" aria-label|<img[^>]* alt)="([^"]*)"', foot) == ["Métropole", "Amis des villes"]


def test_a_logo_keeps_its_shape_colours_and_transparency(project: Project) -> None:
    with_logos(project)
    project.build("--only", "deck")

    shapes = {}
    for pic, data in slide_pictures(project):
        image = Image.open(io.BytesIO(data))
        size = re.search(r'<a:ext cx="(\d+)" cy="(\d+)"', pic)
        assert size
        shapes[image.size] = int(size[1]) / int(size[2])
        assert pixel(image, image.width - 1, image.height - 1)[3] == 0
    assert shapes == {(1000, 500): pytest.approx(2, rel=0.01), (300, 300): pytest.approx(1, rel=0.01)}


@pytest.mark.long
def test_on_somebodys_template_its_own_logo_stands_alone_unless_ours_is_asked_for(project: Project) -> None:
    with_logos(project)
    project.write(f"content/{SLUG}/brand.pptx", brands.packed(brands.dark()))
    project.write("publication.yaml", project.read("publication.yaml") + "template: brand.pptx\n")
    assert "“on_template: true” puts one on the cover" in project.build("--only", "deck").out
    assert list(slide_pictures(project)) == []

    project.edit("publication.yaml", "  alt: Métropole\n", "  alt: Métropole\n  on_template: true\n")
    assert "on_template" not in project.build("--only", "deck").out
    [(pic, data)] = slide_pictures(project)
    assert 'descr="Métropole"' in pic
    shown = Image.open(io.BytesIO(data)).convert("RGB")
    assert near(pixel(shown, 250, 250), BLUE)  # the form for dark grounds


def test_a_photograph_is_no_logo(project: Project) -> None:
    with_logos(project)
    project.edit("publication.yaml", "ami.png", "ami.jpg")

    [problem] = project.refused()
    assert "“ami.jpg” is not the path of a logo (.svg, .png) in the publication's folder." in problem


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("count", [1, 2, 4, 8, 12])
def test_many_logos_stand_in_rows_and_touch_neither_each_other_nor_an_edge(count: int, first: int) -> None:
    """Those of eight partners were 7 points high at the foot of a cover."""
    room, over = Box(100.0, 50.0, 300.0, 40.0), 10.0
    shapes = [2.5] * first + [1.0, 5.0, 0.5, 2.5, 8.0, 1.2][:count] * 2
    boxes = pictures.logo_row(shapes[: first + count], first, room, over)

    assert [round(box.width / box.height, 3) for box in boxes] == shapes[: first + count]
    assert min(box.x for box in boxes) >= room.x - 0.01
    assert max(box.right for box in boxes) <= room.right + 0.01
    assert min(box.y for box in boxes) >= room.y - over - 0.01
    assert max(box.bottom for box in boxes) <= room.bottom + over + 0.01
    for one, other in combinations(boxes, 2):
        assert one.right < other.x or other.right < one.x or one.bottom < other.y or other.bottom < one.y
    assert min(box.width * box.height for box in boxes) >= (110.0 if count > 8 else 180.0)
