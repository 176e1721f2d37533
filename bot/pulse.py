"""How the running process is doing: counted in memory and told as Prometheus metrics, never about a person."""

from collections.abc import Sequence
from datetime import datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from telegram import Update

from bot.clock import Clock
from bot.transport import AiohttpRequest
from broadcasts.notice import Body
from broadcasts.people import Address
from broadcasts.ports import Messenger, Outcome

_BUCKETS = (0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2.5, 5, 10)
"""Seconds; what people wait for an answer, the network included, lies in the middle of them."""


class Pulse:
    """What happened since the start, and when it last did."""

    def __init__(self, clock: Clock) -> None:
        """Nothing has happened yet."""
        self._clock = clock
        self.started = clock()
        self.last_poll: datetime | None = None
        """When Telegram last answered a poll for updates."""
        self.last_update: datetime | None = None
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._handling = Histogram(
            "ward_update_seconds",
            "From taking up an update to the last call it caused, waiting for its chat's earlier ones included",
            ["kind"],
            registry=self.registry,
            buckets=_BUCKETS,
        )
        self._outcomes = Counter(
            "ward_outcomes", "Attempts to deliver notices, by what came of them", ["result"], registry=self.registry
        )
        self._failures = Counter("ward_failures", "Updates that ended in an error of ours", registry=self.registry)

    def handled(self, update: object, seconds: float) -> None:
        """An update was handled."""
        self.last_update = self._clock()
        self._handling.labels(_kind(update)).observe(seconds)

    def attempted(self, outcome: Outcome) -> None:
        """A notice was handed to the network for one recipient."""
        self._outcomes.labels(outcome.result.value).inc()

    def failed(self) -> None:
        """An update ended in an error."""
        self._failures.inc()

    def polling(self, base_url: str) -> AiohttpRequest:
        """What polls for updates, noting when Telegram answers."""
        return AiohttpRequest(base_url, 1, answered=self._polled)

    def _polled(self) -> None:
        self.last_poll = self._clock()


def _kind(update: object) -> str:
    if not isinstance(update, Update):
        return "other"
    if update.callback_query is not None:
        return "button"
    return "message" if update.message is not None else "other"


class CountedMessenger:
    """A channel whose outcomes are counted on their way to the delivery engine."""

    def __init__(self, inner: Messenger, pulse: Pulse) -> None:
        """Sends through `inner`."""
        self._inner = inner
        self._pulse = pulse

    async def may_leave(self, most: int) -> int:
        """See the protocol."""
        return await self._inner.may_leave(most)

    def stays(self, count: int) -> None:
        """See the protocol."""
        self._inner.stays(count)

    def overdraw(self, count: int) -> None:
        """See the protocol."""
        self._inner.overdraw(count)

    async def send(self, to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        """See the protocol."""
        return self._counted(await self._inner.send(to, body, code=code, chosen=chosen))

    async def correct(self, to: Address, copy: str, body: Body, *, code: str, chosen: bool) -> Outcome:
        """See the protocol."""
        return self._counted(await self._inner.correct(to, copy, body, code=code, chosen=chosen))

    async def recall(self, to: Address, copies: Sequence[str], *, code: str) -> Outcome:
        """See the protocol."""
        return self._counted(await self._inner.recall(to, copies, code=code))

    def _counted(self, outcome: Outcome) -> Outcome:
        self._pulse.attempted(outcome)
        return outcome
