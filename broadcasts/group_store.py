"""Group chats, and what happens to any chat: lost, found again, moved."""

from datetime import datetime

from sqlite_utils import Database

from broadcasts.delivery_store import stop_for
from broadcasts.moments import stored
from broadcasts.people import Address, ConnectedGroup
from broadcasts.people_store import ensure_recipient, ensure_tdp, recipient_id


def connect(db: Database, address: Address, tdp: str | None, now: datetime, *, for_officers: bool = False) -> None:
    """Send a TDP's notices to this group, or, without a TDP, those for all leaders; or let officers read there what is
    handed over to them.
    """
    recipient = ensure_recipient(db, address, "group", now)
    db.execute(
        "update recipients set kind = 'group', tdp = ?, for_leaders = ?, for_officers = ?, muted = 0 where id = ?",
        [
            None if tdp is None else ensure_tdp(db, tdp),
            int(tdp is None and not for_officers),
            int(for_officers),
            recipient,
        ],
    )


def disconnect(db: Database, address: Address, now: datetime) -> bool:
    """Forget a group; returns whether it was known."""
    recipient = recipient_id(db, address)
    if recipient is None:
        return False
    stop_for(db, [recipient], now)
    return bool(db.execute("delete from recipients where id = ? and kind = 'group'", [recipient]).rowcount)


def connected_groups(db: Database, *, lost: bool = False) -> list[ConnectedGroup]:
    """Every connected group, the leaders' first; those that were lost only with `lost`."""
    rows = db.execute(
        """
        select channel, chat_id, tdps.name, for_leaders, muted, for_officers
        from recipients left join tdps on tdps.id = tdp
        where kind = 'group' and (lost_at is null or ?) order by for_leaders desc, recipients.id
        """,
        [lost],
    )
    return [
        ConnectedGroup(Address(channel, chat_id), tdp, bool(for_leaders), bool(muted), bool(for_officers))
        for channel, chat_id, tdp, for_leaders, muted, for_officers in rows
    ]


def set_muted(db: Database, address: Address, *, muted: bool) -> None:
    """Whether the assistant has lost the right to write in a group."""
    db.execute(
        "update recipients set muted = ? where channel = ? and chat_id = ?",
        [int(muted), address.channel, address.chat_id],
    )


def lose(db: Database, address: Address, now: datetime) -> None:
    """No message reaches this chat any more: the assistant was blocked or removed, or the chat is gone."""
    db.execute(
        "update recipients set lost_at = coalesce(lost_at, ?) where channel = ? and chat_id = ?",
        [stored(now), address.channel, address.chat_id],
    )


def find_again(db: Database, address: Address) -> None:
    """Messages reach this chat again."""
    db.execute(
        "update recipients set lost_at = null, muted = 0 where channel = ? and chat_id = ?",
        [address.channel, address.chat_id],
    )


def move(db: Database, before: Address, after: Address, now: datetime) -> None:
    """A chat goes on under another id; should both be known, what hangs on the earlier one goes."""
    moved = recipient_id(db, before)
    if moved is None:
        return
    if recipient_id(db, after) is not None:
        stop_for(db, [moved], now)
        db.execute("delete from recipients where channel = ? and chat_id = ?", [before.channel, before.chat_id])
        return
    db.execute(
        "update recipients set channel = ?, chat_id = ?, lost_at = null where channel = ? and chat_id = ?",
        [after.channel, after.chat_id, before.channel, before.chat_id],
    )
