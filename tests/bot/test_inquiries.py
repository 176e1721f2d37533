"""From a question to an officer's answer, through the application: an asker, two officers at once, restarts between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from bot import asking_texts, inquiry_texts, people_texts, texts
from bot.app import build_application, running
from bot.context import Ward, WardApplication
from bot.pretend import Call, PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import audit_store, inquiry_post_store, inquiry_store, people_store, personal_data_store
from broadcasts.inquiry import QUIET_CLOSED, TEXT_KEPT, Inquiry, InquiryState, View
from knowledge.assistant import Assistant
from tests import small_content
from tests.bot.phone import Phone, Seen, plain, seen
from tests.conftest import HERE

ASKER, LAN, NAM, GROUP = 501, 9001, 9002, -100777
MONDAY = datetime(2026, 11, 16, 9, 0, tzinfo=HERE)
QUESTION = "mua bảo hiểm cho mẹ già ở đâu"
ANSWER = "Bà mua tại nhà văn hóa, sáng thứ bảy."
SHOWN = ("sendMessage", "editMessageText", "copyMessage")


class Scene:
    """A ward of an asker and two officers whose clock can be moved and whose program can be killed and started anew."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        self.refuse: Any = lambda _call: None
        self.telegram = PretendTelegram(lambda call: self.refuse(call))
        self.now = MONDAY
        self._settings = settings.model_copy(
            update={
                "officer_ids": (LAN, NAM),
                "office_hours": ((time(7, 30), time(11, 30)), (time(13, 30), time(17))),
            }
        )
        self._assistant = assistant
        self._running = AsyncExitStack()
        self.application: WardApplication

    async def start(self) -> None:
        """Start the program; phones made before belong to the one that ended."""
        built = build_application(
            self._settings, request=self.telegram, clock=lambda: self.now, assistant=self._assistant
        )
        self.application = await self._running.enter_async_context(running(built))
        self.asker, self.lan, self.nam = (self.phone(person) for person in (ASKER, LAN, NAM))

    async def stop(self) -> None:
        await self._running.aclose()

    async def restart(self) -> None:
        await self.stop()
        self._assistant.conversations.clear()
        await self.start()

    def phone(self, person: int, group: int = 0) -> Phone:
        names = {LAN: "Lan", NAM: "Nam"}
        return Phone(self.application, self.telegram, person, group_id=group, name=names.get(person, "Hải"))

    @property
    def services(self) -> Ward:
        ward: Ward = self.application.bot_data["ward"]
        return ward

    async def round(self) -> None:
        """What the desk does every minute."""
        await self._job("at_the_desk")

    async def night(self) -> None:
        await self._job("_nightly")

    async def _job(self, name: str) -> None:
        assert self.application.job_queue is not None
        (job,) = self.application.job_queue.get_jobs_by_name(name)
        await job.run(self.application)

    def seen_by(self, chat: int, since: int = 0) -> list[Seen]:
        """What a chat was shown since a number of calls."""
        calls = [call for call in self.telegram.calls[since:] if call.method in SHOWN]
        return [seen(call) for call in calls if int(call.parameters["chat_id"]) == chat]

    def mark(self) -> int:
        return len(self.telegram.calls)

    async def hand_over(self, question: str = QUESTION) -> None:
        """The asker asks, looks, agrees."""
        await self.asker.says(f"/hoi_canbo {question}")
        (send,) = [label for label in self.asker.keyboard if label.startswith("✅")]
        await self.asker.presses_for_all(send)

    async def thread(self, number: int = 1) -> Inquiry:
        found = await self.services.database.run(inquiry_store.inquiry, number)
        assert found is not None
        return found


@pytest.fixture
async def ward(settings: Settings, assistant: Assistant) -> AsyncIterator[Scene]:
    made = Scene(settings, assistant)
    await made.start()
    for officer in (made.lan, made.nam):
        await officer.says("/start")
    yield made
    await made.stop()


def _last(shown: list[Seen]) -> str:
    return shown[-1].text


