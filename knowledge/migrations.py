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


@migrations(name="0003_misses")
def misses(db: Database) -> None:
    """Words that were kept move from the figures to a table of their own, where an officer can settle them; and how
    often an answer was called helpful or wrong, without who said so.
    """
    db.table("misses").create(
        {"id": int, "hour": str, "words": str, "outcome": str, "entry": str, "ignored": int},
        pk="id",
        not_null={"hour", "words", "outcome", "ignored"},
        defaults={"ignored": 0},
        strict=True,
    )
    db.table("misses").create_index(["hour"])
    db.execute(
        "insert into misses (hour, words, outcome) select hour, words, kind from questions where words is not null"
    )
    db.table("questions").transform(drop={"words"})
    db.table("judgements").create(
        {"id": int, "hour": str, "entry": str, "helpful": int},
        pk="id",
        not_null={"hour", "entry", "helpful"},
        strict=True,
    )
    db.table("judgements").create_index(["hour"])


@migrations(name="0004_teaching")
def teaching(db: Database) -> None:
    """What officers are preparing, and what each change of a content file replaced. Authors are numbers of offices."""
    db.table("drafts").create(
        {"id": int, "made": str, "body": str, "tried": str}, pk="id", not_null={"made", "body"}, strict=True
    )
    db.table("versions").create(
        {"id": int, "at": str, "author": str, "entry": str, "before": str, "after": str},
        pk="id",
        not_null={"at", "author", "entry", "after"},
        strict=True,
    )
