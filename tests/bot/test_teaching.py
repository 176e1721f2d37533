"""Whole journeys of the officers' desk: what people miss is taught, tried, published, undone; nothing names anybody."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database

from bot import content_duty
from bot import teaching_texts as texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import Call, PretendTelegram
from bot.settings import Settings
from bot.texts import HELPFUL, MENU_PERSON, NOT_RIGHT
from broadcasts import audit_store
from knowledge import misses_store, own_content, teaching_store
from knowledge.assistant import Assistant
from knowledge.likeness import Miss
from knowledge.teaching_texts import AFTER
from tests.bot.phone import Phone, Seen, seen
from tests.conftest import NOW

CONTENT = """topics:
- {id: y-te, title: "Y tế"}
- {id: cho, title: "Chợ"}
documents:
  luat: {title: "Luật số 72/2020/QH14"}
ward:
  ten: {label: "tên phường", value: "phường Sao Mai"}
  gio: {label: "giờ làm việc của phường", value: ""}
entries:
- id: noi-mua
  title: "Bảo hiểm y tế: nơi mua"
  topic: y-te
  answer: "Mua ở bưu điện."
  source: [{doc: luat, at: "Điều 75"}]
  ask: [mua bảo hiểm y tế ở đâu, nơi bán thẻ bảo hiểm y tế, chỗ đóng tiền bảo hiểm y tế]
  related: [muc-dong]
- id: muc-dong
  title: "Bảo hiểm y tế: mức đóng"
  topic: y-te
  answer: "Đóng theo hộ."
  source: [{doc: luat}]
  valid_until: 2026-12-10
  after: "Đã hết."
  ask: [mức đóng bảo hiểm y tế, bảo hiểm y tế bao nhiêu tiền, giá thẻ bảo hiểm y tế, gia the kham benh]
- id: gio-mo-cua
  title: "Giờ làm việc"
  topic: cho
  answer: "Phường làm việc: {{ward gio}}."
  source: [{doc: luat}]
  ask: [mấy giờ phường mở cửa, phường làm việc giờ nào, lúc nào có người ở phường]
"""
RESIDENT = 77001122
ASKED = "sắm thẻ khám bệnh cho mẹ già chỗ nào"


class Office:
    """The ward's application on small content of its own, its people, and a clock that can be moved."""

    def __init__(self, settings: Settings, telegram: PretendTelegram, shipped: Path) -> None:
        self.now: datetime = NOW
        self.telegram = telegram
        self.overlay = settings.data_dir / "content"
        self.overlay.mkdir(exist_ok=True)
        self.application: WardApplication = build_application(
            settings,
            request=telegram,
            clock=lambda: self.now,
            assistant=Assistant(self.overlay, shipped=shipped),
        )
        self.officer = Phone(self.application, telegram, 9001)
        self.resident = Phone(self.application, telegram, RESIDENT)

    async def run(self, function: Any, *arguments: Any) -> Any:
        """Run a database call."""
        return await self.application.bot_data["ward"].database.run(function, *arguments)

    async def misses(self) -> list[Miss]:
        """What was missed and is not settled."""
        found: list[Miss] = await self.run(misses_store.misses)
        return found

    async def steps(self) -> list[tuple[str, str]]:
        """What the audit says, the oldest first."""
        lines = await self.run(audit_store.latest, 20)
        return [(line.action, line.about) for line in reversed(lines)]

    async def hears(self, text: str) -> str:
        """The first line of what a resident is told."""
        return (await self.resident.asks(text)).text.partition("\n")[0]


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    folder = tmp_path / "shipped"
    folder.mkdir()
    (folder / "a.yaml").write_text(CONTENT, encoding="utf-8")
    return folder


@pytest.fixture
async def office(settings: Settings, telegram: PretendTelegram, shipped: Path) -> AsyncIterator[Office]:
    built = Office(settings, telegram, shipped)
    async with running(built.application):
        yield built


