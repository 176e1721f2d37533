"""Copies of the database: whole while others write, rotated, good or absent; a damaged file is told with its remedy."""

import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import backups
from bot.__main__ import main
from bot.backups import DAILY, WEEKLY, Backup, DamagedError
from bot.database import NewerFileError, open_database
from bot.settings import Settings
from tests.conftest import HERE, NOW


def add_question(path: Path, hour: str) -> None:
    with closing(open_database(path)) as db:
        db.execute("insert into questions (hour, kind, score) values (?, 'unknown', 0)", [hour])


def hours(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [hour for (hour,) in db.execute("select hour from questions order by id")]


def damage(path: Path) -> None:
    """Overwrite the middle of a file, leaving its head."""
    content = bytearray(path.read_bytes())
    content[len(content) // 3 : len(content) * 2 // 3] = b"\xa5" * (len(content) // 3)
    path.write_bytes(bytes(content))


def test_a_copy_is_one_whole_file_its_owner_can_read_made_while_another_writes(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    add_question(path, "a")
    with closing(open_database(path)) as writer:
        writer.execute("begin immediate")
        writer.execute("insert into questions (hour, kind, score) values ('b', 'unknown', 0)")
        backup = backups.make(path, NOW)
        writer.execute("commit")
    assert backup == Backup(tmp_path / "backups" / "ward-20261122T020000Z.db", NOW)
    assert backups.backups(tmp_path / "backups") == [backup]
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [backup.path.name]
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.path.parent.stat().st_mode) == 0o700
    assert (hours(backup.path), hours(path)) == (["a"], ["a", "b"])


def test_a_damaged_file_gives_no_copy(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with closing(open_database(path)) as db:
        db.execute("insert into audit (at, action, about, old, new) values ('a', 'b', ?, '', '')", ["x" * 200_000])
    damage(path)
    with pytest.raises(sqlite3.DatabaseError):
        backups.make(path, NOW)
    assert list((tmp_path / "backups").iterdir()) == []


def test_the_newest_good_copy_is_found_behind_damaged_ones(tmp_path: Path) -> None:
    path, folder = tmp_path / "ward.db", tmp_path / "backups"
    add_question(path, "a")
    older, newer, newest = (backups.make(path, NOW + timedelta(days=days)) for days in range(3))
    damage(newer.path)
    newest.path.write_bytes(b"")
    assert backups.newest_good(folder) == older
    older.path.write_bytes(b"not a database" * 100)
    assert backups.newest_good(folder) is None


def test_a_year_of_days_leaves_seven_days_and_four_weeks(tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    made: set[Backup] = set()
    for day in range(365):
        made = backups.to_keep({*made, Backup(tmp_path / str(day), NOW + timedelta(days=day))}, HERE)
    ages = sorted((NOW + timedelta(days=364) - backup.made).days for backup in made)
    # The last day is a Sunday of its own week: 21 November 2027.
    assert (NOW + timedelta(days=364)).isoweekday() == 7
    assert ages == [0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28]


@given(st.lists(st.integers(0, 400 * 24), min_size=1, max_size=80, unique=True))
def test_rotation_keeps_the_newest_and_never_more_than_it_says(hours_after: list[int]) -> None:
    made = {Backup(Path(str(hour)), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hour)) for hour in hours_after}
    kept = backups.to_keep(made, HERE)
    assert max(made, key=lambda backup: backup.made) in kept
    assert kept <= made
    assert len(kept) <= DAILY + WEEKLY
    assert backups.to_keep(kept, HERE) == kept


def test_rotation_removes_files_and_what_was_set_aside_before_the_oldest_copy(tmp_path: Path) -> None:
    path, folder = tmp_path / "ward.db", tmp_path / "backups"
    for _ in range(2):
        add_question(path, "a")
        aside = backups.set_aside(path, NOW)
    (folder / "of-mine.db").write_bytes(b"")
    aside.with_name(aside.name + "-wal").write_bytes(b"")
    add_question(path, "b")
    for day in range(1, 64):  # a Sunday again
        backups.make(path, NOW + timedelta(days=day))
        assert aside.exists() is (day <= 7 * (WEEKLY + 1))
    names = sorted(one.name for one in folder.iterdir())
    assert names[0] == "of-mine.db"
    assert len(names) == 1 + DAILY + WEEKLY
    assert all(name.startswith("ward-") for name in names[1:])


def test_a_file_is_copied_before_its_tables_change_and_only_then(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with closing(open_database(path, clock=lambda: NOW)) as db:
        db.execute("insert into questions (hour, kind, score) values ('a', 'unknown', 0)")
        db.execute("drop table pictures")
        db.execute("delete from _sqlite_migrations where name = '0002_pictures'")
    assert backups.backups(tmp_path / "backups") == []
    for _ in range(2):
        open_database(path, clock=lambda: NOW).close()
    (before,) = backups.backups(tmp_path / "backups")
    assert before.made == NOW
    with closing(sqlite3.connect(before.path)) as db:
        tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
    assert "pictures" not in tables
    assert hours(before.path) == ["a"]


def test_a_newer_file_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with closing(open_database(path)) as db:
        db.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at) values ('broadcasts', '9999_later', 'x')"
        )
    before = path.read_bytes()
    with pytest.raises(NewerFileError, match="broadcasts 9999_later"):
        open_database(path)
    assert path.read_bytes() == before


def test_broken_pages_are_found_when_the_file_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with closing(open_database(path)) as db:
        db.execute("create index again on questions (kind)")
        db.execute("insert into questions (hour, kind, score) values ('a', 'unknown', 0)")
        (page,) = db.execute("select rootpage from sqlite_master where name = 'again'").fetchone()
        size = db.execute("pragma page_size").fetchone()[0]
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = bytes(size)
    path.write_bytes(bytes(content))
    with pytest.raises(sqlite3.DatabaseError):
        open_database(path)


@pytest.fixture
def ran(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A ward that has run: its file holds one question, and the command line finds it."""
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    add_question(settings.data_dir / "ward.db", "a")
    return settings


def test_the_commands_copy_and_put_back(ran: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    path = ran.data_dir / "ward.db"
    assert main(["backup"]) == 0
    (backup,) = backups.backups(ran.data_dir / "backups")
    assert capsys.readouterr().out == f"Đã sao lưu vào {backup.path}, đã mở thử: tệp tốt.\n"
    assert main(["backup", str(ran.data_dir / "usb" / "copy.db")]) == 0
    capsys.readouterr()
    add_question(path, "b")
    assert main(["restore"]) == 1
    assert capsys.readouterr().err.startswith(f"Đã có tệp dữ liệu {path}, chưa thay.")
    assert hours(path) == ["a", "b"]
    assert main(["restore", "--replace"]) == 0
    assert capsys.readouterr().out.startswith(f"Đã khôi phục từ {backup.path}. Hãy bật lại trợ lý.\nTệp cũ được cất ở ")
    assert hours(path) == ["a"]
    (aside,) = (ran.data_dir / "backups").glob("replaced-*.db")
    assert hours(aside) == ["a", "b"]


def test_nothing_to_copy_and_nothing_to_put_back_are_told(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(settings.data_dir))
    assert main(["backup"]) == 1
    assert capsys.readouterr().err.startswith(f"Chưa có tệp dữ liệu {settings.data_dir / 'ward.db'}")
    assert main(["restore"]) == 1
    assert capsys.readouterr().err.startswith(
        f"Trong {settings.data_dir / 'backups'} không có bản sao lưu nào còn tốt."
    )


@pytest.mark.parametrize("what", ["damaged", "empty", "absent", "newer"])
def test_a_copy_that_cannot_be_used_changes_nothing(
    ran: Settings, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    path, copy = ran.data_dir / "ward.db", ran.data_dir / "copy.db"
    if what == "damaged":
        copy.write_bytes(b"not a database" * 100)
    elif what == "empty":
        copy.write_bytes(b"")
    elif what == "newer":
        with closing(open_database(copy)) as db:
            db.execute("update _sqlite_migrations set name = '9999_later' where name = '0002_pictures'")
    assert main(["restore", str(copy), "--replace"]) == 1
    told = "do bản trợ lý mới hơn ghi (bước knowledge 9999_later)" if what == "newer" else "Không khôi phục được từ"
    assert told in capsys.readouterr().err
    assert hours(path) == ["a"]
    assert not (ran.data_dir / "ward.db.restored").exists()


@pytest.mark.parametrize("good", [True, False])
def test_a_damaged_file_stops_the_start_and_names_the_newest_good_copy(
    ran: Settings, capsys: pytest.CaptureFixture[str], good: bool
) -> None:
    path = ran.data_dir / "ward.db"
    backup = backups.make(path, NOW)
    if not good:
        backup.path.unlink()
    path.write_bytes(b"not a database" * 100)
    assert main(["terminal"]) == 1
    remedy = (
        f"Bản sao lưu tốt mới nhất: {backup.path}, lúc 09:00 22/11/2026. "
        "Hãy khôi phục bằng lệnh: tro-ly-phuong restore --replace"
        if good
        else "Chưa có bản sao lưu nào còn tốt. Hãy giữ nguyên tệp này và gọi người phụ trách kỹ thuật."
    )
    assert capsys.readouterr().err == (
        f"Không mở được tệp dữ liệu {path}: tệp đã hỏng (file is not a database). {remedy}\n"
    )


def test_a_newer_file_stops_the_start_with_a_sentence(ran: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(open_database(ran.data_dir / "ward.db")) as db:
        db.execute("update _sqlite_migrations set name = '9999_later' where name = '0002_pictures'")
    assert main(["terminal"]) == 1
    assert capsys.readouterr().err == (
        f"Tệp dữ liệu {ran.data_dir / 'ward.db'} do bản trợ lý mới hơn ghi (bước knowledge 9999_later). "
        "Hãy cài bản mới nhất của trợ lý rồi chạy lại; tệp chưa bị thay đổi gì.\n"
    )


def test_damage_is_an_error_of_the_file_and_not_of_the_machine() -> None:
    assert issubclass(DamagedError, sqlite3.DatabaseError)
    assert not issubclass(DamagedError, sqlite3.OperationalError)
