"""Telegram as the delivery engine sees it: the only place that turns Telegram's errors into outcomes."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from telegram import InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ExtBot

from bot import change_texts as texts
from bot.pacing import NOTICE, Pacing, retry_seconds
from bot.rendering import buttons, send_message, send_parts, shown
from bot.roles import address
from bot.transport import NEVER_LEFT
from broadcasts.notice import PARTS_MISSING, Body
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
_IS_SO_ALREADY = "message is not modified"
_THERE_IS_NONE = ("message to edit not found", "message to delete not found", "message_id_invalid")
_OTHER_PART = ("there is no text in the message", "there is no caption in the message")
_CANNOT_BE_EDITED = ("message can't be edited", "message_edit_time_expired")
"""What a BadRequest says when it is about the copy that was to be changed."""
_WORSE = (Result.VANISHED, Result.SENT, Result.NOTED, Result.FIXED)
"""What may become of a copy that is recalled, from best to worst."""
_NOT_TAKEN = ("internal server error", "service unavailable")
"""With what a server says of itself that it did not do what was asked (500, 503)."""
_RESTARTING = "restart"
"""What Telegram's server says of calls it held when it was stopped: some it had carried out."""


class TelegramMessenger:
    """Sends notices through the bot, at the pace of its budget."""

    def __init__(self, bot: ExtBot[int], pacing: Pacing, ward: Callable[[], str], zone: ZoneInfo) -> None:
        """`pacing` must be the bot's rate limiter; `ward` tells what the ward is called, `zone` is its people's."""
        self._bot = bot
        self._pacing = pacing
        self._ward = ward
        self._zone = zone

    async def may_leave(self, most: int) -> int:
        """See the protocol."""
        return await self._pacing.may_leave(most)

    def stays(self, count: int) -> None:
        """See the protocol."""
        self._pacing.stays(count)

    def overdraw(self, count: int) -> None:
        """See the protocol."""
        self._pacing.overdraw(count)

    async def send(self, to: Address, body: Body, *, code: str, chosen: bool) -> Outcome:
        """See the protocol."""

        async def send(chat_id: int) -> Outcome:
            if body.album:
                return self._parted(chat_id, body, await send_parts(self._bot, chat_id, body, rate_limit_args=NOTICE))
            keyboard = buttons(body, chosen=chosen)
            sent = await send_message(
                self._bot, chat_id, self._ward(), self._zone, body, keyboard, rate_limit_args=NOTICE
            )
            return Outcome(Result.SENT, sent)

        return await self._attempt(to, send, len(body.album) or 1)

    def _parted(self, chat_id: int, body: Body, parts: tuple[str, ...]) -> Outcome:
        """Parts that are gone from their author's chat are left out; officers approved of the album with them."""
        if len(parts) < len(body.album):
            return Outcome(Result.REFUSED, parts=parts, said=PARTS_MISSING)
        return Outcome(Result.PARTS, parts=parts, wait=timedelta(seconds=self._pacing.until_next(chat_id)))

    async def correct(self, to: Address, copy: str, body: Body, *, code: str, chosen: bool) -> Outcome:
        """See the protocol."""

        async def correct(chat_id: int) -> Outcome:
            # An edit without its buttons would take them away.
            keyboard, text = buttons(body, chosen=chosen), shown(self._ward(), self._zone, body)
            copied = body.copied_from is not None
            return await self._edit(chat_id, int(copy), text, keyboard, Result.SENT, caption=copied)

        return await self._attempt(to, correct)

    async def recall(self, to: Address, copies: Sequence[str], *, code: str) -> Outcome:
        """See the protocol."""

        async def recall(chat_id: int) -> Outcome:
            outcomes = [await self._take_back(chat_id, int(copy), code) for copy in copies]
            return max(outcomes, key=lambda one: _WORSE.index(one.result), default=Outcome(Result.VANISHED))

        return await self._attempt(to, recall, max(1, len(copies)))

    async def _attempt(self, to: Address, call: Callable[[int], Awaitable[Outcome]], messages: int = 1) -> Outcome:
        """One attempt at a chat, at its pace; so many messages were taken from the budget for it."""
        chat_id = int(to.chat_id)
        if (wait := self._pacing.wait_for_chat(chat_id, messages)) > 0:
            self._pacing.stays(messages)
            return Outcome(Result.FLOOD_CHAT, wait=timedelta(seconds=wait))
        try:
            return await call(chat_id)
        except RetryAfter as error:
            seconds = retry_seconds(error)
            everybody = self._pacing.penalise(chat_id, seconds)
            result = Result.FLOOD_ALL if everybody else Result.FLOOD_CHAT
            return Outcome(result, wait=timedelta(seconds=seconds), said=str(error))
        except ChatMigrated as error:
            return Outcome(Result.MIGRATED, moved_to=address(error.new_chat_id))
        except TelegramError as error:
            return Outcome(result_of(error), said=str(error))

    async def _edit(
        self, chat_id: int, copy: int, text: str, keyboard: InlineKeyboardMarkup | None, done: Result, *, caption: bool
    ) -> Outcome:
        """Edit a message's caption or its text, whichever it has, trying one of them first; `done` is what comes of it
        if that succeeds.
        """
        for last in (False, True):
            try:
                await rewrite(self._bot, chat_id, copy, text, keyboard, caption=caption is not last, lane=NOTICE)
            except BadRequest as error:
                said = str(error).lower()
                if any(words in said for words in _OTHER_PART) and not last:
                    await self._pacing.may_leave(1)
                    continue
                if is_so_already(error):
                    break
                if any(words in said for words in _THERE_IS_NONE):
                    return Outcome(Result.VANISHED, said=str(error))
                if any(words in said for words in (*_OTHER_PART, *_CANNOT_BE_EDITED)):
                    return Outcome(Result.FIXED, said=str(error))
                raise
            break
        return Outcome(done, str(copy))

    async def _take_back(self, chat_id: int, copy: int, code: str) -> Outcome:
        """Delete a message, or edit it into the word that it was recalled: after 48 hours Telegram deletes none."""
        try:
            await self._bot.delete_message(chat_id, copy, rate_limit_args=NOTICE)
        except BadRequest as error:
            if any(words in str(error).lower() for words in _THERE_IS_NONE):
                return Outcome(Result.VANISHED)
            await self._pacing.may_leave(1)
            return await self._edit(chat_id, copy, texts.recalled(code), None, Result.NOTED, caption=False)
        return Outcome(Result.SENT)


async def rewrite(
    bot: ExtBot[int],
    chat_id: int,
    message: int,
    text: str,
    keyboard: InlineKeyboardMarkup | None = None,
    *,
    caption: bool,
    lane: int | None = None,
) -> None:
    """Edit a message's caption, or its text. Raises BadRequest, among others for a message that has none."""
    if caption:
        await bot.edit_message_caption(
            chat_id, message, caption=text, parse_mode="HTML", reply_markup=keyboard, rate_limit_args=lane
        )
    else:
        await bot.edit_message_text(
            text, chat_id, message, parse_mode="HTML", reply_markup=keyboard, rate_limit_args=lane
        )


def is_so_already(error: TelegramError) -> bool:
    """Whether a message was not edited because it says that already, as after a button pressed twice."""
    return _IS_SO_ALREADY in str(error).lower()


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
