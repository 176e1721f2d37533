"""A stand-in for Telegram's network inside the process: the terminal and the tests talk with the real application
through it. It knows the few methods the application uses, and refuses what Telegram would refuse for its size, for
markup that does not close, for being empty, and for answering a press twice.
"""

import html
import itertools
import json
import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from telegram.request import BaseRequest, RequestData

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024
CALLBACK_DATA_LIMIT = 64
"""Telegram's limits: characters of a text and of a caption, markup not counted; bytes of what a button sends."""
MOST_COPIES = 100
"""Of one copyMessages."""
_TAG = re.compile(r"<[^>]+>")
_MARKUP = re.compile(r"<(/?)([a-z-]+)(?: [^<>]*)?>|<")
_MARKS = frozenset({"b", "i", "u", "s", "a", "code", "pre", "blockquote", "span", "tg-spoiler", "tg-emoji"})
"""Tags Telegram knows."""

BOT = {"id": 1, "is_bot": True, "first_name": "Tro ly", "username": "tro_ly_phuong_bot"}


@dataclass(frozen=True)
class Call:
    """One call as it would have gone over the wire."""

    method: str
    parameters: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Any] = field(default_factory=dict)
    """What is sent along, by file name."""


class _Messages:
    """Which messages are in which chat, in a few bytes each: a month of them is no weight."""

    def __init__(self) -> None:
        self._chats = array("q")

    def put(self, chat_id: int, message_id: int) -> None:
        """The message is in the chat."""
        if message_id >= len(self._chats):
            self._chats.extend([0] * (message_id + 1 - len(self._chats)))
        self._chats[message_id] = chat_id

    def take_away(self, chat_id: int, message_id: int) -> None:
        """It is in the chat no more."""
        if self.has(chat_id, message_id):
            self._chats[message_id] = 0

    def has(self, chat_id: int, message_id: int) -> bool:
        """Whether it is there."""
        return message_id < len(self._chats) and self._chats[message_id] == chat_id


