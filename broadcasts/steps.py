"""What officers and leaders do to offices and groups: each step whole, with its line in the audit."""

from collections.abc import Sequence
from datetime import datetime

from sqlite_utils import Database

from broadcasts import audit_store, group_store, invitation_store, people_store, subscription_store
from broadcasts.people import Address, Office, Rank

EVERY_LEADER, EVERY_OFFICER, NOTHING = "*", "+", "-"
"""What a group is bound to, in the audit: all leaders, the officers, or nothing (any more)."""


def invite(
    db: Database, office_id: int, code: str, by: Address | None, now: datetime, until: datetime
) -> Office | None:
    """Offer an office under a code; returns the office, or None if it does not exist (any more).

    An officer's new invitation ends the earlier ones; one that a leader gets for the own number leaves them be.
    """
    office = people_store.office(db, office_id)
    if office is None or office.until is not None:
        return None
    if by is not None:
        invitation_store.revoke_all(db, office_id, now)
    invitation_store.invite(db, office_id, code, now, until)
    _note(db, by, now, "invite", people_store.seat(office))
    return office


def accept(
    db: Database, code: str, who: Address, name: str, consent: str, now: datetime
) -> tuple[Office, list[tuple[Office, str]]]:
    """Take the office a code offers and record the consent to its text. `name` serves if the ward gave none.

    Returns the office, and the offices it succeeds with their holders' chats. Raises InvitationUnknownError.
    """
    offered = invitation_store.use(db, code, now)
    before = [(one, people_store.chat_of_office(db, one.id)) for one in people_store.current_offices(db) if one.linked]
    taken = people_store.take_office(db, offered.office.id, who, now, name=name)
    invitation_store.revoke_all(db, offered.office.id, now)
    subscription_store.agree(db, who, consent, now)
    _note(db, who, now, "accept", people_store.seat(taken))
    stay = {one.id for one in people_store.current_offices(db)}
    return taken, [(one, chat) for one, chat in before if one.id not in stay and chat and chat != who.chat_id]


def revoke(db: Database, invitation_id: int, by: Address, now: datetime) -> None:
    """Take an invitation back, if it is still open."""
    if invitation_store.revoke(db, invitation_id, now):
        _note(db, by, now, "revoke", f"#{invitation_id}")


def end(db: Database, office_id: int, by: Address, now: datetime) -> tuple[Office, str | None] | None:
    """End an office; returns it with the chat of its holder so far, or None if it had ended before."""
    office, chat_id = people_store.office(db, office_id), people_store.chat_of_office(db, office_id)
    if office is None or office.until is not None:
        return None
    people_store.end_office(db, office_id, now)
    _note(db, by, now, "end", people_store.seat(office), old=f"#{office_id}", new=NOTHING)
    return office, chat_id


def take_list(
    db: Database, listed: Sequence[tuple[str, Rank, str, str | None]], by: Address | None, now: datetime
) -> tuple[int, int]:
    """Take over an official list of (TDP, rank, name, phone); returns how many offices were new and how many known."""
    new, known = people_store.list_leaders(db, listed, now)
    _note(db, by, now, "import", str(len(listed)), old=str(known), new=str(known + new))
    return new, known


def connect_group(
    db: Database, group: Address, tdp: str | None, by: Address, now: datetime, *, for_officers: bool = False
) -> None:
    """Bind a group to a TDP, or, without one, to all leaders or to the officers."""
    before = _binding(db, group)
    group_store.connect(db, group, tdp, now, for_officers=for_officers)
    _note(db, by, now, "connect", "", old=before, new=_binding(db, group))


def disconnect_group(db: Database, group: Address, by: Address, now: datetime) -> None:
    """Forget a group."""
    before = _binding(db, group)
    if group_store.disconnect(db, group, now):
        _note(db, by, now, "disconnect", "", old=before, new=NOTHING)


def _binding(db: Database, group: Address) -> str:
    """What a group is bound to, as the audit names it."""
    for one in group_store.connected_groups(db):
        if one.address == group:
            return one.tdp or (EVERY_OFFICER if one.for_officers else EVERY_LEADER)
    return NOTHING


def _note(
    db: Database, by: Address | None, now: datetime, action: str, about: str, *, old: str = "", new: str = ""
) -> None:
    actor = None if by is None else people_store.recipient_id(db, by)
    audit_store.record(db, now, actor, action, about=about, old=old, new=new)
