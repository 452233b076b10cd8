"""The rules of the accessibility checker about shapes: alternatives, tables, links, the order of reading."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from generator.deck.ooxml.xml import TRUE, A, R, attribute
from generator.messages import _
from generator.pipeline.edition import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.deck.ooxml.geometry import Rect
    from generator.deck.ooxml.scene import Shape, SlideScene
    from generator.deck.ooxml.xml import Element

_FILES = (
    ".png", ".jpg", ".jpeg", ".gif", ".svg", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".webp", ".heic", ".mp4", ".mov",
    ".mp3", ".wav", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".pdf",
)  # fmt: skip
_WORDS_OF_NAME = 4  # “Plan du centre.jpg” is a file's name, a sentence that ends in one is not
_PATH = re.compile(r"[A-Za-z]:\\|\\\\|file://|/\S+$")
# What programs call a picture, folded, without its number.
_UNNAMED = (
    "image", "picture", "photo", "graphic", "grafik", "bild", "imagen", "immagine", "imagem", "img", "dsc", "dscn",
    "screenshot", "scan",
)  # fmt: skip
_BARE = ("http://", "https://", "mailto:")
_AROUND = " \u00a0\u202f.,;:!?()[]{}<>«»“”„‹›'\"’…→"
# Words that say nothing of where a link leads, folded; without the punctuation around them.
_EMPTY_LINKS = frozenset(
    """
    here|click here|click|link|this link|more|read more|learn more|see more|details|this|go|page
    ici|cliquez ici|cliquer ici|par ici|lien|ce lien|en savoir plus|lire la suite|voir plus|plus|suite|détails
    hier|hier klicken|klicken sie hier|link|mehr|mehr erfahren|weiterlesen|weitere informationen
    aquí|haga clic aquí|clic aquí|más|leer más|más información|enlace|qui|clicca qui|leggi tutto|scopri di più|altro
    aqui|clique aqui|saiba mais|leia mais|mais|klik hier|lees meer|meer|tutaj|kliknij tutaj|więcej|czytaj więcej
    zde|klikněte zde|více|tu|kliknite sem|itt|kattintson ide|tovább|aici|click aici|mai mult|här|klicka här|läs mer
    her|klik her|klikk her|les mer|læs mere|täällä|klikkaa tästä|lue lisää|siit|siin|šeit|čia|ovdje|tukaj|εδώ|тук
    здесь|тут|这里|点击这里|更多|こちら|ここをクリック
    """.replace("\n", "|")
    .replace("    ", "")
    .strip("|")
    .split("|")
)
_GROUNDS = ("pic", "grpSp")  # what a title may stand on
_SLACK = 25_400  # 2 pt


def _wanting(shape: Shape) -> str:
    """Return what kind of thing it is that needs an alternative text, or nothing."""
    if shape.kind == "pic":
        return "picture"
    if shape.kind == "graphicFrame":
        return shape.graphic or "object"
    if shape.kind == "contentPart":
        return "object"
    if shape.kind == "cxnSp":
        return "line"
    silent = shape.kind == "grpSp" or shape.placeholder or shape.is_text_box or shape.text.strip()
    return "" if silent else "shape"


def alternatives(scene: SlideScene) -> Iterator[Finding]:
    """Yield what has neither an alternative text nor the flag of decoration, or has both, or one that tells nothing."""
    for shape in _met(scene.shapes):
        if shape.decorative and shape.description:
            cause = _("It is flagged as decorative and has an alternative text: one or the other.")
            yield Finding("decorative-described", "warning", "", shape.name, cause)
        elif shape.decorative and _clickable(shape):
            cause = _("It is flagged as decorative but is a link: give it an alternative text.")
            yield Finding("decorative-link", "warning", "", shape.name, cause)
        elif shape.description and names_file(shape.description):
            cause = _(
                "Its alternative text “{text}” is what a file or a program calls it, not what it shows.",
                text=shape.description,
            )
            yield Finding("alt-file-name", "error", "", shape.name, cause, shape.description)
        elif not shape.description and not shape.decorative:
            yield from _undescribed(shape)


def names_file(text: str) -> bool:
    """Tell whether an alternative text is a file's name, a path, or only what a program calls a picture.

    A sentence may speak of a file.
    """
    name = text.casefold().strip(_AROUND)
    parted = re.search("[,:;—–] ", name)  # such as “Turin — rapport.docx”, of a place and what is said of it
    named = name.endswith(_FILES) and len(name) > 4 and len(name.split()) <= _WORDS_OF_NAME and not parted
    whole = text.casefold().rstrip(" _-0123456789")
    return named or bool(_PATH.match(text)) or whole in _UNNAMED


def _undescribed(shape: Shape) -> Iterator[Finding]:
    if shape.kind == "grpSp":
        inner = [one for child in shape.children for one in child.all()]
        bare = any(_wanting(one) and not one.description and not one.decorative for one in inner)
        if bare or not any(one.description or one.text.strip() for one in inner):
            cause = _("The group has no alternative text.")
            yield Finding("alt-missing", "error", "", shape.name, cause)
    elif wanting := _wanting(shape):
        cause = _("It has no alternative text.")
        yield Finding("alt-missing", "warning" if wanting == "table" else "error", "", shape.name, cause)


def _met(shapes: Sequence[Shape], grouped: bool = False) -> Iterator[Shape]:
    """Yield the shapes to be judged; within a group those only that say something: the group answers for the rest."""
    for shape in shapes:
        if shape.hidden:
            continue
        if not grouped or shape.description or shape.decorative:
            yield shape
        if not shape.decorative and not shape.description:
            yield from _met(shape.children, True)


def _clickable(shape: Shape) -> bool:
    properties = shape.properties
    return properties is not None and len(properties) > 0 and properties[0].tag == f"{A}hlinkClick"


def tables(scene: SlideScene) -> Iterator[Finding]:
    """Yield tables without a header row, with merged cells, or with cells that colour alone fills."""
    for shape in scene.flat:
        table = shape.table
        if table is None:
            continue
        flags = table.find(f"{A}tblPr")
        if flags is None or flags.get("firstRow") not in TRUE:
            yield Finding("table-header", "error", "", shape.name, _("The table has no header row."))
        if any(map(_merged, table.iter(f"{A}tc"))):
            cause = _("The table has merged or split cells: readers lose their way in it.")
            yield Finding("table-merged", "warning", "", shape.name, cause)
        rows = table.findall(f"{A}tr")[1:]
        if any(_only_coloured(cell) for row in rows for cell in row.findall(f"{A}tc")):
            cause = _("A cell says something by its colour alone: write a word in it.")
            yield Finding("colour-alone", "tip", "", shape.name, cause)


def _merged(cell: Element) -> bool:
    spans = any(cell.get(name, "1") != "1" for name in ("gridSpan", "rowSpan"))
    return spans or any(cell.get(name) in TRUE for name in ("hMerge", "vMerge"))


def _only_coloured(cell: Element) -> bool:
    painted = cell.find(f"{A}tcPr/{A}solidFill") is not None
    return painted and not _merged(cell) and not any((one.text or "").strip() for one in cell.iter(f"{A}t"))


def links(scene: SlideScene) -> Iterator[Finding]:
    """Yield links whose words do not tell where they lead, or that only their colour shows."""
    targets = {one.id: one for one in scene.relationships}
    for shape in scene.flat:
        text = shape.table if shape.kind == "graphicFrame" else shape.body
        if text is None or next(text.iter(f"{A}hlinkClick"), None) is None:
            continue
        for paragraph in text.iter(f"{A}p"):
            for id, words in _linked(paragraph):
                folded = words.strip(_AROUND).casefold()
                bare = folded.startswith(_BARE) and " " not in folded and id in targets and targets[id].external
                if folded in _EMPTY_LINKS or bare:
                    cause = _("The link “{text}” does not say where it leads.", text=words.strip())
                    yield Finding("link-text", "warning", "", shape.name, cause)


def _linked(paragraph: Element) -> Iterator[tuple[str, str]]:
    """Yield the relationship and the words of each link; neighbours with one target are one link."""
    held, words = "", ""
    for run in paragraph:
        id = attribute(run.find(f"{A}rPr/{A}hlinkClick"), f"{R}id")
        if id != held and held:
            yield held, words
            words = ""
        held = id
        words = words + (run.findtext(f"{A}t") or "") if id else ""
    if held:
        yield held, words


def order(scene: SlideScene) -> Iterator[Finding]:
    """Yield where the order of reading, which is that of drawing, is not the order of the eye: title, rows, columns."""
    read = [shape for shape in scene.shapes if _is_read(shape)]
    title = scene.title
    if title is not None and title.text.strip() and title in read:
        # What a title stands on is drawn, and so read, before it.
        first = next(one for one in read if not (one.kind in _GROUNDS and one.rect and _within(title.rect, one.rect)))
        if first is not title:
            cause = _("“{name}” is read before the title.", name=first.name)
            yield Finding("title-not-first", "warning", "", title.name, cause)
    rest = [shape for shape in read if shape is not title and shape.rect]
    for before, after in pairwise(rest):
        if _exchanged(before.rect, after.rect) and not _on_one_ground(scene, before, after):
            cause = _("It is read after “{name}”, yet stands before it on the slide.", name=before.name)
            yield Finding("reading-order", "tip", "", after.name, cause)


def _is_read(shape: Shape) -> bool:
    return not (shape.hidden or shape.decorative or shape.is_footer or (shape.placeholder and not shape.text.strip()))


def _exchanged(before: Rect | None, after: Rect | None) -> bool:
    """Tell whether ``after`` stands wholly above ``before``, or on its row and wholly to the left."""
    if before is None or after is None:
        return False
    beside = min(before[2], after[2]) - max(before[0], after[0])
    level = min(before[3], after[3]) - max(before[1], after[1])
    if after[3] <= before[1] + _SLACK:
        return beside > 0.3 * min(before[2] - before[0], after[2] - after[0])
    return level > 0.5 * min(before[3] - before[1], after[3] - after[1]) and after[2] <= before[0] + _SLACK


def _on_one_ground(scene: SlideScene, one: Shape, other: Shape) -> bool:
    """Tell whether both stand on a map, a picture or a panel, where places and not rows give the order."""
    for shape in scene.shapes:
        if shape is one or shape is other:
            return False
        if shape.rect and shape.kind in _GROUNDS and _within(one.rect, shape.rect):
            return _within(other.rect, shape.rect)
    return False


def _within(inner: Rect | None, outer: Rect) -> bool:
    if inner is None:
        return False
    left, top, right, bottom = outer
    across, down = (inner[0] + inner[2]) / 2, (inner[1] + inner[3]) / 2
    return left <= across <= right and top <= down <= bottom


SHAPE_RULES: tuple[Callable[[SlideScene], Iterator[Finding]], ...] = (alternatives, tables, links, order)
