"""SQL of the knowledge room: what was asked, without any link to the person who asked."""

from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from knowledge.privacy import scrub
from knowledge.reply import Reply

WORDS_KEPT = timedelta(days=90)
"""The words of unanswered questions serve officers to write answers, then go."""
_WORDS_LIMIT = 300


def record_question(db: Database, question: str, reply: Reply, asked_at: datetime) -> None:
    """Record an outcome. Words are kept, scrubbed, only where the assistant did not answer; messages that may tell of
    danger or crime leave nothing at all.
    """
    if reply.sensitive or reply.kind == "redirect":
        return
    hour = asked_at.astimezone(UTC).strftime("%Y-%m-%dT%H")
    kept = scrub(question)[:_WORDS_LIMIT] if reply.kind in ("unknown", "clarify") else None
    db.execute(
        "insert into questions (hour, kind, entry, score, words) values (?, ?, ?, ?, ?)",
        [hour, reply.kind, reply.entry, reply.score, kept],
    )


def forget_words(db: Database, now: datetime) -> int:
    """Blank the words of questions older than WORDS_KEPT; their figures stay. Returns how many were blanked."""
    limit = (now.astimezone(UTC) - WORDS_KEPT).strftime("%Y-%m-%dT%H")
    cursor = db.execute("update questions set words = null where words is not null and hour < ?", [limit])
    return int(cursor.rowcount)


def picture_id(db: Database, name: str) -> str | None:
    """The id of an uploaded picture, or None if it was not uploaded yet."""
    row = db.execute("select file_id from pictures where name = ?", [name]).fetchone()
    return None if row is None else str(row[0])


def remember_picture(db: Database, name: str, file_id: str) -> None:
    """Keep the id of an uploaded picture, replacing an earlier one."""
    db.execute("insert or replace into pictures (name, file_id) values (?, ?)", [name, file_id])
