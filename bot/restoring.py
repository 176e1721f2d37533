"""Putting a copy of the database back in its place."""

import functools
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot import backups, notice_texts
from bot.database import database_path, open_database, transaction
from bot.settings import Settings
from broadcasts import restore_store
from broadcasts.digest_store import make_digests
from broadcasts.notice_store import plan_ahead
from broadcasts.people import Address
from knowledge.loader import Library


@dataclass(frozen=True)
class Restored:
    """What a restore came to."""

    source: Path
    set_aside: Path | None
    """Where the file that stood there is now."""
    left_again: int | None
    """People deleted since the copy, and so deleted again; None if the replaced file could not say."""
    doubtful: int
    """Messages that go on, marked as possibly arriving twice."""
    held: int
    """Sendings that fell due since the copy, and wait for an officer."""


def restore(settings: Settings, source: Path, library: Library, now: datetime) -> Restored:
    """Put a copy in the place of the ward's file, which is set aside; nothing may be running. Until the last step the
    ward's file stays as it is.

    Raises sqlite3.Error if the copy is damaged, NewerFileError, OSError.
    """
    path = database_path(settings.data_dir)
    backups.check_file(source)
    new = path.with_name("ward.db.restored")
    backups.copy(source, new)
    try:
        there = _people_in(path)
        compose = functools.partial(notice_texts.digest, library.ward_value("ten"))
        with closing(open_database(new, clock=lambda: now)) as db, transaction(db):
            left = None if there is None else restore_store.forget_who_left(db, *there, now)
            # What fell due since the copy is planned first, so that it is held with the rest instead of sent anew.
            plan_ahead(db, now, settings.zone, library.events)
            make_digests(db, now, settings.zone, compose)
            doubtful, held = restore_store.mark_doubts(db, now)
        aside = backups.set_aside(path, now) if path.exists() else None
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    return Restored(source, aside, left, doubtful, held)


def _people_in(path: Path) -> tuple[dict[int, Address], int] | None:
    """Who is stored in the file that is replaced; None if it is not there or cannot tell."""
    if not path.exists():
        return None
    try:
        backups.check_file(path)
        with closing(Database(path, execute_plugins=False)) as db:
            return restore_store.recipients(db), restore_store.last_recipient(db)
    except sqlite3.Error:
        return None
