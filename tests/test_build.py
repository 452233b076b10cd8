"""Builds: only what an edit touches, the same bytes, old files whole whatever happens."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.matrix import every, few
from tests.project import (
    CONTENT,
    EDITIONS,
    ROOT,
    SLUG,
    STOOD_IN,
    Project,
    Result,
    built_root,
    command,
    process_environment,
    replace_file,
)

FILES = {name: f"{SLUG}.{suffix}" for name, suffix in EDITIONS.items()}
RECEIPT = f"{SLUG}.receipt.json"


@pytest.fixture
def project(built_project: Project) -> Project:
    return built_project


def written(result: Result) -> set[str]:
    """Return the editions that a build wrote, as it said."""
    return {line.split()[0] for line in result.out.splitlines() if line.split()[1:2] == ["written"]}


def receipt(project: Project) -> dict[str, Any]:
    raw: dict[str, Any] = json.loads(project.read(f"output/{RECEIPT}"))
    return raw


def test_a_build_says_what_it_wrote_and_where(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(project.output)
    monkeypatch.chdir(project.root)

    lines = project.build().out.splitlines()

    assert [line.split()[:3] for line in lines[:3]] == [
        [name, "written", f"output/{file}"] for name, file in FILES.items()
    ]
    assert sorted(project.outputs()) == sorted([*FILES.values(), RECEIPT])


def test_nothing_changed(project: Project) -> None:
    times = project.times()

    result = project.build()

    assert result.out.splitlines()[0] == f"{SLUG}: nothing has changed."
    assert written(result) == set()
    assert project.times() == times


def test_touching_a_file_changes_nothing(project: Project) -> None:
    times = project.times()
    for path in [*project.root.glob("content/**/*.yaml"), *project.root.glob("templates/*.*")]:
        replace_file(path, path.read_bytes())  # no link to what others read
        os.utime(path, (1, 1))

    assert written(project.build()) == set()
    assert project.times() == times


@every(
    5,
    ("file", "old", "new", "touched"),
    [
        ("templates/web.css", "/* How", "/* Here is how", {"web"}),
        ("templates/web.html.j2", "<body", "<body data-x", {"web"}),
        ("templates/deck.xml.j2", '<section role="overview">', '<section role="overview" icon="map">', {"deck"}),
        ("templates/note.xml.j2", '<section role="cover">', '<section role="cover" icon="map">', {"note", "web"}),
        ("templates/parts.xml.j2", "{{ words.matrix }}", "{{ words.matrix }} !", {"deck", "note", "web"}),
        ("templates/deck.xml.j2", "{# The deck", "{# Le diaporama", set()),
        ("templates/parts.xml.j2", "{# What", "{# Ce que", set()),
        ("soutien.yaml", "Un fort soutien", "Un grand soutien", {"deck", "note", "web"}),
        ("soutien.yaml", "label:", "# rien\nlabel:", set()),
        ("content/cities.yaml", "45.070", "45.2", {"deck", "note", "web"}),
        ("content/cities.yaml", "fr: Turin", "fr: Torino", {"deck", "note", "web"}),
        ("templates/theme.yaml", 'text: "1B2333"', 'text: "1B2334"', {"deck", "note", "web"}),
        ("templates/icons/rocket.svg", 'stroke-width="2"', 'stroke-width="2.5"', {"deck", "note", "web"}),
        ("templates/words/fr.yaml", "Ville", "Cité", {"deck", "note", "web"}),
        ("templates/words/de.yaml", "Stadt", "Ort", set()),
    ],
)
def test_an_edit_rebuilds_what_it_touches(project: Project, file: str, old: str, new: str, touched: set[str]) -> None:
    before = project.outputs()
    project.edit(file, old, new)

    assert written(project.build()) == touched

    after = project.outputs()
    assert {name for name, output in FILES.items() if before[output] != after[output]} <= touched
    assert project.build().out.startswith(f"{SLUG}: nothing has changed.")


@pytest.mark.parametrize(
    ("file", "touched"),
    [
        ("templates/icons/rocket.svg", {"deck", "note", "web"}),
        ("templates/maps/world.json", {"deck", "note", "web"}),
        ("templates/fonts/Carlito-Bold.ttf", {"deck", "note", "web"}),
        ("templates/deck.pptx", {"deck"}),
        ("templates/icons/users.svg", set()),
    ],
)
def test_each_edition_depends_on_what_it_was_set_with(project: Project, file: str, touched: set[str]) -> None:
    """The receipt names the file in the editions that use it, although an earlier edition has read it already."""
    users = {name for name, entry in receipt(project)["editions"].items() if file in entry["files"]}

    assert users == touched


def test_an_edition_alone_leaves_the_others(project: Project) -> None:
    project.edit("soutien.yaml", "Un fort soutien", "Un grand soutien")
    before = project.outputs()

    assert written(project.build("--only", "web")) == {"web"}
    after = project.outputs()
    assert {name for name, file in FILES.items() if before[file] != after[file]} == {"web"}
    assert written(project.build("--only", "web")) == set()
    assert written(project.build()) == {"deck", "note", "web"}  # the page tells the sizes of both


def test_editions_one_by_one_are_each_remembered(project: Project) -> None:
    project.run("clean")
    for name in EDITIONS:
        assert written(project.build("--only", name)) == {name}

    assert project.build().out.startswith(f"{SLUG}: nothing has changed.")


def test_an_edit_of_another_template_is_not_forgotten(project: Project) -> None:
    """A build of the page alone must not vouch for a deck whose template has changed."""
    project.edit("templates/deck.xml.j2", '<section role="overview">', '<section role="overview" icon="map">')
    assert written(project.build("--only", "web")) == set()

    assert written(project.build()) == {"deck"}


@few({"web"}, "edition", EDITIONS)
def test_a_deleted_output_is_built_again(project: Project, edition: str) -> None:
    before = project.outputs()
    (project.output / FILES[edition]).unlink()

    assert written(project.build()) == {edition}
    assert project.outputs() == before


@few({"note"}, "edition", EDITIONS)
def test_an_output_that_was_changed_by_hand_stands_and_the_others_are_built(project: Project, edition: str) -> None:
    edited = (project.output / FILES[edition]).read_bytes() + b" "
    (project.output / FILES[edition]).write_bytes(edited)

    for change in ("Un fort soutien", "Un soutien"):  # also when only the file has changed, and again and again
        result = project.run("build")

        assert (result.code, (project.output / FILES[edition]).read_bytes()) == (1, edited)
        assert f"{FILES[edition]} was changed since it was built, and was left as it is. Copy the changes" in result.err
        project.edit("soutien.yaml", change, "Un soutien")
    assert written(result) == set(EDITIONS) - {edition}


@few({"deck"}, "edition", EDITIONS)
def test_a_discarded_output_is_kept_aside(project: Project, edition: str) -> None:
    before = project.outputs()
    edited = before[FILES[edition]] + b" "
    (project.output / FILES[edition]).write_bytes(edited)

    result = project.build("--discard")

    assert written(result) == {edition}
    (kept,) = (project.output / "kept").iterdir()
    assert kept.read_bytes() == edited
    assert (kept.name[: len(SLUG) + 2], kept.suffix) == (f"{SLUG}.2", f".{EDITIONS[edition]}")
    assert project.outputs() == before
    assert written(project.build()) == set()


def test_what_was_changed_by_hand_is_not_removed_by_clean(project: Project) -> None:
    (project.output / FILES["note"]).write_bytes(b"mine")

    result = project.run("clean")

    assert result.code == 0
    assert [path.read_bytes() for path in (project.output / "kept").iterdir()] == [b"mine"]
    assert project.outputs() == {}


def test_an_output_that_was_deleted_is_built_again(project: Project) -> None:
    before = project.outputs()
    (project.output / FILES["deck"]).unlink()

    assert written(project.build()) == {"deck"}
    assert project.outputs() == before


@every(7, "data", [b"", b"{", b"[]", b"null", b'{"editions": {}}', b'{"editions": {"deck": {}}}', b"\xff"])
def test_a_damaged_receipt_is_built_again(project: Project, data: bytes) -> None:
    before = project.outputs()
    (project.output / RECEIPT).write_bytes(data)

    assert written(project.build()) == set(EDITIONS)
    assert project.outputs() == before


@pytest.mark.long
def test_a_pillar_that_is_added_and_taken_away(project: Project) -> None:
    before = project.outputs()
    project.write("extra.yaml", "label: Un de plus\nheading: Un pilier de plus\nicon: star\n")
    project.edit("publication.yaml", "gouvernance]\n", "gouvernance, extra]\n")
    project.edit("publication.yaml", "soutien, cooperation]\n", "soutien, cooperation, extra]\n")
    assert written(project.build()) == set(EDITIONS)

    shutil.copy(CONTENT / SLUG / "publication.yaml", project.path("publication.yaml"))
    project.path("extra.yaml").unlink()
    assert written(project.build()) == set(EDITIONS)
    assert project.outputs() == before


def test_a_file_that_nothing_lists_is_noticed(project: Project) -> None:
    project.write("extra.yaml", "label: a\nheading: b\nicon: star\n")

    result = project.run("build")

    assert (result.code, len(result.problems)) == (1, 1)


@every(
    2,
    "environment",
    [
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Auckland", "LANGUAGE": "fr"},
        {"PYTHONHASHSEED": "1", "PYTHONOPTIMIZE": "1", "TZ": "America/St_Johns"},
    ],
)
def test_the_same_bytes_elsewhere_and_at_another_time(
    project: Project, tmp_path: Path, environment: dict[str, str]
) -> None:
    before = project.outputs()
    elsewhere = tmp_path / "Dossier d'été (copie)"
    for name in ("content", "templates"):
        shutil.copytree(project.root / name, elsewhere / name)

    done = command("build", "--root", str(elsewhere), cwd=tmp_path, **environment)

    assert done.returncode == 0, done.stderr
    assert {path.name: path.read_bytes() for path in (elsewhere / "output").iterdir()} == before


@pytest.mark.long
def test_the_date_changes_only_when_it_is_given(project: Project) -> None:
    before = project.outputs()

    assert project.run_in({"SOURCE_DATE_EPOCH": "1700000000"}, "build").code == 0
    dated = project.outputs()
    assert dated[FILES["deck"]] != before[FILES["deck"]]
    assert dated[FILES["note"]] != before[FILES["note"]]

    assert written(project.build()) >= {"deck", "note"}
    assert project.outputs() == before


@every(4, "value", ["", "0", "00", "99999999999"])
def test_odd_dates_build(project: Project, value: str) -> None:
    shutil.rmtree(project.output)

    done = project.run_in({"SOURCE_DATE_EPOCH": value}, "build")

    assert (done.code, done.err) == (0, "")


@every(6, "value", ["hier", "²", "-1", "1e9", " 1", "9" * 40])
def test_a_date_that_is_malformed_is_refused(project: Project, value: str) -> None:
    before = project.outputs()

    done = command("build", "--root", str(project.root), SOURCE_DATE_EPOCH=value)

    assert done.returncode == 2
    assert done.stderr == (f"SOURCE_DATE_EPOCH is “{value}”. Write the seconds since 1970, or unset it.\n")
    assert project.outputs() == before


def test_a_build_that_fails_leaves_the_old_files(project: Project) -> None:
    before, times = project.outputs(), project.times()
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")

    assert project.run("build").code == 1
    assert (project.outputs(), project.times()) == (before, times)


@every(2, "template", ["templates/deck.xml.j2", "templates/note.xml.j2"])
def test_a_template_that_drops_an_item(project: Project, template: str) -> None:
    """The build fails with the item's id, in each edition of that template, and writes nothing."""
    before = project.outputs()
    project.edit("templates/parts.xml.j2", "{{ pillar.short if brief else pillar.heading }}", "Titre")
    files = [FILES["deck"]] if "deck" in template else [FILES["note"], FILES["web"]]
    names = ["deck"] if "deck" in template else ["note", "web"]

    result = project.run("build", *[word for name in names for word in ("--only", name)])

    assert result.code == 1
    assert result.problems == [
        f"{file}: {id}.heading is missing or not whole (“{text}”)."
        for file in files
        for id, text in [
            ("specialisation", "Des stratégies axées sur des domaines de spécialisation /…"),
            ("soutien", "Un fort soutien aux projets innovants portés par les acte…"),
            ("cooperation", "Des coopérations avec les territoires limitrophes, ainsi …"),
            ("gouvernance", "Des modèles de gouvernance ouverte et collaborative"),
        ]
    ]
    assert project.outputs() == before


