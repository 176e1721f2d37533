"""What officers are told of the content in the morning: what was missed, and on Mondays what wants looking after."""

import asyncio
from datetime import datetime, time, timedelta

from bot import teaching_keyboards as keyboards
from bot import teaching_texts as texts
from bot.context import WardContext
from bot.replies import tell_officers
from knowledge import check, misses_store
from knowledge.trial import answered_now

MORNING = time(7, 45)
"""In the ward's time: when offices open."""
_MONDAY, _SATURDAY = 0, 5


def is_working_day(now: datetime) -> bool:
    """Whether it is a weekday, in the zone of `now`."""
    return now.weekday() < _SATURDAY


async def morning(context: WardContext) -> None:
    """On a working day: how many questions were missed since the last one; on Mondays also what ends or is missing."""
    ward = context.ward
    now = ward.clock().astimezone(ward.settings.zone)
    if not is_working_day(now):
        return
    kept = await ward.database.run(misses_store.misses)
    answered = await asyncio.to_thread(answered_now, ward.assistant, kept, now)
    await ward.database.run(misses_store.settle, answered)
    since = now - timedelta(days=3 if now.weekday() == _MONDAY else 1)
    if count := await ward.database.run(misses_store.count_since, since):
        await tell_officers(context, texts.misses_morning(count), keyboard=keyboards.to_misses())
    if now.weekday() == _MONDAY:
        await _monday(context)


async def _monday(context: WardContext) -> None:
    library, today = context.ward.assistant.library, context.ward.clock().astimezone(context.ward.settings.zone).date()
    expired, expiring = check.expired(library, today), check.expiring(library, today)
    unfilled = check.unfilled(library)
    if expired or expiring or unfilled:
        text = texts.monday(len(expired), len(expiring), len(unfilled))
        await tell_officers(context, text, keyboard=keyboards.to_look_after())
