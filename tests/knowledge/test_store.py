"""What is kept of a question: never who asked, and words only where no answer was found."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlite_utils import Database

from knowledge.assistant import Assistant
from knowledge.likeness import Miss
from knowledge.migrations import migrations
from knowledge.misses_store import count_since, forget_words, ignore, judge, misses, settle
from knowledge.privacy import scrub
from knowledge.reply import Reply
from knowledge.store import record_question
from tests.conftest import NOW


@pytest.fixture
def db() -> Iterator[Database]:
    database = Database(memory=True)
    migrations.apply(database)
    yield database
    database.close()


def _rows(db: Database) -> list[dict[str, object]]:
    return [dict(row) for row in db.query("select hour, kind, entry, score from questions order by id")]


def test_only_unanswered_words_are_kept_by_the_hour(db: Database) -> None:
    record_question(db, "chỉ tiêu 14", Reply("answer", "…", entry="chi-tieu-14", score=1.0), NOW)
    record_question(db, "giá vàng", Reply("unknown", "…", score=0.25, missed=True), NOW)
    assert _rows(db) == [
        {"hour": "2026-11-22T02", "kind": "answer", "entry": "chi-tieu-14", "score": 1.0},
        {"hour": "2026-11-22T02", "kind": "unknown", "entry": None, "score": 0.25},
    ]
    assert misses(db) == [Miss(1, "giá vàng", "unknown")]


def test_what_is_known_to_be_somebody_elses_matter_is_no_miss(db: Database, assistant: Assistant) -> None:
    for question in ("giá vàng hôm nay", "chỉ tiêu 99", "chỉ tiêu hộ nghèo năm 2019"):
        record_question(db, question, assistant.reply(question, NOW), NOW)
    assert ([row["kind"] for row in _rows(db)], misses(db)) == (["unknown"] * 3, [])


def test_danger_and_reports_leave_nothing(db: Database) -> None:
    record_question(db, "cháy nhà", Reply("redirect", "…"), NOW)
    record_question(db, "nhà bên bán ma túy thì làm gì", Reply("unknown", "…", sensitive=True, missed=True), NOW)
    assert (_rows(db), misses(db)) == ([], [])


def test_no_column_could_hold_a_person(db: Database) -> None:
    columns = {table: [column.name for column in db[table].columns] for table in ("questions", "misses", "judgements")}
    assert columns == {
        "questions": ["id", "hour", "kind", "entry", "score"],
        "misses": ["id", "hour", "words", "outcome", "entry", "ignored"],
        "judgements": ["id", "hour", "entry", "helpful"],
    }


def test_an_answer_called_wrong_is_counted_and_what_was_asked_becomes_a_miss(db: Database) -> None:
    judge(db, "chi-tieu-14", "gọi 0912345678: bảo hiểm của mẹ tôi", NOW, helpful=False)
    judge(db, "chi-tieu-14", "", NOW, helpful=False)
    judge(db, "chi-tieu-14", "bảo hiểm", NOW, helpful=True)
    assert [(row["entry"], row["helpful"]) for row in db.query("select * from judgements order by id")] == [
        ("chi-tieu-14", 0), ("chi-tieu-14", 0), ("chi-tieu-14", 1),
    ]  # fmt: skip
    assert misses(db) == [Miss(1, "gọi …: bảo hiểm của mẹ tôi", "wrong", "chi-tieu-14")]


def test_misses_are_set_aside_or_settled(db: Database) -> None:
    for words in ("một", "hai", "ba"):
        record_question(db, words, Reply("unknown", "…", missed=True), NOW)
    ignore(db, [1])
    settle(db, [2])
    assert misses(db) == [Miss(1, "một", "unknown", ignored=True), Miss(3, "ba", "unknown")]
    assert count_since(db, NOW) == 1
    assert count_since(db, NOW + timedelta(hours=1)) == 0


def test_words_kept_by_an_earlier_version_become_misses() -> None:
    db = Database(memory=True)
    migrations.apply(db, stop_before="0003_misses")
    db.execute("insert into questions (hour, kind, score, words) values ('2026-11-01T08', 'unknown', 0.1, 'giá vàng')")
    db.execute("insert into questions (hour, kind, entry, score) values ('2026-11-01T08', 'answer', 'x', 1.0)")
    migrations.apply(db)
    assert misses(db) == [Miss(1, "giá vàng", "unknown")]
    assert db.execute("select count(*) from questions").fetchone() == (2,)
    db.close()


def test_words_go_after_ninety_days_and_figures_stay(db: Database) -> None:
    record_question(db, "giá vàng", Reply("unknown", "…", missed=True), NOW)
    assert forget_words(db, NOW + timedelta(days=90)) == 0
    assert forget_words(db, NOW + timedelta(days=90, hours=1)) == 1
    assert forget_words(db, NOW + timedelta(days=91)) == 0
    assert ([row["kind"] for row in _rows(db)], misses(db)) == (["unknown"], [])


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