@pytest.mark.long
def test_a_template_that_drops_an_example(project: Project) -> None:
    before = project.outputs()
    project.edit("templates/parts.xml.j2", "in pillar.examples %}", 'in pillar.examples if example.id != "in-focus" %}')

    result = project.run("build")

    assert result.code == 1
    text = "Grenoble-Alpes Métropole, ainsi que la métropole italienn…"
    assert result.problems == [f"{file}: in-focus is missing or not whole (“{text}”)." for file in FILES.values()]
    assert project.outputs() == before


@pytest.mark.long
def test_a_template_that_drops_the_overview(project: Project) -> None:
    """The labels stand in the legend of the map and in the matrix too; that is not the overview."""
    for name in ("deck", "note"):
        path = f"templates/{name}.xml.j2"
        project.write(path, project.read(path).replace("{{ parts.tiles(publication.overview) }}", ""))

    result = project.run("build")

    assert result.code == 1
    assert len(result.problems) == 4 * len(EDITIONS)


def test_a_template_that_exchanges_the_overview(project: Project) -> None:
    project.edit("templates/parts.xml.j2", "{% for pillar in pillars %}", "{% for pillar in pillars | reverse %}")

    result = project.run("build", "--only", "web")

    assert result.code == 1
    assert result.problems == [
        f"{FILES['web']}: {id}.label stands out of its order (“{text}”)."
        for id, text in [
            ("specialisation", "Stratégie axée sur des domaines de spécialisation"),
            ("gouvernance", "Gouvernance ouverte et collaborative"),
            ("soutien", "Soutien aux projets innovants"),
            ("cooperation", "Coopérations nationales et européennes"),
        ]
    ]


