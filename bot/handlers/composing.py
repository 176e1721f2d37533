"""`/thongbao`: content, audience, time, a look at it as readers will see it, and an explicit yes. Drafts are rows."""

from collections.abc import Callable
from datetime import datetime, time, timedelta

from telegram import Message, Update
from telegram.ext import filters

from bot import notice_keyboards as keyboards
from bot import notice_texts as texts
from bot.context import WardApplication, WardContext
from bot.expecting import IsAwaited
from bot.keyboards import NOTICE
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, Right, on_buttons, on_command, on_message
from bot.roles import actor, address
from broadcasts import audience_store, notice_store, people_store
from broadcasts.notice import Audience, Body, Notice, NoticeState
from broadcasts.schedule import out_of_quiet

AWAIT_CONTENT = "content of a notice"
LONGEST_TEXT = 3_000
"""Characters; with its first and last line a notice stays below Telegram's 4,096."""
EVENING, MORNING = time(19), time(7)
SECONDS_EACH = 1 / 25
"""For the expected duration; answers take their part of the budget."""


async def start(update: Update, context: WardContext) -> None:
    """Await the content."""
    if update.effective_chat is not None:
        context.ward.expecting.expect(update.effective_chat.id, AWAIT_CONTENT)
        await say(update, context, texts.WRITE)


async def take_content(update: Update, context: WardContext) -> None:
    """The content as typed or forwarded becomes a draft."""
    message, chat, ward = update.effective_message, update.effective_chat, context.ward
    if message is None or chat is None:
        return
    if message.text and len(message.text) > LONGEST_TEXT:
        await say(update, context, texts.TOO_LONG)
        return
    ward.expecting.taken(chat.id)
    author = await ward.database.run(people_store.recipient_id, address(chat.id))
    draft = await ward.database.run(
        notice_store.add_notice, _body(message), Audience(), ward.clock(), author=author, state=NoticeState.DRAFT
    )
    await say(update, context, texts.WHOM, keyboards.whom(draft.id, draft.audience))


def _body(message: Message) -> Body:
    """An own text is sent as text, so that it can be corrected; anything else is copied as it is."""
    if message.text and message.forward_origin is None:
        return Body(message.text_html)
    return Body("", address(message.chat_id), str(message.message_id))


async def _draft(update: Update, context: WardContext) -> Notice | None:
    """The draft a button belongs to; says so if it is none (any more)."""
    found = await context.ward.database.run(notice_store.notice, int(pressed(update)[2]))
    if found is None or found.state is not NoticeState.DRAFT:
        await turn(update, context, texts.NO_DRAFT)
        return None
    return found


async def _change(update: Update, context: WardContext, change: Callable[[Audience], Audience]) -> Notice | None:
    """Change a draft's audience."""
    draft = await _draft(update, context)
    if draft is None:
        return None
    await context.ward.database.run(notice_store.choose_audience, draft.id, change(draft.audience))
    return await context.ward.database.run(notice_store.notice, draft.id)


async def show_whom(update: Update, context: WardContext) -> None:
    """The parts of the audience."""
    draft = await _draft(update, context)
    if draft is not None:
        await turn(update, context, texts.WHOM, keyboards.whom(draft.id, draft.audience))


async def toggle_part(update: Update, context: WardContext) -> None:
    """All leaders, or all groups."""
    part = pressed(update)[1]
    draft = await _change(update, context, lambda one: one.model_copy(update={part: not getattr(one, part)}))
    if draft is not None:
        await turn(update, context, texts.WHOM, keyboards.whom(draft.id, draft.audience))


async def show_topics(update: Update, context: WardContext) -> None:
    """The topics people subscribe to."""
    draft = await _draft(update, context)
    if draft is not None:
        topics = [topic for topic in context.ward.assistant.library.topics.values() if topic.notices]
        await turn(update, context, texts.WHOM_TOPICS, keyboards.topics(draft.id, draft.audience, topics))


async def toggle_topic(update: Update, context: WardContext) -> None:
    """One topic's subscribers."""
    topic = pressed(update)[3]
    draft = await _change(update, context, lambda one: one.model_copy(update={"topics": _toggled(one.topics, topic)}))
    if draft is not None:
        await show_topics(update, context)


async def show_tdps(update: Update, context: WardContext) -> None:
    """The TDPs."""
    draft = await _draft(update, context)
    if draft is not None:
        known = await context.ward.database.run(people_store.tdps)
        page = int(pressed(update)[3])
        await turn(update, context, texts.WHOM_TDPS, keyboards.tdps(draft.id, draft.audience, known, page))


