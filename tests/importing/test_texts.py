"""Plain text, Markdown and web pages become publications, word for word."""

from __future__ import annotations

import base64

import pytest

from tests.importing.publication import imports, published
from tests.importing.words import png
from tests.project import SLUG, Project

MARKDOWN = """---
title: Une note
subtitle: pour les élus
lang: fr
author: Direction de l'eau
---

# Préserver *la ressource* {#eau .important}

Une introduction avec un [lien](https://example.org/a_b) et du **gras**.[^1]

- Nantes économise
    - les parcs
    - les bains
- Rennes répare[^2]

| Ville | Litres |
|-------|-------:|
| Nantes | 12 |
| Rennes | 13,5 |

# Partager

Un seul texte, avec 2\\*3 [crochets].

## Un sous-titre

La suite du texte.

Terme
:   Sa définition

[^1]: Rapport annuel, https://example.org/rapport
[^2]: Entretien.
"""


def test_markdown_as_pandoc_writes_it(project: Project) -> None:
    found, out = imports(project, "note.md", MARKDOWN)

    assert (found.title, found.subtitle, found.language) == ("Une note", "pour les élus", "fr")
    first, second = found.pillars
    assert first.heading == "Préserver la ressource"
    assert first.intro == "Une introduction avec un lien et du gras."
    assert first.examples == [("Nantes économise", ("nantes",)), ("Rennes répare", ("rennes",))]
    assert first.points == [["les parcs", "les bains"], []]
    assert first.sources == [("Rapport annuel", "https://example.org/rapport"), ("Entretien.", "")]
    assert first.table == [["Ville", "Litres"], ["Nantes", "12"], ["Rennes", "13,5"]]
    assert second.intro == "Un seul texte, avec 2*3 [crochets]."
    assert [text for text, _places in second.examples] == [
        "Un sous-titre – La suite du texte.",
        "Terme – Sa définition",
    ]
    assert "[lien](https://example.org/a_b) et du **gras**" in project.read(
        "content/imported/pillars/preserver-ressource.yaml"
    )
    assert "Left out, from the head of the file: author: Direction de l'eau." in out


PAGE = """<!DOCTYPE html><html lang="fr"><head><title>Ma page</title><script>alert(1)</script></head>
<body onload="alert(2)"><nav>Menu accueil</nav><main><h1>Ma page</h1><p>Un chapô</p>
<h2>Premier</h2><p>Intro <b>grasse</b><sup><a href="#n1" id="r1">1</a></sup>.</p>
<ul><li>Un<ul><li>aa<li>bb</ul><li>Deux <a href="javascript:alert(3)">lien</a> <a href="https://example.org">ex</a></ul>
<h2>Second</h2><table><caption>Ce que dit le tableau</caption><tr><th>V<th>N<tr><td>x<td>1<tr><td>y</table>
<img src="../../../etc/hostname.png" alt="x"><img src="https://example.org/y.png"><img src="{data}" alt="un carré">
<p>&lt;script&gt;pas un script&lt;/script&gt;</p>
<div id="n1"><a href="#r1">^</a> Insee, https://insee.fr/x</div></main><footer>Pied de page</footer></body></html>"""


def test_a_web_page(project: Project) -> None:
    data = f"data:image/png;base64,{base64.b64encode(png()).decode()}"

    found, out = imports(project, "page.html", PAGE.format(data=data))

    assert (found.title, found.subtitle) == ("Ma page", "Un chapô")
    first, second = found.pillars
    assert (first.intro, first.points) == ("Intro grasse.", [["aa", "bb"], []])
    assert first.sources == [("Insee", "https://insee.fr/x")]
    assert second.table == [["V", "N"], ["x", "1"], ["y", ""]]
    assert second.examples == [("<script>pas un script</script>", ())]
    written = project.read("content/imported/pillars/premier.yaml") + project.read(
        "content/imported/pillars/second.yaml"
    )
    assert "javascript" not in written
    assert "alert" not in written
    assert "alt: un carré" in written
    assert "A picture was left out: ../../../etc/hostname.png is not there." in out
    assert "A picture was left out: it lies elsewhere (https://example.org/y.png)." in out
    assert "outside of the page's main part: 5 words" in out


def test_a_file_s_name_is_no_alternative_text(project: Project) -> None:
    """PowerPoint and Word write it there, and the build refused what had been imported."""
    data = f"data:image/png;base64,{base64.b64encode(png()).decode()}"
    page = f'<h1>Titre</h1><h2>Un</h2><p>Texte.</p><img src="{data}" alt="IMG_2041.jpg"><h2>Deux</h2><p>Texte.</p>'

    _found, out = imports(project, "page.html", page)

    assert "write what it shows" in out
    assert "IMG_2041" not in project.read("content/imported/pillars/un.yaml")


