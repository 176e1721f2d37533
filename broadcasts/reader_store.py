"""What a notice's variables stand for with one reader: the name and the TDP of their office, or the TDP they chose."""

from sqlite_utils import Database

from broadcasts.variables import NAME, TDP

NAME_OF = """
    (select name from offices where offices.recipient = recipients.id and until is null and name is not null
        order by id limit 1)
"""
TDP_OF = """
    (select tdps.name from tdps where id = coalesce((select offices.tdp from offices
        where offices.recipient = recipients.id and until is null and offices.tdp is not null
        order by id limit 1), recipients.tdp))
"""
"""Both of the row of recipients they are looked up for."""


def values_of(db: Database, recipient: int | None) -> dict[str, str | None]:
    """The values of all variables for a recipient; None where there is none."""
    row = db.execute(
        f"select {NAME_OF}, {TDP_OF} from recipients where id = ?",  # noqa: S608 - our own words
        [recipient],
    ).fetchone()
    name, tdp = row or (None, None)
    return {NAME: name, TDP: tdp}
