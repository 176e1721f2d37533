"""Authors hear in the morning of a working day which drafts end, and keep them with one tap."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot import compose_texts as texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import draft_store, people_store
from broadcasts.notice import Body, Notice
from broadcasts.people import Role
from knowledge.assistant import Assistant
from tests.bot.phone import Phone, plain
from tests.conftest import NOW

MAI, NAM = 9001, 9002
DAY = timedelta(days=1)


class Ward:
    """A running ward with two officers, whose clock is moved by hand."""

    def __init__(self, application: WardApplication, telegram: PretendTelegram, now: list[datetime]) -> None:
        self.application, self.telegram, self._now = application, telegram, now
        self.ward = application.bot_data["ward"]
        self.mai = Phone(application, telegram, MAI)

    async def drafts(self, by: int = MAI) -> list[Notice]:
        found: list[Notice] = await self.ward.database.run(draft_store.drafts_of, address(by))
        return found

    async def writes(self, text: str, by: int = MAI) -> Notice:
        started: Notice = await self.ward.database.run(draft_store.start, Body(text), address(by), NOW)
        return started

    async def lives(self, days: int) -> list[tuple[int, str]]:
        """The mornings and nights up to `days` after the beginning; returns whom they brought what."""
        before = len(self.telegram.sent)
        assert self.application.job_queue is not None
        (morning,) = self.application.job_queue.get_jobs_by_name("tell_authors")
        (night,) = self.application.job_queue.get_jobs_by_name("_nightly")
        while self._now[0] < NOW + days * DAY:
            self._now[0] += DAY
            await morning.run(self.application)
            await night.run(self.application)
        return [
            (int(call.parameters["chat_id"]), plain(call.parameters["text"])) for call, _ in self.telegram.sent[before:]
        ]


@pytest.fixture
async def here(settings: Settings, telegram: PretendTelegram, assistant: Assistant) -> AsyncIterator[Ward]:
    now = [NOW]
    async with running(build_application(settings, request=telegram, clock=lambda: now[0], assistant=assistant)) as app:
        office = await app.bot_data["ward"].database.run(people_store.open_office, Role.OFFICER, NOW, name="Nam")
        await app.bot_data["ward"].database.run(people_store.take_office, office, address(NAM), NOW)
        await app.bot_data["ward"].roles.refresh()
        yield Ward(app, telegram, now)


async def test_each_author_is_told_of_the_own_ones_in_one_message_on_a_working_day(here: Ward) -> None:
    first, second = await here.writes("Họp tổ"), await here.writes("Phát quà &amp; bánh")
    other = await here.writes("Bản của anh Nam", NAM)
    await here.ward.database.run(draft_store.propose, second.id, address(MAI), NOW)
    # 83 days after the 22nd of November is a Saturday: everybody is told on Monday.
    assert await here.lives(83) == []
    assert (NOW + 83 * DAY).isoweekday() == 6
    assert dict(await here.lives(85)) == {
        MAI: (
            "2 tin ông/bà viết dở sẽ bị xóa sau 7 ngày nữa.\n\n"
            f"{first.code} Họp tổ\n{second.code} Phát quà & bánh (đang chờ duyệt)\n\n"
            "Tin viết dở quá 90 ngày thì tự xóa. Còn cần thì bấm nút giữ lại; muốn viết tiếp thì bấm mã."
        ),
        NAM: (
            "1 tin ông/bà viết dở sẽ bị xóa sau 7 ngày nữa.\n\n"
            f"{other.code} Bản của anh Nam\n\n"
            "Tin viết dở quá 90 ngày thì tự xóa. Còn cần thì bấm nút giữ lại; muốn viết tiếp thì bấm mã."
        ),
    }
    keyboards = [call.parameters["reply_markup"]["inline_keyboard"] for call, _ in here.telegram.sent[-2:]]
    assert [[button["text"] for row in rows for button in row] for rows in keyboards] == [
        [texts.KEEP, first.code],
        [texts.KEEP, other.code],
    ]
    assert await here.lives(91) == []
    assert len(await here.drafts()) == 1
    await here.lives(92)
    assert (await here.drafts(), await here.drafts(NAM)) == ([], [])


async def test_one_tap_keeps_all_and_a_second_finds_nothing(here: Ward) -> None:
    for number in range(31):
        await here.writes(f"Tin {number}")
    ((chat, told),) = await here.lives(85)
    assert (chat, told.split("\n")[0]) == (MAI, "31 tin ông/bà viết dở sẽ bị xóa sau 7 ngày nữa.")
    assert told.split("\n")[-3] == "… và 1 tin nữa."
    (kept,) = await here.mai.presses_data("b:keep")
    assert kept.text == "Đã giữ lại 31 tin viết dở thêm 90 ngày. Xem lại: gõ /thongbao, bấm 📝 Bản nháp của tôi."
    (nothing,) = await here.mai.presses_data("b:keep")
    assert nothing.text == texts.NOTHING_TO_KEEP
    assert (await here.lives(100), len(await here.drafts())) == ([], 31)


async def test_whoever_is_no_officer_any_more_is_not_told_and_nothing_is_kept(here: Ward) -> None:
    await here.writes("Bản của anh Nam", NAM)
    for held in await here.ward.database.run(people_store.offices_of, address(NAM)):
        await here.ward.database.run(people_store.end_office, held.id, NOW)
    await here.ward.roles.refresh()
    assert await here.lives(92) == []
    assert await here.drafts(NAM) == []
