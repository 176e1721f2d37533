"""The same application in a terminal: what a phone would show is printed, buttons get numbers."""

import asyncio
import html
import re
import sys
from typing import TextIO

from telegram import Update

from bot import texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram
from bot.settings import Settings
from knowledge.assistant import Assistant

PEOPLE = {"dan": 1001, "totruong": 1002, "canbo": 1003}
"""Whom one can be in the terminal, by made-up chat ids; the officer is one of OFFICER_IDS there."""

_TAG = re.compile(r"<[^>]+>")


class Screen:
    """Prints what the application sends, and remembers the buttons each person sees last."""

    def __init__(self, out: TextIO) -> None:
        """`out` is where a person reads."""
        self._out = out
        self.buttons: dict[int, list[str]] = {}

    def show(self, call: Call) -> None:
        """Print one call if a person would see it."""
        text = call.parameters.get("text") or call.parameters.get("caption") or ""
        if call.method not in ("sendMessage", "editMessageText"):
            if not call.method.startswith(("send", "copy")) or call.method == "sendChatAction":
                return
            kind = call.method.removeprefix("send").removeprefix("copy")
            text = texts.terminal_media(f"{len(call.parameters.get('message_ids', ())) or ''} {kind}".lstrip(), text)
        self.line("\n" + html.unescape(_TAG.sub("", text)))
        rows = (call.parameters.get("reply_markup") or {}).get("inline_keyboard", [])
        buttons = [button for row in rows for button in row]
        self.buttons[int(call.parameters["chat_id"])] = [button.get("callback_data", "") for button in buttons]
        if buttons:
            self.line("")
        for number, button in enumerate(buttons, start=1):
            label = button["text"]
            self.line(f"  [{number}] {label.removeprefix(f'{number}. ')}")

    def line(self, text: str) -> None:
        """Print one line."""
        print(text, file=self._out, flush=True)


class Terminal:
    """Reads lines, turns each into the update Telegram would send, and waits until it is handled."""

    def __init__(self, application: WardApplication, telegram: PretendTelegram, screen: Screen) -> None:
        """`telegram` must be the application's request object."""
        self._application = application
        self._telegram = telegram
        self._screen = screen
        self._person = "dan"

    async def say(self, line: str) -> bool:
        """Handle one typed line; returns False when the person wants to stop."""
        line = line.strip()
        if line.startswith(":"):
            return self._switch(line[1:].strip().casefold())
        if line:
            update = self._update(line)
            if update is not None:
                await self._application.process_update(Update.de_json(update, self._application.bot))
        return True

    def _switch(self, command: str) -> bool:
        if command in ("thoat", "q", "quit", "exit"):
            return False
        if command in PEOPLE:
            self._person = command
            self._screen.line(texts.terminal_person(texts.TERMINAL_PEOPLE[command]))
        else:
            self._screen.line(texts.terminal_unknown(command))
        return True

    def _update(self, line: str) -> dict[str, object] | None:
        chat_id = PEOPLE[self._person]
        user = {"id": chat_id, "is_bot": False, "first_name": texts.TERMINAL_PEOPLE[self._person]}
        chat = {"id": chat_id, "type": "private", "first_name": user["first_name"]}
        at = int(self._application.bot_data["ward"].clock().timestamp())
        buttons = self._screen.buttons.get(chat_id, [])
        if line.isdecimal() and buttons:
            if not 1 <= int(line) <= len(buttons):
                self._screen.line(texts.TERMINAL_NO_BUTTON)
                return None
            return self._telegram.press(user, chat, at, buttons[int(line) - 1])
        return self._telegram.message(user, chat, at, text=line)


async def talk(
    settings: Settings, lines: TextIO = sys.stdin, out: TextIO = sys.stdout, *, assistant: Assistant | None = None
) -> None:
    """Talk until the input ends or the person leaves; `assistant` as in `build_application`.

    Raises ContentError if content is broken.
    """
    screen = Screen(out)
    telegram = PretendTelegram(screen.show)
    settings = settings.model_copy(update={"officer_ids": (*settings.officer_ids, PEOPLE["canbo"])})
    async with running(build_application(settings, request=telegram, assistant=assistant)) as application:
        terminal = Terminal(application, telegram, screen)
        screen.line(texts.TERMINAL_WELCOME)
        await terminal.say("/start")
        while True:
            if out.isatty():
                out.write("\n> ")
                out.flush()
            line = await asyncio.to_thread(lines.readline)
            if not line or not await terminal.say(line):
                break
    screen.line(texts.TERMINAL_BYE)
