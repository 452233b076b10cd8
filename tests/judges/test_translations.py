"""What is given to translators, by others: the schema of OASIS for XLIFF 2.0, as Okapi's library has it."""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from generator.judges.tools import JudgeMissing, cached, need, run
from generator.judges.verapdf import COPY
from generator.translate.book import Book
from generator.translate.exchange import form_of
from generator.translate.form import Form
from generator.translate.xliff import SPACE, write
from generator.world import World
from tests.project import ROOT
from tests.some import some

VERSION = "1.47.0"  # of okapi-lib-xliff2 (Apache-2.0), no part of the project
SHA256 = "39ce15ac62f1f67ac43c889474c945c504957135a662489fda159e4cd1ced8e8"
CORE = "net/sf/okapi/lib/xliff2"
N = f"{{{SPACE}}}"


def _fetch(scratch: Path) -> Path:
    artifact = [f"-Dartifact=net.sf.okapi.lib:okapi-lib-xliff2:{VERSION}", f"-DoutputDirectory={scratch}"]
    done = run([need("mvn", "maven"), "-q", "-B", COPY, *artifact])
    jar = scratch / f"okapi-lib-xliff2-{VERSION}.jar"
    if not jar.exists() or hashlib.sha256(jar.read_bytes()).hexdigest() != SHA256:
        raise JudgeMissing(f"Okapi {VERSION} cannot be had from Maven Central: {done.stdout.strip()}")
    return jar


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> etree.XMLSchema:
    """Return the schema of OASIS, with W3C's of xml:space beside it."""
    folder = tmp_path_factory.mktemp("schema")
    with zipfile.ZipFile(cached(f"okapi-lib-xliff2-{VERSION}.jar", _fetch)) as jar:
        for name in jar.namelist():
            if name.startswith(CORE) and name.endswith(".xsd"):
                jar.extract(name, folder)
    return etree.XMLSchema(etree.parse(folder / CORE / "xliff_core_2.0.xsd"))


@pytest.fixture(scope="module", params=["en", "es", "de"])
def form(request: pytest.FixtureRequest) -> Form:
    """Return all texts of the demonstration: translated, or into a language that has nothing."""
    return form_of(Book(World(ROOT), "villes-imaginaires", request.param), whole=True)


def test_the_schema_of_oasis_accepts_what_is_exported(form: Form, schema: etree.XMLSchema) -> None:
    root = etree.fromstring(write(form))

    assert schema.validate(root), schema.error_log
    root[0][0].set("state", "translated")
    assert not schema.validate(root)


def test_codes_are_those_of_the_constraints(form: Form) -> None:
    """OASIS 4.7 and 5.1: ids are the unit's own, those of a target are the source's, what cannot go is in both.

    Okapi's reader says the same; it found that a mark was not removable that translations into its language drop.
    """
    units = some(list(etree.fromstring(write(form)).iter(f"{N}unit")))
    assert len({one.get("id") for one in units}) == len(units)
    for unit in units:
        data = {one.get("id") for one in unit.iter(f"{N}data")}
        source, target = unit.find(f".//{N}source"), unit.find(f".//{N}target")
        pcs = [[] if one is None else list(one.iter(f"{N}pc")) for one in (source, target)]
        ids = [[pc.get("id") for pc in some] for some in pcs]
        assert all(len(set(some)) == len(some) for some in ids)
        assert {pc.get("dataRefStart") for some in pcs for pc in some} <= data
        kept = {pc.get("id") for pc in pcs[0] if pc.get("canDelete") == "no"}
        assert target is None or kept <= set(ids[1]), unit.get("id")
        kinds = {pc.get("id"): (pc.get("dataRefStart"), pc.get("canDelete")) for pc in pcs[0]}
        assert all(
            kinds.get(pc.get("id"), (pc.get("dataRefStart"), pc.get("canDelete")))
            == (pc.get("dataRefStart"), pc.get("canDelete"))
            for pc in pcs[1]
        )
