"""A stand-in for Telegram's Bot API over real HTTP on loopback, for tests of what happens when things go wrong.

It keeps an account of every message it accepted and of every attempt that failed, enforces Telegram's limits when told
to, and fails on purpose: by seeded shares, by a script per chat, or altogether for a while. What it decides about a
send it decides when the send arrives; latency only delays the answer. So a client that gives up waiting may have been
served. Limits and faults are for sends and changes of what was sent, outages for every call, latency for every call
but getUpdates.

    async with TelegramServer(limits=Limits(), faults=Faults(script={5: [RESET_AFTER]}), latency=0.05) as server:
        ...  # a bot with token=server.token, base_url=f"{server.url}/bot"
        server.say(5, "xin chào")
        await server.wait_for(1)
        assert server.texts(5) == ["Chào anh/chị"]
"""

import asyncio
import concurrent.futures
import html
import itertools
import json
import math
import random
import re
import socket
import struct
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from http import HTTPStatus
from types import TracebackType
from typing import Any, NamedTuple, Protocol, Self
from urllib.parse import parse_qsl

from bot.pretend import CAPTION_LIMIT, MOST_COPIES, TEXT_LIMIT, PretendTelegram

TOKEN = "123456789:AAstand-in-for-telegram-not-a-secret"
SENDS = frozenset({"sendMessage", "copyMessage", "copyMessages", "sendPhoto", "sendDocument"})
"""What counts as a delivery."""
CHANGES = frozenset({"editMessageText", "editMessageCaption", "deleteMessage"})
"""What changes a delivery; limits and faults apply to both."""
OWN_MESSAGE_IDS_FROM = 1_000_001
"""The bot's messages are numbered from here, people's from 1."""

Latency = float | tuple[float, float]
"""Seconds until an answer: fixed, or between two bounds."""

_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(rb'\bname="([^"]*)"')
_FILE_NAME = re.compile(rb'\bfilename="([^"]*)"')
_BOUNDARY = re.compile(r'boundary="?([^";]+)')
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


# ------------------------------------------------------------------------------------------------- what goes wrong


@dataclass(frozen=True)
class Fault:
    """One way a send goes wrong; variations are made with `dataclasses.replace`."""

    status: int = 0
    """What is answered; 0 resets the connection instead, 200 is no error at all (with `delay`: late)."""
    description: str = ""
    retry_after: int = 0
    """Seconds for which the chat is refused from now on; with 429 only."""
    everywhere: bool = False
    """Whether `retry_after` holds for all chats."""
    migrate_to: int = 0
    accepted: bool = False
    """Whether the message is delivered all the same."""
    lasting: bool = False
    """Whether the chat stays like this: every later send to it meets the fault again."""
    delay: float = 0.0
    """Seconds added to the latency."""


BLOCKED = Fault(403, "Forbidden: bot was blocked by the user", lasting=True)
DEACTIVATED = Fault(403, "Forbidden: user is deactivated", lasting=True)
NOT_FOUND = Fault(400, "Bad Request: chat not found", lasting=True)
CANNOT_PARSE = Fault(400, "Bad Request: can't parse entities")
SERVER_ERROR = Fault(500, "Internal Server Error")
BAD_GATEWAY = Fault(502)
RESET_BEFORE = Fault()
RESET_AFTER = Fault(accepted=True)


def migrated(to: int) -> Fault:
    """The group has become the supergroup `to`."""
    return Fault(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to=to, lasting=True)


def too_many(seconds: int, everywhere: bool = False) -> Fault:
    """A penalty out of the blue, for the chat or for all chats; whoever goes on sending into it makes it longer."""
    return Fault(429, retry_after=seconds, everywhere=everywhere)


def slow(seconds: float) -> Fault:
    """The message is accepted at once and the answer comes late; with many seconds: never."""
    return Fault(200, accepted=True, delay=seconds)


