"""Groups: connecting, losing and finding them again, moving; blocks in private chats."""

from collections import Counter
from collections.abc import Callable

import pytest
from sqlite_utils import Database

from bot import office_texts, texts
from bot.context import WardApplication
from bot.inquiry_texts import OFFICERS_GROUP, OFFICERS_GROUP_CONNECTED
from bot.pretend import PretendTelegram
from bot.roles import address
from broadcasts import audience_store, audit_store, group_store, people_store
from broadcasts.notice import Audience, Body, Notice
from broadcasts.people import ConnectedGroup, Rank, Role
from tests.bot.phone import Phone, plain
from tests.conftest import HERE, NOW

GROUP = -100777
OFFICER = 9001


@pytest.fixture
async def leader(application: WardApplication, telegram: PretendTelegram) -> Phone:
    """A leader of TDP 5, in the group; TDP 7 is somebody else's."""

    def lead(db: Database) -> None:
        office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
        people_store.take_office(db, office, address(701), NOW)
        people_store.ensure_tdp(db, "7")

    ward = application.bot_data["ward"]
    await ward.database.run(lead)
    await ward.roles.refresh()
    return Phone(application, telegram, 701, group_id=GROUP)


@pytest.fixture
def officer(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, OFFICER, group_id=GROUP)


async def _groups(application: WardApplication) -> list[ConnectedGroup]:
    found: list[ConnectedGroup] = await application.bot_data["ward"].database.run(group_store.connected_groups)
    return found


def _group(tdp: str | None, chat_id: int = GROUP, *, muted: bool = False) -> ConnectedGroup:
    return ConnectedGroup(address(chat_id), tdp, for_leaders=tdp is None, muted=muted)


async def test_a_leader_connects_the_own_group_in_one_step(application: WardApplication, leader: Phone) -> None:
    assert (await leader.asks("/ketnoi")).text.startswith("Đã kết nối: Tổ dân phố 5.")
    assert await _groups(application) == [_group("5")]


async def test_a_leader_cannot_bind_a_group_to_another_tdp(application: WardApplication, leader: Phone) -> None:
    for forged in ("n:tdp:2", "n:leaders"):
        await leader.presses_data(forged)
    assert await _groups(application) == []


async def test_a_leader_cannot_take_away_the_group_of_another_tdp(
    application: WardApplication, leader: Phone, officer: Phone
) -> None:
    await officer.asks("/ketnoi")
    await officer.presses("7")
    await leader.presses_data("n:off")
    assert await _groups(application) == [_group("7")]


async def test_an_officer_chooses_and_takes_back(application: WardApplication, leader: Phone, officer: Phone) -> None:
    asked = await officer.asks("/ketnoi")
    assert asked.buttons == ("5", "7", office_texts.LEADERS_GROUP, OFFICERS_GROUP, office_texts.DISCONNECT)
    await officer.presses("7")
    assert await _groups(application) == [_group("7")]
    await officer.asks("/ketnoi")
    await officer.presses(office_texts.LEADERS_GROUP)
    assert await _groups(application) == [_group(None)]
    await officer.asks("/ketnoi")
    assert (await officer.presses(office_texts.DISCONNECT)).text == office_texts.DISCONNECTED
    assert await _groups(application) == []


async def test_an_officer_makes_a_group_the_officers_own_and_no_notices_go_there(
    application: WardApplication, leader: Phone, officer: Phone
) -> None:
    await leader.presses_data("n:officers")
    assert await _groups(application) == []
    await officer.asks("/ketnoi")
    assert (await officer.presses(OFFICERS_GROUP)).text == plain(OFFICERS_GROUP_CONNECTED)
    assert await _groups(application) == [
        ConnectedGroup(address(GROUP), None, for_leaders=False, muted=False, for_officers=True)
    ]
    notice = Notice(1, "ABCDE", Body("Họp tổ."), Audience(leaders=True, groups=True))
    reached = await application.bot_data["ward"].database.run(audience_store.reach, notice)
    assert reached == Counter({audience_store.LEADER: 1})
    audit = await application.bot_data["ward"].database.run(audit_store.latest, 1)
    assert "(không → nhóm cán bộ)" in office_texts.audit_page(audit, HERE)
    await officer.asks("/ketnoi")
    await officer.presses("7")
    assert await _groups(application) == [_group("7")]


async def test_a_resident_connects_nothing(application: WardApplication, in_group: Phone) -> None:
    assert (await in_group.asks("/ketnoi")).text == texts.NOT_ENTITLED
    assert await _groups(application) == []


async def test_in_private_the_command_explains_itself(
    application: WardApplication, telegram: PretendTelegram, leader: Phone
) -> None:
    assert (await Phone(application, telegram, 701).asks("/ketnoi")).text == office_texts.CONNECT_IN_GROUP


async def test_being_added_silenced_removed_and_added_again_is_followed(
    application: WardApplication, leader: Phone
) -> None:
    (greeting,) = await leader.changes_membership("left", "member")
    assert greeting.text.startswith("Xin chào cả nhóm!")
    await leader.asks("/ketnoi")
    assert await leader.changes_membership("member", "restricted") == []
    assert await _groups(application) == [_group("5", muted=True)]
    await leader.changes_membership("restricted", "member")
    assert await _groups(application) == [_group("5")]
    await leader.changes_membership("member", "kicked")
    assert await _groups(application) == []
    await leader.changes_membership("kicked", "member")
    assert await _groups(application) == [_group("5")]


async def test_a_group_that_becomes_a_supergroup_is_followed(application: WardApplication, leader: Phone) -> None:
    await leader.asks("/ketnoi")
    assert await leader.sends(migrate_to_chat_id=-100888) == []
    assert await _groups(application) == [_group("5", -100888)]
    moved: Callable[..., object] = leader.sends
    leader.chat = {"id": -100888, "type": "supergroup", "title": "Tổ 5"}
    await moved(migrate_from_chat_id=GROUP)  # type: ignore[misc]
    assert await _groups(application) == [_group("5", -100888)]


async def test_who_blocks_the_assistant_is_lost_until_they_come_back(
    application: WardApplication, telegram: PretendTelegram, leader: Phone
) -> None:
    phone = Phone(application, telegram, 701)
    await phone.changes_membership("member", "kicked")
    offices = await application.bot_data["ward"].database.run(people_store.current_offices)
    assert [(one.tdp, one.lost) for one in offices if one.tdp] == [("5", True)]
    assert await phone.changes_membership("kicked", "member") == []
    offices = await application.bot_data["ward"].database.run(people_store.current_offices)
    assert [(one.tdp, one.lost) for one in offices if one.tdp] == [("5", False)]
