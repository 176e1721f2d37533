"""Inquiries and their messages in the database."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from broadcasts.inquiry import Content, Inquiry, InquiryState, Message, MessageState, Side, View
from broadcasts.moments import read, stored
from broadcasts.people import Address
from broadcasts.people_store import recipient_id

_INQUIRIES = """
    select inquiries.*, asker.channel as asker_channel, asker.chat_id as asker_chat,
        officer.channel as holder_channel, officer.chat_id as holder_chat, office.name as holder_name
    from inquiries
    left join recipients as asker on asker.id = inquiries.asker
    left join offices as office on office.id = (
        select max(id) from offices
        where recipient = inquiries.holder and role = 'officer' and until is null
    )
    left join recipients as officer on officer.id = office.recipient
"""
"""Whoever held an inquiry and is no officer any more holds it no longer."""
_MESSAGES = """
    select inquiry_messages.*, author.channel as author_channel, author.chat_id as author_chat,
        lies_in.channel as copied_channel, lies_in.chat_id as copied_in,
        coalesce((select name from offices where recipient = author and name is not null order by id desc), '') as name
    from inquiry_messages
    left join recipients as author on author.id = inquiry_messages.author
    left join recipients as lies_in on lies_in.id = copied_chat
"""


def _address(channel: str | None, chat_id: str | None) -> Address | None:
    return None if channel is None or chat_id is None else Address(channel, chat_id)


def _inquiry(row: dict[str, Any]) -> Inquiry:
    return Inquiry(
        id=row["id"],
        state=InquiryState(row["state"]),
        asker=_address(row["asker_channel"], row["asker_chat"]),
        holder=_address(row["holder_channel"], row["holder_chat"]),
        holder_name=row["holder_name"] or "",
        asked_at=read(row["asked_at"]),
        due_at=read(row["due_at"]),
        notice=row["notice"],
    )


def _message(row: dict[str, Any]) -> Message:
    copied_from = _address(row["copied_channel"], row["copied_in"])
    return Message(
        id=row["id"],
        inquiry=row["inquiry"],
        side=Side(row["side"]),
        author=_address(row["author_channel"], row["author_chat"]),
        author_name=row["name"],
        content=Content(row["text"], row["kind"], copied_from, row["copied_message"], row["entry"]),
        state=MessageState(row["state"]),
        attempts=row["attempts"],
        at=read(row["at"]),
    )


def open_inquiry(db: Database, asker: int, due_at: datetime, now: datetime, *, notice: int | None = None) -> int:
    """A new thread of a person, begun under a `notice` if there is one; returns its number."""
    cursor = db.execute(
        """
        insert into inquiries (asker, state, asked_at, due_at, first_due_at, changed_at, notice)
        values (:asker, 'open', :now, :due, :due, :now, :notice)
        """,
        {"asker": asker, "now": stored(now), "due": stored(due_at), "notice": notice},
    )
    return int(cursor.lastrowid or 0)


def inquiry(db: Database, number: int) -> Inquiry | None:
    """A thread by its number, or None if there is none."""
    for row in db.query(f"{_INQUIRIES} where inquiries.id = ?", [number]):
        return _inquiry(row)
    return None


def move(db: Database, number: int, to: InquiryState, now: datetime, *, due_at: datetime | None = None) -> None:
    """Put a thread into a state; the first answer's time is kept, a new promise replaces the old one."""
    db.execute(
        """
        update inquiries set state = :to, changed_at = :now, due_at = coalesce(:due, due_at), nudged_at = null,
            answered_at = case when :to = 'answered' then coalesce(answered_at, :now) else answered_at end,
            closed_at = case when :to = 'closed' then :now end
        where id = :number
        """,
        {"to": to, "now": stored(now), "due": stored(due_at) if due_at else None, "number": number},
    )


def set_holder(db: Database, number: int, holder: int | None) -> None:
    """Who is answering; None lets it go."""
    db.execute("update inquiries set holder = ? where id = ?", [holder, number])


