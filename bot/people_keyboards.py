"""Buttons about people; what they send begins with the letters of `bot.rights.BUTTONS`."""

from collections.abc import Iterable, Mapping, Sequence

from telegram import InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup

from bot import office_texts, poster_texts
from bot import people_texts as texts
from bot.keyboards import (
    CONSENT,
    INVITE,
    JOIN,
    LIST,
    MY_DATA,
    OPENNESS,
    POSTER,
    SUBSCRIBE,
    button,
    column,
    in_rows,
    pages_of,
    turns,
)
from bot.texts import MENU_OPENNESS, toggled
from broadcasts.people import Choices, Invitation, Office, Rank, Tdp
from knowledge.entry import Topic

TDPS_PER_ROW, TDP_ROWS = 3, 8
"""TDPs on one page of buttons: wide enough for a thumb, few enough for one screen."""


def consent(version: str, then: str) -> InlineKeyboardMarkup:
    """Agree or not to this version of the text; `then` is what to go on with (a topic, a TDP, or nothing)."""
    return column(
        button(texts.AGREE, CONSENT, "yes", version, then),
        button(texts.DISAGREE, CONSENT, "no"),
        button(texts.I_AM_A_LEADER, JOIN, "how"),
    )


def subscriptions(topics: Iterable[Topic], choices: Choices) -> InlineKeyboardMarkup:
    """Topics as toggles, the own TDP, how often, and done."""
    buttons = [
        button(toggled(topic.title, chosen=topic.id in choices.topics), SUBSCRIBE, "topic", topic.id)
        for topic in topics
    ]
    return column(
        *buttons,
        button(texts.tdp_toggle(choices.tdp), SUBSCRIBE, "tdps", 0),
        button(texts.DIGEST if choices.digest else texts.AT_ONCE, SUBSCRIBE, "how"),
        button(texts.DONE, SUBSCRIBE, "done"),
        button(texts.I_AM_A_LEADER, JOIN, "how"),
    )


def stop_receiving() -> InlineKeyboardMarkup:
    """The way out."""
    return column(button(texts.STOP_EVERYTHING, SUBSCRIBE, "stop"))


def subscribe_again() -> InlineKeyboardMarkup:
    """The way back in."""
    return column(button(texts.SUBSCRIBE_AGAIN, SUBSCRIBE, "page"))


def tdp_pages(
    tdps: Sequence[Tdp],
    page: int,
    *,
    kind: str,
    turn: Sequence[object],
    labels: Mapping[int, str] | None = None,
    more: Sequence[tuple[str, tuple[object, ...]]] = (),
) -> InlineKeyboardMarkup:
    """One page of TDPs. Pressing one sends `kind` and its id; turning the page sends `turn` and the page's number;
    `more` are further buttons below.
    """
    size = TDPS_PER_ROW * TDP_ROWS
    shown = tdps[page * size : (page + 1) * size]
    buttons = [button((labels or {}).get(tdp.id, tdp.name), *kind.split(":"), tdp.id) for tdp in shown]
    return InlineKeyboardMarkup(
        [
            *in_rows(buttons, TDPS_PER_ROW),
            *turns(page, pages_of(tdps, size), *turn, labels=(office_texts.PREVIOUS, office_texts.NEXT)),
            *([button(label, *parts)] for label, parts in more),
        ]
    )


def invitation(code: str) -> InlineKeyboardMarkup:
    """Accept an invitation, or not."""
    return column(button(texts.YES_THAT_IS_ME, JOIN, "yes", code), button(texts.NOT_ME, JOIN, "no"))


def share_contact() -> ReplyKeyboardMarkup:
    """The button that sends one's own phone number."""
    return ReplyKeyboardMarkup(
        [[KeyboardButton(office_texts.SHARE_CONTACT, request_contact=True)]],
        resize_keyboard=True,
        one_time_keyboard=True,
    )


