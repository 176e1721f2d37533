"""From an officer's first word to the last reader: writing, choosing, checking, sending, following, stopping."""

from datetime import datetime

import pytest
from sqlite_utils import Database

from bot import change_texts, compose_texts, notice_texts, people_texts, receipt_texts, upcoming_texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import delivery_store, group_store, notice_store, people_store, subscription_store
from broadcasts.notice import Count, SendingState
from broadcasts.people import Choices, Rank, Role
from knowledge.assistant import Assistant
from tests.bot.engine import carried_out, until
from tests.bot.phone import Phone, plain
from tests.conftest import NOW

OFFICER = 9001


@pytest.fixture
def officer(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, OFFICER, name="Mai")


@pytest.fixture
async def ward_people(application: WardApplication) -> None:
    """A head of TDP 5, a waiting head of TDP 7, the group of TDP 5, and two residents."""

    def live(db: Database) -> None:
        office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
        people_store.take_office(db, office, address(701), NOW)
        people_store.open_office(db, Role.LEADER, NOW, tdp="7", rank=Rank.HEAD, name="Bình")
        group_store.connect(db, address(-100), "5", NOW)
        for person, tdp in ((501, "5"), (502, None)):
            subscription_store.agree(db, address(person), "v", NOW)
            subscription_store.choose(db, address(person), Choices(frozenset({"bau-cu"}), tdp, digest=False))

    await application.bot_data["ward"].database.run(live)


def _received(telegram: PretendTelegram, chat_id: int) -> list[str]:
    sent = [call for call in telegram.calls if call.method == "sendMessage" and call.parameters["chat_id"] == chat_id]
    return [plain(call.parameters["text"]) for call in sent]


async def test_a_notice_reaches_whom_it_is_for_and_its_author_sees_it(
    application: WardApplication, telegram: PretendTelegram, officer: Phone, ward_people: None
) -> None:
    assert (await officer.asks("/thongbao")).text == plain(compose_texts.WRITE)
    whom = await officer.asks("Sáng thứ bảy dọn vệ sinh <ngõ 5>, mời bà con.")
    assert whom.text == plain(compose_texts.WHOM)
    await officer.presses("⬜ " + compose_texts.ALL_LEADERS)
    await officer.presses("⬜ " + compose_texts.BY_TOPIC)
    await officer.presses("⬜ Bầu cử, HĐND")
    await officer.presses(compose_texts.BACK)
    assert (await officer.presses(compose_texts.NEXT_STEP)).text == plain(compose_texts.ASK)
    assert (await officer.presses("Không cần trả lời")).text == plain(compose_texts.WHEN)
    preview, question = await officer.presses_for_all(compose_texts.NOW)
    code = preview.text.rsplit(": ", 1)[1]
    notice = f"📢 Phường Gia Viên – 22/11/2026\n\nSáng thứ bảy dọn vệ sinh <ngõ 5>, mời bà con.\n\nMã tin: {code}"
    assert preview.text == notice
    assert question.text.startswith(
        "Tin sẽ tới 3 nơi: 1 tổ trưởng hoặc tổ phó; 2 người dân.\n\n⚠️ 1 tổ chưa tới được tổ trưởng: 7.\n\n"
        "Gửi: ngay khi xác nhận."
    )
    await officer.presses_for_all(compose_texts.SEND)
    await carried_out(application)
    assert [_received(telegram, chat) for chat in (701, 501, 502)] == [[notice]] * 3
    buttons = {
        call.parameters["chat_id"]: call.parameters.get("reply_markup")
        for call in telegram.calls
        if call.method == "sendMessage" and plain(call.parameters["text"]) == notice
    }
    assert buttons[701] is not None
    assert [row[0]["text"] for row in buttons[701]["inline_keyboard"]] == [receipt_texts.RELAY]
    assert buttons[501] is not None
    assert buttons[501]["inline_keyboard"][0][0]["text"] == people_texts.STOP_EVERYTHING
    await application.bot_data["ward"].progress.refresh()
    last = [call for call in telegram.calls if call.method == "editMessageText"][-1]
    assert plain(last.parameters["text"]) == (
        f"Tin {code}: đã gửi xong\nGiờ gửi: 09:00 22/11/2026\n▰▰▰▰▰▰▰▰▰▰ 3/3\n\n✅ Đã gửi: 3"
    )
    await officer.asks("/lichgui")
    listed = await officer.presses(upcoming_texts.SENT)
    assert f"{code} 09:00 22/11/2026 – đã gửi xong, 3/3" in listed.text
    assert (await officer.presses_data("b:send:1:00000000"))[0].text == compose_texts.NO_DRAFT


