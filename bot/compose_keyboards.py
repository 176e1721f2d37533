"""Buttons for making a notice; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import compose_texts as texts
from bot.keyboards import CODES_PER_ROW, NOTICE, NUMBERS_PER_ROW, TEMPLATE, button, column, in_rows
from bot.people_keyboards import tdp_pages
from bot.texts import toggled
from broadcasts.notice import Audience, Notice, NoticeState
from broadcasts.people import Tdp
from knowledge.entry import Topic

MOST_DRAFTS = 30


def write(*, drafts: bool) -> InlineKeyboardMarkup:
    """Beside writing: ready texts, and what was begun."""
    templates = button(texts.TEMPLATES, TEMPLATE, "list", 0)
    return column(templates, *([button(texts.DRAFTS, NOTICE, "drafts")] if drafts else []))


def drafts(found: Sequence[Notice]) -> InlineKeyboardMarkup:
    """Drafts by their codes."""
    return InlineKeyboardMarkup(_codes(found))


def drafts_end(found: Sequence[Notice]) -> InlineKeyboardMarkup:
    """Under the word that drafts end: to keep them all, or to go on with one; what waits for approval is no draft."""
    drafts = [one for one in found if one.state is NoticeState.DRAFT]
    return InlineKeyboardMarkup([[button(texts.KEEP, NOTICE, "keep")], *_codes(drafts)])


def _codes(found: Sequence[Notice]) -> list[list[InlineKeyboardButton]]:
    return in_rows([button(one.code, NOTICE, "draft", one.id) for one in found[:MOST_DRAFTS]], CODES_PER_ROW)


def whom(notice_id: int, audience: Audience) -> InlineKeyboardMarkup:
    """The parts an audience is made of."""
    return column(
        button(toggled(texts.ALL_LEADERS, chosen=audience.leaders), NOTICE, "leaders", notice_id),
        button(toggled(texts.ALL_GROUPS, chosen=audience.groups), NOTICE, "groups", notice_id),
        button(toggled(texts.BY_TOPIC, chosen=bool(audience.topics)), NOTICE, "topics", notice_id),
        button(toggled(texts.BY_TDP, chosen=bool(audience.residents_of)), NOTICE, "tdps", notice_id, 0),
        button(texts.NEXT_STEP, NOTICE, "next", notice_id),
        button(texts.THROW_AWAY, NOTICE, "drop", notice_id),
    )


def topics(notice_id: int, audience: Audience, all_topics: Iterable[Topic]) -> InlineKeyboardMarkup:
    """Topics as toggles."""
    buttons = [
        button(toggled(topic.title, chosen=topic.id in audience.topics), NOTICE, "topic", notice_id, topic.id)
        for topic in all_topics
    ]
    return column(*buttons, button(texts.BACK, NOTICE, "whom", notice_id))


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
    kinds = [button(label, NOTICE, "ask", notice_id, kind) for kind, label in texts.ASKS.items()]
    return column(*kinds, button(texts.BACK, NOTICE, "whom", notice_id))


def targets(notice_id: int, numbers: Iterable[int]) -> InlineKeyboardMarkup:
    """The resolution's targets by their numbers; 0 is none."""
    buttons = [button(str(number), NOTICE, "target", notice_id, number) for number in numbers]
    return InlineKeyboardMarkup(
        [*in_rows(buttons, NUMBERS_PER_ROW), [button(texts.NO_TARGET, NOTICE, "target", notice_id, 0)]]
    )


def within(notice_id: int) -> InlineKeyboardMarkup:
    """How long answers are awaited."""
    return column(*(button(label, NOTICE, "within", notice_id, days) for days, label in texts.WITHIN.items()))


def when(notice_id: int, *, evening: bool) -> InlineKeyboardMarkup:
    """The times to choose from; this evening only while it lies ahead."""
    later = [button(texts.THIS_EVENING, NOTICE, "at", notice_id, "evening")] if evening else []
    return column(
        button(texts.NOW, NOTICE, "at", notice_id, "now"),
        *later,
        button(texts.TOMORROW_MORNING, NOTICE, "at", notice_id, "morning"),
        button(texts.BACK, NOTICE, "whom", notice_id),
    )


def readings(notice_id: int, about: str, found: Sequence[str]) -> InlineKeyboardMarkup:
    """What typed words may mean; pressing one sends its place. `about` is what the time is of."""
    return column(*(button(label, NOTICE, "reading", notice_id, about, place) for place, label in enumerate(found)))


def confirm(draft: Notice, look: str, ready: bool, second: bool) -> InlineKeyboardMarkup:
    """The last step. `look` tells what was looked at; `ready` if nothing is missing, `second` if another officer has to
    approve: what is urgent may leave without.
    """
    label, step = (texts.PROPOSE, "propose") if second else (texts.SEND, "send")
    return column(
        *([button(label, NOTICE, step, draft.id, look)] if ready else []),
        *([button(texts.ALONE, NOTICE, "alone", draft.id, look)] if ready and second and draft.urgent else []),
        button(texts.EDIT, NOTICE, "edit", draft.id),
        button(texts.THROW_AWAY, NOTICE, "drop", draft.id),
    )


def alone(draft: Notice, look: str) -> InlineKeyboardMarkup:
    """The last question before a notice leaves without the second officer."""
    return column(
        button(texts.ALONE_SURE, NOTICE, "send", draft.id, look, "alone"),
        button(texts.BACK_TO_LOOK, NOTICE, "look", draft.id),
    )


def edit(draft: Notice) -> InlineKeyboardMarkup:
    """The parts of a draft."""
    asked = [button(texts.EDIT_ASK, NOTICE, "asks", draft.id)] if draft.audience.asks_somebody else []
    return column(
        button(texts.EDIT_TEXT, NOTICE, "text", draft.id),
        button(texts.EDIT_WHOM, NOTICE, "whom", draft.id),
        button(texts.EDIT_WHEN, NOTICE, "when", draft.id),
        *asked,
        button(toggled(texts.URGENT, chosen=draft.urgent), NOTICE, "urgent", draft.id),
        button(texts.BACK_TO_LOOK, NOTICE, "look", draft.id),
    )


def approve(notice_id: int) -> InlineKeyboardMarkup:
    """For the second officer."""
    return column(
        button(texts.APPROVE, NOTICE, "approve", notice_id), button(texts.GIVE_BACK, NOTICE, "give", notice_id)
    )


def album(notice_id: int) -> InlineKeyboardMarkup:
    """Under word that an album took the place of a draft's content."""
    return column(button(texts.NEXT_STEP, NOTICE, "draft", notice_id))


def copy(notice_id: int) -> InlineKeyboardMarkup:
    """Under somebody else's draft."""
    return column(button(texts.COPY, NOTICE, "copy", notice_id))
