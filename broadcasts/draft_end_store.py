"""The end of what is left unfinished: its author is told, and a week later it is deleted unless it is kept."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from broadcasts.moments import stored
from broadcasts.notice import Notice
from broadcasts.notice_store import notice
from broadcasts.people import Address
from broadcasts.people_store import recipient_id

KEPT = timedelta(days=90)
"""As long as the words of questions: what nobody has finished by then says what is past, and may name people."""
TOLD_BEFORE = timedelta(days=7)
"""How long there is time to keep it: a week of work."""


def ending(db: Database, now: datetime) -> list[Notice]:
    """What is unfinished, ends in a week, and has an author who was not told yet; the oldest first."""
    begun = stored(now - KEPT + TOLD_BEFORE)
    rows = db.execute(
        """
        select id from notices
        where state in ('draft', 'proposed') and coalesce(kept_at, created_at) <= ? and told_at is null order by id
        """,
        [begun],
    ).fetchall()
    return [found for (number,) in rows if (found := notice(db, number)) is not None]


def told(db: Database, ended: list[Notice], now: datetime) -> None:
    """Remember that the authors were told, or cannot be."""
    for one in ended:
        db.execute("update notices set told_at = ? where id = ?", [stored(now), one.id])


def keep(db: Database, by: Address, now: datetime) -> int:
    """Keep all of an officer's that was told to end for the whole time again; returns how many."""
    kept = db.execute(
        """
        update notices set kept_at = ?, told_at = null
        where state in ('draft', 'proposed') and told_at is not null and author = ?
        """,
        [stored(now), recipient_id(db, by)],
    )
    return int(kept.rowcount)


def delete_ended(db: Database, now: datetime) -> int:
    """Delete what was told to end a week ago and was not kept; returns how many."""
    gone = db.execute(
        "delete from notices where state in ('draft', 'proposed') and told_at <= ?", [stored(now - TOLD_BEFORE)]
    )
    return int(gone.rowcount)
