"""Buttons under the statistics; what they send begins with the letter of `bot.rights.BUTTONS`."""

from datetime import date

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import statistics_texts as texts
from bot.keyboards import STATISTICS, button
from bot.statistics import Period


def _button(label: str, what: str, of: Period) -> InlineKeyboardButton:
    return button(label, STATISTICS, what, of.kind, of.first)


def periods(shown: Period, today: date) -> InlineKeyboardMarkup:
    """The file of the period that is shown, and the ways to its neighbours and to the other kind."""
    neighbours = [_button(texts.earlier(shown.before()), "show", shown.before())]
    after = shown.after(today)
    if after is not None:
        neighbours.append(_button(texts.later(after), "show", after))
    other = shown.other(today)
    rows = [[_button(texts.FILE, "file", shown)], neighbours, [_button(texts.period(other), "show", other)]]
    return InlineKeyboardMarkup(rows)
