"""One table of what each role may do: handlers are registered through it, menus are made from it."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from enum import IntEnum
from typing import Any

from telegram import Chat, Update
from telegram.ext import (
    Application,
    BaseHandler,
    CallbackQueryHandler,
    CommandHandler,
    MessageHandler,
    filters,
)

from bot import texts
from bot.context import WardApplication, WardContext
from bot.expecting import IsAwaited
from bot.limits import Verdict
from bot.presses import answer
from broadcasts.people import Role

PRIVATE = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
"""New messages of a person's own chat."""
EDITED = filters.ChatType.PRIVATE & filters.UpdateType.EDITED_MESSAGE
"""Messages of a person's own chat, edited after they were sent."""
MOST_STEPS = 60
"""Commands and buttons of one person in a minute: more than a hand can press and an eye can read, few enough that a
program pressing them cannot use up the budget that everybody's answers share."""
Callback = Callable[[Update, WardContext], Coroutine[Any, Any, None]]


class Right(IntEnum):
    """Who is entitled; officers may do whatever leaders may."""

    EVERYONE = 0
    LEADER = 1
    OFFICER = 2


COMMANDS: Mapping[str, Right] = {
    "start": Right.EVERYONE,
    "menu": Right.EVERYONE,
    "hoi": Right.EVERYONE,
    "chitieu": Right.EVERYONE,
    "lich": Right.EVERYONE,
    "rac": Right.EVERYONE,
    "dangky": Right.EVERYONE,
    "huydangky": Right.EVERYONE,
    "dulieu": Right.EVERYONE,
    "xoadulieu": Right.EVERYONE,
    "riengtu": Right.EVERYONE,
    "kiemtra": Right.EVERYONE,
    "hoi_canbo": Right.EVERYONE,
    "minhbach": Right.EVERYONE,
    "giup": Right.EVERYONE,
    "viec": Right.LEADER,
    "ketnoi": Right.LEADER,
    "moi": Right.OFFICER,
    "thongbao": Right.OFFICER,
    "lichgui": Right.OFFICER,
    "baocao": Right.OFFICER,
    "hopthu": Right.OFFICER,
    "thongke": Right.OFFICER,
    "sua": Right.OFFICER,
}
IN_GROUPS = ("hoi", "chitieu", "lich", "rac", "giup")
"""Commands the menu of a group shows; `/ketnoi` works there as well but concerns one person once."""

BUTTONS: Mapping[str, Right] = {
    "k": Right.EVERYONE,  # an entry of the content
    "t": Right.EVERYONE,  # a topic's list
    "g": Right.EVERYONE,  # a theme of targets
    "m": Right.EVERYONE,  # a page of the menu
    "c": Right.EVERYONE,  # consent
    "s": Right.EVERYONE,  # what one subscribes to
    "j": Right.EVERYONE,  # accepting an invitation
    "x": Right.EVERYONE,  # one's own data
    "n": Right.LEADER,  # connecting a group
    "i": Right.OFFICER,  # inviting, the list of leaders
    "l": Right.OFFICER,  # taking over a list from a file
    "q": Right.OFFICER,  # posters
    "b": Right.OFFICER,  # notices
    "p": Right.OFFICER,  # ready notices
    "r": Right.OFFICER,  # how notices were answered
    "v": Right.EVERYONE,  # answering a notice: whoever it asked
    "h": Right.EVERYONE,  # asking officers
    "H": Right.OFFICER,  # what was handed over to them, in their group as well
    "f": Right.EVERYONE,  # whether an answer was right
    "e": Right.OFFICER,  # learning from what was asked, changing answers
    "z": Right.OFFICER,  # statistics
    "o": Right.EVERYONE,  # how well the assistant does
}
"""By the first letter of what a button sends."""
ANYWHERE, IN_GROUPS_ONLY = frozenset("ktgmH"), frozenset("n")
"""Where a button works; every other is about one person or the ward's work, and so works in private chats only."""


def right_of(roles: frozenset[Role]) -> Right:
    """The highest right among a person's roles."""
    if Role.OFFICER in roles:
        return Right.OFFICER
    return Right.LEADER if Role.LEADER in roles else Right.EVERYONE


