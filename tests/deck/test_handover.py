"""What of somebody's template is handed on with a deck: nothing that acts, nothing private, and all of it is said."""

from __future__ import annotations

import io
import re
import zipfile

import pikepdf
import pptx
import pytest
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE

from generator.deck import check
from generator.deck.handover.media import cleaned_picture
from tests.deck import brands, secrets
from tests.deck.secrets import LAYOUT, SECRET, TEMPLATES
from tests.matrix import every, few
from tests.project import SLUG, Project, Result

WIDE = "SECRET".encode("utf-16-le")
REPLACED = {"[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels"}


def built(project: Project, parts: brands.Parts) -> Result:
    project.write("templates/brand.pptx", brands.packed(parts))
    result = project.run("build", "--only", "deck", "--template", "brand.pptx")
    assert result.code == 0, result.err
    return result


def pixels(data: bytes) -> bytes:
    return Image.open(io.BytesIO(data)).convert("RGB").tobytes()


def deck(project: Project) -> bytes:
    return (project.output / f"{SLUG}.pptx").read_bytes()


def unchanged(parts: brands.Parts) -> list[str]:
    """Return the names of the parts that hold nothing unsafe: nothing was planted there."""
    kept = ("ppt/slideMasters/", "ppt/slideLayouts/", "ppt/theme/", "ppt/tableStyles", "ppt/presProps")
    clean = [*brands.stock().items(), *brands.unpacked(brands.with_sample()).items()]
    return [one for one in parts if one.startswith(kept) and (one, parts[one]) in clean]


@pytest.mark.long
@few({"addresses", "objects", "media", "charts"}, "name", TEMPLATES)
def test_planted_secrets_and_active_parts_are_left_out_and_named_and_the_rest_keeps_its_bytes(
    project: Project, name: str
) -> None:
    parts, expected = TEMPLATES[name]()
    assert any(SECRET in data or WIDE in data for data in parts.values())
    result = built(project, parts)
    lines = (result.out + result.err).splitlines()

    for part, words in expected:
        (line,) = [line for line in lines if part in line and words in line][:1] or [f"nothing said of {part}: {words}"]
        assert re.search(rf"brand\.pptx:1:1: [^:]*{re.escape(part)}[^:]*: .*{re.escape(words)}", line), lines
        assert line.endswith(
            ("Inspect Document.", "or ask who made the template.", "sample slides: there is nothing to do.")
        )
    written = brands.unpacked(deck(project))
    assert [name for name, data in written.items() if SECRET in data or WIDE in data] == []
    assert [one for one in check(deck(project), thorough=True) if one.severity == "error"] == []
    same = unchanged(parts)
    assert len(same) > 20
    assert [one for one in same if written[one] != parts[one]] == []


def test_parts_of_which_the_same_is_said_are_named_in_two_lines(project: Project) -> None:
    parts = brands.stock()
    for name in brands.layouts(parts):
        parts[name] = parts[name].replace(b"</p:sldLayout>", b"<!-- a remark --></p:sldLayout>")
    result = built(project, parts)

    first, last = [line for line in (result.out + result.err).splitlines() if "Comments in the XML" in line]
    assert "slideLayout11.xml, ppt/slideLayouts/slideLayout2.xml: " in first
    assert "slideLayout5.xml, ppt/slideLayouts/slideLayout6.xml and 3 more: " in last


def test_data_in_no_namespace_is_named_by_its_element(project: Project) -> None:
    parts = brands.stock()
    ext = b'<p:extLst><p:ext uri="{A}"><Remark>x</Remark></p:ext></p:extLst></p:sldLayout>'
    name = brands.layouts(parts)[0]
    parts[name] = parts[name].replace(b"</p:sldLayout>", ext)
    result = built(project, parts)

    assert "Data of another program is left out: Remark To be" in result.out + result.err


