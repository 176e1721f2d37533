"""Putting a copy back in its place: the database, and what the ward taught."""

import functools
import shutil
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from bot import backups, content_copies, notice_texts
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
    taught: int | None
    """Files of the ward's content in the copy; None if it has none, and the content was left as it is."""
    overlay_aside: Path | None
    """Where the content that stood there and differed is now."""


def replaces_content(settings: Settings, source: Path) -> bool:
    """Whether a copy would replace content that is there by other content. Raises backups.DamagedError, OSError."""
    there, copied = content_copies.held_in(settings.own_content), backups.taught_in(source)
    return bool(there) and copied is not None and copied != there


def restore(settings: Settings, source: Path, read: Callable[[Path], Library], now: datetime) -> Restored:
    """Put a copy in the place of the ward's file and content, which are set aside; nothing may be running. Until the
    last steps both stay as they are. `read` gives the library with a folder as the ward's content.

    Raises sqlite3.Error if the copy is damaged, ContentError if its content cannot be served, NewerFileError, OSError.
    """
    path, overlay = database_path(settings.data_dir), settings.own_content
    new, new_overlay = path.with_name("ward.db.restored"), overlay.with_name("content.restored")
    backups.check_file(source)
    taught = backups.taught_in(source)
    try:
        backups.copy(source, new)
        if taught is not None:
            _lay_out(taught, new_overlay)
        library = read(overlay if taught is None else new_overlay)
        there = _people_in(path)
        compose = functools.partial(notice_texts.digest, library.ward_value("ten"))
        with closing(open_database(new, clock=lambda: now)) as db, transaction(db):
            left = None if there is None else restore_store.forget_who_left(db, *there, now)
            # What fell due since the copy is planned first, so that it is held with the rest instead of sent anew.
            plan_ahead(db, now, settings.zone, library.events)
            make_digests(db, now, settings.zone, compose)
            doubtful, held = restore_store.mark_doubts(db, now)
        # The content first: cut off in between, the same command begins anew and finds that half done.
        overlay_aside = None if taught is None else _exchange(overlay, new_overlay, now)
        aside = backups.set_aside(path, now) if path.exists() else None
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
        shutil.rmtree(new_overlay, ignore_errors=True)
    return Restored(source, aside, left, doubtful, held, None if taught is None else len(taught), overlay_aside)


def _lay_out(taught: Mapping[str, bytes], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    try:
        content_copies.write(taught, folder)
    except zipfile.BadZipFile as error:
        raise backups.DamagedError(str(error)) from error


def _exchange(overlay: Path, new: Path, now: datetime) -> Path | None:
    """Put a folder in the place of the ward's content if that holds other files; returns where it was set aside."""
    there = content_copies.held_in(overlay)
    if there == content_copies.held_in(new):
        return None
    aside = backups.set_overlay_aside(overlay, now) if there else None
    if aside is None and overlay.is_dir():
        shutil.rmtree(overlay)  # no file is in it
    new.rename(overlay)
    return aside


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
