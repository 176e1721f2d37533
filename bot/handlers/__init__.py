"""The journeys, in the order in which they are asked whether an update is theirs."""

from bot.context import WardApplication
from bot.handlers import (
    answering_inquiries,
    answering_notices,
    ask,
    asking_officers,
    asking_readers,
    browse,
    calendar,
    changing,
    checking,
    choosing_audience,
    choosing_time,
    composing,
    confirming,
    editing,
    fallback,
    following_up,
    group_chats,
    inbox,
    inviting,
    joining,
    judging,
    leader_files,
    office_lists,
    openness,
    personal_data,
    posters,
    publishing,
    ready_notices,
    relaying,
    replying_to_notices,
    sendings,
    start,
    statistics,
    subscribing,
    teaching,
    upcoming,
    waste,
)

JOURNEYS = (
    joining,  # before the greeting and before questions: links and codes are the invitation's
    subscribing,  # likewise: links to a topic or TDP, and "send me no more"
    checking,  # likewise: a link to a notice
    start,
    personal_data,
    asking_officers,  # before what is awaited of officers, as theirs: a reply in a thread belongs to the thread
    answering_inquiries,
    inbox,
    composing,
    ready_notices,
    choosing_audience,
    asking_readers,
    choosing_time,
    confirming,
    changing,
    upcoming,
    sendings,
    following_up,
    relaying,
    answering_notices,
    inviting,
    office_lists,
    leader_files,
    group_chats,
    posters,
    teaching,
    editing,
    publishing,
    statistics,
    openness,
    judging,
    browse,
    calendar,
    waste,
    replying_to_notices,  # after every journey that awaits words: a reply may be what it awaits
    ask,  # any text that is no command
    fallback,  # last: whatever no journey took
)


def register(application: WardApplication) -> None:
    """Add every journey's handlers."""
    for journey in JOURNEYS:
        journey.register(application)
