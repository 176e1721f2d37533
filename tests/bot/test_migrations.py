"""Files of every earlier step, with rows in them, are brought up to date without losing any."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot import backups
from bot.database import open_database
from broadcasts import delivery_store
from broadcasts.dispatcher import Dispatcher
from broadcasts.migrations import migrations as broadcasts_migrations
from broadcasts.notice import Count, SendingState
from tests.broadcasts.test_dispatcher import FakeChannel
from tests.conftest import NOW
from tests.stored.__main__ import FOLDER, load, steps_of, wanted

STORED = sorted(path.stem for path in FOLDER.glob("*.sql"))
WITH_A_SENDING = [f"broadcasts_{step}" for step in steps_of(broadcasts_migrations)[1:-1]]


DROPPED = {("questions", "words")}
"""What later steps gave up on purpose: missed questions have a table of their own."""


@pytest.fixture
def path(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A stored file as a ward has it on its disk."""
    path = tmp_path / "ward.db"
    with closing(Database(path)) as db:
        load(db, request.param)
    yield path


def rows(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(path)) as db:
        db.row_factory = sqlite3.Row
        tables = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {
            table: [dict(row) for row in db.execute(f"select * from [{table}]")]  # noqa: S608 - our own tables
            for table in tables
            if not table.startswith(("_", "sqlite_"))
        }


def shape(path: Path) -> set[tuple[str, str]]:
    """Every table and index as it was declared."""
    with closing(sqlite3.connect(path)) as db:
        return {
            (name, " ".join((sql or "").split()))
            for name, sql in db.execute("select name, sql from sqlite_master where name not like 'sqlite_%'")
        }


def test_there_is_a_file_of_every_earlier_step() -> None:
    """If this fails, the migrations have grown: run `python -m tests.stored`."""
    assert set(wanted()) <= set(STORED)


@pytest.mark.parametrize("path", STORED, indirect=True)
def test_an_earlier_file_becomes_like_a_new_one_and_keeps_its_rows(path: Path, tmp_path: Path) -> None:
    before = rows(path)
    with closing(open_database(path, clock=lambda: NOW)) as db:
        assert db.execute("pragma foreign_key_check").fetchall() == []
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    after = rows(path)
    kept = {
        table: [{column: value for column, value in row.items() if (table, column) not in DROPPED} for row in found]
        for table, found in before.items()
    }
    assert {
        table: [{column: row[column] for column in old} for old, row in zip(kept[table], after[table], strict=True)]
        for table in kept
    } == kept
    open_database(tmp_path / "new.db").close()
    assert shape(path) == shape(tmp_path / "new.db")
    (copy,) = backups.backups(tmp_path / "backups")
    assert rows(copy.path) == before


@pytest.mark.parametrize("path", WITH_A_SENDING, indirect=True)
async def test_what_was_under_way_is_delivered_after_the_step(path: Path) -> None:
    channel = FakeChannel()
    with closing(open_database(path)) as db:

        async def run(function: Callable[..., Any], *args: Any) -> Any:
            with db.atomic():
                return function(db, *args)

        await Dispatcher(run, channel, lambda: NOW).carry_out()
        assert channel.arrived == ["502"]
        assert delivery_store.count(db, 1) == Count(sent=2)
        assert delivery_store.state_of(db, 1)[0] is SendingState.DONE
