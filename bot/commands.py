"""What an operator does from the command line beside a running assistant; each returns what to print."""

import functools
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot import backups, content_copies, office_texts, people_texts, poster_texts, restoring, texts, upkeep_texts
from bot.data_folder import only_instance
from bot.database import NewerFileError, database_path, open_database, transaction
from bot.settings import Settings
from broadcasts import people_store, steps
from knowledge.loader import ContentError, Library, layers_of, load


class CommandError(Exception):
    """A command that cannot be carried out; the message is the sentence for the operator."""


def import_leaders(settings: Settings, path: Path) -> str:
    """Take over a list of leaders from a file. Raises CommandError if the file cannot be used."""
    from broadcasts.leader_list import UnreadableList, read_leader_list

    try:
        found = read_leader_list(path.read_bytes(), path.name)
    except OSError as error:
        raise CommandError(office_texts.file_unreadable(str(path), error.strerror or str(error))) from error
    except UnreadableList as error:
        raise CommandError(str(error)) from error
    listed = [(leader.tdp, leader.rank, leader.name, leader.phone) for leader in found.leaders]
    with closing(open_database(database_path(settings.data_dir))) as db, transaction(db):
        new, known = steps.take_list(db, listed, None, datetime.now(settings.zone))
    return office_texts.list_taken_in_terminal(new, known, found.bad_rows)


def write_posters(settings: Settings, path: Path, username: str) -> str:
    """Write the ward's posters: as a PDF the ward's own, one for each topic, one for each TDP; as a PNG the ward's own.

    Raises CommandError if the file cannot be written.
    """
    from bot.poster import as_pdf, as_png
    from bot.poster_pages import pages

    library = _library(settings, settings.own_content)
    with closing(open_database(database_path(settings.data_dir))) as db:
        tdps = people_store.tdps(db)
    is_picture = path.suffix.lower() == ".png"
    kinds = ("ward",) if is_picture else ("ward", "topics", "tdps")
    drawn = [page for kind in kinds for page in pages(kind, library, tdps, username.lstrip("@"))]
    try:
        path.write_bytes(as_png(drawn[0]) if is_picture else as_pdf(drawn))
    except OSError as error:
        raise CommandError(office_texts.file_unreadable(str(path), error.strerror or str(error))) from error
    return poster_texts.posters_written(len(drawn), str(path))


def back_up(settings: Settings, path: Path | None) -> str:
    """Copy the database beside a running assistant, to a file or into the folder of copies, and the ward's content
    beside the copy. Raises CommandError.
    """
    database = database_path(settings.data_dir)
    if not database.exists():
        raise CommandError(upkeep_texts.nothing_to_back_up(str(database)))
    try:
        if path is None:
            path = backups.make(database, datetime.now(settings.zone)).path
        else:
            backups.copy(database, path)
            content_copies.pack(settings.own_content, content_copies.beside(path))
    except OSError as error:
        raise CommandError(upkeep_texts.not_backed_up(str(error))) from error
    except sqlite3.OperationalError as error:
        raise CommandError(upkeep_texts.not_backed_up(str(error))) from error
    taught = content_copies.beside(path)
    return upkeep_texts.backed_up(str(path), str(taught) if taught.exists() else None)


def restore(settings: Settings, path: Path | None, *, replace: bool) -> str:
    """Put a copy, by default the newest good one, in the place of the database and content while no assistant runs.

    Raises CommandError if there is a database, or other content, and `replace` was not said, or the copy cannot be
    used; StartError if an assistant runs.
    """
    database, folder = database_path(settings.data_dir), backups.folder_of(settings.data_dir)
    newest = backups.newest_good(folder) if path is None else None
    source = path or (newest.path if newest else None)
    if source is None:
        raise CommandError(upkeep_texts.no_good_backup(str(folder)))
    if database.exists() and not replace:
        raise CommandError(upkeep_texts.would_replace(str(database), str(source)))
    read = functools.partial(_library, settings)
    try:
        if not replace and restoring.replaces_content(settings, source):
            overlay = settings.own_content
            raise CommandError(upkeep_texts.would_replace_content(str(overlay), str(source)))
        with only_instance(settings.data_dir):
            done = restoring.restore(settings, source, read, datetime.now(settings.zone))
    except NewerFileError as error:
        raise CommandError(upkeep_texts.database_newer(str(source), str(error))) from error
    except OSError as error:
        raise CommandError(upkeep_texts.backup_unusable(str(source), error.strerror or str(error))) from error
    except (sqlite3.Error, ContentError) as error:
        raise CommandError(upkeep_texts.backup_unusable(str(source), str(error))) from error
    lines = [upkeep_texts.restored(str(done.source), _told(done.set_aside), done.left_again, done.doubtful, done.held)]
    lines.append(upkeep_texts.content_restored(done.taught, _told(done.overlay_aside)))
    return "\n".join(lines)


def _told(path: Path | None) -> str | None:
    return None if path is None else str(path)


def database_fault(settings: Settings, error: sqlite3.Error) -> str:
    """The sentence about a database that cannot be opened: the remedy of a damaged one is its newest good copy."""
    path = str(database_path(settings.data_dir))
    # What the machine refuses (rights, a full disk, a lock) is an OperationalError; the rest is about the file itself.
    if isinstance(error, sqlite3.OperationalError):
        return texts.database_unusable(path, str(error))
    good = backups.newest_good(backups.folder_of(settings.data_dir))
    told = (str(good.path), people_texts.moment(good.made, settings.zone)) if good else None
    return upkeep_texts.database_damaged(path, str(error), told)


def _library(settings: Settings, overlay: Path) -> Library:
    return load(layers_of(settings.ward, overlay))