def test_what_a_killed_build_left_is_cleared_even_when_nothing_has_changed(project: Project) -> None:
    (project.output / f".{SLUG}.pptx.123.tmp").write_bytes(b"half")
    (project.output / ".another.pptx.123.tmp").write_bytes(b"half")

    project.build()

    assert sorted(path.name for path in project.output.glob(".*")) == [".another.pptx.123.tmp"]


def test_an_output_that_cannot_be_replaced(project: Project) -> None:
    """As on Windows, where PowerPoint holds its file."""
    (project.output / FILES["note"]).unlink()
    (project.output / FILES["note"]).mkdir()
    project.edit("soutien.yaml", "Un fort soutien", "Un grand soutien")

    result = project.run("build", "--only", "note")

    assert result.code == 1
    assert result.err.splitlines() == [
        f"{project.output / FILES['note']} cannot be written (it is not a file). "
        "Close it where it is open, and look at the rights of the folder.",
        "1 to mend; nothing was written.",
    ]
    assert not list(project.output.glob(".*.tmp"))


def test_an_output_folder_that_is_a_file(project: Project) -> None:
    shutil.rmtree(project.output)
    project.output.write_bytes(b"")

    result = project.run("build", "--only", "web")

    assert result.code == 1
    assert "cannot be written (a file stands in its place)" in result.err


