"""What the desk does by the clock: what waits is handed over, what is overdue is reminded of, mornings begin with what
was left; at night what is old is forgotten.
"""

from datetime import datetime, time, timedelta

from bot import inquiry_keyboards as keyboards
from bot import inquiry_texts as texts
from bot.context import Ward, WardContext
from broadcasts import inquiry_care_store, inquiry_post_store, inquiry_store, personal_data_store
from broadcasts.inquiry import Inquiry, Side
from broadcasts.people import Address
from broadcasts.schedule import out_of_quiet

EVERY = timedelta(minutes=1)


async def at_the_desk(context: WardContext) -> None:
    """One round: hand over, remind, begin the day, take forgotten words away. Each is remembered in rows.

    What people wrote a while ago is forgotten in memory, too, even if nobody writes any more.
    """
    ward = context.ward
    ward.assistant.conversations.forget_old(ward.clock())
    ward.expecting.forget_old()
    ward.asked.forget_old()
    await ward.desk.deliver()
    await _remind_of_overdue(ward)
    await _begin_the_day(ward)
    await ward.desk.forget()


async def _remind_of_overdue(ward: Ward) -> None:
    """On working days, outside quiet hours, once a day for each thread: whoever holds it, otherwise all officers."""
    now, zone = ward.clock(), ward.settings.zone
    today = now.astimezone(zone).date()
    if out_of_quiet(now, zone, urgent=False) != now or not ward.desk.hours().is_working_day(today):
        return
    midnight = datetime.combine(today, time(), tzinfo=zone)
    for number in await ward.database.run(inquiry_store.to_nudge, now, midnight):
        thread = await ward.database.run(inquiry_store.inquiry, number)
        for place in [] if thread is None else await _whom_to_remind(ward, thread):
            await ward.desk.show(place, number, texts.overdue(number))


async def _whom_to_remind(ward: Ward, thread: Inquiry) -> list[Address]:
    return [thread.holder] if thread.holder is not None else await ward.desk.places(thread)


async def _begin_the_day(ward: Ward) -> None:
    """When work begins, once: the list of what was not answered by the end of the day before."""
    now, zone = ward.clock(), ward.settings.zone
    if out_of_quiet(now, zone, urgent=False) != now or not ward.desk.hours().has_opened(now, zone):
        return
    today = now.astimezone(zone).date()
    if not await ward.database.run(inquiry_store.take_morning, today.isoformat()):
        return
    midnight = datetime.combine(today, time(), tzinfo=zone)
    left = await ward.database.run(inquiry_store.asked_before, midnight)
    places = await ward.database.run(inquiry_post_store.places, None)
    told = [texts.morning([(thread, await _words(ward, thread)) for thread in left], now, zone)] if left else []
    if not ward.desk.days_are_readable():
        told.append(texts.DAYS_UNREADABLE)
    for place in places if told else ():
        await ward.desk.tell(place, "\n\n".join(told), keyboards.open_inbox())


async def _words(ward: Ward, thread: Inquiry) -> str:
    said = await ward.database.run(inquiry_store.messages, thread.id)
    return next((one.content.text for one in reversed(said) if one.side is Side.ASKER), "")


async def clear_the_desk(ward: Ward) -> int:
    """Close what has gone quiet, forget the words of what was closed long ago, and whoever is kept for nothing else.

    Returns how many threads were forgotten.
    """
    now = ward.clock()
    await ward.database.run(inquiry_care_store.close_quiet, now)
    forgotten = await ward.database.run(inquiry_care_store.forget_words, now)
    for person in await ward.database.run(inquiry_care_store.without_reason):
        await ward.database.run(personal_data_store.delete_person, person, now)
    await ward.desk.forget()
    return forgotten
