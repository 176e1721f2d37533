"""What an operator does from the command line beside a running assistant; each returns what to print."""

from datetime import datetime
from pathlib import Path

from bot import office_texts, poster_texts
from bot.database import open_database
from bot.settings import Settings
from broadcasts import people_store, steps
from broadcasts.migrations import migrations
from knowledge.loader import SHIPPED_CONTENT, load


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
    db = open_database(settings.data_dir / "ward.db", (migrations,))
    try:
        db.execute("begin immediate")
        with db.atomic():
            new, known = steps.take_list(db, listed, None, datetime.now(settings.zone))
        db.execute("commit")
    finally:
        db.close()
    return office_texts.list_taken_in_terminal(new, known, found.bad_rows)


def write_posters(settings: Settings, path: Path, username: str) -> str:
    """Write the ward's posters: as a PDF the ward's own, one for each topic, one for each TDP; as a PNG the ward's own.

    Raises CommandError if the file cannot be written.
    """
    from bot.poster import as_pdf, as_png
    from bot.poster_pages import pages

    overlay = settings.data_dir / "content"
    library = load([SHIPPED_CONTENT, overlay] if overlay.is_dir() else [SHIPPED_CONTENT])
    db = open_database(settings.data_dir / "ward.db", (migrations,))
    try:
        tdps = people_store.tdps(db)
    finally:
        db.close()
    is_picture = path.suffix.lower() == ".png"
    kinds = ("ward",) if is_picture else ("ward", "topics", "tdps")
    drawn = [page for kind in kinds for page in pages(kind, library, tdps, username.lstrip("@"))]
    try:
        path.write_bytes(as_png(drawn[0]) if is_picture else as_pdf(drawn))
    except OSError as error:
        raise CommandError(office_texts.file_unreadable(str(path), error.strerror or str(error))) from error
    return poster_texts.posters_written(len(drawn), str(path))
