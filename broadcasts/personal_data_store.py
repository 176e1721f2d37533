"""Everything stored about a person: shown, handed over, deleted, and dropped when it is no longer needed."""

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from broadcasts.delivery_store import stop_for
from broadcasts.inquiry_care_store import forget_threads_of
from broadcasts.moments import stored
from broadcasts.people import LOST_KEPT, Address
from broadcasts.people_store import end_office, offices_of, recipient_id

_PARTS = {
    "recipient": """
        select channel, chat_id, tdps.name as tdp, digest, lost_at, created_at
        from recipients left join tdps on tdps.id = tdp where recipients.id = ?
    """,
    "consents": "select version, given_at from consents where recipient = ? order by id",
    "subscriptions": "select topic from subscriptions where recipient = ? order by topic",
    "offices": """
        select role, rank, tdps.name as tdp, offices.name, phone, since, until
        from offices left join tdps on tdps.id = tdp where recipient = ? order by offices.id
    """,
    "deliveries": """
        select sendings.due_at, deliveries.state, deliveries.reason, done_at
        from deliveries join sendings on sendings.id = sending where recipient = ? order by deliveries.id
    """,
    "receipts": """
        select code, received_at, carried_out_at, attends, figure, choice, receipts.reason
        from receipts join sendings on sendings.id = sending join notices on notices.id = notice
        where recipient = ? order by receipts.id
    """,
    "notices": "select code, created_at, text from notices where author = ? order by id",
    "inquiries": """
        select inquiries.id, inquiries.state, asked_at, due_at, answered_at, closed_at, code as under_notice
        from inquiries left join notices on notices.id = notice where asker = ? order by inquiries.id
    """,
    "inquiry_messages": """
        select inquiry, side, kind, text, at from inquiry_messages
        where author = ?1 or inquiry in (select id from inquiries where asker = ?1) order by id
    """,
    "inquiries_held": "select id, state, asked_at from inquiries where holder = ? order by id",
    "inquiry_files": "select inquiry, kind, at from inquiry_messages where copied_chat = ? order by id",
    "inquiry_posts": "select inquiry, message from inquiry_posts where recipient = ? order by inquiry, message",
    "steps": "select at, action, about, old, new from audit where actor = ? order by id",
}
"""For each kind of data, all that is stored about one recipient; a test holds this against the tables."""


def everything_about(db: Database, address: Address) -> dict[str, list[dict[str, Any]]]:
    """All rows about a person, by kind; empty if nothing is stored."""
    recipient = recipient_id(db, address)
    if recipient is None:
        return {}
    return {kind: list(db.query(query, [recipient])) for kind, query in _PARTS.items()}


def delete_person(db: Database, address: Address, now: datetime) -> bool:
    """Delete everything about a person; returns whether anything was stored.

    Offices they held stay in the TDP's history without a name, steps they took without an actor, what they answered for
    a TDP without their words, and of what they asked the ward no more than when it was asked and answered.
    """
    recipient = recipient_id(db, address)
    if recipient is None:
        return False
    stop_for(db, [recipient], now)
    forget_threads_of(db, recipient, now)
    for held in offices_of(db, address):
        end_office(db, held.id, now)
    db.execute("update offices set name = null, phone = null where recipient = ?", [recipient])
    db.execute("delete from receipts where recipient = ? and tdp is null", [recipient])
    db.execute("update receipts set reason = '' where recipient = ?", [recipient])
    # What they wrote as an officer stays the ward's; where it was copied from, for others' notices as well, is their
    # chat.
    db.execute("delete from notices where author = ? and state = 'draft'", [recipient])
    db.execute(
        """
        update notices set copied_channel = null, copied_chat = null, copied_message = '', album = ''
        where copied_channel = ? and copied_chat = ?
        """,
        [address.channel, address.chat_id],
    )
    db.execute("delete from recipients where id = ?", [recipient])
    return True


def forget_lost(db: Database, now: datetime) -> int:
    """Delete whoever could not be reached for LOST_KEPT; returns how many recipients went."""
    lost = db.execute("select channel, chat_id from recipients where lost_at < ?", [stored(now - LOST_KEPT)]).fetchall()
    for channel, chat_id in lost:
        delete_person(db, Address(channel, chat_id), now)
    return len(lost)
