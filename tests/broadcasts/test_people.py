"""Offices, invitations, succession, groups, and what hangs on a chat."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from broadcasts import audit_store, group_store, invitation_store, people_store, subscription_store
from broadcasts.people import (
    Address,
    Choices,
    ConnectedGroup,
    InvitationUnknownError,
    Rank,
    Role,
)
from tests.conftest import NOW

LAN, BINH, CHI = (Address("telegram", str(chat)) for chat in (11, 12, 13))
CODE = "K7M2QX"
INVITATION_LIFE = timedelta(days=7)


def _head_of(db: Database, tdp: str, name: str | None = None) -> int:
    return people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD, name=name)


def _seats(db: Database) -> list[tuple[str | None, str | None, bool]]:
    return [(one.tdp, one.name, one.linked) for one in people_store.current_offices(db)]


def test_a_new_head_succeeds_the_one_before_and_history_stays(db: Database) -> None:
    people_store.take_office(db, _head_of(db, "5", "Lan"), LAN, NOW)
    later = NOW + timedelta(days=30)
    waiting = _head_of(db, "5", "Bình")
    assert people_store.roles_by_chat(db, "telegram") == {"11": {Role.LEADER}}
    people_store.take_office(db, waiting, BINH, later)
    assert people_store.roles_by_chat(db, "telegram") == {"12": {Role.LEADER}}
    assert _seats(db) == [("5", "Bình", True)]
    before = people_store.office(db, 1)
    assert before is not None
    assert (before.name, before.until) == ("Lan", later)
    assert [(line.action, line.about) for line in audit_store.latest(db, 5)] == [("succeed", "leader to-truong 5")]


def test_two_deputies_of_one_tdp_stay_side_by_side(db: Database) -> None:
    for address, name in ((LAN, "Lan"), (BINH, "Bình")):
        office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.DEPUTY, name=name)
        people_store.take_office(db, office, address, NOW)
    assert _seats(db) == [("5", "Lan", True), ("5", "Bình", True)]


def test_who_is_invited_again_goes_on_under_the_new_name(db: Database) -> None:
    people_store.take_office(db, _head_of(db, "5", "Nguyễn Thị Lam"), LAN, NOW)
    people_store.take_office(db, _head_of(db, "5", "Nguyễn Thị Lan"), LAN, NOW)
    assert _seats(db) == [("5", "Nguyễn Thị Lan", True)]


def test_an_office_nobody_was_linked_to_leaves_nothing_when_it_ends(db: Database) -> None:
    office = _head_of(db, "5", "Nguyễn Thị Lan")
    people_store.end_office(db, office, NOW)
    assert people_store.office(db, office) is None


def test_numbered_groups_come_in_the_order_of_their_numbers(db: Database) -> None:
    for name in ("10", "Lạch Tray 3", "9", "1"):
        people_store.ensure_tdp(db, name)
    assert [tdp.name for tdp in people_store.tdps(db)] == ["1", "9", "10", "Lạch Tray 3"]


def test_an_invitation_is_used_once_and_only_its_hash_is_stored(db: Database) -> None:
    invitation_store.invite(db, _head_of(db, "5"), CODE, NOW, NOW + INVITATION_LIFE)
    assert CODE not in str(list(db.query("select * from invitations")))
    assert invitation_store.use(db, CODE.lower(), NOW).office.tdp == "5"
    with pytest.raises(InvitationUnknownError):
        invitation_store.use(db, CODE, NOW)


@pytest.mark.parametrize("spoil", ["expired", "revoked", "replaced", "guessed", "office closed"])
def test_an_invitation_that_is_not_open_is_unknown(db: Database, spoil: str) -> None:
    office = _head_of(db, "5")
    number = invitation_store.invite(db, office, CODE, NOW, NOW + INVITATION_LIFE)
    now = NOW
    if spoil == "expired":
        now += INVITATION_LIFE
    elif spoil == "revoked":
        assert invitation_store.revoke(db, number, NOW)
        assert not invitation_store.revoke(db, number, NOW)
    elif spoil == "replaced":
        invitation_store.revoke_all(db, office, NOW)
        invitation_store.invite(db, office, "B2B2B2", NOW, NOW + INVITATION_LIFE)
    elif spoil == "office closed":
        people_store.end_office(db, office, NOW)
    with pytest.raises(InvitationUnknownError):
        invitation_store.invitation(db, "Z9Z9Z9" if spoil == "guessed" else CODE, now)


def test_open_invitations_are_listed_by_their_end(db: Database) -> None:
    for tdp, code, days in (("7", "B2B2B2", 7), ("5", "C3C3C3", 2)):
        invitation_store.invite(db, _head_of(db, tdp), code, NOW, NOW + timedelta(days=days))
    assert [one.office.tdp for one in invitation_store.open_invitations(db, NOW)] == ["5", "7"]


def test_codes_never_read_as_words() -> None:
    codes = [invitation_store.new_code() for _ in range(300)]
    assert all(map(invitation_store.looks_like_code, codes))
    assert not any(
        map(
            invitation_store.looks_like_code,
            ("phuong", "PHUONG", "123456", "BCDFGH", "K7M2Q", "NQ2025", "bhxh26", "nvqs26", "hdnd26"),
        )
    )


def test_a_list_is_taken_over_once_and_changes_only_what_changed(db: Database) -> None:
    listed = [("5", Rank.HEAD, "Lan", "+84912345678"), ("5", Rank.DEPUTY, "Bình", None), ("7", Rank.HEAD, "Chi", None)]
    assert people_store.list_leaders(db, listed, NOW) == (3, 0)
    assert people_store.list_leaders(db, listed, NOW) == (0, 3)
    listed[2] = ("7", Rank.HEAD, "Dung", None)
    assert people_store.list_leaders(db, listed, NOW) == (1, 2)
    assert _seats(db) == [("5", "Lan", False), ("5", "Bình", False), ("7", "Dung", False)]


def test_a_linked_head_stays_until_the_listed_successor_is_linked(db: Database) -> None:
    people_store.take_office(db, _head_of(db, "5", "Lan"), LAN, NOW)
    people_store.list_leaders(db, [("5", Rank.HEAD, "Bình", "+84912345678")], NOW)
    assert people_store.roles_by_chat(db, "telegram") == {"11": {Role.LEADER}}
    found = people_store.office_for_phone(db, "+84912345678")
    assert found is not None
    people_store.take_office(db, found.id, BINH, NOW)
    assert _seats(db) == [("5", "Bình", True)]
    assert people_store.office_for_phone(db, "+84912345678") is None


def test_first_officers_are_officers_once(db: Database) -> None:
    people_store.ensure_first_officers(db, [LAN, BINH], NOW)
    people_store.ensure_first_officers(db, [LAN, BINH], NOW)
    assert people_store.roles_by_chat(db, "telegram") == {"11": {Role.OFFICER}, "12": {Role.OFFICER}}
    assert len(people_store.current_offices(db)) == 2


def test_choices_rest_on_consent(db: Database) -> None:
    chosen = Choices(frozenset({"moi-truong", "bau-cu"}), "5", digest=True)
    subscription_store.choose(db, LAN, chosen)
    assert subscription_store.choices(db, LAN) == Choices(frozenset(), None, digest=False)
    subscription_store.agree(db, LAN, "a1", NOW)
    subscription_store.choose(db, LAN, chosen)
    assert subscription_store.choices(db, LAN) == chosen
    assert subscription_store.subscriber_counts(db, {"moi-truong", "an-ninh"}) == {"an-ninh": 0, "moi-truong": 1}
    assert subscription_store.resident_count(db, "5") == 1


def test_a_changed_text_is_asked_about_again(db: Database) -> None:
    subscription_store.agree(db, LAN, "a1", NOW)
    subscription_store.agree(db, BINH, "b2", NOW)
    subscription_store.agree(db, CHI, "a1", NOW)
    for address in (LAN, BINH):
        subscription_store.choose(db, address, Choices(frozenset({"bau-cu"}), None, digest=False))
    assert subscription_store.chats_to_ask_again(db, "telegram", "b2") == {"11"}
    subscription_store.agree(db, LAN, "b2", NOW)
    assert subscription_store.chats_to_ask_again(db, "telegram", "b2") == set()
    assert [one.version for one in subscription_store.consents(db, LAN)] == ["b2", "a1"]
    assert subscription_store.has_agreed(db, LAN, "b2")
    assert not subscription_store.has_agreed(db, CHI, "b2")


def test_who_cannot_be_reached_is_counted_no_more(db: Database) -> None:
    subscription_store.agree(db, LAN, "a1", NOW)
    subscription_store.choose(db, LAN, Choices(frozenset({"bau-cu"}), "5", digest=False))
    group_store.lose(db, LAN, NOW)
    assert subscription_store.subscriber_counts(db, {"bau-cu"}) == {"bau-cu": 0}
    assert subscription_store.resident_count(db, "5") == 0
    group_store.find_again(db, LAN)
    assert subscription_store.resident_count(db, "5") == 1


def test_a_group_is_followed_when_it_is_muted_lost_and_moved(db: Database) -> None:
    old, new = Address("telegram", "-100"), Address("telegram", "-1001")
    group_store.connect(db, old, "5", NOW)
    group_store.set_muted(db, old, muted=True)
    assert group_store.connected_groups(db) == [ConnectedGroup(old, "5", for_leaders=False, muted=True)]
    group_store.move(db, old, new, NOW)
    group_store.find_again(db, new)
    assert group_store.connected_groups(db) == [ConnectedGroup(new, "5", for_leaders=False, muted=False)]
    group_store.connect(db, new, None, NOW)
    assert group_store.connected_groups(db) == [ConnectedGroup(new, None, for_leaders=True, muted=False)]
    group_store.lose(db, new, NOW)
    assert group_store.connected_groups(db) == []
    assert group_store.disconnect(db, new, NOW)
    assert not group_store.disconnect(db, new, NOW)


def test_a_chat_that_moved_to_a_known_one_is_merged_into_it(db: Database) -> None:
    old, new = Address("telegram", "-100"), Address("telegram", "-1001")
    group_store.connect(db, new, "7", NOW)
    group_store.connect(db, old, "5", NOW)
    group_store.move(db, old, new, NOW)
    group_store.move(db, old, new, NOW)
    assert group_store.connected_groups(db) == [ConnectedGroup(new, "7", for_leaders=False, muted=False)]
