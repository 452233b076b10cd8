"""The kinds of charts: what authors write, how much each kind holds, and the forms in which it may be drawn.

This is the one table of them. Whatever treats kinds or forms one by one does so in a ``match`` that ends in
``assert_never``, so that mypy names each place that a new one is missing from.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, assert_never, get_args

from generator.messages import _

Kind = Literal["bar", "line", "share"]
"""What ``kind:`` says in a chart's file; a share is a part of a whole."""

Form = Literal["column", "bar", "line", "share"]
"""How a chart is drawn: columns, horizontal bars, lines, or the parts of a whole."""

ShareMethod = Literal["given", "rounded", "proportional"]
"""How the shares of a whole follow from its amounts: these are percentages already; or each amount is divided by their
sum, and where the percentages as printed would not add up to 100, those with the largest remainders are rounded up."""

KINDS: tuple[Kind, ...] = get_args(Kind)
KINDS_IN_WORDS = "bar, line, or share (the parts of a whole)"
"""What the reference and editors say of them."""


class Rules(NamedTuple):
    """The fewest and the most categories of a kind of chart, its most series, and the forms it may take, best first.

    ``label`` is what it is called in the user's language, ``words`` those for it that people type, in their languages.
    """

    min_categories: int
    max_categories: int
    max_series: int
    forms: tuple[Form, ...]
    label: str
    words: str


def rules(kind: Kind) -> Rules:
    """Return the rules of a kind; the limits are those up to which labels stay legible on a slide and on paper."""
    match kind:
        case "bar":
            words = "barres barre histogramme batons baton colonnes balken balkendiagramm saulendiagramm barras staaf"
            return Rules(1, 24, 6, ("column", "bar"), _("Bars"), words)
        case "line":
            words = "courbe courbes ligne lignes linie linien liniendiagramm linea lijn"
            return Rules(2, 60, 6, ("line",), _("Line"), words)
        case "share":
            words = "parts part camembert secteurs secteur parts_d_un_tout anneau anteile kreisdiagramm pie donut tarta"
            return Rules(2, 12, 1, ("share",), _("Shares of a whole"), words)
        case _:
            assert_never(kind)


def is_horizontal(form: Form) -> bool:
    """Tell whether the values of a form run from left to right."""
    match form:
        case "bar" | "share":
            return True
        case "column" | "line":
            return False
        case _:
            assert_never(form)


def has_points(form: Form) -> bool:
    """Tell whether values are points, with markers and dashes to tell series apart, and no bars with patterns."""
    match form:
        case "line":
            return True
        case "column" | "bar" | "share":
            return False
        case _:
            assert_never(form)


def from_nought(form: Form) -> bool:
    """Tell whether the eye compares lengths or areas, so that their scale begins at nought."""
    match form:
        case "column" | "bar" | "share":
            return True
        case "line":
            return False
        case _:
            assert_never(form)


def has_parts(form: Form) -> bool:
    """Tell whether values are parts of a whole, and so of one series, none of them negative."""
    match form:
        case "share":
            return True
        case "column" | "bar" | "line":
            return False
        case _:
            assert_never(form)
