"""What those who hand a document to a council are warned of: whole messages, and nothing where nothing is amiss."""

from __future__ import annotations

import pytest

from tests.project import SLUG, Project

H = f"content/{SLUG}/publication.yaml"
P = f"content/{SLUG}/pillars/soutien.yaml"
ASK = "A French council asks for five (CGCT L2121-12): send earlier, or state the urgency."
AGAIN = "Look at it again, and write the new date."


def add(project: Project, *lines: str) -> None:
    project.edit("publication.yaml", "language: fr\n", "\n".join(["language: fr", *lines]) + "\n")


def session(date: str, sent: str = "") -> tuple[str, ...]:
    last = (f'  sent: "{sent}"',) if sent else ()
    return ("session:", "  body: Conseil métropolitain", f'  date: "{date}"', *last)


def source(project: Project, seen: str) -> None:
    old = "      proposées par des entreprises et des start-ups.\n"
    project.edit("soutien.yaml", old, f'{old}    source:\n      title: Rapport\n      seen: "{seen}"\n')


def warned(project: Project) -> list[str]:
    result = project.run("show", "tree", SLUG)
    assert result.code == 0
    return result.err.splitlines()


def test_nothing_given_nothing_said(project: Project) -> None:
    assert warned(project) == []


@pytest.mark.parametrize(
    ("sent", "clear"),
    [
        ("2026-12-05", "are 4 clear days"),
        ("2026-12-08", "is 1 clear day"),
        ("2026-12-09", "is no clear day"),
        ("2026-12-10", "is no clear day"),
    ],
)
def test_a_summons_sent_late(project: Project, sent: str, clear: str) -> None:
    add(project, *session("2026-12-10", sent))
    cause = f"Between {sent} and the session of 2026-12-10 there {clear}."
    assert warned(project) == [f"{H}:8:9: session: Warning: {cause} {ASK}"]


@pytest.mark.parametrize("language", ["fr", "de"])
def test_a_summons_sent_after_the_session(project: Project, language: str) -> None:
    add(project, *session("2026-12-10", "2026-12-31"))
    project.edit("publication.yaml", "language: fr", f"language: {language}")
    cause = "The summons is sent on 2026-12-31, after the session of 2026-12-10."
    assert warned(project) == [f"{H}:8:9: session: Warning: {cause} Look at the dates."]


def test_a_state_after_the_session_is_no_summons(project: Project) -> None:
    add(project, 'as_of: "2026-12-31"', *session("2026-12-10"))
    assert warned(project) == []


@pytest.mark.parametrize(("language", "count"), [("fr-FR", 1), ("de", 0), ("en", 0)])
def test_clear_days_are_asked_of_french_councils(project: Project, language: str, count: int) -> None:
    add(project, *session("2026-12-10", "2026-12-09"))
    project.edit("publication.yaml", "language: fr", f"language: {language}")
    assert len(warned(project)) == count


def test_five_clear_days_are_enough(project: Project) -> None:
    add(project, *session("2026-12-10", "2026-12-04"))
    assert warned(project) == []


def test_without_a_day_of_sending_that_of_the_state_counts(project: Project) -> None:
    add(project, 'as_of: "2026-12-08"', *session("2026-12-10"))
    cause = "Between 2026-12-08 and the session of 2026-12-10 there is 1 clear day."
    assert warned(project) == [f"{H}:5:8: session: Warning: {cause} {ASK}"]


def test_without_either_day_nothing_is_said_of_the_session(project: Project) -> None:
    add(project, *session("2026-12-10"))
    assert warned(project) == []


def test_a_source_seen_more_than_a_year_before_the_state(project: Project) -> None:
    add(project, 'as_of: "2026-11-23"')
    source(project, "2025-11-22")
    assert warned(project) == [f"{P}:20:13: source.seen: Warning: The source was seen 366 days before. {AGAIN}"]


def test_a_source_seen_a_year_before_the_state(project: Project) -> None:
    add(project, 'as_of: "2026-11-23"')
    source(project, "2025-11-23")
    assert warned(project) == []


def test_a_source_seen_after_the_state(project: Project) -> None:
    add(project, 'as_of: "2026-11-23"')
    source(project, "2026-11-24")
    cause = "The source was seen on 2026-11-24, after 2026-11-23."
    assert warned(project) == [f"{P}:20:13: source.seen: Warning: {cause} Look at the dates."]


def test_without_a_day_of_the_state_today_counts(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    source(project, "2026-01-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798761600")  # 2027-01-01
    assert warned(project) == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1798848000")  # 2027-01-02
    assert warned(project) == [f"{P}:20:13: source.seen: Warning: The source was seen 366 days before. {AGAIN}"]


def test_warnings_are_printed_at_each_build_and_stop_none(project: Project) -> None:
    add(project, *session("2026-12-10", "2026-12-09"))
    only = ("--only", "note", "--only", "web")
    first = project.run("build", *only)
    second = project.run("build", *only)
    assert (first.code, second.code) == (0, 0)
    assert second.out.startswith(f"{SLUG}: nothing has changed.")
    assert first.err == second.err
    assert first.err.startswith(f"{H}:8:9: session: Warning: Between 2026-12-09 and")


def test_check_prints_warnings(project: Project) -> None:
    add(project, *session("2026-12-10", "2026-12-09"))
    project.run("build", "--only", "note", "--only", "web")
    assert project.run("check").err.splitlines()[0].startswith(f"{H}:8:9: session: Warning: ")
