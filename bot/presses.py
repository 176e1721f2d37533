"""Pressed buttons: what they send, and letting them stop turning."""

import structlog
from telegram import InlineKeyboardMarkup, Update
from telegram.error import BadRequest

from bot.context import WardContext

log = structlog.get_logger(__name__)


def pressed(update: Update) -> list[str]:
    """The parts of what a pressed button sent."""
    return (update.callback_query.data or "").split(":") if update.callback_query else []


async def answer(update: Update, context: WardContext, alert: str | None = None, *, passing: str | None = None) -> None:
    """Let the button that was pressed, if any, stop turning, unless it was answered before; one pressed too long ago is
    past it, and that harms nothing. An `alert` is to be closed, a `passing` word goes by itself.
    """
    query = update.callback_query
    if query is None or not context.ward.answered.first(str(query.id)):
        return
    try:
        await query.answer(alert or passing, show_alert=alert is not None)
    except BadRequest as error:
        log.info("press not answered", reason=str(error))


async def show_left(update: Update, keyboard: InlineKeyboardMarkup | None) -> None:
    """Put what is left to press under the message whose button was pressed. One that has these buttons already, or is
    too old to change, stays as it is: what was pressed is recorded all the same.
    """
    if update.callback_query is None:
        return
    try:
        await update.callback_query.edit_message_reply_markup(keyboard)
    except BadRequest as error:
        log.info("buttons not changed", reason=str(error))
