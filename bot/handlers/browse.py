"""Reading without typing: topics, targets by group, and the entries behind buttons."""

from telegram import Update

from bot import keyboards, texts
from bot.context import WardApplication, WardContext
from bot.presses import pressed
from bot.replies import say, say_reply, show_entry, turn
from bot.rights import on_buttons, on_command


async def show_topics(update: Update, context: WardContext) -> None:
    """All topics as buttons."""
    library = context.ward.assistant.library
    used = {entry.topic for entry in library.entries.values() if entry.is_offered}
    shown = [topic for topic in library.topics.values() if topic.id in used]
    await turn(update, context, texts.TOPICS_HEADING, keyboards.topics(shown))


async def show_topic(update: Update, context: WardContext) -> None:
    """One page of a topic's entries."""
    _, topic_id, page_text = pressed(update)
    library = context.ward.assistant.library
    topic = library.topics.get(topic_id)
    entries = [entry for entry in library.entries.values() if entry.topic == topic_id and entry.is_offered]
    pages = keyboards.pages_of(entries, keyboards.PAGE_SIZE)
    if topic is None or not entries:
        await say(update, context, texts.NO_SUCH_ENTRY)
        return
    page = min(int(page_text), pages - 1)
    shown = entries[page * keyboards.PAGE_SIZE : (page + 1) * keyboards.PAGE_SIZE]
    await turn(
        update,
        context,
        texts.list_heading(topic.title, page + 1, pages),
        keyboards.topic_page(topic_id, shown, page, pages),
    )


async def show_pressed_entry(update: Update, context: WardContext) -> None:
    """The entry behind a button."""
    if not await show_entry(update, context, pressed(update)[1]):
        await say(update, context, texts.NO_SUCH_ENTRY)


async def targets(update: Update, context: WardContext) -> None:
    """`/chitieu`: the groups of targets; `/chitieu 14`: one of them."""
    ward = context.ward
    if context.args:
        number = context.args[0].lstrip("0")
        if not number.isdecimal() or len(number) > 3:
            await say(update, context, texts.BAD_TARGET)
            return
        reply = ward.assistant.target(int(number), ward.clock())
        await say_reply(update, context, reply)
        return
    await show_themes(update, context)


async def show_themes(update: Update, context: WardContext) -> None:
    """The groups of targets."""
    all_targets = context.ward.assistant.library.targets()
    used = {target.theme for target in all_targets if target.theme}
    await turn(update, context, texts.themes_heading(len(all_targets)), keyboards.themes(used))


async def show_theme(update: Update, context: WardContext) -> None:
    """The targets of one group."""
    theme = pressed(update)[1]
    shown = [target for target in context.ward.assistant.library.targets() if target.theme == theme]
    if theme not in texts.THEMES or not shown:
        await say(update, context, texts.NO_SUCH_ENTRY)
        return
    await turn(update, context, texts.list_heading(texts.THEMES[theme], 1, 1), keyboards.targets(shown))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    identifier = "[a-z0-9-]{1,48}"
    buttons = {
        f"{keyboards.PAGE}:topics": show_topics,
        f"{keyboards.TOPIC}:{identifier}:[0-9]{{1,3}}": show_topic,
        f"{keyboards.ENTRY}:{identifier}": show_pressed_entry,
        f"{keyboards.PAGE}:targets": show_themes,
        f"{keyboards.THEME}:{identifier}": show_theme,
    }
    on_buttons(application, buttons)
    on_command(application, "chitieu", targets)
