"""How the ward's notices went over a period, how far its TDPs are reached, and who receives what: in numbers only."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from broadcasts.delivery_store import counted
from broadcasts.moments import stored
from broadcasts.notice import Count
from broadcasts.people_store import by_number

_NOTICES = """
    select sendings.id from sendings join notices on notices.id = notice
    where kind = 'notice' and reminds is null and due_at >= :since and due_at < :until
"""
"""A period's sendings; a reminder is part of what it reminds of, a correction of what it corrects."""


@dataclass(frozen=True)
class Leaders:
    """How far the ward's TDPs are reached, counted in TDPs."""

    tdps: int = 0
    linked: int = 0
    """With a leader whose phone is linked and not lost."""
    reached: int = 0
    """Where one of the period's notices came to a leader."""
    confirmed: int = 0
    """Where a leader confirmed one of them."""


def deliveries(db: Database, since: datetime, until: datetime) -> Count:
    """How the messages of the notices due from `since` until before `until` stand, together."""
    rows = db.execute(
        f"""
        select state, reason, count(*), sum(possibly_twice) from deliveries
        where sending in ({_NOTICES}) group by state, reason
        """,  # noqa: S608 - our own words
        {"since": stored(since), "until": stored(until)},
    ).fetchall()
    return counted(rows)


def leaders(db: Database, since: datetime, until: datetime) -> Leaders:
    """How far the TDPs are reached now, and were by the notices due from `since` until before `until`."""
    row = db.execute(
        f"""
        with sent (sending) as ({_NOTICES}),
        confirmed (tdp) as (select distinct tdp from receipts where sending in sent and tdp is not null),
        reached (tdp) as (
            select tdp from confirmed
            union
            select tdp from deliveries
            join offices on offices.recipient = deliveries.recipient and role = 'leader'
                and since <= done_at and (until is null or until > done_at)
            where sending in sent and deliveries.rank = 0 and state = 'sent'
        )
        select
            (select count(*) from tdps),
            (select count(distinct offices.tdp) from offices join recipients on recipients.id = recipient
                where role = 'leader' and until is null and lost_at is null),
            (select count(*) from reached),
            (select count(*) from confirmed)
        """,  # noqa: S608 - our own words
        {"since": stored(since), "until": stored(until)},
    ).fetchone()
    return Leaders(*row)


def subscribers(db: Database) -> int:
    """How many people receive a topic or the notices of a TDP by their own choice, and can be reached."""
    row = db.execute(
        """
        select count(*) from recipients where kind = 'person' and lost_at is null
            and (tdp is not null or exists (select 1 from subscriptions where recipient = recipients.id))
        """
    ).fetchone()
    return int(row[0])


def subscribers_by_tdp(db: Database) -> tuple[tuple[str, int], ...]:
    """Each TDP, in their order, with how many people receive its notices and can be reached."""
    rows = db.execute(
        """
        select name, count(recipients.id) from tdps
        left join recipients on recipients.tdp = tdps.id and recipients.kind = 'person' and lost_at is null
        group by tdps.id
        """
    ).fetchall()
    return tuple(sorted(rows, key=lambda row: by_number(row[0])))
