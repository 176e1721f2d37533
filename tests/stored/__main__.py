"""`python -m tests.stored`: writes a database as each step of the migrations left it, for steps that have none yet.

A file is made once, when its step is no longer the newest, and never again: it stands for the files of wards that have
not been brought up to date since. Rows are those of the file before, and those in ROWS.
"""

import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database, Migrations

from bot.database import MIGRATIONS

FOLDER = Path(__file__).parent
ROWS: Mapping[str, str] = {
    "knowledge_0001_questions": """
        insert into questions (hour, kind, entry, score, words) values
            ('2026-11-20T02', 'answer', 'ct-14', 9.5, null), ('2026-11-20T03', 'unknown', null, 0, 'giá lúa hôm nay');
    """,
    "broadcasts_0001_people": """
        insert into tdps (name) values ('5'), ('6');
        insert into recipients (channel, chat_id, kind, tdp, digest, created_at) values
            ('telegram', '501', 'person', 1, 1, '2026-11-01T02:00:00.000000+00:00'),
            ('telegram', '502', 'person', 2, 0, '2026-11-02T02:00:00.000000+00:00'),
            ('telegram', '-777', 'group', 1, 0, '2026-11-03T02:00:00.000000+00:00');
        insert into consents (recipient, version, given_at) values (1, 'a1', '2026-11-01T02:00:00.000000+00:00');
        insert into subscriptions (topic, recipient) values ('bau-cu', 1), ('bau-cu', 2);
        insert into offices (role, rank, tdp, name, recipient, since) values
            ('leader', 'to-truong', 1, 'Lan', 2, '2026-11-02T02:00:00.000000+00:00'),
            ('officer', null, null, 'Minh', null, '2026-11-02T02:00:00.000000+00:00');
        insert into invitations (office, code_hash, made_at, expires_at) values
            (2, 'x', '2026-11-02T02:00:00.000000+00:00', '2026-11-09T02:00:00.000000+00:00');
        insert into audit (at, actor, action, about, old, new) values
            ('2026-11-02T02:00:00.000000+00:00', 2, 'accept', 'office 1', '', '');
    """,
    "broadcasts_0002_notices": """
        insert into notices (code, author, text, audience, good_for_seconds, created_at) values
            ('BCDFG', 2, 'Mời họp tổ.', '{"topics": ["bau-cu"]}', 86400, '2026-11-22T01:00:00.000000+00:00');
        insert into sendings (notice, due_at, deadline, state, resolved, started_at) values
            (1, '2026-11-22T01:30:00.000000+00:00', '2026-11-23T01:30:00.000000+00:00', 'going', 1,
                '2026-11-22T01:30:00.000000+00:00');
        insert into deliveries (sending, recipient, rank, state, message, attempts, next_try_at, done_at) values
            (1, 1, 3, 'sent', '10', 1, '2026-11-22T01:30:00.000000+00:00', '2026-11-22T01:31:00.000000+00:00'),
            (1, 2, 1, 'waiting', '', 0, '2026-11-22T01:30:00.000000+00:00', null);
    """,
    "broadcasts_0003_plans": """
        insert into notices (code, text, audience, good_for_seconds, created_at, state) values
            ('HJKLM', 'Bản nháp.', '{}', 86400, '2026-11-22T01:00:00.000000+00:00', 'draft');
    """,
}
"""Made-up rows, by the file in which they first stand."""


def steps_of(migrations: Migrations) -> list[str]:
    """All steps of a set, in their order."""
    with closing(Database(memory=True)) as empty:
        return [step.name for step in migrations.pending(empty)]


def wanted() -> list[str]:
    """The names of the files there must be: every step of each set but its newest."""
    return [f"{migrations.name}_{step}" for migrations in MIGRATIONS for step in steps_of(migrations)[:-1]]


def load(db: Database, name: str) -> None:
    """Fill an empty database with a stored file."""
    db.conn.executescript((FOLDER / f"{name}.sql").read_text(encoding="utf-8"))


def _write(migrations: Migrations, step: str) -> str:
    name, steps = f"{migrations.name}_{step}", steps_of(migrations)
    at = steps.index(step)
    with closing(Database(memory=True)) as db:
        if at:
            load(db, f"{migrations.name}_{steps[at - 1]}")
        for one in MIGRATIONS:
            one.apply(db, stop_before=steps[at + 1] if one is migrations else None)
        db.conn.executescript(ROWS.get(name, ""))
        db.execute("update _sqlite_migrations set applied_at = '2026-11-22 02:00:00.000000+00:00'")
        lines = "\n".join(db.conn.iterdump())
    (FOLDER / f"{name}.sql").write_text(lines + "\n", encoding="utf-8")
    return name


def main() -> int:
    """Write what is missing and say what was written."""
    for migrations in MIGRATIONS:
        for step in steps_of(migrations)[:-1]:
            if not (FOLDER / f"{migrations.name}_{step}.sql").exists():
                print(_write(migrations, step))
    return 0


if __name__ == "__main__":
    sys.exit(main())