@pytest.mark.long
def test_an_output_folder_elsewhere(project: Project, tmp_path: Path) -> None:
    before = project.outputs()

    project.build("--output", str(tmp_path / "ailleurs" / "là"))

    assert {path.name: path.read_bytes() for path in (tmp_path / "ailleurs" / "là").iterdir()} == before


@pytest.mark.parametrize("form", [SLUG, f"content/{SLUG}", f"content/{SLUG}/", "absolute"])
def test_a_publication_by_its_name_or_its_folder(project: Project, form: str) -> None:
    name = str(project.root / "content" / SLUG) if form == "absolute" else form

    assert project.build(name).out.startswith(f"{SLUG}: nothing has changed.")


def test_a_wrong_folder(tmp_path: Path) -> None:
    done = command("build", "--root", str(tmp_path))

    assert done.returncode == 2
    assert done.stderr == (f"There is no content/ in {tmp_path}. Go to the project's folder, or give --root.\n")


def test_no_publication(project: Project) -> None:
    shutil.rmtree(project.root / "content" / SLUG)

    result = project.run("build")

    assert result.code == 2
    assert result.err == "There is no publication in content/. Copy content/lecons-apprises and edit it.\n"


@every(4, "arguments", [("build", "--only", "pdf"), ("bild",), ("show", "trees"), ()])
def test_a_wrong_call(arguments: tuple[str, ...]) -> None:
    done = command(*arguments)

    assert done.returncode == 2
    assert done.stderr.startswith("usage: piliers")


