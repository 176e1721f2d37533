"""Leaders answer by pressing or in words, change their minds, and see what still waits."""

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot import receipt_texts as texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.planning import reminder
from bot.pretend import PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import claim_store, delivery_store, draft_store, notice_store, people_store, receipt_store
from broadcasts.asks import Answer, Ask, AskKind
from broadcasts.draft_store import Change
from broadcasts.notice import Audience, Body
from broadcasts.people import Rank, Role
from broadcasts.reminder_store import Reminds
from broadcasts.schedule import AtOnce
from knowledge.assistant import Assistant
from tests.bot.engine import carried_out
from tests.bot.phone import Phone, plain
from tests.conftest import HERE, NOW

MAI, LAN, BINH = 9001, 701, 702
MEETS = NOW + timedelta(days=3)
FIGURE = Ask(kind=AskKind.FIGURE, unit="số hộ đã phân loại rác")


@pytest.fixture
async def lan(application: WardApplication, telegram: PretendTelegram) -> Phone:
    """The head of TDP 5; there is a head of TDP 7 as well."""

    def live(db: Database) -> None:
        for person, tdp, name in ((LAN, "5", "Lan"), (BINH, "7", "Bình")):
            office = people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD, name=name)
            people_store.take_office(db, office, address(person), NOW)

    await application.bot_data["ward"].database.run(live)
    await application.bot_data["ward"].roles.refresh()
    return Phone(application, telegram, LAN, name="Lan")


async def _send(application: WardApplication, ask: Ask, text: str = "Dọn vệ sinh ngõ") -> int:
    """A notice to all leaders that the engine is given to send; returns its sending."""

    def send(db: Database) -> int:
        draft = draft_store.start(db, Body(text), address(MAI), NOW)
        change = Change(audience=Audience(leaders=True), plan=AtOnce(), ask=ask, answer_within=timedelta(days=1))
        draft_store.change(db, draft.id, address(MAI), lambda _: change)
        draft_store.release(db, draft.id, address(MAI), NOW)
        return notice_store.sendings_of(db, draft.id)[0][0]

    ward = application.bot_data["ward"]
    sending: int = await ward.database.run(send)
    return sending


async def _has(application: WardApplication, ask: Ask, text: str = "Dọn vệ sinh ngõ") -> int:
    """A notice that all leaders have, whatever the pace; returns its sending."""

    def deliver(db: Database) -> None:
        delivery_store.start_due(db, NOW)
        claims = claim_store.claim(db, 100, NOW)
        delivery_store.record_sent(db, [(claim.delivery, f"4{claim.delivery}") for claim in claims], NOW)

    sending = await _send(application, ask, text)
    await application.bot_data["ward"].database.run(deliver)
    return sending


async def _answer(application: WardApplication, sending: int, person: int = LAN) -> Answer:
    task = await application.bot_data["ward"].database.run(receipt_store.task, sending, address(person))
    answer: Answer = task.answer
    return answer


def _buttons(telegram: PretendTelegram, person: int) -> list[tuple[str, str]]:
    """The buttons of the last message or change of buttons in somebody's chat."""
    calls = [call.parameters for call in telegram.calls if call.parameters.get("chat_id") == person]
    rows = next(call["reply_markup"]["inline_keyboard"] for call in reversed(calls) if call.get("reply_markup"))
    return [(button["text"], button["callback_data"]) for row in rows for button in row]


async def test_received_and_thencarried_out(
    application: WardApplication, telegram: PretendTelegram, lan: Phone
) -> None:
    sending = await _send(application, Ask(kind=AskKind.CARRIED_OUT))
    await carried_out(application)
    assert _buttons(telegram, LAN) == [(texts.RECEIVED, f"v:got:{sending}"), (texts.RELAY, f"v:relay:{sending}")]
    (noted,) = await lan.presses_data(f"v:got:{sending}")
    assert noted.text.startswith("Đã ghi: đã nhận.")
    shown = [call for call in telegram.calls if call.method == "editMessageReplyMarkup"][-1].parameters
    assert shown["reply_markup"]["inline_keyboard"][0][0]["text"] == texts.CARRIED_OUT
    (noted,) = await lan.presses_data(f"v:done:{sending}")
    assert noted.text.startswith("Đã ghi: đã triển khai xong.")
    assert await _answer(application, sending) == Answer(received_at=NOW, carried_out_at=NOW)
    assert (await lan.asks("/viec")).text == plain(texts.NOTHING_WAITS)


async def test_a_number_is_asked_for_until_it_is_one_and_can_be_changed(
    application: WardApplication, lan: Phone
) -> None:
    sending = await _has(application, FIGURE)
    assert (await lan.presses_data(f"v:figure:{sending}"))[0].text == plain(texts.ask_figure(FIGURE.unit))
    assert (await lan.asks("nhiều lắm")).text == texts.NOT_A_FIGURE
    noted = await lan.asks("khoảng 1.045 hộ")
    assert noted.text.startswith("Đã ghi: 1045 (số hộ đã phân loại rác).")
    again = await lan.presses(texts.CHANGE)
    assert "Dọn vệ sinh ngõ" in again.text
    await lan.presses(texts.TELL_FIGURE)
    await lan.asks("46")
    assert (await _answer(application, sending)).figure == 46


