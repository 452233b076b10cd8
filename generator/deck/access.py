"""Check a finished deck for people who do not see it, or not well: any deck, ours or another's.

The rules are those of Microsoft's accessibility checker, as far as they are public, and of WCAG 2.1. A deck that is
damaged gives a finding, never an exception.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from generator.deck.access_shapes import SHAPE_RULES
from generator.deck.access_text import text_rules
from generator.deck.opened import Opened, P, opened
from generator.deck.scene import Stage, title_of
from generator.edition import Finding
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.deck.backdrop import Layer
    from generator.deck.opened import Element

_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
# Names that Office gives by itself: folded, in the languages met in templates.
_DEFAULT_SECTIONS = re.compile(
    r"(default section|untitled section|summary section|section par défaut|section sans titre|standardabschnitt|"
    r"abschnitt ohne titel|sección predeterminada|sección sin título|sezione predefinita|sezione senza titolo|"
    r"seção padrão|seção sem título|standaardsectie|naamloze sectie|sekcja domyślna|sekcja bez tytułu|"
    r"alapértelmezett szakasz|默认节|无标题节|既定のセクション|タイトルなしのセクション)( \d+)?",
    re.IGNORECASE,
)
_DEFAULT_TITLES = re.compile(
    r"(power ?point presentation|présentation power ?point|power ?point-präsentation|presentación de power ?point|"
    r"presentazione (standard di )?power ?point|apresentação do power ?point|power ?point-presentatie|slide \d+|"
    r"untitled|.*\.pp[ts]x?|.*\.potx?)",
    re.IGNORECASE,
)
_PATH = re.compile(r"\b[A-Za-z]:\\|\\\\[\w.-]+\\|file://|(?:^|[\s\"'>])/(?:home|Users|mnt|var|tmp|root)/")


def check_access(data: bytes) -> Sequence[Finding]:
    """Return what may shut somebody out, in the order of the slides."""
    try:
        deck = opened(data)
    except ValueError as error:
        return [Finding("damaged", "error", "", "", _("The deck cannot be opened ({reason}).", reason=error))]
    shared: dict[str, Stage] = {}
    layers: dict[str, list[Layer]] = {}
    stages = [Stage(deck, part, number, shared) for number, part in enumerate(deck.slides, 1)]
    found = [*_document(deck), *_sections(deck)]
    titles = Counter(_title(stage) for stage in stages)
    for stage in stages:
        found += _of_slide(stage, titles, layers)
    return found


def _of_slide(stage: Stage, titles: Counter[str], layers: dict[str, list[Layer]]) -> Iterator[Finding]:
    place = f"slide {stage.number}"
    if stage.tree is None:
        reason = stage.deck.faults.get(stage.part, stage.part)
        yield Finding("damaged", "error", place, "", _("The slide cannot be read ({reason}).", reason=reason))
        return
    yield from _titled(stage, titles, place)
    for rule in SHAPE_RULES:
        yield from rule(stage, place)
    yield from text_rules(stage, place, layers)
    yield from _moving(stage.tree, place)


def _title(stage: Stage) -> str:
    holder = title_of(stage)
    return " ".join(holder.text.split()).casefold() if holder else ""


def _titled(stage: Stage, titles: Counter[str], place: str) -> Iterator[Finding]:
    title = _title(stage)
    if not title:
        words = next((shape for shape in stage.flat if _may_be_title(shape.text) and not shape.is_furniture), None)
        if words is None:
            yield Finding("title-missing", "error", place, "", _("The slide has no title."))
        else:
            cause = _("The slide has words but no title: write it in the title's placeholder.")
            yield Finding("title-placeholder", "error", place, words.name, cause)
    elif titles[title] > 1:
        cause = _("{n} slides have this title.", n=titles[title])
        yield Finding("title-duplicate", "tip", place, "", cause)


def _may_be_title(text: str) -> bool:
    return 0 < len(text.strip()) <= 120


def _moving(slide: Element, place: str) -> Iterator[Finding]:
    for transition in slide.iter(f"{P}transition"):
        if transition.get("advTm") is not None:
            cause = _("The slide advances by itself after a time: readers need their own.")
            yield Finding("advance-by-time", "warning", place, "", cause)
            break
    timing = slide.find(f"{P}timing")
    if timing is None:
        return
    if any(node.get("repeatCount") == "indefinite" for node in timing.iter(f"{P}cTn")):
        cause = _("An animation repeats without end.")
        yield Finding("endless-animation", "warning", place, "", cause)
    started = ("afterEffect", "withEffect", "afterPrevious", "withPrevious")
    plays = any(True for _node in timing.iter(f"{P}video", f"{P}audio"))
    if plays and any(node.get("nodeType") in started for node in timing.iter(f"{P}cTn")):
        cause = _("A sound or a film plays by itself.")
        yield Finding("autoplay", "warning", place, "", cause)


def _document(deck: Opened) -> Iterator[Finding]:
    core = deck.tree(deck.related("", "core-properties") or "docProps/core.xml")
    values = {str(one.tag): (one.text or "").strip() for one in core} if core is not None else {}
    title = values.get(f"{_DC}title", "")
    if not title or _DEFAULT_TITLES.fullmatch(title):
        yield Finding("document-title", "warning", "", "", _("The document's properties have no title that tells."))
    if not values.get(f"{_DC}language"):
        yield Finding("document-language", "tip", "", "", _("The document's properties name no language."))
    if values.get(f"{_DC}creator") or values.get(f"{_CP}lastModifiedBy"):
        cause = _("The document's properties name a person as author or last editor.")
        yield Finding("personal-name", "warning", "", "", cause)
    if any(_PATH.search(text) for text in _properties(deck)):
        yield Finding("personal-path", "warning", "", "", _("The document's properties hold a path of a computer."))
    show = deck.tree(deck.related(deck.main, "presProps") or "ppt/presProps.xml")
    settings = show.find(f"{P}showPr") if show is not None else None
    if settings is not None and (settings.get("loop") in ("1", "true") or settings.find(f"{P}kiosk") is not None):
        yield Finding("autoplay", "warning", "", "", _("The slide show runs by itself, over and over."))


def _properties(deck: Opened) -> Iterator[str]:
    for kind in ("core-properties", "extended-properties", "custom-properties"):
        root = deck.tree(deck.related("", kind))
        if root is not None:
            yield from (str(text) for text in root.itertext())


def _sections(deck: Opened) -> Iterator[Finding]:
    root = deck.tree(deck.main)
    listed = [] if root is None else list(root.iter(f"{_P14}section"))
    names = Counter(" ".join(one.get("name", "").split()) for one in listed)
    for name, count in names.items():
        if not name or _DEFAULT_SECTIONS.fullmatch(name):
            yield Finding("section-default", "error", "", name, _("A section has no name of its own."))
        elif count > 1:
            yield Finding("section-duplicate", "tip", "", name, _("{n} sections have this name.", n=count))
