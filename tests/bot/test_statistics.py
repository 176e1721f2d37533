"""`/thongke` and `/minhbach` through the application: weeks go by, people ask and judge, officers answer and look."""

from collections.abc import AsyncIterator, Callable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlite_utils import Database

from bot import statistics_texts as texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.figures import Figures
from bot.openness_texts import openness
from bot.pretend import PretendTelegram
from bot.roles import address
from bot.settings import Settings
from bot.statistics import MONTH, WEEK, Period
from bot.texts import HELPFUL, MENU_OPENNESS, MENU_STATISTICS, NOT_RIGHT
from broadcasts import (
    claim_store,
    delivery_store,
    draft_store,
    inquiry_steps,
    people_store,
    receipt_store,
    subscription_store,
)
from broadcasts.asks import Ask, AskKind, Given
from broadcasts.draft_store import Change
from broadcasts.inquiry import Content
from broadcasts.notice import Audience, Body, Count
from broadcasts.people import Choices, Rank, Role
from broadcasts.schedule import AtOnce
from knowledge.assistant import Assistant
from tests.bot.phone import Phone, Seen, seen
from tests.conftest import HERE

MONDAY = datetime(2026, 11, 16, 8, 30, tzinfo=HERE)
SUNDAY = datetime(2026, 11, 22, 9, 0, tzinfo=HERE)
MAI = address(9001)
FIGURE = Ask(kind=AskKind.FIGURE, unit="số thẻ mới", target=14)


