"""A database that was put back from a copy: what went out or was deleted since the copy was made, nobody recorded."""

from datetime import datetime

from sqlite_utils import Database

from broadcasts.delivery_store import step
from broadcasts.moments import stored
from broadcasts.notice import SendingState
from broadcasts.people import Address
from broadcasts.personal_data_store import delete_person


def recipients(db: Database) -> dict[int, Address]:
    """Everybody stored, by row."""
    rows = db.execute("select id, channel, chat_id from recipients").fetchall()
    return {row: Address(channel, chat_id) for row, channel, chat_id in rows}


def last_recipient(db: Database) -> int:
    """The highest row that was ever given to a recipient; rows are not given twice."""
    row = db.execute("select seq from sqlite_sequence where name = 'recipients'").fetchone()
    return 0 if row is None else int(row[0])


def forget_who_left(db: Database, there: dict[int, Address], last: int, now: datetime) -> int:
    """Delete again whoever was deleted since the copy; returns how many.

    `there` and `last` are what `recipients` and `last_recipient` say of the file that is replaced. Who joined after
    that file's last row is unknown to it, not deleted from it.
    """
    addresses = set(there.values())
    gone = [
        address
        for row, address in recipients(db).items()
        if row <= last and row not in there and address not in addresses
    ]
    for address in gone:
        delete_person(db, address, now)
    return len(gone)


def mark_doubts(db: Database, now: datetime) -> tuple[int, int]:
    """Messages that were open may have gone out since: they go on, marked as possibly arriving twice. Sendings that
    fell due since are held for their authors, as they may have gone out whole. Returns how many of both.
    """
    open_messages = db.execute(
        """
        update deliveries set state = 'waiting', possibly_twice = 1, claimed_at = null
        where state in ('waiting', 'claimed')
        """
    ).rowcount
    due = db.execute("select id from sendings where state = 'waiting' and due_at <= ?", [stored(now)]).fetchall()
    for (sending,) in due:
        step(db, sending, SendingState.HELD, now, reason="restored")
    return int(open_messages), len(due)
