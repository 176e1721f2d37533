"""An officer corrects or takes back what was sent, from the button to every reader's phone."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from bot import change_texts, compose_texts, notice_texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import claim_store, delivery_store, notice_store, subscription_store
from broadcasts.notice import Audience, Body, Count, SendingState
from broadcasts.people import Choices
from knowledge.assistant import Assistant
from tests.bot.engine import carried_out
from tests.bot.phone import Phone, plain
from tests.bot.test_notices import OFFICER
from tests.conftest import NOW

READERS = (501, 502)
HOUR = timedelta(hours=1)


@pytest.fixture
def officer(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, OFFICER, name="Mai")


async def _sent(application: WardApplication, body: Body) -> None:
    """A notice that two residents have; its sending is number 1."""

    def send(db: Database) -> None:
        for person in READERS:
            subscription_store.agree(db, address(person), "v", NOW)
            subscription_store.choose(db, address(person), Choices(frozenset({"bau-cu"}), None, digest=False))
        notice = notice_store.add_notice(db, body, Audience(topics=("bau-cu",)), NOW - HOUR, framed=True)
        sending = delivery_store.plan_sending(db, notice.id, NOW - HOUR)
        delivery_store.start_due(db, NOW - HOUR)
        claims = claim_store.claim(db, len(READERS), NOW - HOUR)
        delivery_store.record_sent(db, [(one.delivery, str(one.delivery)) for one in claims], NOW - HOUR)
        delivery_store.step(db, sending, SendingState.DONE, NOW - HOUR)

    await application.bot_data["ward"].database.run(send)


def _calls(telegram: PretendTelegram, method: str) -> list[Call]:
    return [call for call in telegram.calls if call.method == method and call.parameters["chat_id"] in READERS]


TEXT = Body("Họp lúc 7 giờ.")


async def test_a_text_is_corrected_after_a_look_and_a_yes(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    await _sent(application, TEXT)
    code = (await officer.presses_data("b:sent"))[0].buttons[0]
    shown = await officer.presses(code)
    assert shown.buttons == (notice_texts.REFRESH, change_texts.CHANGE)
    chosen = await officer.presses(change_texts.CHANGE)
    assert chosen.text == plain(change_texts.choose(code, 2))
    assert chosen.buttons == (change_texts.CORRECT, change_texts.RECALL, change_texts.BACK)
    assert (await officer.presses(change_texts.CORRECT)).text == plain(change_texts.WRITE)
    assert (await officer.asks("a" * 3001)).text == compose_texts.TOO_LONG
    preview, question = await officer.says("Họp lúc 19 giờ.")
    corrected = f"📢 Phường Gia Viên – 22/11/2026\nĐÃ ĐÍNH CHÍNH ngày 22/11/2026\n\nHọp lúc 19 giờ.\n\nMã tin: {code}"
    assert preview.text == corrected
    assert question.text == plain(change_texts.confirm_correction(2))
    assert _calls(telegram, "editMessageText") == []
    await officer.presses_for_all(change_texts.SEND_CORRECTION)
    again = (await officer.presses_data("b:corrected:1:00000000"))[-1]
    await carried_out(application)
    assert again.text == change_texts.CORRECTION_GONE
    edits = _calls(telegram, "editMessageText")
    assert [plain(call.parameters["text"]) for call in edits] == [corrected] * 2
    assert all(call.parameters["reply_markup"] for call in edits)
    (done,) = await officer.presses_data("b:show:2")
    assert done.text == (
        f"Đính chính tin {code}: đã gửi xong\nGiờ gửi: 09:00 22/11/2026\n▰▰▰▰▰▰▰▰▰▰ 2/2\n\n✅ Đã sửa xong: 2"
    )
    (listed,) = await officer.presses_data("b:sent")
    assert f"{code} 08:00 22/11/2026 – đã gửi xong, 2/2\nHọp lúc 19 giờ." in listed.text


async def test_a_picture_gets_new_words_and_a_poll_has_none(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    await _sent(application, Body("", address(OFFICER), "33", captioned=True))
    await officer.presses_data("b:correct:1")
    assert (await officer.asks("a" * 901)).text == compose_texts.CAPTION_TOO_LONG
    await officer.says("Sáng chủ nhật.")
    await officer.presses_for_all(change_texts.SEND_CORRECTION)
    await carried_out(application)
    assert ["Sáng chủ nhật." in call.parameters["caption"] for call in _calls(telegram, "editMessageCaption")] == [
        True, True,
    ]  # fmt: skip
    assert await application.bot_data["ward"].database.run(delivery_store.count, 2) == Count(sent=2)


async def test_what_has_no_words_is_offered_to_be_recalled(settings: Settings, assistant: Assistant) -> None:
    refused = {
        "editMessageText": "Bad Request: there is no text in the message to edit",
        "editMessageCaption": "Bad Request: there is no caption in the message to edit",
    }
    telegram = PretendTelegram(
        lambda call: (
            (400, refused[call.method]) if call.method in refused and call.parameters["chat_id"] == OFFICER else None
        )
    )
    async with running(build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)) as app:
        await _sent(app, Body("", address(OFFICER), "33", captioned=True))
        officer = Phone(app, telegram, OFFICER)
        await officer.presses_data("b:correct:1")
        told = (await officer.says("Sửa"))[-1]
        assert told.text == plain(change_texts.HAS_NO_WORDS)
        assert change_texts.RECALL in told.buttons


async def test_a_recall_asks_first_and_then_takes_everything_back(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    await _sent(application, TEXT)
    await officer.presses_data("b:change:1")
    question = await officer.presses(change_texts.RECALL)
    assert question.buttons == (change_texts.RECALL_YES, change_texts.LEAVE)
    assert (await officer.presses(change_texts.LEAVE)).text == change_texts.NOTHING_CHANGED
    assert _calls(telegram, "deleteMessage") == []
    await officer.presses_data("b:recall:1")
    await officer.presses_for_all(change_texts.RECALL_YES)
    await carried_out(application)
    assert len(_calls(telegram, "deleteMessage")) == 2
    (again,) = await officer.presses_data("b:recalled:1")
    assert again.text == change_texts.CANNOT_BE_CHANGED
    (shown,) = await officer.presses_data("b:show:1")
    assert shown.buttons == (notice_texts.REFRESH, "🔎 Xem việc thu hồi")
    recalled = await officer.presses("🔎")
    assert recalled.text.endswith("✅ Đã thu hồi xong: 2")
    audit = await application.bot_data["ward"].database.run(
        lambda db: [tuple(row) for row in db.execute("select action, about from audit order by id desc limit 1")]
    )
    assert [action for action, _ in audit] == ["recall"]
