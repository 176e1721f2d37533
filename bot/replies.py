"""Sending one reply, wherever the update came from."""

from telegram import InlineKeyboardMarkup, Update
from telegram.error import BadRequest

from bot import keyboards, telling, texts
from bot.context import WardContext
from bot.limits import Verdict
from bot.messenger import is_so_already
from bot.pictures import CAPTION_LIMIT
from bot.presses import answer
from broadcasts.people import Role
from knowledge.reply import Reply


async def say(update: Update, context: WardContext, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Send HTML to the update's chat; a pressed button is answered first, so that it stops turning.

    In a group the reply quotes the message it answers.
    """
    await answer(update, context)
    if update.effective_chat is not None:
        await context.bot.send_message(
            update.effective_chat.id,
            text,
            parse_mode="HTML",
            reply_markup=keyboard,
            reply_to_message_id=_quoted(update),
            allow_sending_without_reply=True,
        )


async def say_within_limit(update: Update, context: WardContext, text: str) -> None:
    """Say what costs the person nothing to bring about, as often as they may ask."""
    chat = update.effective_chat
    if chat is None:
        return
    verdict = context.ward.limit.judge(chat.id, context.ward.clock())
    if verdict is Verdict.SERVE:
        await say(update, context, text)
    elif verdict is Verdict.WARN:
        await say(update, context, texts.SLOW_DOWN)


def _quoted(update: Update) -> int | None:
    chat, message = update.effective_chat, update.effective_message
    if chat is None or message is None or chat.type == chat.PRIVATE or update.callback_query is not None:
        return None
    return message.message_id


async def tell(context: WardContext, person: int, text: str, keyboard: InlineKeyboardMarkup | None = None) -> bool:
    """Tell somebody who is not in this conversation, and return whether it came through; if not, it is logged."""
    return await telling.tell(context.bot, person, text, keyboard)


async def tell_officers(
    context: WardContext, text: str, *, but: int | None = None, keyboard: InlineKeyboardMarkup | None = None
) -> None:
    """Tell every officer but one."""
    others = (officer for officer in context.ward.roles.officers() if officer != but)
    await telling.tell_all(context.bot, others, text, keyboard)


async def turn(update: Update, context: WardContext, text: str, keyboard: InlineKeyboardMarkup | None = None) -> None:
    """Change the pressed button's message into another page, its buttons going unless there are new ones; send it anew
    where that is no longer possible.
    """
    query = update.callback_query
    if query is None or query.message is None or not query.message.is_accessible:
        await say(update, context, text, keyboard)
        return
    await answer(update, context)
    try:
        await query.edit_message_text(text, parse_mode="HTML", reply_markup=keyboard)
    except BadRequest as error:
        if not is_so_already(error):
            raise


async def say_reply(update: Update, context: WardContext, reply: Reply) -> None:
    """Send what the assistant replied, its options as buttons, its picture above it; an answer to a person's own
    question can be judged.
    """
    asks_back = reply.kind in ("clarify", "unknown")
    judged = reply.entry if reply.kind == "answer" and _can_judge(update, context, reply) else None
    person = _way_to_a_person(update, reply)
    keyboard = keyboards.choices(reply.options, numbered=asks_back, person=person, judged=judged)
    chat, text = update.effective_chat, texts.answer(reply)
    pictures = context.ward.pictures
    if chat is None or reply.picture is None or len(reply.text) > CAPTION_LIMIT or not pictures.has(reply.picture):
        await say(update, context, text, keyboard)
        return
    await answer(update, context)
    await pictures.send(context.bot, chat.id, reply.picture, text, keyboard, _quoted(update))


def _way_to_a_person(update: Update, reply: Reply) -> str | None:
    """What the button sends: in private it hands the question over; in a group, where everybody reads, it tells how
    officers are reached, where no answer was found. Danger and reports of crime are not the officers' matter.
    """
    chat = update.effective_chat
    if reply.sensitive or reply.kind not in ("answer", "unknown"):
        return None
    if chat is not None and chat.type == chat.PRIVATE:
        return keyboards.data(keyboards.INQUIRY, "ask")
    return keyboards.data(keyboards.ENTRY, keyboards.PERSON_ENTRY) if reply.kind == "unknown" else None


def _can_judge(update: Update, context: WardContext, reply: Reply) -> bool:
    """In private, while it is known what was asked: in a group nobody knows whose verdict it is."""
    chat, ward = update.effective_chat, context.ward
    if chat is None or chat.type != chat.PRIVATE or reply.entry is None:
        return False
    return bool(ward.assistant.conversations.question_behind(chat.id, reply.entry, ward.clock()))


async def show_entry(update: Update, context: WardContext, entry_id: str) -> bool:
    """Send an entry as it stands today; returns False, having sent nothing, if there is none with this id."""
    ward = context.ward
    chat = update.effective_chat.id if update.effective_chat else None
    reply = ward.assistant.show(entry_id, ward.clock(), chat)
    if reply is None:
        return False
    await say_reply(update, context, reply)
    return True


def main_menu(update: Update, context: WardContext) -> InlineKeyboardMarkup:
    """The main menu as this person sees it."""
    person = update.effective_user.id if update.effective_user else None
    return keyboards.main_menu(
        len(context.ward.assistant.library.targets()), officer=Role.OFFICER in context.ward.roles.of(person)
    )
