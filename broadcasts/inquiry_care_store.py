"""What the desk forgets, and the figures that stay."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from sqlite_utils import Database

from broadcasts.inquiry import QUIET_CLOSED, TEXT_KEPT, Figures
from broadcasts.moments import read, stored
from broadcasts.people import Address


def close_quiet(db: Database, now: datetime) -> int:
    """Close what was answered and nobody went on with, and what no answer can reach any more as the asker blocked us or
    is gone; returns how many threads. Whoever comes back goes on with theirs.
    """
    cursor = db.execute(
        """
        update inquiries set state = 'closed', closed_at = :now
        where (state = 'answered' and changed_at < :before)
            or (state = 'open' and asker in (select id from recipients where lost_at < :before))
        """,
        {"now": stored(now), "before": stored(now - QUIET_CLOSED)},
    )
    return int(cursor.rowcount)


def forget_words(db: Database, now: datetime) -> int:
    """Delete the words of threads closed for TEXT_KEPT, and whose they were; their figures stay. Returns how many."""
    rows = db.execute(
        """
        select id from inquiries where closed_at < ?
            and (asker is not null or exists (select 1 from inquiry_messages where inquiry = inquiries.id))
        """,
        [stored(now - TEXT_KEPT)],
    ).fetchall()
    _forget(db, [int(number) for (number,) in rows])
    return len(rows)


def forget_threads_of(db: Database, recipient: int, now: datetime) -> None:
    """Delete the words of everything a person asked; the threads are closed, and are nobody's."""
    rows = db.execute("select id from inquiries where asker = ?", [recipient]).fetchall()
    db.execute(
        "update inquiries set state = 'closed', closed_at = coalesce(closed_at, ?) where asker = ?",
        [stored(now), recipient],
    )
    _forget(db, [int(number) for (number,) in rows])


def _forget(db: Database, numbers: Sequence[int]) -> None:
    """Officers' messages that show the words stay known, without the thread, until the words are gone from them."""
    for number in numbers:
        db.execute("delete from inquiry_posts where inquiry = ? and side = 'asker'", [number])
        db.execute("update inquiry_posts set inquiry = null where inquiry = ?", [number])
        db.execute("delete from inquiry_messages where inquiry = ?", [number])
        db.execute("update inquiries set asker = null, holder = null, notice = null where id = ?", [number])


def without_reason(db: Database) -> list[Address]:
    """People about whom nothing but a consent is kept: they receive nothing, hold no office, and their threads are
    forgotten.
    """
    rows = db.execute(
        """
        select channel, chat_id from recipients
        where kind = 'person' and tdp is null
            and not exists (select 1 from subscriptions where recipient = recipients.id)
            and not exists (select 1 from offices where recipient = recipients.id)
            and not exists (select 1 from inquiries where asker = recipients.id)
            and exists (select 1 from consents where recipient = recipients.id)
        """
    )
    return [Address(channel, chat) for channel, chat in rows]


def figures(db: Database, since: datetime, until: datetime) -> Figures:
    """How the desk worked on what was asked from `since` until before `until`."""
    rows = db.execute(
        "select asked_at, first_due_at, answered_at from inquiries where asked_at >= ? and asked_at < ?",
        [stored(since), stored(until)],
    ).fetchall()
    answered = [(read(asked), read(due), read(at)) for asked, due, at in rows if at is not None]
    waits = [(at - asked).total_seconds() for asked, _, at in answered]
    return Figures(
        asked=len(rows),
        answered=len(answered),
        in_time=sum(at <= due for _, due, at in answered),
        median_wait=timedelta(seconds=median(waits)) if waits else None,
    )
