"""What was asked over a period, and how it was judged: counts that were never anybody's."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database


@dataclass(frozen=True)
class Asked:
    """How many questions of one hour ended alike."""

    hour: datetime
    """Its beginning, UTC."""
    kind: str
    """`answer`, `clarify` or `unknown`."""
    count: int


@dataclass(frozen=True)
class Judged:
    """How often answers were called helpful or wrong."""

    helpful: int = 0
    wrong: int = 0


def _period(since: datetime, until: datetime) -> dict[str, str]:
    hours = {"since": since, "until": until}
    return {name: at.astimezone(UTC).strftime("%Y-%m-%dT%H") for name, at in hours.items()}


def asked(db: Database, since: datetime, until: datetime) -> list[Asked]:
    """The questions from `since` until before `until`, both on the hour; greetings and the like are none."""
    rows = db.execute(
        """
        select hour, kind, count(*) from questions
        where hour >= :since and hour < :until and kind in ('answer', 'clarify', 'unknown')
        group by hour, kind
        """,
        _period(since, until),
    )
    return [Asked(datetime.fromisoformat(f"{hour}:00+00:00"), kind, count) for hour, kind, count in rows]


def answered_with(db: Database, since: datetime, until: datetime) -> dict[str, int]:
    """How often each entry was the answer from `since` until before `until`, both on the hour."""
    rows = db.execute(
        """
        select entry, count(*) from questions
        where hour >= :since and hour < :until and kind = 'answer' and entry is not null group by entry
        """,
        _period(since, until),
    )
    return dict(rows.fetchall())


def judged(db: Database, since: datetime, until: datetime) -> Judged:
    """How answers were judged from `since` until before `until`, both on the hour."""
    row = db.execute(
        """
        select count(*) filter (where helpful), count(*) filter (where not helpful) from judgements
        where hour >= :since and hour < :until
        """,
        _period(since, until),
    ).fetchone()
    return Judged(*row)
