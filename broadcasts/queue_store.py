"""What waits to be sent, in figures; read often, so only through the indexes of what is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from broadcasts.moments import read, stored


@dataclass(frozen=True)
class Queue:
    """How much waits, and how late it is."""

    messages: int
    """Messages of sendings under way that have no final outcome yet."""
    oldest: timedelta
    """How long ago the oldest sending they belong to was due; nothing if there are none."""
    lag: timedelta
    """By how much the earliest sending that has not been started is over its time; nothing if none is."""
    sendings: dict[str, int]
    """Sendings that are not over, by state."""


def queue(db: Database, now: datetime) -> Queue:
    """The figures at this time."""
    states = db.execute(
        "select state, count(*) from sendings where state in ('waiting', 'going', 'paused', 'held') group by state"
    ).fetchall()
    messages, oldest = db.execute(
        """
        select count(*), min(due_at) from deliveries join sendings on sendings.id = sending
        where deliveries.state in ('waiting', 'claimed') and sendings.state = 'going'
        """
    ).fetchone()
    (late,) = db.execute(
        "select min(due_at) from sendings where state = 'waiting' and due_at <= ?", [stored(now)]
    ).fetchone()
    return Queue(int(messages), _since(oldest, now), _since(late, now), dict(states))


def _since(moment: str | None, now: datetime) -> timedelta:
    return timedelta(0) if moment is None else now - read(moment)
