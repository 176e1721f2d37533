"""Following sendings: messages that are edited while they go on, a line in the log, and word when officers must act."""

from collections import deque
from datetime import datetime, timedelta

import structlog
from telegram import Bot, InlineKeyboardMarkup, Update
from telegram.error import BadRequest, TelegramError

from bot import change_keyboards
from bot import notice_keyboards as keyboards
from bot import notice_texts as texts
from bot.clock import Clock
from bot.database import DatabaseThread
from bot.messenger import is_so_already
from bot.roles import Roles
from bot.settings import Settings
from bot.telling import tell_all
from broadcasts import change_store, delivery_store, notice_store, repair_store
from broadcasts.notice import Count, Pace, SendingState

log = structlog.get_logger(__name__)

EVERY_SECONDS = 3.0
"""Between two edits of one message."""
LOG_EVERY = timedelta(seconds=10)
PACE_OVER = timedelta(seconds=30)
"""The time over which the pace is measured."""
_MOST = 200
_OVER = (SendingState.DONE, SendingState.CANCELLED)


class Speedometer:
    """How fast each sending has gone lately."""

    def __init__(self) -> None:
        """Nothing was seen yet."""
        self._seen: dict[int, deque[tuple[datetime, int]]] = {}

    def see(self, sending: int, count: Count, now: datetime) -> Pace | None:
        """Note how far a sending is; returns its pace, None as long as nothing has moved."""
        seen = self._seen.setdefault(sending, deque())
        seen.append((now, count.audience - count.pending))
        while len(seen) > 2 and now - seen[1][0] >= PACE_OVER:
            seen.popleft()
        (began, before), (_, done) = seen[0], seen[-1]
        if done <= before or now <= began:
            return None
        per_second = (done - before) / (now - began).total_seconds()
        return Pace(per_second, count.pending / per_second)

    def keep(self, sendings: list[int]) -> None:
        """Forget all others."""
        self._seen = {sending: seen for sending, seen in self._seen.items() if sending in sendings}


class Progress:
    """The messages officers look at; kept in memory, as pressing "update" brings one back after a restart."""

    def __init__(self, bot: Bot, database: DatabaseThread, settings: Settings, roles: Roles, clock: Clock) -> None:
        """Nothing is followed yet."""
        self._bot = bot
        self._database = database
        self._settings = settings
        self._roles = roles
        self._clock = clock
        self._followed: dict[int, tuple[int, int, str]] = {}
        """For each sending: chat, message, and what it says now."""
        self._speed = Speedometer()
        self._paces: dict[int, Pace | None] = {}
        self._logged: datetime | None = None

    async def follow(self, update: Update, sending: int) -> None:
        """Show how a sending stands in the pressed button's message, and keep that message up to date."""
        query, chat = update.callback_query, update.effective_chat
        if query is None or query.message is None or chat is None:
            return
        shown = await self._text(sending)
        if shown is None:
            return
        self._followed.pop(sending, None)
        while len(self._followed) >= _MOST:
            self._followed.pop(next(iter(self._followed)))
        self._followed[sending] = (chat.id, query.message.message_id, "")
        await self._edit(sending, shown[0], shown[2])

    async def refresh(self) -> None:
        """Bring every followed message up to date, and the log now and then; what is over is followed no longer."""
        await self._measure()
        for sending in list(self._followed):
            shown = await self._text(sending)
            if shown is None:
                self._followed.pop(sending, None)
                continue
            text, state, keyboard = shown
            await self._edit(sending, text, keyboard)
            if state in _OVER:
                self._followed.pop(sending, None)

    async def _measure(self) -> None:
        """Take the pace of whatever goes on, and log it every LOG_EVERY."""
        now, going = self._clock(), await self._database.run(repair_store.going)
        log_it = self._logged is None or abs(now - self._logged) >= LOG_EVERY
        self._speed.keep(going)
        self._paces = {}
        for sending in going:
            count = await self._database.run(delivery_store.count, sending)
            pace = self._paces[sending] = self._speed.see(sending, count, now)
            if log_it:
                done, total = count.audience - count.pending, count.audience
                speed = (
                    {"per_second": round(pace.per_second, 1), "seconds_left": round(pace.seconds_left)} if pace else {}
                )
                log.info("sending", sending=sending, done=done, of=total, failed=sum(count.failed.values()), **speed)
        if going and log_it:
            self._logged = now

    async def changed(self, sending: int) -> None:
        """Tell every officer of a sending that paused itself or is held: somebody has to decide."""
        shown = await self._text(sending)
        if shown is not None and shown[1] in (SendingState.PAUSED, SendingState.HELD):
            await tell_all(self._bot, self._roles.officers(), shown[0], shown[2])

    async def warn(self) -> None:
        """Tell the officers, once, of a sending that leaders should have had by now; again if nobody could be told."""
        rate, now = self._settings.messages_per_second, self._clock()
        for sending in await self._database.run(repair_store.overdue, rate, now):
            log.warning("leaders have not got it in time", sending=sending)
            shown = await self._text(sending)
            if shown is None:
                continue
            if await tell_all(self._bot, self._roles.officers(), texts.overdue(shown[0]), shown[2]):
                await self._database.run(repair_store.was_warned_of, sending)

    async def _text(self, sending: int) -> tuple[str, SendingState, InlineKeyboardMarkup] | None:
        """How a sending stands, in words, and what can be done about it; None if it is no more."""
        run = self._database.run
        notice = await run(notice_store.notice_of, sending)
        if notice is None:
            return None
        state, reason = await run(delivery_store.state_of, sending)
        count = await run(delivery_store.count, sending)
        due = dict(await run(notice_store.sendings_of, notice.id))[sending]
        kind, about = await run(change_store.kind_of, sending)
        pace, zone = self._paces.get(sending), self._settings.zone
        more = change_keyboards.under_sending(
            sending,
            about,
            await run(change_store.last_change, sending),
            changeable=await run(change_store.can_be_changed, sending),
        )
        text = texts.progress(notice, kind, state, reason, count, due, zone, pace)
        return text, state, keyboards.sending(sending, state, *more)

    async def _edit(self, sending: int, text: str, keyboard: InlineKeyboardMarkup) -> None:
        chat, message, said = self._followed[sending]
        if text == said:
            return
        self._followed[sending] = (chat, message, text)
        try:
            await self._bot.edit_message_text(text, chat, message, parse_mode="HTML", reply_markup=keyboard)
        except BadRequest as error:
            if not is_so_already(error):
                self._followed.pop(sending, None)
                log.info("progress not shown", reason=str(error))
        except TelegramError as error:
            log.info("progress not shown", reason=str(error))