def commands_for(right: Right) -> list[str]:
    """The commands a person with this right sees in a private chat, their own first."""
    own = [name for name, needed in COMMANDS.items() if Right.EVERYONE < needed <= right]
    return [*own, *(name for name, needed in COMMANDS.items() if needed is Right.EVERYONE and name != "start")]


class Entitled(BaseHandler[Update, WardContext, None]):
    """A handler for those entitled to it; anybody else is told so, and nothing else happens."""

    def __init__(self, inner: BaseHandler[Any, Any, Any], needed: Right, letter: str = "") -> None:
        """Wraps the handler that does the work; `letter` is a button's."""
        super().__init__(inner.callback, block=inner.block)
        self.inner = inner
        self.needed = needed
        self._letter = letter

    def check_update(self, update: object) -> Any:
        """Whether the update is the inner handler's, whoever sent it."""
        return self.inner.check_update(update)

    async def handle_update(
        self, update: Update, application: Application[Any, Any, Any, Any, Any, Any], check_result: Any, context: Any
    ) -> None:
        """Let the inner handler work for a person who is entitled."""
        person, chat = update.effective_user, update.effective_chat
        if isinstance(self.inner, CommandHandler | CallbackQueryHandler) and person is not None:
            verdict = context.ward.steps.judge(person.id, context.ward.clock())
            if verdict is Verdict.WARN:
                await _refuse(update, context, texts.SLOW_DOWN)
                return
            if verdict is Verdict.IGNORE:
                await answer(update, context)
                return
        if isinstance(self.inner, CommandHandler) and chat is not None:
            # Another step was taken: what was awaited is not coming any more.
            context.ward.expecting.taken(chat.id)
        if not _works_in(self._letter, chat):
            await _refuse(update, context, texts.IN_PRIVATE_PLEASE)
        elif right_of(context.ward.roles.of(person.id if person else None)) >= self.needed:
            await self.inner.handle_update(update, application, check_result, context)
        else:
            await _refuse(update, context, texts.NOT_ENTITLED)


def _works_in(letter: str, chat: Chat | None) -> bool:
    if not letter or letter in ANYWHERE:
        return True
    private = chat is not None and chat.type == Chat.PRIVATE
    return not private if letter in IN_GROUPS_ONLY else private


async def _refuse(update: Update, context: WardContext, why: str) -> None:
    if update.callback_query is not None:
        await answer(update, context, why)
        return
    chat = update.effective_chat
    if chat is not None and context.ward.limit.judge(chat.id, context.ward.clock()) is Verdict.SERVE:
        await context.bot.send_message(chat.id, why)


def on_command(
    application: WardApplication,
    names: str | Sequence[str],
    callback: Callback,
    where: filters.BaseFilter = filters.UpdateType.MESSAGE,
) -> None:
    """Register a command of the table; further names are other spellings of the first."""
    spellings = [names] if isinstance(names, str) else list(names)
    handler = CommandHandler(spellings, callback, where)
    application.add_handler(Entitled(handler, COMMANDS[spellings[0]]))


def on_button(application: WardApplication, pattern: str, callback: Callback) -> None:
    """Register buttons of the table by the pattern of what they send, which begins with their letter."""
    handler = CallbackQueryHandler(callback, f"^{pattern}$")
    application.add_handler(Entitled(handler, BUTTONS[pattern[0]], pattern[0]))


def on_buttons(application: WardApplication, buttons: Mapping[str, Callback]) -> None:
    """Register a journey's buttons."""
    for pattern, callback in buttons.items():
        on_button(application, pattern, callback)


def on_message(application: WardApplication, where: filters.BaseFilter, callback: Callback, needed: Right) -> None:
    """Register messages that are neither commands nor buttons."""
    application.add_handler(Entitled(MessageHandler(where, callback), needed))


def on_awaited(
    application: WardApplication,
    kind: str,
    callback: Callback,
    needed: Right,
    content: filters.BaseFilter = filters.TEXT,
) -> None:
    """Register what a person was asked to type or send in their own chat; a call for help is answered as one."""
    ward = application.bot_data["ward"]
    awaited = IsAwaited(ward.expecting, kind, ward.assistant.calls_for_help)
    on_message(application, PRIVATE & content & ~filters.COMMAND & awaited, callback, needed)