async def toggle_tdp(update: Update, context: WardContext) -> None:
    """One TDP: its leaders, groups and residents."""
    name = await context.ward.database.run(people_store.tdp_name, int(pressed(update)[4]))
    parts = ("leaders_of", "groups_of", "residents_of")
    draft = await _change(
        update,
        context,
        lambda one: one.model_copy(update={part: _toggled(getattr(one, part), name) for part in parts if name}),
    )
    if draft is not None:
        await show_tdps(update, context)


def _toggled(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(other for other in chosen if other != one) if one in chosen else (*chosen, one)


async def ask_when(update: Update, context: WardContext) -> None:
    """When to send, once there is somebody to send to."""
    draft = await _draft(update, context)
    if draft is None:
        return
    if not await context.ward.database.run(audience_store.reach, draft.audience):
        await turn(update, context, texts.NOBODY, keyboards.whom(draft.id, draft.audience))
        return
    evening = context.ward.clock().time() < EVENING
    await turn(update, context, texts.WHEN, keyboards.when(draft.id, evening=evening))


def _due(at: str, now: datetime) -> datetime:
    """The time a button names."""
    if at == "evening":
        return now.replace(hour=EVENING.hour, minute=0, second=0, microsecond=0)
    if at == "morning":
        return (now + timedelta(days=1)).replace(hour=MORNING.hour, minute=0, second=0, microsecond=0)
    return now


async def preview(update: Update, context: WardContext) -> None:
    """The notice as readers will see it, whom it reaches, and the last question."""
    draft, chat, ward = await _draft(update, context), update.effective_chat, context.ward
    if draft is None or chat is None:
        return
    counts = await ward.database.run(audience_store.reach, draft.audience)
    missing = await ward.database.run(audience_store.leaders_not_reached, draft.audience)
    at, now = pressed(update)[3], ward.clock()
    if draft.body.copied_from is None:
        await context.bot.send_message(chat.id, _final(draft, ward.name, now), parse_mode="HTML")
    else:
        await context.bot.copy_message(chat.id, int(draft.body.copied_from.chat_id), int(draft.body.copied_message))
    due = None if at == "now" else _due(at, now)
    quiet = due is None and out_of_quiet(now, ward.settings.zone, urgent=False) != now
    question = texts.confirm(counts, missing, due, counts.total() * SECONDS_EACH, quiet=quiet)
    await say(update, context, question, keyboards.confirm(draft.id, at))


def _final(draft: Notice, ward: str, now: datetime) -> str:
    return texts.framed(ward, draft.body.text, draft.code, now)


async def send(update: Update, context: WardContext) -> None:
    """Release the draft; from here on the engine carries it out. A second press finds no draft."""
    draft, ward = await _draft(update, context), context.ward
    if draft is None:
        return
    now = ward.clock()
    due = _due(pressed(update)[3], now)
    text = _final(draft, ward.name, due) if draft.body.copied_from is None else None
    sending = await ward.database.run(notice_store.release, draft, due, actor(update), now, text)
    if sending is None:
        await turn(update, context, texts.NO_DRAFT)
        return
    await ward.progress.follow(update, context, sending)
    ward.dispatcher.wake()


async def drop(update: Update, context: WardContext) -> None:
    """Throw the draft away."""
    draft = await _draft(update, context)
    if draft is not None:
        await context.ward.database.run(notice_store.withdraw, draft.id)
        await turn(update, context, texts.THROWN_AWAY)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number, ward = "[0-9]{1,12}", application.bot_data["ward"]
    on_command(application, "thongbao", start, PRIVATE)
    content = (
        PRIVATE
        & ~filters.COMMAND
        & ~filters.StatusUpdate.ALL
        & IsAwaited(ward.expecting, AWAIT_CONTENT, ward.assistant.calls_for_help)
    )
    on_message(application, content, take_content, Right.OFFICER)
    buttons = {
        f"{NOTICE}:write": start,
        f"{NOTICE}:whom:{number}": show_whom,
        f"{NOTICE}:(?:leaders|groups):{number}": toggle_part,
        f"{NOTICE}:topics:{number}": show_topics,
        f"{NOTICE}:topic:{number}:[a-z0-9-]{{1,40}}": toggle_topic,
        f"{NOTICE}:tdps:{number}:[0-9]{{1,3}}": show_tdps,
        f"{NOTICE}:tdp:{number}:[0-9]{{1,3}}:[0-9]{{1,9}}": toggle_tdp,
        f"{NOTICE}:when:{number}": ask_when,
        f"{NOTICE}:at:{number}:(?:now|evening|morning)": preview,
        f"{NOTICE}:send:{number}:(?:now|evening|morning)": send,
        f"{NOTICE}:drop:{number}": drop,
    }
    on_buttons(application, buttons)
