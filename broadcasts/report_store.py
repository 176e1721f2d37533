"""How sendings were answered, in the database: TDP by TDP, who is silent, who comes, and figures by target."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlite_utils import Database

from broadcasts.asks import Answer, Ask, AskKind
from broadcasts.audience_store import tdps_of_leaders
from broadcasts.moments import read, stored
from broadcasts.notice import Audience, Notice
from broadcasts.notice_store import notice, notice_of
from broadcasts.people_store import by_number
from broadcasts.receipt_store import read_answer
from broadcasts.report import Line, Report, Stage, stage_of


@dataclass(frozen=True)
class _Reader:
    """One person a sending asks, in one of their offices."""

    recipient: int | None
    name: str
    tdp: str | None
    reached: bool
    changed_at: str
    answer: Answer


def _readers(db: Database, sending: int, audience: Audience) -> list[_Reader]:
    """Everybody a sending asked who is in office, once for each TDP they lead and were asked for, as an officer only if
    they lead none. A figure belongs to the one TDP it was told for. Who laid the office down, or was deleted since,
    stays with what they answered for their TDP.
    """
    rows = db.query(
        """
        with held as (
            select office.id, office.recipient, office.tdp, office.name,
                first_value(office.tdp) over (partition by office.recipient order by wanted desc, office.id) as main,
                wanted, max(wanted) over (partition by office.recipient) as some_wanted
            from (
                select offices.*, tdps.name in (select value from json_each(:tdps)) as wanted
                from offices left join tdps on tdps.id = offices.tdp where until is null
            ) as office
            where tdp is not null or not exists (
                select 1 from offices as led where led.recipient = office.recipient and led.until is null
                    and led.tdp is not null)
        )
        select deliveries.recipient, coalesce(held.name, '') as name, tdps.name as tdp,
            deliveries.state = 'sent' as reached, received_at, carried_out_at, attends,
            iif(held.tdp is coalesce(receipts.tdp, main), figure, null) as figure, choice, receipts.reason,
            coalesce(changed_at, '') as changed_at
        from deliveries
        join held on held.recipient = deliveries.recipient and (wanted or not coalesce(some_wanted, 0))
        left join receipts on receipts.sending = deliveries.sending and receipts.recipient = deliveries.recipient
        left join tdps on tdps.id = held.tdp
        where deliveries.sending = :sending and deliveries.rank = 0
        union all
        select null, '', tdps.name, 1, received_at, carried_out_at, attends, figure, choice, reason, changed_at
        from receipts join tdps on tdps.id = receipts.tdp
        where sending = :sending and not exists (select 1 from offices
            where offices.recipient = receipts.recipient and until is null and offices.tdp = receipts.tdp)
        """,
        {"sending": sending, "tdps": json.dumps(audience.leaders_of)},
    )
    return [
        _Reader(row["recipient"], row["name"], row["tdp"], bool(row["reached"]), row["changed_at"], read_answer(row))
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
    for reader in _readers(db, sending, notice.audience):
        by_line[reader.tdp or reader.recipient].append(reader)
    lines = [_line(ask, readers) for readers in by_line.values()]
    lines += [Line(tdp, (), Stage.NOT_LINKED) for tdp in tdps_of_leaders(db, notice.audience) if tdp not in by_line]
    lines.sort(key=lambda line: (line.person, by_number(line.name)))
    return Report(notice.code, title, read(due[0]), now, ask, tuple(lines))


def _line(ask: Ask, readers: Sequence[_Reader]) -> Line:
    tdp, name = readers[0].tdp, readers[0].name
    people = tuple(dict.fromkeys(reader.name for reader in readers if reader.name))
    merged = _merged(readers)
    reached = any(reader.reached for reader in readers) or merged != Answer()
    stage = stage_of(ask, merged) if reached else Stage.NOT_REACHED
    return Line(tdp or name, people, stage, merged, person=tdp is None)


def silent(db: Database, sending: int) -> tuple[int, ...]:
    """The recipients to remind: they got it, and neither they nor, unless each is asked to a meeting, anybody of their
    TDP gave what is asked.
    """
    notice = notice_of(db, sending)
    if notice is None:
        return ()
    readers, ask = _readers(db, sending, notice.audience), notice.body.ask
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


@dataclass(frozen=True)
class Asked:
    """A sending that went to leaders or officers."""

    sending: int
    notice: Notice
    due: datetime


def latest_asked(db: Database, count: int, now: datetime) -> list[Asked]:
    """The last sendings to leaders or officers, newest first; reminders are part of what they remind of."""
    rows = db.execute(
        """
        select sendings.id, notice, due_at from sendings join notices on notices.id = notice
        where reminds is null and sendings.kind = 'notice' and due_at <= ?
            and exists (select 1 from deliveries where sending = sendings.id and rank = 0)
        order by due_at desc limit ?
        """,
        [stored(now), count],
    ).fetchall()
    found = [(sending, notice(db, notice_id), read(due)) for sending, notice_id, due in rows]
    return [Asked(sending, told, due) for sending, told, due in found if told is not None]


@dataclass(frozen=True)
class TargetFigures:
    """What leaders reported for one of the resolution's targets."""

    unit: str
    by_tdp: Mapping[str, int]
    """The last figure of each TDP: a later one replaces an earlier one."""
    progress: tuple[tuple[date, int], ...]
    """The sum of the last figures at the end of each day on which one came."""


def reported_targets(db: Database) -> frozenset[int]:
    """The numbers of the targets for which there are figures."""
    rows = db.execute(
        """
        select distinct json_extract(ask, '$.target') from receipts
        join sendings on sendings.id = sending join notices on notices.id = notice
        where figure is not null and json_extract(ask, '$.target') is not null
        """
    )
    return frozenset(row[0] for row in rows)


def target_figures(db: Database, target: int, zone: ZoneInfo) -> TargetFigures | None:
    """What was reported for a target, days being those of `zone`; None if nothing was."""
    rows = db.execute(
        """
        select tdps.name, figure, changed_at, json_extract(ask, '$.unit') from receipts
        join tdps on tdps.id = receipts.tdp join sendings on sendings.id = sending
        join notices on notices.id = notice
        where figure is not null and json_extract(ask, '$.target') = ? order by due_at, changed_at
        """,
        [target],
    ).fetchall()
    by_tdp: dict[str, int] = {}
    progress: dict[date, int] = {}
    for tdp, figure, changed_at, _ in rows:
        by_tdp[tdp] = figure
        progress[read(changed_at).astimezone(zone).date()] = sum(by_tdp.values())
    return TargetFigures(rows[-1][3], by_tdp, tuple(sorted(progress.items()))) if rows else None