async def test_a_question_is_seen_agreed_to_numbered_promised_and_answered_by_a_reply(ward: Scene) -> None:
    unknown = await ward.asker.asks("buộc diều vào đuôi sao chổi thế nào, gọi 0912345678 cho tôi")
    assert unknown.buttons[-1] == texts.MENU_PERSON
    shown = await ward.asker.presses(texts.MENU_PERSON)
    assert shown.text.startswith(
        "Cán bộ sẽ nhận đúng những chữ này:\n\n“buộc diều vào đuôi sao chổi thế nào, gọi … cho tôi”\n\n"
        + asking_texts.NUMBERS_HIDDEN
    )
    assert plain(asking_texts.consent("phường Gia Viên")) in shown.text
    assert shown.buttons == (asking_texts.AGREE_AND_SEND, asking_texts.WRITE_ANEW, asking_texts.LEAVE_IT)
    assert await ward.services.database.run(personal_data_store.everything_about, address(ASKER)) == {}
    mark = ward.mark()
    await ward.asker.presses_for_all(asking_texts.AGREE_AND_SEND)
    assert ward.seen_by(ASKER, mark) == [
        Seen(
            "Đã gửi cán bộ. Câu hỏi số 1.\n\nPhường trả lời ông/bà ở đây, trước 17:00 thứ ba 17/11/2026.\n\n"
            "Muốn nói thêm: trả lời vào tin này, hoặc bấm “Hỏi tiếp”.",
            (asking_texts.GO_ON,),
        )
    ]
    for officer in (LAN, NAM):
        (card,) = ward.seen_by(officer, mark)
        assert card.text == (
            "📨 Câu hỏi số 1 – chờ trả lời, chưa ai nhận\nHẹn trả lời: trước 17:00 thứ ba 17/11/2026\n\n"
            "👤 Người hỏi, 09:00 16/11/2026:\nbuộc diều vào đuôi sao chổi thế nào, gọi … cho tôi\n\n"
            "Trả lời vào tin này là gửi tới người hỏi."
        )
        assert (card.buttons[0], card.buttons[-2:]) == (
            inquiry_texts.TAKE,
            (inquiry_texts.HAND_ON, inquiry_texts.CLOSE),
        )
        assert "Hải" not in card.text
    await ward.restart()
    mark = ward.mark()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    assert ward.seen_by(ASKER, mark) == [
        Seen(
            f"✉️ UBND phường Gia Viên trả lời câu hỏi số 1\n\n{ANSWER}",
            (asking_texts.GO_ON, asking_texts.THAT_IS_ALL),
        )
    ]
    assert _last(ward.seen_by(LAN, mark)) == inquiry_texts.ANSWER_SENT.format(1)
    assert ward.seen_by(NAM, mark)[-1].text.startswith("📨 Câu hỏi số 1 – đã trả lời, Lan giữ")
    assert (await ward.thread()).state is InquiryState.ANSWERED


async def test_who_agreed_once_is_not_asked_again(ward: Scene) -> None:
    await ward.hand_over()
    again = await ward.asker.asks("/hoi_canbo còn trẻ em thì sao")
    assert again == Seen(
        "Cán bộ sẽ nhận đúng những chữ này:\n\n“còn trẻ em thì sao”",
        (asking_texts.SEND, asking_texts.WRITE_ANEW, asking_texts.LEAVE_IT),
    )


async def test_what_is_typed_after_the_menu_is_shown_first_and_can_be_left(ward: Scene) -> None:
    await ward.asker.says("/menu")
    assert (await ward.asker.presses(texts.MENU_PERSON)).text == plain(asking_texts.TYPE_QUESTION)
    assert (await ward.asker.asks(QUESTION)).text.startswith("Cán bộ sẽ nhận đúng những chữ này:")
    await ward.asker.presses(asking_texts.WRITE_ANEW)
    shown = await ward.asker.asks("câu khác hẳn")
    assert "“câu khác hẳn”" in shown.text
    old = dict(ward.asker.keyboard)
    assert (await ward.asker.presses(asking_texts.LEAVE_IT)).text == asking_texts.NOT_SENT
    (told,) = await ward.asker.presses_data(old[asking_texts.AGREE_AND_SEND])
    assert told.text == asking_texts.TYPE_AGAIN
    assert await ward.services.database.run(personal_data_store.everything_about, address(ASKER)) == {}


async def test_the_words_are_the_shown_ones_even_after_a_restart_or_another_question(ward: Scene) -> None:
    await ward.asker.says(f"/hoi_canbo {QUESTION}")
    first = ward.asker.keyboard[asking_texts.AGREE_AND_SEND]
    await ward.asker.says("/hoi_canbo câu khác hẳn")
    assert [one.text for one in await ward.asker.presses_data(first)] == [asking_texts.TYPE_AGAIN]
    second = ward.asker.keyboard.get(asking_texts.AGREE_AND_SEND, first)
    await ward.restart()
    assert [one.text for one in await ward.asker.presses_data(second)] == [asking_texts.TYPE_AGAIN]


async def test_outside_office_hours_and_on_days_off_that_is_said(ward: Scene) -> None:
    for now, closed, due in (
        ("2026-11-16T20:00", asking_texts.OUTSIDE_HOURS, "thứ ba 17/11/2026"),
        ("2026-11-22T09:00", asking_texts.DAY_OFF, "thứ hai 23/11/2026"),
        ("2026-11-24T09:00", asking_texts.DAY_OFF, "thứ tư 25/11/2026"),
        ("2027-02-05T09:00", asking_texts.DAY_OFF, "thứ sáu 12/2/2027"),
    ):
        ward.now, mark = datetime.fromisoformat(now).replace(tzinfo=HERE), ward.mark()
        await ward.hand_over(f"hỏi lúc {now}")
        told = f"{closed} Phường trả lời ông/bà ở đây, trước 17:00 {due}."
        assert told in ward.seen_by(ASKER, mark)[-1].text


