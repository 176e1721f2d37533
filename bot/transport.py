"""How calls travel to Telegram: python-telegram-bot's seam for requests, over aiohttp.

Its own way, httpx, looks through all of its connections at every request: at 32 at once it is several times slower.
"""

import urllib.request
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import httpx
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

READ_SECONDS = 5.0
"""For which an answer is awaited, where the call says nothing else; python-telegram-bot's own time."""
UPLOAD_SECONDS = 20.0
"""More, for a call that sends a file along."""
CONNECT_SECONDS = 10.0
"""For a connection, whether one has to become free or to be made."""
CONNECTIONS = 256
"""At the same time: a burst of questions beside what notices take; python-telegram-bot's own number."""
KEPT_SECONDS = 30.0
"""For which an unused connection is kept: less than the other side keeps it, so that it is not found dead."""
NEVER_LEFT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""Causes that prove that nothing reached Telegram."""


class AiohttpRequest(BaseRequest):
    """Calls over at most so many connections to one server; the environment's proxy for it is used."""

    def __init__(self, base_url: str, connections: int, *, answered: Callable[[], None] | None = None) -> None:
        """Connections are made when they are needed, from `initialize` on. `answered` is called at every success."""
        self._answered = answered
        where = urlsplit(base_url)
        bypassed = urllib.request.proxy_bypass(where.netloc)
        self._proxy = None if bypassed else urllib.request.getproxies().get(where.scheme)
        self._connections = connections
        self._session: aiohttp.ClientSession | None = None

    async def initialize(self) -> None:
        """Nothing is connected yet."""
        if self._session is None:
            # The certificates trusted are those python-telegram-bot brings along: small systems have none.
            connector = aiohttp.TCPConnector(
                limit=self._connections, keepalive_timeout=KEPT_SECONDS, ssl=httpx.create_ssl_context()
            )
            self._session = aiohttp.ClientSession(
                connector=connector,
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self.USER_AGENT},
                proxy=self._proxy,
            )

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    @property
    def read_timeout(self) -> float | None:
        """Seconds, to which a call that waits for updates adds its own."""
        return READ_SECONDS

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """One call: the answer's status and body. Only the times to connect and to read can be set.

        Raises TimedOut or NetworkError, with what aiohttp raised as cause.
        """
        if self._session is None:
            raise RuntimeError("the request object is not initialised")
        files = request_data.multipart_data if request_data else {}
        reading = READ_SECONDS + UPLOAD_SECONDS * bool(files)
        times = aiohttp.ClientTimeout(
            total=None,
            connect=CONNECT_SECONDS if connect_timeout is self.DEFAULT_NONE else connect_timeout,
            sock_read=reading if read_timeout is self.DEFAULT_NONE else read_timeout,
        )
        if files and request_data:
            form = aiohttp.FormData(request_data.json_parameters)
            for name, (file_name, content, kind) in files.items():
                form.add_field(name, content, filename=file_name, content_type=kind)
            body: dict[str, Any] = {"data": form}
        else:
            body = {"json": request_data.parameters} if request_data else {}
        try:
            async with self._session.request(method, url, timeout=times, **body) as response:
                content = await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Its own words may hold the address, and that the token.
            raise NetworkError(f"aiohttp.{type(error).__name__}") from error
        if self._answered is not None and response.ok:
            self._answered()
        return response.status, content
