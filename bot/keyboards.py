"""Buttons, and the short texts Telegram sends back when they are pressed (at most 64 bytes)."""

from collections.abc import Iterable, Sequence, Sized

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

CODES_PER_ROW, NUMBERS_PER_ROW = 3, 5
"""Of notices' codes, and of numbers of one or two digits: still wide enough for a thumb."""

MOST_BUTTONS = 4
"""Under one answer: more are not read."""

PERSON_ENTRY = "hoi-can-bo"
"""How officers are reached; a test holds the shipped content against it."""


def data(*parts: object) -> str:
    """What a button sends: one of the letters above, and what follows it."""
    return ":".join(map(str, parts))


def button(label: str, *parts: object) -> InlineKeyboardButton:
    """A button that sends `parts`."""
    return InlineKeyboardButton(label, callback_data=data(*parts))


def column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    """Buttons below each other, each as wide as the message."""
    return InlineKeyboardMarkup([[one] for one in buttons])


def in_rows(buttons: Sequence[InlineKeyboardButton], width: int) -> list[list[InlineKeyboardButton]]:
    """Buttons beside each other, `width` in a row; for short labels."""
    return [list(buttons[start : start + width]) for start in range(0, len(buttons), width)]


def pages_of(things: Sized, size: int) -> int:
    """How many pages of a list there are."""
    return -(-len(things) // size)


def turns(
    page: int, pages: int, *parts: object, labels: tuple[str, str] = (texts.PREVIOUS_PAGE, texts.NEXT_PAGE)
) -> list[list[InlineKeyboardButton]]:
    """The row that leads from one page, counted from 0, to its neighbours, if it has any; each button sends `parts`
    and its page.
    """
    back = [button(labels[0], *parts, page - 1)] if page > 0 else []
    on = [button(labels[1], *parts, page + 1)] if page + 1 < pages else []
    return [[*back, *on]] if back or on else []


def main_menu(target_count: int, *, officer: bool) -> InlineKeyboardMarkup:
    """Large buttons, what most people come for first; an officer's own at the end."""
    buttons = [
        button(texts.MENU_TOPICS, PAGE, "topics"),
        button(texts.MENU_WASTE, PAGE, "waste"),
        button(texts.MENU_CALENDAR, PAGE, "calendar"),
        button(texts.MENU_EMERGENCY, ENTRY, EMERGENCY_NUMBERS),
        button(texts.MENU_SUBSCRIBE, SUBSCRIBE, "page"),
        button(texts.MENU_PERSON, INQUIRY, "new"),
        button(texts.MENU_PRIVACY, MY_DATA, "rights"),
    ]
    if officer:
        buttons += [
            button(texts.MENU_INBOX, INBOX, "inbox"),
            button(texts.MENU_NOTICES, NOTICE, "write"),
            button(texts.MENU_OFFICES, INVITE, "start"),
            button(texts.MENU_CONTENT, TEACH, "desk"),
            button(texts.MENU_STATISTICS, STATISTICS, "now"),
        ]
    if target_count:
        buttons.insert(0, button(texts.menu_targets(target_count), PAGE, "targets"))
    return column(*buttons)


def choices(
    options: Sequence[Option], *, numbered: bool, person: str | None, judged: str | None = None
) -> InlineKeyboardMarkup | None:
    """Options as buttons, at most MOST_BUTTONS rows in all; numbered ones can be typed as well. `person` is what the
    button that leads to a person sends; `judged`, an entry's id, adds the row that says whether its answer was right.
    """
    buttons = [
        button(f"{number}. {option.label}" if numbered else option.label, ENTRY, option.entry)
        for number, option in enumerate(options, start=1)
    ]
    rows = [[one] for one in buttons[: MOST_BUTTONS - (person is not None) - (judged is not None)]]
    if person is not None:
        rows.append([button(texts.MENU_PERSON, person)])
    if judged is not None:
        rows.append([button(texts.HELPFUL, JUDGE, "yes", judged), button(texts.NOT_RIGHT, JUDGE, "no", judged)])
    return InlineKeyboardMarkup(rows) if rows else None


def topics(all_topics: Iterable[Topic]) -> InlineKeyboardMarkup:
    """Topics in two columns, as their names are short."""
    buttons = [button(topic.title, TOPIC, topic.id, 0) for topic in all_topics]
    return InlineKeyboardMarkup([*in_rows(buttons, 2), [button(texts.BACK_TO_MENU, PAGE, "menu")]])


def topic_page(topic: str, entries: Sequence[Entry], page: int, pages: int) -> InlineKeyboardMarkup:
    """One page of a topic's entries, with the ways to its neighbours."""
    rows = [[button(entry.title, ENTRY, entry.id)] for entry in entries]
    return InlineKeyboardMarkup(
        [*rows, *turns(page, pages, TOPIC, topic), [button(texts.BACK_TO_TOPICS, PAGE, "topics")]]
    )


def themes(used: Iterable[str]) -> InlineKeyboardMarkup:
    """The groups of targets that have any."""
    present = set(used)
    buttons = [button(label, THEME, theme) for theme, label in texts.THEMES.items() if theme in present]
    return column(*buttons, button(texts.BACK_TO_MENU, PAGE, "menu"))


def targets(entries: Iterable[Entry]) -> InlineKeyboardMarkup:
    """The targets of one theme, their numbers first."""
    buttons = [button(texts.target_label(entry.number or 0, entry.title), ENTRY, entry.id) for entry in entries]
    return column(*buttons, button(texts.BACK_TO_THEMES, PAGE, "targets"))


def bins(groups: Iterable[Bin]) -> InlineKeyboardMarkup:
    """The groups of waste, in two columns as their names are short."""
    buttons = [button(group.title, ENTRY, group.entry) for group in groups]
    return InlineKeyboardMarkup([*in_rows(buttons, 2), [button(texts.BACK_TO_MENU, PAGE, "menu")]])


def events(entries: Iterable[Entry]) -> InlineKeyboardMarkup | None:
    """What can be read about the calendar's events."""
    buttons = [button(entry.title, ENTRY, entry.id) for entry in entries]
    return column(*buttons) if buttons else None
