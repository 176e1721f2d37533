"""Albums through the whole house: gathered into one draft, looked at, sent, corrected, taken back."""

import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot import change_texts, check_texts, receipt_texts, relay_texts, upcoming_texts
from bot import compose_texts as texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import delivery_store, group_store, notice_store, people_store, subscription_store
from broadcasts.asks import AskKind
from broadcasts.notice import PARTS_MISSING, Body, Count, Notice, SendingState
from broadcasts.people import Choices, Rank, Role
from knowledge.assistant import Assistant
from tests.bot.engine import carried_out, until
from tests.bot.phone import Phone, Seen, plain
from tests.conftest import NOW

MAI, NAM, LAN, GROUP, HAI = 9001, 9002, 701, -100, 501


def _live(db: Database) -> None:
    """Two officers, the head of TDP 5, its group, and a resident who reads about elections."""
    office = people_store.open_office(db, Role.OFFICER, NOW, name="Nam")
    people_store.take_office(db, office, address(NAM), NOW)
    office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
    people_store.take_office(db, office, address(LAN), NOW)
    people_store.name_offices(db, address(MAI), "Mai")
    group_store.connect(db, address(GROUP), "5", NOW)
    subscription_store.agree(db, address(HAI), "v", NOW)
    subscription_store.choose(db, address(HAI), Choices(frozenset({"bau-cu"}), "5", digest=False))


@pytest.fixture
async def ward(settings: Settings, telegram: PretendTelegram, assistant: Assistant) -> AsyncIterator[WardApplication]:
    """With a clock that goes, as the words of an album follow its parts a second later."""
    began = time.monotonic()
    settings = settings.model_copy(update={"two_person_rule": False})

    def clock() -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - began)

    async with running(build_application(settings, request=telegram, clock=clock, assistant=assistant)) as started:
        await started.bot_data["ward"].database.run(_live)
        await started.bot_data["ward"].roles.refresh()
        yield started


