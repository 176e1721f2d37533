"""Buttons for learning and for changing answers; what they send begins with the letters of `bot.rights.BUTTONS`."""

from collections.abc import Iterable, Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import teaching_texts as texts
from bot.keyboards import JUDGE, PAGE_SIZE, TEACH, data
from bot.texts import NEXT_PAGE, PREVIOUS_PAGE
from knowledge.entry import Entry, Topic
from knowledge.likeness import Group
from knowledge.teaching import NEVER, STAYS, Draft
from knowledge.teaching_store import Version

_Buttons = Iterable[InlineKeyboardButton]


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(TEACH, *parts))


def _column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def without_judging(keyboard: InlineKeyboardMarkup | None) -> InlineKeyboardMarkup | None:
    """The keyboard of an answer after it was judged; the way to a person stays."""
    rows = [row for row in (keyboard.inline_keyboard if keyboard else ()) if not _judges(row)]
    return InlineKeyboardMarkup(rows) if rows else None


def _judges(row: _Buttons) -> bool:
    return any(str(button.callback_data).startswith(f"{JUDGE}:") for button in row)


def to_misses() -> InlineKeyboardMarkup:
    """From the morning's message to the groups."""
    return _column(_button(texts.OPEN_MISSES, "misses"))


def misses(groups: Sequence[Group]) -> InlineKeyboardMarkup:
    """The groups as buttons."""
    return _column(*(_button(texts.group_button(group), "group", group.id) for group in groups))


def group(group_id: int, nearest: Entry | None) -> InlineKeyboardMarkup:
    """What to do with one group."""
    add = [_button(texts.ADD, "add", group_id, nearest.id)] if nearest else []
    return _column(
        *add,
        _button(texts.OTHER_ENTRY, "other", group_id),
        _button(texts.WRITE_NEW, "new", group_id),
        _button(texts.IGNORE, "skip", group_id),
    )


def other_entries(group_id: int, entries: Iterable[Entry]) -> InlineKeyboardMarkup:
    """Other entries a group may belong to."""
    return _column(
        *(_button(entry.title, "add", group_id, entry.id) for entry in entries),
        _button(texts.BACK, "group", group_id),
    )


def desk() -> InlineKeyboardMarkup:
    """What there is to look after."""
    return _column(
        _button(texts.OPEN_MISSES, "misses"),
        _button(texts.UNFILLED, "unfilled", 0),
        _button(texts.ENDING, "ending", 0),
        _button(texts.RECENT, "recent"),
    )


def to_look_after() -> InlineKeyboardMarkup:
    """From Monday's message to its lists."""
    return _column(_button(texts.UNFILLED, "unfilled", 0), _button(texts.ENDING, "ending", 0))


def found(entries: Iterable[Entry]) -> InlineKeyboardMarkup:
    """Entries to change."""
    return _column(*(_button(entry.title, "entry", entry.id) for entry in entries))


def page(buttons: Sequence[tuple[str, tuple[object, ...]]], number: int, kind: str) -> InlineKeyboardMarkup:
    """One page of a list, with the ways to its neighbours."""
    shown = buttons[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]
    rows = [[_button(label, *parts)] for label, parts in shown]
    turns = []
    if number > 0:
        turns.append(_button(PREVIOUS_PAGE, kind, number - 1))
    if (number + 1) * PAGE_SIZE < len(buttons):
        turns.append(_button(NEXT_PAGE, kind, number + 1))
    return InlineKeyboardMarkup([*rows, *([turns] if turns else []), [_button(texts.BACK, "desk")]])


def change(entry_id: str) -> InlineKeyboardMarkup:
    """What can be changed of an entry."""
    return _column(*(_button(label, "change", step, entry_id) for step, label in texts.CHANGE.items()))


def recent(versions: Sequence[Version]) -> InlineKeyboardMarkup:
    """The last changes, to undo."""
    undo = (_button(texts.undo_button(number), "undo", one.id) for number, one in enumerate(versions, 1))
    return _column(*undo, _button(texts.BACK, "desk"))


def step(number: int, draft: Draft, topics: Iterable[Topic]) -> InlineKeyboardMarkup:
    """What can be pressed instead of typing at a draft's next step."""
    now, is_edit = draft.todo[0], draft.kind == "edit"
    rows: list[list[InlineKeyboardButton]] = []
    if now == "topic":
        choices = [_button(topic.title, "as", number, now, topic.id) for topic in topics]
        rows += [choices[start : start + 2] for start in range(0, len(choices), 2)]
    if now == "source" and is_edit:
        rows.append([_button(texts.KEEP_SOURCE, "as", number, now, STAYS)])
    if now == "validity":
        if is_edit:
            rows.append([_button(texts.KEEP_VALIDITY, "as", number, now, STAYS)])
        rows.append([_button(texts.NO_END, "as", number, now, NEVER)])
    return InlineKeyboardMarkup([*rows, [_button(texts.DROP, "drop", number)]])


def tried(number: int, *, spoils: bool) -> InlineKeyboardMarkup:
    """Publish or not."""
    drop = _button(texts.DROP, "drop", number)
    if spoils:
        return _column(drop, _button(texts.PUBLISH_ANYWAY, "anyway", number))
    return _column(_button(texts.PUBLISH, "publish", number), drop)


def override(number: int) -> InlineKeyboardMarkup:
    """The last question before a right answer is spoiled."""
    return _column(_button(texts.DROP, "drop", number), _button(texts.PUBLISH_ANYWAY_YES, "override", number))


def try_again(number: int) -> InlineKeyboardMarkup:
    """After a trial that could not be carried out."""
    return _column(_button(texts.TRY_AGAIN, "publish", number), _button(texts.DROP, "drop", number))


def drop(number: int) -> InlineKeyboardMarkup:
    """After a draft turned out not to fit."""
    return _column(_button(texts.DROP, "drop", number))


def published(version: int) -> InlineKeyboardMarkup:
    """After publishing: the way back, and on to the next."""
    return _column(_button(texts.undo_button(), "undo", version), _button(texts.OPEN_MISSES, "misses"))


def undone() -> InlineKeyboardMarkup:
    """After undoing."""
    return _column(_button(texts.BACK, "desk"))
