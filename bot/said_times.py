"""A time an officer types in own words: read back when it is understood, asked back when it may mean two."""

from telegram import Update

from bot import compose_keyboards as keyboards
from bot.context import WardContext
from bot.presses import pressed
from bot.replies import say
from broadcasts.schedule import Plan
from broadcasts.time_texts import asked_back, read_back, said_back
from broadcasts.time_words import understand
from broadcasts.understood import Misunderstood


async def take(update: Update, context: WardContext, kind: str, button: str) -> tuple[int, Plan] | None:
    """The draft a time was awaited for under `kind`, and the time; None if it was not understood, which is said and
    awaited anew, what it may mean as buttons of this name.
    """
    message, chat, ward = update.effective_message, update.effective_chat, context.ward
    awaited = ward.expecting.awaited(chat.id) if chat is not None else None
    if message is None or chat is None or awaited is None:
        return None
    draft_id, _ = awaited.about
    zone, events = ward.settings.zone, ward.assistant.library.events
    meant = understand(message.text or "", ward.clock(), zone, events)
    if isinstance(meant, Misunderstood):
        ward.expecting.expect(chat.id, kind, (draft_id, meant.readings))
        readings = [read_back(plan, zone, events) for plan in meant.readings]
        await say(update, context, asked_back(meant), keyboards.readings(draft_id, button, readings))
        return None
    await say(update, context, said_back(meant, zone, events))
    return draft_id, meant.plan


def await_time(context: WardContext, chat_id: int, kind: str, draft_id: int) -> None:
    """Await a time for a draft."""
    context.ward.expecting.expect(chat_id, kind, (draft_id, ()))


def chosen(update: Update, context: WardContext, kind: str) -> Plan | None:
    """What was meant, of what was asked back; None if that is no longer known."""
    awaited = context.ward.expecting.awaited(update.effective_chat.id) if update.effective_chat else None
    if awaited is None or awaited.kind != kind:
        return None
    (_, readings), place = awaited.about, int(pressed(update)[4])
    return readings[place] if place < len(readings) else None
