"""Buttons about how notices were answered; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import follow_up_texts as texts
from bot.keyboards import REPORT, data
from bot.texts import target_label
from broadcasts.asks import AskKind
from broadcasts.report import Report
from broadcasts.report_store import Asked
from knowledge.entry import Entry


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(REPORT, *parts))


def _column(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[button] for button in buttons])


def reports(found: Sequence[Asked]) -> InlineKeyboardMarkup:
    """The sendings by their notices' codes, two in a row, and the targets."""
    buttons = [_button(texts.report_label(one), "show", one.sending) for one in found]
    rows = [buttons[start : start + 2] for start in range(0, len(buttons), 2)]
    return InlineKeyboardMarkup([*rows, [_button(texts.BY_TARGET, "targets")]])


def targets_only() -> InlineKeyboardMarkup:
    """The way to the targets."""
    return _column(_button(texts.BY_TARGET, "targets"))


def report(sending: int, found: Report) -> InlineKeyboardMarkup:
    """What can be done about one."""
    asks = found.ask.kind is not AskKind.NOTHING
    return _column(
        *([_button(texts.REMIND, "remind", sending)] if asks and found.silent() else []),
        *([_button(texts.ANSWERS, "answers", sending)] if asks else []),
        _button(texts.FILE, "file", sending),
        _button(texts.UPDATE, "words", sending),
    )


def targets(found: Sequence[Entry]) -> InlineKeyboardMarkup:
    """The targets figures were reported for."""
    buttons = [_button(target_label(entry.number or 0, entry.title), "target", entry.number) for entry in found]
    return _column(*buttons, _button(texts.BACK, "list"))
