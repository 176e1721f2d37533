"""SQL of what officers are preparing, and of what their changes replaced."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlite_utils import Database

from knowledge.teaching import Draft

DRAFTS_KEPT = timedelta(days=7)
"""A draft nobody has published for a week is forgotten."""


@dataclass(frozen=True)
class Version:
    """One change of a block's file: what stood there before (None: nothing) and since."""

    id: int
    at: datetime
    author: str
    entry: str
    before: str | None
    after: str


def _stored(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def add_draft(db: Database, draft: Draft, now: datetime) -> int:
    """Keep a new draft; returns its number."""
    db.execute("insert into drafts (made, body) values (?, ?)", [_stored(now), draft.model_dump_json()])
    return int(db.execute("select last_insert_rowid()").fetchone()[0])


def change_draft(db: Database, number: int, draft: Draft) -> None:
    """Replace a draft; what was tried of it before says nothing about it any more."""
    db.execute("update drafts set body = ?, tried = null where id = ?", [draft.model_dump_json(), number])


def draft(db: Database, number: int) -> Draft | None:
    """A draft, or None if it was published, dropped or forgotten."""
    row = db.execute("select body from drafts where id = ?", [number]).fetchone()
    return None if row is None else Draft.model_validate_json(row[0])


def drop_draft(db: Database, number: int) -> None:
    """Forget a draft."""
    db.execute("delete from drafts where id = ?", [number])


def forget_drafts(db: Database, now: datetime) -> int:
    """Forget drafts older than DRAFTS_KEPT; returns how many."""
    return int(db.execute("delete from drafts where made < ?", [_stored(now - DRAFTS_KEPT)]).rowcount)


def remember_trial(db: Database, number: int, state: str, *, spoils: bool) -> None:
    """Keep that a draft was tried on this state of the ward's own content, and whether it spoils a right answer."""
    db.execute("update drafts set tried = ? where id = ?", [f"{'spoils' if spoils else 'safe'} {state}", number])


def tried(db: Database, number: int, state: str) -> str | None:
    """`safe` or `spoils`, as a draft was found on this very state of the content; None if it was not tried on it."""
    row = db.execute("select tried from drafts where id = ?", [number]).fetchone()
    found, _, on = (row[0] if row and row[0] else "").partition(" ")
    return found if found and on == state else None


def add_version(db: Database, at: datetime, author: str, entry: str, before: str | None, after: str) -> int:
    """Keep what a change replaced; returns its number."""
    db.execute(
        "insert into versions (at, author, entry, before, after) values (?, ?, ?, ?, ?)",
        [_stored(at), author, entry, before, after],
    )
    return int(db.execute("select last_insert_rowid()").fetchone()[0])


def _read(row: dict[str, str]) -> Version:
    at = datetime.fromisoformat(row["at"])
    return Version(int(row["id"]), at, row["author"], row["entry"], row["before"], row["after"])


def version(db: Database, number: int) -> Version | None:
    """A change by its number, if it is the last of its block and was not undone."""
    for row in db.query("select * from versions where id = ?", [number]):
        newer = db.execute(
            "select count(*) from versions where entry = ? and id > ?", [row["entry"], number]
        ).fetchone()[0]
        return None if newer else _read(row)
    return None


def latest_versions(db: Database, count: int) -> list[Version]:
    """The last change of each block, the newest first."""
    rows = db.query(
        "select * from versions where id in (select max(id) from versions group by entry) order by id desc limit ?",
        [count],
    )
    return [_read(row) for row in rows]


def remove_version(db: Database, number: int) -> None:
    """Forget a change: it was undone."""
    db.execute("delete from versions where id = ?", [number])
