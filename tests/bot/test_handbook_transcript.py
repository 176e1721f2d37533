"""The handbook's walk from writing a notice to its report is what people were shown: it is played and compared."""

import re
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.app import build_application, running
from bot.context import WardApplication
from bot.pretend import PretendTelegram
from bot.roles import address
from bot.settings import Settings
from broadcasts import notice_store, people_store
from broadcasts.people import Rank, Role
from knowledge.assistant import Assistant
from tests.bot.engine import carried_out
from tests.bot.phone import SHOWN, Phone, Seen, seen
from tests.conftest import HERE, NOW

HANDBOOK = Path(__file__).parents[2] / "HUONG_DAN.md"
HEADING = "### Một tin, từ lúc viết đến lúc có báo cáo"
MAI, NAM, LAN, BINH = 9001, 9002, 701, 702
PEOPLE = {MAI: "Cán bộ Mai", NAM: "Cán bộ Nam", LAN: "Tổ trưởng Lan, tổ 5", BINH: "Tổ trưởng Bình, tổ 7"}
CODE, WARD = "K7PQX", "A"
"""Stand for the notice's code, which is new every time, and for the ward's name, as the handbook is every ward's."""
FRIDAY = datetime(2026, 11, 27, 19, 30, tzinfo=HERE)
MANY, FIRST = 8, 3
"""Of more buttons than fit on a screen the first few and the last are told."""
MARGIN = "    "


class Play:
    """Four people, one clock, and everything that was said and shown."""

    def __init__(self, settings: Settings, assistant: Assistant) -> None:
        self.telegram = PretendTelegram()
        self.now = NOW
        self.application: WardApplication = build_application(
            settings, request=self.telegram, clock=lambda: self.now, assistant=assistant
        )
        self.phones = {person: Phone(self.application, self.telegram, person) for person in PEOPLE}
        self._told = 0
        self._lines: list[str] = []

    async def begin(self) -> None:
        """Everybody holds their office."""

        def live(db: Database) -> None:
            people_store.name_offices(db, address(MAI), "Mai")
            office = people_store.open_office(db, Role.OFFICER, NOW, name="Nam")
            people_store.take_office(db, office, address(NAM), NOW)
            for person, tdp, name in ((LAN, "5", "Lan"), (BINH, "7", "Bình")):
                office = people_store.open_office(db, Role.LEADER, NOW, tdp=tdp, rank=Rank.HEAD, name=name)
                people_store.take_office(db, office, address(person), NOW)

        await self.application.bot_data["ward"].database.run(live)
        await self.application.bot_data["ward"].roles.refresh()

    async def says(self, person: int, text: str) -> None:
        await self.phones[person].says(text)
        self._note(f"{PEOPLE[person]}: {text}", person)

    async def presses(self, person: int, label: str) -> None:
        """Press a button of the last message in this person's chat."""
        phone = self.phones[person]
        shown = [call for call in self.telegram.calls if call.parameters.get("chat_id") == person]
        call = next(call for call in reversed(shown) if call.parameters.get("reply_markup"))
        phone.markup = call.parameters["reply_markup"]
        buttons = [button for row in phone.markup["inline_keyboard"] for button in row]
        (button,) = [button for button in buttons if label in button["text"]]
        await phone.presses_data(button["callback_data"])
        self._note(f"{PEOPLE[person]} bấm [{button['text']}]", person)

    async def waits_until(self, moment: datetime) -> None:
        """The time comes, and what is due goes out."""
        self.now = moment
        assert self.application.job_queue is not None
        (planning,) = self.application.job_queue.get_jobs_by_name("plan_ahead")
        await planning.run(self.application)
        await carried_out(self.application)
        self._note(f"--- {moment:%H:%M} {moment.day}/{moment.month}/{moment.year} ---", 0)

    def _note(self, done: str, by: int) -> None:
        self._lines.append(done)
        for call in self.telegram.calls[self._told :]:
            if call.method in SHOWN:
                chat = int(call.parameters["chat_id"])
                self._lines.append("Trợ lý:" if chat == by else f"Trợ lý gửi {PEOPLE[chat]}:")
                self._lines += [MARGIN + line for line in _shown(seen(call), photo=call.method == "sendPhoto")]
        self._told = len(self.telegram.calls)
        self._lines.append("")

    async def transcript(self) -> str:
        """What was said and shown, the code replaced."""
        found = await self.application.bot_data["ward"].database.run(notice_store.notice, 1)
        name = self.application.bot_data["ward"].assistant.library.ward_value("ten").removeprefix("phường ")
        return "\n".join(self._lines).replace(found.code, CODE).replace(name, WARD)


def _shown(one: Seen, *, photo: bool) -> list[str]:
    lines = ["(một tấm ảnh)"] if photo else []
    lines += [line for line in one.text.splitlines() if line]
    labels = list(one.buttons)
    if len(labels) > MANY:
        labels = [*labels[:FIRST], "…", labels[-1]]
    if labels:
        lines.append(" ".join(label if label == "…" else f"[{label}]" for label in labels))
    return lines


@pytest.fixture
async def play(settings: Settings, assistant: Assistant) -> AsyncIterator[Play]:
    made = Play(settings, assistant)
    async with running(made.application):
        await made.begin()
        yield made


async def test_the_handbooks_walk_is_what_people_are_shown(play: Play, tmp_path: Path) -> None:
    """If this fails and the change is meant, what was played is in `transcript.txt` of the test's folder."""
    await play.says(MAI, "/thongbao")
    await play.says(MAI, "Xin các tổ báo số hộ đã phân loại rác tại nhà.")
    await play.presses(MAI, "Tất cả tổ trưởng")
    await play.presses(MAI, "Tiếp")
    await play.presses(MAI, "Báo một con số")
    await play.says(MAI, "số hộ đã phân loại rác")
    await play.presses(MAI, "15")
    await play.presses(MAI, "3 ngày")
    await play.says(MAI, "19h30 thứ sáu")
    await play.presses(MAI, "Xin duyệt")
    await play.presses(NAM, "Duyệt và gửi")
    await play.waits_until(FRIDAY)
    await play.presses(LAN, "Báo số liệu")
    await play.says(LAN, "45")
    await play.says(BINH, "52 hộ")
    await play.says(MAI, "/baocao")
    found = await play.application.bot_data["ward"].database.run(notice_store.notice, 1)
    await play.presses(MAI, found.code)
    played = await play.transcript()
    (tmp_path / "transcript.txt").write_text(played, encoding="utf-8")
    (told,) = re.findall(rf"{HEADING}\n[^#]*?```text\n(.*?)```", HANDBOOK.read_text(encoding="utf-8"), re.DOTALL)
    assert told.strip() == played.strip()
