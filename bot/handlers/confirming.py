"""The last look at a notice, letting it go, and the second officer's word."""

import functools

from telegram import Update

from bot import compose_keyboards as keyboards
from bot import compose_texts as texts
from bot import drafting
from bot.context import WardApplication, WardContext
from bot.keyboards import NOTICE
from bot.planning import plan_ahead
from bot.presses import answer, pressed
from bot.replies import tell, tell_officers, turn
from bot.rights import on_buttons
from bot.roles import actor
from broadcasts import draft_store, notice_store
from broadcasts.draft_store import Change, NotADraftError, NotTheAuthorError, OwnProposalError, TimePassedError
from broadcasts.notice import Notice


async def look(update: Update, context: WardContext) -> None:
    """The notice as its readers will see it, sent to oneself, and the last question."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        await drafting.look(update, context, draft)


async def edit(update: Update, context: WardContext) -> None:
    """The parts that can be changed."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        await turn(update, context, texts.EDIT_WHAT, keyboards.edit(draft))


async def toggle_urgent(update: Update, context: WardContext) -> None:
    """Urgent or not."""
    draft = await drafting.change(update, context, lambda one: Change(urgent=not one.urgent))
    if draft is not None:
        await turn(update, context, texts.EDIT_WHAT, keyboards.edit(draft))


async def _looked_at(update: Update, context: WardContext) -> Notice | None:
    """The draft, if it is still what was looked at; else it is shown anew."""
    draft = await drafting.draft(update, context)
    if draft is None or drafting.mark(draft) == pressed(update)[3]:
        return draft
    await turn(update, context, texts.CHANGED)
    await drafting.look(update, context, draft)
    return None


async def send(update: Update, context: WardContext) -> None:
    """Let the draft go; from here on the engine carries it out. A second press finds no draft."""
    draft, officer = await _looked_at(update, context), actor(update)
    if draft is None:
        return
    alone = pressed(update)[4:] == ["alone"] and draft.urgent
    judged = await drafting.judge(context, draft, officer)
    if not judged.ready or (judged.second and not alone):
        await drafting.look(update, context, draft)
        return
    release = functools.partial(draft_store.release, alone=alone)
    try:
        await context.ward.database.run(release, draft.id, officer, context.ward.clock())
    except (NotADraftError, NotTheAuthorError):
        await turn(update, context, texts.NO_DRAFT)
    except TimePassedError:
        await turn(update, context, texts.TIME_PASSED, keyboards.edit(draft))
    else:
        await _let_go(update, context, draft)
        if alone:
            text = texts.sent_alone(await drafting.name_of(context, officer), draft)
            await tell_officers(context, text, but=int(officer.chat_id))


async def _let_go(update: Update, context: WardContext, draft: Notice) -> None:
    """Plan what was released and follow its first sending."""
    await answer(update, context)
    await plan_ahead(context)
    sendings = await context.ward.database.run(notice_store.sendings_of, draft.id)
    if sendings:
        await context.ward.progress.follow(update, sendings[0][0])


async def ask_alone(update: Update, context: WardContext) -> None:
    """Once more, before a notice leaves without the second officer."""
    draft = await _looked_at(update, context)
    if draft is not None:
        await turn(update, context, texts.ALONE_WARNING, keyboards.alone(draft, drafting.mark(draft)))


async def propose(update: Update, context: WardContext) -> None:
    """Hand the draft to the other officers."""
    draft, officer = await _looked_at(update, context), actor(update)
    if draft is None:
        return
    judged = await drafting.judge(context, draft, officer)
    if not judged.ready:
        await drafting.look(update, context, draft)
        return
    await context.ward.database.run(draft_store.propose, draft.id, officer, context.ward.clock())
    text = texts.please_approve(await drafting.name_of(context, officer), draft, judged.said)
    chats = [int(other.chat_id) for other in drafting.others(context, officer)]
    told = [await _ask_to_approve(context, chat, draft, text) for chat in chats]
    await turn(update, context, texts.proposed(sum(told)))


async def _ask_to_approve(context: WardContext, chat: int, draft: Notice, text: str) -> bool:
    """Show a proposed notice to one other officer; returns whether it came through."""
    return await drafting.show(context, chat, draft) and await tell(context, chat, text, keyboards.approve(draft.id))


async def approve(update: Update, context: WardContext) -> None:
    """The second officer's yes."""
    ward, officer, notice_id = context.ward, actor(update), int(pressed(update)[2])
    found = await ward.database.run(notice_store.notice, notice_id)
    try:
        approved = await ward.database.run(draft_store.approve_proposed, notice_id, officer, ward.clock())
    except NotADraftError:
        await turn(update, context, texts.NO_LONGER_PROPOSED)
    except OwnProposalError:
        await turn(update, context, texts.NOT_OWN)
    except TimePassedError:
        await ward.database.run(draft_store.give_back, notice_id, officer, ward.clock())
        await turn(update, context, texts.TIME_PASSED)
        if found is not None:
            await _tell_author(context, found, texts.time_passed(found))
    else:
        await _tell_author(context, approved, texts.approved(await drafting.name_of(context, officer), approved))
        await _let_go(update, context, approved)


async def give_back(update: Update, context: WardContext) -> None:
    """The second officer's no: its author's draft again."""
    ward, officer = context.ward, actor(update)
    try:
        found = await ward.database.run(draft_store.give_back, int(pressed(update)[2]), officer, ward.clock())
    except NotADraftError:
        await turn(update, context, texts.NO_LONGER_PROPOSED)
        return
    await turn(update, context, texts.GAVE_BACK)
    await _tell_author(context, found, texts.given_back(await drafting.name_of(context, officer), found))


async def _tell_author(context: WardContext, found: Notice, text: str) -> None:
    author = await context.ward.database.run(notice_store.author_of, found)
    if author is not None:
        await tell(context, int(author.chat_id), text)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number, mark = "[0-9]{1,12}", "[0-9a-f]{8}"
    on_buttons(
        application,
        {
            f"{NOTICE}:look:{number}": look,
            f"{NOTICE}:edit:{number}": edit,
            f"{NOTICE}:urgent:{number}": toggle_urgent,
            f"{NOTICE}:send:{number}:{mark}(?::alone)?": send,
            f"{NOTICE}:alone:{number}:{mark}": ask_alone,
            f"{NOTICE}:propose:{number}:{mark}": propose,
            f"{NOTICE}:approve:{number}": approve,
            f"{NOTICE}:give:{number}": give_back,
        },
    )
