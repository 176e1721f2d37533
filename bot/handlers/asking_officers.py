"""`/hoi_canbo`: a question goes to the ward's officers once the person has seen it and agreed; then it goes on by
replying, until one side closes it.
"""

import hashlib

from telegram import Update
from telegram.ext import filters

from bot import asking_texts as texts
from bot import inquiry_keyboards as keyboards
from bot.context import WardApplication, WardContext
from bot.keyboards import INQUIRY, PERSON_ENTRY
from bot.passable import passable_words
from bot.people_texts import version
from bot.presses import answer, pressed
from bot.replies import say, show_entry, turn
from bot.rights import EDITED, PRIVATE, Right, on_awaited, on_buttons, on_command, on_message
from bot.roles import address
from bot.threads import RepliesTo
from broadcasts import inquiry_post_store, inquiry_steps, inquiry_store, subscription_store
from broadcasts.inquiry import LONGEST_WORDS, RefusedError, Side

AWAIT_QUESTION, AWAIT_MORE = "question for officers", "more words for officers"
SHOWN = "question shown before it is sent"


async def ask(update: Update, context: WardContext) -> None:
    """`/hoi_canbo …`: with words they are shown at once, without they are awaited."""
    await _show(update, context, " ".join(context.args or ()))


async def ask_the_same(update: Update, context: WardContext) -> None:
    """The button under an answer: with the question just asked, if it is still remembered."""
    ward, chat = context.ward, update.effective_chat
    last = ward.assistant.conversations.last(chat.id, ward.clock()) if chat else None
    asked = last.asked if last else ""
    await _show(update, context, asked if len(asked) <= LONGEST_WORDS else "")


async def ask_anew(update: Update, context: WardContext) -> None:
    """The menu's button, and writing a question again."""
    await _show(update, context, "")


async def typed(update: Update, context: WardContext) -> None:
    """The question that was awaited."""
    message = update.effective_message
    await _show(update, context, (message.text or "") if message else "")


async def _show(update: Update, context: WardContext, words: str) -> None:
    """Exactly what would be handed over, and the consent if it was not given; nothing is stored yet."""
    ward, chat = context.ward, update.effective_chat
    if chat is None:
        return
    if not await ward.database.run(inquiry_post_store.places, None):
        # Nobody would read it: how officers are reached otherwise is the honest answer.
        await show_entry(update, context, PERSON_ENTRY)
        return
    if not words.strip():
        ward.expecting.expect(chat.id, AWAIT_QUESTION)
        await say(update, context, texts.TYPE_QUESTION, keyboards.leave_it())
        return
    passable = await passable_words(update, context, words)
    if passable is None:
        return
    ward.expecting.expect(chat.id, SHOWN, passable)
    agreed = await ward.database.run(subscription_store.has_agreed, address(chat.id), _version(context))
    text = texts.preview(
        passable, hidden=passable != words.strip(), consent_text="" if agreed else texts.consent(ward.name)
    )
    await say(update, context, text, keyboards.preview(_version(context), _seal(passable), consent=not agreed))


def _version(context: WardContext) -> str:
    return version(texts.consent(context.ward.name))