def test_of_what_goes_with_sample_slides_nothing_is_to_be_done(project: Project) -> None:
    result = built(project, brands.unpacked(brands.with_sample()))

    (line,) = [line for line in (result.out + result.err).splitlines() if "Sample slides" in line]
    assert line.endswith("there is nothing to do.")


def holding(data: bytes, name: str) -> list[str]:
    """Return where a secret stands in a file, in its zip or in the objects of its PDF, packed or not."""
    found = [name] if SECRET in data or WIDE in data else []
    if data.startswith(b"PK"):
        return found + [
            one for part, inner in brands.unpacked(data).items() for one in holding(inner, f"{name}!{part}")
        ]
    if data.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for number, one in enumerate(pdf.objects):
                inner = one.read_bytes() if isinstance(one, pikepdf.Stream) and "/DCTDecode" not in repr(one) else b""
                found += [f"{name}!{number}"] * (SECRET in inner or "SECRET" in repr(one))
    return found


@pytest.mark.long
@few({"pictures"}, "name", TEMPLATES)
def test_no_other_edition_and_no_receipt_holds_a_secret(project: Project, name: str) -> None:
    """Note, page and handout take their look from the template too: colours, font and logo."""
    parts, _expected = TEMPLATES[name]()
    project.write("templates/brand.pptx", brands.packed(parts))
    project.edit("publication.yaml", "language: fr", "language: fr\ntemplate: brand.pptx")
    result = project.run("build", *(word for one in ("note", "web", "handout") for word in ("--only", one)))

    assert result.code == 0, result.err
    written = project.outputs()
    assert len(written) == 4
    assert [place for file, data in written.items() for place in holding(data, file)] == []


@every(11, "name", TEMPLATES)
def test_inspect_lists_what_build_leaves_out_and_writes_none_of_it(project: Project, name: str) -> None:
    parts, expected = TEMPLATES[name]()
    project.write("templates/brand.pptx", brands.packed(parts))
    result = project.run("template", "inspect", "brand.pptx")

    assert (result.code, result.err) == (0, "")
    assert [words for _part, words in expected if words not in result.out] == []
    assert "SECRET" not in project.read("templates/brand.mapping.yaml")
    assert "SECRET" not in (project.output / "brand.mapping.html").read_text("utf-8")


@pytest.mark.long
def test_what_is_active_is_warned_of_and_what_is_private_is_remarked(project: Project) -> None:
    parts, _expected = secrets.objects()
    result = built(project, parts)

    assert (
        f"{SLUG}.pptx: warning: templates/brand.pptx:1:1: ppt/activeX/activeX1.xml: A control (ActiveX)" in result.err
    )
    assert "printer" not in result.err
    assert "The settings of a printer are left out." in result.out