async def _to_the_group(office: Office) -> Seen:
    await office.officer.says("/sua")
    await office.officer.presses(texts.OPEN_MISSES)
    return await office.officer.presses("2×")


async def test_a_missed_question_is_taught_and_can_be_undone(office: Office) -> None:
    for _ in range(2):
        assert await office.hears(ASKED) != "Mua ở bưu điện."
    group = await _to_the_group(office)
    assert group.text.startswith(f"2 lần: “{ASKED}”")
    assert group.buttons[-3:] == (texts.OTHER_ENTRY, texts.WRITE_NEW, texts.IGNORE)
    assert len(group.buttons) <= 4
    await office.officer.presses(texts.OTHER_ENTRY)
    found = await office.officer.asks("nơi mua bảo hiểm y tế")
    assert found.text == "Thêm vào câu nào?\n\nBấm một câu, hoặc gõ vài chữ của câu cần tìm."

    shown = await office.officer.presses_for_all("Bảo hiểm y tế: nơi mua")
    *_, preview, question = shown
    assert preview.text.startswith("Mua ở bưu điện.\n\nNguồn: Luật số 72/2020/QH14, Điều 75.")
    assert question.text.startswith(f"Thêm, bớt cách hỏi của “Bảo hiểm y tế: nơi mua”\n\n+ {ASKED}\n\nĐã thử ")
    assert "Không câu nào kém đi." in question.text
    assert question.buttons == (texts.PUBLISH, texts.DROP)

    published = await office.officer.presses(texts.PUBLISH)
    assert published == Seen("✅ Đã đăng, dùng được ngay.", ("↩️ Hoàn tác", texts.OPEN_MISSES))
    assert await office.hears(ASKED) == "Mua ở bưu điện."
    assert await office.misses() == []
    block = own_content.read(office.overlay, "noi-mua")
    assert block is not None
    assert "author: cán bộ số 1" in block
    assert "9001" not in block

    assert (await office.officer.presses("↩️ Hoàn tác")).text == "Đã trả lại bản trước."
    assert await office.hears(ASKED) != "Mua ở bưu điện."
    assert own_content.read(office.overlay, "noi-mua") is None
    assert await office.steps() == [("teach", "noi-mua"), ("undo", "noi-mua")]


async def test_a_group_set_aside_stays_away_with_all_that_is_like_it(office: Office) -> None:
    await office.hears("buộc diều vào đuôi sao chổi")
    await office.hears("buoc dieu vao duoi sao choi")
    await _to_the_group(office)
    assert (await office.officer.presses(texts.IGNORE)).text == texts.NO_MISSES.replace("<b>", "").replace("</b>", "")
    await office.hears("buộc diều vào đuôi sao chổi ạ")
    await office.officer.says("/sua")
    assert (await office.officer.presses(texts.OPEN_MISSES)).text.startswith("Không có câu nào chờ dạy.")
    assert await office.steps() == [("ignore", "2")]


