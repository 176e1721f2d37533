"""Buttons for learning and for changing answers; what they send begins with the letters of `bot.rights.BUTTONS`."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import teaching_texts as texts
from bot.keyboards import JUDGE, PAGE_SIZE, TEACH, button, column, in_rows, pages_of, turns
from knowledge.entry import Entry, Topic
from knowledge.likeness import Group
from knowledge.teaching import NEVER, STAYS, Draft
from knowledge.teaching_store import Version

_Buttons = Iterable[InlineKeyboardButton]


def without_judging(keyboard: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The keyboard of an answer after it was judged; the way to a person stays."""
    rows = [row for row in (keyboard.inline_keyboard if keyboard else ()) if not _judges(row)]
    return InlineKeyboardMarkup(rows) if rows else None


def _judges(row: _Buttons) -> bool:
    return any(str(button.callback_data).startswith(f"{JUDGE}:") for button in row)


def to_misses() -> InlineKeyboardMarkup:
    """From the morning's message to the groups."""
    return column(button(texts.OPEN_MISSES, TEACH, "misses"))


def misses(groups: Sequence[Group]) -> InlineKeyboardMarkup:
    """The groups as buttons."""
    return column(*(button(texts.group_button(group), TEACH, "group", group.id) for group in groups))


def group(group_id: int, nearest: Entry | None) -> InlineKeyboardMarkup:
    """What to do with one group."""
    add = [button(texts.ADD, TEACH, "add", group_id, nearest.id)] if nearest else []
    return column(
        *add,
        button(texts.OTHER_ENTRY, TEACH, "other", group_id),
        button(texts.WRITE_NEW, TEACH, "new", group_id),
        button(texts.IGNORE, TEACH, "skip", group_id),
    )


def other_entries(group_id: int, entries: Iterable[Entry]) -> InlineKeyboardMarkup:
    """Other entries a group may belong to."""
    return column(
        *(button(entry.title, TEACH, "add", group_id, entry.id) for entry in entries),
        button(texts.BACK, TEACH, "group", group_id),
    )


def desk() -> InlineKeyboardMarkup:
    """What there is to look after."""
    return column(
        button(texts.OPEN_MISSES, TEACH, "misses"),
        button(texts.UNFILLED, TEACH, "unfilled", 0),
        button(texts.ENDING, TEACH, "ending", 0),
        button(texts.RECENT, TEACH, "recent"),
    )


def to_look_after() -> InlineKeyboardMarkup:
    """From Monday's message to its lists."""
    return column(button(texts.UNFILLED, TEACH, "unfilled", 0), button(texts.ENDING, TEACH, "ending", 0))


def found(entries: Iterable[Entry]) -> InlineKeyboardMarkup:
    """Entries to change."""
    return column(*(button(entry.title, TEACH, "entry", entry.id) for entry in entries))


def page(buttons: Sequence[tuple[str, tuple[object, ...]]], number: int, kind: str) -> InlineKeyboardMarkup:
    """One page of a list, with the ways to its neighbours."""
    shown = buttons[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    rows = [[button(label, TEACH, *parts)] for label, parts in shown]
    around = turns(number, pages_of(buttons, PAGE_SIZE), TEACH, kind)
    return InlineKeyboardMarkup([*rows, *around, [button(texts.BACK, TEACH, "desk")]])


def change(entry_id: str) -> InlineKeyboardMarkup:
    """What can be changed of an entry."""
    return column(*(button(label, TEACH, "change", step, entry_id) for step, label in texts.CHANGE.items()))


def recent(versions: Sequence[Version]) -> InlineKeyboardMarkup:
    """The last changes, to undo."""
    undo = (button(texts.undo_button(number), TEACH, "undo", one.id) for number, one in enumerate(versions, 1))
    return column(*undo, button(texts.BACK, TEACH, "desk"))


def step(number: int, draft: Draft, topics: Iterable[Topic]) -> InlineKeyboardMarkup:
    """What can be pressed instead of typing at a draft's next step."""
    now, is_edit = draft.todo[0], draft.kind == "edit"
    rows: list[list[InlineKeyboardButton]] = []
    if now == "topic":
        choices = [button(topic.title, TEACH, "as", number, now, topic.id) for topic in topics]
        rows += in_rows(choices, 2)
    if now == "source" and is_edit:
        rows.append([button(texts.KEEP_SOURCE, TEACH, "as", number, now, STAYS)])
    if now == "validity":
        if is_edit:
            rows.append([button(texts.KEEP_VALIDITY, TEACH, "as", number, now, STAYS)])
        rows.append([button(texts.NO_END, TEACH, "as", number, now, NEVER)])
    return InlineKeyboardMarkup([*rows, [button(texts.DROP, TEACH, "drop", number)]])


def tried(number: int, *, spoils: bool) -> InlineKeyboardMarkup:
    """Publish or not."""
    drop = button(texts.DROP, TEACH, "drop", number)
    if spoils:
        return column(drop, button(texts.PUBLISH_ANYWAY, TEACH, "anyway", number))
    return column(button(texts.PUBLISH, TEACH, "publish", number), drop)


def override(number: int) -> InlineKeyboardMarkup:
    """The last question before a right answer is spoiled."""
    return column(
        button(texts.DROP, TEACH, "drop", number), button(texts.PUBLISH_ANYWAY_YES, TEACH, "override", number)
    )


def try_again(number: int) -> InlineKeyboardMarkup:
    """After a trial that could not be carried out."""
    return column(button(texts.TRY_AGAIN, TEACH, "publish", number), button(texts.DROP, TEACH, "drop", number))


def drop(number: int) -> InlineKeyboardMarkup:
    """After a draft turned out not to fit."""
    return column(button(texts.DROP, TEACH, "drop", number))


def published(version: int) -> InlineKeyboardMarkup:
    """After publishing: the way back, and on to the next."""
    return column(button(texts.undo_button(), TEACH, "undo", version), button(texts.OPEN_MISSES, TEACH, "misses"))


def undone() -> InlineKeyboardMarkup:
    """After undoing."""
    return column(button(texts.BACK, TEACH, "desk"))
