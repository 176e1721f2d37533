"""SQL of what was missed: the words of questions without an answer, and of answers somebody called wrong. Nobody's."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from knowledge.likeness import Miss
from knowledge.privacy import scrub

WORDS_KEPT = timedelta(days=90)
"""The words of missed questions serve officers to write answers, then go."""
_WORDS_LIMIT = 300
_MOST_READ = 2_000
"""Misses looked at together, the newest: far more than officers can settle, few enough to compare in seconds."""


def _hour(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H")


def miss(db: Database, words: str, outcome: str, at: datetime, entry: str | None = None) -> None:
    """Keep the words of a question, scrubbed of what leads to a person."""
    db.execute(
        "insert into misses (hour, words, outcome, entry) values (?, ?, ?, ?)",
        [_hour(at), scrub(words)[:_WORDS_LIMIT], outcome, entry],
    )


def judge(db: Database, entry: str, words: str, at: datetime, *, helpful: bool) -> None:
    """Count that an answer was called helpful or wrong; a wrong one is a miss if it is known what was asked."""
    db.execute("insert into judgements (hour, entry, helpful) values (?, ?, ?)", [_hour(at), entry, int(helpful)])
    if words and not helpful:
        miss(db, words, "wrong", at, entry)


def misses(db: Database) -> list[Miss]:
    """The misses that are kept, those set aside among them."""
    rows = db.query("select * from misses order by id desc limit ?", [_MOST_READ])
    found = [Miss(row["id"], row["words"], row["outcome"], row["entry"], bool(row["ignored"])) for row in rows]
    return found[::-1]


def count_since(db: Database, since: datetime) -> int:
    """How many misses came in since then that nobody has set aside."""
    row = db.execute("select count(*) from misses where hour >= ? and not ignored", [_hour(since)]).fetchone()
    return int(row[0])


def ignore(db: Database, ids: Iterable[int]) -> None:
    """Set misses aside: as long as their words are kept, nothing like them is shown again."""
    db.conn.executemany("update misses set ignored = 1 where id = ?", [[number] for number in ids])


def settle(db: Database, ids: Iterable[int]) -> None:
    """Forget misses: there is an answer now."""
    db.conn.executemany("delete from misses where id = ?", [[number] for number in ids])


def forget_words(db: Database, now: datetime) -> int:
    """Forget the words of misses older than WORDS_KEPT; figures stay. Returns how many were forgotten."""
    return int(db.execute("delete from misses where hour < ?", [_hour(now - WORDS_KEPT)]).rowcount)
