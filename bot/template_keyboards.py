"""Buttons for ready notices; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot import template_texts as texts
from bot.keyboards import PAGE_SIZE, TEMPLATE, data
from broadcasts.templates import Template


def _button(label: str, *parts: object) -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data(TEMPLATE, *parts))


def templates(found: Sequence[Template], page: int) -> InlineKeyboardMarkup:
    """One page of templates, with the ways to its neighbours."""
    shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    rows = [[_button(template.title, "show", template.id)] for template in shown]
    turns = [_button(texts.PREVIOUS, "list", page - 1)] if page else []
    if (page + 1) * PAGE_SIZE < len(found):
        turns.append(_button(texts.NEXT, "list", page + 1))
    return InlineKeyboardMarkup([*rows, turns] if turns else rows)


def template(template_id: str) -> InlineKeyboardMarkup:
    """Under one template."""
    return InlineKeyboardMarkup([[_button(texts.USE, "use", template_id)], [_button(texts.BACK, "list", 0)]])
