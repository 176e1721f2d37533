"""`/dangky` and `/huydangky`: what one receives, the consent it rests on, and the way out in one tap."""

import re
from dataclasses import replace

from telegram import Update
from telegram.ext import TypeHandler, filters

from bot import people_keyboards as keyboards
from bot import people_texts as texts
from bot.asking_texts import UNSUBSCRIBED_ASKING, consent
from bot.context import WardApplication, WardContext
from bot.keyboards import CONSENT, SUBSCRIBE
from bot.presses import pressed
from bot.replies import say, turn
from bot.rights import PRIVATE, Right, on_buttons, on_command, on_message
from bot.roles import address
from broadcasts import people_store, personal_data_store
from broadcasts import subscription_store as store
from broadcasts.inquiry_store import numbers_of
from broadcasts.people import Choices
from knowledge.entry import Topic


def _topics(context: WardContext) -> list[Topic]:
    return [topic for topic in context.ward.assistant.library.topics.values() if topic.notices]


def _version(context: WardContext) -> str:
    return texts.version(texts.resident_consent(context.ward.name))


async def subscribe(update: Update, context: WardContext) -> None:
    """`/dangky`; a deep link's topic or TDP is chosen already."""
    payload = (context.args[0] if context.args else "").replace("_", ":", 1)
    known = re.fullmatch(r"t:[a-z0-9-]{1,40}|d:[0-9]{1,9}", payload)
    await _subscribe(update, context, payload if known else "")


async def _has_agreed(update: Update, context: WardContext, then: str = "") -> bool:
    """Whether anything may be stored about the person; otherwise they are asked, to go on with `then`."""
    ward, chat = context.ward, update.effective_chat
    if chat is not None and await ward.database.run(store.has_agreed, address(chat.id), _version(context)):
        return True
    await say(update, context, texts.resident_consent(ward.name), keyboards.consent(_version(context), then))
    return False


async def _subscribe(update: Update, context: WardContext, then: str) -> None:
    """Choose `then` ("t:moi-truong", "d:12" or nothing) and show the page of choices, if the person has agreed."""
    if not await _has_agreed(update, context, then):
        return
    choices = await _chosen(update, context)
    kind, _, key = then.partition(":")
    if kind == "t" and key in {topic.id for topic in _topics(context)}:
        choices = replace(choices, topics=choices.topics | {key})
    elif kind == "d" and key.isdecimal():
        named = await context.ward.database.run(people_store.tdp_name, int(key))
        choices = replace(choices, tdp=named or choices.tdp)
    await _choose(update, context, choices)


async def agreed(update: Update, context: WardContext) -> None:
    """Record the consent and go on with what it was for."""
    if update.effective_chat is None:
        return
    ward, (version, *then) = context.ward, pressed(update)[2:]
    if version != _version(context):
        # An old button, under a text that holds no more.
        await _subscribe(update, context, ":".join(then))
        return
    await ward.database.run(store.agree, address(update.effective_chat.id), _version(context), ward.clock())
    await _subscribe(update, context, ":".join(then))


async def disagreed(update: Update, context: WardContext) -> None:
    """Nothing is stored; what an earlier consent allowed goes."""
    if update.effective_chat is not None:
        where = address(update.effective_chat.id)
        known = await context.ward.database.run(people_store.recipient_id, where)
        left = await _stop(context, update.effective_chat.id)
        unsaid = texts.CONSENT_REFUSED if known is None else texts.CONSENT_WITHDRAWN
        await turn(update, context, unsaid if left is None else left)


async def _choose(update: Update, context: WardContext, choices: Choices) -> None:
    """Keep the choices and show the page with them, if the person has agreed."""
    if update.effective_chat is None or not await _has_agreed(update, context):
        return
    await context.ward.database.run(store.choose, address(update.effective_chat.id), choices)
    await turn(update, context, texts.SUBSCRIBE, keyboards.subscriptions(_topics(context), choices))


async def _chosen(update: Update, context: WardContext) -> Choices:
    chat = update.effective_chat
    return await context.ward.database.run(store.choices, address(chat.id if chat else 0))


async def toggle_topic(update: Update, context: WardContext) -> None:
    """Choose a topic, or no longer."""
    choices, topic = await _chosen(update, context), pressed(update)[2]
    if topic in {known.id for known in _topics(context)} | choices.topics:
        choices = replace(choices, topics=choices.topics ^ {topic})
    await _choose(update, context, choices)


async def toggle_how(update: Update, context: WardContext) -> None:
    """At once, or once a week in one message."""
    choices = await _chosen(update, context)
    await _choose(update, context, replace(choices, digest=not choices.digest))


