"""Buttons for correcting and recalling what was sent."""

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import change_texts as texts
from bot.keyboards import NOTICE, button, column
from broadcasts.notice import SendingKind

LastChange = tuple[int, SendingKind] | None
"""A notice's latest change: its sending, and what it does."""


def under_sending(sending: int, about: int, last: LastChange, *, changeable: bool) -> list[InlineKeyboardButton]:
    """What leads on from how a sending stands: to changing it, to its change, or back to what it changes."""
    if about != sending:
        return [button(texts.BACK, NOTICE, "show", about)]
    if changeable:
        return [button(texts.CHANGE, NOTICE, "change", sending)]
    return _see(last)


def _see(last: LastChange) -> list[InlineKeyboardButton]:
    return [button(texts.see_change(last[1]), NOTICE, "show", last[0])] if last else []


def choose(sending: int, last: LastChange) -> InlineKeyboardMarkup:
    """Correct or recall."""
    return column(
        button(texts.CORRECT, NOTICE, "correct", sending),
        button(texts.RECALL, NOTICE, "recall", sending),
        *_see(last),
        button(texts.BACK, NOTICE, "show", sending),
    )


def confirm_correction(sending: int, token: str) -> InlineKeyboardMarkup:
    """The last step of a correction; `token` names the text that was looked at."""
    return column(
        button(texts.SEND_CORRECTION, NOTICE, "corrected", sending, token), button(texts.LEAVE, NOTICE, "keep", sending)
    )


def confirm_recall(sending: int) -> InlineKeyboardMarkup:
    """The last step of a recall."""
    return column(button(texts.RECALL_YES, NOTICE, "recalled", sending), button(texts.LEAVE, NOTICE, "keep", sending))
