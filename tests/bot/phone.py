"""People with phones: they write to the real application, and see what Telegram would show them."""

import html
import re
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram
from tests.conftest import NOW

SHOWN = ("sendMessage", "editMessageText", "sendPhoto")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Seen:
    """One message as a person sees it: plain text and the labels of its buttons."""

    text: str
    buttons: tuple[str, ...]


def seen(call: Call) -> Seen:
    """What a call shows."""
    rows = (call.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
    text = html.unescape(_TAG.sub("", call.parameters.get("text") or call.parameters["caption"]))
    return Seen(text, tuple(button["text"] for row in rows for button in row))


class Phone:
    """One person's phone, in a private chat or in a group."""

    def __init__(
        self, application: WardApplication, telegram: PretendTelegram, user_id: int, group_id: int = 0
    ) -> None:
        self._application = application
        self._telegram = telegram
        self.user = {"id": user_id, "is_bot": False, "first_name": "Hải"}
        self.chat: dict[str, Any] = (
            {"id": group_id, "type": "supergroup", "title": "Tổ 5"} if group_id else {"id": user_id, "type": "private"}
        )
        self._keyboard: dict[str, str] = {}

    async def gets(self, update: dict[str, Any]) -> list[Seen]:
        """Hand over an update; returns the messages it brought, new and changed ones."""
        before = len(self._telegram.calls)
        await self._application.process_update(Update.de_json(update, self._application.bot))
        shown = [call for call in self._telegram.calls[before:] if call.method in SHOWN]
        for call in shown:
            rows = (call.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
            self._keyboard = {button["text"]: button["callback_data"] for row in rows for button in row}
        return [seen(call) for call in shown]

    async def sends(self, **content: Any) -> list[Seen]:
        """Send any kind of message."""
        return await self.gets(self._telegram.message(self.user, self.chat, int(NOW.timestamp()), **content))

    async def says(self, text: str) -> list[Seen]:
        """Send a text."""
        return await self.sends(text=text)

    async def asks(self, text: str) -> Seen:
        """Send a text that brings exactly one message."""
        (answer,) = await self.says(text)
        return answer

    async def presses(self, label: str) -> Seen:
        """Press a button of the last message, found by the beginning of its label."""
        (data,) = [data for shown, data in self._keyboard.items() if shown.startswith(label)]
        (answer,) = await self.presses_data(data)
        return answer

    async def presses_data(self, data: str) -> list[Seen]:
        """Press a button that sends this, even one that was never shown."""
        return await self.gets(self._telegram.press(self.user, self.chat, int(NOW.timestamp()), data))
