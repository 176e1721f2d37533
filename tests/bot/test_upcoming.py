"""What is still to be sent: the weeks ahead, taking back, copying, stopping; and what waits for a second officer."""

from datetime import time

import pytest
from sqlite_utils import Database

from bot import compose_texts
from bot import upcoming_texts as texts
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.roles import address
from broadcasts import audit_store, draft_store, group_store, notice_store, people_store
from broadcasts.draft_store import Change
from broadcasts.notice import Audience, Body, NoticeState
from broadcasts.people import Role
from broadcasts.schedule import Chosen, Daily, Once, Weekly
from tests.bot.phone import Phone, plain
from tests.conftest import NOW

MAI, NAM = 9001, 9002
EVENING = NOW.replace(hour=19)


@pytest.fixture
async def mai(application: WardApplication, telegram: PretendTelegram) -> Phone:
    """An officer; there is another one, and a group to send to."""

    def live(db: Database) -> None:
        group_store.connect(db, address(-100), "5", NOW)
        office = people_store.open_office(db, Role.OFFICER, NOW, name="Nam")
        people_store.take_office(db, office, address(NAM), NOW)

    await application.bot_data["ward"].database.run(live)
    await application.bot_data["ward"].roles.refresh()
    return Phone(application, telegram, MAI, name="Mai")


async def _approved(application: WardApplication, text: str, plan: Chosen) -> str:
    """A notice of Mai's to one TDP's group, released; returns its code."""

    def release(db: Database) -> str:
        draft = draft_store.start(db, Body(text), address(MAI), NOW)
        change = Change(audience=Audience(groups_of=("5",)), plan=plan)
        draft_store.change(db, draft.id, address(MAI), lambda _: change)
        return draft_store.release(db, draft.id, address(MAI), NOW).code

    code: str = await application.bot_data["ward"].database.run(release)
    return code


async def test_the_weeks_ahead_are_told_with_every_time_a_plan_comes_again(
    application: WardApplication, mai: Phone
) -> None:
    assert "Không có tin nào chờ gửi trong 4 tuần tới." in (await mai.asks("/lichgui")).text
    once = await _approved(application, "Họp tổ", Once(EVENING))
    weekly = await _approved(application, "Phân loại rác", Weekly(frozenset({0}), time(7)))
    shown = await mai.asks("/lichgui")
    assert shown.text == (
        "📅 Tin sắp gửi\n\n"
        f"Tuần này (16/11 – 22/11)\nChủ nhật 22/11, 19:00: {once} Họp tổ\n\n"
        f"Tuần 23/11 – 29/11\nThứ hai 23/11, 7:00: {weekly} Phân loại rác\n\n"
        f"Tuần 30/11 – 6/12\nThứ hai 30/11, 7:00: {weekly} Phân loại rác\n\n"
        f"Tuần 7/12 – 13/12\nThứ hai 7/12, 7:00: {weekly} Phân loại rác\n\n"
        f"Tuần 14/12 – 20/12\nThứ hai 14/12, 7:00: {weekly} Phân loại rác"
    )
    assert shown.buttons[:2] == (once, weekly)


async def test_many_times_are_cut_and_counted(application: WardApplication, mai: Phone) -> None:
    await _approved(application, "Mỗi ngày", Daily(time(7)))
    assert (await mai.asks("/lichgui")).text.endswith("… và 3 lần gửi nữa.")


async def test_one_plan_is_seen_copied_and_stopped(application: WardApplication, mai: Phone) -> None:
    code = await _approved(application, "Phân loại rác", Weekly(frozenset({0}), time(7)))
    await mai.asks("/lichgui")
    plan = await mai.presses(code)
    assert plan.text.startswith(
        f"Tin {code}: Phân loại rác\n\nGửi: Thứ hai hằng tuần, 7:00\n\nCác lần tới:\n• Thứ hai 23/11, 7:00\n"
    )
    assert plan.buttons == (texts.SEE, texts.TAKE_BACK, texts.COPY, texts.STOP)
    (seen,) = await mai.presses_data("b:see:1")
    assert "Phân loại rác" in seen.text
    assert (await mai.presses_data("b:copy:1"))[0].text == plain(compose_texts.WHEN)
    assert (await mai.presses_data("b:stop:1"))[0].text == plain(texts.STOP_SURE)
    assert (await mai.presses(texts.STOP_YES)).text == texts.STOPPED
    for gone in ("b:plan:1", "b:see:1", "b:stop:1", "b:stopped:1", "b:plan:99"):
        assert (await mai.presses_data(gone))[0].text == texts.GONE


async def test_its_author_takes_a_notice_back_and_the_same_time_can_be_chosen_again(
    application: WardApplication, telegram: PretendTelegram, mai: Phone
) -> None:
    code = await _approved(application, "Họp tổ", Once(EVENING))
    nam = Phone(application, telegram, NAM)
    assert (await nam.presses_data("b:back:1"))[0].text == texts.NOT_YOURS
    taken, preview, question = await mai.presses_data("b:back:1")
    assert taken.text == texts.taken_back(code)
    assert "Họp tổ" in preview.text
    assert question.buttons[0] == compose_texts.SEND
    await mai.presses(compose_texts.SEND)
    ward = application.bot_data["ward"]
    assert await ward.database.run(notice_store.sendings_of, 1) == [(2, EVENING)]
    actions = [line.action for line in await ward.database.run(audit_store.latest, 5)]
    assert actions == ["send", "take_back", "send"]


async def test_what_has_begun_to_leave_is_not_taken_back(application: WardApplication, mai: Phone) -> None:
    await _approved(application, "Họp tổ", Once(EVENING))
    await application.bot_data["ward"].database.run(lambda db: db.execute("update sendings set state = 'done'"))
    assert (await mai.presses_data("b:back:1"))[0].text == texts.UNDER_WAY


async def test_what_waits_for_a_second_officer_is_found_by_every_officer(
    application: WardApplication, telegram: PretendTelegram, mai: Phone
) -> None:
    def propose(db: Database) -> str:
        draft = draft_store.start(db, Body("Bão về"), address(MAI), NOW)
        change = Change(audience=Audience(groups=True), plan=Once(EVENING), urgent=True)
        draft_store.change(db, draft.id, address(MAI), lambda _: change)
        return draft_store.propose(db, draft.id, address(MAI), NOW).code

    code = await application.bot_data["ward"].database.run(propose)
    nam = Phone(application, telegram, NAM)
    assert f"Chờ cán bộ khác duyệt\n{code} Bão về" in (await nam.asks("/lichgui")).text
    plan = await nam.presses(code)
    assert plan.buttons == (texts.SEE, compose_texts.APPROVE, compose_texts.GIVE_BACK, texts.TAKE_BACK)
    await mai.presses_data("b:back:1")
    found = await application.bot_data["ward"].database.run(notice_store.notice, 1)
    assert found.state is NoticeState.DRAFT
