"""Killed at any instant, faults of every kind, a busy file: everybody is accounted for, and no doubt goes unmarked.

The quick tests kill the whole application a few times, and the delivery engine alone (`sender.py`), which starts in no
time, more often. `make prove-delivery` adds the long ones, which kill the engine more than a hundred times.
"""

import os
import random
import resource
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.reliability import books, sender
from tests.reliability.books import FIRST, Account, Reader, wait_until
from tests.reliability.sender import Sender
from tests.reliability.telegram_server import (
    BAD_GATEWAY,
    BLOCKED,
    DEACTIVATED,
    NOT_FOUND,
    RESET_AFTER,
    RESET_BEFORE,
    SERVER_ERROR,
    Faults,
    ServerThread,
    TelegramServer,
    migrated,
    slow,
    too_many,
)

ROOT = Path(__file__).parents[2]
SHARES = {
    BLOCKED: 0.04,
    DEACTIVATED: 0.02,
    NOT_FOUND: 0.02,
    too_many(1): 0.01,
    SERVER_ERROR: 0.03,
    BAD_GATEWAY: 0.02,
    replace(BAD_GATEWAY, accepted=True): 0.01,
    RESET_BEFORE: 0.02,
    RESET_AFTER: 0.02,
    slow(0.5): 0.005,
    slow(7): 0.005,  # longer than the client waits
}
"""A fifth of everything goes wrong: a lasting fault has its share of the chats, any other of the sends."""
QUICK = [int(seed) for seed in os.environ.get("SEEDS", "1").split(",")]


def _ended(path: Path, sending: int) -> bool:
    """Whether it is done; an officer looks at what was paused or held, and lets it go on."""
    state = Reader(path).state(sending)
    if state in ("paused", "held"):
        with closing(sqlite3.connect(path, timeout=10)) as db, db:
            db.execute("update sendings set state = 'going' where id = ?", [sending])
    return state == "done"


def _let_it_finish(path: Path, sending: int) -> None:
    wait_until(lambda: _ended(path, sending), 120, "the end of the sending")


class Killer:
    """Kills at random instants, and notes whose message was in doubt."""

    def __init__(self, path: Path, sending: int, server: TelegramServer, seed: int) -> None:
        self.path, self.sending, self.server = path, sending, server
        self.random = random.Random(seed)
        self.doubted: Counter[int] = Counter()
        self.kills = 0

    @property
    def done(self) -> bool:
        return _ended(self.path, self.sending)

    def done_a_minute_later(self) -> bool:
        books.a_minute_passes(self.path)
        return self.done

    def note(self) -> None:
        """To be called when the process is dead."""
        self.kills += 1
        self.doubted.update(Reader(self.path).claimed())

    def wait_for_an_instant(self, most: float) -> None:
        """The process has begun to send, and then any instant."""
        before = self.server.delivered
        deadline = time.monotonic() + 60
        while self.server.delivered == before and not self.done:
            if time.monotonic() > deadline:
                raise TimeoutError("nothing is sent")
            time.sleep(0.005)
        time.sleep(self.random.uniform(0, most))


def test_the_whole_application_killed_at_random_instants(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with ServerThread(latency=(0.01, 0.06)) as server:
        environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATA_DIR": str(tmp_path),
            "NO_PROXY": "127.0.0.1",
            "LOG_LEVEL": "ERROR",
            "TELEGRAM_BOT_TOKEN": server.token,
            "TELEGRAM_API_BASE_URL": server.url,
            "MESSAGES_PER_SECOND": "150",
        }
        books.prepare(path, 500)
        killer = Killer(path, books.plan(path), server, QUICK[0])
        while not killer.done:
            process = subprocess.Popen([sys.executable, "-m", "bot"], cwd=tmp_path, env=environment)
            try:
                if killer.kills < 3:
                    killer.wait_for_an_instant(0.4)
                else:
                    wait_until(killer.done_a_minute_later, 60)
                assert process.poll() is None
            finally:
                process.kill()
                process.wait()
            killer.note()
        account = books.close(path, killer.sending, server, killer.doubted)
    assert killer.kills >= 3
    assert account.sent + account.unknown == 500


def _killed(
    path: Path,
    server: TelegramServer,
    seed: int,
    people: int,
    most: int,
    groups: int = 0,
    pace: float = 300,
    instant: float = 0.25,
) -> Killer:
    """The engine killed up to so many times while it sends."""
    books.prepare(path, people, groups)
    killer = Killer(path, books.plan(path), server, seed)
    engine = Sender(path, server.url, server.token, per_second=pace)
    while not killer.done:
        with engine:
            if killer.kills < most:
                killer.wait_for_an_instant(instant)
            else:
                _let_it_finish(path, killer.sending)
            assert engine.alive
        killer.note()
    return killer


