"""What people asked and the assistant could not answer, in groups: into an entry, a new answer, or aside."""

import asyncio
from collections.abc import Sequence

from telegram import Update

from bot import lessons
from bot import teaching_keyboards as keyboards
from bot import teaching_texts as texts
from bot.context import Ward, WardApplication, WardContext
from bot.keyboards import TEACH
from bot.lesson_drafts import begin
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import Right, on_awaited, on_buttons
from bot.roles import actor
from knowledge.entry import Entry
from knowledge.likeness import Group, group_with, grouped
from knowledge.misses_store import misses
from knowledge.teaching import NEW_STEPS, Draft

AWAIT_ENTRY = "entry a question belongs to"
SHOWN_GROUPS, SHOWN_ENTRIES = 6, 4


async def _groups(ward: Ward) -> list[Group]:
    kept = await ward.database.run(misses)
    return await asyncio.to_thread(grouped, kept, ward.assistant.matcher.telling)


async def _group(update: Update, context: WardContext) -> Group | None:
    """The group a button belongs to; says so if somebody has dealt with it."""
    found = group_with(await _groups(context.ward), int(pressed(update)[2]))
    if found is None:
        await turn(update, context, texts.GROUP_GONE, keyboards.to_misses())
    return found


def _nearest(ward: Ward, text: str, but: Sequence[str] = ()) -> list[Entry]:
    matcher = ward.assistant.matcher
    return [match.entry for match in matcher.match(matcher.read(text)) if match.entry.id not in but]


async def show_groups(update: Update, context: WardContext) -> None:
    """The groups, the largest first."""
    groups = await _groups(context.ward)
    shown = groups[:SHOWN_GROUPS]
    text = texts.misses_page(groups, len(shown)) if groups else texts.NO_MISSES
    await turn(update, context, text, keyboards.misses(shown) if groups else None)


async def show_group(update: Update, context: WardContext) -> None:
    """One group, and the entry it may belong to."""
    group = await _group(update, context)
    if group is None:
        return
    entries = context.ward.assistant.library.entries
    nearest = next(iter(_nearest(context.ward, group.wordings[0], sorted(group.wrong))), None)
    wrong = [entries[entry] for entry in sorted(group.wrong) if entry in entries]
    await turn(update, context, texts.group_page(group, nearest, wrong), keyboards.group(group.id, nearest))


async def add(update: Update, context: WardContext) -> None:
    """The group's wordings become ways of asking for an entry."""
    group, entry = await _group(update, context), pressed(update)[3]
    if group is None:
        return
    if entry not in context.ward.assistant.library.entries:
        await turn(update, context, texts.NO_ENTRY)
        return
    await begin(update, context, Draft(kind="edit", target=entry, ask_also=group.phrasings, misses=_ids(group)))


async def write_new(update: Update, context: WardContext) -> None:
    """The group gets an answer of its own."""
    group = await _group(update, context)
    if group is not None:
        draft = Draft(kind="new", todo=NEW_STEPS, ask_also=group.phrasings, misses=_ids(group))
        await begin(update, context, draft)


def _ids(group: Group) -> tuple[int, ...]:
    return tuple(miss.id for miss in group.misses)


async def ignore(update: Update, context: WardContext) -> None:
    """Set the group aside, and show what is left."""
    group = await _group(update, context)
    if group is not None:
        await context.ward.database.run(lessons.ignore, _ids(group), actor(update), context.ward.clock())
        await show_groups(update, context)


async def other(update: Update, context: WardContext) -> None:
    """The next nearest entries; any other can be looked for by typing."""
    group, chat = await _group(update, context), update.effective_chat
    if group is None or chat is None:
        return
    context.ward.expecting.expect(chat.id, AWAIT_ENTRY, group.id)
    entries = _nearest(context.ward, group.wordings[0], sorted(group.wrong))[1 : SHOWN_ENTRIES + 1]
    await turn(update, context, texts.OTHER_ENTRIES, keyboards.other_entries(group.id, entries))


async def look_for(update: Update, context: WardContext) -> None:
    """The entries that what was typed may mean."""
    message, ward = update.effective_message, context.ward
    awaited = ward.expecting.awaited(message.chat_id) if message else None
    if message is None or awaited is None:
        return
    entries = _nearest(ward, message.text or "")[:SHOWN_ENTRIES]
    text = texts.OTHER_ENTRIES if entries else texts.NOTHING_FOUND
    await say(update, context, text, keyboards.other_entries(awaited.about, entries))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    number = "[0-9]{1,9}"
    on_awaited(application, AWAIT_ENTRY, look_for, Right.OFFICER)
    buttons = {
        f"{TEACH}:misses": show_groups,
        f"{TEACH}:group:{number}": show_group,
        f"{TEACH}:add:{number}:[a-z0-9-]{{1,48}}": add,
        f"{TEACH}:other:{number}": other,
        f"{TEACH}:new:{number}": write_new,
        f"{TEACH}:skip:{number}": ignore,
    }
    on_buttons(application, buttons)