async def test_what_waits_and_its_calendar_file_say_the_leaders_own_name(
    application: WardApplication, telegram: PretendTelegram, lan: Phone
) -> None:
    sending = await _has(application, Ask(kind=AskKind.ATTEND, meets_at=MEETS), "Mời {ten} tổ {tdp} họp")
    listed = await lan.asks("/viec")
    assert "1. Mời Lan tổ 5 họp" in listed.text
    assert "Mời Lan tổ 5 họp" in (await lan.presses("1")).text
    await lan.presses_data(f"v:come:{sending}")
    (sent,) = [call for call in telegram.calls if call.method == "sendDocument"]
    ((_, content),) = sent.uploads.items()
    assert [line for line in content.decode().splitlines() if "Mời" in line] == [
        "SUMMARY:Mời Lan tổ 5 họp", "DESCRIPTION:Mời Lan tổ 5 họp", "DESCRIPTION:Mời Lan tổ 5 họp",
    ]  # fmt: skip


async def test_coming_brings_a_calendar_file_and_staying_away_a_question(
    application: WardApplication, telegram: PretendTelegram, lan: Phone
) -> None:
    sending = await _has(application, Ask(kind=AskKind.ATTEND, meets_at=MEETS), "Họp tổ trưởng")
    (noted,) = await lan.presses_data(f"v:come:{sending}")
    assert noted.text.startswith("Đã ghi: ông/bà dự họp.")
    (sent,) = [call for call in telegram.calls if call.method == "sendDocument"]
    ((name, content),) = sent.uploads.items()
    assert (name.endswith(".ics"), b"DTSTART:20261125T020000Z" in content) == (True, True)
    assert "SUMMARY:Họp tổ trưởng".encode() in content
    assert (await lan.presses_data(f"v:away:{sending}"))[0].text == texts.WHY_AWAY
    assert (await lan.asks("ốm")).text.startswith("Đã ghi: ông/bà vắng, lý do: ốm.")
    await lan.presses_data(f"v:away:{sending}")
    assert (await lan.presses(texts.NO_REASON)).text == texts.NOTED
    assert await _answer(application, sending) == Answer(received_at=NOW, attends=False)


async def test_one_of_the_answers_is_chosen(
    application: WardApplication, telegram: PretendTelegram, lan: Phone
) -> None:
    sending = await _send(application, Ask(kind=AskKind.CHOICE, choices=("Sáng", "Chiều")))
    await carried_out(application)
    assert [label for label, _ in _buttons(telegram, LAN)] == ["Sáng", "Chiều", texts.RELAY]
    (noted,) = await lan.presses_data(f"v:choice:{sending}:1")
    assert noted.text.startswith("Đã ghi: Chiều.")
    assert await lan.presses_data(f"v:choice:{sending}:7") == []
    assert (await _answer(application, sending)).choice == 1


async def test_words_count_as_presses(application: WardApplication, lan: Phone) -> None:
    sending = await _has(application, Ask(kind=AskKind.RECEIVED))
    assert (await lan.asks("ok nhận rồi")).text.startswith("Đã ghi: đã nhận.")
    assert (await _answer(application, sending)).received_at == NOW
    meeting = await _has(application, Ask(kind=AskKind.ATTEND, meets_at=MEETS))
    assert (await lan.asks("vắng vì ốm")).text.startswith("Đã ghi: ông/bà vắng, lý do: vắng vì ốm.")
    assert (await _answer(application, meeting)).reason == "vắng vì ốm"
    await _has(application, FIGURE)
    assert (await lan.asks("45 hộ")).text.startswith("Đã ghi: 45 (số hộ đã phân loại rác).")


async def test_words_that_fit_two_notices_are_asked_back(application: WardApplication, lan: Phone) -> None:
    await _has(application, Ask(kind=AskKind.RECEIVED), "Dọn ngõ")
    second = await _has(application, Ask(kind=AskKind.CARRIED_OUT), "Phun muỗi")
    which = await lan.asks("đã nhận")
    assert (which.text, which.buttons) == (plain(texts.WHICH), ("Dọn ngõ", "Phun muỗi"))
    assert (await lan.presses("Phun muỗi")).text.startswith("Đã ghi: đã nhận.")
    assert (await _answer(application, second)).received_at == NOW
    assert (await lan.presses_data(f"v:typed:{second}"))[0].text == texts.NO_LONGER


