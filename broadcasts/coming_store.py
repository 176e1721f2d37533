"""What is still to be sent: planned moments of approved notices, and taking one back before it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from broadcasts import audit_store
from broadcasts.moments import read, stored
from broadcasts.notice import Notice, NoticeState
from broadcasts.notice_store import in_state, notice
from broadcasts.people import Address
from broadcasts.people_store import recipient_id
from broadcasts.schedule import AtOnce, CalendarEvent, EventUnknownError, Once, occurrences, out_of_quiet

MOST_EACH = 31
"""Moments of one notice: a daily one fills a month."""


@dataclass(frozen=True)
class Coming:
    """A notice that is to leave at a moment."""

    notice: Notice
    at: datetime


class UnderWayError(Exception):
    """The notice has begun to go out: it is corrected or recalled, not taken back."""


def coming(
    db: Database, now: datetime, until: datetime, zone: ZoneInfo, events: Mapping[str, CalendarEvent]
) -> list[Coming]:
    """What leaves after `now` and up to `until`, in order; days are those of `zone`."""
    approved = in_state(db, NoticeState.APPROVED)
    found = [one for each in approved for one in _of(db, each, now, until, zone, events)]
    return sorted(found, key=lambda one: (one.at, one.notice.id))


def _of(
    db: Database, found: Notice, now: datetime, until: datetime, zone: ZoneInfo, events: Mapping[str, CalendarEvent]
) -> list[Coming]:
    rows = db.execute(
        """
        select due_at from sendings where notice = ? and state = 'waiting' and kind = 'notice' and due_at > ?
            and due_at <= ?
        """,
        [found.id, stored(now), stored(until)],
    )
    moments = {read(due_at) for (due_at,) in rows}
    if found.plan is not None and not isinstance(found.plan, (AtOnce, Once)):
        try:
            planned = list(
                takewhile(lambda moment: moment <= until, occurrences(found.plan, now, zone, events, pause_tet=False))
            )
        except EventUnknownError:
            planned = []
        moments |= {out_of_quiet(moment, zone, urgent=found.urgent) for moment in planned[:MOST_EACH]}
    return [Coming(found, moment) for moment in moments]


def take_back(db: Database, notice_id: int, by: Address, now: datetime) -> Notice:
    """Make a notice its author's draft again, approved or only proposed, as long as nothing of it has left.

    Raises LookupError if there is none, or it is another officer's; UnderWayError.
    """
    found = notice(db, notice_id)
    waiting = (NoticeState.APPROVED, NoticeState.PROPOSED)
    if found is None or found.state not in waiting or found.author != recipient_id(db, by):
        raise LookupError(notice_id)
    if db.execute("select 1 from sendings where notice = ? and state <> 'waiting'", [notice_id]).fetchone():
        raise UnderWayError
    # Nothing was sent: what was only planned leaves no trace, so that the same time can be chosen again.
    db.execute("delete from sendings where notice = ?", [notice_id])
    db.execute(
        "update notices set state = 'draft', planned_until = null, kept_at = ?, told_at = null where id = ?",
        [stored(now), notice_id],
    )
    audit_store.record(db, now, recipient_id(db, by), "take_back", about=found.code)
    return found
