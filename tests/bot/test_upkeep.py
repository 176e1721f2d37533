"""What a running assistant does for itself: copies, a look at its health, figures for monitoring, signs of life."""

import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlite_utils import Database
from telegram import WebhookInfo

from bot import backups, health, service_manager, upkeep
from bot.app import build_application, running
from bot.context import Ward, WardApplication, WardContext
from bot.health import LEAST_FREE, SILENCE, Health, Trouble
from bot.pretend import PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import delivery_store, notice_store, people_store
from broadcasts.notice import Audience, Body
from broadcasts.people import Role
from broadcasts.ports import Outcome, Result
from broadcasts.queue_store import Queue, queue
from knowledge.assistant import Assistant
from tests.bot.phone import Phone, plain
from tests.bot.processes import TOKEN, environment
from tests.conftest import HERE, NOW

MINUTE = timedelta(minutes=1)


class Running:
    """A running ward with an officer, whose clock is moved by hand."""

    def __init__(self, settings: Settings, telegram: PretendTelegram, assistant: Assistant) -> None:
        self.now = NOW
        self.telegram = telegram
        self.application: WardApplication = build_application(
            settings, request=telegram, clock=lambda: self.now, assistant=assistant
        )
        self.context = WardContext(self.application)
        self.ward: Ward = self.application.bot_data["ward"]

    def told(self) -> list[str]:
        """What the officer was sent since last time."""
        calls = [call for call in self.telegram.calls if call.method == "sendMessage"]
        self.telegram.calls.clear()
        return [plain(call.parameters["text"]) for call in calls if call.parameters["chat_id"] == 9001]

    async def looks(self, *, later: timedelta = timedelta(0)) -> list[str]:
        self.now += later
        await upkeep.look(self.context)
        return self.told()


@pytest.fixture
async def here(settings: Settings, telegram: PretendTelegram, assistant: Assistant) -> AsyncIterator[Running]:
    built = Running(settings, telegram, assistant)
    async with running(built.application):
        office = await built.ward.database.run(people_store.open_office, Role.OFFICER, NOW, name="Minh")
        await built.ward.database.run(people_store.take_office, office, address(9001), NOW)
        await built.ward.roles.refresh()
        yield built


async def test_a_day_has_one_copy_made_after_the_cleaning_or_when_the_machine_is_on_again(here: Running) -> None:
    folder = backups.folder_of(here.ward.settings.data_dir)
    made = []
    for hour, minute in ((3, 10), (3, 30), (3, 45), (9, 0), (24 + 3, 10), (24 + 14, 0)):
        here.now = NOW.replace(hour=0) + timedelta(hours=hour, minutes=minute)
        await upkeep.back_up(here.context)
        made.append(len(backups.backups(folder)))
    assert made == [0, 1, 1, 1, 1, 2]


async def test_officers_hear_when_no_copy_can_be_made_and_when_it_can_again(here: Running) -> None:
    folder = backups.folder_of(here.ward.settings.data_dir)
    folder.write_bytes(b"a file in the way")
    await upkeep.back_up(here.context)
    (told,) = await here.looks()
    assert told.startswith("Hôm nay chưa sao lưu được dữ liệu.")
    assert await here.looks(later=MINUTE) == []
    folder.unlink()
    await upkeep.back_up(here.context)
    assert await here.looks(later=MINUTE) == [
        "Đã sao lưu dữ liệu được trở lại.\n\nTrục trặc từ 09:00 22/11/2026 đến 09:02 22/11/2026."
    ]


async def test_officers_hear_when_the_disk_is_nearly_full(here: Running) -> None:
    assert await here.looks() == []
    here.ward.health.least_free = 10**18
    (told,) = await here.looks(later=MINUTE)
    assert told.startswith("Ổ đĩa của máy chạy trợ lý sắp đầy: còn ")
    here.ward.health.least_free = LEAST_FREE
    assert [text.splitlines()[0] for text in await here.looks(later=MINUTE)] == ["Ổ đĩa của máy đã rộng trở lại."]


async def test_officers_hear_when_telegram_answers_no_poll_and_how_long_it_lasted(here: Running) -> None:
    updater = here.application.updater
    assert updater is not None
    assert await here.looks(later=SILENCE * 2) == []  # not polling yet
    await updater.start_polling(poll_interval=3600)
    here.ward.pulse.last_poll = here.now
    assert await here.looks(later=SILENCE) == []
    (told,) = await here.looks(later=MINUTE)
    assert told.startswith("Trợ lý không nhận được tin nhắn nào từ Telegram.")
    assert await here.looks(later=MINUTE) == []
    here.ward.pulse.last_poll = here.now
    assert await here.looks() == [
        "Trợ lý đã nhận được tin nhắn trở lại.\n\nTrục trặc từ 09:10 22/11/2026 đến 09:17 22/11/2026."
    ]
    await updater.stop()


@pytest.mark.parametrize(
    ("failed", "pending", "stuck"),
    [(None, 5, False), (NOW - MINUTE, 0, False), (NOW - MINUTE, 5, True), (NOW - SILENCE * 2, 5, False)],
)
def test_a_webhook_is_stuck_while_updates_wait_and_handing_over_fails(
    failed: datetime | None, pending: int, stuck: bool
) -> None:
    info = WebhookInfo("https://x", has_custom_certificate=False, pending_update_count=pending, last_error_date=failed)
    assert (health.stuck(info, NOW) is not None) is stuck


def test_troubles_are_told_once_each() -> None:
    watched, disk = Health(HERE), Trouble("disk", NOW, "đầy")
    backup = Trouble("backup", NOW, "chưa sao lưu")
    assert [watched.look(found, NOW) for found in ([disk], [disk], [disk, backup], [backup, disk])] == [
        ["đầy"],
        [],
        ["chưa sao lưu"],
        [],
    ]
    assert watched.troubles == ["backup", "disk"]
    assert len(watched.look([], NOW)) == 2
    assert watched.troubles == []


