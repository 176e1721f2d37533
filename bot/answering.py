"""One question, one reply: limits, the assistant, the record of what was asked without who asked."""

import sqlite3

import structlog
from telegram import Update

from bot import texts
from bot.context import WardContext
from bot.limits import Verdict
from bot.replies import say, say_reply, say_within_limit
from knowledge.store import record_question

log = structlog.get_logger(__name__)

LONGEST_QUESTION = 600
"""Characters; longer texts are letters or copied posts, which one answer would not do justice."""


async def answer_question(update: Update, context: WardContext, question: str) -> None:
    """Reply to a question of the update's chat; a call for help is answered whatever the circumstances."""
    ward, chat, message = context.ward, update.effective_chat, update.effective_message
    if chat is None or message is None:
        return
    now = ward.clock()
    ward.asked.add(message)
    reply = ward.assistant.reply(question, now, chat.id)
    if reply.kind != "redirect":
        verdict = ward.limit.judge(chat.id, now)
        if verdict is not Verdict.SERVE:
            if verdict is Verdict.WARN:
                await say(update, context, texts.SLOW_DOWN)
            return
        if len(question) > LONGEST_QUESTION:
            await say(update, context, texts.TOO_LONG)
            return
        if message.forward_origin is not None:
            await say(update, context, texts.FORWARDED)
            return
    await say_reply(update, context, reply)
    if not reply.sensitive:
        log.info("question answered", update_id=update.update_id, kind=reply.kind, entry=reply.entry, score=reply.score)
    try:
        await ward.database.run(record_question, question, reply, now)
    except sqlite3.Error as error:
        # The person has the answer; a full disk is the operator's matter.
        log.error("question not recorded", update_id=update.update_id, reason=str(error))


async def answer_edit(update: Update, context: WardContext, words: str) -> None:
    """Answer a question that was edited, and a call for help; whoever edited anything else is asked to write anew."""
    ward, message = context.ward, update.effective_message
    if message is None:
        return
    if message in ward.asked or ward.assistant.calls_for_help(words):
        await answer_question(update, context, words)
    else:
        await say_within_limit(update, context, texts.EDIT_NOT_TAKEN)
