"""Buttons for following notices; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import notice_texts as texts
from bot.keyboards import CODES_PER_ROW, NOTICE, button, column, in_rows
from broadcasts.notice import Notice, SendingState


def sending(sending_id: int, state: SendingState, *more: InlineKeyboardButton) -> InlineKeyboardMarkup:
    """What can be done about a sending, and `more`."""
    buttons = [button(texts.REFRESH, NOTICE, "show", sending_id)]
    if state is SendingState.GOING:
        buttons.append(button(texts.PAUSE, NOTICE, "pause", sending_id))
    if state in (SendingState.PAUSED, SendingState.HELD):
        buttons.append(button(texts.RESUME, NOTICE, "resume", sending_id))
    if state not in (SendingState.DONE, SendingState.CANCELLED):
        buttons.append(button(texts.CANCEL, NOTICE, "cancel", sending_id))
    return column(*buttons, *more)


def notices(found: Sequence[tuple[Notice, int | None]]) -> InlineKeyboardMarkup:
    """The last notices by their codes: a sent one leads to its sending, one that waits to its plan."""
    buttons = [
        button(notice.code, NOTICE, *(("show", sending_id) if sending_id is not None else ("plan", notice.id)))
        for notice, sending_id in found
    ]
    return InlineKeyboardMarkup(
        [
            *in_rows(buttons, CODES_PER_ROW),
            [button(texts.COMING, NOTICE, "coming")],
            [button(texts.NEW_NOTICE, NOTICE, "write")],
        ]
    )
