"""People with phones: they write to the real application, and see what Telegram would show them."""

import html
import re
from dataclasses import dataclass
from typing import Any

from telegram import Update

from bot.context import WardApplication
from bot.pretend import BOT, Call, PretendTelegram
from tests.conftest import NOW

SHOWN = ("sendMessage", "editMessageText", "sendPhoto")
"""Calls that show a message; one that changes buttons alone shows nothing new."""
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Seen:
    """One message as a person sees it: plain text and the labels of its buttons."""

    text: str
    buttons: tuple[str, ...]


def plain(text: str) -> str:
    """A text without its markup, as it is read."""
    return html.unescape(_TAG.sub("", text))


def seen(call: Call) -> Seen:
    """What a call shows."""
    rows = (call.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
    text = plain(call.parameters.get("text") or call.parameters.get("caption", ""))
    return Seen(text, tuple(button["text"] for row in rows for button in row))


class Phone:
    """One person's phone, in a private chat or in a group."""

    def __init__(
        self,
        application: WardApplication,
        telegram: PretendTelegram,
        user_id: int,
        group_id: int = 0,
        name: str = "Hải",
    ) -> None:
        self._application = application
        self._telegram = telegram
        self.user = {"id": user_id, "is_bot": False, "first_name": name}
        self.chat: dict[str, Any] = (
            {"id": group_id, "type": "supergroup", "title": "Tổ 5"} if group_id else {"id": user_id, "type": "private"}
        )
        self.written: dict[str, Any] = {}
        """The last message this person sent."""
        self.keyboard: dict[str, str] = {}
        self.markup: dict[str, Any] | None = None

    async def gets(self, update: dict[str, Any]) -> list[Seen]:
        """Hand over an update; returns the messages it brought, new and changed ones."""
        before = len(self._telegram.calls)
        await self._application.process_update(Update.de_json(update, self._application.bot))
        shown = [call for call in self._telegram.calls[before:] if call.method in SHOWN]
        for call in shown:
            rows = (call.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
            self.markup = call.parameters.get("reply_markup") if rows else None
            self.keyboard = {button["text"]: button["callback_data"] for row in rows for button in row}
        return [seen(call) for call in shown]

    async def sends(self, **content: Any) -> list[Seen]:
        """Send any kind of message."""
        update = self._telegram.message(self.user, self.chat, int(NOW.timestamp()), **content)
        self.written = update["message"]
        return await self.gets(update)

    async def edits(self, **content: Any) -> list[Seen]:
        """Edit the last message this person sent."""
        stays = {part: self.written[part] for part in ("reply_to_message", "photo") if part in self.written}
        update = self._telegram.message(self.user, self.chat, int(NOW.timestamp()), **stays, **content)
        edited = {**update.pop("message"), "message_id": self.written["message_id"], "edit_date": int(NOW.timestamp())}
        return await self.gets({**update, "edited_message": edited})

    async def says(self, text: str) -> list[Seen]:
        """Send a text."""
        return await self.sends(text=text)

    async def replies(self, to: str, **content: Any) -> list[Seen]:
        """Reply to the last message of this chat that says `to`."""
        original, message_id = next(
            (call, message_id)
            for call, message_id in reversed(self._telegram.sent)
            if int(call.parameters["chat_id"]) == self.chat["id"]
            and to in plain(call.parameters.get("text") or call.parameters.get("caption") or "")
        )
        text = plain(original.parameters.get("text") or "…")
        replied = {"message_id": message_id, "date": 1, "chat": self.chat, "from": BOT, "text": text}
        return await self.sends(reply_to_message=replied, **content)

    def album(self, count: int, group: str, *captions: str) -> list[dict[str, Any]]:
        """The updates an album of photos is; the first ones have captions."""
        photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
        said = [{"caption": caption} if caption else {} for caption in captions]
        said += [{}] * (count - len(said))
        at = int(NOW.timestamp())
        return [
            self._telegram.message(self.user, self.chat, at, photo=photo, media_group_id=group, **one) for one in said
        ]

    async def sends_album(self, count: int, group: str, *captions: str) -> list[Seen]:
        """Send an album; returns what its parts brought."""
        return [one for part in self.album(count, group, *captions) for one in await self.gets(part)]

    async def asks(self, text: str) -> Seen:
        """Send a text that brings exactly one message."""
        (answer,) = await self.says(text)
        return answer

    async def changes_membership(self, old: str, new: str) -> list[Seen]:
        """Let the assistant into the chat, throw it out or silence it."""
        return await self.gets(self._telegram.membership(self.user, self.chat, int(NOW.timestamp()), old, new))

    async def shares_contact(self, phone: str, user_id: int | None) -> list[Seen]:
        """Send a contact; one's own carries one's own id."""
        contact = {"phone_number": phone, "first_name": "Hải", **({"user_id": user_id} if user_id else {})}
        return await self.sends(contact=contact)

    async def sends_file(self, name: str, content: bytes) -> list[Seen]:
        """Send a document."""
        self._telegram.files[name] = content
        document = {"file_id": name, "file_unique_id": name, "file_name": name, "file_size": len(content)}
        return await self.sends(document=document)

    async def presses(self, label: str) -> Seen:
        """Press a button of the last message, found by the beginning of its label."""
        (answer,) = await self.presses_for_all(label)
        return answer

    async def presses_for_all(self, label: str) -> list[Seen]:
        """Press a button of the last message; returns what it brought to everybody."""
        (data,) = [data for shown, data in self.keyboard.items() if shown.startswith(label)]
        return await self.presses_data(data)

    async def presses_data(self, data: str) -> list[Seen]:
        """Press a button that sends this, even one that was never shown."""
        at = int(NOW.timestamp())
        return await self.gets(self._telegram.press(self.user, self.chat, at, data, markup=self.markup))
