"""Telling people something outside of a conversation with them."""

from collections.abc import Iterable

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import TelegramError

log = structlog.get_logger(__name__)


async def tell(bot: Bot, person: int, text: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
    """Tell one person, and return whether it came through; if not, it is logged."""
    try:
        await bot.send_message(person, text, parse_mode="HTML", reply_markup=keyboard)
    except TelegramError as error:
        log.info("person not told", reason=str(error))
        return False
    return True


async def tell_all(bot: Bot, people: Iterable[int], text: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
    """Tell each of them, and return whether it came through to anybody."""
    # A list, as everybody is told before anybody is asked whether it came through.
    return any([await tell(bot, person, text, keyboard) for person in people])
