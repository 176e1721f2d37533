"""Which messages belong to threads, held in memory so that a reply finds its thread; rows hold the same."""

from telegram import MaybeInaccessibleMessage, Message
from telegram.ext import filters

from bot.database import DatabaseThread
from bot.roles import CHANNEL, address
from broadcasts.inquiry import Post, Side
from broadcasts.inquiry_post_store import add_post, posts


class Threads:
    """The messages in chats that belong to threads."""

    def __init__(self, database: DatabaseThread) -> None:
        """Empty until the first `refresh`."""
        self._database = database
        self._by_message: dict[tuple[int, int], Post] = {}

    async def refresh(self) -> None:
        """Read them all, as after a start or when some were forgotten."""
        stored = await self._database.run(posts)
        self._by_message = {
            (int(post.chat.chat_id), int(post.message)): post for post in stored if post.chat.channel == CHANNEL
        }

    async def add(self, chat_id: int, message_id: int, inquiry: int, side: Side) -> None:
        """A message belongs to a thread from now on."""
        post = Post(address(chat_id), str(message_id), inquiry, side)
        await self._database.run(add_post, post)
        self._by_message[chat_id, message_id] = post

    def at(self, message: MaybeInaccessibleMessage | None) -> Post | None:
        """The thread's message that a message is, if it is one."""
        return None if message is None else self._by_message.get((message.chat.id, message.message_id))

    def replied_to(self, message: Message | None) -> Post | None:
        """The thread's message that a message replies to, if it replies to one."""
        return self.at(message.reply_to_message if message else None)


class RepliesTo(filters.MessageFilter):
    """A reply to a message of a thread, in the chat of this side."""

    def __init__(self, threads: Threads, side: Side) -> None:
        """Looks into `threads` at every message."""
        super().__init__()
        self._threads = threads
        self._side = side

    def filter(self, message: Message) -> bool:
        """Whether the message speaks in a thread."""
        post = self._threads.replied_to(message)
        return post is not None and post.side is self._side
