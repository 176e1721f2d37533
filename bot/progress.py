"""Messages that follow a sending: edited now and then while it goes on, and once more when it ends."""

import structlog
from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError

from bot import notice_keyboards as keyboards
from bot import notice_texts as texts
from bot.database import DatabaseThread
from bot.presses import answer
from bot.roles import Roles
from bot.settings import Settings
from broadcasts import delivery_store, notice_store
from broadcasts.notice import SendingState

log = structlog.get_logger(__name__)

EVERY_SECONDS = 3.0
"""Between two edits of one message."""
_MOST = 200
_OVER = (SendingState.DONE, SendingState.CANCELLED)


class Progress:
    """The messages officers look at; kept in memory, as pressing "update" brings one back after a restart."""

    def __init__(self, bot: Bot, database: DatabaseThread, settings: Settings, roles: Roles) -> None:
        """Nothing is followed yet."""
        self._bot = bot
        self._database = database
        self._settings = settings
        self._roles = roles
        self._followed: dict[int, tuple[int, int, str]] = {}
        """For each sending: chat, message, and what it says now."""

    async def follow(self, update: Update, _context: object, sending: int) -> None:
        """Show how a sending stands in the pressed button's message, and keep that message up to date."""
        query, chat = update.callback_query, update.effective_chat
        if query is None or query.message is None or chat is None:
            return
        await answer(update)
        shown = await self._text(sending)
        if shown is None:
            return
        text, state = shown
        self._followed.pop(sending, None)
        while len(self._followed) >= _MOST:
            self._followed.pop(next(iter(self._followed)))
        self._followed[sending] = (chat.id, query.message.message_id, "")
        await self._edit(sending, text, state)

    async def refresh(self) -> None:
        """Bring every followed message up to date; what is over is followed no longer."""
        for sending in list(self._followed):
            shown = await self._text(sending)
            if shown is None:
                self._followed.pop(sending, None)
                continue
            text, state = shown
            await self._edit(sending, text, state)
            if state in _OVER:
                self._followed.pop(sending, None)

    async def changed(self, sending: int) -> None:
        """Tell every officer of a sending that paused itself or is held: somebody has to decide."""
        shown = await self._text(sending)
        if shown is None or shown[1] not in (SendingState.PAUSED, SendingState.HELD):
            return
        text, state = shown
        for officer in self._roles.officers():
            try:
                await self._bot.send_message(
                    officer, text, parse_mode="HTML", reply_markup=keyboards.sending(sending, state)
                )
            except TelegramError as error:
                log.info("officer not told", reason=str(error))

    async def _text(self, sending: int) -> tuple[str, SendingState] | None:
        notice = await self._database.run(notice_store.notice_of, sending)
        if notice is None:
            return None
        state, reason = await self._database.run(delivery_store.state_of, sending)
        count = await self._database.run(delivery_store.count, sending)
        due = dict(await self._database.run(notice_store.sendings_of, notice.id))[sending]
        return texts.progress(notice, state, reason, count, due, self._settings.zone), state

    async def _edit(self, sending: int, text: str, state: SendingState) -> None:
        chat, message, said = self._followed[sending]
        if text == said:
            return
        self._followed[sending] = (chat, message, text)
        try:
            await self._bot.edit_message_text(
                text, chat, message, parse_mode="HTML", reply_markup=keyboards.sending(sending, state)
            )
        except BadRequest as error:
            if "not modified" not in str(error).lower():
                self._followed.pop(sending, None)
                log.info("progress not shown", reason=str(error))
        except TelegramError as error:
            log.info("progress not shown", reason=str(error))