class Ward:
    """A running ward whose clock is moved."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        self.now = MONDAY
        self.telegram = PretendTelegram()
        self.application: WardApplication = build_application(
            settings, request=self.telegram, clock=lambda: self.now, assistant=assistant
        )
        self.officer = Phone(self.application, self.telegram, 9001, name="Mai")

    async def ask(self, question: str, times: int, at: datetime, judged: str = "") -> None:
        """As many people ask the same, each from their own phone, some judging the answer."""
        for person in range(times):
            self.now = at + timedelta(minutes=person)
            phone = Phone(self.application, self.telegram, 500 + person)
            await phone.says(question)
            if judged:
                await phone.presses_for_all(judged)

    async def run(self, f: Callable[..., None], *arguments: object) -> None:
        """Call something in the database thread."""
        await self.application.bot_data["ward"].database.run(f, *arguments)

    async def sees(self, text: str) -> list[Seen]:
        """What the officer is shown after typing this; notices meanwhile go to others."""
        mark = len(self.telegram.calls)
        await self.officer.says(text)
        return self._shown(mark)

    async def sees_pressing(self, label: str) -> list[Seen]:
        """The same after pressing a button."""
        mark = len(self.telegram.calls)
        await self.officer.presses_for_all(label)
        return self._shown(mark)

    def _shown(self, mark: int) -> list[Seen]:
        calls = [call for call in self.telegram.calls[mark:] if call.method in ("sendMessage", "sendPhoto")]
        return [seen(call) for call in calls if int(call.parameters["chat_id"]) == 9001]

    def last_upload(self, method: str) -> bytes:
        """The last file that was sent."""
        call = next(call for call in reversed(self.telegram.calls) if call.method == method)
        (content,) = call.uploads.values()
        return bytes(content)


@pytest.fixture
async def ward(settings: Settings, assistant: Assistant) -> AsyncIterator[Ward]:
    made = Ward(settings, assistant)
    async with running(made.application):
        yield made


def _handed_over(db: Database, people: int, at: datetime, waited: timedelta) -> None:
    """So many people ask an officer and get the answer after `waited`."""
    for person in range(people):
        number = inquiry_steps.ask(db, address(600 + person), f"câu {person}", "h1", at + timedelta(days=1), at)
        recorded = inquiry_steps.answer(db, number, MAI, Content("Đáp"), at + waited)
        assert recorded is not None
        inquiry_steps.arrived(db, recorded, at + waited)


def _told(db: Database, at: datetime, figure: int) -> None:
    """A notice that the heads of TDPs 2 and 10 get; the first answers with a figure."""
    if not people_store.current_offices(db)[1:]:
        for person, tdp in ((701, "2"), (702, "10")):
            office = people_store.open_office(db, Role.LEADER, at, tdp=tdp, rank=Rank.HEAD, name=f"Bác {tdp}")
            people_store.take_office(db, office, address(person), at)
    draft = draft_store.start(db, Body("Báo số thẻ"), MAI, at)
    change = Change(audience=Audience(leaders=True), plan=AtOnce(), ask=FIGURE)
    draft_store.change(db, draft.id, MAI, lambda _: change)
    draft_store.release(db, draft.id, MAI, at, alone=True)
    delivery_store.start_due(db, at)
    claims = claim_store.claim(db, 10, at)
    delivery_store.record_sent(db, [(claim.delivery, str(claim.delivery)) for claim in claims], at)
    receipt_store.answer(db, claims[0].sending, address(701), Given(figure=figure), at)


def _subscribed(db: Database, people: int, topic: str, tdp: str, at: datetime) -> None:
    for person in range(people):
        subscription_store.agree(db, address(800 + person), "v1", at)
        subscription_store.choose(db, address(800 + person), Choices(frozenset({topic}), tdp, digest=False))


async def _two_weeks(ward: Ward) -> None:
    await ward.ask("chỉ tiêu 14", 6, MONDAY - timedelta(days=7), HELPFUL)
    await ward.run(_told, MONDAY - timedelta(days=6), 20)
    await ward.ask("chỉ tiêu 14", 8, MONDAY, NOT_RIGHT)
    await ward.ask("giá vàng hôm nay", 3, MONDAY + timedelta(days=1, hours=12))
    await ward.ask("chào bác", 9, MONDAY + timedelta(days=2))
    await ward.run(_handed_over, 6, MONDAY, timedelta(minutes=90))
    await ward.run(_told, MONDAY + timedelta(days=2), 45)
    await ward.run(_subscribed, 7, "moi-truong", "2", MONDAY)
    ward.now = SUNDAY


async def test_a_week_is_a_picture_words_and_a_file(ward: Ward) -> None:
    await _two_weeks(ward)
    assert await ward.sees("/thongke") == [
        Seen("", ()),
        Seen(
            "Thống kê 16/11/2026 – 22/11/2026: 10 câu hỏi.\n\n"
            "• Trợ lý: trả lời được 10; chưa biết, chỉ chỗ hỏi dưới 5.\n"
            "• Hỏi nhiều nhất: Chỉ tiêu của phường 10.\n"
            "• Giờ hỏi nhiều nhất: 8h đến 9h.\n"
            "• Người hỏi đánh giá: chưa có ích 10.\n"
            "• Chuyển cán bộ: 5 câu. Một nửa được cán bộ trả lời trong 90 phút.\n"
            "• Tin phường gửi: đã tới 2.\n"
            "• Tổ dân phố: tất cả 2; đã liên kết 2; tin tới được 2; đã xác nhận 1.\n"
            "• Người đăng ký hiện nay: 5 – Rác, môi trường 5.\n"
            "• Chỉ tiêu 14, số thẻ mới: 45, đầu kỳ 20.\n\n" + texts.ROUNDED,
            (texts.FILE, "‹ Tuần từ 9/11/2026", "Tháng 11/2026"),
        ),
    ]
    assert ward.last_upload("sendPhoto").startswith(b"\x89PNG")
    await ward.officer.presses_for_all(texts.FILE)
    book = load_workbook(BytesIO(ward.last_upload("sendDocument")))
    days: list[tuple[Any, ...]] = list(book[texts.PER_DAY].iter_rows(min_row=4, values_only=True))
    assert [(day.strftime("%d/%m"), many) for day, many in days] == [
        ("16/11", 10), ("17/11", "dưới 5"), *((f"{day}/11", 0) for day in range(18, 23)),
    ]  # fmt: skip
    assert list(book[texts.TDPS_SHEET].iter_rows(min_row=4, values_only=True)) == [("2", 5), ("10", 0)]
    (target,) = book[texts.TARGETS_SHEET].iter_rows(min_row=4, values_only=True)
    assert (target[0], target[2:]) == (14, ("số thẻ mới", 20, 45))


async def test_buttons_lead_to_the_week_before_and_to_the_month(ward: Ward) -> None:
    await _two_weeks(ward)
    await ward.officer.says("/thongke")
    before = (await ward.sees_pressing("‹"))[-1]
    assert before.text.startswith(
        "Thống kê 9/11/2026 – 15/11/2026: 5 câu hỏi.\n\n• Trợ lý: trả lời được 5.\n"
        "• Hỏi nhiều nhất: Chỉ tiêu của phường 5.\n• Giờ hỏi nhiều nhất: 8h đến 9h.\n"
        "• Người hỏi đánh giá: có ích 5.\n• Tin phường gửi: đã tới 2."
    )
    assert "• Chỉ tiêu 14, số thẻ mới: 20, đầu kỳ 0." in before.text
    assert before.buttons == (texts.FILE, "‹ Tuần từ 2/11/2026", "Tuần từ 16/11/2026 ›", "Tháng 11/2026")
    month = (await ward.sees_pressing("Tháng"))[-1]
    assert month.text.startswith(
        "Thống kê 1/11/2026 – 22/11/2026: 15 câu hỏi.\n\n• Trợ lý: trả lời được 15; chưa biết, chỉ chỗ hỏi dưới 5."
    )
    assert month.buttons == (texts.FILE, "‹ Tháng 10/2026", "Tuần từ 16/11/2026")
    empty = (await ward.sees_pressing("‹"))[-1]
    assert empty.text.startswith("Thống kê 1/10/2026 – 31/10/2026: chưa có câu hỏi nào.\n\n• Tổ dân phố: tất cả 2;")


async def test_the_menu_leads_there_and_a_forged_day_is_today(ward: Ward) -> None:
    ward.now = SUNDAY
    await ward.officer.says("/menu")
    first = "Thống kê 16/11/2026 – 22/11/2026: chưa có câu hỏi nào."
    assert [one.text.split("\n")[0] for one in await ward.sees_pressing(MENU_STATISTICS)] == ["", first]
    for forged in ("z:show:week:2099-01-01", "z:show:week:2026-99-99"):
        assert (await ward.officer.presses_data(forged))[-1].text.startswith(first)
    await ward.officer.presses_data("z:file:month:2026-02-31")
    assert ward.telegram.calls[-1].uploads.keys() == {"thong-ke-2026-11-01-2026-11-22.xlsx"}


async def test_everybody_is_told_how_well_the_assistant_does(ward: Ward) -> None:
    await _two_weeks(ward)
    told = (
        "30 ngày qua: khoảng 15 câu hỏi, trả lời được khoảng 15.\n\n"
        "• Phải hỏi lại cho rõ: 0.\n"
        "• Chưa biết, chỉ nơi hỏi: dưới 5.\n"
        "• Bị bấm “Chưa đúng”: khoảng 10, trong khoảng 15 lần đánh giá.\n"
        "• Hỏi cán bộ: khoảng 5 câu. Một nửa được cán bộ trả lời trong 90 phút.\n"
        "• Tin phường gửi: tới nơi dưới 5, trong dưới 5 lượt gửi.\n\n"
        "Trợ lý của phường Gia Viên, số từ 23/10/2026 đến hết 21/11/2026, tính ngày 22/11/2026.\n" + texts.ROUNDED
    )
    resident = Phone(ward.application, ward.telegram, 501)
    assert (await resident.asks("/minhbach")).text == told
    await resident.says("/riengtu")
    assert (await resident.presses(MENU_OPENNESS)).text == told
    await ward.ask("chỉ tiêu 14", 3, SUNDAY, NOT_RIGHT)
    assert (await resident.asks("/minhbach")).text == told
    in_group = Phone(ward.application, ward.telegram, 501, group_id=-100777)
    assert (await in_group.asks("/minhbach")).text == told


async def test_the_public_number_stands_for_a_day(ward: Ward) -> None:
    await _two_weeks(ward)
    resident = Phone(ward.application, ward.telegram, 501)
    told = (await resident.asks("/minhbach")).text
    await ward.run(_handed_over, 9, MONDAY, timedelta(hours=9))
    await ward.run(_told, SUNDAY - timedelta(days=2), 50)
    assert (await resident.asks("/minhbach")).text == told
    ward.now = SUNDAY + timedelta(hours=15)
    tomorrow = (await resident.asks("/minhbach")).text
    assert "• Hỏi cán bộ: khoảng 15 câu. Một nửa được cán bộ trả lời trong 9 giờ." in tomorrow
    assert "• Tin phường gửi: tới nơi khoảng 5, trong khoảng 5 lượt gửi." in tomorrow
    assert "số từ 24/10/2026 đến hết 22/11/2026, tính ngày 23/11/2026" in tomorrow


async def test_a_new_ward_says_that_there_is_nothing_yet(ward: Ward) -> None:
    assert (await Phone(ward.application, ward.telegram, 501).asks("/minhbach")).text == (
        "30 ngày qua: chưa có câu hỏi nào.\n\n"
        "• Chưa ai bấm “Hữu ích” hay “Chưa đúng”.\n• Chưa ai hỏi cán bộ qua trợ lý.\n\n"
        "Trợ lý của phường Gia Viên, số từ 17/10/2026 đến hết 15/11/2026, tính ngày 16/11/2026.\n" + texts.ROUNDED
    )


def test_of_a_hundred_and_more_shares_are_told() -> None:
    figures = Figures(
        date(2026, 10, 23), date(2026, 11, 21), answered=1_000, asked_back=203, unknown=60, helpful=200, not_helpful=7,
        handed_over=40, replied=38, median_reply=timedelta(hours=5),
        deliveries=Count(sent=1_960, failed={"blocked": 30}, stopped={"left": 500}, pending=10),
    )  # fmt: skip
    assert openness("P", figures, date(2026, 11, 22)).split("\n\n")[:2] == [
        "<b>30 ngày qua: khoảng 1.265 câu hỏi, trả lời được 79%.</b>",
        "• Phải hỏi lại cho rõ: 16%.\n• Chưa biết, chỉ nơi hỏi: 4%.\n"
        "• Bị bấm “Chưa đúng”: 2%, trong khoảng 205 lần đánh giá.\n"
        "• Hỏi cán bộ: khoảng 40 câu. Một nửa được cán bộ trả lời trong 5 giờ.\n"
        "• Tin phường gửi: tới nơi 98%, trong khoảng 2.000 lượt gửi.",
    ]


def test_weeks_begin_on_monday_and_periods_follow_each_other_without_a_gap() -> None:
    today = date(2026, 3, 4)
    assert Period.around(WEEK, today, today) == Period(WEEK, date(2026, 3, 2), today)
    assert Period.around(MONTH, date(2026, 2, 10), today) == Period(MONTH, date(2026, 2, 1), date(2026, 2, 28))
    for kind in (WEEK, MONTH):
        period = Period.around(kind, date(2025, 11, 20), today)
        while (after := period.after(today)) is not None:
            assert (after.first, after.before()) == (period.last + timedelta(days=1), period)
            period = after
        assert period.last == today
    assert Period.around(WEEK, date(2026, 2, 24), today).other(today) == Period(MONTH, date(2026, 3, 1), today)
    assert Period.around(MONTH, date(2026, 2, 1), today).other(today) == Period(
        WEEK, date(2026, 2, 23), date(2026, 3, 1)
    )
