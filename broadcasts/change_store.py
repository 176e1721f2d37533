"""Correcting and recalling what was sent: changes are sendings of their own, about the one that brought the notice."""

from datetime import datetime, timedelta

from sqlite_utils import Database

from broadcasts import audit_store
from broadcasts.delivery_store import state_of, step
from broadcasts.moments import stored
from broadcasts.notice import STEPS, IllegalStepError, SendingKind, SendingState
from broadcasts.notice_store import notice_of, withdraw
from broadcasts.people import Address
from broadcasts.people_store import recipient_id


def correct(db: Database, sending: int, text: str, by: Address, now: datetime, *, replaces_copy: bool = False) -> int:
    """Correct a notice to this text (under a picture its caption) and change every copy of it; what still waits goes
    out corrected. `replaces_copy`: the text takes the place of what was copied from its author.

    Returns the correction's sending. Raises IllegalStepError if the sending has not begun or was recalled.
    """
    change = _begin(db, sending, SendingKind.CORRECTION, now)
    db.execute(
        """
        update notices set text = ?, version = version + 1, corrected_at = ?,
            copied_channel = iif(?, null, copied_channel), copied_chat = iif(?, null, copied_chat),
            copied_message = iif(?, '', copied_message)
        where id = (select notice from sendings where id = ?)
        """,
        [text, stored(now), replaces_copy, replaces_copy, replaces_copy, sending],
    )
    step(db, change, SendingState.GOING, now)
    _note(db, change, by, now, "correct")
    return change


def recall(db: Database, sending: int, by: Address, now: datetime) -> int:
    """Take a notice back: every copy is deleted or says so, what still waits never goes out, nothing more is planned.

    Returns the recall's sending. Raises IllegalStepError if the sending has not begun or was recalled.
    """
    change = _begin(db, sending, SendingKind.RECALL, now)
    if SendingState.CANCELLED in STEPS[state_of(db, sending)[0]]:
        step(db, sending, SendingState.CANCELLED, now)
    step(db, change, SendingState.GOING, now)
    found = notice_of(db, sending)
    if found is not None:
        withdraw(db, found.id)
    _note(db, change, by, now, "recall")
    return change


def can_be_changed(db: Database, sending: int) -> bool:
    """Whether there is something to correct or recall: a notice that has begun to go out, and was not recalled."""
    row = db.execute(
        """
        select kind = 'notice' and started_at is not null and not exists (
            select 1 from sendings recalls where recalls.about = sendings.id and kind = 'recall'
                and state <> 'cancelled')
        from sendings where id = ?
        """,
        [sending],
    ).fetchone()
    return bool(row and row[0])


def kind_of(db: Database, sending: int) -> tuple[SendingKind, int]:
    """What a sending does, and the sending it is about: itself if it brings a notice."""
    kind, about = db.execute("select kind, coalesce(about, id) from sendings where id = ?", [sending]).fetchone()
    return SendingKind(kind), int(about)


def last_change(db: Database, sending: int) -> tuple[int, SendingKind] | None:
    """The latest correction or recall of a sending."""
    row = db.execute("select id, kind from sendings where about = ? order by id desc limit 1", [sending]).fetchone()
    return (int(row[0]), SendingKind(row[1])) if row else None


def _begin(db: Database, about: int, kind: SendingKind, now: datetime) -> int:
    """A new change, not yet begun; earlier ones that are still going on give way to it."""
    if not can_be_changed(db, about):
        raise IllegalStepError(f"{kind} of {about}")
    for earlier, state in db.execute("select id, state from sendings where about = ?", [about]).fetchall():
        if SendingState.CANCELLED in STEPS[SendingState(state)]:
            step(db, earlier, SendingState.CANCELLED, now)
    notice, seconds = db.execute(
        "select notices.id, good_for_seconds from notices join sendings on notices.id = notice where sendings.id = ?",
        [about],
    ).fetchone()
    due = now
    while db.execute("select 1 from sendings where notice = ? and due_at = ?", [notice, stored(due)]).fetchone():
        due += timedelta(microseconds=1)  # a notice has one sending at a time
    cursor = db.execute(
        "insert into sendings (notice, due_at, deadline, state, kind, about) values (?, ?, ?, 'waiting', ?, ?)",
        [notice, stored(due), stored(now + timedelta(seconds=seconds)), kind, about],
    )
    return int(cursor.lastrowid or 0)


def _note(db: Database, change: int, by: Address, now: datetime, action: str) -> None:
    found = notice_of(db, change)
    about, version = (found.code, str(found.version)) if found else ("", "")
    audit_store.record(db, now, recipient_id(db, by), action, about=about, new=version)
