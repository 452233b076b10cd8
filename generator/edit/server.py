"""The local web application: what it answers, and to whom.

It listens on this machine alone. Another site that a browser shows at the same time is refused thrice: by the name of
the host that it asked for (DNS rebinding), by the origin of what it posts, and since it does not have the token.
"""

from __future__ import annotations

import asyncio
import difflib
import io
import json
import secrets
from contextlib import asynccontextmanager
from functools import partial
from html import escape
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from generator.edit.history import ChangedElsewhereError
from generator.edit.pictures import MAX_PICTURE, TYPES
from generator.edit.pulling import proposed, taken
from generator.edit.session import Edit, RefusedError, Session
from generator.edit.start import MAX_DOCUMENT, Given, begun, brought, countries, languages, shelf
from generator.edit.words import page_words
from generator.errors import PiliersError
from generator.importing.new import usual_pillars
from generator.messages import _, speak
from generator.pipeline.edition import EDITIONS, edition_named
from generator.pipeline.production import publications
from generator.source.labels import label_of
from generator.units import Box
from generator.world import OWN, World

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.routing import BaseRoute
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

PAGE = Path(__file__).with_name("page")
MAX_BODY = 1024 * 1024  # bytes of a request: a text has 20,000 characters, a pasted table some hundred kilobytes
MAX_STREAMS = 16  # windows that are told of changes at the same time
_BEAT = 15.0  # seconds after which a window that is told nothing hears that we are still there
_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".ttf": "font/ttf"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' blob:; "
    "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PREVIEW = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
# Our page may ask what is clicked in it, and brings its font; it runs, sends and loads nothing all the same.
_WEB = f"{_PREVIEW.replace('sandbox;', 'sandbox allow-same-origin;')}; font-src data:"
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class Guard:
    """Lets only those through who asked this machine, by its own name, from our own page, with the token."""

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}
        self._cookie = f"piliers-{port}"
        self._token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        refusal = self._refusal(scope, headers)
        if refusal:
            await Response(refusal.phrase, refusal)(scope, receive, send)
            return
        if self._token_in(scope) and scope["method"] == "GET":
            answer = RedirectResponse("/", HTTPStatus.SEE_OTHER)
            answer.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
            await answer(scope, receive, send)
            return

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _value in message["headers"]}
                more = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
                message["headers"] = [*message["headers"], *(one for one in more if one[0] not in given)]
            await send(message)

        await self._app(scope, _bounded(receive, _sent(scope)[1]), sending)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> HTTPStatus | None:
        """Return why a request is refused."""
        if headers.get("host") not in self._hosts:
            return HTTPStatus.MISDIRECTED_REQUEST
        if not self._token_in(scope) and not self._has_cookie(headers.get("cookie", "")):
            return HTTPStatus.FORBIDDEN
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return HTTPStatus.FORBIDDEN
        if scope["method"] == "POST":
            if headers.get("origin") != f"http://{headers['host']}":
                return HTTPStatus.FORBIDDEN
            # Neither kind is sent to another site without its being asked first, which we never answer.
            kind, most = _sent(scope)
            if headers.get("content-type", "").partition(";")[0] != kind:
                return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
            if not headers.get("content-length", "0").isdecimal() or int(headers.get("content-length", "0")) > most:
                return HTTPStatus.REQUEST_ENTITY_TOO_LARGE
        return None

    def _token_in(self, scope: Scope) -> bool:
        """Tell whether the address holds the token: that which the program opens does, once."""
        given = scope["query_string"].removeprefix(b"token=")
        return scope["path"] == "/" and secrets.compare_digest(given, self._token.encode())

    def _has_cookie(self, cookies: str) -> bool:
        pairs = (one.strip().partition("=") for one in cookies.split(";"))
        return any(
            name == self._cookie and secrets.compare_digest(value.encode(), self._token.encode())
            for name, _equals, value in pairs
        )


