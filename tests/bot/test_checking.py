"""Anybody can ask whether a notice is the ward's: by its code, by forwarding it, by a link."""

import pytest
from sqlite_utils import Database

from bot import check_texts as texts
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.roles import address
from broadcasts import draft_store, group_store, notice_store
from broadcasts.draft_store import Change
from broadcasts.notice import Audience, Body, Notice
from broadcasts.schedule import AtOnce
from tests.bot.engine import carried_out
from tests.bot.phone import Phone, plain
from tests.conftest import HERE, NOW

MAI = address(9001)
WARD = "phường Gia Viên"


@pytest.fixture
def resident(application: WardApplication, telegram: PretendTelegram) -> Phone:
    return Phone(application, telegram, 501)


async def _sent(application: WardApplication, body: Body) -> Notice:
    def send(db: Database) -> Notice:
        group_store.connect(db, address(-100), "5", NOW)
        draft = draft_store.start(db, body, MAI, NOW)
        draft_store.change(db, draft.id, MAI, lambda _: Change(audience=Audience(groups=True), plan=AtOnce()))
        return draft_store.release(db, draft.id, MAI, NOW)

    notice: Notice = await application.bot_data["ward"].database.run(send)
    await carried_out(application)
    return notice


def _frame(notice: Notice, text: str) -> str:
    return f"📢 Phường Gia Viên – 22/11/2026\n\n{text}\n\nMã tin: {notice.code}"


async def test_a_genuine_notice_is_said_to_be_and_its_words_are_shown(
    application: WardApplication, resident: Phone
) -> None:
    notice = await _sent(application, Body("Họp lúc <b>19:30</b>"))
    genuine = plain(texts.genuine(WARD, notice.code, NOW, HERE, version=1))
    assert [one.text for one in await resident.says(f"/kiemtra {notice.code.lower()}")] == [genuine, "Họp lúc 19:30"]
    assert [one.text for one in await resident.says(f"/start v_{notice.code}")] == [genuine, "Họp lúc 19:30"]
    assert (await resident.asks("/kiemtra")).text == plain(texts.USAGE)
    assert [one.text for one in await resident.says(notice.code)] == [genuine, "Họp lúc 19:30"]


async def test_a_forwarded_notice_is_compared_word_by_word(application: WardApplication, resident: Phone) -> None:
    notice = await _sent(application, Body("Họp lúc 19:30"))
    genuine = plain(texts.genuine(WARD, notice.code, NOW, HERE, version=1))
    origin = {"type": "hidden_user", "date": 0, "sender_user_name": "ai đó"}
    same = await resident.sends(text=_frame(notice, "Họp lúc 19:30"), forward_origin=origin)
    assert [one.text for one in same] == [genuine, texts.SAME_WORDS]
    other = await resident.says(_frame(notice, "Nộp 500.000 đồng lúc 19:30"))
    assert [one.text for one in other] == [genuine, plain(texts.OTHER_WORDS), "Họp lúc 19:30"]


async def test_a_notice_without_words_is_said_to_be_beyond_comparing(
    application: WardApplication, resident: Phone
) -> None:
    notice = await _sent(application, Body("", MAI, "7"))
    assert [one.text for one in await resident.says(f"/kiemtra {notice.code}")][1:] == [texts.NO_WORDS]


async def test_what_was_taken_back_is_said_to_be(application: WardApplication, resident: Phone) -> None:
    notice = await _sent(application, Body("Họp"))
    await application.bot_data["ward"].database.run(notice_store.stop_planning, notice.id, MAI, NOW)
    assert (await resident.asks(f"/kiemtra {notice.code}")).text == plain(texts.withdrawn(WARD, notice.code))


async def test_a_draft_is_no_notice_and_guessing_codes_ends(
    application: WardApplication, telegram: PretendTelegram, resident: Phone
) -> None:
    draft = await application.bot_data["ward"].database.run(draft_store.start, Body("Họp"), MAI, NOW)
    assert (await resident.asks(f"/kiemtra {draft.code}")).text == plain(texts.unknown(draft.code, WARD))
    for guess in ("<b>xx", "B2C3D", "F2G3H", "J2K3L"):
        assert (await resident.asks(f"/kiemtra {guess}")).text.startswith(f"⚠️ {WARD.capitalize()[:6]}")
    assert (await resident.asks("/kiemtra M2N3P")).text == texts.TOO_MANY
