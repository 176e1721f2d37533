"""“Hữu ích” and “Chưa đúng” under an answer: counted without persons, once for each answer."""

from telegram import Message, Update

from bot import teaching_keyboards as keyboards
from bot import teaching_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import JUDGE
from bot.limits import Verdict
from bot.presses import answer, pressed, show_left
from bot.rights import on_button
from knowledge.misses_store import judge


async def judged(update: Update, context: WardContext) -> None:
    """Count the press, thank, and take the two buttons away; the way to a person stays."""
    ward, chat, query = context.ward, update.effective_chat, update.callback_query
    if chat is None or query is None:
        return
    _, verdict, entry = pressed(update)
    now, helpful = ward.clock(), verdict == "yes"
    if entry in ward.assistant.library.entries and ward.limit.judge(chat.id, now) is Verdict.SERVE:
        asked = ward.assistant.conversations.question_behind(chat.id, entry, now)
        await ward.database.run(judge, entry, asked, now, helpful=helpful)
    await answer(update, context, texts.THANKS if helpful else texts.THANKS_NOT_RIGHT)
    if not isinstance(query.message, Message):
        return  # too old for its buttons to be changed
    await show_left(update, keyboards.without_judging(query.message.reply_markup))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_button(application, f"{JUDGE}:(?:yes|no):[a-z0-9-]{{1,48}}", judged)
