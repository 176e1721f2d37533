"""One SQLite connection in one thread; whole functions run there, in order, so no transaction is ever interleaved."""

import asyncio
import functools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from sqlite_utils import Database, Migrations

from bot import backups
from bot.clock import Clock
from broadcasts.migrations import migrations as broadcasts_migrations
from knowledge.migrations import migrations as knowledge_migrations

P = ParamSpec("P")
T = TypeVar("T")

BUSY_TIMEOUT_MS = 10_000
"""How long a statement waits for another process, such as a backup, before it fails."""
MIGRATIONS = (knowledge_migrations, broadcasts_migrations)
"""All tables of the ward's file."""


class NewerFileError(Exception):
    """The file was written by a newer program than this one; the message names a step this one does not know."""


def database_path(data_dir: Path) -> Path:
    """The ward's file in its data folder."""
    return data_dir / "ward.db"


def open_database(
    path: Path, migrations: tuple[Migrations, ...] = MIGRATIONS, *, clock: Clock = lambda: datetime.now(UTC)
) -> Database:
    """Open the file (created readable by its owner only), set it up for one writer, and bring its tables up to date.

    A file that holds something is checked first, and copied before its tables change; `clock` dates the copy.
    Raises NewerFileError, sqlite3.Error if it is damaged or cannot be copied, OSError.
    """
    path.touch(mode=0o600, exist_ok=True)
    db = Database(path, execute_plugins=False)
    try:
        db.enable_wal()
        # What was deleted is overwritten: not every SQLite is built to do so by itself.
        for pragma in (
            "foreign_keys = on", "synchronous = normal", f"busy_timeout = {BUSY_TIMEOUT_MS}", "secure_delete = on",
        ):  # fmt: skip
            db.execute(f"pragma {pragma}")
        backups.check(db.conn)
        refuse_newer(db, migrations)
        if db.table_names() and any(migration.pending(db) for migration in migrations):
            backups.make(path, clock())
        for migration in migrations:
            migration.apply(db)
    except BaseException:
        db.close()
        raise
    return db


def refuse_newer(db: Database, migrations: tuple[Migrations, ...] = MIGRATIONS) -> None:
    """Raises NewerFileError if the file has been through steps that are not among the migrations."""
    with closing(Database(memory=True, execute_plugins=False)) as empty:
        for migration in migrations:
            known = {step.name for step in migration.pending(empty)}
            for step in migration.applied(db):
                if step.name not in known:
                    raise NewerFileError(f"{migration.name} {step.name}")


@contextmanager
def transaction(db: Database) -> Iterator[None]:
    """All changes made within or, if something is raised, none.

    The lock is taken first: a transaction that reads and only then writes would fail at once, not wait, while another
    process writes. Raises sqlite3.OperationalError if the lock cannot be had in time.
    """
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.conn.in_transaction:
            db.execute("rollback")
        raise


class DatabaseThread:
    """Runs functions that take the database as first argument, one after another, in the thread that owns it."""

    def __init__(self, path: Path, migrations: tuple[Migrations, ...]) -> None:
        """The file is opened by `open`, in the thread."""
        self._path = path
        self._migrations = migrations
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._db: Database | None = None

    async def open(self) -> None:
        """Open the file and migrate it. Raises sqlite3.Error or OSError if that fails."""
        await self.run(lambda _db: None)

    async def run(self, function: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `function(db, …)` in the database thread, as one transaction, and return what it returns."""
        call = functools.partial(self._call, function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    def _call(self, function: Callable[Concatenate[Database, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        # The connection belongs to the thread that opens it.
        if self._db is None:
            self._db = open_database(self._path, self._migrations)
        with transaction(self._db):
            return function(self._db, *args, **kwargs)

    async def close(self) -> None:
        """Close the file after all work handed in so far; the thread ends."""

        def close() -> None:
            if self._db is not None:
                self._db.close()
                self._db = None

        await asyncio.get_running_loop().run_in_executor(self._pool, close)
        self._pool.shutdown()