async def test_the_wards_own_days_change_the_promise_and_unreadable_ones_are_told_in_the_morning(
    settings: Settings,
) -> None:
    overlay = settings.data_dir / "content"
    overlay.mkdir()
    own = overlay / "phuong.yaml"
    own.write_text(
        'ward:\n  ngay-nghi-them: {label: "nghỉ", value: "17/11/2026"}\n  ngay-lam-bu: {label: "bù", value: "Tết"}\n',
        encoding="utf-8",
    )
    scene = Scene(settings, Assistant(overlay, shipped=small_content.written(settings.data_dir)))
    await scene.start()
    try:
        await scene.hand_over()
        assert "trước 17:00 thứ ba 17/11/2026" in scene.seen_by(ASKER)[-1].text  # days that cannot be read do not count
        scene.now, mark = MONDAY + timedelta(days=1), scene.mark()
        await scene.round()
        assert scene.seen_by(LAN, mark)[-1].text.endswith(inquiry_texts.DAYS_UNREADABLE)
        own.write_text(own.read_text(encoding="utf-8").replace("Tết", "21/11/2026"), encoding="utf-8")
        scene.services.assistant.reload_if_changed(scene.now)
        for now, due in ((MONDAY, "thứ tư 18/11/2026"), (MONDAY + timedelta(days=4), "thứ bảy 21/11/2026")):
            scene.now, mark = now, scene.mark()
            await scene.hand_over(f"hỏi lúc {now}")
            assert f"trước 17:00 {due}" in scene.seen_by(ASKER, mark)[-1].text
    finally:
        await scene.stop()


async def test_two_officers_at_once_never_answer_twice_without_knowing(ward: Scene) -> None:
    await ward.hand_over()
    mark = ward.mark()
    await asyncio.gather(
        ward.lan.replies("Câu hỏi số 1", text="Câu trả lời của Lan"),
        ward.nam.replies("Câu hỏi số 1", text="Câu trả lời của Nam"),
    )
    (got,) = ward.seen_by(ASKER, mark)
    (first, second) = (LAN, NAM) if "của Lan" in got.text else (NAM, LAN)
    names = {LAN: "Lan", NAM: "Nam"}
    assert _last(ward.seen_by(first, mark)) == inquiry_texts.ANSWER_SENT.format(1)
    held = [one for one in ward.seen_by(second, mark) if one.text.startswith("Chưa gửi")]
    assert held == [
        Seen(
            f"Chưa gửi: câu số 1 đang do {names[first]} giữ.\n\nVẫn gửi câu trả lời của ông/bà?",
            (inquiry_texts.SEND_ANYWAY, inquiry_texts.DO_NOT_SEND),
        )
    ]
    (message,) = await ward.services.database.run(
        lambda db: [int(row[0]) for row in db.execute("select id from inquiry_messages where state = 'held'")]
    )
    await ward.restart()
    mark = ward.mark()
    await (ward.lan if second == LAN else ward.nam).presses_data(f"H:yes:{message}")
    assert [names[second] in one.text for one in ward.seen_by(ASKER, mark)] == [True]
    again = await (ward.lan if second == LAN else ward.nam).presses_data(f"H:yes:{message}")
    assert again == []


async def test_taking_is_shown_to_everybody_and_the_next_message_is_the_answer(ward: Scene) -> None:
    await ward.hand_over()
    mark = ward.mark()
    await ward.lan.presses_data("H:answer:1")
    assert ward.seen_by(NAM, mark)[-1].text.startswith("📨 Câu hỏi số 1 – chờ trả lời, Lan giữ")
    assert _last(ward.seen_by(LAN, mark)) == plain(inquiry_texts.TYPE_ANSWER)
    await ward.nam.presses_data("H:take:1")
    alerts = [call.parameters.get("text") for call in ward.telegram.calls if call.method == "answerCallbackQuery"]
    assert inquiry_texts.taken_by("Lan") in alerts
    mark = ward.mark()
    await ward.lan.says("Gọi 113 cũng được ghi trong câu trả lời.")
    assert _last(ward.seen_by(ASKER, mark)).endswith("Gọi 113 cũng được ghi trong câu trả lời.")


