"""Which albums are drafts, held in memory so that a further part finds its draft at once; rows hold the same."""

from telegram import Message
from telegram.ext import filters

from bot.database import DatabaseThread
from bot.roles import address
from broadcasts import album_store
from broadcasts.people import Address


class Albums:
    """The drafts that are albums, whose parts arrive as messages of their own."""

    def __init__(self, database: DatabaseThread) -> None:
        """Empty until the first `refresh`."""
        self._database = database
        self._drafts: dict[tuple[Address, str], int] = {}

    async def refresh(self) -> None:
        """Read them all, as after a start, and forget those whose drafts are gone."""
        self._drafts = await self._database.run(album_store.begun)

    def begin(self, chat_id: int, media_group: str, draft: int) -> None:
        """A chat's album is a draft from now on, as its row says."""
        self._drafts[address(chat_id), media_group] = draft

    def draft_of(self, message: Message) -> int | None:
        """The draft to whose album a message belongs."""
        return self._drafts.get((address(message.chat_id), message.media_group_id or ""))


class IsFurtherPart(filters.MessageFilter):
    """A part of an album that has become a draft."""

    def __init__(self, albums: Albums) -> None:
        """Looks into `albums` at every message."""
        super().__init__()
        self._albums = albums

    def filter(self, message: Message) -> bool:
        """Whether the message belongs to such an album."""
        return self._albums.draft_of(message) is not None
