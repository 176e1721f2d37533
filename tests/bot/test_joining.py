"""Inviting and joining: by link, by code, by one's own number; refusing, expiry, succession."""

import re
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot import office_texts, people_texts, poster_texts, texts
from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.rights import Right, right_of
from bot.settings import Settings
from broadcasts import people_store, personal_data_store
from broadcasts.people import Address, Rank
from knowledge.assistant import Assistant
from tests.bot.phone import Phone, Seen
from tests.conftest import NOW

OFFICER = 9001


@pytest.fixture
def officer(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, OFFICER, name="Cán bộ Mai")


@pytest.fixture
def lan(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, 701, name="Lan")


@pytest.fixture
def binh(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, 702, name="Bình")


async def _invite(officer: Phone, *, tdp: str = "5", name: str | None = "Nguyễn Thị Lan") -> str:
    """The officer's whole way to an invitation; returns its code."""
    await officer.asks("/moi")
    first = await officer.presses(office_texts.INVITE_HEAD)
    if first.text.startswith("Tổ dân phố nào"):
        await officer.presses(office_texts.OTHER_TDP)
    asked = await officer.asks(f"Tổ {tdp}")
    assert asked.buttons == (office_texts.SKIP_NAME,)
    if name is None:
        (_, data), *_ = list(officer.keyboard.items())
        sent = await officer.presses_data(data)
    else:
        sent = await officer.says(name)
    invitation, qr = sent
    assert qr.text == office_texts.INVITATION_HINT
    return _code(invitation)


def _code(invitation: Seen) -> str:
    found = re.search(r"start=j_(\w{6})", invitation.text)
    assert found is not None
    assert f"gõ mã: {found[1]}" in invitation.text
    return found[1]


async def _offices(application: WardApplication) -> list[tuple[str | None, str | None, bool]]:
    offices = await application.bot_data["ward"].database.run(people_store.current_offices)
    return [(one.tdp, one.name, one.linked) for one in offices if one.tdp]


def _right(application: WardApplication, person: int) -> Right:
    return right_of(application.bot_data["ward"].roles.of(person))


@pytest.mark.parametrize("way", ["link", "code", "small letters"])
async def test_an_invited_leader_joins_with_one_tap(
    application: WardApplication, telegram: PretendTelegram, officer: Phone, lan: Phone, way: str
) -> None:
    code = await _invite(officer)
    said = {"link": f"/start j_{code}", "code": code, "small letters": code.lower()}[way]
    question = await lan.asks(said)
    assert question.text.startswith("Ông/bà là Nguyễn Thị Lan, Tổ trưởng, Tổ dân phố 5, phường Gia Viên?")
    taken, told = await lan.presses_for_all(people_texts.YES_THAT_IS_ME)
    assert taken.text.startswith("Xong rồi! Ông/bà đã nhận nhiệm vụ Tổ trưởng, Tổ dân phố 5.")
    assert told.text == "✅ Nguyễn Thị Lan đã nhận nhiệm vụ Tổ trưởng, Tổ dân phố 5."
    assert await _offices(application) == [("5", "Nguyễn Thị Lan", True)]
    assert _right(application, 701) is Right.LEADER
    menus = [call.parameters for call in telegram.calls if call.method == "setMyCommands"]
    (own,) = [menu for menu in menus if menu["scope"].get("chat_id") == 701]
    assert next(command["command"] for command in own["commands"]) == "viec"


async def test_without_a_name_the_one_on_telegram_serves(
    application: WardApplication, officer: Phone, lan: Phone
) -> None:
    code = await _invite(officer, name=None)
    assert (await lan.asks(code)).text.startswith("Ông/bà là Lan, Tổ trưởng")
    await lan.presses_for_all(people_texts.YES_THAT_IS_ME)
    assert await _offices(application) == [("5", "Lan", True)]