async def test_one_of_the_nearest_entries_answers_at_one_tap(ward: Scene) -> None:
    await ward.hand_over("bao giờ phường làm việc, mấy giờ mở cửa")
    (card,) = await ward.lan.presses_data("H:show:1")
    entry = next(label for label in card.buttons if label.startswith("📖"))
    mark = ward.mark()
    await ward.lan.presses_for_all(entry)
    (got,) = ward.seen_by(ASKER, mark)
    assert got.text.startswith("✉️ UBND phường Gia Viên trả lời câu hỏi số 1\n\n")
    assert "Nguồn: " in got.text


async def test_pictures_files_and_voices_are_copied_signed_and_nothing_else_is(ward: Scene) -> None:
    await ward.hand_over()
    picture = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    document = {"file_id": "d", "file_unique_id": "d", "file_name": "mau-don.docx"}
    mark = ward.mark()
    await ward.lan.replies("Câu hỏi số 1", photo=picture, caption="Bản đồ <b>")
    await ward.lan.replies("Câu hỏi số 1", voice=voice)
    await ward.lan.replies("Câu hỏi số 1", document=document)
    copies = [call.parameters for call in ward.telegram.calls[mark:] if call.method == "copyMessage"]
    assert [(int(one["chat_id"]), int(one["from_chat_id"]), plain(one["caption"])) for one in copies] == [
        (ASKER, LAN, "✉️ UBND phường Gia Viên trả lời câu hỏi số 1\n\nBản đồ <b>"),
        (ASKER, LAN, "✉️ UBND phường Gia Viên trả lời câu hỏi số 1"),
        (ASKER, LAN, "✉️ UBND phường Gia Viên trả lời câu hỏi số 1"),
    ]
    place = {"latitude": 20.8, "longitude": 106.7}
    mark = ward.mark()
    await ward.lan.replies("Câu hỏi số 1", location=place)
    await ward.lan.replies("Câu hỏi số 1", text="a" * 3001)
    await ward.lan.replies("Câu hỏi số 1", photo=picture, caption="a" * 801)
    assert [one.text for one in ward.seen_by(LAN, mark)] == [
        inquiry_texts.ANSWER_UNSUITABLE, inquiry_texts.ANSWER_TOO_LONG, inquiry_texts.ANSWER_TOO_LONG,
    ]  # fmt: skip
    assert ward.seen_by(ASKER, mark) == []
    await ward.lan.replies("Câu hỏi số 1", text="a" * 3000)
    assert len(ward.seen_by(ASKER, mark)) == 1


async def test_the_asker_goes_on_by_replying_or_with_the_button_and_closes(ward: Scene) -> None:
    await ward.hand_over()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    await ward.restart()
    ward.now += timedelta(days=1)
    mark = ward.mark()
    (told,) = [
        one for one in await ward.asker.replies("trả lời câu hỏi số 1", text="Mấy giờ mở cửa?") if "Đã" in one.text
    ]
    assert told.text == "Đã chuyển thêm vào câu hỏi số 1.\n\nPhường trả lời trước 17:00 thứ tư 18/11/2026."
    (card,) = ward.seen_by(LAN, mark)
    assert card.text.startswith("📨 Câu hỏi số 1 – chờ trả lời, Lan giữ")
    assert [line for line in card.text.splitlines() if line in (QUESTION, ANSWER, "Mấy giờ mở cửa?")] == [
        QUESTION, ANSWER, "Mấy giờ mở cửa?",
    ]  # fmt: skip
    assert ward.seen_by(NAM, mark) == []  # Lan holds it
    await ward.lan.replies("Câu hỏi số 1", text="8 giờ.")
    await ward.asker.presses_data("h:more:1")
    mark = ward.mark()
    await ward.asker.says("Cảm ơn, có cần giấy tờ gì không?")
    assert "Cảm ơn, có cần giấy tờ gì không?" in ward.seen_by(LAN, mark)[-1].text
    await ward.asker.presses_data("h:done:1")
    assert (await ward.thread()).state is InquiryState.CLOSED
    assert ward.seen_by(LAN)[-1].buttons == (inquiry_texts.REOPEN,)
    assert (await ward.asker.replies("8 giờ.", photo=[]))[-1].text == asking_texts.ONLY_WORDS
    assert [one.text for one in await ward.phone(777).presses_data("h:more:1")] == [
        "Câu hỏi này không còn nữa. Ông/bà muốn hỏi câu mới thì gõ /hoi_canbo"
    ]


