"""The officers' desk: hands over what waits in its rows, shows threads, and keeps what is shown up to date."""

import asyncio
from datetime import datetime, timedelta

import structlog
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import RetryAfter, TelegramError

from bot import asking_texts
from bot import inquiry_keyboards as keyboards
from bot import inquiry_texts as texts
from bot.clock import Clock
from bot.database import DatabaseThread
from bot.messenger import is_so_already, result_of
from bot.pacing import retry_seconds
from bot.settings import Settings
from bot.threads import Threads
from broadcasts import group_store, inquiry_post_store, inquiry_steps, reply_store
from broadcasts import inquiry_store as store
from broadcasts.inquiry import Inquiry, Message, Side
from broadcasts.office_hours import OfficeHours, read_days
from broadcasts.people import Address
from broadcasts.ports import Result
from knowledge.assistant import Assistant

log = structlog.get_logger(__name__)

FIRST_GAP, LONGEST_GAP = timedelta(minutes=1), timedelta(minutes=30)
"""Between two attempts to hand a message over."""
MOST_UNKNOWN = 2
"""Attempts of which nobody knows whether they arrived: one more would be the third copy."""
_LOST = (Result.BLOCKED, Result.DEACTIVATED, Result.GONE)


class Desk:
    """Everything it is to do stands in rows: a restart goes on where it was."""

    def __init__(
        self, bot: Bot, database: DatabaseThread, settings: Settings, assistant: Assistant, clock: Clock
    ) -> None:
        """Nothing happens until `deliver`."""
        self._bot = bot
        self._database = database
        self._settings = settings
        self._assistant = assistant
        self._clock = clock
        self._handing_over = asyncio.Lock()
        self.threads = Threads(database)

    # --- Time ---------------------------------------------------------------------------------------------------------

    def hours(self) -> OfficeHours:
        """When the ward works; its own days do not count while they cannot be read (see `days_are_readable`)."""
        off, worked = self._own_days()
        try:
            return OfficeHours(self._settings.office_hours, read_days([off]), read_days([worked]))
        except ValueError:
            return OfficeHours(self._settings.office_hours)

    def days_are_readable(self) -> bool:
        """Whether the ward's own days off and days worked are dates."""
        try:
            read_days(self._own_days())
        except ValueError:
            return False
        return True

    def _own_days(self) -> tuple[str, str]:
        library = self._assistant.library
        return library.ward_value("ngay-nghi-them"), library.ward_value("ngay-lam-bu")

    def due(self, now: datetime) -> datetime:
        """By when what is asked now is answered."""
        return self.hours().due(now, self._settings.answer_working_days, self._settings.zone)

    def promise(self, due: datetime) -> str:
        """The same as people read it."""
        return asking_texts.promised(due, self._settings.zone, hours_known=bool(self._settings.office_hours))

    # --- Handing over -------------------------------------------------------------------------------------------------

    async def deliver(self) -> None:
        """Hand over everything that waits, in its order; what fails is tried again or told to its author."""
        # One at a time: what is on its way must not be picked up a second time.
        async with self._handing_over:
            for message in await self._database.run(store.waiting, self._clock()):
                if message.side is Side.ASKER:
                    await self._to_officers(message)
                else:
                    await self._to_asker(message)

    async def _to_officers(self, message: Message) -> None:
        thread = await self._database.run(store.inquiry, message.inquiry)
        if thread is None:
            return
        reached = [await self.show(place, thread.id) for place in await self.places(thread)]
        if any(reached):
            await self._database.run(inquiry_steps.arrived, message, self._clock())
        else:
            await self._put_off(message)

    async def places(self, thread: Inquiry) -> list[Address]:
        """Where a thread is read."""
        places = await self._database.run(
            inquiry_post_store.places, thread.holder, holder_first=thread.notice is not None
        )
        return list(places)

    async def _to_asker(self, message: Message) -> None:
        thread = await self._database.run(store.inquiry, message.inquiry)
        if thread is None or thread.asker is None:
            await self._failed(message, Result.GONE)
            return
        chat_id = int(thread.asker.chat_id)
        try:
            sent = await self._send_answer(chat_id, message)
        except RetryAfter as error:
            await self._put_off(message, timedelta(seconds=retry_seconds(error)))
            return
        except TelegramError as error:
            result = result_of(error)
            once_too_often = result is Result.UNKNOWN and message.attempts + 1 >= MOST_UNKNOWN
            if result in (*_LOST, Result.REFUSED) or once_too_often:
                await self._failed(message, result)
            else:
                await self._put_off(message)
            return
        await self._database.run(inquiry_steps.arrived, message, self._clock())
        await self.threads.add(chat_id, sent, thread.id, Side.ASKER)
        await self.refresh(thread.id)

    async def _send_answer(self, chat_id: int, message: Message) -> int:
        """Send an answer signed; returns its message's id."""
        content, about = message.content, await self._database.run(reply_store.background, message.inquiry)
        code = about.notice.code if about is not None else ""
        text = asking_texts.signed(self._assistant.library.ward_value("ten"), message.inquiry, content.text, code)
        keyboard = keyboards.go_on(message.inquiry, done=True)
        if content.copied_from is None:
            return (await self._bot.send_message(chat_id, text, parse_mode="HTML", reply_markup=keyboard)).message_id
        copied = await self._bot.copy_message(
            chat_id,
            int(content.copied_from.chat_id),
            int(content.copied_message),
            caption=text,
            parse_mode="HTML",
            reply_markup=keyboard,
        )
        return copied.message_id

    async def _put_off(self, message: Message, wait: timedelta | None = None) -> None:
        now = self._clock()
        gap = wait or min(FIRST_GAP * 2 ** min(message.attempts, 5), LONGEST_GAP)
        if await self._database.run(inquiry_steps.put_off, message, now, now + gap):
            await self._tell_author(message, "faults")

    async def _failed(self, message: Message, result: Result) -> None:
        await self._database.run(inquiry_steps.failed, message, result.value, self._clock(), lost=result in _LOST)
        await self._tell_author(message, result.value)
        await self.refresh(message.inquiry)

    async def _tell_author(self, message: Message, reason: str) -> None:
        if message.author is not None:
            await self._send(message.author, texts.not_arrived(message.inquiry, reason))

    # --- Showing ------------------------------------------------------------------------------------------------------

    async def show(self, place: Address, number: int, first: str = "") -> bool:
        """Send a thread's card to officers, whose reply to it is an answer; returns whether it got there."""
        card = await self._card(number, place, first)
        if card is None:
            return False
        sent = await self._send(place, *card)
        if sent is not None:
            await self.threads.add(int(place.chat_id), sent, number, Side.WARD)
        return sent is not None

    async def _card(self, number: int, place: Address, first: str = "") -> tuple[str, InlineKeyboardMarkup] | None:
        thread = await self._database.run(store.inquiry, number)
        said = await self._database.run(store.messages, number)
        if thread is None or not said:
            return None
        background = await self._database.run(reply_store.background, number)
        asked = [one.content.text for one in said if one.side is Side.ASKER and background is None]
        nearest = self._assistant.nearest(asked[-1]) if asked else ()
        hours_known = bool(self._settings.office_hours)
        text = texts.card(
            thread,
            said,
            self._clock(),
            self._settings.zone,
            hours_known=hours_known,
            first=first,
            background=background,
        )
        return text, keyboards.card(thread, nearest, private=int(place.chat_id) > 0)

    async def refresh(self, number: int) -> None:
        """Bring the latest card of each chat of officers up to date."""
        latest = {
            post.chat: post
            for post in await self._database.run(inquiry_post_store.posts_of, number)
            if post.side is Side.WARD
        }
        for post in latest.values():
            card = await self._card(number, post.chat)
            if card is not None:
                await self._edit(post.chat, post.message, *card)

    async def forget(self) -> None:
        """Take the words that are to be forgotten from the officers' chats."""
        shown = await self._database.run(inquiry_post_store.forgotten)
        for post in shown:
            if await self._edit(post.chat, post.message, texts.WORDS_GONE):
                await self._database.run(inquiry_post_store.drop_post, post)
        if shown:
            await self.threads.refresh()

    async def leave(self, chat: Address) -> None:
        """Take the words from a chat in which officers read no longer."""
        await self._database.run(inquiry_post_store.forget_chat, chat)
        await self.forget()

    async def _edit(self, chat: Address, message: str, text: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
        """Change a message; returns False if that is worth another try."""
        try:
            await self._bot.edit_message_text(
                text, int(chat.chat_id), int(message), parse_mode="HTML", reply_markup=keyboard
            )
        except TelegramError as error:
            if not is_so_already(error):
                log.info("card not changed", reason=str(error))
            return result_of(error) in (*_LOST, Result.REFUSED)
        return True

    async def _send(self, to: Address, text: str, keyboard: InlineKeyboardMarkup | None = None) -> int | None:
        """Send to an officer or their group; returns the message's id, or None if it cannot be reached."""
        try:
            sent = await self._bot.send_message(int(to.chat_id), text, parse_mode="HTML", reply_markup=keyboard)
        except TelegramError as error:
            log.info("officers not reached", reason=str(error))
            if result_of(error) in _LOST:
                # What is to be read there from now on is read elsewhere.
                await self._database.run(group_store.lose, to, self._clock())
            return None
        return sent.message_id

    async def tell(self, to: Address, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
        """Tell an officer, their group or the person who asked; who cannot be reached is logged."""
        await self._send(to, text, keyboard)
