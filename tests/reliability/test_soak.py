"""A month of a ward's life in a few minutes: nothing gets stuck or lost, and neither memory nor file run away."""

import gc
import logging
import resource
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog
from sqlite_utils import Database

from bot.app import build_application, running
from bot.backups import DAILY, WEEKLY, folder_of
from bot.settings import Settings
from broadcasts import delivery_store
from broadcasts.notice import Count
from knowledge.assistant import Assistant
from knowledge.vietnamese import fold
from tests.reliability.month import INQUIRY, OFFICERS, Month

DAYS, WEEK = 30, 7
QUIET_DAYS = 190
"""After the month: longer than the program keeps words (90 days), copies with them in (five weeks) and people whom it
cannot reach (180 days).
"""
MOST_BLOCKS, MOST_BYTES = 6_000, 3 * 2**20
"""By how much the last week may add to what Python holds, caches apart, and to the process. The threads of questions
handed over, which go after 90 days, and this proof's own books take 2,000 to 4,700 blocks a week of 1,900 updates: two
or three objects kept for each update are noticed, a single one may hide."""
MOST_LOG = 5 * 2**20
"""Bytes of SQLite's log, which it begins anew after a thousand pages of 4,096."""


@dataclass(frozen=True)
class Week:
    """How the ward stands at the end of a week."""

    updates: int
    notices: int
    """Messages that brought one."""
    blocks: int
    """Pieces of memory Python holds."""
    memory: int
    """Bytes the process has."""
    file: int
    """Bytes of the file that hold something."""
    log: int
    copies: int
    rows: dict[str, int]

    def __str__(self) -> str:
        return (
            f"{self.updates:6} updates {self.notices:6} notices {self.blocks:9,} blocks {self.memory / 2**20:7.1f} MiB"
            f" {self.file / 1024:7.0f} KiB of file {self.log / 1024:6.0f} KiB of log {self.copies:3} copies"
        )


def _file(db: Database) -> int:
    pages, free, size = (
        int(db.execute(f"pragma {name}").fetchone()[0]) for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size


def _rows(db: Database) -> dict[str, int]:
    return {table: db.table(table).count for table in db.table_names() if not table.startswith(("sqlite", "_"))}


def _memory() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


def _empty_caches() -> None:
    """What is kept only to be quicker may fill up to its bound; what grows is looked for beside it."""
    for found in gc.get_objects():
        if isinstance(found, type(fold)) and found.cache_info().maxsize is not None:
            found.cache_clear()


async def _week(month: Month) -> Week:
    _empty_caches()
    gc.collect()
    run = month.ward.database.run
    return Week(
        month.updates,
        month.arrived.total(),
        sys.getallocatedblocks(),
        _memory(),
        await run(_file),
        (month.folder / "ward.db-wal").stat().st_size,
        len(list(folder_of(month.folder).iterdir())),
        await run(_rows),
    )


def _stuck(db: Database) -> dict[str, list[tuple[object, ...]]]:
    """What ought to have gone on, and did not."""
    questions = {
        "sendings": "select id, state, reason from sendings where state not in ('done', 'cancelled', 'waiting')",
        "claims": "select id from deliveries where state = 'claimed'",
        "messages": """
            select deliveries.id from deliveries join sendings on sendings.id = sending
            where deliveries.state = 'waiting' and sendings.state in ('done', 'cancelled')
            """,
        "answers": "select id, state, attempts from inquiry_messages where state = 'waiting'",
    }
    found = {name: [tuple(row) for row in db.execute(question)] for name, question in questions.items()}
    return {name: rows for name, rows in found.items() if rows}


def _accounts(db: Database) -> dict[int, tuple[Count, int]]:
    """The account of every sending, and how many rows it has."""
    rows = db.execute("select sending, count(*) from deliveries group by sending").fetchall()
    return {sending: (delivery_store.count(db, sending), number) for sending, number in rows}


def _brought(db: Database) -> dict[str, int]:
    """Messages that brought a notice with its code, by the program's own rows."""
    return dict(
        db.execute(
            """
            select code, count(*) from deliveries join sendings on sendings.id = sending
            join notices on notices.id = notice
            where framed and deliveries.state = 'sent' and (kind = 'notice' or deliveries.reason = 'anew')
            group by code
            """
        ).fetchall()
    )


async def _nothing_is_wrong(month: Month) -> None:
    run = month.ward.database.run
    assert month.errors == []
    assert await run(_stuck) == {}
    for sending, (count, rows) in (await run(_accounts)).items():
        assert (count.audience, count.pending) == (rows, 0), sending
    assert await run(_brought) == dict(month.arrived)


@pytest.fixture(autouse=True)
def only_warnings() -> Iterator[None]:
    """A month of a quiet log is nothing to read."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    yield
    structlog.reset_defaults()


@pytest.mark.slow
async def test_a_month_and_what_is_left_of_it_half_a_year_later(settings: Settings, assistant: Assistant) -> None:
    month = Month(settings.data_dir)
    settings = settings.model_copy(update={"officer_ids": OFFICERS, "messages_per_second": 2000})
    built = build_application(settings, request=month.telegram, clock=month.clock, assistant=assistant)
    weeks: list[Week] = []
    async with running(built) as application:
        await month.begin(application)
        for number in range(DAYS):
            await month.day(number)
            if (number + 1) % WEEK == DAYS % WEEK:
                weeks.append(await _week(month))
                print(f"day {number + 1:3} {weeks[-1]}", flush=True)
                await _nothing_is_wrong(month)
        first, *_, before, last = weeks
        assert last.blocks - before.blocks <= MOST_BLOCKS
        assert last.memory - before.memory <= MOST_BYTES
        assert last.log <= MOST_LOG
        assert last.copies <= DAILY + WEEKLY + 1
        # The file keeps what is counted, so it grows by as much every week and never by more.
        assert last.file - before.file <= 1.2 * (before.file - first.file) / (len(weeks) - 2)
        await month.answer_inquiries()
        await month.end_plans()
        for _ in range(QUIET_DAYS):
            await month.quiet_day()
        await _nothing_is_wrong(month)
        later = await _week(month)
        print(f"later   {later}", later.rows, sep="\n")
        assert (later.rows["misses"], later.rows["inquiry_messages"]) == (0, 0)
        assert later.rows["recipients"] < last.rows["recipients"]
        assert later.blocks - last.blocks <= MOST_BLOCKS
    files = [path for path in month.folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if INQUIRY.encode() in path.read_bytes()] == []