def test_a_text_in_windows_1252_without_numbers(project: Project) -> None:
    text = "Une note\r\n\r\nLa première idée:\r\n- à Nantes\r\n- à l’été\r\n\r\nUne autre idée:\r\n1) un\r\n2) deux\r\n"

    found, out = imports(project, "windows.txt", text.encode("cp1252"))

    assert found.title == "Une note"
    assert [one.heading for one in found.pillars] == ["La première idée:", "Une autre idée:"]
    assert found.pillars[0].examples == [("à Nantes", ("nantes",)), ("à l’été", ())]
    assert found.pillars[1].examples == [("un", ()), ("deux", ())]
    assert "it was read as Windows-1252" in out
    assert "short lines before lists were taken for them" in out


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_other_encodings(project: Project, encoding: str) -> None:
    found, _out = imports(project, "text.txt", "I. Été\n\nUn texte.\n\nII. Hiver\n\nUn autre.\n".encode(encoding))

    assert [one.heading for one in found.pillars] == ["Été", "Hiver"]


def test_wrapped_lines_are_joined_and_sections_in_capitals_are_headings(project: Project) -> None:
    text = (
        "TITRE DE LA NOTE\n================\n\nPREMIER THÈME\n\n"
        "Un paragraphe qui tient sur plusieurs lignes, parce que le programme\n"
        "Word les a coupées à soixante-dix caractères, majuscules comprises, et\n"
        "que personne ne les a recollées.\n\nSECOND THÈME\n\nUn mot.\n"
    )

    found, _out = imports(project, "wrapped.txt", text)

    assert found.title == "Titre de la note"
    assert [one.heading for one in found.pillars] == ["PREMIER THÈME", "SECOND THÈME"]
    assert len(found.pillars[0].examples) == 1


def test_signs_that_choose_how_another_looks_are_no_words(project: Project) -> None:
    found, _out = imports(project, "signs.txt", "Nantes \u2714\ufe0f avance, et revient \u21a9\ufe0e.\n")

    assert found.pillars[0].examples[0][0] == "Nantes \u2714 avance, et revient \u21a9."


def test_a_letter_that_no_text_has_is_left_out(project: Project) -> None:
    found, _out = imports(project, "note.md", "# Une note\n\n## Le pilier\0\n\nUn texte assez long.\n")

    assert found.pillars[0].heading == "Le pilier"


def test_a_text_without_any_heading_is_one_pillar(project: Project) -> None:
    found, out = imports(project, "plain-idea.txt", "Une phrase.\n\nUne autre phrase.\n")

    assert found.title == "plain-idea"
    assert [text for text, _places in found.pillars[0].examples] == ["Une phrase.", "Une autre phrase."]
    assert "The file has no title: its name stands for one." in out
    assert "all of it is one pillar" in out


@pytest.mark.long
def test_long_paragraphs_are_kept_and_the_publication_builds(project: Project) -> None:
    long = " ".join(f"La phrase numéro {number} dit quelque chose." for number in range(200))

    found, out = imports(project, "long.md", f"# Un\n\n{long}\n\n# Deux\n\n- **{long}**\n- fin\n")

    texts = [text for text, _places in found.pillars[0].examples]
    assert " ".join(texts) == long
    assert max(map(len, texts)) <= 2400
    assert "To mend" not in out
    assert project.run("build", "imported").code == 0


def test_a_name_within_quotation_marks_is_marked_last(project: Project) -> None:
    text = '# Un\n\n- "Nantes Lab" est né à Nantes.\n- "Turin Lab" seul.\n\n# Deux\n\nRien.\n'

    found, out = imports(project, "quoted.md", text)

    assert 'Nantes Lab\\" est né à [Nantes](city:nantes).' in project.read("content/imported/pillars/un.yaml")
    assert [places for _text, places in found.pillars[0].examples] == [("nantes",), ("turin",)]
    assert "to be looked at: Nantes (1), Turin (1)" in out


def test_of_our_own_web_page_only_what_somebody_wrote_comes_back(project: Project) -> None:
    project.build("--only", "web")
    found, out = imports(project, "own.html", project.outputs()[f"{SLUG}.html"])
    assert len(found.pillars) == len(published(project, SLUG).pillars)
    assert "Left out, since the program makes it itself: Six villes, treize exemples" in out
