"""What officers, and whoever reads the log, are told while a sending goes on."""

from datetime import timedelta

import structlog
from sqlite_utils import Database

from bot.app import build_application, running
from bot.context import Ward
from bot.pretend import Call, PretendTelegram
from bot.progress import PACE_OVER, Speedometer
from bot.roles import address
from bot.settings import Settings
from broadcasts import claim_store, delivery_store, notice_store, people_store
from broadcasts.notice import Audience, Body, Claim, Count, Pace
from broadcasts.people import Rank, Role
from knowledge.assistant import Assistant
from tests.bot.phone import Phone, plain
from tests.conftest import NOW

OFFICER = 9001
SECOND = timedelta(seconds=1)


def test_the_pace_is_that_of_the_last_half_minute() -> None:
    speed = Speedometer()
    assert speed.see(1, Count(pending=1_000), NOW) is None
    assert speed.see(1, Count(sent=100, pending=900), NOW + 10 * SECOND) == Pace(10.0, 90.0)
    assert speed.see(1, Count(sent=700, pending=300), NOW + 10 * SECOND + PACE_OVER) == Pace(20.0, 15.0)
    assert speed.see(1, Count(sent=700, pending=300), NOW + 20 * SECOND + 2 * PACE_OVER) is None
    speed.keep([])
    assert speed.see(1, Count(sent=800, pending=200), NOW + 21 * SECOND + 2 * PACE_OVER) is None


def _two_leaders(db: Database) -> None:
    for tdp, chat in (("5", 701), ("7", 702)):
        office = people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD, name="Lan")
        people_store.take_office(db, office, address(chat), NOW)
    notice = notice_store.add_notice(db, Body("Mời họp"), Audience(leaders=True), NOW)
    delivery_store.plan_sending(db, notice.id, NOW)


class Faulty(PretendTelegram):
    """Telegram that serves only some chats, and whose clock is moved by hand."""

    def __init__(self) -> None:
        super().__init__(self._answer)
        self.now = NOW
        self.serves: set[int] = set()
        self.shown: list[str] = []
        """What the officer was sent, and got."""

    def _answer(self, call: Call) -> tuple[int, str] | None:
        if call.method != "sendMessage":
            return None
        if call.parameters["chat_id"] not in self.serves:
            return 500, "Internal Server Error"
        if call.parameters["chat_id"] == OFFICER:
            self.shown.append(plain(call.parameters["text"]))
        return None


def _both_on_the_network(db: Database) -> list[Claim]:
    _two_leaders(db)
    delivery_store.start_due(db, NOW)
    return claim_store.claim(db, 2, NOW)


async def _going(ward: Ward, telegram: Faulty) -> None:
    await ward.database.run(_two_leaders)
    telegram.serves = {701}
    await ward.dispatcher.carry_out()
    assert await ward.database.run(delivery_store.count, 1) == Count(sent=1, pending=1)


async def test_officers_are_warned_once_of_leaders_who_should_have_got_it(
    settings: Settings, assistant: Assistant
) -> None:
    telegram = Faulty()
    application = build_application(settings, request=telegram, clock=lambda: telegram.now, assistant=assistant)
    async with running(application) as app:
        ward = app.bot_data["ward"]
        await _going(ward, telegram)
        telegram.now = NOW + timedelta(minutes=4)
        telegram.serves = {OFFICER}
        await ward.progress.warn()
        assert telegram.shown == []
        telegram.now = NOW + timedelta(minutes=6)
        telegram.serves = set()
        await ward.progress.warn()
        telegram.serves = {OFFICER}
        for _ in range(3):
            await ward.progress.warn()
        (warning,) = telegram.shown
        assert warning.startswith("⚠️ Tin gửi tổ trưởng chưa tới đủ người.")
        assert warning.endswith("✅ Đã gửi: 1\n⏳ Còn chờ: 1")


async def test_the_followed_message_and_the_log_tell_pace_and_remaining_time(
    settings: Settings, assistant: Assistant
) -> None:
    telegram = Faulty()
    application = build_application(settings, request=telegram, clock=lambda: telegram.now, assistant=assistant)
    async with running(application) as app:
        ward = app.bot_data["ward"]
        await ward.dispatcher.carry_out()  # what it repairs at the start is behind it
        first, _ = await ward.database.run(_both_on_the_network)
        await ward.progress.refresh()
        officer = Phone(app, telegram, OFFICER)
        await officer.presses_data("b:show:1")
        with structlog.testing.capture_logs() as logs:
            telegram.now += timedelta(seconds=10)
            await ward.database.run(delivery_store.record_sent, [(first.delivery, "7")], telegram.now)
            await ward.progress.refresh()
            await ward.progress.refresh()
        (line,) = [one for one in logs if one["event"] == "sending" and one["done"]]
        assert line == {
            "event": "sending", "log_level": "info", "sending": 1, "done": 1, "of": 2, "failed": 0,
            "per_second": 0.1, "seconds_left": 10,
        }  # fmt: skip
        last = [call for call in telegram.calls if call.method == "editMessageText"][-1]
        assert "▰▰▰▰▰▱▱▱▱▱ 1/2\n6 tin mỗi phút, còn chưa đầy một phút" in plain(last.parameters["text"])
