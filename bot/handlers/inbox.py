"""`/hopthu`: the officers' lists of what was handed over; taking a thread, passing it on, closing and reopening it."""

from telegram import Update

from bot import asking_texts
from bot import inquiry_keyboards as keyboards
from bot import inquiry_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import INBOX
from bot.presses import answer, pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, on_buttons, on_command
from bot.roles import actor, address
from broadcasts import inquiry_steps, inquiry_store, people_store
from broadcasts.inquiry import Inquiry, InquiryState, Side, View
from broadcasts.people import Role


async def show_inbox(update: Update, context: WardContext) -> None:
    """How many threads stand where."""
    ward = context.ward
    counts = {
        view: len(await ward.database.run(inquiry_store.listed, view, actor(update), ward.clock())) for view in View
    }
    await turn(update, context, texts.inbox(counts), keyboards.inbox(counts))


async def show_list(update: Update, context: WardContext) -> None:
    """One page of one list."""
    ward, view, page = context.ward, View(pressed(update)[2]), int(pressed(update)[3])
    threads = await ward.database.run(inquiry_store.listed, view, actor(update), ward.clock())
    labels = [(one.id, texts.inquiry_button(one, await _words(context, one), ward.clock())) for one in threads]
    page = min(page, max(0, len(labels) - 1) // keyboards.LIST_SIZE)
    await turn(update, context, texts.list_heading(view, len(labels)), keyboards.listed(view, labels, page))


async def _words(context: WardContext, thread: Inquiry) -> str:
    said = await context.ward.database.run(inquiry_store.messages, thread.id)
    return next((one.content.text for one in said if one.side is Side.ASKER), "")


async def show(update: Update, context: WardContext) -> None:
    """One thread, as a message of its own to which the officer can reply."""
    await answer(update, context)
    if update.effective_chat is not None and not await context.ward.desk.show(
        address(update.effective_chat.id), int(pressed(update)[2])
    ):
        await say(update, context, texts.NO_INQUIRY)


async def take(update: Update, context: WardContext) -> None:
    """The officer will answer, unless somebody else said so before."""
    ward, number = context.ward, int(pressed(update)[2])
    thread = await ward.database.run(inquiry_steps.take, number, actor(update), ward.clock())
    if thread is None:
        await answer(update, context, texts.NO_INQUIRY)
        return
    is_mine = thread.holder == actor(update)
    await answer(update, context, texts.TAKEN_BY_YOU if is_mine else texts.taken_by(thread.holder_name))
    await ward.desk.refresh(number)


async def hand_on(update: Update, context: WardContext) -> None:
    """The colleagues a thread can be passed to."""
    ward, number = context.ward, int(pressed(update)[2])
    offices = await ward.database.run(people_store.current_offices)
    me = {office.id for office in await ward.database.run(people_store.offices_of, actor(update))}
    others = [one for one in offices if one.role is Role.OFFICER and one.linked and not one.lost and one.id not in me]
    if others:
        await say(update, context, texts.HAND_ON_TO_WHOM.format(number), keyboards.colleagues(number, others))
    else:
        await answer(update, context, texts.NO_COLLEAGUE)


async def handed_on(update: Update, context: WardContext) -> None:
    """The thread is a colleague's from now on, who is told."""
    ward, (_, _, number, office) = context.ward, pressed(update)
    chat = await ward.database.run(people_store.chat_of_office, int(office))
    to = address(int(chat or 0))
    thread = await ward.database.run(inquiry_steps.pass_on, int(number), to, actor(update), ward.clock())
    if thread is None:
        await turn(update, context, texts.NO_INQUIRY)
        return
    await turn(update, context, texts.passed_on(thread.id, thread.holder_name))
    await ward.desk.refresh(thread.id)
    await ward.desk.show(to, thread.id, texts.HANDED_ON_TO_YOU)


async def ask_to_close(update: Update, context: WardContext) -> None:
    """What was answered is closed at once; what was not, after one question."""
    number = int(pressed(update)[2])
    thread = await context.ward.database.run(inquiry_store.inquiry, number)
    if thread is not None and thread.state is InquiryState.OPEN:
        await say(update, context, texts.CLOSE_UNANSWERED.format(number), keyboards.close_unanswered(number))
    else:
        await _close(update, context, number)


async def close(update: Update, context: WardContext) -> None:
    """Closed after all; the question about it goes."""
    await turn(update, context, texts.VIEWS[View.DONE])
    await _close(update, context, int(pressed(update)[2]))


async def _close(update: Update, context: WardContext, number: int) -> None:
    ward = context.ward
    before = await ward.database.run(inquiry_steps.close, number, actor(update), ward.clock())
    await answer(update, context)
    await ward.desk.refresh(number)
    if before is not None and before.asker is not None:
        text = asking_texts.closed_by_ward(number, unanswered=before.state is InquiryState.OPEN)
        await ward.desk.tell(before.asker, text, keyboards.go_on(number, done=False))


async def reopen(update: Update, context: WardContext) -> None:
    """A closed thread is open again, and this officer's."""
    ward, number, now = context.ward, int(pressed(update)[2]), context.ward.clock()
    is_open = await ward.database.run(inquiry_steps.reopen, number, actor(update), ward.desk.due(now), now)
    await answer(update, context, None if is_open else texts.NO_INQUIRY)
    await ward.desk.refresh(number)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,9}"
    on_command(application, "hopthu", show_inbox, PRIVATE)
    buttons = {
        f"{INBOX}:inbox": show_inbox,
        f"{INBOX}:list:(?:{'|'.join(View)}):[0-9]{{1,3}}": show_list,
        f"{INBOX}:show:{number}": show,
        f"{INBOX}:take:{number}": take,
        f"{INBOX}:pass:{number}": hand_on,
        f"{INBOX}:to:{number}:{number}": handed_on,
        f"{INBOX}:close:{number}": ask_to_close,
        f"{INBOX}:closed:{number}": close,
        f"{INBOX}:reopen:{number}": reopen,
    }
    on_buttons(application, buttons)
