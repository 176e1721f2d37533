"""Notices in the database: drafts, approval, and what each plan makes fall due."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from broadcasts import audit_store
from broadcasts.delivery_store import plan_sending, state_of, step
from broadcasts.moments import read, stored
from broadcasts.notice import GOOD_FOR, Audience, Body, Notice, NoticeState, SendingState, new_code
from broadcasts.people import Address
from broadcasts.people_store import recipient_id
from broadcasts.schedule import EventUnknownError, Once, Plan, from_json, missed, next_occurrence, out_of_quiet, to_json


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
) -> Notice:
    """Store a notice under a new code."""
    copied = body.copied_from
    cursor = db.execute(
        """
        insert into notices (code, author, text, copied_channel, copied_chat, copied_message, audience,
            good_for_seconds, urgent, created_at, state)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [new_code(), author, body.text, copied and copied.channel, copied and copied.chat_id, body.copied_message,
         audience.to_json(), int(good_for.total_seconds()), int(urgent), stored(now), state],
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


def _read(row: dict[str, Any]) -> Notice:
    copied = Address(row["copied_channel"], row["copied_chat"]) if row["copied_chat"] else None
    return Notice(
        id=row["id"],
        code=row["code"],
        body=Body(row["text"], copied, row["copied_message"] or ""),
        audience=Audience.from_json(row["audience"]),
        good_for=timedelta(seconds=row["good_for_seconds"]),
        urgent=bool(row["urgent"]),
        author=row["author"],
        version=row["version"],
        state=NoticeState(row["state"]),
        created_at=read(row["created_at"]),
    )


def latest(db: Database, count: int) -> list[Notice]:
    """The last notices, newest first."""
    return [_read(row) for row in db.query("select * from notices order by id desc limit ?", [count])]


def sendings_of(db: Database, notice_id: int) -> list[tuple[int, datetime]]:
    """The sendings of a notice with the times they are due, the last first."""
    rows = db.execute("select id, due_at from sendings where notice = ? order by due_at desc", [notice_id])
    return [(sending, read(due_at)) for sending, due_at in rows]


def notice_of(db: Database, sending: int) -> Notice | None:
    """The notice of a sending."""
    row = db.execute("select notice from sendings where id = ?", [sending]).fetchone()
    return None if row is None else notice(db, row[0])


def choose_audience(db: Database, notice_id: int, audience: Audience) -> None:
    """Change whom a draft is for; what is approved stays as it was approved."""
    db.execute("update notices set audience = ? where id = ? and state = 'draft'", [audience.to_json(), notice_id])


def approve(db: Database, notice_id: int, plan: Plan, now: datetime, *, text: str | None = None) -> bool:
    """Release a draft for sending by its plan, with its final text; returns whether it still was a draft."""
    cursor = db.execute(
        """
        update notices set state = 'approved', plan = ?, planned_until = ?, text = coalesce(?, text)
        where id = ? and state = 'draft'
        """,
        [to_json(plan), stored(now - timedelta(microseconds=1)), text, notice_id],
    )
    return bool(cursor.rowcount)


def withdraw(db: Database, notice_id: int) -> None:
    """Nothing more is planned for a notice; a draft is thrown away."""
    db.execute("delete from notices where id = ? and state = 'draft'", [notice_id])
    db.execute("update notices set state = 'withdrawn' where id = ?", [notice_id])
    db.execute("update sendings set state = 'cancelled' where notice = ? and state = 'waiting'", [notice_id])


def _cancel_waiting_after(db: Database, notice_id: int, now: datetime, ahead: datetime) -> None:
    """Cancel what was planned for a later time that is not the next one any more, as the event it hangs on moved."""
    db.execute(
        "update sendings set state = 'cancelled' where notice = ? and state = 'waiting' and due_at > ? and due_at <> ?",
        [notice_id, stored(now), stored(ahead)],
    )


def plan_ahead(db: Database, now: datetime, zone: ZoneInfo, events: Mapping[str, date]) -> list[str]:
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


def release(db: Database, draft: Notice, due: datetime, by: Address, now: datetime, text: str | None) -> int | None:
    """Approve a draft for one time, its author's word going before the quiet hours; returns its sending, or None if the
    draft is one no longer.
    """
    if not approve(db, draft.id, Once(due), now, text=text):
        return None
    db.execute("update notices set planned_until = null where id = ?", [draft.id])
    audit_store.record(db, now, recipient_id(db, by), "send", about=draft.code)
    return plan_sending(db, draft.id, due)


def take_step(db: Database, sending: int, to: SendingState, by: Address, now: datetime) -> None:
    """Pause, resume or cancel a sending for an officer. Raises IllegalStepError for a step there is not."""
    before, _ = state_of(db, sending)
    step(db, sending, to, now)
    found = notice_of(db, sending)
    audit_store.record(db, now, recipient_id(db, by), "sending", about=found.code if found else "", old=before, new=to)