async def test_declining_leaves_the_invitation_open_for_the_right_person(
    application: WardApplication, officer: Phone, lan: Phone, binh: Phone
) -> None:
    code = await _invite(officer)
    await binh.asks(code)
    assert (await binh.presses(people_texts.NOT_ME)).text == office_texts.INVITATION_DECLINED
    assert await application.bot_data["ward"].database.run(people_store.recipient_id, _address(702)) is None
    await lan.asks(code)
    await lan.presses_for_all(people_texts.YES_THAT_IS_ME)
    assert _right(application, 701) is Right.LEADER


async def test_a_used_invitation_serves_nobody_else(officer: Phone, lan: Phone, binh: Phone) -> None:
    code = await _invite(officer)
    for phone in (lan, binh):
        await phone.asks(code)
    await lan.presses_for_all(people_texts.YES_THAT_IS_ME)
    assert (await binh.presses(people_texts.YES_THAT_IS_ME)).text == office_texts.INVITATION_BAD
    assert await lan.presses_data(f"j:yes:{code}") == []  # the good news stands there already


async def test_a_revoked_invitation_is_dead(officer: Phone, lan: Phone) -> None:
    code = await _invite(officer)
    await officer.asks("/moi")
    await officer.presses(office_texts.LIST_OF_LEADERS)
    page = await officer.presses(office_texts.OPEN_INVITATIONS)
    assert "1. Tổ trưởng, Tổ dân phố 5 – Nguyễn Thị Lan, đến 23:59 29/11/2026" in page.text
    assert (await officer.presses("Hủy 1")).text == "Không có lời mời nào đang chờ."
    assert (await lan.asks(code)).text == office_texts.INVITATION_BAD


async def test_after_five_wrong_codes_in_an_hour_none_is_read(officer: Phone, lan: Phone) -> None:
    code = await _invite(officer)
    for wrong in ("B2B2B2", "C3C3C3", "D4D4D4", "F5F5F5", "G6G6G6"):
        assert (await lan.asks(wrong)).text == office_texts.INVITATION_BAD
    assert (await lan.asks(code)).text == office_texts.INVITATION_TOO_MANY
    assert (await lan.asks(f"/start j_{code}")).text == office_texts.INVITATION_TOO_MANY


