"""`/sua`: any entry seen and changed, what only the ward can fill in, what ends soon, what was changed last."""

from telegram import Update

from bot import teaching_keyboards as keyboards
from bot import teaching_texts as texts
from bot.context import WardApplication, WardContext
from bot.keyboards import TEACH
from bot.lesson_drafts import begin
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, on_buttons, on_command
from bot.texts import answer
from knowledge import check, teaching_store
from knowledge.reply import entry_reply
from knowledge.teaching import EDIT_STEPS, Draft

SHOWN_ENTRIES, SHOWN_VERSIONS = 4, 5


async def start(update: Update, context: WardContext) -> None:
    """`/sua` alone: what there is to look after; with an id or a few words: the entry, or those that may be meant."""
    assistant, wanted = context.ward.assistant, " ".join(context.args or ())
    if not wanted:
        await show_desk(update, context)
    elif wanted in assistant.library.entries:
        await _show(update, context, wanted)
    else:
        matches = assistant.matcher.match(assistant.matcher.read(wanted))[:SHOWN_ENTRIES]
        found = keyboards.found(match.entry for match in matches) if matches else None
        await say(update, context, texts.WHICH_ENTRY if matches else texts.NOTHING_FOUND, found)


async def show_desk(update: Update, context: WardContext) -> None:
    """What there is to look after."""
    await turn(update, context, texts.DESK, keyboards.desk())


async def show_entry(update: Update, context: WardContext) -> None:
    """The entry behind a button."""
    await _show(update, context, pressed(update)[2])


async def _show(update: Update, context: WardContext, entry_id: str) -> None:
    """An entry as people see it, then what can be changed of it."""
    ward = context.ward
    entry = ward.assistant.library.entries.get(entry_id)
    if entry is None:
        await say(update, context, texts.NO_ENTRY)
        return
    await say(update, context, answer(entry_reply(entry, ward.assistant.library, ward.clock().date())))
    await say(update, context, texts.entry_page(entry), keyboards.change(entry_id))


async def change(update: Update, context: WardContext) -> None:
    """Change one thing of an entry."""
    _, _, step, entry_id = pressed(update)
    if entry_id not in context.ward.assistant.library.entries:
        await say(update, context, texts.NO_ENTRY)
        return
    todo = next(steps for first, steps in EDIT_STEPS.items() if first == step)
    await begin(update, context, Draft(kind="edit", target=entry_id, todo=todo))


async def show_unfilled(update: Update, context: WardContext) -> None:
    """What only the ward can fill in, and then what officers have filled in, as that changes as well."""
    library = context.ward.assistant.library
    unfilled = check.unfilled(library)
    filled = [value for value in library.ward.values() if value.value and value.author]
    buttons = [(texts.value_button(value), ("fill", value.id)) for value in (*unfilled, *filled)]
    page = keyboards.page(buttons, int(pressed(update)[2]), "unfilled")
    await turn(update, context, texts.unfilled_page(len(unfilled)), page)


async def fill(update: Update, context: WardContext) -> None:
    """Await one value."""
    key = pressed(update)[2]
    if key not in context.ward.assistant.library.ward:
        await say(update, context, texts.NO_ENTRY)
        return
    await begin(update, context, Draft(kind="fill", target=key, todo=("value",)))


async def show_ending(update: Update, context: WardContext) -> None:
    """What ends soon, and what has ended."""
    library, today = context.ward.assistant.library, context.ward.clock().date()
    expiring, expired = check.expiring(library, today), check.expired(library, today)
    buttons = [(texts.ending_button(entry, today), ("entry", entry.id)) for entry in (*expiring, *expired)]
    page = keyboards.page(buttons, int(pressed(update)[2]), "ending")
    await turn(update, context, texts.ending_page(len(expired), len(expiring)), page)


async def show_recent(update: Update, context: WardContext) -> None:
    """What was changed last."""
    ward = context.ward
    versions = await ward.database.run(teaching_store.latest_versions, SHOWN_VERSIONS)
    await turn(update, context, texts.recent_page(versions, ward.settings.zone), keyboards.recent(versions))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    identifier = "[a-z0-9-]{1,48}"
    on_command(application, "sua", start, PRIVATE)
    buttons = {
        f"{TEACH}:desk": show_desk,
        f"{TEACH}:entry:{identifier}": show_entry,
        f"{TEACH}:change:(?:{'|'.join(EDIT_STEPS)}):{identifier}": change,
        f"{TEACH}:unfilled:[0-9]{{1,3}}": show_unfilled,
        f"{TEACH}:fill:{identifier}": fill,
        f"{TEACH}:ending:[0-9]{{1,3}}": show_ending,
        f"{TEACH}:recent": show_recent,
    }
    on_buttons(application, buttons)
