"""Sendings and deliveries in the database: who is to get what, what was claimed, what became of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlite_utils import Database

from broadcasts.audience_store import resolve
from broadcasts.copy_store import FINISHES_HALVES, find_copies
from broadcasts.moments import read, stored
from broadcasts.notice import STEPS, Audience, Count, IllegalStepError, Otherwise, SendingKind, SendingState
from broadcasts.variables import used_in


def plan_sending(db: Database, notice: int, due_at: datetime) -> int:
    """One sending of a notice at a time; planned twice for the same time it is the same sending."""
    # Plans are looked at every minute, and an insert that finds its row there already would use up a number each time.
    db.execute(
        """
        insert into sendings (notice, due_at, deadline, state)
        select id, ?2, strftime('%Y-%m-%dT%H:%M:%f000+00:00', ?2, '+' || good_for_seconds || ' seconds'), 'waiting'
        from notices where id = ?1 and not exists (select 1 from sendings where notice = ?1 and due_at = ?2)
        """,
        [notice, stored(due_at)],
    )
    row = db.execute("select id from sendings where notice = ? and due_at = ?", [notice, stored(due_at)]).fetchone()
    return int(row[0])


def state_of(db: Database, sending: int) -> tuple[SendingState, str]:
    """Where a sending stands, and why if somebody should know."""
    state, reason = db.execute("select state, reason from sendings where id = ?", [sending]).fetchone()
    return SendingState(state), reason


def step(db: Database, sending: int, to: SendingState, now: datetime, *, reason: str = "") -> None:
    """Take a step. Cancelling stops what is still waiting but the words under an album's parts. Raises IllegalStepError
    for a step there is not.
    """
    state, _ = state_of(db, sending)
    if to not in STEPS[state]:
        raise IllegalStepError(f"{state} -> {to}")
    db.execute("update sendings set state = ?, reason = ? where id = ?", [to, reason, sending])
    if state is SendingState.HELD and to is SendingState.GOING:
        _set_new_deadline(db, sending, now)
    if to is SendingState.GOING:
        db.execute(
            "update sendings set started_at = coalesce(started_at, ?1), going_since = ?1 where id = ?2",
            [stored(now), sending],
        )
        audience, urgent, kind, text = db.execute(
            """
            select audience, urgent, kind, text from notices join sendings on notices.id = notice where sendings.id = ?
            """,
            [sending],
        ).fetchone()
        if kind == SendingKind.NOTICE:
            personal = bool(used_in(text))
            resolve(db, sending, Audience.from_json(audience), now, urgent=bool(urgent), personal=personal)
        else:
            find_copies(db, sending, now)
    if to is SendingState.CANCELLED:
        if state is SendingState.HELD:
            _set_new_deadline(db, sending, now)
        _give_up_waiting(db, sending, now)
    if to in (SendingState.CANCELLED, SendingState.DONE):
        db.execute("update sendings set finished_at = ? where id = ?", [stored(now), sending])


def _set_new_deadline(db: Database, sending: int, now: datetime) -> None:
    """What its author decides about after its time gets the same span again for what it still brings."""
    (seconds,) = db.execute(
        "select good_for_seconds from notices join sendings on notices.id = notice where sendings.id = ?", [sending]
    ).fetchone()
    deadline = stored(now + timedelta(seconds=seconds))
    db.execute("update sendings set deadline = ? where id = ?", [deadline, sending])


def _give_up_waiting(db: Database, sending: int, now: datetime) -> None:
    """What was tried in vain failed by its faults; what was never tried is stopped. Who has an album's parts waits on
    for its words.
    """
    db.execute(
        f"""
        update deliveries set state = iif(attempts > 0, 'failed', 'stopped'),
            reason = iif(attempts > 0, 'faults', 'cancelled'), done_at = :now
        where sending = :sending and state = 'waiting'
            and not (parts <> '' and exists (select 1 from sendings where id = :sending and {FINISHES_HALVES}))
        """,  # noqa: S608 - our own words
        {"now": stored(now), "sending": sending},
    )


def start_due(db: Database, now: datetime) -> tuple[list[int], list[int]]:
    """Start what is due; what is past its deadline is held. Returns the sendings started and those held."""
    due = db.execute(
        "select id, deadline from sendings where state = 'waiting' and due_at <= ? order by due_at", [stored(now)]
    ).fetchall()
    started = [sending for sending, deadline in due if read(deadline) > now]
    held = [sending for sending, deadline in due if read(deadline) <= now]
    for sending in started:
        step(db, sending, SendingState.GOING, now)
    for sending in held:
        step(db, sending, SendingState.HELD, now, reason="late")
    return started, held


def record_sent(db: Database, delivered: Sequence[tuple[int, str]], now: datetime) -> None:
    """Record messages that arrived, with their ids."""
    db.conn.executemany(
        "update deliveries set state = 'sent', message = ?, done_at = ? where id = ?",
        [(message, stored(now), delivery) for delivery, message in delivered],
    )


def record_failed(db: Database, delivery: int, reason: str, now: datetime) -> None:
    """Record a message that can never arrive."""
    db.execute(
        "update deliveries set state = 'failed', reason = ?, done_at = ? where id = ?",
        [reason, stored(now), delivery],
    )


def record_otherwise(db: Database, delivery: int, how: Otherwise, message: str, now: datetime) -> None:
    """Record a change that is done, though not by changing the copy."""
    db.execute(
        "update deliveries set state = 'sent', reason = ?, message = ?, done_at = ? where id = ?",
        [how, message, stored(now), delivery],
    )


def send_anew(db: Database, delivery: int, now: datetime) -> None:
    """The copy cannot be corrected: the corrected text goes out as a message of its own."""
    db.execute(
        """
        update deliveries set state = 'waiting', reason = 'anew', attempts = 0, possibly_twice = 0, claimed_at = null,
            next_try_at = ?
        where id = ?
        """,
        [stored(now), delivery],
    )


def try_again(db: Database, delivery: int, at: datetime, *, counts: bool = True, unknown: bool = False) -> None:
    """Put a message back for another try; `unknown` marks that the last one may have arrived after all."""
    db.execute(
        """
        update deliveries set state = 'waiting', next_try_at = ?, claimed_at = null,
            attempts = attempts - ?, possibly_twice = max(possibly_twice, ?)
        where id = ?
        """,
        [stored(at), int(not counts), int(unknown), delivery],
    )


def record_parts(db: Database, delivery: int, parts: Sequence[str]) -> None:
    """An album's parts have arrived, whatever becomes of its words: they are never sent to this recipient again."""
    db.execute("update deliveries set parts = ? where id = ?", [" ".join(parts), delivery])