async def test_a_picture_is_copied_to_one_tdp_with_its_group(
    application: WardApplication, telegram: PretendTelegram, officer: Phone, ward_people: None
) -> None:
    await officer.asks("/thongbao")
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    await officer.sends(photo=photo, caption="Lịch họp")
    await officer.presses("⬜ " + compose_texts.BY_TDP)
    await officer.presses("⬜ 5")
    await officer.presses(compose_texts.BACK)
    await officer.presses(compose_texts.NEXT_STEP)
    await officer.presses("Không cần trả lời")
    (question,) = await officer.presses_for_all(compose_texts.NOW)
    assert question.text.startswith("Tin sẽ tới 3 nơi: 1 tổ trưởng hoặc tổ phó; 1 nhóm; 1 người dân.")
    await officer.presses_for_all(compose_texts.SEND)
    await carried_out(application)
    copies = [call.parameters for call in telegram.calls if call.method == "copyMessage"]
    assert [copy["chat_id"] for copy in copies] == [OFFICER, 701, -100, 501]
    assert {copy["from_chat_id"] for copy in copies} == {OFFICER}


async def test_what_waits_for_its_time_survives_a_restart(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    now: list[datetime] = [NOW]

    def build() -> WardApplication:
        return build_application(settings, request=telegram, clock=lambda: now[0], assistant=assistant)

    async with running(build()) as application:
        officer = Phone(application, telegram, OFFICER)
        await officer.asks("/thongbao")
        await officer.asks("Nhắc họp")
        draft = await officer.presses("⬜ " + compose_texts.ALL_GROUPS)
        assert draft.buttons[1] == "✅ " + compose_texts.ALL_GROUPS
        assert (await officer.presses(compose_texts.NEXT_STEP)).text == compose_texts.NOBODY
        await application.bot_data["ward"].database.run(group_store.connect, address(-100), "5", NOW)
    async with running(build()) as application:
        officer = Phone(application, telegram, OFFICER)
        await officer.presses_data("b:when:1")
        (preview, question) = await officer.presses_data("b:at:1:evening")
        assert "Gửi: Chủ nhật 22/11/2026, 19:00." in question.text
        assert preview.text.startswith("📢")
        await officer.presses(compose_texts.SEND)
        await carried_out(application)
        assert _received(telegram, -100) == []
    now[0] = NOW.replace(hour=19, minute=1)
    async with running(build()) as application:
        await carried_out(application)
        assert len(_received(telegram, -100)) == 1


async def test_a_sending_is_paused_resumed_and_cancelled(
    application: WardApplication, telegram: PretendTelegram, officer: Phone, ward_people: None
) -> None:
    await officer.asks("/thongbao")
    await officer.asks("Tin")
    await officer.presses("⬜ " + compose_texts.ALL_LEADERS)
    await officer.presses(compose_texts.NEXT_STEP)
    await officer.presses("Không cần trả lời")
    await officer.presses_for_all(compose_texts.TOMORROW_MORNING)
    waiting = await officer.presses(compose_texts.SEND)
    assert "chờ đến giờ" in waiting.text
    assert waiting.buttons == (notice_texts.REFRESH, notice_texts.CANCEL)
    cancelled = await officer.presses(notice_texts.CANCEL)
    assert "đã hủy" in cancelled.text
    assert cancelled.buttons == (notice_texts.REFRESH,)
    database = application.bot_data["ward"].database
    assert await database.run(delivery_store.state_of, 1) == (SendingState.CANCELLED, "")
    assert await database.run(delivery_store.count, 1) == Count()
    await officer.presses_data("b:resume:1")
    assert await database.run(delivery_store.state_of, 1) == (SendingState.CANCELLED, "")


async def test_wrong_steps_are_told_and_cost_nothing(
    application: WardApplication, telegram: PretendTelegram, officer: Phone
) -> None:
    await officer.asks("/thongbao")
    assert (await officer.asks("a" * 3001)).text == compose_texts.TOO_LONG
    assert (await officer.asks("Tin ngắn")).text == plain(compose_texts.WHOM)
    assert (await officer.presses(compose_texts.THROW_AWAY)).text == compose_texts.THROWN_AWAY
    for gone in ("b:whom:1", "b:when:1", "b:send:1:00000000", "b:tdp:99999:0:1"):
        assert (await officer.presses_data(gone))[0].text == compose_texts.NO_DRAFT
    await officer.asks("/lichgui")
    assert (await officer.presses(upcoming_texts.SENT)).text == plain(notice_texts.NO_NOTICES)
    assert await application.bot_data["ward"].database.run(notice_store.latest, 5) == []


async def test_telegram_refusing_the_content_pauses_the_sending_with_its_reason(
    settings: Settings, assistant: Assistant
) -> None:
    def refuse(call: Call) -> tuple[int, str] | None:
        refused = call.method == "copyMessage" and call.parameters["chat_id"] == -100
        return (400, "Bad Request: message to copy not found") if refused else None

    telegram = PretendTelegram(refuse)
    async with running(build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)) as app:
        officer, ward = Phone(app, telegram, OFFICER), app.bot_data["ward"]
        await ward.database.run(group_store.connect, address(-100), "5", NOW)
        await officer.asks("/thongbao")
        await officer.sends(location={"latitude": 1, "longitude": 1})
        await officer.presses("⬜ " + compose_texts.ALL_GROUPS)
        await officer.presses(compose_texts.NEXT_STEP)
        await officer.presses_for_all(compose_texts.NOW)
        await officer.presses_for_all(compose_texts.SEND)
        await carried_out(app)
        assert await ward.database.run(delivery_store.state_of, 1) == (
            SendingState.PAUSED, "Message to copy not found",
        )  # fmt: skip
        await until(app, lambda: "tạm dừng" in _received(telegram, OFFICER)[-1])
        told = _received(telegram, OFFICER)[-1]
        assert "tạm dừng" in told
        assert "Lý do: Message to copy not found" in told
        shown = (await officer.presses_data("b:show:1"))[0]
        assert "tạm dừng" in shown.text
        assert "Lý do: Message to copy not found" in shown.text
        assert shown.buttons == (
            notice_texts.REFRESH, notice_texts.RESUME, notice_texts.CANCEL, change_texts.CHANGE,
        )  # fmt: skip


