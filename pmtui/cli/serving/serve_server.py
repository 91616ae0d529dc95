"""The server behind `pmtui serve`: a page and its parts, and a session for each page that is open."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from html import escape
from importlib.resources import files
from pathlib import Path
from string import Template

import textual_serve
from aiohttp import web

from pmtui.cli.serving.serve_access import COOKIE, ENTRANCE, Access
from pmtui.cli.serving.serve_session import Session

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

_PARTS = Path(textual_serve.__file__).parent / "static"
"""The terminal for a page, with its font, as textual-serve ships them."""

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        "img-src 'self' data:; connect-src 'self' $socket; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_NO_SECRET = "pmtui: this page needs the whole address that `pmtui serve` printed, with its secret"
_NOT_OURS = "pmtui: this request does not come from the page that `pmtui serve` serves"
_SMALLEST, _USUAL, _BIGGEST = 6, 16, 48
"""Sizes of the letters, in pixels."""


class BrowserServer:
    """Serves one workspace.

    Args:
        command: What each browser opens.
        environ: What to add to its environment.
        access: Who may open it.
        most: The most sessions at once.
    """

    def __init__(self, command: Sequence[str], environ: Mapping[str, str], access: Access, most: int) -> None:
        self._command, self._environ = command, environ
        self._access, self._most = access, most
        self._open: set[web.WebSocketResponse] = set()
        self._page = Template(
            (files("pmtui") / "cli" / "serving" / "serve_page.html").read_text(encoding="utf-8")
        )

    async def run(self, host: str, port: int, listening: Callable[[int], None]) -> None:
        """Serve until a signal ends it.

        Args:
            host: The address to listen at.
            port: Its port; 0 for any that is free.
            listening: Called once with the port.

        Raises:
            OSError: Nobody can listen there.
        """
        over = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(number, over.set)
        runner = web.AppRunner(self.application(), access_log=None)
        await runner.setup()
        try:
            site = web.TCPSite(runner, host, port)
            await site.start()
            listening(int(runner.addresses[0][1]))
            await over.wait()
        finally:
            await runner.cleanup()

    def application(self) -> web.Application:
        """The application that answers requests."""
        application = web.Application(middlewares=[self._guard])
        path = self._access.path
        application.router.add_get(f"{ENTRANCE}{{secret}}", self._exchange)
        application.router.add_get(path, self._show)
        application.router.add_get(f"{path}ws", self._connect)
        application.router.add_static(f"{path}static", _PARTS)
        application.on_shutdown.append(self._close_all)
        return application

    @web.middleware
    async def _guard(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        """Let in whoever may come in; whatever is answered tells the browser to fetch nothing from elsewhere."""
        refusal = self._refusal(request)
        try:
            response = await handler(request) if refusal is None else refusal
        except web.HTTPException as error:
            response = web.Response(status=error.status, text=f"pmtui: {error.reason}\n")
        if not response.prepared:
            for name, value in _HEADERS.items():
                response.headers[name] = value.replace("$socket", _socket_origin(request))
        return response

    def _refusal(self, request: web.Request) -> web.Response | None:
        access, origin = self._access, request.headers.get("Origin")
        if not access.is_host(request.host):
            return _refused(_NOT_OURS)
        if origin is not None and not access.is_own_origin(origin, request.host):
            return _refused(_NOT_OURS)
        if request.path.startswith(ENTRANCE):
            return None if access.knows(request.path.removeprefix(ENTRANCE)) else _refused(_NO_SECRET)
        if not access.has_cookie(request.cookies.get(COOKIE, "")):
            return _refused(_NO_SECRET)
        return None

    async def _exchange(self, request: web.Request) -> web.StreamResponse:
        """Give the cookie for the secret; the page that leads on is ours, so the browser sends the cookie along."""
        path = self._access.path
        response = web.Response(
            text=f'<!DOCTYPE html><meta http-equiv="refresh" content="0; url={path}"><a href="{path}">pmtui</a>',
            content_type="text/html",
        )
        response.set_cookie(COOKIE, self._access.cookie, path=path, httponly=True, samesite="Strict")
        return response

    async def _show(self, request: web.Request) -> web.StreamResponse:
        if self._is_full:
            return self._full()
        size = request.query.get("fontsize", "")
        pixels = int(size) if size.isascii() and size.isdigit() and len(size) < len("100") else _USUAL
        page = self._page.substitute(
            socket=escape(f"{_socket_origin(request)}{self._access.path}ws"),
            size=max(_SMALLEST, min(pixels, _BIGGEST)),
        )
        return web.Response(text=page, content_type="text/html")

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        """Begin a session for a page of ours."""
        if "Origin" not in request.headers:
            return _refused(_NOT_OURS)
        if self._is_full:
            return self._full()
        page = web.WebSocketResponse(heartbeat=15)
        self._open.add(page)
        try:
            await page.prepare(request)
            await Session(self._command, self._environ, page).run(
                _number(request.query.get("width", ""), 80), _number(request.query.get("height", ""), 24)
            )
        finally:
            self._open.discard(page)
        return page

    @property
    def _is_full(self) -> bool:
        return len(self._open) >= self._most

    def _full(self) -> web.Response:
        sessions = "1 session is" if self._most == 1 else f"{self._most} sessions are"
        return web.Response(
            status=503,
            text=f"pmtui: {sessions} open, and no more may be; close a page and load this one again, "
            f"or serve with --sessions {self._most + 1}\n",
        )

    async def _close_all(self, application: web.Application) -> None:
        """Close the pages; each session ends with its page."""
        for page in tuple(self._open):
            with suppress(ConnectionError):
                await page.close(code=1001, message=b"the server ends")
        while self._open:
            await asyncio.sleep(_LOOK)


_LOOK = 0.05


def _refused(why: str) -> web.Response:
    return web.Response(status=403, text=f"{why}\n")


def _socket_origin(request: web.Request) -> str:
    """The address of the websocket as the page's browser reaches it; the near end of a tunnel may have another port."""
    return f"ws://{request.host}"


def _number(text: str, usual: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < len("10000") else usual
