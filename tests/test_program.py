"""A build depends on the program's own files: a change of one is always noticed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project import ROOT


def digest_of(folder: Path) -> str:
    """Return the digest of the program in ``folder``, as a process of its own sees it."""
    code = "from generator.pipeline.program import program_digest; print(program_digest(0))"
    return subprocess.run([sys.executable, "-c", code], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.mark.long
def test_a_changed_file_of_the_program_is_noticed_and_the_same_is_known_again(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    module = tmp_path / "generator" / "deck" / "pptx" / "read.py"
    first = digest_of(tmp_path)
    assert digest_of(tmp_path) == first
    before, text = module.stat(), module.read_text("utf-8")
    module.write_text(text.replace("a", "e", 1), "utf-8")
    os.utime(module, ns=(before.st_atime_ns, before.st_mtime_ns))  # the same size, and the same time of writing
    changed = digest_of(tmp_path)
    assert changed != first
    module.write_text(text, "utf-8")
    assert digest_of(tmp_path) == first
    (module.parent / "another.py").write_text("", "utf-8")
    assert digest_of(tmp_path) != first


@pytest.mark.long
def test_another_version_of_a_package_is_noticed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    digests = [digest_of(tmp_path)]
    for number in ("98.1", "98.2"):
        installed = tmp_path / f"babel-{number}.dist-info"
        installed.mkdir()
        (installed / "METADATA").write_text(f"Metadata-Version: 2.1\nName: babel\nVersion: {number}\n", "utf-8")
        digests.append(digest_of(tmp_path))
        assert digest_of(tmp_path) == digests[-1]
        shutil.rmtree(installed)

    assert digest_of(tmp_path) == digests[0]
    assert len(set(digests)) == 3
