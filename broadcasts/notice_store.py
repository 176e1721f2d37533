"""Notices in the database: drafts, approval, and what each plan makes fall due."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from broadcasts import audit_store
from broadcasts.asks import Ask
from broadcasts.delivery_store import plan_sending, state_of, step
from broadcasts.moments import read, stored
from broadcasts.notice import GOOD_FOR, Audience, Body, IllegalStepError, Notice, NoticeState, SendingState, new_code
from broadcasts.people import Address
from broadcasts.people_store import recipient_id
from broadcasts.schedule import (
    AtOnce,
    CalendarEvent,
    EventUnknownError,
    from_json,
    missed,
    next_occurrence,
    out_of_quiet,
)


def add_notice(
    db: Database,
    body: Body,
    audience: Audience,
    now: datetime,
    *,
    good_for: timedelta = GOOD_FOR,
    urgent: bool = False,
    author: int | None = None,
    state: NoticeState = NoticeState.APPROVED,
    framed: bool = False,
    reminds: int | None = None,
) -> Notice:
    """Store a notice under a new code. A `framed` one gets its first and last line for each reader."""
    copied = body.copied_from
    cursor = db.execute(
        """
        insert into notices (code, author, text, copied_channel, copied_chat, copied_message, captioned, album,
            audience, good_for_seconds, urgent, created_at, state, framed, ask, reminds)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [new_code(), author, body.text, copied and copied.channel, copied and copied.chat_id, body.copied_message,
         int(body.captioned), " ".join(body.album), audience.to_json(), int(good_for.total_seconds()), int(urgent),
         stored(now), state, int(framed), body.ask.to_json(), reminds],
    )  # fmt: skip
    stored_notice = notice(db, int(cursor.lastrowid or 0))
    if stored_notice is None:
        raise RuntimeError("a notice just stored is gone")
    return stored_notice


def notice(db: Database, notice_id: int) -> Notice | None:
    """A notice by its id."""
    for row in db.query("select * from notices where id = ?", [notice_id]):
        return _read(row)
    return None


def by_code(db: Database, code: str) -> Notice | None:
    """A notice by its public code, in any case."""
    for row in db.query("select * from notices where code = ?", [code.upper()]):
        return _read(row)
    return None


def _read(row: dict[str, Any]) -> Notice:
    copied = Address(row["copied_channel"], row["copied_chat"]) if row["copied_chat"] else None
    within = row["answer_within_seconds"]
    return Notice(
        id=row["id"],
        code=row["code"],
        body=Body(
            row["text"],
            copied,
            row["copied_message"] or "",
            captioned=bool(row["captioned"]),
            album=tuple(row["album"].split()) if copied else (),
            ask=Ask.from_json(row["ask"]),
        ),
        audience=Audience.from_json(row["audience"]),
        good_for=timedelta(seconds=row["good_for_seconds"]),
        urgent=bool(row["urgent"]),
        author=row["author"],
        version=row["version"],
        state=NoticeState(row["state"]),
        created_at=read(row["created_at"]),
        plan=from_json(row["plan"]) if row["plan"] else None,
        answer_within=None if within is None else timedelta(seconds=within),
        reminds=row["reminds"],
        framed=bool(row["framed"]),
    )


def latest(db: Database, count: int) -> list[Notice]:
    """The last notices that left or are to leave, newest first; reminders are part of what they remind of."""
    rows = db.query(
        """
        select * from notices where reminds is null and state not in ('draft', 'proposed') order by id desc limit ?
        """,
        [count],
    )
    return [_read(row) for row in rows]


def in_state(db: Database, state: NoticeState) -> list[Notice]:
    """The notices in a state, the last first."""
    return [_read(row) for row in db.query("select * from notices where state = ? order by id desc", [state])]


def author_of(db: Database, found: Notice) -> Address | None:
    """Whoever wrote a notice; None if that is not known any more."""
    row = db.execute("select channel, chat_id from recipients where id = ?", [found.author]).fetchone()
    return None if row is None else Address(*row)


