"""Who may do what right now: everybody's roles, held in memory and read anew whenever an office changes."""

from telegram import Update

from bot.database import DatabaseThread
from broadcasts.people import Address, Role
from broadcasts.people_store import roles_by_chat

CHANNEL = "telegram"
"""How addresses of this channel are stored."""


def address(chat_id: int) -> Address:
    """Where a Telegram chat is reached. A person's private chat has the id of the person."""
    return Address(CHANNEL, str(chat_id))


def actor(update: Update) -> Address:
    """Where the person who sent or pressed something is reached."""
    return address(update.effective_user.id if update.effective_user else 0)


class Roles:
    """The roles of each person, for the checks at every step."""

    def __init__(self, database: DatabaseThread) -> None:
        """Nobody has a role until the first `refresh`."""
        self._database = database
        self._by_person: dict[int, frozenset[Role]] = {}

    async def refresh(self) -> set[int]:
        """Read all roles; returns the people whose roles are not what they were."""
        stored = await self._database.run(roles_by_chat, CHANNEL)
        before, now = self._by_person, {int(chat_id): roles for chat_id, roles in stored.items()}
        self._by_person = now
        return {person for person in before.keys() | now.keys() if before.get(person) != now.get(person)}

    def of(self, person: int | None) -> frozenset[Role]:
        """The roles of a person."""
        return self._by_person.get(person or 0, frozenset())

    def everyone(self) -> dict[int, frozenset[Role]]:
        """All people with roles."""
        return dict(self._by_person)

    def officers(self) -> list[int]:
        """The chats of all officers."""
        return sorted(person for person, roles in self._by_person.items() if Role.OFFICER in roles)