@every(
    2,
    ("arguments", "said"),
    [
        (("build", "--only", "pdf"), "piliers build : erreur : argument --only : 'pdf' est inconnu (à choisir"),
        (("build", "--ony"), "piliers : erreur : arguments inconnus : --ony"),
        (("picture", "--width", "0"), "erreur : argument --width : 0 n’est pas une largeur de 1 à 7680 pixels"),
        ((), "piliers : erreur : il manque : COMMAND"),
    ],
)
def test_a_wrong_call_is_told_in_the_users_language(arguments: tuple[str, ...], said: str) -> None:
    done = command(*arguments, LANGUAGE="fr")

    assert done.returncode == 2
    assert said in done.stderr.replace("\u00a0", " ")


def second(project: Project, slug: str) -> Path:
    """Return the folder of a second publication, in English, without cities."""
    folder = project.root / "content" / slug
    (folder / "pillars").mkdir(parents=True)
    (folder / "publication.yaml").write_text("title: Lessons learned\nlanguage: en\npillars: [one]\n", "utf-8")
    (folder / "pillars" / "one.yaml").write_text("label: One\nheading: The only one\nicon: star\n", "utf-8")
    return folder


@every(2, "slug", ["second", "Bilan 2024 (été)", "[draft] a*b"])
def test_a_second_publication(project: Project, slug: str) -> None:
    second(project, slug)
    before = project.outputs()

    result = project.build()

    assert written(result) == set(EDITIONS)
    after = project.outputs()
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {f"{slug}.{suffix}" for suffix in (*EDITIONS.values(), "receipt.json")}
    assert project.build(slug).out.startswith(f"{slug}: nothing has changed.")
    assert project.run("check", slug).code == 0
    (project.output / f".{slug}.pptx.1.tmp").write_bytes(b"half")
    assert project.run("clean", slug).code == 0
    assert project.outputs() == before


def test_a_publication_with_problems_does_not_hold_up_the_others(project: Project) -> None:
    before = project.outputs()
    (second(project, "aaa") / "pillars" / "one.yaml").write_text("label: no\n", "utf-8")
    second(project, "zzz")
    project.edit("content/cities.yaml", "country: BE", "country: Belgique")
    second(project, "bbb")

    result = project.run("build")

    assert result.code == 1
    assert result.err.splitlines() == [
        "content/aaa/pillars/one.yaml:1:1: The key “heading” is missing. Add “heading: …”.",
        "content/aaa/pillars/one.yaml:1:1: The key “icon” is missing. Add “icon: …”.",
        'content/aaa/pillars/one.yaml:1:8: label: YAML reads no as a yes or no. Write "no", in straight quotes.',
        "content/cities.yaml:5:12: anvers.country: “Belgique” is not a country's two capital letters, such as FR. "
        "Write it as “BE”.",
        f"4 to mend; nothing was written of: aaa, bbb, {SLUG}, zzz.",
    ]
    assert {name: data for name, data in project.outputs().items() if name in before} == before


@pytest.mark.long
def test_a_variant_that_cannot_be_made_is_named_and_holds_up_no_other_publication(project: Project) -> None:
    folder = second(project, "aaa")
    head = (folder / "publication.yaml").read_text("utf-8")
    title = "Une note dont le titre va loin " * 40
    (folder / "publication.yaml").write_text(head.replace("title: ", f"title: {title}", 1), "utf-8")

    result = project.run("build", "--only", "note-large-print", "--only", "note-grey")

    assert result.code == 1
    assert [problem.partition(" The text is too long")[0] for problem in result.problems] == [
        "content/aaa/publication.yaml:1:8: note-grey:",
        "content/aaa/publication.yaml:1:8: note-large-print:",
    ]
    assert result.err.splitlines()[-1] == "2 to mend; nothing was written of: aaa."
    assert {f"{SLUG}.large-print.pdf", f"{SLUG}.grey.pdf"} < set(project.outputs())
    assert not [name for name in project.outputs() if name.startswith("aaa")]


