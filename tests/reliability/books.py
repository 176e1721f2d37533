"""The database file of a sending as a test prepares it, reads it while others write, and closes the account."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.database import open_database, transaction
from broadcasts import delivery_store, group_store, notice_store, subscription_store
from broadcasts.migrations import migrations as broadcasts_migrations
from broadcasts.notice import Audience, Body
from broadcasts.people import Address, Choices
from knowledge.migrations import migrations as knowledge_migrations
from tests.reliability.telegram_server import TelegramServer

MIGRATIONS = (knowledge_migrations, broadcasts_migrations)
FIRST = 1_000
"""Recipients' chats are numbered from here; groups have the same numbers with a minus."""
MOVED_BY = 10**12
"""A group that moves goes on under its number minus this."""
TOPIC = "bau-cu"
LONG = timedelta(days=3)
"""A life of a notice that outlasts a clock that is a day wrong."""
TEXT = "Mời ông/bà dự họp tổ dân phố lúc 19 giờ 30."


def prepare(path: Path, people: int, groups: int = 0) -> None:
    """A file with subscribers of one topic and connected groups."""
    now = datetime.now(UTC)
    with closing(open_database(path, MIGRATIONS)) as db, transaction(db):
        for chat in range(FIRST, FIRST + people):
            address = Address("telegram", str(chat))
            subscription_store.agree(db, address, "a1", now)
            subscription_store.choose(db, address, Choices(frozenset({TOPIC}), None, digest=False))
        for chat in range(FIRST, FIRST + groups):
            group_store.connect(db, Address("telegram", str(-chat)), "5", now)


def plan(
    path: Path, *, good_for: timedelta = timedelta(hours=6), urgent: bool = False, body: Body | None = None
) -> int:
    """A sending that is due now, to all of them; returns its row."""
    now = datetime.now(UTC)
    audience = Audience(topics=(TOPIC,), groups=True)
    with closing(open_database(path, MIGRATIONS)) as db, transaction(db):
        notice = notice_store.add_notice(db, body or Body(TEXT), audience, now, good_for=good_for, urgent=urgent)
        return delivery_store.plan_sending(db, notice.id, now)


def a_minute_passes(path: Path) -> None:
    """What was put off, after a fault or while it was in doubt, may be tried now."""
    with closing(sqlite3.connect(path, timeout=10)) as db, db:
        db.execute("update deliveries set next_try_at = '' where state = 'waiting' and next_try_at <> ''")


class Reader:
    """Looks into the file as any other process may, without changing it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def ask(self, question: str, *values: object) -> list[tuple[str | int, ...]]:
        with closing(sqlite3.connect(f"file:{self._path}?mode=ro", uri=True, timeout=10)) as db:
            return db.execute(question, values).fetchall()

    def state(self, sending: int) -> str:
        return str(self.ask("select state from sendings where id = ?", sending)[0][0])

    def claimed(self) -> list[int]:
        """The chats whose message was handed to the network and has no outcome yet."""
        return [
            int(chat)
            for (chat,) in self.ask(
                "select chat_id from deliveries join recipients on recipients.id = recipient where state = 'claimed'"
            )
        ]

    def finished(self, sending: int) -> int:
        """How many messages have their final outcome."""
        return int(
            self.ask(
                "select count(*) from deliveries where sending = ? and state in ('sent', 'failed', 'stopped')", sending
            )[0][0]
        )


def wait_until(condition: Callable[[], object], seconds: float, what: str = "it") -> None:
    """Look again and again until the condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {seconds} s")
        time.sleep(0.02)


@dataclass(frozen=True)
class Account:
    """What a sending came to."""

    sent: int
    twice: int
    """Chats where the message arrived twice."""
    marked: int
    """Rows marked as possibly twice, or failed because nobody knows."""
    unknown: int
    """Of the marked ones, those that failed."""
    nowhere: int
    """Of those that failed, the ones where it never arrived."""
    failed: dict[str, int]
    stopped: dict[str, int]


def close(path: Path, sending: int, server: TelegramServer, doubted: Counter[int], ended: str = "done") -> Account:
    """Compare the file's account with what arrived; every difference is an AssertionError.

    `doubted` says how often nobody could know whether a chat's message had arrived: its row was claimed when the
    process died. What the server itself left in doubt (a lost answer, a reset connection, a gateway's page instead of
    an answer) is added here.
    """
    doubts = doubted.copy()
    doubts.update(attempt.chat_id for attempt in list(server.rejections) if attempt.status in (0, 502))
    doubts.update(one.chat_id for arrived in list(server.deliveries.values()) for one in arrived if not one.confirmed)
    with closing(open_database(path, MIGRATIONS)) as db:
        count = delivery_store.count(db, sending)
    reader = Reader(path)
    rows = reader.ask(
        """
        select chat_id, state, reason, possibly_twice from deliveries
        left join recipients on recipients.id = recipient where sending = ?
        """,
        sending,
    )
    assert reader.state(sending) == ended
    assert (count.audience, count.pending) == (len(rows), 0)
    times = {int(chat): len(server.texts(int(chat))) for chat, *_ in rows}
    assert server.delivered == sum(times.values()) + sum(
        len(arrived) for chat, arrived in server.deliveries.items() if chat not in times
    )
    twice = nowhere = 0
    for chat, state, reason, possibly_twice in rows:
        arrived, about = times[int(chat)], doubts[int(chat)] + doubts[int(chat) + MOVED_BY]
        marked = bool(possibly_twice)
        assert arrived <= 2, f"{chat} got it {arrived} times"
        if arrived == 2:
            twice += 1
            assert about, f"{chat} got it twice for nothing"
            assert marked, f"{chat} got it twice, unmarked"
        if marked:
            assert about, f"{chat} is marked for nothing"
        if state == "sent":
            assert arrived, f"{chat} got nothing and counts as sent"
        elif reason == "unknown":
            assert about >= 2, f"{chat} was given up after {about} doubts"
            nowhere += not arrived
        else:
            assert (arrived, state) == (0, "failed") or state == "stopped" or about, f"{chat} {state} {reason}"
    return Account(
        count.sent,
        twice,
        sum(bool(row[3]) for row in rows),
        count.failed.get("unknown", 0),
        nowhere,
        dict(count.failed),
        dict(count.stopped),
    )
