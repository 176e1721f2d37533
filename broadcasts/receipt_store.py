"""Receipts in the database: what leaders answered to a notice, and what still waits for them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from broadcasts.asks import Answer, Ask, AskKind, Given
from broadcasts.audience_store import tdps_of_leaders
from broadcasts.moments import read, read_if_any, stored
from broadcasts.notice import Body, Notice
from broadcasts.notice_store import notice_of
from broadcasts.people import Address
from broadcasts.people_store import by_number, recipient_id
from broadcasts.report import Line, Report, Stage, stage_of

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

    @property
    def ask(self) -> Ask:
        """What is asked."""
        return self.notice.body.ask

    @property
    def body(self) -> Body:
        """The notice as this leader got it, but for what is filled in by name."""
        dated = self.due if self.notice.framed else None
        return replace(self.notice.body, code=self.notice.code, dated=dated, sending=self.sending, to_leader=True)

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
    return Task(sending, found, due, until, _answer_of(db, sending, recipient_id(db, who)))


def tasks(db: Database, who: Address, now: datetime) -> list[Task]:
    """What still waits for a person, oldest first. A meeting that began waits for nobody."""
    rows = db.execute(
        """
        select sendings.id from deliveries
        join sendings on sendings.id = deliveries.sending join notices on notices.id = sendings.notice
        where recipient = ? and rank = 0 and deliveries.state = 'sent' and due_at > ? and ask not in ('', '{}')
            and notices.state = 'approved' and reminds is null
        order by due_at
        """,
        [recipient_id(db, who), stored(now - WAITS_FOR)],
    ).fetchall()
    found = [task(db, sending, who) for (sending,) in rows]
    return [one for one in found if one.open and (one.ask.meets_at is None or one.ask.meets_at > now)]


def sending_of_message(db: Database, who: Address, message: str) -> int | None:
    """The sending whose answers a message in somebody's chat asks for, be it the notice or a reminder of it."""
    row = db.execute(
        """
        select coalesce(reminds, sending) from deliveries
        join sendings on sendings.id = sending join notices on notices.id = notice
        where recipient = ? and message = ?
        """,
        [recipient_id(db, who), message],
    ).fetchone()
    return None if row is None else int(row[0])


def answer(db: Database, sending: int, who: Address, given: Given, now: datetime) -> Task:
    """Record what a person answered; a new answer replaces an old one. Raises NotAskedError."""
    task(db, sending, who)
    db.execute(
        """
        insert into receipts (sending, recipient, tdp, received_at, carried_out_at, attends, figure, choice, reason,
            changed_at)
        values (:sending, :recipient,
            (select tdp from offices
                where recipient = :recipient and until is null and tdp is not null order by id limit 1),
            :now, iif(:carried_out, :now, null), :attends, :figure, :choice, :reason, :now)
        on conflict (sending, recipient) do update set
            carried_out_at = coalesce(carried_out_at, excluded.carried_out_at),
            attends = coalesce(excluded.attends, attends),
            figure = coalesce(excluded.figure, figure),
            choice = coalesce(excluded.choice, choice),
            reason = iif(excluded.attends is null and excluded.reason = '', reason, excluded.reason),
            changed_at = excluded.changed_at
        """,
        {"sending": sending, "recipient": recipient_id(db, who), "now": stored(now), **asdict(given)},
    )
    return task(db, sending, who)


def _answer_of(db: Database, sending: int, recipient: int | None) -> Answer:
    for row in db.query("select * from receipts where sending = ? and recipient = ?", [sending, recipient]):
        return _read(row)
    return Answer()


def _read(row: dict[str, Any]) -> Answer:
    return Answer(
        received_at=read_if_any(row["received_at"]),
        carried_out_at=read_if_any(row["carried_out_at"]),
        attends=None if row["attends"] is None else bool(row["attends"]),
        figure=row["figure"],
        choice=row["choice"],
        reason=row["reason"] or "",
    )


@dataclass(frozen=True)
class _Reader:
    """One person a sending asks, in one of their offices."""

    recipient: int | None
    name: str
    tdp: str | None
    reached: bool
    changed_at: str
    answer: Answer


