"""The journeys, in the order in which they are asked whether an update is theirs."""

from bot.context import WardApplication
from bot.handlers import ask, browse, calendar, fallback, start, waste

JOURNEYS = (
    start,
    browse,
    calendar,
    waste,
    ask,  # any text that is no command
    fallback,  # last: whatever no journey took
)


def register(application: WardApplication) -> None:
    """Add every journey's handlers."""
    for journey in JOURNEYS:
        journey.register(application)
