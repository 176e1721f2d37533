"""Recipients, offices and roles in the database. Functions run whole, in the database thread."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from broadcasts.audit_store import record
from broadcasts.moments import read, read_if_any, stored
from broadcasts.people import Address, Office, Rank, Role, Tdp

_OFFICES = """
    select offices.id, role, rank, tdps.name as tdp, offices.name, recipient, recipients.lost_at, since, until
    from offices
    left join tdps on tdps.id = offices.tdp
    left join recipients on recipients.id = offices.recipient
"""


def recipient_id(db: Database, address: Address) -> int | None:
    """The row of a recipient, or None if nothing is stored about this chat."""
    row = db.execute(
        "select id from recipients where channel = ? and chat_id = ?", [address.channel, address.chat_id]
    ).fetchone()
    return None if row is None else int(row[0])


def ensure_recipient(db: Database, address: Address, kind: str, now: datetime) -> int:
    """The row of a recipient, made if there is none; whoever writes to us is reachable again."""
    db.execute(
        """
        insert into recipients (channel, chat_id, kind, created_at) values (?, ?, ?, ?)
        on conflict (channel, chat_id) do update set lost_at = null
        """,
        [address.channel, address.chat_id, kind, stored(now)],
    )
    found = recipient_id(db, address)
    if found is None:
        raise RuntimeError("a recipient just stored is gone")
    return found


def ensure_tdp(db: Database, name: str) -> int:
    """The row of a TDP by its name, made if there is none."""
    for tdp in tdps(db):
        if tdp.name.casefold() == name.casefold():
            return tdp.id
    return int(db.execute("insert into tdps (name) values (?)", [name]).lastrowid or 0)


def tdps(db: Database) -> list[Tdp]:
    """Every TDP the ward has told us of, numbered ones in the order of their numbers, then the others by name."""
    known = [Tdp(row[0], row[1]) for row in db.execute("select id, name from tdps")]
    return sorted(known, key=lambda tdp: by_number(tdp.name))


def tdp_name(db: Database, tdp_id: int) -> str | None:
    """The name of a TDP by its row, or None if there is none."""
    row = db.execute("select name from tdps where id = ?", [tdp_id]).fetchone()
    return None if row is None else str(row[0])


def by_number(name: str) -> tuple[int, int, str]:
    """The order of TDPs: numbered ones by their numbers, then the others by name."""
    return (0, int(name), "") if name.isdecimal() else (1, 0, name.casefold())


def read_office(row: dict[str, Any]) -> Office:
    """An office from a row of offices joined with its TDP and recipient."""
    return Office(
        id=row["id"],
        role=Role(row["role"]),
        rank=Rank(row["rank"]) if row["rank"] else None,
        tdp=row["tdp"],
        name=row["name"],
        linked=row["recipient"] is not None,
        lost=row["lost_at"] is not None,
        since=read(row["since"]),
        until=read_if_any(row["until"]),
    )


def office(db: Database, office_id: int) -> Office | None:
    """An office by its id."""
    for row in db.query(f"{_OFFICES} where offices.id = ?", [office_id]):
        return read_office(row)
    return None


def current_offices(db: Database) -> list[Office]:
    """The offices held today or waiting for somebody, officers first, then by TDP, heads before deputies."""
    offices = [read_office(row) for row in db.query(f"{_OFFICES} where until is null")]
    return sorted(offices, key=lambda one: (one.tdp is not None, by_number(one.tdp or ""), one.rank != Rank.HEAD))


def chat_of_office(db: Database, office_id: int) -> str | None:
    """The chat of whoever holds an office, or None if nobody is linked."""
    row = db.execute(
        "select chat_id from offices join recipients on recipients.id = recipient where offices.id = ?", [office_id]
    ).fetchone()
    return None if row is None else str(row[0])


def offices_of(db: Database, address: Address) -> list[Office]:
    """The offices a person holds."""
    return [
        read_office(row)
        for row in db.query(
            f"{_OFFICES} where until is null and channel = ? and chat_id = ?", [address.channel, address.chat_id]
        )
    ]


def roles_by_chat(db: Database, channel: str) -> dict[str, frozenset[Role]]:
    """Every chat of the channel that holds an office, with its roles."""
    roles: dict[str, frozenset[Role]] = {}
    for chat_id, role in db.execute(
        """
        select distinct chat_id, role from offices join recipients on recipients.id = recipient
        where until is null and channel = ?
        """,
        [channel],
    ):
        roles[chat_id] = roles.get(chat_id, frozenset()) | {Role(role)}
    return roles


def open_office(
    db: Database,
    role: Role,
    now: datetime,
    *,
    tdp: str | None = None,
    rank: Rank | None = None,
    name: str | None = None,
) -> int:
    """A new office for somebody who is still to be linked; the holder so far stays until then."""
    cursor = db.execute(
        "insert into offices (role, rank, tdp, name, since) values (?, ?, ?, ?, ?)",
        [role, rank, None if tdp is None else ensure_tdp(db, tdp), name, stored(now)],
    )
    return int(cursor.lastrowid or 0)


def take_office(db: Database, office_id: int, address: Address, now: datetime, *, name: str | None = None) -> Office:
    """Link a person to an open office. A new head of a TDP succeeds the one before, who becomes a resident; who held
    the same office goes on under its new name; the phone number that served for linking goes.
    """
    taken = office(db, office_id)
    if taken is None:
        raise LookupError(office_id)
    for held in offices_of(db, address):
        if _same_seat(held, taken) and held.id != office_id:
            end_office(db, held.id, now)
    recipient = ensure_recipient(db, address, "person", now)
    db.execute(
        "update offices set recipient = ?, name = coalesce(name, ?), phone = null, since = ? where id = ?",
        [recipient, name, stored(now), office_id],
    )
    if taken.rank is Rank.HEAD:
        for before in current_offices(db):
            if before.id != office_id and _same_seat(before, taken):
                end_office(db, before.id, now)
                record(db, now, recipient, "succeed", about=seat(taken), old=str(before.id), new=str(office_id))
    return office(db, office_id) or taken


def _same_seat(one: Office, other: Office) -> bool:
    return (one.role, one.tdp, one.rank) == (other.role, other.tdp, other.rank)


def seat(of: Office) -> str:
    """An office as the audit names it: role, rank and TDP, no person."""
    return " ".join(part for part in (of.role, of.rank, of.tdp) if part)


def name_offices(db: Database, address: Address, name: str) -> None:
    """Give a person's nameless offices the name they go by, so that the audit can tell who did what."""
    db.execute(
        """
        update offices set name = ? where name is null and until is null
            and recipient = (select id from recipients where channel = ? and chat_id = ?)
        """,
        [name, address.channel, address.chat_id],
    )