def _readers(db: Database, sending: int) -> list[_Reader]:
    """Everybody a sending asked; who was deleted since stays with what they answered for their TDP."""
    rows = db.query(
        """
        select deliveries.recipient, coalesce(offices.name, '') as name, tdps.name as tdp,
            deliveries.state = 'sent' as reached, received_at, carried_out_at, attends, figure, choice, receipts.reason,
            coalesce(changed_at, '') as changed_at
        from deliveries
        left join offices on offices.recipient = deliveries.recipient and until is null
        left join tdps on tdps.id = offices.tdp
        left join receipts on receipts.sending = deliveries.sending and receipts.recipient = deliveries.recipient
        where deliveries.sending = :sending and deliveries.rank = 0 and deliveries.recipient is not null
        union all
        select null, '', tdps.name, 1, received_at, carried_out_at, attends, figure, choice, reason, changed_at
        from receipts join tdps on tdps.id = receipts.tdp where sending = :sending and recipient is null
        """,
        {"sending": sending},
    )
    return [
        _Reader(row["recipient"], row["name"], row["tdp"], bool(row["reached"]), row["changed_at"], _read(row))
        for row in rows
    ]


def _merged(readers: Iterable[_Reader]) -> Answer:
    """One answer of several people: what one of them did is done, and what was said last holds."""
    merged: dict[str, Any] = {}
    for reader in sorted(readers, key=lambda one: one.changed_at):
        said = {name: value for name, value in dict(reader.answer).items() if value not in (None, "")}
        first = {name: merged[name] for name in ("received_at", "carried_out_at") if name in merged}
        merged |= said | first | ({"attends": True} if merged.get("attends") else {})
    return Answer(**merged)


def report(db: Database, sending: int, title: str, now: datetime) -> Report | None:
    """How a sending was answered, TDP by TDP; None if it is gone. `title` is what it is called."""
    notice, due = notice_of(db, sending), db.execute("select due_at from sendings where id = ?", [sending]).fetchone()
    if notice is None or due is None:
        return None
    ask, by_line = notice.body.ask, defaultdict(list)
    for reader in _readers(db, sending):
        by_line[reader.tdp is None, reader.tdp or reader.name].append(reader)
    lines = [(key, _line(key[1], ask, readers)) for key, readers in by_line.items()]
    for tdp in tdps_of_leaders(db, notice.audience):
        if (False, tdp) not in by_line:
            lines.append(((False, tdp), Line(tdp, (), Stage.NOT_LINKED)))
    lines.sort(key=lambda line: (line[0][0], by_number(line[0][1])))
    return Report(notice.code, title, read(due[0]), now, ask, tuple(line for _, line in lines))


def _line(name: str, ask: Ask, readers: Sequence[_Reader]) -> Line:
    people = tuple(dict.fromkeys(reader.name for reader in readers if reader.name))
    merged = _merged(readers)
    reached = any(reader.reached for reader in readers) or merged != Answer()
    return Line(name, people, stage_of(ask, merged) if reached else Stage.NOT_REACHED, merged)


def silent(db: Database, sending: int) -> tuple[int, ...]:
    """The recipients to remind: they got it, and neither they nor, unless each is asked to a meeting, anybody of their
    TDP gave what is asked.
    """
    notice = notice_of(db, sending)
    if notice is None:
        return ()
    readers, ask = _readers(db, sending), notice.body.ask
    finished = [reader for reader in readers if stage_of(ask, reader.answer) is Stage.FINISHED]
    people = {reader.recipient for reader in finished}
    if ask.kind is not AskKind.ATTEND:
        tdps = {reader.tdp for reader in finished if reader.tdp}
        people |= {reader.recipient for reader in readers if reader.tdp in tdps}
    asked = dict.fromkeys(reader.recipient for reader in readers if reader.reached)
    return tuple(one for one in asked if one is not None and one not in people)


def coming(db: Database, sending: int) -> tuple[int, ...]:
    """The recipients who said they come."""
    rows = db.execute(
        "select recipient from receipts where sending = ? and attends = 1 and recipient is not null order by id",
        [sending],
    )
    return tuple(row[0] for row in rows)
