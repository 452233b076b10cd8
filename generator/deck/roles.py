"""What the layouts of a deck are for: one table, for our template and for anybody's."""

from __future__ import annotations

from typing import Literal, assert_never, get_args

LayoutRole = Literal["cover", "overview", "pillar", "cards", "map", "matrix", "content", "closing"]
"""What a layout is for: a pillar without examples, the cards of its examples, charts and tables (content), …"""

LAYOUT_ROLES: tuple[LayoutRole, ...] = get_args(LayoutRole)


def layout_key(role: LayoutRole, cards: int, *, sidebar: bool = False) -> str:
    """Return the key of a layout among those of a design: pillar-0 without cards, pillar-8 with eight.

    With their heading in a ``sidebar`` eight have sidebar-8.
    """
    match role:
        case "pillar":
            return "pillar-0"
        case "cards":
            return f"{'sidebar' if sidebar else 'pillar'}-{cards}"
        case "cover" | "overview" | "map" | "matrix" | "content" | "closing":
            return role
        case _:
            assert_never(role)