def _sent(scope: Scope) -> tuple[str, int]:
    """Return the type that what is posted there must have, and the most bytes of it."""
    if scope["path"] == "/start/import" or scope["path"].endswith(("/pull", "/template")):
        return "application/octet-stream", MAX_DOCUMENT
    if scope["path"].endswith("/picture"):
        return "application/octet-stream", MAX_PICTURE
    return "application/json", MAX_BODY


class _TooLargeError(Exception):
    """A body that goes on past the limit."""


def _bounded(receive: Receive, most: int) -> Receive:
    """Return ``receive`` that ends in an error past the limit: a body need not say how long it is."""
    total = 0

    async def bounded() -> Message:
        nonlocal total
        message = await receive()
        total += len(message.get("body", b""))
        if total > most:
            raise _TooLargeError
        return message

    return bounded


def application(first: Session | None, world: World, port: int, token: str) -> ASGIApp:
    """Return the application for a folder: its publication that was asked for ``first``, and all others.

    ``token`` is what the first address must hold.
    """
    return Guard(Desk(first, world).application(), port, token)


class Desk:
    """The publications that are open, each below its own address; where others begin."""

    def __init__(self, first: Session | None, world: World) -> None:
        self._world = world
        self._first = _Pages(first, world) if first else None
        self._open: dict[str, _Pages] = {first.slug: self._first} if first and self._first else {}

    def application(self) -> Starlette:
        """Return what answers: of the first publication at ``/``, of each at ``/of/<slug>/``."""
        first, post = self._first, ["POST"]
        routes: list[BaseRoute] = [
            Route("/page/{name}", _asset),
            Route("/start", self._start),
            Route("/start/shelf", self._shelf),
            Route("/start/icon/{name}.svg", self._icon),
            Route("/start/new", self._begun, methods=post),
            Route("/start/import", self._brought, methods=post),
            Mount("/of/{slug}", app=self._of),
            Mount("/", app=first.application()) if first else Route("/", self._start),
        ]
        return Starlette(routes=routes, lifespan=self._watching, exception_handlers={_TooLargeError: _too_large})

    async def _of(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a publication answer; it is opened when it is asked for the first time."""
        slug = scope["path_params"]["slug"]
        try:
            pages = self._open.get(slug)
            if pages is None:
                pages = await run_in_threadpool(self._opened, slug)
        except PiliersError as error:
            await Response(str(error), HTTPStatus.NOT_FOUND, media_type="text/plain")(scope, receive, send)
            return
        await pages.application()(scope, receive, send)

    def _opened(self, slug: str) -> _Pages:
        """Return the pages of a publication, which reads its files apart from others."""
        world = World(self._world.root, self._world.output)
        if slug not in publications(world):
            raise PiliersError(_("There is no publication “{slug}”.", slug=slug))
        return self._open.setdefault(slug, _Pages(Session(world, slug), world, f"/of/{slug}"))

    # Where publications begin

    def _start(self, request: Request) -> Response:
        return _filled("start.html", request, "")

    @property
    def _fresh(self) -> World:
        return World(self._world.root, self._world.output)  # another program may have changed files since

    def _shelf(self, request: Request) -> Response:
        world = self._fresh
        known = {"languages": languages(world), "folder": str(world.root), "pillars": usual_pillars()}
        return JSONResponse({"publications": shelf(world), **known})

    def _icon(self, request: Request) -> Response:
        return _icon_file(self._fresh, request.path_params["name"])

    async def _begun(self, request: Request) -> Response:
        try:
            given = msgspec.json.decode(await request.body(), type=Given)
        except msgspec.MsgspecError:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        return await run_in_threadpool(_made, lambda: begun(self._fresh, given))

    async def _brought(self, request: Request) -> Response:
        asked, data = request.query_params, await request.body()
        name, language, keep = asked.get("name", "")[:200], asked.get("language", "")[:20], asked.get("keep") == "yes"
        return await run_in_threadpool(_made, lambda: brought(self._fresh, name, data, language, keep=keep))

    # The files on the disk

    @asynccontextmanager
    async def _watching(self, app: Starlette) -> AsyncIterator[None]:
        """Watch the files for as long as the server runs."""
        stop = asyncio.Event()
        watching = asyncio.create_task(self._watch(stop))
        try:
            yield
        finally:
            for pages in self._open.values():
                pages.ended = True
            stop.set()
            await watching

    async def _watch(self, stop: asyncio.Event) -> None:
        from watchfiles import awatch

        while not stop.is_set():
            folders = self._watched()
            watch = partial(awatch, debounce=60, step=20, rust_timeout=_TURN, yield_on_timeout=True)
            async for _changes in watch(*folders, stop_event=stop):
                for pages in [*self._open.values()]:
                    await run_in_threadpool(pages.session.look)
                if folders != self._watched():
                    break

    def _watched(self) -> list[Path]:
        """Return the folders in which files may change: a project has templates of its own, or none yet."""
        return [folder for name in ("content", "templates") if (folder := self._world.root / name).is_dir()]


def _made(make: Callable[[], dict[str, Any]]) -> Response:
    """Answer what was made, or why it was not; nothing is written in that case."""
    try:
        return JSONResponse(make())
    except PiliersError as error:
        found = [f"{one.cause} {one.remedy}".strip() for one in error.problems]
        return JSONResponse({"message": "\n".join(found) or str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)


def _filled(name: str, request: Request, base: str) -> Response:
    """Return a page of ours in the language of whoever looks; what it asks for lies below ``base``."""
    asked = [one.partition(";")[0].strip() for one in request.headers.get("accept-language", "").split(",")]
    speak([one for one in asked if one[:2] in ("fr", "en")][:1])
    words = page_words()
    text = (PAGE / name).read_text("utf-8")
    for key, value in {"base": escape(base), "language": words["language"], "title": words["title"]}.items():
        text = text.replace(f"{{{key}}}", value)
    data = json.dumps(words, ensure_ascii=False).replace("<", "\\u003c")
    return Response(text.replace("{words}", data), media_type="text/html")


def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    folders = (PAGE, OWN / "fonts")
    files = {path.name: path for one in folders for path in one.iterdir() if path.suffix in _TYPES}
    if name not in files:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    return Response(files[name].read_bytes(), media_type=_TYPES[files[name].suffix])


def _icon_file(world: World, name: str) -> Response:
    if name not in world.names("templates/icons", ".svg"):
        return Response(status_code=HTTPStatus.NOT_FOUND)
    data = world.place(f"templates/icons/{name}.svg").read_bytes()
    return Response(data, media_type=_TYPES[".svg"], headers={"Cache-Control": "private, max-age=3600"})


class _Pages:
    """What is answered for one publication, below the address ``base``, once a request is let through.

    Starlette gives a thread to each answer that is no coroutine, and so need not wait for it.
    """

    def __init__(self, session: Session, world: World, base: str = "") -> None:
        self.session = self._session = session
        self.ended = False
        self._world = world
        self._base = base
        self._streams = 0
        self._application: Starlette | None = None

    def application(self) -> Starlette:
        """Return what answers; it is made once."""
        if self._application is None:
            self._application = self._routed()
        return self._application

    def _routed(self) -> Starlette:
        post = ["POST"]
        routes = [
            Route("/", self._page),
            Route("/state", self._state),
            Route("/events", self._events),
            Route("/slide/{id}.svg", self._slide),
            Route("/slide/{id}/spots", self._spots),
            Route("/slide/{id}/caret", self._caret),
            Route("/preview/note/{number:int}/caret", self._caret),
            Route("/fit", self._fit),
            Route("/places", self._places),
            Route("/places/near", self._near),
            Route("/map.svg", self._map),
            Route("/picture", self._picture),
            Route("/picture", self._new_picture, methods=post),
            Route("/template", self._new_template, methods=post),
            Route("/icon/{name}.svg", self._icon),
            Route("/preview/web", self._web),
            Route("/preview/note/{number:int}.png", self._note),
            Route("/preview/note/spots", self._note_spots),
            Route("/file/{name}", self._file),
            Route("/edit", self._edit, methods=post),
            Route("/pull", self._pull, methods=post),
            Route("/look", self._look, methods=post),
            Route("/undo", self._undo, methods=post),
            Route("/redo", self._redo, methods=post),
        ]
        return Starlette(routes=routes, exception_handlers={_TooLargeError: _too_large})

    # What stands still

    def _page(self, request: Request) -> Response:
        answer = _filled("index.html", request, self._base)
        if self._session.problems:  # the language of whoever looks may be another
            self._session.retell()
        return answer

    def _icon(self, request: Request) -> Response:
        name = request.path_params["name"]
        if name not in self._session.icons:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return _icon_file(self._world, name)

    # What changes

    def _state(self, request: Request) -> Response:
        return JSONResponse(self._shown(_seen(request)))

    def _shown(self, seen: int) -> dict[str, Any]:
        session = self._session
        choices: dict[str, Any] = {"icons": session.icons, "colours": session.colours, "cities": session.cities}
        choices |= {"pictures": session.pictures, "choices": session.choices}
        choices["colour_labels"] = {name: label_of(name) for name in session.colours}
        shown = session.state(seen) | choices
        if "seen" not in shown:  # what never changes is told once
            shown |= {"languages": languages(self._world), "countries": countries(), "icon_words": session.icon_words}
        return shown

    def _slide(self, request: Request) -> Response:
        data = self._session.picture(request.path_params["id"])
        if data is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return Response(data, media_type=_TYPES[".svg"], headers={"Cache-Control": "private, max-age=86400, immutable"})

    def _spots(self, request: Request) -> Response:
        spots = self._session.spots(request.path_params["id"])
        return Response(status_code=HTTPStatus.NOT_FOUND) if spots is None else JSONResponse(spots)

    def _caret(self, request: Request) -> Response:
        """Answer the words before and after a point of a slide or of a page of the note: ``at`` is a box, and it."""
        try:
            at = msgspec.json.decode(request.query_params.get("at", ""), type=_Point)
        except msgspec.MsgspecError:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        known = request.path_params
        where = known["number"] - 1 if "number" in known else known["id"]
        return JSONResponse(self._session.caret(where, Box(*at[:4]), *at[4:]))

    def _fit(self, request: Request) -> Response:
        """Answer how a text fits, and what more words would cost; that is asked for beside a field, and may wait."""
        try:
            path = msgspec.json.decode(request.query_params.get("path", ""), type=list[str | int])
            file, asked = request.query_params.get("file", ""), request.query_params.get("note") == "yes"
            noted = asked or not self._session.is_long
            told = self._session.fit(file, path, noted=noted)
        except (msgspec.MsgspecError, PiliersError, LookupError):
            return JSONResponse({"told": [], "noted": True})
        return JSONResponse({"told": told, "noted": noted})

    def _picture(self, request: Request) -> Response:
        """Answer a picture of the publication's folder; what is drawn in it can neither load nor run anything."""
        name = request.query_params.get("file", "")
        kind = TYPES.get(Path(name).suffix.lower())
        data = self._session.picture_file(name) if kind else None
        if data is None:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return Response(data, media_type=kind, headers={"Content-Security-Policy": _PREVIEW})

    async def _new_picture(self, request: Request) -> Response:
        return await self._new_file(self._session.keep_picture, request)

    async def _new_template(self, request: Request) -> Response:
        return await self._new_file(self._session.keep_template, request)

    async def _new_file(self, keep: Callable[[str, bytes], str], request: Request) -> Response:
        data, name = await request.body(), request.query_params.get("name", "")[:200]
        try:
            return JSONResponse({"file": await run_in_threadpool(keep, name, data)})
        except PiliersError as error:
            return JSONResponse({"message": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)

    def _places(self, request: Request) -> Response:
        """Answer the places of the gazetteer that have a name, or the first that a text names; nothing leaves."""
        from generator.edit.gazetteer import found, named_in

        asked = request.query_params
        if text := asked.get("text", "")[:_LONGEST]:
            known = {name for names in self._session.cities.values() for name in names}
            place = named_in(text, known)
            return JSONResponse(msgspec.to_builtins([place] if place else []))
        return JSONResponse(msgspec.to_builtins(found(asked.get("name", "")[:80])))

    def _near(self, request: Request) -> Response:
        """Answer which country holds a point of the map, and which places are near."""
        try:
            longitude, latitude = _degrees(request, "longitude", 180), _degrees(request, "latitude", 90)
        except ValueError:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        return JSONResponse(self._session.near(longitude, latitude))

    def _map(self, request: Request) -> Response:
        """Answer the map around a point: its middle, and the degrees of latitude that it shows."""
        try:
            asked = [_degrees(request, *one) for one in (("longitude", 540), ("latitude", 90), ("span", 180))]
        except ValueError:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        data = self._session.map_around(*asked)
        return Response(data, media_type=_TYPES[".svg"], headers={"Content-Security-Policy": _PREVIEW})

    async def _events(self, request: Request) -> Response:
        if self._streams >= MAX_STREAMS:
            return Response(status_code=HTTPStatus.TOO_MANY_REQUESTS)
        return StreamingResponse(self._told(), media_type="text/event-stream")

    async def _told(self) -> AsyncIterator[str]:
        """Yield the number of each new version, and a sign of life between them."""
        self._streams += 1
        try:
            told, waited = -1, 0.0
            while not self.ended:
                if self._session.version != told:
                    told, waited = self._session.version, 0.0
                    yield f"data: {told}\n\n"
                elif waited >= _BEAT:
                    waited = 0.0
                    yield ": still here\n\n"
                await asyncio.sleep(_POLL)
                waited += _POLL
        finally:
            self._streams -= 1

    # Changes

    async def _edit(self, request: Request) -> Response:
        try:
            edit = msgspec.json.decode(await request.body(), type=Edit)
        except msgspec.MsgspecError:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        return await run_in_threadpool(self._answer, lambda: self._session.edit(edit), request, edit)

    async def _pull(self, request: Request) -> Response:
        """Answer what corrected files propose, or take of it what is wanted; the body holds one after the other."""
        asked, data = request.query_params, io.BytesIO(await request.body())
        try:
            sizes = [int(one) for one in asked.getlist("size")]
        except ValueError:
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        names = [one[:200] for one in asked.getlist("name")]
        files = [(name, data.read(max(size, 0))) for name, size in zip(names, sizes, strict=False)]
        wanted = asked.get("take", "")
        return await run_in_threadpool(self._pulled, files, wanted.split(",") if wanted else [])

    def _pulled(self, files: list[tuple[str, bytes]], wanted: list[str]) -> Response:
        world, slug = World(self._world.root, self._world.output), self._session.slug
        if not wanted:
            return _made(lambda: proposed(world, slug, files))
        answer = _made(lambda: taken(world, slug, files, wanted))
        self._session.look()
        return answer

    async def _look(self, request: Request) -> Response:
        """Show another edition from now on."""
        try:
            asked = msgspec.json.decode(await request.body(), type=dict[str, str])["edition"]
        except (msgspec.MsgspecError, KeyError):
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        await run_in_threadpool(self._session.look_at, asked)
        return JSONResponse(await run_in_threadpool(self._shown, _seen(request)))

    def _undo(self, request: Request) -> Response:
        return self._answer(self._session.undo, request)

    def _redo(self, request: Request) -> Response:
        return self._answer(self._session.redo, request)

    def _answer(self, change: Callable[[], None], request: Request, edit: Edit | None = None) -> Response:
        """Return the new state after a change, or why it was not made; nothing is lost in either case."""
        try:
            change()
        except ChangedElsewhereError as error:
            return JSONResponse({"message": str(error), **self._differing(edit)}, HTTPStatus.CONFLICT)
        except RefusedError as error:
            found = [f"{one.cause} {one.remedy}".strip() for one in error.problems]
            return JSONResponse({"message": "\n".join(found)}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except PiliersError as error:
            return JSONResponse({"message": str(error)}, HTTPStatus.UNPROCESSABLE_ENTITY)
        except (LookupError, TypeError, ValueError, AttributeError):  # what no page of ours sends
            return Response(status_code=HTTPStatus.BAD_REQUEST)
        own = {one.file: [one.before, one.after] for one in self._session.stepped}
        return JSONResponse(self._shown(_seen(request)) | {"own": own, "doubts": self._session.doubts})

    def _differing(self, edit: Edit | None) -> dict[str, Any]:
        """Return the text of the file as it is now, and how it would differ from it."""
        if edit is None:
            return {"text": "", "diff": []}
        now, wanted = self._session.proposed(edit)
        lines = difflib.unified_diff(now.splitlines(), wanted.splitlines(), n=1, lineterm="")
        return {"text": now, "diff": list(lines)[2:]}

    # Whole files

    def _note_spots(self, request: Request) -> Response:
        return JSONResponse(self._session.note_spots())

    def _web(self, request: Request) -> Response:
        """Answer the page as it would be, without its being written."""
        data = self._session.edition("web")
        if isinstance(data, str):
            return Response(data, HTTPStatus.NOT_FOUND)
        return Response(data, media_type="text/html", headers={"Content-Security-Policy": _WEB})

    def _note(self, request: Request) -> Response:
        number, pages = request.path_params["number"], self._session.note_pages()
        if not 0 < number <= len(pages):
            return Response(status_code=HTTPStatus.NOT_FOUND)
        return Response(pages[number - 1], media_type="image/png", headers={"X-Pages": str(len(pages))})

    def _file(self, request: Request) -> Response:
        """Answer the real file: built, checked, and in the output folder too; of an edition that is declared, if asked.

        So also the Word copy that colleagues correct.
        """
        name, declared = request.path_params["name"], request.query_params.get("edition", "")
        if name not in ["review", *(one.name for one in EDITIONS)]:
            return Response(status_code=HTTPStatus.NOT_FOUND)
        world, slug = World(self._world.root, self._world.output), self._session.slug
        try:
            if name == "review":
                from generator.review.write import write_copy

                path = write_copy(world, slug)
                return _saved(path.name, path.read_bytes())
            from generator.pipeline.build import build
            from generator.pipeline.editions import Editions

            if declared:
                editions = Editions(world, slug)
                own = editions.production(declared).publication.edition
                if own is None or name not in own.outputs:
                    return Response(status_code=HTTPStatus.NOT_FOUND)
                result = editions.build(own)[own.outputs.index(name)]
            else:
                (result,) = build(world, slug, [edition_named(name)])
            data = (world.output / result.entry.file).read_bytes()
        except (PiliersError, OSError) as error:
            return Response(str(error), HTTPStatus.CONFLICT, media_type="text/plain")
        return _saved(result.entry.file, data)


def _saved(name: str, data: bytes) -> Response:
    """Return a file that the browser keeps under its name."""
    disposition = f'attachment; filename="{name}"'
    return Response(data, media_type="application/octet-stream", headers={"Content-Disposition": disposition})


_Point = tuple[float, float, float, float, float, float]  # a box and a point in it, in hundredths of what holds both
_LONGEST = 4000  # letters of a text in which places are looked for
_TURN = 2000  # milliseconds to the next look where nothing is told: on a network's drives, of a folder just made
_POLL = 0.02  # seconds between two looks whether there is a new version: much less than a picture takes


def _degrees(request: Request, name: str, most: float) -> float:
    """Return a number of degrees that was asked for; raise ValueError for what is none."""
    value = float(request.query_params.get(name, ""))
    if not abs(value) <= most:
        raise ValueError(name)
    return value


def _seen(request: Request) -> int:
    """Return which state the page has, of which only what differs need be told."""
    given = request.headers.get("x-seen", "")
    return int(given) if given.isdecimal() and len(given) < _DIGITS else -1


_DIGITS = 20  # of the number of a state


def _too_large(request: Request, error: Exception) -> Response:
    return Response(status_code=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