def was_unknown(db: Database, delivery: int) -> bool:
    """Whether an earlier try of this message had an unknown outcome."""
    row = db.execute("select possibly_twice from deliveries where id = ?", [delivery]).fetchone()
    return bool(row and row[0])


def count(db: Database, sending: int) -> Count:
    """How a sending stands; the count closes."""
    rows = db.execute(
        "select state, reason, count(*), sum(possibly_twice) from deliveries where sending = ? group by state, reason",
        [sending],
    ).fetchall()
    return counted(rows)


def counted(rows: Sequence[tuple[str, str, int, int]]) -> Count:
    """The account of deliveries from rows of state, reason, how many, and how many of them possibly twice."""
    return Count(
        sent=sum(number for state, _, number, _ in rows if state == "sent"),
        possibly_twice=sum(twice for state, _, _, twice in rows if state == "sent"),
        failed={reason: number for state, reason, number, _ in rows if state == "failed"},
        stopped={reason: number for state, reason, number, _ in rows if state == "stopped"},
        pending=sum(number for state, _, number, _ in rows if state in ("waiting", "claimed")),
        otherwise={reason: number for state, reason, number, _ in rows if state == "sent" and reason},
    )


def stop_for(db: Database, recipients: Iterable[int], now: datetime) -> None:
    """Stop what still waits for recipients who left."""
    db.conn.executemany(
        """
        update deliveries set state = 'stopped', reason = 'left', done_at = ?
        where recipient = ? and state in ('waiting', 'claimed')
        """,
        [(stored(now), recipient) for recipient in recipients],
    )


def next_moment(db: Database, now: datetime) -> datetime | None:
    """When there is next something to do: a sending falls due or a message is tried again; None if there is nothing."""
    row = db.execute(
        """
        select min(moment) from (
            select min(due_at) as moment from sendings where state = 'waiting'
            union all
            select min(next_try_at) from deliveries join sendings on sendings.id = sending
            where deliveries.state = 'waiting' and sendings.state = 'going'
        )
        """
    ).fetchone()
    return None if row is None or row[0] is None else max(read(row[0]), now)
