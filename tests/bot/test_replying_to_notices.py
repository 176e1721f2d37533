"""What a leader writes under a notice reaches its author, whoever is in office by then, and the answer comes back."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import TypeVar

import pytest
from sqlite_utils import Database

from bot import asking_texts, inquiry_texts, people_texts, receipt_texts, texts
from bot.roles import address
from bot.settings import Settings
from broadcasts import (
    draft_store,
    inquiry_store,
    people_store,
    personal_data_store,
    receipt_store,
    reminder_store,
    subscription_store,
)
from broadcasts.asks import Ask, AskKind
from broadcasts.draft_store import Change
from broadcasts.inquiry import View
from broadcasts.notice import Audience, Body
from broadcasts.people import Choices, Rank, Role
from broadcasts.schedule import AtOnce
from knowledge.assistant import Assistant
from tests.bot.engine import carried_out
from tests.bot.phone import Seen, plain
from tests.bot.test_inquiries import LAN, NAM, Scene

T = TypeVar("T")

HOA, RESIDENT = 701, 555
RECEIVED = Ask(kind=AskKind.RECEIVED)
REMARK = "Tổ tôi còn 3 hộ chưa có thùng, phường cấp thêm không"
GROUP = -100888


class Ward(Scene):
    """Two officers, of whom Lan writes the notices, and the head of TDP 5, Hòa."""

    async def people(self) -> None:
        def live(db: Database) -> None:
            office = people_store.open_office(db, Role.LEADER, self.now, tdp="5", rank=Rank.HEAD, name="Hòa")
            people_store.take_office(db, office, address(HOA), self.now)

        await self.services.database.run(live)
        await self.services.roles.refresh()
        for officer in (self.lan, self.nam):
            await officer.says("/start")

    async def start(self) -> None:
        await super().start()
        self.hoa = self.phone(HOA)

    async def deliver(self, release: Callable[[Database], T]) -> T:
        """What is released goes out, by a program just started: this clock stands still, and one that goes on would
        wait for the second between two messages to one chat to pass.
        """
        await self.restart()
        released = await self.services.database.run(release)
        await carried_out(self.application)
        return released

    async def notice(self, ask: Ask = RECEIVED, text: str = "Phát thùng rác") -> str:
        """Lan's notice has reached all leaders; returns its code."""

        def send(db: Database) -> str:
            draft = draft_store.start(db, Body(text), address(LAN), self.now)
            change = Change(audience=Audience(leaders=True), plan=AtOnce(), ask=ask, answer_within=timedelta(days=1))
            draft_store.change(db, draft.id, address(LAN), lambda _: change)
            draft_store.release(db, draft.id, address(LAN), self.now)
            return draft.code

        self.now += timedelta(minutes=1)
        return await self.deliver(send)

    async def leaves(self, person: int) -> None:
        """A colleague ends an officer's office."""

        def end(db: Database) -> None:
            for held in people_store.offices_of(db, address(person)):
                people_store.end_office(db, held.id, self.now)

        await self.services.database.run(end)
        await self.services.roles.refresh()
        await self.services.desk.leave(address(person))


@pytest.fixture
async def ward(settings: Settings, assistant: Assistant) -> AsyncIterator[Ward]:
    made = Ward(settings, assistant)
    await made.start()
    await made.people()
    yield made
    await made.stop()


def told(code: str, number: int = 1) -> Seen:
    """What the leader reads."""
    return Seen(
        f"Đã chuyển tới cán bộ gửi tin {code}, kèm tên và tổ của ông/bà.\n\n"
        f"Câu số {number}. Phường trả lời ông/bà ở đây, trước 17:00 thứ ba 17/11/2026.",
        (asking_texts.GO_ON,),
    )


