"""Carrying out sendings: claim, let the database go, send, record; every step survives a kill.

What was claimed and never recorded is found again by its row, so nothing depends on this process living on.
"""

import asyncio
import random
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog
from sqlite_utils import Database

from broadcasts import claim_store, group_store, repair_store
from broadcasts import delivery_store as store
from broadcasts.notice import Claim, Otherwise, Reason, SendingKind, SendingState
from broadcasts.ports import Messenger, Outcome, Result

log = structlog.get_logger(__name__)

AT_ONCE = 32
"""Messages on the network at the same time: enough to hide its latency."""
GATHER = 0.005
"""Seconds for which outcomes are gathered before they are recorded together."""
FIRST_GAP, LONGEST_GAP = timedelta(seconds=2), claim_store.PUT_OFF_MOST
"""Between tries after transient faults; it doubles each time."""
IN_DOUBT = timedelta(minutes=1)
"""After which a message that may have arrived is tried once more: whatever cut it off, a gateway's moment or a process
that dies again and again, is likely to be over, and a second doubt would give its reader up.
"""
PAUSE_FAILURES, PAUSE_SHARE = 10, 0.10
"""From so many failures and such a share of all on, a sending pauses itself: something is wrong with all of it."""
REPAIR_EVERY = timedelta(minutes=1)
IDLE = timedelta(seconds=1)
"""How long a pause or cancellation may take to be noticed while nothing is going on."""

_LOST = {Result.BLOCKED: Reason.BLOCKED, Result.DEACTIVATED: Reason.DEACTIVATED, Result.GONE: Reason.GONE}


