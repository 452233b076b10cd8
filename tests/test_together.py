"""Problems of all stages are said at once: whoever mends them builds twice, not five times."""

from __future__ import annotations

import re

from pptx import Presentation

from tests.matrix import few
from tests.project import SLUG, Project
from tests.some import some

F = f"content/{SLUG}/pillars"


def test_content_letters_icons_places_and_words(project: Project) -> None:
    project.edit("soutien.yaml", "heading:", "headding:")
    project.edit("cooperation.yaml", "label: Coop", "label: 漢 Coop")
    project.edit("gouvernance.yaml", "city:nantes", "city:nantez")
    project.edit("specialisation.yaml", "colour:", "# colour:")
    project.write("templates/icons/rocket.svg", "<svg/>")
    project.edit("templates/words/fr.yaml", "{date}", "{dat}")

    found = project.refused("--only", "web")

    kinds = [
        rf"{F}/cooperation\.yaml:2:8: Chinese, Japanese and Korean text cannot be set yet\.",
        rf"{F}/gouvernance\.yaml:14:16: examples\[1\]\.text: The city “nantez” is not in",
        rf"{F}/soutien\.yaml:3:1: The key “headding” is not known here\.",
        r"templates/icons/rocket\.svg:1:1: The icon holds no path",
        r"templates/words/fr\.yaml:\d+:\d+: \w+: “\{dat\}” is no placeholder here",
    ]
    assert [kind for kind in some(kinds) if not any(re.match(kind, one) for one in found)] == []


@few(
    {"ja", "ar"},
    ("language", "cause"),
    [("ja", "Chinese, Japanese"), ("ar", "right to left"), ("th", "(Thai)"), ("ka", "lacks “")],
)
def test_a_language_whose_letters_cannot_be_set_is_refused_as_such(language: str, cause: str, project: Project) -> None:
    """Whoever was told to translate its words first was refused a second time."""
    project.edit("publication.yaml", "language: fr", f"language: {language}")

    (found,) = project.refused("--only", "web")

    assert cause in found
    assert "translate" not in found
    assert "Choose a language of Latin, Greek or Cyrillic letters." in found


def test_letters_and_what_does_not_fit(project: Project) -> None:
    project.edit("cooperation.yaml", "label: Coop", "label: 漢 Coop")
    text = project.read("soutien.yaml")
    project.write("soutien.yaml", re.sub(r"label: .*", "label: " + "mot " * 400, text))

    found = project.refused("--only", "deck")

    kinds = ("Chinese, Japanese and Korean text", "The text is too long for its tile")
    assert [kind for kind in some(kinds) if not any(kind in one for one in found)] == []


def test_a_label_of_four_hundred_letters_is_set(project: Project) -> None:
    label = ("gouvernance partagée " * 20)[:400].strip()
    project.write("soutien.yaml", re.sub(r"label: .*", f"label: {label}", project.read("soutien.yaml")))

    assert project.run("build", "--only", "deck").code == 0
    slides = Presentation(str(project.output / f"{SLUG}.pptx")).slides
    assert [
        shape for slide in slides for shape in slide.shapes if shape.has_text_frame and label in shape.text_frame.text
    ]


def test_a_broken_icon_is_named_once_for_all_editions(project: Project) -> None:
    project.write("templates/icons/rocket.svg", "<svg/>")

    (found,) = project.refused()
    assert found.startswith("templates/icons/rocket.svg:1:1: ")


def test_the_theme_and_the_content(project: Project) -> None:
    project.edit("templates/theme.yaml", "largest: 66", "largest: 6000")
    project.edit("soutien.yaml", "icon: rocket", "icon: roket")

    assert [one.split(":")[0] for one in project.refused("--only", "web")] == [
        f"{F}/soutien.yaml",
        "templates/theme.yaml",
    ]