async def test_under_the_notice_itself_a_bare_word_is_enough(
    application: WardApplication, telegram: PretendTelegram, lan: Phone
) -> None:
    sending = await _has(application, FIGURE)
    message = await application.bot_data["ward"].database.run(
        lambda db: db.execute("select message from deliveries join recipients on recipients.id = recipient "
                              "where chat_id = '701'").fetchone()[0]
    )  # fmt: skip
    replied = {"message_id": int(message), "date": 0, "chat": lan.chat, "text": "…"}
    (noted,) = await lan.sends(text="45", reply_to_message=replied)
    assert noted.text.startswith("Đã ghi: 45")
    assert (await _answer(application, sending)).figure == 45


async def test_words_that_answer_nothing_are_a_question(application: WardApplication, lan: Phone) -> None:
    assert "Đã ghi" not in (await lan.asks("đã nhận")).text
    await _has(application, FIGURE)
    assert "Đã ghi" not in (await lan.asks("vắng vì ốm")).text


async def test_what_waits_is_listed_oldest_first_and_opened_by_its_number(
    application: WardApplication, lan: Phone
) -> None:
    await _has(application, Ask(kind=AskKind.RECEIVED), "Dọn ngõ")
    await _has(application, Ask(kind=AskKind.ATTEND, meets_at=MEETS), "Họp")
    await _has(application, Ask(kind=AskKind.CHOICE, choices=("A", "B")), "Chọn")
    tasks = await lan.asks("/viec")
    assert tasks.buttons == ("1", "2", "3")
    assert tasks.text.startswith("3 việc đang chờ ông/bà\n\n1. Dọn ngõ\n   Cần: báo đã nhận\n   Hạn: 09:00 23/11/2026")
    assert "báo dự họp hay vắng (09:00 Thứ tư 25/11/2026)" in tasks.text
    opened = await lan.presses("1")
    assert (opened.text.split("\n\n")[1], opened.buttons) == ("Dọn ngõ", (texts.RECEIVED, texts.RELAY))


async def test_whom_a_notice_did_not_ask_gets_a_word_and_nothing_is_recorded(
    application: WardApplication, telegram: PretendTelegram, lan: Phone
) -> None:
    sending = await _has(application, FIGURE)
    stranger = Phone(application, telegram, 999)
    for press in ("got", "done", "come", "away", "figure", "open", "choice:0"):
        name, *rest = press.split(":")
        assert await stranger.presses_data(":".join(["v", name, str(sending), *rest])) == []
        assert telegram.calls[-1].parameters["text"] == texts.NOT_ASKED
    await lan.presses_data("v:got:0")
    assert telegram.calls[-1].parameters["text"] == texts.ONLY_A_LOOK
    assert await _answer(application, sending) == Answer()


async def test_at_the_end_the_silent_are_reminded_and_the_author_is_told(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    now = [NOW]
    app = build_application(settings, request=telegram, clock=lambda: now[0], assistant=assistant)
    async with running(app):
        ward = app.bot_data["ward"]
        lan = Phone(app, telegram, LAN)

        def live(db: Database) -> None:
            for person, tdp in ((LAN, "5"), (BINH, "7")):
                office = people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD)
                people_store.take_office(db, office, address(person), NOW)

        await ward.database.run(live)
        sending = await _has(app, Ask(kind=AskKind.RECEIVED))
        await lan.presses_data(f"v:got:{sending}")
        now[0] = datetime(2026, 11, 23, 10, 0, tzinfo=HERE)
        (planning,) = app.job_queue.get_jobs_by_name("plan_ahead") if app.job_queue else ()
        await planning.run(app)
        await carried_out(app)
        sent = [call.parameters for call in telegram.calls if call.method == "sendMessage"]
        code = (await ward.database.run(notice_store.notice, 1)).code
        assert (sent[-2]["chat_id"], sent[-2]["text"]) == (MAI, texts.time_is_over(code, 1))
        assert (sent[-1]["chat_id"], plain(sent[-1]["text"])) == (
            BINH,
            f"🔔 Nhắc lại tin {code} (gửi 09:00 22/11/2026)\n\nCòn chờ ông/bà: báo đã nhận.\n\nDọn vệ sinh ngõ",
        )
        assert _buttons(telegram, BINH)[0] == (texts.RECEIVED, f"v:got:{sending}")


async def test_a_reminder_of_a_meeting_tells_its_time(application: WardApplication) -> None:
    ask = Ask(kind=AskKind.ATTEND, meets_at=MEETS)
    notice = await application.bot_data["ward"].database.run(
        notice_store.add_notice, Body("Họp", ask=ask), Audience(), NOW
    )
    said = [plain(reminder(HERE, kind, notice, NOW)) for kind in (Reminds.DAY_BEFORE, Reminds.HOUR_BEFORE)]
    assert said == [
        f"🔔 Ngày mai họp: 09:00 Thứ tư 25/11/2026\n\nÔng/bà đã báo dự (tin {notice.code}).\n\nHọp",
        f"🔔 Sắp đến giờ họp: 09:00 Thứ tư 25/11/2026\n\nÔng/bà đã báo dự (tin {notice.code}).\n\nHọp",
    ]