async def test_a_new_answer_is_written_step_by_step_and_survives_a_restart(
    settings: Settings, telegram: PretendTelegram, shipped: Path
) -> None:
    office = Office(settings, telegram, shipped)
    async with running(office.application):
        for _ in range(2):
            await office.hears("chợ hoa xuân mở hôm nào")
        await _to_the_group(office)
        assert (await office.officer.presses(texts.WRITE_NEW)).text.startswith("Ông/bà gõ câu trả lời.")
        assert (
            await office.officer.asks("x" * 351)
        ).text == "Dài 351 ký tự, chỉ được 350. Ông/bà viết ngắn lại giúp tôi."
        assert (await office.officer.asks("Chợ mở từ 20/1/2027.")).text.startswith("Đặt tên ngắn")
        assert (await office.officer.asks("Chợ hoa xuân")).text.startswith("Câu này thuộc việc gì?")
        assert (await office.officer.presses("Chợ")).text.startswith("Căn cứ vào văn bản nào?")
        assert (await office.officer.asks("Thông báo số 5 của UBND phường")).text.startswith("Đúng đến hết ngày nào?")
        asked = await office.officer.asks("15/2/2027")
        assert asked.text.startswith("Còn thiếu 1 cách hỏi.")
        *_, preview, question = await office.officer.says("bao giờ có chợ hoa")
        assert preview.text == "Chợ mở từ 20/1/2027.\n\nNguồn: Thông báo số 5 của UBND phường (đối chiếu 22/11/2026)."
        assert question.text.startswith("Câu mới: “Chợ hoa xuân”")
        keyboard = office.officer.keyboard
    again = Office(settings, telegram, shipped)
    async with running(again.application):
        again.officer.keyboard = keyboard
        await again.officer.presses(texts.PUBLISH)
        assert await again.hears("chợ hoa xuân mở hôm nào") == "Chợ mở từ 20/1/2027."
        assert await again.misses() == []
        again.now = NOW + timedelta(days=120)
        assert await again.hears("chợ hoa xuân mở hôm nào") == AFTER


async def test_an_entry_is_seen_and_changed_with_its_source_and_validity(office: Office) -> None:
    reply, page = await office.officer.says("/sua noi-mua")
    assert reply.text.startswith("Mua ở bưu điện.")
    assert page == Seen(
        "Mã: noi-mua\n\nCách hỏi: 3\nHiệu lực: không thời hạn\n\nSửa phần nào?", tuple(texts.CHANGE.values())
    )
    await office.officer.presses("Câu trả lời")
    source = await office.officer.asks("Mua ở nhà văn hóa số 7.")
    assert source.text.startswith("Căn cứ vào văn bản nào?")
    assert "Các số 7 phải có trong văn bản ấy." in source.text
    await office.officer.presses(texts.KEEP_SOURCE)
    *_, preview, _question = await office.officer.presses_for_all(texts.KEEP_VALIDITY)
    assert preview.text.startswith("Mua ở nhà văn hóa số 7.")
    await office.officer.presses(texts.PUBLISH)
    assert await office.hears("mua bảo hiểm y tế ở đâu") == "Mua ở nhà văn hóa số 7."
    _, page = await office.officer.says("/sua noi-mua")
    assert "Sửa lần cuối: cán bộ số 1, 2026-11-22 09:00" in page.text
    assert await office.steps() == [("edit", "noi-mua")]


async def test_what_spoils_a_right_answer_needs_one_more_yes_and_is_noted(office: Office) -> None:
    await office.officer.says("/sua gio-mo-cua")
    await office.officer.presses("Cách hỏi")
    *_, question = await office.officer.says("giá thẻ khám bệnh")
    assert "⚠️ 1 câu sẽ kém đi:\n• “gia the kham benh”\n  “Bảo hiểm y tế: mức đóng” → " in question.text
    assert question.buttons == (texts.DROP, texts.PUBLISH_ANYWAY)
    data = office.officer.keyboard[texts.PUBLISH_ANYWAY].replace("anyway", "publish")
    (asked,) = await office.officer.presses_data(data)
    assert asked.text.startswith("Đăng dù có câu sẽ kém đi?")
    assert own_content.read(office.overlay, "gio-mo-cua") is None
    await office.officer.presses(texts.PUBLISH_ANYWAY_YES)
    assert own_content.read(office.overlay, "gio-mo-cua") is not None
    assert await office.steps() == [("teach", "gio-mo-cua"), ("override", "gio-mo-cua")]


async def test_what_does_not_fit_the_content_is_told_in_plain_words(office: Office) -> None:
    await office.officer.says("/sua noi-mua")
    await office.officer.presses("Cách hỏi")
    *_, told = await office.officer.says("mức đóng bảo hiểm y tế")
    assert told.text.startswith("Chưa dùng được, xin sửa lại:")
    assert "câu hỏi “mức đóng bảo hiểm y tế” đã thuộc về" in told.text
    assert told.buttons == (texts.DROP,)


