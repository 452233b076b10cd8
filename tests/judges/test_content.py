"""What officers write in content/ fits the schemas that editors show; whether it is printed whole, a build says."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.project import ROOT
from tests.tools.test_schema import faults, schema_of

FILES = sorted((ROOT / "content").rglob("*.yaml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_a_file_of_the_content_validates(file: Path) -> None:
    assert list(faults(yaml.safe_load(file.read_text("utf-8")), schema_of(file))) == []
