"""A press is answered once, however much comes of it."""

import pytest
from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot import compose_texts, poster_texts
from bot.answered import Answered
from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram
from bot.roles import address
from broadcasts import group_store
from tests.bot.phone import Phone
from tests.conftest import NOW


def _answers(telegram: PretendTelegram) -> list[Call]:
    return [call for call in telegram.calls if call.method == "answerCallbackQuery"]


async def test_looking_at_a_notice_and_sending_it_answers_each_press_once(
    application: WardApplication, telegram: PretendTelegram
) -> None:
    officer = Phone(application, telegram, 9001)
    await application.bot_data["ward"].database.run(group_store.connect, address(-100), "5", NOW)
    await officer.asks("/thongbao")
    await officer.asks("Họp tổ")
    labels = ("⬜ " + compose_texts.ALL_GROUPS, compose_texts.NEXT_STEP, compose_texts.NOW, compose_texts.SEND)
    for label in labels:
        await officer.presses_for_all(label)
    answered = [call.parameters["callback_query_id"] for call in _answers(telegram)]
    assert len(answered) == len(set(answered)) == len(labels)


async def test_a_passing_word_is_no_alert(application: WardApplication, telegram: PretendTelegram) -> None:
    officer = Phone(application, telegram, 9001)
    await officer.presses_data("q:ward")
    (call,) = _answers(telegram)
    assert (call.parameters["text"], call.parameters["show_alert"]) == (poster_texts.POSTER_DRAWING, False)


async def test_telegram_takes_one_answer_of_a_press() -> None:
    telegram = PretendTelegram()
    async with ExtBot("1:test", request=telegram, get_updates_request=telegram) as bot:
        assert await bot.answer_callback_query("7")
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query("7")
    assert [call.parameters["callback_query_id"] for call in telegram.answered_again] == ["7"]


def test_the_last_presses_are_remembered() -> None:
    answered = Answered()
    assert [answered.first(one) for one in ("7", "8", "7")] == [True, True, False]
    assert all(answered.first(str(one)) for one in range(100, 1_100))
    assert answered.first("7")
