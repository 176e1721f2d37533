"""What is due before seven in the morning, when it is still yesterday in UTC, has today's date wherever it is read."""

from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot import change_texts, compose_texts
from bot.app import build_application, running
from bot.pretend import PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import claim_store, delivery_store, draft_store, people_store
from broadcasts.asks import Ask, AskKind
from broadcasts.draft_store import Change
from broadcasts.notice import Audience, Body
from broadcasts.people import Rank, Role
from broadcasts.schedule import Once
from knowledge.assistant import Assistant
from tests.bot.engine import carried_out
from tests.bot.phone import Phone, plain
from tests.bot.prints import Print
from tests.conftest import NOW

MAI, LAN = 9001, 701
DUE = NOW.replace(hour=6, minute=30)


def _early(db: Database) -> None:
    """The head of TDP 5, and a draft for all leaders that is due at half past six."""
    office = people_store.open_office(db, Role.LEADER, NOW, tdp="5", rank=Rank.HEAD, name="Lan")
    people_store.take_office(db, office, address(LAN), NOW)
    draft = draft_store.start(db, Body("Họp tổ"), address(MAI), DUE)
    change = Change(audience=Audience(leaders=True), plan=Once(DUE), ask=Ask(kind=AskKind.RECEIVED))
    draft_store.change(db, draft.id, address(MAI), lambda _: change)


def _last_read(telegram: PretendTelegram, chat_id: int) -> str:
    """What stands in the message a chat got or saw changed last."""
    shown = [call for call in telegram.calls if call.method in ("sendMessage", "editMessageText")]
    return plain([call for call in shown if call.parameters["chat_id"] == chat_id][-1].parameters["text"])


@pytest.fixture
def clock() -> list[datetime]:
    """The time, to be moved on."""
    return [DUE - timedelta(minutes=5)]


async def test_everybody_reads_the_day_of_their_own_clock(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant, clock: list[datetime], printed: list[Print]
) -> None:
    built = build_application(settings, request=telegram, clock=lambda: clock[0], assistant=assistant)
    async with running(built) as application:
        officer, lan = Phone(application, telegram, MAI), Phone(application, telegram, LAN)
        await application.bot_data["ward"].database.run(_early)
        await application.bot_data["ward"].roles.refresh()
        preview, question = await officer.presses_data("b:look:1")
        code = preview.text.rsplit(": ", 1)[1]
        notice = f"📢 Phường Gia Viên – 22/11/2026\n\nHọp tổ\n\nMã tin: {code}"
        assert preview.text == notice
        assert "Gửi: Chủ nhật 22/11/2026, 6:30." in question.text
        waiting = (await officer.presses_for_all(compose_texts.SEND))[-1]
        assert "Giờ gửi: 06:30 22/11/2026" in waiting.text

        clock[0] = DUE + timedelta(minutes=1)
        await carried_out(application)
        assert _last_read(telegram, LAN) == notice
        listed = await lan.asks("/viec")
        assert (await lan.presses(listed.buttons[0])).text == notice
        assert "gửi 06:30 22/11/2026" in (await lan.says(f"/kiemtra {code}"))[0].text
        await lan.presses_data("v:relay:1")
        assert [text for text, _ in printed if "2026" in text] == ["Chủ nhật 22/11/2026"]


async def test_a_correction_has_the_days_of_its_readers_clock(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant, clock: list[datetime]
) -> None:
    def deliver(db: Database) -> str:
        _early(db)
        code = draft_store.release(db, 1, address(MAI), clock[0]).code
        delivery_store.start_due(db, DUE)
        (claim,) = claim_store.claim(db, 1, DUE)
        delivery_store.record_sent(db, [(claim.delivery, "41")], DUE)
        return code

    built = build_application(settings, request=telegram, clock=lambda: clock[0], assistant=assistant)
    async with running(built) as application:
        officer = Phone(application, telegram, MAI)
        code = await application.bot_data["ward"].database.run(deliver)
        clock[0] = DUE + timedelta(minutes=10)
        await officer.presses_data("b:correct:1")
        corrected = f"📢 Phường Gia Viên – 22/11/2026\nĐÃ ĐÍNH CHÍNH ngày 22/11/2026\n\nHọp lúc 19:30\n\nMã tin: {code}"
        assert (await officer.says("Họp lúc 19:30"))[0].text == corrected
        await officer.presses_for_all(change_texts.SEND_CORRECTION)
        await carried_out(application)
        assert _last_read(telegram, LAN) == corrected
