"""The weekly digest: what its subscribers would have got at once, in one message a week.

A digest is an ordinary notice to the people whose week held the same notices, so that the engine delivers and accounts
for it like any other.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from broadcasts.delivery_store import plan_sending
from broadcasts.moments import read, stored
from broadcasts.notice import Audience, Body, Notice, NoticeState
from broadcasts.notice_store import add_notice, notice

DIGEST_WEEKDAY, DIGEST_TIME = 5, time(8)
"""Saturday morning, when families are at home."""
GOOD_FOR = timedelta(days=1)
MOST_NOTICES = 10
"""In one digest; what does not fit is the oldest."""

Compose = Callable[[Sequence[Notice]], str]
"""Makes the digest's text of its notices, oldest first."""


def last_digest_due(now: datetime, zone: ZoneInfo) -> datetime:
    """The latest time at or before `now` at which a digest is due."""
    here = now.astimezone(zone)
    day = here.date() - timedelta(days=(here.weekday() - DIGEST_WEEKDAY) % 7)
    due = datetime.combine(day, DIGEST_TIME, zone)
    return due if due <= here else due - timedelta(days=7)


def next_digest_due(moment: datetime, zone: ZoneInfo) -> datetime:
    """The digest that tells of what leaves at a moment: the first one that is not before it."""
    last = last_digest_due(moment, zone)
    return last if last == moment else last + timedelta(days=7)


def make_digests(db: Database, now: datetime, zone: ZoneInfo, compose: Compose) -> int:
    """Plan the digests of the week that ended, once; returns how many there are. The very first call only begins."""
    due = last_digest_due(now, zone)
    before = db.execute("select max(due_at) from digests").fetchone()[0]
    if before is not None and read(before) >= due:
        return 0
    db.execute("insert into digests (due_at) values (?)", [stored(due)])
    if before is None:
        return 0
    made = 0
    for notices, people in _weeks(db, read(before), due).items():
        told = [found for one in notices[-MOST_NOTICES:] if (found := notice(db, one)) is not None]
        digest = add_notice(
            db, Body(compose(told)), Audience(choosers=people), now, good_for=GOOD_FOR, state=NoticeState.APPROVED
        )
        plan_sending(db, digest.id, now)
        made += 1
    return made


def _weeks(db: Database, after: datetime, until: datetime) -> dict[tuple[int, ...], tuple[int, ...]]:
    """The notices of a time, by who would have got them by choice: each set of notices with its people."""
    rows = db.execute(
        """
        select distinct recipients.id, notices.id
        from sendings join notices on notices.id = sendings.notice
        cross join recipients on digest = 1 and recipients.kind = 'person' and lost_at is null
        left join tdps on tdps.id = recipients.tdp
        where started_at > :after and started_at <= :until and not urgent and notices.text <> ''
            and recipients.id not in (select value from json_each(audience, '$.excluded'))
            and (tdps.name in (select value from json_each(audience, '$.residents_of'))
                or exists (select 1 from subscriptions where recipient = recipients.id
                    and topic in (select value from json_each(audience, '$.topics'))))
            -- what was corrected is told once more, what was recalled never
            and not exists (select 1 from sendings recalls where recalls.kind = 'recall'
                and recalls.state <> 'cancelled' and recalls.about = coalesce(sendings.about, sendings.id))
            -- what reached the person as a leader or by name needs no telling again
            and not exists (select 1 from deliveries
                where deliveries.sending = sendings.id and deliveries.recipient = recipients.id)
        order by recipients.id, notices.id
        """,
        {"after": stored(after), "until": stored(until)},
    )
    weeks: dict[int, list[int]] = defaultdict(list)
    for person, one in rows:
        weeks[person].append(one)
    people: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for person, notices in weeks.items():
        people[tuple(notices)].append(person)
    return {notices: tuple(them) for notices, them in people.items()}
