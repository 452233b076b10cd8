"""Make the site of the documentation, both languages as one, from docs/en and docs/fr: every warning is an error.

    python tools/docs.py [FOLDER]      (output/docs unless said)

It needs the extra ``docs`` (Sphinx and myst-parser) and no network; what it makes can be opened from the disk.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
LANGUAGES = ("en", "fr")


def main() -> int:
    """Make the site; return 0, or what Sphinx returned for the first language that failed."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "output" / "docs"
    shutil.rmtree(folder, ignore_errors=True)
    for language in LANGUAGES:
        strict = ["--quiet", "--fail-on-warning", "--keep-going", "--fresh-env"]
        places = [str(DOCS / language), str(folder / language), "--doctree-dir", str(folder / f".{language}")]
        code = build_main([*strict, "-c", str(DOCS), "-D", f"language={language}", *places])
        shutil.rmtree(folder / f".{language}", ignore_errors=True)
        if code:
            return code
    shutil.copy(DOCS / "theme" / "start.html", folder / "index.html")
    print(folder / "index.html")
    return 0


if __name__ == "__main__":
    sys.exit(main())