class PretendTelegram(BaseRequest):
    """Answers calls as Telegram would; `on_call` sees each of them first and may return an error (status, text)."""

    def __init__(self, on_call: Callable[[Call], tuple[int, str] | None] | None = None) -> None:
        """`on_call` is called with every call before it is answered."""
        self.calls: list[Call] = []
        self.files: dict[str, bytes] = {}
        """Files people have sent, by the ids under which they are fetched."""
        self.sent: list[tuple[Call, int]] = []
        """Calls that sent or changed a message, with the message's id."""
        self.answered_again: list[Call] = []
        """Answers that were refused as their press had been answered."""
        self._answered: set[str] = set()
        self._there = _Messages()
        self._on_call = on_call
        self._message_ids = itertools.count(1)
        self._update_ids = itertools.count(1)
        self._file_ids = itertools.count(1)

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    @property
    def read_timeout(self) -> float | None:
        """There is no network to wait for."""
        return None

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_args: Any, **_kwargs: Any
    ) -> tuple[int, bytes]:
        """Answer one call."""
        name = url.rsplit("/", 1)[-1]
        if name in self.files:
            return 200, self.files[name]
        uploads = {part[0]: part[1] for part in request_data.multipart_data.values()} if request_data else {}
        call = Call(name, dict(request_data.parameters) if request_data else {}, uploads)
        self.calls.append(call)
        refused = (
            (self._on_call(call) if self._on_call else None)
            or _refusal(call)
            or self._refused_copies(call)
            or self._refused_answer(call)
        )
        if refused:
            status, description = refused
            return status, json.dumps({"ok": False, "error_code": status, "description": description}).encode()
        result = self._result(call)
        if isinstance(result, dict) and "message_id" in result:
            self.sent.append((call, result["message_id"]))
            self._there.put(int(call.parameters["chat_id"]), int(result["message_id"]))
        return 200, json.dumps({"ok": True, "result": result}).encode()

    def _result(self, call: Call) -> Any:
        match call.method:
            case "getMe":
                return BOT
            case "getUpdates":
                return []
            case "sendMessage" | "editMessageText":
                message_id = call.parameters.get("message_id") or next(self._message_ids)
                chat = {"id": call.parameters["chat_id"], "type": "private"}
                return {"message_id": message_id, "date": 0, "chat": chat, "text": call.parameters["text"], "from": BOT}
            case "editMessageCaption":
                chat = {"id": call.parameters["chat_id"], "type": "private"}
                caption = call.parameters["caption"]
                return {"message_id": call.parameters["message_id"], "date": 0, "chat": chat, "caption": caption}
            case "sendDocument":
                chat = {"id": call.parameters["chat_id"], "type": "private"}
                document = {"file_id": f"file-{next(self._file_ids)}", "file_unique_id": "u"}
                return {
                    "message_id": next(self._message_ids),
                    "date": 0,
                    "chat": chat,
                    "document": document,
                    "from": BOT,
                }
            case "copyMessage":
                return {"message_id": next(self._message_ids)}
            case "copyMessages":
                return [{"message_id": next(self._message_ids)} for _ in self._to_copy(call)]
            case "getFile":
                return {
                    "file_id": call.parameters["file_id"],
                    "file_unique_id": "u",
                    "file_path": call.parameters["file_id"],
                }
            case "sendPhoto":
                chat = {"id": call.parameters["chat_id"], "type": "private"}
                photo = {"file_id": f"photo-{next(self._file_ids)}", "file_unique_id": "u", "width": 1, "height": 1}
                return {"message_id": next(self._message_ids), "date": 0, "chat": chat, "photo": [photo], "from": BOT}
            case _:
                return True

    def message(self, user: dict[str, Any], chat: dict[str, Any], at: int, **content: Any) -> dict[str, Any]:
        """An update as Telegram sends it when a person writes something; `at` is in Unix seconds."""
        text = content.get("text", "")
        if text.startswith("/"):
            content["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text.split()[0])}]
        message = {"message_id": next(self._message_ids), "date": at, "from": user, "chat": chat, **content}
        self._there.put(chat["id"], message["message_id"])
        return {"update_id": next(self._update_ids), "message": message}

    def erase(self, chat_id: int, message_id: int) -> None:
        """Somebody deletes a message in a chat."""
        self._there.take_away(chat_id, message_id)

    def _to_copy(self, call: Call) -> list[int]:
        """Of the messages a copyMessages names those that are there; the others are skipped."""
        source = int(call.parameters["from_chat_id"])
        return [one for one in call.parameters["message_ids"] if self._there.has(source, one)]

    def _refused_copies(self, call: Call) -> tuple[int, str] | None:
        if call.method != "copyMessages":
            return None
        wanted = call.parameters["message_ids"]
        if not 1 <= len(wanted) <= MOST_COPIES:
            return 400, "Bad Request: too many message identifiers specified"
        if any(later <= earlier for earlier, later in itertools.pairwise(wanted)):
            return 400, "Bad Request: message identifiers must be in a strictly increasing order"
        return None if self._to_copy(call) else (400, "Bad Request: message to forward not found")

    def _refused_answer(self, call: Call) -> tuple[int, str] | None:
        if call.method != "answerCallbackQuery":
            return None
        press = str(call.parameters["callback_query_id"])
        if press in self._answered:
            self.answered_again.append(call)
            return 400, "Bad Request: query is too old and response timeout expired or query ID is invalid"
        self._answered.add(press)
        return None

    def membership(self, user: dict[str, Any], chat: dict[str, Any], at: int, old: str, new: str) -> dict[str, Any]:
        """An update as Telegram sends it when somebody lets us into a chat, throws us out or silences us."""
        rights = dict.fromkeys(
            ("is_member", "can_change_info", "can_invite_users", "can_pin_messages", "can_send_messages",
             "can_send_polls", "can_send_other_messages", "can_add_web_page_previews", "can_manage_topics",
             "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos", "can_send_video_notes",
             "can_send_voice_notes", "can_edit_tag", "can_react_to_messages"), False,
        )  # fmt: skip
        states = {
            name: {"status": name, "user": BOT, "until_date": 0, **(rights if name == "restricted" else {})}
            for name in (old, new)
        }
        change = {
            "chat": chat,
            "from": user,
            "date": at,
            "old_chat_member": states[old],
            "new_chat_member": states[new],
        }
        return {"update_id": next(self._update_ids), "my_chat_member": change}

    def press(
        self,
        user: dict[str, Any],
        chat: dict[str, Any],
        at: int,
        data: str,
        text: str = "…",
        markup: dict[str, Any] | None = None,
    ) -> dict[str, Any]:
        """An update as Telegram sends it when a person presses a button of `markup` under one of our messages."""
        message = {"message_id": next(self._message_ids), "date": at, "from": BOT, "chat": chat, "text": text}
        if markup is not None:
            message["reply_markup"] = markup
        query = {
            "id": str(next(self._update_ids)),
            "from": user,
            "chat_instance": "1",
            "data": data,
            "message": message,
        }
        return {"update_id": next(self._update_ids), "callback_query": query}


def closes(text: str) -> bool:
    """Whether every `<` of a text opens or closes a tag Telegram knows, the last opened one closed first."""
    opened: list[str] = []
    for mark in _MARKUP.finditer(text):
        ends, name = mark.groups()
        if name not in _MARKS or (ends and (not opened or opened.pop() != name)):
            return False
        if not ends:
            opened.append(name)
    return not opened


def _refusal(call: Call) -> tuple[int, str] | None:
    for field_name, limit in (("text", TEXT_LIMIT), ("caption", CAPTION_LIMIT)):
        said = call.parameters.get(field_name)
        if said is None:
            continue
        if call.parameters.get("parse_mode") == "HTML":
            if not closes(said):
                return 400, "Bad Request: can't parse entities"
            said = html.unescape(_TAG.sub("", said))
        if len(said) > limit:
            return 400, f"Bad Request: {field_name} is too long"
        if field_name == "text" and not said.strip() and not call.method.startswith("answer"):
            return 400, "Bad Request: message text is empty"
    for row in (call.parameters.get("reply_markup") or {}).get("inline_keyboard", ()):
        for button in row:
            if len(button.get("callback_data", "").encode()) > CALLBACK_DATA_LIMIT:
                return 400, "Bad Request: BUTTON_DATA_INVALID"
    return None
