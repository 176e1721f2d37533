"""What was sent and is being sent: pausing, going on, cancelling."""

from telegram import Update

from bot import notice_keyboards as keyboards
from bot import notice_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import NOTICE
from bot.presses import answer, pressed
from bot.replies import turn
from bot.rights import on_button
from bot.roles import actor
from broadcasts import change_store, delivery_store, notice_store
from broadcasts.notice import IllegalStepError, SendingState

LISTED = 9
"""Notices on the page."""
_STEPS = {"pause": SendingState.PAUSED, "resume": SendingState.GOING, "cancel": SendingState.CANCELLED}


async def show_notices(update: Update, context: WardContext) -> None:
    """The last notices."""
    ward, found, lines = context.ward, [], []
    for notice in await ward.database.run(notice_store.latest, LISTED):
        sendings = await ward.database.run(notice_store.sendings_of, notice.id)
        # Of a notice that was changed, the sending that brought it: from there one comes to its changes.
        sending = (await ward.database.run(change_store.kind_of, sendings[0][0]))[1] if sendings else None
        state = (await ward.database.run(delivery_store.state_of, sending))[0] if sending is not None else None
        count = await ward.database.run(delivery_store.count, sending) if sending is not None else None
        found.append((notice, sending))
        lines.append(texts.list_line(notice, state, count, ward.settings.zone))
    await turn(update, context, texts.notices(lines), keyboards.notices(found))


async def show(update: Update, context: WardContext) -> None:
    """How one sending stands."""
    await answer(update, context)
    await context.ward.progress.follow(update, int(pressed(update)[2]))


async def step(update: Update, context: WardContext) -> None:
    """Pause, go on or cancel; a step that is no longer possible just shows how it stands."""
    ward, sending = context.ward, int(pressed(update)[2])
    try:
        await ward.database.run(
            notice_store.take_step, sending, _STEPS[pressed(update)[1]], actor(update), ward.clock()
        )
    except IllegalStepError:
        await show(update, context)
        return
    ward.dispatcher.wake()
    await show(update, context)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_button(application, f"{NOTICE}:sent", show_notices)
    on_button(application, f"{NOTICE}:show:[0-9]{{1,12}}", show)
    on_button(application, f"{NOTICE}:(?:pause|resume|cancel):[0-9]{{1,12}}", step)
