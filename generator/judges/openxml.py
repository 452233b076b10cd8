"""Is the deck valid Open XML? By openxml-audit, and python-pptx must open it."""

from __future__ import annotations

from pathlib import Path

from generator.judges.tools import JudgeMissing


def findings(path: Path) -> list[str]:
    """Return every finding of openxml-audit, and why python-pptx could not open the deck."""
    try:
        from openxml_audit import FileFormat, OpenXmlValidator
    except ImportError as absent:
        raise JudgeMissing.package("openxml-audit") from absent
    validator = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=0)
    found = [_sentence(error) for error in validator.validate(str(path)).errors]
    return found + _unread(path)


def _sentence(error: object) -> str:
    part = getattr(error, "part_uri", "") or "package"
    return f"{part}: {getattr(error, 'description', error)} {getattr(error, 'path', '')}".strip()


def _unread(path: Path) -> list[str]:
    try:
        from pptx import Presentation
    except ImportError as absent:
        raise JudgeMissing.package("python-pptx") from absent
    try:
        slides = list(Presentation(str(path)).slides)
    except Exception as problem:
        return [f"python-pptx cannot open {path.name}: {problem!r}"]
    return [] if slides else [f"{path.name} has no slide"]