async def test_words_under_a_notice_reach_its_author_alone_and_the_answer_comes_back(ward: Ward) -> None:
    code = await ward.notice()
    mark = ward.mark()
    await ward.hoa.replies("Phát thùng rác", text=REMARK)
    assert ward.seen_by(HOA, mark) == [told(code)]
    assert ward.seen_by(LAN, mark) == [
        Seen(
            "📨 Lời viết dưới tin, số 1 – chờ trả lời, Lan giữ\n"
            f"Tin {code}: “Phát thùng rác”\n"
            "Hẹn trả lời: trước 17:00 thứ ba 17/11/2026\n\n"
            f"👤 Hòa, Tổ trưởng, Tổ dân phố 5, 09:01 16/11/2026:\n{REMARK}\n\n"
            "Trả lời vào tin này là gửi tới người viết.",
            (inquiry_texts.ANSWER, inquiry_texts.HAND_ON, inquiry_texts.CLOSE),
        )
    ]
    assert ward.seen_by(NAM, mark) == []
    await ward.restart()
    mark = ward.mark()
    await ward.lan.replies("Lời viết dưới tin", text="Thứ năm phường phát thêm.")
    assert ward.seen_by(HOA, mark) == [
        Seen(
            f"✉️ UBND phường Gia Viên trả lời ông/bà về tin {code} (câu số 1)\n\nThứ năm phường phát thêm.",
            (asking_texts.GO_ON, asking_texts.THAT_IS_ALL),
        )
    ]
    mark = ward.mark()
    await ward.hoa.replies("trả lời ông/bà về tin", text="Cảm ơn, mấy giờ ạ?")
    assert ward.seen_by(LAN, mark)[-1].text.count("👤 Hòa, Tổ trưởng, Tổ dân phố 5") == 2
    assert ward.seen_by(NAM, mark) == []


async def test_more_words_go_into_the_same_thread_and_another_notice_begins_another(ward: Ward) -> None:
    code = await ward.notice()
    await ward.hoa.replies("Phát thùng rác", text=REMARK)
    await ward.hoa.replies("Phát thùng rác", text="À, 4 hộ mới đúng, nhờ phường ghi lại")
    await ward.hoa.replies("Đã chuyển tới cán bộ", text="Cả nhà văn hóa nữa nhé")
    threads = await ward.services.database.run(inquiry_store.numbers_of, address(HOA))
    said = await ward.services.database.run(inquiry_store.messages, 1)
    assert (threads, [one.content.text for one in said]) == (
        [1],
        [REMARK, "À, 4 hộ mới đúng, nhờ phường ghi lại", "Cả nhà văn hóa nữa nhé"],
    )
    await ward.notice(text="Họp tổ")
    mark = ward.mark()
    await ward.hoa.replies("Họp tổ", text="Họp ở đâu thì phường báo sớm giúp")
    assert ward.seen_by(HOA, mark)[0].text.startswith("Đã chuyển tới cán bộ gửi tin")
    assert code not in ward.seen_by(HOA, mark)[0].text
    assert await ward.services.database.run(inquiry_store.numbers_of, address(HOA)) == [1, 2]


async def test_when_the_author_left_before_every_officer_reads_it(ward: Ward) -> None:
    code = await ward.notice()
    await ward.leaves(LAN)
    mark = ward.mark()
    await ward.hoa.replies("Phát thùng rác", text=REMARK)
    assert ward.seen_by(HOA, mark)[0].text.startswith(f"Đã chuyển tới cán bộ phường, về tin {code}, kèm tên")
    (card,) = ward.seen_by(NAM, mark)
    assert card.text.startswith("📨 Lời viết dưới tin, số 1 – chờ trả lời, chưa ai nhận\nTin ")
    assert ward.seen_by(LAN, mark) == []


async def test_when_the_author_leaves_in_between_a_colleague_finds_it_and_answers(ward: Ward) -> None:
    code = await ward.notice()
    await ward.hoa.replies("Phát thùng rác", text=REMARK)
    await ward.leaves(LAN)
    assert ward.telegram.calls[-1].parameters["text"] == inquiry_texts.WORDS_GONE
    (listed,) = await ward.services.database.run(inquiry_store.listed, View.OPEN, address(NAM), ward.now)
    assert (listed.id, listed.holder) == (1, None)
    (card,) = await ward.nam.presses_data("H:show:1")
    assert REMARK in card.text
    mark = ward.mark()
    await ward.nam.replies("Lời viết dưới tin", text="Có, mai phát.")
    assert ward.seen_by(HOA, mark)[0].text == (
        f"✉️ UBND phường Gia Viên trả lời ông/bà về tin {code} (câu số 1)\n\nCó, mai phát."
    )
    mark = ward.mark()
    await ward.hoa.replies("trả lời ông/bà về tin", text="Cảm ơn anh")
    assert [one.text.splitlines()[0] for one in ward.seen_by(NAM, mark)][-1].endswith("chờ trả lời, Nam giữ")
    assert ward.seen_by(LAN, mark) == []


