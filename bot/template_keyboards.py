"""Buttons for ready notices; what they send begins with the letter of `bot.rights.BUTTONS`."""

from collections.abc import Sequence

from telegram import InlineKeyboardMarkup

from bot import template_texts as texts
from bot.keyboards import PAGE_SIZE, TEMPLATE, button, column, pages_of, turns
from broadcasts.templates import Template


def templates(found: Sequence[Template], page: int) -> InlineKeyboardMarkup:
    """One page of templates, with the ways to its neighbours."""
    shown = found[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    rows = [[button(template.title, TEMPLATE, "show", template.id)] for template in shown]
    return InlineKeyboardMarkup([*rows, *turns(page, pages_of(found, PAGE_SIZE), TEMPLATE, "list")])


def template(template_id: str) -> InlineKeyboardMarkup:
    """Under one template."""
    return column(button(texts.USE, TEMPLATE, "use", template_id), button(texts.BACK, TEMPLATE, "list", 0))