@dataclass
class Faults:
    """The plan of what goes wrong with sends; may be changed while the server runs.

    `shares` gives each fault its share: a lasting one of the chats, any other of the sends. The draws depend on the
    seed, the chat and the number of the attempt alone, so a run can be repeated whatever order its sends take.
    `script` holds what the next sends to a chat meet (None: nothing) and goes before the shares; a lasting fault stays.
    `outages` are (from, to) in seconds since the server's start.
    """

    shares: Mapping[Fault, float] = field(default_factory=dict)
    script: dict[int, list[Fault | None]] = field(default_factory=dict)
    seed: int = 0
    outages: Sequence[tuple[float, float]] = ()
    _attempts: Counter[int] = field(default_factory=Counter, repr=False)

    def __post_init__(self) -> None:
        for lasting in (True, False):
            if sum(share for fault, share in self.shares.items() if fault.lasting is lasting) > 1 + 1e-9:
                raise ValueError("the shares of faults add up to more than everything")

    def fate(self, chat_id: int) -> Fault | None:
        """The lasting fault that the shares give this chat."""
        return self._drawn(True, chat_id)

    def meet(self, chat_id: int) -> Fault | None:
        """What the next send to the chat meets; counts as one attempt."""
        self._attempts[chat_id] += 1
        scripted = self.script.get(chat_id)
        if scripted:
            fault = scripted[0]
            if fault is None or not fault.lasting:
                scripted.pop(0)
            return fault
        return self.fate(chat_id) or self._drawn(False, chat_id, self._attempts[chat_id])

    def _drawn(self, lasting: bool, *about: int) -> Fault | None:
        if not self.shares:
            return None
        digest = blake2b(repr((self.seed, lasting, *about)).encode(), digest_size=8).digest()
        drawn = int.from_bytes(digest, "big") / 2**64
        for fault, share in self.shares.items():
            if fault.lasting is lasting:
                drawn -= share
                if drawn < 0:
                    return fault
        return None


# ------------------------------------------------------------------------------------------------- limits


@dataclass(frozen=True)
class Limits:
    """Telegram's limits on messages, and how it answers whoever goes over them."""

    overall_per_second: float = 30.0
    overall_burst: int = 30
    private_per_second: float = 1.0
    private_burst: int = 3
    group_messages: int = 20
    group_seconds: float = 60.0
    """At most so many messages to one group within any span of so many seconds."""
    group_slack: float = 0.05
    """Seconds a message to a group may come early, as the network does not deliver evenly."""
    least_penalty: float = 1.0
    most_penalty: float = 300.0
    growth: float = 2.0
    """Whoever goes on sending into a penalty of n seconds gets n x growth, then n x growth², …"""
    grace: float = 0.5
    """Sends that arrive so soon after the refusal were on their way already, and make nothing worse."""


@dataclass(frozen=True)
class Penalty:
    """A refusal because of too many messages."""

    retry_after: int
    ignored: bool
    """Whether the sender had been told to wait and did not."""


class _Meter(Protocol):
    def wait(self, now: float) -> float:
        """Seconds until another message fits; 0: it fits now."""

    def take(self, now: float, messages: int) -> None:
        """Count messages that leave together; they may go over the limit, and later ones wait for it."""


class _Bucket:
    def __init__(self, per_second: float, burst: int) -> None:
        self._per_second, self._burst = per_second, burst
        self._tokens, self._filled_at = float(burst), -math.inf

    def wait(self, now: float) -> float:
        self._tokens = min(self._burst, self._tokens + (now - self._filled_at) * self._per_second)
        self._filled_at = now
        return max(0.0, 1 - self._tokens - 1e-9) / self._per_second

    def take(self, now: float, messages: int) -> None:
        self._tokens -= messages


class _Window:
    def __init__(self, messages: int, seconds: float) -> None:
        self._times: deque[float] = deque(maxlen=messages)
        self._seconds = seconds

    def wait(self, now: float) -> float:
        full = len(self._times) == self._times.maxlen
        return max(0.0, self._times[0] + self._seconds - now) if full else 0.0

    def take(self, now: float, messages: int) -> None:
        self._times.extend([now] * messages)


class _Lane:
    """One scope of the limits: all chats, or one."""

    def __init__(self, meter: _Meter) -> None:
        self.meter = meter
        self.until = -math.inf
        self._length = 0.0
        self._told_at = -math.inf

    def penalise(self, seconds: float, now: float) -> Penalty:
        self._length, self.until, self._told_at = seconds, now + seconds, now
        return self._told(now, ignored=False)

    def insist(self, limits: Limits, now: float) -> Penalty:
        ignored = now - self._told_at > limits.grace
        if ignored:
            self._length = min(self._length * limits.growth, max(limits.most_penalty, self._length))
            self.until, self._told_at = max(self.until, now + self._length), now
        return self._told(now, ignored)

    def _told(self, now: float, ignored: bool) -> Penalty:
        return Penalty(max(1, math.ceil(self.until - now - 1e-9)), ignored)


