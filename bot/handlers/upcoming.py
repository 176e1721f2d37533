"""`/lichgui`: what is still to be sent, by week; seeing, taking back, copying and stopping it."""

from datetime import timedelta
from itertools import islice

from telegram import Update

from bot import drafting
from bot import upcoming_keyboards as keyboards
from bot import upcoming_texts as texts
from bot.compose_texts import AT_ONCE
from bot.context import WardApplication, WardContext
from bot.keyboards import NOTICE
from bot.presses import answer, pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, on_buttons, on_command
from bot.roles import actor
from broadcasts import coming_store, notice_store
from broadcasts.coming_store import Coming, UnderWayError
from broadcasts.draft_store import Change
from broadcasts.notice import Notice, NoticeState
from broadcasts.schedule import AtOnce
from broadcasts.time_texts import read_back

NEXT_TIMES = 5
"""Moments told of one plan."""


async def show_coming(update: Update, context: WardContext) -> None:
    """The calendar of the weeks ahead."""
    ward, now = context.ward, context.ward.clock()
    found = await _coming(context, timedelta(weeks=texts.SHOWN_WEEKS))
    proposed = await ward.database.run(notice_store.in_state, NoticeState.PROPOSED)
    notices = {one.id: one for one in (*proposed, *(one.notice for one in found))}
    text = texts.coming(found, proposed, now.date(), ward.settings.zone)
    await turn(update, context, text, keyboards.coming(list(notices.values())))


async def _coming(context: WardContext, ahead: timedelta) -> list[Coming]:
    ward, now = context.ward, context.ward.clock()
    zone, events = ward.settings.zone, ward.assistant.library.events
    found: list[Coming] = await ward.database.run(coming_store.coming, now, now + ahead, zone, events)
    return found


async def _waiting(update: Update, context: WardContext) -> Notice | None:
    """The pressed button's notice while it waits; says so if it does not (any more)."""
    found = await context.ward.database.run(notice_store.notice, int(pressed(update)[2]))
    if found is None or found.state not in (NoticeState.APPROVED, NoticeState.PROPOSED):
        await turn(update, context, texts.GONE)
        return None
    return found


async def show_plan(update: Update, context: WardContext) -> None:
    """One notice that waits: when it leaves, and what can be done about it."""
    found, ward = await _waiting(update, context), context.ward
    if found is None:
        return
    plan = None if isinstance(found.plan, AtOnce) else found.plan
    when = read_back(plan, ward.settings.zone, ward.assistant.library.events) if plan else AT_ONCE
    ahead = (one.at for one in await _coming(context, timedelta(days=366)) if one.notice.id == found.id)
    text = texts.plan(found, when, list(islice(ahead, NEXT_TIMES)), ward.settings.zone)
    proposed = found.state is NoticeState.PROPOSED
    await turn(update, context, text, (keyboards.proposed if proposed else keyboards.plan)(found.id))


async def see(update: Update, context: WardContext) -> None:
    """The notice as its readers will get it."""
    found, chat = await _waiting(update, context), update.effective_chat
    if found is not None and chat is not None:
        await answer(update, context)
        await drafting.show(context, chat.id, found)


async def take_back(update: Update, context: WardContext) -> None:
    """Make it a draft again, and go on with that."""
    ward, officer, notice_id = context.ward, actor(update), int(pressed(update)[2])
    try:
        found = await ward.database.run(coming_store.take_back, notice_id, officer, ward.clock())
    except LookupError:
        await say(update, context, texts.NOT_YOURS)
    except UnderWayError:
        await say(update, context, texts.UNDER_WAY)
    else:
        await turn(update, context, texts.taken_back(found.code))
        draft = await drafting.change_by(update, context, notice_id, lambda _: Change())
        if draft is not None:
            await drafting.look(update, context, draft)


async def ask_stop(update: Update, context: WardContext) -> None:
    """Whether nothing more is to be sent of it."""
    found = await _waiting(update, context)
    if found is not None:
        await turn(update, context, texts.STOP_SURE, keyboards.stop(found.id))


async def stop(update: Update, context: WardContext) -> None:
    """Send nothing more of it."""
    found, ward = await _waiting(update, context), context.ward
    if found is not None:
        await ward.database.run(notice_store.stop_planning, found.id, actor(update), ward.clock())
        await turn(update, context, texts.STOPPED)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,12}"
    on_command(application, "lichgui", show_coming, PRIVATE)
    on_buttons(
        application,
        {
            f"{NOTICE}:coming": show_coming,
            f"{NOTICE}:plan:{number}": show_plan,
            f"{NOTICE}:see:{number}": see,
            f"{NOTICE}:back:{number}": take_back,
            f"{NOTICE}:stop:{number}": ask_stop,
            f"{NOTICE}:stopped:{number}": stop,
        },
    )
