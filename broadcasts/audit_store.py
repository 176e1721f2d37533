"""What officers and leaders changed: written here, never changed from the conversation."""

from datetime import datetime

from sqlite_utils import Database

from broadcasts.moments import read, stored
from broadcasts.people import AuditLine


def record(
    db: Database, at: datetime, actor: int | None, action: str, *, about: str, old: str = "", new: str = ""
) -> None:
    """Add a line. Names and phone numbers do not belong in it: offices and recipients are told by their row."""
    db.execute(
        "insert into audit (at, actor, action, about, old, new) values (?, ?, ?, ?, ?, ?)",
        [stored(at), actor, action, about, old, new],
    )


def latest(db: Database, count: int) -> list[AuditLine]:
    """The last lines, newest first; an actor is told by the name of an office they hold or held."""
    rows = db.query(
        """
        select at, action, about, old, new,
            coalesce((select name from offices where recipient = actor and name is not null order by id desc), '') who
        from audit order by id desc limit ?
        """,
        [count],
    )
    return [AuditLine(read(row["at"]), row["who"], row["action"], row["about"], row["old"], row["new"]) for row in rows]