async def test_the_queue_is_told_in_figures(here: Running) -> None:
    def prepare(db: Database) -> None:
        for minutes in (1, 10, 90):
            notice = notice_store.add_notice(db, Body("x"), Audience(officers=True), NOW)
            delivery_store.plan_sending(db, notice.id, NOW + minutes * MINUTE)

    run = here.ward.database.run
    await run(prepare)
    assert await run(queue, NOW) == Queue(0, timedelta(0), timedelta(0), {"waiting": 3})
    assert await run(queue, NOW + 5 * MINUTE) == Queue(0, timedelta(0), 4 * MINUTE, {"waiting": 3})
    await run(delivery_store.start_due, NOW + 11 * MINUTE)
    assert await run(queue, NOW + 15 * MINUTE) == Queue(2, 14 * MINUTE, timedelta(0), {"going": 2, "waiting": 1})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def test_monitoring_reads_figures_and_nobody_s_data(
    settings: Settings, telegram: PretendTelegram, assistant: Assistant
) -> None:
    port = free_port()
    here = Running(settings.model_copy(update={"metrics_port": port}), telegram, assistant)
    async with running(here.application), httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as monitor:
        await Phone(here.application, telegram, 501).says("chỉ tiêu 14")
        here.ward.pulse.handled(None, 0.2)
        here.ward.pulse.attempted(Outcome(Result.SENT))
        backups.make(settings.data_dir / "ward.db", NOW)
        metrics = await monitor.get("/metrics")
        figures = dict(line.rsplit(" ", 1) for line in metrics.text.splitlines() if line and not line.startswith("#"))
        assert figures["ward_queue_messages"] == "0.0"
        assert figures['ward_outcomes_total{result="sent"}'] == "1.0"
        assert figures['ward_update_seconds_count{kind="other"}'] == "1.0"
        assert float(figures["ward_last_backup_timestamp_seconds"]) == NOW.timestamp()
        assert float(figures["ward_last_update_timestamp_seconds"]) == NOW.timestamp()
        assert float(figures["ward_database_bytes"]) > 50_000
        assert "501" not in {label for name in figures for label in name.split('"')}
        well = await monitor.get("/health")
        assert (well.status_code, well.json()) == (200, {"ok": True, "troubles": []})
        here.ward.health.least_free = 10**18
        await here.looks()
        ill = await monitor.get("/health")
        assert (ill.status_code, ill.json()) == (503, {"ok": False, "troubles": ["disk"]})
        here.now += timedelta(minutes=10)
        assert (await monitor.get("/health")).json()["troubles"] == ["disk", "stuck"]
    with closing(socket.socket()) as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_without_a_service_manager_nothing_is_told() -> None:
    service_manager.tell(service_manager.READY, {})
    service_manager.tell(service_manager.READY, {"NOTIFY_SOCKET": "/nowhere/at/all"})
    assert service_manager.watchdog_seconds({}) is None
    assert service_manager.watchdog_seconds({"WATCHDOG_USEC": "180000000", "WATCHDOG_PID": "1"}) is None
    assert service_manager.watchdog_seconds({"WATCHDOG_USEC": "180000000"}) == 180.0


def test_a_service_manager_hears_that_it_is_ready_that_it_lives_and_that_it_stops(
    tmp_path: Path,
    telegram_url: str,
) -> None:
    port = free_port()
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(30)
        watched = environment(
            tmp_path,
            TELEGRAM_BOT_TOKEN=TOKEN,
            TELEGRAM_API_BASE_URL=telegram_url,
            METRICS_PORT=str(port),
            NOTIFY_SOCKET=str(tmp_path / "notify"),
            WATCHDOG_USEC="400000",
        )
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "run"], cwd=tmp_path, env=watched, stderr=subprocess.DEVNULL
        )
        heard = [manager.recv(100).decode() for _ in range(4)]
        metrics = httpx.get(f"http://127.0.0.1:{port}/metrics").text
        process.terminate()
        process.wait(timeout=10)
        while heard[-1] == "WATCHDOG=1":
            heard.append(manager.recv(100).decode())
    assert (heard[0], set(heard[1:-1]), heard[-1]) == ("READY=1", {"WATCHDOG=1"}, "STOPPING=1")
    (poll,) = [line for line in metrics.splitlines() if line.startswith("ward_last_poll_timestamp_seconds ")]
    assert float(poll.split()[1]) > 0
    assert process.returncode == 0


def test_a_port_that_is_taken_stops_the_start_with_a_sentence(
    tmp_path: Path,
    telegram_url: str,
) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "-m", "bot", "run"],
            capture_output=True,
            text=True,
            cwd=tmp_path,
            env=environment(
                tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_BASE_URL=telegram_url, METRICS_PORT=str(port)
            ),
            timeout=60,
        )
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        f"Không mở được cổng METRICS_PORT={port} (Address already in use). "
        "Hãy đổi số khác trong tệp .env, hoặc ghi 0 để tắt."
    )
    assert "Traceback" not in done.stderr


async def test_a_locked_file_does_not_stop_the_signs_of_life(
    here: Running, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(5)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        await here.ward.database.run(lambda db: db.execute("pragma busy_timeout = 10"))
        with closing(sqlite3.connect(here.ward.settings.data_dir / "ward.db", isolation_level=None)) as other:
            other.execute("begin immediate")
            await upkeep.show_life(here.context)
        assert manager.recv(100) == b"WATCHDOG=1"
