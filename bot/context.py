"""What handlers reach through their context: the ward's services, set once in `bot.app`."""

import asyncio
from dataclasses import dataclass
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.albums import Albums
from bot.answered import Answered
from bot.asked import Asked
from bot.clock import Clock
from bot.database import DatabaseThread
from bot.desk import Desk
from bot.expecting import Expecting
from bot.health import Health
from bot.limits import ChatLimit
from bot.pictures import Pictures
from bot.progress import Progress
from bot.pulse import Pulse
from bot.roles import Roles
from bot.settings import Settings
from bot.trials import Trials
from broadcasts.dispatcher import Dispatcher
from knowledge.assistant import Assistant


@dataclass(frozen=True)
class Ward:
    """The services of one running assistant."""

    settings: Settings
    assistant: Assistant
    database: DatabaseThread
    limit: ChatLimit
    pictures: Pictures
    clock: Clock
    steps: ChatLimit
    """How many commands and buttons one person may use."""
    roles: Roles
    asked: Asked
    expecting: Expecting
    albums: Albums
    """Drafts that are albums, for the parts still to come."""
    answered: Answered
    """Presses that were answered."""
    wrong_codes: ChatLimit
    """How often a chat may be wrong about an invitation's code."""
    dispatcher: Dispatcher
    """Carries out sendings in the background."""
    progress: Progress
    """The messages in which officers watch sendings."""
    desk: Desk
    """Hands questions over to officers, and their answers back."""
    drawing: asyncio.Lock
    """Held while posters are drawn."""
    pulse: Pulse
    """What happened since the start, in figures."""
    health: Health
    """What is wrong now."""
    trials: Trials
    """Tries changes of the content before they are published."""
    to_ask_again: set[int]
    """Chats that agreed to an earlier text of the consent and are to be shown the new one."""

    @property
    def name(self) -> str:
        """What the ward is called."""
        return self.assistant.library.ward_value("ten")


class WardContext(CallbackContext[ExtBot[int], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A handler's context with the ward's services at hand."""

    @property
    def ward(self) -> Ward:
        """The services; set before the first update is handled."""
        ward: Ward = self.bot_data["ward"]
        return ward


WardApplication = Application[ExtBot[int], WardContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], JobQueue[Any]]