def test_a_good_publication_is_built_beside_a_broken_one(project: Project) -> None:
    (second(project, "aaa") / "pillars" / "one.yaml").write_text("label: no\n", "utf-8")
    second(project, "zzz")

    result = project.run("build")

    assert result.code == 1
    assert result.err.splitlines()[-1] == "3 to mend; nothing was written of: aaa."
    assert (project.output / "zzz.pptx").is_file()


@few({12}, "pillars", [1, 12])
@few({9}, "examples", [0, 1, 9])
def test_few_and_many(project: Project, pillars: int, examples: int) -> None:
    """From one pillar without examples to twelve with nine; no city is named."""
    folder = second(project, "autre")
    ids = [f"p{number}" for number in range(pillars)]
    (folder / "publication.yaml").write_text(f"title: Bilan\nlanguage: fr\npillars: [{', '.join(ids)}]\n", "utf-8")
    (folder / "pillars" / "one.yaml").unlink()
    for id in ids:
        lines = [f"label: Le pilier {id}", f"heading: Le long titre du pilier {id}", "icon: star", "examples:"]
        for number in range(examples):
            lines += [f"  - id: {id}-{number}", f"    text: L'exemple {number} du pilier {id}, en peu de mots."]
        (folder / "pillars" / f"{id}.yaml").write_text("\n".join(lines), "utf-8")
    (project.root / "content" / "cities.yaml").unlink()

    project.build("autre")

    assert project.run("check", "autre").code == 0


