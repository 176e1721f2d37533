"""One connection in one thread: whole functions, in order."""

import asyncio
import stat
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.database import DatabaseThread, open_database
from knowledge.migrations import migrations


async def test_functions_run_whole_and_a_failing_one_leaves_its_neighbours_rows(tmp_path: Path) -> None:
    database = DatabaseThread(tmp_path / "ward.db", (migrations,))

    def insert(db: Database, hour: str, *, fail: bool = False) -> None:
        with db.atomic():
            db.execute("insert into questions (hour, kind, score) values (?, 'unknown', 0)", [hour])
            if fail:
                raise ValueError(hour)

    outcomes = await asyncio.gather(
        database.run(insert, "a"),
        database.run(insert, "b", fail=True),
        database.run(insert, "c"),
        return_exceptions=True,
    )
    assert [type(outcome) for outcome in outcomes] == [type(None), ValueError, type(None)]
    hours = await database.run(lambda db: [row["hour"] for row in db.query("select hour from questions order by id")])
    assert hours == ["a", "c"]
    await database.close()


def test_the_file_is_its_owners_only_and_set_up_for_one_writer(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    db = open_database(path, (migrations,))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [db.execute(f"pragma {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys")] == ["wal", 1]
    db.close()


def test_migrations_run_once(tmp_path: Path) -> None:
    for _ in range(2):
        db = open_database(tmp_path / "ward.db", (migrations,))
        assert "questions" in db.table_names()
        db.close()


def test_a_damaged_file_is_an_error_and_not_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(Exception, match="not a database"):
        open_database(path, (migrations,))