async def test_passing_on_closing_and_opening_again(ward: Scene) -> None:
    await ward.hand_over()
    asked = (await ward.lan.presses_data("H:pass:1"))[-1]
    assert asked.buttons == ("Nam", inquiry_texts.BACK)
    mark = ward.mark()
    await ward.lan.presses_for_all("Nam")
    assert ward.seen_by(NAM, mark)[-1].text.startswith(inquiry_texts.HANDED_ON_TO_YOU)
    asked = (await ward.nam.presses_data("H:close:1"))[-1]
    assert asked.text == plain(inquiry_texts.CLOSE_UNANSWERED.format(1))
    mark = ward.mark()
    await ward.nam.presses_for_all(inquiry_texts.CLOSE_YES)
    assert ward.seen_by(ASKER, mark) == [
        Seen(plain(asking_texts.closed_by_ward(1, unanswered=True)), (asking_texts.GO_ON,))
    ]
    await ward.nam.presses_data("H:reopen:1")
    assert (await ward.thread()).state is InquiryState.OPEN
    actions = [line.action for line in await ward.services.database.run(audit_store.latest, 9)]
    assert actions == ["inquiry_reopen", "inquiry_close", "inquiry_pass"]


async def test_the_inbox_lists_and_opens_threads(ward: Scene) -> None:
    assert (await ward.lan.asks("/hopthu")).text == "📥 Hộp thư: không còn câu nào chờ."
    await ward.hand_over()
    await ward.hand_over("câu thứ hai về đường ngõ")
    await ward.nam.presses_data("H:take:2")
    ward.now += timedelta(days=2)
    box = await ward.lan.asks("/hopthu")
    assert box == Seen(
        "📥 Hộp thư: 2 câu chờ trả lời, 2 quá hẹn.",
        ("📨 Chờ trả lời (2)", "🙋 Tôi đang giữ (0)", "⏰ Quá hẹn (2)", "✔️ Đã xong (0)"),
    )
    listed = await ward.lan.presses("⏰")
    assert listed == Seen(
        "⏰ Quá hẹn: 2 câu\n\nBấm một câu để xem.",
        (f"⏰ 1. {QUESTION}", "⏰ 2. câu thứ hai về đường ngõ", inquiry_texts.BACK),
    )
    card = await ward.lan.presses("⏰ 2.")
    assert card.text.startswith("📨 Câu hỏi số 2 – chờ trả lời, Nam giữ\n⏰ Quá hẹn: trước 17:00 thứ ba 17/11/2026")
    assert [one.text for one in await ward.lan.presses_data("H:show:99")] == [inquiry_texts.NO_INQUIRY]


async def test_overdue_threads_are_reminded_of_and_each_morning_lists_what_is_left(ward: Scene) -> None:
    await ward.hand_over()
    await ward.hand_over("câu thứ hai về đường ngõ")
    await ward.lan.presses_data("H:take:2")

    async def rounds(at: str) -> dict[int, list[str]]:
        ward.now, mark = datetime.fromisoformat(at).replace(tzinfo=HERE), ward.mark()
        await ward.round()
        await ward.round()
        return {who: [one.text.splitlines()[0] for one in ward.seen_by(who, mark)] for who in (LAN, NAM)}

    nothing: dict[int, list[str]] = {LAN: [], NAM: []}
    assert await rounds("2026-11-16T16:59") == nothing
    list_of_two = "☀️ Từ hôm trước còn 2 câu chưa trả lời"
    assert await rounds("2026-11-17T07:29") == nothing
    assert await rounds("2026-11-17T07:30") == {LAN: [list_of_two], NAM: [list_of_two]}
    await ward.restart()
    assert await rounds("2026-11-17T09:00") == nothing
    one_late, two_late = ("⏰ Câu hỏi số 1 đã quá hẹn.", "⏰ Câu hỏi số 2 đã quá hẹn.")
    assert await rounds("2026-11-17T17:01") == {LAN: [one_late, two_late], NAM: [one_late]}
    assert await rounds("2026-11-17T23:00") == nothing
    assert await rounds("2026-11-18T07:31") == {
        LAN: [one_late, two_late, list_of_two], NAM: [one_late, list_of_two],
    }  # fmt: skip
    assert await rounds("2026-11-21T09:00") == nothing  # Saturday


async def test_the_mornings_list_names_each_question_and_its_day(ward: Scene) -> None:
    await ward.hand_over()
    await ward.hand_over("câu thứ hai về đường ngõ")
    ward.now = datetime(2026, 11, 16, 23, 30, tzinfo=HERE)
    await ward.hand_over("câu đêm <khuya>")
    ward.now, mark = datetime(2026, 11, 17, 7, 30, tzinfo=HERE), ward.mark()
    await ward.round()
    assert ward.seen_by(LAN, mark) == [
        Seen(
            f"☀️ Từ hôm trước còn 3 câu chưa trả lời\n\n• Số 1, hỏi 16/11/2026: {QUESTION}\n"
            "• Số 2, hỏi 16/11/2026: câu thứ hai về đường ngõ\n• Số 3, hỏi 16/11/2026: câu đêm <khuya>",
            (inquiry_texts.OPEN_INBOX,),
        )
    ]