class FloodControl:
    """Decides which messages are too many; without limits only penalties given on purpose hold."""

    def __init__(self, limits: Limits | None) -> None:
        self._enforced = limits is not None
        self._limits = limits or Limits()
        self._overall = _Lane(_Bucket(self._limits.overall_per_second, self._limits.overall_burst))
        self._chats: dict[int, _Lane] = {}

    def check(self, chat_id: int, now: float, messages: int = 1) -> Penalty | None:
        """Count messages that come together, or refuse them; refused ones count nowhere. An album counts by its parts,
        but to one person as one message: it is the burst Telegram allows there, as it cannot be sent in pieces.
        """
        lanes = (self._overall, self._chat(chat_id))
        for lane in lanes:
            if now < lane.until:
                return lane.insist(self._limits, now)
        if self._enforced:
            for lane in lanes:
                wait = lane.meter.wait(now)
                if wait > 0:
                    return lane.penalise(max(wait, self._limits.least_penalty), now)
            self._overall.meter.take(now, messages)
            self._chat(chat_id).meter.take(now, messages if chat_id < 0 else 1)
        return None

    def penalise(self, chat_id: int | None, seconds: float, now: float) -> Penalty:
        """Refuse a chat, or all of them, from now on."""
        return (self._overall if chat_id is None else self._chat(chat_id)).penalise(seconds, now)

    def _chat(self, chat_id: int) -> _Lane:
        lane = self._chats.get(chat_id)
        if lane is None:
            limits = self._limits
            lane = self._chats[chat_id] = _Lane(
                _Window(limits.group_messages, limits.group_seconds - limits.group_slack)
                if chat_id < 0
                else _Bucket(limits.private_per_second, limits.private_burst)
            )
        return lane


# ------------------------------------------------------------------------------------------------- the account


@dataclass(slots=True)
class Call:
    """One call of a method, with its parameters as they came: decoded when they were JSON, text otherwise."""

    method: str
    parameters: dict[str, Any]
    at: float
    """On the monotonic clock."""


@dataclass(slots=True)
class Delivered:
    """One message that arrived in its chat."""

    chat_id: int
    text: str
    """The text or the caption; empty for a copied message."""
    message_id: int
    method: str
    at: float
    """On the monotonic clock."""
    parameters: dict[str, Any] = field(repr=False)
    edited: str | None = None
    """What it reads after the last edit."""
    deleted: bool = False
    confirmed: bool = False
    """Whether the good news was written to an open connection: not yet while it is delayed, never if it was lost."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One attempt at a send that brought no message to its chat."""

    chat_id: int
    """0 if the call named none."""
    text: str
    method: str
    at: float
    """On the monotonic clock."""
    status: int
    """0: the connection was reset."""
    description: str
    retry_after: int = 0
    ignored_penalty: bool = False
    """Whether it came although the sender had been told to wait."""


# ------------------------------------------------------------------------------------------------- HTTP


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    body: bytes
    content_type: str = "application/json"


_RESET = _Answer(0, b"")
_GATEWAY_PAGE = _Answer(502, b"<html><head><title>502 Bad Gateway</title></head></html>\r\n", "text/html")


def _well(result: Any) -> _Answer:
    return _Answer(200, json.dumps({"ok": True, "result": result}).encode())


def _badly(status: int, description: str, **parameters: int) -> _Answer:
    body = {"ok": False, "error_code": status, "description": description}
    return _Answer(status, json.dumps(body | ({"parameters": parameters} if parameters else {})).encode())


class _Head(NamedTuple):
    """What matters of a request's head."""

    path: str
    query: str
    content_type: str
    length: int
    keep_alive: bool


