"""A notice as its readers see it: the ward's first line, the text, the code, and the buttons."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import Bot, InlineKeyboardMarkup

from bot import compose_texts, notice_texts
from bot.people_keyboards import stop_receiving
from bot.receipt_keyboards import asked
from broadcasts.notice import Body, Notice
from broadcasts.variables import fill


def shown(ward: str, zone: ZoneInfo, body: Body) -> str:
    """The text as readers see it, HTML; its days are those of `zone`."""
    if body.dated is None:
        return body.text
    return notice_texts.framed(ward, zone, body.text, body.code, body.dated, body.corrected)


def buttons(body: Body, *, chosen: bool) -> InlineKeyboardMarkup | None:
    """What a reader can press: answers for whoever is asked, the way out for whoever chose to receive."""
    if chosen:
        return stop_receiving()
    return asked(body.ask, body.sending) if body.to_leader else None


async def send_notice(
    bot: Bot, chat_id: int, ward: str, zone: ZoneInfo, body: Body, keyboard: InlineKeyboardMarkup | None
) -> bool:
    """Send a notice to one chat, whole; returns whether nothing of it was missing. Raises TelegramError."""
    parts = await send_parts(bot, chat_id, body)
    await send_message(bot, chat_id, ward, zone, body, keyboard)
    return len(parts) == len(body.album)


async def send_parts(bot: Bot, chat_id: int, body: Body, **options: object) -> tuple[str, ...]:
    """Copy an album's parts without their captions; returns the messages' ids, fewer if some parts are gone from where
    they are copied from. Raises TelegramError. `options` go to the bot's method.
    """
    if not body.album or body.copied_from is None:
        return ()
    copied = await bot.copy_messages(
        chat_id,
        int(body.copied_from.chat_id),
        [int(part) for part in body.album],
        remove_caption=True,
        **options,  # type: ignore[arg-type]
    )
    return tuple(str(one.message_id) for one in copied)


async def send_message(
    bot: Bot,
    chat_id: int,
    ward: str,
    zone: ZoneInfo,
    body: Body,
    keyboard: InlineKeyboardMarkup | None,
    **options: object,
) -> str:
    """Send the one message with a notice's words, for an album that below its parts; returns its id. Raises
    TelegramError. `options` go to the bot's method.
    """
    if body.copied_from is None or body.album:
        text = shown(ward, zone, body)
        sent = await bot.send_message(chat_id, text, parse_mode="HTML", reply_markup=keyboard, **options)  # type: ignore[arg-type]
        return str(sent.message_id)
    caption = shown(ward, zone, body) if body.captioned else None
    copied = await bot.copy_message(
        chat_id,
        int(body.copied_from.chat_id),
        int(body.copied_message),
        caption=caption,
        parse_mode="HTML" if caption else None,
        reply_markup=keyboard,
        **options,  # type: ignore[arg-type]
    )
    return str(copied.message_id)


def sample(notice: Notice, dated: datetime) -> Body:
    """A notice for looking at: variables stand as what they will be, and pressing its buttons does nothing."""
    return replace(
        notice.body,
        text=fill(notice.body.text, compose_texts.SAMPLE_VALUES),
        code=notice.code,
        dated=dated if notice.framed else None,
        to_leader=True,
    )
