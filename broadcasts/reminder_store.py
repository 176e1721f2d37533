"""Reminders: a notice of their own to those it concerns, whose answers belong to the sending it reminds of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from broadcasts import audit_store, receipt_store, report_store
from broadcasts.delivery_store import plan_sending
from broadcasts.moments import read, stored
from broadcasts.notice import Audience, Body, Notice
from broadcasts.notice_store import add_notice, notice_of
from broadcasts.people import Address
from broadcasts.people_store import recipient_id
from broadcasts.schedule import out_of_quiet

DAY_BEFORE, HOUR_BEFORE = timedelta(days=1), timedelta(hours=1)
GOOD_FOR = timedelta(hours=12)
"""A reminder that could not leave for so long helps nobody any more."""


class Reminds(StrEnum):
    """What a reminder is about."""

    OF_ANSWER = "of_answer"
    """The time for answers is over, and this reader gave none."""
    AT_REQUEST = "at_request"
    """The same, when an officer wants it."""
    DAY_BEFORE = "day_before"
    """The meeting this reader comes to is tomorrow."""
    HOUR_BEFORE = "hour_before"


@dataclass(frozen=True)
class Made:
    """Reminders that were just made."""

    kind: Reminds
    sending: int
    """The one they remind of."""
    people: int


Compose = Callable[[Reminds, Notice, datetime], str]
"""Makes a reminder's text of its kind, the notice, and when that was due."""


def remind_silent(db: Database, sending: int, by: Address, now: datetime, compose: Compose) -> int:
    """Remind everybody silent at an officer's request; returns how many they are."""
    people = report_store.silent(db, sending)
    notice = _remind(db, Reminds.AT_REQUEST, sending, people, now, now, compose)
    if notice is not None:
        audit_store.record(db, now, recipient_id(db, by), "remind", about=notice.code, new=str(len(people)))
    return len(people)


def remind_what_is_due(db: Database, now: datetime, zone: ZoneInfo, compose: Compose) -> list[Made]:
    """Make the reminders whose time has come, each once; returns what was made, also where nobody was silent."""
    made = []
    for kind, sending in _due(db, now):
        db.execute("insert into reminders (sending, kind) values (?, ?)", [sending, kind])
        of_answer = kind is Reminds.OF_ANSWER
        people = (report_store.silent if of_answer else report_store.coming)(db, sending)
        # A meeting does not wait for the morning, an answer can.
        at = out_of_quiet(now, zone, urgent=not of_answer)
        _remind(db, kind, sending, people, at, now, compose)
        made.append(Made(kind, sending, len(people)))
    return made


def _remind(
    db: Database, kind: Reminds, sending: int, people: tuple[int, ...], at: datetime, now: datetime, compose: Compose
) -> Notice | None:
    found = notice_of(db, sending)
    if found is None or not people:
        return None
    due = read(db.execute("select due_at from sendings where id = ?", [sending]).fetchone()[0])
    reminder = add_notice(
        db,
        Body(compose(kind, found, due), ask=found.body.ask),
        Audience(people=people),
        now,
        good_for=GOOD_FOR if kind is not Reminds.HOUR_BEFORE else HOUR_BEFORE,
        urgent=found.urgent,
        author=found.author,
        reminds=sending,
    )
    plan_sending(db, reminder.id, at)
    return found


def _due(db: Database, now: datetime) -> list[tuple[Reminds, int]]:
    """The kinds of reminders whose time has come and not passed again, of sendings that left."""
    due = []
    rows = db.execute(
        """
        select sendings.id, due_at, answer_within_seconds, json_extract(ask, '$.meets_at')
        from sendings join notices on notices.id = notice
        where notices.state = 'approved' and sendings.state in ('going', 'done') and reminds is null
            and sendings.kind = 'notice'
            and due_at > ? and ask not in ('', '{}')
        """,
        [stored(now - receipt_store.WAITS_FOR)],
    )
    for sending, due_at, within, meets_at in rows.fetchall():
        if within is not None and read(due_at) + timedelta(seconds=within) <= now:
            due.append((Reminds.OF_ANSWER, sending))
        if meets_at is not None:
            left = datetime.fromisoformat(meets_at) - now
            if timedelta() < left <= HOUR_BEFORE:
                due.append((Reminds.HOUR_BEFORE, sending))
            elif HOUR_BEFORE < left <= DAY_BEFORE:
                due.append((Reminds.DAY_BEFORE, sending))
    done = {(kind, sending) for kind, sending in db.execute("select kind, sending from reminders")}
    return [one for one in due if one not in done]
