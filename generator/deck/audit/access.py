"""Check a finished deck for people who do not see it, or not well: any deck, ours or another's.

The rules are those of Microsoft's accessibility checker, as far as they are public, and of WCAG 2.1. A deck that is
damaged gives a finding, never an exception.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from generator.deck.audit.access_shapes import SHAPE_RULES
from generator.deck.audit.access_text import text_rules
from generator.deck.audit.backdrop import Beneath
from generator.deck.inserted import PART as INSERTED_PART
from generator.deck.ooxml.package import remembered
from generator.deck.ooxml.scene import SceneReader
from generator.deck.ooxml.xml import TRUE, P, below
from generator.messages import _
from generator.pipeline.edition import Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from generator.deck.ooxml.package import Package
    from generator.deck.ooxml.scene import SlideScene
    from generator.deck.ooxml.xml import Element

_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
# Names that Office gives by itself: folded, without numbers, in the languages met in templates.
_DEFAULT_SECTIONS = frozenset(
    """default section|untitled section|summary section|section par défaut|section sans titre|standardabschnitt
abschnitt ohne titel|sección predeterminada|sección sin título|sezione predefinita|sezione senza titolo|seção padrão
seção sem título|standaardsectie|naamloze sectie|sekcja domyślna|sekcja bez tytułu|alapértelmezett szakasz|默认节
无标题节|既定のセクション|タイトルなしのセクション""".replace("\n", "|").split("|")
)
_DEFAULT_TITLES = frozenset(
    """powerpoint presentation|présentation powerpoint|powerpoint-präsentation|presentación de powerpoint|slide|untitled
presentazione standard di powerpoint|presentazione di powerpoint|presentazione powerpoint|apresentação do powerpoint
powerpoint-presentatie|""".replace("\n", "|").split("|")
)
_FILES = (".ppt", ".pptx", ".pptm", ".pot", ".potx", ".pps", ".ppsx")
_PATHS = (":\\", "\\\\", "file://", "/home/", "/Users/", "/mnt/", "/var/", "/tmp/")

_MAX_TITLE = 120  # characters: words that may be meant as one
_MAX_EXAMINED = 10_000  # slides whose findings a process remembers, of about 0.2 kB each
_EXAMINED: dict[bytes, tuple[str, tuple[Finding, ...]]] = {}


def check_access(deck: Package, beside: Callable[[str], None] = lambda part: None) -> list[Finding]:
    """Return what may shut somebody out, in the order of the slides; ``beside`` is called with each slide's part."""
    reader = SceneReader(deck)
    beneath = Beneath(deck)
    by_slide: list[list[Finding]] = []
    titles: list[str] = []
    for number, part in enumerate(deck.slides, 1):
        title, on_slide = _examined(deck, reader, part, beneath)
        titles.append(title)
        by_slide.append([_placed(one, number, part) for one in on_slide])
        beside(part)
    for found, twice in zip(by_slide, _repeated(titles), strict=True):
        found += twice
    return [*_document(deck), *_sections(deck), *(one for found in by_slide for one in found)]


def _placed(finding: Finding, number: int, part: str) -> Finding:
    """Return a finding with its slide; on one that somebody has added by hand, nothing keeps the deck back."""
    grave = "warning" if finding.severity == "error" and part.startswith(INSERTED_PART) else finding.severity
    return replace(finding, place=f"slide {number}", severity=grave)


def _examined(deck: Package, reader: SceneReader, part: str, beneath: Beneath) -> tuple[str, tuple[Finding, ...]]:
    """Return a slide's title and its findings, without a place; remembered by what they depend on.

    That is the slide's scene and the user's language, of which a sentence tells.
    """
    key = reader.key(part) + _("The slide has no title.").encode()
    if key not in _EXAMINED and deck.tree(part) is None:
        cause = _("The slide cannot be read ({reason}).", reason=deck.faults.get(part, part))
        return "", (Finding("damaged", "error", "", "", cause),)

    def examine() -> tuple[str, tuple[Finding, ...]]:
        scene = reader.slide(part)
        return _title(scene), tuple(_of_slide(scene, beneath, deck.related(part, "slideLayout")))

    return remembered(_EXAMINED, key, examine, _MAX_EXAMINED)


def _repeated(titles: Sequence[str]) -> Iterator[list[Finding]]:
    """Yield for each slide what is to say of a title that another has too."""
    counts = Counter(titles)
    for number, title in enumerate(titles, 1):
        if not title or counts[title] == 1:
            yield []
        else:
            cause = _("{n} slides have this title.", n=counts[title])
            yield [Finding("title-duplicate", "tip", f"slide {number}", "", cause)]


