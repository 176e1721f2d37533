"""Corrections and recalls over a faulty network, and killed in between: every copy is accounted for."""

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from bot.database import open_database, transaction
from broadcasts import change_store, delivery_store
from broadcasts.notice import Count
from broadcasts.people import Address
from tests.reliability import books
from tests.reliability.books import FIRST, MIGRATIONS, TEXT, Reader, wait_until
from tests.reliability.sender import Sender
from tests.reliability.telegram_server import (
    BAD_GATEWAY,
    RESET_AFTER,
    RESET_BEFORE,
    SERVER_ERROR,
    Fault,
    Faults,
    ServerThread,
    TelegramServer,
    too_many,
)
from tests.reliability.test_kill import Killer, _let_it_finish

SHARES = {SERVER_ERROR: 0.04, BAD_GATEWAY: 0.02, RESET_BEFORE: 0.02, RESET_AFTER: 0.03, too_many(1): 0.01}
CORRECTED = "Mời ông/bà dự họp lúc 20 giờ."
OFFICER = Address("telegram", "9001")


def _correct(path: Path, sending: int) -> int:
    with closing(open_database(path, MIGRATIONS)) as db, transaction(db):
        return change_store.correct(db, sending, CORRECTED, OFFICER, datetime.now(UTC))


def _recall(path: Path, sending: int) -> int:
    with closing(open_database(path, MIGRATIONS)) as db, transaction(db):
        return change_store.recall(db, sending, OFFICER, datetime.now(UTC))


def _count(path: Path, sending: int) -> Count:
    with closing(open_database(path, MIGRATIONS)) as db:
        return delivery_store.count(db, sending)


def _read(server: TelegramServer, people: int) -> Counter[tuple[str, ...]]:
    """What people find in their chats now."""
    return Counter(tuple(server.reads(chat)) for chat in range(FIRST, FIRST + people))


def test_a_correction_in_the_middle_of_a_sending_leaves_nobody_with_the_old_text(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with ServerThread(latency=(0.01, 0.04)) as server:
        books.prepare(path, 300)
        sending = books.plan(path)
        with Sender(path, server.url, server.token, per_second=300) as engine:
            wait_until(lambda: server.delivered > 60, 20)
            change = _correct(path, sending)
            _let_it_finish(path, sending)
            _let_it_finish(path, change)
            assert engine.alive
        assert _read(server, 300) == {(CORRECTED,): 300}
        assert _count(path, sending) == Count(sent=300)
        count = _count(path, change)
        assert (count.sent, count.audience) == (server.changed, server.changed)
        assert 60 <= count.sent < 300


def _goes_on(server: TelegramServer, before: int, killer: Killer) -> bool:
    return server.changed > before or killer.done


def test_a_correction_over_a_faulty_network_killed_on_the_way(tmp_path: Path) -> None:
    """Edited twice is edited: only who got a new message instead reads it twice, in its old and its new words."""
    path, people = tmp_path / "ward.db", 200
    unchangeable = Fault(400, "Bad Request: message can't be edited")
    with ServerThread(latency=(0.0, 0.02)) as server:
        books.prepare(path, people)
        sending = books.plan(path)
        engine = Sender(path, server.url, server.token, per_second=300)
        with engine:
            _let_it_finish(path, sending)
        last = range(FIRST + people - 5, FIRST + people)
        server.faults = Faults(SHARES, script={chat: [unchangeable] for chat in last}, seed=1)
        change = _correct(path, sending)
        killer = Killer(path, change, server, 1)
        for _ in range(3):
            with engine:
                wait_until(partial(_goes_on, server, server.changed, killer), 30)
        with engine:
            wait_until(killer.done_a_minute_later, 60)
        count, found = _count(path, change), _read(server, people)
    anew = count.otherwise["anew"]
    assert (count.audience, count.sent + count.failed.get("unknown", 0), count.stopped) == (people, people, {})
    assert 0 < anew <= 5
    assert found[(CORRECTED,)] == people - anew
    assert all(texts[0] == TEXT and set(texts[1:]) == {CORRECTED} for texts in found if texts != (CORRECTED,))


def test_a_recall_in_the_middle_of_a_sending_takes_everything_back(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with ServerThread(latency=(0.01, 0.04), faults=Faults(SHARES, seed=3)) as server:
        books.prepare(path, 300)
        sending = books.plan(path)
        with Sender(path, server.url, server.token, per_second=300) as engine:
            wait_until(lambda: server.delivered > 60, 20)
            recalled = _recall(path, sending)
            _let_it_finish(path, recalled)
            assert engine.alive
        wait_until(lambda: not Reader(path).claimed(), 20)
        first, count = _count(path, sending), _count(path, recalled)
        assert (first.audience, first.pending) == (300, 0)
        assert (count.pending, count.sent + count.failed.get("no copy", 0)) == (0, count.audience)
        left = {chat for chat in range(FIRST, FIRST + 300) if server.reads(chat)}
    doubted = {
        int(chat)
        for (chat,) in Reader(path).ask(
            """
            select chat_id from deliveries join recipients on recipients.id = recipient
            where sending = ? and possibly_twice
            """,
            sending,
        )
    }
    assert left <= doubted, "only a copy nobody knows of may stay"
