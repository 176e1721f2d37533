"""Pictures that go with answers: uploaded once, then named by the id Telegram gave them."""

import zlib
from pathlib import Path

from telegram import Bot, InlineKeyboardMarkup
from telegram.error import BadRequest

from bot.database import DatabaseThread
from knowledge.loader import SHIPPED_CONTENT
from knowledge.store import picture_id, remember_picture

CAPTION_LIMIT = 1024
"""Characters under a picture, by Telegram's count; a longer text is sent without its picture."""


class Pictures:
    """Sends the pictures of a folder by name."""

    def __init__(self, database: DatabaseThread, folder: Path = SHIPPED_CONTENT / "pictures") -> None:
        """`folder` holds one PNG a name."""
        self._database = database
        self._folder = folder

    def has(self, name: str) -> bool:
        """Whether there is a picture of this name."""
        return self._file(name).is_file()

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.png"

    async def send(
        self, bot: Bot, chat_id: int, name: str, caption: str, keyboard: InlineKeyboardMarkup | None, quoted: int | None
    ) -> None:
        """Send the picture with its caption. Raises TelegramError if it does not get through."""
        content = self._file(name).read_bytes()
        # A changed picture is another picture: its old upload must not be shown in its place.
        key = f"{name}-{zlib.crc32(content):08x}"
        known = await self._database.run(picture_id, key)
        for photo in (known, content):
            if photo is None:
                continue
            try:
                message = await bot.send_photo(
                    chat_id,
                    photo,
                    caption=caption,
                    parse_mode="HTML",
                    reply_markup=keyboard,
                    reply_to_message_id=quoted,
                    allow_sending_without_reply=True,
                )
            except BadRequest as error:
                # Telegram forgets ids when a bot changes hands; then the picture is uploaded anew.
                if photo is content or "file" not in str(error).lower():
                    raise
                continue
            if photo is content and message.photo:
                await self._database.run(remember_picture, key, message.photo[-1].file_id)
            return
