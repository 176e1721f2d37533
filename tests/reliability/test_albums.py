"""An album killed or recalled on its way: its parts and its words are each accounted for."""

from collections import Counter
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from bot.database import open_database, transaction
from broadcasts import change_store, delivery_store
from broadcasts.notice import Body, Count
from broadcasts.people import Address
from tests.reliability import books
from tests.reliability.books import FIRST, MIGRATIONS, TEXT, Reader
from tests.reliability.sender import Sender
from tests.reliability.telegram_server import (
    Limits,
    ServerThread,
    TelegramServer,
)
from tests.reliability.test_kill import Killer, _let_it_finish

OFFICER, PARTS = 9001, 3


def _plan(path: Path, server: TelegramServer) -> int:
    album = tuple(map(str, server.send_album(OFFICER, PARTS)))
    author = Address("telegram", str(OFFICER))
    return books.plan(path, body=Body(TEXT, author, captioned=True, album=album))


def _came(server: TelegramServer, chat: int) -> tuple[int, int]:
    """How often the album's parts and its words arrived in a chat."""
    methods = Counter(one.method for one in server.deliveries.get(chat, ()))
    assert methods.keys() <= {"copyMessages", "sendMessage"}
    assert methods["copyMessages"] % PARTS == 0
    return methods["copyMessages"] // PARTS, methods["sendMessage"]


def _close(path: Path, sending: int, server: TelegramServer, doubted: Counter[int]) -> Count:
    """Compare the file's account with what arrived."""
    doubts = doubted + Counter(one.chat_id for one in list(server.rejections) if one.status in (0, 502))
    lost = {(chat, one.at) for chat, all_of_it in server.deliveries.items() for one in all_of_it if not one.confirmed}
    doubts += Counter(chat for chat, _ in lost)
    rows = Reader(path).ask(
        """
        select chat_id, state, reason, possibly_twice, parts, message from deliveries
        join recipients on recipients.id = recipient where sending = ?
        """,
        sending,
    )
    for chat, state, reason, marked, parts, message in rows:
        albums, words = _came(server, int(chat))
        about = doubts[int(chat)]
        assert max(albums, words) <= 1 or (marked and about), f"{chat} got it twice, unmarked or for nothing"
        assert max(albums, words) <= 2
        assert not marked or about, f"{chat} is marked for nothing"
        if state == "sent":
            assert albums and words and message, f"{chat} counts as sent"
            assert len(str(parts).split()) == PARTS
        else:
            assert (state, reason) == ("failed", "unknown")
            assert about >= 2, f"{chat} was given up after {about} doubts"
    with closing(open_database(path, MIGRATIONS)) as db:
        return delivery_store.count(db, sending)


def test_an_album_killed_on_the_way_closes_its_account(tmp_path: Path) -> None:
    path, people = tmp_path / "ward.db", 30
    with ServerThread(latency=(0.0, 0.05)) as server:
        books.prepare(path, people)
        sending = _plan(path, server)
        killer = Killer(path, sending, server, 1)
        engine = Sender(path, server.url, server.token, per_second=1_000)
        for _ in range(2):
            with engine:
                killer.wait_for_an_instant(0.2)
            killer.note()
        with engine:
            books.wait_until(killer.done_a_minute_later, 60)
        count = _close(path, sending, server, killer.doubted)
    assert (count.audience, count.sent + count.failed.get("unknown", 0)) == (people, people)


def test_a_recall_of_an_album_on_its_way_leaves_no_part_of_it(tmp_path: Path) -> None:
    path, people = tmp_path / "ward.db", 30
    with ServerThread(latency=(0.01, 0.03), limits=Limits(overall_per_second=10_000, overall_burst=10_000)) as server:
        books.prepare(path, people)
        sending = _plan(path, server)
        with Sender(path, server.url, server.token, per_second=1_000) as engine:
            books.wait_until(lambda: server.delivered > 20, 20)
            with closing(open_database(path, MIGRATIONS)) as db, transaction(db):
                change = change_store.recall(db, sending, Address("telegram", str(OFFICER)), datetime.now(UTC))
            _let_it_finish(path, change)
            books.wait_until(lambda: not Reader(path).claimed(), 20)
            assert engine.alive
        assert list(server.rejections) == []
        assert all(server.reads(chat) == [] for chat in range(FIRST, FIRST + people))
        assert server.changed == server.delivered
