"""The language server, asked by pygls' own client over standard input and output, as an editor does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from generator.lsp.places import place_at
from generator.messages import codes
from tests.project import ROOT, SLUG, copy_project, own_file, process_environment, replace_file

PILLAR = f"content/{SLUG}/pillars/soutien.yaml"
HEAD = f"content/{SLUG}/publication.yaml"


class Editor:
    """An editor: it has texts open that are not saved, and hears of problems."""

    def __init__(self, root: Path, client: LanguageClient) -> None:
        self.root, self.client = root, client
        self.heard: dict[str, list[lsp.Diagnostic]] = {}
        self.told = asyncio.Event()
        self.version = 0

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        def _published(params: lsp.PublishDiagnosticsParams) -> None:
            self.heard[params.uri] = list(params.diagnostics)
            self.told.set()

    def uri(self, file: str) -> str:
        return (self.root / file).as_uri()

    def read(self, file: str) -> str:
        return (self.root / file).read_text("utf-8")

    async def open(self, file: str, text: str = "") -> list[lsp.Diagnostic]:
        self.told.clear()
        item = lsp.TextDocumentItem(self.uri(file), "yaml", 1, text or self.read(file))
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))
        return await self.said_of(file)

    async def write(self, file: str, text: str) -> list[lsp.Diagnostic]:
        self.told.clear()
        self.version += 1
        document = lsp.VersionedTextDocumentIdentifier(self.version, self.uri(file))
        change = lsp.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))
        return await self.said_of(file)

    async def said_of(self, file: str) -> list[lsp.Diagnostic]:
        self.heard.pop(self.uri(file), None)
        while self.uri(file) not in self.heard:
            await asyncio.wait_for(self.told.wait(), 60)
            self.told.clear()
        return self.heard[self.uri(file)]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    copy_project(tmp_path)
    return tmp_path


def in_editor(root: Path, use: Callable[[Editor], Awaitable[None]], **environment: str) -> None:
    """Start the server as an editor does, and let ``use`` ask it."""

    async def run() -> None:
        client = LanguageClient("tests", "1")
        editor = Editor(root, client)
        await client.start_io(
            sys.executable, "-m", "generator", "lsp", "--root", str(root), env=process_environment(**environment)
        )
        await client.initialize_async(
            lsp.InitializeParams(capabilities=lsp.ClientCapabilities(), root_uri=root.as_uri())
        )
        client.initialized(lsp.InitializedParams())
        await use(editor)
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()

    asyncio.run(run())


def at(text: str, words: str, within: int = 0) -> lsp.Position:
    """Return the place in ``text`` of the first ``words``, ``within`` characters further on."""
    before = text[: text.index(words) + within]
    return lsp.Position(before.count("\n"), len(before.rpartition("\n")[2]))


@pytest.mark.long
def test_problems_of_a_text_that_is_not_saved(root: Path) -> None:
    async def use(editor: Editor) -> None:
        text = editor.read(PILLAR)
        assert await editor.open(PILLAR) == []
        (problem,) = await editor.write(PILLAR, text.replace("icon: rocket", "icon: roket"))
        assert (problem.code, problem.severity) == ("unknown-icon", lsp.DiagnosticSeverity.Error)
        assert problem.message == "There is no icon “roket”. Did you mean “rocket”?"
        assert problem.range == lsp.Range(lsp.Position(3, 6), lsp.Position(3, 11))
        assert await editor.write(PILLAR, text) == []
        (warning,) = await editor.write(PILLAR, text.replace("heading: Un", "heading: 😀 <b>Un"))
        assert warning.range.start == lsp.Position(2, 12), "the protocol counts UTF-16"

    in_editor(root, use)


@pytest.mark.long
def test_problems_of_other_files_go_when_they_are_mended(root: Path) -> None:
    async def use(editor: Editor) -> None:
        text = editor.read(HEAD)
        await editor.open(HEAD)
        await editor.write(HEAD, text.replace("  - soutien\n", "", 1).replace("soutien, ", "", 1))
        assert [one.code for one in editor.heard.get(editor.uri(PILLAR), [])] == ["unlisted-pillar"]
        await editor.write(HEAD, text)
        while editor.heard.get(editor.uri(PILLAR)):
            await asyncio.wait_for(editor.told.wait(), 60)
            editor.told.clear()

    in_editor(root, use)


@pytest.mark.long
def test_what_does_not_fit_is_told_when_a_file_is_opened(root: Path) -> None:
    async def use(editor: Editor) -> None:
        found = await editor.open(PILLAR, editor.read(PILLAR).replace("label: Soutien", "label: Soutien" + "o" * 1500))
        assert "does-not-fit" in [one.code for one in found]

    in_editor(root, use)


@pytest.mark.long
def test_the_editor_hears_french(root: Path) -> None:
    async def use(editor: Editor) -> None:
        await editor.open(PILLAR)
        (problem,) = await editor.write(PILLAR, editor.read(PILLAR).replace("icon: rocket", "icon: roket"))
        assert problem.message.startswith("Il n’y a pas d’icône")
        where = lsp.HoverParams(lsp.TextDocumentIdentifier(editor.uri(PILLAR)), lsp.Position(3, 1))
        hover = await editor.client.text_document_hover_async(where)
        assert "**icon** (obligatoire)\n\nUn fichier de `templates/icons`" in contents(hover)

    in_editor(root, use, LANGUAGE="fr")


def contents(hover: Any) -> str:
    assert isinstance(hover, lsp.Hover)
    assert isinstance(hover.contents, lsp.MarkupContent)
    return hover.contents.value


@pytest.mark.long
def test_what_a_key_is_for_and_where_things_stand(root: Path) -> None:
    own_file(root, "templates/icons/rocket.svg")

    async def use(editor: Editor) -> None:
        text, document = editor.read(PILLAR), lsp.TextDocumentIdentifier(editor.uri(PILLAR))
        await editor.open(PILLAR)
        hover = await editor.client.text_document_hover_async(lsp.HoverParams(document, at(text, "heading", 2)))
        assert contents(hover) == "**heading** (needed)\n\nLong, for the body."
        for words, file, line in (("icon: ro", "templates/icons/rocket.svg", 1), ("(city:", "content/cities.yaml", 0)):
            where = lsp.DefinitionParams(document, at(text, words, len(words)))
            found = await editor.client.text_document_definition_async(where)
            assert isinstance(found, lsp.Location)
            assert found.uri == editor.uri(file)
            id = text.partition("(city:")[2].partition(")")[0]
            assert line or editor.read(file).split("\n")[found.range.start.line].startswith(f"{id}:")

    in_editor(root, use)


@pytest.mark.long
def test_what_can_stand_at_a_place(root: Path) -> None:
    async def use(editor: Editor) -> None:
        text = editor.read(PILLAR)
        broken = text.replace("icon: rocket", "icon: ").replace("colour: orange", "colour: ")
        await editor.open(PILLAR, f"{broken}\nquote:\n  te\n")

        async def words(of: str, within: int) -> set[str]:
            document = lsp.TextDocumentIdentifier(editor.uri(PILLAR))
            whole = f"{broken}\nquote:\n  te\n"
            found = await editor.client.text_document_completion_async(
                lsp.CompletionParams(document, at(whole, of, within))
            )
            assert isinstance(found, lsp.CompletionList)
            return {one.label for one in found.items}

        assert "rocket" in await words("icon: ", 6)
        assert {"orange", "teal"} <= await words("colour: ", 8)
        assert "anvers" in await words("(city:", 6)
        assert {"text", "who", "function", "source"} == await words("\n  te\n", 5)
        assert {"label", "heading", "examples"} <= await words("label", 2)

    in_editor(root, use)


PLACES = {
    "a key of the first level": ("ic‸on: rocket\n", (), True),
    "its value": ("icon: ro‸cket\n", ("icon",), False),
    "a key of an item": ("examples:\n  - id: a\n    te‸xt: b\n", ("examples",), True),
    "the first key of an item": ("examples:\n  - i‸d: a\n", ("examples",), True),
    "a key of an item of the same indent": ("examples:\n- id: a\n  te‸xt: b\n", ("examples",), True),
    "a key within an item": ("examples:\n  - id: a\n    source:\n      ti‸tle: b\n", ("examples", "source"), True),
    "after a section within an item": (
        "examples:\n  - id: a\n    source:\n      title: b\n    te‸xt: c\n",
        ("examples",),
        True,
    ),
    "an item": ("pillars:\n  - a\n  - b‸\n", ("pillars",), False),
    "an item of the same indent": ("pillars:\n- a\n- b‸\n", ("pillars",), False),
    "a list in brackets": ("title: a\npillars: [a, b‸]\n", ("pillars",), False),
    "an empty line below a key": ("quote:\n  ‸\n", ("quote",), True),
    "an empty line at the margin": ("quote:\n  text: a\n‸\n", (), True),
    "below a comment": ("quote:\n# text: b\n  wh‸o: a\n", ("quote",), True),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_place(name: str) -> None:
    text, path, is_key = PLACES[name]
    before = text.partition("‸")[0]
    lines = text.replace("‸", "").split("\n")

    place = place_at(lines, before.count("\n"), len(before.rpartition("\n")[2]))

    assert (place.path, place.is_key) == (path, is_key)


def test_without_the_package_the_command_says_what_to_install(root: Path, tmp_path: Path) -> None:
    import subprocess

    replace_file(tmp_path / "lsprotocol.py", "raise ImportError\n")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "lsp", "--root", str(root)],
        env=process_environment(PYTHONPATH=f"{tmp_path}:{ROOT}"),
        capture_output=True,
        text=True,
        check=False,
    )

    assert (done.returncode, "pip install pygls" in done.stderr) == (2, True)
    assert "package-missing" in codes()
