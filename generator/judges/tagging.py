"""Do the tags of the note make sense to a reader's machine? By outloud (PDF/UA-1 and meaning) and pdfua."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from generator.judges.tools import JudgeMissing, run

# Rules about what the authors wrote, not about how it is tagged.
CONTENT = {"DOC-040": "how long a title is", "TBL-012": "how many cells of the matrix are empty"}
# pdfua 0.1.3 stops in this rule with an error of its own whenever an element has several children.
BROKEN = {"UA-14-001"}


def findings(path: Path) -> list[str]:
    """Return the errors and warnings of both programs."""
    return [*_outloud(path), *_pdfua(path)]


def _outloud(path: Path) -> Iterator[str]:
    (result,) = _report("outloud", "--json", "-", str(path))["results"]
    if result["error"]:
        yield f"outloud cannot read the file: {result['error']}"
    elif not any(rule["status"] == "ran" for rule in result["rules"]):
        yield "outloud ran no rule"
    for one in result["findings"]:
        if one["severity"] != "info" and one["rule"] not in CONTENT:
            yield f"outloud {one['rule']}: page {one.get('page')}: {one['message']}"


def _pdfua(path: Path) -> Iterator[str]:
    report = _report("pdfua", "check", "--format", "json", str(path))
    yield from (f"pdfua: {one}" for one in report["findings"])
    yield from (f"pdfua skipped {one}" for one in report["skipped"] if one["rule_id"] not in BROKEN)


def _report(program: str, *arguments: str) -> Any:
    if find_spec(program) is None:
        raise JudgeMissing.package(program)
    start = f"import sys; from {program}.cli import main; sys.exit(main())"
    done = run([sys.executable, "-c", start, *arguments])
    try:
        return json.loads(done.stdout)
    except ValueError:
        raise RuntimeError(f"{program} gave no report ({done.returncode}): {done.stderr.strip()}") from None
