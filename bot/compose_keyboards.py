"""Buttons for making a notice; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import compose_texts as texts
from bot.keyboards import NOTICE, TEMPLATE, data
from bot.notice_texts import toggled
from bot.people_keyboards import tdp_pages
from broadcasts.notice import Audience, Notice
from broadcasts.people import Tdp
from knowledge.entry import Topic

_TARGETS_PER_ROW = 5
_MOST_DRAFTS = 30


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(NOTICE, *parts))


def _column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def write(*, drafts: bool) -> InlineKeyboardMarkup:
    """Beside writing: ready texts, and what was begun."""
    templates = InlineKeyboardButton(texts.TEMPLATES, callback_data=data(TEMPLATE, "list", 0))
    return _column(templates, *([_button(texts.DRAFTS, "drafts")] if drafts else []))


def drafts(found: Sequence[Notice]) -> InlineKeyboardMarkup:
    """Drafts by their codes."""
    buttons = [_button(one.code, "draft", one.id) for one in found[:_MOST_DRAFTS]]
    return InlineKeyboardMarkup([buttons[start : start + 3] for start in range(0, len(buttons), 3)])


def whom(notice_id: int, audience: Audience) -> InlineKeyboardMarkup:
    """The parts an audience is made of."""
    return _column(
        _button(toggled(texts.ALL_LEADERS, chosen=audience.leaders), "leaders", notice_id),
        _button(toggled(texts.ALL_GROUPS, chosen=audience.groups), "groups", notice_id),
        _button(toggled(texts.BY_TOPIC, chosen=bool(audience.topics)), "topics", notice_id),
        _button(toggled(texts.BY_TDP, chosen=bool(audience.residents_of)), "tdps", notice_id, 0),
        _button(texts.NEXT_STEP, "next", notice_id),
        _button(texts.THROW_AWAY, "drop", notice_id),
    )


def topics(notice_id: int, audience: Audience, all_topics: Iterable[Topic]) -> InlineKeyboardMarkup:
    """Topics as toggles."""
    buttons = [
        _button(toggled(topic.title, chosen=topic.id in audience.topics), "topic", notice_id, topic.id)
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
        labels={tdp.id: toggled(tdp.name, chosen=tdp.name in audience.residents_of) for tdp in known},
        more=((texts.BACK, (NOTICE, "whom", notice_id)),),
    )


def asks(notice_id: int) -> InlineKeyboardMarkup:
    """What readers can be asked."""
    kinds = [_button(label, "ask", notice_id, kind) for kind, label in texts.ASKS.items()]
    return _column(*kinds, _button(texts.BACK, "whom", notice_id))


def targets(notice_id: int, numbers: Iterable[int]) -> InlineKeyboardMarkup:
    """The resolution's targets by their numbers; 0 is none."""
    buttons = [_button(str(number), "target", notice_id, number) for number in numbers]
    rows = [buttons[start : start + _TARGETS_PER_ROW] for start in range(0, len(buttons), _TARGETS_PER_ROW)]
    return InlineKeyboardMarkup([*rows, [_button(texts.NO_TARGET, "target", notice_id, 0)]])


def within(notice_id: int) -> InlineKeyboardMarkup:
    """How long answers are awaited."""
    return _column(*(_button(label, "within", notice_id, days) for days, label in texts.WITHIN.items()))


def when(notice_id: int, *, evening: bool) -> InlineKeyboardMarkup:
    """The times to choose from; this evening only while it lies ahead."""
    later = [_button(texts.THIS_EVENING, "at", notice_id, "evening")] if evening else []
    return _column(
        _button(texts.NOW, "at", notice_id, "now"),
        *later,
        _button(texts.TOMORROW_MORNING, "at", notice_id, "morning"),
        _button(texts.BACK, "whom", notice_id),
    )


def readings(notice_id: int, about: str, found: Sequence[str]) -> InlineKeyboardMarkup:
    """What typed words may mean; pressing one sends its place. `about` is what the time is of."""
    return _column(*(_button(label, "reading", notice_id, about, place) for place, label in enumerate(found)))


def confirm(draft: Notice, look: str, ready: bool, second: bool) -> InlineKeyboardMarkup:
    """The last step. `look` tells what was looked at; `ready` if nothing is missing, `second` if another officer has to
    approve: what is urgent may leave without.
    """
    label, step = (texts.PROPOSE, "propose") if second else (texts.SEND, "send")
    return _column(
        *([_button(label, step, draft.id, look)] if ready else []),
        *([_button(texts.ALONE, "alone", draft.id, look)] if ready and second and draft.urgent else []),
        _button(texts.EDIT, "edit", draft.id),
        _button(texts.THROW_AWAY, "drop", draft.id),
    )


def alone(draft: Notice, look: str) -> InlineKeyboardMarkup:
    """The last question before a notice leaves without the second officer."""
    return _column(
        _button(texts.ALONE_SURE, "send", draft.id, look, "alone"), _button(texts.BACK_TO_LOOK, "look", draft.id)
    )


def edit(draft: Notice) -> InlineKeyboardMarkup:
    """The parts of a draft."""
    asked = [_button(texts.EDIT_ASK, "asks", draft.id)] if draft.audience.asks_somebody else []
    return _column(
        _button(texts.EDIT_TEXT, "text", draft.id),
        _button(texts.EDIT_WHOM, "whom", draft.id),
        _button(texts.EDIT_WHEN, "when", draft.id),
        *asked,
        _button(toggled(texts.URGENT, chosen=draft.urgent), "urgent", draft.id),
        _button(texts.BACK_TO_LOOK, "look", draft.id),
    )


def approve(notice_id: int) -> InlineKeyboardMarkup:
    """For the second officer."""
    return _column(_button(texts.APPROVE, "approve", notice_id), _button(texts.GIVE_BACK, "give", notice_id))


def copy(notice_id: int) -> InlineKeyboardMarkup:
    """Under somebody else's draft."""
    return _column(_button(texts.COPY, "copy", notice_id))
