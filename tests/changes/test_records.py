"""The record of what was sent: it proves a file to the byte, and tells when anything of it was changed."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pikepdf
import pytest

from generator.changes.records import TamperedError, read_record
from tests.project import SLUG, Project
from tests.some import some

TIME = "2026-11-23T14:30+01:00"


@pytest.fixture
def project(built_project: Project) -> Project:
    return built_project


@pytest.fixture
def record(project: Project) -> Path:
    return _recorded(project, TIME)


def _recorded(project: Project, time: str) -> Path:
    result = project.run("send-record", SLUG, "--time", time)
    assert (result.code, result.err) == (0, "")
    return project.root / result.out.splitlines()[0].removeprefix("Written ")


def _note(project: Project) -> str:
    return str(project.output / f"{SLUG}.pdf")


def test_a_file_that_was_sent_is_proved(project: Project, record: Path) -> None:
    result = project.run("verify", str(record), _note(project))

    assert result.code == 0
    assert f"{SLUG}.pdf is {SLUG}.pdf as it was sent on 2026-11-23 13:30:00 UTC, to the byte." in result.out
    assert f"Made from the content of “{SLUG}”, " in result.out
    assert "Made by Piliers " in result.out


def test_equal_outputs_and_times_give_equal_records(project: Project, record: Path) -> None:
    first = record.read_bytes()
    record.unlink()

    assert _recorded(project, TIME).read_bytes() == first


def test_a_file_that_was_not_sent_is_told(project: Project, record: Path) -> None:
    note = Path(_note(project))
    note.write_bytes(note.read_bytes() + b" ")

    result = project.run("verify", str(record), str(note))

    assert result.code == 1
    assert "is not one of the files sent" in result.out


def test_a_file_that_was_only_saved_again_is_told_as_such(project: Project, record: Path) -> None:
    """It is not the file that was sent, and its words are: another program has saved it, which is no forgery."""
    note = project.output / "copy.pdf"
    with pikepdf.open(_note(project)) as pdf:
        pdf.save(note, linearize=True)
    result = project.run("verify", str(record), str(note))

    assert result.code == 1
    assert f"But it says what {SLUG}.pdf says, word for word" in result.out
    with pikepdf.open(note, allow_overwriting_input=True) as pdf:
        del pdf.pages[-1]
        pdf.save()
    assert "word for word" not in project.run("verify", str(record), str(note)).out
    missing = project.run("verify", str(record), str(project.output / "absent.pdf")).err
    assert "absent.pdf cannot be read (there is no such file)." in missing


def test_each_part_that_is_changed_left_out_or_added_is_told(project: Project, record: Path) -> None:
    with zipfile.ZipFile(record) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    changed = [{**parts, name: data[:-1] + b"!"} for name, data in parts.items()]
    missing = [{key: data for key, data in parts.items() if key != name} for name in parts]
    for some_parts in some([*changed, *missing, {**parts, "more": b""}]):
        record.unlink()
        with zipfile.ZipFile(record, "w") as archive:
            for name, data in some_parts.items():
                archive.writestr(name, data)
        result = project.run("verify", str(record), _note(project))
        assert result.code == 1, result.out
        assert "It proves nothing any more." in result.out


def test_a_damaged_byte_anywhere_is_told(record: Path) -> None:
    data, whole = record.read_bytes(), read_record(record)
    for at in some(range(0, len(data), max(1, len(data) // 400))):
        record.write_bytes(data[:at] + bytes([data[at] ^ 0x10]) + data[at + 1 :])
        try:
            found = read_record(record)  # what is no part of it, such as a day in the ZIP file, may be other
        except TamperedError:
            continue
        assert (found.manifest, found.parts) == (whole.manifest, whole.parts)


def test_a_record_made_anew_is_told_by_the_fingerprint_of_the_mail_and_by_the_next_record(
    project: Project, record: Path
) -> None:
    said = project.run("send-record", SLUG, "--time", "2026-11-24T10:00Z").out
    later = project.root / said.splitlines()[0].removeprefix("Written ")
    fingerprint = json.loads(zipfile.ZipFile(later).read("record.json"))["before"]
    mailed = f" {fingerprint[:32].upper()}\n{fingerprint[32:]}"  # as mail breaks lines
    assert project.run("verify", str(record), _note(project), "--fingerprint", mailed).code == 0
    assert "The record before it is as it was, too." in project.run("verify", str(later), _note(project)).out
    record.unlink()
    project.edit("publication.yaml", "title: ", "title: Les ")
    project.build()
    _recorded(project, TIME)  # of other content, under the old time

    forged = project.run("verify", str(record), _note(project), "--fingerprint", fingerprint)

    assert (forged.code, "not the record with that fingerprint" in forged.out) == (1, True)
    assert "the chain is broken" in project.run("verify", str(later), _note(project)).out


def test_content_that_changed_since_the_build_is_not_recorded(project: Project) -> None:
    project.edit("publication.yaml", "title: ", "title: Les ")

    result = project.run("send-record", SLUG)

    assert result.code == 1
    assert "Run “piliers build” first" in result.err


def test_a_file_changed_by_hand_is_recorded_as_such(project: Project) -> None:
    note = Path(_note(project))
    note.write_bytes(note.read_bytes() + b" ")

    result = project.run("verify", str(_recorded(project, TIME)), str(note))

    assert result.code == 0
    assert "Somebody had changed it after it was built" in result.out


def test_what_changed_since_it_was_sent_is_asked_by_the_publication_alone(project: Project, record: Path) -> None:
    project.edit("publication.yaml", "title: ", "title: Les ")

    found = json.loads(project.run("diff", SLUG, "--format", "json").out)

    assert [(one["kind"], one["key"]) for one in found["changes"]] == [("reworded", "title")]
    assert found["old"] == "sent on 2026-11-23"
    assert project.run("diff", str(record), SLUG).out == project.run("diff", SLUG).out


@pytest.mark.parametrize("data", [b"", b"PK\x05\x06" + b"\0" * 18, b"no zip"])
def test_what_is_no_record_is_said(project: Project, data: bytes) -> None:
    project.write("records/x.zip", data)
    project.write("output/x.pdf", b"x")

    result = project.run("verify", str(project.root / "records/x.zip"), str(project.output / "x.pdf"))

    assert result.code == 1
    assert "x.zip is no whole record." in result.out
    assert project.run("verify", str(project.root / "records/y.zip"), "x.pdf").code == 2
