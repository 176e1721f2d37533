"""Which words of people may be handed over to officers, and in what form."""

from telegram import Update

from bot import asking_texts as texts
from bot.context import WardContext
from bot.limits import Verdict
from bot.replies import say, say_reply
from bot.texts import SLOW_DOWN
from broadcasts.inquiry import LONGEST_WORDS
from knowledge.privacy import names_somebody, scrub


async def passable_words(update: Update, context: WardContext, words: str) -> str | None:
    """The words as they may be handed over; None, having said why, for what officers are not the right ones for."""
    ward, chat = context.ward, update.effective_chat
    reply = ward.assistant.reply(words, ward.clock())
    if reply.kind == "redirect" or ward.assistant.may_report(words):
        await say_reply(update, context, reply)
        await say(update, context, texts.NOT_PASSED_ON)
        return None
    verdict = ward.limit.judge(chat.id if chat else 0, ward.clock())
    if verdict is not Verdict.SERVE:
        if verdict is Verdict.WARN:
            await say(update, context, SLOW_DOWN)
    elif len(words) > LONGEST_WORDS:
        await say(update, context, texts.TOO_LONG)
    elif names_somebody(words):
        await say(update, context, texts.SOMEBODY_NAMED)
    else:
        return scrub(words.strip())
    return None
