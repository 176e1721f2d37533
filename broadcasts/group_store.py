"""Group chats, and what happens to any chat: lost, found again, moved."""

from datetime import datetime

from sqlite_utils import Database

from broadcasts.moments import stored
from broadcasts.people import Address, ConnectedGroup
from broadcasts.people_store import ensure_recipient, ensure_tdp, recipient_id


def connect(db: Database, address: Address, tdp: str | None, now: datetime) -> None:
    """Send a TDP's notices to this group, or, without a TDP, those for all leaders."""
    recipient = ensure_recipient(db, address, "group", now)
    db.execute(
        "update recipients set tdp = ?, for_leaders = ?, muted = 0 where id = ?",
        [None if tdp is None else ensure_tdp(db, tdp), int(tdp is None), recipient],
    )


def disconnect(db: Database, address: Address) -> bool:
    """Forget a group; returns whether it was known."""
    cursor = db.execute(
        "delete from recipients where kind = 'group' and channel = ? and chat_id = ?",
        [address.channel, address.chat_id],
    )
    return bool(cursor.rowcount)


def connected_groups(db: Database) -> list[ConnectedGroup]:
    """Every connected group that was not lost, the leaders' first."""
    rows = db.execute(
        """
        select channel, chat_id, tdps.name, for_leaders, muted from recipients left join tdps on tdps.id = tdp
        where kind = 'group' and lost_at is null order by for_leaders desc, recipients.id
        """
    )
    return [
        ConnectedGroup(Address(channel, chat_id), tdp, for_leaders=bool(for_leaders), muted=bool(muted))
        for channel, chat_id, tdp, for_leaders, muted in rows
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


def move(db: Database, before: Address, after: Address) -> None:
    """A chat goes on under another id; should both be known, what hangs on the earlier one goes."""
    if recipient_id(db, before) is None:
        return
    if recipient_id(db, after) is not None:
        db.execute("delete from recipients where channel = ? and chat_id = ?", [before.channel, before.chat_id])
        return
    db.execute(
        "update recipients set channel = ?, chat_id = ? where channel = ? and chat_id = ?",
        [after.channel, after.chat_id, before.channel, before.chat_id],
    )
