"""The command menus of Telegram's client: everybody's, a group's, and one more for each person with a role."""

import structlog
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
)
from telegram.error import TelegramError

from bot import texts
from bot.rights import IN_GROUPS, Right, commands_for, right_of
from bot.roles import Roles

log = structlog.get_logger(__name__)


def _commands(names: list[str] | tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(name, texts.COMMANDS[name]) for name in names]


async def set_all(bot: Bot, roles: Roles) -> None:
    """Set every menu; one that cannot be set is logged and costs nothing else."""
    try:
        await bot.set_my_commands(_commands(commands_for(Right.EVERYONE)), scope=BotCommandScopeAllPrivateChats())
        await bot.set_my_commands(_commands(IN_GROUPS), scope=BotCommandScopeAllGroupChats())
    except TelegramError as error:
        log.warning("command menus not set", reason=str(error))
    await set_for(bot, roles, set(roles.everyone()))


async def set_for(bot: Bot, roles: Roles, people: set[int]) -> None:
    """Set the menus of these people anew; who has no role any more sees everybody's menu again."""
    for person in sorted(people):
        scope = BotCommandScopeChat(person)
        right = right_of(roles.of(person))
        try:
            if right is Right.EVERYONE:
                await bot.delete_my_commands(scope=scope)
            else:
                await bot.set_my_commands(_commands(commands_for(right)), scope=scope)
        except TelegramError as error:
            # Somebody who has never written to us has no chat yet; the menu comes with the next start.
            log.info("command menu of a person not set", reason=str(error))


async def roles_changed(bot: Bot, roles: Roles) -> None:
    """Take over changed offices: rights at once, and the menus of those concerned."""
    await set_for(bot, roles, await roles.refresh())
