"""Who has a copy of what a sending brought, and so is meant by its correction or recall."""

from datetime import datetime

from sqlite_utils import Database

from broadcasts.moments import stored

_THEIRS = """
    deliveries copy join sendings brought on brought.id = copy.sending
        where copy.recipient = {recipient} and coalesce(brought.about, brought.id) = {about}
"""
WORDS = f"""
    (select group_concat(message, ' ') from (
        select copy.message from {_THEIRS} and copy.message <> '' order by copy.id desc
    ))
"""  # noqa: S608 - our own words
"""The messages in which a recipient reads a notice's words, the newest first, as a list with blanks: those of the
sending that brought it and those that went out anew to correct it. To be filled in with columns.
"""
MESSAGES = f"""
    (select group_concat(messages, ' ') from (
        select trim(copy.message || ' ' || copy.parts) as messages from {_THEIRS}
            and copy.message || copy.parts <> '' order by copy.id desc
    ))
"""  # noqa: S608 - our own words
"""The same with an album's parts."""
HAS_PARTS = f"exists (select 1 from {_THEIRS} and copy.parts <> '')"  # noqa: S608 - our own words
"""Whether a recipient has the parts of the album a notice is."""
FINISHES_HALVES = """
    (sendings.kind = 'notice' and deadline > :now and not exists (select 1 from sendings recalls
        where recalls.about = sendings.id and recalls.kind = 'recall' and recalls.state <> 'cancelled'))
"""
"""Whether a sending, although cancelled, still brings its words to those who have the parts of its album: half a notice
would leave them guessing. A recall takes the parts back instead. Parameter :now.
"""
_FIND = f"""
    with meant (change, recipient, rank, possibly_twice, recalled, known) as materialized (
        select change.id, original.recipient, original.rank, original.possibly_twice, change.kind = 'recall',
            original.message <> '' or iif(change.kind = 'recall',
                {MESSAGES.format(recipient="original.recipient", about="change.about")},
                {WORDS.format(recipient="original.recipient", about="change.about")}) is not null
        from sendings as change
        cross join notices on notices.id = change.notice
        cross join deliveries as original on original.sending = change.about
        where change.id = :change and original.recipient is not null
            and (original.state = 'sent' or original.state in ('failed', 'stopped')
                and (original.possibly_twice or change.kind = 'recall' and original.parts <> ''))
            and (change.kind = 'recall' or original.version < notices.version)
            and not exists (select 1 from deliveries where sending = :change and recipient = original.recipient)
    )
    insert into deliveries (sending, recipient, rank, state, reason, possibly_twice, next_try_at, done_at)
    select change, recipient, rank, iif(known or not recalled, 'waiting', 'failed'),
        iif(known, '', iif(recalled, 'no copy', 'anew')), iif(known or recalled, possibly_twice, 0),
        :now, iif(known or not recalled, null, :now)
    from meant
"""  # noqa: S608 - our own words


def find_copies(db: Database, change: int, now: datetime) -> None:
    """Give everybody who has, or may have, a copy that needs the change one delivery row; whoever has one keeps it.

    Where no copy is known although one may have arrived, a correction goes out anew, and a recall cannot be done.
    Found again later, as what was on the network when the change was ordered arrives after it.
    """
    db.execute(_FIND, {"change": change, "now": stored(now)})
    db.execute("update sendings set resolved = 1 where id = ?", [change])
