"""Claiming the next messages to hand to the network, each as its reader is to get it."""

from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from broadcasts.asks import Ask
from broadcasts.audience_store import BY_CHOICE, LEADER
from broadcasts.copy_store import FINISHES_HALVES, HAS_PARTS, MESSAGES, WORDS
from broadcasts.moments import read, read_if_any, stored
from broadcasts.notice import Body, Claim, SendingKind
from broadcasts.people import Address
from broadcasts.reader_store import NAME_OF, TDP_OF
from broadcasts.variables import NAME, TDP, fill

PUT_OFF_MOST = timedelta(minutes=10)
"""No message is put off for longer, so a moment further ahead was written while the clock was wrong, and is now."""


_ABOUT = "coalesce(sendings.about, sendings.id)"
# Read in the order of the index of what is open, which is used only where its own condition stands: the cost does not
# grow with the audience.
_OPEN = f"""
    select deliveries.id as delivery, deliveries.sending, channel, chat_id, text, copied_channel, copied_chat,
        copied_message, captioned, framed,
        iif(album = '' or {HAS_PARTS.format(recipient="deliveries.recipient", about=_ABOUT)}, '', album) as album_left,
        album <> '' as is_album, coalesce(original.due_at, sendings.due_at) as due_at, corrected_at, ask,
        coalesce(reminds, sendings.about, sendings.id) as asked, attempts, sendings.deadline, code, rank,
        notices.version, sendings.kind,
        iif(sendings.kind = 'notice' or deliveries.reason = 'anew', '',
            iif(sendings.kind = 'recall', {MESSAGES.format(recipient="deliveries.recipient", about=_ABOUT)},
                {WORDS.format(recipient="deliveries.recipient", about=_ABOUT)})) as copies,
        iif(instr(text, '{{'), {NAME_OF}, null) as name, iif(instr(text, '{{'), {TDP_OF}, null) as tdp
    from deliveries
    cross join recipients on recipients.id = deliveries.recipient
    cross join sendings on sendings.id = deliveries.sending
    cross join notices on notices.id = sendings.notice
    left join sendings as original on original.id = sendings.about
    where deliveries.sending = ? and deliveries.state = 'waiting' and deliveries.state in ('waiting', 'claimed')
        and (sendings.state = 'going' or deliveries.parts <> '') and (next_try_at <= ? or next_try_at > ?)
        and (sendings.kind = 'notice' or not exists (
            select 1 from deliveries other join sendings brought on brought.id = other.sending
            where other.recipient = deliveries.recipient and other.state = 'claimed'
                and coalesce(brought.about, brought.id) = sendings.about))
    order by rank, deliveries.id limit ?
"""  # noqa: S608 - our own words


def claim(db: Database, most: int, now: datetime) -> list[Claim]:
    """Claim the next messages: urgent notices first, then changes of what was sent, then older sendings; leaders,
    groups, residents. While a message to somebody is on the network, no other of the same notice is claimed for them.
    Only the last claim may go beyond `most`: an album is claimed whole.
    """
    under_way = db.execute(
        f"""
        select sendings.id from sendings join notices on notices.id = sendings.notice
        where sendings.state in ('going', 'cancelled') and deadline > :now
            and (sendings.state = 'going' or album <> '' and {FINISHES_HALVES}
                and exists (select 1 from deliveries where sending = sendings.id
                    and deliveries.state = 'waiting' and deliveries.state in ('waiting', 'claimed')))
        order by urgent desc, kind = 'notice', sendings.id
        """,  # noqa: S608 - our own words
        {"now": stored(now)},
    ).fetchall()
    claims: list[Claim] = []
    versions: list[int] = []
    for (sending,) in under_way:
        for row in list(db.query(_OPEN, [sending, stored(now), stored(now + PUT_OFF_MOST), most])):
            if most <= 0:
                break
            claims.append(_claimed(row))
            versions.append(row["version"])
            most -= claims[-1].messages
        if most <= 0:
            break
    db.conn.executemany(
        "update deliveries set state = 'claimed', claimed_at = ?, attempts = attempts + 1, version = ? where id = ?",
        [(stored(now), version, one.delivery) for one, version in zip(claims, versions, strict=True)],
    )
    return claims


def _claimed(row: dict[str, Any]) -> Claim:
    to_leader, album = row["rank"] == LEADER, tuple(row["album_left"].split())
    # An album whose parts have arrived is a text from then on: its words are sent, and corrected, as one.
    is_copied = row["copied_chat"] and (album or not row["is_album"])
    body = Body(
        text=fill(row["text"], {NAME: row["name"], TDP: row["tdp"]}),
        copied_from=Address(row["copied_channel"], row["copied_chat"]) if is_copied else None,
        copied_message=row["copied_message"] or "",
        captioned=bool(row["captioned"]),
        album=album if is_copied else (),
        code=row["code"],
        dated=read(row["due_at"]) if row["framed"] else None,
        corrected=read_if_any(row["corrected_at"]) if row["framed"] else None,
        ask=Ask.from_json(row["ask"]) if to_leader else Ask(),
        sending=row["asked"],
        to_leader=to_leader,
    )
    return Claim(
        delivery=row["delivery"],
        sending=row["sending"],
        to=Address(row["channel"], row["chat_id"]),
        body=body,
        attempts=row["attempts"] + 1,
        deadline=read(row["deadline"]),
        code=row["code"],
        chosen=row["rank"] == BY_CHOICE,
        kind=SendingKind(row["kind"]),
        copies=tuple(dict.fromkeys(row["copies"].split())) if row["copies"] else (),
    )