def sendings_of(db: Database, notice_id: int) -> list[tuple[int, datetime]]:
    """The sendings of a notice with the times they are due, the last first."""
    rows = db.execute("select id, due_at from sendings where notice = ? order by due_at desc", [notice_id])
    return [(sending, read(due_at)) for sending, due_at in rows]


def last_left_at(db: Database, notice_id: int, now: datetime) -> datetime | None:
    """When a notice was last due; None if it never was."""
    return next((due for _, due in sendings_of(db, notice_id) if due <= now), None)


def notice_of(db: Database, sending: int) -> Notice | None:
    """The notice of a sending."""
    row = db.execute("select notice from sendings where id = ?", [sending]).fetchone()
    return None if row is None else notice(db, row[0])


def withdraw(db: Database, notice_id: int) -> None:
    """Nothing more is planned for a notice."""
    db.execute("update notices set state = 'withdrawn' where id = ?", [notice_id])
    db.execute("update sendings set state = 'cancelled' where notice = ? and state = 'waiting'", [notice_id])


def stop_planning(db: Database, notice_id: int, by: Address, now: datetime) -> None:
    """An officer lets nothing more be sent of a notice; what is under way goes on."""
    found = notice(db, notice_id)
    if found is not None and found.state is NoticeState.APPROVED:
        withdraw(db, notice_id)
        audit_store.record(db, now, recipient_id(db, by), "stop_planning", about=found.code)


def _cancel_waiting_after(db: Database, notice_id: int, now: datetime, ahead: datetime) -> None:
    """Cancel what was planned for a later time that is not the next one any more, as the event it hangs on moved."""
    db.execute(
        "update sendings set state = 'cancelled' where notice = ? and state = 'waiting' and due_at > ? and due_at <> ?",
        [notice_id, stored(now), stored(ahead)],
    )


def plan_ahead(db: Database, now: datetime, zone: ZoneInfo, events: Mapping[str, CalendarEvent]) -> list[str]:
    """Give every approved plan the sendings that fell due since last time, and the next one.

    What fell due while nothing ran is planned all the same: whether it still goes out is for its deadline to say.
    Returns the codes of notices whose event is no longer in the calendar; they are planned no further, so that their
    authors must be asked.
    """
    rows = db.execute(
        """
        select id, code, plan, planned_until, pause_tet, urgent from notices
        where state = 'approved' and plan <> '' and planned_until is not null
        """
    ).fetchall()
    unknown = []
    for notice_id, code, plan_text, planned_until, pause_tet, urgent in rows:
        plan = from_json(plan_text)
        if isinstance(plan, AtOnce):
            raise RuntimeError(f"notice {code} was released without its time")
        try:
            moments = missed(plan, read(planned_until), now, zone, events, pause_tet=bool(pause_tet))
            ahead = next_occurrence(plan, now, zone, events, pause_tet=bool(pause_tet))
        except EventUnknownError:
            moments, ahead = [], None
            unknown.append(code)
        for moment in (*moments, *([ahead] if ahead else [])):
            plan_sending(db, notice_id, out_of_quiet(moment, zone, urgent=bool(urgent)))
        if ahead:
            _cancel_waiting_after(db, notice_id, now, out_of_quiet(ahead, zone, urgent=bool(urgent)))
        # Without a next time nothing is left to plan.
        db.execute("update notices set planned_until = ? where id = ?", [stored(now) if ahead else None, notice_id])
    return unknown


def take_step(db: Database, sending: int, to: SendingState, by: Address, now: datetime) -> None:
    """Pause, resume or cancel a sending for an officer. Raises IllegalStepError for a step there is not, or
    no sending to take it: buttons outlive what they belong to.
    """
    found = notice_of(db, sending)
    if found is None:
        raise IllegalStepError(f"no sending {sending}")
    before, _ = state_of(db, sending)
    step(db, sending, to, now)
    audit_store.record(db, now, recipient_id(db, by), "sending", about=found.code, old=before, new=to)
