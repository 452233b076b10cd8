"""Causes of repair in charts (ECMA-376 Part 1, 21.2)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from generator.deck.audit.lint_deck import parts_in
from generator.deck.audit.repair import package_cause
from generator.deck.ooxml.xml import C, R, whole
from generator.messages import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.deck.ooxml.package import Package

_LIMIT = 2**32  # the id of an axis is an xsd:unsignedInt


@package_cause(lambda: _("A chart has no relationship to its workbook."), "OpenXmlDev/Open-Xml-PowerTools#15")
def _chart_workbook(deck: Package) -> Iterator[tuple[str, str]]:
    for name, root in parts_in(deck, "ppt/charts/"):
        ids = {one.id for one in deck.relationships(name)}
        for one in root.iter(f"{C}externalData"):
            if one.get(f"{R}id") not in ids:
                yield name, one.get(f"{R}id", "")


@package_cause(lambda: _("A chart names an axis that it does not have."), "ECMA-376-1, 21.2.2.9")
def _chart_axis(deck: Package) -> Iterator[tuple[str, str]]:
    for name, root in parts_in(deck, "ppt/charts/"):
        axes = [f"{C}chart/{C}plotArea/{C}{kind}/{C}axId" for kind in ("catAx", "valAx", "dateAx", "serAx")]
        # PowerPoint itself writes 0 for the depth axis that a flat chart in three dimensions has not.
        known = {"0", *(one.get("val") for path in axes for one in root.iterfind(path))}
        for one in root.iter(f"{C}axId", f"{C}crossAx"):
            if one.get("val") not in known:
                yield name, one.get("val", "")


@package_cause(
    lambda: _("The id of a chart's axis is negative, which python-pptx writes and validators refuse."),
    "ECMA-376-1, 21.2.2.9",
    sure=False,
)
def _chart_axis_negative(deck: Package) -> Iterator[tuple[str, str]]:
    for name, root in parts_in(deck, "ppt/charts/"):
        for one in root.iter(f"{C}axId"):
            if not 0 <= whole(one.get("val")) < _LIMIT:
                yield name, one.get("val", "")


@package_cause(lambda: _("Two series of a chart have one index or place."), "ECMA-376-1, 21.2.2.84")
def _chart_series(deck: Package) -> Iterator[tuple[str, str]]:
    for name, root in parts_in(deck, "ppt/charts/"):
        for tag in ("idx", "order"):
            values = [one.get("val", "") for series in root.iter(f"{C}ser") for one in series.findall(f"{C}{tag}")]
            for value, count in Counter(values).items():
                if count > 1:
                    yield name, f"{tag} {value}"


@package_cause(lambda: _("A chart has more points than it counts."), "Euro-Office/DocumentServer#338")
def _chart_points(deck: Package) -> Iterator[tuple[str, str]]:
    for name, root in parts_in(deck, "ppt/charts/"):
        for cache in root.iter(f"{C}strCache", f"{C}numCache"):
            count = cache.find(f"{C}ptCount")
            maximum = whole(count.get("val")) if count is not None else 0
            if any(whole(point.get("idx")) >= maximum for point in cache.iter(f"{C}pt")):
                yield name, str(maximum)
