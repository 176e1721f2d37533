"""Buttons for following notices; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import notice_texts as texts
from bot.keyboards import NOTICE, data
from broadcasts.notice import Notice, SendingState


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(NOTICE, *parts))


def _column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def sending(sending_id: int, state: SendingState, *more: InlineKeyboardButton) -> InlineKeyboardMarkup:
    """What can be done about a sending, and `more`."""
    buttons = [_button(texts.REFRESH, "show", sending_id)]
    if state is SendingState.GOING:
        buttons.append(_button(texts.PAUSE, "pause", sending_id))
    if state in (SendingState.PAUSED, SendingState.HELD):
        buttons.append(_button(texts.RESUME, "resume", sending_id))
    if state not in (SendingState.DONE, SendingState.CANCELLED):
        buttons.append(_button(texts.CANCEL, "cancel", sending_id))
    return _column(*buttons, *more)


def notices(found: Sequence[tuple[Notice, int | None]]) -> InlineKeyboardMarkup:
    """The last notices by their codes: a sent one leads to its sending, one that waits to its plan."""
    buttons = [
        _button(notice.code, *(("show", sending_id) if sending_id is not None else ("plan", notice.id)))
        for notice, sending_id in found
    ]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    return InlineKeyboardMarkup([*rows, [_button(texts.COMING, "coming")], [_button(texts.NEW_NOTICE, "write")]])
