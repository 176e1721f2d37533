"""Leaders answer a notice by its buttons or in words, and see with `/viec` what still waits for them."""

from telegram import Message, Update
from telegram.ext import filters

from bot import receipt_keyboards as keyboards
from bot import receipt_texts as texts
from bot.answering import answer_question
from bot.context import WardApplication, WardContext
from bot.keyboards import RECEIPT
from bot.meetings import calendar_file
from bot.presses import answer, pressed, show_left
from bot.rendering import send_notice
from bot.replies import say, turn
from bot.rights import PRIVATE, Right, on_awaited, on_buttons, on_command, on_message
from bot.roles import Roles, actor
from bot.writing_back import notice_replied_to, write_back
from broadcasts import receipt_store
from broadcasts.asks import AskKind, Given
from broadcasts.receipt_store import NotAskedError, Task
from broadcasts.typed_answers import figure_in, understand

AWAIT_FIGURE, AWAIT_REASON, AWAIT_NOTICE = "figure", "reason for staying away", "which notice an answer is for"
LONGEST_REASON = 200


async def show_tasks(update: Update, context: WardContext) -> None:
    """What still waits, oldest first."""
    ward = context.ward
    found = (await ward.database.run(receipt_store.tasks, actor(update), ward.clock()))[: texts.MOST_TASKS]
    keyboard = keyboards.tasks(found) if found else None
    await turn(update, context, texts.tasks(found, ward.settings.zone) if found else texts.NOTHING_WAITS, keyboard)


async def open_task(update: Update, context: WardContext) -> None:
    """One notice again, with what can be answered."""
    task, chat, ward = await _task(update, context), update.effective_chat, context.ward
    if task is not None and chat is not None:
        await answer(update, context)
        keyboard = keyboards.asked(task.ask, task.sending)
        await send_notice(context.bot, chat.id, ward.name, ward.settings.zone, task.body, keyboard)


async def _task(update: Update, context: WardContext) -> Task | None:
    """What the pressed button asks; says so if it asks this person nothing."""
    sending = int(pressed(update)[2])
    try:
        return await context.ward.database.run(receipt_store.task, sending, actor(update))
    except NotAskedError:
        await answer(update, context, texts.NOT_ASKED if sending else texts.ONLY_A_LOOK)
        return None


async def received(update: Update, context: WardContext) -> None:
    """ "Đã nhận"."""
    await _press(update, context, Given())


async def carried_out(update: Update, context: WardContext) -> None:
    """ "Đã triển khai"."""
    await _press(update, context, Given(carried_out=True))


async def comes(update: Update, context: WardContext) -> None:
    """Comes to the meeting, and gets it for the phone's calendar."""
    task, chat = await _press(update, context, Given(attends=True)), update.effective_chat
    if task is not None and chat is not None:
        file = calendar_file(task, context.ward.clock())
        await context.bot.send_document(
            chat.id, file, filename=texts.meeting_file(task.notice.code), caption=texts.MEETING_FILE
        )


async def stays_away(update: Update, context: WardContext) -> None:
    """Does not come; why can be typed."""
    task, chat = await _press(update, context, Given(attends=False)), update.effective_chat
    if task is not None and chat is not None:
        context.ward.expecting.expect(chat.id, AWAIT_REASON, task.sending)
        await say(update, context, texts.WHY_AWAY, keyboards.no_reason(task.sending))


async def no_reason(update: Update, context: WardContext) -> None:
    """Keeps the reason."""
    if update.effective_chat is not None:
        context.ward.expecting.taken(update.effective_chat.id)
        await turn(update, context, texts.NOTED)


async def choose(update: Update, context: WardContext) -> None:
    """One of the answers there are."""
    task, place = await _task(update, context), int(pressed(update)[3])
    if task is not None and place < len(task.ask.choices):
        await _record(update, context, task.sending, Given(choice=place))


async def ask_figure(update: Update, context: WardContext) -> None:
    """Await the number."""
    task, chat = await _task(update, context), update.effective_chat
    if task is not None and chat is not None:
        context.ward.expecting.expect(chat.id, AWAIT_FIGURE, task.sending)
        await say(update, context, texts.ask_figure(task.ask.unit))


async def _press(update: Update, context: WardContext, given: Given) -> Task | None:
    """Record what a button says and show what is left to press."""
    if await _task(update, context) is None:
        return None
    ward = context.ward
    task: Task = await ward.database.run(
        receipt_store.answer, int(pressed(update)[2]), actor(update), given, ward.clock()
    )
    await answer(update, context)
    await show_left(update, keyboards.asked(task.ask, task.sending, task.answer))
    if task.ask.kind is not AskKind.ATTEND or task.answer.attends:
        await say(update, context, texts.noted(task.ask, task.answer, task.notice.code))
    return task


