"""The messages in chats that belong to threads, and the chats in which officers read."""

from collections.abc import Sequence

from sqlite_utils import Database

from broadcasts.inquiry import Post, Side
from broadcasts.people import Address
from broadcasts.people_store import recipient_id


def add_post(db: Database, post: Post) -> None:
    """A message in a chat belongs to a thread from now on; in a chat that is known no more it belongs to nothing."""
    recipient = recipient_id(db, post.chat)
    if recipient is not None:
        db.execute(
            "insert or replace into inquiry_posts (recipient, message, inquiry, side) values (?, ?, ?, ?)",
            [recipient, post.message, post.inquiry, post.side],
        )


def posts(db: Database) -> list[Post]:
    """Every message that belongs to a thread."""
    return _posts(db, "inquiry is not null", None)


def posts_of(db: Database, number: int) -> list[Post]:
    """The messages that belong to a thread, in the order of each chat."""
    return _posts(db, "inquiry = ?", number)


def forgotten(db: Database) -> list[Post]:
    """Messages in officers' chats that still show words that are to be forgotten."""
    return _posts(db, "inquiry is null", None)


def forget_chat(db: Database, chat: Address) -> None:
    """The words shown in a chat of officers are to go from there: whoever reads it is an officer no more."""
    db.execute(
        "update inquiry_posts set inquiry = null where recipient = ? and side = 'ward'", [recipient_id(db, chat)]
    )


def drop_post(db: Database, post: Post) -> None:
    """A message belongs to no thread any more."""
    db.execute(
        "delete from inquiry_posts where recipient = ? and message = ?", [recipient_id(db, post.chat), post.message]
    )


def _posts(db: Database, which: str, number: int | None) -> list[Post]:
    rows = db.execute(
        f"""
        select channel, chat_id, message, coalesce(inquiry, 0), side
        from inquiry_posts join recipients on recipients.id = recipient
        where {which} order by recipient, cast(message as integer)
        """,  # noqa: S608 - our own words
        [] if number is None else [number],
    )
    return [Post(Address(channel, chat), message, thread, Side(side)) for channel, chat, message, thread, side in rows]


def officers_groups(db: Database) -> list[Address]:
    """The connected groups in which officers read inquiries."""
    rows = db.execute(
        """
        select channel, chat_id from recipients
        where kind = 'group' and for_officers and not muted and lost_at is null order by id
        """
    )
    return [Address(channel, chat) for channel, chat in rows]


def officers(db: Database) -> list[Address]:
    """Every officer who can be reached."""
    rows = db.execute(
        """
        select distinct channel, chat_id from offices join recipients on recipients.id = recipient
        where role = 'officer' and until is null and lost_at is null order by recipients.id
        """
    )
    return [Address(channel, chat) for channel, chat in rows]


def places(db: Database, holder: Address | None, *, holder_first: bool = False) -> Sequence[Address]:
    """Where a thread is read: in the officers' groups; without one by whoever holds it, otherwise by every officer.

    With `holder_first` whoever holds it reads it alone as long as they can be reached.
    """
    groups, everybody = officers_groups(db), officers(db)
    if holder is not None and holder in everybody and (holder_first or not groups):
        return [holder]
    return groups or everybody
