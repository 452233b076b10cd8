"""Data classes: what ``dataclasses`` offers, made in a twentieth of the time (``generator/recordmaking.py``).

For mypy they are the standard library's own. What the program does not use is not offered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass, replace
else:
    from generator.recordmaking import MISSING, Field, dataclass, field, fields, is_dataclass, replace

__all__ = ["MISSING", "Field", "dataclass", "field", "fields", "is_dataclass", "replace"]
