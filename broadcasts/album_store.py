"""Albums in drafts: Telegram brings their parts one after another, and each is a row's before the next is handled."""

from sqlite_utils import Database

from broadcasts.draft_store import own_draft
from broadcasts.notice import MOST_PARTS, Body, Notice
from broadcasts.notice_store import notice
from broadcasts.people import Address


def begun(db: Database) -> dict[tuple[Address, str], int]:
    """The drafts that may still get parts: by their author and what the channel calls the album."""
    rows = db.execute(
        """
        select channel, chat_id, media_group, notices.id from notices join recipients on recipients.id = author
        where state = 'draft' and media_group <> ''
        """
    )
    return {(Address(channel, chat_id), group): draft for channel, chat_id, group, draft in rows}


def add_part(db: Database, draft_id: int, by: Address, media_group: str, part: Body) -> Notice | None:
    """Add to the album a draft is; what is in it already, as after a restart, changes nothing. None if the draft says
    something else by now. Raises NotADraftError, NotTheAuthorError.
    """
    found = notice(db, draft_id)
    if found is not None and set(part.album) <= set(found.body.album):
        return found
    found = own_draft(db, draft_id, by)
    (group,) = db.execute("select media_group from notices where id = ?", [draft_id]).fetchone()
    if group != media_group:
        return None
    album = sorted({*found.body.album, *part.album}, key=int)[:MOST_PARTS]
    text = "\n\n".join(words for words in (found.body.text, part.text) if words)
    db.execute("update notices set album = ?, text = ? where id = ?", [" ".join(album), text, draft_id])
    return own_draft(db, draft_id, by)
