"""Whom a notice is for: parts that add up, chosen and unchosen by pressing."""

from telegram import Update

from bot import compose_keyboards as keyboards
from bot import compose_texts as texts
from bot import drafting
from bot.context import WardApplication, WardContext
from bot.keyboards import NOTICE
from bot.presses import pressed
from bot.replies import turn
from bot.rights import on_buttons
from broadcasts import people_store
from broadcasts.draft_store import Change
from broadcasts.notice import Audience, Notice

_TDP_PARTS = ("leaders_of", "groups_of", "residents_of")


async def show(update: Update, context: WardContext) -> None:
    """The parts of the audience."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        await drafting.whom_page(update, context, draft)


async def toggle_part(update: Update, context: WardContext) -> None:
    """All leaders, or all groups."""
    part = pressed(update)[1]
    draft = await drafting.change(update, context, lambda one: _with(one, **{part: not getattr(one.audience, part)}))
    if draft is not None:
        await drafting.whom_page(update, context, draft)


async def show_topics(update: Update, context: WardContext) -> None:
    """The topics people subscribe to."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        topics = [topic for topic in context.ward.assistant.library.topics.values() if topic.notices]
        await turn(update, context, texts.WHOM_TOPICS, keyboards.topics(draft.id, draft.audience, topics))


async def toggle_topic(update: Update, context: WardContext) -> None:
    """One topic's subscribers."""
    topic = pressed(update)[3]
    if await drafting.change(update, context, lambda one: _with(one, topics=_toggled(one.audience.topics, topic))):
        await show_topics(update, context)


async def show_tdps(update: Update, context: WardContext) -> None:
    """The TDPs."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        known = await context.ward.database.run(people_store.tdps)
        page = int(pressed(update)[3])
        await turn(update, context, texts.WHOM_TDPS, keyboards.tdps(draft.id, draft.audience, known, page))


async def toggle_tdp(update: Update, context: WardContext) -> None:
    """One TDP: its leaders, groups and residents."""
    name = await context.ward.database.run(people_store.tdp_name, int(pressed(update)[4]))

    def toggled(one: Notice) -> Change:
        return _with(one, **{part: _toggled(getattr(one.audience, part), name) for part in _TDP_PARTS if name})

    if await drafting.change(update, context, toggled):
        await show_tdps(update, context)


def _with(draft: Notice, **parts: object) -> Change:
    return Change(audience=Audience.model_validate(draft.audience.model_dump() | parts))


def _toggled(chosen: tuple[str, ...], one: str) -> tuple[str, ...]:
    return tuple(other for other in chosen if other != one) if one in chosen else (*chosen, one)


async def go_on(update: Update, context: WardContext) -> None:
    """To what is still to be chosen, once there is somebody to send to."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        await drafting.go_on(update, context, draft)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,12}"
    on_buttons(
        application,
        {
            f"{NOTICE}:whom:{number}": show,
            f"{NOTICE}:(?:leaders|groups):{number}": toggle_part,
            f"{NOTICE}:topics:{number}": show_topics,
            f"{NOTICE}:topic:{number}:[a-z0-9-]{{1,40}}": toggle_topic,
            f"{NOTICE}:tdps:{number}:[0-9]{{1,3}}": show_tdps,
            f"{NOTICE}:tdp:{number}:[0-9]{{1,3}}:[0-9]{{1,9}}": toggle_tdp,
            f"{NOTICE}:next:{number}": go_on,
        },
    )
