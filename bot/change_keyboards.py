"""Buttons for correcting and recalling what was sent."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import change_texts as texts
from bot.keyboards import NOTICE, data
from broadcasts.notice import SendingKind

LastChange = tuple[int, SendingKind] | None
"""A notice's latest change: its sending, and what it does."""


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(NOTICE, *parts))


def _column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def under_sending(sending: int, about: int, last: LastChange, *, changeable: bool) -> list[InlineKeyboardButton]:
    """What leads on from how a sending stands: to changing it, to its change, or back to what it changes."""
    if about != sending:
        return [_button(texts.BACK, "show", about)]
    if changeable:
        return [_button(texts.CHANGE, "change", sending)]
    return _see(last)


def _see(last: LastChange) -> list[InlineKeyboardButton]:
    return [_button(texts.see_change(last[1]), "show", last[0])] if last else []


def choose(sending: int, last: LastChange) -> InlineKeyboardMarkup:
    """Correct or recall."""
    return _column(
        _button(texts.CORRECT, "correct", sending),
        _button(texts.RECALL, "recall", sending),
        *_see(last),
        _button(texts.BACK, "show", sending),
    )


def confirm_correction(sending: int, token: str) -> InlineKeyboardMarkup:
    """The last step of a correction; `token` names the text that was looked at."""
    return _column(_button(texts.SEND_CORRECTION, "corrected", sending, token), _button(texts.LEAVE, "keep", sending))


def confirm_recall(sending: int) -> InlineKeyboardMarkup:
    """The last step of a recall."""
    return _column(_button(texts.RECALL_YES, "recalled", sending), _button(texts.LEAVE, "keep", sending))