def _seal(words: str) -> str:
    """Ties a button to the words shown above it."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]


async def send(update: Update, context: WardContext) -> None:
    """Hand over what was shown; an old button, or one under words no longer remembered, hands nothing over."""
    ward, chat, now = context.ward, update.effective_chat, context.ward.clock()
    if chat is None:
        return
    query = update.callback_query
    if query is not None and ward.desk.threads.at(query.message) is not None:
        await answer(update, context)  # pressed twice: it was handed over
        return
    _, _, agreed_to, seal = pressed(update)
    shown = ward.expecting.awaited(chat.id)
    if shown is None or shown.kind != SHOWN or _seal(shown.about) != seal:
        await turn(update, context, texts.TYPE_AGAIN)
        return
    if agreed_to != _version(context):
        await _show(update, context, shown.about)
        return
    ward.expecting.taken(chat.id)
    due = ward.desk.due(now)
    try:
        number = await ward.database.run(inquiry_steps.ask, address(chat.id), shown.about, _version(context), due, now)
    except RefusedError as refused:
        await turn(update, context, texts.REFUSALS[refused.why])
        return
    closed_now = "" if ward.desk.hours().is_open(now, ward.settings.zone) else _closed_now(context)
    text = texts.handed_over(number, ward.desk.promise(due), closed_now)
    await turn(update, context, text, keyboards.go_on(number, done=False))
    if query is not None and query.message is not None:
        await ward.desk.threads.add(chat.id, query.message.message_id, number, Side.ASKER)
    await ward.desk.deliver()


def _closed_now(context: WardContext) -> str:
    ward = context.ward
    today = ward.clock().astimezone(ward.settings.zone).date()
    return texts.OUTSIDE_HOURS if ward.desk.hours().is_working_day(today) else texts.DAY_OFF


async def leave(update: Update, context: WardContext) -> None:
    """Nothing is handed over."""
    if update.effective_chat is not None:
        context.ward.expecting.taken(update.effective_chat.id)
    await turn(update, context, texts.NOT_SENT)


async def go_on_by_reply(update: Update, context: WardContext) -> None:
    """A reply to an answer goes on with its thread."""
    post = context.ward.desk.threads.replied_to(update.effective_message)
    if post is not None:
        await _go_on(update, context, post.inquiry)


async def correct_reply(update: Update, context: WardContext) -> None:
    """A reply edited afterwards goes on with its thread, said to be a correction."""
    post = context.ward.desk.threads.replied_to(update.effective_message)
    if post is not None:
        await _go_on(update, context, post.inquiry, corrected=True)


async def go_on_typed(update: Update, context: WardContext) -> None:
    """The words awaited after "ask on"."""
    chat = update.effective_chat
    awaited = context.ward.expecting.taken(chat.id) if chat else None
    if awaited is not None:
        await _go_on(update, context, awaited.about)


async def _go_on(update: Update, context: WardContext, number: int, *, corrected: bool = False) -> None:
    ward, chat, message, now = context.ward, update.effective_chat, update.effective_message, context.ward.clock()
    if chat is None or message is None:
        return
    if not message.text:
        await say(update, context, texts.ONLY_WORDS)
        return
    passable = await passable_words(update, context, message.text)
    if passable is None:
        return
    due, said = ward.desk.due(now), texts.correction(passable) if corrected else passable
    try:
        await ward.database.run(inquiry_steps.go_on, number, address(chat.id), said, due, now)
    except RefusedError as refused:
        await say(update, context, texts.REFUSALS[refused.why])
        return
    thread = await ward.database.run(inquiry_store.inquiry, number)
    promise = ward.desk.promise(thread.due_at if thread else due)
    hidden = passable != message.text.strip()
    await say(update, context, texts.added(number, promise, hidden=hidden), keyboards.go_on(number, done=True))
    await ward.desk.deliver()


async def ask_on(update: Update, context: WardContext) -> None:
    """Await more words for a thread."""
    chat, number = update.effective_chat, int(pressed(update)[2])
    if chat is None:
        return
    try:
        await context.ward.database.run(inquiry_steps.own, number, address(chat.id))
    except RefusedError as refused:
        await say(update, context, texts.REFUSALS[refused.why])
        return
    context.ward.expecting.expect(chat.id, AWAIT_MORE, number)
    await say(update, context, texts.TYPE_MORE, keyboards.leave_it())


async def done(update: Update, context: WardContext) -> None:
    """The person closes the thread; the answer stays as it is."""
    chat, number, ward = update.effective_chat, int(pressed(update)[2]), context.ward
    if chat is None:
        return
    try:
        await ward.database.run(inquiry_steps.close_own, number, address(chat.id), ward.clock())
    except RefusedError as refused:
        await say(update, context, texts.REFUSALS[refused.why])
        return
    await say(update, context, texts.closed_by_person(number), keyboards.go_on(number, done=False))
    await ward.desk.refresh(number)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    ward, number = application.bot_data["ward"], "[0-9]{1,9}"
    on_command(application, "hoi_canbo", ask, PRIVATE)
    in_thread = ~filters.COMMAND & ~filters.StatusUpdate.ALL & RepliesTo(ward.desk.threads, Side.ASKER)
    on_message(application, PRIVATE & in_thread, go_on_by_reply, Right.EVERYONE)
    on_message(application, EDITED & in_thread, correct_reply, Right.EVERYONE)
    on_awaited(application, AWAIT_QUESTION, typed, Right.EVERYONE)
    on_awaited(application, AWAIT_MORE, go_on_typed, Right.EVERYONE)
    buttons = {
        f"{INQUIRY}:new": ask_anew,
        f"{INQUIRY}:ask": ask_the_same,
        f"{INQUIRY}:write": ask_anew,
        f"{INQUIRY}:leave": leave,
        f"{INQUIRY}:send:[0-9a-f]{{8}}:[0-9a-f]{{8}}": send,
        f"{INQUIRY}:more:{number}": ask_on,
        f"{INQUIRY}:done:{number}": done,
    }
    on_buttons(application, buttons)
