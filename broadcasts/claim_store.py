"""Claiming the next messages to hand to the network, each as its reader is to get it."""

from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from broadcasts.asks import Ask
from broadcasts.audience_store import BY_CHOICE, LEADER
from broadcasts.moments import read, stored
from broadcasts.notice import Body, Claim
from broadcasts.people import Address
from broadcasts.variables import NAME, TDP, fill

PUT_OFF_MOST = timedelta(minutes=10)
"""No message is put off for longer, so a moment further ahead was written while the clock was wrong, and is now."""


def claim(db: Database, most: int, now: datetime) -> list[Claim]:
    """Claim the next messages: urgent notices first, then older sendings; leaders, groups, residents."""
    under_way = db.execute(
        """
        select sendings.id from sendings join notices on notices.id = sendings.notice
        where sendings.state = 'going' and deadline > ? order by urgent desc, sendings.id
        """,
        [stored(now)],
    ).fetchall()
    rows: list[dict[str, Any]] = []
    for (sending,) in under_way:
        # Read in the order of the index of what is open, which is used only where its own condition stands: the cost
        # does not grow with the audience.
        rows += db.query(
            """
            select deliveries.id as delivery, deliveries.sending, channel, chat_id, text, copied_channel, copied_chat,
                copied_message, captioned, framed, due_at, ask, reminds, attempts, deadline, code, rank,
                iif(instr(text, '{'), (select name from offices where offices.recipient = recipients.id
                    and until is null and name is not null order by id limit 1), null) as name,
                iif(instr(text, '{'), (select tdps.name from tdps where id = coalesce((select offices.tdp from offices
                    where offices.recipient = recipients.id and until is null and offices.tdp is not null
                    order by id limit 1), recipients.tdp)), null) as tdp
            from deliveries
            cross join recipients on recipients.id = deliveries.recipient
            cross join sendings on sendings.id = deliveries.sending
            cross join notices on notices.id = sendings.notice
            where deliveries.sending = ? and deliveries.state = 'waiting' and deliveries.state in ('waiting', 'claimed')
                and (next_try_at <= ? or next_try_at > ?)
            order by rank, deliveries.id limit ?
            """,
            [sending, stored(now), stored(now + PUT_OFF_MOST), most - len(rows)],
        )
        if len(rows) >= most:
            break
    db.conn.executemany(
        "update deliveries set state = 'claimed', claimed_at = ?, attempts = attempts + 1 where id = ?",
        [(stored(now), row["delivery"]) for row in rows],
    )
    return [_claimed(row) for row in rows]


def _claimed(row: dict[str, Any]) -> Claim:
    to_leader = row["rank"] == LEADER
    body = Body(
        text=fill(row["text"], {NAME: row["name"], TDP: row["tdp"]}),
        copied_from=Address(row["copied_channel"], row["copied_chat"]) if row["copied_chat"] else None,
        copied_message=row["copied_message"] or "",
        captioned=bool(row["captioned"]),
        code=row["code"],
        dated=read(row["due_at"]) if row["framed"] else None,
        ask=Ask.from_json(row["ask"]) if to_leader else Ask(),
        sending=row["reminds"] or row["sending"],
        to_leader=to_leader,
    )
    to = Address(row["channel"], row["chat_id"])
    return Claim(
        row["delivery"], row["sending"], to, body, row["attempts"] + 1, read(row["deadline"]), row["code"],
        row["rank"] == BY_CHOICE,
    )  # fmt: skip
