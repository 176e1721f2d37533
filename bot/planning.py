"""What fell due is planned: sendings, the weekly digest, reminders. Every minute, and whenever a notice is released."""

import functools
from datetime import datetime
from zoneinfo import ZoneInfo

from bot import notice_texts, receipt_texts
from bot.context import WardContext
from bot.replies import tell, tell_officers
from broadcasts import notice_store, reminder_store
from broadcasts.asks import Answer
from broadcasts.digest_store import make_digests
from broadcasts.notice import Notice
from broadcasts.reminder_store import Reminds


async def plan_ahead(context: WardContext) -> None:
    """Plan what fell due since last time, and wake the engine."""
    ward, now = context.ward, context.ward.clock()
    for code in await ward.database.run(
        notice_store.plan_ahead, now, ward.settings.zone, ward.assistant.library.events
    ):
        await tell_officers(context, notice_texts.event_unknown(code))
    compose = functools.partial(notice_texts.digest, ward.name)
    await ward.database.run(make_digests, now, ward.settings.zone, compose)
    await _remind(context, now)
    ward.dispatcher.wake()
    await ward.progress.warn()


async def _remind(context: WardContext, now: datetime) -> None:
    """Remind whom the time has come for; the author learns who is still silent."""
    ward = context.ward
    compose = functools.partial(reminder, ward.settings.zone)
    for made in await ward.database.run(reminder_store.remind_what_is_due, now, ward.settings.zone, compose):
        found = await ward.database.run(notice_store.notice_of, made.sending)
        author = await ward.database.run(notice_store.author_of, found) if found is not None else None
        if found is not None and author is not None and made.kind is Reminds.OF_ANSWER:
            await tell(context, int(author.chat_id), receipt_texts.time_is_over(found.code, made.people))


def reminder(zone: ZoneInfo, kind: Reminds, found: Notice, due: datetime) -> str:
    """A reminder's text, with the notice's own below it."""
    ask = found.body.ask
    if kind in (Reminds.DAY_BEFORE, Reminds.HOUR_BEFORE) and ask.meets_at is not None:
        soon = kind is Reminds.HOUR_BEFORE
        first = receipt_texts.reminder_of_meeting(found.code, ask.meets_at, zone, soon=soon)
    else:
        first = receipt_texts.reminder_of_answer(found.code, due, zone, receipt_texts.wanted(ask, Answer(), zone))
    return "\n\n".join(part for part in (first, found.body.text) if part)