def test_the_receipt(project: Project) -> None:
    raw = receipt(project)

    for path, value in {**raw["sources"], **raw["editions"]["deck"]["files"]}.items():
        folder, any_name, suffix = path.partition("/*")
        listed = (ROOT if f"{folder}/" in STOOD_IN else project.root) / folder
        names = sorted(one.name.removesuffix(suffix) for one in listed.glob(f"*{suffix}"))
        data = "\n".join(names).encode() if any_name else project.path(path).read_bytes()
        assert value == hashlib.sha256(data).hexdigest(), path
    assert {"content/cities.yaml", f"content/{SLUG}/publication.yaml", "templates/words/fr.yaml"} <= set(raw["sources"])
    for name, entry in raw["editions"].items():
        data = (project.output / FILES[name]).read_bytes()
        assert (entry["sha256"], entry["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert set(raw["versions"]) >= {"python", "jinja2", "reportlab", "uharfbuzz", "pyyaml"}
    assert "?" not in raw["versions"].values()
    items = raw["items"]
    assert len(items) == 2 + 4 + 4 + 13 + 6
    assert all(set(places) == set(EDITIONS) for places in items.values())
    assert items["title"]["deck"] == "slide 1"
    assert items["title"]["note"] == "page 1"
    assert items["in-focus"] == {"deck": "slide 6", "note": "page 1", "web": items["in-focus"]["web"]}
    assert items["in-focus"]["web"].startswith("#")


def test_check_says_what_it_found(project: Project) -> None:
    result = project.run("check")

    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines() == [f"  {file}: 29 items found, as built" for file in FILES.values()]


def test_check_finds_what_is_gone(project: Project) -> None:
    (project.output / FILES["web"]).unlink()
    (project.output / FILES["note"]).write_bytes(b"%PDF-1.7 half")
    (project.output / FILES["deck"]).write_bytes(b"PK half")

    result = project.run("check")

    lines = result.err.splitlines()
    assert result.code == 1
    assert [line.split(" (")[0] for line in lines] == [
        f"{FILES['deck']}: The file is damaged",
        f"{FILES['note']}: The file is damaged",
        f"{FILES['web']}: The file is not there. Run “piliers build”.",
    ]


def test_check_finds_what_was_changed_in_the_page(project: Project) -> None:
    path = project.output / FILES["web"]
    path.write_text(path.read_text("utf-8").replace("Horizon", "Horizont"), "utf-8")

    result = project.run("check")

    assert result.code == 1
    assert result.err.splitlines() == [
        f"{FILES['web']}: nantes-eurocities is missing or not whole "
        "(“Pour conclure, Nantes bénéficie aussi d'une forte visibil…”)."
    ]
    assert f"{FILES['web']}: 28 items found, changed since it was built" in result.out


def test_check_finds_what_was_changed_in_the_deck(project: Project) -> None:
    """As in PowerPoint: the package is whole, some words are others."""
    import zipfile

    path = project.output / FILES["deck"]
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data.replace(b"Horizon", b"Horizont"))

    result = project.run("check")

    assert result.code == 1
    assert [line.partition(" is ")[0] for line in result.err.splitlines()] == [f"{FILES['deck']}: nantes-eurocities"]


def test_clean_removes_what_was_built_and_nothing_else(project: Project) -> None:
    (project.output / "notes.txt").write_bytes(b"mine")

    result = project.run("clean")

    assert result.code == 0
    assert sorted(line.split()[-1] for line in result.out.splitlines()) == sorted(
        str(project.output / name) for name in (*FILES.values(), RECEIPT)
    )
    assert sorted(project.outputs()) == ["notes.txt"]
    assert project.run("clean").out == ""


def test_clean_of_an_unknown_publication(project: Project) -> None:
    result = project.run("clean", "lecons")

    assert result.code == 1
    assert "There is no publication “lecons”. Did you mean “lecons-apprises”?" in result.err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of a shell")
def test_a_pipe_that_closes_early(project: Project) -> None:
    pipe = f"{sys.executable} -m generator show tree --root '{project.root}' | head -c 10"

    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {pipe}"],
        env=process_environment(),
        cwd=ROOT,
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_path_with_spaces_and_accents(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = tmp_path / "Métropole d'été" / "mes documents"
    shutil.copytree(built_root(), root)
    project = Project(root, capsys)
    before = project.outputs()
    shutil.rmtree(project.output)

    project.build()

    assert project.outputs() == before


@pytest.mark.long
def test_a_warm_a_cold_and_a_damaged_cache_give_the_same_bytes(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "kept"
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    project.build()
    cold = project.outputs()
    shutil.rmtree(project.output)
    project.build()
    warm = project.outputs()
    kept = [path for path in cache.rglob("*") if path.is_file()]
    for path in kept:
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    shutil.rmtree(project.output)
    project.build()

    assert {path.parent.name.split("-")[0] for path in kept} == {"countries", "hyphens", "locks", "maps", "templates"}
    assert cold == warm == project.outputs()


def test_a_handout_is_built_on_request_and_kept_in_mind(project: Project) -> None:
    file = f"{SLUG}.handout.pdf"
    assert file not in project.outputs()
    assert "handout" not in project.run("check").out

    assert written(project.build("--only", "handout")) == {"handout"}
    assert set(receipt(project)["editions"]) == {*EDITIONS, "handout"}
    assert f"  {file}: 29 items found, as built" in project.run("check").out.splitlines()
    assert written(project.build()) == set()

    project.path(f"output/{file}").unlink()
    assert project.run("check").err == f"{file}: The file is not there. Run “piliers build”.\n"


@pytest.mark.long
def test_clean_removes_the_handout_too(project: Project) -> None:
    project.build("--only", "handout")

    project.run("clean")

    assert project.outputs() == {}


@pytest.mark.parametrize(
    ("old", "new", "place", "cause"),
    [
        (
            "Aides",
            "/port",
            "5:12",
            "Its alternative text “/port” is what a file or a program calls it, not what it shows.",
        ),
        ("label: Soutien", "label: Section par défaut", "1:8", "A section has no name of its own."),
    ],
)
def test_words_that_the_check_of_the_deck_refuses_have_their_place(
    old: str, new: str, place: str, cause: str, project: Project
) -> None:
    text = (
        "label: Soutien\nheading: Le soutien\nicon: rocket\ntable:\n  caption: Aides\n"
        "  columns: [Ville, Euros]\n  rows:\n    - [Rennes, 12]\n    - [Nantes, 15]\n"
    )
    project.write("soutien.yaml", text.replace(old, new))

    result = project.run("build", "--only", "deck")

    assert result.code == 1
    assert f"content/{SLUG}/pillars/soutien.yaml:{place}: {cause} Write other words here.\n" in result.err
