"""The restore drill: the file is lost amid a sending, a copy is put back, and everybody is accounted for."""

from collections import Counter
from contextlib import closing
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot import backups, commands
from bot.database import open_database, transaction
from bot.restoring import restore
from bot.settings import Settings
from broadcasts import delivery_store, draft_store, notice_store, people_store, personal_data_store, subscription_store
from broadcasts.draft_store import Change
from broadcasts.notice import Audience, Body
from broadcasts.people import Address
from broadcasts.schedule import Weekly
from knowledge.loader import Library
from tests.conftest import NOW
from tests.reliability import books
from tests.reliability.books import Account, Reader, wait_until
from tests.reliability.sender import Sender
from tests.reliability.telegram_server import ServerThread

PEOPLE = 200

OFFICER = Address("telegram", "9001")


def _open(path: Reader) -> Counter[int]:
    """The chats whose message has no final outcome in a file."""
    rows = path.ask(
        """
        select chat_id from deliveries join recipients on recipients.id = recipient
        where state in ('waiting', 'claimed')
        """
    )
    return Counter(int(chat) for (chat,) in rows)


@pytest.mark.parametrize("stopped", [True, False], ids=["copied after it stopped", "copied while it sent on"])
def test_a_restored_ward_goes_on_where_the_copy_stood(settings: Settings, stopped: bool) -> None:
    path = settings.data_dir / "ward.db"
    with ServerThread(latency=(0.0, 0.03)) as server:
        books.prepare(path, PEOPLE)
        sending = books.plan(path)
        with Sender(path, server.url, server.token, per_second=200):
            wait_until(lambda: server.delivered > 40, 20)
            if not stopped:
                commands.back_up(settings, None)
                wait_until(lambda: server.delivered > 100, 20)
        if stopped:
            commands.back_up(settings, None)
        (copy,) = backups.backups(settings.data_dir / "backups")
        doubted = _open(Reader(copy.path))
        sent_then = server.delivered
        for part in settings.data_dir.glob("ward.db*"):
            part.unlink()
        told = commands.restore(settings, None, replace=False)
        assert f"{len(doubted)} tin đang gửi dở sẽ được gửi tiếp" in told
        with Sender(path, server.url, server.token, per_second=200):
            wait_until(lambda: Reader(path).state(sending) == "done", 60, "the end of the sending")
        account = books.close(path, sending, server, doubted)
    assert account == Account(PEOPLE, account.twice, len(doubted), 0, 0, {}, {})
    assert 40 < sent_then < PEOPLE
    # What was copied after the last message went out repeats only what was on the network at that instant.
    assert account.twice <= 32 if stopped else account.twice > 0


def test_what_fell_due_since_the_copy_is_held_and_what_is_to_come_is_planned(
    settings: Settings, library: Library
) -> None:
    path = settings.data_dir / "ward.db"
    hour = timedelta(hours=1)
    with closing(open_database(path)) as db, transaction(db):
        for when in (2, 9):
            notice = notice_store.add_notice(db, Body("một lần"), Audience(), NOW)
            delivery_store.plan_sending(db, notice.id, NOW + hour * when)
        people_store.ensure_first_officers(db, [OFFICER], NOW)
        weekly = draft_store.start(db, Body("tuần"), OFFICER, NOW)
        change = Change(plan=Weekly(weekdays=frozenset({NOW.weekday()}), time=(NOW + hour).time()))
        draft_store.change(db, weekly.id, OFFICER, lambda _: change)
        draft_store.release(db, weekly.id, OFFICER, NOW)
    copy = backups.make(path, NOW)
    done = restore(settings, copy.path, lambda _: library, NOW + hour * 3)
    assert (done.doubtful, done.held) == (0, 2)
    with closing(open_database(path)) as db, transaction(db):
        states = {
            (notice, datetime.fromisoformat(at) - NOW): (state, reason)
            for notice, at, state, reason in db.execute("select notice, due_at, state, reason from sendings")
        }
    assert states == {
        (1, 2 * hour): ("held", "restored"),
        (2, 9 * hour): ("waiting", ""),
        (3, hour): ("held", "restored"),
        (3, timedelta(days=7) + hour): ("waiting", ""),
    }


def _subscriber(db: Database, chat: int) -> Address:
    address = Address("telegram", str(chat))
    subscription_store.agree(db, address, "a1", NOW)
    return address


def test_who_deleted_their_data_since_the_copy_stays_deleted_and_newcomers_stay(
    settings: Settings, library: Library
) -> None:
    path = settings.data_dir / "ward.db"
    with closing(open_database(path)) as db, transaction(db):
        addresses = [_subscriber(db, chat) for chat in (1, 2, 3)]
    early = backups.make(path, NOW)
    with closing(open_database(path)) as db, transaction(db):
        personal_data_store.delete_person(db, addresses[1], NOW)
        newcomer = _subscriber(db, 4)
    late = backups.make(path, NOW + timedelta(days=1))

    def known() -> list[str]:
        return [str(chat) for (chat,) in Reader(path).ask("select chat_id from recipients order by id")]

    assert restore(settings, early.path, lambda _: library, NOW + timedelta(days=2)).left_again == 1
    assert known() == ["1", "3"]
    # The wrong copy: the later one has somebody the file that is replaced has never seen.
    assert restore(settings, late.path, lambda _: library, NOW + timedelta(days=3)).left_again == 0
    assert known() == ["1", "3", newcomer.chat_id]


def test_without_the_old_file_nobody_can_say_who_left(settings: Settings, library: Library) -> None:
    path = settings.data_dir / "ward.db"
    with closing(open_database(path)) as db, transaction(db):
        _subscriber(db, 1)
    copy = backups.make(path, NOW)
    path.write_bytes(b"not a database" * 100)
    done = restore(settings, copy.path, lambda _: library, NOW + timedelta(days=1))
    assert (done.left_again, Reader(path).ask("select chat_id from recipients")) == (None, [("1",)])
    assert done.set_aside is not None
    assert done.set_aside.read_bytes() == b"not a database" * 100
