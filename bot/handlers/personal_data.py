"""`/dulieu`, `/xoadulieu`, `/riengtu`: what is kept about a person, handed over, and deleted."""

import json

from telegram import Update

from bot import people_keyboards as keyboards
from bot import people_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import MY_DATA
from bot.menus import roles_changed
from bot.presses import answer
from bot.replies import say, turn
from bot.rights import PRIVATE, on_button, on_command
from bot.roles import address
from broadcasts import inquiry_store, people_store, personal_data_store, subscription_store
from knowledge.texts import WARD_WILL_SAY


async def show_data(update: Update, context: WardContext) -> None:
    """Everything stored about the person, in plain words."""
    if update.effective_chat is None:
        return
    ward, where = context.ward, address(update.effective_chat.id)
    if not await ward.database.run(personal_data_store.everything_about, where):
        await say(update, context, texts.NOTHING_STORED)
        return
    choices = await ward.database.run(subscription_store.choices, where)
    consents = await ward.database.run(subscription_store.consents, where)
    offices = await ward.database.run(people_store.offices_of, where)
    topics = ward.assistant.library.topics.values()
    titles = [topic.title for topic in topics if topic.id in choices.topics]
    asked = await ward.database.run(inquiry_store.numbers_of, where)
    text = texts.my_data(choices, titles, consents, offices, ward.settings.zone, asked)
    await say(update, context, text, keyboards.my_data())


async def hand_over(update: Update, context: WardContext) -> None:
    """The same as a file, every row and field."""
    if update.effective_chat is None or update.callback_query is None:
        return
    stored = await context.ward.database.run(personal_data_store.everything_about, address(update.effective_chat.id))
    content = json.dumps(stored, ensure_ascii=False, indent=2).encode()
    await answer(update, context)
    await context.bot.send_document(update.effective_chat.id, content, filename=texts.DATA_FILE_NAME)


async def ask_to_delete(update: Update, context: WardContext) -> None:
    """`/xoadulieu`: one question before everything goes."""
    where = address(update.effective_chat.id if update.effective_chat else 0)
    if await context.ward.database.run(people_store.recipient_id, where) is None:
        await say(update, context, texts.NOTHING_STORED)
    else:
        await say(update, context, texts.DELETE_QUESTION, keyboards.delete_data())


async def delete(update: Update, context: WardContext) -> None:
    """Everything about the person goes, at once."""
    if update.effective_chat is None:
        return
    ward, chat_id = context.ward, update.effective_chat.id
    await ward.desk.leave(address(chat_id))
    await ward.database.run(personal_data_store.delete_person, address(chat_id), ward.clock())
    ward.assistant.conversations.forget(chat_id)
    ward.expecting.taken(chat_id)
    await roles_changed(context.bot, ward.roles)
    await turn(update, context, texts.DELETED)
    await ward.desk.forget()


async def keep(update: Update, context: WardContext) -> None:
    """Nothing is deleted."""
    await turn(update, context, texts.KEPT)


async def show_privacy(update: Update, context: WardContext) -> None:
    """The short form of what is kept and of one's rights."""
    library = context.ward.assistant.library
    text = texts.privacy(context.ward.name, library.ward_value("dien-thoai-ubnd") or WARD_WILL_SAY)
    await say(update, context, text, keyboards.privacy())


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_command(application, "dulieu", show_data, PRIVATE)
    on_command(application, "xoadulieu", ask_to_delete, PRIVATE)
    on_command(application, "riengtu", show_privacy, PRIVATE)
    on_button(application, f"{MY_DATA}:rights", show_privacy)
    on_button(application, f"{MY_DATA}:show", show_data)
    on_button(application, f"{MY_DATA}:file", hand_over)
    on_button(application, f"{MY_DATA}:ask", ask_to_delete)
    on_button(application, f"{MY_DATA}:delete", delete)
    on_button(application, f"{MY_DATA}:keep", keep)