async def test_in_the_officers_group_a_reply_answers_and_only_officers_may(ward: Scene) -> None:
    in_group, stranger = ward.phone(LAN, GROUP), ward.phone(777, GROUP)
    await in_group.says("/ketnoi")
    await in_group.presses_for_all(inquiry_texts.OFFICERS_GROUP)
    mark = ward.mark()
    await ward.hand_over()
    (card,) = ward.seen_by(GROUP, mark)
    assert card.buttons[0] == inquiry_texts.TAKE
    assert (ward.seen_by(LAN, mark), ward.seen_by(NAM, mark)) == ([], [])
    mark = ward.mark()
    assert [one.text for one in await stranger.replies("Câu hỏi số 1", text="để tôi")] == [texts.NOT_ENTITLED]
    await stranger.presses_data("H:take:1")
    assert (ward.seen_by(ASKER, mark), (await ward.thread()).holder) == ([], None)
    await in_group.presses_data("H:take:1")
    assert ward.seen_by(GROUP, mark)[-1].text.startswith("📨 Câu hỏi số 1 – chờ trả lời, Lan giữ")
    await ward.restart()
    mark = ward.mark()
    await ward.phone(NAM, GROUP).replies("Câu hỏi số 1", text="trả lời của Nam")
    assert _last(ward.seen_by(GROUP, mark)).startswith("Chưa gửi: câu số 1 đang do Lan giữ.")
    await ward.phone(LAN, GROUP).replies("Câu hỏi số 1", text=ANSWER)
    assert [one.text.endswith(ANSWER) for one in ward.seen_by(ASKER, mark)] == [True]


async def test_a_blocked_asker_is_told_to_the_officer_who_answered(ward: Scene) -> None:
    await ward.hand_over()
    ward.refuse = lambda call: _to_asker(call, (403, "Forbidden: bot was blocked by the user"))
    mark = ward.mark()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    assert [one.text for one in ward.seen_by(LAN, mark) if not one.text.startswith("📨")] == [
        "❌ Câu trả lời cho câu số 1 chưa tới: người hỏi đã chặn trợ lý."
    ]
    assert (await ward.thread()).state is InquiryState.OPEN
    assert "❌ chưa tới" in ward.seen_by(LAN, mark)[-1].text + ward.seen_by(LAN, mark)[-2].text


def _to_asker(call: Call, answer: tuple[int, str]) -> tuple[int, str] | None:
    return answer if int(call.parameters.get("chat_id", 0)) == ASKER else None


async def test_an_answer_that_meets_a_fault_waits_in_its_row_and_goes_out_after_a_restart(ward: Scene) -> None:
    await ward.hand_over()
    ward.refuse = lambda call: _to_asker(call, (500, "Internal Server Error"))
    mark = ward.mark()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    assert _last(ward.seen_by(LAN, mark)) == inquiry_texts.ANSWER_WAITS.format(1)
    ward.refuse = lambda _call: None
    await ward.restart()
    mark = ward.mark()
    await ward.round()
    assert ward.seen_by(ASKER, mark) == []  # not before its time
    ward.now += timedelta(minutes=2)
    await ward.round()
    await ward.round()
    assert [one.text.endswith(ANSWER) for one in ward.seen_by(ASKER, mark)] == [True]


async def test_an_answer_of_which_nobody_knows_whether_it_arrived_is_tried_once_more_and_told(ward: Scene) -> None:
    def breaks_off(call: Call) -> None:
        if _to_asker(call, (0, "")) is not None:
            raise ConnectionResetError

    await ward.hand_over()
    ward.refuse, mark = breaks_off, ward.mark()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    for _ in range(3):
        ward.now += timedelta(minutes=5)
        await ward.round()
    assert len(ward.seen_by(ASKER, mark)) == 2
    told = [one.text for one in ward.seen_by(LAN, mark) if not one.text.startswith("📨")]
    assert told == [
        inquiry_texts.ANSWER_WAITS.format(1),
        "❌ Câu trả lời cho câu số 1 chưa tới: không rõ đã tới chưa, có thể người hỏi đã nhận.",
    ]