async def test_what_only_digests_bring_says_so_and_may_be_sent(application: WardApplication, officer: Phone) -> None:
    def live(db: Database) -> None:
        for person in (501, 502):
            subscription_store.agree(db, address(person), "v", NOW)
            subscription_store.choose(db, address(person), Choices(frozenset({"bau-cu"}), None, digest=True))

    await application.bot_data["ward"].database.run(live)
    await officer.asks("/thongbao")
    await officer.asks("Bầu cử chủ nhật")
    await officer.presses("⬜ " + compose_texts.BY_TOPIC)
    await officer.presses("⬜ Bầu cử, HĐND")
    await officer.presses(compose_texts.BACK)
    assert (await officer.presses(compose_texts.NEXT_STEP)).text == plain(compose_texts.WHEN)
    _, question = await officer.presses_for_all(compose_texts.NOW)
    assert question.text.startswith(
        "Tin sẽ tới 2 người dân trong tin gộp sáng thứ bảy 28/11/2026.\n\n"
        "Họ đã chọn nhận gộp mỗi tuần một tin.\n\nGửi: ngay khi xác nhận.\n\n"
    )
    assert compose_texts.SEND in question.buttons
    await officer.presses_for_all(compose_texts.SEND)
    await carried_out(application)
    database = application.bot_data["ward"].database
    assert await database.run(delivery_store.state_of, 1) == (SendingState.DONE, "")
    assert await database.run(delivery_store.count, 1) == Count()
