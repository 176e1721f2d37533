"""Buttons for writing and following notices; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import notice_texts as texts
from bot.keyboards import NOTICE, data
from bot.people_keyboards import tdp_pages
from broadcasts.notice import Audience, Notice, SendingState
from broadcasts.people import Tdp
from knowledge.entry import Topic


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(NOTICE, *parts))


def _column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def whom(notice_id: int, audience: Audience) -> InlineKeyboardMarkup:
    """The parts an audience is made of."""
    return _column(
        _button(texts.toggled(texts.ALL_LEADERS, chosen=audience.leaders), "leaders", notice_id),
        _button(texts.toggled(texts.ALL_GROUPS, chosen=audience.groups), "groups", notice_id),
        _button(texts.toggled(texts.BY_TOPIC, chosen=bool(audience.topics)), "topics", notice_id),
        _button(texts.toggled(texts.BY_TDP, chosen=bool(audience.residents_of)), "tdps", notice_id, 0),
        _button(texts.NEXT_STEP, "when", notice_id),
        _button(texts.THROW_AWAY, "drop", notice_id),
    )


def topics(notice_id: int, audience: Audience, all_topics: Iterable[Topic]) -> InlineKeyboardMarkup:
    """Topics as toggles."""
    buttons = [
        _button(texts.toggled(topic.title, chosen=topic.id in audience.topics), "topic", notice_id, topic.id)
        for topic in all_topics
    ]
    return _column(*buttons, _button(texts.BACK, "whom", notice_id))


def tdps(notice_id: int, audience: Audience, known: Sequence[Tdp], page: int) -> InlineKeyboardMarkup:
    """TDPs as toggles."""
    return tdp_pages(
        known,
        page,
        kind=f"{NOTICE}:tdp:{notice_id}:{page}",
        turn=(NOTICE, "tdps", notice_id),
        labels={tdp.id: texts.toggled(tdp.name, chosen=tdp.name in audience.residents_of) for tdp in known},
        more=((texts.BACK, (NOTICE, "whom", notice_id)),),
    )


def when(notice_id: int, *, evening: bool) -> InlineKeyboardMarkup:
    """The times to choose from; this evening only while it lies ahead."""
    later = [_button(texts.THIS_EVENING, "at", notice_id, "evening")] if evening else []
    return _column(
        _button(texts.NOW, "at", notice_id, "now"),
        *later,
        _button(texts.TOMORROW_MORNING, "at", notice_id, "morning"),
        _button(texts.BACK, "whom", notice_id),
    )


def confirm(notice_id: int, at: str) -> InlineKeyboardMarkup:
    """The last step."""
    return _column(
        _button(texts.SEND, "send", notice_id, at),
        _button(texts.BACK, "when", notice_id),
        _button(texts.THROW_AWAY, "drop", notice_id),
    )


def sending(sending_id: int, state: SendingState) -> InlineKeyboardMarkup:
    """What can be done about a sending."""
    buttons = [_button(texts.REFRESH, "show", sending_id)]
    if state is SendingState.GOING:
        buttons.append(_button(texts.PAUSE, "pause", sending_id))
    if state in (SendingState.PAUSED, SendingState.HELD):
        buttons.append(_button(texts.RESUME, "resume", sending_id))
    if state not in (SendingState.DONE, SendingState.CANCELLED):
        buttons.append(_button(texts.CANCEL, "cancel", sending_id))
    return _column(*buttons)


def notices(found: Sequence[tuple[Notice, int | None]]) -> InlineKeyboardMarkup:
    """The last notices by their codes: a sent one leads to its sending, a draft to its audience."""
    buttons = [
        _button(notice.code, *(("show", sending_id) if sending_id is not None else ("whom", notice.id)))
        for notice, sending_id in found
    ]
    rows = [buttons[start : start + 3] for start in range(0, len(buttons), 3)]
    return InlineKeyboardMarkup([*rows, [_button(texts.NEW_NOTICE, "write")]])
