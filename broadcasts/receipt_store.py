"""Receipts in the database: what leaders answered to a notice, and what still waits for them."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from broadcasts.asks import Answer, Ask, Given
from broadcasts.moments import read, read_if_any, stored
from broadcasts.notice import Body, Notice
from broadcasts.notice_store import notice_of
from broadcasts.people import Address
from broadcasts.people_store import recipient_id
from broadcasts.reader_store import values_of
from broadcasts.report import Stage, stage_of
from broadcasts.variables import fill

WAITS_FOR = timedelta(days=60)
"""What nobody answered for so long is no task any more; it stays in its report."""


class NotAskedError(Exception):
    """The notice asks this person nothing: it went to somebody else, or is gone."""


@dataclass(frozen=True)
class Task:
    """A notice that asks one leader something, with what was answered so far."""

    sending: int
    notice: Notice
    due: datetime
    until: datetime | None
    """By when the answer is awaited."""
    answer: Answer
    values: Mapping[str, str | None]
    """What the notice's variables stand for with this leader."""

    @property
    def ask(self) -> Ask:
        """What is asked."""
        return self.notice.body.ask

    @property
    def text(self) -> str:
        """The notice's words as this leader got them, HTML."""
        return fill(self.notice.body.text, self.values)

    @property
    def body(self) -> Body:
        """The notice as this leader got it."""
        dated, code = self.due if self.notice.framed else None, self.notice.code
        return replace(self.notice.body, text=self.text, code=code, dated=dated, sending=self.sending, to_leader=True)

    @property
    def open(self) -> bool:
        """Whether something asked for is still missing."""
        return stage_of(self.ask, self.answer) is not Stage.FINISHED


def task(db: Database, sending: int, who: Address) -> Task:
    """What a sending asks of a person. Raises NotAskedError."""
    found = notice_of(db, sending)
    row = db.execute(
        """
        select due_at from deliveries join sendings on sendings.id = deliveries.sending
        where deliveries.sending = ? and recipient = ? and rank = 0
        """,
        [sending, recipient_id(db, who)],
    ).fetchone()
    if found is None or row is None:
        raise NotAskedError
    due = read(row[0])
    until = None if found.answer_within is None else due + found.answer_within
    recipient = recipient_id(db, who)
    return Task(sending, found, due, until, _answer_of(db, sending, recipient), values_of(db, recipient))


def tasks(db: Database, who: Address, now: datetime) -> list[Task]:
    """What still waits for a person, oldest first. A meeting that began waits for nobody."""
    rows = db.execute(
        """
        select sendings.id from deliveries
        join sendings on sendings.id = deliveries.sending join notices on notices.id = sendings.notice
        where recipient = ? and rank = 0 and deliveries.state = 'sent' and due_at > ? and ask not in ('', '{}')
            and notices.state = 'approved' and reminds is null and sendings.kind = 'notice'
        order by due_at
        """,
        [recipient_id(db, who), stored(now - WAITS_FOR)],
    ).fetchall()
    found = [task(db, sending, who) for (sending,) in rows]
    return [one for one in found if one.open and (one.ask.meets_at is None or one.ask.meets_at > now)]


def sending_of_message(db: Database, who: Address, message: str) -> int | None:
    """The sending whose answers a message in somebody's chat asks for, be it the notice, a part of it or a reminder."""
    row = db.execute(
        """
        select coalesce(reminds, about, sending) from deliveries
        join sendings on sendings.id = sending join notices on notices.id = notice
        where recipient = ?1 and (message = ?2 or parts <> '' and instr(' ' || parts || ' ', ' ' || ?2 || ' '))
        """,
        [recipient_id(db, who), message],
    ).fetchone()
    return None if row is None else int(row[0])


def sending_by_code(db: Database, who: Address, code: str) -> int | None:
    """The last sending in which somebody got the notice with this code; None if they never did."""
    row = db.execute(
        """
        select sending from deliveries
        join sendings on sendings.id = sending join notices on notices.id = notice
        where recipient = ? and deliveries.state = 'sent' and code = ? order by sending desc limit 1
        """,
        [recipient_id(db, who), code],
    ).fetchone()
    return None if row is None else int(row[0])


def answer(db: Database, sending: int, who: Address, given: Given, now: datetime) -> Task:
    """Record what a person answered for the first of their TDPs the notice asks, or else their first; a new answer
    replaces an old one. Raises NotAskedError.
    """
    asked = task(db, sending, who).notice.audience.leaders_of
    db.execute(
        """
        insert into receipts (sending, recipient, tdp, received_at, carried_out_at, attends, figure, choice, reason,
            changed_at)
        values (:sending, :recipient,
            (select tdp from offices join tdps on tdps.id = tdp
                where recipient = :recipient and until is null
                order by tdps.name in (select value from json_each(:asked)) desc, offices.id limit 1),
            :now, iif(:carried_out, :now, null), :attends, :figure, :choice, :reason, :now)
        on conflict (sending, recipient) do update set
            carried_out_at = coalesce(carried_out_at, excluded.carried_out_at),
            attends = coalesce(excluded.attends, attends),
            figure = coalesce(excluded.figure, figure),
            choice = coalesce(excluded.choice, choice),
            reason = iif(excluded.attends is null and excluded.reason = '', reason, excluded.reason),
            changed_at = excluded.changed_at
        """,
        {
            "sending": sending,
            "recipient": recipient_id(db, who),
            "now": stored(now),
            "asked": json.dumps(asked),
            **asdict(given),
        },
    )
    return task(db, sending, who)


def _answer_of(db: Database, sending: int, recipient: int | None) -> Answer:
    for row in db.query("select * from receipts where sending = ? and recipient = ?", [sending, recipient]):
        return read_answer(row)
    return Answer()


def read_answer(row: dict[str, Any]) -> Answer:
    """An answer from a row of receipts, or of nulls where there is none."""
    return Answer(
        received_at=read_if_any(row["received_at"]),
        carried_out_at=read_if_any(row["carried_out_at"]),
        attends=None if row["attends"] is None else bool(row["attends"]),
        figure=row["figure"],
        choice=row["choice"],
        reason=row["reason"] or "",
    )
