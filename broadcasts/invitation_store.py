"""Invitations: single use, expiring, revocable; only a hash of the code is stored."""

import hashlib
import secrets
from datetime import datetime

from sqlite_utils import Database

from broadcasts.moments import read, stored
from broadcasts.people import Invitation, InvitationUnknownError
from broadcasts.people_store import office

CODE_LENGTH = 6
CODE_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
CODE_DIGITS = "23456789"
"""No vowels, so that no code reads as a word; no figures that look like letters on a worn screen."""
_COST = 2**12
"""Work of one hash (about 10 ms): nothing to a person, years to whoever tries all codes against a stolen file."""


def new_code() -> str:
    """A random code; there are about 230 million."""
    while True:
        code = "".join(secrets.choice(CODE_LETTERS + CODE_DIGITS) for _ in range(CODE_LENGTH))
        if looks_like_code(code):
            return code


def looks_like_code(text: str) -> bool:
    """Whether a text may be a code, in capitals or not: a digit stands first or second, and a letter somewhere.

    Abbreviations with a year, such as "bhxh26", are questions.
    """
    signs = text.upper()
    return (
        len(signs) == CODE_LENGTH
        and {*signs} <= {*CODE_LETTERS, *CODE_DIGITS}
        and bool({*signs[:2]} & {*CODE_DIGITS})
        and bool({*signs} & {*CODE_LETTERS})
    )


def _hash(code: str) -> str:
    return hashlib.scrypt(code.upper().encode(), salt=b"invitation", n=_COST, r=8, p=1).hex()


def revoke_all(db: Database, office_id: int, now: datetime) -> None:
    """Take all open invitations of an office back."""
    db.execute(
        "update invitations set revoked_at = ? where office = ? and used_at is null and revoked_at is null",
        [stored(now), office_id],
    )


def invite(db: Database, office_id: int, code: str, now: datetime, until: datetime) -> int:
    """Offer an open office under a code; returns the invitation's id."""
    cursor = db.execute(
        "insert into invitations (office, code_hash, made_at, expires_at) values (?, ?, ?, ?)",
        [office_id, _hash(code), stored(now), stored(until)],
    )
    return int(cursor.lastrowid or 0)


def invitation(db: Database, code: str, now: datetime) -> Invitation:
    """The open invitation with this code. Raises InvitationUnknownError if there is none."""
    row = db.execute(
        """
        select id, office, expires_at from invitations
        where code_hash = ? and used_at is null and revoked_at is null and expires_at > ?
        """,
        [_hash(code), stored(now)],
    ).fetchone()
    offered = None if row is None else office(db, row[1])
    if row is None or offered is None or offered.linked or offered.until is not None:
        raise InvitationUnknownError
    return Invitation(row[0], offered, read(row[2]))


def use(db: Database, code: str, now: datetime) -> Invitation:
    """Spend an invitation. Raises InvitationUnknownError if it is not open (any more)."""
    offered = invitation(db, code, now)
    db.execute("update invitations set used_at = ? where id = ?", [stored(now), offered.id])
    return offered


def open_invitations(db: Database, now: datetime) -> list[Invitation]:
    """All that can still be accepted, those that end first at the top."""
    rows = db.execute(
        """
        select id, office, expires_at from invitations
        where used_at is null and revoked_at is null and expires_at > ? order by expires_at, id
        """,
        [stored(now)],
    ).fetchall()
    offered = [(row, office(db, row[1])) for row in rows]
    return [Invitation(row[0], its_office, read(row[2])) for row, its_office in offered if its_office is not None]


def revoke(db: Database, invitation_id: int, now: datetime) -> bool:
    """Take an invitation back; returns whether it was still open. The office goes on waiting for somebody."""
    cursor = db.execute(
        "update invitations set revoked_at = ? where id = ? and used_at is null and revoked_at is null",
        [stored(now), invitation_id],
    )
    return bool(cursor.rowcount)
