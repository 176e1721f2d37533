"""Buttons with which leaders answer a notice; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import receipt_texts as texts
from bot.keyboards import NUMBERS_PER_ROW, RECEIPT, button, column, in_rows
from bot.notice_texts import first_words
from broadcasts.asks import Answer, Ask, AskKind
from broadcasts.receipt_store import Task


def asked(ask: Ask, sending: int, answer: Answer | None = None) -> InlineKeyboardMarkup:
    """Under a notice: what can still be answered, and passing it on."""
    said = answer or Answer()
    received = [] if said.received_at else [button(texts.RECEIVED, RECEIPT, "got", sending)]
    buttons: list[InlineKeyboardButton] = []
    match ask.kind:
        case AskKind.RECEIVED:
            buttons = received
        case AskKind.CARRIED_OUT:
            done = [] if said.carried_out_at else [button(texts.CARRIED_OUT, RECEIPT, "done", sending)]
            buttons = received or done
        case AskKind.ATTEND:
            buttons = [
                button(texts.COMES, RECEIPT, "come", sending),
                button(texts.STAYS_AWAY, RECEIPT, "away", sending),
            ]
        case AskKind.FIGURE:
            buttons = [*received, button(texts.TELL_FIGURE, RECEIPT, "figure", sending)]
        case AskKind.CHOICE:
            buttons = [button(choice, RECEIPT, "choice", sending, place) for place, choice in enumerate(ask.choices)]
        case AskKind.NOTHING:
            pass
    return column(*buttons, button(texts.RELAY, RECEIPT, "relay", sending))


def change(sending: int) -> InlineKeyboardMarkup:
    """Under what was recorded."""
    return column(button(texts.CHANGE, RECEIPT, "open", sending))


def no_reason(sending: int) -> InlineKeyboardMarkup:
    """For whoever keeps the reason."""
    return column(button(texts.NO_REASON, RECEIPT, "quiet", sending))


def tasks(found: Sequence[Task]) -> InlineKeyboardMarkup:
    """What waits, by its number in the list."""
    buttons = [button(str(number), RECEIPT, "open", task.sending) for number, task in enumerate(found, start=1)]
    return InlineKeyboardMarkup(in_rows(buttons, NUMBERS_PER_ROW))


def which(found: Sequence[Task]) -> InlineKeyboardMarkup:
    """The notices a typed answer may belong to."""
    return column(*(button(first_words(task.text), RECEIPT, "typed", task.sending) for task in found))
