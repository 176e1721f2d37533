"""Buttons for what is still to be sent; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot import upcoming_texts as texts
from bot.compose_texts import APPROVE, GIVE_BACK
from bot.keyboards import CODES_PER_ROW, NOTICE, button, column, in_rows
from bot.notice_texts import NEW_NOTICE
from broadcasts.notice import Notice

_MOST = 15


def coming(found: Sequence[Notice]) -> InlineKeyboardMarkup:
    """The notices that wait by their codes, what was sent, and a new one."""
    buttons = [button(notice.code, NOTICE, "plan", notice.id) for notice in found[:_MOST]]
    return InlineKeyboardMarkup(
        [*in_rows(buttons, CODES_PER_ROW), [button(texts.SENT, NOTICE, "sent")], [button(NEW_NOTICE, NOTICE, "write")]]
    )


def plan(notice_id: int) -> InlineKeyboardMarkup:
    """What can be done about a notice that waits."""
    return column(
        button(texts.SEE, NOTICE, "see", notice_id),
        button(texts.TAKE_BACK, NOTICE, "back", notice_id),
        button(texts.COPY, NOTICE, "copy", notice_id),
        button(texts.STOP, NOTICE, "stop", notice_id),
    )


def proposed(notice_id: int) -> InlineKeyboardMarkup:
    """What can be done about a notice that waits for a second officer."""
    return column(
        button(texts.SEE, NOTICE, "see", notice_id),
        button(APPROVE, NOTICE, "approve", notice_id),
        button(GIVE_BACK, NOTICE, "give", notice_id),
        button(texts.TAKE_BACK, NOTICE, "back", notice_id),
    )


def stop(notice_id: int) -> InlineKeyboardMarkup:
    """The last question before a plan ends."""
    return column(button(texts.STOP_YES, NOTICE, "stopped", notice_id), button(texts.BACK, NOTICE, "plan", notice_id))