async def test_typed_answers_stay_answers_and_can_be_corrected_under_the_notice(ward: Ward) -> None:
    await ward.notice(Ask(kind=AskKind.FIGURE, unit="số hộ"))
    await ward.hoa.replies("Phát thùng rác", text=REMARK)
    assert (await ward.hoa.replies("Phát thùng rác", text="45"))[0].text.startswith("Đã ghi: 45 (số hộ).")
    assert (await ward.hoa.replies("Phát thùng rác", text="46 hộ"))[0].text.startswith("Đã ghi: 46 (số hộ).")
    task = await ward.services.database.run(receipt_store.task, 1, address(HOA))
    assert task.answer.figure == 46
    said = await ward.services.database.run(inquiry_store.messages, 1)
    assert [one.content.text for one in said] == [REMARK]


async def test_a_bare_yes_brings_back_what_is_asked_and_bothers_nobody(ward: Ward) -> None:
    await ward.notice(Ask(kind=AskKind.CHOICE, choices=("Sáng", "Chiều")))
    (back,) = await ward.hoa.replies("Phát thùng rác", text="ok")
    assert back == Seen(
        "Tin này cần ông/bà chọn: Sáng hoặc Chiều.\n\nXin bấm nút dưới đây.", ("Sáng", "Chiều", receipt_texts.RELAY)
    )
    await ward.notice(Ask(), "Phường nghỉ lễ")
    assert (await ward.hoa.replies("Phường nghỉ lễ", text="đã nhận"))[0].text == receipt_texts.NEEDS_NO_ANSWER
    (handed_over,) = [one for one in await ward.hoa.replies("Phường nghỉ lễ", text="45 hộ") if "Đã chuyển" in one.text]
    assert "kèm tên và tổ của ông/bà" in handed_over.text


async def test_a_reply_to_a_reminder_and_to_what_viec_shows_counts_as_one_to_the_notice(ward: Ward) -> None:
    code = await ward.notice()
    await ward.deliver(
        lambda db: reminder_store.remind_silent(db, 1, address(LAN), ward.now, lambda *_: "Nhắc lại: phát thùng rác")
    )
    (first, *_) = await ward.hoa.replies("Nhắc lại", text="Tổ tôi bận đám, xin lùi một hôm")
    await ward.hoa.says("/viec")
    await ward.hoa.presses("1")
    (second, *_) = await ward.hoa.replies(f"Mã tin: {code}", text="Lùi sang thứ bảy cũng được")
    assert (first, second.text) == (told(code), told(code).text)
    assert await ward.services.database.run(inquiry_store.numbers_of, address(HOA)) == [1]


async def test_pictures_and_voices_are_not_kept_and_that_is_said(ward: Ward) -> None:
    await ward.notice()
    picture = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    voice = {"file_id": "v", "file_unique_id": "v", "duration": 3}
    for content in ({"photo": picture, "caption": REMARK}, {"voice": voice}):
        assert [one.text for one in await ward.hoa.replies("Phát thùng rác", **content)] == [asking_texts.ONLY_WORDS]
    await ward.hoa.says("/giup")
    assert [one.text for one in await ward.hoa.replies("Ông/bà", voice=voice)] == [plain(texts.NOT_TEXT)]
    assert await ward.services.database.run(inquiry_store.numbers_of, address(HOA)) == []


@pytest.mark.parametrize(
    "words", ["nhà bên cạnh buôn ma túy", "cháy nhà rồi cứu với", "Hộ ông Nguyễn Văn Tèo chưa nộp"]
)
async def test_reports_danger_and_names_are_handed_to_nobody(ward: Ward, words: str) -> None:
    await ward.notice()
    mark = ward.mark()
    assert await ward.hoa.replies("Phát thùng rác", text=words)
    assert ward.seen_by(LAN, mark) == []
    assert await ward.services.database.run(inquiry_store.numbers_of, address(HOA)) == []


