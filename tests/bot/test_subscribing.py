"""Subscribing with consent, leaving in one tap or in words, one's own data, and what is deleted."""

import json

import pytest
from sqlite_utils import Database

from bot import keyboards, people_texts, texts
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.roles import address
from broadcasts import group_store, people_store, personal_data_store, subscription_store
from broadcasts.people import Choices, Rank, Role
from tests.bot.phone import Phone, plain
from tests.conftest import NOW

WARD = "phường Gia Viên"


async def _run(application: WardApplication, function, *args):  # type: ignore[no-untyped-def]
    return await application.bot_data["ward"].database.run(function, *args)


async def _choices(application: WardApplication, person: int = 501) -> Choices:
    found: Choices = await _run(application, subscription_store.choices, address(person))
    return found


async def _with_tdps(application: WardApplication, *names: str) -> None:
    def known(db: Database) -> None:
        for name in names:
            people_store.ensure_tdp(db, name)

    await _run(application, known)


async def test_a_resident_agrees_chooses_and_is_told_what_comes(application: WardApplication, resident: Phone) -> None:
    await _with_tdps(application, "5", "7")
    asked = await resident.asks("/dangky")
    assert asked.buttons == (people_texts.AGREE, people_texts.DISAGREE, people_texts.I_AM_A_LEADER)
    assert await _run(application, personal_data_store.everything_about, address(501)) == {}
    page = await resident.presses(people_texts.AGREE)
    assert page.buttons[0] == "⬜ Rác, môi trường"
    page = await resident.presses("⬜ Rác, môi trường")
    assert page.buttons[0] == "✅ Rác, môi trường"
    await resident.presses(people_texts.CHOOSE_TDP)
    page = await resident.presses("7")
    assert "✅ Tổ dân phố 7" in page.buttons
    await resident.presses(people_texts.AT_ONCE)
    done = await resident.presses(people_texts.DONE)
    assert done.text == (
        "Đã đăng ký, gộp một tin vào sáng thứ bảy:\n\n• Rác, môi trường\n• Tổ dân phố 7\n\n"
        "Đổi: /dangky. Ngừng: /huydangky."
    )
    assert done.buttons == (people_texts.STOP_EVERYTHING,)
    assert await _choices(application) == Choices(frozenset({"moi-truong"}), "7", digest=True)
    assert (await resident.asks("/dangky")).text.startswith("Ông/bà muốn nhận tin về việc gì?")


async def test_who_does_not_agree_leaves_no_trace(application: WardApplication, resident: Phone) -> None:
    await resident.asks("/dangky")
    assert (await resident.presses(people_texts.DISAGREE)).text == people_texts.CONSENT_REFUSED
    await resident.presses_data("s:topic:bau-cu")
    assert await _run(application, personal_data_store.everything_about, address(501)) == {}


async def test_a_topic_is_chosen_and_unchosen(application: WardApplication, resident: Phone) -> None:
    await resident.asks("/start t_bau-cu")
    await resident.presses(people_texts.AGREE)
    assert await _choices(application) == Choices(frozenset({"bau-cu"}), None, digest=False)
    await resident.presses("✅ Bầu cử")
    await resident.presses_data("s:topic:khong-co")
    assert await _choices(application) == Choices(frozenset(), None, digest=False)
    done = await resident.presses_data("s:done")
    assert done[0].text.startswith("Ông/bà chưa chọn mục nào")


async def test_the_poster_of_a_tdp_chooses_it(application: WardApplication, resident: Phone) -> None:
    await _with_tdps(application, "5")
    await resident.asks("/start d_1")
    await resident.presses(people_texts.AGREE)
    assert (await _choices(application)).tdp == "5"
    await resident.asks("/start d_99")
    assert (await _choices(application)).tdp == "5"
    await resident.presses("✅ Tổ dân phố 5")
    await resident.presses(people_texts.NO_TDP)
    assert (await _choices(application)).tdp is None


@pytest.mark.parametrize("way", ["/huydangky", "đừng gửi nữa", "Dung gui nua!", "hủy đăng ký", "button"])
async def test_leaving_takes_one_step(application: WardApplication, resident: Phone, way: str) -> None:
    await resident.asks("/start t_bau-cu")
    await resident.presses(people_texts.AGREE)
    await resident.presses(people_texts.DONE)
    said = await (resident.presses(people_texts.STOP_EVERYTHING) if way == "button" else resident.asks(way))
    assert said.text == plain(people_texts.UNSUBSCRIBED)
    assert await _run(application, personal_data_store.everything_about, address(501)) == {}
    assert (await resident.asks("/huydangky")).text == people_texts.NOT_SUBSCRIBED


async def test_who_chose_nothing_in_the_end_is_not_kept(application: WardApplication, resident: Phone) -> None:
    await resident.asks("/dangky")
    await resident.presses(people_texts.AGREE)
    await resident.presses(people_texts.DONE)
    assert await _run(application, personal_data_store.everything_about, address(501)) == {}


async def test_an_old_consent_button_shows_the_text_that_holds(application: WardApplication, resident: Phone) -> None:
    (shown,) = await resident.presses_data("c:yes:01234567:t:bau-cu")
    assert shown.text == plain(people_texts.resident_consent(WARD))
    assert await _run(application, personal_data_store.everything_about, address(501)) == {}


