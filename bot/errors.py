"""When something goes wrong: it is logged with an id, and the person gets one calm sentence with the same id."""

import secrets

import structlog
from telegram import Update
from telegram.error import Forbidden, NetworkError, TelegramError

from bot import texts
from bot.context import WardContext
from bot.replies import say

log = structlog.get_logger(__name__)


async def on_error(update: object, context: WardContext) -> None:
    """Log first, then tell; a person who blocked us, or a network that is down, cannot be told."""
    error_id = secrets.token_hex(3)
    update_id = update.update_id if isinstance(update, Update) else None
    if isinstance(context.error, Forbidden):
        log.info("person unreachable", update_id=update_id, reason=str(context.error))
        return
    context.ward.pulse.failed()
    log.error("update failed", error_id=error_id, update_id=update_id, exc_info=context.error)
    # BadRequest is a NetworkError as well, but it means a fault of ours, which the person should hear of.
    if type(context.error) is NetworkError or not isinstance(update, Update):
        return
    try:
        await say(update, context, texts.something_went_wrong(error_id))
    except TelegramError as error:
        log.warning("calm sentence not delivered", error_id=error_id, reason=str(error))
