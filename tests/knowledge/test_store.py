"""What is kept of a question: never who asked, and words only where no answer was found."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlite_utils import Database

from knowledge.migrations import migrations
from knowledge.privacy import scrub
from knowledge.reply import Reply
from knowledge.store import forget_words, record_question
from tests.conftest import NOW


@pytest.fixture
def db() -> Iterator[Database]:
    database = Database(memory=True)
    migrations.apply(database)
    yield database
    database.close()


def _rows(db: Database) -> list[dict[str, object]]:
    return [dict(row) for row in db.query("select hour, kind, entry, score, words from questions order by id")]


def test_only_unanswered_words_are_kept_by_the_hour(db: Database) -> None:
    record_question(db, "chỉ tiêu 14", Reply("answer", "…", entry="chi-tieu-14", score=1.0), NOW)
    record_question(db, "giá vàng", Reply("unknown", "…", score=0.25), NOW)
    assert _rows(db) == [
        {"hour": "2026-11-22T02", "kind": "answer", "entry": "chi-tieu-14", "score": 1.0, "words": None},
        {"hour": "2026-11-22T02", "kind": "unknown", "entry": None, "score": 0.25, "words": "giá vàng"},
    ]


def test_danger_and_reports_leave_nothing(db: Database) -> None:
    record_question(db, "cháy nhà", Reply("redirect", "…"), NOW)
    record_question(db, "nhà bên bán ma túy thì làm gì", Reply("unknown", "…", sensitive=True), NOW)
    assert _rows(db) == []


def test_no_column_could_hold_a_person(db: Database) -> None:
    assert [column.name for column in db["questions"].columns] == ["id", "hour", "kind", "entry", "score", "words"]


def test_words_go_after_ninety_days_and_figures_stay(db: Database) -> None:
    record_question(db, "giá vàng", Reply("unknown", "…"), NOW)
    assert forget_words(db, NOW + timedelta(days=90)) == 0
    assert forget_words(db, NOW + timedelta(days=90, hours=1)) == 1
    assert forget_words(db, NOW + timedelta(days=91)) == 0
    assert [(row["kind"], row["words"]) for row in _rows(db)] == [("unknown", None)]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("gọi tôi 0912 345 678 nhé", "gọi tôi … nhé"),
        ("số +84-912-345-678", "số …"),
        ("căn cước 031075001234 của tôi", "căn cước … của tôi"),
        ("thư về an.nguyen@example.com", "thư về …"),
        ("nhắn @hai_phong nhé", "nhắn … nhé"),
        ("nhà số 12/5 hay kêu", "… hay kêu"),
        ("mức 500.000 đồng năm 2026, ngày 15/3/2026", "mức 500.000 đồng năm 2026, ngày 15/3/2026"),
        ("thu 2.525.000 đồng", "thu 2.525.000 đồng"),
    ],
)
def test_what_leads_to_a_person_is_blanked(said: str, kept: str) -> None:
    assert scrub(said) == kept