def add_message(
    db: Database,
    number: int,
    side: Side,
    content: Content,
    now: datetime,
    *,
    author: int | None = None,
    state: MessageState = MessageState.WAITING,
) -> int:
    """One more message of a thread; returns its row."""
    copied_chat = recipient_id(db, content.copied_from) if content.copied_from else None
    cursor = db.execute(
        """
        insert into inquiry_messages
            (inquiry, side, author, text, kind, entry, copied_chat, copied_message, state, next_try_at, at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        [number, side, author, content.text, content.kind, content.entry, copied_chat, content.copied_message, state,
         stored(now), stored(now)],
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def message(db: Database, message_id: int) -> Message | None:
    """A message by its row, or None if it is gone."""
    for row in db.query(f"{_MESSAGES} where inquiry_messages.id = ?", [message_id]):
        return _message(row)
    return None


def messages(db: Database, number: int) -> list[Message]:
    """A thread's messages in their order; those to be confirmed yet are not among them."""
    rows = db.query(
        f"{_MESSAGES} where inquiry = ? and inquiry_messages.state <> 'held' order by inquiry_messages.id", [number]
    )
    return [_message(row) for row in rows]


def waiting(db: Database, now: datetime) -> list[Message]:
    """What is to be handed over now, oldest first."""
    rows = db.query(
        f"{_MESSAGES} where inquiry_messages.state = 'waiting' and next_try_at <= ? order by inquiry_messages.id",
        [stored(now)],
    )
    return [_message(row) for row in rows]


def set_message(db: Database, message_id: int, state: MessageState, *, reason: str = "") -> None:
    """What became of a message."""
    db.execute("update inquiry_messages set state = ?, reason = ? where id = ?", [state, reason, message_id])


def try_again(db: Database, message_id: int, at: datetime) -> None:
    """A message could not be handed over for certain; it is tried again."""
    db.execute(
        "update inquiry_messages set attempts = attempts + 1, next_try_at = ? where id = ?", [stored(at), message_id]
    )


def drop_message(db: Database, message_id: int) -> None:
    """An answer its author does not send after all."""
    db.execute("delete from inquiry_messages where id = ? and state = 'held'", [message_id])


def open_count(db: Database, asker: int) -> int:
    """How many of a person's threads wait for the ward."""
    row = db.execute("select count(*) from inquiries where asker = ? and state = 'open'", [asker]).fetchone()
    return int(row[0])


def numbers_of(db: Database, address: Address) -> list[int]:
    """The threads of a person whose words are still kept."""
    rows = db.execute("select id from inquiries where asker = ? order by id", [recipient_id(db, address)])
    return [int(row[0]) for row in rows]


def words_since(db: Database, moment: datetime) -> list[str]:
    """What people have had passed on since then; what leaders write under a notice is alike for good reasons."""
    rows = db.execute(
        """
        select text from inquiry_messages join inquiries on inquiries.id = inquiry
        where side = 'asker' and at > ? and notice is null
        """,
        [stored(moment)],
    )
    return [str(row[0]) for row in rows]


_VIEWS = {
    View.OPEN: "state = 'open'",
    View.MINE: "state <> 'closed' and inquiries.holder = :officer",
    View.LATE: "state = 'open' and due_at < :now",
    View.DONE: "state <> 'open' and exists (select 1 from inquiry_messages where inquiry = inquiries.id)",
}
_ORDER = {View.DONE: "changed_at desc"}


def listed(db: Database, view: View, officer: Address, now: datetime) -> list[Inquiry]:
    """One list of the inbox: what is promised soonest first, what is done latest first."""
    rows = db.query(
        f"{_INQUIRIES} where {_VIEWS[view]} order by {_ORDER.get(view, 'due_at')}, inquiries.id",
        {"officer": recipient_id(db, officer), "now": stored(now)},
    )
    return [_inquiry(row) for row in rows]


def asked_before(db: Database, moment: datetime) -> list[Inquiry]:
    """The threads that have waited for the ward since before then."""
    rows = db.query(
        f"{_INQUIRIES} where state = 'open' and changed_at < ? order by due_at, inquiries.id", [stored(moment)]
    )
    return [_inquiry(row) for row in rows]


def to_nudge(db: Database, now: datetime, last_before: datetime) -> Sequence[int]:
    """Threads whose promise is past and of which nobody was reminded since `last_before`; reminding counts at once."""
    rows = db.execute(
        """
        update inquiries set nudged_at = :now
        where state = 'open' and due_at < :now and (nudged_at is null or nudged_at < :before) returning id
        """,
        {"now": stored(now), "before": stored(last_before)},
    ).fetchall()
    return sorted(int(row[0]) for row in rows)


def take_morning(db: Database, day: str) -> bool:
    """Whether this day's list of what is unanswered was not told yet; from now on it was."""
    return bool(db.execute("insert or ignore into inquiry_mornings (day) values (?)", [day]).rowcount)
