"""What people and officers do with inquiries: each step whole, officers' steps with their line in the audit."""

import unicodedata
from datetime import datetime

from sqlite_utils import Database

from broadcasts import audit_store, group_store, subscription_store
from broadcasts import inquiry_store as store
from broadcasts.inquiry import (
    GIVE_UP,
    MOST_ADDED,
    MOST_OPEN,
    MOST_SAME,
    SAME_WITHIN,
    Content,
    Inquiry,
    InquiryState,
    Message,
    MessageState,
    Refusal,
    RefusedError,
    Side,
)
from broadcasts.people import Address
from broadcasts.people_store import offices_of, recipient_id


def ask(db: Database, who: Address, words: str, consent: str, due_at: datetime, now: datetime) -> int:
    """Hand a question over; records the consent to its text if it is the first. Returns the thread's number.

    Raises RefusedError, having stored nothing, beyond what is passed on of one person or of the same words.
    """
    known = recipient_id(db, who)
    if known is not None and store.open_count(db, known) >= MOST_OPEN:
        raise RefusedError(Refusal.TOO_MANY_OPEN)
    _check_same(db, words, now)
    if not subscription_store.has_agreed(db, who, consent):
        subscription_store.agree(db, who, consent, now)
    asker = recipient_id(db, who)
    if asker is None:
        raise RuntimeError("a recipient just stored is gone")
    number = store.open_inquiry(db, asker, due_at, now)
    store.add_message(db, number, Side.ASKER, Content(words), now)
    return number


def go_on(db: Database, number: int, who: Address, words: str, due_at: datetime, now: datetime) -> None:
    """Add a person's words to their thread, which opens again. Raises RefusedError as `ask` does."""
    thread = own(db, number, who)
    unanswered = 0
    for said in reversed(store.messages(db, number)):
        if said.side is Side.WARD:
            break
        unanswered += 1
    if unanswered >= MOST_ADDED:
        raise RefusedError(Refusal.TOO_MANY_ADDED)
    asker = recipient_id(db, who)
    if thread.state is not InquiryState.OPEN and asker is not None and store.open_count(db, asker) >= MOST_OPEN:
        raise RefusedError(Refusal.TOO_MANY_OPEN)
    if thread.notice is None:
        _check_same(db, words, now)
    if thread.state is not InquiryState.OPEN:
        store.move(db, number, InquiryState.OPEN, now, due_at=due_at)
    store.add_message(db, number, Side.ASKER, Content(words), now)


def _check_same(db: Database, words: str, now: datetime) -> None:
    same = _likeness(words)
    if sum(_likeness(one) == same for one in store.words_since(db, now - SAME_WITHIN)) >= MOST_SAME:
        raise RefusedError(Refusal.TOO_MANY_SAME)


def _likeness(words: str) -> str:
    """Words as they are compared: case, spaces and signs aside."""
    letters = unicodedata.normalize("NFC", words).casefold()
    return "".join(letter for letter in letters if letter.isalnum())


def own(db: Database, number: int, who: Address) -> Inquiry:
    """A person's own thread. Raises RefusedError if there is none with this number."""
    thread = store.inquiry(db, number)
    if thread is None or thread.asker != who:
        raise RefusedError(Refusal.NOT_THEIRS)
    return thread


def close_own(db: Database, number: int, who: Address, now: datetime) -> None:
    """The person needs nothing more. Raises RefusedError if the thread is not theirs."""
    if own(db, number, who).state is not InquiryState.CLOSED:
        store.move(db, number, InquiryState.CLOSED, now)


def take(db: Database, number: int, by: Address, now: datetime) -> Inquiry | None:
    """An officer says that they will answer; whoever said so before keeps it. Returns the thread as it stands then, or
    None if it is gone.
    """
    thread = store.inquiry(db, number)
    if thread is not None and thread.holder is None:
        store.set_holder(db, number, recipient_id(db, by))
        _note(db, by, now, "inquiry_take", number)
    return store.inquiry(db, number)


def pass_on(db: Database, number: int, to: Address, by: Address, now: datetime) -> Inquiry | None:
    """Give a thread to a colleague; returns it, or None if it is gone or the colleague is no officer any more."""
    if not any(office.role == "officer" for office in offices_of(db, to)) or store.inquiry(db, number) is None:
        return None
    store.set_holder(db, number, recipient_id(db, to))
    _note(db, by, now, "inquiry_pass", number)
    return store.inquiry(db, number)