def invite_whom() -> InlineKeyboardMarkup:
    """Whom to invite, and the way to the lists."""
    return column(
        button(office_texts.INVITE_HEAD, INVITE, "tdps", Rank.HEAD, 0),
        button(office_texts.INVITE_DEPUTY, INVITE, "tdps", Rank.DEPUTY, 0),
        button(office_texts.INVITE_OFFICER, INVITE, "officer"),
        button(office_texts.LIST_OF_LEADERS, INVITE, "lists"),
    )


def lists() -> InlineKeyboardMarkup:
    """What officers can look at."""
    return column(
        button(office_texts.LEADERS_BY_TDP, INVITE, "list", 0),
        button(office_texts.OPEN_INVITATIONS, INVITE, "open"),
        button(office_texts.OFFICERS_LIST, INVITE, "officers"),
        button(office_texts.POSTERS, POSTER, "which"),
        button(office_texts.AUDIT, INVITE, "audit"),
        button(texts.BACK, INVITE, "start"),
    )


def skip_name() -> InlineKeyboardMarkup:
    """Invite without a name."""
    return column(button(office_texts.SKIP_NAME, INVITE, "noname"))


def back_to_lists() -> InlineKeyboardMarkup:
    """Back to what officers can look at."""
    return column(button(texts.BACK, INVITE, "lists"))


def invitations(open_ones: Sequence[Invitation]) -> InlineKeyboardMarkup:
    """A number for each open invitation, to take it back."""
    buttons = [
        button(f"{office_texts.REVOKE} {number}", INVITE, "revoke", one.id)
        for number, one in enumerate(open_ones[: office_texts.SHOWN_INVITATIONS], start=1)
    ]
    return InlineKeyboardMarkup([*in_rows(buttons, TDPS_PER_ROW), [button(texts.BACK, INVITE, "lists")]])


def holders(offices: Sequence[Office], back: Sequence[object], tdp: int | None = None) -> InlineKeyboardMarkup:
    """The offices that can be ended, and the way to a new invitation."""
    buttons = [button(office_texts.end_button(office), INVITE, "end", office.id) for office in offices]
    if tdp is not None:
        buttons.insert(0, button(office_texts.INVITE_INSTEAD, INVITE, "tdp", Rank.HEAD, tdp))
    return column(*buttons, button(texts.BACK, *back))


def end_office(office: Office) -> InlineKeyboardMarkup:
    """Before an office is taken away."""
    return column(button(office_texts.END_OFFICE_YES, INVITE, "ended", office.id), button(texts.BACK, INVITE, "lists"))


def take_list(token: str) -> InlineKeyboardMarkup:
    """Take over what was read of the file with this token, or not."""
    return column(
        button(office_texts.TAKE_LIST, LIST, "take", token), button(office_texts.DROP_LIST, LIST, "drop", token)
    )


def privacy() -> InlineKeyboardMarkup:
    """From one's rights to one's data, and to how well the assistant does."""
    return column(
        button(texts.DATA_SHOW, MY_DATA, "show"),
        button(texts.DATA_DELETE, MY_DATA, "ask"),
        button(MENU_OPENNESS, OPENNESS, "show"),
    )


def my_data() -> InlineKeyboardMarkup:
    """What one can do with one's own data."""
    return column(button(texts.DATA_FILE, MY_DATA, "file"), button(texts.DATA_DELETE, MY_DATA, "ask"))


def delete_data() -> InlineKeyboardMarkup:
    """Before everything is deleted."""
    return column(button(texts.DATA_DELETE_YES, MY_DATA, "delete"), button(texts.DATA_KEEP, MY_DATA, "keep"))


def posters() -> InlineKeyboardMarkup:
    """Which posters to print."""
    return column(
        button(poster_texts.POSTER_WARD, POSTER, "ward"),
        button(poster_texts.POSTER_TDPS, POSTER, "tdps"),
        button(poster_texts.POSTER_TOPICS, POSTER, "topics"),
        button(texts.BACK, INVITE, "lists"),
    )
