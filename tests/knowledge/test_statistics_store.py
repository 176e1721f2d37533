"""Counts of questions and judgements over a period: within its hours, without greetings, without persons."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlite_utils import Database

from knowledge.migrations import migrations
from knowledge.misses_store import judge
from knowledge.reply import Reply, ReplyKind
from knowledge.statistics_store import Asked, Judged, answered_with, asked, judged
from knowledge.store import record_question
from tests.conftest import HERE

SINCE = datetime(2026, 11, 16, tzinfo=HERE)
UNTIL = SINCE + timedelta(days=7)
SECOND = timedelta(seconds=1)


@pytest.fixture
def db() -> Iterator[Database]:
    database = Database(memory=True)
    migrations.apply(database)
    yield database
    database.close()


def _ask(db: Database, kind: ReplyKind, at: datetime, entry: str | None = None) -> None:
    record_question(db, "…", Reply(kind, "…", entry=entry), at)


def test_questions_are_counted_by_hour_and_outcome_answers_by_entry(db: Database) -> None:
    for at in (SINCE - SECOND, SINCE, SINCE + timedelta(minutes=59), UNTIL - SECOND, UNTIL):
        _ask(db, "answer", at, "chi-tieu-14")
    _ask(db, "answer", SINCE, "bau-cu")
    _ask(db, "unknown", SINCE)
    _ask(db, "clarify", SINCE)
    _ask(db, "smalltalk", SINCE, "chao")
    first, last = datetime(2026, 11, 15, 17, tzinfo=UTC), datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert asked(db, SINCE, UNTIL) == [
        Asked(first, "answer", 3),
        Asked(first, "clarify", 1),
        Asked(first, "unknown", 1),
        Asked(last, "answer", 1),
    ]
    assert answered_with(db, SINCE, UNTIL) == {"bau-cu": 1, "chi-tieu-14": 3}


def test_judgements_are_counted_by_verdict(db: Database) -> None:
    assert judged(db, SINCE, UNTIL) == Judged(0, 0)
    for at, helpful in ((SINCE - SECOND, True), (SINCE, True), (SINCE, False), (UNTIL - SECOND, True), (UNTIL, False)):
        judge(db, "chi-tieu-14", "", at, helpful=helpful)
    assert judged(db, SINCE, UNTIL) == Judged(helpful=2, wrong=1)
