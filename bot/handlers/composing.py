"""`/thongbao`: what a notice says. Drafts are rows: they survive restarts, and belong to their author."""

import functools

from telegram import Message, Update
from telegram.ext import filters

from bot import compose_keyboards as keyboards
from bot import compose_texts as texts
from bot import drafting
from bot.albums import IsFurtherPart
from bot.context import WardApplication, WardContext
from bot.keyboards import NOTICE
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, Right, on_awaited, on_buttons, on_command, on_message
from bot.roles import actor, address
from broadcasts import album_store, draft_end_store, draft_store
from broadcasts.draft_store import Change, NotADraftError, NotTheAuthorError
from broadcasts.notice import Audience, Body, Notice

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
    message = update.effective_message
    if message is None:
        return
    if message.media_group_id:
        await _begin_album(update, context, message, message.media_group_id)
        return
    body = _body(message)
    refusal = drafting.problem(body)
    if refusal:
        await say(update, context, refusal)
        return
    draft = await _becomes_a_draft(update, context, message, body)
    if draft is not None:
        await (drafting.whom_page if draft.audience == Audience() else drafting.go_on)(update, context, draft)


async def _becomes_a_draft(
    update: Update, context: WardContext, message: Message, body: Body, media_group: str = ""
) -> Notice | None:
    """A new draft, or the one for which content was awaited; says so and returns None if that is not there any more."""
    ward = context.ward
    awaited = ward.expecting.taken(message.chat_id)
    if awaited is not None and awaited.about is not None:
        change = Change(body=body, media_group=media_group)
        return await drafting.change_by(update, context, awaited.about, lambda _: change)
    draft: Notice = await ward.database.run(draft_store.start, body, actor(update), ward.clock(), media_group)
    return draft


async def _begin_album(update: Update, context: WardContext, message: Message, media_group: str) -> None:
    """The part of an album that comes first becomes a draft's content, and is answered for all of them."""
    draft = await _becomes_a_draft(update, context, message, _part(message), media_group)
    if draft is None:
        return
    context.ward.albums.begin(message.chat_id, media_group, draft.id)
    if await _is_refused(update, context, draft):
        return
    if draft.audience == Audience():
        await drafting.whom_page(update, context, draft)
    else:
        # Shown at once it would lack the parts still to come.
        await say(update, context, texts.ALBUM_TAKEN, keyboards.album(draft.id))


async def take_part(update: Update, context: WardContext) -> None:
    """A further part of an album is added without a word, unless it comes too late or says what cannot be sent."""
    message, ward = update.effective_message, context.ward
    draft_id = ward.albums.draft_of(message) if message is not None else None
    if message is None or draft_id is None:
        return
    add = functools.partial(album_store.add_part, media_group=message.media_group_id or "", part=_part(message))
    try:
        draft = await ward.database.run(add, draft_id, actor(update))
    except (NotADraftError, NotTheAuthorError):
        await say(update, context, texts.PART_TOO_LATE)
        return
    if draft is not None and message.caption:
        await _is_refused(update, context, draft)


async def _is_refused(update: Update, context: WardContext, draft: Notice) -> bool:
    """Whether an album's words cannot be sent; says so and awaits other content, as its other parts may be under way.
    The draft does not leave as it is.
    """
    refusal, chat = drafting.problem(draft.body), update.effective_chat
    if refusal is None or chat is None:
        return False
    context.ward.expecting.expect(chat.id, AWAIT_CONTENT, draft.id)
    await say(update, context, refusal)
    return True


def _part(message: Message) -> Body:
    """One part of an album, with its caption as the notice's words."""
    return Body(message.caption_html or "", address(message.chat_id), captioned=True, album=(str(message.message_id),))


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


async def keep(update: Update, context: WardContext) -> None:
    """Keep every draft that would end."""
    count = await context.ward.database.run(draft_end_store.keep, actor(update), context.ward.clock())
    await turn(update, context, texts.kept(count) if count else texts.NOTHING_TO_KEEP)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,12}"
    on_command(application, "thongbao", start, PRIVATE)
    albums = application.bot_data["ward"].albums
    on_message(application, PRIVATE & IsFurtherPart(albums), take_part, Right.OFFICER)
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
            f"{NOTICE}:keep": keep,
        },
    )
