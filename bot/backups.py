"""Copies of the database and of the ward's content, made beside the running assistant, checked and rotated."""

import os
import re
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

from bot import content_copies
from bot.data_folder import overlay_of

DAILY, WEEKLY = 7, 4
"""Copies kept: the newest of each of the last seven days that have one, and of the last four weeks before this one."""
_ASIDE_KEPT = timedelta(weeks=WEEKLY + 1)
"""A file that was set aside goes when the weekly copies of its time have gone."""
_NAME = "ward-%Y%m%dT%H%M%SZ.db"
_SET_ASIDE = "replaced-%Y%m%dT%H%M%SZ.db"
_OVERLAY_ASIDE = "replaced-%Y%m%dT%H%M%SZ.content"
_STAMPED = re.compile(r"(ward-|replaced-)\d{8}T\d{6}Z(\.db|\.content)")
_BESIDE = ("-wal", "-shm")
"""What SQLite keeps beside a file."""


class DamagedError(sqlite3.DatabaseError):
    """A file that can be opened but whose inside is broken; the message is the first complaint about it."""


@dataclass(frozen=True)
class Backup:
    """One copy; `made` is aware."""

    path: Path
    made: datetime


def folder_of(data_dir: Path) -> Path:
    """Where the copies of a data folder's database are."""
    return data_dir / "backups"


def backups(folder: Path) -> list[Backup]:
    """All copies, newest first; unfinished ones and other files do not count."""
    return sorted(_named(folder, _NAME), key=lambda backup: backup.made, reverse=True)


def _named(folder: Path, pattern: str) -> Iterable[Backup]:
    for path in folder.glob("*"):
        stamped = _STAMPED.fullmatch(path.name)
        if stamped and pattern.startswith(stamped[1]) and pattern.endswith(stamped[2]):
            yield Backup(path, datetime.strptime(path.name, pattern).replace(tzinfo=UTC))


def check(connection: sqlite3.Connection) -> None:
    """Read the whole file. Raises DamagedError if its inside is broken, sqlite3.Error if it cannot be read."""
    (first,) = connection.execute("pragma quick_check(1)").fetchone()
    if first != "ok":
        raise DamagedError(first)


def check_file(path: Path) -> None:
    """Open a copy for reading and check it. Raises sqlite3.Error if it is damaged or no database at all."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        check(db)
        if not db.execute("pragma schema_version").fetchone()[0]:
            raise DamagedError("empty")


def taught_in(path: Path) -> dict[str, bytes] | None:
    """The files of the ward's content that belong to a copy, checked; None if none do. Raises DamagedError, OSError."""
    zipped = content_copies.beside(path)
    if not zipped.exists():
        return None
    try:
        return content_copies.unpacked(zipped)
    except zipfile.BadZipFile as error:
        raise DamagedError(f"{zipped.name}: {error}") from error


def newest_good(folder: Path) -> Backup | None:
    """The newest copy that opens and is whole, with what belongs to it."""
    for backup in backups(folder):
        try:
            check_file(backup.path)
            taught_in(backup.path)
        except sqlite3.Error:
            continue
        return backup
    return None


def copy(source: Path, target: Path) -> None:
    """Copy a database whole, others writing to it meanwhile, to one file only its owner can read, and check the copy.

    There is a target only if the copy is good. Raises sqlite3.Error or OSError if it cannot be made.
    """
    target.parent.mkdir(mode=0o700, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    partial.unlink(missing_ok=True)
    partial.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as origin,
            closing(sqlite3.connect(partial)) as new,
        ):
            origin.backup(new)
            # One file without companions, so that it can be carried elsewhere.
            new.execute("pragma journal_mode = delete")
            check(new)
        with partial.open("rb") as written:
            os.fsync(written.fileno())
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def make(database: Path, now: datetime) -> Backup:
    """Make a copy in the data folder, with the ward's content beside it, and drop those no longer needed, by days of
    `now`'s zone. Content that cannot be read costs neither the database's copy nor the rotation. Raises as `copy`.
    """
    folder = folder_of(database.parent)
    backup = Backup(folder / now.astimezone(UTC).strftime(_NAME), now)
    copy(database, backup.path)
    kept = to_keep(backups(folder), now.tzinfo)
    for old in {*backups(folder)} - {*kept}:
        old.path.unlink(missing_ok=True)
        content_copies.beside(old.path).unlink(missing_ok=True)
    for aside in (*_named(folder, _SET_ASIDE), *_named(folder, _OVERLAY_ASIDE)):
        if now - aside.made > _ASIDE_KEPT:
            _remove(aside.path)
    content_copies.pack(overlay_of(database.parent), content_copies.beside(backup.path))
    return backup


def to_keep(made: Iterable[Backup], zone: tzinfo | None) -> set[Backup]:
    """Which copies stay. They are counted by days that have one, so that a wrong clock cannot clear the folder."""
    by_day: dict[object, Backup] = {}
    by_week: dict[object, Backup] = {}
    for backup in sorted(made, key=lambda one: one.made):
        day = backup.made.astimezone(zone).date()
        by_day[day] = by_week[day.isocalendar()[:2]] = backup
    return {*list(by_day.values())[-DAILY:], *list(by_week.values())[-WEEKLY - 1 :]}


def set_aside(database: Path, now: datetime) -> Path:
    """Move a database with what belongs to it out of the way, into the folder of copies; returns where it is."""
    folder = folder_of(database.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    aside = folder / now.astimezone(UTC).strftime(_SET_ASIDE)
    # The file itself goes last: what SQLite kept beside it must never meet another file of its name.
    for ending in (*_BESIDE, ""):
        part = database.with_name(database.name + ending)
        if part.exists():
            part.replace(aside.with_name(aside.name + ending))
    return aside


def set_overlay_aside(overlay: Path, now: datetime) -> Path:
    """Move a ward's content out of the way, into the folder of copies; returns where it is."""
    folder = folder_of(overlay.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    return overlay.rename(folder / now.astimezone(UTC).strftime(_OVERLAY_ASIDE))


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
        return
    for ending in ("", *_BESIDE):
        path.with_name(path.name + ending).unlink(missing_ok=True)
