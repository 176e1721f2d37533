"""What is put right by itself: claims nobody recorded, sendings with nothing left to do, too many failures."""

from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from broadcasts.audience_store import LEADER
from broadcasts.copy_store import FINISHES_HALVES, find_copies
from broadcasts.delivery_store import step
from broadcasts.moments import read, stored
from broadcasts.notice import SendingState

CLAIM_LIFE = timedelta(minutes=2)
"""After this long a claim whose outcome was never recorded counts as unknown; longer than any call may take."""


OVERDUE_MARGIN = timedelta(minutes=5)
"""What a sending to leaders may take beyond the time its size needs: short faults and penalties are no news."""

_ARRIVES = "(reason = 'anew' or sending in (select id from sendings where kind = 'notice'))"
"""That a message comes of it: done twice it is there twice, while to change a copy twice harms nothing."""


def return_stale_claims(db: Database, now: datetime, again_at: datetime, life: timedelta | None = CLAIM_LIFE) -> int:
    """Claims nobody recorded an outcome for are tried once more at `again_at`, marked as possibly arriving twice; a
    second time they fail, as a third message could only add to the doubt. Changes of copies are just done again.
    Without a `life` all claims are stale, whatever the clock said when they were made. Returns how many there were.
    """
    limit = stored(now - life if life is not None else datetime.max.replace(tzinfo=UTC))
    stale = "state = 'claimed' and claimed_at <= ?"
    failed = db.execute(
        f"""
        update deliveries set state = 'failed', reason = 'unknown', done_at = ?
        where {stale} and possibly_twice and {_ARRIVES}
        """,  # noqa: S608 - our own words
        [stored(now), limit],
    ).rowcount
    returned = db.execute(
        f"""
        update deliveries set state = 'waiting', possibly_twice = max(possibly_twice, {_ARRIVES}), claimed_at = null,
            next_try_at = ?
        where {stale}
        """,  # noqa: S608 - our own words
        [stored(again_at), limit],
    ).rowcount
    return int(failed + returned)


def finish_what_is_done(db: Database, now: datetime) -> list[int]:
    """End sendings with nothing left to do, and hold those that still wait past their deadline, for their authors to
    decide. Returns both.
    """
    _stop_what_nobody_waits_for(db, now)
    for (change,) in db.execute("select id from sendings where state = 'going' and kind <> 'notice'").fetchall():
        find_copies(db, change, now)
    late = db.execute(
        """
        select id from sendings where state in ('going', 'paused') and deadline <= ?
            and exists (select 1 from deliveries where sending = sendings.id and state in ('waiting', 'claimed')
                and state = 'waiting')
        """,
        [stored(now)],
    ).fetchall()
    for (sending,) in late:
        step(db, sending, SendingState.HELD, now, reason="late")
    done = db.execute(
        """
        select id from sendings where state = 'going' and resolved
            and not exists (select 1 from deliveries where sending = sendings.id and state in ('waiting', 'claimed'))
            -- what is on the network in its old version will be a copy to change
            and not exists (select 1 from deliveries
                where sending = sendings.about and state in ('waiting', 'claimed') and state = 'claimed'
                    and (kind = 'recall' or version < (select version from notices where id = notice)))
        """
    ).fetchall()
    for (sending,) in done:
        step(db, sending, SendingState.DONE, now)
    return [sending for (sending,) in (*late, *done)]


def _stop_what_nobody_waits_for(db: Database, now: datetime) -> None:
    """Messages whose recipient is gone, and those that came back from the network after their sending was
    cancelled, but for words to those who have an album's parts.
    """
    db.execute(
        """
        update deliveries set state = 'stopped', reason = 'left', done_at = ?
        where state = 'waiting' and state in ('waiting', 'claimed') and recipient is null
            and sending in (select id from sendings where state = 'going')
        """,
        [stored(now)],
    )
    db.execute(
        f"""
        update deliveries set state = 'stopped', reason = 'cancelled', done_at = :now
        where state = 'waiting' and state in ('waiting', 'claimed')
            and sending in (select id from sendings where state = 'cancelled')
            and not (parts <> '' and recipient is not null
                and sending in (select id from sendings where {FINISHES_HALVES}))
        """,  # noqa: S608 - our own words
        {"now": stored(now)},
    )


def failures_that_count(db: Database, sending: int) -> tuple[int, int]:
    """Of a sending: messages that failed for no fault of the recipient, and messages that are done."""
    row = db.execute(
        """
        select coalesce(sum(state = 'failed' and reason in ('faults', 'unknown', 'refused')), 0),
            coalesce(sum(state in ('sent', 'failed')), 0)
        from deliveries where sending = ?
        """,
        [sending],
    ).fetchone()
    return int(row[0]), int(row[1])


def going(db: Database) -> list[int]:
    """The sendings that go on at present."""
    return [int(row[0]) for row in db.execute("select id from sendings where state = 'going' order by id")]


def overdue(db: Database, per_second: float, now: datetime) -> list[int]:
    """The sendings that leaders should have had by now at so many messages a second, and some have not; only those the
    officers were not warned of.
    """
    rows = db.execute(
        """
        select sendings.id, going_since,
            (select count(*) from deliveries where sending = sendings.id and rank = ?1)
                * iif(album = '', 1, length(album) - length(replace(album, ' ', '')) + 2)
        from sendings join notices on notices.id = notice
        where sendings.state = 'going' and not warned and exists (select 1 from deliveries
            where sending = sendings.id and state in ('waiting', 'claimed') and rank = ?1)
        """,
        [LEADER],
    ).fetchall()
    return [
        sending
        for sending, since, messages in rows
        if now - read(since) > OVERDUE_MARGIN + timedelta(seconds=messages / per_second)
    ]


def was_warned_of(db: Database, sending: int) -> None:
    """The officers know that a sending is overdue; they are told once."""
    db.execute("update sendings set warned = 1 where id = ?", [sending])
