"""Ready notices: chosen by month, looked at, made a draft, its gaps filled in one by one. Nothing is sent by that."""

import asyncio
from dataclasses import replace

from telegram import Update

from bot import drafting
from bot import template_keyboards as keyboards
from bot import template_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import TEMPLATE
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import Right, on_awaited, on_buttons
from bot.roles import actor
from broadcasts import draft_store
from broadcasts.asks import AskKind
from broadcasts.draft_store import Change
from broadcasts.notice import Body, Notice
from broadcasts.templates import SHIPPED, Template, TemplateError, by_season, filled, proposed_plan, templates, unfilled

AWAIT_GAP = "gap of a template"
LONGEST_VALUE = 200


async def _templates(update: Update, context: WardContext) -> dict[str, Template]:
    """The shipped templates and the ward's own; says so if they cannot be used."""
    folders = (SHIPPED, context.ward.settings.data_dir / "templates")
    try:
        return await asyncio.to_thread(templates, folders)
    except TemplateError:
        await turn(update, context, texts.BROKEN)
        return {}


async def show_list(update: Update, context: WardContext) -> None:
    """One page, what fits this month first."""
    found = await _templates(update, context)
    if found:
        ordered = by_season(found.values(), context.ward.clock().month)
        await turn(update, context, texts.LIST, keyboards.templates(ordered, int(pressed(update)[2])))


async def _template(update: Update, context: WardContext) -> Template | None:
    found = await _templates(update, context)
    if found and pressed(update)[2] not in found:
        await turn(update, context, texts.GONE)
    return found.get(pressed(update)[2])


async def show(update: Update, context: WardContext) -> None:
    """One template as it reads."""
    template = await _template(update, context)
    if template is not None:
        await turn(update, context, texts.preview(template), keyboards.template(template.id))


async def use(update: Update, context: WardContext) -> None:
    """Make it a draft with what it proposes, and go on with its gaps."""
    template, ward, now = await _template(update, context), context.ward, context.ward.clock()
    if template is None:
        return
    plan = proposed_plan(template, now, ward.settings.zone, ward.assistant.library.events)
    meeting = template.ask.kind is AskKind.ATTEND
    change = Change(
        audience=template.audience,
        plan=plan.plan if plan else None,
        ask=None if meeting else template.ask.ask(),
        urgent=template.urgent,
    )
    draft = await ward.database.run(draft_store.start, Body(template.text), actor(update), now)
    changed = await drafting.change_by(update, context, draft.id, lambda _: change)
    if changed is not None:
        if meeting:
            await say(update, context, texts.MEETING_LATER)
        await _go_on(update, context, changed)


async def _go_on(update: Update, context: WardContext, draft: Notice) -> None:
    """The next gap, or, when all are filled in, whatever is still to be chosen."""
    gaps, chat = list(dict.fromkeys(unfilled(draft.body.text))), update.effective_chat
    if not gaps or chat is None:
        await drafting.go_on(update, context, draft)
        return
    context.ward.expecting.expect(chat.id, AWAIT_GAP, (draft.id, gaps[0]))
    await say(update, context, texts.fill(gaps[0], len(gaps)))


async def fill(update: Update, context: WardContext) -> None:
    """What was typed takes the place of the gap, wherever it stands."""
    message, chat = update.effective_message, update.effective_chat
    awaited = context.ward.expecting.taken(chat.id) if chat is not None else None
    if message is None or awaited is None:
        return
    draft_id, gap = awaited.about
    value = " ".join(message.text_html.split())[:LONGEST_VALUE]

    def with_value(draft: Notice) -> Change:
        return Change(body=replace(draft.body, text=filled(draft.body.text, gap, value)))

    draft = await drafting.change_by(update, context, draft_id, with_value)
    if draft is not None:
        await _go_on(update, context, draft)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_awaited(application, AWAIT_GAP, fill, Right.OFFICER)
    on_buttons(
        application,
        {
            f"{TEMPLATE}:list:[0-9]{{1,2}}": show_list,
            f"{TEMPLATE}:show:[a-z0-9-]{{1,40}}": show,
            f"{TEMPLATE}:use:[a-z0-9-]{{1,40}}": use,
        },
    )