async def test_a_question_nobody_could_be_shown_is_handed_over_later(ward: Scene) -> None:
    ward.refuse = lambda call: (
        (500, "Internal Server Error") if int(call.parameters.get("chat_id", 0)) in (LAN, NAM) else None
    )
    await ward.hand_over()
    ward.refuse = lambda _call: None
    await ward.restart()
    ward.now, mark = ward.now + timedelta(minutes=3), ward.mark()
    await ward.round()
    assert [len(ward.seen_by(officer, mark)) for officer in (LAN, NAM)] == [1, 1]
    await ward.round()
    assert [len(ward.seen_by(officer, mark)) for officer in (LAN, NAM)] == [1, 1]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("nhà bên bán ma túy suốt đêm", "Trợ lý này không nhận và không lưu tin báo.", asking_texts.NOT_PASSED_ON),
        ("nhà bên bán ma túy thì bị phạt thế nào", "", asking_texts.NOT_PASSED_ON),
        ("nhà hàng xóm đang cháy to lắm", "GỌI NGAY 114", asking_texts.NOT_PASSED_ON),
        ("ông Nguyễn Văn A ở tổ 5 bị bệnh gì", "Câu này có tên một người", asking_texts.SOMEBODY_NAMED),
        ("a" * 601, asking_texts.TOO_LONG, asking_texts.TOO_LONG),
    ],
)
@pytest.mark.parametrize("way", ["command", "typed", "reply"])
async def test_what_is_not_the_officers_matter_is_turned_away_and_nothing_is_kept(
    ward: Scene, words: str, first: str, last: str, way: str
) -> None:
    if way == "reply":
        await ward.hand_over()
        await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
        said = await ward.asker.replies("trả lời câu hỏi số 1", text=words)
    elif way == "command":
        said = await ward.asker.says(f"/hoi_canbo {words}")
    else:
        await ward.asker.says("/hoi_canbo")
        said = await ward.asker.says(words)
    assert said[0].text.startswith(first)
    if not (way == "typed" and first and last == asking_texts.NOT_PASSED_ON):  # there it is a message like any other
        assert said[-1].text == plain(last)
    stored = await ward.services.database.run(personal_data_store.everything_about, address(ASKER))
    assert words not in str(stored)
    assert (stored == {}) is (way != "reply")


async def test_words_of_danger_in_an_ordinary_question_are_the_officers_matter(ward: Scene) -> None:
    shown = await ward.asker.asks("/hoi_canbo bảo hiểm tai nạn lao động cho người già nộp ở đâu")
    assert "“bảo hiểm tai nạn lao động cho người già nộp ở đâu”" in shown.text


async def test_danger_leaves_no_question_to_hand_over(ward: Scene) -> None:
    await ward.asker.says("chỉ tiêu 14 là gì")
    await ward.asker.says("nhà bên bán ma túy suốt đêm")
    assert (await ward.asker.presses_data("h:ask"))[-1].text == plain(asking_texts.TYPE_QUESTION)


async def test_a_question_is_not_handed_over_by_a_greeting_or_a_choice(ward: Scene) -> None:
    await ward.asker.says("chỉ tiêu về y tế")
    await ward.asker.says("1")
    await ward.asker.says("xin chào")
    assert "“chỉ tiêu về y tế”" in (await ward.asker.presses_data("h:ask"))[-1].text


async def test_too_much_of_one_person_is_told_politely(ward: Scene) -> None:
    for number in range(5):
        await ward.hand_over(f"câu hỏi thứ {number}")
    mark = ward.mark()
    await ward.hand_over("câu hỏi thứ sáu")
    assert _last(ward.seen_by(ASKER, mark)).startswith("Ông/bà đang có 5 câu chờ cán bộ trả lời.")
    assert len(await ward.services.database.run(inquiry_store.listed, View.OPEN, address(LAN), ward.now)) == 5


async def test_deleting_ones_data_takes_threads_and_their_words_from_officers_chats(ward: Scene) -> None:
    await ward.hand_over()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    shown = await ward.asker.asks("/dulieu")
    assert "• Câu hỏi gửi cán bộ: số 1" in shown.text
    await ward.asker.says("/xoadulieu")
    mark = ward.mark()
    await ward.asker.presses_for_all(people_texts.DATA_DELETE_YES)
    for officer in (LAN, NAM):
        assert {one.text for one in ward.seen_by(officer, mark)} == {plain(inquiry_texts.WORDS_GONE)}
    assert await ward.services.database.run(personal_data_store.everything_about, address(ASKER)) == {}
    assert await ward.services.database.run(inquiry_post_store.forgotten) == []
    assert [one.text for one in await ward.lan.presses_data("H:show:1")] == [inquiry_texts.NO_INQUIRY]
    assert await ward.lan.presses_data("H:reopen:1") == []


async def test_words_go_from_the_chat_of_whoever_is_an_officer_no_longer(ward: Scene) -> None:
    await ward.hand_over()
    offices = await ward.services.database.run(people_store.offices_of, address(NAM))
    mark = ward.mark()
    await ward.lan.presses_data(f"i:ended:{offices[0].id}")
    assert _last(ward.seen_by(NAM, mark)) == plain(inquiry_texts.WORDS_GONE)
    assert await ward.nam.replies("Nội dung câu hỏi", text=ANSWER) != []
    assert ward.seen_by(ASKER, mark) == []
    assert (await ward.thread()).state is InquiryState.OPEN


