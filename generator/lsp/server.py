"""The server itself, on pygls: it keeps the texts that are open, and answers in the protocol's own types."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from generator import __version__
from generator.excerpt import end_of, line_of, text_of
from generator.lsp.project import Project

if TYPE_CHECKING:
    from generator.errors import Problem
    from generator.world import World

    _Place = lsp.HoverParams | lsp.CompletionParams | lsp.DefinitionParams


def serve(world: World) -> None:
    """Serve the project of ``world`` on standard input and output until the editor ends it."""
    gc.enable()  # this process stays
    server_of(Project(world.root)).start_io()


def server_of(project: Project) -> LanguageServer:
    """Return a server of ``project``."""
    server = LanguageServer("piliers", __version__, text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
    _follow(server, project)
    _answer(server, project)
    return server


def _follow(server: LanguageServer, project: Project) -> None:
    """Keep the texts that are open, and tell the problems whenever one is opened, changed or saved."""
    said: set[str] = set()

    def tell(uri: str, *, whole: bool) -> None:
        file = _path(project, uri)
        if not file.startswith(("content/", "templates/")):
            return
        found = project.problems(file, whole=whole)
        texts = {name: text_of(project.world(), name) for name in found}
        for name in sorted({*found, *said, file}):
            diagnostics = [_diagnostic(*one, texts.get(name)) for one in found.get(name, [])]
            params = lsp.PublishDiagnosticsParams(_uri(project, name), diagnostics)
            server.text_document_publish_diagnostics(params)
        said.clear()
        said.update(found)

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    def _opened(params: lsp.DidOpenTextDocumentParams) -> None:
        project.open[_path(project, params.text_document.uri)] = params.text_document.text.encode()
        tell(params.text_document.uri, whole=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def _changed(params: lsp.DidChangeTextDocumentParams) -> None:
        text = server.workspace.get_text_document(params.text_document.uri).source
        project.open[_path(project, params.text_document.uri)] = text.encode()
        tell(params.text_document.uri, whole=False)

    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def _saved(params: lsp.DidSaveTextDocumentParams) -> None:
        tell(params.text_document.uri, whole=True)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def _closed(params: lsp.DidCloseTextDocumentParams) -> None:
        project.open.pop(_path(project, params.text_document.uri), None)


def _answer(server: LanguageServer, project: Project) -> None:
    """Answer what is asked of a place: what the key is for, what can stand there, where it leads."""

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def _hover(params: lsp.HoverParams) -> lsp.Hover | None:
        words = project.hover(*_where(project, server, params))
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, words)) if words else None

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[":", " ", "-"]))
    def _complete(params: lsp.CompletionParams) -> lsp.CompletionList:
        words, place = project.completions(*_where(project, server, params))
        kind = lsp.CompletionItemKind.Property if place.is_key else lsp.CompletionItemKind.Value
        items = [
            lsp.CompletionItem(word, kind=kind, documentation=doc, insert_text=f"{word}: " if place.is_key else word)
            for word, doc in words
        ]
        return lsp.CompletionList(is_incomplete=False, items=items)

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    def _defined(params: lsp.DefinitionParams) -> lsp.Location | None:
        mark = project.definition(*_where(project, server, params))
        if mark is None:
            return None
        start = lsp.Position(mark.line - 1, mark.column - 1)
        return lsp.Location(_uri(project, mark.file), lsp.Range(start, start))


def _path(project: Project, uri: str) -> str:
    """Return the path from the root of the file at ``uri``, or nothing for one that lies elsewhere."""
    file = to_fs_path(uri)
    return project.path_of(Path(file)) if file else ""


def _uri(project: Project, file: str) -> str:
    return from_fs_path(str(project.root / file)) or ""


def _where(project: Project, server: LanguageServer, params: _Place) -> tuple[str, int, int]:
    """Return the file, the line and the column, in characters from 0, that ``params`` ask of."""
    document = server.workspace.get_text_document(params.text_document.uri)
    line = line_of(document.source, params.position.line + 1) or ""
    before = line.encode("utf-16-le")[: 2 * params.position.character].decode("utf-16-le", "ignore")
    return _path(project, params.text_document.uri), params.position.line, len(before)


def _diagnostic(problem: Problem, warning: bool, text: str | None) -> lsp.Diagnostic:
    mark = problem.mark
    line = line_of(text, mark.line) or ""
    start, end = (_units(line, column) for column in (mark.column, end_of(line, mark.column)))
    number = max(mark.line - 1, 0)
    return lsp.Diagnostic(
        lsp.Range(lsp.Position(number, start), lsp.Position(number, end)),
        f"{problem.cause} {problem.remedy}".strip(),
        severity=lsp.DiagnosticSeverity.Warning if warning else lsp.DiagnosticSeverity.Error,
        code=problem.code or None,
        source="piliers",
    )


def _units(line: str, column: int) -> int:
    """Return how many UTF-16 units stand before ``column`` of ``line``: what the protocol counts in."""
    return len(line[: column - 1].encode("utf-16-le")) // 2
