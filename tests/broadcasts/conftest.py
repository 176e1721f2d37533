"""A database with the broadcasts room's tables, in memory."""

from collections.abc import Iterator

import pytest
from sqlite_utils import Database

from broadcasts.migrations import migrations


@pytest.fixture
def db() -> Iterator[Database]:
    database = Database(memory=True)
    database.execute("pragma foreign_keys = on")
    migrations.apply(database)
    yield database
    database.close()
