"""Buttons with which leaders answer a notice; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import receipt_texts as texts
from bot.keyboards import RECEIPT, data
from bot.notice_texts import first_words
from broadcasts.asks import Answer, Ask, AskKind
from broadcasts.receipt_store import Task


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(RECEIPT, *parts))


def asked(ask: Ask, sending: int, answer: Answer | None = None) -> InlineKeyboardMarkup:
    """Under a notice: what can still be answered, and passing it on."""
    said = answer or Answer()
    received = [] if said.received_at else [_button(texts.RECEIVED, "got", sending)]
    buttons: list[InlineKeyboardButton] = []
    match ask.kind:
        case AskKind.RECEIVED:
            buttons = received
        case AskKind.CARRIED_OUT:
            done = [] if said.carried_out_at else [_button(texts.CARRIED_OUT, "done", sending)]
            buttons = received or done
        case AskKind.ATTEND:
            buttons = [_button(texts.COMES, "come", sending), _button(texts.STAYS_AWAY, "away", sending)]
        case AskKind.FIGURE:
            buttons = [*received, _button(texts.TELL_FIGURE, "figure", sending)]
        case AskKind.CHOICE:
            buttons = [_button(choice, "choice", sending, place) for place, choice in enumerate(ask.choices)]
        case AskKind.NOTHING:
            pass
    return InlineKeyboardMarkup([[button] for button in (*buttons, _button(texts.RELAY, "relay", sending))])


def change(sending: int) -> InlineKeyboardMarkup:
    """Under what was recorded."""
    return InlineKeyboardMarkup([[_button(texts.CHANGE, "open", sending)]])


def no_reason(sending: int) -> InlineKeyboardMarkup:
    """For whoever keeps the reason."""
    return InlineKeyboardMarkup([[_button(texts.NO_REASON, "quiet", sending)]])


def tasks(found: Sequence[Task]) -> InlineKeyboardMarkup:
    """What waits, by its number in the list."""
    buttons = [_button(str(number), "open", task.sending) for number, task in enumerate(found, start=1)]
    return InlineKeyboardMarkup([buttons[start : start + 5] for start in range(0, len(buttons), 5)])


def which(found: Sequence[Task]) -> InlineKeyboardMarkup:
    """The notices a typed answer may belong to."""
    return InlineKeyboardMarkup(
        [[_button(first_words(task.notice.body.text), "typed", task.sending)] for task in found]
    )
