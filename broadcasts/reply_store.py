"""What leaders and officers write under a notice: a thread with whoever wrote the notice, which knows its notice."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from broadcasts import inquiry_steps, inquiry_store
from broadcasts.inquiry import MOST_OPEN, Content, Inquiry, Refusal, RefusedError, Side
from broadcasts.notice import Notice
from broadcasts.notice_store import author_of, notice, notice_of
from broadcasts.people import Address, Office, Role
from broadcasts.people_store import office, offices_of, recipient_id


@dataclass(frozen=True)
class Background:
    """What an officer has to know to answer what was written under a notice."""

    notice: Notice
    office: Office | None
    """In which it was written; None once it is not known any more."""


def write_back(db: Database, sending: int, who: Address, words: str, due_at: datetime, now: datetime) -> Inquiry | None:
    """Hand over what somebody in office wrote under a notice: to its author, who holds the thread from the start, or to
    all officers if the author is none any more. More words go into the thread that is open. Returns the thread, or
    None if they hold no office or the notice is gone.

    It rests on the consent to the office's text. Raises RefusedError as `inquiry_steps.ask` does.
    """
    about, writer = notice_of(db, sending), recipient_id(db, who)
    if about is None or writer is None or not offices_of(db, who):
        return None
    number = _going_on(db, writer, about.id)
    if number is not None:
        inquiry_steps.go_on(db, number, who, words, due_at, now)
        return inquiry_store.inquiry(db, number)
    if inquiry_store.open_count(db, writer) >= MOST_OPEN:
        raise RefusedError(Refusal.TOO_MANY_OPEN)
    number = inquiry_store.open_inquiry(db, writer, due_at, now, notice=about.id)
    author = author_of(db, about)
    if author is not None and any(held.role is Role.OFFICER for held in offices_of(db, author)):
        inquiry_store.set_holder(db, number, about.author)
    inquiry_store.add_message(db, number, Side.ASKER, Content(words), now)
    return inquiry_store.inquiry(db, number)


def _going_on(db: Database, writer: int, about: int) -> int | None:
    row = db.execute(
        "select max(id) from inquiries where asker = ? and notice = ? and state <> 'closed'", [writer, about]
    ).fetchone()
    return None if row[0] is None else int(row[0])


def background(db: Database, number: int) -> Background | None:
    """What a thread is about; None for a question, and when the notice is gone. A leader's office counts before an
    officer's, the one held today before an earlier one.
    """
    thread = inquiry_store.inquiry(db, number)
    about = notice(db, thread.notice) if thread is not None and thread.notice is not None else None
    if about is None:
        return None
    row = db.execute(
        """
        select offices.id from offices join inquiries on asker = recipient
        where inquiries.id = ? order by until is not null, role <> 'leader', offices.id desc limit 1
        """,
        [number],
    ).fetchone()
    return Background(about, None if row is None else office(db, row[0]))
