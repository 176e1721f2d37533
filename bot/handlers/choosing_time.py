"""When a notice is sent: a button, or the time in one's own words, which is always read back in full."""

from datetime import datetime, time, timedelta

from telegram import Update

from bot import drafting, said_times
from bot.context import WardApplication, WardContext
from bot.drafting import AWAIT_TIME, EVENING
from bot.keyboards import NOTICE
from bot.presses import pressed
from bot.rights import Right, on_awaited, on_buttons
from broadcasts.draft_store import Change
from broadcasts.schedule import AtOnce, Chosen, Once

MORNING = time(7)


async def show(update: Update, context: WardContext) -> None:
    """The times to choose from."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        await drafting.when_page(update, context, draft)


def _plan(at: str, now: datetime) -> Chosen:
    """The time a button names."""
    if at == "evening":
        return Once(datetime.combine(now.date(), EVENING, now.tzinfo))
    if at == "morning":
        return Once(datetime.combine(now.date() + timedelta(days=1), MORNING, now.tzinfo))
    return AtOnce()


async def choose(update: Update, context: WardContext) -> None:
    """A time by button."""
    await _take(update, context, int(pressed(update)[2]), _plan(pressed(update)[3], context.ward.clock()))


async def take_words(update: Update, context: WardContext) -> None:
    """A time in words."""
    said = await said_times.take(update, context, AWAIT_TIME, "at")
    if said is not None:
        draft_id, plan = said
        at_once = isinstance(plan, Once) and plan.at <= context.ward.clock()
        await _take(update, context, draft_id, AtOnce() if at_once else plan)


async def choose_reading(update: Update, context: WardContext) -> None:
    """What was meant, of what was asked back."""
    plan = said_times.chosen(update, context, AWAIT_TIME)
    if plan is None:
        await show(update, context)
    else:
        await _take(update, context, int(pressed(update)[2]), plan)


async def _take(update: Update, context: WardContext, draft_id: int, plan: Chosen) -> None:
    draft = await drafting.change_by(update, context, draft_id, lambda _: Change(plan=plan))
    if draft is not None and update.effective_chat is not None:
        context.ward.expecting.taken(update.effective_chat.id)
        await drafting.go_on(update, context, draft)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,12}"
    on_awaited(application, AWAIT_TIME, take_words, Right.OFFICER)
    on_buttons(
        application,
        {
            f"{NOTICE}:when:{number}": show,
            f"{NOTICE}:at:{number}:(?:now|evening|morning)": choose,
            f"{NOTICE}:reading:{number}:at:[0-2]": choose_reading,
        },
    )
