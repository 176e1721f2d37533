"""The pages on which an officer makes a notice, one after the other: whom, what is asked, when, a last look."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from zlib import crc32

from telegram import Update
from telegram.error import TelegramError

from bot import compose_keyboards as keyboards
from bot import compose_texts as texts
from bot.context import WardContext
from bot.presses import answer, pressed
from bot.rendering import buttons, sample, send_notice
from bot.replies import say, turn
from bot.roles import actor, address
from bot.said_times import await_time
from broadcasts import audience_store, draft_store, people_store
from broadcasts.digest_store import next_digest_due
from broadcasts.draft_store import Change, NotADraftError, NotTheAuthorError
from broadcasts.notice import Body, Notice
from broadcasts.people import Address
from broadcasts.schedule import AtOnce, Once, out_of_quiet
from broadcasts.templates import is_unfinished
from broadcasts.time_texts import read_back
from broadcasts.variables import unknown_in

AWAIT_TIME = "time of a notice"
EVENING = time(19)
LONGEST_TEXT, LONGEST_CAPTION = 3_000, 900
"""Characters; with its first and last line a notice stays below Telegram's limits."""


async def change_by(
    update: Update, context: WardContext, draft_id: int, how: Callable[[Notice], Change]
) -> Notice | None:
    """Change an own draft; says so and returns None if it is not there, or not one's own."""
    try:
        return await context.ward.database.run(draft_store.change, draft_id, actor(update), how)
    except NotADraftError:
        await turn(update, context, texts.NO_DRAFT)
    except NotTheAuthorError:
        await turn(update, context, texts.NOT_YOURS, keyboards.copy(draft_id))
    return None


async def change(update: Update, context: WardContext, how: Callable[[Notice], Change]) -> Notice | None:
    """The same for the draft whose button was pressed."""
    return await change_by(update, context, int(pressed(update)[2]), how)


async def draft(update: Update, context: WardContext) -> Notice | None:
    """The own draft whose button was pressed; says so and returns None if there is none."""
    return await change(update, context, lambda _: Change())


async def name_of(context: WardContext, officer: Address) -> str:
    """What an officer goes by; empty if nobody told."""
    offices = await context.ward.database.run(people_store.offices_of, officer)
    return next((office.name for office in offices if office.name), "")


def problem(body: Body) -> str | None:
    """Why content cannot be sent, as a sentence; None if it can."""
    is_caption = body.copied_from is not None and not body.album
    if len(body.text) > (LONGEST_CAPTION if is_caption else LONGEST_TEXT):
        return texts.CAPTION_TOO_LONG if is_caption else texts.TOO_LONG
    unknown = unknown_in(body.text)
    return texts.unknown_variables(sorted(unknown)) if unknown else None


async def whom_page(update: Update, context: WardContext, found: Notice) -> None:
    """The parts of the audience."""
    await turn(update, context, texts.WHOM, keyboards.whom(found.id, found.audience))


async def asks_page(update: Update, context: WardContext, found: Notice) -> None:
    """What readers are asked."""
    await turn(update, context, texts.ASK, keyboards.asks(found.id))


async def when_page(update: Update, context: WardContext, found: Notice) -> None:
    """When it is sent; a time can also be typed."""
    if update.effective_chat is not None:
        await_time(context, update.effective_chat.id, AWAIT_TIME, found.id)
    evening = context.ward.clock().time() < EVENING
    await turn(update, context, texts.WHEN, keyboards.when(found.id, evening=evening))


async def go_on(update: Update, context: WardContext, found: Notice) -> None:
    """The first page on which something is still to be chosen, or the last look."""
    database = context.ward.database
    at_once = await database.run(audience_store.reach, found)
    if not at_once and not await database.run(audience_store.reach_weekly, found):
        await turn(update, context, texts.NOBODY, keyboards.whom(found.id, found.audience))
    elif found.plan is not None:
        await look(update, context, found)
    elif found.audience.asks_somebody and (pressed(update) or [""])[1:2] == ["next"]:
        await asks_page(update, context, found)
    else:
        await when_page(update, context, found)


async def look(update: Update, context: WardContext, found: Notice) -> None:
    """The notice as its readers will see it, whom it reaches, and the last question."""
    chat = update.effective_chat
    if chat is None:
        return
    await answer(update, context)
    if not await show(context, chat.id, found):
        await say(update, context, texts.LOOK_REFUSED, keyboards.edit(found))
        return
    judged = await judge(context, found, actor(update))
    await say(update, context, judged.said, keyboards.confirm(found, mark(found), judged.ready, judged.second))


async def show(context: WardContext, chat_id: int, found: Notice) -> bool:
    """Send a notice to one officer as its readers will get it; returns whether Telegram took all of it."""
    ward = context.ward
    dated = found.plan.at if isinstance(found.plan, Once) else ward.clock()
    body = sample(found, dated)
    try:
        return await send_notice(context.bot, chat_id, ward.name, ward.settings.zone, body, buttons(body, chosen=False))
    except TelegramError:
        return False


@dataclass(frozen=True)
class Judged:
    """What there is to say about a draft before it leaves."""

    said: str
    ready: bool
    """Whether nothing is missing in it."""
    second: bool
    """Whether another officer has to approve it."""


async def judge(context: WardContext, found: Notice, officer: Address) -> Judged:
    """Whom a notice reaches, when, what it asks, and what speaks against sending it."""
    ward, now = context.ward, context.ward.clock()
    zone, events, meets_at = ward.settings.zone, ward.assistant.library.events, found.body.ask.meets_at
    counts = await ward.database.run(audience_store.reach, found)
    weekly = await ward.database.run(audience_store.reach_weekly, found)
    missing = await ward.database.run(audience_store.leaders_not_reached, found.audience)
    lacking = await ward.database.run(audience_store.without_values, found)
    plan = None if isinstance(found.plan, AtOnce) else found.plan
    leaves = now if plan is None else plan.at if isinstance(plan, Once) else None
    quiet = plan is None and not found.urgent and out_of_quiet(now, zone, urgent=False) != now
    unfilled = is_unfinished(found.body.text)
    ruled = ward.settings.two_person_rule and found.needs_second_officer
    second = ruled and bool(others(context, officer))
    refusal = problem(found.body)
    warnings = {
        texts.missing_variables(lacking): lacking > 0,
        texts.NOT_WHILE_UNFILLED: unfilled,
        refusal or "": refusal is not None,
        texts.QUIET: quiet,
        texts.NEEDS_SECOND: second,
        texts.ONLY_OFFICER: ruled and not second,
    }
    said = texts.confirm(
        found,
        counts,
        missing,
        read_back(plan, zone, events) if plan else texts.AT_ONCE,
        counts.total() * (len(found.body.album) + 1) / ward.settings.messages_per_second,
        asked_for=texts.asked(
            found.body.ask, found.answer_within, read_back(Once(meets_at), zone, events) if meets_at else ""
        ),
        weekly=weekly,
        digest=next_digest_due(leaves, zone).date() if leaves else None,
        warnings=[warning for warning, holds in warnings.items() if holds],
    )
    return Judged(said, ready=not unfilled and not lacking and refusal is None, second=second)


def others(context: WardContext, officer: Address) -> list[Address]:
    """The other officers."""
    return [other for chat in context.ward.roles.officers() if (other := address(chat)) != officer]


def mark(found: Notice) -> str:
    """Tells what was looked at from what was changed since."""
    said = (found.body, found.audience, found.plan, found.answer_within, found.urgent)
    return f"{crc32(repr(said).encode()):08x}"