def answer(db: Database, number: int, by: Address, content: Content, now: datetime) -> Message | None:
    """Record an officer's answer; returns it, or None if the thread is gone.

    It is on its way if nobody else holds the thread; otherwise, or if the thread is closed, it is held until its author
    confirms it.
    """
    thread, author = store.inquiry(db, number), recipient_id(db, by)
    if thread is None or thread.asker is None:
        return None
    knowingly = thread.holder in (None, by) and thread.state is not InquiryState.CLOSED
    state = MessageState.WAITING if knowingly else MessageState.HELD
    row = store.add_message(db, number, Side.WARD, content, now, author=author, state=state)
    if knowingly:
        _answering(db, number, by, now)
    return store.message(db, row)


def confirm(db: Database, message_id: int, by: Address, now: datetime) -> Message | None:
    """The author of an answer that was held sends it all the same; None if there is no such answer (any more)."""
    held = store.message(db, message_id)
    if held is None or held.state is not MessageState.HELD or held.author != by:
        return None
    store.set_message(db, message_id, MessageState.WAITING)
    _answering(db, held.inquiry, by, now)
    return store.message(db, message_id)


def _answering(db: Database, number: int, by: Address, now: datetime) -> None:
    store.set_holder(db, number, recipient_id(db, by))
    _note(db, by, now, "inquiry_answer", number)


def drop(db: Database, message_id: int, by: Address) -> bool:
    """The author of an answer that was held does not send it; returns whether there was one."""
    held = store.message(db, message_id)
    if held is None or held.state is not MessageState.HELD or held.author != by:
        return False
    store.drop_message(db, message_id)
    return True


def close(db: Database, number: int, by: Address, now: datetime) -> Inquiry | None:
    """An officer closes a thread; returns it as it stood before, or None if it was closed or gone."""
    thread = store.inquiry(db, number)
    if thread is None or thread.state is InquiryState.CLOSED:
        return None
    store.move(db, number, InquiryState.CLOSED, now)
    _note(db, by, now, "inquiry_close", number, old=thread.state)
    return thread


def reopen(db: Database, number: int, by: Address, due_at: datetime, now: datetime) -> bool:
    """An officer opens a closed thread again; returns whether that was possible: forgotten words do not come back."""
    thread = store.inquiry(db, number)
    if thread is None or thread.state is not InquiryState.CLOSED or thread.asker is None:
        return False
    store.move(db, number, InquiryState.OPEN, now, due_at=due_at)
    store.set_holder(db, number, recipient_id(db, by))
    _note(db, by, now, "inquiry_reopen", number)
    return True


def arrived(db: Database, sent: Message, now: datetime) -> None:
    """A message was handed over; an answer answers its thread, unless the person has said more meanwhile."""
    store.set_message(db, sent.id, MessageState.SENT)
    said_more = any(one.side is Side.ASKER and one.id > sent.id for one in store.messages(db, sent.inquiry))
    if sent.side is Side.WARD and not said_more:
        store.move(db, sent.inquiry, InquiryState.ANSWERED, now)


def put_off(db: Database, sent: Message, now: datetime, until: datetime) -> bool:
    """Try a message again later; returns whether an answer was given up instead, as it has been tried for too long."""
    if sent.side is Side.WARD and now - sent.at > GIVE_UP:
        store.set_message(db, sent.id, MessageState.FAILED, reason="faults")
        return True
    store.try_again(db, sent.id, until)
    return False


def failed(db: Database, sent: Message, reason: str, now: datetime, *, lost: bool) -> None:
    """An answer cannot be handed over; `lost` if nothing reaches the person any more."""
    store.set_message(db, sent.id, MessageState.FAILED, reason=reason)
    thread = store.inquiry(db, sent.inquiry)
    if lost and thread is not None and thread.asker is not None:
        group_store.lose(db, thread.asker, now)


def _note(db: Database, by: Address, now: datetime, action: str, number: int, *, old: str = "") -> None:
    audit_store.record(db, now, recipient_id(db, by), action, about=f"#{number}", old=old)