class _Connection(asyncio.Protocol):
    """One connection, kept alive; requests on it are answered one after another."""

    def __init__(self, server: "TelegramServer") -> None:
        self._server = server
        self._buffer = bytearray()
        self._head: _Head | None = None
        self._busy = False
        self._keep_alive = True
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._server.opened(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._server.closed(self)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        self._advance()

    def reset(self) -> None:
        """Drop the connection so that the other side sees an error, not an end."""
        if self._transport is not None:
            sock: socket.socket = self._transport.get_extra_info("socket")
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
            self._transport.abort()

    def answer(self, answer: _Answer) -> bool:
        """Answer the request at hand; returns whether anybody was there to hear it."""
        if self._transport is None or self._transport.is_closing():
            return False
        if not answer.status:
            self.reset()
            return False
        self._transport.write(
            b"HTTP/1.1 %d %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s\r\n%s"
            % (
                answer.status,
                HTTPStatus(answer.status).phrase.encode(),
                answer.content_type.encode(),
                len(answer.body),
                b"" if self._keep_alive else b"Connection: close\r\n",
                answer.body,
            )
        )
        self._busy = False
        if not self._keep_alive:
            self._transport.close()
        elif self._buffer:
            asyncio.get_running_loop().call_soon(self._advance)
        return True

    def _advance(self) -> None:
        if self._busy or self._transport is None or (self._head is None and not self._read_head()):
            return
        assert self._head is not None
        head = self._head
        if len(self._buffer) < head.length:
            return
        body = bytes(self._buffer[: head.length])
        del self._buffer[: head.length]
        self._head = None
        self._busy = True
        self._keep_alive = head.keep_alive
        try:
            parameters = _decoded(head.content_type, body)
            if head.query:
                parameters |= parse_qsl(head.query, keep_blank_values=True)
        except ValueError:  # neither UTF-8 nor JSON
            self.answer(_badly(400, "Bad Request: can't parse the request body"))
        else:
            self._server.called(self, head.path, parameters)

    def _read_head(self) -> bool:
        end = self._buffer.find(b"\r\n\r\n")
        if end < 0:
            return False
        self._head = _head(bytes(self._buffer[:end]))
        del self._buffer[: end + 4]
        if self._head is None:
            self._keep_alive = False
            self.answer(_badly(400, "Bad Request: a request line and a Content-Length are needed"))
        return self._head is not None


@lru_cache(maxsize=1024)  # a client's requests differ in hardly more than their lengths
def _head(head: bytes) -> _Head | None:
    request, *lines = head.decode("latin-1").split("\r\n")
    fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    words = request.split(" ")
    length = fields.get("content-length", "0")
    if len(words) != 3 or not length.isdecimal() or "transfer-encoding" in fields:
        return None
    path, _, query = words[1].partition("?")
    keep_alive = words[2] == "HTTP/1.1" and fields.get("connection", "").lower() != "close"
    return _Head(path, query, fields.get("content-type", ""), int(length), keep_alive)


def _decoded(content_type: str, body: bytes) -> dict[str, Any]:
    if not body:
        return {}
    if content_type.startswith("application/json"):
        decoded = json.loads(body)
        if not isinstance(decoded, dict):
            raise ValueError("not an object")
        return decoded
    if content_type.startswith("multipart/form-data"):
        boundary = _BOUNDARY.search(content_type)
        if boundary is None:
            raise ValueError("no boundary")
        return _parts(body, boundary[1].encode())
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _parts(body: bytes, boundary: bytes) -> dict[str, Any]:
    """The parts of a multipart body: text of fields, bytes of files."""
    values: dict[str, Any] = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary)[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        if name := _NAME.search(head):
            values[name[1].decode()] = content if _FILE_NAME.search(head) else content.decode()
    return values


# ------------------------------------------------------------------------------------------------- the server


class TelegramServer:
    """Telegram's Bot API on 127.0.0.1, from `async with` on; port 0 takes any free one.

    Every method may be called from any thread and any event loop; on another thread than the server's, copy a record
    (`list(server.rejections)`) before going through it.
    """

    def __init__(
        self,
        limits: Limits | None = None,
        faults: Faults | None = None,
        latency: Latency = 0.0,
        port: int = 0,
        token: str = TOKEN,
    ) -> None:
        self.token = token
        self.faults = faults or Faults()
        self.latency = latency
        self.deliveries: dict[int, list[Delivered]] = {}
        self.rejections: list[Rejected] = []
        self.delivered = 0
        """How many messages were delivered, to all chats."""
        self.other_calls: list[Call] = []
        """Calls that neither send nor ask for updates, in their order; changes are among them."""
        self.changed = 0
        """How many edits and deletions were carried out."""
        self.refused_connections = 0
        """How often somebody tried to connect during an outage."""
        self.polls = 0
        """How often updates were asked for."""
        self.webhook = ""
        """Where updates should go; nothing is sent there, yet getUpdates answers 409 while it is set."""
        self._port = port
        self._random = random.Random(self.faults.seed)
        self._flood = FloodControl(limits)
        self._people = PretendTelegram()
        self._message_ids = itertools.count(OWN_MESSAGE_IDS_FROM)
        self._update_ids = itertools.count(1)
        self._albums = itertools.count(1)
        self._sent_by_people: set[tuple[int, int]] = set()
        self._updates: deque[dict[str, Any]] = deque()
        self._waiting: tuple[_Connection, int, asyncio.TimerHandle] | None = None
        self._connections: set[_Connection] = set()
        self._timers: list[asyncio.TimerHandle] = []
        self._down = False
        self._thread = 0
        self._loop: asyncio.AbstractEventLoop
        self._listener: asyncio.Server
        self._me = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "Tro ly",
            "username": "tro_ly_phuong_bot",
        }

    @property
    def url(self) -> str:
        """Where the server is; python-telegram-bot wants `/bot` after it."""
        return f"http://127.0.0.1:{self._port}"

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        self._thread = threading.get_ident()
        self._listener = await self._loop.create_server(
            lambda: _Connection(self), "127.0.0.1", self._port, backlog=1024
        )
        self._port = self._listener.sockets[0].getsockname()[1]
        for begin, end in self.faults.outages:
            self._timers += [self._loop.call_later(begin, self.go_down), self._loop.call_later(end, self.come_back)]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for timer in self._timers:
            timer.cancel()
        self._listener.close()
        self.go_down()
        await asyncio.sleep(0)  # transports close in the next round of the loop
        await self._listener.wait_closed()

    # -------------------------------------------------------------------------------- for tests

    def say(self, user_id: int, text: str, group_id: int = 0) -> int:
        """Queue an update as if a person had written, in private or in a group; returns its id."""
        user, chat = _person(user_id), _chat(group_id or user_id)
        return self.queue(self._people.message(user, chat, int(time.time()), text=text))

    def send_album(self, user_id: int, parts: int) -> list[int]:
        """Queue updates as if a person had sent an album of so many photos; returns the messages' ids."""
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        content = {"photo": photo, "media_group_id": f"album-{next(self._albums)}"}
        updates = [
            self._people.message(_person(user_id), _chat(user_id), int(time.time()), **content) for _ in range(parts)
        ]
        for update in updates:
            self.queue(update)
        ids = [int(update["message"]["message_id"]) for update in updates]
        self._sent_by_people.update((user_id, one) for one in ids)
        return ids

    def press(self, user_id: int, data: str, message_id: int = 0, group_id: int = 0) -> int:
        """Queue an update as if a person had pressed a button, by default under the last message; returns its id."""
        user, chat = _person(user_id), _chat(group_id or user_id)
        update = self._people.press(user, chat, int(time.time()), data)
        under = self.deliveries.get(chat["id"])
        if message_id or under:
            update["callback_query"]["message"]["message_id"] = message_id or under[-1].message_id  # type: ignore[index]
        return self.queue(update)

    def queue(self, update: dict[str, Any]) -> int:
        """Queue any update, under an id of ours, which is returned."""
        update["update_id"] = next(self._update_ids)
        self._updates.append(update)
        self._in_loop(self._serve_updates)
        return int(update["update_id"])

    def go_down(self) -> None:
        """Begin an outage: every connection is reset, open ones now and new ones at once."""
        self._in_loop(self._begin_outage)

    def come_back(self) -> None:
        """End the outage."""
        self._down = False

    def texts(self, chat_id: int) -> list[str]:
        """What arrived in a chat."""
        return [delivered.text for delivered in self.deliveries.get(chat_id, ())]

    def reads(self, chat_id: int) -> list[str]:
        """What a person finds in a chat now."""
        there = [one for one in self.deliveries.get(chat_id, ()) if not one.deleted]
        return [one.text if one.edited is None else one.edited for one in there]

    async def wait_for(self, condition: int | Callable[[], object], timeout: float = 5.0) -> None:  # noqa: ASYNC109 - a test's patience
        """Wait until so many messages were delivered, or until the condition holds; TimeoutError if it does not."""
        deadline = time.monotonic() + timeout
        while not (condition() if callable(condition) else self.delivered >= condition):
            if time.monotonic() > deadline:
                raise TimeoutError(
                    f"not within {timeout} s: {self.delivered} delivered, {len(self.rejections)} attempts failed"
                )
            await asyncio.sleep(0.002)  # the condition may be about anything, on any thread

    # -------------------------------------------------------------------------------- for connections

    def opened(self, connection: _Connection) -> None:
        """A connection was made."""
        if self._down:
            self.refused_connections += 1
            connection.reset()
        self._connections.add(connection)

    def closed(self, connection: _Connection) -> None:
        """A connection is gone."""
        self._connections.discard(connection)
        if self._waiting and self._waiting[0] is connection:
            self._end_wait()

    def called(self, connection: _Connection, path: str, parameters: dict[str, Any]) -> None:
        """A request has arrived in full."""
        bot, _, method = path.removeprefix("/").partition("/")
        if not bot.startswith("bot") or not method:
            connection.answer(_badly(404, "Not Found"))
        elif bot != f"bot{self.token}":
            connection.answer(_badly(401, "Unauthorized"))
        elif method == "getUpdates":
            self._get_updates(connection, parameters)
        elif method in SENDS:
            self._send(connection, method, parameters)
        else:
            self.other_calls.append(Call(method, parameters, time.monotonic()))
            if method in CHANGES and _whole(parameters.get("message_id")) >= OWN_MESSAGE_IDS_FROM:
                self._change(connection, method, parameters)
            else:
                self._answer(connection, self._other(method, parameters))

    # -------------------------------------------------------------------------------- methods

    def _other(self, method: str, parameters: dict[str, Any]) -> _Answer:
        match method:
            case "getMe":
                return _well(self._me)
            case "setWebhook":
                self.webhook = str(parameters.get("url", ""))
            case "deleteWebhook":
                self.webhook = ""
                if str(parameters.get("drop_pending_updates")).lower() == "true":
                    self._updates.clear()
            case "editMessageText" if chat_id := _whole(parameters.get("chat_id")):
                message_id = _whole(parameters.get("message_id"))
                return _well(self._message(chat_id, message_id) | {"text": parameters.get("text", "")})
        return _well(True)

    def _send(self, connection: _Connection, method: str, parameters: dict[str, Any]) -> None:
        now = time.monotonic()
        chat_id = _whole(parameters.get("chat_id"))
        text = str(parameters.get("text") or parameters.get("caption") or "")
        copies = self._to_copy(parameters) if method == "copyMessages" else [0]
        fault = self._met(chat_id, _mistake(method, chat_id, text, parameters, copies), now, len(copies))
        if fault and not fault.accepted:
            self._reject(connection, Rejected(chat_id, text, method, now, *_told(fault)), fault)
            return
        delivered = [Delivered(chat_id, text, next(self._message_ids), method, now, parameters) for _ in copies]
        self.deliveries.setdefault(chat_id, []).extend(delivered)
        self.delivered += len(delivered)
        well = fault is None or fault.status == 200
        answer = self._sent(delivered) if fault is None or well else _failure(fault)
        self._answer(connection, answer, fault.delay if fault else 0.0, delivered if well else ())

    def _to_copy(self, parameters: dict[str, Any]) -> list[int]:
        """Of the messages a copyMessages names those people sent; Telegram skips the others."""
        source = _whole(parameters.get("from_chat_id"))
        return [one for one in _ids(parameters) if (source, one) in self._sent_by_people]

    def _change(self, connection: _Connection, method: str, parameters: dict[str, Any]) -> None:
        """Edit or delete one of the bot's messages."""
        now = time.monotonic()
        chat_id, message_id = _whole(parameters.get("chat_id")), _whole(parameters.get("message_id"))
        text = str(parameters.get("text") or parameters.get("caption") or "")
        there = [one for one in self.deliveries.get(chat_id, ()) if one.message_id == message_id and not one.deleted]
        fault = self._met(chat_id, _mistaken_change(method, there[0] if there else None, text), now)
        if fault and not fault.accepted:
            self._reject(connection, Rejected(chat_id, text, method, now, *_told(fault)), fault)
            return
        (changed,) = there
        self.changed += 1
        if method == "deleteMessage":
            changed.deleted = True
        else:
            changed.edited = text
        well = _well(True if method == "deleteMessage" else self._message(chat_id, message_id) | {"text": text})
        failed = fault is not None and fault.status != 200
        self._answer(connection, _failure(fault) if fault and failed else well, fault.delay if fault else 0.0)

    def _met(self, chat_id: int, mistake: Fault | None, now: float, messages: int = 1) -> Fault | None:
        """What a call about a chat meets: its own mistake, a limit, or a fault of the plan."""
        if mistake:
            return mistake
        penalty, fault = self._flood.check(chat_id, now, messages), None
        if not penalty:
            fault = self.faults.meet(chat_id)
            if fault and fault.status == 429:
                penalty = self._flood.penalise(None if fault.everywhere else chat_id, fault.retry_after, now)
        if not penalty:
            return fault
        description = f"Too Many Requests: retry after {penalty.retry_after}"
        delay = fault.delay if fault else 0.0
        return _Refused(429, description, penalty.retry_after, delay=delay, ignored=penalty.ignored)

    def _reject(self, connection: _Connection, rejected: Rejected, fault: Fault) -> None:
        self.rejections.append(rejected)
        self._answer(connection, _failure(fault), fault.delay)

    def _sent(self, together: Sequence[Delivered]) -> _Answer:
        delivered = together[0]
        message = self._message(delivered.chat_id, delivered.message_id)
        file = {"file_id": f"file-{delivered.message_id}", "file_unique_id": f"u{delivered.message_id}"}
        match delivered.method:
            case "sendMessage":
                return _well(message | {"text": delivered.text})
            case "sendPhoto":
                return _well(message | {"photo": [file | {"width": 1, "height": 1}], "caption": delivered.text})
            case "sendDocument":
                return _well(message | {"document": file, "caption": delivered.text})
            case "copyMessages":
                return _well([{"message_id": one.message_id} for one in together])
        return _well({"message_id": delivered.message_id})

    def _message(self, chat_id: int, message_id: int) -> dict[str, Any]:
        return {"message_id": message_id, "date": int(time.time()), "chat": _chat(chat_id), "from": self._me}

    def _answer(
        self, connection: _Connection, answer: _Answer, delay: float = 0.0, confirms: Sequence[Delivered] = ()
    ) -> None:
        def answer_it() -> None:
            heard = connection.answer(answer)
            for confirmed in confirms:
                confirmed.confirmed = heard

        delay += self._random.uniform(*self.latency) if isinstance(self.latency, tuple) else self.latency
        if delay > 0:
            self._loop.call_later(delay, answer_it)
        else:
            answer_it()

    # -------------------------------------------------------------------------------- updates

    def _get_updates(self, connection: _Connection, parameters: dict[str, Any]) -> None:
        self.polls += 1
        if self.webhook:
            connection.answer(_badly(409, "Conflict: can't use getUpdates method while webhook is active"))
            return
        if self._waiting:
            self._end_wait().answer(_badly(409, "Conflict: terminated by other getUpdates request"))
        offset = _whole(parameters.get("offset"))
        while self._updates and self._updates[0]["update_id"] < offset:
            self._updates.popleft()
        alarm = self._loop.call_later(_whole(parameters.get("timeout")), self._serve_updates, True)
        self._waiting = connection, _whole(parameters.get("limit")) or 100, alarm
        if self._updates:
            self._serve_updates()

    def _serve_updates(self, even_none: bool = False) -> None:
        if self._waiting and (self._updates or even_none):
            limit = self._waiting[1]
            self._end_wait().answer(_well(list(itertools.islice(self._updates, limit))))

    def _end_wait(self) -> _Connection:
        assert self._waiting is not None
        connection, _, alarm = self._waiting
        alarm.cancel()
        self._waiting = None
        return connection

    # -------------------------------------------------------------------------------- inside

    def _begin_outage(self) -> None:
        self._down = True
        for connection in tuple(self._connections):
            connection.reset()

    def _in_loop(self, action: Callable[[], object]) -> None:
        """Do something on the server's own thread, and return when it is done."""
        if threading.get_ident() == self._thread:
            action()
            return

        async def act() -> None:
            action()

        asyncio.run_coroutine_threadsafe(act(), self._loop).result(timeout=5)


