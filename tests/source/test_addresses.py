"""Addresses lead somewhere, whatever their capitals and accents; names of folders neither obey nor collide."""

from __future__ import annotations

import pytest

from generator.addresses import as_uri, direct, inner_host, without_password
from tests.project import SLUG, Project


@pytest.mark.parametrize("url", ["https://", "http:///page", "https://?a=b", "https://..."])
def test_a_source_needs_a_host(project: Project, url: str) -> None:
    project.edit("soutien.yaml", "    text:", f"    source: {{title: Un, url: '{url}'}}\n    text:")

    (found,) = project.refused("--only", "web")
    assert found.endswith(f"examples[0].source.url: “{url}” is not a web address. Write https://….")


@pytest.mark.parametrize("url", ["https://", "mailto:", "https:///page"])
def test_a_link_leads_somewhere(project: Project, url: str) -> None:
    project.edit("soutien.yaml", "icon: rocket", f'icon: rocket\nintro: "Voir [ici]({url})."')

    (found,) = project.refused("--only", "web")
    assert found.endswith(f"The link “{url}” leads nowhere. Write the whole address: https://example.org/page.")


def test_capitals_and_accents_of_an_address(project: Project) -> None:
    project.edit("soutien.yaml", "    text:", "    source: {title: Un, url: HTTPS://économie.fr/état}\n    text:")
    project.edit("soutien.yaml", "icon: rocket", 'icon: rocket\nintro: "Voir [la page](HTTP://économie.fr/a)."')

    project.build()

    page = project.outputs()[f"{SLUG}.html"].decode()
    assert 'href="https://économie.fr/état"' in page
    assert 'href="http://économie.fr/a"' in page
    assert project.run("check").code == 0


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://économie.gouv.fr/état?é#à", "https://xn--conomie-9xa.gouv.fr/%C3%A9tat?%C3%A9#%C3%A0"),
        ("HTTPS://Example.ORG/A", "HTTPS://Example.ORG/A"),
        ("mailto:é@a.fr", "mailto:%C3%A9@a.fr"),
        ("https://a.f<Y_b.>|\\^`{}", "https://a.f%3CY_b.%3E%7C%5C%5E%60%7B%7D"),
        ('https://a.fr/"%41%4', "https://a.fr/%22%41%254"),
    ],
)
def test_an_address_as_a_uri(address: str, wanted: str) -> None:
    assert as_uri(address) == wanted


def test_an_address_with_what_no_uri_may_hold_is_found_in_each_edition(project: Project) -> None:
    project.edit("soutien.yaml", "[Nantes](city:nantes)", "[Nantes](city:nantes) [le récit](https://a.f<Y_b.fr/{1}|2)")

    project.build()

    assert project.run("check").code == 0


def test_a_folder_whose_name_holds_a_control_character(project: Project) -> None:
    folder = project.root / "content"
    (folder / SLUG).rename(folder / "a\x1b[31mb")

    (found,) = project.run("build").problems
    assert found == (
        "content/a\\x1b[31mb/publication.yaml:1:1: The folder's name holds a control character. Rename the folder."
    )


@pytest.mark.parametrize("other", [f"{SLUG}.plain", SLUG.upper()])
def test_two_publications_that_would_be_one_file(project: Project, other: str) -> None:
    folder = project.root / "content" / other / "pillars"
    folder.mkdir(parents=True)
    (folder.parent / "publication.yaml").write_text("title: a\n", "utf-8")

    found = project.run("build", SLUG).problems
    assert len(found) == 1
    assert f"The publication “{other}” would be built into the same file, {SLUG}." in found[0]


def test_a_source_whose_whole_title_leads_elsewhere(project: Project) -> None:
    """Its own address would be nowhere; the proof found it lost, without a place."""
    source = "    source:\n      url: https://a.fr/rapport\n      title: '{title}'\n"
    end = project.read("soutien.yaml").rstrip("\n")
    project.write("soutien.yaml", f"{end}\n{source.format(title='[Rapport](https://b.fr) annuel')}")
    assert project.run("build").code == 0
    project.write("soutien.yaml", f"{end}\n{source.format(title='[Rapport annuel](https://b.fr)')}")
    (problem,) = project.run("build").problems[:1]

    assert (
        "source.title: The whole title is a link to elsewhere: nothing would lead to the source's address." in problem
    )
    assert problem.split(":")[2] == str(len("      title: '[Rapport annuel](") + 1)


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.fr%2Fb&data=05", "https://a.fr/b"),
        (
            "https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/x.html?url=https%3A%2F%2Fa.fr",
            "https://a.fr",
        ),
        ("https://www.google.com/url?sa=t&q=https://a.fr/b", "https://a.fr/b"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.fr", "https://a.fr"),
        ("https://urldefense.com/v3/__https://a.fr/b__;!!Ab$", "https://a.fr/b"),
        ("https://a.fr/b?url=https://c.fr", ""),
        ("https://www.google.com/maps?q=Rennes", ""),
    ],
)
def test_the_page_behind_an_address_that_leads_through_another(url: str, page: str) -> None:
    assert direct(url) == page


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://intranet/a", "intranet"),
        ("http://localhost:8080/a", "localhost"),
        ("http://192.168.1.2/a", "192.168.1.2"),
        ("https://wiki.ville.lan", "wiki.ville.lan"),
        ("https://a.fr/b", ""),
        ("https://économie.fr", ""),
        ("http://1.2.3.4/", ""),
        ("mailto:a@b", ""),
    ],
)
def test_hosts_that_others_do_not_reach(url: str, host: str) -> None:
    assert inner_host(url) == host


def test_a_password_in_an_address() -> None:
    assert without_password("https://ada:secret@a.fr/b") == "https://a.fr/b"
    assert without_password("https://a.fr/@ada:secret") == ""
