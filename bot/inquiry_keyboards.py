"""Buttons about questions handed over to officers; what they send begins with the letters of `bot.rights.BUTTONS`."""

from collections.abc import Mapping, Sequence

from telegram import InlineKeyboardMarkup

from bot import asking_texts
from bot import inquiry_texts as texts
from bot.keyboards import INBOX, INQUIRY, button, column, pages_of, turns
from broadcasts.inquiry import Inquiry, InquiryState, View
from broadcasts.people import Office
from knowledge.reply import Option

LIST_SIZE = 8
"""Threads on one page of a list."""


def preview(version: str, seal: str, *, consent: bool) -> InlineKeyboardMarkup:
    """Hand over what is shown: `version` is the consent's text, `seal` stands for the words above the buttons."""
    return column(
        button(asking_texts.AGREE_AND_SEND if consent else asking_texts.SEND, INQUIRY, "send", version, seal),
        button(asking_texts.WRITE_ANEW, INQUIRY, "write"),
        button(asking_texts.LEAVE_IT, INQUIRY, "leave"),
    )


def leave_it() -> InlineKeyboardMarkup:
    """The way out of writing."""
    return column(button(asking_texts.LEAVE_IT, INQUIRY, "leave"))


def go_on(number: int, *, done: bool) -> InlineKeyboardMarkup:
    """Under what a person gets: ask on, or be done."""
    more = [button(asking_texts.THAT_IS_ALL, INQUIRY, "done", number)] if done else []
    return column(button(asking_texts.GO_ON, INQUIRY, "more", number), *more)


def card(thread: Inquiry, nearest: Sequence[Option], *, private: bool) -> InlineKeyboardMarkup:
    """What an officer can do about a thread; the nearest entries answer at one tap. Only in a private chat can the next
    message be awaited as the answer.
    """
    if thread.state is InquiryState.CLOSED:
        return column(button(texts.REOPEN, INBOX, "reopen", thread.id))
    first = []
    if private:
        first = [button(texts.ANSWER if thread.holder else texts.TAKE, INBOX, "answer", thread.id)]
    elif thread.holder is None:
        first = [button(texts.TAKE, INBOX, "take", thread.id)]
    entries = [button(f"📖 {option.label}", INBOX, "e", thread.id, option.entry) for option in nearest]
    last = [button(texts.HAND_ON, INBOX, "pass", thread.id), button(texts.CLOSE, INBOX, "close", thread.id)]
    return InlineKeyboardMarkup([*([button] for button in (*first, *entries)), last])


def held(message: int) -> InlineKeyboardMarkup:
    """Send a second answer all the same, or not."""
    return column(button(texts.SEND_ANYWAY, INBOX, "yes", message), button(texts.DO_NOT_SEND, INBOX, "no", message))


def close_unanswered(number: int) -> InlineKeyboardMarkup:
    """Close what has no answer, or go back to it."""
    return column(button(texts.CLOSE_YES, INBOX, "closed", number), button(texts.LEAVE_OPEN, INBOX, "show", number))


def colleagues(number: int, offices: Sequence[Office]) -> InlineKeyboardMarkup:
    """The officers a thread can be passed to."""
    buttons = [button(texts.officer(office.name or ""), INBOX, "to", number, office.id) for office in offices]
    return column(*buttons, button(texts.BACK, INBOX, "show", number))


def inbox(counts: Mapping[View, int]) -> InlineKeyboardMarkup:
    """The lists."""
    return column(*(button(texts.view_button(view, counts[view]), INBOX, "list", view, 0) for view in View))


def listed(view: View, labels: Sequence[tuple[int, str]], page: int) -> InlineKeyboardMarkup:
    """One page of a list of (number, label)."""
    shown = labels[page * LIST_SIZE : (page + 1) * LIST_SIZE]
    rows = [[button(label, INBOX, "show", number)] for number, label in shown]
    around = turns(page, pages_of(labels, LIST_SIZE), INBOX, "list", view)
    return InlineKeyboardMarkup([*rows, *around, [button(texts.BACK, INBOX, "inbox")]])


def open_inbox() -> InlineKeyboardMarkup:
    """To the inbox."""
    return column(button(texts.OPEN_INBOX, INBOX, "inbox"))