def _whole(value: object) -> int:
    """A whole number from a form or from JSON; 0 if it is none."""
    try:
        return int(str(value))
    except ValueError:
        return 0


def _ids(parameters: dict[str, Any]) -> list[int]:
    """The messages a call names, as JSON or as a form's field that holds JSON."""
    named = parameters.get("message_ids") or []
    return list(map(int, json.loads(named) if isinstance(named, str) else named))


def _person(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": False, "first_name": f"Người {user_id}", "language_code": "vi"}


def _chat(chat_id: int) -> dict[str, Any]:
    if chat_id > 0:
        return {"id": chat_id, "type": "private", "first_name": f"Người {chat_id}"}
    return {"id": chat_id, "type": "supergroup" if chat_id < -(10**12) else "group", "title": f"Tổ {-chat_id}"}


def _mistake(method: str, chat_id: int, text: str, parameters: dict[str, Any], copies: Sequence[int]) -> Fault | None:
    """What Telegram would refuse whatever the weather; `copies` are the messages it can copy."""
    if not chat_id:
        return NOT_FOUND if parameters.get("chat_id") else Fault(400, "Bad Request: chat_id is empty")
    if method == "sendMessage" and not text.strip():
        return Fault(400, "Bad Request: message text is empty")
    if method == "copyMessages":
        wanted = _ids(parameters)
        if not 1 <= len(wanted) <= MOST_COPIES:
            return Fault(400, "Bad Request: too many message identifiers specified")
        if any(later <= earlier for earlier, later in itertools.pairwise(wanted)):
            return Fault(400, "Bad Request: message identifiers must be in a strictly increasing order")
        if not copies:
            return Fault(400, "Bad Request: message to forward not found")
    limit = TEXT_LIMIT if method == "sendMessage" else CAPTION_LIMIT
    if len(text) > limit and len(html.unescape(_TAG.sub("", text))) > limit:
        what = "message" if method == "sendMessage" else "message caption"
        return Fault(400, f"Bad Request: {what} is too long")
    return None


def _mistaken_change(method: str, there: Delivered | None, text: str) -> Fault | None:
    """What Telegram would refuse of an edit or a deletion."""
    if there is None:
        return Fault(400, f"Bad Request: message to {'delete' if method == 'deleteMessage' else 'edit'} not found")
    if method == "deleteMessage":
        return None
    has_text = there.method == "sendMessage"
    if has_text != (method == "editMessageText"):
        return Fault(400, f"Bad Request: there is no {'caption' if has_text else 'text'} in the message to edit")
    if text == (there.text if there.edited is None else there.edited):
        return Fault(400, "Bad Request: message is not modified")
    return None


@dataclass(frozen=True)
class _Refused(Fault):
    """Too many messages."""

    ignored: bool = False
    """Whether the sender had been told to wait and did not."""


def _told(fault: Fault) -> tuple[int, str, int, bool]:
    """What is noted of a failed attempt."""
    return fault.status, fault.description, fault.retry_after, isinstance(fault, _Refused) and fault.ignored


def _failure(fault: Fault) -> _Answer:
    if not fault.status:
        return _RESET
    if fault.status == 502:
        return _GATEWAY_PAGE
    parameters = {"retry_after": fault.retry_after, "migrate_to_chat_id": fault.migrate_to}
    return _badly(fault.status, fault.description, **{name: value for name, value in parameters.items() if value})


class ServerThread:
    """The server on a thread of its own, for tested programs that block, or that run in a process of their own."""

    def __init__(
        self,
        limits: Limits | None = None,
        faults: Faults | None = None,
        latency: Latency = 0.0,
        port: int = 0,
        token: str = TOKEN,
    ) -> None:
        self._server = TelegramServer(limits, faults, latency, port, token)
        self._ready: concurrent.futures.Future[None] = concurrent.futures.Future()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="telegram", daemon=True)
        self._loop: asyncio.AbstractEventLoop
        self._stop: asyncio.Event

    def __enter__(self) -> TelegramServer:
        self._thread.start()
        self._ready.result(timeout=10)
        return self._server

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(timeout=10)

    async def _serve(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with self._server:
                self._ready.set_result(None)
                await self._stop.wait()
        except BaseException as error:
            if self._ready.done():
                raise
            self._ready.set_exception(error)