async def test_on_monday_what_is_missing_is_listed_and_filled_in_by_typing(office: Office) -> None:
    office.now = NOW + timedelta(days=1)  # Monday
    (job,) = office.application.job_queue.get_jobs_by_name("morning")  # type: ignore[union-attr]
    await job.run(office.application)
    told = office.telegram.calls[-1]
    assert told.parameters["chat_id"] == 9001
    assert seen(told) == Seen(
        "Đầu tuần, nội dung của trợ lý cần ông/bà xem:\n\n• 1 mục sắp hết hạn trong 30 ngày\n• 1 điều phường cần điền",
        (texts.UNFILLED, texts.ENDING),
    )
    (unfilled,) = await office.officer.presses_data("e:unfilled:0")
    assert unfilled == Seen(
        "1 điều phường cần điền\n\nBấm một điều rồi gõ nội dung.", ("Giờ làm việc của phường", texts.BACK)
    )
    await office.officer.presses("Giờ làm việc")
    *_, preview, question = await office.officer.says("7 giờ 30 đến 17 giờ")
    assert preview.text.startswith("Phường làm việc: 7 giờ 30 đến 17 giờ.")
    assert question.text == "Điền: giờ làm việc của phường: 7 giờ 30 đến 17 giờ\n\nĐăng cho mọi người?"
    await office.officer.presses(texts.PUBLISH)
    assert await office.hears("mấy giờ phường mở cửa") == "Phường làm việc: 7 giờ 30 đến 17 giờ."
    assert await office.steps() == [("fill", "ward-gio")]
    (ending,) = await office.officer.presses_data("e:ending:0")
    assert ending.buttons == ("⏳ Bảo hiểm y tế: mức đóng", texts.BACK)
    (unfilled,) = await office.officer.presses_data("e:unfilled:0")
    assert unfilled.buttons == ("✔️ Giờ làm việc của phường", texts.BACK)


async def test_in_the_morning_officers_hear_how_much_was_missed_on_working_days(office: Office) -> None:
    (job,) = office.application.job_queue.get_jobs_by_name("morning")  # type: ignore[union-attr]
    await office.hears("buộc diều vào đuôi sao chổi")
    calls = len(office.telegram.calls)
    await job.run(office.application)  # Sunday
    assert len(office.telegram.calls) == calls
    office.now = NOW + timedelta(days=2)  # Tuesday, two days later
    await job.run(office.application)
    assert len(office.telegram.calls) == calls
    await office.hears("buộc diều vào đuôi sao chổi")
    await job.run(office.application)
    assert seen(office.telegram.calls[-1]) == Seen(
        "Có 1 câu hỏi mới mà trợ lý chưa trả lời được.\n\nÔng/bà bấm để dạy trợ lý, mỗi câu một phút.",
        (texts.OPEN_MISSES,),
    )
    assert content_duty.MORNING.hour == 7


async def test_an_answer_is_judged_once_and_a_wrong_one_becomes_a_miss(office: Office) -> None:
    answer = await office.resident.asks("mua bảo hiểm y tế ở đâu")
    assert answer.buttons == ("Bảo hiểm y tế: mức đóng", MENU_PERSON, HELPFUL, NOT_RIGHT)
    assert await office.resident.presses_for_all(NOT_RIGHT) == []
    answered, changed = office.telegram.calls[-2:]
    assert answered.parameters["text"] == texts.THANKS_NOT_RIGHT
    rows = changed.parameters["reply_markup"]["inline_keyboard"]
    assert [row[0]["text"] for row in rows] == ["Bảo hiểm y tế: mức đóng", "👤 Hỏi cán bộ phường"]
    assert await office.misses() == [Miss(1, "mua bảo hiểm y tế ở đâu", "wrong", "noi-mua")]

    await office.resident.says("mức đóng bảo hiểm y tế")
    await office.resident.presses_for_all(HELPFUL)
    counted = await office.run(lambda db: list(db.query("select entry, helpful from judgements")))
    assert counted == [{"entry": "noi-mua", "helpful": 0}, {"entry": "muc-dong", "helpful": 1}]
    assert len(await office.misses()) == 1

    await office.officer.says("/sua")
    await office.officer.presses(texts.OPEN_MISSES)
    group = await office.officer.presses("1×")
    assert "Có người bấm “Chưa đúng” khi nhận câu “Bảo hiểm y tế: nơi mua”" in group.text
    assert "Thêm vào câu “Bảo hiểm y tế: nơi mua”" not in group.text