async def test_an_invitation_ends_after_a_week(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    now: list[datetime] = [NOW]
    built = build_application(settings, request=telegram, clock=lambda: now[0], assistant=assistant)
    async with running(built) as application:
        code = await _invite(Phone(application, telegram, OFFICER))
        now[0] += timedelta(days=7, hours=15)
        assert (await Phone(application, telegram, 701).asks(code)).text == office_texts.INVITATION_BAD


async def test_a_new_head_takes_over(application: WardApplication, officer: Phone, lan: Phone, binh: Phone) -> None:
    for phone, name in ((lan, "Nguyễn Thị Lan"), (binh, "Trần Văn Bình")):
        await phone.asks(await _invite(officer, name=name))
        brought = await phone.presses_for_all(people_texts.YES_THAT_IS_ME)
    assert brought[-1].text.startswith("Ông/bà đã thôi nhiệm vụ Tổ trưởng, Tổ dân phố 5.")
    assert await _offices(application) == [("5", "Trần Văn Bình", True)]
    assert (_right(application, 701), _right(application, 702)) == (Right.EVERYONE, Right.LEADER)


async def test_a_listed_leader_joins_with_the_own_number(
    application: WardApplication, officer: Phone, lan: Phone
) -> None:
    listed = "Tổ;Họ tên;Điện thoại\n5;Nguyễn Thị Lan;0912 345 678\n7;;0912345679\n".encode()
    report = await officer.sends_file("danh-sach.csv", listed)
    assert report[0].text.startswith("Đọc được 1 người của 1 tổ dân phố.\n\n1 dòng chưa dùng được:\n• Dòng 3: ")
    assert (await officer.presses(office_texts.TAKE_LIST)).text.startswith("Đã nhận: 1 người mới, 0 người đã có.")
    (foreign,) = await lan.shares_contact("+84912345678", 999)
    assert foreign.text == office_texts.CONTACT_NOT_OWN
    checked, question = await lan.shares_contact("84912345678", 701)
    assert (checked.text, question.text.split("?")[0]) == (
        office_texts.CONTACT_CHECKED,
        "Ông/bà là Nguyễn Thị Lan, Tổ trưởng, Tổ dân phố 5, phường Gia Viên",
    )
    await lan.presses_for_all(people_texts.YES_THAT_IS_ME)
    assert await _offices(application) == [("5", "Nguyễn Thị Lan", True)]
    stored = await application.bot_data["ward"].database.run(lambda db: str(list(db.query("select * from offices"))))
    assert "912345678" not in stored
    unknown = await lan.shares_contact("+84912345678", 701)
    assert unknown[-1].text == office_texts.CONTACT_UNKNOWN


async def test_a_file_that_is_no_list_is_told_with_its_remedy(officer: Phone, lan: Phone) -> None:
    (sentence,) = await officer.sends_file("anh.xlsx", b"not a spreadsheet")
    assert ".xlsx" in sentence.text
    assert [seen.text for seen in await lan.sends_file("danh-sach.csv", b"a;b")] == [texts.NOT_TEXT]
    assert (await officer.presses_data("l:take:0123abcd"))[0].text == office_texts.LIST_GONE


async def test_an_officer_ends_an_office_and_the_holder_is_told(
    application: WardApplication, telegram: PretendTelegram, officer: Phone, lan: Phone
) -> None:
    await officer.asks("/start")
    await lan.asks(await _invite(officer))
    await lan.presses_for_all(people_texts.YES_THAT_IS_ME)
    await officer.asks("/moi")
    await officer.presses(office_texts.LIST_OF_LEADERS)
    listed = await officer.presses(office_texts.LEADERS_BY_TDP)
    assert listed.text.startswith("1 tổ dân phố\n\n✅ đã liên kết: 1\n")
    page = await officer.presses("✅ 5")
    assert "✅ Tổ trưởng: Nguyễn Thị Lan – đã liên kết" in page.text
    await officer.presses("Thôi nhiệm vụ: Nguyễn Thị Lan")
    done, told = await officer.presses_for_all(office_texts.END_OFFICE_YES)
    assert done.text == office_texts.OFFICE_ENDED_DONE
    assert told.text.startswith("Ông/bà đã thôi nhiệm vụ Tổ trưởng, Tổ dân phố 5.")
    assert _right(application, 701) is Right.EVERYONE
    assert [call.parameters["scope"] for call in telegram.calls if call.method == "deleteMyCommands"] == [
        {"type": "chat", "chat_id": 701}
    ]
    await officer.asks("/moi")
    await officer.presses(office_texts.LIST_OF_LEADERS)
    audit = await officer.presses(office_texts.AUDIT)
    assert [line.split(" – ")[1].split(": ")[0] for line in audit.text.splitlines()[2:]] == [
        "Cán bộ Mai cho thôi nhiệm vụ", "Nguyễn Thị Lan nhận nhiệm vụ", "Cán bộ Mai mời",
    ]  # fmt: skip


async def test_an_officer_invites_an_officer(application: WardApplication, officer: Phone, lan: Phone) -> None:
    await officer.asks("/moi")
    await officer.presses(office_texts.INVITE_OFFICER)
    invitation, _ = await officer.says("Lê Văn Chi")
    await lan.asks(_code(invitation))
    await lan.presses_for_all(people_texts.YES_THAT_IS_ME)
    assert _right(application, 701) is Right.OFFICER
    assert (await lan.asks("/moi")).text.startswith("Mời ai vào trợ lý?")


async def test_a_list_with_names_needs_no_typing(application: WardApplication, officer: Phone) -> None:
    def listed(db: Database) -> None:
        people_store.list_leaders(db, [("5", Rank.HEAD, "Nguyễn Thị Lan", None)], NOW)

    await application.bot_data["ward"].database.run(listed)
    await officer.asks("/moi")
    await officer.presses(office_texts.INVITE_HEAD)
    invitation, _ = await officer.presses_for_all("5")
    assert invitation.text.startswith("Phường Gia Viên mời Nguyễn Thị Lan nhận nhiệm vụ Tổ trưởng, Tổ dân phố 5")


async def test_what_was_awaited_is_forgotten_by_another_step(officer: Phone) -> None:
    await officer.asks("/moi")
    await officer.presses(office_texts.INVITE_OFFICER)
    assert (await officer.asks("/menu")).text.startswith("Trợ lý phường Gia Viên")
    await officer.asks("/moi")
    await officer.presses(office_texts.INVITE_HEAD)
    assert (await officer.asks("???")).text == office_texts.BAD_TDP


async def test_posters_come_as_one_file(officer: Phone, telegram: PretendTelegram) -> None:
    await officer.presses_data("q:ward")
    await officer.presses_data("q:topics")
    (empty,) = await officer.presses_data("q:tdps")
    assert empty.text == poster_texts.POSTER_NONE
    sent = [call.uploads for call in telegram.calls if call.method == "sendDocument"]
    assert [list(files) for files in sent] == [["ap-phich.pdf"]] * 2
    assert [next(iter(files.values())).count(b"/Type /Page\n") for files in sent] == [1, 7]


def _address(person: int) -> Address:
    return Address("telegram", str(person))


async def test_nothing_is_stored_before_accepting(application: WardApplication, officer: Phone, lan: Phone) -> None:
    await lan.asks(await _invite(officer))
    stored = await application.bot_data["ward"].database.run(personal_data_store.everything_about, _address(701))
    assert stored == {}


async def test_a_link_that_was_overtaken_by_the_own_number_takes_nothing_from_anybody(
    application: WardApplication, officer: Phone, lan: Phone, binh: Phone
) -> None:
    await officer.sends_file("ds.csv", "Tổ;Họ tên;Điện thoại\n5;Nguyễn Thị Lan;0912345678\n".encode())
    await officer.presses(office_texts.TAKE_LIST)
    await officer.asks("/moi")
    await officer.presses(office_texts.INVITE_HEAD)
    invitation, _ = await officer.presses_for_all("5")
    await lan.shares_contact("0912345678", 701)
    await lan.presses_for_all(people_texts.YES_THAT_IS_ME)
    for phone in (binh, lan):
        assert (await phone.asks(_code(invitation))).text == office_texts.INVITATION_BAD
    assert _right(application, 701) is Right.LEADER


async def test_codes_cannot_be_guessed_by_their_button(officer: Phone, lan: Phone) -> None:
    code = await _invite(officer)
    for wrong in ("B2B2B2", "C3C3C3", "D4D4D4", "F5F5F5", "G6G6G6"):
        assert (await lan.presses_data(f"j:yes:{wrong}"))[0].text == office_texts.INVITATION_BAD
    assert (await lan.presses_data(f"j:yes:{code}"))[0].text == office_texts.INVITATION_TOO_MANY


async def test_a_call_for_help_is_never_taken_for_what_was_awaited(officer: Phone) -> None:
    await officer.asks("/moi")
    await officer.presses(office_texts.INVITE_OFFICER)
    assert "114" in (await officer.asks("cháy nhà rồi cứu với")).text
    await officer.asks("/menu")
    assert "Dùng một lần" not in (await officer.asks("pin cũ vứt đâu")).text


async def test_two_deputies_are_invited_one_after_the_other(application: WardApplication, officer: Phone) -> None:
    for name in ("Nguyễn Thị Lan", "Trần Văn Bình"):
        await officer.asks("/moi")
        first = await officer.presses(office_texts.INVITE_DEPUTY)
        if first.text.startswith("Tổ dân phố nào"):
            await officer.presses("5")
        else:
            await officer.asks("5")
        invitation, _ = await officer.says(name)
        assert name in invitation.text
    assert sorted(name or "" for _, name, _ in await _offices(application)) == ["Nguyễn Thị Lan", "Trần Văn Bình"]
