"""`/thongbao`: what a notice says. Drafts are rows: they survive restarts, and belong to their author."""

from telegram import Message, Update
from telegram.ext import filters

from bot import compose_keyboards as keyboards
from bot import compose_texts as texts
from bot import drafting
from bot.context import WardApplication, WardContext
from bot.keyboards import NOTICE
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, Right, on_awaited, on_buttons, on_command
from bot.roles import actor, address
from broadcasts import draft_store
from broadcasts.draft_store import Change, NotADraftError, NotTheAuthorError
from broadcasts.notice import Body

AWAIT_CONTENT = "content of a notice"


async def start(update: Update, context: WardContext) -> None:
    """Await the content of a new notice."""
    if update.effective_chat is not None:
        context.ward.expecting.expect(update.effective_chat.id, AWAIT_CONTENT)
        drafts = await context.ward.database.run(draft_store.drafts_of, actor(update))
        await say(update, context, texts.WRITE, keyboards.write(drafts=bool(drafts)))


async def write_again(update: Update, context: WardContext) -> None:
    """Await other content for a draft."""
    draft = await drafting.draft(update, context)
    if draft is not None and update.effective_chat is not None:
        context.ward.expecting.expect(update.effective_chat.id, AWAIT_CONTENT, draft.id)
        await turn(update, context, texts.WRITE_AGAIN)


async def take_content(update: Update, context: WardContext) -> None:
    """The content as typed or forwarded becomes a draft, or another draft's content."""
    message, chat, ward = update.effective_message, update.effective_chat, context.ward
    if message is None or chat is None:
        return
    body = _body(message)
    refusal = texts.ALBUM if message.media_group_id else drafting.problem(body)
    if refusal:
        await say(update, context, refusal)
        return
    awaited = ward.expecting.taken(chat.id)
    if awaited is not None and awaited.about is not None:
        draft = await drafting.change_by(update, context, awaited.about, lambda _: Change(body=body))
        if draft is not None:
            await drafting.go_on(update, context, draft)
        return
    await drafting.whom_page(
        update, context, await ward.database.run(draft_store.start, body, actor(update), ward.clock())
    )


def _body(message: Message) -> Body:
    """An own text is sent as text, so that it can be corrected; anything else is copied, with its caption if it can
    have one.
    """
    if message.text and message.forward_origin is None:
        return Body(message.text_html)
    captioned = any((message.photo, message.video, message.animation, message.document, message.audio, message.voice))
    text = (message.caption_html or "") if captioned else ""
    return Body(text, address(message.chat_id), str(message.message_id), captioned=captioned)


async def show_drafts(update: Update, context: WardContext) -> None:
    """The own drafts."""
    found = await context.ward.database.run(draft_store.drafts_of, actor(update))
    await turn(update, context, texts.drafts(found), keyboards.drafts(found))


async def resume(update: Update, context: WardContext) -> None:
    """Go on with a draft where something is still to be chosen."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        await drafting.go_on(update, context, draft)


async def copy(update: Update, context: WardContext) -> None:
    """Begin a new draft from any notice."""
    ward = context.ward
    draft = await ward.database.run(draft_store.copy, int(pressed(update)[2]), actor(update), ward.clock())
    if draft is None:
        await turn(update, context, texts.NO_DRAFT)
    else:
        await drafting.go_on(update, context, draft)


async def drop(update: Update, context: WardContext) -> None:
    """Throw the draft away."""
    try:
        await context.ward.database.run(draft_store.throw_away, int(pressed(update)[2]), actor(update))
    except (NotADraftError, NotTheAuthorError):
        await turn(update, context, texts.NO_DRAFT)
    else:
        await turn(update, context, texts.THROWN_AWAY)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,12}"
    on_command(application, "thongbao", start, PRIVATE)
    on_awaited(application, AWAIT_CONTENT, take_content, Right.OFFICER, ~filters.StatusUpdate.ALL)
    on_buttons(
        application,
        {
            f"{NOTICE}:write": start,
            f"{NOTICE}:text:{number}": write_again,
            f"{NOTICE}:drafts": show_drafts,
            f"{NOTICE}:draft:{number}": resume,
            f"{NOTICE}:copy:{number}": copy,
            f"{NOTICE}:drop:{number}": drop,
        },
    )