def _faults(seed: int, groups: int = 0) -> Faults:
    script = {-chat: [migrated(-chat - books.MOVED_BY)] for chat in range(FIRST, FIRST + groups)}
    return Faults(SHARES, script=dict(script), seed=seed)  # type: ignore[arg-type]


@pytest.mark.slow
@pytest.mark.parametrize("seed", QUICK)
def test_the_engine_killed_at_random_instants(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "ward.db"
    with ServerThread(latency=(0.0, 0.05)) as server:
        killer = _killed(path, server, seed, 300, 8)
        account = books.close(path, killer.sending, server, killer.doubted)
    assert account.sent + account.unknown == 300


def test_a_fifth_of_everything_goes_wrong(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with ServerThread(faults=_faults(3, groups=5)) as server:
        books.prepare(path, 100, 5)
        sending = books.plan(path)
        with Sender(path, server.url, server.token, per_second=1_000) as engine:
            _let_it_finish(path, sending)
            assert engine.alive
        account = books.close(path, sending, server, Counter())
    _check_reasons(account, server, 100, groups=5)


def _check_reasons(account: Account, server: TelegramServer, people: int, groups: int) -> None:
    """Who could never be reached failed for that reason, unless nobody knows any more; everybody else got it."""
    chats = [
        *range(FIRST, FIRST + people),
        *(-chat - books.MOVED_BY for chat in range(FIRST, FIRST + groups)),
    ]
    fates = Counter(map(server.faults.fate, chats))
    assert account.failed.get("blocked", 0) <= fates[BLOCKED]
    assert account.failed.keys() <= {"blocked", "deactivated", "gone", "unknown"}
    assert account.stopped == {}
    assert account.sent + sum(account.failed.values()) == len(chats)


@pytest.mark.slow
def test_a_fifth_goes_wrong_and_it_is_killed_as_well(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with ServerThread(faults=_faults(4, groups=5)) as server:
        killer = _killed(path, server, 4, 300, 4, groups=5)
        account = books.close(path, killer.sending, server, killer.doubted)
    _check_reasons(account, server, 300, groups=5)


@pytest.mark.slow
@pytest.mark.parametrize(("pace", "instant"), [(28, 1.0), (1_000, 0.25)])
def test_more_than_a_hundred_kills(tmp_path: Path, pace: float, instant: float) -> None:
    """At Telegram's pace, and as fast as it can; a kill every half second is far more than any machine suffers."""
    totals: Counter[str] = Counter()
    for seed in range(100):
        path = tmp_path / f"{seed}.db"
        with ServerThread(latency=(0.0, 0.05)) as server:
            killer = _killed(path, server, seed, 500, 1_000, pace=pace, instant=instant)
            account = books.close(path, killer.sending, server, killer.doubted)
        assert account.sent + account.unknown == 500
        totals.update(kills=killer.kills, claimed_at_a_kill=sum(killer.doubted.values()), people=500)
        totals.update(sent=account.sent, twice=account.twice, marked=account.marked)
        totals.update(given_up=account.unknown, given_up_and_never_arrived=account.nowhere)
        if totals["kills"] >= 100:
            break
    print(f"\n{pace} a second: {dict(totals)}")
    assert totals["kills"] >= 100


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(5))
def test_faults_and_many_kills(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "ward.db"
    with ServerThread(latency=(0.0, 0.05), faults=_faults(seed, groups=10)) as server:
        killer = _killed(path, server, seed, 500, 20, groups=10)
        account = books.close(path, killer.sending, server, killer.doubted)
    _check_reasons(account, server, 500, groups=10)
    print(f"\n{killer.kills} kills: {account}")


# ------------------------------------------------------------------------------------------------- the file


def _hold(path: Path, seconds: float) -> None:
    """Another process that keeps everybody else from writing."""
    with closing(sqlite3.connect(path, timeout=10, isolation_level=None)) as db:
        db.execute("begin exclusive")
        time.sleep(seconds)
        db.execute("rollback")


def _copy(path: Path, to: Path, times: int) -> None:
    """Another process that makes backups, page by page."""
    for number in range(times):
        with closing(sqlite3.connect(path)) as db, closing(sqlite3.connect(f"{to}{number}")) as copy:
            db.backup(copy, pages=5, sleep=0.002)


@pytest.mark.parametrize(("patience", "held"), [(10_000, 0.6), (200, 1.0)])
def test_a_file_locked_by_another_process(tmp_path: Path, patience: int, held: float) -> None:
    """For less long than the engine waits, and for longer: nothing is lost, and nothing arrives twice."""
    path = tmp_path / "ward.db"
    with ServerThread(latency=0.02) as server:
        books.prepare(path, 200)
        sending = books.plan(path)
        with Sender(path, server.url, server.token, busy_timeout_ms=patience) as engine:
            wait_until(lambda: server.delivered > 50, 20)
            other = sender.PROCESSES.Process(target=_hold, args=(path, held))
            other.start()
            other.join()
            _let_it_finish(path, sending)
            assert engine.alive
        assert books.close(path, sending, server, Counter()) == Account(200, 0, 0, 0, 0, {}, {})


def test_a_disk_that_takes_no_more_for_a_while(tmp_path: Path) -> None:
    """Every write of the process fails for a second, as the system allows its files no size at all."""
    path = tmp_path / "ward.db"
    with ServerThread(latency=0.02) as server:
        books.prepare(path, 200)
        sending = books.plan(path)
        with Sender(path, server.url, server.token) as engine:
            wait_until(lambda: server.delivered > 50, 20)
            before = resource.prlimit(engine.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))
            time.sleep(1.0)
            full = server.delivered
            resource.prlimit(engine.pid, resource.RLIMIT_FSIZE, before)
            assert full < 200
            _let_it_finish(path, sending)
            assert engine.alive
        assert books.close(path, sending, server, Counter()) == Account(200, 0, 0, 0, 0, {}, {})


def test_backups_made_while_it_sends(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with ServerThread() as server:
        books.prepare(path, 200)
        sending = books.plan(path)
        with Sender(path, server.url, server.token):
            wait_until(lambda: server.delivered > 20, 20)
            other = sender.PROCESSES.Process(target=_copy, args=(path, tmp_path / "copy", 3))
            other.start()
            _let_it_finish(path, sending)
            other.join()
        assert books.close(path, sending, server, Counter()) == Account(200, 0, 0, 0, 0, {}, {})
    for number in range(3):
        copy = Reader(tmp_path / f"copy{number}")
        assert copy.ask("pragma integrity_check") == [("ok",)]
        assert copy.ask("select count(*) from deliveries") == [(200,)]


# ------------------------------------------------------------------------------------------------- the clock


def test_the_clock_jumps_back_by_a_day(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with ServerThread(latency=0.02) as server:
        books.prepare(path, 200)
        sending = books.plan(path)
        with Sender(path, server.url, server.token, per_second=100) as engine:
            wait_until(lambda: server.delivered > 50, 20)
            engine.ahead.value = -86_400.0
            _let_it_finish(path, sending)
        assert books.close(path, sending, server, Counter()) == Account(200, 0, 0, 0, 0, {}, {})


def test_the_clock_jumps_ahead_by_a_day(tmp_path: Path) -> None:
    """It is past the deadline: the rest is held until somebody has looked at it, and then goes out."""
    path = tmp_path / "ward.db"
    with ServerThread(latency=0.02) as server:
        books.prepare(path, 200)
        sending = books.plan(path)
        with Sender(path, server.url, server.token, per_second=100) as engine:
            wait_until(lambda: server.delivered > 50, 20)
            engine.ahead.value = 86_400.0
            wait_until(lambda: Reader(path).state(sending) == "held", 10)
            engine.ahead.value = 0.0
            _let_it_finish(path, sending)
        assert books.close(path, sending, server, Counter()) == Account(200, 0, 0, 0, 0, {}, {})


@pytest.mark.slow
def test_the_clock_is_a_day_ahead_for_a_moment(tmp_path: Path) -> None:
    """Messages that were put off meanwhile must not wait for tomorrow; the notice is good for longer than that."""
    path = tmp_path / "ward.db"
    faults = Faults({SERVER_ERROR: 0.1}, seed=2)
    with ServerThread(latency=0.02, faults=faults) as server:
        books.prepare(path, 200)
        sending = books.plan(path, good_for=books.LONG)
        with Sender(path, server.url, server.token, per_second=100) as engine:
            wait_until(lambda: server.delivered > 50, 20)
            engine.ahead.value = 86_400.0
            time.sleep(0.5)
            engine.ahead.value = 0.0
            _let_it_finish(path, sending)
        account = books.close(path, sending, server, Counter())
    assert (account.sent, account.twice) == (200, 0)
