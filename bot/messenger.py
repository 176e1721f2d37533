"""Telegram as the delivery engine sees it: the only place that turns Telegram's errors into outcomes."""

from collections.abc import Callable
from datetime import timedelta

from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot.pacing import NOTICE, Pacing, retry_seconds
from bot.rendering import buttons, send_notice
from bot.roles import address
from bot.transport import NEVER_LEFT
from broadcasts.notice import Body
from broadcasts.people import Address
from broadcasts.ports import Outcome, Result

_CHAT_IS_GONE = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "group chat was deactivated",
    "have no rights to send",
    "not enough rights",
    "chat_write_forbidden",
    "topic_closed",
    "chat_restricted",
    "need administrator rights",
)
"""What a BadRequest says when it is about the chat and not about what is sent; Telegram has no codes for it."""
_NOT_TAKEN = ("internal server error", "service unavailable")
"""With what a server says of itself that it did not do what was asked (500, 503)."""
_RESTARTING = "restart"
"""What Telegram's server says of calls it held when it was stopped: some it had carried out."""


class TelegramMessenger:
    """Sends notices through the bot, at the pace of its budget."""

    def __init__(self, bot: ExtBot[int], pacing: Pacing, ward: Callable[[], str]) -> None:
        """`pacing` must be the bot's rate limiter; `ward` tells what the ward is called."""
        self._bot = bot
        self._pacing = pacing
        self._ward = ward

    async def may_leave(self, most: int) -> int:
        """See the protocol."""
        return await self._pacing.may_leave(most)

    def stays(self, count: int) -> None:
        """See the protocol."""
        self._pacing.stays(count)

    async def send(self, to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        """See the protocol."""
        chat_id = int(to.chat_id)
        if (wait := self._pacing.wait_for_chat(chat_id)) > 0:
            self._pacing.stays(1)
            return Outcome(Result.FLOOD_CHAT, wait=timedelta(seconds=wait))
        try:
            message = await send_notice(
                self._bot, chat_id, self._ward(), body, buttons(body, chosen=chosen), rate_limit_args=NOTICE
            )
        except RetryAfter as error:
            seconds = retry_seconds(error)
            everybody = self._pacing.penalise(chat_id, seconds)
            result = Result.FLOOD_ALL if everybody else Result.FLOOD_CHAT
            return Outcome(result, wait=timedelta(seconds=seconds), said=str(error))
        except ChatMigrated as error:
            return Outcome(Result.MIGRATED, moved_to=address(error.new_chat_id))
        except TelegramError as error:
            return Outcome(result_of(error), said=str(error))
        return Outcome(Result.SENT, message)


def result_of(error: TelegramError) -> Result:
    """What an error means for the message. BadRequest and TimedOut are NetworkErrors, so the order matters."""
    if isinstance(error, Forbidden):
        said = str(error).lower()
        if "deactivated" in said:
            return Result.DEACTIVATED
        return Result.BLOCKED if "blocked" in said else Result.GONE
    if isinstance(error, BadRequest):
        return Result.GONE if any(words in str(error).lower() for words in _CHAT_IS_GONE) else Result.REFUSED
    if isinstance(error, NetworkError):
        return Result.TRANSIENT if _certainly_not_taken(error) else Result.UNKNOWN
    return Result.TRANSIENT


def _certainly_not_taken(error: NetworkError) -> bool:
    """Whether nothing reached Telegram, or its own server says that it failed.

    A gateway in front of it (502, 504) only says that it got no answer in time: the message may have been taken all
    the same. So may it if a page comes back for a 500, as that is not Telegram's own word.
    """
    if isinstance(error.__cause__, NEVER_LEFT):
        return True
    said = str(error).lower()
    own_word = error.__cause__ is None or said.startswith("service unavailable")
    return own_word and said.startswith(_NOT_TAKEN) and _RESTARTING not in said