def end_office(db: Database, office_id: int, now: datetime) -> None:
    """The holder lays the office down; it stays in the TDP's history. One that nobody was ever linked to goes, name
    and all. Its invitations can no longer be accepted.
    """
    db.execute("delete from offices where id = ? and recipient is null and until is null", [office_id])
    db.execute("update offices set until = ?, phone = null where id = ? and until is null", [stored(now), office_id])
    db.execute("update invitations set revoked_at = ? where office = ? and used_at is null", [stored(now), office_id])


def ensure_first_officers(db: Database, addresses: Iterable[Address], now: datetime) -> None:
    """Give the officers named in the settings their office; who lost it through another officer keeps it only if still
    named there.
    """
    for address in addresses:
        ensure_recipient(db, address, "person", now)
        if all(held.role is not Role.OFFICER for held in offices_of(db, address)):
            take_office(db, open_office(db, Role.OFFICER, now), address, now)


def list_leaders(db: Database, listed: Sequence[tuple[str, Rank, str, str | None]], now: datetime) -> tuple[int, int]:
    """Take over an official list of (TDP, rank, name, phone). Returns how many offices were new and how many known.

    A head who is not linked yet and stands in the list under another name is replaced at once; one who is linked keeps
    the office until the new head is linked.
    """
    new = 0
    current = current_offices(db)
    for tdp, rank, name, phone in listed:
        seats = [one for one in current if (one.role, one.tdp, one.rank) == (Role.LEADER, tdp, rank)]
        known = next((one for one in seats if (one.name or "").casefold() == name.casefold()), None)
        if known is None:
            new += 1
            for before in seats:
                if rank is Rank.HEAD and not before.linked:
                    end_office(db, before.id, now)
            office_id = open_office(db, Role.LEADER, now, tdp=tdp, rank=rank, name=name)
        else:
            office_id = known.id
        if phone is not None and (known is None or not known.linked):
            db.execute("update offices set phone = ? where id = ?", [phone, office_id])
    return new, len(listed) - new


def office_for_phone(db: Database, phone: str) -> Office | None:
    """The office that waits for the person with this phone number, or None."""
    for row in db.query(f"{_OFFICES} where until is null and recipient is null and phone = ?", [phone]):
        return read_office(row)
    return None
