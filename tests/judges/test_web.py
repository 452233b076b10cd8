"""The web judge finds planted faults, and is silent on a good page."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.judges import web

PAGE = """<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>Les leçons apprises</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width"><link rel="canonical" href="https://example.org/">
<style>html{background:#fff;color:#111}a{color:#00509e}
@media (prefers-color-scheme:dark){html{background:#111;color:#eee}a{color:#9cf}}%s</style></head>
<body><main><h1>Les leçons apprises</h1><p>Voir <a href="https://example.org/">Rennes</a>.</p>
<!-- <img src="https://example.org/comment.png"> -->%s</main></body></html>"""


def page(folder: Path, body: str = "", style: str = "") -> Path:
    path = folder / "page.html"
    path.write_text(PAGE % (style, body), encoding="utf-8")
    return path


def test_a_good_page_is_silent(tmp_path: Path) -> None:
    assert web.findings(page(tmp_path)) == []


def test_an_image_without_alt_is_found_in_both_schemes(tmp_path: Path) -> None:
    found = web.findings(page(tmp_path, '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'))
    assert [problem.partition(":")[0] for problem in found] == ["axe (dark)", "axe (light)"]
    assert all("image-alt" in problem for problem in found)


def test_a_contrast_fault_of_the_dark_scheme_alone_is_found(tmp_path: Path) -> None:
    style = "@media (prefers-color-scheme:dark){p{color:#333;background:#222}}"
    found = web.findings(page(tmp_path, style=style))
    assert found
    assert all(problem.startswith("axe (dark): color-contrast") for problem in found)


@pytest.mark.parametrize("style", ["", "body{overflow-x:hidden}"])
def test_an_overflow_at_320_px_is_found(style: str, tmp_path: Path) -> None:
    found = web.findings(page(tmp_path, '<p style="width:600px">Trop large</p>', style))
    assert len(found) == 1
    assert found[0].startswith("at 320 px the page is 6")


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<div>Vaux-le-Bretonneux</div>", "div{width:4em;overflow-wrap:anywhere}"),
        (
            "<table><tr><th>Stadt\u00adentwicklungs\u00adkonzept</th></tr></table>",
            "th{width:4em;overflow-wrap:anywhere}",
        ),
        ("<h2>Ein ganz und gar neues Stadt\u00adentwicklungs\u00adkonzept</h2>", "h2{width:18em;max-width:100%}"),
    ],
)
def test_a_broken_word_is_found(body: str, style: str, tmp_path: Path) -> None:
    found = web.findings(page(tmp_path, body, style))
    assert len(found) == 1
    assert found[0].startswith("at 1280 px « ")
    assert found[0].endswith(" » is broken")


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ("<p>Ein Stadt\u00adentwicklungs\u00adkonzept</p>", "p{width:9em}"),
        ("<h2>Stadt\u00adentwicklungs\u00adkonzept</h2>", "h2{width:7em}"),
        (f"<p>{'x' * 60}</p>", "p{width:9em;overflow-wrap:anywhere}"),
    ],
)
def test_a_word_that_is_hyphenated_or_far_too_long_is_allowed(body: str, style: str, tmp_path: Path) -> None:
    assert web.findings(page(tmp_path, body, style)) == []


def test_a_table_that_scrolls_in_its_own_box_is_allowed(tmp_path: Path) -> None:
    body = '<div style="overflow-x:auto" tabindex="0"><p style="width:600px">Large</p></div>'
    assert web.findings(page(tmp_path, body)) == []


@pytest.mark.parametrize(
    ("body", "style"),
    [
        ('<img alt="" src="https://example.org/a.png">', ""),
        ('<img alt="" srcset="data:,x 1x, //example.org/a.png 2x">', ""),
        ('<link rel="stylesheet" href="http://example.org/a.css">', ""),
        ('<script src="https://example.org/a.js"></script>', ""),
        ("", "p{background:url('https://example.org/a.png')}"),
        ("", "@import 'https://example.org/a.css';"),
        ('<p style="background:url(//example.org/a.png)">x</p>', ""),
    ],
)
def test_a_request_elsewhere_is_found(body: str, style: str, tmp_path: Path) -> None:
    text = page(tmp_path, body, style).read_text(encoding="utf-8")
    assert len(list(web._requests(text))) == 1