class Run(Protocol):
    """Runs a function whole in the database thread, as one transaction."""

    async def __call__(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call `function(db, *args)`."""
        ...


def gap(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many attempts; `chance` (0–1) spreads those who failed together."""
    doubled: timedelta = FIRST_GAP * 2 ** min(attempts - 1, 12)
    return min(doubled, LONGEST_GAP) * (0.5 + chance / 2)


class Dispatcher:
    """One at a time carries out all sendings of one database through one channel."""

    def __init__(
        self,
        run: Run,
        messenger: Messenger,
        clock: Callable[[], datetime],
        changed: Callable[[int], Awaitable[None]] | None = None,
        in_doubt: timedelta = IN_DOUBT,
    ) -> None:
        """`changed` is told the sendings that were started, held, paused or ended, one after another."""
        self._run = run
        self._messenger = messenger
        self._clock = clock
        self._changed = changed
        self._in_doubt = in_doubt
        self._wake = asyncio.Event()
        self._stopping = False
        self._repaired: datetime | None = None
        self._landed: list[tuple[Claim, Outcome]] = []
        self._chance = random.Random()  # noqa: S311 - spreads retries, guards nothing

    def wake(self) -> None:
        """Something is new: look at once."""
        self._wake.set()

    def stop(self) -> None:
        """Claim nothing more; `forever` ends when what is on the network has been recorded."""
        self._stopping = True
        self._wake.set()

    async def forever(self) -> None:
        """Carry out what falls due, until stopped. What the database cannot take now is tried again a moment later."""
        while not self._stopping:
            try:
                await self.carry_out()
            except Exception:
                # A full disk, a locked file, a fault of ours: whatever it is, delivery goes on when it is over.
                log.exception("sendings interrupted")
                self._repaired = None
            if self._stopping:
                break
            self._wake.clear()
            try:
                await asyncio.wait_for(self._wake.wait(), await self._idle_seconds())
            except TimeoutError:
                continue

    async def _idle_seconds(self) -> float:
        now = self._clock()
        try:
            planned = await self._run(store.next_moment, now)
        except Exception:
            log.exception("sendings interrupted")
            planned = None
        return max(0.0, min(IDLE, planned - now).total_seconds()) if planned else IDLE.total_seconds()

    async def carry_out(self) -> None:
        """Start what is due and send everything that can be sent now; returns when nothing is left for the moment."""
        await self._record_landed()
        await self._repair()
        await self._start_due()
        started = self._clock()
        flying: set[asyncio.Task[tuple[Claim, Outcome]]] = set()
        try:
            while True:
                room = 0 if self._stopping else AT_ONCE - len(flying)
                # Only what may leave at once is claimed: what is claimed is in doubt if this process dies.
                leave = await self._leave(room) if room else 0
                claims, touched = await self._run(_record_and_claim, self._landed, leave, self._now())
                self._landed = []
                leaving = sum(claimed.messages for claimed in claims)
                if leave > leaving:
                    self._messenger.stays(leave - leaving)
                elif leaving > leave:
                    self._messenger.overdraw(leaving - leave)
                flying |= {asyncio.create_task(self._send(claimed)) for claimed in claims}
                await self._tell(touched)
                if not flying:
                    break
                done, flying = await asyncio.wait(flying, return_when=asyncio.FIRST_COMPLETED)
                if flying and len(done) < AT_ONCE // 4:
                    more, flying = await asyncio.wait(flying, timeout=GATHER)
                    done |= more
                self._landed = [task.result() for task in done]
                if not self._stopping and abs(self._clock() - started) >= IDLE:
                    # A long sending must not keep an urgent one from starting.
                    started = self._clock()
                    await self._start_due()
        except Exception:
            # What is on the network arrives all the same: its outcome is kept until it can be recorded.
            if flying:
                done, flying = await asyncio.wait(flying)
                self._landed += [task.result() for task in done]
            raise
        finally:
            for task in flying:
                task.cancel()
        await self._tell(await self._run(repair_store.finish_what_is_done, self._clock()))

    def _now(self) -> "_Now":
        return _Now(self._clock(), self._chance.random(), self._in_doubt)

    async def _send(self, claimed: Claim) -> tuple[Claim, Outcome]:
        to, code, messenger = claimed.to, claimed.code, self._messenger
        if claimed.kind is SendingKind.RECALL:
            return claimed, await messenger.recall(to, claimed.copies, code=code)
        if claimed.copies:
            newest = claimed.copies[0]
            return claimed, await messenger.correct(to, newest, claimed.body, code=code, chosen=claimed.chosen)
        return claimed, await messenger.send(to, claimed.body, code=code, chosen=claimed.chosen)

    async def _leave(self, most: int) -> int:
        """How many may leave now; none if that takes long: there may be outcomes to record, or an end to see."""
        try:
            return await asyncio.wait_for(self._messenger.may_leave(most), IDLE.total_seconds())
        except TimeoutError:
            return 0

    async def _record_landed(self) -> None:
        """Record the outcomes the database could not take last time, before anything else is decided."""
        if not self._landed:
            return
        try:
            _, touched = await self._run(_record_and_claim, self._landed, 0, self._now())
        except sqlite3.OperationalError:
            raise
        except Exception:
            # Not the file but one of them is the trouble: they are in doubt, as if we had died, and the rest goes on.
            self._landed = []
            raise
        self._landed = []
        await self._tell(touched)

    async def _repair(self) -> None:
        """Find what is claimed and lost; only while nothing of ours is on the network."""
        now = self._clock()
        if self._repaired is None:
            # Whatever is claimed at the start was claimed by a process that is no more.
            await self._run(repair_store.return_stale_claims, now, now + self._in_doubt, None)
        elif abs(now - self._repaired) >= REPAIR_EVERY:
            await self._run(repair_store.return_stale_claims, now, now + self._in_doubt)
        else:
            now = self._repaired
        self._repaired = now

    async def _start_due(self) -> None:
        started, held = await self._run(store.start_due, self._clock())
        await self._tell([*started, *held])

    async def _tell(self, sendings: Sequence[int]) -> None:
        if self._changed is not None:
            for sending in sendings:
                await self._changed(sending)


@dataclass(frozen=True)
class _Now:
    """The time, and what decides about the next one."""

    moment: datetime
    chance: float
    """0–1, to spread those who failed together."""
    in_doubt: timedelta

    def later(self, attempts: int) -> datetime:
        """When to try again after so many attempts in vain."""
        return self.moment + gap(attempts, self.chance)


def _record_and_claim(
    db: Database, landed: Sequence[tuple[Claim, Outcome]], most: int, now: _Now
) -> tuple[list[Claim], list[int]]:
    """Record outcomes, pause what fails too often, and claim the next messages; returns those and what was paused."""
    arrived = [(claim.delivery, outcome.message) for claim, outcome in landed if outcome.result is Result.SENT]
    store.record_sent(db, arrived, now.moment)
    trouble = [(claim, outcome) for claim, outcome in landed if outcome.result is not Result.SENT]
    paused = []
    for claim, outcome in trouble:
        _settle(db, claim, outcome, now)
        if (
            outcome.result is Result.REFUSED
            and claim.attempts == 1
            and _pause(db, claim.sending, outcome.said, now.moment)
        ):
            paused.append(claim.sending)
    # Counted only after what can add to the failures: it costs a look at the whole sending.
    doubtful = {claim.sending for claim, outcome in trouble if outcome.result in (Result.UNKNOWN, Result.TRANSIENT)}
    for sending in sorted(doubtful):
        failures, done = repair_store.failures_that_count(db, sending)
        too_many = failures >= PAUSE_FAILURES and failures >= PAUSE_SHARE * done
        if too_many and _pause(db, sending, trouble[-1][1].said, now.moment):
            paused.append(sending)
    return (claim_store.claim(db, most, now.moment) if most else []), paused


def _pause(db: Database, sending: int, reason: str, now: datetime) -> bool:
    if store.state_of(db, sending)[0] is not SendingState.GOING:
        return False
    store.step(db, sending, SendingState.PAUSED, now, reason=reason)
    return True


def _settle(db: Database, claim: Claim, outcome: Outcome, now: _Now) -> None:
    """Record what became of an attempt that did not bring the whole notice for certain."""
    if outcome.parts:
        store.record_parts(db, claim.delivery, outcome.parts)
    match outcome.result:
        case Result.PARTS:
            store.try_again(db, claim.delivery, now.moment + outcome.wait, counts=False)
        case Result.BLOCKED | Result.DEACTIVATED | Result.GONE:
            store.record_failed(db, claim.delivery, _LOST[outcome.result], now.moment)
            group_store.lose(db, claim.to, now.moment)
        case Result.MIGRATED if outcome.moved_to is not None:
            group_store.move(db, claim.to, outcome.moved_to, now.moment)
            store.try_again(db, claim.delivery, now.moment, counts=False)
        case Result.FLOOD_CHAT | Result.FLOOD_ALL:
            # A longer penalty is not forgotten: the channel keeps it, and answers for the chat until it is over.
            store.try_again(db, claim.delivery, now.moment + min(outcome.wait, LONGEST_GAP), counts=False)
        case Result.NOTED:
            store.record_otherwise(db, claim.delivery, Otherwise.NOTED, outcome.message, now.moment)
        case Result.VANISHED | Result.FIXED if claim.kind is SendingKind.CORRECTION:
            store.send_anew(db, claim.delivery, now.moment)
        case Result.VANISHED:
            store.record_otherwise(db, claim.delivery, Otherwise.VANISHED, "", now.moment)
        case Result.FIXED:
            store.record_failed(db, claim.delivery, Reason.FIXED, now.moment)
        case Result.UNKNOWN if claim.copies:
            # To change a copy twice harms nothing.
            store.try_again(db, claim.delivery, now.later(claim.attempts))
        case Result.UNKNOWN if store.was_unknown(db, claim.delivery):
            store.record_failed(db, claim.delivery, Reason.UNKNOWN, now.moment)
        case Result.UNKNOWN:
            store.try_again(db, claim.delivery, now.moment + now.in_doubt, unknown=True)
        case Result.REFUSED if claim.attempts > 1:
            # Refused again after somebody let the sending go on: it is this chat, not the content.
            store.record_failed(db, claim.delivery, Reason.REFUSED, now.moment)
        case Result.REFUSED:
            store.try_again(db, claim.delivery, now.moment)
        case _:
            store.try_again(db, claim.delivery, now.later(claim.attempts))
