"""With 30,000 subscribers in the file, choosing and counting stay quick."""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.database import open_database
from broadcasts import audience_store, subscription_store
from broadcasts.migrations import migrations
from broadcasts.moments import stored
from broadcasts.notice import Audience, Body, Notice
from broadcasts.people import Address, Choices
from tests.conftest import NOW

SUBSCRIBERS = 30_000
TOPICS = frozenset({"moi-truong", "bau-cu", "an-ninh", "bhyt-bhxh", "thu-tuc", "van-hoa", "an-toan"})
LONGEST = 0.060
"""Seconds; nobody notices less. The medians lie at a third of it and below, on a machine that is not busy."""


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path: Path = tmp_path_factory.mktemp("crowded") / "ward.db"
    db = open_database(path, (migrations,))
    people = range(SUBSCRIBERS)
    with db.atomic():
        db.conn.executemany("insert into tdps (name) values (?)", [(str(number),) for number in range(1, 74)])
        db.conn.executemany(
            "insert into recipients (channel, chat_id, kind, tdp, created_at) values ('telegram', ?, 'person', ?, ?)",
            [(str(person), person % 73 + 1, stored(NOW)) for person in people],
        )
        db.conn.executemany(
            "insert into consents (recipient, version, given_at) values (?, 'a1', ?)",
            [(person + 1, stored(NOW)) for person in people],
        )
        db.conn.executemany(
            "insert into subscriptions (topic, recipient) values (?, ?)",
            [(topic, person + 1) for person in people for topic in sorted(TOPICS)[: person % 7 + 1]],
        )
    yield db
    db.close()


def _median(work: Callable[[], object]) -> float:
    def timed() -> float:
        started = time.perf_counter()
        work()
        return time.perf_counter() - started

    return statistics.median(timed() for _ in range(9))


def test_one_person_chooses_quickly(crowded: Database) -> None:
    somebody = Address("telegram", "17000")
    chosen = Choices(TOPICS, "5", digest=True)
    assert _median(lambda: subscription_store.choose(crowded, somebody, chosen)) < LONGEST
    assert _median(lambda: subscription_store.choices(crowded, somebody)) < LONGEST
    assert _median(lambda: subscription_store.has_agreed(crowded, somebody, "a1")) < LONGEST


def test_audiences_are_counted_quickly(crowded: Database) -> None:
    counts = subscription_store.subscriber_counts(crowded, TOPICS)
    assert counts["an-ninh"] == SUBSCRIBERS
    assert _median(lambda: subscription_store.subscriber_counts(crowded, {"an-ninh"})) < LONGEST
    assert _median(lambda: subscription_store.resident_count(crowded, "5")) < LONGEST
    for audience in (Audience(topics=("van-hoa",)), Audience(residents_of=("5", "7"))):
        notice = Notice(1, "ABCDE", Body("Họp tổ."), audience)
        assert _median(lambda notice=notice: audience_store.reach(crowded, notice)) < LONGEST  # type: ignore[misc]
