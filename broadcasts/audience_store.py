"""Who a notice is for, resolved in SQL: everybody once, whatever the parts they belong to."""

import json
from collections import Counter
from datetime import datetime

from sqlite_utils import Database

from broadcasts.moments import stored
from broadcasts.notice import Audience, Notice
from broadcasts.variables import NAME, TDP, used_in

LEADER, GROUP, BY_CHOICE = 0, 1, 2
"""Ranks, in the order of sending: officials and leaders, groups, people who chose to receive."""

_MEANT = """
    with belonging (recipient, rank) as (
        select recipient, 0 from offices
        where until is null and role = 'officer' and json_extract(:audience, '$.officers')
        union all
        select offices.recipient, 0 from offices join tdps on tdps.id = offices.tdp
        where until is null and role = 'leader' and (json_extract(:audience, '$.leaders')
            or tdps.name in (select value from json_each(:audience, '$.leaders_of')))
        union all
        select recipients.id, 1 from recipients left join tdps on tdps.id = recipients.tdp
        where kind = 'group' and (json_extract(:audience, '$.groups') and not for_leaders and not for_officers
            or json_extract(:audience, '$.leaders') and for_leaders
            or tdps.name in (select value from json_each(:audience, '$.groups_of')))
        union all
        select recipients.id, 2 from json_each(:audience, '$.residents_of') as wanted
        cross join tdps on tdps.name = wanted.value
        cross join recipients on recipients.tdp = tdps.id
        where kind = 'person' and (:urgent or not digest)
        union all
        select recipient, 2 from json_each(:audience, '$.topics') as wanted
        cross join subscriptions on topic = wanted.value
        cross join recipients on recipients.id = recipient
        where :urgent or not digest
        union all
        select value, 0 from json_each(:audience, '$.people')
        union all
        select value, 2 from json_each(:audience, '$.choosers')
    ),
    meant (recipient, rank) as (
        select recipient, min(rank) from belonging cross join recipients on recipients.id = recipient
        where lost_at is null and muted = 0 and not (:personal and kind = 'group')
            and recipient not in (select value from json_each(:audience, '$.excluded'))
        group by recipient
    )
"""
"""Everybody who can be reached, once, with the first rank they belong to; parameters :audience, :urgent, and :personal
for what speaks to each reader by name, and so to no group.

What is asked for leads each part, so that an index finds its people.
"""
_RESOLVE = (
    _MEANT  # noqa: S608 - our own words
    + """
    insert into deliveries (sending, recipient, rank, state, next_try_at)
    select :sending, recipient, rank, 'waiting', :now from meant where true
    on conflict (sending, recipient) do nothing
"""
)
_WEEKLY = (
    _MEANT  # noqa: S608 - our own words
    + """
    , weekly (recipient) as (
        select recipients.id from recipients left join tdps on tdps.id = recipients.tdp
        where digest = 1 and kind = 'person' and lost_at is null and muted = 0 and not :urgent and :has_words
            and (tdps.name in (select value from json_each(:audience, '$.residents_of'))
                or exists (select 1 from subscriptions where recipient = recipients.id
                    and topic in (select value from json_each(:audience, '$.topics'))))
            and recipients.id not in (select value from json_each(:audience, '$.excluded'))
            and recipients.id not in (select recipient from meant)
    )
"""
)
"""Further, whom it reaches with their weekly digest only (see `broadcasts.digest_store`); parameter :has_words, without
which there is nothing to tell in it.
"""
_COUNT_WEEKLY = _WEEKLY + "select count(*) from weekly"  # noqa: S608 - our own words
_COUNT = _MEANT + "select rank, count(*) from meant group by rank"  # noqa: S608 - our own words


def resolve(
    db: Database, sending: int, audience: Audience, now: datetime, *, urgent: bool, personal: bool = False
) -> None:
    """Give everybody a sending is for one delivery row; whoever has one keeps it. Who chose the weekly digest waits for
    that, unless it is urgent.
    """
    values = {"audience": audience.to_json(), "urgent": urgent, "personal": personal}
    db.execute(_RESOLVE, {**values, "sending": sending, "now": stored(now)})
    db.execute("update sendings set resolved = 1 where id = ?", [sending])


def reach(db: Database, notice: Notice) -> Counter[int]:
    """How many a notice would reach if it left at present, by rank."""
    return Counter(dict(db.execute(_COUNT, _values(notice)).fetchall()))


def reach_weekly(db: Database, notice: Notice) -> int:
    """How many further ones it would reach with their weekly digest."""
    row = db.execute(_COUNT_WEEKLY, _weekly_values(notice)).fetchone()
    return int(row[0])


def _weekly_values(notice: Notice) -> dict[str, object]:
    return {**_values(notice), "has_words": bool(notice.body.text)}


def _values(notice: Notice) -> dict[str, object]:
    personal = bool(used_in(notice.body.text))
    return {"audience": notice.audience.to_json(), "urgent": notice.urgent, "personal": personal}


def leaders_not_reached(db: Database, audience: Audience) -> list[str]:
    """The TDPs of an audience's leaders whom no message reaches: not linked yet, or lost."""
    if not audience.leaders and not audience.leaders_of:
        return []
    rows = db.execute(
        """
        select tdps.name, max(recipient is not null and lost_at is null) as reached
        from tdps left join offices on offices.tdp = tdps.id and until is null
        left join recipients on recipients.id = recipient
        where :everybody or tdps.name in (select value from json_each(:tdps))
        group by tdps.id having not coalesce(reached, 0)
        """,
        {"everybody": audience.leaders, "tdps": json.dumps(audience.leaders_of)},
    )
    return [str(row[0]) for row in rows]


def tdps_of_leaders(db: Database, audience: Audience) -> list[str]:
    """The TDPs whose leaders an audience is for, whoever they are at present."""
    rows = db.execute(
        "select name from tdps where :everybody or name in (select value from json_each(:tdps))",
        {"everybody": audience.leaders, "tdps": json.dumps(audience.leaders_of)},
    )
    return [str(row[0]) for row in rows]


def without_values(db: Database, notice: Notice) -> int:
    """How many of those a notice would reach have no value for one of its variables; the digest names nobody."""
    variables = used_in(notice.body.text)
    row = db.execute(
        _WEEKLY  # noqa: S608 - our own words
        + """
        , told (recipient, named) as (select recipient, 1 from meant union all select recipient, 0 from weekly)
        select count(*) from told cross join recipients on recipients.id = recipient
        where :name and named and not exists (select 1 from offices
                where offices.recipient = recipients.id and until is null and name is not null)
            or :tdp and recipients.tdp is null and not exists (select 1 from offices
                where offices.recipient = recipients.id and until is null and offices.tdp is not null)
        """,
        {**_weekly_values(notice), "name": NAME in variables, "tdp": TDP in variables},
    ).fetchone()
    return int(row[0])