async def test_nobody_changes_a_group_by_the_buttons_of_a_person(application: WardApplication, in_group: Phone) -> None:
    await _run(application, group_store.connect, address(-100777), "5", NOW)
    for forged in ("s:page", "c:yes:01234567:", "s:tdp:1", "x:delete", "s:stop", "j:yes:B2B2B2"):
        assert await in_group.presses_data(forged) == []
    assert [one.tdp for one in await _run(application, group_store.connected_groups)] == ["5"]


@pytest.mark.parametrize("said", ["hủy đăng ký kết hôn thế nào", "ngừng nhận trợ cấp khi nào"])
async def test_questions_about_leaving_something_else_are_questions(resident: Phone, said: str) -> None:
    assert (await resident.asks(said)).text != people_texts.NOT_SUBSCRIBED


async def test_a_leader_who_unsubscribes_stays_a_leader(application: WardApplication, resident: Phone) -> None:
    def lead(db: Database) -> None:
        office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
        people_store.take_office(db, office, address(501), NOW)

    await _run(application, lead)
    await resident.asks("/start t_bau-cu")
    await resident.presses(people_texts.AGREE)
    assert (await resident.asks("/huydangky")).text == plain(people_texts.UNSUBSCRIBED_OFFICE)
    assert len(await _run(application, people_store.offices_of, address(501))) == 1


async def test_one_sees_takes_away_and_deletes_everything_stored(
    application: WardApplication, telegram: PretendTelegram, resident: Phone
) -> None:
    assert (await resident.asks("/dulieu")).text == plain(people_texts.NOTHING_STORED)
    assert (await resident.asks("/xoadulieu")).text == plain(people_texts.NOTHING_STORED)
    await resident.asks("/start t_bau-cu")
    await resident.presses(people_texts.AGREE)
    version = people_texts.version(people_texts.resident_consent(WARD))
    shown = await resident.asks("/dulieu")
    assert shown.text == (
        "Phường đang giữ về ông/bà:\n\n• Mã trò chuyện này (để gửi tin tới)\n• Nhận tin: Bầu cử, HĐND\n"
        f"• Cách nhận: gửi ngay\n• Đã đồng ý: 09:00 22/11/2026 (bản {version})\n\nQuyền của ông/bà: /riengtu"
    )
    await resident.presses_data("x:file")
    (sent,) = [call for call in telegram.calls if call.method == "sendDocument"]
    assert json.loads(sent.uploads[people_texts.DATA_FILE_NAME]) == await _run(
        application, personal_data_store.everything_about, address(501)
    )
    await resident.asks("/xoadulieu")
    assert (await resident.presses(people_texts.DATA_KEEP)).text == people_texts.KEPT
    await resident.asks("/xoadulieu")
    assert (await resident.presses(people_texts.DATA_DELETE_YES)).text == plain(people_texts.DELETED)
    assert await _run(application, personal_data_store.everything_about, address(501)) == {}


async def test_a_changed_consent_text_is_asked_about_once_at_the_next_contact(
    application: WardApplication, resident: Phone
) -> None:
    def agreed_before(db: Database) -> None:
        subscription_store.agree(db, address(501), "earlier", NOW)
        subscription_store.choose(db, address(501), Choices(frozenset({"bau-cu"}), None, digest=False))

    await _run(application, agreed_before)
    version = people_texts.version(people_texts.resident_consent(WARD))
    waiting = await _run(application, subscription_store.chats_to_ask_again, "telegram", version)
    application.bot_data["ward"].to_ask_again.update(map(int, waiting))
    answer, question = await resident.says("chỉ tiêu 14")
    assert answer.text.startswith("96,5%")
    assert question.text.startswith("Nội dung đồng ý của phường đã thay đổi.")
    await resident.presses(people_texts.AGREE)
    assert await _choices(application) == Choices(frozenset({"bau-cu"}), None, digest=False)
    assert len(await resident.says("chỉ tiêu 14")) == 1


async def test_refusing_a_changed_text_ends_everything(application: WardApplication, resident: Phone) -> None:
    await _run(application, subscription_store.agree, address(501), "earlier", NOW)
    assert (await resident.presses_data("c:no"))[0].text == people_texts.CONSENT_WITHDRAWN
    assert await _run(application, personal_data_store.everything_about, address(501)) == {}


async def test_the_short_form_of_the_rights_names_law_and_ways(resident: Phone) -> None:
    said = (await resident.asks("/riengtu")).text
    for needed in ("91/2025/QH15", "/dulieu", "/xoadulieu", "/huydangky", "UBND phường Gia Viên"):
        assert needed in said


async def test_asking_stores_nothing_about_the_person(application: WardApplication, resident: Phone) -> None:
    await resident.asks("chỉ tiêu 14")
    await resident.asks("giá vàng hôm nay")

    def everything(db: Database) -> str:
        # The record of migrations holds times to the microsecond, in which any digits may turn up.
        tables = [table for table in db.table_names() if table != "_sqlite_migrations"]
        assert len(tables) < len(db.table_names())
        return str([list(db.query(f'select * from "{table}"')) for table in tables])  # noqa: S608

    assert "501" not in await _run(application, everything)


def test_button_letters_are_those_of_the_table() -> None:
    from bot.rights import BUTTONS

    letters = [
        keyboards.CONSENT, keyboards.SUBSCRIBE, keyboards.JOIN, keyboards.MY_DATA,
        keyboards.GROUP, keyboards.INVITE, keyboards.LIST, keyboards.POSTER,
    ]  # fmt: skip
    assert set(letters) < BUTTONS.keys()


async def test_media_of_anybody_stays_unread(resident: Phone) -> None:
    assert (await resident.sends_file("danh-sach.xlsx", b"x"))[0].text == texts.NOT_TEXT