async def test_a_group_that_is_lost_unnoticed_is_replaced_by_the_officers_own_chats(ward: Scene) -> None:
    await ward.phone(LAN, GROUP).presses_data("n:officers")
    ward.refuse = lambda call: (
        (403, "Forbidden: bot was kicked from the supergroup chat")
        if int(call.parameters.get("chat_id", 0)) == GROUP
        else None
    )
    await ward.hand_over()
    ward.now, mark = ward.now + timedelta(minutes=2), ward.mark()
    await ward.round()
    assert [len(ward.seen_by(officer, mark)) for officer in (LAN, NAM)] == [1, 1]


async def test_a_double_tap_hands_over_once_and_leaves_the_number_to_be_read(ward: Scene) -> None:
    await ward.asker.says(f"/hoi_canbo {QUESTION}")
    press = ward.telegram.press(ward.asker.user, ward.asker.chat, 1, ward.asker.keyboard[asking_texts.AGREE_AND_SEND])
    mark = ward.mark()
    for _ in range(2):
        await ward.asker.gets(press)
    assert [one.text.splitlines()[0] for one in ward.seen_by(ASKER, mark)] == ["Đã gửi cán bộ. Câu hỏi số 1."]
    assert await ward.services.database.run(inquiry_store.numbers_of, address(ASKER)) == [1]


async def test_leaving_notices_keeps_what_was_asked_and_its_consent(ward: Scene) -> None:
    await ward.hand_over()
    await ward.asker.says("/start t_bau-cu")
    await ward.asker.presses(people_texts.AGREE)
    assert (await ward.asker.asks("/huydangky")).text == plain(asking_texts.UNSUBSCRIBED_ASKING)
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    assert (await ward.thread()).state is InquiryState.ANSWERED
    assert (await ward.asker.asks("/hoi_canbo câu nữa ạ")).buttons[0] == asking_texts.SEND


async def test_ninety_days_after_it_went_quiet_nothing_but_figures_is_left(ward: Scene) -> None:
    await ward.hand_over()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    ward.now += QUIET_CLOSED + timedelta(hours=1)
    await ward.night()
    assert (await ward.thread()).state is InquiryState.CLOSED
    ward.now += TEXT_KEPT + timedelta(hours=1)
    mark = ward.mark()
    await ward.night()
    assert {one.text for one in ward.seen_by(LAN, mark)} == {plain(inquiry_texts.WORDS_GONE)}
    assert await ward.services.database.run(personal_data_store.everything_about, address(ASKER)) == {}
    thread = await ward.thread()
    assert (thread.asker, thread.asked_at) == (None, MONDAY)


async def test_an_answer_edited_afterwards_is_said_not_to_arrive(ward: Scene) -> None:
    await ward.hand_over()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    mark = ward.mark()
    assert [one.text for one in await ward.lan.edits(text="sửa lại")] == [inquiry_texts.ANSWER_EDITED]
    assert ward.seen_by(ASKER, mark) == []


async def test_a_reply_in_a_thread_that_is_edited_follows_as_a_correction(ward: Scene) -> None:
    await ward.hand_over()
    await ward.lan.replies("Câu hỏi số 1", text=ANSWER)
    await ward.asker.replies("trả lời câu hỏi số 1", text="Mấy giờ bắt đầu ạ?")
    mark = ward.mark()
    shown = await ward.asker.edits(text="Mấy giờ bắt đầu, gọi 0912345678 cho tôi")
    assert shown[0] == Seen(
        "Đã chuyển thêm vào câu hỏi số 1.\n\nPhường trả lời trước 17:00 thứ ba 17/11/2026.\n\n"
        + asking_texts.NUMBERS_HIDDEN,
        (asking_texts.GO_ON, asking_texts.THAT_IS_ALL),
    )
    assert "Sửa lại: Mấy giờ bắt đầu, gọi … cho tôi" in _last(ward.seen_by(LAN, mark))


async def test_danger_written_into_an_edited_reply_is_turned_to_its_channel(ward: Scene) -> None:
    await ward.hand_over()
    await ward.asker.replies("Đã gửi cán bộ", text="Tôi hỏi thêm")
    mark = ward.mark()
    told = await ward.asker.edits(text="Nhà bên đang đánh nhau, có dao")
    assert (told[0].text[:12], told[-1].text) == ("GỌI NGAY 113", plain(asking_texts.NOT_PASSED_ON))
    assert ward.seen_by(LAN, mark) == []


async def test_without_any_officer_it_is_said_how_they_are_reached(settings: Settings, assistant: Assistant) -> None:
    alone = Scene(settings, assistant)
    alone._settings = alone._settings.model_copy(update={"officer_ids": ()})
    await alone.start()
    try:
        assert (await alone.asker.asks("/hoi_canbo mấy giờ mở cửa")).text.startswith("Ông/bà hỏi trực tiếp cán bộ")
    finally:
        await alone.stop()