def _of_slide(scene: SlideScene, beneath: Beneath, layout: str) -> Iterator[Finding]:
    yield from _titled(scene)
    for rule in SHAPE_RULES:
        yield from rule(scene)
    yield from text_rules(scene, beneath, layout)
    if scene.root is not None:
        yield from _moving(scene.root)


def _title(scene: SlideScene) -> str:
    return " ".join(scene.title.text.split()).casefold() if scene.title else ""


def _titled(scene: SlideScene) -> Iterator[Finding]:
    if not _title(scene):
        shapes = (one for one in scene.flat if not one.is_footer)
        words = next((one for one in shapes if 0 < len(one.text.strip()) <= _MAX_TITLE), None)
        if words is None:
            yield Finding("title-missing", "error", "", "", _("The slide has no title."))
        else:
            cause = _("The slide has words but no title: write it in the title's placeholder.")
            yield Finding("title-placeholder", "error", "", words.name, cause)


def _moving(slide: Element) -> Iterator[Finding]:
    if any(one.get("advTm") is not None for one in slide.iter(f"{P}transition")):
        cause = _("The slide advances by itself after a time: readers need their own.")
        yield Finding("advance-by-time", "warning", "", "", cause)
    timing = slide.find(f"{P}timing")
    if timing is None:
        return
    if any(node.get("repeatCount") == "indefinite" for node in timing.iter(f"{P}cTn")):
        cause = _("An animation repeats without end.")
        yield Finding("endless-animation", "warning", "", "", cause)
    started = ("afterEffect", "withEffect", "afterPrevious", "withPrevious")
    plays = any(True for _node in timing.iter(f"{P}video", f"{P}audio"))
    if plays and any(node.get("nodeType") in started for node in timing.iter(f"{P}cTn")):
        cause = _("A sound or a film plays by itself.")
        yield Finding("autoplay", "warning", "", "", cause)


def _document(deck: Package) -> Iterator[Finding]:
    core = deck.tree(deck.related("", "core-properties") or "docProps/core.xml")
    values = {str(one.tag): (one.text or "").strip() for one in core} if core is not None else {}
    title = values.get(f"{_DC}title", "")
    if _unnumbered(title) in _DEFAULT_TITLES or title.casefold().endswith(_FILES):
        yield Finding("document-title", "warning", "", "", _("The document's properties have no title that tells."))
    if not values.get(f"{_DC}language"):
        yield Finding("document-language", "tip", "", "", _("The document's properties name no language."))
    if values.get(f"{_DC}creator") or values.get(f"{_CP}lastModifiedBy"):
        cause = _("The document's properties name a person as author or last editor.")
        yield Finding("personal-name", "warning", "", "", cause)
    texts = [text for text in _properties(deck) if not text.startswith("http")]
    if any(path in text for text in texts for path in _PATHS):
        yield Finding("personal-path", "warning", "", "", _("The document's properties hold a path of a computer."))
    show = deck.tree(deck.related(deck.main, "presProps") or "ppt/presProps.xml")
    settings = below(show, f"{P}showPr")
    if settings is not None and (settings.get("loop") in TRUE or settings.find(f"{P}kiosk") is not None):
        yield Finding("autoplay", "warning", "", "", _("The slide show runs by itself, over and over."))


def _properties(deck: Package) -> Iterator[str]:
    for kind in ("core-properties", "extended-properties", "custom-properties"):
        root = deck.tree(deck.related("", kind))
        if root is not None:
            yield from (str(text) for text in root.itertext())


def _sections(deck: Package) -> Iterator[Finding]:
    root = deck.tree(deck.main)
    listed = [] if root is None else list(root.iter(f"{_P14}section"))
    names = Counter(" ".join(one.get("name", "").split()) for one in listed)
    for name, count in names.items():
        if not name or _unnumbered(name) in _DEFAULT_SECTIONS:
            yield Finding("section-default", "error", "", name, _("A section has no name of its own."), name)
        elif count > 1:
            yield Finding("section-duplicate", "tip", "", name, _("{n} sections have this name.", n=count))


def _unnumbered(name: str) -> str:
    """Return a name as Office's own are compared: folded, without the number at its end, PowerPoint in one word."""
    return name.casefold().replace("power point", "powerpoint").rstrip(" 0123456789")