async def take_figure(update: Update, context: WardContext) -> None:
    """The number as typed."""
    chat, message, ward = update.effective_chat, update.effective_message, context.ward
    if chat is None or message is None:
        return
    figure = figure_in(message.text or "")
    if figure is None:
        await say(update, context, texts.NOT_A_FIGURE)
        return
    awaited = ward.expecting.taken(chat.id)
    if awaited is not None:
        await _record(update, context, awaited.about, Given(figure=figure))


async def take_reason(update: Update, context: WardContext) -> None:
    """Why somebody stays away."""
    chat, message = update.effective_chat, update.effective_message
    awaited = context.ward.expecting.taken(chat.id) if chat is not None else None
    if message is not None and awaited is not None:
        reason = " ".join((message.text or "").split())[:LONGEST_REASON]
        await _record(update, context, awaited.about, Given(attends=False, reason=reason))


async def take_words(update: Update, context: WardContext) -> None:
    """An answer typed instead of pressed; what answers nothing is a question like any other."""
    message, chat, ward = update.effective_message, update.effective_chat, context.ward
    if message is None or chat is None:
        return
    under = await notice_replied_to(message, context)
    typed = understand(message.text or "", under_notice=under is not None)
    if under is not None and typed is not None:
        await _take_under(update, context, under, typed)
        return
    waiting = await ward.database.run(receipt_store.tasks, actor(update), ward.clock()) if typed is not None else []
    fitting = [task for task in waiting if typed is not None and typed.fits(task.ask)]
    if typed is None or not fitting:
        await answer_question(update, context, message.text or "")
    elif len(fitting) == 1:
        await _record(update, context, fitting[0].sending, typed)
    else:
        ward.expecting.expect(chat.id, AWAIT_NOTICE, typed)
        await say(update, context, texts.WHICH, keyboards.which(fitting[: texts.MOST_TASKS]))


async def _take_under(update: Update, context: WardContext, sending: int, typed: Given) -> None:
    """An answer typed under a notice, also one that replaces an earlier one; what does not answer it is for its author
    to read, but for a bare "ok", which brings back what is asked.
    """
    zone = context.ward.settings.zone
    try:
        task: Task | None = await context.ward.database.run(receipt_store.task, sending, actor(update))
    except NotAskedError:
        task = None
    if task is not None and typed.fits(task.ask):
        await _record(update, context, sending, typed)
    elif typed != Given():
        await write_back(update, context, sending)
    elif task is None or task.ask.kind is AskKind.NOTHING:
        await say(update, context, texts.NEEDS_NO_ANSWER)
    else:
        keyboard = keyboards.asked(task.ask, sending, task.answer)
        await say(update, context, texts.press_please(task.ask, task.answer, zone), keyboard)


async def choose_notice(update: Update, context: WardContext) -> None:
    """The notice a typed answer is for."""
    chat, ward = update.effective_chat, context.ward
    awaited = ward.expecting.taken(chat.id) if chat is not None else None
    if awaited is None or not isinstance(awaited.about, Given):
        await turn(update, context, texts.NO_LONGER)
    else:
        await _record(update, context, int(pressed(update)[2]), awaited.about)


async def _record(update: Update, context: WardContext, sending: int, given: Given) -> None:
    """Record an answer and read it back."""
    ward = context.ward
    try:
        task = await ward.database.run(receipt_store.answer, sending, actor(update), given, ward.clock())
    except NotAskedError:
        await say(update, context, texts.NOT_ASKED)
        return
    await turn(update, context, texts.noted(task.ask, task.answer, task.notice.code), keyboards.change(task.sending))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number, ward = "[0-9]{1,12}", application.bot_data["ward"]
    on_command(application, "viec", show_tasks, PRIVATE)
    on_awaited(application, AWAIT_FIGURE, take_figure, Right.EVERYONE)
    on_awaited(application, AWAIT_REASON, take_reason, Right.EVERYONE)
    typed = PRIVATE & filters.TEXT & ~filters.COMMAND
    on_message(application, typed & IsAnAnswer(ward.roles), take_words, Right.EVERYONE)
    on_buttons(
        application,
        {
            f"{RECEIPT}:got:{number}": received,
            f"{RECEIPT}:done:{number}": carried_out,
            f"{RECEIPT}:come:{number}": comes,
            f"{RECEIPT}:away:{number}": stays_away,
            f"{RECEIPT}:quiet:{number}": no_reason,
            f"{RECEIPT}:figure:{number}": ask_figure,
            f"{RECEIPT}:choice:{number}:[0-9]": choose,
            f"{RECEIPT}:open:{number}": open_task,
            f"{RECEIPT}:typed:{number}": choose_notice,
        },
    )


class IsAnAnswer(filters.MessageFilter):
    """A leader's or officer's message that may answer a notice."""

    def __init__(self, roles: Roles) -> None:
        """`roles` tells who has an office."""
        super().__init__()
        self._roles = roles

    def filter(self, message: Message) -> bool:
        """Whether the message's own words make an answer."""
        person = message.from_user.id if message.from_user else None
        under = message.reply_to_message is not None
        return bool(self._roles.of(person)) and understand(message.text or "", under_notice=under) is not None