@pytest.fixture
def mai(ward: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(ward, telegram, MAI, name="Mai")


async def _notice(application: WardApplication, notice_id: int = 1) -> Notice:
    found: Notice | None = await application.bot_data["ward"].database.run(notice_store.notice, notice_id)
    assert found is not None
    return found


async def _to_tdp_5(officer: Phone) -> list[Seen]:
    """Choose TDP 5 for what was just sent in, up to the last look."""
    await officer.presses("⬜ " + texts.BY_TDP)
    await officer.presses("⬜ 5")
    await officer.presses(texts.BACK)
    await officer.presses(texts.NEXT_STEP)
    await officer.presses(texts.ASKS[AskKind.NOTHING])
    return await officer.presses_for_all(texts.NOW)


def _copied(telegram: PretendTelegram, chat_id: int) -> list[list[int]]:
    calls = [call.parameters for call in telegram.calls if call.method == "copyMessages"]
    return [call["message_ids"] for call in calls if call["chat_id"] == chat_id]


def _methods(telegram: PretendTelegram, chat_id: int) -> list[str]:
    return [call.method for call in telegram.calls if call.parameters.get("chat_id") == chat_id]


async def test_an_album_is_one_draft_and_is_answered_once(ward: WardApplication, mai: Phone) -> None:
    await mai.asks("/thongbao")
    parts = mai.album(4, "g1", "", "Lịch <cắt> nước", "", "Ảnh cuối")
    answers = [await mai.gets(part) for part in parts]
    assert [[one.text for one in answer] for answer in answers] == [[plain(texts.WHOM)], [], [], []]
    ids = tuple(str(part["message"]["message_id"]) for part in parts)
    assert (await _notice(ward)).body == Body(
        "Lịch &lt;cắt&gt; nước\n\nẢnh cuối", address(MAI), captioned=True, album=ids
    )
    await mai.gets(parts[1])
    assert (await _notice(ward)).body.text == "Lịch &lt;cắt&gt; nước\n\nẢnh cuối", (
        "a part that comes again adds nothing"
    )


async def test_an_album_without_words_has_the_wards_line_and_its_code(
    ward: WardApplication, telegram: PretendTelegram, mai: Phone
) -> None:
    await mai.asks("/thongbao")
    await mai.sends_album(3, "g1")
    words, question = await _to_tdp_5(mai)
    assert words.text == f"📢 Phường Gia Viên – 22/11/2026\n\nMã tin: {(await _notice(ward)).code}"
    assert "\n\nKèm 3 ảnh, tệp.\n\n" in question.text
    (copy,) = [call for call in telegram.calls if call.method == "copyMessages"]
    assert (copy.parameters["chat_id"], copy.parameters["remove_caption"]) == (MAI, True)


async def test_an_album_reaches_everybody_and_is_corrected_and_taken_back(
    ward: WardApplication, telegram: PretendTelegram, mai: Phone
) -> None:
    database = ward.bot_data["ward"].database
    await mai.asks("/thongbao")
    await mai.sends_album(3, "g1", "Lịch họp")
    words, _ = await _to_tdp_5(mai)
    await mai.presses_for_all(texts.SEND)
    await carried_out(ward)
    assert await database.run(delivery_store.count, 1) == Count(sent=3)
    for chat in (LAN, GROUP, HAI):
        assert _methods(telegram, chat)[-2:] == ["copyMessages", "sendMessage"]
        assert len(_copied(telegram, chat)) == 1
    told = {call.parameters["chat_id"]: call for call in telegram.calls if call.method == "sendMessage"}
    assert {plain(told[chat].parameters["text"]) for chat in (LAN, GROUP, HAI)} == {words.text}
    assert told[LAN].parameters["reply_markup"]["inline_keyboard"][0][0]["text"] == receipt_texts.RELAY

    lan = Phone(ward, telegram, LAN)
    checked = await lan.says(words.text)
    assert checked[-1].text == check_texts.SAME_WORDS
    lan.keyboard = {"📤": "v:relay:1"}
    pack = await lan.presses_for_all("📤")
    assert [pack[0].text, pack[1].text.split("\n\n")[1]] == [plain(relay_texts.TO_PASTE), "Lịch họp"]

    await mai.presses_data("b:correct:1")
    corrected, _ = await mai.says("Lịch họp mới " + "x" * 1_000)
    assert corrected.text.startswith("📢 Phường Gia Viên – 22/11/2026\nĐÃ ĐÍNH CHÍNH")
    await mai.presses_for_all(change_texts.SEND_CORRECTION)
    await carried_out(ward)
    assert await database.run(delivery_store.count, 2) == Count(sent=3)
    assert [_methods(telegram, chat).count("editMessageText") for chat in (LAN, GROUP, HAI)] == [1, 1, 1]

    await mai.presses_data("b:recall:1")
    await mai.presses_for_all(change_texts.RECALL_YES)
    await carried_out(ward)
    assert await database.run(delivery_store.count, 3) == Count(sent=3)
    assert [_methods(telegram, chat).count("deleteMessage") for chat in (LAN, GROUP, HAI)] == [4, 4, 4]


async def test_a_restart_between_two_parts_loses_none(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    def build() -> WardApplication:
        return build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)

    async with running(build()) as application:
        mai = Phone(application, telegram, MAI)
        await mai.asks("/thongbao")
        first, second, third = mai.album(3, "g1", "Lịch họp")
        await mai.gets(first)
        await mai.gets(second)
    async with running(build()) as application:
        mai = Phone(application, telegram, MAI)
        assert await mai.gets(second) == []
        assert await mai.gets(third) == []
        found = await _notice(application)
        assert (found.body.text, len(found.body.album)) == ("Lịch họp", 3)
        assert (await mai.presses_data("b:draft:1"))[0].text == texts.NOBODY


async def test_two_officers_send_albums_at_the_same_time(
    ward: WardApplication, telegram: PretendTelegram, mai: Phone
) -> None:
    nam = Phone(ward, telegram, NAM, name="Nam")
    await mai.asks("/thongbao")
    await nam.asks("/thongbao")
    ours, theirs = mai.album(3, "g1", "của Mai"), nam.album(3, "g2", "của Nam")
    answers = [
        len(await phone.gets(part))
        for pair in zip(ours, theirs, strict=True)
        for phone, part in zip((mai, nam), pair, strict=True)
    ]
    assert answers == [1, 1, 0, 0, 0, 0]
    first, second = await _notice(ward, 1), await _notice(ward, 2)
    assert [first.body.text, second.body.text] == ["của Mai", "của Nam"]
    assert [len(first.body.album), len(second.body.album)] == [3, 3]
    assert set(first.body.album).isdisjoint(second.body.album)


async def test_an_album_takes_the_place_of_what_a_draft_said_and_is_shown_whole(
    ward: WardApplication, telegram: PretendTelegram, mai: Phone
) -> None:
    await mai.asks("/thongbao")
    old = mai.album(3, "g1", "cũ")
    await mai.gets(old[0])
    await _to_tdp_5(mai)
    await mai.presses(texts.EDIT)
    await mai.presses(texts.EDIT_TEXT)
    taken = await mai.sends_album(3, "g2", "mới")
    assert [one.text for one in taken] == [plain(texts.ALBUM_TAKEN)]
    assert await mai.gets(old[1]) == [], "what belongs to the old content changes nothing"
    words, question = await mai.presses_for_all(texts.NEXT_STEP)
    assert "mới" in words.text
    assert "Kèm 3 ảnh, tệp." in question.text
    assert len(_copied(telegram, MAI)[-1]) == 3
    await mai.presses(texts.EDIT)
    await mai.presses(texts.EDIT_TEXT)
    await mai.says("chỉ còn chữ")
    assert (await _notice(ward)).body == Body("chỉ còn chữ")


async def test_a_part_that_comes_after_the_look_is_looked_at_first_and_one_after_the_end_is_told(
    ward: WardApplication, mai: Phone
) -> None:
    await mai.asks("/thongbao")
    parts = mai.album(4, "g1", "Lịch họp")
    await mai.gets(parts[0])
    await mai.gets(parts[1])
    await _to_tdp_5(mai)
    seen = mai.keyboard[texts.SEND]
    await mai.gets(parts[2])
    changed, words, question = await mai.presses_data(seen)
    assert (changed.text, "Kèm 3 ảnh, tệp." in question.text) == (texts.CHANGED, True)
    await mai.presses_for_all(texts.SEND)
    assert [one.text for one in await mai.gets(parts[3]) if one.text != words.text][-1:] == [texts.PART_TOO_LATE]
    assert await mai.gets(parts[2]) == []
    await carried_out(ward)
    assert len((await _notice(ward)).body.album) == 3


@pytest.mark.parametrize("captions", [("Kính gửi {abc}",), ("", "Kính gửi {abc}")])
async def test_words_that_cannot_be_sent_keep_the_album_back_until_others_come(
    ward: WardApplication, mai: Phone, captions: tuple[str, ...]
) -> None:
    await mai.asks("/thongbao")
    refusal = texts.unknown_variables(["abc"])
    said = [one.text for one in await mai.sends_album(3, "g1", *captions)]
    assert said == ([refusal] if captions[0] else [plain(texts.WHOM), refusal])
    await mai.presses_data("b:whom:1")
    _, question = await _to_tdp_5(mai)
    assert refusal in question.text
    assert question.buttons == (texts.EDIT, texts.THROW_AWAY)
    await mai.presses(texts.EDIT)
    await mai.presses(texts.EDIT_TEXT)
    await mai.sends_album(2, "g2", "Kính gửi bà con")
    _, question = await mai.presses_for_all(texts.NEXT_STEP)
    assert question.buttons == (texts.SEND, texts.EDIT, texts.THROW_AWAY)


async def test_a_part_that_was_deleted_is_missed_at_the_look_and_pauses_the_sending(
    ward: WardApplication, telegram: PretendTelegram, mai: Phone
) -> None:
    await mai.asks("/thongbao")
    await mai.sends_album(3, "g1", "Lịch họp")
    await _to_tdp_5(mai)
    first = int((await _notice(ward)).body.album[0])
    send = mai.keyboard[texts.SEND]
    telegram.erase(MAI, first)
    assert (await mai.presses_data("b:look:1"))[-1].text == texts.LOOK_REFUSED
    await mai.presses_data(send)
    database = ward.bot_data["ward"].database
    await until(ward, lambda: any("tạm dừng" in call.parameters.get("text", "") for call in telegram.calls))
    assert await database.run(delivery_store.state_of, 1) == (SendingState.PAUSED, PARTS_MISSING)
    (shown,) = await mai.presses_data("b:show:1")
    assert "Lý do: bộ ảnh không còn đủ, có ảnh đã bị xóa ở máy người soạn tin" in shown.text


async def test_the_second_officer_sees_the_album_and_a_copy_of_it_goes_the_same_way(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    application = build_application(settings, request=telegram, clock=lambda: NOW, assistant=assistant)
    async with running(application):
        await application.bot_data["ward"].database.run(_live)
        await application.bot_data["ward"].roles.refresh()
        mai, nam = Phone(application, telegram, MAI), Phone(application, telegram, NAM)
        await mai.asks("/thongbao")
        await mai.sends_album(2, "g1", "Lịch họp")
        await mai.presses("⬜ " + texts.ALL_LEADERS)
        await mai.presses(texts.NEXT_STEP)
        await mai.presses(texts.ASKS[AskKind.NOTHING])
        await mai.presses_for_all(texts.TOMORROW_MORNING)
        await mai.presses_for_all(texts.PROPOSE)
        assert _methods(telegram, NAM)[-3:] == ["copyMessages", "sendMessage", "sendMessage"]
        await nam.presses_data("b:approve:1")
        assert (await nam.presses_data("b:plan:1"))[0].text.startswith("Tin ")
        await nam.presses(upcoming_texts.SEE)
        assert len(_copied(telegram, NAM)) == 2
        await nam.presses_data("b:copy:1")
        first, copy = await _notice(application, 1), await _notice(application, 2)
        assert (copy.body.album, copy.body.copied_from) == (first.body.album, address(MAI))
        _, question = await nam.presses_data("b:at:2:morning")
        assert "Kèm 2 ảnh, tệp." in question.text


async def test_a_leader_opens_a_task_that_is_an_album_and_answers_under_a_picture(
    ward: WardApplication, telegram: PretendTelegram, mai: Phone
) -> None:
    await mai.asks("/thongbao")
    await mai.sends_album(2, "g1", "Báo số hộ")
    await mai.presses("⬜ " + texts.ALL_LEADERS)
    await mai.presses(texts.NEXT_STEP)
    await mai.presses(texts.ASKS[AskKind.RECEIVED])
    await mai.presses("1 ngày")
    await mai.presses_for_all(texts.NOW)
    await mai.presses_for_all(texts.SEND)
    await carried_out(ward)
    lan = Phone(ward, telegram, LAN)
    await lan.says("/viec")
    (opened,) = await lan.presses_for_all("1")
    assert opened.buttons[0] == receipt_texts.RECEIVED
    assert len(_copied(telegram, LAN)) == 2
    parts = await ward.bot_data["ward"].database.run(
        lambda db: db.execute("select parts from deliveries where sending = 1").fetchone()[0].split()
    )
    picture = {"message_id": int(parts[1]), "date": 1, "chat": lan.chat, "from": {"id": 1, "is_bot": True,
               "first_name": "x"}, "photo": []}  # fmt: skip
    noted = await lan.sends(text="đã nhận", reply_to_message=picture)
    assert noted[-1].text.startswith(f"Đã ghi: đã nhận.\n\nTin {(await _notice(ward)).code}.")


async def test_a_fault_between_the_parts_and_the_words_brings_nobody_the_album_twice(
    settings: Settings, assistant: Assistant
) -> None:
    faults = ["Bad Gateway"]

    def fail(call: Call) -> tuple[int, str] | None:
        words = call.method == "sendMessage" and call.parameters["chat_id"] == HAI
        return (500, "Internal Server Error") if words and faults and faults.pop() else None

    telegram, began = PretendTelegram(fail), time.monotonic()
    application = build_application(
        settings, request=telegram, clock=lambda: NOW + (time.monotonic() - began) * timedelta(seconds=2),
        assistant=assistant,
    )  # fmt: skip
    async with running(application):
        await application.bot_data["ward"].database.run(_live)
        mai = Phone(application, telegram, MAI)
        await mai.asks("/thongbao")
        await mai.sends_album(2, "g1", "Lịch họp")
        await _to_tdp_5(mai)
        await mai.presses_for_all(texts.SEND)
        await carried_out(application)
        assert await application.bot_data["ward"].database.run(delivery_store.count, 1) == Count(sent=3)
    assert (faults, len(_copied(telegram, HAI)), _methods(telegram, HAI)) == (
        [], 1, ["copyMessages", "sendMessage", "sendMessage"],
    )  # fmt: skip