async def show_tdps(update: Update, context: WardContext) -> None:
    """The TDPs to choose one's own from."""
    tdps = await context.ward.database.run(people_store.tdps)
    heading = texts.CHOOSE_TDP_HEADING if tdps else texts.NO_TDPS_YET
    more: list[tuple[str, tuple[object, ...]]] = [(texts.BACK, (SUBSCRIBE, "page"))]
    if tdps:
        more.insert(0, (texts.NO_TDP, (SUBSCRIBE, "tdp", 0)))
    buttons = keyboards.tdp_pages(
        tdps, int(pressed(update)[2]), kind=f"{SUBSCRIBE}:tdp", turn=(SUBSCRIBE, "tdps"), more=more
    )
    await turn(update, context, heading, buttons)


async def choose_tdp(update: Update, context: WardContext) -> None:
    """The own TDP, or none."""
    name = await context.ward.database.run(people_store.tdp_name, int(pressed(update)[2]))
    await _choose(update, context, replace(await _chosen(update, context), tdp=name))


async def show_page(update: Update, context: WardContext) -> None:
    """Back to the choices."""
    await _subscribe(update, context, "")


async def done(update: Update, context: WardContext) -> None:
    """Say what is received from now on."""
    choices = await _chosen(update, context)
    if not choices.any and update.effective_chat is not None:
        await _stop(context, update.effective_chat.id)
    titles = [topic.title for topic in _topics(context) if topic.id in choices.topics]
    keyboard = keyboards.stop_receiving() if choices.any else keyboards.subscribe_again()
    await turn(update, context, texts.subscribed(choices, titles), keyboard)


async def unsubscribe(update: Update, context: WardContext) -> None:
    """`/huydangky`, its button or its words: at once."""
    chat = update.effective_chat
    if chat is None:
        return
    if await context.ward.database.run(people_store.recipient_id, address(chat.id)) is None:
        await say(update, context, texts.NOT_SUBSCRIBED, keyboards.subscribe_again())
        return
    left = await _stop(context, chat.id)
    await say(update, context, left or texts.UNSUBSCRIBED, keyboards.subscribe_again())


async def _stop(context: WardContext, chat_id: int) -> str | None:
    """End all choices. Everything about the person goes, unless they hold an office or have asked officers something;
    then what to say of that is returned.
    """
    ward, where = context.ward, address(chat_id)
    offices = await ward.database.run(people_store.offices_of, where)
    asked = await ward.database.run(numbers_of, where)
    if offices or asked:
        keep = [texts.version(consent(ward.name))] if asked else []
        await ward.database.run(store.withdraw, where, keep=keep)
        return texts.UNSUBSCRIBED_OFFICE if offices else UNSUBSCRIBED_ASKING
    await ward.database.run(personal_data_store.delete_person, where, ward.clock())
    return None


class SaysLeave(filters.MessageFilter):
    """A short message that says nothing but that no more is to be sent."""

    def __init__(self, application: WardApplication) -> None:
        """The phrases are content of the ward that is served."""
        super().__init__()
        self._bot_data = application.bot_data

    def filter(self, message: object) -> bool:
        """Whether the message is one of the phrases, with or without accents."""
        return bool(self._bot_data["ward"].assistant.asks_to_be_left(getattr(message, "text", None) or ""))


async def ask_again(update: Update, context: WardContext) -> None:
    """Whose choices rest on an earlier text is shown the new one, once, at the next contact."""
    chat = update.effective_chat
    waiting: set[int] = context.ward.to_ask_again
    if chat is not None and chat.id in waiting and update.callback_query is None:
        waiting.discard(chat.id)
        await say(update, context, texts.consent_changed(context.ward.name), keyboards.consent(_version(context), ""))


def register(application: WardApplication) -> None:
    """Add this journey's handlers."""
    on_command(application, "start", subscribe, PRIVATE & filters.Regex(r"^/start [td]_"))
    on_command(application, "dangky", subscribe, PRIVATE)
    on_command(application, "huydangky", unsubscribe, PRIVATE)
    on_message(application, PRIVATE & filters.TEXT & SaysLeave(application), unsubscribe, Right.EVERYONE)
    buttons = {
        f"{CONSENT}:yes:[0-9a-f]{{8}}:.{{0,48}}": agreed,
        f"{CONSENT}:no": disagreed,
        f"{SUBSCRIBE}:topic:[a-z0-9-]{{1,48}}": toggle_topic,
        f"{SUBSCRIBE}:how": toggle_how,
        f"{SUBSCRIBE}:tdps:[0-9]{{1,3}}": show_tdps,
        f"{SUBSCRIBE}:tdp:[0-9]{{1,9}}": choose_tdp,
        f"{SUBSCRIBE}:page": show_page,
        f"{SUBSCRIBE}:done": done,
        f"{SUBSCRIBE}:stop": unsubscribe,
    }
    on_buttons(application, buttons)
    # In a group of its own, as the message itself is another journey's.
    application.add_handler(TypeHandler(Update, ask_again), group=1)
