"""Everything about a person is shown and deleted, whatever tables come later."""

import itertools
from datetime import timedelta

from sqlite_utils import Database

from broadcasts import (
    audit_store,
    delivery_store,
    draft_store,
    group_store,
    inquiry_post_store,
    inquiry_steps,
    notice_store,
    people_store,
    personal_data_store,
    receipt_store,
    subscription_store,
)
from broadcasts.asks import Ask, AskKind, Given
from broadcasts.inquiry import Content, Post, Side
from broadcasts.moments import stored
from broadcasts.notice import Audience, Body, SendingState
from broadcasts.people import LOST_KEPT, Address, Choices, Rank, Role
from tests.conftest import NOW

LAN, BINH = Address("telegram", "77001122"), Address("telegram", "77003344")


def _live(db: Database, address: Address, name: str, tdp: str) -> None:
    """Leave a trace of a person in every table."""
    subscription_store.agree(db, address, "a1", NOW)
    subscription_store.choose(db, address, Choices(frozenset({"bau-cu"}), tdp, digest=True))
    office = people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD, name=name)
    people_store.take_office(db, office, address, NOW)
    recipient = people_store.recipient_id(db, address)
    notice = notice_store.add_notice(
        db,
        Body("…", address, "7", ask=Ask(kind=AskKind.ATTEND, meets_at=NOW)),
        Audience(leaders=True),
        NOW,
        good_for=timedelta(hours=1),
        author=recipient,
    )
    sending = delivery_store.plan_sending(db, notice.id, NOW)
    delivery_store.step(db, sending, SendingState.GOING, NOW)
    delivery_store.step(db, sending, SendingState.CANCELLED, NOW)
    receipt_store.answer(db, sending, address, Given(attends=False, reason=f"{name} ốm"), NOW)
    asked = inquiry_steps.ask(db, address, f"câu hỏi của {name}", "h1", NOW, NOW)
    inquiry_post_store.add_post(db, Post(address, f"1{asked}", asked, Side.ASKER))
    officer = people_store.open_office(db, Role.OFFICER, NOW, name=name)
    people_store.take_office(db, officer, address, NOW)
    inquiry_steps.answer(db, asked, address, Content("", "photo", address, f"2{asked}"), NOW)
    inquiry_post_store.add_post(db, Post(address, f"3{asked}", asked, Side.WARD))
    audit_store.record(db, NOW, people_store.recipient_id(db, address), "invite", about="leader to-truong 5")


def _everything(db: Database) -> str:
    return str([list(db.query(f'select * from "{table}"')) for table in db.table_names()])  # noqa: S608


def _columns_naming_a_recipient(db: Database) -> set[tuple[str, str | None]]:
    return {
        (table.name, key.column) for table in db.tables for key in table.foreign_keys if key.other_table == "recipients"
    }


def test_every_table_that_names_a_person_is_shown_and_deleted(db: Database) -> None:
    _live(db, LAN, "Nguyễn Thị Lan", "5")
    _live(db, BINH, "Trần Văn Bình", "7")
    shown = personal_data_store.everything_about(db, LAN)
    assert {kind: len(rows) for kind, rows in shown.items()} == {
        "recipient": 1, "consents": 2, "subscriptions": 1, "offices": 2, "deliveries": 2, "receipts": 1, "notices": 1,
        "inquiries": 1, "inquiry_messages": 2, "inquiries_held": 1, "inquiry_files": 1, "inquiry_posts": 2, "steps": 2,
    }  # fmt: skip
    lan = people_store.recipient_id(db, LAN)
    named = _columns_naming_a_recipient(db)
    assert named == {
        ("consents", "recipient"),
        ("subscriptions", "recipient"),
        ("offices", "recipient"),
        ("audit", "actor"),
        ("notices", "author"),
        ("deliveries", "recipient"),
        ("receipts", "recipient"),
        ("inquiries", "asker"),
        ("inquiries", "holder"),
        ("inquiry_messages", "author"),
        ("inquiry_messages", "copied_chat"),
        ("inquiry_posts", "recipient"),
    }
    assert personal_data_store.delete_person(db, LAN, NOW)
    for table, column in named:
        assert db.execute(f"select count(*) from {table} where {column} = ?", [lan]).fetchone() == (0,)  # noqa: S608
    assert LAN.chat_id not in _everything(db)
    assert "Lan" not in _everything(db)
    assert "Trần Văn Bình" in _everything(db)
    assert personal_data_store.everything_about(db, LAN) == {}
    assert not personal_data_store.delete_person(db, LAN, NOW)


def test_only_recipients_hold_chat_ids_and_what_an_officer_copied(db: Database) -> None:
    _live(db, LAN, "Lan", "5")
    for table, column in itertools.chain.from_iterable(((t.name, c.name) for c in t.columns) for t in db.tables):
        found = db.execute(f"select count(*) from {table} where {column} = ?", [LAN.chat_id]).fetchone()[0]  # noqa: S608
        holds = (table, column) in {("recipients", "chat_id"), ("notices", "copied_chat")}
        assert found == int(holds), (table, column)


def test_what_others_copied_from_a_deleted_officer_names_their_chat_no_more(db: Database) -> None:
    _live(db, LAN, "Lan", "5")
    _live(db, BINH, "Bình", "7")
    album = draft_store.start(db, Body("lịch", LAN, captioned=True, album=("7", "8")), LAN, NOW)
    copied = draft_store.copy(db, album.id, BINH, NOW)
    assert copied is not None
    assert personal_data_store.delete_person(db, LAN, NOW)
    assert LAN.chat_id not in _everything(db)
    assert notice_store.notice(db, album.id) is None
    left = notice_store.notice(db, copied.id)
    assert left is not None
    assert left.body == Body("lịch", captioned=True)


def test_the_office_of_a_deleted_leader_is_vacant_and_stays_in_history(db: Database) -> None:
    _live(db, LAN, "Lan", "5")
    personal_data_store.delete_person(db, LAN, NOW)
    assert people_store.current_offices(db) == []
    history = people_store.office(db, 1)
    assert history is not None
    assert (history.tdp, history.name, history.linked, history.until) == ("5", None, False, NOW)


def test_what_a_deleted_person_asked_leaves_only_when_it_was_asked(db: Database) -> None:
    _live(db, LAN, "Lan", "5")
    personal_data_store.delete_person(db, LAN, NOW)
    assert list(db.query("select asker, holder, state, asked_at from inquiries")) == [
        {"asker": None, "holder": None, "state": "closed", "asked_at": stored(NOW)}
    ]
    assert list(db.query("select * from inquiry_messages")) == []


def test_the_lost_are_forgotten_after_their_time(db: Database) -> None:
    _live(db, LAN, "Lan", "5")
    group_store.connect(db, Address("telegram", "-100"), "5", NOW)
    for address in (LAN, Address("telegram", "-100")):
        group_store.lose(db, address, NOW)
    assert personal_data_store.forget_lost(db, NOW + LOST_KEPT) == 0
    assert personal_data_store.forget_lost(db, NOW + LOST_KEPT + timedelta(seconds=1)) == 2
    assert people_store.recipient_id(db, LAN) is None