async def test_a_residents_reply_is_a_question_as_ever(ward: Ward) -> None:
    def subscribe(db: Database) -> None:
        consent = people_texts.version(people_texts.resident_consent("phường Gia Viên"))
        subscription_store.agree(db, address(RESIDENT), consent, ward.now)
        draft = draft_store.start(db, Body("Lịch thu gom"), address(LAN), ward.now)
        subscription_store.choose(db, address(RESIDENT), Choices(frozenset({"rac"}), None, digest=False))
        change = Change(audience=Audience(topics=frozenset({"rac"})), plan=AtOnce())
        draft_store.change(db, draft.id, address(LAN), lambda _: change)
        draft_store.release(db, draft.id, address(LAN), ward.now)

    await ward.deliver(subscribe)
    resident, mark = ward.phone(RESIDENT), ward.mark()
    (answer,) = await resident.replies("Lịch thu gom", text="pin cũ vứt đâu")
    assert "Nguồn" in answer.text
    assert ward.seen_by(LAN, mark) == []


async def test_the_author_reads_it_even_where_a_group_of_officers_reads_questions(ward: Ward) -> None:
    group = ward.phone(LAN, GROUP)
    await group.says("/ketnoi")
    await group.presses_for_all(inquiry_texts.OFFICERS_GROUP)
    await ward.notice()
    mark = ward.mark()
    await ward.hoa.replies("Phát thùng rác", text=REMARK)
    assert (len(ward.seen_by(LAN, mark)), ward.seen_by(GROUP, mark)) == (1, [])
    await ward.leaves(LAN)
    mark = ward.mark()
    await ward.hoa.replies("Đã chuyển tới", text="Có ai xem không ạ")
    assert len(ward.seen_by(GROUP, mark)) == 1


async def test_it_rests_on_the_offices_consent_and_goes_with_the_person(ward: Ward) -> None:
    code = await ward.notice()
    await ward.hoa.replies("Phát thùng rác", text=REMARK)
    stored = await ward.services.database.run(personal_data_store.everything_about, address(HOA))
    assert (stored["consents"], [one["under_notice"] for one in stored["inquiries"]]) == ([], [code])
    await ward.hoa.says("/xoadulieu")
    mark = ward.mark()
    await ward.hoa.presses_for_all("Xóa hết")
    assert [one.text for one in ward.seen_by(LAN, mark)] == [plain(inquiry_texts.WORDS_GONE)]
    left = await ward.services.database.run(lambda db: list(db.query("select asker, holder, notice from inquiries")))
    assert left == [{"asker": None, "holder": None, "notice": None}]


async def test_what_an_officer_is_asked_to_type_may_be_typed_as_a_reply(ward: Ward) -> None:
    await ward.lan.says("/moi")
    await ward.lan.presses("Mời cán bộ")
    (invited, *_) = await ward.lan.replies("tên", text="Trần Thị Mận")
    assert "Trần Thị Mận" in invited.text


async def test_words_under_a_notice_that_are_edited_follow_as_a_correction(ward: Ward) -> None:
    code = await ward.notice()
    await ward.hoa.replies("Phát thùng rác", text=REMARK)
    mark = ward.mark()
    await ward.hoa.edits(text="Tổ tôi còn 4 hộ chưa có thùng")
    assert ward.seen_by(HOA, mark) == [told(code)]
    said = await ward.services.database.run(inquiry_store.messages, 1)
    assert [one.content.text for one in said] == [REMARK, "Sửa lại: Tổ tôi còn 4 hộ chưa có thùng"]
    assert "Sửa lại: Tổ tôi còn 4 hộ chưa có thùng" in ward.seen_by(LAN, mark)[-1].text
    assert await ward.services.database.run(inquiry_store.numbers_of, address(HOA)) == [1]


async def test_a_reply_in_office_to_anything_else_that_is_edited_is_its_question_again(ward: Ward) -> None:
    await ward.hoa.says("/giup")
    await ward.hoa.sends(reply_to_message={"message_id": 1, "date": 1, "chat": ward.hoa.chat}, text="chỉ tiêu 14")
    (answer,) = await ward.hoa.edits(text="chỉ tiêu 15")
    assert answer.text.startswith("54%")