@pytest.mark.long
def test_it_is_said_in_french(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    from generator import messages

    monkeypatch.setenv("LANGUAGE", "fr")
    messages._catalogue.cache_clear()
    english = re.compile(r"\b(?:is|are) left out\b|\bwas changed\b")
    for name in TEMPLATES:
        project.write(f"templates/{name}.pptx", brands.packed(TEMPLATES[name]()[0]))
        out = project.run("template", "inspect", f"{name}.pptx").out
        assert not english.search(out)
        assert "retiré" in out


@pytest.mark.long
def test_an_element_goes_with_what_it_needs(project: Project) -> None:
    """A shape with an unsafe link stays, without it; an object's frame and an animation of what is gone go."""
    parts, _expected = secrets.addresses()
    built(project, parts)
    layout = brands.unpacked(deck(project))[LAYOUT]
    assert layout.count(b'name="Link rId') == 5
    assert b"hlinkClick" not in layout
    assert b"<p:bg>" not in layout

    parts, _expected = secrets.objects()
    built(project, parts)
    master = brands.unpacked(deck(project))[brands.MASTER]
    assert b"AlternateContent" not in master
    assert b"graphicFrame" not in master

    parts, _expected = secrets.media()
    built(project, parts)
    layout = brands.unpacked(deck(project))[LAYOUT]
    assert layout.count(b"<p:pic>") == 2
    assert b"timing" not in layout
    assert b"sndAc" not in layout


def test_the_picture_of_an_object_of_another_program_stays_in_its_place(project: Project) -> None:
    """PowerPoint 2003 kept logos so; what the picture shows is a picture, whatever program the object is of."""
    parts = brands.with_logo(0, 0, 9, 9)
    type = "application/vnd.openxmlformats-officedocument.oleObject"
    secrets.add(parts, "ppt/embeddings/oleObject1.bin", SECRET, type)
    secrets.relate(parts, brands.MASTER, "oleObject", "../embeddings/oleObject1.bin", "rIdOle")
    ole = '<p:oleObj name="Image" r:id="rIdOle" progId="Photoshop.Image.8"><p:embed/>{}</p:oleObj>'
    picture = (
        '<p:pic><p:nvPicPr><p:cNvPr id="0" name=""/><p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill>'
        '<a:blip r:embed="rIdLogo"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
    )
    both = (
        '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        f'<mc:Choice xmlns:v="urn:schemas-microsoft-com:vml" Requires="v">{ole.format("")}</mc:Choice>'
        f"<mc:Fallback>{ole.format(picture)}</mc:Fallback></mc:AlternateContent>"
    )
    uri = "http://schemas.openxmlformats.org/presentationml/2006/ole"
    secrets.draw(parts, brands.MASTER, secrets.frame(uri, both))
    result = built(project, parts)

    assert "(OLE) is left out; its picture, where it has one, stays." in result.err
    master = pptx.Presentation(io.BytesIO(deck(project))).slide_master
    place = (0, 0, 9, 9)  # of the logo, and of the frame
    pictures = [one for one in master.shapes if one.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert [(one.left, one.top, one.width, one.height) for one in pictures] == [place, place]
    assert SECRET not in deck(project)


def test_a_package_that_names_the_type_of_each_relationships_part_is_sound(project: Project) -> None:
    """LibreOffice 3 wrote no default for them."""
    parts = brands.stock()
    type = "application/vnd.openxmlformats-package.relationships+xml"
    default = f'<Default Extension="rels" ContentType="{type}"/>'
    named = (f'<Override PartName="/{name}" ContentType="{type}"/>' for name in parts if name.endswith(".rels"))
    brands.change(parts, "[Content_Types].xml", (default.encode(), b""))
    brands.change(parts, "[Content_Types].xml", (b"</Types>", f"{''.join(named)}</Types>".encode()))
    built(project, parts)

    assert [one for one in check(deck(project), thorough=True) if one.severity == "error"] == []


def test_a_placeholder_on_which_an_add_in_has_made_notes_stays_without_them(project: Project) -> None:
    parts = brands.stock()
    content = "ppt/slideLayouts/slideLayout2.xml"
    secrets.add(parts, "ppt/tags/tag1.xml", b"<SECRET/>", f"{brands.MAIN}tags+xml")
    secrets.relate(parts, content, "tags", "../tags/tag1.xml", "rIdTags")
    notes = b'<p:ph type="title"/><p:custDataLst><p:tags r:id="rIdTags"/></p:custDataLst>'
    brands.change(parts, content, (b'<p:ph type="title"/>', notes))
    built(project, parts)

    layout = brands.unpacked(deck(project))[content]
    assert b'type="title"' in layout
    assert b"custDataLst" not in layout


@pytest.mark.long
def test_a_harmless_action_and_a_link_to_the_web_stay(project: Project) -> None:
    parts, _expected = secrets.actions()
    secrets.relate(parts, LAYOUT, "hyperlink", "https://example.org/", "rIdWeb", external=True)
    secrets.draw(parts, LAYOUT, secrets.shape("web", inner='<a:hlinkClick r:id="rIdWeb"/>'))
    built(project, parts)
    after = brands.unpacked(deck(project))

    assert b"jump=nextslide" in after[LAYOUT]
    assert b'r:id="rIdWeb"' in after[LAYOUT]
    assert b"https://example.org/" in after["ppt/slideLayouts/_rels/slideLayout7.xml.rels"]
    assert b"ppaction" not in after[brands.MASTER]


@pytest.mark.long
def test_what_stays_though_it_is_easily_overlooked_is_told(project: Project) -> None:
    """Text beside the slide and the addresses of links, by layout and by inspection; the ordinary template has none."""
    parts = dict(brands.stock())
    assert "beside the slide" not in built(project, parts).out
    secrets.relate(parts, LAYOUT, "hyperlink", "https://example.org/who?id=7", "rIdWeb", external=True)
    beside = secrets.shape("web", inner='<a:hlinkClick r:id="rIdWeb"/>', words="Not for the mayor")
    secrets.draw(parts, LAYOUT, beside.replace('<a:off x="0"', '<a:off x="-990000"'))
    told = built(project, parts).out + project.run("template", "inspect", "brand.pptx").out

    meant = "It goes with the deck: delete it in PowerPoint's master view, unless it is meant."
    for what in (
        "Text stands beside the slide: “Not for the mayor”.",
        "A link of the template leads to https://example.org/who?id=7.",
    ):
        assert told.count(f"templates/brand.pptx:1:1: {LAYOUT}: {what} {meant}") == 2


INK = "<a:solidFill><a:srgbClr val='{}'/></a:solidFill>"
DROWNED = {
    "white on white": ("1800", INK.format("FFFFFF")),
    "nearly white on white": ("1800", INK.format("FDFDFD")),
    "transparent": ("1800", "<a:solidFill><a:srgbClr val='000000'><a:alpha val='0'/></a:srgbClr></a:solidFill>"),
    "of one point": ("100", INK.format("000000")),
}


@few({"nearly white on white"}, "name", [*DROWNED, "", "on its own dark ground"])
def test_text_that_nobody_sees_is_told(project: Project, name: str) -> None:
    parts = dict(brands.stock())
    size, ink = DROWNED.get(name, ("1800", INK.format("FFFFFF" if name else "000000")))
    words = secrets.shape("hidden", words="Prix: 3 M")
    words = words.replace("<a:r>", f'<a:r><a:rPr lang="fr-FR" sz="{size}">{ink}</a:rPr>', 1)
    if name == "on its own dark ground":
        words = words.replace("</p:spPr>", f"{INK.format('102030')}</p:spPr>", 1)
    secrets.draw(parts, LAYOUT, words)
    told = built(project, parts).out + project.run("template", "inspect", "brand.pptx").out

    said = f"templates/brand.pptx:1:1: {LAYOUT}: Text of the template cannot be seen: “Prix: 3 M”."
    assert told.count(said) == (2 if name in DROWNED else 0)


@pytest.mark.long
def test_words_on_the_masters_of_notes_and_handouts_are_told(project: Project) -> None:
    parts = brands.unpacked(brands.with_sample())
    master = next(name for name in parts if name.startswith("ppt/notesMasters/notesMaster"))
    secrets.draw(parts, master, secrets.shape("owner", words="Cabinet de Mme X"))
    told = built(project, parts).out

    assert f"templates/brand.pptx:1:1: {master}: Printed notes bear the text “Cabinet de Mme X”. It goes with" in told
    assert told.count("Printed notes bear") == 1


@pytest.mark.long
def test_a_font_that_may_be_handed_on_stays(project: Project) -> None:
    parts, _expected = secrets.fonts()
    built(project, parts)
    after = brands.unpacked(deck(project))

    assert after["ppt/fonts/font1.fntdata"] == parts["ppt/fonts/font1.fntdata"]
    assert after["ppt/presentation.xml"].count(b"<p:embeddedFont>") == 1


@pytest.mark.parametrize("format", ["png", "jpeg", "gif", "bmp", "tiff"])
def test_a_picture_is_the_same_without_what_it_says_and_a_clean_one_keeps_its_bytes(format: str) -> None:
    stream = io.BytesIO()
    image = Image.effect_mandelbrot((60, 40), (-2, -1, 1, 1), 50).convert("P" if format == "gif" else "RGB")
    image.save(stream, format, **({"progressive": True, "dpi": (96, 96)} if format == "jpeg" else {}))
    data = stream.getvalue()
    assert cleaned_picture(data) == data

    dirty = secrets._pictures()[format]
    cleaned = cleaned_picture(dirty)
    assert cleaned is not None
    assert cleaned != dirty
    assert pixels(cleaned) == pixels(dirty)
    assert not Image.open(io.BytesIO(cleaned)).getexif().get(0x013B)


def test_a_drawing_that_is_plain_stays() -> None:
    plain = b'<svg xmlns="http://www.w3.org/2000/svg"><path id="a"/><use href="#a" fill="url(#b)"/></svg>'
    assert cleaned_picture(plain) == plain


@pytest.mark.parametrize(
    "inner",
    [
        '<path onclick="x()"/>',
        '<image href="https://example.org/a.png"/>',
        '<use href="file:///a.svg#b"/>',
        '<style>@import "https://example.org/a.css";</style>',
        '<path fill="url(https://example.org/a)"/>',
        '<a href="https://example.org/"><path/></a>',
        "<!-- by somebody -->",
    ],
)
def test_a_drawing_that_acts_or_fetches_does_not(inner: str) -> None:
    assert cleaned_picture(f'<svg xmlns="http://www.w3.org/2000/svg">{inner}</svg>'.encode()) is None


def test_what_a_zip_holds_beside_its_parts_is_not_handed_on(project: Project) -> None:
    stream = io.BytesIO(brands.packed(brands.stock()))
    with zipfile.ZipFile(stream, "a") as package:
        package.comment = SECRET
        package.writestr("[trash]/0000.dat", SECRET)
    project.write("templates/brand.pptx", stream.getvalue())
    result = project.run("build", "--only", "deck", "--template", "brand.pptx")

    assert "[trash]/0000.dat: A part that no relationship leads to is left out." in result.out
    assert SECRET not in deck(project)


def test_the_built_in_template_is_looked_at_too_once_somebody_has_changed_it(project: Project) -> None:
    parts = brands.unpacked(project.path("templates/deck.pptx").read_bytes())
    type = "application/vnd.openxmlformats-officedocument.oleObject"
    secrets.add(parts, "ppt/embeddings/oleObject1.bin", SECRET, type)
    secrets.relate(parts, LAYOUT, "oleObject", "../embeddings/oleObject1.bin", "rIdOle")
    project.write("templates/deck.pptx", brands.packed(parts))
    expected = f"{SLUG}.pptx: warning: templates/deck.pptx:1:1: ppt/embeddings/oleObject1.bin: An object of another"
    assert expected in project.run("build", "--only", "deck").err
    (project.output / f"{SLUG}.pptx").unlink()
    assert expected in project.run("build", "--only", "deck").err
    assert [name for name, data in brands.unpacked(deck(project)).items() if SECRET in data] == []


def test_a_relationship_by_another_name_is_no_relationship(project: Project) -> None:
    """One reader would follow it, another would not: found by fuzzing."""
    parts = brands.stock()
    brands.change(parts, "_rels/.rels", (b"<Relationship ", b"<Relationships "))
    project.write("templates/brand.pptx", brands.packed(parts))
    result = project.run("build", "--only", "deck", "--template", "brand.pptx")

    assert result.code == 1
    assert "The part _rels/.rels of the template is damaged (a <Relationships> that no table has)." in result.err
