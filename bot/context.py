"""What handlers reach through their context: the ward's services, set once in `bot.app`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot, JobQueue

from bot.database import DatabaseThread
from bot.limits import ChatLimit
from bot.pictures import Pictures
from bot.settings import Settings
from knowledge.assistant import Assistant

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Ward:
    """The services of one running assistant."""

    settings: Settings
    assistant: Assistant
    database: DatabaseThread
    limit: ChatLimit
    pictures: Pictures
    clock: Clock

    @property
    def name(self) -> str:
        """What the ward is called."""
        return self.assistant.library.ward_value("ten")


class WardContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """A handler's context with the ward's services at hand."""

    @property
    def ward(self) -> Ward:
        """The services; set before the first update is handled."""
        ward: Ward = self.bot_data["ward"]
        return ward


WardApplication = Application[ExtBot[None], WardContext, dict[Any, Any], dict[Any, Any], dict[Any, Any], JobQueue[Any]]
