"""A list of leaders sent as a file by an officer: read, shown with its bad rows, and taken over on confirmation."""

import asyncio
import secrets

from telegram import Update
from telegram.ext import filters

from bot import office_texts as texts
from bot import people_keyboards as keyboards
from bot.context import WardApplication, WardContext
from bot.keyboards import LIST
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, Right, on_button, on_message
from bot.roles import address
from bot.texts import esc
from broadcasts import steps

AWAIT_CONFIRMATION = "taking over a list"


async def read_file(update: Update, context: WardContext) -> None:
    """Read a spreadsheet and show what was understood."""
    # Reading Excel files is needed rarely and costs 30 MB.
    from broadcasts.leader_list import LARGEST_FILE, UnreadableList, read_leader_list

    message, chat = update.effective_message, update.effective_chat
    document = message.document if message else None
    if document is None or chat is None:
        return
    if (document.file_size or 0) > LARGEST_FILE:
        await say(update, context, texts.LIST_TOO_LARGE)
        return
    file = await document.get_file()
    content = bytes(await file.download_as_bytearray())
    try:
        found = await asyncio.to_thread(read_leader_list, content, document.file_name or "")
    except UnreadableList as error:
        await say(update, context, esc(str(error)))
        return
    tdps = {leader.tdp for leader in found.leaders}
    token = secrets.token_hex(4)
    keyboard = keyboards.take_list(token) if found.leaders else None
    if found.leaders:
        context.ward.expecting.expect(chat.id, AWAIT_CONFIRMATION, (token, found.leaders))
    await say(update, context, texts.list_read(len(found.leaders), len(tdps), found.bad_rows), keyboard)


async def take(update: Update, context: WardContext) -> None:
    """Take the list over."""
    ward, chat, now = context.ward, update.effective_chat, context.ward.clock()
    awaited = ward.expecting.awaited(chat.id) if chat else None
    if chat is None or awaited is None or awaited.kind != AWAIT_CONFIRMATION or awaited.about[0] != pressed(update)[2]:
        await turn(update, context, texts.LIST_GONE)
        return
    ward.expecting.taken(chat.id)
    listed = [(leader.tdp, leader.rank, leader.name, leader.phone) for leader in awaited.about[1]]
    new, known = await ward.database.run(steps.take_list, listed, address(chat.id), now)
    await turn(update, context, texts.list_taken(new, known))


async def drop(update: Update, context: WardContext) -> None:
    """Change nothing."""
    chat, expecting = update.effective_chat, context.ward.expecting
    awaited = expecting.awaited(chat.id) if chat else None
    if (
        chat is not None
        and awaited is not None
        and awaited.kind == AWAIT_CONFIRMATION
        and awaited.about[0] == pressed(update)[2]
    ):
        expecting.taken(chat.id)
    await turn(update, context, texts.LIST_DROPPED)


class IsOfficer(filters.UpdateFilter):
    """A message of an officer: files of anybody else are what they always were."""

    def __init__(self, application: WardApplication) -> None:
        """Looks up the roles at every message."""
        super().__init__()
        self._bot_data = application.bot_data

    def filter(self, update: Update) -> bool:
        """Whether the sender is an officer."""
        person = update.effective_user
        return person is not None and person.id in self._bot_data["ward"].roles.officers()


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    spreadsheet = filters.Document.FileExtension("xlsx") | filters.Document.FileExtension("csv")
    spreadsheet |= filters.Document.FileExtension("xls")  # read far enough to say how to save it
    on_message(application, PRIVATE & spreadsheet & IsOfficer(application), read_file, Right.OFFICER)
    on_button(application, f"{LIST}:take:[0-9a-f]{{8}}", take)
    on_button(application, f"{LIST}:drop:[0-9a-f]{{8}}", drop)
