"""SQL of the knowledge room: what was asked, without any link to the person who asked, and uploaded pictures."""

from datetime import UTC, datetime

from sqlite_utils import Database

from knowledge.misses_store import miss
from knowledge.reply import Reply


def record_question(db: Database, question: str, reply: Reply, asked_at: datetime) -> None:
    """Record an outcome. Words are kept, scrubbed, only where no answer was found; messages that may tell of danger or
    crime leave nothing at all.
    """
    if reply.sensitive or reply.kind == "redirect":
        return
    db.execute(
        "insert into questions (hour, kind, entry, score) values (?, ?, ?, ?)",
        [asked_at.astimezone(UTC).strftime("%Y-%m-%dT%H"), reply.kind, reply.entry, reply.score],
    )
    if reply.missed:
        miss(db, question, reply.kind, asked_at)


def picture_id(db: Database, name: str) -> str | None:
    """The id of an uploaded picture, or None if it was not uploaded yet."""
    row = db.execute("select file_id from pictures where name = ?", [name]).fetchone()
    return None if row is None else str(row[0])


def remember_picture(db: Database, name: str, file_id: str) -> None:
    """Keep the id of an uploaded picture, replacing an earlier one."""
    db.execute("insert or replace into pictures (name, file_id) values (?, ?)", [name, file_id])
