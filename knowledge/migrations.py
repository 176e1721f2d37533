"""The knowledge room's tables, in the order in which they came."""

from sqlite_utils import Database, Migrations

migrations = Migrations("knowledge")


@migrations(name="0001_questions")
def questions(db: Database) -> None:
    """What was asked, without who asked: hour of day, outcome, and the words only where no answer was found."""
    db.table("questions").create(
        {"id": int, "hour": str, "kind": str, "entry": str, "score": float, "words": str},
        pk="id",
        not_null={"hour", "kind", "score"},
        strict=True,
    )
    db.table("questions").create_index(["hour"])


@migrations(name="0002_pictures")
def pictures(db: Database) -> None:
    """The ids under which a channel keeps pictures that were uploaded once."""
    db.table("pictures").create({"name": str, "file_id": str}, pk="name", not_null={"file_id"}, strict=True)
