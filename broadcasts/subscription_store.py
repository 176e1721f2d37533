"""What people chose to receive, and the consent it rests on."""

import json
from collections.abc import Collection, Set
from datetime import datetime

from sqlite_utils import Database

from broadcasts.moments import read, stored
from broadcasts.people import NOTHING_CHOSEN, Address, Choices, Consent
from broadcasts.people_store import ensure_recipient, ensure_tdp, recipient_id


def agree(db: Database, address: Address, version: str, now: datetime) -> None:
    """Record that a person agreed to this version of the text; the first thing ever stored about a resident."""
    recipient = ensure_recipient(db, address, "person", now)
    db.execute(
        "insert into consents (recipient, version, given_at) values (?, ?, ?)", [recipient, version, stored(now)]
    )


def consents(db: Database, address: Address) -> list[Consent]:
    """Every consent a person gave, latest first."""
    rows = db.execute(
        """
        select version, given_at from consents join recipients on recipients.id = recipient
        where channel = ? and chat_id = ? order by consents.id desc
        """,
        [address.channel, address.chat_id],
    )
    return [Consent(version, read(given_at)) for version, given_at in rows]


def has_agreed(db: Database, address: Address, version: str) -> bool:
    """Whether a person agreed to this version of the text."""
    return any(consent.version == version for consent in consents(db, address))


def chats_to_ask_again(db: Database, channel: str, version: str) -> set[str]:
    """People who receive what they chose, but agreed to another version of the text."""
    rows = db.execute(
        """
        select chat_id from recipients
        where channel = ? and kind = 'person'
            and (tdp is not null or exists (select 1 from subscriptions where recipient = recipients.id))
            and not exists (select 1 from consents where recipient = recipients.id and version = ?)
        """,
        [channel, version],
    )
    return {str(row[0]) for row in rows}


def choices(db: Database, address: Address) -> Choices:
    """What a person chose; nothing for somebody unknown."""
    row = db.execute(
        """
        select recipients.id, tdps.name, digest from recipients left join tdps on tdps.id = tdp
        where channel = ? and chat_id = ?
        """,
        [address.channel, address.chat_id],
    ).fetchone()
    if row is None:
        return NOTHING_CHOSEN
    topics = db.execute("select topic from subscriptions where recipient = ?", [row[0]]).fetchall()
    return Choices(frozenset(topic for (topic,) in topics), row[1], digest=bool(row[2]))


def choose(db: Database, address: Address, chosen: Choices) -> None:
    """Replace what a person receives. Nothing happens for somebody who has not agreed to be stored."""
    recipient = recipient_id(db, address)
    if recipient is None:
        return
    tdp = None if chosen.tdp is None else ensure_tdp(db, chosen.tdp)
    db.execute("update recipients set tdp = ?, digest = ? where id = ?", [tdp, int(chosen.digest), recipient])
    db.execute("delete from subscriptions where recipient = ?", [recipient])
    for topic in sorted(chosen.topics):
        db.execute("insert into subscriptions (topic, recipient) values (?, ?)", [topic, recipient])


def withdraw(db: Database, address: Address, *, keep: Collection[str]) -> None:
    """End all choices and take back every consent but those to the versions in `keep` and those with which an office
    was taken that is still held, whatever its text said then.
    """
    choose(db, address, NOTHING_CHOSEN)
    db.execute(
        """
        delete from consents where recipient = ? and version not in (select value from json_each(?))
            and not exists (
                select 1 from offices
                where offices.recipient = consents.recipient and until is null and since = given_at
            )
        """,
        [recipient_id(db, address), json.dumps(list(keep))],
    )


def subscriber_counts(db: Database, topics: Set[str]) -> dict[str, int]:
    """For each topic, how many people receive it and can be reached."""
    return {
        topic: int(
            db.execute(
                """
                select count(*) from subscriptions join recipients on recipients.id = recipient
                where topic = ? and lost_at is null
                """,
                [topic],
            ).fetchone()[0]
        )
        for topic in sorted(topics)
    }


def resident_count(db: Database, tdp: str) -> int:
    """How many people receive the notices of a TDP and can be reached."""
    row = db.execute(
        """
        select count(*) from recipients
        where kind = 'person' and lost_at is null and tdp = (select id from tdps where name = ?)
        """,
        [tdp],
    ).fetchone()
    return int(row[0])
