"""Buttons for what is still to be sent; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import upcoming_texts as texts
from bot.compose_texts import APPROVE, GIVE_BACK
from bot.keyboards import NOTICE, data
from bot.notice_texts import NEW_NOTICE
from broadcasts.notice import Notice

_MOST = 15


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(NOTICE, *parts))


def _column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def coming(found: Sequence[Notice]) -> InlineKeyboardMarkup:
    """The notices that wait by their codes, what was sent, and a new one."""
    buttons = [_button(notice.code, "plan", notice.id) for notice in found[:_MOST]]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    return InlineKeyboardMarkup([*rows, [_button(texts.SENT, "sent")], [_button(NEW_NOTICE, "write")]])


def plan(notice_id: int) -> InlineKeyboardMarkup:
    """What can be done about a notice that waits."""
    return _column(
        _button(texts.SEE, "see", notice_id),
        _button(texts.TAKE_BACK, "back", notice_id),
        _button(texts.COPY, "copy", notice_id),
        _button(texts.STOP, "stop", notice_id),
    )


def proposed(notice_id: int) -> InlineKeyboardMarkup:
    """What can be done about a notice that waits for a second officer."""
    return _column(
        _button(texts.SEE, "see", notice_id),
        _button(APPROVE, "approve", notice_id),
        _button(GIVE_BACK, "give", notice_id),
        _button(texts.TAKE_BACK, "back", notice_id),
    )


def stop(notice_id: int) -> InlineKeyboardMarkup:
    """The last question before a plan ends."""
    return _column(_button(texts.STOP_YES, "stopped", notice_id), _button(texts.BACK, "plan", notice_id))
