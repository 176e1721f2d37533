"""What the leaders among a notice's readers are asked to answer, and how long that is awaited."""

from datetime import timedelta

from telegram import Update

from bot import compose_keyboards as keyboards
from bot import compose_texts as texts
from bot import drafting, said_times
from bot.context import WardApplication, WardContext
from bot.keyboards import NOTICE
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import Right, on_awaited, on_buttons
from broadcasts.asks import MOST_CHOICES, Ask, AskKind
from broadcasts.draft_store import Change
from broadcasts.notice import Notice
from broadcasts.schedule import Once, Plan

AWAIT_MEETING, AWAIT_UNIT, AWAIT_CHOICES = "time of a meeting", "what a figure counts", "answers to choose from"
LONGEST_UNIT = 60
_AWAITED = {
    AskKind.ATTEND: (AWAIT_MEETING, texts.MEETING),
    AskKind.FIGURE: (AWAIT_UNIT, texts.UNIT),
    AskKind.CHOICE: (AWAIT_CHOICES, texts.CHOICES),
}
"""What has to be typed for a kind, and the question for it."""


async def show(update: Update, context: WardContext) -> None:
    """What can be asked."""
    draft = await drafting.draft(update, context)
    if draft is not None:
        await drafting.asks_page(update, context, draft)


async def choose(update: Update, context: WardContext) -> None:
    """A kind of answer; some need a word more."""
    chat, kind = update.effective_chat, AskKind(pressed(update)[3])
    if chat is None:
        return
    if kind not in _AWAITED:
        await _take(update, context, int(pressed(update)[2]), Ask(kind=kind))
    elif (draft := await drafting.draft(update, context)) is not None:
        awaited, question = _AWAITED[kind]
        if kind is AskKind.ATTEND:
            said_times.await_time(context, chat.id, awaited, draft.id)
        else:
            context.ward.expecting.expect(chat.id, awaited, draft.id)
        await turn(update, context, question)


async def _take(update: Update, context: WardContext, draft_id: int, ask: Ask) -> None:
    draft = await drafting.change_by(update, context, draft_id, lambda _: Change(ask=ask))
    if draft is None:
        return
    if ask.kind is AskKind.NOTHING:
        await drafting.go_on(update, context, draft)
    else:
        await turn(update, context, texts.UNTIL, keyboards.within(draft.id))


async def take_unit(update: Update, context: WardContext) -> None:
    """What a figure counts; then which target it adds to, if the ward has any."""
    chat, message, ward = update.effective_chat, update.effective_message, context.ward
    if chat is None or message is None:
        return
    unit = " ".join((message.text or "").split())
    if not 0 < len(unit) <= LONGEST_UNIT:
        await say(update, context, texts.UNIT_TOO_LONG)
        return
    awaited = ward.expecting.taken(chat.id)
    targets = [entry.number for entry in ward.assistant.library.targets() if entry.number is not None]
    if awaited is None:
        return
    ask = Ask(kind=AskKind.FIGURE, unit=unit)
    if not targets:
        await _take(update, context, awaited.about, ask)
    elif (draft := await drafting.change_by(update, context, awaited.about, lambda _: Change(ask=ask))) is not None:
        await say(update, context, texts.TARGET, keyboards.targets(draft.id, targets))


async def choose_target(update: Update, context: WardContext) -> None:
    """The target a figure adds to; 0 is none."""
    number = int(pressed(update)[3]) or None
    known = {entry.number for entry in context.ward.assistant.library.targets()} | {None}

    def with_target(draft: Notice) -> Change:
        asked = draft.body.ask
        fits = asked.kind is AskKind.FIGURE and number in known
        return Change(ask=Ask(kind=asked.kind, unit=asked.unit, target=number)) if fits else Change()

    draft = await drafting.change(update, context, with_target)
    if draft is not None:
        await turn(update, context, texts.UNTIL, keyboards.within(draft.id))


async def take_choices(update: Update, context: WardContext) -> None:
    """The answers to choose from, one a line."""
    chat, message, ward = update.effective_chat, update.effective_message, context.ward
    if chat is None or message is None:
        return
    lines = [" ".join(line.split()) for line in (message.text or "").splitlines()]
    choices = tuple(dict.fromkeys(line for line in lines if line))
    if not 2 <= len(choices) <= MOST_CHOICES or max(map(len, choices)) > texts.LONGEST_CHOICE:
        await say(update, context, texts.CHOICES)
        return
    awaited = ward.expecting.taken(chat.id)
    if awaited is not None:
        await _take(update, context, awaited.about, Ask(kind=AskKind.CHOICE, choices=choices))


async def take_meeting(update: Update, context: WardContext) -> None:
    """When a meeting begins, in words."""
    said = await said_times.take(update, context, AWAIT_MEETING, "meeting")
    if said is not None:
        await _take_meeting(update, context, *said)


async def choose_meeting(update: Update, context: WardContext) -> None:
    """What was meant, of what was asked back."""
    plan = said_times.chosen(update, context, AWAIT_MEETING)
    if plan is None:
        await show(update, context)
    else:
        await _take_meeting(update, context, int(pressed(update)[2]), plan)


async def _take_meeting(update: Update, context: WardContext, draft_id: int, plan: Plan) -> None:
    """A meeting is at one time still to come; anything else is asked again."""
    if not isinstance(plan, Once) or plan.at <= context.ward.clock():
        await say(update, context, texts.MEETING)
        return
    if update.effective_chat is not None:
        context.ward.expecting.taken(update.effective_chat.id)
    await _take(update, context, draft_id, Ask(kind=AskKind.ATTEND, meets_at=plan.at))


async def choose_within(update: Update, context: WardContext) -> None:
    """How long answers are awaited; no days is no limit."""
    days = timedelta(days=int(pressed(update)[3]))
    draft = await drafting.change(update, context, lambda _: Change(answer_within=days))
    if draft is not None:
        await drafting.go_on(update, context, draft)


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,12}"
    on_awaited(application, AWAIT_MEETING, take_meeting, Right.OFFICER)
    on_awaited(application, AWAIT_UNIT, take_unit, Right.OFFICER)
    on_awaited(application, AWAIT_CHOICES, take_choices, Right.OFFICER)
    kinds = "|".join(AskKind)
    days = "|".join(map(str, texts.WITHIN))
    on_buttons(
        application,
        {
            f"{NOTICE}:asks:{number}": show,
            f"{NOTICE}:ask:{number}:(?:{kinds})": choose,
            f"{NOTICE}:target:{number}:[0-9]{{1,3}}": choose_target,
            f"{NOTICE}:reading:{number}:meeting:[0-2]": choose_meeting,
            f"{NOTICE}:within:{number}:(?:{days})": choose_within,
        },
    )
