"""Buttons about how notices were answered; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot import follow_up_texts as texts
from bot.keyboards import REPORT, button, column, in_rows
from bot.texts import target_label
from broadcasts.asks import AskKind
from broadcasts.report import Report
from broadcasts.report_store import Asked
from knowledge.entry import Entry


def reports(found: Sequence[Asked]) -> InlineKeyboardMarkup:
    """The sendings by their notices' codes, two in a row, and the targets."""
    buttons = [button(texts.report_label(one), REPORT, "show", one.sending) for one in found]
    return InlineKeyboardMarkup([*in_rows(buttons, 2), [button(texts.BY_TARGET, REPORT, "targets")]])


def targets_only() -> InlineKeyboardMarkup:
    """The way to the targets."""
    return column(button(texts.BY_TARGET, REPORT, "targets"))


def report(sending: int, found: Report) -> InlineKeyboardMarkup:
    """What can be done about one."""
    asks = found.ask.kind is not AskKind.NOTHING
    return column(
        *([button(texts.REMIND, REPORT, "remind", sending)] if asks and found.silent() else []),
        *([button(texts.ANSWERS, REPORT, "answers", sending)] if asks else []),
        button(texts.FILE, REPORT, "file", sending),
        button(texts.UPDATE, REPORT, "words", sending),
    )


def targets(found: Sequence[Entry]) -> InlineKeyboardMarkup:
    """The targets figures were reported for."""
    buttons = [button(target_label(entry.number or 0, entry.title), REPORT, "target", entry.number) for entry in found]
    return column(*buttons, button(texts.BACK, REPORT, "list"))
