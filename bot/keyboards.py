"""Buttons, and the short texts Telegram sends back when they are pressed (at most 64 bytes)."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import texts
from knowledge.assistant import EMERGENCY_NUMBERS
from knowledge.entry import Bin, Entry, Topic
from knowledge.reply import Option

ENTRY, TOPIC, THEME, PAGE = "k", "t", "g", "m"
"""First letters of what a button sends: an entry, a topic's list, a theme of targets, a page of the menu."""
CONSENT, SUBSCRIBE, JOIN, MY_DATA, GROUP, INVITE, LIST, POSTER = "c", "s", "j", "x", "n", "i", "l", "q"
"""Those about people: see `bot.people_keyboards`."""
NOTICE = "b"
"""Those about notices: see `bot.notice_keyboards` and `bot.compose_keyboards`."""
RECEIPT, REPORT, TEMPLATE = "v", "r", "p"
"""Answering a notice, how it was answered, ready texts."""
INQUIRY, INBOX = "h", "H"
"""Those about questions handed over, the person's and the officers': see `bot.inquiry_keyboards`."""
TEACH, JUDGE = "e", "f"
"""Those about learning: see `bot.teaching_keyboards`; and whether an answer was right."""
STATISTICS, OPENNESS = "z", "o"
"""Figures of a week or a month, see `bot.statistics_keyboards`; and the few that everybody is told."""

PAGE_SIZE = 6
"""Entries in a list: what an old phone shows without scrolling."""

MOST_BUTTONS = 4
"""Under one answer: more are not read."""

PERSON_ENTRY = "hoi-can-bo"
"""How officers are reached; a test holds the shipped content against it."""


def data(kind: str, *parts: object) -> str:
    """What a button sends."""
    return ":".join([kind, *(str(part) for part in parts)])


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    kind, *rest = parts
    return InlineKeyboardButton(label, callback_data=data(str(kind), *rest))


def _column(buttons: Iterable[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def main_menu(target_count: int, *, officer: bool) -> InlineKeyboardMarkup:
    """Large buttons, what most people come for first; an officer's own at the end."""
    buttons = [
        _button(texts.MENU_TOPICS, PAGE, "topics"),
        _button(texts.MENU_WASTE, PAGE, "waste"),
        _button(texts.MENU_CALENDAR, PAGE, "calendar"),
        _button(texts.MENU_EMERGENCY, ENTRY, EMERGENCY_NUMBERS),
        _button(texts.MENU_SUBSCRIBE, SUBSCRIBE, "page"),
        _button(texts.MENU_PERSON, INQUIRY, "new"),
        _button(texts.MENU_PRIVACY, MY_DATA, "rights"),
    ]
    if officer:
        buttons += [
            _button(texts.MENU_INBOX, INBOX, "inbox"),
            _button(texts.MENU_NOTICES, NOTICE, "write"),
            _button(texts.MENU_OFFICES, INVITE, "start"),
            _button(texts.MENU_CONTENT, TEACH, "desk"),
            _button(texts.MENU_STATISTICS, STATISTICS, "now"),
        ]
    if target_count:
        buttons.insert(0, _button(texts.menu_targets(target_count), PAGE, "targets"))
    return _column(buttons)


def choices(
    options: Sequence[Option], *, numbered: bool, person: str | None, judged: str | None = None
) -> InlineKeyboardMarkup | None:
    """Options as buttons, at most MOST_BUTTONS rows in all; numbered ones can be typed as well. `person` is what the
    button that leads to a person sends; `judged`, an entry's id, adds the row that says whether its answer was right.
    """
    buttons = [
        _button(f"{number}. {option.label}" if numbered else option.label, ENTRY, option.entry)
        for number, option in enumerate(options, start=1)
    ]
    rows = [[button] for button in buttons[: MOST_BUTTONS - (person is not None) - (judged is not None)]]
    if person is not None:
        rows.append([InlineKeyboardButton(texts.MENU_PERSON, callback_data=person)])
    if judged is not None:
        rows.append([_button(texts.HELPFUL, JUDGE, "yes", judged), _button(texts.NOT_RIGHT, JUDGE, "no", judged)])
    return InlineKeyboardMarkup(rows) if rows else None


def topics(all_topics: Iterable[Topic]) -> InlineKeyboardMarkup:
    """Topics in two columns, as their names are short."""
    buttons = [_button(topic.title, TOPIC, topic.id, 0) for topic in all_topics]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    return InlineKeyboardMarkup([*rows, [_button(texts.BACK_TO_MENU, PAGE, "menu")]])


def topic_page(topic: str, entries: Sequence[Entry], page: int, pages: int) -> InlineKeyboardMarkup:
    """One page of a topic's entries, with the ways to its neighbours."""
    rows = [[_button(entry.title, ENTRY, entry.id)] for entry in entries]
    turns = []
    if page > 0:
        turns.append(_button(texts.PREVIOUS_PAGE, TOPIC, topic, page - 1))
    if page + 1 < pages:
        turns.append(_button(texts.NEXT_PAGE, TOPIC, topic, page + 1))
    if turns:
        rows.append(turns)
    return InlineKeyboardMarkup([*rows, [_button(texts.BACK_TO_TOPICS, PAGE, "topics")]])


def themes(used: Iterable[str]) -> InlineKeyboardMarkup:
    """The groups of targets that have any."""
    present = set(used)
    buttons = [_button(label, THEME, theme) for theme, label in texts.THEMES.items() if theme in present]
    return _column([*buttons, _button(texts.BACK_TO_MENU, PAGE, "menu")])


def targets(entries: Iterable[Entry]) -> InlineKeyboardMarkup:
    """The targets of one theme, their numbers first."""
    buttons = [_button(texts.target_label(entry.number or 0, entry.title), ENTRY, entry.id) for entry in entries]
    return _column([*buttons, _button(texts.BACK_TO_THEMES, PAGE, "targets")])


def bins(groups: Iterable[Bin]) -> InlineKeyboardMarkup:
    """The groups of waste, in two columns as their names are short."""
    buttons = [_button(group.title, ENTRY, group.entry) for group in groups]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    return InlineKeyboardMarkup([*rows, [_button(texts.BACK_TO_MENU, PAGE, "menu")]])


def events(entries: Iterable[Entry]) -> InlineKeyboardMarkup | None:
    """What can be read about the calendar's events."""
    buttons = [_button(entry.title, ENTRY, entry.id) for entry in entries]
    return _column(buttons) if buttons else None