async def test_a_press_counts_although_its_message_was_deleted_meanwhile(settings: Settings, shipped: Path) -> None:
    def refuse(call: Call) -> tuple[int, str] | None:
        gone = (400, "Bad Request: message to edit not found")
        return gone if call.method == "editMessageReplyMarkup" else None

    office = Office(settings, PretendTelegram(refuse), shipped)
    async with running(office.application):
        await office.resident.says("mua bảo hiểm y tế ở đâu")
        assert await office.resident.presses_for_all(HELPFUL) == []
        counted = await office.run(lambda db: list(db.query("select entry, helpful from judgements")))
    assert counted == [{"entry": "noi-mua", "helpful": 1}]


async def test_nothing_a_resident_did_leads_to_the_resident(office: Office) -> None:
    await office.hears(ASKED)
    await office.resident.says("mua bảo hiểm y tế ở đâu")
    await office.resident.presses_for_all(NOT_RIGHT)

    def everything(db: Database) -> str:
        return str([list(db.query(f'select * from "{table}"')) for table in db.table_names()])  # noqa: S608

    assert str(RESIDENT) not in await office.run(everything)


async def test_old_buttons_say_that_they_are_over(office: Office) -> None:
    for data, told in (
        ("e:publish:7", texts.NO_DRAFT),
        ("e:as:7:validity:never", texts.NO_DRAFT),
        ("e:undo:7", texts.CANNOT_UNDO),
        ("e:group:7", texts.GROUP_GONE),
        ("e:entry:khong-co", texts.NO_ENTRY),
        ("e:change:ask:khong-co", texts.NO_ENTRY),
        ("e:fill:khong-co", texts.NO_ENTRY),
        ("e:drop:7", texts.DROPPED),
    ):
        assert [one.text for one in await office.officer.presses_data(data)] == [told], data


async def test_a_draft_tried_on_other_content_is_tried_again_before_it_is_published(office: Office) -> None:
    await office.officer.says("/sua noi-mua")
    await office.officer.presses("Cách hỏi")
    await office.officer.says(ASKED)
    publish = office.officer.keyboard[texts.PUBLISH]
    own_content.write(office.overlay, "khac", "ward: {gio: {value: 7 giờ}}\n")
    *_, question = await office.officer.presses_data(publish)
    assert question.buttons == (texts.PUBLISH, texts.DROP)
    assert own_content.read(office.overlay, "noi-mua") is None
    assert (await office.officer.presses(texts.PUBLISH)).text == "✅ Đã đăng, dùng được ngay."


async def test_what_was_changed_by_hand_since_is_not_undone(office: Office) -> None:
    await office.officer.says("/sua noi-mua")
    await office.officer.presses("Cách hỏi")
    await office.officer.says(ASKED)
    await office.officer.presses(texts.PUBLISH)
    block = own_content.read(office.overlay, "noi-mua") or ""
    own_content.write(office.overlay, "noi-mua", block.replace("mẹ", "bố"))
    assert (await office.officer.presses("↩️")).text == texts.CANNOT_UNDO
    assert [one.entry for one in await office.run(teaching_store.latest_versions, 5)] == ["noi-mua"]
    await office.officer.says("/sua")
    recent = await office.officer.presses(texts.RECENT)
    assert recent.text.startswith("Vừa sửa\n\n1. noi-mua – cán bộ số 1, ")
